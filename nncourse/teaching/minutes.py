"""How long the main text of a lesson takes, by an honest count, and which of its cells that is.

The main text is all that stands before the questions of "From memory" and the first heading ``## Deeper``. Its words
count at 120 a minute, a line of code that is shown 8 seconds, a prediction 60, a figure 20, and an explorer 5 minutes:
what two readers needed for each of the first eight lessons. The time that the cells run comes on top.

The short road through 01 to 08 is what stands before a lesson's first heading, and below each heading that ends with ◆.
The cell that begins with "A good place to stop." parts the main text into two sittings.
"""

import re
from dataclasses import astuple, dataclass

BREAK = "A good place to stop."
END = "the-end"  # the cell that lists the Deeper sections, see tools/refresh.py
EXPLORER = re.compile(r"\bexplore\(")
ROAD = "◆"  # ends the headings of the short road


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
