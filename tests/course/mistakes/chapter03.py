"""Wrong answers to the exercises of chapter 03 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter03 import levels_with, small, solve_elu_slope, solve_prediction


def textbook_tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def two_formulas(z):
    return np.where(z >= 0, 1 - 2 / (1 + np.exp(2 * z)), 2 / (1 + np.exp(-2 * z)) - 1)


def textbook_levels(self, z):
    return self.low + (self.high - self.low) / (1 + np.exp(-self.c * z))


MISTAKES = {
    "quiet_tanh": [
        (lambda z: np.where(z >= 0, small(z) - 1, 1 - small(z)) / (1 + small(z)), "the opposite sign"),
        (lambda z: z / np.abs(z) * (1 - small(z)) / (1 + small(z)), "nan at z = 0"),
        (textbook_tanh, "inf / inf"),
        (two_formulas, "np.where cannot prevent that"),
        (np.vectorize(lambda z: 0.5), "tanh differs in 4 of 4 places"),
        (lambda z: np.tanh(z), "to be written with small(z)"),
        (lambda z: print(small(z)), "None (is a return missing?)"),
        (lambda z: 1 - small(z) if z >= 0 else small(z) - 1, "your code raised ValueError"),
    ],
    "three_moves": [
        ([0.0038, 0.0088, 0.02], "multiplied by an input"),  # rounded, as one writes them
        ([-0.0087, -0.0175, -0.04], "0.75 was used as z"),
        ([-0.0076, -0.0239, -0.04], "tanh's move: 0.75 was used as z"),
        ([-0.0085, -0.0175, -0.04], "too far from 0"),
        ([-0.0065, -0.0175, -0.04], "too near to 0"),
        ([0.0065, -0.0175, -0.04], "which way does z go?"),
        ([-0.0075, -0.0175], "three numbers are needed"),
        (["-0.0075", -0.0175, -0.04], "should be one number"),
    ],
    "switch": [
        ((2, -6), "too flat. From x = 2 to x = 4 z climbs by 4"),
        ((3, -3), "One half lies at x = 1"),
        ((3, 9), "One half lies at x = -3"),
        ((3, 0), "0.9975 at x = 2"),
        ((-3, 9), "it falls"),
        ((10, -30), "a smaller whole w"),
        ((2.95, -8.85), "a whole number"),
        ((0, 3), "the same for every x"),
        (("3", -9), "should be one number"),
    ],
    "levels": [
        (levels_with(call=textbook_levels), "at ±1000 NumPy warned"),
        (levels_with()(0, 1, 1), "hand over the class itself"),
        (levels_with(slope=lambda self: 1), "your code raised TypeError"),
        (levels_with(slope=lambda self, a: 0 * a + 2), "the slope differs in 4 of 4 places"),
    ],
    "wrong_slope": [
        ((3, solve_elu_slope), "at z = 3 the slope is 1"),
        ((0, solve_elu_slope), "no difference"),
        ((-0.001, solve_elu_slope), "go further away"),
        (("none", solve_elu_slope), "should be one number"),
        ((-2.0, -0.8), "should be a function"),
    ],
    "prediction": [
        (lambda *given: solve_prediction(*given)[0], "should return two numbers, prediction and actual"),
        (lambda *given: (-solve_prediction(*given)[0], 0), "with 3 inputs the prediction has the opposite sign"),
        (
            lambda *given: (solve_prediction(*given)[0], -solve_prediction(*given)[1]),
            "the actual move has the opposite sign",
        ),
        (lambda weights, bias, x, nudges, bias_nudge: (nudges * x, 0), "the prediction should have shape ()"),
    ],
    "promise": [
        ("the boundary", "choose one of"),
    ],
}
