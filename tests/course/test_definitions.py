"""The tagged cells follow nnlib when a notebook is refreshed: see tools/definitions.py."""

import definitions
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from refresh import NOTEBOOKS, refresh

LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
CHECKS = '''"""Guards."""


def check_size(size):
    """Refuse what is none."""


def as_array(x):
    return x
'''
NEURON = '''"""Chapter 01."""

import numpy as np

from nnlib.checks import as_array, check_size

LARGEST = 9


class Neuron:
    """One neuron.

    It has no parameters: here.
    """

    limit = 3  # of all neurons

    def __init__(self, weights: np.ndarray, *more: float, bias: float = 0.0, **rest: int) -> None:
        """Make one."""

        # The weights come first.
        self.weights = as_array(weights)

    @property
    def size(self) -> "int | None":
        return len(self.weights)

    def forward(
        self,
        x: np.ndarray,
        *,
        keep: bool = True,
    ) -> dict[str, np.ndarray]:
        """Return the output, a dictionary."""
        check_size(len(x))
        return {"é": self.weights @ x}  # (outs, n)


class TooLarge(ValueError):
    """A size over the limit."""


def double(x: float, /) -> float:
    "Return twice as much."
    return 2 * x
'''
WHOLE = """# What the cell says before.
class Neuron:
    limit = 3  # of all neurons

    # Each weight belongs to one input.
    def __init__(self, weights, *more, bias=0.0, **rest):
        # The weights come first.
        self.weights = as_array(weights)

    @property
    def size(self):
        return len(self.weights)

    def forward(self, x, *, keep=True):
        check_size(len(x))
        return {"é": self.weights @ x}  # (outs, n)"""


@pytest.fixture
def modules(tmp_path):
    """The paths of a small library."""
    for name, text in (("checks", CHECKS), ("neuron", NEURON)):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    return tuple(sorted(tmp_path.glob("*.py")))


def renewed(modules, *sources):
    """The sources of tagged cells after they have been renewed; one that begins with a # is not tagged."""
    cells = [new_code_cell(source, metadata={"tags": ["nnlib"] * (source[:2] != "# ")}) for source in sources]
    definitions.renew(notebook := new_notebook(cells=cells), modules)
    return [cell.source for cell in notebook.cells]


def test_what_is_equal_stays_to_the_last_character(modules):
    odd = "from nnlib.checks import as_array, check_size\n" + WHOLE.replace("# ", "#  ")
    assert renewed(modules, odd) == [odd]


def test_changed_method_is_replaced_without_docstring_and_annotations_and_the_rest_stays(modules):
    guards = "from nnlib.checks import as_array, check_size\n\n\n"
    for old, new in (
        ("self.weights @ x", "x"),
        ("return len", "return 1 + len"),
        ("bias=0.0", "bias"),
        ("limit = 3", "limit = 4"),
    ):
        assert old in WHOLE
        assert renewed(modules, guards + WHOLE.replace(old, new)) == [guards + WHOLE]


def test_changed_header_of_a_class_and_a_new_attribute_follow(modules):
    guards = "from nnlib.checks import as_array, check_size\n\n\n"
    for head in ("class Neuron(list):", "class Neuron(\n    list,\n    metaclass=type,\n):"):
        before = WHOLE.replace("class Neuron:", head).replace("    limit = 3  # of all neurons\n\n", "")
        assert renewed(modules, guards + before) == [guards + WHOLE]


def test_method_that_is_put_into_its_class_is_that_of_the_class(modules):
    guards = "from nnlib.checks import check_size\n\n\n"
    cell = f"{guards}def forward(self, x):\n    check_size(1)\n\n\nNeuron.forward = forward"
    new = cell.replace(
        "(self, x):\n    check_size(1)",
        '(self, x, *, keep=True):\n    check_size(len(x))\n    return {"é": self.weights @ x}  # (outs, n)',
    )
    assert renewed(modules, cell) == [new]


def test_what_is_shown_without_guards_stays_so_and_what_turns_a_value_into_another_is_none(modules):
    bare = "from nnlib.checks import as_array\n\n\n" + WHOLE.replace("        check_size(len(x))\n", "")
    assert renewed(modules, bare) == [bare]
    assert renewed(modules, bare.replace("self.weights @ x", "x")) == [bare]


@pytest.mark.parametrize(
    ("line", "refuses"),
    [
        ("check_size(size)", True),
        ("expect(x > 0, 'x must be above 0')", True),
        ("x = as_array(x)", True),
        ("x, y = as_pair(x, y, more=1)", True),
        ("y = as_array(x)", False),
        ("self.x = as_array(x, self)", False),
        ("x = as_array(x).T", False),
        ("x = double(x)", False),
        ("expected(x)", False),
        ("x = 1", False),
    ],
)
def test_a_guard_gives_back_what_it_was_given(line, refuses):
    (node,) = definitions.ast.parse(line).body
    assert definitions.only_refuses(node) == refuses


def test_functions_and_constants_follow_and_what_nnlib_does_not_know_stays(modules):
    assert renewed(modules, "LARGEST = 8", "def double(x):\n    return x + x", "def other():\n    return 1") == [
        "LARGEST = 9",
        "def double(x, /):\n    return 2 * x",
        "def other():\n    return 1",
    ]


def test_class_of_a_docstring_alone_keeps_it(modules):
    right = 'class TooLarge(ValueError):\n    """A size over the limit."""'
    assert renewed(modules, right.replace("ValueError", "TypeError")) == [right]


def test_new_guard_is_imported_where_it_is_first_needed_and_a_spare_one_no_longer(modules):
    call = "def forward(self, x, *, keep=True):\n    check_size(len(x))\n    return x\n\n\nNeuron.forward = forward"
    first, second, third = renewed(
        modules, "import math\nfrom nnlib.checks import as_array, gone\n\nLARGEST = 9", call, call
    )
    assert first == "import math\n\nLARGEST = 9"
    assert second.startswith("from nnlib.checks import check_size\n\n\ndef forward(")
    assert third.startswith("def forward("), "it is at hand"


def test_guard_that_a_later_cell_uses_stays_imported(modules):
    cell = "from nnlib.checks import as_array\n\nLARGEST = 9"
    assert renewed(modules, cell, "# Not tagged.\nas_array(1)") == [cell, "# Not tagged.\nas_array(1)"]


def test_guard_that_a_lesson_defines_itself_is_not_imported(modules):
    cells = ["def check_size(size):\n    pass", "# Not tagged, as a first draft.\ncheck_size(3)"]
    assert renewed(modules, *cells)[1] == cells[1]


def test_cells_without_the_tag_are_first_drafts_and_stay(modules):
    assert renewed(modules, "# A draft.\nLARGEST = 1") == ["# A draft.\nLARGEST = 1"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_stored_lesson_has_the_definitions_and_the_imports_that_refreshing_gives_it(path):
    notebook = nbformat.read(path, as_version=4)
    before = [cell.source for cell in notebook.cells]
    definitions.renew(notebook)
    assert [cell.source for cell in notebook.cells] == before, "run: python tools/refresh.py"


def test_refreshing_without_a_run_renews_definitions_and_keeps_outputs(tmp_path):
    shown = [nbformat.v4.new_output("stream", text="shown")]
    cell = new_code_cell("SMOOTHNESS = 7", metadata={"tags": ["nnlib"]}, execution_count=1, outputs=shown)
    nbformat.write(new_notebook(cells=[new_markdown_cell("# A lesson"), cell]), tmp_path / "a.ipynb")
    refresh(tmp_path / "a.ipynb", run=False)
    _, cell = nbformat.read(tmp_path / "a.ipynb", as_version=4).cells
    assert cell.source.startswith("SMOOTHNESS = 4") and cell.outputs == shown
