"""Typical wrong answers to the exercises of chapter 01, each with a fragment of the message that it must get."""

import warnings

import numpy as np

from nnlib import Neuron, step
from nnlib.exercises.chapter01 import solve_tell_apart


def with_bias(change):
    """The neuron of the averages, its bias changed."""

    def answer(x, labels, no, yes):
        neuron = solve_tell_apart(x, labels, no, yes)
        return Neuron(neuron.weights, change(neuron.bias), step)

    return answer


def turned_round(x, labels, no, yes):
    neuron = solve_tell_apart(x, labels, yes, no)
    return Neuron(neuron.weights, neuron.bias, step)


def targets_for_labels(x, labels, no, yes):
    with warnings.catch_warnings(action="ignore"):
        return solve_tell_apart(x, (labels == yes) * 1, no, yes)


def all_others(x, labels, no, yes):
    return solve_tell_apart(x, np.where(labels == yes, yes, no), no, yes)


def only_on_images(bias):
    """A function that is right for the example, and returns a fixed bias for the images."""
    return lambda votes, targets: -3.0 if len(votes) == 4 else bias


def halfway(votes, targets):
    return -(votes[targets == 0].mean() + votes[targets == 1].mean()) / 2


def between_the_extremes(votes, targets):
    return -(votes[targets == 0].max() + votes[targets == 1].min()) / 2


def tried(choose):
    """Count the mistakes of many candidates, and let choose return something of (candidates, counts)."""

    def answer(votes, targets):
        candidates = np.linspace(-40, 40, 801)
        counts = np.array([np.count_nonzero((votes + bias > 0) != targets) for bias in candidates])
        return choose(candidates, counts)

    return answer


def wrong_axis(x, labels, no, yes):
    weights = x[:, labels == yes].mean(axis=0)[:100] - x[:, labels == no].mean(axis=0)[:100]
    return Neuron(weights, 0.0, step)


MISTAKES = {
    "weighted_sum": [
        (lambda weights, x, bias: sum(weights * x + bias), "once per input"),
        (lambda weights, x, bias: weights @ x, "an opinion is missing"),
        (lambda weights, x, bias: weights @ x - bias, "subtracted"),
        (lambda weights, x, bias: weights * x + bias, "a decision needs their sum"),
        (lambda weights, x, bias: 0.40, "another input"),
        (lambda weights, x, bias: round(weights @ x + bias, 2), "do not round"),
        (lambda weights, x, bias: print(weights @ x + bias), "None (is a return missing?)"),
        (lambda weights, x: weights @ x, "your code raised TypeError"),
        (0.40, "should be a function"),
    ],
    "flip": [
        (10, "the old bias"),
        (0.5, "per percentage point"),
        (130.0, "both other votes"),
        (83.5, "on foot"),
        (96.5, "laptop"),
        (40, "more than what?"),
        (-50, "the sign"),
        (55, "too large"),
        ("50 %", "should be a number"),
    ],
    "fractions": [
        (([0.67, 0.93, 0.02], -1.80), "only 0.006 is left"),
        (([1.34, 1.86, 4.00], -3.60), "both doubled"),
        (([1.34, 1.86, 0.04], -3.60), "both doubled"),
        (([0.67, 0.93, 0.0002], -1.80), "shrank as well"),
        (([67, 93, 2.00], -1.80), "only the rain"),
        (([0.67, 0.93, 2.00], -0.018), "at 0 % rain"),
        (([0.67, 0.93, 20], -1.80), "the weights differ in 1 of 3 places"),
        ([0.67, 0.93, 2.00], "should be a pair"),
    ],
    "line": [
        (([-1, -2], 2), "on its other side"),
        (([2, -1], 0), "runs along the line"),
        (([1, 2], 2), "z is 4 at (0, 1)"),
        (([0, 0], 1), "no line"),
        (([1, 1], -1), "z should be 0"),
        (([1, 2, 3], -2), "two weights"),
    ],
    "tell_apart": [
        (with_bias(lambda bias: 2 * bias), "is the half missing?"),
        (with_bias(lambda bias: 0.0), "without a bias"),
        (with_bias(lambda bias: -bias), "z should be 0; the bias has the wrong sign"),
        (lambda x, labels, no, yes: solve_tell_apart(x, labels, 0, 1), "use no and yes"),
        (targets_for_labels, "labels holds digits, not 0 and 1"),
        (all_others, "over all other digits"),
        (turned_round, "should point to yes"),
        (wrong_axis, "shape (784,)"),
        (lambda x, labels, no, yes: solve_tell_apart(x, labels, no, yes).weights, "should return a Neuron"),
    ],
    "which_mistake": [
        ("ones read as 7", "Which digit varies more?"),
        ("about the same", "count both kinds"),
        ("7", "choose one of"),
    ],
    "diagnosis": [
        ("the bias has the wrong sign", "46 %"),
        ("the averages were swapped", "wrong nearly everywhere"),
        ("the half was forgotten in the bias", "zeros are read as 1"),
        (1, "choose one of"),
    ],
    "best_bias": [
        (lambda votes, targets: 12, "the bias 12 makes 3 mistakes, and none is possible"),
        (lambda votes, targets: 3.0, "the wrong sign"),
        (lambda votes, targets: 0, "is your 0 that count?"),
        (halfway, "halfway between the averages"),
        (tried(lambda candidates, counts: counts.min()), "is your 0 that count?"),
        (tried(lambda candidates, counts: counts.argmin()), "Is it an index"),
        (tried(lambda candidates, counts: -candidates[counts.argmin()]), "the wrong sign"),
        (only_on_images(19.80), "the halfway bias, 19.80, makes 101 mistakes, still 51 more than the fewest"),
        (only_on_images(10.7), "on the training images of 0 and 1: the bias, 10.70, makes 54 mistakes, still 4 more"),
        (only_on_images(12.0), "with only one in ten of the 1s"),
        (only_on_images(-11.5), "the wrong sign"),
        (only_on_images(50), "not their count"),
        (between_the_extremes, "15 more than the fewest"),
        (lambda votes, targets: np.linspace(-40, 40, 801), "one finite number"),
        (lambda votes, targets: votes.sort(), "one finite number"),
    ],
}
