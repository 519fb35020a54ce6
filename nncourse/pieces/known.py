"""What nnlib defines, by the name of the piece: a function, a class, or a method such as ``Layer.backward_pass``."""

import importlib
import inspect
import pkgutil
import re
from functools import cache

import nnlib

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
        heads = re.findall(r"^(\S.*?)(?: :.*)?$", sections["Attributes"], re.MULTILINE)
        lines.append("Attributes: " + ", ".join(heads) + ".")
    return "\n\n".join(lines)


class Nnlib:
    """nnlib as one namespace, whatever module a piece is in: what a trial is given to find out what is right."""

    def __getattr__(self, name):
        return of_nnlib(name)
