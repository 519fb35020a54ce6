"""Forms of exercises: what a page says to an answer is what the notebook says to it."""

import functools
import itertools
import json
import math
import re
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "web"), str(ROOT / "tools")]
import answers  # noqa: E402
import forms  # noqa: E402

from nncourse.checking import plain  # noqa: E402

EXERCISES, _, LEFT = forms.translated()
notebook_of = functools.cache(answers.Notebook)


@pytest.fixture(autouse=True)
def no_exam(monkeypatch):
    monkeypatch.delenv("NNLIB_EXAM", raising=False)
    monkeypatch.delenv("NNLIB_SEED", raising=False)


@pytest.fixture(scope="module")
def page():
    """What a page does with a form that is filled in: `page(name, fields)` returns (state, message)."""
    racer = pytest.importorskip("py_mini_racer", reason="mini-racer is not installed")
    with racer.MiniRacer() as v8:
        v8.eval((ROOT / "web" / "static" / "checks.js").read_text(encoding="utf-8"))
        for chapter in ["all", *sorted({name[:2] for name in EXERCISES})]:
            v8.eval(forms.script(chapter))

        def run(function, *given):
            called = f"(({{ py, number, judge, assembled }}) => {function})(nncourseChecks)"
            return json.loads(v8.eval(f"JSON.stringify(({called})({', '.join(map(json.dumps, given))}))"))

        def judge(name, given):
            told = run("(name, given) => judge(name, assembled(given))", name, given)
            return told["state"], told["message"]

        judge.run = run
        yield judge


@functools.cache
def fields_of(name):
    chapter, own = name.split("/")
    return forms.fields_of(EXERCISES[name], forms.variables_of(notebook_of(chapter).checks[own]))


def plainly(value):
    """A value of a notebook as numbers, texts and lists."""
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (Fraction, Decimal)):
        return float(value)
    if isinstance(value, (set, frozenset)):
        return sorted(map(plainly, value), key=str)
    return [plainly(one) for one in value] if isinstance(value, (list, tuple)) else value


class NoWay(Exception):
    """An answer that can't be put into a form."""


def typed(name, value):
    """How an answer is put into the form of an exercise: for each field its path, kind and text, or chosen texts."""
    fields = fields_of(name)

    def chosen(options, given):
        known = {plain(str(one)): one for one in options}
        if not isinstance(given, (str, int)) or plain(str(given)) not in known:
            raise NoWay("not offered")
        return str(known[plain(str(given))])

    def at(part, path, inside=()):
        if not path:
            return part
        parts = {field.path[len(inside)] for field in fields if field.path[: len(inside)] == inside}
        if isinstance(part, str) and all(one.kind == "choice" for one in fields if one.path[: len(inside)] == inside):
            part = list(part) if len(part) == len(parts) else re.findall(r"\w+" if " " in part else r"\w", part)
        if not isinstance(part, list) or len(part) != len(parts):
            raise NoWay("of another form")
        return at(part[path[0]], path[1:], (*inside, path[0]))

    rows = []
    for field in fields:
        part = at(plainly(value), field.path)
        if field.kind == "number":
            if not isinstance(part, (int, float)) or not math.isfinite(part):
                raise NoWay("no finite number")
            given = repr(float(part) if isinstance(part, bool) else part)
        elif field.kind == "choice":
            given = chosen(field.options, part)
        else:
            if isinstance(part, str):
                part = re.findall(r"\w" if all(len(str(one)) == 1 for one in field.options) else r"\w+", part)
            if not isinstance(part, list):
                raise NoWay("of another form")
            given = [chosen(field.options, one) for one in part]
            if len(set(given)) < len(given):
                raise NoWay("one of them twice")
            given = [str(one) for one in field.options if str(one) in given]
        rows.append([".".join(map(str, field.path)), field.kind, given])
    return rows


class Taking:
    """In the place of a chapter's checks: what they're called with."""

    def __getattr__(self, name):
        def take(answer=...):
            self.taken = answer

        return take


@functools.cache
def stored():
    """All stored answers of exercises with a form: (place, name, the value)."""
    found = []
    for chapter in sorted({name[:2] for name in EXERCISES}):
        for answer in answers.answers_of(chapter):
            if (name := f"{chapter}/{answer.exercise}") in EXERCISES:
                names, taking = dict(notebook_of(chapter).names), Taking()
                exec(answer.source, names)
                exec(notebook_of(chapter).checks[answer.exercise], names | {"check": taking})
                found.append(
                    (f"answers/{chapter}.py:{answer.line} · {answer.exercise} · {answer.words}", name, taking.taken)
                )
    return found


def told(exercise, value):
    """What the notebook says to an answer: (state, message)."""
    finding = exercise.find(value)
    return ("passed", "") if finding is None else (finding.state, finding.args[0])


def test_each_stored_answer_that_can_be_put_into_a_form_is_told_on_the_page_what_it_is_told_in_the_notebook(page):
    skipped, different = [], []
    for place, name, value in stored():
        try:
            given = typed(name, value)
        except NoWay as reason:
            skipped.append(f"{place}: {reason}")
            continue
        if (seen := page(name, given)) != (wanted := told(EXERCISES[name], value)):
            different.append(f"{place}\n  notebook: {wanted}\n  page: {seen}")
    assert not different, "\n".join(different)
    assert len(skipped) <= 0.06 * len(stored()), "\n".join(skipped)


def values_of(name):
    """The right answer of an exercise and its typical wrong ones, as far as a form takes them."""
    for value in (EXERCISES[name].right, *(wrong for _, wrong in EXERCISES[name].mistakes)):
        try:
            yield typed(name, value)
        except NoWay:
            pass


def with_numbers(rows):
    """An answer as Python takes it, from what is filled in: lists, numbers and texts."""
    answer = []
    for path, kind, given in rows:
        value = float(given) if kind == "number" else [int(one) for one in given] if kind == "numbers" else given
        if not path:
            return value
        part, steps = answer, [int(step) for step in path.split(".")]
        for step in steps[:-1]:
            if step == len(part):
                part.append([])
            part = part[step]
        part.append(value)
    return answer


def near(name, rng):
    """Answers with one number near a border: right or typically wrong, a tolerance away and a little more or less."""
    found = list(values_of(name))
    some = [found[0], *(found[at] for at in rng.permutation(len(found))[:4])]
    numbers = [at for at, field in enumerate(fields_of(name)) if field.kind == "number"]
    tolerances = sorted({tolerance for _, tolerance in EXERCISES[name].see(EXERCISES[name].right)[0]} | {1e-7})
    for rows in some:
        for at in rng.permutation(numbers)[:2]:
            value = float(rows[at][2])
            moves = [
                rng.choice([-1, 1]) * t * (1 + abs(value)) * factor for t in tolerances for factor in (0.999, 1.001)
            ]
            others = [value + move for move in moves] + [
                -value,
                2 * value,
                1 - value,
                round(value, 1),
                rng.normal() * 10,
            ]
            for other in rng.choice(others, 5):
                yield [[*row[:2], repr(float(other))] if place == at else row for place, row in enumerate(rows)]


@pytest.mark.parametrize("name", [name for name in EXERCISES if any(one.kind == "number" for one in fields_of(name))])
def test_numbers_near_a_border_are_judged_on_the_page_as_in_the_notebook(page, name):
    for rows in near(name, np.random.default_rng(0)):
        assert page(name, rows) == told(EXERCISES[name], with_numbers(rows)), rows


def all_choices(name, rng, most=300):
    """All answers that can be chosen, or some at random where there are more; right numbers beside them."""
    ways = []
    for field, (path, kind, right) in zip(fields_of(name), typed(name, EXERCISES[name].right)):
        options = [str(one) for one in field.options]
        if kind == "choice":
            ways.append([[path, kind, one] for one in options])
        elif kind == "number":
            ways.append([[path, kind, right]])
        else:
            some = itertools.chain.from_iterable(itertools.combinations(options, n) for n in range(len(options) + 1))
            ways.append([[path, kind, list(one)] for one in some])
    if math.prod(map(len, ways)) <= most:
        return map(list, itertools.product(*ways))
    return ([way[rng.integers(len(way))] for way in ways] for _ in range(60))


@pytest.mark.parametrize("name", [name for name in EXERCISES if any(one.options for one in fields_of(name))])
def test_all_that_can_be_chosen_is_judged_on_the_page_as_in_the_notebook(page, name):
    for rows in all_choices(name, np.random.default_rng(0)):
        assert page(name, rows) == told(EXERCISES[name], with_numbers(rows)), rows


@pytest.mark.parametrize("spec", ["", "g", ".3g", ".4g", ".6g", ".10g", ".0f", ".2f", ".4f", "+.6f", ",", ",.1f", "+g"])
def test_a_number_is_written_on_the_page_as_python_writes_it(page, spec):
    rng = np.random.default_rng(0)
    halves = [0.5, 1.5, 2.5, 0.125, 0.375, -0.125, 1.00000005, 0.03125, 12345.5, 1234.25, 100000.5]  # or next to them
    whole = [] if spec in ("", ",") else [0.0, -0.0]
    whole += [0.1, 1e-5, 123456.0, 1234567.25, 1e16, 1e22, 1.5e-7, 999999.5, 0.00009999995]
    drawn = (rng.normal(size=200) * 10 ** rng.uniform(-8, 8, 200)).tolist()
    numbers = [*halves, *whole, *drawn] if spec else [*halves, *drawn]
    said = page.run("(numbers, spec) => numbers.map((one) => py.format(one, spec, ''))", numbers, spec)
    for number, text in zip(numbers, said):
        wanted = format(number, spec)
        assert text == (wanted.removesuffix(".0") if spec in ("", ",") else wanted), number


def test_a_number_is_typed_with_a_sign_a_power_or_a_fraction_and_nothing_else(page):
    right = {"3": 3, "-3": -3, "−3": -3, " + 0.5 ": 0.5, ".5": 0.5, "5.": 5, "1e-3": 0.001, "1E3": 1000, "3/4": 0.75}
    for text, value in right.items():
        assert page.run("(text) => number(text)", text) == value, text
    for text in ("", "0,5", "1.000,5", "2*3", "1/0", "50 %", "1e999", "nan", "inf", "0x10", "1/2/3", "--3", "three"):
        assert page.run("(text) => number(text)", text) is None, text  # NaN


def test_only_an_exercise_that_has_to_run_a_network_has_no_form():
    assert LEFT.keys() == {"05/favourite"}, LEFT
    assert len(EXERCISES) >= 80
