"""Chapter 07 · Backprop: slopes as bars, the shapes of a product, and regions that form while a network learns."""

import numpy as np
from matplotlib.patches import Rectangle

from nnlib.plots.base import BLUE, CENTRED, ORANGE, YES, figure, legend_below, minus, show
from nnlib.plots.charts import BARS
from nnlib.plots.plane import answer_key, draw_examples, draw_yes, example_keys


def signed_bars(values, *, title, alt, ylabel):
    """Show values (dict of str to float) of very different size as bars on a log axis, hatched where below 0."""
    fig, ax = figure(title)
    for look, name in zip(BARS, ("above 0", "below 0")):
        ax.bar(0, 0, label=name, **look)
    for place, value in enumerate(values.values()):
        ax.bar(place, abs(value), width=0.7, **BARS[int(value < 0)])
        ax.text(place, 1.15 * abs(value), minus(f"{value:.4f}"), ha="center")
    sizes = np.abs([*values.values()])
    ax.set(yscale="log", ylim=(sizes.min() / 3, sizes.max() * 2.5), ylabel=ylabel)
    ax.set_xticks(range(len(values)), values)
    ax.legend(frameon=False, loc="upper left")
    show(fig, alt)


def matrix_product(result, left, right, *, title, alt):
    """Show the shapes of ``left @ right`` and their result, each (name, array); a row and a column are marked."""
    shapes = [np.shape(matrix) for _, matrix in (result, left, right)]
    fig, ax = figure(title, width=8.5, height=0.7 + 0.42 * max(rows for rows, _ in shapes))
    at = 0.0
    marks = ((1, 1), (1, None), (None, 1))  # how many rows and columns are hatched, from the top and from the left
    for (name, _), (rows, columns), (down, across), sign in zip((result, left, right), shapes, marks, ("=", "@", "")):
        marked = np.zeros((rows, columns), dtype=bool)
        marked[:down, :across] = True
        for (i, j), is_marked in np.ndenumerate(marked):
            look = (
                {"facecolor": YES["facecolor"], "hatch": "///", "edgecolor": ORANGE} if is_marked else {"fill": False}
            )
            ax.add_patch(Rectangle((at + j, -i - 1), 1, 1, linewidth=0, **look))
            ax.add_patch(Rectangle((at + j, -i - 1), 1, 1, fill=False, edgecolor="black", linewidth=1))
        ax.text(at + columns / 2, 0.35, f"{name}  ({rows}, {columns})", ha="center", fontsize=12)
        ax.text(at + columns + 0.95, -1, sign, fontsize=16, **CENTRED)
        at += columns + 1.9
    ax.set(xlim=(-0.3, at - 1.6), ylim=(-max(rows for rows, _ in shapes) - 0.2, 1.1), aspect="equal")
    ax.axis("off")
    show(fig, alt)


def decision_regions(logits, captions, x, labels, *, low, high, title, alt, columns=5):
    """Show where a network answers 1 (hatched) and where 0, panel after panel, with examples x and their labels on top.

    For each panel the logits are an array of numbers at the points of ``square_grid(low, high)``, above 0 for answer 1.
    """
    lines = -(-len(logits) // columns)
    fig, axes = figure(title, rows=lines, columns=columns, width=2.05 * columns, height=0.6 + 2.5 * lines)
    side = np.linspace(low, high, round(len(logits[0]) ** 0.5))
    few = x.shape[1] < 20
    for ax in np.ravel(axes)[len(logits) :]:
        ax.axis("off")
    for ax, z, caption in zip(np.ravel(axes)[: len(logits)], logits, captions, strict=True):
        z = z.reshape(len(side), len(side))
        draw_yes(ax, side, side, z)
        if z.min() < 0 < z.max():
            ax.contour(side, side, z, levels=[0], colors=[BLUE], linewidths=2.2, zorder=2)
        draw_examples(ax, x, labels, s=60 if few else 11, linewidth=1.5 if few else 0.5)
        ax.set(xlim=(low, high), ylim=(low, high), aspect="equal", xticks=(), yticks=())
        ax.set_title(caption, fontsize=10)
        ax.spines[:].set_visible(True)
    legend_below(fig, [*example_keys(("label 0", "label 1")), answer_key()], fontsize=10)
    show(fig, alt)
