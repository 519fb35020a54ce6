"""Chapter 10 · Augmentation: one image moved, turned, resized and bent, and what two networks read in it."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from nncourse import plots
from nncourse.explorers.base import Explorer, slider
from nnlib.activations import Softmax
from nnlib.augmentation import SMOOTHNESS, resample, smoothing, turned

SIDE = 28
MIDDLE = (SIDE - 1) / 2
LEFT, TOP = (2, 33, 64), 12  # where the pictures stand, in pixels of an image


def explore(networks, x, labels):
    """Return an explorer that distorts one image by hand and asks two networks about it.

    Parameters
    ----------
    networks : dict of str to NeuralNetwork
        Two of them by name, with 784 inputs and ten outputs.
    x : array, shape (784, n)
    labels : array of int, shape (n,)

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If there are not two networks, or x and labels differ in n.
    """
    if len(networks) != 2:
        raise ValueError(f"the explorer compares two networks, not {len(networks)}")
    if x.shape[1] != len(labels):
        raise ValueError(f"{x.shape[1]} images, but {len(labels)} labels")
    controls = {
        "image": slider("image", 0, len(labels) - 1, min(3, len(labels) - 1), 1),
        "right": slider("right, pixels", -6, 6, 0, 1),
        "turn": slider("turn, degrees", -180, 180, 0, 5),
        "size": slider("size", 0.7, 1.3, 1.0, 0.1),
        "elastic": slider("elastic, pixels", 0, 3, 0, 0.5),
        "number": slider("draw", 0, 9, 0, 1),
    }

    def draw(image, **settings):
        return show(networks, x[:, image], labels[image], **settings)

    return Explorer(controls, draw, dpi=70)


def origins(right, turn, size, elastic, number):
    """Return where each pixel of the distorted image comes from in the old one.

    Parameters
    ----------
    right : int, in pixels
    turn : int, in degrees, anticlockwise
    size : float, a factor
    elastic : float, in pixels
        The strength of the elastic distortion, as of `Augment`.
    number : int
        Which draw of the distortion: the seed of its noise.

    Returns
    -------
    rows, columns : arrays, shape (28, 28).
    """
    place = np.arange(SIDE)
    rows, columns = turned(place[:, np.newaxis], place - right, MIDDLE, np.radians(turn), size)
    smooth = smoothing(SIDE, SMOOTHNESS)
    noise = np.random.default_rng(number).normal(0, 1, (2, SIDE, SIDE))
    bend = elastic * (smooth @ noise @ smooth.T)
    return rows + bend[0], columns + bend[1]


def show(networks, pixels, label, right, turn, size, elastic, number):
    """Return the figure for the present settings, its alt text and the readout.

    Parameters
    ----------
    networks : dict of str to NeuralNetwork, two of them
    pixels : array, shape (784,)
    label : int
    right, turn, size, elastic, number : see `origins`

    Returns
    -------
    (figure, str, str); raises what ``net.forward_pass`` raises.
    """
    rows, columns = origins(right, turn, size, elastic, number)
    image = pixels.reshape(SIDE, SIDE)
    bent = resample(image[np.newaxis].astype(float), rows[np.newaxis], columns[np.newaxis])[0]
    shares = {name: Softmax()(net.forward_pass(bent.reshape(784, 1)))[:, 0] for name, net in networks.items()}
    said = [f"{name} says {share.argmax()} ({share.max():.1%})" for name, share in shares.items()]
    fig = Figure(figsize=(9.2, 2.37))
    ax = fig.add_axes((0, 0, 1, 1))  # a single one for all parts: they cost more time than what is in them
    ax.set(xlim=(0, 146), ylim=(43.6, 6), aspect="equal")
    ax.set_axis_off()
    fig.set_label(f"The label is {label}: {', '.join(said)}")
    for left, caption in zip(LEFT, ("the image", "from where to where", "distorted")):
        ax.text(left + SIDE / 2, TOP - 2, caption, ha="center", va="center")
        ax.add_patch(Rectangle((left, TOP), SIDE, SIDE, fill=False, edgecolor="black", linewidth=0.8))
    for left, shown in zip(LEFT[::2], (image, bent)):
        ax.imshow(shown, cmap=plots.INK, vmin=0, vmax=1, extent=(left, left + SIDE, TOP + SIDE, TOP))
    arrows(ax, rows, columns)
    for (name, share), left, colour in zip(shares.items(), (99, 125), (plots.ORANGE, plots.BLUE)):
        bars(ax, share, name, left, colour)
    change = in_words(right, turn, size, elastic, number)
    alt = f"Left a handwritten {label}, in the middle arrows from where each pixel comes, then the image {change}. "
    alt += f"Bars of shares: {'; '.join(said)}."
    return fig, alt, f"{change[0].upper()}{change[1:]}: {', '.join(said)}. The label is {label}."


def arrows(ax, rows, columns):
    """Draw from where some of the pixels come: arrows that end at the new pixel.

    Parameters
    ----------
    ax : matplotlib axes
    rows, columns : arrays, shape (28, 28)

    Returns
    -------
    None.
    """
    ends = np.arange(1, SIDE, 3)
    down, across = np.meshgrid(ends, ends, indexing="ij")
    start_row, start_column = rows[down, across], columns[down, across]
    ax.plot(LEFT[1] + 0.5 + across.ravel(), TOP + 0.5 + down.ravel(), ".", color=plots.GREY, markersize=2)
    field = ax.quiver(LEFT[1] + 0.5 + start_column, TOP + 0.5 + start_row, across - start_column, down - start_row,
                      angles="xy", scale_units="xy", scale=1, width=0.0011, headwidth=5, color=plots.BLUE)  # fmt: skip
    field.set_clip_path(Rectangle((LEFT[1], TOP), SIDE, SIDE, transform=ax.transData))


def bars(ax, shares, name, left, colour):
    """Draw ten shares as bars that lie, the greatest one filled.

    Parameters
    ----------
    ax : matplotlib axes
    shares : array, shape (10,)
    name : str
    left : float
        Where the bars begin.
    colour : str

    Returns
    -------
    None.
    """
    best, places = shares.argmax(), TOP + 1.5 + 2.8 * np.arange(10)
    ax.hlines(places, left, left + 18 * shares, color="#999999", linewidth=8)
    ax.hlines(places[best], left, left + 18 * shares[best], color=colour, linewidth=8)
    ax.vlines(left, TOP, TOP + SIDE, color="black", linewidth=0.8)
    ax.text(left + 9, TOP - 2, name, ha="center", va="center")
    for digit, place in enumerate(places):
        ax.text(left - 1, place, digit, ha="right", va="center", fontweight="bold" if digit == best else "normal")


def in_words(right, turn, size, elastic, number):
    """Return what was done to the image.

    Parameters
    ----------
    right, turn, size, elastic, number : see `origins`

    Returns
    -------
    str.
    """
    parts = []
    if right:
        parts.append(
            f"moved {abs(right)} {'pixel' if abs(right) == 1 else 'pixels'} {'right' if right > 0 else 'left'}"
        )
    if turn:
        parts.append(f"turned {abs(turn)}° {'anticlockwise' if turn > 0 else 'clockwise'}")
    if round(size, 1) != 1:
        parts.append(f"{size:.1f} times its size")
    if elastic:
        parts.append(f"bent by elastic {elastic:g}, draw {number}")
    return ", ".join(parts) or "unchanged"
