"""Chapter 01 · Neurons: two weights and a bias by hand, over the ink of zeros and ones."""

import numpy as np

from nncourse import plots
from nncourse.explorers.base import Explorer, slider
from nnlib.neuron import Neuron
from nnlib.perceptron import step


def explore(ink, is_one):
    """Return an explorer of a neuron with two inputs that asks "is it a 1?".

    Parameters
    ----------
    ink : array, shape (2, n)
        Ink in the middle and at the sides of each image.
    is_one : array of 0 and 1, shape (n,)

    Returns
    -------
    Explorer; raises ValueError if the shapes do not fit.
    """
    controls = {
        "middle": slider("weight of the middle", -3.0, 3.0, 1.0, 0.1),
        "sides": slider("weight of the sides", -3.0, 3.0, -1.0, 0.1),
        "bias": slider("bias", -1.0, 1.0, 0.0, 0.05),
    }
    return Explorer(controls, lambda **values: draw(ink, np.asarray(is_one), **values))


def draw(ink, is_one, middle, sides, bias):
    """Return the picture of the line among the images, its alt text, and how many images it gets right.

    Parameters
    ----------
    ink : array, shape (2, n)
    is_one : array of 0 and 1, shape (n,)
    middle, sides, bias : float

    Returns
    -------
    (figure, str, str); raises ValueError if the shapes do not fit.
    """
    neuron, limits = Neuron([middle, sides], bias, step), (-0.05, 1.05)
    answers = neuron(ink)
    right = np.count_nonzero(answers == is_one)
    share = f"{right / len(is_one):.2%}"
    votes = f"{middle:.1f} · middle {sides:+.1f} · sides {bias:+.2f}".replace("-", "−")
    wrong = [np.count_nonzero(answers > is_one), np.count_nonzero(answers < is_one)]
    text = f"z = {votes}\nRight: {right:,} of {len(is_one):,} ({share})."
    text += f" Zeros read as 1: {wrong[0]:,}. Ones read as 0: {wrong[1]:,}."

    fig, ax = plots.figure(f"{share} of the images are answered correctly", width=5.4, height=4.35)
    shown, labels = ink[:, :300], is_one[:300]
    plots.neuron_in_plane(ax, shown, labels, [middle, sides], bias, limits=limits, arrow=True)
    ax.plot(*shown[:, answers[:300] != labels], "x", color=plots.PINK, markersize=9, markeredgewidth=2.2, zorder=4)
    ax.set(xlabel="ink in the middle (circles: ones; crosses: misread)", ylabel="ink at the sides (squares: zeros)")
    ax.set(xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    alt = f"{shown.shape[1]} images by their ink, {place_of_yes(neuron, votes, limits)} Those misread are crossed out. "
    return fig, alt + f"{share} of all images are right.", text


def place_of_yes(neuron, votes, limits):
    """Return in words where in a square of the plane a neuron with two inputs answers 1.

    Parameters
    ----------
    neuron : Neuron
    votes : str
        Its sum z as a formula.
    limits : (float, float)
        Where the square begins and ends, on both axes.

    Returns
    -------
    str.
    """
    corners = neuron(np.array([(x, y) for x in limits for y in limits]).T)
    if corners.min() == corners.max():
        return f"and no line: with z = {votes}, every image gets the answer {corners[0]}."
    sides = ("to the left", "to the right"), ("below", "above")
    words = [pair[int(weight > 0)] for weight, pair in zip(neuron.weights, sides) if weight]
    return f"and the line where {votes} is 0; on its hatched side, {' and '.join(words)}, the answer is 1."
