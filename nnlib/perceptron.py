"""Chapter 02 · Perceptron: a neuron that answers 0 or 1 and learns from its mistakes."""

import numpy as np

from nnlib.checks import as_inputs, as_training_data, check_neuron


def step(z):
    """Return 1 where z is greater than 0, else 0: a number, or an integer array of the shape of z. NaN answers 0."""
    return (z > 0) * 1


class Perceptron:
    """A neuron that answers 0 or 1: 1 if ``weights @ x`` is greater than the threshold.

    It can be taught by examples, see `learn`. Source: Rosenblatt, "The perceptron" (1958).

    Parameters
    ----------
    weights : array_like of real numbers, shape (ins,)
        Copied to float64, since `learn` changes them.
    threshold : float
        What the weighted sum must exceed; stored as ``bias = -threshold``.
    """

    def __init__(self, weights, threshold):
        check_neuron(weights, threshold)
        self.weights = np.array(weights, dtype=np.float64)  # a copy, as floats: learning changes it
        self.bias = -float(threshold)

    def __call__(self, x):
        """Return the answer, 0 or 1.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins,) or (ins, n)
            One example, or n examples as columns.

        Returns
        -------
        An integer for one example, an array of integers of shape (n,) for n examples.
        """
        x = as_inputs(x, self.weights)
        return step(self.weights @ x + self.bias)

    def learn(self, x, targets, *, learning_rate=1.0, epochs=100):
        """Apply the perceptron learning rule (Rosenblatt): after a mistake, move every weight by its own input.

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
        """
        x, targets = as_training_data(x, targets, self.weights, learning_rate, epochs)
        mistakes = []
        for _ in range(epochs):
            count = 0
            for column, target in zip(x.T, targets):
                error = target - step(self.weights @ column + self.bias)
                if error != 0:
                    self.weights += learning_rate * error * column
                    self.bias += learning_rate * error
                    count += 1
            mistakes.append(count)
            if count == 0:
                break
        return mistakes
