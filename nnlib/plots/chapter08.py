"""Chapter 08 · Training on MNIST: a digit as numbers, and what more examples bring."""

import numpy as np

from nnlib.plots.base import CENTRED, INK, ORANGE, figure, finish, show
from nnlib.plots.charts import MARKERS, draw_lines
from nnlib.plots.pictures import draw_frame


def digit_beside_numbers(image, *, rows, columns, title, alt):
    """Show an image of bytes, some of its rows and columns (from, to) framed, and beside it the numbers there."""
    (top, bottom), (left, right) = rows, columns
    part = image[top:bottom, left:right]
    fig, (whole, table) = figure(title, columns=2, width=9.5, height=2.95, width_ratios=(1, 2.3))
    whole.imshow(image, cmap=INK, vmin=0, vmax=255)
    draw_frame(whole, top, bottom, left, right, color=ORANGE, linewidth=2)
    table.imshow(part, cmap=INK, vmin=0, vmax=255, aspect="auto")
    for (row, column), value in np.ndenumerate(part):
        table.text(column, row, str(value), fontsize=8.5, color="white" if value > 130 else "black", **CENTRED)
    whole.set(xlabel="column", ylabel="row", xticks=(0, 8, 16, 24), yticks=(0, 8, 16, 24))
    table.set(xlabel="column", xticks=range(right - left), xticklabels=range(left, right))
    table.set(yticks=range(bottom - top), yticklabels=range(top, bottom))
    table.spines[:].set(visible=True, color=ORANGE, linewidth=2)
    show(fig, alt)


def against_size(sizes, lines, *, title, alt, xlabel, ylabel):
    """Show lines (dict of str to percents) over sizes, the numbers of examples, on a logarithmic axis."""
    fig, ax = figure(title)
    draw_lines(ax, sizes, lines, markers=MARKERS)
    for percents in lines.values():
        for size, percent in zip(sizes, percents):
            ax.annotate(f"{percent:.0f}", (size, percent), (0, 7), textcoords="offset points", ha="center", fontsize=9)
    ax.set_xscale("log")
    ax.set_xticks(sizes, [f"{size:,}" for size in sizes])
    ax.set_xticks([], minor=True)
    ax.margins(y=0.12)
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel)
