"""The explorer of chapter 05: an image through a network, every neuron term by term."""

import contextlib
import gzip
import io
import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import FRAME, do, readout, sent

from nncourse.chapter05 import explorer as chapter05
from nncourse.widgets import live, packed
from nnlib import Dropout, Identity, Layer, LeakyReLU, NeuralNetwork, ReLU, Sigmoid, Softmax, Tanh

(LESSON,) = (Path(__file__).resolve().parents[2] / "notebooks").glob("05-*.ipynb")
KINDS = [Identity, Sigmoid, Tanh, ReLU, LeakyReLU]


@pytest.fixture
def js(module):
    return module("chapter05")


def a_network(rng, sizes):
    layers = [Layer(ins, outs, rng.choice(KINDS)(), rng=rng) for ins, outs in zip(sizes, sizes[1:])]
    for layer in layers:
        layer.b[...] = rng.normal(0, 1, layer.b.shape)
    return NeuralNetwork(layers)


COMPUTED = """([net, pixels, ink, neuron]) => {
  const values = js.through(js.networkFrom(net), Float64Array.from(pixels), ink);
  const { weights, products, ...rest } = js.terms(js.networkFrom(net), values, neuron);
  return { values: values.map((one) => [...one]), weights: [...weights], products: [...products], ...rest };
}"""


@pytest.mark.parametrize("number", range(30))
def test_it_computes_what_nnlib_computes(js, number):
    rng = np.random.default_rng(number)
    sizes = [784, *rng.integers(1, 40, rng.integers(1, 5))]
    net, ink = a_network(rng, sizes), float(rng.choice([0, 0.5, 1, 255]))
    pixels = rng.random(784) * (rng.random(784) < 0.3)
    layer = int(rng.integers(1, len(sizes)))
    row = int(rng.integers(sizes[layer]))
    found = js(COMPUTED, [sent(net), pixels.tolist(), ink, [layer, row]])
    net.forward_pass(ink * pixels[:, np.newaxis])
    values = [ink * pixels, *(one.a[:, 0] for one in net.layers)]
    for ours, theirs in zip(found["values"], values, strict=True):
        assert ours == pytest.approx(theirs, rel=1e-12, abs=1e-12)
    seen = net.layers[layer - 1]
    products = seen.W[row] * seen.x[:, 0]
    assert found["weights"] == seen.W[row].tolist()
    assert found["products"] == pytest.approx(products, rel=1e-12, abs=1e-12)
    assert found["sum"] == pytest.approx(products.sum(), rel=1e-10, abs=1e-10)
    assert found["bias"] == seen.b[row, 0] and found["a"] == pytest.approx(seen.a[row, 0], rel=1e-12, abs=1e-12)
    assert found["z"] == pytest.approx(found["sum"] + found["bias"], rel=1e-12)
    largest = [i for i in np.argsort(-np.abs(products), kind="stable")[:3] if products[i]]
    assert found["top"] == largest
    assert found["rest"] == pytest.approx(products.sum() - products[largest].sum(), rel=1e-9, abs=1e-9)


UNPACKED = """([about, bytes]) => {
  const found = { ...js.unpack(about.arrays, new DataView(Uint8Array.from(bytes).buffer)), about: about.about };
  return [js.networkFrom(found).layers.map(({ W, b, ins, outs, act }) => [[...W], [...b], ins, outs, act])];
}"""


@pytest.mark.parametrize("scale", [1, 1e5])
def test_a_network_reaches_the_browser_and_two_decimals_of_its_outputs_stay(js, scale):
    rng = np.random.default_rng(3)
    net = NeuralNetwork([Layer(784, 9, ReLU(), rng=rng), Dropout(0.5, rng=rng), Layer(9, 10, Identity(), rng=rng)])
    net.layers[0].W *= scale
    net.layers[-1].W /= scale
    x = rng.random((784, 5))
    about, data = packed.network(net, "mine", x)
    (layers,) = js(UNPACKED, [about, list(data)])
    assert [layer[2:] for layer in layers] == [[784, 9, "ReLU"], [9, 10, "identity"]]
    for (W, b, ins, outs, _), layer in zip(layers, [net.layers[0], net.layers[2]]):
        layer.W = np.reshape(W, (ins, outs)).T
        assert b == layer.b[:, 0].tolist()
    assert {kind for kind, *_ in (about["arrays"][name] for name in ("W0", "W1"))} == {
        "float16" if scale == 1 else "float32"
    }
    rng = np.random.default_rng(3)
    full = NeuralNetwork([Layer(784, 9, ReLU(), rng=rng), Layer(9, 10, Identity(), rng=rng)])
    assert np.abs(net.forward_pass(x) - full.forward_pass(x)).max() < packed.CLOSE


def test_images_come_as_bytes_where_they_were_bytes():
    x = np.random.default_rng(0).integers(0, 256, (784, 3)).astype(np.float32) / 255
    whole = packed.pixels(x)
    assert whole.dtype == np.uint8 and packed.full(whole) == 255 and np.abs(whole / 255 - x).max() < 1e-7
    other = packed.pixels(x / np.pi)
    assert other.dtype == np.float32 and packed.full(other) == 1 and np.abs(other - x / np.pi).max() < 1e-7


@pytest.mark.parametrize(("count", "columns"), [(128, 16), (64, 8), (784, 28), (7, 7), (10, 5), (1, 1)])
def test_tiles_lie_as_in_the_figures_of_the_lesson(js, count, columns):
    assert js("(count) => js.across(count)", count) == columns


# ---- what it refuses ----

IMAGES, LABELS = np.zeros((784, 2)), np.array([7, 1])


def readers(*depths):
    """Networks from 784 inputs to ten outputs, by name, each with so many layers."""
    return {f"{depth}": NeuralNetwork([Layer(784, 10, ReLU()), *(Layer(10, 10, ReLU()) for _ in range(depth - 1))])
            for depth in depths}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), [
    ((readers(2, 3), IMAGES, LABELS), r"one and the same number of layers, not \[2, 3\]"),
    ((readers(2), IMAGES, LABELS[:1]), "need as many labels"),
    ((readers(2), IMAGES[:100], LABELS), r"images of shape \(784, n\)"),
    ((readers(2), IMAGES + np.nan, LABELS), "infinite or NaN"),
    (({"mine": NeuralNetwork([Layer(784, 10, Softmax())])}, IMAGES, LABELS), "layer 1 has .*Softmax"),
    (({"mine": NeuralNetwork([Layer(784, 10, LeakyReLU(0.2))])}, IMAGES, LABELS), "alpha 0.1"),
    (({"mine": NeuralNetwork([Layer(783, 10, ReLU())])}, IMAGES, LABELS), "takes 783 inputs"),
])  # fmt: skip
def test_it_refuses_what_it_cannot_show(arguments, message):
    with pytest.raises(ValueError, match=message):
        chapter05.explore(*arguments)


def test_it_refuses_weights_without_a_value_and_names_it_does_not_know():
    nets = readers(1)
    for wrong, words in [({"network": "other"}, "one of None, '1', not 'other'"), ({"step": 2}, "from 0 to 1, not 2")]:
        with pytest.raises(ValueError, match=words):
            chapter05.explore(nets, IMAGES, LABELS, **wrong)
    with pytest.raises(ValueError, match=f"image must be a whole number from 0 to {len(LABELS) - 1}"):
        chapter05.explore(nets, IMAGES, LABELS, image=len(LABELS))
    nets["1"].layers[0].W[0, 0] = np.nan
    with pytest.raises(ValueError, match="a weight or bias of layer 1"):
        chapter05.explore(nets, IMAGES, LABELS)


def test_what_it_starts_with_is_its_state_and_the_networks_go_past_the_notebook():
    explorer = chapter05.explore(readers(2), IMAGES, LABELS, ink=255, step=2)
    assert explorer.state == {"ink": 255, "step": 2}
    assert list(explorer.data) == ["chapter05-data", "chapter05-network-0"]
    about, _ = explorer.data["chapter05-data"]()
    assert about["about"] == {"names": ["2"], "full": 255}


# ---- what the lesson asks for ----

UNTRAINED = {0: 0, 1: 5, 2: 5, 3: 7, 4: 0, 5: 0, 6: 5, 7: 3, 8: 0, 9: 6}
TASKS = {
    "to the scores": ({}, [("press", "Next layer", 2)], "Step 3 of 3, layer 3", "Press *Next layer* twice"),
    "the scores of the 5": (
        {},
        [("press", "All layers"), ("network", "seed 1, trained")],
        "Scores: 0: 0.55, 1: −2.24, 2: 3.12, 3: 5.37, 4: −9.66, 5: 6.07",
        "now range from −9.66 to 6.07, with the 3 not far behind, at 5.37",
    ),
    **{
        f"seed {seed}": ({"step": 3}, [("network", f"seed {seed}")], f"Answer {answer}; the label is 5.", "answer 5")
        for seed, answer in UNTRAINED.items()
    },
    "ink 255": ({"step": 3, "network": "seed 1, trained"}, [("ink", "255")], "Answer 3; ", "it calls our 5 a **3**"),
    "ink 0": ({"step": 3, "network": "seed 1, trained"}, [("ink", "0")], "Answer 5; ", "The trained network says 5"),
    "an empty page": ({"step": 3}, [("ink", "0")], "Answer 0; ", "So all scores are 0"),
    "untrained": (
        {"step": 3},
        [("ink", "255")],
        "Answer 5; ",
        "doubling the ink doubles every sum",
    ),
}


def lesson():
    return "\n".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)


def settle(page):
    page.locator(".nnl:not([aria-busy])").wait_for(state="attached")
    page.evaluate(FRAME)
    page.evaluate(FRAME)


@pytest.mark.parametrize("name", TASKS)
def test_tasks_of_the_lesson_by_keyboard(opened, name):
    state, actions, seen, words = TASKS[name]
    page = opened("chapter05", state)
    do(page, *actions)
    settle(page)
    assert seen in readout(page)
    assert words in lesson()


def test_three_of_ten_untrained_networks_answer_5():
    assert list(UNTRAINED.values()).count(5) == 3 and "How many of the untrained ones answer 5?" in lesson()


def test_no_ink_between_nothing_and_255_changes_the_untrained_answer(opened):
    page = opened("chapter05", {"step": 3, "ink": 0.1})
    seen = set()
    for _ in range(40):
        do(page, ("key", "ink", "ArrowRight"))
        seen.add(re.search(r"Answer \d", readout(page))[0])
    assert seen == {"Answer 5"}


def test_a_tile_is_pressed_dragged_and_moved_by_keys(opened):
    page = opened("chapter05")
    tiles = page.get_by_label("neurons of layer 1", exact=True)
    box = tiles.bounding_box()
    side = box["width"] / 16
    page.mouse.click(box["x"] + 2.5 * side, box["y"] + 3.5 * side)  # row 3, column 2 of tiles
    page.evaluate(FRAME)
    assert "Neuron 50 of layer 1: 784 products" in readout(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.evaluate(FRAME)
    assert "Neuron 67 of layer 1" in readout(page)
    page.keyboard.press("Shift+ArrowDown")  # further than there are rows
    page.evaluate(FRAME)
    assert "Neuron 115 of layer 1" in readout(page)
    page.mouse.move(box["x"] + 0.5 * side, box["y"] + 0.5 * side)
    page.mouse.down()
    page.mouse.move(box["x"] + 2000, box["y"] + 0.5 * side)  # the drag ends where the tiles end
    page.mouse.up()
    page.evaluate(FRAME)
    assert "Neuron 15 of layer 1" in readout(page)
    assert tiles.get_attribute("aria-valuetext").startswith("neuron 15 of layer 1: ")


def test_steps_to_come_stay_hidden_and_buttons_say_why_they_are_off(opened):
    page = opened("chapter05")
    assert "Scores" not in readout(page) and "label" not in readout(page)
    assert "2 of 4 panels are still empty" in page.locator(".nnl > p.unseen").inner_text()
    assert not page.get_by_label("scores of layer 3").is_visible()
    do(page, ("press", "Back to the image", 3))
    assert "Step 0 of 3, the image: shape (784, 1), 166 of 784 pixels above zero." in readout(page)
    do(page, ("press", "Next layer", 9))
    assert "Step 3 of 3" in readout(page) and page.get_by_label("scores of layer 3").is_visible()
    assert page.get_by_role("button", name="Next layer").get_attribute("title") == "All layers are shown."


def test_an_image_is_chosen_by_keys_and_by_mouse(opened):
    page = opened("chapter05", {"step": 3})
    do(page, ("image", "3, a 1"))
    assert "the label is 1." in readout(page)
    page.keyboard.press("ArrowRight")
    page.evaluate(FRAME)
    assert "the label is 9." in readout(page)
    page.locator(".gallery label").nth(19).click()
    page.evaluate(FRAME)
    assert page.get_by_label("19, a 9").is_checked()


@pytest.mark.parametrize("state", [{"step": 3}, {"step": 3, "chosen": [2, 7], "ink": 0.5, "image": 4}, {"step": 0}])
def test_the_same_in_nnlib(opened, state):
    page = opened("chapter05", state)
    page.locator("summary").click()
    page.evaluate(FRAME)
    about, data = live_data("chapter05-network-0")
    layers = []
    for i, act in enumerate(about["about"]["acts"]):
        W, b = (taken(about, data, f"{array}{i}") for array in "Wb")
        layer = Layer(W.shape[1], W.shape[0], ReLU() if act == "ReLU" else Identity())
        layer.W, layer.b = W, b
        layers.append(layer)
    images = taken(*live_data("chapter05-data"), "images") / 255
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(
            page.locator("pre").inner_text(),
            {"networks": {"seed 1": NeuralNetwork(layers)}, "images": images, "np": np},
        )
    numbers = [float(one) for one in re.findall(r"-?\d+\.?\d*", printed.getvalue())]
    text = readout(page).replace("−", "-")
    if state["step"]:
        scores = [float(one) for one in re.findall(r"\d: (-?\d+\.\d\d)", text)]
        assert numbers[:10] == pytest.approx(scores, abs=0.0101)
        assert f"Answer {numbers[10]:.0f};" in text
        z, a = map(float, re.findall(r"\((-?\d+\.\d\d)\) = (-?\d+\.\d\d)", text)[-1])
        assert numbers[11:] == pytest.approx([z, a], abs=0.0101)
    else:
        assert len(numbers) == 11


def live_data(name):
    text, data = gzip.decompress(live.stored(f"{name}").read_bytes()).split(b"\n", 1)
    return json.loads(text), data


def taken(about, data, name):
    dtype, shape, offset = about["arrays"][name]
    return np.frombuffer(data, dtype, count=int(np.prod(shape)), offset=offset).reshape(shape, order="F").astype(float)


def test_its_data_are_small():
    sizes = [path.stat().st_size for path in (live.FOLDERS / "chapter05" / "data").glob("*.gz")]
    assert len(sizes) == 12 and max(sizes) < 320_000
