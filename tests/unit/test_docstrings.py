"""Whoever calls help() on a name of nnlib learns what it is, and its shapes or types."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

import nnlib

PACKAGE = Path(nnlib.__file__).parent
FILES = [path for path in PACKAGE.rglob("*.py") if path.stem != "__init__"]
MODULES = sorted(".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in FILES)
SHAPES = re.compile(r"shape|int\b|float\b|str\b|path|array|dtype|list|callable|layer|loss|a and da", re.IGNORECASE)


# The guards, and the figures of one chapter alone, say in a sentence what they do.
BRIEF = re.compile(r"checks\.|saving\.|plots\.chapter")


def own(module):
    """The functions and classes that a module defines itself."""
    return {
        name: thing
        for name, thing in vars(module).items()
        if (inspect.isfunction(thing) or inspect.isclass(thing)) and thing.__module__ == module.__name__
    }


def everything():
    modules = {stem: own(importlib.import_module(f"nnlib.{stem}")) for stem in MODULES}
    return [(f"{stem}.{name}", thing) for stem, things in modules.items() for name, thing in things.items()]


def public_methods():
    for name, cls in everything():
        if inspect.isclass(cls):
            for part, thing in vars(cls).items():
                public = not part.startswith("_") or part == "__call__"
                if public and (inspect.isfunction(thing) or isinstance(thing, (property, classmethod))):
                    yield f"{name}.{part}", getattr(thing, "__func__", thing), cls


def names(rows):
    return [row[0] for row in rows]


METHODS = list(public_methods())


@pytest.mark.parametrize("stem", MODULES)
def test_module_says_which_chapter_builds_it(stem):
    text = importlib.import_module(f"nnlib.{stem}").__doc__
    assert text and (
        re.match(r"Chapter \d\d · ", text) or stem.startswith(("plots.", "__main__")) or stem.endswith(".base")
    )


@pytest.mark.parametrize(("name", "thing"), everything(), ids=names(everything()))
def test_function_or_class_says_what_it_is_and_what_goes_in(name, thing):
    text = inspect.getdoc(thing)
    assert text, f"{name} has no docstring"
    assert text.splitlines()[0].rstrip().endswith((".", ":")), f"{name}: the first line is a sentence of its own"
    if inspect.isfunction(thing) and not (BRIEF.match(name) and thing.__name__ not in nnlib.__all__):
        assert SHAPES.search(text), f"{name} does not say what goes in and comes out"
        for parameter in inspect.signature(thing).parameters:
            assert re.search(rf"\b{parameter}\b", text), f"{name} does not mention {parameter}"


@pytest.mark.parametrize(("name", "method", "cls"), METHODS, ids=names(METHODS))
def test_method_states_what_it_takes(name, method, cls):
    text = inspect.getdoc(method)
    assert text, f"{name} has no docstring"
    if inspect.isfunction(method):
        for parameter in list(inspect.signature(method).parameters)[1:]:
            assert re.search(rf"\b{parameter}\b", text), f"{name} does not mention {parameter}"


@pytest.mark.parametrize(("name", "thing"), everything(), ids=names(everything()))
def test_no_docstring_says_that_nothing_is_raised(name, thing):
    assert not re.search(r"[Rr]aises nothing", inspect.getdoc(thing)), "silence says so, too"
