"""Chapter 08 · Kaggle: the same digits as lines of a CSV file, as its competition hands them out."""

import warnings
from itertools import chain
from pathlib import Path

import numpy as np

from nnlib.checks import expect
from nnlib.mnist import LARGEST, recognise, scale

LONGEST_LINE = 10_000  # bytes; 785 numbers take fewer than 4,000, their header about 7,000


def load_kaggle_csv(path, *, dtype=np.float32):
    """Read a CSV file of Kaggle's digit-recognizer competition.

    Parameters
    ----------
    path : str or Path
        A header ``label,pixel0,…,pixel783`` (or the pixels alone), then one image per line. The last line ends with a
        line break, too, as Kaggle's files do: without one, its last number may have been cut off.
    dtype : floating dtype

    Returns
    -------
    x of shape (784, n) from 0 to 1, and labels of shape (n,), int64; None for a file without them

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the header is another, a line has too few or too many values or no line break, a value is
        not a whole number from 0 to 255, a label is not from 0 to 9, there is no image, or the file is
        over a gigabyte.
    TypeError
        If dtype is not a floating dtype.
    """
    path = Path(path)
    expect(path.is_file(), f"there is no file {path}", FileNotFoundError)
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
        If a line does not have as many values as there are columns, is far too long, or lacks its line break.
    """
    fix = "so its last number may be cut off: download the file again, or add a line break if it is whole"
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), start=2):
        expect(len(line) < LONGEST_LINE, f"line {number} is longer than {LONGEST_LINE:,} bytes")
        if line.strip():
            values = line.count(b",") + 1
            expect(values == columns, f"line {number} has {values} values, but the header has {columns}")
            expect(line.endswith(b"\n"), f"line {number} does not end with a line break, {fix}")
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
    expect(path.stat().st_size <= LARGEST, f"{path.name} is larger than the {LARGEST:,} bytes that are allowed")
    lines = image_lines(file, columns)
    try:
        first = next(lines, None)
        expect(first is not None, "it has no image")
        with warnings.catch_warnings(action="error"):  # older NumPy reads 256 as 0, with a warning
            rows = chain([first], lines)
            return np.loadtxt(rows, dtype=np.uint8, delimiter=",", comments=None, ndmin=2, encoding="ascii")
    except ValueError as reason:
        raise ValueError(f"{path.name} must hold images as whole numbers from 0 to 255: {reason}") from None
