"""Chapter 07 · The gradient check: does the backward pass agree with nudging every parameter?"""

import numpy as np

from nnlib.checks import check_nudge


def parameter_names(net):
    """Return a name for each of ``net.parameters()``, such as "layer 1 W"; what is neither W nor b is numbered."""
    names = []
    for number, layer in enumerate(net.layers, start=1):
        count = len(layer.parameters())
        names += [f"layer {number} {name}" for name in ["W", "b", *range(3, count + 1)][:count]]
    return names


def nudged_slope(values, index, epsilon, loss_now):
    """Return how fast a loss rises with one entry of an array, measured by nudging it up and down.

    Parameters
    ----------
    values : floating array
        The same afterwards, bit for bit, whatever happens.
    index : tuple of int
        Which entry.
    epsilon : float above 0
    loss_now : callable
        Returns the loss, a float, for the present values.

    Returns
    -------
    float
    """
    kept = values[index]
    try:
        values[index] = kept + epsilon
        above = loss_now()
        values[index] = kept - epsilon
        below = loss_now()
    finally:
        values[index] = kept
    return (above - below) / (2 * epsilon)


def numerical_gradients(net, loss, x, targets, *, epsilon=1e-5):
    """Measure the gradient by nudging each parameter up and down: two forward passes apiece.

    Parameters
    ----------
    net : NeuralNetwork
        Its parameters are the same afterwards, bit for bit.
    loss : a loss such as CrossEntropy()
    x : array, shape (ins, n)
    targets : as the loss expects them
    epsilon : float above 0
        The size of the nudge; 1e-5 suits float64, nothing suits float32 well.

    Returns
    -------
    list of arrays, shaped and ordered as the values of ``net.parameters()``
    """
    check_nudge(net, epsilon)

    def loss_now():
        return loss(net.forward_pass(x), targets)

    gradients = [np.zeros_like(value) for value, _ in net.parameters()]
    for gradient, (value, _) in zip(gradients, net.parameters()):
        for index in np.ndindex(value.shape):
            gradient[index] = nudged_slope(value, index, epsilon, loss_now)
    return gradients


class GradientReport:
    """What `gradient_check` found.

    Attributes
    ----------
    errors : dict of str to float
        The relative error of each tensor, such as ``{"layer 1 W": 3e-10, …}``: 0 is agreement, 1/3
        a factor of two, 1 the opposite sign or one of the two all zero.
    changed : list of str
        Parameters that the backward pass itself altered, which it must not.
    ok : bool
        Whether every error is below 1e-6 and nothing was changed.
    """

    def __init__(self, errors, changed):
        self.errors, self.changed = errors, changed
        self.ok = all(error < 1e-6 for error in errors.values()) and not changed

    def __repr__(self):
        lines = [f"{name:12} {'ok' if e < 1e-6 else f'{e:.2g}'}" for name, e in self.errors.items()]
        return "\n".join(lines + [f"{name} was changed by the backward pass" for name in self.changed])


def relative_error(gradient, expected):
    """Return |gradient - expected| / (|gradient| + |expected|), with |…| the length of all entries.

    Parameters
    ----------
    gradient : array
    expected : array of finite numbers

    Returns
    -------
    float: 0 if both are zero, inf if the gradient has another shape or is not finite.
    """
    if np.shape(gradient) != expected.shape or not np.isfinite(gradient).all():
        return np.inf
    size = np.linalg.norm(gradient) + np.linalg.norm(expected)
    return float(np.linalg.norm(gradient - expected) / size) if size > 0 else 0.0


def gradient_check(net, loss, x, targets, *, epsilon=1e-5):
    """Compare the gradients of the backward pass with measured ones, tensor by tensor.

    The numerical gradients come first and the backward pass last, so a backward pass that changes
    parameters cannot hide; what it changed is put back. A sum of exactly 0, as zero biases can make
    it, lies in the corner of a ReLU, where a nudge measures the mean of two slopes: move the biases
    a little off 0 before you check, or a right program may be accused.

    Parameters
    ----------
    net : NeuralNetwork
    loss : a loss such as CrossEntropy()
    x : array, shape (ins, n)
    targets : as the loss expects them
    epsilon : float above 0

    Returns
    -------
    GradientReport
    """
    expected = numerical_gradients(net, loss, x, targets, epsilon=epsilon)
    before = [value.copy() for value, _ in net.parameters()]
    net.backward_pass(loss.derivative(net.forward_pass(x), targets))
    errors, changed = {}, []
    names = parameter_names(net)
    for name, (value, gradient), measured, old in zip(names, net.parameters(), expected, before):
        errors[name] = relative_error(gradient, measured)
        if not np.array_equal(value, old):
            changed.append(name)
            value[...] = old
    return GradientReport(errors, changed)
