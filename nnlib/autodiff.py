"""Chapter 15 · Autodiff: numbers and arrays that record how they were made, and so know their own way back.

A node keeps its parents, and for each of them what the way back needs: a factor, or, where an array is not made
entry by entry, a rule, which is a function that turns the blame of the result into blame for the parent.
"""

import numpy as np

from nnlib.checks import as_examples, check_blame, check_matrices, check_node, check_real, check_start
from nnlib.layers import Layer


def data_of(thing):
    """Return the data of thing: of a node its number or array; a constant, such as a float, is its own data."""
    if isinstance(thing, Value):
        return thing.data
    return thing


class Value:
    """A number that remembers which numbers it was made of (after micrograd, A. Karpathy, 2020).

    Parameters
    ----------
    data : float or int
    edges : list of (parent, factor)
        How fast the new number rises with each parent, if the others stay. A parent that is a plain
        number is a constant: it gets no edge, and no blame.

    Attributes
    ----------
    grad : float
        The blame, which `backward` writes; 0.0 before.
    depth : int
        0 without parents, else one more than the deepest of them.
    """

    def __init__(self, data, edges=()):
        check_node(self, data, edges)
        self.data = data
        self.grad = 0.0
        self.edges = []
        self.depth = 0
        for parent, factor in edges:
            if isinstance(parent, Value):
                self.edges.append((parent, factor))
                self.depth = max(self.depth, parent.depth + 1)

    def __repr__(self):
        return f"{type(self).__name__}({self.data})"

    def __add__(self, other):
        return type(self)(self.data + data_of(other), [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        b = data_of(other)
        return type(self)(self.data * b, [(self, b), (other, self.data)])

    def __pow__(self, n):
        return type(self)(self.data**n, [(self, n * self.data ** (n - 1))])

    # What has no rule of its own, for numbers and arrays alike

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + other * -1.0

    def __rsub__(self, other):
        return self * -1.0 + other

    def __truediv__(self, other):
        return self * other**-1.0

    def __rtruediv__(self, other):
        return (self**-1.0) * other

    def exp(self):
        """Return e to the power of this number, or of each entry."""
        out = np.exp(self.data)
        return type(self)(out, [(self, out)])

    def log(self):
        """Return the natural logarithm of this number, or of each entry; they must be above 0."""
        return type(self)(np.log(self.data), [(self, 1 / self.data)])

    def relu(self):
        """Return this number, or each entry, if it is above 0, else 0."""
        return type(self)(np.maximum(self.data, 0), [(self, 1.0 * (self.data > 0))])

    def backward(self):
        """Write into ``grad`` of every node behind this one how fast this one rises with it.

        Deepest first: so every node has collected all its blame before it hands any on.
        """
        nodes = nodes_behind(self)
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for node in sorted(nodes, key=depth_of, reverse=True):
            for parent, factor in node.edges:
                parent.grad += factor * node.grad


def nodes_behind(last):
    """Return the list of last, a Value, and of all that it was made of: each once, in an order that never changes.

    There is no recursion, so the graph may be as deep as memory allows.
    """
    found = [last]
    seen = {last}
    for node in found:  # the list grows while the loop walks along it
        for parent, _ in node.edges:
            if parent not in seen:
                seen.add(parent)
                found.append(parent)
    return found


def depth_of(node):
    """Return the depth of a node, an int."""
    return node.depth


def unbroadcast(blame, shape):
    """Return blame for an array that NumPy had copied out to a larger shape: the copies' blames, added up.

    Parameters
    ----------
    blame : array of the larger shape
    shape : tuple of int
        The shape of the array before it was copied.

    Returns
    -------
    array of that shape
    """
    while blame.ndim > len(shape):
        blame = blame.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            blame = blame.sum(axis=axis, keepdims=True)
    return blame


class Tensor(Value):
    """An array that remembers which arrays it was made of; always float64.

    All that works entry by entry is as for `Value`: ``+ - * / **``, ``exp``, ``log`` and ``relu``.

    Parameters
    ----------
    data : array_like of real numbers
        A floating array is not copied: the tensor sees what becomes of it, and keeps it alive.
    edges : list of (parent, factor) or (parent, rule)
        A factor is a number, or an array with a factor for each entry. ``rule(blame)`` turns the blame
        of this tensor into that of the parent, in the shape of the parent or of what NumPy made of it
        when it copied it out. Parents that are no tensors are constants.

    Attributes
    ----------
    grad : array, of the shape of data
        The blame, which `backward` writes into the same array each time; zeros before.
    depth : int
        0 without parents, else one more than the deepest of them.
    """

    __array_ufunc__ = None  # array * tensor is the tensor's business, not NumPy's

    def __init__(self, data, edges=()):
        data = np.asarray(data)
        check_real("data", data)
        super().__init__(data.astype(float, copy=False), edges)
        self.grad = np.zeros(data.shape)

    def __matmul__(self, other):
        a = self.data
        b = data_of(other)
        check_matrices(a, b)

        def to_self(blame):
            return blame @ b.T

        def to_other(blame):
            return a.T @ blame

        return Tensor(a @ b, [(self, to_self), (other, to_other)])

    def sum(self, axis=None):
        """Return the sum of all entries as one number, a Tensor of shape ().

        Parameters
        ----------
        axis : int, optional
            Add along this axis only; it stays, with the length 1.
        """
        a = self.data

        def rule(blame):
            return np.broadcast_to(blame, a.shape)

        return Tensor(a.sum(axis=axis, keepdims=axis is not None), [(self, rule)])

    def backward(self, blame=1.0):
        """Write the blame of every tensor behind this one into its ``grad``.

        Parameters
        ----------
        blame : float or array
            The blame of this tensor itself, in its shape; without one it must be a single number, such as a loss.
        """
        check_start(self, blame)
        nodes = nodes_behind(self)
        for node in nodes:
            node.grad[...] = 0.0
        self.grad[...] = blame
        for node in sorted(nodes, key=depth_of, reverse=True):
            for parent, how in node.edges:
                if callable(how):
                    sent = how(node.grad)
                else:
                    sent = how * node.grad
                parent.grad += unbroadcast(sent, parent.data.shape)


class Recorded(Layer):
    """A `Layer` whose backward pass nobody wrote; the parameters and attributes are those of `Layer`, float64.

    The act_function takes and returns a `Tensor`, such as ``Tensor.relu``, or one of your own, ``def
    swish(z): return z / (1 + (-z).exp())``. A gradient check tells whether its way back is right. (If the
    network has a single output, leave its last layer without an activation: `predict` asks it about 0.)
    """

    def forward_pass(self, x):
        """Return the outputs ``F(W @ x + b)``, and keep the record of how they were made.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins, n)

        Returns
        -------
        array of shape (outs, n)
        """
        x = as_examples(x, self)
        self.inputs = Tensor(x)
        self.weights = Tensor(self.W)
        self.biases = Tensor(self.b)
        self.outputs = self.act_function(self.weights @ self.inputs + self.biases)
        self.a = self.outputs.data
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Walk back over the record: write dW and db, and return the blame for the inputs.

        Parameters
        ----------
        da : array, shape (outs, n)
        need_dx : bool
            False returns None; the walk computes dx all the same.

        Returns
        -------
        array of shape (ins, n), or None
        """
        check_blame(da, self)
        self.outputs.backward(da)
        self.dW[...] = self.weights.grad
        self.db[...] = self.biases.grad
        if need_dx:
            return self.inputs.grad
