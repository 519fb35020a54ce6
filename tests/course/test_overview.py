"""The overview of a class: what notebooks store is read, told apart by learner and exercise, and no file is lost."""

import argparse
import copy
import csv
import functools
import json
import os
import re
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from nncourse import overview
from nncourse.blanks import blank
from nncourse.teaching import exam

LESSONS = Path(__file__).resolve().parents[2] / "notebooks"
ANSWERS = {  # to the exercises of 01, as a learner writes them
    "def weighted_sum": "def weighted_sum(weights, x, bias):\n    return weights @ x + bias",
    "forecast =": "forecast = 10",  # right for the chapter's umbrella, not for this one
    "line_weights =": "line_weights, line_bias = 1 / 0",
    "cause =": "cause = input('which? ')",
}


@functools.cache
def stored(place):
    return (LESSONS / place).read_text(encoding="utf-8")


def exercises(stem="01-neurons"):
    """A notebook of exercises as it is handed out: nothing is attempted."""
    return json.loads(stored(f"exercises/{stem}.ipynb"))


def blank_of(stem):
    return blank.blank(json.loads(stored(f"{stem}.ipynb")), stem[:2])


@pytest.fixture(scope="module")
def sheets():
    return overview.sheets_in(LESSONS)


@pytest.fixture(autouse=True)
def sheets_made_once(monkeypatch, sheets):
    monkeypatch.setattr(overview, "sheets_in", {LESSONS: sheets}.__getitem__)


@pytest.fixture(scope="module")
def run_by_ana():
    """A notebook of exercises of 01 that was run, with the answers above."""
    notebook = nbformat.reads(json.dumps(exercises()), as_version=4)
    for cell in notebook.cells:
        for begin, answer in ANSWERS.items():
            if cell.cell_type == "code" and cell.source.startswith(begin):
                cell.source = answer
    NotebookClient(notebook, allow_errors=True, timeout=120).execute()
    return json.loads(nbformat.writes(notebook))


def output(state, name, finding="the bias is missing"):
    """What a check stores."""
    if state == "passed":
        return {"output_type": "display_data", "metadata": {}, "data": {"text/plain": f"✓ {name} is right."}}
    kind = "NotAttempted" if state == "not attempted" else "Wrong"
    return {"output_type": "error", "ename": kind, "evalue": f"{name}: {finding}", "traceback": [f"\x1b[1m{finding}"]}


def answered(notebook, **outputs):
    """A copy of a notebook in which some checks, by name, store other outputs."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        if (name := overview.grade_id(cell)) in outputs:
            cell["outputs"] = outputs[name]
    return notebook


def put(place, content):
    place.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        place.write_bytes(content)
    else:
        place.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")


def command(*texts):
    """Run the command, as the command line does; return what it ends with."""
    parser = argparse.ArgumentParser()
    overview.arguments(parser)
    return overview.run(parser.parse_args([*map(str, texts)]), LESSONS)


def rows_of(place):
    with place.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def table(folder):
    """The table that was written, by learner a dict of states by column."""
    return {row.pop("learner"): row for row in rows_of(folder / overview.TABLE)}


def findings(folder):
    return rows_of(folder / overview.FINDINGS)


class Page(HTMLParser):
    """What the page holds: its elements, (tag, attributes), its text, and by heading the files of which it is said."""

    def __init__(self, folder):
        super().__init__()
        self.elements, self.texts, self.open, self.heading, self.files = [], [], [], "", {}
        self.source = (folder / overview.PAGE).read_text(encoding="utf-8")
        self.feed(self.source)
        self.text = " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "li" and self.heading:
            self.files[self.heading].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.texts.append(data)
        if "h3" in self.open:
            self.heading = data
            self.files[data] = []
        elif "li" in self.open and self.heading:
            self.files[self.heading][-1] += data


def test_table_says_of_each_exercise_what_its_check_showed_when_the_notebook_was_run(run_by_ana, tmp_path, capsys):
    put(tmp_path / "ana" / "01-neurons.ipynb", run_by_ana)
    assert command(tmp_path) is None
    assert str(tmp_path / "class.html") in capsys.readouterr().out
    told = {column.removeprefix("01 · Neurons: "): state for column, state in table(tmp_path)["ana"].items()}
    assert told == {
        "weighted_sum": "passed",
        "flip": "failing",
        "fractions": "not attempted",
        "line": "failing",
        "diagnosis": "failing",
        "tell_apart": "not attempted",
        "which_mistake": "not attempted",
        "best_bias": "not attempted",
    }
    found = {row["exercise"]: row["finding"] for row in findings(tmp_path)}
    assert found["flip"] == "10 was right for the old bias, −1.80; the new one is −2.60"
    assert found["line"] == "NameError: name 'line_weights' is not defined"
    assert all(finding in Page(tmp_path).text for finding in found.values())


def test_blank_lesson_is_read_by_its_pieces_as_it_stores_them_when_it_is_run(tmp_path):
    notebook = blank_of("01-neurons")
    lesson = json.loads(stored("01-neurons.ipynb"))["cells"]
    (piece,) = ["".join(cell["source"]) for cell in lesson if blank.TAG in cell["metadata"].get("tags", [])][-1:]
    (check,) = [number for number, cell in enumerate(notebook["cells"]) if overview.grade_id(cell)]
    notebook["cells"][check - 1]["source"] = piece
    few = {**notebook, "cells": [{"cell_type": "code", **START}, *notebook["cells"][check - 1 : check + 1]]}
    few = nbformat.from_dict(few)
    NotebookClient(few, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    put(tmp_path / "in" / "ana" / "01-neurons-blank.ipynb", nbformat.writes(few))
    assert command(tmp_path / "in") is None
    assert table(tmp_path / "in") == {"ana": {"01 · Neurons, blank lesson: Neuron": "passed"}}


START = {"id": "start", "metadata": {}, "outputs": [], "execution_count": None, "source": ""}
START["source"] = "import numpy as np\nfrom nnlib import step\nfrom nncourse.blanks import check"


@pytest.mark.parametrize(
    "place, learner",
    [
        ("ana/01-neurons.ipynb", "ana"),
        ("ana/neurons/01-neurons.ipynb", "ana"),
        ("ana/exercises/01-neurons (1).ipynb", "ana"),
        ("ana/Copy of 01-neurons.ipynb", "ana"),
        ("Ana Novak_12345_assignsubmission_file_/01-neurons.ipynb", "Ana Novak"),
        ("week 1/Ana Novak_12345_assignsubmission_file_/01-neurons.ipynb", "Ana Novak"),
        ("Ana Novak_12345_assignsubmission_file_01-neurons.ipynb", "Ana Novak"),
        ("Ana Novak_01-neurons.ipynb", "Ana Novak"),
        ("novakana_123_456_01-neurons-1.ipynb", "novakana"),
        ("novakana_LATE_123_456_01-neurons.ipynb", "novakana"),
        ("submitted/ana/neurons/01-neurons.ipynb", "ana"),
    ],
)
def test_learner_is_told_by_the_folder_or_by_the_name_that_a_platform_gives(place, learner, tmp_path):
    put(tmp_path / place, exercises())
    assert command(tmp_path) is None
    assert [*table(tmp_path)] == [learner]
    assert not Page(tmp_path).files


def test_learner_without_a_name_is_counted_and_named(tmp_path):
    put(tmp_path / "Copy of 01-neurons.ipynb", exercises())
    put(tmp_path / "01-neurons.ipynb", exercises())
    command(tmp_path)
    assert [*table(tmp_path)] == ["01-neurons", "Copy of 01-neurons"]
    assert [*Page(tmp_path).files] == [overview.NAMELESS]


@pytest.mark.parametrize("kind", overview.KINDS)
@pytest.mark.parametrize("stem", [path.stem for path in sorted(LESSONS.glob("[0-9]*.ipynb"))])
def test_notebook_of_any_name_is_recognized_by_its_checks(kind, stem, sheets, tmp_path):
    if (key := (stem[:2], kind)) not in sheets:
        assert kind == "blank"
        return
    notebook = blank_of(stem) if kind == "blank" else exercises(stem)
    if kind == "exam":
        notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": "exams.mode()", "outputs": []})
    put(tmp_path / "ana" / "homework.ipynb", notebook)
    put(tmp_path / "ben" / "19-attention.ipynb", notebook)
    collection = overview.Collection(tmp_path, sheets)
    assert [*collection.found] == [key] and [*collection.found[key]] == ["ana", "ben"]
    assert collection.found[key]["ana"].results.keys() == sheets[key].tasks.keys()
    assert "ana/homework.ipynb" in collection.notes[overview.RENAMED]


@pytest.mark.parametrize("chapter", ["06-loss", "09-optimizers", "10-generalization"])
def test_exam_of_one_exercise_is_recognized_though_other_chapters_have_one_of_that_name(chapter, sheets, tmp_path):
    notebook = exercises(chapter)
    kept = [cell for cell in notebook["cells"] if overview.grade_id(cell) in ("", "reports")]
    put(tmp_path / "ana" / "test.ipynb", {**notebook, "cells": kept})
    assert [*overview.Collection(tmp_path, sheets).found] == [(chapter[:2], "exercises")]


def test_exam_is_told_from_the_exercises_and_shows_the_tasks_that_it_has(tmp_path):
    place, _ = exam.write(LESSONS / "exercises" / "01-neurons.ipynb", 7, tmp_path / "ana")
    sheet = json.loads(place.read_text(encoding="utf-8"))
    some = [cell for cell in sheet["cells"] if overview.grade_id(cell) in ("", "flip", "line")]
    put(place, answered({**sheet, "cells": some}, flip=[output("passed", "flip")]))
    put(tmp_path / "ana" / "01-neurons.ipynb", answered(exercises(), flip=[output("failing", "flip")]))
    command(tmp_path)
    row = table(tmp_path)["ana"]
    assert {column: state for column, state in row.items() if "exam" in column} == {
        "01 · Neurons, exam: flip": "passed",
        "01 · Neurons, exam: line": "no result",
    }
    assert row["01 · Neurons: flip"] == "failing" and len(row) == 10
    assert not Page(tmp_path).files


BROKEN = {
    "it is empty": b" ",
    "no JSON in line 3": b'{"cells":\n [],\n',
    "no JSON": b"\xff\xfe\xfd",
    "JSON, but no notebook of version 4": {"worksheets": []},
    "JSON, but its cells are not those of a notebook": {"cells": [1, 2]},
}


@pytest.mark.parametrize("reason", BROKEN)
def test_broken_notebook_is_named_and_its_owner_stays_in_the_table(reason, tmp_path):
    put(tmp_path / "ana" / "01-neurons.ipynb", exercises())
    put(tmp_path / "ben" / "01-neurons.ipynb", BROKEN[reason])
    assert command(tmp_path) is None
    page = Page(tmp_path)
    assert page.files == {overview.BROKEN: [f"ben/01-neurons.ipynb: {reason}"]}
    assert set(table(tmp_path)["ben"].values()) == {"no notebook"}
    assert "1 of 2 learners handed this in. Nothing that can be read came from ben ." in page.text


@pytest.mark.parametrize("spoil", ["outputs", "evalue", "nbgrader", "data"])
def test_odd_cell_breaks_its_notebook_alone(spoil, tmp_path):
    put(tmp_path / "ana" / "01-neurons.ipynb", exercises())
    odd = answered(exercises(), flip=[output("failing", "flip"), output("passed", "line")])
    (cell,) = [cell for cell in odd["cells"] if overview.grade_id(cell) == "flip"]
    if spoil == "nbgrader":
        cell["metadata"]["nbgrader"] = {"grade_id": ["flip"]}
    elif spoil == "outputs":
        cell["outputs"] = 3
    else:
        cell["outputs"][0 if spoil == "evalue" else 1][spoil] = None
    put(tmp_path / "ben" / "01-neurons.ipynb", odd)
    assert command(tmp_path) is None
    assert [*Page(tmp_path).files] == [overview.BROKEN] and [*table(tmp_path)] == ["ana", "ben"]


def test_notebook_without_outputs_is_named_and_has_no_results(tmp_path):
    notebook = exercises()
    for cell in notebook["cells"]:
        cell.pop("outputs", None)
    put(tmp_path / "ana" / "01-neurons.ipynb", notebook)
    put(tmp_path / "ben" / "01-neurons.ipynb", answered(exercises(), flip=[]))
    command(tmp_path)
    assert Page(tmp_path).files == {overview.NO_OUTPUTS: ["ana/01-neurons.ipynb"]}
    assert set(table(tmp_path)["ana"].values()) == {"no result"}
    assert Counter(table(tmp_path)["ben"].values()) == {"no result": 1, "not attempted": 7}


def test_of_two_notebooks_the_one_with_more_passed_counts_and_the_other_is_named(tmp_path):
    put(tmp_path / "ana" / "01-neurons.ipynb", answered(exercises(), flip=[output("passed", "flip")]))
    put(tmp_path / "ana" / "old" / "01-neurons.ipynb", answered(exercises(), flip=[output("failing", "flip")]))
    put(tmp_path / "ben_1_2_01-neurons.ipynb", answered(exercises(), flip=[output("failing", "flip", "old")]))
    put(tmp_path / "ben_1_3_01-neurons-1.ipynb", answered(exercises(), flip=[output("failing", "flip", "new")]))
    command(tmp_path)
    assert Page(tmp_path).files == {
        overview.AGAIN: [
            "ana/old/01-neurons.ipynb: ana/01-neurons.ipynb",
            "ben_1_2_01-neurons.ipynb: ben_1_3_01-neurons-1.ipynb",
        ]
    }
    assert table(tmp_path)["ana"]["01 · Neurons: flip"] == "passed"
    assert [(row["finding"], row["who"]) for row in findings(tmp_path)] == [("new", "ben")]


def test_no_file_is_skipped_in_silence(tmp_path):
    put(tmp_path / "submitted" / "ana" / "loss" / "06-loss.ipynb", exercises("06-loss"))
    put(tmp_path / "submitted" / "ana" / "loss" / "timestamp.txt", "today")
    put(tmp_path / "submitted" / "ana" / "01-neurons.ipynb", stored("01-neurons.ipynb"))
    put(tmp_path / "submitted" / "ana" / ".ipynb_checkpoints" / "06-loss-checkpoint.ipynb", exercises("06-loss"))
    put(tmp_path / "submitted" / "__MACOSX" / "ana" / "._06-loss.ipynb", b"\0")
    put(tmp_path / "submitted" / "ben" / "essay.ipynb", {"cells": []})
    put(tmp_path / "release" / "loss" / "06-loss.ipynb", exercises("06-loss"))
    put(tmp_path / "gradebook.db", b"\0")
    command(tmp_path)
    assert Page(tmp_path).files == {
        overview.NO_EXERCISES: ["submitted/ana/01-neurons.ipynb", "submitted/ben/essay.ipynb"],
        overview.NO_NOTEBOOKS: ["submitted/ana/loss/timestamp.txt"],
        overview.BESIDE: [
            "gradebook.db",
            "release",
            "submitted/__MACOSX/ana/._06-loss.ipynb",
            "submitted/ana/.ipynb_checkpoints/06-loss-checkpoint.ipynb",
        ],
    }
    assert [*table(tmp_path)] == ["ana", "ben"]


def test_check_that_is_not_the_courses_is_named(tmp_path):
    notebook = exercises()
    notebook["cells"].append(
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": "mine"}}, "source": "", "outputs": []}
    )
    put(tmp_path / "ana" / "01-neurons.ipynb", notebook)
    command(tmp_path)
    assert Page(tmp_path).files == {overview.STRANGE: ["ana/01-neurons.ipynb: mine"]}


def test_once_passed_it_stays_passed_and_what_is_only_printed_says_nothing(tmp_path):
    notebook = answered(exercises(), flip=[output("failing", "flip")])
    (again,) = [cell for cell in notebook["cells"] if overview.grade_id(cell) == "flip"]
    notebook["cells"].insert(0, {**again, "outputs": [output("passed", "flip")]})
    printed = [{"output_type": "stream", "name": "stdout", "text": "✓ line is right.\n"}]
    put(tmp_path / "ana" / "01-neurons.ipynb", answered(notebook, line=printed) | {"nbformat": 4})
    command(tmp_path)
    row = table(tmp_path)["ana"]
    assert row["01 · Neurons: line"] == "no result"
    put(tmp_path / "ana" / "01-neurons.ipynb", notebook)
    command(tmp_path)
    assert table(tmp_path)["ana"]["01 · Neurons: flip"] == "passed"


HOSTILE = "\x1b[31m<img src=http://x.y/z onerror=alert(1)>\x1b]8;;http://x.y\x07\x00\ud800 </script>{{ 7 * 7 }} &amp;"


def test_nothing_that_a_learner_wrote_is_more_than_text_on_the_page_and_in_the_tables(tmp_path):
    wrong = output("failing", "flip", HOSTILE) | {"ename": "<b>Error"}
    evil = answered(exercises(), flip=[wrong], line=[output("failing", "line", "=HYPERLINK(1)" + "x" * 5000)])
    name = "=1+1 &lt;" if os.name == "nt" else "=1+1 <script>alert(1)<&script>"  # Windows allows no < in a name
    put(tmp_path / name / "01-neurons.ipynb", evil)
    put(tmp_path / name / f"{name}.txt", "")
    command(tmp_path)
    page = Page(tmp_path)
    assert not {tag for tag, _ in page.elements} & {"script", "img"}
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    shown = "<b>Error: flip: <img src=http://x.y/z onerror=alert(1)> ? </script>{{ 7 * 7 }} &amp;"
    assert shown in page.text and name in page.text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", page.source)
    assert [*table(tmp_path)] == [f"'{name}"]
    told = {row["exercise"]: row["finding"] for row in findings(tmp_path)}
    assert told["flip"] == shown and told["line"].startswith("'=HYPERLINK") and len(told["line"]) == 301


def test_direction_of_letters_cannot_be_turned_by_a_name_or_a_finding(tmp_path):
    turned = answered(exercises(), flip=[output("failing", "flip", "right\u202etnemelpmi\u2069")])
    put(tmp_path / "ana\u202ekavon" / "01-neurons.ipynb", turned)
    command(tmp_path)
    assert [row["who"] for row in findings(tmp_path)] == ["anakavon"]
    assert not re.search(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", Page(tmp_path).source)


@pytest.mark.skipif(os.name == "nt", reason="on Windows a link needs a right that few have")
def test_link_to_another_learners_notebook_is_named_and_not_followed(tmp_path):
    put(tmp_path / "ana" / "01-neurons.ipynb", exercises())
    (tmp_path / "ben").mkdir()
    (tmp_path / "ben" / "01-neurons.ipynb").symlink_to(tmp_path / "ana" / "01-neurons.ipynb")
    command(tmp_path)
    assert [*table(tmp_path)] == ["ana"]
    assert Page(tmp_path).files == {overview.LINKS: ["ben/01-neurons.ipynb"]}


def test_letters_of_a_learners_name_are_the_same_however_a_system_writes_them_and_sort_as_in_a_list(tmp_path):
    put(tmp_path / "Z\u030ciga_01-neurons.ipynb", exercises())
    put(tmp_path / "Žiga_04-layers.ipynb", exercises("04-layers"))
    for name in ("Zoë", "ana", "Čedo", "David"):
        put(tmp_path / f"{name}_01-neurons.ipynb", exercises())
    command(tmp_path)
    assert [*table(tmp_path)] == ["ana", "Čedo", "David", "Žiga", "Zoë"]


def test_findings_that_differ_in_their_numbers_alone_are_one_and_the_commonest_is_on_the_page(tmp_path):
    told = ["z is 1.5, too large", "W1 is missing", "W2 is missing", "z is −2.5e-3, too large", "z is 1.5, too large"]
    told.append("z is 7, too large")
    for number, finding in enumerate(told):
        put(
            tmp_path / f"{number}" / "01-neurons.ipynb",
            answered(exercises(), flip=[output("failing", "flip", finding)]),
        )
    command(tmp_path)
    assert [(row["finding"], row["learners"], row["who"]) for row in findings(tmp_path)] == [
        ("z is 1.5, too large", "4", "0; 3; 4; 5"),
        ("W1 is missing", "1", "1"),
        ("W2 is missing", "1", "2"),
    ]
    assert "z is 1.5, too large 4" in Page(tmp_path).text and "W1" not in Page(tmp_path).text


def test_class_of_thirty_is_counted_right_in_course_order_within_ten_seconds(tmp_path, sheets):
    stems = ["08-mnist-training", "01-neurons", "06-loss", "04-layers"]
    states, expected = ["passed", "failing", "not attempted"], Counter()
    for learner in range(30):
        for stem in stems:
            outputs = {}
            for task in sheets[stem[:2], "exercises"].tasks:
                state = states[(learner * 7 + len(task)) % 3]
                outputs[task] = [output(state, task)]
                expected[stem[:2], task, state] += 1
            put(tmp_path / f"learner {learner:02}" / f"{stem}.ipynb", answered(exercises(stem), **outputs))
    begun = time.perf_counter()
    command(tmp_path)
    assert time.perf_counter() - begun < 10
    counts, rows = Counter(), table(tmp_path)
    for row in rows.values():
        counts.update((column[:2], column.partition(": ")[2], state) for column, state in row.items())
    assert counts == expected and len(rows) == 30
    assert [*dict.fromkeys(column[:2] for column in rows["learner 00"])] == ["01", "04", "06", "08"]
    text = Page(tmp_path).text
    for chapter in ("01", "04", "06", "08"):
        part = text.partition(f"{chapter} · ")[2]
        for task in sheets[chapter, "exercises"].tasks.values():
            numbers = " ".join(str(expected[chapter, task.name, state]) for state in overview.STATES)
            assert f"{task.number} {task.name} {task.title} {numbers} " in part


def test_page_can_be_heard_printed_and_opened_anywhere(tmp_path):
    put(tmp_path / "ana" / "01-neurons.ipynb", answered(exercises(), flip=[output("passed", "flip")], line=[]))
    put(tmp_path / "ben" / "04-layers.ipynb", exercises("04-layers"))
    command(tmp_path)
    page = Page(tmp_path)
    tags = Counter(tag for tag, _ in page.elements)
    assert tags["table"] == tags["caption"] == 4 and tags["h1"] == 1
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.elements if tag == "th")
    for state, (shape, meaning) in overview.STATES.items():  # a shape and a word, not a colour alone
        assert f"{shape} {state} {meaning}" in page.text
    assert "ana · not attempted ✓ passed · not attempted ? no result" in page.text.replace("</span>", "")
    assert ("html", {"lang": "en"}) in page.elements and "@media print" in page.source
    assert not {"src", "srcset"} & {name for _, attributes in page.elements for name in attributes}
    links = [attributes["href"] for tag, attributes in page.elements if "href" in attributes]
    assert not [link for link in links if not link.startswith("#")] and "url(" not in page.source


def test_second_run_reads_the_same_and_takes_its_own_files_for_nobodys(tmp_path):
    put(tmp_path / "in" / "ana" / "01-neurons.ipynb", exercises())
    names = {overview.PAGE, overview.TABLE, overview.FINDINGS}
    for to in ("in", "in/report", "out"):
        command(tmp_path / "in", "--to", tmp_path / to)
        first = {name: (tmp_path / to / name).read_bytes() for name in names}
        command(tmp_path / "in", "--to", tmp_path / to)
        assert {path.name: path.read_bytes() for path in (tmp_path / to).iterdir() if path.is_file()} == first
        for name in names:
            (tmp_path / to / name).unlink()


def test_command_says_why_it_cannot_write_an_overview(tmp_path):
    assert "There is no folder" in command(tmp_path / "none") and not (tmp_path / "none").exists()
    put(tmp_path / "in" / "glossary.ipynb", stored("glossary.ipynb"))
    assert "None of the files" in command(tmp_path / "in")
    assert Page(tmp_path / "in").files == {overview.NO_EXERCISES: ["glossary.ipynb"]}
    put(tmp_path / "in" / "ana" / "01-neurons.ipynb", exercises())
    assert "cannot be written" in command(tmp_path / "in", "--to", tmp_path / "in" / "glossary.ipynb")
