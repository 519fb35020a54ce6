"""What is new goes where CONTRIBUTING says, and nowhere else: here an activation and an exercise, in a copy."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "nnlib nncourse notebooks tests/unit tests/course tests/nbval_sanitize.cfg tools .github/ISSUE_TEMPLATE".split()
)
COPIED += "conftest.py pyproject.toml README.md REFERENCE.md".split()

SOFTSIGN = '''

class Softsign:
    """a = z / (1 + |z|): as tanh between -1 and 1, but slower to get there (Bergstra et al., 2009)."""

    def __call__(self, z):
        """Return a between -1 and 1, in the shape of z."""
        z = as_array("z", z)
        return z / (1 + np.abs(z))

    def backward(self, a, da):
        """Return dz = (1 - |a|)² da; a and da of one shape."""
        return (1 - np.abs(a)) ** 2 * da
'''
CALLED = """class Softsign:
    def __call__(self, z):
        z = as_array("z", z)
        return z / (1 + np.abs(z))"""
BACKWARD = """from nnlib.activations import Softsign


def backward(self, a, da):
    return (1 - np.abs(a)) ** 2 * da


Softsign.backward = backward"""
TRIAL = """

@trial("Softsign")
def softsign(nn, rng):
    yield from applied(nn.Softsign(), rng)
"""
CHECK = '''

@exercise(
    hints=["What becomes of both inputs?", "Put 0 into the formula of the sigmoid."],
    solution=0.5,
    mistakes={"at z = 0 the sigmoid isn't 0 but half-way": 0},
)
def at_zero(answer):
    """Look at the output of a sigmoid at 0."""
    compare(answer, 0.5, "the output")
'''
STATEMENT = """## 9 · Predict: at zero

*2 minutes · 1 point · ★*

What does a sigmoid neuron answer if its sum is 0?"""
ANSWERS = """# %% at_zero · right · plain
output = 0.5
# %% at_zero · right · by the formula
output = 1 / (1 + np.exp(0))
# %% at_zero · wrong · nothing in, nothing out ⇒ names: isn't 0 but half-way
output = 0
# %% at_zero · wrong · a sure yes ⇒ points: it should be
output = 1
"""


@pytest.fixture
def copy(tmp_path):
    """What the tests of chapter 03 need of the project, in a folder of its own."""
    ignored = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    for name in COPIED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def edit(path, change):
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def add_cells(path, behind, *cells):
    """Put cells into a notebook, behind the one whose source begins with some words."""
    notebook = nbformat.read(path, as_version=4)
    place = next(i for i, cell in enumerate(notebook.cells) if cell.source.startswith(behind))
    notebook.cells[place + 1 : place + 1] = cells
    nbformat.write(notebook, path)


def outcome(copy, *arguments):
    """How many tests pass in a copy, and what pytest prints."""
    env = os.environ | {"PYTHONPATH": str(copy), "PYTEST_ADDOPTS": "", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *arguments]
    told = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True).stdout
    passed = re.search(r"(\d+) passed", told)
    return int(passed[1]) if passed and "failed" not in told and "error" not in told else 0, told


def test_an_activation_function_touches_five_files_and_is_tested_by_its_name_in_none(copy):
    edit(copy / "nnlib/activations.py", lambda text: text + SOFTSIGN)
    edit(
        copy / "nnlib/__init__.py",
        lambda text: text.replace("Softmax, Tanh  # 03", "Softmax, Softsign, Tanh  # 03").replace(
            '"Softmax",\n', '"Softmax", "Softsign",\n'
        ),
    )
    nnlib_cell = {"tags": ["nnlib"]}
    add_cells(copy / "notebooks/03-sigmoid.ipynb", "class Identity", new_code_cell(CALLED, metadata=nnlib_cell))
    begin = "from nnlib.activations import LeakyReLU"
    add_cells(copy / "notebooks/07-backprop.ipynb", begin, new_code_cell(BACKWARD, metadata=nnlib_cell))
    edit(copy / "nncourse/chapter03/trials.py", lambda text: text + TRIAL)
    unit = [f"tests/unit/test_{name}.py" for name in ("gradients", "batches", "saving", "bad_input", "against_pytorch")]
    course = ["tests/course/test_lessons_match_nnlib.py", "tests/course/test_pieces.py"]
    unit_passed, told = outcome(copy, *unit, "-k", "Softsign or any_network or whatever")
    assert unit_passed >= 5, told
    course_passed, told = outcome(copy, *course, "-k", "Softsign or sigmoid or backprop")
    assert course_passed >= 10, told
    edit(copy / "nnlib/activations.py", lambda text: text.replace("(1 - np.abs(a)) ** 2 * da", "(1 - np.abs(a)) * da"))
    assert " failed" in outcome(copy, *unit, "-k", "Softsign")[1], "a wrong slope is found"


def test_an_exercise_touches_three_files_and_the_tool_writes_the_counts(copy):
    edit(copy / "nncourse/chapter03/checks.py", lambda text: text.replace("\nprogress = ", f"{CHECK}\n\nprogress = "))
    grade = {"grade": True, "grade_id": "at_zero", "locked": True, "points": 1, "schema_version": 3}
    grade |= {"solution": False, "task": False}
    checked = new_code_cell("check.at_zero(output)", metadata={"nbgrader": grade, "tags": ["raises-exception"]})
    path = copy / "notebooks/exercises/03-sigmoid.ipynb"
    notebook = nbformat.read(path, as_version=4)
    place = next(i for i, cell in enumerate(notebook.cells) if cell.source.startswith("## Project"))
    notebook.cells[place:place] = [new_markdown_cell(STATEMENT), new_code_cell("output = ..."), checked]
    nbformat.write(notebook, path)
    edit(copy / "tests/course/answers/03.py", lambda text: text + ANSWERS)
    env = os.environ | {"PYTHONPATH": str(copy), "PYTEST_ADDOPTS": ""}
    command = [sys.executable, "-m", "tools", "check", "03"]
    told = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout
    page = "nncourse/teaching/pages/what-a-mark-is-worth.md"
    count = int(re.search(r"of the (\d+) exercises", (ROOT / page).read_text(encoding="utf-8"))[1])
    assert f"of the {count + 1} exercises" in (copy / page).read_text(encoding="utf-8")
    edit(copy / "nncourse/chapter03/checks.py", lambda text: text.replace("half-way", "1"))
    assert "answers/03.py" in outcome(copy, "tests/course/test_answers.py", "-k", "at_zero")[1]
