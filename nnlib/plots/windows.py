"""Windows that slide over images: kernels, what they answer, and which weights are shared."""

import matplotlib.pyplot as plt
import numpy as np

from nnlib.plots.base import BLUE, DASHES, GREEN, GREY, INK, ORANGE, PINK, SIGNED, figure, show
from nnlib.plots.tables import boxed_numbers, framed


def grids_to_scale(grids, frames=None, *, title, alt):
    """Show small arrays of any sizes side by side as grids of equal squares, with their numbers and frames.

    Parameters
    ----------
    grids : dict of str to array, shape (rows, columns)
    frames : dict of str to list of (top, left, height, width), optional
        In squares. The first frame of each grid is solid and blue, the second dashed and orange, and so on.
    title, alt : str

    Raises
    ------
    ValueError
        If an array does not have two dimensions, or alt is too short.
    """
    tallest = max(len(grid) for grid in grids.values())
    widths = [max(np.shape(grid)[1], 0.19 * len(name)) for name, grid in grids.items()]
    width = sum(widths) + 1.4 * (len(grids) - 1) + 0.6
    fig, ax = figure(title, width=max(0.45 * width, 5.5), height=0.45 * (tallest + 1.2) + 0.25)
    left, places = 0.3, []
    for (name, grid), room in zip(grids.items(), widths):
        grid = np.asarray(grid)
        at, top = left + (room - grid.shape[1]) / 2, (tallest - len(grid)) / 2
        places.append((grid, at, top))
        ax.text(left + room / 2, top - 0.25, name, ha="center", va="bottom")
        looks = zip((BLUE, ORANGE, GREEN, PINK), DASHES)
        for (down, right, height, across), (colour, dash) in zip((frames or {}).get(name, []), looks):
            framed(ax, at + right, top + down, across, height, colour, dash)
        left += room + 1.4
    boxed_numbers(ax, places, size=0.4)
    ax.set(xlim=(0, width), ylim=(tallest + 0.1, -1), aspect="equal")
    ax.axis("off")
    show(fig, alt)


def shared_weights(matrix, *, title, alt, xlabel, ylabel):
    """Show a matrix of small whole numbers of which most are 0: the others are printed, equal ones on equal colours.

    Parameters
    ----------
    matrix : integer array, shape (rows, columns), at least 0
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If the matrix does not have two dimensions, or alt is too short.
    """
    rows, columns = np.shape(matrix)
    fig, ax = figure(title, width=0.31 * columns + 0.7, height=0.31 * rows + 0.85)
    limit = 1.6 * np.max(matrix)  # the palest colours, so that black numbers can be read
    edges = np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5
    shown = np.ma.masked_equal(matrix, 0)
    ax.pcolormesh(*edges, shown, cmap="YlOrBr", vmin=0, vmax=limit, edgecolor=GREY, linewidth=0.5)
    for (i, j), value in np.ndenumerate(matrix):
        if value:
            ax.text(j, i, value, ha="center", va="center_baseline", fontsize=9)
    ax.set(xlabel=xlabel, ylabel=ylabel, xticks=range(0, columns, 4), yticks=range(rows), aspect="equal")
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows - 0.5, -0.5))
    ax.spines[:].set_visible(True)
    show(fig, alt)


def signed_picture(ax, picture):
    """Draw a picture into axes: ink on paper; or, if it has negative numbers, both signs in colours and as marks.

    Of pictures with at most three rows the numbers are written.

    Parameters
    ----------
    ax : matplotlib axes
    picture : array, shape (height, width)

    Returns
    -------
    None. Raises nothing of its own.
    """
    limit, signed, small = np.abs(picture).max() or 1, picture.min() < 0, len(picture) < 10
    scale = 1.8 * limit if small else limit  # paler, so that marks and numbers can be read
    ax.imshow(picture, cmap=SIGNED if signed else INK, vmin=-scale if signed else 0, vmax=scale)
    every = 1 if small else 3
    for i, j in np.ndindex(picture.shape):
        value = picture[i, j]
        if len(picture) <= 3:
            ax.text(j, i, f"{value:.2g}".replace("-", "−"), ha="center", va="center_baseline", fontsize=9)
        elif signed and i % every == j % every == 0 and abs(value) > 0.35 * limit:
            ax.text(j, i, "+" if value > 0 else "−", ha="center", va="center", fontsize=8)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(True)


def picture_rows(rows, captions, *, title, alt):
    """Show pictures in rows, such as kernels and below each the map that it makes.

    Each picture has its own scale. One with negative numbers is drawn in two colours, with + and −.

    Parameters
    ----------
    rows : dict of str to array, shape (k, height, width)
        By what the row shows.
    captions : list of str, k of them
        Printed under the last row.
    title, alt : str

    Raises
    ------
    ValueError
        If there is not one caption for each picture of each row, or alt is too short.
    """
    fig, axes = figure(title, rows=len(rows), columns=len(captions), squeeze=False,
                       width=1.15 * len(captions) + 0.5, height=1.2 * len(rows) + 0.45)  # fmt: skip
    for (name, pictures), line in zip(rows.items(), axes):
        line[0].set_ylabel(name)
        for ax, picture in zip(line, pictures, strict=True):
            signed_picture(ax, np.asarray(picture, dtype=float))
    for ax, caption in zip(axes[-1], captions):
        ax.set_xlabel(caption)
    show(fig, alt)


def by_pixels_moved(lines, *, title, alt, ylabel):
    """Show percents against the number of pixels that digits were moved by, each line with its last number.

    Parameters
    ----------
    lines : dict of str to list of float
        At most four; the first number is for 0 pixels.
    title, alt, ylabel : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title)
    last = sorted(percents[-1] for percents in lines.values())
    for (label, percents), colour, dash, marker in zip(lines.items(), (BLUE, ORANGE, GREEN, PINK), DASHES, "os^x"):
        ax.plot(percents, color=colour, linestyle=dash, marker=marker, linewidth=2, label=label)
        close = any(0 < percents[-1] - other < 3 for other in last), any(0 < other - percents[-1] < 3 for other in last)
        lift = 5 * (close[0] - close[1])  # two numbers at one height would cover each other
        place = (len(percents) - 1, percents[-1])
        ax.annotate(f"{percents[-1]:.0f}", place, (8, lift), textcoords="offset points", va="center", fontsize=9)
    ax.set(xlabel="pixels moved", ylabel=ylabel, xticks=range(len(percents)))
    ax.legend(frameon=False)
    show(fig, alt)


def kernel_over_image(image, kernel, answers, place, *, stride=1, title):
    """Draw an image with a framed window, the numbers of the window and of a kernel, and the map of all answers.

    Parameters
    ----------
    image : array, shape (height, width), with its padding
    kernel : array, shape (k, k)
    answers : array, shape (new height, new width)
    place : (int, int)
        Row and column in the map of the answer whose window is framed.
    stride : int
    title : str

    Returns
    -------
    figure, for `show`. Raises nothing of its own.
    """
    k, (row, column) = len(kernel), place
    window = image[row * stride : row * stride + k, column * stride : column * stride + k]
    fig = plt.figure(figsize=(9, 3.24))  # without a layout to be worked out: half the time
    fig.set_label(title)
    left, right = fig.add_axes((0.01, 0.11, 0.36, 0.8)), fig.add_axes((0.63, 0.11, 0.36, 0.8))
    limit = np.abs(answers).max() or 1
    left.imshow(image, cmap=INK, vmin=0, vmax=1)
    right.imshow(answers, cmap=SIGNED, vmin=-limit, vmax=limit)
    for ax, name, shown in ((left, "image", image), (right, "map", answers)):
        ax.set(xticks=[], yticks=[], xlabel=f"{name}, {len(shown)} × {len(shown[0])}")
        ax.spines[:].set(visible=True, color=GREY)
    framed(left, column * stride - 0.5, row * stride - 0.5, k, k, ORANGE)
    framed(right, column - 0.5, row - 0.5, 1, 1, "black")

    middle = fig.add_axes((0.37, 0.067, 0.26, 0.89))
    middle.set(xlim=(-1.5, k + 1.5), ylim=(2 * k + 3.3, -0.7), aspect="equal")
    middle.set_axis_off()
    boxed_numbers(middle, [(np.round(window, 2), 0, 0), (np.round(kernel, 2), 0, k + 1)], size=0.36)
    framed(middle, 0, 0, k, k, ORANGE)
    answer = f"{answers[row, column] + 0.0:.2f}".replace("-", "−")
    for height, text in ((-0.15, "window"), (k + 0.85, "times kernel"), (2 * k + 1.9, f"sums to {answer}")):
        middle.text(k / 2, height, text, ha="center", va="bottom")
    return fig
