"""A lesson as a teacher needs it: its sections with their minutes, votes, figures, formulas and words."""

import base64
import functools
import html
import re
from dataclasses import dataclass, field

import nbformat

from nncourse.teaching.chapters import NOTEBOOKS, Chapter, course
from nncourse.teaching.minutes import EXPLORER, ROAD, MainText, count, is_break, main_cells

YES_AND_NO = ["Yes", "No"]  # offered by a question that offers nothing in bold
FIGURE = re.compile(
    r'<figure[^>]*>(?:<figcaption[^>]*>(?P<title>.*?)</figcaption>)?<img[^>]*?alt="(?P<alt>[^"]*)"[^>]*?'
    r'src="data:image/png;base64,(?P<png>[^"]+)"',
    re.DOTALL,
)
MARK = re.compile(r" ?<!--.*?-->", re.DOTALL)
HEADED = re.compile(r"\n+(?=##+ )(?=(?:[^`]|`(?!``)|```[^`]*```)*\Z)")  # before a further heading, not in code
CAPITAL = re.compile(r"^\*Predict[^*]*\*\s*([a-z](?=[a-z]*[ ,]))?")  # a word's first letter; the name b3 stays as it is
TERM = re.compile(r"(\*\*)?\[([^\]]+)\]\(glossary\.ipynb#([^)]+)\)")
WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass
class Figure:
    """A figure as a lesson has stored it."""

    title: str  # its message
    alt: str
    png: bytes
    cell: str  # id of the cell that shows it

    @property
    def address(self):
        """The picture as an address of its own, for an <img>."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"


@dataclass
class Vote:
    """A prediction: its question, what it offers, and what comes out."""

    cell: str  # id of the cell that asks
    before: str  # Markdown that stands before the question in its cell
    question: str  # Markdown, without "Predict, then run:"
    options: list  # of Markdown, as the page's buttons have them
    right: list | None  # places of the right ones, [] if it is none of them, None if the question is left open
    keep: bool  # whether a class should take it even if time is short
    code: str = ""  # that a reader sees before predicting
    printed: str = ""  # what it prints
    figures: list = field(default_factory=list)  # that the code shows
    answer: str = ""  # Markdown


@dataclass
class Section:
    """What stands below one heading of the main text, or, for the first one, before all of them."""

    title: str  # without the mark of the short road
    level: int  # 2 or 3; 1 for what stands before the first heading
    cells: list
    sitting: int  # 1 or 2
    road: bool  # whether it is on the short road
    chapter: Chapter
    cut: str = ""  # what a class that skips it is shown or told instead; "" if it should not be skipped
    count: MainText = field(
        default_factory=MainText
    )  # what a reader meets in it; of a lesson's explorers only the first counts

    @property
    def minutes(self):
        """How long reading it takes, a float."""
        return self.count.minutes()

    @property
    def heading(self):
        """Its heading as the notebook has it, without the signs for its level."""
        return f"{self.title} {ROAD}" if self.road and self.level > 1 else self.title

    @property
    def anchor(self):
        """Where it is on the page of its lesson, as JupyterLab and the pages name it."""
        return self.heading.replace("`", "").replace(" ", "-") if self.level > 1 else ""

    @property
    def file(self):
        """Its place in the course's notebooks, as links name it."""
        return f"notebooks/{self.chapter.file}.ipynb" + (f"#{self.anchor}" if self.anchor else "")

    @property
    def prose(self):
        """The Markdown of all its cells, without marks that no reader sees."""
        return "\n\n".join(MARK.sub("", cell.source) for cell in self.cells if cell.cell_type == "markdown")

    @property
    def cuts(self):
        """Of single cells that a class may skip: (minutes, what to show or say instead), a list."""
        found = [(sum(count([cell]), MainText()).minutes(), cell.metadata.get("cut")) for cell in self.cells]
        return [] if self.cut else [(minutes, instead) for minutes, instead in found if instead]

    @functools.cached_property
    def votes(self):
        """Its votes, a list of `Vote`."""
        return [
            vote_at(self.cells, place) for place, cell in enumerate(self.cells) if "prediction" in cell.get("metadata")
        ]

    @functools.cached_property
    def figures(self):
        """Its figures, a list of `Figure`, those that answer a vote among them."""
        return [figure for cell in self.cells for figure in figures_of(cell)]

    @property
    def formulas(self):
        """Its displayed formulas, LaTeX without the signs around it: a list of str."""
        return [one.strip() for one in re.findall(r"\$\$(.+?)\$\$", self.prose, re.DOTALL)]

    @property
    def terms(self):
        """Terms that link to the glossary: their anchors there, in the order of the text, those in bold first."""
        found = TERM.findall(self.prose)
        return list(dict.fromkeys([key for bold, _, key in found if bold] + [key for _, _, key in found]))

    @property
    def explorer(self):
        """Whether the reader moves something in it."""
        return any(EXPLORER.search(cell.source) for cell in self.cells if cell.cell_type == "code")


@dataclass
class Lesson:
    """A lesson: its main text in sections, and what all of its cells show."""

    chapter: Chapter
    cells: list  # of nbformat, those of the Deeper sections among them
    sections: list  # of `Section`, in order
    aims: list  # of Markdown: what one is able to do afterwards
    card: str  # Markdown of "On one card"

    @property
    def number(self):
        return self.chapter.number

    @property
    def votes(self):
        return [vote for section in self.sections for vote in section.votes]

    @property
    def figures(self):
        """All figures, those of the Deeper sections among them."""
        return [figure for cell in self.cells for figure in figures_of(cell)]

    @property
    def terms(self):
        """Anchors of all terms of the glossary that it links to, each once."""
        return list(dict.fromkeys(key for section in self.sections for key in section.terms))


def offered(source):
    """Return what a cell's question offers, a list of Markdown; yes and no if it offers nothing in bold.

    The options stand in the paragraph that begins with "Predict".
    """
    return bold(question_of(source)) or YES_AND_NO


def bold(text):
    """Return what stands in bold in Markdown, a list of str."""
    return re.findall(r"\*\*(.+?)\*\*", text, flags=re.DOTALL)


def question_of(source):
    """Return the paragraph of a cell that asks, Markdown from "*Predict" on."""
    return source[source.index("*Predict") :].partition("\n\n")[0]


def figures_of(cell):
    """Return the figures that a cell shows, a list of `Figure`."""
    found = [
        one
        for output in cell.get("outputs", [])
        for one in FIGURE.finditer(output.get("data", {}).get("text/html", ""))
    ]
    return [
        Figure(
            html.unescape(one["title"] or ""), html.unescape(one["alt"]), base64.b64decode(one["png"]), cell.get("id")
        )
        for one in found
    ]


def printed_by(cell):
    """Return what a cell prints, and the value of its last line, as text."""
    return "".join(
        output.get("text", "") or ("" if "text/html" in output.get("data", {}) else output.data.get("text/plain", ""))
        for output in cell.get("outputs", [])
        if output.output_type != "error" and WIDGET not in output.get("data", {})
    ).rstrip()


def vote_at(cells, place):
    """Return the `Vote` that the cell at a place asks for, with what the cells behind it print, show and say."""
    cell = cells[place]
    source = MARK.sub("", cell.source)
    before, asked = source.split("*Predict", 1)[0], question_of(source)
    known = cell.metadata["prediction"]
    vote = Vote(
        cell=cell.id,
        before=re.sub(r"^(#+ .*\n*|\*Answer:\*)", "", before).strip(),
        question=CAPITAL.sub(lambda found: (found[1] or "").upper(), asked),
        options=offered(source),
        right=known["right"],
        keep=known.get("keep", False),
    )
    for after in cells[place + 1 :]:
        if after.cell_type == "markdown":
            if re.match(r"(<!--.*?-->\s*)?\*Answer:\*", after.source):
                vote.answer = MARK.sub("", after.source).split("*Answer:*", 1)[1].partition("*Predict")[0].strip()
            break
        if not after.metadata.get("jupyter", {}).get("source_hidden"):
            vote.code = "\n\n".join(filter(None, [vote.code, after.source]))
        vote.printed = "\n".join(filter(None, [vote.printed, printed_by(after)]))
        vote.figures += figures_of(after)
    return vote


def split(cell):
    """Return a cell in parts, a list: Markdown that goes on with a further heading ends before it.

    Its metadata goes to the part that asks, or to the first.
    """
    parts = HEADED.split(cell.source) if cell.cell_type == "markdown" else [cell.source]
    known = next((place for place, part in enumerate(parts) if "*Predict" in part), 0)
    return [
        nbformat.from_dict({**cell, "source": part, "metadata": cell.metadata if place == known else {}})
        for place, part in enumerate(parts)
    ]


def sections_of(cells, chapter):
    """Return the sections of a main text, a list of `Section`."""
    found, sitting, cut = [Section(chapter.title, 1, [], 1, bool(chapter.road), chapter)], 1, (9, "")
    for cell in (part for whole in main_cells(cells) for part in split(whole)):
        sitting += is_break(cell)
        heading = cell.cell_type == "markdown" and re.match(r"(##+) (.*)", cell.source)
        if heading:
            level, title = len(heading[1]), heading[2]
            if level <= cut[0]:  # what cuts a section cuts those below it
                cut = (level, cell.metadata.get("cut", "")) if cell.metadata.get("cut") else (9, "")
            road = title.endswith(f" {ROAD}")
            found.append(Section(title.removesuffix(f" {ROAD}"), level, [], sitting, road, chapter, cut[1]))
        found[-1].cells.append(cell)
    explorers = 0
    for section in found:
        section.count = sum(count(section.cells), MainText())
        explorers += section.count.explorers
        section.count.explorers *= explorers == 1
    return found


@functools.cache
def lesson(number):
    """Return the lesson of a chapter, such as "04", a `Lesson`; raises KeyError if there is no such chapter."""
    (chapter,) = [one for one in course()[1] if one.number == number] or [None]
    if chapter is None:
        raise KeyError(number)
    cells = nbformat.read(NOTEBOOKS / f"{chapter.file}.ipynb", as_version=4).cells
    sections = sections_of(cells, chapter)
    head = MARK.sub("", cells[0].source)
    (able,) = re.findall(r"\*\*You will be able to\*\*\n((?:> .*\n)+)", head)
    aims = [
        one.strip().rstrip(",;.") for one in re.split(r"^> - ", able.replace("\n>   ", "\n"), flags=re.MULTILINE)[1:]
    ]
    return Lesson(chapter, cells, sections, aims, card_of(cells))


def card_of(cells):
    """Return the card of a lesson, the Markdown below "On one card", by its cells."""
    text = "\n".join(MARK.sub("", cell.source) for cell in cells if cell.cell_type == "markdown")
    (found,) = re.findall(r"^## On one card.*\n((?:(?!## |Practise:).*(?:\n|$))+)", text, re.MULTILINE)
    return found.strip()


@functools.cache
def glossary():
    """Return the entries of the glossary, a dict from an anchor to (term, Markdown of its meaning)."""
    cells = nbformat.read(NOTEBOOKS / "glossary.ipynb", as_version=4).cells
    text = "\n\n".join(MARK.sub("", cell.source) for cell in cells if cell.cell_type == "markdown")
    entries = re.findall(r"^### (.*)\n+((?:(?!#).*\n?)+)", text, re.MULTILINE)
    return {term.replace(" ", "-"): (term, meaning.strip()) for term, meaning in entries}
