"""Chapter 04 · Layers: many neurons in one line, ``F(W @ x + b)``. Chapter 07 adds the backward pass."""

import numpy as np

from nnlib.checks import as_examples, as_upstream, check_setting


def create_weight_matrix(nrows, ncols, *, rng=None, dtype=np.float64):
    """Draw normal random weights with mean 0 and a standard deviation of 1/sqrt(ncols): LeCun initialization (1998).

    They keep the RMS of a signal.

    Parameters
    ----------
    nrows, ncols : int, at least 1
        Neurons and inputs: one row of weights per neuron.
    rng : np.random.Generator, optional
        Where the randomness comes from; without one, a fresh generator.
    dtype : floating dtype

    Returns
    -------
    array of shape (nrows, ncols)
    """
    check_setting(dtype, rng, nrows=nrows, ncols=ncols)
    if rng is None:
        rng = np.random.default_rng()
    return rng.normal(0, 1 / np.sqrt(ncols), (nrows, ncols)).astype(dtype)


def create_bias_vector(length, *, dtype=np.float64):
    """Return biases of 0, one per neuron, as a column.

    Parameters
    ----------
    length : int, at least 1
    dtype : floating dtype

    Returns
    -------
    array of zeros, shape (length, 1)
    """
    check_setting(dtype, length=length)
    return np.zeros((length, 1), dtype=dtype)


class Layer:
    """A fully connected layer, of neurons that share their inputs: ``F(W @ x + b)``.

    Parameters
    ----------
    ins, outs : int, at least 1
        Inputs per example, and neurons.
    act_function : callable with a ``backward``
        For example ``ReLU()``; see `nnlib.activations`.
    rng : np.random.Generator, optional
        For the starting weights; without one, a fresh generator.
    dtype : floating dtype

    Attributes
    ----------
    ins, outs, act_function : as given
    W : array, shape (outs, ins)
        Row j holds the weights of neuron j.
    b : array, shape (outs, 1)
    dW, db : arrays like W and b
        The gradient of the loss, written by `backward_pass` into the same arrays each time; zeros before.
    x, a : arrays, shape (ins, n) and (outs, n)
        What the last forward pass received and returned.
    """

    def __init__(self, ins, outs, act_function, *, rng=None, dtype=np.float64):
        check_setting(dtype, rng, ins=ins, outs=outs, act_function=act_function)
        self.ins = ins
        self.outs = outs
        self.act_function = act_function
        self.W = create_weight_matrix(outs, ins, rng=rng, dtype=dtype)
        self.b = create_bias_vector(outs, dtype=dtype)
        self.dW = np.zeros_like(self.W)
        self.db = np.zeros_like(self.b)
        self.x = None
        self.a = None

    def forward_pass(self, x):
        """Return the outputs ``F(W @ x + b)`` of all neurons, and keep x and them for the backward pass.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins, n)
            n examples, one per column.

        Returns
        -------
        array of shape (outs, n)

        Raises
        ------
        TypeError, ValueError
            If x does not fit, or W or b was set to something that does not; with the number of the
            layer, if a network is at work.
        """
        x = as_examples(x, self)
        self.x = x
        self.a = self.act_function(self.W @ x + self.b)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Write dW and db from the gradient for the outputs, and return the gradient for the inputs.

        Parameters
        ----------
        da : array, shape (outs, n)
            The gradient of the loss with respect to the last outputs a.
        need_dx : bool
            False skips the product that nobody uses in the first layer.

        Returns
        -------
        array of shape (ins, n), the gradient with respect to x; None without need_dx.
        """
        da = as_upstream(da, self)
        dz = self.act_function.backward(self.a, da)
        np.matmul(dz, self.x.T, out=self.dW)
        self.db[...] = dz.sum(axis=1, keepdims=True)
        if need_dx:
            return self.W.T @ dz

    def parameters(self):
        """Return [(W, dW), (b, db)]: what an optimizer changes, and the gradients."""
        return [(self.W, self.dW), (self.b, self.db)]
