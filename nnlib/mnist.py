"""Chapter 08 · The data: reading the MNIST files, and files like them, without believing them blindly."""

import math
import warnings
import zlib
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import numpy as np

FOLDER = Path(find_spec("nnlib").origin).parent / "data" / "mnist"
SHA256 = {
    "train-images-idx3-ubyte.gz": "7ff28fd295f802eefc6d40e461175dfe4b969b1842b2abc8c6dc8c20711cf79f",
    "train-labels-idx1-ubyte.gz": "81a978ae83d39ffdba0db3ce2fcaf80a8921e9629e874428996a2b03242d4b2a",
    "t10k-images-idx3-ubyte.gz": "197e111ae341b0770be9011ac5e622d0e6cd1c640b32eb0de5dc1dd26cc6e182",
    "t10k-labels-idx1-ubyte.gz": "b91679a0acfe4ba0e50a2437a903084cba1f5f92592b016a25a7dfd00455798b",
}
LARGEST = 2**30  # bytes; a file that holds more is refused
LONGEST_LINE = 10_000  # bytes; 785 numbers take fewer than 4,000, their header about 7,000
DAMAGED_GZIP = (EOFError, OSError, zlib.error)  # BadGzipFile is an OSError
OTHER_TYPES = {9: "int8", 11: "int16", 12: "int32", 13: "float32", 14: "float64"}


def open_idx(path):
    """Open a file for reading bytes, through gzip if it begins as gzip files do.

    Parameters
    ----------
    path : Path

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    """
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
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
    str, to follow "is"; empty if it cannot be told. Raises nothing.
    """
    if not beginning:
        return "empty"
    if beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        return "a web page (HTML or XML), perhaps a saved error message: download it again"
    if beginning[:2] == b"\x1f\x8b":
        return "still gzip-compressed: decompress it once more"
    if beginning[:4] == b"PK\3\4":
        return "a ZIP archive: unpack it first"
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
    if magic[2] != 8:
        found = OTHER_TYPES.get(magic[2], f"type {magic[2]}")
        raise ValueError(f"{name} holds {found} values, but load_idx reads unsigned bytes (type 8)")
    dimensions = file.read(4 * magic[3])
    if len(dimensions) < 4 * magic[3]:
        raise ValueError(f"{name} ends within its header: it is truncated")
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
    if expected > LARGEST:
        raise ValueError(f"{name} claims to hold {expected:,} bytes; more than {LARGEST:,} are refused")
    found = 0
    while found <= expected and (piece := file.read(2**16)):
        found += len(piece)
    if found != expected:
        verdict, count = ("truncated", f"{found:,}") if found < expected else ("too long", "more")
        promise = f"its header promises {expected:,} bytes of data"
        raise ValueError(f"{name} is {verdict}: {promise}, but there are {count}")


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
    path = Path(path)
    with open_idx(path) as file:
        try:
            shape = read_header(file, path.name)
            start = file.tell()
            check_size(file, math.prod(shape), path.name)
            file.seek(start)
            return np.frombuffer(file.read(), dtype=np.uint8).reshape(shape)
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
        If a file inside nnlib does not have its published SHA-256 checksum.
    """
    from hashlib import sha256  # here, as it would slow down every `import nnlib`

    for path in ((folder or FOLDER) / f"{name}.gz", (folder or FOLDER) / name):
        if path.is_file():
            break
    else:
        raise FileNotFoundError(f"there is neither {name} nor {name}.gz in {folder or FOLDER}")
    if folder is None and sha256(path.read_bytes()).hexdigest() != SHA256.get(path.name):
        raise ValueError(f"{path} is damaged: its SHA-256 checksum is not MNIST's; install nnlib again")
    return path


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
    if images.ndim != 3 or images.shape[1:] != (28, 28) or labels.ndim != 1:
        raise ValueError(
            f"expected images of shape (n, 28, 28) and labels of shape (n,), but the {prefix} files "
            f"have shapes {images.shape} and {labels.shape}"
        )
    if len(images) != len(labels) or len(labels) == 0:
        raise ValueError(f"the {prefix} files hold {len(images)} images, but {len(labels)} labels")
    if labels.max() > 9:
        raise ValueError(f"the {prefix} labels must be digits from 0 to 9, but one is {labels.max()}")
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
    if np.dtype(dtype).kind != "f":
        raise TypeError(f"dtype must be a floating type such as np.float32 or np.float64, not {dtype!r}")
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
        together; files inside nnlib must have their published SHA-256 checksums.
    TypeError
        If dtype is not a floating dtype.
    """
    folder = None if folder is None else Path(folder)
    return load_pair(folder, "train", dtype), load_pair(folder, "t10k", dtype)


def load_kaggle_csv(path, *, dtype=np.float32):
    """Read a CSV file of Kaggle's digit-recognizer competition.

    Parameters
    ----------
    path : str or Path
        A header ``label,pixel0,…,pixel783`` (or the pixels alone), then one image per line.
    dtype : floating dtype

    Returns
    -------
    x of shape (784, n) from 0 to 1, and labels of shape (n,), int64; None for a file without them

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the header is another, a line has too few or too many values, a value is not a whole
        number from 0 to 255, a label is not from 0 to 9, there is no image, or the file is over a
        gigabyte.
    TypeError
        If dtype is not a floating dtype.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    pixels = [f"pixel{i}" for i in range(784)]
    with open(path, "rb") as file:
        header = file.readline(LONGEST_LINE).decode("utf-8-sig", errors="replace").strip().split(",")
        if header not in (pixels, ["label", *pixels]):
            file.seek(0)
            unknown = "not Kaggle's: it does not begin with the header label,pixel0,…,pixel783"
            raise ValueError(f"{path.name} is {recognise(file.read(1000)) or unknown}")
        table = read_table(file, path, len(header))
    labels = table[:, 0].astype(np.int64) if header != pixels else None
    if labels is not None and labels.max() > 9:
        raise ValueError(f"labels must be digits from 0 to 9, but one in {path.name} is {labels.max()}")
    return scale(table[:, -784:], dtype).T, labels


def image_lines(file, columns):
    """Yield the lines of a CSV file after its header, without blank ones.

    Parameters
    ----------
    file : binary file after its header
    columns : int

    Yields
    ------
    bytes

    Raises
    ------
    ValueError
        If a line does not have as many values as there are columns, or is far too long.
    """
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=2):
        if len(line) == LONGEST_LINE:
            raise ValueError(f"line {number} is longer than {LONGEST_LINE:,} bytes")
        if line.strip() and line.count(b",") != columns - 1:
            raise ValueError(f"line {number} has {line.count(b',') + 1} values, but the header has {columns}")
        if line.strip():
            yield line


def read_table(file, path, columns):
    """Return the lines of a CSV file after its header as bytes.

    Parameters
    ----------
    file : binary file after its header
    path : Path
    columns : int

    Returns
    -------
    uint8 array, shape (n, columns), n at least 1

    Raises
    ------
    ValueError
        If a line or a value is wrong, there is none, or the file is over a gigabyte.
    """
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name} is larger than the {LARGEST:,} bytes that load_kaggle_csv allows")
    lines = image_lines(file, columns)
    try:
        first = next(lines, None)
        if first is None:
            raise ValueError("it has no image")
        with warnings.catch_warnings(action="error"):  # older NumPy reads 256 as 0, with a warning
            rows = chain([first], lines)
            return np.loadtxt(rows, dtype=np.uint8, delimiter=",", comments=None, ndmin=2, encoding="ascii")
    except ValueError as reason:
        raise ValueError(f"{path.name} must hold images as whole numbers from 0 to 255: {reason}") from None


def averaging(length, pieces):
    """Return the matrix that shrinks a row of pixels: each piece is the average of the pixels it covers.

    Parameters
    ----------
    length, pieces : int, at least 1
        Pixels before and after; where a pixel is cut, its parts count by their width.

    Returns
    -------
    array of shape (pieces, length), whose rows add up to 1. Raises nothing of its own.
    """
    edges, pixels = np.linspace(0, length, pieces + 1), np.arange(length)
    first, last = edges[:-1, np.newaxis], edges[1:, np.newaxis]
    covered = np.maximum(0, np.minimum(last, pixels + 1) - np.maximum(first, pixels))
    return covered / covered.sum(axis=1, keepdims=True)


def check_drawing(drawing):
    """Return a drawing as a floating array, or say what is wrong with it.

    Parameters
    ----------
    drawing : array_like of finite real numbers of at least 0, shape (rows, columns)

    Raises
    ------
    TypeError
        If it does not hold real numbers.
    ValueError
        If it is not two-dimensional, holds no pixel, or ink that is negative, NaN or inf.
    """
    drawing = np.asarray(drawing)
    if drawing.dtype.kind not in "biuf":
        raise TypeError(f"a drawing holds real numbers, but its dtype is {drawing.dtype}")
    if drawing.ndim != 2 or drawing.size == 0:
        raise ValueError(
            f"a drawing has shape (rows, columns), not {drawing.shape}; for a column use x.reshape(28, 28)"
        )
    if not np.isfinite(drawing).all() or drawing.min() < 0:
        raise ValueError("the ink of a drawing must be 0 or more, and finite")
    return drawing.astype(np.float64)


def fit_and_centre(drawing):
    """Bring a drawing to 28 by 28 pixels as the MNIST images were made (LeCun, Cortes and Burges).

    The inked part is scaled to fit a box of 20 by 20 pixels, its proportions kept, and laid on the
    page so that its centre of mass falls into row 14, column 14 (counted from 0).

    Parameters
    ----------
    drawing : array_like of real numbers of at least 0, shape (rows, columns)
        0 is paper, 1 is ink.

    Returns
    -------
    array of shape (28, 28), all 0 for an empty page

    Raises
    ------
    TypeError, ValueError
        See `check_drawing`.
    """
    drawing, page = check_drawing(drawing), np.zeros((28, 28))
    rows, columns = np.flatnonzero(drawing.any(axis=1)), np.flatnonzero(drawing.any(axis=0))
    if rows.size == 0:
        return page
    box = drawing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = (max(1, round(20 * side / max(box.shape))) for side in box.shape)
    small = averaging(len(box), height) @ box @ averaging(box.shape[1], width).T
    middle_row = small.sum(axis=1) @ np.arange(height) / small.sum()
    middle_column = small.sum(axis=0) @ np.arange(width) / small.sum()
    top, left = (round(14 - middle) for middle in (middle_row, middle_column))
    top, left = min(max(top, 0), 28 - height), min(max(left, 0), 28 - width)
    page[top : top + height, left : left + width] = small
    return page
