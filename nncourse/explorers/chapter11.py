"""Chapter 11 · Convolutions: one small kernel at every place of a digit."""

import numpy as np

from nncourse import plots
from nncourse.explorers.base import Explorer, choice, slider
from nnlib.activations import Identity
from nnlib.convolution import Conv2D

KERNELS = {
    "left edges": np.array([[-1, 0, 1]] * 3),
    "top edges": np.array([[-1, 0, 1]] * 3).T,
    "stems": np.array([[-1, 2, -1]] * 3),
    "bars": np.array([[-1, 2, -1]] * 3).T,
    "blur": np.full((3, 3), 1 / 9),
}


def explore(images, labels):
    """Return an explorer that puts a kernel of 3 × 3 weights on one place of an image, and shows its answers at all.

    Parameters
    ----------
    images : array, shape (784, n)
    labels : integer array, shape (n,)

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If images have another shape, or there is not one label per image.
    """
    images = np.asarray(images, dtype=np.float64)
    if images.shape != (784, np.size(labels)):
        raise ValueError(f"images must have shape (784, n), with one label each, not {images.shape}")
    controls = {
        "image": slider("image", 0, len(labels) - 1, 0, 1),
        "row": slider("row of the window", 0, 29, 10, 1),
        "column": slider("column of the window", 0, 29, 10, 1),
        "stride": slider("stride", 1, 3, 1, 1),
        "padding": slider("padding", 0, 2, 0, 1),
        "move": slider("move the digit right", 0, 3, 0, 1),
        "kernel": choice("kernel", list(KERNELS), "left edges"),
    }

    def redraw(image, row, column, stride, padding, move, kernel):
        pixels = np.zeros((28, 28))
        pixels[:, move:] = images[:, image].reshape(28, 28)[:, : 28 - move]
        return draw(pixels, labels[image], (row, column), stride, padding, move, kernel)

    return Explorer(controls, redraw)


def draw(pixels, label, place, stride, padding, move, kernel):
    """Return the picture for the present settings, its alt text, and its numbers in words.

    Parameters
    ----------
    pixels : array, shape (28, 28)
    label : int
    place : (int, int)
        Row and column of the window, counted in places; beyond the last place that one is taken.
    stride, padding, move : int
    kernel : str, a key of `KERNELS`

    Returns
    -------
    (figure, str, str).
    """
    layer = Conv2D(1, 1, 3, Identity(), stride=stride, padding=padding)
    layer.W[:] = KERNELS[kernel].ravel()
    answers = layer.forward_pass(pixels[np.newaxis, :, :, np.newaxis])[0, :, :, 0].round(9)
    row, column = (min(at, size - 1) for at, size in zip(place, answers.shape))
    padded = np.pad(pixels, padding)
    title = f"The kernel “{kernel}” answers {plain(answers[row, column])} here, one number of {answers.size}"
    fig = plots.kernel_over_image(padded, KERNELS[kernel], answers, (row, column), stride=stride, title=title)

    size, unseen = len(answers), len(padded) - ((len(answers) - 1) * stride + 3)
    highest, lowest = (np.unravel_index(at, answers.shape) for at in (answers.argmax(), answers.argmin()))
    extremes = [f"{plain(answers[at])} at ({at[0]}, {at[1]})" for at in (highest, lowest)]
    text = (
        f"Window at place ({row}, {column}): its sum is {plain(answers[row, column])}.\n"
        f"Map {size} × {size}, as (28 + 2 · {padding} − 3) // {stride} + 1 = {size}. "
        f"Rows and columns never looked at: {unseen or 'none'}.\n"
        f"Largest {extremes[0]}, smallest {extremes[1]}."
    )
    moved = f", moved {move} to the right" if move else ""
    alt = (
        f"Left, a handwritten {label}{moved}, with a frame around 3 × 3 pixels at row {row * stride}, column "
        f"{column * stride}. In the middle these pixels and the kernel “{kernel}”. Right, the map: {size} × {size} "
        f"answers, {np.count_nonzero(answers > 0)} above zero, {np.count_nonzero(answers < 0)} below; "
        f"the framed one is {plain(answers[row, column])}."
    )
    return fig, alt, text


def plain(value):
    """Return value, a float, as text with two decimals and a real minus sign."""
    return f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")
