"""Chapter 08 · Saving: a trained network in a file, and back, without pickle.

The file is an uncompressed .npz archive: "layers", JSON as bytes, says what the layers are, and W1, b1,
W2, … hold their parameters. A file is believed in nothing: it may come from a stranger.
"""

import json
import math
import os
from io import BytesIO
from pathlib import Path

import numpy as np

from nnlib import activations, convolution, layers, regularization
from nnlib.checks import check_whole
from nnlib.network import NeuralNetwork

ACTIVATIONS = ("Identity", "Sigmoid", "Tanh", "ReLU", "LeakyReLU", "Softmax")
LAYERS = {  # with the names of what each is made with; an activation, where there is one, comes on top
    "Layer": (layers.Layer, ("ins", "outs")),
    "Dropout": (regularization.Dropout, ("rate",)),
    "Images": (convolution.Images, ("shape",)),
    "Conv2D": (convolution.Conv2D, ("in_channels", "out_channels", "kernel_size", "stride", "padding")),
    "MaxPool2D": (convolution.MaxPool2D, ("size",)),
    "Flatten": (convolution.Flatten, ()),
}


def save(net, path):
    """Write a network to an .npz file: first to a new file beside it, which is then renamed.

    Whatever happens on the way, path holds either the old file or the whole new one. The new file has
    a name that nobody can guess, and must not be there yet, so that no other program's file, or link,
    is written to. A `Dropout` is saved without the state of its random generator.

    Parameters
    ----------
    net : NeuralNetwork
    path : str or Path
        Used as given; the usual ending is ``.npz``.

    Raises
    ------
    TypeError
        If a layer or an activation is not one of nnlib's own.
    ValueError
        If a layer holds NaN or inf, or W or b was set to a wrong shape or dtype.
    OSError
        If the file cannot be written.
    """
    path = Path(path)
    arrays = described(net.layers)
    temporary = path.with_name(f".{path.name[:100]}.{os.urandom(12).hex()}.part")
    file = open(temporary, "xb")  # x: a new file, never one that is there
    try:
        with file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)  # now that it is closed: Windows renames no open file
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def load(path):
    """Return the network that `save` wrote to path, its arrays in the dtype they were saved in.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    NeuralNetwork

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is damaged, was not written by `save`, or holds pickled objects, which are never
        loaded because they could run code.
    """
    with open(path, "rb") as file:
        try:
            return NeuralNetwork(rebuilt(read_arrays(file)))
        except Exception as reason:  # of many kinds: from zipfile, NumPy's reader of headers, JSON, and the layers
            raise ValueError(f"{path} is not an undamaged network saved by nnlib: {reason}") from None


# What a network is, in words and arrays


def check_values(W, b, number):
    """Refuse arrays of a layer that are not floating, finite, of one dtype, and of shapes (outs, ins) and (outs, 1)."""
    if W.ndim != 2 or W.dtype.kind != "f" or b.shape != (len(W), 1) or b.dtype != W.dtype:
        found = f"W has shape {W.shape} and dtype {W.dtype}, b has shape {b.shape} and dtype {b.dtype}"
        raise ValueError(f"layer {number} needs W (outs, ins) and b (outs, 1), floating, but {found}")
    if not np.isfinite(W).all() or not np.isfinite(b).all():
        raise ValueError(f"layer {number} holds NaN or inf")


def settings_of(layer, number):
    """Return how a layer was made, as a dict for JSON; refuse one that `load` would make differently."""
    kind = type(layer).__name__
    if kind not in LAYERS or LAYERS[kind][0] is not type(layer):
        raise TypeError(f"save knows nnlib's {', '.join(LAYERS)}; layer {number} is {layer!r}, another one")
    settings = {name: getattr(layer, name) for name in LAYERS[kind][1]}
    if "act_function" in vars(layer):
        act = layer.act_function
        name = type(act).__name__
        if name not in ACTIVATIONS or getattr(activations, name) is not type(act):
            raise TypeError(f"save knows nnlib's {', '.join(ACTIVATIONS)}; layer {number} has {act!r}, another one")
        settings["act_function"] = [name, {"alpha": act.alpha} if name == "LeakyReLU" else {}]
    return {name: value.item() if isinstance(value, np.generic) else value for name, value in settings.items()}


def described(layers):
    """Return the arrays that `save` writes for a list of layers, as a dict."""
    arrays, descriptions = {}, []
    for number, layer in enumerate(layers, start=1):
        descriptions.append([type(layer).__name__, settings_of(layer, number)])
        if layer.parameters():
            check_values(np.asarray(layer.W), np.asarray(layer.b), number)
            arrays[f"W{number}"], arrays[f"b{number}"] = layer.W, layer.b
    return {"layers": np.array(json.dumps(descriptions).encode()), **arrays}


def rebuilt(arrays):
    """Return the layers that `described` described; some error is raised where the arrays cannot be a network's."""
    built = []
    for number, (kind, settings) in enumerate(json.loads(arrays["layers"].item()), start=1):
        if kind not in LAYERS or not isinstance(settings, dict):
            raise ValueError(f"layer {number} is of the unknown kind {kind!r}")
        if "act_function" in settings:
            built.append(with_parameters(kind, settings, arrays[f"W{number}"], arrays[f"b{number}"], number))
        else:
            generator = {"rng": np.random.default_rng()} if kind == "Dropout" else {}
            built.append(LAYERS[kind][0](*settings.pop("shape", ()), **settings, **generator))
    return built


def with_parameters(kind, settings, W, b, number):
    """Return a layer that has W and b; nothing is allocated before its settings and they were found to agree."""
    name, details = settings.pop("act_function")
    if name not in ACTIVATIONS:
        raise ValueError(f"layer {number} has the unknown activation {name!r}")
    check_values(W, b, number)
    for each in LAYERS[kind][1]:
        check_whole(each, settings[each], least=0)
    if kind == "Layer":
        promised = (settings["outs"], settings["ins"])
    else:
        promised = (settings["out_channels"], settings["in_channels"] * settings["kernel_size"] ** 2)
    if W.shape != promised:
        raise ValueError(f"layer {number} is described with W of shape {promised}, but W has shape {W.shape}")
    layer = LAYERS[kind][0](**settings, act_function=getattr(activations, name)(**details), dtype=W.dtype)
    layer.W, layer.b = W, b
    return layer


# The file


def read_array(data, name):
    """Return the array that bytes in the NumPy format hold, trusting the header only if the size agrees."""
    file = BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError(f"{name} is not a plain NumPy array")
    shape, fortran_order, dtype = np.lib.format.read_array_header_1_0(file)
    values = file.read()
    if dtype.kind not in "fS" or math.prod(shape) * dtype.itemsize != len(values):
        raise ValueError(f"{name} holds {dtype} of shape {shape} in {len(values)} bytes")
    return np.frombuffer(values, dtype).reshape(shape, order="F" if fortran_order else "C").copy()


def read_arrays(file):
    """Return the arrays of an open, uncompressed .npz file as a dict, trusting none of the sizes it claims."""
    from zipfile import ZIP_STORED, ZipFile  # here, as it would slow down every `import nnlib`

    archive = ZipFile(file)
    members = archive.infolist()
    stored = all(m.compress_type == ZIP_STORED and m.compress_size == m.file_size for m in members)
    if not stored or sum(m.file_size for m in members) > os.fstat(file.fileno()).st_size:
        raise ValueError("its contents are compressed, or claim to be larger than the file")
    return {m.filename.removesuffix(".npy"): read_array(archive.read(m), m.filename) for m in members}
