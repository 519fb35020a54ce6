"""Chapter 11 · Convolutions: one small window of weights, at every place of an image, again ``W @ columns + b``."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnlib.checks import check_activation, check_blame, check_columns, check_parameters, check_pictures, check_setting
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
        check_setting(np.float64, None, channels=channels, height=height, width=width)
        self.shape = (channels, height, width)
        self.ins = channels * height * width
        self.a = None

    def forward_pass(self, x):
        """Return the columns of x as images.

        Parameters
        ----------
        x : array_like of real numbers, shape (ins, n) with n at least 1

        Returns
        -------
        array of shape (channels, height, width, n), the examples next to each other in memory
        """
        x = np.asarray(x)
        check_columns(x, self)
        self.a = np.ascontiguousarray(x).reshape(*self.shape, -1)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the blame for the pixels, as columns again: shape (ins, n), or None without need_dx.

        Parameters
        ----------
        da : array, shape (channels, height, width, n)
        need_dx : bool
        """
        check_blame(da, self)
        return np.reshape(da, (self.ins, -1)) if need_dx else None

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
        x = np.asarray(x)
        check_pictures(x, self)
        self.shape = x.shape
        self.a = x.reshape(-1, x.shape[3])
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the blame for the images, shape (channels, height, width, n), or None without need_dx.

        Parameters
        ----------
        da : array, shape (channels · height · width, n)
        need_dx : bool
        """
        check_blame(da, self)
        return np.reshape(da, self.shape) if need_dx else None

    def parameters(self):
        """Return an empty list: there is nothing to learn here."""
        return []


class Conv2D:
    """Neurons that look through a small window at every place of an image: ``F(W @ columns + b)``.

    Each column is what one window shows, channel by channel in reading order. As in all such
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
        What the windows showed in the last forward pass.
    a : array, shape (out_channels, new height, new width, n)
        What the last forward pass returned.
    """

    def __init__(self, in_channels, out_channels, kernel_size, act_function, *,
                 stride=1, padding=0, rng=None, dtype=np.float64):  # fmt: skip
        check_setting(dtype, rng, in_channels=in_channels, out_channels=out_channels,
                      kernel_size=kernel_size, stride=stride, padding=padding)  # fmt: skip
        check_activation(act_function)
        self.in_channels, self.out_channels, self.kernel_size = in_channels, out_channels, kernel_size
        self.act_function, self.stride, self.padding = act_function, stride, padding
        self.W = create_weight_matrix(out_channels, in_channels * kernel_size**2, rng=rng, dtype=dtype)
        self.b = create_bias_vector(out_channels, dtype=dtype)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        self.columns = self.a = None

    def forward_pass(self, x):
        """Return the answers of all kernels at all places, and keep what the way back needs.

        Parameters
        ----------
        x : array_like of real numbers, shape (in_channels, height, width, n)

        Returns
        -------
        array of shape (out_channels, new height, new width, n), where new = (old + 2 padding -
        kernel_size) // stride + 1
        """
        x = np.asarray(x)
        check_pictures(x, self, channels=self.in_channels, least=self.kernel_size - 2 * self.padding)
        check_parameters(self, self.out_channels, self.in_channels * self.kernel_size**2)
        pad, step, n = self.padding, self.stride, x.shape[3]
        x = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0))) if pad else x
        windows = sliding_window_view(x, (self.kernel_size, self.kernel_size), axis=(1, 2))[:, ::step, ::step]
        height, width = windows.shape[1:3]
        self.columns = windows.transpose(0, 4, 5, 1, 2, 3).reshape(self.W.shape[1], -1)
        self.x_shape = x.shape
        self.a = self.act_function(self.W @ self.columns + self.b).reshape(-1, height, width, n)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Write dW and db from the blame for the outputs, and return the blame for the images.

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
        check_blame(da, self)
        a = self.a.reshape(self.out_channels, -1)
        dz = self.act_function.backward(a, np.reshape(da, (self.out_channels, -1)))
        self.dW[...] = dz @ self.columns.T
        self.db[...] = dz.sum(axis=1, keepdims=True)
        return self.blame_per_pixel(self.W.T @ dz) if need_dx else None

    def blame_per_pixel(self, dcolumns):
        """Return the blame for each pixel: the sum over all windows that saw it.

        Parameters
        ----------
        dcolumns : array, shape (in_channels · kernel_size · kernel_size, places · n)
            The blame for each entry of the columns.

        Returns
        -------
        array of shape (in_channels, height, width, n), without the padding.
        """
        k, step, pad = self.kernel_size, self.stride, self.padding
        height, width = self.a.shape[1:3]
        dwindows = dcolumns.reshape(self.in_channels, k, k, height, width, -1)
        dx = np.zeros(self.x_shape, dcolumns.dtype)
        for i in range(k):
            for j in range(k):
                dx[:, i : i + step * height : step, j : j + step * width : step] += dwindows[:, i, j]
        return dx[:, pad : dx.shape[1] - pad, pad : dx.shape[2] - pad]

    def parameters(self):
        """Return [(W, dW), (b, db)]: what an optimizer changes, and the gradients."""
        return [(self.W, self.dW), (self.b, self.db)]


def corners(x, size):
    """Return the pixels of all pools as size · size smaller images: first all first ones, in reading order.

    Parameters
    ----------
    x : array, shape (channels, height, width, n)
    size : int
        Height and width of a pool; rows and columns that fill no whole pool are left out.

    Returns
    -------
    list of views, shape (channels, height // size, width // size, n).
    """
    height, width = x.shape[1] // size * size, x.shape[2] // size * size
    return [x[:, i:height:size, j:width:size] for i in range(size) for j in range(size)]


class MaxPool2D:
    """A layer that keeps the greatest of every size × size pixels, and blames that one alone.

    Of equal ones the first in reading order answers for the result, as in PyTorch. Rows and columns
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
        check_setting(np.float64, None, size=size)
        self.size = size
        self.x = self.a = None

    def forward_pass(self, x):
        """Return the greatest pixel of each pool.

        Parameters
        ----------
        x : array_like of real numbers, shape (channels, height, width, n)

        Returns
        -------
        array of shape (channels, height // size, width // size, n)
        """
        self.x = np.asarray(x)
        check_pictures(self.x, self, least=self.size)
        first, *others = corners(self.x, self.size)
        self.a = first.copy()
        for other in others:
            np.maximum(self.a, other, out=self.a)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the blame for the pixels: all of it for the winner of each pool.

        Parameters
        ----------
        da : array, shape (channels, height // size, width // size, n)
        need_dx : bool

        Returns
        -------
        array of shape (channels, height, width, n); None without need_dx
        """
        check_blame(da, self)
        if not need_dx:
            return None
        da = np.asarray(da)
        dx, open_pools = np.zeros(self.x.shape, da.dtype), np.ones(da.shape, dtype=bool)
        for pixel, blame in zip(corners(self.x, self.size), corners(dx, self.size)):
            wins = open_pools & (pixel == self.a)
            blame[...] = wins * da
            open_pools ^= wins
        return dx

    def parameters(self):
        """Return an empty list: there is nothing to learn here."""
        return []
