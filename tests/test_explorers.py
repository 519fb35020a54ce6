"""Explorers without a browser: each control moves the picture, and the readout says what nnlib computes."""

import re

import numpy as np
import pytest

from nnlib.explorers import chapter01


def picture(explorer):
    """The bytes of an explorer's picture, as text."""
    return re.search(r'base64,([^"]+)', explorer.picture.value).group(1)


def alt(explorer):
    return re.search(r'alt="([^"]*)"', explorer.picture.value).group(1)


def readout(explorer):
    """What the readout says, without markup."""
    return re.sub(r"<[^>]*>", "", explorer.readout.value).replace("&#x27;", "'")


INK = np.array([[0.0, 0.1, 0.7, 0.6], [0.4, 0.5, 0.0, 0.3]])
IS_ONE = np.array([0, 0, 1, 1])


@pytest.mark.parametrize(("control", "moved"), [("middle", -0.5), ("sides", 1.0), ("bias", 0.3)])
def test_01_every_control_moves_picture_readout_and_alt_text(control, moved):
    explorer = chapter01.explore(INK, IS_ONE)
    before = picture(explorer), readout(explorer), alt(explorer)
    explorer.controls[control].value = moved
    after = picture(explorer), readout(explorer), alt(explorer)
    assert all(one != other for one, other in zip(before, after))


def test_01_readout_counts_what_is_right():
    explorer = chapter01.explore(INK, IS_ONE)
    assert readout(explorer).startswith("z = 1.0 · middle −1.0 · sides +0.00\nRight: 4 of 4 (100.00%)")
    explorer.set(bias=-0.5)  # z: -0.9, -0.9, 0.2, -0.2
    assert "Right: 3 of 4 (75.00%). Zeros read as 1: 0. Ones read as 0: 1." in readout(explorer)
    explorer.set(middle=0.0, sides=1.0, bias=0.0)  # z: 0.4, 0.5, 0, 0.3
    assert "Right: 1 of 4 (25.00%). Zeros read as 1: 2. Ones read as 0: 1." in readout(explorer)


def test_01_without_weights_there_is_no_line():
    explorer = chapter01.explore(INK, IS_ONE)
    explorer.set(middle=0.0, sides=0.0, bias=1.0)
    assert "no line" in alt(explorer) and "Right: 2 of 4" in readout(explorer)


def test_setting_several_controls_draws_once():
    drawn = []
    explorer = chapter01.explore(INK, IS_ONE)
    draw = explorer.draw
    explorer.draw = lambda **values: (drawn.append(values), draw(**values))[1]
    explorer.set(middle=2.0, bias=0.5)
    assert drawn == [{"middle": 2.0, "sides": -1.0, "bias": 0.5}]
    explorer.controls["bias"].value = 0.0
    assert len(drawn) == 2, "after set, the controls draw again"


def test_readout_is_announced_and_cannot_inject_markup():
    explorer = chapter01.explore(INK, IS_ONE)
    assert 'role="status"' in explorer.readout.value
    explorer.draw = lambda **values: (*chapter01.draw(INK, IS_ONE, **values)[:2], "<b>1 < 2</b>")
    explorer.redraw()
    assert "<b>" not in explorer.readout.value
