"""Chapter 14's board of twelve cases: it says what the lesson's questions answer, and gives nothing away before."""

import base64
import gzip
import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import FRAME, do, readout

from nncourse.chapter14 import explorer as chapter14
from nncourse.chapter14 import suspects
from nncourse.widgets import live

LESSON = nbformat.read(Path(__file__).parents[2] / "notebooks" / "14-finding-bugs.ipynb", as_version=4)
STORED = json.loads(chapter14.STORED.read_text(encoding="utf-8"))
QUESTIONS = list(chapter14.QUESTIONS)


@pytest.fixture
def board(module):
    return module("chapter14")


@pytest.fixture(scope="module")
def data():
    return chapter14.cases()[0]["about"]


def test_page_has_what_python_says(data):
    line, _ = gzip.decompress(live.stored("chapter14-cases").read_bytes()).split(b"\n", 1)
    assert json.loads(line)["about"] == json.loads(json.dumps(data)), "run python tools/data.py 14"


@pytest.mark.parametrize("name", chapter14.FOUND)
def test_pictures_show_the_numbers_that_are_said(name):
    """The pictures were made by the lesson's functions (tools/cases.py), and the readout's numbers as well."""
    shown, said = STORED["cases"][name], chapter14.FOUND[name]
    assert shown["score"] == said["score"] and sum(shown["counts"]) == 10_000 and sum(shown["start"]) == 500
    ten = shown["ten"]
    assert max(ten["losses"]) == pytest.approx(said["ten"][0], abs=1e-4)
    assert np.equal(ten["labels"], ten["answers"]).sum() == said["ten"][1]
    dead = [sum(share == 0 for share in shares) for shares in shown["alive"]]
    assert dead == pytest.approx(said["inside"][1:3], abs=1)  # one neuron more or less, by the order of additions
    edges = np.log(STORED["edges"])
    mean = np.exp((edges[1:] + edges[:-1]) / 2) @ shown["start"] / 500
    assert mean == pytest.approx(said["start"], rel=0.25)
    files = [base64.b64decode(text) for text in STORED["files"]]
    same = [base64.b64decode(back) == file for back, file in zip(shown["back"], files)]
    assert same == [said["round trip"][0] == 1, said["round trip"][2] == 1]
    assert (shown["labels"] == shown["file"]) == (said["round trip"][1] == 1)


PLAY = """([data, moves]) => moves.reduce(([state], [kind, value]) => {
  const next = { ...state, ...{ ask: js.ask, accuse: js.accuse, case: js.turnTo }[kind](state, value) };
  return [next, js.words(next, data), js.tally(next, data)];
}, [js.START, js.words(js.START, data), js.tally(js.START, data)])"""


@pytest.mark.parametrize("case", chapter14.ORDER)
def test_each_question_says_what_python_says_and_one_accusation_is_right(board, data, case):
    suspect = chapter14.ORDER[case]
    part, why = chapter14.GUILTY[suspect]
    for question in QUESTIONS:
        found = chapter14.FOUND[suspect][question]
        text = f"Case {case}, {question}: {chapter14.told(question, found)} Healthy: {chapter14.HEALTHY[question]}"
        if question != "score":
            text += " Alarm." if chapter14.is_alarm(question, found) else " No alarm."
        said = board(PLAY, [data, [["case", case], ["ask", question]]])[1]
        assert said["readout"].split("\n")[0] == text and text in said["alt"]
    for accused in chapter14.PARTS[1:]:
        lines = board(PLAY, [data, [["case", case], ["accuse", accused]]])[1]["readout"].split("\n")
        right = accused == part
        assert lines[1] == f"You accuse: {accused}. " + (
            f"You are right. {why}" if right else "That is not it. Ask one more question."
        )
        assert lines[2].startswith(f"Solved: {int(right)} of 12 cases, with 1 question and {int(not right)} wrong")


def test_game_counts_each_question_once_and_each_wrong_accusation(board, data):
    moves = [["ask", "ten"], ["ask", "ten"], ["accuse", "the labels"], ["case", "F"], ["ask", "round trip"]]
    moves += [["accuse", "the pixels"], ["case", "A"]]
    state, said, tally = board(PLAY, [data, moves])
    assert tally == {"solved": 1, "questions": 3, "wrong": 1}
    assert state["question"] == "ten" and state["asked"] == {"A": ["score", "ten"], "F": ["round trip"]}
    assert said["readout"].endswith("Solved: 1 of 12 cases, with 3 questions and 1 wrong accusation.")


# What is done, what the readout then says, and, where the lesson asks for it, words of it that stand in the lesson.
TASKS = [
    ([("case", "F"), ("press", "score")], "it reads 10.64 % of the validation images", None),
    *[
        ([("press", question)], seen, None)
        for question, seen in [
            ("round trip", "training 0 and 1, validation 0 and 1"),
            ("start", "starting loss 2.618"),
            ("gradient", "W1 ok, b1 ok, W2 ok, b2 ok"),
            ("inside", "9 of 32 dead, 32 after one epoch"),
            ("ten", "largest loss 2.3163, 4 of 10 read correctly"),
        ]
    ],
    ([("press", "the pixels")], "You are right. Round trip is enough", None),
    ([("case", "B"), ("press", "start")], "starting loss 71.669", "71.7"),
    ([("case", "I"), ("press", "inside")], "32 of 32 dead", "all 32 hidden neurons are dead"),
    ([("case", "C"), ("press", "score")], "it reads 90.58 %", "Two cases score more than 90 %"),
    ([("press", "gradient")], "b1 0.580", None),
    ([("press", "the layer")], "You are right. Gradient is enough", None),
    ([("case", "G"), ("press", "score")], "it reads 90.66 %", None),
    ([("press", "gradient")], "W1 ok, b1 ok, W2 ok, b2 ok", None),
    ([("press", "nothing: it is correct")], "You are right.", "Which questions tell them apart?"),
]


def test_tasks_of_the_lesson(opened):
    page = opened("chapter14")
    text = json.dumps([[cell.source, cell.get("outputs", [])] for cell in LESSON.cells], ensure_ascii=False)
    for actions, seen, quoted in TASKS:
        do(page, *actions)
        assert seen in readout(page), actions
        assert quoted is None or quoted in text
    assert "Solved: 3 of 12 cases, with 13 questions" in readout(page)
    assert page.locator(".record14 .found14").count() == 6
    right = page.get_by_role("button", name="the weights", exact=True)
    assert right.get_attribute("aria-disabled") == "true"  # the case is closed
    do(page, ("press", "Begin again"))
    assert (
        readout(page).startswith("Case A, score: it reads 15.62 %") and page.locator(".record14 .found14").count() == 0
    )


def test_every_case_and_question_has_a_picture_and_the_box_keeps_its_height(opened):
    page = opened("chapter14")
    heights, pictures = set(), set()
    for case in chapter14.ORDER:
        do(page, ("case", case))
        for question in QUESTIONS:
            page.get_by_role("button", name=question, exact=True).click()
            page.evaluate(FRAME)
            heights.add(page.locator(".nnl").bounding_box()["height"])
            pictures.add((question, page.locator(".panels14").inner_html()))
        page.get_by_role("button", name=chapter14.GUILTY[chapter14.ORDER[case]][0], exact=True).click()
        page.evaluate(FRAME)
        heights.add(page.locator(".nnl").bounding_box()["height"])
    assert len(heights) == 1 and max(heights) <= 640
    assert len(pictures) > 40
    assert "Solved: 12 of 12 cases" in readout(page)


def test_notebook_gives_no_answer_away():
    explorer = chapter14.explore()
    names = {*suspects.SUSPECTS, *suspects.COLLEAGUES, "correct"} - {"correct"}
    told = json.dumps(explorer.state) + live.poster("chapter14").split("base64")[0] + live.bundle("chapter14")
    (cell,) = [cell for cell in LESSON.cells if cell.source == "explore()"]
    told += json.dumps([{**output, "data": ""} for output in cell.outputs])
    assert [name for name in names if re.search(rf"\b{name}\b", told)] == []
    assert not any(why in told for _, why in chapter14.GUILTY.values())
    answers = [
        chapter14.told(question, found[question]) for found in chapter14.FOUND.values() for question in QUESTIONS
    ]
    assert {answer for answer in answers if answer in told} == {"it reads 15.62 % of the validation images."}


def test_python_sets_the_state_and_refuses_what_there_is_not():
    assert chapter14.explore(case="F", question="ten").state == {
        "case": "F",
        "question": "ten",
        "asked": {"F": ["ten"]},
    }
    assert chapter14.explore(case="F").state["question"] is None
    with pytest.raises(ValueError, match="case must be one of 'A', 'B'"):
        chapter14.explore(case="M")
    with pytest.raises(ValueError, match="question must be one of 'score'"):
        chapter14.explore(question="loss")
