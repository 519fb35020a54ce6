"""The digit pad: what it sees of a drawing is what Python sees, and what it reads is what the networks read."""

import base64
import contextlib
import gzip
import io
import json
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import FRAME, do, draw_with_the_mouse, readout, with_widget

from nncourse import digit_pad
from nncourse.widgets import live
from nnlib import (
    Identity,
    Layer,
    LeakyReLU,
    NeuralNetwork,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
)
from nnlib.drawing import fit_and_centre

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "08-mnist-training.ipynb"
DRAWINGS = digit_pad.drawings()
FEED = "digit_pad-networks"
PAD = "Drawing page. Arrow keys move the pen, Space puts it down or lifts it, Delete clears the page."


@pytest.fixture
def pad(module):
    return module("digit_pad")


def scribbles(number):
    """Strokes drawn by chance: of any size, some of single points, some over the edge, some of whole pixels."""
    rng = np.random.default_rng(number)
    size = 10 ** rng.uniform(0.3, 2.4)
    middle = rng.uniform(0, 280, 2)
    strokes = []
    for _ in range(rng.integers(1, 4)):
        points = middle + size * rng.uniform(-0.5, 0.5, (int(rng.integers(1, 12)), 2))
        strokes.append((np.round(points) if rng.random() < 0.5 else points).tolist())
    return strokes


def test_what_a_network_is_made_of_is_said_in_plain_words(pad, opened):
    def said(*outs):
        return pad("(outs) => js.plainly({ layers: outs.map((one) => ({ ins: 784, outs: one })) })", list(outs))

    assert said(10) == "From 784 pixels to 10 digits, with no hidden layer."
    assert said(32, 10) == "From 784 pixels to 10 digits, with a hidden layer of 32 neurons."
    assert said(64, 32, 16, 10).endswith("with hidden layers of 64, 32 and 16 neurons.")
    assert pad("() => js.plainly(undefined)") == "Python computes this one."
    page = opened("digit_pad")
    assert page.locator(".made").inner_text().endswith("with hidden layers of 128 and 64 neurons.")
    do(page, ("network to ask", "linear"))
    assert page.locator(".made").inner_text().endswith("with no hidden layer.")


def test_a_sure_answer_ends_before_the_rim_and_moves_no_bar(opened):
    """Its "100.0 %" is the longest there is."""
    for width in (1100, 700, 390):
        page = opened("digit_pad", viewport={"width": width, "height": 900})
        measure = (
            "(all) => all.map((one) => { const { left, right } = one.getBoundingClientRect(); return [left, right]; })"
        )
        tracks = page.locator(".bars .track").evaluate_all(measure)
        words = page.locator(".bars b").evaluate_all(measure)
        rim = page.locator(".nnl").evaluate("(one) => one.getBoundingClientRect().right") - 12
        assert "100.0 %" in page.locator(".bars").inner_text()
        assert all(right <= rim for _, right in words) and max(right for _, right in tracks) < words[0][0]
        assert page.locator(".nnl").evaluate("(one) => one.scrollWidth <= one.clientWidth")
        page.get_by_role("button", name="Clear").click()
        page.evaluate(FRAME)
        assert page.locator(".bars .track").evaluate_all(measure) == tracks


SEEN = """(all) => all.map((strokes) => {
  const { fitted, raw, empty } = js.seenOf(strokes);
  return { page: [...js.ink(strokes)].join(""), fitted: [...fitted], raw: [...raw], empty };
})"""
LINES = [  # as the keyboard draws them: much in them is symmetrical, so that halves must be rounded alike
    [[[140, y] for y in range(60, 230, 10)]],
    [[[x, 100] for x in range(20, 120, 10)]],
    [[[100, 100], [180, 100], [180, 180], [100, 180], [100, 100]]],
    [[[50, 50]]],
    [[[0, 0], [280, 280]]],
    [],
]


def test_the_page_sees_what_python_sees(pad):
    all_strokes = [*DRAWINGS.values(), *LINES, *map(scribbles, range(60))]
    for strokes, found in zip(all_strokes, pad(SEEN, all_strokes), strict=True):
        page = digit_pad.ink(strokes)
        assert np.array_equal(np.array([*found["page"]], float).reshape(280, 280), page)
        assert np.abs(found["fitted"] - fit_and_centre(page).ravel()).max() < 1e-12
        assert np.abs(found["raw"] - digit_pad.shrunk(page).ravel()).max() < 1e-12
        assert found["empty"] == (not page.any())


def test_ink_is_what_a_round_pen_leaves():
    page = digit_pad.ink([[[100, 100], [240, 100]]])
    assert page[100, 88:253].all() and not page[100, :88].any() and not page[100, 253:].any()
    assert page[88:113, 150].all() and not page[87, 150] and not page[113, 150]
    assert not page[88, 88]  # round ends


@pytest.fixture(scope="module")
def reader():
    """The lesson's network 784-128-64-10, as the pages have it."""
    text, data = gzip.decompress(live.stored(f"{FEED}").read_bytes()).split(b"\n", 1)
    layers = []
    for i, act in enumerate((ReLU(), ReLU(), Identity())):
        dtype, shape, start = json.loads(text)["arrays"][f"W0:{i}"]
        layers.append(Layer(*shape[::-1], act))
        for name in ("W", "b"):
            dtype, shape, start = json.loads(text)["arrays"][f"{name}0:{i}"]
            flat = np.frombuffer(data, dtype, np.prod(shape), start)
            setattr(layers[-1], name, flat.astype(float).reshape(shape, order="F"))
    return NeuralNetwork(layers)


def moved(points):
    return points + (268 - points.max(axis=0))


def about_the_middle(matrix):
    return lambda points: (points - points.mean(axis=0)) @ np.array(matrix).T + 140


def shaky(points):
    return points + np.random.default_rng(0).normal(0, 3, points.shape)


def turned(degrees):
    a = np.radians(degrees)
    return about_the_middle([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])


STYLES = {
    "as it is": lambda points: points,
    "in a corner": moved,
    "at the top left": lambda points: points + (12 - points.min(axis=0)),
    "slanted": about_the_middle([[1, -0.25], [0, 1]]),
    "slanted the other way": about_the_middle([[1, 0.15], [0, 1]]),
    "turned a little": turned(8),
    "turned the other way": turned(-8),
    "shaky": shaky,
    "half as large": about_the_middle([[0.5, 0], [0, 0.5]]),
    "fifty pixels": about_the_middle([[0.31, 0], [0, 0.31]]),
    "thirty pixels": about_the_middle([[0.19, 0], [0, 0.19]]),
    "wide": about_the_middle([[1.25, 0], [0, 0.9]]),
    "narrow": about_the_middle([[0.75, 0], [0, 1]]),
    "large": about_the_middle([[1.35, 0], [0, 1.35]]),
}


@pytest.mark.parametrize("style", STYLES)
def test_ten_digits_in_fourteen_styles_are_read(reader, style):
    for digit, strokes in DRAWINGS.items():
        points = np.concatenate([np.array(stroke, float) for stroke in strokes])
        ends = np.cumsum([len(stroke) for stroke in strokes])[:-1]
        drawn = [part.tolist() for part in np.split(STYLES[style](points), ends)]
        image = fit_and_centre(digit_pad.ink(drawn))
        assert digit_pad.probabilities(reader, image).argmax() == digit, digit


def layered(rng, *acts):
    sizes = [784, *(int(size) for size in rng.integers(2, 40, len(acts) - 1)), 10]
    layers = [Layer(ins, outs, act, rng=rng) for ins, outs, act in zip(sizes, sizes[1:], acts)]
    for layer in layers:
        layer.b[...] = rng.normal(0, 1, layer.b.shape)
    return NeuralNetwork(layers)


def kept(net):
    """The same network with the numbers that the pad gets."""
    for layer in net.layers:
        layer.W[...], layer.b[...] = digit_pad.compact(layer.W), digit_pad.compact(layer.b)
    return net


READ = """([[{ arrays, about }, bytes], images]) => {
  const found = js.unpack(arrays, new DataView(Uint8Array.from(bytes).buffer));
  const networks = js.networksOf({ ...found, about });
  return Object.values(networks).map((net) => images.map((image) => [...js.probabilitiesOf(net, image)]));
}"""


def test_networks_read_there_as_they_read_here(pad):
    rng = np.random.default_rng(5)
    acts = [[Identity()], [ReLU(), Identity()], [Sigmoid(), Tanh(), Identity()], [LeakyReLU(), ReLU(), Tanh()]]
    networks = {str(number): layered(rng, *some) for number, some in enumerate(acts)}
    networks["large"] = layered(rng, Tanh(), Identity())
    networks["large"].layers[0].W *= 1e6  # too large for two bytes
    explorer = digit_pad.explore(networks)
    about, data = explorer.data[FEED]()
    assert explorer.asked == [] and about["arrays"]["W4:0"][0] == "float32"
    images = [fit_and_centre(digit_pad.ink(strokes)).ravel().tolist() for strokes in DRAWINGS.values()]
    found = pad(READ, [[about, list(data)], images])
    for net, theirs in zip(networks.values(), found, strict=True):
        kept(net)
        for image, probabilities in zip(images, theirs):
            assert probabilities == pytest.approx(digit_pad.probabilities(net, image), rel=1e-12, abs=1e-300)


class Halves(Layer):
    """A layer that is none of nnlib's own: a browser cannot know what it computes."""

    def forward_pass(self, x):
        return super().forward_pass(x) / 2


def test_what_the_browser_cannot_compute_is_asked_of_python():
    rng = np.random.default_rng(0)
    own = NeuralNetwork([Halves(784, 10, Identity(), rng=rng)])
    steep = NeuralNetwork([Layer(784, 10, LeakyReLU(0.3), rng=rng)])
    explorer = digit_pad.explore({"plain": layered(rng, Identity()), "own": own, "steep": steep})
    assert explorer.asked == ["own", "steep"]
    about, _ = explorer.data[FEED]()
    assert [one["name"] for one in about["about"]["networks"]] == ["plain"]
    assert about["about"]["names"] == ["plain", "own", "steep"]
    sent = []
    explorer.send = lambda content, buffers=None: sent.append(content)
    images = np.random.default_rng(1).random((2, 784))
    explorer.answer(None, {"ask": "own", "question": 7, "images": images.tolist()}, [])
    assert sent[0]["answer"] == 7
    expected = [Softmax()(own.forward_pass(image.reshape(784, 1)))[:, 0] for image in images]
    assert np.allclose(sent[0]["probabilities"], expected, rtol=1e-15)
    own.layers[0].W = np.zeros((3, 3))
    explorer.answer(None, {"ask": "own", "question": 8, "images": images.tolist()}, [])
    assert sent[1]["answer"] == 8 and "Error: " in sent[1]["error"]
    explorer.answer(None, {"ask": "nobody", "question": 9, "images": []}, [])
    assert len(sent) == 2


ASKED = """async ([{ arrays, about }, text]) => {
  const listeners = [], asked = [], el = document.body;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const tell = (content, buffers) => [...listeners].forEach((one) => one(content, buffers));
  const model = {
    get: (key) => ({ state: { network: "own" }, asked: ["own"] })[key], set() {}, save_changes() {},
    on: (event, listener) => { if (event === "msg:custom") listeners.push(listener); },
    off: (event, listener) => { listeners.splice(listeners.indexOf(listener), 1); },
    send: (content) => {
      const data = [new DataView(bytes.buffer)];
      if (content.want) setTimeout(() => tell({ data: content.want, arrays, about }, data));
      else asked.push(content);
    },
  };
  const frame = () => new Promise((resolve) => setTimeout(resolve, 150));
  const stop = widget.render({ model, el });
  await frame();
  const said = () => el.querySelector(".readout").textContent;
  const pressed = [...el.querySelectorAll("button")].find((one) => one.textContent === "Example");
  pressed.click();
  await frame();
  const shares = (digit) => Array.from({ length: 10 }, (_, j) => (j === digit ? 0.91 : 0.01));
  const [first, second] = asked.map(({ question }) => question);
  tell({ answer: first, probabilities: [shares(3), shares(4)] });
  const late = said();
  tell({ answer: second, probabilities: [shares(5), shares(6)] });
  const answered = said();
  pressed.click();
  await frame();
  tell({ answer: asked[2].question, error: "ValueError: no" });
  const failed = said();
  stop();
  return { asked, late, answered, failed, left: listeners.length };
}"""


def test_the_newest_answer_of_python_is_shown(chrome):
    rng = np.random.default_rng(0)
    own = NeuralNetwork([Halves(784, 10, Identity(), rng=rng)])
    about, data = digit_pad.explore({"own": own, "plain": layered(rng, Identity())}).data[FEED]()
    page = with_widget(chrome, "digit_pad")
    found = page.evaluate(ASKED, [about, base64.b64encode(data).decode()])
    page.close()
    assert [one["ask"] for one in found["asked"]] == ["own"] * 3
    eight = fit_and_centre(digit_pad.ink(DRAWINGS[8])).ravel()
    assert np.abs(found["asked"][1]["images"][0] - eight).max() < 1e-12
    assert "read as" not in found["late"]
    assert found["answered"].startswith("The example, fitted and centred, is read as 5, probability 91.0 %")
    assert "Without fitting and centring: 6, 91.0 %." in found["answered"]
    assert found["failed"] == "own cannot read this: ValueError: no"
    assert found["left"] == 0


@pytest.mark.parametrize(
    ("networks", "error", "words"),
    [
        ({}, ValueError, "at least one network"),
        (
            {"wide": NeuralNetwork([Layer(784, 7, Identity())])},
            ValueError,
            r"ten logits, shape \(10, 1\), not \(7, 1\)",
        ),
        ({"small": NeuralNetwork([Layer(9, 10, Identity())])}, ValueError, "784"),
    ],
)
def test_networks_that_cannot_read_are_refused(networks, error, words):
    with pytest.raises(error, match=words):
        digit_pad.explore(networks)


def test_the_same_in_nnlib_prints_the_probabilities(pad, reader):
    for state in ({"strokes": None, "example": 4}, {"strokes": DRAWINGS[9], "example": 4}):
        program = pad("(state) => js.program(state)", state)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(program, {"net": reader})
        image = fit_and_centre(digit_pad.ink(state["strokes"] or DRAWINGS[4]))
        assert printed.getvalue().strip() == str(np.round(100 * digit_pad.probabilities(reader, image), 1))


# ---- the page ----


def percents(page):
    return [float(text.rstrip(" %")) for text in page.locator(".bars b").all_inner_texts()]


def test_the_pages_networks_read_the_ten_drawings_drawn_with_the_mouse(opened):
    page = opened("digit_pad")
    for digit, strokes in DRAWINGS.items():
        draw_with_the_mouse(page, strokes)
        assert f"Your drawing, fitted and centred, is read as {digit}," in readout(page)
        do(page, ("press", "Clear"))
        assert "The page is empty" in readout(page) and not page.locator(".bars .top").count()


def test_the_bars_move_while_something_is_drawn(opened):
    page = opened("digit_pad")
    place = page.locator(".nnl .pad").bounding_box()
    page.mouse.move(place["x"] + 80, place["y"] + 60)
    page.mouse.down()
    bars = "() => [...document.querySelectorAll('.nnl .bars b')].map((text) => text.textContent).join()"
    for x, y in [(200, 60), (170, 140)]:  # at each place of the pen, before it is lifted
        before = page.evaluate(bars)
        page.mouse.move(place["x"] + x, place["y"] + y)
        page.wait_for_function(f"(before) => ({bars})() !== before", arg=before)
    page.mouse.up()


def test_drawing_by_keyboard_says_where_the_pen_is(opened):
    page = opened("digit_pad")
    canvas = page.get_by_label(PAD, exact=True)
    canvas.focus()
    for key in ["Delete"] + ["ArrowUp"] * 8 + ["Space"] + ["ArrowDown"] * 16 + ["Space"]:
        page.keyboard.press(key)
    page.evaluate(FRAME)
    assert page.locator(".drawn .hint").inner_text() == "Pen up, column 14 of 28, row 22 of 28"
    assert "is read as 1," in readout(page)
    page.keyboard.press("Delete")
    page.evaluate(FRAME)
    assert "The page is empty" in readout(page) and "Space puts it down or lifts it" in readout(page)


def test_drawing_with_a_finger_does_not_scroll_the_page(opened):
    page = opened("digit_pad", has_touch=True, viewport={"width": 390, "height": 500})
    canvas = page.locator(".nnl .pad")
    canvas.scroll_into_view_if_needed()
    place, before = canvas.bounding_box(), page.evaluate("scrollY")
    session = page.context.new_cdp_session(page)
    points = [(100, 30 + 20 * i) for i in range(9)]
    for i, (x, y) in enumerate(points):
        kind = "touchMove" if i else "touchStart"
        point = {"x": place["x"] + x, "y": place["y"] + y}
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.evaluate(FRAME)
    assert page.evaluate("scrollY") == before
    assert "is read as 1," in readout(page)


def test_the_other_network_is_asked(opened):
    page = opened("digit_pad", {"strokes": DRAWINGS[4]})
    first, second = page.locator(".segments span").all_inner_texts()
    before = percents(page)
    assert f"Asked: {first}. {second} reads " in readout(page)
    do(page, ("network to ask", second))
    assert percents(page) != before and f"Asked: {second}. {first} reads 4." in readout(page)
    assert percents(page)[4] > 0


def test_the_lesson_asks_its_own_networks():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    (call,) = [cell.source for cell in cells if "digit_pad.explore(" in cell.source]
    stored = json.loads(gzip.decompress(live.stored(f"{FEED}").read_bytes()).split(b"\n", 1)[0])
    names = [one["name"] for one in stored["about"]["networks"]]
    assert names == ["784-128-64-10", "linear"] and all(f'"{name}": ' in call for name in names)
