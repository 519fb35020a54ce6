"""Chapter 12 · Teacher and student: a teacher's answer at any temperature, computed by js/chapter12.js."""

import numpy as np

from nncourse.widgets import live


def explore(images, scores, labels, names, **state):
    """Return an explorer of the probabilities that a teacher's scores become at any temperature.

    Parameters
    ----------
    images : array, shape (784, n)
        Pixels from 0 to 1, shown in 256 levels of grey.
    scores : array, shape (10, n)
        What the teacher's last layer gives for them.
    labels : integer array, shape (n,)
    names : list of str or int, n of them
        What the images are called.
    **state
        What it starts with: image (the place of its column), temperature (from 0.25 to 20) or scores (ten numbers in
        place of the teacher's).

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If there is not one column of ten finite scores, one label and one name for each image of 784 pixels from 0
        to 1, or the state has another name or value.
    """
    images, scores, labels = np.asarray(images, float), np.asarray(scores, float), np.asarray(labels)
    if images.ndim != 2 or len(images) != 784 or scores.ndim != 2 or len(scores) != 10:
        raise ValueError(f"images must have shape (784, n) and scores (10, n), not {images.shape} and {scores.shape}")
    counts = {images.shape[1], scores.shape[1], labels.size, len(names)}
    if len(counts) != 1 or not images.size:
        raise ValueError(f"images, scores, labels and names must be equally many, one or more, not {sorted(counts)}")
    if not (images.min() >= 0 and images.max() <= 1 and np.isfinite(scores).all()):
        raise ValueError("pixels must be from 0 to 1, and scores must be finite")
    arrays = {"images": np.rint(255 * images).astype(np.uint8), "labels": labels.ravel().astype(np.int32)}
    arrays["scores"] = scores.astype(np.float64)
    sent = {"chapter12-data": lambda: live.pack(arrays, names=list(map(str, names)))}
    return live.Live("chapter12", state, sent, {"image": {"maximum": labels.size - 1}})
