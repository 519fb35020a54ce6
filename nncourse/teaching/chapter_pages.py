"""A page a chapter for the teacher: aims, minutes, votes with their answers, beliefs, hard places, exercises, words."""

from nncourse.teaching.chapters import course
from nncourse.teaching.lessons import lesson
from nncourse.teaching.tasks import tasks
from nncourse.teaching.words import words_of
from nncourse.teaching.writing import Group

LETTERS = "ABCDEFGH"


def lettered(vote):
    """Return the answers of a vote, (letter, Markdown, whether it is right) each: a list."""
    right = vote.right or []
    return [(LETTERS[place], text, place in right) for place, text in enumerate(vote.options)]


def verdict(vote):
    """Return what is right in a vote, Markdown: its letters and texts, or that it is none of them or left open."""
    if vote.right is None:
        return "left open, since the runs do not settle it"
    return " and ".join(f"{letter}, {text}" for letter, text, right in lettered(vote) if right) or "none of these"


def write(writer, numbers, seed):
    """Write the pages of some chapters, and return their `Group`; nothing depends on the seed."""
    files = []
    for one in course()[1]:
        if one.number in numbers:
            of = lesson(one.number)
            writer.page(
                f"chapters/{one.number}.html",
                "chapter.html",
                f"notebooks/{one.file}.ipynb",
                chapter=one,
                lesson=of,
                teaching=one.teaching,
                tasks=tasks(one.number),
                words=words_of(one.number),
                lettered=lettered,
                verdict=verdict,
            )
            files.append((f"{one.number} · {one.title}", f"chapters/{one.number}.html"))
    about = "What to know before teaching a chapter: aims, minutes, votes, beliefs, hard places, cuts, exercises."
    return Group("A page a chapter", about, files)
