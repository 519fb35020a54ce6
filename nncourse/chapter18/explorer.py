"""Chapter 18 · Letters: three language models write names from any beginning, computed by js/chapter18.js."""

import numpy as np

from nncourse.widgets import live, packed
from nnlib.letters import LETTERS, windows
from nnlib.network import NeuralNetwork

SOME = 500  # as many training names say whether float16 is fine enough for the network's weights


def explore(names, network, **state):
    """Return an explorer of what follows a beginning, by pairs, by falling back, and by a network.

    Parameters
    ----------
    names : list of str
        The training names: they are counted, and marked where a model writes one of them.
    network : NeuralNetwork
        An Embedding of 27 codes, then fully connected layers (and Dropout) up to 27 scores. The window is as long as
        the first of them takes.
    **state
        What it starts with: beginning (the letters that are there), temperature (from 0.1 to 3), seed (of the names
        that the models write) or written (a list of finished names).

    Returns
    -------
    Live

    Raises
    ------
    ValueError, TypeError
        If names or network are not what is said here, or the state has another name or value.
    """
    names = list(names)
    table, dense = check_network(network)
    contexts, _ = windows(names[:SOME], dense[0].W.shape[1] // len(table))
    examples = network.layers[0].forward_pass(contexts)
    letters = np.array([LETTERS.index(letter) for name in sorted(names) for letter in name + "."], dtype=np.uint8)
    sent = {
        "chapter18-names": lambda: live.pack({"letters": letters, "table": table}),
        "chapter18-network": lambda: packed.network(NeuralNetwork(dense), "network", examples),
    }
    return live.Live("chapter18", state, sent)


def check_network(network):
    """Return the table of a network's Embedding, an array, and the list of its other layers, without Dropout."""
    first, *others = network.layers
    table = np.asarray(getattr(first, "W", np.zeros(0)), dtype=float)
    if hasattr(first, "b") or table.ndim != 2 or table.shape[1] != len(LETTERS):
        raise ValueError(f"the network must begin with an Embedding of 27 codes, not with {type(first).__name__}")
    if not np.isfinite(table).all():
        raise ValueError("the table of the Embedding holds a number that is infinite or NaN")
    dense = [layer for layer in others if type(layer).__name__ != "Dropout"]
    ins = np.shape(getattr(dense[0], "W", table))[1] if dense else 0
    if not ins or ins % len(table):
        raise ValueError(f"the layer after an Embedding of {len(table)} numbers a letter cannot have {ins} inputs")
    packed.check_network(NeuralNetwork(dense), "network", ins=ins)
    if len(dense[-1].W) != len(LETTERS):
        raise ValueError(f"the network must end in 27 scores, one for each sign, not in {len(dense[-1].W)}")
    return table, dense
