"""Chapter 02 · Perceptron: one line over the four corners, moved by hand or by Rosenblatt's rule."""

from nncourse.widgets.live import Live


def explore(**state):
    """Return an explorer of one perceptron with two inputs over the four corners, and of its corrections.

    Parameters
    ----------
    **state
        What it starts with: the weights w1 and w2 and the bias, numbers; the targets, four numbers 0 or 1
        for the corners (0,0), (0,1), (1,0) and (1,1).

    Returns
    -------
    Live; raises ValueError for another name or value.
    """
    return Live("chapter02", state)
