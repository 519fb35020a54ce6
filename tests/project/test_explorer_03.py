"""Chapter 03's explorer in a real Chromium: what it computes is nnlib's, and what the lesson asks for can be done."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout, swipe

from nncourse.chapter03 import explorer as chapter03
from nnlib import Identity, LeakyReLU, Neuron, ReLU, Sigmoid, Tanh, step

(LESSON,) = (Path(__file__).parents[2] / "notebooks").glob("03-*.ipynb")
PROSE = " ".join(" ".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells).split())
ACTIVATIONS = {"sigmoid": Sigmoid(), "tanh": Tanh(), "ReLU": ReLU(), "leaky ReLU": LeakyReLU(), "identity": Identity()}
FACTS = "(all) => all.map((state) => js.facts({ ...js.START, ...state }))"
WORDS = "(state) => js.words({ ...js.START, ...state })"

# w to 2 and b to 2, as a reader does with arrow keys.
SATURATED = [("key", "weight w", "ArrowRight", 28), ("key", "bias b", "ArrowRight", 22)]
JUMP = [("activation", "step"), ("key", "weight w", "ArrowRight", 28), ("key", "bias b", "ArrowLeft", 58)]
# A name, what to do, what the readout then holds, and where the lesson says so.
TASKS = [
    ("at the start", [], "z = 1.50, a = 0.8176, slope against z 0.1491", None),
    (
        "saturated",
        SATURATED,
        "a = 0.9820, slope against z 0.0177; w + 0.1: predicted +0.0018, actual +0.0017",
        "does the nudge move it more than before, or less?",
    ),
    (
        "ReLU",
        [("activation", "ReLU")],
        "slope against z 1.0000; w + 0.1: predicted +0.1000, actual +0.1000",
        "And if you choose ReLU?",
    ),
    (
        "the jump",
        JUMP,
        "no slope at the jump; w + 0.1: nothing predicted, actual +1.0000",
        "Exactly at its jump the step has no slope, so there's no prediction. What does the nudge do?",
    ),
    (
        "ReLU, left",
        [("activation", "ReLU"), ("bias b", "−5.00")],
        "predicted +0.0000, actual +0.0000",
        "Which of ReLU and leaky ReLU still feels the nudge?",
    ),
    (
        "leaky ReLU, left",
        [("activation", "leaky ReLU"), ("bias b", "−5.00")],
        "predicted +0.0100, actual +0.0100",
        None,
    ),
    (
        "a larger nudge",
        [("nudge of w", "1.00")],
        "w + 1: predicted +0.1491, actual +0.1066",
        "A larger nudge shows the two moves drifting apart",
    ),
    (
        "dragged by key",
        [("key", "the point (z)", "ArrowLeft", 30)],
        "z = 0.00, a = 0.5000, slope against z 0.2500",
        "drag it, and $b$ changes",
    ),
]


@pytest.fixture
def js(module):
    return module("chapter03")


@pytest.mark.parametrize(("name", "actions", "holds", "says"), TASKS, ids=[task[0] for task in TASKS])
def test_what_the_lesson_asks_is_read_in_the_explorer(opened, name, actions, holds, says):
    page = opened("chapter03")
    do(page, *actions)
    assert holds in readout(page)
    assert says is None or says in PROSE


def random_states():
    rng = np.random.default_rng(3)
    for name in ACTIVATIONS:
        for _ in range(60):
            x, w, b, nudge = (rng.integers(-200, 201, 4) * [0.01, 0.05, 0.05, 0.01]).round(2).tolist()
            yield {"activation": name, "x": x, "w": w, "b": b, "nudge": nudge}


def test_numbers_are_those_of_a_neuron_and_its_nudged_twin(js):
    states = list(random_states())
    for state, found in zip(states, js(FACTS, states)):
        act, x = ACTIVATIONS[state["activation"]], np.array([state["x"]])
        before, after = (Neuron([w], state["b"], act)(x) for w in (state["w"], state["w"] + state["nudge"]))
        z = state["w"] * state["x"] + state["b"]
        slope = float(act.backward(before, 1.0)) if abs(z) > 1e-9 else float(act.backward(act(0.0), 1.0))
        expected = [z, before, slope, slope * state["nudge"] * state["x"], after - before]
        numbers = [found[key] for key in ("z", "a", "slope", "predicted", "actual")]
        np.testing.assert_allclose(numbers, expected, rtol=1e-12, atol=3e-12, err_msg=str(state))


def test_step_is_nnlibs(js):
    states = [{"activation": "step", "w": w, "x": 1, "b": b} for w in (-2, 0, 2) for b in (-3.5, -2, -0.1, 0, 2)]
    for state, found in zip(states, js(FACTS, states)):
        z = state["w"] + state["b"]
        assert [found["a"], found["actual"], found["jump"]] == [step(z), step(z + 0.1) - step(z), z == 0]
        assert found["predicted"] == (None if z == 0 else 0)


def test_kink_and_jump_are_met_although_numbers_move_in_hundredths(js):
    kink = {"activation": "ReLU", "x": 0.1, "w": 3, "b": -0.3}  # 0.1 * 3 - 0.3 is 5.6e-17 in floating point
    words = js(WORDS, kink)
    assert words["readout"].startswith("z = 0.00, a = 0.0000, slope against z 0.0000;") and "kink" in words["readout"]
    assert "kink" not in js(WORDS, kink | {"b": -0.2})["readout"]
    jump = js(WORDS, {"activation": "step", "x": 0.5, "w": 10, "b": -5})
    assert "nothing predicted, actual +1.0000" in jump["readout"] and "no tangent at the jump" in jump["alt"]


def test_same_in_nnlib_prints_the_numbers_of_the_readout(js):
    states = list(random_states())[::20] + [{"activation": "step", "b": -2}, {"w": -0.6, "x": -1, "b": 0}]
    for state, found in zip(states, js(FACTS, states)):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(js("(state) => js.program({ ...js.START, ...state })", state), {})
        numbers = [float(one) for one in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", printed.getvalue())]
        expected = [found[key] for key in ("z", "a", "slope", "predicted", "actual")]
        assert numbers == pytest.approx(expected, rel=1e-9, abs=1e-11), state


PLACE = """() => {
  const box = document.querySelector(".on-curve").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@pytest.mark.parametrize("move", [drag, swipe])
def test_point_follows_the_pointer_along_the_curve(opened, move):
    page = opened("chapter03", {"activation": "identity"}, has_touch=move is swipe)
    before = page.evaluate(PLACE)
    move(page, "the point (z)", -70, 50)
    after = page.evaluate(PLACE)
    assert after[0] - before[0] == pytest.approx(-70, abs=2) and after[1] > before[1]
    number = r"(−?\d+\.\d+)"
    z = re.search(rf"z = {number}", readout(page))[1]
    bias = re.search(rf"bias b {number}", page.locator(".nnl .column").inner_text())[1]
    z, bias = (float(one.replace("−", "-")) for one in (z, bias))
    assert z == pytest.approx(0.6 + bias, abs=0.001)


def test_axis_stays_while_the_point_is_dragged_and_no_place_is_a_dead_end(opened):
    page = opened("chapter03", {"w": 10, "x": 2, "b": 10})
    assert readout(page).startswith("z = 30.00")
    drag(page, "the point (z)", -170, 0)
    z = float(re.search(r"z = (−?[\d.]+)", readout(page))[1].replace("−", "-"))
    assert abs(z) < 4  # at the scale of 30; the slider of b alone would end at z = 10
    assert page.locator(".nnl .axes text", has_text="6").count()


def test_state_from_python_is_checked():
    assert chapter03.explore(w=2, b=2).state == {"w": 2, "b": 2}
    with pytest.raises(ValueError, match="activation must be one of"):
        chapter03.explore(activation="softmax")
