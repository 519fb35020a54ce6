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
CLOSING = ("What you built", "On one card", "What is still missing")
AFTERWARDS = "; without Python, or afterwards, "
LONG = 8  # minutes: more than this is enough to begin an exercise that is finished at home
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
    homework: list  # of Markdown
    unplugged: list  # of (number, dict) that could take a screen's place
    spare: list  # of `Section`, which a class that is late can leave out


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


def exercises_for(numbers, minutes, wanted, used):
    """Return exercises that fit into some minutes, (number, `Task`) each.

    Parameters
    ----------
    numbers : dict
        Of chapters, with whether the class has been through all of it: if not, half of its exercises can be done.
    minutes : float
    wanted : callable
        Tells of a `Task` whether it may be among them.
    used : set
        Of those that were given out before; what is returned is added.
    """
    found = []
    for number, whole in numbers.items():
        ready = tasks(number) if whole else tasks(number)[: len(tasks(number)) // 2]
        for task in ready:
            fits = task.minutes <= minutes and (number, task.name) not in used and not task.exercise.deeper
            if fits and wanted(task):
                found.append((number, task))
                minutes -= task.minutes
                used.add((number, task.name))
    return found


def by_value(task):
    """Tell whether an exercise can be answered without a program."""
    return task.is_value


def by_program(task):
    """Tell whether an exercise asks for a program."""
    return not task.is_value


def exercises(numbers, minutes, python, used):
    """Return the `Row` of what learners do by themselves, or None: with a program those who can, the others without."""
    without = exercises_for(numbers, minutes, by_value, used)
    lines, longest = [f"{listed(without)} (on the page, or on the worksheet)"] if without else [], took(without)
    if python:
        programs = exercises_for(numbers, minutes, by_program, used)
        if not programs and minutes > LONG:
            programs = exercises_for(numbers, float("inf"), by_program, used.copy())[:1]
            used.update((number, task.name) for number, task in programs)
        if programs:
            more = ", begun, and finished at home" if took(programs) > minutes else ""
            lines.insert(0, f"in Python {listed(programs)}{more}")
            longest = min(minutes, max(longest, took(programs)))
    return Row(f"Exercises: {AFTERWARDS.join(lines)}", longest, "in pairs or alone") if lines else None


def took(some):
    """Return the minutes of exercises, (number, `Task`) each, together."""
    return sum(task.minutes for _, task in some)


def listed(some):
    """Return exercises as Markdown, a str, from (number, `Task`) each."""
    return "; ".join(f"{number} exercise {task.number}, {task.title} ({task.minutes} min)" for number, task in some)


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
    if row := exercises(numbers, left(), plan["python"], used):
        rows.append(row)
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
    homework = [listed(some)] if (some := exercises_for(numbers, HOMEWORK, by_value, used)) else []
    homework += [
        f"the eight questions of *From memory*, at the end of lesson {number}" for number in numbers if numbers[number]
    ]
    return Meeting(title, rows, sittings, homework, unplugged, [] if block.get("road") else spare(sections))


def spare(sections):
    """Return those of some sections that a class which is late can leave out, a list.

    The short road does without them, none holds a vote to keep, and they are not what closes a lesson.
    """
    return [
        one
        for one in sections
        if one.chapter.road and not (one.road or one.cut or one.level == 1 or one.title in CLOSING)
        if not any(vote.keep for vote in one.votes)
    ]


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
    """Write the plans whose chapters are all among the numbers, and return their `Group`; the seed changes nothing."""
    files = []
    for plan in plans():
        if not {number for block in plan["blocks"] for number in block.get("chapters", [])} <= set(numbers):
            continue
        name = f"plans/{plan['file']}.html"
        writer.page(
            name,
            "plan.html",
            "nncourse/teaching/plans.toml",
            plan=plan,
            meetings=meetings(plan),
            verdict=verdict,
        )
        files.append((plan["title"], name))
    about = (
        "What happens in each meeting, minute by minute: sections, votes with their answers, cuts, exercises, homework."
    )
    return Group("Plans", about, files)
