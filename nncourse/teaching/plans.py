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
SKIPPED = 1  # minutes for what is shown or said instead of a section
HOMEWORK = 30  # minutes, at most
QUIZ = "A quiz on the last meeting: its votes once more, without looking anything up."
REST = "What the class wants to see again; and everybody says in a sentence what was new today."


@dataclass
class Row:
    """What fills some minutes of a meeting."""

    what: str  # Markdown
    minutes: float
    how: str = ""
    link: str = ""  # to the section, as notebooks name it
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
    if section.cut:
        return Row(title, SKIPPED, "projected", section.file, note=f"Skipped: {section.cut}.")
    note = " ".join(f"Skip a part: {instead}." for _, instead in section.cuts)
    how = "in pairs: the explorer" if section.explorer else "together"
    return Row(title, section.minutes - skipped + VOTE * len(votes), how, section.file, votes, note)


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
    """Return exercises that fit into some minutes, (number, `Task`) each; used, a set, holds those of before."""
    found = []
    for number in numbers:
        for task in tasks(number):
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
    rows += [row_of(section) for section in sections]
    left = plan["minutes"] - sum(row.minutes for row in rows)
    numbers = list(dict.fromkeys(section.chapter.number for section in sections))
    title = block.get("title") or ", ".join(f"{number} · {lesson(number).chapter.title}" for number in numbers)
    if left < 0:
        raise ValueError(f"{plan['title']}: the meeting on {title} is {-left:.1f} minutes too long")
    done = exercises_for(numbers, left, plan["python"], used)
    if done:
        rows.append(Row(f"Exercises: {listed(done)}", sum(task.minutes for _, task in done), "in pairs or alone"))
    left = plan["minutes"] - sum(row.minutes for row in rows)
    if left >= 0.5:
        rows.append(Row(REST, left, "together"))
    passed = 0.0
    for row in rows:
        row.start = round(passed)
        passed += row.minutes
        row.end = round(passed)
    sittings = list(dict.fromkeys((section.chapter.number, section.sitting) for section in sections))
    unplugged = [
        (one, lesson(one).chapter.teaching["unplugged"])
        for one in numbers
        if "unplugged" in lesson(one).chapter.teaching
    ]
    homework = exercises_for(numbers, HOMEWORK, False, used)
    return Meeting(title, rows, sittings, homework, unplugged)


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
