"""How long the main text of each lesson takes by an honest count: ``python tools/minutes.py`` prints the table.

The main text is all that stands before the questions of "From memory" and the first heading ``## Deeper``. Its words
count at 120 a minute, a line of code that is shown 8 seconds, a prediction 60, a figure 20, and an explorer 5 minutes:
what two readers needed for each of the first eight lessons. The time that the cells run comes on top.

The short road through 01 to 08 is what stands before a lesson's first heading, and below each heading that ends with ◆.

The cell that begins with "A good place to stop." parts the main text into two sittings. A lesson states the count,
rounded up to five minutes, its sittings, and its part of the short road: ``python tools/minutes.py --write`` puts them
into the first cell of each lesson and into course.toml, from which the tables of README and TEACHING are written.
"""

import math
import re
import sys
from dataclasses import astuple, dataclass
from pathlib import Path

import course
import nbformat

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
BREAK = "A good place to stop."
END = "the-end"  # the cell that lists the Deeper sections, see refresh.write_end
LONGEST, LONGEST_SITTING = 75, 40  # minutes, of a lesson that has two sittings
EXPLORER = re.compile(r"\bexplore\(")
ROAD = "◆"  # ends the headings of the short road
LONGEST_ROAD = 20  # minutes, of a lesson's part of it
TIME = re.compile(
    r"\*\*Time:\*\* about (\d+) minutes(?:, in two sittings of about (\d+)(?: and (\d+)| each))?\."
    r"(?: \*\*Short road:\*\* the (\w+) sections? marked ◆, about (\d+) minutes\.)?"
)


@dataclass
class MainText:
    """What a reader meets in the main text of one lesson, or in one sitting of it."""

    words: int = 0
    lines: int = 0
    predictions: int = 0
    figures: int = 0
    explorers: int = 0

    def __add__(self, other):
        return MainText(*(one + more for one, more in zip(astuple(self), astuple(other))))

    def minutes(self):
        seconds = (0.5, 8, 60, 20, 300)
        return sum(count * each for count, each in zip(astuple(self), seconds)) / 60


def words(source):
    """The words of a text as they are read: a formula counts as one, a displayed one as three, an address as none."""
    source = re.sub(r"```.*?```", " ", re.sub(r" ?<!--.*?-->", "", source, flags=re.DOTALL), flags=re.DOTALL)
    source = re.sub(r"\$\$.*?\$\$", " a displayed formula ", source, flags=re.DOTALL)
    source = re.sub(r"\$[^$]+\$", " formula ", source)
    source = re.sub(r"\]\([^)]*\)", " ", source)
    return re.sub(r"[#*_>|`\[\]]", " ", source).split()


def shows_a_figure(cell):
    data = [output.get("data", {}) for output in cell.outputs]
    return any("<img" in item.get("text/html", "") or "image/png" in item for item in data)


def is_break(cell):
    return cell.cell_type == "markdown" and BREAK in cell.source


def main_cells(cells):
    """The cells of the main text: those before the questions, and the first heading that begins with Deeper."""
    behind = re.compile("#+ (Deeper|From memory)")
    ends = (n for n, cell in enumerate(cells) if behind.match(cell.source) or cell.get("id") == END)
    return cells[: next((number for number in ends if cells[number].cell_type == "markdown"), len(cells))]


def road_cells(cells):
    """The cells of the short road: those before the first heading, and those below each heading with its mark."""
    on_road, found = True, []
    for cell in main_cells(cells):
        if heading := cell.cell_type == "markdown" and re.match("##+ .*", cell.source):
            on_road = heading[0].endswith(f" {ROAD}")
        if on_road:
            found.append(cell)
    return found if len(headings_of(found)) else []


def headings_of(cells):
    return [cell for cell in cells if cell.cell_type == "markdown" and cell.source.startswith("##")]


def numerals(cells):
    """Count the words of the main text's prose that hold a digit, and all words: no tables, programs or addresses."""
    text = "\n".join(cell.source for cell in main_cells(cells) if cell.cell_type == "markdown")
    for left_out in (r"(?s)```.*?```", r"(?s) ?<!--.*?-->", r"(?m)^\s*\|.*$", r"(?s)\$\$.*?\$\$", r"\]\([^)]*\)"):
        text = re.sub(left_out, " ", text)
    return sum(1 for word in text.split() if re.search(r"\d", word)), len(text.split())


def count(cells):
    """Count what a reader meets in these cells, in a list: one entry, or two if there is a place to stop among them."""
    parts = [MainText()]
    explorers = 0
    for cell in cells:
        if is_break(cell):
            parts.append(MainText())
        found = MainText()
        if cell.cell_type == "markdown":
            found.words = len(words(cell.source))
            found.predictions = cell.source.count("*Predict")
        elif cell.cell_type == "code":
            if not cell.metadata.get("jupyter", {}).get("source_hidden"):
                found.lines = sum(1 for line in cell.source.splitlines() if line.strip())
            found.figures = shows_a_figure(cell)
            found.explorers = bool(EXPLORER.search(cell.source)) and not explorers
            explorers += found.explorers
        parts[-1] += found
    return parts


def sittings(cells):
    """Count the main text of a lesson, in a list: one entry, or two if there is a place to stop."""
    return count(main_cells(cells))


def main_text(cells):
    """Count the whole main text of a lesson."""
    return sum(sittings(cells), MainText())


def road(cells):
    """Count what a lesson adds to the short road."""
    return sum(count(road_cells(cells)), MainText())


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
    """State the count in the lessons and in course.toml, and from there in the tables of README and TEACHING."""
    rows = (ROOT / "course.toml").read_text(encoding="utf-8")
    for path in LESSONS:
        cells = nbformat.read(path, as_version=4).cells
        text = path.read_text(encoding="utf-8")
        text = course.replaced(text, TIME.pattern, should_state(cells), path.name)
        path.write_text(text, encoding="utf-8", newline="\n")
        row = rows.index(f'file = "{path.stem}"')
        minutes = f"minutes = {list(rounded(cells))}\nroad = {list(rounded_road(cells))[1:]}"
        rows = rows[:row] + re.sub(r"minutes = .*\nroad = .*", minutes, rows[row:], count=1)
    (ROOT / "course.toml").write_text(rows, encoding="utf-8", newline="\n")
    course.write(ROOT)


def table():
    """The lines of the table that this program prints; numerals are words with a digit, of 100 words of prose."""
    yield "lesson                  count     sittings  words  lines  predictions  figures  numerals   the short road"
    for path in LESSONS:
        cells = nbformat.read(path, as_version=4).cells
        parts = [part.minutes() for part in sittings(cells)]
        both = " + ".join(f"{part:.1f}" for part in parts) if parts[1:] else "-"
        one, short, (digits, words) = main_text(cells), road(cells), numerals(cells)
        counts = f"{one.words:7}{one.lines:7}{one.predictions:13}{one.figures:9}{100 * digits / words:10.1f}"
        on_road = f"{short.minutes():9.1f} min{short.words:6} words" if short.words else ""
        yield f"{path.stem:22}{sum(parts):7.1f}{both:>13}{counts}{on_road}"


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    print("\n".join(table()))
