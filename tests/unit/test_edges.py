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
    LeakyReLU,
    NeuralNetwork,
    Perceptron,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
    accuracy,
    load_mnist,
    numerical_gradient,
    one_hot,
    resample,
    soft_targets,
    train,
)


def test_slopes_of_whole_numbers_are_refused_since_a_nudge_would_be_lost():
    values = np.array([1, 2, 3])
    with pytest.raises(TypeError, match="float32 or float64.*astype"):
        numerical_gradient(values, lambda: float((values**2).sum()))
    values = values.astype(float)
    assert numerical_gradient(values, lambda: float((values**2).sum())) == pytest.approx([2, 4, 6])


def test_an_image_of_whole_numbers_is_resampled_between_its_pixels():
    image = np.array([[[0, 10], [20, 30]]])
    found = resample(image, np.array([[[0.5]]]), np.array([[[0.0]]]))
    assert found.item() == 10
    assert resample(image, np.array([[[0.0]]]), np.array([[[0.5]]])).item() == 5


def test_activations_of_bytes_are_those_of_the_same_numbers():
    """MNIST files hold bytes, and minus a byte is a byte."""
    pixels = np.array([0, 1, 200, 255], dtype=np.uint8)
    for act in (Sigmoid(), Softmax(), Tanh(), ReLU(), LeakyReLU()):
        assert act(pixels) == pytest.approx(act(pixels.astype(float)), abs=0), act
    assert soft_targets(pixels.reshape(2, 2), 2) == pytest.approx(soft_targets(pixels.reshape(2, 2) / 1.0, 2), abs=0)


def test_activations_of_half_precision_lose_nothing():
    z = np.array([-3.0, 0.5, 11.0], dtype=np.float16)
    for act in (Sigmoid(), Softmax(), Tanh(), LeakyReLU()):
        assert act(z) == pytest.approx(act(z.astype(float)), abs=0)
    with pytest.raises(TypeError, match="float32 or np.float64"):
        Layer(2, 3, ReLU(), dtype=np.float16)


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


def test_masked_arrays_are_refused_since_their_masks_would_be_lost():
    x = np.ma.masked_greater(np.arange(8.0).reshape(4, 2), 5)
    labels = np.ma.masked_equal([0, 1], 1)
    net = NeuralNetwork([Layer(4, 3, Identity())])
    for call in (
        lambda: net.forward_pass(x),
        lambda: net.predict(x),
        lambda: CrossEntropy()(np.zeros((3, 2)), labels),
        lambda: accuracy(net, np.ones((4, 2)), labels),
        lambda: one_hot(labels, 3),
        lambda: Sigmoid()(x),
    ):
        with pytest.raises(TypeError, match="masked array.*filled"):
            call()


def test_a_perceptron_refuses_nan_which_is_neither_yes_nor_no():
    with pytest.raises(ValueError, match="finite"):
        Perceptron([1.0, 2.0], 0.5)([np.nan, 1.0])
    with pytest.raises(ValueError, match="finite"):
        Perceptron([np.nan, 2.0], 0.5)


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


def test_the_images_of_mnist_are_read_the_same_as_bytes_and_as_floats():
    (x, _), _ = load_mnist()
    few = x[:, :50]
    net = NeuralNetwork([Layer(784, 10, Softmax(), rng=np.random.default_rng(0))])
    as_bytes = np.round(few * 255).astype(np.uint8)
    assert np.array_equal(net.forward_pass(as_bytes), net.forward_pass(as_bytes.astype(float)))


def test_a_note_names_the_layer_of_the_network_whose_input_does_not_fit():
    net = NeuralNetwork([Layer(4, 3, ReLU()), Layer(3, 2, ReLU())])
    net.layers[1] = Layer(5, 2, ReLU())
    with pytest.raises(ValueError, match="expected 5 inputs") as caught:
        net.forward_pass(np.ones((4, 1)))
    assert caught.value.__notes__ == ["in layer 2"]
    with pytest.raises(ValueError) as caught:
        net.backward_pass(np.ones((2, 1)))
    assert caught.value.__notes__ == ["in layer 2"]


def test_sizes_of_few_bytes_do_not_wrap_around():
    side, sixteen = np.uint8(28), np.uint8(16)
    assert Images(np.uint8(1), side, side).ins == 784
    conv = Conv2D(1, 2, sixteen, ReLU(), stride=np.uint8(4), padding=np.uint8(2), rng=np.random.default_rng(0))
    assert conv.W.shape == (2, 256) and conv.forward_pass(np.zeros((1, 28, 28, 3))).shape == (2, 5, 5, 3)


def test_advice_is_given_only_where_it_would_work():
    layer = Layer(4, 3, ReLU(), rng=np.random.default_rng(0))
    for x in (np.zeros(6), np.zeros((3, 6)), np.zeros((2, 3, 3)), np.zeros((2, 6))):
        with pytest.raises(ValueError, match=r"Examples are columns\.$"):
            layer.forward_pass(x)
