"""Chapter 11 · Convolutions: windows that slide over images, and which weights are shared."""

import numpy as np
from matplotlib.figure import Figure

from nnlib.plots.base import COLOURS, DASHES, GREY, ORANGE, figure, finish, minus, show
from nnlib.plots.charts import MARKERS, draw_lines
from nnlib.plots.pictures import draw_image, draw_signs
from nnlib.plots.tables import boxed_numbers, framed


def grids_to_scale(grids, frames=None, *, title, alt):
    """Show grids (dict of str to array) of any sizes side by side, with numbers and frames.

    The frames map the same names to lists of (top, left, height, width) in squares, each with a look of its own.
    """
    tallest = max(len(grid) for grid in grids.values())
    widths = [max(np.shape(grid)[1], 0.19 * len(name)) for name, grid in grids.items()]
    width = sum(widths) + 1.4 * (len(grids) - 1) + 0.6
    fig, ax = figure(title, width=max(0.45 * width, 5.5), height=0.45 * (tallest + 1.2) + 0.1)
    left, places = 0.3, []
    for (name, grid), room in zip(grids.items(), widths):
        grid = np.asarray(grid)
        at, top = left + (room - grid.shape[1]) / 2, (tallest - len(grid)) / 2
        places.append((grid, at, top))
        ax.text(left + room / 2, top - 0.25, name, ha="center", va="bottom")
        for (down, right, height, across), colour, dash in zip((frames or {}).get(name, []), COLOURS, DASHES):
            framed(ax, at + right, top + down, across, height, colour, dash)
        left += room + 1.4
    boxed_numbers(ax, places, size=0.4)
    ax.set(xlim=(0, width), ylim=(tallest + 0.1, -1), aspect="equal")
    ax.axis("off")
    show(fig, alt)


def shared_weights(matrix, *, title, alt, xlabel, ylabel):
    """Show a matrix of int, most of them 0: the others are printed, equal ones on equal colours."""
    rows, columns = np.shape(matrix)
    fig, ax = figure(title, width=0.31 * columns + 0.7, height=0.31 * rows + 0.75)
    limit = 1.6 * np.max(matrix)  # the palest colours, so that black numbers can be read
    edges = np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5
    shown = np.ma.masked_equal(matrix, 0)
    ax.pcolormesh(*edges, shown, cmap="YlOrBr", vmin=0, vmax=limit, edgecolor=GREY, linewidth=0.5)
    for i, j in np.argwhere(matrix):
        ax.text(j, i, matrix[i, j], ha="center", va="center_baseline", fontsize=9)
    ax.set(xlabel=xlabel, ylabel=ylabel, xticks=range(0, columns, 4), yticks=range(rows), aspect="equal")
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
    ax.spines[:].set_visible(True)
    show(fig, alt)


def draw_picture(ax, picture):
    """Draw a picture, an array, into axes: ink on paper, or in two colours with marks; a small one with its numbers."""
    limit, signed, small = np.abs(picture).max() or 1, picture.min() < 0, len(picture) < 10
    draw_image(ax, picture, signed=signed, limit=1.8 * limit if small else limit)  # pale, so that marks can be read
    if len(picture) <= 3:
        for (i, j), value in np.ndenumerate(picture):
            ax.text(j, i, minus(f"{value:.2g}"), ha="center", va="center_baseline", fontsize=9)
    elif signed:
        draw_signs(ax, picture, every=1 if small else 3, above=0.35, size=8)


def picture_rows(rows, captions, *, title, alt):
    """Show rows of pictures (dict of str to array), such as kernels and their maps, each on its own scale."""
    fig, axes = figure(title, rows=len(rows), columns=len(captions), squeeze=False,
                       width=1.15 * len(captions) + 0.5, height=1.2 * len(rows) + 0.45)  # fmt: skip
    for (name, pictures), line in zip(rows.items(), axes):
        line[0].set_ylabel(name)
        for ax, picture in zip(line, pictures, strict=True):
            draw_picture(ax, np.asarray(picture, dtype=float))
    for ax, caption in zip(axes[-1], captions):
        ax.set_xlabel(caption)
    show(fig, alt)


def by_pixels_moved(lines, *, title, alt, ylabel):
    """Show lines (dict of str to percents) over the pixels that digits were moved by, with their last numbers."""
    fig, ax = figure(title)
    length = max(map(len, lines.values()))
    draw_lines(ax, range(length), lines, markers=MARKERS)
    last = [percents[-1] for percents in lines.values()]
    for percent in last:
        close = any(0 < percent - other < 3 for other in last), any(0 < other - percent < 3 for other in last)
        lift = 5 * (close[0] - close[1])  # two numbers at one height would cover each other
        aside = {"xytext": (8, lift), "textcoords": "offset points", "va": "center", "fontsize": 9}
        ax.annotate(f"{percent:.0f}", (length - 1, percent), **aside)
    finish(fig, ax, alt, xlabel="pixels moved", ylabel=ylabel, xticks=range(length))


def kernel_over_image(image, kernel, answers, place, *, stride=1, title):
    """Return a figure of an image, padding included, with a window, its numbers and the kernel's, and the map.

    The place is the row and column of the answer whose window is framed; windows are stride pixels apart.
    """
    k, (row, column) = len(kernel), place
    window = image[row * stride : row * stride + k, column * stride : column * stride + k]
    fig = Figure(figsize=(9, 3.24))  # without a layout to be worked out: half the time
    fig.set_label(title)
    left, right = fig.add_axes((0.01, 0.11, 0.36, 0.8)), fig.add_axes((0.63, 0.11, 0.36, 0.8))
    draw_image(left, image, limit=1)
    draw_image(right, answers, signed=True)
    for ax, name, shown in ((left, "image", image), (right, "map", answers)):
        ax.set_xlabel(f"{name}, {len(shown)} × {len(shown[0])}")
        ax.spines[:].set_color(GREY)
    framed(left, column * stride - 0.5, row * stride - 0.5, k, k, ORANGE)
    framed(right, column - 0.5, row - 0.5, 1, 1, "black")

    middle = fig.add_axes((0.37, 0.067, 0.26, 0.89))
    middle.set(xlim=(-1.5, k + 1.5), ylim=(2 * k + 3.3, -0.7), aspect="equal")
    middle.set_axis_off()
    boxed_numbers(middle, [(np.round(window, 2), 0, 0), (np.round(kernel, 2), 0, k + 1)], size=0.36)
    framed(middle, 0, 0, k, k, ORANGE)
    answer = minus(f"{answers[row, column] + 0.0:.2f}")
    for height, text in ((-0.15, "window"), (k + 0.85, "times kernel"), (2 * k + 1.9, f"sums to {answer}")):
        middle.text(k / 2, height, text, ha="center", va="bottom")
    return fig
