"""Chapter 15 · Autodiff: a record, and the gradients of copies, added up."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import CENTRED, PINK, figure, minus, show
from nncourse.plots.graphs import computational_graph


def recorded(nodes, columns, *, title, alt):
    """Show a record: nodes by name, which hold data and edges (parent, factor), and their names column by column."""
    names = {node: name for name, node in nodes.items()}
    factors = {(names[parent], names[node]): factor for node in names for parent, factor in node.edges}
    values = {name: node.data for name, node in nodes.items()}
    fig = computational_graph(columns, factors, title=title, values=values, factors=factors, width=7.5, height=2.9)
    show(fig, alt)


def copied_and_summed(copies, upstream, *, title, alt):
    """Show a column that NumPy copied out, array copies, and beside it the gradients of the copies and their sums."""
    rows, columns = np.shape(copies)
    fig, axes = figure(title, columns=2, width=9.5, height=0.55 + 0.42 * rows)
    home = np.sum(upstream, axis=1)
    parts = ((axes[0], copies, np.asarray(copies)[:, 0], "forward: copied"),
             (axes[1], upstream, home, "backward: summed"))  # fmt: skip
    for ax, grid, column, name in parts:
        ax.set_title(name, fontsize=11)
        for row in range(rows):
            draw_cell(ax, 0, row, column[row], filled=True)
            for at in range(columns):
                draw_cell(ax, at + 2, row, grid[row][at])
            back = grid is upstream
            arrow = {"arrowstyle": "->" if not back else "<-", "color": PINK, "linewidth": 1.8}
            ax.annotate("", (1.9, -row - 0.5), (1.1, -row - 0.5), arrowprops=arrow)
        ax.set(xlim=(-0.1, columns + 2.1), ylim=(-rows - 0.1, 0.1), aspect="equal")
        ax.axis("off")
    show(fig, alt)


def draw_cell(ax, column, row, value, *, filled=False):
    """Draw a number, the value, in a square of axes, ax, at a column and a row, int; filled in grey or not."""
    look = {"facecolor": "0.9"} if filled else {"fill": False}
    ax.add_patch(Rectangle((column, -row - 1), 1, 1, edgecolor="black", linewidth=1, **look))
    ax.text(column + 0.5, -row - 0.5, minus(f"{value:g}"), fontsize=10, **CENTRED)
