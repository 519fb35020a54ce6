"""The exercises: a stub is not attempted, a solution passes, and a typical mistake is told what it is."""

import ast
import importlib
import itertools
import json
import re
from fractions import Fraction
from pathlib import Path

import nbformat
import numpy as np
import pytest

from nncourse import exams
from nncourse.checking import (
    Exercise,
    NotAttempted,
    Raised,
    Wrong,
    by_part,
    call,
    compare,
    either,
    exam,
    exercise,
    observe,
    sandbox,
)
from nncourse.checking import exercises as engine
from nnlib import Identity, Layer, LeakyReLU, ReLU, Sigmoid

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks" / "exercises").glob("[0-9][0-9]-*.ipynb"))
CHECKS = {path.stem: importlib.import_module(f"nncourse.chapter{path.stem[:2]}.checks") for path in NOTEBOOKS}


def exercises(module):
    return {name: thing for name, thing in vars(module).items() if isinstance(thing, Exercise)}


ALL = [(stem, name) for stem, module in CHECKS.items() for name in exercises(module)]
each_exercise = pytest.mark.parametrize(("stem", "name"), ALL, ids=[f"{stem[:2]}-{name}" for stem, name in ALL])
MISTAKES = [
    (stem, name, *mistake)
    for stem, module in CHECKS.items()
    for name, one in exercises(module).items()
    for mistake in one.mistakes
]
each_mistake = pytest.mark.parametrize(
    ("stem", "name", "message", "wrong"), MISTAKES, ids=[f"{stem[:2]}-{name}" for stem, name, *_ in MISTAKES]
)
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
OF_CHAPTERS = [path for path in NOTEBOOKS if not path.stem.startswith("00")]
each_of_a_chapter = pytest.mark.parametrize("path", OF_CHAPTERS, ids=lambda path: path.stem)


@pytest.fixture(autouse=True)
def no_exam(monkeypatch):
    monkeypatch.delenv("NNLIB_EXAM", raising=False)
    monkeypatch.delenv("NNLIB_SEED", raising=False)


@each_exercise
def test_solution_passes_and_says_so_in_one_line(stem, name, capsys):
    check = exercises(CHECKS[stem])[name]
    check(check.reference)
    assert check.state == "passed"
    assert f"✓ {name} is right." in capsys.readouterr().out


@each_exercise
def test_solution_passes_with_another_seed(stem, name, monkeypatch):
    monkeypatch.setenv("NNLIB_SEED", "12345")
    check = exercises(CHECKS[stem])[name]
    check(check.reference)


@each_exercise
def test_right_answer_passes_in_an_exam(stem, name, monkeypatch):
    """A function of the package is refused there, so what is left are the answers that are values."""
    check = exercises(CHECKS[stem])[name]
    monkeypatch.setenv("NNLIB_EXAM", "1")
    if not hasattr(check.right, "__module__"):
        check(check.right)


@pytest.mark.parametrize("seed", ["0", "12345"])
@each_mistake
def test_slip_is_told_what_it_is(stem, name, message, wrong, seed, monkeypatch):
    """So it is wrong with the numbers of this seed, and no mistake before it looks the same with them."""
    monkeypatch.setenv("NNLIB_SEED", seed)
    with pytest.raises(Wrong) as found:
        exercises(CHECKS[stem])[name](wrong)
    pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(message))  # in braces stands what the check has seen
    assert re.fullmatch(f"{name}: {pattern}", str(found.value))


@each_exercise
def test_no_answer_is_not_attempted(stem, name):
    def stub(*arguments): ...

    check = exercises(CHECKS[stem])[name]
    stubs = [..., None, stub, (..., ...)]
    if callable(check.reference) and not isinstance(check.reference, type):
        stubs.append(lambda *arguments: ...)
    for answer in stubs:
        with pytest.raises(NotAttempted):
            check(answer)


@each_exercise
def test_hints_and_solution_are_there_and_withheld_in_an_exam(stem, name, capsys, monkeypatch):
    check = exercises(CHECKS[stem])[name]
    assert len(check.hints) >= 2 and all(len(hint) > 15 for hint in check.hints)
    check.shown = 0
    check.hint()
    check.hint(len(check.hints))
    check.solution()
    with pytest.raises(ValueError, match="hints 1 to"):
        check.hint(len(check.hints) + 1)
    monkeypatch.setenv("NNLIB_EXAM", "1")
    for show in (check.hint, check.solution):
        with pytest.raises(PermissionError, match="exam"):
            show()


def test_hint_that_is_not_there_leaves_the_next_one_as_it_was(monkeypatch):
    shown = []
    monkeypatch.setattr(engine, "display", lambda text: shown.append(text.data))
    check = Exercise(print, ["first", "second", "third"], 1)
    check.hint()
    for wrong in (9, 0, -1, "2", 1.5):
        with pytest.raises(ValueError, match="hints 1 to 3"):
            check.hint(wrong)
    check.hint()
    assert shown == ["**Hint 1 of 3.** first", "**Hint 2 of 3.** second"]


@pytest.mark.parametrize(
    ("body", "stub"),
    [
        ("...", True),
        ("pass", True),
        ('"""What it is to do."""', True),
        ('"""What it is to do."""\n    ...', True),
        ("# first the sums\n    pass\n    ...", True),
        ("x = x + 1\n    pass", False),
        ("x[0] = 1\n    ...", False),
        ('"""What is hidden in `...`"""\n    return x[..., 0]', False),
        ("return 5", False),
        ('"""Five."""\n    return 5', False),
    ],
)
def test_function_is_not_attempted_if_it_does_nothing_and_only_then(body, stub):
    names = {}
    exec(f"def answer(x):\n    {body}", names)
    assert sandbox.is_stub(names["answer"]) == stub


@each_notebook
def test_notebook_has_a_stub_and_a_graded_check_for_each_exercise_in_order(path):
    cells = nbformat.read(path, as_version=4).cells
    graded = [cell for cell in cells if "nbgrader" in cell.metadata]
    names = [cell.metadata.nbgrader.grade_id for cell in graded]
    assert names == list(exercises(CHECKS[path.stem]))
    for cell in graded:
        told = cell.metadata.nbgrader
        assert told.grade and told.locked and not told.solution and 1 <= told.points <= 5
        assert cell.source.startswith(f"check.{told.grade_id}(") and "raises-exception" in cell.metadata.tags
        assert cell.outputs[0].ename == "NotAttempted", "the stored notebook is the one that students get"
        assert len(cell.outputs[0].traceback) == 1, "no input is kept of what was not attempted"
        before = cells[cells.index(cell) - 1]
        assert before.cell_type == "code" and "..." in before.source, "a stub stands before its check"


@each_of_a_chapter
def test_statement_names_the_kind_and_the_project_has_no_check(path):
    cells = nbformat.read(path, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    kinds = re.findall(
        r"^## \d+ · (Complete|Modify|Predict|Choose by hand|Find the fault|Explain|From scratch): ", text, re.M
    )
    assert len(kinds) == len(exercises(CHECKS[path.stem])) and "From scratch" in kinds
    assert 5 <= len(kinds) <= 10
    assert "## Project: " in text
    assert f"](../{path.name})" in cells[0].source


@each_notebook
def test_statement_says_its_minutes_points_and_difficulty(path):
    cells = nbformat.read(path, as_version=4).cells
    minutes, points = 0, None
    for cell in cells:
        if cell.cell_type == "markdown" and re.match(r"## \d+ · ", cell.source):
            found = re.match(r"## .*\n\n\*(\d+) minutes · (\d) points? · (★{1,3})\*\n", cell.source)
            assert found, cell.source[:120]
            minutes += int(found[1]) * ("Needs Deeper" not in cell.source)
            points = int(found[2])
        elif "nbgrader" in cell.metadata:
            assert cell.metadata.nbgrader.points == points, cell.source
    least, most = (50, 125) if path in OF_CHAPTERS else (15, 25)
    assert least <= minutes <= most


@each_of_a_chapter
def test_project_shows_the_form_of_a_good_answer_and_what_earns_its_ten_points_and_has_a_cell_to_write_in(path):
    cells = nbformat.read(path, as_version=4).cells
    projects = [n for n, cell in enumerate(cells) if "## Project: " in cell.source]
    for place in projects:
        statement, rubric, experiment = (cell.source for cell in cells[place : place + 3])
        assert "A good answer has this form" in " ".join(statement.split())
        assert rubric.startswith("### What earns the ten points\n")
        points = re.findall(r"^- \*\*[^*]+\*\* \((\d)\): .*\.$", rubric, re.MULTILINE)
        assert len(points) == rubric.count("\n- ") > 1 and sum(map(int, points)) == 10
        assert experiment == "# your experiment"
    assert projects


def test_progress_lists_the_states(capsys):
    check = CHECKS["01-neurons"]
    for one in exercises(check).values():
        one.state = "not attempted"
    check.flip(50)
    with pytest.raises(Wrong):
        check.line(([1, 1], -1))
    capsys.readouterr()
    check.progress()
    printed = capsys.readouterr().out
    assert re.search(r"✓ 2 +flip +passed", printed) and re.search(r"✗ 4 +line +failing", printed)
    assert re.search(r"· 1 +weighted_sum +not attempted", printed) and "1 of 8 passed" in printed


def test_progress_says_what_is_not_required(capsys):
    check = CHECKS["08-mnist-training"]
    for one in exercises(check).values():
        one.state = "not attempted"
    check.progress()
    printed = capsys.readouterr().out
    assert re.search(r"^· 8 +train_linear +not attempted$", printed, re.M)
    assert re.search(r"^· 9 +file_size +not attempted +\(needs Deeper, not required\)$", printed, re.M)
    assert printed.endswith("\n0 of 8 required passed, and 0 of 1 with Deeper\n")
    check.negative("B")
    check.file_size(check.file_size.reference)
    capsys.readouterr()
    check.progress()
    assert capsys.readouterr().out.endswith("\n1 of 8 required passed, and 1 of 1 with Deeper\n")


@each_notebook
def test_progress_and_statement_agree_on_which_exercise_needs_which_deeper_section(path):
    text = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")
    statements = re.findall(r"^## \d+ · .*?(?=^## |\Z)", text, re.M | re.S)
    for (name, check), statement in zip(exercises(CHECKS[path.stem]).items(), statements, strict=True):
        said = re.search(r"Needs Deeper: \*?(.+?)\.?\*", statement)
        assert check.deeper == (said[1] if said else ""), f"{name}: @exercise(deeper=…) is the title in its statement"


def test_once_passed_stays_passed():
    check = CHECKS["01-neurons"].flip
    check.state = "not attempted"
    for answer, state in ((10, "failing"), (50, "passed"), (10, "passed"), (..., "passed")):
        try:
            check(answer)
        except (Wrong, NotAttempted):
            assert answer != 50
        assert check.state == state


def test_error_of_the_answer_is_named():
    with pytest.raises(Raised, match="your code raised ZeroDivisionError: division by zero"):
        CHECKS["01-neurons"].weighted_sum(lambda weights, x, bias: 1 / 0)


def test_exponential_that_overflows_is_named_where_its_nan_is_refused():
    check = CHECKS["18-letters"].sample
    for answer, named in (
        (lambda scores, T, rng: rng.choice(len(scores), p=(p := np.exp(scores / T)) / p.sum()), True),
        (lambda scores, T, rng: rng.choice(len(scores), p=scores * np.nan), False),
        (lambda scores, T, rng: [][int(np.exp(np.array(1000.0)) > 1)], False),
    ):
        with pytest.raises(Raised) as found:
            check(answer)
        assert ("np.exp overflowed" in str(found.value)) == named


def test_one_number_has_the_opposite_sign_and_several_have_it_everywhere():
    for wanted, end in ((3.0, "opposite sign"), (WANTED, "opposite sign everywhere")):
        with pytest.raises(Wrong, match=f"{end}$"):
            compare(-np.array(wanted), wanted)


def test_finding_shows_its_sentence_and_no_traceback():
    with pytest.raises(Wrong) as found:
        CHECKS["01-neurons"].flip(10)
    line, *offers = found.value._render_traceback_()
    assert "the old bias" in line and "Traceback" not in line
    assert offers in ([], ["check.flip.hint() gives a hint."])
    assert isinstance(found.value, AssertionError), "so that graders score it 0"


def test_answer_that_changes_its_arguments_is_told_so_and_changes_no_number_of_the_check():
    def destructive(weights, x, bias):
        result = weights @ x + bias
        x[:] = 0
        return result

    with pytest.raises(Wrong, match="your function changes x, which belongs to its caller"):
        CHECKS["01-neurons"].weighted_sum(destructive)
    CHECKS["01-neurons"].weighted_sum(lambda weights, x, bias: weights @ x + bias)


def test_failing_input_is_kept_and_a_hint_offered_from_the_second_failure():
    check = CHECKS["01-neurons"].weighted_sum
    check.failures = 0

    def without_bias(weights, x, bias):
        return weights @ x

    offers = []
    for _ in range(2):
        with pytest.raises(Wrong) as found:
            check(without_bias)
        offers.append(found.value._render_traceback_()[1:])
    kept = "The input is kept in check.weighted_sum.case: without_bias(**check.weighted_sum.case) runs it again."
    assert offers == [[kept], [kept, "check.weighted_sum.hint() gives a hint."]]
    assert list(check.case) == ["weights", "x", "bias"]
    assert without_bias(**check.case) != check.reference(**check.case)


def test_pass_shows_the_explanation_and_not_in_an_exam(capsys, monkeypatch):
    check = CHECKS["01-neurons"].weighted_sum
    check(check.reference)
    assert "Markdown" in capsys.readouterr().out
    monkeypatch.setenv("NNLIB_EXAM", "1")
    check(lambda weights, x, bias: weights @ x + bias)
    assert "Markdown" not in capsys.readouterr().out
    with pytest.raises(Wrong, match="in an exam, write a solution of your own"):
        check(check.right)
    with pytest.raises(PermissionError, match="no solutions during an exam"):
        check.reference  # noqa: B018


def test_function_that_prints_its_result_is_told_so():
    with pytest.raises(Wrong, match="your function prints its result and returns None"):
        CHECKS["01-neurons"].weighted_sum(lambda weights, x, bias: print(weights @ x + bias))


def test_seed_that_is_no_number_is_not_blamed_on_the_answer(monkeypatch):
    monkeypatch.setenv("NNLIB_SEED", "abc")
    with pytest.raises(ValueError, match="environment variable NNLIB_SEED must be a whole number such as 7, not 'abc'"):
        CHECKS["01-neurons"].flip(50)


def doubled(x):
    return 2 * x


@exercise(
    hints=[],
    solution=doubled,
    mistakes={
        "{what} is squared, and k is {k}": lambda x: x**2,
        "{what} is tripled": either(lambda x: 3 * x, lambda x: x + x + x + 1),
        "an element is lost": lambda x: (2 * x)[: len(x) - 1],
        "this one never runs": lambda x: 1 / 0,
        "this one shows nothing": lambda x: "text",
        "{finding}. Less than {limit} is asked for": lambda x: 100 * x,
    },
)
def double(answer):
    for k in (2, 3):
        result = call(answer, np.array([k, k, 2.0]))
        if isinstance(result, str):
            raise Wrong("no text, please")
        largest = observe(np.max(result))
        if isinstance(result, tuple):
            raise Wrong("no tuple, please")
        if largest > 100:
            raise Wrong(f"{largest:g} is too much", limit=100)
        compare(result, 2 * np.array([k, k, 2]), "y", k=k)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: x * x, "double: y is squared, and k is 3"),  # with 2 it is right
        (lambda x: x + 2 * x, "double: y is tripled"),
        (lambda x: 1 + 3 * x, "double: y is tripled"),
        (lambda x: [*(2 * x)][:-1], "double: an element is lost"),
        (lambda x: 99 * x + x, "double: 200 is too much. Less than 100 is asked for"),
        (lambda x: tuple(100 * x), "double: no tuple, please"),
        (lambda x: 101 * x, "double: 202 is too much"),
        (
            lambda x: 2 * x if x[0] == 2 else 3 * x,
            "double: y differs in 3 of 3 places, first at [0], where it is 9, not 6",
        ),
        (lambda x: 2 * x + 0.1, "double: y differs in 3 of 3 places, first at [0], where it is 4.1, not 4"),
        (lambda x: "another text", "double: no text, please"),
    ],
)
def test_slip_is_recognised_by_what_the_check_sees(answer, words):
    with pytest.raises(Wrong) as found:
        double(answer)
    assert str(found.value).startswith(words)


def test_slip_that_is_right_with_the_numbers_of_the_check_does_not_count():
    @exercise(hints=[], solution=doubled, mistakes={"this is the square": lambda x: x**2})
    def double(answer):
        given = np.array([2.0])
        compare(answer(given), [4])
        if given != 2:
            raise Wrong("the input was changed")

    def changes_its_input(x):
        x *= 2
        return [4]

    with pytest.raises(Wrong, match="the input was changed"):
        double(changes_its_input)


def test_slips_of_an_answer_in_parts():
    @exercise(
        hints=[],
        solution=(1, 2),
        mistakes=by_part({"one": {"it is not ten": 10}, "two": {"too far": either(3, 4)}}) | {"both": (7, 7)},
    )
    def count(answer):
        compare(answer[0], 1, "one")
        compare(answer[1], 2, "two")

    for answer, words in (
        ((10, 2), "one: it is not ten"),
        ((10, 4), "one: it is not ten"),  # the first part that is wrong counts
        ((1, 3), "two: too far"),
        ((1, 4), "two: too far"),
        ((7, 4), "both"),
        ((8, 4), "one is 8, which is too large"),
    ):
        with pytest.raises(Wrong, match=f"count: {words}"):
            count(answer)


WANTED = np.array([[1.0, 2.0], [3.0, 5.0]])


@pytest.mark.parametrize(
    ("got", "wanted", "settings", "words"),
    [
        (WANTED.T, WANTED, {}, "looks transposed"),
        (np.ones((2, 3)), np.ones((3, 2)), {}, "shape (3, 2), but has shape (2, 3): it looks transposed"),
        (-WANTED, WANTED, {}, "opposite sign"),
        (4 * WANTED, WANTED, {"n": 4}, "a sum where a mean is asked for"),
        (2 * WANTED, WANTED, {}, "the result is twice as large as it should be"),
        (WANTED / 2, WANTED, {"what": "the weights for AND"}, "the weights for AND are half as large as they should"),
        (-WANTED, WANTED, {"what": "the answers"}, "the answers have the opposite sign"),
        (2 * WANTED, WANTED, {"what": "the biases"}, "the biases are"),
        (2 * WANTED, WANTED, {"what": "the bias"}, "the bias is"),
        (2 * WANTED, WANTED, {"what": "the number of corrections"}, "the number of corrections is"),
        (np.array([2.0, 3, 4, 9]), np.array([1.0, 2, 3, 4]), {}, "off by one"),
        (np.ones(3), np.ones((3, 1)), {}, "keepdims=True?"),
        (7.0, np.ones(3), {}, "was everything added up?"),
        (np.array([1.0, np.nan]), np.array([1.0, 2]), {}, "nan or inf, 1 of 2"),
        (np.array([1.0, 2, 4]), np.array([1.0, 2, 3]), {}, "in 1 of 3 places, first at [2], where it is 4"),
        (3.0, 2.9, {}, "too large"),
        (-3.0, -2.9, {}, "is -3, which is too far down"),
        (-2.8, -2.9, {}, "is -2.8, which is not far enough below 0"),
        ("3", 3.0, {}, "should be a number"),
        ([[1], [1, 2]], WANTED, {}, "different lengths"),
    ],
)
def test_slips_are_recognised(got, wanted, settings, words):
    with pytest.raises(Wrong, match=re.escape(words)):
        compare(got, wanted, **settings)


def test_right_numbers_in_any_numeric_form_are_accepted():
    for got in (WANTED, WANTED.tolist(), WANTED.astype(np.float32), WANTED + 1e-9):
        compare(got, WANTED)
    for got in (np.int64(3), np.array(3), Fraction(3), 3):
        compare(got, 3.0)
    compare(np.float32(1 / 3), 1 / 3)
    compare(np.inf, np.inf)
    compare([Fraction(1, 2), 2], [0.5, 2])


VARIED = [(stem, name) for stem, name in ALL if exercises(CHECKS[stem])[name].given is not None]
each_varied = pytest.mark.parametrize(("stem", "name"), VARIED, ids=[f"{stem[:2]}-{name}" for stem, name in VARIED])
VARIANTS = {
    (path.stem, seed): exams.variant(json.loads(path.read_text(encoding="utf-8")), path.stem[:2], seed)
    for path in NOTEBOOKS
    for seed in range(4)
}


def passes(check, answer, **given):
    try:
        check(answer, **given)
    except Wrong:
        return False
    return True


def choices_of(given):
    """All numbers that an exam can draw, a list of dict; of orders the notebook's and three others."""
    if "order" in given.choices:
        return [given.drawn(seed) for seed in range(4)]
    drawn = [choices[1:] for choices in given.choices.values()]
    return [{}, *(dict(zip(given.choices, numbers)) for numbers in itertools.product(*drawn))]


@each_varied
def test_with_whatever_numbers_an_exam_draws_its_own_solution_passes_and_slips_are_told(stem, name):
    check = exercises(CHECKS[stem])[name]
    check.take({})
    old = check.right
    for given in choices_of(check.given):
        other = exam.with_numbers(CHECKS[stem].__name__, name, repr(given))
        right, mistakes = other.right, other.mistakes
        assert passes(check, right, **given), given
        assert passes(check, old, **given) == (not given), f"whoever has the notebook's answer has not that of {given}"
        for message, wrong in mistakes:
            with pytest.raises(Wrong) as found:
                check(wrong, **given)
            pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(message))
            assert re.fullmatch(f"{name}: {pattern}", str(found.value)), given
        if given:
            with pytest.raises(NotAttempted):
                check(..., **given)
        assert passes(check, old), "without numbers it is the notebook's again"


def statement_of(notebook, name):
    """The text of an exercise up to its check, a str."""
    cells = notebook["cells"]
    place = next(n for n, cell in enumerate(cells) if cell["metadata"].get("nbgrader", {}).get("grade_id") == name)
    head = max(n for n in range(place) if cells[n]["source"][0].startswith("## "))
    return "\n".join("".join(cell["source"]) for cell in cells[head:place])


def lines_of(statement):
    """The rows of a statement and its options, each (what it is called, the rest), both str."""
    return exams.ROWS.findall(statement), exams.OPTIONS.findall(statement)


ORDERED = [
    (stem, name)
    for stem, name in VARIED
    if (order := getattr(exercises(CHECKS[stem])[name].given, "order", ()))
    and len(order) in map(len, lines_of(statement_of(VARIANTS[stem, 0][0], name)))
]


@pytest.mark.parametrize(("stem", "name"), ORDERED, ids=[f"{stem[:2]}-{name}" for stem, name in ORDERED])
def test_in_another_order_the_right_answer_goes_with_its_row_or_its_option(stem, name):
    module = CHECKS[stem].__name__
    seen = []
    for seed in range(4):
        text = statement_of(VARIANTS[stem, seed][0], name)
        right = exam.with_numbers(module, name, repr(exercises(CHECKS[stem])[name].given.drawn(seed))).right
        answers = [right] if isinstance(right, str) else [one if isinstance(one, str) else str(one) for one in right]
        rows, options = lines_of(text)
        told = {re.search(r"[A-Z1-9]", head)[0]: line for head, line in rows + options}  # by letter or number
        each = [told.get(answer, answer) for answer in answers]
        by_row = len(rows) == len(answers) > 1
        seen.append(sorted(zip((line for _, line in rows), each)) if by_row else sorted(each))
    assert seen[1:] == seen[:1] * 3


@each_varied
def test_numbers_that_may_vary_stand_in_the_statement_and_in_every_variant_are_others(stem, name):
    check = exercises(CHECKS[stem])[name]
    check.take({})
    for key, choices in check.given.choices.items():
        assert len(set(choices)) == len(choices) > 1, key
    before, after = VARIANTS[stem, 0][0]["cells"], VARIANTS[stem, 1][0]["cells"]
    assert name in VARIANTS[stem, 1][1]
    place = next(n for n, cell in enumerate(before) if cell["metadata"].get("nbgrader", {}).get("grade_id") == name)
    statement, changed = (statement_of(VARIANTS[stem, seed][0], name) for seed in (0, 1))
    assert statement != changed
    for text in check.texts:
        assert statement.count(text) >= 1, text
    given = check.given.drawn(1)
    for text in exam.with_numbers(CHECKS[stem].__name__, name, repr(given)).texts:
        assert text in changed and "{" not in text, text
    all_texts = [exam.with_numbers(CHECKS[stem].__name__, name, repr(one)).texts for one in choices_of(check.given)]
    assert all(len(set(some)) > 1 for some in zip(*all_texts, strict=True)), "a text that never changes is no number"
    if "order" in given and not check.texts:
        assert sorted(changed) == sorted(statement), "rows have changed places, and nothing else"
    check_cell = "".join(after[place]["source"])
    assert check_cell.startswith("".join(before[place]["source"]).rstrip(")")) and check_cell.endswith(")")
    arguments = ast.parse(check_cell).body[0].value.keywords
    assert {one.arg: ast.literal_eval(one.value) for one in arguments} == given


def corrected(shown):
    """What happens to three weights and a bias with which these inputs give this z, and how often it happens."""
    x, z = np.array([*shown[:-1], 1]), shown[-1]
    weights, corrections = x * z / (x @ x), 0
    start = weights.copy()
    while weights @ x > 1e-9:
        weights, corrections = weights - x, corrections + 1
    return [{-1: "falls", 0: "stays", 1: "rises"}[move] for move in np.sign(weights - start)], corrections


def pushed_most(loss):
    """The output of a sigmoid at which a loss, a function of z, is steepest."""
    z = np.linspace(-5, 5, 100_001)
    return Sigmoid()(z[np.gradient(loss(z), z).argmax()])


def silent_weights(x1, x2, z1, z2):
    """The names of the weights of a 2-2-2 network whose gradient is 0, as the layers of chapter 07 work it out."""
    rng = np.random.default_rng(0)
    layers, x = [Layer(2, 2, ReLU(), rng=rng), Layer(2, 2, Identity(), rng=rng)], np.array([[x1], [x2]])
    layers[0].b = np.array([[z1], [z2]]) - layers[0].W @ x
    layers[0].backward_pass(layers[1].backward_pass(layers[1].forward_pass(layers[0].forward_pass(x)) + 1.0))
    return [f"W{n}[{i}, {j}]" for n, layer in enumerate(layers, 1) for i, j in np.argwhere(layer.dW == 0)]


def colleague(printed):
    """The slope and the owner of the leaky ReLU with which the program of the statement prints a number."""
    for slope, owner in ((0.1, "ours"), (0.01, "PyTorch"), (0.2, "Keras, the function"), (0.3, "Keras, the layer")):
        leaky = LeakyReLU(slope)
        if abs(10 * leaky(3 * leaky(np.array(-2.0))) + 0.5 - printed) < 1e-9:
            return slope, owner


ORACLES = {  # other ways to the right answers, from the numbers alone
    "01-fractions": lambda full=1: ([0.67, 0.93, 0.60 / (0.30 * full)], -1.80),
    "02-which_way": lambda shown=(-3, 0, 2, 28): corrected(shown),
    "07-silent": lambda example=(0, 1, 1.2, -0.7): silent_weights(*example),
    "12-odds": lambda odds=16: tuple(odds ** (2 / temperature) for temperature in (1, 8)),
    "13-leak": lambda printed=-4.9: colleague(printed),
    "06-half_known": lambda classes=10: -np.log(1 / len(range(0, classes, 2))),
    "06-hardest_push": lambda power=2: pushed_most(lambda z: Sigmoid()(z) ** power),
}


@pytest.mark.parametrize("name", ORACLES)
def test_right_answer_to_other_numbers_is_found_in_another_way(name):
    module = next(module for stem, module in CHECKS.items() if stem[:2] == name[:2])
    check = exercises(module)[name[3:]]
    check.take({})
    for given in choices_of(check.given):
        assert passes(check, ORACLES[name](**given), **given), given
    check.take({})


def test_each_gate_that_an_exam_may_ask_for_is_what_its_name_says_and_a_wrong_one_is_told_where_it_is_wrong():
    check = CHECKS["02-perceptron"].but_not
    for given in choices_of(check.given):
        check.take(given)
        name, place, table = check.texts
        values = [eval(name.replace("x₁", str(a)).replace("x₂", str(b))) for a in (0, 1) for b in (0, 1)]
        assert table.endswith(", ".join(str(int(one)) for one in values))
        says, _, corner = place.removeprefix("says ").partition(" at ")
        others = {"yes": "no", "no": "yes"}[says]
        (weights, threshold), sign = check.right, 1 if says == "yes" else -1
        low = min(threshold - 1, threshold + 1)
        assert passes(check, (weights, low), **given) and not passes(check, (weights, low + 2), **given)
        assert f"every threshold from {exam.decimal(float(low))} to just under {low + 2} " in check.explanation
        off = 1 if corner == "(1, 0)" else 0  # the place of the input that is 0 at the odd corner
        alone, weak = (([sign if at != off else -sign * vote for at in (0, 1)], sign / 2) for vote in (0, 0.25))
        told = [f"where z is {sign * z:g}: x{'₁₂'[off]}" for z in (0.5, 0.25)]
        way = "against" if says == "yes" else "for"
        turned = name.translate(str.maketrans("₁₂", "₂₁"))
        wrong = {
            f"{says} at (0, 0)": (weights, -threshold),
            f"{says} at (1, 1), {told[0]} doesn't count {way} it": alone,
            f"{says} at (1, 1), {told[1]} counts {way} it, but too weakly": weak,
            f"{says} at {'(0, 1)' if corner == '(1, 0)' else '(1, 0)'}: that is '{turned}'": (weights[::-1], threshold),
            f"{others} at all four corners; {corner} should be a {says}": ([0, 0], sign / 2),
        }
        for message, answer in wrong.items():
            with pytest.raises(Wrong, match=re.escape(f"but_not: {message}")):
                check(answer, **given)


def test_whatever_outputs_an_exam_asks_for_both_ways_that_are_shown_give_them_and_others_are_told_apart():
    check = CHECKS["04-layers"].fold
    for given in choices_of(check.given):
        check.take(given)
        same, different = given.get("outputs", (0, 1))[:2]
        assert f"this output is {same}, {different}, {different}, {same} (up" in check.texts
        told = dict(re.findall(r"(W1|b1|W2|b2) = (\[\[.*?\]\])", check.explanation.replace("−", "-")))
        assert passes(check, tuple(ast.literal_eval(told[name]) for name in ("W1", "b1", "W2", "b2")), **given)
        W1, b1, W2, _ = check.right
        wrong = {
            f"upside down, {different} where the inputs are equal": (W1, b1, np.negative(W2), [[different]]),
            f"but with {same + 1} and {different + 1} instead of {same} and {different}": (W1, b1, W2, [[same + 1]]),
            f"and should be {same}, {different}, {different}, {same}. The": (W1, [[0], [5]], W2, [[same]]),
        }
        for message, answer in wrong.items():
            with pytest.raises(Wrong, match=re.escape(message)):
                check(answer, **given)


def test_whichever_example_an_exam_takes_each_weight_with_a_slope_is_told_and_each_without_one_is_missed():
    check = CHECKS["07-backprop"].silent
    for given in choices_of(check.given):
        check.take(given)
        for name in check.fields:
            words = "some are missing" if name in check.right else re.escape(f"{name} is on your list, but ")
            with pytest.raises(Wrong, match=words):
                check(sorted({name} ^ set(check.right)), **given)


def test_whatever_digit_an_exam_asks_for_what_is_said_of_its_bias_and_of_the_example_is_measured():
    check = CHECKS["05-forward-pass"].favourite
    words = {"four images are": 4, "five images are": 5}
    for given in choices_of(check.given):
        check.take(given)
        layer, digit, _, right = check.right
        exceeded = float(re.search(r"must exceed (\S+) ", check.explanation)[1])
        assert passes(check, (layer, digit, exceeded + 0.001, right), **given)
        with pytest.raises(Wrong, match=f" of 5,000 images are now called a {digit}: in the others"):
            check((layer, digit, exceeded, right), **given)
        with pytest.raises(Wrong, match=f": this bias belongs to the score of {digit - 1} "):
            check((layer, digit - 1, 1.0, right), **given)
        called = re.fullmatch(rf"only (.+) called a {digit}", check.texts[1])[1]
        with pytest.raises(Wrong, match=f"favourite: {words[called]} of 5,000 .* moves the score of {digit} alone"):
            check((2, 0, -1.5, 655), **given)


def options_of(stem, name, seed):
    """The options of a statement by their letters, a dict of str."""
    found = exams.OPTIONS.findall(statement_of(VARIANTS[stem, seed][0], name))
    return {re.search("[A-Z]", head)[0]: option for head, option in found}


OPTIONS_MOVE = [one for one in ORDERED if options_of(*one, 0) != options_of(*one, 1)]


@pytest.mark.parametrize(("stem", "name"), OPTIONS_MOVE, ids=[f"{stem[:2]}-{name}" for stem, name in OPTIONS_MOVE])
def test_in_another_order_each_wrong_option_is_told_what_it_is_told_in_the_notebook(stem, name):
    check, said = exercises(CHECKS[stem])[name], []
    check.take({})
    for seed, given in enumerate(choices_of(check.given)):
        check.take(given)
        options = options_of(stem, name, seed)
        wrong = [answer for _, answer in check.mistakes] or [answer for answer in options if answer not in check.right]
        told = set()
        for answer in wrong:
            with pytest.raises(Wrong) as found:
                check([*answer] if len(answer) > 1 else answer, **given)
            told.add((tuple(options[one] for one in answer), re.sub(r"\b[A-G]\b", "_", str(found.value))))
        said.append(told)
    assert said[0] and said[1:] == said[:1] * 3


@pytest.mark.parametrize(("stem", "name"), [("11-convolutions", "neighbours"), ("19-attention", "unmoved")])
def test_in_another_order_each_letter_too_many_or_missing_is_told_what_its_option_is_told_in_the_notebook(stem, name):
    check, said = exercises(CHECKS[stem])[name], []
    check.take({})
    letters = "".join(check.right)
    for seed, given in enumerate(choices_of(check.given)):
        check.take(given)
        said.append({})
        for letter, option in options_of(stem, name, seed).items():
            with pytest.raises(Wrong) as found:
                check(sorted({letter} ^ set(check.right)), **given)
            said[-1][option] = str(found.value).replace(f"{name}: {letter} is on", "it is on")
    assert said[1:] == said[:1] * 3
    for order in check.given.choices["order"][1:]:
        right = {"ABCDEFG"[order.index("ABCDEFG".index(letter))] for letter in letters}
        assert right not in (set(letters), {"A", "C"}), "those of the notebook, or of its example"


@each_notebook
def test_what_another_seed_changes_is_told_before_an_exam_is_written(path):
    told, names = exams.kinds(path.stem[:2]), list(exercises(CHECKS[path.stem]))
    assert list(told) == ["numbers", "orders", "functions", "fixed"]
    assert sorted(sum(told.values(), [])) == sorted(names)
    assert all(kind == sorted(kind, key=names.index) for kind in told.values()), "in the notebook's order"
    changed = {seed: VARIANTS[path.stem, seed][1] for seed in (1, 2, 3)}
    assert all(sorted(told["numbers"] + told["orders"]) == sorted(some) for some in changed.values())
    for cell in VARIANTS[path.stem, 1][0]["cells"]:
        if name := cell["metadata"].get("nbgrader", {}).get("grade_id"):
            assert (", order=(" in "".join(cell["source"])) == (name in told["orders"]), name
    cells, defined = json.loads(path.read_text(encoding="utf-8"))["cells"], set()
    for before, cell in zip(cells, cells[1:]):
        if name := cell["metadata"].get("nbgrader", {}).get("grade_id"):
            stub, call = ast.parse("".join(before["source"])), ast.parse("".join(cell["source"])).body[0].value
            made = {one.name for one in stub.body if isinstance(one, (ast.FunctionDef, ast.ClassDef))}
            asked = {one.id for one in ast.walk(call) if isinstance(one, ast.Name)}
            defined |= {name} if made & asked else set()
    assert defined == set(told["functions"]), "they are what the stub begins to define"


@each_notebook
def test_seed_0_writes_the_course_s_notebook_to_the_letter_and_others_change_nothing_else(path):
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert VARIANTS[path.stem, 0] == (stored, [])
    for seed in (1, 2, 3):
        made, changed = VARIANTS[path.stem, seed]
        assert [cell["metadata"] for cell in made["cells"]] == [cell["metadata"] for cell in stored["cells"]]
        kept = [name for name in exercises(CHECKS[path.stem]) if name not in changed]
        graded = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in made["cells"]}
        assert all("".join(graded[name]["source"]).count("=") == 0 for name in kept)
        braces = [sum("".join(cell["source"]).count("{") for cell in one["cells"]) for one in (stored, made)]
        assert braces[0] == braces[1], "no name of a number is left in a statement"


def test_numbers_of_a_seed_are_the_same_everywhere_and_for_ever():
    """So a notebook that was written with one version of Python and NumPy holds with another."""
    check = CHECKS["01-neurons"]
    assert check.flip.given.drawn(7) == {"bias": 2.2} and check.line.given.drawn(7) == {"ends": (3, 1)}


def test_unknown_numbers_are_refused_with_a_fix_and_blame_nobody():
    check = CHECKS["01-neurons"]
    with pytest.raises(TypeError, match="check.flip has no number bais in its statement, only bias"):
        check.flip(50, bais=3.0)
    with pytest.raises(TypeError, match="check.weighted_sum takes an answer and no numbers"):
        check.weighted_sum(None, bias=3.0)
    check.flip(50)


def test_hints_and_solution_are_those_of_the_numbers_that_were_checked_last(capsys):
    flip = CHECKS["01-neurons"].flip
    flip(70, bias=3.0)
    flip.hint(2)
    flip.solution()
    assert flip.reference == 70
    flip(50)
    assert flip.reference == 50


def test_seed_of_the_functions_does_not_move_the_numbers_of_a_statement(monkeypatch):
    """The statement's numbers are told by its check, so no setting of a machine can make a right answer wrong."""
    monkeypatch.setenv("NNLIB_SEED", "7")
    CHECKS["01-neurons"].flip(50)
    CHECKS["01-neurons"].flip(70, bias=3.0)
