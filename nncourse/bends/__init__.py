"""Chapter 05 · Bends: a network of one input, whose curve is fitted to a year by hand, then by gradient descent."""

from nncourse.widgets.live import Live


def explore(**state):
    """Return an explorer of a network with one input, up to ten hidden ReLUs and one output: a curve that bends.

    Parameters
    ----------
    **state
        What it starts with: bends and chosen (int, from 1 to 10), places and changes (ten float each: where a bend is,
        and by how much the slope changes there), level (float, before the first bend) and steps (int, of training).

    Returns
    -------
    Live; raises ValueError for another name or value.
    """
    return Live("bends", state)
