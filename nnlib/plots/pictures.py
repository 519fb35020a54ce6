"""Arrays drawn as pictures: digits, weights, and what flows between layers."""

import numpy as np

from nnlib.plots.base import BLUE, DASHES, GREEN, INK, ORANGE, PINK, SIGNED, figure, show


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
    fig, axes = figure(title, rows=lines, columns=columns, width=max(0.85 * columns, 4), height=0.25 + 1.15 * lines)
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
    fig, axes = figure(title, columns=len(rows), width=2.7 * len(rows) + 0.6, height=3.25)
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


def framed_images(rows, captions, frames, *, title, alt, size=28):
    """Show a few images side by side, each with the same parts framed.

    Parameters
    ----------
    rows : array, shape (k, size²)
    captions : list of str, k of them
        Printed under the images.
    frames : dict of str to (top, bottom, left, right)
        By name, as in ``image[top:bottom, left:right]``; at most four, in colours and dash styles of their own.
    title, alt : str
    size : int
        Pixels along one side.

    Raises
    ------
    ValueError
        If the rows do not have size² entries, captions do not match, or alt is too short.
    """
    rows = np.asarray(rows, dtype=float).reshape(len(rows), size, size)
    fig, axes = figure(title, columns=len(rows), width=max(2.4 * len(rows), 6), height=3.35)
    for ax, image, caption in zip(np.ravel(axes), rows, captions, strict=True):
        ax.imshow(image, cmap=INK, vmin=0, vmax=1)
        for name, colour, dash in zip(frames, (BLUE, ORANGE, GREEN, PINK), DASHES):
            top, bottom, left, right = np.array(frames[name]) - 0.5
            edges = ([left, right, right, left, left], [top, top, bottom, bottom, top])
            ax.plot(*edges, color="white", linewidth=4)
            ax.plot(*edges, color=colour, linestyle=dash, linewidth=2.5, label=name)
        ax.set(xticks=[], yticks=[], xlabel=caption)
        ax.spines[:].set_visible(True)
    keys = np.ravel(axes)[0].get_legend_handles_labels()
    fig.legend(*keys, loc="outside lower center", ncols=len(frames), frameon=False)
    show(fig, alt)


def images_and_votes(rows, weights, captions, *, title, alt, size=28):
    """Show images of digits, and below each what its pixels vote: ``weights * image``, + orange, - violet.

    Parameters
    ----------
    rows : array, shape (k, size²)
    weights : array, shape (size²,)
    captions : list of str, k of them
        Printed under the votes.
    title, alt : str
    size : int
        Pixels along one side.

    Raises
    ------
    ValueError
        If a shape does not fit, captions do not match, or alt is too short.
    """
    rows, weights = np.asarray(rows, dtype=float), np.asarray(weights, dtype=float)
    votes = (rows * weights).reshape(len(rows), size, size)
    limit = np.abs(votes).max() or 1
    fig, axes = figure(title, rows=2, columns=len(rows), width=1.02 * len(rows), height=2.5, squeeze=False)
    for (top, bottom), image, vote, caption in zip(axes.T, rows, votes, captions, strict=True):
        top.imshow(image.reshape(size, size), cmap=INK, vmin=0, vmax=1)
        bottom.imshow(vote, cmap=SIGNED, vmin=-limit, vmax=limit)
        bottom.set_xlabel(caption, fontsize=10)
        for ax in (top, bottom):
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(True)
    axes[0, 0].set_ylabel("image")
    axes[1, 0].set_ylabel("votes")
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
    fig, (whole, table) = figure(title, columns=2, width=9.5, height=2.95, width_ratios=(1, 2.3))
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


def tiles(ax, values):
    """Draw numbers as a rectangle of tiles into axes: 0 is white, the greatest is black.

    Parameters
    ----------
    ax : matplotlib axes
    values : array of k numbers of any shape
        784 of them become 28 rows of 28 tiles, 128 become 8 rows of 16.

    Returns
    -------
    None. Raises nothing of its own.
    """
    values = np.ravel(values)
    rows = next(rows for rows in range(int(len(values) ** 0.5), 0, -1) if len(values) % rows == 0)
    ax.imshow(values.reshape(rows, -1), cmap=INK, vmin=0, vmax=max(values.max(), 1e-9))
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(True)


def shares_as_bars(ax, shares):
    """Draw shares as bars into axes, the greatest filled, with a line where all would be equal.

    Parameters
    ----------
    ax : matplotlib axes
    shares : array, shape (outs,)
        Numbers that add up to 1.

    Returns
    -------
    None. Raises nothing of its own.
    """
    bars = ax.bar(range(len(shares)), shares, color="white", edgecolor=BLUE)
    bars[int(np.argmax(shares))].set(facecolor=BLUE, hatch="//", edgecolor="black")
    ax.axhline(1 / len(shares), color=ORANGE, linestyle="--", linewidth=1.5)
    ax.text(len(shares) - 0.4, 1 / len(shares), " even\n share", color=ORANGE, va="center", fontsize=9)
    ax.set(xticks=range(len(shares)), xlabel="output", ylabel="share")


def layer_by_layer(image, hidden, shares, *, title, alt):
    """Show what one image becomes in each layer: activations as tiles, and the shares at the end as bars.

    Parameters
    ----------
    image : array of pixels
    hidden : list of arrays
        The activations of each hidden layer.
    shares : array, shape (outs,)
        Numbers that add up to 1.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    widths = [1.0] * (1 + len(hidden)) + [1.5]
    fig, axes = figure(title, columns=len(widths), width=10, height=3.05, gridspec_kw={"width_ratios": widths})
    captions = [f"{np.size(image)} pixels"]
    captions += [f"layer {number}: {np.size(a)} neurons" for number, a in enumerate(hidden, start=1)]
    captions += [f"softmax of layer {len(hidden) + 1}: {np.size(shares)} shares"]
    for ax, values in zip(axes, [image, *hidden]):
        tiles(ax, values)
    shares_as_bars(axes[-1], np.ravel(shares))
    for ax, caption in zip(axes, captions):
        ax.set_title(caption, fontsize=10)
    show(fig, alt)


def labelled_rows(rows, *, title, alt, size=28, gap=2):
    """Show rows of images, each row with its name in front.

    Parameters
    ----------
    rows : dict of str to array, shape (k, size²)
        As many images in each row, from 0 (paper) to 1 (ink).
    title, alt : str
    size : int
        Pixels along one side.
    gap : int
        Pixels between two images.

    Raises
    ------
    ValueError
        If rows have different lengths, or alt is too short.
    """
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


def images_and_shares(rows, shares, captions, *, title, alt, size=28):
    """Show images, and below each the share of every class as a bar; shares above 3 % carry their percents.

    Parameters
    ----------
    rows : array, shape (k, size²)
    shares : array, shape (outs, k)
        Numbers from 0 to 1, a column per image.
    captions : list of str, k of them
        Printed above the images.
    title, alt : str
    size : int
        Pixels along one side.

    Raises
    ------
    ValueError
        If a shape does not fit, captions do not match, or alt is too short.
    """
    fig, axes = figure(title, rows=2, columns=len(rows), width=2.5 * len(rows), height=3.45, sharex="row", sharey="row")
    for (top, bottom), image, column, caption in zip(axes.T, rows, np.transpose(shares), captions, strict=True):
        top.imshow(np.reshape(image, (size, size)), cmap=INK, vmin=0, vmax=1)
        top.set(xticks=[], yticks=[])
        top.spines[:].set_visible(True)
        top.set_title(caption, fontsize=10)
        bars = bottom.bar(range(len(column)), column, color="white", edgecolor=BLUE)
        bars[int(np.argmax(column))].set(facecolor=BLUE, hatch="//", edgecolor="black")
        for place in np.flatnonzero(column > 0.03):
            bottom.text(place, column[place] + 0.03, f"{100 * column[place]:.1f}", ha="center", fontsize=8,
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4})  # fmt: skip
        bottom.set(xticks=range(len(column)), ylim=(0, 1.12), xlabel="class")
    axes[1, 0].set_ylabel("share (numbers: %)")
    show(fig, alt)
