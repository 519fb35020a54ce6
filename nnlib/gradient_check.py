"""Chapter 07 · The gradient check: does the backward pass agree with nudging every parameter?"""

import numpy as np

from nnlib.checks import check_nudged, check_number, check_trainable


def numerical_gradient(values, f, h=1e-5):
    """Return how fast f rises with each entry of an array, measured by nudging it up and down.

    Parameters
    ----------
    values : floating array
        float64, since a nudge in float32 leaves few digits. Nudged in place, entry by entry, and the same
        afterwards, bit for bit, even if f stops with an error, or is interrupted.
    f : callable
        Called without arguments; returns a float that depends on the present values.
    h : float above 0
        The size of the nudge.

    Returns
    -------
    array of the shape of values
    """
    check_nudged("values", values)
    check_number("h", h, above=0)
    slopes = np.zeros(values.shape)
    for k in range(values.size):
        kept = values.flat[k]
        try:
            values.flat[k] = kept + h
            above = f()
            values.flat[k] = kept - h
            below = f()
        finally:
            values.flat[k] = kept  # put it back, whatever happens
        slopes.flat[k] = (above - below) / (2 * h)
    return slopes


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
    check_number("epsilon", epsilon, above=0)
    check_trainable(net)

    def loss_now():
        return loss(net.forward_pass(x), targets)

    loss_now()  # what does not fit is refused before a parameter is moved
    return [numerical_gradient(value, loss_now, epsilon) for value, _ in net.parameters()]


def parameter_names(net):
    """Return a name for each of ``net.parameters()``, such as "layer 1 W"; what is neither W nor b is numbered."""
    names = []
    for number, layer in enumerate(net.layers, start=1):
        for k in range(len(layer.parameters())):
            own = ["W", "b"][k] if k < 2 else k + 1
            names.append(f"layer {number} {own}")
    return names


def relative_error(gradient, expected):
    """Return |gradient - expected| / (|gradient| + |expected|), with |…| the length of all entries.

    Parameters
    ----------
    gradient : array
    expected : array

    Returns
    -------
    float: 0 if both are zero, inf if the gradient has another shape or isn't finite, NaN if only the expected isn't.
    """
    if np.shape(gradient) != expected.shape or not np.isfinite(gradient).all():
        return np.inf
    size = np.linalg.norm(gradient) + np.linalg.norm(expected)
    if size == 0:
        return 0.0
    return float(np.linalg.norm(gradient - expected) / size)


class GradientReport:
    """What `gradient_check` found.

    Attributes
    ----------
    errors : dict of str to float
        The relative error of each tensor, such as ``{"layer 1 W": 3e-10, …}``: 0 is agreement, 1/3
        a factor of two, 1 the opposite sign or one of the two all zero, NaN a measured gradient that is not finite.
    changed : list of str
        Parameters that the backward pass itself altered, which it must not.
    ok : bool
        Whether every error is below 1e-6, there is at least one, and nothing was changed.
    """

    def __init__(self, errors, changed):
        self.errors = errors
        self.changed = changed
        self.ok = bool(errors) and all(error < 1e-6 for error in errors.values()) and not changed

    def __repr__(self):
        lines = []
        for name, error in self.errors.items():
            found = f"{error:.2g}" if error >= 0 else "not checked: nudging it gives no finite slope"
            lines.append(f"{name:12} {'ok' if error < 1e-6 else found}")
        lines += [f"{name} was changed by the backward pass" for name in self.changed]
        return "\n".join(lines) or "nothing was checked: the network has no parameters"


def gradient_check(net, loss, x, targets, *, epsilon=1e-5):
    """Compare the gradients of the backward pass with measured ones, tensor by tensor.

    The numerical gradients come first and the backward pass last, so a backward pass that changes
    parameters cannot hide; what it changed is put back. A sum of exactly 0, as zero biases can make
    it, lies at the kink of a ReLU, where a nudge measures the mean of two slopes: move the biases
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
    measured = numerical_gradients(net, loss, x, targets, epsilon=epsilon)
    before = [value.copy() for value, _ in net.parameters()]
    net.backward_pass(loss.derivative(net.forward_pass(x), targets))
    errors = {}
    changed = []
    for k, name in enumerate(parameter_names(net)):
        value, gradient = net.parameters()[k]
        errors[name] = relative_error(gradient, measured[k])
        if not np.array_equal(value, before[k]):
            changed.append(name)
            value[...] = before[k]
    return GradientReport(errors, changed)
