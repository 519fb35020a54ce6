"""Trials of chapter 06's pieces: accuracy, three losses and their slopes, and softmax."""

import numpy as np

import nnlib
from nncourse.blanks.trials import shape, sizes, trials
from nncourse.chapter03.trials import quietly
from nncourse.chapter05.trials import Stage
from nnlib.printing import counted

TRIALS, trial = trials()

HUGE = np.array([[1000.0, -1000.0, -1000.0, 1003.0], [-1000.0, -1002.0, 1000.0, 1001.0]])


def confirmed(loss, targets, outs, rng):
    """Tell whether nnlib's gradient check agrees with a loss and its derivative on a network of one layer."""
    layer = nnlib.Layer(2, outs, nnlib.Identity(), rng=np.random.default_rng(int(rng.integers(1000))))
    x = rng.normal(size=(2, targets.shape[-1]))
    return bool(nnlib.gradient_check(nnlib.NeuralNetwork([layer]), loss, x, targets).ok)


CONFIRMED = "a small network: whether the derivative agrees with nudging"


@trial("accuracy")
def share_of_right(nn, rng):
    for outs, n in (3, 20), (2, int(rng.integers(1, 9))), (3, 1):
        net = nn.NeuralNetwork([Stage(rng, 2, 4, np.tanh), Stage(rng, 4, outs)])
        x, labels = rng.normal(size=(2, n)), rng.integers(0, outs, n)
        yield f"{outs} outputs, {counted(n, 'example')}: the accuracy", nn.accuracy(net, x, labels)
        yield f"{outs} outputs, all answers right: the accuracy", nn.accuracy(net, x, net.predict(x))
    net = nn.NeuralNetwork([Stage(rng, 2, 1)])
    yield "one output, 9 examples: the accuracy", nn.accuracy(net, rng.normal(size=(2, 9)), rng.integers(0, 2, 9))


@trial("MSE")
def mse(nn, rng):
    loss = nn.MSE()
    outs, n = sizes(rng, 2)
    for size in (outs + 1, n + 1), (outs, 1), (1, n):
        outputs, targets = rng.normal(size=(2, *size))
        case = f"outputs of shape {size}"
        yield f"{case}: the loss", loss(outputs, targets)
        yield f"{case}: the derivative", loss.derivative(outputs, targets)
        yield f"{case}: the outputs after these calls", outputs
        yield f"{case}: the targets after these calls", targets
    yield "outputs equal to the targets: the loss", loss(targets, targets)
    yield "outputs equal to the targets: the derivative", loss.derivative(targets, targets)
    outputs, targets = rng.normal(size=(2, outs, n)).astype(np.float32)
    kind = str(np.asarray(loss.derivative(outputs, targets)).dtype)
    yield "outputs and targets with dtype float32: the dtype of the derivative", kind
    yield CONFIRMED, confirmed(loss, rng.normal(size=(outs, n)), outs, rng)


@trial("BinaryCrossEntropy")
def binary(nn, rng):
    loss = nn.BinaryCrossEntropy()
    (n,) = sizes(rng, 1)
    for count in n + 1, 1:
        for y in rng.integers(0, 2, count), np.zeros(count, dtype=int), np.ones(count, dtype=int):
            z = 2 * rng.normal(size=(1, count))
            case = f"outputs of shape {shape(z)} and targets {y}"
            yield f"{case}: the loss", loss(z, y)
            yield f"{case}: the derivative", loss.derivative(z, y)
            yield f"{case}: the outputs after these calls", z
    huge = np.array([[1000.0, -1000.0, 40.0]])
    for y in np.array([0, 1, 0]), np.array([1, 0, 1]):
        case = f"outputs 1000, −1000 and 40, and targets {y}"
        yield f"{case}: the loss", quietly(lambda z, y=y: loss(z, y), huge)
        yield f"{case}: the derivative", quietly(lambda z, y=y: loss.derivative(z, y), huge)
    yield CONFIRMED, confirmed(loss, rng.integers(0, 2, n + 1), 1, rng)


@trial("Softmax")
def softmax(nn, rng):
    act = nn.Softmax()
    outs, n = sizes(rng, 2)
    for size in (outs + 1, n + 1), (outs, 1), (outs + 1, outs + 1):
        z = 2 * rng.normal(size=size)
        yield f"z of shape {size}: the outputs", act(z)
        yield f"z of shape {size}: z itself after the call", z
    yield "the scores 3, 1 and 0, whole numbers: the outputs", act(np.array([[3], [1], [0]]))
    yield "scores of 1000 and more, and of −1000 and less: the outputs", quietly(act, HUGE)
    yield "z with dtype float32: the dtype of the outputs", str(np.asarray(act(z.astype(np.float32))).dtype)


@trial("one_hot")
def hot(nn, rng):
    n, more = sizes(rng, 2)
    yield "one_hot([2, 0], 3): the columns", nn.one_hot([2, 0], 3)
    labels = rng.integers(0, more, n)
    for classes in more, more + 2:
        yield f"one_hot({labels.tolist()}, {classes}): the columns", nn.one_hot(labels, classes)
    labels = rng.permutation(5)
    yield f"one_hot({labels.tolist()}, 5): the columns", nn.one_hot(labels, 5)


@trial("log_sum_exp")
def of_columns(nn, rng):
    outs, n = sizes(rng, 2)
    for size in (outs + 1, n + 1), (1, n), (outs, 1), (outs + 1, outs + 1):
        z = 2 * rng.normal(size=size)
        yield f"z of shape {size}: the result", nn.log_sum_exp(z)
        yield f"z of shape {size}: z itself after the call", z
    yield "scores of 1000 and more, and of −1000 and less: the result", quietly(nn.log_sum_exp, HUGE)


def examples(rng):
    """Return pairs of scores and labels, a list; the first are several, and the others one example and one class."""
    outs, n = sizes(rng, 2)
    return [
        (2 * rng.normal(size=(classes, count)), rng.integers(0, classes, count))
        for classes, count in ((outs + 1, n + 1), (outs + 1, 1), (1, n), (outs + 1, outs + 1))
    ]


def shares(rng, size):
    """Return probabilities of classes, columns that add up to 1."""
    parts = 0.1 + rng.random(size)
    return parts / parts.sum(axis=0)


@trial("CrossEntropy")
def cross_entropy(nn, rng):
    loss = nn.CrossEntropy()
    for z, labels in examples(rng):
        yield f"outputs of shape {shape(z)} and labels {labels}: the loss", loss(z, labels)
        yield f"outputs of shape {shape(z)} and labels {labels}: the outputs after the call", z
        yield f"outputs of shape {shape(z)} and targets of that shape: the loss", loss(z, shares(rng, z.shape))
    for labels in np.array([0, 0, 1, 0]), np.array([1, 1, 0, 1]):
        case = f"outputs of 1000 and more, and of −1000 and less, and labels {labels}"
        yield f"{case}: the loss", quietly(lambda z, labels=labels: loss(z, labels), HUGE)


@trial("CrossEntropy.derivative")
def slopes(nn, rng):
    loss = nn.CrossEntropy()
    for z, labels in examples(rng):
        case = f"outputs of shape {shape(z)} and labels {labels}"
        yield f"{case}: the derivative", loss.derivative(z, labels)
        yield f"{case}: the outputs after the call", z
        targets = shares(rng, z.shape)
        yield f"outputs of shape {shape(z)} and targets of that shape: the derivative", loss.derivative(z, targets)
    labels = np.array([0, 0, 1, 0])
    case = f"outputs of 1000 and more, and of −1000 and less, and labels {labels}"
    yield f"{case}: the derivative", quietly(lambda z: loss.derivative(z, labels), HUGE)
    yield CONFIRMED, confirmed(loss, rng.integers(0, 3, 4), 3, rng)
