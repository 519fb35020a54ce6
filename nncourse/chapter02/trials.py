"""Trials of chapter 02's pieces: the step, the perceptron, and what it learns from its mistakes."""

import numpy as np

from nncourse.blanks.trials import shape, sizes, trials
from nnlib.printing import counted

TRIALS, trial = trials()

CORNERS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}


@trial("step")
def of_sums(nn, rng):
    for z in 0.01 + float(rng.random()), -0.01 - float(rng.random()), 0.0:
        yield f"z = {z:.2g}: the answer", nn.step(z)
    z = rng.normal(size=sizes(rng, 2))
    z[0, 0] = 0.0
    yield f"z of shape {shape(z)}, the first is 0: the answers", nn.step(z)
    yield "z of 1e300, −1e300, 1e-300 and −1e-300: the answers", nn.step(np.array([1e300, -1e300, 1e-300, -1e-300]))
    yield "z of 1, −1 and 0: the list of the answers", str(np.asarray(nn.step(np.array([1.0, -1.0, 0.0]))).tolist())
    yield "z of NaN: the answer", nn.step(np.nan)


@trial("Perceptron")
def perceptron(nn, rng):
    ins, n = sizes(rng, 2)
    weights, threshold = rng.normal(size=ins), float(rng.normal())
    made = nn.Perceptron(weights, threshold)
    case = f"a perceptron with {counted(ins, 'input')} and the threshold {threshold:.2f}"
    yield f"{case}: its weights", made.weights
    yield f"{case}: its bias", made.bias
    x = rng.normal(size=(ins, n))
    yield f"{case}, one example: the answer", made(x[:, 0])
    yield f"{case}, x of shape {shape(x)}: the answers", made(x)
    x = 3 * rng.normal(size=(ins, ins))
    yield f"{case}, x of shape {shape(x)}: the answers", made(x)
    made.bias = 2.5
    yield "after its bias was set to 2.5, x of zeros: the answers", made(np.zeros((ins, 2)))
    weights += 1
    yield "after the array of weights that it was given was changed: its weights", made.weights

    made = nn.Perceptron([2, 1], 2)
    yield "Perceptron([2, 1], 2): its weights", made.weights
    yield "Perceptron([2, 1], 2), asked about (1, 0), where z is exactly 0: the answer", made([1, 0])
    yield "Perceptron([2, 1], 2), asked about the four corners: the answers", made(CORNERS)
    yield from learning(nn, rng)


def taught(learner, x, targets, **settings):
    """Let a perceptron learn, and return its mistakes as an array: a message then says where a number differs."""
    mistakes = learner.learn(x, np.array(targets), **settings)
    return np.array(mistakes) if isinstance(mistakes, list) else mistakes


def learning(nn, rng):
    """Try the method `learn`, which stands in the same cell."""
    for name, rate in ("AND", 1.0), ("NAND", 0.5), ("OR", 2.0):
        learner = nn.Perceptron([0, 0], 0)
        case = f"{name} with the learning rate {rate}"
        yield f"{case}: the mistakes in each epoch", taught(learner, CORNERS, GATES[name], learning_rate=rate)
        yield f"{case}: the weights", learner.weights
        yield f"{case}: the bias", learner.bias
        again = taught(learner, CORNERS, GATES[name], learning_rate=rate)
        yield f"{case}, learned once more: the mistakes in each epoch", again

    epochs = int(rng.integers(1, 8))
    learner = nn.Perceptron([0, 0], 0)
    mistakes = taught(learner, CORNERS, GATES["XOR"], epochs=epochs)
    yield f"XOR with epochs={epochs}: the mistakes in each epoch", mistakes
    yield f"XOR with epochs={epochs}: the weights", learner.weights
    yield "XOR without more settings: the mistakes in each epoch", taught(learner, CORNERS, GATES["XOR"])

    ins, n = sizes(rng, 2, 7)
    x = rng.normal(size=(ins, n))
    targets = (rng.normal(size=ins) @ x > 0) * 1
    learner = nn.Perceptron(rng.normal(size=ins), float(rng.normal()))
    case = f"random weights at the start, x of shape {shape(x)}"
    yield f"{case}: the mistakes in each epoch", taught(learner, x, targets, learning_rate=0.3, epochs=20)
    yield f"{case}: the weights", learner.weights
    yield f"{case}: the bias", learner.bias
