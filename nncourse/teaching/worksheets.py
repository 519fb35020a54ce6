"""Worksheets: the tasks of a chapter that can be answered on paper, and the same sheet with its solutions."""

import re
from collections import Counter
from itertools import groupby
from typing import NamedTuple

from nncourse.checking import Wrong, decimal
from nncourse.checking.fields import apart
from nncourse.teaching.chapters import course
from nncourse.teaching.questions import exchanged, part
from nncourse.teaching.tasks import tasks
from nncourse.teaching.writing import Group
from nnlib.printing import counted

# What sends a reader to a function, or to the check, to find the answer by trying.
TRIES = re.compile(r"with your function|\bUse `\w+` to try|as you like: the check says")
NOTE = re.compile(r"\.\.\.,\s*# (.+)")  # of a stub with a line for each part
SAYS_NOTHING = re.compile(r"is not right$|^choose one of|is not one of")  # of why
DIGITS = 4  # of a number with more decimals, unless they are too few for its check
WRONG = 4  # answers that the solutions show


class Part(NamedTuple):
    """What is filled in together: numbers, one on its line, or several in a table; boxes in a row, or in a table."""

    label: str
    columns: list  # their headings, or the options to tick; [] for what needs none
    rows: list  # of (label, cells): a str for a number, "" if it is not filled in; whether it is ticked for a box
    boxes: bool


def on_paper(task):
    """Tell whether a task can be answered on paper: by a value that need not be found by running a program."""
    return task.is_value and not TRIES.search(task.statement)


def rounded(answer, fields, holds):
    """Return an answer, lists in lists, whose numbers have as few digits as still holds: four, or more."""
    for field in fields:
        number = part(answer, field.path)
        if field.kind == "number" and isinstance(number, float) and not number.is_integer():
            shorter = (exchanged(answer, field.path, float(f"{number:.{digits}g}")) for digits in range(DIGITS, 17))
            answer = next((one for one in shorter if part(one, field.path) == number or holds(one)), answer)
    return answer


def written(value):
    """Return a part of an answer as it is written on paper, a str; of a table the rows with strokes between them."""
    if isinstance(value, list):
        return (" / " if value and isinstance(value[0], list) else ", ").join(map(written, value))
    return value if isinstance(value, str) else decimal(value).replace("inf", "∞")


def label_of(field, alone=False):
    """Return what a place is called, a str; without the variable that it is in if that holds all alone."""
    *outer, label = field.labels
    return " ".join(field.labels) if outer and (label.isdecimal() or not alone) else label


def together(field):
    """Return the same for fields that may stand in one table."""
    if field.kind != "number":
        return field.kind, field.options
    return field.kind, field.labels[0] if field.labels[-1].isdecimal() else len(field.labels)


def parts(fields, answer=None, notes=()):
    """Return what is filled in, a list of `Part`.

    Parameters
    ----------
    fields : list of Field
    answer : object, optional
        Lists in lists: what they are filled in with.
    notes : sequence of str
        What a stub says of each field.
    """

    def filled(field, option=None):
        value = None if answer is None else part(answer, field.path)
        if option is None:
            return "" if value is None else written(value)
        return value is not None and option in (value if isinstance(value, list) else [value])

    alone, found = len({field.labels[0] for field in fields}) == 1, []
    notes = dict(zip(fields, notes)) if len(fields) == len(notes) else {}
    for (kind, _), some in groupby(fields, together):
        some = list(some)
        first, names = some[0], [label_of(field, alone) for field in some]
        if kind != "number":
            names = [max(name, notes.get(field, ""), key=len) for name, field in zip(names, some)]
            rows = [(name, [filled(field, option) for option in field.options]) for name, field in zip(names, some)]
            found.append(Part(names[0] if len(some) == 1 else "", [str(one) for one in first.options], rows, True))
        elif first.labels[-1].isdecimal():
            lines = groupby(some, key=lambda field: field.labels[1:-1])
            found.append(Part(first.labels[0], [], [("", list(map(filled, line))) for _, line in lines], False))
        elif len(first.labels) == 2 and not alone:
            lines = [(label, list(line)) for label, line in groupby(some, key=lambda field: field.labels[0])]
            columns = [field.labels[1] for field in lines[0][1]]
            found.append(Part("", columns, [(label, list(map(filled, line))) for label, line in lines], False))
        else:
            found += [Part(name, [], [("", [filled(field)])], False) for name, field in zip(names, some)]
    return found


def others(exercise, fields):
    """Yield the right answer with one choice changed: each other option in its place, or taken in or left out."""
    right = apart(exercise.reference)
    for field in fields:
        own = part(right, field.path)
        if field.kind == "choice":
            yield from (exchanged(right, field.path, option) for option in field.options if option != own)
        for option in field.options if field.kind in ("set", "numbers") else ():
            changed = [one for one in field.options if (one in own) != (one == option)]
            yield exchanged(right, field.path, changed)


def differing(answer, right, fields):
    """Return what an answer has instead of the right parts, a dict by Field; {} if it has no place on a sheet."""
    try:
        found = {field: (part(answer, field.path), part(right, field.path)) for field in fields}
    except (IndexError, TypeError):
        return {}
    return {field: given for field, (given, own) in found.items() if given != own}


def wrong_answers(task, fields):
    """Return typical wrong answers, a list of (what is written, what the check says), both str; at most four."""
    exercise = task.exercise
    right, found, used = apart(exercise.reference), {}, Counter()
    left = []
    for wrong in [apart(wrong) for _, wrong in exercise.mistakes] or others(exercise, fields):
        if parts_of := differing(wrong, right, fields):
            left.append((wrong, list(parts_of), {str(list(parts_of)), str(list(parts_of.values()))}))
    while left and len(found) < WRONG:
        chosen = min(left, key=lambda one: sum(used[key] for key in one[2]))  # at another place, or with another option
        left.remove(chosen)
        wrong, place, keys = chosen
        finding = exercise.find(wrong)
        told = finding.args[0] if isinstance(finding, Wrong) else ""
        if told and told not in found and not SAYS_NOTHING.search(told):
            found[told] = shown(exercise, wrong, place, fields, told)
            used.update(keys)
    return [(text, told) for told, text in found.items()]


def shown(exercise, wrong, place, fields, told):
    """Return a wrong answer as it is written, a str: of several parts those that are wrong.

    Parameters
    ----------
    exercise : Exercise
    wrong : object
        The answer, lists in lists.
    place : list of Field
        Where it is wrong.
    fields : list of Field
    told : str
        What the check says, and has to say to the rounded numbers, too.
    """

    def whole(field):  # the part that a field is in, if its places have no names
        numbered = sum(label.isdecimal() for label in field.labels)
        return field.labels[: len(field.labels) - numbered], field.path[: len(field.path) - numbered]

    wrong = rounded(wrong, place, lambda one: (finding := exercise.find(one)) and finding.args[0] == told)
    values = {labels: written(part(wrong, path)) for labels, path in map(whole, place)}
    if len(set(map(whole, fields))) == 1:
        return ", ".join(values.values())
    alone = len({field.labels[0] for field in fields}) == 1
    return "; ".join(f"{', '.join(labels[alone:]) or labels[0]}: {value}" for labels, value in values.items())


class OnSheet:
    """A task as a sheet shows it."""

    def __init__(self, task, solved):
        self.task, self.fields = task, task.fields
        notes = NOTE.findall(task.stub)
        self.code = [code for code in task.code if re.search(r"^(def|class) ", code, re.MULTILINE)]
        self.answer, self.wrong, self.explanation = None, [], ""
        if solved:
            exercise = task.exercise
            self.explanation = re.sub(r":$", ".", exercise.explanation)  # in the notebook a picture may follow
            self.answer = rounded(apart(exercise.reference), self.fields, lambda one: exercise.find(one) is None)
            self.wrong = wrong_answers(task, self.fields)
        self.parts = parts(self.fields, self.answer, notes)


def sheet(writer, name, title, chapters, *, solved, seed=0, minutes=None, exam=False):
    """Write a sheet of tasks.

    Parameters
    ----------
    writer : Writer
    name : str
        Of the file, such as "worksheets/01.html".
    title : str
    chapters : list of (Chapter, list of Task, list of Task)
        The tasks that are on the sheet, and those of which it only says that they aren't.
    solved : bool
        Whether it is the teacher's, with the solutions. In an exam (NNLIB_EXAM) that raises PermissionError.
    seed : int
        Of the tasks' numbers, which the sheet names unless it is a class's in an exam.
    minutes : int, optional
        That it takes, if that is not the sum of the tasks' minutes.
    exam : bool
        Whether the tasks are shown without their stars.
    """
    every = [task for _, some, _ in chapters for task in some]
    writer.page(
        name,
        "worksheet.html",
        title=title,
        chapters=[(chapter, [OnSheet(task, solved) for task in some], left) for chapter, some, left in chapters],
        solved=solved,
        seed=seed,
        count=len(every),
        minutes=minutes or sum(task.minutes for task in every),
        points=sum(task.points for task in every),
        about=minutes is None,
        exam=exam,
        counted=counted,
    )


def write(writer, numbers, seed):
    """Write a worksheet for each chapter and its solutions.

    Parameters
    ----------
    writer : Writer
    numbers : list of str
        Of chapters, such as "04".
    seed : int
        Of the numbers and orders of the statements; 0 for the course's own.

    Returns
    -------
    Group.
    """
    files = []
    for chapter in course()[1]:
        if chapter.number in numbers:
            every = tasks(chapter.number, seed)
            some = [task for task in every if on_paper(task)]
            row, title = [(chapter, some, [task for task in every if task not in some])], chapter.title
            for end, solved in (("", False), ("-solutions", True)):
                name = f"worksheets/{chapter.number}{end}.html"
                sheet(writer, name, f"{chapter.number} · {title}", row, solved=solved, seed=seed)
                files.append((f"{chapter.number} · {title}{': solutions' * solved}", name))
    about = "The exercises that can be answered on paper, with room to write, and the same with their solutions."
    return Group("Worksheets", about, files)
