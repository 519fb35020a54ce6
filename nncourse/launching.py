"""Chapter 16 · Starting a program in several processes, from a notebook: with MPI, or with PyTorch."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from nncourse.optional import IN_A_BROWSER, NotInstalled, installing, on_a_computer

SEVERAL = on_a_computer("Several processes need")
SECONDS = 120  # after these a launcher is ended, and all that it started


class RankFailed(RuntimeError):
    """A rank failed, or the time was up; notebooks show it as a sentence, without a traceback.

    Attributes
    ----------
    code : int or None
        What the launcher returned; None if it had to be ended because the time was up.
    told : str
        What the ranks and the launcher wrote.
    """

    def __init__(self, sentence, code, told):
        super().__init__(sentence)
        self.code, self.told = code, told

    def _render_traceback_(self):
        return [f"{self.args[0]}\n{self.told}"]


def mpiexec():
    """Return the path of MPI's launcher: beside this Python, where a wheel puts it, before any other; or None."""
    for folder in (Path(sys.prefix, "bin"), Path(sys.prefix, "Library", "bin"), Path(sys.prefix, "Scripts")):
        found = shutil.which("mpiexec", path=str(folder))
        if found:
            return found
    return shutil.which("mpiexec")


def loopback():
    """Return the name, a str, of the network interface that leads only to this machine; None on Windows."""
    return {"linux": "lo", "darwin": "lo0"}.get(sys.platform)


def settings(**more):
    """Return this process's environment, a dict of str, with one thread a process, none of a launcher's, and more."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PMI_", "MPIR_", "HYDI_"))}
    return env | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"} | more


def run(command, env, seconds):
    """Run a command and return what it printed.

    It is asked to end when the time is up, so that it can end what it started; what does not is killed.

    Parameters
    ----------
    command : list of str
    env : dict
    seconds : float

    Returns
    -------
    str

    Raises
    ------
    RankFailed
        If it returned anything but 0, or took too long.
    """
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # All in UTF-8, on Windows too, where ranks would write cp1252; mpiexec itself may write in another encoding.
    texts, env = {"encoding": "utf-8", "errors": "replace"}, env | {"PYTHONUTF8": "1"}
    # A group of its own: killed as one, if it comes to that, it leaves no rank behind.
    with subprocess.Popen(command, env=env, start_new_session=True, **pipes, **texts) as launcher:
        try:
            printed, told = launcher.communicate(timeout=seconds)
        except BaseException as reason:
            told = end(launcher)
            if not isinstance(reason, subprocess.TimeoutExpired):
                raise  # such as the stop button of a notebook
            raise RankFailed(f"not done after {seconds} seconds, so all ranks were ended", None, told) from None
    if launcher.returncode != 0:
        raise RankFailed(f"the launcher returned {launcher.returncode}", launcher.returncode, printed + told)
    return printed


def end(launcher):
    """End a launcher, a Popen: ask it, then kill its whole group; return what it had written, a str."""
    launcher.terminate()
    try:
        return "".join(launcher.communicate(timeout=5))
    except subprocess.TimeoutExpired:
        launcher.kill()
        return ""
    finally:
        if hasattr(os, "killpg"):
            try:
                os.killpg(launcher.pid, 9)
            except ProcessLookupError:
                pass


def launch_mpi(processes, *program, seconds=SECONDS):
    """Run ``python -m mpi4py`` with a program in several processes, by ``mpiexec``, and return what they printed.

    Parameters
    ----------
    processes : int
    *program : str
        What follows ``python -m mpi4py``: "-m", "nnlib.parallel", or a file, then its own options.
    seconds : float
        The most that it may take.

    Returns
    -------
    str

    Raises
    ------
    NotInstalled
        If there is no mpi4py, or no mpiexec; and in a browser, where there are no other processes.
    RankFailed
        If a rank failed, or the time was up.
    """
    if IN_A_BROWSER:
        raise NotInstalled(SEVERAL)
    launcher = mpiexec()
    if find_spec("mpi4py") is None or launcher is None:
        missing = "mpiexec" if find_spec("mpi4py") else "mpi4py"
        raise NotInstalled(
            f"{missing} is not installed here, so this cell is left out; the others run. To have it: "
            f"{installing('mpi')}, then restart the kernel."
        )
    command = [launcher, *(["-iface", loopback()] if loopback() else []), "-n", str(processes)]
    env = settings(**({"UCX_NET_DEVICES": loopback()} if loopback() else {}))
    return run([*command, sys.executable, "-m", "mpi4py", *map(str, program)], env, seconds)


def launch_torch(processes, *program, seconds=SECONDS):
    """Run a program in several processes, by PyTorch's own launcher, and return what they printed.

    Parameters
    ----------
    processes : int
    *program : str
        A file, then its own options.
    seconds : float
        The most that it may take.

    Returns
    -------
    str

    Raises
    ------
    NotInstalled
        If there is no PyTorch; and in a browser, where there are no other processes.
    RankFailed
        If a rank failed, or the time was up.
    """
    if IN_A_BROWSER:
        raise NotInstalled(SEVERAL)
    if find_spec("torch") is None:
        raise NotInstalled(
            "torch is not installed here, so this cell is left out; the others run. To have it: "
            f"{installing('frameworks')}, then restart the kernel."
        )
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes)]
    env = settings(**({"GLOO_SOCKET_IFNAME": loopback()} if loopback() else {"USE_LIBUV": "0"}))
    return run([*command, *map(str, program)], env, seconds)
