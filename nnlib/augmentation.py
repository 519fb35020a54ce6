"""Chapter 10 · Generalisation: new images from old ones, shifted, turned, scaled and bent."""

import math

import numpy as np

from nnlib.checks import check_number, check_square_images

SMOOTHNESS = 4  # pixels: the standard deviation of the bell that smooths an elastic distortion


def resample(images, rows, columns):
    """Look up images at places between their pixels; outside of an image lies 0.

    Each value is the average of the four pixels around its place, the nearer the heavier
    (bilinear interpolation).

    Parameters
    ----------
    images : floating array, shape (n, height, width)
    rows, columns : floating arrays, shape (n, new height, new width)
        Where each new pixel comes from: (0, 0) is the first pixel, (0.5, 0) lies halfway to the one below.

    Returns
    -------
    array of shape (n, new height, new width).
    """
    n, height, width = images.shape
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))  # a rim of zeros, and coordinates that end on it
    rows, columns = np.clip(rows + 1, 0, height + 1), np.clip(columns + 1, 0, width + 1)
    top, left = np.minimum(np.floor(rows), height), np.minimum(np.floor(columns), width)
    down, right = rows - top, columns - left
    first = np.arange(n)[:, np.newaxis, np.newaxis] * (height + 2) * (width + 2)
    corner = first + top.astype(int) * (width + 2) + left.astype(int)
    upper = padded.take(corner) * (1 - right) + padded.take(corner + 1) * right
    lower = padded.take(corner + width + 2) * (1 - right) + padded.take(corner + width + 3) * right
    return upper * (1 - down) + lower * down


def smoothing(length, spread):
    """Return the matrix that replaces each of some numbers in a row by an average around it, weighed by a bell.

    Parameters
    ----------
    length : int
    spread : float
        The standard deviation of the bell, in entries.

    Returns
    -------
    array of shape (length, length), each row summing to 1.
    """
    distance = np.arange(length)[:, np.newaxis] - np.arange(length)
    bell = np.exp(-0.5 * (distance / spread) ** 2)
    return bell / bell.sum(axis=1, keepdims=True)


def as_images(x):
    """Return x, columns of pixels of shape (side * side, n), as floating square images, shape (n, side, side)."""
    x = np.asarray(x)
    check_square_images(x)
    side = math.isqrt(len(x))
    images = x.T.reshape(-1, side, side)
    return images if x.dtype.kind == "f" else images.astype(np.float64)


class Augment:
    """Bends every image of a mini-batch anew, for ``transform`` of `train` (Simard and others, 2003).

    Each new pixel asks where it came from in the old image, and takes what `resample` finds there.

    Parameters
    ----------
    shift : float, at least 0
        In pixels: every image moves by up to so much, down or up and right or left.
    rotation : float, at least 0
        In degrees: it turns by up to so much, either way.
    scale : float, at least 0
        It grows or shrinks by a factor between exp(-scale) and exp(scale), about ± scale for small ones.
    elastic : float, at least 0
        The strength of a smooth random displacement of the pixels; 30 moves a pixel of a 28 × 28
        image by about 2 on average.
    """

    def __init__(self, *, shift=0, rotation=0, scale=0, elastic=0):
        for name, strength in {"shift": shift, "rotation": rotation, "scale": scale, "elastic": elastic}.items():
            check_number(name, strength, least=0)
        self.shift, self.rotation, self.scale, self.elastic = shift, rotation, scale, elastic

    def __call__(self, x, rng):
        """Return the images as bent by fresh draws.

        Parameters
        ----------
        x : array of real numbers, shape (side * side, n)
            Square images, one per column.
        rng : np.random.Generator

        Returns
        -------
        floating array of the shape of x, float32 if x is
        """
        images = as_images(x)
        rows, columns = self.origins(len(images), images.shape[1], rng)
        bent = resample(images, rows.astype(images.dtype), columns.astype(images.dtype))
        return bent.reshape(len(images), -1).T

    def origins(self, n, side, rng):
        """Return where each pixel of the new images comes from in the old ones.

        Parameters
        ----------
        n : int, number of images
        side : int, their height and width in pixels
        rng : np.random.Generator

        Returns
        -------
        rows, columns : arrays, shape (n, side, side).
        """
        angle = np.radians(rng.uniform(-self.rotation, self.rotation, (n, 1, 1)))
        zoom = np.exp(rng.uniform(-self.scale, self.scale, (n, 1, 1)))
        moved = rng.uniform(-self.shift, self.shift, (2, n, 1, 1))
        middle = (side - 1) / 2
        across = np.arange(side) - middle
        down = across[:, np.newaxis]
        rows = (np.cos(angle) * down + np.sin(angle) * across) / zoom + middle - moved[0]
        columns = (np.cos(angle) * across - np.sin(angle) * down) / zoom + middle - moved[1]
        if self.elastic:
            smooth = smoothing(side, SMOOTHNESS)
            noise = rng.uniform(-1, 1, (2, n, side, side))
            bend = self.elastic * (smooth @ noise @ smooth.T)
            rows, columns = rows + bend[0], columns + bend[1]
        return rows, columns
