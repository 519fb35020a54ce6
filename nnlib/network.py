"""Chapter 05 · The forward pass: layers in a chain. Chapter 07 adds the way back, chapter 08 saving."""

import json
import math
import os
from io import BytesIO
from pathlib import Path

import numpy as np

from nnlib import activations
from nnlib.layers import Layer, check_examples

SLICE = 1000  # columns at a time: enough to be fast, few enough that memory stays flat
ACTIVATIONS = ("Identity", "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "Softmax")  # what save and load know
DAMAGED = (ValueError, TypeError, KeyError, OverflowError, RecursionError)  # what a damaged file may lead to


def check_fit(layers):
    """Say which of the layers cannot be chained; sizes are compared where both neighbours have them.

    Parameters
    ----------
    layers : list of layers

    Raises
    ------
    TypeError
        If an entry is not a layer.
    ValueError
        If there is none, one stands in two places, or two neighbours do not fit.
    """
    if not isinstance(layers, (list, tuple)):
        raise TypeError(f"a network is made from a list, as in NeuralNetwork([layer]), not from {layers!r}")
    if not layers:
        raise ValueError("a network needs at least one layer")
    for number, layer in enumerate(layers, start=1):
        methods = ("forward_pass", "backward_pass", "parameters")
        if isinstance(layer, type) or not all(hasattr(layer, method) for method in methods):
            raise TypeError(f"layer {number} is {layer!r}, not a layer such as Layer(784, 10, ReLU())")
        if any(layer is other for other in layers[: number - 1]):
            raise ValueError(f"layer {number} is already in this network: each place needs its own layer")
    for number, (layer, following) in enumerate(zip(layers, layers[1:]), start=1):
        outs, ins = getattr(layer, "outs", None), getattr(following, "ins", None)
        if None not in (outs, ins) and outs != ins:
            expected = f"layer {number + 1} expects {ins} inputs"
            raise ValueError(f"layer {number} gives {outs} outputs, but {expected}")


def check_network_inputs(x, layers):
    """Return x as an array that fits the first layer, or say what is wrong with it.

    Parameters
    ----------
    x : array_like of real numbers, shape (ins, n)
    layers : list of layers
        Only a first layer of the kind `Layer` is asked; others check what they receive.

    Raises
    ------
    TypeError, ValueError
        See `Layer.forward_pass`.
    """
    return check_examples(x, layers[0]) if isinstance(layers[0], Layer) else np.asarray(x)


def most_likely(outputs):
    """Return the label that each column of outputs speaks for.

    Parameters
    ----------
    outputs : array, shape (outs, n)

    Returns
    -------
    integer array, shape (n,): the row of the greatest output; for a single output (a logit) 1
    where it is positive, else 0. Raises nothing.
    """
    return (outputs[0] > 0) * 1 if len(outputs) == 1 else outputs.argmax(axis=0)


def slices(x):
    """Yield x in pieces of at most 1,000 examples, as views, at least one.

    Parameters
    ----------
    x : array, shape (..., n)
        Examples along the last axis, as in all of nnlib.

    Yields
    ------
    arrays of shape (..., up to 1000). Raises nothing.
    """
    for start in range(0, max(x.shape[-1], 1), SLICE):
        yield x[..., start : start + SLICE]


def summary_of(layer):
    """Return what a layer is, as the five texts of its line in ``print(net)``.

    Parameters
    ----------
    layer : layer
        With or without sizes, an activation, and parameters.

    Returns
    -------
    list of str: its kind, its sizes, its activation, the shapes of its parameters, and their
    number; a text is empty where the layer has no such thing. Raises what its ``parameters`` raises.
    """
    values = [value for value, _ in layer.parameters()]
    ins, outs = getattr(layer, "ins", None), getattr(layer, "outs", None)
    act = getattr(layer, "act_function", None)
    return [
        type(layer).__name__,
        "" if None in (ins, outs) else f"{ins} -> {outs}",
        "" if act is None else getattr(act, "__name__", type(act).__name__),
        " ".join(str(np.shape(value)) for value in values),
        f"{sum(map(np.size, values)):,} parameters" if values else "no parameters",
    ]


class NeuralNetwork:
    """Layers in a chain: the outputs of each are the inputs of the next.

    Parameters
    ----------
    layers : list of layers
        In the order of the work. A layer is anything with ``forward_pass``, ``backward_pass`` and
        ``parameters``; sizes ``ins`` and ``outs`` are compared where both neighbours have them.

    Attributes
    ----------
    layers : list
        Named "layer 1", "layer 2", … in messages.

    Raises
    ------
    TypeError
        If an entry is not a layer.
    ValueError
        If there is none, one stands in two places, or two neighbours do not fit.
    """

    def __init__(self, layers):
        check_fit(layers)
        self.layers = list(layers)
        for number, layer in enumerate(self.layers, start=1):
            layer.name = f"layer {number}"

    def forward_pass(self, x):
        """Return the outputs of the last layer.

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
            If x does not fit, naming the layer; see `Layer.forward_pass`.
        """
        for layer in self.layers:
            x = layer.forward_pass(x)
        return x

    def predict(self, x):
        """Return the most likely label of each example.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins, n)

        Returns
        -------
        integer array of shape (n,): the row of the greatest output; for a network with a single
        output (a logit) 1 where it is positive, else 0.

        Raises
        ------
        TypeError, ValueError
            If x does not fit, naming the layer; see `Layer.forward_pass`.
        """
        x = check_network_inputs(x, self.layers)
        return np.concatenate([most_likely(self.forward_pass(part)) for part in slices(x)])

    def __repr__(self):
        """Return a table for ``print(net)``: a line for each layer, and one for all of them.

        Each says what the layer is, ins -> outs, its activation, the shapes of its parameters
        (W, then b) and how many they are. Raises nothing.
        """
        rows = [[f"layer {number}", *summary_of(layer)] for number, layer in enumerate(self.layers, start=1)]
        total = sum(np.size(value) for layer in self.layers for value, _ in layer.parameters())
        rows.append(["", "", "", "", "together", f"{total:,} parameters"])
        widths = [max(map(len, column)) for column in zip(*rows)]
        return "\n".join("  ".join(map(str.rjust, row, widths)) for row in rows)

    def backward_pass(self, d_outputs):
        """Fill every layer's gradients, from the last layer to the lowest that has parameters.

        Parameters
        ----------
        d_outputs : array, shape (outs, n)
            The gradient of the loss with respect to the last outputs, such as
            ``loss.derivative(outputs, targets)``.

        Raises
        ------
        ValueError
            If there was no forward pass yet, or d_outputs has another shape than its outputs.
        """
        count = len(self.layers)
        lowest = min((i for i in range(count) if self.layers[i].parameters()), default=count)
        for i in reversed(range(lowest, count)):
            d_outputs = self.layers[i].backward_pass(d_outputs, need_dx=i > lowest)

    def parameters(self):
        """Return the (value, gradient) pairs of all layers, first layer first. Raises nothing."""
        return [pair for layer in self.layers for pair in layer.parameters()]

    def save(self, path):
        """Write the network to an .npz file: first to a temporary file beside it, then renamed.

        Whatever happens on the way, path holds either the old file or the whole new one.

        Parameters
        ----------
        path : str or Path
            Used as given; the usual ending is ``.npz``.

        Raises
        ------
        TypeError
            If a layer is not a `Layer` with one of nnlib's activations.
        ValueError
            If a layer holds NaN or inf, or W or b was set to a wrong shape or dtype.
        OSError
            If the file cannot be written.
        """
        path = Path(path)
        arrays = describe_layers(self.layers)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with open(temporary, "wb") as file:
                np.savez(file, **arrays)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)

    @classmethod
    def load(cls, path):
        """Return the network that `save` wrote to path.

        Parameters
        ----------
        path : str or Path

        Returns
        -------
        NeuralNetwork, its arrays in the dtype they were saved in

        Raises
        ------
        FileNotFoundError
            If there is no such file.
        ValueError
            If the file is damaged, was not written by `save`, or holds pickled objects, which
            are never loaded because they could run code.
        """
        try:
            return cls(build_layers(read_arrays(path)))
        except FileNotFoundError:
            raise FileNotFoundError(f"there is no saved network at {path}") from None
        except DAMAGED as reason:
            raise ValueError(f"{path} is not an undamaged network saved by nnlib: {reason}") from None


def check_values(W, b, number):
    """Say what is wrong with the arrays of a layer that is to be saved, or was read from a file.

    Parameters
    ----------
    W, b : arrays
        To be floating, finite, of one dtype, and of shapes (outs, ins) and (outs, 1).
    number : int, for messages

    Raises
    ------
    ValueError
    """
    if W.ndim != 2 or W.dtype.kind != "f" or b.shape != (len(W), 1) or b.dtype != W.dtype:
        found = f"W has shape {W.shape} and dtype {W.dtype}, b has shape {b.shape} and dtype {b.dtype}"
        raise ValueError(f"layer {number} needs W (outs, ins) and b (outs, 1), floating, but {found}")
    if not np.isfinite(W).all() or not np.isfinite(b).all():
        raise ValueError(f"layer {number} holds NaN or inf")


def describe_layers(layers):
    """Return the arrays that `NeuralNetwork.save` writes.

    Parameters
    ----------
    layers : list of Layer

    Returns
    -------
    dict: "activations", JSON as bytes, and W1, b1, W2, … of shapes (outs, ins) and (outs, 1)

    Raises
    ------
    TypeError
        If a layer is not a `Layer` with one of nnlib's activations.
    ValueError
        If the shape, dtype or values of an array cannot be a layer's, so that `load` would refuse them.
    """
    arrays, functions = {}, []
    for number, layer in enumerate(layers, start=1):
        act = getattr(layer, "act_function", None)
        if type(layer).__name__ != "Layer" or type(act).__name__ not in ACTIVATIONS:
            known = ", ".join(ACTIVATIONS)
            raise TypeError(f"save knows Layer with {known}; layer {number} is {layer!r}, {act!r}")
        check_values(np.asarray(layer.W), np.asarray(layer.b), number)
        functions.append([type(act).__name__, vars(act)])
        arrays[f"W{number}"], arrays[f"b{number}"] = layer.W, layer.b
    return {"activations": np.array(json.dumps(functions).encode()), **arrays}


def build_layers(arrays):
    """Return the layers that `describe_layers` described.

    Parameters
    ----------
    arrays : dict of arrays

    Returns
    -------
    list of Layer

    Raises
    ------
    One of DAMAGED
        If an array is missing, or its shape, dtype or values cannot be a layer's.
    """
    layers = []
    for number, (name, settings) in enumerate(json.loads(arrays["activations"].item()), start=1):
        W, b = arrays[f"W{number}"], arrays[f"b{number}"]
        if name not in ACTIVATIONS:
            raise ValueError(f"layer {number} has the unknown activation {name!r}")
        check_values(W, b, number)
        layer = Layer(W.shape[1], W.shape[0], getattr(activations, name)(**settings), dtype=W.dtype)
        layer.W, layer.b = W, b
        layers.append(layer)
    return layers


def read_array(data, name):
    """Return the array stored in the NumPy format, trusting its header only if the size agrees.

    Parameters
    ----------
    data : bytes
    name : str, for messages

    Returns
    -------
    array, floating or bytes

    Raises
    ------
    ValueError, or what NumPy raises for a damaged header
        If the data is damaged or holds anything but a plain array, such as pickled objects.
    """
    file = BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError(f"{name} is not a plain NumPy array")
    shape, fortran_order, dtype = np.lib.format.read_array_header_1_0(file)
    values = file.read()
    if dtype.kind not in "fS" or math.prod(shape) * dtype.itemsize != len(values):
        raise ValueError(f"{name} holds {dtype} of shape {shape} in {len(values)} bytes")
    return np.frombuffer(values, dtype).reshape(shape, order="F" if fortran_order else "C").copy()


def read_arrays(path):
    """Return the arrays of an uncompressed .npz file, trusting none of the sizes it claims.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    dict of str to array

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is damaged, compressed, or holds anything but plain arrays.
    """
    from zipfile import ZIP_STORED, ZipFile  # here, as it would slow down every `import nnlib`

    with Path(path).open("rb") as file:
        try:
            archive = ZipFile(file)
            members = archive.infolist()
            stored = all(m.compress_type == ZIP_STORED and m.compress_size == m.file_size for m in members)
            if not stored or sum(m.file_size for m in members) > os.path.getsize(path):
                raise ValueError("its contents are compressed, or claim to be larger than the file")
            return {m.filename.removesuffix(".npy"): read_array(archive.read(m), m.filename) for m in members}
        except Exception as reason:  # of many kinds, from zipfile and from NumPy's reader of headers
            raise ValueError(reason) from None
