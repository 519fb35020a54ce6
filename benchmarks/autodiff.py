"""What chapter 15 quotes about Swish: 784-32-10 on 5,000 images, ReLU and Swish, each at its own best rate.

Rates are chosen on seeds 0 to 2 by the worst run, the pairs are seeds 3 to 7; all scores are validation accuracies.
The test images are not read.
"""

import numpy as np

from benchmarks import report
from nnlib import SGD, AutodiffLayer, CrossEntropy, NeuralNetwork, Tensor, accuracy, load_mnist, train

RATES = (0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2.0)


def swish(z):
    """Return z · σ(z) of a Tensor."""
    return z / (1 + (-z).exp())


def same(z):
    """Return z: the output of a last layer."""
    return z


def score(act_function, rate, seed, examples, validation):
    """Return the validation accuracy, in percent, of the script of chapter 14 with an activation, a rate and a seed."""
    rng = np.random.default_rng(seed)
    net = NeuralNetwork([AutodiffLayer(784, 32, act_function, rng=rng), AutodiffLayer(32, 10, same, rng=rng)])
    order = np.random.default_rng(1000 + seed).permutation(5000)
    x, labels = examples[0][:, order], examples[1][order]
    settings = {"epochs": 5, "batch_size": 50, "rng": np.random.default_rng(7 + seed), "progress": False}
    train(net, x, labels, loss=CrossEntropy(), optimizer=SGD(rate), **settings)
    return round(100 * accuracy(net, *validation), 2)


def run(threads, rounds):
    """Measure, and store the sweep and the pairs; threads are set by the caller, rounds are not needed."""
    (images, labels), _ = load_mnist()
    examples, validation = (images[:, :5000], labels[:5000]), (images[:, 50000:], labels[50000:])
    found = {}
    for name, act_function in (("relu", Tensor.relu), ("swish", swish)):
        sweep = [[rate, [score(act_function, rate, seed, examples, validation) for seed in range(3)]] for rate in RATES]
        best = max(sweep, key=lambda row: min(row[1]))[0]
        pairs = [score(act_function, best, seed, examples, validation) for seed in range(3, 8)]
        found[name] = {"sweep": sweep, "rate": best, "fresh": pairs}
        print(name, found[name])
    report.store("autodiff", found)
