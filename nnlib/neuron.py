"""Chapter 01 · Neurons: a weighted sum, a bias, and an activation function."""

import numpy as np


def check_weights(weights, bias):
    """Return the weights as a floating array, or say what is wrong with them.

    Parameters
    ----------
    weights : array_like of real numbers, shape (ins,)
    bias : a real number

    Raises
    ------
    TypeError
        If the weights or the bias are not real numbers.
    ValueError
        If the weights are not one non-empty row.
    """
    weights = np.asarray(weights)
    if weights.dtype.kind not in "biuf" or np.asarray(bias).dtype.kind not in "biuf":
        raise TypeError("weights and bias must be real numbers, such as Neuron([0.5, -1.0], 0.2, act)")
    if weights.ndim != 1 or weights.size == 0 or np.ndim(bias) != 0:
        raise ValueError(
            f"a neuron has one row of weights, shape (ins,), and one bias, but got "
            f"weights of shape {weights.shape} and a bias of shape {np.shape(bias)}"
        )
    return weights if weights.dtype.kind == "f" else weights.astype(np.float64)


def check_inputs(x, weights):
    """Return x as an array that fits the weights, or say what is wrong with it.

    Parameters
    ----------
    x : array_like of real numbers, shape (ins,) or (ins, n)
    weights : array, shape (ins,)

    Raises
    ------
    TypeError
        If x does not hold real numbers.
    ValueError
        If x does not have one row per weight, or holds no example.
    """
    x = np.asarray(x)
    if x.dtype.kind not in "biuf":
        raise TypeError(f"x must hold real numbers, but its dtype is {x.dtype}")
    if x.ndim not in (1, 2) or len(x) != len(weights):
        fix = "; did you mean x.T?" if x.ndim == 2 and x.shape[1] == len(weights) else ""
        raise ValueError(f"{len(weights)} weights, but x has shape {x.shape}: examples are columns{fix}")
    if x.size == 0:
        raise ValueError(f"x has shape {x.shape}: there is no example to decide on")
    return x


class Neuron:
    """One artificial neuron: ``act_function(weights @ x + bias)`` (McCulloch and Pitts, 1943).

    Parameters
    ----------
    weights : array_like of real numbers, shape (ins,)
        How much the vote of each input counts.
    bias : float
        The neuron's own opinion, added to the votes.
    act_function : callable
        Takes the sum z, a number or an array, and returns the output of the same shape.

    Raises
    ------
    TypeError
        If weights or bias are not real numbers, or act_function cannot be called.
    ValueError
        If weights is not one non-empty row, or bias is not a single number.
    """

    def __init__(self, weights, bias, act_function):
        self.weights = check_weights(weights, bias)
        self.bias = bias
        if not callable(act_function) or isinstance(act_function, type):
            raise TypeError(f"act_function must be callable, a function of z, not {act_function!r}")
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

        Raises
        ------
        TypeError
            If x does not hold real numbers.
        ValueError
            If x does not have one row per weight, or holds no example.
        """
        x = check_inputs(x, self.weights)
        return self.act_function(self.weights @ x + self.bias)
