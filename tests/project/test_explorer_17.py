"""The explorer of chapter 17: a drawing nudged along the slope for its pixels, and at random by the same size."""

import contextlib
import gzip
import io
import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import FRAME, do, draw_with_the_mouse, put, readout

from nncourse import digit_pad
from nncourse.playground import Rng
from nncourse.widgets import live
from nnlib import CrossEntropy, Identity, Layer, LeakyReLU, NeuralNetwork, ReLU, Sigmoid, Softmax, Tanh
from nnlib.drawing import fit_and_centre

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
FEED = "chapter17-networks"
DRAWINGS = digit_pad.drawings()
SIZE, GOAL, STEPS = "each pixel by ε", "make it read", "along the slope in"
PAD = "Drawing page. Arrow keys move the pen, Space puts it down or lifts it, Delete clears the page."


@pytest.fixture
def js(module):
    return module("chapter17")


def layered(number):
    """A network with some of all activations, with the numbers that the browser gets."""
    rng = np.random.default_rng(number)
    acts = [[Identity()], [ReLU(), Identity()], [Sigmoid(), Tanh(), Identity()], [LeakyReLU(), ReLU(), Tanh()]]
    acts = acts[number % len(acts)]
    sizes = [784, *(int(size) for size in rng.integers(5, 40, len(acts) - 1)), 10]
    layers = [Layer(ins, outs, act, rng=rng) for ins, outs, act in zip(sizes, sizes[1:], acts)]
    for layer in layers:
        layer.W[...] = digit_pad.compact(layer.W * 2)
        layer.b[...] = digit_pad.compact(rng.normal(0, 0.3, layer.b.shape))
    return NeuralNetwork(layers)


def sent(networks):
    about, data = digit_pad.explore(networks, nudge=True).data[FEED]()
    return [about, list(data)]


def an_image(number):
    """Paper and ink, as a drawing has them, and greys between."""
    rng = np.random.default_rng(100 + number)
    return np.clip(rng.normal(0.2, 0.6, (784, 1)), 0, 1)


def chances(net, image):
    return Softmax()(net.forward_pass(image))[:, 0]


def slope_of_pixels(net, x, labels):  # as the lesson has it
    gradient = CrossEntropy().derivative(net.forward_pass(x), labels)
    for layer in reversed(net.layers):
        gradient = layer.backward_pass(gradient, need_dx=True)
    return gradient


def nudged(net, x, goal, size, steps):
    label = net.forward_pass(x).argmax(axis=0) if goal == "other" else np.array([goal])
    way = 1 if goal == "other" else -1
    moved = x
    for _ in range(steps):
        moved = moved + way * size / min(steps, 4) * np.sign(slope_of_pixels(net, moved, label))
        moved = np.clip(np.clip(moved, x - size, x + size), 0, 1)
    return moved


def at_random(x, size, seed):
    rng = Rng(seed)
    signs = np.array([-1 if rng.random() < 0.5 else 1 for _ in range(784)]).reshape(784, 1)
    return np.clip(x + size * signs, 0, 1)


OPENED = """const found = js.unpack(about.arrays, new DataView(Uint8Array.from(bytes).buffer));
  const networks = js.namedNetworks({ ...found, about: about.about });
  const pixels = Float64Array.from(image);"""
SLOPES = f"""([[about, bytes], image]) => {{ {OPENED}
  return Array.from({{ length: 10 }}, (_, label) => [...js.slopeOfPixels(networks[0][1], pixels, label)]);
}}"""
FACTS = f"""([[about, bytes], image, states]) => {{ {OPENED}
  const plain = (one) => ({{ ...one, image: [...one.image], probabilities: [...one.probabilities] }});
  return states.map((now) => {{
    const {{ untouched, slope, random, others }} = js.facts(networks[0], networks, pixels, now);
    return {{ untouched: plain(untouched), slope: plain(slope), random: plain(random), others }};
  }});
}}"""
LADDER = f"""([[about, bytes], image, now]) => {{ {OPENED}
  return js.SIZES.map(js.ladder(networks[0][1], pixels, now));
}}"""


@pytest.mark.parametrize("number", range(8))
def test_the_slopes_of_the_pixels_are_those_of_nnlib(js, number):
    net, x = layered(number), an_image(number)
    for label, slope in enumerate(js(SLOPES, [sent({"net": net}), x.ravel()])):
        expected = slope_of_pixels(net, x, np.array([label]))[:, 0]
        assert slope == pytest.approx(expected, rel=1e-10, abs=1e-13) and np.abs(expected).max() > 1e-4


@pytest.mark.parametrize("number", range(8))
def test_images_are_nudged_as_in_the_lesson_and_the_control_has_the_same_size(js, number):
    net, other, x = layered(number), layered(number + 1), an_image(number)
    rng = np.random.default_rng(number)
    states = [
        {"goal": goal, "size": float(rng.integers(0, 31)) / 100, "steps": int(steps), "seed": number}
        for goal, steps in zip([*range(10), "other", "other"], rng.choice([1, 1, 2, 3, 4, 10], 12))
    ]
    found = js(FACTS, [sent({"net": net, "other": other}), x.ravel(), states])
    for state, one in zip(states, found, strict=True):
        moved = nudged(net, x, state["goal"], state["size"], state["steps"])
        control = at_random(x, state["size"], state["seed"])
        for theirs, ours in [("untouched", x), ("slope", moved), ("random", control)]:
            assert one[theirs]["image"] == pytest.approx(ours[:, 0], abs=1e-12)
            assert one[theirs]["probabilities"] == pytest.approx(chances(net, ours), rel=1e-9, abs=1e-12)
            assert one[theirs]["digit"] == chances(net, ours).argmax()
            assert np.abs(ours - x).max() <= state["size"] + 1e-12
        assert one["others"] == [["other", chances(other, moved).argmax()]]


@pytest.mark.parametrize(("goal", "steps"), [(3, 1), ("other", 1), (8, 3)])
def test_the_ladder_says_what_is_read_at_each_size(js, goal, steps):
    net, x = layered(1), an_image(1)
    now = {"goal": goal, "steps": steps, "seed": 5, "size": 0.1}
    rungs = js(LADDER, [sent({"net": net}), x.ravel(), now])
    assert len(rungs) == 31
    for k, (along, by_chance) in enumerate(rungs):
        assert along == chances(net, nudged(net, x, goal, k / 100, steps)).argmax()
        assert by_chance == chances(net, at_random(x, k / 100, 5)).argmax()
    assert len({along for along, _ in rungs}) > 1


def test_neighbours_are_joined(js):
    assert js("(digits) => js.runsOf(digits)", [7, 7, 9, 3, 3, 7]) == [[7, 0, 2], [9, 2, 3], [3, 3, 5], [7, 5, 6]]


SAID = """([digits, now, rungs, others]) => {
  const shares = (digit) => Array.from({ length: 10 }, (_, j) => (j === digit ? 0.91 : 0.01));
  const found = (digit) => ({ digit, probabilities: shares(digit) });
  const [untouched, slope, random] = digits.map(found);
  return js.words({ what: "Your drawing", name: "A", found: { untouched, slope, random, others }, now, rungs });
}"""


@pytest.mark.parametrize(
    ("goal", "steps", "rungs", "expected"),
    [
        (3, 1, [[7, 7], [9, 7], [3, 7]], "that makes it read 3 is 0.02; at random, not even 0.30 does."),
        ("other", 1, [[7, 7], [9, 7], [3, 4]], "makes it read anything but 7 is 0.01; at random, 0.02 does."),
        (7, 1, [[7, 7], [7, 3]], "It reads 7 untouched."),
        (4, 1, [[7, 7], [9, 7]], "Along the slope, not even a change of 0.30 makes it read 4."),
        (3, 10, None, "by at most 0.10, towards 3, in 10 steps of 0.025: 3 (91.0 %). At random, by the same 0.10: 7"),
        (3, 2, None, "in 2 steps of 0.050: 3 (91.0 %)"),
        ("other", 1, None, "Each pixel moved by at most 0.10, away from 7: 3 (91.0 %)."),
        (3, 1, None, "Shown the image made for A, B reads 9, C reads 7."),
    ],
)
def test_it_says_what_the_change_did(js, goal, steps, rungs, expected):
    now = {"goal": goal, "size": 0.1, "steps": steps}
    said = js(SAID, [[7, 3, 7], now, rungs, [["B", 9], ["C", 7]]])
    assert said["readout"].startswith("Your drawing is read as 7 (91.0 %).\n") and expected in said["readout"]
    assert "smallest" not in said["readout"] or rungs
    assert said["alt"].endswith(said["readout"].splitlines()[1])


@pytest.mark.parametrize(
    "state",
    [
        {"strokes": None, "example": 7, "goal": 3, "size": 0.1, "steps": 1},
        {"strokes": DRAWINGS[4], "example": 7, "goal": "other", "size": 0.07, "steps": 10},
        {"strokes": [], "example": 7, "goal": 8, "size": 0.05, "steps": 3},
    ],
)
def test_the_same_in_nnlib_prints_the_probabilities(js, state):
    net, printed = layered(1), io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(js("(state) => js.program(state)", state), {"net": net})
    strokes = DRAWINGS[7] if state["strokes"] is None else state["strokes"]
    x = fit_and_centre(digit_pad.ink(strokes)).reshape(784, 1) if strokes else np.zeros((784, 1))
    images = [x, nudged(net, x, state["goal"], state["size"], state["steps"])]
    assert printed.getvalue() == "".join(f"{np.round(100 * chances(net, image), 1)}\n" for image in images)


class Halves(Layer):
    """A layer that is none of nnlib's own: a browser cannot know what it computes."""


@pytest.mark.parametrize(
    ("networks", "state", "words"),
    [
        ({"own": NeuralNetwork([Halves(784, 10, Identity())])}, {}, r"'own': nudging takes fully connected layers"),
        ({"net": layered(0)}, {"network": "nut"}, "network must be one of None, 'net', not 'nut'"),
        ({"net": layered(0)}, {"goal": 10}, "goal must be one of 0, 1, .*other', not 10"),
        ({"net": layered(0)}, {"steps": 7}, "steps must be one of"),
        ({"net": layered(0)}, {"size": 0.5}, "from 0 to 0.3, not 0.5"),
        ({}, {}, "at least one network"),
    ],
)
def test_it_refuses_what_it_cannot_nudge(networks, state, words):
    with pytest.raises(ValueError, match=words):
        digit_pad.explore(networks, nudge=True, **state)


def test_without_nudging_the_pad_is_what_it_was():
    explorer = digit_pad.explore({"net": layered(0)}, DRAWINGS[3])
    assert (explorer.name, [*explorer.data]) == ("digit_pad", ["digit_pad-networks"])
    explorer = digit_pad.explore({"net": layered(0)}, DRAWINGS[3], nudge=True, goal=8, size=0.05)
    assert (explorer.name, [*explorer.data]) == ("chapter17", [FEED])
    assert explorer.state == {"strokes": DRAWINGS[3], "goal": 8, "size": 0.05}


# ---- the page ----


def read(page):
    """The three digits that stand there large: untouched, along the slope, at random."""
    return page.locator(".nnl .reads17 b").all_inner_texts()


def settled(page):
    """The readout, when what is read at all sizes is known."""
    page.wait_for_function("() => document.querySelector('.nnl').innerText && !document.querySelector('.awaited')")
    page.evaluate(FRAME)
    return readout(page)


def runs(page, row):
    return page.locator(".nnl .runs17").nth(row).locator("span").all_inner_texts()


def test_at_first_a_seven_is_read_as_a_three_and_at_random_as_a_seven(opened):
    page = opened("chapter17")
    assert settled(page).startswith("The example, a 7, is read as 7 ")
    assert read(page) == ["7", "3", "7"]
    assert runs(page, 0)[0] == "7" and runs(page, 0)[-1] == "3" and runs(page, 1) == ["7"]
    assert page.locator(".fooled17").count() == 1


def test_a_seven_of_ones_own_is_made_a_three_at_the_smallest_size(opened):
    page = opened("chapter17")
    draw_with_the_mouse(page, DRAWINGS[7])
    text = settled(page)
    assert text.startswith("Your drawing is read as 7 ")
    (smallest,) = re.findall(r"makes it read 3 is (0\.\d\d)", text)
    put(page, SIZE, smallest)
    page.evaluate(FRAME)
    assert read(page) == ["7", "3", "7"]
    page.keyboard.press("ArrowLeft")
    page.evaluate(FRAME)
    assert read(page) == ["7", "7", "7"]
    put(page, SIZE, "0.00")
    page.evaluate(FRAME)
    said = page.locator(".nnl .reads17 span:last-child").all_inner_texts()
    assert len(set(said)) == 1, "nothing is moved"


def test_a_blank_page_is_read_as_an_eight(opened):
    page = opened("chapter17")
    do(page, ("press", "Clear"), (GOAL, "8"), (SIZE, "0.05"))
    assert settled(page).startswith("The blank page is read as ")
    untouched, slope, random = read(page)
    assert slope == "8" and untouched == random != "8"
    do(page, ("key", PAD, "Delete"), ("press", "Example"))
    assert readout(page).startswith("The example, a 7,")


def test_ten_steps_are_stronger_than_one_and_the_other_networks_are_told(opened):
    page = opened("chapter17")
    names = page.locator(".nnl select option").all_inner_texts()
    do(page, (SIZE, "0.08"))
    one = page.locator(".panel17 .bars b").all_inner_texts()[13]
    do(page, (STEPS, "10 steps"))
    text = settled(page)
    ten = page.locator(".panel17 .bars b").all_inner_texts()[13]
    assert float(ten.rstrip(" %")) > float(one.rstrip(" %")) and "in 10 steps of 0.020" in text
    assert all(f"{name} reads " in text for name in names[1:]) and f"made for {names[0]}, " in text
    do(page, ("network to fool", names[1]))
    assert f"made for {names[1]}, {names[0]} reads " in settled(page)


def test_any_other_digit_will_do_and_another_draw_is_no_more_dangerous(opened):
    page = opened("chapter17")
    do(page, (GOAL, "other"))
    assert "away from 7" in settled(page) and read(page)[1] != "7"
    pictures = set()
    for _ in range(5):
        do(page, ("press", "Another random change"))
        assert read(page)[2] == "7"
        pictures.add(page.locator(".panel17 canvas.image").nth(2).evaluate("(one) => one.toDataURL()"))
    assert len(pictures) == 5


AT = """([row, place]) => {
  const spans = [...document.querySelectorAll(".nnl .runs17")[row].querySelectorAll("span")];
  let end = 0;
  return spans.find((one) => (end += Number(one.style.flexGrow)) > place).textContent;
}"""


def test_what_is_read_at_each_size_belongs_to_what_is_drawn_and_chosen(opened):
    page = opened("chapter17", {"size": 0.12, "goal": 9})
    names = page.locator(".nnl select option").all_inner_texts()
    changes = [("press", "Example", 6), (GOAL, "0"), (STEPS, "3 steps"), ("network to fool", names[2])]
    for change in [*changes, ("press", "Another random change"), ("press", "Clear"), (GOAL, "other")]:
        do(page, change)
        settled(page)
        untouched, slope, random = read(page)
        found = [page.evaluate(AT, place) for place in ([0, 0], [0, 12], [1, 12])]
        assert found == [untouched, slope, random], change


def test_a_click_on_what_is_read_sets_the_size(opened):
    page = opened("chapter17")
    settled(page)
    row = page.locator(".nnl .runs17").nth(0)
    place = row.bounding_box()
    row.click(position={"x": place["width"] * 20.5 / 31, "y": 8})
    page.evaluate(FRAME)
    assert page.get_by_label(SIZE, exact=True).get_attribute("aria-valuetext") == "0.20"


def test_the_change_is_shown_at_once_while_the_ladder_is_still_climbed(opened):
    page = opened("chapter17", {"steps": 10, "size": 0.2})
    settled(page)
    found = page.evaluate(
        """async () => {
      const goals = [...document.querySelectorAll(".nnl .segments input")];
      goals[9].click();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const read = document.querySelectorAll(".nnl .reads17 b")[1].textContent;
      return [read, document.querySelectorAll(".awaited").length];
    }"""
    )
    assert found[0] == "9" and found[1] == 2
    assert "makes it read 9" in settled(page)


OUTSIDE = """() => [...document.querySelectorAll(".nnl .panel17")].map((panel) => {
  const range = document.createRange();
  const right = panel.getBoundingClientRect().right + 1;
  return [...panel.querySelectorAll(".bars b")].filter((text) => {
    range.selectNodeContents(text);
    return range.getBoundingClientRect().right > right;
  }).length;
})"""


@pytest.mark.parametrize("width", [1010, 358])
def test_the_numbers_stay_beside_their_bars_under_the_theme_of_the_pages(opened, width):
    page = opened("chapter17", viewport={"width": width, "height": 900})
    page.add_style_tag(
        content="* { box-sizing: border-box } body { margin: 0 } .row > * { padding: 0 12px; width: 100% }"
    )
    page.evaluate(FRAME)
    assert page.evaluate(OUTSIDE) == [0, 0, 0]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_lesson_hands_over_its_own_networks():
    (path,) = NOTEBOOKS.glob("17-*.ipynb")
    (call,) = [cell.source for cell in nbformat.read(path, as_version=4).cells if "digit_pad.explore(" in cell.source]
    stored = json.loads(gzip.decompress(live.stored(f"{FEED}").read_bytes()).split(b"\n", 1)[0])
    assert "nudge=True" in call and all(f'"{one["name"]}": ' in call for one in stored["about"]["networks"])
