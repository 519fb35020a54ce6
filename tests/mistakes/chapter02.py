"""Typical wrong answers to the exercises of chapter 02, each with a fragment of the message that it must get."""

import numpy as np

from nnlib import Perceptron
from nnlib.exercises.chapter02 import slipped, solve_averaged, solve_from_mistakes


def threshold_rule(
    *, weights_by=lambda error, column: error * column, threshold_by=lambda error: -error, rounds=None, last=True
):
    """The rule of exercise 5 with one thing changed."""

    def answer(x, targets, epochs=100):
        weights, threshold, mistakes = np.zeros(len(x)), 0, []
        for _ in range(rounds or epochs):
            mistakes.append(0)
            for column, target in zip(x.T, targets):
                error = target - (weights @ column > threshold) * 1
                if error != 0:
                    weights = weights + weights_by(error, column)
                    threshold = threshold + threshold_by(error)
                    mistakes[-1] += 1
            if mistakes[-1] == 0 and last:
                break
        return weights, threshold, mistakes

    return answer


def with_bias(x, targets, epochs=100):
    learner = Perceptron(np.zeros(len(x)), 0)
    mistakes = learner.learn(x, targets, epochs=epochs)
    return learner.weights, learner.bias, mistakes


def by_mistakes(change):
    """The weights from the mistakes, with one thing changed: change(weights, bias, x, targets, misread, rate)."""

    def answer(x, targets, misread, rate):
        weights, bias = solve_from_mistakes(x, targets, misread, rate)
        return change(weights, bias, x, targets, misread, rate)

    return answer


def moments(collect):
    """Rosenblatt's rule, and what collect makes of (before, after, misread, epochs), one row per moment."""

    def answer(x, targets, epochs):
        learner, before, after, misread = Perceptron(np.zeros(len(x)), 0), [], [], []
        for _ in range(epochs):
            for i in range(len(targets)):
                before.append([*learner.weights, learner.bias])
                misread.append(learner.learn(x[:, [i]], targets[[i]], epochs=1)[0] > 0)
                after.append([*learner.weights, learner.bias])
        row = collect(np.array(before), np.array(after), np.array(misread), epochs)
        return row[:-1], row[-1]

    return answer


def aliased(x, targets, epochs):
    weights, bias, kept, biases = np.zeros(len(x)), 0.0, [], []
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - (weights @ column + bias > 0) * 1
            weights += error * column
            bias += error
            kept.append(weights)
            biases.append(bias)
    return np.mean(kept, axis=0), np.mean(biases)


def stops_early(x, targets, epochs):
    for number in range(1, epochs + 1):
        if Perceptron(np.zeros(len(x)), 0).learn(x, targets, epochs=number)[-1] == 0:
            epochs = number
    return solve_averaged(x, targets, min(epochs, 6) if epochs > 3 else epochs)


def bias_forgotten(x, targets, epochs):
    return solve_averaged(x, targets, epochs)[0], 0.0


def swapped_wire(nand, a, b):
    return nand(nand(a, a), b)


SIGNS = ["rises", "stays", "falls", "falls"]

MISTAKES = {
    "but_not": [
        (([2, 2], 3), "yes at (1, 1), where z is 1: does x₂ count against?"),
        (([2, -2], -1), "the threshold -1 is a bias of +1"),
        (([2, -2], 2), "exactly 0"),
        (([-2, 2], 1), "'x₂ and not x₁'"),
        (([2, -2], 3), "z is -1 there"),
        (([2, -2, 1], 1), "two weights and one threshold"),
        (([2, -2], "1"), "should be numbers"),
        ([2, -2, 1], "with 3 parts"),
        (Perceptron([2, -2], 1), "(weights, threshold) is expected"),
    ],
    "which_way": [
        ((["falls", "stays", "falls", "falls"], 2), "weight 1: the input is −3: if this weight falls"),
        ((["falls", "falls", "falls", "falls"], 3), "weight 1"),
        ((["falls", "stays", "rises", "rises"], 2), "would lift z"),
        ((["rises", "falls", "falls", "falls"], 2), "no part in the mistake"),
        ((["rises", "stays", "rises", "falls"], 2), "the input is 2"),
        ((["rises", "stays", "falls", "stays"], 2), "part in every z"),
        ((["rises", "stays", "falls", "rises"], 2), "part in every z"),
        ((["rises", "stays", "falls"], 2), "the bias last"),
        (([3, 0, -2, -1], 2), "should be a list of four of the words"),
        ((SIGNS, 3), "exactly 0?"),
        ((SIGNS, 1), "still above 0"),
        ((SIGNS, 28), "the weights move as well"),
        ((SIGNS, 7), "too large"),
    ],
    "or_of_nands": [
        (lambda nand, a, b: nand(nand(a, b), nand(a, b)), "this is AND"),
        (swapped_wire, "one of the inputs was not inverted"),
        (lambda nand, a, b: nand(a, nand(b, b)), "one of the inputs was not inverted"),
        (lambda nand, a, b: nand(*[nand(nand(a, a), nand(b, b))] * 2), "inverted once too often"),
        (lambda nand, a, b: nand(a, b), "still NAND"),
        (lambda nand, a, b: nand(nand(a, nand(a, b)), nand(b, nand(a, b))), "this is XOR"),
        (lambda nand, a, b: nand(nand(a, a), nand(a, a)), "a alone"),
        (lambda nand, a, b: a or b, "as True or False"),
        (lambda nand, a, b: 1 - nand(a, b), "your code raised TypeError"),
        (lambda nand, a, b: nand(1, nand(a, b)), "only a, b and results of nand"),
        (lambda nand, a, b: [0, 1, 1, 1], "should be what a nand gave"),
    ],
    "from_mistakes": [
        (by_mistakes(lambda w, b, x, t, m, r: (-w, -b)), "opposite sign"),
        (by_mistakes(lambda w, b, x, t, m, r: (w / r, b / r)), "the rate is missing in the weights"),
        (by_mistakes(lambda w, b, x, t, m, r: (w, b / r)), "the rate is missing in the bias"),
        (by_mistakes(lambda w, b, x, t, m, r: (r * x @ (2 * t - 1), b)), "misread are not used"),
        (by_mistakes(lambda w, b, x, t, m, r: (r * x @ m, b)), "everything is added"),
        (by_mistakes(lambda w, b, x, t, m, r: (r * x @ (t * m), b)), "misread 0s changed weights, too"),
        (by_mistakes(lambda w, b, x, t, m, r: (r * x * ((2 * t - 1) * m), b)), "added up over them"),
        (by_mistakes(lambda w, b, x, t, m, r: (-r * x @ ((1 - t) * m), b)), "misread 1s changed weights, too"),
        (by_mistakes(lambda w, b, x, t, m, r: (w, r * (t * m).sum())), "counts misread 1s only"),
        (by_mistakes(lambda w, b, x, t, m, r: (w, -r * ((1 - t) * m).sum())), "counts misread 0s only"),
        (by_mistakes(lambda w, b, x, t, m, r: (w, r * m.sum())), "counts every mistake upwards"),
        (by_mistakes(lambda w, b, x, t, m, r: (w, 0)), "moved with every mistake"),
        (by_mistakes(lambda w, b, x, t, m, r: (w, r * (2 * t - 1) * m)), "one per example"),
        (by_mistakes(lambda w, b, x, t, m, r: (x.T @ m, b)), "your code raised ValueError"),
        (by_mistakes(lambda w, b, x, t, m, r: w), "(weights, bias) is expected"),
    ],
    "mended": [
        (threshold_rule(threshold_by=lambda error: error), "which way did the threshold go?"),
        (threshold_rule(weights_by=lambda error, column: -error * column), "What is the sign of the error?"),
        (threshold_rule(threshold_by=lambda error: 0), "the threshold is still 0"),
        (threshold_rule(weights_by=lambda error, column: error), "even those of inputs that were 0?"),
        (threshold_rule(rounds=5), "it stops before"),
        (threshold_rule(last=False), "it goes on after"),
        (lambda *lesson: slipped(*lesson, sign=1), "in z, is the threshold subtracted?"),
        (lambda *lesson: slipped(*lesson, start=1), "the threshold starts at 1"),
        (with_bias, "came out as its bias"),
        (lambda x, targets, epochs: with_bias(x, targets, epochs)[0], "(weights, threshold, mistakes) is expected"),
        (lambda x, targets, epochs: (*with_bias(x, targets)[:2], 6), "the list of the mistakes"),
    ],
    "helper": [
        (([1, 0], 0.5), "x₁ once more"),
        (([0, 1], 0.5), "x₂ once more"),
        (([0, -1], -0.5), "1 − x₂"),
        (([1, 1], -1), "a second bias"),
        (([1, 1], 2), "a second bias"),
        (([1, 1, 0], 2), "two weights and one threshold"),
        ([0, 0, 0, 1], "(weights, threshold) is expected"),
    ],
    "flattering": [
        ("learned by heart", "46.93 %"),
        ("not separable", "above the 87.75 %"),
        ("too few epochs", "50.05 %"),
        ("A", "choose one of"),
    ],
    "averaged": [
        (moments(lambda before, after, misread, epochs: after[-1]), "weights: the last weights"),
        (aliased, "one and the same"),
        (moments(lambda before, after, misread, epochs: after.sum(axis=0)), "where is it divided?"),
        (moments(lambda before, after, misread, epochs: after.sum(axis=0) / epochs), "divided by the epochs"),
        (moments(lambda before, after, misread, epochs: before.mean(axis=0)), "before each example"),
        (moments(lambda before, after, misread, epochs: after[misread].mean(axis=0)), "average over the mistakes"),
        (
            moments(lambda before, after, misread, epochs: after[misread].sum(axis=0) / len(after)),
            "after mistakes only",
        ),
        (
            moments(
                lambda before, after, misread, epochs: after[len(after) // epochs - 1 :: len(after) // epochs].mean(0)
            ),
            "over the ends of epochs",
        ),
        (
            moments(lambda before, after, misread, epochs: after[-(len(after) // epochs) :].mean(axis=0)),
            "last epoch alone",
        ),
        (stops_early, "of quiet ones, too"),
        (bias_forgotten, "bias is 0"),
        (lambda x, targets, epochs: Perceptron(*solve_averaged(x, targets, epochs)), "(weights, bias) is expected"),
    ],
}
