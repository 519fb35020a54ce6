"""MNIST is what it should be, and a file that is not what it seems is refused in words, before it fills the memory."""

import gzip
import hashlib
import io
import re
import tracemalloc
import warnings
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
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def assert_refused(read, path, *parts, kind=ValueError):
    with memory_below(2 * MEGABYTE), pytest.raises(kind) as caught:
        read(path)
    missing = [part for part in parts if part not in str(caught.value)]
    assert not missing, f"{missing} not in: {caught.value}"


# The real data


@pytest.fixture(scope="module")
def digits():
    with memory_below(320 * MEGABYTE):  # 220 MB of float32 images and labels, and 47 MB of bytes on the way
        return load_mnist()


@pytest.mark.parametrize("name", MD5)
def test_file_inside_nnlib_holds_the_published_bytes(name):
    content = gzip.decompress((nnlib.mnist.FOLDER / f"{name}.gz").read_bytes())
    assert hashlib.md5(content, usedforsecurity=False).hexdigest() == MD5[name]


def test_mnist_has_the_published_digits_as_columns_that_lie_side_by_side_in_memory(digits):
    for (x, y), counts in zip(digits, (TRAIN_COUNTS, TEST_COUNTS)):
        assert np.bincount(y).tolist() == counts and y.dtype == np.int64
        assert x.shape == (784, sum(counts)) and x.dtype == np.float32 and (x.min(), x.max()) == (0, 1)
        assert x.T.flags.c_contiguous and x.base is not None and x.flags.writeable, "a view, not a transposed copy"
    assert digits[0][1][:5].tolist() == [5, 0, 4, 1, 9]


def test_pixels_are_the_bytes_of_the_file_divided_by_255_in_either_dtype(digits):
    name = nnlib.mnist.FOLDER / "t10k-images-idx3-ubyte.gz"
    pixels = np.frombuffer(gzip.decompress(name.read_bytes())[16:], np.uint8).reshape(10_000, 784)
    assert np.array_equal(load_idx(name), pixels.reshape(10_000, 28, 28))
    for x, dtype in ((digits[1][0], np.float32), (load_mnist(dtype=np.float64)[1][0], np.float64)):
        assert x.dtype == dtype and np.array_equal(x.T, np.divide(pixels, 255, dtype=dtype))


# A reader's own folder

IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
FILES = {}  # small files in MNIST's form: 7 training and 5 test images
for prefix, count in (("train", 7), ("t10k", 5)):
    FILES[f"{prefix}-images-idx3-ubyte"] = idx(count, 28, 28, data=np.random.default_rng(count).bytes(784 * count))
    FILES[f"{prefix}-labels-idx1-ubyte"] = idx(count, data=bytes(range(count)))


def folder_of(folder, files, zipped=()):
    for name, content in files.items():
        packed = name in zipped
        written(folder / (name + ".gz" * packed), gzip.compress(content) if packed else content)
    return folder


@pytest.mark.parametrize("zipped", [[], FILES, [LABELS]], ids=["plain", "zipped", "mixed"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_own_folder_reads_the_same_gzipped_plain_or_mixed(tmp_path, dtype, zipped):
    folder = folder_of(tmp_path, FILES, zipped)
    for name in zipped:
        written(folder / name, "a file that is passed over, since there is a gzipped one")
    for (x, y), prefix in zip(load_mnist(str(folder), dtype=dtype), ("train", "t10k")):
        pixels = np.frombuffer(FILES[f"{prefix}-images-idx3-ubyte"][16:], np.uint8).reshape(-1, 784)
        assert x.dtype == dtype and y.dtype == np.int64 and x.T.flags.c_contiguous
        assert np.array_equal(x.T, np.divide(pixels, 255, dtype=dtype)) and y.tolist() == [*range(len(pixels))]


@pytest.mark.parametrize("name", FILES)
def test_missing_file_of_a_folder_is_named(tmp_path, name):
    files = {other: content for other, content in FILES.items() if other != name}
    words = f"there is neither {name} nor {name}.gz in {tmp_path}"
    assert_refused(load_mnist, folder_of(tmp_path, files), words, kind=FileNotFoundError)


UNFIT = {
    "a label is missing": ({LABELS: idx(6, data=bytes(6))}, "hold 7 images, but 6 labels"),
    "a label of 10": ({LABELS: idx(7, data=b"\0\12" + bytes(5))}, "must be digits from 0 to 9, but one is 10"),
    "labels with two dimensions": ({LABELS: idx(7, 1, data=bytes(7))}, "labels of shape (n,), but the train files"),
    "32 by 32": ({IMAGES: idx(7, 32, 32, data=bytes(7 * 1024))}, "images of shape (n, 28, 28)"),
    "no image at all": ({IMAGES: idx(0, 28, 28), LABELS: idx(0)}, "hold 0 images, but 0 labels"),
    "a web page as images": ({IMAGES: b"<html>no such page</html>"}, f"{IMAGES} is a web page"),
    "test labels": ({"t10k-labels-idx1-ubyte": idx(9, data=bytes(9))}, "the t10k files hold 5 images, but 9 labels"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", UNFIT)
def test_files_that_do_not_belong_together_are_refused(tmp_path, wrong):
    changes, words = UNFIT[wrong]
    assert_refused(load_mnist, folder_of(tmp_path, FILES | changes), words)


@pytest.mark.parametrize("clone", [True, False])
def test_damaged_file_inside_nnlib_is_caught_by_its_checksum(tmp_path, monkeypatch, clone):
    folder = tmp_path / "nnlib" / "data" / "mnist"
    folder.mkdir(parents=True)
    if clone:
        (tmp_path / ".git").mkdir()
    for name in MD5:
        content = bytearray((nnlib.mnist.FOLDER / f"{name}.gz").read_bytes())
        content[9] ^= name == "t10k-labels-idx1-ubyte"  # a byte of the gzip header that nothing else looks at
        (folder / f"{name}.gz").write_bytes(content)
    monkeypatch.setattr(nnlib.mnist, "FOLDER", folder)
    fix = f"in {tmp_path} run `git checkout nnlib/data`" if clone else "install neurons-to-digits again"
    with pytest.raises(ValueError, match=f"t10k-labels.* is damaged: its SHA-256 checksum .*{fix}"):
        load_mnist()


@pytest.mark.parametrize("dtype", [int, complex, object, str])
@pytest.mark.parametrize("read", [load_mnist, load_mnist_csv])
def test_images_are_loaded_as_floating_numbers_only(tmp_path, read, dtype):
    path = csv(folder_of(tmp_path, FILES), TABLE)
    assert_refused(lambda path: read(path, dtype=dtype), tmp_path if read is load_mnist else path,
                   "dtype must be floating", kind=TypeError)  # fmt: skip


# One file: what an IDX file may look like, and what it may turn out to be


@pytest.mark.parametrize("shape", [(5,), (2, 3), (2, 3, 4), (1, 2, 1, 3), (0,), (0, 28, 28)], ids=str)
def test_idx_file_keeps_its_own_dimensions_gzipped_or_not_whatever_its_name(tmp_path, shape):
    values = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
    plain = idx(*shape, data=values.tobytes())
    for content in (plain, gzip.compress(plain), gzip.compress(plain[:5]) + gzip.compress(plain[5:])):
        for form in (str, type(tmp_path)):
            found = load_idx(form(written(tmp_path / "values.gz", content)))
            assert found.dtype == np.uint8 and found.shape == shape and np.array_equal(found, values)
            assert found.flags.writeable


def bomb(header):
    """A small gzip file that inflates to a header and 16 MB of zeros; its end, which nobody should read, is missing."""
    return gzip.compress(header + bytes(16 * MEGABYTE), 1)[:-8]


GOOD = idx(2, 3, 4, data=bytes(range(24)))
ZIPPED = gzip.compress(GOOD)
HOSTILE = {
    # what is wrong: (content of the file, what the sentence says besides the name of the file)
    "empty": (b"", "is empty"),
    "magic number cut": (GOOD[:3], "is not an IDX file"),
    "header cut": (GOOD[:13], "ends within its header: it is truncated"),
    "header alone": (GOOD[:16], "is truncated: its header promises 24 bytes of data, but there are 0"),
    "last byte missing": (GOOD[:-1], "promises 24 bytes of data, but there are 23"),
    "one byte too many": (GOOD + b"\0", "is too long: its header promises 24 bytes of data, but there are more"),
    "wrong magic number": (b"\1" + GOOD[1:], "not an IDX file: its magic number is 16779267"),
    "wrong second byte": (b"\0\1" + GOOD[2:], "not an IDX file: its magic number is 67587"),
    "no dimensions": (idx() + b"\7", "not an IDX file: its magic number is 2048"),
    "more dimensions than an array can have": (idx(*[1] * 65, data=b"\7"), "not an IDX file"),
    "unknown type": (idx(2, data=bytes(2), kind=7), "holds type 7 values"),
    "claims gigabytes": (idx(2**31, 28, 28), "claims to hold 1,683,627,180,032 bytes; more than 1,073,741,824"),
    "claims half a gigabyte": (idx(2**29, data=b"abc"), "promises 536,870,912 bytes of data, but there are 3"),
    "HTML after blank lines": (
        b"\r\n \t <html>",
        "is a web page (HTML or XML), perhaps a saved error message: download",
    ),
    "XML after a byte order mark": (b"\xef\xbb\xbf<?xml version='1.0'?>", "web page"),
    "text": (b"label,pixel0,pixel1\n", "not an IDX file: its magic number is 1818321509"),
    "a ZIP archive": (b"PK\3\4" + bytes(30), "is a ZIP archive: unpack it first"),
} | {
    name: (idx(2, data=bytes(16), kind=kind), f"holds {name} values, but load_idx reads unsigned bytes (type 8)")
    for kind, name in ((9, "int8"), (11, "int16"), (12, "int32"), (13, "float32"), (14, "float64"))
}
DAMAGED_GZIP = {
    "twice": (gzip.compress(ZIPPED), "is still gzip-compressed: decompress it once more"),
    "two bytes": (ZIPPED[:2], "is a truncated or damaged gzip file"),
    "within the data": (ZIPPED[:20], "is a truncated or damaged gzip file"),
    "without the last byte": (ZIPPED[:-1], "is a truncated or damaged gzip file"),
    "checksum wrong": (ZIPPED[:-8] + b"oops" + ZIPPED[-4:], "damaged gzip file: CRC"),
    "data damaged": (ZIPPED[:12] + b"\xff\xff" + ZIPPED[14:], "damaged gzip file"),
    "something after it": (ZIPPED + b"more", "damaged gzip file"),
    "two files in one": (ZIPPED + ZIPPED, "is too long: its header promises 24"),
    "a bomb that says it is small": (bomb(idx(10)), "is too long: its header promises 10"),
    "a bomb that says it is gigabytes": (bomb(idx(2**31, 28, 28)), "claims to hold"),
    "a bomb that says it is a web page": (bomb(b"<html>"), "is a web page"),
}
WRONG_FILES = HOSTILE | {f"{wrong}, gzipped": (gzip.compress(row[0]), row[1]) for wrong, row in HOSTILE.items()}
WRONG_FILES |= DAMAGED_GZIP


@pytest.mark.parametrize("wrong", WRONG_FILES)
def test_file_that_is_not_what_it_seems_is_refused_in_words_before_it_fills_the_memory(tmp_path, wrong):
    content, words = WRONG_FILES[wrong]
    assert_refused(load_idx, written(tmp_path / "digits", content), "digits", words)


def test_file_larger_than_the_limit_is_refused_even_if_it_is_sound(tmp_path, monkeypatch):
    monkeypatch.setattr(nnlib.mnist, "LARGEST", 24)
    assert load_idx(written(tmp_path / "fits", GOOD)).shape == (2, 3, 4)
    words = "digits claims to hold 25 bytes; more than 24 are refused"
    assert_refused(load_idx, written(tmp_path / "digits", idx(25, data=bytes(25))), words)
    monkeypatch.setattr(nnlib.kaggle, "LARGEST", len(TABLE) - len(HEADER) - 2)
    assert_refused(load_mnist_csv, csv(tmp_path, TABLE), "train.csv", "larger than")


@pytest.mark.parametrize("read", [load_idx, load_mnist_csv, load_names, load])
def test_path_without_a_file_is_named_and_a_folder_is_called_one(tmp_path, read):
    for form in (str, type(tmp_path)):
        nothing = form(tmp_path / "nothing")
        assert_refused(read, nothing, f"there is no file {nothing}", kind=FileNotFoundError)
        assert_refused(read, form(tmp_path), f"{tmp_path} is a folder: name a file in it")


def test_the_users_own_folder_is_found_in_every_path(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    save(NeuralNetwork([Layer(4, 3, Identity())]), "~/net.npz")
    assert load("~/net.npz").layers[0].ins == 4
    csv(tmp_path, TABLE)
    assert load_mnist_csv("~/train.csv")[0].shape == (784, 3)
    written(tmp_path / "names.txt", "ada\n")
    assert load_names("~/names.txt") == ["ada"]
    written(tmp_path / "digits", GOOD)
    assert load_idx("~/digits").shape == (2, 3, 4)
    assert_refused(load_mnist, "~", f"in {tmp_path}", kind=FileNotFoundError)


# MNIST in CSV

NAMES = [f"{row}x{column}" for row in range(1, 29) for column in range(1, 29)]


def line(*first):
    """A line of 785 values: the given ones, then zeros."""
    return ",".join(map(str, first + (0,) * (785 - len(first))))


def headed(*names):
    return ",".join(map(str, names))


PIXELS = headed(*(f"pixel{i}" for i in range(784)))
HEADER = f"label,{PIXELS}"
ROWS = [line(3, 255, 128), line(0), line(9, 0, 7)]
TABLE = "\n".join([HEADER, *ROWS, ""])


def csv(folder, content):
    return written(folder / "train.csv", content)


def npz():
    file = io.BytesIO()
    np.savez(file, x=np.zeros(3))
    return file.getvalue()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_csv_file_gives_images_as_columns_and_their_labels_if_it_has_any(tmp_path, dtype):
    x, labels = load_mnist_csv(csv(tmp_path, TABLE), dtype=dtype)
    assert labels.tolist() == [3, 0, 9] and labels.dtype == np.int64
    expected = np.zeros((784, 3), dtype)
    expected[0, 0], expected[1, 0], expected[1, 2] = 1, dtype(128) / 255, dtype(7) / 255
    assert np.array_equal(x, expected) and x.dtype == dtype and x.T.flags.c_contiguous
    unlabelled = "".join(row.split(",", 1)[1] + "\n" for row in TABLE.splitlines())
    x, labels = nnlib.load_kaggle_csv(csv(tmp_path, unlabelled), dtype=dtype)  # its first name, still known
    assert labels is None and np.array_equal(x, expected)


VARIANTS = {
    "Windows": TABLE.replace("\n", "\r\n"),
    "blank lines": TABLE.replace("\n", "\n  \t \n") + "\n\n \t",
    "a byte order mark": "\ufeff" + TABLE,
    "spaces around a value, leading zeros": TABLE.replace("3,255,128", "3, 255 ,00128"),
    "other names": TABLE.replace(HEADER, headed("label", *NAMES)),
    "no header": TABLE.replace(HEADER + "\n", ""),
    "quoted, by R": TABLE.replace(HEADER, headed('"label"', *(f'"V{i}"' for i in range(784)))),
    "columns with numbers, by pandas": TABLE.replace(HEADER, headed("label", *range(784))),
    "columns with numbers alone": TABLE.replace(HEADER, headed(*range(785))),
    "gzipped": gzip.compress(TABLE.encode()),
}


def assert_reads_as_the_table(path, folder):
    for found, wanted in zip(load_mnist_csv(path), load_mnist_csv(csv(folder, TABLE))):
        assert np.array_equal(found, wanted)


@pytest.mark.parametrize("variant", VARIANTS)
def test_harmless_variants_of_a_csv_file_read_the_same(tmp_path, variant):
    assert_reads_as_the_table(written(tmp_path / "variant.csv", VARIANTS[variant]), tmp_path)


NUMBERED = [f"{i},{row}" for i, row in enumerate(ROWS)]


COLUMNS = {
    "id": (headed("id", "label", *NAMES), NUMBERED, "a further column, 'id'"),
    "of no name, by pandas": (headed("", "label", *NAMES), NUMBERED, "a further column, ''"),
    "by pandas, twice": (headed("label", "Unnamed: 0", *NAMES), [row.replace(",", ",7,", 1) for row in ROWS],
                         "a further column, 'Unnamed: 0'"),
    "another": (headed("writer", "label", *NAMES), [f"Ann,{row}" for row in ROWS], "a further column, 'writer'"),
    "label last": (headed(*NAMES, "class"), [",".join(row.split(",")[1:] + row.split(",")[:1]) for row in ROWS],
                   "its label in the last column"),
}  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_column_too_many_is_named_and_the_line_that_is_told_makes_a_file_that_is_read(tmp_path, monkeypatch, column):
    header, lines, words = COLUMNS[column]
    with pytest.raises(ValueError, match=words) as error:
        load_mnist_csv(csv(tmp_path, "\n".join([header, *lines, ""])))
    monkeypatch.chdir(tmp_path)
    exec(re.search(r"np\.savetxt\(.*\)", str(error.value))[0], {"np": np})
    assert_reads_as_the_table("images.csv", tmp_path)


SPILL = ",".join(["0"] * 784 + ["0" * 8431 + "1"])  # 785 values in exactly 10,000 bytes
REFUSED = {
    # what is wrong: (content of the file, what the sentence says)
    "empty": ("", "is empty"),
    "blank": ("\n\n", "must have 785 values in a line, a label and 784 pixels, but its first line has 1"),
    "header only": (HEADER + "\n\n \n", "whole numbers from 0 to 255: it has no image"),
    "no header, two too many": (f"{line(3)},0,0\n", "its first line has 787"),
    "numbers of the lines as labels": ("\n".join([headed("id", *NAMES), *ROWS, ""]), "a further column, 'id'"),
    "a word in a first line of values": (f"{line('ink', 255)}\n", "whole numbers from 0 to 255: could not convert"),
    "HTML": ("<!DOCTYPE html><html></html>", "is a web page"),
    "cut gzip": (gzip.compress(TABLE.encode(), mtime=0)[:-9], "is a truncated or damaged gzip file"),
    "a file of NumPy's": (npz(), "a file of NumPy's: np.load(path) reads it"),
    "a ZIP archive": (b"PK\3\4" + bytes(99), "a ZIP archive: unpack it first"),
    "cut in the last line": (TABLE[:-3], "line 4 has 784 values, but the first line has 785"),
    "no last line break": (TABLE[:-1], "line 4 does not end with a line break, so its last number may be cut off"),
    "a value too many after a blank line": (f"{HEADER}\n\n{line(1)},0\n", "line 3 has 786 values"),
    "labels that no header names": (f"{PIXELS}\n{line(1)}\n", "line 2 has 785 values, but the first line has 784"),
    "label 10": (f"{HEADER}\n{line(10)}\n", "labels must be digits from 0 to 9, but one in train.csv is 10"),
    "two lines in one": (f"{HEADER}\n{SPILL}2{',7' * 784}\n", "line 2 is longer than 10,000 bytes"),
    "one endless line": (f"{HEADER}\n".encode() + b"0," * 10 * MEGABYTE, "line 2 is longer than"),
    "a large web page": (b"<html>" + b" " * 20 * MEGABYTE, "is a web page"),
} | {
    f"a pixel of {value!r}": (f"{HEADER}\n{line(1, value)}\n", f"from 0 to 255: could not convert string '{value}")
    for value in ("256", "-1", "1.5", "", "ink", 10**30)
}  # fmt: skip


@pytest.mark.parametrize("wrong", REFUSED)
def test_csv_file_that_does_not_hold_images_is_refused_in_words_and_in_little_memory(tmp_path, wrong):
    content, words = REFUSED[wrong]
    assert_refused(load_mnist_csv, csv(tmp_path, content), "train.csv", words)


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
    assert_refused(load_mnist_csv, path, "train.csv", "whole numbers from 0 to 255", "'256'")


# Whatever happens to a file: refused with ValueError, or read as another reader would read it


@st.composite
def damaged(draw, original):
    """The original bytes after one to three stretches were changed, removed, inserted, or the end cut off."""
    values = st.integers(0, 255) | st.sampled_from(b"\0\1\2\3\4\5\x08\x1f\xff")
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        end = len(data) if draw(st.booleans()) else at + draw(st.integers(0, 5))
        data[at:end] = draw(st.lists(values, max_size=5))
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


@settings(max_examples=300, **HYPOTHESIS)
@given(content=damaged(GOOD) | damaged(idx(5, data=b"\7\2\1\0\4")) | damaged(ZIPPED))
@example(content=GOOD)
@example(content=ZIPPED)
def test_damaged_idx_file_is_refused_or_read_as_another_reader_reads_it(tmp_path_factory, content):
    try:
        found = load_idx(written(tmp_path_factory.getbasetemp() / "damaged-idx", content))
    except ValueError:
        if content[:2] != b"\x1f\x8b":
            found = independent_idx(content)
            assert found is None or len(found[0]) > 64
    else:
        assert (found.shape, found.tobytes()) == independent_idx(content)


TOKENS = st.integers(-3, 300).map(str) | st.sampled_from(
    ["", " ", "+7", " 7 ", "007", "1.0", "1e1", "1_0", "0x1", "nan", "-0", "--1", "7 7", '"7"', "#7", "٣", "7\x85"]
)  # fmt: skip


@settings(max_examples=200, **HYPOTHESIS)
@given(values=st.dictionaries(st.integers(0, 784), TOKENS, min_size=1, max_size=4))
def test_value_in_a_csv_file_is_a_whole_number_from_0_to_255_or_refused(tmp_path_factory, values):
    row = [values.get(at, "0") for at in range(785)]
    whole = all(re.fullmatch(r"\s*\+?[0-9]+\s*", value, re.ASCII) and int(value) <= 255 for value in row)
    path = csv(tmp_path_factory.getbasetemp(), "\n".join([HEADER, ",".join(row), line(2), ""]).encode())
    if whole and int(row[0]) <= 9:
        x, labels = load_mnist_csv(path, dtype=np.float64)
        assert np.rint(255 * x[:, 0]).tolist() == [int(value) for value in row[1:]] and labels[0] == int(row[0])
    else:
        with pytest.raises(ValueError):
            load_mnist_csv(path)


def test_benchmark_of_hostile_files_counts_a_number_that_was_cut_as_wrong(tmp_path):
    whole = kaggle_lines(1).replace(b",0\n", b",123\n")
    assert csv_by_hand(whole)[-1] == 123 / 255 and csv_by_hand(whole[:-2]) is None
    assert verdict(tmp_path / "train.csv", whole[:-2], lambda path: np.array([12 / 255]), csv_by_hand) == "wrong"


# The data set is in memory once: neither training nor prediction copies it


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_neither_training_on_60_000_images_nor_prediction_copies_the_data(digits, dtype):
    (x, y), rng = digits[0], np.random.default_rng(0)  # 188 MB
    net = NeuralNetwork([Layer(784, 10, Identity(), rng=rng, dtype=dtype)])
    with memory_below(25 * MEGABYTE):  # the loss looks at all targets at once, with ten outputs for each
        train(net, x, y, loss=CrossEntropy(), optimizer=SGD(0.1), epochs=1, validation=(x, y), rng=rng, progress=False)
    with memory_below(20 * MEGABYTE):  # 1,000 images in float64 are 6 MB, all ten outputs 5, for a moment twice
        accuracy(net, x, y)
