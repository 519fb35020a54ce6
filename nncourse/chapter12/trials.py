"""Trials of chapter 12's pieces: a teacher's answers at a temperature, and the loss that learns from them."""

import numpy as np

from nncourse.blanks.trials import layers, shape, sizes, trials

TRIALS, trial = trials()


def probabilities(rng, outs, n):
    """Return random columns that sum to 1, an array (outs, n)."""
    drawn = rng.random((outs, n)) + 0.01
    return drawn / drawn.sum(axis=0)


@trial("soft_targets")
def targets(nn, rng):
    outs, n = sizes(rng, 2)
    for T in (1, 2, 4, 20, 0.5):
        scores = 4 * rng.normal(size=(outs + 1, n))
        before = scores.copy()
        case = f"a table of scores, shape {shape(scores)}, at T = {T}"
        yield f"{case}: the result", nn.soft_targets(scores, T)
        yield f"{case}: whether the scores stay as they were", np.array_equal(scores, before)
    loud = np.array([[1000.0, -1000.0], [0.0, 0.0], [-1000.0, 999.0]])
    yield "a table with scores of ±1000, at T = 1: the result", nn.soft_targets(loud, 1)
    yield "a table with scores of ±1000, at T = 100: the result", nn.soft_targets(loud, 100)


@trial("Distillation")
def distillation(nn, rng):
    outs, n = sizes(rng, 2)
    for T in (1, 2, 4, 0.5):
        for count in (n, 1):
            outputs, wanted = 3 * rng.normal(size=(outs + 1, count)), probabilities(rng, outs + 1, count)
            before, soft, loss = outputs.copy(), wanted.copy(), nn.Distillation(T)
            case = f"Distillation({T}) with outputs of shape {shape(outputs)}"
            yield f"{case}: the loss", loss(outputs, wanted)
            yield f"{case}: the derivative", loss.derivative(outputs, wanted)
            yield f"{case}: whether the outputs stay as they were", np.array_equal(outputs, before)
            yield f"{case}: whether the targets stay as they were", np.array_equal(wanted, soft)
    loud, wanted = np.array([[3000.0], [-3000.0]]), np.array([[0.25], [0.75]])
    yield "Distillation(2) with outputs of ±3000: the loss", nn.Distillation(2)(loud, wanted)
    yield "Distillation(2) with outputs of ±3000: the derivative", nn.Distillation(2).derivative(loud, wanted)
    net = nn.NeuralNetwork(layers(nn, rng, ["Tanh", "Identity"], 3, 3))
    found = nn.gradient_check(net, nn.Distillation(4), rng.normal(size=(3, 4)), probabilities(rng, 3, 4))
    yield "Distillation(4) on a small network: whether gradient_check finds its slopes right", bool(found.ok)
