"""Trials of chapter 03's pieces: five activation functions."""

import numpy as np

from nncourse.blanks.trials import shape, sizes, trials

TRIALS, trial = trials()


def quietly(act, z):
    """Return act(z), where an overflow is an error: NumPy would only print a warning."""
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        return act(z)


def applied(act, rng, case=""):
    """Yield what any activation function is compared by; case begins each text."""
    z = 3 * rng.normal(size=sizes(rng, 2))
    z[0, 0] = 0.0
    yield f"{case}z of shape {shape(z)}: the outputs", act(z)
    yield f"{case}z of shape {shape(z)}: z itself after the call", z
    for number in float(rng.random()), -1 - float(rng.random()):
        yield f"{case}z = {number:.2f}, one number: the output", act(number)
    yield f"{case}z of −1000 and 1000: the outputs", quietly(act, np.array([-1000.0, 1000.0]))


def of_other_kinds(act):
    """Yield what becomes of whole numbers and of float32, which a right formula of the two ReLUs need not keep."""
    yield "z of the whole numbers −4, 0, 1 and 3: the outputs", act(np.array([[-4, 0], [1, 3]]))
    yield "z with dtype float32: the dtype of the outputs", str(np.asarray(act(np.ones((2, 3), np.float32))).dtype)


@trial("Sigmoid")
def sigmoid(nn, rng):
    act = nn.Sigmoid()
    yield from applied(act, rng)
    yield from of_other_kinds(act)
    yield "its threshold", act.threshold


@trial("Identity")
def identity(nn, rng):
    act = nn.Identity()
    yield from applied(act, rng)
    yield from of_other_kinds(act)


@trial("Tanh")
def tanh(nn, rng):
    act = nn.Tanh()
    yield from applied(act, rng)
    yield from of_other_kinds(act)


@trial("ReLU")
def relu(nn, rng):
    yield from applied(nn.ReLU(), rng)


@trial("LeakyReLU")
def leaky_relu(nn, rng):
    yield from applied(nn.LeakyReLU(), rng, "without an alpha, ")
    for alpha in float(rng.random()), 0, 1.5:
        act = nn.LeakyReLU(alpha)
        yield f"alpha={alpha:.2f}: its alpha", act.alpha
        yield from applied(act, rng, f"alpha={alpha:.2f}, ")
    yield "z of the whole numbers −4, 0 and 1: the outputs", nn.LeakyReLU()(np.array([-4, 0, 1]))
