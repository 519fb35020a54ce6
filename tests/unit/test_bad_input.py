"""Bad input is refused in a sentence a beginner can act on: what was expected, what came, the likely fix.

Settings and arrays come in through few doors, so each table has a row for each way in, and its test tries there all
that is wrong. Each row reads: what is called, what is wrong, and what the sentence must say.
"""

import ast
import re
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from every import ACTIVATIONS

import nnlib
from nnlib import (
    MSE,
    SGD,
    Adam,
    Augment,
    AutodiffLayer,
    BinaryCrossEntropy,
    Conv2D,
    CrossEntropy,
    Distillation,
    Dropout,
    EarlyStopping,
    Embedding,
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
    ReLU,
    RMSProp,
    Sigmoid,
    Softmax,
    Tanh,
    Tensor,
    Value,
    WeightDecay,
    accuracy,
    attend,
    autodiff,
    cosine_decay,
    create_bias_vector,
    create_weight_matrix,
    gradient_check,
    metrics,
    numerical_gradient,
    numerical_gradients,
    one_cycle,
    one_hot,
    resample,
    same_owner_mask,
    soft_targets,
    step,
    train,
    unbroadcast,
    windows,
)
from nnlib.drawing import fit_and_centre
from nnlib.optimizers import rate_at
from nnlib.parallel import train_parallel

pytestmark = pytest.mark.filterwarnings("error")  # a warning is no refusal

X = np.arange(24.0).reshape(4, 6) / 24  # six examples of four inputs
LABELS = np.array([0, 1, 2, 0, 1, 2])
HOT = np.eye(3)[LABELS].T
BITS = np.array([0, 1, 0, 1, 1, 0])
LOGITS = np.zeros((3, 6))
ONE_LOGIT = np.zeros((1, 6))
PICTURES = np.random.default_rng(0).normal(size=(2, 5, 6, 4))


def rng():
    return np.random.default_rng(0)


def layer(ins=4, outs=3, act=None, **by_hand):
    one = Layer(ins, outs, act or ReLU(), rng=rng())
    vars(one).update(by_hand)
    return one


def conv(ins=2, outs=3, kernel=3, **by_hand):
    one = Conv2D(ins, outs, kernel, ReLU(), rng=rng())
    vars(one).update(by_hand)
    return one


def network(outs=3, **by_hand):
    return NeuralNetwork([layer(4, 5), layer(5, outs, Identity(), **by_hand)])


def digits():
    return NeuralNetwork([layer(784, 128), layer(128, 10, Identity())])


def neuron():
    return Neuron([0.5, -1.0], 0.2, Sigmoid())


def learn(x=((0, 0, 1, 1), (0, 1, 0, 1)), targets=(0, 0, 0, 1), **settings):
    return Perceptron([0.0, 0.0], 0.0).learn(x, targets, **settings)


def trained(net=None, run=train, x=X, targets=LABELS, **settings):
    settings = {"loss": CrossEntropy(), "optimizer": SGD(0.1), "epochs": 1} | settings
    settings |= {"progress": False} if run is train else {}
    return run(net or network(), x, targets, **settings)


def passed(one, x=X):
    one.forward_pass(x)
    return one


def spoiled(value, array=X):
    array = array.astype(float)
    array[1, 2] = value
    return array


def refused(call, *parts):
    """Return the one sentence that refuses a call, with these parts: by ValueError, or TypeError if it comes first."""
    kind, parts = (TypeError, parts[1:]) if parts[:1] == (TypeError,) else (ValueError, parts)
    with pytest.raises((TypeError, ValueError)) as caught:
        call()
    sentence = ", ".join([str(caught.value), *getattr(caught.value, "__notes__", [])])
    missing = [part for part in parts if part not in sentence]
    assert not missing, f"{missing} not in: {sentence}"
    assert type(caught.value) is kind, sentence
    assert "\n" not in sentence and len(sentence) < 300
    return sentence


def table(*rows):
    """Parametrise a test over rows of: what is wrong, call, parts of its sentence, TypeError before them or not."""
    cases = [pytest.param(call, parts, id=name) for name, call, *parts in rows]
    return pytest.mark.parametrize(("call", "parts"), cases)


# Settings

NO_NUMBERS = ["0.1", None, [0.1], True, 1j]
NUMBERS_IN_RANGE = [
    # the setting, the call, its range in words, and values outside of it
    ("learning_rate", lambda value: learn(learning_rate=value), "above 0 and finite", 0, -1, np.nan, np.inf),
    ("learning_rate", SGD, "above 0 and finite", 0, -0.1, np.nan, np.inf),
    ("learning_rate", Momentum, "above 0 and finite", 0),
    ("learning_rate", RMSProp, "above 0 and finite", -1),
    ("learning_rate", Adam, "above 0 and finite", 0),
    ("momentum", lambda value: Momentum(0.1, value), "at least 0 and at most 1", 1.1, -0.1, np.nan),
    ("decay", lambda value: RMSProp(decay=value), "at least 0 and below 1", 1, -0.1),
    ("beta1", lambda value: Adam(beta1=value), "at least 0 and below 1", 1, -0.1),
    ("beta2", lambda value: Adam(beta2=value), "at least 0 and below 1", 2, -0.1),
    ("epsilon", lambda value: RMSProp(epsilon=value), "above 0 and finite", 0),
    ("epsilon", lambda value: Adam(epsilon=value), "above 0 and finite", 0, np.inf),
    ("peak", lambda value: one_cycle(value, 100), "above 0 and finite", 0),
    ("peak", lambda value: cosine_decay(value, 100), "above 0 and finite", 0),
    ("strength", lambda value: WeightDecay(SGD(0.1), value), "at least 0 and finite", -1, np.nan),
    ("rate", lambda value: Dropout(value, rng=rng()), "at least 0 and below 1", 1, 50, -0.1),
    ("shift", lambda value: Augment(shift=value), "at least 0 and finite", -1),
    ("rotation", lambda value: Augment(rotation=value), "at least 0 and finite", -1, np.nan),
    ("scale", lambda value: Augment(scale=value), "at least 0 and finite", -1, np.inf),
    ("elastic", lambda value: Augment(elastic=value), "at least 0 and finite", -1),
    ("alpha", LeakyReLU, "at least 0 and finite", -0.1, np.nan, np.inf),
    ("temperature", lambda value: soft_targets(LOGITS, value), "above 0 and finite", 0, np.inf),
    ("temperature", Distillation, "above 0 and finite", 0, -1),
    ("epsilon", lambda value: numerical_gradients(network(), MSE(), X, HOT, epsilon=value), "above 0", 0, np.inf),
    ("epsilon", lambda value: gradient_check(network(), MSE(), X, HOT, epsilon=value), "above 0", 0, -1e-5, np.nan),
]
WHOLE_NUMBERS = [
    # the setting, its least value, the call
    ("nrows", 1, lambda value: create_weight_matrix(value, 3)),
    ("ncols", 1, lambda value: create_weight_matrix(3, value)),
    ("length", 1, create_bias_vector),
    ("ins", 1, lambda value: Layer(value, 3, ReLU())),
    ("outs", 1, lambda value: Layer(3, value, ReLU())),
    ("epochs", 1, lambda value: learn(epochs=value)),
    ("epochs", 1, lambda value: trained(epochs=value)),
    ("batch_size", 1, lambda value: trained(batch_size=value)),
    ("classes", 1, lambda value: one_hot([0, 1], value)),
    ("patience", 1, EarlyStopping),
    ("steps", 2, lambda value: one_cycle(0.1, value)),
    ("steps", 2, lambda value: cosine_decay(0.1, value)),
    ("in_channels", 1, lambda value: Conv2D(value, 1, 3, ReLU())),
    ("out_channels", 1, lambda value: Conv2D(1, value, 3, ReLU())),
    ("kernel_size", 1, lambda value: Conv2D(1, 1, value, ReLU())),
    ("stride", 1, lambda value: Conv2D(1, 1, 3, ReLU(), stride=value)),
    ("padding", 0, lambda value: Conv2D(1, 1, 3, ReLU(), padding=value)),
    ("size", 1, MaxPool2D),
    ("channels", 1, lambda value: Images(value, 28, 28)),
    ("height", 1, lambda value: Images(1, value, 28)),
    ("width", 1, lambda value: Images(1, 28, value)),
    ("size", 1, lambda value: Embedding(value, 2)),
    ("d", 1, lambda value: Embedding(27, value)),
    ("length", 1, lambda value: windows(["ada"], value)),
]
OBJECTS = [
    # the setting, what the sentence calls for, the call, and what is none
    ("act_function", "callable, an activation such as ReLU()", lambda act: Neuron([1.0], 0.0, act), None, "relu", ReLU),
    ("act_function", "callable, an activation such as ReLU()", lambda act: Layer(2, 3, act), None, "relu", ReLU),
    ("act_function", "callable, an activation such as ReLU()", lambda act: Conv2D(1, 1, 3, act), None, ReLU),
    ("rng", "a generator such as np.random.default_rng(0)", lambda rng: create_weight_matrix(2, 3, rng=rng), 0),
    ("rng", "a generator such as np.random.default_rng(0)", lambda rng: Layer(2, 3, ReLU(), rng=rng), 42,
     np.random.RandomState(0)),  # noqa: NPY002
    ("rng", "a generator such as np.random.default_rng(0)", lambda rng: Conv2D(1, 1, 3, ReLU(), rng=rng), 0),
    ("rng", "a generator such as np.random.default_rng(0)", lambda rng: Dropout(0.5, rng=rng), 0),
    ("rng", "a generator such as np.random.default_rng(0)", lambda rng: trained(rng=rng), 0),
    ("loss", "a loss such as CrossEntropy()", lambda loss: trained(loss=loss), CrossEntropy, "mse", None),
    ("optimizer", "an optimizer such as SGD(0.1)", lambda some: trained(optimizer=some), SGD, 0.1, None),
    ("optimizer", "an optimizer such as SGD(0.1)", lambda some: WeightDecay(some, 0.1), SGD, 0.1,
     WeightDecay(SGD(1), 1)),
    ("on_epoch_end", "a function such as EarlyStopping(5)", lambda stop: trained(on_epoch_end=stop), EarlyStopping, 3),
]  # fmt: skip
EACH_NUMBER = [(name, call, words, value) for name, call, words, *wrong in NUMBERS_IN_RANGE for value in wrong]
EACH_OBJECT = [(name, words, call, value) for name, words, call, *wrong in OBJECTS for value in wrong]


@pytest.mark.parametrize(("name", "call", "words", "value"), EACH_NUMBER)
def test_number_out_of_range_is_refused_with_the_range(name, call, words, value):
    refused(lambda: call(value), f"{name} must be {words}", f", not {value}")


@pytest.mark.parametrize("value", NO_NUMBERS, ids=repr)
@pytest.mark.parametrize(("name", "call"), [row[:2] for row in NUMBERS_IN_RANGE])
def test_what_is_no_number_is_refused_by_name(name, call, value):
    refused(lambda: call(value), TypeError, f"{name} must be a number, not {value!r}")


@pytest.mark.parametrize("value", [-3, 2.0, "below", *NO_NUMBERS], ids=repr)
@pytest.mark.parametrize(("name", "least", "call"), WHOLE_NUMBERS)
def test_what_is_no_whole_number_or_too_small_is_refused_by_name(name, least, call, value):
    kind = [TypeError] * (value in NO_NUMBERS)
    value = least - 1 if value == "below" else value
    refused(lambda: call(value), *kind, f"{name} must be a whole number of at least {least}, not {value!r}")


@pytest.mark.parametrize(("name", "words", "call", "value"), EACH_OBJECT)
def test_object_of_another_kind_or_a_class_without_its_brackets_is_refused(name, words, call, value):
    refused(lambda: call(value), TypeError, f"{name} must be {words}, not {value!r}")


@pytest.mark.parametrize("dtype", [int, np.float16, object, complex, "float46"])
@pytest.mark.parametrize("call", [partial(create_weight_matrix, 2, 3), partial(create_bias_vector, 2),
                                  partial(Layer, 2, 3, ReLU()), partial(Conv2D, 1, 1, 3, ReLU())])  # fmt: skip
def test_dtype_that_is_not_floating_is_refused(call, dtype):
    words = "dtype must be floating, np.float32 or np.float64, not" if dtype != "float46" else dtype
    refused(lambda: call(dtype=dtype), TypeError, words)


# Chapters 01 and 02: one neuron


@table(
    ("weights are a number", lambda: Neuron(3.0, 0.0, step), "weights must have shape (ins,), one row of", "not ()"),
    ("no weights", lambda: Neuron([], 0.0, step), "weights is an empty batch, shape (0,)"),
    ("bias is None", lambda: Neuron([1.0], None, step), TypeError, "bias must be a number, not None"),
    ("bias is a list", lambda: Neuron([1.0], [0.5], step), TypeError, "bias must be a number, not [0.5]"),
    ("threshold is a word", lambda: Perceptron([1.0], "high"), TypeError, "must be a number", "high"),
    ("threshold is NaN", lambda: Perceptron([1.0], np.nan), TypeError, "must be a number", "nan"),
    ("weights are NaN", lambda: Perceptron([np.nan], 1), "weights must be finite, but holds NaN or inf"),
    ("x too long", lambda: neuron()([1.0, 2.0, 3.0]), "2 weights, but x has shape (3,): examples are columns"),
    ("x transposed", lambda: neuron()(np.ones((3, 2))), "2 weights, but x has shape (3, 2)", "did you mean x.T?"),
    ("x of three axes", lambda: neuron()(np.ones((2, 2, 2))), "2 weights, but x has shape (2, 2, 2)"),
    ("x one number", lambda: neuron()(3.0), "2 weights, but x has shape ()"),
    ("no example", lambda: neuron()(np.ones((2, 0))), "x is an empty batch, shape (2, 0): 0 examples"),
    ("lesson of one example", lambda: learn([0, 1], 1), "one target per column: not (2,), ()"),
    ("lesson transposed", lambda: learn(np.ones((3, 2)), [0, 1, 1]), "(3, 2)", "did you mean x.T?"),
    ("lesson holds NaN", lambda: learn(spoiled(np.nan, np.ones((2, 4)))), "x must be finite, but holds NaN or inf"),
    ("too few targets", lambda: learn(targets=[0, 1]), "one target per column: not (2, 4), (2,)"),
    ("targets are a matrix", lambda: learn(targets=[[0, 0, 0, 1]]), "one target per column: not (2, 4), (1, 4)"),
    ("a target is -1", lambda: learn(targets=[-1, 1, 1, -1]), "every target must be the number 0 or 1"),
    ("a target is NaN", lambda: learn(targets=[0, np.nan, 1, 1]), "every target must be the number 0 or 1"),
)
def test_neuron_says_what_it_is_made_of_and_what_it_can_learn_from(call, parts):
    refused(call, *parts)


def test_refused_lesson_leaves_the_perceptron_as_it_was():
    perceptron = Perceptron([0.25, -0.5], 0.75)
    refused(lambda: perceptron.learn([[0.0, 1.0], [1.0, np.nan]], [1, 1]), "finite")
    assert perceptron.weights.tolist() == [0.25, -0.5] and perceptron.bias == -0.75


# Chapters 04 to 07: what a layer and a network say about x. Each way in must refuse each x, with the same sentence.

WRONG_X = {
    # what is wrong: (x, parts of the sentence)
    "1-D": (X[:, 0], "expected 4 inputs per example", "(4,)", "x.reshape(4, 1)"),
    "1-D of wrong length": (X[0], "expected 4 inputs per example", "(6,)", "columns."),
    "transposed": (X.T, "expected 4 inputs per example", "(6, 4)", "did you mean x.T?"),
    "wrong length": (X[:3], "expected 4 inputs per example", "(3, 6)", "columns."),
    "no inputs": (X[:0], "expected 4 inputs per example", "(0, 6)"),
    "one number": (3.0, "expected 4 inputs per example", "shape ()"),
    "three dimensions": (X.reshape(4, 3, 2), "expected 4 inputs per example", "(4, 3, 2)", "columns."),
    "a stack of 2 by 2 images": (np.ones((6, 2, 2)), "(6, 2, 2)", "did you mean x.reshape(6, 4).T?"),
    "empty batch": (X[:, :0], "x is an empty batch, shape (4, 0): 0 examples"),
    "bytes": (X.astype(bytes), TypeError, "x must hold real numbers", "|S32"),
    "dates": (X.astype("datetime64[s]"), TypeError, "x must hold real numbers", "datetime64"),
    "None": (None, TypeError, "x must hold real numbers", "object"),
}
WAYS_IN = {
    "forward_pass": lambda net, x: net.forward_pass(x),
    "predict": lambda net, x: net.predict(x),
    "accuracy": lambda net, x: accuracy(net, x, LABELS),
    "numerical_gradients": lambda net, x: numerical_gradients(net, CrossEntropy(), x, LABELS),
    "gradient_check": lambda net, x: gradient_check(net, CrossEntropy(), x, LABELS),
    "train": lambda net, x: trained(net, x=x),
    "a layer alone": lambda net, x: net.layers[0].forward_pass(x),
}


@pytest.mark.parametrize("way", WAYS_IN)
@pytest.mark.parametrize("wrong", WRONG_X)
def test_network_says_which_x_it_expects_and_names_the_layer(wrong, way):
    x, *parts = WRONG_X[wrong]
    where = [] if way == "a layer alone" else ["layer 1"]
    refused(lambda: WAYS_IN[way](network(), x), *parts, *where)


def test_sentence_names_the_layer_both_counts_and_a_transposition_only_where_it_helps():
    def with_another_second_layer(ins):
        net = digits()
        net.layers[1] = layer(ins, 10)
        return net

    for ins, n, end in ((64, 64, "; did you mean x.T?, in layer 2"), (100, 32, "., in layer 2")):
        came = f"expected {ins} inputs per example, but x has shape (128, {n}). Examples are columns{end}"
        assert refused(lambda ins=ins, n=n: with_another_second_layer(ins).forward_pass(np.ones((784, n)))) == came


def test_layer_is_named_by_the_network_at_work_and_by_its_place_at_that_moment():
    shared = layer(5, 3, W=np.zeros((5, 3)))
    first = NeuralNetwork([layer(4, 5), shared])
    second = NeuralNetwork([layer(4, 6), layer(6, 5), shared])
    refused(lambda: first.forward_pass(X), "this layer needs W of shape (3, 5)", "in layer 2")
    refused(lambda: second.forward_pass(X), "this layer needs W of shape (3, 5)", "in layer 3")
    second.layers.pop(0)
    refused(lambda: second.predict(np.ones((6, 2))), "this layer needs W of shape (3, 5)", "in layer 2")


def test_network_writes_nothing_into_its_layers_and_a_name_of_ones_own_stays():
    one = layer(4, 3, name="my favourite")
    before = dict(vars(one))
    NeuralNetwork([one])
    assert vars(one) == before


HAND_SET = {
    # what is wrong: (what was set, parts of the sentence)
    "b flat": ({"b": np.zeros(3)}, "needs b of shape (3, 1), but b has shape (3,)"),
    "b a number": ({"b": 0.0}, "needs b of shape (3, 1), but b has shape ()"),
    "W transposed": ({"W": np.zeros((4, 3))}, "needs W of shape (3, 4), but W has shape (4, 3)"),
    "W a list, which no step could change": ({"W": [[0.0] * 4] * 3}, TypeError, "needs W as a floating array", "list"),
    "W complex": ({"W": np.ones((3, 4), complex)}, TypeError, "needs W as a floating array, not complex128"),
    "b objects": ({"b": np.full((3, 1), None)}, TypeError, "needs b as a floating array, not object"),
}


@pytest.mark.parametrize("wrong", HAND_SET)
def test_parameters_set_by_hand_must_fit_before_anything_is_computed(wrong):
    given, *parts = HAND_SET[wrong]
    refused(lambda: layer(**given).forward_pass(X), *parts, "this layer")
    net = NeuralNetwork([layer(4, 4), layer(**given)])
    for way in ("forward_pass", "predict", "accuracy"):
        refused(lambda way=way: WAYS_IN[way](net, X), *parts, "layer 2")
    for way in ("train", "numerical_gradients", "gradient_check"):
        with pytest.raises((TypeError, ValueError), match="layer 2"):
            WAYS_IN[way](net, X)


@pytest.mark.parametrize("way", ["train", "gradient_check", "numerical_gradients"])
def test_whole_number_weights_are_refused_where_a_small_step_would_be_lost(way):
    net, words = network(W=np.ones((3, 5), np.int64)), "W must be an array of float32 or float64; use W.astype(float)"
    refused(lambda: WAYS_IN[way](net, X), TypeError, words, "layer 2")


class Unnamed:
    """Nearly a layer: it cannot go back."""

    def forward_pass(self, x):
        return x

    def parameters(self):
        return []


ONE = layer(4, 4)


@table(
    ("no layers", lambda: NeuralNetwork([]), "a network needs at least one layer"),
    ("sizes do not fit", lambda: NeuralNetwork([layer(4, 5), layer(5, 3), layer(2, 1)]),
     "layer 2 gives 3 outputs, but layer 3 expects 2 inputs"),
    ("an activation", lambda: NeuralNetwork([layer(), ReLU()]), TypeError, "layer 2 must be a layer", "not ReLU()"),
    ("a list of lists", lambda: NeuralNetwork([[layer()]]), TypeError, "layer 1 must be a layer"),
    ("half a layer", lambda: NeuralNetwork([Unnamed()]), TypeError, "layer 1", "Unnamed", "has no backward_pass"),
    ("a class", lambda: NeuralNetwork([Layer]), TypeError, "layer 1 must be a layer such as Layer(784, 10, ReLU())"),
    ("a layer without the list", lambda: NeuralNetwork(layer()), TypeError, "layers must be a list of layers"),
    ("one in two places", lambda: NeuralNetwork([ONE, layer(4, 4), ONE]), "layer 3 is already in this network"),
    ("a network", lambda: NeuralNetwork([network(), layer(3, 2)]), TypeError, "layer 1 is a network"),
    ("a softmax of one output", lambda: NeuralNetwork([layer(4, 1, Softmax())]), "layer 1", "always 1; use Sigmoid()"),
    ("back before forward", lambda: network().backward_pass(LOGITS), "before backward_pass, in layer 2"),
    ("one layer, before forward", lambda: layer().backward_pass(LOGITS), "this layer has no outputs yet"),
    ("back, transposed", lambda: passed(network()).backward_pass(LOGITS.T),
     "outputs have shape (3, 6), but da has shape (6, 3), in layer 2"),
    ("back, another batch", lambda: passed(network()).backward_pass(LOGITS[:, :5]), "but da has shape (3, 5)"),
    ("back, one number", lambda: passed(network()).backward_pass(1.0), "but da has shape ()"),
    ("back, words", lambda: passed(network()).backward_pass(LOGITS.astype(str)), TypeError, "layer 2", "<U32"),
)  # fmt: skip
def test_layers_that_cannot_be_chained_are_named_there_and_back(call, parts):
    refused(call, *parts)


def test_softmax_of_one_output_inside_a_network_does_no_harm():
    assert len(NeuralNetwork([layer(4, 1, Softmax()), layer(1, 2)]).layers) == 2


def test_an_empty_batch_is_named_even_where_the_first_layer_does_not_know_its_inputs():
    net = NeuralNetwork([Dropout(0.5, rng=rng()), layer(4, 3)])
    for way in ("predict", "accuracy"):
        refused(lambda way=way: WAYS_IN[way](net, X[:, :0]), "empty batch, shape (4, 0): 0 examples")


@pytest.mark.parametrize("way", [*WAYS_IN][1:-1] + ["evaluate"])
def test_outputs_that_are_images_are_refused_with_the_layer_that_lays_them_out(way):
    """Until then predict joined slices along the height, and answered with images."""
    layers = [Images(1, 2, 2), conv(1, 3, 1)]
    call = (WAYS_IN | {"evaluate": lambda net, x: metrics.evaluate(net, x, LABELS, CrossEntropy())})[way]
    words = (
        "outputs must have shape (outs, n), a column per example, as Flatten() makes them of images, not (3, 2, 2, 6)"
    )
    refused(lambda: call(NeuralNetwork(layers), X), words)
    call(NeuralNetwork([*layers, Flatten(), layer(12, 3, Identity())]), X)


# Chapter 06: losses, labels, accuracy

WRONG_LABELS = {
    # what is wrong: (labels for six examples of three classes, parts of the sentence)
    "too few": (LABELS[:5], "expected one label per example, shape (6,), but got shape (5,)"),
    "one number": (2, "expected one label per example, shape (6,), but got shape ()"),
    "negative": (LABELS - 1, "labels must be from 0 to 2, but go from -1 to 1"),
    "too large": (LABELS + 1, "labels must be from 0 to 2, but go from 1 to 3"),
    "floating": (LABELS / 1, TypeError, "labels must be integers, not float64; use labels.astype(int)"),
    "NaN": (np.full(6, np.nan), TypeError, "labels must be integers, not float64"),
    "truth values": (LABELS > 0, TypeError, "labels must be integers, not bool; use labels.astype(int)"),
    "words": (LABELS.astype(str), TypeError, "labels must hold real numbers", "use labels.astype(int)"),
    "None": (None, TypeError, "labels must hold real numbers, but the dtype is object"),
    "one-hot": (HOT.astype(int), "shape (6,), but got shape (3, 6); use labels.argmax(axis=0)"),
    "a row": (LABELS.reshape(1, 6), "but got shape (1, 6); use labels.ravel()"),
    "a column": (LABELS.reshape(6, 1), "but got shape (6, 1); use labels.ravel()"),
}
LABEL_USERS = {
    "loss": lambda labels: CrossEntropy()(LOGITS, labels),
    "derivative": lambda labels: CrossEntropy().derivative(LOGITS, labels),
    "accuracy": lambda labels: accuracy(network(), X, labels),
    "gradient_check": lambda labels: gradient_check(network(), CrossEntropy(), X, labels),
    "train": lambda labels: trained(targets=labels),
    "validation": lambda labels: trained(validation=(X, labels)),
}


@pytest.mark.parametrize("user", LABEL_USERS)
@pytest.mark.parametrize("wrong", WRONG_LABELS)
def test_labels_are_refused_with_what_was_expected_and_what_came(wrong, user):
    labels, *parts = WRONG_LABELS[wrong]
    refused(lambda: LABEL_USERS[user](labels), *parts)


def mse(targets, outputs=LOGITS):
    return partial(MSE(), outputs, targets)


def binary(targets, outputs=ONE_LOGIT):
    return partial(BinaryCrossEntropy(), outputs, targets)


def shares(targets):
    return partial(CrossEntropy(), LOGITS, targets)


@table(
    ("one label, alone", lambda: one_hot(2, 3), "expected one label per example", "()"),
    ("one label too large", lambda: one_hot([0, 3], 3), "labels must be from 0 to 2"),
    ("three answers for one output", lambda: accuracy(network(1), X, LABELS), "labels must be from 0 to 1"),
    ("MSE's row that would be repeated", mse(HOT[:1]), "outputs have shape (3, 6), but targets (1, 6)"),
    ("MSE's one number", mse(0.5), "outputs have shape (3, 6), but targets ()"),
    ("MSE's NaN", mse(spoiled(np.nan, HOT)), "targets must be finite, but holds NaN or inf"),
    ("MSE's inf", mse(spoiled(-np.inf, HOT)), "targets must be finite, but holds NaN or inf"),
    ("MSE's derivative", lambda: MSE().derivative(LOGITS, LABELS), "one_hot(targets, 3)"),
    ("yes or no of three outputs", binary(BITS, LOGITS), "outputs (1, n)", "(3, 6)", "for classes use CrossEntropy()"),
    ("yes or no, too few", binary(BITS[:5]), "but outputs have shape (1, 6), targets (5,)"),
    ("yes or no of -1", binary(2 * BITS - 1), "every target must be the number 0 or 1"),
    ("yes or no of NaN", binary(np.full(6, np.nan)), "every target must be the number 0 or 1"),
    ("yes or no, the derivative", lambda: BinaryCrossEntropy().derivative(ONE_LOGIT, LABELS), "0 or 1"),
    ("too few shares", shares(HOT[:, :5]), "(3, 6)", "(3, 5)"),
    ("a negative share", shares(HOT + [[1.0], [-1.0], [0.0]]), "a probability is 0 or more, but one of the targets is"),
    ("NaN among the shares", shares(spoiled(np.nan, HOT)), "targets must be finite"),
    ("scores", lambda: CrossEntropy().derivative(LOGITS, LOGITS), "sums to 0, not to 1; for scores use soft_targets"),
    ("shares of three digits", shares(np.full((3, 6), 0.333)), "sums to 0.999, not to 1"),
    ("one column of shares spoiled", shares(HOT + np.eye(3, 6, 2)), "column 2 of targets sums to 2, not to 1"),
    ("flat scores", lambda: soft_targets(LOGITS[0], 1), "(outs, n)", "(6,)"),
)  # fmt: skip
def test_losses_say_which_targets_they_expect(call, parts):
    refused(call, *parts)


@pytest.mark.parametrize("method", ["__call__", "derivative"])
@pytest.mark.parametrize(("loss", "targets"), [(CrossEntropy(), LABELS), (MSE(), HOT)], ids=["CrossEntropy", "MSE"])
@pytest.mark.parametrize(
    ("outputs", "parts"),
    [
        (LOGITS.tolist(), [TypeError, "outputs must be a floating NumPy array, as forward_pass returns it"]),
        (LOGITS.astype(int), [TypeError, "outputs must be a floating NumPy array, as forward_pass returns it"]),
        (None, [TypeError, "outputs must be a floating NumPy array, as forward_pass returns it"]),
        (LOGITS[0], ["outputs must have shape (outs, n)", "not (6,)"]),
        (LOGITS[:, :0], ["outputs is an empty batch, shape (3, 0)"]),
    ],
    ids=["a list", "integers", "None", "flat", "empty"],
)
def test_loss_says_which_outputs_it_expects(loss, targets, method, outputs, parts):
    refused(lambda: getattr(loss, method)(outputs, targets), *parts)


def test_soft_targets_rounded_to_five_digits_are_taken():
    """As a table prints them; what is left out, 0.00001, is ten times below what is refused."""
    exact, rounded = (CrossEntropy()(LOGITS, np.full((3, 6), third)) for third in (1 / 3, 0.33333))
    assert rounded == pytest.approx(exact, rel=1e-4)


# The advice in a sentence is code: following it must give what was meant, and be accepted.

SHARES = Softmax()(X[:3])
IMAGES = np.random.default_rng(0).random((5, 28, 28))
COLUMNS = IMAGES.reshape(5, 784).T
CUBE = np.random.default_rng(0).random((28, 28, 28))  # along which axis do its images lie?
LAST = np.moveaxis(IMAGES, 0, -1)
TURNS = np.eye(3, dtype=int)[[1, 2, 0]]
COLOURS = np.random.default_rng(0).random((5, 2, 3, 4))


def passed_after(before):
    one = layer()
    before(one, X)
    return one


def ending_in(act, outs=3):
    return NeuralNetwork([layer(4, outs, act)])


def world():
    return pytest.importorskip("mpi4py.MPI", exc_type=ImportError).COMM_WORLD


ADVISED = [
    # what is wrong, its name, its value, who refuses it, and what was meant: one for each way that is advised
    ("examples as rows", "x", X.T, network().forward_pass, X),
    ("rows of a list", "x", X.T.tolist(), network().forward_pass, X),
    ("one example", "x", X[:, 0], network().forward_pass, X[:, :1]),
    ("one example as a row", "x", X[:, :1].T, network().forward_pass, X[:, :1]),
    ("one input each", "x", X[0], layer(1).forward_pass, X[:1]),
    ("a masked array", "x", np.ma.masked_equal(X, 0), network().forward_pass, X),
    ("images first", "x", IMAGES, digits().predict, COLUMNS),
    ("images last", "x", LAST, digits().predict, COLUMNS),
    ("images along the first axis, or the last", "x", CUBE, digits().predict,
     CUBE.reshape(28, 784).T, CUBE.reshape(784, 28)),
    ("an image", "x", IMAGES[0], digits().predict, COLUMNS[:, :1]),
    ("flat images", "x", COLUMNS.T, digits().predict, COLUMNS),
    ("a channel before the rows", "x", IMAGES[:, None], digits().predict, COLUMNS),
    ("a channel behind the columns", "x", IMAGES[..., None], digits().predict, COLUMNS),
    ("images as Images gives them", "x", LAST[None], digits().predict, COLUMNS),
    ("images for Images", "x", IMAGES, Images(1, 28, 28).forward_pass, COLUMNS),
    ("an image for Images", "x", X, Images(1, 4, 6).forward_pass, X.reshape(24, 1)),
    ("images of several channels", "x", COLOURS, Images(2, 3, 4).forward_pass, COLOURS.reshape(5, 24).T),
    ("strings of digits", "labels", LABELS.astype(str), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("digits among objects", "labels", LABELS.astype(object), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("numbers in words", "x", X.astype(str), network().forward_pass, X),
    ("a Value as a condition", "x", nnlib.Value(0.5), bool, 0.5),
    ("one-hot labels", "labels", HOT.astype(int), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("one-hot labels, either way", "labels", TURNS, lambda y: one_hot(y, 3), [2, 0, 1], [1, 2, 0]),
    ("probabilities", "labels", SHARES, lambda y: accuracy(network(), X, y), SHARES.argmax(axis=0)),
    ("labels in a column", "labels", LABELS.reshape(6, 1), lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("labels in a list of lists", "labels", [[0], [1]], lambda y: one_hot(y, 3), [0, 1]),
    ("floating labels", "labels", LABELS / 1, lambda y: CrossEntropy()(LOGITS, y), LABELS),
    ("a list of floating labels", "labels", [0.0, 1.0], lambda y: one_hot(y, 3), [0, 1]),
    ("truth values", "labels", LABELS > 0, lambda y: CrossEntropy()(LOGITS, y), [0, 1, 1, 0, 1, 1]),
    ("shares in rows", "targets", HOT.T, lambda y: CrossEntropy()(LOGITS, y), HOT),
    ("scores", "targets", LOGITS, lambda y: CrossEntropy()(LOGITS, y), np.full((3, 6), 1 / 3)),
    ("labels for MSE", "targets", LABELS, lambda y: MSE()(LOGITS, y), HOT),
    ("transposed targets", "targets", HOT.T, lambda y: MSE()(LOGITS, y), HOT),
    ("flat targets of one output", "targets", X[0], lambda y: MSE()(ONE_LOGIT, y), X[:1]),
    ("a row of bits", "targets", BITS.reshape(1, 6), lambda y: BinaryCrossEntropy()(ONE_LOGIT, y), BITS),
    ("a column of bits", "targets", BITS.reshape(6, 1).tolist(), lambda y: BinaryCrossEntropy()(ONE_LOGIT, y), BITS),
    ("a loss of yes and no", "loss", BinaryCrossEntropy(), lambda loss: loss(LOGITS, LABELS)),
    ("a softmax of one output", "act_function", Softmax(), lambda act: ending_in(act, 1)),
    ("a softmax twice", "act_function", Softmax(), lambda act: trained(ending_in(act))),
    ("no way back", "act_function", np.tanh, lambda act: trained(ending_in(act))),
    ("no activation", "act_function", None, lambda act: Layer(4, 3, act)),
    ("whole numbers", "W", np.ones((3, 4), int), lambda W: trained(NeuralNetwork([layer(W=W)])), np.ones((3, 4))),
    ("whole numbers to nudge", "values", [1, 2], lambda values: numerical_gradient(values, lambda: 0.0), [1.0, 2.0]),
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
    ("no ranks", "comm", None, lambda comm: trained(run=train_parallel, comm=comm, batch_size=2, rng=rng())),
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


NOT_ADVISED = {
    # what no way of writing it mends: (the call, what is wrong)
    "two axes of examples": (network().forward_pass, X.reshape(4, 3, 2)),
    "three examples of two": (network().forward_pass, np.zeros((3, 6))),
    "four images, not one": (digits().predict, np.ones((4, 14, 14))),
    "two examples, not one": (digits().predict, np.ones((2, 392))),
    "colours behind the columns": (Images(3, 8, 8).forward_pass, np.ones((5, 8, 8, 3))),
    "labels between two": (partial(CrossEntropy(), LOGITS), LABELS + 0.5),
    "labels that are NaN": (partial(CrossEntropy(), LOGITS), np.full(6, np.nan)),
    "no one-hot labels": (partial(CrossEntropy(), LOGITS), np.arange(12).reshape(2, 6)),
    "masked labels": (partial(CrossEntropy(), LOGITS), np.ma.masked_equal(LABELS, 1)),
    "too few targets": (partial(MSE(), LOGITS), HOT[:, :5]),
    "too few targets of one output": (partial(MSE(), ONE_LOGIT), X[0, :5]),
    "numbers, not labels": (partial(MSE(), LOGITS), X[0]),
    "too few bits": (partial(BinaryCrossEntropy(), ONE_LOGIT), BITS[:5]),
}


@pytest.mark.parametrize("wrong", NOT_ADVISED)
def test_where_no_advice_would_give_what_was_meant_there_is_none(wrong):
    assert not EXPRESSION.search(refusal(*NOT_ADVISED[wrong]))


# Chapter 08: training


TRAINING = {
    # what is wrong: (what differs from a sound call, parts of the sentence); for each guard that train calls
    "x transposed": ({"x": X.T}, "layer 1", "(6, 4)", "did you mean x.T?"),
    "x holds NaN": ({"x": spoiled(np.nan)}, "x of the training data must be finite, but holds NaN or inf"),
    "x holds inf": ({"x": spoiled(np.inf)}, "x of the training data must be finite, but holds NaN or inf"),
    "x holds -inf in float32": ({"x": spoiled(-np.inf).astype("f4")}, "x of the training data must be finite"),
    "labels too large": ({"targets": LABELS + 1}, "labels must be from 0 to 2"),
    "shares": ({"targets": HOT + np.eye(3, 6)}, "column 0 of targets sums to 2, not to 1"),
    "labels for MSE": ({"loss": MSE(), "validation": None}, "one_hot(targets, 3)"),
    "yes or no": ({"loss": BinaryCrossEntropy(), "targets": BITS, "validation": None}, "outputs (1, n)", "(3, 6)"),
    "validation transposed": ({"validation": (X.T, LABELS)}, "layer 1", "(6, 4)", "did you mean x.T?"),
    "validation holds NaN": ({"validation": (spoiled(np.nan), LABELS)}, "x of the validation data must be finite"),
    "validation is empty": ({"validation": (X[:, :0], LABELS[:0])}, "empty batch", "layer 1"),
    "validation labels too few": ({"validation": (X, LABELS[:5])}, "shape (6,), but got shape (5,)"),
    "validation without labels": ({"validation": X}, TypeError, "validation must be a pair (x, targets)"),
    "two softmaxes": ({"act_function": Softmax()}, "CrossEntropy() applies Softmax() itself; use Identity()"),
    "two sigmoids": ({"loss": BinaryCrossEntropy(), "act_function": Sigmoid(), "targets": BITS},
                     "BinaryCrossEntropy() applies Sigmoid() itself; use Identity()"),
    "a function as activation": ({"act_function": np.tanh}, TypeError, "act_function", "backward", "Tanh()", "layer 2"),
    "no epochs": ({"epochs": 0}, "epochs"),
    "no batch": ({"batch_size": 0}, "batch_size"),
    "a seed": ({"rng": 0}, TypeError, "rng"),
    "no loss": ({"loss": None}, TypeError, "loss"),
    "no optimizer": ({"optimizer": 0.1}, TypeError, "optimizer"),
    "no function": ({"on_epoch_end": 3}, TypeError, "on_epoch_end"),
    "b flat": ({"b": np.zeros(3)}, "layer 2", "b of shape (3, 1)"),
    "W of integers": ({"W": np.ones((3, 5), np.int64)}, TypeError, "use W.astype(float), in layer 2"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", TRAINING)
def test_refused_training_leaves_weights_optimizer_and_rng_untouched(wrong):
    given, *parts = TRAINING[wrong]
    by_hand = {name: given[name] for name in ("W", "b", "act_function") if name in given}
    net, draws, optimizer = network(**by_hand), rng(), SGD(0.1)
    call = {"optimizer": optimizer, "batch_size": 2, "validation": (X, LABELS), "rng": draws}
    call |= {name: value for name, value in given.items() if name not in by_hand}
    before = [value.copy() for value, _ in net.parameters()]
    refused(lambda: trained(net, **call), *parts)
    assert all(np.array_equal(value, old) for (value, _), old in zip(net.parameters(), before))
    assert draws.bit_generator.state == rng().bit_generator.state and optimizer.steps == 0
    assert not any(getattr(part, "training", False) for part in net.layers)


@pytest.mark.parametrize("measure", [numerical_gradients, gradient_check])
def test_refused_gradient_check_leaves_the_weights_untouched(measure):
    net = network()
    before = [value.copy() for value, _ in net.parameters()]
    for wrong in (LABELS / 1, LABELS + 1, LABELS[:5]):
        with pytest.raises((TypeError, ValueError)):
            measure(net, CrossEntropy(), X, wrong)
    assert all(np.array_equal(value, old) for (value, _), old in zip(net.parameters(), before))


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
    refused(lambda: ways[way](net, X), TypeError, "act_function", "Tanh()", "tanh", *where)


@pytest.mark.parametrize("one", [OnItsOwn(4, 3, np.tanh), AutodiffLayer(4, 3, Tensor.relu)])
def test_function_that_no_layer_asks_for_the_way_back_is_trained(one):
    assert len(trained(NeuralNetwork([one])).train_loss) == 1


# Chapters 09 to 11: optimizers and schedules, regularization, augmentation, convolution

EVERY_OPTIMIZER = [SGD, Momentum, RMSProp, Adam]


@pytest.mark.parametrize("rate", [np.nan, np.inf, -0.1])
@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
def test_schedule_that_gives_no_rate_is_refused_at_the_step_where_it_does(optimizer, rate):
    net = network()
    watched = optimizer(lambda step: 0.1 if step < 2 else rate)
    for _ in range(2):
        watched.step(net.parameters())
    before = [value.copy() for value, _ in net.parameters()]
    refused(lambda: watched.step(net.parameters()), "schedule", "step 2", str(rate))
    assert all(np.array_equal(value, old) for (value, _), old in zip(net.parameters(), before))


@pytest.mark.parametrize("optimizer", EVERY_OPTIMIZER)
@pytest.mark.parametrize("outs", [1, 3], ids=["of other shapes", "of the same shapes"])
def test_optimizer_refuses_another_network_and_leaves_it_as_it_was(optimizer, outs):
    remembering, other = optimizer(0.1), network(outs)
    remembering.step(network(3).parameters())
    before = [value.copy() for value, _ in other.parameters()]
    words = f"this optimizer belongs to another network: make a new {optimizer.__name__} for this one"
    for each in (remembering, WeightDecay(remembering, 0.5)):
        for parameters in (other.parameters(), []):
            refused(partial(each.step, parameters), words)
    assert all(np.array_equal(value, old) for (value, _), old in zip(other.parameters(), before))
    assert remembering.steps == 1


def test_schedule_that_is_over_for_one_network_trains_no_other():
    optimizer, net = SGD(cosine_decay(0.5, 8)), network()
    trained(net, optimizer=optimizer, epochs=8)
    trained(net, optimizer=optimizer)  # the same network may go on
    refused(lambda: trained(optimizer=optimizer), "this optimizer belongs to another network: make a new SGD")


class Unsteady:
    """An optimizer of one's own that counts no steps."""

    learning_rate = 0.1

    def step(self, parameters):
        pass


def watched():
    return watch(EarlyStopping(1))


def watch(stopper):
    history = History()
    history.record(1.0, (1.0, 0.5))
    stopper(network(), history)
    return stopper


def dropout():
    return Dropout(0.5, rng=rng())


def bend(x):
    return Augment(shift=1)(x, rng())


def convolved(x=PICTURES, ins=2, **settings):
    return conv(ins, **settings).forward_pass(x)


AXES = "x must have shape (channels, height, width, n), as Images(…) makes it of columns"


@table(
    ("an optimizer without steps", lambda: WeightDecay(Unsteady(), 0.01), TypeError, "SGD(0.1)", "has no steps"),
    ("a schedule as peak", lambda: one_cycle(cosine_decay(0.1, 9), 100), TypeError, "peak must be a number"),
    ("dropout, back first", lambda: dropout().backward_pass(X), "call forward_pass before backward_pass"),
    ("dropout, back otherwise", lambda: passed(dropout()).backward_pass(X.T), "shape (4, 6), but da has shape (6, 4)"),
    ("no validation", lambda: EarlyStopping(1)(network(), History()), "pass validation=(x_val, y_val) to train"),
    ("nothing to restore", lambda: EarlyStopping(1).restore(network()), "no best weights of such a network are kept"),
    ("another network's best", lambda: watched().restore(network(7)), "no best weights of such a network are kept"),
    ("a second run", lambda: watch(watched()), "this EarlyStopping has watched another run; make a new one"),
    ("images in rows", lambda: bend(np.ones((5, 784))), "expected square images as columns", "(5, 784)"),
    ("an image", lambda: bend(np.ones(784)), "x must have shape (784, n), or of other square images as columns"),
    ("columns", lambda: convolved(X), AXES, "not (4, 6)"),
    ("one image", lambda: convolved(PICTURES[..., 0]), AXES, "not (2, 5, 6)"),
    ("pools of five axes", lambda: MaxPool2D(2).forward_pass(PICTURES[None]), AXES, "not (1, 2, 5, 6, 4)"),
    ("columns flattened", lambda: Flatten().forward_pass(X), AXES, "not (4, 6)"),
    ("other channels", lambda: convolved(ins=3), "expected 3 channels, but x of shape (2, 5, 6, 4) has 2"),
    ("no image", lambda: convolved(PICTURES[..., :0]), "x is an empty batch, shape (2, 5, 6, 0)"),
    ("too small", lambda: convolved(kernel=6), "x of shape (2, 5, 6, 4) is too small: here 6 × 6 pixels are needed"),
    ("pools too large", lambda: MaxPool2D(6).forward_pass(PICTURES), "here 6 × 6 pixels are needed"),
    ("b set flat", lambda: convolved(b=np.zeros(3)), "needs b of shape (3, 1), but b has shape (3,)"),
    ("W set as kernels", lambda: convolved(W=np.zeros((3, 2, 3, 3))), "needs W of shape (3, 18)"),
    ("W set to a list", lambda: convolved(W=np.zeros((3, 18)).tolist()), TypeError, "needs W as a floating array"),
    ("conv, back first", lambda: conv().backward_pass(PICTURES), "call forward_pass before backward_pass"),
    ("conv, back otherwise", lambda: passed(conv(), PICTURES).backward_pass(PICTURES), "shape (3, 3, 4, 4), but da"),
    ("images in rows, laid out", lambda: Images(1, 2, 2).forward_pass(X.T), "expected 4 inputs", "did you mean x.T?"),
    ("images of another size", lambda: Images(1, 3, 3).forward_pass(X), "expected 9 inputs per example", "(4, 6)"),
)  # fmt: skip
def test_later_chapters_say_what_they_expect(call, parts):
    refused(call, *parts)


def test_layers_of_a_convolutional_network_are_named_in_messages():
    x = np.ones((60, 4))
    first = [Images(2, 5, 6), MaxPool2D(2)]
    refused(lambda: NeuralNetwork([*first, conv(3, 4, 2)]).forward_pass(x), "expected 3 channels", "has 2, in layer 3")
    net = NeuralNetwork([*first, conv(2, 5, 2), Flatten(), layer(8, 3)])
    refused(lambda: net.forward_pass(x), "expected 8 inputs", "(10, 4)", "in layer 5")
    net = NeuralNetwork([*first, layer(12, 3)])
    refused(lambda: net.forward_pass(x), "did you mean x.reshape(12, 4), as Flatten() does?, in layer 3")


# One door: whatever kind of array comes in, each public name gives the float64 answer, or refuses it in a sentence.
# Samples hold small whole numbers, so that every kind of number holds them exactly.


def tanh_network(outs=3, last=None):
    return NeuralNetwork([Layer(4, 5, Tanh(), rng=rng()), Layer(5, outs, last or Identity(), rng=rng())])


COUNTS = np.arange(24.0).reshape(4, 6) % 7
WHOLE = np.array([200.0, 3.0, 0.0, 117.0])
FLOAT_LABELS, FLOAT_BITS = LABELS.astype(float), BITS.astype(float)
SMALL = np.arange(50.0).reshape(1, 5, 5, 2) % 9
SCORES = np.array([[0.5, 2.0, -1.0, 0.0, 3.0, 1.0], [1.0, -2.0, 0.0, 1.5, 0.0, 2.0], [0.0] * 6])


def taught(x, targets):
    pupil = Perceptron([0.0, 0.0], 0.0)
    mistakes = pupil.learn(x, targets, epochs=3)
    return [*mistakes, *pupil.weights, pupil.bias]


def there_and_back(layer, x):
    a = layer.forward_pass(x)
    dx = layer.backward_pass(np.ones(np.shape(a)))
    return np.concatenate([np.ravel(part) for part in (a, dx, *(gradient for _, gradient in layer.parameters()))])


def back(layer, x, da):
    layer.forward_pass(x)
    return layer.backward_pass(da)


def slope_of_table(da):
    layer = Embedding(7, 2, rng=rng())
    back(layer, COUNTS[:2], da)
    return layer.dW


def answers(x, targets, loss, outs=3, **more):
    net = tanh_network(outs)
    history = train(net, x, targets, loss=loss, optimizer=SGD(0.1), epochs=2, batch_size=4, rng=rng(), progress=False,
                    **more)  # fmt: skip
    return [*history.train_loss, *history.validation_loss, *history.validation_accuracy, *net.layers[1].b.ravel()]


def places(shift):
    rows, columns = np.meshgrid(np.arange(5.0), np.arange(5.0), indexing="ij")
    return np.stack([rows + shift] * 2), np.stack([columns] * 2)


def stepped(make):
    def after_two_steps(number):
        value, gradient = np.array([1.0, -2.0]), np.array([0.5, 0.25])
        optimizer = make(number)
        for _ in range(2):
            optimizer.step([(value, gradient)])
        return value

    return after_two_steps


STACK = np.moveaxis(SMALL[0], -1, 0)  # (n, height, width)
AND = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
# The name, what is done with an array of each kind, and the array.
CASES = [
    ("Neuron", lambda a: Neuron(a, 0.5, Sigmoid())(np.ones(4) / 300), WHOLE),
    ("Neuron", lambda a: Neuron([0.01, 0.5, -0.25, -0.02], 0.5, Tanh())(a), WHOLE),
    ("Neuron", lambda a: Neuron([0.5] * 4, -3.0, Tanh())(a), COUNTS),
    ("step", step, WHOLE),
    ("Perceptron", lambda a: Perceptron(a, 3)(np.ones(4)), WHOLE),
    ("Perceptron", lambda a: Perceptron([1.0, -2.0, 0.5, 0.25], 3)(a), WHOLE),
    ("Perceptron", lambda a: taught(a, [0, 0, 0, 1]), 200 * AND),
    ("Perceptron", lambda a: taught(AND, a), np.array([0.0, 0.0, 0.0, 1.0])),
    *((type(act).__name__, act, WHOLE) for act in ACTIVATIONS),
    ("Softmax", Softmax(), COUNTS),
    ("Layer", lambda a: there_and_back(Layer(4, 3, Tanh(), rng=rng()), a), COUNTS),
    ("Layer", lambda a: there_and_back(Layer(4, 3, Identity(), rng=rng()), a), 30 * COUNTS),
    ("Layer", lambda a: back(Layer(4, 3, Tanh(), rng=rng()), COUNTS, a), COUNTS[:3]),
    ("NeuralNetwork", lambda a: tanh_network().forward_pass(a), COUNTS),
    ("NeuralNetwork", lambda a: tanh_network().predict(a), COUNTS),
    ("NeuralNetwork", lambda a: tanh_network(1, Sigmoid()).predict(a), COUNTS),
    ("accuracy", lambda a: accuracy(tanh_network(), a, LABELS), COUNTS),
    ("accuracy", lambda a: accuracy(tanh_network(), COUNTS, a), FLOAT_LABELS),
    ("MSE", lambda a: MSE()(a, HOT), SCORES),
    ("MSE", lambda a: MSE()(SCORES, a), COUNTS[:3]),
    ("MSE", lambda a: MSE().derivative(SCORES, a), COUNTS[:3]),
    ("BinaryCrossEntropy", lambda a: BinaryCrossEntropy()(SCORES[:1], a), FLOAT_BITS),
    ("BinaryCrossEntropy", lambda a: BinaryCrossEntropy().derivative(SCORES[:1], a), FLOAT_BITS),
    ("BinaryCrossEntropy", lambda a: BinaryCrossEntropy()(a, FLOAT_BITS), COUNTS[:1]),
    ("CrossEntropy", lambda a: CrossEntropy()(a, LABELS), COUNTS[:3]),
    ("CrossEntropy", lambda a: CrossEntropy()(SCORES, a), FLOAT_LABELS),
    ("CrossEntropy", lambda a: CrossEntropy()(SCORES, a), HOT),
    ("CrossEntropy", lambda a: CrossEntropy().derivative(SCORES, a), HOT),
    ("one_hot", lambda a: one_hot(a, 3), FLOAT_LABELS),
    ("numerical_gradient", lambda a: numerical_gradient(a, lambda: float(np.sum(a**2))), np.array([2.0, 4.0, 6.0])),
    ("numerical_gradients", lambda a: np.concatenate([np.ravel(g) for g in numerical_gradients(
        tanh_network(), CrossEntropy(), a, LABELS)]), COUNTS),
    ("gradient_check", lambda a: list(gradient_check(tanh_network(), CrossEntropy(), a, LABELS).errors.values()),
     COUNTS / 4),
    ("train", lambda a: answers(a, LABELS, CrossEntropy()), COUNTS),
    ("train", lambda a: answers(COUNTS, a, CrossEntropy()), FLOAT_LABELS),
    ("train", lambda a: answers(COUNTS, a, CrossEntropy()), HOT),
    ("train", lambda a: answers(COUNTS, a, MSE()), COUNTS[:3]),
    ("train", lambda a: answers(COUNTS, a, BinaryCrossEntropy(), outs=1), FLOAT_BITS),
    ("train", lambda a: answers(COUNTS, LABELS, CrossEntropy(), validation=(a, LABELS)), COUNTS),
    ("train", lambda a: answers(COUNTS, LABELS, CrossEntropy(), validation=(COUNTS, a)), FLOAT_LABELS),
    ("Dropout", lambda a: there_and_back(Dropout(0.5, rng=rng()), a), COUNTS),
    ("resample", lambda a: resample(a, *places(0.25)), STACK),
    ("resample", lambda a: resample(STACK, a, places(0)[1]), places(1.0)[0]),
    ("Augment", lambda a: Augment(shift=1, rotation=20, elastic=1)(a, rng()), SMALL.reshape(25, 2)),
    ("Images", lambda a: there_and_back(Images(1, 2, 2), a), COUNTS),
    ("Conv2D", lambda a: there_and_back(Conv2D(1, 2, 3, Tanh(), rng=rng()), a), SMALL),
    ("Conv2D", lambda a: back(Conv2D(1, 2, 3, Tanh(), rng=rng()), SMALL, a), np.arange(36.0).reshape(2, 3, 3, 2)),
    ("MaxPool2D", lambda a: there_and_back(MaxPool2D(2), a), SMALL),
    ("Flatten", lambda a: there_and_back(Flatten(), a), SMALL),
    ("soft_targets", lambda a: soft_targets(a, 4), COUNTS[:3]),
    ("Distillation", lambda a: Distillation(4)(SCORES, a), HOT),
    ("Distillation", lambda a: Distillation(4).derivative(a, HOT), COUNTS[:3]),
    ("Tensor", lambda a: (Tensor(a) * 200.0 + a).data, WHOLE),
    ("Tensor", lambda a: (Tensor(np.ones((2, 4))) @ a).data, COUNTS),
    ("unbroadcast", lambda a: unbroadcast(a, (4, 1)), COUNTS),
    ("Embedding", lambda a: Embedding(7, 3, rng=rng()).forward_pass(a), COUNTS),
    ("Embedding", slope_of_table, COUNTS),
    ("attend", lambda a: attend(Tensor(a), Tensor(COUNTS), Tensor(COUNTS / 10))[0].data, COUNTS),
    ("attend", lambda a: attend(Tensor(COUNTS), Tensor(COUNTS), Tensor(COUNTS), a)[0].data, COUNTS.T @ COUNTS),
    ("same_owner_mask", lambda a: same_owner_mask(a, FLOAT_LABELS), FLOAT_LABELS),
    ("same_owner_mask", lambda a: same_owner_mask(FLOAT_LABELS, a), FLOAT_LABELS),
    ("fit_and_centre", fit_and_centre, COUNTS),
]  # fmt: skip
NUMBERS = [  # a single number of each kind
    ("Neuron", lambda a: Neuron([0.5], a, Tanh())([1.0]), 3),
    ("Perceptron", lambda a: [Perceptron([0.5], a).bias, *taught_from(a)], 3),
    ("LeakyReLU", lambda a: LeakyReLU(a)(np.array([-7.0, 7.0])), 3),
    ("numerical_gradient", lambda a: numerical_gradient(np.array([2.0]), lambda: 1.0, h=a), 1),
    ("Value", lambda a: (Value(a) + 100 + Value(a) * Value(a)).data, 200),
    ("SGD", stepped(SGD), 3),
    ("Momentum", stepped(Momentum), 3),
    ("Momentum", stepped(lambda a: Momentum(0.1, a)), 1),
    ("RMSProp", stepped(RMSProp), 3),
    ("Adam", stepped(Adam), 3),
    ("cosine_decay", lambda a: cosine_decay(a, 9)(4), 3),
    ("one_cycle", lambda a: [one_cycle(a, 9)(k) for k in range(9)], 3),
    ("rate_at", lambda a: rate_at(a, 0), 3),
    ("WeightDecay", lambda a: decayed(a), 2),
    ("soft_targets", lambda a: soft_targets(COUNTS[:3], a), 3),
    ("Distillation", lambda a: Distillation(a)(SCORES, HOT), 3),
    ("Augment", lambda a: Augment(shift=a, rotation=a)(SMALL.reshape(25, 2), rng()), 2),
]
# Public names that take no array and no number that is computed with, and where they are tested.
ELSEWHERE = {
    "create_weight_matrix", "create_bias_vector",  # sizes: above
    "load_idx", "load_mnist", "load_mnist_csv", "load_kaggle_csv",  # files: test_mnist_files.py
    "save", "load",  # test_saving.py
    "windows", "load_names",  # names: test_letters.py
    "History", "EarlyStopping",  # are handed losses by train: test_training.py
    "AutodiffLayer",  # a Layer: test_autodiff.py
    "PairedDifference",  # rows of runs: test_metrics.py
}  # fmt: skip


def taught_from(threshold):
    pupil = Perceptron([0.0, 0.0], threshold)
    pupil.learn(AND, [0, 0, 0, 1], learning_rate=0.1, epochs=3)
    return [pupil.bias, *pupil.weights]


def decayed(strength):
    net = tanh_network()
    for _, gradient in net.parameters():
        gradient[...] = 1
    WeightDecay(SGD(0.1), strength).step(net.parameters())
    return net.layers[0].W


def masked(a):
    return np.ma.masked_array(a, mask=np.arange(np.size(a)).reshape(np.shape(a)) == 0)


def read_only(a):
    a = np.array(a)
    a.setflags(write=False)
    return a


def with_nan(a):
    a = np.array(a, dtype=float)
    a[(0,) * a.ndim] = np.nan
    return a


KINDS = {
    "integers": lambda a: np.asarray(a).astype(np.int64),
    "bytes": lambda a: np.asarray(a).astype(np.uint8),
    "float16": lambda a: np.asarray(a).astype(np.float16),
    "float32": lambda a: np.asarray(a).astype(np.float32),
    "extended": lambda a: np.asarray(a).astype(np.longdouble),
    "a list": lambda a: np.asarray(a).tolist(),
    "read-only": read_only,
    "backwards": lambda a: np.asarray(a)[::-1].copy()[::-1],
}
NO_KINDS = {
    "words": lambda a: a.astype(str),
    "objects": lambda a: np.where(a == 0, None, a.astype(object)),
    "complex": lambda a: a * 1j,
}
LEFT_TO_NUMPY = {"step", "Identity", "ReLU", "Tensor", "Distillation", "attend"}  # which says what it cannot compute
IDS = [f"{name}-{number}" for number, (name, _, _) in enumerate(CASES)]
NUDGED = [call for name, call, _ in CASES if name in ("numerical_gradient", "numerical_gradients", "gradient_check")]
NUMBER_IDS = [f"{name}-{number}" for number, (name, _, _) in enumerate(NUMBERS)]
each_case = pytest.mark.parametrize(("call", "array"), [case[1:] for case in CASES], ids=IDS)


def flat(result):
    return np.concatenate([np.ravel(part) for part in (result if isinstance(result, (list, tuple)) else [result])])


def answered(call, argument):
    """The answer, flat; or None if it was refused in a sentence."""
    try:
        return flat(call(argument))
    except (TypeError, ValueError) as error:
        assert len(str(error)) > 15, error
        return None


def assert_the_answer_of_float64(call, argument, sample, kind):
    found = answered(call, argument)
    if found is None:
        return
    expected = answered(call, sample)
    assert expected is not None, "it takes this kind, but refuses float64"
    rough = {"float32": 2e-5}.get(kind, 1e-12)
    if kind == "float32" and call in NUDGED:
        rough = 0.5  # a nudge of 1e-5 leaves one digit or two, as the docstring says
    np.testing.assert_allclose(found.astype(float), expected, rtol=rough, atol=rough)


@each_case
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_number_gets_the_answer_of_float64_or_a_sentence(kind, call, array):
    with np.errstate(all="ignore"):
        sample = np.array(KINDS[kind](array), dtype=float)  # bytes cannot be negative
        labels = answered(call, sample) is None  # whole numbers are asked for
        assert_the_answer_of_float64(call, KINDS[kind](array), sample.astype(int) if labels else sample, kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("call", "number"), [case[1:] for case in NUMBERS], ids=NUMBER_IDS)
def test_every_kind_of_single_number_gets_the_answer_of_float64_or_a_sentence(kind, call, number):
    given = KINDS[kind](number) if kind not in ("read-only", "backwards") else number
    given = given[()] if isinstance(given, np.ndarray) else given
    assert_the_answer_of_float64(call, given, float(number), kind)


@each_case
def test_a_float64_array_is_taken(call, array):
    """Else the tests above would prove nothing."""
    assert answered(call, array) is not None or answered(call, array.astype(int)) is not None


@pytest.mark.parametrize("kind", NO_KINDS)
@pytest.mark.parametrize(("call", "array"), [case[1:] for case in CASES if case[0] not in LEFT_TO_NUMPY])
def test_what_holds_no_real_numbers_is_refused_in_words(kind, call, array):
    with pytest.raises(TypeError, match="must hold real numbers, but the dtype is|must be an? .*array"):
        call(NO_KINDS[kind](array))


@each_case
def test_a_masked_array_is_refused_or_keeps_its_mask(call, array):
    for sample in (array, array.astype(int)):
        try:
            result = call(masked(sample))
        except (TypeError, ValueError):
            continue
        assert isinstance(result, np.ma.MaskedArray) and result.mask.any(), result


@each_case
def test_nan_is_refused_or_shows_in_the_answer(call, array):
    if call is step:
        return  # its docstring says so: NaN answers 0
    with np.errstate(all="ignore"):
        found = answered(call, with_nan(array))
    assert found is None or not np.isfinite(found).all(), found


@each_case
def test_an_empty_array_is_refused_or_gives_an_empty_answer(call, array):
    for sample in (array[..., :0], array[..., :0].astype(int)):
        found = answered(call, sample)
        assert found is None or found.size == 0


def test_every_public_name_is_here_or_is_named_as_an_exception():
    covered = {name for name, _, _ in CASES + NUMBERS}
    assert set(nnlib.__all__) - {"verdict"} <= covered | ELSEWHERE
    assert not covered & ELSEWHERE
