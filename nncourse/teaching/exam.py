"""Exams: sheets of chosen exercises with other numbers, as notebooks or on paper: ``python -m nncourse exam 04``."""

import json
import re
import shutil
from pathlib import Path

import nnlib
from nncourse import exams, sealed
from nncourse.teaching.chapters import course
from nncourse.teaching.tasks import HEADING, RATED
from nnlib.printing import counted

# Where the first cell of a notebook of exercises has told how to get help: what follows is about the tasks.
HELP_TOLD = "`check.progress()` shows where you are."
HEAD = """# Exam: {title}

**Time:** {time}. **Points:** {points}.

{table}

Replace each `...` with your answer, run that cell and the check below it. In answers that are letters or words,
capitals don't matter. {checks}

{notes}"""
CHECKS = "A check that isn't satisfied says what it saw."
LATER = "A check says here only whether there is an answer, and of which kind; it's checked later."
KEYS = """What belongs to this exam stays here: the notebooks as they were handed out, by which they are graded.

Hand out the folder {learners}, whole. It has the notebooks and all of the course that they need. Start
JupyterLab in that folder. NNLIB_EXAM need not be set: there is nothing to withhold.

The computers need Python with NumPy, Matplotlib and JupyterLab, but not the course itself: whoever has that, has the
solutions. Where it was installed, `python -m pip uninstall neurons-to-digits` removes it, and a copy of its
folder has to go, too; or make an environment for the exam alone:

    python -m venv exam
    exam/bin/python -m pip install numpy matplotlib jupyterlab        (Windows: exam\\Scripts\\python)

What comes back is graded with

    python -m nncourse grade COLLECTED --released {keys}
"""
MODE = "from nncourse import exams\n\nexams.mode()"


def arguments(parser):
    """Add what the command takes to an argument parser."""
    parser.description = "Write an exam: exercises whose statements have other numbers than the course's."
    parser.epilog = "The same seed writes the same exam. NNLIB_EXAM=1 withholds hints and solutions where it is set."
    parser.add_argument("chapters", nargs="*", metavar="NN", help="chapters, such as 04")
    parser.add_argument("--seed", type=int, required=True, help="a whole number above 0")
    parser.add_argument("--folder", type=Path, default=Path("neural-networks"), help="to write (default: %(default)s)")
    parser.add_argument("--only", nargs="+", default=[], metavar="TASK", help="these exercises alone, such as flip")
    parser.add_argument("--minutes", type=int, help="the time that the exam states (default: the sum of its tasks')")
    parser.add_argument("--sealed", action="store_true", help="with a course that has no solutions, for learners")
    parser.add_argument("--paper", action="store_true", help="sheets to print, and their solutions, not notebooks")


def run(arguments, source):
    """Write the exam, and say what it has; return a str for `sys.exit` if that is not possible."""
    if arguments.seed < 1:
        return "The seed of an exam is a whole number above 0: with 0 the exercises are the course's."
    if arguments.minutes is not None and arguments.minutes < 1:
        return "The minutes of an exam are a whole number above 0."
    known = {one.number: source / "exercises" / f"{one.file}.ipynb" for one in course()[1]}
    numbers = [number.zfill(2) for number in arguments.chapters]
    wrong = [number for number in numbers if number not in known]
    if wrong or not numbers:
        return f"{f'There is no chapter {wrong[0]}' if wrong else 'Name a chapter'}; there are {', '.join(known)}."
    kinds = {number: exams.kinds(number) for number in numbers}
    names = [name for kind in kinds.values() for some in kind.values() for name in some]
    wrong = [name for name in arguments.only if name not in names]
    if wrong:
        return f"There is no exercise {wrong[0]} in {', '.join(numbers)}; there are {', '.join(names)}."
    if arguments.sealed and arguments.paper:
        return "A sealed exam is one of notebooks; paper needs no seal."
    only, papers = arguments.only or names, []
    if arguments.sealed:
        for name in filter(sealed.NOT_SEALED.__contains__, only):
            print(f"Not in a sealed exam: {name}, as {sealed.NOT_SEALED[name]}.")
        only = [name for name in only if name not in sealed.NOT_SEALED]
        if not only:
            return "None of these exercises can be in a sealed exam."
    if arguments.paper:
        papers, left = on_paper(numbers, arguments.seed, only)
        only = [task.name for _, some, _ in papers for task in some]
        if left:
            print(f"Not on paper, because they ask for a program: {', '.join(left)}.")
        if not papers:
            return "None of these exercises can be answered on paper."
    chosen, total = [], 0
    for number, kind in kinds.items():
        kind = {key: [name for name in some if name in only] for key, some in kind.items()}
        if any(kind.values()):
            print("\n".join([*changes(number, arguments.seed, kind), *spoken_of(known[number], only)]))
            chosen.append(number)
            _, sections = sections_of(json.loads(known[number].read_text(encoding="utf-8"))["cells"])
            total += table_of([cells for name, cells in sections.items() if name in only])[1]
    if arguments.minutes is not None and total > arguments.minutes:
        told = f"Warning: these exercises take {total} minutes, and the exam states {arguments.minutes}"
        print(f"{told}; --only chooses some of them.")
    try:
        if arguments.paper:
            write_papers(arguments.folder, papers, arguments.seed, arguments.minutes)
        folder = arguments.folder / "keys" if arguments.sealed else arguments.folder
        for number in [] if arguments.paper else chosen:
            settings = only, arguments.minutes, len(chosen), LATER if arguments.sealed else CHECKS
            try:
                place, _ = write(known[number], arguments.seed, folder, *settings)
            except FileExistsError as there:
                print(left_as_it_is(there.filename))
            else:
                print(f"{place} is written.")
        if arguments.sealed and chosen:
            print(f"{write_sealed(arguments.folder)} is for the learners; {folder / 'README.txt'} says how to grade.")
    except OSError as reason:
        return f"The exam cannot be written into {arguments.folder}: {reason}"
    return None


def write_sealed(folder):
    """Write what learners get of a sealed exam, whose notebooks are in ``keys`` of a folder; return its place."""
    keys, learners = folder / "keys", folder / "learners"
    learners.mkdir(parents=True, exist_ok=True)
    for path in keys.glob("*.ipynb"):
        shutil.copy(path, learners)
    sealed.write(learners, exam=True)
    package = Path(nnlib.__file__).parent
    shutil.copytree(package, learners / "nnlib", ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    (keys / "README.txt").write_text(KEYS.format(learners=learners, keys=keys), encoding="utf-8")
    return learners


def left_as_it_is(place):
    """Return what is said of a file that is there already, a str."""
    return f"{place} is there already, and left as it is; delete it to begin again."


def changes(number, seed, kinds):
    """Return what a seed changes in a chapter, such as "04", a list of lines; kinds are those of `exams.kinds`."""
    told = {
        "other numbers": kinds["numbers"],
        "another order": kinds["orders"],
        "functions, to which NNLIB_SEED gives other inputs": kinds["functions"],
        "as in the course": kinds["fixed"],
    }
    lines = [
        f"With seed {seed}, {number} has",
        *(f"  {what}: {', '.join(some)}" for what, some in told.items() if some),
    ]
    if not kinds["numbers"] + kinds["orders"]:
        lines.append(f"  Warning: with seed {seed} nothing changes in {number}.")
    return lines


def spoken_of(path, only):
    """Return a warning, a str, for each exercise of a notebook that speaks of one that is not chosen, in a list."""
    _, sections = sections_of(json.loads(path.read_text(encoding="utf-8"))["cells"])
    names, found = [*sections], []
    for name in filter(only.__contains__, names):
        text = "".join(line for cell in sections[name] for line in cell["source"])
        for number in re.findall(r"\bexercise (\d+)", text):
            if (other := names[int(number) - 1]) not in only:
                found.append(f"  Warning: {name} speaks of exercise {number}, {other}, which is not in this exam.")
    return found


def sections_of(cells):
    """Return the cells before the first exercise, and those of each by its name, a dict; what follows is left out."""
    head, own, found = [], None, {}
    for cell in cells:
        if "".join(cell["source"]).startswith("## "):
            own = []
        (head if own is None else own).append(cell)
        if "nbgrader" in cell["metadata"]:
            found[cell["metadata"]["nbgrader"]["grade_id"]] = own
    return head, found


def table_of(sections):
    """Return the exercises of an exam as a table, Markdown, their minutes and their points, an int each."""
    rows, minutes, points = [], 0, 0
    for cells in sections:
        text = "\n\n".join("".join(cell["source"]) for cell in cells)
        number, title = re.match(r"## (\d+) ·", text)[1], HEADING.match(text)[1]
        own, worth = map(int, RATED.search(text).groups()[:2])
        rows.append(f"| {number} | {title} | {own} | {worth} |")
        minutes, points = minutes + own, points + worth
    head = ["| exercise | | minutes | points |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]), minutes, points


def cell_of(kind, source, name):
    """Return a new cell of a notebook, a dict."""
    code = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "id": name, "metadata": {}, "source": source.splitlines(keepends=True), **code}


def sheet(notebook, only=None, minutes=None, sheets=1, checks=CHECKS):
    """Return an exam of a notebook of exercises: chosen ones, without hints, project and progress.

    Parameters
    ----------
    notebook : dict
        As it is stored.
    only : collection of str, optional
        Names of exercises.
    minutes : int, optional
        That the exam takes, if that is not the sum of its exercises.
    sheets : int
        That the exam has.
    checks : str
        What is said of the checks.
    """
    (intro, *setup), sections = sections_of(notebook["cells"])
    chosen = [cells for name, cells in sections.items() if only is None or name in only]
    intro = "".join(intro["source"])
    table, own, points = table_of(chosen)
    time = f"about {counted(own, 'minute')}" if minutes is None else counted(minutes, "minute")
    if minutes and sheets > 1:
        time += f", for the {sheets} sheets of this exam together"
    head = HEAD.format(
        title=re.match(r"# Exercises (.*)", intro)[1],
        time=time,
        points=points,
        table=table,
        checks=checks,
        notes=intro.partition(HELP_TOLD)[2].strip(),
    )
    cells = [cell_of("markdown", head.strip(), "exam-head"), cell_of("code", MODE, "exam-mode"), *setup]
    cells += [cell for some in chosen for cell in some]
    emptied = [{**cell, "execution_count": None, "outputs": []} if "outputs" in cell else cell for cell in cells]
    metadata = {key: value for key, value in notebook["metadata"].items() if key != "widgets"}
    return {**notebook, "cells": emptied, "metadata": metadata}


def write(path, seed, folder, only=None, minutes=None, sheets=1, checks=CHECKS):
    """Write an exam's notebook into a folder, and return its place and the names of what has other numbers.

    Parameters
    ----------
    path : Path
        Of the course's notebook, such as ``exercises/04-layers.ipynb``.
    seed : int
    folder : Path
        Raises FileExistsError if the notebook is there already.
    only, minutes, sheets, checks :
        As `sheet` takes them.
    """
    made, changed = exams.variant(json.loads(path.read_text(encoding="utf-8")), path.name[:2], seed)
    place = folder / f"{path.stem}-exam.ipynb"
    folder.mkdir(parents=True, exist_ok=True)
    with place.open("x", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(sheet(made, only, minutes, sheets, checks), indent=1, ensure_ascii=False) + "\n")
    return place, [name for name in changed if only is None or name in only]


def on_paper(numbers, seed, only):
    """Return what is asked in an exam on paper, and the names of what cannot be.

    Parameters
    ----------
    numbers : list of str
        Of chapters, such as "04".
    seed : int
    only : collection of str
        Names of exercises.

    Returns
    -------
    chapters : list of (Chapter, list of Task, [])
        As `worksheets.sheet` takes them.
    left : list of str
    """
    from nncourse.teaching import worksheets  # here and below: the Python of the browser lacks what it needs
    from nncourse.teaching.chapters import course
    from nncourse.teaching.tasks import tasks

    chapters, left = [], []
    for chapter in course()[1]:
        if chapter.number in numbers:
            chosen = [task for task in tasks(chapter.number, seed) if task.name in only]
            some = [task for task in chosen if worksheets.on_paper(task)]
            left += [task.name for task in chosen if task not in some]
            chapters += [(chapter, some, [])] if some else []
    return chapters, left


def write_papers(folder, chapters, seed, minutes=None):
    """Write an exam to print and its solutions, and say so.

    Parameters
    ----------
    folder : Path
    chapters : list
        As `on_paper` returns them.
    seed : int
        Raises PermissionError if NNLIB_EXAM is set, because of the solutions.
    minutes : int, optional
        That the exam takes, if that is not the sum of its exercises.
    """
    from nncourse.teaching import worksheets
    from nncourse.teaching.writing import Writer

    numbers = [chapter.number for chapter, *_ in chapters]
    title = f"Exam: {', '.join(numbers)}{f' · {chapters[0][0].title}' if len(chapters) == 1 else ''}"
    places = {folder / f"{'-'.join(numbers)}-exam{end}.html": bool(end) for end in ("-solutions", "")}
    if there := [place for place in places if place.exists()]:
        print("\n".join(map(left_as_it_is, there)))
        return
    for place, solved in places.items():
        worksheets.sheet(
            Writer(folder), place.name, title, chapters, solved=solved, seed=seed, minutes=minutes, exam=True
        )
        print(f"{place} is written.")
