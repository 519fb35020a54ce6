"""The core imports NumPy only, chapters point backwards, and importing nnlib stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import nnlib

PACKAGE = Path(nnlib.__file__).parent
CHAPTERS = {
    "neuron": 1, "perceptron": 2, "activations": 3, "layers": 4, "network": 5,
    "losses": 6, "gradient_check": 7, "mnist": 8, "optimizers": 8, "training": 8,
    "augmentation": 10, "regularization": 10, "convolution": 11, "distillation": 12,
}  # fmt: skip
SUPPORT = {
    "plots": {"numpy", "matplotlib", "IPython", "PIL"},
    "explorers": {"numpy", "matplotlib", "ipywidgets", "anywidget", "traitlets", "PIL"},
    "exercises": {"numpy", "IPython"},
    "optional": set(),
}  # packages, and one module; what each may import besides nnlib
# The one library that a core module may use besides NumPy, and only inside a function.
LAZY = {"training": {"tqdm"}}
HEAVY = ["matplotlib", "IPython", "ipywidgets", "tqdm", "gzip", "zipfile", "torch", "pandas"]


def imports(node):
    """The dotted names that an import statement loads."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if node.module == "nnlib":
        return [f"nnlib.{alias.name}" for alias in node.names]
    return [node.module]


def imported_by(stem, *, top_level_only=False):
    """What a module, or any module of a package, loads."""
    paths = sorted((PACKAGE / stem).glob("*.py")) or [PACKAGE / f"{stem}.py"]
    tree = ast.parse("\n".join(path.read_text(encoding="utf-8") for path in paths))
    nodes = tree.body if top_level_only else ast.walk(tree)
    return {name for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom)) for name in imports(node)}


def test_every_module_is_a_chapter_or_support():
    assert {path.stem for path in PACKAGE.glob("*.py")} == {*CHAPTERS, "__init__", "optional"}
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"data"} == {*SUPPORT} - {"optional"}


@pytest.mark.parametrize("stem", CHAPTERS)
def test_core_module_imports_numpy_and_the_standard_library_only(stem):
    roots = {name.split(".")[0] for name in imported_by(stem)} - {"nnlib"} - set(sys.stdlib_module_names)
    assert roots <= {"numpy"} | LAZY.get(stem, set())
    at_the_top = {name.split(".")[0] for name in imported_by(stem, top_level_only=True)}
    assert not at_the_top & LAZY.get(stem, set())


@pytest.mark.parametrize("stem", CHAPTERS)
def test_chapter_imports_from_earlier_chapters_only(stem):
    modules = {name.split(".")[1] for name in imported_by(stem) if name.startswith("nnlib.")}
    assert all(CHAPTERS[module] < CHAPTERS[stem] for module in modules), modules


@pytest.mark.parametrize("stem", SUPPORT)
def test_support_module_imports_what_it_may(stem):
    roots = {name.split(".")[0] for name in imported_by(stem)} - set(sys.stdlib_module_names)
    assert roots <= SUPPORT[stem] | {"nnlib"}


def test_figures_do_not_need_widgets():
    assert not any(name.startswith("nnlib.explorers") for name in imported_by("plots"))


def test_importing_nnlib_loads_neither_figures_nor_widgets():
    code = f"import sys, nnlib; print([name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "[]"


def test_importing_nnlib_loads_few_modules_beyond_those_of_numpy():
    # A count, since a timing would depend on the machine: each module costs about half a millisecond.
    code = "import sys, numpy; before = set(sys.modules); import nnlib; print(len(set(sys.modules) - before))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert int(found) <= 2 * len(CHAPTERS)


def test_table_of_contents_is_complete_and_in_chapter_order():
    assert all(hasattr(nnlib, name) for name in nnlib.__all__)
    order = [CHAPTERS[getattr(nnlib, name).__module__.split(".")[1]] for name in nnlib.__all__]
    assert order == sorted(order)
    assert len(set(nnlib.__all__)) == len(nnlib.__all__)
