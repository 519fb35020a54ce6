"""Chapter 11 · Convolutions: one small kernel at every place of a digit, computed in the browser by js/chapter11.js."""

import numpy as np

from nncourse.widgets import live

# What ``python -m benchmarks pictures`` stored of global pooling: accuracies in percent on digits moved by 0, 1, 2 and
# 3 pixels, seeds 0 to 4. Here and not in the lesson, where a prediction asks for them.
GLOBAL_POOLING = [
    [95.6, 95.075, 92.0875, 84.3125],
    [96.1, 95.675, 93.9, 90.775],
    [95.55, 94.75, 91.675, 84.1125],
    [94.9, 94.6, 91.025, 83.3875],
    [95.35, 94.5375, 91.875, 85.6875],
]


def explore(images, labels, **state):
    """Return an explorer that slides a kernel of 3 × 3 weights over a digit, and shows its answers at all places.

    Parameters
    ----------
    images : array, shape (784, n)
        Pixels from 0 to 1; they are shown and computed with in 256 levels of grey, as MNIST has them.
    labels : integer array, shape (n,)
    **state
        What it starts with: image (its number), row and column of the window, right and down (the pixels by which
        the digit is moved, from -6 to 6), stride (1 to 3), padding (0 to 2) or kernel (nine weights, row by row).

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If images have another shape or pixels, there is not one label per image, or the state has another name or
        value.
    """
    images, labels = np.asarray(images, dtype=np.float64), np.asarray(labels)
    if images.ndim != 2 or not images.size or images.shape != (784, labels.size):
        raise ValueError(f"images must have shape (784, n), with one label each, not {images.shape}")
    if not (images.min() >= 0 and images.max() <= 1):
        raise ValueError("pixels must be from 0 to 1")
    arrays = {"images": np.rint(255 * images).astype(np.uint8), "labels": labels.ravel().astype(np.int32)}
    limits = {"image": {"maximum": labels.size - 1}}
    return live.Live("chapter11", state, {"chapter11-data": lambda: live.pack(arrays)}, limits)
