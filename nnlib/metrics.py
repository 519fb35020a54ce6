"""Chapter 05 · Metrics: the label that outputs mean; 06 counts right ones, 08 measures in slices, 09 compares pairs."""

import numpy as np

from nnlib.checks import as_labels_of, check_pairs


def slices(x):
    """Cut x into pieces of at most 1,000 examples, so that the memory of a forward pass stays small.

    Parameters
    ----------
    x : array, shape (..., n), n at least 1
        Examples along the last axis.

    Returns
    -------
    list of views of x
    """
    return [x[..., start : start + 1000] for start in range(0, x.shape[-1], 1000)]


def threshold_of(net):
    """Return where *yes* begins for a single output, a float: the threshold of net's last activation, or 0."""
    for layer in reversed(net.layers):
        if hasattr(layer, "act_function"):
            return getattr(layer.act_function, "threshold", 0)
    return 0


def most_likely(outputs, threshold):
    """Return the most likely label for each column of outputs.

    Parameters
    ----------
    outputs : array, shape (outs, n)
    threshold : float
        A single output means yes, or 1, above it.

    Returns
    -------
    integer array, shape (n,): the row of the greatest output; for a single output 1 where it lies
    above the threshold, else 0.
    """
    if len(outputs) > 1:
        return outputs.argmax(axis=0)
    return (outputs[0] > threshold).astype(int)


def accuracy(net, x, labels):
    """Return the share of examples that the network labels correctly.

    Parameters
    ----------
    net : NeuralNetwork
    x : array_like of real numbers, shape (ins, n)
    labels : array_like of int, shape (n,)

    Returns
    -------
    float from 0 to 1
    """
    answers = net.predict(x)
    return float(np.mean(answers == as_labels_of(net, labels, len(answers))))


def evaluate(net, x, targets, loss):
    """Return the loss and the accuracy of a network, a slice of the examples at a time.

    Parameters
    ----------
    net : NeuralNetwork
    x : array_like, shape (ins, n)
    targets : array_like, labels of shape (n,) or values of shape (outs, n)
    loss : a loss such as CrossEntropy()

    Returns
    -------
    (float, float); the accuracy is NaN if the targets are not labels, or the outputs hold NaN.
    """
    x, targets = np.asarray(x), np.asarray(targets)
    total = right = done = 0
    for part in slices(x):
        n = part.shape[-1]
        outputs = net.forward_pass(part)
        wanted = targets[..., done : done + n]
        total += n * loss(outputs, wanted)
        right += np.count_nonzero(most_likely(outputs, threshold_of(net)) == wanted)
        done += n
    if targets.ndim != 1 or np.isnan(total):
        right = np.nan
    return total / done, float(right / done)


# Student's t: a mean of 2, 3, … 20 differences catches the truth 95 times in 100 within so many standard errors.
STUDENT_T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
             2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093]  # fmt: skip


class PairedDifference:
    """The mean difference of paired runs and its 95 % confidence interval, after Student (1908).

    Of all intervals made in this way, about 95 in 100 contain the true difference. One that contains 0 says that these
    runs cannot tell, and never that the two sides are equal. It speaks of other seeds, on the same validation images.
    Above 20 pairs the factor for 20 is used, which makes the interval a little too wide and never too narrow.

    Parameters
    ----------
    runs, others : array_like of real numbers, shape (n,), n at least 2
        One result for each seed; runs[i] and others[i] differ in nothing but what is compared.

    Attributes
    ----------
    mean, low, high : float
        The mean of runs − others, and the two ends of its interval.
    """

    def __init__(self, runs, others):
        check_pairs(runs, others)
        differences = np.asarray(runs, dtype=float) - np.asarray(others, dtype=float)
        n = len(differences)
        error = differences.std(ddof=1) / np.sqrt(n)
        half = STUDENT_T[min(n, 20) - 2] * error
        self.mean = differences.mean()
        self.low = self.mean - half
        self.high = self.mean + half

    def __repr__(self):
        return f"{self.mean:+.2f} [{self.low:+.2f}, {self.high:+.2f}]"
