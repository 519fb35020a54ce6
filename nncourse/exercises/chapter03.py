"""Chapter 03 · Exercises on activations: overflow, slopes, saturation, predictions, and what an output may promise."""

import warnings

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Wrong,
    call,
    choose,
    compare,
    either,
    exercise,
    is_stub,
    kind,
    pair,
    progress_of,
    saw,
    seed,
)
from nnlib.activations import Sigmoid

sigmoid = Sigmoid()


def quiet(function, *arguments):
    """Call an answer and keep NumPy's complaints.

    Parameters
    ----------
    function : callable
    *arguments
        Handed on by `call`, arrays as copies.

    Returns
    -------
    (result, str): the message of the first warning, or an empty one; raises what the answer raises.
    """
    with warnings.catch_warnings(record=True, action="always") as recorded:
        result = call(function, *arguments)
    return result, str(recorded[0].message) if recorded else ""


def number(answer, what):
    """Return an answer as a float, an int stays whole; what is a str for messages. Raises Wrong."""
    value = np.asarray(answer)
    if value.shape != () or value.dtype.kind not in "iuf":
        raise Wrong(f"{what} should be one number, but it is {kind(answer)}")
    if not np.isfinite(value):
        raise Wrong(f"{what} should be finite, but it is {value}")
    return float(value)


def small(z):
    """Return e to the power -2 |z|, never above 1; z is an array of any shape."""
    return np.exp(-2 * np.abs(z))


def solve_tanh(z):
    """Return tanh of z, an array of any shape, without overflow."""
    e = small(z)
    return np.where(z >= 0, 1 - e, e - 1) / (1 + e)


@exercise(
    solution=solve_tanh,
    slips={
        "-2 and 2 get the same result: small(z) cannot see the sign of z, so the line has to ask for it": (
            lambda z: (1 - small(z)) / (1 + small(z))
        ),
        "this is a sigmoid, from 0 to 1; tanh runs from −1 to 1": lambda z: (
            np.where(z >= 0, 1, small(z)) / (1 + small(z))
        ),
        "right where z is 0 or more, but below 0 the result is still positive: the top there is still the top of "
        "the sigmoid": lambda z: np.where(z >= 0, 1 - small(z), small(z)) / (1 + small(z)),
        "the top is right where z > 0, but the bottom is wrong: it should not be 2": lambda z: (1 - small(z)) / 2,
        "the tops are right, but the bottom is missing": lambda z: np.where(z >= 0, 1 - small(z), small(z) - 1),
        "top and bottom are swapped: these numbers are outside −1 to 1": lambda z: (1 + small(z)) / (1 - small(z)),
    },
    hints=[
        "For positive z, multiply top and bottom of the textbook's fraction by e^−z. Which powers are left?",
        "For z = 2 that gives (1 − e^−4) / (1 + e^−4). And tanh of −2 is the same number with a minus.",
        "With e = small(z), the bottom is 1 + e for every z. Only the top depends on the sign: 1 − e, or e − 1.",
    ],
    explanation="`np.sign(z) * (1 - e) / (1 + e)` and `2 * np.where(z >= 0, 1, e) / (1 + e) - 1` are as good.",
)
def quiet_tanh(answer):
    """Look at a function of z that returns tanh of z. Raises a Finding."""
    rng = np.random.default_rng(seed())
    for z in (np.array([-2.0, -0.5, 0.3, 2.0]), rng.normal(size=(2, 3)), np.array([-1.0, 0.0, 1.0])):
        result, _ = quiet(answer, z)
        if 0 in z and np.isnan(np.asarray(result, dtype=float)).any():
            raise Wrong("the result is nan at z = 0, where it should be 0: is something divided by z?")
        compare(result, np.tanh(z), "tanh")
    result, warned = quiet(answer, np.array([-1000.0, 1000.0]))
    result = np.asarray(result, dtype=float)
    if np.isnan(result).any():
        raise Wrong("right for small z, but at −1000 and 1000 the result holds nan: inf / inf, as in the textbook line")
    compare(result, [-1.0, 1.0], "tanh of −1000 and 1000")
    if warned:
        raise Wrong(
            f"the values are right, but NumPy warned, {warned}: exp still meets a large positive number "
            "(np.where cannot prevent that: it gets both of its arguments computed)"
        )
    if "tanh" in getattr(getattr(answer, "__code__", None), "co_names", ()):
        raise Wrong("NumPy's own tanh is right, of course; here the line is to be written with small(z)")


OUTPUT, CHANGE = 0.75, -0.04  # of the three neurons, and of their z
MOVES = {  # slope, actual move, and the slope of whoever takes the output for z
    "the sigmoid's move": (0.1875, sigmoid(np.log(3) + CHANGE) - OUTPUT, sigmoid(OUTPUT) * (1 - sigmoid(OUTPUT))),
    "tanh's move": (0.4375, np.tanh(np.arctanh(OUTPUT) + CHANGE) - OUTPUT, 1 - np.tanh(OUTPUT) ** 2),
    "ReLU's move": (1.0, CHANGE, None),
}


def slips_of_moves():
    """Return the slips of three moves, a dict from a message, a str, to three numbers, two of them ``...``."""
    slips = {}
    for place, (what, (slope, actual, misread)) in enumerate(MOVES.items()):
        right = slope * CHANGE
        wrong = {
            " has the wrong sign: the weight rises, but the input is −2; which way does z go?": (-right, -actual),
            " is computed for a z that rises by 0.02; the weight is multiplied by an input": (slope * 0.02,),
            " is half of what it should be: z moves by the input times 0.02": (right / 2,),
            f": {slope:g} is the slope there; the move is slope times the change of z": (slope,),
            ": this is the new output; asked is the change": (OUTPUT + right,),
            ": this is the output times the change of z; the slope belongs there": (OUTPUT * CHANGE, -OUTPUT * CHANGE),
            ": 0.25 is the slope in the example, at output 0.5; here the output is 0.75": (
                0.25 * CHANGE,
                -0.25 * CHANGE,
            ),
            " is twice what it should be: a factor of 2": (2 * right,),
        }
        if misread is not None:
            wrong[": 0.75 was used as z, but it is the output; no z is needed"] = (misread * CHANGE,)
            wrong[": 0.75 was used as z, but it is the output; and mind the direction"] = (-misread * CHANGE,)
        for other, (its, _, _) in MOVES.items():
            if other != what:
                name = other.removesuffix(" move").removeprefix("the ")
                text = f" was computed with {'the ' * (name[0] == 's')}{name} slope"
                wrong[text] = (its * CHANGE, -its * CHANGE)
        for text, parts in wrong.items():
            slips[what + text] = either(*([part if at == place else ... for at in range(3)] for part in parts))
    return slips


@exercise(
    solution=[-0.0075, -0.0175, -0.0400],
    slips=slips_of_moves(),
    hints=[
        "First, how far does z move, and which way? The input is −2.",
        "z moves by −2 · 0.02 = −0.04. Then each output moves by about its own slope times that.",
        "The slopes follow from the output alone: a(1 − a), 1 − a², and for ReLU 1 where a > 0.",
    ],
    explanation="The slopes are 0.1875, 0.4375 and 1, times −0.04. Curves bend, so it is −0.0076, −0.0180, −0.0400.",
)
def three_moves(answer):
    """Look at the moves of sigmoid, tanh and ReLU, three numbers. Raises a Finding."""
    shape = np.shape(answer)
    if shape != (3,):
        raise Wrong(f"three numbers are needed, for sigmoid, tanh and ReLU, but the answer has shape {shape}")
    for place, (got, (what, (slope, actual, _))) in enumerate(zip(answer, MOVES.items())):
        value, right = number(got, what), slope * CHANGE
        if min(abs(value - right), abs(value - actual)) <= 6e-5:
            continue
        saw(place)
        saw(value, tolerance=6e-5)
        if value > 0:
            raise Wrong(f"{what} is {value:g}, above 0: the weight rises, but the input is −2; which way does z go?")
        near = "near to" if value > right else "far from"
        raise Wrong(f"{what} is {value:g}, which is too {near} 0: it is the slope at output 0.75 times the change of z")


@exercise(
    solution=(3, -9),
    hints=[
        "Where should the output be one half? z is 0 there.",
        "Halfway, at x = 3: so 3w + b = 0, and b follows from w. Then z is −w at x = 2 and w at x = 4.",
        "Which is the smallest whole w with a sigmoid of at least 0.95? Try 1, 2, 3.",
    ],
    explanation="The sigmoid reaches 0.95 at z = 2.94, so z must climb by 5.89 from 2 to 4: w = 3, and b = −3w.",
)
def switch(answer):
    """Look at a pair (w, b). Raises a Finding."""
    w, b = (number(part, name) for part, name in zip(pair(answer), ("w", "b")))
    low, high = float(sigmoid(2 * w + b)), float(sigmoid(4 * w + b))
    seen = f"with w = {w:g} and b = {b:g} the output is {low:.4f} at x = 2 and {high:.4f} at x = 4"
    if w == 0:
        raise Wrong("with w = 0 the output is the same for every x")
    if w < 0:
        raise Wrong(f"{seen}: it falls; which sign must w have so that it rises?")
    if low > 0.05 or high < 0.95:
        if w < np.log(19):
            raise Wrong(f"{seen}: too flat. From x = 2 to x = 4 z climbs by {2 * w:g}, not enough whatever b is")
        raise Wrong(f"{seen}. One half lies at x = {-b / w + 0:.4g}: where should it lie, and how does b place it?")
    if w != round(w):
        raise Wrong(f"{seen}, as asked; but w should be a whole number")
    if w > 3:
        raise Wrong(f"{seen}, as asked; but a smaller whole w can do it, too, and is less saturated")


class SolveLevels:
    """A sigmoid from low to high, floats, of c times z."""

    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        """Return a between low and high; z and a of one shape."""
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        """Return the slope at outputs a, an array of any shape."""
        share = (a - self.low) / (self.high - self.low)
        return self.c * (self.high - self.low) * share * (1 - share)


def levels_with(**methods):
    """Return a class `Levels` in which some methods, callables by name, are others; ``call`` stands for the call."""
    return type("Levels", (SolveLevels,), {{"call": "__call__"}.get(name, name): own for name, own in methods.items()})


def tall(self):
    """Return the height, a float, of Levels, self."""
    return self.high - self.low


def share(self, a):
    """Return the share between 0 and 1 in an output of Levels, self; a is an array of any shape."""
    return (a - self.low) / tall(self)


def bend(s):
    """Return s (1 - s); s is an array of any shape."""
    return s * (1 - s)


def stored_levels():
    """Return a class Levels that keeps z, an array, and looks at nothing else for its slope."""

    def keep(self, z):
        self.z = z
        return SolveLevels.__call__(self, z)

    return levels_with(call=keep, slope=lambda self, a: SolveLevels.slope(self, SolveLevels.__call__(self, self.z)))


PRODUCT = "(a − low)(high − a) has the right form, but it is too large: s and 1 − s are both divided by the height"


@exercise(
    solution=SolveLevels,
    slips={
        "{where}the outputs are those of the plain sigmoid": levels_with(call=lambda self, z: sigmoid(z)),
        "{where}the outputs know low and high, but not c": (
            levels_with(call=lambda self, z: self.low + tall(self) * sigmoid(z))
        ),
        "{where}the outputs are still between 0 and 1": levels_with(call=lambda self, z: sigmoid(self.c * z)),
        "{where}the outputs reach up to {top}: how tall is the stretch?": (
            levels_with(call=lambda self, z: self.low + self.high * sigmoid(self.c * z))
        ),
        "{where}the stretch is right; the lowest output is 0 and should be low": (
            levels_with(call=lambda self, z: tall(self) * sigmoid(self.c * z))
        ),
        "{where}c multiplies the output; it should multiply z": (
            levels_with(call=lambda self, z: self.c * (self.low + tall(self) * sigmoid(z)))
        ),
        "{where}c multiplies the height of the stretch; it should multiply z": (
            levels_with(call=lambda self, z: self.low + tall(self) * sigmoid(z) * self.c)
        ),
        "these slopes belong to the examples of the last call, which the object has kept; other examples may have "
        "come in between, so slope has to use the a that it is given": stored_levels(),
        f"{{where}}{PRODUCT}, and only one of these divisions cancels": (
            levels_with(slope=lambda self, a: self.c * (a - self.low) * (self.high - a))
        ),
        f"{{where}}{PRODUCT}; and where is c?": levels_with(slope=lambda self, a: (a - self.low) * (self.high - a)),
        "{where}the share s was computed as if the curve were {high} tall; it runs from {low} to {high}": either(
            levels_with(slope=lambda self, a: self.c * tall(self) * bend((a - self.low) / self.high)),
            levels_with(slope=lambda self, a: self.c * self.high * bend((a - self.low) / self.high)),
        ),
        "the sigmoid was applied to a, which has been through it": either(
            levels_with(slope=lambda self, a: bend(sigmoid(a))),
            levels_with(slope=lambda self, a: self.c * tall(self) * bend(sigmoid(a))),
        ),
        "a was used as z: it has been through the sigmoid": (
            levels_with(slope=lambda self, a: self.c * tall(self) * bend(sigmoid(self.c * a)))
        ),
        "{where}this is the slope of the plain sigmoid: how steep is the curve now?": (
            levels_with(slope=lambda self, a: bend(share(self, a)))
        ),
        "{where}the slope leaves out c: with a larger z the curve is steeper": (
            levels_with(slope=lambda self, a: tall(self) * bend(share(self, a)))
        ),
        "{where}the slope leaves out the height: the curve is {height} times as tall": (
            levels_with(slope=lambda self, a: self.c * bend(share(self, a)))
        ),
        "{where}a(1 − a) was used, but a lies between low and high here": either(
            levels_with(slope=lambda self, a: self.c * tall(self) * bend(a)),
            levels_with(slope=lambda self, a: self.c * bend(a)),
            levels_with(slope=lambda self, a: bend(a)),
        ),
        "{where}c divides the slope, but a larger z makes it steeper": either(
            levels_with(slope=lambda self, a: tall(self) / self.c * bend(share(self, a))),
            levels_with(slope=lambda self, a: bend(share(self, a)) / self.c),
        ),
    },
    hints=[
        "Between which numbers does σ(c z) lie? Which stretch and which shift bring it to low … high?",
        "slope gets a between low and high. Find back the share s between 0 and 1 first; its slope against c z is "
        "s(1 − s).",
        "s = (a − low) / (high − low). When z grows by 1, c z grows by c, and a is high − low times as tall as s.",
    ],
    explanation="With low −1, high 1 and c 2 this is tanh: 4 s (1 − s) with s = (a + 1) / 2 is 1 − a².",
)
def levels(answer):
    """Look at a class with low, high and c. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"hand over the class itself, Levels, without brackets; this is {kind(answer)}")
    z = np.array([-1.5, -0.2, 0.4, 1.0])
    for low, high, c in ((-1, 3, 3), (0, 1, 1), (2.0, 2.5, 0.7)):
        act, right = call(answer, low, high, c), SolveLevels(low, high, c)
        facts = {"low": f"{low:g}", "high": f"{high:g}", "top": f"{low + high:g}", "height": f"{high - low:g}"}
        facts["where"] = f"with low {low:g}, high {high:g} and c {c:g}, "
        compare(call(act, z), right(z), f"{facts['where']}the output", **facts)
        call(act, 1 - 2 * z)  # other examples in between: slope has to use the a that it is given
        compare(call(act.slope, right(z)), right.slope(right(z)), f"{facts['where']}the slope", **facts)
    a, warned = quiet(call(answer, -1, 1, 2), np.array([-1000.0, 1000.0]))
    compare(a, [-1.0, 1.0], "with low −1, high 1 and c 2, the output at z = −1000 and 1000")
    if warned:
        raise Wrong(f"the values are right, but at ±1000 NumPy warned, {warned}; with nnlib's sigmoid it does not")


def solve_elu_slope(a):
    """Return the slope of ELU from its output a, an array of any shape."""
    return np.where(a > 0, 1, a + 1)


@exercise(
    solution=(-2.0, solve_elu_slope),
    slips={
        "the z is a proof; the function still takes exp of a, as if it were z": (
            ...,
            lambda a: np.where(a > 0, 1, np.exp(a)),
        ),
        "the curve rises everywhere, so its slope cannot be negative: a is not e^z yet": (
            ...,
            lambda a: np.where(a > 0, 1, a),
        ),
        "for negative a these slopes are above 1; how does e^z follow from a?": (
            ...,
            lambda a: np.where(a > 0, 1, 1 - a),
        ),
        "the curve rises everywhere, so its slope cannot be negative": (..., lambda a: np.where(a > 0, 1, a - 1)),
        "a(1 − a) is the sigmoid's rule; this curve is e^z − 1": (..., lambda a: np.where(a > 0, 1, a * (1 - a))),
        "e^a − 1 sends a through the curve once more, and is below 0; the curve rises everywhere": (
            ...,
            lambda a: np.where(a > 0, 1, np.exp(a) - 1),
        ),
        "e^(−a) is above 1 for negative a, too steep; a minus does not undo what exp has done to z": (
            ...,
            lambda a: np.where(a > 0, 1, np.exp(-a)),
        ),
        "these slopes are above 1. Bringing back the 1 is right, but exp is still taken of a, which has been "
        "through exp already": (..., lambda a: np.where(a > 0, 1, np.exp(a) + 1)),
        "this is ReLU's slope; the left half of ELU is not flat": (..., lambda a: (a > 0) * 1),
        "right where a is negative; where it is positive the slope is 1": (..., lambda a: a + 1),
    },
    hints=[
        "On which half of the number line does `elu_slope` use exp at all? And what does it take exp of?",
        "The slope of e^z − 1 is e^z. But the function never sees z: it gets a = e^z − 1.",
        "Solve a = e^z − 1 for e^z.",
    ],
    explanation="Any z below 0 is a proof. There a = e^z − 1, so the slope e^z is a + 1.",
)
def wrong_slope(answer):
    """Look at a pair: a z where a given function is wrong, and the repaired function. Raises a Finding."""
    proof, repaired = pair(answer)
    if is_stub(proof) or is_stub(repaired):
        raise NotAttempted("not attempted yet. It needs both a z and a repaired function.")
    z = number(proof, "the z that proves it wrong")
    if z > 0:
        raise Wrong(f"at z = {z:g} the slope is 1, and elu_slope says 1: no proof. Which z reach the other formula?")
    if z == 0:
        raise Wrong("at z = 0 the output is 0, exp(0) is 1, and the slope is 1 on both sides: no difference")
    if z > -0.01:
        raise Wrong(f"z = {z:g} is so near to 0 that the two slopes hardly differ; go further away")
    z = np.linspace(-4, 4, 17)
    a = np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)
    compare(call(repaired, a), solve_elu_slope(a), "the slope")


def solve_prediction(weights, bias, x, nudges, bias_nudge):
    """Return prediction and actual move, floats; weights, x, nudges of shape (ins,), bias and bias_nudge float."""
    before = sigmoid(weights @ x + bias)
    after = sigmoid((weights + nudges) @ x + bias + bias_nudge)
    change_of_z = nudges @ x + bias_nudge
    return before * (1 - before) * change_of_z, after - before


def foretold(change, at=sigmoid):
    """Return `solve_prediction` with another prediction, and the right actual move.

    Parameters
    ----------
    change : callable
        ``change(x, nudges, bias_nudge)`` returns the change of z.
    at : callable
        Turns z into the number a whose a (1 - a) is taken for the slope.
    """

    def answer(weights, bias, x, nudges, bias_nudge):
        a = at(weights @ x + bias)
        actual = solve_prediction(weights, bias, x, nudges, bias_nudge)[1]
        return a * (1 - a) * change(x, nudges, bias_nudge), actual

    return answer


def change_of_z(x, nudges, bias_nudge):
    """Return how far z moves; x and nudges have shape (ins,), bias_nudge is a float."""
    return nudges @ x + bias_nudge


def adding(prediction=0, actual=0):
    """Return `solve_prediction` with the output added to its results, as often as prediction and actual, int, say."""

    def answer(weights, bias, x, nudges, bias_nudge):
        before, right = sigmoid(weights @ x + bias), solve_prediction(weights, bias, x, nudges, bias_nudge)
        return right[0] + prediction * before, right[1] + actual * before

    return answer


def late_slope(weights, bias, x, nudges, bias_nudge):
    """Predict with the slope behind the nudges; weights, x, nudges of shape (ins,), bias and bias_nudge float."""
    after = sigmoid((weights + nudges) @ x + bias + bias_nudge)
    actual = solve_prediction(weights, bias, x, nudges, bias_nudge)[1]
    return after * (1 - after) * change_of_z(x, nudges, bias_nudge), actual


def no_slope(weights, bias, x, nudges, bias_nudge):
    """Take the change of z for the prediction; weights, x, nudges of shape (ins,), bias and bias_nudge float."""
    return change_of_z(x, nudges, bias_nudge), solve_prediction(weights, bias, x, nudges, bias_nudge)[1]


def bias_stays(weights, bias, x, nudges, bias_nudge):
    """Leave the bias where it is at the end; weights, x, nudges of shape (ins,), bias and bias_nudge float."""
    right = solve_prediction(weights, bias, x, nudges, bias_nudge)
    return right[0], solve_prediction(weights, bias, x, nudges, 0)[1]


@exercise(
    solution=solve_prediction,
    slips={
        "{what}: the changes of z are averaged; but z is a sum, so they add up": either(
            foretold(lambda x, nudges, bias_nudge: np.mean(nudges * x) + bias_nudge),
            foretold(lambda x, nudges, bias_nudge: (nudges @ x + bias_nudge) / (len(x) + 1)),
            foretold(lambda x, nudges, bias_nudge: (nudges @ x + bias_nudge) / len(x)),
        ),
        "{what}: the nudges are added up without their inputs; a nudged weight moves z by nudge times input": (
            foretold(lambda x, nudges, bias_nudge: nudges.sum() + bias_nudge)
        ),
        "{what}: 0.25 is the slope at z = 0; how steep is the sigmoid at the output of this neuron?": (
            foretold(change_of_z, at=lambda z: 0.5)
        ),
        "{what}: the nudge of the bias is missing": foretold(lambda x, nudges, bias_nudge: nudges @ x),
        "{what}: the nudge of the bias is multiplied by an input; a bias has none": either(
            foretold(lambda x, nudges, bias_nudge: (nudges + bias_nudge) @ x),
            foretold(lambda x, nudges, bias_nudge: nudges @ x + bias_nudge * x[0]),
        ),
        "{what}: this is how far z moves; the output moves by slope times that": no_slope,
        "{what}: z(1 − z) was used; the rule is a(1 − a), with the output a": foretold(change_of_z, at=lambda z: z),
        "{what}: the slope was taken after the nudges; a prediction is made before them": late_slope,
        "{what}: this is the new output; how far does it move?": either(adding(prediction=1), adding(actual=1)),
        "{what} is the actual move; the prediction comes first": lambda *given: solve_prediction(*given)[::-1],
        "{what} is the prediction once more; for this one compute the output twice, before and after the nudges": (
            lambda *given: (solve_prediction(*given)[0],) * 2
        ),
        "{what}: was the bias nudged, too?": bias_stays,
    },
    hints=[
        "First z and the output before the nudges. Its slope follows from the output alone.",
        "How far does z move? By nudge times input, added up over the weights, and by the nudge of the bias.",
        "For the actual move compute the output again, with `weights + nudges` and `bias + bias_nudge`, and subtract.",
    ],
    explanation="One slope serves all nudges, because the output sees only z. The larger the nudges, the more the "
    "curve bends away from the prediction.",
)
def prediction(answer):
    """Look at a function that returns the prediction and the actual move of a sigmoid neuron. Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = [
        (np.array([0.5, -1.0, 2.0]), 0.3, np.array([2.0, 1.0, 0.5]), np.array([0.1, 0.2, -0.3]), 0.3),
        (rng.normal(size=2), rng.normal(), rng.normal(size=2), rng.normal(size=2) / 10, rng.normal() / 10),
        (rng.normal(size=5), rng.normal(), rng.normal(size=5), rng.normal(size=5) / 10, 0.0),
    ]
    for weights, bias, x, nudges, bias_nudge in cases:
        result = call(answer, weights, bias, x, nudges, bias_nudge)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(
                f"the function should return two numbers, prediction and actual, but its result is {kind(result)}"
            )
        wanted = solve_prediction(weights, bias, x, nudges, bias_nudge)
        for got, right, name in zip(result, wanted, ("the prediction", "the actual move")):
            compare(got, right, f"with {len(x)} inputs {name}")


CAUSES = (
    "there are too few images to tell",
    "c is too large",
    "the boundary is in the wrong place",
    "exp overflowed",
)


@exercise(
    deeper="calibration: is 0.9 right nine times in ten?",
    solution="the boundary is in the wrong place",
    slips={
        "of 44, an honest 0.82 would keep about 36; 15 is far below any chance": "there are too few images to tell",
        "a smaller c makes all answers less sure. But 164 of the 167 called zero are right, and they promised only "
        "0.82: they are not sure enough already": "c is too large",
        "z lies between −66 and 37 here, and c makes it smaller still; e to the 20 is no trouble": "exp overflowed",
    },
    hints=[
        "179 of 211 is one number for two kinds of answer. Split it: of the 167 called zero, how many are right?",
        "One kind of answer is surer than it may be, the other is not sure enough. Which number moves the two apart?",
    ],
    explanation="Called zero: 164 of 167 right, 0.98 where 0.82 was promised. Called one: 15 of 44. Two opposite "
    "faults look like one honest average. In the data the half is at z = 7, so all answers lean too far towards 1.",
)
def promise(answer):
    """Look at a choice. Raises a Finding."""
    choose(answer, CAUSES, promise.reference)


progress = progress_of(globals())
