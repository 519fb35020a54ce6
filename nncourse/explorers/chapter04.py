"""Chapter 04 · Layers: the shapes of ``W @ x + b`` drawn to scale, and three mistakes in them."""

from nncourse.explorers.live import Live

MISTAKES = ["none", "x transposed", "x one-dimensional", "b as (outs,)"]


def explore(**state):
    """Return an explorer of the shapes in ``W @ x + b``, with a number of z and a mistake to choose.

    Parameters
    ----------
    **state
        What it starts with: ins, outs and n, int from 1 to 8; row and column of z, int from 0 to 7; and mistake, one
        of MISTAKES. Row and column are kept within z.

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        For another name, or a value that it can't show.
    """
    least = {"ins": 1, "outs": 1, "n": 1, "row": 0, "column": 0}
    for name, value in state.items():
        if name == "mistake":
            if value not in MISTAKES:
                raise ValueError(f"mistake is one of {MISTAKES}, not {value!r}")
        elif name not in least:
            raise ValueError(f"the explorer has {', '.join(least)} and mistake, but no {name}")
        elif value not in range(least[name], least[name] + 8):
            raise ValueError(f"{name} must be a whole number from {least[name]} to {least[name] + 7}, not {value}")
    return Live("chapter04", state)
