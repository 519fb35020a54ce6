"""How every figure looks, and the one way in which it is shown: with its title as a caption, and with alt text.

A figure's title states its message. Colours come from the palette of Okabe and Ito, which readers
who do not see red and green apart can distinguish; lines differ in dash style as well.
"""

import base64
import html
import io

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import HTML, display
from PIL import Image

BLUE, ORANGE, GREEN, PINK, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#666666"
DASHES = ("-", "--", "-.", ":")
INK = "Greys"  # colour map for images from 0 (paper) to 1 (ink)
SIGNED = "PuOr_r"  # colour map for signed values: orange for plus, violet for minus, distinct in grey


def figure(title="", *, rows=1, columns=1, width=7.5, height=3.35, **options):
    """Return a new figure, whose title `show` and `picture` write above it.

    Parameters
    ----------
    title : str
        The message of the figure, remembered as its label: text that can be searched and read aloud.
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
    fig.set_label(title)
    for ax in np.ravel(axes):
        ax.spines[["top", "right"]].set_visible(False)
    return fig, axes


def picture(fig, alt, *, dpi=130, compact=True):
    """Return a figure as HTML, for notebooks and web pages alike: its title, and below it an image with alt text.

    Parameters
    ----------
    fig : matplotlib figure
        Its label is the title. It is closed afterwards in any case, so that it is not shown twice.
    alt : str
        What a reader learns from the figure, for those who cannot see it.
    dpi : int
        Pixels per inch.
    compact : bool
        Whether to spend time on a small file, for a picture that is stored.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the alt text is too short to say anything.
    """
    try:
        if len(alt) < 15:
            raise ValueError("alt must say what a reader learns from the figure")
        file = io.BytesIO()
        quick = {} if compact else {"compress_level": 1}
        fig.savefig(file, format="png", dpi=dpi, facecolor="white", pil_kwargs=quick)
    finally:
        plt.close(fig)
    if compact:  # 256 colours are enough for a figure, and make the notebook a third of the size
        drawn, file = Image.open(file), io.BytesIO()
        drawn.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, format="png", optimize=True)
    data = base64.b64encode(file.getvalue()).decode()
    style = f"width:{round(fig.get_figwidth() * 96)}px;max-width:100%"
    image = f'<img alt="{html.escape(alt)}" style="{style}" src="data:image/png;base64,{data}">'
    return f'<figure style="{style};margin:0.5em 0">{caption(fig.get_label())}{image}</figure>'


def caption(title):
    """Return a title, a str, as HTML in the colours of the page it will stand on; nothing for none. Raises nothing."""
    if not title.strip():
        return ""
    style = "font-weight:bold;text-align:center;line-height:1.4;margin:0 0 0.4em"
    return f'<figcaption style="{style}">{html.escape(title)}</figcaption>'


def show(fig, alt):
    """Show a figure with its title, and as an image that carries its alt text.

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
    display(HTML(picture(fig, alt)))
