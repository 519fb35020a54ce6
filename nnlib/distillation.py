"""Chapter 12 · Teacher and student: the answers of a trained network as targets for another."""

from nnlib.activations import Softmax
from nnlib.checks import as_array, check_number
from nnlib.losses import CrossEntropy


def soft_targets(scores, temperature):
    """Turn a teacher's scores into soft targets: the softmax of scores / temperature (Hinton and others, 2015).

    Parameters
    ----------
    scores : array_like of real numbers, shape (outs, n)
        Logits, a column per example.
    temperature : float above 0
        1 keeps the teacher's own probabilities; the higher, the closer together they lie.

    Returns
    -------
    floating array, shape (outs, n), each column summing to 1
    """
    scores = as_array("scores", scores, ndim=2, shape="(outs, n), a column per example")
    check_number("temperature", temperature, above=0)
    return Softmax()(scores / temperature)


class Distillation:
    """Take the cross-entropy at a temperature, times its square (Hinton, Vinyals, Dean, 2015).

    The loss is ``temperature² * CrossEntropy()(outputs / temperature, targets)``. Its gradient is the gradient of
    temperature² times the KL divergence, too. The square keeps gradients comparable across temperatures; losses at
    two temperatures do not compare.

    Parameters
    ----------
    temperature : float above 0
        The temperature of the targets, see `soft_targets`.
    """

    def __init__(self, temperature):
        check_number("temperature", temperature, above=0)
        self.temperature = float(temperature)

    def __call__(self, outputs, targets):
        """Return the loss as a float; outputs (outs, n), targets (n,) or (outs, n)."""
        return self.temperature**2 * CrossEntropy()(outputs / self.temperature, targets)

    def derivative(self, outputs, targets):
        """Return the gradient with respect to the outputs, (outs, n); targets (n,) or (outs, n)."""
        return self.temperature * CrossEntropy().derivative(outputs / self.temperature, targets)
