"""Typical wrong answers to the exercises of chapter 03, each with a fragment of the message that it must get."""

import numpy as np

from nnlib import Sigmoid, Softmax
from nnlib.exercises.chapter03 import SolveAbstain, SolveLevels, solve_elu_backward

sigmoid = Sigmoid()


def powers(z):
    return np.exp(-2 * np.abs(z))


def textbook_tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def two_formulas(z):
    return np.where(z >= 0, 1 - 2 / (1 + np.exp(2 * z)), 2 / (1 + np.exp(-2 * z)) - 1)


def levels(forward=SolveLevels.__call__, backward=SolveLevels.backward):
    """A class `Levels`, one of its methods wrong."""
    return type("Levels", (SolveLevels,), {"__call__": forward, "backward": backward})


def share(self, a):
    return (a - self.low) / (self.high - self.low)


def textbook_levels(self, z):
    return self.low + (self.high - self.low) / (1 + np.exp(-self.c * z))


def elu(backward):
    return -2.0, backward


def chain(change=lambda act, weight, a, slope: act.backward(a, slope * weight), *, inputs=False, act=True, bias=True):
    """A function `chain`, its loop changed."""

    def answer(act_, weights, biases, x):
        a, slope = x, 1.0
        for k in range(len(weights)):
            before = a
            z = weights[k] * a + (biases[k] if bias else 0)
            a = act_(z) if act else z
            slope = change(act_, weights[k], {"input": before, "z": z}.get(inputs, a), slope)
        return a, slope

    return answer


def early(act, weights, biases, x):
    for weight, bias in zip(weights, biases):
        a = act(weight * x + bias)
        return a, weight * act.backward(a, 1.0)


def always_x(act, weights, biases, x):
    slope = 1.0
    for weight, bias in zip(weights, biases):
        a = act(weight * x + bias)
        slope *= weight * act.backward(a, 1.0)
    return a, slope


def added(act, weights, biases, x):
    a, slope = x, 0.0
    for weight, bias in zip(weights, biases):
        a = act(weight * a + bias)
        slope += weight * act.backward(a, 1.0)
    return a, slope


def backwards(act, weights, biases, x):
    return chain()(act, weights[::-1], biases[::-1], x)


def abstain(forward=SolveAbstain.__call__, backward=SolveAbstain.backward):
    """A class `Abstain`, one of its methods wrong."""
    return type("Abstain", (SolveAbstain,), {"__call__": forward, "backward": backward})


def votes_without_one(self, z):
    e = np.exp(z - z.max(axis=0))
    return e / (1 + e.sum(axis=0))


def stacked(self, z):
    return Softmax()(np.vstack([z, np.zeros(z.shape[1])]))


def overall(self, z):
    top = max(z.max(), 0)
    return np.exp(z - top) / (np.exp(-top) + np.exp(z - top).sum(axis=0))


def own_but_not_the_blanks(self, z):
    top = z.max(axis=0)
    return np.exp(z - top) / (np.exp(-top) + np.exp(z - top).sum(axis=0))


def renormalised(self, a, da):
    return a * (da - (a * da).sum(axis=0) / a.sum(axis=0))


def stored_levels():
    """Levels that keep z, and look at nothing else in backward."""

    def forward(self, z):
        self.z = z
        return SolveLevels.__call__(self, z)

    def backward(self, a, da):
        return SolveLevels.backward(self, SolveLevels.__call__(self, self.z), da)

    return levels(forward, backward)


def as_if_high_tall(self, a, da):
    q = (a - self.low) / self.high
    return self.c * (self.high - self.low) * q * (1 - q) * da


def half_exponential(change):
    return elu(lambda a, da: np.where(a > 0, da, change(a) * da))


def numeric(act, weights, biases, x):
    def output(x):
        for weight, bias in zip(weights, biases):
            x = act(weight * x + bias)
        return x

    return output(x), (output(x + 1e-6) - output(x - 1e-6)) / 2e-6


def times_x(act, weights, biases, x):
    a, slope = x, 1.0
    for weight, bias in zip(weights, biases):
        a = act(weight * a + bias)
        slope *= act.backward(a, 1.0) * x
    return a, slope


def times_inputs(act, weights, biases, x):
    a, slope = x, 1.0
    for weight, bias in zip(weights, biases):
        before, a = a, act(weight * a + bias)
        slope *= act.backward(a, 1.0) * before
    return a, slope


def last_output(act, weights, biases, x):
    a, slope = chain()(act, weights, biases, x)[0], 1.0
    for weight in weights:
        slope *= weight * act.backward(a, 1.0)
    return a, slope


def next_weight(act, weights, biases, x):
    a, slope = x, 1.0
    for weight, bias, following in zip(weights, biases, [*weights[1:], 1.0]):
        a = act(weight * a + bias)
        slope *= following * act.backward(a, 1.0)
    return a, slope


def turned_weights(act, weights, biases, x):
    return chain()(act, np.roll(weights, 1), biases, x)


def raised_blank(self, z):
    top = np.maximum(z.max(axis=0), 0)
    return np.exp(z - top) / (np.exp(top) + np.exp(z - top).sum(axis=0))


def stored_abstain():
    """Abstain that keeps a, and looks at nothing else in backward."""

    def forward(self, z):
        self.a = SolveAbstain.__call__(self, z)
        return self.a

    return abstain(forward, lambda self, a, da: SolveAbstain.backward(self, self.a, da))


MISTAKES = {
    "quiet_tanh": [
        (lambda z: (1 - powers(z)) / (1 + powers(z)), "-2 and 2 get the same result"),
        (lambda z: np.where(z >= 0, 1, powers(z)) / (1 + powers(z)), "a sigmoid"),
        (lambda z: np.where(z >= 0, 1 - powers(z), powers(z) - 1), "at the bottom?"),
        (
            lambda z: np.where(z >= 0, 1 - powers(z), powers(z)) / (1 + powers(z)),
            "below 0 the result is still positive",
        ),
        (lambda z: np.where(z >= 0, powers(z) - 1, 1 - powers(z)) / (1 + powers(z)), "the opposite sign"),
        (lambda z: z / np.abs(z) * (1 - powers(z)) / (1 + powers(z)), "nan at z = 0"),
        (textbook_tanh, "inf / inf"),
        (two_formulas, "np.where cannot prevent that"),
        (np.vectorize(lambda z: 0.5), "tanh differs in 4 of 4 places"),
        (lambda z: np.tanh(z), "to be written with small(z)"),
        (lambda z: print(powers(z)), "None (is a return missing?)"),
        (lambda z: 1 - powers(z) if z >= 0 else powers(z) - 1, "your code raised ValueError"),
    ],
    "three_moves": [
        ([0.0075, 0.0175, 0.04], "the sigmoid's move has the wrong sign"),
        ([-0.03, -0.0175, -0.04], "the output times the change of z"),
        ([0.1875, 0.4375, 1], "0.1875 is the slope there"),
        ([0.0038, 0.0088, 0.02], "multiplied by an input"),
        ([-0.0087, -0.0175, -0.04], "0.75 was used as z"),
        ([-0.0075, -0.0239, -0.04], "tanh's move: 0.75 was used as z"),
        ([-0.0075, -0.0075, -0.04], "tanh's move was computed with the sigmoid's slope"),
        ([-0.0075, -0.0175, -0.03], "ReLU's move: this is the output times"),
        ([0.7425, 0.7325, 0.71], "this is the new output"),
        ([-0.01, -0.0175, -0.04], "0.25 is the slope in the example"),
        ([-0.0075, -0.01, -0.04], "tanh's move: 0.25 is the slope in the example"),
        ([-0.0085, -0.0175, -0.04], "too far from 0"),
        ([-0.0065, -0.0175, -0.04], "too near to 0"),
        ([0.0065, -0.0175, -0.04], "which way does z go?"),
        ([-0.015, -0.0175, -0.04], "twice what it should be"),
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
        (levels(lambda self, z: sigmoid(z)), "those of the plain sigmoid"),
        (levels(lambda self, z: self.low + (self.high - self.low) * sigmoid(z)), "but not c"),
        (levels(lambda self, z: sigmoid(self.c * z)), "still lie between 0 and 1"),
        (levels(lambda self, z: self.low + self.high * sigmoid(self.c * z)), "how tall is the stretch?"),
        (levels(lambda self, z: (self.high - self.low) * sigmoid(self.c * z)), "the lowest output is 0"),
        (levels(textbook_levels), "at ±1000 NumPy warned"),
        (levels(backward=lambda self, a, da: a * (1 - a) * da), "a lies between low and high"),
        (
            levels(backward=lambda self, a, da: share(self, a) * (1 - share(self, a)) * da),
            "how steep is the curve now?",
        ),
        (levels(backward=lambda self, a, da: self.c * a * (1 - a) * da), "a lies between low and high"),
        (levels(backward=lambda self, a, da: self.c * share(self, a) * (1 - share(self, a)) * da), "the height"),
        (
            levels(backward=lambda self, a, da: (self.high - self.low) * share(self, a) * (1 - share(self, a)) * da),
            "leaves out c",
        ),
        (levels(backward=lambda self, a, da: SolveLevels.backward(self, a, 1)), "right for da = 1 only"),
        (levels(backward=lambda self, a, da: SolveLevels.backward(self, a, da) / self.c**2), "c divides the slope"),
        (levels(backward=lambda self, a, da: sigmoid(a) * (1 - sigmoid(a)) * da), "the sigmoid was applied to a"),
        (stored_levels(), "has to use the a that it is given"),
        (
            levels(lambda self, z: self.low + (self.high - self.low) * sigmoid(z) * self.c),
            "c multiplies the height of the stretch",
        ),
        (
            levels(backward=lambda self, a, da: self.c * (a - self.low) * (self.high - a) * da),
            "only one of these divisions cancels",
        ),
        (levels(backward=lambda self, a, da: (a - self.low) * (self.high - a) * da), "and where is c?"),
        (levels(backward=as_if_high_tall), "as if the curve were 3 tall"),
        (levels()(0, 1, 1), "hand over the class itself"),
        (levels(backward=lambda self, da: da), "your code raised TypeError"),
    ],
    "wrong_slope": [
        ((3, solve_elu_backward), "at z = 3 the slope is 1"),
        ((0, solve_elu_backward), "no difference"),
        ((-0.001, solve_elu_backward), "go further away"),
        (("none", solve_elu_backward), "should be one number"),
        (elu(lambda a, da: np.where(a > 0, da, np.exp(a) * da)), "as if it were z"),
        (elu(lambda a, da: np.where(a > 0, da, a * da)), "cannot be negative"),
        (elu(lambda a, da: np.where(a > 0, da, (1 - a) * da)), "above 1"),
        (elu(lambda a, da: np.where(a > 0, 1, a + 1)), "right for da = 1 only"),
        (elu(lambda a, da: np.where(a > 0, da, a + 1)), "da is missing"),
        (elu(lambda a, da: (a > 0) * da), "ReLU's slope"),
        (elu(lambda a, da: (a + 1) * da), "where it is positive the slope is 1"),
        (half_exponential(lambda a: np.exp(a) - 1), "sends a through the curve once more"),
        (half_exponential(lambda a: np.exp(-a)), "does not undo what exp has done"),
        (half_exponential(lambda a: np.exp(a) + 1), "Bringing back the 1 is right"),
        (elu(-0.8), "should be a function"),
    ],
    "chain": [
        (chain(lambda act, weight, a, slope: act.backward(a, slope)), "the weights are missing"),
        (chain(lambda act, weight, a, slope: slope * weight), "the slopes of the activations are missing"),
        (chain(inputs="z"), "backward was given z"),
        (chain(inputs="input"), "off by one"),
        (chain(act=False), "not been through the activation"),
        (chain(bias=False), "without their biases"),
        (always_x, "every neuron got x"),
        (early, "return too early"),
        (backwards, "in the wrong order"),
        (added, "they multiply"),
        (numeric, "backward was never called"),
        (lambda *given: chain()(*given)[::-1], "the output comes first"),
        (times_x, "what does z move then?"),
        (times_inputs, "what does z move then?"),
        (last_output, "each neuron has its own output"),
        (next_weight, "the first weight is missing: are the weights shifted by one?"),
        (turned_weights, "shifted by one against the biases"),
        (lambda act, weights, biases, x: chain()(act, weights, biases, x)[1], "should return two numbers"),
    ],
    "abstain": [
        (abstain(lambda self, z: Softmax()(z)), "the blank vote is missing"),
        (abstain(stacked), "leave it out"),
        (abstain(lambda self, z: np.exp(z) / (1 + np.exp(z).sum(axis=1, keepdims=True))), "along the rows"),
        (abstain(lambda self, z: np.exp(z) / (1 + np.exp(z).sum())), "one sum per column"),
        (abstain(lambda self, z: sigmoid(z)), "these are sigmoids"),
        (abstain(lambda self, z: np.exp(z) / (1 + np.exp(z)).sum(axis=0)), "there are 3 blank votes"),
        (abstain(votes_without_one), "not from the blank vote's 0"),
        (abstain(lambda self, z: np.exp(z) / (1 + np.exp(z).sum(axis=0))), "greatest score 1000 becomes nan"),
        (abstain(overall), "its own greatest score"),
        (abstain(own_but_not_the_blanks), "the blank vote's 0 the greatest score"),
        (abstain(backward=lambda self, a, da: a * (1 - a) * da), "entry by entry"),
        (abstain(backward=renormalised), "win from the blank vote"),
        (abstain(backward=lambda self, a, da: a * (da - (a * da).sum(axis=1, keepdims=True))), "along the rows"),
        (abstain(backward=lambda self, a, da: a * (da - (a * da).sum())), "over all examples"),
        (abstain(backward=lambda self, a, da: da - (a * da).sum(axis=0)), "multiplied by a"),
        (abstain(backward=lambda self, a, da: -SolveAbstain.backward(self, a, da)), "opposite sign"),
        (abstain(lambda self, z: np.exp(z) / (np.e + np.exp(z).sum(axis=0))), "as if its score were 1"),
        (abstain(raised_blank), "the blank's 0 was raised by it"),
        (stored_abstain(), "has to use the a that it is given"),
        (abstain()(), "hand over the class itself"),
    ],
    "promise": [
        ("there are too few images to tell", "about 36"),
        ("c is too large", "not sure enough already"),
        ("exp overflowed", "between −66 and 37"),
        ("the border", "choose one of"),
    ],
}
