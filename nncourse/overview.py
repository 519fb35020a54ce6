"""A class at a glance: who has passed what, as collected notebooks store it: ``python -m nncourse class FOLDER``.

Nothing is run. Learners are told apart by the names of folders and files, exercises by the grade_ids of their checks.
"""

import csv
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from nncourse.blanks import blank, progress
from nnlib.printing import counted

PAGE, TABLE, FINDINGS = "class.html", "class.csv", "class-findings.csv"  # what is written
TEMPLATE = Path(__file__).with_name("overview.html")
# By state: a shape and what it means. The first three are those of a chapter's `check.progress()`.
STATES = {
    "passed": ("✓", "the check was satisfied"),
    "failing": ("✗", "the check found something wrong, or stopped"),
    "not attempted": ("·", "the answer was still the stub"),
    "no result": ("?", "the notebook stores nothing of this check"),
    "no notebook": ("–", "there is no notebook that can be read, or this check is not in it"),
}
KINDS = {"exercises": "", "blank": ", blank lesson", "exam": ", exam"}  # of notebooks, in order within a chapter
# What is said of files, in this order.
BROKEN = "Broken, and not counted: ask for them again"
NO_OUTPUTS = "Without stored outputs, and so without results: open them, run all cells and save"
AGAIN = "Handed in more than once: not counted, as another is in which as many exercises are passed, or more"
RENAMED = "Renamed: counted as what the checks in them say"
NAMELESS = "Without a learner's name where one is expected: counted under a part of the file's name"
STRANGE = "With checks that the course doesn't have: counted without these"
NO_EXERCISES = "Notebooks without checks of the course: not counted"
NO_NOTEBOOKS = "No notebooks: not read"
LINKS = "Links, which may lead to somebody else's files: not read"
BESIDE = "Kept by Jupyter, nbgrader or macOS beside what was handed in: not read"
NOTES = (BROKEN, NO_OUTPUTS, AGAIN, RENAMED, NAMELESS, STRANGE, NO_EXERCISES, NO_NOTEBOOKS, LINKS, BESIDE)

PLATFORM = re.compile(  # what platforms put before a name: "Ana Novak_12345_assignsubmission_file_" (Moodle),
    r"(.+?)(?:_LATE)?_\d+_(?:assignsubmission_|\d+_)"  # "novakana_LATE_123_456_" (Canvas)
)
CONTROLS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\].*?(?:\x07|\x1b\\)|[\x00-\x1f\x7f-\x9f]", re.DOTALL)
TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # they turn the letters around them
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?(?!\w)")
NOTHING = ("no notebook", "")
LETTERS = 300  # of a text that are shown


@dataclass
class Task:
    """An exercise, or the pieces of a blank lesson that share a check."""

    number: int
    name: str  # such as "flip", or "MLP, MLP.forward_pass"
    title: str
    names: set  # all of which have to be passed


@dataclass
class Sheet:
    """A notebook of the course with checks: its name, such as "04-layers", its title, and its tasks by grade_id."""

    stem: str
    title: str
    tasks: dict


@dataclass
class Reading:
    """What a notebook says: its path, a str, and by grade_id the state of a task and the finding, "" if none."""

    path: str
    results: dict

    def rank(self):
        """Return by what one of several notebooks is chosen: most passed, then most failing, then the last by name."""
        states = Counter(state for state, _ in self.results.values())
        return states["passed"], states["failing"], self.path


def plain(text):
    """Return a text as one short line, without colours and other characters that nobody sees."""
    text = CONTROLS.sub(lambda found: "" if found[0][0] == "\x1b" else " ", TURNING.sub("", text))
    text = unicodedata.normalize("NFC", " ".join(text.encode("utf-8", "replace").decode("utf-8").split()))
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1]}…"


def alphabetical(name):
    """Return by what a name is sorted: its letters without accents and case, then the name itself."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return bare.casefold(), name


def grade_id(cell):
    """Return the grade_id of a cell, a dict; "" if it has none."""
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")


def sheet_of(notebook, stem):
    """Return the `Sheet` of a notebook of the course, a dict as JSON has it."""
    heading, title, tasks = "", "", {}
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and (found := re.search(r"^#+ (?:\d+ · )?(.*)$", source, re.MULTILINE)):
            heading = found[1]
            title = title or re.sub(r"^(Exercises )?\d+ · ", "", heading)
        elif name := grade_id(cell):
            names = re.findall(r'"([\w.]+)"', source)[1:] if source.startswith("check(") else [name]
            tasks[name] = Task(len(tasks) + 1, ", ".join(names), heading, set(names))
    return Sheet(stem, title, tasks)


def sheets_in(source):
    """Return the sheets of the course, a dict by chapter and kind, ("04", "exam"); source is its folder, a Path."""
    found = {}
    for path in (source / "exercises").glob("[0-9][0-9]-*.ipynb"):
        sheet = sheet_of(json.loads(path.read_text(encoding="utf-8")), path.stem)
        found[path.name[:2], "exercises"] = found[path.name[:2], "exam"] = sheet
    for path in source.glob("[0-9][0-9]-*.ipynb"):
        lesson = blank.blank(json.loads(path.read_text(encoding="utf-8")), path.name[:2])
        if (sheet := sheet_of(lesson, path.stem)).tasks:
            found[path.name[:2], "blank"] = sheet
    return {key: found[key] for key in sorted(found, key=lambda key: (key[0], [*KINDS].index(key[1])))}


def recognized(cells, named, sheets):
    """Return which sheet a notebook is, a key of sheets, or None.

    It is the one with which it shares most grade_ids. Few of these are in two sheets; then the chapter decides that
    the code names, or else the file.

    Parameters
    ----------
    cells : list of dict
    named : tuple or None
        The key of the sheet that has the file's name.
    sheets : dict
    """
    own = {grade_id(cell) for cell in cells} - {""}
    code = "\n".join("".join(cell["source"]) for cell in cells)
    chapters = re.findall(r'(?:nncourse\.chapter|check\(\s*")(\d\d)\b', code)

    def likeness(key):
        return len(own & sheets[key].tasks.keys()), key[0] in chapters, named is not None and key[0] == named[0]

    chapter, kind = max(sheets, key=likeness)
    if not own & sheets[chapter, kind].tasks.keys():
        return None
    exam = named is not None and named[1] == "exam" or "exams.mode()" in code
    return chapter, "exam" if exam and kind == "exercises" else kind


def results_in(cells, sheet):
    """Return what the cells of a notebook say of the tasks of a sheet: by grade_id (state, finding)."""
    told = [(grade_id(cell), *progress.told_by(cell)) for cell in cells]
    passed = set().union(*(names for _, names, _ in told))  # in whatever cell: once passed, it stays passed
    results = {}
    for name, _, errors in told:
        if (task := sheet.tasks.get(name)) is None:
            continue
        results.setdefault(name, ("no result", ""))
        if task.names <= passed:
            results[name] = ("passed", "")
            continue
        for kind, message in errors:
            if kind == "NotAttempted":
                results[name] = ("not attempted", "")
            elif kind in ("Wrong", "Raised"):
                results[name] = ("failing", plain(message.removeprefix(f"{task.name}: ")))
            else:  # of the cell itself, such as a NameError
                results[name] = ("failing", plain(f"{kind}: {message}"))
    return results


def cells_of(path):
    """Return the cells of a notebook, a Path; raises ValueError if it has none, or cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as reason:
        raise ValueError(f"it cannot be read: {reason.strerror}") from None
    if not data.strip():
        raise ValueError("it is empty")
    try:
        notebook = json.loads(data)
    except json.JSONDecodeError as error:
        raise ValueError(f"no JSON in line {error.lineno}") from None
    except (ValueError, RecursionError):
        raise ValueError("no JSON") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError("JSON, but no notebook of version 4")
    return notebook["cells"]


class Collection:
    """What was collected in a folder.

    Parameters
    ----------
    folder : Path
        With a folder for each learner, or with files that a platform for learning has named. If it is nbgrader's, what
        is in ``submitted`` counts.
    sheets : dict
        As `sheets_in` returns it.
    ours : set of Path
        Files that are ours, and no learner's.

    Attributes
    ----------
    learners : set of str
    found : dict
        By key of sheets a dict by learner: the `Reading` that counts.
    notes : dict
        By what is said of files, one of `NOTES`, a dict by path, a str: what more is said of it, a str.
    """

    def __init__(self, folder, sheets, ours=()):
        stems = "|".join(sorted({re.escape(sheet.stem) for sheet in sheets.values()}))
        self.sheets, self.stems = sheets, re.compile(rf"({stems})(?:-(blank|exam))?")
        self.learners, self.notes = set(), {what: {} for what in NOTES}
        readings = {}
        root = folder / "submitted" if (folder / "submitted").is_dir() else folder
        for path in sorted(folder.rglob("*")):
            shown = plain(path.relative_to(folder).as_posix())
            if path.is_symlink():
                self.notes[LINKS][shown] = ""
            elif not path.is_file() or path in ours:
                continue
            elif not path.is_relative_to(root):
                self.notes[BESIDE][plain(path.relative_to(folder).parts[0])] = ""
            elif {".ipynb_checkpoints", "__MACOSX"} & set(path.parts) or path.name.startswith("._"):
                self.notes[BESIDE][shown] = ""
            elif path.suffix.lower() != ".ipynb":
                self.notes[NO_NOTEBOOKS][shown] = ""
            elif read := self.read(path, path.relative_to(root).parts, shown):
                readings.setdefault(read[0], {}).setdefault(read[1], []).append(read[2])
        self.found = {key: self.chosen(readings[key]) for key in sheets if key in readings}

    def read(self, path, parts, shown):
        """Return what a notebook is and says, (key, learner, `Reading`), or None; note what is to be said of its file.

        Parameters
        ----------
        path : Path
        parts : tuple of str
            Of the path within the folder of all learners.
        shown : str
            How its path is shown.
        """
        match = self.stems.search(path.name)
        named = match and (match[1][:2], match[2] or "exercises")
        learner = learner_of(parts, match)
        if learner:
            self.learners.add(learner)
        try:
            cells = cells_of(path)
            key = recognized(cells, named, self.sheets)
            results = results_in(cells, self.sheets[key]) if key else {}
            outputs = any(cell.get("outputs") for cell in cells)
        except ValueError as reason:
            self.notes[BROKEN][shown] = plain(str(reason))
            return None
        except (AttributeError, KeyError, TypeError):
            self.notes[BROKEN][shown] = "JSON, but its cells are not those of a notebook"
            return None
        if key is None:
            self.notes[NO_EXERCISES][shown] = ""
            return None
        if not learner:
            learner = plain(path.stem.partition("_")[0]) or shown
            self.learners.add(learner)
            self.notes[NAMELESS][shown] = learner
        if named != key:
            self.notes[RENAMED][shown] = self.title(key)
        if not outputs:
            self.notes[NO_OUTPUTS][shown] = ""
        if strange := {grade_id(cell) for cell in cells} - {""} - results.keys():
            self.notes[STRANGE][shown] = plain(", ".join(sorted(strange)))
        return key, learner, Reading(shown, results)

    def chosen(self, readings):
        """Return by learner the `Reading` that counts; readings has a list of them by learner. The others are noted."""
        best = {learner: max(several, key=Reading.rank) for learner, several in readings.items()}
        for learner, several in readings.items():
            for one in several:
                if one is not best[learner]:
                    self.notes[AGAIN][one.path] = best[learner].path
        return best

    def title(self, key):
        """Return the title of a sheet by its key, a str such as "04 · Layers, blank lesson"."""
        return f"{key[0]} · {self.sheets[key].title}{KINDS[key[1]]}"

    def sections(self):
        """Return what the page shows of each sheet, a list of dict: its title, tasks, and rows of states by learner."""
        sections, learners = [], sorted(self.learners, key=alphabetical)
        for key, readings in self.found.items():
            there = set().union(*(reading.results for reading in readings.values()))
            tasks = {name: task for name, task in self.sheets[key].tasks.items() if name in there}
            results = {}
            for learner in learners:
                own = readings[learner].results if learner in readings else {}
                results[learner] = [own.get(name, NOTHING) for name in tasks]
            sections.append(
                {
                    "key": key,
                    "title": self.title(key),
                    "without": [learner for learner in learners if learner not in readings],
                    "rows": [(learner, [state for state, _ in row]) for learner, row in results.items()],
                    "tasks": [
                        (task, Counter(state for state, _ in column), grouped(zip(learners, column)))
                        for task, column in zip(tasks.values(), zip(*results.values()))
                    ],
                }
            )
        return sections


def learner_of(parts, match):
    """Return the name of a learner, "" if there is none.

    Parameters
    ----------
    parts : tuple of str
        Of the path of a file.
    match : re.Match or None
        The name of a sheet in the name of the file.
    """
    for part in parts:
        if found := PLATFORM.match(part):
            return plain(found[1])
    if len(parts) > 1:
        return plain(parts[0])
    before = parts[0][: match.start()].strip(" _-") if match else ""
    return "" if before.casefold() == "copy of" else plain(before)  # Google's


def grouped(column):
    """Return the findings of a task, (text, learners) each, those of most learners first.

    Findings that differ in their numbers alone are one, in the words that came most often.

    Parameters
    ----------
    column : iterable of (learner, (state, finding))
    """
    groups = {}
    for learner, (state, finding) in column:
        if state == "failing":
            groups.setdefault(NUMBER.sub("…", finding), []).append((learner, finding))
    several = [
        (Counter(finding for _, finding in group).most_common(1)[0][0], [learner for learner, _ in group])
        for group in groups.values()
    ]
    return sorted(several, key=lambda one: -len(one[1]))


def by_path(file):
    """Return by what a file is sorted, (path, what more is said of it)."""
    return alphabetical(file[0])


def cell_of_csv(text):
    """Return a text as a spreadsheet takes it for a text, and not for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def save_csv(path, rows):
    """Save rows of texts as CSV, with the mark by which Excel knows UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([cell_of_csv(str(one)) for one in row] for row in rows)


def save(collection, to):
    """Save the page and both tables of a `Collection` in a folder, a Path; raises OSError if that is not possible."""
    to.mkdir(parents=True, exist_ok=True)
    sections = collection.sections()
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = template.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        sections=sections,
        states=STATES,
        notes={what: sorted(files.items(), key=by_path) for what, files in collection.notes.items() if files},
        learners=len(collection.learners),
        counted=counted,
    )
    (to / PAGE).write_text(page, encoding="utf-8", newline="\n")
    columns = [f"{section['title']}: {task.name}" for section in sections for task, *_ in section["tasks"]]
    rows = [
        [learner, *(state for section in sections for state in dict(section["rows"])[learner])]
        for learner in sorted(collection.learners, key=alphabetical)
    ]
    save_csv(to / TABLE, [["learner", *columns], *rows])
    found = [
        [section["title"], task.name, finding, len(learners), "; ".join(learners)]
        for section in sections
        for task, _, findings in section["tasks"]
        for finding, learners in findings
    ]
    save_csv(to / FINDINGS, [["notebook", "exercise", "finding", "learners", "who"], *found])


def arguments(parser):
    """Add to a parser what the command takes."""
    parser.description = "Show what each learner has solved, by what the collected notebooks have stored."
    parser.add_argument(
        "folder", type=Path, help="what you have collected: a folder for each learner, or files named by a platform"
    )
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where to write (default: the same folder)")


def run(arguments, source):
    """Write the overview and say where; return a str for `sys.exit` if that is not possible.

    Parameters
    ----------
    arguments : argparse.Namespace
        With ``folder`` and ``to``.
    source : Path
        The folder of the course's notebooks.
    """
    folder, to = arguments.folder, arguments.to or arguments.folder
    if not folder.is_dir():
        return f"There is no folder {folder}. Name the one with the notebooks that you have collected."
    ours = {to.resolve() / name for name in (PAGE, TABLE, FINDINGS)}
    collection = Collection(folder.resolve(), sheets_in(source), ours)
    try:
        save(collection, to)
    except OSError as reason:
        return f"The overview cannot be written into {to}: {reason}"
    files = sum(map(len, collection.notes.values()))
    learners = counted(len(collection.learners), "learner")
    print(f"{to / PAGE} is written, and {TABLE} and {FINDINGS} beside it: {learners}.")
    if files:
        print(f"{counted(files, 'remark')} on files, such as broken or renamed ones: at the end of the page.")
    if not collection.found:
        return f"None of the files in {folder} is a notebook with checks of the course. The page says what each is."
    return None
