"""nnlib imports NumPy only and nothing of nncourse, chapters point backwards, and importing nnlib stays light."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nncourse
import nnlib

PACKAGE = Path(nnlib.__file__).parent
COURSE = Path(nncourse.__file__).parent
# These belong to no chapter alone: the guards of all modules, and what saves any network.
GUARDS, SAVING = "checks", "saving"
CHAPTERS = {
    path.stem: int(found[1])
    for path in PACKAGE.glob("*.py")
    if path.stem not in (GUARDS, SAVING, "printing")
    and (found := re.match(r'"""Chapter (\d\d) · ', path.read_text(encoding="utf-8")))
}
CORE = [*CHAPTERS, GUARDS, SAVING, "printing"]
BUILT_LATER = {"PairedDifference": 9, "accuracy": 6, "save": 8, "load": 8}  # than the rest of the module
# The rooms of nncourse from top to bottom, and what each may import besides the standard library, nnlib and the rooms
# below it. Of the chapters' folders, no one imports from a later one.
ROOMS = {
    "__main__": set(),
    "grading": {"numpy", "IPython", "nbgrader"},
    "teaching": {"numpy", "nbformat", "jinja2", "mistune", "latex2mathml"},
    "overview": {"jinja2"},
    "exams": set(),
    "serving": set(),
    "chapter": {"numpy", "matplotlib", "IPython", "tqdm"},
    "digit_pad": {"numpy", "traitlets"},
    "bends": set(),
    "playground": {"numpy"},
    "blanks": {"numpy", "IPython"},
    "sealed": set(),
    "checking": {"numpy", "IPython"},
    "widgets": {"numpy", "anywidget", "traitlets"},
    "plots": {"numpy", "matplotlib", "IPython", "PIL"},
    "launching": set(),
    "in_browser": {"IPython", "pyodide", "pyodide_js"},
    "optional": set(),
    "lookup": set(),
    "__init__": set(),
}
EARLIER = {
    "exercises",
    "explorers",
    "pieces",
    "suspects",
}  # modules of earlier versions, which say where things are now
# The one library that a core module may use besides NumPy, and only inside a function.
LAZY = {"training": {"tqdm"}, "parallel": {"mpi4py"}}
PROGRAMS = ["parallel"]  # which can be run with python -m, and whose main, a function, saves what it has made
HEAVY = ["mpi4py", "argparse", "matplotlib", "IPython", "ipywidgets", "tqdm", "gzip", "zipfile", "torch", "pandas"]


def imports(node):
    """The dotted names that an import statement loads."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.module in ("nnlib", "nncourse"):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return [node.module]


def imported_by(stem, *, top_level_only=False, package=PACKAGE):
    """What a module, or any module of a package, loads."""
    paths = sorted((package / stem).glob("*.py")) or [package / f"{stem}.py"]
    tree = ast.parse("\n".join(path.read_text(encoding="utf-8") for path in paths))
    nodes = tree.body if top_level_only else ast.walk(tree)
    return {name for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)) for name in imports(node)}


def test_every_module_of_nnlib_is_a_chapter_and_every_one_of_nncourse_is_in_a_room():
    assert {path.stem for path in PACKAGE.glob("*.py")} == {*CORE, "__init__"}
    assert not list(PACKAGE.glob("*/__init__.py"))
    assert set(map(room_of, COURSE.rglob("*.py"))) == {*ROOMS, *EARLIER}


def test_no_module_of_nnlib_imports_nncourse():
    for path in PACKAGE.rglob("*.py"):
        assert "nncourse" not in path.read_text(encoding="utf-8"), path


@pytest.mark.parametrize("stem", CORE)
def test_core_module_imports_numpy_and_the_standard_library_only(stem):
    roots = {name.split(".")[0] for name in imported_by(stem)} - {"nnlib"} - set(sys.stdlib_module_names)
    assert roots <= {"numpy"} | LAZY.get(stem, set())
    at_the_top = {name.split(".")[0] for name in imported_by(stem, top_level_only=True)}
    assert not at_the_top & LAZY.get(stem, set())


def modules_of_nnlib(stem):
    return {name.split(".")[1] for name in imported_by(stem) if name.startswith("nnlib.")}


@pytest.mark.parametrize("stem", CHAPTERS)
def test_chapter_imports_from_its_own_and_earlier_chapters_only(stem):
    modules = modules_of_nnlib(stem) - {GUARDS, "printing"} - ({SAVING} if stem in PROGRAMS else set())
    assert all(CHAPTERS.get(module, 99) <= CHAPTERS[stem] for module in modules), modules


def test_guards_import_the_notes_alone_and_saving_is_imported_by_no_chapter():
    at_the_top = imported_by(GUARDS, top_level_only=True)  # a guard may look up a class while it works
    assert [name for name in at_the_top if name.startswith("nnlib")] == ["nnlib.printing"]
    assert not modules_of_nnlib("printing")
    assert [stem for stem in CORE if SAVING in modules_of_nnlib(stem)] == PROGRAMS
    assert all(f"nnlib.{SAVING}" not in imported_by(stem, top_level_only=True) for stem in PROGRAMS)


def functions(stem):
    return {node.name: node for node in ast.parse((PACKAGE / f"{stem}.py").read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef)}  # fmt: skip


def test_guards_stand_in_one_module_and_a_check_returns_nothing():
    elsewhere = {stem: [name for name in functions(stem) if name.startswith("check_")] for stem in CHAPTERS}
    assert {stem: names for stem, names in elsewhere.items() if names} == {"mnist": ["check_size"]}  # it reads a file
    for name, node in functions(GUARDS).items():
        returned = [part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value is not None]
        assert bool(returned) == name.startswith(("as_", "is_")), name


def test_sentence_for_bad_input_stands_among_the_guards():
    """Else a page of the book is about errors; a few that need the state of an object or of a file stay with it."""
    staying = {"mnist", "kaggle", "names", "regularization"}
    for stem in set(CHAPTERS) - staying:
        tree = ast.parse((PACKAGE / f"{stem}.py").read_text(encoding="utf-8"))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Raise)], stem


def room_of(path):
    """The room of nncourse that a file is in."""
    name = path.relative_to(COURSE).parts[0].removesuffix(".py")
    return re.sub(r"chapter\d\d", "chapter", name)


@pytest.mark.parametrize("room", ROOMS)
def test_room_imports_what_it_may_and_from_the_rooms_below_it(room):
    below = [*ROOMS][[*ROOMS].index(room) :] if room != "__init__" else ["in_browser", "optional"]
    for path in filter(lambda path: room_of(path) == room, COURSE.rglob("*.py")):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        names = {name for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)) for name in imports(node)}
        roots = {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)
        assert roots <= ROOMS[room] | {"nnlib", "nncourse"}, path
        own = [name.split(".")[1] for name in names if name.startswith("nncourse.")]
        assert {re.sub(r"chapter\d\d", "chapter", name) for name in own} <= set(below), path
        assert all(name <= path.parent.name for name in own if name.startswith("chapter")), path


def loaded_by_nnlib(prepare=""):
    """The modules that `import nnlib` adds to those which the interpreter and NumPy had loaded already."""
    code = f"import sys, numpy{prepare}; before = set(sys.modules); import nnlib; print(*set(sys.modules) - before)"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.parametrize("prepare", ["", ", zipfile, gzip"], ids=["a bare interpreter", "one that had loaded some"])
def test_importing_nnlib_loads_neither_figures_nor_widgets(prepare):
    assert not {name.split(".")[0] for name in loaded_by_nnlib(prepare)} & set(HEAVY)


def test_importing_nnlib_loads_few_modules_beyond_those_of_numpy():
    # A count, since a timing would depend on the machine: each module costs about half a millisecond.
    assert len(loaded_by_nnlib()) <= 2 * len(CORE)


def test_table_of_contents_is_complete_and_in_chapter_order():
    assert all(hasattr(nnlib, name) for name in nnlib.__all__)
    modules = {name: getattr(nnlib, name).__module__.split(".")[1] for name in nnlib.__all__}
    order = [BUILT_LATER.get(name) or CHAPTERS[module] for name, module in modules.items()]
    assert order == sorted(order)
    assert len(set(nnlib.__all__)) == len(nnlib.__all__)
