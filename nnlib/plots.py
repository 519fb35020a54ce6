"""Figures that the chapters share, and the one way in which every figure is shown: with alt text.

A figure's title states its message. Colours come from the palette of Okabe and Ito, which readers
who do not see red and green apart can distinguish; lines differ in dash style as well.
"""

import base64
import html
import io

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import HTML, display

BLUE, ORANGE, GREEN, PINK, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#666666"
DASHES = ("-", "--", "-.", ":")
INK = "Greys"  # colour map for images from 0 (paper) to 1 (ink)
SIGNED = "PuOr_r"  # colour map for signed values: orange for plus, violet for minus, distinct in grey


def figure(title="", *, rows=1, columns=1, width=7.5, height=3.6, **options):
    """Return a new figure with its message as title.

    Parameters
    ----------
    title : str
    rows, columns : int
        How many axes.
    width, height : float, in inches
    **options
        Passed on to ``plt.subplots``.

    Returns
    -------
    figure, and its axes: one, or an array of them as ``plt.subplots`` gives it. Raises what that raises.
    """
    fig, axes = plt.subplots(rows, columns, figsize=(width, height), layout="constrained", **options)
    fig.suptitle(title, fontsize=12, fontweight="bold")
    for ax in np.ravel(axes):
        ax.spines[["top", "right"]].set_visible(False)
    return fig, axes


def show(fig, alt):
    """Show a figure as an image that carries its alt text, in notebooks and on web pages alike.

    Parameters
    ----------
    fig : matplotlib figure
        Closed afterwards, so that it is not shown twice.
    alt : str
        What a reader learns from the figure, for those who cannot see it.

    Raises
    ------
    ValueError
        If the alt text is too short to say anything.
    """
    if len(alt) < 15:
        raise ValueError("alt must say what a reader learns from the figure")
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=130, facecolor="white", metadata={"Software": None})
    plt.close(fig)
    data = base64.b64encode(buffer.getvalue()).decode()
    width = round(fig.get_figwidth() * 96)
    style = f"width:{width}px;max-width:100%"
    display(HTML(f'<img alt="{html.escape(alt)}" style="{style}" src="data:image/png;base64,{data}">'))


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


def curves(x, lines, *, title, alt, xlabel, ylabel, log=False, mark=None):
    """Show labelled curves over the same x, each with a colour and a dash style of its own.

    Parameters
    ----------
    x : array, shape (k,)
    lines : dict of str to array, shape (k,)
    title, alt, xlabel, ylabel : str
    log : bool
        Whether y is logarithmic.
    mark : float, optional
        Where to draw a thin vertical line.

    Raises
    ------
    ValueError
        If a curve is not as long as x, or alt is too short.
    """
    fig, ax = figure(title)
    for (label, y), colour, dash in zip(lines.items(), (BLUE, ORANGE, GREEN, PINK) * 3, DASHES * 3):
        ax.plot(x, y, color=colour, linestyle=dash, linewidth=2, label=label)
    if mark is not None:
        ax.axvline(mark, color=GREY, linewidth=0.8)
    ax.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    ax.legend(frameon=False)
    show(fig, alt)
