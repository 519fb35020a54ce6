"""What course.toml says of the chapters, and what is written from it: see ``python -m tools check``."""

import re
from pathlib import Path

import nbformat

from nncourse.teaching import chapters
from nncourse.teaching.lessons import card_of

ROOT = Path(__file__).resolve().parent.parent


def course(root=ROOT):
    """Return the parts, a list of dict, and the chapters, a list of `Chapter`, that are named below a folder."""
    return chapters.course(root / "nncourse" / "course.toml")


def needs(first):
    """Return the numbers of the chapters that a lesson asks for, by its first cell, a str: a list, as it names them."""
    (line,) = re.findall(r"\*\*You need\*\* (.*?)\n>\n", first, re.DOTALL)
    asked = re.sub(r"You can skip .*|as in chapter \d\d", "", line.replace("\n> ", " "))
    spans = re.findall(r"\b(\d\d)\b(?:(?:–| to )(\d\d)\b)?", asked)
    return [f"{number:02}" for first, last in spans for number in range(int(first), int(last or first) + 1)]


def replaced(text, pattern, new, where):
    """Return a text with new in the one place of a pattern; raises ValueError if there are others, or none."""
    text, places = re.subn(pattern, lambda _: new, text, flags=re.MULTILINE)
    if places != 1:
        raise ValueError(f"{where} has {places} places for {pattern}, not one")
    return text


def in_readme(text, parts, chapters):
    """Return README with its tables of chapters."""
    tables = []
    for number, part in enumerate(parts, start=1):
        rows = [one for one in chapters if one.part == number]
        tables.append(f"| {part['title']} | question | minutes |\n|---|---|---|\n")
        tables[-1] += "".join(
            f"| [{one.number} · {one.title}](notebooks/{one.file}.ipynb) | {one.question} | {one.time} |\n"
            for one in rows
        )
    return replaced(
        text, r"(?:\| [^|\n]* \| question \| minutes \|\n(?:\|.*\n)+\n?)+", "\n".join(tables) + "\n", "README"
    )


MARKS = "nncourse/teaching/pages/what-a-mark-is-worth.md"


def in_marks(text, parts, chapters):
    """Return the page on marks with the counts of what an exam with another seed changes."""
    for (before, after), count in zip(COUNTED, counts(chapters), strict=True):
        text = replaced(text, rf"(?<={before})\d+(?={after})", str(count), MARKS)
    return text


# Where that page has them, in the order of `counts`.
COUNTED = [
    (r"\| of the ", r" exercises \|"),
    (r"\| ", r" ask for functions or classes \|"),
    (r"\| ", r" ask for numbers \|"),
    (r"\| ", r" ask for something in each row"),
    (r"\| ", r" stay as they are \|"),
    (r"Leave the ", r" out where marks count"),
]


def counts(chapters):
    """Return how many exercises there are, and how many of each kind the page on marks tells, a list of int."""
    from nncourse.exams import kinds

    told = [kinds(one.number) for one in chapters]
    functions, numbers, orders, fixed = (
        sum(len(kind[name]) for kind in told) for name in ("functions", "numbers", "orders", "fixed")
    )
    return [functions + numbers + orders + fixed, functions, numbers, orders, fixed, fixed]


def in_form(text, parts, chapters):
    """Return the form for errata with the chapters to choose from."""
    rows = "".join(f"        - {one.number} · {one.title}\n" for one in chapters)
    return replaced(text, r"(?:^        - \d\d · .*\n)+", rows, "the form for errata")


def card(file):
    """Return the card of a lesson as it stands in a text of the project, a str."""
    cells = nbformat.read(ROOT / "notebooks" / f"{file}.ipynb", as_version=4).cells
    return re.sub(r"\]\((?=[\w-]+\.ipynb)", "](notebooks/", card_of(cells))


def in_reference(text, parts, chapters):
    """Return the reference with the cards of all lessons below its first paragraphs."""
    first = text.split("\n## ")[0].rstrip()
    cards = [f"## [{one.number} · {one.title}](notebooks/{one.file}.ipynb)\n\n{card(one.file)}\n" for one in chapters]
    return "\n\n".join([first, *cards]).rstrip() + "\n"


WRITTEN = {"README.md": in_readme, "REFERENCE.md": in_reference, MARKS: in_marks}
WRITTEN |= {".github/ISSUE_TEMPLATE/erratum.yml": in_form}


def write(root=ROOT):
    """Write the tables of all texts from course.toml."""
    chapters.course.cache_clear()
    for name, change in WRITTEN.items():
        path = root / name
        path.write_text(change(path.read_text(encoding="utf-8"), *course(root)), encoding="utf-8", newline="\n")
