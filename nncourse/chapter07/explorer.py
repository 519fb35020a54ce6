"""Chapter 07 · Backpropagation: forward and backward through the graph of the eight weights, one edge at a time."""

import numpy as np

from nncourse.widgets.live import Live
from nnlib.activations import Sigmoid


def explore(net, x, targets, **state):
    """Return an explorer of the graph of a 2-2-2 network of sigmoids, from its inputs to the squared error.

    Parameters
    ----------
    net : NeuralNetwork
        Two layers of two sigmoids each; it is read and not changed.
    x, targets : array, shape (2, 1)
    **state
        What it starts with instead: step (0 to 32), follow (a weight such as "W1[0,0]"), or lists of float: x and
        targets (2 each), weights (8, row by row) and biases (4).

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If the network has other layers, or x, targets or a number are not what is said above.
    """
    layers = getattr(net, "layers", [])
    if [layer.W.shape for layer in layers] != [(2, 2), (2, 2)]:
        raise ValueError("this explorer is for a network of two layers with two neurons each")
    if not all(isinstance(layer.act_function, Sigmoid) for layer in layers):
        raise ValueError("this explorer is for neurons with a sigmoid; another activation function has another slope")
    given = {"x": numbers("x", x, 2), "targets": numbers("targets", targets, 2)}
    given["weights"] = numbers("the weights", [layer.W for layer in layers], 8)
    given["biases"] = numbers("the biases", [layer.b for layer in layers], 4)
    return Live("chapter07", given | {"given": given} | state)


def numbers(name, values, count):
    """Return an array, or a list of arrays of equal shape, as a flat list of so many float, or raise ValueError."""
    flat = np.asarray(values, dtype=float).ravel()
    if len(flat) != count or not np.isfinite(flat).all():
        raise ValueError(f"{name} must be {count} finite numbers, but there are {len(flat)}: {flat}")
    return flat.tolist()
