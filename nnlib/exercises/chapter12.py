"""Chapter 12 · Exercises on teachers: shares, odds, doubts by hand, a loss, hearsay, programs, agreement, controls."""

import numpy as np

from nnlib.activations import Softmax
from nnlib.distillation import soft_targets
from nnlib.exercises.base import NotAttempted, Wrong, call, choose, compare, exercise, kind, progress_of, seed


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


@exercise(
    solution=solve_softer,
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
            powered = shares ** (1 / temperature)
            reasons = [
                (
                    shares / temperature,
                    f"{told} has columns that sum to {1 / temperature:g}: a division changes all shares of a column "
                    f"alike",
                ),
                (
                    Softmax()(shares / temperature),
                    f"{told} takes the shares for scores; but the shares are what softmax made of them",
                ),
                (
                    solve_softer(shares, 1 / temperature),
                    f"{told} has gone the other way: it should be {'softer' if temperature > 1 else 'sharper'}",
                ),
                (powered / powered.sum(axis=1, keepdims=True), f"{told} has rows that sum to 1; examples are columns"),
                (powered / powered.sum(), f"{told} sums to 1 as a whole; each column is an example of its own"),
                (powered, f"{told} has columns that sum to {powered.sum(axis=0)[0]:.4g}; shares sum to 1"),
                (Softmax()(powered), f"{told} has one softmax too many: the powers only need a common divisor"),
                (shares, f"{told} is what came in: where is the temperature?"),
                (wanted.round(3), f"{told} is rounded to three places; return the numbers as they are"),
            ]
            little = f"{told} does not keep a share of 0: was a little added for the logarithm? A power needs none"
            for power in range(6, 17) if (shares == 0).any() else ():
                for raised in (shares + 10.0**-power, np.maximum(shares, 10.0**-power)):
                    reasons.append((solve_softer(raised, temperature), little))
                    reasons.append((raised ** (1 / temperature), little))
        if np.shape(got) == wanted.shape and np.asarray(got).dtype.kind == "f" and np.isnan(got).any():
            raise Wrong(f"{told} holds nan: a share of 0 has no logarithm; what is its power?")
        compare(got, wanted, told, reasons=reasons)


@exercise(
    solution=(256.0, 2.0),
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
    turned = "those are the odds of 9 against 4; asked for are those of 4 against 9"
    gap = "that is the gap between two scores; odds are e to the gap"
    cold = [
        (32, "at T = 1, 32: the gap between the scores doubles; do the odds double, too?"),
        (8, "at T = 1, 8: that is half of the odds; but a colder answer is more certain, not less"),
        (4, "at T = 1, 4: that would be hotter; a colder answer is more certain"),
        (16, "at T = 1, 16: those are the odds at T = 2, so its scores have been divided by 2 already"),
        (65_536, "at T = 1, 65,536: the gap is twice that at T = 2, not four times"),
        (64, "at T = 1, 64: odds do not grow by the square of T; what T divides is the gap"),
        (2, "at T = 1, 2: a colder answer is more certain; is that number meant for T = 8?"),
        (1 / 256, f"at T = 1, 0.0039: {turned}"),
        (2 * np.log(16), f"at T = 1, 5.55: {gap}"),
    ]
    cold += [(round(value, digits), message) for value, message in cold for digits in (1, 2, 3)]  # as one types them
    compare(answer[0], 256, "at T = 1 the number", reasons=cold)
    hot = [
        (4, "at T = 8, 4: those are the odds at T = 4; or were the odds divided? T divides the gap"),
        (2**0.5, "at T = 8, 1.41: the eighth root of 16; but 16 belongs to T = 2, whose gap is halved already"),
        (1, "at T = 8, 1: no difference is left only for T without end"),
        (32, "at T = 8, 32: 256 divided by 8; but T divides the gap, not the odds"),
        (16, "at T = 8, 16: those are the odds at T = 2; a hotter answer is less certain"),
        (8, "at T = 8, 8: half of the odds; but what is halved, and how often, is the gap"),
        (0.5, f"at T = 8, 0.5: {turned}"),
        (np.log(16) / 4, f"at T = 8, 0.693: {gap}"),
        (64, "at T = 8, 64: a hotter answer is less certain, not more"),
        (65_536, "at T = 8, 65,536: a hotter answer is less certain, not more"),
    ]
    hot += [(round(value, digits), message) for value, message in hot for digits in (1, 2, 3)]
    compare(answer[1], 2, "at T = 8 the number", reasons=hot)


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


@exercise(
    solution=solve_distil,
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
    told = f"with {n} example{'s' * (n > 1)} of {outs} classes and temperature {temperature}"
    y, p = soft_targets(scores, temperature), soft_targets(outputs, temperature)
    hard = soft_targets(scores, 1)
    square = temperature**2

    def priced(shares, divisor, axis=0):
        """Return the mean price of shares, an array, if the outputs are divided by a float and axis is summed over."""
        z = outputs / divisor
        e = np.exp(z - z.max(axis=axis, keepdims=True))
        log_p = z - z.max(axis=axis, keepdims=True) - np.log(e.sum(axis=axis, keepdims=True))
        return -(shares * log_p).sum() / n

    own = square * -(y * np.log(np.maximum(y, 1e-300))).sum() / n
    t = (scores - scores.max(axis=0)) / temperature
    swapped = square * -(p * (t - np.log(np.exp(t).sum(axis=0)))).sum() / n
    one = np.zeros_like(y)
    one[scores.argmax(axis=0), np.arange(n)] = 1
    both = "is divided by the temperature here, the {0} {1} not"
    reasons = [
        (loss / square, f"{told} the loss is {square} times too small: it has no T²"),
        (loss / temperature, f"{told} the loss is {temperature} times too small: T² belongs before it, not T"),
        (square * priced(y, 1), f"{told} only the teacher {both.format('student’s outputs', 'are')}"),
        (square * priced(hard, temperature), f"{told} only the student {both.format('teacher’s scores', 'are')}"),
        (square * priced(hard, 1), f"{told} neither side is divided by the temperature; only the factor is there"),
        (priced(hard, 1), f"{told} the temperature plays no part: that is the loss at T = 1"),
        (square * priced(one, temperature), f"{told} only the teacher's favourite is priced; its doubts are lost"),
        (loss - own, f"{told} the target's own price was subtracted: that changes no slope, but it is another number"),
        (loss / outs, f"{told} the loss is a mean over all entries; prices add up down a column, then comes the mean"),
        (-loss, f"{told} the loss is negative; a price is minus a logarithm"),
        (loss / np.log(2), f"{told} the loss counts halvings; the surprise takes the natural logarithm"),
        (swapped, f"{told} teacher and student have changed places: the teacher's shares weigh the student's prices"),
        (own, f"{told} the student plays no part: that is the target's own price, the least that anybody pays"),
        (
            square * priced(soft_targets(scores * temperature, 1), 1 / temperature),
            f"{told} the scores are multiplied by the temperature; heat brings the shares together",
        ),
        (square * np.mean((p - y) ** 2), f"{told} the loss is the MSE of the shares; asked for is the cross-entropy"),
        (square * np.sum((p - y) ** 2) / n, f"{told} the loss squares differences of shares; where is a logarithm?"),
    ]
    if outs != n:
        axis = soft_targets(scores.T, temperature).T
        reasons.append(
            (square * priced(axis, temperature, 1), f"{told} softmax goes along the rows; examples are columns")
        )
        reasons.append((square * priced(axis, temperature), f"{told} the teacher's softmax goes along the rows"))
        reasons.append((square * priced(y, temperature, 1), f"{told} the student's softmax goes along the rows"))
    guarded = (
        f"with scores of {np.abs(scores).max():,.0f} the loss is too small: is a share of 0 replaced by a little more?"
    )
    for power in range(6, 17):
        shares = [p + 10.0**-power, np.maximum(p, 10.0**-power)]
        reasons += [(square * -(y * np.log(share)).sum() / n, guarded) for share in shares]
    value = np.asarray(result[0])
    if value.ndim == 0 and value.dtype.kind == "f" and not np.isfinite(value):
        raise Wrong(f"the loss is {value} with scores of {np.abs(scores).max():g}: did an exponential overflow, or "
        f"was the "
                    "logarithm of a share of 0 taken?")  # fmt: skip
    compare(value if value.dtype.kind == "f" else result[0], loss, "the loss", reasons=reasons, n=n)
    right = f"{told} the loss is right, but the slopes"
    reasons = [
        (slopes / temperature, f"{right} are {temperature} times too small: a nudge shows that a factor T is missing"),
        (
            slopes / square,
            f"{right} are {square} times too small: the loss has T², and what does the division by T bring?",
        ),
        (slopes * temperature, f"{right} are {temperature} times too large: outputs / T has a slope of its own, 1/T"),
        (slopes * n, f"{right} belong to the sum over the examples, not to their mean"),
        (slopes / outs, f"{right} are divided by the number of classes, too"),
        (-slopes, f"{right} have the opposite sign: they should point uphill"),
        (temperature * (soft_targets(outputs, 1) - y) / n, f"{right} use the student's shares at T = 1"),
        (temperature * (p - hard) / n, f"{right} use the teacher's shares at T = 1"),
        (temperature * (soft_targets(outputs, 1) - hard) / n, f"{right} use the shares of both at T = 1"),
        ((soft_targets(outputs, 1) - hard) / n, f"{right} are those of the loss at T = 1"),
        (temperature * (p - scores) / n, f"{right} subtract the teacher's scores, not its shares"),
        (temperature * (outputs - scores) / n, f"{right} compare scores; what is compared are shares"),
    ]
    got = np.asarray(result[1])
    if got.dtype.kind == "f" and got.shape == slopes.shape and not np.isfinite(got).all():
        raise Wrong(f"the loss is right, but the slopes hold nan: e^z overflows for scores of {np.abs(scores).max():g}")
    compare(result[1], slopes, "the array of slopes", reasons=reasons)


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


@exercise(
    solution=solve_hearsay,
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
    rest, mine = np.delete(scores, missing, axis=0), scores[missing]
    drawn = rest.max(axis=0) - mine.max(axis=0)
    lags = np.sort(drawn)
    rows = ", ".join(map(str, missing[:-1])) + " and " * (len(missing) > 1) + str(missing[-1])
    unsorted = "the lags seem to be in the order of the images; were they sorted?"
    if np.isclose(lags, got, rtol=0, atol=1e-9).any():
        fix = "choose a bias between two lags"
        if (
            not np.isclose(lags[count - 1 : count + 1], got).any()
            and np.isclose(drawn[count - 1 : count + 1], got).any()
        ):
            fix = unsorted
        raise Wrong(
            f"{got:+.4g} is exactly the lag of a column: two of its scores are equal then, and nobody has won; {fix}"
        )
    if found == count:
        return
    seen = (
        f"with {got:+.4g} on row{'s' * (len(missing) > 1)} {rows}, {found} of {n} columns answer so, and {count} should"
    )
    beside = [(lags[k] + lags[k + 1]) / 2 for k in (count - 2, count) if 0 <= k < n - 1]
    if np.isclose(beside, got).any():
        raise Wrong(f"{seen}: one off. Entries of an array are counted from 0")
    order = [drawn[count - 1], (drawn[count - 1] + drawn[count]) / 2, drawn[count]]
    if np.isclose(got, order, rtol=0, atol=1e-4).any():
        raise Wrong(f"{seen}: {unsorted}")
    slips = [
        (
            rest.mean(axis=0) - mine.max(axis=0),
            "was it compared with the mean of the others? It has to beat their best",
        ),
        (
            rest.min(axis=0) - mine.max(axis=0),
            "was it compared with the lowest of the others? It has to beat their best",
        ),
    ]
    if len(missing) > 1:
        only = "one missing class is enough to win a column; "
        slips += [
            (rest.max(axis=0) - mine.min(axis=0), only + "was the worst of them compared?"),
            (rest.max(axis=0) - mine.mean(axis=0), only + "was their mean compared?"),
            (rest.max(axis=0) - mine[0], "only the first of the missing classes seems to be counted"),
            (
                np.delete(scores, missing[0], axis=0).max(axis=0) - mine[0],
                "only the first of the missing classes counts",
            ),
            (
                np.delete(scores, missing[-1], axis=0).max(axis=0) - mine[-1],
                "only the last of the missing classes counts",
            ),
        ]
    turned = "were the columns won that are the hardest to win? Begin with the smallest lags"
    slips = [(np.sort(values), message) for values, message in slips] + [(lags[::-1], turned)]
    for values, message in slips:
        if np.isclose(got, (values[count - 1] + values[count]) / 2):
            raise Wrong(f"{seen}: {message}")
    if won(scores, missing, -got) == count:
        raise Wrong(f"{seen}; {-got:+.4g} would be right: is the sign turned round?")
    for values, message in slips[:-1] * (n > 10):  # of few columns many slips win the same ones
        if values[count - 1] <= got <= values[count]:
            raise Wrong(f"{seen}: {message}")
    if n > 10 and lags[n - count - 1] <= got <= lags[n - count]:
        raise Wrong(f"{seen}: {turned}")
    if np.isclose(got, lags.mean()) or np.isclose(got, np.median(lags)):
        raise Wrong(f"{seen}: an average lag wins about half of the columns, however many are asked for")
    if got >= 0 and lags[count] < 0:
        raise Wrong(
            f"{seen}: too many answer so already, so the bias has to be negative; are the missing classes "
            f"left out of the others?"
        )
    if np.isclose(got, np.quantile(lags, 0.1)):
        raise Wrong(f"{seen}: that is a tenth of the columns, as in the chapter; the count is given here")
    step = got - lags[count - 1]  # what was added to the right lag, or the place where a search in steps stopped
    if (
        n > 10
        and got != 0
        and (
            np.isclose(got, round(got, 2), rtol=0, atol=1e-8)
            or 0 < step < 1
            and np.isclose(step, round(step, 2), rtol=0, atol=1e-8)
        )
    ):
        raise Wrong(
            f"{seen}: two lags may be closer together than any fixed step or rounded number; "
            "take the bias from the lags on both sides of it"
        )
    if abs(found - count) == 1:
        raise Wrong(f"{seen}: one off. Entries of an array are counted from 0")
    raise Wrong(seen)


PROGRAMS = ("D", "A", "F", "B")


@exercise(
    solution=PROGRAMS,
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
        if letter != right:
            raise Wrong(f"program {number}, {letter}: {NOT_THIS[letter, number]}")


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


def solve_agreement_range(a, b, classes):
    """Return the lowest and the highest share of equal answers; a and b float, classes int."""
    if classes == 2:
        return abs(a + b - 1), 1 - abs(a - b)
    return max(a + b - 1, 0), 1 - abs(a - b)


@exercise(
    solution=solve_agreement_range,
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
        low, high = solve_agreement_range(a, b, classes)
        floor = "agreement cannot be below 0" if a + b < 1 else ""
        reasons = [
            (a * b, f"{told} the lowest is {a * b:.4g}: how often both are right by chance; a bound needs no chance"),
            (
                a * b + (1 - a) * (1 - b) / (classes - 1),
                f"{told} the lowest assumes that mistakes fall independently; a bound needs no such assumption",
            ),
            (a * b + (1 - a) * (1 - b), f"{told} the lowest assumes that mistakes fall independently; a bound needs "
            f"none"),
            (
                (1 - a - b) / (classes - 1),
                f"{told} the lowest assumes that two wrong networks agree by chance; at worst they never do",
            ),
            (0, f"{told} the lowest is 0: " + ("two wrong answers of two classes are equal" if classes == 2 else
             "but the mistakes of both together do not fill all images; where both are right, they agree")),
            (a + b - 1, f"{told} the lowest is {a + b - 1:.4g}: {floor}"),
            (min(a, b), f"{told} the lowest lays the mistakes on top of each other; that is the best case, not the "
            f"worst"),
            (1 - abs(a - b), f"{told} the lowest is the highest"),
            (abs(a + b - 1), f"{told} the lowest counts images where both are wrong, but with different answers they "
            f"disagree"),
        ]  # fmt: skip
        compare(result[0], low, f"{told} the lowest share", reasons=reasons)
        reasons = [
            (min(a, b), f"{told} the highest is {min(a, b):.4g}: they may also be wrong alike"),
            (1, f"{told} the highest is 1: but where one alone is right, they differ, and the accuracies differ"),
            (max(a, b), f"{told} the highest is {max(a, b):.4g}: then the weaker one is right too often"),
            (abs(a - b), f"{told} the highest is the share where they must differ"),
            (1 - a * b, f"{told} the highest assumes chance; a bound needs none"),
            (
                a * b + (1 - a) * (1 - b),
                f"{told} the highest assumes that mistakes fall independently; a bound needs none",
            ),
            (
                min(a, b) + min(1 - a, 1 - b) / (classes - 1),
                f"{told} the highest lets two wrong networks agree by chance; at best they always do",
            ),
            (1 + abs(a - b), f"{told} the highest is above 1: which of the two accuracies is larger here?"),
        ]
        compare(result[1], high, f"{told} the highest share", reasons=reasons)


@exercise(
    solution=("C", "E", "A", "F"),
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
    for number, letter in enumerate(answer, start=1):
        if letter is ...:
            raise NotAttempted("not attempted yet: one of the letters is still the ... of the stub.")
        if not isinstance(letter, str) or letter not in tuple("ABCDEF"):
            raise Wrong(f'explanation {number}: choose one of "A" to "F"')
        choices = dict.fromkeys("ABCDEF", f"explanation {number}: ")
        for other, text in WHY_NOT.items():
            choices[other] += text
        choices |= {other: f"explanation {number}: {text}" for (other, row), text in SPECIAL.items() if row == number}
        choices[controls.reference[number - 1]] = ""
        choose(letter, choices)


WHY_NOT = {
    "C": "that student gets doubts that know nothing; here somebody says that a certain knowledge is what counts",
    "E": "that student knows which classes look alike, and that only; does the explanation speak of this?",
    "A": "that student gets no doubts at all, only the teacher's decisions; does the explanation speak of those?",
    "F": "that student gets doubts of the right class that belong to another image; does the explanation say that the "
    "very image does not matter, or that it does not need any doubts?",
    "B": "that says what more training brings; the explanation speaks of what the targets hold",
    "D": "that says how sure the gain is, not where it comes from",
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


progress = progress_of(globals())
