"""Chapter 08 · Optimizers: what to do with a gradient. Chapter 09 adds memory and steps of their own size."""

import numpy as np

from nnlib.checks import as_values, check_number, check_rate


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

    After Robbins and Monro (1951), whose steps follow one observation each; mini-batches came later. As every
    optimizer, it belongs to the arrays of its first step, and refuses any others: a schedule that is over for one
    network must not train the next.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0

    Attributes
    ----------
    steps : int
        How many steps were taken.
    values : list of arrays, or None before the first step
        What it moves.
    """

    def __init__(self, learning_rate):
        check_rate(learning_rate)
        self.learning_rate = learning_rate
        self.steps = 0
        self.values = None

    def step(self, parameters):
        """Move every parameter against its gradient, in place.

        Parameters
        ----------
        parameters : list of (value, gradient) pairs of arrays of one shape
            As `NeuralNetwork.parameters` returns them.

        Raises
        ------
        ValueError
            If other arrays were moved before: those of another network.
        """
        self.values = as_values(parameters, self)
        rate = rate_at(self.learning_rate, self.steps)
        for value, gradient in parameters:
            value -= rate * gradient
        self.steps += 1


class Optimizer:
    """What the optimizers with a memory share: ``value -= learning_rate * direction``.

    A subclass adds ``direction(number, gradient)``, which returns an array of the shape of the gradient;
    number is the place of the parameter in the list. What it remembers of a parameter comes from `state`.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0

    Attributes
    ----------
    steps : int
        How many steps were taken; within ``direction`` the present one counts.
    values : list of arrays, or None before the first step
        What it moves.
    memory : dict of arrays
        What `state` has made.
    """

    def __init__(self, learning_rate):
        check_rate(learning_rate)
        self.learning_rate = learning_rate
        self.steps = 0
        self.values = None
        self.memory = {}

    def state(self, name, number):
        """Return the array that is kept under a name for a parameter, the same one each time; zeros at first.

        Parameters
        ----------
        name : str
        number : int

        Returns
        -------
        array of the shape and dtype of the parameter
        """
        if (name, number) not in self.memory:
            self.memory[name, number] = np.zeros_like(self.values[number])
        return self.memory[name, number]

    def step(self, parameters):
        """Move every parameter against its direction, in place; parameters as in `SGD.step`."""
        self.values = as_values(parameters, self)
        rate = rate_at(self.learning_rate, self.steps)
        self.steps += 1
        for number, (value, gradient) in enumerate(parameters):
            value -= rate * self.direction(number, gradient)


class Momentum(Optimizer):
    """Gradient descent with a memory (Polyak, 1964): ``v = momentum * v + gradient; value -= learning_rate * v``.

    Same convention as ``torch.optim.SGD(…, momentum=momentum)``: the rate stays outside of v, the velocity.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0
    momentum : float from 0 to 1
        What is kept of v at each step.
    """

    def __init__(self, learning_rate, momentum=0.9):
        super().__init__(learning_rate)
        check_number("momentum", momentum, least=0, most=1)
        self.momentum = momentum

    def direction(self, number, gradient):
        """Return v of the parameter with this number, after the gradient, an array of its shape, has gone into it."""
        v = self.state("v", number)
        v *= self.momentum
        v += gradient
        return v


class RMSProp(Optimizer):
    """Each slope divided by the root of a moving average of its squares (Hinton, 2012).

    ``s = decay * s + (1 - decay) * gradient²; value -= learning_rate * gradient / (sqrt(s) + epsilon)``.
    Same convention as ``torch.optim.RMSprop``, whose ``alpha`` is our decay: epsilon is added outside
    of the root, and s starts at 0 without a correction, so that the first steps are longer.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0
    decay : float, at least 0 and below 1
        What is kept of s at each step.
    epsilon : float above 0
        So that nothing is divided by 0.
    """

    def __init__(self, learning_rate=0.001, decay=0.99, epsilon=1e-8):
        super().__init__(learning_rate)
        check_number("decay", decay, least=0, below=1)
        check_number("epsilon", epsilon, above=0)
        self.decay = decay
        self.epsilon = epsilon

    def direction(self, number, gradient):
        """Return the gradient, an array, divided by the root of s of the parameter with this number."""
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        return gradient / (np.sqrt(s) + self.epsilon)


class Adam(Optimizer):
    """The average slope over the root of the average square, with bias correction (Kingma and Ba, 2015).

    ``m = beta1 * m + (1 - beta1) * gradient`` and ``s = beta2 * s + (1 - beta2) * gradient²`` start
    at 0; after t steps the slopes have the shares 1 - beta1^t and 1 - beta2^t in them, by which they
    are divided. (The paper calls our s v.) Same convention as ``torch.optim.Adam``: epsilon is added
    outside of the root.

    Parameters
    ----------
    learning_rate : float above 0, or a schedule: a function of the step, counted from 0
    beta1, beta2 : float, at least 0 and below 1
        What is kept of m and of s at each step.
    epsilon : float above 0
        So that nothing is divided by 0.
    """

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        super().__init__(learning_rate)
        check_number("beta1", beta1, least=0, below=1)
        check_number("beta2", beta2, least=0, below=1)
        check_number("epsilon", epsilon, above=0)
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon

    def direction(self, number, gradient):
        """Return m over the root of s, both corrected, of the parameter with this number; gradient is an array."""
        m = self.state("m", number)
        s = self.state("s", number)
        m *= self.beta1
        m += (1 - self.beta1) * gradient
        s *= self.beta2
        s += (1 - self.beta2) * gradient**2
        share_m = 1 - self.beta1**self.steps
        share_s = 1 - self.beta2**self.steps
        return (m / share_m) / (np.sqrt(s / share_s) + self.epsilon)
