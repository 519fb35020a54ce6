"""Chapter 03 · Sigmoid neurons: one input, one weight, one bias, and the slope that foretells a nudge."""

from nncourse.widgets.live import Live


def explore(**state):
    """Return an explorer of a neuron with one input: its output, its slope, and what a nudge of w does.

    Parameters
    ----------
    **state
        What it starts with: activation, one of "sigmoid", "tanh", "ReLU", "leaky ReLU", "identity" and "step";
        the numbers w, x, b, and the nudge of w.

    Returns
    -------
    Live; raises ValueError for another name or value.
    """
    return Live("chapter03", state)
