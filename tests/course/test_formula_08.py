"""The loop that chapter 08 shows whole, formula only, computes what nnlib's does, to the last bit."""

from pathlib import Path

import nbformat
import numpy as np
import pytest

import nnlib
import nnlib.training

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "08-mnist-training.ipynb"


@pytest.fixture(scope="module")
def shown():
    """What the lesson's cell tagged ``formula`` defines."""
    cells = nbformat.read(LESSON, as_version=4).cells
    (source,) = [cell.source for cell in cells if "formula" in cell.metadata.get("tags", [])]
    namespace = {"np": np}
    exec(compile(source, "<cell>", "exec"), namespace)
    return namespace


def network():
    rng = np.random.default_rng(0)
    return nnlib.NeuralNetwork([nnlib.Layer(5, 4, nnlib.ReLU(), rng=rng), nnlib.Layer(4, 3, nnlib.Identity(), rng=rng)])


def values_of(net):
    return [value for value, _ in net.parameters()]


@pytest.mark.parametrize(("n", "batch_size"), [(23, 8), (24, 8), (5, 64)])
def test_train_computes_what_that_of_nnlib_does(shown, n, batch_size):
    rng = np.random.default_rng(1)
    x, labels, others = rng.normal(size=(5, n)), rng.integers(3, size=n), rng.normal(size=(5, 7))
    validation = others, rng.integers(3, size=7)
    found = []
    for train, optimizer in ((shown["train"], shown["SGD"](0.3)), (nnlib.train, nnlib.SGD(0.3))):
        net = network()
        history = train(net, x, labels, loss=nnlib.CrossEntropy(), optimizer=optimizer, epochs=3,
                        batch_size=batch_size, validation=validation, rng=np.random.default_rng(2))  # fmt: skip
        found.append((net, history))
    (mine, ours), (other, theirs) = found
    assert ours.train_loss == theirs.train_loss and len(ours.train_loss) == 3
    assert ours.validation_loss == theirs.validation_loss and ours.validation_accuracy == theirs.validation_accuracy
    assert all(map(np.array_equal, values_of(mine), values_of(other)))


def test_a_step_and_its_mini_batches_are_those_of_nnlib(shown):
    rng = np.random.default_rng(3)
    x, labels = rng.normal(size=(5, 9)), rng.integers(3, size=9)
    cuts = shown["mini_batches"], nnlib.training.mini_batches
    parts = [cut(x, labels, 4, np.random.default_rng(4)) for cut in cuts]
    nets = network(), network()
    for (x_1, y_1), (x_2, y_2) in zip(*parts, strict=True):
        assert np.array_equal(x_1, x_2) and np.array_equal(y_1, y_2)
        mine = shown["train_step"](nets[0], x_1, y_1, nnlib.CrossEntropy(), shown["SGD"](0.3))
        assert mine == nnlib.training.train_step(nets[1], x_2, y_2, nnlib.CrossEntropy(), nnlib.SGD(0.3))
    assert all(map(np.array_equal, values_of(nets[0]), values_of(nets[1])))
