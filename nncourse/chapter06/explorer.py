"""Chapter 06 · Loss: gradient descent on the loss of a neuron with two parameters. Its module is js/chapter06.js."""

import numpy as np

from nncourse.widgets import live


def explore(u, y, **state):
    """Return an explorer of gradient descent on the loss of sigmoid(c u + b), over c and b.

    Parameters
    ----------
    u : array, shape (n,)
        The sum of each image, scaled so that c is about 10 where the loss is least.
    y : array of 0 and 1, shape (n,)
    **state
        What it starts with: loss ("squares" or "cross-entropy"), c and b (float, the start), rate (float), steps (int).

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If u and y do not fit each other, or a value of the state is not one that the explorer knows.
    """
    u, y = np.asarray(u, dtype=float), np.asarray(y)
    if u.ndim != 1 or not len(u) or not np.isfinite(u).all():
        raise ValueError(f"u must be an array of finite numbers of shape (n,), but its shape is {u.shape}")
    if y.shape != u.shape or not np.isin(y, (0, 1)).all():
        raise ValueError(f"y must hold a 0 or a 1 for each of the {len(u)} sums in u, but its shape is {y.shape}")
    sent = {"chapter06-data": lambda: live.pack({"u": u, "y": y.astype(np.uint8)})}
    return live.Live("chapter06", state, sent)
