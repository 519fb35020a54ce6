"""Chapter 13 · PyTorch and Keras: one example, three scores, and two or three ways to hand them to a loss."""

from nncourse.explorers.live import Live

LOW, HIGH = -4, 10  # of the scores


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
    for name, value in state.items():
        if name == "label":
            if value not in ("A", "B", "C"):
                raise ValueError(f'label is "A", "B" or "C", not {value!r}')
        elif name == "ways":
            if value not in (2, 3):
                raise ValueError(f"ways must be 2 or 3, not {value!r}")
        elif name not in ("a", "b", "c"):
            raise ValueError(f"the explorer has scores a, b and c, a label, and ways, but no {name}")
        elif not LOW <= value <= HIGH:
            raise ValueError(f"score {name} must be from {LOW} to {HIGH}, not {value}")
    return Live("chapter13", state)
