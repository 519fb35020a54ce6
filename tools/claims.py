"""What a lesson claims in numbers, and which numbers its cells know: for the rules of tools/lint_lessons.py."""

import html
import io
import re
import tokenize
from collections import Counter

import minutes

NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
# What no reader sees: which cells have the numbers of a sentence, or of a table, or why none has.
MARK = re.compile(r" ?<!-- *(?:of ([\w-]+(?:, [\w-]+)*)|published|chapter \d\d|benchmarks|explorer|by hand) *-->")
LEFT_OUT = "|".join([
    r"`[^`]*`|\]\([^)]*\)|\^\{[^}]*\}|https?:\S+|\*Predict.*?\?(?=\s|$)",
    r"95 %(?= [*\[]*(?:confidence )?interval)",  # which is a name
])  # fmt: skip
HEDGES = {  # the words before a number, and how far what was measured may lie below and above it, as parts of it
    r"about|around|approximately|roughly|some": (0.05, 0.05),
    r"nearly|almost|just under|close to": (0.05, 0.0),
    r"just over|a little over": (0.0, 0.05),
    r"(?<!no )more than": (0.0, 0.1),
}
HEDGED = {re.compile(rf"\b(?:{words})\s+[$(]?-?$", re.IGNORECASE): room for words, room in HEDGES.items()}
EQUATION = re.compile(r"(?<![\w.])[-(\d][-+*/().^\d ]*(?: ?=[-+*/().^\d ]*\d\)?)+")


def value(text):
    return float(text.replace(",", ""))


def half_a_digit(text):
    """Return how far a number may be from what it was rounded from: half a unit of its last digit."""
    return 0.5000001 * 10 ** -len(text.partition(".")[2])


def read(text, literal=False):
    """Return the value of a number as it is written, whether it has decimals, and whether it stands in the code."""
    return value(text), "." in text or "e-" in text, literal


def known(cell):
    """Return the numbers, as `read` does, that a cell has in its code, strings and comments aside, or has shown."""
    found = set()
    for token in tokenize.generate_tokens(io.StringIO(cell.source).readline):
        if token.type == tokenize.NUMBER:
            found.add(read(token.string.rstrip("j"), literal=True))
    for output in cell.outputs:
        printed = output.get("text", "") + output.get("data", {}).get("text/plain", "")
        printed = re.sub(r"(?<=\d)\.(?=[\s\]])", ".0", printed)  # NumPy writes 95. for 95.0
        found |= {read(number) for number in NUMBER.findall(printed)}
    for text in texts_of_figures(cell):  # a number that is not in the code was computed for the figure
        found |= {read(number) for number in NUMBER.findall(text) if number not in cell.source}
    return found


def texts_of_figures(cell):
    """Yield the alt texts and captions that a cell shows: what a screen reader reads is prose."""
    for output in cell.outputs:
        shown = output.get("data", {}).get("text/html", "")
        for alt, caption in re.findall(r'\balt="([^"]*)"|<figcaption[^>]*>(.*?)</figcaption>', shown, re.DOTALL):
            yield html.unescape(alt or re.sub(r"<[^>]*>", "", caption))


def sections(notebook):
    """Return the texts and the code cells of each section, which a ## heading begins; the first is what precedes them.

    What a figure says belongs to the section of its cell.
    """
    found = [([], [])]
    for cell in notebook.cells:
        if cell.cell_type == "code":
            found[-1][0].extend(texts_of_figures(cell))
            found[-1][1].append(cell)
        elif cell.get("id") != minutes.END:  # which repeats headings
            text, *others = re.split("^(?=## )", cell.source, flags=re.MULTILINE)
            found[-1][0].append(text)
            found += [([other], []) for other in others]
    return found


def sentences(text):
    """Return what claims numbers of ours, as pairs of a sentence, or a table, and the cells that its marks name.

    Code, links, sources, predictions and years are left out. It names None where a mark says that no cell has its
    numbers: others published them, another chapter, a benchmark or an explorer has them, or they are made up or worked
    out by hand. A heading belongs to the sentence that follows.
    """
    text = re.split(r"#+ Sources|\*\*Sources", text)[0]
    text = re.sub(LEFT_OUT, " ", text, flags=re.DOTALL)
    text = text.replace("−", "-").replace("{,}", ",").replace(r"\%", "%")
    text = re.sub(r"^(#+ .*)\n\s*\n", r"\1 ", text, flags=re.MULTILINE)
    found = []
    for sentence in re.split(r"(?<=[.?:])\s+|\n\s*\n", text):
        marks = MARK.findall(sentence)
        sentence = re.sub(r"(?<![\d.,])(1[789]|20)\d\d(?![\d.,]\d)(?! *[·=%])", " ", MARK.sub("", sentence))
        found.append((sentence, None if "" in marks else [name for cells in marks for name in cells.split(", ")]))
    return found


def claims(notebook):
    """Yield the sentences of each text, figures' too, with the numbers that its section knows, and the one before."""
    found = sections(notebook)
    for (_, before), (texts, cells) in zip([([], []), *found], found):
        near = set().union(*(notebook.known[cell.id] for cell in before + cells))
        for text in texts:
            yield sentences(text), near


def arithmetic(text):
    """Yield the equations between numbers in a text, such as 0.93 + 0.86 - 1.80 = -0.01, as lists of their sides."""
    text = re.sub(r"(\d),(?=\d{3}(?!\d))", r"\1", text.replace(r"\cdot", "*").replace("$", ""))
    text = re.sub(r"[·×]", "*", text).replace(r"\,", "")
    text = " ".join(text.split())
    for match in EQUATION.finditer(text):
        if text[: match.start()].rstrip()[-1:] in ("+", "*", "/", "^"):
            continue  # the end of a formula with letters
        ended = re.sub(r"\. .*", "", match.group())  # the number of the next item of a list is no part of it
        sides = [side.strip().strip(".").replace("^", "**") for side in ended.split("=")]
        if sides[0].count("(") > sides[0].count(")"):
            sides[0] = sides[0].removeprefix("(")
        if sides[-1].count(")") > sides[-1].count("("):
            sides[-1] = sides[-1].removesuffix(")")
        balanced = all(side.count("(") == side.count(")") for side in sides)
        if balanced and any(re.search(r"[-+*/]", side[1:]) for side in sides):
            yield sides


def holds(sides):
    """Tell whether the sides of an equation are equal, to half a unit of their last digits."""
    try:
        results = [eval(side, {"__builtins__": {}}) for side in sides]  # digits and operators only, see EQUATION
    except ZeroDivisionError:
        return False
    last = [re.split(r"[^\d.]", side)[-1] for side in sides]
    return all(abs(result - results[0]) <= half_a_digit(text) for result, text in zip(results[1:], last[1:]))


def moved(text, match):
    """Yield a text with one of its numbers, a match of `NUMBER`, a unit of its last digit larger, and smaller."""
    number = match.group()
    unit, comma = 2 * half_a_digit(number), "," * ("," in number)
    for other in (value(number) + unit, abs(value(number) - unit)):
        yield text[: match.start()] + f"{other:{comma}.{len(number.partition('.')[2])}f}" + text[match.end() :]


def wrong_arithmetic(text):
    """Yield the equations in a text that do not hold."""
    yield from (" = ".join(sides) for sides in arithmetic(text) if not holds(sides))


def measured(text):
    """Yield the numbers that a reader takes for measured: with decimals, in per cent, or of three digits and more.

    Each comes as a match, with whether it is a percentage, and with the room that a hedge leaves below and above it:
    after "about" to both sides, after "nearly" below, and after "more than" above.
    """
    for match in NUMBER.finditer(text):
        percent = re.match(r"\s*%|\s*per cent", text[match.end() :])
        if "." in match.group() or percent or value(match.group()) >= 100:
            before = text[max(0, match.start() - 40) : match.start()]  # all that a hedge needs
            room = next((parts for words, parts in HEDGED.items() if words.search(before)), (0, 0))
            yield match, percent, room


def founded(number, percent, room, numbers):
    """Tell whether one of some known numbers, as `read` returns them, founds a number in the prose.

    What was printed may be rounded, but not to 0, and what is in the code may not. No number without decimals founds
    one with decimals: a 0 in the code says nothing of 0.0.
    """
    wanted = value(number)
    exact = [max(1e-9, part * wanted) for part in room]
    rounded = [max(half_a_digit(number), part * wanted) for part in room] if wanted else exact
    for one, decimals, literal in numbers:
        below, above = exact if literal else rounded
        if decimals or "." not in number:
            if -below <= one - wanted <= above or (percent and -below <= 100 * one - wanted <= above):
                return True
    return False


def computed(text):
    """Return what the equations in the sentences of a text found: their results, and some of what they begin with.

    That is a number which the text repeats, or which cannot be moved by a unit of its last digit without breaking it.
    """
    said = Counter(value(number) for sentence, _ in text for number in NUMBER.findall(sentence))
    found = set()
    for sentence, _ in text:
        for first, *others in arithmetic(sentence):
            found |= {read(number) for side in others for number in NUMBER.findall(side)}
            for match in NUMBER.finditer(first):
                if said[value(match.group())] > 1 or not any(holds([new, *others]) for new in moved(first, match)):
                    found.add(read(match.group()))
    return found


def unfounded(sentence, numbers):
    """Yield the numbers in a sentence that none of those known founds, each with its place."""
    for match, percent, room in measured(sentence):
        if not founded(match.group(), percent, room, numbers):
            place = sentence[max(0, match.start() - 40) : match.end() + 20]
            yield f"{match.group()}: …{' '.join(place.split())}…"


def wrong(text, near, cells):
    """Yield what is wrong with a text: numbers that nothing founds, and marks that name no cell, or one in vain.

    What is near founds its numbers, as do its own equations and the cells that its marks name, of all the cells.
    """
    near = near | computed(text)
    for sentence, named in text:
        if named is None:
            continue
        yield from (f"names the cell {name!r}, which isn't there: {sentence}" for name in named if name not in cells)
        named = [name for name in named if name in cells]
        found = list(unfounded(sentence, near.union(*(cells[name] for name in named))))
        yield from found
        for name in named:
            if found == list(unfounded(sentence, near.union(*(cells[other] for other in named if other != name)))):
                yield f"needn't name the cell {name!r}: {sentence}"
