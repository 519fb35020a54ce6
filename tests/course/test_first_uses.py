"""Every name of NumPy is introduced in words before the first cell of the course that uses it."""

import ast
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
REVISED = "16"  # the last chapter that has its second edition

OF_ARRAYS = set(dir(np.ndarray)) - {"__call__"}
OF_GENERATORS = {name for name in dir(np.random.Generator) if not name.startswith("_")}
KEYWORDS = {"axis", "keepdims", "dtype", "ddof"}


def dotted(node):
    """The full name of an attribute such as ``np.random.default_rng``, from the last dot to the first."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return getattr(node, "id", "?")


def names(source):
    """The names of NumPy that a piece of code uses, in order: functions, methods of arrays and generators, keywords."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            name = dotted(node)
            if name.startswith("np."):
                found.append(node.attr)
            elif node.attr in OF_ARRAYS | OF_GENERATORS and not name.startswith(("self.", "net.")):
                found.append(node.attr)
        elif isinstance(node, ast.keyword) and node.arg in KEYWORDS:
            found.append(node.arg)
    return [name for name in dict.fromkeys(found) if name != "random"]


def is_said(name, text):
    """Tell whether a text names it in code font, fenced blocks apart."""
    text = re.sub(r"```.*?```", " ", text, flags=re.DOTALL)
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", code) for code in re.findall(r"`([^`]+)`", text))


def not_introduced(lessons):
    """Where a shown cell uses a name that no text before it introduced: in the chapter, or on an earlier road."""
    known = set()
    for path in lessons:
        text, road, of_deeper = "", True, set()
        for number, cell in enumerate(nbformat.read(path, as_version=4).cells):
            if cell.cell_type == "markdown":
                road = road and not re.match("#+ Deeper", cell.source)
                text += "\n" + cell.source
            elif not cell.metadata.get("jupyter", {}).get("source_hidden"):
                for name in names(cell.source):
                    if name in known or name in of_deeper:
                        continue
                    if not is_said(name, text):
                        yield f"{path.stem}, cell {number}: {name}"
                    (known if road else of_deeper).add(name)


def test_each_name_of_numpy_is_introduced_before_its_first_use():
    assert not list(not_introduced(path for path in LESSONS if path.stem[:2] <= REVISED))


@pytest.mark.parametrize(
    ("text", "code", "missing"),
    [
        ("`np.abs` takes the sign away.", "np.abs(x)", []),
        ("The absolute value, abs, of x", "np.abs(x)", ["abs"]),
        ("`.mean(axis=1)` averages.", "x.mean(axis=1)", []),
        ("`.mean()` averages.", "x.mean(axis=1)", ["axis"]),
        ("`rng` draws.", "rng.permutation(5)", ["permutation"]),
        ("Nothing.", "net.copy()", []),
    ],
)
def test_name_counts_as_introduced_when_it_stands_in_code_font(tmp_path, text, code, missing):
    cells = [nbformat.v4.new_markdown_cell(text), nbformat.v4.new_code_cell(code)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "01-a.ipynb")
    assert list(not_introduced([tmp_path / "01-a.ipynb"])) == [f"01-a, cell 1: {name}" for name in missing]
