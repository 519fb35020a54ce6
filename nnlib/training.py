"""Chapter 08 · Training: many small steps downhill, on shuffled mini-batches."""

import os
from contextlib import contextmanager

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
    interrupted : bool
        Whether an interrupt ended the run.
    """

    def __init__(self):
        self.train_loss = []
        self.validation_loss = []
        self.validation_accuracy = []
        self.interrupted = False

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
        said = [f"{len(self.train_loss)} epoch{'s' * (len(self.train_loss) != 1)}"]
        said += [f"training loss {loss:.4f}" for loss in self.train_loss[-1:]]
        said += [f"validation loss {loss:.4f}" for loss in self.validation_loss[-1:]]
        said += [f"accuracy {accuracy:.2%}" for accuracy in self.validation_accuracy[-1:]]
        said += ["interrupted"] * self.interrupted
        return f"History({', '.join(said)})"


def mini_batches(x, targets, batch_size, rng):
    """Yield all examples once, in random order, a mini-batch at a time.

    Parameters
    ----------
    x : array, shape (ins, n)
    targets : array, shape (n,) or (outs, n)
    batch_size : int
        The last mini-batch holds what is left.
    rng : np.random.Generator
        Draws one permutation of the indices.

    Yields
    ------
    x_batch of shape (ins, batch_size) and its targets
    """
    order = rng.permutation(x.shape[-1])
    for start in range(0, len(order), batch_size):
        few = order[start : start + batch_size]
        yield x[..., few], targets[..., few]


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


def train_step(net, x, targets, loss, optimizer):
    """Take one step with one mini-batch: forward, backward, step.

    The layers know only during the forward pass that they are being trained; what the way back needs of
    it, they keep, as `Dropout` keeps its mask.

    Parameters
    ----------
    net : NeuralNetwork
    x : array, shape (ins, n)
    targets : as the loss expects them
    loss : a loss such as CrossEntropy()
    optimizer : such as SGD(0.1)

    Returns
    -------
    float, the loss of the outputs before the step
    """
    with training_mode(net):
        outputs = net.forward_pass(x)
    net.backward_pass(loss.derivative(outputs, targets))
    optimizer.step(net.parameters())
    return loss(outputs, targets)  # of the outputs before the step


def progress_bar(epochs, progress):
    """Return the numbers of the epochs, to be gone through; with progress they draw a bar on the way.

    Parameters
    ----------
    epochs : int
    progress : bool

    Returns
    -------
    range, or a tqdm bar around it: a widget in a notebook, text elsewhere, hidden where the environment
    variable TQDM_DISABLE is set; without tqdm there is no bar
    """
    if not progress:
        return range(epochs)
    try:
        from tqdm.auto import tqdm  # here, as it would slow down every `import nnlib`
    except ImportError:
        return range(epochs)
    return tqdm(range(epochs), unit="epoch", desc="training", disable="TQDM_DISABLE" in os.environ)


def train(net, x, targets, *, loss, optimizer, epochs=10, batch_size=64, validation=None,
          rng=None, progress=True, transform=None, on_epoch_end=None):  # fmt: skip
    """Train a network by mini-batch gradient descent.

    An interrupt (Ctrl-C, or the stop button of a notebook) ends the training and returns the
    history of the whole epochs so far; the network keeps what it has learned. So that a loop over
    trainings can end, too, ``history.interrupted`` is then True.

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
        Measured after each epoch, never trained on.
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
    try:
        for _ in progress_bar(epochs, progress):
            total = 0
            for batch, labels in mini_batches(x, targets, batch_size, rng):
                if transform is not None:
                    batch = transform(batch, rng)
                total += batch.shape[-1] * train_step(net, batch, labels, loss, optimizer)
            measured = evaluate(net, *validation, loss) if validation else None
            history.record(total / x.shape[-1], measured)
            if on_epoch_end is not None and on_epoch_end(net, history):
                break
    except KeyboardInterrupt:
        history.interrupted = True
    return history
