"""Chapter 02 · Perceptron: one line over the four corners, moved by hand or by Rosenblatt's rule."""

from nncourse.explorers.live import Live

START = {"targets": [0, 0, 0, 1], "w1": 1, "w2": 1, "bias": -0.5}  # AND


def explore(**state):
    """Return an explorer of one perceptron with two inputs over the four corners, and of its corrections.

    Parameters
    ----------
    **state
        What it starts with: the weights w1 and w2 and the bias, numbers; the targets, four numbers 0 or 1
        for the corners (0,0), (0,1), (1,0) and (1,1).

    Returns
    -------
    Live; raises ValueError for another name, or for targets that are not four numbers 0 or 1.
    """
    if unknown := sorted(set(state) - set(START)):
        raise ValueError(f"the explorer has {', '.join(START)}: not {', '.join(unknown)}")
    now = START | state
    targets = [int(one) for one in now["targets"]]
    if len(targets) != 4 or not {0, 1}.issuperset(now["targets"]):
        raise ValueError(f"targets must be four numbers 0 or 1, one for each corner: not {now['targets']}")
    return Live("chapter02", now | {"targets": targets} | {name: float(now[name]) for name in ("w1", "w2", "bias")})
