"""Chapter 08 · The digit pad: draw a digit with mouse, finger or keyboard, and ask a network what it reads.

A drawing is a list of strokes, a stroke a list of points (x, y) on a page of 280 by 280 pixels,
counted from the top left.
"""

import json
from pathlib import Path

import anywidget
import numpy as np
import traitlets
from PIL import Image, ImageDraw

from nncourse import plots
from nncourse.explorers.base import Explorer, choice
from nnlib.activations import Softmax
from nnlib.drawing import averaging, fit_and_centre

PAGE = 280  # pixels along one side: ten for each pixel of an MNIST image
PEN = 24  # pixels: about as wide as the strokes of MNIST
HELP = "Drawing page. Arrow keys move the pen, Space puts it down or lifts it, Delete clears the page."

JAVASCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")  # the web pages use it, too

STYLE = """
.digit-pad { border: 2px solid #666666; touch-action: none; cursor: crosshair; max-width: 100%; }
.digit-pad:focus { outline: 3px solid #0072B2; outline-offset: -3px; }
.digit-pad-said { font-family: monospace; font-size: 12px; }
"""


class DrawingPage(anywidget.AnyWidget):
    """A page to draw on; its ``value`` is the list of strokes. Raises TraitError if value is set to anything else."""

    _esm = JAVASCRIPT
    _css = STYLE
    value = traitlets.List(traitlets.List()).tag(sync=True)
    help = traitlets.Unicode(HELP).tag(sync=True)


def drawings():
    """Return ten stored drawings, one of each digit, neither centred nor of one size.

    Returns
    -------
    dict of int to list of strokes.
    """
    text = Path(__file__).with_name("drawings.json").read_text(encoding="utf-8")
    return {int(digit): strokes for digit, strokes in json.loads(text).items()}


def ink(strokes):
    """Return the page with the strokes drawn by a round pen.

    Parameters
    ----------
    strokes : list of lists of (x, y)

    Returns
    -------
    array of shape (280, 280), from 0 (paper) to 1 (ink).
    """
    page = Image.new("L", (PAGE, PAGE))
    brush = ImageDraw.Draw(page)
    for stroke in strokes:
        points = [tuple(point) for point in stroke]
        brush.line(points, fill=255, width=PEN, joint="curve")
        for x, y in (points[0], points[-1]):
            brush.ellipse((x - PEN / 2, y - PEN / 2, x + PEN / 2, y + PEN / 2), fill=255)
    return np.asarray(page) / 255


def shrunk(page):
    """Return a page brought to 28 by 28 pixels as it is, neither fitted nor centred.

    Parameters
    ----------
    page : array, shape (280, 280)

    Returns
    -------
    array of shape (28, 28).
    """
    smaller = averaging(PAGE, 28)
    return smaller @ page @ smaller.T


def shares(net, image):
    """Return what the network makes of an image, as ten shares that add up to 1.

    Parameters
    ----------
    net : NeuralNetwork with ten logits
    image : array, shape (28, 28)

    Returns
    -------
    array of shape (10,); raises what the network raises.
    """
    return Softmax()(net.forward_pass(image.reshape(784, 1)))[:, 0]


def explore(networks, strokes=()):
    """Return the digit pad: a page to draw on, what the network gets to see, and its ten shares as bars.

    Parameters
    ----------
    networks : dict of str to NeuralNetwork
        Each with 784 inputs and ten logits; the first is asked first.
    strokes : list of lists of (x, y)
        What is drawn already.

    Returns
    -------
    Explorer; raises what the network raises.
    """
    page = DrawingPage(value=[list(map(list, stroke)) for stroke in strokes])
    controls = {"strokes": page, "network": choice("network to ask", list(networks), next(iter(networks)))}
    pad = Explorer(
        controls,
        lambda strokes, network: draw(networks[network], strokes),
        {"Clear": lambda **values: {"strokes": []}},
    )
    first, *others = pad.children
    first.children = first.children[1:]  # the page stands beside the picture, not among the other controls
    beside = type(first)([page, pad.picture])
    beside.layout.flex_flow = "row wrap"
    pad.children = [first, *others[:-2], beside, pad.readout]
    return pad


def draw(net, strokes):
    """Return the picture of a drawing and its ten shares, its alt text, and the readout.

    Parameters
    ----------
    net : NeuralNetwork with ten logits
    strokes : list of lists of (x, y)

    Returns
    -------
    (figure, str, str); raises what the network raises.
    """
    page = ink(strokes)
    raw, fitted = shrunk(page), fit_and_centre(page)
    if fitted.any():
        found, uncentred = shares(net, fitted), shares(net, raw)
        first, second = np.argsort(found)[:-3:-1]
        title = f"Read as {first}"
        text = f"Read as {first}, share {found[first]:.0%}; next comes {second}, {found[second]:.0%}.\n"
        text += f"Without fitting and centring: {uncentred.argmax()}, share {uncentred.max():.0%}."
        alt = f"The drawing fitted and centred on 28 by 28 pixels, and ten bars of which {first} is the longest."
    else:
        found, uncentred = np.zeros(10), np.zeros(10)
        title = "An empty page"
        text = "The page is empty. Draw a digit with the mouse, a finger, or the keyboard: " + HELP
        alt = "An empty page of 28 by 28 pixels, and no bars."
    fig, axes = plots.figure(title, columns=3, width=8.2, height=2.65, width_ratios=(1, 1, 1.4))
    captions = ("as drawn", "fitted and centred")
    for ax, image, caption, answer in zip(axes, (raw, fitted), captions, (uncentred, found)):
        ax.imshow(image, cmap=plots.INK, vmin=0, vmax=1)
        ax.set_title(f"{caption}: read as {answer.argmax()}" if fitted.any() else caption, fontsize=10)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(True)
    colours = [plots.ORANGE if found.any() and digit == found.argmax() else plots.BLUE for digit in range(10)]
    axes[2].barh(range(10), found, color=colours)
    axes[2].set(yticks=range(10), xlim=(0, 1), xlabel="share")
    axes[2].invert_yaxis()
    return fig, alt, text
