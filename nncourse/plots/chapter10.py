"""Chapter 10 · Generalization: what is seen only on examples that were not trained on, and remedies."""

import numpy as np

from nncourse.plots.base import GREY, INK, figure, show
from nncourse.plots.charts import MARKERS, draw_lines


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


def labelled_rows(rows, *, title, alt, size=28, gap=2):
    """Show rows of images (dict of str to array), size² pixels each, with a gap in between and the names in front."""
    many = len(next(iter(rows.values())))
    fig, axes = figure(title, rows=len(rows), width=0.85 * many + 1.8, height=0.25 + 0.92 * len(rows))
    fig.get_layout_engine().set(rect=(0.02, 0, 0.97, 1))  # the names would touch the edge
    for ax, (name, images) in zip(np.ravel(axes), rows.items()):
        parts = np.pad(np.reshape(images, (many, size, size)), ((0, 0), (0, 0), (0, gap)), constant_values=0.35)
        ax.imshow(parts.transpose(1, 0, 2).reshape(size, -1)[:, :-gap], cmap=INK, vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[size / 2], yticklabels=[name])
        ax.tick_params(left=False)
        ax.spines[:].set_visible(True)
    show(fig, alt)
