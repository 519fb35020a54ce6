"""Chapter 03 · Exercises on activations: slopes, saturation, overflow, predictions, learning, and an honest average."""

import warnings

import numpy as np

from nncourse.checking import (
    Given,
    Wrong,
    by_part,
    call,
    choose,
    compare,
    decimal,
    either,
    exercise,
    kind,
    number,
    numbers,
    progress_of,
    seed,
    without,
)
from nnlib.activations import Sigmoid

sigmoid = Sigmoid()


def quiet(function, *arguments):
    """Return what an answer returns, and the first warning of NumPy, or ""."""
    with warnings.catch_warnings(record=True, action="always") as recorded:
        result = call(function, *arguments)
    return result, str(recorded[0].message) if recorded else ""


MOVES = Given("three_moves", output=(0.75, 0.6, 0.7, 0.8, 0.9), input=(-2, -3, 3, 4, -4, 6, -6))
A, RISE = MOVES.output, round(0.02 * MOVES.input, 9)
SLOPES = round(A - A * A, 9), round(1 - A * A, 9), 1


def slips_of_a_move(slope, actual, at_z):
    """Return the mistakes of the sigmoid's or tanh's move."""
    return {
        f"the weight is multiplied by an input, {decimal(MOVES.input)}: how far does z move, and which way?": 0.02
        * slope,
        "this is the slope there; the move is slope times the change of z": slope,
        "this is the new output; asked is by how much it changes": A + RISE * slope,
        "this is the actual move; asked is the estimate, slope times change of z": actual,
        f"{A:g} is already the output a, not z; the slope follows from a alone": either(
            RISE * at_z, round(RISE * at_z, 4)
        ),
        "this is the change of z; the output moves by slope times that": RISE,
        "this is rounded to three decimals": np.round(RISE * slope, 3),
        f"0.25 is neither a(1 − a) nor 1 − a² at an output of {A:g}": RISE / 4,
    }


ACTUAL = sigmoid(np.log(A / (1 - A)) + RISE) - A, np.tanh(np.arctanh(A) + RISE) - A
SIGMOID = slips_of_a_move(SLOPES[0], ACTUAL[0], sigmoid(A) * (1 - sigmoid(A)))
TANH = slips_of_a_move(SLOPES[1], ACTUAL[1], 1 - np.tanh(A) ** 2)


@exercise(
    texts=[f"the same output, {A:g}", f"one input is {decimal(MOVES.input)}, and the weight of that"],
    solution=[round(RISE * slope, 9) for slope in SLOPES],
    mistakes=by_part(
        {
            "the sigmoid's move": SIGMOID,
            "tanh's move": {"this is with the sigmoid's slope": RISE * SLOPES[0]} | TANH,
            "ReLU's move": {"ReLU looks at z, which is above 0 here, not at one input": 0},
        }
    ),
    hints=[
        f"First, how far does z move, and which way? The input is {decimal(MOVES.input)}.",
        f"z moves by {decimal(MOVES.input)} · 0.02 = {decimal(RISE)}. Then each output moves by about its own slope "
        f"times that.",
        "The slopes follow from the output alone: a(1 − a), 1 − a², and for ReLU 1 where a > 0.",
    ],
    explanation=f"The slopes are {SLOPES[0]}, {SLOPES[1]} and 1, times {decimal(RISE)}. Since two of the curves bend, "
    f"the "
    f"actual moves are {decimal(ACTUAL[0], 4)} and {decimal(ACTUAL[1], 4)}; ReLU's is exact.",
)
def three_moves(answer):
    """Look at the moves of sigmoid, tanh and ReLU."""
    names = ("the sigmoid's move", "tanh's move", "ReLU's move")
    for got, name, wanted in zip(numbers(answer, *names), names, three_moves.right):
        compare(got, wanted, name, tolerance=1e-5)


SWITCH = Given("switch", low=(2, 1, *range(3, 12)), width=(2, 1, 3))
LOW, HIGH, STEEP = SWITCH.low, SWITCH.low + SWITCH.width, 6 // SWITCH.width  # z goes from −3 to 3
HALF, START, SIDE = f"{(LOW + HIGH) / 2:g}", -3 - STEEP * LOW, {1: "0.5w", 2: "w", 3: "1.5w"}[SWITCH.width]


@exercise(
    texts=[f"at most 0.05 at x = {LOW} and at least 0.95 at x = {HIGH}"],
    solution=(STEEP, START),
    hints=[
        "Where should the output be one half? z is 0 there.",
        f"Halfway, at x = {HALF}: so {HALF}w + b = 0, and b follows from w. Then z is −{SIDE} at x = {LOW} and {SIDE} "
        f"at x = {HIGH}.",
        "Which is the smallest whole w with a sigmoid of at least 0.95 there? Try 1, 2, 3 and so on.",
    ],
    explanation=f"The sigmoid reaches 0.95 at z = 2.94, so z must climb by 5.89 from {LOW} to {HIGH}: w = {STEEP}, and "
    f"b = −{HALF}w. The weight sets how steep the switch is; the bias, with it, sets where.",
)
def switch(answer):
    """Look at a weight and a bias."""
    w, b = (number(part, name) for part, name in zip(numbers(answer, "w", "b"), ("w", "b")))
    low, high = sigmoid(LOW * w + b), sigmoid(HIGH * w + b)
    seen = f"with w = {w:g} and b = {b:g} the output is {low:.5f} at x = {LOW} and {high:.5f} at x = {HIGH}"
    if w <= 0:
        raise Wrong(f"{seen}: it does not rise; which sign must w have?")
    if abs(w - round(w)) > 1e-9:
        raise Wrong(f"{seen}; but w should be a whole number, and it is {w:.6g}")
    if w < STEEP:
        climbs = SWITCH.width * w
        raise Wrong(f"{seen}: too flat. From x = {LOW} to x = {HIGH} z climbs by {climbs:g}, not enough whatever b is")
    if low > 0.05 + 1e-9 or high < 0.95 - 1e-9:
        raise Wrong(f"{seen}. One half lies at x = {-b / w + 0:.4g}: where should it lie, and how does b place it?")
    if w > STEEP:
        raise Wrong(f"{seen}, as asked; but a smaller whole w can do it, too, and is less saturated")


def small(z):
    """Return e to the power -2 |z|, never above 1; z is an array of any shape."""
    return np.exp(-2 * np.abs(z))


def solve_quiet_tanh(z):
    e = small(z)
    return np.where(z >= 0, 1 - e, e - 1) / (1 + e)


@exercise(
    solution=solve_quiet_tanh,
    mistakes={
        "small(z) cannot tell −2 from 2: ask for the sign of z": lambda z: (1 - small(z)) / (1 + small(z)),
        "this is a sigmoid, from 0 to 1": lambda z: np.where(z >= 0, 1, small(z)) / (1 + small(z)),
        "the tops are right, but the bottom is missing": lambda z: np.where(z >= 0, 1 - small(z), small(z) - 1),
        "this is tanh of 2z: small(z) has the 2 in it already": lambda z: np.tanh(2 * z),
    },
    hints=[
        "For positive z, multiply top and bottom of the textbook's fraction by e^−z. Which powers are left?",
        "For z = 2 that gives (1 − e^−4) / (1 + e^−4). And tanh of −2 is the same number with a minus.",
        "With e = small(z), the bottom is 1 + e for every z. Only the top depends on the sign: 1 − e, or e − 1.",
    ],
    explanation="`np.sign(z) * (1 - e) / (1 + e)` and `2 * sigmoid(2 * z) - 1` are as good. The cure is always the "
    "same: rewrite the formula so that exp never meets a large positive number.",
)
def quiet_tanh(answer):
    """Look at a function of z that returns tanh of z."""
    rng = np.random.default_rng(seed())
    for z in (np.array([-2.0, -0.5, 0.3, 2.0]), rng.normal(size=(2, 3)), np.array([-1.0, 0.0, 1.0])):
        result, _ = quiet(answer, z)
        compare(result, np.tanh(z), "tanh")
    large = np.array([-1000.0, -6.0, 6.0, 1000.0])
    result, warned = quiet(answer, large)
    compare(result, np.tanh(large), "tanh of −1000, −6, 6 and 1000")
    if warned:
        raise Wrong(
            f"right, but NumPy warned, {warned}: exp still meets a large number (np.where computes both choices)"
        )
    told = "NumPy's own tanh is right, but it is only for comparing; write the line with small(z)"
    with without("numpy.tanh", told=told):
        call(answer, large)


def solve_repaired(a):
    return np.where(a > 0, 1, a + 1)


@exercise(
    solution=(-2.0, solve_repaired),
    mistakes={
        "the z is a proof; the function still takes exp of a": (-2.0, lambda a: np.where(a > 0, 1, np.exp(a))),
        "the curve rises everywhere; a is e^z − 1, not e^z": (-2.0, lambda a: np.where(a > 0, 1, a)),
        "a(1 − a) is the sigmoid's rule; this curve is e^z − 1": (-2.0, lambda a: a * (1 - a)),
        "right where a is negative; where it is positive the slope is 1": either(
            (-2.0, lambda a: a + 1), (-2.0, lambda a: np.where(a > 0, a, a + 1)), (-2.0, lambda a: (a <= 0) * (a + 1))
        ),
    },
    hints=[
        "On which half of the number line does `elu_slope` use exp at all? And what does it take exp of?",
        "The slope of e^z − 1 is e^z. But the function never sees z: it gets a = e^z − 1.",
        "Solve a = e^z − 1 for e^z.",
    ],
    explanation="Any z below 0 is a proof. There a = e^z − 1, so the slope e^z is a + 1. To get a slope from the "
    "output, write the slope with z, and then replace what a already holds.",
)
def wrong_slope(answer):
    """Look at a z where a given function is wrong, and at the repaired function."""
    proof, repaired = numbers(answer, "proof", "repaired")
    z = number(proof, "proof")
    if z > 0:
        raise Wrong(f"at z = {z:g} the slope is 1, and elu_slope says 1: no proof. Which z reach the other formula?")
    if z > -0.01:
        raise Wrong(f"at z = {z:g} the slope is 1, or hardly less, and so is what elu_slope says: go further away")
    z = np.linspace(-4, 4, 17)
    a = np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)
    compare(call(repaired, a), solve_repaired(a), "the slope")


class Levels:
    def __init__(self, low, high, c):
        self.low, self.high, self.c = low, high, c

    def __call__(self, z):
        return self.low + (self.high - self.low) * sigmoid(self.c * z)

    def slope(self, a):
        share = (a - self.low) / (self.high - self.low)
        return self.c * (self.high - self.low) * share * (1 - share)


def levels_with(slope):
    """Return a class Levels with another slope."""
    return type("Levels", (Levels,), {"slope": slope})


@exercise(
    solution=Levels,
    mistakes={
        "{what}: c is missing; the larger c, the steeper": levels_with(lambda self, a: Levels.slope(self, a) / self.c),
        "{what}: the height is missing; the curve rises by high − low, not by 1": (
            levels_with(lambda self, a: Levels.slope(self, a) / (self.high - self.low))
        ),
        "{what}: s and 1 − s are each divided by high − low, and only one of these divisions cancels": (
            levels_with(lambda self, a: Levels.slope(self, a) * (self.high - self.low))
        ),
        "{what}: a(1 − a) was used, but a lies between low and high here": levels_with(lambda self, a: a * (1 - a)),
    },
    hints=[
        "Between which numbers does σ(c z) lie? Which stretch and which shift bring it to low … high?",
        "slope gets a between low and high. Find back the share s between 0 and 1 first; its slope against c z is "
        "s(1 − s).",
        "s = (a − low) / (high − low). When z grows by 1, c z grows by c, and a is high − low times as tall as s.",
    ],
    explanation="With low −1, high 1 and c 2 this is tanh: 4 s (1 − s) with s = (a + 1) / 2 is 1 − a². So tanh is a "
    "stretched sigmoid.",
)
def levels(answer):
    """Look at a class with low, high and c."""
    if not isinstance(answer, type):
        raise Wrong(f"hand over the class itself, Levels, without brackets; this is {kind(answer)}")
    z = np.array([-1.5, -0.2, 0.4, 1.0])
    for low, high, c in ((-1, 3, 3), (0, 1, 1), (2.0, 2.5, 0.7)):
        act, right = call(answer, low, high, c), Levels(low, high, c)
        numbers_given = f"for low {low:g}, high {high:g} and c {c:g}"
        compare(call(act, z), right(z), f"the outputs {numbers_given}")
        call(act, 1 - 2 * z)
        what = f"the slopes, after a call with other z, {numbers_given}"
        compare(call(act.slope, right(z)), right.slope(right(z)), what)
    a, warned = quiet(call(answer, -1, 1, 2), np.array([-1000.0, 1000.0]))
    compare(a, [-1.0, 1.0], "the outputs at z = −1000 and 1000, for low −1, high 1 and c 2,")
    if warned:
        raise Wrong(f"the values are right, but at ±1000 NumPy warned, {warned}; with nnlib's sigmoid it does not")


def solve_prediction(weights, bias, x, nudges, bias_nudge):
    before = sigmoid(weights @ x + bias)
    after = sigmoid((weights + nudges) @ x + bias + bias_nudge)
    change_of_z = nudges @ x + bias_nudge
    return before * (1 - before) * change_of_z, after - before


def foretold(wrong):
    """Return a prediction made by a wrong rule, from z, the output a and the change of z."""
    return lambda weights, bias, x, nudges, bias_nudge: (
        wrong(weights @ x + bias, sigmoid(weights @ x + bias), nudges @ x + bias_nudge),
        solve_prediction(weights, bias, x, nudges, bias_nudge)[1],
    )


@exercise(
    solution=solve_prediction,
    mistakes={
        "{what}: the nudge of the bias is missing": lambda w, b, x, nudges, _: solve_prediction(w, b, x, nudges, 0),
        "{what}: 0.25 is the slope at z = 0; where is this neuron?": foretold(lambda z, a, dz: 0.25 * dz),
        "{what}: 1 − a² is tanh's slope": foretold(lambda z, a, dz: (1 - a**2) * dz),
        "{what}: this is how far z moves; the output moves by slope times that": foretold(lambda z, a, dz: dz),
        "{what}: take the slope before the nudges": foretold(lambda z, a, dz: sigmoid(z + dz) * sigmoid(-z - dz) * dz),
        "{what}: this is the new output; how far does it move?": foretold(lambda z, a, dz: a + a * (1 - a) * dz),
        "{what}: this is the actual move; the prediction comes first": lambda *given: solve_prediction(*given)[::-1],
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
    """Look at a function that returns the prediction and the actual move of a sigmoid neuron."""
    rng = np.random.default_rng(seed())
    for weights, bias, x, nudges, bias_nudge in (
        (np.array([0.5, -1.0, 2.0]), 0.3, np.array([2.0, 1.0, 0.5]), np.array([0.1, 0.2, -0.3]), 0.3),
        (rng.normal(size=2), rng.normal(), rng.normal(size=2), rng.normal(size=2) / 10, rng.normal() / 10),
        (rng.normal(size=5), rng.normal(), rng.normal(size=5), rng.normal(size=5) / 10, 0.0),
        (np.array([900.0, -3.0]), 0.0, np.array([1.0, 2.0]), np.array([0.1, 0.2]), 0.1),
    ):
        found = numbers(call(answer, weights, bias, x, nudges, bias_nudge), "prediction", "actual move")
        wanted = solve_prediction(weights, bias, x, nudges, bias_nudge)
        where = f"for z = {weights @ x + bias:.4g} and {len(x)} inputs"
        for got, right, name in zip(found, wanted, ("prediction", "actual move")):
            compare(got, right, f"the {name} {where}")


def solve_learned(weights, bias, x, targets, rounds):
    def gap(numbers):
        return np.abs(sigmoid(numbers[:-1] @ x + numbers[-1]) - targets).mean()

    numbers = np.append(weights, bias)
    for _ in range(rounds):
        slopes = np.zeros(len(numbers))
        for k in range(len(numbers)):
            up, down = numbers.copy(), numbers.copy()
            up[k] += 1e-5
            down[k] -= 1e-5
            slopes[k] = (gap(up) - gap(down)) / 2e-5
        numbers = numbers - 0.05 * np.sign(slopes)
    return numbers[:-1], numbers[-1]


def walk(weights, bias, x, targets, rounds, step=np.sign):
    """Return weights and bias after some rounds, and the smallest slope on the way that is not 0."""
    numbers, least = np.append(weights, bias), np.inf
    for _ in range(rounds):
        a = sigmoid(numbers[:-1] @ x + numbers[-1])
        each = np.sign(a - targets) * a * (1 - a)
        slopes = np.append(x @ each, each.sum()) / len(targets)
        least = min(least, *np.abs(slopes[slopes != 0]))
        numbers = numbers - 0.05 * step(slopes)
    return numbers[:-1], numbers[-1], least


def walked(step):
    """Return a wrong learner with another step."""
    return lambda *given: walk(*given, step)[:2]


def gap_by_rounds(answer):
    """Draw how the gap of the example falls."""
    from matplotlib import pyplot as plt

    x, targets, rounds = np.array([[0, 0, 1, 1], [0, 1, 0, 1]]), np.array([0, 0, 0, 1]), range(0, 101, 5)
    found = [answer(np.array([0.5, -0.33]), 0.2, x, targets, some) for some in rounds]
    plt.plot(rounds, [np.abs(sigmoid(w @ x + b) - targets).mean() for w, b in found])
    plt.gca().set(xlabel="rounds", ylabel="gap", ylim=(0, None))


@exercise(
    solution=solve_learned,
    mistakes={
        "{what}: a number moves with the sign of its slope here, not against it": walked(
            lambda slopes: -np.sign(slopes)
        ),
        "{what}: the size of the slope is used; a move is 0.05, whatever the size": walked(lambda slopes: slopes),
        "{finding}: a number moves the wrong way; is your gap the mean of the distances |output − target|, without a "
        "square?": "np.abs( → np.square(",
        "{what}: where the slope is 0, the number should stay": walked(lambda slopes: np.where(slopes > 0, 1, -1)),
        "{what}: nothing moves; a slope needs outputs of the sigmoid, not answers of 0 and 1": lambda *given: given[:2],
    },
    hints=[
        "Put weights and bias into one array, `np.append(weights, bias)`, and write a function for their gap first.",
        "Measure all slopes before you move anything: for each number a copy nudged up, and one nudged down.",
        "After the slopes, `numbers = numbers - 0.05 * np.sign(slopes)`, and so on for `rounds` rounds. Then take the "
        "array apart: `numbers[:-1], numbers[-1]`.",
    ],
    explanation="That's learning as in the rest of the course: a gap, its slope for each number, a small move against "
    "it, again and again. Only the slopes will be found faster (chapter 07), and their size used (chapter 06).",
    picture=gap_by_rounds,
)
def learned(answer):
    """Look at a function that returns the weights and the bias after some rounds of learning."""
    rng = np.random.default_rng(seed())
    for rounds, ins, n in ((1, 3, 5), (2, 3, 6), (0, 2, 3), (60, 3, 8)):
        least = 0
        while least < 1e-6:  # so near to 0 nudges could miss the sign
            x, targets = rng.normal(size=(ins, n)), rng.integers(0, 2, n)
            x[1] *= rounds != 2  # its weight has the slope 0
            given = rng.normal(size=ins), rng.normal(), x, targets, rounds
            *wanted, least = walk(*given)
        where = f"after rounds = {rounds}, with {ins} weights and {n} examples"
        for got, right, name in zip(numbers(call(answer, *given), "weights", "bias"), wanted, ("weights", "bias")):
            compare(got, right, f"the {name} {where}", tolerance=1e-6)


CAUSES = {
    "there are too few images to tell": "of 44, an honest 0.82 would keep about 36; 15 is far below any chance",
    "c is too large": "a smaller c makes all answers less sure, but 164 of the 167 called zero are right, and they "
    "promised only 0.82: they are not sure enough already",
    "the boundary is in the wrong place": "",
    "exp overflowed": "z lies between −66 and 37 here, and c makes it smaller still; e to the 20 is no trouble",
}


@exercise(
    deeper="calibration: is 0.9 right nine times in ten?",
    solution="the boundary is in the wrong place",
    hints=[
        "179 of 211 is one number for two kinds of answer. Split it: of the 167 called zero, how many are right?",
        "One kind of answer is surer than it may be, the other is not sure enough. Which number moves the two apart?",
    ],
    explanation="Called zero: 164 of 167 right, 0.98 where 0.82 was promised. Called one: 15 of 44. Two opposite "
    "faults look like one honest average. In the data the half is at z = 7, so all answers lean too far towards 1.",
)
def promise(answer):
    """Look at a choice."""
    choose(answer, CAUSES)


progress = progress_of(globals())
