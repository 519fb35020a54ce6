"""Chapter 12 · Exercises on teachers: odds, doubts by hand, a loss, programs, agreement, controls, hearsay."""

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Wrong,
    call,
    choose,
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


def solve_softer(probabilities, temperature):
    """Return probabilities (outs, n) at a temperature, a float, from the probabilities at 1."""
    powered = probabilities ** (1 / temperature)
    return powered / powered.sum(axis=0)


def powers(probabilities, temperature):
    """Return probabilities (outs, n) raised to 1 / temperature, a float; they do not sum to 1."""
    return probabilities ** (1 / temperature)


def added(little):
    """Return a mistaken answer to `softer` that adds a little (float) to each probability."""
    return lambda probabilities, temperature: solve_softer(probabilities + little, temperature)


@exercise(
    solution=solve_softer,
    slips={
        "{what} has columns that sum to {part}: a division changes all probabilities of a column alike": (
            lambda probabilities, temperature: probabilities / temperature
        ),
        "{what} takes the probabilities for scores; but they are what softmax made of the scores": soft_targets,
        "{what} has gone the other way: it should be {way}": (
            lambda probabilities, temperature: solve_softer(probabilities, 1 / temperature)
        ),
        "{what} has rows that sum to 1; examples are columns": (
            lambda probabilities, temperature: (
                powers(probabilities, temperature) / powers(probabilities, temperature).sum(axis=1, keepdims=True)
            )
        ),
        "{what} sums to 1 as a whole; each column is an example of its own": (
            lambda probabilities, temperature: (
                powers(probabilities, temperature) / powers(probabilities, temperature).sum()
            )
        ),
        "{what} has columns that sum to {total}; probabilities sum to 1": powers,
        "{what} has one softmax too many: the powers only need a common divisor": (
            lambda probabilities, temperature: Softmax()(powers(probabilities, temperature))
        ),
        "{what} is what came in: where is the temperature?": lambda probabilities, temperature: probabilities,
        "{what} is rounded to three places; return the numbers as they are": (
            lambda probabilities, temperature: solve_softer(probabilities, temperature).round(3)
        ),
        "{what} does not keep a probability of 0: was a little added for the logarithm? A power needs none": either(
            *(added(10.0**-k) for k in range(6, 14))
        ),
    },
    hints=[
        "A probability is e^z, divided by something that is the same for the whole column. What is e^(z / T), written "
        "with e^z?",
        "e^(z / 2) is the square root of e^z. So what is done to each probability, before the column is made to "
        "sum to 1 again?",
        "`probabilities ** (1 / temperature)`, and then each column divided by its own sum: along which axis?",
    ],
    explanation="What softmax divided by cancels, so nothing is lost: the probabilities at one temperature hold the "
    "probabilities at all. `Softmax()(np.log(probabilities) / temperature)` says the same, but takes the logarithm of "
    "0 where a probability is 0.",
)
def softer(answer):
    """Look at a function of probabilities (outs, n) and a temperature that returns probabilities. Raises a Finding."""
    rng = np.random.default_rng(seed())
    drawn = Softmax()(3 * rng.normal(size=(4, 3)))
    certain = np.array([[1.0, 0.5], [0.0, 0.5], [0.0, 0.0]])
    example = np.array([[0.8], [0.15], [0.05]])
    for probabilities, temperature in ((example, 2), (drawn, 4), (drawn, 0.5), (drawn, 1), (certain, 2)):
        told = f"at temperature {temperature:g} the result"
        wanted = solve_softer(probabilities, temperature)
        with np.errstate(all="ignore"):
            got = call(answer, probabilities, temperature)
        if np.shape(got) == wanted.shape and np.asarray(got).dtype.kind == "f" and np.isnan(got).any():
            raise Wrong(f"{told} holds nan: a probability of 0 has no logarithm; what is its power?")
        facts = {"part": f"{1 / temperature:g}", "way": "softer" if temperature > 1 else "sharper"}
        compare(got, wanted, told, total=f"{powers(probabilities, temperature).sum(axis=0)[0]:.4g}", **facts)


TURNED = "those are the odds of 9 against 4, not of 4 against 9"
GAP = "that is the gap between two scores; odds are e to the gap"
COLDER = "at T = 8, {value:,}: at a higher temperature an answer is less certain, not more"


@exercise(
    solution=(256.0, 2.0),
    slips={
        "at T = 1, 32: the gap between the scores doubles; do the odds double, too?": (32, ...),
        "at T = 1, 8: half of the odds? At a lower temperature an answer is more certain, not less": (
            8,
            ...,
        ),
        "at T = 1, 4: that would be a higher temperature; at a lower one an answer is more certain": (4, ...),
        "at T = 1, 16: those are the odds at T = 2, so its scores have been divided by 2 already": (16, ...),
        "at T = 1, 65,536: the gap is twice that at T = 2, not four times": (65_536, ...),
        "at T = 1, 64: odds do not grow by the square of T; what T divides is the gap": (64, ...),
        "at T = 1, 2: at a lower temperature an answer is more certain; is that number meant for T = 8?": (2, ...),
        f"at T = 1, 0.0039: {TURNED}": either((1 / 256, ...), (0.004, ...), (0.0039, ...)),
        f"at T = 1, 5.55: {GAP}": either((2 * np.log(16), ...), (5.5, ...), (5.55, ...), (5.545, ...)),
        "at T = 8, 4: those are the odds at T = 4; or were the odds divided? T divides the gap": (..., 4),
        "at T = 8, 1.41: the eighth root of 16; but 16 belongs to T = 2, whose gap is halved already": either(
            (..., 2**0.5), (..., 1.4), (..., 1.41), (..., 1.414)
        ),
        "at T = 8, 1: only a temperature without end leaves no difference": (..., 1),
        "at T = 8, 32: 256 divided by 8; but T divides the gap, not the odds": (..., 32),
        "at T = 8, 16: those are the odds at T = 2; at a higher temperature an answer is less certain": (..., 16),
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


def is_column_of_probabilities(numbers):
    """Tell whether numbers, an array, are not negative and sum to 1."""
    return bool(np.isclose(numbers.sum(), 1) and (numbers >= 0).all())


@exercise(
    solution=(5.5, 3.0, 0.0),
    hints=[
        "Only gaps count. Which one decides how B and C compare at T = 4, and how large must it be for a factor of 2?",
        "B has twice the probability of C at T = 4 if e^(gap / 4) is 2: the gap is 4 · ln 2 = 2.77.",
        "Let C have the score 0 and B the score 3. Now try scores of A: at 8 the first condition holds, but not the "
        "second.",
    ],
    explanation="With the gaps 2.5 and 5.5 the probabilities are 0.921, 0.076, 0.004 at T = 1 and 0.559, 0.299, "
    "0.141 at T = 4. The order is in the scores from the beginning; the temperature only makes it audible.",
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
    low, high = (soft_targets(scores[:, np.newaxis].astype(float), t)[:, 0] for t in (1, 4))
    at_low = f"at T = 1 the probabilities are {low[0]:.3f}, {low[1]:.3f}, {low[2]:.3f}"
    at_high = f"at T = 4 the probabilities are {high[0]:.3f}, {high[1]:.3f}, {high[2]:.3f}"
    given = (
        " (scores are any numbers, not probabilities)" if np.isclose(scores.sum(), 1) and (scores >= 0).all() else ""
    )
    if low[0] < low.max():
        raise Wrong(f"{at_low}: A should have the most, but {'ABC'[low.argmax()]} has; the order is A, B, C")
    if low[0] <= 0.9:
        raise Wrong(f"{at_low}, and A should have more than 0.9: its score is not far enough above the others{given}")
    if high[0] >= 0.6:
        raise Wrong(
            f"{at_high}, and A should have less than 0.6: are its gaps to both others larger than they need be?"
        )
    if high[1] < high[2]:
        raise Wrong(f"{at_high}: B has less than C; were the two exchanged?")
    if high[1] < 2 * high[2]:
        raise Wrong(f"{at_high}: B has less than twice as much as C; the gap between B and C is divided by 4 as well")


def solve_distil(outputs, scores, labels, temperature, alpha):
    """Return loss and slopes (outs, n) for outputs, scores (outs, n), labels (n,), a temperature and alpha, floats."""

    def log_softmax(z):
        z = z - z.max(axis=0)
        return z - np.log(np.exp(z).sum(axis=0))

    images = np.arange(len(labels))
    log_y, log_p, log_q = log_softmax(scores / temperature), log_softmax(outputs / temperature), log_softmax(outputs)
    soft = temperature**2 * (np.exp(log_y) * (log_y - log_p)).sum(axis=0).mean()
    hard = -log_q[labels, images].mean()
    hard_slopes = np.exp(log_q)
    hard_slopes[labels, images] -= 1
    slopes = alpha * temperature * (np.exp(log_p) - np.exp(log_y)) + (1 - alpha) * hard_slopes
    return alpha * soft + (1 - alpha) * hard, slopes / len(labels)


def divergence(targets, z, axis=0):
    """Return the mean KL divergence from targets to the softmax of z, both (outs, n), along an axis, an int."""
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    log_p = z - z.max(axis=axis, keepdims=True) - np.log(e.sum(axis=axis, keepdims=True))
    return (targets * (np.log(np.maximum(targets, 1e-300)) - log_p)).sum() / z.shape[1]


def mixed(function):
    """Return a mistaken answer to `distil`: the loss is function(soft part, hard part, z, t, labels, T, alpha)."""

    def answer(outputs, scores, labels, temperature, alpha):
        slopes = solve_distil(outputs, scores, labels, temperature, alpha)[1]
        soft = solve_distil(outputs, scores, labels, temperature, 1)[0]
        hard = solve_distil(outputs, scores, labels, temperature, 0)[0]
        return function(soft, hard, outputs, scores, labels, temperature, alpha), slopes

    return answer


def softly(function):
    """Return a mistaken answer to `distil` whose soft part is function(right soft part, outputs, scores, T)."""
    return mixed(lambda soft, hard, z, t, labels, T, a: a * function(soft, z, t, T) + (1 - a) * hard)


def sloping(function):
    """Return a mistaken answer to `distil`: the slopes are function(soft, hard, T, alpha), of arrays (outs, n)."""

    def answer(outputs, scores, labels, temperature, alpha):
        right = solve_distil(outputs, scores, labels, temperature, alpha)[0]
        soft = solve_distil(outputs, scores, labels, temperature, 1)[1]
        hard = solve_distil(outputs, scores, labels, temperature, 0)[1]
        return right, function(soft, hard, temperature, alpha)

    return answer


def sloping_softly(function):
    """Return a mistaken answer to `distil` whose slopes of the soft part are function(outputs, scores, T)."""

    def answer(outputs, scores, labels, temperature, alpha):
        right = solve_distil(outputs, scores, labels, temperature, alpha)[0]
        hard = solve_distil(outputs, scores, labels, temperature, 0)[1]
        return right, alpha * function(outputs, scores, temperature) + (1 - alpha) * hard

    return answer


def favourite(soft, outputs, scores, temperature):
    """Return the soft part if only the class that scores, (outs, n), speak for counts; soft, temperature float."""
    y = np.zeros_like(scores)
    y[scores.argmax(axis=0), np.arange(scores.shape[1])] = 1
    return temperature**2 * divergence(y, outputs / temperature)


def squared(outputs, scores, temperature):
    """Return T² times the mean squared difference of the two networks' probabilities; temperature float."""
    return temperature**2 * np.mean((soft_targets(outputs, temperature) - soft_targets(scores, temperature)) ** 2)


def entropy(scores, temperature):
    """Return the mean entropy of the softmax of scores (outs, n) at a temperature, a float."""
    y = soft_targets(scores, temperature)
    return -(y * np.log(np.maximum(y, 1e-300))).sum(axis=0).mean()


def rows_of(scores, temperature):
    """Return probabilities (outs, n) along the rows of scores (outs, n), at a temperature, a float."""
    return soft_targets(scores.T, temperature).T


def floored(little):
    """Return a mistaken answer to `distil` that raises the student's probabilities to a little, a float."""

    def loss(soft, outputs, scores, temperature):
        y, p = soft_targets(scores, temperature), np.maximum(soft_targets(outputs, temperature), little)
        return temperature**2 * (y * (np.log(np.maximum(y, 1e-300)) - np.log(p))).sum(axis=0).mean()

    return softly(loss)


OF_THE_WHOLE = {
    "alpha and 1 − alpha have changed places: alpha belongs to the soft part": (
        lambda soft, hard, z, t, labels, T, a: (1 - a) * soft + a * hard
    ),
    "the labels play no part": lambda soft, hard, z, t, labels, T, a: a * soft,
    "the teacher plays no part": lambda soft, hard, z, t, labels, T, a: (1 - a) * hard,
    "both parts count in full; where is alpha?": lambda soft, hard, z, t, labels, T, a: soft + hard,
    "the hard part counts in full; it should count 1 − alpha": lambda soft, hard, z, t, labels, T, a: a * soft + hard,
    "the hard part is multiplied by T², too; that factor belongs to the soft part": (
        lambda soft, hard, z, t, labels, T, a: a * soft + (1 - a) * T**2 * hard
    ),
    "the outputs are divided by the temperature in the hard part, too; labels are learned at T = 1": (
        lambda soft, hard, z, t, labels, T, a: a * soft + (1 - a) * solve_distil(z / T, t, labels, 1, 0)[0]
    ),
    "the loss is negative; was a logarithm taken without its minus?": (
        lambda soft, hard, z, t, labels, T, a: -(a * soft + (1 - a) * hard)
    ),
    "the loss takes the logarithm to base 2; the surprise takes the natural one": (
        lambda soft, hard, z, t, labels, T, a: (a * soft + (1 - a) * hard) / np.log(2)
    ),
}
OF_THE_SOFT_PART = {
    "the soft part is {square} times too small: it has no T²": lambda soft, z, t, T: soft / T**2,
    "the soft part is {temperature} times too small: its factor is T², not T": lambda soft, z, t, T: soft / T,
    "only the teacher is divided by the temperature; the student’s outputs should be, too": (
        lambda soft, z, t, T: T**2 * divergence(soft_targets(t, T), z)
    ),
    "only the student is divided by the temperature; the teacher’s scores should be, too": (
        lambda soft, z, t, T: T**2 * divergence(soft_targets(t, 1), z / T)
    ),
    "neither side is divided by the temperature; only the factor is there": (
        lambda soft, z, t, T: T**2 * divergence(soft_targets(t, 1), z)
    ),
    "the temperature plays no part: the soft part is taken at T = 1": (
        lambda soft, z, t, T: divergence(soft_targets(t, 1), z)
    ),
    "only the teacher's favourite counts; its doubts are lost": favourite,
    "the soft part is the cross-entropy: the entropy of the targets is still in it, unlike in the KL divergence": (
        lambda soft, z, t, T: soft + T**2 * entropy(t, T)
    ),
    "the entropy of the targets is added; it should be taken off": lambda soft, z, t, T: (
        soft + 2 * T**2 * entropy(t, T)
    ),
    "the soft part is a mean over all entries; it should be summed down each column first": (
        lambda soft, z, t, T: soft / len(z)
    ),
    "the KL divergence goes from the student to the teacher; it should weigh by the teacher's probabilities": (
        lambda soft, z, t, T: T**2 * divergence(soft_targets(z, T), t / T)
    ),
    "the scores are multiplied by the temperature; a high one should bring the probabilities together": (
        lambda soft, z, t, T: T**2 * divergence(soft_targets(t, 1 / T), z * T)
    ),
    "the soft part is the MSE of the probabilities; asked for is the KL divergence": (
        lambda soft, z, t, T: squared(z, t, T)
    ),
    "the soft part squares differences of probabilities; where is a logarithm?": (
        lambda soft, z, t, T: len(z) * squared(z, t, T)
    ),
    "softmax goes along the rows; examples are columns": (
        lambda soft, z, t, T: T**2 * divergence(rows_of(t, T), z / T, 1)
    ),
    "the teacher's softmax goes along the rows": lambda soft, z, t, T: T**2 * divergence(rows_of(t, T), z / T),
}
OF_THE_SLOPES = {
    "belong to the soft part alone; the labels play no part": lambda soft, hard, T, a: a * soft,
    "belong to the hard part alone; the teacher plays no part": lambda soft, hard, T, a: (1 - a) * hard,
    "have alpha and 1 − alpha in each other's place": lambda soft, hard, T, a: (1 - a) * soft + a * hard,
    "have no alpha": lambda soft, hard, T, a: soft + hard,
    "have a soft part {temperature} times too small: a nudge shows that a factor T is missing": (
        lambda soft, hard, T, a: a * soft / T + (1 - a) * hard
    ),
    "have a soft part {square} times too small: the loss has T², and what does the division by T bring?": (
        lambda soft, hard, T, a: a * soft / T**2 + (1 - a) * hard
    ),
    "have a soft part {temperature} times too large: outputs / T has a slope of its own, 1/T": (
        lambda soft, hard, T, a: a * soft * T + (1 - a) * hard
    ),
    "belong to the sum over the examples, not to their mean": (
        lambda soft, hard, T, a: (a * soft + (1 - a) * hard) * soft.shape[1]
    ),
    "are divided by the number of classes, too": lambda soft, hard, T, a: (a * soft + (1 - a) * hard) / len(soft),
    "have the opposite sign: they should point uphill": lambda soft, hard, T, a: -(a * soft + (1 - a) * hard),
}
OF_THE_SOFT_SLOPES = {
    "use the student's probabilities at T = 1 in the soft part": (
        lambda z, t, T: T * (Softmax()(z) - soft_targets(t, T)) / z.shape[1]
    ),
    "use the teacher's probabilities at T = 1": lambda z, t, T: T * (soft_targets(z, T) - Softmax()(t)) / z.shape[1],
    "use the probabilities of both at T = 1": lambda z, t, T: T * (Softmax()(z) - Softmax()(t)) / z.shape[1],
    "have the soft part of T = 1": lambda z, t, T: (Softmax()(z) - Softmax()(t)) / z.shape[1],
    "subtract the teacher's scores, not its probabilities": lambda z, t, T: T * (soft_targets(z, T) - t) / z.shape[1],
    "compare scores instead of probabilities": lambda z, t, T: T * (z - t) / z.shape[1],
}
SLIPS_OF_DISTIL = {f"{{told}} {message}": mixed(function) for message, function in OF_THE_WHOLE.items()}
SLIPS_OF_DISTIL |= {f"{{told}} {message}": softly(function) for message, function in OF_THE_SOFT_PART.items()}
for its_slips, wrap in ((OF_THE_SLOPES, sloping), (OF_THE_SOFT_SLOPES, sloping_softly)):
    SLIPS_OF_DISTIL |= {
        f"{{told}} the loss is right, but the slopes {message}": wrap(function)
        for message, function in its_slips.items()
    }
SLIPS_OF_DISTIL["with scores of {largest} the loss is too small: is a probability of 0 replaced by a little more?"] = (
    either(*(floored(10.0**-k) for k in range(6, 17)))
)


@exercise(
    solution=solve_distil,
    slips=SLIPS_OF_DISTIL,
    hints=[
        "Two parts, each with a loss and with slopes. The hard part is chapter 06's cross-entropy with the labels, at "
        "T = 1. The soft part compares the two networks' probabilities, both at the temperature.",
        "The KL divergence is the sum of y · (ln y − ln p) down a column. The slope of both parts is p − y; for the "
        "soft part it's for outputs / T. How fast does outputs / T move with outputs? And T² comes along.",
        "For large scores, write a `log_softmax(z)`: subtract the largest of each column, and then the logarithm of "
        "the sum of the exponentials. Never take the logarithm of a probability.",
    ],
    explanation="T² from the loss times 1/T from the division leaves alpha · T · (p − y) / n for the soft part. At "
    "alpha = 0 the loss is the ordinary cross-entropy; at alpha = 1 it has the slopes of `Distillation`.",
)
def distil(answer):
    """Look at a function of outputs, scores, labels, T and alpha that returns loss and slopes. Raises a Finding."""
    rng = np.random.default_rng(seed())
    example = np.array([[2.0], [1.0], [0.0]]), np.array([[4.0], [3.0], [-1.0]]), np.array([1]), 2, 0.6
    drawn = 2 * rng.normal(size=(5, 3)), 3 * rng.normal(size=(5, 3)), np.array([2, 0, 3]), 4, 0.9
    great = np.array([[4000.0, 1.0], [0.0, 2.0]]), np.array([[-3000.0, 1.0], [3000.0, 2.0]]), np.array([0, 1]), 2, 0.5
    for case in (drawn, example, (*drawn[:4], 0), great):
        with np.errstate(all="ignore"):
            result = call(answer, *case)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return a pair, (loss, slopes), but its result is {kind(result)}")
        if np.ndim(result[1]) == 0 and np.shape(result[0]) == case[0].shape:
            raise Wrong("the pair is turned round: first the loss, then the slopes")
        look_at_distil(result, *case)


def look_at_distil(result, outputs, scores, labels, temperature, alpha):
    """Compare loss and slopes of a distillation with the right ones.

    Parameters
    ----------
    result : pair of a float and an array
    outputs, scores : arrays of shape (outs, n)
    labels : integer array, shape (n,)
    temperature, alpha : float

    Raises
    ------
    Wrong
        With the first finding.
    """
    n, outs = outputs.shape[1], len(outputs)
    loss, slopes = solve_distil(outputs, scores, labels, temperature, alpha)
    largest = f"{np.abs(scores).max():,.0f}"
    facts = {
        "told": f"with {n} example{'s' * (n > 1)} of {outs} classes, temperature {temperature} and alpha {alpha:g}",
        "temperature": temperature,
        "square": temperature**2,
        "largest": largest,
    }
    value = np.asarray(result[0])
    if value.ndim == 0 and value.dtype.kind == "f" and not np.isfinite(value):
        raise Wrong(f"the loss is {value} with scores of {largest}: did an exponential overflow, or was the "
                    "logarithm of a probability of 0 taken?")  # fmt: skip
    compare(value if value.dtype.kind == "f" else result[0], loss, "the loss", n=n, **facts)
    got = np.asarray(result[1])
    if got.dtype.kind == "f" and got.shape == slopes.shape and not np.isfinite(got).all():
        raise Wrong(f"the loss is right, but the slopes hold nan: e^z overflows for scores of {largest}")
    compare(result[1], slopes, "the array of slopes", **facts)


PROGRAMS = ("D", "A", "F", "B")
LABELLED = "labels can be memorized, so the last loss would be near 0"
NOT_THIS = {
    ("D", 2): "T² scales the loss and the steps; it cannot make the answers so unsure",
    ("D", 3): "then the loss would begin at 2.30, not at 16 times that",
    ("D", 4): "then the loss would begin at 2.30, and shorter steps still learn something",
    (
        "A",
        1,
    ): "a student that isn't divided by T copies soft targets as they are, and its answers are about as soft",
    ("A", 3): "a student that isn't divided by T would be less sure than it should be, not more",
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
        "A student that copies soft targets at T = 1 gives soft answers. One that copies sharp targets at T = 4 needs "
        "a large gap.",
        "What is left of a lesson if the answers belong to other images? The student still learns how often each digit "
        "comes.",
    ],
    explanation="Programs 1 and 2 begin at ln 10 = 2.30. Without T² the steps are 16 times too short, so the student "
    "is behind, but as sure as it should be; without a division, it is as unsure as the soft targets themselves. "
    "Program 3 learned sharp targets: the loss can fall nearly to 0, and the student is too sure. And from answers to "
    "other images there is nothing to learn.",
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
    """Return the lowest and the highest part of equal answers; a and b float, classes int."""
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
        "{told} the highest is the part where they must differ": bound(HIGHEST, lambda a, b, classes: abs(a - b)),
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
        "With two classes there is one wrong answer only, so two wrong networks agree. Which part of the images can "
        "be kept from being wrong for both?",
    ],
    explanation="For ten classes from a + b − 1 (or 0) to 1 − |a − b|. For two classes both wrong is agreement, too, "
    "so below "
    "one half the lower end rises again: |a + b − 1|.",
)
def agreement_range(answer):
    """Look at a function of two accuracies and a number of classes that returns two parts. Raises a Finding."""
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
            compare(got, wanted, f"{told} the {name} agreement", told=told, value=value)


CONTROLS = ("A", "E", "F", "C")
WHY_NOT = {
    "A": "that student gets no doubts at all; the explanation speaks of doubts, and says what matters in them",
    "B": "that shows what more training brings; the explanation speaks of what the targets hold",
    "C": "that student gets the doubts about each image, only fainter; does the explanation say how loud they must be?",
    "D": "that shows how much depends on the seed, not where the 77 % come from",
    "E": "that student gets the same doubts for every image; does the explanation say that this is enough?",
    "F": "that student gets lively doubts that belong to other images; does the explanation say that this is enough?",
}
SPECIAL = {
    ("C", 1): "that student still has a teacher, whose doubts are faint; the explanation says that it needs none",
    ("E", 1): "that student still has a teacher; the explanation says that the images alone are enough",
    ("F", 1): "that student still has a teacher; the explanation says that the images alone are enough",
    ("F", 2): "close, but those answers differ from image to image; explanation 2 says that one for all is enough",
    ("E", 3): "close, but there all answers are equal; explanation 3 says that they have to differ",
    ("C", 3): "there each image keeps its own doubts; explanation 3 says that it needn't be its own",
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
        "A control gives the student what the explanation says is enough, and takes away the rest. What does each "
        "explanation say is enough?",
        "Explanation 1 needs no teacher: which experiment has none? Explanation 2 needs one answer for all eights.",
        "Explanations 3 and 4 differ in whose doubts count, and in how loud they have to be. Which experiment gives "
        "each eight the doubts of one image, but of the wrong one?",
    ],
    explanation="The chapter has run three of them: A and F leave the student at 10 %, and C brings 28 %. With the "
    "average answer, E, it's 10 % again, because where all targets are equal nothing about the image is worth "
    "learning. So explanations 1 to 3 fall, and 4 is half right: the doubts about this very image teach even at T = 1, "
    "but far more at T = 4. B and D are good to know, but they don't tell these explanations apart.",
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


GAINS = {
    "A": "with all the images, T = 4 and the labels show no clear difference, and the best of four temperatures gains "
    "0.41 points; where labels are plenty, a teacher adds little",
    "B": "with a hundred images the chapter found no clear difference: the teacher can only speak about images that "
    "are there",
    "C": "",
    "D": "without the doubts, the teacher's class says what the label says already, on nearly all images",
}


@exercise(
    deeper="How many images? A teacher helps in between",
    solution="C",
    hints=[
        "What does the teacher tell each of them that it doesn't know already?",
        "Two of them learn hardly anything new, and one has too few images for a teacher to speak about.",
    ],
    explanation="New images are worth most, and to label them is what a teacher can do where people can't afford to: "
    "2.58 points in five worlds of a thousand labels.",
)
def most_to_gain(answer):
    """Look at a letter (str), the student that gains most from a teacher. Raises a Finding."""
    choose(answer, GAINS)


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
    deeper="A digit known by hearsay",
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
