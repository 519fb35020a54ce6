"""Exercise notebooks for an exam: the statements' numbers are others than the course's, drawn with a seed."""

import importlib
import re

from nncourse.checking import Exercise
from nncourse.checking.exam import in_an_exam, with_numbers

ROWS = re.compile(
    r"^((?:\| |    \.\.\.,  # )?(?:program |run |report )?(?:[1-9]|[A-F])(?: +\||[.:]) )(.*)$", re.MULTILINE
)
OPTIONS = re.compile(r"^(- `\"[A-Z]\"`: )(.*)$", re.MULTILINE)


def kinds(chapter):
    """Return what another seed changes in the exercises of a chapter, a str such as "04".

    Returns
    -------
    dict of list of str: the names of the exercises, each in one of the lists and there in the notebook's order.
        ``numbers`` and ``orders``: their statements get other numbers, or their rows or options another order.
        ``functions``: they ask for functions or classes, which `NNLIB_SEED` gives other inputs.
        ``fixed``: they stay as they are.
    """
    told = {"numbers": [], "orders": [], "functions": [], "fixed": []}
    for name, thing in vars(importlib.import_module(f"nncourse.chapter{chapter}.checks")).items():
        if isinstance(thing, Exercise):
            parts = thing.right if isinstance(thing.right, tuple) else (thing.right,)
            kind = "functions" if any(map(callable, parts)) else "fixed"
            if thing.given is not None:
                kind = "orders" if "order" in thing.given.choices else "numbers"
            told[kind].append(name)
    return told


def other_statement(text, before, after):
    """Return a statement with other numbers.

    Parameters
    ----------
    text : str
        As it is in the notebook, or code that stands below it.
    before, after : Exercise
        With the numbers of the notebook, and with others.
    """
    texts = dict(zip(before.texts, after.texts, strict=True))
    if texts:
        text = re.sub("|".join(map(re.escape, sorted(texts, key=len, reverse=True))), lambda old: texts[old[0]], text)
    order = getattr(after.given, "order", ())
    lines = next((one for one in (ROWS, OPTIONS) if len(one.findall(text)) == len(order)), None)
    if not order or lines is None:
        return text
    rows = lines.findall(text)
    told = iter([head + rows[at][1] for (head, _), at in zip(rows, order)])
    return lines.sub(lambda row: next(told), text)


def variant(notebook, chapter, seed):
    """Return a notebook of exercises with the numbers of a seed, and the checks that are told these numbers.

    Parameters
    ----------
    notebook : dict
        As it is stored.
    chapter : str
        Such as "04".
    seed : int
        With 0 nothing changes.

    Returns
    -------
    dict, and the names of the exercises that have other numbers, a list of str.
    """
    module, cells, changed = importlib.import_module(f"nncourse.chapter{chapter}.checks"), [], []
    for cell in notebook["cells"]:
        cells.append({**cell})
        exercise = getattr(module, cell["metadata"].get("nbgrader", {}).get("grade_id", ""), None)
        if not isinstance(exercise, Exercise) or exercise.given is None or seed == 0:
            continue
        given = exercise.given.drawn(seed)
        before, after = (with_numbers(module.__name__, exercise.name, repr(numbers)) for numbers in ({}, given))
        head = max(at for at, one in enumerate(cells) if one["source"][:1] and one["source"][0].startswith("## "))
        for one in cells[head:]:
            one["source"] = other_statement("".join(one["source"]), before, after).splitlines(keepends=True)
        check = "".join(cell["source"]).rstrip()
        told = ", ".join(f"{name}={value!r}" for name, value in given.items())
        cells[-1]["source"] = [f"{check.removesuffix(')')}, {told})"]
        changed.append(exercise.name)
    return {**notebook, "cells": cells}, changed


def mode():
    """Print whether NNLIB_EXAM is set where this runs, and how to set it."""
    if in_an_exam():
        print("NNLIB_EXAM is set: no hints, no solutions.")
    else:
        print("NNLIB_EXAM is not set here: hints and solutions can be asked for. Set it before Jupyter is started:")
        print('  $env:NNLIB_EXAM = "1"   in PowerShell (Windows)')
        print("  export NNLIB_EXAM=1     in a shell (macOS, Linux)")
