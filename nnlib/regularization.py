"""Chapter 10 · Generalisation: weights that cost something, neurons that sit out, and training that stops in time."""

import numpy as np

from nnlib.layers import check_blame
from nnlib.optimizers import check_share


def check_decay(optimizer, decay):
    """Return the strength of a weight decay, or say what is wrong with it or with the optimizer.

    Parameters
    ----------
    optimizer : such as SGD(0.1)
    decay : float, at least 0

    Raises
    ------
    TypeError
        If optimizer is not an optimizer, or decay is not a number.
    ValueError
        If decay is negative or not finite.
    """
    if isinstance(optimizer, type) or not hasattr(optimizer, "step"):
        raise TypeError(f"optimizer must be an object such as SGD(0.1), not {optimizer!r}")
    if np.ndim(decay) != 0 or np.asarray(decay).dtype.kind not in "iuf":
        raise TypeError(f"decay must be a number, not {decay!r}")
    if not 0 <= decay < np.inf:
        raise ValueError(f"decay must be 0 or more, and finite, not {decay}")
    return float(decay)


class WeightDecay:
    """An optimizer whose weights also pay for their size (Krogh and Hertz, 1992).

    Adds ``decay * value`` to the gradient of every matrix of weights, which is the gradient of
    ``decay / 2`` times the sum of its squares, and leaves the step to the optimizer. Columns
    ``(k, 1)``, the biases, are left alone. With `SGD` and `Momentum` the same as ``weight_decay`` of
    ``torch.optim.SGD`` for the weights.

    Parameters
    ----------
    optimizer : such as SGD(0.1)
    decay : float, at least 0

    Raises
    ------
    TypeError, ValueError
        If optimizer is not an optimizer, or decay is not a number of at least 0.
    """

    def __init__(self, optimizer, decay):
        self.optimizer, self.decay = optimizer, check_decay(optimizer, decay)

    def step(self, parameters):
        """Move every parameter against its gradient, and weights also towards 0, in place.

        Parameters
        ----------
        parameters : list of (value, gradient) pairs of arrays of one shape

        Raises what the optimizer raises.
        """
        self.optimizer.step([
            (value, gradient if value.shape[-1] == 1 else gradient + self.decay * value)
            for value, gradient in parameters
        ])  # fmt: skip


def check_activations(x, layer):
    """Return x as an array of floating numbers, or say why it cannot be.

    Parameters
    ----------
    x : array_like of real numbers, any shape
    layer : layer, for its name

    Raises
    ------
    TypeError
        If x does not hold real numbers.
    """
    x = np.asarray(x)
    if x.dtype.kind not in "biuf":
        raise TypeError(f"{layer.name} computes with real numbers, but x has dtype {x.dtype}")
    return x if x.dtype.kind == "f" else x.astype(np.float64)


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
    mask : array, shape of x, or None
        The factor of each input in the last forward pass: 0 or 1 / (1 - rate); None if not training.
    name : str
        "this layer", or "layer 2" once it is the second of a network.

    Raises
    ------
    TypeError
        If rate is not a number, or rng is not a generator.
    ValueError
        If rate is out of range.
    """

    name = "this layer"
    training = False

    def __init__(self, rate, *, rng):
        self.rate = check_share("rate", rate)
        if not isinstance(rng, np.random.Generator):
            raise TypeError(f"rng must be a generator such as np.random.default_rng(0), not {rng!r}")
        self.rng = rng
        self.mask = self.a = None

    def forward_pass(self, x):
        """Return x, or while training x times a new mask.

        Parameters
        ----------
        x : array_like of real numbers, any shape

        Returns
        -------
        floating array of the shape of x

        Raises
        ------
        TypeError
            If x does not hold real numbers.
        """
        x = check_activations(x, self)
        self.mask = None
        if self.training:
            kept = self.rng.random(x.shape) >= self.rate
            self.mask = (kept / (1 - self.rate)).astype(x.dtype)
        self.a = x if self.mask is None else x * self.mask
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

        Raises
        ------
        ValueError
            If there was no forward pass yet, or da has another shape than its outputs.
        """
        da = check_blame(da, self)
        if not need_dx:
            return None
        return da if self.mask is None else da * self.mask

    def parameters(self):
        """Return an empty list: there is nothing to learn here. Raises nothing."""
        return []


class EarlyStopping:
    """Ends a training once the validation loss has not improved for some epochs, and restores the best weights.

    For ``on_epoch_end`` of `train` (Prechelt, 1998). A new training starts it afresh.

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

    Raises
    ------
    ValueError
        If patience is not a whole number of at least 1.
    """

    def __init__(self, patience):
        if not isinstance(patience, (int, np.integer)) or patience < 1:
            raise ValueError(f"patience must be a whole number of at least 1, not {patience!r}")
        self.patience = int(patience)
        self.best_epoch, self.best_loss, self.best_values = 0, np.inf, []

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
        if not losses:
            raise ValueError("EarlyStopping needs a validation loss: pass validation=(x_val, y_val) to train")
        if len(losses) == 1 or losses[-1] < self.best_loss:
            self.best_epoch, self.best_loss = len(losses), losses[-1]
            self.best_values = [value.copy() for value, _ in net.parameters()]
        stop = len(losses) - self.best_epoch >= self.patience
        if stop:
            self.restore(net)
        return stop

    def restore(self, net):
        """Put the weights of the best epoch back, as for a training that ran out of epochs first.

        Parameters
        ----------
        net : NeuralNetwork
            The one that was watched; changed in place.

        Raises
        ------
        ValueError
            If nothing was watched yet, or net has other parameters.
        """
        parameters = net.parameters()
        if [best.shape for best in self.best_values] != [value.shape for value, _ in parameters]:
            raise ValueError("there are no best weights of this network: pass it to train with on_epoch_end first")
        for (value, _), best in zip(parameters, self.best_values):
            value[...] = best
