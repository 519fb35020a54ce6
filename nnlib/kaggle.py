"""Chapter 08 · CSV files: MNIST, and images like it, as lines of text, as Kaggle's competitions hand them out."""

import re
import warnings
from itertools import chain

import numpy as np

from nnlib.checks import as_file, expect
from nnlib.mnist import DAMAGED_GZIP, LARGEST, open_idx, recognise, scale
from nnlib.printing import counted

LONGEST_LINE = 10_000  # bytes; 785 numbers take fewer than 4,000, their header about 9,000
LABEL = re.compile(r"labels?|class|digit|target|y", re.IGNORECASE)  # what headers call the label,
INDEX = re.compile(r"|index|row|unnamed.*|(image|.*_)?id", re.IGNORECASE)  # and what they call numbers of the lines


def load_mnist_csv(path, *, dtype=np.float32):
    """Read images of 28 by 28 pixels from a CSV file, one a line, with their labels or without.

    MNIST and Fashion-MNIST are handed out like this, by Kaggle and others.

    Parameters
    ----------
    path : str or Path
        Each line of the file, gzipped or not, has a label and 784 pixels, or the pixels alone. A first line with names
        of the columns, whatever they are, is passed over. The last line ends with a line break, too: without one, its
        last number may have been cut off.
    dtype : floating dtype

    Returns
    -------
    x of shape (784, n) from 0 to 1, and labels of shape (n,), int64; None for a file without them

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If there are further columns, a line has too few or too many values or no line break, a value is not a whole
        number from 0 to 255, a label is not from 0 to 9, there is no image, or the file is a folder, damaged, or over a
        gigabyte.
    TypeError
        If dtype is not a floating dtype.
    """
    path = as_file(path)
    with open_idx(path) as file:
        try:
            first = file.readline(LONGEST_LINE)
            names = [name.strip(' "') for name in first.decode("utf-8-sig", errors="replace").strip().split(",")]
            known = recognise(first if len(names) > 1 else first + file.read(1000))
            expect(not known, f"{path.name} is {known}")
            refuse_other_columns(names, path)
            has_header = len(set(names)) == len(names)  # whereas of 784 pixels from 0 to 255 some are equal
            lines = chain([] if has_header else [first], iter(lambda: file.readline(LONGEST_LINE), b""))
            table = read_table(enumerate(lines, 1 + has_header), path.name, len(names))
        except DAMAGED_GZIP as reason:
            raise ValueError(f"{path.name} is a truncated or damaged gzip file: {reason}") from None
    labels = table[:, 0].astype(np.int64) if len(names) == 785 else None
    digits = labels is None or labels.max() <= 9
    expect(digits, f"labels must be digits from 0 to 9, but one in {path.name} is {table[:, 0].max()}")
    return scale(table[:, -784:], dtype).T, labels


load_kaggle_csv = load_mnist_csv  # its name until edition 4


def refuse_other_columns(names, path):
    """Refuse a file whose columns are neither a label and 784 pixels nor the pixels alone.

    Parameters
    ----------
    names : list of str
        The values of its first line.
    path : Path

    Raises
    ------
    ValueError
        With the name of the column, and the line that writes a file without it.
    """
    further = [i for i, name in enumerate(names) if INDEX.fullmatch(name)]
    late = [i for i, name in enumerate(names) if LABEL.fullmatch(name) and i > 0]
    if late and late[0] < len(names) - 1:
        further.append(0)
    if len(names) > 1 and (further or late):
        i, change = (further[0], "delete") if further else (1, "roll")
        wrong = (
            f"a further column, {names[i]!r}" if further else f"its label in the last column, {names[-1]!r}, not first"
        )
        table = f'np.{change}(np.loadtxt({str(path)!r}, str, delimiter=",", skiprows=1), {i}, axis=1)'
        fix = f'np.savetxt("images.csv", {table}, "%s", ",") writes a file that can be read'
        raise ValueError(f"{path.name} has {wrong}: {fix}")
    found = f"its first line has {len(names)}"
    expect(len(names) in (784, 785), f"{path.name} must have 785 values in a line, a label and 784 pixels, but {found}")


def read_table(lines, name, columns):
    """Return the lines of a CSV file as bytes.

    Parameters
    ----------
    lines : iterable of (int, bytes)
        Each with its number.
    name : str, for messages
    columns : int

    Returns
    -------
    uint8 array, shape (n, columns), n at least 1

    Raises
    ------
    ValueError
        If a line or a value is wrong, there is none, or the file is over a gigabyte.
    """
    lines = image_lines(lines, columns)
    try:
        first = next(lines, None)
        expect(first is not None, "it has no image")
        with warnings.catch_warnings(action="error"):  # older NumPy reads 256 as 0, with a warning
            return np.loadtxt(chain([first], lines), np.uint8, comments=None, delimiter=",", ndmin=2, encoding="ascii")
    except ValueError as reason:
        raise ValueError(f"{name} must hold images as whole numbers from 0 to 255: {reason}") from None


def image_lines(lines, columns):
    """Yield the lines of a CSV file, without blank ones, if each has as many values as there are columns.

    Parameters
    ----------
    lines : iterable of (int, bytes)
    columns : int

    Yields
    ------
    bytes

    Raises
    ------
    ValueError
        If a line has another number of values, is far too long, or lacks its line break.
    """
    fix = "so its last number may be cut off: download the file again, or add a line break if it is whole"
    size = 0
    for number, line in lines:
        size += len(line)
        expect(size <= LARGEST, f"it is larger than the {LARGEST:,} bytes that are allowed")
        expect(len(line) < LONGEST_LINE, f"line {number} is longer than {LONGEST_LINE:,} bytes")
        if line.strip():
            values = line.count(b",") + 1
            expect(values == columns, f"line {number} has {counted(values, 'value')}, but the first line has {columns}")
            expect(line.endswith(b"\n"), f"line {number} does not end with a line break, {fix}")
            yield line
