"""Chapter 16 · Beyond one machine: several processes share each batch, add up their gradients, and stay one network.

As a program it trains chapter 08's network: ``mpiexec -n 2 python -m mpi4py -m nnlib.parallel --save two.npz``.
"""

import sys
from pathlib import Path

import numpy as np

from nnlib.activations import Identity, ReLU
from nnlib.checks import check_parallel_run, expect
from nnlib.layers import Layer
from nnlib.losses import CrossEntropy
from nnlib.metrics import accuracy
from nnlib.mnist import load_mnist
from nnlib.network import NeuralNetwork
from nnlib.optimizers import SGD
from nnlib.training import training_mode


def share(indices, rank, size):
    """Return the part of a batch that one rank takes: all parts are nearly equal, and the first ranks get more.

    Parameters
    ----------
    indices : array, shape (n,)
        Which examples are in the batch.
    rank : int
        From 0 to size - 1.
    size : int
        How many ranks there are.

    Returns
    -------
    array of shape (n // size,) or (n // size + 1,)
    """
    return np.array_split(indices, size)[rank]


def gather_gradients(net):
    """Return the gradients of all parameters of a network, one after the other in one vector of a new array.

    Parameters
    ----------
    net : NeuralNetwork

    Returns
    -------
    array of shape (k,), if the network has k parameters
    """
    return np.concatenate([gradient.ravel() for _, gradient in net.parameters()])


def put_gradients(net, vector):
    """Write what `gather_gradients` gathered into the gradients of a network.

    Parameters
    ----------
    net : NeuralNetwork
    vector : array, shape (k,)
    """
    start = 0
    for _, gradient in net.parameters():
        stop = start + gradient.size
        gradient[:] = vector[start:stop].reshape(gradient.shape)
        start = stop


def add_up(net, comm):
    """Replace the gradients of a network by their sum over all ranks: one message, whatever the number of layers.

    Parameters
    ----------
    net : NeuralNetwork
        Each rank has filled the gradients of its own, of the same shapes and dtypes.
    comm : communicator, such as mpi4py's COMM_WORLD
    """
    mine = gather_gradients(net)
    total = np.empty_like(mine)
    comm.Allreduce(mine, total)
    put_gradients(net, total)


def parallel_step(net, x, targets, batch, loss, optimizer, comm):
    """Take one step together: each rank its part of the batch, weighted by its size, then the sum, then the step.

    Parameters
    ----------
    net : NeuralNetwork
        Equal on all ranks before, and equal on all ranks after.
    x : array, shape (ins, n)
    targets : labels of shape (n,), or what the loss expects
    batch : integer array
        The examples of the step, the same on all ranks; at least as many as there are ranks.
    loss : a loss such as CrossEntropy(), the mean over its examples
    optimizer : such as SGD(0.1)
    comm : communicator, such as mpi4py's COMM_WORLD
    """
    part = share(batch, comm.rank, comm.size)
    with training_mode(net):
        outputs = net.forward_pass(x[..., part])
    upstream = loss.derivative(outputs, targets[..., part])
    net.backward_pass(upstream * (len(part) / len(batch)))
    add_up(net, comm)
    optimizer.step(net.parameters())


def train_parallel(net, x, targets, *, loss, optimizer, epochs, batch_size, rng, comm):
    """Train a network on all ranks together: every rank calls this with the same data, and ends with the same network.

    Up to rounding it is the network that `train` makes in one process, unless a layer draws at random, as `Dropout`
    does. Each rank draws masks for its own part, and ranks whose layers have equal generators, and whose parts are
    equally large, draw the same masks for different images.

    Parameters
    ----------
    net : NeuralNetwork
        Begins everywhere with the parameters of rank 0; changed in place.
    x : array_like of finite real numbers, shape (ins, n)
    targets : labels of shape (n,), or what the loss expects
    loss : a loss such as CrossEntropy(), the mean over its examples
    optimizer : such as SGD(0.1)
    epochs, batch_size : int, at least 1
        No batch may be smaller than the number of ranks, the last one of an epoch neither.
    rng : np.random.Generator
        In the same state on all ranks; draws one permutation an epoch.
    comm : communicator, such as mpi4py's COMM_WORLD

    Raises
    ------
    TypeError, ValueError
        As `train`; also if a batch is smaller than the number of ranks, or the ranks were called with
        different settings, data of other shapes, or generators in different states.
    """
    check_parallel_run(net, x, targets, loss, optimizer, epochs, batch_size, rng, comm)
    x, targets = np.asarray(x), np.asarray(targets)
    for value, _ in net.parameters():
        comm.Bcast(value)
    for _ in range(epochs):
        order = rng.permutation(x.shape[-1])
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            parallel_step(net, x, targets, batch, loss, optimizer, comm)


def chapter_08():
    """Return what chapter 08 trained with: its images, and its network before training.

    Returns
    -------
    (x, y) to train with, shapes (784, 50000) and (50000,), (x, y) to validate with, NeuralNetwork, and the
    np.random.Generator that made it
    """
    (x, y), _ = load_mnist()
    rng = np.random.default_rng(0)
    hidden = [Layer(784, 128, ReLU(), rng=rng), Layer(128, 64, ReLU(), rng=rng)]
    net = NeuralNetwork([*hidden, Layer(64, 10, Identity(), rng=rng)])
    return (x[:, :50_000], y[:50_000]), (x[:, 50_000:], y[50_000:]), net, rng


def read_options():
    """Return what was written after the name of the program, or defaults: save is a path, epochs an int."""
    import argparse  # here, as it would slow down every import of this module

    parser = argparse.ArgumentParser(prog="nnlib.parallel", description="Train chapter 08's network on all ranks.")
    parser.add_argument("--save", metavar="FILE", help="where rank 0 writes the network")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--images", type=int, default=50_000, help="how many images to train with")
    parser.add_argument("--expect", type=int, metavar="P", help="refuse to run on any other number of ranks")
    options = parser.parse_args()
    for name, value in vars(options).items():
        if isinstance(value, int) and not 1 <= value <= 50_000:
            parser.error(f"--{name.replace('_', '-')} must be a whole number from 1 to 50,000, not {value:,}")
    if options.save and not Path(options.save).absolute().parent.is_dir():
        parser.error(f"--save: there is no folder {Path(options.save).parent}")
    return options


def main():
    """Train chapter 08's network on all launched ranks; rank 0 compares all weights, measures, and saves to a path."""
    from mpi4py import MPI

    from nnlib.saving import save

    options, comm = read_options(), MPI.COMM_WORLD
    fix = "is mpiexec of the same MPI as mpi4py?" if comm.size == 1 else "look at mpiexec -n"
    expect(options.expect in (None, comm.size), f"ranks expected: {options.expect}, ranks found: {comm.size}; {fix}")
    (x, y), validation, net, rng = chapter_08()
    train_parallel(
        net, x[:, : options.images], y[: options.images], loss=CrossEntropy(), optimizer=SGD(0.2),
        epochs=options.epochs, batch_size=options.batch_size, rng=rng, comm=comm,
    )  # fmt: skip
    weights = comm.gather(np.concatenate([value.ravel() for value, _ in net.parameters()]))
    if comm.rank == 0:
        print(f"{comm.size} rank{'s' * (comm.size > 1)}: {accuracy(net, *validation):.2%} of the validation images")
        print("all ranks have the same weights to within 1e-12:", np.abs(np.array(weights) - weights[0]).max() < 1e-12)
        if options.save:
            save(net, options.save)


if __name__ == "__main__":
    try:
        main()
    except ModuleNotFoundError as missing:
        sys.exit(f"nnlib.parallel: {missing.name} is not installed; the extra mpi of neurons-to-digits brings it")
    except (OSError, RuntimeError, ValueError) as reason:  # a RuntimeError: mpi4py finds no MPI
        sys.stderr.write(f"nnlib.parallel: {reason}\n")  # in one piece, since other ranks write at the same time
        sys.exit(1)
