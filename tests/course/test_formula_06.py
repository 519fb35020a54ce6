"""The loss that chapter 06 shows whole, formula only, computes what nnlib's does: its derivative to the last bit."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

import nnlib

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "06-loss.ipynb"


@pytest.fixture
def shown():
    """What the lesson's cell tagged ``formula`` defines."""
    cells = nbformat.read(LESSON, as_version=4).cells
    (source,) = [cell.source for cell in cells if "formula" in cell.metadata.get("tags", [])]
    namespace = {"np": np, "Softmax": nnlib.Softmax}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace["CrossEntropy"]


@pytest.mark.parametrize("shape", [(2, 1), (3, 7), (10, 100)])
def test_cross_entropy_computes_what_that_of_nnlib_does(shown, shape):
    rng = np.random.default_rng(0)
    outputs, labels = 3 * rng.normal(size=shape), rng.integers(0, shape[0], shape[1])
    ours, theirs = shown(), nnlib.CrossEntropy()
    for _ in range(3):  # at the start, and after each step
        # nnlib takes the logarithm of the sum, and subtracts; here it is taken after dividing, which rounds otherwise.
        assert ours(outputs, labels) == pytest.approx(theirs(outputs, labels), rel=1e-13)
        slopes = ours.derivative(outputs, labels)
        assert np.array_equal(slopes, theirs.derivative(outputs, labels))
        outputs = outputs - 0.1 * slopes


def test_only_that_of_nnlib_is_finite_at_any_logits(shown):
    outputs = np.array([[1000.0], [0.0]])
    with np.errstate(divide="ignore"):
        assert shown()(outputs, [1]) == np.inf
    assert nnlib.CrossEntropy()(outputs, np.array([1])) == 1000
