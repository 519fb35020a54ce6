"""The class that chapter 04 shows whole, formula only, computes what nnlib's does, to the last bit."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

import nnlib

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "04-layers.ipynb"


def shown(name):
    """What the lesson's cell tagged ``formula`` defines under a name."""
    cells = nbformat.read(LESSON, as_version=4).cells
    (source,) = [cell.source for cell in cells if "formula" in cell.metadata.get("tags", [])]
    namespace = {"np": np}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace[name]


@pytest.mark.parametrize("act", [nnlib.Identity, nnlib.ReLU, nnlib.Sigmoid, nnlib.Tanh])
def test_layer_computes_what_that_of_nnlib_does(act):
    ours, theirs = (kind(5, 3, act(), rng=np.random.default_rng(0)) for kind in (shown("Layer"), nnlib.Layer))
    x, step = np.random.default_rng(1).normal(size=(5, 7)), np.random.default_rng(2).normal(size=(3, 5))
    for _ in range(2):  # at the start, and after its numbers have moved
        assert np.array_equal(ours.W, theirs.W) and np.array_equal(ours.b, theirs.b)
        assert np.array_equal(ours.forward_pass(x), theirs.forward_pass(x))
        for layer in (ours, theirs):
            layer.W -= 0.1 * step
            layer.b += 0.1
