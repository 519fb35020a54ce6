"""Chapter 06 · Exercises on loss: surprise, slopes by nudging, gradient descent, softmax with a blank."""

import numpy as np

from nncourse.checking import (
    Given,
    NotAttempted,
    Wrong,
    altered,
    call,
    choose,
    compare,
    decimal,
    either,
    exercise,
    kind,
    number,
    numbers,
    observe,
    orders,
    plain,
    progress_of,
    seed,
)
from nnlib.activations import Sigmoid

HALVES = 7, 8, *range(12, 20), *range(21, 27), 28, 29, 31, 32  # no logarithm of which is nearly a tenth
CLASSES = Given("half_known", classes=(10, *(2 * half for half in HALVES))).classes
OPEN = CLASSES // 2  # of the classes, once it's known whether it is even or odd
KNOWN, NAMED, HALF = f"{CLASSES} numbers from 1 to {CLASSES}", "number", str(OPEN)
if CLASSES == 10:
    KNOWN, NAMED, HALF = "ten digits", "digit", "five"


@exercise(
    texts=[
        f"network for the {KNOWN}",
        f"whether a {NAMED} is even",
        f"all {HALF} {NAMED}s of",
        f"half of the {np.log(CLASSES):.4f} that",
    ],
    solution=float(np.log(OPEN)),
    mistakes={
        f"{np.log(CLASSES):.4f} = ln {CLASSES} is what knowing nothing costs; this network rules out half of the "
        f"{NAMED}s": np.log(CLASSES),
        "0.6931 = ln 2 is what it costs not to know the kind, and the kind is what this network knows": np.log(2),
        f"half of ln {CLASSES}: but halving the choices takes ln 2 off the loss, not half of it": np.log(CLASSES) / 2,
        f"{1 / OPEN:.3g} is the probability given to the right {NAMED}; the loss is minus its logarithm": 1 / OPEN,
        f"{(1 - 1 / OPEN) ** 2:.2g} is a squared error, (1 − {1 / OPEN:.3g})²; cross-entropy is the surprise, "
        "−ln p_label": (1 - 1 / OPEN) ** 2,
        f"{np.log(OPEN):.1f} is rounded too far: give two digits after the point": round(float(np.log(OPEN)), 1),
        f"0 is the loss of being certain and right; {HALF} {NAMED}s are still open": 0.0,
    },
    hints=[
        f"Which probability does this network give to the right {NAMED}, whichever {NAMED} that is?",
        f"The right kind has {HALF} {NAMED}s, none of them preferred. The loss is −ln of the probability.",
        f"The probability is 1/{OPEN}. Use `np.log`.",
    ],
    explanation=f"A probability of 1/{OPEN} costs ln {OPEN} = {np.log(OPEN):.4f}, or ln {CLASSES} − ln 2: halving the "
    "choices takes ln 2 off.",
)
def half_known(answer):
    """Look at a loss, a float. Raises a Finding."""
    compare(answer, np.log(OPEN), "the loss", tolerance=2e-3)


LEGS = (0.5, 1.2), (0.9, 1.2), (0.8, 1.5), (1.6, 3), (1.8, 2.4), (1.2, 3.5)  # of triangles with a right angle
FALL = Given("fall", slopes=((0.3, 0.4), *LEGS), eta=(0.2, 0.1, 0.3, 0.4, 0.5))
ETA, P, Q = FALL.eta, *FALL.slopes
SQUARES = round(P * P + Q * Q, 9)


@exercise(
    texts=[f"the first is {P} and the slope for the second −{Q}", f"descent with η = {ETA}"],
    solution=round(ETA * SQUARES, 9),
    mistakes={
        f"the slopes were added before squaring: {decimal(P - Q)} squared. Each parameter contributes its own square": (
            ETA * (P - Q) ** 2
        ),
        "the slopes were added without squaring; but the step contains each slope once more": either(
            *(ETA * one for one in (P - Q, Q - P, P + Q))
        ),
        f"η is missing: this is the sum of the squared slopes, {SQUARES:g}": SQUARES,
        "η was squared, too; the step is η times the slope, so η comes once": ETA**2 * SQUARES,
        f"the square of −{Q} is above 0: this parameter lowers the loss as well": either(
            ETA * (P * P - Q * Q), ETA * (Q * Q - P * P)
        ),
        "this is what one parameter contributes alone; both move": either(ETA * P * P, ETA * Q * Q),
        f"{ETA * SQUARES**0.5:g} is η times the root of the sum of squares; no root is needed": ETA * SQUARES**0.5,
        "0.5 is the example's fall; here the slopes and η are others": 0.5,
    },
    hints=[
        "How far does each parameter move? And by how much does that change the loss, with this slope?",
        "A parameter changes the loss by its slope times its step, which is −η times the slope squared.",
        f"{ETA} · ({P} · {P} + {Q} · {Q})",
    ],
    explanation="The signs don't matter: each parameter goes its own way down, and the steeper one does most.",
)
def fall(answer):
    """Look at the predicted fall of a loss, a float. Raises a Finding."""
    compare(answer, fall.right, "the fall", tolerance=1e-6)


CAUSES = {
    "the mistakes left are made with more certainty": "",
    "one of the numbers is computed wrongly": "they can all be right: what does a probability of 0.0001 cost?",
    "every answer has become a little less sure": "then the mean probability of the label would have fallen; it rose",
    "the learning rate is too small": "then all three numbers would have stayed nearly where they were",
}


@exercise(
    solution=next(iter(CAUSES)),
    hints=[
        "What does a right answer cost, and what can a wrong one cost?",
        "Before, 90 labels have 0.80 and 10 have 0.30; after, 95 have 0.99 and 5 have 0.0001. Work out both means.",
    ],
    explanation="Five answers that leave their label a probability of 0.0001 cost 9.21 each, more than all the others "
    "together. Accuracy counts mistakes; the loss also measures how sure they were.",
)
def worse_and_better(answer):
    """Look at a choice. Raises a Finding."""
    choose(answer, CAUSES)


BOWLS = [(x, 6) for x in (3, 4, 5, 12, 15, 24, 30, 48, 60)] + [(x, 7) for x in (14, 28, 35, 56)]
BOWLS += [(x, 8) for x in (16, 20, 25, 32, 40, 64)] + [(6, 3), (50, 5)]
INPUT, TARGET = Given("hop", bowl=((10, 6), *BOWLS)).bowl
MIDDLE, STEEP = TARGET / INPUT, 2 * INPUT**2


def draw_hops(answer):
    """Draw the walk with this learning rate."""
    from matplotlib import pyplot as plt

    _, axes = plt.subplots(num="hop", clear=True, figsize=(6, 2.5))
    axes.plot(MIDDLE - MIDDLE * (1 - STEEP * float(answer)) ** np.arange(21), "o-", color="#0072B2")
    axes.axhline(MIDDLE, color="black", linewidth=0.8)
    axes.set(xlabel="step", ylabel="w", title=f"Every step hops over the minimum at {MIDDLE:g}")


@exercise(
    texts=[f"an input of {INPUT}, a target of {TARGET}, no", f"({INPUT}w-{TARGET})^2", f"it's {TARGET**2}, take"],
    solution=float(f"{1.6 / STEEP:.3g}"),
    picture=draw_hops,
    hints=[
        f"A unit of w moves the output by {INPUT}. What is the slope of the loss, then, and where is the minimum?",
        f"The slope is {STEEP} (w − {MIDDLE:g}). By which factor does a step multiply the distance w − {MIDDLE:g}?",
        f"The factor is 1 − {STEEP} η. To hop it must be below 0, and to arrive it must be well above −1.",
    ],
    explanation=f"Anything from just above {1 / STEEP:.3g} to {1.8 / STEEP:.3g} will do: a bowl {STEEP / 8:g} times as "
    f"steep needs a rate {STEEP / 8:g} times as small.",
)
def hop(answer):
    """Look at a learning rate, judged on paper, without rounding. Raises a Finding."""
    eta = number(answer, "the learning rate")
    factor = 1 - STEEP * eta
    told = f"with {eta:g} each step multiplies the distance from the minimum by {factor:.4g}"
    for fault, message in (
        (eta <= 0, "it never goes downhill"),
        (abs(factor) < 1e-9, "the walk lands in the minimum at once and stays there, without any hop"),
        (factor > 0, f"w stays on one side of {MIDDLE:g}, so it walks; it should hop"),
        (abs(factor + 1) < 1e-9, "it hops between two points of the same height for ever"),
        (factor < -1, "each hop ends higher than it began, so the rate is too large for this bowl"),
        (factor < -((0.1 / TARGET) ** 0.05), "it hops, but comes down too slowly for 20 steps"),
    ):
        if fault:
            raise Wrong(f"{told}: {message}")


REPORTS = Given("reports", order=orders(4))
A, B, C, D = map(REPORTS.letter, "ABCD")


@exercise(
    solution=(B, float(-np.log(0.55))),
    mistakes={
        f"add up the slopes of {A}. What do the probabilities p add up to, and what do p − y?": (A, ...),
        f"{C} pulls two classes up; where y is 0 the slope is the probability itself": (C, ...),
        f"in {D} the slope at the label is −1.20: what would the probability of the label have to be?": (D, ...),
        f"{B} it is; 0.45 is what the label's probability lacks. The loss is asked for": (..., 0.45),
        f"{B} it is; 0.55 is the probability of the label. What is the loss?": (..., 0.55),
        f"{B} it is; but 0.6 is rounded too far: give three digits after the point": (..., 0.6),
    },
    hints=[
        "The slopes are p − y. What do the probabilities p add up to, and what does y add up to?",
        "Only one slope can be below 0, and none is beyond 1 or −1. That leaves one report.",
        "At the label the slope is p_label − 1. Solve for p_label, and take −ln p_label.",
    ],
    explanation="Three quick tests of p − y: it adds up to 0, only the label is below 0, and nothing is beyond −1.",
)
def reports(answer):
    """Look at a pair (report, loss), a str and a float. Raises a Finding."""
    report, loss = numbers(answer, "report", "loss")
    choose(report, "ABCD", B)
    told = f"this would be the loss for a probability of {np.exp(-number(loss, 'the loss')):.3g}; the loss"
    compare(loss, -np.log(0.55), told, tolerance=4e-4)


POWER = Given("hardest_push", power=(2, 3, 4)).power
WORD, SLOPE, LATEX, TURNED, HARDEST = {
    2: ("square", "2a", "2a", "⅓", "⅔"),
    3: ("cube", "3a²", "3a^2", "¼", "¾"),
    4: ("fourth power", "4a³", "4a^3", "⅕", "⅘"),
}[POWER]
TABLE = "In the chapter's table the push was" if POWER == 2 else "The push is"
LARGEST = POWER / (POWER + 1)
NOT_ALWAYS = {  # for a fourth power 0.8 is right, and only for a square the sum z could be an output
    2: {
        "0.693 is the sum z; its output, the sigmoid of z, is asked for": either(np.log(2), 0.69),
        "0.7 is rounded too far: give two digits after the point": 0.7,
    },
    3: {"0.8 is rounded too far: give two digits after the point": 0.8},
    4: {},
}[POWER]


def push(a):
    """Return the slope of a to the power, times the slope of the sigmoid, for an output a, a float."""
    return POWER * a**POWER * (1 - a)


@exercise(
    texts=[
        f"the {WORD} of its output",
        f"${LATEX}\\cdot a(1-a)$. {TABLE} {push(0.5):.4f} for the output 0.5, {push(0.8176):.4f} for 0.8176, "
        f"and {push(0.982):.4f} for",
    ],
    solution=LARGEST,
    mistakes={
        "at an output of 1 the error is largest, but what is a(1 − a) there?": 1.0,
        "at ½ the sigmoid is steepest, but the error is only ½, and a little more error may be worth some slope": 0.5,
        f"{push(LARGEST):.3f} is the largest push itself; at which output is it reached?": push(LARGEST),
        f"{TURNED} would be right for a target of 1, where the error is 1 − a": 1 - LARGEST,
        **NOT_ALWAYS,
    },
    hints=[
        f"The push is {SLOPE}, the slope of the {WORD}, times the slope of the sigmoid. What is that in terms of a "
        "alone?",
        f"{SLOPE} · a(1 − a) is 0 at both ends. Where between them is it largest? A table of a few values shows the "
        "place.",
        "`a = np.linspace(0, 1, 1001)`, and `argmax()` of the push.",
    ],
    explanation=f"Beyond {HARDEST}, the worse the answer the less it is pushed. Cross-entropy's push is a itself.",
)
def hardest_push(answer):
    """Look at an output of the sigmoid, a float. Raises a Finding."""
    a = number(answer, "the output")
    if not 0 <= a <= 1:
        raise Wrong(f"an output of a sigmoid lies between 0 and 1, and {a:g} does not")
    told = f"for {a:.4g} the push is {push(a):.4f}, and it gets larger elsewhere; the output"
    compare(a, LARGEST, told, tolerance=2.2e-3)


def solve_likelier(a, b):
    """Return "a" or "b": the forecaster to whom what happened was more probable."""
    return "a" if np.log(a).sum() > np.log(b).sum() else "b"


LEADS = {  # what may be taken wrongly for the lead of a over b
    "this goes by the mean; probabilities multiply": lambda a, b: (a - b).mean(),
    "this goes by the worst day alone; all days count": lambda a, b: a.min() - b.min(),
    "this goes by the median, a single day; all days count": lambda a, b: np.median(a) - np.median(b),
    "this takes the less probable one: one minus too few, or too many?": lambda a, b: np.log(b / a).sum(),
    "this goes by squared errors; probabilities multiply": lambda a, b: ((1 - b) ** 2 - (1 - a) ** 2).sum(),
    "this counts the days on which each was ahead; by how much counts, too": lambda a, b: np.sign(a - b).sum(),
    "log1p adds 1 to each probability first; take np.log": lambda a, b: np.log((1 + a) / (1 + b)).sum(),
    "the logarithms are weighted with the probabilities": lambda a, b: (a * np.log(a) - b * np.log(b)).sum(),
    "a probability near 0 was raised": lambda a, b: np.log(a.clip(0.01) / b.clip(0.01)).sum(),
    "both products are rounded to 0; what turns a product into a sum?": lambda a, b: np.prod(a) - np.prod(b),
    "the product of the ratios is rounded to 0; what turns a product into a sum?": lambda a, b: np.prod(a / b) - 1,
}


@exercise(
    solution=solve_likelier,
    mistakes={message: lambda a, b, lead=lead: "a" if lead(a, b) > 0 else "b" for message, lead in LEADS.items()},
    hints=[
        "How probable were all days together, according to one forecaster?",
        "A product of thousands of probabilities is rounded to 0. What is the logarithm of a product?",
        "Compare `np.log(a).sum()` with `np.log(b).sum()`.",
    ],
    explanation="Minus the mean of these logarithms is cross-entropy: the likelier forecaster has the lower loss.",
)
def forecasters(answer):
    """Look at a function of two arrays, shape (n,), that returns "a" or "b". Raises a Finding."""
    rng = np.random.default_rng(seed())
    sure, better = rng.uniform(0.9, 0.99, 2500), rng.uniform(0.45, 0.95, 3000)
    sure[::10], better[7] = 1e-4, 0.2
    cases = [
        (np.full(4, 0.7), np.array([0.99, 0.99, 0.99, 0.01])),
        (rng.uniform(0.4, 0.9, 2500), sure),
        (better, rng.uniform(0.4, 0.6, 3000)),
        (np.full(60, 0.6), np.r_[np.full(57, 0.9), np.full(3, 1e-60)]),
        (np.repeat([0.05, 0.88], 2000), np.repeat([0.5, 0.08], 2000)),
        (np.array([0.8, 0.4, 0.5, 0.2]), np.array([0.9, 0.3, 0.3, 0.1])),
        (np.array([0.75, 0.75, 0.55, 0.19]), np.array([0.39, 0.3, 0.95, 0.64])),
    ]
    cases += [(b, a) for a, b in cases]
    found = []
    for a, b in cases:
        with np.errstate(all="ignore"):
            found.append(call(answer, a, b))
        if not isinstance(found[-1], str) or plain(found[-1]) not in ("a", "b"):
            raise Wrong(f'the answer should be "a" or "b", but it is {kind(found[-1])}')
        observe(plain(found[-1]))
    for (a, b), chosen in zip(cases, found):
        right = solve_likelier(a, b)
        if plain(chosen) != right:
            call(answer, a, b)  # so that this input is kept
            raise Wrong(f'over {len(a):,} days "{chosen}" came back, and should be "{right}"')


class WeightedCrossEntropy:
    """Cross-entropy of one logit, in which a target 1 counts ``weight`` times."""

    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        factor = np.where(targets == 1, self.weight, 1)
        return np.mean(factor * (np.logaddexp(0, outputs) - targets * outputs))

    def derivative(self, outputs, targets):
        factors = np.where(targets == 1, self.weight, 1)
        return factors * (Sigmoid()(outputs) - targets) / outputs.shape[1]


FACTOR = "np.where(targets == 1, self.weight, 1)"
FACTORS = {
    "the weight has no effect": "1",
    "every example counts {weight} times; only those of target 1 should": "self.weight",
    "the weight counts for the targets 0; it belongs to the 1s": "np.where(targets == 1, 1, self.weight)",
    "the targets 0 don't count at all: with y as a factor they become 0": "self.weight * targets",
    "a target 1 counts {weight} + 1 times": "(1 + self.weight * targets)",
    "divided by the sum of the factors; n is the number of examples, {count}": f"{FACTOR} / {FACTOR}.mean()",
    "the weight is 10, whatever self.weight is": "np.where(targets == 1, 10, 1)",
}


@exercise(
    solution=WeightedCrossEntropy,
    mistakes={
        f"{{what}}: {message}": either(
            altered(WeightedCrossEntropy, f"factor = {FACTOR}", f"factor = {wrong}"),
            altered(WeightedCrossEntropy, f"factors = {FACTOR}", f"factors = {wrong}"),
        )
        for message, wrong in FACTORS.items()
    },
    hints=[
        "First the loss of each example, as in BinaryCrossEntropy. Then a factor for each example. Then the mean.",
        "`np.where(targets == 1, self.weight, 1)` is such a factor, shape (n,).",
        "If a loss counts ten times, so does its slope: the same factor comes before p − y. And the 1/n stays.",
    ],
    explanation="The factor belongs to the example, so it multiplies its loss and its slope alike.",
)
def weighted(answer):
    """Look at a class with ``__init__(weight)``, ``__call__`` and ``derivative``. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, without brackets, but it is {kind(answer)}")
    rng = np.random.default_rng(seed())
    for weight, y in ((3.0, [0, 1, 1, 0, 0, 0]), (0.5, [1])):
        z, y, n = rng.normal(scale=2, size=(1, len(y))), np.array(y), len(y)
        given, right, told = answer(weight), WeightedCrossEntropy(weight), f"with weight {weight:g}"
        compare(call(given, z, y), right(z, y), f"the loss {told}", n=n, weight=f"{weight:g}", count=n)
        try:
            slopes = call(given.derivative, z, y)
        except NotAttempted:
            raise NotAttempted("the loss is right. derivative still returns the ... of the stub.") from None
        compare(slopes, right.derivative(z, y), f"derivative {told}", n=n, weight=f"{weight:g}", count=n)
    for logit, target in ((800.0, 0), (-800.0, 1), (40.0, 0), (-40.0, 1)):
        z, y = np.array([[logit]]), np.array([target])
        with np.errstate(all="ignore"):
            got = call(given, z, y)
        compare(
            got, right(z, y), f"the loss for the logit {logit:g} and target {target}, to be computed from the logit,"
        )


class Abstain:
    """Softmax down each column, in which a blank answer always has score 0."""

    def __call__(self, z):
        top = np.maximum(z.max(axis=0, keepdims=True), 0)
        parts, blank = np.exp(z - top), np.exp(-top)
        return parts / (blank + parts.sum(axis=0, keepdims=True))


SUM = "parts.sum(axis=0, keepdims=True)"
BLANKS = {  # what may be mistaken, and how Abstain has to be altered to do so: old|new
    "add up to 1 in each column, so the blank is missing: this is softmax": "blank + |",
    "are too small: the largest score was subtracted, but not from the blank's 0": "blank + |1 + ",
    "were added up along the rows; the candidates of one example are a column": "axis=0|axis=1",
    "have one sum for all columns": f"z.max(axis=0, keepdims=True)|z.max()|{SUM}|parts.sum()",
    "give the blank e parts, as if its score were 1; its score is 0": "blank + |np.e * blank + ",
    "are sigmoids: each candidate runs against the blank alone, not against the others": f"{SUM}|parts",
    "have a row too many: leave the blank's probability out": "return parts|return np.vstack([parts, blank])",
}


@exercise(
    solution=Abstain,
    mistakes={f"{{what}} {message}": altered(Abstain, *texts.split("|")) for message, texts in BLANKS.items()},
    hints=[
        "The blank is one more candidate, with score 0 in each column. What would softmax say?",
        "Subtract from all scores of a column, the blank's 0 included, the largest of them; it may be that 0.",
        "With a row of zeros stacked under z, `Softmax` does it all. Which row of its result is not asked for?",
    ],
    explanation="The blank's 0 is a score like any other, so it takes part in the search for the largest.",
)
def abstain(answer):
    """Look at a class, softmax with a blank. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, without brackets, but it is {kind(answer)}")
    act, right, rng = call(answer), Abstain(), np.random.default_rng(seed())
    for z in (np.array([[2.0, 0.0], [1.0, 0.0], [-1.0, 0.0]]), rng.normal(size=(3, 4)), rng.normal(size=(1, 5))):
        compare(call(act, z), right(z), f"the probabilities for z of shape {z.shape}")
    columns = np.array([[1000.0, 999.0, 997.0], [-1000.0, -1001.0, -1003.0], [1000.0, -1000.0, 0.0], [2.0, 1.0, -1.0]])
    for z in (*columns[:, :, np.newaxis], columns.T):
        what = f"the scores {', '.join(f'{one:g}' for one in z[:, 0])}" + ", … (four columns)" * (z.shape[1] > 1)
        try:
            with np.errstate(over="raise", invalid="raise", divide="raise"):
                got = call(act, z)
        except FloatingPointError as error:
            raise Wrong(f"for {what} NumPy says: {error}; what does each column need subtracted?") from None
        compare(got, right(z), f"the probabilities for {what}")


def solve_downhill(f, w, learning_rate, steps):
    """Walk down f by nudging, from w, and return where the walk ends."""
    w, h = w.copy(), 1e-5
    for _ in range(steps):
        slopes = np.zeros(len(w))
        for i in range(len(w)):
            nudge = np.zeros(len(w))
            nudge[i] = h
            slopes[i] = (f(w + nudge) - f(w - nudge)) / (2 * h)
        w = w - learning_rate * slopes
    return w


MOVE = "w = w - learning_rate * slopes"
WALKS = {  # what may be mistaken, and how solve_downhill has to be altered to do so: old|new
    "it is where it began: no step was made, or f was asked at the same place twice": f"{MOVE}|pass",
    "it went uphill: step against the slope": "w - learning_rate|w + learning_rate",
    "the steps are twice too long; the two nudges are 2h apart, not h": "(2 * h)|h",
    "the step is the slope itself; the learning rate is missing": "learning_rate * slopes|slopes",
    "only the signs of the slopes count; a step is rate times slope": "* slopes|* np.sign(slopes)",
    "these are the slopes; where does the step lead?": "return w|return slopes",
    "this is f at the end of the walk; return the place": "return w|return f(w)",
    "entry 0 had moved before the slope of entry 1 was measured": f"slopes[i] =|w[i] -= learning_rate *|{MOVE}|pass",
    "all entries were nudged together; nudge one at a time": "nudge[i] = h|nudge[:] = h",
    "one step too few was made": "range(steps)|range(1, steps)",
    "only one step was made. Is the return inside the loop?": "range(steps)|range(1)",
    "every step uses the slopes of the start; measure again": "5|5; start = w|f(w|f(start",
    "the walk ended where a step raised f; make all steps": f"{MOVE}|w = min(w, {MOVE[4:]}, key=f)",
}


@exercise(
    solution=solve_downhill,
    mistakes={f"{{what}}: {message}": altered(solve_downhill, *texts.split("|")) for message, texts in WALKS.items()},
    hints=[
        "Begin with a function `slopes(f, w)` that measures one slope per entry. How many calls of f is that?",
        "Nudge one entry at a time, up and down, divide by 2h, and put the entry back before the next one.",
        "Measure all slopes at the same place, then move all entries: `w = w - learning_rate * slopes(f, w)`.",
    ],
    explanation="This walks down anything that returns a number, at two calls of f for each entry and step.",
)
def downhill(answer):
    """Look at a function of f, w, learning_rate and steps that returns an array (k,). Raises a Finding."""
    rng = np.random.default_rng(seed())
    matrix = 6 * np.eye(3) + rng.uniform(0.5, 1.5, size=(3, 3))
    for f, w, rate, steps, what in (
        (lambda w: w @ matrix @ w, rng.uniform(1, 3, size=3), 0.02, 3, "w after 3 steps"),
        (lambda w: np.exp(w).sum(), np.array([2.0, 3.0]), 0.1, 1, "w after one step on the sum of e to the w"),
        (lambda w: w @ w, np.arange(2.0, 7.0), 0.1, 2, "w of 5 entries after 2 steps"),
        (lambda w: w @ w, np.array([2.0, -1.0]), 1.1, 3, "w after 3 steps that all raise f"),
    ):
        places, wanted = [], solve_downhill(f, w, rate, steps)
        got = call(answer, watched(f, w.shape, places), w, rate, steps)
        if np.shape(got) == w.shape and not np.allclose(got, wanted, rtol=1e-5, atol=1e-5):
            look_at_nudges(
                np.reshape(places[: 2 * len(w)], (-1, len(w))) - w,
                np.abs(got - wanted).max() / np.abs(wanted - w).max(),
            )
        compare(got, wanted, what, tolerance=1e-5)


def watched(f, shape, places):
    """Return f, which notes where it is called, and refuses arrays of another shape."""

    def told(w):
        if np.shape(w) != shape:
            raise Wrong(f"f was called with an array of shape {np.shape(w)}, but w has shape {shape}: use all of w")
        places.append(np.array(w, dtype=float))
        return float(f(places[-1]))

    return told


def look_at_nudges(away, error):
    """Raise Wrong if nudges, shape (calls, k), explain an error, relative to the way."""
    width = np.abs(away[away != 0]).min(initial=np.inf)
    entries = np.count_nonzero(away, axis=1)
    if 1 < entries.max(initial=0) > entries.min() and np.abs(away).max() < 3 * width:
        raise Wrong("an entry was not put back before the next one was nudged")
    if width < 1e-10 or (error < 0.3 and 1e-3 < width < np.inf):
        why = "too wide to show the slope at w itself" if width > 1e-3 else "lost in rounding"
        raise Wrong(f"a nudge by {width:.2g} is {why}: make it 0.00001 or so")


progress = progress_of(globals())
