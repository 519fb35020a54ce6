"""The class that chapter 07 shows whole, formula only, computes what nnlib's does, to the last bit."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

import nnlib

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "07-backprop.ipynb"


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
    rng = np.random.default_rng(1)
    for _ in range(3):  # forward, backward, and again after a step
        x, da = rng.normal(size=(5, 7)), rng.normal(size=(3, 7))
        assert np.array_equal(ours.forward_pass(x), theirs.forward_pass(x))
        assert np.array_equal(ours.backward_pass(da), theirs.backward_pass(da))
        for mine, other in zip(ours.parameters(), theirs.parameters(), strict=True):
            assert all(map(np.array_equal, mine, other))
        for layer in (ours, theirs):
            for value, gradient in layer.parameters():
                value -= 0.1 * gradient
