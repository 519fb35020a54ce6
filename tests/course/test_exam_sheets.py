"""``python -m nncourse exam``: what its sheets hold and leave out, and what is said before they are written."""

import ast
import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import nnlib
from nncourse import __main__ as door
from nncourse import exams, sealed
from nncourse.checking.exam import with_numbers
from nncourse.teaching import exam
from nncourse.teaching.chapters import course
from nncourse.teaching.tasks import tasks

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = [ROOT / "notebooks" / "exercises" / f"{one.file}.ipynb" for one in course()[1]]
each_notebook = pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem[:2])


@pytest.fixture(autouse=True)
def no_exam(monkeypatch):
    monkeypatch.delenv("NNLIB_EXAM", raising=False)


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command with some arguments in its folder, and return what it hands to `sys.exit` and what it prints."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["nncourse", "exam", *arguments, "--folder", str(tmp_path / "with blank")])
        return door.main(), capsys.readouterr().out

    run.folder = tmp_path / "with blank"
    return run


def sheet_of(path, **options):
    return nbformat.from_dict(exam.sheet(json.loads(path.read_text(encoding="utf-8")), **options))


def names_on(notebook):
    return [cell.metadata.nbgrader.grade_id for cell in notebook.cells if "nbgrader" in cell.metadata]


def joined(cell):
    return "".join(cell.source)


def test_exams_are_written_once_and_refuse_what_is_not_there(run):
    failed, out = run("01", "4", "--seed", "7")
    assert failed is None and "With seed 7, 01 has" in out and "01-neurons-exam.ipynb is written." in out
    assert sorted(path.name for path in run.folder.iterdir()) == ["01-neurons-exam.ipynb", "04-layers-exam.ipynb"]
    stored = (run.folder / "01-neurons-exam.ipynb").read_bytes()
    nbformat.validate(nbformat.reads(stored.decode(), as_version=4))
    assert "is there already" in run("01", "--seed", "8")[1]
    assert (run.folder / "01-neurons-exam.ipynb").read_bytes() == stored
    for number in ("77", "00"):  # the second is the entry test
        assert f"There is no chapter {number}; there are 01" in run(number, "--seed", "1")[0]
    assert "Name a chapter; there are 01" in run("--seed", "1")[0]
    assert "above 0" in run("02", "--seed", "0")[0] and "above 0" in run("02", "--seed", "1", "--minutes", "0")[0]
    assert len(list(run.folder.iterdir())) == 2


@each_notebook
def test_a_sheet_has_neither_help_nor_project_nor_links_nor_outputs(path):
    notebook = sheet_of(path)
    text = "\n".join(map(joined, notebook.cells))
    assert not re.search(r"\bhint|solution\(|progress|[Pp]roject|your experiment|To think about", text.split("## ")[0])
    for what in (
        ".hint()",
        ".solution()",
        "check.progress",
        "## Project",
        "## To think about",
        "../",
        ".ipynb",
        ".case`",
    ):
        assert what not in text, what
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    assert "widgets" not in notebook.metadata
    assert names_on(notebook) == [task.name for task in tasks(path.stem[:2])]
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@each_notebook
def test_a_sheet_keeps_its_exercises_to_the_letter_and_what_its_course_has_said_of_them(path):
    stored = json.loads(path.read_text(encoding="utf-8"))
    kept = {cell["id"]: cell for cell in stored["cells"]}
    first, mode, *cells = exam.sheet(stored)["cells"]
    for cell in cells:
        assert (cell["source"], cell["metadata"]) == (kept[cell["id"]]["source"], kept[cell["id"]]["metadata"])
    head, intro = "".join(first["source"]), "".join(stored["cells"][0]["source"])
    _, found, notes = intro.partition(exam.HELP_TOLD)
    assert found and head.endswith(notes.strip())
    assert "".join(mode["source"]) == exam.MODE


@each_notebook
def test_a_sheet_states_points_minutes_and_exercises(path):
    every = tasks(path.stem[:2])
    head = joined(sheet_of(path).cells[0])
    minutes, points = (sum(getattr(task, key) for task in every) for key in ("minutes", "points"))
    assert f"**Time:** about {minutes} minutes. **Points:** {points}." in head
    rows = [f"| {task.number} | {task.title} | {task.minutes} | {task.points} |" for task in every]
    assert re.findall(r"^\| \d.*", head, re.MULTILINE) == rows
    some = [every[0].name, every[2].name]
    notebook = sheet_of(path, only=some, minutes=45)
    head = joined(notebook.cells[0])
    assert f"**Time:** 45 minutes. **Points:** {every[0].points + every[2].points}." in head
    assert re.findall(r"^\| \d.*", head, re.MULTILINE) == rows[:3:2] and names_on(notebook) == some
    assert "45 minutes, for the 3 sheets" in joined(sheet_of(path, minutes=45, sheets=3).cells[0])


def test_points_are_those_that_nbgrader_gives():
    for path in EXERCISES:
        for cell in sheet_of(path).cells:
            if "nbgrader" in cell.metadata:
                (task,) = [task for task in tasks(path.stem[:2]) if task.name == cell.metadata.nbgrader.grade_id]
                assert task.points == cell.metadata.nbgrader.points


def test_chosen_exercises_are_taken_from_all_chapters_and_unknown_ones_refused_with_the_list(run):
    failed, out = run("01", "02", "04", "--seed", "7", "--only", "flip", "starts", "--minutes", "45")
    assert "Warning: these" not in out
    assert failed is None and "seed 7, 02" not in out
    assert sorted(path.name for path in run.folder.iterdir()) == ["01-neurons-exam.ipynb", "04-layers-exam.ipynb"]
    for name, chosen in (("01-neurons", "flip"), ("04-layers", "starts")):
        notebook = nbformat.read(run.folder / f"{name}-exam.ipynb", as_version=4)
        assert names_on(notebook) == [chosen]
        assert "45 minutes, for the 2 sheets of this exam together" in joined(notebook.cells[0])
    refused = run("01", "--seed", "7", "--only", "flip", "flop")[0]
    assert refused == f"There is no exercise flop in 01; there are {', '.join(sum(exams.kinds('01').values(), []))}."


def test_an_exercise_that_speaks_of_one_left_out_is_named(run):
    warning = "Warning: which_mistake speaks of exercise 6, tell_apart, which is not in this exam."
    assert warning in run("01", "--seed", "7", "--only", "which_mistake")[1]
    assert "speaks of" not in run("01", "--seed", "7", "--only", "which_mistake", "tell_apart")[1]


@each_notebook
def test_what_a_seed_changes_is_said_before_and_is_what_changes(path, run):
    number = path.stem[:2]
    out = run(number, "--seed", "7")[1]
    said, written = out.index(f"With seed 7, {number} has"), out.index("is written.")
    assert said < written
    told = {what: names.split(", ") for what, names in re.findall(r"^  ([a-z].*): (.*)$", out, re.MULTILINE)}
    _, changed = exams.variant(json.loads(path.read_text(encoding="utf-8")), number, 7)
    assert sorted(told.get("other numbers", []) + told.get("another order", [])) == sorted(changed)
    every = [name for names in told.values() for name in names]
    assert sorted(every) == sorted(task.name for task in tasks(number))
    assert (f"Warning: with seed 7 nothing changes in {number}." in out) == (not changed)


def test_it_warns_where_a_seed_changes_nothing(run):
    out = run("05", "--seed", "7", "--only", "collapse")[1]
    assert "Warning: with seed 7 nothing changes in 05." in out
    assert out.index("Warning") < out.index("is written")


@pytest.mark.parametrize(("value", "told"), [("1", "NNLIB_EXAM is set: no"), ("0", "not set"), (None, "not set")])
def test_the_first_code_cell_says_whether_nnlib_exam_is_set(value, told, monkeypatch, capsys):
    if value is not None:
        monkeypatch.setenv("NNLIB_EXAM", value)
    first = next(cell for cell in sheet_of(EXERCISES[0]).cells if cell.cell_type == "code")
    exec(joined(first), {})
    printed = capsys.readouterr().out
    assert told in printed
    assert ('$env:NNLIB_EXAM = "1"' in printed and "export NNLIB_EXAM=1" in printed) == (value != "1")


def test_on_paper_there_are_one_sheet_and_its_solutions_for_all_chapters(run):
    failed, out = run("01", "04", "--seed", "7", "--paper", "--minutes", "45")
    assert re.search(r"Warning: these exercises take (4[6-9]|[5-9]\d) minutes, and the exam states 45;", out)
    assert failed is None and "weighted_sum" in re.search("Not on paper, .*", out)[0]
    assert "weighted_sum" not in out.split("With seed", 1)[1], "what cannot be on it is said once"
    names = ["01-04-exam-solutions.html", "01-04-exam.html"]
    assert sorted(path.name for path in run.folder.iterdir()) == names
    solutions, sheet = ((run.folder / name).read_text(encoding="utf-8") for name in names)
    paper = [task for number in ("01", "04") for task in tasks(number, 7) if task.is_value]
    paper = [task for task in paper if task.name != "which_mistake"]
    points = sum(task.points for task in paper)
    for page in (solutions, sheet):
        assert "01 · Neurons" in page and "04 · Layers" in page and "★" not in page
        assert f"{len(paper)} tasks · 45 minutes · {points} points" in page
    assert "seed" not in sheet and "numbers of seed 7" in solutions
    assert "<span>Name</span>" in sheet and "☒" not in sheet and "☒" in solutions
    assert "In the notebook alone" not in sheet
    assert "there already" in run("01", "04", "--seed", "8", "--paper")[1]
    assert (run.folder / names[1]).read_text(encoding="utf-8") == sheet


def test_on_paper_chosen_exercises_and_nothing_to_print_are_told(run):
    assert run("01", "--seed", "7", "--paper", "--only", "flip")[0] is None
    page = (run.folder / "01-exam.html").read_text(encoding="utf-8")
    assert page.count("<section") == 1 and "1 task · about 6 minutes · 1 point" in page
    assert run("05", "--seed", "7", "--paper", "--only", "journey")[0] == (
        "None of these exercises can be answered on paper."
    )


def test_in_an_exam_no_solutions_are_printed(run, monkeypatch):
    monkeypatch.setenv("NNLIB_EXAM", "1")
    assert "no solutions during an exam" in run("01", "--seed", "7", "--paper")[0]
    assert not run.folder.exists() or not list(run.folder.iterdir())


def test_notebooks_of_an_exam_are_written_without_what_the_browser_s_python_lacks(tmp_path):
    lacking = "nbformat", "jinja2", "mistune", "latex2mathml"
    code = f"import sys\nfor name in {lacking}: sys.modules[name] = None\n"
    code += f"sys.argv = ['nncourse', 'exam', '04', '--seed', '3', '--folder', {str(tmp_path)!r}]\n"
    code += "from nncourse import __main__\nsys.exit(__main__.main())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0 and "04-layers-exam.ipynb is written" in done.stdout, done.stderr


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    """A folder with a sealed exam of all chapters, seed 7, for the tests to read."""
    folder = tmp_path_factory.mktemp("sealed")
    numbers = [path.stem[:2] for path in EXERCISES]
    command = [sys.executable, "-m", "nncourse", "exam", *numbers, "--seed", "7", "--sealed", "--folder", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return folder


def in_learners(folder, program):
    """Run a program where learners of a sealed exam are, and return what it prints; it must not fail."""
    start = f"import sys\nsys.path.insert(0, {str(folder / 'learners')!r})\n"
    command = [sys.executable, "-I", "-c", start + program]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=os.environ, cwd=folder)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_learners_of_a_sealed_exam_get_nnlib_whole_and_of_nncourse_no_more_than_an_exam_needs(handed_out):
    own = handed_out / "learners"
    given = {path.relative_to(own).as_posix() for path in own.rglob("*") if path.is_file()}
    library = Path(nnlib.__file__).parent
    whole = {path.relative_to(library.parent).as_posix() for path in library.rglob("*") if path.is_file()}
    assert {name for name in given if name.startswith("nnlib/")} == {one for one in whole if "__pycache__" not in one}
    parts = {f"nncourse/{name}" for name in ("__init__.py", "checking/answers.py", "chapter17/given.py")}
    assert {name for name in given if name.startswith("nncourse/")} == parts
    assert {Path(name).suffix for name in given if "/" not in name} == {".ipynb"}
    told = (handed_out / "keys" / "README.txt").read_text(encoding="utf-8")
    for what in (str(own), f"--released {handed_out / 'keys'}", "uninstall neurons-to-digits", "NNLIB_EXAM need not"):
        assert what in told


@each_notebook
def test_no_right_value_is_in_what_learners_of_a_sealed_exam_get(path, handed_out):
    own, module = handed_out / "learners", f"nncourse.chapter{path.stem[:2]}.checks"
    notebook = nbformat.read(own / f"{path.stem}-exam.ipynb", as_version=4)
    texts = [one.read_text(encoding="utf-8") for one in (own / "nncourse").rglob("*.py")]
    texts = [re.sub(r"\s+", " ", text) for text in [*texts, "\n".join(map(joined, notebook.cells))]]
    for name in names_on(notebook):
        one = getattr(importlib.import_module(module), name)
        for numbers in ({}, one.given.drawn(7)) if one.given else ({},):
            right = with_numbers(module, name, repr(numbers)).right
            shown = "" if callable(right) else re.sub(r"\s+", " ", repr(right).strip("()[]"))
            assert len(shown) < 8 or not any(shown in text for text in texts), (name, shown)


@each_notebook
def test_a_sealed_exam_asks_of_nncourse_only_for_what_learners_get(path, handed_out):
    notebook = nbformat.read(handed_out / "learners" / f"{path.stem}-exam.ipynb", as_version=4)
    tree = ast.parse("\n".join(joined(cell) for cell in notebook.cells if cell.cell_type == "code"))
    asked = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module.startswith("nncourse")]
    taken = {alias.name for node in asked for alias in node.names}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert taken & used == {"check", "exams"}
    assert not re.search(r"\bexplorer\b", "\n".join(map(joined, notebook.cells[1:])))


def test_what_cannot_be_in_a_sealed_exam_is_an_exercise_and_said_with_its_reason(run):
    names = [task.name for path in EXERCISES for task in tasks(path.stem[:2])]
    assert all(names.count(name) == 1 for name in sealed.NOT_SEALED)
    failed, out = run("14", "16", "--seed", "7", "--sealed", "--only", "kept", *sealed.NOT_SEALED)
    assert failed is None
    for name, reason in sealed.NOT_SEALED.items():
        assert f"Not in a sealed exam: {name}, as {reason}." in out
    assert [path.name for path in (run.folder / "learners").glob("*.ipynb")] == ["14-finding-bugs-exam.ipynb"]
    assert "None of these exercises" in run("16", "--seed", "7", "--sealed", "--only", "fewest_images")[0]


HOSTILE = """
import numpy as np
from nncourse.chapter04 import check

class Attributes:
    def __getattr__(self, name): raise ValueError(name)
class Code:
    __code__ = 3
class Items(list):
    def __iter__(self): raise ValueError
class Text(str):
    def __repr__(self): raise ValueError
class Unprintable(str):
    def __repr__(self): return "\\ud800"
class Array(np.ndarray):
    @property
    def dtype(self): raise ValueError
class Name(type):
    @property
    def __name__(self): raise ValueError
class Kind(metaclass=Name): pass
class Endless:
    @property
    def __class__(self): return self.__class__
things = [Attributes(), Code(), Items([1]), Text("a"), Unprintable("a"), np.ones(2).view(Array), Kind, Endless()]
for thing in [*things, check, check.flip]:
    check.flip(thing, 3, bias=1.9)
"""


def test_a_check_of_a_sealed_exam_fails_for_no_answer_however_hostile(handed_out):
    told = in_learners(handed_out, HOSTILE).splitlines()
    assert len(told) == 10 and all(line.startswith("flip: there is an answer") for line in told)


def test_a_stub_that_returns_dots_is_not_attempted_in_a_sealed_exam(handed_out):
    program = "from nncourse.chapter04 import check\ndef stub(x): return ...\ncheck.flip(stub)\ncheck.flip(len)"
    told = in_learners(handed_out, program).splitlines()
    assert told == ["flip: not attempted yet.", "flip: there is an answer, a function. It is checked later."]


def test_hints_solutions_and_progress_of_a_sealed_exam_say_once_that_there_are_none_and_show_no_object(handed_out):
    program = """
from IPython.core.interactiveshell import InteractiveShell
from nncourse.chapter04 import check
show = InteractiveShell.instance().display_formatter.format
for asked in ("hint()", "hint(2)", "solution()", "reference"):
    print(show(eval(f"check.flip.{asked}"))[0])
print(show(check.progress())[0]["text/plain"])
show(check.flip), show(check)
"""
    told = "A sealed exam: your answers are checked when they are graded. There are no hints and no solutions."
    assert in_learners(handed_out, program).splitlines() == [*[told, "{}"] * 4, told, "None"]
