"""What can be filled in where an exercise asks for a value: on a page, on paper, in a question bank.

The fields come from the right answer, and what they are called and what can be chosen from the check.
"""

import ast
import contextlib
from typing import NamedTuple
from unittest import mock

import numpy as np

from nncourse import checking
from nncourse.checking import choices, comparing


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
                    stack.enter_context(
                        mock.patch.dict(known, {original.__name__: recorder(original, original is numbers)})
                    )
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
