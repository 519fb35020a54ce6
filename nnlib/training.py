"""Chapter 08 · Training: many small steps downhill, on shuffled mini-batches."""

import os
from contextlib import contextmanager, suppress

import numpy as np

from nnlib.checks import check_run
from nnlib.metrics import evaluate


class History:
    """What happened in each epoch of a training run.

    Attributes
    ----------
    train_loss : list of float
        The mean of the losses of the epoch's examples, each measured before the step of its mini-batch.
    validation_loss, validation_accuracy : list of float
        Measured after each epoch; empty if there was no validation data.
    """

    def __init__(self):
        self.train_loss = []
        self.validation_loss = []
        self.validation_accuracy = []

    def record(self, train_loss, measured):
        """Add an epoch.

        Parameters
        ----------
        train_loss : float
        measured : (loss, accuracy), or None without validation data
        """
        if measured is not None:
            self.validation_loss.append(measured[0])
            self.validation_accuracy.append(measured[1])
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
        few = order[start : start + batch_size]
        batch = x[..., few]
        if transform is not None:
            batch = transform(batch, rng)
        yield batch, targets[..., few]


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
    loss_now = loss(outputs, targets)
    net.backward_pass(loss.derivative(outputs, targets))
    optimizer.step(net.parameters())
    return loss_now


@contextmanager
def training_mode(net):
    """Within ``with training_mode(net):`` every layer knows that the network is being trained, and afterwards not.

    Parameters
    ----------
    net : NeuralNetwork
        Its layers have ``layer.training`` set to True, and to False at the end, whatever happened in between.
    """
    try:
        for layer in net.layers:
            layer.training = True
        yield
    finally:
        for layer in net.layers:
            layer.training = False


def train_epoch(net, batches, loss, optimizer):
    """Take a step for each mini-batch, in training mode.

    Parameters
    ----------
    net : NeuralNetwork
    batches : iterable of (x_batch, targets)
    loss : a loss such as CrossEntropy()
    optimizer : such as SGD(0.1)

    Returns
    -------
    float, the mean loss of the examples
    """
    total = 0
    examples = 0
    with training_mode(net):
        for x, targets in batches:
            n = x.shape[-1]
            total += n * train_step(net, x, targets, loss, optimizer)
            examples += n
    return total / examples


def progress_bar(epochs, progress):
    """Return the numbers of the epochs, to be gone through; with progress they draw a bar on the way.

    Parameters
    ----------
    epochs : int
    progress : bool

    Returns
    -------
    range, or a tqdm bar around it: a widget in a notebook, text elsewhere, hidden where the environment
    variable TQDM_DISABLE is set
    """
    if not progress:
        return range(epochs)
    from tqdm.auto import tqdm  # here, as it would slow down every `import nnlib`

    return tqdm(range(epochs), unit="epoch", desc="training", disable="TQDM_DISABLE" in os.environ)


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
        Whether to show a progress bar, which counts the epochs.
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
    check_run(net, x, targets, loss, optimizer, epochs, batch_size, validation, rng, on_epoch_end)
    x, targets = np.asarray(x), np.asarray(targets)
    rng = rng or np.random.default_rng()
    history = History()
    with suppress(KeyboardInterrupt):
        for _ in progress_bar(epochs, progress):
            batches = mini_batches(x, targets, batch_size, rng, transform)
            train_loss = train_epoch(net, batches, loss, optimizer)
            measured = evaluate(net, *validation, loss) if validation else None
            history.record(train_loss, measured)
            if on_epoch_end is not None and on_epoch_end(net, history):
                break
    return history
