"""Chapter 08 · Optimizers: what to do with a gradient. Here plain gradient descent; chapter 09 adds more."""

import numpy as np


def check_rate(learning_rate):
    """Return a learning rate, or say what is wrong with it.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0

    Raises
    ------
    TypeError
        If it is neither a number nor a function.
    ValueError
        If it is a number that is not above 0 and finite.
    """
    if callable(learning_rate):
        return learning_rate
    if np.ndim(learning_rate) != 0 or np.asarray(learning_rate).dtype.kind not in "iuf":
        raise TypeError(f"learning_rate must be a number or a function of the step, not {learning_rate!r}")
    if not 0 < learning_rate < np.inf:
        raise ValueError(f"learning_rate must be above 0 and finite, not {learning_rate}")
    return float(learning_rate)


class SGD:
    """Gradient descent on mini-batches: ``value -= learning_rate * gradient`` (Robbins and Monro, 1951).

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0

    Attributes
    ----------
    steps : int
        How many steps were taken.

    Raises
    ------
    TypeError
        If learning_rate is neither a number nor a function.
    ValueError
        If learning_rate is a number that is not above 0 and finite.
    """

    def __init__(self, learning_rate):
        self.learning_rate = check_rate(learning_rate)
        self.steps = 0

    def step(self, parameters):
        """Move every parameter against its gradient, in place.

        Parameters
        ----------
        parameters : list of (value, gradient) pairs of arrays of one shape
            As `NeuralNetwork.parameters` returns them. Raises nothing of its own.
        """
        rate = self.learning_rate
        rate = float(rate(self.steps)) if callable(rate) else rate
        for value, gradient in parameters:
            value -= rate * gradient
        self.steps += 1
