"""Chapter 09 · Optimizers: a race of four optimizers over a chosen surface. Its module is js/chapter09.js."""

import numpy as np

from nncourse.explorers import live

SURFACES = "ravine", "turned ravine", "steeper ravine", "bowl", "plateau"
RATES = "plain", "momentum", "rmsprop", "adam"
LAST = 200  # step


def explore(**state):
    """Return an explorer in which plain descent, momentum, RMSProp and Adam walk down one surface.

    Parameters
    ----------
    **state
        What it starts with: surface (one of SURFACES), start (two floats, or None for the surface's own), the four
        learning rates plain, momentum, rmsprop and adam (float from 0.001 to 1), mu (float from 0 to 1), step (int).

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If a value is not one that the explorer knows.
    """
    known = {"surface", "start", "mu", "step", *RATES}
    if not known.issuperset(state):
        raise ValueError(f"the explorer has {', '.join(sorted(known))}, but no {', '.join(sorted(set(state) - known))}")
    if state.get("surface", "ravine") not in SURFACES:
        raise ValueError(f"surface must be one of {SURFACES}, not {state['surface']!r}")
    start = state.get("start")
    if start is not None:
        if np.shape(start) != (2,) or not np.isfinite(start).all():
            raise ValueError(f"start must be two finite numbers, not {start!r}")
        state["start"] = [float(value) for value in start]
    for name in RATES:
        if not 0.001 <= state.get(name, 0.001) <= 1:
            raise ValueError(f"the rate of {name} must be between 0.001 and 1, but it is {state[name]}")
    if not 0 <= state.get("mu", 0.9) <= 1:
        raise ValueError(f"mu must be between 0 and 1, but it is {state['mu']}")
    if state.get("step", 0) not in range(LAST + 1):
        raise ValueError(f"step must be a whole number from 0 to {LAST}, but it is {state['step']}")
    return live.Live("chapter09", state)
