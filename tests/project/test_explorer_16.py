"""Chapter 16's explorer: the bill of a step, and the speedup by machines."""

import contextlib
import io
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from live_pages import do, drag, readout

from nncourse.chapter16 import explorer as chapter16

LESSON = Path(__file__).resolve().parents[2] / "notebooks" / "16-beyond-one-machine.ipynb"
START = {"machines": 8, "images": 64, "network": "784-128-64-10", "gigabits": 10, "delay": 50, "ring": False}
RNG = np.random.default_rng(16)
STATES = [
    START,
    *(
        {
            "machines": int(RNG.integers(1, 1025)),
            "images": int(RNG.integers(1, 4097)),
            "network": str(RNG.choice(list(chapter16.NETWORKS))),
            "gigabits": float(RNG.uniform(1, 400)),
            "delay": float(RNG.uniform(1, 200)),
            "ring": bool(RNG.integers(2)),
        }
        for _ in range(60)
    ),
    *(START | {"machines": machines, "ring": ring} for machines in (1, 2, 3, 512, 513, 1024) for ring in (True, False)),
]
FACTS = "(states) => states.map((one) => ({ parts: js.bill(one), ...js.facts(one), at: js.MACHINES }))"


def test_it_computes_what_the_lesson_computes(module):
    assert module("chapter16")("() => js.NETWORKS") == {
        name: list(numbers) for name, numbers in chapter16.NETWORKS.items()
    }
    assert module("chapter16")("() => js.START") == START
    for state, found in zip(STATES, module("chapter16")(FACTS, STATES)):
        parts, times = chapter16.bill(**state), chapter16.gain(**state)
        assert found["parts"] == pytest.approx(parts, rel=1e-12), state
        assert found["total"] == pytest.approx(sum(parts), rel=1e-12)
        assert found["times"] == pytest.approx(times, rel=1e-12)
        assert found["efficiency"] == pytest.approx(times / state["machines"], rel=1e-12)
        curve = [chapter16.gain(**state | {"machines": machines}) for machines in found["at"]]
        assert found["curve"] == pytest.approx(curve, rel=1e-12)
        assert found["most"] == pytest.approx(max(curve), rel=1e-12)
        assert chapter16.gain(**state | {"machines": found["best"]}) == pytest.approx(found["most"], rel=1e-12)


def test_its_curve_misses_no_highest_point(module):
    for state, found in zip(STATES, module("chapter16")(FACTS, STATES)):
        every = [chapter16.gain(**state | {"machines": machines}) for machines in range(1, 1025)]
        assert found["most"] == pytest.approx(max(every), rel=0.002), state


@pytest.mark.parametrize(
    ("settings", "times"),
    [
        ({"images": 1024}, 6.96),
        ({"network": "five times the weights"}, 2.66),
        ({"network": "chapter 11's"}, 6.72),
        ({"ring": True}, 2.00),
        ({"machines": 1024, "ring": True}, 6.28),
        ({"machines": 1024}, 215.67),
        ({"machines": 2}, 0.89),
        ({"gigabits": 1}, 0.39),
        ({"machines": 1}, 1.00),
        ({"images": 256}, 5.01),
        ({"images": 128}, 3.65),
        ({"images": 512}, 6.16),
    ],
)
def test_the_bill_is_what_lesson_and_exercises_say(module, settings, times):
    assert f": {times:.2f} times one machine." in module("chapter16")(
        "(state) => js.words({ ...js.START, ...state }).readout", settings
    )


@pytest.mark.parametrize("number", [0, 1, 2, 3, 62, 71])
def test_its_program_prints_the_readout(module, number):
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(module("chapter16")("(state) => js.program(state)", STATES[number]), {})
    parts, times = chapter16.bill(**STATES[number]), chapter16.gain(**STATES[number])
    expected = [*(f"{part:.3f}" for part in parts), f"{times:.2f}", f"{times / STATES[number]['machines']:.0%}"[:-1]]
    assert re.findall(r"\d+\.\d+|\d+(?=%)", printed.getvalue()) == expected


# What lesson and exercises ask for: what is done, what the readout then says, and the lesson's words about it.
BY_HAND = "8 machines, 64 images each: computing 0.640 ms, moving 1.225, messages 0.300: 2.36 times one machine."
TASKS = {
    "as it begins": ([], BY_HAND, "The speedup is 5.120 / 2.165 = 2.36,"),
    "8 images each": (
        [("images each", "8")],
        "0.40 times one machine",
        "the speedup is 0.640 / (0.080 + 1.225 + 0.300) = 0.40.",
    ),
    "1,024 machines": (
        [("machines", "1024")],
        "Efficiency 21 %",
        "It falls from 30 % to 21 %.",
    ),
    "1,024 images each": (
        [("images each", "1,024")],
        "8 machines, 1,024 images each",
        "3. 6.96 times. Computing takes sixteen times as long",
    ),
    "6.96 times": ([("images each", "1,024")], "6.96 times one machine", "1,024 images each 6.96"),
    "a slow link": ([("link", "1 Gbit/s")], "0.39 times one machine", "eight machines are worth 0.39 of one"),
    "a ring of 1,000": ([("machines", "1000"), ("adding up", "ring")], "6.28 times one machine", "1000  210.61  6.28"),
}


@pytest.mark.parametrize("name", TASKS)
def test_what_the_lesson_asks_for(opened, name):
    actions, expected, quoted = TASKS[name]
    page = opened("chapter16")
    do(page, *actions)
    assert expected in readout(page)
    cells = nbformat.read(LESSON, as_version=4).cells
    printed = [output.get("text", "") for cell in cells for output in cell.get("outputs", [])]
    said = re.sub("<!--.*?-->", "", "\n".join([*(cell.source for cell in cells), *printed]))
    assert re.sub(r"\s+", " ", quoted) in re.sub(r"\s+", " ", said)


def test_the_end_of_computing_and_the_point_are_dragged_and_stepped(opened):
    page = opened("chapter16")
    drag(page, "end of computing", 100, 0)
    images = int(re.search(r"([\d,]+) images each", readout(page))[1].replace(",", ""))
    assert 100 < images < 170, "100 pixels of a bar of 5 ms are about 0.65 ms more"
    do(page, ("key", "machines on the curve", "ArrowRight", 3))
    assert readout(page).startswith("64 machines,")
    do(page, ("key", "machines on the curve", "ArrowUp"))
    assert readout(page).startswith("65 machines,")
    do(page, ("key", "machines on the curve", "ArrowLeft"))
    assert readout(page).startswith("64 machines,")
    do(page, ("key", "end of computing", "ArrowLeft", 60), ("key", "end of computing", "ArrowRight"))
    assert "64 machines, 2 images each" in readout(page)
    drag(page, "machines on the curve", 900, 0)
    assert readout(page).startswith("1,024 machines,")


def test_a_bar_ends_at_a_round_number(module):
    values = [0.0003, 0.9, 1, 1.01, 2, 2.165, 5, 7, 99, 1234]
    ends = module("chapter16")("(values) => values.map(js.axisEnd)", values)
    assert ends == pytest.approx([0.0005, 1, 1, 2, 2, 5, 5, 10, 100, 2000])


def test_it_says_what_it_cannot_take():
    assert chapter16.explore(machines=64, ring=True).state == {"machines": 64, "ring": True}
    for state, words in [
        ({"network": "LeNet"}, "not 'LeNet'"),
        ({"ring": 1}, "True or False"),
        ({"machines": 2000}, "from 1 to 1024"),
        ({"images": 2.5}, "a whole number"),
    ]:
        with pytest.raises(ValueError, match=words):
            chapter16.explore(**state)
