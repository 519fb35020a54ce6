"""Chapter 06 · Exercises on loss: the price of surprise, soft extremes, slopes by nudging, and walks downhill."""

import numpy as np

from nnlib.activations import Sigmoid
from nnlib.exercises.base import NotAttempted, Wrong, call, choose, compare, exercise, kind, progress_of, seed
from nnlib.losses import BinaryCrossEntropy


@exercise(
    solution=float(np.log(5)),
    hints=[
        "Which chance does this network give to the right digit, whichever digit that is?",
        "The right kind has five digits, and none of them is preferred. The price of a chance is minus its logarithm.",
        "The chance is 1/5. Use `np.log`.",
    ],
    explanation="A fifth for the right digit costs ln 5 = 1.6094, which is ln 10 − ln 2: the choices were halved once.",
)
def half_known(answer):
    """Look at a loss, a float. Raises a Finding."""
    reasons = [
        (np.log(10), "2.3026 = ln 10 is the price of knowing nothing; this network excludes half of the digits"),
        (np.log(2), "0.6931 = ln 2 is the price of not knowing the kind, and the kind is what this network knows"),
        (np.log(10) / 2, "half of ln 10: but to halve the choices takes one halving off the price, not half of it"),
        (0.2, "0.2 is the chance given to the right digit; the loss is the price of that chance"),
        (0.8, "0.8 is the share that goes to wrong digits, and the price is a matter of the right digit's share"),
        (np.log2(5), "this is counted in halvings (log2); the losses of nnlib use the natural logarithm"),
        (np.log10(5), "this is a logarithm to base 10; the losses of nnlib use the natural one, np.log"),
        (-np.log(5), "a chance below 1 has a negative logarithm, and the price is minus that"),
        (1.6, "1.6 is rounded too far: give two digits after the point"),
        (0.0, "0 is the price of being certain and right; five digits are still open"),
    ]
    compare(answer, np.log(5), "the loss", reasons=reasons, tolerance=6e-4)


def log_sum_exp(z, axis=0):
    """Return the soft maximum of an array z along an axis, an int."""
    m = z.max(axis=axis, keepdims=True)
    return (m + np.log(np.exp(z - m).sum(axis=axis, keepdims=True))).squeeze(axis)


def solve_soft_minimum(z):
    """Return the soft minimum of each column, shape (n,); z has shape (outs, n)."""
    m = z.min(axis=0)
    return m - np.log(np.exp(m - z).sum(axis=0))


@exercise(
    solution=solve_soft_minimum,
    hints=[
        "An exponent −z may be written as −m + (m − z). Then e to the −m is a factor of every row, and comes out.",
        "No exponent m − z may be above 0. Which number of the column is m, then? Each column has its own.",
        "So m is the least number of its column. Minus the logarithm of the factor, e to the −m, is +m.",
    ],
    explanation="With the least number of the column for m, one exponent is 0 and none is above it: no overflow, and "
    "no logarithm of 0. `-log_sum_exp(-z)` is the same.",
)
def soft_minimum(answer):
    """Look at a function of z (outs, n) that returns an array (n,). Raises a Finding."""
    z = np.random.default_rng(seed()).normal(size=(4, 3))
    with np.errstate(all="ignore"):
        right, m = solve_soft_minimum(z), z.min(axis=0)
        reasons = [
            (log_sum_exp(z), "this is the soft maximum; here both signs differ, in the exponent and before ln"),
            (-log_sum_exp(z), "minus the soft maximum; the sign inside, e to the −z, is missing"),
            (log_sum_exp(-z), "the right size, but the minus before the logarithm is missing"),
            (right - m, "the result lacks what was taken out of the exponents: m has to come back"),
            (right - 2 * m, "m comes back with the wrong sign: taken out of −z, it returns as minus minus m"),
            (z.min(axis=0), "this is the hard minimum; the soft one lies a little below it"),
            (-log_sum_exp(-z, axis=1), "one number per row came back; the examples are the columns"),
            (right[np.newaxis], "the numbers are right, but the shape is (1, n), not (n,): is a keepdims=True left?"),
            (right.sum(), "one number came back, the sum over the columns; each column has its own"),
        ]
        compare(call(answer, z), right, "the soft minimum", reasons=reasons)
        z = np.array([[1000.0, -1000.0], [1001.0, 0.0], [1002.0, 1000.0]])
        got, right = np.asarray(call(answer, z)), solve_soft_minimum(z)
        alone = [np.isclose(call(answer, z[:, [k]]), right[k]).all() for k in range(2)]
        middle = np.array([[400.0], [401.0], [402.0]])  # without any m this is right, too
        doubled = not np.allclose(call(answer, middle), solve_soft_minimum(middle))
    if got.shape != (2,):
        raise Wrong(f"for z of shape (3, 2) the result should have shape (2,), but has shape {got.shape}")
    first, second = np.isclose(got, right)
    if doubled and not first:
        raise Wrong(
            f"for small numbers it is right, but (1000, 1001, 1002) gives {got[0]:g}, and (400, 401, 402) is wrong, "
            "too, though it would be right without any m. Taking m out brings the exponents near 0; here it moves "
            "them further away: look at its sign in the exponent"
        )
    if not first and not second:
        raise Wrong(
            f"for small numbers it is right, but the columns (1000, 1001, 1002) and (−1000, 0, 1000) give {got[0]:g} "
            f"and {got[1]:g}: e to the −1000 is rounded to 0, and e to the 1000 overflows"
        )
    if not first and not alone[0]:
        raise Wrong(
            f"(−1000, 0, 1000) is right, but (1000, 1001, 1002) gives {got[0]:g}: with this m every exponent is far "
            "from 0. Which m brings the largest exponent to 0?"
        )
    if not first:
        raise Wrong(
            f"(1000, 1001, 1002) gives {got[0]:g} when it stands beside (−1000, 0, 1000): does one m serve all columns?"
        )
    if not second and alone[1]:
        raise Wrong(
            f"(−1000, 0, 1000) gives {got[1]:g} when it stands beside (1000, 1001, 1002): does one m serve all columns?"
        )
    if not second:
        raise Wrong(
            f"(1000, 1001, 1002) is right, but (−1000, 0, 1000) gives {got[1]:g}: with this m some exponent is far "
            "above 0. Which m keeps all of them at 0 or below?"
        )


@exercise(
    solution=("B", float(-np.log(0.55))),
    hints=[
        "The slopes are p − y. What do the shares p add up to, and what does y add up to?",
        "Only one slope can be below 0, and none is beyond 1 or −1. That leaves one report.",
        "At the label the slope is p − 1. Solve for p, and price it.",
    ],
    explanation="A adds up to −0.10, C pulls two classes up, D has a slope beyond −1. In B the label's slope is −0.45, "
    "so its chance is 0.55, and −ln 0.55 = 0.5978.",
)
def reports(answer):
    """Look at a pair (report, price), a str and a float. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise Wrong(f"the answer should be a pair, (report, price), but it is {kind(answer)}")
    report, price = answer
    choices = {
        "A": "add the slopes of A up. What do the shares p add up to, and what is left when y is taken away?",
        "B": "",
        "C": "C pulls two classes up, but y is 1 in one row only; elsewhere the slope is the share itself",
        "D": "in D the slope at the label is −1.20: what would the share of the label have to be?",
    }
    choose(report, choices)
    reasons = [
        (-np.log(0.45), "B it is; but 0.7985 is the price of 0.45, which is what the label lacks, not what it has"),
        (0.45, "B it is; 0.45 is what the label's chance lacks. The price is asked for"),
        (0.55, "B it is, and 0.55 is the chance of the label; what is its price?"),
        (-np.log(0.21), "B it is; but 0.21 is the chance of class 0, and the label is 2"),
        (-np.log(0.07), "B it is; but 0.07 is the chance of class 1: labels are counted from 0"),
        (-np.log2(0.55), "B it is; but this price is counted in halvings (log2); CrossEntropy uses np.log"),
        (0.6, "B it is; but 0.6 is rounded too far: give three digits after the point"),
        (np.log(0.55), "B it is; but a price is not negative: minus the logarithm"),
    ]
    compare(price, -np.log(0.55), "the price", reasons=reasons, tolerance=6e-4)


class WeightedCrossEntropy:
    """Cross-entropy of one logit, in which a target 1 counts ``weight`` times.

    Parameters
    ----------
    weight : float
    """

    def __init__(self, weight):
        self.weight = weight

    def __call__(self, outputs, targets):
        """Return the loss, a float; outputs (1, n), targets (n,)."""
        prices = np.maximum(outputs, 0) - targets * outputs + np.log1p(np.exp(-np.abs(outputs)))
        return float(np.mean(np.where(targets == 1, self.weight, 1) * prices))

    def derivative(self, outputs, targets):
        """Return the slopes, shape (1, n); outputs (1, n), targets (n,)."""
        return np.where(targets == 1, self.weight, 1) * (Sigmoid()(outputs) - targets) / outputs.shape[1]


@exercise(
    solution=WeightedCrossEntropy,
    hints=[
        "First the price of each example, as in BinaryCrossEntropy. Then a factor for each example. Then the mean.",
        "`np.where(targets == 1, self.weight, 1)` is such a factor, shape (n,).",
        "If a price counts ten times, its slope does, too: the same factor stands before p − y. And the 1/n stays.",
    ],
    explanation="The factor belongs to the example, so it multiplies its price and its slope alike.",
)
def weighted(answer):
    """Look at a class with ``__init__(weight)``, ``__call__`` and ``derivative``. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, WeightedCrossEntropy, but it is {kind(answer)}")
    rng = np.random.default_rng(seed())
    n, weight = 6, 10.0
    z, y = rng.normal(scale=2, size=(1, n)), np.array([0, 1, 1, 0, 0, 0])
    factor = np.where(y == 1, weight, 1)
    given, right = answer(weight), WeightedCrossEntropy(weight)

    plain, p = BinaryCrossEntropy(), Sigmoid()(z)
    prices = np.array([plain(z[:, [k]], y[[k]]) for k in range(n)])
    total = float(factor @ prices)
    unfactored = np.array([plain(z[:, [k]], [0]) - weight * y[k] * z[0, k] for k in range(n)])
    reasons = [
        (plain(z, y), "the weight has no effect: the loss is that of BinaryCrossEntropy"),
        (weight * plain(z, y), "every example is counted 10 times; only those of target 1 should be"),
        (np.mean(np.where(y == 0, weight, 1) * prices), "the weight counts for the targets 0; it belongs to the 1s"),
        (weight * np.mean(y * prices), "the targets 0 do not count at all: with y as a factor their prices become 0"),
        (total / factor.sum(), "divided by the sum of the factors, 24; it should be divided by n, here 6"),
        (total, "a sum where a mean is asked for: 6 examples, 6 times the loss"),
        (factor * prices, "these are the prices of the single examples; the loss is their mean"),
        (plain(factor * z, y), "the weight multiplies the logit; it has to multiply the price"),
        ([[total / n]], "the right number, but in an array of shape (1, 1); a loss is one plain number"),
        (np.mean(unfactored), "the weight multiplies the term y·z alone; it has to multiply the whole price"),
    ]
    result = call(given, z, y)
    compare(result, right(z, y), "the loss", reasons=reasons)
    compare(call(answer(1.0), z, y), plain(z, y), "the loss with weight 1, which is that of BinaryCrossEntropy,")
    with np.errstate(all="ignore"):
        for logit, target in ((40.0, 0), (-800.0, 1)):
            wanted = right(np.array([[logit]]), np.array([target]))
            got = np.asarray(call(given, np.array([[logit]]), np.array([target])), dtype=float)
            if got.shape != () or not np.isclose(got, wanted):
                raise Wrong(
                    f"for the logit {logit:g} and target {target} the loss is {got:g} and should be {wanted:g}; "
                    "price the logit itself, without forming a chance"
                )

    try:
        slopes = call(given.derivative, z, y)
    except NotAttempted:
        raise NotAttempted("the loss is right. derivative still returns the ... of the stub.") from None
    reasons = [
        ((p - y) / n, "the loss is right, but derivative does not know of the weight: nudging the loss shows slopes "
         "10 times as large where the target is 1"),
        (factor * (p - y), "the loss is a mean, so each slope is divided by n: here the slopes are 6 times too large"),
        ((p - weight * y) / n, "the weight multiplies the target alone; it has to multiply the whole of p − y"),
        (np.where(y == 0, weight, 1) * (p - y) / n, "the weight counts for the targets 0; it belongs to the 1s"),
        (weight * y * (p - y) / n, "the targets 0 do not count at all: with y as a factor their slopes become 0"),
        (weight * (p - y) / n, "every slope is 10 times as large; only those of target 1 should be"),
        (factor * (y - p) / n, "y − p has the opposite sign of the slope: a logit that is too high must have a slope "
         "above 0"),
        ((factor * (z - y)) / n, "the target is compared with the logit; compare it with the chance, the sigmoid"),
        ((factor * (p - y) / n)[0], "the numbers are right, but the shape is (n,); the outputs have shape (1, n)"),
    ]  # fmt: skip
    compare(slopes, right.derivative(z, y), "derivative", n=n, reasons=reasons)


@exercise(
    solution=0.008,
    hints=[
        "A unit of w moves the output by 10. What is the slope of the loss, then, and where is the lowest point?",
        "The slope is 200 (w − 0.6). By which factor does a step multiply the distance w − 0.6?",
        "The factor is 1 − 200 η. To hop it must be below 0, and to arrive its size must be well below 1.",
    ],
    explanation="The factor 1 − 200 η is −0.6 at 0.008. Anything from just above 0.005 to 0.009 will do.",
)
def hop(answer):
    """Look at a learning rate, a float. Raises a Finding."""
    if np.ndim(answer) != 0 or np.asarray(answer).dtype.kind not in "iuf" or not np.isfinite(answer):
        raise Wrong(f"the learning rate should be one finite number, but it is {kind(answer)}")
    eta = float(answer)
    w = [0.0]
    for _ in range(20):
        w.append(w[-1] - eta * 20 * (10 * w[-1] - 6))
    w, factor = np.array(w), 1 - 200 * eta
    losses = (10 * w - 6) ** 2
    told = f"the losses are {losses[0]:.2f}, {losses[1]:,.2f}, {losses[2]:,.2f}, …"
    if eta <= 0:
        raise Wrong(f"a learning rate of {eta:g} never goes downhill: {told}")
    if abs(factor + 1) < 1e-9:
        raise Wrong(f"{told}: it hops between two points of the same height for ever")
    if factor < -1:
        raise Wrong(f"{told}: each hop ends higher than it began, so the rate is too large for this bowl")
    if abs(factor) < 1e-9:
        raise Wrong(f"{told}: it lands on the lowest point at once and stays there, without any hop")
    if factor > 0:
        raise Wrong(
            f"w goes {w[0]:g}, {w[1]:.4g}, {w[2]:.4g}, …, {w[20]:.4g}: it stays on one side of 0.6, so it walks; it "
            "should hop"
        )
    if losses[20] >= 0.01:
        raise Wrong(
            f"it hops, but comes down slowly: {told}, and {losses[20]:.4f} after 20 steps. Each hop is {-factor:.2f} "
            "times as long as the one before"
        )


def solve_downhill(f, w, learning_rate, steps):
    """Return where gradient descent on f by nudging ends, shape (k,).

    Parameters
    ----------
    f : callable
    w : array, shape (k,)
    learning_rate : float
    steps : int

    Returns
    -------
    array of shape (k,).
    """
    w, epsilon = w.copy(), 1e-5
    for _ in range(steps):
        slopes = np.zeros_like(w)
        for i in range(len(w)):
            nudge = np.zeros_like(w)
            nudge[i] = epsilon
            slopes[i] = (f(w + nudge) - f(w - nudge)) / (2 * epsilon)
        w -= learning_rate * slopes
    return w


@exercise(
    solution=solve_downhill,
    hints=[
        "Begin with a function `slopes(f, w)` that measures one slope per entry. How many calls of f is that?",
        "Nudge one entry at a time, up and down, divide by 2ε, and put the entry back before the next one.",
        "Measure all slopes at the same place, then move all entries: `w = w - learning_rate * slopes(f, w)`.",
        "An array that is nudged in place is the caller's array; work on `w.copy()`.",
    ],
    explanation="Two calls of f for each entry and step; no call looks inside f.",
)
def downhill(answer):
    """Look at a function of f, w, learning_rate and steps that returns an array (k,). Raises a Finding."""
    rng = np.random.default_rng(seed())
    k, rate = 3, 0.02
    mixed = rng.uniform(0.5, 1.5, size=(k, k))
    matrix, start = 6 * np.eye(k) + (mixed + mixed.T) / 2, rng.uniform(1, 3, size=k)

    def slopes(w):
        return 2 * matrix @ w

    asked = []

    def f(w):
        asked.append(np.array(w, dtype=float))
        return float(w @ matrix @ w)

    one_by_one, given = start.copy(), start.copy()
    for i in range(k):
        one_by_one[i] -= rate * slopes(one_by_one)[i]
    got = answer(f, given, rate, 1) if callable(answer) else call(answer)
    if got is ...:
        raise NotAttempted("not attempted yet: it returns the ... of the stub.")
    right, places = start - rate * slopes(start), asked.copy()
    why = "" if places else "; f was never called"
    if places and len(places) % 2 == 0 and np.allclose(places[::2], places[1::2], rtol=0, atol=1e-12):
        why = ", and f was asked twice at the same place each time: are both nudged arrays the same array?"
    reasons = [
        (start, "after one step w is where it began" + why),
        (start + rate * slopes(start), "this goes uphill: step against the slope"),
        (start - 2 * rate * slopes(start), "the step is twice too long: the two nudges are 2ε apart, not ε"),
        (
            start - rate * slopes(start) / 2,
            "the step is half as long as it should be: divide by the distance between the two nudges",
        ),
        (start - slopes(start), "the step is the slope itself; the learning rate is missing"),
        (slopes(start), "these are the slopes; where does the step lead?"),
        (one_by_one, "entry 0 had moved before the slope of entry 1 was measured: measure all slopes at one place"),
        (start - rate * slopes(start).sum(), "all entries moved by the same step: nudge them one at a time"),
        ([start, right], "the whole path came back; return where it ends, shape (k,)"),
    ]
    compare(got, right, "w after one step", reasons=reasons, tolerance=1e-5)
    if not np.allclose(got, right, rtol=1e-8, atol=1e-8):
        raise Wrong(f"w after one step is off by {np.abs(got - right).max():.1g}: {nearly(places, start)}")
    if not np.array_equal(given, start):
        raise Wrong("the step is right, but the array that was handed in has changed; w should stay as it was")
    ends = [start]
    for _ in range(5):
        ends.append(ends[-1] - rate * slopes(ends[-1]))
    reasons = [
        (ends[5], "5 steps were made where 4 were asked for"),
        (ends[3], "3 steps were made where 4 were asked for"),
        (ends[1], "only one step was made; 4 were asked for. Is the return inside the loop?"),
        (start - 4 * rate * slopes(start), "every step uses the slopes of the start: measure again after each step"),
        (ends[:5], "the whole path came back; return where it ends, shape (k,)"),
    ]
    compare(call(answer, f, start, rate, 4), ends[4], "w after 4 steps", reasons=reasons, tolerance=1e-6)
    look_at_a_curve(answer)
    right = np.array([2.0, 6.0, 10.0, 14.0, 18.0]) * 0.8
    compare(
        call(answer, lambda w: float(w @ w), np.array([2.0, 6.0, 10.0, 14.0, 18.0]), 0.1, 1), right, "w of 5 entries"
    )


def look_at_a_curve(answer):
    """Look at one step of a walk on a function that is no parabola, where a wide nudge shows another slope.

    Parameters
    ----------
    answer : callable
        As in `downhill`.

    Raises
    ------
    Wrong
        If the step differs; with the size of the nudges if they are wide.
    """
    start, places = np.array([2.0, 3.0]), []

    def f(w):
        places.append(np.array(w, dtype=float))
        return float(np.exp(w).sum())

    got, right = call(answer, f, start, 0.1, 1), start - 0.1 * np.exp(start)
    away = [np.abs(place - start).max() for place in places]
    width = min((size for size in away if size > 1e-12), default=0.0)
    if width > 1e-3 and np.shape(got) == right.shape and not np.allclose(got, right, rtol=1e-6, atol=1e-6):
        raise Wrong(
            f"on a parabola the step is right, but not where f bends otherwise: a nudge by {width:.3g} is too wide to "
            "show the slope at w itself. Make ε much smaller"
        )
    compare(got, right, "w after one step on the sum of e to the w", tolerance=1e-6)


def nearly(places, start):
    """Return why slopes are only nearly right, as a str: places is a list of arrays, start an array."""
    away = np.array(places) - start
    if (np.count_nonzero(np.abs(away) > 1e-12, axis=1) > 1).any():
        return "an entry was not put back before the next one was nudged"
    if not (away < -1e-12).any() or not (away > 1e-12).any():
        return "that is what a nudge to one side only costs; nudge both ways"
    return "the slopes are nearly right. Is ε far from 0.00001, or is an entry not put back exactly?"


@exercise(
    solution=2 / 3,
    hints=[
        "The push is the error times the slope of the sigmoid. What is each of them, in terms of a?",
        "a · a(1 − a) is 0 at both ends. Where between them is it largest? A table of a few values shows the place.",
        "`a = np.linspace(0, 1, 1001)`, and `argmax()` of the push.",
    ],
    explanation="a²(1 − a) is largest at a = ⅔, where it is 4/27 = 0.148. Beyond ⅔, a worse answer is pushed less.",
)
def hardest_push(answer):
    """Look at an output of the sigmoid, a float. Raises a Finding."""
    reasons = [
        (1.0, "at an output of 1 the error is largest, but what is a(1 − a) there?"),
        (
            0.5,
            "at ½ the sigmoid is steepest, but the error is only ½, and a little more error may be worth some slope",
        ),
        (0.9820, "0.9820 was the start that had to wait: its push is 0.0173"),
        (0.8176, "0.8176 is pushed by 0.1219; there is an output that is pushed more"),
        (4 / 27, "0.148 is the size of the largest push; at which output is it reached?"),
        (0.25, "0.25 is the largest slope of the sigmoid; asked is the output at which slope times error is largest"),
        (1 / 3, "⅓ would be right for a target of 1, where the error is 1 − a"),
        (0.0, "at an output of 0 there is no error, and no push"),
    ]
    if np.ndim(answer) == 0 and isinstance(answer, (int, float, np.number)) and not 0 <= answer <= 1:
        raise Wrong(f"an output of a sigmoid lies between 0 and 1, and {answer:g} does not")
    if np.ndim(answer) == 0 and isinstance(answer, (int, float, np.number)) and abs(answer - np.log(2)) < 6e-4:
        raise Wrong("0.693 is the sum z; its output, the sigmoid of z, is asked for")
    compare(answer, 2 / 3, "the output", reasons=reasons, tolerance=5e-3)


@exercise(
    solution="the mistakes left are made with more certainty",
    hints=[
        "What does a right answer cost, and what can a wrong one cost?",
        "Suppose 90 labels had a chance of 0.80 and 10 had 0.30 before; after it, 95 have 0.99 and 5 have 0.0001. Work "
        "out the mean chance and the mean price of both.",
    ],
    explanation="Five answers that leave their label a chance of 0.0001 cost 9.21 each, more than all the others "
    "together. Accuracy counts mistakes; the loss also asks how sure they were.",
)
def worse_and_better(answer):
    """Look at a choice. Raises a Finding."""
    choices = {
        "the mistakes left are made with more certainty": "",
        "one of the numbers is computed wrongly": "they can all be right: work out what a single answer costs that "
        "leaves its label a chance of 0.0001",
        "every answer has become a little less sure": "then the mean chance of the label would have fallen; it rose",
        "the learning rate is too small": "then all three numbers would have stayed nearly where they were",
    }
    choose(answer, choices)


progress = progress_of(globals())
