"""The class that chapter 05 shows whole, formula only, computes what nnlib's does, to the last bit."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

import nnlib

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "05-forward-pass.ipynb"


@pytest.fixture
def shown():
    """What the lesson's cell tagged ``formula`` defines."""
    cells = nbformat.read(LESSON, as_version=4).cells
    (source,) = [cell.source for cell in cells if "formula" in cell.metadata.get("tags", [])]
    namespace = {}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace["NeuralNetwork"]


@pytest.mark.parametrize("sizes", [(3, 4), (5, 7, 2), (4, 6, 6, 10)])
def test_a_network_computes_and_answers_as_that_of_nnlib_does(shown, sizes):
    rng = np.random.default_rng(0)
    layers = [nnlib.Layer(ins, outs, nnlib.ReLU(), rng=rng) for ins, outs in zip(sizes, sizes[1:])]
    ours, theirs = shown(layers), nnlib.NeuralNetwork(layers)
    for n in (1, 900):  # up to 1,000 columns, nnlib's predict too has them in one piece
        x = rng.normal(size=(sizes[0], n))
        assert np.array_equal(ours.forward_pass(x), theirs.forward_pass(x))
        assert np.array_equal(ours.predict(x), theirs.predict(x))
    layers.append("one more")
    assert ours.layers == theirs.layers and len(ours.layers) == len(sizes) - 1
