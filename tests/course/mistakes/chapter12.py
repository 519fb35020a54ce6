"""Wrong answers to the exercises of chapter 12 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter12 import drawn_lags, solve_agreement_range, solve_distil, solve_softer
from nnlib import Softmax, soft_targets


def logarithm(shares, temperature):
    """Right, unless a share is 0."""
    return Softmax()(np.where(shares == 0, np.nan, np.log(np.maximum(shares, 1e-9))) / temperature)


def unshifted(outputs, scores, temperature):
    with np.errstate(all="ignore"):
        y, p = (np.exp(z / temperature) / np.exp(z / temperature).sum(axis=0) for z in (scores, outputs))
        return temperature**2 * -(y * np.log(p)).sum(axis=0).mean(), temperature * (p - y) / outputs.shape[1]


def unshifted_slopes(outputs, scores, temperature):
    return solve_distil(outputs, scores, temperature)[0], unshifted(outputs, scores, temperature)[1]


def summed(outputs, scores, temperature):
    loss, slopes = solve_distil(outputs, scores, temperature)
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
        (logarithm, "a share of 0 has no logarithm"),
        (lambda shares, T: solve_softer(shares, T).T, "transposed"),
        (lambda shares: shares, "your code raised TypeError"),
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
        ((0.91, 0.06, 0.03), "not shares"),
        ((5, 3), "but it has 2 parts"),
        (np.array([[5.0], [3.0], [0.0]]), "an array of shape (3, 1)"),
        (("a", "b", "c"), "finite numbers"),
    ],
    "distil": [
        (summed, "a sum where a mean"),
        (unshifted, "the loss is nan"),
        (unshifted_slopes, "the slopes hold nan"),
        (lambda outputs, scores, T: (solve_distil(outputs, scores, T)[0], soft_targets(scores, T).T), "transposed"),
        (lambda outputs, scores, T: solve_distil(outputs, scores, T)[0], "should return a pair"),
        (lambda outputs, scores, T: solve_distil(outputs, scores, T)[::-1], "turned round"),
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
        (lambda a, b, classes: [part - 0.01 for part in solve_agreement_range(a, b, classes)], "the lowest share"),
    ],
    "controls": [
        (("C", "E", "A", 3), 'explanation 4: choose one of "A" to "F"'),
        (("C", "E", "A"), "it has 3 parts"),
        ("CEAF", "four letters"),
    ],
}
