"""Chapter 18 · Letters: names as examples, each a window of letters and the letter that follows, and embeddings."""

import numpy as np

from nnlib.checks import as_codes, as_upstream, check_names, check_setting
from nnlib.losses import one_hot

LETTERS = ".abcdefghijklmnopqrstuvwxyz"  # the code of a letter is its place here; 0 begins and ends a name


def windows(names, length):
    """Turn names into examples: what stands before each letter, and the letter itself; the end counts as a letter.

    Parameters
    ----------
    names : list of str, each of the letters a to z
    length : int, at least 1
        How many letters back a window goes; before a name there are zeros.

    Returns
    -------
    contexts : integer array, shape (length, n)
        The codes of the letters before, one window per column, the nearest letter last.
    following : integer array, shape (n,)
        The code of the letter that follows each window.
    """
    check_names(names, LETTERS, length)
    contexts, following = [], []
    for name in names:
        codes = [0] * length + [LETTERS.index(letter) for letter in name + "."]
        contexts += [codes[i : i + length] for i in range(len(name) + 1)]
        following += codes[length:]
    return np.array(contexts).T, np.array(following)


class Embedding:
    """A layer that turns each code of a letter into d numbers, which are learned: a column of one table, W.

    All places of a window share the table. As in PyTorch, the numbers start normal, with mean 0 and standard
    deviation 1. Source: Y. Bengio and others, "A neural probabilistic language model", 2003.

    Parameters
    ----------
    size : int, at least 1
        How many different codes there are; 27 for `LETTERS`.
    d : int, at least 1
        How many numbers each of them becomes.
    rng : np.random.Generator, optional

    Attributes
    ----------
    size, d : as given
    W, dW : arrays, shape (d, size), float64
        The table, and the gradient that `backward_pass` writes.
    """

    def __init__(self, size, d, *, rng=None):
        check_setting(rng=rng, size=size, d=d)
        self.size, self.d = int(size), int(d)
        self.W = (rng or np.random.default_rng()).normal(0, 1, (d, size))
        self.dW = np.zeros_like(self.W)
        self.a = None

    def forward_pass(self, x):
        """Return the numbers of all letters of each window, one below the other.

        Parameters
        ----------
        x : array_like of whole numbers from 0 to size - 1, shape (length, n)
            Codes, as `windows` gives them.

        Returns
        -------
        array of shape (d · length, n)
            Row ``k * d + i`` holds number i of the letter at place k.
        """
        self.x = as_codes(x, self.size)
        self.a = np.concatenate([self.W[:, codes] for codes in self.x])
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Write dW: each letter's column adds up the gradients of all places where the letter stands.

        Parameters
        ----------
        da : array, shape (d · length, n)
        need_dx : bool
            There is no gradient for codes: the answer is None either way.
        """
        parts = np.split(as_upstream(da, self), len(self.x))
        self.dW[...] = sum(part @ one_hot(codes, self.size).T for codes, part in zip(self.x, parts))

    def parameters(self):
        """Return the list of one (value, gradient) pair: the table and dW."""
        return [(self.W, self.dW)]
