"""The players of the web pages: their stored frames are what today's explorers draw, and they are small.

The explorers of chapters 10 and 12 ask networks that take minutes to train: of them, and of all others, the first state
is compared with what the notebook has stored, which the tests of the notebooks keep true.
"""

import ast
import gzip
import html
import json
import random
import re
import sys
from pathlib import Path

import nbformat
import pytest
from players_tasks import TASKS

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "web"))
import players  # noqa: E402

from nncourse.explorers import base  # noqa: E402

STORED = sorted(path.stem for path in players.PLAYERS.glob("*.js"))
LONG = {"10", "12"}


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    """Leave the explorers of the other tests as they are."""
    monkeypatch.setattr(base, "picture", base.picture)
    for path in Path(base.__file__).parent.glob("chapter*.py"):
        module = players.importlib.import_module(f"nncourse.explorers.{path.stem}")
        if hasattr(module, "keep_as_background"):
            monkeypatch.setattr(module, "keep_as_background", module.keep_as_background)


def said(frame):
    """The caption, the alt text and the readout of a frame."""
    first = next(number for number, line in enumerate(frame) if line.startswith("<svg"))
    return frame[0], frame[1], "\n".join(frame[2:first])


def test_every_explorer_of_a_lesson_has_a_player():
    lessons = {path.stem[:2] for path in (ROOT / "notebooks").glob("[0-9]*.ipynb")}
    assert lessons <= {*STORED}
    assert {*players.GRIDS, "08", "pad"} == {*STORED}


def test_all_players_together_are_small():
    size = sum(len(gzip.compress((players.PLAYERS / f"{name}.js").read_bytes())) for name in STORED)
    assert size <= 2_000_000


@pytest.mark.parametrize("name", [*players.GRIDS])
def test_the_first_state_is_what_the_notebook_has_stored(name):
    _, stored = players.read(name)
    frames, shown = players.unpacked(stored)
    number = 0
    for control in stored["controls"]:
        number = number * len(control["values"]) + control["start"]
    widgets = nbformat.read(players.lesson_of(name), as_version=4).metadata["widgets"]
    values = [part["state"].get("value", "") for part in widgets.popitem()[1]["state"].values()]
    shown_there = "\n".join(html.unescape(re.sub(r"<[^>]*>", "", text)) for text in values if isinstance(text, str))
    _, alt, readout = said(frames[shown[number]])
    assert readout in shown_there
    assert any(html.escape(alt) in text or alt in text for text in values if isinstance(text, str))


@pytest.mark.parametrize("name", [name for name in players.GRIDS if name not in LONG])
def test_stored_frames_are_those_of_todays_explorer(name):
    players.without_painting()
    player = players.Player(name, players.explorer_of(name))
    _, stored = players.read(name)
    assert stored["controls"] == player.controls
    frames, shown = players.unpacked(stored)
    assert len(shown) == len(player.states)
    for number in random.Random(name).sample(range(len(shown)), 6):
        taken = player.settle(player.states[number])
        values = players.alike(name, player.states[taken])
        frame = player.frame(values)
        assert said(frames[shown[number]]) == said(frame), values
        if name != "06":  # its map of the losses differs in the last digit from processor to processor
            assert len(frames[shown[number]]) == len(frame), values


def test_every_value_that_a_task_names_is_in_the_grid():
    for chapter, name, actions, _, _ in TASKS:
        controls = {control["label"]: control["values"] for control in players.read(chapter)[1]["controls"]}
        for action in actions:
            if action[0] != "press":
                assert action[1] in controls[action[0]], (chapter, name)


@pytest.mark.parametrize("chapter", sorted({task[0] for task in TASKS}))
def test_what_a_task_quotes_stands_in_its_lesson(chapter):
    path = players.lesson_of(chapter)
    lesson = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)
    lesson = re.sub(r'\\n(", ")?|\s+', " ", lesson)  # a quotation may go over the end of a line
    for name, said in ((name, said) for other, name, _, _, said in TASKS if other == chapter and said):
        assert re.sub(r"\s+", " ", said) in lesson, name


def test_a_training_run_whose_history_is_kept_is_needed_by_the_network():
    source = "net = build()\nhistory = train(net, x)\nprint(net)\nother = 1"
    kept = players.statements_for(ast.parse("explore(net)").body[0], ast.parse(source).body)
    assert [ast.unparse(statement) for statement in kept] == ["net = build()", "history = train(net, x)"]
