"""A saved network comes back bit for bit, a crash loses nothing, and a file from a stranger can do no harm."""

import io
import json
import os
import pickle
import struct
import threading
import tracemalloc
import zipfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from nnlib import (
    SGD,
    Conv2D,
    CrossEntropy,
    Dropout,
    Flatten,
    Identity,
    Images,
    Layer,
    LeakyReLU,
    MaxPool2D,
    NeuralNetwork,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
    load,
    save,
    train,
)

MEGABYTE = 10**6
HYPOTHESIS = {"derandomize": True, "deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
ACTIVATIONS = [Identity(), Sigmoid(), Tanh(), ReLU(), LeakyReLU(), LeakyReLU(0.0), LeakyReLU(1 / 3), Softmax()]


@contextmanager
def memory_below(limit):
    """Fail if more than limit bytes, allocated inside, are in use at one time."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < limit, f"{peak / MEGABYTE:.1f} MB at the peak"


def network(seed=0, act=None, dtype=np.float64):
    rng = np.random.default_rng(seed)
    net = NeuralNetwork(
        [Layer(4, 5, act or LeakyReLU(0.25), rng=rng, dtype=dtype), Layer(5, 3, Identity(), rng=rng, dtype=dtype)]
    )
    for layer in net.layers:
        layer.b += rng.normal(0, 1, layer.b.shape).astype(dtype)
    return net


def content(net):
    """All that defines a network: activations with their settings, and the very bits of its arrays."""
    functions = [(type(layer.act_function).__name__, vars(layer.act_function)) for layer in net.layers]
    return functions, [(value.shape, value.dtype, value.tobytes()) for value, _ in net.parameters()]


def assert_refused(path, *parts):
    with memory_below(4 * MEGABYTE), pytest.raises(ValueError) as caught:
        load(path)
    told = str(caught.value)
    missing = [part for part in (path.name, "not an undamaged network", *parts) if part not in told]
    assert not missing, f"{missing} not in: {told}"
    assert "allow_pickle" not in told and "unsafely" not in told, "NumPy's advice to load it all the same"


# There and back


@pytest.mark.parametrize("dtype", [np.float32, np.float64], ids=lambda dtype: dtype.__name__)
@pytest.mark.parametrize("act", ACTIVATIONS, ids=lambda act: f"{type(act).__name__}{vars(act) or ''}")
def test_network_comes_back_bit_for_bit_and_answers_the_same(tmp_path, act, dtype):
    net = network(1, act, dtype)
    save(net, tmp_path / "net.npz")
    loaded = load(tmp_path / "net.npz")
    assert content(loaded) == content(net)
    x = np.random.default_rng(2).normal(0, 2, (4, 9)).astype(dtype)
    assert loaded.forward_pass(x).tobytes() == net.forward_pass(x).tobytes()
    assert loaded.forward_pass(x).dtype == dtype


@settings(max_examples=60, **HYPOTHESIS)
@given(
    data=st.data(),
    dtype=st.sampled_from([np.float32, np.float64]),
    sizes=st.lists(st.integers(1, 5), min_size=2, max_size=5),
)
def test_any_finite_numbers_in_any_architecture_come_back_bit_for_bit(tmp_path_factory, data, dtype, sizes):
    finite = npst.from_dtype(np.dtype(dtype), allow_nan=False, allow_infinity=False)
    layers = [Layer(ins, outs, data.draw(st.sampled_from(ACTIVATIONS))) for ins, outs in zip(sizes, sizes[1:])]
    if sizes[-1] == 1 and isinstance(layers[-1].act_function, Softmax):
        layers[-1].act_function = Identity()  # a softmax of one output is refused
    for layer in layers:
        layer.W = data.draw(npst.arrays(dtype, layer.W.shape, elements=finite))
        layer.b = data.draw(npst.arrays(dtype, layer.b.shape, elements=finite))
    path = tmp_path_factory.getbasetemp() / "any.npz"
    save(NeuralNetwork(layers), path)
    assert content(load(path)) == content(NeuralNetwork(layers))


def test_weights_come_back_whatever_their_order_in_memory(tmp_path):
    net = network()
    wide = np.random.default_rng(3).normal(size=(10, 8))
    net.layers[0].W, net.layers[1].W = np.asfortranarray(net.layers[0].W), wide[::4, 1:6]
    save(net, tmp_path / "net.npz")
    assert content(load(tmp_path / "net.npz")) == content(net)


def test_loaded_network_can_go_on_learning(tmp_path):
    net = network()
    save(net, tmp_path / "net.npz")
    loaded = load(tmp_path / "net.npz")
    x, labels = np.random.default_rng(4).normal(size=(4, 30)), np.arange(30) % 3
    for each in (net, loaded):
        train(each, x, labels, loss=CrossEntropy(), optimizer=SGD(0.5), epochs=2, batch_size=8,
              rng=np.random.default_rng(5), progress=False)  # fmt: skip
    assert content(loaded) == content(net) != content(network())


@pytest.mark.parametrize("name", ["net.npz", "net", "net.v2.npz", "net.npz.bak", "my net ☂.npz"])
@pytest.mark.parametrize("form", [str, lambda path: path], ids=["str", "Path"])
def test_path_is_used_as_given_and_nothing_else_is_written(tmp_path, name, form):
    save(network(), form(tmp_path / name))
    assert os.listdir(tmp_path) == [name]
    assert content(load(form(tmp_path / name))) == content(network())


def test_path_may_be_relative_to_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save(network(), "net.npz")
    assert content(load("net.npz")) == content(network())


def test_saving_again_replaces_the_old_network(tmp_path):
    path = tmp_path / "net.npz"
    path.write_bytes(b"something else" * 10_000)
    for seed in (1, 2):
        save(network(seed), path)
        assert content(load(path)) == content(network(seed))
    assert os.listdir(tmp_path) == ["net.npz"]


def test_saving_leaves_the_network_as_it_was(tmp_path):
    net = network()
    arrays = [value for value, _ in net.parameters()]
    save(net, tmp_path / "net.npz")
    assert all(value is array for (value, _), array in zip(net.parameters(), arrays))
    assert content(net) == content(network())


def test_file_needs_no_pickle_and_any_program_that_reads_npz_can_open_it(tmp_path):
    net = network()
    save(net, tmp_path / "net.npz")
    with np.load(tmp_path / "net.npz", allow_pickle=False) as arrays:
        assert sorted(arrays) == ["W1", "W2", "b1", "b2", "format", "layers"]
        assert arrays["format"].item() == b"nnlib network 2"
        assert np.array_equal(arrays["W2"], net.layers[1].W) and np.array_equal(arrays["b1"], net.layers[0].b)


RNG = np.random.default_rng(0)
EVERY_LAYER = NeuralNetwork([
    Images(1, 9, 8), Conv2D(1, 3, 3, ReLU(), stride=2, padding=1, rng=RNG), MaxPool2D(2),
    Conv2D(3, 2, 2, Tanh(), rng=RNG), Flatten(), Dropout(0.25, rng=RNG), Layer(2, 3, Identity(), rng=RNG),
])  # fmt: skip


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_kind_of_layer_comes_back_with_its_settings_and_answers_the_same(tmp_path, dtype):
    for layer in EVERY_LAYER.layers:
        if layer.parameters():
            layer.W, layer.b = layer.W.astype(dtype), layer.b.astype(dtype)
    save(EVERY_LAYER, tmp_path / "net.npz")
    loaded = load(tmp_path / "net.npz")
    assert [type(layer) for layer in loaded.layers] == [type(layer) for layer in EVERY_LAYER.layers]
    x = np.random.default_rng(1).normal(size=(72, 5)).astype(dtype)
    assert loaded.forward_pass(x).tobytes() == EVERY_LAYER.forward_pass(x).tobytes()
    assert loaded.layers[5].rate == 0.25 and (loaded.layers[1].stride, loaded.layers[1].padding) == (2, 1)
    settings = {"loss": CrossEntropy(), "optimizer": SGD(0.1), "epochs": 1, "progress": False}
    before = loaded.layers[1].W.copy()
    train(loaded, x, [0, 1, 2, 0, 1], rng=np.random.default_rng(2), **settings)
    assert not np.array_equal(loaded.layers[1].W, before) and loaded.layers[1].W.dtype == dtype


def test_sizes_that_are_numbers_of_numpy_are_saved_as_well(tmp_path):
    net = NeuralNetwork([Layer(np.int64(3), np.int32(2), LeakyReLU(np.float64(0.3)))])
    save(net, tmp_path / "net.npz")
    assert load(tmp_path / "net.npz").layers[0].act_function.alpha == 0.3


def test_size_of_images_taken_from_the_shape_of_an_array_is_saved_as_well(tmp_path):
    save(NeuralNetwork([Images(1, *np.array([28, 28])), Flatten()]), tmp_path / "net.npz")
    assert load(tmp_path / "net.npz").layers[0].width == 28


def test_frozen_layer_is_saved_with_its_weights(tmp_path):
    net = network()
    for layer in net.layers:
        layer.parameters = lambda: []
    save(net, tmp_path / "net.npz")
    for layer, loaded in zip(net.layers, load(tmp_path / "net.npz").layers):
        assert np.array_equal(layer.W, loaded.W) and np.array_equal(layer.b, loaded.b)


WHOLE = [int, np.int64, np.int32, np.uint16]


@st.composite
def any_network(draw):
    """A network of any of nnlib's layers that fit, with any settings; some layers are frozen."""
    few, act = st.integers(1, 4), st.sampled_from(ACTIVATIONS)
    dtype, whole = draw(st.sampled_from([np.float32, np.float64])), draw(st.sampled_from(WHOLE))
    real = draw(st.sampled_from([float, np.float64, np.float32]))
    layers, ins = [], draw(few)
    if draw(st.booleans()):
        channels, side = draw(few), draw(st.integers(5, 8))
        layers.append(Images(*np.array([channels, side, side])))
        for kind in draw(st.lists(st.sampled_from([Conv2D, MaxPool2D, Dropout]), max_size=3)):
            if kind is Dropout:
                layers.append(Dropout(real(draw(st.floats(0, 0.9))), rng=np.random.default_rng()))
            elif kind is MaxPool2D and side >= 2:
                layers.append(MaxPool2D(whole(2)))
                side //= 2
            else:
                outs, size, stride, padding = draw(few), draw(st.integers(1, side)), draw(few), draw(st.integers(0, 2))
                sizes = map(whole, (channels, outs, size))
                layers.append(Conv2D(*sizes, draw(act), stride=whole(stride), padding=whole(padding), dtype=dtype))
                channels, side = outs, (side + 2 * padding - size) // stride + 1
        layers.append(Flatten())
        ins = channels * side**2
    for outs in draw(st.lists(st.integers(2, 5), max_size=2)) + [3]:
        layers.append(Layer(whole(ins), whole(outs), draw(act), dtype=dtype))
        layers.append(Dropout(real(draw(st.floats(0, 0.9))), rng=np.random.default_rng()))
        ins = outs
    layers = layers[: draw(st.integers(1, len(layers)))]
    if len(layers) == 1 and hasattr(layers[0], "W"):
        layers[0].act_function = Identity()
    for layer in layers:
        if hasattr(layer, "W"):
            layer.b += np.random.default_rng().normal(size=layer.b.shape).astype(dtype)
            if draw(st.booleans()):
                layer.parameters = lambda: []
    return NeuralNetwork(layers)


def made_of(layer):
    """All that defines a layer: its kind, its settings and its activation with its own, and the bits of its arrays."""
    own = {"ins", "outs", "in_channels", "out_channels", "kernel_size", "stride", "padding", "size", "rate"}
    own = {name: value for name, value in vars(layer).items() if name in own}
    own["images"] = (layer.channels, layer.height, layer.width) if isinstance(layer, Images) else None
    act = getattr(layer, "act_function", None)
    arrays = [getattr(layer, name) for name in ("W", "b", "dW", "db") if hasattr(layer, name)]
    return (
        type(layer),
        own,
        type(act),
        vars(act or layer).get("alpha"),
        [(a.dtype, a.shape) for a in arrays],
        [array.tobytes() for array in arrays[:2]],
    )


@settings(max_examples=150, **HYPOTHESIS)
@given(net=any_network())
def test_whatever_is_saved_comes_back_equal(tmp_path_factory, net):
    path = tmp_path_factory.getbasetemp() / "whatever.npz"
    save(net, path)
    loaded = load(path)
    assert list(map(made_of, loaded.layers)) == list(map(made_of, net.layers))


def test_file_that_an_earlier_version_wrote_is_read(tmp_path):
    (tmp_path / "net.npz").write_bytes(archive())
    assert "format" not in PARTS and load(tmp_path / "net.npz").layers[0].act_function.alpha == 0.5


# Others at the same place


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o444])
def test_file_that_is_saved_over_keeps_its_permissions(tmp_path, mode):
    path = tmp_path / "net.npz"
    save(network(1), path)
    path.chmod(mode)
    save(network(2), path)
    assert path.stat().st_mode & 0o777 == mode
    assert content(load(path)) == content(network(2))


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_private_network_is_private_while_it_is_written(tmp_path, monkeypatch):
    path, modes, savez = tmp_path / "net.npz", [], np.savez
    save(network(1), path)
    path.chmod(0o600)

    def watched(file, **arrays):
        modes.append(os.fstat(file.fileno()).st_mode & 0o777)
        savez(file, **arrays)

    monkeypatch.setattr(np, "savez", watched)
    save(network(2), path)
    assert modes == [0o600]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_new_file_has_the_permissions_of_any_new_file(tmp_path):
    save(network(), tmp_path / "net.npz")
    (tmp_path / "other").touch()
    assert (tmp_path / "net.npz").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
@pytest.mark.parametrize("before", [True, False], ids=["to a file", "to a file that is not there yet"])
def test_link_stays_a_link_and_its_file_is_replaced(tmp_path, before):
    (tmp_path / "runs").mkdir()
    target, link = tmp_path / "runs" / "17.npz", tmp_path / "latest.npz"
    link.symlink_to(Path("runs") / "17.npz")
    if before:
        save(network(1), target)
    save(network(2), link)
    assert link.is_symlink() and not target.is_symlink()
    assert content(load(target)) == content(load(link)) == content(network(2))
    assert os.listdir(target.parent) == ["17.npz"] and sorted(os.listdir(tmp_path)) == ["latest.npz", "runs"]


def test_two_threads_that_save_to_one_path_leave_one_of_the_two_networks(tmp_path):
    path, nets = tmp_path / "net.npz", [network(1), network(2)]
    together = threading.Barrier(2)

    def repeatedly(net):
        for _ in range(20):
            together.wait(10)
            save(net, path)

    threads = [threading.Thread(target=repeatedly, args=[net]) for net in nets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert content(load(path)) in [content(net) for net in nets]
    assert os.listdir(tmp_path) == ["net.npz"], "each of the forty was finished, and none took another's file"


def test_temporary_name_differs_each_time_and_is_opened_as_a_new_file(tmp_path, monkeypatch):
    names, modes, replace = [], [], os.replace

    def watched(source, target):
        names.append(Path(source).name)
        replace(source, target)

    def opened(path, mode="r", *rest, **named):
        modes.append(mode)
        return open(path, mode, *rest, **named)

    monkeypatch.setattr(os, "replace", watched)
    monkeypatch.setattr("nnlib.saving.open", opened, raising=False)
    for _ in range(3):
        save(network(), tmp_path / "net.npz")
    assert len(set(names)) == 3 and all(len(name) >= 24 + len("net.npz") for name in names)
    assert modes == ["xb"] * 3


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_link_that_was_planted_at_the_temporary_name_is_not_written_through(tmp_path, monkeypatch):
    victim = tmp_path / "somebody's file"
    victim.write_text("precious")
    monkeypatch.setattr(os, "urandom", lambda count: bytes(count))  # as if the name had been guessed
    planted = tmp_path / f".net.npz.{bytes(12).hex()}.part"
    planted.symlink_to(victim)
    with pytest.raises(FileExistsError):
        save(network(), tmp_path / "net.npz")
    assert victim.read_text() == "precious" and planted.is_symlink(), "nothing is written through it, nor removed"


@pytest.mark.parametrize("name", ["n" * 240, "🧠" * 58, "ü" * 116], ids=["240 letters", "58 signs", "116 umlauts"])
def test_very_long_name_can_be_saved_to(tmp_path, name):
    path = tmp_path / name  # the last two take 232 bytes of the 255 that most systems allow
    save(network(), path)
    assert content(load(path)) == content(network())


# A crash on the way


def fail_half_way(file, **arrays):
    file.write(b"PK\3\4 half a network")
    file.flush()
    raise OSError("no space left on device")


def fail(*args):
    raise OSError("the power went out")


def interrupt(*args, **arrays):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("owner", "name", "accident"),
    [
        pytest.param(np, "savez", fail_half_way, id="disk full half way"),
        pytest.param(np, "savez", interrupt, id="interrupted while writing"),
        pytest.param(os, "fsync", fail, id="while reaching the disk"),
        pytest.param(os, "replace", fail, id="before the renaming"),
        pytest.param(os, "replace", interrupt, id="interrupted before the renaming"),
    ],
)
@pytest.mark.parametrize("before", [True, False], ids=["over an old file", "to a new file"])
def test_crash_while_saving_keeps_the_old_file_and_leaves_no_other(
    tmp_path, monkeypatch, owner, name, accident, before
):
    path = tmp_path / "net.npz"
    if before:
        save(network(1), path)
    with monkeypatch.context() as patch, pytest.raises((OSError, KeyboardInterrupt)):
        patch.setattr(owner, name, accident)
        save(network(2), path)
    assert os.listdir(tmp_path) == ["net.npz"] * before
    if before:
        assert content(load(path)) == content(network(1))


def test_new_network_is_whole_and_on_the_disk_before_it_takes_the_name_of_the_old(tmp_path, monkeypatch):
    path, steps = tmp_path / "net.npz", []
    save(network(1), path)
    fsync, replace = os.fsync, os.replace

    def watched_fsync(file):
        steps.append("fsync")
        assert os.fstat(file).st_size == path.stat().st_size, "what still waits in this process is not on the disk"
        fsync(file)

    def watched_replace(source, target):
        steps.append("replace")
        assert content(load(source)) == content(network(2))
        assert content(load(target)) == content(network(1))
        replace(source, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "replace", watched_replace)
    save(network(2), path)
    assert steps == ["fsync", "replace"]
    assert content(load(path)) == content(network(2))


def test_saving_where_nothing_can_be_written_says_so_and_leaves_nothing(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no folder .*no such folder"):
        save(network(), tmp_path / "no such folder" / "net.npz")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ValueError, match="folder is a folder: name a file in it"):
        save(network(), tmp_path / "folder")
    assert os.listdir(tmp_path) == ["folder"]


# What save does not know, it refuses before it writes


class Passing:
    """A layer of another kind."""

    def forward_pass(self, x):
        return x

    def backward_pass(self, da, *, need_dx=True):
        return da

    def parameters(self):
        return []


class PassingOn(Layer):
    def __init__(self, *args, **settings):
        super().__init__(*args, **settings)


class NoisyLayer(Layer):
    """A layer that does more than `Layer`."""


class Swish:
    """An activation that nnlib does not have."""

    def __call__(self, z):
        return z / (1 + np.exp(-z))

    def backward(self, a, da):
        raise NotImplementedError


def of_the_same_name(parent):
    """A class of the reader's own that has the name of one of nnlib's."""
    return type(parent.__name__, (parent,), {"__call__": lambda self, z: 7 * z} if parent is Tanh else {})


def with_parameters(**parameters):
    net = network()
    for name, value in parameters.items():
        setattr(net.layers[1], name, value)
    return net


@pytest.mark.parametrize(
    ("net", "kind", "parts"),
    [
        pytest.param(NeuralNetwork([Layer(2, 3, ReLU()), Passing()]), TypeError, ["layer 2", "Passing"], id="layer"),
        pytest.param(NeuralNetwork([NoisyLayer(2, 3, ReLU())]), TypeError, ["layer 1", "NoisyLayer"], id="subclass"),
        pytest.param(
            NeuralNetwork([PassingOn(2, 3, ReLU())]),
            TypeError,
            ["can be saved, but layer 1", "PassingOn(…)"],
            id="constructor",
        ),
        pytest.param(NeuralNetwork([Layer(2, 3, Swish())]), TypeError, ["layer 1", "Swish"], id="activation"),
        pytest.param(NeuralNetwork([Layer(2, 3, np.tanh)]), TypeError, ["layer 1", "tanh"], id="function"),
        pytest.param(
            NeuralNetwork([Layer(2, 3, of_the_same_name(Tanh)())]), TypeError, ["layer 1", "Tanh"], id="own Tanh"
        ),
        pytest.param(NeuralNetwork([of_the_same_name(Layer)(2, 3, ReLU())]), TypeError, ["layer 1"], id="own Layer"),
        pytest.param(
            NeuralNetwork([Conv2D(1, 2, 3, of_the_same_name(Tanh)())]),
            TypeError,
            ["layer 1", "Tanh"],
            id="own in Conv2D",
        ),
        pytest.param(with_parameters(W=np.full((3, 5), np.nan)), ValueError, ["layer 2", "NaN"], id="NaN"),
        pytest.param(with_parameters(b=np.full((3, 1), np.inf)), ValueError, ["layer 2", "inf"], id="inf"),
        pytest.param(with_parameters(b=np.zeros(3)), ValueError, ["layer 2", "(3,)"], id="flat b"),
        pytest.param(with_parameters(W=np.ones((3, 5), int)), ValueError, ["layer 2", "int"], id="integers"),
        pytest.param(with_parameters(W=np.full((3, 5), None)), ValueError, ["layer 2", "object"], id="objects"),
        pytest.param(with_parameters(b=np.zeros((3, 1), "f4")), ValueError, ["layer 2", "float32"], id="two dtypes"),
    ],
)
def test_network_that_could_not_be_loaded_is_not_saved(tmp_path, net, kind, parts):
    path = tmp_path / "net.npz"
    save(network(1), path)
    with pytest.raises(kind) as caught:
        save(net, path)
    assert all(part in str(caught.value) for part in parts), caught.value
    assert os.listdir(tmp_path) == ["net.npz"]
    assert content(load(path)) == content(network(1))


class Doubled(NeuralNetwork):
    """A network of the reader's own, which answers differently."""

    def forward_pass(self, x):
        return 2 * super().forward_pass(x)


@pytest.mark.parametrize("net", [Doubled(network().layers), network().layers[0], network().layers, 3, None])
def test_what_is_no_network_of_nnlib_is_not_saved(tmp_path, net):
    with pytest.raises(TypeError, match="save needs a NeuralNetwork"):
        save(net, tmp_path / "net.npz")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("layer", "name", "value"),
    [(0, "stride", 0), (0, "out_channels", 7), (1, "size", 0), (3, "rate", 1.0), (4, "ins", 3), (4, "outs", "two")],
)
def test_setting_that_was_changed_to_an_impossible_one_is_not_saved(tmp_path, layer, name, value):
    layers = [Conv2D(1, 2, 2, ReLU()), MaxPool2D(2), Flatten(), Dropout(0.5, rng=RNG), Layer(4, 3, Identity())]
    net = NeuralNetwork(layers)
    setattr(net.layers[layer], name, value)
    with pytest.raises((TypeError, ValueError)):
        save(net, tmp_path / "net.npz")
    assert os.listdir(tmp_path) == []


# Files that are not what save wrote


def npy(array):
    """An array in NumPy's file format, objects pickled."""
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def claim(header, data=b"", version=(1, 0)):
    """Bytes in NumPy's file format with a header of our own."""
    text = header.encode("latin1").ljust(117) + b"\n"
    return b"\x93NUMPY" + bytes(version) + struct.pack("<H", len(text)) + text + data


def floats(shape, data=b""):
    return claim(f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}}}", data)


def described(text):
    return npy(np.array(text.encode()))


def first_layer(activation="[]", **changes):
    """The description of two layers, the first of them with an activation, as JSON, and with other sizes."""
    settings = json.dumps({"ins": 3, "outs": 2, "act_function": ...} | changes, default=lambda _: "here")
    second = json.dumps(["Layer", {"ins": 2, "outs": 4, "act_function": ["Identity", {}]}])
    return described(f'[["Layer", {settings}], {second}]'.replace('"here"', activation))


def convolution(**changes):
    """The description of a convolution that strides by 0, and with other changes."""
    sizes = {"in_channels": 1, "out_channels": 2, "kernel_size": 3, "stride": 0, "padding": 0} | changes
    return described(json.dumps([["Conv2D", sizes | {"act_function": ["ReLU", {}]}]]))


PARTS = {
    "layers": first_layer('["LeakyReLU", {"alpha": 0.5}]'),
    "W1": npy(np.ones((2, 3))), "b1": npy(np.ones((2, 1))), "W2": npy(np.ones((4, 2))), "b2": npy(np.ones((4, 1))),
}  # fmt: skip


def archive(changes=None, packed=(), how=zipfile.ZIP_DEFLATED):
    """An .npz file with the parts of a sound network, except for the changes; None leaves a part out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        for name, data in (PARTS | (changes or {})).items():
            if data is not None:
                parts.writestr(f"{name}.npy", data, how if name in packed else zipfile.ZIP_STORED)
    return file.getvalue()


def relabelled(data, **fields):
    """An .npz file whose directory makes other claims about its last part."""
    data = bytearray(data)
    entry = data.rfind(b"PK\1\2")
    for field, value in fields.items():
        at = entry + {"compressed": 20, "size": 24, "offset": 42}[field]
        data[at : at + 4] = struct.pack("<I", value)
    return bytes(data)


def test_parts_of_these_files_are_sound_until_they_are_spoiled(tmp_path):
    (tmp_path / "net.npz").write_bytes(archive())
    net = load(tmp_path / "net.npz")
    assert [layer.act_function.__class__ for layer in net.layers] == [LeakyReLU, Identity]
    assert net.layers[0].act_function.alpha == 0.5
    (tmp_path / "net.npz").write_bytes(archive({"W1": floats((2, 3), bytes(48))}))
    assert np.array_equal(load(tmp_path / "net.npz").layers[0].W, np.zeros((2, 3)))


def equally_small(data):
    """An .npz file whose directory says that its last part is as large unpacked as packed."""
    at = data.rfind(b"PK\1\2") + 20
    return relabelled(data, size=struct.unpack("<I", data[at : at + 4])[0])


SOUND = archive()
BOMB = archive({"W3": npy(np.zeros(2 * MEGABYTE))}, packed=["W3"])  # 16 MB of zeros in a few kilobytes
SPOILED = {
    # what is wrong: (content of the file, what the sentence says)
    "empty": (b"", []),
    "a text": (b"W1 = [[1, 2], [3, 4]]", []),
    "random bytes": (np.random.default_rng(0).bytes(5000), []),
    "zeros": (bytes(5000), []),
    "a pickle": (pickle.dumps({"W1": [1.0]}), []),
    "one array": (npy(np.ones((2, 3))), []),
    "the first half": (SOUND[: len(SOUND) // 2], []),
    "the second half": (SOUND[len(SOUND) // 2 :], []),
    "the last byte missing": (SOUND[:-1], []),
    "an archive of nothing": (archive(dict.fromkeys(PARTS)), ["layers"]),
    "no layers at all": (archive({"layers": None}), ["layers"]),
    "no W2": (archive({"W2": None}), ["W2"]),
    "no b1": (archive({"b1": None}), ["b1"]),
    "a layer of an unknown kind": (archive({"layers": described('[["Attention", {}]]')}), ["layer 1", "Attention"]),
    "a layer that is a module": (archive({"layers": described('[["np", {}]]')}), ["layer 1", "np"]),
    "settings that are a list": (archive({"layers": described('[["Layer", [3, 2]]]')}), ["layer 1"]),
    "settings too many": (archive({"layers": first_layer('["ReLU", {}]', rng=1)}), []),
    "ins that W does not have": (archive({"layers": first_layer('["ReLU", {}]', ins=4)}), ["layer 1", "(2, 4)"]),
    "ins beyond memory": (archive({"layers": first_layer('["ReLU", {}]', ins=10**15)}), ["layer 1"]),
    "ins a word": (archive({"layers": first_layer('["ReLU", {}]', ins="x" * 9)}), ["xxxxxxxxx"]),
    "a word that would be repeated": (
        archive({"layers": convolution(in_channels="ten", kernel_size=10**9)}),
        ["ten"],
    ),
    "a layer as activation, beyond memory": (
        archive(
            {"layers": first_layer(f'["Layer", {{"ins": {10**9}, "outs": {10**9}, "act_function": ["ReLU", {{}}]}}]')}
        ),
        ["layer 1"],
    ),
    "an activation as layer": (archive({"layers": described('[["ReLU", {}]]')}), ["layer 1"]),
    "format of a later version": (archive({"format": npy(np.array(b"nnlib network 3"))}), ["network 3", "network 2"]),
    "format of something else": (archive({"format": npy(np.ones((2, 2)))}), []),
    "a kernel that W does not have": (archive({"layers": convolution(kernel_size=5)}), ["(2, 25)"]),
    "a stride of 0": (archive({"layers": convolution(), "W1": npy(np.ones((2, 9)))}), ["stride"]),
    "images of a billion pixels that meet no such layer": (
        archive({"layers": described('[["Images", {"shape": [1, 99999, 99999]}], ["Layer", {"ins": 3}]]')}),
        [],
    ),
    "everything dropped": (archive({"layers": described('[["Dropout", {"rate": 1}]]')}), ["rate"]),
    "W1 transposed": (archive({"W1": npy(np.ones((3, 2)))}), ["layer 1"]),
    "W1 flat": (archive({"W1": npy(np.ones(6))}), ["layer 1", "(6,)"]),
    "W1 in three dimensions": (archive({"W1": npy(np.ones((1, 2, 3)))}), ["layer 1", "(1, 2, 3)"]),
    "W1 empty": (archive({"W1": npy(np.ones((2, 0)))}), ["layer 1", "(2, 0)"]),
    "no neurons": (archive({"W1": npy(np.ones((0, 3))), "b1": npy(np.ones((0, 1)))}), ["layer 1", "(0, 3)"]),
    "layers that do not fit": (
        archive(
            {"layers": first_layer('["ReLU", {}]', outs=5), "W1": npy(np.ones((5, 3))), "b1": npy(np.ones((5, 1)))}
        ),
        ["layer 1 gives 5 outputs"],
    ),
    "b1 flat": (archive({"b1": npy(np.ones(2))}), ["layer 1", "(2,)"]),
    "b1 too long": (archive({"b1": npy(np.ones((3, 1)))}), ["layer 1", "(3, 1)"]),
    "b1 of another dtype": (archive({"b1": npy(np.ones((2, 1), "f4"))}), ["layer 1", "float32"]),
    "W1 of integers": (archive({"W1": npy(np.ones((2, 3), np.int64))}), ["W1", "int64"]),
    "W1 complex": (archive({"W1": npy(np.ones((2, 3), complex))}), ["W1", "complex128"]),
    "W1 of words": (archive({"W1": npy(np.full((2, 3), b"w"))}), ["layer 1", "S1"]),
    "W1 structured": (archive({"W1": npy(np.ones((2, 3), [("w", float)]))}), ["W1"]),
    "NaN in W1": (archive({"W1": npy(np.full((2, 3), np.nan))}), ["layer 1", "NaN"]),
    "inf in b2": (archive({"b2": npy(np.full((4, 1), -np.inf))}), ["layer 2", "inf"]),
    "unknown activation": (archive({"layers": first_layer('["GELU", {}]')}), ["layer 1", "GELU"]),
    "activation that is a module": (archive({"layers": first_layer('["np", {}]')}), ["layer 1", "np"]),
    "activation that is no name": (archive({"layers": first_layer("[[1], {}]")}), ["layer 1"]),
    "alpha below 0": (archive({"layers": first_layer('["LeakyReLU", {"alpha": -1}]')}), ["alpha"]),
    "alpha NaN": (archive({"layers": first_layer('["LeakyReLU", {"alpha": NaN}]')}), ["alpha"]),
    "alpha too long": (archive({"layers": first_layer('["LeakyReLU", {"alpha": 1' + "0" * 400 + "}]")}), []),
    "alpha for ReLU": (archive({"layers": first_layer('["ReLU", {"alpha": 1}]')}), []),
    "no settings": (archive({"layers": first_layer('["ReLU", null]')}), []),
    "layers a number": (archive({"layers": described("5")}), []),
    "layers of numbers": (archive({"layers": described("[1, 2]")}), []),
    "layers an object": (archive({"layers": described('{"ReLU": {}}')}), []),
    "no layers": (archive({"layers": described("[]")}), ["at least one layer"]),
    "layers no JSON": (archive({"layers": described("[[")}), []),
    "layers no text": (archive({"layers": described("[[").replace(b"[[", b"\xff\xfe")}), []),
    "layers nested deeply": (archive({"layers": described("[" * 100_000)}), []),
    "layers an array": (archive({"layers": npy(np.ones(3))}), []),
    "layers of impossible letters": (
        archive({"layers": claim("{'descr': '<U1', 'fortran_order': False, 'shape': ()}", b"\xff" * 4)}),
        ["layers"],
    ),
    "header claims terabytes": (archive({"W1": floats((10**6, 10**6))}), ["W1", "(1000000, 1000000)"]),
    "header claims more than memory": (archive({"W1": floats((2**40, 2**40), bytes(48))}), ["W1"]),
    "header claims more than an integer": (archive({"W1": floats((10**30, 0))}), []),
    "header claims a byte too many": (archive({"W1": floats((2, 3), bytes(47))}), ["W1", "47 bytes"]),
    "header claims a byte too few": (archive({"W1": floats((2, 3), bytes(49))}), ["W1", "49 bytes"]),
    "header with sizes below 0": (archive({"W1": floats((-2, -3), bytes(48))}), []),
    "header with one size below 0": (archive({"W1": floats((-1, -6), bytes(48))}), []),
    "header cut": (archive({"W1": PARTS["W1"][:20]}), []),
    "header of nothing": (archive({"W1": b""}), []),
    "header no dictionary": (archive({"W1": claim("[1, 2]")}), []),
    "header no Python": (archive({"W1": claim("{'descr': '<f8', (")}), []),
    "header of an open quote": (archive({"W1": claim("'''")}), []),
    "header wrongly indented": (archive({"W1": claim("  x\n y\n")}), []),
    "header of brackets": (archive({"W1": claim("(" * 110)}), []),
    "header with a list as a key": (archive({"W1": claim("{[]: 3}")}), []),
    "header without a dtype": (archive({"W1": claim("{'descr': 5, 'fortran_order': False, 'shape': (2,)}")}), []),
    "array in another version of NumPy's format": (
        archive({"W1": claim("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}", bytes(48), (2, 0))}),
        ["W1", "plain NumPy array"],
    ),
    "no NumPy format at all": (archive({"W1": b"1.0, 2.0, 3.0"}), []),
    "compressed": (archive(packed=PARTS), ["compressed"]),
    "compressed otherwise": (archive(packed=["W2"], how=zipfile.ZIP_LZMA), ["compressed"]),
    "compressed by an algorithm that unpacks all at once": (
        archive({"W3": npy(np.zeros(2 * MEGABYTE))}, packed=["W3"], how=zipfile.ZIP_BZIP2),
        ["compressed"],
    ),
    "an array that claims terabytes, before the archive": (floats((10**6, 10**6)) + SOUND, []),
    "an array that claims terabytes, alone": (floats((10**6, 10**6)), []),
    "bomb": (BOMB, ["compressed"]),
    "bomb that says it is small": (relabelled(BOMB, size=100), ["compressed"]),
    "bomb that says it is as small as its fuse": (equally_small(BOMB), ["compressed"]),
    "part larger than the file": (relabelled(SOUND, compressed=2**31, size=2**31), ["larger than the file"]),
    "part that says it is packed from gigabytes": (relabelled(SOUND, compressed=2**31), []),
    "part that says it unpacks to gigabytes": (relabelled(SOUND, size=2**31), []),
    "part smaller than it is": (relabelled(SOUND, compressed=20, size=20), []),
    "part beyond the end": (relabelled(SOUND, offset=2**31), []),
    "part at the place of another": (relabelled(SOUND, offset=0), []),
}


@pytest.mark.parametrize("wrong", SPOILED)
def test_damaged_or_hostile_file_is_refused_in_words_and_in_little_memory(tmp_path, wrong):
    data, parts = SPOILED[wrong]
    (tmp_path / "net.npz").write_bytes(data)
    assert_refused(tmp_path / "net.npz", *parts)


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("wrap", ["in an archive", "alone"])
def test_pickled_objects_are_refused_and_their_code_does_not_run(tmp_path, name, wrap):
    class Payload:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "code ran"),)

    data = npy(np.array([[Payload()]], dtype=object))
    path = tmp_path / "net.npz"
    path.write_bytes(archive({name: data}) if wrap == "in an archive" else data)
    assert_refused(path)
    assert os.listdir(tmp_path) == ["net.npz"]
    np.lib.format.read_array(io.BytesIO(data), allow_pickle=True)
    assert (tmp_path / "code ran").exists(), "the payload is live: whoever unpickles it runs it"


def test_plain_pickle_is_refused_and_its_code_does_not_run(tmp_path):
    class Payload:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "code ran"),)

    (tmp_path / "net.npz").write_bytes(pickle.dumps(Payload()))
    assert_refused(tmp_path / "net.npz")
    assert os.listdir(tmp_path) == ["net.npz"]


def test_missing_file_is_named(tmp_path):
    for path in (tmp_path / "net.npz", str(tmp_path / "net.npz")):
        with pytest.raises(FileNotFoundError) as caught:
            load(path)
        assert str(path) in str(caught.value)


# Whatever happens to a saved file: refused with ValueError, or the same network


SAVED = network(6)


@cache
def saved_file():
    with TemporaryDirectory() as folder:
        save(SAVED, Path(folder) / "net.npz")
        return (Path(folder) / "net.npz").read_bytes()


@st.composite
def damaged(draw, original):
    """The original bytes after one to three bits, bytes or stretches were changed, removed or inserted."""
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 3))):
        # The directory at the end is a fifth of the file, and the part where a change does most.
        at = draw(st.integers(0, len(data)) | st.integers(len(data) * 4 // 5, len(data)))
        how = draw(st.sampled_from(["flip", "flip", "change", "insert", "remove", "cut"]))
        if how == "flip" and at < len(data):
            data[at] ^= 1 << draw(st.integers(0, 7))
        elif how == "change":
            data[at : at + 1] = [draw(st.integers(0, 255))]
        elif how == "insert":
            data[at:at] = draw(st.binary(min_size=1, max_size=6))
        elif how == "remove":
            del data[at : at + draw(st.integers(1, 6))]
        elif how == "cut":
            del data[at:]
    return bytes(data)


@settings(max_examples=400, **HYPOTHESIS)
@given(data=st.deferred(lambda: damaged(saved_file())))
def test_damaged_file_is_refused_or_gives_the_very_network_that_was_saved(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "damaged.npz"
    path.write_bytes(data)
    try:
        net = load(path)
    except ValueError:
        assert data != saved_file()
    else:
        assert content(net) == content(SAVED)


def test_flipped_bit_in_any_byte_is_noticed_or_harmless(tmp_path):
    path, refused = tmp_path / "net.npz", 0
    for byte in range(len(saved_file())):
        data = bytearray(saved_file())
        data[byte] ^= 1 << byte % 8
        path.write_bytes(data)
        try:
            net = load(path)
        except ValueError:
            refused += 1
        else:
            assert content(net) == content(SAVED), f"byte {byte}"
    assert refused > sum(value.nbytes for value, _ in SAVED.parameters()), "each byte of each number is protected"
