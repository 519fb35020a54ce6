"""What you read is what you import: the tagged cells of the lessons and nnlib hold the same code."""

import ast
import re
import symtable
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
SUPPORT = ("__init__",)
CORE = sorted(path for path in (ROOT / "nnlib").glob("*.py") if path.stem not in SUPPORT)
# A lesson may show what these hold, but need not: checks, what is saved, and what reads files.
NEED_NOT_BE_SHOWN = {"checks", "saving", "printing", "mnist", "kaggle", "names"}
BUILDS_NOTHING = {"13-pytorch-keras", "14-finding-bugs", "17-fooling"}  # others' tools, and questions to networks
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


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
    return ast.unparse(node)


def without_guards(code):
    """A function's code without the lines that only refuse wrong input: a shown one may leave them out."""
    guard = re.compile(r"\n +(?:check_\w+|as_\w+|expect|(\w+(?:, \w+)*) = as_\w+(?=\((?:'[^']+', )?\1\b))\(.*(?=\n)")
    return guard.sub("", code) if isinstance(code, str) else code  # a list is the head of a class


def put_into_classes(tree):
    """The functions put into classes, with their places: ``Layer.backward_pass = backward_pass``, right behind each."""
    places, last = {}, None
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            last = node
        elif last and isinstance(node, ast.Assign) and ast.unparse(node.value) == last.name:
            places.setdefault(last, []).extend(map(ast.unparse, node.targets))
        else:
            last = None
    return places


def pieces_of_class(node):
    """The head of a class as a list, its decorators and bases, and then each thing that it defines."""
    yield node.name, [ast.unparse(part) for part in (*node.decorator_list, *node.bases, *node.keywords)]
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            yield f"{node.name}.{part.name}", without_prose(part)
        elif isinstance(part, ast.Assign):
            yield f"{node.name}.{ast.unparse(part.targets[0])}", ast.unparse(part)
        else:
            assert isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant), "this test must learn of it"


def pieces(tree):
    """The definitions of a module or cell, in order, as pairs of name and code; a method is named ``Class.method``."""
    found, places = [], put_into_classes(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found += [(name, without_prose(node)) for name in places.get(node, [node.name])]
        elif isinstance(node, ast.ClassDef):
            found += pieces_of_class(node)
        elif isinstance(node, ast.Assign) and not isinstance(node.targets[0], ast.Attribute):
            found.append((ast.unparse(node.targets[0]), ast.unparse(node)))
    return found


def modules():
    """The definitions of each module of the core."""
    return {path.stem: dict(pieces(ast.parse(path.read_text(encoding="utf-8")))) for path in CORE}


def library():
    """The definitions of all modules together."""
    found = {}
    for names in modules().values():
        assert not found.keys() & names.keys(), f"defined in two modules: {found.keys() & names.keys()}"
        found |= names
    return found


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def tagged_cells(path):
    return [cell for cell in code_cells(path) if "nnlib" in cell.metadata.get("tags", [])]


def lesson(path):
    """The pieces that a lesson's tagged cells define, in order; a list, so that repeats show."""
    return [item for cell in tagged_cells(path) for item in pieces(ast.parse(cell.source))]


@each_lesson
def test_each_tagged_cell_holds_only_what_nnlib_holds(path):
    expected = library()
    assert bool(tagged_cells(path)) != (path.stem in BUILDS_NOTHING), "a chapter of the core builds something"
    for name, code in lesson(path):
        assert name in expected, f"{name} is in a tagged cell, but not in nnlib"
        assert code in (expected[name], without_guards(expected[name])), f"{name} differs from nnlib"


@each_lesson
def test_tagged_cells_hold_definitions_and_nothing_else(path):
    kinds = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.Import, ast.ImportFrom)
    for cell in tagged_cells(path):
        tree = ast.parse(cell.source)
        assert all(isinstance(node, kinds) for node in tree.body), cell.source
        placed = [place for places in put_into_classes(tree).values() for place in places]
        targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
        into_others = [ast.unparse(target) for target in targets if not isinstance(target, ast.Name)]
        assert into_others == placed, "only a function goes into a class, right behind its definition"


@each_lesson
def test_a_method_is_added_by_assignment_and_no_class_continues_itself(path):
    for cell in code_cells(path):
        tree = ast.parse(cell.source)
        for function in put_into_classes(tree):
            assert "super()" not in ast.unparse(function), "works inside a class only"
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                assert node.name not in map(ast.unparse, node.bases), cell.source


def names_of(source):
    """The global names that a cell sets, and those that it uses without having set them itself."""
    top = symtable.symtable(source, "cell", "exec")
    tables, sets = (
        [top],
        {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned() or symbol.is_imported()},
    )
    used = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    while tables:
        for table in tables.pop().get_children():
            tables.append(table)
            used |= {
                symbol.get_name() for symbol in table.get_symbols() if symbol.is_global() and symbol.is_referenced()
            }
    return sets, used - sets


@each_lesson
def test_a_function_put_into_a_class_hides_no_name_that_the_lesson_uses_later(path):
    """Where `step` was a function, it must not become the method of an optimizer half-way through the lesson."""
    hidden = set()
    for cell in code_cells(path):
        sets, used = names_of(cell.source)
        assert not hidden & used, f"{hidden & used} would be a method here: {cell.source}"
        hidden = hidden - sets | {node.name for node in put_into_classes(ast.parse(cell.source))}


def test_everything_in_the_core_is_built_in_exactly_one_chapter():
    chapters = {}
    for path in LESSONS:
        for name, _ in lesson(path):
            chapters.setdefault(name, []).append(path.stem)
    assert modules().keys() >= NEED_NOT_BE_SHOWN, "an exception that is none any more"
    needed = [name for module, names in modules().items() if module not in NEED_NOT_BE_SHOWN for name in names]
    missing = [name for name in needed if name not in chapters]
    repeated = {name: where for name, where in chapters.items() if len(where) > 1}
    assert not missing, f"built in no chapter: {missing}"
    assert not repeated, f"built more than once: {repeated}"
