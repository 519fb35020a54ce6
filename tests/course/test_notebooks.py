"""What refreshing a notebook writes, and what it folds: see tools/refresh.py."""

import nbformat
import pytest
from refresh import NOTEBOOKS, PICTURE, ROOT, canonical, first_figure, fold, refresh


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


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
        (["# *Which line would you accuse?*", "reveal(1)", "reveal(2)"], [{}, OUTPUTS, {}]),
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


def test_text_behind_an_answer_is_folded_too_if_its_first_line_says_nothing():
    texts = ["*Answer:*\nMore.", "*Answer:* more.", "More."]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text) for text in texts])
    fold(notebook)
    assert [cell.metadata for cell in notebook.cells] == [{"jupyter": {"source_hidden": True}}, {}, {}]


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


def test_the_end_of_a_lesson_is_written_before_its_deeper_sections_once_and_again_when_they_change():
    texts = ["# 03", "## Deeper: a `proof` (4 min)\n\nText.", "## Deeper: 5 % more (12 min)", "## Deeper: the rest"]
    lesson = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_markdown_cell, texts)))
    end = "**The lesson ends here.** 3 sections follow for the curious, 16 minutes in all:\n\n"
    end += "- [a `proof`](<#Deeper:-a-proof-(4-min)>), 4 minutes\n- 5 % more, 12 minutes\n"
    end += "- [the rest](<#Deeper:-the-rest>)"
    for _ in range(2):
        lesson = nbformat.reads(canonical(lesson), as_version=4)
        assert [cell.source for cell in lesson.cells] == [texts[0], end, *texts[1:]]
    lesson.cells = lesson.cells[:3]
    lesson = nbformat.reads(canonical(lesson), as_version=4)
    assert "One section follows for the curious, 4 minutes in all:" in lesson.cells[1].source and len(lesson.cells) == 3
    lesson.cells = lesson.cells[:2]
    assert len(nbformat.reads(canonical(lesson), as_version=4).cells) == 1


def test_a_stored_timing_stays_until_its_cell_prints_something_else(tmp_path):
    path = tmp_path / "timing.ipynb"
    for words, found in (("took", "took 0.5 s\n"), ("needed", "needed 3 s\n")):
        stored = nbformat.v4.new_output("stream", name="stdout", text="took 0.5 s\n")
        cell = nbformat.v4.new_code_cell(f"print('{words} 3 s')", outputs=[stored])
        cell.metadata["tags"] = ["nbval-ignore-output"]
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
        refresh(path)
        (cell,) = code_cells(path)
        assert cell.outputs[0].text == found


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
