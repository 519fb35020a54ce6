"""Chapter 02 · Exercises on perceptrons: gates by hand, Rosenblatt's rule forwards and backwards, averages."""

import itertools

import numpy as np

from nncourse.checking import (
    Given,
    Wrong,
    as_numbers,
    call,
    choose,
    compare,
    decimal,
    either,
    exercise,
    kind,
    named,
    numbers,
    progress_of,
    seed,
)
from nnlib.perceptron import step
from nnlib.printing import counted

CORNERS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
GATES = {"OR": np.array([0, 1, 1, 1]), "NAND": np.array([1, 1, 1, 0]), "AND": np.array([0, 0, 0, 1])}


def gate_of(answer):
    """Return weights, threshold, the four z and the four answers of a pair; what is 0 on paper counts as 0."""
    weights, threshold = map(as_numbers, numbers(answer, "weights", "threshold"))
    if np.shape(weights) != (2,) or np.shape(threshold) != () or threshold is None:
        raise Wrong(f"two weights and one threshold are needed, all of them numbers, not {answer[0]} and {answer[1]}")
    z = weights @ CORNERS - threshold
    z = np.where(abs(z) < 1e-12 * (abs(weights).sum() + abs(threshold)), 0, z)  # 0.4 − 0.1 − 0.3 is 5.6e-17
    return weights, float(threshold), z, step(z).tolist()


def draw_gate(answer):
    """Draw the four corners, dark where the gate says yes, and its decision boundary."""
    from matplotlib import pyplot as plt

    weights, threshold, _, yes = gate_of(answer)
    middle = weights * threshold / (weights @ weights)  # the point of the boundary that is nearest to (0, 0)
    plt.figure(figsize=(3, 3))
    plt.scatter(*CORNERS, s=90, c=yes, cmap="Blues", vmin=-0.2, edgecolors="black", zorder=3)
    plt.axline(middle, middle + [-weights[1], weights[0]], color="#D55E00")
    plt.gca().set(xlabel="x₁", ylabel="x₂", xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal")
    plt.show()


ASKED = Given("but_not", gate=("x₁ and not x₂", "x₂ and not x₁", "x₂ or not x₁", "x₁ or not x₂")).gate
SIGN, SAYS, OTHERS = (1, "yes", "no") if " and " in ASKED else (-1, "no", "yes")  # at one corner, and at the others
ODD = 2 if ASKED in ("x₁ and not x₂", "x₂ or not x₁") else 1  # which corner of CORNERS that is
TABLE = [int(at == ODD) if SIGN > 0 else int(at != ODD) for at in range(4)]
ON, OFF, HERE, THERE = ("x₁", "x₂", "(1, 0)", "(0, 1)") if ODD == 2 else ("x₂", "x₁", "(0, 1)", "(1, 0)")
GATE = [2 * SIGN, -2 * SIGN] if ODD == 2 else [-2 * SIGN, 2 * SIGN]
VOTES, SUMS = (", ".join(decimal(float(one)) for one in row) for row in (GATE, GATE @ CORNERS))


@exercise(
    texts=[ASKED, f"says {SAYS} at {HERE}", f"its truth table is {', '.join(map(str, TABLE))}"],
    solution=(GATE, SIGN),
    hints=[
        "Which of the two inputs argues against?",
        f"Write down what is added up at {HERE} and at (1, 1). The threshold has to lie between the two.",
        f"Let {OFF} {f'take back what {ON} gives' if SIGN > 0 else f'give back what {ON} takes'}: weights ({VOTES}). "
        f"Then the sums are {SUMS}. Where is room for a cut?",
    ],
    explanation=f"For ({VOTES}) the sums are {SUMS}, and every threshold from "
    f"{'0 to just under 2 cuts off the 2' if SIGN > 0 else '−2 to just under 0 cuts off the −2'}. "
    "A gate is a place for a cut, so there are always many right answers.",
    picture=draw_gate,
)
def but_not(answer):
    """Look at weights and threshold of a gate that says something else at one corner only. Raises a Finding."""
    weights, threshold, z, yes = gate_of(answer)
    if yes[0] != TABLE[0]:
        speaks = f"a threshold of {threshold:g} is a bias of {-threshold:+g}"
        raise Wrong(f"{SAYS} at (0, 0), where both inputs are 0 and only the bias speaks: {speaks}")
    if yes[3] != TABLE[3]:
        way = "against" if SIGN > 0 else "for"
        vote = f"doesn't count {way} it" if SIGN * weights[ODD - 1] >= 0 else f"counts {way} it, but too weakly"
        raise Wrong(f"{SAYS} at (1, 1), where z is {z[3]:.6g}: {OFF} {vote}")
    if yes[3 - ODD] != TABLE[3 - ODD]:
        turned = ASKED[-2:] + ASKED[2:-2] + ASKED[:2]
        raise Wrong(f"{SAYS} at {THERE}: that is '{turned}'. The first weight belongs to x₁")
    if yes[ODD] != TABLE[ODD]:
        value = "exactly 0, and a perceptron answers 1 only above 0" if z[ODD] == 0 else f"{z[ODD]:.6g}"
        raise Wrong(f"{OTHERS} at all four corners; {HERE} should be a {SAYS}, but z there is {value}")


INPUTS = (*itertools.permutations((3, 0, -1)), (0, -2, -1), (-2, 0, -1), (-2, -1, 0))
EXAMPLES = [  # inputs, and a sum that as many corrections bring down to 0; the notebook's moves and number are others
    (*x, corrections * (sum(one * one for one in x) + 1))
    for x in INPUTS
    for corrections in (2, 3, 4)
    if (x, corrections) != ((-1, 0, 3), 2)
]
*SHOWN, HIGH = Given("which_way", shown=((-3, 0, 2, 28), *EXAMPLES)).shown
SQUARES = [x * x for x in SHOWN]
FALLS, LARGEST = sum(SQUARES) + 1, max(map(abs, SHOWN))
CORRECTIONS = HIGH // FALLS
SHOWN_AS = list(map(decimal, SHOWN))
MOVES = [{-1: "rises", 0: "stays", 1: "falls"}[np.sign(x)] for x in SHOWN] + ["falls"]
WHY = [
    f"weight {at}: the input is {x}. If this weight {{}}, does its vote, weight times {x}, become smaller?"
    if x != "0"
    else f"the {nth} weight {{}}? Its input was 0, so it had no part in the mistake"
    for at, nth, x in zip((1, 2, 3), ("first", "second", "third"), SHOWN_AS)
]
WHY.append("the bias {}? It is part of every z, as if its input were always 1, and z is too high")
OPPOSITE = {"rises": "falls", "stays": "stays", "falls": "rises"}
WHOLE = {
    " ".join(map(OPPOSITE.get, MOVES)): "these moves would lift z, but z is too high already: "
    "what is the sign of the error?",
    " ".join(MOVES[-1:] + MOVES[:-1]): "the bias is expected last, after the three weights",
    "falls falls falls falls": "z is too high, so the votes have to fall, not the weights: "
    f"what does {decimal(min(SHOWN))} do to a vote?",
}


@exercise(
    texts=[f"$x = {tuple(SHOWN)}$", f"sum is z = {HIGH}"],
    solution=(MOVES, CORRECTIONS),
    mistakes={
        f"after {'one correction' if CORRECTIONS == 2 else 'so few corrections'} z is lower, but still above 0: "
        "work out by how much one correction lowers it": either(*((..., few) for few in range(1, CORRECTIONS))),
        "either the bias was left out of the count, or ask again: what is the answer where z is exactly 0?": (
            (..., CORRECTIONS + 1)
        ),
        "one correction lowers z by more than 1: the weights move, too, and each move counts times its input": (
            (..., HIGH)
        ),
        f"one correction lowers z by more than 2: a weight that moves by {LARGEST} changes its vote by "
        f"{LARGEST} · {LARGEST}": (..., HIGH // 2),
    },
    hints=[
        "Is z too high or too low? And to which vote does each weight belong?",
        "The error is −1. Multiply it by each input: that is how far the weight moves.",
        f"One correction lowers z by {' + '.join(f'({x})²' if '−' in x else f'{x}²' for x in SHOWN_AS)}, "
        "and by 1² for the bias. And which answer belongs to z = 0?",
    ],
    explanation=f"The weights move by {', '.join(decimal(-x) for x in SHOWN)} and the bias by −1. Each correction "
    f"lowers z by the sum of the squares, {' + '.join(map(str, SQUARES))} + 1 = {FALLS}, whatever the weights are: "
    f"{', '.join(map(str, range(HIGH, -1, -FALLS)))}, and at 0 the answer is 0.",
)
def which_way(answer):
    """Look at a pair: four words, three for the weights and one for the bias, and a number. Raises a Finding."""
    moves, corrections = numbers(answer, "moves", "corrections")
    moves = named(moves, ("rises", "falls", "stays"))
    if len(moves) != 4:
        raise Wrong(f"four moves are needed, three for the weights and one for the bias, but there are {len(moves)}")
    for move, right, why in zip(moves, MOVES, WHY):
        if move != right:
            raise Wrong(WHOLE.get(" ".join(moves), why.format(move)))
    compare(corrections, CORRECTIONS, "the number of corrections")


class Wire:
    """What is between gates: a signal, a list of four ints, that only a gate can read."""

    def __init__(self, signal):
        self.signal = list(signal)


def refuse(*operands):
    """Raise Wrong: what Python's operators and NumPy do with a wire."""
    raise Wrong("a wire went into an operator, NumPy or another gate; it can only go into the nand that you are given")


for operator in "bool array add radd sub rsub mul rmul or ror and rand xor rxor invert neg lt le gt ge iter".split():
    setattr(Wire, f"__{operator}__", refuse)


def nand(a, b):
    """Return the `Wire` of NAND of two wires a and b. Raises Wrong for other things."""
    for one in (a, b):
        if not isinstance(one, Wire):
            raise Wrong(f"only a, b and results of nand can go into nand, but one input was {kind(one)}")
    return Wire([1 - one * other for one, other in zip(a.signal, b.signal)])


def solve_or_of_nands(nand, a, b):
    """Return a OR b, where nand is the only gate: a callable of two wires like a and b."""
    return nand(nand(a, a), nand(b, b))


TABLES = {
    "0, 0, 0, 1": "this is AND, yes at (1, 1) only: what has to be inverted, the inputs or the output?",
    "1, 1, 1, 0": "this is still NAND: it says yes at (0, 0) and no at (1, 1)",
    "1, 0, 0, 0": "every answer is the opposite of OR's: inverted once too often",
    "1, 0, 1, 1": "it says yes at (0, 0), where nothing is on: b was not inverted",
    "1, 1, 0, 1": "it says yes at (0, 0), where nothing is on: a was not inverted",
    "0, 1, 1, 0": "this is XOR: right at three corners, but OR says yes at (1, 1), too",
    "1, 0, 0, 1": "this is XNOR, yes where a and b are equal; OR says no only where both are 0",
    "0, 0, 1, 1": "this is a alone; b has no say",
    "0, 1, 0, 1": "this is b alone; a has no say",
}


@exercise(
    solution=solve_or_of_nands,
    hints=[
        "What does nand(a, a) answer when a is 0, and when a is 1?",
        "OR says no at (0, 0) only. NAND says no at (1, 1) only. What must be done to the inputs?",
        "Three gates: `nand(a, a)` is 'not a', `nand(b, b)` is 'not b', and the third takes these two.",
    ],
    explanation="'a or b' is the same as 'not both are off' (De Morgan's law). With NOT, AND and OR from NANDs alone, "
    "you can wire every truth table, which is why chips are full of NANDs.",
)
def or_of_nands(answer):
    """Look at a function of nand and two wires. Raises a Finding."""
    result = call(answer, nand, Wire(CORNERS[0]), Wire(CORNERS[1]))
    if not isinstance(result, Wire):
        raise Wrong(f"the result should be what a nand gave, but it is {kind(result)}")
    got = ", ".join(str(int(one)) for one in result.signal)
    if got != "0, 1, 1, 1":
        raise Wrong(TABLES.get(got, f"the answers at (0, 0), (0, 1), (1, 0), (1, 1) are {got}"))


def solve_from_mistakes(x, targets, misread, rate):
    """Return what a perceptron learned from zero: weights, shape (ins,), and bias, float."""
    signs = np.where(targets == 1, 1, -1)
    weights = rate * x @ (signs * misread)
    bias = rate * (signs * misread).sum()
    return weights, bias


def counting(change, right_weights):
    """Return a wrong answer that adds up ``change(signs, misread, rate)`` columns, or does so in the bias alone."""

    def answer(x, targets, misread, rate):
        counts = change(np.where(targets == 1, 1, -1), misread, rate)
        return solve_from_mistakes(x, targets, misread, rate)[0] if right_weights else x @ counts, counts.sum()

    return answer


COUNTED = {
    "the rate, {rate}, is missing": lambda signs, misread, rate: signs * misread,
    "divided by the rate; a correction is the rate times x": lambda signs, misread, rate: signs * misread / rate,
    "the example counts once here, not as often as it was misread": lambda signs, misread, rate: signs * rate,
    "added, as for target 1; with target 0 a correction subtracts": lambda signs, misread, rate: misread * rate,
    "with target 0 nothing is subtracted": lambda signs, misread, rate: misread * rate * (signs == 1),
    "averaged over the examples; corrections add up": lambda signs, misread, rate: signs * misread * rate / len(signs),
}


@exercise(
    solution=solve_from_mistakes,
    mistakes={
        f"{{what}}{right_weights}: {message}": counting(change, right_weights)
        for message, change in COUNTED.items()
        for right_weights in ("", " (the weights are right)")
    },
    hints=[
        "What does one correction add to the weights, if the target was 1? And if it was 0?",
        "An example that was misread three times was added (or subtracted) three times, each time times the rate.",
        "`np.where(targets == 1, 1, -1)` gives the signs, and `x @ v` adds up the columns, each times its entry of v.",
    ],
    explanation="The weights are a sum of examples, and the bias is a count: in the chapter it was 96 − 75 = 21. The "
    "order of the mistakes doesn't matter, only how often each example was misread.",
)
def from_mistakes(answer):
    """Look at a function of examples, targets, counts and a rate. Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = {
        "x = (2, −1) with target 1, misread 2 times": ([[2.0], [-1.0]], [1], [2]),
        "x = (2, −1) with target 0, misread 3 times": ([[2.0], [-1.0]], [0], [3]),
        "12 examples": (rng.normal(size=(3, 12)).round(1), np.tile([1, 0, 1], 4), rng.integers(0, 5, 12)),
    }
    for told, case in cases.items():
        case = (*map(np.array, case), 0.3)
        results = numbers(call(answer, *case), "weights", "bias")
        for got, wanted, what in zip(results, solve_from_mistakes(*case), ("weights", "bias")):
            compare(got, wanted, f"the {what} of {told}", rate=0.3)


def solve_mended(x, targets, epochs=100):
    """Return weights, threshold and the mistakes per epoch of Rosenblatt's rule with a threshold."""
    weights, threshold, mistakes = np.zeros(len(x)), 0, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column - threshold)
            if error != 0:
                weights = weights + error * column
                threshold = threshold - error
                mistakes[-1] += 1
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes


@exercise(
    solution=solve_mended,
    hints=[
        "Print weights and threshold after each correction of OR, and ask of each whether it helps.",
        "When a 1 was misread as 0, yes must become easier to say. Where does the cut on the ruler have to go?",
        "bias = −threshold, so whatever the bias does, the threshold does the opposite.",
    ],
    explanation="`threshold - error`: one sign. AND came out right by luck, so one test that passes proves little; "
    "try a rule on cases that need different signs.",
)
def mended(answer):
    """Look at a function that learns weights and a threshold. Raises a Finding."""
    rng = np.random.default_rng(seed())
    x, one, two = rng.normal(size=(3, 8)).round(1), np.array([[2.0], [0.0]]), np.array([[2.0, 0.0], [0.0, 1.0]])
    cases = {
        "(2, 0) with target 1": (one, np.array([1]), 1),
        "(2, 0) with target 1 and (0, 1) with target 0 (whose sum, 0, exceeds −1)": (two, np.array([1, 0]), 1),
        **{name: (CORNERS, gate, 100) for name, gate in GATES.items()},
        "8 examples with 3 inputs": (x, (rng.normal(size=3) @ x > 0.3) * 1, 4),
    }
    for name, case in cases.items():
        weights, threshold, mistakes = numbers(call(answer, *case), "weights", "threshold", "mistakes")
        right_weights, right_threshold, right = solve_mended(*case)
        if np.ndim(mistakes) != 1 or as_numbers(mistakes) is None:
            raise Wrong(f"the third result should be the list of the mistakes per epoch, but it is {kind(mistakes)}")
        got = [int(one) for one in mistakes]
        if got != right:
            told = f"{name}: mistakes {got[:8]}, but the rule makes {right[:8]}"
            if len(got) > case[2]:
                told += f": {counted(len(got), 'epoch')}, though the argument epochs is {case[2]}"
            elif 0 in got[:-1]:
                told += ": it goes on after an epoch without a mistake"
            raise Wrong(told + ": the last entry is missing" * (got == right[:-1]))
        compare(weights, right_weights, f"the weights after {name}")
        compare(threshold, right_threshold, f"the threshold after {name}")


KNOWN = {
    (0, 0, 1, 1): "that is x₁ once more, so the learner is told nothing new",
    (0, 1, 0, 1): "that is x₂ once more, so the learner is told nothing new",
    (1, 1, 0, 0): "1 − x₁, which weights and bias can make of x₁ already",
    (1, 0, 1, 0): "1 − x₂, which weights and bias can make of x₂ already",
} | dict.fromkeys([(0,) * 4, (1,) * 4], "always the same, as if it were a second bias, and the bias is there already")


@exercise(
    solution=([2, 2], 3),
    hints=[
        "The table of four conditions: b ≤ 0, w₂ + b > 0, w₁ + b > 0, w₁ + w₂ + b ≤ 0. Which one spoils it?",
        "A third input that is 1 at one corner only can change z at that corner, and at no other.",
        "(1, 1) needs a voice of its own. Which gate of the chapter says yes at (1, 1) only?",
    ],
    explanation="With AND as helper the rule needs 2, 3, 4, 3, 1, 2, 1, 0 mistakes: weights (1, 1, −3), bias 0. Every "
    "gate with one odd corner will do. A feature that no line could make is what hidden layers are for.",
)
def helper(answer):
    """Look at weights and threshold of a gate whose answers let another perceptron learn XOR. Raises a Finding."""
    third = gate_of(answer)[-1]  # with any gate that has one odd corner, XOR is learned
    if tuple(third) in KNOWN:
        raise Wrong(f"the helper answers {', '.join(map(str, third))}: {KNOWN[tuple(third)]}")


CHOICES = {
    "just corrected": "",
    "learned by heart": "try it: the last weights read 46.93 % of the training images. It knows those no better",
    "not separable": "in the order of the file, the chapter's reader was above the 87.75 % of the averages every time",
    "too few epochs": "try it: epoch 20 has 16 mistakes, more than epoch 4, and 50.05 % of the test images are right",
}


@exercise(
    solution="just corrected",
    hints=[
        "Which weights judge the last 3, and which judge the second 5?",
        "What is the last image that was corrected before an epoch ends? Which answer does that make easier?",
        "Let the last weights read all training images, without learning, and count how often they answer 5.",
    ],
    explanation="A count taken while learning is no accuracy: the weights changed between one image and the next. "
    "After each of the four epochs the neuron answers 5 to every test image. So shuffle, and measure afterwards.",
)
def flattering(answer):
    """Look at a choice. Raises a Finding."""
    choose(answer, CHOICES)


def solve_averaged(x, targets, epochs):
    """Return the averages of weights, shape (ins,), and bias over all moments of Rosenblatt's rule."""
    weights, bias = np.zeros(len(x)), 0.0
    sum_of_weights, sum_of_biases = np.zeros(len(x)), 0.0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column + bias)
            weights += error * column
            bias += error
            sum_of_weights += weights
            sum_of_biases += bias
    moments = epochs * len(targets)
    return sum_of_weights / moments, sum_of_biases / moments


COLLECTED = {  # of weights with bias after each example, shape (epochs, n, ins + 1), and who was misread, (epochs, n)
    "the last ones, no average. (Did you keep them in a list? += changes an array in place, so the list holds one "
    "array many times.)": lambda s, wrong: s[-1, -1],
    "the sum of all; where is it divided?": lambda s, wrong: s.sum(axis=(0, 1)),
    "the sum is divided by the epochs; there are more moments": lambda s, wrong: s.mean(axis=0).sum(axis=0),
    "the sum is divided by the examples; each was seen several times": lambda s, wrong: s.mean(axis=1).sum(axis=0),
    "divided by one too many: do the first zeros count?": lambda s, wrong: s.sum(axis=(0, 1)) / (wrong.size + 1),
    "averaged before each example, not after it": lambda s, wrong: (s.sum(axis=(0, 1)) - s[-1, -1]) / wrong.size,
    "averaged over the mistakes; every example counts": lambda s, wrong: s[wrong].mean(axis=0),
    "averaged over the ends of epochs; every example counts": lambda s, wrong: s[:, -1].mean(axis=0),
    "averaged over the last epoch alone; are the sums set to 0 in between?": lambda s, wrong: s[-1].mean(axis=0),
    "as after one epoch: do all epochs count, each going on from the last?": lambda s, wrong: s[0].mean(axis=0),
    "averaged until the first epoch without a mistake; all epochs count": lambda s, wrong: s[:6].mean(axis=(0, 1)),
}


def collecting(collect, right_weights=False):
    """Return a wrong answer that makes weights and bias of the moments, or the bias alone, as `COLLECTED` does."""

    def answer(x, targets, epochs):
        x, errors, states = np.vstack([x, np.ones(x.shape[1])]), [], [np.zeros(len(x) + 1)]
        for column, target in [*zip(x.T, targets)] * epochs:
            errors.append(target - step(states[-1] @ column))
            states.append(states[-1] + errors[-1] * column)
        row = collect(np.reshape(states[1:], (epochs, -1, len(x))), np.reshape(errors, (epochs, -1)) != 0)
        return solve_averaged(x[:-1], targets, epochs)[0] if right_weights else row[:-1], row[-1]

    return answer


@exercise(
    solution=solve_averaged,
    mistakes={
        **{f"{{what}}: {message}": collecting(wrong) for message, wrong in COLLECTED.items()},
        "{what}: the last one; average it, too": collecting(lambda s, wrong: s[-1, -1], right_weights=True),
    },
    hints=[
        "Start from the loop of the section on AND. What else has to be kept, besides weights and bias?",
        "Keep two running sums, and add to them after every example, whether it was misread or not.",
        "Divide both sums once, at the end. How many times was something added?",
    ],
    explanation="Averages are calmer than last values: the project measures it. `sum_of_weights += weights` adds "
    "numbers now, whereas a list of arrays changed by `+=` holds one array many times. (Freund and Schapire, 1999.)",
)
def averaged(answer):
    """Look at a function of examples, targets and epochs that averages weights and bias. Raises a Finding."""
    x = np.random.default_rng(seed()).normal(size=(3, 12)).round(1)
    gate = CORNERS.astype(float), GATES["AND"]
    cases = {"AND": (*gate, 2), "12 examples": (x, np.tile([1, 0, 1], 4), 3), "AND again": (*gate, 10)}
    for name, case in cases.items():
        results = numbers(call(answer, *case), "weights", "bias")
        for got, wanted, what in zip(results, solve_averaged(*case), ("weights", "bias")):
            compare(got, wanted, f"the averaged {what} of {name} in {case[2]} epochs")


progress = progress_of(globals())
