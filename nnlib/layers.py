"""Chapter 04 · Layers: many neurons in one line, ``F(W @ x + b)``. Chapter 07 adds the way back."""

import numpy as np


def check_setting(dtype, rng, **sizes):
    """Say what is wrong with the sizes, the dtype or the random generator of a new layer.

    Parameters
    ----------
    dtype : a floating NumPy dtype
    rng : np.random.Generator or None
    **sizes : int, at least 1
        Named as the caller's parameters are.

    Raises
    ------
    TypeError
        If dtype is not a floating dtype, or rng is not a generator.
    ValueError
        If a size is not a whole number of at least 1.
    """
    for name, size in sizes.items():
        if not isinstance(size, (int, np.integer)) or size < 1:
            raise ValueError(f"{name} must be a whole number of at least 1, not {size!r}")
    if np.dtype(dtype).kind != "f":
        raise TypeError(f"dtype must be a floating type such as np.float32 or np.float64, not {dtype!r}")
    if rng is not None and not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng must be a generator such as np.random.default_rng(0), not {rng!r}")


def create_weight_matrix(nrows, ncols, *, rng=None, dtype=np.float64):
    """Random weights, normal with mean 0 and standard deviation 1/sqrt(ncols) (LeCun and others, 1998).

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

    Raises
    ------
    TypeError
        If dtype is not a floating dtype, or rng is not a generator.
    ValueError
        If a size is not a whole number of at least 1.
    """
    check_setting(dtype, rng, nrows=nrows, ncols=ncols)
    rng = np.random.default_rng() if rng is None else rng
    return rng.normal(0, 1 / np.sqrt(ncols), (nrows, ncols)).astype(dtype)


def create_bias_vector(length, *, dtype=np.float64):
    """Zero biases, one per neuron, as a column.

    Parameters
    ----------
    length : int, at least 1
    dtype : floating dtype

    Returns
    -------
    array of zeros, shape (length, 1)

    Raises
    ------
    TypeError
        If dtype is not a floating dtype.
    ValueError
        If length is not a whole number of at least 1.
    """
    check_setting(dtype, None, length=length)
    return np.zeros((length, 1), dtype=dtype)


def likely_fix(x, ins):
    """Return a hint, possibly empty, for an x that is not a column of ins numbers per example.

    Parameters
    ----------
    x : array of any shape
    ins : int

    Returns
    -------
    str: how to turn x into shape (ins, n). Raises nothing.
    """
    if x.ndim == 2 and x.shape[1] == ins:
        return " Examples are columns; did you mean x.T?"
    if x.size == ins:
        return f" Examples are columns; for a single example use x.reshape({ins}, 1)."
    if x.ndim > 2 and x[:1].size == ins:
        return f" Examples are columns; use x.reshape({len(x)}, {ins}).T"
    return " Examples are columns."


def check_parameters(layer, outs, ins):
    """Say what is wrong with the W or b of a layer, should somebody have set them by hand.

    Parameters
    ----------
    layer : layer with W and b
    outs, ins : int
        W must have shape (outs, ins), b shape (outs, 1).

    Raises
    ------
    TypeError
        If W or b is anything but an array of real numbers.
    ValueError
        If W or b has another shape.
    """
    for name, shape in (("W", (outs, ins)), ("b", (outs, 1))):
        value = getattr(layer, name)
        if np.shape(value) != shape:
            came = np.shape(value)
            raise ValueError(f"{layer.name} needs {name} of shape {shape}, but {name} has shape {came}")
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "biuf":
            came = getattr(value, "dtype", type(value).__name__)
            raise TypeError(f"{layer.name} needs {name} as an array of real numbers, but it is {came}")


def check_examples(x, layer):
    """Return x as an array that fits the layer, or say what is wrong with x, W or b.

    Parameters
    ----------
    x : array_like of real numbers, shape (ins, n) with n at least 1
    layer : Layer

    Raises
    ------
    TypeError
        If x does not hold real numbers, or W or b was set to anything but an array of them.
    ValueError
        If x does not fit the layer or holds no example, or W or b was set to another shape than
        (outs, ins) or (outs, 1).
    """
    x = np.asarray(x)
    if x.dtype.kind not in "biuf":
        raise TypeError(f"{layer.name} computes with real numbers, but x has dtype {x.dtype}")
    if x.ndim != 2 or x.shape[0] != layer.ins:
        shape = f"{x.shape}: {x.shape[0]} inputs, {x.shape[1]} examples." if x.ndim == 2 else f"{x.shape}."
        expected = f"{layer.name} expects {layer.ins} inputs per example"
        raise ValueError(f"{expected}, but x has shape {shape}{likely_fix(x, layer.ins)}")
    if x.shape[1] == 0:
        raise ValueError(f"{layer.name} got an empty batch: x has shape {x.shape}, so 0 examples")
    check_parameters(layer, layer.outs, layer.ins)
    return x


class Layer:
    """A row of neurons that share their inputs: ``F(W @ x + b)``.

    Parameters
    ----------
    ins, outs : int, at least 1
        Inputs per example, and neurons.
    act_function : callable with a ``backward``
        Such as ``ReLU()``; see `nnlib.activations`.
    rng : np.random.Generator, optional
        For the starting weights; without one, a fresh generator.
    dtype : floating dtype

    Attributes
    ----------
    W : array, shape (outs, ins)
        Row j holds the weights of neuron j.
    b : array, shape (outs, 1)
    dW, db : arrays like W and b
        The gradient of the loss, filled by `backward_pass`; zeros before.
    x, a : arrays, shape (ins, n) and (outs, n)
        What the last forward pass received and returned.
    name : str
        "this layer", or "layer 2" once the layer is the second of a network.

    Raises
    ------
    TypeError
        If act_function cannot be called, dtype is not floating, or rng is not a generator.
    ValueError
        If a size is not a whole number of at least 1.
    """

    name = "this layer"

    def __init__(self, ins, outs, act_function, *, rng=None, dtype=np.float64):
        check_setting(dtype, rng, ins=ins, outs=outs)
        if not callable(act_function) or isinstance(act_function, type):
            raise TypeError(f"act_function must be an activation such as ReLU(), not {act_function!r}")
        self.ins, self.outs, self.act_function = ins, outs, act_function
        self.W = create_weight_matrix(outs, ins, rng=rng, dtype=dtype)
        self.b = create_bias_vector(outs, dtype=dtype)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        self.x = self.a = None

    def forward_pass(self, x):
        """Return the outputs ``F(W @ x + b)`` of all neurons, and keep x and them for the way back.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins, n)
            n examples, one per column.

        Returns
        -------
        array of shape (outs, n)

        Raises
        ------
        TypeError
            If x does not hold real numbers.
        ValueError
            If x does not fit or holds no example, or W or b was set to a wrong shape.
        """
        self.x = check_examples(x, self)
        self.a = self.act_function(self.W @ self.x + self.b)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Fill dW and db from the blame for the outputs, and return the blame for the inputs.

        Parameters
        ----------
        da : array, shape (outs, n)
            The gradient of the loss with respect to the last outputs a.
        need_dx : bool
            False skips the product that nobody uses in the first layer.

        Returns
        -------
        array of shape (ins, n), the gradient with respect to x; None without need_dx.

        Raises
        ------
        ValueError
            If there was no forward pass yet, or da has another shape than its outputs.
        """
        da = check_blame(da, self)
        dz = self.act_function.backward(self.a, da)
        self.dW = dz @ self.x.T
        self.db = dz.sum(axis=1, keepdims=True)
        return self.W.T @ dz if need_dx else None

    def parameters(self):
        """Return [(W, dW), (b, db)]: what an optimizer changes, and the gradients. Raises nothing."""
        return [(self.W, self.dW), (self.b, self.db)]


def check_blame(da, layer):
    """Return the gradient that a backward pass starts from as an array, or say what is wrong with it.

    Parameters
    ----------
    da : array_like of real numbers, shape (outs, n)
    layer : Layer

    Raises
    ------
    TypeError
        If da does not hold real numbers.
    ValueError
        If there was no forward pass yet, or da has another shape than its outputs.
    """
    if layer.a is None:
        raise ValueError(f"{layer.name} has no outputs yet: call forward_pass before backward_pass")
    da = np.asarray(da)
    if da.shape != layer.a.shape:
        raise ValueError(f"{layer.name} gave outputs of shape {layer.a.shape}, but da has shape {da.shape}")
    if da.dtype.kind not in "biuf":
        raise TypeError(f"{layer.name} computes with real numbers, but da has dtype {da.dtype}")
    return da
