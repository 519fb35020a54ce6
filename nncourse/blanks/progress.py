"""What a learner has done, by chapter: pieces written and exercises passed, as the notebooks store it."""

import importlib
import json
import re

from nncourse.blanks import blank
from nncourse.checking import Exercise
from nncourse.lookup import chapters

PASSED = re.compile(r"^✓ (.+?)(?:: right\b.*| is right\.)$", re.MULTILINE)


def told_by(cell):
    """Return what the stored outputs of a cell, a dict, say of checks.

    Returns
    -------
    passed : set of str
        The names of exercises or pieces.
    errors : list of (str, str)
        The type and the message of each; a finding's message is ``name: what was found``.
    """
    passed, errors = set(), []
    for output in cell.get("outputs", []):
        if output.get("output_type") == "error":
            errors.append((output["ename"], output["evalue"]))
        elif output.get("output_type") == "display_data":  # what is only printed says nothing
            for names in PASSED.findall("".join(output["data"].get("text/plain", ""))):
                passed |= set(names.split(", "))
    return passed, errors


def passed_in(path):
    """Return what the stored outputs of a notebook, a Path, say was passed, a set of names."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return set().union(*(told_by(cell)[0] for cell in cells))


def pieces_by_chapter(lessons):
    """Return the pieces of each chapter, a dict of lists; lessons is a dict of Path by chapter, "04"."""
    found = {}
    for chapter, path in lessons.items():
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if blank.TAG in cell["metadata"].get("tags", []):
                found.setdefault(chapter, []).extend(blank.pieces_of("".join(cell["source"])))
    return found


def exercises_by_chapter():
    """Return the names of the exercises of each chapter, a dict of lists."""
    found = {}
    for chapter in chapters():
        things = vars(importlib.import_module(f"nncourse.chapter{chapter}.checks")).values()
        found[chapter] = [thing.name for thing in things if isinstance(thing, Exercise)]
    return found


def table(folder, lessons):
    """Return the lines of a table of what is done in a folder, a Path; lessons as in `pieces_by_chapter`."""
    notebooks = [path for path in sorted(folder.rglob("*.ipynb")) if ".ipynb_checkpoints" not in path.parts]
    passed = {}
    for path in notebooks:
        if chapter := re.match(r"\d\d", path.name):
            passed.setdefault(chapter[0], set()).update(passed_in(path))
    pieces, exercises = pieces_by_chapter(lessons), exercises_by_chapter()
    lines = ["chapter   pieces of nnlib written   exercises passed"]
    sums = [0, 0, 0, 0]
    for chapter in sorted({*pieces, *exercises}):
        counts = []
        for names in (pieces.get(chapter, []), exercises.get(chapter, [])):
            counts += [len(passed.get(chapter, set()) & set(names)), len(set(names))]
        sums = [one + other for one, other in zip(sums, counts)]
        lines.append(f"{chapter:7} {row(*counts)}")
    return [*lines, f"all     {row(*sums)}"]


def row(written, pieces, passed, exercises):
    return f"{f'{written} of {pieces}' if pieces else '–':>25} {f'{passed} of {exercises}':>18}"
