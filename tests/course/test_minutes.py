"""The time that a lesson states is an honest count of its main text: see minutes.py, and the rules of lint_lessons."""

import shutil

import course
import minutes
import nbformat
import pytest
from minutes import MainText, main_text, rounded, sittings
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from refresh import canonical

PICTURE = [new_output("display_data", data={"text/html": '<figure><img alt="A line."></figure>'})]
FOLDED = {"jupyter": {"source_hidden": True}}
STOP = new_markdown_cell("**A good place to stop.** You have a slope. Next: two.")


@pytest.mark.parametrize(
    ("cell", "counted"),
    [
        (new_markdown_cell("## Two digits\n\n> A [**bias**](glossary.ipynb#bias) of 3."), MainText(words=6)),
        (
            new_markdown_cell("Here $a + b = c$ is one and\n\n$$x = y$$\n\nthree.\n\n```\nno word at all\n```"),
            MainText(words=9),
        ),
        (new_markdown_cell("He read 98.6 % <!-- published --> of them."), MainText(words=6)),
        (new_markdown_cell("We read 91.4 %<!-- of cell-4, cell-7 -->."), MainText(words=4)),
        (new_markdown_cell("*Predict, then run:* more?\n\n*Predict:* less?"), MainText(words=6, predictions=2)),
        (new_code_cell("x = 1\n\n\ny = 2  # why"), MainText(lines=2)),
        (new_code_cell("x = 1\nplots.planes(x)", outputs=PICTURE + PICTURE), MainText(lines=2, figures=1)),
        (new_code_cell("plots.planes(x)", outputs=PICTURE, metadata=FOLDED), MainText(figures=1)),
        (new_code_cell("print(1)", metadata={"jupyter": {"outputs_hidden": True}}), MainText(lines=1)),
        (new_code_cell("chapter03.explore()"), MainText(lines=1, explorers=1)),
    ],
)
def test_what_a_cell_adds_to_the_main_text(cell, counted):
    assert main_text([cell]) == counted
    assert main_text([new_markdown_cell("## Deeper: a proof"), cell]) == MainText()
    after = [new_markdown_cell("## What you built"), new_markdown_cell("# Deeper"), cell]
    assert main_text([cell, *after]) == counted + MainText(words=3)


def test_an_explorer_that_is_shown_twice_counts_once_and_a_comment_in_code_begins_no_deeper_section():
    explorer = new_code_cell("chapter03.explore()")
    assert main_text([explorer, STOP, explorer]).explorers == 1
    assert main_text([new_code_cell("# Deeper\nx = 1")]) == MainText(lines=2)


def test_what_the_main_text_takes():
    assert [MainText(words=120).minutes(), MainText(predictions=1).minutes(), MainText(figures=3).minutes()] == [1] * 3
    assert MainText(lines=15).minutes() == 2 and MainText(explorers=1).minutes() == 5
    whole = MainText(words=3000, lines=150, predictions=10, figures=9, explorers=1)
    assert whole.minutes() == 25 + 20 + 10 + 3 + 5


def lesson(first, second=None):
    """Cells of so many words, a place to stop between both numbers."""
    texts = ["word " * (first - 1)] if second is None else ["word " * (first - 1), STOP.source + " word" * second]
    return [
        new_markdown_cell("**Time:**"),
        *map(new_markdown_cell, texts),
        new_markdown_cell("## Deeper: more\n\nword"),
    ]


@pytest.mark.parametrize(
    ("words", "told", "sentence"),
    [
        ((8640,), (75,), "**Time:** about 75 minutes."),
        ((9001,), (80,), "**Time:** about 80 minutes."),
        ((4200, 4189), (70, 35, 35), "**Time:** about 70 minutes, in two sittings of about 35 each."),
        ((4200, 4190), (75, 35, 40), "**Time:** about 75 minutes, in two sittings of about 35 and 40."),
        ((3899, 4489), (70, 30, 40), "**Time:** about 70 minutes, in two sittings of about 30 and 40."),
        ((3900, 4489), (70, 35, 35), "**Time:** about 70 minutes, in two sittings of about 35 each."),
    ],
)
def test_the_total_is_rounded_up_to_five_the_first_sitting_to_the_nearest_five_and_the_second_is_the_rest(
    words, told, sentence
):
    cells = lesson(*words)
    assert rounded(cells) == told
    assert [part.words for part in sittings(cells)][0] == words[0]
    assert minutes.sentence(told) == minutes.should_state(cells) == sentence
    cells[0].source = f"> **You need** lines. {sentence} The cells run for a minute."
    assert minutes.stated(cells) == sentence


SHORT = new_markdown_cell("## A neuron ◆\n\none two")
LONG = new_markdown_cell("### Its bias\n\nthree")


def test_the_short_road_is_what_stands_before_the_first_heading_and_below_those_with_its_mark():
    first, code, other = new_markdown_cell("# 03\n\nzero"), new_code_cell("x = 1"), new_code_cell("y = 2")
    behind = [new_markdown_cell("## From memory\n\nsix"), new_markdown_cell("## Deeper: a proof ◆")]
    assert minutes.road_cells([first, code, SHORT, code, LONG, other, SHORT, *behind]) == [
        first,
        code,
        SHORT,
        code,
        SHORT,
    ]
    assert minutes.road([first, SHORT, code, LONG]) == MainText(words=2 + 5, lines=1)
    assert minutes.road_cells([first, code, LONG, other]) == []


def test_a_lesson_states_its_part_of_the_short_road():
    told = "**Time:** about 15 minutes. **Short road:** the two sections marked ◆, about 7 minutes."
    more, rest = (new_markdown_cell(f"## {title}\n\n" + "word " * 800) for title in ("More ◆", "Else"))
    assert minutes.stated([new_markdown_cell(f"> {told}"), SHORT, more, rest]) == told
    assert minutes.should_state([new_markdown_cell(f"> {told}"), SHORT, more, rest]) == told
    assert minutes.should_state([rest, SHORT]).endswith(" **Short road:** the one section marked ◆, about 0 minutes.")


def test_numerals_are_words_with_a_digit_in_prose_outside_of_tables_programs_and_displayed_formulas():
    text = "In 1958 $x_1$ was 3.\n\n| 5 | 6 |\n|---|---|\n\n```\n7\n```\n\n$$8$$ "
    text += "[nine](09-optimizers.ipynb) <!-- of c-1 -->"
    cells = [new_markdown_cell(text), new_code_cell("10"), new_markdown_cell("## From memory\n\n11")]
    assert minutes.numerals(cells) == (3, 6)


def test_a_time_in_other_words_is_no_stated_time():
    for line in ("**Time:** about 60 minutes to read.", "**Time:** an hour.", "**Time:** about 70 minutes, in two."):
        assert minutes.stated([new_markdown_cell(line)]) == ""


def test_write_states_the_count_in_the_lesson_and_in_the_tables(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    for name in ("nncourse/course.toml", *course.WRITTEN):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(minutes.ROOT / name, tmp_path / name)
    path = tmp_path / "notebooks/03-sigmoid.ipynb"
    cells = lesson(4200, 4190)
    cells[0].source = "# 03\n\n> **Time:** about 20 minutes. The cells run for a minute.\n"
    path.write_text(canonical(new_notebook(cells=cells)), encoding="utf-8")
    monkeypatch.setattr(minutes, "ROOT", tmp_path)
    monkeypatch.setattr(minutes, "LESSONS", [path])
    for _ in range(2):
        minutes.write()
        text = path.read_text(encoding="utf-8")
        assert "**Time:** about 75 minutes, in two sittings of about 35 and 40. The cells run for a minute.\\n" in text
        assert course.course(tmp_path)[1][2].minutes == [75, 35, 40]
        assert [one.teaching for one in course.course(tmp_path)[1]] == [one.teaching for one in course.course()[1]]
        readme = (tmp_path / "README.md").read_text(encoding="utf-8")
        assert "(notebooks/03-sigmoid.ipynb) | What if a small change made only a small difference? | 75 |" in readme
    assert "03-sigmoid" in list(minutes.table())[1]
    path.write_text(text.replace("**Time:** about", "**Time:**"), encoding="utf-8")
    with pytest.raises(ValueError, match="has 0 places"):
        minutes.write()


def test_tables_and_lessons_say_what_course_toml_says():
    parts, chapters = course.course()
    for name, change in course.WRITTEN.items():
        text = (minutes.ROOT / name).read_text(encoding="utf-8")
        assert change(text, parts, chapters) == text, f"{name}: python -m tools check"
    assert [one.file for one in chapters] == [path.stem for path in minutes.LESSONS]
    assert [one.part for one in chapters] == sorted(one.part for one in chapters)
    for one, path in zip(chapters, minutes.LESSONS, strict=True):
        cells = nbformat.read(path, as_version=4).cells
        assert cells[0].source.startswith(f"# {one.number} · {one.title}\n\n**{one.question}**\n")
        assert (tuple(one.minutes), tuple(one.road)) == (minutes.rounded(cells), minutes.rounded_road(cells)[1:])
        assert one.needs == sorted(set(course.needs(cells[0].source)))
