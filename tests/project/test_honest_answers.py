"""Honest notebooks get all their points, however they are arranged; and every answer is told what a notebook tells."""
# ruff: noqa: E501 - programs of a line

import json
import re
from importlib import import_module

import answers
import pytest
from test_attacks import filled, graded, notebook_of, points, right

from nncourse.grading import notebook, session

CHAPTERS = sorted(path.stem for path in answers.ANSWERS.glob("[0-9][0-9].py"))


def code_of(made):
    """The cells of code of a notebook."""
    return [cell for cell in made["cells"] if cell["cell_type"] == "code"]


def grade_id(cell):
    """The grade id of a cell, "" if it has none."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def cell_of(source, kind="code"):
    """A new cell, as JupyterLab makes it."""
    return {"cell_type": kind, "id": f"new-{abs(hash(source))}", "metadata": {}, "source": source} | (
        {"outputs": [], "execution_count": 1} if kind == "code" else {}
    )


def place(made, name):
    """Where the answer to an exercise is among the cells of a notebook."""
    (check,) = (at for at, cell in enumerate(made["cells"]) if grade_id(cell) == name)
    return max(at for at in range(check) if made["cells"][at]["cell_type"] == "code")


def before(source):
    """A change that adds code to the first cell."""

    def change(made):
        first = code_of(made)[0]
        first["source"] = "".join(first["source"]) + "\n" + source

    return change


def around(name, cells, after=False):
    """A change that adds cells before the answer to an exercise, or after it."""

    def change(made):
        at = place(made, name) + after
        made["cells"][at:at] = [cell_of(*one) if isinstance(one, tuple) else cell_of(one) for one in cells]

    return change


def sources(*texts):
    """A change that replaces the function that is asked for by another text."""

    def change(made):
        made["cells"][place(made, "weighted_sum")]["source"] = "\n".join(texts)

    return change


def turned_round(made):
    """The exercises in reverse order, each with its cells."""
    at = [k for k, cell in enumerate(made["cells"]) if "".join(cell["source"]).startswith("## ")]
    parts = [made["cells"][one:other] for one, other in zip(at, [*at[1:], None])]
    made["cells"] = made["cells"][: at[0]] + sum(reversed(parts), [])


def each(change):
    """A change of each cell."""

    def all_of_them(made):
        for cell in made["cells"]:
            change(cell)

    return all_of_them


def answer_below(made):
    """The stub stays, and the answer stands in a new cell below."""
    at = place(made, "flip")
    own = made["cells"][at]["source"]
    made["cells"][at]["source"] = "forecast = ..."
    made["cells"].insert(at + 1, cell_of(own))


def without_check(made):
    """A check is deleted."""
    made["cells"] = [cell for cell in made["cells"] if grade_id(cell) != "flip"]


def copied_check(made):
    """A check stands there twice."""
    (own,) = (cell for cell in made["cells"] if grade_id(cell) == "flip")
    made["cells"].insert(made["cells"].index(own) + 1, json.loads(json.dumps(own)) | {"id": "copied"})


def split_sources(cell):
    """The source as a list of lines."""
    cell["source"] = "".join(cell["source"]).splitlines(keepends=True)


SUM = "def weighted_sum(weights, inputs, bias):"
VARIANTS = {
    "as it is": lambda made: None,
    "the exercises in another order": turned_round,
    "a cell of code in between": around("flip", ["x = 1\nx + 1"]),
    "a cell of text in between": around("flip", [("My thoughts", "markdown")], after=True),
    "a raw cell in between": around("flip", [("---", "raw")], after=True),
    "an empty cell in between": around("flip", [""], after=True),
    "a cell with an error in between": around("flip", ["1 / 0"]),
    "a cell that is no Python in between": around("flip", ["this is what I thought"]),
    "a cell that was run twice": lambda made: made["cells"].insert(place(made, "flip"), made["cells"][place(made, "flip")]),
    "outputs of another run": each(lambda cell: cell.get("outputs", []).append({"output_type": "stream", "text": "?"})),
    "metadata of checks lost, as in Colab": each(lambda cell: cell["metadata"].clear()),
    "no ids of cells": each(lambda cell: cell.pop("id", None)),
    "other ids of cells": each(lambda cell: cell.update(id=f"x{id(cell)}")),
    "line ends of Windows": each(lambda cell: cell.update(source="".join(cell["source"]).replace("\n", "\r\n"))),
    "sources as lists of lines": each(split_sources),
    "sources as one text": each(lambda cell: cell.update(source="".join(cell["source"]))),
    "an answer in a new cell below its stub": answer_below,
    "a check that was deleted": without_check,
    "a check that was copied": copied_check,
    "names in Cyrillic": sources(SUM, "    Ж = weights @ inputs", "    return Ж + bias"),
    "names in Chinese and an emoji": sources(SUM, "    总和 = weights @ inputs  # 🙂", "    return 总和 + bias"),
    "prints": sources(SUM, "    print('sum', weights)", "    return weights @ inputs + bias"),
    "fifteen thousand letters printed": sources(SUM, "    print('x' * 5_000)", "    return weights @ inputs + bias"),
    "a lambda": sources("weighted_sum = lambda w, x, b: w @ x + b"),
    "a class that can be called": sources(
        "class Sum:", "    def __call__(self, w, x, b): return w @ x + b", "weighted_sum = Sum()"
    ),
    "a method": sources("class Sum:", "    def sum(self, w, x, b): return w @ x + b", "weighted_sum = Sum().sum"),
    "a partial function": sources(
        "from functools import partial", "def total(w, x, b, k): return w @ x + b + k", "weighted_sum = partial(total, k=0)"
    ),
    "a decorated function": sources("from functools import cache, wraps", "def kept(f):", "    @wraps(f)",
        "    def g(*a): return f(*a)", "    return g", "@kept", SUM, "    return weights @ inputs + bias"),
    "a closure": sources("def make():", "    k = 0", "    def f(w, x, b): return w @ x + b + k", "    return f", "weighted_sum = make()"),
    "a recursion": sources("def weighted_sum(w, x, b):", "    return b if len(w) == 0 else w[0] * x[0] + weighted_sum(w[1:], x[1:], b)"),
    "a helper in the cell": sources("def product(w, x): return sum(a * b for a, b in zip(w, x))", "def weighted_sum(w, x, b): return product(w, x) + b"),
    "types and a docstring": sources("def weighted_sum(weights: np.ndarray, inputs: np.ndarray, bias: float) -> float:", '    """Add up."""', "    return float(weights @ inputs + bias)"),
    "an import in the function": sources(SUM, "    import math", "    return math.fsum(weights * inputs) + bias"),
    "NumPy under its own name": sources("import numpy", SUM, "    return numpy.dot(weights, inputs) + bias"),
    "fractions": sources("from fractions import Fraction", SUM, "    return sum(Fraction(a) * Fraction(b) for a, b in zip(weights, inputs)) + Fraction(bias)"),
    "try and except": sources(SUM, "    try: return weights @ inputs + bias", "    except ValueError: return 0.0"),
    "a warning": sources("import warnings", SUM, "    warnings.warn('slow')", "    return weights @ inputs + bias"),
    "a loop with tqdm": sources("from tqdm import tqdm", SUM, "    return sum(w * x for w, x in tqdm(zip(weights, inputs))) + bias"),
    "an array of one number": sources(SUM, "    return np.array(weights @ inputs + bias)"),
    "a figure": before("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"),
    "magics of IPython": before("%matplotlib inline\n%timeit -n1 -r1 sum(range(10))"),
    "a command of the shell": before("!echo here"),
    "display": before("from IPython.display import display, Markdown\ndisplay(Markdown('here'))"),
    "hints and progress": before("check.flip.hint()\ncheck.progress()\ncheck.flip(1.0)"),
    "a star import": before("from nnlib import *"),
}  # fmt: skip
TOLD = {  # what a teacher hears of three of them, without blame
    "a cell that was run twice": "2 cells hold an answer",
    "an answer in a new cell below its stub": "2 cells hold an answer",
    "a check that was deleted": "its check is missing",
    "a check that was copied": "its check stands there 2 times",
    "a cell with an error in between": "ZeroDivisionError",
    "a cell that is no Python in between": "SyntaxError",
}


@pytest.mark.parametrize("how", VARIANTS, ids=lambda name: name.replace(" ", "-"))
def test_honest_notebook_gets_all_its_points(how, tmp_path):
    made = filled("01", right("01"))
    VARIANTS[how](made)
    result = graded(tmp_path, made)
    assert [f"{task['name']}: {task['message']}" for task in result["tasks"] if task["state"] != "passed"] == []
    assert sum(points(result).values()) == sum(task["of"] for task in result["tasks"]) == 16
    told = "\n".join(result["remarks"])
    assert TOLD.get(how, "") in told and (how in TOLD) == bool(told)


def lines_left_out(message):
    """A message without lines of cells, random numbers of unseeded generators, and the name of its exercise."""
    return re.sub(r" \(line \d+ of its cell\)", "", message)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_answer_is_told_what_it_is_told_in_a_notebook(chapter):
    path, released = notebook_of(chapter)
    tasks, checks = notebook.tasks_of(released), import_module(f"nncourse.chapter{chapter}.checks")
    native, differ = answers.Notebook(chapter), []
    worker = session.Session()
    try:
        stubs = [one["source"] for one, check in zip(code_of(released), code_of(released)[1:]) if grade_id(check)]
        for cell in code_of(released):
            if cell["source"] not in stubs and not grade_id(cell):
                worker.run(notebook.source_of(cell))
        for answer in answers.answers_of(chapter):
            printed, raised = worker.run(answer.source)
            told = f"the cell raised {raised}"
            if not raised:
                worker.done.pop()
                _, told = notebook.checked(worker, getattr(checks, answer.exercise), tasks[answer.exercise])
            wanted = native.says(answer).removeprefix(f"{answer.exercise}: ")
            told = told.removeprefix(f"{answer.exercise}: ")
            if "random" not in answer.words and lines_left_out(told) != lines_left_out(wanted):
                differ.append(f"{chapter}.py:{answer.line} {answer.words}\n  notebook: {wanted}\n  grader: {told}")
    finally:
        worker.close()
    known = ["the numbers go into the slopes"]  # a layer that draws its weights: each run another number
    assert [one for one in differ if not any(words in one for words in known)] == []
