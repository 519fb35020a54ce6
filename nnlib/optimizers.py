"""Chapter 08 · Optimizers: what to do with a gradient. Chapter 09 adds memory and steps of their own size.

An optimizer belongs to the arrays that it moved in its first step: it counts its steps, and some
remember slopes. Handed another network's, it says so.
"""

import numpy as np

from nnlib.checks import check_number, check_rate, check_same_network


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
        return float(learning_rate)
    rate = learning_rate(step)
    check_number(f"the schedule's rate at step {step}", rate, least=0)
    return float(rate)


class SGD:
    """Stochastic gradient descent: ``value -= learning_rate * gradient``, with the gradient of a mini-batch.

    After Robbins and Monro (1951), whose steps follow one observation each; mini-batches came later.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0

    Attributes
    ----------
    steps : int
        How many steps were taken.
    moved : list of arrays, or None before the first step
        The values that it moves; see the module's first lines.
    """

    def __init__(self, learning_rate):
        check_rate(learning_rate)
        self.learning_rate = learning_rate
        self.steps = 0
        self.moved = None

    def step(self, parameters):
        """Move every parameter against its gradient, in place.

        Parameters
        ----------
        parameters : list of (value, gradient) pairs of arrays of one shape
            As `NeuralNetwork.parameters` returns them.
        """
        check_same_network(self.moved, parameters)
        rate = rate_at(self.learning_rate, self.steps)
        for value, gradient in parameters:
            value -= rate * gradient
        self.moved = [value for value, _ in parameters]
        self.steps += 1


def zeros_for(parameters):
    """Return an array of zeros for each of parameters, (value, gradient) pairs, in the shape and dtype of the value."""
    zeros = []
    for value, _ in parameters:
        zeros.append(np.zeros_like(value))
    return zeros


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
    steps, moved : see `SGD`
    velocities : list of arrays, or None before the first step
        v, one for each parameter and of its shape.
    """

    def __init__(self, learning_rate, momentum=0.9):
        check_rate(learning_rate)
        check_number("momentum", momentum, least=0, most=1)
        self.learning_rate = learning_rate
        self.momentum = momentum
        self.steps = 0
        self.moved = None
        self.velocities = None

    def step(self, parameters):
        """Move every parameter against its gradients so far, in place; parameters as in `SGD.step`."""
        check_same_network(self.moved, parameters)
        rate = rate_at(self.learning_rate, self.steps)
        if self.velocities is None:
            self.velocities = zeros_for(parameters)
        for pair, v in zip(parameters, self.velocities):
            value, gradient = pair
            v *= self.momentum
            v += gradient
            value -= rate * v
        self.moved = [value for value, _ in parameters]
        self.steps += 1


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
    steps, moved : see `SGD`
    squares : list of arrays, or None before the first step
        s, one for each parameter and of its shape.
    """

    def __init__(self, learning_rate=0.001, decay=0.99, epsilon=1e-8):
        check_rate(learning_rate)
        check_number("decay", decay, least=0, below=1)
        check_number("epsilon", epsilon, above=0)
        self.learning_rate = learning_rate
        self.decay = decay
        self.epsilon = epsilon
        self.steps = 0
        self.moved = None
        self.squares = None

    def step(self, parameters):
        """Move every parameter against its gradient, in steps of its own size; parameters as in `SGD.step`."""
        check_same_network(self.moved, parameters)
        rate = rate_at(self.learning_rate, self.steps)
        if self.squares is None:
            self.squares = zeros_for(parameters)
        for pair, s in zip(parameters, self.squares):
            value, gradient = pair
            s *= self.decay
            s += (1 - self.decay) * gradient**2
            value -= rate * gradient / (np.sqrt(s) + self.epsilon)
        self.moved = [value for value, _ in parameters]
        self.steps += 1


class Adam:
    """The average slope over the average size of the slope, both corrected for their start (Kingma and Ba, 2015).

    ``m = beta1 * m + (1 - beta1) * gradient`` and ``s = beta2 * s + (1 - beta2) * gradient²`` start
    at 0; after t steps the slopes have the shares 1 - beta1^t and 1 - beta2^t in them, by which they
    are divided. (The paper calls our s v.) The convention is that of ``torch.optim.Adam``: epsilon stands outside of
    the root.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0
    beta1, beta2 : float, at least 0 and below 1
        What is kept of m and of s at each step.
    epsilon : float above 0
        So that nothing is divided by 0.

    Attributes
    ----------
    steps, moved : see `SGD`
    averages, squares : lists of arrays, or None before the first step
        m and s, one for each parameter and of its shape.
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        check_rate(learning_rate)
        check_number("beta1", beta1, least=0, below=1)
        check_number("beta2", beta2, least=0, below=1)
        check_number("epsilon", epsilon, above=0)
        self.learning_rate = learning_rate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.steps = 0
        self.moved = None
        self.averages = None
        self.squares = None

    def step(self, parameters):
        """Move every parameter against its average gradient, in steps of its own size; parameters as in `SGD.step`."""
        check_same_network(self.moved, parameters)
        rate = rate_at(self.learning_rate, self.steps)
        if self.averages is None:
            self.averages = zeros_for(parameters)
            self.squares = zeros_for(parameters)
        share_m = 1 - self.beta1 ** (self.steps + 1)
        share_s = 1 - self.beta2 ** (self.steps + 1)
        for pair, m, s in zip(parameters, self.averages, self.squares):
            value, gradient = pair
            m *= self.beta1
            m += (1 - self.beta1) * gradient
            s *= self.beta2
            s += (1 - self.beta2) * gradient**2
            value -= rate * (m / share_m) / (np.sqrt(s / share_s) + self.epsilon)
        self.moved = [value for value, _ in parameters]
        self.steps += 1
