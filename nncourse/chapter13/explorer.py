"""Chapter 13 · PyTorch and Keras: one example, three scores, and two or three ways to hand them to a loss."""

from nncourse.widgets.live import Live


def explore(**state):
    """Return an explorer of three scores that a loss receives as logits, after a softmax or, a third way, as shares.

    Parameters
    ----------
    **state
        What it starts with: the scores a, b and c, float from -4 to 10; label, "A", "B" or "C"; ways, 2 or 3.

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        For another name, score, label or number of ways.
    """
    return Live("chapter13", state)
