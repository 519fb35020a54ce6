"""Chapter 08 · The digit pad: draw a digit with mouse, finger or keyboard, and ask a network what it reads.

A drawing is a list of strokes, a stroke a list of points (x, y) on a page of 280 by 280 pixels,
counted from the top left.
"""

import json
from pathlib import Path

import numpy as np
import traitlets

from nncourse.widgets.live import Live, pack
from nnlib import Identity, Layer, LeakyReLU, NeuralNetwork, ReLU, Sigmoid, Softmax, Tanh
from nnlib.drawing import averaging

PAGE = 280  # pixels along one side: ten for each pixel of an MNIST image
PEN = 24  # pixels: about as wide as the strokes of MNIST
LARGE = 120  # pixels: a smaller drawing gets a thinner pen, as it will be enlarged
THINNEST = 4
NAMES = {Identity: "identity", Sigmoid: "sigmoid", Tanh: "tanh", ReLU: "ReLU", LeakyReLU: "leaky ReLU"}


def drawings():
    """Return ten stored drawings, one of each digit, neither centred nor of one size: a dict of int to strokes."""
    text = Path(__file__).with_name("drawings.json").read_text(encoding="utf-8")
    return {int(digit): strokes for digit, strokes in json.loads(text).items()}


def ink(strokes):
    """Return the page with the strokes drawn by a round pen.

    The pen is 24 pixels wide. It is thinner for a drawing of less than 120 pixels, as that will be enlarged.

    Parameters
    ----------
    strokes : list of lists of (x, y)

    Returns
    -------
    array of shape (280, 280), 0 for paper and 1 for ink
    """
    page = np.zeros((PAGE, PAGE))
    points = np.array([point for stroke in strokes for point in stroke], float).reshape(-1, 2)
    size = np.ptp(points, axis=0).max() if len(points) else 0
    pen = min(max(PEN * size / LARGE, THINNEST), PEN)
    for stroke in strokes:
        stroke = np.array(stroke, float)
        for start, end in zip([stroke[0], *stroke], stroke):
            draw_line(page, start, end, pen)
    return page


def draw_line(page, start, end, pen):
    """Ink all pixels of a page, an array, whose middle is at most half a pen's width from a line from start to end."""
    low = np.maximum(np.floor(np.minimum(start, end) - pen / 2), 0).astype(int)
    high = np.minimum(np.ceil(np.maximum(start, end) + pen / 2), PAGE - 1).astype(int)
    x, y = np.arange(low[0], high[0] + 1), np.arange(low[1], high[1] + 1)[:, np.newaxis]
    dx, dy = end - start
    along = np.clip(((x - start[0]) * dx + (y - start[1]) * dy) / (dx * dx + dy * dy or 1), 0, 1)
    ax, ay = x - start[0] - along * dx, y - start[1] - along * dy
    page[y, x] = np.maximum(page[y, x], ax * ax + ay * ay <= pen * pen / 4)


def shrunk(page):
    """Return a page, (280, 280), brought to 28 by 28 pixels as it is, neither fitted nor centred: array (28, 28)."""
    smaller = averaging(PAGE, 28)
    return smaller @ page @ smaller.T


def probabilities(net, image):
    """Return the ten probabilities that a network with ten logits gives an image.

    Parameters
    ----------
    net : NeuralNetwork, or anything with its forward_pass
    image : array, shape (28, 28) or (784,)

    Returns
    -------
    array of shape (10,); raises what the network raises
    """
    logits = np.asarray(net.forward_pass(np.reshape(image, (784, 1))))
    if logits.shape != (10, 1):
        raise ValueError(f"a network for the pad returns ten logits, shape (10, 1), not {logits.shape}")
    return Softmax()(logits)[:, 0]


def is_computed_there(net):
    """Whether the browser can compute a network: fully connected layers, with activations that the engine has."""
    layers = net.layers if type(net) is NeuralNetwork else [None]
    acts = [getattr(layer, "act_function", None) for layer in layers]
    plain = all(type(layer) is Layer and type(act) in NAMES for layer, act in zip(layers, acts))
    return plain and all(act.alpha == 0.1 for act in acts if type(act) is LeakyReLU)


class Pad(Live):
    """The pad, and the networks that only Python can compute: of these it asks by a message for each drawing.

    Parameters
    ----------
    networks : dict of str to network
    state : dict
    """

    asked = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, networks, state):
        limits = {"network": {"enum": [None, *networks]}}
        super().__init__("digit_pad", state, {"digit_pad-networks": self.packed}, limits)
        self.networks = networks
        self.asked = [name for name, net in networks.items() if not is_computed_there(net)]

    def packed(self):
        """Return the networks that the browser computes, and the names of all, as one message."""
        return packed({name: net for name, net in self.networks.items() if name not in self.asked}, [*self.networks])

    def answer(self, widget, content, buffers):
        """Send the probabilities of images of which the browser asks, or what the network complains of."""
        super().answer(widget, content, buffers)
        if content.get("ask") in self.networks:
            net = self.networks[content["ask"]]
            try:
                found = {"probabilities": [probabilities(net, image).tolist() for image in content["images"]]}
            except Exception as error:
                found = {"error": f"{type(error).__name__}: {error}"}
            self.send({"answer": content["question"], **found})


def packed(networks, names):
    """Return networks that the browser computes, and names, as one message from `pack`."""
    arrays, told = {}, []
    for name, net in networks.items():
        for i, layer in enumerate(net.layers):
            arrays[f"W{len(told)}:{i}"], arrays[f"b{len(told)}:{i}"] = compact(layer.W), compact(layer.b)
        acts = [NAMES[type(layer.act_function)] for layer in net.layers]
        sizes = [
            {"ins": layer.W.shape[1], "outs": layer.W.shape[0], "act": act} for layer, act in zip(net.layers, acts)
        ]
        told.append({"name": name, "layers": sizes})
    return pack(arrays, networks=told, names=names, drawings=[*drawings().values()])


def compact(array):
    """Return an array as float16, or as float32 if its numbers are too large for that."""
    fits = np.abs(array, dtype=float).max(initial=0) < np.finfo(np.float16).max
    return np.asarray(array, np.float16 if fits else np.float32)


def explore(networks, strokes=None, *, nudge=False, **state):
    """Return the digit pad: a page to draw on, what the network gets to see, and its ten probabilities as bars.

    Parameters
    ----------
    networks : dict of str to network
        Each with 784 inputs and ten logits; the first is asked first. Fully connected networks are computed in the
        browser while you draw; for others, such as convolutional ones, each drawing asks Python.
    strokes : list of lists of (x, y), optional
        What is drawn already; without it, an example.
    nudge : bool
        Whether the drawing can be moved along the slope of the loss, and at random, as in chapter 17.
    **state
        What it starts with: network="linear", example=3; with nudge also goal=8 (or "other"), size=0.1, steps=10 and
        seed=1.

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        If there is no network, or one does not take 784 inputs or return ten logits; with nudge also if the browser
        cannot compute one, or state is not what is said here.
    """
    networks = {str(name): net for name, net in dict(networks).items()}
    if not networks:
        raise ValueError("the pad needs at least one network, such as {'mine': net}")
    for net in networks.values():
        probabilities(net, np.zeros(784))
    if strokes is not None:
        state["strokes"] = [[[float(x), float(y)] for x, y in stroke] for stroke in strokes if len(stroke)]
    if not nudge:
        return Pad(networks, state)
    check_nudges(networks)
    sent = {"chapter17-networks": lambda: packed(networks, [*networks])}
    return Live("chapter17", state, sent, {"network": {"enum": [None, *networks]}})


def check_nudges(networks):
    """Raise ValueError if the browser cannot nudge a drawing for one of these networks."""
    for name, net in networks.items():
        if not is_computed_there(net):
            known = ", ".join(kind.__name__ for kind in NAMES)
            raise ValueError(
                f"network {name!r}: nudging takes fully connected layers with {known} (alpha 0.1), as the browser "
                f"computes the slope for the pixels; leave out nudge=True, and the pad asks Python"
            )
