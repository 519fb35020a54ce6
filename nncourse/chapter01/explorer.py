"""Chapter 01 · Neurons: a line among the ink of zeros and ones, dragged by hand."""

import numpy as np

from nncourse.widgets.live import Live, pack

DRAWN = 300  # images; all are counted


def explore(ink, is_one, images=None, **state):
    """Return an explorer of a neuron with two inputs that asks "is it a 1?".

    Parameters
    ----------
    ink : array of finite numbers, shape (2, n)
        Ink in the middle and at the sides of each image.
    is_one : array of 0 and 1, shape (n,)
    images : array of numbers from 0 to 1, shape (784, n), optional
        To look at the first 300 of them.
    **state
        What it starts with: the weights w1 and w2 and the bias, numbers; picked, the number of an image, from 0.

    Returns
    -------
    Live; raises ValueError if the shapes do not fit, or for other values or names.
    """
    ink, is_one = np.asarray(ink, dtype=np.float64), np.asarray(is_one)
    if ink.ndim != 2 or len(ink) != 2 or is_one.shape != ink.shape[1:] or not is_one.size:
        raise ValueError(f"ink must have shape (2, n), and is_one (n,): not {ink.shape} and {is_one.shape}")
    if not np.isfinite(ink).all() or not np.isin(is_one, (0, 1)).all():
        raise ValueError("ink must hold finite numbers, and is_one only 0 and 1")
    arrays = {"ink": ink, "is_one": is_one.astype(np.uint8)}
    if images is not None:
        images = np.asarray(images)
        if images.shape != (784, ink.shape[1]):
            raise ValueError(f"images must have shape (784, {ink.shape[1]}): not {images.shape}")
        arrays["images"] = np.rint(255 * np.clip(images[:, :DRAWN], 0, 1)).astype(np.uint8)
    few = min(DRAWN, ink.shape[1])
    limits = {"picked": {"maximum": few - 1}}
    return Live("chapter01", state, {"chapter01-data": lambda: pack(arrays, few=few)}, limits)
