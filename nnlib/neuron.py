"""Chapter 01 · Neurons: a weighted sum, a bias, and an activation function."""

import numpy as np

from nnlib.checks import as_inputs, check_neuron


class Neuron:
    """One artificial neuron: ``act_function(weights @ x + bias)`` (McCulloch and Pitts, 1943).

    Parameters
    ----------
    weights : array_like of real numbers, shape (ins,)
        What one unit of each input adds to the sum. Copied, as float64.
    bias : float
        Added to the weighted inputs once: the sum when all inputs are 0.
    act_function : callable
        Takes the sum z, a number or an array, and returns the output of the same shape.
    """

    def __init__(self, weights, bias, act_function):
        check_neuron(weights, bias, act_function)
        self.weights = np.array(weights, dtype=np.float64)
        self.bias = bias
        self.act_function = act_function

    def __call__(self, x):
        """Return the neuron's output.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins,) or (ins, n)
            One example, or n examples as columns.

        Returns
        -------
        A number for one example, an array of shape (n,) for n examples.
        """
        x = as_inputs(x, self.weights)
        return self.act_function(self.weights @ x + self.bias)
