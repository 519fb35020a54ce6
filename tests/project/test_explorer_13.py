"""Chapter 13's explorer: three scores, and two or three ways to hand them to a loss."""

import contextlib
import io
import os
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout

from nncourse.chapter13 import explorer as chapter13
from nnlib import CrossEntropy, Softmax

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_ENABLE_X64", "1")
LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "13-pytorch-keras.ipynb"
FACTS = """(states) => states.map((one) => js.facts(one).ways.map(({ seen, loss, slopes }) => (
  { seen: [...seen], loss, slopes: [...slopes] })))"""
RNG = np.random.default_rng(13)
RANDOM = [*RNG.uniform(-4, 10, (60, 3)).round(1).tolist(), *RNG.dirichlet(np.ones(3), 20).tolist()]
STATES = [
    {"a": 3, "b": 1, "c": 0, "label": "B"},
    {"a": 10, "b": -4, "c": 10, "label": "B"},
    {"a": 0.6, "b": 0.3, "c": 0.1, "label": "C"},
    {"a": -1, "b": -2, "c": -0.5, "label": "A"},
    *(dict(zip("abc", scores)) | {"label": "ABC"[k % 3]} for k, scores in enumerate(RANDOM)),
]


def by_nnlib(state):
    """The same by nnlib, and for the third way by NumPy: what the loss sees, the loss, its slopes."""
    z, label = np.array([[state[key]] for key in "abc"], float), "ABC".index(state["label"])
    loss, softmax = CrossEntropy(), Softmax()
    p = softmax(z)
    shares = z / z.sum()
    seen = np.clip(shares, 1e-7, 1 - 1e-7)
    slopes = (seen == shares)[label] * (1 / z.sum() - (np.arange(3) == label)[:, None] / z[label])
    return [
        (p, loss(z, [label]), loss.derivative(z, [label])),
        (softmax(p), loss(p, [label]), softmax.backward(p, loss.derivative(p, [label]))),
        (seen, -np.log(seen[label, 0]), slopes),
    ]


def test_it_computes_what_nnlib_computes(module):
    for state, ways in zip(STATES, module("chapter13")(FACTS, STATES)):
        for way, (seen, loss, slopes) in zip(ways, by_nnlib(state)):
            assert way["seen"] == pytest.approx(seen.ravel(), rel=1e-12, abs=1e-15), (state, way)
            assert way["loss"] == pytest.approx(loss, rel=1e-12, abs=1e-15), (state, way)
            assert way["slopes"] == pytest.approx(slopes.ravel(), rel=1e-11, abs=1e-15), (state, way)


def test_it_computes_what_pytorch_computes(module):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    for state, ways in zip(STATES, module("chapter13")(FACTS, STATES)):
        for way, last in zip(ways, (lambda z: z, lambda z: torch.softmax(z, 1))):
            z = torch.tensor([[state[key] for key in "abc"]], dtype=torch.float64, requires_grad=True)
            loss = torch.nn.functional.cross_entropy(last(z), torch.tensor(["ABC".index(state["label"])]))
            loss.backward()
            assert way["loss"] == pytest.approx(loss.item(), abs=1e-12)
            assert way["slopes"] == pytest.approx(z.grad[0].numpy(), abs=1e-12)


def test_it_takes_scores_for_probabilities_as_keras_does(module):
    jax = pytest.importorskip("jax", reason="JAX, with which Keras computes, is not installed")
    keras = pytest.importorskip("keras", reason="Keras is not installed")
    floats = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        loss = keras.losses.SparseCategoricalCrossentropy()
        few = STATES[:4] + STATES[4::10]  # JAX takes its time for each
        for state, ways in zip(few, module("chapter13")(FACTS, few)):
            label, z = np.array(["ABC".index(state["label"])]), jax.numpy.array([[float(state[key]) for key in "abc"]])
            value, slopes = jax.value_and_grad(lambda z, label=label: loss(label, z))(z)
            assert ways[2]["loss"] == pytest.approx(float(value), abs=1e-9)
            assert ways[2]["slopes"] == pytest.approx(np.asarray(slopes)[0], rel=1e-9, abs=1e-9), state
    finally:
        keras.config.set_floatx(floats)


WORDS = "(states) => states.map((one) => js.words({ ...js.START, ways: 3, ...one }))"


def test_its_words_say_why_there_is_no_slope(module):
    states = [{"label": "C"}, {"a": 2, "b": -1, "c": -1}, {"b": 4, "c": -2, "a": -1}, {"a": 3}]
    cut, zero, one, plain = (said["readout"] for said in module("chapter13")(WORDS, states))
    assert cut.endswith("Taken for probabilities: loss 16.1181, slope at C 0.0000. Its C is cut off at 0: no slope.")
    assert zero.endswith("The scores add up to 0, so they have no shares.") and "slope at B NaN" in zero
    assert one.endswith("Its B is cut off at 1: no slope.")
    assert plain.endswith("slope at B −0.7500.")


@pytest.mark.parametrize("state", STATES[:9])
def test_its_program_prints_the_readout(module, state):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(module("chapter13")("(state) => js.program(state)", state | {"ways": 3}), {})
    said = module("chapter13")("(state) => js.words(state).readout", state).replace("−", "-")
    numbers = [re.findall(r"-?\d+\.\d+", line) for line in said.splitlines()]
    found = [re.findall(r"-?\d+\.\d+", line) for line in printed.getvalue().replace("-0.0000", "0.0000").splitlines()]
    assert found == [numbers[0], numbers[1], numbers[2][:1]]


def test_the_third_way_is_told_only_where_it_is_shown(module):
    two, three = ({"ways": ways, "label": "C"} for ways in (2, 3))
    short, long = module("chapter13")(WORDS, [two, three])
    for kind in ("readout", "alt"):
        assert long[kind].startswith(short[kind]) and "cut off" not in short[kind]
        assert ["Taken for probabilities" in said[kind] for said in (short, long)] == [False, True]
    programs = module("chapter13")("(states) => states.map((one) => js.program({ ...js.START, ...one }))", [two, three])
    assert ["shares" in program for program in programs] == [False, True]


# What the lesson asks for: what is done, what the readout then says, and the lesson's words about it.
WEAK = "Softmax first: loss 1.5513, slope at B −0.0002."
TASKS = {
    "as it begins": ([], ["Logits: loss 9.0002, slope at B −0.9999.", WEAK], "Next to nothing: 0.0002"),
    "A at 3, typed": (
        [("score of A", "3")],
        ["Logits: loss 2.1698, slope at B −0.8858.", "Softmax first: loss 1.3874, slope at B −0.1269."],
        "drag A down to 3",
    ),
    "A at 3, pushed": (
        [("key", "bar of A", "Shift+ArrowDown", 14)],
        ["slope at B −0.1269."],
        "more of the push gets through",
    ),
    "the label is C": (
        [("ways", "3"), ("label", "C")],
        ["Taken for probabilities: loss 16.1181, slope at C 0.0000."],
        "the loss is 16, but a clip is flat: no slope",
    ),
}


@pytest.mark.parametrize("name", TASKS)
def test_what_the_lesson_asks_for(opened, name):
    actions, expected, quoted = TASKS[name]
    page = opened("chapter13")
    do(page, *actions)
    for words in expected:
        assert words in readout(page)
    assert page.locator(".ways section:visible").count() == (3 if ("ways", "3") in actions else 2)
    assert quoted in "\n".join(cell.source for cell in nbformat.read(LESSON, as_version=4).cells)


def test_a_bar_is_dragged_to_a_score(opened):
    page = opened("chapter13")
    drag(page, "bar of C", 0, -60)
    value = float(page.get_by_label("bar of C", exact=True).get_attribute("aria-valuetext"))
    assert value > 2 and page.get_by_label("score of C", exact=True).input_value() == f"{value:.1f}"
    drag(page, "bar of C", 0, 500)
    assert page.get_by_label("bar of C", exact=True).get_attribute("aria-valuetext") == "−4.0"


def test_it_says_what_it_cannot_take():
    assert chapter13.explore(a=10, label="C").state == {"a": 10, "label": "C"}
    wrong = [
        ({"label": "D"}, "not 'D'"),
        ({"a": 11}, "from -4 to 10, not 11"),
        ({"ways": 1}, "one of 2, 3"),
    ]
    for state, words in wrong:
        with pytest.raises(ValueError, match=words):
            chapter13.explore(**state)
