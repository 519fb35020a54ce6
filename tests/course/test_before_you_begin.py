"""The ten questions before chapter 01: what they say of the lessons is so, and where a reader should begin."""

import re

import minutes
import nbformat
import pytest
from minutes import LESSONS, main_cells

from nncourse.chapter00 import check
from nncourse.checking import Exercise
from nncourse.lookup import chapters

# By what one sees in code, or in prose, that a section needs what a question asks for.
SIGNS = {
    "functions": ("code", r"^(?:def|for) "),
    "lists": ("code", r"\w\[[^\]]*:\d+\]"),
    "objects": ("code", r"^class "),
    "shapes": ("code", r"\.shape\b"),
    "masks": ("code", r"\[(?:\w+ == \w+|chosen)\]"),
    "axes": ("code", r"\baxis="),
    "broadcasting": ("markdown", "broadcasting"),
    "products": ("code", r"\w @ \w"),
    "slopes": ("markdown", r"\bslope\b"),
    "logarithms": ("markdown", r"\blogarithm\b"),
}
PYTHON, NUMPY, MATHEMATICS = (
    {name for name, need in check.NEEDS.items() if need.subject == subject}
    for subject in ("Python", "NumPy", "mathematics")
)
ALL = {*check.NEEDS}
LINES = re.compile(r"^\| (\d+) · .*\|$", re.MULTILINE)


def first_use(kind, sign):
    """Where the main texts first hold a sign, below a heading: ((chapter, sitting), heading)."""
    for path in LESSONS:
        sitting, heading = 1, None
        for cell in main_cells(nbformat.read(path, as_version=4).cells):
            sitting += minutes.is_break(cell)
            if cell.cell_type == "markdown" and (found := re.match(r"##+ (.*?)(?: ◆)?\n", f"{cell.source}\n")):
                heading = found[1]
            folded = cell.metadata.get("jupyter", {}).get("source_hidden") and cell.cell_type == "code"
            if heading and cell.cell_type == kind and not folded and re.search(sign, cell.source, re.MULTILINE):
                return (path.stem[:2], sitting), heading
    return None


@pytest.mark.parametrize("name", check.NEEDS)
def test_what_a_question_asks_for_is_first_needed_in_the_section_and_sitting_that_it_names(name):
    need = check.NEEDS[name]
    assert first_use(*SIGNS[name]) == (need.sitting, need.section)


def test_ten_questions_are_asked_and_the_last_hint_of_each_says_where_to_learn_it_and_where_it_is_needed():
    questions = {name: thing for name, thing in vars(check).items() if isinstance(thing, Exercise)}
    assert list(questions) == list(check.NEEDS) and len(questions) == 10
    assert {len(PYTHON), len(NUMPY), len(MATHEMATICS)} == {3, 4}
    for name, need in check.NEEDS.items():
        for address in need.links.values():
            assert f"]({address})" in questions[name].hints[-1]
        assert check.in_words(need.sitting) in questions[name].hints[-1]


@pytest.mark.parametrize(
    ("missed", "words"),
    [
        (set(), "**Begin with chapter 01, first sitting.** You know all"),
        ({"functions"}, "**Begin with Python**"),
        (PYTHON, "**Begin with Python**"),
        ({"objects", "slopes"}, "**Begin with Python**"),
        ({"shapes"}, "**Begin with chapter 01, first sitting, and take your time.**"),
        (NUMPY, "**Begin with chapter 01, first sitting, and take your time.**"),
        ({"products"}, "**Begin with chapter 01, first sitting, and take your time.**"),
        ({"axes"}, "You know enough until the end of chapter 01, first sitting."),
        ({"slopes", "logarithms"}, "You know enough until the end of chapter 02, second sitting."),
        ({"broadcasting"}, "You know enough until the end of chapter 03, second sitting."),
        ({"logarithms"}, "You know enough until the end of chapter 06, first sitting."),
    ],
)
def test_advice_names_the_sitting_to_begin_with_and_lists_what_was_missed(missed, words):
    told = check.advice(ALL - missed)
    assert words in told
    assert [list(check.NEEDS)[int(number) - 1] for number in LINES.findall(told)] == [
        name for name in check.NEEDS if name in missed
    ]
    assert ("the sections marked ◆" in told) == bool(missed & NUMPY)
    for name in missed:
        assert all(f"]({address})" in told for address in check.NEEDS[name].links.values())


def test_who_has_passed_nothing_yet_gets_the_rule_for_all_which_the_page_shows_to_everybody():
    told = check.advice(set())
    assert "If it's question 1, 2 or 3, begin with Python:" in told
    assert "Otherwise begin with chapter 01, first sitting:" in told
    assert len(LINES.findall(told)) == 10


def test_begin_looks_at_what_has_been_passed(monkeypatch):
    shown = []
    monkeypatch.setattr(check, "display", lambda text: shown.append(text.data))
    for name in check.NEEDS:
        monkeypatch.setattr(getattr(check, name), "state", "failing" if name == "slopes" else "passed")
    check.begin()
    monkeypatch.setattr(check.slopes, "state", "passed")
    check.begin()
    assert shown == [check.advice(ALL - {"slopes"}), check.advice(ALL)]


def test_the_questions_are_no_chapter():
    assert chapters() == [f"{number:02}" for number in range(1, len(LESSONS) + 1)]
