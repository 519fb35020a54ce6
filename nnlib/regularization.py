"""Chapter 10 · Generalization: weights that decay, neurons that are dropped, and training that stops in time."""

import numpy as np

from nnlib.checks import (
    as_array,
    as_upstream,
    as_values,
    check_best,
    check_generator,
    check_number,
    check_object,
    check_watched,
    check_whole,
)
from nnlib.optimizers import rate_at


class WeightDecay:
    """Shrink all parameters before each step of an optimizer: ``value *= 1 - rate * strength``.

    Around `SGD` this is L2 regularization, the same as adding ``strength / 2`` times the sum of squares to the
    loss (Krogh and Hertz, 1992), as ``weight_decay`` of ``torch.optim.SGD`` does. Around `Adam` it is AdamW
    (Loshchilov and Hutter, 2019). As in ``torch.optim``, biases decay, too.

    Parameters
    ----------
    optimizer : such as SGD(0.1)
        Its learning rate, or schedule, is the rate.
    strength : float, at least 0
        The coefficient λ, which ``torch.optim`` calls ``weight_decay``.
    """

    def __init__(self, optimizer, strength):
        check_object("optimizer", optimizer, "an optimizer such as SGD(0.1)", "learning_rate", "steps", "step")
        check_number("strength", strength, least=0)
        self.optimizer = optimizer
        self.strength = float(strength)

    def step(self, parameters):
        """Shrink every parameter, then move it against its gradient, in place; parameters as in `SGD.step`."""
        as_values(parameters, self.optimizer)
        rate = rate_at(self.optimizer.learning_rate, self.optimizer.steps)
        for value, _ in parameters:
            value *= 1 - rate * self.strength
        self.optimizer.step(parameters)


class Dropout:
    """A layer that, while the network is trained, sets a random share of its inputs to 0 (Srivastava and others, 2014).

    What is left is divided by the share that is kept, so that the mean stays. `train` switches
    ``training`` on and off; off, the layer hands on what it gets.

    Parameters
    ----------
    rate : float, at least 0 and below 1
        The share that is dropped.
    rng : np.random.Generator
        Draws the masks.

    Attributes
    ----------
    training : bool
        False unless `train` is at work.
    mask : array, shape of x, or the number 1
        The factor of each input in the last forward pass: 0 or 1 / (1 - rate); 1 if not training, None before.
    """

    def __init__(self, rate, *, rng):
        check_number("rate", rate, least=0, below=1)
        check_generator(rng)
        self.rate = rate
        self.rng = rng
        self.training = False
        self.mask = None
        self.a = None

    def forward_pass(self, x):
        """Return x, or while training x times a new mask.

        Parameters
        ----------
        x : array_like of real numbers, any shape

        Returns
        -------
        floating array of the shape of x
        """
        x = as_array("x", x)
        self.mask = 1
        if self.training:
            kept = self.rng.random(x.shape) >= self.rate
            self.mask = (kept / (1 - self.rate)).astype(x.dtype)
        self.a = x * self.mask
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the gradient for the inputs: da times the mask of the forward pass, the same one.

        Parameters
        ----------
        da : array, the shape of the last outputs
        need_dx : bool

        Returns
        -------
        array of the shape of da; None without need_dx
        """
        da = as_upstream(da, self)
        if need_dx:
            return da * self.mask

    def parameters(self):
        """Return an empty list: there is nothing to learn here."""
        return []


class EarlyStopping:
    """End a training run once the validation loss has not improved for some epochs, and keep the best weights.

    For ``on_epoch_end`` of `train` (Prechelt, 1998); `restore` then puts the best weights back. A loss of NaN
    is no improvement, not even as the first one. Each training run needs a new one.

    Parameters
    ----------
    patience : int, at least 1
        How many epochs in a row may pass without a lower validation loss.

    Attributes
    ----------
    best_epoch : int
        The epoch of the lowest validation loss so far, counted from 1; 0 before the first.
    best_loss : float
        That loss.
    best_values : list of arrays
        Copies of the parameters at the end of that epoch.
    """

    def __init__(self, patience):
        check_whole(patience=patience)
        self.patience = patience
        self.best_epoch = 0
        self.best_loss = np.inf
        self.best_values = []

    def __call__(self, net, history):
        """Look at the epoch that has ended, keep its weights if they are the best so far, and say whether to stop.

        Parameters
        ----------
        net : NeuralNetwork
        history : History
            With at least one entry in validation_loss.

        Returns
        -------
        bool

        Raises
        ------
        ValueError
            If there is no validation loss, or if this has watched another training run.
        """
        check_watched(history, self.best_epoch)
        epoch, loss = len(history.validation_loss), history.validation_loss[-1]
        if loss < self.best_loss:
            self.best_epoch, self.best_loss = epoch, loss
            self.best_values = [value.copy() for value, _ in net.parameters()]
        return epoch - self.best_epoch >= self.patience

    def restore(self, net):
        """Put the weights of the best epoch into a network.

        Parameters
        ----------
        net : NeuralNetwork
            The one whose training was watched, or one with the same shapes; changed in place.

        Raises
        ------
        ValueError
            If nothing was watched yet, no loss was a number, or the shapes differ.
        """
        check_best(self.best_values, net)
        for (value, _), best in zip(net.parameters(), self.best_values):
            value[...] = best
