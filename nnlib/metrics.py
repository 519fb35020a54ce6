"""Chapter 05 · Metrics: the label outputs speak for; 06 counts right ones, 08 measures in slices, 09 judges gains."""

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
    parts = []
    for start in range(0, x.shape[-1], 1000):
        parts.append(x[..., start : start + 1000])
    return parts


def threshold_of(net):
    """Return where *yes* begins for a single output: the threshold of net's last activation, or 0 if it has none."""
    for layer in reversed(net.layers):
        if hasattr(layer, "act_function"):
            return getattr(layer.act_function, "threshold", 0)
    return 0


def most_likely(outputs, threshold):
    """Return the label that each column of outputs speaks for.

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
    labels = as_labels_of(net, x, labels)
    return float(np.mean(net.predict(x) == labels))


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
    total = 0
    right = 0
    done = 0
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


def verdict(differences):
    """Say whether differences of paired runs are a gain, a loss or a tie.

    A gain (or loss) asks two things: all differences have one sign, and their mean is larger than their spread, the
    standard deviation with n - 1. It is a rule of thumb for few runs, no proof: of changes that do nothing it takes
    about one in twenty for a gain or a loss with five pairs, and one in five hundred with ten (chapter 10).

    Parameters
    ----------
    differences : array_like of real numbers, shape (n,), n at least 5
        One for each pair of runs that differ in nothing but what is judged.

    Returns
    -------
    "gain", "loss" or "tie"
    """
    differences = np.asarray(differences)
    check_pairs(differences)
    clear = abs(differences.mean()) > differences.std(ddof=1)
    if clear and np.all(differences > 0):
        return "gain"
    if clear and np.all(differences < 0):
        return "loss"
    return "tie"
