"""Chapter 02 · Exercises on perceptrons: gates by hand, Rosenblatt's rule forwards and backwards, averages."""

from functools import cache

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Wrong,
    call,
    choose,
    compare,
    either,
    exercise,
    kind,
    progress_of,
    saw,
    seed,
)
from nnlib.perceptron import Perceptron, step

CORNERS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
NAMES = ("(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)")
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0]}


def parts(answer, *names):
    """Return the parts of an answer that should be a list or tuple with one part for each of names.

    Parameters
    ----------
    answer : object
    *names : str

    Returns
    -------
    list

    Raises
    ------
    Wrong
        If it is something else, or has another number of parts.
    NotAttempted
        If a part is still an ellipsis.
    """
    if not isinstance(answer, (tuple, list)) or len(answer) != len(names):
        many = f", with {len(answer)} parts" if isinstance(answer, (tuple, list)) else ""
        raise Wrong(f"({', '.join(names)}) is expected, but this is {kind(answer)}{many}")
    for part, name in zip(answer, names):
        if part is ...:
            raise NotAttempted(f"not attempted yet: {name} is still the ... of the stub.")
    return list(answer)


def gate_of(answer):
    """Return the `Perceptron` of a pair (weights, threshold); answer is a tuple or list. Raises Wrong, NotAttempted."""
    weights, threshold = map(np.asarray, parts(answer, "weights", "threshold"))
    if weights.dtype.kind not in "iuf" or threshold.dtype.kind not in "iuf":
        raise Wrong("weights and threshold should be numbers")
    if weights.shape != (2,) or threshold.shape != ():
        raise Wrong(
            f"two weights and one threshold are needed, but the shapes are {weights.shape} and {threshold.shape}"
        )
    if not (np.isfinite(weights).all() and np.isfinite(threshold)):
        raise Wrong("weights and threshold should be finite")
    return Perceptron(weights, float(threshold))


@exercise(
    solution=(np.array([2.0, -2.0]), 1.0),
    slips={
        "yes at (0, 0), where both inputs are silent and only the bias speaks: the threshold {threshold} "
        "is a bias of {bias}": ([2, -2], -1),
        "yes at (1, 1), where z is {z}: does x₂ count against?": ([2, 2], 3),
        "yes at (0, 1): that is 'x₂ and not x₁'. The first weight belongs to x₁": ([-2, 2], 1),
        "at (1, 0) z is exactly 0, and a perceptron answers 1 only above 0": ([2, -2], 2),
        "no at all four corners; (1, 0) should be a yes, but z is {z} there": ([2, -2], 3),
    },
    hints=[
        "Which of the two inputs argues against?",
        "Write down what is added up at (1, 0) and at (1, 1). The threshold has to lie between the two.",
        "Let x₂ take back what x₁ gives: weights (2, −2). Then the sums are 0, −2, 2, 0; where is room for a cut?",
    ],
    explanation="The sums are 0, −2, 2, 0, and the threshold lies between 0 and 2. There are many other right answers.",
)
def but_not(answer):
    """Look at weights and threshold of a gate that is right at (1, 0) only. Raises a Finding."""
    gate = gate_of(answer)
    z, yes = gate.weights @ CORNERS + gate.bias, gate(CORNERS)
    if yes.tolist() == [0, 0, 1, 0]:
        return
    wrong = next((place for place in (0, 3, 1) if yes[place]), 2)  # a wrong yes, else the missing one
    saw(NAMES[wrong])
    saw(bool(z[wrong] == 0))
    facts = {"z": f"{z[wrong]:g}", "threshold": f"{gate.threshold:g}", "bias": f"{gate.bias:+g}"}
    raise Wrong(f"the answer at {NAMES[wrong]} is {yes[wrong]}, with z = {z[wrong]:g}", **facts)


WORDS = ("rises", "falls", "stays")
TURNED = ["falls", "stays", "rises", "rises"]  # every move the wrong way


@exercise(
    solution=(["rises", "stays", "falls", "falls"], 2),
    slips={
        "these moves would lift z, but z is too high already: what is the sign of the error?": (TURNED, ...),
        "weight 1: the input is −3: if this weight {move}, does its vote, weight times −3, become smaller?": either(
            (["falls", "stays", "falls", "falls"], ...),
            (["stays", "stays", "falls", "falls"], ...),
        ),
        "the second weight {move}? Its input was 0, so it had no part in the mistake": either(
            (["rises", "falls", "falls", "falls"], ...),
            (["rises", "rises", "falls", "falls"], ...),
        ),
        "weight 3: the input is 2: if this weight {move}, does its vote, weight times 2, become smaller?": either(
            (["rises", "stays", "rises", "falls"], ...),
            (["rises", "stays", "stays", "falls"], ...),
        ),
        "the bias {move}? It is part of every z, as if its input were always 1, and z is too high": either(
            (["rises", "stays", "falls", "stays"], ...),
            (["rises", "stays", "falls", "rises"], ...),
        ),
        "after one correction z is lower, but still above 0: work out by how much one correction lowers it": (..., 1),
        "either the bias was left out of the count, or ask again: what is the answer where z is exactly 0?": (..., 3),
        "one correction lowers z by more than 1: the weights move as well, and each move counts times its input": (
            ...,
            28,
        ),
    },
    hints=[
        "Is z too high or too low? And to which vote does each weight belong?",
        "The error is −1. Multiply it by each input: that is how far the weight moves.",
        "One correction lowers z by (−3)² + 0² + 2², and by 1² for the bias. And which answer belongs to z = 0?",
    ],
    explanation="The weights move by 3, 0, −2 and the bias by −1; z goes 28, 14, 0, and at 0 the answer is 0.",
)
def which_way(answer):
    """Look at a pair: four words, three for the weights and one for the bias, and a number. Raises a Finding."""
    moves, corrections = parts(answer, "moves", "corrections")
    if isinstance(moves, (list, tuple)) and any(move is ... for move in moves):
        raise NotAttempted("not attempted yet: there is still a ... among the moves.")
    if not isinstance(moves, (list, tuple)) or len(moves) != 4 or not all(move in WORDS for move in moves):
        raise Wrong('moves should be a list of four of the words "rises", "falls", "stays", the bias last')
    if saw(list(moves) == TURNED):
        raise Wrong("every move goes the wrong way")
    for move, right in zip(moves, ("rises", "stays", "falls", "falls")):
        if saw(move) != right:
            raise Wrong(f"{move!r} is not right", move=move)
    compare(corrections, 2, "the number of corrections")


class Wire:
    """What stands between gates: a signal that only a gate can read, so that an answer is built of gates alone.

    Parameters
    ----------
    signal : list of four ints
        Its value for each corner.
    """

    def __init__(self, signal):
        self.signal = list(signal)

    def __bool__(self):
        raise Wrong("a wire was used as True or False (by and, or, not, if?); the only thing to do with it is nand")


def nand(a, b):
    """Return the `Wire` of NAND of two wires a and b, each with shape (4,). Raises Wrong for other things."""
    for one in (a, b):
        if not isinstance(one, Wire):
            raise Wrong(f"only a, b and results of nand can go into nand, but one input was {kind(one)}")
    return Wire([1 - one * other for one, other in zip(a.signal, b.signal)])


def solve_or_of_nands(nand, a, b):
    """Return a OR b, where nand is the only gate: a callable of two wires like a and b."""
    return nand(nand(a, a), nand(b, b))


@exercise(
    solution=solve_or_of_nands,
    slips={
        "this is AND, yes at (1, 1) only: what has to be inverted, the inputs or the output?": (
            lambda nand, a, b: nand(nand(a, b), nand(a, b))
        ),
        "it says yes at (0, 0), where nothing is on: one of the inputs was not inverted": either(
            lambda nand, a, b: nand(nand(a, a), b),
            lambda nand, a, b: nand(a, nand(b, b)),
        ),
        "every answer is the opposite of OR's: inverted once too often": (
            lambda nand, a, b: nand(solve_or_of_nands(nand, a, b), solve_or_of_nands(nand, a, b))
        ),
        "this is still NAND: it says yes at (0, 0) and no at (1, 1)": lambda nand, a, b: nand(a, b),
        "this is XOR: right at three corners, but OR says yes at (1, 1), too": (
            lambda nand, a, b: nand(nand(a, nand(a, b)), nand(b, nand(a, b)))
        ),
        "this is a alone; b has no say": lambda nand, a, b: nand(nand(a, a), nand(a, a)),
        "this is b alone; a has no say": lambda nand, a, b: nand(nand(b, b), nand(b, b)),
    },
    hints=[
        "What does nand(a, a) answer when a is 0, and when a is 1?",
        "OR says no at (0, 0) only. NAND says no at (1, 1) only. What must be done to the inputs?",
        "Three gates: `nand(a, a)` is 'not a', `nand(b, b)` is 'not b', and the third takes these two.",
    ],
    explanation="'a or b' is the same as 'not both are off' (De Morgan's law).",
)
def or_of_nands(answer):
    """Look at a function of nand and two wires. Raises a Finding."""
    result = call(answer, nand, Wire(CORNERS[0]), Wire(CORNERS[1]))
    if not isinstance(result, Wire):
        raise Wrong(f"the result should be what a nand gave, but it is {kind(result)}")
    got = saw(", ".join(str(int(one)) for one in result.signal))
    if got != "0, 1, 1, 1":
        raise Wrong(f"the answers at (0, 0), (0, 1), (1, 0), (1, 1) are {got}")


def solve_from_mistakes(x, targets, misread, rate):
    """Return what a perceptron learned from zero, given how often each example was misread.

    Parameters
    ----------
    x : array of shape (ins, n)
    targets, misread : arrays of ints, shape (n,)
    rate : float

    Returns
    -------
    (array of shape (ins,), float).
    """
    signs = np.where(targets == 1, 1, -1)
    weights = rate * x @ (signs * misread)
    bias = rate * (signs * misread).sum()
    return weights, bias


@cache
def lesson(number, epochs):
    """Learn one example at a time, and keep everything. The lesson can never be finished: two of its columns disagree.

    Parameters
    ----------
    number : int
        A seed.
    epochs : int

    Returns
    -------
    (x of shape (3, 12), targets of shape (12,), array of shape (epochs, 12), array of shape (epochs, 12, 4))
        The last two: whether an example was misread, and weights and bias after each.
    """
    rng, targets = np.random.default_rng(number), np.tile([1, 0, 1], 4)
    while True:
        x = rng.normal(size=(3, 12)).round(1)
        x[:, 11] = x[:, 10]  # targets 0 and 1
        misread, states = follow(x, targets, epochs)
        biases = states[:, :, 3]
        total, signs = biases.sum(), 4  # what wrong answers might give for the bias, or for its sum over the moments
        likely = [0, signs, biases[-1, -1], total, total / epochs, total / 12, total / biases.size]
        likely += [(total - biases[-1, -1]) / biases.size, biases[:, -1].mean(), biases[-1].mean()]
        if len(set(np.round(likely, 9))) == len(likely) and states[-1, -1].all() and states.mean(axis=(0, 1)).all():
            return x, targets, misread, states  # 0 has no sign, and no scale


def follow(x, targets, epochs):
    """Return who was misread, an array of shape (epochs, n), and all weights with the bias, shape (epochs, n, ins + 1).

    Parameters
    ----------
    x : array of shape (ins, n)
    targets : array of shape (n,)
    epochs : int

    Returns
    -------
    (array, array); raises what `Perceptron.learn` raises.
    """
    learner = Perceptron(np.zeros(len(x)), 0)
    misread, states = np.zeros((epochs, len(targets))), np.zeros((epochs, len(targets), len(x) + 1))
    for epoch in range(epochs):
        for i in range(len(targets)):
            misread[epoch, i] = learner.learn(x[:, [i]], targets[[i]], epochs=1)[0]
            states[epoch, i] = [*learner.weights, learner.bias]
    return misread, states


def by_mistakes(weights=None, bias=None):
    """Return `solve_from_mistakes` with another function of (x, signs, misread, rate) for the weights or the bias.

    Parameters
    ----------
    weights, bias : callable, optional
        signs are 1 for target 1 and -1 for target 0.
    """

    def answer(x, targets, misread, rate):
        right_weights, right_bias = solve_from_mistakes(x, targets, misread, rate)
        signs = np.where(targets == 1, 1, -1)
        return (
            weights(x, signs, misread, rate) if weights else right_weights,
            bias(x, signs, misread, rate) if bias else right_bias,
        )

    return answer


@exercise(
    solution=solve_from_mistakes,
    slips={
        "the weights have the opposite sign everywhere: is an example with target 1 added or subtracted?": (
            by_mistakes(lambda x, signs, misread, rate: -rate * x @ (signs * misread))
        ),
        "the rate is missing in the weights: here it is {rate}": (
            by_mistakes(lambda x, signs, misread, rate: x @ (signs * misread))
        ),
        "every example is counted once; the counts in misread are not used": (
            by_mistakes(lambda x, signs, misread, rate: rate * x @ signs)
        ),
        "every example is counted once; the counts in misread are not used (nor is the rate)": (
            by_mistakes(lambda x, signs, misread, rate: x @ signs)
        ),
        "everything is added; what is done to the weights when the target is 0?": (
            by_mistakes(lambda x, signs, misread, rate: rate * x @ misread)
        ),
        "only examples with target 1 count here; misread 0s changed weights, too": (
            by_mistakes(lambda x, signs, misread, rate: rate * x @ (misread * (signs == 1)))
        ),
        "only examples with target 0 count here, subtracted; misread 1s changed weights, too": (
            by_mistakes(lambda x, signs, misread, rate: -rate * x @ (misread * (signs == -1)))
        ),
        "the weights: these are 3 numbers per example; they have to be added up over them": (
            by_mistakes(lambda x, signs, misread, rate: rate * x * (signs * misread))
        ),
        "each misread example is counted once, however often it was misread": (
            by_mistakes(lambda x, signs, misread, rate: rate * x @ (signs * (misread > 0)))
        ),
        "the bias has the wrong sign: it rises when a 1 was misread": (
            by_mistakes(bias=lambda x, signs, misread, rate: -rate * (signs * misread).sum())
        ),
        "the rate is missing in the bias; it is {rate} here, and the weights have it": (
            by_mistakes(bias=lambda x, signs, misread, rate: (signs * misread).sum())
        ),
        "the bias counts every mistake upwards; misread 0s lowered it": (
            by_mistakes(bias=lambda x, signs, misread, rate: rate * misread.sum())
        ),
        "the bias counts misread 1s only; misread 0s lowered it": (
            by_mistakes(bias=lambda x, signs, misread, rate: rate * (misread * (signs == 1)).sum())
        ),
        "the bias counts misread 0s only; misread 1s lifted it": (
            by_mistakes(bias=lambda x, signs, misread, rate: -rate * (misread * (signs == -1)).sum())
        ),
        "in the bias every example counts once; the counts in misread are not used": (
            by_mistakes(bias=lambda x, signs, misread, rate: rate * signs.sum())
        ),
        "the bias: these are 12 numbers, one per example; what do they add up to?": (
            by_mistakes(bias=lambda x, signs, misread, rate: rate * signs * misread)
        ),
        "the bias is 0, but it moved with every mistake": by_mistakes(bias=lambda x, signs, misread, rate: 0),
        "the bias was averaged over the examples; corrections add up": (
            by_mistakes(bias=lambda x, signs, misread, rate: rate * (signs * misread).mean())
        ),
    },
    hints=[
        "What does one correction add to the weights, if the target was 1? And if it was 0?",
        "An example that was misread three times was added (or subtracted) three times, each time times the rate.",
        "`np.where(targets == 1, 1, -1)` gives the signs. `x @ v` adds up the columns of x, each times its own "
        "entry of v: which v of shape `(n,)` is needed?",
    ],
    explanation="The weights are a sum of examples, and the bias counts: in the chapter it was 96 − 75 = 21.",
)
def from_mistakes(answer):
    """Look at a function of examples, targets, counts and a rate. Raises a Finding."""
    x, targets, misread, states = lesson(seed(), 5)
    counts, rate = misread.sum(axis=0).astype(int), 0.3
    weights, bias = parts(call(answer, x, targets, counts, rate), "weights", "bias")
    compare(weights, states[-1, -1, :3] * rate, "the weights", rate=rate)
    compare(bias, states[-1, -1, 3] * rate, "the bias", rate=rate)


def solve_mended(x, targets, epochs=100):
    """Rosenblatt's rule with a threshold in place of a bias.

    Parameters
    ----------
    x : array of shape (ins, n)
    targets : array_like of shape (n,)
    epochs : int

    Returns
    -------
    (weights of shape (ins,), threshold, list of the mistakes in each epoch).
    """
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


def slipped(*, sign=-1, start=0, weights_by=None, threshold_by=None, goes_on=False):
    """Return `solve_mended` with something changed.

    Parameters
    ----------
    sign : int
        Of the threshold in z.
    start : float
        The first threshold.
    weights_by, threshold_by : callable, optional
        What is added in a correction: ``weights_by(error, column)`` and ``threshold_by(error)``.
    goes_on : bool
        Whether it goes on after an epoch without a mistake.
    """

    def answer(x, targets, epochs=100):
        weights, threshold, mistakes = np.zeros(len(x)), start, []
        for _ in range(epochs):
            mistakes.append(0)
            for column, target in zip(x.T, targets):
                error = target - step(weights @ column + sign * threshold)
                if error != 0:
                    weights = weights + (weights_by(error, column) if weights_by else error * column)
                    threshold = threshold + (threshold_by(error) if threshold_by else -error)
                    mistakes[-1] += 1
            if mistakes[-1] == 0 and not goes_on:
                break
        return weights, threshold, mistakes

    return answer


def without_the_last(x, targets, epochs=100):
    """Return what `solve_mended` does, without the last entry of the mistakes; x (ins, n), targets (n,), epochs int."""
    weights, threshold, mistakes = solve_mended(x, targets, epochs)
    return weights, threshold, mistakes[:-1]


def with_bias(x, targets, epochs=100):
    """Return what `solve_mended` does, with the bias as threshold; x (ins, n), targets (n,), epochs int."""
    weights, threshold, mistakes = solve_mended(x, targets, epochs)
    return weights, -threshold, mistakes


@exercise(
    solution=solve_mended,
    slips={
        "{name}: the update is mended, but another line was changed as well: in z, is the threshold subtracted?": (
            slipped(sign=1)
        ),
        "{name}: it looks as if the threshold starts at 1; as a bias does, it starts at 0": slipped(start=1),
        "{start}, as before. (1, 1) asked for a yes: the weights rose, and which way did the threshold go?": (
            slipped(threshold_by=lambda error: error)
        ),
        "{start}: (1, 1) asked for a yes, and the weights fell. What is the sign of the error?": either(
            slipped(weights_by=lambda error, column: -error * column),
            slipped(weights_by=lambda error, column: -error * column, threshold_by=lambda error: error),
        ),
        "{start}: the weights move, but the threshold is still 0, so no line can leave (0, 0)": (
            slipped(threshold_by=lambda error: 0)
        ),
        "{start}: did every weight move, even those of inputs that were 0?": (
            slipped(weights_by=lambda error, column: error)
        ),
        "{start}: it goes on after an epoch without a mistake": slipped(goes_on=True),
        "{start}: it stops before an epoch without a mistake has shown that all is right": without_the_last,
        "the mistakes are right, but the threshold for {name} came out as its bias": with_bias,
    },
    hints=[
        "Print weights and threshold after each correction of OR, and ask of each whether it helps.",
        "When a 1 was misread as 0, yes must become easier to say. Where does the cut on the ruler have to go?",
        "bias = −threshold, so whatever the bias does, the threshold does the opposite.",
    ],
    explanation="`threshold - error`: one sign. AND came out right by luck, so a single passing test proves little.",
)
def mended(answer):
    """Look at a function that learns weights and a threshold. Raises a Finding."""
    rng = np.random.default_rng(seed())
    x = rng.normal(size=(3, 8)).round(1)
    lessons = {name: (CORNERS, np.array(gate)) for name, gate in GATES.items()}
    lessons["another lesson"] = x, (rng.normal(size=3) @ x > 0.3) * 1
    for name, (x, targets) in lessons.items():
        epochs = 100 if name in GATES else 4
        learner = Perceptron(np.zeros(len(x)), 0)
        right = learner.learn(x, targets, epochs=epochs)
        weights, threshold, mistakes = parts(call(answer, x, targets, epochs), "weights", "threshold", "mistakes")
        if not isinstance(mistakes, (list, tuple, np.ndarray)):
            raise Wrong(
                f"the third result should be the list of the mistakes in each epoch, but it is {kind(mistakes)}"
            )
        start = f"{name}: mistakes {first_four(mistakes)}"
        saw(list(mistakes))
        for part in (weights, threshold):
            if np.asarray(part).dtype.kind in "biuf":  # what is no number is told so below
                saw(part)
        if list(mistakes) != right:
            raise Wrong(f"{start}, but the rule makes {first_four(right)}", name=name, start=start)
        compare(weights, learner.weights, f"the weights for {name}", name=name)
        compare(threshold, learner.threshold, f"the threshold for {name}", name=name)


def first_four(mistakes):
    """Return the first four numbers of a list, as a str that shows whether there are more; mistakes is a sequence."""
    return ", ".join(map(str, mistakes[:4])) + (" …" if len(mistakes) > 4 else "")


@exercise(
    solution=(np.array([2.0, 2.0]), 3.0),
    slips={
        "{told}: always the same, as if it were a second bias, and the bias is there already": either(
            ([1, 1], -1),
            ([1, 1], 2),
        ),
        "{told}: that is x₁ once more, so the learner is told nothing new": ([1, 0], 0.5),
        "{told}: that is x₂ once more, so the learner is told nothing new": ([0, 1], 0.5),
        "{told}: 1 − x₁, which weights and bias can make of x₁ already": ([-1, 0], -0.5),
        "{told}: 1 − x₂, which weights and bias can make of x₂ already": ([0, -1], -0.5),
    },
    hints=[
        "The table of four conditions: b ≤ 0, w₂ + b > 0, w₁ + b > 0, w₁ + w₂ + b ≤ 0. Which one spoils it?",
        "A third input that is 1 at one corner only can change z at that corner, and at no other.",
        "(1, 1) needs a voice of its own. Which gate of the chapter says yes at (1, 1) only?",
    ],
    explanation="With AND as helper the rule needs 2, 3, 4, 3, 1, 2, 1, 0 mistakes: weights (1, 1, −3), bias 0. "
    "OR, NAND and every other gate with one odd corner will do as well.",
)
def helper(answer):
    """Look at weights and threshold of a gate whose answers let another perceptron learn XOR. Raises a Finding."""
    third = saw(gate_of(answer)(CORNERS))
    told = f"the helper answers {', '.join(map(str, third))}"
    mistakes = Perceptron(np.zeros(3), 0).learn(np.vstack([CORNERS, third]), [0, 1, 1, 0])
    if mistakes[-1] != 0:
        raise Wrong(f"{told}, and the learner still makes {mistakes[-1]} mistakes in epoch {len(mistakes)}", told=told)


CHOICES = ("just corrected", "learned by heart", "not separable", "too few epochs")


@exercise(
    solution="just corrected",
    slips={
        "try it: let the last weights read the training images again, and 46.93 % are right. It knows those no "
        "better": "learned by heart",
        "the chapter's reader saw the same images in the order of the file, and after every epoch it was above the "
        "87.75 % of the averages": "not separable",
        "try it: the twentieth epoch has 16 mistakes, more than the fourth, and 50.05 % of the test images are "
        "right": "too few epochs",
    },
    hints=[
        "Which weights judge the last 3, and which judge the second 5?",
        "What is the last image that was corrected before an epoch ends? Which answer does that make easier?",
        "Let the last weights read all training images, without learning, and count how often they answer 5.",
    ],
    explanation="A count taken while learning is no accuracy: the weights changed between one image and the next. "
    "After each of the four epochs the neuron answers 5 to every test image.",
)
def flattering(answer):
    """Look at a choice. Raises a Finding."""
    choose(answer, CHOICES, "just corrected")


def solve_averaged(x, targets, epochs):
    """Return the averages of weights and bias over all moments of Rosenblatt's rule.

    Parameters
    ----------
    x : array of shape (ins, n)
    targets : array of shape (n,)
    epochs : int

    Returns
    -------
    (array of shape (ins,), float).
    """
    weights, bias = np.zeros(len(x)), 0.0
    sum_of_weights, sum_of_biases = np.zeros(len(x)), 0.0
    for _ in range(epochs):
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column + bias)
            if error != 0:
                weights += error * column
                bias += error
            sum_of_weights += weights
            sum_of_biases += bias
    moments = epochs * len(targets)
    return sum_of_weights / moments, sum_of_biases / moments


def moments(collect, *, weights=True, stop=False):
    """Return a function like `solve_averaged` that makes something else of the moments.

    Parameters
    ----------
    collect : callable
        ``collect(before, after, misread, epochs)`` of arrays with a row for each moment: weights and bias before it,
        and after it, and whether the example was misread.
    weights : bool
        Whether the weights are collected like this, too, or the bias alone; the weights are then averaged rightly.
    stop : bool
        Whether it stops after an epoch without a mistake.
    """

    def answer(x, targets, epochs):
        misread, states = follow(x, targets, epochs)
        quiet = misread.sum(axis=1) == 0
        if stop and quiet.any():
            epochs = 1 + int(np.argmax(quiet))
        after = states[:epochs].reshape(-1, len(x) + 1)
        before = np.vstack([np.zeros(len(x) + 1), after[:-1]])
        row = collect(before, after, misread[:epochs].ravel() > 0, epochs)
        return row[:-1] if weights else solve_averaged(x, targets, epochs)[0], row[-1]

    return answer


def with_right_bias(answer):
    """Return a function like `solve_averaged` with the weights of another one, answer, a callable."""
    return lambda x, targets, epochs: (answer(x, targets, epochs)[0], solve_averaged(x, targets, epochs)[1])


def aliased(x, targets, epochs):
    """Return the last weights, as of a list that holds one and the same array many times, and the averaged bias.

    The shapes: x (ins, n), targets (n,); epochs is an int.
    """
    last = moments(lambda before, after, misread, epochs: after[-1])
    return last(x, targets, epochs)[0], solve_averaged(x, targets, epochs)[1]


def forgotten(x, targets, epochs):
    """Return the averaged weights, and 0 for the bias; x (ins, n), targets (n,), epochs int."""
    return solve_averaged(x, targets, epochs)[0], 0.0


COLLECTED = {
    "the last {0}; the average over all moments is asked for": (lambda before, after, misread, epochs: after[-1]),
    "the sum of all {0}; where is it divided?": (lambda before, after, misread, epochs: after.sum(axis=0)),
    "the sum of all {0} divided by the epochs; there were more moments than that": (
        lambda before, after, misread, epochs: after.sum(axis=0) / epochs
    ),
    "the sum of all {0} divided by the examples; each was seen several times": (
        lambda before, after, misread, epochs: after.sum(axis=0) * epochs / len(after)
    ),
    "the sum of all {0} divided by one too many: do the first zeros count?": (
        lambda before, after, misread, epochs: after.sum(axis=0) / (len(after) + 1)
    ),
    "the average of the {0} before each example; take them after it, corrected if need be": (
        lambda before, after, misread, epochs: before.mean(axis=0)
    ),
    "the average over the mistakes; where nothing was misread, the {0} that stayed count again": (
        lambda before, after, misread, epochs: after[misread].mean(axis=0)
    ),
    "added up after mistakes only, but divided by all moments: {0} count after every example": (
        lambda before, after, misread, epochs: after[misread].sum(axis=0) / len(after)
    ),
    "the average over the ends of epochs; the {0} after every example count": (
        lambda before, after, misread, epochs: after[len(after) // epochs - 1 :: len(after) // epochs].mean(axis=0)
    ),
    "the average over the last epoch alone; are the sums of the {0} set to 0 in between?": (
        lambda before, after, misread, epochs: after[-(len(after) // epochs) :].mean(axis=0)
    ),
}
EARLY = "averaged until the first epoch without a mistake only; here all epochs count, and the {0} of quiet ones, too"


def slips_of_averaging():
    """Return the slips of `averaged`, a dict of str to callable: in the weights, and in the bias alone."""
    slips = {
        "the bias is averaged, but the weights are the last ones: += changes an array in place, so were all the "
        "arrays that you kept one and the same?": aliased
    }
    for message, collect in COLLECTED.items():
        both = moments(collect)
        answers = either(both) if "last {0}" in message else either(both, with_right_bias(both))
        slips[f"weights: {message.format('weights')}"] = answers
        slips[f"bias: {message.format('biases')}"] = moments(collect, weights=False)
    early = moments(lambda before, after, misread, epochs: after.mean(axis=0), stop=True)
    slips[f"weights: {EARLY.format('weights')}"] = early
    slips["the weights are right, but the bias is 0; it has to be learned and averaged, too"] = forgotten
    return slips


@exercise(
    solution=solve_averaged,
    slips=slips_of_averaging(),
    hints=[
        "Start from the loop of the section on AND. What else has to be kept, besides weights and bias?",
        "Keep two running sums, and add to them after every example, whether it was misread or not.",
        "Divide both sums once, at the end. How many times was something added?",
    ],
    explanation="`sum_of_weights += weights` adds numbers now. A list of `weights` that are changed by `+=` holds "
    "one and the same array many times. Freund and Schapire proposed the method (1999).",
)
def averaged(answer):
    """Look at a function of examples, targets and epochs that averages weights and bias. Raises a Finding."""
    lessons = lesson(seed(), 3)[:2], (CORNERS.astype(float), np.array(GATES["AND"]))
    for (x, targets), epochs in zip(lessons, (3, 10)):
        weights, bias = parts(call(answer, x, targets, epochs), "weights", "bias")
        right, right_bias = solve_averaged(x, targets, epochs)
        numbers = np.asarray(bias).dtype.kind in "biuf"
        saw(bool(numbers and np.shape(bias) == () and np.isclose(bias, right_bias)))  # the bias alone may be right
        compare(weights, right, "the averaged weights")
        compare(bias, right_bias, "the averaged bias")


progress = progress_of(globals())
