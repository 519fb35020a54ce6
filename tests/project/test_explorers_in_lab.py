"""All explorers in a real JupyterLab: they are fed by the kernel, answer without it, and do there what the lessons ask.

Skipped where there is no Chromium; CI installs one and sets NNLIB_BROWSERS=chromium.
"""

import pytest
from lab import Lab, notebook_of
from live_pages import SHOWN, do, readout

from nncourse.widgets import live

SETUP = """import numpy as np

from nncourse import playground
from nncourse import bends, digit_pad
from nncourse.chapter01 import explorer as chapter01
from nncourse.chapter02 import explorer as chapter02
from nncourse.chapter03 import explorer as chapter03
from nncourse.chapter04 import explorer as chapter04
from nncourse.chapter05 import explorer as chapter05
from nncourse.chapter06 import explorer as chapter06
from nncourse.chapter07 import explorer as chapter07
from nncourse.chapter08 import explorer as chapter08
from nncourse.chapter09 import explorer as chapter09
from nncourse.chapter10 import explorer as chapter10
from nncourse.chapter11 import explorer as chapter11
from nncourse.chapter12 import explorer as chapter12
from nncourse.chapter13 import explorer as chapter13
from nncourse.chapter14 import explorer as chapter14
from nncourse.chapter15 import explorer as chapter15
from nncourse.chapter16 import explorer as chapter16
from nncourse.chapter18 import explorer as chapter18
from nncourse.chapter19 import explorer as chapter19
from nnlib import Embedding, Identity, Layer, NeuralNetwork, ReLU, Sigmoid, load_mnist

rng = np.random.default_rng(0)
(x, y), _ = load_mnist()
x, y = x[:, :200], y[:200]
nets = {name: NeuralNetwork([Layer(784, 12, ReLU(), rng=rng), Layer(12, 10, Identity(), rng=rng)]) for name in "AB"}
writer = NeuralNetwork([Embedding(27, 2, rng=rng), Layer(8, 27, Identity(), rng=rng)])
layers = [Layer(2, 2, Sigmoid()), Layer(2, 2, Sigmoid())]
layers[0].W[...], layers[0].b[...] = [[0.15, 0.20], [0.25, 0.30]], 0.35
layers[1].W[...], layers[1].b[...] = [[0.40, 0.45], [0.50, 0.55]], 0.60
shapes = {"E": (4, 26), "D": (4, 10), "Wq": (4, 4), "Wk": (4, 4), "Wv": (4, 4), "W": (10, 4)}
snapshots = {step: {name: rng.normal(size=shape) for name, shape in shapes.items()} for step in (0, 300)}
eight = NeuralNetwork(layers), np.array([[0.05], [0.10]]), np.array([[0.01], [0.99]])"""
# For each explorer its cell, a thing to do there, and what the readout then says; None if it says what was not there.
CELLS = {
    "chapter01": ("chapter01.explore(x[[400, 100]], (y == 1).astype(int))", [("bias", "−0.5")], None),
    "chapter02": ("chapter02.explore()", [("bias", "−1")], "AND: 4 of 4 right"),
    "chapter03": ("chapter03.explore()", [("activation", "ReLU")], "slope against z 1.0000"),
    "chapter04": ("chapter04.explore()", [("press", "more n", 3)], "48 multiplications"),
    "chapter05": ("chapter05.explore(nets, x[:, :20], y[:20])", [("press", "All layers")], "Answer "),
    "bends": ("bends.explore()", [("press", "100 steps")], "100 steps of gradient descent"),
    "chapter06": ("chapter06.explore(x.sum(axis=0) / 100 - 1, y % 2)", [("press", "Ten steps")], "Step 10:"),
    "chapter07": ("chapter07.explore(*eight)", [("press", "To the end")], "loss"),
    "chapter08": ("chapter08.explore(x, y, (x, y))", [("press", "Epoch")], "poch 1"),
    "digit_pad": ("digit_pad.explore(nets)", [("network to ask", "B")], None),
    "chapter09": ("chapter09.explore()", [("surface", "steeper ravine")], "steeper ravine"),
    "chapter10": (
        "chapter10.explore(nets, x[:, :12], y[:12])",
        [("key", "turn the image", "Shift+ArrowLeft", 6)],
        None,
    ),
    "chapter11": ("chapter11.explore(x[:, :20], y[:20])", [("stride", "2")], None),
    "chapter12": ("chapter12.explore(x[:, :3], rng.normal(0, 5, (10, 3)), y[:3], [1, 2, 3])", [("image", "2")], None),
    "chapter13": ("chapter13.explore()", [("score of A", "3")], "1.3874"),
    "chapter14": ("chapter14.explore()", [("press", "gradient")], None),
    "chapter15": ("chapter15.explore()", [("press", "To the end")], "At the end: x "),
    "chapter16": ("chapter16.explore()", [("images each", "1,024")], "6.96 times one machine"),
    "chapter17": ("digit_pad.explore(nets, nudge=True)", [("network to fool", "B")], "made for B, A reads"),
    "chapter18": (
        'chapter18.explore(["emma", "jose", "ann"], writer)',
        [("the name so far", "jos")],
        "pairs:     e 2",
    ),
    "chapter19": ("chapter19.explore(snapshots)", [("key", "letter asked for", "z")], "but there is no z"),
    "playground": ("playground.explore(hidden=[2])", [("press", "Step")], "Step 1,"),
}


class Inside:
    """An explorer in a notebook that has others, too: what live_pages.py asks of a page, inside of its box."""

    def __init__(self, page, box):
        self.keyboard, self.mouse, self.context, self.evaluate = page.keyboard, page.mouse, page.context, page.evaluate
        self.get_by_role, self.get_by_label, self.locator = box.get_by_role, box.get_by_label, box.locator


def answers(page, name):
    """Do something in an explorer of a notebook with all `CELLS`, and see its picture change and its readout answer."""
    _, actions, expected = CELLS[name]
    box = page.locator(".jp-OutputArea-output:has(.nnl)").nth(list(CELLS).index(name))
    box.scroll_into_view_if_needed()
    box.locator(".nnl:not([aria-busy])").wait_for(timeout=30_000)
    explorer = Inside(page, box)
    inside = SHOWN.replace("() =>", "(box) =>", 1).replace("document.", "box.")
    before = box.evaluate(inside)
    do(explorer, *actions)
    for _ in range(100):
        if expected and expected in readout(explorer):
            break
        page.wait_for_timeout(50)
        if not expected and box.evaluate(inside) != before:
            break
    assert box.evaluate(inside) != before
    assert expected is None or expected in readout(explorer), readout(explorer)


@pytest.fixture(scope="module")
def notebook(engine, tmp_path_factory):
    """A notebook with all explorers, run."""
    lab = Lab(engine, tmp_path_factory.mktemp("lab"))
    try:
        page = lab.open(notebook_of(SETUP, *(cell for cell, _, _ in CELLS.values())), "explorers.ipynb")
        page.run_all(len(CELLS) + 1)
        yield page
        assert page.complaints == []
    finally:
        lab.close()


def test_these_are_all_explorers():
    assert set(CELLS) == set(live.explorers())


@pytest.mark.parametrize("name", CELLS)
def test_an_explorer_lives_in_jupyterlab(notebook, name):
    answers(notebook.page, name)
