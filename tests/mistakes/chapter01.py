"""Typical wrong answers to the exercises of chapter 01, each with a fragment of the message that it must get."""

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


def wrong_axis(x, labels, no, yes):
    weights = x[:, labels == yes].mean(axis=0)[:100] - x[:, labels == no].mean(axis=0)[:100]
    return Neuron(weights, 0.0, step)


MISTAKES = {
    "weighted_sum": [
        (lambda weights, x, bias: sum(weights * x + bias), "once per input"),
        (lambda weights, x, bias: weights @ x, "an opinion is missing"),
        (lambda weights, x, bias: weights @ x - bias, "subtracted"),
        (lambda weights, x, bias: weights * x + bias, "a decision needs their sum"),
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
        (-50, "the sign"),
        (55, "too large"),
        ("50 %", "should be a number"),
    ],
    "fractions": [
        (([0.67, 0.93, 0.02], -1.80), "−0.19"),
        (([0.67, 0.93, 0.0002], -1.80), "shrank as well"),
        (([67, 93, 2.00], -1.80), "only the rain"),
        (([0.67, 0.93, 2.00], -0.018), "at 0 % rain"),
        (([0.67, 0.93, 20], -1.80), "differs in 1 of 3 places"),
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
        (with_bias(lambda bias: -bias), "the sign of the bias"),
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
        (lambda votes, targets: 19.80, "101 mistakes"),
        (lambda votes, targets: -11.5, "the wrong sign"),
        (lambda votes, targets: 0, "278 mistakes"),
        (lambda votes, targets: np.linspace(-40, 40, 801), "one finite number"),
        (lambda votes, targets: votes.sort(), "one finite number"),
    ],
}
