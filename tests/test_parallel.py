"""Chapter 16: several ranks make the network that one process makes, and none of them waits for ever."""

import os
import re
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nncourse import launching as launchers
from nncourse import optional
from nncourse.launching import RankFailed, launch_mpi, launch_torch, mpiexec
from nncourse.optional import NotInstalled
from nnlib import SGD, Adam, CrossEntropy, Dropout, Identity, Layer, NeuralNetwork, ReLU, load, train
from nnlib.parallel import add_up, chapter_08, read_options, share, train_parallel

ROOT = Path(__file__).resolve().parent.parent
DDP = ROOT / "notebooks" / "programs" / "16-ddp.py"
WITHOUT_MPI = find_spec("mpi4py") is None or mpiexec() is None
if WITHOUT_MPI and os.environ.get("NNLIB_REQUIRE_MPI") == "1":
    raise ImportError("NNLIB_REQUIRE_MPI is set, but mpi4py or mpiexec is not installed")
needs_mpi = pytest.mark.skipif(WITHOUT_MPI, reason="not installed: mpi4py, or mpiexec")
needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")
CLOSE = 1e-12
LIMIT = 100  # seconds, on a busy machine; a launched program that needs more is a failure


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
        (20, 6, "the last batch of an epoch holds 2 examples, too few for 3 ranks"),
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
    assert said[0] == said[2] == f"all ranks must be called alike, but rank 1 has another {name}"
    assert said[1].startswith("all ranks must be called alike")


@pytest.mark.parametrize(
    "change, kind, said",
    [
        ({"rng": None}, TypeError, "seeded alike on all ranks"),
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


# Launched by mpiexec


@pytest.fixture(scope="module")
def one_process():
    """Chapter 08's network after 2,000 images, whose last batch holds 16, by `train`."""
    (x, y), _, net, rng = chapter_08()
    train(net, x[:, :2000], y[:2000], loss=CrossEntropy(), optimizer=SGD(0.2), epochs=1, batch_size=64, rng=rng,
          progress=False)  # fmt: skip
    return net


@needs_mpi
@pytest.mark.parametrize("size", [1, 2, 3])
def test_mpiexec_makes_the_network_of_one_process(size, one_process, tmp_path):
    path = tmp_path / "net.npz"
    options = ["--images", "2000", "--save", path, "--expect", size]
    printed = launch_mpi(size, "-m", "nnlib.parallel", *options, seconds=LIMIT)
    assert re.fullmatch(rf"{size} ranks: \d\d\.\d\d% of the validation images\n", printed)
    assert distance(load(path), one_process) < CLOSE


@needs_mpi
def test_program_refuses_a_batch_smaller_than_the_ranks_and_all_end(tmp_path):
    options = ["--images", "100", "--batch-size", "2"]
    with pytest.raises(RankFailed) as failed:
        launch_mpi(3, "-m", "nnlib.parallel", *options, seconds=LIMIT)
    assert failed.value.code not in (0, None)
    assert "a batch holds 2 examples, too few for 3 ranks: each needs at least one" in failed.value.told
    assert "Traceback" not in failed.value.told


@needs_mpi
def test_program_refuses_another_number_of_ranks_than_expected():
    with pytest.raises(RankFailed) as failed:
        launch_mpi(1, "-m", "nnlib.parallel", "--expect", "2", seconds=LIMIT)
    assert "expected 2 ranks, but there are 1" in failed.value.told
    assert "Traceback" not in failed.value.told


@needs_mpi
def test_program_that_cannot_save_says_so(tmp_path):
    with pytest.raises(RankFailed) as failed:
        launch_mpi(2, "-m", "nnlib.parallel", "--images", "2", "--save", tmp_path, seconds=LIMIT)
    assert failed.value.code not in (0, None)
    assert "nnlib.parallel: " in failed.value.told and str(tmp_path) in failed.value.told
    assert "Traceback" not in failed.value.told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--epochs 0", "--epochs must be a whole number of at least 1, not 0"),
        ("--epochs 1.5", "--epochs: invalid int value: '1.5'"),
        ("--batch-size 0", "--batch-size must be a whole number of at least 1, not 0"),
        ("--batch-size x", "--batch-size: invalid int value: 'x'"),
        ("--images 0", "--images must be a whole number of at least 1, not 0"),
        ("--images -1", "--images must be a whole number of at least 1, not -1"),
        ("--images 70000", "there are 50,000 to train with, not 70,000"),
        ("--expect 0", "--expect must be a whole number of at least 1, not 0"),
        ("--save nowhere/two.npz", "there is no folder nowhere"),
        ("--weights one.npz", "unrecognized arguments: --weights one.npz"),
    ],
)
def test_program_refuses_an_option_that_cannot_work_in_a_sentence(options, said, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["nnlib.parallel", *options.split()])
    with pytest.raises(SystemExit) as ended:
        read_options()
    assert ended.value.code == 2 and said in capsys.readouterr().err


def test_options_that_work_are_read(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "argv", ["nnlib.parallel", "--images", "50000", "--save", str(tmp_path / "net.npz")])
    options = read_options()
    assert (options.images, options.epochs, options.batch_size, options.expect) == (50_000, 1, 64, None)


@pytest.mark.parametrize("missing", ["mpi4py", "MPI"])
def test_program_without_mpi_says_what_is_missing(tmp_path, missing):
    if missing == "MPI":  # what mpi4py raises where it finds no library
        (tmp_path / "mpi4py").mkdir()
        (tmp_path / "mpi4py" / "__init__.py").touch()
        (tmp_path / "mpi4py" / "MPI.py").write_text("raise RuntimeError('cannot load MPI library')")
    prepare = "" if missing == "MPI" else "sys.modules['mpi4py'] = None; "
    code = f"import runpy, sys; {prepare}runpy.run_module('nnlib.parallel', run_name='__main__')"
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=env)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert (
        f"nnlib.parallel: {'cannot load MPI library' if missing == 'MPI' else 'mpi4py is not installed'}" in done.stderr
    )


FAILING = """
import os, signal, sys
import numpy as np
from mpi4py import MPI
comm = MPI.COMM_WORLD
with open(sys.argv[2] + str(comm.rank), "w") as file:
    file.write(str(os.getpid()))
total = np.zeros(3)
for step in range(10):
    if comm.rank == 1 and step == 3:
        {fault}
    comm.Allreduce(np.ones(3), total)
"""
FAULTS = {
    "raises": "raise ValueError('rank 1 has had enough')",
    "killed": "os.kill(os.getpid(), signal.SIGKILL)",
    "one step less": "break",
}


def gone(folder, size):
    """Wait until the ranks that wrote down their ids are gone."""
    for rank in range(size):
        pid = int((folder / f"pid{rank}").read_text(encoding="utf-8"))
        for _ in range(200):
            state = Path(f"/proc/{pid}/stat")
            if not state.exists() or state.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z":
                break
            time.sleep(0.05)
        else:
            return False
    return True


@needs_mpi
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("fault", FAULTS)
def test_rank_that_fails_ends_all_and_nothing_is_left_behind(fault, tmp_path):
    program = tmp_path / "failing.py"
    program.write_text(FAILING.format(fault=FAULTS[fault]), encoding="utf-8")
    # What waits for a step that never comes is ended by the limit; the others must be quicker than it.
    limit = 8 if fault == "one step less" else 60
    with pytest.raises(RankFailed) as failed:
        launch_mpi(2, program, "--", tmp_path / "pid", seconds=limit)
    assert (failed.value.code is None) == (fault == "one step less")
    assert failed.value.code != 0
    assert gone(tmp_path, 2), "a rank goes on after its launcher is gone"
    if fault == "raises":
        assert "rank 1 has had enough" in failed.value.told


# Launched by PyTorch. That DDP makes the network of one process if shares are equal or weighed, and else another, is
# what chapter 16 prints ("no weight differs by more than 1e-12"), and is compared wherever PyTorch is installed.


@needs_torch
def test_ddp_program_that_fails_ends_all():
    with pytest.raises(RankFailed) as failed:
        launch_torch(2, DDP, "only one argument", seconds=LIMIT)
    assert failed.value.code not in (0, None)
    assert "not enough values to unpack" in failed.value.told


# Without them


def test_launchers_say_what_is_missing(monkeypatch):
    monkeypatch.setattr(launchers, "find_spec", lambda name: None)
    with pytest.raises(NotInstalled, match=r'mpi4py is not installed .*pip install -e "\.\[mpi\]"'):
        launch_mpi(2, "-m", "nnlib.parallel")
    with pytest.raises(NotInstalled, match="torch is not installed"):
        launch_torch(2, DDP)
    monkeypatch.setattr(launchers, "find_spec", lambda name: name)
    monkeypatch.setattr(launchers, "mpiexec", lambda: None)
    with pytest.raises(NotInstalled, match="mpiexec is not installed"):
        launch_mpi(2, "-m", "nnlib.parallel")


def test_an_installed_wheel_is_extended_by_its_own_name(monkeypatch):
    monkeypatch.setattr(optional, "IN_A_WHEEL", True)
    monkeypatch.setattr(launchers, "find_spec", lambda name: None)
    with pytest.raises(NotInstalled, match=r'pip install "neurons-to-digits\[mpi\]", then'):
        launch_mpi(2, "-m", "nnlib.parallel")
    with pytest.raises(NotInstalled, match=r'pip install "neurons-to-digits\[frameworks\]", then'):
        launch_torch(2, DDP)
    with pytest.raises(NotInstalled, match=r'pip install "neurons-to-digits\[frameworks\]", then'):
        _ = optional.optional("no_such_package").nn


def test_failed_rank_is_shown_without_a_traceback():
    with pytest.raises(RankFailed) as failed:
        launchers.run([sys.executable, "-c", "import sys; sys.exit('told')"], os.environ.copy(), 30)
    assert failed.value._render_traceback_() == ["the launcher returned 1\ntold\n"]


def test_time_limit_ends_what_does_not_end_by_itself():
    start = time.monotonic()
    with pytest.raises(RankFailed, match="not done after 0.5 seconds"):
        launchers.run([sys.executable, "-c", "import time; time.sleep(60)"], os.environ.copy(), 0.5)
    assert time.monotonic() - start < 30


def test_importing_nnlib_and_its_parallel_module_needs_no_mpi():
    code = "import sys; sys.modules['mpi4py'] = None; import nnlib.parallel, nncourse.launching; print('fine')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout == "fine\n"
