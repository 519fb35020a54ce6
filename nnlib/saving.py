"""Chapter 08 · Saving: a trained network in a file, and back, without pickle.

The file is an uncompressed .npz archive: "format" names the version of this layout, "layers", JSON as bytes, says
what the layers are, and W1, b1, W2, … hold their parameters. `load` never loads a pickle, which could run code, and
returns a network only if all that the file holds fits together.
"""

import json
import os

import numpy as np

from nnlib import activations, convolution, layers, regularization
from nnlib.checks import as_file, as_new_file, expect
from nnlib.network import NeuralNetwork
from nnlib.printing import made_from

FORMAT = b"nnlib network 2"  # version 1 lacked this line alone, so a file without it is read as well
KINDS = [layers.Layer, convolution.Conv2D, convolution.Images, convolution.MaxPool2D, convolution.Flatten]
KINDS += [regularization.Dropout, *(kind for kind in vars(activations).values() if hasattr(kind, "backward"))]
SETTINGS = {kind: made_from(kind) for kind in KINDS}  # what can be saved; where there are weights, first their sizes


def save(net, path):
    """Write a network to an .npz file: first to a new file beside it, which is then renamed.

    Whatever happens on the way, path holds either the old file or the whole new one. The new file has a name that
    nobody can guess, and must not be there yet, so that no other program's file is written to. A file that is saved
    over keeps its permissions, and a link stays a link: the file that it leads to is replaced.

    Every layer is saved with its settings and weights, a frozen one too. What was put on a layer by hand, such as the
    ``parameters`` that freeze it, is not saved, and neither is the state of a `Dropout`'s generator.

    Parameters
    ----------
    net : NeuralNetwork
    path : str or Path
        The usual ending is ``.npz``; ``~`` is your own folder.

    Raises
    ------
    TypeError
        If net is not a `NeuralNetwork`, or a layer or an activation is not one of nnlib's own.
    ValueError
        If a layer holds NaN or inf, or a setting, W or b was changed to something that `load` would refuse.
    ValueError, FileNotFoundError
        If path is a folder, or is in a folder that isn't there.
    OSError
        If the file cannot be written.
    """
    arrays = described(net)
    rebuilt(arrays)  # the one condition: what load would refuse is not saved
    path = as_new_file(path)
    temporary = path.with_name(f".{path.name[:50]}.{os.urandom(12).hex()}.part")  # 50 letters: 200 bytes at most
    file = open(temporary, "xb")  # x: a new file, never one that is there
    try:
        with file:
            if path.exists():
                os.chmod(temporary, path.stat().st_mode & 0o777)
            np.savez(file, **arrays)  # which leaves nothing in a buffer
            os.fsync(file.fileno())
        os.replace(temporary, path)  # now that it is closed: Windows renames no open file
    finally:
        temporary.unlink(missing_ok=True)


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
        If path is a folder, or the file is damaged, was not written by `save`, or holds pickled objects, which are
        never loaded because they could run code.
    """
    path = as_file(path)
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return rebuilt(arrays)
    except Exception as reason:  # of many kinds: from zipfile, NumPy's reader of headers, JSON, and the layers
        # NumPy takes whatever it doesn't know for a pickle, and says how to load it all the same
        told = "it is no archive, or holds pickled objects, which could run code" if "pickle" in str(reason) else reason
        raise ValueError(f"{path} is not an undamaged network saved by nnlib: {told}") from None


def in_words(thing):
    """Return a layer or an activation as JSON holds it: the name of its class, and what it was made from."""
    settings = {name: np.asarray(getattr(thing, name)).tolist() for name in SETTINGS.get(type(thing), ())}
    return [type(thing).__name__ if type(thing) in KINDS else f"{thing!r}, another one", settings]


def described(net):
    """Return the arrays that `save` writes for a network, as a dict."""
    expect(type(net) is NeuralNetwork, f"save needs a NeuralNetwork, then a path, not {net!r}", TypeError)
    arrays = {"format": np.array(FORMAT), "layers": np.array(json.dumps(net.layers, default=in_words).encode())}
    for number, layer in enumerate(net.layers, start=1):
        if "act_function" in SETTINGS.get(type(layer), ()):
            arrays[f"W{number}"], arrays[f"b{number}"] = np.asarray(layer.W), np.asarray(layer.b)
    return arrays


def rebuilt(arrays):
    """Return the network that `described` described; some error is raised where the arrays cannot be a network's."""
    version = arrays.get("format", FORMAT)
    expect(version == FORMAT, f"its format is {version}, but this version of nnlib reads {FORMAT!r}")
    return NeuralNetwork([made(*each, arrays, i) for i, each in enumerate(json.loads(arrays["layers"].item()), 1)])


def made(name, settings, arrays, number):
    """Return a layer, or its activation, that `in_words` described; no more is allocated than W holds."""
    known = {kind.__name__: kind for kind in KINDS}
    sentence = f"only {', '.join(known)} can be saved, but layer {number} is or has {name}"
    expect(str(name) in known and isinstance(settings, dict), sentence, TypeError)
    kind = known[name]
    if "act_function" not in SETTINGS[kind]:
        generator = {"rng": np.random.default_rng()} if kind is regularization.Dropout else {}
        return kind(*settings.pop("shape", ()), **settings, **generator)  # version 1 had the shape of Images
    W, b = arrays[f"W{number}"], arrays[f"b{number}"]
    ins, outs, side = (int(settings.get(size, 1)) for size in (*SETTINGS[kind][:2], "kernel_size"))
    finite = W.dtype.kind == b.dtype.kind == "f" and np.isfinite(W).all() and np.isfinite(b).all()
    if not finite or W.dtype != b.dtype or W.shape != (outs, ins * side**2) or b.shape != (outs, 1):
        expected = f"W {(outs, ins * side**2)} and b {(outs, 1)}, floating, of one dtype, without NaN or inf"
        raise ValueError(f"layer {number} needs {expected}, but got {W.dtype} {W.shape} and {b.dtype} {b.shape}")
    layer = kind(**settings | {"act_function": made(*settings["act_function"], arrays, number)}, dtype=W.dtype)
    layer.W, layer.b = W, b
    return layer
