"""Chapter 10 · Generalization: what the nearest neighbour finds, and a loss above an accuracy."""

import numpy as np

from nncourse.plots.base import GREY, figure, show
from nncourse.plots.charts import MARKERS, draw_lines
from nncourse.plots.pictures import draw_image


def found_pairs(new, found, labels, answers, *, title, alt, size=28):
    """Show pairs of images, the columns of new, and below each the stored pair that was found for it, with captions.

    Each column holds two images of size² pixels. The labels are written above the new pairs, the answers below the
    found ones; both are lists of str.
    """
    fig, axes = figure(title, rows=2, columns=len(labels), width=2.5 * len(labels), height=3.3)
    for row, pairs, name in zip(axes, (new, found), ("new pair", "pair found")):
        for ax, pair in zip(row, pairs.T):
            draw_image(ax, np.hstack(np.reshape(pair, (2, size, size))), limit=1)
            ax.axvline(size - 0.5, color=GREY, linewidth=1)
        row[0].set_ylabel(name)
    for ax, label in zip(axes[0], labels):
        ax.set_title(label, fontsize=10)
    for ax, answer in zip(axes[1], answers):
        ax.set_xlabel(answer)
    show(fig, alt)


def one_above_the_other(x, upper, lower, *, mark, title, alt, xlabel, ylabels):
    """Show two sets of curves (dict of str to array) over x, one above the other, with a line through both."""
    fig, axes = figure(title, rows=2, height=4.55, sharex=True)
    for ax, lines, ylabel in zip(axes, (upper, lower), ylabels):
        draw_lines(ax, x, lines, markers=MARKERS, markersize=5)
        ax.axvline(mark, color=GREY, linewidth=1.2, linestyle=":")
        ax.set_ylabel(ylabel)
        ax.legend(frameon=False)
    axes[1].set_xlabel(xlabel)
    show(fig, alt)
