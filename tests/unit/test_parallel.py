"""Chapter 16: several ranks make the network that one process makes, and none of them waits for ever."""

import subprocess
import sys
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib import SGD, Adam, CrossEntropy, Dropout, Identity, Layer, NeuralNetwork, ReLU, train
from nnlib.parallel import add_up, share, train_parallel

CLOSE = 1e-12


# Ranks in threads: a communicator without MPI, so that the arithmetic is tested everywhere


class Threads:
    """A communicator whose ranks are threads of this process; who waits for a rank that is gone is told so."""

    def __init__(self, rank, size, barrier, table):
        self.rank, self.size, self.barrier, self.table = rank, size, barrier, table

    def allgather(self, thing):
        self.table[self.rank] = thing
        self.barrier.wait()
        seen = list(self.table)
        self.barrier.wait()
        return seen

    def Allreduce(self, mine, total):
        parts = self.allgather(mine.copy())
        total[:] = parts[0]
        for part in parts[1:]:
            total += part

    def Bcast(self, value):
        value[:] = self.allgather(value.copy())[0]


def together(size, program):
    """What ``program(comm)`` returns on each rank; the first exception that is not about waiting is raised."""
    barrier, table = threading.Barrier(size, timeout=20), [None] * size
    results, failures = [None] * size, []

    def run(rank):
        try:
            results[rank] = program(Threads(rank, size, barrier, table))
        except threading.BrokenBarrierError:
            pass
        except BaseException as failure:
            failures.append(failure)
            barrier.abort()

    ranks = [threading.Thread(target=run, args=(rank,), daemon=True) for rank in range(size)]
    for thread in ranks:
        thread.start()
    for thread in ranks:
        thread.join(30)
        assert not thread.is_alive(), "a rank waits for ever"
    if failures:
        raise failures[0]
    return results


def small_network(seed=0):
    rng = np.random.default_rng(seed)
    return NeuralNetwork([Layer(5, 4, ReLU(), rng=rng), Layer(4, 3, Identity(), rng=rng)])


def small_data(n, seed=1):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(5, n)), rng.integers(0, 3, n)


def distance(one, two):
    """The largest difference of a parameter of two networks."""
    pairs = zip(one.parameters(), two.parameters())
    return max(np.abs(ours - theirs).max() for (ours, _), (theirs, _) in pairs)


def trained(n, batch_size, epochs=2, optimizer=SGD):
    net = small_network()
    rng = np.random.default_rng(2)
    train(net, *small_data(n), loss=CrossEntropy(), optimizer=optimizer(0.3), epochs=epochs, batch_size=batch_size,
          rng=rng, progress=False)  # fmt: skip
    return net


def trained_together(size, n, batch_size, epochs=2, optimizer=SGD, seeds=None):
    def program(comm):
        net = small_network(seeds[comm.rank] if seeds else 0)
        train_parallel(
            net, *small_data(n), loss=CrossEntropy(), optimizer=optimizer(0.3), epochs=epochs,
            batch_size=batch_size, rng=np.random.default_rng(2), comm=comm,
        )  # fmt: skip
        return net

    return together(size, program)


# The arithmetic


@given(st.integers(1, 40), st.integers(1, 12))
def test_shares_hold_each_index_once_and_differ_by_one_at_most(n, size):
    indices = np.random.default_rng(n).permutation(n)
    parts = [share(indices, rank, size) for rank in range(size)]
    assert np.array_equal(np.concatenate(parts), indices)
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 1 and sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_add_up_leaves_the_sum_in_the_same_arrays_on_every_rank(size):
    def program(comm):
        net = small_network()
        for number, (_, gradient) in enumerate(net.parameters()):
            gradient[:] = (comm.rank + 1) * (number + 1) * np.arange(1.0, 1 + gradient.size).reshape(gradient.shape)
        arrays = [gradient for _, gradient in net.parameters()]
        add_up(net, comm)
        return arrays, net

    for arrays, net in together(size, program):
        for number, (_, gradient) in enumerate(net.parameters()):
            once = (number + 1) * np.arange(1.0, 1 + gradient.size).reshape(gradient.shape)
            np.testing.assert_array_equal(gradient, once * (size * (size + 1) / 2))
            assert gradient is arrays[number]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(1, 5), st.integers(5, 40), st.integers(5, 17), st.sampled_from([SGD, Adam]))
def test_ranks_make_the_network_of_one_process_whatever_divides_what(size, n, batch_size, optimizer):
    if (n % batch_size or batch_size) < size:
        n += size - n % batch_size  # else the last batch would be refused
    expected = trained(n, batch_size, optimizer=optimizer)
    nets = trained_together(size, n, batch_size, optimizer=optimizer)
    # Adam divides by the size of a slope: where one is nearly 0, rounding is seen
    assert distance(nets[0], expected) < (CLOSE if optimizer is SGD else 1e-7)
    assert all(distance(net, nets[0]) == 0 for net in nets)


def test_all_ranks_begin_with_the_parameters_of_rank_0():
    nets = trained_together(3, 20, 7, seeds=[0, 5, 6])
    assert distance(nets[0], trained(20, 7)) < CLOSE
    assert distance(nets[1], nets[0]) == distance(nets[2], nets[0]) == 0


def test_layers_know_that_they_are_trained_and_afterwards_not():
    seen = []

    class Watched(Dropout):
        def forward_pass(self, x):
            seen.append(self.training)
            return x

    def program(comm):
        net = NeuralNetwork([Watched(0.5, rng=np.random.default_rng(0)), *small_network().layers])
        train_parallel(net, *small_data(8), loss=CrossEntropy(), optimizer=SGD(0.1), epochs=1, batch_size=4,
                       rng=np.random.default_rng(0), comm=comm)  # fmt: skip
        return net

    nets = together(2, program)
    assert seen.count(True) == 4  # two batches, two ranks
    assert not any(layer.training for net in nets for layer in net.layers)


# Refused in words, on every rank


@pytest.mark.parametrize(
    "n, batch_size, said",
    [
        (20, 2, "a batch holds 2 examples, too few for 3 ranks"),
        (20, 6, "a batch holds 2 examples, too few for 3 ranks"),
    ],
)
def test_batch_smaller_than_the_number_of_ranks_is_refused(n, batch_size, said):
    with pytest.raises(ValueError, match=said):
        trained_together(3, n, batch_size)


@pytest.mark.parametrize(
    "change, name",
    [
        ({"epochs": 2}, "epochs"),
        ({"batch_size": 5}, "batch_size"),
        ({"rng": np.random.default_rng(1)}, "state of rng"),
        ({"x": small_data(9)[0], "targets": small_data(9)[1]}, "number of examples"),
        ({"net": NeuralNetwork([Layer(5, 3, Identity(), dtype=np.float32)])}, "parameters"),
        (  # in the same order on every rank and in every run, although a set's order varies
            {"rng": np.random.default_rng(1), "epochs": 2, "batch_size": 5},
            "batch_size and the epochs and the state of rng",
        ),
    ],
)
def test_rank_that_is_called_otherwise_is_refused_by_all(change, name):
    def program(comm):
        x, targets = small_data(8)
        asked = {"net": small_network(), "x": x, "targets": targets, "epochs": 1, "batch_size": 4}
        asked |= {"rng": np.random.default_rng(0)} | (change if comm.rank == 1 else {})
        try:
            train_parallel(**asked, loss=CrossEntropy(), optimizer=SGD(0.1), comm=comm)
        except ValueError as refused:
            return str(refused)

    said = together(3, program)
    assert said == 3 * [f"all ranks must be called alike, but they differ in the {name}"]


@pytest.mark.parametrize(
    "change, kind, said",
    [
        ({"rng": None}, TypeError, "default_rng"),
        ({"comm": None}, TypeError, "comm must be a communicator"),
        ({"epochs": 0}, ValueError, "epochs"),
    ],
)
def test_settings_that_cannot_work_are_refused(change, kind, said):
    x, targets = small_data(8)
    comm = Threads(0, 1, threading.Barrier(1), [None])
    asked = {"epochs": 1, "batch_size": 4, "rng": np.random.default_rng(0), "comm": comm} | change
    with pytest.raises(kind, match=said):
        train_parallel(small_network(), x, targets, loss=CrossEntropy(), optimizer=SGD(0.1), **asked)


# Without MPI


def test_importing_nnlib_and_its_parallel_module_needs_no_mpi():
    code = "import sys; sys.modules['mpi4py'] = None; import nnlib.parallel; print('fine')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "fine\n"
