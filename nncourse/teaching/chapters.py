"""What course.toml says of the chapters."""

import functools
import tomllib
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parents[1]
ROWS = PACKAGE / "course.toml"
NOTEBOOKS = PACKAGE / "course"  # in a wheel: pyproject.toml puts the notebooks there
if not NOTEBOOKS.exists():
    NOTEBOOKS = PACKAGE.parent / "notebooks"


class Chapter(NamedTuple):
    """A row of course.toml, and what follows from it."""

    file: str  # of its lesson and its exercises, without the ending
    title: str
    question: str
    part: int  # from 1
    needs: list  # numbers of chapters, "01"
    minutes: list  # in all, and of the sittings
    road: list  # minutes of the short road, [] if it leaves the chapter out
    search: str  # words by which a reader may look for it
    card: list  # whose poster its card shows, and where: left, top and width in pixels
    teaching: dict  # what a teacher is told: believe, shows, stuck, unplugged; and its figure on the poster
    second_pass: str = ""  # the heading at which CI's second run of a lesson ends, if not at Deeper

    @property
    def number(self):
        return self.file[:2]

    @property
    def time(self):
        """The minutes in all, and behind a ◆ those on the short road, a str."""
        return " ".join([str(self.minutes[0]), *(f"(◆ {road})" for road in self.road)])


@functools.cache
def course(rows=ROWS):
    """Return the parts, a list of dict, and the chapters, a list of `Chapter`, that a file, a Path, names."""
    told = tomllib.loads(rows.read_text(encoding="utf-8"))
    return told["part"], [Chapter(**row) for row in told["chapter"]]
