"""Arrays drawn as pictures: digits, and weights in two colours."""

import numpy as np

from nncourse.plots.base import BLUE, CENTRED, INK, ORANGE, PAPER, SIGNED, figure, show


def draw_image(ax, image, *, signed=False, limit=None):
    """Draw an image, an array of two dimensions, into axes, ax, framed and without ticks; return what imshow returns.

    If signed, 0 is the middle of two colours, otherwise it is paper. The darkest is the limit, or the largest number.
    """
    limit = limit or np.abs(image).max() or 1
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(True)
    return ax.imshow(image, cmap=SIGNED if signed else INK, vmin=-limit if signed else 0, vmax=limit)


def draw_signs(ax, image, *, every=2, above=0.3, size=9):
    """Write + and − on a signed image, an array, in axes, ax, which tells its two colours apart without seeing them.

    Only on the pixels of every so many rows and columns, and above that share of the largest number; size is in points.
    """
    for i, j in np.argwhere(np.abs(image) > above * np.abs(image).max()):
        if i % every == j % every == 0:
            ax.text(j, i, "+" if image[i, j] > 0 else "−", fontsize=size, **CENTRED)


def draw_frame(ax, top, bottom, left, right, **look):
    """Frame the part ``image[top:bottom, left:right]``, of int, in axes, ax; the look goes to ``ax.plot``."""
    ax.plot(np.array([left, right, right, left, left]) - 0.5, np.array([top, top, bottom, bottom, top]) - 0.5, **look)


def draw_shares(ax, shares):
    """Draw shares, an array of numbers that add up to 1, as bars into axes, ax, the greatest filled."""
    bars = ax.bar(range(len(shares)), shares, color="white", edgecolor=BLUE)
    bars[int(np.argmax(shares))].set(facecolor=BLUE, hatch="//", edgecolor="black")
    ax.set_xticks(range(len(shares)))


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
    """
    rows = np.asarray(rows, dtype=float)
    columns = min(columns, len(rows))
    lines, width = -(-len(rows) // columns), max(0.85 * columns, 4)
    room = 0.3 + 0.2 * max(caption.count("\n") for caption in captions or [""])
    height = lines * (min(width / columns, 1.1) + room)
    fig, axes = figure(title, rows=lines, columns=columns, width=width, height=height)
    for ax in np.ravel(axes)[len(rows) :]:
        ax.set_axis_off()
    limit = np.abs(rows).max()
    for i, (ax, row) in enumerate(zip(np.ravel(axes), rows)):
        draw_image(ax, row.reshape(size, size), signed=signed, limit=limit)
        ax.spines[:].set(visible=i in marked, color=ORANGE, linewidth=2.5)
        if i in marked:
            ax.plot([0, size - 1], [size - 1, 0], color=ORANGE, linewidth=1.5)
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
    """
    rows = np.asarray(rows, dtype=float).reshape(len(rows), size, size)
    fig, axes = figure(title, columns=len(rows), width=2.7 * len(rows) + 0.6, height=2.95 if len(signed) else 3.25)
    for i, ax in enumerate(np.ravel(axes)):
        shown = draw_image(ax, rows[i], signed=i in signed, limit=None if i in signed else 1)
        if i in signed:
            draw_signs(ax, rows[i])
            fig.colorbar(shown, ax=ax, shrink=0.7)
        ax.set_title(captions[i], fontsize=10)
    show(fig, alt)


def images_and_shares(rows, shares, captions, *, title, alt, size=28):
    """Show images of size² pixels, a row each, and below each its probabilities as bars, large ones in %."""
    fig, axes = figure(title, rows=2, columns=len(rows), width=2.5 * len(rows), height=3.45, sharex="row", sharey="row")
    for (top, bottom), image, column, caption in zip(axes.T, rows, np.transpose(shares), captions, strict=True):
        draw_image(top, np.reshape(image, (size, size)), limit=1)
        top.set_title(caption, fontsize=10)
        draw_shares(bottom, column)
        for place in np.flatnonzero(column > 0.03):
            bottom.text(place, column[place] + 0.03, f"{100 * column[place]:.1f}", ha="center", fontsize=8,
                        bbox=PAPER | {"pad": 0.4})  # fmt: skip
        bottom.set(ylim=(0, 1.12), xlabel="class")
    axes[1, 0].set_ylabel("probability (numbers: %)")
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
