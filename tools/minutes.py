"""How long each lesson takes: ``python tools/minutes.py`` prints the table, counted by `nncourse.teaching.minutes`.

A lesson states the count, rounded up to five minutes, its sittings, and its part of the short road:
``python tools/minutes.py --write`` puts them into the first cell of each lesson and into course.toml, from which
README's tables are written.
"""

import math
import re
import sys
from pathlib import Path

import course
import nbformat

from nncourse.teaching.minutes import (  # noqa: F401  (other tools find them here)
    BREAK,
    END,
    EXPLORER,
    ROAD,
    MainText,
    headings_of,
    is_break,
    main_cells,
    main_text,
    numerals,
    road,
    road_cells,
    shows_a_figure,
    sittings,
)

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
LONGEST, LONGEST_SITTING = 75, 40  # minutes, of a lesson that has two sittings
LONGEST_ROAD = 20  # minutes, of a lesson's part of it
TIME = re.compile(
    r"\*\*Time:\*\* about (\d+) minutes(?:, in two sittings of about (\d+)(?: and (\d+)| each))?\."
    r"(?: \*\*Short road:\*\* the (\w+) sections? marked ◆, about (\d+) minutes\.)?"
)


def rounded(cells):
    """The minutes that a lesson states: in all, rounded up to five; those of both sittings, if there are two."""
    first, *second = (part.minutes() for part in sittings(cells))
    total = 5 * math.ceil((first + sum(second)) / 5)
    nearest = 5 * math.floor(first / 5 + 0.5)
    return (total, nearest, total - nearest) if second else (total,)


def rounded_road(cells):
    """How many sections of a lesson are on the short road, and their minutes, rounded; () if none are."""
    sections = len(headings_of(road_cells(cells)))
    return (sections, round(road(cells).minutes())) if sections else ()


NUMBERS = "no one two three four five six seven eight nine ten".split()


def sentence(minutes, road=()):
    """The sentence that states them."""
    parts = ""
    if minutes[1:]:
        _, first, second = minutes
        parts = f", in two sittings of about {first} " + ("each" if first == second else f"and {second}")
    text = f"**Time:** about {minutes[0]} minutes{parts}."
    if road:
        sections = f"{NUMBERS[road[0]]} section" + "s" * (road[0] > 1)
        text += f" **Short road:** the {sections} marked {ROAD}, about {road[1]} minutes."
    return text


def stated(cells):
    """The sentence of the first cell of a lesson that states its minutes, a str; "" if there is none."""
    found = TIME.search(cells[0].source)
    return found[0] if found else ""


def should_state(cells):
    """The sentence that the first cell should hold, a str."""
    return sentence(rounded(cells), rounded_road(cells))


def write():
    """State the count in the lessons and in course.toml, and from there in README's tables."""
    rows = (ROOT / "nncourse" / "course.toml").read_text(encoding="utf-8")
    for path in LESSONS:
        cells = nbformat.read(path, as_version=4).cells
        text = path.read_text(encoding="utf-8")
        text = course.replaced(text, TIME.pattern, should_state(cells), path.name)
        path.write_text(text, encoding="utf-8", newline="\n")
        row = rows.index(f'file = "{path.stem}"')
        minutes = f"minutes = {list(rounded(cells))}\nroad = {list(rounded_road(cells))[1:]}"
        rows = rows[:row] + re.sub(r"minutes = .*\nroad = .*", minutes, rows[row:], count=1)
    (ROOT / "nncourse" / "course.toml").write_text(rows, encoding="utf-8", newline="\n")
    course.write(ROOT)


def table():
    """The lines of the table that this program prints; numerals are words with a digit, of 100 words of prose."""
    yield "lesson                  count     sittings  words  lines  predictions  figures  numerals   the short road"
    for path in LESSONS:
        cells = nbformat.read(path, as_version=4).cells
        parts = [part.minutes() for part in sittings(cells)]
        both = " + ".join(f"{part:.1f}" for part in parts) if parts[1:] else "-"
        one, short, (digits, prose) = main_text(cells), road(cells), numerals(cells)
        counts = f"{one.words:7}{one.lines:7}{one.predictions:13}{one.figures:9}{100 * digits / prose:10.1f}"
        on_road = f"{short.minutes():9.1f} min{short.words:6} words" if short.words else ""
        yield f"{path.stem:22}{sum(parts):7.1f}{both:>13}{counts}{on_road}"


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    print("\n".join(table()))
