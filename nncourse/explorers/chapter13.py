"""Chapter 13 · PyTorch and Keras: one example, three scores, and three ways to hand them to a loss."""

from nncourse.explorers.live import Live

LOW, HIGH = -4, 10  # of the scores


def explore(**state):
    """Return an explorer of what a loss says to three scores as logits, after a softmax, and as probabilities.

    Parameters
    ----------
    **state
        What it starts with: the scores a, b and c, float from -4 to 10, and label, "A", "B" or "C".

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        For another name, score or label.
    """
    for name, value in state.items():
        if name == "label":
            if value not in ("A", "B", "C"):
                raise ValueError(f'label is "A", "B" or "C", not {value!r}')
        elif name not in ("a", "b", "c"):
            raise ValueError(f"the explorer has scores a, b and c, and a label, but no {name}")
        elif not LOW <= value <= HIGH:
            raise ValueError(f"score {name} must be from {LOW} to {HIGH}, not {value}")
    return Live("chapter13", state)
