"""Chapter 10 · Augmentation: one image moved, turned, resized and bent, and what two networks read in it."""

import numpy as np

from nncourse.widgets import live, packed
from nnlib.augmentation import SMOOTHNESS, smoothing

DRAWS = 10
SIDE = 28


def bend(draw):
    """Return the elastic distortion of a draw, for a strength of 1: rows and columns, an array of shape (2, 28, 28).

    It is that of `Augment`, for random numbers from a generator whose seed is the number of the draw.
    """
    smooth = smoothing(SIDE, SMOOTHNESS)
    return smooth @ np.random.default_rng(draw).normal(0, 1, (2, SIDE, SIDE)) @ smooth.T


def explore(networks, x, labels, **state):
    """Return an explorer that distorts one image by hand and asks two networks about it.

    Parameters
    ----------
    networks : dict of str to NeuralNetwork
        Two of them by name; fully connected layers from 784 inputs to ten outputs.
    x : array, shape (784, n)
    labels : array of int, shape (n,)
    **state
        What it starts with: image and draw (int), right, down, turn, size, elastic (float).

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If there are not two networks, the browser cannot compute one of them, x and labels differ in n, or state has
        another name or value.
    """
    if len(networks) != 2:
        raise ValueError(f"the explorer compares two networks, not {len(networks)}")
    packed.check_images(x, labels)
    for name, net in networks.items():
        outs = packed.check_network(net, name)[-1].W.shape[0]
        if outs != 10:
            raise ValueError(f"network {name!r} has {outs} outputs; the explorer shows ten, one for each digit")

    def data():
        bends = np.concatenate([bend(draw).reshape(-1, 1) for draw in range(DRAWS)], axis=1)
        arrays = {"images": packed.pixels(x), "labels": np.asarray(labels, dtype=np.uint8)}
        return live.pack(
            arrays | {"bends": bends.astype(np.float32)}, names=list(networks), full=packed.full(arrays["images"])
        )

    sent = {"chapter10-data": data}
    for number, (name, net) in enumerate(networks.items()):
        sent[f"chapter10-network-{number}"] = lambda net=net, name=name: packed.network(net, name, x)
    return live.Live("chapter10", state, sent, {"image": {"maximum": len(labels) - 1}})
