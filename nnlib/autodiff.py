"""Chapter 15 · Autodiff: numbers and arrays that record how they were made, and so know their own way back.

A node keeps its parents, and with each parent a rule: a function that turns the gradient of the node into that of the
parent (in other words, the vector-Jacobian product of the operation).
"""

import numpy as np

from nnlib.checks import (
    as_array,
    as_examples,
    as_start,
    as_upstream,
    check_edges,
    check_value,
    expect,
    refuse_condition,
)
from nnlib.layers import Layer


def data_of(thing):
    """Return the data of thing: of a node its number or array; a constant, such as a float, is its own data."""
    return thing.data if isinstance(thing, Value) else thing


def times(factor):
    """Return the rule that multiplies the upstream gradient by a factor, a float, or an array of local derivatives."""

    def rule(upstream):
        return factor * upstream

    return rule


class Value:
    """A number that remembers which numbers it was made of (after micrograd, A. Karpathy, 2020).

    Parameters
    ----------
    data : float or int
    edges : list of (parent, rule)
        ``rule(upstream)`` turns the gradient of the new number into the gradient of the parent, as `times` does. A
        parent that is a plain number is a constant: it gets no edge, and no gradient.

    Attributes
    ----------
    grad : float
        Its gradient, which `backward` writes: that of the last number with respect to this one; 0.0 before.
    depth : int
        0 without parents, else one more than the deepest of them.
    """

    def __init__(self, data, edges=()):
        self.remember(edges)
        check_value(data, self.edges)  # refuses data that is not one number, and a Tensor as parent
        self.data = float(data)
        self.grad = 0.0

    def remember(self, edges):
        """Keep those edges whose parent is a node, and the depth that follows from them."""
        self.edges, self.depth = [], 0
        for parent, rule in edges:
            if isinstance(parent, Value):
                self.edges.append((parent, rule))
                self.depth = max(self.depth, parent.depth + 1)

    def __repr__(self):
        return f"{type(self).__name__}({self.data})"

    def __add__(self, other):
        return type(self)(self.data + data_of(other), [(self, times(1.0)), (other, times(1.0))])

    def __mul__(self, other):
        b = data_of(other)
        return type(self)(self.data * b, [(self, times(b)), (other, times(self.data))])

    __radd__ = __add__  # 3 + x and 3 * x: the plain number is on the left
    __rmul__ = __mul__
    __bool__ = refuse_condition  # `if x:` would hold whatever the number is

    def __pow__(self, n):
        slope = n * self.data ** (n - 1) if n else 0.0  # x ** 0 is 1 everywhere, also at 0
        return type(self)(self.data**n, [(self, times(slope))])

    def exp(self):
        """Return e to the power of this number, or of each entry."""
        out = np.exp(self.data)
        return type(self)(out, [(self, times(out))])

    def log(self):
        """Return the natural logarithm of this number, or of each entry; they must be above 0."""
        expect(np.min(self.data) > 0, f"log takes numbers above 0, but one is {np.min(self.data)}; clip them first")
        return type(self)(np.log(self.data), [(self, times(1 / self.data))])

    def relu(self):
        """Return this number, or each entry, if it is above 0, else 0."""
        return type(self)(np.maximum(self.data, 0), [(self, times(1.0 * (self.data > 0)))])

    # What needs no rule of its own: minus is times -1, and a quotient is a power

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

    # The way back

    def clear(self):
        """Set the gradient to 0."""
        self.grad = 0.0

    def receive(self, upstream):
        """Add upstream, a gradient that has arrived from a child: a float or an array."""
        self.grad += upstream

    def backward(self, upstream=1.0):
        """Write the gradient of every node that this one was made of into its ``grad``.

        Parameters
        ----------
        upstream : float or array
            The gradient of this node itself, in the shape of its data; without one it must be a single number,
            such as a loss.
        """
        upstream = as_start(
            upstream, self.data
        )  # refuses a shape that does not fit data; returns an array of that shape
        order = topological_order(self)
        for node in order:
            node.clear()
        self.receive(upstream)
        for node in order:
            for parent, rule in node.edges:
                parent.receive(rule(node.grad))


def topological_order(last):
    """Return the list of last, a Value, and of all that it was made of, deepest first: children before parents.

    There is no recursion, so the graph may be as deep as memory allows. Nodes of equal depth keep the order in
    which they were found (a dictionary keeps it, a set would not), so that every run adds up in the same order.
    """
    found, waiting = {last: None}, [last]  # a dict serves as a set that keeps its order
    while waiting:
        for parent, _ in waiting.pop().edges:
            if parent not in found:
                found[parent] = None
                waiting.append(parent)
    return sorted(found, key=depth_of, reverse=True)


def depth_of(node):
    """Return the depth of a node, an int."""
    return node.depth


def unbroadcast(upstream, shape):
    """Return the gradient for an array that NumPy had copied out to a larger shape: the copies' gradients, added up.

    Parameters
    ----------
    upstream : array_like of the larger shape
    shape : tuple of int
        The shape of the array before it was copied.

    Returns
    -------
    array of that shape, float64
    """
    upstream = as_array("upstream", upstream).astype(np.float64, copy=False)  # refuses what is no number
    while upstream.ndim > len(shape):
        upstream = upstream.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1:
            upstream = upstream.sum(axis=axis, keepdims=True)
    return upstream


class Tensor(Value):
    """An array that remembers which arrays it was made of; always float64.

    All that works entry by entry is inherited from `Value`: ``+ - * / **``, ``exp``, ``log`` and ``relu``.

    Parameters
    ----------
    data : array_like of real numbers
        A float64 array is not copied: the tensor sees what becomes of it, and keeps it alive.
    edges : list of (parent, rule)
        ``rule(upstream)`` turns the gradient of this tensor into that of the parent, in the shape of the parent or
        of what NumPy made of it when it copied it out. Parents that are no tensors are constants.

    Attributes
    ----------
    grad : array, of the shape of data
        Its gradient, which `backward` writes into a new array each time; zeros before.
    depth : int
        0 without parents, else one more than the deepest of them.
    """

    __array_ufunc__ = None  # tells NumPy to leave array * tensor, as a whole, to our __rmul__

    def __init__(self, data, edges=()):
        self.remember(edges)
        self.data = as_array("data", data).astype(np.float64, copy=False)  # numbers only; a float64 array is not copied
        check_edges(self.data, self.edges)  # refuses a plain Value as parent, and a rule that is no function
        self.grad = np.zeros(self.data.shape)

    def __matmul__(self, other):
        a = self.data
        b = data_of(other)
        expect(
            np.ndim(a) == np.ndim(b) == 2 and a.shape[1] == len(b),
            f"@ multiplies matrices, (m, k) by (k, n), but the shapes are {np.shape(a)} and {np.shape(b)}",
        )

        def to_self(upstream):
            return upstream @ b.T

        def to_other(upstream):
            return a.T @ upstream

        return Tensor(a @ b, [(self, to_self), (other, to_other)])

    def __rmatmul__(self, other):
        return Tensor(other) @ self

    def sum(self, axis=None):
        """Return the sum of all entries as one number, a Tensor of shape ().

        Parameters
        ----------
        axis : int, optional
            Add along this axis only; it stays, with the length 1.
        """
        a = self.data

        def rule(upstream):
            return np.broadcast_to(upstream, a.shape)

        return Tensor(a.sum(axis=axis, keepdims=axis is not None), [(self, rule)])

    @property
    def T(self):
        """The transpose, a Tensor with rows as columns: its gradient is transposed back."""
        return Tensor(self.data.T, [(self, np.transpose)])

    def clear(self):
        """Set the gradient of each entry to 0, in a new array."""
        self.grad = np.zeros(self.data.shape)

    def receive(self, upstream):
        """Add upstream, a gradient that has arrived from a child; that of copies is added up first."""
        self.grad += unbroadcast(upstream, self.data.shape)


class AutodiffLayer(Layer):
    """A `Layer` whose backward pass nobody wrote; the parameters and attributes are those of `Layer`, float64.

    The act_function takes and returns a `Tensor`, such as ``Tensor.relu``, or one of your own, ``def
    swish(z): return z / (1 + (-z).exp())``. A gradient check tells whether its way back is right. A pickled
    layer keeps its parameters; the record of its last forward pass is left out.
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
        x = as_examples(x, self)  # refuses the wrong number of inputs; returns an array (ins, n)
        inputs, weights, biases = Tensor(x), Tensor(self.W), Tensor(self.b)
        outputs = self.act_function(weights @ inputs + biases)
        self.record = inputs, weights, biases, outputs
        self.a = outputs.data
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Walk back over the record: write dW and db, and return the gradient for the inputs.

        Parameters
        ----------
        da : array, shape (outs, n)
        need_dx : bool
            False returns None; the walk computes dx all the same.

        Returns
        -------
        array of shape (ins, n), or None
        """
        da = as_upstream(da, self)  # refuses a shape other than the outputs'; returns an array
        inputs, weights, biases, outputs = self.record
        outputs.backward(da)
        self.dW[...] = weights.grad
        self.db[...] = biases.grad
        if need_dx:
            return inputs.grad

    def __getstate__(self):
        return self.__dict__ | {"record": None, "a": None}
