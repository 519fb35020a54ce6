"""How every figure looks, and the one way in which it is shown: with its title as a caption, and with alt text.

A figure's title states its message. Colours come from the palette of Okabe and Ito, which readers
who do not see red and green apart can distinguish; lines differ in dash style as well.
"""

import base64
import html
import io
import sys

import numpy as np
from IPython.display import HTML, display
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

BLUE, ORANGE, GREEN, PINK, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#666666"
COLOURS = (BLUE, ORANGE, GREEN, PINK)
DASHES = ("-", "--", "-.", ":")
INK = "Greys"  # colour map for images from 0 (paper) to 1 (ink)
SIGNED = "PuOr_r"  # colour map for signed values: orange for plus, violet for minus, distinct in grey
YES = {"facecolor": "#FDEFE3", "edgecolor": "#E5B48C", "linewidth": 0}  # where a neuron answers 1; hatched
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}  # behind a text that stands on a line
CENTRED = {"ha": "center", "va": "center"}


def figure(title="", *, rows=1, columns=1, width=7.5, height=3.35, dpi=None, **options):
    """Return a new figure, whose title `show` and `picture` write above it.

    Parameters
    ----------
    title : str
        The message of the figure, remembered as its label: text that can be searched and read aloud.
    rows, columns : int
        How many axes.
    width, height : float, in inches
    dpi : int, optional
        Pixels per inch.
    **options
        Passed on to ``Figure.subplots``.

    Returns
    -------
    figure, and its axes: one, or an array of them as ``Figure.subplots`` gives it
    """
    # Not by pyplot: Jupyter closes all of its figures after each message, also one that another thread is drawing.
    fig = Figure(figsize=(width, height), dpi=dpi, layout="constrained")
    axes = fig.subplots(rows, columns, **options)
    fig.set_label(title)
    for ax in np.ravel(axes):
        ax.spines[["top", "right"]].set_visible(False)
    return fig, axes


def picture(fig, alt, *, dpi=130, compact=True):
    """Return a figure as HTML, for notebooks and web pages alike: its title, and below it an image with alt text.

    Parameters
    ----------
    fig : matplotlib figure
        Its label is the title. One of pyplot is closed in any case, so that it is not shown twice.
    alt : str
        What a reader learns from the figure, for those who cannot see it; a ValueError if it says nothing.
    dpi : int
        Pixels per inch.
    compact : bool
        Whether to spend time on a small file, for a picture that is stored.

    Returns
    -------
    str
    """
    try:
        if len(alt) < 15:
            raise ValueError("alt must say what a reader learns from the figure")
        file = io.BytesIO()
        quick = {} if compact else {"compress_level": 1}
        fig.savefig(file, format="png", dpi=dpi, facecolor="white", pil_kwargs=quick)
    finally:
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close(fig)
    if compact:  # 256 colours are enough for a figure, and make the notebook a third of the size
        drawn, file = Image.open(file), io.BytesIO()
        drawn.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, format="png", optimize=True)
    data = base64.b64encode(file.getvalue()).decode()
    style = f"width:{round(fig.get_figwidth() * 96)}px;max-width:100%"
    image = f'<img alt="{html.escape(alt)}" style="{style}" src="data:image/png;base64,{data}">'
    shown = f'<figure style="{style};margin:0.5em 0">{caption(fig.get_label())}{image}</figure>'
    return f"<!-- a figure -->\n{shown}"  # JupyterLab shows the first line of a folded answer: it gives nothing away


def caption(title):
    """Return a title, a str, as HTML in the colours of the page that it will stand on; nothing for none."""
    if not title.strip():
        return ""
    style = "font-weight:bold;text-align:center;line-height:1.4;margin:0 0 0.4em"
    return f'<figcaption style="{style}">{html.escape(title)}</figcaption>'


def show(fig, alt):
    """Show a figure, fig, with its title and with alt, a str that says what a reader learns from it, and close it."""
    display(HTML(picture(fig, alt)))


def finish(fig, ax, alt, **settings):
    """Give axes, ax, a legend and the settings, which go to ``ax.set``, and show their figure, fig, with alt, a str."""
    ax.set(**settings)
    ax.legend(frameon=False)
    show(fig, alt)


def minus(text):
    """Return a text, a str, with minus signs in place of its hyphens."""
    return text.replace("-", "−")


def legend_below(fig, keys, **look):
    """Put the legend of a figure, fig, below its axes; keys are a list of artists, and look goes to ``fig.legend``."""
    fig.legend(handles=keys, loc="outside lower center", frameon=False, **({"ncols": len(keys)} | look))


def key(label, marker="", **look):
    """Return an entry of a legend with a label and a marker, both str; without a line unless the look has one."""
    return Line2D([], [], marker=marker, label=label, **({"linestyle": ""} | look))
