"""Chapter 08 · Drawing: a drawing of any size, brought to 28 by 28 pixels as the MNIST images were made."""

import numpy as np

from nnlib.checks import as_array, expect


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
    edges = np.linspace(0, length, pieces + 1)
    left = edges[:-1, np.newaxis]
    right = edges[1:, np.newaxis]
    pixels = np.arange(length)
    covered = np.minimum(right, pixels + 1) - np.maximum(left, pixels)
    covered = np.maximum(covered, 0)
    return covered / covered.sum(axis=1, keepdims=True)


def fitted(drawing):
    """Cut out the inked part of a drawing, and shrink or stretch it until its longer side has 20 pixels.

    Parameters
    ----------
    drawing : array, shape (rows, columns)
        From 0 to 1, with some ink.

    Returns
    -------
    array of shape (height, width), the larger of them 20, from 0 to 1
    """
    rows = np.flatnonzero(drawing.any(axis=1))
    columns = np.flatnonzero(drawing.any(axis=0))
    box = drawing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    longest = max(box.shape)
    height = max(1, round(20 * box.shape[0] / longest))
    width = max(1, round(20 * box.shape[1] / longest))
    down = averaging(box.shape[0], height)
    across = averaging(box.shape[1], width)
    small = down @ box @ across.T
    return np.minimum(small, 1)  # a rounding error may lie above 1


def place(mass, length):
    """Return where on a page of 28 something begins whose centre of mass shall fall on 14, if it fits there.

    Parameters
    ----------
    mass : array, shape (length,)
        The ink of each of its rows, or columns.
    length : int, at most 28

    Returns
    -------
    int from 0 to 28 - length
    """
    middle = mass @ np.arange(length) / mass.sum()
    start = round(round(14 - middle, 9))  # rounding errors must not decide a tie
    return min(max(start, 0), 28 - length)


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
    drawing = as_array("a drawing", drawing, ndim=2, shape="(rows, columns), such as (28, 28)", finite=True)
    expect(drawing.min() >= 0, "the ink of a drawing must be 0 or more")
    page = np.zeros((28, 28))
    darkest = drawing.max()
    if darkest > 0:
        small = fitted(drawing / darkest)
        height, width = small.shape
        top = place(small.sum(axis=1), height)
        left = place(small.sum(axis=0), width)
        page[top : top + height, left : left + width] = darkest * small
    return page
