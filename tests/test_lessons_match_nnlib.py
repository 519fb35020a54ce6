"""What you read is what you import: the tagged cells of the lessons and nnlib hold the same code."""

import ast
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
CORE = sorted(path for path in (ROOT / "nnlib").glob("*.py") if path.stem not in ("__init__", "optional"))
BUILDS_NOTHING = {"13-pytorch-keras"}  # the course's own networks, in the tools of others


def without_prose(node):
    """The code of a definition, docstrings and annotations aside, as comparable text."""
    node = ast.parse(ast.unparse(node)).body[0]
    for part in ast.walk(node):
        if isinstance(part, (ast.FunctionDef, ast.ClassDef)):
            if ast.get_docstring(part) is not None:
                part.body = part.body[1:]
            if isinstance(part, ast.FunctionDef):
                part.returns = None
        if isinstance(part, ast.arg):
            part.annotation = None
    return ast.dump(node)


def pieces(tree):
    """All definitions of a module or cell: functions, constants, and classes piece by piece."""
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = without_prose(node)
        elif isinstance(node, ast.ClassDef):
            found[node.name] = [ast.unparse(base) for base in node.bases]
            for part in node.body:
                if isinstance(part, ast.FunctionDef):
                    found[f"{node.name}.{part.name}"] = without_prose(part)
                elif isinstance(part, ast.Assign):
                    found[f"{node.name}.{ast.unparse(part.targets[0])}"] = ast.unparse(part)
        elif isinstance(node, ast.Assign):
            found[ast.unparse(node.targets[0])] = ast.unparse(node)
    return found


def library():
    found = {}
    for path in CORE:
        for name, code in pieces(ast.parse(path.read_text(encoding="utf-8"))).items():
            assert name not in found, f"{name} is defined in two modules"
            found[name] = code
    return found


def tagged_cells(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code" and "nnlib" in cell.metadata.get("tags", [])]


def lesson(path):
    """The pieces that a lesson's tagged cells define, in order; a list, so that repeats show."""
    return [item for cell in tagged_cells(path) for item in pieces(ast.parse(cell.source)).items()]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_each_tagged_cell_holds_only_what_nnlib_holds(path):
    expected = library()
    assert bool(tagged_cells(path)) != (path.stem in BUILDS_NOTHING), "a chapter of the core builds something"
    for name, code in lesson(path):
        assert name in expected, f"{name} is in a tagged cell, but not in nnlib"
        if isinstance(code, list):  # a class: `class Layer(Layer)` continues the one of an earlier cell
            assert code in ([name], expected[name]), f"class {name} has other bases than in nnlib"
        else:
            assert code == expected[name], f"{name} differs from nnlib"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_tagged_cells_hold_definitions_and_nothing_else(path):
    kinds = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.Import, ast.ImportFrom)
    for cell in tagged_cells(path):
        assert all(isinstance(node, kinds) for node in ast.parse(cell.source).body), cell.source


def test_everything_in_the_core_is_built_in_exactly_one_chapter():
    chapters = {}
    for path in LESSONS:
        for name, code in lesson(path):
            if not isinstance(code, list):
                chapters.setdefault(name, []).append(path.stem)
    missing = [name for name, code in library().items() if not isinstance(code, list) and name not in chapters]
    repeated = {name: where for name, where in chapters.items() if len(where) > 1}
    assert not missing, f"built in no chapter: {missing}"
    assert not repeated, f"built more than once: {repeated}"
