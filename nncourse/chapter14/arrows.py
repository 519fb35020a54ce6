"""Chapter 14 · Four scripts that read arrows, for an exercise. Read it when you have cured them.

Each is a dict of parts as in the lesson. FAULTS says which parts of each are wrong, if any.
"""

import functools

import numpy as np

from nncourse.checking.answers import seed
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, gradient_check
from nnlib.training import mini_batches

ARROW = np.array([[0, 0, 1, 0, 0], [0, 1, 1, 1, 0], [1, 0, 1, 0, 1], [0, 0, 1, 0, 0], [0, 0, 1, 0, 0]])
ROWS = {"training": np.arange(600), "validation": np.arange(600, 1000)}


@functools.cache
def drawn(seed):
    """Return 1,000 arrows, bytes (1000, 8, 8), and where they point; seed is an int."""
    rng = np.random.default_rng(100 + seed)
    labels, images = rng.integers(0, 4, 1000), rng.integers(0, 50, (1000, 8, 8))
    for image, label, (row, column), ink in zip(
        images, labels, rng.integers(1, 3, (1000, 2)), rng.integers(130, 206, 1000)
    ):
        image[row : row + 5, column : column + 5] += ink * np.rot90(ARROW, -label)
    return images.astype(np.uint8), labels


def read_files():
    """Return 1,000 arrows, bytes of shape (1000, 8, 8), and their labels: 0 up, 1 right, 2 down, 3 left."""
    images, labels = drawn(seed())
    return images.copy(), labels.copy()


def prepare(images, labels, rows):
    """Return x (64, n) and y (n,)."""
    return images[rows].reshape(-1, 64).T / 255, labels[rows]


def prepare_centred(images, labels, rows):
    """Return x (64, n) and y (n,)."""
    return (images[rows].reshape(-1, 64).T - 128.0) / 128, labels[rows]


def prepare_upside_down(images, labels, rows):
    """Return x (64, n) and y (n,)."""
    return images[rows, ::-1].reshape(-1, 64).T / 255, labels[rows]


def build(rng, hidden=16):
    """Return an untrained network."""
    return NeuralNetwork([Layer(64, hidden, ReLU(), rng=rng), Layer(hidden, 4, Identity(), rng=rng)])


def build_wide(rng, hidden=16):
    """Return an untrained network."""
    net = build(rng, hidden)
    for layer in net.layers:
        layer.W[...] = rng.normal(0, 1, layer.W.shape)
    return net


class AddedUp(CrossEntropy):
    """A cross-entropy of all examples together."""

    def __call__(self, outputs, targets):
        return super().__call__(outputs, targets) * outputs.shape[1]

    def derivative(self, outputs, targets):
        return super().derivative(outputs, targets) * outputs.shape[1]


HEALTHY = {
    "training": prepare,
    "validation": prepare,
    "undo": lambda x: np.round(x.astype(float) * 255),
    "build": build,
    "loss": CrossEntropy(),
    "moves": NeuralNetwork.parameters,
    "answer": lambda net, x: net.forward_pass(x).argmax(axis=0),
}
FAULTS = (
    {"loss": AddedUp()},
    {},
    {"validation": prepare_upside_down},
    {"build": build_wide, "moves": lambda net: [(layer.W, layer.dW) for layer in net.layers]},
)
CENTRED = {"training": prepare_centred, "validation": prepare_centred, "undo": lambda x: np.round(x * 128 + 128)}


def script(number):
    """Return script 1, 2, 3 or 4, a dict of parts as in the lesson."""
    return dict(HEALTHY, **FAULTS[number - 1], **(CENTRED if number == 2 else {}))


def learn(net, x, y, script, epochs, batch_size):
    """Train a net with the parts of a script."""
    optimizer, rng = SGD(0.1), np.random.default_rng(7)
    for _ in range(epochs):
        for few, targets in mini_batches(x, y, batch_size, rng):
            net.backward_pass(script["loss"].derivative(net.forward_pass(few), targets))
            optimizer.step(script["moves"](net))


def inside(net, x):
    """Return the ratio of a net's first sums to its inputs, and how many of its first neurons are dead."""
    sums = net.layers[0].W @ x + net.layers[0].b
    return np.sqrt((sums**2).mean() / (x**2).mean()), np.sum((sums <= 0).all(axis=1))


def replies(script):
    """Yield what a script replies to the five questions: (question, reply, whether it is an alarm)."""
    images, labels = read_files()
    came_back = []
    for part, rows in ROWS.items():
        x, y = script[part](images, labels, rows)
        came_back.append((script["undo"](x).T.reshape(-1, 8, 8) == images[rows]).all(axis=(1, 2)).mean())
        came_back.append((y == labels[rows]).mean())
    text = "training: images {:.2f}, labels {:.2f}; validation: images {:.2f}, labels {:.2f}"
    yield "round trip", text.format(*came_back), min(came_back) < 1
    x, y = script["training"](images, labels, ROWS["training"])
    net, small, ten = (script["build"](np.random.default_rng(seed()), hidden) for hidden in (16, 2, 16))
    start = script["loss"](net.forward_pass(x[:, :500]), y[:500])
    yield "start", f"{start:.3f}, where ln 4 is 1.386", not np.log(4) / 2 < start < 2 * np.log(4)
    for layer in small.layers:
        layer.b[...] = np.random.default_rng(seed()).normal(scale=0.01, size=layer.b.shape)
    errors = gradient_check(small, script["loss"], x[:, :6], y[:6]).errors.values()
    shown = (
        f"{name} {'ok' if error < 1e-6 else f'{error:.3f}'}" for name, error in zip(("W1", "b1", "W2", "b2"), errors)
    )
    yield "gradient", ", ".join(shown), max(errors) > 1e-6
    (ratio, dead), before = inside(net, x), [value.copy() for value, _ in net.parameters()]
    learn(net, x, y, script, 1, 20)
    after, moved = inside(net, x)[1], [np.linalg.norm(new - old) for (new, _), old in zip(net.parameters(), before)]
    text = "ratio {:.2f}, {} of 16 dead, {} after an epoch, in which moved W1 {:.3f}, b1 {:.3f}, W2 {:.3f}, b2 {:.3f}"
    alarm = not 0.1 < ratio < 10 or max(dead, after) > 7 or min(moved) == 0
    yield "inside", text.format(ratio, dead, after, *moved), alarm
    x, y = x[:, :10], y[:10]
    for _ in range(30):
        learn(ten, x, y, script, 100, 10)
        outputs = ten.forward_pass(x)
        largest = max(script["loss"](outputs[:, [k]], y[[k]]) for k in range(10))
        if largest < np.log(2):
            break
    read = (script["answer"](ten, x) == y).sum()
    yield "ten", f"largest loss {largest:.3f}, {read} read correctly", largest > np.log(2) or read < 10


def score(script):
    """Return the accuracy of a script after ten epochs, in per cent."""
    files, net = read_files(), script["build"](np.random.default_rng(seed()))
    learn(net, *script["training"](*files, ROWS["training"]), script, 10, 20)
    x, y = script["validation"](*files, ROWS["validation"])
    return 100 * (script["answer"](net, x) == y).mean()


def ask(script):
    """Print what a script, a dict, replies to the five questions, and its score."""
    for question, reply, _ in replies(script):
        print(f"{question:10}  {reply}")
    print(f"score       {score(script):.1f} %")
