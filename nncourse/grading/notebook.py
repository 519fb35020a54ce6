"""One notebook is graded: its cells run in a worker, and what they made is checked here."""

import ast
import contextlib
import functools
import importlib
import io
import json
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
from nncourse import checking, sealed
from nncourse.checking.sandbox import NotAttempted, Raised
from nncourse.grading import border
from nncourse.grading.proxies import Grader

HERE = Path(__file__).parent
FILES = (
    *(HERE / name for name in ("border.py", "worker.py", "isolation.py")),
    Path(checking.__file__).with_name("stubs.py"),
)
START, CELL = 60, 60  # seconds that the worker has for its start, and for a cell
KEPT, PRINTED = 20_000, 1_000_000  # characters of what a cell prints: kept for the feedback; then it is stopped


@functools.cache
def can_cut_off():
    """Tell whether this system gives a worker no network and no files but its own: Linux, where it allows namespaces."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-I", HERE / "isolation.py", "try"]
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0


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
        package = Path(nnlib.__file__).parent
        ours = [package.with_name("nncourse")]
        if package.with_name("pyproject.toml").exists():  # all of a checkout, but nnlib
            ours = [path for path in package.parent.iterdir() if path != package]
        self.package, self.hidden, self.done = package, [str(path.resolve()) for path in [*ours, *hidden]], []
        self.remarks = []
        self.start()

    def start(self):
        """Start a worker in a folder of its own."""
        self.folder = Path(tempfile.mkdtemp(prefix="nncourse-")).resolve()
        for path in FILES:
            shutil.copy(path, self.folder)
        sealed.write(self.folder)
        (self.folder / "nnlib").symlink_to(self.package, target_is_directory=True)
        fonts = Path.home() / ".cache" / "matplotlib"
        for path in fonts.glob("fontlist-*.json"):  # else Matplotlib looks through all fonts, for seconds
            shutil.copy(path, self.folder)
        places = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "IPYTHONDIR", "MPLCONFIGDIR"), str(self.folder))
        passed = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MPLBACKEND": "agg", "PYTHONUTF8": "1"}
        how = ["closed", *self.hidden] if can_cut_off() else ["open"]
        self.process = subprocess.Popen(
            [sys.executable, "-I", "isolation.py", *how],
            cwd=self.folder,
            env=passed | places | one,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.inbox, self.over = queue.SimpleQueue(), time.monotonic() + START
        threading.Thread(target=self.listen, args=(self.process.stdout, self.inbox), daemon=True).start()
        self.side, self.waiting = Grader(self.send, self.receive), False
        self.side.ask("forget")

    def send(self, data):
        """Send a message to the worker."""
        self.waiting = True
        with contextlib.suppress(OSError):  # it has ended: then nothing will come back
            self.process.stdin.write(len(data).to_bytes(8, "big") + data)
            self.process.stdin.flush()

    @staticmethod
    def listen(stream, inbox):
        """Put what comes from the worker into an inbox; None once it has ended, or sent too much."""
        while len(head := stream.read(8)) == 8 and (size := int.from_bytes(head, "big")) <= border.LIMIT:
            inbox.put(stream.read(size))
        inbox.put(None)

    def receive(self):
        """Return the next message; raises `Raised` if the worker has ended, or its time is over."""
        while True:
            with contextlib.suppress(queue.Empty):
                data = self.inbox.get(timeout=0.05)  # the time in which an interrupt of `within_limits` arrives
                if data is None:
                    raise Raised("your code ended Python, or what it made is too large to look at")
                self.waiting = False
                return data
            if time.monotonic() > self.over:
                raise Raised(f"the cell was still running after {CELL} seconds")

    def ask(self, *request):
        """Return what the worker says, or raise what it raises, within the time of a cell; it starts anew if it is lost."""
        self.over = time.monotonic() + CELL
        return self.side.ask(*request)

    def run(self, source):
        """Run a cell, and return what it printed and raised, a str each."""
        kept, raised = Kept(), ""
        with contextlib.redirect_stdout(kept), warnings.catch_warnings(record=True, action="always") as told:
            try:
                error = self.ask("run", source)
            except (Raised, border.Broken) as reason:
                raised = str(reason)
                self.restart()
            else:
                self.done.append(source)
                if error:
                    line = f" (line {error['line']} of its cell)" if error.get("line") else ""
                    raised = f"{error['type']}: {error['text']}{line}"
        lines = {f"{one.category.__name__}: {one.message}\n" for one in told}
        return kept.getvalue() + "".join(sorted(lines)), raised

    def restart(self):
        """Start a new worker, and run all cells in it that ended in the one before."""
        self.close()
        self.start()
        again, self.done = self.done, []
        for source in again:
            self.run(source)

    def close(self):
        """Stop the worker and whatever it has started."""
        with contextlib.suppress(OSError, AttributeError):
            os.killpg(self.process.pid, 9)
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def source_of(cell):
    """Return the source of a cell, a str; a notebook may have anything there."""
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def grade_id(cell):
    """Return the grade id of a cell, a str; "" if it has none."""
    metadata = cell.get("metadata")
    found = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return str(found.get("grade_id", "")) if isinstance(found, dict) else ""


def defined_in(source):
    """Return the names that a cell binds, a set of str."""
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        tree = ast.parse(source)
        return {
            getattr(node, "id", getattr(node, "name", ""))
            for node in ast.walk(tree)
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) or isinstance(getattr(node, "ctx", None), ast.Store)
        }
    return set()


class Task:
    """A check of the released notebook: its cell, the answer's cell before it, and the call that its source is."""

    def __init__(self, answer, cell):
        (self.call,) = [statement.value for statement in ast.parse(source_of(cell)).body]
        self.name, self.source, self.answer_id = self.call.func.attr, source_of(cell), answer.get("id")
        self.of = cell["metadata"]["nbgrader"]["points"]
        self.numbers = {one.arg: ast.literal_eval(one.value) for one in self.call.keywords}
        self.expression = ast.unparse(self.call.args[0])
        self.names = {node.id for node in ast.walk(self.call.args[0]) if isinstance(node, ast.Name)}


def tasks_of(released):
    """Return the tasks of a released notebook, a dict as JSON has it: by name, in order."""
    code = [cell for cell in released["cells"] if cell["cell_type"] == "code"]
    found = [
        Task(before, cell) for before, cell in zip(code, code[1:]) if cell["metadata"].get("nbgrader", {}).get("grade")
    ]
    return {task.name: task for task in found}


def places_of(tasks, cells):
    """Return where each check belongs among a learner's cells, and what is to be said of that.

    Parameters
    ----------
    tasks : dict of Task
    cells : list of dict
        The learner's cells of code.

    Returns
    -------
    dict of int : after which cell, by name; -1 for none
    set of int : the cells that are checks, which are not run
    dict of int : which cell holds the answer, by name
    list of str : remarks
    """
    places, answers, remarks, sources = {}, {}, [], {task.source.strip(): task.name for task in tasks.values()}
    names = [grade_id(cell) or sources.get(source_of(cell).strip(), "") for cell in cells]
    checks = {at for at, name in enumerate(names) if name in tasks}
    released = {task.answer_id for task in tasks.values()}
    for name, task in tasks.items():
        own = [at for at, other in enumerate(names) if other == name]
        if any(source_of(cells[at]).strip() != task.source.strip() for at in own):
            remarks.append(f"{name}: its check was edited; the released one is used")
        if len(own) > 1:
            remarks.append(f"{name}: its check stands there {len(own)} times; it is used where it stands last")
        by_id = [at for at, cell in enumerate(cells) if cell.get("id") == task.answer_id and at not in checks]
        made = [at for at, cell in enumerate(cells) if at not in checks and task.names & defined_in(source_of(cell))]
        made = [at for at in made if at in by_id or cells[at].get("id") not in released]
        places[name] = own[-1] if own else (made or by_id or [len(cells) - 1])[-1]
        before = [at for at in made or by_id if at <= places[name]] or made or by_id
        answers[name] = before[-1] if before else None
        if not own:
            remarks.append(f"{name}: its check is missing; it is used after the answer, found by its cell or name")
        if len(before) > 1:
            remarks.append(f"{name}: {len(before)} cells hold an answer; the last one counts")
    strange = sorted({name for name in map(grade_id, cells) if name and name not in tasks})
    remarks += [f"a cell claims the grade id {name!r}, which the released notebook does not have" for name in strange]
    return places, checks, answers, remarks


def checked(session, exercise, task):
    """Return the state of a task and what is said of it; exercise is its `Exercise`."""
    try:
        exercise.take(task.numbers)
        session.ask("forget")
        session.side.forget()
        answer = session.ask("evaluate", task.expression)
        session.over = float("inf")  # from here the limit of the check holds
        finding = exercise.find(answer)
    except Raised as lost:
        finding = lost
    except border.Broken as reason:
        finding = Raised(f"what your code made cannot be looked at: {reason}")
    except Exception as error:
        return "failing", f"{type(error).__name__}: {error}"
    if session.waiting:
        session.restart()
    if finding is None:
        return "passed", ""
    return ("not attempted" if isinstance(finding, NotAttempted) else "failing"), finding.args[0]


def grade(submitted, released, chapter, *, hidden=()):
    """Grade one notebook: points, sentences and remarks on what a teacher should look at.

    Parameters
    ----------
    submitted, released : Path
        The learner's notebook, and the one that was handed out, which alone says what is asked and worth how much.
    chapter : str
        Such as "04", whose checks are used.
    hidden : sequence of Path
        Files and folders that the learner's code must not see, where the system can hide them.

    Returns
    -------
    dict : of "tasks", a list of dict, and "remarks", a list of str. Whatever a learner wrote may be in their texts.

    Raises
    ------
    ValueError
        If the submitted file is no notebook.
    """
    try:
        cells = json.loads(Path(submitted).read_text(encoding="utf-8"))["cells"]
        cells = [cell for cell in cells if cell["cell_type"] == "code"]
    except (KeyError, OSError, RecursionError, TypeError, ValueError) as reason:
        raise ValueError(f"no notebook that can be read: {reason}") from None
    tasks = tasks_of(json.loads(Path(released).read_text(encoding="utf-8")))
    module = importlib.import_module(f"nncourse.chapter{chapter}.checks")
    places, checks, answers, remarks = places_of(tasks, cells)
    found, printed, session = {}, {}, Session(hidden)
    try:
        for at, cell in enumerate(cells):
            if at not in checks:
                text, raised = session.run(source_of(cell))
                printed[at] = "\n".join(filter(None, (text.rstrip("\n"), raised)))
            for name in [name for name, place in places.items() if place == at]:
                found[name] = checked(session, getattr(module, name), tasks[name])
    finally:
        session.close()
    results = []
    for name, task in tasks.items():
        state, message = found.get(name, ("not attempted", "there is no answer"))
        own = answers[name]
        results.append(
            {
                "name": name,
                "points": task.of if state == "passed" else 0,
                "of": task.of,
                "state": state,
                "message": message,
                "answer": "" if own is None else source_of(cells[own]),
                "printed": "" if own is None else printed.get(own, ""),
            }
        )
    return {"tasks": results, "remarks": remarks + session.remarks}
