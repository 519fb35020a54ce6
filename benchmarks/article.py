"""The network, loss and rate of the article that this course grew from, and three changes, one run each: chapter 13.

Stated there: 784-128-64-10 with sigmoids in the hidden layers, softmax at the end, a yes-or-no loss that applies a
sigmoid of its own, one image at a time, rate 0.001, ten epochs. Ours, as it is not stated or not known: images in the
order of the file, the first 50,000 of them, a uniform start as PyTorch's, slopes cleared after each step.
"""

import numpy as np

from benchmarks import report
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, Sigmoid, Softmax, load_mnist, one_hot
from nnlib.metrics import evaluate
from nnlib.training import train_step

EPOCHS = 10


class Binary:
    """A yes-or-no question at each output, which passes a sigmoid first; the mean over all outputs."""

    def __call__(self, outputs, labels):
        y = one_hot(labels, len(outputs))
        return float(np.mean(np.maximum(outputs, 0) - y * outputs + np.log1p(np.exp(-np.abs(outputs)))))

    def derivative(self, outputs, labels):
        return (Sigmoid()(outputs) - one_hot(labels, len(outputs))) / outputs.size


PROGRAMS = {
    "softmax, binary loss, rate 0.001": (Softmax, Binary, 0.001),
    "logits, binary loss, rate 0.001": (Identity, Binary, 0.001),
    "logits, cross-entropy, rate 0.001": (Identity, CrossEntropy, 0.001),
    "softmax, binary loss, rate 0.1": (Softmax, Binary, 0.1),
}


def build(last):
    """Return the network with the uniform start of PyTorch: weights and biases up to 1/√ins, seed 0."""
    rng = np.random.default_rng(0)
    layers = []
    for ins, outs, act in ((784, 128, Sigmoid()), (128, 64, Sigmoid()), (64, 10, last())):
        layer = Layer(ins, outs, act, rng=rng)
        limit = 1 / np.sqrt(ins)
        layer.W[:] = rng.uniform(-limit, limit, layer.W.shape)
        layer.b[:] = rng.uniform(-limit, limit, layer.b.shape)
        layers.append(layer)
    return NeuralNetwork(layers)


def learn(last, loss, rate, examples, validation):
    """Return, for each epoch, the mean loss on the training images as they passed, and the accuracy in percent."""
    net, loss, sgd = build(last), loss(), SGD(rate)
    x, y = examples
    rows = []
    for _ in range(EPOCHS):
        total = 0.0
        for i in range(x.shape[1]):
            total += train_step(net, x[:, i : i + 1], y[i : i + 1], loss, sgd)
        rows.append([total / x.shape[1], 100 * evaluate(net, *validation, loss)[1]])
    answers = np.bincount(net.predict(validation[0]), minlength=10)
    return rows, answers.tolist()


def run(threads, rounds):
    """Measure all four, print and store."""
    (x, y), _ = load_mnist()
    examples = np.ascontiguousarray(x[:, :50_000].T).T, y[:50_000]
    validation = x[:, 50_000:], y[50_000:]
    result = {}
    for name, settings in PROGRAMS.items():
        rows, answers = learn(*settings, examples, validation)
        result[name] = {
            "loss": [round(loss, 6) for loss, _ in rows],
            "accuracy": [round(percent, 2) for _, percent in rows],
            "answers": answers,
        }
    report.store("article", result)
    print(as_table(result))


def as_table(result):
    """Return loss and accuracy after the first and the last epoch as a Markdown table."""
    rows = [
        [name, f"{one['loss'][0]:.4f}", f"{one['loss'][-1]:.4f}", f"{one['accuracy'][-1]:.2f}"]
        for name, one in result.items()
    ]
    return report.table(["program", "loss, epoch 1", "loss, epoch 10", "validation, %"], rows)
