"""Slides: one HTML file a sitting, to show and to print.

No library of slides makes them: each is one file that works from a stick without a network, and all that it has to do
(show one slide at a time, hide an answer, print) is in ``templates/slides.js``.
"""

import html
import itertools
import math
import re
from dataclasses import dataclass, field, replace

import nbformat

from nncourse.teaching.chapter_pages import lettered, verdict
from nncourse.teaching.chapters import course
from nncourse.teaching.lessons import MARK, glossary, lesson, printed_by
from nncourse.teaching.minutes import BREAK, EXPLORER, is_break
from nncourse.teaching.writing import Group, as_html, in_line, trusted

MOST = 25  # slides in a sitting
LINES = 12  # of a print that is shown
WIDTH = 80  # of its lines
ROWS = 10  # of a table that is shown
CLOSING = ("What you built", "On one card", "What is still missing")  # sections for readers; the card has a slide
TABLE = re.compile(r"(?:^\|.*(?:\n|\Z))+", re.MULTILINE)
FORMULA = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
HIDDEN = re.compile(r"`[^`]*`|\$[^$]*\$")  # code and formulas, whose full stops end no sentence
END = re.compile(r"""(?<![ (][A-Z])[.?!][*"'”’)]*(?= +["“'‘*(\[`$−]*[A-Z0-9])""")  # of a sentence, not of an initial
ASIDE = re.compile(r"\s+\((?:[^()]|\([^()]*\))*\)$")  # what a question says of its code, at its end
ITEM = re.compile(r"^(?:[-*]|\d+\.) ((?:.*(?:\n(?!\n|[-*] |\d+\. ).*)*))", re.MULTILINE)
PICTURE = re.compile(r'<img[^>]*?alt="(?P<alt>[^"]*)"[^>]*?src="(?P<address>data:[^"]+)"')


@dataclass
class Slide:
    """A slide, and what is said to it; words are Markdown."""

    kind: str  # one of the blocks of slides.html
    title: str
    shows: dict = field(default_factory=dict)  # what its block needs
    notes: list = field(default_factory=list)  # in the order in which they are said
    told: list = field(default_factory=list)  # notes that give the answer away
    worth: int = 9  # in a long sitting, those with less are left out first

    @property
    def size(self):
        """Of its notes' letters on paper in points, so that they fit below the slide."""
        length = sum(len(note) + 60 for note in [*self.notes, *self.told, self.shows.get("alt", "")])
        return round(max(4, min(13, math.sqrt(150_000 / (length + 1)))), 1)


def sentences(text, count):
    """Return the first sentences of Markdown's first paragraph, or all if it has fewer."""
    text = text.strip().partition("\n\n")[0]
    plain = HIDDEN.sub(lambda found: "x" * len(found[0]), text.replace("\n", " "))
    ends = [found.end() for found in END.finditer(plain)]
    return re.sub(r":$", ".", text[: ends[count - 1]] if len(ends) >= count else text)


def cut(text):
    """Return the first lines of what a program prints."""
    lines = text.splitlines()
    return "\n".join([*lines[: LINES - 1], "…"] if len(lines) > LINES else lines)


def is_table(printed):
    """Return whether what a cell prints is a short table, whose rows say what they are: some words and some numbers."""
    lines = printed.splitlines()
    fits = 3 <= len(lines) <= LINES and max(map(len, lines)) <= WIDTH
    return fits and sum(bool(re.match(r"[^\[#]*[a-z]{2}.*\d", line)) for line in lines) >= 2


def shown_in(section):
    """Return what a section has to show besides figures: formulas, tables and tables that it prints.

    Returns
    -------
    list of (str, str, str)
        "formula", "table" or "printed", what it is, and the Markdown of the paragraph before it.
    """
    found, lead = [], ""
    for cell in section.cells:
        if cell.cell_type == "code":
            printed = printed_by(cell)
            found += [("printed", printed, lead)] if is_table(printed) and not EXPLORER.search(cell.source) else []
        for paragraph in MARK.sub("", cell.source).split("\n\n") if is_text(cell) else []:
            formulas = [one for line in FORMULA.findall(paragraph) for one in re.split(r"(?:\\qquad\s*)+", line)]
            table = TABLE.match(paragraph)
            found += [("formula", one.strip(" \n,.;"), lead) for one in formulas]
            found += [("table", paragraph, lead)] if table and paragraph.count("\n") < ROWS else []
            lead = lead if formulas or table else re.sub(r"^#+ .*\n*|^\*Answer:\*\n*", "", paragraph)
    return found


def section_slides(section, seen):
    """Return a slide of the formulas and the table of a section, and of its new terms, a list: one, two or none.

    Parameters
    ----------
    section : Section
    seen : set of str
        Anchors of the terms that have been on a slide; the section's are added.
    """
    shown = shown_in(section)
    chosen = [one for one in shown if one[0] == "formula"][:4] + [one for one in shown if one[0] == "table"][:1]
    chosen = chosen or shown[:1]
    new = [one for one in section.terms if one not in seen]
    seen.update(new)
    terms = [(glossary()[key][0], sentences(glossary()[key][1], 1)) for key in new[:6]]
    leads = [*dict.fromkeys(lead for *_, lead in chosen if lead)]
    meanings = [f"**{term}:** {meaning}" for term, meaning in terms]
    parts = [(chosen, [], leads, 2), ([], terms, meanings, 1)]
    if len(chosen) + len(terms) < 4:  # both fit on one
        parts = [(chosen, terms, leads + meanings, 2 if chosen else 1)]
    return [
        Slide("section", section.title, {"shown": shown, "terms": terms}, notes, worth=worth)
        for shown, terms, notes, worth in parts
        if shown or terms
    ]


def figure_slides(section, cells):
    """Return a slide for each figure that some cells of a section show."""
    places = {cell.get("id") for cell in cells}
    found = [figure for figure in section.figures if figure.cell in places]
    return [
        Slide("figure", html.escape(one.title) or section.title, {"address": one.address, "alt": one.alt})
        for one in found
    ]


def context_of(before):
    """Return what of the text before a question its slide needs: its last sentences, or a short list or formula."""
    paragraphs = re.split(r"\n\n(?=(?:[^`]|`(?!``)|```[^`]*```)*\Z)", before)
    last, lead = paragraphs[-1], paragraphs[-2] if len(paragraphs) > 1 else ""
    if re.match(r"[-*] |\d+\. |\$\$|```", last):
        return (f"{lead}\n\n{last}" if lead.endswith(":") else last) if len(last) < 450 else ""
    last = ASIDE.sub("", last)
    return "" if TABLE.match(last) else last if len(last) < 260 else sentences(last, 2)


def vote_slide(section, vote):
    """Return the slide of a vote."""
    question, aside = ASIDE.sub("", vote.question), ASIDE.search(vote.question)
    context = context_of(vote.before)
    shows = {"context": context, "question": question, "options": lettered(vote), "answer": sentences(vote.answer, 2)}
    shows |= {"printed": cut(vote.printed), "verdict": "" if vote.right else f"The answer is {verdict(vote)}."}
    notes = ["**Keep** this vote, even if time is short."] if vote.keep else []
    before = TABLE.sub("", vote.before).strip()
    notes += [before] if before != context else []
    notes += [aside[0].strip()[1:-1]] if aside else []
    told = [f"Right: {verdict(vote)}.", TABLE.sub("", vote.answer)]
    return Slide("vote", section.title, shows, notes, told, worth=9 if vote.keep else 3)


def explorer_slide(section, cell):
    """Return the slide of an explorer: what to try in it, its first picture, and where it is."""
    texts = [re.sub(r"^#+ .*\n*", "", MARK.sub("", one.source)) if is_text(one) else None for one in section.cells]
    place = section.cells.index(cell)
    tries = [bool(one and ITEM.search(one) and "*Answer:*" not in one) for one in texts]
    asked = [one for number, one in enumerate(texts) if one and (number < place or tries[number])]
    answered = [one for number, one in enumerate(texts) if one and number > place and not tries[number]]
    lead = next((one for one in asked if not ITEM.match(one)), "")
    pictures = [PICTURE.search(output.get("data", {}).get("text/html", "")) for output in cell.outputs]
    shown = next({key: html.unescape(text) for key, text in one.groupdict().items()} for one in pictures if one)
    items = [sentences(found[1], 2) for one in asked for found in ITEM.finditer(one)]
    shows = {"lead": sentences(lead, 2), "items": items[:3], "file": section.file}
    return Slide("explorer", section.title, shows | shown, asked, answered)


def is_text(cell):
    """Return whether a cell is read, and is not the place to stop."""
    return cell.cell_type == "markdown" and not is_break(cell)


def blocks(section):
    """Return a section in blocks, a list of (vote, Section): a vote with what comes behind it; None before the first.

    So nothing of an answer is shown before it is asked for. What leads up to a question belongs to the block before it.
    """
    votes, found = iter(section.votes), [(None, [])]
    for cell in section.cells:
        if "prediction" in cell.metadata:
            before = nbformat.from_dict({**cell, "source": cell.source.partition("*Predict")[0], "metadata": {}})
            found[-1][1].append(before)
            found.append((next(votes), []))
        else:
            found[-1][1].append(cell)
    return [(vote, replace(section, cells=cells)) for vote, cells in found]


def slides_of(section, seen):
    """Return the slides of a section, in the order of the lesson."""
    found = []
    for vote, block in blocks(section):
        code = [*itertools.takewhile(lambda cell: cell.cell_type == "code", block.cells)] if vote else []
        rest = replace(block, cells=block.cells[len(code) :])
        found += [vote_slide(section, vote), *figure_slides(block, code)] if vote else []
        found += section_slides(rest, seen)
        for cell in rest.cells:
            if cell.cell_type == "code" and EXPLORER.search(cell.source):
                found.append(explorer_slide(section, cell))
            found += figure_slides(rest, [cell])
    return found


def parts_of(text, most=900):
    """Return Markdown in parts, a list: more than most characters are parted where a paragraph begins in bold."""
    parts = [""]
    for one in re.split(r"\n\n(?=\*\*)", text):
        if parts[-1] and len(parts[-1]) + len(one) > most:
            parts.append("")
        parts[-1] += f"\n\n{one}"
    return parts


def slides(lesson, sitting):
    """Return the slides of a sitting, a list of `Slide`, some 25 at most.

    Parameters
    ----------
    lesson : Lesson
    sitting : int
        1 or 2.
    """
    chapter, seen, inner = lesson.chapter, set(), []
    for section in lesson.sections:
        made = [] if section.title in CLOSING else slides_of(section, seen)
        inner += made if section.sitting == sitting else []
    (stop,) = [cell.source for section in lesson.sections for cell in section.cells if is_break(cell)]
    stop = MARK.sub("", stop).replace(f"**{BREAK}**", "").strip().partition("\n\n")[0]
    believe = [f"Learners often believe: {one}" for one in chapter.teaching["believe"]]
    shows = {"question": chapter.question, "sitting": sitting} | (
        {"aims": lesson.aims} if sitting == 1 else {"so_far": stop}
    )
    minutes = f"Reading takes about {chapter.minutes[sitting]} minutes."
    first = Slide("first", chapter.title, shows, [minutes, *believe])
    if sitting == 1:
        last = [Slide("stop", "What we have by now", {"text": stop}, ["A good place to stop."])]
    else:
        parts = [*TABLE.findall(lesson.card), *parts_of(TABLE.sub("", lesson.card).strip())]
        last = [Slide("card", "On one card", {"text": one}) for one in parts]
    spare = sorted(inner, key=lambda one: one.worth, reverse=True)
    kept = spare[: MOST - 1 - len(last)]
    return [first, *(one for one in inner if any(one is other for other in kept)), *last]


def close(text):
    """Return Markdown in which no line begins with a per cent sign."""
    return re.sub(r"(?<=\d) %", "\N{NO-BREAK SPACE}%", text)


# Words of the lesson as HTML, without its links: who shows slides stays there.
WORDS = {"inline": lambda text: trusted(in_line(close(text))), "block": lambda text: trusted(as_html(close(text)))}


def write(writer, numbers, seed):
    """Write the slides of some chapters, and return the `Group` of their files; seed changes nothing in them."""
    files = []
    for chapter in (one for one in course()[1] if one.number in numbers):
        for sitting in (1, 2):
            name = f"slides/{chapter.number}-{sitting}.html"
            deck = slides(lesson(chapter.number), sitting)
            title = f"{chapter.number} {chapter.title}, sitting {sitting}"
            writer.page(name, "slides.html", deck=deck, title=title, chapter=chapter, **WORDS)
            files.append((title, name))
    about = "A file a sitting, for any browser, without a network. The keys are listed behind the question mark."
    return Group("Slides", about, files)
