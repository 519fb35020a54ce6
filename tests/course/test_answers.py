"""Right answers in other styles pass, and wrong ones are told what is wrong, as it was judged: see tools/answers.py."""

import functools
from decimal import Decimal
from fractions import Fraction
from importlib import import_module

import answers
import numpy as np
import pytest

from nncourse.checking import Wrong
from nncourse.checking.exercises import as_taught

CHAPTERS = sorted(path.stem for path in answers.ANSWERS.glob("[0-9][0-9].py"))
notebook_of = functools.cache(answers.Notebook)
answers_of = functools.cache(answers.answers_of)
EXERCISES = sorted({(chapter, answer.exercise) for chapter in CHAPTERS for answer in answers_of(chapter)})


@pytest.fixture(autouse=True)
def no_exam(monkeypatch):
    monkeypatch.delenv("NNLIB_EXAM", raising=False)
    monkeypatch.delenv("NNLIB_SEED", raising=False)


@pytest.mark.parametrize(("chapter", "name"), EXERCISES, ids=["-".join(one) for one in EXERCISES])
def test_answers_are_told_what_was_judged(chapter, name):
    for answer in answers_of(chapter):
        if answer.exercise == name:
            message = notebook_of(chapter).says(answer)
            place = f"answers/{chapter}.py:{answer.line} · {answer.kind} · {answer.words}"
            assert answers.as_judged(answer, message), f"{place}\n{message or 'it passes'}"


@pytest.mark.parametrize(("chapter", "name"), EXERCISES, ids=["-".join(one) for one in EXERCISES])
def test_solution_that_is_shown_passes_when_it_is_pasted_into_the_notebook(chapter, name):
    solution = getattr(notebook_of(chapter).names["check"], name).right
    parts = solution if isinstance(solution, tuple) and any(map(callable, solution)) else (solution,)
    if all(map(callable, parts)):
        source = "\n\n".join(map(as_taught, parts)) + "\n"
        assert notebook_of(chapter).says(answers.Answer(name, "right", "the solution", "", "", source, 0)) == ""


def functions_of(solution):
    """The functions and classes among the parts of a solution."""
    return [part for part in (solution if isinstance(solution, tuple) else (solution,)) if callable(part)]


def notations(value):
    """A right value, or several, in other forms that hold the same: what is written is no part of the answer."""
    if isinstance(value, str):
        return [value.lower(), f" {value}. ", np.str_(value)]
    if isinstance(value, np.ndarray):
        return [value.tolist(), tuple(map(tuple, value)), value.astype(float), value.astype(np.float32)]
    if not isinstance(value, (tuple, list)):
        return [float(value), np.float64(value), np.float32(value), Fraction(value), Decimal(value), np.array(value)]
    alike = all(isinstance(part, str) for part in value) or all(isinstance(part, (int, float)) for part in value)
    parts = [notations(part) for part in value]
    rows = [[forms[place % len(forms)] for forms in parts] for place in range(max(map(len, parts)))]
    return [tuple(value), list(value), *rows, *([np.array(value)] if alike else [])]


def no_answers(value):
    """What is no answer at all, in place of a right one or of one of its parts."""
    wrong = ["no answer", float("nan"), {}, b"7", *([] if functions_of(value) else [len])]
    if not isinstance(value, (tuple, list)):
        return [*wrong, ("two", "things")]
    each = [[*value[:place], part, *value[place + 1 :]] for place in range(len(value)) for part in wrong]
    return [*each, value[1:], [*value, 0], *wrong]


@pytest.mark.parametrize(("chapter", "name"), EXERCISES, ids=["-".join(one) for one in EXERCISES])
def test_a_right_value_passes_in_any_notation_and_what_is_no_answer_is_told_in_a_sentence(chapter, name):
    check = getattr(import_module(f"nncourse.chapter{chapter}.checks"), name)
    if not functions_of(check.right):
        for form in notations(check.right):
            assert check.find(form) is None, form
    for wrong in no_answers(check.right):
        assert type(check.find(wrong)) is Wrong, wrong


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_exercise_has_right_and_wrong_answers_and_is_fair(chapter):
    """Of the right ones at most 1 in 50 is refused, of the wrong ones 1 in 200 accepted; 9 in 10 messages help."""
    rows, names = answers_of(chapter), list(notebook_of(chapter).checks)
    for name in names:
        assert sum((one.exercise, one.kind) == (name, "right") for one in rows) >= 2, name
        assert sum((one.exercise, one.kind) == (name, "wrong") for one in rows) >= 2, name
    assert {one.exercise for one in rows} == set(names)

    def share(kind, *verdicts):
        verdict = [one.verdict for one in rows if one.kind == kind]
        return sum(one in verdicts for one in verdict) / len(verdict)

    assert share("right", "refused") <= 0.02 and share("right", "", "refused") == 1
    assert share("wrong", "accepted") <= 0.005
    assert share("wrong", "names", "points") >= 0.9
