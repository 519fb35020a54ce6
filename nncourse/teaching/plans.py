"""Plans for whole courses: meetings of sections with their minutes, votes, cuts, exercises and material."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from nncourse.teaching.chapter_pages import verdict
from nncourse.teaching.lessons import lesson
from nncourse.teaching.tasks import tasks
from nncourse.teaching.writing import Group

PLANS = Path(__file__).with_name("plans.toml")
VOTE = 3  # minutes that a class needs for a vote beside the one that reading it takes
SHORT = 1  # minutes: a shorter section shares a row with the one before
SKIPPED = 1  # minutes for what is shown or said instead of a section
HOMEWORK = 30  # minutes, at most
QUIZ = "A quiz on the last meeting: its votes once more, without looking anything up."
LONG = 8  # minutes: more than this is enough to begin an exercise that is finished at home
REST_MINUTES = 3
REST = "What the class wants to see again; and everybody says in a sentence what was new today."


@dataclass
class Row:
    """What fills some minutes of a meeting."""

    what: str  # Markdown
    minutes: float
    how: str = ""
    votes: list = field(default_factory=list)  # of `Vote` that the class takes
    note: str = ""  # Markdown: what is cut, and what is shown instead
    start: int = 0  # minute of the meeting, and end: rounded
    end: int = 0


@dataclass
class Meeting:
    """A meeting of a class."""

    title: str
    rows: list
    sittings: list  # (number, sitting) of the lessons in it
    homework: list  # of `Task`
    unplugged: list  # of (number, dict) that could take a screen's place


def plans():
    """Return the routes, a list of dict, as plans.toml has them."""
    return tomllib.loads(PLANS.read_text(encoding="utf-8"))["plan"]


def row_of(section):
    """Return the `Row` of a section: its minutes, with the votes to keep, and without what a class may skip."""
    skipped = sum(minutes for minutes, _ in section.cuts)
    votes = [vote for vote in section.votes if vote.keep]
    title = section.title if section.level > 1 else "What it is about"
    title = f"[{title}](<../../{section.file}>)"
    if section.cut:
        return Row(title, SKIPPED, "projected", note=f"Skipped: {section.cut}.")
    note = " ".join(f"Skip a part: {instead}." for _, instead in section.cuts)
    how = "in pairs: the explorer" if section.explorer else "together"
    return Row(title, section.minutes - skipped + VOTE * len(votes), how, votes, note)


def sections_of(block):
    """Return the sections that a block of a plan names, a list of `Section`."""
    return [
        section
        for number in block.get("chapters", [])
        for section in lesson(number).sections
        if section.minutes > 0
        and (section.road or not block.get("road"))
        and block.get("sitting", section.sitting) == section.sitting
    ]


def parted(sections, count):
    """Part sections into some lists, in order, so that the longest of them is as short as possible."""
    lengths = [row_of(section).minutes for section in sections]
    limit = max(lengths)
    while True:
        parts, filled = [[]], 0.0
        for section, length in zip(sections, lengths):
            if parts[-1] and filled + length > limit:
                parts, filled = [*parts, []], 0.0
            parts[-1].append(section)
            filled += length
        if len(parts) <= count:
            return parts
        limit += 0.25


def exercises_for(numbers, minutes, python, used):
    """Return exercises that fit into some minutes, (number, `Task`) each.

    Parameters
    ----------
    numbers : dict
        Of chapters, with whether the class has been through all of it: if not, half of its exercises can be done.
    minutes : float
    python : bool
        Whether programs can be written.
    used : set
        Of those that were given out before; what is returned is added.
    """
    found = []
    for number, whole in numbers.items():
        ready = tasks(number) if whole else tasks(number)[: len(tasks(number)) // 2]
        for task in ready:
            fits = task.minutes <= minutes and (number, task.name) not in used and not task.exercise.deeper
            if fits and (python or task.is_value):
                found.append((number, task))
                minutes -= task.minutes
                used.add((number, task.name))
    return found


def listed(exercises):
    """Return exercises as Markdown, a str, from (number, `Task`) each."""
    return "; ".join(
        f"{number} exercise {task.number}, {task.title} ({task.minutes} min)" for number, task in exercises
    )


def meeting(plan, block, sections, first, used):
    """Return a `Meeting` of a plan; first are rows that come before its sections, and used are exercises of before.

    Raises
    ------
    ValueError
        If it is too full.
    """
    rows = [Row(each["what"], each["minutes"], each["how"]) for each in first]
    for row in map(row_of, sections):
        if row.minutes < SHORT and not row.votes and rows and not rows[-1].note:
            rows[-1].what, rows[-1].minutes = f"{rows[-1].what}; {row.what}", rows[-1].minutes + row.minutes
        else:
            rows.append(row)
    numbers = {}
    for section in sections:
        last = [one for one in lesson(section.chapter.number).sections if one.road or not block.get("road")][-1]
        numbers[section.chapter.number] = section is last
    title = block.get("title") or ", ".join(f"{lesson(number).chapter.title} ({number})" for number in numbers)

    def left():
        return plan["minutes"] - sum(row.minutes for row in rows)

    if left() < 0:
        raise ValueError(f"{plan['title']}: the meeting on {title} is {-left():.1f} minutes too long")
    if done := exercises_for(numbers, left(), plan["python"], used):
        rows.append(Row(f"Exercises: {listed(done)}", sum(task.minutes for _, task in done), "in pairs or alone"))
    if left() > LONG and (begun := exercises_for(numbers, float("inf"), plan["python"], used)[:1]):
        rows.append(Row(f"Begin, and finish at home: {listed(begun)}", left() - REST_MINUTES, "in pairs or alone"))
    if left() >= 0.5:
        rows.append(Row(REST, left(), "together"))
    passed = 0.0
    for row in rows:
        row.start = round(passed)
        passed += row.minutes
        row.end = round(passed)
    sittings = list(dict.fromkeys((section.chapter.number, section.sitting) for section in sections))
    told = {number: lesson(number).chapter.teaching for number in numbers}
    unplugged = [(number, of["unplugged"]) for number, of in told.items() if "unplugged" in of]
    return Meeting(title, rows, sittings, exercises_for(numbers, HOMEWORK, False, used), unplugged)


def meetings(plan):
    """Return the meetings of a plan, a list of `Meeting`."""
    found, used = [], set()
    for block in plan["blocks"]:
        sections, count = sections_of(block), block.get("meetings", 1)
        for at, part in enumerate(parted(sections, count) if count > 1 else [sections]):
            opening = (
                [{"what": QUIZ, "minutes": plan["opening"], "how": "alone"}]
                if plan.get("opening") and found and part
                else []
            )
            found.append(meeting(plan, block, part, opening + (block.get("first", []) if at == 0 else []), used))
    return found


def write(writer, numbers, seed):
    """Write all plans, whatever the chapters, and return their `Group`; nothing depends on the seed."""
    files = []
    for plan in plans():
        name = f"plans/{plan['file']}.html"
        writer.page(
            name,
            "plan.html",
            "nncourse/teaching/plans.toml",
            plan=plan,
            meetings=meetings(plan),
            verdict=verdict,
            listed=listed,
        )
        files.append((plan["title"], name))
    about = (
        "What happens in each meeting, minute by minute: sections, votes with their answers, cuts, exercises, homework."
    )
    return Group("Plans", about, files)
