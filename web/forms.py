"""Exercises whose answer is a value, as forms on their pages: what can be filled in, and the scripts that check it.

All comes from the exercise: from its right answer the fields, from its check what can be chosen and how the parts are
called, from `translate.py` the check itself. Hints, explanation and solution stand in the page and are shown on demand.
"""

import ast
import contextlib
import functools
import html
import json
import re
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import nbformat
import numpy as np
from translate import Translation, Untranslatable, literal

from nncourse import checking
from nncourse.checking import choices, comparing
from nncourse.checking.exercises import alike

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks" / "exercises").glob("[0-9][0-9]-*.ipynb"))

class Field(NamedTuple):
    """What is filled in at one place of an answer."""

    path: tuple  # where that is, such as (1, 0): in the second part the first
    kind: str  # number, choice (one of the options), set (some of them) or numbers (the same, if they are numbers)
    labels: tuple  # of all parts that it is in, from the outermost
    options: tuple = ()


class Text(str):
    """A text that is an object of its own, whatever it reads."""


def apart(value):
    """Return a value as lists, numbers and texts, each list and text an object of its own."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [apart(one) for one in value]
    return Text(value) if isinstance(value, str) else value


def is_value(right):
    """Tell whether a right answer is a value, and no function or class, nor has one in it."""
    return all(map(is_value, right)) if isinstance(right, (list, tuple)) else not callable(right)


def asked(exercise, answer):
    """Return what a check calls the parts of a right answer, and what it lets choose: two dicts by id of the part."""
    names, options = {}, {}

    def recorder(original, calls):
        def record(part, *given, **named):
            if calls:
                names[id(part)] = given
            else:
                options[id(part)] = tuple(given[0])
            return original(part, *given, **named)

        return record

    with contextlib.ExitStack() as stack:
        numbers = comparing.numbers
        for original in (numbers, choices.choose, choices.named):
            for known in (vars(comparing), vars(choices), vars(checking), exercise.look.__globals__):
                if known.get(original.__name__) is original:
                    stack.enter_context(mock.patch.dict(known, {original.__name__: recorder(original, original is numbers)}))
        if exercise.find(answer) is not None:
            raise ValueError(f"{exercise.name}: its right answer is refused as lists")
    return names, options


def fields_of(exercise, variables):
    """Return the fields of a form for an exercise, a list of `Field`.

    Parameters
    ----------
    exercise : Exercise
    variables : list of str
        Those of the notebook that hold the answer, or its parts.
    """
    answer = apart(exercise.right)
    names, options = asked(exercise, answer)
    variables = tuple(name.replace("_", " ") for name in variables)

    def any_order(part):
        part.reverse()
        try:
            return exercise.find(answer) is None
        finally:
            part.reverse()

    def fields(part, path, labels):
        own = options.get(id(part)) or (() if path else tuple(exercise.fields))
        if isinstance(part, str):
            return [Field(path, "choice", labels, own)]
        if not isinstance(part, list):
            return [Field(path, "number", labels)]
        if own and any_order(part):
            return [Field(path, "set" if isinstance(part[0], str) else "numbers", labels, own)]
        for one in part:
            if isinstance(one, str):
                options.setdefault(id(one), own)
        called = names.get(id(part)) or (() if path else exercise.fields or variables)
        if len(called) != len(part):
            called = tuple(str(at) for at in range(1, len(part) + 1))
        return [
            field
            for at, (one, name) in enumerate(zip(part, called))
            for field in fields(one, (*path, at), (*labels, str(name).replace("_", " ")))
        ]

    return fields(answer, (), variables if len(variables) == 1 else ())


def variables_of(source):
    """Return the variables that a cell hands to its check, such as ``check.line((weights, bias))``, a list of str."""
    (call,) = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    parts = call.args[0].elts if isinstance(call.args[0], (ast.Tuple, ast.List)) else call.args
    return [ast.unparse(part) for part in parts]


def mistakes_of(exercise):
    """Return what the check sees of each typical mistake, as `Exercise.mistake` needs it: a list of dicts."""
    return [
        {"message": message, "seen": [[value.tolist(), tolerance] for value, tolerance in seen], "facts": sorted(wrong.facts)}
        for message, seen, wrong in exercise.see_mistakes()
        if isinstance(wrong, checking.Wrong)
    ]


@functools.cache
def translated():
    """Translate the checks of all exercises whose answer is a value.

    Returns
    -------
    exercises : dict
        The `Exercise` for each name, such as "01/flip".
    functions : dict
        The text of the functions in JavaScript by module and name.
    left : dict
        Of those that are no form on their page: why, by name.
    """
    translation, found, left = Translation(), {}, {}
    translation.add(alike)
    for path in NOTEBOOKS:
        number = path.name[:2]
        for name, exercise in vars(import_module(f"nncourse.chapter{number}.checks")).items():
            if isinstance(exercise, checking.Exercise) and is_value(exercise.right):
                try:
                    translation.add(exercise.look)
                    found[f"{number}/{name}"] = exercise
                except Untranslatable as reason:
                    left[f"{number}/{name}"] = str(reason)
    return found, translation.functions, left


def script(chapter):
    """Return the script of a chapter's checks, such as "01", or of what all of them share, for "all", a str."""
    exercises, functions, _ = translated()
    own = f"nncourse.chapter{chapter}."
    shared = [name for name in functions if not name.startswith("nncourse.chapter")]
    names = shared if chapter == "all" else [name for name in functions if name.startswith(own)]
    body = "".join(f"f[{json.dumps(name)}] = {functions[name]};\n" for name in names)
    known = {
        name: {"look": f"{one.look.__module__}.{one.look.__qualname__}", "mistakes": mistakes_of(one)}
        for name, one in exercises.items()
        if name.startswith(f"{chapter}/")
    }
    text = f"nncourseChecks.add(({{ py, np, re, f }}) => {{\n{body}}});\n"
    return text + f"nncourseChecks.exercises({json.dumps(known, ensure_ascii=False)});\n"
