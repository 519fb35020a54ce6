"""The whole way of a class through nbgrader: assignment, submissions, marks, feedback."""

import copy
import csv
import inspect
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import nbformat
import pytest

from nncourse.blanks import blank
from nncourse.chapter01 import checks as chapter01
from nncourse.checking import sandbox
from nncourse.teaching import exam

pytest.importorskip("nbgrader", reason="nbgrader is not installed; `python -m pip install nbgrader` installs it")

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "notebooks" / "exercises" / "01-neurons.ipynb"
PAGE = (ROOT / "nncourse" / "teaching" / "pages" / "nbgrader.md").read_text(encoding="utf-8")
BASH, POWERSHELL = (re.search(rf"```{name}\n(.*?)```", PAGE, re.DOTALL)[1] for name in ("bash", "powershell"))
HEADER, COLLECTING = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def pasted(name):
    """The solution to an exercise, as a student could have written it."""
    solution = getattr(chapter01, name).right
    return inspect.getsource(solution).replace(f"def {solution.__name__}(", f"def {name}(")


ANSWERS = {
    "weighted_sum": "def weighted_sum(weights, x, bias):\n    return weights @ x + bias",
    "flip": "forecast = 50",
    "fractions": "new_weights, new_bias = [0.67, 0.93, 2.00], -1.80",
    "line": "line_weights, line_bias = [1, 2], -2",
    "tell_apart": pasted("tell_apart"),
    "which_mistake": 'kind_of_mistake = "sevens read as 1"',
    "diagnosis": 'cause = "the images hold bytes from 0 to 255"',
    "best_bias": pasted("best_bias"),
}
POINTS = {
    cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.points
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells
    if "nbgrader" in cell.metadata
}
# nbgrader calls alembic, which pip puts beside Python, or, outside of a virtual environment, into another folder.
PROGRAMS = [
    str(Path(sys.executable).parent),
    sysconfig.get_path("scripts"),
    sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user")),
]
ENVIRONMENT = os.environ | {"PATH": os.pathsep.join([*PROGRAMS, os.environ.get("PATH", "")])}
HALF = ["weighted_sum", "flip", "fractions", "line"]


def nbgrader(course, *arguments, fails="", exam=False, seed="0"):
    """Run a command of nbgrader, which must succeed, or fail with a complaint that holds a text."""
    command = [sys.executable, "-m", "nbgrader", *arguments, "--course=ourcourse"]
    environment = ENVIRONMENT | {"NNLIB_EXAM": str(int(exam)), "NNLIB_SEED": seed}
    done = subprocess.run(command, cwd=course, capture_output=True, text=True, timeout=300, env=environment)
    assert (done.returncode != 0) == bool(fails) and fails in done.stderr, done.stderr[-3000:]


def answered(notebook, names):
    """Replace the stubs of some exercises by their solutions."""
    for i, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade_id") in names:
            notebook.cells[i - 1].source = ANSWERS[cell.metadata.nbgrader.grade_id]
    return notebook


def edited_checks(notebook):
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.source = "print('all right')"
    return notebook


def dying_kernel(notebook):
    notebook = answered(notebook, list(ANSWERS))
    notebook.cells[1].source += "\nimport os\nos._exit(1)"
    return notebook


def first_does(line):
    """Answer everything, but let the first function do something else."""

    def change(notebook):
        notebook = answered(notebook, list(ANSWERS))
        (cell,) = [cell for cell in notebook.cells if cell.source == ANSWERS["weighted_sum"]]
        cell.source = f"def weighted_sum(weights, x, bias):\n    {line}"
        return notebook

    return change


def endless(notebook):
    """Let the first function never end, and its check wait for a second; the others have their ten."""
    notebook = first_does("while True: pass")(notebook)
    answers = [
        i for i, cell in enumerate(notebook.cells) if "while True" in cell.source or cell.source == ANSWERS["flip"]
    ]
    for i, seconds in zip(answers, (1, sandbox.SECONDS), strict=True):
        notebook.cells[i].source += f"\nfrom nncourse.checking import sandbox\nsandbox.SECONDS = {seconds}"
    return notebook


def looked_up(notebook):
    """Answer with the solutions of the package, two functions and a number."""
    notebook = answered(notebook, list(ANSWERS))
    found = {name: f"{name} = check.{name}.right" for name in ("tell_apart", "best_bias")}
    found["flip"] = "forecast = check.flip.reference"
    for cell in notebook.cells:
        for name, line in found.items():
            if cell.source == ANSWERS[name]:
                cell.source = line
    return notebook


SUBMISSIONS = {
    "full": lambda notebook: answered(notebook, list(ANSWERS)),
    "half": lambda notebook: answered(notebook, HALF),
    "empty": lambda notebook: notebook,
    "cheat": edited_checks,
    "dead": dying_kernel,
    "endless": endless,
    "leaves": first_does("exit()"),
    "floods": first_does("for line in range(10**6): print(line)"),
    "looks up": looked_up,
    "another name": lambda notebook: answered(notebook, list(ANSWERS)),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder with submissions graded, one of which cannot be run, and feedback written to one student."""
    course = tmp_path_factory.mktemp("course")
    (course / "source" / "neurons").mkdir(parents=True)
    shutil.copy(NOTEBOOK, course / "source" / "neurons")
    nbgrader(course, "generate_assignment", "neurons")
    for student, change in SUBMISSIONS.items():
        notebook = nbformat.read(course / "release" / "neurons" / NOTEBOOK.name, as_version=4)
        folder = course / "submitted" / student / "neurons"
        folder.mkdir(parents=True)
        renamed = "01-neurons (1).ipynb" if student == "another name" else NOTEBOOK.name
        nbformat.write(change(notebook), folder / renamed)
    nbgrader(course, "autograde", "neurons", fails="for student 'dead'")
    for student, change in {"exam full": SUBMISSIONS["full"], "exam looks up": looked_up}.items():
        notebook = nbformat.read(course / "release" / "neurons" / NOTEBOOK.name, as_version=4)
        folder = course / "submitted" / student / "neurons"
        folder.mkdir(parents=True)
        nbformat.write(change(notebook), folder / NOTEBOOK.name)
    nbgrader(course, "autograde", "neurons", "--student=exam*", exam=True)
    nbgrader(course, "generate_feedback", "neurons", "--student=empty")
    return course


def points(course, assignment="neurons"):
    """The points of all students for each exercise, from nbgrader's own database."""
    os.environ["PATH"] = ENVIRONMENT["PATH"]
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return {
            one.student.id: {grade.name: grade.score for notebook in one.notebooks for grade in notebook.grades}
            for one in gradebook.assignment_submissions(assignment)
        }


def marks(course, assignment="neurons"):
    """The marks of all students."""
    return {student: sum(found.values()) for student, found in points(course, assignment).items()}


def test_full_half_and_empty_submissions_get_their_marks(course):
    found = marks(course)
    assert found["full"] == sum(POINTS.values())
    assert found["half"] == sum(POINTS[name] for name in HALF)
    assert found["empty"] == 0
    assert found["exam full"] == found["full"]


@pytest.mark.parametrize("student", ["endless", "leaves", "floods"])
def test_answer_that_never_ends_leaves_python_or_floods_costs_its_own_points_only(course, student):
    from nbgrader.preprocessors import Execute

    assert sandbox.SECONDS < Execute.timeout.default_value, "nbgrader would end the cell before the check does"
    assert marks(course)[student] == sum(POINTS.values()) - POINTS["weighted_sum"]


def test_solutions_of_the_package_count_unless_it_is_an_exam(course):
    found = marks(course)
    assert found["looks up"] == found["full"], "so it is practice"
    assert found["exam looks up"] == found["full"] - sum(POINTS[name] for name in ("flip", "tell_apart", "best_bias"))


def test_edited_checks_are_put_back_and_score_nothing(course):
    assert marks(course)["cheat"] == 0


def test_release_holds_the_stubs_and_no_solution(course):
    text = (course / "release" / "neurons" / NOTEBOOK.name).read_text(encoding="utf-8")
    assert "forecast = ..." in text and "solve_" not in text


def test_feedback_shows_the_sentence_of_the_check(course):
    (page,) = (course / "feedback" / "empty" / "neurons").glob("*.html")
    assert re.search(r"not attempted", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("student", ["dead", "another name"])
def test_submission_whose_kernel_dies_or_which_has_another_name_gets_no_marks(course, student):
    assert marks(course).get(student, 0) == 0


def named_copy(notebook, name):
    """Return the check of an exercise as JupyterLab copies it: nbgrader's metadata stays, and it can be deleted."""
    (check,) = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name]
    made = copy.deepcopy(check)
    made.id, made.metadata = "copied", {key: value for key, value in check.metadata.items() if key != "deletable"}
    return made


def typed(lines, folder):
    """Run lines of the page in a shell, with this Python, and return what was done; the first that fails ends it."""
    lines = "\n".join(line for line in lines.splitlines() if " pip " not in line)
    python = os.pathsep.join([str(Path(sys.executable).parent), ENVIRONMENT["PATH"]])
    environment = ENVIRONMENT | {"PATH": python, "NNLIB_EXAM": "0", "NNLIB_SEED": "0"}
    return subprocess.run(["bash", "-ec", lines], cwd=folder, capture_output=True, text=True, env=environment)


@pytest.mark.skipif(sys.platform == "win32", reason="the lines are for Linux and macOS")
def test_the_commands_of_the_page_lead_to_marks_and_a_copied_check_costs_nobody_else_any(tmp_path):
    handing_out, grading = BASH.split("# Hand out release/neurons. What comes back goes to submitted/NAME/neurons.\n")
    done = typed(handing_out, tmp_path)
    assert done.returncode == 0, done.stderr
    course = tmp_path / "course"
    released = nbformat.read(course / "release" / "neurons" / NOTEBOOK.name, as_version=4)
    for student, names in {"ana": list(ANSWERS), "ben": HALF, "cleo": ["flip"]}.items():
        notebook = answered(copy.deepcopy(released), names)
        if student == "ben":
            notebook.cells.append(named_copy(notebook, "flip"))
        (course / "submitted" / student / "neurons").mkdir(parents=True)
        nbformat.write(notebook, course / "submitted" / student / "neurons" / NOTEBOOK.name)

    stopped = typed(grading, course)
    told = " ".join(stopped.stderr.split())
    assert stopped.returncode != 0 and "Cell with id 'flip' exists multiple times!" in told
    assert "old version of the nbgrader metadata format" in told and "nbgrader update ." in told
    assert "submitted/ben/neurons" in stopped.stderr.split("exists multiple times!")[0].splitlines()[-2]
    assert sorted(path.name for path in (course / "autograded").iterdir()) == ["ana"]
    update = typed("python -m nbgrader update .", course)
    assert update.returncode != 0 and "Duplicate grade id: flip" in update.stderr

    path = course / "submitted" / "ben" / "neurons" / NOTEBOOK.name
    notebook = nbformat.read(path, as_version=4)
    checks = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == "flip"]
    (deleted,) = [cell for cell in checks if cell.metadata.get("deletable", True)]
    notebook.cells.remove(deleted)
    nbformat.write(notebook, path)
    done = typed(grading, course)
    assert done.returncode == 0, done.stderr
    assert "Skipping existing assignment" in done.stderr, "whoever is graded stays graded"
    with (course / "grades.csv").open(encoding="utf-8", newline="") as file:
        found = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    half = sum(POINTS[name] for name in HALF)
    assert found == {"ana": sum(POINTS.values()), "ben": half, "cleo": POINTS["flip"]}
    assert (course / "feedback" / "cleo" / "neurons" / "01-neurons.html").exists()


def test_the_commands_for_windows_are_the_same_in_the_words_of_powershell():
    words = {r"^mkdir -p (\S+)": r"New-Item -ItemType Directory \1", r"^cp (\S+) (\S+)": r"Copy-Item \1 \2"}
    lines = BASH
    for unix, windows in (words | {r"^cd (\S+)": r"Set-Location \1"}).items():
        lines, places = re.subn(unix, windows, lines, flags=re.MULTILINE)
        assert places == 1
    assert lines == POWERSHELL


def test_a_line_of_the_page_takes_out_the_header_of_quickstart_that_asks_for_something_else(tmp_path):
    nbgrader(tmp_path, "quickstart", "course")
    course = tmp_path / "course"
    (course / "source" / "neurons").mkdir()
    shutil.copy(NOTEBOOK, course / "source" / "neurons")
    settings = course / "nbgrader_config.py"
    released = []
    for more in ("", HEADER):
        settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
        nbgrader(course, "generate_assignment", "neurons", "--force")
        released.append(nbformat.read(course / "release" / "neurons" / NOTEBOOK.name, as_version=4).cells)
    with_header, without = ([cell.source for cell in cells] for cells in released)
    assert any("`YOUR CODE HERE`" in source for source in with_header)
    assert without == [cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells]
    assert not any("YOUR CODE HERE" in source for source in without)


def test_what_a_learning_platform_collected_is_sorted_by_the_pattern_of_the_page(tmp_path):
    archive = tmp_path / "downloaded" / "neurons" / "archive"
    archive.mkdir(parents=True)
    (folder,) = re.findall(r"`(Ana Novak[^`/]*)`", PAGE)
    with zipfile.ZipFile(archive / "collected.zip", "w") as file:
        for one in (f"{folder}/01-neurons.ipynb", "Ben Li_777_assignsubmission_file/01-neurons (1).ipynb"):
            file.write(NOTEBOOK, one)
    (tmp_path / "nbgrader_config.py").write_text(COLLECTING, encoding="utf-8")
    (command,) = re.findall(r"`python -m nbgrader (zip_collect \w+)`", PAGE)
    nbgrader(tmp_path, *command.split())
    found = sorted(path.relative_to(tmp_path).as_posix() for path in (tmp_path / "submitted").rglob("*.ipynb"))
    assert found == [f"submitted/{student}/neurons/01-neurons.ipynb" for student in ("Ana Novak", "Ben Li")]
    assert f"`{found[0]}`" in PAGE


LESSON = NOTEBOOK.parents[1] / "03-sigmoid.ipynb"


def pieces(notebook):
    """Return the cells of a lesson that define activation functions, by the one that comes last."""
    found = {}
    for cell in notebook.cells:
        if names := re.findall(r"^class (Sigmoid|ReLU|LeakyReLU):", cell.source, re.MULTILINE):
            found[names[-1]] = cell
    return found


def right_wrong_and_imported(notebook):
    """Write the pieces of the blank lesson: the first cell as the lesson has it, then one mistake, then an import."""
    original, blanks = pieces(nbformat.read(LESSON, as_version=4)), pieces(notebook)
    blanks["Sigmoid"].source = original["Sigmoid"].source
    blanks["ReLU"].source = original["ReLU"].source.replace("np.maximum(z, 0)", "np.minimum(z, 0)")
    assert blanks["ReLU"].source != original["ReLU"].source
    blanks["LeakyReLU"].source = "from nnlib.activations import LeakyReLU"
    return notebook


BLANKS = {"writes": right_wrong_and_imported, "cheat": edited_checks}


@pytest.fixture(scope="module")
def blank_course(tmp_path_factory):
    """A course folder whose assignment is chapter 03 with its pieces left blank."""
    course = tmp_path_factory.mktemp("blank_course")
    blank.write({"03": LESSON}, course / "source" / "sigmoid")
    nbgrader(course, "generate_assignment", "sigmoid")
    name = "03-sigmoid-blank.ipynb"
    for student, change in BLANKS.items():
        folder = course / "submitted" / student / "sigmoid"
        shutil.copytree(course / "release" / "sigmoid", folder)
        nbformat.write(change(nbformat.read(folder / name, as_version=4)), folder / name)
    nbgrader(course, "autograde", "sigmoid")
    return course


def test_blank_lesson_is_an_assignment_with_a_point_for_each_cell_of_pieces(blank_course):
    (path,) = (blank_course / "release" / "sigmoid").glob("*.ipynb")
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if "nbgrader" in cell.metadata]
    written = {re.search(r'"(\w+)"\)$', cell.source)[1]: cell.metadata.nbgrader.grade_id for cell in cells}
    assert list(written) == ["ReLU", "Sigmoid", "Tanh", "LeakyReLU"]
    nothing = dict.fromkeys(written.values(), 0)
    assert points(blank_course, "sigmoid") == {"writes": nothing | {written["Sigmoid"]: 1}, "cheat": nothing}


EXAM = {
    "right": {
        "flip": "forecast = 15",
        "fractions": "new_weights, new_bias = [0.67, 0.93, 0.125], -1.80",
        "line": "line_weights, line_bias = [4, 2], -8",
    },
    "copied": {name: ANSWERS[name] for name in ("flip", "fractions", "line")},
    "numbers changed back": {name: ANSWERS[name] for name in ("flip", "fractions", "line")},
}
BACK = {
    "flip": "check.flip(forecast)",
    "fractions": "check.fractions((new_weights, new_bias))",
    "line": "check.line((line_weights, line_bias))",
}


@pytest.fixture(scope="module")
def exam_course(tmp_path_factory):
    """A course folder whose assignment has the numbers of seed 7, graded with another seed for the functions."""
    course = tmp_path_factory.mktemp("exam_course")
    place, changed = exam.write(NOTEBOOK, 7, course / "source" / "exam")
    assert changed == ["flip", "fractions", "line"]
    nbgrader(course, "generate_assignment", "exam")
    for student, answers in EXAM.items():
        notebook = nbformat.read(course / "release" / "exam" / place.name, as_version=4)
        for i, cell in enumerate(notebook.cells):
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if name in answers:
                notebook.cells[i - 1].source = answers[name]
                if student == "numbers changed back":
                    cell.source = BACK[name]
        folder = course / "submitted" / student / "exam"
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / place.name)
    nbgrader(course, "autograde", "exam", exam=True, seed="12345")
    return course


def test_exam_has_its_own_numbers_and_neither_old_answers_nor_another_seed_change_them(exam_course):
    assert marks(exam_course, "exam") == {
        "right": sum(POINTS[name] for name in EXAM["right"]),
        "copied": 0,
        "numbers changed back": 0,
    }
