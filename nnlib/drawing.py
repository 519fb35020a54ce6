"""Chapter 08 · Drawing: a drawing of any size, brought to 28 by 28 pixels as the MNIST images were made."""

import numpy as np

from nnlib.checks import check_drawing


def averaging(length, pieces):
    """Return the matrix that shrinks a row of pixels: each piece is the average of the pixels it covers.

    Parameters
    ----------
    length, pieces : int, at least 1
        Pixels before and after; where a pixel is cut, its parts count by their width.

    Returns
    -------
    array of shape (pieces, length), whose rows add up to 1.
    """
    edges, pixels = np.linspace(0, length, pieces + 1), np.arange(length)
    first, last = edges[:-1, np.newaxis], edges[1:, np.newaxis]
    covered = np.maximum(0, np.minimum(last, pixels + 1) - np.maximum(first, pixels))
    return covered / covered.sum(axis=1, keepdims=True)


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
    """
    drawing = np.asarray(drawing)
    check_drawing(drawing)
    page = np.zeros((28, 28))
    rows, columns = np.flatnonzero(drawing.any(axis=1)), np.flatnonzero(drawing.any(axis=0))
    if rows.size == 0:
        return page
    box = drawing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float64)
    power = np.frexp(box.max())[1]
    box = np.ldexp(box, -power)  # divided by a power of two nothing is lost, and no sum overflows
    height, width = (max(1, round(20 * side / max(box.shape))) for side in box.shape)
    small = averaging(len(box), height) @ box @ averaging(box.shape[1], width).T
    small = np.minimum(small, box.max())  # no average lies above all that it is of, but for rounding
    middle_row = small.sum(axis=1) @ np.arange(height) / small.sum()
    middle_column = small.sum(axis=0) @ np.arange(width) / small.sum()
    top, left = (round(14 - middle) for middle in (middle_row, middle_column))
    top, left = min(max(top, 0), 28 - height), min(max(left, 0), 28 - width)
    page[top : top + height, left : left + width] = np.ldexp(small, power)
    return page
