"""Chapter 14 · Finding bugs: four networks and ten scripts with one wrong line each. Read it when you have caught them.

Nothing in nnlib uses this module. Every class and function here is a right one with one line changed, and `reveal`
prints both lines.
"""

import numpy as np

from nnlib.activations import Identity, ReLU
from nnlib.layers import Layer
from nnlib.losses import CrossEntropy
from nnlib.mnist import find_file, load_idx
from nnlib.network import NeuralNetwork

COLLEAGUES = ("Ada", "Ben", "Cleo", "Dan", "Eve")


def read_files():
    """Return what the two training files hold: bytes of shape (60000, 28, 28), and labels, int64, shape (60000,)."""
    images = load_idx(find_file(None, "train-images-idx3-ubyte"))
    return images, load_idx(find_file(None, "train-labels-idx1-ubyte")).astype(np.int64)


# The five colleagues


class NetworkOfAda(NeuralNetwork):
    """A network that takes its step of gradient descent within the backward pass.

    Parameters
    ----------
    layers : list of Layer
    rate : float
    """

    def __init__(self, layers, rate):
        super().__init__(layers)
        self.rate = rate

    def backward_pass(self, d_outputs):
        """Fill the gradients and step at once; d_outputs is an array of shape (outs, n)."""
        da = d_outputs
        for layer in reversed(self.layers):
            layer.backward_pass(da, need_dx=False)
            dz = layer.act_function.backward(layer.a, da)
            layer.W -= self.rate * layer.dW
            layer.b -= self.rate * layer.db
            da = layer.W.T @ dz  # by now W has moved


class LayerOfBen(Layer):
    """A layer whose neurons share one slope for their biases."""

    def backward_pass(self, da, *, need_dx=True):
        """Write dW and db; return the blame for the inputs, (ins, n). da has the shape (outs, n); need_dx is a bool."""
        dx = super().backward_pass(da, need_dx=need_dx)
        dz = self.act_function.backward(self.a, da)
        self.db[...] = dz.sum()
        return dx


class ReLUOfCleo(ReLU):
    """A ReLU that takes an output of 0 for one that lets blame through."""

    def backward(self, a, da):
        """Return the blame for z, shape (outs, n), from the outputs a and their blame da."""
        return (a >= 0) * da


class ReLUOfEve(ReLU):
    """A ReLU without a slope."""

    def backward(self, a, da):
        """Return the blame for z, shape (outs, n), from the outputs a and their blame da."""
        return da


def network(name, sizes, *, rng, rate):
    """Return the untrained network of a colleague.

    Parameters
    ----------
    name : str
        One of COLLEAGUES.
    sizes : list of int
        Such as [784, 64, 10]: inputs, hidden neurons, outputs.
    rng : np.random.Generator
    rate : float
        The learning rate; only Ada's network wants to know it.

    Returns
    -------
    NeuralNetwork; raises ValueError for another name.
    """
    if name not in COLLEAGUES:
        raise ValueError(f"name must be one of {', '.join(COLLEAGUES)}, but it is {name!r}")
    kind = LayerOfBen if name == "Ben" else Layer
    hidden = {"Cleo": ReLUOfCleo, "Eve": ReLUOfEve}.get(name, ReLU)()
    layers = []
    for k in range(1, len(sizes)):
        last = k == len(sizes) - 1
        layers.append(kind(sizes[k - 1], sizes[k], Identity() if last else hidden, rng=rng))
    return NetworkOfAda(layers, rate) if name == "Ada" else NeuralNetwork(layers)


def train_colleague(name, sizes, x, y, *, rate, epochs, batch_size, rng, after_epoch=None):
    """Train the network of a colleague by the colleague's own program.

    Parameters
    ----------
    name : str
        One of COLLEAGUES.
    sizes : list of int
    x : array, shape (ins, n)
    y : int array, shape (n,)
    rate : float
    epochs, batch_size : int
    rng : np.random.Generator
        Draws the weights, and then the order of the examples, epoch by epoch.
    after_epoch : callable, optional
        ``after_epoch(net)`` is called after each epoch.

    Returns
    -------
    NeuralNetwork, trained; raises ValueError for another name.
    """
    net = network(name, sizes, rng=rng, rate=rate)
    loss = CrossEntropy()
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch_size):
            batch = order[start : start + batch_size]
            net.backward_pass(loss.derivative(net.forward_pass(x[:, batch]), y[batch]))
            if name != "Ada":  # her network has taken its step
                for value, gradient in net.parameters():
                    value -= rate * gradient
        if after_epoch is not None:
            after_epoch(net)
    return net


# The ten scripts: functions that stand in the place of a right one


def build_1(rng, hidden=32):
    """Return an untrained network; rng is a Generator, hidden an int."""
    net = NeuralNetwork([Layer(784, hidden, ReLU(), rng=rng), Layer(hidden, 10, Identity(), rng=rng)])
    for layer in net.layers:
        layer.W = rng.normal(0, 1, layer.W.shape)
    return net


def prepare_2(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = images[rows].reshape(-1, 784).T
    y = labels[rows]
    return x, y


def moves_3(net):
    """Return the (value, gradient) pairs of a net that the optimizer moves, a list."""
    return net.layers[1].parameters()


def answer_4(net, x):
    """Return the digits that net, a NeuralNetwork, reads in x, shape (784, n): an int array of shape (n,)."""
    found = []
    for start in range(0, x.shape[1], 10):
        outputs = net.forward_pass(x[:, start : start + 10])
        found.append(outputs.argmax(axis=1))
    return np.concatenate(found)


def prepare_5(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = images[rows].reshape(-1, 784).T / 255
    y = labels[np.random.default_rng(8).permutation(rows)]
    return x, y


def build_6(rng, hidden=32):
    """Return an untrained network; rng is a Generator, hidden an int."""
    net = NeuralNetwork([Layer(784, hidden, ReLU(), rng=rng), Layer(hidden, 10, Identity(), rng=rng)])
    for layer in net.layers:
        layer.W = np.zeros(layer.W.shape)
    return net


def prepare_7(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = images[rows].transpose(0, 2, 1).reshape(-1, 784).T / 255
    y = labels[rows]
    return x, y


class Loss8(CrossEntropy):
    """A cross-entropy that gets labels, int array of shape (n,)."""

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (10, n), targets (n,)."""
        return super().__call__(outputs, np.eye(10)[targets - 1].T)

    def derivative(self, outputs, targets):
        """Return the slopes of the outputs, shape (10, n); targets (n,)."""
        return super().derivative(outputs, np.eye(10)[targets - 1].T)


class Loss9(CrossEntropy):
    """A cross-entropy that gets labels, int array of shape (n,)."""

    def derivative(self, outputs, targets):
        """Return the slopes of the outputs, shape (10, n); targets (n,)."""
        return super().derivative(outputs, targets) / outputs.shape[1]


def prepare_10(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = (images[rows].reshape(-1, 784).T - 128) / 128
    y = labels[rows]
    return x, y


def undo_10(x):
    """Return the bytes that ought to have become x, an array of any shape: this is right, for what was meant."""
    return np.round(x * 128 + 128)


CHANGES = {
    1: {"build": build_1},
    2: {"training": prepare_2, "validation": prepare_2},
    3: {"moves": moves_3},
    4: {"answer": answer_4},
    5: {"training": prepare_5},
    6: {"build": build_6},
    7: {"validation": prepare_7},
    8: {"loss": Loss8()},
    9: {"loss": Loss9()},
    10: {"training": prepare_10, "validation": prepare_10, "undo": undo_10},
}


def nothing(net):
    """Return an empty list: the net has moved its parameters itself."""
    return []


def script(which, right):
    """Return a script with one line changed.

    Parameters
    ----------
    which : int or str
        A suspect from 1 to 10, or a colleague: the right script with her or his network.
    right : dict
        The right script of the lesson.

    Returns
    -------
    dict, a copy of right with one part exchanged, at each place where it stands (suspect 10 brings along the ``undo``
    of what it meant); raises ValueError for another suspect.
    """
    if which in CHANGES:
        return dict(right, **CHANGES[which])
    if which not in COLLEAGUES:
        raise ValueError(f"which must be a suspect from 1 to 10 or one of {', '.join(COLLEAGUES)}, but it is {which!r}")

    def build(rng, hidden=32):
        return network(which, [784, hidden, 10], rng=rng, rate=0.1)

    return dict(right, build=build, moves=nothing) if which == "Ada" else dict(right, build=build)


LINES = {  # what right code says, and what is found here
    "Ada": ("da = layer.W.T @ dz  # and only then W moves", "da = layer.W.T @ dz  # by now W has moved"),
    "Ben": ("self.db[...] = dz.sum(axis=1, keepdims=True)", "self.db[...] = dz.sum()"),
    "Cleo": ("return (a > 0) * da", "return (a >= 0) * da"),
    "Dan": ("the same", "the same"),
    "Eve": ("return (a > 0) * da", "return da"),
    1: ("no such line: Layer has drawn weights of the size 1/√ins", "layer.W = rng.normal(0, 1, layer.W.shape)"),
    2: ("x = images[rows].reshape(-1, 784).T / 255", "x = images[rows].reshape(-1, 784).T"),
    3: ("return net.parameters()", "return net.layers[1].parameters()"),
    4: ("found.append(outputs.argmax(axis=0))", "found.append(outputs.argmax(axis=1))"),
    5: ("y = labels[rows]", "y = labels[np.random.default_rng(8).permutation(rows)]"),
    6: ("no such line: Layer has drawn weights of the size 1/√ins", "layer.W = np.zeros(layer.W.shape)"),
    7: ("x = images[rows].reshape(-1, 784).T / 255", "x = images[rows].transpose(0, 2, 1).reshape(-1, 784).T / 255"),
    8: ("np.eye(10)[targets].T", "np.eye(10)[targets - 1].T"),
    9: ("super().derivative(outputs, targets)", "super().derivative(outputs, targets) / outputs.shape[1]"),
    10: ("x = (images[rows].reshape(-1, 784).T - 128.0) / 128", "x = (images[rows].reshape(-1, 784).T - 128) / 128"),
}  # fmt: skip

FAULTS = {  # in a few words
    "Ada": "W moves too early",
    "Ben": "one slope for all b",
    "Cleo": "ReLU: >= for >",
    "Eve": "ReLU: no slope",
    1: "weights of size 1",
    2: "not divided by 255",
    3: "layer 1 stands still",
    4: "the wrong axis",
    5: "labels shuffled",
    6: "weights of 0",
    7: "validation transposed",
    8: "label minus 1",
    9: "1/n twice",
    10: "bytes below 0",
}


def reveal(which):
    """Print the line that should be there, and the one that is there.

    Parameters
    ----------
    which : int or str
        A suspect from 1 to 10, or the name of a colleague.
    """
    right, wrong = LINES[which]
    print("should be:", right)
    print("is:       ", wrong)
