"""Chapter 09 · Optimizers: a race of four optimizers over a chosen surface. Its module is js/chapter09.js."""

from nncourse.widgets import live


def explore(**state):
    """Return an explorer in which plain descent, momentum, RMSProp and Adam walk down one surface.

    Parameters
    ----------
    **state
        What it starts with: surface ("ravine", "turned ravine", "steeper ravine",
        "bowl" or "plateau"), start (two floats, or None for the surface's own), the four
        learning rates plain, momentum, rmsprop and adam (float from 0.001 to 1), mu (float from 0 to 1), step (int).

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If a value is not one that the explorer knows.
    """
    return live.Live("chapter09", state)
