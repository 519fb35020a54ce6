"""Chapter 03 · Activation functions: what a neuron makes of its sum, and how steeply.

Each is called with z and returns a, both of any shape; float32 stays float32. All but `Softmax`, of
chapter 06, work entry by entry. Chapter 07 adds ``backward(a, da)``, which needs the output a alone: it
turns da, how much the loss rises per unit of a, into dz, the same per unit of z.
"""

import numpy as np

from nnlib.checks import as_array, check_number


class Identity:
    """a = z: the output of a layer that only adds up."""

    def __call__(self, z):
        """Return z itself; any shape and dtype."""
        return z

    def backward(self, a, da):
        """Return dz = da; a and da of one shape."""
        return da


class Sigmoid:
    """a = 1 / (1 + exp(-z)): the probability of yes, where exp(z) are the odds of yes against no."""

    threshold = 0.5  # above it, an output means yes

    def __call__(self, z):
        """Return a between 0 and 1, in the shape of z; no input overflows."""
        z = as_array("z", z)
        small = np.exp(-np.abs(z))  # never above 1
        return np.where(z >= 0, 1, small) / (1 + small)

    def backward(self, a, da):
        """Return dz = a (1 - a) da; a and da of one shape."""
        return a * (1 - a) * da


class Tanh:
    """a = tanh(z): a sigmoid stretched to reach from -1 to 1."""

    def __call__(self, z):
        """Return a between -1 and 1, in the shape of z."""
        z = as_array("z", z)
        return np.tanh(z)

    def backward(self, a, da):
        """Return dz = (1 - a²) da; a and da of one shape."""
        return (1 - a**2) * da


class ReLU:
    """a = max(z, 0), the rectified linear unit (Nair and Hinton, 2010)."""

    def __call__(self, z):
        """Return z where it is positive, else 0, in the shape of z."""
        return np.maximum(z, 0)

    def backward(self, a, da):
        """Return dz = da where a > 0, else 0 (at the kink too, a convention)."""
        return (a > 0) * da


class LeakyReLU:
    """a = z where z > 0, else alpha z (Maas, Hannun and Ng, 2013).

    Parameters
    ----------
    alpha : float, 0 or more
        The slope on the negative side; below 0, z could not be told from a, so that is refused.
    """

    def __init__(self, alpha=0.1):
        check_number("alpha", alpha, least=0)
        self.alpha = float(alpha)

    def __call__(self, z):
        """Return z where it is positive, else alpha z, in the shape of z."""
        z = as_array("z", z)
        return np.where(z > 0, z, self.alpha * z)

    def backward(self, a, da):
        """Return dz = da where a > 0, else alpha da; a and da of one shape."""
        return np.where(a > 0, da, self.alpha * da)


class Softmax:
    """Probabilities down each column, in proportion to exp(z) (Bridle, 1990); built in chapter 06."""

    def __call__(self, z):
        """Return probabilities that sum to 1 down each column.

        z has shape (outs,) or (outs, n), and so has the result; no input overflows, since the
        largest entry of each column is subtracted first.
        """
        z = as_array("z", z)  # the name is for error messages
        parts = np.exp(z - z.max(axis=0))
        return parts / parts.sum(axis=0)

    def backward(self, a, da):
        """Return dz; every probability depends on every z of its column; a and da of one shape."""
        average = (a * da).sum(axis=0)
        return a * (da - average)
