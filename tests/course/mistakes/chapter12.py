"""Wrong answers to the exercises of chapter 12 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter12 import drawn_lags, solve_agreement_range, solve_distil, solve_softer
from nnlib import Softmax


def logarithm(probabilities, temperature):
    """Right, unless a probability is 0."""
    return Softmax()(np.where(probabilities == 0, np.nan, np.log(np.maximum(probabilities, 1e-9))) / temperature)


def unshifted(outputs, scores, labels, temperature, alpha):
    """Overflows with large scores."""
    with np.errstate(all="ignore"):
        y, p, q = (np.exp(z) / np.exp(z).sum(axis=0) for z in (scores / temperature, outputs / temperature, outputs))
        images = np.arange(len(labels))
        label = np.zeros_like(outputs)
        label[labels, images] = 1
        soft = temperature**2 * (y * (np.log(y) - np.log(p))).sum(axis=0).mean()
        loss = alpha * soft - (1 - alpha) * np.log(q[labels, images]).mean()
        return loss, (alpha * temperature * (p - y) + (1 - alpha) * (q - label)) / len(labels)


def unshifted_slopes(*case):
    return solve_distil(*case)[0], unshifted(*case)[1]


def summed(outputs, *rest):
    loss, slopes = solve_distil(outputs, *rest)
    return loss * outputs.shape[1], slopes


def lags(scores, missing):
    return np.sort(drawn_lags(scores, missing))


def middle(values, count):
    return (values[count - 1] + values[count]) / 2


def in_steps(scores, missing, count):
    """Try one bias after the other until there are enough."""
    return next(k for k in np.arange(-1000, 1000) / 50 + 0.01 if np.sum(lags(scores, missing) < k) >= count)


MISTAKES = {
    "softer": [
        (logarithm, "a probability of 0 has no logarithm"),
        (lambda probabilities, T: solve_softer(probabilities, T).T, "transposed"),
        (lambda probabilities: probabilities, "your code raised TypeError"),
    ],
    "odds": [
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
        ((0.91, 0.06, 0.03), "not probabilities"),
        ((5, 3), "but it has 2 parts"),
        (np.array([[5.0], [3.0], [0.0]]), "an array of shape (3, 1)"),
        (("a", "b", "c"), "finite numbers"),
    ],
    "distil": [
        (summed, "a sum where a mean"),
        (unshifted, "the loss is nan"),
        (unshifted_slopes, "the slopes hold nan"),
        (lambda *case: (solve_distil(*case)[0], solve_distil(*case)[1].T), "transposed"),
        (lambda *case: solve_distil(*case)[0], "should return a pair"),
        (lambda *case: solve_distil(*case)[::-1], "turned round"),
    ],
    "hearsay": [
        (lambda scores, missing, count: lags(scores, missing)[count], "choose a bias between two lags"),
        (lambda scores, missing, count: lags(scores, missing)[count] + 1e-3, "one off"),
        (lambda scores, missing, count: middle(lags(scores, missing), min(count + 1, scores.shape[1] - 1)), "one off"),
        (lambda scores, missing, count: middle(lags(scores, missing), count - 1), "one off"),
        (lambda scores, missing, count: lags(scores, missing)[count - 1] + 0.1, "closer together than any fixed step"),
        (in_steps, "closer together than any fixed step"),
        (lambda scores, missing, count: 0.0, "with +0 on rows 2 and 3, 0 of 4 columns answer so"),
        (lambda scores, missing, count: lags(scores, missing), "one number for all missing classes"),
        (lambda scores, missing, count: print(count), "None (is a return missing?)"),
    ],
    "four_programs": [
        ("DAFB", "four letters"),
        (("D", "A", "F", "b"), 'choose one of "A" to "F"'),
    ],
    "agreement_range": [
        (lambda a, b, classes: a + b - 1, "should return a pair"),
        (lambda a, b, classes: [part - 0.01 for part in solve_agreement_range(a, b, classes)], "the lowest agreement"),
    ],
    "most_to_gain": [
        ("A", "where labels are plenty"),
        ("B", "the teacher can only speak about images"),
        ("D", "says what the label says already"),
        ("E", "choose one of 'A', 'B', 'C', 'D'"),
    ],
    "controls": [
        (("A", "E", "F", 3), 'explanation 4: choose one of "A" to "F"'),
        (("A", "E", "F"), "it has 3 parts"),
        ("AEFC", "four letters"),
    ],
}
