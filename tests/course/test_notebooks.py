"""Every notebook is stored as a reader should find it: executed in order, with outputs, and nothing else."""

import json
import re

import nbformat
import pytest
from refresh import METADATA, NOTEBOOKS, PICTURE, ROOT, canonical, first_figure, fold, refresh

PATHS = sorted(path for path in NOTEBOOKS.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
LESSONS = [path for path in PATHS if path.parent == NOTEBOOKS and path.stem != "glossary"]
TAGS = {"nnlib", "raises-exception", "nbval-ignore-output", "torch", "mpi", "keras", "hide-input", "hide-output"}
FOLDING = {"jupyter", "jp-MarkdownHeadingCollapsed"}
each_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def html_outputs(path):
    data = [output.get("data", {}) for cell in code_cells(path) for output in cell.outputs]
    return "".join(item.get("text/html", "") for item in data)


def test_there_is_a_lesson_for_each_chapter_of_the_core():
    assert [path.stem[:2] for path in LESSONS][:8] == [f"{number:02d}" for number in range(1, 9)]


@each_notebook
def test_every_code_cell_is_stored_executed_in_order(path):
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.get("execution_count", cell.execution_count) == cell.execution_count


@each_notebook
def test_no_error_warning_or_progress_bar_is_stored(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            expected = "raises-exception" in cell.metadata.get("tags", [])
            assert output.output_type != "error" or expected, cell.source
            assert output.get("name") != "stderr", cell.source


@each_notebook
def test_file_is_in_its_canonical_form_and_small(path):
    text = path.read_text(encoding="utf-8")
    assert text == canonical(nbformat.reads(text, as_version=4)), "run: python tools/refresh.py"
    assert len(text) < 1_000_000
    nbformat.validate(json.loads(text))


@each_notebook
def test_nothing_in_it_tells_of_the_machine_it_was_made_on(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/home/|/root/|/Users/|/tmp/|site-packages|0x[0-9a-f]{8,}", text)
    metadata = json.loads(text)["metadata"]
    assert {name: metadata[name] for name in METADATA} == METADATA
    for cell in nbformat.reads(text, as_version=4).cells:
        assert set(cell.metadata) <= {"tags", "nbgrader", "deletable", "editable"} | FOLDING
        assert set(cell.metadata.get("tags", [])) <= TAGS


@each_notebook
def test_every_figure_has_alt_text_that_says_something(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            assert not any(kind.startswith("image/") for kind in output.get("data", {})), "use plots.show"
    for image in re.findall(r"<img\b[^>]*>", html_outputs(path)):
        assert re.search(r'\balt="[^"]{15,}"', image)


@each_notebook
def test_nothing_is_done_behind_the_readers_back(path):
    for cell in code_cells(path):
        assert not re.search(r"^\s*[%!]", cell.source, re.MULTILINE), "no magics, no shell"
        assert "import *" not in cell.source


SHOWN = [nbformat.v4.new_output("stream", text="shown")]
PLOT = "from nncourse import plots\n\nplots.curves(x, title='t')"
PREDICT = "*Predict, then run:* more or less?"
COLLAPSED = {"jp-MarkdownHeadingCollapsed": True}
SOURCE = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"]}
OUTPUTS = {"jupyter": {"outputs_hidden": True}, "tags": ["hide-output"]}
BOTH = {"jupyter": {"source_hidden": True, "outputs_hidden": True}, "tags": ["hide-input", "hide-output"]}


@pytest.mark.parametrize(
    ("sources", "folded"),
    [
        ([PLOT, "x = 1\n" + PLOT, "import numpy", "plots = plots.curves(x)", "print(1)"], [SOURCE, {}, {}, {}, {}]),
        (["plots.planes(x)\nplots.curves(y)", "plots.curves(x)\nprint(y)", "curves(x)"], [SOURCE, {}, {}]),
        (["print(1)", "# " + PREDICT, "print(1)", "print(2)"], [{}, {}, OUTPUTS, {}]),
        (["# " + PREDICT, "def f(): ...", "# As above.", "print(1)", "print(2)"], [{}, {}, {}, OUTPUTS, {}]),
        (["# " + PREDICT, PLOT, PLOT, "# Now.", PLOT], [{}, BOTH, BOTH, {}, SOURCE]),
        (["# " + PREDICT, "print(1)", "def f(): ...", PLOT, "print(2)"], [{}, OUTPUTS, {}, BOTH, {}]),
        (
            ["# Deeper: why", "## Deeper: proof", "print(1)", "## Not Deeper", "# The Deeper one"],
            [COLLAPSED] * 2 + [{}] * 3,
        ),
    ],
)
def test_figure_cells_answers_and_deeper_sections_are_folded_and_nothing_else(sources, folded):
    """A source that begins with # stands for a cell of text here; only a definition shows nothing."""
    notebook = nbformat.v4.new_notebook()
    for source in sources:
        if source.startswith("#"):
            notebook.cells.append(nbformat.v4.new_markdown_cell(source))
        else:
            shown = [] if source.startswith("def") else SHOWN
            notebook.cells.append(nbformat.v4.new_code_cell(source, outputs=shown))
    fold(notebook)
    assert [cell.metadata for cell in notebook.cells] == folded


def test_folding_that_an_editor_left_behind_is_removed_and_other_tags_are_kept():
    stale = {"jupyter": {"outputs_hidden": True}, "collapsed": True, "scrolled": True, "tags": ["hide-input", "nnlib"]}
    cells = [
        nbformat.v4.new_code_cell("print(1)", metadata=stale, outputs=SHOWN),
        nbformat.v4.new_code_cell(PLOT, metadata={"tags": ["hide-output", "nnlib"]}, outputs=SHOWN),
        nbformat.v4.new_markdown_cell("## What you built", metadata=COLLAPSED),
    ]
    stored = nbformat.reads(canonical(nbformat.v4.new_notebook(cells=cells)), as_version=4)
    kept = [{"tags": ["nnlib"]}, {**SOURCE, "tags": ["nnlib", "hide-input"]}, {}]
    assert [cell.metadata for cell in stored.cells] == kept


@each_lesson
def test_lesson_opens_with_its_number_title_and_question(path):
    first = nbformat.read(path, as_version=4).cells[0].source
    assert re.match(rf"# {path.stem[:2]} · \w", first)
    assert "?" in first


@each_lesson
def test_lesson_shows_a_picture(path):
    assert "<img" in html_outputs(path)


@each_lesson
def test_links_to_files_resolve(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            for target in re.findall(r"\]\(([^)#]+)", cell.source):
                assert target.startswith("http") or (path.parent / target).exists(), target


MEASURED = [
    path for path in LESSONS if path.stem >= "08" and not path.stem.startswith(("13", "14"))
]  # these open no test set


@pytest.mark.parametrize("path", MEASURED, ids=lambda path: path.stem)
def test_the_test_set_is_opened_in_one_cell(path):
    """The loading cell hands the test set over sealed; one later cell, and no other, breaks the seal.

    The cells of a framework may ask their copy of the same network right behind it.
    """
    cells = [cell for cell in code_cells(path) if not {"torch", "keras"} & set(cell.metadata.get("tags", []))]
    naming = [i for i, cell in enumerate(cells) if re.search(r"\b(sealed|x_test|y_test)\b", cell.source)]
    if not naming:  # it measures on validation images alone, and throws the others away where it loads
        assert any(re.search(r"\), _ = (nnlib\.)?load_mnist\(\)", cell.source) for cell in cells)
        return
    assert re.search(r"sealed = load_mnist\(\)", cells[naming[0]].source)
    assert "x_test" not in cells[naming[0]].source
    if len(naming) > 1:  # some chapters measure on validation images alone
        assert len(naming) == 2 and "= sealed" in cells[naming[1]].source


def test_refreshing_a_second_time_changes_no_byte(tmp_path):
    path = tmp_path / "widgets.ipynb"
    plot = "plots.curves([0, 1], {'a': [0, 1]}, title='t', xlabel='x', ylabel='y', alt='A line that rises.')"
    cells = [
        "import ipywidgets\nfrom nnlib.training import progress_bar",
        "slider = ipywidgets.FloatSlider(description='weight')\nslider",
        "for epoch in progress_bar(3, progress=True):\n    print(epoch)",
        f"from nncourse import plots\n{plot}",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    nbformat.write(notebook, path)
    refresh(path)
    first = path.read_bytes()
    refresh(path)
    assert path.read_bytes() == first
    outputs = [cell.outputs for cell in code_cells(path)]
    assert outputs[2][0].text == "0\n1\n2\n"
    assert "widget-view" in str(outputs[1]) and "<img" in str(outputs[3])


def test_form_can_be_mended_without_a_run(tmp_path):
    path = tmp_path / "stored.ipynb"
    cell = nbformat.v4.new_code_cell("plots.nothing_of_this_name()", outputs=SHOWN, execution_count=1)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    refresh(path, run=False)
    (cell,) = code_cells(path)
    assert cell.outputs == SHOWN and cell.metadata == SOURCE


def test_picture_in_the_readme_is_the_first_of_chapter_01():
    picture, alt = first_figure((NOTEBOOKS / "01-neurons.ipynb").read_text(encoding="utf-8"))
    assert PICTURE.read_bytes() == picture
    assert f"![{alt}](.github/digits.png)" in (ROOT / "README.md").read_text(encoding="utf-8").replace("\n", " ")
