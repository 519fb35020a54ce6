"""Chapter 02's explorer in a real Chromium: what it computes is nnlib's, and what the lesson asks for can be done."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout, swipe

from nncourse.chapter02 import explorer as chapter02
from nnlib import Perceptron, step

(LESSON,) = (Path(__file__).parents[2] / "notebooks").glob("02-*.ipynb")
PROSE = " ".join(" ".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells).split())
CORNERS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}
FACTS = "(all) => all.map((state) => js.facts({ ...js.START, ...state }))"

# A name, what to do, what the readout then holds, and where the lesson says so.
TASKS = [
    ("at −0.75 not yet", [("bias", "−0.75")], "AND: 2 of 4 right", None),
    ("from −1 on", [("bias", "−1")], "AND: 4 of 4 right", "All four answers become right at −1"),
    ("dragged there", [("key", "the line (bias)", "ArrowUp", 10)], "AND: 4 of 4 right", "drag the line"),
    ("just before", [("bias", "−0.99")], "AND: 2 of 4 right", "where the line goes through two corners"),
    ("still at −1.75", [("bias", "−1.75")], "AND: 4 of 4 right", None),
    ("not at −2", [("bias", "−2")], "AND: 3 of 4 right", "That ends at −2"),
    (
        "second press",
        [("gate", "XOR"), ("press", "Set to zero"), ("press", "Next mistake", 2)],
        "XOR: 2 of 4 right",
        "press *Set to zero* (then there's no line), and then *Next mistake* six times",
    ),
    (
        "third press",
        [("gate", "XOR"), ("press", "Set to zero"), ("press", "Next mistake", 3)],
        "XOR: 1 of 4 right",
        "the rule never has more than two corners right at once",
    ),
    (
        "sixth press",
        [("gate", "XOR"), ("press", "Set to zero"), ("press", "Next mistake", 6)],
        "XOR: 2 of 4 right",
        "brings back the second line",
    ),
    (
        "better than the rule",
        [("gate", "XOR"), ("first weight", "1"), ("second weight", "1"), ("bias", "−0.5")],
        "XOR: 3 of 4 right",
        "By hand you can get three, never four",
    ),
    (
        "its diagonals",
        [("gate", "XOR"), ("first weight", "0.7"), ("second weight", "−0.2"), ("bias", "0.1")],
        "diagonals: z(0,0) + z(1,1) = 0.70, z(0,1) + z(1,0) = 0.70",
        "the sums of the two *diagonals*",
    ),
]


@pytest.fixture
def js(module):
    return module("chapter02")


@pytest.mark.parametrize(("name", "actions", "holds", "says"), TASKS, ids=[task[0] for task in TASKS])
def test_what_the_lesson_asks_is_read_in_the_explorer(opened, name, actions, holds, says):
    page = opened("chapter02")
    do(page, *actions)
    assert holds in readout(page)
    if says:
        assert says in PROSE


def test_sixth_line_is_the_second_and_two_lines_are_outside(opened):
    page = opened("chapter02")
    do(page, ("gate", "XOR"), ("press", "Set to zero"))
    lines, outside = [], []
    for _ in range(6):
        do(page, ("press", "Next mistake"))
        lines.append(
            [page.get_by_label(label, exact=True).input_value() for label in ("first weight", "second weight")]
        )
        outside.append("away" in page.locator(".nnl .grip").get_attribute("class"))
    assert lines[5] == lines[1]
    assert outside == [True, False, False, True, False, False]
    presses = page.locator(".walk li").all_inner_texts()
    assert presses[1].split("\n") == ["press 2: (1,1)", "w (−1, 0), b 0"] and presses[5].endswith("w (−1, 0), b 0")
    assert "Twice the line leaves the picture" in PROSE


def test_answers_are_a_perceptrons(js):
    rng = np.random.default_rng(2)
    states = []
    for _ in range(300):
        w1, w2, bias = rng.choice([rng.normal(0, 2, 3), rng.integers(-4, 5, 3), rng.integers(-8, 9, 3) / 4])
        targets, next_ = rng.integers(0, 2, 4).tolist(), int(rng.integers(0, 4))
        states.append({"w1": float(w1), "w2": float(w2), "bias": float(bias), "targets": targets, "next": next_})
    for state, found in zip(states, js(FACTS, states)):
        weights = [state["w1"], state["w2"]]
        z, answers = weights @ CORNERS + state["bias"], Perceptron(weights, -state["bias"])(CORNERS)
        wrong = answers != state["targets"]
        np.testing.assert_allclose(found["z"], z, rtol=1e-12, atol=1e-12)
        assert found["answers"] == answers.tolist() and found["right"] == 4 - wrong.sum()
        np.testing.assert_allclose(found["diagonals"], [z[0] + z[3], z[1] + z[2]], atol=2e-12)
        asked = [i % 4 for i in range(state["next"], state["next"] + 4) if wrong[i % 4]]
        assert found["mistake"] == (asked[0] if asked else None)
        assert found["gate"] == next((gate for gate in GATES if GATES[gate] == state["targets"]), "your own")


def test_sum_of_hundredths_that_is_0_says_no(js):
    (found,) = js(FACTS, [{"w1": 0.1, "w2": 0.2, "bias": -0.3}])
    assert found["z"][3] == 0 and found["answers"][3] == 0


WALK = """([state, most]) => {
  let now = { ...js.START, ...state };
  const states = [];
  for (let to; states.length < most && (to = js.correct(now));) states.push(now = { ...now, ...to });
  return states;
}"""


@pytest.mark.parametrize("gate", ["AND", "OR", "NAND"])
@pytest.mark.parametrize("start", [[0, 0, 0], [1, 1, -0.5], [-3, 2.5, 3], [0.25, 0, 40]])
def test_corrections_are_those_of_learn(js, gate, start):
    w1, w2, bias = start
    learner = Perceptron([w1, w2], -bias)
    mistakes = sum(learner.learn(CORNERS, GATES[gate], epochs=1000))
    states = js(WALK, [{"w1": w1, "w2": w2, "bias": bias, "targets": GATES[gate]}, 500])
    assert len(states) == mistakes
    last = states[-1] if states else {"w1": w1, "w2": w2, "bias": bias, "taken": 0, "walk": []}
    assert [last["w1"], last["w2"], last["bias"]] == [*learner.weights, learner.bias]
    assert last["taken"] == mistakes and len(last["walk"]) == (min(7, mistakes + 1) if mistakes else 0)


def test_corner_after_the_corrected_one_is_asked_next_even_if_that_is_still_misread(js):
    (state,) = js(WALK, [{"targets": GATES["NAND"], "w1": 0, "w2": 0, "bias": -2}, 1])
    assert state["next"] == 1 and state["bias"] == -1
    (found,) = js(FACTS, [state])
    assert found["answers"][0] == 0 and found["mistake"] == 1


def test_no_correction_is_too_large(opened):
    page = opened("chapter02", {"targets": GATES["NAND"], "w1": -3, "w2": -3, "bias": 3})
    do(page, ("press", "Next mistake"))
    assert page.get_by_label("bias", exact=True).input_value() == "4.00"


def test_same_in_nnlib_prints_the_numbers_of_the_readout(js):
    for state in [
        {},
        {"w1": 0.7, "w2": -0.2, "bias": 0.1},
        {"w1": 0.1, "w2": 0.2, "bias": -0.3, "targets": [0, 1, 1, 0]},
    ]:
        program, (found,) = js("(state) => js.program({ ...js.START, ...state })", state), js(FACTS, [state])
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(program, {})
        numbers = [float(one) for one in re.findall(r"-?\d+\.?\d*(?:e-\d+)?", printed.getvalue())]
        expected = [*found["z"], *found["answers"], found["right"], *found["diagonals"]]
        assert numbers == pytest.approx(expected, abs=1e-8)
        assert found["answers"] == step(np.array(found["z"])).tolist()


SHOWN = """(handle) => {
  const point = document.querySelector(handle), box = point.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def numbers(page):
    labels = ("first weight", "second weight", "bias")
    return [float(page.get_by_label(label, exact=True).input_value()) for label in labels]


@pytest.mark.parametrize("move", [drag, swipe])
def test_line_and_arrow_follow_the_pointer(opened, move):
    page = opened("chapter02", has_touch=move is swipe)
    before = page.evaluate(SHOWN, ".grip")
    move(page, "the line (bias)", 40, -40)
    after = page.evaluate(SHOWN, ".grip")
    assert np.subtract(after, before) == pytest.approx([40, -40], abs=2)
    w1, w2, bias = numbers(page)
    assert [w1, w2] == [1, 1] and bias < -0.5
    before = page.evaluate(SHOWN, ".tip")
    foot = page.evaluate(SHOWN, ".grip")
    move(page, "the arrow's tip (weights)", 30, 50)
    assert np.subtract(page.evaluate(SHOWN, ".tip"), before) == pytest.approx([30, 50], abs=6)  # its head turns
    assert page.evaluate(SHOWN, ".grip") == pytest.approx(foot, abs=2)
    assert numbers(page)[0] > 1 > numbers(page)[1]


def test_line_goes_where_the_key_points(opened):
    page = opened("chapter02", {"w1": -1, "w2": 2, "bias": -0.5})
    for key, way in [("ArrowRight", [1, 0]), ("ArrowLeft", [-1, 0]), ("ArrowUp", [0, -1]), ("ArrowDown", [0, 1])]:
        before = page.evaluate(SHOWN, ".grip")
        do(page, ("key", "the line (bias)", key, 4))
        assert np.dot(np.subtract(page.evaluate(SHOWN, ".grip"), before), way) > 0, key


def test_hatched_side_is_the_side_of_yes(opened):
    inside = """() => {
      const area = document.querySelector(".nnl polygon"), root = area.ownerSVGElement;
      return [...document.querySelectorAll(".corner > circle")].map((one) => {
        const point = root.createSVGPoint();
        [point.x, point.y] = [one.cx.baseVal.value, one.cy.baseVal.value];
        return Number(area.isPointInFill(point));
      });
    }"""
    for state in [
        {},
        {"w1": -2, "w2": 1.5, "bias": 0.25},
        {"w1": 0, "w2": -1, "bias": 0.5},
        {"w1": 0, "w2": 0, "bias": 1},
    ]:
        w1, w2, bias = [({"w1": 1, "w2": 1, "bias": -0.5} | state)[key] for key in ("w1", "w2", "bias")]
        page = opened("chapter02", state)
        assert page.evaluate(inside) == step(np.array([w1, w2]) @ CORNERS + bias).tolist()


def test_corner_pressed_changes_its_target(opened):
    page = opened("chapter02")
    page.locator(".corner").first.focus()
    page.keyboard.press("Enter")
    assert readout(page).startswith("your own: 1 of 4 right; next mistake: corner (0,0)")
    page.locator(".corner").first.click()
    assert readout(page).startswith("AND: 2 of 4 right")


def test_buttons_are_off_where_they_would_do_nothing(opened):
    page = opened("chapter02", {"bias": -1.5})
    button = page.get_by_role("button", name="Next mistake")
    assert button.get_attribute("aria-disabled") == "true" and button.get_attribute("title") == "No corner is misread."
    do(page, ("press", "Set to zero"))
    assert page.get_by_role("button", name="Set to zero").get_attribute("aria-disabled") == "true"
    assert "no line" in page.locator(".nnl > p.unseen").inner_text()


def test_state_from_python_is_checked():
    assert chapter02.explore(targets=np.array(GATES["XOR"]), w1=np.float64(2)).state == {
        "targets": [0, 1, 1, 0],
        "w1": 2,
    }
    with pytest.raises(ValueError, match="targets must be a list of 4, each one of 0, 1, not"):
        chapter02.explore(targets=[0, 1, 2, 1])
