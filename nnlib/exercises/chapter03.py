"""Chapter 03 · Exercises on activations: slopes, saturation, overflow, shares, and what an output may promise."""

import warnings

import numpy as np

from nnlib.activations import ReLU, Sigmoid, Softmax, Tanh
from nnlib.exercises.base import (
    NotAttempted,
    Wrong,
    call,
    choose,
    compare,
    exercise,
    is_stub,
    kind,
    pair,
    progress_of,
    seed,
)

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


def solve_tanh(z):
    """Return tanh of z, an array of any shape, without overflow."""
    e = np.exp(-2 * np.abs(z))  # small(z)
    return np.where(z >= 0, 1 - e, e - 1) / (1 + e)


@exercise(
    solution=solve_tanh,
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
        e, big = np.exp(-2 * np.abs(z)), np.exp(2 * np.abs(z))
        reasons = [
            (
                (1 - e) / (1 + e),
                f"{np.round(z.flat[0], 2):g} and {-np.round(z.flat[0], 2):g} get the same result: small(z) cannot see "
                "the sign of z, so the line has to ask for it",
            ),
            ((big - 1) / (big + 1), "z and −z get the same result: where does the line ask for the sign of z?"),
            (np.where(z >= 0, 1, e) / (1 + e), "this is a sigmoid, from 0 to 1; tanh runs from −1 to 1"),
            (
                np.where(z >= 0, 1 - e, e) / (1 + e),
                "right where z is 0 or more; but below 0 the result is still positive. The top there is the sigmoid's, "
                "unchanged",
            ),
            ((1 - e) / 2, "the top is right where z > 0, but what stands at the bottom?"),
            (np.where(z >= 0, 1 - e, e - 1), "the tops are right; what stands at the bottom?"),
        ]
        with np.errstate(divide="ignore"):
            reasons.append(((1 + e) / (1 - e), "top and bottom are swapped: these numbers lie outside −1 to 1"))
        result, _ = quiet(answer, z)
        if 0 in z and np.isnan(np.asarray(result, dtype=float)).any():
            raise Wrong("the result is nan at z = 0, where it should be 0: is something divided by z?")
        compare(result, np.tanh(z), "tanh", reasons=reasons)
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


@exercise(
    solution=[-0.0075, -0.0175, -0.0400],
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
    a, dz = 0.75, -0.04
    rules = {
        "the sigmoid's move": (a * (1 - a), sigmoid(np.log(3) + dz) - a, sigmoid(a) * (1 - sigmoid(a))),
        "tanh's move": (1 - a**2, np.tanh(np.arctanh(a) + dz) - a, 1 - np.tanh(a) ** 2),
        "ReLU's move": (1.0, dz, np.nan),
    }
    for got, (what, (slope, actual, misread)) in zip(answer, rules.items()):
        reasons = [
            (-slope * dz, f"{what} has the wrong sign: the weight rises, but the input is −2; which way does z go?"),
            (-actual, f"{what} has the wrong sign: the weight rises, but the input is −2; which way does z go?"),
            (slope * 0.02, f"{what} is computed for a z that rises by 0.02; the weight is multiplied by an input"),
            (-slope * 0.02, f"{what} is half of what it should be: z moves by the input times 0.02"),
            (slope, f"{what}: {slope:g} is the slope there; the move is slope times the change of z"),
            (misread * dz, f"{what}: 0.75 was used as z, but it is the output; no z is needed"),
            (misread * -dz, f"{what}: 0.75 was used as z, but it is the output; and mind the direction"),
            (a + slope * dz, f"{what}: this is the new output; asked is the change"),
        ]
        reasons += [
            (sign * a * dz, f"{what}: this is the output times the change of z; the slope belongs there")
            for sign in (1, -1)
        ]
        for other, text in ((a * (1 - a), "the sigmoid's"), (1 - a**2, "tanh's"), (1.0, "ReLU's")):
            if other != slope:
                reasons += [(s * other * dz, f"{what} was computed with {text} slope") for s in (1, -1)]
        value = number(got, what)
        reasons += [
            (s * 0.25 * dz, f"{what}: 0.25 is the slope in the example, at output 0.5; here the output is 0.75")
            for s in (1, -1)
        ]
        reasons.append((2 * slope * dz, f"{what} is twice what it should be: a factor of 2"))
        if min(abs(value - slope * dz), abs(value - actual)) <= 6e-5:
            continue
        for mistake, message in reasons:
            if abs(mistake - slope * dz) > 6e-5 >= abs(value - mistake):
                raise Wrong(message)
        if value > 0:
            raise Wrong(f"{what} is {value:g}, above 0: the weight rises, but the input is −2; which way does z go?")
        near = "near to" if value > slope * dz else "far from"
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
    """A sigmoid from low to high, floats, c times as loud."""

    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        """Return a between low and high; z and a of one shape."""
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def backward(self, a, da):
        """Return dz; a and da of one shape."""
        share = (a - self.low) / (self.high - self.low)
        return self.c * (self.high - self.low) * share * (1 - share) * da


@exercise(
    solution=SolveLevels,
    hints=[
        "Between which numbers does σ(c z) lie? Which stretch and which shift bring it to low … high?",
        "backward gets a between low and high. Find back the share s between 0 and 1 first; its slope against c z is "
        "s(1 − s).",
        "s = (a − low) / (high − low). When z grows by 1, c z grows by c, and a is high − low times as tall as s.",
    ],
    explanation="With low −1, high 1 and c 2 this is tanh: 4 s (1 − s) with s = (a + 1) / 2 is 1 − a².",
)
def levels(answer):
    """Look at a class with low, high and c. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"hand over the class itself, Levels, without brackets; this is {kind(answer)}")
    rng = np.random.default_rng(seed())
    z, da = np.array([-1.5, -0.2, 0.4, 1.0]), rng.normal(size=4) + 3
    for low, high, c in ((-1, 3, 3), (0, 1, 1), (2.0, 2.5, 0.7)):
        what = f"with low {low:g}, high {high:g} and c {c:g}, "
        act, tall = call(answer, low, high, c), high - low
        a = SolveLevels(low, high, c)(z)
        reasons = [
            (sigmoid(z), f"{what}the outputs are those of the plain sigmoid"),
            (low + tall * sigmoid(z), f"{what}the outputs know low and high, but not c"),
            (sigmoid(c * z), f"{what}the outputs still lie between 0 and 1"),
            (low + high * sigmoid(c * z), f"{what}the outputs reach up to {low + high:g}: how tall is the stretch?"),
            (tall * sigmoid(c * z), f"{what}the stretch is right; the lowest output is 0 and should be low"),
            (c * (low + tall * sigmoid(z)), f"{what}c multiplies the output; it should multiply z"),
            (low + tall * sigmoid(z) * c, f"{what}c multiplies the height of the stretch; it should multiply z"),
        ]
        compare(call(act, z), a, f"{what}the output", reasons=reasons)
        call(act, 1 - 2 * z)  # other examples in between: backward has to use the a that it is given
        before = SolveLevels(low, high, c)(1 - 2 * z)
        s, wide = (a - low) / tall, (a - low) / (high or 1)
        right = c * tall * s * (1 - s)
        product = (
            "(a − low)(high − a) has the right form, but it is too large: s and 1 − s are both divided by the height"
        )
        as_high = f"the share s was computed as if the curve were {high:g} tall; it runs from {low:g} to {high:g}"
        reasons = [
            (
                SolveLevels(low, high, c).backward(before, da),
                f"{what}dz belongs to the examples of the last call, which the object has kept; other examples may "
                "have come in between, so backward has to use the a that it is given",
            ),
            (c * tall**2 * s * (1 - s) * da, f"{what}{product}, and only one of these divisions cancels"),
            (tall**2 * s * (1 - s) * da, f"{what}{product}; and where is c?"),
            (c * tall * wide * (1 - wide) * da, f"{what}{as_high}"),
            (c * high * wide * (1 - wide) * da, f"{what}{as_high}"),
            (right, "this is the slope, right for da = 1 only: dz is the slope times da"),
            (right + da, "slope and da are added; slopes along a way are multiplied"),
            (sigmoid(a) * (1 - sigmoid(a)) * da, "the sigmoid was applied to a, which has been through it"),
            (c * tall * sigmoid(a) * (1 - sigmoid(a)) * da, "the sigmoid was applied to a, which has been through it"),
            (c * tall * sigmoid(c * a) * (1 - sigmoid(c * a)) * da, "a was used as z: it has been through the sigmoid"),
            (s * (1 - s) * da, f"{what}dz is that of the plain sigmoid: how steep is the curve now?"),
            (tall * s * (1 - s) * da, f"{what}dz leaves out c: with a louder z the curve is steeper"),
            (c * s * (1 - s) * da, f"{what}dz leaves out the height: the curve is {tall:g} times as tall"),
            (c * tall * a * (1 - a) * da, f"{what}a(1 − a) was used, but a lies between low and high here"),
            (c * a * (1 - a) * da, f"{what}a(1 − a) was used, but a lies between low and high here"),
            (a * (1 - a) * da, f"{what}a(1 − a) was used, but a lies between low and high here"),
            (tall / c * s * (1 - s) * da, f"{what}c divides the slope; should a louder z make it flatter?"),
            (s * (1 - s) / c * da, f"{what}c divides the slope; should a louder z make it flatter?"),
        ]
        compare(call(act.backward, a, da), right * da, f"{what}dz", reasons=reasons)
    a, warned = quiet(call(answer, -1, 1, 2), np.array([-1000.0, 1000.0]))
    compare(a, [-1.0, 1.0], "with low −1, high 1 and c 2, the output at z = −1000 and 1000")
    if warned:
        raise Wrong(f"the values are right, but at ±1000 NumPy warned, {warned}; with nnlib's sigmoid it does not")


def solve_elu_backward(a, da):
    """Return dz of ELU from a and da, arrays of one shape."""
    return np.where(a > 0, da, (a + 1) * da)


@exercise(
    solution=(-2.0, solve_elu_backward),
    hints=[
        "On which half of the number line does `elu_backward` use exp at all? And what does it take exp of?",
        "The slope of e^z − 1 is e^z. But backward never sees z: it gets a = e^z − 1.",
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
        raise Wrong(f"at z = {z:g} the slope is 1, and elu_backward says 1: no proof. Which z reach the other formula?")
    if z == 0:
        raise Wrong("at z = 0 the output is 0, exp(0) is 1, and the slope is 1 on both sides: no difference")
    if z > -0.01:
        raise Wrong(f"z = {z:g} is so near to 0 that the two slopes hardly differ; go further away")
    z = np.linspace(-4, 4, 17)
    a, da = np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1), np.random.default_rng(seed()).normal(size=17) + 3
    wanted = np.where(a > 0, da, (a + 1) * da)
    reasons = [
        (np.where(a > 0, da, np.exp(a) * da), "the z is a proof; the function still takes exp of a, as if it were z"),
        (np.where(a > 0, 1, a + 1), "these are the slopes, right for da = 1 only"),
        (np.where(a > 0, 1, (a + 1) * da), "where a > 0 the result is 1, also when da is not"),
        (np.where(a > 0, da, a + 1), "da is missing where a is not positive"),
        (np.where(a > 0, da, a * da), "the curve rises everywhere, so its slope cannot be negative: a is not e^z yet"),
        (np.where(a > 0, da, (1 - a) * da), "for negative a these slopes are above 1; how does e^z follow from a?"),
        (np.where(a > 0, da, (a - 1) * da), "the curve rises everywhere, so its slope cannot be negative"),
        (np.where(a > 0, da, a * (1 - a) * da), "a(1 − a) is the sigmoid's rule; this curve is e^z − 1"),
        (
            np.where(a > 0, da, (np.exp(a) - 1) * da),
            "e^a − 1 sends a through the curve once more, and is below 0; the curve rises everywhere",
        ),
        (
            np.where(a > 0, da, np.exp(-a) * da),
            "e^(−a) is above 1 for negative a, too steep; a minus does not undo what exp has done to z",
        ),
        (
            np.where(a > 0, da, (np.exp(a) + 1) * da),
            "these slopes are above 1. Bringing back the 1 is right, but exp is still taken of a, which has been "
            "through exp already",
        ),
        ((a > 0) * da, "this is ReLU's slope; the left half of ELU is not flat"),
        ((a + 1) * da, "right where a is negative; where it is positive the slope is 1"),
    ]
    compare(call(repaired, a, da), wanted, "dz", reasons=reasons)


def solve_chain(act, weights, biases, x):
    """Return output and slope of neurons in a row; act callable, weights and biases (k,), x float."""
    a, slope = x, 1.0
    for weight, bias in zip(weights, biases):
        a = act(weight * a + bias)
        slope = act.backward(a, slope * weight)
    return a, slope


class Watched:
    """An activation that counts how often its backward is called."""

    def __init__(self, act):
        self.act, self.count = act, 0

    def __call__(self, z):
        """Return a, of the shape of z."""
        return self.act(z)

    def backward(self, a, da):
        """Return dz, of the shape of a and da."""
        self.count += 1
        return self.act.backward(a, da)


@exercise(
    solution=solve_chain,
    hints=[
        "First the outputs alone: a loop in which each neuron's a is the next one's input.",
        "Nudge what goes into one neuron: z moves by its weight times as much, a by slope times as much as z.",
        "Start with slope 1 and multiply it, in the same loop, by weight · act.backward(a, 1) of each neuron.",
    ],
    explanation="Weight times slope, once per neuron. Ten sigmoids with weight 1 multiply ten numbers below 0.25.",
)
def chain(answer):
    """Look at a function of act, weights, biases and x that returns output and slope. Raises a Finding."""
    rng = np.random.default_rng(seed())
    few = np.array([2.0, -3.0]), np.array([-0.8, 1.0])
    many = rng.uniform(1.5, 3, 4) * [1, -1, 1, -1], rng.normal(size=4) / 2
    for act, (weights, biases), x in (
        (sigmoid, few, 0.7),
        (sigmoid, (np.array([3.0]), np.array([-1.0])), 0.7),
        (Tanh(), few, 0.3),
        (sigmoid, many, 0.5),
        (ReLU(), (np.array([2.0, -1.0, 3.0]), np.array([0.5, 4.0, 1.0])), 1.0),
    ):
        k = len(weights)
        what = f"for {k} {type(act).__name__} neuron{'s' * (k > 1)}, "
        watched = Watched(act)
        result = call(answer, watched, weights, biases, x)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return two numbers, output and slope, but its result is {kind(result)}")
        inputs = [x]
        for weight, bias in zip(weights, biases):
            inputs.append(act(weight * inputs[-1] + bias))
        unbiased, bare, first = x, x, x
        for weight, bias in zip(weights, biases):
            unbiased, bare = act(weight * unbiased), weight * bare + bias
        for weight, bias in zip(weights[::-1], biases[::-1]):
            first = act(weight * first + bias)
        a, slope = solve_chain(act, weights, biases, x)
        sums = [weight * value + bias for weight, bias, value in zip(weights, biases, inputs)]
        steep = np.array([act.backward(value, 1.0) for value in inputs[1:]])
        last = act(weights[-1] * x + biases[-1])
        rolled = []
        for turned in (np.roll(weights, 1), np.roll(weights, -1)):
            value = x
            for weight, bias in zip(turned, biases):
                value = act(weight * value + bias)
            rolled.append((value, f"{what}the weights are shifted by one against the biases"))
        reasons = [
            (slope, f"{what}the first number is the slope; the output comes first, then the slope"),
            (sums[-1], f"{what}the output is the last z; it has not been through the activation"),
            (bare, f"{what}the sums have not been through the activation"),
            (unbiased, f"{what}the output is that of neurons without their biases"),
            (last, f"{what}every neuron got x; each should get the output of the one before"),
            (first, f"{what}the neurons were taken in the wrong order"),
            (inputs[1], f"{what}the output is that of the first neuron; did the loop return too early?"),
            *rolled,
        ]
        compare(result[0], a, f"{what}the output", reasons=reasons, tolerance=1e-6)
        reasons = [
            (
                np.prod(steep),
                f"{what}the slopes are multiplied, but the weights are missing: z moves by weight times x",
            ),
            (np.prod(weights), f"{what}these are the weights multiplied; the slopes of the activations are missing"),
            (
                np.prod([act.backward(z, 1.0) for z in sums]) * np.prod(weights),
                f"{what}backward was given z; it takes a",
            ),
            (
                np.prod([act.backward(value, 1.0) for value in inputs[:-1]]) * np.prod(weights),
                f"{what}off by one: each slope was taken at the input of its neuron, not at its output",
            ),
            *(
                (
                    np.prod(steep) * by,
                    f"{what}the slopes are multiplied by inputs; that is for a nudged weight. Here x is nudged: by "
                    "what does z move then?",
                )
                for by in (x, x**k, np.prod(inputs[:-1]))
            ),
            (
                steep[-1] ** k * np.prod(weights),
                f"{what}the last output was used for the slopes of all neurons; each neuron has its own output",
            ),
            (np.sum(steep * weights), f"{what}the neurons' slopes are added; one after the other, they multiply"),
            (np.sum(steep), f"{what}the slopes are added, without weights; one after the other, they multiply"),
            (steep[-1] * weights[-1], f"{what}this is the slope of the last neuron against its own input, not x"),
            (steep[0] * weights[0], f"{what}this is the slope of the first neuron; the others stretch it further"),
            (slope / weights[0], f"{what}the first weight is missing: are the weights shifted by one?"),
            (slope / weights[-1], f"{what}the last weight is missing: are the weights shifted by one?"),
            (steep[-1] * np.prod(weights), f"{what}of the activations, only the last one's slope is there"),
        ]
        compare(result[1], slope, f"{what}the slope", reasons=reasons, tolerance=1e-6)
        if watched.count == 0:
            raise Wrong(
                f"{what}both numbers are right, but backward was never called. A nudge by trial only tests a slope; "
                "find it from the outputs and backward"
            )


class SolveAbstain:
    """Shares of a vote down each column, where a blank vote always has score 0."""

    def __call__(self, z):
        """Return the shares of the candidates; z and the result have shape (outs, n)."""
        top = np.maximum(z.max(axis=0, keepdims=True), 0)
        e = np.exp(z - top)
        return e / (np.exp(-top) + e.sum(axis=0, keepdims=True))

    def backward(self, a, da):
        """Return dz; a and da have shape (outs, n)."""
        return a * (da - (a * da).sum(axis=0, keepdims=True))


@exercise(
    solution=SolveAbstain,
    hints=[
        "The blank vote is one more candidate, with score 0 in each column. What would softmax say?",
        "Against overflow subtract from all scores of a column, the blank vote's 0 included, the greatest of them; it "
        "may be that 0.",
        "For backward: L does not ask for the blank share, so its da is 0. What does that leave of softmax's line?",
    ],
    explanation="With a row of zeros stacked under z, `Softmax` does it all: drop the last row of its result. The "
    "line of `backward` is softmax's own. But da of ones no longer gives 0: a blank vote can be won.",
)
def abstain(answer):
    """Look at a class, softmax with a blank vote. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"hand over the class itself, Abstain, without brackets; this is {kind(answer)}")
    act, right, rng = call(answer), SolveAbstain(), np.random.default_rng(seed())
    for z in (np.array([[2.0, 0.0], [1.0, 0.0], [-1.0, 0.0]]), rng.normal(size=(3, 4)), rng.normal(size=(1, 5))):
        what = f"for z of shape {z.shape}, "
        votes = np.exp(z)
        top = z.max(axis=0, keepdims=True)
        shifted = np.exp(z - top)
        reasons = [
            (np.vstack([right(z), 1 - right(z).sum(axis=0)]), f"{what}the last row is the blank share: leave it out"),
            (np.vstack([1 - right(z).sum(axis=0), right(z)]), f"{what}the first row is the blank share: leave it out"),
            (Softmax()(z), f"{what}each column adds up to 1, so the blank vote is missing: this is softmax"),
            (
                shifted / (1 + shifted.sum(axis=0, keepdims=True)),
                f"{what}the greatest score was subtracted, but not from the blank vote's 0; its votes shrink, too",
            ),
            (
                votes / (1 + votes.sum(axis=1, keepdims=True)),
                f"{what}the votes are added up along the rows; the candidates of one example stand in a column",
            ),
            (
                votes / (np.e + votes.sum(axis=0, keepdims=True)),
                f"{what}the blank has e votes, as if its score were 1; its score is 0, so how many votes has it?",
            ),
            *(
                (
                    np.exp(z - m) / (np.exp(m) + np.exp(z - m).sum(axis=0, keepdims=True)),
                    f"{what}the scores were lowered by the greatest, but the blank's 0 was raised by it: a sign",
                )
                for m in (top, np.maximum(top, 0))
            ),
            (votes / (1 + votes.sum()), f"{what}the votes of all examples are added up: one sum per column"),
            (sigmoid(z), f"{what}these are sigmoids: each runs against the blank vote alone, not against the others"),
            (
                votes / (1 + votes).sum(axis=0, keepdims=True),
                f"{what}there are {z.shape[0]} blank votes in each column; it should be one",
            ),
        ]
        compare(call(act, z), right(z), f"{what}the result", reasons=reasons)
    z = np.array([[2.0, 1000.0, -1000.0, 0.0], [1.0, 999.0, -1001.0, 0.0], [-1.0, 997.0, -1003.0, 0.0]])
    result, warned = quiet(act, z)
    bad = np.flatnonzero(~np.isfinite(np.asarray(result, dtype=float)).all(axis=0))
    if len(bad):
        greatest = f"greatest score {z[0, bad[0]]:g}"
        alone = np.asarray(quiet(act, z[:, bad])[0], dtype=float)
        if np.isfinite(alone).all():
            raise Wrong(
                f"the column with {greatest} becomes nan beside larger scores, yet alone it is fine: each column "
                "needs its own greatest score"
            )
        raise Wrong(f"right for small scores, but the column with {greatest} becomes nan: exp overflows")
    compare(result, right(z), "the result for scores up to ±1000")
    if warned:
        raise Wrong(
            f"the values are right, but NumPy warned, {warned}: where is the blank vote's 0 the greatest score?"
        )
    a, da, z = right(rng.normal(size=(3, 4))), rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    call(act, z)  # other examples in between: backward has to use the a that it is given
    total = (a * da).sum(axis=0, keepdims=True)
    reasons = [
        (
            right.backward(right(z), da),
            "dz belongs to the examples of the last call, which the object has kept; other examples may have come in "
            "between, so backward has to use the a that it is given",
        ),
        (a * (1 - a) * da, "entry by entry: but a score that rises takes votes from the others, too"),
        (
            a * (da - total / a.sum(axis=0, keepdims=True)),
            "dz of da = ones is 0 here, as in softmax; but if all scores rise, they win from the blank vote",
        ),
        (
            a * (da - (a * da).sum(axis=1, keepdims=True)),
            "the sum S runs along the rows, over different examples; the candidates stand in a column",
        ),
        (a * (da - (a * da).sum()), "the sum S runs over all examples; each column has its own"),
        (a * (da - da.sum(axis=0, keepdims=True)), "in the sum S each da counts as much as its share: where is a?"),
        (da - total, "da − S is right; but it is still to be multiplied by a"),
        (a * da - total, "S is subtracted once too far outside: a multiplies it, too"),
        (a * da, "only the first term is there; what does each score take from the other shares?"),
        (a * (da + total), "a plus where the others' loss should be subtracted"),
    ]
    compare(call(act.backward, a, da), right.backward(a, da), "dz", reasons=reasons)


@exercise(
    solution="the border stands in the wrong place",
    hints=[
        "179 of 211 is one number for two kinds of answer. Split it: of the 167 called zero, how many are right?",
        "One kind of answer is surer than it may be, the other is not sure enough. Which number moves the two apart?",
    ],
    explanation="Called zero: 164 of 167 right, 0.98 where 0.82 was promised. Called one: 15 of 44. Two opposite "
    "faults look like one honest average. The data's half lies at z = 7: all these answers lean too far towards one.",
)
def promise(answer):
    """Look at a choice. Raises a Finding."""
    choices = {
        "the border stands in the wrong place": "",
        "there are too few images to tell": "of 44, an honest 0.82 would keep about 36; 15 is far below any chance",
        "c is too large": "a smaller c makes all answers less sure. But 164 of the 167 called zero are right, and they "
        "promised only 0.82: they are not sure enough already",
        "exp overflowed": "z lies between −66 and 37 here, and c makes it smaller still; e to the 20 is no trouble",
    }
    choose(answer, choices)


progress = progress_of(globals())
