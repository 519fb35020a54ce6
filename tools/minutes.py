"""How long the road of each lesson takes by an honest count: ``python tools/minutes.py`` prints the table.

The road is all that stands before the first heading ``## Deeper``. It counts its words at 150 a minute, 6 seconds
for a line of code that is shown, 30 for a prediction, 20 for a figure, and 5 minutes for an explorer. The time that
the cells run comes on top. A lesson states the count, rounded up to five minutes.
"""

import math
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))


@dataclass
class Road:
    """What a reader meets on the road of one lesson."""

    words: int = 0
    lines: int = 0
    predictions: int = 0
    figures: int = 0
    explorer: bool = False

    def seconds(self):
        return self.words * 60 / 150 + 6 * self.lines + 30 * self.predictions + 20 * self.figures + 300 * self.explorer

    def minutes(self):
        """The time that the lesson states: rounded up to five minutes."""
        return 5 * math.ceil(self.seconds() / 300)


def words(source):
    """The words of a text as they are read: a formula counts as one, a displayed one as three, an address as none."""
    source = re.sub(r"```.*?```", " ", source, flags=re.DOTALL)
    source = re.sub(r"\$\$.*?\$\$", " a displayed formula ", source, flags=re.DOTALL)
    source = re.sub(r"\$[^$]+\$", " formula ", source)
    source = re.sub(r"\]\([^)]*\)", " ", source)
    return re.sub(r"[#*_>|`\[\]]", " ", source).split()


def shows_a_figure(cell):
    data = [output.get("data", {}) for output in cell.outputs]
    return any("<img" in item.get("text/html", "") or "image/png" in item for item in data)


def road(cells):
    """Count what stands before the first heading ``## Deeper``."""
    found = Road()
    for cell in cells:
        if cell.cell_type == "markdown":
            if re.match("#+ Deeper", cell.source):
                break
            found.words += len(words(cell.source))
            found.predictions += cell.source.count("*Predict")
        elif cell.cell_type == "code":
            if not cell.metadata.get("jupyter", {}).get("source_hidden"):
                found.lines += sum(1 for line in cell.source.splitlines() if line.strip())
            found.figures += shows_a_figure(cell)
            found.explorer |= ".explore(" in cell.source
    return found


def stated_minutes(cells):
    """The time that the first cell of a lesson states."""
    return int(re.search(r"\*\*Time:\*\* about (\d+) minutes", cells[0].source).group(1))


if __name__ == "__main__":
    print("lesson                   count  rounded  stated   words   lines  predictions  figures  explorer")
    for path in LESSONS:
        cells = nbformat.read(path, as_version=4).cells
        one = road(cells)
        minutes = f"{one.seconds() / 60:8.1f}{one.minutes():9}{stated_minutes(cells):8}"
        print(f"{path.stem:22}{minutes}{one.words:8}{one.lines:8}{one.predictions:13}{one.figures:9}{one.explorer:10}")
