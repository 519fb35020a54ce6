"""What the trials of all chapters share. A trial puts a piece to the test without knowing what is right.

A trial is a generator ``trial(nn, rng)``: it makes inputs from rng, calls the piece as an attribute of nn, and yields
what it gave, as pairs ``(what, value)``. The check runs it twice with equal random numbers, once with nnlib's pieces
and once with the learner's, and compares; so what is a sentence's beginning, such as "3 inputs: the output".
"""

import numpy as np


def trials():
    """Return an empty dict of trials, and the decorator that adds to it by the name of a piece."""
    found = {}

    def trial(name):
        def add(function):
            found[name] = function
            return function

        return add

    return found, trial


def sizes(rng, count, most=5):
    """Return some sizes from 1 to most, a list of int."""
    return [int(size) for size in rng.integers(1, most + 1, count)]


def shape(array):
    """Return a shape as a message says it, such as "(3, 2)"."""
    return str(np.shape(array))


def layers(nn, rng, outs=("Tanh", "Sigmoid"), ins=3, width=4):
    """Return layers that fit each other, as a list: one for each name of an activation function, all with biases."""
    made = []
    for name in outs:
        layer = nn.Layer(ins, width, getattr(nn, name)(), rng=np.random.default_rng(rng.integers(1000)))
        layer.b[...] = rng.normal(size=layer.b.shape)
        made.append(layer)
        ins = width
    return made
