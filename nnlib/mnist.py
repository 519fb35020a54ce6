"""Chapter 08 · The data: reading the MNIST files, and files like them, without believing them blindly."""

import math
import re
import zlib
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from nnlib.checks import as_file, check_setting, expect
from nnlib.printing import counted

FOLDER = Path(find_spec("nnlib").origin).parent / "data" / "mnist"
SHA256 = {
    "train-images-idx3-ubyte.gz": "7ff28fd295f802eefc6d40e461175dfe4b969b1842b2abc8c6dc8c20711cf79f",
    "train-labels-idx1-ubyte.gz": "81a978ae83d39ffdba0db3ce2fcaf80a8921e9629e874428996a2b03242d4b2a",
    "t10k-images-idx3-ubyte.gz": "197e111ae341b0770be9011ac5e622d0e6cd1c640b32eb0de5dc1dd26cc6e182",
    "t10k-labels-idx1-ubyte.gz": "b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b",
}
LARGEST = 2**30  # bytes; a file that holds more is refused
DAMAGED_GZIP = (EOFError, OSError, zlib.error)  # BadGzipFile is an OSError
SIGNS = {  # how files begin that are often taken for data, as regular expressions
    rb"<": "a web page (HTML or XML), perhaps a saved error message: download it again",
    rb"\x1f\x8b": "still gzip-compressed: decompress it once more",
    rb"\x93NUMPY|PK\x03\x04.{26}[\w/-]*\.npy": "a file of NumPy's: np.load(path) reads it",
    rb"PK\x03\x04": "a ZIP archive: unpack it first",
}
OTHER_TYPES = {9: "int8", 11: "int16", 12: "int32", 13: "float32", 14: "float64"}


def open_idx(path):
    """Open the file at a path, a Path, for reading bytes, through gzip if it begins as gzip files do."""
    import gzip  # here, as it would slow down every `import nnlib`

    with open(path, "rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    return gzip.open(path) if zipped else open(path, "rb")


def recognise(beginning):
    """Return in words what a file is that should hold data but begins otherwise.

    Parameters
    ----------
    beginning : bytes
        The first few hundred.

    Returns
    -------
    str, to follow "is"; empty if it cannot be told.
    """
    if not beginning:
        return "empty"
    for sign, kind in SIGNS.items():
        if re.match(sign, beginning.removeprefix(b"\xef\xbb\xbf").lstrip(), re.DOTALL):
            return kind
    return ""


def read_header(file, name):
    """Return the dimensions that an IDX file claims to have.

    Parameters
    ----------
    file : binary file at its beginning
    name : str, for messages

    Returns
    -------
    tuple of int

    Raises
    ------
    ValueError
        If the file does not begin as an IDX file of unsigned bytes does.
    """
    magic = file.read(4)
    if len(magic) < 4 or magic[:2] != b"\0\0" or not 1 <= magic[3] <= 64:
        unknown = f"not an IDX file: its magic number is {int.from_bytes(magic, 'big')}"
        raise ValueError(f"{name} is {recognise(magic + file.read(1000)) or unknown}")
    found = OTHER_TYPES.get(magic[2], f"type {magic[2]}")
    expect(magic[2] == 8, f"{name} holds {found} values, but load_idx reads unsigned bytes (type 8)")
    dimensions = file.read(4 * magic[3])
    expect(len(dimensions) == 4 * magic[3], f"{name} ends within its header: it is truncated")
    return tuple(int.from_bytes(dimensions[i : i + 4], "big") for i in range(0, len(dimensions), 4))


def check_size(file, expected, name):
    """Read a file to its end, piece by piece and keeping nothing, and compare its size.

    Parameters
    ----------
    file : binary file after its header
    expected : int
        How many bytes must follow.
    name : str, for messages

    Raises
    ------
    ValueError
        If fewer or more bytes follow, or more than LARGEST are promised.
    One of DAMAGED_GZIP
        If gzip finds the file truncated or damaged.
    """
    expect(expected <= LARGEST, f"{name} claims to hold {counted(expected, 'byte')}; more than {LARGEST:,} are refused")
    found = 0
    while found <= expected and (piece := file.read(2**16)):
        found += len(piece)
    verdict, count = ("truncated", f"{found:,}") if found < expected else ("too long", "more")
    promise = f"its header promises {counted(expected, 'byte')} of data"
    expect(found == expected, f"{name} is {verdict}: {promise}, but there are {count}")


def load_idx(path):
    """Read an IDX file of unsigned bytes, gzipped or not, the format of the MNIST files.

    Nothing is allocated for the data before the whole file was found to be as long as it claims.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    uint8 array with the file's own dimensions, such as (60000, 28, 28)

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file is not an IDX file of unsigned bytes, is truncated, too long or over a gigabyte,
        or its gzip wrapping is damaged.
    """
    path = as_file(path)
    with open_idx(path) as file:
        try:
            shape = read_header(file, path.name)
            start = file.tell()
            check_size(file, math.prod(shape), path.name)
            file.seek(start)
            return np.frombuffer(bytearray(file.read()), dtype=np.uint8).reshape(shape)
        except DAMAGED_GZIP as reason:
            raise ValueError(f"{path.name} is a truncated or damaged gzip file: {reason}") from None


def find_file(folder, name):
    """Return the path of an MNIST file in a folder, gzipped or not; verify those inside nnlib.

    Parameters
    ----------
    folder : Path, or None for the files inside nnlib
    name : str, without the ending .gz

    Raises
    ------
    FileNotFoundError
        If the folder has neither form of the file.
    ValueError
        If a file inside nnlib does not have the SHA-256 checksum recorded here.
    """
    from hashlib import sha256  # here, as it would slow down every `import nnlib`

    where = folder or FOLDER
    zipped = where / f"{name}.gz"
    path = zipped if zipped.is_file() else where / name
    expect(path.is_file(), f"there is neither {name} nor {name}.gz in {where}", FileNotFoundError)
    sound = folder is not None or sha256(path.read_bytes()).hexdigest() == SHA256.get(path.name)
    expect(sound, f"{path} is damaged: its SHA-256 checksum is not the recorded one; {repair()}")
    return path


def repair():
    """Return a str that says how to put the files inside nnlib back: by git in a clone, else by a new installation."""
    if (FOLDER.parents[2] / ".git").exists():
        return f"in {FOLDER.parents[2]} run `git checkout nnlib/data`"
    return "install neurons-to-digits again as you did the first time (not nnlib: that is another project's name, too)"


def load_pair(folder, prefix, dtype):
    """Return the images and labels of one half of MNIST.

    Parameters
    ----------
    folder : Path or None
    prefix : str, "train" or "t10k"
    dtype : floating dtype

    Returns
    -------
    x of shape (784, n) in [0, 1], a view of rows that lie side by side in memory, and y of shape (n,)

    Raises
    ------
    ValueError
        If the two files do not belong together or are not images and labels.
    """
    images = load_idx(find_file(folder, f"{prefix}-images-idx3-ubyte"))
    labels = load_idx(find_file(folder, f"{prefix}-labels-idx1-ubyte"))
    came = f"but the {prefix} files have shapes {images.shape} and {labels.shape}"
    fits = images.shape[1:] == (28, 28) and labels.ndim == 1
    expect(fits, f"expected images of shape (n, 28, 28) and labels of shape (n,), {came}")
    held = f"{counted(len(images), 'image')}, but {counted(len(labels), 'label')}"
    expect(len(images) == len(labels) > 0, f"the {prefix} files hold {held}")
    expect(labels.max() <= 9, f"the {prefix} labels must be digits from 0 to 9, but one is {labels.max()}")
    return scale(images, dtype).T, labels.astype(np.int64)


def scale(pixels, dtype):
    """Return bytes from 0 to 255 as numbers from 0 to 1, a row of 784 for each image.

    Parameters
    ----------
    pixels : uint8 array, shape (n, …) with 784 bytes per image
    dtype : floating dtype

    Returns
    -------
    array of shape (n, 784)

    Raises
    ------
    TypeError
        If dtype is not a floating dtype.
    """
    check_setting(dtype)
    return np.divide(pixels.reshape(len(pixels), 784), 255, dtype=dtype)


def load_mnist(folder=None, dtype=np.float32):
    """Return the MNIST images and labels, 60,000 for training and 10,000 for testing.

    Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".

    Parameters
    ----------
    folder : str or Path, optional
        Where your own four IDX files are, gzipped or not; without it, the files inside nnlib.
    dtype : floating dtype

    Returns
    -------
    (x_train, y_train), (x_test, y_test)
        x of shape (784, n), one image per column, from 0 (paper) to 1 (ink); y of shape (n,), int64.

    Raises
    ------
    FileNotFoundError
        If a file is missing.
    ValueError
        If a file is damaged, is not an IDX file of bytes, or images and labels do not belong
        together; files inside nnlib must have the SHA-256 checksums recorded here.
    TypeError
        If dtype is not a floating dtype.
    """
    folder = None if folder is None else Path(folder).expanduser()
    return load_pair(folder, "train", dtype), load_pair(folder, "t10k", dtype)
