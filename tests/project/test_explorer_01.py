"""Chapter 01's explorer in a real Chromium: what it counts is nnlib's, and what the lesson asks for can be done."""

import contextlib
import gzip
import io
import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout, swipe, with_widget

from nncourse.chapter01 import explorer as chapter01
from nncourse.widgets import live
from nnlib import Neuron, load_mnist, step

(LESSON,) = (Path(__file__).parents[2] / "notebooks").glob("01-*.ipynb")
CELLS = nbformat.read(LESSON, as_version=4).cells
PRINTED = [output.get("text", "") for cell in CELLS if cell.cell_type == "code" for output in cell.outputs]
PROSE = " ".join(" ".join([cell.source for cell in CELLS] + PRINTED).split())

# A name, what to do, what the readout then holds, and where the lesson says so.
TASKS = [
    ("by eye", [], "Right: 12,249 of 12,665 (96.72 %). 0s read as 1: 411. 1s read as 0: 5.", "right: 96.72%"),
    ("bias −0.20", [("bias", "−0.2")], "(98.71 %). 0s read as 1: 136. 1s read as 0: 27.", "98.71 % are right"),
    (
        "the same by dragging",
        [("key", "the line (bias)", "ArrowRight", 20)],
        "(98.71 %)",
        "Drag the line of the neuron",
    ),
    ("sides −3", [("weight of the sides", "−3")], "(99.49 %)", "99.49 % of the answers are right"),
    (
        "the challenge",
        [("weight of the middle", "0.3"), ("weight of the sides", "−1.6"), ("bias", "0")],
        "Right: 12,624 of 12,665 (99.68 %)",
        "some lines get 99.68 % of these training images right",
    ),
    (
        "signs changed",
        [("weight of the middle", "−1"), ("weight of the sides", "1")],
        "(3.28 %)",
        "weights [-1, 1]: 3.28% right",
    ),
]


@pytest.fixture(scope="module")
def zeros_and_ones():
    """The ink of the lesson, computed for all images at once, and which are 1s."""
    (x, y), _ = load_mnist()
    x, is_one = x[:, y < 2], y[y < 2]
    parts = (slice(12, 16), slice(4, 10), slice(18, 24))
    middle, left, right = (x.reshape(28, 28, -1)[12:16, part].mean(axis=(0, 1)) for part in parts)
    return np.array([middle, (left + right) / 2], dtype=np.float64), is_one, x


@pytest.fixture(scope="module")
def stored():
    """What the pages load: the ink, which are 1s, and the first images."""
    text, data = gzip.decompress(live.stored("chapter01-data").read_bytes()).split(b"\n", 1)
    about = json.loads(text)
    arrays = {}
    for name, (dtype, shape, offset) in about["arrays"].items():
        arrays[name] = np.frombuffer(data, dtype, int(np.prod(shape)), offset).reshape(shape, order="F")
    return arrays | about["about"]


@pytest.fixture
def js(module):
    return module("chapter01")


@pytest.mark.parametrize(("name", "actions", "holds", "says"), TASKS, ids=[task[0] for task in TASKS])
def test_what_the_lesson_asks_is_read_in_the_explorer(opened, name, actions, holds, says):
    page = opened("chapter01")
    do(page, *actions)
    assert holds in readout(page)
    assert says in PROSE


def test_stored_ink_is_the_lessons(stored, zeros_and_ones):
    ink, is_one, x = zeros_and_ones
    np.testing.assert_allclose(stored["ink"], ink, atol=1e-6)
    np.testing.assert_array_equal(stored["is_one"], is_one)
    np.testing.assert_array_equal(stored["images"], np.rint(255 * x[:, : stored["few"]]))


COUNT = """([states, ink, isOne]) => {
  const inks = Float64Array.from(ink);
  return states.map((state) => js.facts({ ...js.START, ...state }, inks, isOne));
}"""


def test_counts_are_a_neurons(js, stored):
    rng = np.random.default_rng(1)
    ink, is_one = stored["ink"], stored["is_one"]
    numbers = [[1, -1, 0], [1, -1, -0.2], [1, -3, 0], [0.3, -1.6, 0], [2, -2, 0], [-1, 1, 0], [0, 0, 1], [0, 0, 0]]
    numbers += rng.normal(0, 1, (30, 3)).tolist() + rng.integers(-300, 301, (30, 3)).astype(float).tolist()
    states = [dict(zip(("w1", "w2", "bias"), three)) for three in numbers]
    found = js(COUNT, [states, ink.ravel(order="F").tolist(), is_one.tolist()])
    for (w1, w2, bias), one in zip(numbers, found):
        answers = Neuron([w1, w2], bias, step)(ink)
        counts = [[np.sum((is_one == digit) & (answers == answer)) for answer in (0, 1)] for digit in (0, 1)]
        assert one["counts"] == counts and one["n"] == is_one.size, (w1, w2, bias)
        assert one["right"] == np.sum(answers == is_one)


def test_alt_text_says_on_which_side_of_the_line_the_answer_is_1(js):
    place = "([w1, w2, bias]) => js.placeOfYes({ w1, w2, bias })"
    for numbers, where in [((1, -1, 0), "to the right and below"), ((-1, 2, 0), "to the left and above")]:
        assert f"on its hatched side, {where}, the answer is 1" in js(place, numbers)
    assert "side, below, the answer is 1" in js(place, (0, -1, 0.3))
    for numbers, answer in [((0, 0, 1), 1), ((0.3, 0.3, -1), 0)]:  # no weights; a line beside the square
        assert f"no line: with z = {numbers[0]:.2f}" in js(place, numbers)
        assert f"every image gets the answer {answer}" in js(place, numbers)


def test_misread_images_are_found_one_after_the_other(js):
    ink = [0.5, 0.1, 0.1, 0.5, 0.6, 0.2, 0.7, 0.0]  # z: 0.4, -0.4, 0.4, 0.7
    call = "([ink, isOne, from]) => js.misread(js.START, ink, isOne, 4, from)"
    assert [js(call, [ink, [0, 0, 1, 0], start]) for start in range(4)] == [0, 3, 3, 3]
    assert js(call, [ink, [0, 0, 1, 0], 4]) == 0
    assert js(call, [ink, [1, 0, 1, 1], 2]) is None


SAID = """([state, ink, isOne, few]) => {
  const { readout } = js.words({ ...js.START, ...state }, Float64Array.from(ink), isOne, few);
  return [readout, js.program(state)];
}"""


def test_same_in_nnlib_prints_the_numbers_of_the_readout(js, stored):
    state, printed = {"w1": 0.7, "w2": -1.25, "bias": -0.05}, io.StringIO()
    readout, program = js(SAID, [state, stored["ink"].ravel(order="F"), stored["is_one"], stored["few"]])
    with contextlib.redirect_stdout(printed):
        exec(program, {"ink": stored["ink"], "is_one": stored["is_one"]})
    numbers = re.findall(r"\d+(?= |\n|$)", printed.getvalue().replace("as 1:", "").replace("as 0:", ""))
    said = re.search(r"Right: ([\d,]+) of ([\d,]+) .* 0s read as 1: ([\d,]+)\. 1s read as 0: ([\d,]+)\.", readout)
    assert numbers == [one.replace(",", "") for one in said.groups()]


def test_image_that_is_looked_at_is_the_one_pointed_at(opened, stored):
    page = opened("chapter01")
    ink, is_one = stored["ink"], stored["is_one"]
    first = int(np.flatnonzero((ink[0] > ink[1])[:300] != is_one[:300])[0])
    look = page.locator(".nnl .one")
    assert look.inner_text().startswith(
        f"image {first + 1}, a 0\nmiddle {ink[0, first]:.3f}\nsides {ink[1, first]:.3f}"
    )
    do(page, ("press", "Next misread image"))
    assert not look.inner_text().startswith(f"image {first + 1},")
    lonely = int(np.argmax(ink[1, :300]))  # the highest of all points
    box = page.locator(".nnl .mark").nth(lonely).bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    assert look.inner_text().startswith(f"image {lonely + 1}, a {is_one[lonely]}\n")
    pixels = page.evaluate("""() => {
      const canvas = document.querySelector(".nnl canvas");
      return [...canvas.getContext("2d").getImageData(0, 0, 28, 28).data].filter((_, i) => i % 4 === 0);
    }""")
    np.testing.assert_array_equal(pixels, 255 - stored["images"][:, lonely].astype(int))


@pytest.mark.parametrize("move", [drag, swipe])
def test_line_slides_and_arrow_turns(opened, move):
    page = opened("chapter01", has_touch=move is swipe)
    labels = ("weight of the middle", "weight of the sides", "bias")

    def numbers():
        return [float(page.get_by_label(label, exact=True).input_value()) for label in labels]

    move(page, "the line (bias)", 40, 40)
    w1, w2, bias = numbers()
    assert [w1, w2] == [1, -1] and bias < -0.1
    move(page, "the arrow's tip (weights)", -20, 40)
    assert numbers()[0] < 1 and numbers()[1] < -1


def test_nothing_is_promised_before_the_data_are_there(chrome):
    busy = """() => {
      const model = { get: () => ({}), set() {}, save_changes() {}, on() {}, off() {}, send() {} };
      const stop = widget.render({ model, el: document.body });
      const found = [document.body.firstChild.getAttribute("aria-busy"), document.body.innerText];
      stop();
      return found;
    }"""
    page = with_widget(chrome, "chapter01")
    assert page.evaluate(busy) == ["true", "Loading the ink of the images; in JupyterLab, run this cell."]
    page.close()


def test_what_python_hands_over_is_checked():
    ink, is_one = np.array([[0.0, 0.1, 0.7], [0.4, 0.5, 0.0]]), np.array([0, 0, 1])
    about, data = chapter01.explore(ink, is_one, w1=2).data["chapter01-data"]()
    assert about["about"] == {"few": 3} and list(about["arrays"]) == ["ink", "is_one"]
    assert np.frombuffer(data, float, 6).tolist() == ink.T.ravel().tolist()
    for wrong, says in [
        ((ink.T, is_one), "shape"), ((ink, is_one[:2]), "shape"), ((ink * np.nan, is_one), "finite"),
        ((ink, [0, 1, 2]), "only 0 and 1"), ((ink, is_one, np.zeros((784, 2))), r"\(784, 3\)"),
    ]:  # fmt: skip
        with pytest.raises(ValueError, match=says):
            chapter01.explore(*wrong)
    with pytest.raises(ValueError, match="picked must be a whole number from 0 to 2"):
        chapter01.explore(ink, is_one, picked=3)


def test_few_images_are_enough(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(live, "stored", lambda name: tmp_path / "data" / name)
    explorer = chapter01.explore(np.array([[0.0, 0.7], [0.4, 0.0]]), np.array([0, 1]))
    live.store_data(explorer)
    live.write_pages(tmp_path, ["chapter01"])
    page = opened("chapter01", folder=tmp_path)
    assert "Right: 2 of 2 (100.00 %)" in readout(page)
    button = page.get_by_role("button", name="Next misread image")
    assert button.get_attribute("aria-disabled") == "true" and page.locator(".nnl canvas").count() == 0
