"""A list of words for each chapter: terms, what they mean, and a column for one's own language."""

import csv
import io
import re

from nncourse.teaching.chapters import course
from nncourse.teaching.lessons import glossary, lesson
from nncourse.teaching.writing import Group

OWN = "in your language"


def words_of(number):
    """Return the terms that a chapter links to, (term, Markdown of its meaning) each: a list."""
    entries = glossary()
    return [
        (term, re.sub(r"(?: ?\[\d\d\]\([^)]*\),?)+$", "", meaning))
        for term, meaning in map(entries.get, lesson(number).terms)
    ]


def plain(text):
    """Return Markdown as a table of a spreadsheet shows it: without marks, links and backslashes."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*`$\\]", "", text)


def write(writer, numbers, seed):
    """Write the words of some chapters as a page and as a table; return their `Group`. Nothing depends on the seed."""
    files = []
    for one in course()[1]:
        if one.number in numbers:
            words = words_of(one.number)
            table = io.StringIO()
            rows = csv.writer(table, lineterminator="\n")
            rows.writerow(["term", "meaning", OWN])
            rows.writerows((term, plain(meaning), "") for term, meaning in words)
            writer.text(f"words/{one.number}.csv", "\ufeff" + table.getvalue())  # the mark tells Excel the encoding
            writer.page(
                f"words/{one.number}.html", "words.html", "notebooks/glossary.ipynb", chapter=one, words=words, own=OWN
            )
            files.append((f"{one.number} · {one.title}", f"words/{one.number}.html"))
    about = "The terms of each chapter with a blank column for one's own language, as a page and as a table (CSV)."
    return Group("Word lists", about, files)
