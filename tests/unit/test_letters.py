"""Chapter 18: names come as they are in the source, become examples, and an embedding learns as PyTorch's does."""

import gzip
import runpy
from pathlib import Path

import numpy as np
import pytest

import nnlib.names
from nnlib import (
    Adam,
    CrossEntropy,
    Embedding,
    Identity,
    Layer,
    NeuralNetwork,
    ReLU,
    gradient_check,
    load_names,
    train,
    windows,
)
from nnlib.letters import LETTERS

TOOL = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "names.py"))


@pytest.fixture(scope="module")
def names():
    return load_names()


# The list


def test_each_name_stands_once_in_small_letters_and_sorted(names):
    assert len(names) == len(set(names)) == 29_619 and names == sorted(names)
    assert set("".join(names)) == set(LETTERS[1:])
    assert (min(map(len, names)), max(map(len, names))) == (2, 15)
    assert {"emma", "jose", "zoe"} <= set(names)


def test_in_the_source_2559_names_stand_in_two_lines(names):
    lines = load_names(distinct=False)
    assert len(lines) == 32_178 == len(names) + 2_559 and sorted(set(lines)) == names
    assert lines.count("riley") == 2 and lines.count("emma") == 2 and lines.count("aaban") == 1


def test_the_tool_lists_each_name_once_and_those_of_two_lines():
    assert TOOL["lists_of"]("Emma,F,9\nAda,F,7\nEmma,M,5\n") == (["ada", "emma"], ["emma"])


def test_the_tool_makes_nothing_of_another_file(tmp_path):
    (tmp_path / "names.txt").write_text("Emma,F,9\n")
    with pytest.raises(SystemExit, match="is not the file that nnlib/data/names/README.md describes"):
        TOOL["main"](tmp_path / "names.txt")


def test_the_datasheet_has_the_checksums_that_the_reader_compares():
    text = (nnlib.names.NAMES / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` " in text and digest in text for name, digest in nnlib.names.CHECKSUMS.items())
    assert TOOL["SOURCE"] in text


@pytest.mark.parametrize("zipped", [False, True])
def test_a_list_of_ones_own_is_read_with_a_word_per_line(tmp_path, zipped):
    data = b"\xef\xbb\xbfRose\r\n\r\n  tulip \nrose"  # as an editor on Windows leaves it
    (tmp_path / "flowers").write_bytes(gzip.compress(data) if zipped else data)
    assert load_names(tmp_path / "flowers") == ["rose", "tulip"]
    assert load_names(str(tmp_path / "flowers"), distinct=False) == ["rose", "rose", "tulip"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"emma\njos\xc3\xa9\n", r"line 2 of words is 'josé', but a name holds only the letters a to z"),
        (b"emma\nanna maria\n", "line 2 of words is 'anna maria'"),
        (b"emma\nada,f,7\n", "line 2 of words is 'ada,f,7'"),
        (b"emma.\n", r"line 1 of words is 'emma\.'"),
        (b"jos\xe9\n", "line 1 of words is 'jos\N{REPLACEMENT CHARACTER}'"),
        ("emma\n".encode("utf-16"), "line 1 of words is"),
        (bytes(range(256)), "line 1 of words is"),
        (b"", "words is empty"),
        (b" \n\n", "words is empty"),
        (b"<!DOCTYPE html>\n", "words is a web page"),
        (b"PK\3\4 and so on", "words is a ZIP archive"),
        pytest.param(gzip.compress(b"emma\n" * 999)[:30], "words is a truncated or damaged gzip file", id="cut off"),
        pytest.param(gzip.compress(gzip.compress(b"emma\n")), "words is still gzip-compressed", id="twice"),
    ],
)
def test_a_hostile_list_is_refused_in_words(tmp_path, data, message):
    (tmp_path / "words").write_bytes(data)
    with pytest.raises(ValueError, match=message):
        load_names(tmp_path / "words")


def test_a_list_that_unpacks_to_more_than_a_gigabyte_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(nnlib.names, "LARGEST", 1000)
    (tmp_path / "words").write_bytes(gzip.compress(b"emma\n" * 201))
    with pytest.raises(ValueError, match="words holds more than 1,000 bytes"):
        load_names(tmp_path / "words")


def test_a_missing_list_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no file .*words"):
        load_names(tmp_path / "words")


def test_a_changed_file_inside_nnlib_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(nnlib.names, "NAMES", tmp_path)
    (tmp_path / "names.txt.gz").write_bytes(gzip.compress(b"emma\n"))
    with pytest.raises(ValueError, match="names.txt.gz is damaged: its SHA-256 checksum is not the recorded one; "):
        load_names()


# Windows


def test_windows_are_what_stands_before_each_letter_and_the_end_is_a_letter():
    contexts, following = windows(["emma", "al"], 3)
    shown = ["".join(LETTERS[code] for code in column) for column in contexts.T]
    assert shown == ["...", "..e", ".em", "emm", "mma", "...", "..a", ".al"]
    assert "".join(LETTERS[code] for code in following) == "emma.al."


@pytest.mark.parametrize("length", [1, 2, 8, 20])
def test_windows_of_any_length_have_a_column_for_each_letter_and_end(names, length):
    few = names[:: len(names) // 50]
    contexts, following = windows(few, length)
    assert contexts.shape == (length, len("".join(few)) + len(few)) and following.shape == contexts.shape[1:]
    assert contexts.dtype == following.dtype == np.int64 and (following == 0).sum() == len(few)


@pytest.mark.parametrize(
    ("names", "length", "kind", "message"),
    [
        ("emma", 3, TypeError, "a list of names, not the string 'emma'"),
        ([], 3, ValueError, "but there is none"),
        (["emma", "José"], 3, ValueError, "but one is 'José'"),
        (["emma", "an.na"], 3, ValueError, "but one is 'an.na'"),
        (["emma", 7], 3, ValueError, "but one is 7"),
        (["emma"], 0, ValueError, "length must be a whole number of at least 1, not 0"),
        (["emma"], "3", TypeError, "length must be a whole number"),
    ],
)
def test_windows_refuse_what_is_no_list_of_names(names, length, kind, message):
    with pytest.raises(kind, match=message):
        windows(names, length)


# The layer


def reader(rng=0):
    rng = np.random.default_rng(rng)
    return NeuralNetwork([Embedding(27, 4, rng=rng), Layer(12, 27, Identity(), rng=rng)])


def test_an_embedding_puts_the_columns_of_its_table_below_each_other():
    layer = Embedding(27, 2, rng=np.random.default_rng(0))
    a = layer.forward_pass([[5, 0], [13, 1], [13, 12]])
    assert a.shape == (6, 2)
    np.testing.assert_array_equal(a[:, 0].reshape(3, 2), layer.W.T[[5, 13, 13]])
    assert repr(layer) == "Embedding(27, 2)"


def test_the_gradients_of_a_letter_that_stands_twice_add_up():
    layer = Embedding(3, 1, rng=np.random.default_rng(0))
    layer.forward_pass([[1, 1], [1, 2]])
    assert layer.backward_pass(np.array([[1.0, 10.0], [100.0, 1000.0]])) is None
    np.testing.assert_array_equal(layer.dW, [[0.0, 111.0, 1000.0]])


def test_the_gradient_is_written_into_the_array_that_an_optimizer_was_handed():
    layer = Embedding(3, 1, rng=np.random.default_rng(0))
    ((value, gradient),) = layer.parameters()
    layer.forward_pass([[1, 2]])
    layer.backward_pass(np.ones((1, 2)))
    assert value is layer.W and gradient is layer.dW and gradient.tolist() == [[0.0, 1.0, 1.0]]


def test_a_second_backward_pass_overwrites_the_gradients_of_the_first():
    layer = Embedding(3, 1, rng=np.random.default_rng(0))
    for slope in (1.0, 5.0):
        layer.forward_pass([[1], [2]])
        layer.backward_pass(np.full((2, 1), slope))
        assert layer.dW.tolist() == [[0.0, slope, slope]]


def test_gradients_of_an_embedding_pass_the_check():
    x, y = windows(["emma", "anna", "zoe"], 3)
    assert max(gradient_check(reader(), CrossEntropy(), x, y).errors.values()) < 1e-7


def test_an_embedding_gives_what_pytorch_gives_and_the_same_gradient():
    torch = pytest.importorskip("torch")
    x, _ = windows(["emma", "anna", "zoe"], 3)
    ours = Embedding(27, 4, rng=np.random.default_rng(0))
    theirs = torch.nn.Embedding(27, 4, dtype=torch.float64)
    with torch.no_grad():
        theirs.weight.copy_(torch.from_numpy(ours.W.T))
    out = theirs(torch.from_numpy(x))  # (length, n, d)
    upstream = np.random.default_rng(1).normal(size=(12, x.shape[1]))
    a = ours.forward_pass(x).reshape(3, 4, -1)
    np.testing.assert_array_equal(a, out.detach().numpy().transpose(0, 2, 1))
    ours.backward_pass(upstream)
    out.backward(torch.from_numpy(upstream.reshape(3, 4, -1).transpose(0, 2, 1).copy()))
    np.testing.assert_allclose(ours.dW, theirs.weight.grad.numpy().T, rtol=0, atol=1e-12)


def test_embeddings_start_normal_and_from_the_generator():
    first, again = (Embedding(50, 400, rng=np.random.default_rng(3)).W for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert abs(first.mean()) < 0.02 and abs(first.std() - 1) < 0.02
    assert (Embedding(5, 2).W != Embedding(5, 2).W).any()


def test_a_network_with_an_embedding_learns_what_follows_within_train():
    x, y = windows(["abab", "ababab", "ab"], 3)
    net = reader()
    train(net, x, y, loss=CrossEntropy(), optimizer=Adam(0.05), epochs=60, batch_size=4,
          rng=np.random.default_rng(0), progress=False)  # fmt: skip
    net.layers[0].W[:, 3:] = 7.0  # the letters from c on never came
    assert net.predict(x[:, [0, 1]]).tolist() == [1, 2]


@pytest.mark.parametrize("x", [[[27], [0]], [[-1], [0]], [[0.5], [0]], [[np.nan], [0]], [1, 2], [["a"], ["b"]]])
def test_an_embedding_refuses_what_is_no_window_of_codes(x):
    with pytest.raises((TypeError, ValueError), match="x must"):
        Embedding(27, 2, rng=np.random.default_rng(0)).forward_pass(x)


def test_an_embedding_between_other_layers_is_refused_with_its_place():
    rng = np.random.default_rng(0)
    net = NeuralNetwork([Layer(2, 2, ReLU(), rng=rng), Embedding(27, 2, rng=rng)])
    with pytest.raises(ValueError, match="x must hold whole numbers") as caught:
        net.forward_pass([[0.3], [0.7]])
    assert caught.value.__notes__ == ["in layer 2"]
