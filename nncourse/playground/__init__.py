"""The playground: a network on points of the plane, trained in the browser while you watch, and the same in nnlib.

`explore` shows it in JupyterLab. The rest is what its button *Copy as nnlib code* writes: the same points, the same
first weights and the same mini-batches as in the browser, so that `nnlib` comes to the same losses.
"""

import math

import numpy as np

from nncourse.widgets.live import Live
from nnlib import Identity, Layer, NeuralNetwork

TEST = 200  # as many test points, whatever the number of training points


class Rng:
    """Random numbers that Python and every browser draw alike: the generator mulberry32.

    Parameters
    ----------
    seed : int, from 0 to 2**32 - 1
    """

    def __init__(self, seed):
        self.state = seed % 2**32

    def random(self):
        """Return a float of at least 0 and below 1, a multiple of 2**-32."""
        self.state = (self.state + 0x6D2B79F5) % 2**32
        t = self.state
        t = (t ^ (t >> 15)) * (t | 1) % 2**32
        t ^= (t + (t ^ (t >> 7)) * (t | 61)) % 2**32
        return (t ^ (t >> 14)) / 2**32

    def normal(self):
        """Return a float, nearly from a normal distribution: the sum of twelve random numbers, less 6."""
        total = -6.0
        for _ in range(12):
            total += self.random()
        return total

    def permutation(self, n):
        """Return the numbers from 0 to n - 1 in a random order, an int array of shape (n,)."""
        order = np.arange(n)
        for i in range(n - 1, 0, -1):
            j = int(self.random() * (i + 1))
            order[i], order[j] = order[j], order[i]
        return order


def circles(label, u, v):
    radius = 1.5 * math.sqrt(v) if label else 2.3 + 0.7 * v
    return radius * math.cos(2 * math.pi * u), radius * math.sin(2 * math.pi * u)


def xor(label, u, v):
    right = 1 if u < 0.5 else -1
    up = -right if label else right
    return right * (0.25 + 2.5 * (2 * u % 1)), up * (0.25 + 2.5 * v)


def moons(label, u, _):
    x, y = 2 * math.cos(math.pi * u), 2 * math.sin(math.pi * u)
    return (x - 0.9, y - 0.6) if label else (0.9 - x, 0.6 - y)


def spiral(label, u, _):
    radius, angle = 0.2 + 2.7 * u, 2.5 * math.pi * u + math.pi * label
    return radius * math.sin(angle), radius * math.cos(angle)


SHAPES = {"circles": circles, "XOR": xor, "moons": moons, "spiral": spiral}
STARTS = {
    "1 / √ins": lambda rng, ins: rng.normal() / math.sqrt(ins),
    "ten times as large": lambda rng, ins: 10 * rng.normal() / math.sqrt(ins),
    "all 0.5": lambda rng, ins: 0.5,
    "all 0": lambda rng, ins: 0.0,
}


def points(data, *, noise, count, seed):
    """Return the training and the test points of the playground.

    Parameters
    ----------
    data : str, "circles", "XOR", "moons" or "spiral"
    noise : float
        The standard deviation of what is added to both coordinates.
    count : int
        Training points; test points are always 200.
    seed : int

    Returns
    -------
    x, y, x_test, y_test : arrays of shape (2, count), (count,), (2, 200) and (200,), labels 0 and 1
    """
    rng, places, labels = Rng(1000 + seed), [], []
    for k in range(TEST + count):
        label = k % 2
        u, v = rng.random(), rng.random()
        a, b = SHAPES[data](label, u, v)
        places.append((a + noise * rng.normal(), b + noise * rng.normal()))
        labels.append(label)
    x, y = np.array(places).T, np.array(labels)
    return x[:, TEST:].copy(), y[TEST:], x[:, :TEST].copy(), y[:TEST]


def own_points(rows):
    """Return points of one's own, given as [x, y, label] each: x of shape (2, n) and labels of shape (n,)."""
    rows = np.array(rows, dtype=float).reshape(-1, 3)
    return rows[:, :2].T.copy(), rows[:, 2].astype(int)


def network(sizes, act, *, start="1 / √ins", seed):
    """Return the network with which the playground begins.

    Parameters
    ----------
    sizes : list of int
        Such as [2, 4, 4, 1].
    act : an activation function
        Of all layers but the last, which ends in a logit.
    start : str
        How the weights start: "1 / √ins", "ten times as large", "all 0.5" or "all 0"; the biases start at 0.
    seed : int

    Returns
    -------
    NeuralNetwork
    """
    rng, layers = Rng(seed), []
    for ins, outs in zip(sizes, sizes[1:]):
        layer = Layer(ins, outs, act)
        weights = [STARTS[start](rng, ins) for _ in range(ins * outs)]
        layer.W[...] = np.reshape(weights, (ins, outs)).T  # drawn input by input
        layers.append(layer)
    layers[-1].act_function = Identity()
    return NeuralNetwork(layers)


class Batches:
    """Mini-batches in the order in which the playground takes them: shuffled anew in each epoch.

    Parameters
    ----------
    x, y : arrays of shape (2, n) and (n,)
    seed : int
    """

    def __init__(self, x, y, *, seed):
        self.x, self.y = x, y
        self.rng = Rng(2000 + seed)
        self.order = np.array([], dtype=int)

    def next(self, size):
        """Return the next mini-batch, (x, y); at the end of an epoch it may be smaller than size."""
        if not len(self.order):
            self.order = self.rng.permutation(len(self.y))
        few, self.order = self.order[:size], self.order[size:]
        return self.x[:, few], self.y[few]


def explore(**state):
    """Return the playground, to be shown in JupyterLab.

    Parameters
    ----------
    **state
        What it starts with, such as data="moons", hidden=[8, 8] or seed=3.

    Returns
    -------
    Live; raises ValueError for another name or value.
    """
    return Live("playground", state)
