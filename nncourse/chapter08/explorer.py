"""Chapter 08 · Training on real digits in the browser: watch a network learn, and read what you draw all the while."""

import numpy as np

from nncourse.digit_pad import drawings
from nncourse.widgets.live import Live, pack
from nnlib.mnist import load_mnist
from nnlib.printing import counted

LEVELS = 3  # an image is shown, and learned from, in four shades: two bits a pixel, which cost no accuracy


def explore(x, labels, validation, **state):
    """Return an explorer that trains a network on images of digits while you watch.

    Parameters
    ----------
    x : array of float from 0 to 1, shape (784, n)
        A few thousand images, so that an epoch takes a fraction of a second.
    labels : array of int from 0 to 9, shape (n,)
    validation : (x, labels) of other images
    **state
        What it starts with, such as rate=0.02, batch=1, hidden=8, seed=3.

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If images, labels or the state are not what is said here.
    """
    x, labels = checked(x, labels)
    others = checked(*validation)
    pixels = np.concatenate([packed(x), packed(others[0])], axis=1)
    arrays = {"pixels": pixels, "labels": np.concatenate([labels, others[1]]).astype(np.uint8)}
    about = {"train": len(labels), "drawings": [*drawings().values()]}
    return Live("chapter08", state, {"chapter08-digits": lambda: pack(arrays, **about)})


def checked(x, labels):
    """Return images and labels as arrays, if they are what `explore` can take."""
    x, labels = np.asarray(x), np.asarray(labels)
    if x.ndim != 2 or len(x) != 784 or not x.shape[1]:
        raise ValueError(f"images must have the shape (784, n), an image in each column, not {x.shape}")
    if x.shape[1] != len(labels):
        raise ValueError(f"{counted(x.shape[1], 'image')}, but {counted(len(labels), 'label')}")
    if not (x.min() >= 0 and x.max() <= 1):
        raise ValueError(f"pixels must be from 0 to 1, but these go from {x.min():g} to {x.max():g}")
    if not np.isin(labels, range(10)).all():
        raise ValueError("labels must be digits from 0 to 9")
    return x, labels


def shades(x):
    """Return images, an array from 0 to 1, in the four shades in which the explorer has them."""
    return np.round(LEVELS * np.asarray(x, float)) / LEVELS


def packed(x):
    """Return images, an array (784, n) from 0 to 1, with four pixels in a byte: an array of uint8, shape (196, n)."""
    levels = np.round(LEVELS * x).astype(np.uint8)
    return levels[0::4] << 6 | levels[1::4] << 4 | levels[2::4] << 2 | levels[3::4]


def digits(train, validation):
    """Return the images of the lesson's explorer, from MNIST's training file: none of the test file.

    Parameters
    ----------
    train, validation : int
        How many: of the first 50,000 images, and of the 10,000 after them.

    Returns
    -------
    x, labels, (x, labels)
        In four shades, arrays (784, train), (train,), and for validation likewise.
    """
    (x, labels), _ = load_mnist()
    later = slice(50_000, 50_000 + validation)
    return shades(x[:, :train]), labels[:train], (shades(x[:, later]), labels[later])
