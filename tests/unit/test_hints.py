"""Editors and type checkers know the public names: their hints are in one file, and say what the code says."""

import ast
import inspect
from pathlib import Path

import pytest

import nnlib

HINTS = Path(nnlib.__file__).with_name("__init__.pyi")
TREE = ast.parse(HINTS.read_text(encoding="utf-8"))
HINTED = {node.name: node for node in TREE.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def parameters_of(node):
    """Return (name, kind, has a default) of each parameter of a hinted function."""
    given, empty = node.args, inspect.Parameter.empty
    defaults = [empty] * (len(given.args) - len(given.defaults)) + given.defaults
    found = [(arg.arg, "POSITIONAL_OR_KEYWORD", default is not empty) for arg, default in zip(given.args, defaults)]
    return found + [(arg.arg, "KEYWORD_ONLY", bool(value)) for arg, value in zip(given.kwonlyargs, given.kw_defaults)]


def parameters_in_nnlib(function):
    found = inspect.signature(function).parameters.values()
    return [(each.name, each.kind.name, each.default is not each.empty) for each in found]


def own_functions(thing):
    """Return the methods that a class defines: what begins with an underscore only if Python calls it."""
    made_by_python = {"__repr__", "__init__"} if not inspect.isfunction(thing.__init__) else {"__repr__"}
    return {
        name: function
        for name, function in vars(thing).items()
        if inspect.isfunction(function) and name not in made_by_python
    }


def test_package_says_that_it_has_hints():
    assert HINTS.with_name("py.typed").exists()


def test_every_public_name_has_hints():
    assert set(nnlib.__all__) <= set(HINTED)


@pytest.mark.parametrize("name", sorted(set(HINTED) & set(nnlib.__all__)))
def test_hints_have_the_parameters_of_the_code(name):
    thing, node = getattr(nnlib, name), HINTED[name]
    if isinstance(node, ast.FunctionDef):
        assert parameters_of(node) == parameters_in_nnlib(thing)
        return
    hinted = {part.name: part for part in node.body if isinstance(part, ast.FunctionDef) and not part.decorator_list}
    for method, part in hinted.items():
        assert parameters_of(part) == parameters_in_nnlib(getattr(thing, method)), method
    inherited = {method for parent in thing.__mro__[1:-1] for method in vars(parent)}
    assert set(own_functions(thing)) - inherited - {"__init__"} <= set(hinted)


@pytest.mark.parametrize("name", sorted(set(HINTED)))
def test_every_parameter_and_result_has_a_hint(name):
    for node in ast.walk(HINTED[name]):
        if isinstance(node, ast.FunctionDef):
            assert node.returns, node.name
            assert all(arg.annotation or arg.arg == "self" for arg in [*node.args.args, *node.args.kwonlyargs])
