"""Wrong answers to the exercises of chapter 09 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter09 import Corrected, CorrectedInParts, Lean, LeanInParts, but, solve_shares
from nnlib.optimizers import Adam, RMSProp


def the_same_zeros(self, number, gradient):
    return Corrected.direction(self, 0, gradient)


def into_gradient(self, number, gradient):
    found = Corrected.direction(self, number, gradient)
    gradient *= 2
    return found


def new_value(self, parameters):
    for value, gradient in parameters:
        value = value - self.learning_rate * gradient


class OneForAll(RMSProp):
    memory_of_all = {}

    def direction(self, number, gradient):
        self.memory = self.memory_of_all
        return Corrected.direction(self, number, gradient)


MEMORY = {}


def memory_of_all(self, parameters):
    if not MEMORY:
        MEMORY.update(m=[np.zeros_like(value) for value, _ in parameters], s=[0.0 for _ in parameters])
    self.m, self.s = MEMORY["m"], MEMORY["s"]
    Lean.step(self, parameters)


MISTAKES = {
    "shares": [
        (lambda momentum, steps: solve_shares(momentum, steps + 1), "has 5 factors, but there are 4 slopes"),
        (lambda momentum, steps: momentum ** (steps - 1), "is one number"),
        (lambda momentum, steps: print(steps), "None (is a return missing?)"),
    ],
    "limits": [
        ((0.026, 0.9, 0.02), "plain_limit is 0.026, which is too large"),
        ((0.025, 0.9), "3 numbers"),
        (0.025, "3 numbers"),
    ],
    "first_moves": [
        ((0.01, 0.01), "4 numbers"),
    ],
    "corrected": [
        (
            but(CorrectedInParts, fixed=lambda self, s: s / (1 - self.decay ** (self.steps - 1))),
            "is something divided by 1 − decay⁰",
        ),
        (but(Corrected, direction=the_same_zeros), "does one memory serve them all?"),
        (
            but(CorrectedInParts, fixed=lambda self, s: s / (1 - 0.9**self.steps)),
            "the first settings are right, but with 0.02, 0.99, 1e-08 the move",
        ),
        (
            but(CorrectedInParts, squares_of=lambda self, s, g: self.decay * s + (1 - self.decay) * g),
            "Were they squared?",
        ),
        (but(Corrected, direction=lambda self, number, gradient: print(number)), "None (is a return missing?)"),
        (but(CorrectedInParts, move=lambda self, g, s, fixed: g / np.sqrt(fixed)), "where the slope is 0"),
        (but(Corrected, direction=into_gradient), "changed the gradients"),
        (OneForAll, "do the two share a memory"),
        (type("Corrected", (RMSProp,), {}), "no direction of its own"),
        (RMSProp, "class Corrected(RMSProp)"),
        (Adam, "class Corrected(RMSProp)"),
        (Corrected(0.1), "without brackets"),
    ],
    "three_adams": [
        (("C", "B", "G"), "choose one of"),
        ("CBD", "three letters"),
    ],
    "calm": [
        (
            (0.018, 0.9),
            "below from step 44 on: at step 43 y, across the walls, makes 90% of it: y swings on",
        ),
        ((0.0198, 0), "from step 115 on"),
        ((0.036, 0.7), "explodes: y, the steep direction"),
        ((0.0339, 0.7), "jumps to and fro, as the rate is near its limit"),
        ((0.01, 0.7), "until then x, along the floor, makes nearly all of it: x creeps"),
        ((0.002, 0.97), "coasts past the bottom and back"),
        ((0.0001, 0.7), "is still 38.3 after 400 steps"),
        ((0.7, 0.028), "the rate comes first"),
        ((0.028, 1), "below 1, not"),
        ((-0.028, 0.7), "above 0"),
        (("0.028", 0.7), "the rate should be one finite number"),
        (0.028, "2 numbers"),
    ],
    "disguise": [
        (("C", 0.093), "where average steps of 0.1 lead"),
        (("C", 3.23), "worse than all three"),
        (("C", 0.2), "none of the three"),
        (("C", 0.29), "none of the three"),
        (("C", 0.35), "worse than all three"),
        (("C", "0.3"), "should be a number"),
        ("C", "a letter and a number"),
        (("c", 0.324), "choose one of"),
    ],
    "cycle": [
        ((0.04, 0.4, 0.0004), "4 numbers"),
        ((0.04, 0.4, 0.3, 0.0004), "falling is 0.3, which is too large"),
    ],
    "reports": [
        (("B", "C", "D", "G"), "choose one of"),
        ("BCDE", "four letters"),
    ],
    "lean": [
        (but(LeanInParts, move=lambda self, m, s, g: m / np.sqrt(s)), "Where is epsilon?"),
        (
            but(
                LeanInParts,
                fixed_m=lambda self, k: self.m[k] / (1 - self.beta1 ** (self.t - 1)),
                fixed_s=lambda self, k: self.s[k] / (1 - self.beta2 ** (self.t - 1)),
            ),
            "is something divided by 1 − decay⁰",
        ),
        (
            but(LeanInParts, fixed_m=lambda self, k: self.m[k] / (1 - 0.9**self.t)),
            "the first settings are right, but with 0.02, 0.7, 0.99, 1e-08 the move",
        ),
        (but(Lean, step=memory_of_all), "do the two share a memory"),
        (but(Lean, step=new_value), "makes a new array, which nobody gets"),
        (Adam, "stand on its own"),
        (type("Lean", (Adam,), {"step": Lean.step}), "stand on its own"),
        (Lean(), "without brackets"),
        (type("Lean", (), {"move": 1}), "no method step"),
    ],
}
