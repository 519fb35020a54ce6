"""The layer that chapter 11 shows on one screen computes what nnlib's `Conv2D` computes."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib import Conv2D, ReLU

LESSON = next((Path(__file__).resolve().parents[2] / "notebooks").glob("11-*.ipynb"))


@pytest.fixture(scope="module")
def shown():
    (cell,) = [cell for cell in nbformat.read(LESSON, as_version=4).cells if "formula" in cell.metadata.get("tags", [])]
    names = {"np": np}
    exec(cell.source, names)
    return names["Conv2D"]


@pytest.mark.parametrize(
    ("channels", "kernels", "k", "size"), [(1, 8, 5, (28, 28)), (3, 2, 3, (7, 6)), (2, 3, 1, (4, 4))]
)
def test_the_layer_of_one_screen_computes_what_nnlibs_does(shown, channels, kernels, k, size):
    rng = np.random.default_rng(0)
    ours, theirs = shown(channels, kernels, k, ReLU(), rng), Conv2D(channels, kernels, k, ReLU())
    assert ours.W.shape == theirs.W.shape and 0.3 < ours.W.std() * np.sqrt(channels * k * k) < 2
    theirs.W[:] = ours.W
    ours.b += 0.1
    theirs.b += 0.1
    x = rng.normal(size=(channels, *size, 5))
    maps = ours.forward_pass(x)
    np.testing.assert_array_equal(maps, theirs.forward_pass(x))
    da = rng.normal(size=maps.shape)
    np.testing.assert_array_equal(ours.backward_pass(da), theirs.backward_pass(da))
    np.testing.assert_array_equal(ours.db, theirs.db)
    np.testing.assert_allclose(ours.dW, theirs.dW, rtol=1e-12, atol=1e-12)  # nnlib's product is the transposed one
