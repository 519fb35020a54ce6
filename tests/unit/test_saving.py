"""A saved network comes back bit for bit, a crash loses nothing, and any other file is refused in words."""

import io
import json
import os
import pickle
from pathlib import Path

import numpy as np
import pytest
from every import ACTIVATIONS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    Tanh,
    load,
    save,
    train,
)

HYPOTHESIS = {"derandomize": True, "deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
SETTINGS = "ins outs in_channels out_channels kernel_size stride padding size rate channels height width alpha".split()
RNG = np.random.default_rng(0)


def network(seed=0, **second):
    """Two layers with random weights; second sets attributes of the second one by hand."""
    rng = np.random.default_rng(seed)
    net = NeuralNetwork([Layer(4, 5, LeakyReLU(0.25), rng=rng), Layer(5, 3, Identity(), rng=rng)])
    for layer in net.layers:
        layer.b += rng.normal(0, 1, layer.b.shape)
    vars(net.layers[1]).update(second)
    return net


def content(net):
    """All that defines a network: kinds, settings and activations of its layers, and the very bits of their arrays."""
    parts = [part for layer in net.layers for part in (layer, getattr(layer, "act_function", None))]
    arrays = [vars(layer)[name] for layer in net.layers for name in ("W", "b") if name in vars(layer)]
    known = [(type(part), [getattr(part, name, None) for name in SETTINGS]) for part in parts]
    return known, [(array.shape, array.dtype, array.tobytes()) for array in arrays]


# There and back


SIZE = st.integers(1, 4) | st.integers(1, 4).map(np.int64)
MORE, ACT = st.integers(2, 5) | st.just(np.uint16(3)), st.sampled_from(ACTIVATIONS)
RATE, DTYPE = st.floats(0, 0.9) | st.floats(0, 0.9).map(np.float32), st.sampled_from([np.float32, np.float64])
ANY_LAYER = (
    st.builds(Layer, SIZE, MORE, ACT, dtype=DTYPE) | st.builds(Dropout, RATE, rng=st.just(RNG))
    | st.builds(Conv2D, SIZE, MORE, SIZE, ACT, stride=SIZE, padding=st.integers(0, 2), dtype=DTYPE)
    | st.builds(Images, SIZE, MORE, MORE) | st.builds(MaxPool2D, SIZE)
)  # fmt: skip
EXTREME = np.array([-0.0, 1 / 3, 3e38, -1e-45])


def extreme(layer, frozen):
    """Put numbers on a layer that are easily lost, W in another order in memory; a frozen one shows no parameters."""
    if hasattr(layer, "W"):
        layer.W = RNG.choice(EXTREME, layer.W.shape[::-1]).T.astype(layer.W.dtype)
        layer.b = RNG.choice(EXTREME, layer.b.shape).astype(layer.b.dtype)
        if frozen:
            layer.parameters = lambda: []
    return layer


@settings(max_examples=100, **HYPOTHESIS)
@given(layers=st.lists(st.builds(extreme, ANY_LAYER, st.booleans()), min_size=1, max_size=6))
def test_any_network_comes_back_bit_for_bit_and_is_left_as_it_was(tmp_path_factory, layers):
    path = tmp_path_factory.getbasetemp() / "any.npz"
    net = NeuralNetwork([each for layer in layers for each in (layer, Flatten())])  # behind which any size fits
    before = content(net)
    save(net, path)
    assert content(load(path)) == content(net) == before


def test_loaded_network_learns_as_the_saved_one_does(tmp_path):
    net = network()
    save(net, tmp_path / "net.npz")
    loaded = load(tmp_path / "net.npz")
    for each in (net, loaded):
        settings = {"loss": CrossEntropy(), "optimizer": SGD(0.1), "rng": np.random.default_rng(1)}
        train(each, np.eye(4), [0, 1, 2, 0], epochs=2, progress=False, **settings)
    assert content(loaded) == content(net) != content(network())


@pytest.mark.parametrize("name", ["net.npz", "net", "net.v2.npz", "my net ☂.npz", "n" * 240, "🧠" * 58, "ü" * 116])
@pytest.mark.parametrize("form", [str, Path])
def test_path_is_used_as_given_and_nothing_else_is_written(tmp_path, monkeypatch, name, form):
    monkeypatch.chdir(tmp_path)
    for path in (form(name), form(tmp_path / name)):  # the last two names take 232 bytes of the usual 255
        for seed in (1, 2):
            save(network(seed), path)
            assert os.listdir(tmp_path) == [name]
            assert content(load(path)) == content(network(seed))


def test_any_program_that_reads_npz_without_pickle_can_open_the_file(tmp_path):
    save(network(), tmp_path / "net.npz")
    with np.load(tmp_path / "net.npz", allow_pickle=False) as arrays:
        assert sorted(arrays) == ["W1", "W2", "b1", "b2", "format", "layers"]
        assert arrays["format"].item() == b"nnlib network 2"
        assert np.array_equal(arrays["W2"], network().layers[1].W)


# A crash on the way, and others at the same place


def accident(error):
    def happen(file=None, *args, **arrays):
        if hasattr(file, "write"):
            file.write(b"PK\3\4 half a network")
        raise error

    return happen


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize(("owner", "step"), [(np, "savez"), (os, "fsync"), (os, "replace")])
@pytest.mark.parametrize("before", [True, False], ids=["over an old file", "to a new file"])
def test_crash_while_saving_keeps_the_old_file_and_leaves_no_other(tmp_path, monkeypatch, owner, step, error, before):
    """Since the disk is reached before the renaming, the name leads to a whole network even if the power goes out."""
    path = tmp_path / "net.npz"
    if before:
        save(network(1), path)
    with monkeypatch.context() as patch, pytest.raises(error):
        patch.setattr(owner, step, accident(error))
        save(network(2), path)
    assert os.listdir(tmp_path) == ["net.npz"] * before
    assert not before or content(load(path)) == content(network(1))


def test_name_of_the_new_file_differs_each_time_and_is_never_one_that_is_there(tmp_path, monkeypatch):
    names, replace, victim = [], os.replace, tmp_path / "somebody's file"
    monkeypatch.setattr(os, "replace", lambda source, target: [names.append(source.name), replace(source, target)])
    for _ in range(3):
        save(network(), tmp_path / "net.npz")
    assert len(set(names)) == 3 and all(len(name) >= 24 + len("net.npz") for name in names)
    victim.write_text("precious")
    monkeypatch.setattr(os, "urandom", bytes)  # as if the name had been guessed
    planted = tmp_path / f".net.npz.{bytes(12).hex()}.part"
    os.link(victim, planted)
    with pytest.raises(FileExistsError):
        save(network(), tmp_path / "net.npz")
    assert planted.read_text() == victim.read_text() == "precious", "it is neither written to nor removed"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_file_that_is_saved_over_keeps_its_permissions_from_the_first_byte_on(tmp_path, monkeypatch, mode):
    path, modes, savez = tmp_path / "net.npz", [], np.savez
    save(network(1), path)
    (tmp_path / "other").touch()
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode, "a new file's are those of any new file"
    path.chmod(mode)

    def watched(file, **arrays):
        modes.append(os.fstat(file.fileno()).st_mode & 0o777)
        savez(file, **arrays)

    monkeypatch.setattr(np, "savez", watched)
    save(network(2), path)
    assert [*modes, path.stat().st_mode & 0o777] == [mode] * 2 and content(load(path)) == content(network(2))


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
@pytest.mark.parametrize("before", [True, False], ids=["to a file", "to a file that is not there yet"])
def test_link_stays_a_link_and_its_file_is_replaced(tmp_path, before):
    (tmp_path / "runs").mkdir()
    target, link = tmp_path / "runs" / "17.npz", tmp_path / "latest.npz"
    link.symlink_to(Path("runs") / "17.npz")
    if before:
        save(network(1), target)
    save(network(2), link)
    assert link.is_symlink() and not target.is_symlink() and content(load(target)) == content(network(2))
    assert os.listdir(target.parent) == ["17.npz"] and sorted(os.listdir(tmp_path)) == ["latest.npz", "runs"]


# What load would refuse is refused before anything is written


class Noisy(Layer):
    """A layer of the reader's own."""


def own(parent):
    """A class of the reader's own that has the name of one of nnlib's."""
    return type(parent.__name__, (parent,), {})


def changed(layer, **setting):
    vars(layer).update(setting)
    return NeuralNetwork([layer])


REFUSED = {
    # what is wrong: (the network, type of the error, what the sentence says)
    "a list of layers": (network().layers, TypeError, "save needs a NeuralNetwork, then a path"),
    "a network of one's own": (own(NeuralNetwork)(network().layers), TypeError, "save needs a NeuralNetwork"),
    "a layer of one's own": (NeuralNetwork([Noisy(2, 3, ReLU())]), TypeError, "layer 1 is or has Noisy(2, 3, ReLU())"),
    "of the same name": (NeuralNetwork([own(Layer)(2, 3, ReLU())]), TypeError, "layer 1 is or has Layer"),
    "an activation of one's own": (NeuralNetwork([Conv2D(1, 2, 3, own(Tanh)())]), TypeError, "layer 1 is or has"),
    "NaN": (network(W=np.full((3, 5), np.nan)), ValueError, "layer 2 needs W (3, 5) and b (3, 1), floating"),
    "flat b": (network(b=np.zeros(3)), ValueError, "but got float64 (3, 5) and float64 (3,)"),
    "objects": (network(W=np.full((3, 5), None)), ValueError, "object"),
    "no stride": (changed(Conv2D(1, 2, 2, ReLU()), stride=0), ValueError, "stride"),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_network_that_could_not_be_loaded_is_not_saved(tmp_path, wrong):
    net, kind, words = REFUSED[wrong]
    with pytest.raises(kind) as caught:
        save(net, tmp_path / "net.npz")
    assert words in str(caught.value) and os.listdir(tmp_path) == []


def test_saving_where_nothing_can_be_written_says_so(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no folder .*nowhere"):
        save(network(), tmp_path / "nowhere" / "net.npz")
    with pytest.raises(ValueError, match="is a folder: name a file in it"):
        save(network(), tmp_path)
    assert os.listdir(tmp_path) == []


# Files that are not what save wrote


def described(text):
    return np.array(text.encode())


def first_layer(act='["ReLU", {}]', kind="Layer", **settings):
    """The description of two layers, the first of them with other settings and, as JSON, another activation."""
    sizes = {"ins": 3, "outs": 2} if kind == "Layer" else {"in_channels": 1, "out_channels": 2, "kernel_size": 3}
    first = json.dumps([kind, sizes | settings | {"act_function": "here"}]).replace('"here"', act)
    return described(f'[{first}, ["Layer", {{"ins": 2, "outs": 4, "act_function": ["Identity", {{}}]}}]]')


def archive(**changes):
    """An .npz file with the arrays of a sound network as version 1 wrote it, but for changes; None leaves one out."""
    parts = {"layers": first_layer('["LeakyReLU", {"alpha": 0.5}]')}
    parts |= {"W1": np.ones((2, 3)), "b1": np.ones((2, 1)), "W2": np.ones((4, 2)), "b2": np.ones((4, 1))} | changes
    file = io.BytesIO()
    np.savez(file, **{name: array for name, array in parts.items() if array is not None})
    return file.getvalue()


SOUND, HUGE = archive(), '["Layer", {"ins": 1000000000, "outs": 1000000000, "act_function": ["ReLU", {}]}]'
SPOILED = {
    # what is wrong: (content of the file, what the sentence says)
    "empty": (b"", ""),
    "a text": (b"W1 = [[1, 2], [3, 4]]", "it is no archive"),
    "a pickle": (pickle.dumps({"W1": [1.0]}), "it is no archive, or holds pickled objects, which could run code"),
    "the first half": (SOUND[: len(SOUND) // 2], ""),
    "the last byte missing": (SOUND[:-1], ""),
    "a number damaged": (SOUND.replace(np.float64(1).tobytes(), b"damaged!", 1), "CRC"),
    "no layers": (archive(layers=None), "layers"),
    "no b1": (archive(b1=None), "b1"),
    "a layer of an unknown kind": (archive(layers=described('[["Attention", {}]]')), "layer 1 is or has Attention"),
    "settings that are a list": (archive(layers=described('[["Layer", [3, 2]]]')), "layer 1 is or has Layer"),
    "settings that W does not have": (archive(layers=first_layer(ins=4)), "layer 1 needs W (2, 4)"),
    "settings beyond memory": (archive(layers=first_layer(ins=10**18)), "layer 1 needs W"),
    "a word that would be repeated": (
        archive(layers=first_layer(kind="Conv2D", in_channels="ten", kernel_size=10**9)), "ten"),
    "a layer as activation": (archive(layers=first_layer(HUGE)), "layer 1 needs W"),
    "an unknown activation": (archive(layers=first_layer('["GELU", {}]')), "layer 1 is or has GELU"),
    "an activation that is no name": (archive(layers=first_layer("[[1], {}]")), "layer 1 is or has [1]"),
    "alpha NaN": (archive(layers=first_layer('["LeakyReLU", {"alpha": NaN}]')), "alpha"),
    "a later version": (archive(format=np.array(b"nnlib network 3")), "but this version of nnlib reads b'nnlib netw"),
    "a kernel that W does not have": (archive(layers=first_layer(kind="Conv2D", kernel_size=5)), "W (2, 25)"),
    "W1 transposed": (archive(W1=np.ones((3, 2))), "but got float64 (3, 2)"),
    "b1 of another dtype": (archive(b1=np.ones((2, 1), "f4")), "float32 (2, 1)"),
    "NaN in W1": (archive(W1=np.full((2, 3), np.nan)), "without NaN or inf"),
    "layers that do not fit": (archive(W2=np.ones((4, 5)), layers=described(
        first_layer().item().decode().replace('"ins": 2', '"ins": 5'))), "layer 1 gives 2 outputs"),
    "layers a number": (archive(layers=described("5")), ""),
    "layers of nothing": (archive(layers=described("[]")), "at least one layer"),
    "layers no JSON": (archive(layers=described("[[")), ""),
    "layers nested deeply": (archive(layers=described("[" * 100_000)), ""),
    "layers an array": (archive(layers=np.ones(3)), ""),
}  # fmt: skip


def assert_refused(path, words):
    with pytest.raises(ValueError) as caught:
        load(path)
    told = str(caught.value)
    assert f"{path} is not an undamaged network saved by nnlib: " in told and words in told, told
    assert "allow_pickle" not in told and "unsafely" not in told, "NumPy's advice to load it all the same"


@pytest.mark.parametrize("wrong", SPOILED)
def test_file_that_holds_no_sound_network_is_refused_in_words(tmp_path, wrong):
    (tmp_path / "net.npz").write_bytes(SPOILED[wrong][0])
    assert_refused(tmp_path / "net.npz", SPOILED[wrong][1])


def test_file_that_an_earlier_version_wrote_is_read(tmp_path):
    shaped = described('[["Images", {"shape": [1, 2, 3]}], ["Flatten", {}]]')
    for data in (SOUND, archive(layers=shaped)):
        (tmp_path / "net.npz").write_bytes(data)
        first = load(tmp_path / "net.npz").layers[0]
        assert first.act_function.alpha == 0.5 if data is SOUND else (first.height, first.width) == (2, 3)


@pytest.mark.parametrize("name", ["layers", "W1", "alone"])
def test_pickled_objects_are_refused_and_their_code_does_not_run(tmp_path, name):
    class Payload:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "code ran"),)

    data = pickle.dumps(Payload()) if name == "alone" else archive(**{name: np.array([[Payload()]], dtype=object)})
    (tmp_path / "net.npz").write_bytes(data)
    assert_refused(tmp_path / "net.npz", "holds pickled objects, which could run code")
    assert os.listdir(tmp_path) == ["net.npz"]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    path = tmp_path_factory.mktemp("saved") / "net.npz"
    save(network(6), path)
    return path.read_bytes()


@settings(max_examples=300, **HYPOTHESIS)
@given(data=st.data())
def test_damaged_file_is_refused_or_gives_the_very_network_that_was_saved(tmp_path_factory, saved, data):
    path = tmp_path_factory.getbasetemp() / "damaged.npz"
    damaged = bytearray(saved)
    for _ in range(data.draw(st.integers(1, 3))):  # a fifth of the file, where a change does most, is its directory
        at = data.draw(st.integers(0, len(damaged)) | st.integers(len(damaged) * 4 // 5, len(damaged)))
        flipped = bytes([damaged[at] ^ 1 << data.draw(st.integers(0, 7))] if at < len(damaged) else [])
        damaged[at : at + data.draw(st.integers(0, 6))] = data.draw(st.just(flipped) | st.binary(max_size=6))
    path.write_bytes(damaged)
    try:
        loaded = load(path)
    except ValueError:
        return
    assert content(loaded) == content(network(6))
