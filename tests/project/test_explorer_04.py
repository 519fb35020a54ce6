"""Chapter 04's explorer: the shapes of W @ x + b, and what NumPy and nnlib say to three mistakes."""

import contextlib
import io
import itertools
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout

from nncourse.chapter04 import explorer as chapter04
from nncourse.widgets import states
from nnlib import Identity, Layer

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "04-layers.ipynb"
SIZES = range(1, 9)
START = {"ins": 2, "outs": 3, "n": 5, "row": 1, "column": 0, "mistake": "none"}
ALL = [
    {"ins": ins, "outs": outs, "n": n, "row": outs // 2, "column": n - 1, "mistake": mistake}
    for ins, outs, n, mistake in itertools.product(SIZES, SIZES, SIZES, states.declared("chapter04")["mistake"]["enum"])
]
FACTS = """(states) => states.map((one) => {
  const { z, right, error, wrong, same, chosen, parameters, multiplications, place } = js.facts(one);
  return { z, right, error, wrong, same, value: chosen?.value, chosen, parameters, multiplications, place,
    nnlib: js.layerSays(one) };
})"""


@pytest.fixture(scope="module")
def arrays(module):
    evaluate = module("chapter04")
    found = [np.array(evaluate(f"() => js.{name}")) for name in ("WEIGHTS", "EXAMPLES", "BIASES")]
    return found[0], found[1], found[2].reshape(-1, 1)


def made(arrays, state):
    """The arrays of a state, with its mistake, and the z that should be."""
    W, x, b = arrays
    W, x, b = W[: state["outs"], : state["ins"]], x[: state["ins"], : state["n"]], b[: state["outs"]]
    right = W @ x + b
    if state["mistake"] == "x transposed":
        x = x.T
    elif state["mistake"] == "x one-dimensional":
        x, right = x[:, state["column"]], right[:, [state["column"]]]
    elif state["mistake"] == "b as (outs,)":
        b = b[:, 0]
    return W, x, b, right


def test_z_and_numpys_errors_are_those_of_numpy_for_all_sizes(module, arrays):
    for state, found in zip(ALL, module("chapter04")(FACTS, ALL), strict=True):
        W, x, b, right = made(arrays, state)
        assert found["right"] == right.tolist(), state
        try:
            z = W @ x + b
        except ValueError as error:
            assert found["z"] is None and found["error"] == str(error), state
            continue
        assert found["error"] == "" and found["z"] == z.tolist(), state
        row, column = found["place"]
        assert found["value"] == z[row, column], state
        weights, inputs = found["chosen"]["weights"], found["chosen"]["inputs"]
        assert np.dot(weights, inputs) + found["chosen"]["added"] == z[row, column]
        assert found["same"] == (z.shape == right.shape)
        assert found["wrong"] == (np.count_nonzero(z != right) if z.shape == right.shape else 0)
        assert found["parameters"] == W.size + b.size
        assert found["multiplications"] == W.size * (x.size // W.shape[1])


def test_nnlib_says_what_it_says_for_all_sizes(module, arrays):
    for state, found in zip(ALL, module("chapter04")(FACTS, ALL), strict=True):
        W, x, b, _ = made(arrays, state)
        layer = Layer(state["ins"], state["outs"], Identity(), rng=np.random.default_rng(0))
        layer.W, layer.b = W, b
        try:
            layer.forward_pass(x)
            said = ""
        except ValueError as error:
            said = str(error)
        assert found["nnlib"] == said, state


SHAPES = [(), *[(i,) for i in range(1, 9)], *itertools.product(SIZES, SIZES)]
RULE = "(pairs) => pairs.map(([one, other]) => js.broadcastShape(one, other))"


def test_broadcasting_is_numpys_rule(module):
    pairs = [(one, other) for one in SHAPES[1:] for other in SHAPES[1:]]
    for (one, other), found in zip(pairs, module("chapter04")(RULE, [list(map(list, pair)) for pair in pairs])):
        try:
            assert found.get("shape") == list(np.broadcast_shapes(one, other)), (one, other)
        except ValueError:
            with pytest.raises(ValueError) as error:
                np.zeros(one) + np.zeros(other)
            assert found.get("error") == str(error.value)


WORDS = "(states) => states.map((one) => js.words({ ...js.START, ...one }).readout)"


def test_its_words_are_those_of_the_lesson(module):
    flat = {n: {"mistake": "b as (outs,)", "n": n} for n in range(1, 6)}
    found = dict(zip(flat, module("chapter04")(WORDS, [*flat.values()])))
    for n in (2, 4, 5):
        assert (
            f"NumPy raises ValueError: no z. “operands could not be broadcast together with shapes (3,{n})" in found[n]
        )
    assert (
        "z (3, 3), the right shape, but 6 of 9 numbers are wrong. Row 1 reads 1, 3, −2 instead of 2, 3, 0." in found[3]
    )
    assert "NumPy raises no error. z (3, 3) instead of (3, 1). Row 1 reads 1, 2, 0 instead of 2." in found[1]
    assert all(
        words.endswith("nnlib: this layer needs b of shape (3, 1), but b has shape (3,)") for words in found.values()
    )
    turned, square, luck, one = module("chapter04")(
        WORDS,
        [
            {"mistake": "x transposed"},
            {"mistake": "x transposed", "n": 2},
            {"mistake": "x transposed", "n": 1, "ins": 1},
            {"mistake": "x one-dimensional", "column": 3},
        ],
    )
    assert (
        "(size 5 is different from 2)”" in turned
        and "x has shape (5, 2). Examples are columns; did you mean x.T?" in turned
    )
    assert "5 of 6 numbers are wrong. Row 1 reads −1, 0 instead of 2, 3." in square
    assert "nnlib: no error. With 2 inputs and as many examples, no check can tell x from x.T." in square
    assert "the numbers are right, by luck" in luck
    assert "z (3, 3) instead of (3, 1)." in one and "did you mean x.reshape(2, 1)?" in one


MISTAKES = [
    {},
    {"mistake": "x transposed"},
    {"mistake": "b as (outs,)", "n": 3},
    {"mistake": "x one-dimensional", "n": 2},
]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_its_program_prints_what_is_shown(module, mistake):
    state = START | mistake
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(module("chapter04")("(state) => js.program(state)", state), {})
    (found,) = module("chapter04")(FACTS, [state])
    if found["z"] is None:
        assert printed.getvalue().strip() == found["error"].strip()
    else:
        z = np.array(found["z"])
        assert printed.getvalue() == f"{z.shape}\n{z}\n"


# What the lesson asks for: what is done, what the readout then says, and the lesson's words about it.
FLAT, Z = ("mistake", "b as (outs,)"), "number of z"
TASKS = {
    "as it begins": ([], "z[1, 0] = (−1)·1 + 1·2 + 1 = 2.", "where a row of W and a column of x cross"),
    "eight examples": ([("press", "more n", 3)], "9 parameters, 48 multiplications", "still as many parameters"),
    "four inputs": (
        [("press", "more ins", 2)],
        "z (3, 5). 15 parameters, 60 multiplications",
        "both rise, while z keeps its shape",
    ),
    "b flat, n = 5": ([FLAT], "NumPy raises ValueError: no z.", 'Set *mistake* to "b as (outs,)"'),
    "b flat, n = 4": ([FLAT, ("press", "fewer n")], "NumPy raises ValueError: no z.", None),
    "b flat, n = 3": ([FLAT, ("press", "fewer n", 2)], "6 of 9 numbers are wrong", None),
    "b flat, n = 2": ([FLAT, ("press", "fewer n", 3)], "NumPy raises ValueError: no z.", None),
    "b flat, n = 1": ([FLAT, ("press", "fewer n", 4)], "instead of (3, 1)", "z has the shape (3, 3)"),
    "another number": ([("key", Z, "ArrowDown"), ("key", Z, "ArrowRight", 2)], "z[2, 2] = ", None),
}  # fmt: skip


@pytest.mark.parametrize("name", TASKS)
def test_what_the_lesson_asks_for(opened, name):
    actions, expected, quoted = TASKS[name]
    page = opened("chapter04")
    do(page, *actions)
    assert expected in readout(page)
    if quoted:
        assert quoted in "\n".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)


def test_edges_are_dragged_and_numbers_pointed_at(opened):
    page = opened("chapter04")
    cell = page.locator(".ofZ rect:visible").first.bounding_box()
    drag(page, "right edge of z: n", 3 * cell["width"], 0)
    assert "z (3, 8)" in readout(page)
    cell = page.locator(".ofZ rect:visible").first.bounding_box()
    drag(page, "lower edge of z: outs", 0, -2 * cell["height"])
    drag(page, "left edge of W: ins", -2 * cell["width"], 0)
    assert "W (1, 4) @ x (4, 8)" in readout(page)
    cell = page.locator(".ofZ rect:visible").nth(5).bounding_box()
    page.mouse.move(cell["x"] + cell["width"] / 2, cell["y"] + cell["height"] / 2)
    assert "z[0, 5] = " in readout(page)


def test_it_says_what_it_cannot_take():
    assert chapter04.explore(n=8, mistake="x transposed").state == {"n": 8, "mistake": "x transposed"}
    for state, words in [({"n": 9}, "from 1 to 8"), ({"mistake": "W"}, "one of")]:
        with pytest.raises(ValueError, match=words):
            chapter04.explore(**state)
