"""Edges at which a wrong answer came without a word, as a reader meets them."""

import numpy as np
import pytest

from nnlib import (
    SGD,
    Conv2D,
    CrossEntropy,
    Identity,
    Images,
    Layer,
    NeuralNetwork,
    ReLU,
    Sigmoid,
    accuracy,
    train,
)


def diverged():
    net = NeuralNetwork([Layer(4, 3, Identity())])
    net.layers[0].W[1, 2] = np.nan
    return net


def test_a_network_of_nan_gives_no_answer_and_no_accuracy():
    """It used to read every image as a 0, and was right one time in ten."""
    for way in (lambda: diverged().predict(np.ones((4, 5))), lambda: accuracy(diverged(), np.ones((4, 5)), [0] * 5)):
        with pytest.raises(ValueError, match="NaN.*diverge"):
            way()


def test_a_training_that_diverges_to_nan_says_so_in_its_history():
    net = diverged()
    x, y = np.ones((4, 5)), np.zeros(5, int)
    history = train(net, x, y, loss=CrossEntropy(), optimizer=SGD(0.1), epochs=1, validation=(x, y), progress=False)
    assert np.isnan(history.validation_accuracy[0]) and np.isnan(history.validation_loss[0])


class OneNeuron:
    """A layer as CONTRIBUTING describes it: with sizes, but without an activation."""

    ins, outs = 4, 1

    def forward_pass(self, x):
        return np.asarray(x).sum(axis=0, keepdims=True) - 2

    def backward_pass(self, da, *, need_dx=True):
        return None

    def parameters(self):
        return []


def test_a_layer_of_ones_own_with_one_output_needs_no_activation():
    net = NeuralNetwork([OneNeuron()])
    assert net.predict(np.array([[1.0, 0], [1, 0], [1, 0], [1, 0]])).tolist() == [1, 0]


def test_where_yes_begins_is_said_by_the_activation_and_not_found_out_by_calling_it():
    class Picky(Sigmoid):
        def __call__(self, z):
            assert np.ndim(z) == 2, "called with something that is no sum"
            return super().__call__(z)

    net = NeuralNetwork([Layer(2, 1, Picky())])
    net.layers[0].W[...] = [[1.0, -1.0]]
    assert net.predict(np.array([[2.0, 1.0], [1.0, 2.0]])).tolist() == [1, 0]


def test_sizes_of_few_bytes_do_not_wrap_around():
    side, sixteen = np.uint8(28), np.uint8(16)
    assert Images(np.uint8(1), side, side).ins == 784
    conv = Conv2D(1, 2, sixteen, ReLU(), stride=np.uint8(4), padding=np.uint8(2), rng=np.random.default_rng(0))
    assert conv.W.shape == (2, 256) and conv.forward_pass(np.zeros((1, 28, 28, 3))).shape == (2, 5, 5, 3)
