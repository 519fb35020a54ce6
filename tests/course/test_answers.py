"""Right answers in other styles pass, and wrong ones are told what is wrong, as it was judged: see tools/answers.py."""

import functools

import answers
import pytest

from nncourse.exercises.base import as_taught

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


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_exercise_has_twenty_answers_and_is_fair(chapter):
    """Of the right ones at most 1 in 100 is refused, of the wrong ones 1 in 200 accepted; 9 in 10 messages help."""
    rows, names = answers_of(chapter), list(notebook_of(chapter).checks)
    for name in names:
        for kind in ("right", "wrong"):
            assert sum((one.exercise, one.kind) == (name, kind) for one in rows) >= 10, (name, kind)
    assert {one.exercise for one in rows} == set(names)

    def share(kind, *verdicts):
        verdict = [one.verdict for one in rows if one.kind == kind]
        return sum(one in verdicts for one in verdict) / len(verdict)

    assert share("right", "refused") <= 0.01 and share("right", "", "refused") == 1
    assert share("wrong", "accepted") <= 0.005
    assert share("wrong", "names", "points") >= 0.9
