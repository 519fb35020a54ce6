"""One notebook is graded: its cells run in a worker, and what they made is checked here."""

import ast
import contextlib
import importlib
import json
import re
from pathlib import Path

from nncourse.checking.sandbox import NotAttempted, Raised
from nncourse.grading import border
from nncourse.grading.session import Session

PATIENCE = 2  # times the seconds of a check in a notebook, as several notebooks are graded at a time
STRANGE = {  # by a pattern in a learner's cell: what it does that no answer needs, for a teacher to look at
    r"(?m)^[ \t]*check\s*=|__call__\s*=": "replaces a check",
    r"\.(right|reference)\b|\bsolve_|\bchecks\b|nncourse\.(checking|sealed|grading)": "looks for solutions",
    r"sys\.(modules|meta_path|path)|__import__|importlib|pkgutil": "loads or replaces modules",
    r"_getframe|currentframe|inspect\.|f_back|__globals__|__closure__|\bgc\b": "looks into other code",
    r"settrace|setprofile|sys\.monitoring|\bsignal\b|threading|atexit|except (BaseException|KeyboardInterrupt)": (
        "watches or outlasts other code"
    ),
    r"get_ipython|_transformers|set_custom_exc|showtraceback": "changes how cells are run",
    r"\bos\b|subprocess|multiprocessing|ctypes|socket|urllib|resource|shutil": "reaches for processes or the network",
    r"\bopen\(|pathlib|glob|fromfile|memmap|np\.(load|save)": "reads or writes files",
    r"__(eq|ne|array\w{0,20}|class|\w{1,20}check|getattr(ibute)?|reduce(_ex)?|del|float|int|index|signature)__": (
        "says how its objects are compared or converted"
    ),
    r"__stdout__|__main__": "looks for the grader",
}


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
    released = [task.answer_id for task in tasks.values()]
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
        finding = exercise.find(answer, patience=PATIENCE)
    except Raised as lost:
        finding = lost
    except border.Broken as reason:
        finding = Raised(f"what your code made cannot be looked at: {reason}")
        session.remarks.append(f"{task.name}: {reason}")
    except (Exception, SystemExit) as error:
        return "failing", f"{type(error).__name__}: {error}"
    if session.waiting:
        session.remarks.append(f"{task.name}: {finding.args[0]}")
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
    sheet = json.loads(Path(released).read_text(encoding="utf-8"))
    tasks = tasks_of(sheet)
    module = importlib.import_module(f"nncourse.chapter{chapter}.checks")
    places, checks, answers, remarks = places_of(tasks, cells)
    found, printed, session = {}, {}, Session(hidden)
    try:
        for at, cell in enumerate(cells):
            if at not in checks:
                text, raised = session.run(source_of(cell))
                if raised and at not in answers.values():
                    session.remarks.append(f"cell {at + 1}: {raised}")
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
    handed_out = {source_of(cell).strip() for cell in sheet["cells"]}
    for at, cell in enumerate(cells):
        if at not in checks and source_of(cell).strip() not in handed_out:
            remarks += [
                f"cell {at + 1} {what}" for pattern, what in STRANGE.items() if re.search(pattern, source_of(cell))
            ]
    return {"tasks": results, "remarks": remarks + session.remarks}
