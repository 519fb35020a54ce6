"""Chapter 07's explorer in a real Chromium: its numbers are nnlib's, and the lesson's tasks come out as told.

Skipped where there is no Chromium; CI installs one and sets NNLIB_BROWSERS=chromium.
"""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout

from nncourse.chapter07 import explorer as chapter07
from nncourse.chapter07 import figures as drawings
from nnlib import MSE, Layer, NeuralNetwork
from nnlib.activations import ReLU, Sigmoid

LESSON = next((Path(__file__).parents[2] / "notebooks").glob("07-*.ipynb"))
STATE = """(state) => {
  const now = { ...js.START, ...state };
  const { values, factors, grad, gradients, text, unfinished } = js.facts(now);
  return { values, factors, grad, gradients, text, unfinished, ...js.words(now), program: js.program(now) };
}"""


@pytest.fixture
def explorer(module):
    return lambda **state: module("chapter07")(STATE, state)


def network(weights, biases):
    layers = [Layer(2, 2, Sigmoid()) for _ in range(2)]
    for i, layer in enumerate(layers):
        layer.W[...] = np.reshape(weights[4 * i : 4 * i + 4], (2, 2))
        layer.b[...] = np.reshape(biases[2 * i : 2 * i + 2], (2, 1))
    return NeuralNetwork(layers)


def column(values):
    return np.reshape(values, (2, 1))


def a_case(number):
    """Return a random state of the explorer; some of them saturate."""
    rng = np.random.default_rng(number)
    size = 10 ** rng.uniform(-1, 1)
    numbers = {"weights": 8, "biases": 4, "x": 2, "targets": 2}
    return {key: rng.normal(0, size, count).tolist() for key, count in numbers.items()}


@pytest.mark.parametrize("number", range(40))
def test_all_numbers_are_those_of_nnlib(explorer, number):
    case = a_case(number)
    net, x, targets = network(case["weights"], case["biases"]), column(case["x"]), column(case["targets"])
    outputs = net.forward_pass(x)
    dx = net.layers[0].backward_pass(net.layers[1].backward_pass(MSE().derivative(outputs, targets)))
    found = explorer(**case, step=32)
    close = {"rel": 1e-12, "abs": 1e-300}
    assert found["values"] == pytest.approx(drawings.values_of_nodes(net, x, targets), **close)
    assert found["values"]["L"] == pytest.approx(MSE()(outputs, targets), **close)
    assert list(found["gradients"].values()) == pytest.approx(slopes(net, found), **close)
    layers = {"h": net.layers[0], "o": net.layers[1]}
    for name, layer in layers.items():
        of_sums = [found["grad"][f"z_{name}{i}"] for i in (1, 2)]
        assert of_sums == pytest.approx(layer.db[:, 0], **close)
    scale = np.abs(net.layers[0].W).max() * np.abs(net.layers[0].db).max()
    assert [found["grad"][name] for name in ("x1", "x2")] == pytest.approx(dx[:, 0], rel=1e-12, abs=1e-14 * scale)


def slopes(net, found):
    """Return nnlib's slopes in the order in which the explorer's program keys its edges, by number."""
    flat = np.concatenate([layer.dW.ravel() for layer in net.layers])
    edges = {str(edge): slope for edge, slope in zip((0, 1, 2, 3, 6, 7, 8, 9), flat)}
    return [edges[edge] for edge in found["gradients"]]


def test_each_edge_is_used_once_forward_and_once_backward(explorer):
    told = [explorer(step=step)["text"] for step in range(33)]
    assert [re.match("Nothing|Forward|Backward", one).group() for one in told] == (
        ["Nothing"] + 16 * ["Forward"] + 16 * ["Backward"]
    )
    assert len(set(told)) == 33


def test_a_step_says_what_is_computed_from_what(explorer):
    found = explorer(step=24)
    assert found["readout"] == (
        "Step 24 of 32. Backward along W2[1,0], from z of o2 to h1: −0.038098 × 0.50 = −0.019049 arrives. "
        "The gradient of h1 is now 0.055399 − 0.019049 = 0.036350. "
        "The weight itself: −0.038098 × 0.593270 = −0.022603.\nThe loss is 0.298371."
    )
    assert found["alt"].endswith("h1 0.03635. 2 of 8 weights have their slope.")
    first = explorer(step=1)["text"]
    assert first == (
        "Forward along W1[0,0], from x1 to z of h1: 0.050000 × 0.15 = 0.007500 arrives. "
        "z of h1 is now its bias 0.350000 + 0.007500 = 0.357500."
    )


def test_numbers_to_come_are_not_known_and_unfinished_sums_are_told(explorer):
    early, late = explorer(step=1), explorer(step=23)
    assert early["values"].keys() == {"x1", "x2", "z_h1"} and early["grad"] == {}
    assert early["unfinished"] == {"values": ["z_h1"], "grad": []}
    assert late["unfinished"] == {"values": [], "grad": ["h1"]}
    assert late["grad"].keys() == {"L", "e1", "e2", "o1", "o2", "z_o1", "z_o2", "h1"}


@pytest.mark.parametrize(("weight", "count"), [("W1[0,0]", 2), ("W1[1,0]", 2), ("W2[1,0]", 1)])
def test_routes_of_a_weight_add_up_to_its_slope(explorer, weight, count):
    assert "the factors are complete after step 16" in explorer(step=15, follow=weight)["readout"]
    found = explorer(step=32, follow=weight)
    assert found["readout"].count("Through") == count
    last = re.findall(r"−?\d\.\d{6}", found["readout"])[-1]
    layer, row, place = (int(digit) for digit in re.findall(r"\d", weight))
    edge = {1: 0, 2: 6}[layer] + 2 * row + place
    assert float(last.replace("−", "-")) == pytest.approx(found["gradients"][str(edge)], abs=5e-7)


@pytest.mark.parametrize("number", range(5))
def test_the_same_in_nnlib_prints_the_same(explorer, number):
    found, printed = explorer(**a_case(number), step=32), io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(found["program"], {})
    numbers = [float(one) for one in re.findall(r"-?\d+\.\d*(?:e[-+]\d+)?", printed.getvalue())]
    of_sums = [found["grad"][name] for name in ("z_h1", "z_h2", "z_o1", "z_o2")]
    gradients = [found["gradients"][str(edge)] for edge in (0, 1, 2, 3, 6, 7, 8, 9)]
    expected = [found["values"]["L"], *gradients[:4], *of_sums[:2], *gradients[4:], *of_sums[2:]]
    assert numbers == pytest.approx(expected, rel=1e-12, abs=1e-300)


TASKS = [
    ([("step", "24")], "The gradient of h1 is now 0.055399 − 0.019049 = 0.036350", "Set the step to 24"),
    (
        [("key", "target of o2", "Shift+ArrowLeft", 4), ("key", "target of o2", "ArrowLeft", 2)],
        "The gradient of h1 is now 0.055399 + 0.000257 = 0.055656",
        "target of `o2` to 0.77",
    ),
    (
        [("press", "Numbers as given"), ("step", "32"), ("key", "bias of o1 and o2", "End")],
        "The loss is 0.488611.",
        "the biases of `o1` and `o2` (one handle moves both) to 6",
    ),
    ([("step", "21")], "The gradient of z of o1 is now 0.0014", "falls to about a hundredth"),
]


def test_tasks_of_the_lesson_are_done_by_keyboard(opened):
    page = opened("chapter07")
    lesson = "\n".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)
    for actions, words, quoted in TASKS:
        do(page, *actions)
        assert words in readout(page)
        assert quoted is None or quoted in lesson, quoted


def test_walk_goes_both_ways_and_its_buttons_are_off_at_the_ends(opened):
    page = opened("chapter07")
    back, step = (page.get_by_role("button", name=name, exact=True) for name in ("Step back", "Step"))
    assert back.get_attribute("title") == "This is the beginning."
    do(page, ("press", "Step back"))
    assert readout(page).startswith("Step 0 of 32.")
    do(page, ("press", "Step", 3), ("press", "Step back"))
    assert readout(page).startswith("Step 2 of 32. Forward along W1[0,1]")
    do(page, ("press", "To the end"), ("press", "Step"))
    assert readout(page).startswith("Step 32 of 32.")
    assert step.get_attribute("aria-disabled") == "true" and back.get_attribute("aria-disabled") is None
    do(page, ("press", "Reset"), ("press", "▶ Play"))
    page.wait_for_selector(".readout:has-text('Step 2 of 32')")
    do(page, ("press", "Step"))
    assert page.get_by_role("button", name="▶ Play").is_visible()


def test_what_is_pulled_changes_all_numbers_at_once(opened):
    page = opened("chapter07", {"step": 32, "follow": "W1[0,0]"})
    before = readout(page)
    drag(page, "weight W2[1,0]", 0, 50)  # down: smaller
    assert page.get_by_label("weight W2[1,0]").get_attribute("aria-valuetext") == "0.00"
    assert "× 0.000000 × 0.2" in readout(page) and readout(page) != before
    do(page, ("press", "Numbers as given"))
    assert readout(page) == before
    drag(page, "target of o1", 300, 0)
    assert page.get_by_label("target of o1", exact=True).get_attribute("aria-valuetext") == "1.00"


def test_the_picture_stands_up_where_it_is_narrow(opened):
    page = opened("chapter07", {"step": 32})
    wide = page.locator(".nnl svg").get_attribute("viewBox")
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_selector(f".nnl svg:not([viewBox='{wide}'])")
    box = page.locator(".nnl svg").bounding_box()
    assert box["height"] > 1.5 * box["width"]


def test_network_of_the_reader_is_read_and_another_one_is_refused():
    case = a_case(1)
    net, x, targets = network(case["weights"], case["biases"]), column(case["x"]), column(case["targets"])
    state = chapter07.explore(net, x, targets, step=5).state
    assert state == {"step": 5, "given": case} | case
    with pytest.raises(ValueError, match="step must be a whole number from 0 to 32, not 99"):
        chapter07.explore(net, x, targets, step=99)
    with pytest.raises(ValueError, match="two layers"):
        chapter07.explore(NeuralNetwork([Layer(2, 2, Sigmoid())]), x, targets)
    with pytest.raises(ValueError, match="sigmoid"):
        chapter07.explore(NeuralNetwork([Layer(2, 2, ReLU()), Layer(2, 2, Sigmoid())]), x, targets)
    with pytest.raises(ValueError, match="x must be 2 finite numbers, but there are 4"):
        chapter07.explore(net, np.zeros((2, 2)), targets)
    with pytest.raises(ValueError, match="targets must be 2 finite"):
        chapter07.explore(net, x, x * np.nan)


def test_module_starts_with_the_eight_weights_of_the_lesson(explorer):
    net = network([0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55], [0.35, 0.35, 0.6, 0.6])
    state = chapter07.explore(net, column([0.05, 0.1]), column([0.01, 0.99])).state
    assert explorer(**(state | {"step": 32})) == explorer(step=32)


def test_a_page_with_a_step_beyond_the_last_says_so(opened):
    assert "step must be a whole number from 0 to 32, not 99" in opened("chapter07", {"step": 99}).inner_text(".nnl")
