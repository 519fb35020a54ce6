"""Chapter 02 · Perceptron: a neuron that answers 0 or 1 and learns from its mistakes."""

from numbers import Real

import numpy as np

from nnlib.neuron import Neuron, check_inputs


def step(z):
    """The step function: 1 where z is greater than 0, else 0.

    Parameters
    ----------
    z : float or array of any shape

    Returns
    -------
    int or integer array of the shape of z; NaN answers 0. Raises nothing of its own.
    """
    return (z > 0) * 1


def check_lesson(x, targets, weights, learning_rate, epochs):
    """Return examples and targets that a perceptron can learn from, or say what is wrong with them.

    Parameters
    ----------
    x : array_like of finite numbers, shape (ins, n)
    targets : array_like of 0 and 1, shape (n,)
    weights : array, shape (ins,)
    learning_rate : float above 0
    epochs : int, at least 1

    Raises
    ------
    TypeError
        If x does not hold real numbers.
    ValueError
        If a shape does not fit, a value is not finite, a target is neither 0 nor 1, or a setting
        is out of range.
    """
    x, targets = check_inputs(x, weights).astype(np.float64), np.asarray(targets)
    if x.ndim != 2 or targets.shape != x.shape[1:]:
        raise ValueError(f"one target per column is needed: x has shape {x.shape}, targets {targets.shape}")
    if not np.isfinite(x).all() or targets.dtype.kind not in "biuf" or not np.isin(targets, (0, 1)).all():
        raise ValueError("x must be finite (no NaN or inf), and every target must be 0 or 1")
    if not (isinstance(learning_rate, Real) and 0 < learning_rate < np.inf):
        raise ValueError(f"learning_rate must be a number above 0, not {learning_rate!r}")
    if not (isinstance(epochs, (int, np.integer)) and epochs >= 1):
        raise ValueError(f"epochs must be a whole number of at least 1, not {epochs!r}")
    return x, targets.astype(int)


class Perceptron(Neuron):
    """A neuron whose output is 0 or 1: 1 if ``weights @ x`` is greater than the threshold.

    Called like a `Neuron`: ``perceptron(x)`` gives 0 or 1 for x of shape (ins,), an array of shape
    (n,) for x of shape (ins, n). Source: Rosenblatt, "The perceptron" (1958).

    Parameters
    ----------
    weights : array_like of real numbers, shape (ins,)
        Copied to float64, since `learn` changes them.
    threshold : float
        What the weighted sum must exceed; stored as ``bias = -threshold``.

    Raises
    ------
    TypeError
        If weights or threshold are not real numbers.
    ValueError
        If weights is not one non-empty row, or threshold is not a single number.
    """

    def __init__(self, weights, threshold):
        super().__init__(weights, threshold, step)
        self.weights = np.array(weights, dtype=np.float64)
        self.bias = 0.0 - threshold

    @property
    def threshold(self):
        """float: what the weighted sum must exceed, ``-bias``. Raises nothing."""
        return 0.0 - self.bias

    def learn(self, x, targets, *, learning_rate=1.0, epochs=100):
        """Rosenblatt's rule: after each mistake, move every weight by its own input.

        Stops after the first epoch without a mistake.

        Parameters
        ----------
        x : array_like of finite numbers, shape (ins, n)
            Examples as columns, visited in order.
        targets : array_like of 0 and 1, shape (n,)
        learning_rate : float above 0
            Size of a correction; from zero weights it changes only their scale.
        epochs : int, at least 1
            How many times to go through the examples at most.

        Returns
        -------
        list of int: the number of mistakes in each epoch.

        Raises
        ------
        TypeError
            If x does not hold real numbers.
        ValueError
            If a shape does not fit, a value is not finite, a target is neither 0 nor 1, or a
            setting is out of range.
        """
        x, targets = check_lesson(x, targets, self.weights, learning_rate, epochs)
        mistakes = []
        for _ in range(epochs):
            mistakes.append(0)
            for column, target in zip(x.T, targets):
                error = target - step(self.weights @ column + self.bias)
                if error != 0:
                    self.weights += learning_rate * error * column
                    self.bias += learning_rate * error
                    mistakes[-1] += 1
            if mistakes[-1] == 0:
                break
        return mistakes
