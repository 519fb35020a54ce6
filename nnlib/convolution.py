"""Chapter 11 · Convolutions: one small window of weights at every place of an image, again ``W @ columns + b``."""

import numpy as np

from nnlib.checks import as_columns, as_convolved, as_pictures, as_upstream, check_setting, check_whole
from nnlib.layers import create_bias_vector, create_weight_matrix


class Images:
    """A layer that lays columns of pixels, shape (pixels, n), out as images, shape (channels, height, width, n).

    Parameters
    ----------
    channels, height, width : int, at least 1
        ``Images(1, 28, 28)`` for MNIST. The pixels of a column are in reading order, channel by channel.

    Attributes
    ----------
    ins : int
        channels · height · width
    """

    def __init__(self, channels, height, width):
        check_whole(channels=channels, height=height, width=width)
        self.channels, self.height, self.width = int(channels), int(height), int(width)
        self.ins = self.channels * self.height * self.width
        self.a = None

    def forward_pass(self, x):
        """Return the columns of x as images.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins, n) with n at least 1

        Returns
        -------
        array of shape (channels, height, width, n)
        """
        x = as_columns(x, self)
        self.a = np.ascontiguousarray(x).reshape(self.channels, self.height, self.width, -1)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the gradient for the pixels, as columns again: shape (ins, n), or None without need_dx.

        Parameters
        ----------
        da : array, shape (channels, height, width, n)
        need_dx : bool
        """
        da = as_upstream(da, self)
        if need_dx:
            return da.reshape(self.ins, -1)

    def parameters(self):
        """Return an empty list: there is nothing to learn here."""
        return []


class Flatten:
    """A layer that lays images, shape (channels, height, width, n), out as columns, shape (pixels, n)."""

    def __init__(self):
        self.a = None

    def forward_pass(self, x):
        """Return images as columns, channel by channel in reading order.

        Parameters
        ----------
        x : array_like of real numbers, shape (channels, height, width, n)

        Returns
        -------
        array of shape (channels · height · width, n)
        """
        x = as_pictures(x)
        self.shape = x.shape
        self.a = x.reshape(-1, x.shape[3])
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the gradient for the images, shape (channels, height, width, n), or None without need_dx.

        Parameters
        ----------
        da : array, shape (channels · height · width, n)
        need_dx : bool
        """
        da = as_upstream(da, self)
        if need_dx:
            return da.reshape(self.shape)

    def parameters(self):
        """Return an empty list: there is nothing to learn here."""
        return []


def im2col(x, k, stride):
    """Cut out of x one piece for each of the k · k weights of a window: all that this weight meets (im2col).

    Parameters
    ----------
    x : array, shape (channels, height, width, n)
    k : int
        Height and width of the window.
    stride : int
        By how many pixels the window moves.

    Returns
    -------
    array of shape (channels, k · k, places, places, n); reshaped to (channels · k · k, places · places · n), each
    column is what one window sees of one example.
    """
    height = x.shape[1] - k + 1
    width = x.shape[2] - k + 1
    pieces = []
    for i in range(k):
        for j in range(k):
            pieces.append(x[:, i : i + height : stride, j : j + width : stride])
    return np.stack(pieces, axis=1)


class Conv2D:
    """A convolution, as neurons that look through a small window at every place of an image: ``F(W @ columns + b)``.

    Each column is what one window sees, channel by channel in reading order. As in all such
    libraries the kernel is not turned over (LeCun and others, 1989).

    Parameters
    ----------
    in_channels, out_channels : int, at least 1
        Of the images that come in, and of those that go out: one kernel for each of the latter.
    kernel_size : int, at least 1
        Height and width of the window.
    act_function : callable with a ``backward``
        Such as ``ReLU()``; see `nnlib.activations`.
    stride : int, at least 1
        By how many pixels the window moves.
    padding : int, at least 0
        How many rows and columns of zeros are added on each side.
    rng : np.random.Generator, optional
        For the starting weights; without one, a fresh generator.
    dtype : floating dtype

    Attributes
    ----------
    W : array, shape (out_channels, in_channels · kernel_size · kernel_size)
        Row j holds kernel j, channel by channel in reading order.
    b : array, shape (out_channels, 1)
    dW, db : arrays like W and b
        The gradient of the loss, written by `backward_pass` into the same arrays each time; zeros before.
    columns : array, shape (in_channels · kernel_size · kernel_size, places · n)
        What the windows saw in the last forward pass.
    a : array, shape (out_channels, new height, new width, n)
        What the last forward pass returned.
    """

    def __init__(self, in_channels, out_channels, kernel_size, act_function, *,
                 stride=1, padding=0, rng=None, dtype=np.float64):  # fmt: skip
        check_setting(dtype, rng, in_channels=in_channels, out_channels=out_channels, kernel_size=kernel_size,
                      stride=stride, act_function=act_function)  # fmt: skip
        check_whole(padding=padding, least=0)
        self.in_channels, self.out_channels = int(in_channels), int(out_channels)
        self.kernel_size, self.stride, self.padding = int(kernel_size), int(stride), int(padding)
        self.act_function = act_function
        self.W = create_weight_matrix(out_channels, self.in_channels * self.kernel_size**2, rng=rng, dtype=dtype)
        self.b = create_bias_vector(out_channels, dtype=dtype)
        self.dW = np.zeros_like(self.W)
        self.db = np.zeros_like(self.b)
        self.columns = None
        self.a = None

    def forward_pass(self, x):
        """Return the answers of all kernels at all places, and keep what the backward pass needs.

        Parameters
        ----------
        x : array_like of real numbers, shape (in_channels, height, width, n)

        Returns
        -------
        array of shape (out_channels, new height, new width, n), where new = (old + 2 padding -
        kernel_size) // stride + 1
        """
        x = as_convolved(x, self)
        rim = self.padding
        if rim > 0:
            x = np.pad(x, ((0, 0), (rim, rim), (rim, rim), (0, 0)))
        pieces = im2col(x, self.kernel_size, self.stride)
        self.x_shape = x.shape
        self.columns = pieces.reshape(self.W.shape[1], -1)  # (channels · k · k, places · n)
        z = self.W @ self.columns + self.b  # (out_channels, places · n)
        height, width, n = pieces.shape[2:]
        self.a = self.act_function(z).reshape(self.out_channels, height, width, n)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Write dW and db from the gradient for the outputs, and return the gradient for the images.

        Parameters
        ----------
        da : array, shape (out_channels, new height, new width, n)
            The gradient of the loss with respect to the last outputs a.
        need_dx : bool
            False skips the work that nobody uses in the first layer.

        Returns
        -------
        array of shape (in_channels, height, width, n); None without need_dx.
        """
        da = as_upstream(da, self)
        a = self.a.reshape(self.out_channels, -1)
        dz = self.act_function.backward(a, da.reshape(self.out_channels, -1))
        self.dW[...] = (self.columns @ dz.T).T  # dz @ columns.T, transposed
        self.db[...] = dz.sum(axis=1, keepdims=True)
        if need_dx:
            return self.col2im(dz)

    def col2im(self, dz):
        """Return the gradient for each pixel: the sum over all weights that it met (col2im).

        Parameters
        ----------
        dz : array, shape (out_channels, places · n)
            The gradient for each sum.

        Returns
        -------
        array of shape (in_channels, height, width, n), without the padding.
        """
        k, stride, rim = self.kernel_size, self.stride, self.padding
        dx = np.zeros(self.x_shape, self.columns.dtype)
        height = dx.shape[1] - k + 1
        width = dx.shape[2] - k + 1
        by_piece = (self.W.T @ dz).reshape(self.in_channels, k, k, *self.a.shape[1:])
        for i in range(k):
            for j in range(k):
                dx[:, i : i + height : stride, j : j + width : stride] += by_piece[:, i, j]
        return dx[:, rim : dx.shape[1] - rim, rim : dx.shape[2] - rim]

    def parameters(self):
        """Return [(W, dW), (b, db)]: what an optimizer changes, and the gradients."""
        return [(self.W, self.dW), (self.b, self.db)]


def corner(x, size, i, j):
    """Return of each pool of size × size pixels the one in its row i and column j, as a smaller image.

    Parameters
    ----------
    x : array, shape (channels, height, width, n)
    size : int
        Height and width of a pool; rows and columns that fill no whole pool are left out.
    i, j : int, below size

    Returns
    -------
    view of x, shape (channels, height // size, width // size, n): what is written into it is written into x.
    """
    height = x.shape[1] // size * size
    width = x.shape[2] // size * size
    return x[:, i:height:size, j:width:size]


class MaxPool2D:
    """A layer that keeps the largest of every size × size pixels; that pixel alone gets the gradient.

    Of equal pixels the first in reading order gets it, as in PyTorch. Rows and columns
    that fill no whole pool are left out.

    Parameters
    ----------
    size : int, at least 1

    Attributes
    ----------
    x, a : arrays, shape (channels, height, width, n) and (channels, height // size, width // size, n)
        What the last forward pass received and returned.
    """

    def __init__(self, size):
        check_whole(size=size)
        self.size = int(size)
        self.x = None
        self.a = None

    def forward_pass(self, x):
        """Return the largest pixel of each pool.

        Parameters
        ----------
        x : array_like of real numbers, shape (channels, height, width, n)

        Returns
        -------
        array of shape (channels, height // size, width // size, n)
        """
        x = as_pictures(x, self.size)
        self.x = x
        self.a = corner(x, self.size, 0, 0)
        for i in range(self.size):
            for j in range(self.size):
                self.a = np.maximum(self.a, corner(x, self.size, i, j))
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the gradient for the pixels: all of it for the winner of each pool.

        Parameters
        ----------
        da : array, shape (channels, height // size, width // size, n)
        need_dx : bool

        Returns
        -------
        array of shape (channels, height, width, n); None without need_dx
        """
        da = as_upstream(da, self)
        if not need_dx:
            return None
        dx = np.zeros(self.x.shape, da.dtype)
        left = da.copy()  # what is still to be handed out
        for i in range(self.size):
            for j in range(self.size):
                part = left * (corner(self.x, self.size, i, j) == self.a)
                corner(dx, self.size, i, j)[...] = part
                left -= part
        return dx

    def parameters(self):
        """Return an empty list: there is nothing to learn here."""
        return []
