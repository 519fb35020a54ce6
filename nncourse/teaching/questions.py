"""Questions for a learning platform: the votes of a lesson, and the exercises whose answer is a value.

The wrong options of an exercise are those that its check knows, each with what the check says to it.
"""

import copy
import itertools
from dataclasses import dataclass, field, replace

import numpy as np

from nncourse.checking import Wrong
from nncourse.checking.exam import with_numbers
from nncourse.checking.fields import apart
from nncourse.exams import other_statement
from nncourse.teaching.lessons import lesson
from nncourse.teaching.tasks import tasks

VARIANTS = 20  # of a task with numbers, at most
MOST_FIELDS = 6  # of a task that becomes questions, one for each field
CLOSE = (1e-9, 1e-6, 1e-4, 1e-3, 5e-3, 1e-2, 5e-2)  # how far off a number may be, relatively, if its check accepts it
FAR = 0.1  # a number that may be so far off has several right answers


@dataclass
class Option:
    """An answer that a question offers, or that it expects."""

    text: str  # Markdown, or a number as it is written
    right: bool
    feedback: str = ""  # Markdown


@dataclass
class Question:
    """A question with its options."""

    name: str  # by which it is known, such as "01-flip-1"
    title: str  # plain text
    group: str  # of variants and votes, for the platform's folders
    text: str  # Markdown
    kind: str  # one (option is right), several, number, or open
    at: str  # the notebook that it comes from, for links
    options: list = field(default_factory=list)  # of `Option`; of a number those that are right or a known mistake
    tolerance: float = 0.0  # of a number, absolute
    after: str = ""  # Markdown, once it is answered


def votes_of(number):
    """Return the votes of a chapter's main text, a list of `Question`."""
    found, of = [], lesson(number)
    for section in of.sections:
        for vote in section.votes:
            text = "\n\n".join(filter(None, [vote.before, vote.question, fenced(vote.code)]))
            right = vote.right or []
            options = [Option(one, at in right) for at, one in enumerate(vote.options)]
            if vote.right == []:
                options.append(Option("none of these", True))
            kind = "open" if vote.right is None else "several" if len(right) > 1 else "one"
            found.append(
                Question(
                    name=f"{number}-vote-{len(found) + 1:02}",
                    title=f"{number} vote {len(found) + 1}: {section.title.replace('`', '')}",
                    group="votes",
                    text=text,
                    kind=kind,
                    at=f"notebooks/{of.chapter.file}.ipynb",
                    options=[] if kind == "open" else options,
                    after="\n\n".join(filter(None, [fenced(vote.printed), vote.answer])),
                )
            )
    return found


def fenced(text):
    """Return code or what it prints as Markdown; "" for nothing."""
    return f"```\n{text}\n```" if text else ""


def told(exercise, answer):
    """Return what a check says to an answer, a str, or None if it is right: as in the notebook, but without limits."""
    seen, finding = exercise.see(answer)
    if isinstance(finding, Wrong):
        finding = exercise.mistake(seen, finding)
    return None if finding is None else finding.args[0]


def part(answer, path):
    """Return the part of an answer at a path, such as (1, 0): in the second part the first."""
    for place in path:
        answer = answer[place]
    return answer


def exchanged(answer, path, new):
    """Return an answer with another part at a path."""
    if not path:
        return new
    answer = copy.deepcopy(answer)
    part(answer, path[:-1])[path[-1]] = new
    return answer


def scaled(answer, factor):
    """Return an answer with all its numbers multiplied."""
    if isinstance(answer, list):
        return [scaled(one, factor) for one in answer]
    return answer if isinstance(answer, (str, bool)) else answer * factor


def closeness(exercise, answer, path):
    """Return how far off the number at a path may be, relatively; infinity if others are right."""

    def accepted(by):
        right = part(answer, path)
        off = by * (abs(right) or 1)
        return all(told(exercise, exchanged(answer, path, right + sign * off)) is None for sign in (1, -1))

    if not accepted(CLOSE[0]) or accepted(FAR):
        return float("inf")
    return list(itertools.takewhile(accepted, CLOSE))[-1]


def written(number):
    """Return a number as a learner writes it, a str: with ten digits at most, and no powers of ten."""
    return np.format_float_positional(float(f"{number:.10g}"), trim="-")


def options_of(exercise, answer, one):
    """Return the options of the question for a field, a list of `Option`."""
    right = part(answer, one.path)
    if one.kind == "number":
        known = {written(right): Option(written(right), True)}
        for _, wrong in exercise.mistakes:
            wrong = apart(wrong)
            value = part_alone(answer, wrong, one.path)
            if value is not None and written(value) not in known and (message := told(exercise, wrong)):
                known[written(value)] = Option(written(value), False, message)
        return list(known.values())
    if one.kind == "choice":
        messages = {option: told(exercise, exchanged(answer, one.path, option)) for option in one.options}
        return [Option(str(option), message is None, message or "") for option, message in messages.items()]
    inside = set(right)
    return [
        Option(
            str(option),
            option in inside,
            "" if option in inside else told(exercise, exchanged(answer, one.path, [*right, option])) or "",
        )
        for option in one.options
    ]


def part_alone(right, wrong, path):
    """Return the number at a path of a wrong answer if it is wrong there alone, and None if not."""
    try:
        value = part(wrong, path)
        numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
        return (
            value
            if numeric and np.isfinite(value) and exchanged(right, path, value) == wrong and value != part(right, path)
            else None
        )
    except (TypeError, IndexError, KeyError):
        return None


def tolerances(task):
    """Return how far off the numbers of a task may be, a dict from a path to (relative, absolute).

    It is None if the task does not become questions: its answer is no value, it has many fields, or in one of them more
    than one answer is right.
    """
    if not task.is_value or len(task.fields) > MOST_FIELDS:
        return None
    answer = apart(task.exercise.right)
    for factor in (2, 0.5, -1):
        other = scaled(answer, factor)
        if other != answer and told(task.exercise, other) is None:
            return None
    near = {}
    for one in task.fields:
        if one.kind == "number":
            by, right = closeness(task.exercise, answer, one.path), part(answer, one.path)
            if by == float("inf"):
                return None
            near[one.path] = by, by * (abs(right) or 1)
    return near


def tolerance(right, relative, absolute):
    """Return how far off a number may be if both bounds were found for another version of its task."""
    return min(relative * (abs(right) or 1), absolute)


def of_task(task, number, file, near, variant=0):
    """Return the questions of a task, a list of `Question`, one for each field.

    near is from `tolerances`, and variant, an int, tells apart what has other numbers.
    """
    answer, found = apart(task.exercise.right), []
    for place, one in enumerate(task.fields, start=1):
        asked = ": ".join(one.labels) if len(task.fields) > 1 else ""
        title = (
            f"{number} exercise {task.number}, {task.name}"
            + f": {asked}" * bool(asked)
            + f" ({variant})" * bool(variant)
        )
        text = task.statement + (f"\n\n**This question asks for: {asked}.**" if asked else "")
        found.append(
            Question(
                name="-".join([number, task.name, str(place), *([str(variant)] if variant else [])]),
                title=title,
                group=f"exercise {task.number}, {task.name}" + f", part {place}" * bool(asked),
                text=text,
                kind={"number": "number", "choice": "one"}.get(one.kind, "several"),
                at=f"notebooks/exercises/{file}.ipynb",
                options=options_of(task.exercise, answer, one),
                tolerance=tolerance(part(answer, one.path), *near[one.path]) if one.path in near else 0.0,
                after=task.exercise.explanation,
            )
        )
    return found


def seeds_of(task):
    """Return seeds that give a task different numbers, a list of int: as many as there are, up to `VARIANTS`."""
    given, seen = task.exercise.given, {}
    if given is None or "order" in given.choices or not any(one.kind == "number" for one in task.fields):
        return []
    for seed in range(1, 40 * VARIANTS):
        seen.setdefault(repr(given.drawn(seed)), seed)
        if len(seen) == VARIANTS:
            break
    return list(seen.values())


def with_seed(task, seed):
    """Return a task with the numbers of a seed in its statement and its check."""
    module, given = task.exercise.look.__module__, task.exercise.given.drawn(seed)
    before, after = (with_numbers(module, task.name, repr(numbers)) for numbers in ({}, given))
    return replace(task, statement=other_statement(task.statement, before, after), exercise=after)


def exercises_of(number):
    """Return the questions of a chapter's exercises, and the titles of the value tasks that do not become any."""
    of = lesson(number).chapter
    found, left = [], []
    for task in tasks(number):
        near = tolerances(task)
        if near is None:
            left += [task.title] if task.is_value else []
            continue
        found += of_task(task, number, of.file, near)
        for seed in seeds_of(task):
            found += of_task(with_seed(task, seed), number, of.file, near, seed)
    return found, left
