"""Typical wrong answers to the exercises of chapter 09, each with a fragment of the message that it must get."""

import numpy as np

from nnlib.exercises.chapter09 import Corrected, Lean, solve_shares
from nnlib.optimizers import Adam, RMSProp


def corrected(move=None, *, keep=True, per_parameter=False, raised=1):
    """A corrected RMSProp whose line for the move is replaced; it gets g, s, t and the optimizer."""

    def step(self, parameters):
        if self.squares is None:
            self.squares = [np.zeros_like(value) for value, _ in parameters]
        if not per_parameter:
            self.steps += raised
        for (value, gradient), s in zip(parameters, self.squares):
            if per_parameter:
                self.steps += 1
            s *= self.decay
            s += (1 - self.decay) * gradient**2
            fixed = s / (1 - self.decay**self.steps)
            if not keep:
                s /= 1 - self.decay**self.steps
                fixed = s
            root = np.sqrt(fixed) + self.epsilon
            value -= (
                self.learning_rate * gradient / root if move is None else move(self, gradient, s, self.steps, fixed)
            )

    return type("Corrected", (RMSProp,), {"step": step})


def counted_from_0(self, parameters):
    if self.squares is None:
        self.squares = [np.zeros_like(value) for value, _ in parameters]
    for (value, gradient), s in zip(parameters, self.squares):
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        value -= self.learning_rate * gradient / (np.sqrt(s / (1 - self.decay**self.steps)) + self.epsilon)
    self.steps += 1


def without_keeping(self, parameters):
    if self.squares is None:
        self.squares = [np.zeros_like(value) for value, _ in parameters]
    self.steps += 1
    for (value, gradient), s in zip(parameters, self.squares):
        s = self.decay * s + (1 - self.decay) * gradient**2
        value -= self.learning_rate * gradient / (np.sqrt(s / (1 - self.decay**self.steps)) + self.epsilon)


def zeros_in_every_step(self, parameters):
    self.squares = None
    Corrected.step(self, parameters)


def from_the_first_square(self, parameters):
    if self.squares is None:
        self.squares = [gradient**2 for _, gradient in parameters]
    for (value, gradient), s in zip(parameters, self.squares):
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        value -= self.learning_rate * gradient / (np.sqrt(s) + self.epsilon)


def with_the_default(self, parameters):
    self.decay = 0.99
    Corrected.step(self, parameters)


def the_same_zeros(self, parameters):
    if self.squares is None:
        self.squares = [np.zeros_like(parameters[0][0])] * len(parameters)
    Corrected.step(self, parameters)


def not_squared(self, parameters):
    if self.squares is None:
        self.squares = [np.zeros_like(value) for value, _ in parameters]
    self.steps += 1
    for (value, gradient), s in zip(parameters, self.squares):
        s *= self.decay
        s += (1 - self.decay) * gradient
        value -= self.learning_rate * gradient / (np.sqrt(s / (1 - self.decay**self.steps)) + self.epsilon)


def nothing_for_zero(self, parameters):
    self.epsilon = 0
    Corrected.step(self, parameters)


def into_gradient(self, parameters):
    Corrected.step(self, parameters)
    for _, gradient in parameters:
        gradient *= 2


def new_value(self, parameters):
    for value, gradient in parameters:
        value = value - self.learning_rate * gradient


class OneForAll(RMSProp):
    squares_of_all = []

    def step(self, parameters):
        if not self.squares_of_all:
            self.squares_of_all.extend(np.zeros_like(value) for value, _ in parameters)
        self.squares = self.squares_of_all
        Corrected.step(self, parameters)


def lean(step=None, **changes):
    """A lean Adam whose parts are replaced: m, v, the corrections, the move."""
    part = {
        "m": lambda self, m, g: self.beta1 * m + (1 - self.beta1) * g,
        "v": lambda self, v, g: self.beta2 * v + (1 - self.beta2) * np.mean(g**2),
        "fix1": lambda self, m: m / (1 - self.beta1**self.t),
        "fix2": lambda self, v: v / (1 - self.beta2**self.t),
        "move": lambda self, m, v, g: self.learning_rate * m / (np.sqrt(v) + self.epsilon),
    } | changes

    def own_step(self, parameters):
        begin(self, parameters)
        self.t += 1
        for k, (value, gradient) in enumerate(parameters):
            self.m[k][...] = part["m"](self, self.m[k], gradient)
            self.v[k] = part["v"](self, self.v[k], gradient)
            value -= part["move"](self, part["fix1"](self, self.m[k]), part["fix2"](self, self.v[k]), gradient)

    return type("Lean", (), {"__init__": Lean.__init__, "step": step or own_step})


def begin(self, parameters):
    if self.m is None:
        self.m = [np.zeros_like(value) for value, _ in parameters]
        self.v = [0.0 for _ in parameters]


def into_memory(self, m):
    m /= 1 - self.beta1**self.t
    return m


def lost(keep_m):
    def step(self, parameters):
        begin(self, parameters)
        self.t += 1
        for (value, gradient), m, v in zip(parameters, self.m, self.v):
            if keep_m:
                m *= self.beta1
                m += (1 - self.beta1) * gradient
            else:
                m = self.beta1 * m + (1 - self.beta1) * gradient
            v = self.beta2 * v + (1 - self.beta2) * np.mean(gradient**2)
            root = np.sqrt(v / (1 - self.beta2**self.t))
            value -= self.learning_rate * m / (1 - self.beta1**self.t) / (root + self.epsilon)

    return step


def t_inside(self, parameters):
    begin(self, parameters)
    for k, (value, gradient) in enumerate(parameters):
        self.t += 1
        self.m[k] = self.beta1 * self.m[k] + (1 - self.beta1) * gradient
        self.v[k] = self.beta2 * self.v[k] + (1 - self.beta2) * np.mean(gradient**2)
        root = np.sqrt(self.v[k] / (1 - self.beta2**self.t))
        value -= self.learning_rate * self.m[k] / (1 - self.beta1**self.t) / (root + self.epsilon)


def mean_of_all(self, parameters):
    begin(self, parameters)
    self.t += 1
    square = np.mean([np.mean(gradient**2) for _, gradient in parameters])
    for k, (value, gradient) in enumerate(parameters):
        self.m[k] = self.beta1 * self.m[k] + (1 - self.beta1) * gradient
        self.v[k] = self.beta2 * self.v[k] + (1 - self.beta2) * square
        root = np.sqrt(self.v[k] / (1 - self.beta2**self.t))
        value -= self.learning_rate * self.m[k] / (1 - self.beta1**self.t) / (root + self.epsilon)


def one_v(self, parameters):
    begin(self, parameters)
    self.t += 1
    for k, (value, gradient) in enumerate(parameters):
        self.m[k] = self.beta1 * self.m[k] + (1 - self.beta1) * gradient
        self.v[0] = self.beta2 * self.v[0] + (1 - self.beta2) * np.mean(gradient**2)
        root = np.sqrt(self.v[0] / (1 - self.beta2**self.t))
        value -= self.learning_rate * self.m[k] / (1 - self.beta1**self.t) / (root + self.epsilon)


MEMORY = {}


def memory_of_all(self, parameters):
    if not MEMORY:
        MEMORY.update(m=[np.zeros_like(value) for value, _ in parameters], v=[0.0 for _ in parameters])
    self.m, self.v = MEMORY["m"], MEMORY["v"]
    Lean.step(self, parameters)


def never_correct(self, memory):
    return memory


MISTAKES = {
    "shares": [
        (lambda momentum, steps: solve_shares(momentum, steps)[::-1], "turned round: the oldest slope counts most"),
        (lambda momentum, steps: momentum ** np.arange(steps), "turned round"),
        (lambda momentum, steps: momentum ** np.arange(steps, 0, -1.0), "shrinks the newest slope, too"),
        (lambda momentum, steps: (1 - momentum) * solve_shares(momentum, steps), "a factor 1 − momentum"),
        (lambda momentum, steps: (1 - momentum) * momentum ** np.arange(steps), "turned round, and has a factor"),
        (lambda momentum, steps: solve_shares(momentum, steps) / solve_shares(momentum, steps).sum(), "adds up to 1"),
        (lambda momentum, steps: np.ones(steps), "the same weight"),
        (lambda momentum, steps: np.r_[np.full(steps - 1, momentum), 1], "multiplied in every step"),
        (lambda momentum, steps: np.r_[np.zeros(steps - 2), momentum, 1], "forgets all but two"),
        (lambda momentum, steps: np.cumsum(solve_shares(momentum, steps)), "adds the factors up"),
        (lambda momentum, steps: solve_shares(momentum, steps + 1), "has 5 factors, but there are 4 slopes"),
        (lambda momentum, steps: momentum ** (steps - 1), "is one number"),
        (lambda momentum, steps: print(steps), "None (is a return missing?)"),
    ],
    "limits": [
        ((0.0125, 0.045, 0.9), "if it only jumps across"),
        ((0.5, 0.045, 0.9), "what x can bear"),
        ((0.1, 0.18, 0.6), "0.1 is 2/20"),
        ((0.025, 0.18, 0.9), "momentum_limit: the limit comes from the steepness of y"),
        ((0.025, 0.045, 0.975), "the slope of x is 4x, not x"),
        ((0.05, 0.045, 0.9), "80 y, not 40 y"),
        ((2 / 84, 0.045, 0.9), "do not add up"),
        ((0.025, 0.125, 0.9), "the *average* step"),
        ((0.025, 0.025, 0.9), "so the limit moves"),
        ((0.025, 0.005, 0.9), "lower than the plain one"),
        ((0.025, 0.0475, 0.9), "the momentum 0.9"),
        ((0.025, 0.045, 0.1), "what is left?"),
        ((0.025, 0.045, -1), "only changes its sign"),
        ((0.025, 0.045, 0.95), "4x, not 2x"),
        ((0.025, 0.045, 0.82), "here the steps are plain"),
        ((0.025, 0.03, 0.9), "momentum_limit is 0.03, which is too small"),
        ((0.025, 0.045), "3 numbers"),
        (0.025, "3 numbers"),
    ],
    "first_moves": [
        ((0.002, 0.002, 0.002, 0.002), "0.04 · 36"),
        ((0.012, 0.01, 0.01, 0.002), "the plain step"),
        ((0.002 / 0.24, 0.01, 0.01, 0.002), "divide it by the root of s"),
        ((0.00833333, 0.01, 0.01, 0.002), "divide it by the root of s"),
        ((0.06, 0.01, 0.01, 0.002), "not 0.2 but"),
        ((0.0020412, 0.01, 0.01, 0.002), "enters with 1 − 0.96"),
        ((5, 5, 5, 1), "first: that counts in rates"),
        ((0.01, 0.01, 0.01, 1), "first_by_adam: that counts in rates"),
        ((0.02, 0.01, 0.01, 0.002), "the decay here is 0.96"),
        ((0.01, 0.0001, 0.01, 0.002), "each weight has its own s"),
        ((0.01, 0.00012, 0.01, 0.002), "second: this is the plain step"),
        ((0.01, 0.01, 1, 0.002), "how many times larger is its root"),
        ((0.01, 0.01, 0.1, 0.002), "not 10 times"),
        ((0.01, 0.01, 0.0001, 0.002), "but so is the slope"),
        ((0.01, 0.01, 0.01, 0.01), "this is RMSProp's step"),
        ((0.01, 0.01, 0.01, 0.0063246), "without the two corrections"),
        ((0.01, 0.01, 0.01, 0.0002), "m after one step"),
        ((0.01, 0.01, 0.01, 0.0632456), "v after one step"),
        ((0.01, 0.01), "4 numbers"),
    ],
    "corrected": [
        (corrected(lambda o, g, s, t, fixed: o.learning_rate * g / (np.sqrt(s) + o.epsilon)), "RMSProp as it was"),
        (
            corrected(lambda o, g, s, t, fixed: o.learning_rate * g / (np.sqrt(s / (1 - o.decay)) + o.epsilon)),
            "so the correction has to fade",
        ),
        (
            corrected(lambda o, g, s, t, fixed: o.learning_rate * g / (np.sqrt(s) + o.epsilon) / (1 - o.decay**t)),
            "the whole step was divided",
        ),
        (
            corrected(lambda o, g, s, t, fixed: o.learning_rate * g / (np.sqrt(s * (1 - o.decay**t)) + o.epsilon)),
            "what does multiplying by it do?",
        ),
        (
            corrected(lambda o, g, s, t, fixed: o.learning_rate * g / (np.sqrt(s) / (1 - o.decay**t) + o.epsilon)),
            "the root of s was corrected",
        ),
        (corrected(lambda o, g, s, t, fixed: o.learning_rate * g / (fixed + o.epsilon)), "not by its root"),
        (
            corrected(lambda o, g, s, t, fixed: o.learning_rate * g / (np.sqrt(s / o.decay**t) + o.epsilon)),
            "what it has lost of its start",
        ),
        (corrected(keep=False), "kept as the memory"),
        (corrected(raised=0), "is something divided by 1 − decay⁰"),
        (type("Corrected", (RMSProp,), {"step": without_keeping}), "s seems to begin at 0 in every step"),
        (type("Corrected", (RMSProp,), {"step": zeros_in_every_step}), "made once only?"),
        (type("Corrected", (RMSProp,), {"step": from_the_first_square}), "begin with the first squared slopes"),
        (type("Corrected", (RMSProp,), {"step": with_the_default}), "the decay seems to be 0.99"),
        (type("Corrected", (RMSProp,), {"step": the_same_zeros}), "does one memory serve them all?"),
        (corrected(per_parameter=True), "raised for each parameter"),
        (
            corrected(lambda o, g, s, t, fixed: o.learning_rate * g / np.sqrt(fixed + o.epsilon)),
            "epsilon got under the root",
        ),
        (corrected(lambda o, g, s, t, fixed: -o.learning_rate * g / (np.sqrt(fixed) + o.epsilon)), "uphill"),
        (corrected(lambda o, g, s, t, fixed: g / (np.sqrt(fixed) + o.epsilon)), "the learning rate has no say"),
        (
            corrected(lambda o, g, s, t, fixed: o.learning_rate / (np.sqrt(fixed) + o.epsilon)),
            "left out of the numerator",
        ),
        (
            corrected(
                lambda o, g, s, t, fixed: o.learning_rate * g / (np.sqrt(s / (1 - o.decay ** (t + 1))) + o.epsilon)
            ),
            "one step ahead",
        ),
        (
            corrected(lambda o, g, s, t, fixed: o.learning_rate * g / (np.sqrt(s / (1 - 0.9**t)) + o.epsilon)),
            "the first settings are right, but with 0.02, 0.99, 1e-08 the move",
        ),
        (type("Corrected", (RMSProp,), {"step": not_squared}), "Were they squared?"),
        (type("Corrected", (RMSProp,), {"step": counted_from_0}), "is something divided by 1 − decay⁰"),
        (type("Corrected", (RMSProp,), {"step": nothing_for_zero}), "where the slope is 0"),
        (type("Corrected", (RMSProp,), {"step": into_gradient}), "changed the gradients"),
        (type("Corrected", (RMSProp,), {"step": new_value}), "makes a new array, which nobody gets"),
        (OneForAll, "do the two share a memory"),
        (type("Corrected", (RMSProp,), {}), "no step of its own"),
        (RMSProp, "class Corrected(RMSProp)"),
        (Adam, "class Corrected(RMSProp)"),
        (Corrected(0.1), "without brackets"),
    ],
    "three_adams": [
        (("A", "B", "D"), "program 1: then m would grow"),
        (("B", "B", "D"), "move by 1/√2. Does it?"),
        (("D", "B", "D"), "program 1: then the four parameters, which have the same slope"),
        (("E", "B", "D"), "program 1: then the first move would be 0.1/√0.001"),
        (("F", "B", "D"), "program 1: then the first move would be 0.1;"),
        (("C", "C", "D"), "program 2: then the second parameter would be treated"),
        (("C", "A", "D"), "program 2: then m would grow"),
        (("C", "B", "B"), "program 3: then the four parameters would differ"),
        (("C", "B", "E"), "program 3: then the first move would be 0.1/√0.001"),
        (("C", "B", "F"), "program 3: then the first move would be 0.1;"),
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
        (("A", 0.324), "averages no noise"),
        (("B", 0.324), "no momentum to roll out"),
        (("D", 0.324), "2,000 mini-batches of 128"),
        (("E", 0.324), "one and the same rate"),
        (("C", 0.093), "where average steps of 0.1 lead"),
        (("C", 3.23), "worse than all three"),
        (("C", 0.2), "none of the three"),
        (("C", 0.29), "none of the three"),
        (("C", 0.35), "worse than all three"),
        (("C", "0.3"), "should be a number"),
        ("C", "a letter and a number"),
        (("c", 0.324), "choose one of"),
    ],
    "lean": [
        (lean(v=lambda self, v, g: self.beta2 * v + (1 - self.beta2) * g**2), "this is the chapter's Adam"),
        (lean(v=lambda self, v, g: self.beta2 * v + (1 - self.beta2) * np.sum(g**2)), "the sum of the squares"),
        (lean(v=lambda self, v, g: self.beta2 * v + (1 - self.beta2) * np.mean(g) ** 2), "first square, then"),
        (lean(v=lambda self, v, g: self.beta2 * v + (1 - self.beta2) * np.linalg.norm(g)), "the length of the slopes"),
        (lean(mean_of_all), "an average over all arrays"),
        (lean(m=lambda self, m, g: self.beta1 * m + (1 - self.beta1) * np.mean(g)), "every weight has an m of its own"),
        (
            lean(fix1=lambda self, m: m / (1 - self.beta2**self.t), fix2=lambda self, v: v / (1 - self.beta1**self.t)),
            "the corrections have changed places",
        ),
        (lean(one_v), "all arrays share one v"),
        (lean(fix1=never_correct, fix2=never_correct), "the steps without corrections"),
        (
            lean(fix1=lambda self, m: m / (1 - self.beta1), fix2=lambda self, v: v / (1 - self.beta2)),
            "the corrections have to fade",
        ),
        (lean(fix2=never_correct), "m is corrected, v is not"),
        (lean(fix1=never_correct), "v is corrected, m is not"),
        (
            lean(
                fix2=never_correct,
                move=lambda self, m, v, g: (
                    self.learning_rate * m / (np.sqrt(v) / (1 - self.beta2**self.t) + self.epsilon)
                ),
            ),
            "the root of v was corrected",
        ),
        (lean(move=lambda self, m, v, g: self.learning_rate * m / (v + self.epsilon)), "not by its root"),
        (lean(move=lambda self, m, v, g: self.learning_rate * g / (np.sqrt(v) + self.epsilon)), "m has no say"),
        (lean(move=lambda self, m, v, g: self.learning_rate * m / np.sqrt(v + self.epsilon)), "under the root"),
        (lean(move=lambda self, m, v, g: self.learning_rate * m / np.sqrt(v)), "Where is epsilon?"),
        (lean(move=lambda self, m, v, g: -self.learning_rate * m / (np.sqrt(v) + self.epsilon)), "uphill"),
        (lean(move=lambda self, m, v, g: m / (np.sqrt(v) + self.epsilon)), "the learning rate has no say"),
        (
            lean(
                m=lambda self, m, g: self.beta2 * m + (1 - self.beta2) * g,
                v=lambda self, v, g: self.beta1 * v + (1 - self.beta1) * np.mean(g**2),
                fix1=lambda self, m: m / (1 - self.beta2**self.t),
                fix2=lambda self, v: v / (1 - self.beta1**self.t),
            ),
            "have changed places",
        ),
        (
            lean(m=lambda self, m, g: self.beta1 * m + g, v=lambda self, v, g: self.beta2 * v + np.mean(g**2)),
            "enters m and v whole",
        ),
        (lean(fix1=into_memory), "the corrected m was kept"),
        (
            lean(fix1=lambda self, m: m * (1 - self.beta1**self.t), fix2=lambda self, v: v * (1 - self.beta2**self.t)),
            "makes m and v smaller yet",
        ),
        (
            lean(
                fix1=lambda self, m: m / (1 - self.beta1 ** (self.t + 1)),
                fix2=lambda self, v: v / (1 - self.beta2 ** (self.t + 1)),
            ),
            "one step ahead",
        ),
        (
            lean(
                fix1=lambda self, m: m / (1 - self.beta1 ** (self.t - 1)),
                fix2=lambda self, v: v / (1 - self.beta2 ** (self.t - 1)),
            ),
            "is something divided by 1 − decay⁰",
        ),
        (lean(v=lambda self, v, g: self.beta2 * v + (1 - self.beta2) * np.mean(g)), "their squares are asked for"),
        (
            lean(fix1=lambda self, m: m / (1 - 0.9**self.t)),
            "the first settings are right, but with 0.02, 0.7, 0.99, 1e-08 the move",
        ),
        (lean(lost(keep_m=True)), "v is a number, and"),
        (lean(lost(keep_m=False)), "m and v seem to begin at 0 in every step"),
        (lean(t_inside), "is t raised for each array"),
        (lean(memory_of_all), "do the two share a memory"),
        (lean(new_value), "makes a new array, which nobody gets"),
        (Adam, "stand on its own"),
        (type("Lean", (Adam,), {"step": Lean.step}), "stand on its own"),
        (Lean(), "without brackets"),
        (type("Lean", (), {"move": 1}), "no method step"),
    ],
}
