"""The embedding that chapter 18 shows on one screen computes what nnlib's `Embedding` computes."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

from nnlib import SGD, Embedding, one_hot

LESSON = next((Path(__file__).resolve().parents[2] / "notebooks").glob("18-*.ipynb"))


@pytest.fixture(scope="module")
def shown():
    (cell,) = [cell for cell in nbformat.read(LESSON, as_version=4).cells if "formula" in cell.metadata.get("tags", [])]
    names = {"np": np, "one_hot": one_hot}
    exec(cell.source, names)
    return names["Embedding"]


@pytest.mark.parametrize(("size", "d", "length", "n"), [(27, 16, 8, 5), (4, 1, 2, 3), (27, 2, 1, 1)])
def test_the_embedding_of_one_screen_computes_what_nnlibs_does(shown, size, d, length, n):
    ours, theirs = shown(size, d, np.random.default_rng(1)), Embedding(size, d, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(ours.W, theirs.W)
    rng = np.random.default_rng(0)
    for _ in range(3):
        x = rng.integers(size, size=(length, n))
        columns = ours.forward_pass(x)
        np.testing.assert_array_equal(columns, theirs.forward_pass(x))
        da = rng.normal(size=columns.shape)
        ours.backward_pass(da)
        theirs.backward_pass(da)
        np.testing.assert_array_equal(ours.dW, theirs.dW)
        for layer in (ours, theirs):
            SGD(0.1).step(layer.parameters())
        np.testing.assert_array_equal(ours.W, theirs.W)
