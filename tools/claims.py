"""What a lesson claims in numbers, and which numbers its cells know: for the rules of tools/lint_lessons.py."""

import html
import io
import re
import tokenize

NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
PUBLISHED = re.compile(r"<!-- *published *-->")  # the mark of a sentence, or a table, with numbers from elsewhere
HEDGES = {  # the words before a number, and how far what was measured may lie below and above it, as parts of it
    r"about|around|approximately|roughly|some": (0.05, 0.05),
    r"nearly|almost|just under|close to": (0.05, 0.0),
    r"just over|a little over": (0.0, 0.05),
    r"more than": (0.0, 0.1),
}
HEDGED = {re.compile(rf"\b(?:{words})\s+[$(]?-?$", re.IGNORECASE): room for words, room in HEDGES.items()}
EQUATION = re.compile(r"(?<![\w.])[-(\d][-+*/().^\d ]*(?: ?=[-+*/().^\d ]*\d\)?)+")


def value(text):
    return float(text.replace(",", ""))


def half_a_digit(text):
    """Return how far a number may be from what it was rounded from: half a unit of its last digit."""
    return 0.5000001 * 10 ** -len(text.partition(".")[2])


def known(cells):
    """Return the numbers that are in the code, strings and comments aside, or that were printed."""
    found = set()
    for cell in cells:
        for token in tokenize.generate_tokens(io.StringIO(cell.source).readline):
            if token.type == tokenize.NUMBER:
                found.add(abs(complex(token.string.replace("_", "")).real))
        for output in cell.outputs:
            printed = output.get("text", "") + output.get("data", {}).get("text/plain", "")
            found |= {value(text) for text in NUMBER.findall(printed)}
    return found


def texts_of_figures(cell):
    """Yield the alt texts and captions that a cell shows: what a screen reader reads is prose.

    A number that is not in the cell's code was computed for the figure, and is true by itself.
    """
    for output in cell.outputs:
        shown = output.get("data", {}).get("text/html", "")
        for alt, caption in re.findall(r'\balt="([^"]*)"|<figcaption[^>]*>(.*?)</figcaption>', shown, re.DOTALL):
            text = html.unescape(alt or re.sub(r"<[^>]*>", "", caption))
            yield NUMBER.sub(lambda match: match.group() * (match.group() in cell.source), text)


def claims(notebook):
    """Yield all texts, figures' too, without what claims no number of ours: code, links, sources, predictions, years.

    The mark ``<!-- published -->``, which no reader sees, says that its sentence or table quotes others' numbers.
    """
    texts = [re.split(r"#+ Sources|\*\*Sources", text)[0] for text in notebook.prose]
    texts += [text for cell in notebook.code for text in texts_of_figures(cell)]
    for text in texts:
        text = re.sub(r"`[^`]*`|\]\([^)]*\)|\^\{[^}]*\}|https?:\S+|\*Predict.*?\?(?=\s|$)", " ", text, flags=re.DOTALL)
        text = text.replace("−", "-").replace("{,}", ",").replace(r"\%", "%")
        sentences = re.split(r"(?<=[.?:])\s+|\n\s*\n", text)
        text = " ".join(sentence for sentence in sentences if not PUBLISHED.search(sentence))
        yield re.sub(r"(?<![\d.,])(1[789]|20)\d\d(?![\d.,]\d)(?! *[·=%])", " ", text)


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


def wrong_arithmetic(text):
    """Yield the equations in a text that do not hold to half a unit of their last digits."""
    for sides in arithmetic(text):
        results = [eval(side, {"__builtins__": {}}) for side in sides]  # digits and operators only, see EQUATION
        for side, result in zip(sides[1:], results[1:]):
            if abs(result - results[0]) > half_a_digit(re.split(r"[^\d.]", side)[-1]):
                yield " = ".join(sides)


def room(before, number):
    """Return how far below and above a number what was measured may lie, after the words before it.

    Half a unit of its last digit always; more after a hedge: to both sides after "about", below after "nearly", and
    above after "more than".
    """
    parts = next((parts for words, parts in HEDGED.items() if words.search(before)), (0, 0))
    return [max(half_a_digit(number), part * value(number)) for part in parts]


def measured(text):
    """Yield the numbers that a reader takes for measured: with decimals, in per cent, or of three digits and more.

    Each comes with whether it is a percentage, with the room below and above it, and with its place.
    """
    for match in NUMBER.finditer(text):
        percent = re.match(r"\s*%|\s*per cent", text[match.end() :])
        if "." in match.group() or percent or value(match.group()) >= 100:
            place = text[max(0, match.start() - 40) : match.end() + 20]
            before = text[max(0, match.start() - 40) : match.start()]  # all that a hedge needs
            yield match.group(), percent, room(before, match.group()), place


def unfounded(text, numbers):
    """Yield the numbers in a text that are neither among those known, nor computed in it, each with its place."""
    computed = {value(number) for sides in arithmetic(text) for side in sides for number in NUMBER.findall(side)}
    for number, percent, (below, above), place in measured(text):
        wanted, scales = value(number), (1, 100) if percent else (1,)
        if not any(-below <= scale * one - wanted <= above for one in numbers | computed for scale in scales):
            yield f"{number}: …{' '.join(place.split())}…"
