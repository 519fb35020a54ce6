"""One door: whatever kind of array comes in, each public name gives the float64 answer, or refuses it in a sentence.

Samples hold small whole numbers, so that every kind of number holds them exactly.
"""

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
    cosine_decay,
    gradient_check,
    numerical_gradients,
    one_cycle,
    one_hot,
    own_only,
    resample,
    slopes_of,
    soft_targets,
    step,
    train,
    unbroadcast,
)
from nnlib.drawing import fit_and_centre
from nnlib.optimizers import rate_at


def rng():
    return np.random.default_rng(0)


def network(outs=3, last=None):
    return NeuralNetwork([Layer(4, 5, Tanh(), rng=rng()), Layer(5, outs, last or Identity(), rng=rng())])


X = np.arange(24.0).reshape(4, 6) % 7
WHOLE = np.array([200.0, 3.0, 0.0, 117.0])
LABELS = np.array([0.0, 1.0, 2.0, 0.0, 1.0, 2.0])
BITS = np.array([0.0, 1.0, 0.0, 1.0, 1.0, 0.0])
HOT = np.eye(3)[LABELS.astype(int)].T
IMAGES = np.arange(50.0).reshape(1, 5, 5, 2) % 9
LOGITS = np.array([[0.5, 2.0, -1.0, 0.0, 3.0, 1.0], [1.0, -2.0, 0.0, 1.5, 0.0, 2.0], [0.0] * 6])


def taught(x, targets):
    pupil = Perceptron([0.0, 0.0], 0.0)
    mistakes = pupil.learn(x, targets, epochs=3)
    return [*mistakes, *pupil.weights, pupil.bias]


def there_and_back(layer, x):
    a = layer.forward_pass(x)
    return np.concatenate([np.ravel(a), np.ravel(layer.backward_pass(np.ones(np.shape(a))))])


def back(layer, x, da):
    layer.forward_pass(x)
    return layer.backward_pass(da)


def slope_of_table(da):
    layer = Embedding(7, 2, rng=rng())
    back(layer, X[:2], da)
    return layer.dW


def conv():
    return Conv2D(1, 2, 3, Tanh(), rng=rng())


def trained(x, targets, loss, outs=3, **more):
    net = network(outs)
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


STACK = np.moveaxis(IMAGES[0], -1, 0)  # (n, height, width)
AND = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
# The name, what is done with an array of each kind, and the array.
CASES = [
    ("Neuron", lambda a: Neuron(a, 0.5, Sigmoid())(np.ones(4) / 300), WHOLE),
    ("Neuron", lambda a: Neuron([0.01, 0.5, -0.25, -0.02], 0.5, Tanh())(a), WHOLE),
    ("Neuron", lambda a: Neuron([0.5] * 4, -3.0, Tanh())(a), X),
    ("step", step, WHOLE),
    ("Perceptron", lambda a: Perceptron(a, 3)(np.ones(4)), WHOLE),
    ("Perceptron", lambda a: Perceptron([1.0, -2.0, 0.5, 0.25], 3)(a), WHOLE),
    ("Perceptron", lambda a: taught(a, [0, 0, 0, 1]), AND),
    ("Perceptron", lambda a: taught(AND, a), np.array([0.0, 0.0, 0.0, 1.0])),
    ("Identity", Identity(), WHOLE),
    ("Sigmoid", Sigmoid(), WHOLE),
    ("Tanh", Tanh(), WHOLE),
    ("ReLU", ReLU(), WHOLE),
    ("LeakyReLU", LeakyReLU(0.1), WHOLE),
    ("Softmax", Softmax(), WHOLE),
    ("Softmax", Softmax(), X),
    ("Layer", lambda a: there_and_back(Layer(4, 3, Tanh(), rng=rng()), a), X),
    ("Layer", lambda a: back(Layer(4, 3, Tanh(), rng=rng()), X, a), X[:3]),
    ("NeuralNetwork", lambda a: network().forward_pass(a), X),
    ("NeuralNetwork", lambda a: network().predict(a), X),
    ("NeuralNetwork", lambda a: network(1, Sigmoid()).predict(a), X),
    ("accuracy", lambda a: accuracy(network(), a, LABELS.astype(int)), X),
    ("accuracy", lambda a: accuracy(network(), X, a), LABELS),
    ("MSE", lambda a: MSE()(a, HOT), LOGITS),
    ("MSE", lambda a: MSE()(LOGITS, a), X[:3]),
    ("MSE", lambda a: MSE().derivative(LOGITS, a), X[:3]),
    ("BinaryCrossEntropy", lambda a: BinaryCrossEntropy()(LOGITS[:1], a), BITS),
    ("BinaryCrossEntropy", lambda a: BinaryCrossEntropy().derivative(LOGITS[:1], a), BITS),
    ("BinaryCrossEntropy", lambda a: BinaryCrossEntropy()(a, BITS), X[:1]),
    ("CrossEntropy", lambda a: CrossEntropy()(a, LABELS.astype(int)), X[:3]),
    ("CrossEntropy", lambda a: CrossEntropy()(LOGITS, a), LABELS),
    ("CrossEntropy", lambda a: CrossEntropy()(LOGITS, a), HOT),
    ("CrossEntropy", lambda a: CrossEntropy().derivative(LOGITS, a), HOT),
    ("one_hot", lambda a: one_hot(a, 3), LABELS),
    ("slopes_of", lambda a: slopes_of(a, lambda: float(np.sum(np.square(a)))), np.array([2.0, 4.0, 6.0])),
    ("numerical_gradients", lambda a: np.concatenate([np.ravel(g) for g in numerical_gradients(
        network(), CrossEntropy(), a, LABELS.astype(int))]), X),
    ("gradient_check", lambda a: list(gradient_check(network(), CrossEntropy(), a, LABELS.astype(int)).errors.values()),
     X / 4),
    ("train", lambda a: trained(a, LABELS.astype(int), CrossEntropy()), X),
    ("train", lambda a: trained(X, a, CrossEntropy()), LABELS),
    ("train", lambda a: trained(X, a, CrossEntropy()), HOT),
    ("train", lambda a: trained(X, a, MSE()), X[:3]),
    ("train", lambda a: trained(X, a, BinaryCrossEntropy(), outs=1), BITS),
    ("train", lambda a: trained(X, LABELS.astype(int), CrossEntropy(), validation=(a, LABELS.astype(int))), X),
    ("train", lambda a: trained(X, LABELS.astype(int), CrossEntropy(), validation=(X, a)), LABELS),
    ("Dropout", lambda a: there_and_back(Dropout(0.5, rng=rng()), a), X),
    ("resample", lambda a: resample(a, *places(0.25)), STACK),
    ("resample", lambda a: resample(STACK, a, places(0)[1]), places(1.0)[0]),
    ("Augment", lambda a: Augment(shift=1, rotation=20, elastic=1)(a, rng()), IMAGES.reshape(25, 2)),
    ("Images", lambda a: there_and_back(Images(1, 2, 2), a), X),
    ("Conv2D", lambda a: there_and_back(conv(), a), IMAGES),
    ("Conv2D", lambda a: back(conv(), IMAGES, a), np.arange(36.0).reshape(2, 3, 3, 2)),
    ("MaxPool2D", lambda a: there_and_back(MaxPool2D(2), a), IMAGES),
    ("Flatten", lambda a: there_and_back(Flatten(), a), IMAGES),
    ("soft_targets", lambda a: soft_targets(a, 4), X[:3]),
    ("Distillation", lambda a: Distillation(4)(LOGITS, a), HOT),
    ("Distillation", lambda a: Distillation(4).derivative(a, HOT), X[:3]),
    ("Tensor", lambda a: (Tensor(a) * 200.0 + a).data, WHOLE),
    ("Tensor", lambda a: (Tensor(np.ones((2, 4))) @ a).data, X),
    ("unbroadcast", lambda a: unbroadcast(a, (4, 1)), X),
    ("Embedding", lambda a: Embedding(7, 3, rng=rng()).forward_pass(a), X),
    ("Embedding", slope_of_table, X),
    ("attend", lambda a: attend(Tensor(a), Tensor(X), Tensor(X / 10))[0].data, X),
    ("attend", lambda a: attend(Tensor(X), Tensor(X), Tensor(X), a)[0].data, X.T @ X),
    ("own_only", lambda a: own_only(a, LABELS), LABELS),
    ("own_only", lambda a: own_only(LABELS, a), LABELS),
    ("fit_and_centre", fit_and_centre, X),
]  # fmt: skip
NUMBERS = [  # a single number of each kind
    ("Neuron", lambda a: Neuron([0.5], a, Tanh())([1.0]), 3),
    ("Perceptron", lambda a: [Perceptron([0.5], a).bias, *taught_from(a)], 3),
    ("LeakyReLU", lambda a: LeakyReLU(a)(np.array([-7.0, 7.0])), 3),
    ("slopes_of", lambda a: slopes_of(np.array([2.0]), lambda: 1.0, h=a), 1),
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
    ("soft_targets", lambda a: soft_targets(X[:3], a), 3),
    ("Distillation", lambda a: Distillation(a)(LOGITS, HOT), 3),
    ("Augment", lambda a: Augment(shift=a, rotation=a)(IMAGES.reshape(25, 2), rng()), 2),
]
# Public names that take no array and no number that is computed with, and where they are tested.
ELSEWHERE = {
    "create_weight_matrix", "create_bias_vector",  # sizes: test_bad_input.py
    "load_idx", "load_mnist", "load_mnist_csv", "load_kaggle_csv",  # files: test_mnist_files.py
    "save", "load",  # test_saving.py
    "windows", "load_names",  # names: test_letters.py
    "History", "EarlyStopping",  # are handed losses by train: test_training.py
    "Recorded",  # a Layer: test_autodiff.py
    "PairedDifference",  # rows of runs: test_metrics.py
}  # fmt: skip


def taught_from(threshold):
    pupil = Perceptron([0.0, 0.0], threshold)
    pupil.learn(AND, [0, 0, 0, 1], learning_rate=0.1, epochs=3)
    return [pupil.bias, *pupil.weights]


def decayed(strength):
    net = network()
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
IDS = [f"{name}-{number}" for number, (name, _, _) in enumerate(CASES)]
NUDGED = [call for name, call, _ in CASES if name in ("slopes_of", "numerical_gradients", "gradient_check")]
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


def test_what_is_tested_elsewhere_takes_no_array():
    assert EarlyStopping(2).patience == 2 and History().train_loss == []
