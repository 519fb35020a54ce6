"""Bad input is refused in a sentence a beginner can act on: what was expected, what came, the likely fix.

Each table reads: what is wrong, the call, the type of the error, and what its sentence must say.
"""

import ast
import re
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import nnlib
from nnlib import (
    MSE,
    SGD,
    Adam,
    Augment,
    BinaryCrossEntropy,
    Conv2D,
    CrossEntropy,
    Distillation,
    Dropout,
    EarlyStopping,
    Flatten,
    History,
    Identity,
    Images,
    Layer,
    LeakyReLU,
    MaxPool2D,
    Momentum,
    NeuralNetwork,
    Neuron,
    Perceptron,
    Recorded,
    ReLU,
    RMSProp,
    Sigmoid,
    Softmax,
    Tensor,
    Value,
    WeightDecay,
    accuracy,
    autodiff,
    cosine_decay,
    create_bias_vector,
    create_weight_matrix,
    gradient_check,
    metrics,
    numerical_gradients,
    one_cycle,
    one_hot,
    soft_targets,
    step,
    train,
)
from nnlib.gradient_check import slopes_of
from nnlib.parallel import train_parallel

pytestmark = pytest.mark.filterwarnings("error")  # a warning is no refusal

X = np.arange(24.0).reshape(4, 6) / 24  # six examples of four inputs
LABELS = np.array([0, 1, 2, 0, 1, 2])
LOGITS = np.zeros((3, 6))
ONE_LOGIT = np.zeros((1, 6))


def layer(ins=4, outs=3, act=None):
    return Layer(ins, outs, act or ReLU(), rng=np.random.default_rng(0))


def network(outs=3):
    return NeuralNetwork([layer(4, 5), layer(5, outs, Identity())])


def digits():
    return NeuralNetwork([layer(784, 128), layer(128, 10, Identity())])


def neuron():
    return Neuron([0.5, -1.0], 0.2, Sigmoid())


def spoiled(value, array=X):
    array = array.astype(float)
    array[1, 2] = value
    return array


def with_parameters(layer, **parameters):
    for name, value in parameters.items():
        setattr(layer, name, value)
    return layer


def after_forward(net, x=X):
    net.forward_pass(x)
    return net


def table(*rows):
    """Parametrise a test over rows of: what is wrong, call, type of the error, parts of its sentence."""
    cases = [pytest.param(call, kind, parts, id=name) for name, call, kind, *parts in rows]
    return pytest.mark.parametrize(("call", "kind", "parts"), cases)


def assert_refused(call, kind, parts):
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    sentence = ", ".join([str(caught.value), *getattr(caught.value, "__notes__", [])])
    missing = [part for part in parts if part not in sentence]
    assert not missing, f"{missing} not in: {sentence}"
    assert type(caught.value) is kind, sentence
    assert "\n" not in sentence and len(sentence) < 300


# Chapters 01 and 02: one neuron


@table(
    ("weights are words", lambda: Neuron(["a", "b"], 0.0, step), TypeError, "weights", "real numbers"),
    ("weights are objects", lambda: Neuron([None, 1], 0.0, step), TypeError, "weights", "real numbers"),
    ("weights are complex", lambda: Neuron([1j, 1], 0.0, step), TypeError, "weights", "real numbers"),
    ("weights are a number", lambda: Neuron(3.0, 0.0, step), ValueError, "one row of weights", "not ()"),
    ("weights are a matrix", lambda: Neuron(np.ones((2, 3)), 0, step), ValueError, "one row of weights", "(2, 3)"),
    ("no weights", lambda: Neuron([], 0.0, step), ValueError, "weights", "(0,)"),
    ("bias is a word", lambda: Neuron([1.0], "b", step), TypeError, "bias", "a number"),
    ("bias is None", lambda: Neuron([1.0], None, step), TypeError, "bias", "a number"),
    ("bias is complex", lambda: Neuron([1.0], 1j, step), TypeError, "bias", "a number"),
    ("bias is a list", lambda: Neuron([1.0], [0.5], step), TypeError, "bias", "[0.5]"),
    ("activation is None", lambda: Neuron([1.0], 0.0, None), TypeError, "act_function", "callable", "None"),
    ("activation is a name", lambda: Neuron([1.0], 0.0, "relu"), TypeError, "act_function", "'relu'"),
    ("activation lacks its brackets", lambda: Neuron([1.0], 0.0, ReLU), TypeError, "act_function", "ReLU"),
)
def test_neuron_that_cannot_work_is_refused_when_it_is_made(call, kind, parts):
    assert_refused(call, kind, parts)


@table(
    ("too short", lambda: neuron()([1.0]), ValueError, "2 weights", "(1,)", "columns"),
    ("too long", lambda: neuron()([1.0, 2.0, 3.0]), ValueError, "2 weights", "(3,)", "columns"),
    ("transposed", lambda: neuron()(np.ones((3, 2))), ValueError, "2 weights", "(3, 2)", "did you mean x.T?"),
    ("wrong length", lambda: neuron()(np.ones((4, 3))), ValueError, "2 weights", "(4, 3)", "columns"),
    ("three dimensions", lambda: neuron()(np.ones((2, 2, 2))), ValueError, "2 weights", "(2, 2, 2)"),
    ("one number", lambda: neuron()(3.0), ValueError, "2 weights", "shape ()"),
    ("empty batch", lambda: neuron()(np.ones((2, 0))), ValueError, "(2, 0)", "0 examples"),
    ("words", lambda: neuron()(["a", "b"]), TypeError, "real numbers", "<U1"),
    ("objects", lambda: neuron()([None, 1.0]), TypeError, "real numbers", "object"),
    ("complex", lambda: neuron()([1j, 1.0]), TypeError, "real numbers", "complex128"),
)
def test_neuron_says_which_x_it_expects(call, kind, parts):
    assert_refused(call, kind, parts)


def learn(x=((0, 0, 1, 1), (0, 1, 0, 1)), targets=(0, 0, 0, 1), **settings):
    return Perceptron([0.0, 0.0], 0.0).learn(x, targets, **settings)


FOUR = np.ones((2, 4))


@table(
    ("x is 1-D", lambda: learn([0, 1], [0, 1]), ValueError, "one target per column", "(2,)"),
    ("x is one example, not a column", lambda: learn([0, 1], 1), ValueError, "one target per column", "()"),
    ("x is transposed", lambda: learn(np.ones((3, 2)), [0, 1, 1]), ValueError, "(3, 2)", "did you mean x.T?"),
    ("no example", lambda: learn(np.ones((2, 0)), []), ValueError, "(2, 0)", "0 examples"),
    ("x is words", lambda: learn([["a"], ["b"]], [0]), TypeError, "real numbers", "<U1"),
    ("x is objects", lambda: learn([[None], [1]], [0]), TypeError, "real numbers", "object"),
    ("x is complex", lambda: learn([[1j], [1]], [0]), TypeError, "real numbers", "complex128"),
    ("x holds NaN", lambda: learn(spoiled(np.nan, FOUR)), ValueError, "x must be finite", "NaN"),
    ("x holds inf", lambda: learn(spoiled(np.inf, FOUR)), ValueError, "x must be finite", "inf"),
    ("too few targets", lambda: learn(targets=[0, 1]), ValueError, "one target per column", "(2,)"),
    ("targets are a matrix", lambda: learn(targets=[[0, 0, 0, 1]]), ValueError, "one target per column", "(1, 4)"),
    ("a target is 2", lambda: learn(targets=[0, 1, 2, 0]), ValueError, "every target", "0 or 1"),
    ("a target is -1", lambda: learn(targets=[-1, 1, 1, -1]), ValueError, "every target", "0 or 1"),
    ("a target is a half", lambda: learn(targets=[0, 0.5, 1, 1]), ValueError, "every target", "0 or 1"),
    ("a target is NaN", lambda: learn(targets=[0, np.nan, 1, 1]), ValueError, "every target", "0 or 1"),
    ("targets are words", lambda: learn(targets=["0", "1", "1", "1"]), TypeError, "targets", "real numbers"),
    ("targets are objects", lambda: learn(targets=[None, 1, 1, 1]), TypeError, "targets", "real numbers"),
    ("targets are complex", lambda: learn(targets=[0j, 1, 1, 1]), TypeError, "targets", "real numbers"),
    ("learning rate 0", lambda: learn(learning_rate=0), ValueError, "learning_rate", "above 0", "not 0"),
    ("learning rate below 0", lambda: learn(learning_rate=-1), ValueError, "learning_rate", "above 0", "-1"),
    ("learning rate NaN", lambda: learn(learning_rate=np.nan), ValueError, "learning_rate", "above 0", "nan"),
    ("learning rate inf", lambda: learn(learning_rate=np.inf), ValueError, "learning_rate", "above 0", "inf"),
    ("learning rate a word", lambda: learn(learning_rate="0.1"), TypeError, "learning_rate", "number", "0.1"),
    ("learning rate None", lambda: learn(learning_rate=None), TypeError, "learning_rate", "number", "None"),
    ("learning rate a list", lambda: learn(learning_rate=[0.1]), TypeError, "learning_rate", "number", "[0.1]"),
    ("no epochs", lambda: learn(epochs=0), ValueError, "epochs", "at least 1", "0"),
    ("epochs below 0", lambda: learn(epochs=-5), ValueError, "epochs", "at least 1", "-5"),
    ("half an epoch", lambda: learn(epochs=1.5), ValueError, "epochs", "at least 1", "1.5"),
    ("epochs a word", lambda: learn(epochs="3"), TypeError, "epochs", "at least 1", "3"),
    ("threshold is a word", lambda: Perceptron([1.0], "high"), TypeError, "number", "high"),
    ("threshold is a list", lambda: Perceptron([1.0], [0.5]), TypeError, "number", "[0.5]"),
    ("weights are None", lambda: Perceptron(None, 0.0), TypeError, "weights", "real numbers"),
)
def test_perceptron_says_what_it_can_learn_from(call, kind, parts):
    assert_refused(call, kind, parts)


def test_refused_lesson_leaves_the_perceptron_as_it_was():
    perceptron = Perceptron([0.25, -0.5], 0.75)
    with pytest.raises(ValueError):
        perceptron.learn([[0.0, 1.0], [1.0, np.nan]], [1, 1])
    assert perceptron.weights.tolist() == [0.25, -0.5] and perceptron.bias == -0.75


# Chapters 03 and 04: activations and layers


@pytest.mark.parametrize("alpha", [-0.1, np.nan, np.inf], ids=repr)
def test_leaky_relu_says_which_slope_it_accepts(alpha):
    assert_refused(lambda: LeakyReLU(alpha), ValueError, ["alpha", "at least 0 and finite", repr(alpha)])


@pytest.mark.parametrize("alpha", ["0.1", None, 1j, [0.1], np.array([0.1, 0.2]), True], ids=repr)
def test_leaky_relu_says_that_its_slope_is_a_number(alpha):
    assert_refused(lambda: LeakyReLU(alpha), TypeError, ["alpha", "must be a number", repr(alpha)])


NO_NUMBERS = ["3", None, [3], True]
SIZES = pytest.mark.parametrize("size", [0, -3, 2.0, *NO_NUMBERS], ids=repr)


@SIZES
@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("nrows", lambda size: create_weight_matrix(size, 3)),
        ("ncols", lambda size: create_weight_matrix(3, size)),
        ("length", create_bias_vector),
        ("ins", lambda size: Layer(size, 3, ReLU())),
        ("outs", lambda size: Layer(3, size, ReLU())),
    ],
)
def test_size_that_is_no_count_is_named(name, call, size):
    kind = TypeError if size in NO_NUMBERS else ValueError
    assert_refused(lambda: call(size), kind, [name, "whole number of at least 1", repr(size)])


@table(
    ("weights of integers", lambda: create_weight_matrix(2, 3, dtype=int), TypeError, "dtype", "np.float64", "int"),
    ("biases of objects", lambda: create_bias_vector(2, dtype=object), TypeError, "dtype", "np.float64", "object"),
    ("complex layer", lambda: Layer(2, 3, ReLU(), dtype=complex), TypeError, "dtype", "np.float64", "complex"),
    ("dtype is no dtype", lambda: Layer(2, 3, ReLU(), dtype="float46"), TypeError, "float46"),
    ("rng is a seed", lambda: create_weight_matrix(2, 3, rng=0), TypeError, "rng", "np.random.default_rng(0)", "not 0"),
    ("rng of a layer is a seed", lambda: Layer(2, 3, ReLU(), rng=42), TypeError, "rng", "default_rng", "not 42"),
    (
        "rng of the old kind",
        lambda: Layer(2, 3, ReLU(), rng=np.random.RandomState(0)),  # noqa: NPY002
        TypeError,
        "rng",
        "np.random.default_rng(0)",
        "RandomState",
    ),
    ("activation lacks its brackets", lambda: Layer(2, 3, ReLU), TypeError, "act_function", "ReLU()"),
    ("activation is a name", lambda: Layer(2, 3, "relu"), TypeError, "act_function", "ReLU()", "'relu'"),
    ("activation is None", lambda: Layer(2, 3, None), TypeError, "act_function", "ReLU()", "None"),
)
def test_layer_that_cannot_work_is_refused_when_it_is_made(call, kind, parts):
    assert_refused(call, kind, parts)


# What a layer and a network say about x. Each way in must refuse each x, with the same sentence.

WRONG_X = [
    # what is wrong, x, type, parts of the sentence
    ("1-D", X[:, 0], ValueError, "4 inputs per example", "(4,)", "x.reshape(4, 1)"),
    ("1-D of wrong length", X[0], ValueError, "4 inputs per example", "(6,)", "columns"),
    ("transposed", X.T, ValueError, "4 inputs", "(6, 4)", "did you mean x.T?"),
    ("one row", X[:, :1].T, ValueError, "4 inputs", "(1, 4)", "did you mean x.T?"),
    ("wrong length", X[:3], ValueError, "4 inputs per example", "(3, 6)", "columns"),
    ("no inputs", X[:0], ValueError, "4 inputs per example", "(0, 6)", "columns"),
    ("one number", 3.0, ValueError, "4 inputs per example", "shape ()"),
    ("three dimensions", X.reshape(4, 3, 2), ValueError, "4 inputs per example", "(4, 3, 2)", "columns"),
    ("a stack of 2 by 2 images", np.ones((6, 2, 2)), ValueError, "4 inputs", "(6, 2, 2)", "x.reshape(6, 4).T"),
    ("empty batch", X[:, :0], ValueError, "empty batch", "(4, 0)", "0 examples"),
    ("words", X.astype(str), TypeError, "real numbers", "<U32"),
    ("bytes", X.astype(bytes), TypeError, "real numbers", "|S32"),
    ("objects", X.astype(object), TypeError, "real numbers", "object"),
    ("complex", X.astype(complex), TypeError, "real numbers", "complex128"),
    ("dates", X.astype("datetime64[s]"), TypeError, "real numbers", "datetime64"),
    ("None", None, TypeError, "real numbers", "object"),
]
WAYS_IN = {
    "forward_pass": lambda net, x: net.forward_pass(x),
    "predict": lambda net, x: net.predict(x),
    "accuracy": lambda net, x: accuracy(net, x, LABELS),
    "numerical_gradients": lambda net, x: numerical_gradients(net, CrossEntropy(), x, LABELS),
    "gradient_check": lambda net, x: gradient_check(net, CrossEntropy(), x, LABELS),
    "train": lambda net, x: train(net, x, LABELS, loss=CrossEntropy(), optimizer=SGD(0.1), progress=False),
}


@pytest.mark.parametrize("way", WAYS_IN)
@pytest.mark.parametrize(("x", "kind", "parts"), [pytest.param(x, kind, p, id=i) for i, x, kind, *p in WRONG_X])
def test_network_says_which_x_it_expects_and_names_the_layer(x, kind, parts, way):
    assert_refused(lambda: WAYS_IN[way](network(), x), kind, ["layer 1", *parts])


@pytest.mark.parametrize(("x", "kind", "parts"), [pytest.param(x, kind, p, id=i) for i, x, kind, *p in WRONG_X])
def test_layer_alone_says_which_x_it_expects(x, kind, parts):
    assert_refused(lambda: layer().forward_pass(x), kind, parts)


def reader_with_another_second_layer(ins):
    """A network whose second layer was replaced, so that it expects other inputs than it gets."""
    net = digits()
    net.layers[1] = layer(ins, 10)
    return net


def test_sentence_about_a_transposed_batch_names_the_layer_both_counts_and_the_fix():
    assert_refused(
        lambda: reader_with_another_second_layer(64).forward_pass(np.ones((784, 64))),
        ValueError,
        [
            "expected 64 inputs per example, but x has shape (128, 64). "
            "Examples are columns; did you mean x.T?, in layer 2"
        ],
    )


def test_sentence_does_not_advise_a_transposition_that_would_not_help():
    assert_refused(
        lambda: reader_with_another_second_layer(100).forward_pass(np.ones((784, 32))),
        ValueError,
        [
            "expected 100 inputs per example, but x has shape (128, 32).",
            "in layer 2",
        ],
    )
    with pytest.raises(ValueError) as caught:
        reader_with_another_second_layer(100).forward_pass(np.ones((784, 32)))
    assert "x.T" not in str(caught.value)


def test_layer_is_named_by_the_network_at_work_and_by_its_place_at_that_moment():
    shared = layer(5, 3)
    first = NeuralNetwork([layer(4, 5), shared])
    second = NeuralNetwork([layer(4, 6), layer(6, 5), shared])
    shared.W = np.zeros((5, 3))
    assert_refused(lambda: first.forward_pass(X), ValueError, ["needs W of shape (3, 5)", "in layer 2"])
    assert_refused(lambda: second.forward_pass(X), ValueError, ["this layer needs W of shape (3, 5)", "in layer 3"])
    assert_refused(lambda: first.predict(X), ValueError, ["needs W of shape (3, 5)", "in layer 2"])
    assert_refused(lambda: shared.forward_pass(X[:3]), ValueError, ["expected 5 inputs"])
    second.layers.pop(0)
    assert_refused(lambda: second.forward_pass(np.ones((6, 2))), ValueError, ["needs W of shape (3, 5)", "in layer 2"])


def test_network_writes_nothing_into_its_layers_and_a_name_of_ones_own_stays():
    one = layer(4, 3)
    before = set(vars(one))
    one.name = "my favourite"
    NeuralNetwork([one])
    assert set(vars(one)) == before | {"name"} and one.name == "my favourite"


@table(
    ("one image", lambda: digits().predict(np.ones((28, 28))), ValueError, "layer 1", "28, 28", "x.reshape(784, 1)"),
    ("one image in a stack", lambda: digits().predict(np.ones((1, 28, 28))), ValueError, "784", "x.reshape(784, 1)"),
    ("a stack", lambda: digits().predict(np.ones((5, 28, 28))), ValueError, "(5, 28, 28)", "x.reshape(5, 784).T"),
    (
        "28 in a stack",
        lambda: digits().predict(np.ones((28, 28, 28))),
        ValueError,
        "x.reshape(28, 784).T or x.reshape(784, 28)",
    ),
    ("one row", lambda: digits().predict(np.ones((1, 784))), ValueError, "(1, 784)", "did you mean x.T?"),
    ("one flat image", lambda: digits().predict(np.ones(784)), ValueError, "(784,)", "x.reshape(784, 1)"),
    ("many rows", lambda: digits().predict(np.ones((9, 784))), ValueError, "(9, 784)", "did you mean x.T?"),
)
def test_images_in_another_form_are_refused_with_the_line_that_mends_them(call, kind, parts):
    assert_refused(call, kind, parts)


# Parameters that were set by hand

HAND_SET = [
    ("b is flat", {"b": np.zeros(3)}, ValueError, "b of shape (3, 1)", "(3,)"),
    ("b is a row", {"b": np.zeros((1, 3))}, ValueError, "b of shape (3, 1)", "(1, 3)"),
    ("b is a number", {"b": 0.0}, ValueError, "b of shape (3, 1)", "()"),
    ("W is transposed", {"W": np.zeros((4, 3))}, ValueError, "W of shape (3, 4)", "(4, 3)"),
    ("W is flat", {"W": np.zeros(12)}, ValueError, "W of shape (3, 4)", "(12,)"),
    ("W is a number", {"W": 1.0}, ValueError, "W of shape (3, 4)", "()"),
    ("W is for another size", {"W": np.zeros((3, 5))}, ValueError, "W of shape (3, 4)", "(3, 5)"),
    ("W is a list, which no step could change", {"W": [[0.0] * 4] * 3}, TypeError, "W", "list"),
    ("W is complex", {"W": np.ones((3, 4), complex)}, TypeError, "W", "complex128"),
    ("W is words", {"W": np.full((3, 4), "a")}, TypeError, "W", "<U1"),
    ("b is objects", {"b": np.full((3, 1), None)}, TypeError, "b", "object"),
]


@pytest.mark.parametrize(("given", "kind", "parts"), [pytest.param(g, kind, p, id=i) for i, g, kind, *p in HAND_SET])
def test_parameters_set_by_hand_must_fit_before_anything_is_computed(given, kind, parts):
    assert_refused(lambda: with_parameters(layer(), **given).forward_pass(X), kind, ["this layer", *parts])
    net = NeuralNetwork([layer(4, 4), with_parameters(layer(), **given)])
    for way in ("forward_pass", "predict", "accuracy"):
        assert_refused(lambda way=way: WAYS_IN[way](net, X), kind, ["layer 2", *parts])
    for way in ("train", "numerical_gradients", "gradient_check"):
        with pytest.raises((TypeError, ValueError), match="layer 2"):
            WAYS_IN[way](net, X)


@pytest.mark.parametrize("way", ["train", "gradient_check", "numerical_gradients"])
def test_whole_number_weights_are_refused_where_a_small_step_would_be_lost(way):
    net = NeuralNetwork([layer(4, 4), with_parameters(layer(), W=np.ones((3, 4), np.int64))])
    assert_refused(lambda: WAYS_IN[way](net, X), TypeError, ["W", "float", "float64"])


# Chapters 05 and 07: the chain of layers, there and back


class Unnamed:
    """Nearly a layer: it cannot go back."""

    def forward_pass(self, x):
        return x

    def parameters(self):
        return []


@table(
    ("no layers", lambda: NeuralNetwork([]), ValueError, "at least one layer"),
    ("sizes do not fit", lambda: NeuralNetwork([layer(4, 5), layer(6, 3)]), ValueError,
     "layer 1 gives 5 outputs", "layer 2 expects 6 inputs"),
    ("last sizes do not fit", lambda: NeuralNetwork([layer(4, 5), layer(5, 3), layer(2, 1)]), ValueError,
     "layer 2 gives 3 outputs", "layer 3 expects 2 inputs"),
    ("None among the layers", lambda: NeuralNetwork([layer(), None]), TypeError, "layer 2", "None", "must be a layer"),
    ("an activation as a layer", lambda: NeuralNetwork([layer(), ReLU()]), TypeError, "layer 2 must be", "ReLU"),
    ("a list of lists", lambda: NeuralNetwork([[layer()]]), TypeError, "layer 1", "must be a layer"),
    ("half a layer", lambda: NeuralNetwork([Unnamed()]), TypeError, "layer 1", "Unnamed", "must be a layer"),
    ("a layer without the list", lambda: NeuralNetwork(layer()), TypeError, "list", "Layer"),
    ("None instead of a list", lambda: NeuralNetwork(None), TypeError, "list", "None"),
)  # fmt: skip
def test_layers_that_cannot_be_chained_are_named(call, kind, parts):
    assert_refused(call, kind, parts)


def test_an_empty_batch_is_named_even_where_the_first_layer_does_not_know_its_inputs():
    net = NeuralNetwork([Dropout(0.5, rng=np.random.default_rng(0)), layer(4, 3)])
    for way in ("predict", "accuracy"):
        assert_refused(lambda way=way: WAYS_IN[way](net, X[:, :0]), ValueError, ["empty batch", "(4, 0)", "0 examples"])


def test_layer_in_two_places_is_refused_since_one_would_overwrite_the_other():
    one, other = layer(4, 4), layer(4, 4)
    assert_refused(lambda: NeuralNetwork([one, one]), ValueError, ["layer 2", "already in this network"])
    assert_refused(lambda: NeuralNetwork([one, other, one]), ValueError, ["layer 3", "already in this network"])


def test_class_instead_of_a_layer_is_refused():
    assert_refused(lambda: NeuralNetwork([Layer]), TypeError, ["layer 1", "must be a layer"])


def test_network_inside_a_network_is_refused_with_the_list_that_joins_them():
    inner = network()
    assert_refused(lambda: NeuralNetwork([inner, layer(3, 2)]), TypeError, ["layer 1 is a network", "*first.layers"])
    assert len(NeuralNetwork([*inner.layers, layer(3, 2)]).layers) == 3


def test_softmax_of_one_output_is_refused_since_it_is_always_1():
    assert_refused(lambda: NeuralNetwork([layer(4, 1, Softmax())]), ValueError, ["layer 1", "always 1", "Sigmoid()"])
    NeuralNetwork([layer(4, 1, Softmax()), layer(1, 2)])  # as a layer inside it does no harm


@table(
    ("before any forward pass", lambda: network().backward_pass(LOGITS), ValueError, "layer 2", "forward_pass before"),
    ("a layer before forward", lambda: layer().backward_pass(LOGITS), ValueError, "this layer", "forward_pass before"),
    ("transposed", lambda: after_forward(network()).backward_pass(LOGITS.T), ValueError, "layer 2", "(3, 6)", "(6, 3)"),
    ("another batch", lambda: after_forward(network()).backward_pass(LOGITS[:, :5]), ValueError, "(3, 6)", "(3, 5)"),
    ("flat", lambda: after_forward(network()).backward_pass(LOGITS[0]), ValueError, "layer 2", "(3, 6)", "(6,)"),
    ("one number", lambda: after_forward(network()).backward_pass(1.0), ValueError, "layer 2", "(3, 6)", "()"),
    ("None", lambda: after_forward(network()).backward_pass(None), ValueError, "layer 2", "(3, 6)", "()"),
    ("words", lambda: after_forward(network()).backward_pass(LOGITS.astype(str)), TypeError, "layer 2", "<U32"),
    ("objects", lambda: after_forward(network()).backward_pass(LOGITS.astype(object)), TypeError, "layer 2", "object"),
    ("complex", lambda: after_forward(network()).backward_pass(LOGITS * 1j), TypeError, "layer 2", "complex128"),
)
def test_backward_pass_says_what_it_expects_and_names_the_layer(call, kind, parts):
    assert_refused(call, kind, parts)


def test_backward_pass_takes_a_list_as_the_forward_pass_does():
    x, da = [[1.0, 2.0]] * 4, [[1.0, 2.0]] * 3
    for act in (Identity(), ReLU()):
        one, other = layer(act=act), layer(act=act)
        one.forward_pass(x), other.forward_pass(np.array(x))
        assert np.array_equal(one.backward_pass(da), other.backward_pass(np.array(da)))


# Chapter 06: losses, labels, accuracy

WRONG_LABELS = [
    # what is wrong, labels for six examples of three classes, type, parts of the sentence
    ("too few", LABELS[:5], ValueError, "(6,)", "(5,)"),
    ("too many", np.zeros(7, int), ValueError, "(6,)", "(7,)"),
    ("one number", 2, ValueError, "(6,)", "()"),
    ("negative", LABELS - 1, ValueError, "0 to 2", "-1"),
    ("too large", LABELS + 1, ValueError, "0 to 2", "3"),
    ("far too large", LABELS + 2**40, ValueError, "0 to 2", str(2**40)),
    ("floating", LABELS / 1, TypeError, "integers", "float64", "astype(int)"),
    ("NaN", np.full(6, np.nan), TypeError, "integers", "float64"),
    ("words", LABELS.astype(str), TypeError, "labels", "<U21"),
    ("objects", LABELS.astype(object), TypeError, "labels", "object"),
    ("complex", LABELS * 1j, TypeError, "labels", "complex128"),
    ("truth values", LABELS > 0, TypeError, "integers", "bool", "astype(int)"),
    ("None", None, TypeError, "labels", "real numbers", "object"),
    ("one-hot integers", np.eye(3, dtype=int)[LABELS].T, ValueError, "(6,)", "(3, 6)", "argmax(axis=0)"),
    ("three dimensions", np.zeros((1, 1, 6), int), ValueError, "(6,)", "(1, 1, 6)"),
    ("a row", LABELS.reshape(1, 6), ValueError, "(6,)", "(1, 6)", "ravel()"),
    ("a column", LABELS.reshape(6, 1), ValueError, "(6,)", "(6, 1)", "ravel()"),
]
LABEL_USERS = {
    "loss": lambda labels: CrossEntropy()(LOGITS, labels),
    "derivative": lambda labels: CrossEntropy().derivative(LOGITS, labels),
    "accuracy": lambda labels: accuracy(network(), X, labels),
    "gradient_check": lambda labels: gradient_check(network(), CrossEntropy(), X, labels),
    "train": lambda labels: train(network(), X, labels, loss=CrossEntropy(), optimizer=SGD(0.1), progress=False),
}


@pytest.mark.parametrize("user", LABEL_USERS)
@pytest.mark.parametrize(("labels", "kind", "parts"), [pytest.param(y, k, p, id=i) for i, y, k, *p in WRONG_LABELS])
def test_labels_are_refused_with_what_was_expected_and_what_came(labels, kind, parts, user):
    assert_refused(lambda: LABEL_USERS[user](labels), kind, parts)


@table(
    ("negative", lambda: one_hot([0, -1], 3), ValueError, "0 to 2", "-1"),
    ("too large", lambda: one_hot([0, 3], 3), ValueError, "0 to 2", "3"),
    ("floating", lambda: one_hot([0.0, 1.0], 3), TypeError, "integers", "float64", "astype(int)"),
    ("words", lambda: one_hot(["0", "1"], 3), TypeError, "labels", "<U1"),
    ("objects", lambda: one_hot([None], 3), TypeError, "labels", "object"),
    ("one-hot already", lambda: one_hot(np.eye(3, dtype=int), 3), ValueError, "(3, 3)", "argmax(axis=0)"),
    ("one number", lambda: one_hot(2, 3), ValueError, "one label per example", "()"),
    ("no class", lambda: one_hot([0, 1], 0), ValueError, "classes", "at least 1", "0"),
    ("classes below 0", lambda: one_hot([0, 1], -2), ValueError, "classes", "at least 1", "-2"),
    ("half a class", lambda: one_hot([0, 1], 2.5), ValueError, "classes", "whole number", "2.5"),
    ("classes a word", lambda: one_hot([0, 1], "3"), TypeError, "classes", "whole number", "'3'"),
    ("classes None", lambda: one_hot([0, 1], None), TypeError, "classes", "whole number", "None"),
)
def test_one_hot_says_which_labels_and_classes_it_can_turn(call, kind, parts):
    assert_refused(call, kind, parts)


def test_accuracy_of_a_network_with_one_output_takes_labels_0_and_1_only():
    assert 0 <= accuracy(network(1), X, [0, 1, 0, 1, 0, 1]) <= 1
    assert_refused(lambda: accuracy(network(1), X, LABELS), ValueError, ["0 to 1", "2"])
    assert_refused(lambda: accuracy(network(1), X, LABELS - 1), ValueError, ["0 to 1", "-1"])


HOT = np.eye(3)[LABELS].T  # (3, 6)
BITS = np.array([0, 1, 0, 1, 1, 0])


@table(
    ("labels", lambda: MSE()(LOGITS, LABELS), ValueError, "(3, 6)", "(6,)", "one_hot(targets, 3)"),
    ("transposed", lambda: MSE()(LOGITS, HOT.T), ValueError, "(3, 6)", "(6, 3)", "targets.T"),
    ("too few", lambda: MSE()(LOGITS, HOT[:, :5]), ValueError, "(3, 6)", "(3, 5)"),
    ("a row that would be repeated", lambda: MSE()(LOGITS, HOT[:1]), ValueError, "(3, 6)", "(1, 6)"),
    ("a column that would be repeated", lambda: MSE()(LOGITS, HOT[:, :1]), ValueError, "(3, 6)", "(3, 1)"),
    ("one number", lambda: MSE()(LOGITS, 0.5), ValueError, "(3, 6)", "()"),
    ("flat, for one output", lambda: MSE()(ONE_LOGIT, X[0]), ValueError, "(1, 6)", "(6,)", "reshape"),
    ("NaN", lambda: MSE()(LOGITS, spoiled(np.nan, HOT)), ValueError, "targets", "NaN"),
    ("inf", lambda: MSE()(LOGITS, spoiled(-np.inf, HOT)), ValueError, "targets", "inf"),
    ("words", lambda: MSE()(LOGITS, HOT.astype(str)), TypeError, "targets", "real numbers", "<U32"),
    ("objects", lambda: MSE()(LOGITS, HOT.astype(object)), TypeError, "targets", "real numbers", "object"),
    ("complex", lambda: MSE()(LOGITS, HOT * 1j), TypeError, "targets", "real numbers", "complex128"),
    ("of the derivative", lambda: MSE().derivative(LOGITS, LABELS), ValueError, "one_hot(targets, 3)"),
)
def test_mse_says_which_targets_it_expects(call, kind, parts):
    assert_refused(call, kind, parts)


@table(
    (
        "three outputs",
        lambda: BinaryCrossEntropy()(LOGITS, BITS),
        ValueError,
        "outputs (1, n)",
        "(3, 6)",
        "CrossEntropy",
    ),
    ("too few", lambda: BinaryCrossEntropy()(ONE_LOGIT, BITS[:5]), ValueError, "targets (n,)", "(5,)"),
    ("a row", lambda: BinaryCrossEntropy()(ONE_LOGIT, BITS.reshape(1, 6)), ValueError, "targets (n,)", "(1, 6)"),
    ("a column", lambda: BinaryCrossEntropy()(ONE_LOGIT, BITS.reshape(6, 1)), ValueError, "targets (n,)", "(6, 1)"),
    ("one number", lambda: BinaryCrossEntropy()(ONE_LOGIT, 1), ValueError, "targets (n,)", "()"),
    ("a target is 2", lambda: BinaryCrossEntropy()(ONE_LOGIT, LABELS), ValueError, "every target", "0 or 1"),
    ("a target is -1", lambda: BinaryCrossEntropy()(ONE_LOGIT, 2 * BITS - 1), ValueError, "every target", "0 or 1"),
    ("a target is a half", lambda: BinaryCrossEntropy()(ONE_LOGIT, BITS / 2), ValueError, "every target", "0 or 1"),
    ("NaN", lambda: BinaryCrossEntropy()(ONE_LOGIT, np.full(6, np.nan)), ValueError, "every target", "0 or 1"),
    ("words", lambda: BinaryCrossEntropy()(ONE_LOGIT, BITS.astype(str)), TypeError, "targets", "real numbers"),
    ("objects", lambda: BinaryCrossEntropy()(ONE_LOGIT, [None] * 6), TypeError, "targets", "real numbers"),
    ("complex", lambda: BinaryCrossEntropy()(ONE_LOGIT, BITS + 0j), TypeError, "targets", "real numbers"),
    ("of the derivative", lambda: BinaryCrossEntropy().derivative(ONE_LOGIT, LABELS), ValueError, "0 or 1"),
)
def test_binary_cross_entropy_says_which_targets_it_expects(call, kind, parts):
    assert_refused(call, kind, parts)


@pytest.mark.parametrize("method", ["__call__", "derivative"])
@pytest.mark.parametrize(("loss", "targets"), [(CrossEntropy(), LABELS), (MSE(), HOT)], ids=["CrossEntropy", "MSE"])
@pytest.mark.parametrize(
    ("outputs", "kind", "part"),
    [
        pytest.param(LOGITS.tolist(), TypeError, "floating NumPy array", id="a list"),
        pytest.param(LOGITS.astype(int), TypeError, "floating NumPy array", id="integers"),
        pytest.param(LOGITS * 1j, TypeError, "floating NumPy array", id="complex"),
        pytest.param(LOGITS.astype(object), TypeError, "floating NumPy array", id="objects"),
        pytest.param(None, TypeError, "floating NumPy array", id="None"),
        pytest.param(LOGITS[0], ValueError, "(6,)", id="flat"),
        pytest.param(LOGITS[:, :0], ValueError, "(3, 0)", id="empty batch"),
    ],
)
def test_loss_says_which_outputs_it_expects(loss, targets, method, outputs, kind, part):
    assert_refused(lambda: getattr(loss, method)(outputs, targets), kind, ["outputs", part])


# The advice in a sentence is code: following it must give what was meant, and be accepted.

SHARES = Softmax()(X[:3])
IMAGES = np.random.default_rng(0).random((5, 28, 28))
COLUMNS = IMAGES.reshape(5, 784).T
CUBE = np.random.default_rng(0).random((28, 28, 28))  # along which axis do its images lie?
LAST = np.moveaxis(IMAGES, 0, -1)
TURNS = np.eye(3, dtype=int)[[1, 2, 0]]
COLOURS = np.random.default_rng(0).random((5, 2, 3, 4))


def trained(net=None, run=train, **settings):
    settings = {"loss": CrossEntropy(), "optimizer": SGD(0.1), "epochs": 1} | settings
    settings |= {"progress": False} if run is train else {}
    return run(net or network(), X, LABELS, **settings)


def passed_after(before):
    one = layer()
    before(one, X)
    return one


def ending_in(act, outs=3):
    return NeuralNetwork([layer(4, outs, act)])


def with_weights(W):
    return NeuralNetwork([with_parameters(layer(4, 3), W=W)])


def generator():
    return np.random.default_rng(0)


def world():
    return pytest.importorskip("mpi4py.MPI", exc_type=ImportError).COMM_WORLD


ADVISED = [
    # what is wrong, its name, its value, who refuses it, and what was meant: one for each way that is advised
    ("examples as rows", "x", X.T, network().forward_pass, X),
    ("rows of a list", "x", X.T.tolist(), network().forward_pass, X),
    ("rows for a neuron", "x", X[:2].T, neuron(), X[:2]),
    ("rows of a list for a neuron", "x", X[:2].T.tolist(), neuron(), X[:2]),
    ("one example", "x", X[:, 0], network().forward_pass, X[:, :1]),
    ("one example as a row", "x", X[:, :1].T, network().forward_pass, X[:, :1]),
    ("one input each", "x", X[0], layer(1).forward_pass, X[:1]),
    ("a masked array", "x", np.ma.masked_equal(X, 0), network().forward_pass, X),
    ("images first", "x", IMAGES, digits().predict, COLUMNS),
    ("images last", "x", LAST, digits().predict, COLUMNS),
    ("images along the first axis, or the last", "x", CUBE, digits().predict,
     CUBE.reshape(28, 784).T, CUBE.reshape(784, 28)),
    ("an image", "x", IMAGES[0], digits().predict, COLUMNS[:, :1]),
    ("an image in a list", "x", IMAGES[0].tolist(), digits().predict, COLUMNS[:, :1]),
    ("an image in a stack", "x", IMAGES[:1], digits().predict, COLUMNS[:, :1]),
    ("an image at the end of a stack", "x", IMAGES[0, ..., None], digits().predict, COLUMNS[:, :1]),
    ("a flat image", "x", IMAGES[0].ravel(), digits().predict, COLUMNS[:, :1]),
    ("flat images", "x", COLUMNS.T, digits().predict, COLUMNS),
    ("a channel before the rows", "x", IMAGES[:, None], digits().predict, COLUMNS),
    ("a channel behind the columns", "x", IMAGES[..., None], digits().predict, COLUMNS),
    ("images as Images gives them", "x", LAST[None], digits().predict, COLUMNS),
    ("images for Images", "x", IMAGES, Images(1, 28, 28).forward_pass, COLUMNS),
    ("an image for Images", "x", X, Images(1, 4, 6).forward_pass, X.reshape(24, 1)),
    ("images of several channels", "x", COLOURS, Images(2, 3, 4).forward_pass, COLOURS.reshape(5, 24).T),
    ("strings of digits", "labels", LABELS.astype(str), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("strings in a list", "labels", [str(label) for label in LABELS], lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("digits among objects", "labels", LABELS.astype(object), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("numbers in words", "x", X.astype(str), network().forward_pass, X),
    ("a Value as a condition", "x", nnlib.Value(0.5), bool, 0.5),
    ("one-hot labels", "labels", HOT.astype(int), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("one-hot labels in rows", "labels", HOT.T.astype(int), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("one-hot labels, either way", "labels", TURNS, lambda y: one_hot(y, 3), [2, 0, 1], [1, 2, 0]),
    ("probabilities", "labels", SHARES, lambda y: accuracy(network(), X, y), SHARES.argmax(axis=0)),
    ("probabilities in rows", "labels", SHARES.T, lambda y: accuracy(network(), X, y), SHARES.argmax(axis=0)),
    ("labels in a row", "labels", LABELS.reshape(1, 6), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("labels in a column", "labels", LABELS.reshape(6, 1), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("labels in a list of lists", "labels", [[0], [1]], lambda y: one_hot(y, 3), [0, 1]),
    ("floating labels", "labels", LABELS / 1, lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("a list of floating labels", "labels", [0.0, 1.0], lambda y: one_hot(y, 3), [0, 1]),
    ("truth values", "labels", LABELS > 0, lambda y: CrossEntropy()(LOGITS, y), [0, 1, 1, 0, 1, 1]),
    ("shares in rows", "targets", HOT.T, lambda y: CrossEntropy()(LOGITS, y), HOT),
    ("scores", "targets", LOGITS, lambda y: CrossEntropy()(LOGITS, y), np.full((3, 6), 1 / 3)),
    ("labels for MSE", "targets", LABELS, lambda y: MSE()(LOGITS, y), HOT),
    ("floating labels for MSE", "targets", LABELS / 1, lambda y: MSE()(LOGITS, y), HOT),
    ("a list of floating labels for MSE", "targets", [0.0, 1.0], lambda y: MSE()(LOGITS[:, :2], y), HOT[:, :2]),
    ("transposed targets", "targets", HOT.T, lambda y: MSE()(LOGITS, y), HOT),
    ("a list of targets in rows", "targets", HOT.T.tolist(), lambda y: MSE()(LOGITS, y), HOT),
    ("flat targets of one output", "targets", X[0], lambda y: MSE()(ONE_LOGIT, y), X[:1]),
    ("a row of bits", "targets", BITS.reshape(1, 6), lambda y: BinaryCrossEntropy()(ONE_LOGIT, y), BITS),
    ("a column of bits", "targets", BITS.reshape(6, 1).tolist(), lambda y: BinaryCrossEntropy()(ONE_LOGIT, y), BITS),
    ("a loss of yes and no", "loss", BinaryCrossEntropy(), lambda loss: loss(LOGITS, LABELS)),
    ("a softmax of one output", "act_function", Softmax(), lambda act: ending_in(act, 1)),
    ("a softmax twice", "act_function", Softmax(), lambda act: trained(ending_in(act))),
    ("no way back", "act_function", np.tanh, lambda act: trained(ending_in(act))),
    ("no activation", "act_function", None, lambda act: Layer(4, 3, act)),
    ("whole numbers", "W", np.ones((3, 4), int), lambda W: trained(with_weights(W)), np.ones((3, 4))),
    ("whole numbers to nudge", "values", [1, 2], lambda values: slopes_of(values, lambda: 0.0), [1.0, 2.0]),
    ("a network in a network", "first", network(), lambda some: NeuralNetwork(some if type(some) is list else [some])),
    ("a layer without its list", "layer", layer(), lambda one: NeuralNetwork(getattr(one, "layers", one))),
    ("no layer", "layer", None, lambda one: NeuralNetwork([one])),
    ("a seed", "rng", 0, lambda rng: Layer(2, 3, ReLU(), rng=rng)),
    ("no loss", "loss", "mse", lambda loss: trained(loss=loss)),
    ("no optimizer", "optimizer", 0.1, lambda optimizer: trained(optimizer=optimizer)),
    ("no optimizer to decay", "optimizer", 0.1, lambda optimizer: WeightDecay(optimizer, 0.1)),
    ("no function", "on_epoch_end", 5, lambda stop: trained(on_epoch_end=stop, validation=(X, LABELS))),
    ("no validation", "more", {}, lambda more: trained(on_epoch_end=EarlyStopping(1), **more)),
    ("no pass before", "before", lambda *_: None, lambda before: passed_after(before).backward_pass(LOGITS)),
    ("a Value and a Tensor", "kind", Value, lambda kind: kind(2.0) * Tensor([1.0, 2.0])),
    ("a number as a rule", "rule", 3.0, lambda rule: Value(6.0, [(Value(2.0), rule)])),
    ("no ranks", "comm", None, lambda comm: trained(run=train_parallel, comm=comm, batch_size=2, rng=generator())),
]  # fmt: skip
CUE = r"\b(?:did you mean|use|as in|such as|pass|see|call) "
INNER = r"(?:[^()\[\]]|[(\[](?:[^()\[\]]|\(\))*[)\]])*"  # what stands in brackets, with further ones in it
CODE = rf"(?=[\w\[])(?:\w+=)?\w*(?:\.\w+|[(]{INNER}[)]|\[{INNER}\])*"
WORDS = "it|them|this|that"
EXPRESSION = re.compile(rf"{CUE}(?!(?:{WORDS})\b)({CODE}(?: or {CODE})*)")


def refusal(call, wrong):
    with pytest.raises((TypeError, ValueError)) as caught:
        call(wrong)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "wrong", "call", "meant"), [pytest.param(n, w, c, meant, id=i) for i, n, w, c, *meant in ADVISED]
)
def test_following_the_advice_in_the_sentence_gives_what_was_meant(name, wrong, call, meant):
    sentence = refusal(call, wrong)
    advice = EXPRESSION.search(sentence)
    assert advice, f"no advice in: {sentence}"
    around = {"x_val": X, "y_val": LABELS, "factor": 3.0, "forward_pass": Layer.forward_pass, "np": np}
    if "MPI" in advice[1]:
        around["MPI"] = SimpleNamespace(COMM_WORLD=world())
    codes = [re.sub(r"^(\w+=.+)", r"dict(\1)", code) for code in advice[1].split(" or ")]
    found = [eval(code, vars(autodiff) | vars(nnlib) | around | {name: wrong}) for code in codes]
    assert len(found) == len(meant) or not meant and len(found) == 1, sentence
    for one, other in zip(found, meant):
        assert np.array_equal(one, other), sentence
    for one in found:
        call(one)


def templates():
    """What nnlib's sources say with code as advice: patterns of sentences, with anything for what is filled in."""
    for path in sorted(Path(nnlib.__file__).parent.glob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        texts = [[node] for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        texts += [node.values for node in nodes if isinstance(node, ast.JoinedStr)]
        prose = [node.value for node in nodes if isinstance(node, ast.Expr)]
        prose += [part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values]
        for parts in texts:
            text = "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in parts)
            if parts[0] not in prose or len(parts) > 1:
                if re.search(rf"{CUE}(?=\0|\[|[A-Z]|\w+[._(=\0])", text):
                    yield path.name, ".*".join(map(re.escape, text.split("\0")))


def test_all_advice_of_nnlib_is_followed():
    said = [refusal(call, wrong) for _, _, wrong, call, *_ in ADVISED]
    found = [*templates()]
    assert len(found) > 25
    missing = [text for text in found if not any(re.search(text[1], sentence) for sentence in said)]
    assert not missing, missing


@pytest.mark.parametrize(
    ("call", "wrong"),
    [
        pytest.param(network().forward_pass, X.reshape(4, 3, 2), id="two axes of examples"),
        pytest.param(digits().predict, np.ones((4, 14, 14)), id="four images, not one"),
        pytest.param(digits().predict, np.ones((2, 392)), id="two examples, not one"),
        pytest.param(Images(3, 8, 8).forward_pass, np.ones((5, 8, 8, 3)), id="colours behind the columns"),
        pytest.param(lambda y: CrossEntropy()(LOGITS, y), LABELS + 0.5, id="labels between two"),
        pytest.param(lambda y: CrossEntropy()(LOGITS, y), np.full(6, np.nan), id="labels that are NaN"),
        pytest.param(lambda y: CrossEntropy()(LOGITS, y), np.full(6, np.inf), id="labels that are inf"),
        pytest.param(lambda y: CrossEntropy()(LOGITS, y), np.arange(12).reshape(2, 6), id="no one-hot labels"),
        pytest.param(lambda y: CrossEntropy()(LOGITS, y), np.ma.masked_equal(LABELS, 1), id="masked labels"),
        pytest.param(lambda y: MSE()(LOGITS, y), HOT[:, :5], id="too few targets"),
        pytest.param(lambda y: MSE()(ONE_LOGIT, y), X[0, :5], id="too few targets of one output"),
        pytest.param(lambda y: MSE()(LOGITS, y), X[0], id="numbers, not labels"),
        pytest.param(lambda y: BinaryCrossEntropy()(ONE_LOGIT, y), BITS[:5], id="too few bits"),
    ],
)
def test_where_no_advice_would_give_what_was_meant_there_is_none(call, wrong):
    assert not EXPRESSION.search(refusal(call, wrong))


# Chapters 07 and 08: gradient check, optimizer, training


@pytest.mark.parametrize("epsilon", [0, -1e-5, np.nan, np.inf, *NO_NUMBERS], ids=repr)
@pytest.mark.parametrize("measure", [numerical_gradients, gradient_check])
def test_gradient_check_says_which_nudge_it_accepts(measure, epsilon):
    def call():
        measure(network(), CrossEntropy(), X, LABELS, epsilon=epsilon)

    if epsilon in NO_NUMBERS:
        assert_refused(call, TypeError, ["epsilon", "number", repr(epsilon)])
    else:
        assert_refused(call, ValueError, ["epsilon", "above 0", str(epsilon)])


@pytest.mark.parametrize("measure", [numerical_gradients, gradient_check])
def test_refused_gradient_check_leaves_the_weights_untouched(measure):
    net = network()
    before = [value.copy() for value, _ in net.parameters()]
    for wrong in (LABELS / 1, LABELS + 1, LABELS[:5]):
        with pytest.raises((TypeError, ValueError)):
            measure(net, CrossEntropy(), X, wrong)
    assert all(np.array_equal(value, old) for (value, _), old in zip(net.parameters(), before))


@table(
    ("0", lambda: SGD(0), ValueError, "learning_rate", "above 0", "not 0"),
    ("below 0", lambda: SGD(-0.1), ValueError, "learning_rate", "above 0", "-0.1"),
    ("NaN", lambda: SGD(np.nan), ValueError, "learning_rate", "above 0", "nan"),
    ("inf", lambda: SGD(np.inf), ValueError, "learning_rate", "above 0 and finite", "inf"),
    ("a word", lambda: SGD("0.1"), TypeError, "learning_rate", "number", "'0.1'"),
    ("None", lambda: SGD(None), TypeError, "learning_rate", "number", "None"),
    ("a list", lambda: SGD([0.1]), TypeError, "learning_rate", "number", "[0.1]"),
    ("an array", lambda: SGD(np.array([0.1])), TypeError, "learning_rate", "number", "array"),
    ("complex", lambda: SGD(1j), TypeError, "learning_rate", "number", "1j"),
    ("a truth value", lambda: SGD(True), TypeError, "learning_rate", "number", "True"),
)
def test_sgd_says_which_learning_rate_it_accepts(call, kind, parts):
    assert_refused(call, kind, parts)


class Halved(CrossEntropy):
    """A loss of a reader's own, which inherits the softmax."""

    def __call__(self, outputs, targets):
        return super().__call__(outputs, targets) / 2


TRAINING = [
    # what is wrong, what differs from a sound call, type, parts of the sentence
    ("x transposed", {"x": X.T}, ValueError, "layer 1", "4 inputs", "(6, 4)", "did you mean x.T?"),
    ("x 1-D", {"x": X[:, 0]}, ValueError, "layer 1", "4 inputs", "(4,)"),
    ("x of wrong length", {"x": X[:3]}, ValueError, "layer 1", "4 inputs", "(3, 6)"),
    ("x empty", {"x": X[:, :0], "targets": LABELS[:0]}, ValueError, "layer 1", "empty batch", "(4, 0)"),
    ("x holds NaN", {"x": spoiled(np.nan)}, ValueError, "x of the training data", "NaN"),
    ("x holds inf", {"x": spoiled(np.inf)}, ValueError, "x of the training data", "inf"),
    ("x holds -inf", {"x": spoiled(-np.inf)}, ValueError, "x of the training data", "inf"),
    ("x holds NaN in float32", {"x": spoiled(np.nan).astype("f4")}, ValueError, "x of the training data", "NaN"),
    ("x is words", {"x": X.astype(str)}, TypeError, "layer 1", "real numbers", "<U32"),
    ("x is objects", {"x": X.astype(object)}, TypeError, "layer 1", "real numbers", "object"),
    ("x is complex", {"x": X * 1j}, TypeError, "layer 1", "real numbers", "complex128"),
    ("labels negative", {"targets": LABELS - 1}, ValueError, "0 to 2", "-1"),
    ("labels too large", {"targets": LABELS + 1}, ValueError, "0 to 2", "3"),
    ("labels floating", {"targets": LABELS / 1}, TypeError, "integers", "float64", "astype(int)"),
    ("labels one-hot", {"targets": HOT.astype(int)}, ValueError, "(3, 6)", "argmax(axis=0)"),
    ("labels too few", {"targets": LABELS[:5]}, ValueError, "(6,)", "(5,)"),
    ("scores where shares are expected", {"targets": LOGITS}, ValueError, "column 0", "sums to", "soft_targets"),
    ("one column of shares spoiled", {"targets": HOT + np.eye(3, 6)}, ValueError, "column 0", "2, not to 1"),
    ("labels where one-hot is expected", {"loss": MSE()}, ValueError, "(3, 6)", "(6,)", "one_hot(targets, 3)"),
    ("MSE targets hold NaN", {"loss": MSE(), "targets": spoiled(np.nan, HOT)}, ValueError, "targets", "NaN"),
    ("MSE targets hold inf", {"loss": MSE(), "targets": spoiled(np.inf, HOT)}, ValueError, "targets", "inf"),
    (
        "three outputs for a yes or no",
        {"loss": BinaryCrossEntropy(), "targets": BITS},
        ValueError,
        "outputs (1, n)",
        "(3, 6)",
    ),
    ("validation x transposed", {"validation": (X.T, LABELS)}, ValueError, "layer 1", "(6, 4)", "did you mean x.T?"),
    ("validation x holds NaN", {"validation": (spoiled(np.nan), LABELS)}, ValueError, "x of the validation data"),
    ("validation x holds inf", {"validation": (spoiled(np.inf), LABELS)}, ValueError, "x of the validation data"),
    ("validation x empty", {"validation": (X[:, :0], LABELS[:0])}, ValueError, "layer 1", "empty batch"),
    ("validation labels too few", {"validation": (X, LABELS[:5])}, ValueError, "(6,)", "(5,)"),
    ("validation labels too large", {"validation": (X, LABELS + 1)}, ValueError, "0 to 2", "3"),
    ("validation labels floating", {"validation": (X, LABELS / 1)}, TypeError, "integers", "float64"),
    ("validation labels one-hot", {"validation": (X, HOT.astype(int))}, ValueError, "argmax(axis=0)"),
    ("validation without labels", {"validation": X}, TypeError, "validation", "(x, targets)"),
    ("validation of one", {"validation": (X,)}, TypeError, "validation", "(x, targets)"),
    ("no epochs", {"epochs": 0}, ValueError, "epochs", "at least 1", "0"),
    ("epochs below 0", {"epochs": -1}, ValueError, "epochs", "at least 1", "-1"),
    ("epochs floating", {"epochs": 2.0}, ValueError, "epochs", "whole number", "2.0"),
    ("epochs a word", {"epochs": "2"}, TypeError, "epochs", "whole number", "'2'"),
    ("two softmaxes", {"act_function": Softmax()}, ValueError, "CrossEntropy() applies Softmax()", "Identity()"),
    ("a softmax and a student's", {"loss": Distillation(4), "act_function": Softmax()}, ValueError,
     "Distillation() applies Softmax()", "Identity()"),
    ("a softmax and a loss of one's own", {"loss": Halved(), "act_function": Softmax()}, ValueError,
     "CrossEntropy() applies Softmax()", "Identity()"),
    ("two sigmoids", {"loss": BinaryCrossEntropy(), "act_function": Sigmoid(), "targets": BITS}, ValueError,
     "BinaryCrossEntropy() applies Sigmoid()", "Identity()"),
    ("a function as activation", {"act_function": np.tanh}, TypeError, "act_function", "backward", "Tanh()", "layer 2"),
    ("epochs None", {"epochs": None}, TypeError, "epochs", "whole number", "None"),
    ("batch size 0", {"batch_size": 0}, ValueError, "batch_size", "at least 1", "0"),
    ("batch size below 0", {"batch_size": -64}, ValueError, "batch_size", "at least 1", "-64"),
    ("batch size floating", {"batch_size": 64.0}, ValueError, "batch_size", "whole number", "64.0"),
    ("batch size None", {"batch_size": None}, TypeError, "batch_size", "whole number", "None"),
    ("rng a seed", {"rng": 0}, TypeError, "rng", "np.random.default_rng(0)", "not 0"),
    ("loss lacks its brackets", {"loss": CrossEntropy}, TypeError, "loss", "CrossEntropy()"),
    ("loss a name", {"loss": "mse"}, TypeError, "loss", "CrossEntropy()", "'mse'"),
    ("loss None", {"loss": None}, TypeError, "loss", "CrossEntropy()", "None"),
    ("optimizer lacks its brackets", {"optimizer": SGD}, TypeError, "optimizer", "SGD(0.1)"),
    ("optimizer a learning rate", {"optimizer": 0.1}, TypeError, "optimizer", "SGD(0.1)", "not 0.1"),
    ("optimizer None", {"optimizer": None}, TypeError, "optimizer", "SGD(0.1)", "None"),
    ("on_epoch_end lacks its brackets", {"on_epoch_end": EarlyStopping}, TypeError, "on_epoch_end", "EarlyStopping(5)"),
    ("on_epoch_end a number", {"on_epoch_end": 3}, TypeError, "on_epoch_end", "function", "not 3"),
    ("b set flat", {"b": np.zeros(3)}, ValueError, "layer 2", "b of shape (3, 1)", "(3,)"),
    ("W set transposed", {"W": np.zeros((5, 3))}, ValueError, "layer 2", "W of shape (3, 5)", "(5, 3)"),
    ("W set to integers", {"W": np.ones((3, 5), np.int64)}, TypeError, "W", "float", "float64", "layer 2"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "kind", "parts"), [pytest.param(w, k, p, id=i) for i, w, k, *p in TRAINING])
def test_refused_training_leaves_weights_optimizer_and_rng_untouched(wrong, kind, parts):
    net, rng, optimizer = network(), np.random.default_rng(7), SGD(0.1)
    by_hand = ("W", "b", "act_function")
    with_parameters(net.layers[1], **{name: wrong[name] for name in by_hand if name in wrong})
    call = {
        "x": X, "targets": LABELS, "loss": CrossEntropy(), "optimizer": optimizer, "epochs": 2, "batch_size": 2,
        "validation": (X, LABELS), "rng": rng, "progress": False,
    }  # fmt: skip
    if isinstance(wrong.get("loss"), (MSE, BinaryCrossEntropy)):
        call["validation"] = None
    call.update({name: value for name, value in wrong.items() if name not in by_hand})
    before = [value.copy() for value, _ in net.parameters()]
    state = rng.bit_generator.state
    assert_refused(lambda: train(net, **call), kind, parts)
    assert all(np.array_equal(value, old) for (value, _), old in zip(net.parameters(), before))
    assert rng.bit_generator.state == state
    assert optimizer.steps == 0
    assert not any(getattr(part, "training", False) for part in net.layers)


@pytest.mark.parametrize("loss", [CrossEntropy(), Distillation(4)], ids=lambda loss: type(loss).__name__)
def test_softmax_is_applied_twice_although_a_layer_without_weights_comes_behind_it(loss):
    net = NeuralNetwork([layer(4, 3, Softmax()), Dropout(0.5, rng=generator())])
    assert_refused(lambda: trained(net, loss=loss), ValueError, ["applies Softmax() itself"])
    trained(NeuralNetwork([layer(4, 3, Softmax()), layer(3, 3, Identity())]), loss=loss)  # inside it is no mistake


class OnItsOwn(Layer):
    """A layer of a reader's own, which knows the way back through its function."""

    def backward_pass(self, da, *, need_dx=True):
        dz = (1 - self.a**2) * da
        self.dW[...], self.db[...] = dz @ self.x.T, dz.sum(axis=1, keepdims=True)
        return self.W.T @ dz


class Behind(Layer):
    """A layer of a reader's own, which leaves the way back to Layer."""

    def backward_pass(self, da, *, need_dx=True):
        return super().backward_pass(2 * da, need_dx=need_dx)


PLAIN = [Layer(4, 3, np.tanh), Behind(4, 3, np.tanh), Conv2D(4, 3, 1, np.tanh)]


@pytest.mark.parametrize("way", ["train", "gradient_check", "backward_pass", "alone"])
@pytest.mark.parametrize("one", PLAIN, ids=lambda one: type(one).__name__)
def test_function_that_knows_no_way_back_is_refused_where_a_layer_would_ask_for_it(one, way):
    """But not where it is made, or measured: forwards any function will do."""
    convolved = isinstance(one, Conv2D)
    net = NeuralNetwork([Images(4, 1, 1), one, Flatten()] if convolved else [one])
    numerical_gradients(net, CrossEntropy(), X, LABELS)
    ways = WAYS_IN | {
        "backward_pass": lambda net, x: net.backward_pass(LOGITS),
        "alone": lambda net, x: one.backward_pass(np.zeros_like(one.a)),
    }
    where = [] if way == "alone" else ["layer 2" if convolved else "layer 1"]
    assert_refused(lambda: ways[way](net, X), TypeError, ["act_function", "Tanh()", "tanh", *where])


@pytest.mark.parametrize(
    "one", [OnItsOwn(4, 3, np.tanh), Recorded(4, 3, Tensor.relu)], ids=lambda one: type(one).__name__
)
def test_function_that_no_layer_asks_for_the_way_back_is_trained(one):
    assert len(trained(NeuralNetwork([one])).train_loss) == 1


@pytest.mark.parametrize("way", [*WAYS_IN][1:] + ["evaluate"])
def test_outputs_that_are_images_are_refused_with_the_layer_that_lays_them_out(way):
    """Until then predict joined slices along the height, and answered with images."""
    rng = generator()
    layers = [Images(1, 2, 2), Conv2D(1, 3, 1, ReLU(), rng=rng)]
    call = (WAYS_IN | {"evaluate": lambda net, x: metrics.evaluate(net, x, LABELS, CrossEntropy())})[way]
    assert_refused(
        lambda: call(NeuralNetwork(layers), X), ValueError, ["outputs", "(outs, n)", "Flatten()", "(3, 2, 2, 6)"]
    )
    call(NeuralNetwork([*layers, Flatten(), Layer(12, 3, Identity(), rng=rng)]), X)


# Chapters 09 to 12: optimizers and schedules, regularization, augmentation, convolution, soft targets


@table(
    ("Momentum's rate", lambda: Momentum(0), ValueError, "learning_rate", "above 0"),
    ("RMSProp's rate", lambda: RMSProp(-1), ValueError, "learning_rate", "above 0"),
    ("Adam's rate", lambda: Adam("0.1"), TypeError, "learning_rate", "number", "'0.1'"),
    ("momentum above 1", lambda: Momentum(0.1, 1.1), ValueError, "momentum", "at most 1", "1.1"),
    ("momentum below 0", lambda: Momentum(0.1, -0.1), ValueError, "momentum", "at least 0", "-0.1"),
    ("momentum NaN", lambda: Momentum(0.1, np.nan), ValueError, "momentum", "nan"),
    ("momentum a word", lambda: Momentum(0.1, "0.9"), TypeError, "momentum", "number", "'0.9'"),
    ("decay of 1", lambda: RMSProp(decay=1), ValueError, "decay", "below 1", "not 1"),
    ("decay None", lambda: RMSProp(decay=None), TypeError, "decay", "number", "None"),
    ("beta1 of 1", lambda: Adam(beta1=1), ValueError, "beta1", "below 1"),
    ("beta2 above 1", lambda: Adam(beta2=2), ValueError, "beta2", "below 1", "2"),
    ("beta2 a list", lambda: Adam(beta2=[0.9]), TypeError, "beta2", "[0.9]"),
    ("epsilon 0", lambda: RMSProp(epsilon=0), ValueError, "epsilon", "above 0"),
    ("epsilon inf", lambda: Adam(epsilon=np.inf), ValueError, "epsilon", "finite"),
    ("epsilon a word", lambda: Adam(epsilon="1e-8"), TypeError, "epsilon", "'1e-8'"),
    ("peak 0", lambda: one_cycle(0, 100), ValueError, "peak", "above 0"),
    ("peak a schedule", lambda: one_cycle(cosine_decay(0.1, 9), 100), TypeError, "peak", "number"),
    ("one step", lambda: one_cycle(0.1, 1), ValueError, "steps", "at least 2", "1"),
    ("half a step", lambda: cosine_decay(0.1, 2.5), ValueError, "steps", "whole number", "2.5"),
    ("steps None", lambda: cosine_decay(0.1, None), TypeError, "steps", "None"),
)
def test_optimizers_and_schedules_say_which_settings_they_accept(call, kind, parts):
    assert_refused(call, kind, parts)


EVERY_OPTIMIZER = [SGD, Momentum, RMSProp, Adam]


@pytest.mark.parametrize("rate", [np.nan, np.inf, -0.1])
@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
def test_schedule_that_gives_no_rate_is_refused_at_the_step_where_it_does(optimizer, rate):
    net = network()
    watched = optimizer(lambda step: 0.1 if step < 2 else rate)
    for _ in range(2):
        watched.step(net.parameters())
    before = [value.copy() for value, _ in net.parameters()]
    assert_refused(lambda: watched.step(net.parameters()), ValueError, ["schedule", "step 2", str(rate)])
    assert all(np.array_equal(value, old) for (value, _), old in zip(net.parameters(), before))


@pytest.mark.parametrize("optimizer", [SGD, Momentum, RMSProp, Adam])
@pytest.mark.parametrize("outs", [1, 3], ids=["of other shapes", "of the same shapes"])
def test_optimizer_refuses_another_network_and_leaves_it_as_it_was(optimizer, outs):
    remembering, other = optimizer(0.1), network(outs)
    remembering.step(network(3).parameters())
    before = [value.copy() for value, _ in other.parameters()]
    words = ["this optimizer belongs to another network", f"make a new {optimizer.__name__}"]
    for each in (remembering, WeightDecay(remembering, 0.5)):
        for parameters in (other.parameters(), []):
            assert_refused(partial(each.step, parameters), ValueError, words)
    assert all(np.array_equal(value, old) for (value, _), old in zip(other.parameters(), before))
    assert remembering.steps == 1


def test_schedule_that_is_over_for_one_network_trains_no_other():
    optimizer, labels = SGD(cosine_decay(0.5, 8)), np.array([0, 1])
    settings = {"loss": CrossEntropy(), "optimizer": optimizer, "epochs": 8, "progress": False}
    x, first, second = np.eye(2), *(NeuralNetwork([Layer(2, 2, Identity())]) for _ in range(2))
    train(first, x, labels, **settings)
    train(first, x, labels, **settings)  # the same network may go on
    words = ["this optimizer belongs to another network", "make a new SGD for this one"]
    assert_refused(lambda: train(second, x, labels, **settings), ValueError, words)


@table(
    ("no optimizer", lambda: WeightDecay(0.1, 0.01), TypeError, "SGD(0.1)", "not 0.1"),
    ("an optimizer without brackets", lambda: WeightDecay(SGD, 0.01), TypeError, "SGD(0.1)"),
    ("an optimizer without steps", lambda: WeightDecay(Unsteady(), 0.01), TypeError, "SGD(0.1)", "has no steps"),
    ("a decay of a decay", lambda: WeightDecay(WeightDecay(SGD(1), 1), 1), TypeError, "SGD(0.1)"),
    ("strength below 0", lambda: WeightDecay(SGD(0.1), -1), ValueError, "strength", "at least 0", "-1"),
    ("strength NaN", lambda: WeightDecay(SGD(0.1), np.nan), ValueError, "strength", "nan"),
    ("strength a word", lambda: WeightDecay(SGD(0.1), "1"), TypeError, "strength", "'1'"),
    ("everything dropped", lambda: Dropout(1, rng=np.random.default_rng(0)), ValueError, "rate", "below 1"),
    ("rate in percent", lambda: Dropout(50, rng=np.random.default_rng(0)), ValueError, "rate", "below 1", "50"),
    ("rate a word", lambda: Dropout("half", rng=np.random.default_rng(0)), TypeError, "rate", "'half'"),
    ("dropout from a seed", lambda: Dropout(0.5, rng=0), TypeError, "rng", "np.random.default_rng(0)", "not 0"),
    ("words through dropout", lambda: sound_dropout().forward_pass(X.astype(str)), TypeError, "real numbers", "<U32"),
    ("no way back yet", lambda: sound_dropout().backward_pass(X), ValueError, "forward_pass before backward_pass"),
    ("another way back", lambda: after_forward(sound_dropout()).backward_pass(X.T), ValueError, "(4, 6)", "(6, 4)"),
    ("no patience", lambda: EarlyStopping(0), ValueError, "patience", "at least 1", "0"),
    ("half an epoch", lambda: EarlyStopping(1.5), ValueError, "patience", "whole number", "1.5"),
    ("no validation", lambda: EarlyStopping(1)(network(), History()), ValueError, "validation=(x_val, y_val)"),
    ("nothing to restore", lambda: EarlyStopping(1).restore(network()), ValueError, "no best weights", "on_epoch_end"),
    ("another network's best", lambda: watched().restore(network(7)), ValueError, "no best weights of such a network"),
    ("a second run", lambda: watch(watched()), ValueError, "another run", "make a new one"),
)
def test_regularization_says_what_it_expects(call, kind, parts):
    assert_refused(call, kind, parts)


def watch(stopper):
    history = History()
    history.record(1.0, (1.0, 0.5))
    stopper(network(), history)
    return stopper


def watched():
    return watch(EarlyStopping(1))


class Unsteady:
    """An optimizer of one's own that counts no steps."""

    learning_rate = 0.1

    def step(self, parameters):
        pass


def sound_dropout():
    return Dropout(0.5, rng=np.random.default_rng(0))


def bend(x):
    return Augment(shift=1)(x, np.random.default_rng(0))


@table(
    ("shift below 0", lambda: Augment(shift=-1), ValueError, "shift", "at least 0", "-1"),
    ("rotation NaN", lambda: Augment(rotation=np.nan), ValueError, "rotation", "nan"),
    ("scale inf", lambda: Augment(scale=np.inf), ValueError, "scale", "finite"),
    ("elastic a word", lambda: Augment(elastic="much"), TypeError, "elastic", "'much'"),
    ("shift a pair", lambda: Augment(shift=(1, 2)), TypeError, "shift", "(1, 2)"),
    ("images in rows", lambda: bend(np.ones((5, 784))), ValueError, "square images as columns", "(5, 784)"),
    ("an image", lambda: bend(np.ones(784)), ValueError, "square images as columns", "(784,)"),
    ("a stack of images", lambda: bend(np.ones((5, 28, 28))), ValueError, "(784, n)", "(5, 28, 28)"),
    ("words", lambda: bend(np.ones((4, 2)).astype(str)), TypeError, "real numbers", "<U32"),
)
def test_augmentation_says_what_it_expects(call, kind, parts):
    assert_refused(call, kind, parts)


def conv(ins=2, outs=3, kernel=3, **settings):
    return Conv2D(ins, outs, kernel, ReLU(), rng=np.random.default_rng(0), **settings)


PICTURES = np.random.default_rng(0).normal(size=(2, 5, 6, 4))


def pictures_with(**parameters):
    layer = conv()
    for name, value in parameters.items():
        setattr(layer, name, value)
    return layer.forward_pass(PICTURES)


@table(
    ("no channel", lambda: conv(0), ValueError, "in_channels", "at least 1", "0"),
    ("half a map", lambda: conv(2, 2.5), ValueError, "out_channels", "whole number", "2.5"),
    ("no kernel", lambda: conv(kernel=0), ValueError, "kernel_size", "at least 1"),
    ("no stride", lambda: conv(stride=0), ValueError, "stride", "at least 1"),
    ("padding below 0", lambda: conv(padding=-1), ValueError, "padding", "at least 0", "-1"),
    ("padding a word", lambda: conv(padding="same"), TypeError, "padding", "'same'"),
    ("activation without brackets", lambda: Conv2D(1, 1, 3, ReLU), TypeError, "act_function", "ReLU()"),
    ("integers for weights", lambda: conv(dtype=int), TypeError, "dtype", "floating"),
    ("a seed for a generator", lambda: Conv2D(1, 1, 3, ReLU(), rng=0), TypeError, "rng", "not 0"),
    ("columns", lambda: conv().forward_pass(X), ValueError, "(channels, height, width, n)", "(4, 6)", "Images("),
    (
        "one image",
        lambda: conv().forward_pass(PICTURES[..., 0]),
        ValueError,
        "(channels, height, width, n)",
        "(2, 5, 6)",
    ),
    ("five axes", lambda: conv().forward_pass(PICTURES[None]), ValueError, "(channels, height, width, n)", "(1, 2, 5"),
    (
        "pools of five axes",
        lambda: MaxPool2D(2).forward_pass(PICTURES[None]),
        ValueError,
        "(channels",
        "(1, 2, 5, 6, 4)",
    ),
    ("five axes flattened", lambda: Flatten().forward_pass(PICTURES[None]), ValueError, "(channels", "(1, 2, 5, 6, 4)"),
    ("other channels", lambda: conv(3).forward_pass(PICTURES), ValueError, "3 channels", "has 2"),
    ("no image", lambda: conv().forward_pass(PICTURES[..., :0]), ValueError, "empty batch", "(2, 5, 6, 0)"),
    ("words", lambda: conv().forward_pass(PICTURES.astype(str)), TypeError, "real numbers", "<U32"),
    ("complex", lambda: conv().forward_pass(PICTURES * 1j), TypeError, "real numbers", "complex128"),
    ("too small", lambda: conv(kernel=6).forward_pass(PICTURES), ValueError, "6 × 6", "(2, 5, 6, 4)", "too small"),
    ("b set flat", lambda: pictures_with(b=np.zeros(3)), ValueError, "b of shape (3, 1)", "(3,)"),
    ("W set as kernels", lambda: pictures_with(W=np.zeros((3, 2, 3, 3))), ValueError, "W of shape (3, 18)"),
    ("W set to a list", lambda: pictures_with(W=np.zeros((3, 18)).tolist()), TypeError, "W", "list"),
    ("no way back yet", lambda: conv().backward_pass(PICTURES), ValueError, "forward_pass before backward_pass"),
    ("another way back", lambda: after_forward(conv(), PICTURES).backward_pass(PICTURES), ValueError, "(3, 3, 4, 4)"),
    ("pools of nothing", lambda: MaxPool2D(0), ValueError, "size", "at least 1", "0"),
    ("pools too large", lambda: MaxPool2D(6).forward_pass(PICTURES), ValueError, "6 × 6", "(2, 5, 6, 4)"),
    ("pools of columns", lambda: MaxPool2D(2).forward_pass(X), ValueError, "(channels, height, width, n)", "Images("),
    ("flattened columns", lambda: Flatten().forward_pass(X), ValueError, "(channels, height, width, n)", "(4, 6)"),
    ("images of no rows", lambda: Images(1, 0, 28), ValueError, "height", "at least 1", "0"),
    ("images in rows", lambda: Images(1, 2, 2).forward_pass(X.T), ValueError, "4 inputs", "(6, 4)", "x.T"),
    ("images of another size", lambda: Images(1, 3, 3).forward_pass(X), ValueError, "9 inputs", "(4, 6)"),
    ("an empty batch of columns", lambda: Images(1, 2, 2).forward_pass(X[:, :0]), ValueError, "empty batch", "(4, 0)"),
    ("words as pixels", lambda: Images(1, 2, 2).forward_pass(X.astype(str)), TypeError, "real numbers", "<U32"),
)
def test_convolution_says_what_it_expects(call, kind, parts):
    assert_refused(call, kind, parts)


def test_layers_of_a_convolutional_network_are_named_in_messages():
    rng = np.random.default_rng(0)
    net = NeuralNetwork([Images(2, 5, 6), MaxPool2D(2), conv(3, 4, 2), Flatten(), Layer(8, 3, Identity(), rng=rng)])
    x = rng.normal(size=(60, 4))
    assert_refused(lambda: net.forward_pass(x), ValueError, ["layer 3", "3 channels", "has 2"])
    net.layers[2] = conv(2, 5, 2)
    net = NeuralNetwork(net.layers)
    assert_refused(lambda: net.forward_pass(x), ValueError, ["layer 5", "8 inputs", "(10, 4)"])
    net = NeuralNetwork([*net.layers[:2], layer(12, 3)])
    assert_refused(lambda: net.forward_pass(x), ValueError, ["layer 3", "reshape(12, 4), as Flatten() does"])


@table(
    ("temperature 0", lambda: soft_targets(LOGITS, 0), ValueError, "temperature", "above 0"),
    ("temperature inf", lambda: soft_targets(LOGITS, np.inf), ValueError, "temperature", "finite"),
    ("temperature a word", lambda: Distillation("4"), TypeError, "temperature", "number", "'4'"),
    ("temperature below 0", lambda: Distillation(-1), ValueError, "temperature", "-1"),
    ("flat scores", lambda: soft_targets(LOGITS[0], 1), ValueError, "(outs, n)", "(6,)"),
    ("scores in words", lambda: soft_targets(LOGITS.astype(str), 1), TypeError, "real numbers", "<U32"),
    ("shares in rows", lambda: Distillation(2)(LOGITS, HOT.T), ValueError, "(3, 6)", "(6, 3)", "targets.T"),
    ("too few shares", lambda: CrossEntropy()(LOGITS, HOT[:, :5]), ValueError, "(3, 6)", "(3, 5)"),
    ("a negative share", lambda: CrossEntropy()(LOGITS, HOT + [[1.0], [-1.0], [0.0]]), ValueError, "negative"),
    ("NaN among the shares", lambda: CrossEntropy()(LOGITS, spoiled(np.nan, HOT)), ValueError, "targets", "NaN"),
    ("scores, not shares", lambda: CrossEntropy().derivative(LOGITS, LOGITS), ValueError, "sums to", "soft_targets"),
    ("shares of three digits", lambda: CrossEntropy()(LOGITS, np.full((3, 6), 0.333)), ValueError, "0.999, not to 1"),
)
def test_soft_targets_say_what_they_expect(call, kind, parts):
    assert_refused(call, kind, parts)


def test_soft_targets_rounded_to_five_digits_are_taken():
    """As a table prints them; what is left out, 0.00001, is ten times below what is refused."""
    exact, rounded = (CrossEntropy()(LOGITS, np.full((3, 6), third)) for third in (1 / 3, 0.33333))
    assert rounded == pytest.approx(exact, rel=1e-4)
