"""``python -m nncourse grade``: a class is graded, several at a time, goes on where it was, and fills a gradebook."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_attacks import EXERCISES, filled, notebook_of, right

from nncourse.grading import collected, command, report, session


def run(*arguments, cwd, **settings):
    """Run the command."""
    return subprocess.run(
        [sys.executable, "-m", "nncourse", "grade", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        **settings,
    )


def hand_in(folder, chapter="01", own=None, name=None):
    """Put a notebook into a learner's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or notebook_of(chapter)[0].name)
    path.write_text(json.dumps(filled(chapter, own)), encoding="utf-8")
    return path


def table(path):
    """The rows of a CSV file, a list of dict."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_step_of_c_that_is_never_done_costs_its_own_notebook_alone(tmp_path):
    forged = """
import json
from nncourse.grading import worker
alike = ["set", *(k * (2**61 - 1) for k in range(900_000))]
worker.side.send(json.dumps({"gone": [], "changes": [], "value": alike}).encode())
"""
    program = """
import pathlib, sys
from nncourse.grading import collected, command
command.MOST = 10
if __name__ == "__main__":
    sheet = pathlib.Path(sys.argv[1])
    paths = sorted(pathlib.Path().glob("*/*.ipynb"))
    works = [collected.Work(path.parent.name, sheet.stem, path, sheet) for path in paths]
    for work, result in command.graded(works, 2, []):
        print(work.learner, sum(task["points"] for task in result["tasks"]), *result["remarks"])
"""
    for learner in ("Ana", "Bo", "Cai", "Dora"):
        path = hand_in(tmp_path / learner, own={"flip": right("01")["flip"]})
        if learner == "Bo":
            path.write_text(json.dumps(filled("01", before=forged)), encoding="utf-8")
    (tmp_path / "many.py").write_text(program, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "many.py", notebook_of("01")[0]],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert sorted(told.stdout.splitlines()) == [
        "Ana 1",
        f"Bo 0 not graded: {command.ENDED}",
        "Cai 1",
        "Dora 1",
    ], told.stderr


@pytest.fixture
def class_of_three(tmp_path):
    own = right("01")
    hand_in(tmp_path / "in" / "Ana Novak", own=own)
    hand_in(tmp_path / "in" / "Bo", own={"flip": "forecast = -1"})
    hand_in(tmp_path / "in" / "Ćiro", "04", right("04"))
    (tmp_path / "in" / "Bo" / "04-layers.ipynb").write_text("no notebook", encoding="utf-8")
    (tmp_path / "in" / "Ana Novak" / "notes.ipynb").write_text('{"cells": []}', encoding="utf-8")
    return tmp_path


def test_class_gets_tables_pages_and_a_word_on_each_file_that_is_not_graded(class_of_three):
    told = run("in", "--jobs", "2", cwd=class_of_three)
    assert told.returncode == 0, told.stderr
    to = class_of_three / "graded"
    rows = {row["learner"]: row for row in table(to / report.TABLE)}
    assert {name: row["sum"] for name, row in rows.items()} == {"Ana Novak": "16", "Bo": "0", "Ćiro": "21"}
    assert rows["Bo"]["04-layers"] == "" and rows["Ćiro"]["04-layers"] == "21"
    (flip,) = [row for row in table(to / report.TASKS) if (row["learner"], row["task"]) == ("Bo", "flip")]
    assert flip["state"] == "failing" and flip["message"]
    page = (to / report.PAGE).read_text(encoding="utf-8")
    assert "Bo/04-layers.ipynb: not graded" in page and "notes.ipynb: not graded" in page
    feedback = (to / "feedback" / "Ana_Novak" / "01-neurons.html").read_text(encoding="utf-8")
    assert "16 of 16 points" in feedback and "def weighted_sum" in feedback
    assert [line for line in told.stdout.splitlines() if line.startswith("3 of 3 ·")]


def test_graded_notebooks_are_not_graded_again_unless_they_or_the_seed_have_changed(class_of_three):
    assert "3 of 3" in run("in", cwd=class_of_three).stdout
    assert " of 3 ·" not in (told := run("in", cwd=class_of_three).stdout) and "3 notebooks graded before" in told
    hand_in(class_of_three / "in" / "Bo", own=right("01"))
    told = run("in", cwd=class_of_three).stdout
    assert told.count(" of 3 ·") == 1 and "3 of 3 · Bo · 01-neurons: 16 of 16 points" in told
    assert run("in", "--seed", "5", cwd=class_of_three).stdout.count(" of 3 ·") == 3
    assert run("in", "--again", cwd=class_of_three).stdout.count(" of 3 ·") == 3


@pytest.mark.skipif(sys.platform == "win32", reason="no signal of the keyboard")
def test_ctrl_c_stops_and_the_same_command_goes_on(tmp_path):
    for k in range(12):
        hand_in(tmp_path / "in" / f"learner {k:02}", own=right("01"))
    program = [sys.executable, "-m", "nncourse", "grade", "in", "--jobs", "2"]
    asked = {"cwd": tmp_path, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    # A shell starts what runs in the background with Ctrl+C ignored, and these tests may run there.
    running = subprocess.Popen(program, **asked, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    line = ""
    while " of 12 · " not in line:
        line = running.stdout.readline()
    running.send_signal(signal.SIGINT)
    out, errors = running.communicate(timeout=60)
    assert "Stopping" in out and "The same command goes on" in errors and "Traceback" not in errors
    done = len(list((tmp_path / "graded" / "results").glob("*.json")))
    assert 0 < done < 12
    told = run("in", cwd=tmp_path).stdout
    assert f"{done} notebooks graded before" in told or f"{done} notebook graded before" in told
    assert "12 of 12" in told and len(table(tmp_path / "graded" / report.TABLE)) == 12


def test_interrupt_that_comes_while_a_result_is_written_stops_the_rest_too(tmp_path, monkeypatch, capsys):
    works = [collected.Work(f"learner {k}", "01-neurons", tmp_path, tmp_path) for k in range(12)]
    monkeypatch.setenv("NNCOURSE_TEST_BEGUN", str(tmp_path))
    monkeypatch.setattr(command, "one", noting)
    with pytest.raises(KeyboardInterrupt):
        for _ in command.graded(works, 2, []):
            raise KeyboardInterrupt
    assert "Stopping" in capsys.readouterr().out
    assert len(list(tmp_path.iterdir())) < 12


def noting(work, hidden):
    """`command.one`, which leaves a file for each learner, and takes its time."""
    Path(os.environ["NNCOURSE_TEST_BEGUN"], work.learner).touch()
    time.sleep(0.2)
    return {"tasks": [], "remarks": []}


def test_notebook_that_ends_the_grading_process_costs_itself_alone(tmp_path, monkeypatch):
    """As if the grader itself had a fault: the pool loses its process."""
    works = [
        collected.Work(name, "01-neurons", hand_in(tmp_path / name, own=right("01")), notebook_of("01")[0])
        for name in ("ana", "bo", "ćiro")
    ]
    monkeypatch.setenv("NNCOURSE_TEST_CRASH", "bo")
    monkeypatch.setattr(command, "one", crashing)
    results = dict(command.graded(works, 2, []))
    assert {work.learner: bool(result["tasks"]) for work, result in results.items()} == {
        "ana": True,
        "bo": False,
        "ćiro": True,
    }


def crashing(work, hidden):
    """`command.one`, which ends its process for one learner."""
    if work.learner == os.environ["NNCOURSE_TEST_CRASH"]:
        os._exit(1)
    return {"tasks": [{"points": 1, "of": 1}], "remarks": []}


def test_names_of_moodle_and_a_second_notebook_the_last_one_counts(tmp_path):
    old = hand_in(tmp_path / "in" / "Ana Novak_12345_assignsubmission_file_", own=right("01"))
    new = hand_in(tmp_path / "in" / "Ana Novak_12345_assignsubmission_file_", name="01-neurons (1).ipynb")
    os.utime(old, (1, 1))
    works, remarks = collected.collected(tmp_path / "in", collected.handed_out(EXERCISES))
    assert [(work.learner, work.path) for work in works] == [("Ana Novak", new)]
    assert [remark for remark in remarks if "saved later" in remark]


def test_link_out_of_the_folder_is_not_graded(tmp_path):
    (tmp_path / "in" / "eve").mkdir(parents=True)
    secret = hand_in(tmp_path / "other", own=right("01"))
    (tmp_path / "in" / "eve" / "01-neurons.ipynb").symlink_to(secret)
    works, remarks = collected.collected(tmp_path / "in", collected.handed_out(EXERCISES))
    assert works == [] and "it is a link" in remarks[0]


@pytest.mark.skipif(os.name == "nt", reason="on Windows a link needs a right that few have")
def test_link_to_another_learners_notebook_is_not_graded(tmp_path):
    ana = hand_in(tmp_path / "in" / "ana", own=right("01"))
    (tmp_path / "in" / "ben").mkdir()
    (tmp_path / "in" / "ben" / "01-neurons.ipynb").symlink_to(ana)
    works, remarks = collected.collected(tmp_path / "in", collected.handed_out(EXERCISES))
    assert [work.path for work in works] == [ana] and "it is a link" in remarks[0]


@pytest.mark.parametrize("layout", ["in", "in/submitted"])
def test_file_that_is_named_for_another_learner_never_takes_the_place_of_this_learners_own(layout, tmp_path):
    own = hand_in(tmp_path / layout / "ben")
    other = hand_in(tmp_path / layout / "ana", name="ben_1_2_01-neurons.ipynb")
    os.utime(own, (1, 1))
    works, remarks = collected.collected(tmp_path / "in", collected.handed_out(EXERCISES))
    found = {work.learner: work.path for work in works}
    assert found == ({"ben": own} if layout == "in" else {"ana": other, "ben": own})
    if layout == "in":
        assert "graded for ben, whose name it has, but it is in the folder ana" in remarks[0]
        assert "is in the folder of ben" in remarks[1]


def test_name_that_turns_the_letters_around_it_is_shown_without_that(tmp_path):
    hand_in(tmp_path / "in" / "ana\u202ekavon")
    works, _ = collected.collected(tmp_path / "in", collected.handed_out(EXERCISES))
    assert [work.learner for work in works] == ["anakavon"]


def test_learners_whose_names_are_no_file_names_get_pages_of_their_own():
    taken = set()
    names = [report.file_name(name, taken) for name in ("Ana", "ana", "../..", "a/b", "CON", "<b>", "", "Жан")]
    assert len({name.casefold() for name in names}) == 8 and not any(set(name) & set('/\\<>:"|?*') for name in names)
    assert names[4].casefold() != "con" and all(name.strip(".") for name in names)


def test_what_is_not_limited_is_said(monkeypatch):
    assert session.not_limited() == [] or not session.can_cut_off()
    monkeypatch.setattr(session, "can_cut_off", lambda: False)
    assert "network" in session.not_limited()[0]


def test_works_where_no_namespace_is_to_be_had(tmp_path, monkeypatch):
    from nncourse.grading import notebook

    monkeypatch.setattr(session, "can_cut_off", lambda: False)
    path = hand_in(tmp_path / "ana", own=right("01"))
    result = notebook.grade(path, notebook_of("01")[0], "01")
    assert sum(task["points"] for task in result["tasks"]) == 16


def test_what_is_hidden_leaves_what_is_needed(tmp_path):
    for name in ("home/venv/lib", "home/class", "home/venv/secret"):
        (tmp_path / name).mkdir(parents=True)
    hidden = session.without(tmp_path / "home", [tmp_path / "home" / "venv" / "lib"])
    assert sorted(hidden) == [tmp_path / "home" / "class", tmp_path / "home" / "venv" / "secret"]
    assert session.without(tmp_path / "nowhere", []) == []


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of nbgrader with an assignment and what two learners handed in."""
    folder = tmp_path_factory.mktemp("course")
    source = folder / "source" / "neurons"
    source.mkdir(parents=True)
    shutil.copy(notebook_of("01")[0], source)
    made = subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", "neurons"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    hand_in(folder / "submitted" / "ana" / "neurons", own=right("01"))
    hand_in(folder / "submitted" / "bo" / "neurons", own={"weighted_sum": right("01")["weighted_sum"]})
    return folder


def test_gradebook_of_nbgrader_is_filled_and_exported_and_filling_it_twice_changes_nothing(course):
    for _ in range(2):
        told = run("submitted", "--nbgrader", ".", "--released", "release/neurons", cwd=course)
        assert told.returncode == 0 and "has the scores of 2 notebooks" in told.stdout, told.stderr
        exported = subprocess.run(
            [sys.executable, "-m", "nbgrader", "export"], cwd=course, capture_output=True, check=False
        )
        assert exported.returncode == 0
        with (course / "grades.csv").open(encoding="utf-8") as file:
            scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
        assert scores == {"ana": 16.0, "bo": 1.0}


def test_gradebook_without_the_assignment_says_which_command_is_missing(course, tmp_path):
    hand_in(tmp_path / "in" / "ana", "04", right("04"))
    told = run("in", "--nbgrader", str(course), cwd=tmp_path)
    assert "generate_assignment" in told.stderr and told.returncode == 1
    told = run("in", "--nbgrader", str(tmp_path), cwd=tmp_path)
    assert "gradebook.db" in told.stderr and told.returncode == 1


def test_an_exam_is_graded_by_what_the_teacher_kept(tmp_path):
    """Other numbers hold, and last year's answer does not."""
    exam = [sys.executable, "-m", "nncourse", "exam", "01", "--seed", "7", "--sealed", "--folder", "exam"]
    assert subprocess.run(exam, cwd=tmp_path, capture_output=True, check=False).returncode == 0
    made = json.loads((tmp_path / "exam" / "learners" / "01-neurons-exam.ipynb").read_text(encoding="utf-8"))
    code = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
    own = right("01")
    for answer, check in zip(code, code[1:]):
        name = check["metadata"].get("nbgrader", {}).get("grade_id")
        if name:
            answer["source"] = own[name]
    (tmp_path / "in" / "ana").mkdir(parents=True)
    (tmp_path / "in" / "ana" / "01-neurons-exam.ipynb").write_text(json.dumps(made), encoding="utf-8")
    assert run("in", "--released", "exam/keys", cwd=tmp_path).returncode == 0
    states = {row["task"]: row["state"] for row in table(tmp_path / "graded" / report.TASKS)}
    assert states["weighted_sum"] == "passed" and states["flip"] == "failing"


def test_wrong_folders_are_told(tmp_path):
    assert "There is no folder nowhere" in run("nowhere", cwd=tmp_path).stderr
    (tmp_path / "in").mkdir()
    assert "no notebook with checks" in run("in", "--released", "in", cwd=tmp_path).stderr
