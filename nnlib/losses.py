"""Chapter 06 · Loss: how wrong the outputs are, in one number, and which way each should move.

A loss is called with outputs of shape (outs, n) and targets, and returns the mean over the examples.
``derivative`` returns its slope for each output, already divided by n. Both keep the dtype of the outputs.
"""

import numpy as np

from nnlib.activations import Sigmoid, Softmax
from nnlib.checks import as_bits, as_classes, as_labels, as_targets, check_whole


def one_hot(labels, classes):
    """Turn labels into columns of zeros with a single 1, in the row of the label.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
    classes : int, at least 1

    Returns
    -------
    array of shape (classes, n)
    """
    check_whole(classes=classes)
    labels = as_labels(labels, classes, np.size(labels))
    y = np.zeros((classes, len(labels)))
    y[labels, np.arange(len(labels))] = 1  # row labels[k], column k
    return y


class MSE:
    """Mean squared error: the mean over all entries of (outputs - targets)²; targets of shape (outs, n)."""

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs and targets (outs, n)."""
        targets = as_targets(targets, outputs)
        return float(np.mean((outputs - targets) ** 2))

    def derivative(self, outputs, targets):
        """Return 2 (outputs - targets) / (outs n), shape (outs, n)."""
        targets = as_targets(targets, outputs)
        return 2 * (outputs - targets) / outputs.size


def log_sum_exp(z):
    """Return ln of the sum of e^z down each column, shape (n,), for z of shape (outs, n); it never overflows."""
    largest = z.max(axis=0)
    return np.log(np.exp(z - largest).sum(axis=0)) + largest


class CrossEntropy:
    """Softmax and cross-entropy in one, from logits (so the network ends in Identity): finite at any logits.

    Targets are labels, integers of shape (n,), or probabilities of the classes, shape (outs, n). The loss of one
    example is the log-sum-exp of its logits, minus the logit of its label; for probabilities, minus the sum of
    its logits, weighted by them.
    """

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (outs, n), targets (n,) or (outs, n)."""
        y = as_classes(targets, outputs)  # one-hot
        label_scores = (y * outputs).sum(axis=0)
        return float(np.mean(log_sum_exp(outputs) - label_scores))

    def derivative(self, outputs, targets):
        """Return (softmax(outputs) - y) / n, shape (outs, n); targets (n,) or (outs, n)."""
        y = as_classes(targets, outputs)
        return (Softmax()(outputs) - y) / outputs.shape[1]


class BinaryCrossEntropy:
    """Sigmoid and cross-entropy in one, from a logit per example, for targets 0 and 1 of shape (n,); never log(0).

    The loss of a logit z and a target y is ln(1 + e^z) - y z.
    """

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (1, n), targets (n,)."""
        y = as_bits(targets, outputs)
        return float(np.mean(np.logaddexp(0, outputs) - y * outputs))  # one row, so a mean over n

    def derivative(self, outputs, targets):
        """Return (sigmoid(outputs) - targets) / n, shape (1, n)."""
        y = as_bits(targets, outputs)
        return (Sigmoid()(outputs) - y) / outputs.shape[1]
