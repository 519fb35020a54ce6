"""Chapter 11 · Convolutions: windows that slide over images, and which weights are shared."""

from pathlib import Path

import numpy as np
from matplotlib.image import imread
from matplotlib.patches import Rectangle

from nncourse.plots.base import BLUE, CENTRED, COLOURS, DASHES, GREY, INK, ORANGE, figure, minus, show
from nncourse.plots.pictures import draw_image, draw_signs
from nncourse.plots.tables import boxed_numbers, framed


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


def arrow(ax, start, end):
    """Draw an arrow in axes, ax, from start to end, both (x, y)."""
    look = {"arrowstyle": "->", "color": GREY, "shrinkA": 2, "shrinkB": 2}
    ax.annotate("", end, start, arrowprops=look)


def row_of_fields(ax, row, left, top, colours):
    """Draw a row of numbers as squares into axes, ax; those that are not 0 are printed, equal ones on equal colours."""
    edges = np.arange(len(row) + 1) + left, np.array([top, top + 1])
    look = {"cmap": "YlOrBr", "vmin": 0, "vmax": colours, "edgecolor": GREY, "linewidth": 0.5}
    ax.pcolormesh(*edges, np.ma.masked_equal([row], 0), **look)
    for j in np.flatnonzero(row):
        ax.text(left + j + 0.5, top + 0.5, row[j], fontsize=8, **CENTRED)
    framed_grid(ax, left, top, len(row), 1)


def framed_grid(ax, left, top, width, height):
    """Draw the thin lines of a grid of squares into axes, ax."""
    look = {"color": GREY, "linewidth": 0.4, "zorder": 1}
    ax.hlines(np.arange(height + 1) + top, left, left + width, **look)
    ax.vlines(np.arange(width + 1) + left, top, top + height, **look)


def sliding(picture, kernel, places, *, title, alt):
    """Show a window at some places of a picture, and at each its row of the large matrix and the answer that it gives.

    The places are counted in reading order.
    """
    picture, k = np.asarray(picture), len(kernel)
    side, across = len(picture), np.shape(picture)[1] - k + 1
    fig, ax = figure(title, width=8, height=1.28 * len(places) + 0.3)
    start, end = side + 3, side + 3 + picture.size
    for line, place in enumerate(places):
        top, (i, j) = line * (side + 1.4), divmod(place, across)
        middle = top + side / 2
        boxed_numbers(ax, [(picture, 0, top)], size=0.45)
        framed(ax, j, top + i, k, k, ORANGE)
        row = np.zeros_like(picture)
        row[i : i + k, j : j + k] = kernel
        row_of_fields(ax, row.ravel(), start, middle - 0.5, 1.6 * np.max(kernel))
        ax.text(start + picture.size / 2, middle - 0.7, f"row {place} of M", ha="center", va="bottom", fontsize=8)
        arrow(ax, (side, middle), (start, middle))
        at, map_top = end + 3, middle - across / 2
        framed_grid(ax, at, map_top, across, len(picture) - k + 1)
        field = at + j + 0.5, map_top + i + 0.5
        ax.text(*field, np.sum(row * picture), fontsize=8, **CENTRED)
        framed(ax, at + j, map_top + i, 1, 1, ORANGE)
        arrow(ax, (end, middle), (at + j, field[1]))
    ax.text(side / 2, -0.5, "picture", ha="center", va="bottom")
    ax.text(end + 3 + across / 2, -0.5, "map", ha="center", va="bottom")
    ax.set(xlim=(-0.3, end + 3.3 + across), ylim=(len(places) * (side + 1.4) - 1, -1.8), aspect="equal")
    ax.axis("off")
    show(fig, alt)


def windows_as_columns(picture, kernel, piece, window, *, title, alt):
    """Show the table of a picture's windows, the kernel as a row on its left, and the map as a row below it.

    One piece, by the number of its weight, is shaded in the picture and as a row of the table; one window, by the
    number of its place, is framed in the picture and as a column.
    """
    picture, kernel, k = np.asarray(picture), np.asarray(kernel), len(kernel)
    down, across = len(picture) - k + 1, picture.shape[1] - k + 1
    windows = np.lib.stride_tricks.sliding_window_view(picture, (k, k))
    columns = windows.reshape(-1, k * k).T
    count, left = columns.shape[1], k * k + 1.5
    fig, ax = figure(title, width=0.36 * (left + count) + 1.9, height=0.36 * (k * k + 3.6) + 0.2)
    base = k * k + 1.2
    row, answers = kernel.reshape(1, -1), kernel.reshape(1, -1) @ columns
    inset, top = (k * k - picture.shape[1]) / 2, 1.8
    boxed_numbers(ax, [(picture, inset, top), (columns, left, 0), (row, 0, base), (answers, left, base)], size=0.42)
    for at, size in (
        ((inset + piece % k, top + piece // k), (across, down)),
        ((left, piece), (count, 1)),
        ((piece, base), (1, 1)),
    ):
        ax.add_artist(Rectangle(at, *size, facecolor=BLUE, edgecolor=BLUE, alpha=0.25, linewidth=0, zorder=2))
        framed(ax, *at, *size, BLUE, "--")
    for at, size in (
        ((inset + window % across, top + window // across), (k, k)),
        ((left + window, 0), (1, k * k)),
        ((left + window, base), (1, 1)),
    ):
        framed(ax, *at, *size, ORANGE)
    below = {"ha": "center", "va": "top"}
    ax.text(inset + picture.shape[1] / 2, top - 0.2, "picture", ha="center", va="bottom")
    ax.text(left + count / 2, -0.3, "table", ha="center", va="bottom")
    ax.text(left + count + 0.35, piece + 0.5, f"← row {piece}:\npiece {piece}", va="center", fontsize=9)
    ax.text(left + count + 0.35, k * k - 0.5, f"frame: column {window},\nwindow {window}", va="center", fontsize=9)
    ax.text(k * k / 2, base + 1.2, "kernel, as a row", **below)
    ax.text(left + count / 2, base + 1.2, "map, as a row", **below)
    ax.text(k * k + 0.75, base + 0.5, "@", fontsize=11, **CENTRED)
    ax.set(xlim=(-0.3, left + count + 4.6), ylim=(base + 2.2, -1.3), aspect="equal")
    ax.axis("off")
    show(fig, alt)


def stack(ax, left, middle, count, side, step):
    """Draw some square maps of a side behind each other into axes, ax; return the left and top of the one in front."""
    spread = step * (count - 1)
    for number in range(count):
        at = left + spread - step * number, middle - (side + spread) / 2 + step * number
        ax.add_artist(Rectangle(at, side, side, facecolor="#F4F4F4", edgecolor=GREY, linewidth=0.7, zorder=2))
    return at


def network_of_pictures(image, maps, columns, layers, *, window=5, title, alt):
    """Show a convolutional network to scale: an image, stacks of maps, and columns of numbers at the end.

    The maps are a list of (count, side), the columns a list of lengths, and the layers, one for each arrow, a list of
    (what it is, what is written below).
    """
    fig, ax = figure(title, width=9, height=2.5)
    middle, gap, x = 0.0, 25, 0.0
    side = len(image)
    ax.imshow(image, cmap=INK, vmin=0, vmax=1.4, extent=(0, side, middle + side / 2, middle - side / 2), zorder=2)
    ax.add_artist(Rectangle((0, -side / 2), side, side, fill=False, edgecolor=GREY, linewidth=0.7, zorder=3))
    caption = {"ha": "center", "va": "top", "fontsize": 8}
    ax.text(side / 2, 24, f"(1, {side}, {side})", **caption)
    ends = [(x, side)]
    for count, size in maps:
        x = ends[-1][0] + ends[-1][1] + gap
        step = 1.5 if count <= 8 else 0.9
        at = stack(ax, x, middle, count, size, step)
        if len(ends) == 1:  # one window, and the field of the first map that it fills
            spot = at[0] + 9, at[1] + 9
            framed(ax, 9, 9 - side / 2, window, window, ORANGE)
            framed(ax, *spot, 1, 1, ORANGE)
            for corner in (9 - side / 2, 9 - side / 2 + window):
                ax.plot([9 + window, spot[0]], [corner, spot[1] + 0.5], color=ORANGE, linewidth=0.8, zorder=4)
        width = size + step * (count - 1)
        ax.text(x + width / 2, 24, f"({count}, {size}, {size})", **caption)
        ends.append((x, width))
    for length in columns:
        x = ends[-1][0] + ends[-1][1] + gap
        height = 40 if length > 40 else length
        ax.add_artist(Rectangle((x, -height / 2), 2.5, height, facecolor="#F4F4F4", edgecolor=GREY, zorder=2))
        ax.text(x + 1.25, 24, f"{length}", **caption)
        ends.append((x, 2.5))
    for (left, width), (right, _), (name, below) in zip(ends, ends[1:], layers):
        place = (left + width + right) / 2
        if left > 0:
            arrow(ax, (left + width, 0), (right, 0))
        ax.text(place, -22, name, ha="center", va="bottom", fontsize=8)
        ax.text(place, 31, below, **caption)
    ax.set(xlim=(-1, ends[-1][0] + 6), ylim=(40, -36), aspect="equal")
    ax.axis("off")
    show(fig, alt)


def moved_curves(networks, *, title, alt):
    """Show for each network, in percent, how many digits it reads that are moved by 0, 1, 2 … pixels.

    The networks are a dict of str to array, shape (runs, pixels + 1): each run is a thin line, their mean a thick one.
    """
    fig, ax = figure(title, width=7.6, height=3.7)
    for (name, runs), colour, dash, marker in zip(networks.items(), COLOURS, DASHES, "os^"):
        mean = np.mean(runs, axis=0)
        ax.plot(np.transpose(runs), color=colour, linestyle=dash, linewidth=0.7, alpha=0.6)
        ax.plot(mean, color=colour, linestyle=dash, linewidth=2.6, marker=marker, markersize=7)
        ax.text(len(mean) - 0.92, mean[-1], f"{name}: {mean[-1]:.0f} %", color=colour, va="center")
    ax.set(xlabel="moved by so many pixels", ylabel="digits read, %", xticks=range(len(mean)))
    ax.set(xlim=(-0.1, len(mean) + 0.35), ylim=(0, 100))
    ax.spines["bottom"].set_bounds(-0.1, len(mean) - 1)
    show(fig, alt)


def nested_views(image, frames, *, title, alt):
    """Show how far one number of the last maps sees: frames, a list of (name, left, top, side), on an image."""
    fig, ax = figure(title, width=5.2, height=3.6)
    draw_image(ax, image, limit=1.6)
    for (name, left, top, side), colour, dash in zip(frames, COLOURS, DASHES):
        framed(ax, left - 0.5, top - 0.5, side, side, colour, dash)
        ax.plot([], [], color=colour, linestyle=dash, linewidth=2.5, label=name)
    ax.legend(frameon=False, loc="center left", bbox_to_anchor=(1.02, 0.5))
    show(fig, alt)


def photograph():
    """Return a portrait of Grace Hopper: an array of shape (3, 128, 128), its channels from 0 to 1.

    An official photograph of the United States Navy, in the public domain, from the sample data of Matplotlib.
    """
    pixels = imread(Path(__file__).with_name("photograph.png"))  # whole numbers of 255ths, in float32
    return np.rint(255 * pixels.transpose(2, 0, 1)).astype(float) / 255
