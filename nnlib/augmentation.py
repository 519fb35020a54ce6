"""Chapter 10 · Generalization: new images from old ones, shifted, turned, scaled and bent."""

import numpy as np

from nnlib.checks import as_array, as_images, check_number

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
    images = as_array("images", images)
    rows = as_array("rows", rows, finite=True)
    columns = as_array("columns", columns, finite=True)
    n, height, width = images.shape
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    rows = np.clip(rows + 1, 0, height + 1)
    columns = np.clip(columns + 1, 0, width + 1)
    top = np.minimum(rows.astype(int), height)
    left = np.minimum(columns.astype(int), width)
    down = (rows - top).astype(images.dtype)
    right = (columns - left).astype(images.dtype)
    which = np.arange(n)[:, np.newaxis, np.newaxis]
    place = (which * (height + 2) + top) * (width + 2) + left
    below = place + width + 2
    pixels = padded.ravel()
    upper = pixels[place] * (1 - right) + pixels[place + 1] * right
    lower = pixels[below] * (1 - right) + pixels[below + 1] * right
    return upper * (1 - down) + lower * down


def smoothing(length, spread):
    """Return the matrix that replaces each of some numbers in a row by a sum around it, weighed by a bell.

    The squares of each row sum to 1, so that random numbers, each drawn by itself, keep their spread.

    Parameters
    ----------
    length : int
    spread : float
        The standard deviation of the bell, in entries.

    Returns
    -------
    array of shape (length, length)
    """
    distance = np.arange(length)[:, np.newaxis] - np.arange(length)
    bell = np.exp(-0.5 * (distance / spread) ** 2)
    return bell / np.sqrt(np.sum(bell**2, axis=1, keepdims=True))


def turned(rows, columns, middle, angle, zoom):
    """Return where pixels come from if images are resized about their middle and turned, positive is anticlockwise.

    Parameters
    ----------
    rows, columns : arrays of places
    middle : float
        The row, and the column, that stays.
    angle : float or array, in radians
    zoom : float or array
        The factor by which an image grows.

    Returns
    -------
    rows, columns : arrays.
    """
    down = rows - middle
    across = columns - middle
    old_rows = (np.cos(angle) * down + np.sin(angle) * across) / zoom + middle
    old_columns = (np.cos(angle) * across - np.sin(angle) * down) / zoom + middle
    return old_rows, old_columns


class Augment:
    """Bends every image of a mini-batch anew, for ``transform`` of `train` (Simard and others, 2003).

    Each new pixel asks where it came from in the old image, and takes what `resample` finds there.

    Parameters
    ----------
    shift : float, at least 0
        In pixels: every image moves by up to so much, down or up and right or left.
    rotation : float, at least 0
        In degrees: it turns by up to so much, either way. (Positive angles are anticlockwise.)
    scale : float, at least 0
        It grows or shrinks by a factor between exp(-scale) and exp(scale), about ± scale for small ones.
    elastic : float, at least 0
        In pixels: a smooth random field moves every pixel by so much, as a standard deviation in each direction;
        neighbours move nearly alike.
    """

    def __init__(self, *, shift=0, rotation=0, scale=0, elastic=0):
        sizes = {"shift": shift, "rotation": rotation, "scale": scale, "elastic": elastic}
        for name, size in sizes.items():
            check_number(name, size, least=0)
        self.shift, self.rotation = float(shift), float(rotation)
        self.scale, self.elastic = float(scale), float(elastic)

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
        down = rng.uniform(-self.shift, self.shift, (n, 1, 1))
        right = rng.uniform(-self.shift, self.shift, (n, 1, 1))
        place = np.arange(side)
        rows, columns = turned(place[:, np.newaxis], place, (side - 1) / 2, angle, zoom)
        rows = rows - down
        columns = columns - right
        if self.elastic:
            smooth = smoothing(side, SMOOTHNESS)
            rows = rows + smooth @ rng.normal(0, self.elastic, (n, side, side)) @ smooth.T
            columns = columns + smooth @ rng.normal(0, self.elastic, (n, side, side)) @ smooth.T
        return rows, columns
