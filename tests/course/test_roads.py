"""The time that a lesson states is an honest count of its road: see minutes.py, and the rules of lint_lessons.py."""

import pytest
from minutes import Road, road
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

PICTURE = [new_output("display_data", data={"text/html": '<figure><img alt="A line."></figure>'})]
FOLDED = {"jupyter": {"source_hidden": True}}


@pytest.mark.parametrize(
    ("cell", "counted"),
    [
        (new_markdown_cell("## Two digits\n\n> A [**bias**](glossary.ipynb#bias) of 3."), Road(words=6)),
        (
            new_markdown_cell("Here $a + b = c$ is one and\n\n$$x = y$$\n\nthree.\n\n```\nno word at all\n```"),
            Road(words=9),
        ),
        (new_markdown_cell("*Predict, then run:* more?\n\n*Predict:* less?"), Road(words=6, predictions=2)),
        (new_code_cell("x = 1\n\n\ny = 2  # why"), Road(lines=2)),
        (new_code_cell("x = 1\nplots.planes(x)", outputs=PICTURE + PICTURE), Road(lines=2, figures=1)),
        (new_code_cell("plots.planes(x)", outputs=PICTURE, metadata=FOLDED), Road(figures=1)),
        (new_code_cell("print(1)", metadata={"jupyter": {"outputs_hidden": True}}), Road(lines=1)),
        (new_code_cell("chapter03.explore()"), Road(lines=1, explorer=True)),
    ],
)
def test_what_a_cell_adds_to_the_road(cell, counted):
    assert road([cell]) == counted
    assert road([new_markdown_cell("## Deeper: a proof"), cell]) == Road()
    after = [new_markdown_cell("## What you built"), new_markdown_cell("# Deeper"), cell]
    assert road([cell, *after]) == Road(**{**vars(counted), "words": counted.words + 3})


def test_what_the_road_takes():
    minute = [Road(words=150), Road(lines=10), Road(predictions=2), Road(figures=3)]
    assert [one.seconds() for one in minute] == [60] * 4 and Road(explorer=True).seconds() == 300
    whole = Road(words=3000, lines=150, predictions=10, figures=9, explorer=True)
    assert whole.seconds() / 60 == 20 + 15 + 5 + 3 + 5 and whole.minutes() == 50
    assert Road(explorer=True).minutes() == 5 and Road(explorer=True, words=1).minutes() == 10
