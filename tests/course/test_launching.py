"""Chapter 16, launched: several processes make the network of one, and a failure ends them all."""

import os
import re
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from nncourse import launching as launchers
from nncourse import optional
from nncourse.chapter16.trials import run_main
from nncourse.launching import RankFailed, launch_mpi, launch_torch, mpiexec
from nncourse.optional import NotInstalled
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, load, parallel, train
from nnlib.parallel import chapter_08, read_options

ROOT = Path(__file__).resolve().parents[2]
DDP = ROOT / "notebooks" / "programs" / "16-ddp.py"
WITHOUT_MPI = find_spec("mpi4py") is None or mpiexec() is None
if WITHOUT_MPI and os.environ.get("NNLIB_REQUIRE_MPI") == "1":
    raise ImportError("NNLIB_REQUIRE_MPI is set, but mpi4py or mpiexec is not installed")
needs_mpi = pytest.mark.skipif(WITHOUT_MPI, reason="not installed: mpi4py, or mpiexec")
needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch is not installed")
CLOSE = 1e-12
LIMIT = 100  # seconds, on a busy machine; a launched program that needs more is a failure


def distance(one, two):
    """The largest difference of a parameter of two networks."""
    pairs = zip(one.parameters(), two.parameters())
    return max(np.abs(ours - theirs).max() for (ours, _), (theirs, _) in pairs)


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
    told, alike = printed.splitlines()
    assert re.fullmatch(rf"{size} ranks?: \d\d\.\d\d% of the validation images", told)
    assert alike == "all ranks have the same weights to within 1e-12: True"
    assert distance(load(path), one_process) < CLOSE


def test_program_says_so_if_the_ranks_have_ended_with_different_weights(monkeypatch):
    def drift(net, *_, comm, **settings):
        for value, _ in net.parameters():
            value += comm.rank

    def small():
        net = NeuralNetwork([Layer(784, 10, Identity(), rng=np.random.default_rng(0))])
        data = np.zeros((784, 2)), np.zeros(2, dtype=int)
        return data, data, net, np.random.default_rng(0)

    monkeypatch.setattr(parallel, "train_parallel", drift)
    _, alike = run_main(parallel, 2, small)
    assert alike == "all ranks have the same weights to within 1e-12: False"


@needs_mpi
def test_program_refuses_a_batch_smaller_than_the_ranks_and_all_end(tmp_path):
    options = ["--images", "100", "--batch-size", "2"]
    with pytest.raises(RankFailed) as failed:
        launch_mpi(3, "-m", "nnlib.parallel", *options, seconds=LIMIT)
    assert failed.value.code not in (0, None)
    said = "nnlib.parallel: a batch holds 2 examples, too few for 3 ranks"
    assert said in failed.value.told.splitlines(), "a line of its own, whatever other ranks write at the same time"
    assert "Traceback" not in failed.value.told


@needs_mpi
def test_program_refuses_another_number_of_ranks_than_expected():
    with pytest.raises(RankFailed) as failed:
        launch_mpi(1, "-m", "nnlib.parallel", "--expect", "2", seconds=LIMIT)
    assert "ranks expected: 2, ranks found: 1" in failed.value.told
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
        ("--epochs 0", "--epochs must be a whole number from 1 to 50,000, not 0"),
        ("--epochs 1.5", "--epochs: invalid int value: '1.5'"),
        ("--batch-size 0", "--batch-size must be a whole number from 1 to 50,000, not 0"),
        ("--batch-size x", "--batch-size: invalid int value: 'x'"),
        ("--images 0", "--images must be a whole number from 1 to 50,000, not 0"),
        ("--images -1", "--images must be a whole number from 1 to 50,000, not -1"),
        ("--images 70000", "--images must be a whole number from 1 to 50,000, not 70,000"),
        ("--expect 0", "--expect must be a whole number from 1 to 50,000, not 0"),
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


# Launched by PyTorch. That DDP makes the network of one process if parts are equal or weighted, and else another, is
# what chapter 16 prints ("within 1e-12"), and is compared wherever PyTorch is installed.


@needs_torch
def test_ddp_program_that_fails_ends_all():
    with pytest.raises(RankFailed) as failed:
        launch_torch(2, DDP, "only one argument", seconds=LIMIT)
    assert failed.value.code not in (0, None)
    assert "not enough values to unpack" in failed.value.told


@needs_torch
def test_ddp_program_refuses_ranks_that_cannot_share_each_batch(tmp_path):
    with pytest.raises(RankFailed) as failed:
        launch_torch(3, DDP, tmp_path / "three.npz", "full", seconds=LIMIT)
    assert "3 ranks cannot share each batch equally" in failed.value.told
    assert not list(tmp_path.iterdir())


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


def test_failed_rank_is_shown_without_a_traceback():
    with pytest.raises(RankFailed) as failed:
        launchers.run([sys.executable, "-c", "import sys; sys.exit('told')"], os.environ.copy(), 30)
    assert failed.value._render_traceback_() == ["the launcher returned 1\ntold\n"]


def test_time_limit_ends_what_does_not_end_by_itself():
    start = time.monotonic()
    with pytest.raises(RankFailed, match="not done after 0.5 seconds"):
        launchers.run([sys.executable, "-c", "import time; time.sleep(60)"], os.environ.copy(), 0.5)
    assert time.monotonic() - start < 30


def test_an_installed_wheel_is_extended_by_its_own_name(monkeypatch):
    monkeypatch.setattr(optional, "IN_A_WHEEL", True)
    monkeypatch.setattr(launchers, "find_spec", lambda name: None)
    with pytest.raises(NotInstalled, match=r'pip install "neurons-to-digits\[mpi\]", then'):
        launch_mpi(2, "-m", "nnlib.parallel")
    with pytest.raises(NotInstalled, match=r'pip install "neurons-to-digits\[frameworks\]", then'):
        launch_torch(2, DDP)
    with pytest.raises(NotInstalled, match=r'pip install "neurons-to-digits\[frameworks\]", then'):
        _ = optional.optional("no_such_package").nn
