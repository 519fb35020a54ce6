"""Marks for thirty learners' exercises of chapters 01 to 04: ``nncourse grade`` beside nbgrader's autograde."""

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import report

ROOT = report.RESULTS.parents[1]
CHAPTERS, LEARNERS = ("01", "02", "03", "04"), 30
GRADERS = {
    "nncourse grade": [sys.executable, "-m", "nncourse", "grade", ".", "--again"],
    "nbgrader autograde": [sys.executable, "-m", "nbgrader", "autograde", "--force"],
}


def hand_in(course, answers):
    """Make an nbgrader course, with a notebook of each chapter for each learner: right answers, wrong ones and stubs.

    Parameters
    ----------
    course : Path
    answers : module
        ``tools/answers.py``.

    Returns
    -------
    list of str : the names of the assignments
    """
    draw, names = random.Random(0), []
    for chapter in CHAPTERS:
        (path,) = (ROOT / "notebooks" / "exercises").glob(f"{chapter}-*.ipynb")
        names.append(f"a{chapter}")
        source = course / "source" / names[-1]
        source.mkdir(parents=True)
        shutil.copy(path, source)
        made = [sys.executable, "-m", "nbgrader", "generate_assignment", names[-1]]
        subprocess.run(made, cwd=course, check=True, capture_output=True)
        rows = [one for one in answers.answers_of(chapter) if one.verdict not in ("refused", "accepted")]
        for learner in range(LEARNERS):
            notebook = json.loads((course / "release" / names[-1] / path.name).read_text(encoding="utf-8"))
            code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
            for answer, check in zip(code, code[1:]):
                name = check["metadata"].get("nbgrader", {}).get("grade_id")
                kind = draw.choices(("right", "wrong", "stub"), (6, 3, 1))[0]
                if name and kind != "stub":
                    answer["source"] = draw.choice(
                        [one for one in rows if (one.exercise, one.kind) == (name, kind)]
                    ).source
            place = course / "submitted" / f"learner{learner:02}" / names[-1]
            place.mkdir(parents=True)
            (place / path.name).write_text(json.dumps(notebook), encoding="utf-8")
    return names


def seconds_of(which, names, course):
    """Return how long a grader takes for all notebooks, a float."""
    begin = time.perf_counter()
    for more in [[]] if which == "nncourse grade" else [[name] for name in names]:
        done = subprocess.run([*GRADERS[which], *more], cwd=course, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
    return time.perf_counter() - begin


def run(threads, rounds):
    """Grade the same notebooks with both, in turn, and store the medians."""
    sys.path.insert(0, str(ROOT / "tools"))
    import answers

    found = {which: [] for which in GRADERS}
    with tempfile.TemporaryDirectory() as folder:
        names = hand_in(Path(folder), answers)
        for _ in range(rounds):
            for which, own in found.items():
                own.append(LEARNERS * len(CHAPTERS) * 60 / seconds_of(which, names, folder))
                print(f"{which}: {own[-1]:.0f} notebooks a minute", flush=True)
    rows = {which: [round(pick(own), 1) for pick in (statistics.median, min, max)] for which, own in found.items()}
    ratios = [ours / theirs for ours, theirs in zip(*found.values())]
    rows["ratio"] = [round(pick(ratios), 1) for pick in (statistics.median, min, max)]
    jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    told = {"rounds": rounds, "learners": LEARNERS, "chapters": CHAPTERS, "jobs": jobs, "notebooks a minute": rows}
    print(report.store("grading", told))


def as_table(result):
    """Lay a stored run out in Markdown, a str."""
    rows = result["notebooks a minute"]
    cells = [[which, *(f"{one:g}" for one in rows[which])] for which in GRADERS]
    return report.table(["grader", "notebooks a minute", "least", "most"], cells)
