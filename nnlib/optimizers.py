"""Chapter 08 · Optimizers: what to do with a gradient. Chapter 09 adds memory, own steps, and schedules."""

import math

import numpy as np


def check_rate(learning_rate):
    """Return a learning rate, or say what is wrong with it.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0

    Raises
    ------
    TypeError
        If it is neither a number nor a function.
    ValueError
        If it is a number that is not above 0 and finite.
    """
    if callable(learning_rate):
        return learning_rate
    if np.ndim(learning_rate) != 0 or np.asarray(learning_rate).dtype.kind not in "iuf":
        raise TypeError(f"learning_rate must be a number or a function of the step, not {learning_rate!r}")
    if not 0 < learning_rate < np.inf:
        raise ValueError(f"learning_rate must be above 0 and finite, not {learning_rate}")
    return float(learning_rate)


def rate_at(learning_rate, step):
    """Return the learning rate of a step.

    Parameters
    ----------
    learning_rate : float, or a schedule: a function of the step
    step : int, counted from 0

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If a schedule gives anything but a finite number of at least 0.
    """
    if not callable(learning_rate):
        return learning_rate
    rate = learning_rate(step)
    if not 0 <= rate < np.inf:
        raise ValueError(f"the schedule gives {rate} at step {step}; a learning rate is 0 or more, and finite")
    return float(rate)


class SGD:
    """Gradient descent on mini-batches: ``value -= learning_rate * gradient`` (Robbins and Monro, 1951).

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0

    Attributes
    ----------
    steps : int
        How many steps were taken.

    Raises
    ------
    TypeError
        If learning_rate is neither a number nor a function.
    ValueError
        If learning_rate is a number that is not above 0 and finite.
    """

    def __init__(self, learning_rate):
        self.learning_rate = check_rate(learning_rate)
        self.steps = 0

    def step(self, parameters):
        """Move every parameter against its gradient, in place.

        Parameters
        ----------
        parameters : list of (value, gradient) pairs of arrays of one shape
            As `NeuralNetwork.parameters` returns them.

        Raises
        ------
        ValueError
            If a schedule gives anything but a finite number of at least 0.
        """
        rate = rate_at(self.learning_rate, self.steps)
        for value, gradient in parameters:
            value -= rate * gradient
        self.steps += 1


def check_share(name, value, *, one=False):
    """Return a share from 0 up to 1, or say what is wrong with it.

    Parameters
    ----------
    name : str, for the message
    value : float, at least 0 and below 1
    one : bool
        Whether 1 itself is allowed.

    Raises
    ------
    TypeError
        If it is not a number.
    ValueError
        If it is out of range.
    """
    if np.ndim(value) != 0 or np.asarray(value).dtype.kind not in "iuf":
        raise TypeError(f"{name} must be a number, not {value!r}")
    if not (0 <= value < 1 or (one and value == 1)):
        raise ValueError(f"{name} must be at least 0 and {'at most' if one else 'below'} 1, not {value}")
    return float(value)


def remembered(memory, parameters):
    """Return an optimizer's memory: an array for each parameter, zeros at the first step.

    Parameters
    ----------
    memory : list of arrays, or None before the first step
    parameters : list of (value, gradient) pairs of arrays of one shape

    Raises
    ------
    ValueError
        If the memory belongs to parameters of other shapes.
    """
    if memory is None:
        return [np.zeros_like(value) for value, _ in parameters]
    if [m.shape for m in memory] != [value.shape for value, _ in parameters]:
        raise ValueError("this optimizer remembers the slopes of another network; make a new one for each network")
    return memory


class Momentum:
    """Gradient descent with a memory (Polyak, 1964): ``v = momentum * v + gradient; value -= learning_rate * v``.

    The convention is that of ``torch.optim.SGD(…, momentum=momentum)``: the rate stays outside of v.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0
    momentum : float from 0 to 1
        What is kept of v at each step.

    Attributes
    ----------
    steps : int
        How many steps were taken.
    velocities : list of arrays, or None before the first step
        v, one for each parameter and of its shape.

    Raises
    ------
    TypeError
        If a setting is not a number (or, for the learning rate, a function).
    ValueError
        If a setting is out of range.
    """

    def __init__(self, learning_rate, momentum=0.9):
        self.learning_rate = check_rate(learning_rate)
        self.momentum = check_share("momentum", momentum, one=True)
        self.steps, self.velocities = 0, None

    def step(self, parameters):
        """Move every parameter against its gradients so far, in place.

        Parameters
        ----------
        parameters : list of (value, gradient) pairs of arrays of one shape

        Raises
        ------
        ValueError
            If the parameters have other shapes than at the first step, or a schedule gives no rate.
        """
        rate = rate_at(self.learning_rate, self.steps)
        self.velocities = remembered(self.velocities, parameters)
        for (value, gradient), v in zip(parameters, self.velocities):
            v *= self.momentum
            v += gradient
            value -= rate * v
        self.steps += 1


def check_epsilon(epsilon):
    """Return a small number above 0, or say what is wrong with it.

    Parameters
    ----------
    epsilon : float above 0

    Raises
    ------
    TypeError
        If it is not a number.
    ValueError
        If it is not above 0 and finite.
    """
    if np.ndim(epsilon) != 0 or np.asarray(epsilon).dtype.kind not in "iuf":
        raise TypeError(f"epsilon must be a number, not {epsilon!r}")
    if not 0 < epsilon < np.inf:
        raise ValueError(f"epsilon must be above 0 and finite, not {epsilon}")
    return float(epsilon)


class RMSProp:
    """Each slope divided by its own recent size (Hinton, 2012).

    ``s = decay * s + (1 - decay) * gradient²; value -= learning_rate * gradient / (sqrt(s) + epsilon)``.
    The convention is that of ``torch.optim.RMSprop``, whose ``alpha`` is our decay: epsilon stands
    outside of the root, and s starts at 0 without a correction, so that the first steps are longer.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0
    decay : float, at least 0 and below 1
        What is kept of s at each step.
    epsilon : float above 0
        So that nothing is divided by 0.

    Attributes
    ----------
    steps : int
        How many steps were taken.
    squares : list of arrays, or None before the first step
        s, one for each parameter and of its shape.

    Raises
    ------
    TypeError
        If a setting is not a number (or, for the learning rate, a function).
    ValueError
        If a setting is out of range.
    """

    def __init__(self, learning_rate=0.001, decay=0.99, epsilon=1e-8):
        self.learning_rate = check_rate(learning_rate)
        self.decay, self.epsilon = check_share("decay", decay), check_epsilon(epsilon)
        self.steps, self.squares = 0, None

    def step(self, parameters):
        """Move every parameter against its gradient, in steps of its own size, in place.

        Parameters
        ----------
        parameters : list of (value, gradient) pairs of arrays of one shape

        Raises
        ------
        ValueError
            If the parameters have other shapes than at the first step, or a schedule gives no rate.
        """
        rate = rate_at(self.learning_rate, self.steps)
        self.squares = remembered(self.squares, parameters)
        for (value, gradient), s in zip(parameters, self.squares):
            s *= self.decay
            s += (1 - self.decay) * gradient**2
            value -= rate * gradient / (np.sqrt(s) + self.epsilon)
        self.steps += 1


class Adam:
    """The average slope over the average size of the slope, both corrected for their start (Kingma and Ba, 2015).

    ``m = beta1 * m + (1 - beta1) * gradient`` and ``v = beta2 * v + (1 - beta2) * gradient²`` start
    at 0; after t steps they have collected the weights 1 - beta1^t and 1 - beta2^t, by which they
    are divided. The convention is that of ``torch.optim.Adam``: epsilon stands outside of the root.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0
    beta1, beta2 : float, at least 0 and below 1
        What is kept of m and of v at each step.
    epsilon : float above 0
        So that nothing is divided by 0.

    Attributes
    ----------
    steps : int
        How many steps were taken.
    averages, squares : lists of arrays, or None before the first step
        m and v, one for each parameter and of its shape.

    Raises
    ------
    TypeError
        If a setting is not a number (or, for the learning rate, a function).
    ValueError
        If a setting is out of range.
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate = check_rate(learning_rate)
        self.beta1, self.beta2 = check_share("beta1", beta1), check_share("beta2", beta2)
        self.epsilon = check_epsilon(epsilon)
        self.steps, self.averages, self.squares = 0, None, None

    def step(self, parameters):
        """Move every parameter against its average gradient, in steps of its own size, in place.

        Parameters
        ----------
        parameters : list of (value, gradient) pairs of arrays of one shape

        Raises
        ------
        ValueError
            If the parameters have other shapes than at the first step, or a schedule gives no rate.
        """
        rate = rate_at(self.learning_rate, self.steps)
        self.averages = remembered(self.averages, parameters)
        self.squares = remembered(self.squares, parameters)
        self.steps += 1
        weight1, weight2 = 1 - self.beta1**self.steps, 1 - self.beta2**self.steps
        for (value, gradient), m, v in zip(parameters, self.averages, self.squares):
            m *= self.beta1
            m += (1 - self.beta1) * gradient
            v *= self.beta2
            v += (1 - self.beta2) * gradient**2
            value -= rate * (m / weight1) / (np.sqrt(v / weight2) + self.epsilon)


def half_cosine(start, end, share):
    """Return what lies between two numbers along half a cosine: flat at both ends, steepest in the middle.

    Parameters
    ----------
    start, end : float
        The values at share 0 and at share 1.
    share : float from 0 to 1

    Returns
    -------
    float. Raises nothing.
    """
    return end + (start - end) * (1 + math.cos(math.pi * share)) / 2


def check_schedule(peak, steps):
    """Say what is wrong with the highest rate or the length of a schedule.

    Parameters
    ----------
    peak : float above 0
    steps : int, at least 2

    Raises
    ------
    TypeError
        If peak is not a number.
    ValueError
        If peak is not above 0 and finite, or steps is not a whole number of at least 2.
    """
    if callable(check_rate(peak)):
        raise TypeError(f"peak must be a number, not {peak!r}")
    if not isinstance(steps, (int, np.integer)) or steps < 2:
        raise ValueError(f"steps must be a whole number of at least 2, not {steps!r}")


def cosine_decay(peak, steps):
    """Return a schedule that falls from the peak to a thousandth of it, along half a cosine (Loshchilov, Hutter, 2017).

    The same as ``torch.optim.lr_scheduler.CosineAnnealingLR(…, T_max=steps - 1, eta_min=peak / 1000)``.

    Parameters
    ----------
    peak : float above 0
        The rate of the first step.
    steps : int, at least 2
        Of the whole training. Later steps keep the lowest rate.

    Returns
    -------
    function of the step, counted from 0

    Raises
    ------
    TypeError, ValueError
        If peak is not a number above 0, or steps not a whole number of at least 2.
    """
    check_schedule(peak, steps)

    def rate(step):
        return half_cosine(peak, peak / 1000, min(step / (steps - 1), 1))

    return rate


def one_cycle(peak, steps):
    """Return a schedule that rises from a tenth of the peak, and then falls to a thousandth of it (Smith, 2018).

    It rises in the first quarter of the steps, both ways along half a cosine. The same as
    ``torch.optim.lr_scheduler.OneCycleLR(…, max_lr=peak, total_steps=steps, pct_start=0.25,
    div_factor=10, final_div_factor=100)`` without its momentum.

    Parameters
    ----------
    peak : float above 0
    steps : int, at least 2
        Of the whole training. Later steps keep the lowest rate.

    Returns
    -------
    function of the step, counted from 0

    Raises
    ------
    TypeError, ValueError
        If peak is not a number above 0, or steps not a whole number of at least 2.
    """
    check_schedule(peak, steps)
    top = max(0.25 * steps - 1, 0)

    def rate(step):
        if step < top:
            return half_cosine(peak / 10, peak, step / top)
        return half_cosine(peak, peak / 1000, min((step - top) / (steps - 1 - top), 1))

    return rate
