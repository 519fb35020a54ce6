"""Chapter 11's explorer: its convolution is nnlib's, and the lesson's tasks come out as the lesson says."""

import contextlib
import io
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout, shown

from nncourse.chapter11 import explorer as chapter11
from nncourse.widgets import live
from nnlib import Conv2D, Identity, load_mnist

LESSON = Path(__file__).parents[2] / "notebooks" / "11-convolutions.ipynb"
KERNELS = {
    "left edges": np.array([[-1, 0, 1]] * 3),
    "top edges": np.array([[-1, 0, 1]] * 3).T,
    "stems": np.array([[-1, 2, -1]] * 3),
    "bars": np.array([[-1, 2, -1]] * 3).T,
    "blur": np.full((3, 3), 1 / 9),
}


@pytest.fixture
def js(module):
    return module("chapter11")


def of_nnlib(picture, kernel, stride, padding):
    size = len(kernel)
    layer = Conv2D(1, 1, size, Identity(), stride=stride, padding=padding)
    layer.W[:] = kernel.ravel()
    return layer.forward_pass(picture[np.newaxis, :, :, np.newaxis])[0, :, :, 0]


CONVOLVE = """({ picture, size, kernel, stride, padding }) => {
  const { side, values } = js.convolve(Float64Array.from(picture), size, kernel, { stride, padding });
  return [side, [...values], js.placesAlong(size, Math.sqrt(kernel.length), stride, padding)];
}"""


@pytest.mark.parametrize("seed", range(60))
def test_its_convolution_is_that_of_conv2d(js, seed):
    rng = np.random.default_rng(seed)
    k, stride, padding = int(rng.integers(1, 6)), int(rng.integers(1, 4)), int(rng.integers(0, 3))
    size = int(rng.integers(k, 30))
    picture, kernel = rng.normal(0, 1, (size, size)), rng.normal(0, 1, (k, k))
    expected = of_nnlib(picture, kernel, stride, padding)
    case = {"picture": picture.ravel().tolist(), "kernel": kernel.ravel().tolist()}
    side, values, places = js(CONVOLVE, case | {"size": size, "stride": stride, "padding": padding})
    assert (side, side) == expected.shape and places == side
    assert np.abs(np.reshape(values, (side, side)) - expected).max() < 1e-12 * max(1, np.abs(expected).max())


FACTS = """({ pixels, ...state }) => {
  const found = js.facts({ ...js.START, ...state }, Float64Array.from(pixels));
  return { ...found, values: [...found.values] };
}"""


def moved(picture, right, down):
    return np.pad(picture, 6)[6 - down : 34 - down, 6 - right : 34 - right]


@pytest.mark.parametrize("seed", range(40))
def test_its_facts_are_those_of_nnlib(js, seed):
    rng = np.random.default_rng(seed)
    stride, padding = int(rng.integers(1, 4)), int(rng.integers(0, 3))
    right, down = (int(one) for one in rng.integers(-6, 7, 2))
    pixels = rng.integers(0, 256, 784) * (rng.random(784) < 0.4) / 255
    kernel = rng.choice([rng.normal(0, 1, 9), KERNELS["stems"].ravel(), KERNELS["blur"].ravel()])
    picture = moved(pixels.reshape(28, 28), right, down)
    expected = of_nnlib(picture, kernel.reshape(3, 3), stride, padding)
    side = len(expected)
    row, column = (int(one) for one in rng.integers(0, 30, 2))
    state = {"row": row, "column": column, "right": right, "down": down, "stride": stride, "padding": padding}
    found = js(FACTS, state | {"kernel": kernel.tolist(), "pixels": pixels.tolist()})
    row, column = min(row, side - 1), min(column, side - 1)
    assert (found["row"], found["column"], found["side"]) == (row, column, side)
    assert np.abs(np.reshape(found["values"], (side, side)) - expected).max() < 1e-12
    window = np.pad(picture, padding)[row * stride : row * stride + 3, column * stride : column * stride + 3]
    assert found["window"] == window.ravel().tolist()
    assert np.abs(np.subtract(found["products"], window.ravel() * kernel)).max() < 1e-15
    assert abs(found["sum"] - expected[row, column]) < 1e-12
    plain = expected.round(9)
    for name, at in (("largest", plain.argmax()), ("smallest", plain.argmin())):
        value, place = found[name]
        assert place == list(divmod(int(at), side)) and abs(value - expected.ravel()[at]) < 1e-12
    assert (found["above"], found["under"]) == (np.sum(plain > 0), np.sum(plain < 0))
    assert found["unseen"] == 28 + 2 * padding - ((side - 1) * stride + 3)
    still = of_nnlib(pixels.reshape(28, 28), kernel.reshape(3, 3), stride, padding).round(9)
    if right % stride or down % stride:
        assert found["along"] is None
    else:
        dr, dc = down // stride, right // stride
        rows = range(max(0, dr), side + min(0, dr))
        columns = range(max(0, dc), side + min(0, dc))
        differ = sum(plain[r, c] != still[r - dr, c - dc] for r in rows for c in columns)
        assert found["along"] == {"differ": differ, "places": [dr, dc]}


def test_its_kernels_are_those_of_the_lesson(js):
    found = js("() => js.KERNELS")
    assert list(found) == list(KERNELS)
    for name, kernel in KERNELS.items():
        assert found[name] == kernel.ravel().tolist()


@pytest.mark.parametrize(("stride", "padding", "expected"), [(1, 1, (11, 11)), (2, 0, (5, 5)), (3, 2, (4, 4))])
def test_the_window_stays_where_it_is_when_stride_or_padding_change(js, stride, padding, expected):
    found = js("(values) => js.settings(js.START, values)", {"stride": stride, "padding": padding})
    assert (found["row"], found["column"]) == expected


STATES = [
    {},
    {"right": 2, "down": -1, "stride": 2},
    {"image": 7, "kernel": [1 / 9] * 9, "padding": 2, "row": 29, "column": 3},
    {"right": -6, "down": 6, "kernel": [0.25, -1, 3, 0, 0, 0, 1, 1, -9], "stride": 3, "row": 28, "column": 28},
]


@pytest.fixture(scope="module")
def digits():
    (x, y), _ = load_mnist()
    return x[:, :20], y[:20]


@pytest.mark.parametrize("state", STATES)
def test_the_same_in_nnlib_prints_the_numbers_of_the_readout(js, digits, state):
    pixels = digits[0][:, state.get("image", 0)].tolist()
    text, words = js(
        """([state, pixels]) => {
          const now = { ...js.START, ...state };
          return [js.program(now), js.words(now, Float64Array.from(pixels), 5).readout];
        }""",
        [state, pixels],
    )
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(text, {})
    here, largest, smallest, shape = printed.getvalue().replace("-0.00", "0.00").replace("-", "−").split(maxsplit=3)
    side = int(shape.strip("() \n").split(",")[0])
    assert f"its sum is {here}. Largest {largest} at" in words
    assert f"smallest {smallest} at" in words and f"Map {side} × {side}" in words


# What the lesson asks for: what is done, what the readout says then, and the words of the lesson.
TASKS = {
    "at the start": ([], "its sum is 2.73", "the sum is large"),
    "moved by 1": ([("key", "the digit", "ArrowRight")], "Largest 2.73 at (10, 11)", "one place for each pixel"),
    "moved by 2": ([("key", "the digit", "ArrowRight", 2)], "Largest 2.73 at (10, 12)", "one place for each pixel"),
    "stride 2, moved by 1": (
        [("key", "the digit", "ArrowRight"), ("stride", "2")],
        "Largest 2.38",
        "the map hasn't just moved, it's a different map",
    ),
    "stride 2, moved by 2": (
        [("key", "the digit", "ArrowRight", 2), ("stride", "2")],
        "Largest 2.73 at (5, 6)",
        "After two, it's the old one again",
    ),
}


@pytest.mark.parametrize("task", TASKS)
def test_the_tasks_of_the_lesson_come_out(opened, task):
    actions, expected, quoted = TASKS[task]
    page = opened("chapter11")
    do(page, *actions)
    assert expected in readout(page)
    lesson = nbformat.read(LESSON, as_version=4)
    text = "\n".join(cell.source for cell in lesson.cells if cell.cell_type == "markdown")
    assert quoted in text


def test_every_kernel_answers_0_on_background_and_one_of_them_not_in_solid_ink(js):
    """The lesson asks which one, and says: add up the weights."""
    facts = "([kernel, grey]) => js.facts({ ...js.START, kernel }, new Float64Array(784).fill(grey)).sum"
    kernels = js("() => js.KERNELS")
    assert all(js(facts, [kernel, 0]) == 0 for kernel in kernels.values())
    inside = {name: js(facts, [kernel, 1]) for name, kernel in kernels.items()}
    assert [name for name, value in inside.items() if abs(value) > 1e-9] == ["blur"]


def test_window_and_digit_are_dragged_each_by_itself(opened):
    page = opened("chapter11")
    assert "place (10, 10)" in readout(page)
    cell = page.locator(".frame11").first.bounding_box()["width"] / 32
    drag(page, "the window", 5 * cell, -3 * cell)
    assert "place (7, 15)" in readout(page)
    drag(page, "the digit", -2 * cell, 4 * cell)
    assert "Digit moved 2 to the left and 4 down" in readout(page) and "place (7, 15)" in readout(page)
    box = page.get_by_label("the digit").bounding_box()
    page.mouse.click(box["x"] + 3.5 * cell, box["y"] + 20.5 * cell)  # pressed, not dragged: the window comes there
    page.wait_for_timeout(100)
    assert "place (19, 2)" in readout(page)
    page.get_by_label("the answer in the map").click(position={"x": 5.5 * cell, "y": 8.5 * cell})
    page.wait_for_timeout(100)
    assert "place (8, 5)" in readout(page)


def test_the_map_fills_place_by_place(opened):
    page = opened("chapter11", {"stride": 3})
    for presses in (1, 8, 1):
        do(page, ("press", "Step", presses))
    assert "place (1, 0)" in readout(page) and "10 answers of 81 so far" in readout(page)
    page.get_by_role("button", name="▶ Play").press("Enter")
    page.wait_for_function("() => document.querySelector('.readout').innerText.includes('Largest')", timeout=60_000)
    assert "place (8, 8)" in readout(page)
    assert page.get_by_role("button", name="▶ Play").count() == 1  # it has stopped by itself
    do(page, ("press", "Reset"))
    assert "place (10, 10)" in readout(page) and "Map 26" in readout(page)


def test_weights_are_typed(opened):
    page = opened("chapter11")
    before = shown(page)
    do(page, ("weight in row 0, column 2", "3.5"))
    assert "its sum is 5.21" in readout(page)  # 253 / 255 more for each of 2.5
    assert shown(page) != before
    do(page, ("kernel", "blur"))
    assert page.get_by_label("weight in row 2, column 2").input_value() == "0.11"


def test_what_python_takes_and_sends(digits):
    x, y = digits
    explorer = chapter11.explore(x, y, image=3, kernel=[0, 0, 0, 0, 1, 0, 0, 0, 0])
    assert explorer.state == {"image": 3, "kernel": [0, 0, 0, 0, 1, 0, 0, 0, 0]}
    about, data = explorer.data["chapter11-data"]()
    kind, shape, offset = about["arrays"]["images"]
    assert (kind, shape) == ("uint8", [784, 20])
    sent = np.frombuffer(data, np.uint8, 784 * 20, offset).reshape(784, 20, order="F")
    assert np.array_equal((sent / 255).astype(x.dtype), x)
    stored = live.data_script("chapter11-data")
    assert '"images"' in stored


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda x, y: ((x[:700], y), {}), r"shape \(784, n\)"),
        (lambda x, y: ((x, y[:3]), {}), "one label each"),
        (lambda x, y: ((x[:, :0], y[:0]), {}), r"shape \(784, n\)"),
        (lambda x, y: ((x * 255, y), {}), "from 0 to 1"),
        (lambda x, y: ((x * np.nan, y), {}), "from 0 to 1"),
        (lambda x, y: ((x, y), {"image": 1000}), "image must be a whole number from 0 to"),
    ],
)
def test_what_python_does_not_take(digits, change, message):
    arguments, state = change(*digits)
    with pytest.raises(ValueError, match=message):
        chapter11.explore(*arguments, **state)
