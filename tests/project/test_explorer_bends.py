"""The explorer of bends in chapter 05: a curve of straight pieces, by hand and by gradient descent, as nnlib has it."""

import contextlib
import io
import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import CHANGED, FRAME, REMEMBER, do, readout

from nncourse import bends
from nnlib import MSE, Identity, Layer, NeuralNetwork, ReLU

(LESSON,) = (Path(__file__).resolve().parents[2] / "notebooks").glob("05-*.ipynb")
X = np.linspace(0, 4, 25).reshape(1, -1)
RATE = 0.02


@pytest.fixture
def js(module):
    return module("bends")


def lesson():
    return "\n".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)


def network(state):
    net = NeuralNetwork([Layer(1, state["bends"], ReLU()), Layer(state["bends"], 1, Identity())])
    hidden, last = net.layers
    hidden.W[...] = 1
    hidden.b[:, 0] = -np.array(state["places"][: state["bends"]])
    last.W[0] = state["changes"][: state["bends"]]
    last.b[...] = state["level"]
    return net


def a_state(number):
    rng = np.random.default_rng(number)
    places, changes = rng.uniform(-0.5, 4.2, 10), rng.normal(0, 2, 10)
    return {"bends": 1 + number % 10, "chosen": 1, "places": places.tolist(), "changes": changes.tolist(),
            "level": float(rng.normal()), "steps": 0}  # fmt: skip


def year(js):
    return np.array(js("() => js.YEAR")).reshape(1, -1) / 10


def test_its_year_is_that_of_the_lesson(js):
    (listed,) = re.findall(r"^year = (\[[^]]*\])", lesson(), re.MULTILINE)
    assert json.loads(re.sub(r",\s*\]", "]", listed)) == js("() => js.YEAR")


@pytest.mark.parametrize("number", range(20))
def test_it_computes_what_nnlib_computes(js, number):
    state, y = a_state(number), year(js)
    found = js("(state) => js.facts(state)", state)
    outputs = network(state).forward_pass(X)
    assert found["outputs"] == pytest.approx(outputs[0], rel=1e-12, abs=1e-12)
    assert found["largest"] == pytest.approx(np.abs(outputs - y).max(), rel=1e-12)
    assert found["worst"] == np.abs(outputs - y).argmax()
    assert found["squared"] == pytest.approx(MSE()(outputs, y), rel=1e-12)


@pytest.mark.parametrize("number", range(20))
def test_it_trains_as_nnlib_does_with_the_first_weights_at_rest(js, number):
    state, y, loss = a_state(number), year(js), MSE()
    found = js("(state) => js.trained(state, 7)", state)
    net = network(state)
    hidden, last = net.layers
    for _ in range(7):
        net.backward_pass(loss.derivative(net.forward_pass(X), y))
        hidden.b -= RATE * hidden.db
        last.W -= RATE * last.dW
        last.b -= RATE * last.db
    k = state["bends"]
    assert found["places"][:k] == pytest.approx(-hidden.b[:, 0], rel=1e-9, abs=1e-12)
    assert found["changes"][:k] == pytest.approx(last.W[0], rel=1e-9, abs=1e-12)
    assert found["level"] == pytest.approx(last.b[0, 0], rel=1e-9, abs=1e-12)
    assert found["places"][k:] == state["places"][k:] and found["steps"] == 7


@pytest.mark.parametrize("number", range(5))
def test_the_curve_is_straight_between_its_corners(js, number):
    state = a_state(number)
    x, outputs = np.transpose(js("(state) => js.corners(state)", state))
    assert x[0] == 0 and x[-1] == 4 and np.all(np.diff(x) >= 0)
    fine = np.linspace(0, 4, 1001)
    assert np.interp(fine, x, outputs) == pytest.approx(network(state).forward_pass(fine.reshape(1, -1))[0], abs=1e-9)


def test_it_refuses_what_is_no_list_of_ten_numbers():
    with pytest.raises(ValueError, match="places must be a list of ten numbers"):
        bends.explore(places=[1, 2])
    with pytest.raises(ValueError, match="bends must be a whole number from 1 to 10"):
        bends.explore(bends=11)


def numbers(page):
    """The largest miss and the mean squared error of the readout."""
    miss, squared = re.search(r"Largest miss (\S+),.* mean squared error (\S+)\.", readout(page)).groups()
    return float(miss), float(squared)


TWO = [("level at the start", "−0.3"), ("its place", "0.50"), ("change of slope there", "+1.40"),
       ("bend to move", "2"), ("its place", "2.45"), ("change of slope there", "−2.80")]  # fmt: skip


def test_two_bends_moved_by_keys_change_picture_and_numbers(opened):
    page = opened("bends")
    before = numbers(page)
    page.evaluate(REMEMBER)
    for action in TWO:
        do(page, action)
    assert page.evaluate(CHANGED)
    assert numbers(page)[0] < 0.75 < before[0] and "Bend 2 of 2: at x = 2.45" in readout(page)
    assert page.locator(".bend05:visible").count() == 2 and page.locator(".bend05.mine").count() == 1


def test_a_slider_is_dragged_by_the_mouse(opened):
    page = opened("bends")
    page.evaluate(REMEMBER)
    place = page.get_by_label("change of slope there", exact=True).bounding_box()
    page.mouse.click(place["x"] + 0.8 * place["width"], place["y"] + place["height"] / 2)
    assert page.evaluate(CHANGED) and "the slope changes by +6" in readout(page)


def test_training_goes_on_by_itself_until_paused_and_reset_brings_back_the_start(opened):
    page = opened("bends")
    start = readout(page)
    curve = page.locator(".curve05").get_attribute("d")
    do(page, ("press", "▶ Train"))
    page.wait_for_function(
        "() => /^([5-9]\\d\\d|\\d{4,}) steps/m.test(document.querySelector('.nnl .readout').innerText)"
    )
    do(page, ("press", "❚❚ Pause"))
    assert page.locator(".curve05").get_attribute("d") != curve and numbers(page)[1] < 0.25
    rest = readout(page)
    page.wait_for_timeout(100)
    assert readout(page) == rest
    do(page, ("press", "Reset"))
    assert readout(page) == start and page.locator(".curve05").get_attribute("d") == curve


def test_moving_a_slider_stops_the_training(opened):
    page = opened("bends")
    do(page, ("press", "▶ Train"), ("bends", "4"))
    assert "Nothing is trained yet." in readout(page) and "Bend 1 of 4" in readout(page)
    assert page.get_by_role("button", name="▶ Train").count() == 1


# ---- what the lesson says of it ----


def trained(page, bends, presses):
    do(page, ("bends", str(bends)), ("press", "100 steps", presses))
    return numbers(page)[0]


def test_what_the_lesson_says_that_two_bends_and_ten_come_to(opened):
    assert trained(opened("bends"), 2, 10) < 0.7 and "Below 7 degrees is good" in lesson()
    assert trained(opened("bends"), 10, 30) == pytest.approx(0.5, abs=0.05) and "About 5 degrees" in lesson()


@pytest.mark.parametrize(
    "state", [{}, {"bends": 7, "chosen": 3, "level": -0.25, "changes": [0.1 * k for k in range(10)]}]
)
def test_the_same_in_nnlib(opened, state):
    page = opened("bends", state)
    do(page, ("press", "100 steps"))
    page.locator("summary").click()
    page.evaluate(FRAME)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(page.locator("pre").inner_text(), {})
    assert [float(one) for one in printed.getvalue().split()] == list(numbers(page))
