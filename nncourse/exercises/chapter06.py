"""Chapter 06 · Exercises on loss: surprise, slopes by nudging, gradient descent, softmax with a blank."""

import warnings
from functools import partial

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
from nnlib.activations import Sigmoid, Softmax
from nnlib.losses import BinaryCrossEntropy


def and_short(loss):
    """Return two wrong answers: a loss, a float, and what two digits after the point leave of it."""
    return either(loss, round(loss, 2))


@exercise(
    solution=float(np.log(5)),
    slips={
        "2.3026 = ln 10 is what knowing nothing costs; this network excludes half of the digits": and_short(
            float(np.log(10))
        ),
        "0.6931 = ln 2 is what it costs not to know the kind, and the kind is what this network knows": and_short(
            float(np.log(2))
        ),
        "half of ln 10: but halving the choices takes ln 2 off the loss, not half of it": (
            and_short(float(np.log(10)) / 2)
        ),
        "0.2 is the probability given to the right digit; the loss is minus its logarithm": 0.2,
        "0.8 is the probability given to wrong digits; the loss depends on the right digit's alone": 0.8,
        "this is a logarithm to base 2; the losses of nnlib use the natural one, np.log": float(np.log2(5)),
        "this is a logarithm to base 10; the losses of nnlib use the natural one, np.log": and_short(
            float(np.log10(5))
        ),
        "a probability below 1 has a negative logarithm, and the loss is minus that": -float(np.log(5)),
        "1.6 is rounded too far: give two digits after the point": 1.6,
        "0 is the loss of being certain and right; five digits are still open": 0.0,
    },
    hints=[
        "Which probability does this network give to the right digit, whichever digit that is?",
        "The right kind has five digits, and none of them is preferred. The loss is minus the logarithm of the "
        "probability.",
        "The probability is 1/5. Use `np.log`.",
    ],
    explanation="A probability of 1/5 costs ln 5 = 1.6094, which is ln 10 − ln 2: the choices were halved once.",
)
def half_known(answer):
    """Look at a loss, a float. Raises a Finding."""
    compare(answer, np.log(5), "the loss", tolerance=6e-4)


@exercise(
    solution=0.05,
    slips={
        "the slopes were added before squaring: −0.1 squared. Each parameter contributes its own square": 0.002,
        "the slopes were added without squaring; then one parameter would undo the other's work": either(-0.02, 0.02),
        "η is missing: this is the sum of the squared slopes, 0.25": 0.25,
        "η was squared, too; the step is η times the slope, so η comes once": 0.01,
        "the square of −0.4 is above 0: this parameter lowers the loss as well": either(-0.014, 0.014),
        "this is what the first parameter contributes alone": 0.018,
        "this is what the second parameter contributes alone": 0.032,
        "0.5 is the length of the gradient, the root of 0.25": 0.5,
        "0.1 is η times the root of the sum of squares; no root is needed": 0.1,
        "the loss falls by 0.05, so as a fall it is above 0": -0.05,
        "0.14 is η times the slopes without their signs; but the step itself contains each slope once more": 0.14,
    },
    hints=[
        "How far does each parameter move? And by how much does that change the loss, with this slope?",
        "A parameter changes the loss by its slope times its step, which is −η times the slope squared.",
        "0.2 · (0.3 · 0.3 + 0.4 · 0.4)",
    ],
    explanation="0.2 · (0.09 + 0.16) = 0.05. The signs do not matter: each parameter goes its own way down.",
)
def fall(answer):
    """Look at the predicted fall of a loss, a float. Raises a Finding."""
    compare(answer, 0.05, "the fall", tolerance=1e-6)


@exercise(
    solution=("B", float(-np.log(0.55))),
    slips={
        "add up the slopes of A. What do the probabilities p add up to, and what is left when y is taken away?": (
            "A",
            ...,
        ),
        "C pulls two classes up, but y is 1 in one row only; elsewhere the slope is the probability itself": ("C", ...),
        "in D the slope at the label is −1.20: what would the probability of the label have to be?": ("D", ...),
        "B it is; but 0.7985 is the loss for a probability of 0.45, which is what the label lacks, not what it has": (
            ...,
            -float(np.log(0.45)),
        ),
        "B it is; 0.45 is what the label's probability lacks. The loss is asked for": (..., 0.45),
        "B it is, and 0.55 is the probability of the label; what is the loss?": (..., 0.55),
        "B it is; but 0.21 is the probability of class 0, and the label is 2": (..., -float(np.log(0.21))),
        "B it is; but 0.07 is the probability of class 1: labels are counted from 0": (..., -float(np.log(0.07))),
        "B it is; but this is a logarithm to base 2; CrossEntropy uses np.log": (
            ...,
            -float(np.log2(0.55)),
        ),
        "B it is; but 0.6 is rounded too far: give three digits after the point": (..., 0.6),
        "B it is; but a loss of this kind is not negative: minus the logarithm": (..., float(np.log(0.55))),
    },
    hints=[
        "The slopes are p − y. What do the probabilities p add up to, and what does y add up to?",
        "Only one slope can be below 0, and none is beyond 1 or −1. That leaves one report.",
        "At the label the slope is p − 1. Solve for p, and take −ln p.",
    ],
    explanation="A adds up to −0.10, C pulls two classes up, D has a slope beyond −1. In B the label's slope is −0.45, "
    "so its probability is 0.55, and −ln 0.55 = 0.5978.",
)
def reports(answer):
    """Look at a pair (report, loss), a str and a float. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise Wrong(f"the answer should be a pair, (report, loss), but it is {kind(answer)}")
    report, loss = answer
    choose(report, "ABCD", "B")
    compare(loss, -np.log(0.55), "the loss", tolerance=6e-4)


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
        losses = np.logaddexp(0, outputs) - targets * outputs
        return float(np.mean(np.where(targets == 1, self.weight, 1) * losses))

    def derivative(self, outputs, targets):
        """Return the slopes, shape (1, n); outputs (1, n), targets (n,)."""
        return np.where(targets == 1, self.weight, 1) * (Sigmoid()(outputs) - targets) / outputs.shape[1]


def with_loss(loss):
    """Return the weighted loss with another call: loss is a callable of logits z, targets y and the weight."""

    class Answer(WeightedCrossEntropy):
        def __call__(self, outputs, targets):
            return loss(outputs, targets, self.weight)

    return Answer


def sloped(rule):
    """Return the weighted loss with another derivative: rule is a callable of p, targets y, weight and n."""

    class Answer(WeightedCrossEntropy):
        def derivative(self, outputs, targets):
            return rule(Sigmoid()(outputs), targets, self.weight, outputs.shape[1])

    return Answer


def losses(z, y):
    """Return the loss of each logit z, shape (1, n), for targets y, shape (n,)."""
    return np.logaddexp(0, z) - y * z


def factor(y, weight):
    """Return how often each example counts, shape (n,); y has shape (n,), weight is a float."""
    return np.where(y == 1, weight, 1)


@exercise(
    solution=WeightedCrossEntropy,
    slips={
        "the weight has no effect: the loss is that of BinaryCrossEntropy": with_loss(
            lambda z, y, w: losses(z, y).mean()
        ),
        "every example is counted {weight} times; only those of target 1 should be": with_loss(
            lambda z, y, w: (w * losses(z, y)).mean()
        ),
        "the weight counts for the targets 0; it belongs to the 1s": with_loss(
            lambda z, y, w: (factor(1 - y, w) * losses(z, y)).mean()
        ),
        "the targets 0 do not count at all: with y as a factor their losses become 0": with_loss(
            lambda z, y, w: (w * y * losses(z, y)).mean()
        ),
        "divided by the sum of the factors, 24; it should be divided by n, here {count}": with_loss(
            lambda z, y, w: (factor(y, w) * losses(z, y)).sum() / factor(y, w).sum()
        ),
        "a sum where a mean is asked for: {count} examples, {count} times the loss": with_loss(
            lambda z, y, w: (factor(y, w) * losses(z, y)).sum()
        ),
        "these are the losses of the single examples; the loss is their mean": either(
            with_loss(lambda z, y, w: factor(y, w) * losses(z, y)),
            with_loss(lambda z, y, w: (factor(y, w) * losses(z, y))[0]),
        ),
        "the weight multiplies the logit; it has to multiply the loss of the example": with_loss(
            lambda z, y, w: losses(factor(y, w) * z, y).mean()
        ),
        "the right number, but in an array of shape (1, 1); a loss is one plain number": with_loss(
            lambda z, y, w: (factor(y, w) * losses(z, y)).mean(keepdims=True)
        ),
        "the weight multiplies the term y·z alone; it has to multiply the whole loss of the example": with_loss(
            lambda z, y, w: losses(z, w * y).mean()
        ),
        "the loss is right, but derivative does not know of the weight: nudging the loss shows slopes {weight} times "
        "as large where the target is 1": sloped(lambda p, y, w, n: (p - y) / n),
        "the loss is a mean, so each slope is divided by n: here the slopes are {count} times too large": sloped(
            lambda p, y, w, n: factor(y, w) * (p - y)
        ),
        "the weight multiplies the target alone; it has to multiply the whole of p − y": sloped(
            lambda p, y, w, n: (p - w * y) / n
        ),
        "in derivative the weight counts for the targets 0; it belongs to the 1s": sloped(
            lambda p, y, w, n: factor(1 - y, w) * (p - y) / n
        ),
        "the targets 0 do not count at all: with y as a factor their slopes become 0": sloped(
            lambda p, y, w, n: w * y * (p - y) / n
        ),
        "every slope is {weight} times as large; only those of target 1 should be": sloped(
            lambda p, y, w, n: w * (p - y) / n
        ),
        "y − p has the opposite sign of the slope: a logit that is too high must have a slope above 0": sloped(
            lambda p, y, w, n: factor(y, w) * (y - p) / n
        ),
        "the target is compared with the logit; compare it with the probability, the sigmoid": sloped(
            lambda p, y, w, n: factor(y, w) * (np.log(p / (1 - p)) - y) / n
        ),
        "the numbers are right, but the shape is (n,); the outputs have shape (1, n)": sloped(
            lambda p, y, w, n: (factor(y, w) * (p - y) / n)[0]
        ),
    },
    hints=[
        "First the loss of each example, as in BinaryCrossEntropy. Then a factor for each example. Then the mean.",
        "`np.where(targets == 1, self.weight, 1)` is such a factor, shape (n,).",
        "If a loss counts ten times, so does its slope: the same factor comes before p − y. And the 1/n stays.",
    ],
    explanation="The factor belongs to the example, so it multiplies both its loss and its slope.",
)
def weighted(answer):
    """Look at a class with ``__init__(weight)``, ``__call__`` and ``derivative``. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, WeightedCrossEntropy, but it is {kind(answer)}")
    rng = np.random.default_rng(seed())
    n, weight = 6, 10.0
    z, y = rng.normal(scale=2, size=(1, n)), np.array([0, 1, 1, 0, 0, 0])
    given, right, plain = answer(weight), WeightedCrossEntropy(weight), BinaryCrossEntropy()
    compare(call(given, z, y), right(z, y), "the loss", weight=10, count=n)
    compare(call(answer(1.0), z, y), plain(z, y), "the loss with weight 1, which BinaryCrossEntropy gives as well,")
    with np.errstate(all="ignore"):
        for logit, target in ((40.0, 0), (-800.0, 1)):
            wanted = right(np.array([[logit]]), np.array([target]))
            got = np.asarray(call(given, np.array([[logit]]), np.array([target])), dtype=float)
            if got.shape != () or not np.isclose(got, wanted):
                raise Wrong(
                    f"for the logit {logit:g} and target {target} the loss is {got:g} and should be {wanted:g}; "
                    "compute the loss from the logit, without forming a probability"
                )

    try:
        slopes = call(given.derivative, z, y)
    except NotAttempted:
        raise NotAttempted("the loss is right. derivative still returns the ... of the stub.") from None
    compare(slopes, right.derivative(z, y), "derivative", n=n, weight=10, count=n)


@exercise(
    solution=0.008,
    hints=[
        "A unit of w moves the output by 10. What is the slope of the loss, then, and where is the minimum?",
        "The slope is 200 (w − 0.6). By which factor does a step multiply the distance w − 0.6?",
        "The factor is 1 − 200 η. To hop it must be below 0, and to arrive it must be well above −1.",
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
        raise Wrong(f"{told}: it lands in the minimum at once and stays there, without any hop")
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


def central(f, w, epsilon=1e-5, width=2e-5):
    """Return the slopes of f at w, shape (k,), by nudges of epsilon both ways, divided by width."""
    return np.array([(f(w + epsilon * one) - f(w - epsilon * one)) / width for one in np.eye(len(w))])


def one_sided(f, w, epsilon=1e-5):
    """Return the slopes of f at w, shape (k,), by nudges of epsilon one way only."""
    return np.array([(f(w + epsilon * one) - f(w)) / epsilon for one in np.eye(len(w))])


def together(f, w):
    """Return the slope of f for a nudge of all entries of w at once, shape (k,)."""
    return np.full(len(w), (f(w + 1e-5) - f(w - 1e-5)) / 2e-5)


def twice_at_one_place(f, w):
    """Return the slopes that f seems to have at w, shape (k,), if both nudges change the same array."""
    w, found = w.copy(), []
    for i in range(len(w)):
        above = below = w
        above[i] += 1e-5
        below[i] -= 1e-5
        found.append((f(above) - f(below)) / 2e-5)
    return np.array(found)


def descent(measure=central, move=lambda w, slopes, rate: w - rate * slopes, more=0):
    """Return a walk that has other callables measure or move, or makes more steps, an int."""

    def answer(f, w, learning_rate, steps):
        w = w.copy()
        for _ in range(steps + more):
            w = move(w, measure(f, w), learning_rate)
        return w

    return answer


def one_by_one(f, w, learning_rate, steps):
    """Return the end, shape (k,), of a walk in which each entry moves before the next is nudged.

    The callable f, w, learning_rate and steps are as for `solve_downhill`.
    """
    w = w.copy()
    for _ in range(steps):
        for i in range(len(w)):
            w[i] -= learning_rate * central(f, w)[i]
    return w


def old_slopes(f, w, learning_rate, steps):
    """Return the end, shape (k,), of a walk by the slopes of its start.

    The callable f, w, learning_rate and steps are as for `solve_downhill`.
    """
    return w - steps * learning_rate * central(f, w)


def whole_path(f, w, learning_rate, steps):
    """Return all places of a walk, shape (steps + 1, k).

    The callable f, w, learning_rate and steps are as for `solve_downhill`.
    """
    return np.array([solve_downhill(f, w, learning_rate, count) for count in range(steps + 1)])


def many_steps(steps_made):
    """Return a walk that makes other steps than it is told if there are several; steps_made is a callable."""
    return lambda f, w, learning_rate, steps: solve_downhill(
        f, w, learning_rate, steps if steps == 1 else steps_made(steps)
    )


@exercise(
    solution=solve_downhill,
    slips={
        "after one step w is where it began": descent(move=lambda w, slopes, rate: w),
        "after one step w is where it began; f was never called": lambda f, w, learning_rate, steps: w,
        "after one step w is where it began, and f was asked twice at the same place each time: are both nudged arrays "
        "the same array?": descent(twice_at_one_place),
        "this goes uphill: step against the slope": descent(move=lambda w, slopes, rate: w + rate * slopes),
        "the step is twice too long: the two nudges are 2ε apart, not ε": descent(
            lambda f, w: central(f, w, width=1e-5)
        ),
        "the step is half as long as it should be: divide by the distance between the two nudges": descent(
            lambda f, w: central(f, w, width=4e-5)
        ),
        "w after one step is off by what a wide nudge to one side only costs; nudge both ways": either(
            *(descent(partial(one_sided, epsilon=epsilon)) for epsilon in (0.1, 0.01, 0.001, -0.1, -0.01, -0.001))
        ),
        "the step is the slope itself; the learning rate is missing": descent(move=lambda w, slopes, rate: w - slopes),
        "these are the slopes; where does the step lead?": lambda f, w, learning_rate, steps: central(f, w),
        "entry 0 had moved before the slope of entry 1 was measured: measure all slopes at one place": one_by_one,
        "all entries moved by the same step: nudge them one at a time": descent(together),
        "the whole path came back; return where it ends, shape (k,)": whole_path,
        "5 steps were made where 4 were asked for": many_steps(lambda steps: steps + 1),
        "3 steps were made where 4 were asked for": many_steps(lambda steps: steps - 1),
        "only one step was made; 4 were asked for. Is the return inside the loop?": many_steps(lambda steps: 1),
        "every step uses the slopes of the start: measure again after each step": old_slopes,
    },
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

    given = start.copy()
    got = answer(f, given, rate, 1) if callable(answer) else call(answer)
    if got is ...:
        raise NotAttempted("not attempted yet: it returns the ... of the stub.")
    right, places = start - rate * slopes(start), asked.copy()
    even = len(places) > 0 and len(places) % 2 == 0
    saw([not places, even and np.allclose(places[::2], places[1::2], rtol=0, atol=1e-12)])
    compare(got, right, "w after one step", tolerance=1e-5)
    if not np.allclose(got, right, rtol=1e-8, atol=1e-8):
        raise Wrong(f"w after one step is off by {np.abs(got - right).max():.1g}: {nearly(places, start)}")
    if not np.array_equal(given, start):
        raise Wrong("the step is right, but the array that was handed in has changed; w should stay as it was")
    ends = [start]
    for _ in range(5):
        ends.append(ends[-1] - rate * slopes(ends[-1]))
    compare(call(answer, f, start, rate, 4), ends[4], "w after 4 steps", tolerance=1e-6)
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
    slips={
        "at an output of 1 the error is largest, but what is a(1 − a) there?": 1.0,
        "at ½ the sigmoid is steepest, but the error is only ½, and a little more error may be worth some slope": 0.5,
        "0.9820 is saturated: its push is 0.0347": 0.9820,
        "0.8176 is pushed by 0.2439; there is an output that is pushed more": 0.8176,
        "0.296 is the largest push itself; at which output is it reached?": 8 / 27,
        "0.25 is the largest slope of the sigmoid; the question is at which output slope times error is largest": 0.25,
        "⅓ would be right for a target of 1, where the error is 1 − a": 1 / 3,
        "at an output of 0 there is no error, and no push": 0.0,
    },
    hints=[
        "The push is 2a, the slope of the square, times the slope of the sigmoid. What is that in terms of a alone?",
        "2a · a(1 − a) is 0 at both ends. Where between them is it largest? A table of a few values shows the place.",
        "`a = np.linspace(0, 1, 1001)`, and `argmax()` of the push.",
    ],
    explanation="2a²(1 − a) is largest at a = ⅔, where it is 8/27 = 0.296. Beyond ⅔, a worse answer is pushed less.",
)
def hardest_push(answer):
    """Look at an output of the sigmoid, a float. Raises a Finding."""
    if np.ndim(answer) == 0 and isinstance(answer, (int, float, np.number)) and not 0 <= answer <= 1:
        raise Wrong(f"an output of a sigmoid lies between 0 and 1, and {answer:g} does not")
    if np.ndim(answer) == 0 and isinstance(answer, (int, float, np.number)) and abs(answer - np.log(2)) < 6e-4:
        raise Wrong("0.693 is the sum z; its output, the sigmoid of z, is asked for")
    compare(answer, 2 / 3, "the output", tolerance=5e-3)


def quiet(function, *arguments):
    """Return what function, a callable, makes of its arguments, and NumPy's first warning as a str, or an empty one."""
    with warnings.catch_warnings(record=True, action="always") as recorded:
        result = call(function, *arguments)
    return result, str(recorded[0].message) if recorded else ""


class SolveAbstain:
    """Softmax down each column, in which a blank answer always has score 0."""

    def __call__(self, z):
        """Return the probabilities of the candidates; z and the result have shape (outs, n)."""
        top = np.maximum(z.max(axis=0, keepdims=True), 0)
        parts = np.exp(z - top)
        return parts / (np.exp(-top) + parts.sum(axis=0, keepdims=True))


def sharing(rule):
    """Return a class whose probabilities follow another rule, a callable of z."""
    return type("Abstain", (), {"__call__": lambda self, z: rule(z)})


def of(z, lowered, blank, axis=0):
    """Return parts of z, an array, divided by those of the blank and their sum along an axis, an int.

    Both the parts, e to the z − lowered, and those of the blank are arrays or floats.
    """
    parts = np.exp(z - lowered)
    return parts / (blank + parts.sum(axis=axis, keepdims=True))


def tops(z):
    """Return the largest score of each column of z, shape (1, n)."""
    return z.max(axis=0, keepdims=True)


@exercise(
    solution=SolveAbstain,
    slips={
        "{where}the last row is the probability of the blank: leave it out": sharing(
            lambda z: np.vstack([SolveAbstain()(z), 1 - SolveAbstain()(z).sum(axis=0)])
        ),
        "{where}the first row is the probability of the blank: leave it out": sharing(
            lambda z: np.vstack([1 - SolveAbstain()(z).sum(axis=0), SolveAbstain()(z)])
        ),
        "{where}each column adds up to 1, so the blank is missing: this is softmax": sharing(Softmax()),
        "{where}the largest score was subtracted, but not from the blank's 0; its parts shrink, too": sharing(
            lambda z: of(z, tops(z), 1)
        ),
        "{where}the parts are added up along the rows; the candidates of one example are a column": sharing(
            lambda z: of(z, 0, 1, axis=1)
        ),
        "{where}the blank has e parts, as if its score were 1; its score is 0, so how many parts has it?": sharing(
            lambda z: of(z, 0, np.e)
        ),
        "{where}the scores were lowered by the largest, but the blank's 0 was raised by it: a sign": either(
            sharing(lambda z: of(z, tops(z), np.exp(tops(z)))),
            sharing(lambda z: of(z, np.maximum(tops(z), 0), np.exp(np.maximum(tops(z), 0)))),
        ),
        "{where}the parts of all examples are added up: one sum per column": sharing(
            lambda z: np.exp(z) / (1 + np.exp(z).sum())
        ),
        "{where}these are sigmoids: each runs against the blank alone, not against the others": sharing(Sigmoid()),
        "{where}there are {blanks} blanks in each column; it should be one": sharing(lambda z: of(z, 0, len(z))),
    },
    hints=[
        "The blank is one more candidate, with score 0 in each column. What would softmax say?",
        "Against overflow subtract from all scores of a column, the blank's 0 included, the largest of them; it may be "
        "that 0.",
        "With a row of zeros stacked under z, `Softmax` does it all. Which row of its result is not asked for?",
    ],
    explanation="`Softmax` of z with a row of zeros stacked under it does it all: drop the last row of its result.",
)
def abstain(answer):
    """Look at a class, softmax with a blank. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"hand over the class itself, Abstain, without brackets; this is {kind(answer)}")
    act, right, rng = call(answer), SolveAbstain(), np.random.default_rng(seed())
    for z in (np.array([[2.0, 0.0], [1.0, 0.0], [-1.0, 0.0]]), rng.normal(size=(3, 4)), rng.normal(size=(1, 5))):
        where = f"for z of shape {z.shape}, "
        compare(call(act, z), right(z), f"{where}the result", where=where, blanks=len(z))
    z = np.array([[2.0, 1000.0, -1000.0, 0.0], [1.0, 999.0, -1001.0, 0.0], [-1.0, 997.0, -1003.0, 0.0]])
    result, warned = quiet(act, z)
    bad = np.flatnonzero(~np.isfinite(np.asarray(result, dtype=float)).all(axis=0))
    if len(bad):
        largest = f"largest score {z[0, bad[0]]:g}"
        alone = np.asarray(quiet(act, z[:, bad])[0], dtype=float)
        if np.isfinite(alone).all():
            raise Wrong(
                f"the column with {largest} becomes nan beside larger scores, yet alone it is fine: each column "
                "needs its own largest score"
            )
        raise Wrong(f"right for small scores, but the column with {largest} becomes nan: exp overflows")
    compare(result, right(z), "the result for scores up to ±1000")
    if warned:
        raise Wrong(f"the values are right, but NumPy warned, {warned}: where is the blank's 0 the largest score?")


CAUSES = (
    "the mistakes left are made with more certainty",
    "one of the numbers is computed wrongly",
    "every answer has become a little less sure",
    "the learning rate is too small",
)


@exercise(
    solution=CAUSES[0],
    slips={
        "they can all be right: work out what one answer costs that leaves its label a probability of 0.0001": CAUSES[
            1
        ],
        "then the mean probability of the label would have fallen; it rose": CAUSES[2],
        "then all three numbers would have stayed nearly where they were": CAUSES[3],
    },
    hints=[
        "What does a right answer cost, and what can a wrong one cost?",
        "Suppose 90 labels had a probability of 0.80 and 10 had 0.30 before; after it, 95 have 0.99 and 5 have "
        "0.0001. Work out the mean probability and the mean loss of both.",
    ],
    explanation="Five answers that leave their label a probability of 0.0001 cost 9.21 each, more than all the others "
    "together. Accuracy counts mistakes; the loss also measures how sure they were.",
)
def worse_and_better(answer):
    """Look at a choice. Raises a Finding."""
    choose(answer, CAUSES, CAUSES[0])


def solve_forecasters(a, b):
    """Return "a" or "b", for the forecaster to whom what happened was more probable; a and b have shape (n,)."""
    return "a" if np.log(a).sum() > np.log(b).sum() else "b"


def by(measure):
    """Return a function that takes the forecaster with the larger measure, a callable of shape (n,)."""
    return lambda a, b: "a" if measure(a) > measure(b) else "b"


@exercise(
    solution=solve_forecasters,
    slips={
        "this goes by the mean of the probabilities, in which a sure mistake hardly counts; probabilities multiply": (
            either(by(np.mean), by(np.sum))
        ),
        "over thousands of days both products are rounded to 0, and 0 is not above 0: what turns a product into a "
        "sum?": either(by(np.prod), lambda a, b: "a" if np.prod(a) >= np.prod(b) else "b"),
        "this takes the forecaster to whom it was less probable: is a minus missing, or one too many?": by(
            lambda given: -np.log(given).sum()
        ),
        "this goes by the worst day alone; all days count": by(np.min),
        "the same forecaster each time": either(lambda a, b: "a", lambda a, b: "b"),
    },
    hints=[
        "How probable were all days together, according to one forecaster?",
        "A product of thousands of probabilities is rounded to 0. What is the logarithm of a product?",
        "Compare `np.log(a).sum()` with `np.log(b).sum()`.",
    ],
    explanation="The sum of the logarithms is the logarithm of the product, and stays far from the smallest number "
    "that a computer holds.",
)
def forecasters(answer):
    """Look at a function of two arrays, shape (n,), that returns "a" or "b". Raises a Finding."""
    rng = np.random.default_rng(seed())
    steady, bold = np.array([0.7, 0.7, 0.7, 0.7]), np.array([0.99, 0.99, 0.99, 0.01])
    modest, sure = rng.uniform(0.4, 0.9, 5000), rng.uniform(0.9, 0.99, 5000)
    sure[rng.choice(5000, 500, replace=False)] = 1e-4
    better, worse = rng.uniform(0.45, 0.95, 3000), rng.uniform(0.4, 0.6, 3000)
    better[rng.integers(3000)] = 0.2
    cases = [(steady, bold), (modest, sure), (better, worse)]
    cases += [(b, a) for a, b in cases]
    found = []
    for a, b in cases:
        chosen = call(answer, a.copy(), b.copy())
        if not isinstance(chosen, str) or chosen not in ("a", "b"):
            raise Wrong(f'the answer should be "a" or "b", but it is {kind(chosen)}')
        found.append(chosen)
    right = [solve_forecasters(a, b) for a, b in cases]
    saw([chosen == "a" for chosen in found])
    if found != right:
        where = next(k for k in range(len(cases)) if found[k] != right[k])
        raise Wrong(f'over {len(cases[where][0]):,} days "{found[where]}" came back, and should be "{right[where]}"')


progress = progress_of(globals())
