"""What chapter 08 quotes and no lesson has the time to run: rates and recipes over several seeds, and its report.

Every choice is made on the validation images, the last 10,000 of the training file. The test images are read by
`tested` alone, which chooses nothing.
"""

from time import process_time

import numpy as np

from benchmarks import report
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, accuracy, load_mnist, train

SMALL = (784, 32, 16, 10)
LARGE = (784, 128, 64, 10)
SHAPES = {"784-10": (784, 10), "784-32-16-10": SMALL, "784-128-10": (784, 128, 10), "784-128-64-10": LARGE}
BATCHES = {50_000: (0.2, 0.5, 1.0, 2.0), 64: (0.1, 0.2, 0.4), 1: (0.003, 0.01, 0.02)}
RATES = (0.001, 0.01, 0.1, 0.2, 0.5, 1.0, 2.0)
SIZES = (400, 2_000, 10_000, 50_000)


def build(sizes, rng):
    """Return a network with ReLU in the hidden layers and logits at the end."""
    layers = [Layer(ins, outs, ReLU(), rng=rng) for ins, outs in zip(sizes[:-2], sizes[1:-1])]
    return NeuralNetwork([*layers, Layer(sizes[-2], sizes[-1], Identity(), rng=rng)])


def trained(sizes, phases, seed, examples, validation=None, batch_size=64):
    """Return a network after phases of (rate, epochs), and its validation accuracies in percent, one an epoch."""
    rng = np.random.default_rng(seed)
    net, percents = build(sizes, rng), []
    for rate, epochs in phases:
        settings = {"epochs": epochs, "batch_size": batch_size, "validation": validation, "rng": rng}
        history = train(net, *examples, loss=CrossEntropy(), optimizer=SGD(rate), progress=False, **settings)
        percents += [100 * share for share in history.validation_accuracy]
    return net, percents


def settle(examples, validation):
    """The last two of ten epochs at the same rate, or at a tenth: seeds 0 to 4, all epochs of both."""
    rows = []
    for seed in range(5):
        stay = trained(LARGE, [(0.2, 8), (0.2, 2)], seed, examples, validation)[1]
        change = trained(LARGE, [(0.2, 8), (0.02, 2)], seed, examples, validation)[1]
        rows.append([seed, stay, change[8:]])
    return rows


def rates(examples, validation):
    """One epoch of the small network at each rate, seeds 0 to 4: the accuracies.

    At 1 even rounding decides where a run ends, so another processor gives other numbers there.
    """
    return [
        [rate, [trained(SMALL, [(rate, 1)], seed, examples, validation)[1][-1] for seed in range(5)]] for rate in RATES
    ]


def batches(examples, validation):
    """One epoch with each batch size at each rate, seeds 1 to 5: the accuracies, and the processor's seconds."""
    rows = []
    for batch_size, tried in BATCHES.items():
        for rate in tried:
            start, scores = process_time(), []
            for seed in range(1, 6):
                scores += trained(SMALL, [(rate, 1)], seed, examples, validation, batch_size)[1]
            rows.append([batch_size, rate, scores, (process_time() - start) / 5])
    return rows


def more_images(examples, validation):
    """The recipe on the first images, 500,000 looks each, seeds 0 to 2: own images read, validation images read."""
    rows = []
    for n in SIZES:
        own = (examples[0][:, :n], examples[1][:n])
        again = 50_000 // n
        nets = [trained(SMALL, [(0.2, 8 * again), (0.02, 2 * again)], seed, own)[0] for seed in range(3)]
        rows.append(
            [n, [100 * accuracy(net, *own) for net in nets], [100 * accuracy(net, *validation) for net in nets]]
        )
    return rows


def tested(everything, test):
    """Each shape by the recipe on all 60,000, seeds 0 to 4: test images, former validation images, where it errs."""
    (x, y), (x_test, y_test) = everything, test
    rows = []
    for name, sizes in SHAPES.items():
        nets = [trained(sizes, [(0.2, 8), (0.02, 2)], seed, everything)[0] for seed in range(5)]
        wrong = [net.predict(x_test) != y_test for net in nets]
        rows.append({
            "network": name,
            "test": [100 * accuracy(net, x_test, y_test) for net in nets],
            "former validation": [100 * accuracy(net, x[:, 50_000:], y[50_000:]) for net in nets],
            "wrong in the first 5,000": [int(each[:5000].sum()) for each in wrong],
            "wrong in the last 5,000": [int(each[5000:].sum()) for each in wrong],
        })  # fmt: skip
    return rows


def run(threads, rounds):
    """Measure all of it, print and store."""
    everything, test = load_mnist()
    examples = everything[0][:, :50_000], everything[1][:50_000]
    validation = everything[0][:, 50_000:], everything[1][50_000:]
    result = {"tested": tested(everything, test)}
    for measure in (settle, rates, batches, more_images):
        result[measure.__name__] = measure(examples, validation)
    report.store("training", report.rounded(result))
    print(as_table(result))


def as_table(result):
    """Return the accuracies on the test images as a Markdown table."""
    rows = [
        [row["network"], f"{np.mean(row['test']):.2f} ± {np.std(row['test'], ddof=1):.2f}"] for row in result["tested"]
    ]
    return report.table(["network", "test accuracy, %, five seeds"], rows)
