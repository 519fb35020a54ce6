"""Chapter 04 · Layers: the shapes of ``W @ x + b`` drawn to scale, and three mistakes in them."""

from nncourse.widgets.live import Live


def explore(**state):
    """Return an explorer of the shapes in ``W @ x + b``, with a number of z and a mistake to choose.

    Parameters
    ----------
    **state
        What it starts with: ins, outs and n, int from 1 to 8; row and column of z, int from 0 to 7; and mistake, one
        of "none", "x transposed", "x one-dimensional" and "b as (outs,)". Row and column are kept within z.

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        For another name, or a value that it can't show.
    """
    return Live("chapter04", state)
