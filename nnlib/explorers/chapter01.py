"""Chapter 01 · Neurons: two weights and a bias by hand, over the ink of zeros and ones."""

import numpy as np

from nnlib import plots
from nnlib.explorers.base import Explorer, slider
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
    answers = Neuron([middle, sides], bias, step)(ink)
    right = np.count_nonzero(answers == is_one)
    share = f"{right / len(is_one):.2%}"
    votes = f"{middle:.1f} · middle {sides:+.1f} · sides {bias:+.2f}".replace("-", "−")
    wrong = [np.count_nonzero(answers > is_one), np.count_nonzero(answers < is_one)]
    text = f"z = {votes}\nRight: {right:,} of {len(is_one):,} ({share})."
    text += f" Zeros read as 1: {wrong[0]:,}. Ones read as 0: {wrong[1]:,}."

    fig, ax = plots.figure(f"{share} of the images are answered correctly", width=5.4, height=4.6)
    limits = (-0.05, 1.05)
    plots.neuron_in_plane(ax, ink[:, :300], is_one[:300], [middle, sides], bias, limits=limits, arrow=True)
    ax.set(xlabel="ink in the middle (circles: ones)", ylabel="ink at the sides (squares: zeros)")
    alt = f"300 images by their ink, and the line where {votes} is 0. {share} of all images are right."
    if middle == sides == 0:
        alt = f"300 images by their ink, and no line: every image gets the same answer. {share} are right."
    return fig, alt, text
