"""Wrong answers to the exercises of chapter 06 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter06 import (
    WeightedCrossEntropy,
    central,
    descent,
    factor,
    of,
    one_sided,
    sharing,
    sloped,
    solve_downhill,
    tops,
    with_loss,
)
from nnlib import BinaryCrossEntropy, Sigmoid


def from_probabilities(z, y, weight):
    p = 1 / (1 + np.exp(-z))
    return -np.where(y == 1, weight * np.log(p), np.log(1 - p)).mean()


def patched(z, y, weight):
    p = Sigmoid()(z)
    return -np.where(y == 1, weight * np.log(p + 1e-12), np.log(1 - p + 1e-12)).mean()


def not_put_back(f, w):
    w, found = w.copy(), []
    for i in range(len(w)):
        w[i] += 1e-5
        above = f(w)
        w[i] -= 2e-5
        found.append((above - f(w)) / 2e-5)
    return np.array(found)


def in_place(f, w, learning_rate, steps):
    for _ in range(steps):
        w -= learning_rate * central(f, w)
    return w


def overall(z):
    top = max(z.max(), 0)
    return of(z, top, np.exp(-top))


MISTAKES = {
    "half_known": [
        (3.0, "too large"),
        ("ln 5", "should be a number"),
    ],
    "fall": [
        (0.06, "too large"),
        ((0.018, 0.032), "should have shape ()"),
    ],
    "reports": [
        (("b", 0.5978), "choose one of"),
        ("B", "should be a pair"),
    ],
    "weighted": [
        (with_loss(from_probabilities), "for the logit 40 and target 0 the loss is inf and should be 40"),
        (with_loss(patched), "without forming a probability"),
        (sloped(lambda p, y, weight, n: (factor(y, weight) * (p - y) / n).T), "transposed"),
        (WeightedCrossEntropy(10), "the class itself"),
        (BinaryCrossEntropy, "your code raised TypeError"),
    ],
    "hop": [
        (0.2, "each hop ends higher"),
        (0.1, "the losses are 36.00, 12,996.00"),
        (0.01, "the same height for ever"),
        (0.005, "without any hop"),
        (0.004, "it stays on one side"),
        (0.001, "it walks; it should hop"),
        (0.0098, "it hops, but comes down slowly"),
        (0.00915, "Each hop is 0.83 times as long"),
        (-0.008, "never goes downhill"),
        ("0.008", "one finite number"),
    ],
    "downhill": [
        (descent(one_sided), "nudge both ways"),
        (descent(lambda f, w: central(f, w, 10.0, 20.0)), "a nudge by 10 is too wide"),
        (descent(lambda f, w: central(f, w, 0.01, 0.02)), "Make ε much smaller"),
        (descent(lambda f, w: central(f, w, 1e-9, 2e-9)), "Is ε far from 0.00001"),
        (descent(not_put_back), "was not put back"),
        (in_place, "the array that was handed in has changed"),
        (lambda f, w, learning_rate, steps: w[0], "was everything added up?"),
        (lambda f, w, learning_rate, steps: print(w), "is a return missing?"),
        (lambda f, w, learning_rate, steps: solve_downhill(f, w, learning_rate, steps)[:, np.newaxis], "another shape"),
        ([1.3, -0.4], "should be a function"),
    ],
    "hardest_push": [
        (0.6931, "the sigmoid of z, is asked for"),
        (0.693, "the sigmoid of z, is asked for"),
        (0.7, "too large"),
        (0.69, "too large"),
        (4.0, "lies between 0 and 1"),
        (0.75, "too large"),
    ],
    "worse_and_better": [
        (1, "choose one of"),
    ],
    "forecasters": [
        (lambda a, b: len(a), 'should be "a" or "b"'),
        (lambda a, b: "A", 'should be "a" or "b"'),
        (lambda a, b: "a" if len(a) == 4 else "b", 'over 5,000 days "b" came back'),
    ],
    "abstain": [
        (sharing(lambda z: of(z, 0, 1)), "largest score 1000 becomes nan"),
        (sharing(overall), "its own largest score"),
        (sharing(lambda z: of(z, tops(z), np.exp(-tops(z)))), "the blank's 0 the largest score"),
        (sharing(Sigmoid())(), "hand over the class itself"),
    ],
}
