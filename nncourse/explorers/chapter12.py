"""Chapter 12 · Teacher and student: a teacher's answer to one image, softened and sharpened by a temperature."""

import ipywidgets as widgets
import numpy as np
from matplotlib.figure import Figure

from nncourse import plots
from nncourse.explorers.base import Explorer, choice
from nnlib.distillation import soft_targets

TEMPERATURES = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 20.0)


def explore(images, scores, labels, names):
    """Return an explorer of the shares that a teacher's scores become at several temperatures.

    Parameters
    ----------
    images : array, shape (784, n)
    scores : array, shape (10, n)
        What the teacher's last layer gives for them.
    labels : integer array, shape (n,)
    names : list of str, n of them
        What the images are called.

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If there is not one column of scores, one label and one name for each image.
    """
    counts = {np.shape(images)[1], np.shape(scores)[1], len(labels), len(names)}
    if len(counts) != 1:
        raise ValueError(f"images, scores, labels and names must be equally many, not {sorted(counts)}")
    images, scores, names = np.asarray(images, dtype=float), np.asarray(scores, dtype=float), list(map(str, names))
    options = [(f"{value:g}", value) for value in TEMPERATURES]
    style, layout = {"description_width": "initial"}, {"width": "340px"}
    controls = {
        "image": choice("image", names, names[0]),
        "temperature": widgets.SelectionSlider(
            options=options, value=1.0, description="temperature T", style=style, layout=layout
        ),
    }

    def redraw(image, temperature):
        i = names.index(image)
        return draw(images[:, i], scores[:, [i]], int(labels[i]), image, temperature)

    return Explorer(controls, redraw)


def draw(image, scores, label, name, temperature):
    """Return the picture of an image and its shares, its alt text, and the largest shares in words.

    Parameters
    ----------
    image : array, shape (784,)
    scores : array, shape (10, 1)
    label : int
    name : str
    temperature : float

    Returns
    -------
    (figure, str, str); raises what `soft_targets` raises.
    """
    shares, unchanged = soft_targets(scores, temperature)[:, 0], soft_targets(scores, 1)[:, 0]
    best, second, third = np.argsort(-scores[:, 0], kind="stable")[:3]
    odds = np.exp((scores[best, 0] - scores[second, 0]) / temperature)
    told = ", ".join(f"{digit} {100 * shares[digit]:.1f} %" for digit in (best, second, third))
    odds = f"{odds:.2f}" if odds < 1000 else f"{odds:,.0f}" if odds < 1e6 else "more than a million"
    text = f"T = {temperature:g}: {told}; odds of {best} to {second}: {odds} to 1. Label: {label}."

    fig = Figure(figsize=(7.6, 2.5))  # without a layout to be worked out: half the time
    fig.set_label(f"T = {temperature:g}: {best} gets {100 * shares[best]:.1f} %")
    left = fig.add_axes((0.02, 0.093, 0.29, 0.88))
    left.imshow(image.reshape(28, 28), cmap=plots.INK, vmin=0, vmax=1)
    left.set(xticks=[], yticks=[])
    right = fig.add_axes((0.4, 0.197, 0.58, 0.777))
    digits = np.arange(10)
    right.vlines(digits, 0, shares, color="#9CC3DD", linewidth=16)
    right.vlines(best, 0, shares[best], color=plots.BLUE, linewidth=16)
    right.hlines(unchanged, digits - 0.42, digits + 0.42, color=plots.ORANGE, linewidth=2)
    for digit in digits:  # in place of ticks, which are drawn more slowly
        right.text(digit, -0.04, digit, ha="center", va="top")
        if shares[digit] >= 0.01:
            right.text(digit, shares[digit] + 0.03, f"{100 * shares[digit]:.0f}", ha="center", fontsize=9)
    right.set(xticks=[], xlim=(-0.7, 9.7), ylim=(0, 1.12), ylabel="share (orange: at T = 1)")
    right.set_yticks((0, 0.5, 1))
    right.spines[["top", "right"]].set_visible(False)
    alt = f"Image {name}, labelled {label}, and ten bars of the shares that the teacher gives it at temperature "
    alt += f"{temperature:g}: {told}. The tenth digit has {100 * shares.min():.1f} %. Marks show the shares at T = 1, "
    return fig, alt + f"where {best} has {100 * unchanged[best]:.1f} %.", text
