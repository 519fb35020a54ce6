"""Chapter 06 · Loss: how wrong the outputs are, in one number, and which way each should move.

A loss is called with outputs of shape (outs, n) and targets, and returns the mean over the examples.
``derivative`` returns the gradient with respect to the outputs, already divided by n. Both keep the
dtype of the outputs. ``check_targets`` is what `train` calls once, for the whole data set.
"""

import numpy as np

from nnlib.activations import Sigmoid, Softmax
from nnlib.checks import as_classes, as_targets, as_yes_no, check_classes, check_whole


def one_hot(labels, classes, *, dtype=np.float64):
    """Turn labels into columns of zeros with a single 1, in the row of the label.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
    classes : int, at least 1
    dtype : dtype

    Returns
    -------
    array of shape (classes, n)
    """
    labels = np.asarray(labels)
    check_whole("classes", classes)
    check_classes(labels, labels.size, classes)
    return (np.arange(classes)[:, np.newaxis] == labels).astype(dtype)


class MSE:
    """Mean squared error: the mean over all entries of (outputs - targets)²; targets of shape (outs, n)."""

    check_targets = staticmethod(as_targets)

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs and targets (outs, n)."""
        targets = as_targets(targets, outputs)
        return float(np.mean((outputs - targets) ** 2))

    def derivative(self, outputs, targets):
        """Return 2 (outputs - targets) / (outs n), shape (outs, n)."""
        targets = as_targets(targets, outputs)
        return (2 * (outputs - targets) / outputs.size).astype(outputs.dtype, copy=False)


class BinaryCrossEntropy:
    """Cross-entropy of one logit per example, for targets 0 and 1 of shape (n,); never forms log(0).

    The loss of a logit z and a target y is max(z, 0) - y z + log(1 + exp(-|z|)).
    """

    check_targets = staticmethod(as_yes_no)

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (1, n), targets (n,)."""
        y = as_yes_no(targets, outputs)
        return float(np.mean(np.maximum(outputs, 0) - y * outputs + np.log1p(np.exp(-np.abs(outputs)))))

    def derivative(self, outputs, targets):
        """Return (sigmoid(outputs) - targets) / n, shape (1, n)."""
        y = as_yes_no(targets, outputs)
        return (Sigmoid()(outputs) - y) / y.size


class CrossEntropy:
    """Softmax and cross-entropy in one, from logits: finite at any logits.

    Targets are labels, integers of shape (n,), or shares of the classes, shape (outs, n). The loss
    of one example is the log-sum-exp of its logits minus the logit of its label; for shares, minus
    the logits weighed by the shares.
    """

    check_targets = staticmethod(as_classes)

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (outs, n), targets (n,) or (outs, n)."""
        y = as_classes(targets, outputs)
        greatest = outputs.max(axis=0)
        log_sum_exp = greatest + np.log(np.exp(outputs - greatest).sum(axis=0))
        return float(np.mean(log_sum_exp - (y * outputs).sum(axis=0)))

    def derivative(self, outputs, targets):
        """Return (softmax(outputs) - shares) / n, shape (outs, n); targets (n,) or (outs, n)."""
        y = as_classes(targets, outputs)
        return (Softmax()(outputs) - y) / outputs.shape[1]
