"""A session: a worker with a folder of its own, which runs cells and is started anew when it is lost."""

import contextlib
import functools
import io
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from pathlib import Path

import nnlib
from nncourse import sealed
from nncourse.checking.sandbox import LEFT, Raised
from nncourse.grading import border
from nncourse.grading.proxies import Grader

HERE = Path(__file__).parent
FILES, PLACE = ("border.py", "worker.py", "isolation.py"), "nncourse/grading"  # what a worker gets, and where
START, CELL, ALL = 60, 30, 600  # seconds that the worker has for its start, for a cell, and for a notebook
KEPT, PRINTED = 20_000, 1_000_000  # characters of what a cell prints: kept for the feedback; then it is stopped


@functools.cache
def can_cut_off():
    """Tell whether this system can keep a worker from network and files: Linux, where it allows namespaces."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-I", HERE / "isolation.py", "try"]
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


def not_limited():
    """Return what a learner's code can do on this system that it should not, a list of sentences."""
    if can_cut_off():
        return []
    told = [
        "Answers can use the network, and read and write the files of your account, the course's solutions among them."
    ]
    if sys.platform != "linux":
        told.append("Answers can take as much memory as there is.")
    if sys.platform == "win32":
        told.append("Answers can start other programs, which go on when the grading has ended, and fill the disk.")
    return told


def without(path, needed):
    """Return what has to be hidden so that nothing of a path is seen but what is needed, which are paths, too."""
    if path in needed or not path.exists():
        return []
    if not any(one.is_relative_to(path) for one in needed):
        return [path]
    return [hidden for child in path.iterdir() for hidden in without(child, needed)]


class Kept(io.StringIO):
    """What a cell prints, of which the beginning is kept; raises `Raised` if it is far too much."""

    count = 0

    def write(self, text):
        """Take a text, a str."""
        self.count += len(text)
        super().write(text[: max(0, KEPT - self.tell())])
        if self.count > PRINTED:
            raise Raised(f"the cell printed more than {PRINTED:,} characters")


class Session:
    """A worker, and what has run in it: after it was stopped it begins again and runs the same cells.

    Parameters
    ----------
    hidden : sequence of Path
        Files and folders that it must not see.
    """

    def __init__(self, hidden=()):
        self.hidden, self.done, self.remarks, self.end = hidden, [], [], time.monotonic() + ALL
        self.start()

    def start(self):
        """Start a worker in a folder of its own."""
        self.folder, package = Path(tempfile.mkdtemp(prefix="nncourse-")).resolve(), Path(nnlib.__file__).parent
        fonts = Path.home().glob(".cache/matplotlib/fontlist-*.json")  # else Matplotlib looks through all, for seconds
        for path in fonts:
            shutil.copy(path, self.folder)
        sealed.write(self.folder)
        (self.folder / PLACE).mkdir()
        for name in FILES:
            shutil.copy(HERE / name, self.folder / PLACE)
        checkout = package.with_name("pyproject.toml").exists()
        if checkout:  # whose nnlib may be on no path but this one's
            (self.folder / "nnlib").symlink_to(package, target_is_directory=True)
        paths = [one for one in sys.path if one.endswith("-packages")]  # a user's own among them, which -I leaves out
        needed = [Path(one).resolve() for one in (sys.prefix, sys.base_prefix, package, *paths)]
        # Where there are private files, and doors to programs that run outside: sockets are closed to nobody.
        private = map(Path, (Path.home(), "/run", "/tmp", "/var/tmp"))
        courses = [*([package.parent] if checkout else []), *(Path(one, "nncourse") for one in sys.path)]
        ours = [*courses, *private, *self.hidden]
        hidden = dict.fromkeys(str(path) for one in ours for path in without(one.resolve(), needed))
        places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "IPYTHONDIR", "MPLCONFIGDIR"), str(self.folder))
        passed = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        one = {
            "NNCOURSE_PATHS": os.pathsep.join(paths),
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "MPLBACKEND": "agg",
            "PYTHONUTF8": "1",
        }
        how = ["closed", *hidden] if can_cut_off() else ["open"]
        self.process = subprocess.Popen(
            [sys.executable, "-I", f"{PLACE}/isolation.py", *how],
            cwd=self.folder,
            env=passed | places | one,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.over, self.waiting = time.monotonic() + START, False
        self.inbox, self.outbox = queue.Queue(2), queue.Queue(2)
        for work, box in ((self.listen, self.inbox), (self.speak, self.outbox)):
            threading.Thread(target=work, args=(self.process, box), daemon=True).start()
        self.side = Grader(self.send, self.receive)
        try:
            self.side.ask("forget")
        except Raised:
            self.stop(self.process)
            told = self.process.stderr.read().decode(errors="replace").strip().splitlines()
            raise RuntimeError(f"the worker does not start: {''.join(told[-1:])}") from None

    def send(self, data):
        """Send a message to the worker."""
        self.waiting = True
        with contextlib.suppress(queue.Full):  # it does not listen: then its time is over
            self.outbox.put(data, timeout=max(0, self.over - time.monotonic()))

    @staticmethod
    def speak(process, outbox):
        """Write what is in an outbox for the worker, until there is None; nobody may ever read it."""
        with contextlib.suppress(OSError), process.stdin as stream:  # it has ended
            while (data := outbox.get()) is not None:
                stream.write(len(data).to_bytes(8, "big") + data)
                stream.flush()

    @staticmethod
    def listen(process, inbox):
        """Put what comes from the worker into an inbox; None once it has ended, or sent too much."""
        with contextlib.suppress(queue.Full), process.stdout as stream:  # then nobody asks any longer
            while len(head := stream.read(8)) == 8 and (size := int.from_bytes(head, "big")) <= border.LIMIT:
                if len(data := stream.read(size)) < size:
                    break
                inbox.put(data, timeout=CELL)
            inbox.put(None, timeout=CELL)

    @staticmethod
    def stop(process):
        """Stop a worker and what it has started: where it is cut off, `isolation` does that, and waits for it."""
        if hasattr(os, "killpg") and not can_cut_off():
            with contextlib.suppress(OSError):
                os.killpg(process.pid, 9)
        process.terminate()

    def receive(self):
        """Return the next message; raises `Raised` if the worker has ended, or its time is over."""
        while time.monotonic() < self.over:
            with contextlib.suppress(queue.Empty):
                data = self.inbox.get(timeout=0.05)  # the time in which an interrupt of `within_limits` arrives
                if data is None:
                    raise Raised("your code ended Python, or what it made is too large to look at")
                self.waiting = False
                return data
        what, seconds = ("the notebook", ALL) if self.over == self.end else ("the cell", CELL)
        raise Raised(f"{what} was still running after {seconds} seconds")

    def ask(self, *request):
        """Return what the worker says, or raise what it raises, within the time of a cell."""
        self.over = min(time.monotonic() + CELL, self.end)
        return self.side.ask(*request)

    def run(self, source):
        """Run a cell, and return what it printed and raised, a str each."""
        kept, raised = Kept(), ""
        with contextlib.redirect_stdout(kept), warnings.catch_warnings(record=True, action="always") as told:
            try:
                if error := self.ask("run", source):
                    line = f" (line {error['line']} of its cell)" if error["line"] else ""
                    raised = f"{error['type']}: {error['text']}{line}"
                self.done.append(source)
            except (Exception, SystemExit) as reason:  # whatever a worker says in place of that
                raised = str(reason) or LEFT
                self.restart()
        lines = {f"{one.category.__name__}: {one.message}\n" for one in told}
        return kept.getvalue() + "".join(sorted(lines)), raised

    def restart(self):
        """Start a new worker, and run all cells in it that ended in the one before."""
        self.close()
        self.start()
        again, self.done = self.done, []
        for source in again:
            if time.monotonic() < self.end:
                self.run(source)

    def close(self):
        """Stop the worker and whatever it has started."""
        self.stop(self.process)
        self.process.wait()
        with contextlib.suppress(queue.Full):  # then it is writing, which fails now
            self.outbox.put_nowait(None)
        self.process.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)
