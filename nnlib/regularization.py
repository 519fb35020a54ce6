"""Chapter 10 · Generalization: weights that cost something, neurons that sit out, and training that stops in time."""

import numpy as np

from nnlib.checks import as_array, as_blame, as_values, check_each, check_generator, check_object, check_whole, expect
from nnlib.optimizers import rate_at


class WeightDecay:
    """Shrink all weights before each step of an optimizer: ``W *= 1 - rate * strength`` (Loshchilov and Hutter, 2019).

    Biases are spared: what a layer calls ``W`` pays, whatever its shape. Under `SGD` this is the same
    as adding ``strength / 2`` times the sum of squares to the loss (Krogh and Hertz, 1992), as
    ``weight_decay`` of ``torch.optim.SGD`` does; under `Adam` it is ``torch.optim.AdamW``.

    Parameters
    ----------
    optimizer : such as SGD(0.1)
        Its learning rate, or schedule, is the rate.
    net : NeuralNetwork
        The network that it trains; another one is refused.
    strength : float, at least 0
    """

    def __init__(self, optimizer, net, strength):
        check_object("optimizer", optimizer, "an optimizer such as SGD(0.1)", "learning_rate", "step")
        check_object("net", net, "a network such as NeuralNetwork([layer])", "layers")
        check_each(strength=strength)
        self.optimizer = optimizer
        self.net = net
        self.strength = float(strength)

    def step(self, parameters):
        """Shrink the weights, then move every parameter against its gradient, in place.

        Parameters
        ----------
        parameters : list of (value, gradient) pairs of arrays of one shape
            Those of the network.
        """
        as_values(parameters, [value for value, _ in self.net.parameters()])  # those of net, and
        as_values(parameters, getattr(self.optimizer, "values", None))  # those that the optimizer remembers
        rate = rate_at(self.optimizer.learning_rate, self.optimizer.steps)
        for layer in self.net.layers:
            if hasattr(layer, "W"):
                layer.W *= 1 - rate * self.strength
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
        check_each(rate=rate, below=1)
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
        """Return the blame for the inputs: da times the mask of the forward pass, the same one.

        Parameters
        ----------
        da : array, the shape of the last outputs
        need_dx : bool

        Returns
        -------
        array of the shape of da; None without need_dx
        """
        da = as_blame(da, self)
        if need_dx:
            return da * self.mask

    def parameters(self):
        """Return an empty list: there is nothing to learn here."""
        return []


class EarlyStopping:
    """Ends a training once the validation loss has not improved for some epochs, and restores the best weights.

    For ``on_epoch_end`` of `train` (Prechelt, 1998). A new training starts it afresh. A loss of NaN
    is no improvement, not even as the first one.

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
    """

    def __init__(self, patience):
        check_whole(patience=patience)
        self.patience = patience
        self.forget()

    def forget(self):
        """Forget what was watched, for a new training."""
        self.net = None
        self.best_epoch = 0
        self.best_loss = np.inf
        self.best_values = []

    def __call__(self, net, history):
        """Look at the epoch that ended; if it is time to stop, restore the best weights and return True.

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
            If there is no validation loss.
        """
        losses = history.validation_loss
        expect(losses, "EarlyStopping needs a validation loss: pass validation=(x_val, y_val) to train")
        epoch = len(losses)
        if epoch == 1:
            self.forget()  # a new training
        if losses[-1] < self.best_loss:
            self.net = net
            self.best_epoch = epoch
            self.best_loss = losses[-1]
            self.best_values = [value.copy() for value, _ in net.parameters()]
        stop = epoch - self.best_epoch >= self.patience
        if stop and self.best_values:
            self.restore(net)
        return stop

    def restore(self, net):
        """Put the weights of the best epoch back, as for a training that ran out of epochs first.

        Parameters
        ----------
        net : NeuralNetwork
            The one whose training was watched; changed in place.

        Raises
        ------
        ValueError
            If nothing was watched yet, no loss was a number, or net is another network.
        """
        expect(self.best_values, "there are no best weights yet: pass this to train as on_epoch_end first")
        expect(net is self.net, "these are the best weights of another network; restore the one that was watched")
        for (value, _), best in zip(net.parameters(), self.best_values):
            value[...] = best
