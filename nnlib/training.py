"""Chapter 08 · Training: many small steps downhill, on shuffled mini-batches."""

import math
import os
from time import perf_counter

import numpy as np

from nnlib.network import check_network_inputs, most_likely, slices


class History:
    """What happened in each epoch of a training run. Raises nothing.

    Attributes
    ----------
    train_loss : list of float
        The mean of the losses of the epoch's mini-batches, each measured before its own step.
    validation_loss, validation_accuracy : list of float
        Measured after each epoch; empty if there was no validation data.
    seconds : list of float
        What each epoch took, without validation.
    """

    def __init__(self):
        self.train_loss, self.seconds = [], []
        self.validation_loss, self.validation_accuracy = [], []

    def record(self, train_loss, seconds, validation):
        """Add an epoch.

        Parameters
        ----------
        train_loss, seconds : float
        validation : (loss, accuracy), or None without validation data
        """
        if validation is not None:
            self.validation_loss.append(validation[0])
            self.validation_accuracy.append(validation[1])
        self.seconds.append(seconds)
        self.train_loss.append(train_loss)

    def __repr__(self):
        text = f"{len(self.train_loss)} epochs"
        if self.train_loss:
            text += f", training loss {self.train_loss[-1]:.4f}"
        if self.validation_loss:
            text += f", validation loss {self.validation_loss[-1]:.4f}"
            text += f", accuracy {self.validation_accuracy[-1]:.2%}"
        return f"History({text})"


def check_settings(net, loss, optimizer, epochs, batch_size, validation, rng):
    """Say which setting of a training run is out of range, or which parameter cannot be trained.

    Parameters
    ----------
    net : NeuralNetwork
    loss : a loss such as CrossEntropy()
    optimizer : such as SGD(0.1)
    epochs, batch_size : int, at least 1
    validation : (x, targets) or None
    rng : np.random.Generator or None

    Raises
    ------
    TypeError
        If loss, optimizer, validation or rng is something else, or a parameter was set to integers.
    ValueError
        If epochs or batch_size is not a whole number of at least 1.
    """
    for name, value, method in (("loss", loss, "derivative"), ("optimizer", optimizer, "step")):
        if isinstance(value, type) or not hasattr(value, method):
            raise TypeError(f"{name} must be an object such as CrossEntropy() or SGD(0.1), not {value!r}")
    if validation is not None and not (isinstance(validation, (tuple, list)) and len(validation) == 2):
        raise TypeError("validation must be a pair (x, targets)")
    for name, value in (("epochs", epochs), ("batch_size", batch_size)):
        if not isinstance(value, (int, np.integer)) or value < 1:
            raise ValueError(f"{name} must be a whole number of at least 1, not {value!r}")
    if rng is not None and not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng must be a generator such as np.random.default_rng(0), not {rng!r}")
    for dtype in {np.asarray(value).dtype for value, _ in net.parameters()}:
        if dtype.kind in "biu":
            raise TypeError(f"W and b must be floating to be trained, not {dtype}; use .astype(float)")


def check_data(net, x, targets, loss, kind):
    """Return examples and targets as arrays, or say what is wrong with them, once for the whole data set.

    Parameters
    ----------
    net : NeuralNetwork
    x : array_like of finite real numbers, shape (ins, n)
    targets : as the loss expects them
    loss : a loss such as CrossEntropy()
    kind : str, "training" or "validation", for messages

    Raises
    ------
    TypeError, ValueError
        If x does not fit the network or holds NaN or inf, or the targets do not fit the loss.
    """
    x, targets = check_network_inputs(x, net.layers), np.asarray(targets)
    if not all(np.isfinite(part).all() for part in slices(x)):
        raise ValueError(f"x of the {kind} data holds NaN or inf")
    outs = len(net.forward_pass(x[..., :1]))
    if hasattr(loss, "check_targets"):
        loss.check_targets(targets, outs, x.shape[-1])
    return x, targets


def check_all_data(net, x, targets, validation, loss):
    """Return the data of a training run as arrays, or say what is wrong with them.

    Parameters
    ----------
    net : NeuralNetwork
    x : array_like of finite real numbers, shape (ins, n)
    targets : as the loss expects them
    validation : (x, targets) or None
    loss : a loss such as CrossEntropy()

    Returns
    -------
    x, targets, validation

    Raises
    ------
    TypeError, ValueError
        See `check_data`.
    """
    x, targets = check_data(net, x, targets, loss, "training")
    if validation is not None:
        validation = check_data(net, *validation, loss, "validation")
    return x, targets, validation


def mini_batches(x, targets, batch_size, rng, transform=None):
    """Yield all examples once, in random order, a mini-batch at a time.

    Parameters
    ----------
    x : array, shape (ins, n)
    targets : array, shape (n,) or (outs, n)
    batch_size : int
        The last mini-batch holds what is left.
    rng : np.random.Generator
        Draws one permutation of the indices.
    transform : callable, optional
        ``transform(x_batch, rng)`` returns what is to be learned from instead.

    Yields
    ------
    x_batch of shape (ins, batch_size) and its targets. Raises nothing of its own.
    """
    order = rng.permutation(x.shape[-1])
    for start in range(0, len(order), batch_size):
        idx = order[start : start + batch_size]
        batch = x[..., idx]
        yield batch if transform is None else transform(batch, rng), targets[..., idx]


def train_step(net, x, targets, loss, optimizer):
    """Forward, loss, backward, step: one mini-batch.

    Parameters
    ----------
    net : NeuralNetwork
    x : array, shape (ins, n)
    targets : as the loss expects them
    loss : a loss such as CrossEntropy()
    optimizer : such as SGD(0.1)

    Returns
    -------
    float, the loss before the step. Raises what the network and the loss raise.
    """
    outputs = net.forward_pass(x)
    value = loss(outputs, targets)
    net.backward_pass(loss.derivative(outputs, targets))
    optimizer.step(net.parameters())
    return value


def train_epoch(net, batches, loss, optimizer, bar=None):
    """Take a step for each mini-batch, with the layers' ``training`` switched on meanwhile.

    Parameters
    ----------
    net : NeuralNetwork
    batches : iterable of (x_batch, targets)
    loss : a loss such as CrossEntropy()
    optimizer : such as SGD(0.1)
    bar : progress bar, optional

    Returns
    -------
    float, the mean loss of the examples. Raises what the network and the loss raise.
    """
    total = examples = 0
    try:
        switch_training(net, True)
        for x, targets in batches:
            total += train_step(net, x, targets, loss, optimizer) * x.shape[-1]
            examples += x.shape[-1]
            if bar is not None:
                bar.update()
    finally:
        switch_training(net, False)
    return total / examples


def switch_training(net, on):
    """Tell every layer whether the network is being trained. Raises nothing.

    Parameters
    ----------
    net : NeuralNetwork
    on : bool, stored as ``layer.training``
    """
    for layer in net.layers:
        layer.training = on


def evaluate(net, x, targets, loss):
    """Return the loss and the accuracy of a network, a slice of the examples at a time.

    Parameters
    ----------
    net : NeuralNetwork
    x : array, shape (ins, n)
    targets : array, labels of shape (n,) or values of shape (outs, n)
    loss : a loss such as CrossEntropy()

    Returns
    -------
    (float, float); the accuracy is NaN if the targets are not labels. Raises what the network and
    the loss raise.
    """
    total = right = done = 0
    for part in slices(x):
        n = part.shape[-1]
        outputs, wanted = net.forward_pass(part), targets[..., done : done + n]
        total += loss(outputs, wanted) * n
        right += np.count_nonzero(most_likely(outputs) == wanted) if targets.ndim == 1 else np.nan
        done += n
    return total / done, float(right / done)


def run_epoch(net, batches, loss, optimizer, validation, history, bar=None):
    """Train for an epoch, measure it, and enter it in the history.

    Parameters
    ----------
    net : NeuralNetwork
    batches : iterable of (x_batch, targets)
    loss : a loss such as CrossEntropy()
    optimizer : such as SGD(0.1)
    validation : (x, targets) or None
    history : History
    bar : progress bar, optional

    Raises what the network and the loss raise; the history then stays as it was. Shapes as in `train`.
    """
    start = perf_counter()
    train_loss = train_epoch(net, batches, loss, optimizer, bar)
    seconds = perf_counter() - start
    history.record(train_loss, seconds, validation and evaluate(net, *validation, loss))


def progress_bar(steps):
    """Return a bar that counts steps, as a widget in a notebook and as text elsewhere.

    Parameters
    ----------
    steps : int

    Returns
    -------
    tqdm bar; hidden where the environment variable TQDM_DISABLE is set. Raises nothing.
    """
    from tqdm.auto import tqdm

    return tqdm(total=steps, unit="step", desc="training", disable="TQDM_DISABLE" in os.environ)


def train(net, x, targets, *, loss, optimizer, epochs=10, batch_size=64, validation=None,
          rng=None, progress=True, transform=None, on_epoch_end=None):  # fmt: skip
    """Train a network by mini-batch gradient descent.

    An interrupt (Ctrl-C, or the stop button of a notebook) ends the training and returns the
    history of the whole epochs so far; the network keeps what it had learned.

    Parameters
    ----------
    net : NeuralNetwork
        Changed in place.
    x : array_like of finite real numbers, shape (ins, n)
    targets : labels of shape (n,), or what the loss expects
    loss : a loss such as CrossEntropy()
    optimizer : such as SGD(0.1)
    epochs, batch_size : int, at least 1
    validation : (x, targets), optional
        Measured after each epoch, learned from never.
    rng : np.random.Generator, optional
        Draws one permutation an epoch, before any transform; without one, a fresh generator.
    progress : bool
        Whether to show a progress bar.
    transform : callable, optional
        ``transform(x_batch, rng)`` returns the x_batch to learn from.
    on_epoch_end : callable, optional
        ``on_epoch_end(net, history)``, called after each epoch; True ends the training.

    Returns
    -------
    History

    Raises
    ------
    TypeError, ValueError
        If x does not fit the network, x or targets hold NaN or inf, the targets do not fit the
        loss, or a setting is out of range.
    """
    check_settings(net, loss, optimizer, epochs, batch_size, validation, rng)
    x, targets, validation = check_all_data(net, x, targets, validation, loss)
    rng = np.random.default_rng() if rng is None else rng
    history = History()
    bar = progress_bar(epochs * math.ceil(x.shape[-1] / batch_size)) if progress else None
    try:
        for _ in range(epochs):
            batches = mini_batches(x, targets, batch_size, rng, transform)
            run_epoch(net, batches, loss, optimizer, validation, history, bar)
            if on_epoch_end is not None and on_epoch_end(net, history):
                break
    except KeyboardInterrupt:
        print(f"training interrupted after {len(history.train_loss)} whole epochs")
    finally:
        switch_training(net, False)
        if bar is not None:
            bar.close()
    return history
