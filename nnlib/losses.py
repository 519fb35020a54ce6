"""Chapter 06 · Loss: how wrong the outputs are, in one number, and which way each should move.

A loss is called with outputs of shape (outs, n) and targets, and returns the mean over the examples.
``derivative`` returns the gradient with respect to the outputs, already divided by n. Both keep the
dtype of the outputs. ``check_targets`` is what `train` calls once for the whole data set.
"""

import numpy as np

from nnlib.activations import Sigmoid, Softmax


def check_labels(labels, n, classes):
    """Return labels as an integer array, or say what is wrong with them.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
    n : int
        The number of examples.
    classes : int
        Labels lie between 0 and classes - 1.

    Raises
    ------
    TypeError
        If the labels are not integers.
    ValueError
        If there is not one label per example, or a label is out of range.
    """
    labels = np.asarray(labels)
    if labels.ndim == 2:
        fix = "use labels.ravel()" if 1 in labels.shape else "if it is one-hot, use targets.argmax(axis=0)"
        raise ValueError(f"expected one label per example, shape ({n},), but got shape {labels.shape}; {fix}")
    if labels.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, but their dtype is {labels.dtype}; use labels.astype(int)")
    if labels.shape != (n,):
        raise ValueError(f"expected one label for each of {n} examples, but got shape {labels.shape}")
    if n and (labels.min() < 0 or labels.max() >= classes):
        wrong = labels[(labels < 0) | (labels >= classes)][0]
        raise ValueError(f"with {classes} classes labels go from 0 to {classes - 1}, but one is {wrong}")
    return labels


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

    Raises
    ------
    TypeError
        If the labels are not integers.
    ValueError
        If they are not one-dimensional, or lie outside 0 … classes - 1, or classes is not a whole
        number of at least 1.
    """
    if not isinstance(classes, (int, np.integer)) or classes < 1:
        raise ValueError(f"classes must be a whole number of at least 1, not {classes!r}")
    labels = check_labels(labels, np.size(labels), classes)
    return (np.arange(classes)[:, np.newaxis] == labels).astype(dtype)


class MSE:
    """Mean squared error: the mean over all entries of (outputs - targets)². See `check_targets` for errors."""

    def check_targets(self, targets, outs, n):
        """Return targets as an array, or say what is wrong with them.

        Parameters
        ----------
        targets : array_like of finite real numbers, shape (outs, n)
        outs, n : int
            The shape of the outputs.

        Raises
        ------
        TypeError
            If the targets are not real numbers.
        ValueError
            If they are labels or have another wrong shape, or hold NaN or inf.
        """
        targets = np.asarray(targets)
        if targets.dtype.kind not in "biuf":
            raise TypeError(f"targets must be real numbers, but their dtype is {targets.dtype}")
        if targets.shape != (outs, n):
            flat = "use targets.reshape(1, -1)" if outs == 1 else f"for labels use one_hot(targets, {outs})"
            fix = {(n,): f"; {flat}", (n, outs): "; did you mean targets.T?"}.get(targets.shape, "")
            raise ValueError(f"outputs have shape {(outs, n)}, but targets have shape {targets.shape}{fix}")
        if not np.isfinite(targets).all():
            raise ValueError("targets hold NaN or inf")
        return targets

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs and targets (outs, n). Raises what `check_targets` raises."""
        targets = self.check_targets(targets, *check_outputs(outputs))
        return float(np.mean((outputs - targets) ** 2))

    def derivative(self, outputs, targets):
        """Return 2 (outputs - targets) / (outs n), shape (outs, n). Raises what `check_targets` raises."""
        targets = self.check_targets(targets, *check_outputs(outputs))
        return (2 * (outputs - targets) / outputs.size).astype(outputs.dtype, copy=False)


def check_outputs(outputs):
    """Return the shape (outs, n) of the outputs, or say why they cannot be outputs.

    Parameters
    ----------
    outputs : floating array, shape (outs, n) with n at least 1

    Raises
    ------
    TypeError
        If outputs is not a floating array.
    ValueError
        If it is not two-dimensional, or holds no example.
    """
    if not isinstance(outputs, np.ndarray) or outputs.dtype.kind != "f":
        raise TypeError("outputs must be a floating NumPy array, as forward_pass returns it")
    if outputs.ndim != 2 or outputs.size == 0:
        raise ValueError(f"outputs must have shape (outs, n), a column per example, not {outputs.shape}")
    return outputs.shape


class BinaryCrossEntropy:
    """Cross-entropy of one logit per example, for targets 0 and 1; never forms log(0).

    The loss of a logit z and a target y is max(z, 0) - y z + log(1 + exp(-|z|)). See
    `check_targets` for errors.
    """

    def check_targets(self, targets, outs, n):
        """Return targets as an array, or say what is wrong with them.

        Parameters
        ----------
        targets : array_like of 0 and 1, shape (n,)
        outs, n : int
            The shape of the outputs; outs must be 1.

        Raises
        ------
        ValueError
            If the network has more than one output, there is not one target per example, or a
            target is neither 0 nor 1.
        """
        targets = np.asarray(targets)
        if outs != 1:
            raise ValueError(f"BinaryCrossEntropy needs one output, but there are {outs}; use CrossEntropy")
        if targets.shape != (n,):
            raise ValueError(f"expected one target per example, shape ({n},), but got shape {targets.shape}")
        if targets.dtype.kind not in "biuf" or not np.isin(targets, (0, 1)).all():
            raise ValueError("every target must be the number 0 or 1")
        return targets.astype(bool)

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (1, n), targets (n,). Raises what `check_targets` raises."""
        y = self.check_targets(targets, *check_outputs(outputs))
        return float(np.mean(np.maximum(outputs, 0) - y * outputs + np.log1p(np.exp(-np.abs(outputs)))))

    def derivative(self, outputs, targets):
        """Return (sigmoid(outputs) - targets) / n, shape (1, n). Raises what `check_targets` raises."""
        y = self.check_targets(targets, *check_outputs(outputs))
        return (Sigmoid()(outputs) - y) / y.size


def check_shares(targets, outs, n):
    """Return the shares of the classes as an array, or say what is wrong with them.

    Parameters
    ----------
    targets : floating array, shape (outs, n)
        Column by column what share each class has; each column sums to 1.
    outs, n : int
        The shape of the outputs.

    Raises
    ------
    ValueError
        If the shape is another, a share is negative, or a column does not sum to 1 (to 0.0001).
    """
    if targets.shape != (outs, n):
        fix = "; examples are columns; did you mean targets.T?" if targets.shape == (n, outs) else ""
        raise ValueError(f"outputs have shape {(outs, n)}, but the shares have shape {targets.shape}{fix}")
    sums = targets.sum(axis=0)
    wrong = ~(np.abs(sums - 1) < 1e-4)
    if wrong.any():
        column = wrong.argmax()
        fix = "are these scores? Use soft_targets(scores, temperature)"
        raise ValueError(f"column {column} of targets sums to {sums[column]:.4g}, not to 1; {fix}")
    if targets.min() < 0:
        raise ValueError("a share is 0 or more, but one of the targets is negative")
    return targets


class CrossEntropy:
    """Softmax and cross-entropy in one, from logits: finite at any logits.

    The loss of one example is the log-sum-exp of its logits minus the logit of its label; for a
    target of shares (chapter 12), minus the logits weighed by the shares. See `check_targets` for
    errors.
    """

    def check_targets(self, targets, outs, n):
        """Return the share of each class in each target, or say what is wrong with the targets.

        Parameters
        ----------
        targets : array_like of int, shape (n,), or of float, shape (outs, n)
            Labels from 0 to outs - 1; or shares of the classes, each column summing to 1.
        outs, n : int
            The shape of the outputs.

        Returns
        -------
        array of shape (outs, n): the shares, or for labels bool, True where a row is the label of
        the column

        Raises
        ------
        TypeError
            If the targets are neither integers nor two-dimensional floats.
        ValueError
            If they have a wrong shape, a label is out of range, or shares do not sum to 1.
        """
        targets = np.asarray(targets)
        if targets.ndim == 2 and targets.dtype.kind == "f":
            return check_shares(targets, outs, n)
        return np.arange(outs)[:, np.newaxis] == check_labels(targets, n, outs)

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (outs, n), targets (n,) or (outs, n). Raises: see `check_targets`."""
        y = self.check_targets(targets, *check_outputs(outputs))
        greatest = outputs.max(axis=0)
        log_sum_exp = greatest + np.log(np.exp(outputs - greatest).sum(axis=0))
        return float(np.mean(log_sum_exp - (y * outputs).sum(axis=0)))

    def derivative(self, outputs, targets):
        """Return (softmax(outputs) - shares) / n, shape (outs, n), with the shares of the targets.

        Targets (n,) or (outs, n). Raises what `check_targets` raises.
        """
        y = self.check_targets(targets, *check_outputs(outputs))
        return ((Softmax()(outputs) - y) / outputs.shape[1]).astype(outputs.dtype, copy=False)


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

    Raises
    ------
    TypeError
        If the labels are not integers, or x does not hold real numbers.
    ValueError
        If there is not one label per example, the network has no output for a label, or x does not
        fit the network.
    """
    predictions = net.predict(x)
    outs = getattr(net.layers[-1], "outs", np.inf)  # a layer of another kind may not say
    labels = check_labels(labels, len(predictions), max(outs, 2))
    return float(np.mean(predictions == labels))
