"""Chapter 12 · Teacher and student: the answers of a trained network as targets for another."""

import numpy as np

from nnlib.activations import Softmax
from nnlib.losses import CrossEntropy


def check_temperature(temperature):
    """Return a temperature, or say what is wrong with it.

    Parameters
    ----------
    temperature : float above 0

    Raises
    ------
    TypeError
        If it is not a number.
    ValueError
        If it is not above 0 and finite.
    """
    if np.ndim(temperature) != 0 or np.asarray(temperature).dtype.kind not in "iuf":
        raise TypeError(f"temperature must be a number, not {temperature!r}")
    if not 0 < temperature < np.inf:
        raise ValueError(f"temperature must be above 0 and finite, not {temperature}")
    return float(temperature)


def soft_targets(scores, temperature):
    """Turn a teacher's scores into shares for a student: softmax of scores / temperature (Hinton and others, 2015).

    Parameters
    ----------
    scores : array_like of real numbers, shape (outs, n)
        Logits, a column per example.
    temperature : float above 0
        1 keeps the teacher's own shares; the hotter, the more alike they become.

    Returns
    -------
    floating array, shape (outs, n), each column summing to 1

    Raises
    ------
    TypeError
        If the scores are not real numbers, or temperature is not a number.
    ValueError
        If the scores do not have two axes, or temperature is not above 0 and finite.
    """
    temperature = check_temperature(temperature)
    scores = np.asarray(scores)
    if scores.dtype.kind not in "biuf":
        raise TypeError(f"scores must be real numbers, but their dtype is {scores.dtype}")
    if scores.ndim != 2:
        raise ValueError(f"scores must have shape (outs, n), a column per example, not {scores.shape}")
    return Softmax()(scores / temperature)


class Distillation:
    """Cross-entropy at a temperature, times its square (Hinton, Vinyals, Dean, 2015).

    The loss is ``temperature² * CrossEntropy()(outputs / temperature, targets)``. The square keeps
    the slopes comparable across temperatures; losses at two temperatures do not compare.

    Parameters
    ----------
    temperature : float above 0
        That of the targets, see `soft_targets`.

    Raises
    ------
    TypeError, ValueError
        If temperature is not a number above 0.
    """

    def __init__(self, temperature):
        self.temperature = check_temperature(temperature)

    def check_targets(self, targets, outs, n):
        """Return targets (n,) or (outs, n) as shares, shape (outs, n). Raises as `CrossEntropy` does."""
        return CrossEntropy().check_targets(targets, outs, n)

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (outs, n), targets (n,) or (outs, n). Raises: see `check_targets`."""
        return self.temperature**2 * CrossEntropy()(outputs / self.temperature, targets)

    def derivative(self, outputs, targets):
        """Return the gradient with respect to the outputs, (outs, n); targets (n,) or (outs, n).

        Raises what `check_targets` raises.
        """
        return self.temperature * CrossEntropy().derivative(outputs / self.temperature, targets)
