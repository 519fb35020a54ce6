"""What nnlib defines, by the name of the piece: a function, a class, or a method such as ``Layer.backward_pass``."""

import importlib
import inspect
import pkgutil
import re
import textwrap
from functools import cache

import nnlib

MORE = {  # what only the code says, and a learner can't guess
    "GradientReport": "Its text, repr(report), has a line for each error: the name, filled up to 12 places, a blank, "
    'and "ok" below 1e-6, else the error with two digits ("layer 1 b    0.45"), or "not checked: nudging it gives no '
    'finite slope" for NaN. A line "W was changed by the backward pass" follows for each that was. If empty, '
    'it is "nothing was checked: the network has no parameters".',
}
INDENTS = {"initial_indent": "  ", "subsequent_indent": "    "}
GUARDS = "nnlib.checks"  # they are at hand in every lesson, and nobody has to write them


@cache
def modules():
    """Return the modules of nnlib that lessons build, a list; those with guards and messages are left out."""
    names = [f"nnlib.{found.name}" for found in pkgutil.iter_modules(nnlib.__path__)]
    return [importlib.import_module(name) for name in names if name not in (GUARDS, "nnlib.printing")]


@cache
def definitions():
    """Return all that nnlib's modules define themselves, a dict by name: functions, classes and constants."""
    found = {}
    for module in modules():
        for name, thing in vars(module).items():
            made = inspect.isclass(thing) or inspect.isroutine(thing)  # a constant has the module of its class
            own = not made or thing.__module__ == module.__name__
            if own and not name.startswith("__") and not inspect.ismodule(thing):
                found.setdefault(name, thing)
    return found


def of_nnlib(name):
    """Return what nnlib calls by a name, such as ``"Layer"`` or ``"Layer.backward_pass"``; raises AttributeError."""
    first, _, method = name.partition(".")
    thing = definitions().get(first, getattr(nnlib, first, None))
    if thing is None:
        raise AttributeError(f"nnlib has no {first}")
    return inspect.getattr_static(thing, method) if method else thing


def told(name):
    """Return what a learner is told of a piece, a str: its first line, and what it returns or, a class, keeps."""
    try:
        text = inspect.cleandoc(of_nnlib(name).__doc__ or "")
    except AttributeError:
        return ""
    first, _, rest = text.partition("\n")
    sections = dict(re.findall(r"^(Returns|Attributes)\n-+\n(.*?)(?=\n\n|\Z)", rest, re.MULTILINE | re.DOTALL))
    lines = [first]
    if "Returns" in sections:
        lines.append("Returns: " + " ".join(sections["Returns"].split()))
    if "Attributes" in sections:
        parts = re.findall(r"^(\S.*?)(?: :.*)?\n((?: .*\n?)*)", sections["Attributes"] + "\n", re.MULTILINE)
        in_case = (f"{head}: {' '.join(text.split())}".rstrip(": ") for head, text in parts)
        lines.append("\n".join(["Attributes:", *(textwrap.fill(one, 110, **INDENTS) for one in in_case)]))
    if name in MORE:
        lines.append(textwrap.fill(MORE[name], 110))
    return "\n\n".join(lines)


class Nnlib:
    """nnlib as one namespace, whatever module a piece is in: what a trial is given to find out what is right."""

    def __getattr__(self, name):
        return of_nnlib(name)
