"""Chapter 14 · Finding bugs: four networks and ten scripts with one wrong line each. Read it when you have caught them.

Nothing in nnlib uses this module. Every class and function here is a correct one with one line changed; SUSPECTS says
which part of the script each of them replaces, and `reveal` prints both lines.
"""

import numpy as np

from nnlib.activations import Identity, ReLU
from nnlib.layers import Layer
from nnlib.losses import CrossEntropy
from nnlib.mnist import find_file, load_idx
from nnlib.network import NeuralNetwork
from nnlib.optimizers import SGD
from nnlib.training import mini_batches

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
    """A layer that gives all of its biases one gradient."""

    def backward_pass(self, da, *, need_dx=True):
        """Write dW and db, and return the gradient for the inputs, (ins, n); da is (outs, n), need_dx a bool."""
        dx = super().backward_pass(da, need_dx=need_dx)
        dz = self.act_function.backward(self.a, da)
        self.db[...] = dz.sum()
        return dx


class ReLUOfCleo(ReLU):
    """A ReLU that takes an output of 0 for one that lets the gradient through."""

    def backward(self, a, da):
        """Return the gradient for z, shape (outs, n), from the outputs a and their gradient da."""
        return (a >= 0) * da


class ReLUOfEve(ReLU):
    """A ReLU that forgets its derivative."""

    def backward(self, a, da):
        """Return the gradient for z, shape (outs, n), from the outputs a and their gradient da."""
        return da


def colleague(name, rate):
    """Return the parts of the script that a colleague has written, a dict: a rate, float, is what Ada's network needs.

    The name is one of COLLEAGUES; Dan's ``build`` is the correct one.
    """
    kind = LayerOfBen if name == "Ben" else Layer
    hidden_function = {"Cleo": ReLUOfCleo, "Eve": ReLUOfEve}.get(name, ReLU)()

    def build(rng, hidden=32):
        layers = [kind(784, hidden, hidden_function, rng=rng), kind(hidden, 10, Identity(), rng=rng)]
        return NetworkOfAda(layers, rate) if name == "Ada" else NeuralNetwork(layers)

    def nothing(net):
        return []  # her network has taken its step

    return {"build": build, "moves": nothing} if name == "Ada" else {"build": build}


def answers(name, seed):
    """Run the program of a colleague: train on the first 5,000 images for three epochs, and read the last 10,000.

    Parameters
    ----------
    name : str
        One of COLLEAGUES.
    seed : int
        For the starting weights, and for the order of the images.

    Returns
    -------
    int array of shape (10000,): the digits that it reads; raises ValueError for another name.
    """
    if name not in COLLEAGUES:
        raise ValueError(f"name must be one of {', '.join(COLLEAGUES)}, but it is {name!r}")
    images, labels = read_files()
    rows = np.random.default_rng(1000 + seed).permutation(5000)
    x, y = images[rows].reshape(-1, 784).T / 255, labels[rows]
    parts = colleague(name, 0.1)
    net, loss, optimizer = parts["build"](np.random.default_rng(seed)), CrossEntropy(), SGD(0.1)
    order = np.random.default_rng(7 + seed)
    for _ in range(3):
        for few, targets in mini_batches(x, y, 50, order):
            net.backward_pass(loss.derivative(net.forward_pass(few), targets))
            optimizer.step(parts.get("moves", NeuralNetwork.parameters)(net))
    return net.predict(images[50_000:].reshape(-1, 784).T / 255)


# The ten scripts: functions that take the place of a correct one


def build_wide(rng, hidden=32):
    """Return an untrained network; rng is a Generator, hidden an int."""
    net = NeuralNetwork([Layer(784, hidden, ReLU(), rng=rng), Layer(hidden, 10, Identity(), rng=rng)])
    for layer in net.layers:
        layer.W = rng.normal(0, 1, layer.W.shape)
    return net


def build_zero(rng, hidden=32):
    """Return an untrained network; rng is a Generator, hidden an int."""
    net = NeuralNetwork([Layer(784, hidden, ReLU(), rng=rng), Layer(hidden, 10, Identity(), rng=rng)])
    for layer in net.layers:
        layer.W = np.zeros(layer.W.shape)
    return net


def prepare_undivided(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = images[rows].reshape(-1, 784).T
    y = labels[rows]
    return x, y


def prepare_shuffled(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = images[rows].reshape(-1, 784).T / 255
    y = labels[np.random.default_rng(8).permutation(rows)]
    return x, y


def prepare_transposed(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = images[rows].transpose(0, 2, 1).reshape(-1, 784).T / 255
    y = labels[rows]
    return x, y


def prepare_wrapped(images, labels, rows):
    """Return x (784, n) and y (n,), from the bytes images and the labels of a file; rows is an int array (n,)."""
    x = (images[rows].reshape(-1, 784).T - 128) / 128
    y = labels[rows]
    return x, y


def undo_wrapped(x):
    """Return the bytes that ought to have become x, an array of any shape: this is correct, for what was meant."""
    return np.round(x * 128 + 128)


def moves_last(net):
    """Return the (value, gradient) pairs of a net that the optimizer moves, a list."""
    return net.layers[1].parameters()


def answer_across(net, x):
    """Return the digits that net, a NeuralNetwork, reads in x, shape (784, n): an int array of shape (n,)."""
    found = []
    for start in range(0, x.shape[1], 10):
        outputs = net.forward_pass(x[:, start : start + 10])
        found.append(outputs.argmax(axis=1))
    return np.concatenate(found)


class LossOfNeighbours(CrossEntropy):
    """A cross-entropy that gets labels, int array of shape (n,)."""

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (10, n), targets (n,)."""
        return super().__call__(outputs, np.eye(10)[targets - 1].T)

    def derivative(self, outputs, targets):
        """Return the gradient for the outputs, shape (10, n); targets (n,)."""
        return super().derivative(outputs, np.eye(10)[targets - 1].T)


class LossDividedTwice(CrossEntropy):
    """A cross-entropy that gets labels, int array of shape (n,)."""

    def derivative(self, outputs, targets):
        """Return the gradient for the outputs, shape (10, n); targets (n,)."""
        return super().derivative(outputs, targets) / outputs.shape[1]


SUSPECTS = {  # by the complaint of the owner: the parts that are changed, what correct code says, what is found here
    "always-1": (
        {"training": prepare_undivided, "validation": prepare_undivided},
        "x = images[rows].reshape(-1, 784).T / 255",
        "x = images[rows].reshape(-1, 784).T",
    ),
    "guesses": (
        {"training": prepare_shuffled},
        "y = labels[rows]",
        "y = labels[np.random.default_rng(8).permutation(rows)]",
    ),
    "overconfident": (
        {"build": build_wide},
        "no such line: Layer draws weights with a standard deviation of 1/√ins",
        "layer.W = rng.normal(0, 1, layer.W.shape)",
    ),
    "crawls": (
        {"loss": LossDividedTwice()},
        "super().derivative(outputs, targets)",
        "super().derivative(outputs, targets) / outputs.shape[1]",
    ),
    "stands-still": (
        {"build": build_zero},
        "no such line: Layer draws weights with a standard deviation of 1/√ins",
        "layer.W = np.zeros(layer.W.shape)",
    ),
    "half-asleep": (
        {"moves": moves_last},
        "return net.parameters()",
        "return net.layers[1].parameters()",
    ),
    "below-guessing": (
        {"loss": LossOfNeighbours()},
        "np.eye(10)[targets].T",
        "np.eye(10)[targets - 1].T",
    ),
    "fails-the-exam": (
        {"validation": prepare_transposed},
        "x = images[rows].reshape(-1, 784).T / 255",
        "x = images[rows].transpose(0, 2, 1).reshape(-1, 784).T / 255",
    ),
    "muddle": (
        {"answer": answer_across},
        "found.append(outputs.argmax(axis=0))",
        "found.append(outputs.argmax(axis=1))",
    ),
    "only-ones": (
        {"training": prepare_wrapped, "validation": prepare_wrapped, "undo": undo_wrapped},
        "x = (images[rows].reshape(-1, 784).T - 128.0) / 128",
        "x = (images[rows].reshape(-1, 784).T - 128) / 128",
    ),
}

LINES = {  # of the colleagues: what correct code says, and what is found here
    "Ada": ("da = layer.W.T @ dz  # and only then W moves", "da = layer.W.T @ dz  # by now W has moved"),
    "Ben": ("self.db[...] = dz.sum(axis=1, keepdims=True)", "self.db[...] = dz.sum()"),
    "Cleo": ("return (a > 0) * da", "return (a >= 0) * da"),
    "Dan": ("the same", "the same"),
    "Eve": ("return (a > 0) * da", "return da"),
}

# What python -m benchmarks mutants has stored: of each fault by machine that runs to its end, the function in which it
# is, and the numbers of the questions that accuse it, by the limits of the lesson and with seed 0.
MUTANTS = [
    ("training_images", ""), ("training_images", "1"), ("training_images", "1"), ("training_images", "1245"),
    ("validation_images", ""), ("validation_images", "1"), ("validation_images", "1"), ("validation_images", "1"),
    ("ReLU.__call__", "3"), ("ReLU.__call__", "3"), ("ReLU.backward", "34"), ("ReLU.backward", "3"),
    ("ReLU.backward", "3"), ("ReLU.backward", "34"), ("ReLU.backward", "345"), ("Layer.__init__", "24"),
    ("Layer.__init__", "45"), ("Layer.__init__", ""), ("Layer.__init__", "45"), ("Layer.__init__", "24"),
    ("Layer.forward_pass", "3"), ("CrossEntropy.__call__", "35"), ("CrossEntropy.__call__", "3"),
    ("CrossEntropy.__call__", "35"), ("CrossEntropy.derivative", ""), ("CrossEntropy.derivative", "3"),
    ("CrossEntropy.derivative", "35"), ("CrossEntropy.derivative", "35"), ("CrossEntropy.derivative", "35"),
    ("CrossEntropy.derivative", "3"), ("CrossEntropy.derivative", "345"), ("SGD.step", "45"), ("SGD.step", "5"),
    ("build", ""), ("mini_batches", "5"), ("mini_batches", ""), ("mini_batches", ""), ("mini_batches", "5"),
]  # fmt: skip


def script(name, correct, rate=0.1):
    """Return a script with one line changed.

    Parameters
    ----------
    name : str
        A suspect, one of SUSPECTS, or a colleague, one of COLLEAGUES.
    correct : dict
        The correct script of the lesson.
    rate : float
        The learning rate, which Ada's network needs, because it takes its own steps.

    Returns
    -------
    dict, a copy of correct with one part exchanged at each place where it is used (the suspect "only-ones" brings the
    ``undo`` of what it meant); raises ValueError for another name.
    """
    if name in SUSPECTS:
        return dict(correct, **SUSPECTS[name][0])
    if name in COLLEAGUES:
        return dict(correct, **colleague(name, rate))
    known = ", ".join((*SUSPECTS, *COLLEAGUES))
    raise ValueError(f"name must be one of {known}, but it is {name!r}")


def reveal(name):
    """Print the line that should be there, and the one that is there.

    Parameters
    ----------
    name : str
        A suspect or a colleague.
    """
    correct, wrong = LINES[name] if name in LINES else SUSPECTS[name][1:]
    print("should be:", correct)
    print("is:       ", wrong)
