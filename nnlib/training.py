"""Chapter 08 · Training: many small steps downhill, on shuffled mini-batches."""

import math
import os
from time import perf_counter

import numpy as np

from nnlib.checks import as_data, check_run
from nnlib.metrics import evaluate


class History:
    """What happened in each epoch of a training run.

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
    x_batch of shape (ins, batch_size) and its targets
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
    float, the loss before the step
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
    float, the mean loss of the examples
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
    """Tell every layer whether the network is being trained.

    Parameters
    ----------
    net : NeuralNetwork
    on : bool, stored as ``layer.training``
    """
    for layer in net.layers:
        layer.training = on


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

    If the network or the loss raises an error, the history stays as it was.
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
    tqdm bar; hidden where the environment variable TQDM_DISABLE is set
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
    check_run(net, loss, optimizer, epochs, batch_size, validation, rng, on_epoch_end)
    x, targets, validation = as_data(net, x, targets, validation, loss)
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
