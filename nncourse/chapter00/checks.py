"""Before chapter 01 · Ten questions on Python, NumPy and school mathematics, and which sitting to begin with."""

from typing import NamedTuple

from IPython.display import Markdown, display

from nncourse.checking import (
    Exercise,
    by_letter,
    by_part,
    choose_each,
    compare,
    either,
    exercise,
    numbers,
    progress_of,
)


class Need(NamedTuple):
    """What a question asks for, where it can be learned, and which lesson is the first that needs it."""

    what: str
    subject: str  # the lessons take Python for granted, and explain the rest where they need it
    links: dict  # from titles to addresses
    sitting: tuple  # chapter and sitting: ("01", 2)
    section: str  # of that lesson


TUTORIAL, GUIDE = "https://docs.python.org/3/tutorial", "https://numpy.org/doc/stable/user"
START = ("01", 1)  # where the course begins
BEGINNERS, SCHOOL = f"{GUIDE}/absolute_beginners.html", "https://www.mathsisfun.com"
NEEDS = {
    "functions": Need(
        "functions and loops",
        "Python",
        {
            "for statements": f"{TUTORIAL}/controlflow.html#for-statements",
            "Defining functions": f"{TUTORIAL}/controlflow.html#defining-functions",
        },
        ("01", 1),
        "Where the answer flips: z = 0",
    ),
    "lists": Need(
        "places in a list",
        "Python",
        {"Lists": f"{TUTORIAL}/introduction.html#lists"},
        ("01", 1),
        "Where we're going: a program that reads digits",
    ),
    "objects": Need(
        "classes and their objects",
        "Python",
        {"A first look at classes": f"{TUTORIAL}/classes.html#a-first-look-at-classes"},
        ("01", 1),
        "Into nnlib: `Neuron`",
    ),
    "shapes": Need(
        "shapes of arrays",
        "NumPy",
        {"NumPy: the absolute basics for beginners": BEGINNERS},
        ("01", 1),
        "Four mornings",
    ),
    "masks": Need(
        "masks",
        "NumPy",
        {"Indexing and slicing": f"{BEGINNERS}#indexing-and-slicing"},
        ("01", 2),
        "From an image to numbers: is it a 1?",
    ),
    "axes": Need(
        "sums along an axis",
        "NumPy",
        {"Basic array operations": f"{BEGINNERS}#basic-array-operations"},
        ("01", 2),
        "One weight for each pixel: 784 votes",
    ),
    "broadcasting": Need(
        "broadcasting",
        "NumPy",
        {"Broadcasting": f"{GUIDE}/basics.broadcasting.html"},
        ("04", 1),
        "Shapes and broadcasting: a diary",
    ),
    "products": Need(
        "sums of products",
        "mathematics",
        {"Dot product": f"{SCHOOL}/algebra/vectors-dot-product.html"},
        ("01", 1),
        "A weighted sum and a bias: shall I take the umbrella?",
    ),
    "slopes": Need(
        "slopes",
        "mathematics",
        {
            "Gradient (slope) of a straight line": f"{SCHOOL}/gradient.html",
            "Introduction to derivatives": f"{SCHOOL}/calculus/derivatives-introduction.html",
        },
        ("03", 1),
        "The slope, or derivative, of the sigmoid",
    ),
    "logarithms": Need(
        "logarithms",
        "mathematics",
        {"Introduction to logarithms": f"{SCHOOL}/algebra/logarithms.html"},
        ("06", 2),
        "Why a logarithm? Probabilities multiply",
    ),
}


def in_words(sitting):
    """Return a sitting, such as ("01", 2), in words."""
    chapter, number = sitting
    return f"chapter {chapter}, {('first', 'second')[number - 1]} sitting"


def before(sitting):
    """Return the sitting before one that is not the first of all, as a tuple like it."""
    chapter, number = sitting
    return (chapter, 1) if number == 2 else (f"{int(chapter) - 1:02}", 2)


def links(need):
    return " and ".join(f"[{title}]({address})" for title, address in need.links.items())


def first_use(need):
    """Return where a lesson needs it first, as Markdown."""
    return f"{in_words(need.sitting)}, in *{need.section}*"


def learn(name):
    """Return the last hint of a question: where to learn what it asks for."""
    need = NEEDS[name]
    return f"To learn it, read {links(need)}. The first lesson that needs it: {first_use(need)}."


@exercise(
    solution=(20, 50),
    mistakes=by_part(
        {
            "first": {
                "22 doubles the 1, too, but the if lets only numbers above 3 through": 22,
                "12 comes from the 6 alone: += adds to the result, it does not replace it": 12,
                "8 comes from the 4 alone: the return is outside of the loop, so all numbers have their turn": 8,
                "10 leaves the factor out; where a call gives none, it is 2": 10,
            },
            "second": {
                "10 is with a factor of 2, but this call gives another": 10,
                "70 counts the 2, too, but the if lets only numbers above 3 through": 70,
                "60 adds both factors, but the one that a call gives takes the place of the other": 60,
                "0 is the result after the 2; the loop goes on to the 5": 0,
                "5 leaves the factor out, but this call gives one": 5,
            },
        }
    ),
    hints=[
        "Go through the loop on paper: what is `result` after each number? Which value has `factor` in each call?",
        learn("functions"),
    ],
    explanation="In the first call 2 · 4 + 2 · 6, in the second 10 · 5.",
)
def functions(answer):
    """Look at the results of two calls."""
    first, second = numbers(answer, "first", "second")
    compare(first, 20, "first")
    compare(second, 50, "second")


@exercise(
    solution=(8, 4, 13),
    mistakes=by_part(
        {
            "numbers[1]": {"3 is numbers[0]: Python counts from 0": 3},
            "numbers[-1]": {
                "9 is numbers[-2]: the last one is number −1": 9,
                "3 is numbers[0]: a minus counts from the end": 3,
            },
            "sum(numbers[1:3])": {
                "22 adds numbers[3], too, but a slice ends before its second number": 22,
                "11 adds the first two, but a slice counts from 0, too": 11,
                "16 adds the first three; the slice begins at numbers[1], and ends before numbers[3]": 16,
                "17 adds numbers[1] and numbers[3]; the slice has what is between them, without its end": 17,
            },
        }
    ),
    hints=[
        "Write the places below the numbers: 0, 1, 2, 3, 4 from the left, and −1, −2, … from the right.",
        learn("lists"),
    ],
    explanation="Python counts from 0, and a slice leaves its end out: `numbers[1:3]` is `[8, 5]`.",
)
def lists(answer):
    """Look at two entries of a list, and the sum of a slice."""
    second, last, some = numbers(answer, "numbers[1]", "numbers[-1]", "sum(numbers[1:3])")
    compare(second, 8, "numbers[1]")
    compare(last, 4, "numbers[-1]")
    compare(some, 13, "sum(numbers[1:3])")


@exercise(
    solution=(4, 5),
    mistakes=by_part(
        {
            "result": {
                "9 adds the 5 of the other object, but each has a total of its own": 9,
                "2 would be right after one call; the object remembers its total, and twos.add() runs twice": 2,
                "7 adds 2 and 5, but each object has a total of its own": 7,
            },
            "fives.total": {
                "7 adds the 2 of the other object, but each has a total of its own": 7,
                "9 is what both have counted together, but each object has a total of its own": 9,
                "10 would be right after two calls of fives.add(); there is one": 10,
                "0 is the total at the start; the method changes the object": 0,
            },
        }
    ),
    hints=[
        "Draw two boxes, `twos` and `fives`, each with its `step` and its `total`, and go through the calls.",
        learn("objects"),
    ],
    explanation="`self` is the object before the dot, so each call of `add` changes that one alone.",
)
def objects(answer):
    """Look at what two objects have counted."""
    result, total = numbers(answer, "result", "fives.total")
    compare(result, 4, "result")
    compare(total, 5, "fives.total")


SHAPES = {"x.shape": "(2, 3)", "x.T.shape": "(3, 2)", "x[0].shape": "(3,)", "x[:, 0].shape": "(2,)"}


@exercise(
    solution=list(SHAPES.values()),
    mistakes=by_letter(
        SHAPES,
        {
            "(2, 3)": "(2, 3) would be two rows of three numbers each",
            "(3, 2)": "(3, 2) would be three rows of two numbers each",
            "(3,)": "(3,) would be three numbers in a flat array, without rows and columns",
            "(2,)": "(2,) would be two numbers in a flat array, without rows and columns",
        },
    ),
    hints=[
        "The shape has the number of rows first. `.T` turns rows into columns. An index takes one row, or one column, "
        "and leaves a flat array.",
        learn("shapes"),
    ],
    explanation="An index, as in `x[0]` or `x[:, 0]`, takes one dimension away: rows and columns become flat.",
)
def shapes(answer):
    """Look at four shapes, as texts."""
    choose_each(answer, ("(2, 3)", "(3, 2)", "(3,)", "(2,)"), SHAPES)


@exercise(
    solution=(3, 22, 0.75),
    mistakes=by_part(
        {
            "(scores > 4).sum()": {
                "22 adds the scores, but scores > 4 holds True and False, and True counts as 1": 22,
                "25 adds all four scores; scores > 4 holds True and False": 25,
                "4 counts all entries, but False counts as 0": 4,
            },
            "scores[scores > 4].sum()": {
                "3 counts the scores above 4; in square brackets the mask keeps them, and sum adds them": 3,
                "25 adds all four, but the mask keeps only those above 4": 25,
            },
            "(scores > 4).mean()": {
                "the average of the scores above 4 needs the mask in square brackets; here it is that of True and "
                "False": 22 / 3,
                "6.25 is the average of all scores; here it is that of True and False": 6.25,
                "3 is the sum; the average divides it by the number of entries": 3,
                "False counts, too, as 0": 1,
                "it is a share, from 0 to 1, not per cent": 75,
            },
        }
    ),
    hints=[
        "`scores > 4` is `[False, True, True, True]`. What does that add up to, if True is 1 and False is 0?",
        learn("masks"),
    ],
    explanation="The average of a mask is the share of True. Chapter 01 counts right answers in this way.",
)
def masks(answer):
    """Look at a count, a sum and a share."""
    count, total, share = numbers(answer, "(scores > 4).sum()", "scores[scores > 4].sum()", "(scores > 4).mean()")
    compare(count, 3, "(scores > 4).sum()")
    compare(total, 22, "scores[scores > 4].sum()")
    compare(share, 0.75, "(scores > 4).mean()", tolerance=1e-3)


SUMS = {"x.sum(axis=0)": "[5 7 9]", "x.sum(axis=1)": "[6 15]"}


@exercise(
    solution=list(SUMS.values()),
    mistakes=by_part(
        {
            "x.sum(axis=0)": {
                "[6 15] has one sum for each row; axis=0 goes down, from row to row": "[6 15]",
                "21 is the sum without an axis, of all numbers": "21",
            },
            "x.sum(axis=1)": {
                "[5 7 9] has one sum for each column; axis=1 goes along a row": "[5 7 9]",
                "21 is the sum without an axis, of all numbers": "21",
            },
        }
    ),
    hints=[
        "The shape is (2, 3). The axis that you name is the one that vanishes: which of the two numbers is left?",
        learn("axes"),
    ],
    explanation="The axis that is named vanishes: from the shape (2, 3), `axis=0` leaves 3 sums and `axis=1` leaves 2.",
)
def axes(answer):
    """Look at two choices."""
    choose_each(answer, ("[5 7 9]", "[6 15]", "21"), SUMS)


ROW, COLUMN, ERROR = "one for each row", "one for each column", "an error"
ADDED = {"[[10], [20]]": ROW, "[10, 20, 30]": COLUMN, "[10, 20]": ERROR}


@exercise(
    solution=list(ADDED.values()),
    mistakes=by_part(
        {
            "[[10], [20]]": {
                "its shape is (2, 1), so it has two numbers, and x has three columns": COLUMN,
                "its shape is (2, 1); NumPy stretches a 1 to fit": ERROR,
            },
            "[10, 20, 30]": {
                "it has three numbers, and x has two rows": ROW,
                "its shape is (3,), and shapes are lined up on the right, where x has a 3, too": ERROR,
            },
            "[10, 20]": {
                "two numbers and two rows look as if they fit, but shapes are lined up on the right, where x has a 3": (
                    ROW
                ),
                "it has two numbers, and x has three columns": COLUMN,
            },
        }
    ),
    hints=[
        "Write the shapes below each other, lined up on the right: (2, 3) above (2, 1), (3,) and (2,). Numbers that "
        "line up have to be equal, or one of them has to be 1.",
        learn("broadcasting"),
    ],
    explanation="Shapes are lined up on the right, so a flat array is read as a row. Two biases for two rows have to "
    "be a column.",
)
def broadcasting(answer):
    """Look at three choices."""
    choose_each(answer, (ROW, COLUMN, ERROR), ADDED)


@exercise(
    solution=-3,
    mistakes={
        "these are the three products; add them up": [8, -5, -6],
        "28 is the sum of the weights times the sum of x; multiply pair by pair, then add": 28,
        "9 adds the last product, but 3 · (−2) is −6": 9,
        "7 adds the second product, but −1 · 5 is −5": 7,
        "19 adds all products as if they were positive; two are negative": 19,
        "11 adds all six numbers; multiply pair by pair, then add": 11,
        "240 multiplies all six numbers; multiply pair by pair, then add": 240,
    },
    hints=[
        "Multiply the first two numbers, then the second two, then the third two. Add the three.",
        learn("products"),
    ],
    explanation="8 − 5 − 6. In Python `weights @ x` does it. A neuron does little else.",
)
def products(answer):
    """Look at a sum of products."""
    compare(answer, -3, "the sum")


@exercise(
    solution=(-2, 5.3),
    mistakes=by_part(
        {
            "the line's slope": {
                "from left to right the line falls, so its slope is below 0": either(2, 0.5),
                "divide the change of y by the change of x, not the other way round": -0.5,
                "−8 is the whole change of y; the slope is what one step to the right changes": -8,
                "from −1 to 3 it is 4 steps to the right, not 2": -4,
            },
            "f(2.1)": {
                "8 is a whole step further to the right, but from 2 to 2.1 it is a tenth of a step": 8,
                "5.1 would be with a slope of 1": 5.1,
                "5.03 would be f(2.01); from 2 to 2.1 it is a tenth": 5.03,
                "0.3 is by how much the curve rises; it begins at 5": 0.3,
                "3.3 begins at the slope; the curve is at 5": 3.3,
                "the slope is above 0, so the curve rises": 4.7,
            },
        }
    ),
    hints=[
        "The slope is how much y changes for one step to the right. On a curve it holds for small steps: a tenth of a "
        "step changes y by a tenth of the slope.",
        learn("slopes"),
    ],
    explanation="−8 / 4, and 5 + 3 · 0.1. The course finds its weights with the second: a small change, times a slope.",
)
def slopes(answer):
    """Look at a slope, and where it leads."""
    slope, value = numbers(answer, "the line's slope", "f(2.1)")
    compare(slope, -2, "the line's slope")
    compare(value, 5.3, "f(2.1)")


@exercise(
    solution=(3, 0, 2.3),
    mistakes=by_part(
        {
            "the exponent": {
                "100 is 1000 / 10; how many tens have to be multiplied?": 100,
                "2 tens make 100": 2,
                "4 tens make 10,000": 4,
            },
            "ln 1": {
                "1 is ln e; which power of e is 1?": 1,
                "2.718 is e itself; which power of e is 1?": 2.718,
            },
            "ln 10": {
                "1 is the logarithm of base 10; this one has base e": 1,
                "1.1 is the product of both logarithms, but the logarithm of a product is a sum": 1.11,
                "0.92 is their difference, ln 2.5": 0.92,
            },
        }
    ),
    hints=[
        "A logarithm is an exponent: ln v is the x with e to the power x = v. And 10 is 2 · 5.",
        learn("logarithms"),
    ],
    explanation="The logarithm of a product is the sum of the logarithms: that's why a loss is made of them.",
)
def logarithms(answer):
    """Look at an exponent and two logarithms."""
    exponent, one, ten = numbers(answer, "the exponent", "ln 1", "ln 10")
    compare(exponent, 3, "the exponent")
    compare(one, 0, "ln 1", tolerance=1e-3)
    compare(ten, 2.3, "ln 10", tolerance=4e-3)


def advice(passed):
    """Return which sitting to begin with, and what to read before, as Markdown.

    Parameters
    ----------
    passed : collection of str
        The names of the questions that were answered right.

    Returns
    -------
    str
        With nothing passed, the rule for all of them.
    """
    missed = {name: need for name, need in NEEDS.items() if name not in passed}
    subjects = {need.subject for need in missed.values()}
    start = in_words(START)
    if not missed:
        return f"**Begin with {start}.** You know all that the lessons take for granted, and more."
    first = min(need.sitting for need in missed.values())
    python = "the lessons take it for granted. Meanwhile you can read the pages of 01 and 02, and move their explorers."
    if not passed:
        *some, last = (str(at) for at, need in enumerate(NEEDS.values(), start=1) if need.subject == "Python")
        told = (
            f"**Which did you miss?** If it's question {', '.join(some)} or {last}, begin with Python: {python} "
            f"Otherwise begin with {start}: the lessons explain whatever else you missed. The table says where, and "
            "what to read before."
        )
    elif "Python" in subjects:
        told = f"**Begin with Python**: {python}"
    elif first == START:
        told = f"**Begin with {start}, and take your time.** The lessons explain what you missed."
    else:
        told = f"**Begin with {start}.** You know enough until the end of {in_words(before(first))}."
    if passed and "NumPy" in subjects:
        told += (
            " If arrays are new to you, take the short road first, the sections marked ◆: no lesson uses a name of "
            "NumPy before it has introduced it."
        )
    rows = [
        f"| {number} · {need.what} | {links(need)} | {first_use(need)} |"
        for number, (name, need) in enumerate(NEEDS.items(), start=1)
        if name in missed
    ]
    return "\n".join([told, "", "| missed | read | before |", "|---|---|---|", *rows])


def begin():
    """Show which sitting to begin with, from the questions that have been passed."""
    questions = {name: thing for name, thing in globals().items() if isinstance(thing, Exercise)}
    display(Markdown(advice({name for name, one in questions.items() if one.state == "passed"})))


progress = progress_of(globals())
