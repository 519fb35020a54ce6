"""What a lesson shows whole, formula only, in a cell tagged ``formula``, computes what nnlib's own does.

To the last bit, where nothing else is said. Each such cell has its test here, by its chapter.
"""

from pathlib import Path

import minutes
import nbformat
import numpy as np
import pytest

import nnlib
import nnlib.training

PROGRAMS = Path(__file__).resolve().parents[2] / "notebooks" / "programs"
SHOWN = {  # the source of each such cell, by chapter
    path.stem[:2]: cell.source
    for path in minutes.LESSONS
    for cell in nbformat.read(path, as_version=4).cells
    if "formula" in cell.metadata.get("tags", [])
}


def shown(chapter, **known):
    """Return what the cell of a chapter, "04", defines, a dict; known is what its lesson has imported before."""
    names = {"np": np, **known}
    exec(compile(SHOWN[chapter], f"<{chapter}>", "exec"), names)
    return names


def test_every_cell_that_shows_a_formula_is_compared_here():
    assert list(SHOWN) == ["04", "05", "06", "07", "08", "11", "15", "18"]


def move(*layers):
    """Take a step with each layer, as it wrote its gradients."""
    for layer in layers:
        nnlib.SGD(0.1).step(layer.parameters())


def equal(ours, theirs, *names):
    for name in names:
        np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name), strict=True)


ACTIVATIONS = [nnlib.Identity, nnlib.ReLU, nnlib.Sigmoid, nnlib.Tanh]


@pytest.mark.parametrize("act", ACTIVATIONS)
def test_04_layer_forward(act):
    ours, theirs = (kind(5, 3, act(), rng=np.random.default_rng(0)) for kind in (shown("04")["Layer"], nnlib.Layer))
    x, step = np.random.default_rng(1).normal(size=(5, 7)), np.random.default_rng(2).normal(size=(3, 5))
    for _ in range(2):  # at the start, and after its numbers have moved
        equal(ours, theirs, "W", "b")
        np.testing.assert_array_equal(ours.forward_pass(x), theirs.forward_pass(x))
        for layer in (ours, theirs):
            layer.W -= 0.1 * step
            layer.b += 0.1


@pytest.mark.parametrize("sizes", [(3, 4), (5, 7, 2), (4, 6, 6, 10)])
def test_05_network(sizes):
    rng = np.random.default_rng(0)
    layers = [nnlib.Layer(ins, outs, nnlib.ReLU(), rng=rng) for ins, outs in zip(sizes, sizes[1:])]
    ours, theirs = shown("05")["NeuralNetwork"](layers), nnlib.NeuralNetwork(layers)
    for n in (1, 900):  # up to 1,000 columns, nnlib's predict too has them in one piece
        x = rng.normal(size=(sizes[0], n))
        np.testing.assert_array_equal(ours.forward_pass(x), theirs.forward_pass(x))
        np.testing.assert_array_equal(ours.predict(x), theirs.predict(x))
    layers.append("one more")
    assert ours.layers == theirs.layers and len(ours.layers) == len(sizes) - 1


@pytest.mark.parametrize("shape", [(2, 1), (3, 7), (10, 100)])
def test_06_cross_entropy(shape):
    rng = np.random.default_rng(0)
    outputs, labels = 3 * rng.normal(size=shape), rng.integers(0, shape[0], shape[1])
    ours, theirs = shown("06", Softmax=nnlib.Softmax)["CrossEntropy"](), nnlib.CrossEntropy()
    for _ in range(3):  # at the start, and after each step
        # nnlib takes the logarithm of the sum, and subtracts; here it is taken after dividing, which rounds otherwise.
        assert ours(outputs, labels) == pytest.approx(theirs(outputs, labels), rel=1e-13)
        slopes = ours.derivative(outputs, labels)
        np.testing.assert_array_equal(slopes, theirs.derivative(outputs, labels))
        outputs = outputs - 0.1 * slopes


def test_06_cross_entropy_of_nnlib_alone_is_finite_at_any_logits():
    outputs = np.array([[1000.0], [0.0]])
    with np.errstate(divide="ignore"):
        assert shown("06", Softmax=nnlib.Softmax)["CrossEntropy"]()(outputs, [1]) == np.inf
    assert nnlib.CrossEntropy()(outputs, np.array([1])) == 1000


@pytest.mark.parametrize("act", ACTIVATIONS)
def test_07_layer_backward(act):
    ours, theirs = (kind(5, 3, act(), rng=np.random.default_rng(0)) for kind in (shown("07")["Layer"], nnlib.Layer))
    rng = np.random.default_rng(1)
    for _ in range(3):  # forward, backward, and again after a step
        x, da = rng.normal(size=(5, 7)), rng.normal(size=(3, 7))
        np.testing.assert_array_equal(ours.forward_pass(x), theirs.forward_pass(x))
        np.testing.assert_array_equal(ours.backward_pass(da), theirs.backward_pass(da))
        equal(ours, theirs, "W", "b", "dW", "db")
        move(ours, theirs)


def two_layers():
    rng = np.random.default_rng(0)
    return nnlib.NeuralNetwork([nnlib.Layer(5, 4, nnlib.ReLU(), rng=rng), nnlib.Layer(4, 3, nnlib.Identity(), rng=rng)])


def values_of(net):
    return [value for value, _ in net.parameters()]


@pytest.mark.parametrize(("n", "batch_size"), [(23, 8), (24, 8), (5, 64)])
def test_08_train(n, batch_size):
    rng = np.random.default_rng(1)
    x, labels, others = rng.normal(size=(5, n)), rng.integers(3, size=n), rng.normal(size=(5, 7))
    validation = others, rng.integers(3, size=7)
    names = shown("08")
    found = []
    for train, optimizer in ((names["train"], names["SGD"](0.3)), (nnlib.train, nnlib.SGD(0.3))):
        net = two_layers()
        history = train(net, x, labels, loss=nnlib.CrossEntropy(), optimizer=optimizer, epochs=3,
                        batch_size=batch_size, validation=validation, rng=np.random.default_rng(2))  # fmt: skip
        found.append((net, history))
    (mine, ours), (other, theirs) = found
    assert ours.train_loss == theirs.train_loss and len(ours.train_loss) == 3
    assert ours.validation_loss == theirs.validation_loss and ours.validation_accuracy == theirs.validation_accuracy
    assert all(map(np.array_equal, values_of(mine), values_of(other)))


def test_08_mini_batches_and_a_step():
    rng = np.random.default_rng(3)
    x, labels = rng.normal(size=(5, 9)), rng.integers(3, size=9)
    names = shown("08")
    cuts = names["mini_batches"], nnlib.training.mini_batches
    parts = [cut(x, labels, 4, np.random.default_rng(4)) for cut in cuts]
    nets = two_layers(), two_layers()
    for (x_1, y_1), (x_2, y_2) in zip(*parts, strict=True):
        assert np.array_equal(x_1, x_2) and np.array_equal(y_1, y_2)
        mine = names["train_step"](nets[0], x_1, y_1, nnlib.CrossEntropy(), names["SGD"](0.3))
        assert mine == nnlib.training.train_step(nets[1], x_2, y_2, nnlib.CrossEntropy(), nnlib.SGD(0.3))
    assert all(map(np.array_equal, values_of(nets[0]), values_of(nets[1])))


@pytest.mark.parametrize(
    ("channels", "kernels", "k", "size"), [(1, 8, 5, (28, 28)), (3, 2, 3, (7, 6)), (2, 3, 1, (4, 4))]
)
def test_11_convolution(channels, kernels, k, size):
    rng = np.random.default_rng(0)
    ours = shown("11")["Conv2D"](channels, kernels, k, nnlib.ReLU(), rng)
    theirs = nnlib.Conv2D(channels, kernels, k, nnlib.ReLU(), rng=np.random.default_rng(0))
    equal(ours, theirs, "W", "b")
    ours.b += 0.1
    theirs.b += 0.1
    x = rng.normal(size=(channels, *size, 5))
    maps = ours.forward_pass(x)
    np.testing.assert_array_equal(maps, theirs.forward_pass(x))
    da = rng.normal(size=maps.shape)
    np.testing.assert_array_equal(ours.backward_pass(da), theirs.backward_pass(da))
    equal(ours, theirs, "db")
    np.testing.assert_allclose(ours.dW, theirs.dW, rtol=1e-12, atol=1e-12)  # nnlib's product is the transposed one


def test_15_value_is_that_of_the_program_to_take_home():
    assert SHOWN["15"] in (PROGRAMS / "value.py").read_text(encoding="utf-8")


def recorded(kind, rng, steps=40):
    """Three numbers of a class, and what is made of them at random; the last needs many of them."""
    nodes = [kind(number) for number in rng.uniform(-1, 1, 3).tolist()]
    for _ in range(steps):
        one, other = (nodes[-1 - int(k)] for k in rng.integers(0, 4, 2) % len(nodes))
        made = [one + other, one * other * 0.5, 0.7 * one + 1, (0.1 * one) ** 3, one.relu() + 0.2 * other]
        nodes.append(made[int(rng.integers(len(made)))])
    return [*nodes, nodes[-1] * nodes[-2] + nodes[-1] * nodes[3]]


@pytest.mark.parametrize("seed", range(20))
def test_15_value(seed):
    kinds = shown("15")["Value"], nnlib.Value
    ours, theirs = (recorded(kind, np.random.default_rng(seed)) for kind in kinds)
    for _ in range(2):  # a second walk begins anew, as one after a step does
        ours[-1].backward()
        theirs[-1].backward()
        for one, other in zip(ours, theirs, strict=True):
            assert (one.data, one.grad) == (other.data, other.grad)


@pytest.mark.parametrize("number", [-3.0, -0.5, 0.25, 2.0])
def test_15_value_has_an_exponential_and_a_logarithm(number):
    """Up to rounding: the shown class asks Python's math, nnlib NumPy, and each has routines of its own."""
    found = []
    for kind in (shown("15")["Value"], nnlib.Value):
        x = kind(number)
        last = x * (1 + (-1 * x).exp()) ** -1 + (x * x + 1).log()
        last.backward()
        found.append([last.data, x.grad])
    np.testing.assert_allclose(*found, rtol=1e-14)


@pytest.mark.parametrize(("size", "d", "length", "n"), [(27, 16, 8, 5), (4, 1, 2, 3), (27, 2, 1, 1)])
def test_18_embedding(size, d, length, n):
    ours = shown("18", one_hot=nnlib.one_hot)["Embedding"](size, d, np.random.default_rng(1))
    theirs = nnlib.Embedding(size, d, rng=np.random.default_rng(1))
    equal(ours, theirs, "W")
    rng = np.random.default_rng(0)
    for _ in range(3):
        x = rng.integers(size, size=(length, n))
        columns = ours.forward_pass(x)
        np.testing.assert_array_equal(columns, theirs.forward_pass(x))
        da = rng.normal(size=columns.shape)
        ours.backward_pass(da)
        theirs.backward_pass(da)
        equal(ours, theirs, "dW")
        move(ours, theirs)
        equal(ours, theirs, "W")
