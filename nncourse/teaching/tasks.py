"""The exercises as a teacher needs them: statement, minutes, points and stars, what is filled in, and what is right."""

import ast
import functools
import json
import re
from dataclasses import dataclass
from importlib import import_module

from nncourse import exams
from nncourse.checking import Exercise
from nncourse.checking.exam import with_numbers
from nncourse.checking.fields import fields_of, is_value, variables_of
from nncourse.teaching.chapters import NOTEBOOKS, course

RATED = re.compile(r"\*(\d+) minutes? · (\d+) points? · (★+)\*\n*")
HEADING = re.compile(r"^## (?:\d+ · )?(.*)\n+")


@dataclass
class Task:
    """An exercise with its place in the notebook."""

    number: int  # in its chapter, from 1
    name: str  # of its check, such as "flip"
    title: str  # Markdown, such as "Predict: where the answer flips"
    statement: str  # Markdown below it
    minutes: int
    points: int
    stars: int
    code: list  # of the cells between the statement and the stub
    stub: str  # the code that learners fill in
    check: str  # the code of its check cell
    exercise: Exercise

    @property
    def is_value(self):
        """Whether its answer is a value, for which no program is needed."""
        return is_value(self.exercise.right)

    @property
    def fields(self):
        """What is filled in, a list of `Field`, if its answer is a value."""
        return fields_of(self.exercise, variables_of(self.check))


def numbers_of(check):
    """Return the numbers of an exam's statement that the code of a check cell names, a dict; {} if it names none."""
    (call,) = (node for node in ast.walk(ast.parse(check)) if isinstance(node, ast.Call))
    return {one.arg: ast.literal_eval(one.value) for one in call.keywords}


def tasks_of(notebook, chapter):
    """Return the exercises of a notebook, a list of `Task`.

    Parameters
    ----------
    notebook : notebook
        Of nbformat, the course's or an exam's.
    chapter : str
        Such as "04".
    """
    module, found, statement, code = import_module(f"nncourse.chapter{chapter}.checks"), [], [], []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            if cell.source.startswith("## "):
                statement, code = [], []
            statement.append(cell.source)
        elif "nbgrader" not in cell.metadata:
            code.append(cell.source)
        else:
            text, name = "\n\n".join(statement), cell.metadata.nbgrader.grade_id
            title, (minutes, points, stars) = HEADING.match(text)[1], RATED.search(text).groups()
            text = RATED.sub("", HEADING.sub("", text), count=1).strip()
            exercise = getattr(module, name)
            if given := numbers_of(cell.source):
                exercise = with_numbers(module.__name__, name, repr(given))
            rated = int(minutes), int(points), len(stars)
            *code, stub = code
            found.append(Task(len(found) + 1, name, title, text, *rated, code, stub, cell.source, exercise))
    return found


@functools.cache
def tasks(number, seed=0):
    """Return the exercises of a chapter, a list of `Task`.

    Parameters
    ----------
    number : str
        Of the chapter, such as "04".
    seed : int
        Of the numbers and orders of their statements; 0 for the course's own.
    """
    import nbformat  # only here: the Python of the browser lacks it, and writes exams without it

    (chapter,) = [one for one in course()[1] if one.number == number]
    stored = (NOTEBOOKS / "exercises" / f"{chapter.file}.ipynb").read_text(encoding="utf-8")
    made, _ = exams.variant(json.loads(stored), number, seed)
    return tasks_of(nbformat.reads(json.dumps(made), as_version=4), number)
