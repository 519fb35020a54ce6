"""Lessons with nnlib's definitions left blank: generated from the lessons when they are asked for, never stored."""

import ast
import copy
import itertools
import json
import re

from nncourse.blanks import package
from nncourse.blanks.known import definitions, told

TAG = "nnlib"
FORMULA = "formula"  # of a cell that shows a whole class or function, formula only: it would give the pieces away
KEPT = "kept"  # of such a cell that stays, because later cells work with what it defines, and the pieces are others
LEFT_OUT = "*(Here the lesson shows the whole. You write its pieces below; until then, nnlib's are used.)*"
FROM_NNLIB = re.compile(r"^from nnlib(?!\.checks|\.printing)(?:\.\w+)? import ", re.MULTILINE)


def pieces_of(source):
    """Return the names of the pieces that a tagged cell defines, a list of str; a method is ``Class.method``."""
    names = []
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute):
            target = ast.unparse(node.targets[0])
            names = [name for name in names if name != ast.unparse(node.value)] + [target]
    return names


BEGIN = """**This copy is for you to write.** Cells that end in `...` hold the pieces of the library: write what is
missing, run the cell, and run the check below it. What passes is kept in `mynn/`, a package of your own; what you
haven't written yet comes from nnlib. Lines with `check_…(…)` and `as_…(…)` only refuse wrong input, and are given.

In a terminal, `python -m nncourse progress --folder .` lists what you've written, and
`python -m nncourse milestones --folder .` shows what it can do."""


def stub(node, doc):
    """Return a function without its body: header, what is told of it, the guards that it begins with, ``...``."""
    bare = copy.copy(node)
    body = node.body[1:] if ast.get_docstring(node) else node.body
    guards = list(itertools.takewhile(is_guard, body))
    bare.body = [*([ast.Expr(ast.Constant(doc))] if doc else []), *guards, ast.Expr(ast.Constant(...))]
    return bare


def is_guard(node):
    """Tell whether a statement only refuses wrong input: a call such as ``x = as_array("x", x)``."""
    made = node.value if isinstance(node, (ast.Expr, ast.Assign)) else None
    return isinstance(made, ast.Call) and bool(re.match("(as|check)_|expect$", ast.unparse(made.func)))


def blanked(source):
    """Return a tagged cell with the bodies of its functions left blank, a str; constants and assignments stay."""
    tree = ast.parse(source)
    methods = {
        ast.unparse(node.value): ast.unparse(node.targets[0]) for node in tree.body if isinstance(node, ast.Assign)
    }
    parts = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            node = stub(node, told(methods.get(node.name, node.name)))
        elif isinstance(node, ast.ClassDef):
            doc = told(node.name)
            body = [
                stub(part, told(f"{node.name}.{part.name}")) if isinstance(part, ast.FunctionDef) else part
                for part in node.body
            ]
            node.body = [*([ast.Expr(ast.Constant(doc))] if doc else []), *body]
        gap = "\n\n" if parts and isinstance(node, (ast.FunctionDef, ast.ClassDef)) else ""
        parts.append(gap + ast.unparse(ast.fix_missing_locations(node)))
    return "\n".join(parts)


def imported(cells):
    """Return the names that the cells of a lesson import from nnlib, a list of str, in order."""
    names = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            for node in ast.walk(ast.parse("".join(cell["source"]))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "nnlib":
                    names.update(dict.fromkeys(name.name for name in node.names))
    return [name for name in names if name in definitions()]


def blank(lesson, chapter):
    """Return a lesson with its pieces left blank, each followed by its check.

    Parameters
    ----------
    lesson : dict
        The notebook, as JSON has it.
    chapter : str
        "04".

    Returns
    -------
    dict
        The new notebook, without outputs. Code that cells run is not changed, but what they imported from nnlib
        comes from the learner's package.
    """
    cells = []
    for cell in copy.deepcopy(lesson["cells"]):
        source = "".join(cell["source"])
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] != "code":
            cells.append(cell)
            continue
        if FORMULA in tags and KEPT not in tags:
            cells.append({"cell_type": "markdown", "id": cell["id"], "metadata": {}, "source": LEFT_OUT})
            if used := sorted(set(pieces_of(source)) & set(definitions()) - set(imported(lesson["cells"]))):
                cells.append(code(f"given-{cell['id']}", f"from {package.NAME} import {', '.join(used)}"))
            continue
        cell.update(outputs=[], execution_count=None)
        cell["source"] = FROM_NNLIB.sub(f"from {package.NAME} import ", source)
        cells.append(cell)
        if TAG in tags and (names := pieces_of(source)):
            cell["source"] = blanked(cell["source"])
            cells.append(code(f"check-{cell['id']}", call("check", [chapter, *names]), graded=True))
    first = next(number for number, cell in enumerate(cells) if cell["cell_type"] == "code")
    begin = "from nncourse.blanks import check, whose\n\n" + call("whose", imported(lesson["cells"]))
    cells.insert(first, code("whose", begin))
    cells.insert(first, {"cell_type": "markdown", "id": "begin", "metadata": {}, "source": BEGIN})
    metadata = {name: value for name, value in lesson["metadata"].items() if name != "widgets"}
    return {**lesson, "cells": cells, "metadata": metadata}


def call(function, arguments):
    """Return a call of a function with some texts, a str, broken where a line would be too long."""
    texts = [json.dumps(each) for each in arguments]
    line = f"{function}({', '.join(texts)})"
    return line if len(line) <= 100 else f"{function}(\n    " + ",\n    ".join(texts) + ",\n)"


def code(name, source, *, graded=False):
    """Return a new cell of code, a dict; a graded one gives a point in nbgrader."""
    grade = {"grade": True, "grade_id": name, "locked": True, "points": 1, "schema_version": 3, "solution": False}
    grade |= {"task": False}
    metadata = {"nbgrader": grade} if graded else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }


def write(lessons, folder):
    """Write blank lessons into a folder, and the package beside them if it is not there.

    Parameters
    ----------
    lessons : dict
        From the number of a chapter, "04", to the path of its lesson, a Path.
    folder : Path

    Returns
    -------
    made, kept : lists of str
        The files written, and those that were there already and stay as they are.
    """
    package.make(folder)
    made, kept = [], []
    for chapter, path in lessons.items():
        place = folder / f"{path.stem}-blank.ipynb"
        if place.exists():
            kept.append(place.name)
            continue
        lesson = json.loads(path.read_text(encoding="utf-8"))
        text = json.dumps(blank(lesson, chapter), indent=1, ensure_ascii=False)
        place.write_text(text + "\n", encoding="utf-8", newline="\n")
        made.append(place.name)
    return made, kept
