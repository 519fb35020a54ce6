"""The explorer of chapter 10: an image moved, turned, resized and bent, and what two networks read in it."""

import contextlib
import gzip
import io
import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import FRAME, do, drag, readout, sent

from nncourse.chapter10 import explorer as chapter10
from nncourse.widgets import live
from nnlib import Augment, Identity, Layer, NeuralNetwork, ReLU, Softmax
from nnlib.augmentation import resample, turned

(LESSON,) = (Path(__file__).resolve().parents[2] / "notebooks").glob("10-*.ipynb")
SETTINGS = ("right", "down", "turn", "size", "elastic")


@pytest.fixture
def js(module):
    return module("chapter10")


def reader(rng):
    layers = [Layer(784, 12, ReLU(), rng=rng), Layer(12, 10, Identity(), rng=rng)]
    for layer in layers:
        layer.W *= 3
        layer.b[...] = rng.normal(0, 1, layer.b.shape)
    return NeuralNetwork(layers)


COMPUTED = """([nets, pixels, bend, state]) => {
  const found = js.facts(nets.map(js.networkFrom), Float64Array.from(pixels), Float64Array.from(bend), state);
  return { rows: [...found.rows], columns: [...found.columns], bent: [...found.bent],
    probabilities: found.probabilities.map((one) => [...one]) };
}"""


@pytest.mark.parametrize("number", range(30))
def test_it_computes_what_nnlib_computes(js, number):
    rng = np.random.default_rng(number)
    nets, pixels, draw = [reader(rng), reader(rng)], rng.random(784), int(rng.integers(10))
    right, down = rng.uniform(-8, 8, 2).round(1)
    turn, size = int(rng.integers(-180, 181)), float(rng.uniform(0.6, 1.4))
    elastic = float(rng.choice([0, 1.5, 3]))
    state = {"right": right, "down": down, "turn": turn, "size": size, "elastic": elastic}
    bend = chapter10.bend(draw)
    found = js(COMPUTED, [[sent(net) for net in nets], pixels.tolist(), bend.ravel().tolist(), state])
    place = np.arange(28)
    rows, columns = turned(place[:, np.newaxis] - down, place - right, 13.5, np.radians(turn), size)
    rows, columns = rows + elastic * bend[0], columns + elastic * bend[1]
    bent = resample(pixels.reshape(1, 28, 28), rows[np.newaxis], columns[np.newaxis]).reshape(784, 1)
    assert found["rows"] == pytest.approx(rows.ravel(), rel=1e-12, abs=1e-12)
    assert found["columns"] == pytest.approx(columns.ravel(), rel=1e-12, abs=1e-12)
    assert found["bent"] == pytest.approx(bent[:, 0], rel=1e-11, abs=1e-12)
    for net, ours in zip(nets, found["probabilities"], strict=True):
        assert ours == pytest.approx(Softmax()(net.forward_pass(bent))[:, 0], rel=1e-10, abs=1e-12)


def test_places_far_outside_are_empty_and_an_unchanged_image_stays_as_it_is(js):
    pixels = np.random.default_rng(0).random(784)
    call = "([pixels, rows, columns]) => [...js.resample(Float64Array.from(pixels), Float64Array.from(rows), columns)]"
    for rows, columns in np.random.default_rng(1).uniform(-40, 60, (5, 2, 784)):
        expected = resample(pixels.reshape(1, 28, 28), rows.reshape(1, 28, 28), columns.reshape(1, 28, 28)).ravel()
        assert js(call, [pixels.tolist(), rows.tolist(), columns.tolist()]) == pytest.approx(expected, abs=1e-12)
    still = {"right": 0, "down": 0, "turn": 0, "size": 1, "elastic": 0}
    assert js(COMPUTED, [[], pixels.tolist(), [0] * 1568, still])["bent"] == pixels.tolist()


@pytest.mark.parametrize(("state", "change"), [
    ({"right": 2}, lambda image: np.roll(image, 2, axis=1)), ({"down": -3}, lambda image: np.roll(image, -3, axis=0)),
    ({"turn": 90}, np.rot90), ({"turn": -90}, lambda image: np.rot90(image, -1)),
    ({"turn": 180, "right": 3}, lambda image: np.roll(image[::-1, ::-1], 3, axis=1)),
])  # fmt: skip
def test_moves_and_right_angles_are_those_of_numpy(js, state, change):
    image = np.zeros((28, 28))
    image[5:20, 8:19] = np.random.default_rng(0).random((15, 11))
    state = {"right": 0, "down": 0, "turn": 0, "size": 1, "elastic": 0} | state
    bent = js(COMPUTED, [[], image.ravel().tolist(), [0] * 1568, state])["bent"]
    assert np.reshape(bent, (28, 28)) == pytest.approx(change(image), abs=1e-12)


def test_a_draw_is_what_augment_would_do():
    rng = np.random.default_rng(4)
    rows, columns = Augment(elastic=1.5).origins(1, 28, rng)
    rng = np.random.default_rng(4)
    rng.uniform(size=4)  # turn, size and both moves
    noise = np.array([rng.normal(0, 1, (1, 28, 28)), rng.normal(0, 1, (1, 28, 28))])[:, 0]
    smooth = chapter10.smoothing(28, chapter10.SMOOTHNESS)
    place = np.arange(28)
    assert rows[0] - place[:, np.newaxis] == pytest.approx(1.5 * (smooth @ noise @ smooth.T)[0])
    assert columns[0] - place == pytest.approx(1.5 * (smooth @ noise @ smooth.T)[1])
    noise = np.random.default_rng(7).normal(0, 1, (2, 28, 28))
    assert chapter10.bend(7) == pytest.approx(smooth @ noise @ smooth.T)


# ---- what it refuses ----

IMAGES, LABELS = np.zeros((784, 2)), np.array([7, 1])


def test_it_refuses_what_it_cannot_show():
    rng = np.random.default_rng(0)
    two = {"a": reader(rng), "b": reader(rng)}
    for arguments, state, message in [
        (({"a": two["a"]}, IMAGES, LABELS), {}, "two networks, not 1"),
        ((two, IMAGES, LABELS[:1]), {}, "need as many labels"),
        ((two | {"b": NeuralNetwork([Layer(784, 9, ReLU())])}, IMAGES, LABELS), {}, "has 9 outputs"),
        ((two, IMAGES, LABELS), {"image": 2}, "image must be a whole number from 0 to 1, not 2"),
    ]:
        with pytest.raises(ValueError, match=message):
            chapter10.explore(*arguments, **state)
    explorer = chapter10.explore(two, IMAGES, LABELS, image=0, turn=30)
    assert explorer.state == {"image": 0, "turn": 30}
    about, _ = explorer.data["chapter10-data"]()
    assert about["about"]["names"] == ["a", "b"] and about["arrays"]["bends"][:2] == ["float32", [1568, 10]]


# ---- what the lesson asks for ----

NINE, EIGHT = "3, a 9", "1, a 8"
TURN = ("key", "turn the image")
TASKS = {
    "turn −45": (
        {},
        [("image", NINE), (*TURN, "Shift+ArrowRight", 9)],
        r"^Turned 45° clockwise: plain says 7 .*all four says 9",
        "`plain` reads a 7, the other network a 9",
    ),
    "turn 30": (
        {},
        [("image", EIGHT), (*TURN, "Shift+ArrowLeft", 6)],
        r"^Turned 30° anticlockwise: plain says 3 .*all four says 8",
        "`plain` reads a 3, the other an 8",
    ),
    "half a turn": (
        {},
        [(*TURN, "Shift+ArrowLeft", 36)],
        "^Turned 180° anticlockwise: plain says 6 .*all four says 6",
        "Give the nine half a turn, and both networks read a 6",
    ),
    **{
        f"draw {draw}": (
            {"turn": -45},
            [("press", "Reset"), ("elastic, pixels", "1.5"), ("draw", str(draw))],
            rf"^Bent by elastic 1.5, draw {draw}: plain says {'[^9]' if draw in (1, 4, 7) else 9} "
            rf".*all four says {'[^9]' if draw == 7 else 9} ",
            "`plain` gets draws 1, 4 and 7 wrong; the other network gets only draw 7 wrong",
        )
        for draw in range(10)
    },
}


@pytest.mark.parametrize("name", TASKS)
def test_tasks_of_the_lesson_by_keyboard(opened, name):
    state, actions, seen, words = TASKS[name]
    page = opened("chapter10", state)
    do(page, *actions)
    assert re.search(seen, readout(page)), readout(page)
    assert words in "\n".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)


def centre(page, label):
    box = page.get_by_label(label, exact=True).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_it_is_moved_turned_and_resized_by_the_mouse(opened):
    page = opened("chapter10")
    pixel = page.locator(".stage10").bounding_box()["width"] / 38
    drag(page, "move the image", 3 * pixel, -2 * pixel)
    assert readout(page).startswith("Moved 3 pixels right, moved 2 pixels up: ")
    middle, knob = centre(page, "move the image"), centre(page, "turn the image")
    assert knob[0] == pytest.approx(middle[0], abs=2) and knob[1] < middle[1]
    far = middle[1] - knob[1]
    drag(page, "turn the image", -far, far)  # from above the middle to the left of it: anticlockwise
    assert "turned 90° anticlockwise" in readout(page)
    knob = centre(page, "turn the image")
    assert knob[1] == pytest.approx(middle[1], abs=2) and knob[0] < middle[0]
    do(page, ("press", "Reset"))
    assert readout(page).startswith("Unchanged: ")
    drag(page, "resize the image", 2 * pixel, 2 * pixel)
    assert "Moved" not in readout(page) and "1.20 times its size" in readout(page)


def test_it_ends_where_it_should(opened):
    page = opened("chapter10")
    do(page, ("key", "move the image", "Shift+ArrowLeft", 4), ("key", "resize the image", "Shift+ArrowUp", 9))
    assert readout(page).startswith("Moved 8 pixels left, 1.40 times its size: ")
    do(page, ("press", "Reset"), (*TURN, "Shift+ArrowRight", 36))
    assert readout(page).startswith("Turned 180° anticlockwise: ")
    do(page, (*TURN, "ArrowRight"))
    assert readout(page).startswith("Turned 179° anticlockwise: ")
    do(page, ("press", "Reset"), ("key", "draw", "ArrowRight"))  # a draw without a strength would show nothing
    assert readout(page).startswith("Bent by elastic 1.5, draw 1: ")
    assert page.get_by_role("button", name="Reset").get_attribute("title") is None


def test_bars_and_words_agree(opened):
    page = opened("chapter10", {"turn": -45})
    plain = page.locator(".reader10").first
    assert plain.locator(".says10").inner_text() == "plain: 7 ✗"
    top = plain.locator(".row.top")
    assert top.locator("span").inner_text() == "7"
    assert f"plain says 7 ({top.locator('b').inner_text()})" in readout(page)
    assert plain.locator(".truth10 > span").inner_text() == "9"


def stored(name):
    text, data = gzip.decompress(live.stored(f"{name}").read_bytes()).split(b"\n", 1)
    about = json.loads(text)
    arrays = {}
    for array, (dtype, shape, offset) in about["arrays"].items():
        flat = np.frombuffer(data, dtype, count=int(np.prod(shape)), offset=offset)
        arrays[array] = flat.reshape(shape, order="F").astype(float)
    return arrays, about["about"]


def stored_network(number):
    arrays, about = stored(f"chapter10-network-{number}")
    layers = []
    for i, act in enumerate(about["acts"]):
        W = arrays[f"W{i}"]
        layer = Layer(W.shape[1], W.shape[0], {"ReLU": ReLU(), "identity": Identity()}[act])
        layer.W, layer.b = W, arrays[f"b{i}"]
        layers.append(layer)
    return NeuralNetwork(layers)


@pytest.mark.parametrize("state", [
    {}, {"image": 1, "turn": 30, "right": -2.5, "down": 1}, {"elastic": 1.5, "draw": 7, "size": 1.2, "down": -1}
])  # fmt: skip
def test_the_same_in_nnlib(opened, state):
    page = opened("chapter10", state)
    page.locator("summary").click()
    page.evaluate(FRAME)
    images = stored("chapter10-data")[0]["images"] / 255
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        names = {"plain": stored_network(0), "all_four": stored_network(1), "x_val": images}
        exec(page.locator("pre").inner_text(), names)
    answers = re.findall(r"says (\d) \((\d+\.\d) %\)", readout(page))
    lines = [line.rstrip("%").split() for line in printed.getvalue().splitlines()]
    assert [line[0] for line in lines] == [answer for answer, _ in answers]
    for (_, ours), (_, theirs) in zip(answers, lines, strict=True):
        assert float(ours) == pytest.approx(float(theirs), abs=0.101)


def test_its_data_are_small():
    sizes = [path.stat().st_size for path in (live.FOLDERS / "chapter10" / "data").glob("*.gz")]
    assert len(sizes) == 3 and max(sizes) < 320_000
