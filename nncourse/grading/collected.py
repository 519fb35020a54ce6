"""What a class handed in, beside what was handed out: which file is whose, and which notebook it is."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from nncourse.grading.notebook import grade_id, tasks_of
from nncourse.overview import NAMELESS, cells_of, learner_of, plain

BESIDE = {".ipynb_checkpoints", "__MACOSX"}  # folders that Jupyter and macOS keep beside what was handed in


class Work(NamedTuple):
    """A notebook to grade: whose, which of those that were handed out, and where it is."""

    learner: str
    notebook: str  # such as "04-layers"
    path: Path
    released: Path


def handed_out(folder):
    """Return the notebooks with checks in a folder, a dict: by name, the Path and the grade ids, a set of str."""
    found = {}
    for path in sorted(folder.glob("[0-9][0-9]-*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if tasks := tasks_of(notebook):
            found[path.stem] = path, set(tasks)
    return found


def collected(folder, released, but=()):
    """Return what has to be graded in a folder, and what is to be said of files.

    If one of several notebooks of a learner has to count, it is the one that was saved last; but what is in another
    learner's folder counts only if there is nothing else.

    Parameters
    ----------
    folder : Path
        A folder for each learner, or files as a platform names them; of an nbgrader course its ``submitted`` counts.
    released : dict
        As `handed_out` returns it.
    but : sequence of Path
        Folders in it that are not read.

    Returns
    -------
    list of Work, list of str
    """
    root = folder / "submitted" if (folder / "submitted").is_dir() else folder
    stems = re.compile("|".join(sorted(map(re.escape, released), key=len, reverse=True)))
    works, remarks = {}, []
    for path in sorted(root.rglob("*.ipynb")):
        parts, shown = path.relative_to(root).parts, plain(path.relative_to(folder).as_posix())
        if BESIDE & set(parts) or path.name.startswith("._") or any(path.is_relative_to(one) for one in but):
            continue
        named = stems.search(path.name)
        try:
            if path.resolve() != folder.resolve() / path.relative_to(folder):
                raise ValueError("it is a link, which may lead to somebody else's file")
            own = set(map(grade_id, filter(lambda cell: isinstance(cell, dict), cells_of(path))))
        except ValueError as reason:
            remarks.append(f"{shown}: not graded, {plain(str(reason))}")
            continue
        name = max(released, key=lambda name: (len(own & released[name][1]), bool(named) and named[0] == name))
        if not own & released[name][1] and not named:
            remarks.append(f"{shown}: not graded, it has none of the checks that were handed out")
            continue
        name = name if own & released[name][1] else named[0]
        around = learner_of((parts[0], ""), None) if len(parts) > 1 else ""  # whose folder it is in
        learner = around if root != folder and around else learner_of(parts, named)
        elsewhere = bool(around) and learner != around
        if elsewhere:
            remarks.append(f"{shown}: graded for {learner}, whose name it has, but it is in the folder {around}")
        if not learner:
            learner = plain(path.stem) or shown
            remarks.append(f"{shown}: {NAMELESS[0].lower()}{NAMELESS[1:]}")
        if named is None or named[0] != name:
            remarks.append(f"{shown}: graded as {name}, whose checks are in it")
        work = Work(learner, name, path, released[name][0])
        works.setdefault((learner, name), []).append((not elsewhere, path.stat().st_mtime, path, work))
    for several in works.values():
        several.sort()
        for own, _, path, _ in several[:-1]:
            shown, other = (plain(one.relative_to(folder).as_posix()) for one in (path, several[-1][2]))
            why = "was saved later" if own == several[-1][0] else f"is in the folder of {several[-1][3].learner}"
            remarks.append(f"{shown}: not graded, as {other} {why}")
    return [several[-1][3] for _, several in sorted(works.items())], remarks
