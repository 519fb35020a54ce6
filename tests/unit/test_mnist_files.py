"""MNIST is what it should be, and a file that is not what it seems is refused in words, before it fills the memory."""

import gzip
import hashlib
import io
import re
import tracemalloc
import warnings
import zlib
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import nnlib.kaggle
import nnlib.mnist
from benchmarks.files import csv_by_hand, kaggle_lines, verdict
from nnlib import (
    SGD,
    CrossEntropy,
    Identity,
    Layer,
    NeuralNetwork,
    ReLU,
    accuracy,
    load,
    load_idx,
    load_mnist,
    load_mnist_csv,
    load_names,
    save,
    train,
)

MD5 = {
    "train-images-idx3-ubyte": "6bbc9ace898e44ae57da46a324031adb",
    "train-labels-idx1-ubyte": "a25bea736e30d166cdddb491f175f624",
    "t10k-images-idx3-ubyte": "2646ac647ad5339dbf082846283269ea",
    "t10k-labels-idx1-ubyte": "27ae3e4e09519cfbb04c329615203637",
}
TRAIN_COUNTS = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
TEST_COUNTS = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
MEGABYTE = 10**6
HYPOTHESIS = {"derandomize": True, "deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


@pytest.fixture(scope="module")
def digits():
    return load_mnist()


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


def idx(*dimensions, data=b"", kind=8):
    """An IDX file as bytes: the header, then data."""
    sizes = b"".join(size.to_bytes(4, "big") for size in dimensions)
    return bytes([0, 0, kind, len(dimensions)]) + sizes + data


def written(path, content):
    path.write_bytes(content)
    return path


def assert_refused(call, parts, kind=ValueError):
    with pytest.raises(kind) as caught:
        call()
    sentence = str(caught.value)
    missing = [part for part in parts if part not in sentence]
    assert not missing, f"{missing} not in: {sentence}"
    assert type(caught.value) is kind


def test_array_of_an_idx_file_can_be_written_to(tmp_path):
    for content in (idx(2, 2, data=bytes(4)), gzip.compress(idx(2, 2, data=bytes(4)))):
        pixels = load_idx(written(tmp_path / "file", content))
        pixels[0, 1] = 7
        assert pixels.tolist() == [[0, 7], [0, 0]]


# The real data


@pytest.mark.parametrize("name", MD5)
def test_file_inside_nnlib_holds_the_published_bytes(name):
    content = gzip.decompress((nnlib.mnist.FOLDER / f"{name}.gz").read_bytes())
    assert hashlib.md5(content, usedforsecurity=False).hexdigest() == MD5[name]


def test_mnist_has_the_promised_shapes_types_and_range(digits):
    (x_train, y_train), (x_test, y_test) = digits
    assert x_train.shape == (784, 60_000) and y_train.shape == (60_000,)
    assert x_test.shape == (784, 10_000) and y_test.shape == (10_000,)
    for x, y in digits:
        assert x.dtype == np.float32 and y.dtype == np.int64
        assert x.min() == 0 and x.max() == 1
        assert y.min() == 0 and y.max() == 9


def test_mnist_has_the_published_number_of_each_digit(digits):
    (_, y_train), (_, y_test) = digits
    assert np.bincount(y_train).tolist() == TRAIN_COUNTS
    assert np.bincount(y_test).tolist() == TEST_COUNTS
    assert y_train[:5].tolist() == [5, 0, 4, 1, 9] and y_test[:5].tolist() == [7, 2, 1, 0, 4]


def test_images_are_columns_of_rows_that_lie_side_by_side_in_memory(digits):
    for x, _ in digits:
        assert x.T.flags.c_contiguous
        assert x.base is not None, "x is a view, not a transposed copy"
        assert x.flags.writeable


def test_pixels_are_the_bytes_of_the_file_divided_by_255(digits):
    x_test = digits[1][0]
    name = nnlib.mnist.FOLDER / "t10k-images-idx3-ubyte.gz"
    pixels = np.frombuffer(gzip.decompress(name.read_bytes())[16:], np.uint8).reshape(10_000, 784)
    assert np.array_equal(x_test.T, (pixels / 255).astype(np.float32))
    assert np.array_equal(load_idx(name), pixels.reshape(10_000, 28, 28))


def test_mnist_in_float64_is_the_same_to_the_last_digit(digits):
    for (x, y), (x32, y32) in zip(load_mnist(dtype=np.float64), digits):
        assert x.dtype == np.float64 and x.T.flags.c_contiguous and np.array_equal(y, y32)
        assert np.array_equal(x[:, :2000], np.round(x32[:, :2000].astype(float) * 255) / 255)


def test_loading_mnist_needs_little_more_memory_than_the_result():
    with memory_below(320 * MEGABYTE):  # 220 MB of float32 images and labels, and 47 MB of bytes on the way
        load_mnist()


# A reader's own folder


def small_files(n=7):
    """Four small files in MNIST's form: n training and n - 2 test images."""
    rng = np.random.default_rng(5)
    files = {}
    for prefix, count in (("train", n), ("t10k", n - 2)):
        pixels = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8).tobytes()
        labels = rng.integers(0, 10, count, dtype=np.uint8).tobytes()
        files[f"{prefix}-images-idx3-ubyte"] = idx(count, 28, 28, data=pixels)
        files[f"{prefix}-labels-idx1-ubyte"] = idx(count, data=labels)
    return files


def folder_of(folder, files, zipped=()):
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        if name in zipped:
            written(folder / f"{name}.gz", gzip.compress(content))
        else:
            written(folder / name, content)
    return folder


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_own_folder_reads_the_same_gzipped_plain_or_mixed(tmp_path, dtype):
    files = small_files()
    folders = [
        folder_of(tmp_path / "plain", files),
        folder_of(tmp_path / "zipped", files, zipped=files),
        str(folder_of(tmp_path / "mixed", files, zipped=list(files)[1:3])),
    ]
    for folder in folders:
        for (x, y), prefix in zip(load_mnist(folder, dtype=dtype), ("train", "t10k")):
            pixels = np.frombuffer(files[f"{prefix}-images-idx3-ubyte"][16:], np.uint8).reshape(-1, 784)
            assert x.dtype == dtype and y.dtype == np.int64 and x.T.flags.c_contiguous
            assert np.array_equal(x.T, np.divide(pixels, 255, dtype=dtype))
            assert np.array_equal(y, np.frombuffer(files[f"{prefix}-labels-idx1-ubyte"][8:], np.uint8))


def test_of_two_forms_of_a_file_the_gzipped_one_is_read(tmp_path):
    folder = folder_of(tmp_path / "both", small_files(), zipped=small_files())
    for name in small_files():
        written(folder / name, b"a plain file that is not MNIST")
    (x, _), _ = load_mnist(folder)
    assert x.shape[0] == 784


def test_copy_of_mnist_in_another_folder_reads_the_same(tmp_path, digits):
    for name in MD5:
        content = (nnlib.mnist.FOLDER / f"{name}.gz").read_bytes()
        plain = name.startswith("t10k")
        written(tmp_path / (name if plain else f"{name}.gz"), gzip.decompress(content) if plain else content)
    for (x, y), (x_own, y_own) in zip(digits, load_mnist(tmp_path)):
        assert np.array_equal(x, x_own) and np.array_equal(y, y_own)


@pytest.mark.parametrize("name", MD5)
def test_missing_file_of_a_folder_is_named(tmp_path, name):
    files = small_files()
    del files[name]
    parts = [name, f"{name}.gz", str(tmp_path)]
    assert_refused(lambda: load_mnist(folder_of(tmp_path, files)), parts, FileNotFoundError)


def test_folder_that_does_not_exist_is_named(tmp_path):
    folder = tmp_path / "nowhere"
    assert_refused(lambda: load_mnist(folder), ["train-images-idx3-ubyte", str(folder)], FileNotFoundError)


IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        pytest.param({LABELS: idx(6, data=bytes(6))}, ["7 images", "6 labels"], id="a label is missing"),
        pytest.param({LABELS: idx(8, data=bytes(8))}, ["7 images", "8 labels"], id="a label too many"),
        pytest.param({LABELS: idx(7, data=bytes([3, 10, 3, 1, 2, 0, 0]))}, ["0 to 9", "10"], id="a label of 10"),
        pytest.param({LABELS: idx(7, data=b"\xff" * 7)}, ["0 to 9", "255"], id="a label of 255"),
        pytest.param({LABELS: idx(7, 1, data=bytes(7))}, ["(n,)", "(7, 1)"], id="labels with two dimensions"),
        pytest.param({IMAGES: idx(7, 32, 32, data=bytes(7 * 1024))}, ["(n, 28, 28)", "(7, 32, 32)"], id="32 by 32"),
        pytest.param({IMAGES: idx(7, 784, data=bytes(7 * 784))}, ["(n, 28, 28)", "(7, 784)"], id="flat images"),
        pytest.param({IMAGES: idx(7, data=bytes(7))}, ["(n, 28, 28)", "(7,)"], id="labels instead of images"),
        pytest.param({IMAGES: idx(0, 28, 28), LABELS: idx(0)}, ["0 images", "0 labels"], id="no image at all"),
        pytest.param({IMAGES: b"<html>no such page</html>"}, [IMAGES, "web page"], id="a web page as images"),
        pytest.param({LABELS: idx(7, data=bytes(5))}, [LABELS, "truncated"], id="truncated labels"),
        pytest.param({"t10k-labels-idx1-ubyte": idx(9, data=bytes(9))}, ["t10k", "9 labels"], id="test labels"),
    ],
)
def test_files_that_do_not_belong_together_are_refused(tmp_path, changes, parts):
    folder = folder_of(tmp_path, small_files() | changes)
    assert_refused(lambda: load_mnist(folder), parts)


@pytest.mark.parametrize("dtype", [int, np.uint8, complex, object, str], ids=lambda dtype: dtype.__name__)
def test_images_are_loaded_as_floating_numbers_only(tmp_path, dtype):
    folder = folder_of(tmp_path, small_files())
    assert_refused(lambda: load_mnist(folder, dtype=dtype), ["dtype", "floating", dtype.__name__], TypeError)


@pytest.mark.parametrize("damaged", MD5)
def test_damaged_file_inside_nnlib_is_caught_by_its_checksum(tmp_path, monkeypatch, damaged):
    for name in MD5:
        content = bytearray((nnlib.mnist.FOLDER / f"{name}.gz").read_bytes())
        if name == damaged:
            content[9] ^= 1  # a byte of the gzip header that nothing else looks at
        written(tmp_path / f"{name}.gz", content)
    load_idx(tmp_path / f"{damaged}.gz")
    monkeypatch.setattr(nnlib.mnist, "FOLDER", tmp_path)
    assert_refused(load_mnist, [damaged, "damaged", "checksum", "install neurons-to-digits again"])


def test_damaged_file_of_a_clone_is_restored_by_git(tmp_path, monkeypatch):
    folder = tmp_path / "nnlib" / "data" / "mnist"
    folder.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    written(folder / "train-images-idx3-ubyte.gz", b"cut")
    monkeypatch.setattr(nnlib.mnist, "FOLDER", folder)
    assert_refused(load_mnist, ["damaged", str(tmp_path), "`git checkout nnlib/data`"])


# One file: what an IDX file may look like, and what it may turn out to be


@pytest.mark.parametrize("shape", [(5,), (2, 3), (2, 3, 4), (1, 2, 1, 3), (0,), (0, 28, 28)], ids=str)
@pytest.mark.parametrize("wrap", [bytes, gzip.compress], ids=["plain", "gzipped"])
def test_idx_file_keeps_its_own_dimensions(tmp_path, shape, wrap):
    values = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
    path = written(tmp_path / "values", wrap(idx(*shape, data=values.tobytes())))
    for form in (path, str(path)):
        found = load_idx(form)
        assert found.dtype == np.uint8 and found.shape == shape and np.array_equal(found, values)


def test_gzip_wrapping_is_recognised_by_its_content_not_by_the_name(tmp_path):
    content = idx(3, data=b"abc")
    assert load_idx(written(tmp_path / "plain.gz", content)).tolist() == [97, 98, 99]
    assert load_idx(written(tmp_path / "zipped", gzip.compress(content))).tolist() == [97, 98, 99]
    in_two_parts = gzip.compress(content[:5]) + gzip.compress(content[5:])
    assert load_idx(written(tmp_path / "parts.gz", in_two_parts)).tolist() == [97, 98, 99]


GOOD = idx(2, 3, 4, data=bytes(range(24)))
GIGABYTES = idx(2**31, 28, 28)
HOSTILE = {
    # what is wrong: (content of the file, what the sentence says besides the name of the file)
    "empty": (b"", ["empty"]),
    "one byte": (b"\0", ["not an IDX file", "magic number is 0"]),
    "magic number cut": (GOOD[:3], ["not an IDX file"]),
    "header cut": (GOOD[:13], ["truncated", "header"]),
    "header alone": (GOOD[:16], ["truncated", "promises 24", "there are 0"]),
    "last byte missing": (GOOD[:-1], ["truncated", "promises 24", "there are 23"]),
    "one byte too many": (GOOD + b"\0", ["too long", "promises 24", "more"]),
    "wrong magic number": (b"\1" + GOOD[1:], ["not an IDX file", "magic number is 16779267"]),
    "no dimensions": (idx() + b"\7", ["not an IDX file", "magic number is 2048"]),
    "more dimensions than an array can have": (idx(*[1] * 200, data=b"\7"), ["not an IDX file", "magic number"]),
    "little-endian": (idx(3, data=b"abc")[:4] + b"\3\0\0\0abc", ["truncated", "promises 50,331,648", "there are 3"]),
    "float32": (idx(2, data=bytes(8), kind=13), ["float32", "unsigned bytes"]),
    "float64": (idx(2, data=bytes(16), kind=14), ["float64", "unsigned bytes"]),
    "int8": (idx(2, data=bytes(2), kind=9), ["int8", "unsigned bytes"]),
    "int16": (idx(2, data=bytes(4), kind=11), ["int16", "unsigned bytes"]),
    "int32": (idx(2, data=bytes(8), kind=12), ["int32", "unsigned bytes"]),
    "unknown type": (idx(2, data=bytes(2), kind=7), ["type 7", "unsigned bytes"]),
    "claims gigabytes": (GIGABYTES, ["claims", "1,683,627,180,032", "1,073,741,824"]),
    "claims more than a computer": (idx(2**32 - 1, 2**32 - 1, 2**32 - 1), ["claims", "more than"]),
    "claims half a gigabyte": (idx(2**29, data=b"abc"), ["truncated", "promises 536,870,912", "there are 3"]),
    "HTML": (b"<!DOCTYPE html><html><body>404</body></html>", ["web page", "download it again"]),
    "XML": (b'<?xml version="1.0"?><Error>AccessDenied</Error>', ["web page (HTML or XML)", "download it again"]),
    "HTML after blank lines": (b"\r\n\r\n  \t\n   <html></html>", ["web page", "download it again"]),
    "XML after a byte order mark": (b"\xef\xbb\xbf<?xml version='1.0'?>", ["web page", "download it again"]),
    "text": (b"label,pixel0,pixel1\n", ["not an IDX file", "magic number is 1818321509"]),
    "a ZIP archive": (b"PK\3\4" + bytes(30), ["ZIP archive", "unpack"]),
}


@pytest.mark.parametrize("wrong", HOSTILE)
@pytest.mark.parametrize("wrap", [bytes, gzip.compress], ids=["plain", "gzipped"])
def test_file_that_is_not_what_it_seems_is_refused_in_words(tmp_path, wrong, wrap):
    content, parts = HOSTILE[wrong]
    path = written(tmp_path / "digits", wrap(content))
    with memory_below(2 * MEGABYTE):
        assert_refused(lambda: load_idx(path), ["digits", *parts])


ZIPPED = gzip.compress(GOOD)


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        pytest.param(gzip.compress(ZIPPED), ["still gzip-compressed", "decompress it once more"], id="twice"),
        pytest.param(gzip.compress(gzip.compress(ZIPPED)), ["still gzip-compressed"], id="three times"),
        pytest.param(ZIPPED[:2], ["truncated or damaged gzip"], id="two bytes"),
        pytest.param(ZIPPED[:9], ["truncated or damaged gzip"], id="within the header"),
        pytest.param(ZIPPED[:20], ["truncated or damaged gzip"], id="within the data"),
        pytest.param(ZIPPED[:-8], ["truncated or damaged gzip"], id="before the checksum"),
        pytest.param(ZIPPED[:-1], ["truncated or damaged gzip"], id="the last byte"),
        pytest.param(ZIPPED[:-8] + b"oops" + ZIPPED[-4:], ["damaged gzip", "CRC"], id="checksum wrong"),
        pytest.param(ZIPPED[:-4] + b"oops", ["damaged gzip"], id="length wrong"),
        pytest.param(ZIPPED[:12] + b"\xff\xff" + ZIPPED[14:], ["damaged gzip"], id="data damaged"),
        pytest.param(ZIPPED[:2] + b"\1" + ZIPPED[3:], ["damaged gzip"], id="unknown method"),
        pytest.param(ZIPPED + b"more", ["damaged gzip"], id="something after it"),
        pytest.param(ZIPPED + ZIPPED, ["too long", "promises 24"], id="two files in one"),
    ],
)
def test_gzip_that_is_damaged_or_repeated_is_refused_in_words(tmp_path, content, parts):
    path = written(tmp_path / "digits.gz", content)
    assert_refused(lambda: load_idx(path), ["digits.gz", *parts])


def bomb(header):
    """A small gzip file that inflates to a header and 64 MB of zeros; its end, which nobody should read, is missing."""
    squeeze = zlib.compressobj(1, zlib.DEFLATED, 31)
    body = squeeze.compress(header) + squeeze.compress(bytes(64 * MEGABYTE)) + squeeze.flush()
    assert len(body) < MEGABYTE
    return body[:-8]


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        pytest.param(idx(10), ["too long", "promises 10"], id="says it is small"),
        pytest.param(idx(MEGABYTE), ["too long", "promises 1,000,000"], id="says it is a megabyte"),
        pytest.param(GIGABYTES, ["claims", "1,073,741,824"], id="says it is gigabytes"),
        pytest.param(idx(2**30), ["truncated"], id="says it is the most that is allowed"),
        pytest.param(b"<html>", ["web page"], id="says it is a web page"),
    ],
)
def test_gzip_bomb_is_refused_before_it_fills_the_memory(tmp_path, header, parts):
    path = written(tmp_path / "bomb.gz", bomb(header))
    with memory_below(2 * MEGABYTE):
        assert_refused(lambda: load_idx(path), ["bomb.gz", *parts])


def test_file_larger_than_the_limit_is_refused_even_if_it_is_sound(tmp_path, monkeypatch):
    monkeypatch.setattr(nnlib.mnist, "LARGEST", 24)
    assert load_idx(written(tmp_path / "fits", GOOD)).shape == (2, 3, 4)
    path = written(tmp_path / "digits", idx(25, data=bytes(25)))
    assert_refused(lambda: load_idx(path), ["digits", "claims to hold 25", "24"])


@pytest.mark.parametrize("read", [load_idx, load_mnist_csv, load_names, load])
def test_path_without_a_file_is_named_and_a_folder_is_called_one(tmp_path, read):
    for path in (tmp_path / "nothing", str(tmp_path / "nothing")):
        assert_refused(lambda path=path: read(path), [f"there is no file {path}"], FileNotFoundError)
    for path in (tmp_path, str(tmp_path)):
        assert_refused(lambda path=path: read(path), [f"{path} is a folder: name a file in it"])


def test_the_users_own_folder_is_found_in_every_path(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    net = small_network(np.float64)
    save(net, "~/net.npz")
    assert np.array_equal(load("~/net.npz").layers[0].W, net.layers[0].W)
    csv(tmp_path, TABLE)
    assert load_mnist_csv("~/train.csv")[0].shape == (784, 3)
    (tmp_path / "names.txt").write_text("ada\n")
    assert load_names("~/names.txt") == ["ada"]
    written(tmp_path / "digits", idx(1, data=b"7"))
    assert load_idx("~/digits").tolist() == [ord("7")]
    assert_refused(lambda: load_mnist("~"), [f"in {tmp_path}"], FileNotFoundError)


# Kaggle's text files

PIXELS = ",".join(f"pixel{i}" for i in range(784))
HEADER = f"label,{PIXELS}"


def line(*first):
    """A line of 785 values: the given ones, then zeros."""
    return ",".join(map(str, first + (0,) * (785 - len(first))))


TABLE = "\n".join([HEADER, line(3, 255, 128), line(0), line(9, 0, 7)]) + "\n"


def headed(*names):
    return ",".join(map(str, names))


NAMES = [f"{row}x{column}" for row in range(1, 29) for column in range(1, 29)]


def npz():
    file = io.BytesIO()
    np.savez(file, x=np.zeros(3))
    return file.getvalue()


def csv(tmp_path, text):
    return written(tmp_path / "train.csv", text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_kaggle_file_gives_images_as_columns_and_their_labels(tmp_path, dtype):
    x, labels = load_mnist_csv(csv(tmp_path, TABLE), dtype=dtype)
    assert x.shape == (784, 3) and x.dtype == dtype and x.T.flags.c_contiguous
    assert labels.tolist() == [3, 0, 9] and labels.dtype == np.int64
    expected = np.zeros((784, 3), dtype)
    expected[0, 0], expected[1, 0], expected[1, 2] = 1, dtype(128) / 255, dtype(7) / 255
    assert np.array_equal(x, expected)


def test_kaggle_file_without_labels_gives_none_for_them(tmp_path):
    rows = [text.split(",", 1)[1] for text in TABLE.splitlines()]
    x, labels = load_mnist_csv(csv(tmp_path, "\n".join(rows) + "\n"))
    assert labels is None
    assert np.array_equal(x, load_mnist_csv(csv(tmp_path, TABLE))[0])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TABLE.replace("\n", "\r\n"), id="Windows"),
        pytest.param(TABLE + "\n\n", id="blank lines at the end"),
        pytest.param(TABLE + " \t", id="spaces at the end"),
        pytest.param(TABLE.replace("\n", "\n\n"), id="blank lines between"),
        pytest.param(TABLE.replace("\n", "\n  \t \n"), id="lines of spaces between"),
        pytest.param("\ufeff" + TABLE, id="saved by a spreadsheet, with a byte order mark"),
        pytest.param(TABLE.replace("3,255,", "3, 255 ,"), id="spaces around a value"),
        pytest.param(TABLE.replace(",128,", ",00128,"), id="leading zeros"),
        pytest.param(TABLE.replace(HEADER, headed("label", *NAMES)), id="MNIST in CSV"),
        pytest.param(TABLE.replace(HEADER + "\n", ""), id="MNIST in CSV without a header"),
        pytest.param(TABLE.replace(HEADER, headed("label", *(f"pixel{i}" for i in range(1, 785)))), id="Fashion-MNIST"),
        pytest.param(TABLE.replace(HEADER, headed('"label"', *(f'"V{i}"' for i in range(784)))), id="quoted, by R"),
        pytest.param(TABLE.replace(HEADER, headed("label", *range(784))), id="columns with numbers, by pandas"),
        pytest.param(TABLE.replace(HEADER, headed(*range(785))), id="columns with numbers alone"),
        pytest.param(gzip.compress(TABLE.encode()), id="gzipped"),
    ],
)
def test_harmless_variants_of_a_kaggle_file_read_the_same(tmp_path, text):
    expected = load_mnist_csv(csv(tmp_path, TABLE))
    for found, wanted in zip(load_mnist_csv(csv(tmp_path, text)), expected):
        assert np.array_equal(found, wanted)


ROWS = TABLE.replace(HEADER + "\n", "").splitlines()


@pytest.mark.parametrize(
    ("header", "lines", "named"),
    [
        pytest.param(headed("id", "label", *NAMES), [f"{i},{row}" for i, row in enumerate(ROWS)], "'id'", id="id"),
        pytest.param(headed("", "label", *NAMES), [f"{i},{row}" for i, row in enumerate(ROWS)], "''", id="pandas"),
        pytest.param(headed("label", "Unnamed: 0", *NAMES), [row.replace(",", ",7,", 1) for row in ROWS],
                     "'Unnamed: 0'", id="pandas twice"),
        pytest.param(headed("writer", "label", *NAMES), [f"Ann,{row}" for row in ROWS], "'writer'", id="another"),
        pytest.param(headed(*NAMES, "class"), [",".join(row.split(",")[1:] + row.split(",")[:1]) for row in ROWS],
                     "its label in the last column", id="label last"),
    ],
)  # fmt: skip
def test_column_too_many_is_named_and_the_line_that_is_told_makes_a_file_that_is_read(
    tmp_path, monkeypatch, header, lines, named
):
    path = csv(tmp_path, "\n".join([header, *lines, ""]))
    with pytest.raises(ValueError, match=named) as error:
        load_mnist_csv(path)
    monkeypatch.chdir(tmp_path)
    exec(re.search(r"np\.savetxt\(.*\)", str(error.value))[0], {"np": np})
    expected = load_mnist_csv(csv(tmp_path, TABLE))
    for found, wanted in zip(load_mnist_csv("images.csv"), expected):
        assert np.array_equal(found, wanted)


def test_images_with_numbers_of_the_lines_in_place_of_labels_are_not_taken_for_labelled(tmp_path):
    rows = [f"{i},{row.split(',', 1)[1]}" for i, row in enumerate(ROWS)]
    assert_refused(lambda: load_mnist_csv(csv(tmp_path, "\n".join([headed("id", *NAMES), *rows, ""]))), ["'id'"])


def test_the_first_name_of_the_reader_of_csv_files_is_still_known():
    assert nnlib.load_kaggle_csv is load_mnist_csv


SPILL = ",".join(["0"] * 784 + ["0" * 8431 + "1"])  # 785 values in exactly 10,000 bytes


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", ["empty"], id="empty file"),
        pytest.param("\n\n", ["785 values in a line", "its first line has 1"], id="blank file"),
        pytest.param(HEADER, ["no image"], id="header only"),
        pytest.param(HEADER + "\n\n \n", ["no image"], id="header and blank lines"),
        pytest.param(TABLE.replace(",", ";"), ["785 values in a line", "its first line has 1"], id="semicolons"),
        pytest.param(
            f"{line(3)},0,0\n", ["785 values in a line", "its first line has 787"], id="no header, two too many"
        ),
        pytest.param(
            f"{line('ink', 255)}\n", ["whole numbers from 0 to 255", "'ink'"], id="a word in a first line of values"
        ),
        pytest.param("<!DOCTYPE html><html></html>", ["web page", "download it again"], id="HTML"),
        pytest.param("\n\n   <?xml version='1.0'?>", ["web page", "download it again"], id="XML after blank lines"),
        pytest.param(gzip.compress(TABLE.encode(), mtime=0)[:-9], ["truncated or damaged gzip"], id="cut gzip"),
        pytest.param(gzip.compress(gzip.compress(b"")), ["still gzip-compressed", "decompress"], id="gzipped twice"),
        pytest.param(npz(), ["a file of NumPy's", "np.load(path) reads it"], id="a file of NumPy's"),
        pytest.param(b"PK\3\4" + bytes(99), ["ZIP archive", "unpack"], id="still in Kaggle's ZIP archive"),
        pytest.param(TABLE.encode("utf-16"), ["785 values in a line"], id="UTF-16"),
        pytest.param(TABLE[:-3], ["line 4 has 784 values", "785"], id="cut in the last line"),
        pytest.param(TABLE[:-1], ["line 4", "line break", "download the file again, or add"], id="no last line break"),
        pytest.param(TABLE[:-1] + ",0\n", ["line 4 has 786 values", "785"], id="a value too many"),
        pytest.param(f"{HEADER}\n{line(1)[2:]}\n", ["line 2 has 784 values", "785"], id="a value too few"),
        pytest.param(f"{HEADER}\n\n{line(1)},0\n", ["line 3 has 786 values", "785"], id="after a blank line"),
        pytest.param(f"{PIXELS}\n{line(1)}\n", ["line 2 has 785 values", "784"], id="labels that no header names"),
        pytest.param(f"{HEADER}\n{line(1, 256)}\n", ["whole numbers from 0 to 255", "'256'"], id="256"),
        pytest.param(f"{HEADER}\n{line(1, 300)}\n", ["whole numbers from 0 to 255", "'300'"], id="300"),
        pytest.param(f"{HEADER}\n{line(1, -1)}\n", ["whole numbers from 0 to 255", "'-1'"], id="below 0"),
        pytest.param(f"{HEADER}\n{line(1, 1.5)}\n", ["whole numbers from 0 to 255", "'1.5'"], id="a fraction"),
        pytest.param(f"{HEADER}\n{line(1, 12.0)}\n", ["whole numbers from 0 to 255", "'12.0'"], id="a floating number"),
        pytest.param(f"{HEADER}\n{line(1, '1e2')}\n", ["whole numbers from 0 to 255", "'1e2'"], id="an exponent"),
        pytest.param(f"{HEADER}\n{line(1, 'nan')}\n", ["whole numbers from 0 to 255", "'nan'"], id="nan"),
        pytest.param(f"{HEADER}\n{line(1, 'inf')}\n", ["whole numbers from 0 to 255", "'inf'"], id="inf"),
        pytest.param(f"{HEADER}\n{line(1, '')}\n", ["whole numbers from 0 to 255", "''"], id="a missing value"),
        pytest.param(f"{HEADER}\n{line(1, 'ink')}\n", ["whole numbers from 0 to 255", "'ink'"], id="a word"),
        pytest.param(f"{HEADER}\n{line(1, '٣')}\n", ["whole numbers from 0 to 255"], id="an Arabic digit"),
        pytest.param(f"{HEADER}\n{line(1, 10**30)}\n", ["whole numbers from 0 to 255"], id="a huge number"),
        pytest.param(f"{HEADER}\n{line(10)}\n", ["labels", "0 to 9", "10"], id="label 10"),
        pytest.param(f"{HEADER}\n{line(255)}\n", ["labels", "0 to 9", "255"], id="label 255"),
        pytest.param(f"{HEADER}\n{line(256)}\n", ["whole numbers from 0 to 255", "'256'"], id="label 256"),
        pytest.param(f"{HEADER}\n{line(-1)}\n", ["whole numbers from 0 to 255", "'-1'"], id="label -1"),
        pytest.param(f"{HEADER}\n{SPILL}2{',7' * 784}\n", ["line 2", "longer than 10,000"], id="two lines in one"),
    ],
)
def test_kaggle_file_that_is_not_one_is_refused_in_words(tmp_path, text, parts):
    path = csv(tmp_path, text)
    assert_refused(lambda: load_mnist_csv(path), ["train.csv", *parts])


def test_value_that_older_numpy_takes_with_a_warning_is_refused(tmp_path, monkeypatch):
    """NumPy 2.0 reads 256 as 0 and warns of it, and as ValueError only where warnings are errors; newer ones refuse."""

    def loadtxt_of_numpy_2_0(rows, dtype, **settings):
        try:
            warnings.warn("loadtxt(): Parsing an integer via a float is deprecated.", DeprecationWarning, stacklevel=2)
        except DeprecationWarning as warning:
            raise ValueError("could not convert string '256' to uint8 at row 0, column 2.") from warning
        return np.zeros((len(list(rows)), 785), np.uint8)

    monkeypatch.setattr(np, "loadtxt", loadtxt_of_numpy_2_0)
    path = csv(tmp_path, f"{HEADER}\n{line(1, 256)}\n")
    assert_refused(lambda: load_mnist_csv(path), ["train.csv", "whole numbers from 0 to 255", "'256'"])


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"0" * 20 * MEGABYTE, id="one endless header"),
        pytest.param(f"{HEADER}\n".encode() + b"0" * 20 * MEGABYTE, id="one endless number"),
        pytest.param(f"{HEADER}\n".encode() + b"0," * 10 * MEGABYTE, id="one endless line"),
        pytest.param(b"<html>" + b" " * 20 * MEGABYTE, id="a large web page"),
    ],
)
def test_endless_line_is_refused_without_being_read_into_memory(tmp_path, content):
    path = csv(tmp_path, content)
    with memory_below(2 * MEGABYTE):
        assert_refused(lambda: load_mnist_csv(path), ["train.csv"])


def test_kaggle_file_over_a_gigabyte_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = csv(tmp_path, TABLE)
    monkeypatch.setattr(nnlib.kaggle, "LARGEST", len(TABLE) - len(HEADER) - 2)
    assert_refused(lambda: load_mnist_csv(path), ["train.csv", "larger than"])


@pytest.mark.parametrize("dtype", [int, complex, object], ids=lambda dtype: dtype.__name__)
def test_kaggle_images_are_loaded_as_floating_numbers_only(tmp_path, dtype):
    path = csv(tmp_path, TABLE)
    assert_refused(lambda: load_mnist_csv(path, dtype=dtype), ["dtype", "floating", dtype.__name__], TypeError)


# Whatever happens to a file: refused with ValueError, or read as another reader would read it


BYTES = st.integers(0, 255)


@st.composite
def damaged(draw, original, values=BYTES):
    """The original bytes after one to three bytes or stretches were changed, removed, inserted, or the end cut off."""
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        how = draw(st.sampled_from(["change", "insert", "remove", "cut"]))
        if how == "change":
            data[at : at + 1] = [draw(values)]
        elif how == "insert":
            data[at:at] = draw(st.lists(values, min_size=1, max_size=5))
        elif how == "remove":
            del data[at : at + draw(st.integers(1, 5))]
        else:
            del data[at:]
    return bytes(data)


def independent_idx(content):
    """What an IDX file of bytes holds, or None if it is none; written without looking at nnlib."""
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    if len(content) < 4 or content[:3] != b"\0\0\x08":
        return None
    data = 4 + 4 * content[3]
    shape = tuple(int.from_bytes(content[i : i + 4], "big") for i in range(4, data, 4))
    count = 1
    for size in shape:
        count *= size
    return (shape, content[data:]) if shape and len(content) == data + count else None


def check_idx(path, content):
    path.write_bytes(content)
    try:
        found = load_idx(path)
    except ValueError:
        return False
    assert (found.shape, found.tobytes()) == independent_idx(content)
    return True


@settings(max_examples=300, **HYPOTHESIS)
@given(content=damaged(GOOD) | damaged(idx(5, data=b"\7\2\1\0\4"), values=st.sampled_from(b"\0\1\2\3\4\5\x08\x1f\xff")))
@example(content=GOOD)
def test_damaged_idx_file_is_refused_exactly_when_another_reader_refuses_it(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "damaged-idx"
    accepted = check_idx(path, content)
    if content[:2] != b"\x1f\x8b":
        found = independent_idx(content)
        assert accepted == (found is not None and len(found[0]) <= 64)


@settings(max_examples=300, **HYPOTHESIS)
@given(content=damaged(ZIPPED) | damaged(GOOD).map(gzip.compress) | damaged(gzip.compress(bytes(range(256)) * 9)))
@example(content=ZIPPED)
def test_damaged_gzip_file_is_refused_or_read_as_another_reader_reads_it(tmp_path_factory, content):
    check_idx(tmp_path_factory.getbasetemp() / "damaged-gzip", content)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Unix", "Windows"])
def test_kaggle_file_that_was_cut_anywhere_in_its_last_line_is_refused(tmp_path, end):
    text = end.join([HEADER, line(3), ",".join(["7", *["123"] * 784]), ""])
    load_mnist_csv(csv(tmp_path, text))
    last = len(text) - text.rindex("7,123")
    for cut in [*range(1, 20), *range(20, last, 97), last - 1]:
        path = csv(tmp_path, text[:-cut])
        assert_refused(lambda path=path: load_mnist_csv(path), ["line 3"])


def test_benchmark_of_hostile_files_counts_a_number_that_was_cut_as_wrong(tmp_path):
    whole = kaggle_lines(1).replace(b",0\n", b",123\n")
    assert csv_by_hand(whole)[-1] == 123 / 255 and csv_by_hand(whole[:-2]) is None
    assert verdict(tmp_path / "train.csv", whole[:-2], lambda path: np.array([12 / 255]), csv_by_hand) == "wrong"


VALUE = re.compile(r"\s*\+?[0-9]+\s*", re.ASCII)
LINES = f"{line(3, 255)}\n{line(7, 1, 2)}\n".encode()
TEXT = st.sampled_from(b"0123456789,,\n\r\t .-+eE\"'#_\0\x85\xa0\xff")


def independent_table(content):
    """The values of a Kaggle file with labels, or None if one is wrong; written without looking at nnlib."""
    header, _, rest = content.decode("latin1").partition("\n")
    if header.removeprefix("\xef\xbb\xbf").strip() != HEADER or rest.rpartition("\n")[2].strip():
        return None  # another header, or a last line that may have been cut
    rows = [text.split(",") for text in rest.split("\n") if text.strip()]
    values = [value for row in rows for value in row]
    if not rows or any(len(row) != 785 for row in rows) or not all(map(VALUE.fullmatch, values)):
        return None
    table = [[int(value) for value in row] for row in rows]
    return table if max(map(max, table)) <= 255 and max(row[0] for row in table) <= 9 else None


def check_table(path, content):
    path.write_bytes(content)
    try:
        x, labels = load_mnist_csv(path, dtype=np.float64)
    except ValueError:
        return False
    table = independent_table(content)
    assert table is not None, "accepted, though a value is none"
    table = np.array(table)
    assert np.array_equal(np.rint(x.T * 255), table[:, 1:]) and np.array_equal(labels, table[:, 0])
    return True


@settings(max_examples=250, **HYPOTHESIS)
@given(lines=damaged(LINES, TEXT))
@example(lines=LINES)
@example(lines=LINES.replace(b"255", b"255\x85"))  # a space to some readers, damage to others
def test_damaged_kaggle_file_is_refused_or_read_as_another_reader_reads_it(tmp_path_factory, lines):
    check_table(tmp_path_factory.getbasetemp() / "damaged-csv", HEADER.encode() + b"\n" + lines)


TOKENS = st.integers(-3, 300).map(str) | st.sampled_from(
    ["", " ", "+7", " 7 ", "007", "1.0", "1e1", "1_0", "0x1", "nan", "-0", "--1", "7 7", "'7'", '"7"', "#7", "١"]
)


@settings(max_examples=200, **HYPOTHESIS)
@given(values=st.dictionaries(st.integers(0, 784), TOKENS, min_size=1, max_size=4), again=st.booleans())
def test_value_in_a_kaggle_file_is_a_whole_number_from_0_to_255_or_refused(tmp_path_factory, values, again):
    row = ["0"] * 785
    for at, value in values.items():
        row[at] = value
    content = "\n".join([HEADER, *[",".join(row)] * (1 + again), line(2), ""]).encode()
    accepted = check_table(tmp_path_factory.getbasetemp() / "values-csv", content)
    assert accepted == (independent_table(content) is not None)


# The data set is in memory once: neither training nor prediction copies it


def small_network(dtype):
    rng = np.random.default_rng(0)
    return NeuralNetwork(
        [Layer(784, 16, ReLU(), rng=rng, dtype=dtype), Layer(16, 10, Identity(), rng=rng, dtype=dtype)]
    )


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_training_on_60_000_images_copies_none_of_the_data(digits, dtype):
    (x, y), _ = digits  # 188 MB
    net = small_network(dtype)
    with memory_below(25 * MEGABYTE):  # the loss looks at all targets at once, with ten outputs for each
        train(net, x, y, loss=CrossEntropy(), optimizer=SGD(0.1), epochs=1, validation=(x, y),
              rng=np.random.default_rng(0), progress=False)  # fmt: skip


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("measure", [lambda net, x, y: net.predict(x), accuracy], ids=["predict", "accuracy"])
def test_prediction_of_60_000_images_copies_none_of_the_data(digits, dtype, measure):
    (x, y), _ = digits
    net = small_network(dtype)
    with memory_below(20 * MEGABYTE):  # 1,000 images in float64 are 6 MB, all ten outputs 5, for a moment twice
        measure(net, x, y)
