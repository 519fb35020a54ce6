"""What chapter 17 quotes and its page has no time for: a convolutional network, more seeds, random nudges in training.

One recipe, the page's: 20,000 images, ``SGD(0.1)``, batches of 32, 5 epochs, float64; a seed draws the weights and the
order. All accuracies are in percent of 2,000 validation images, numbers 50,000 to 51,999 of the training file, and
each network is asked about images that were made for itself. No test image is read.
"""

import time

import numpy as np

from benchmarks import report
from nnlib import (
    SGD,
    Conv2D,
    CrossEntropy,
    Flatten,
    Identity,
    Images,
    Layer,
    MaxPool2D,
    NeuralNetwork,
    ReLU,
    accuracy,
    load_mnist,
    train,
)
from nnlib.training import mini_batches, train_step

SEEDS = range(5)
SIZES = (0, 0.02, 0.05, 0.1, 0.2)
STEPS = 10  # small ones, of a quarter of the size each
LOSS = CrossEntropy()


def one_layer(rng):
    return NeuralNetwork([Layer(784, 10, Identity(), rng=rng)])


def three_layers(rng):
    layers = [Layer(784, 128, ReLU(), rng=rng), Layer(128, 64, ReLU(), rng=rng), Layer(64, 10, Identity(), rng=rng)]
    return NeuralNetwork(layers)


def convolutional(rng):
    """Return the network of chapter 11."""
    return NeuralNetwork([
        Images(1, 28, 28),
        Conv2D(1, 8, 5, ReLU(), rng=rng), MaxPool2D(2),
        Conv2D(8, 16, 5, ReLU(), rng=rng), MaxPool2D(2),
        Flatten(), Layer(256, 10, Identity(), rng=rng),
    ])  # fmt: skip


def slope_of_pixels(net, x, labels):
    """Return the slope of the loss for each pixel, an array like x."""
    upstream = LOSS.derivative(net.forward_pass(x), labels)
    for layer in reversed(net.layers):
        upstream = layer.backward_pass(upstream, need_dx=True)
    return upstream


def nudge(net, x, labels, size):
    """Return images of which each pixel has moved by a size up the slope of the loss, but not beyond paper or ink."""
    return np.clip(x + size * np.sign(slope_of_pixels(net, x, labels)), 0, 1)


def random_nudge(x, size, rng):
    """Return images of which each pixel has moved by a size up or down at random, but not beyond paper or ink."""
    return np.clip(x + size * rng.choice([-1, 1], x.shape), 0, 1)


def small_steps(net, x, labels, size, steps=STEPS):
    """Return images after some steps of a quarter of the size, kept within the size of where they began."""
    moved = x
    for _ in range(steps):
        moved = np.clip(nudge(net, moved, labels, size / 4), x - size, x + size)
    return moved


def fit(build, seed, examples, change=None):
    """Return a trained network; a change is given the network, some images, their labels and the generator."""
    rng = np.random.default_rng(seed)
    net = build(rng)
    x, y = examples

    def transform(few, rng):
        return change(net, few, rng)

    train(net, x, y, loss=LOSS, optimizer=SGD(0.1), epochs=5, batch_size=32, rng=rng, progress=False,
          transform=change and transform)  # fmt: skip
    return net


def measured(net, x, y):
    """Return the accuracies of a network at all sizes: up the slope, at random, and after small steps."""
    asked = {
        "slope": [nudge(net, x, y, size) for size in SIZES],
        "random": [random_nudge(x, size, np.random.default_rng(0)) for size in SIZES],
        "small steps": [small_steps(net, x, y, size) for size in SIZES],
    }
    return {way: [100 * accuracy(net, images, y) for images in rows] for way, rows in asked.items()}


def learn_from_nudged(build, seed, examples):
    """Return a network trained on images that were nudged by 0.1 for itself, a batch at a time."""
    rng = np.random.default_rng(seed)
    net = build(rng)
    optimizer = SGD(0.1)
    for _ in range(5):
        for few, labels in mini_batches(*examples, 32, rng):
            train_step(net, nudge(net, few, labels, 0.1), labels, LOSS, optimizer)
    return net


def at_random(net, few, rng):
    """Return images nudged by 0.1 at random, for training."""
    return random_nudge(few, 0.1, rng)


KINDS = {
    "784-128-64-10": lambda seed, examples: fit(three_layers, seed, examples),
    "784-10": lambda seed, examples: fit(one_layer, seed, examples),
    "784-128-64-10, trained on images nudged at random": lambda *a: fit(three_layers, *a, change=at_random),
    "784-128-64-10, trained on images nudged along the slope": lambda *a: learn_from_nudged(three_layers, *a),
    "convolutional": lambda seed, examples: fit(convolutional, seed, examples),
}


def run(threads, rounds):
    """Train each kind of network with each seed, and nudge its images; print and store."""
    (x, y), _ = load_mnist()
    examples, x_val, y_val = (x[:, :20_000], y[:20_000]), x[:, 50_000:52_000], y[50_000:52_000]
    rows = []
    for kind, make in KINDS.items():
        for seed in SEEDS:
            start = time.process_time()
            found = measured(make(seed, examples), x_val, y_val)
            rows.append({"kind": kind, "seed": seed, **found})
            print(kind, seed, found, f"{time.process_time() - start:.0f} s", flush=True)
    result = {"seeds": list(SEEDS), "sizes": list(SIZES), "rows": rows}
    report.store("fooling", report.rounded(result))
    print(as_table(result))


def as_table(result):
    """Return the stored result as a Markdown table: means over the seeds."""
    rows = []
    for kind in dict.fromkeys(row["kind"] for row in result["rows"]):
        for way in ("slope", "random", "small steps"):
            runs = np.array([row[way] for row in result["rows"] if row["kind"] == kind])
            rows.append([kind, way, *[f"{mean:.1f} ± {sd:.1f}" for mean, sd in zip(runs.mean(0), runs.std(0, ddof=1))]])
    return report.table(["network", "nudged", *map(str, result["sizes"])], rows)
