"""Typical wrong answers to the exercises of chapter 13, each with a fragment of the message that it must get."""

import numpy as np

from nnlib import Layer, Sigmoid
from nnlib.exercises.chapter13 import SLIPS, KerasMomentum, Slipped, solve_home, solve_raw_bce

EVEN, PERFECT, WRONG = np.log(26), np.log(np.e + 25) - 1, np.log(np.e + 25)


def made(W=lambda kernel: kernel.T, b=lambda bias: bias.reshape(-1, 1)):
    """An answer to `home` that sets other arrays."""

    def answer(kernel, bias, act):
        layer = Layer(*kernel.shape, act)
        layer.W, layer.b = W(kernel), b(bias)
        return layer

    return answer


def without_bias(kernel, bias, act):
    layer = Layer(*kernel.shape, act)
    layer.W[:] = kernel.T
    return layer


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


def exchanged(right, outputs, labels):
    y = np.arange(len(outputs))[:, np.newaxis] == labels
    return -np.mean(y * np.log(1 - cut(outputs)) + (1 - y) * np.log(cut(outputs)))


def with_sigmoid(right, outputs, labels):
    return solve_raw_bce(Sigmoid()(outputs), labels)[0]


def label_only(right, outputs, labels):
    return -np.log(cut(outputs)[labels, np.arange(len(labels))]).mean()


def masked(where, cut=cut):
    """Slopes for `slopes` that are 0 but where where(outputs) holds, computed from cut(outputs)."""

    def function(right, outputs, y):
        p = cut(outputs)
        with np.errstate(all="ignore"):
            return np.where(where(outputs), (y * -1 / p + (1 - y) / (1 - p)) / p.size, 0)

    return function


def whole_rows(outputs, labels):
    y, p = np.zeros(outputs.shape), cut(outputs)
    y[labels] = 1
    slopes = (p - y) / (p * (1 - p)) / p.size
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)), np.where(p == outputs, slopes, 0)


class Slip:
    """Makes classes of optimizers, each with one of the known slips."""

    @staticmethod
    def named(slip):
        return type("KerasMomentum", (Slipped,), {"__init__": lambda self, *args: Slipped.__init__(self, *args, slip)})


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
        (made(W=lambda kernel: kernel.copy()), "which way round is a kernel?"),
        (made(W=lambda kernel: kernel.reshape(kernel.T.shape)), "which way round is a kernel?"),
        (made(b=lambda bias: bias.copy()), "ours is a column"),
        (made(b=lambda bias: bias.reshape(1, -1)), "b is a row"),
        (without_bias, "the bias was not brought along"),
        (other_activation, "not the one that was handed over"),
        (made(), "the same memory"),
        (
            made(W=lambda kernel: np.ascontiguousarray(kernel.T), b=lambda bias: bias.reshape(-1, 1).copy()),
            "for a kernel of shape (3, 1) the numbers are right, but they are the same memory",
        ),
        (made(W=lambda kernel: kernel.T.copy()), "the same memory"),
        (in_place, "have changed"),
        (lambda kernel, bias, act: (kernel.T, bias), "should return a Layer"),
        (lambda kernel, bias, act: Layer(*kernel.T.shape, act), "the matrix W"),
    ],
    "narrow": [
        ((np.log(10), PERFECT, WRONG), "here are 26 letters"),
        ((1 / 26, PERFECT, WRONG), "what is its price?"),
        ((np.log(26) - 1 / 26, PERFECT, WRONG), "all 26 scores are 1/26"),
        ((EVEN, 0.0, WRONG), "a share ends at 1"),
        ((EVEN, 1.4612, WRONG), "here are 26 letters"),
        ((EVEN, WRONG, WRONG), "has to be subtracted"),
        ((EVEN, np.log(np.e + 26) - 1, WRONG), "how many zeros"),
        ((EVEN, EVEN - 1, WRONG), "e^1 is not 1"),
        ((EVEN, PERFECT, np.inf), "so it would be with one softmax"),
        ((EVEN, PERFECT, WRONG + 1), "not −1"),
        ((EVEN, PERFECT, PERFECT), "whose score is subtracted?"),
        ((EVEN, PERFECT, EVEN), "of another letter, is 1"),
        ((3.26, PERFECT, WRONG), "even, 3.26: right, but give four decimals"),
        ((3.25, PERFECT, WRONG), "even, 3.25: right, but give four decimals"),
        ((EVEN, 2.32, WRONG), "perfect, 2.32: right, but give four decimals"),
        ((EVEN, PERFECT, 3.3), "surely_wrong, 3.3: right, but give four decimals"),
        ((EVEN, PERFECT, 3.32), "surely_wrong, 3.32: right, but give four decimals"),
        ((EVEN, 1.3026, WRONG), "perfect, 1.3026: ln 10 − 1, from ten classes"),
        ((EVEN, PERFECT, 0), "surely_wrong, 0: that is the label's share"),
        ((EVEN, PERFECT, 1), "surely_wrong, 1: that is the share of the other letter"),
        ((EVEN, PERFECT, np.log(np.e + 26)), "surely_wrong, 3.3577: how many zeros"),
        ((EVEN, PERFECT, 2.4612), "surely_wrong, 2.4612: that is the number for ten classes"),
        ((EVEN, PERFECT, 3), "surely_wrong is 3, which is too small"),
        (2.3221, "(even, perfect, surely_wrong)"),
    ],
    "three_rates": [
        ((0.3, 3.0, 0.32), "50 times as long"),
        ((15, 3.0, 0.32), "first, 15: the other way"),
        ((0.03, 3.0, 0.32), "ten outputs are not what is summed up"),
        ((0.006, 0.3, 0.32), "a tenth of what it was"),
        ((0.006, 0.03, 0.32), "second, 0.03: the other way"),
        ((0.006, 150, 0.32), "in what do they differ?"),
        ((0.006, 0.3 / 500, 0.32), "second, 0.0006: the other way; and both losses"),
        ((0.006, 3.0, 0.01 / 32), "third, 0.0003125: the other way"),
        ((0.006, 3.0, 0.5), "have 32 images"),
        ((0.006, 3.0, 3.2), "whatever the number of outputs"),
        (0.006, "should be three numbers"),
    ],
    "raw_bce": [
        (loss(lambda right, outputs, labels: right * len(outputs)), "the prices of a column are added up"),
        (loss(with_sigmoid), "pass a sigmoid first"),
        (loss(label_only), "only the label's output has a price"),
        (loss(uncut), "has no logarithm"),
        (loss(exchanged), "yes and no are exchanged"),
        (loss(lambda right, outputs, labels: -right), "minus a logarithm"),
        (whole_rows, "is there one right class for each column?"),
        (slopes(masked(lambda z: (z >= 0) & (z <= 1))), "an output of exactly 0 or 1 is cut off, too"),
        (slopes(masked(lambda z: (z >= 0) & (z <= 1), cut=lambda z: z)), "an output of exactly 0 or 1 is cut off, too"),
        (slopes(masked(lambda z: z > 1e-7)), "cut off below, but not above"),
        (slopes(masked(lambda z: ~(z < 0))), "cut off below, but not above"),
        (slopes(masked(lambda z: ~(z < 0), cut=lambda z: z)), "cut off below, but not above"),
        (slopes(masked(lambda z: ~(z > 1))), "ignore that outputs were cut off"),
        (slopes(lambda right, z, y: np.where(y, right, -right)), "wherever the answer is no"),
        (
            slopes(lambda right, z, y: (y * -1 / cut(z) - (1 - y) / (1 - cut(z))) / z.size),
            "wherever the answer is no: when p rises, what does ln(1 − p) do?",
        ),
        (
            slopes(lambda right, z, y: (cut(z) - y) / (cut(z) * (1 - cut(z))) / z.size),
            "ignore that outputs were cut off",
        ),
        (
            slopes(lambda right, z, y: (z - y) / (z * (1 - z) + (z == 1) + (z == 0)) / z.size),
            "before they were cut off",
        ),
        (slopes(lambda right, z, y: right * z.size), "the sum of all prices"),
        (
            slopes(lambda right, z, y: right * len(z)),
            "belong to the sum of all prices",
        ),
        (slopes(lambda right, z, y: -right), "uphill"),
        (slopes(lambda right, z, y: (cut(z) - y) / z.size), "belongs to a sigmoid before the loss"),
        (slopes(lambda right, z, y: np.where(y, right, 0)), "a no has a slope"),
        (slopes(lambda right, z, y: (Sigmoid()(z) - y) / z.size), "the loss with a sigmoid"),
        (slopes(lambda right, z, y: 0 * right), "also where nothing was cut off"),
        (lambda outputs, labels: solve_raw_bce(outputs, labels)[0], "should return a pair"),
    ],
    "four_loops": [
        (("A", "E", "D", "F"), "1.36, and it is 1.44"),
        (("C", "E", "D", "F"), "A larger rate would show at once"),
        (("F", "E", "D", "F"), "the right slope at 2.24"),
        (("B", "A", "D", "F"), "would not wait with its first step"),
        (("B", "D", "D", "F"), "w would stay at 0"),
        (("B", "E", "E", "F"), "afterwards w would move"),
        (("B", "E", "D", "B"), "the third step would use three slopes"),
        (("B", "E", "D", "A"), "the shortest so far"),
        ("BEDF", "four letters"),
        (("B", "E", "D", "G"), 'choose one of "A" to "F"'),
    ],
    "leak": [
        ((0.2, "Keras, the function"), "gives −1.9"),
        ((0.01, "PyTorch"), "gives 0.494"),
        ((0.1, "ours"), "is ours"),
        ((0.2858, "Keras, the layer"), "the slope 0.2858 gives about −4.4: is the 0.5 left out?"),
        ((0.29, "Keras, the layer"), "is the 0.5 left out?"),
        ((0.2708, "Keras, the layer"), "the slope 0.2708 gives about −3.9: is the 0.5 taken off on the wrong side?"),
        ((0.27, "Keras, the layer"), "on the wrong side?"),
        ((0.09, "ours"), "the second gets a negative sum as well"),
        ((-0.3, "Keras, the layer"), "no leaky ReLU"),
        ((0.3, "Keras, the function"), "Keras has two of them"),
        ((0.3, "PyTorch"), "the smallest of all"),
        ((0.3, "Keras"), "choose one of"),
        (0.3, "should be a pair"),
    ],
    "keras_momentum": [
        *((Slip.named(name), SLIPS[name]) for name in SLIPS),
        (NewArray, "has to change in place"),
        (OneForAll, "a v of its own"),
        (Shared, "do they share a v"),
        (SharedCount, "or the count of steps"),
        (Uncalled, "a schedule is a function: is it called?"),
        (NotTold, "a schedule wants to know the step"),
        (WrongAboveDots, SLIPS["outside"]),
        (Slip.named("fixed"), "with two arrays and momentum 0.5 v keeps 0.9 of itself"),
        (type("KerasMomentum", (), {"__init__": lambda self, *args: None}), "the class has no method step"),
        (InGradient, "step changes the gradients"),
        (KerasMomentum(lambda step: 0.1), "the class itself, without brackets"),
        (lambda schedule, momentum: KerasMomentum(schedule, momentum), "the class itself"),
    ],
    "four_pairs": [
        (("B", "A", "F", "C"), "pair 1, B: the gap would grow a little with each step"),
        (("F", "A", "F", "C"), "here sixty go by"),
        (("E", "F", "F", "C"), "here the second shows it"),
        (("E", "C", "F", "C"), "their losses are equal there"),
        (("E", "A", "A", "C"), "starts with v = 0"),
        (("E", "A", "E", "C"), "nothing was rounded here"),
        (("E", "A", "D", "C"), "by a factor of 64"),
        (("E", "A", "F", "E"), "too large for rounding"),
        (("E", "A", "F", "F"), "no batch was learned from"),
        ("EAFC", "four letters"),
        (("E", "A", "F", "c"), 'choose one of "A" to "F"'),
    ],
}
