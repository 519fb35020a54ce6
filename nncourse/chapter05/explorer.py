"""Chapter 05 · The forward pass: one image goes through a network, and every neuron shows what it computes."""

import numpy as np

from nncourse.widgets import live, packed
from nnlib.losses import CrossEntropy
from nnlib.network import NeuralNetwork
from nnlib.optimizers import SGD
from nnlib.training import train


def trained(net, images, labels):
    """Train a network on images and their labels, five times through, with the tools of chapters 06 to 08.

    Parameters
    ----------
    net : NeuralNetwork
    images : array, shape (784, n)
    labels : integer array, shape (n,)

    Returns
    -------
    NeuralNetwork
        With the same layers.

    Raises
    ------
    ValueError, TypeError
        What `train` raises.
    """
    net = NeuralNetwork(net.layers)  # that of the lesson cannot learn yet
    rng = np.random.default_rng(1)
    loss, optimizer = CrossEntropy(), SGD(0.1)
    train(net, images, labels, loss=loss, optimizer=optimizer, epochs=5, batch_size=32, rng=rng, progress=False)
    return net


def explore(networks, images, labels, **state):
    """Return an explorer that takes one image through a network, a layer at a time.

    Parameters
    ----------
    networks : dict of str to NeuralNetwork
        By name; fully connected layers from 784 inputs on, each network with the same number of them.
    images : array, shape (784, n)
    labels : integer array, shape (n,)
    **state
        What it starts with: network (a name), image and step (int), ink (float), chosen ([layer, row]).

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If the networks differ in their number of layers, the browser cannot compute one of them, there is not one
        label per image, or state has another name or value.
    """
    packed.check_images(images, labels)
    depths = {len(packed.check_network(net, name)) for name, net in networks.items()}
    if len(depths) != 1:
        raise ValueError(f"the networks must have one and the same number of layers, not {sorted(depths)}")

    def data():
        arrays = {"images": packed.pixels(images), "labels": np.asarray(labels, dtype=np.uint8)}
        return live.pack(arrays, names=list(networks), full=packed.full(arrays["images"]))

    sent = {"chapter05-data": data}
    for number, (name, net) in enumerate(networks.items()):  # each of its own, so that a page loads what is looked at
        sent[f"chapter05-network-{number}"] = lambda net=net, name=name: packed.network(net, name, images)
    limits = {"image": {"maximum": len(labels) - 1}, "step": {"maximum": depths.pop()}}
    return live.Live("chapter05", state, sent, limits | {"network": {"enum": [None, *networks]}})
