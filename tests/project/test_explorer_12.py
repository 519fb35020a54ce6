"""Chapter 12's explorer: its probabilities are nnlib's, and the lesson's tasks come out as the lesson says."""

import contextlib
import io
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout

from nncourse.chapter12 import explorer as chapter12
from nnlib import soft_targets

LESSON = Path(__file__).parents[2] / "notebooks" / "12-teacher-student.ipynb"


@pytest.fixture
def js(module):
    return module("chapter12")


FACTS = """([scores, temperature]) => {
  const found = js.facts(scores, temperature);
  return { ...found, shares: [...found.shares], plain: [...found.plain] };
}"""


@pytest.mark.parametrize("seed", range(60))
def test_its_probabilities_are_those_of_soft_targets(js, seed):
    rng = np.random.default_rng(seed)
    scores, temperature = rng.normal(0, 10 ** rng.uniform(-1, 1.5), 10), float(2 ** rng.uniform(-2, 4.3))
    found = js(FACTS, [scores.tolist(), temperature])
    shares = soft_targets(scores.reshape(10, 1), temperature)[:, 0]
    plain = soft_targets(scores.reshape(10, 1), 1)[:, 0]
    assert np.allclose(found["shares"], shares, rtol=1e-12, atol=0)
    assert np.allclose(found["plain"], plain, rtol=1e-12, atol=0)
    order = np.argsort(-scores, kind="stable")
    assert found["order"] == order.tolist() and found["best"] == order[0]
    gap = scores[order[0]] - scores[order[1]]
    assert found["gap"] == gap and np.isclose(found["odds"], np.exp(gap / temperature), rtol=1e-12)
    entropy = -np.sum(shares[shares > 0] * np.log(shares[shares > 0]))
    assert np.isclose(found["entropy"], entropy, rtol=1e-11, atol=1e-300)


def test_the_slider_is_fine_and_reaches_the_stops_of_the_lesson(js):
    values = js("() => js.TEMPERATURES")
    assert {0.25, 0.5, 1, 2, 4, 8, 16, 20} <= set(values) and values == sorted(set(values))
    assert max(after / before for before, after in zip(values, values[1:])) < 1.06
    assert [js("(T) => js.nearest(T)", value) for value in values] == list(range(len(values)))


PROGRAM = """([scores, temperature]) => {
  const image = { name: "46", label: 8, scores };
  return [js.program({ temperature }, scores), js.words({ temperature, scores: null }, image).readout];
}"""


@pytest.mark.parametrize("temperature", [0.5, 1, 4, 7.35, 20])
def test_the_same_in_nnlib_prints_the_numbers_of_the_readout(js, temperature):
    scores = np.random.default_rng(int(10 * temperature)).normal(0, 2, 10)
    text, words = js(PROGRAM, [scores.tolist(), temperature])
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(text, {})
    *percents, odds, entropy = printed.getvalue().split("\n")[:-1]
    percents = " ".join(percents).strip("[] ").split()
    best = int(scores.argmax())
    assert f": {best} {float(percents[best]):.1f} %" in words
    assert abs(float(odds.split()[1]) - float(words.split("odds ")[1].split()[0])) < 0.06
    assert f"Entropy (next section): {entropy.split()[1]}" in words


# What the lesson asks for: what is done, what the readout says then, and the words of the lesson.
TASKS = {
    "image 46, T = 1": ([("image", "46")], "8 100.0 %", "move *temperature T* from 1 to 4"),
    "image 46, T = 4": ([("image", "46"), ("temperature T", "4")], "8 69.9 %", "the 8 falls to 69.9 %"),
    "image 46, T = 20": ([("image", "46"), ("temperature T", "20")], "8 17.7 %", "Then go on to T = 20"),
    "the eight that is nearly a 0": (
        [("image", "31444"), ("temperature T", "0.25")],
        "8 97.6 %",
        "hardly any doubt is left",
    ),
    "typed": ([("image", "46"), ("T, as a number", "4")], "8 69.9 %", "the 8 falls to 69.9 %"),
}


@pytest.mark.parametrize("task", TASKS)
def test_the_tasks_of_the_lesson_come_out(opened, task):
    actions, expected, quoted = TASKS[task]
    page = opened("chapter12")
    do(page, *actions)
    assert expected in readout(page)
    lesson = nbformat.read(LESSON, as_version=4)
    assert quoted in "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")


def test_a_score_is_dragged_and_the_teacher_s_come_back(opened):
    page = opened("chapter12", {"image": 2, "temperature": 4})
    before = readout(page)
    drag(page, "score of the 3", 0, -60)
    assert "Scores: yours" in readout(page) and readout(page) != before
    do(page, ("press", "The teacher's scores again"))
    assert readout(page) == before
    do(page, ("key", "score of the 8", "Shift+ArrowDown", 40))
    assert ": 8 " not in readout(page)


def arguments():
    rng = np.random.default_rng(0)
    return {"images": rng.random((784, 3)), "scores": rng.normal(0, 3, (10, 3)), "labels": [1, 2, 3], "names": "abc"}


def test_what_python_takes_and_sends():
    given = arguments()
    explorer = chapter12.explore(**given, image=1, temperature=4.0)
    assert explorer.state == {"image": 1, "temperature": 4.0}
    about, data = explorer.data["chapter12-data"]()
    kind, shape, offset = about["arrays"]["scores"]
    assert (kind, shape) == ("float64", [10, 3]) and about["about"] == {"names": ["a", "b", "c"]}
    assert np.array_equal(np.frombuffer(data, float, 30, offset).reshape(10, 3, order="F"), given["scores"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scores": np.zeros((10, 2))}, "equally many"),
        ({"scores": np.zeros((9, 3))}, r"scores \(10, n\)"),
        ({"scores": np.full((10, 3), np.inf)}, "must be finite"),
        ({"names": "ab"}, "equally many"),
        ({"images": np.full((784, 3), 255)}, "from 0 to 1"),
        ({"image": 3}, "image must be a whole number from 0 to 2, not 3"),
    ],
)
def test_what_python_does_not_take(change, message):
    with pytest.raises(ValueError, match=message):
        chapter12.explore(**arguments() | change)
