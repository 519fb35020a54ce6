"""Wrong answers to the exercises of chapter 01 that are no slips, each with a fragment of its message."""

import warnings

import numpy as np

from nncourse.exercises.chapter01 import solve_tell_apart
from nnlib import Neuron, step


def targets_for_labels(x, labels, no, yes):
    with warnings.catch_warnings(action="ignore"):
        return solve_tell_apart(x, (labels == yes) * 1, no, yes)


def only_on_images(bias):
    """A function that is right for the example, and returns a fixed bias for the images."""
    return lambda sums, targets: -3.0 if len(sums) == 4 else bias


def between_the_extremes(sums, targets):
    return -(sums[targets == 0].max() + sums[targets == 1].min()) / 2


def tried(choose):
    """Count the mistakes of many candidates, and let choose return something of (candidates, counts)."""

    def answer(sums, targets):
        candidates = np.linspace(-40, 40, 801)
        counts = np.array([np.count_nonzero((sums + bias > 0) != targets) for bias in candidates])
        return choose(candidates, counts)

    return answer


def wrong_axis(x, labels, no, yes):
    weights = x[:, labels == yes].mean(axis=0)[:100] - x[:, labels == no].mean(axis=0)[:100]
    return Neuron(weights, 0.0, step)


MISTAKES = {
    "weighted_sum": [
        (lambda weights, x, bias: print(weights @ x + bias), "None (is a return missing?)"),
        (lambda weights, x: weights @ x, "your code raised TypeError"),
        (0.40, "should be a function"),
    ],
    "flip": [
        (55, "too large"),
        ("50 %", "should be a number"),
    ],
    "fractions": [
        (([0.67, 0.93, 20], -1.80), "the weights differ in 1 of 3 places"),
        (([0.67, 0.93, 2.00], -3.60), "the bias"),
        ([0.67, 0.93, 2.00], "should be a pair"),
    ],
    "line": [
        (([-1, -2], 2), "on the side of no"),
        (([2, -1], 0), "runs along the line"),
        (([1, 2], 2), "z is 4 at (0, 1)"),
        (([0, 0], 1), "no line"),
        (([1, 1], -1), "z should be 0"),
        (([1, 2, 3], -2), "two weights"),
    ],
    "tell_apart": [
        (targets_for_labels, "labels holds digits, not 0 and 1"),
        (wrong_axis, "shape (784,)"),
        (lambda x, labels, no, yes: solve_tell_apart(x, labels, no, yes).weights, "should return a Neuron"),
    ],
    "which_mistake": [
        ("7", "choose one of"),
    ],
    "diagnosis": [
        (1, "choose one of"),
    ],
    "best_bias": [
        (lambda sums, targets: 12, "the bias 12 makes 3 mistakes, and none is possible"),
        (lambda sums, targets: 3.0, "the wrong sign"),
        (lambda sums, targets: 0, "is your 0 that count?"),
        (tried(lambda candidates, counts: counts.min()), "is your 0 that count?"),
        (tried(lambda candidates, counts: counts.argmin()), "Is it an index"),
        (tried(lambda candidates, counts: -candidates[counts.argmin()]), "the wrong sign"),
        (only_on_images(19.80), "the halfway bias, 19.80, makes 101 mistakes, still 51 more than the fewest"),
        (only_on_images(10.7), "on the training images of 0 and 1: the bias, 10.70, makes 54 mistakes, still 4 more"),
        (only_on_images(12.0), "with only one in ten of the 1s"),
        (only_on_images(-11.5), "the wrong sign"),
        (only_on_images(50), "not their count"),
        (between_the_extremes, "15 more than the fewest"),
        (lambda sums, targets: np.linspace(-40, 40, 801), "one finite number"),
        (lambda sums, targets: sums.sort(), "one finite number"),
    ],
}
