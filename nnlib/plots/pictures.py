"""Arrays drawn as pictures: digits, weights, and what flows between layers."""

import numpy as np

from nnlib.plots.base import BLUE, INK, ORANGE, SIGNED, figure, show


def images(rows, captions=None, *, title="", alt, columns=10, size=28, signed=False, marked=()):
    """Show rows of numbers as square images.

    Parameters
    ----------
    rows : array, shape (k, size²)
        One image per row: ``x.T`` of a batch, or a weight matrix.
    captions : list of str, optional
        Printed under the images.
    title, alt : str
    columns : int
        Images side by side.
    size : int
        Pixels along one side.
    signed : bool
        Whether 0 is the middle of the colours rather than the paper.
    marked : collection of int
        Images to be framed and crossed out, such as mistakes.

    Raises
    ------
    ValueError
        If the rows do not have size² entries, or alt is too short.
    """
    rows = np.asarray(rows, dtype=float)
    columns = min(columns, len(rows))
    lines = -(-len(rows) // columns)
    fig, axes = figure(title, rows=lines, columns=columns, width=max(0.85 * columns, 4), height=0.5 + 1.15 * lines)
    limit = np.abs(rows).max() or 1
    for i, ax in enumerate(np.ravel(axes)):
        ax.set_xticks([])
        ax.set_yticks([])
        ax.spines[:].set_visible(i in marked)
        if i >= len(rows):
            continue
        ax.imshow(rows[i].reshape(size, size), cmap=SIGNED if signed else INK, vmin=-limit if signed else 0, vmax=limit)
        if i in marked:
            ax.plot([0, size - 1], [size - 1, 0], color=ORANGE, linewidth=1.5)
            ax.spines[:].set(color=ORANGE, linewidth=2.5)
        if captions is not None:
            ax.set_xlabel(captions[i], fontsize=10)
    show(fig, alt)


def signed_images(rows, captions, *, title, alt, signed, size=28):
    """Show a few images side by side, some of them weights: orange with + where positive, violet with - where negative.

    Parameters
    ----------
    rows : array, shape (k, size²)
    captions : list of str, k of them
    title, alt : str
    signed : collection of int
        Which rows are weights; the others are images from 0 (paper) to 1 (ink).
    size : int
        Pixels along one side.

    Raises
    ------
    ValueError
        If the rows do not have size² entries, or alt is too short.
    """
    rows = np.asarray(rows, dtype=float).reshape(len(rows), size, size)
    fig, axes = figure(title, columns=len(rows), width=2.7 * len(rows) + 0.6, height=3.5)
    for i, ax in enumerate(np.ravel(axes)):
        limit = np.abs(rows[i]).max() if i in signed else 1
        shown = ax.imshow(rows[i], cmap=SIGNED if i in signed else INK, vmin=-limit if i in signed else 0, vmax=limit)
        if i in signed:
            for r, c in np.ndindex(size, size):
                if r % 2 == c % 2 == 0 and np.abs(rows[i][r, c]) > 0.3 * limit:
                    ax.text(c, r, "+" if rows[i][r, c] > 0 else "−", ha="center", va="center", fontsize=9)
            fig.colorbar(shown, ax=ax, shrink=0.7)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(True)
        ax.set_title(captions[i], fontsize=10)
    show(fig, alt)


def digit_beside_numbers(image, *, rows, columns, title, alt):
    """Show an image with a frame around a part of it, and beside it the numbers in that part.

    Parameters
    ----------
    image : array of bytes, shape (height, width)
    rows, columns : (int, int)
        Where the part begins, and where it ends: the first row or column outside.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    (top, bottom), (left, right) = rows, columns
    part = image[top:bottom, left:right]
    fig, (whole, table) = figure(title, columns=2, width=9.5, height=3.2, width_ratios=(1, 2.3))
    whole.imshow(image, cmap=INK, vmin=0, vmax=255)
    edges = ([left, right, right, left, left], [top, top, bottom, bottom, top])
    whole.plot(*(np.array(edge) - 0.5 for edge in edges), color=ORANGE, linewidth=2)
    table.imshow(part, cmap=INK, vmin=0, vmax=255, aspect="auto")
    for (row, column), value in np.ndenumerate(part):
        shade = "white" if value > 130 else "black"
        table.text(column, row, str(value), ha="center", va="center", fontsize=8.5, color=shade)
    whole.set(xlabel="column", ylabel="row", xticks=(0, 8, 16, 24), yticks=(0, 8, 16, 24))
    table.set(xlabel="column", xticks=range(right - left), xticklabels=range(left, right))
    table.set(yticks=range(bottom - top), yticklabels=range(top, bottom))
    table.spines[:].set(visible=True, color=ORANGE, linewidth=2)
    show(fig, alt)


def layer_by_layer(grids, captions, shares, *, title, alt):
    """Show what one example becomes in each layer: grids of activations, and the shares at the end as bars.

    Parameters
    ----------
    grids : list of arrays, shape (rows, columns)
        The input image, then the activations of each hidden layer as tiles; 0 is white.
    captions : list of str
        Printed above the grids, and above the bars last.
    shares : array, shape (outs,)
        Numbers that add up to 1.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    widths = [1.0] * len(grids) + [1.5]
    fig, axes = figure(title, columns=len(widths), width=10, height=3.3, gridspec_kw={"width_ratios": widths})
    for ax, grid, caption in zip(axes, grids, captions):
        ax.imshow(grid, cmap=INK, vmin=0)
        ax.set(xticks=[], yticks=[])
        ax.set_title(caption, fontsize=10)
        ax.spines[:].set_visible(True)
    ax, most = axes[-1], int(np.argmax(shares))
    bars = ax.bar(range(len(shares)), shares, color="white", edgecolor=BLUE)
    bars[most].set(facecolor=BLUE, hatch="//", edgecolor="black")
    ax.axhline(1 / len(shares), color=ORANGE, linestyle="--", linewidth=1.5)
    ax.text(len(shares) - 0.4, 1 / len(shares), " even\n share", color=ORANGE, va="center", fontsize=9)
    ax.set(xticks=range(len(shares)), xlabel="output", ylabel="share")
    ax.set_title(captions[-1], fontsize=10)
    show(fig, alt)
