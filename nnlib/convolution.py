"""Chapter 11 · Convolutions: one small window of weights, at every place of an image, again ``W @ columns + b``."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnlib.layers import check_blame, check_parameters, check_setting, create_bias_vector, create_weight_matrix


def check_pictures(x, layer, channels=None):
    """Return x as an array of images, or say what is wrong with it.

    Parameters
    ----------
    x : array_like of real numbers, shape (channels, height, width, n) with n at least 1
    layer : layer, for its name
    channels : int, optional
        How many channels the layer expects.

    Raises
    ------
    TypeError
        If x does not hold real numbers.
    ValueError
        If x has another number of axes or channels, or holds no example.
    """
    x = np.asarray(x)
    if x.dtype.kind not in "biuf":
        raise TypeError(f"{layer.name} computes with real numbers, but x has dtype {x.dtype}")
    if x.ndim != 4:
        fix = "; put Images(channels, height, width) before it" if x.ndim == 2 else ""
        raise ValueError(f"{layer.name} expects images (channels, height, width, n), not shape {x.shape}{fix}")
    if channels is not None and len(x) != channels:
        raise ValueError(f"{layer.name} expects {channels} channels, but x has shape {x.shape}: {len(x)} channels")
    if x.shape[3] == 0:
        raise ValueError(f"{layer.name} got an empty batch: x has shape {x.shape}, so 0 examples")
    return x


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
    name : str
        "this layer", or "layer 1" once it is the first of a network.

    Raises
    ------
    ValueError
        If a size is not a whole number of at least 1.
    """

    name = "this layer"

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

        Raises
        ------
        TypeError
            If x does not hold real numbers.
        ValueError
            If its columns have another length, or there is none.
        """
        x = np.asarray(x)
        if x.dtype.kind not in "biuf":
            raise TypeError(f"{self.name} computes with real numbers, but x has dtype {x.dtype}")
        if x.ndim != 2 or len(x) != self.ins or x.shape[1] == 0:
            fix = "; examples are columns; did you mean x.T?" if x.ndim == 2 and x.shape[1] == self.ins else ""
            raise ValueError(f"{self.name} expects columns of {self.ins} pixels, but x has shape {x.shape}{fix}")
        self.a = np.ascontiguousarray(x).reshape(*self.shape, x.shape[1])
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the blame for the pixels, as columns again: shape (ins, n), or None without need_dx.

        Parameters
        ----------
        da : array, shape (channels, height, width, n)
        need_dx : bool

        Raises
        ------
        ValueError
            If there was no forward pass yet, or da has another shape than its outputs.
        """
        da = check_blame(da, self)
        return da.reshape(self.ins, -1) if need_dx else None

    def parameters(self):
        """Return an empty list: there is nothing to learn here. Raises nothing."""
        return []


class Flatten:
    """A layer that lays images, shape (channels, height, width, n), out as columns, shape (pixels, n).

    Attributes
    ----------
    name : str
        "this layer", or "layer 6" once it is the sixth of a network. Raises nothing by itself.
    """

    name = "this layer"

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

        Raises
        ------
        TypeError, ValueError
            If x does not hold real numbers, or is no batch of images.
        """
        x = check_pictures(x, self)
        self.shape = x.shape
        self.a = x.reshape(-1, x.shape[3])
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the blame for the images, shape (channels, height, width, n), or None without need_dx.

        Parameters
        ----------
        da : array, shape (channels · height · width, n)
        need_dx : bool

        Raises
        ------
        ValueError
            If there was no forward pass yet, or da has another shape than its outputs.
        """
        da = check_blame(da, self)
        return da.reshape(self.shape) if need_dx else None

    def parameters(self):
        """Return an empty list: there is nothing to learn here. Raises nothing."""
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
        The gradient of the loss, filled by `backward_pass`; zeros before.
    columns : array, shape (in_channels · kernel_size · kernel_size, places · n)
        What the windows showed in the last forward pass.
    a : array, shape (out_channels, new height, new width, n)
        What the last forward pass returned.
    name : str
        "this layer", or "layer 2" once the layer is the second of a network.

    Raises
    ------
    TypeError
        If act_function cannot be called, dtype is not floating, or rng is not a generator.
    ValueError
        If a size is not a whole number in range.
    """

    name = "this layer"

    def __init__(self, in_channels, out_channels, kernel_size, act_function, *,
                 stride=1, padding=0, rng=None, dtype=np.float64):  # fmt: skip
        check_setting(dtype, rng, in_channels=in_channels, out_channels=out_channels,
                      kernel_size=kernel_size, stride=stride)  # fmt: skip
        if not isinstance(padding, (int, np.integer)) or padding < 0:
            raise ValueError(f"padding must be a whole number of at least 0, not {padding!r}")
        if not callable(act_function) or isinstance(act_function, type):
            raise TypeError(f"act_function must be an activation such as ReLU(), not {act_function!r}")
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

        Raises
        ------
        TypeError
            If x does not hold real numbers.
        ValueError
            If x does not fit or holds no example, the kernel is larger than the padded images, or
            W or b was set to a wrong shape.
        """
        x = check_convolution(check_pictures(x, self, self.in_channels), self)
        pad, step, n = self.padding, self.stride, x.shape[3]
        x = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0))) if pad else x
        windows = sliding_window_view(x, (self.kernel_size, self.kernel_size), axis=(1, 2))[:, ::step, ::step]
        height, width = windows.shape[1:3]
        self.columns = windows.transpose(0, 4, 5, 1, 2, 3).reshape(self.W.shape[1], -1)
        self.x_shape = x.shape
        self.a = self.act_function(self.W @ self.columns + self.b).reshape(-1, height, width, n)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Fill dW and db from the blame for the outputs, and return the blame for the images.

        Parameters
        ----------
        da : array, shape (out_channels, new height, new width, n)
            The gradient of the loss with respect to the last outputs a.
        need_dx : bool
            False skips the work that nobody uses in the first layer.

        Returns
        -------
        array of shape (in_channels, height, width, n); None without need_dx.

        Raises
        ------
        ValueError
            If there was no forward pass yet, or da has another shape than its outputs.
        """
        da = check_blame(da, self)
        a = self.a.reshape(self.out_channels, -1)
        dz = self.act_function.backward(a, da.reshape(self.out_channels, -1))
        self.dW = dz @ self.columns.T
        self.db = dz.sum(axis=1, keepdims=True)
        return self.blame_per_pixel(self.W.T @ dz) if need_dx else None

    def blame_per_pixel(self, dcolumns):
        """Return the blame for each pixel: the sum over all windows that saw it.

        Parameters
        ----------
        dcolumns : array, shape (in_channels · kernel_size · kernel_size, places · n)
            The blame for each entry of the columns.

        Returns
        -------
        array of shape (in_channels, height, width, n), without the padding. Raises nothing.
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
        """Return [(W, dW), (b, db)]: what an optimizer changes, and the gradients. Raises nothing."""
        return [(self.W, self.dW), (self.b, self.db)]


def check_convolution(x, layer):
    """Return x, or say why a kernel cannot look at it.

    Parameters
    ----------
    x : array, shape (in_channels, height, width, n)
    layer : Conv2D

    Raises
    ------
    TypeError
        If W or b was set to anything but an array of real numbers.
    ValueError
        If the kernel is larger than the padded images, or W or b was set to another shape.
    """
    smallest, k = min(x.shape[1:3]) + 2 * layer.padding, layer.kernel_size
    if smallest < k:
        raise ValueError(f"{layer.name} has a kernel of {k} × {k}, but x has shape {x.shape}: too small for it")
    check_parameters(layer, layer.out_channels, layer.in_channels * k * k)
    return x


def corners(x, size):
    """Return the pixels of all pools as size · size smaller images: first all first ones, in reading order.

    Parameters
    ----------
    x : array, shape (channels, height, width, n)
    size : int
        Height and width of a pool; rows and columns that fill no whole pool are left out.

    Returns
    -------
    list of views, shape (channels, height // size, width // size, n). Raises nothing.
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
    name : str
        "this layer", or "layer 3" once it is the third of a network.

    Raises
    ------
    ValueError
        If size is not a whole number of at least 1.
    """

    name = "this layer"

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

        Raises
        ------
        TypeError
            If x does not hold real numbers.
        ValueError
            If x is no batch of images, or smaller than a pool.
        """
        self.x = check_pictures(x, self)
        if min(self.x.shape[1:3]) < self.size:
            raise ValueError(f"{self.name} pools {self.size} × {self.size} pixels, but x has shape {self.x.shape}")
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

        Raises
        ------
        ValueError
            If there was no forward pass yet, or da has another shape than its outputs.
        """
        da = check_blame(da, self)
        if not need_dx:
            return None
        dx, open_pools = np.zeros(self.x.shape, da.dtype), np.ones(da.shape, dtype=bool)
        for pixel, blame in zip(corners(self.x, self.size), corners(dx, self.size)):
            wins = open_pools & (pixel == self.a)
            blame[...] = wins * da
            open_pools ^= wins
        return dx

    def parameters(self):
        """Return an empty list: there is nothing to learn here. Raises nothing."""
        return []
