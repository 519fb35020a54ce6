"""What CONTRIBUTING.md asks of a lesson's text, as far as a machine can tell."""

import html
import io
import re
import statistics
import tokenize
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
CELLS = {path: nbformat.read(path, as_version=4).cells for path in LESSONS}
each_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)

NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def prose(path):
    return [cell.source for cell in CELLS[path] if cell.cell_type == "markdown"]


def code(path):
    return [cell for cell in CELLS[path] if cell.cell_type == "code"]


def lines(cell):
    return sum(1 for line in cell.source.splitlines() if line.strip())


@each_lesson
def test_lesson_is_no_leaflet(path):
    assert sum(len(text.split()) for text in prose(path)) >= 2000


@each_lesson
def test_first_cell_holds_question_outcomes_needs_and_time(path):
    first = prose(path)[0]
    assert re.search(r"^\*\*.*\?\*\*$", first, re.MULTILINE), "the question, in bold, on a line of its own"
    outcomes = re.findall(r"^> - (\w+)", first, re.MULTILINE)
    assert 2 <= len(outcomes) <= 4 and all(verb.islower() for verb in outcomes), "2 to 4 outcomes: verb first"
    assert "**You need**" in first and re.search(r"\*\*Time:?\*\*:? about \d+ minutes", first)


@each_lesson
def test_lesson_ends_with_what_was_built_and_what_is_missing(path):
    text = "\n".join(prose(path))
    places = [text.find(f"## What {what}") for what in ("you built", "is still missing")]
    assert 0 < places[0] < places[1]


@each_lesson
def test_code_comes_in_small_pieces(path):
    sizes = [lines(cell) for cell in code(path)]
    assert max(sizes) <= 20, [cell.source.splitlines()[0] for cell in code(path) if lines(cell) > 20]
    assert statistics.median(sizes) <= 6, sorted(sizes)


@each_lesson
def test_reader_is_asked_to_predict(path):
    assert sum("*Predict" in text for text in prose(path)) >= 3


@each_lesson
def test_words_that_belittle_are_absent(path):
    for text in prose(path):
        text = re.sub(r"`[^`]*`|\$[^$]*\$|!\[|\*?\*?magic number", "", text)
        found = re.search(r"\b(simply|just|obviously|trivially|of course|magic\w*)\b|!(?!=)", text, re.IGNORECASE)
        assert not found, f"{found.group()!r} in: {text[max(0, found.start() - 60) : found.end() + 20]}"


def value(text):
    return float(text.replace(",", ""))


def half_a_digit(text):
    """How far a number may be from what it was rounded from: half a unit of its last digit."""
    return 0.5000001 * 10 ** -len(text.partition(".")[2])


def numbers_of_the_cells(path):
    """The numbers that stand in the code, strings and comments aside, or that were printed."""
    found = set()
    for cell in code(path):
        for token in tokenize.generate_tokens(io.StringIO(cell.source).readline):
            if token.type == tokenize.NUMBER:
                found.add(abs(complex(token.string.replace("_", "")).real))
        for output in cell.outputs:
            printed = output.get("text", "") + output.get("data", {}).get("text/plain", "")
            found |= {value(text) for text in NUMBER.findall(printed)}
    return found


def texts_of_figures(cell):
    """The alt texts and captions that a cell shows: what a screen reader reads is prose.

    A number that does not stand in the cell's code was computed for the figure, and is true by itself.
    """
    for output in cell.outputs:
        shown = output.get("data", {}).get("text/html", "")
        for alt, caption in re.findall(r'\balt="([^"]*)"|<figcaption[^>]*>(.*?)</figcaption>', shown, re.DOTALL):
            text = html.unescape(alt or re.sub(r"<[^>]*>", "", caption))
            yield NUMBER.sub(lambda match: match.group() * (match.group() in cell.source), text)


def claims(path):
    """All texts, figures' too, without what claims no number of ours: code, links, sources, predictions, years.

    A sentence with the word "published" quotes a number from elsewhere.
    """
    texts = [re.split(r"#+ Sources|\*\*Sources", text)[0] for text in prose(path)]
    texts += [text for cell in code(path) for text in texts_of_figures(cell)]
    for text in texts:
        text = re.sub(r"`[^`]*`|\]\([^)]*\)|\^\{[^}]*\}|https?:\S+|\*Predict.*?\?(?=\s|$)", " ", text, flags=re.DOTALL)
        text = text.replace("−", "-").replace("{,}", ",").replace(r"\%", "%")
        sentences = re.split(r"(?<=[.?:])\s+", text)
        text = " ".join(sentence for sentence in sentences if not re.search(r"\bpublished\b", sentence))
        yield re.sub(r"(?<![\d.,])(1[789]|20)\d\d(?![\d.,]\d)(?! *[·=%])", " ", text)


EQUATION = re.compile(r"(?<![\w.])[-(\d][-+*/().^\d ]*(?: ?=[-+*/().^\d ]*\d\)?)+")


def arithmetic(text):
    """The equations between numbers in a text, such as 0.93 + 0.86 - 1.80 = -0.01, as lists of their sides."""
    text = re.sub(r"(\d),(?=\d{3}(?!\d))", r"\1", text.replace(r"\cdot", "*").replace("$", ""))
    text = re.sub(r"[·×]", "*", text).replace(r"\,", "")
    text = " ".join(text.split())
    for match in EQUATION.finditer(text):
        if text[: match.start()].rstrip()[-1:] in ("+", "*", "/", "^"):
            continue  # the end of a formula with letters
        sides = [side.strip().strip(".").replace("^", "**") for side in match.group().split("=")]
        if sides[0].count("(") > sides[0].count(")"):
            sides[0] = sides[0].removeprefix("(")
        if sides[-1].count(")") > sides[-1].count("("):
            sides[-1] = sides[-1].removesuffix(")")
        balanced = all(side.count("(") == side.count(")") for side in sides)
        if balanced and any(re.search(r"[-+*/]", side[1:]) for side in sides):
            yield sides


@each_lesson
def test_arithmetic_in_the_prose_is_right(path):
    for text in claims(path):
        for sides in arithmetic(text):
            results = [eval(side, {"__builtins__": {}}) for side in sides]  # digits and operators only, see EQUATION
            for side, result in zip(sides[1:], results[1:]):
                assert abs(result - results[0]) <= half_a_digit(re.split(r"[^\d.]", side)[-1]), " = ".join(sides)


def numbers_to_be_found(text):
    """The numbers that a reader takes for measured: with decimals, in per cent, or of three digits and more."""
    for match in NUMBER.finditer(text):
        percent = re.match(r"\s*%|\s*per cent", text[match.end() :])
        if "." in match.group() or percent or value(match.group()) >= 100:
            about = re.search(r"\b(about|nearly|roughly|some)\s*-?$", text[: match.start()])
            yield match.group(), percent, about, text[max(0, match.start() - 40) : match.end() + 20]


@each_lesson
def test_every_number_quoted_is_printed_or_stands_in_the_code(path):
    known, missing = numbers_of_the_cells(path), []
    for text in claims(path):
        computed = {value(number) for sides in arithmetic(text) for side in sides for number in NUMBER.findall(side)}
        for number, percent, about, place in numbers_to_be_found(text):
            wanted, scales = value(number), (1, 100) if percent else (1,)
            room = max(half_a_digit(number), 0.05 * wanted if about else 0)
            if not any(abs(scale * one - wanted) <= room for one in known | computed for scale in scales):
                missing.append(f"{number}: …{' '.join(place.split())}…")
    assert not missing, "\n".join(missing)


FIGURE = """<figure style="margin:0"><img alt="A curve of 5&lt;6 that ends at 77.7." src="data:image/png;base64,9.87">
<figcaption style="width:99.9px">A &quot;rest&quot; of <b>0.0477</b> and 12.5 left</figcaption></figure>"""


def test_captions_and_alt_texts_are_read_as_a_reader_reads_them(monkeypatch):
    cell = nbformat.v4.new_code_cell("plots.planes(x, title='A rest of 0.0477', alt=f'77.7')")
    cell.outputs = [nbformat.v4.new_output("display_data", data={"text/html": FIGURE})]
    monkeypatch.setitem(CELLS, "made up", [cell])
    assert list(claims("made up")) == ["A curve of < that ends at 77.7.", 'A "rest" of 0.0477 and  left']
    with pytest.raises(AssertionError, match="0.0477"):
        test_every_number_quoted_is_printed_or_stands_in_the_code("made up")


def anchor(term):
    return term.replace(" ", "-")


def glossary():
    """The entries: term, definition, and the name of the chapter that defines it."""
    cells = nbformat.read(NOTEBOOKS / "glossary.ipynb", as_version=4).cells
    entries = re.split(r"^### ", "\n".join(cell.source for cell in cells), flags=re.MULTILINE)[1:]
    found = []
    for entry in entries:
        term, text = entry.split("\n", 1)
        text, link = text.strip().rsplit(" ", 1)
        found.append((term, text, re.fullmatch(r"\[\d\d\]\(([\w-]+)\.ipynb\)", link).group(1)))
    return found


def without_headings(text):
    """A text for the search of terms: without sources, headings, code, formulae, and what a link points to."""
    text = re.split(r"#+ Sources|\*\*Sources", text)[0]
    text = re.sub(r"^#.*$|`[^`]*`|\$[^$]*\$", " ", text, flags=re.MULTILINE)
    return re.sub(r"\]\((?!glossary)[^)]*\)", " ", text)


def definition_of(term):
    """The first link to its entry: bold for the terms that carry the lesson, plain for the others."""
    return re.compile(rf"\[(\*\*)?[^\]*]*(?(1)\*\*)\]\(glossary\.ipynb#{re.escape(anchor(term))}\)")


def test_glossary_is_in_alphabetical_order_and_says_something():
    terms = [term for term, _, _ in glossary()]
    assert len(terms) >= 30
    assert terms == sorted(terms, key=str.lower)
    assert all(len(text.split()) >= 6 for _, text, _ in glossary())


@pytest.mark.parametrize(("term", "text", "chapter"), glossary(), ids=[term for term, _, _ in glossary()])
def test_term_is_defined_where_the_glossary_says_and_not_used_before(term, text, chapter):
    defining = definition_of(term)
    used = re.compile(rf"\b{re.escape(term)}(?:s|es)?\b", re.IGNORECASE)
    for path in LESSONS:
        for number, source in enumerate(prose(path)):
            source = without_headings(source)
            if place := defining.search(source):
                assert path.stem == chapter, f"defined in {path.stem}"
                assert number > 0, "the first cell announces, it does not define"
                assert not used.search(source[: place.start()]), f"used earlier in the same cell: {source[:200]}"
                return
            if number > 0:
                early = used.search(source)
                assert not early, f"{path.stem} uses it before: {source[max(0, early.start() - 60) : early.end() + 20]}"
    raise AssertionError("no lesson links to it where it is defined: [**term**](glossary.ipynb#term)")


@each_lesson
def test_links_to_the_glossary_have_an_entry(path):
    anchors = {anchor(term) for term, _, _ in glossary()}
    assert set(re.findall(r"glossary\.ipynb#([^)]+)\)", "\n".join(prose(path)))) <= anchors
