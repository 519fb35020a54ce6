"""How every figure looks, and the one way in which it is shown: with alt text.

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


def picture(fig, alt, *, dpi=130, compact=True):
    """Return a figure as HTML: an image that carries its alt text, in notebooks and on web pages alike.

    Parameters
    ----------
    fig : matplotlib figure
        Closed afterwards, so that it is not shown twice.
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
    if len(alt) < 15:
        raise ValueError("alt must say what a reader learns from the figure")
    file = io.BytesIO()
    quick = {} if compact else {"compress_level": 1}
    fig.savefig(file, format="png", dpi=dpi, facecolor="white", pil_kwargs=quick)
    plt.close(fig)
    if compact:  # 256 colours are enough for a figure, and make the notebook a third of the size
        drawn, file = Image.open(file), io.BytesIO()
        drawn.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, format="png", optimize=True)
    data = base64.b64encode(file.getvalue()).decode()
    style = f"width:{round(fig.get_figwidth() * 96)}px;max-width:100%"
    return f'<img alt="{html.escape(alt)}" style="{style}" src="data:image/png;base64,{data}">'


def show(fig, alt):
    """Show a figure as an image that carries its alt text.

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
