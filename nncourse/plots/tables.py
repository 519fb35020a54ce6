"""Tables whose cells are coloured by their numbers, and grids of squares with numbers in them."""

import numpy as np
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from nncourse.plots.base import GREY, SIGNED, figure, minus, show
from nncourse.plots.letters import outlines


def confusions(counts, *, title, alt):
    """Show counts, a square array of int: how often each label, a row, was answered by each other one, a column.

    The darker, the more often; right answers are left grey, and 0 empty. title and alt are str.
    """
    counts = np.asarray(counts)
    shown = np.ma.masked_array(counts, np.eye(len(counts), dtype=bool))
    fig, ax = figure(title, width=5.1, height=4.75)
    ax.set_facecolor("lightgrey")
    ax.imshow(shown, cmap="Blues", vmin=0, vmax=1.15 * shown.max())
    for row, column in np.argwhere(shown.filled(0)):
        count = counts[row, column]
        shade = "white" if count > 0.75 * shown.max() else "black"
        ax.text(column, row, f"{count:d}", ha="center", va="center", color=shade, fontsize=9.5)
    ax.set(xlabel="answer of the network", ylabel="label", xticks=range(len(counts)), yticks=range(len(counts)))
    show(fig, alt)


def boxed_numbers(ax, grids, *, size):
    """Draw arrays as grids of squares of side 1, with their numbers, into axes, ax, whose y points downwards.

    The grids are a list of (array, left, top); the size of the numbers is a share of a square.
    """
    places, texts = [], []
    for grid, left, top in grids:
        limit = 3 * np.abs(grid).max() or 1  # pale, so that the numbers can be read
        edges = [np.arange(side + 1) for side in np.shape(grid)[::-1]]
        look = {"cmap": SIGNED, "vmin": -limit, "vmax": limit, "edgecolor": GREY, "linewidth": 0.5}
        ax.pcolormesh(edges[0] + left, edges[1] + top, grid, **look)
        places += [(left + j + 0.5, top + i + 0.5) for i, j in np.ndindex(np.shape(grid))]
        texts += [minus(f"{value:g}") for value in np.ravel(grid)]
    numbers = outlines(texts, places, (size, -size))
    ax.add_artist(PathPatch(numbers, color="black", linewidth=0, zorder=3))


def framed(ax, left, top, width, height, colour, dash="-"):
    """Frame squares that `boxed_numbers` drew into axes, ax, in a colour and a dash style.

    The frame begins at left and top and has a width and a height, all int or float.
    """
    look = {"fill": False, "edgecolor": colour, "linestyle": dash, "linewidth": 2.5, "clip_on": False}
    ax.add_artist(Rectangle((left, top), width, height, zorder=4, **look))


def hatched(ax, places):
    """Hatch squares that `boxed_numbers` drew into axes, ax; places is a list of (left, top)."""
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    squares = [Path(corners + place, closed=True) for place in places]
    look = {"fill": False, "hatch": "////", "edgecolor": "#AAAAAA", "linewidth": 0}
    ax.add_artist(PathPatch(Path.make_compound_path(*squares), zorder=2, **look))
