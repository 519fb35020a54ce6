"""The playground in a real Chromium: its numbers are nnlib's, and everything in it answers.

Skipped where there is no Chromium; CI installs one and sets NNLIB_BROWSERS=chromium.
"""

import contextlib
import io
import re

import numpy as np
import pytest
from lab import Lab, notebook_of
from live_pages import FRAME, do, readout, state_of

from nnlib import (
    MSE,
    SGD,
    BinaryCrossEntropy,
    CrossEntropy,
    Identity,
    Layer,
    LeakyReLU,
    NeuralNetwork,
    ReLU,
    Sigmoid,
    Tanh,
    WeightDecay,
)
from nnlib.training import train_step

ACTIVATIONS = {"identity": Identity, "sigmoid": Sigmoid, "tanh": Tanh, "ReLU": ReLU, "leaky ReLU": LeakyReLU}
LOSSES = {"CrossEntropy": CrossEntropy, "BinaryCrossEntropy": BinaryCrossEntropy, "MSE": MSE}


@pytest.fixture
def training(module):
    return module("training")


def column_by_column(array):
    return np.asarray(array, float).ravel(order="F").tolist()


def a_case(rng, number):
    """A random network and three steps of nnlib on it, with all numbers on the way."""
    sizes = [int(size) for size in rng.integers(1, 10, rng.integers(2, 6))]
    loss = str(rng.choice(list(LOSSES)))
    sizes[-1] = {"BinaryCrossEntropy": 1, "CrossEntropy": max(2, sizes[-1])}.get(loss, sizes[-1])
    acts = [str(act) for act in rng.choice(list(ACTIVATIONS), len(sizes) - 1)]
    if loss != "MSE":
        acts[-1] = "identity"
    n = int(rng.integers(1, 30))
    layers = [Layer(ins, outs, ACTIVATIONS[act](), rng=rng) for ins, outs, act in zip(sizes, sizes[1:], acts)]
    for layer in layers:
        layer.W *= 10 ** rng.uniform(-2, 1)
        layer.b[...] = rng.normal(0, 1, layer.b.shape)
    x = rng.normal(0, 1, (sizes[0], n))
    draw = {"MSE": lambda: rng.normal(0, 1, (sizes[-1], n)), "CrossEntropy": lambda: rng.integers(0, sizes[-1], n)}
    targets = draw.get(loss, lambda: rng.integers(0, 2, n))()
    rate, decay = float(10 ** rng.uniform(-3, -1)), float(rng.choice([0, 0.01, 0.5]))
    case = {"sizes": sizes, "acts": acts, "loss": loss, "n": n, "rate": rate, "decay": decay}
    case |= {"x": column_by_column(x), "targets": column_by_column(targets)}
    case["start"] = [[column_by_column(layer.W), column_by_column(layer.b)] for layer in layers]
    net, optimizer = NeuralNetwork(layers), SGD(rate)
    optimizer = WeightDecay(optimizer, decay) if decay else optimizer
    outputs = column_by_column(net.forward_pass(x))
    losses = [train_step(net, x, targets, LOSSES[loss](), optimizer) for _ in range(3)]
    slopes = [[column_by_column(layer.dW), column_by_column(layer.db)] for layer in layers]
    end = [[column_by_column(layer.W), column_by_column(layer.b)] for layer in layers]
    return case, {"outputs": outputs, "losses": losses, "slopes": slopes, "end": end}


STEPS = """(c) => {
  const net = new js.NeuralNetwork(c.acts.map((act, i) => new js.Layer(c.sizes[i], c.sizes[i + 1], act)));
  net.layers.forEach((layer, i) => { layer.W.set(c.start[i][0]); layer.b.set(c.start[i][1]); });
  const x = Float64Array.from(c.x), losses = [];
  const outputs = [...net.forward(x, c.n)];
  const targets = c.loss === "MSE" ? Object.assign(Float64Array.from(c.targets), {}) : c.targets;
  for (let i = 0; i < 3; i += 1) {
    const [loss, d] = js.LOSSES[c.loss](net.forward(x, c.n), targets);
    losses.push(loss);
    net.backward(d);
    js.sgd(net, c.rate, c.decay);
  }
  return {
    outputs, losses,
    slopes: net.layers.map(({ dW, db }) => [[...dW], [...db]]), end: net.layers.map(({ W, b }) => [[...W], [...b]]),
  };
}"""


@pytest.mark.parametrize("number", range(40))
def test_engine_computes_what_nnlib_computes(training, number):
    case, expected = a_case(np.random.default_rng(number), number)
    found = training(STEPS, case)
    for kind in ("outputs", "losses"):
        size = max(1, np.abs(expected[kind]).max())
        assert np.abs(np.subtract(found[kind], expected[kind])).max() < 1e-12 * size, kind
    for kind in ("slopes", "end"):
        for ours, theirs in zip(found[kind], expected[kind]):
            for one, other in zip(ours, theirs):
                assert np.abs(np.subtract(one, other)).max() < 1e-10 * max(1, np.abs(other).max()), kind


STATES = {
    "as it begins": ({}, [(200, {})]),
    "settings changed on the way": (
        {"hidden": [3]},
        [(30, {"rate": 0.3}), (20, {"W:0:2": 1.5}), (40, {"decay": 0.01, "batch": 20}), (31, {})],
    ),
    "ReLU on moons": (
        {"data": "moons", "act": "ReLU", "hidden": [8, 8], "noise": 0.4, "seed": 7},
        [(150, {"rate": 0.03}), (50, {})],
    ),
    "no hidden layer, XOR": ({"data": "XOR", "hidden": [], "count": 50}, [(25, {})]),
    "sigmoid, ten times as large": ({"data": "spiral", "act": "sigmoid", "start": "ten times as large"}, [(60, {})]),
    "equal weights, leaky": ({"act": "leaky ReLU", "start": "all 0.5", "noise": 0}, [(60, {})]),
    "your own": (
        {"data": "your own", "own": [[-1, -1, 0], [1, 1, 0], [-1, 1, 1], [1, -1, 1]], "hidden": [4]},
        [(100, {})],
    ),
}
REPLAY = """([state, parts]) => {
  const now = { ...js.START, ...state };
  const training = new js.Training(now);
  for (const [steps, changes] of parts) {
    training.run(steps);
    for (const [key, value] of Object.entries(changes)) training.change(key, value);
  }
  const own = now.data === "your own";
  const again = new js.Training({ ...now, steps: training.steps, log: training.log });
  return {
    program: js.program(now, training),
    again: js.evaluate(again.net, training.x, training.y),
    train: js.evaluate(training.net, training.x, training.y),
    test: own ? null : js.evaluate(training.net, training.testX, training.testY),
  };
}"""


@pytest.mark.parametrize("name", STATES)
def test_copied_program_trains_the_same_network(training, name):
    found = training(REPLAY, list(STATES[name]))
    assert found["again"] == found["train"]  # the state alone leads there, too
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(found["program"], {})
    losses = [float(line.split()[-1]) for line in printed.getvalue().splitlines()]
    expected = [found[kind]["loss"] for kind in ("train", "test") if found[kind]]
    assert losses == pytest.approx(expected, abs=1e-6)
    assert len(losses) == len(expected)


RUN = """([name, steps]) => {
  const state = js.preset(name), training = new js.Training(state);
  training.run(steps);
  const { loss, accuracy } = js.evaluate(training.net, training.x, training.y);
  const rows = training.net.layers[0], alike = [...Array(rows.ins).keys()].every((i) => {
    const column = rows.W.subarray(i * rows.outs, (i + 1) * rows.outs);
    return column.every((one) => one === column[0]);
  });
  const tests = training.curve.map(({ test }) => test);
  return {
    loss, accuracy, alike, broke: training.broke, dead: training.broke === null ? training.dead : null,
    lowest: Math.min(...tests), last: tests.at(-1), words: js.words(training, state).readout,
    parameters: training.net.parameters,
  };
}"""


def test_presets_do_what_their_sentences_say(training):
    good = training(RUN, ["it learns", 1000])
    assert good["accuracy"] > 0.98
    straight = training(RUN, ["no nonlinearity", 2000])
    assert abs(straight["loss"] - np.log(2)) < 0.01
    equal = training(RUN, ["equal weights", 2000])
    assert equal["alike"] and equal["accuracy"] < 0.75
    dead = training(RUN, ["dead ReLUs", 200])
    assert dead["dead"][1] == 4 and "4 dead ReLUs" in dead["words"]
    gone = training(RUN, ["a rate that diverges", 200])
    assert gone["broke"] < 20 and f"In step {gone['broke']} " in gone["words"]
    few = training(RUN, ["too few points", 4000])
    assert few["parameters"] == 105 and few["loss"] < 0.01 and few["last"] > 2 * few["lowest"]
    many = training(RUN.replace("js.preset(name)", "{ ...js.preset(name), count: 400 }"), ["too few points", 4000])
    assert many["last"] < 0.4


def test_example_is_named_until_something_is_changed(training, opened):
    assert training("() => Object.keys(js.PRESETS).every((name) => js.presetOf(js.preset(name)) === name)")
    for change in ({"seed": 9}, {"log": [[0, "rate", 0.1], [0, "batch", 10], [0, "decay", 0], [5, "rate", 1]]}):
        assert training("(change) => js.presetOf({ ...js.START, ...change })", change) is None
    page = opened("playground")
    example = page.locator(".examples select")
    assert example.input_value() == "it learns" and "What do you expect" in page.locator(".why").inner_text()
    do(page, ("press", "Step"))
    assert "close a ring" in page.locator(".why").inner_text()
    page.get_by_label("activation").select_option("ReLU")
    assert example.input_value() == "your own settings" and "ring" not in page.locator(".why").inner_text()
    example.select_option("dead ReLUs")
    page.get_by_label("learning rate").select_option("0.03")
    assert example.input_value() == "your own settings"


def test_line_is_where_the_colours_change_and_what_lies_beyond_the_rim_is_hollow(opened):
    own = [[3.4, -3.4, 1], [9, 0, 0], [0, -5, 1]]
    page = opened("playground", {"data": "your own", "own": own, "chosen": [0, 0], "hidden": [2]})
    line, frame = (page.locator(f".surface .{name}").bounding_box() for name in ("boundary", "frame"))
    middle = frame["x"] + frame["width"] / 2
    assert abs(line["x"] + line["width"] / 2 - middle) < 1 and line["height"] > 0.98 * frame["height"]
    colours = page.evaluate("""() => { const map = document.querySelector(".map");
      return [...map.getContext("2d").getImageData(0, 20, 41, 1).data].filter((_, i) => i % 4 === 2); }""")
    assert colours[20] == 255  # white, in the middle of the 41 places
    canvas = page.locator(".surface .map").bounding_box()
    assert canvas["x"] + canvas["width"] * 20.5 / 41 == pytest.approx(middle, abs=0.6)
    assert page.locator(".surface .out").count() == 2 and page.locator(".surface .dot0.out").count() == 1
    assert "2 points beyond the rim" in page.locator(".map-side .hint").inner_text()
    for dot in page.locator(".surface .out").all():
        box = dot.bounding_box()
        assert frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"] + 1


def test_long_training_is_repeated_in_slices_and_a_pressed_seed_shows_its_network_at_once(opened):
    page = opened("playground", {"steps": 6000, "seeds": True, "hidden": [8, 8]})
    done = page.locator(".strip button:has-text('%')")
    assert done.count() < 6  # they are still trained, while the page answers
    page.locator(".strip button:has-text('seed 6')").wait_for(timeout=180_000)
    assert done.count() == 6 and "Step 6000," in readout(page)
    told = page.locator(".strip button").nth(3).inner_text().removeprefix("seed 4: ").split(", ")
    press = "document.querySelectorAll('.strip button')[3].click()"
    at_once = page.evaluate(f"() => {{ {press}; return document.querySelector('.readout').innerText; }}")
    assert abs(float(re.search(r", test ([0-9.]+)\.", at_once)[1]) - float(told[0])) < 0.006  # told with two decimals
    assert "Step 6000," in at_once and "seed 4." in at_once and done.count() == 6
    page.get_by_role("button", name="Step", exact=True).click()
    assert "Step 6001," in readout(page)


def test_press_on_the_mark_leaves_the_map_alone(opened):
    page = opened("playground", {"chosen": [1, 0]})
    page.evaluate("""() => { window.painted = 0; const ink = CanvasRenderingContext2D.prototype, put = ink.putImageData;
      ink.putImageData = function (...all) { window.painted += 1; put.apply(this, all); }; }""")
    before = page.locator(".terms").inner_text()
    page.get_by_role("slider", name="the marked point").press("ArrowRight")
    page.wait_for_timeout(100)
    assert page.locator(".terms").inner_text() != before and page.evaluate("window.painted") == 0


def test_a_setting_that_is_not_in_its_list_is_shown_as_it_is(opened):
    log = [[0, "rate", 0.07], [0, "batch", 10], [0, "decay", 0]]
    page = opened("playground", {"log": log})
    rate = page.get_by_label("learning rate", exact=True)
    assert rate.input_value() == "0.07"
    rate.select_option("0.1")
    rate.select_option("0.07")
    page.wait_for_timeout(150)
    assert state_of(page)[1]["log"] == [*log, [0, "rate", 0.07]]


def test_points_are_put_by_mouse_and_by_keyboard_and_the_mark_is_dragged(opened):
    page = opened("playground", {"data": "your own"})
    assert "No points yet" in readout(page)
    box = page.locator(".surface .map").bounding_box()
    page.mouse.click(box["x"] + 60, box["y"] + 60)
    page.get_by_label("class 0 (square)").check(force=True)
    page.mouse.click(box["x"] + 200, box["y"] + 200)
    assert page.locator(".surface .dot1").count() == 1
    assert page.locator(".surface .dot0").count() == 1
    mark = page.get_by_role("slider", name="the marked point")
    mark.focus()
    page.keyboard.press("Shift+ArrowUp")
    said = mark.get_attribute("aria-valuetext")
    page.keyboard.press("Enter")
    assert page.locator(".surface .dot0").count() == 2
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("([mark, said]) => mark.ariaValueText !== said", arg=[mark.element_handle(), said])


def test_an_edge_spells_out_what_flows_along_it(opened):
    page = opened("playground", {"hidden": [2], "chosen": [1, 0], "point": [0.5, -2]})
    rows = page.locator(".terms tr")
    assert rows.count() == 3  # two inputs and the bias
    weight = float(rows.nth(1).locator("input").input_value())
    product = float(rows.nth(1).locator("td").nth(2).inner_text().replace("−", "-").lstrip("= "))
    assert product == pytest.approx(-2 * weight, abs=0.011)
    field = rows.nth(1).locator("input")
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("1.75")  # key by key, as a reader does
    assert field.input_value() == "1.75"
    assert "= −3.50" in rows.nth(1).inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == "bias"


def test_every_edge_is_reached_by_the_mouse(opened):
    page = opened("playground", {"hidden": [3, 2]})
    missed = page.evaluate("""() => [...document.querySelectorAll(".net .grab")].filter((path) => {
      const middle = path.getPointAtLength(path.getTotalLength() / 2);
      const box = path.ownerSVGElement.getBoundingClientRect();
      const found = document.elementFromPoint(box.left + middle.x, box.top + middle.y);
      return !found.classList.contains("grab");
    }).length""")
    assert missed == 0


def test_points_may_lie_close_to_each_other(opened):
    page = opened("playground", {"data": "your own"})
    box = page.locator(".surface .map").bounding_box()
    for i in range(5):
        page.mouse.click(box["x"] + 150 + 4 * i, box["y"] + 150)
    assert page.locator(".surface .dot1").count() == 5


@pytest.mark.parametrize("width, touch", [(1100, False), (800, False), (390, False), (390, True)])
def test_neurons_are_added_and_taken_away_without_moving_the_pointer(opened, width, touch):
    page = opened("playground", viewport={"width": width, "height": 900}, has_touch=touch, is_mobile=touch)
    for name, count in [("more neurons in layer 1", 8), ("fewer neurons in layer 2", 1)]:
        button = page.get_by_role("button", name=name)
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        for _ in range(abs(count - 4)):
            page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            page.evaluate(FRAME)
        assert page.locator(".layer").nth(int(name[-1])).locator(".neuron").count() == count


def test_output_and_map_are_drawn_from_the_same_step(opened):
    page = opened("playground")
    page.evaluate("""() => { const ink = CanvasRenderingContext2D.prototype, put = ink.putImageData;
      window.painted = [];
      ink.putImageData = function (...all) { window.painted.push(this.canvas); put.apply(this, all); }; }""")
    page.get_by_role("button", name="Play").click()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Pause").click()
    often = page.evaluate("""() => [".map", ".layer:last-child canvas", ".layer:nth-child(2) canvas"].map((name) =>
      window.painted.filter((one) => one === document.querySelector(name)).length)""")
    assert often[0] == often[1] == often[2] > 5


CELLS = """from nncourse import playground

explorer = playground.explore(hidden=[2], seed=3)
explorer"""


def test_playground_lives_in_jupyterlab_and_python_reads_its_state(engine, tmp_path):
    lab = Lab(engine, tmp_path)
    try:
        page = lab.open(notebook_of(CELLS, "print(explorer.state['steps'], explorer.state['hidden'])"), "play.ipynb")
        page.run_all(2)
        box = page.page.locator(".nnl")
        box.get_by_role("button", name="Step", exact=True).click()
        box.get_by_role("button", name="more neurons in layer 1").focus()
        page.page.keyboard.press("b")  # in JupyterLab's command mode this would make a cell
        box.get_by_role("button", name="Epoch", exact=True).press("Enter")
        assert "Step 20, epoch 1." in box.locator(".readout").inner_text()
        page.page.wait_for_timeout(500)  # the state is sent ten times a second
        last = page.page.locator(".jp-CodeCell").last
        last.locator(".cm-content").click()
        page.page.keyboard.press("Control+Enter")
        last.locator("pre:has-text('20 [2]')").wait_for()
        assert page.page.locator(".jp-CodeCell:has-text('explorer')").count() == 2
        assert page.complaints == []
    finally:
        lab.close()
