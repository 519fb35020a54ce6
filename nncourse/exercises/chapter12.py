"""Chapter 12 · Exercises on teachers: shares, odds, doubts by hand, a loss, programs, agreement, controls, hearsay."""

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Wrong,
    call,
    compare,
    either,
    exercise,
    kind,
    progress_of,
    saw,
    seed,
)
from nnlib.activations import Softmax
from nnlib.distillation import soft_targets


def several(answer, n, told):
    """Refuse an answer, any object, that does not have n (int) parts, with what was told (str). Raises Wrong."""
    if not isinstance(answer, (tuple, list)):
        raise Wrong(f"{told}, but it is {kind(answer)}")
    if len(answer) != n:
        raise Wrong(f"{told}, but it has {len(answer)} part{'s' * (len(answer) != 1)}")


def solve_softer(shares, temperature):
    """Return shares (outs, n) at a temperature, a float, from the shares at 1."""
    powered = shares ** (1 / temperature)
    return powered / powered.sum(axis=0)


def powers(shares, temperature):
    """Return shares (outs, n) raised to 1 / temperature, a float; they do not sum to 1."""
    return shares ** (1 / temperature)


def added(little):
    """Return a mistaken answer to `softer` that adds a little (float) to each share."""
    return lambda shares, temperature: solve_softer(shares + little, temperature)


@exercise(
    solution=solve_softer,
    slips={
        "{what} has columns that sum to {part}: a division changes all shares of a column alike": (
            lambda shares, temperature: shares / temperature
        ),
        "{what} takes the shares for scores; but the shares are what softmax made of them": soft_targets,
        "{what} has gone the other way: it should be {way}": (
            lambda shares, temperature: solve_softer(shares, 1 / temperature)
        ),
        "{what} has rows that sum to 1; examples are columns": (
            lambda shares, temperature: (
                powers(shares, temperature) / powers(shares, temperature).sum(axis=1, keepdims=True)
            )
        ),
        "{what} sums to 1 as a whole; each column is an example of its own": (
            lambda shares, temperature: powers(shares, temperature) / powers(shares, temperature).sum()
        ),
        "{what} has columns that sum to {total}; shares sum to 1": powers,
        "{what} has one softmax too many: the powers only need a common divisor": (
            lambda shares, temperature: Softmax()(powers(shares, temperature))
        ),
        "{what} is what came in: where is the temperature?": lambda shares, temperature: shares,
        "{what} is rounded to three places; return the numbers as they are": (
            lambda shares, temperature: solve_softer(shares, temperature).round(3)
        ),
        "{what} does not keep a share of 0: was a little added for the logarithm? A power needs none": either(
            *(added(10.0**-k) for k in range(6, 14))
        ),
    },
    hints=[
        "A share is e^z, divided by something that is the same for the whole column. What is e^(z / T), written with "
        "e^z?",
        "e^(z / 2) is the square root of e^z. So what is done to each share, before the column is made to sum to 1 "
        "again?",
        "`shares ** (1 / temperature)`, and then each column divided by its own sum: along which axis?",
    ],
    explanation="What softmax divided by cancels, so nothing is lost: the shares at one temperature are the shares at "
    "all. "
    "`Softmax()(np.log(shares) / temperature)` says the same, but takes the logarithm of 0 where a share is 0.",
)
def softer(answer):
    """Look at a function of shares (outs, n) and a temperature that returns shares. Raises a Finding."""
    rng = np.random.default_rng(seed())
    drawn = Softmax()(3 * rng.normal(size=(4, 3)))
    certain = np.array([[1.0, 0.5], [0.0, 0.5], [0.0, 0.0]])
    example = np.array([[0.8], [0.15], [0.05]])
    for shares, temperature in ((example, 2), (drawn, 4), (drawn, 0.5), (drawn, 1), (certain, 2)):
        told = f"at temperature {temperature:g} the result"
        wanted = solve_softer(shares, temperature)
        with np.errstate(all="ignore"):
            got = call(answer, shares, temperature)
        if np.shape(got) == wanted.shape and np.asarray(got).dtype.kind == "f" and np.isnan(got).any():
            raise Wrong(f"{told} holds nan: a share of 0 has no logarithm; what is its power?")
        facts = {"part": f"{1 / temperature:g}", "way": "softer" if temperature > 1 else "sharper"}
        compare(got, wanted, told, total=f"{powers(shares, temperature).sum(axis=0)[0]:.4g}", **facts)


TURNED = "those are the odds of 9 against 4; asked for are those of 4 against 9"
GAP = "that is the gap between two scores; odds are e to the gap"
COLDER = "at T = 8, {value:,}: a hotter answer is less certain, not more"


@exercise(
    solution=(256.0, 2.0),
    slips={
        "at T = 1, 32: the gap between the scores doubles; do the odds double, too?": (32, ...),
        "at T = 1, 8: that is half of the odds; but a colder answer is more certain, not less": (8, ...),
        "at T = 1, 4: that would be hotter; a colder answer is more certain": (4, ...),
        "at T = 1, 16: those are the odds at T = 2, so its scores have been divided by 2 already": (16, ...),
        "at T = 1, 65,536: the gap is twice that at T = 2, not four times": (65_536, ...),
        "at T = 1, 64: odds do not grow by the square of T; what T divides is the gap": (64, ...),
        "at T = 1, 2: a colder answer is more certain; is that number meant for T = 8?": (2, ...),
        f"at T = 1, 0.0039: {TURNED}": either((1 / 256, ...), (0.004, ...), (0.0039, ...)),
        f"at T = 1, 5.55: {GAP}": either((2 * np.log(16), ...), (5.5, ...), (5.55, ...), (5.545, ...)),
        "at T = 8, 4: those are the odds at T = 4; or were the odds divided? T divides the gap": (..., 4),
        "at T = 8, 1.41: the eighth root of 16; but 16 belongs to T = 2, whose gap is halved already": either(
            (..., 2**0.5), (..., 1.4), (..., 1.41), (..., 1.414)
        ),
        "at T = 8, 1: no difference is left only for T without end": (..., 1),
        "at T = 8, 32: 256 divided by 8; but T divides the gap, not the odds": (..., 32),
        "at T = 8, 16: those are the odds at T = 2; a hotter answer is less certain": (..., 16),
        "at T = 8, 8: half of the odds; but what is halved, and how often, is the gap": (..., 8),
        f"at T = 8, 0.5: {TURNED}": (..., 0.5),
        f"at T = 8, 0.693: {GAP}": either((..., np.log(2)), (..., 0.7), (..., 0.69), (..., 0.693)),
        COLDER.format(value=64): (..., 64),
        COLDER.format(value=65_536): (..., 65_536),
    },
    hints=[
        "Odds are e to the gap between two scores. What does T = 2 do to the gap?",
        "At T = 1 the gap is twice what it is at T = 2. What happens to e^gap if the gap doubles?",
        "At T = 8 the gap is a quarter of what it is at T = 2: the fourth root.",
    ],
    explanation="16² = 256, and the fourth root of 16 is 2. Whenever the temperature doubles, the odds become their "
    "own "
    "square root.",
)
def odds(answer):
    """Look at two odds, floats: those at T = 1 and at T = 8. Raises a Finding."""
    several(answer, 2, "the answer should be two numbers, (at T = 1, at T = 8)")
    compare(answer[0], 256, "at T = 1 the number")
    compare(answer[1], 2, "at T = 8 the number")


@exercise(
    solution=(5.5, 3.0, 0.0),
    hints=[
        "Only gaps count. Which one decides how B and C compare at T = 4, and how large must it be for a factor of 2?",
        "B has twice the share of C at T = 4 if e^(gap / 4) is 2: the gap is 4 · ln 2 = 2.77.",
        "Let C have the score 0 and B the score 3. Now try scores of A: at 8 the first condition holds, but not the "
        "second.",
    ],
    explanation="With the gaps 2.5 and 5.5 the shares are 0.921, 0.076, 0.004 at T = 1 and 0.559, 0.299, 0.141 at T = "
    "4. The "
    "order is in the scores from the beginning; the heat only makes it heard.",
)
def whisper(answer):
    """Look at three scores, numbers, for the classes A, B and C. Raises a Finding."""
    told = "the answer should be three scores, (A, B, C)"
    if not isinstance(answer, np.ndarray):
        several(answer, 3, told)
    if np.shape(answer) != (3,):
        raise Wrong(f"{told}, but it is {kind(answer)}")
    scores = np.asarray(answer)
    if scores.dtype.kind not in "iuf" or not np.isfinite(scores).all():
        raise Wrong("the three scores should be finite numbers")
    cold, hot = (soft_targets(scores[:, np.newaxis].astype(float), t)[:, 0] for t in (1, 4))
    at_cold = f"at T = 1 the shares are {cold[0]:.3f}, {cold[1]:.3f}, {cold[2]:.3f}"
    at_hot = f"at T = 4 the shares are {hot[0]:.3f}, {hot[1]:.3f}, {hot[2]:.3f}"
    given = " (scores are any numbers, not shares)" if np.isclose(scores.sum(), 1) and (scores >= 0).all() else ""
    if cold[0] < cold.max():
        raise Wrong(f"{at_cold}: A should have the most, but {'ABC'[cold.argmax()]} has; the order is A, B, C")
    if cold[0] <= 0.9:
        raise Wrong(f"{at_cold}, and A should have more than 0.9: its score is not far enough above the others{given}")
    if hot[0] >= 0.6:
        raise Wrong(f"{at_hot}, and A should have less than 0.6: are its gaps to both others larger than they need be?")
    if hot[1] < hot[2]:
        raise Wrong(f"{at_hot}: B has less than C; were the two exchanged?")
    if hot[1] < 2 * hot[2]:
        raise Wrong(f"{at_hot}: B has less than twice as much as C; the gap between B and C is divided by 4 as well")


def solve_distil(outputs, scores, temperature):
    """Return loss and slopes (outs, n) for outputs, scores (outs, n) and a temperature, a float."""
    z, t = outputs / temperature, scores / temperature
    y = np.exp(t - t.max(axis=0))
    y /= y.sum(axis=0)
    e = np.exp(z - z.max(axis=0))
    p = e / e.sum(axis=0)
    log_p = z - z.max(axis=0) - np.log(e.sum(axis=0))
    loss = temperature**2 * -(y * log_p).sum(axis=0).mean()
    slopes = temperature * (p - y) / outputs.shape[1]
    return loss, slopes


def price(shares, z, axis=0):
    """Return the mean price of shares (outs, n) for logits z of that shape, softmax along an axis, an int."""
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    log_p = z - z.max(axis=axis, keepdims=True) - np.log(e.sum(axis=axis, keepdims=True))
    return -(shares * log_p).sum() / z.shape[1]


def losing(function):
    """Return a mistaken answer to `distil`: the loss is function(right loss, outputs, scores, temperature)."""

    def answer(outputs, scores, temperature):
        right, slopes = solve_distil(outputs, scores, temperature)
        return function(right, outputs, scores, temperature), slopes

    return answer


def sloping(function):
    """Return a mistaken answer to `distil`: function(right slopes, outputs, scores, temperature), arrays (outs, n)."""

    def answer(outputs, scores, temperature):
        right, slopes = solve_distil(outputs, scores, temperature)
        return right, function(slopes, outputs, scores, temperature)

    return answer


def favourite(right, outputs, scores, temperature):
    """Return the loss of outputs for the classes that scores, (outs, n), speak for; right, temperature float."""
    y = np.zeros_like(scores)
    y[scores.argmax(axis=0), np.arange(scores.shape[1])] = 1
    return temperature**2 * price(y, outputs / temperature)


def squared(outputs, scores, temperature):
    """Return T² times the mean square of the differences of outputs' and scores' shares; temperature float."""
    return temperature**2 * np.mean((soft_targets(outputs, temperature) - soft_targets(scores, temperature)) ** 2)


def rows_of(scores, temperature):
    """Return shares (outs, n) along the rows of scores (outs, n), at a temperature, a float."""
    return soft_targets(scores.T, temperature).T


def floored(little):
    """Return a mistaken answer to `distil` that raises the student's shares to a little, a float."""

    def loss(right, outputs, scores, temperature):
        p = np.maximum(soft_targets(outputs, temperature), little)
        return temperature**2 * -(soft_targets(scores, temperature) * np.log(p)).sum(axis=0).mean()

    return losing(loss)


OF_THE_LOSS = {
    "the loss is {square} times too small: it has no T²": lambda right, z, t, T: right / T**2,
    "the loss is {temperature} times too small: T² belongs before it, not T": lambda right, z, t, T: right / T,
    "only the teacher is divided by the temperature here, the student’s outputs are not": (
        lambda right, z, t, T: T**2 * price(soft_targets(t, T), z)
    ),
    "only the student is divided by the temperature here, the teacher’s scores are not": (
        lambda right, z, t, T: T**2 * price(soft_targets(t, 1), z / T)
    ),
    "neither side is divided by the temperature; only the factor is there": (
        lambda right, z, t, T: T**2 * price(soft_targets(t, 1), z)
    ),
    "the temperature plays no part: that is the loss at T = 1": lambda right, z, t, T: price(soft_targets(t, 1), z),
    "only the teacher's favourite is priced; its doubts are lost": favourite,
    "the target's own price was subtracted: that changes no slope, but it is another number": (
        lambda right, z, t, T: right - solve_distil(t, t, T)[0]
    ),
    "the loss is a mean over all entries; prices add up down a column, then comes the mean": (
        lambda right, z, t, T: right / len(z)
    ),
    "the loss is negative; a price is minus a logarithm": lambda right, z, t, T: -right,
    "the loss counts halvings; the surprise takes the natural logarithm": lambda right, z, t, T: right / np.log(2),
    "teacher and student have changed places: the teacher's shares weigh the student's prices": (
        lambda right, z, t, T: solve_distil(t, z, T)[0]
    ),
    "the student plays no part: that is the target's own price, the least that anybody pays": (
        lambda right, z, t, T: solve_distil(t, t, T)[0]
    ),
    "the scores are multiplied by the temperature; heat brings the shares together": (
        lambda right, z, t, T: T**2 * price(soft_targets(t, 1 / T), z * T)
    ),
    "the loss is the MSE of the shares; asked for is the cross-entropy": lambda right, z, t, T: squared(z, t, T),
    "the loss squares differences of shares; where is a logarithm?": lambda right, z, t, T: len(z) * squared(z, t, T),
    "softmax goes along the rows; examples are columns": (lambda right, z, t, T: T**2 * price(rows_of(t, T), z / T, 1)),
    "the teacher's softmax goes along the rows": lambda right, z, t, T: T**2 * price(rows_of(t, T), z / T),
}
OF_THE_SLOPES = {
    "are {temperature} times too small: a nudge shows that a factor T is missing": lambda right, z, t, T: right / T,
    "are {square} times too small: the loss has T², and what does the division by T bring?": (
        lambda right, z, t, T: right / T**2
    ),
    "are {temperature} times too large: outputs / T has a slope of its own, 1/T": lambda right, z, t, T: right * T,
    "belong to the sum over the examples, not to their mean": lambda right, z, t, T: right * z.shape[1],
    "are divided by the number of classes, too": lambda right, z, t, T: right / len(z),
    "have the opposite sign: they should point uphill": lambda right, z, t, T: -right,
    "use the student's shares at T = 1": (lambda right, z, t, T: T * (Softmax()(z) - soft_targets(t, T)) / z.shape[1]),
    "use the teacher's shares at T = 1": (
        lambda right, z, t, T: T * (soft_targets(z, T) - soft_targets(t, 1)) / z.shape[1]
    ),
    "use the shares of both at T = 1": (lambda right, z, t, T: T * (Softmax()(z) - soft_targets(t, 1)) / z.shape[1]),
    "are those of the loss at T = 1": lambda right, z, t, T: (Softmax()(z) - soft_targets(t, 1)) / z.shape[1],
    "subtract the teacher's scores, not its shares": (lambda right, z, t, T: T * (soft_targets(z, T) - t) / z.shape[1]),
    "compare scores; what is compared are shares": lambda right, z, t, T: T * (z - t) / z.shape[1],
}
SLIPS_OF_DISTIL = {f"{{told}} {message}": losing(function) for message, function in OF_THE_LOSS.items()}
SLIPS_OF_DISTIL |= {
    f"{{told}} the loss is right, but the slopes {message}": sloping(function)
    for message, function in OF_THE_SLOPES.items()
}
SLIPS_OF_DISTIL["with scores of {largest} the loss is too small: is a share of 0 replaced by a little more?"] = either(
    *(floored(10.0**-k) for k in range(6, 17))
)


@exercise(
    solution=solve_distil,
    slips=SLIPS_OF_DISTIL,
    hints=[
        "Four steps: the teacher's shares, the student's shares, the price of each class weighed by the teacher's "
        "share, "
        "and the factor. Both sides are divided by the temperature.",
        "The slope of the cross-entropy at outputs / T is p − y. How fast does outputs / T move with outputs? And T² "
        "comes "
        "along. Nudge an output to see it.",
        "For large scores: `t - t.max(axis=0)` before the exponential, and the price from `z - z.max(axis=0) - "
        "np.log(np.exp(…).sum(axis=0))`, never as the logarithm of a share.",
    ],
    explanation="T² from the loss times 1/T from the division leaves T · (p − y) / n.",
)
def distil(answer):
    """Look at a function of outputs, scores and a temperature that returns loss and slopes. Raises a Finding."""
    rng = np.random.default_rng(seed())
    example = np.array([[2.0], [1.0], [0.0]]), np.array([[4.0], [3.0], [-1.0]]), 2
    drawn = 2 * rng.normal(size=(4, 3)), 3 * rng.normal(size=(4, 3)), 4
    great = np.array([[4000.0, 1.0], [0.0, 2.0]]), np.array([[-3000.0, 1.0], [3000.0, 2.0]]), 2
    for outputs, scores, temperature in (example, drawn, great):
        with np.errstate(all="ignore"):
            result = call(answer, outputs, scores, temperature)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return a pair, (loss, slopes), but its result is {kind(result)}")
        if np.ndim(result[1]) == 0 and np.shape(result[0]) == outputs.shape:
            raise Wrong("the pair is turned round: first the loss, then the slopes")
        look_at_distil(result, outputs, scores, temperature)


def look_at_distil(result, outputs, scores, temperature):
    """Compare loss and slopes of a distillation with the right ones.

    Parameters
    ----------
    result : pair of a float and an array
    outputs, scores : arrays of shape (outs, n)
    temperature : float

    Raises
    ------
    Wrong
        With the first finding.
    """
    n, outs = outputs.shape[1], len(outputs)
    loss, slopes = solve_distil(outputs, scores, temperature)
    largest = f"{np.abs(scores).max():,.0f}"
    facts = {
        "told": f"with {n} example{'s' * (n > 1)} of {outs} classes and temperature {temperature}",
        "temperature": temperature,
        "square": temperature**2,
        "largest": largest,
    }
    value = np.asarray(result[0])
    if value.ndim == 0 and value.dtype.kind == "f" and not np.isfinite(value):
        raise Wrong(f"the loss is {value} with scores of {largest}: did an exponential overflow, or was the "
                    "logarithm of a share of 0 taken?")  # fmt: skip
    compare(value if value.dtype.kind == "f" else result[0], loss, "the loss", n=n, **facts)
    got = np.asarray(result[1])
    if got.dtype.kind == "f" and got.shape == slopes.shape and not np.isfinite(got).all():
        raise Wrong(f"the loss is right, but the slopes hold nan: e^z overflows for scores of {largest}")
    compare(result[1], slopes, "the array of slopes", **facts)


PROGRAMS = ("D", "A", "F", "B")
LABELLED = "labels can be learned by heart, so the last loss would be near 0"
NOT_THIS = {
    ("D", 2): "T² scales the loss and the steps; it cannot make the answers so unsure",
    ("D", 3): "then the loss would begin at 2.30, not at 16 times that",
    ("D", 4): "then the loss would begin at 2.30, and shorter steps still learn something",
    ("A", 1): "an undivided student copies soft shares as they are; its answers would be about as soft as those",
    ("A", 3): "an undivided student would be less sure than it should be, not more",
    ("A", 4): "then the accuracy would hardly suffer",
    ("F", 1): "with sharp targets the student becomes too sure; here it is hardly less sure than it should be",
    ("F", 2): "with sharp targets the student becomes too sure; here it is unsure",
    ("F", 4): "sharp targets cost a little accuracy, for they are nearly labels; here nothing is learned",
    ("B", 1): "from answers to other images nothing can be learned; here most digits are read",
    ("B", 2): "from answers to other images nothing can be learned; here most digits are read",
    ("B", 3): "from answers to other images nothing can be learned; here most digits are read",
    ("C", 1): LABELLED,
    ("C", 2): LABELLED + ", and the answers would be sure",
    ("C", 3): "then the loss would begin at 2.30, not at 16 times that",
    ("C", 4): "then the loss would begin at 2.30, and digits would be read",
    ("E", 1): "then the loss would begin at 64 · 2.30 = 147",
    ("E", 2): "then the loss would begin at 64 · 2.30 = 147",
    ("E", 3): "then the loss would begin at 64 · 2.30 = 147",
    ("E", 4): "then the loss would begin at 64 · 2.30 = 147",
}


def letter_at(letter, number):
    """Return an answer of four letters with a letter (str) at a place, number (int, from 1), the others right."""
    return tuple(letter if place == number else ... for place in range(1, 5))


@exercise(
    solution=PROGRAMS,
    slips={
        f"program {number}, {letter}: {message}": letter_at(letter, number)
        for (letter, number), message in NOT_THIS.items()
    },
    hints=[
        "16 · ln 10 is 36.84. Which faults change the loss at scores of 0, whatever is learned afterwards?",
        "A student that copies soft shares at T = 1 gives soft answers. One that copies sharp shares at T = 4 has to "
        "have a "
        "large gap.",
        "What is left of a lesson if the answers belong to other images? The student still learns how often each "
        "comes.",
    ],
    explanation="Programs 1 and 2 begin at ln 10 = 2.30. Without T² the steps are 16 times too short, so the student "
    "is behind, but "
    "as sure as it should be; undivided, it is as unsure as the soft targets themselves. Program 3 learned sharp "
    "targets: the loss can fall "
    "nearly to 0, and the student is too sure. And from answers to other images there is nothing to learn.",
)
def four_programs(answer):
    """Look at four letters (str), the fault of each program. Raises a Finding."""
    several(answer, 4, "the answer should be four letters, one for each program")
    for number, (letter, right) in enumerate(zip(answer, PROGRAMS), start=1):
        if letter not in tuple("ABCDEF"):
            raise Wrong(f'program {number}: choose one of "A" to "F"')
        saw(letter)
        if letter != right:
            raise Wrong(f"program {number}, {letter}: look again")


def solve_agreement_range(a, b, classes):
    """Return the lowest and the highest share of equal answers; a and b float, classes int."""
    if classes == 2:
        return abs(a + b - 1), 1 - abs(a - b)
    return max(a + b - 1, 0), 1 - abs(a - b)


LOWEST, HIGHEST = 0, 1


def bound(which, function):
    """Return a mistaken answer to `agreement_range`: the bound which (int, 0 or 1) is function(a, b, classes)."""

    def answer(a, b, classes):
        result = list(solve_agreement_range(a, b, classes))
        result[which] = function(a, b, classes)
        return result

    return answer


@exercise(
    solution=solve_agreement_range,
    slips={
        "{told} the lowest is {value}: how often both are right by chance; a bound needs no chance": bound(
            LOWEST, lambda a, b, classes: a * b
        ),
        "{told} the lowest assumes that mistakes fall independently; a bound needs no such assumption": either(
            bound(LOWEST, lambda a, b, classes: a * b + (1 - a) * (1 - b) / (classes - 1)),
            bound(LOWEST, lambda a, b, classes: a * b + (1 - a) * (1 - b)),
        ),
        "{told} the lowest assumes that two wrong networks agree by chance; at worst they never do": bound(
            LOWEST, lambda a, b, classes: max(a + b - 1, (1 - a - b) / (classes - 1))
        ),
        "{told} the lowest is 0: but the mistakes of both together do not fill all images; where both are right, they "
        "agree": bound(LOWEST, lambda a, b, classes: 0),
        "{told} the lowest is 0: two wrong answers of two classes are equal": bound(
            LOWEST, lambda a, b, classes: max(a + b - 1, 0)
        ),
        "{told} the lowest is {value}: agreement cannot be below 0": bound(LOWEST, lambda a, b, classes: a + b - 1),
        "{told} the lowest lays the mistakes on top of each other; that is the best case, not the worst": either(
            bound(LOWEST, lambda a, b, classes: min(a, b)), bound(LOWEST, lambda a, b, classes: 1 - abs(a - b))
        ),
        "{told} the lowest counts images where both are wrong, but with different answers they disagree": either(
            bound(LOWEST, lambda a, b, classes: abs(a + b - 1)),
            bound(LOWEST, lambda a, b, classes: abs(a + b - 1) if classes < 4 else max(a + b - 1, 0)),
        ),
        "{told} the highest is {value}: they may also be wrong alike": bound(HIGHEST, lambda a, b, classes: min(a, b)),
        "{told} the highest is 1: but where one alone is right, they differ, and the accuracies differ": bound(
            HIGHEST, lambda a, b, classes: 1
        ),
        "{told} the highest is {value}: then the weaker one is right too often": bound(
            HIGHEST, lambda a, b, classes: max(a, b)
        ),
        "{told} the highest is the share where they must differ": bound(HIGHEST, lambda a, b, classes: abs(a - b)),
        "{told} the highest assumes chance; a bound needs none": bound(HIGHEST, lambda a, b, classes: 1 - a * b),
        "{told} the highest assumes that mistakes fall independently; a bound needs none": bound(
            HIGHEST, lambda a, b, classes: a * b + (1 - a) * (1 - b)
        ),
        "{told} the highest lets two wrong networks agree by chance; at best they always do": bound(
            HIGHEST, lambda a, b, classes: min(a, b) + min(1 - a, 1 - b) / (classes - 1)
        ),
        "{told} the highest is above 1: which of the two accuracies is larger here?": either(
            bound(HIGHEST, lambda a, b, classes: 1 - (a - b)), bound(HIGHEST, lambda a, b, classes: 1 - (b - a))
        ),
    },
    hints=[
        "Think of 100 images in a row. Lay the mistakes of the two networks apart from each other; then on top of "
        "each other.",
        "Where both are right, they agree. Where one alone is right, they do not. Where both are wrong, they may do "
        "either, "
        "if there are classes enough: which is the best case, which the worst?",
        "With two classes there is one wrong answer only, so two wrong networks agree. Which share of the images can "
        "be "
        "kept from being wrong for both?",
    ],
    explanation="For ten classes from a + b − 1 (or 0) to 1 − |a − b|. For two classes both wrong is agreement, too, "
    "so below "
    "one half the lower end rises again: |a + b − 1|.",
)
def agreement_range(answer):
    """Look at a function of two accuracies and a number of classes that returns two shares. Raises a Finding."""
    rng = np.random.default_rng(seed())
    drawn = np.round(rng.uniform(0.55, 0.95, 2), 2)
    for a, b, classes in (
        (0.98, 0.9, 10),
        (*drawn, 10),
        (0.2, 0.3, 10),
        (0.85, 0.85, 3),
        (0.7, 0.9, 2),
        (0.2, 0.3, 2),
        (0.4, 0.2, 3),
    ):
        result = call(answer, float(a), float(b), classes)
        told = f"for accuracies {a:g} and {b:g} and {classes} classes"
        if not isinstance(result, (tuple, list)) and np.shape(result) != (2,) or len(result) != 2:
            raise Wrong(f"the function should return a pair, (lowest, highest), but its result is {kind(result)}")
        for name, got, wanted in zip(("lowest", "highest"), result, solve_agreement_range(a, b, classes)):
            value = f"{got:.4g}" if isinstance(got, (int, float)) else ""
            compare(got, wanted, f"{told} the {name} share", told=told, value=value)


CONTROLS = ("C", "E", "A", "F")
WHY_NOT = {
    "C": "that student gets doubts that know nothing; here somebody says that a certain knowledge is what counts",
    "E": "that student knows which classes look alike, and that only; does the explanation speak of this?",
    "A": "that student gets no doubts at all, only the teacher's decisions; does the explanation speak of those?",
    "F": "that student gets doubts of the right class that belong to another image; does the explanation say that the "
    "very image does not matter, or that it does not need any doubts?",
    "B": "that says what more training brings; the explanation speaks of what the targets hold",
    "D": "that says how sure the difference is, not where it comes from",
}
SPECIAL = {
    ("F", 1): "close, but those doubts know which classes look alike; explanation 1 says that not even that is needed",
    ("F", 2): "close, but those doubts still differ from image to image; the explanation says one row for each class "
    "is enough",
    (
        "F",
        3,
    ): "there nearly all images keep their label as the favourite, right or wrong; explanation 3 says that it is "
    "the favourite that counts, without any doubts",
    ("E", 1): "close, but that table knows which classes look alike; explanation 1 says that not even that is needed",
    ("E", 4): "close, but an average is milder than any single answer, and that alone might make the difference; "
    "which experiment differs in the image only?",
    ("E", 3): "that table does not change which class is favoured; the explanation speaks of wrong labels",
}


def why_not():
    """Return the slips of `controls`, a dict of message (str) to an answer with one wrong letter."""
    slips = {}
    for number, right in enumerate(CONTROLS, start=1):
        for letter, message in WHY_NOT.items():
            if letter != right:
                slips[f"explanation {number}: {SPECIAL.get((letter, number), message)}"] = letter_at(letter, number)
    return slips


@exercise(
    solution=CONTROLS,
    slips=why_not(),
    hints=[
        "A control takes away what the explanation says is needed, and nothing else, or keeps that and nothing else. "
        "What does "
        "each explanation say is enough?",
        "Explanation 1 needs doubt, but no knowledge: which experiment gives doubt to a student without any teacher?",
        "Explanations 2 and 4 differ in whose doubts count: those of all fours, or those of this four. Which "
        "experiment gives "
        "each student the doubts of one image, but of the wrong one?",
    ],
    explanation="If C helped as much, doubt alone would be enough; if E did, a table of a hundred numbers; if A did, "
    "better labels. "
    "F has doubts exactly as lively as the teacher's own, of the right class, at the wrong image: if it helps less, "
    "the image's own doubts "
    "count. B and D are good to know, but they would not tell these four explanations apart.",
)
def controls(answer):
    """Look at four letters (str), the control experiment for each of four explanations. Raises a Finding."""
    several(answer, 4, "the answer should be four letters, one for each explanation")
    for number, (letter, right) in enumerate(zip(answer, CONTROLS), start=1):
        if letter is ...:
            raise NotAttempted("not attempted yet: one of the letters is still the ... of the stub.")
        if not isinstance(letter, str) or letter not in tuple("ABCDEF"):
            raise Wrong(f'explanation {number}: choose one of "A" to "F"')
        saw(letter)
        if letter != right:
            raise Wrong(f"explanation {number}, {letter}: look again")


def solve_hearsay(scores, missing, count):
    """Return what to add to the rows missing, a list of int, so that count columns answer one of them.

    Parameters
    ----------
    scores : array, shape (outs, n)
    missing : list of int
    count : int

    Returns
    -------
    float.
    """
    others = np.delete(scores, missing, axis=0).max(axis=0)
    lags = np.sort(others - scores[missing].max(axis=0))
    return (lags[count - 1] + lags[count]) / 2


def drawn_lags(scores, missing):
    """Return by how much each column's best of missing (list of int) falls short; scores (outs, n), result (n,)."""
    return np.delete(scores, missing, axis=0).max(axis=0) - scores[missing].max(axis=0)


def middle(lags, count):
    """Return what lies halfway between two entries of lags, shape (n,), at a count, an int."""
    return (lags[count - 1] + lags[count]) / 2


def lagging(function):
    """Return a mistaken answer to `hearsay` that sorts function(scores of the others, of the missing), arrays."""

    def answer(scores, missing, count):
        return middle(np.sort(function(np.delete(scores, missing, axis=0), scores[missing])), count)

    return answer


BEAT = "It has to beat their best"
ONLY = "one missing class is enough to win a column; "


@exercise(
    deeper="Known by hearsay",
    solution=solve_hearsay,
    slips={
        "{finding}: is the sign turned round?": lambda scores, missing, count: -solve_hearsay(scores, missing, count),
        f"{{finding}}: was it compared with the mean of the others? {BEAT}": lagging(
            lambda rest, mine: rest.mean(axis=0) - mine.max(axis=0)
        ),
        f"{{finding}}: was it compared with the lowest of the others? {BEAT}": lagging(
            lambda rest, mine: rest.min(axis=0) - mine.max(axis=0)
        ),
        f"{{finding}}: {ONLY}was the worst of them compared?": lagging(
            lambda rest, mine: rest.max(axis=0) - mine.min(axis=0)
        ),
        f"{{finding}}: {ONLY}was their mean compared?": lagging(
            lambda rest, mine: rest.max(axis=0) - mine.mean(axis=0)
        ),
        "{finding}: only the first of the missing classes seems to be counted": lagging(
            lambda rest, mine: rest.max(axis=0) - mine[0]
        ),
        "{finding}: too many answer so already, so the bias has to be negative; are the missing classes left out of "
        "the others?": lagging(lambda rest, mine: np.maximum(rest.max(axis=0) - mine.max(axis=0), 0)),
        "{finding}: were the columns won that are the hardest to win? Begin with the smallest lags": (
            lambda scores, missing, count: middle(np.sort(drawn_lags(scores, missing))[::-1], count)
        ),
        "{finding}: an average lag wins about half of the columns, however many are asked for": either(
            lambda scores, missing, count: drawn_lags(scores, missing).mean(),
            lambda scores, missing, count: np.median(drawn_lags(scores, missing)) + 1e-6,
        ),
        "{finding}: that is a tenth of the columns, as in the chapter; the count is given here": (
            lambda scores, missing, count: np.quantile(drawn_lags(scores, missing), 0.1)
        ),
        "{finding}: the lags seem to be in the order of the images; were they sorted?": either(
            lambda scores, missing, count: middle(drawn_lags(scores, missing), count),
            lambda scores, missing, count: drawn_lags(scores, missing)[count],
            lambda scores, missing, count: drawn_lags(scores, missing)[count] + 1e-3,
        ),
    },
    hints=[
        "When does a column answer one of the missing classes? Which two numbers of that column decide?",
        "The lag of a column is the best of its other scores minus the best of its missing ones. Once the bias is "
        "larger than "
        "the lag, the column is won.",
        "Sort the lags: a bias between entry count − 1 and entry count wins exactly the first count columns. "
        "`scores[missing]` takes the rows of a list, `np.delete(scores, missing, axis=0)` leaves them out.",
    ],
    explanation="Halfway between two lags is as good as any place between them; `np.quantile(lags, count / n)` lies "
    "there, too. No "
    "label was needed: only how many there should be.",
)
def hearsay(answer):
    """Look at a function of scores, missing classes and a count that returns a bias. Raises a Finding."""
    rng = np.random.default_rng(seed())
    small = np.array([[3.0, 2, 3, 4], [0, 4, 3, 0], [-2.5, -0.5, -1, 3], [1, 3.5, -2, -2.5]])
    shy, bold = rng.normal(size=(10, 50)), rng.normal(size=(10, 50))
    shy[[3, 8]] -= [[6], [5]]
    bold[[0, 7, 9]] += 4
    for scores, missing, count in ((small, [2, 3], 2), (shy, [3], 5), (shy, [3, 8], 10), (bold, [0, 7, 9], 12)):
        got = call(answer, scores, list(missing), count)
        compare(got, got, "the bias")
        if np.ndim(got) != 0:
            raise Wrong(f"the bias should be one number for all missing classes, but it is {kind(got)}")
        if not np.isfinite(got):
            raise Wrong(f"the bias is {got}")
        look_at_bias(float(got), scores, missing, count)


def won(scores, missing, bias):
    """Return how many columns answer a missing class once it has a bias.

    Parameters
    ----------
    scores : array, shape (outs, n)
    missing : list of int
    bias : float

    Returns
    -------
    int.
    """
    raised = scores.copy()
    raised[missing] += bias
    return np.count_nonzero(np.isin(raised.argmax(axis=0), missing))


def look_at_bias(got, scores, missing, count):
    """Say what is wrong with a bias for missing classes, if anything is.

    Parameters
    ----------
    got : float
    scores : array, shape (outs, n)
    missing : list of int
    count : int

    Raises
    ------
    Wrong
        With how many columns it wins, and the likely cause.
    """
    n, found = scores.shape[1], won(scores, missing, got)
    lags = np.sort(drawn_lags(scores, missing))
    if np.isclose(lags, got, rtol=0, atol=1e-9).any():
        raise Wrong(
            f"{got:+.4g} is exactly the lag of a column: two of its scores are equal then, and nobody has won; "
            "choose a bias between two lags"
        )
    if found == count:
        return
    rows = ", ".join(map(str, missing[:-1])) + " and " * (len(missing) > 1) + str(missing[-1])
    seen = (
        f"with {got:+.4g} on row{'s' * (len(missing) > 1)} {rows}, {found} of {n} columns answer so, and {count} should"
    )
    beside = [middle(lags, k) for k in (count - 1, count + 1) if 0 < k < n]
    if np.isclose(beside, got).any():
        raise Wrong(f"{seen}: one off. Entries of an array are counted from 0")
    step = got - lags[count - 1]  # what was added to the right lag, or the place where a search in steps stopped
    if n > 10 and got != 0 and (is_round(got) or 0 < step < 1 and is_round(step)):
        raise Wrong(
            f"{seen}: two lags may be closer together than any fixed step or rounded number; "
            "take the bias from the lags on both sides of it"
        )
    if abs(found - count) == 1:
        raise Wrong(f"{seen}: one off. Entries of an array are counted from 0")
    raise Wrong(seen)


def is_round(number):
    """Tell whether a number, a float, has at most two decimals."""
    return bool(np.isclose(number, round(number, 2), rtol=0, atol=1e-8))


progress = progress_of(globals())
