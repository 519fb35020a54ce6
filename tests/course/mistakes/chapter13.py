"""Wrong answers to the exercises of chapter 13 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter13 import SLIPS, KerasMomentum, Slipped, solve_home, solve_raw_bce
from nnlib import Layer, Sigmoid

EVEN, PERFECT = np.log(26), np.log(np.e + 25) - 1


def made(W=lambda kernel: kernel.T, b=lambda bias: bias.reshape(-1, 1)):
    """An answer to `home` that sets other arrays."""

    def answer(kernel, bias, act):
        layer = Layer(*kernel.shape, act)
        layer.W, layer.b = W(kernel), b(bias)
        return layer

    return answer


def other_activation(kernel, bias, act):
    return solve_home(kernel, bias, Sigmoid())


def in_place(kernel, bias, act):
    layer = solve_home(kernel, bias, act)
    kernel *= 0
    return layer


def loss(function):
    """An answer to `raw_bce` with another loss, function(right loss, outputs, labels)."""

    def answer(outputs, labels):
        right, slopes = solve_raw_bce(outputs, labels)
        return function(right, outputs, labels), slopes

    return answer


def slopes(function):
    """An answer to `raw_bce` with other slopes, function(right slopes, outputs, y)."""

    def answer(outputs, labels):
        right, slopes = solve_raw_bce(outputs, labels)
        return right, function(slopes, outputs, np.arange(len(outputs))[:, np.newaxis] == labels)

    return answer


def cut(outputs):
    return np.clip(outputs, 1e-7, 1 - 1e-7)


def uncut(right, outputs, labels):
    y = np.arange(len(outputs))[:, np.newaxis] == labels
    with np.errstate(all="ignore"):
        return -np.mean(y * np.log(outputs) + (1 - y) * np.log(1 - outputs))


def masked(where, cut=cut):
    """Slopes for `slopes` that are 0 but where where(outputs) holds, computed from cut(outputs)."""

    def function(right, outputs, y):
        p = cut(outputs)
        with np.errstate(all="ignore"):
            return np.where(where(outputs), (y * -1 / p + (1 - y) / (1 - p)) / p.size, 0)

    return function


class NewArray(KerasMomentum):
    def step(self, parameters):
        for value, gradient in parameters:
            value = value - self.schedule(0) * gradient  # noqa: B020


class OneForAll(KerasMomentum):
    v = 0.0

    def step(self, parameters):
        for value, gradient in parameters:
            self.v = self.momentum * self.v - self.schedule(self.steps) * gradient
            value += self.v
        self.steps += 1


class Shared(KerasMomentum):
    v = {}

    def step(self, parameters):
        for k, (value, gradient) in enumerate(parameters):
            self.v[k] = self.momentum * self.v.get(k, 0) - self.schedule(self.steps) * gradient
            value += self.v[k]
        self.steps += 1


class SharedCount(KerasMomentum):
    taken = [0]

    def step(self, parameters):
        self.steps = self.taken[0]
        super().step(parameters)
        self.taken[0] += 1


class Uncalled(KerasMomentum):
    def step(self, parameters):
        for value, gradient in parameters:
            value -= self.schedule * gradient


class NotTold(KerasMomentum):
    def step(self, parameters):
        for value, gradient in parameters:
            value -= self.schedule() * gradient


class WrongAboveDots(Slipped):
    def __init__(self, schedule, momentum):
        super().__init__(schedule, momentum, "outside")

    def step(self, parameters):
        super().step(parameters)
        return ...


class InGradient(KerasMomentum):
    def step(self, parameters):
        for _, gradient in parameters:
            gradient *= self.schedule(self.steps)
        super().step(parameters)


MISTAKES = {
    "home": [
        (other_activation, "not the one that was handed over"),
        (made(), "the same memory"),
        (
            made(W=lambda kernel: np.ascontiguousarray(kernel.T), b=lambda bias: bias.reshape(-1, 1).copy()),
            "for a kernel of shape (3, 1) the numbers are right, but they are the same memory",
        ),
        (made(W=lambda kernel: kernel.T.copy()), "the same memory"),
        (made(W=lambda kernel: kernel.reshape(kernel.T.shape)), "which way round is a kernel?"),
        (in_place, "have changed"),
        (lambda kernel, bias, act: (kernel.T, bias), "should return a Layer"),
        (lambda kernel, bias, act: Layer(*kernel.T.shape, act), "the matrix W"),
    ],
    "narrow": [
        ((EVEN, PERFECT, 3), "surely_wrong is 3, which is too small"),
        (2.3221, "(even, perfect, surely_wrong)"),
    ],
    "four_rates": [
        ((0.006, 3.0, 0.33, 0.05), "the third rate is 0.33"),
        (0.006, "should be four numbers"),
    ],
    "raw_bce": [
        (loss(uncut), "has no logarithm"),
        (slopes(masked(lambda z: (z >= 0) & (z <= 1))), "an output of exactly 0 or 1 is cut off, too"),
        (slopes(masked(lambda z: (z >= 0) & (z <= 1), cut=lambda z: z)), "an output of exactly 0 or 1 is cut off, too"),
        (slopes(masked(lambda z: z > 1e-7)), "cut off below, but not above"),
        (slopes(masked(lambda z: ~(z < 0))), "cut off below, but not above"),
        (slopes(masked(lambda z: ~(z < 0), cut=lambda z: z)), "cut off below, but not above"),
        (slopes(masked(lambda z: ~(z > 1))), "ignore that outputs were cut off"),
        (lambda outputs, labels: solve_raw_bce(outputs, labels)[0], "should return a pair"),
    ],
    "four_loops": [
        ("BEDF", "four letters"),
        (("B", "E", "D", "G"), 'choose one of "A" to "F"'),
    ],
    "leak": [
        ((0.2858, "Keras, the layer"), "the slope 0.2858 gives about −4.4: is the 0.5 left out?"),
        ((0.29, "Keras, the layer"), "is the 0.5 left out?"),
        ((0.2708, "Keras, the layer"), "the slope 0.2708 gives about −3.9: is the 0.5 taken off on the wrong side?"),
        ((0.27, "Keras, the layer"), "on the wrong side?"),
        ((0.09, "ours"), "the second gets a negative sum as well"),
        ((0.3, "Keras"), "choose one of"),
        (0.3, "should be a pair"),
    ],
    "keras_momentum": [
        (NewArray, "has to change in place"),
        (OneForAll, "a v of its own"),
        (Shared, "do they share a v"),
        (SharedCount, "or the count of steps"),
        (Uncalled, "a schedule is a function: is it called?"),
        (NotTold, "a schedule wants to know the step"),
        (WrongAboveDots, SLIPS["outside"]),
        (type("KerasMomentum", (), {"__init__": lambda self, *args: None}), "the class has no method step"),
        (InGradient, "step changes the gradients"),
        (KerasMomentum(lambda step: 0.1), "the class itself, without brackets"),
        (lambda schedule, momentum: KerasMomentum(schedule, momentum), "the class itself"),
    ],
    "five_changes": [
        ("ECAFD", "five letters"),
        (("E", "C", "A", "F", "G"), 'choose one of "A" to "F"'),
    ],
    "four_pairs": [
        ("EAFC", "four letters"),
        (("E", "A", "F", "c"), 'choose one of "A" to "F"'),
    ],
}
