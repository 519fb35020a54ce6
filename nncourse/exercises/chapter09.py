"""Chapter 09 · Exercises on optimizers: what a memory holds, how long a step may be, corrections, and fair claims."""

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Wrong,
    by_part,
    call,
    choose,
    compare,
    either,
    exercise,
    is_stub,
    kind,
    progress_of,
    saw,
    seed,
)
from nnlib.optimizers import RMSProp


def solve_shares(momentum, steps):
    """Return the factor of each slope in v, shape (steps,), the oldest first; momentum float."""
    return momentum ** np.arange(steps - 1, -1, -1.0)


AVERAGE = "that is an average; our v adds the newest slope whole"


@exercise(
    solution=solve_shares,
    slips={
        "{what} is turned round: the oldest slope counts most, and the newest least": (
            lambda momentum, steps: momentum ** np.arange(steps)
        ),
        "{what} shrinks the newest slope, too; only what v held before is multiplied": (
            lambda momentum, steps: momentum ** np.arange(steps, 0, -1.0)
        ),
        "{what} has a factor 1 − momentum: now the factors of many steps add up to 1: " + AVERAGE: (
            lambda momentum, steps: (1 - momentum) * solve_shares(momentum, steps)
        ),
        "{what} is turned round, and has a factor 1 − momentum: now the factors of many steps add up to 1: "
        + AVERAGE: lambda momentum, steps: (1 - momentum) * momentum ** np.arange(steps),
        "{what} adds up to 1: " + AVERAGE: (
            lambda momentum, steps: solve_shares(momentum, steps) / solve_shares(momentum, steps).sum()
        ),
        "{what} gives all slopes the same weight; what does each step do to the older ones?": (
            lambda momentum, steps: np.ones(steps)
        ),
        "{what} forgets all but two slopes; but v, which is kept, holds the older ones, too": (
            lambda momentum, steps: np.r_[np.zeros(steps - 2), momentum, 1]
        ),
        "{what} multiplies each older slope once; but v is multiplied in every step": (
            lambda momentum, steps: np.r_[np.full(steps - 1, momentum), 1]
        ),
        "{what} multiplies by the number of steps; a factor in each of k steps gives its k-th power": (
            lambda momentum, steps: np.r_[momentum * np.arange(steps - 1, 0, -1), 1]
        ),
        "{what} adds the factors up; each slope alone has one, and they are asked for": (
            lambda momentum, steps: np.cumsum(solve_shares(momentum, steps))
        ),
    },
    hints=[
        "Follow one slope. It is added to v in its own step; what happens to it in each step after that?",
        "The newest slope has not been multiplied yet, the one before it once, the oldest steps − 1 times.",
        "`momentum ** np.arange(steps)` holds the right factors. In which order?",
    ],
    explanation="v is a sum of all slopes, and each weighs a little less with every step. For a momentum of 0.9 and "
    "many steps the factors add up to 10, which is why agreement counts ten times.",
)
def shares(answer):
    """Look at a function of momentum (float), steps (int) that returns an array of shape (steps,). Raises a Finding."""
    for momentum, steps in ((0.9, 4), (0.5, 7), (0.6 + seed() % 30 / 100, 5), (0.0, 3), (1.0, 3)):
        got = call(answer, momentum, steps)
        wanted = solve_shares(momentum, steps)
        what = f"for momentum {momentum:g} and {steps} steps the result"
        if np.shape(got) in ((steps - 1,), (steps + 1,)):
            raise Wrong(f"{what} has {len(got)} factors, but there are {steps} slopes, and each has one")
        if np.ndim(got) == 0 and isinstance(got, (int, float, np.number)):
            raise Wrong(f"{what} is one number, but each of the {steps} slopes has a factor of its own")
        compare(got, wanted, what)


def numbers(answer, names):
    """Return an answer as a list of as many entries as names, a tuple of str, or say what else it is. Raises Wrong."""
    if not isinstance(answer, (tuple, list, np.ndarray)) or np.size(answer) != len(names):
        form = f"it has length {len(answer)}" if isinstance(answer, (tuple, list)) else f"it is {kind(answer)}"
        raise Wrong(f"the answer should be {len(names)} numbers, ({', '.join(names)}), but {form}")
    return list(answer)


@exercise(
    solution=(0.025, 0.9, 0.02),
    slips=by_part(
        {
            "plain_limit": {
                "at 0.0125 y lands on 0 in one step; it can bear more, if it only jumps across": 0.0125,
                "0.5 is what x can bear; the curvature along y is 20 times as large": 0.5,
                "at 0.05 a step multiplies y by −3. The slope of ½ · 80 y² is 80 y, not 40 y": 0.05,
                "0.1 is 2/20; the limit comes from the curvature along y itself, not from its ratio to x's. "
                "In the chapter the curvature along x was 1, so the two were the same": 0.1,
                "the two directions do not add up; each has a limit of its own": 2 / 84,
                "with a small enough rate the loss does shrink": 0.0,
            },
            "x_keeps": {
                "0.1 is the share that a step takes away; what is left?": 0.1,
                "that is y, which only changes its sign": -1,
                "the step along x is rate · slope, and the slope of x is 4x, not x": 0.975,
                "the slope of ½ · 4 x² is 4x, not 2x": 0.95,
                "this is what two steps leave": 0.81,
                "a share goes from 0 to 1": 90,
            },
            "lowest": {
                "the longest step that still shrinks is tempting; what does each step at 0.0249 multiply y by?": 0.0249,
                "that is above the limit: what does each step multiply y by?": 0.03,
            },
        }
    ),
    hints=[
        "One plain step takes y to y − rate · 80 y, so it multiplies y by 1 − 80 · rate. From which rate on does y not "
        "shrink any more?",
        "x has the slope 4x: one plain step multiplies it by 1 − 4 · rate.",
        "For each of the three rates work out 1 − 80 · rate and 1 − 4 · rate. The one that is further from 0 decides "
        "how fast the loss shrinks.",
    ],
    explanation="1 − 80 · 0.025 = −1, and at a rate that y can just bear x keeps 1 − 4/40 = 0.9 of itself in each "
    "step. At 0.0249 a step leaves 0.992 of y, at 0.02 it leaves 0.6 of y and 0.92 of x, and at 0.03 y grows.",
)
def limits(answer):
    """Look at three numbers: the limit of the rate, what x keeps, and the best of three rates. Raises a Finding."""
    plain, floor, lowest = numbers(answer, ("plain_limit", "x_keeps", "lowest"))
    compare(plain, 0.025, "plain_limit")
    compare(floor, 0.9, "x_keeps")
    compare(lowest, 0.02, "lowest")


@exercise(
    solution=(0.01, 0.01, 0.01, 0.002),
    slips=by_part(
        {
            "first": {
                "asked for is how far it moves, a number above 0": -0.01,
                "s starts at 0, so after one step it is not 36, the square of the slope, but 0.04 · 36": 0.002,
                "this is the plain step, rate · slope; RMSProp divides the slope by √s": 0.012,
                "the slope was divided by s; divide it by the root of s": 0.002 / 0.24,
                "√s is not 0.2 but the root of 0.04 · 36": 0.06,
                "0.96 is what s keeps of itself; the new square enters with 1 − 0.96": 0.002 / 0.96**0.5,
                "that counts in rates; asked for is the distance": 5,
                "the decay here is 0.96; 0.99 is the default, and makes ten rates of the first step": 0.02,
            },
            "second": {
                "it is 100 times shorter than the first; but each weight has its own s, of its own slopes": 0.0001,
                "this is the plain step, rate · slope; RMSProp divides the slope by √s": 0.00012,
                "the slope was divided by s; divide it by the root of s": 0.002 * 0.06 / (0.04 * 0.0036),
                "√s is not 0.2 but the root of 0.04 · 0.0036": 0.0006,
                "s starts at 0, so after one step it is not the square of the slope, but 0.04 times it": 0.002,
                "small slopes make s small, but the slope itself is in the numerator, too": 1.0,
            },
            "first_of_the_sum": {
                "the slope is 100 times larger; and s, how many times larger is its root?": 1.0,
                "s is 10,000 times larger, its root is 100 times larger, not 10 times": 0.1,
                "√s is 100 times larger, but so is the slope": 0.0001,
                "s is 10,000 times larger, but what is the root of that, over the slope?": 0.000001,
                "the slope is 100 times larger, and √s too, not s alone": 0.001,
            },
            "first_by_adam": {
                "this is RMSProp's step; Adam divides both averages by what they have collected so far": 0.01,
                "this is the step without the two corrections": 0.002 * 0.1 / 0.001**0.5,
                "m after one step is 0.1 · slope; it has to be corrected as s is": 0.0002,
                "s after one step is 0.001 · slope²; it has to be corrected as m is": 0.002 / 0.001**0.5,
                "that counts in rates; asked for is the distance": 1,
                "this is the plain step; Adam divides by a size of the slope": 0.012,
            },
        }
    ),
    hints=[
        "After one step s is 0.96 · 0 + 0.04 · slope². Divide the slope by its root before you put in numbers.",
        "The root of 0.04 is 0.2, so slope / √s is slope / (0.2 · slope). What became of the slope?",
        "For Adam compute m and s after one step, and divide each by what it has collected by then: 1 − 0.9 and "
        "1 − 0.999.",
    ],
    explanation="slope / √s = 5 at first, whatever the slope is, so RMSProp's first step is five times its rate. "
    "Adam's corrections make it exactly one rate. A slope that is 100 times larger everywhere changes neither.",
)
def first_moves(answer):
    """Look at four numbers: how far weights move in the first step of RMSProp and of Adam. Raises a Finding."""
    one, two, hundred, adam = numbers(answer, ("first", "second", "first_of_the_sum", "first_by_adam"))
    compare(one, 0.01, "first", tolerance=1e-5)
    compare(two, 0.01, "second", tolerance=1e-5)
    compare(hundred, 0.01, "first_of_the_sum", tolerance=1e-5)
    compare(adam, 0.002, "first_by_adam", tolerance=1e-5)


class Corrected(RMSProp):
    """RMSProp without its long first steps: s is divided by the weight it has collected. Raises as RMSProp does."""

    def direction(self, number, gradient):
        """Return where to go, an array; number is the place of the parameter, gradient its array."""
        s = self.kept("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        weight = 1 - self.decay**self.steps
        return gradient / (np.sqrt(s / weight) + self.epsilon)


class CorrectedInParts(RMSProp):
    """`Corrected` with a method for each thing that can go wrong in a step. Raises as RMSProp does."""

    def direction(self, number, gradient):
        """Return where to go, an array; number is the place of the parameter, gradient its array."""
        s = self.kept("s", number)
        if self.steps == 1:
            s[...] = self.begin(gradient)
        s[...] = self.squares_of(s, gradient)
        return self.move(gradient, s, self.fixed(s))

    def begin(self, g):
        """Return what s is before the first step; g is the gradient."""
        return np.zeros_like(g)

    def squares_of(self, s, g):
        """Return the new s; g is the gradient."""
        return self.decay * s + (1 - self.decay) * g**2

    def fixed(self, s):
        """Return the corrected s."""
        return s / (1 - self.decay**self.steps)

    def move(self, g, s, fixed):
        """Return the move in rates, from the gradient g, s, and the fixed s."""
        return g / (np.sqrt(fixed) + self.epsilon)


def but(whole, **changes):
    """Return a class that is a whole one but for some methods, by name; its own is also what the answer has to write.

    Parameters
    ----------
    whole : class
    **changes : callables
    """
    name = "direction" if hasattr(whole, "direction") else "step"
    return type(whole.__name__, (whole,), {name: getattr(whole, name), **changes})


def divided_in_place(self, s):
    """Return the corrected s, which is kept as the memory; self, s (array) as in `fixed`."""
    s /= 1 - self.decay**self.steps
    return s


def counted_inside(self, s):
    """Return the corrected s, and count each parameter as a step; self, s (array) as in `fixed`."""
    self.steps += 1
    return s / (1 - self.decay**self.steps)


def slopes_for(rng, shapes, steps, size=1.0):
    """Return slopes for a test; in the first step the last one of each parameter is 0, and all of the last parameter.

    Parameters
    ----------
    rng : np.random.Generator
    shapes : sequence of tuples of int
    steps : int
    size : float

    Returns
    -------
    list of lists of arrays: for each step the slopes of all parameters.
    """
    gradients = [[size * rng.normal(size=shape) for shape in shapes] for _ in range(steps)]
    for g in gradients[0]:
        g.flat[-1] = 0
    gradients[0][-1][:] = 0
    return gradients


def walk(optimizer, gradients, rng):
    """Return how far an optimizer moves some parameters in each step.

    Parameters
    ----------
    optimizer : object with a method step
    gradients : list of lists of arrays
    rng : np.random.Generator
        Draws where the parameters start.

    Returns
    -------
    list of lists of arrays: the old value minus the new one

    Raises
    ------
    NotAttempted
        If step returns an ellipsis.
    Wrong
        If it moves no value, changes a gradient, or mixes the shapes.
    """
    values = [rng.normal(size=g.shape) for g in gradients[0]]
    moves = []
    for slopes in gradients:
        before, given = [value.copy() for value in values], [g.copy() for g in slopes]
        try:
            if optimizer.step(list(zip(values, given))) is ...:
                raise NotAttempted("not attempted yet: step returns the ... of the stub.")
        except ValueError as error:
            if "broadcast" not in str(error):
                raise
            raise Wrong(
                f"your code raised ValueError: {error}. The arrays have different shapes: does one memory serve them "
                "all? Each array has its own"
            ) from error
        moves.append([old - new for old, new in zip(before, values)])
        if not any(move.any() for move in moves[0]):
            raise Wrong(
                "after step all values are what they were. value -= … changes the array that the network uses; "
                "value = value − … makes a new array, which nobody gets"
            )
        if any((one != other).any() for one, other in zip(given, slopes)):
            raise Wrong("step changed the gradients it was given (by **=, *= or the like); it should change the values")
    return moves


def look_at_moves(make, right, settings):
    """Compare the moves of an optimizer with the right ones.

    Parameters
    ----------
    make, right : callables
        Return a new optimizer for settings: the answer's, and the right one.
    settings : list of tuples of float
        Of the optimizers to try; the rate comes first, epsilon last.

    Raises
    ------
    Wrong
        With the first finding.
    """
    shapes = [(2, 3), (2, 1), (1, 2)]
    for number, setting in enumerate(settings):
        size = 0.05 if number == len(settings) - 1 else 1.0  # the last time epsilon counts
        gradients = slopes_for(np.random.default_rng(seed() + number), shapes, 6, size)
        with np.errstate(all="ignore"):
            wanted = walk(right(*setting), gradients, np.random.default_rng(1))
            got = walk(make(*setting), gradients, np.random.default_rng(1))
        for moves in got:
            for move in moves:
                saw(move, tolerance=1e-6)
        shown = ", ".join(f"{one:g}" for one in setting)
        shown = f"the first settings are right, but with {shown} " if number else f"with the settings {shown} "
        look_at_each_step(got, wanted, gradients, shown)
        again = walk(make(*setting), gradients, np.random.default_rng(1))
        if not all(np.allclose(one, other) for moves, others in zip(again, got) for one, other in zip(moves, others)):
            raise Wrong(
                "the first optimizer was right, but a second one, made later, takes different steps: do the two share "
                "a memory, or a number of steps? Give each its own, with self."
            )


def look_at_each_step(got, wanted, gradients, settings):
    """Compare moves step by step: got, wanted, gradients (lists of lists of arrays), settings (str). Raises Wrong."""
    for t, (moves, right) in enumerate(zip(got, wanted), start=1):
        for k, (one, other) in enumerate(zip(moves, right), start=1):
            bad = ~np.isfinite(one)
            if bad.any():
                slopes = gradients[t - 1][k - 1]
                where = "though the slopes are harmless: is something divided by 1 − decay⁰ or 1 − beta⁰, which is 0?"
                if any(move[np.isfinite(move)].any() for move in moves):
                    if not slopes[bad].any():
                        where = "where the slope is 0: 0 was divided by 0. Where is epsilon?"
                    elif slopes[bad].mean() < 0:
                        where = "where the slopes are below 0: a root of something below 0. Were they squared?"
                raise Wrong(f"{settings}a value becomes nan or inf in step {t}, {where}")
            known = "" if t == 1 else " (the steps before are right)"
            compare(one, other, f"{settings}the move of parameter {k} in step {t}{known}", tolerance=1e-6)


def own_class(answer, name, method="step"):
    """Return an answer that should be a class with a method, or say what else it is.

    Parameters
    ----------
    answer : object
    name, method : str, for the message

    Raises
    ------
    NotAttempted
        If the method is a stub.
    Wrong
        If it is no class, or has no such method.
    """
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, {name} without brackets, but it is {kind(answer)}")
    if not callable(getattr(answer, method, None)):
        raise Wrong(f"the class has no method {method}")
    if is_stub(vars(answer).get(method, len)):
        raise NotAttempted(f"not attempted yet: {method} is still the stub.")
    return answer


@exercise(
    solution=Corrected,
    slips={
        "this is RMSProp as it was: the first step is too long by a factor of 1/√(1 − decay)": but(
            CorrectedInParts, fixed=lambda self, s: s
        ),
        "the first step is right, the later ones are not: after t steps s has collected 1 − decay^t, so the "
        "correction has to fade. Is `self.steps` in the exponent?": but(
            CorrectedInParts, fixed=lambda self, s: s / (1 - self.decay)
        ),
        "the first step is right, the later ones are not: s seems to begin at 0 in every step. s = … makes a new "
        "array, of which `self.kept` never learns; s *= … and s += … change the one that is kept": but(
            CorrectedInParts, squares_of=lambda self, s, g: (1 - self.decay) * g**2
        ),
        "the first step is right, the later ones are not: s seems to begin with the first squared slopes; it "
        "begins at 0, and is corrected when it is used": but(
            CorrectedInParts, begin=lambda self, g: g**2, fixed=lambda self, s: s
        ),
        "the decay seems to be 0.99, whatever was asked for; that is only the default of `self.decay`": but(
            CorrectedInParts, __init__=lambda self, rate, decay, epsilon: RMSProp.__init__(self, rate, 0.99, epsilon)
        ),
        "the whole step was divided by 1 − decay^t, which makes it longer still; it is s that is too small": but(
            CorrectedInParts,
            move=lambda self, g, s, fixed: g / (np.sqrt(s) + self.epsilon) / (1 - self.decay**self.steps),
        ),
        "s was made smaller yet; 1 − decay^t is below 1, so what does multiplying by it do?": but(
            CorrectedInParts, fixed=lambda self, s: s * (1 - self.decay**self.steps)
        ),
        "the root of s was corrected, by 1 − decay^t; correct s itself, and take the root then": but(
            CorrectedInParts,
            move=lambda self, g, s, fixed: g / (np.sqrt(s) / (1 - self.decay**self.steps) + self.epsilon),
        ),
        "the slope was divided by the corrected s, not by its root": but(
            CorrectedInParts, move=lambda self, g, s, fixed: g / (fixed + self.epsilon)
        ),
        "the first step is right, the later ones are not: the corrected s was kept as the memory (s /= … writes "
        "into it). Use it, and keep s as it is": but(CorrectedInParts, fixed=divided_in_place),
        "the correction runs ahead, further with each parameter: is `self.steps` raised in direction, which is "
        "called once for each of them? `step` has counted already": but(CorrectedInParts, fixed=counted_inside),
        "the correction is one step ahead; in the first step t is 1": but(
            CorrectedInParts, fixed=lambda self, s: s / (1 - self.decay ** (self.steps + 1))
        ),
        "s was divided by decay^t; that is what it has lost of its start. What has it collected?": but(
            CorrectedInParts, fixed=lambda self, s: s / self.decay**self.steps
        ),
        "epsilon got under the root; it stands beside it": but(
            CorrectedInParts, move=lambda self, g, s, fixed: g / np.sqrt(fixed + self.epsilon)
        ),
        "the values move with their slopes, uphill: `step` subtracts what direction returns": but(
            CorrectedInParts, move=lambda self, g, s, fixed: -g / (np.sqrt(fixed) + self.epsilon)
        ),
        "the learning rate counts twice: `step` multiplies by it, so direction must not": but(
            CorrectedInParts, move=lambda self, g, s, fixed: g / (np.sqrt(fixed) + self.epsilon) * self.learning_rate
        ),
        "the slope was left out of the numerator: the step is rate / √s": but(
            CorrectedInParts, move=lambda self, g, s, fixed: 1 / (np.sqrt(fixed) + self.epsilon)
        ),
    },
    hints=[
        "After t steps with the same slope s is (1 − decay^t) · slope². What should it be?",
        "Divide s by 1 − decay^t, but only where you use it: what is kept must stay as it is.",
        "`step` has counted when it asks for the direction, so `self.steps` is t: 1 in the first step.",
    ],
    explanation="The same correction as Adam's for s. With it the first step is one rate long, and a slope that stays "
    "makes equal steps.",
)
def corrected(answer):
    """Look at a class that is RMSProp with a correction of s. Raises a Finding."""
    if own_class(answer, "Corrected", "direction") is RMSProp or not issubclass(answer, RMSProp):
        raise Wrong("the class should build on the chapter's: class Corrected(RMSProp)")
    if "direction" not in vars(answer):
        raise Wrong("the class has no direction of its own, so it walks as RMSProp does")
    look_at_moves(asked(answer), Corrected, [(0.1, 0.9, 1e-8), (0.02, 0.99, 1e-8), (0.5, 0.8, 0.01)])


def asked(answer):
    """Return a class like the answer, whose direction says if it returned nothing; answer is a class as `Corrected`."""

    class Asked(answer):
        def direction(self, number, gradient):
            found = super().direction(number, gradient)
            if found is ...:
                raise NotAttempted("not attempted yet: direction returns the ... of the stub.")
            if found is None:
                raise Wrong("direction returns None (is a return missing?)")
            return found

    return Asked


DIFFER = "then the four parameters, which have the same slope, would move alike; here they do not"
NO_START = "then the first move would be 0.1/√0.001 = 3.162; here it is 1"
SMALL = "then the first move would be 0.1; here it is 1"
SHARED_M = "then m would grow from parameter to parameter, and the moves with it; here they become shorter"


@exercise(
    solution=("C", "B", "D"),
    slips=by_part(
        {
            "program 1": {
                SHARED_M: "A",
                "then the second parameter would find two squares in s, and move by 1/√2. Does it?": "B",
                DIFFER: "D",
                NO_START: "E",
                SMALL: "F",
            },
            "program 2": {
                SHARED_M: "A",
                "then the second parameter would be treated as if in its second step, and both its averages "
                "would be corrected too little. Compute it: is it 0.707?": "C",
                DIFFER: "D",
                NO_START: "E",
                SMALL: "F",
            },
            "program 3": {
                "then the four parameters would differ from each other, as "
                "something passes from one to the next": either("A", "B", "C"),
                NO_START: "E",
                SMALL: "F",
            },
        }
    ),
    hints=[
        "Look along the first row: do the four parameters differ, though all four have the same slope? Then something "
        "passes from one to the next.",
        "If the second parameter finds in s the square of the first, too: what is 1/√2? And if m is shared, does the "
        "second parameter move more or less?",
        "Program 3 is right in step 1 and drifts afterwards. Which formula is right for t = 1 only?",
    ],
    explanation="Program 1 corrects the second parameter as if it were in its second step: (0.1/0.19) / "
    "√(0.001/0.001999) = 0.744. Program 2: 1/√1, 1/√2, 1/√3, 1/√4. Program 3: m / 0.1 grows to 10, and √(s / 0.001) "
    "towards 31.6. None of the three stops a network from learning, so a learning curve may not "
    "show the fault; a slope that is always 1 does.",
)
def three_adams(answer):
    """Look at three letters (str), one for each program. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        raise Wrong(f"the answer should be three letters, one for each program, but it is {kind(answer)}")
    for given, right in zip(answer, three_adams.reference):
        choose(given, "ABCDEF", right)


def ravine(rate, momentum, steps):
    """Return ½ x² and ½ · 100 y² after each step from (10, 1).

    Parameters
    ----------
    rate, momentum : float
    steps : int

    Returns
    -------
    array of shape (steps + 1, 2).
    """
    curvature, place, v = np.array([1.0, 100.0]), np.array([10.0, 1.0]), np.zeros(2)
    parts = [curvature * place**2 / 2]
    for _ in range(steps):
        v = momentum * v + curvature * place
        place = place - rate * v
        parts.append(curvature * place**2 / 2)
    return np.array(parts)


@exercise(
    solution=(0.028, 0.7),
    hints=[
        "A memory of 0.9 coasts past the bottom and has to come back. How would you make it forget sooner?",
        "With less memory x is slower; make up for it with a larger rate. (y bears rates below 2 (1 + momentum)/100, "
        "but keep away from that.)",
        "Try momenta from 0.7 to 0.8 and rates between 0.02 and 0.032.",
    ],
    explanation="With 0.7 and 0.028 the loss stays below 1 from step 18 on; 0.9 needs 44 steps, and none 115. The best "
    "memory depends on the ravine: for a narrower one it is longer.",
)
def calm(answer):
    """Look at a rate and a momentum, two numbers, that keep the loss below 1 from step 20 on. Raises a Finding."""
    rate, momentum = numbers(answer, ("rate", "momentum"))
    for name, value in (("rate", rate), ("momentum", momentum)):
        if np.ndim(value) != 0 or np.asarray(value).dtype.kind not in "iuf" or not np.isfinite(value):
            raise Wrong(f"the {name} should be one finite number, but it is {kind(value)}")
    if rate >= 0.5 > momentum > 0 and momentum < 0.1:
        raise Wrong(f"with the rate {rate:g} the loss explodes at once; the rate comes first, then the momentum")
    if rate <= 0 or not 0 <= momentum < 1:
        raise Wrong(f"the rate should be above 0, and the momentum at least 0 and below 1, not {rate:g}, {momentum:g}")
    steps = 400
    with np.errstate(all="ignore"):
        parts = ravine(rate, momentum, steps)
    loss = parts.sum(axis=1)
    seen = f"with the rate {rate:g} and the momentum {momentum:g}"
    if not loss[-1] < 1e6:
        raise Wrong(f"{seen} the loss explodes: y, the steep direction, cannot bear such a rate with this memory")
    high = np.flatnonzero(loss >= 1)
    last = high[-1]
    if last < 20:
        return
    if last == steps:
        raise Wrong(f"{seen} the loss is still {loss[-1]:.3g} after {steps} steps: {who(rate, momentum, *parts[-1])}")
    first = np.flatnonzero(loss < 1)[0]
    if first < last:
        raise Wrong(
            f"{seen} the loss is below 1 at step {first}, but comes out again, and stays below from step {last + 1} "
            f"on: at step {last} {who(rate, momentum, *parts[last])}"
        )
    raise Wrong(f"{seen} the loss is below 1 from step {last + 1} on; until then {who(rate, momentum, *parts[last])}")


def who(rate, momentum, x_part, y_part):
    """Return which direction most of the loss comes from, and why, as the end of a sentence.

    Parameters
    ----------
    rate, momentum, x_part, y_part : float

    Returns
    -------
    str.
    """
    share = x_part / (x_part + y_part)
    past = rate > (1 - momentum**0.5) ** 2
    floor = "x coasts past the bottom and back, with so long a memory" if past else "x creeps"
    near = rate > 1.6 * (1 + momentum) / 100
    walls = "y jumps to and fro, as the rate is near its limit" if near else "y swings on, with so long a memory"
    if 0.4 < share < 0.6:
        return f"x, along the floor, makes half of it: {floor}. y, across the walls, makes the other half: {walls}"
    most = max(share, 1 - share)
    part = "nearly all" if most > 0.99 else f"{most:.0%}"
    if share >= 0.6:
        return f"x, along the floor, makes {part} of it: {floor}"
    return f"y, across the walls, makes {part} of it: {walls}"


@exercise(
    solution=("C", 0.324),
    slips={
        "plain descent at 0.1 averages no noise, and ends at the same loss": ("A", ...),
        "plain descent at 0.1 has no momentum to roll out of anything, and ends at the same loss": ("B", ...),
        "every run saw 2,000 mini-batches of 128": ("D", ...),
        "that is RMSProp and Adam; momentum multiplies the v of every weight by one and the same rate": ("E", ...),
    },
    hints=[
        "Which other row ends where momentum 0.01 ends, and how much larger is its rate?",
        "If the slope is always 1, where does v = 0.9 v + slope come to rest?",
        "Momentum at a rate walks like plain descent at ten times this rate. Which plain run belongs to momentum "
        "0.001?",
    ],
    explanation="v of equal slopes goes to ten times the slope, so momentum 0.01 takes average steps of 0.1. "
    "Momentum 0.001 ended at 0.324 ± 0.007, plain 0.01 at 0.323 ± 0.007. It is worth its memory all the same: it "
    "can take rates that plain descent cannot.",
)
def disguise(answer):
    """Look at a letter (str), the cause, and a number (float), the loss of a fourth run. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise Wrong(f"the answer should be a letter and a number, but it is {kind(answer)}")
    choose(answer[0], "ABCDE", "C")
    value = np.asarray(answer[1])
    if value.ndim != 0 or value.dtype.kind not in "iuf":
        raise Wrong(f"the loss should be a number, but it is {kind(answer[1])}")
    if not 0.295 <= value <= 0.345:
        if 0.08 <= value <= 0.11:
            raise Wrong(f"{value:g} is where average steps of 0.1 lead; how long are the steps of momentum 0.001?")
        if value > 0.345:
            raise Wrong(
                f"{value:g} would be worse than all three; plain descent at 0.001 may be, but with this memory?"
            )
        raise Wrong(f"{value:g} is none of the three losses; which of the runs walks as momentum 0.001 does?")


@exercise(
    solution=(0.04, 0.4, 0.2002, 0.0004),
    slips=by_part(
        {
            "start": {
                "this is the peak; the rate begins lower, and rises": 0.4,
                "this is where the rate ends; it begins at a tenth of the peak": 0.0004,
                "the rate begins at a tenth of the peak, not at 0": 0.0,
            },
            "top": {
                "the rise takes a quarter of the steps; with step 99 it is over": 0.04,
                "the rise is over with step 99, so this is the peak itself": either(0.396, 0.3964, 0.3636),
            },
            "falling": {
                "this is half-way to 0; the rate ends at a thousandth of the peak": 0.2,
                "the fall ends at a thousandth of the peak; a tenth is where the rise began": 0.22,
                "the fall begins at step 99, not at step 0": either(0.13685, 0.1506),
            },
            "end": {
                "this is where the rise began; the fall goes on to a thousandth of the peak": 0.04,
                "a thousandth of the peak is left": 0.0,
                "a thousandth of the peak, not a hundredth": 0.004,
            },
        }
    ),
    hints=[
        "Steps 0 to 99 are the first quarter of 400. What is the rate at both ends of the rise?",
        "The fall goes from step 99 to step 399. How much of the way is done at step 249?",
        "Half-way along half a cosine the rate is half-way between its two ends: the peak, and a thousandth of it.",
    ],
    explanation="It rises from 0.04 to 0.4, and falls to 0.0004; at step 249, in the middle of the fall, it is "
    "(0.4 + 0.0004) / 2.",
)
def cycle(answer):
    """Look at four numbers: the rates of one_cycle(0.4, 400) at steps 0, 99, 249 and 399. Raises a Finding."""
    start, top, falling, end = numbers(answer, ("start", "top", "falling", "end"))
    compare(start, 0.04, "start")
    compare(top, 0.4, "top")
    compare(falling, 0.2002, "falling", tolerance=1e-5)
    compare(end, 0.0004, "end")


EQUAL = "an interval that contains 0 leaves open which side is better; it does not show that both are equal"
ALWAYS = "the interval is about the mean difference; single runs scatter far more widely"


@exercise(
    solution=("B", "C", "D", "E"),
    slips=by_part(
        {
            "report 1": {
                EQUAL: "A",
                "0 lies between −0.10 and +0.90": "C",
                "−0.10 to +0.90 is neither slight nor settled: 0 is inside": "D",
                "here nobody made twenty comparisons": "E",
                ALWAYS: "F",
            },
            "report 2": {
                "0 is not between +0.12 and +0.64": either("A", "B"),
                "0.1 to 0.6 points are more than ten times what report 3 has": "D",
                "here nobody made twenty comparisons": "E",
                ALWAYS: "F",
            },
            "report 3": {
                "0 is not between +0.01 and +0.05, though it is near": either("A", "B"),
                "all of this interval lies below 0.1 points": "C",
                "here nobody made twenty comparisons": "E",
                ALWAYS: "F",
            },
            "report 4": {
                "0 is not between +0.05 and +0.65. What else does the report tell you?": either("A", "B"),
                "that would be so if this method were the only one tried. About one interval in twenty misses the "
                "truth, so how many of twenty would exclude 0 if none of the methods did anything?": "C",
                "its size is not the trouble. How many methods were tried?": "D",
                ALWAYS: "F",
            },
        }
    ),
    hints=[
        "For each report ask first: is 0 inside the interval? Then: how large may the difference be?",
        "Reports 1 and 2 are about the same two methods. What have the five further pairs changed?",
        "About one interval in twenty misses the truth. What does that mean for report 4?",
    ],
    explanation="With 0 inside, the runs cannot tell, and the interval says how large the difference may be. With 0 "
    "outside, it is there, but look whether it is large enough to matter. And of twenty comparisons of nothing, one "
    "will look real.",
)
def reports(answer):
    """Look at four letters (str), one for each report. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four letters, one for each report, but it is {kind(answer)}")
    for given, right in zip(answer, reports.reference):
        choose(given, "ABCDEF", right)


class Lean:
    """Adam with one s for each array of weights, a number."""

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, parameters):
        """Move every parameter in place; parameters is a list of (value, gradient) pairs of arrays."""
        if self.m is None:
            self.m = [np.zeros_like(value) for value, _ in parameters]
            self.s = [0.0 for _ in parameters]
        self.t += 1
        for k, (value, gradient) in enumerate(parameters):
            self.m[k] = self.beta1 * self.m[k] + (1 - self.beta1) * gradient
            self.s[k] = self.beta2 * self.s[k] + (1 - self.beta2) * np.mean(gradient**2)
            m_corrected = self.m[k] / (1 - self.beta1**self.t)
            s_corrected = self.s[k] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m_corrected / (np.sqrt(s_corrected) + self.epsilon)


class LeanInParts(Lean):
    """`Lean` with a method for each thing that can go wrong in a step."""

    def step(self, parameters):
        """Move every parameter in place; parameters is a list of (value, gradient) pairs of arrays."""
        self.slopes = [gradient for _, gradient in parameters]
        if self.m is None:
            self.m = [np.zeros_like(gradient) for gradient in self.slopes]
            self.s = [0.0 for _ in self.slopes]
        self.count()
        for k, (value, gradient) in enumerate(parameters):
            self.m[k] = self.new_m(k, gradient) + np.zeros_like(gradient)
            self.s[k] = self.new_s(k, gradient)
            value -= self.learning_rate * self.move(self.fixed_m(k), self.fixed_s(k), gradient)

    def count(self):
        """Raise the number of steps."""
        self.t += 1

    def new_m(self, k, g):
        """Return m of array k after a step with the gradient g."""
        return self.beta1 * self.m[k] + (1 - self.beta1) * g

    def new_s(self, k, g):
        """Return s of array k after a step with the gradient g."""
        return self.beta2 * self.s[k] + (1 - self.beta2) * self.square(k, g)

    def square(self, k, g):
        """Return what s of array k collects of the gradient g."""
        return np.mean(g**2)

    def fixed_m(self, k):
        """Return the corrected m of array k."""
        return self.m[k] / (1 - self.beta1**self.t)

    def fixed_s(self, k):
        """Return the corrected s of array k."""
        return self.s[k] / (1 - self.beta2**self.t)

    def move(self, m, s, g):
        """Return the move in rates, from the corrected m and s, and the gradient g."""
        return m / (np.sqrt(s) + self.epsilon)


def first_s(self, k, g):
    """Return the one s of all arrays; self, k, g (array) as in `new_s`."""
    self.s[0] = self.beta2 * self.s[0] + (1 - self.beta2) * np.mean(g**2)
    return self.s[0]


def counted_with_m(self, k, g):
    """Return the new m, and count each array as a step; self, k, g (array) as in `new_m`."""
    self.t += 1
    return LeanInParts.new_m(self, k, g)


def kept_m(self, k):
    """Return the corrected m, which is kept as the memory; self, k (int) as in `fixed_m`."""
    self.m[k] = self.m[k] / (1 - self.beta1**self.t)
    return self.m[k]


def kept_s(self, k):
    """Return the corrected s, which is kept as the memory; self, k (int) as in `fixed_s`."""
    self.s[k] = self.s[k] / (1 - self.beta2**self.t)
    return self.s[k]


@exercise(
    solution=Lean,
    slips={
        "this is the chapter's Adam, with an s for every weight; here s is one number for each array": but(
            LeanInParts, square=lambda self, k, g: g**2
        ),
        "s collects the sum of the squares; asked for is their mean, so that large arrays do not crawl": but(
            LeanInParts, square=lambda self, k, g: np.sum(g**2)
        ),
        "s collects the square of the mean slope, in which slopes of both signs cancel; first square, then take "
        "the mean": but(LeanInParts, square=lambda self, k, g: np.mean(g) ** 2),
        "s collects the slopes themselves; their squares are asked for, the size of which has no sign": but(
            LeanInParts, square=lambda self, k, g: np.mean(g)
        ),
        "s collects the length of the slopes, a root of a sum; asked for is the mean of their squares": but(
            LeanInParts, square=lambda self, k, g: np.linalg.norm(g)
        ),
        "s collects the squares of m, but it should collect the squares of the slopes": but(
            LeanInParts, square=lambda self, k, g: np.mean(self.m[k] ** 2)
        ),
        "s is an average over all arrays; each array has its own s, of its own slopes": but(
            LeanInParts,
            new_s=lambda self, k, g: (
                self.beta2 * self.s[k] + (1 - self.beta2) * np.mean([np.mean(one**2) for one in self.slopes])
            ),
        ),
        "m is one number for each array, too; only s is, and every weight has an m of its own": but(
            LeanInParts, new_m=lambda self, k, g: self.beta1 * self.m[k] + (1 - self.beta1) * np.mean(g)
        ),
        "all arrays share one s; each array has its own": but(LeanInParts, new_s=first_s),
        "these are the steps without corrections; at first m and s are too small, each by another factor": but(
            LeanInParts, fixed_m=lambda self, k: self.m[k], fixed_s=lambda self, k: self.s[k]
        ),
        "the first step is right, the later ones are not: the corrections have to fade, with 1 − beta^t. Is t "
        "raised in every step?": but(
            LeanInParts,
            fixed_m=lambda self, k: self.m[k] / (1 - self.beta1),
            fixed_s=lambda self, k: self.s[k] / (1 - self.beta2),
        ),
        "m is corrected, s is not: the first steps are too long by 1/√(1 − beta2)": but(
            LeanInParts, fixed_s=lambda self, k: self.s[k]
        ),
        "s is corrected, m is not: the first steps have only 1 − beta1 of their length": but(
            LeanInParts, fixed_m=lambda self, k: self.m[k]
        ),
        "the root of s was corrected, by 1 − beta2^t; correct s itself, and take the root then": but(
            LeanInParts,
            fixed_s=lambda self, k: self.s[k],
            move=lambda self, m, s, g: m / (np.sqrt(s) / (1 - self.beta2**self.t) + self.epsilon),
        ),
        "m was divided by s, not by its root": but(LeanInParts, move=lambda self, m, s, g: m / (s + self.epsilon)),
        "the numerator holds the slope, so m has no say; that is a corrected RMSProp": but(
            LeanInParts, move=lambda self, m, s, g: g / (np.sqrt(s) + self.epsilon)
        ),
        "the first step is right, the later ones are not: m seems to begin at 0 in every step. m = … makes a new "
        "array; does it reach the list that is kept?": but(LeanInParts, new_m=lambda self, k, g: (1 - self.beta1) * g),
        "the first step is right, the later ones are not: s seems to begin at 0 in every step. s is a number, "
        "and s = … or s *= … in a loop leaves the list as it was": but(
            LeanInParts, new_s=lambda self, k, g: (1 - self.beta2) * np.mean(g**2)
        ),
        "the first step is right, the later ones are not: m and s seem to begin at 0 in every step. Do the new "
        "ones reach the lists that are kept?": but(
            LeanInParts,
            new_m=lambda self, k, g: (1 - self.beta1) * g,
            new_s=lambda self, k, g: (1 - self.beta2) * np.mean(g**2),
        ),
        "the corrections have changed places: m is divided by 1 − beta1^t, and s by 1 − beta2^t": but(
            LeanInParts,
            fixed_m=lambda self, k: self.m[k] / (1 - self.beta2**self.t),
            fixed_s=lambda self, k: self.s[k] / (1 - self.beta1**self.t),
        ),
        "beta1 and beta2 have changed places: beta1 belongs to the average of the slopes": but(
            LeanInParts,
            __init__=lambda self, rate, beta1, beta2, epsilon: Lean.__init__(self, rate, beta2, beta1, epsilon),
        ),
        "the first array is right in the first step, the others are not: is t raised for each array, inside of "
        "the loop?": but(LeanInParts, count=lambda self: None, new_m=counted_with_m),
        "both corrections are one step ahead; in the first step t is 1": but(
            LeanInParts,
            fixed_m=lambda self, k: self.m[k] / (1 - self.beta1 ** (self.t + 1)),
            fixed_s=lambda self, k: self.s[k] / (1 - self.beta2 ** (self.t + 1)),
        ),
        "the first step is right, the later ones are not: the corrected averages were kept as the memory. Use "
        "them, and keep m and s as they are": but(LeanInParts, fixed_m=kept_m, fixed_s=kept_s),
        "the first step is right, the later ones are not: the corrected m was kept as the memory (m /= … writes "
        "into it). Use it, and keep m as it is": but(LeanInParts, fixed_m=kept_m),
        "the new slope enters m and s whole; into an average it enters with 1 − beta": but(
            LeanInParts,
            new_m=lambda self, k, g: self.beta1 * self.m[k] + g,
            new_s=lambda self, k, g: self.beta2 * self.s[k] + np.mean(g**2),
        ),
        "epsilon got under the root; it stands beside it": but(
            LeanInParts, move=lambda self, m, s, g: m / np.sqrt(s + self.epsilon)
        ),
        "the values move with their slopes, uphill": but(
            LeanInParts, move=lambda self, m, s, g: -m / (np.sqrt(s) + self.epsilon)
        ),
        "the learning rate has no say in the steps": but(
            LeanInParts, move=lambda self, m, s, g: m / (np.sqrt(s) + self.epsilon) / self.learning_rate
        ),
        "multiplying by 1 − beta^t makes m and s smaller yet; they are too small at first": but(
            LeanInParts,
            fixed_m=lambda self, k: self.m[k] * (1 - self.beta1**self.t),
            fixed_s=lambda self, k: self.s[k] * (1 - self.beta2**self.t),
        ),
    },
    hints=[
        "For each array two memories: m of its shape, and s, a number. Both begin at 0, at the first step. And one "
        "number of steps for all.",
        "In a step raise t once, before the loop. Then for each array: m, s, their corrected copies, the value.",
        "`for k, (value, gradient) in enumerate(parameters):` gives the place k at which `self.s[k] = …` is kept.",
    ],
    explanation="One s for an array saves nearly half of Adam's memory; Adam-mini (Zhang and others, 2024) trains "
    "large language models in this way, with an s for each block of weights. Within an array its steps see no axes, so "
    "turning the chapter's map does not hurt it; but then it cannot help with a ravine inside the array, either.",
)
def lean(answer):
    """Look at a class with the settings and the step of Adam with one s for each array. Raises a Finding."""
    own_class(answer, "Lean")
    if any(base.__module__ == "nnlib.optimizers" for base in answer.__mro__):
        raise Wrong("from scratch: the class should stand on its own, without a class of nnlib below it")
    settings = [(0.1, 0.9, 0.999, 1e-8), (0.02, 0.7, 0.99, 1e-8), (0.5, 0.9, 0.95, 0.01)]
    look_at_moves(answer, Lean, settings)


progress = progress_of(globals())
