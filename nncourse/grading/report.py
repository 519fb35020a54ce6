"""What grading leaves: a table, and a page for each learner. What a learner wrote is text in it, nothing else."""

import re
import unicodedata

from nncourse.overview import alphabetical, plain, save_csv
from nncourse.teaching.writing import Writer
from nnlib.printing import counted

PAGE, TABLE, TASKS = "grades.html", "grades.csv", "tasks.csv"
SHAPES = {"passed": "✓", "failing": "✗", "not attempted": "·"}
# Colours and other commands of a terminal, control characters, and letters that turn or hide what stands beside them.
UNSEEN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\].{0,200}?(?:\x07|\x1b\\)|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
    r"|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]",
    re.DOTALL,
)
LETTERS = 20_000  # of a text


def seen(text):
    """Return a text with its lines, but without what is no letter, as a str."""
    text = UNSEEN.sub("", str(text)[:LETTERS].replace("\r\n", "\n"))
    return text.encode("utf-8", "replace").decode("utf-8")


def totals(result):
    """Return the points of a result, and how many there are, a number each."""
    return sum(task["points"] for task in result["tasks"]), sum(task["of"] for task in result["tasks"])


def in_short(result):
    """Return points and remarks of a result in words, a str."""
    points, of = totals(result)
    told = f"{points} of {counted(of, 'point')}" if result["tasks"] else plain(result["remarks"][0])
    return told + (f", {counted(len(result['remarks']), 'remark')}" if result["tasks"] and result["remarks"] else "")


def file_name(text, taken):
    """Return a name for a file or folder that every system takes, and that is not taken yet; taken is a set of str."""
    bare = re.sub(r"[^\w.-]+", "_", unicodedata.normalize("NFC", text)).strip("._")[:60] or "learner"
    if re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", bare):
        bare += "_"
    name = next(name for name in (bare, *(f"{bare}-{k}" for k in range(2, 10_000))) if name.casefold() not in taken)
    taken.add(name.casefold())
    return name


def write(to, results, remarks):
    """Write the tables and the pages into a folder.

    Parameters
    ----------
    to : Path
    results : dict of dict
        By `Work`, as `notebook.grade` returns them.
    remarks : list of str
        On files, and on what is not limited.
    """
    to.mkdir(parents=True, exist_ok=True)
    writer, taken = Writer(to), set()
    learners = sorted({work.learner for work in results}, key=alphabetical)
    notebooks = sorted({work.notebook for work in results})
    places = {learner: file_name(learner, taken) for learner in learners}
    own = {(work.learner, work.notebook): result for work, result in results.items()}
    rows, sections = [], []
    for learner in learners:
        points = [totals(own[learner, name])[0] if (learner, name) in own else "" for name in notebooks]
        rows.append([seen(learner), *points, sum(one for one in points if one != "")])
    save_csv(to / TABLE, [["learner", *notebooks, "sum"], *rows])
    columns = ("name", "points", "of", "state", "message")
    tasks = [
        [seen(work.learner), work.notebook, *(plain(seen(task[one])) for one in columns)]
        for work, result in results.items()
        for task in result["tasks"]
    ]
    save_csv(to / TASKS, [["learner", "notebook", "task", *columns[1:]], *tasks])
    for name in notebooks:
        there = {learner: own[learner, name] for learner in learners if (learner, name) in own}
        names = next(([task["name"] for task in result["tasks"]] for result in there.values() if result["tasks"]), [])
        sections.append({"name": name, "tasks": names, "results": there})
    values = {"shapes": SHAPES, "totals": totals, "places": places, "counted": counted, "seen": seen}
    writer.page(PAGE, "grades.html", sections=sections, remarks=remarks, **values)
    for (learner, name), result in own.items():
        writer.page(
            f"feedback/{places[learner]}/{name}.html",
            "feedback.html",
            learner=learner,
            notebook=name,
            result=result,
            **values,
        )
