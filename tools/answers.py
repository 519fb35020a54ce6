"""What the checks say to answers that learners might give: ``python tools/answers.py 04 [exercise]``.

The answers of a chapter stand in ``tests/course/answers/NN.py``, each as the text of a cell, below a line

    # %% exercise · right · its style
    # %% exercise · wrong · its mistake ⇒ names: words of the message

They were written from the statements alone. After ``⇒`` stands how the message was judged: it *names* the mistake, it
*points* to its place, or it is *true* and of little help; and words that must be in it. A right answer that is refused
stands as ``⇒ refused: why``, a wrong one that passes as ``⇒ accepted: why``. What differs is marked.
"""

import argparse
import contextlib
import io
import linecache
import os
import re
import sys
from pathlib import Path
from typing import NamedTuple

import nbformat

from nncourse.checking import Finding

ROOT = Path(__file__).resolve().parents[1]
ANSWERS = ROOT / "tests" / "course" / "answers"
HEAD = re.compile(r"^# %% (\w+) · (right|wrong) · (.*?)(?: ⇒ (names|points|true|refused|accepted): (.*))?$")


class Answer(NamedTuple):
    exercise: str
    kind: str  # right or wrong
    words: str  # its style, or its mistake
    verdict: str  # "" if nothing stands there
    told: str  # words of the message, or why
    source: str
    line: int


def answers_of(chapter):
    """Return the answers of a chapter, a str such as "04", as a list of `Answer`."""
    text, rows = (ANSWERS / f"{chapter}.py").read_text(encoding="utf-8"), []
    for part in re.finditer(r"^# %%.*\n(?:(?!# %%).*\n)*", text, re.MULTILINE):
        head, _, source = part[0].partition("\n")
        line = text.count("\n", 0, part.start()) + 1
        found = HEAD.match(head)
        if found is None:
            raise ValueError(f"{chapter}.py, line {line}: {head}")
        name, kind, words, verdict, told = found.groups()
        rows.append(Answer(name, kind, words, verdict or "", told or "", source, line))
    return rows


class Notebook:
    """The exercises of a chapter, with what its first cells import and define."""

    def __init__(self, chapter):
        (path,) = (ROOT / "notebooks" / "exercises").glob(f"{chapter}-*.ipynb")
        cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        graded = {cell.metadata.nbgrader.grade_id: cell.source for cell in cells if "nbgrader" in cell.metadata}
        stubs = [before.source for before, cell in zip(cells, cells[1:]) if "nbgrader" in cell.metadata]
        self.checks, self.names = graded, {"__name__": "__main__"}
        os.environ.setdefault("MPLBACKEND", "agg")
        for cell in cells:
            if cell.source not in stubs and not cell.source.startswith("check."):
                with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Finding):
                    exec(compile(cell.source, path.name, "exec"), self.names)

    def says(self, answer):
        """Return what a learner reads after an `Answer`: "" if it passes, else the message."""
        name = f"<{answer.exercise}, line {answer.line}>"
        linecache.cache[name] = (len(answer.source), None, answer.source.splitlines(keepends=True), name)
        names = dict(self.names)
        check = getattr(names["check"], answer.exercise)
        check.state, check.failures = "not attempted", 0
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                exec(compile(answer.source, name, "exec"), names)
            except Exception as error:
                return f"the cell raised {type(error).__name__}: {error}"
            try:
                exec(self.checks[answer.exercise], names)
            except Finding as finding:
                return str(finding)
        return ""


def as_judged(answer, message):
    """Tell whether the message to an `Answer` is what its header says."""
    if answer.kind == "right":
        return bool(message) == (answer.verdict == "refused")
    if answer.verdict == "accepted" or not message:
        return answer.verdict == "accepted" and not message
    return answer.verdict != "" and answer.told.casefold() in message.casefold()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chapter")
    parser.add_argument("exercise", nargs="?")
    asked = parser.parse_args()
    sys.stdout.reconfigure(errors="replace")  # a pipe on Windows may lack ⇒
    notebook, counts = Notebook(asked.chapter), {}
    for answer in answers_of(asked.chapter):
        if asked.exercise not in (None, answer.exercise):
            continue
        message = notebook.says(answer)
        outcome = answer.verdict if as_judged(answer, message) else "DIFFERS"
        counts[answer.kind, outcome] = counts.get((answer.kind, outcome), 0) + 1
        mark = "DIFFERS " if outcome == "DIFFERS" else ""
        judged = f" ⇒ {answer.verdict}: {answer.told}" if answer.verdict else ""
        print(f"{mark}{answer.line}: {answer.exercise} · {answer.kind} · {answer.words}{judged}")
        print(f"      {message or '(passes)'}")
    for (kind, outcome), count in sorted(counts.items()):
        print(f"{kind:6} {outcome or 'passes':10} {count}")


if __name__ == "__main__":
    main()
