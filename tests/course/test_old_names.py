"""What notebooks and packages of learners imported until edition 4 still works, and warns who uses it."""

import re
import subprocess
import sys
import warnings
from importlib import import_module
from pathlib import Path

import nbformat
import pytest

import nnlib
from nncourse.lookup import chapters

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").rglob("[!.]*.ipynb"))


@pytest.mark.parametrize(
    ("line", "now"),
    [
        *((f"from nncourse.exercises import chapter{n} as old", f"nncourse.chapter{n}.checks") for n in chapters()),
        ("from nncourse.explorers import chapter07 as old", "nncourse.chapter07.explorer"),
        ("from nncourse.explorers import digit_pad as old", "nncourse.digit_pad"),
        ("from nncourse.suspects import NetworkOfAda as old", "nncourse.chapter14.suspects:NetworkOfAda"),
        ("from nncourse.pieces import check as old", "nncourse.blanks:check"),
        ("from nncourse.pieces import join as old", "nncourse.blanks:join"),
        ("from nncourse.plots import crossings as old", "nncourse.chapter01.figures:crossings"),
        ("from nnlib import slopes_of as old", "nnlib:numerical_gradient"),
        ("from nnlib import Recorded as old", "nnlib:AutodiffLayer"),
        ("from nnlib import own_only as old", "nnlib:same_owner_mask"),
    ],
)
def test_an_old_name_is_found_and_the_line_that_uses_it_is_warned(line, now):
    names = {"__name__": "__main__"}
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        exec(compile(line, "<cell>", "exec"), names)
    module, _, name = now.partition(":")
    new = getattr(import_module(module), name) if name else import_module(module)
    assert names["old"] is new
    assert {warning.category for warning in told} == {DeprecationWarning}
    assert {warning.filename for warning in told} == {"<cell>"} and "next release" in str(told[0].message)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=["-".join(path.parts[-2:]) for path in NOTEBOOKS])
def test_no_notebook_speaks_of_an_old_name(path):
    old = r"(?<!nncourse\.)\bchapter\d\d\.\w+|nncourse\.(?:exercises|explorers|pieces|suspects)\b"
    old += r"|\b(?:as_blame|own_only|Recorded|blame_per_pixel)\b"
    for cell in nbformat.read(path, as_version=4).cells if path.stem != "glossary" else ():  # which says what was what
        assert not re.findall(old, cell.source), cell.id


def test_what_never_was_is_still_refused():
    for line in ("from nncourse.exercises import chapter77", "from nncourse.plots import nothing", "nnlib.nothing"):
        with pytest.raises((ImportError, AttributeError), match="nothing|chapter77"):
            exec(line, {"nnlib": nnlib})


def test_a_chapter_hands_out_what_is_asked_for_and_loads_nothing_else():
    code = "import sys; from nncourse.chapter07 import check; print(*{'anywidget', 'nncourse.blanks'} & {*sys.modules})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
