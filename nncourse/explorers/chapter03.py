"""Chapter 03 · Sigmoid neurons: one input, one weight, one bias, and the slope that foretells a nudge."""

from nncourse.explorers.live import Live

ACTIVATIONS = ("sigmoid", "tanh", "ReLU", "leaky ReLU", "identity", "step")
START = {"activation": "sigmoid", "x": 1.0, "w": 0.6, "b": 0.9, "nudge": 0.1}


def explore(**state):
    """Return an explorer of a neuron with one input: its output, its slope, and what a nudge of w does.

    Parameters
    ----------
    **state
        What it starts with: activation, one of "sigmoid", "tanh", "ReLU", "leaky ReLU", "identity" and "step";
        the numbers w, x, b, and the nudge of w.

    Returns
    -------
    Live; raises ValueError for another name or activation.
    """
    if unknown := sorted(set(state) - set(START)):
        raise ValueError(f"the explorer has {', '.join(START)}: not {', '.join(unknown)}")
    now = START | state
    if now["activation"] not in ACTIVATIONS:
        raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}: not {now['activation']!r}")
    return Live("chapter03", now | {name: float(now[name]) for name in ("x", "w", "b", "nudge")})
