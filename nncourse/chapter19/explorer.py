"""Chapter 19 · Attention: your own pairs looked up, at any step of the training, computed by js/chapter19.js."""

import numpy as np

from nncourse.widgets import live
from nnlib import Tensor

NAMES = ("E", "D", "Wq", "Wk", "Wv", "W")


def explore(snapshots, **state):
    """Return an explorer of a look-up network: pairs to change and to ask for, and where its attention goes.

    Parameters
    ----------
    snapshots : dict of int to dict of str to Tensor or array
        By step of the training, the network's numbers: E (d, 26), the letters a to z; D (d, 10), the digits; Wq, Wk
        and Wv (d, d); W (10, d). They travel in single precision.
    **state
        What it starts with: pairs (str such as "b3 f7 a1 d9", up to twelve), asked (a letter), step (one of those in
        snapshots) and length (what the query is multiplied by, from 0 to 4).

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If there is no snapshot, an array is missing or has another shape, or the state is not one of these.
    """
    if not snapshots:
        raise ValueError("snapshots must hold at least one step, such as {300: {...}}")
    arrays = {}
    for step, net in sorted(snapshots.items()):
        missing = [name for name in NAMES if name not in net]
        if missing:
            raise ValueError(f"step {step} must hold {', '.join(NAMES)}; {', '.join(missing)} is missing")
        given = {name: np.asarray(one.data if isinstance(one, Tensor) else one) for name, one in net.items()}
        d = len(given["E"])
        shapes = {"E": (d, 26), "D": (d, 10), "Wq": (d, d), "Wk": (d, d), "Wv": (d, d), "W": (10, d)}
        for name, shape in shapes.items():
            array = given[name]
            if array.shape != shape or not np.isfinite(array.astype(float)).all():
                raise ValueError(f"{name} of step {step} must be finite and of shape {shape}, not {array.shape}")
            arrays[f"{name} {step}"] = array.astype(np.float32)
    steps = sorted(int(step) for step in snapshots)
    limits = {"step": {"enum": [None, *steps]}}
    return live.Live("chapter19", state, {"chapter19-data": lambda: live.pack(arrays, steps=steps)}, limits)
