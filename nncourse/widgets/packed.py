"""Networks and images of a lesson, packed for the browser: small, and the same numbers in JupyterLab and on a page."""

import numpy as np

from nncourse.widgets import live

# By the names of their classes, so that a learner's own are known, too.
ACTIVATIONS = {"Identity": "identity", "Sigmoid": "sigmoid", "Tanh": "tanh", "ReLU": "ReLU", "LeakyReLU": "leaky ReLU"}
CLOSE = 5e-4  # by less than so much may the outputs move if weights are rounded: two decimals stay as they are


def rounded(array, bits):
    """Return an array as float16 if bits is 16, or as float32 without its last 10 bits if bits is 22.

    A file of such float32 is packed to a half more than one of float16, and they are eight times as exact.
    """
    if bits == 16:
        with np.errstate(over="ignore"):  # too large for float16; the caller sees it in the outputs
            return np.asarray(array, dtype=np.float16)
    whole = np.asarray(array, dtype=np.float32).view(np.uint32)
    return ((whole + np.uint32(0x200)) & np.uint32(0xFFFFFC00)).view(np.float32)


def check_network(net, name, *, ins=784):
    """Return the fully connected layers of a network, a list; layers of Dropout do nothing in use, and are left out.

    Parameters
    ----------
    net : NeuralNetwork
    name : str
        What the messages call it.
    ins : int
        How many inputs it must take.

    Raises
    ------
    ValueError
        If the browser could not compute the network, or a weight is infinite or NaN.
    """
    layers = [layer for layer in net.layers if type(layer).__name__ != "Dropout"]
    for number, layer in enumerate(layers, start=1):
        if not all(hasattr(layer, part) for part in ("W", "b", "act_function")) or np.ndim(layer.W) != 2:
            kind = type(layer).__name__
            raise ValueError(f"network {name!r}: layer {number} is a {kind}; the explorer takes fully connected layers")
        act = layer.act_function
        if type(act).__name__ not in ACTIVATIONS or getattr(act, "alpha", 0.1) != 0.1:
            known = ", ".join(ACTIVATIONS)
            raise ValueError(
                f"network {name!r}: layer {number} has {act!r}; the explorer takes {known}, with alpha 0.1"
            )
        if not (np.isfinite(layer.W).all() and np.isfinite(layer.b).all()):
            raise ValueError(f"network {name!r}: a weight or bias of layer {number} is infinite or NaN")
    if not layers or layers[0].W.shape[1] != ins:
        found = layers[0].W.shape[1] if layers else "no layers, and so no"
        raise ValueError(f"network {name!r} takes {found} inputs; the explorer's images have {ins} pixels")
    return layers


def through(layers, weights, x):
    """Return the outputs of fully connected layers with other weights, an array of shape (outs, n)."""
    for layer, W in zip(layers, weights):
        x = layer.act_function(W.astype(float) @ x + layer.b)
    return x


def network(net, name, x):
    """Return a network as a message for js/gallery.js, from `live.pack`.

    Parameters
    ----------
    net, name : see `check_network`; so are the errors
    x : array, shape (ins, n)
        Examples. If they tell float16 from the full weights by more than CLOSE, the weights get 22 bits.
    """
    layers = check_network(net, name, ins=len(x))
    weights = [rounded(layer.W, 16) for layer in layers]
    finite = all(np.isfinite(W).all() for W in weights)
    exact = through(layers, [layer.W for layer in layers], x)
    if not finite or np.abs(through(layers, weights, x) - exact).max() > CLOSE:
        weights = [rounded(layer.W, 22) for layer in layers]
    arrays = {}
    for number, (layer, W) in enumerate(zip(layers, weights)):
        arrays |= {f"W{number}": W, f"b{number}": np.asarray(layer.b, dtype=float)}
    return live.pack(arrays, acts=[ACTIVATIONS[type(layer.act_function).__name__] for layer in layers])


def pixels(x):
    """Return images, shape (784, n), as uint8 from 0 to 255 if that is what they were once, else as float32.

    js/gallery.js divides by `full` of them.
    """
    x = np.asarray(x, dtype=float)
    whole = np.rint(255 * x)
    if x.size and np.abs(255 * x - whole).max() < 1e-4 and whole.min() >= 0 and whole.max() <= 255:
        return whole.astype(np.uint8)
    return x.astype(np.float32)


def full(images):
    """Return what full ink is in images of `pixels`: 255, or 1 in float32."""
    return 255 if images.dtype == np.uint8 else 1


def check_images(x, labels):
    """Raise ValueError unless x has shape (784, n), without NaN, and labels are n digits."""
    if np.ndim(x) != 2 or np.shape(x)[0] != 784 or not np.shape(x)[1]:
        raise ValueError(f"expected images of shape (784, n), one per column, not {np.shape(x)}")
    if np.shape(labels) != np.shape(x)[1:]:
        raise ValueError(f"images of shape {np.shape(x)} need as many labels, not {np.shape(labels)}")
    if not np.isfinite(x).all():
        raise ValueError("an image holds a number that is infinite or NaN")
