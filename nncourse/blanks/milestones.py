"""What a learner's package can do by now, beside what the course got: ``python -m nncourse milestones``."""

import numpy as np

from nncourse.blanks import package
from nncourse.blanks.known import Nnlib
from nnlib.printing import counted


def tells_0_from_1(nn):
    """Chapter 01: the difference of the average 1 and the average 0 as weights."""
    (x, y), (x_test, y_test) = nn.load_mnist()
    no, yes = (x[:, y == digit].mean(axis=1) for digit in (0, 1))
    weights = yes - no
    neuron = nn.Neuron(weights, -(weights @ (no + yes) / 2), lambda z: (z > 0).astype(int))
    few = y_test < 2
    return f"{(neuron(x_test[:, few]) == y_test[few]).mean():.2%} of the test images of 0 and 1 are read"


def finds_and(nn):
    """Chapter 02: Rosenblatt's rule, from zero, on the four corners."""
    corners = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
    perceptron = nn.Perceptron([0, 0], 0)
    mistakes = perceptron.learn(corners, np.array([0, 0, 0, 1]))
    epochs, wrong = counted(len(mistakes), "epoch"), counted(sum(mistakes), "mistake")
    return f"AND, after {epochs} with {wrong}: {perceptron(corners).tolist()}"


def layer_with(nn, W, b):
    layer = nn.Layer(len(W[0]), len(W), nn.Sigmoid())
    layer.W[...], layer.b[...] = W, np.reshape(b, (-1, 1))
    return layer


def computes_the_published_network(nn):
    """Chapter 05: 2-3-4-2 on (200, 17)."""
    net = nn.NeuralNetwork([
        layer_with(nn, [[1, 2], [-3, 4], [5, -6]], [-1, 1, 2]),
        layer_with(nn, [[-1, 1, 1], [1, 2, 2], [2, 3, 3], [7, -3, 4]], [1, 2, 3, 4]),
        layer_with(nn, [[-1, 1, 1, 1], [6, -2, 2, 3]], [1, 2]),
    ])  # fmt: skip
    outputs = net.forward_pass(np.array([[200.0], [17.0]])).ravel()
    return f"2-3-4-2 on (200, 17): ({outputs[0]:.6f}, {outputs[1]:.6f})"


def learns_xor(nn):
    """Chapter 07: 2-3-1, two hundred steps at a rate of 1."""
    corners, xor = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]]), np.array([0, 1, 1, 0])
    rng, loss = np.random.default_rng(0), nn.BinaryCrossEntropy()
    net = nn.NeuralNetwork([nn.Layer(2, 3, nn.Tanh(), rng=rng), nn.Layer(3, 1, nn.Identity(), rng=rng)])
    for _ in range(200):
        net.backward_pass(loss.derivative(net.forward_pass(corners), xor))
        for value, gradient in net.parameters():
            value -= gradient
    return f"XOR by 2-3-1: {net.predict(corners).tolist()}, loss {loss(net.forward_pass(corners), xor):.4f}"


def reads_digits(nn):
    """Chapter 08: 784-128-64-10, eight epochs at 0.2 and two at 0.02 on all 60,000 images; the test images, once."""
    (x, y), (x_test, y_test) = nn.load_mnist()
    rng = np.random.default_rng(0)
    sizes = [(784, 128, nn.ReLU()), (128, 64, nn.ReLU()), (64, 10, nn.Identity())]
    net = nn.NeuralNetwork([nn.Layer(*size, rng=rng) for size in sizes])
    for rate, epochs in [(0.2, 8), (0.02, 2)]:
        nn.train(net, x, y, loss=nn.CrossEntropy(), optimizer=nn.SGD(rate), epochs=epochs, rng=rng)
    return f"784-128-64-10 reads {nn.accuracy(net, x_test, y_test):.2%} of the test images"


def finds_its_own_slopes(nn):
    """Chapter 15: the expression in the README of micrograd."""
    a, b = nn.Value(-4.0), nn.Value(2.0)
    c = a + b
    d = a * b + b**3
    c = c + c + 1
    c = c + 1 + c + a * -1.0
    d = d + d * 2 + (b + a).relu()
    d = d + 3 * d + (b + a * -1.0).relu()
    e = c + d * -1.0
    f = e**2
    g = f * 0.5
    g = g + 10.0 * f**-1
    g.backward()
    return f"g = {g.data:.4f}, its slopes {a.grad:.4f} and {b.grad:.4f}"


# What it is, what it needs, what the course got, and what runs it.
MILESTONES = [
    ("01", "my neuron tells 0 from 1", "99.53% of the test images of 0 and 1 are read", tells_0_from_1),
    ("02", "my perceptron finds AND", "AND, after 6 epochs with 10 mistakes: [0, 0, 0, 1]", finds_and),
    ("05", "my layers compute", "2-3-4-2 on (200, 17): (0.963099, 0.999917)", computes_the_published_network),
    ("07", "my network learns XOR", "XOR by 2-3-1: [0, 1, 1, 0], loss 0.0211", learns_xor),
    ("08", "my package reads digits", "98.14 ± 0.08 % of the test images, over five seeds", reads_digits),
    ("15", "my Value finds slopes", "g = 24.7041, its slopes 138.8338 and 645.5773", finds_its_own_slopes),
]


def run(folder, chapters=()):
    """Run the milestones of some chapters, or all, on the package of a folder, a Path; yield (title, theirs, ours)."""
    own = package.load(folder) if folder is not None else Nnlib()
    for chapter, title, published, milestone in MILESTONES:
        if not chapters or chapter in chapters:
            try:
                found = milestone(own)
            except Exception as error:  # the learner's own
                found = f"stopped: {type(error).__name__}: {error}"
            yield f"{chapter} · {title}", found, published
