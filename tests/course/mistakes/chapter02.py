"""Wrong answers to the exercises of chapter 02 that are no slips, each with a fragment of its message."""

from nncourse.exercises.chapter02 import solve_averaged, solve_from_mistakes, solve_mended, with_bias
from nnlib import Perceptron


def stops_at_five(x, targets, epochs=100):
    return solve_mended(x, targets, min(epochs, 5))


MISTAKES = {
    "but_not": [
        (([2, 2], -1), "the threshold -1 is a bias of +1"),
        (([1, 1], 0.5), "yes at (1, 1), where z is 1.5"),
        (([1, -1], 3), "z is -2 there"),
        (([2, -2, 1], 1), "two weights and one threshold"),
        (([2, -2], "1"), "should be numbers"),
        ([2, -2, 1], "with 3 parts"),
        (Perceptron([2, -2], 1), "(weights, threshold) is expected"),
    ],
    "which_way": [
        ((["falls", "falls", "falls", "falls"], 3), "weight 1: the input is −3: if this weight falls"),
        ((["rises", "stays", "falls"], 2), "the bias last"),
        (([3, 0, -2, -1], 2), "should be a list of four of the words"),
        ((["rises", "stays", "falls", "falls"], 7), "too large"),
    ],
    "or_of_nands": [
        (lambda nand, a, b: a or b, "as True or False"),
        (lambda nand, a, b: 1 - nand(a, b), "your code raised TypeError"),
        (lambda nand, a, b: nand(1, nand(a, b)), "only a, b and results of nand"),
        (lambda nand, a, b: [0, 1, 1, 1], "should be what a nand gave"),
        (lambda nand, a, b: nand(a, a), "the answers at (0, 0), (0, 1), (1, 0), (1, 1) are 1, 1, 0, 0"),
    ],
    "from_mistakes": [
        (lambda x, targets, misread, rate: (x.T @ misread, 0), "your code raised ValueError"),
        (lambda *lesson: solve_from_mistakes(*lesson)[0], "(weights, bias) is expected"),
    ],
    "mended": [
        (stops_at_five, "it stops before an epoch without a mistake"),
        (lambda x, targets, epochs: with_bias(x, targets, epochs)[0], "(weights, threshold, mistakes) is expected"),
        (lambda x, targets, epochs: (*with_bias(x, targets)[:2], 6), "the list of the mistakes"),
        (lambda x, targets, epochs: ([1, 1], 1, [2, 0]), "AND: mistakes 2, 0, but the rule makes 1, 3, 3, 2 …"),
        (lambda x, targets, epochs: ("w", *solve_mended(x, targets, epochs)[1:]), "an array of numbers"),
    ],
    "helper": [
        (([0, 0], 1), "always the same"),
        (([1, 1, 0], 2), "two weights and one threshold"),
        ([0, 0, 0, 1], "(weights, threshold) is expected"),
    ],
    "flattering": [
        ("A", "choose one of"),
    ],
    "averaged": [
        (lambda x, targets, epochs: Perceptron(*solve_averaged(x, targets, epochs)), "(weights, bias) is expected"),
        (lambda x, targets, epochs: (solve_averaged(x, targets, epochs)[0], "0"), "the averaged bias should be"),
        (lambda x, targets, epochs: (solve_averaged(x, targets, epochs)[0] + 1, 0), "the averaged weights differ"),
    ],
}
