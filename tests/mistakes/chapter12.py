"""Typical wrong answers to the exercises of chapter 12, each with a fragment of the message that it must get."""

import numpy as np

from nnlib import Softmax, soft_targets
from nnlib.exercises.chapter12 import solve_agreement_range, solve_distil, solve_hearsay, solve_softer


def logarithm(shares, temperature):
    """Right, unless a share is 0."""
    return Softmax()(np.where(shares == 0, np.nan, np.log(np.maximum(shares, 1e-9))) / temperature)


def powers(shares, temperature):
    return shares ** (1 / temperature)


def loss(function):
    """An answer to `distil` with another loss, function(right loss, student z, teacher y, z, t, T)."""

    def answer(outputs, scores, temperature):
        right, slopes = solve_distil(outputs, scores, temperature)
        return function(right, outputs, scores, temperature), slopes

    return answer


def slopes(function):
    """An answer to `distil` with other slopes, function(right slopes, outputs, scores, T)."""

    def answer(outputs, scores, temperature):
        right, slopes = solve_distil(outputs, scores, temperature)
        return right, function(slopes, outputs, scores, temperature)

    return answer


def price(y, z, axis=0):
    shifted = z - z.max(axis=axis, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    return -(y * log_p).sum() / z.shape[1]


def unshifted(outputs, scores, temperature):
    with np.errstate(all="ignore"):
        y, p = (np.exp(z / temperature) / np.exp(z / temperature).sum(axis=0) for z in (scores, outputs))
        return temperature**2 * -(y * np.log(p)).sum(axis=0).mean(), temperature * (p - y) / outputs.shape[1]


def unshifted_slopes(outputs, scores, temperature):
    return solve_distil(outputs, scores, temperature)[0], unshifted(outputs, scores, temperature)[1]


def guarded(right, outputs, scores, temperature):
    p = soft_targets(outputs, temperature) + (1e-12 if outputs.max() > 1000 else 0)
    return temperature**2 * -(soft_targets(scores, temperature) * np.log(p)).sum(axis=0).mean()


def favourite(right, outputs, scores, temperature):
    y = np.zeros_like(scores)
    y[scores.argmax(axis=0), np.arange(scores.shape[1])] = 1
    return temperature**2 * price(y, outputs / temperature)


def without_own(right, outputs, scores, temperature):
    y = soft_targets(scores, temperature)
    return right + temperature**2 * (y * np.log(np.maximum(y, 1e-300))).sum() / y.shape[1]


def squares(right, outputs, scores, temperature):
    return temperature**2 * np.mean((soft_targets(outputs, temperature) - soft_targets(scores, temperature)) ** 2)


def by_rows(right, outputs, scores, temperature):
    return temperature**2 * price(soft_targets(scores.T, temperature).T, outputs / temperature, 1)


def unsorted(scores, missing):
    return np.delete(scores, missing, axis=0).max(axis=0) - scores[missing].max(axis=0)


def lags(scores, missing):
    return np.sort(unsorted(scores, missing))


def in_steps(scores, missing, count):
    """Try one bias after the other until there are enough."""
    return next(k for k in np.arange(-1000, 1000) / 50 + 0.01 if np.sum(unsorted(scores, missing) < k) >= count)


def biased(function):
    """An answer to `hearsay` that sorts function(scores of the others, of the missing ones)."""

    def answer(scores, missing, count):
        return middle(np.sort(function(np.delete(scores, missing, axis=0), scores[missing])), count)

    return answer


def middle(values, count):
    return (values[count - 1] + values[count]) / 2


LOWEST, HIGHEST = 0, 1


def bound(which, function):
    """An answer to `agreement_range` with one of its two numbers replaced."""

    def answer(a, b, classes):
        result = list(solve_agreement_range(a, b, classes))
        result[which] = function(a, b, classes)
        return result

    return answer


MISTAKES = {
    "softer": [
        (lambda shares, T: shares / T, "columns that sum to 0.5"),
        (lambda shares, T: Softmax()(shares / T), "takes the shares for scores"),
        (lambda shares, T: solve_softer(shares, 1 / T), "it should be softer"),
        (
            lambda shares, T: powers(shares, T) / powers(shares, T).sum(axis=1, keepdims=True),
            "rows that sum to 1",
        ),
        (lambda shares, T: powers(shares, T) / powers(shares, T).sum(), "each column is an example of its own"),
        (powers, "columns that sum to 1.505"),
        (lambda shares, T: Softmax()(powers(shares, T)), "one softmax too many"),
        (lambda shares, T: shares, "where is the temperature?"),
        (logarithm, "a share of 0 has no logarithm"),
        (lambda shares, T: Softmax()(np.log(shares + 1e-9 * (shares == 0).any()) / T), "was a little added"),
        (lambda shares, T: soft_targets(shares, T), "takes the shares for scores"),
        (lambda shares, T: solve_softer(shares, T).round(3), "rounded to three places"),
        (lambda shares: shares, "your code raised TypeError"),
    ],
    "odds": [
        ((32, 2), "do the odds double, too?"),
        ((8, 2), "more certain, not less"),
        ((4, 2), "a colder answer is more certain"),
        ((64, 2), "what T divides is the gap"),
        ((256, 4), "those are the odds at T = 4"),
        ((256, 2**0.5), "whose gap is halved already"),
        ((256, 1.0), "only for T without end"),
        ((256, 32), "not the odds"),
        ((2, 256), "is that number meant for T = 8?"),
        ((1 / 256, 0.5), "T = 1, 0.0039: those are the odds of 9 against 4"),
        ((256, 0.5), "T = 8, 0.5: those are the odds of 9 against 4"),
        ((2 * np.log(16), np.log(2)), "T = 1, 5.55: that is the gap"),
        ((256, np.log(2)), "T = 8, 0.693: that is the gap"),
        ((256, 1.41), "whose gap is halved already"),
        ((5.545, 2), "T = 1, 5.55: that is the gap"),
        ((256, 16), "a hotter answer is less certain"),
        ((256, 8), "what is halved, and how often"),
        (256, "should be two numbers"),
        ((256,), "it has 1 part"),
    ],
    "whisper": [
        ((4, 0, 0), "B has less than twice as much as C"),
        ((2, 1, 0), "not far enough above the others"),
        ((8, 3, 0), "larger than they need be"),
        ((5.5, 2, 0), "the gap between B and C is divided by 4"),
        ((5.5, 0, 3), "B has less than C; were the two exchanged?"),
        ((2, 5, -1), "A should have the most, but B has"),
        ((0.91, 0.06, 0.03), "not shares"),
        ((5, 3), "but it has 2 parts"),
        (np.array([[5.0], [3.0], [0.0]]), "an array of shape (3, 1)"),
        (("a", "b", "c"), "finite numbers"),
    ],
    "distil": [
        (loss(lambda right, z, t, T: right / T**2), "it has no T²"),
        (loss(lambda right, z, t, T: right / T), "T² belongs before it, not T"),
        (loss(lambda right, z, t, T: T**2 * price(soft_targets(t, T), z)), "only the teacher is divided"),
        (loss(lambda right, z, t, T: T**2 * price(soft_targets(t, 1), z / T)), "only the student is divided"),
        (loss(lambda right, z, t, T: T**2 * price(soft_targets(t, 1), z)), "neither side is divided"),
        (loss(lambda right, z, t, T: price(soft_targets(t, 1), z)), "the loss at T = 1"),
        (loss(favourite), "its doubts are lost"),
        (loss(without_own), "the target's own price"),
        (loss(lambda right, z, t, T: right / len(z)), "a mean over all entries"),
        (loss(lambda right, z, t, T: right * z.shape[1]), "a sum where a mean"),
        (loss(lambda right, z, t, T: -right), "minus a logarithm"),
        (loss(lambda right, z, t, T: right / np.log(2)), "counts halvings"),
        (lambda outputs, scores, T: solve_distil(scores, outputs, T), "have changed places"),
        (loss(lambda right, z, t, T: solve_distil(t, t, T)[0]), "the student plays no part"),
        (
            lambda outputs, scores, T: tuple(T**4 * part for part in solve_distil(outputs, scores, 1 / T)),
            "multiplied by",
        ),
        (loss(squares), "the MSE of the shares"),
        (loss(lambda right, z, t, T: len(z) * squares(right, z, t, T)), "where is a logarithm?"),
        (loss(by_rows), "along the rows"),
        (unshifted, "the loss is nan"),
        (loss(guarded), "replaced by a little more"),
        (slopes(lambda right, z, t, T: right / T), "a factor T is missing"),
        (slopes(lambda right, z, t, T: right / T**2), "what does the division by T bring"),
        (slopes(lambda right, z, t, T: right * T), "has a slope of its own"),
        (slopes(lambda right, z, t, T: right * z.shape[1]), "the sum over the examples"),
        (slopes(lambda right, z, t, T: -right), "uphill"),
        (
            slopes(lambda right, z, t, T: T * (Softmax()(z) - soft_targets(t, T)) / z.shape[1]),
            "the student's shares at",
        ),
        (
            slopes(lambda right, z, t, T: T * (Softmax()(z / T) - soft_targets(t, 1)) / z.shape[1]),
            "the teacher's shares",
        ),
        (
            slopes(lambda right, z, t, T: T * (Softmax()(z) - soft_targets(t, 1)) / z.shape[1]),
            "the shares of both at T = 1",
        ),
        (
            slopes(lambda right, z, t, T: (Softmax()(z) - soft_targets(t, 1)) / z.shape[1]),
            "those of the loss at T = 1",
        ),
        (slopes(lambda right, z, t, T: T * (z - t) / z.shape[1]), "compare scores"),
        (slopes(lambda right, z, t, T: right.T), "transposed"),
        (unshifted_slopes, "the slopes hold nan"),
        (lambda outputs, scores, T: solve_distil(outputs, scores, T)[0], "should return a pair"),
        (lambda outputs, scores, T: solve_distil(outputs, scores, T)[::-1], "turned round"),
    ],
    "hearsay": [
        (lambda scores, missing, count: -solve_hearsay(scores, missing, count), "is the sign turned round?"),
        (biased(lambda rest, mine: rest.mean(axis=0) - mine.max(axis=0)), "mean of the others"),
        (biased(lambda rest, mine: rest.min(axis=0) - mine.max(axis=0)), "lowest of the others"),
        (biased(lambda rest, mine: rest.max(axis=0) - mine.min(axis=0)), "was the worst of them compared?"),
        (biased(lambda rest, mine: rest.max(axis=0) - mine.mean(axis=0)), "was their mean compared?"),
        (biased(lambda rest, mine: rest.max(axis=0) - mine[0]), "only the first of the missing classes"),
        (
            biased(lambda rest, mine: np.maximum(rest.max(axis=0) - mine.max(axis=0), 0)),
            "are the missing classes left out of the others?",
        ),
        (lambda scores, missing, count: middle(lags(scores, missing)[::-1], count), "the hardest to win"),
        (lambda scores, missing, count: lags(scores, missing).mean(), "an average lag"),
        (lambda scores, missing, count: np.quantile(lags(scores, missing), 0.1), "as in the chapter"),
        (lambda scores, missing, count: lags(scores, missing)[count], "choose a bias between two lags"),
        (lambda scores, missing, count: lags(scores, missing)[count] + 1e-3, "one off"),
        (lambda scores, missing, count: middle(lags(scores, missing), min(count + 1, scores.shape[1] - 1)), "one off"),
        (lambda scores, missing, count: middle(lags(scores, missing), count - 1), "one off"),
        (lambda scores, missing, count: middle(unsorted(scores, missing), count), "were they sorted?"),
        (lambda scores, missing, count: unsorted(scores, missing)[count], "were they sorted?"),
        (lambda scores, missing, count: unsorted(scores, missing)[count] + 1e-6, "were they sorted?"),
        (lambda scores, missing, count: lags(scores, missing)[count - 1] + 0.1, "closer together than any fixed step"),
        (in_steps, "closer together than any fixed step"),
        (lambda scores, missing, count: 0.0, "with +0 on rows 2 and 3, 0 of 4 columns answer so"),
        (lambda scores, missing, count: lags(scores, missing), "one number for all missing classes"),
        (lambda scores, missing, count: print(count), "None (is a return missing?)"),
    ],
    "four_programs": [
        (("A", "A", "F", "B"), "about as soft as those"),
        (("F", "A", "F", "B"), "the student becomes too sure"),
        (("C", "A", "F", "B"), "learned by heart"),
        (("D", "D", "F", "B"), "it cannot make the answers so unsure"),
        (("D", "A", "E", "B"), "64 · 2.30"),
        (("D", "A", "A", "B"), "less sure than it should be, not more"),
        (("D", "A", "F", "D"), "shorter steps still learn something"),
        (("D", "A", "F", "F"), "here nothing is learned"),
        ("DAFB", "four letters"),
        (("D", "A", "F", "b"), 'choose one of "A" to "F"'),
    ],
    "agreement_range": [
        (bound(LOWEST, lambda a, b, classes: a * b), "a bound needs no chance"),
        (bound(LOWEST, lambda a, b, classes: a * b + (1 - a) * (1 - b) / (classes - 1)), "fall independently"),
        (bound(LOWEST, lambda a, b, classes: a * b + (1 - a) * (1 - b)), "fall independently"),
        (bound(LOWEST, lambda a, b, classes: 0), "where both are right, they agree"),
        (bound(LOWEST, lambda a, b, classes: a + b - 1), "agreement cannot be below 0"),
        (bound(LOWEST, lambda a, b, classes: min(a, b)), "not the worst"),
        (bound(LOWEST, lambda a, b, classes: abs(a + b - 1)), "with different answers they disagree"),
        (bound(LOWEST, lambda a, b, classes: max(a + b - 1, 0)), "two wrong answers of two classes are equal"),
        (bound(HIGHEST, lambda a, b, classes: min(a, b)), "they may also be wrong alike"),
        (bound(HIGHEST, lambda a, b, classes: 1), "where one alone is right"),
        (bound(HIGHEST, lambda a, b, classes: max(a, b)), "the weaker one is right too often"),
        (
            bound(LOWEST, lambda a, b, classes: abs(a + b - 1) if classes < 4 else max(a + b - 1, 0)),
            "and 3 classes the lowest counts images where both are wrong",
        ),
        (
            bound(LOWEST, lambda a, b, classes: max(a + b - 1, (1 - a - b) / (classes - 1))),
            "two wrong networks agree by chance; at worst",
        ),
        (bound(HIGHEST, lambda a, b, classes: a * b + (1 - a) * (1 - b)), "the highest assumes that mistakes fall"),
        (
            bound(HIGHEST, lambda a, b, classes: min(a, b) + min(1 - a, 1 - b) / (classes - 1)),
            "two wrong networks agree by chance; at best",
        ),
        (bound(HIGHEST, lambda a, b, classes: 1 - (a - b)), "the highest is above 1"),
        (bound(HIGHEST, lambda a, b, classes: 1 - (b - a)), "the highest is above 1"),
        (lambda a, b, classes: a + b - 1, "should return a pair"),
    ],
    "controls": [
        (("E", "E", "A", "F"), "explanation 1: close, but that table knows"),
        (("F", "E", "A", "F"), "explanation 1: close, but those doubts know"),
        (("C", "F", "A", "F"), "one row for each class is enough"),
        (("C", "A", "A", "F"), "no doubts at all"),
        (("C", "E", "F", "A"), "nearly all images keep"),
        (("C", "E", "E", "F"), "does not change which class is favoured"),
        (("C", "E", "A", "E"), "milder than any single answer"),
        (("C", "E", "A", "B"), "what more training brings"),
        (("C", "E", "A", "D"), "not where it comes from"),
        (("C", "E", "A", 3), 'explanation 4: choose one of "A" to "F"'),
        (("C", "E", "A"), "it has 3 parts"),
        ("CEAF", "four letters"),
    ],
}
