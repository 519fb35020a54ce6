"""Chapter 02 · Exercises on perceptrons: gates by hand, Rosenblatt's rule forwards and backwards, averages."""

from functools import cache

import numpy as np

from nnlib.exercises.base import NotAttempted, Wrong, call, choose, compare, exercise, kind, progress_of, seed
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
    z, yes = gate.weights @ CORNERS + gate.bias, gate(CORNERS).tolist()
    if yes == [0, 0, 1, 0]:
        return
    if yes[0]:
        raise Wrong(
            f"yes at (0, 0), where both inputs are silent and only the bias speaks: the threshold {gate.threshold:g} "
            f"is a bias of {gate.bias:+g}"
        )
    if yes[3]:
        raise Wrong(f"yes at (1, 1), where z is {z[3]:g}: does x₂ count against?")
    if yes[1]:
        raise Wrong("yes at (0, 1): that is 'x₂ and not x₁'. The first weight belongs to x₁")
    if z[2] == 0:
        raise Wrong("at (1, 0) z is exactly 0, and a perceptron answers 1 only above 0")
    raise Wrong(f"no at all four corners; (1, 0) should be a yes, but z is {z[2]:g} there")


@exercise(
    solution=(["rises", "stays", "falls", "falls"], 2),
    hints=[
        "Is z too high or too low? And which vote does each weight have a part in?",
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
    words = ("rises", "falls", "stays")
    if not isinstance(moves, (list, tuple)) or len(moves) != 4 or not all(move in words for move in moves):
        raise Wrong('moves should be a list of four of the words "rises", "falls", "stays", the bias last')
    if list(moves) == ["falls", "stays", "rises", "rises"]:
        raise Wrong("these moves would lift z, but z is too high already: what is the sign of the error?")
    sees = [
        ("rises", "the input is −3: if this weight {0}, does its vote, weight times −3, become smaller?"),
        ("stays", "the second weight {0}? Its input was 0, so it had no part in the mistake"),
        ("falls", "the input is 2: if this weight {0}, does its vote, weight times 2, become smaller?"),
        ("falls", "the bias {0}? It has its part in every z, as if its input were always 1, and z is too high"),
    ]
    for number, (move, (right, message)) in enumerate(zip(moves, sees), start=1):
        if move != right:
            raise Wrong((f"weight {number}: " if number in (1, 3) else "") + message.format(move))
    reasons = [
        (1, "after one correction z is lower, but still above 0: work out by how much one correction lowers it"),
        (3, "either the bias was left out of the count, or ask again: what is the answer where z is exactly 0?"),
        (28, "one correction lowers z by more than 1: the weights move as well, and each move counts times its input"),
    ]
    compare(corrections, 2, "the number of corrections", reasons=reasons)


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
    known = {
        (0, 0, 0, 1): "this is AND, yes at (1, 1) only: what has to be inverted, the inputs or the output?",
        (1, 1, 0, 1): "it says yes at (0, 0), where nothing is on: one of the inputs was not inverted",
        (1, 0, 1, 1): "it says yes at (0, 0), where nothing is on: one of the inputs was not inverted",
        (1, 0, 0, 0): "every answer is the opposite of OR's: inverted once too often",
        (1, 1, 1, 0): "this is still NAND: it says yes at (0, 0) and no at (1, 1)",
        (0, 1, 1, 0): "this is XOR: right at three corners, but OR says yes at (1, 1), too",
        (0, 0, 1, 1): "this is a alone; b has no say",
        (0, 1, 0, 1): "this is b alone; a has no say",
    }
    got = tuple(int(one) for one in result.signal)
    if got != (0, 1, 1, 1):
        raise Wrong(known.get(got, f"the answers at (0, 0), (0, 1), (1, 0), (1, 1) are {', '.join(map(str, got))}"))


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
        if states[-1, -1].all() and states.mean(axis=(0, 1)).all():  # 0 has no sign, and no scale
            return x, targets, misread, states


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


@exercise(
    solution=solve_from_mistakes,
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
    counts, rate = misread.sum(axis=0).astype(int), 0.25
    signs = np.where(targets == 1, 1, -1)
    weights, bias = parts(call(answer, x, targets, counts, rate), "weights", "bias")
    right, right_bias = states[-1, -1, :3] * rate, states[-1, -1, 3] * rate
    once = rate * x @ signs
    reasons = [
        (-right, "the weights have the opposite sign everywhere: is an example with target 1 added or subtracted?"),
        (right / rate, f"the rate is missing in the weights: here it is {rate}"),
        (once, "every example is counted once; the counts in misread are not used"),
        (once / rate, "every example is counted once; the counts in misread are not used (nor is the rate)"),
        (rate * x @ counts, "everything is added; what is done to the weights when the target is 0?"),
        (rate * x @ (counts * targets), "only examples with target 1 count here; misread 0s changed weights, too"),
        (
            -rate * x @ (counts * (1 - targets)),
            "only examples with target 0 count here, subtracted; misread 1s changed weights, too",
        ),
        (
            rate * x * (signs * counts),
            "the weights: these are 3 numbers per example; they have to be added up over them",
        ),
        (rate * x @ (signs * (counts > 0)), "each misread example is counted once, however often it was misread"),
    ]
    compare(weights, right, "the weights", reasons=reasons)
    reasons = [
        (-right_bias, "the bias has the wrong sign: it rises when a 1 was misread"),
        (right_bias / rate, f"the rate is missing in the bias; it is {rate} here, and the weights have it"),
        (rate * counts.sum(), "the bias counts every mistake upwards; misread 0s lowered it"),
        (rate * (counts * targets).sum(), "the bias counts misread 1s only; misread 0s lowered it"),
        (-rate * (counts * (1 - targets)).sum(), "the bias counts misread 0s only; misread 1s lifted it"),
        (rate * signs.sum(), "in the bias every example counts once; the counts in misread are not used"),
        (rate * signs * counts, "the bias: these are 12 numbers, one per example; what do they add up to?"),
        (0.0, "the bias is 0, but it moved with every mistake"),
        (right_bias / 12, "the bias was averaged over the examples; corrections add up"),
    ]
    compare(bias, right_bias, "the bias", reasons=reasons)


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


@exercise(
    solution=solve_mended,
    hints=[
        "Print weights and threshold after each correction of OR, and ask of each whether it helps.",
        "When a 1 was misread as 0, yes must become easier to say. Where does the cut on the ruler have to go?",
        "bias = −threshold, so whatever the bias does, the threshold does the opposite.",
    ],
    explanation="`threshold - error`: one sign. AND came out right by luck, so one passing test proves little.",
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
        known = [
            (
                {"sign": 1},
                "the update is mended, but another line was changed as well: in z, is the threshold subtracted?",
            ),
            ({"start": 1}, "it looks as if the threshold starts at 1; as a bias does, it starts at 0"),
        ]
        for change, message in known:
            slip = slipped(x, targets, epochs, **change)
            same = np.array_equal(weights, slip[0]) and np.array_equal(threshold, slip[1]) and list(mistakes) == slip[2]
            if same and (slip[2] != right or slip[1] != learner.threshold):
                raise Wrong(f"{name}: {message}")
        if list(mistakes) != right:
            raise Wrong(mending(name, list(mistakes), right, weights, threshold))
        compare(weights, learner.weights, f"the weights for {name}")
        reasons = [(learner.bias, f"the mistakes are right, but the threshold for {name} came out as its bias")]
        compare(threshold, learner.threshold, f"the threshold for {name}", reasons=reasons)


def slipped(x, targets, epochs, *, sign=-1, start=0):
    """Learn with a threshold, as `solve_mended` does, with one thing changed.

    Parameters
    ----------
    x : array of shape (ins, n)
    targets : array of shape (n,)
    epochs : int
    sign : int
        Of the threshold in z.
    start : float
        The first threshold.

    Returns
    -------
    (weights of shape (ins,), threshold, list of the mistakes in each epoch).
    """
    weights, threshold, mistakes = np.zeros(len(x)), start, []
    for _ in range(epochs):
        mistakes.append(0)
        for column, target in zip(x.T, targets):
            error = target - step(weights @ column + sign * threshold)
            weights, threshold = weights + error * column, threshold - error
            mistakes[-1] += int(error != 0)
        if mistakes[-1] == 0:
            break
    return weights, threshold, mistakes


def mending(name, mistakes, right, weights, threshold):
    """Return what to say about wrong mistakes per epoch.

    Parameters
    ----------
    name : str
        Of the lesson.
    mistakes, right : lists of int
        As they came out, and as they should.
    weights, threshold : array of shape (ins,), float

    Returns
    -------
    str.
    """
    start = f"{name}: mistakes {', '.join(map(str, mistakes[:4]))}{' …' if len(mistakes) > 4 else ''}"
    if mistakes == [1, 0] and name == "AND":
        return f"{start}, as before. (1, 1) asked for a yes: the weights rose, and which way did the threshold go?"
    if name == "AND" and np.all(np.asarray(weights) < 0):
        return f"{start}: (1, 1) asked for a yes, and the weights fell. What is the sign of the error?"
    if name == "AND" and mistakes[:4] == [1, 3, 3, 3]:
        return f"{start}: the weights move, but the threshold is still {threshold:g}, so no line can leave (0, 0)"
    if name == "AND" and mistakes[:4] == [1, 2, 2, 2]:
        return f"{start}: did every weight move, even those of inputs that were 0?"
    if len(mistakes) > len(right) and mistakes[: len(right)] == right:
        return f"{start}: it goes on after an epoch without a mistake"
    if mistakes == right[:-1]:
        return f"{start}: it stops before an epoch without a mistake has shown that all is right"
    return f"{start}, but the rule makes {', '.join(map(str, right[:4]))}{' …' if len(right) > 4 else ''}"


@exercise(
    solution=(np.array([2.0, 2.0]), 3.0),
    hints=[
        "The table of four wishes: b ≤ 0, w₂ + b > 0, w₁ + b > 0, w₁ + w₂ + b ≤ 0. Which one spoils it?",
        "A third input that is 1 at one corner only can change z at that corner, and at no other.",
        "(1, 1) needs a voice of its own. Which gate of the chapter says yes at (1, 1) only?",
    ],
    explanation="With AND as helper the rule needs 2, 3, 4, 3, 1, 2, 1, 0 mistakes: weights (1, 1, −3), bias 0. "
    "OR, NAND and every other gate with one odd corner will do as well.",
)
def helper(answer):
    """Look at weights and threshold of a gate whose answers let another perceptron learn XOR. Raises a Finding."""
    third = gate_of(answer)(CORNERS)
    told = f"the helper answers {', '.join(map(str, third))}"
    if third.min() == third.max():
        raise Wrong(f"{told}: always the same, as if it were a second bias, and the bias is there already")
    for name, row in zip(("x₁", "x₂"), CORNERS):
        if (third == row).all():
            raise Wrong(f"{told}: that is {name} once more, so the learner is told nothing new")
        if (third == 1 - row).all():
            raise Wrong(f"{told}: 1 − {name}, which weights and bias can make of {name} already")
    mistakes = Perceptron(np.zeros(3), 0).learn(np.vstack([CORNERS, third]), [0, 1, 1, 0])
    if mistakes[-1] != 0:
        raise Wrong(f"{told}, and the learner still makes {mistakes[-1]} mistakes in epoch {len(mistakes)}")


@exercise(
    solution="just corrected",
    hints=[
        "Which weights judge the last 3, and which judge the second 5?",
        "What is the last image that was corrected before an epoch ends? Which answer does that make easier?",
        "Let the last weights read all training images, without learning, and count how often they answer 5.",
    ],
    explanation="A count taken while learning is no score: the weights changed between one image and the next. "
    "After each of the four epochs the neuron answers 5 to every test image.",
)
def flattering(answer):
    """Look at a choice. Raises a Finding."""
    choices = {
        "just corrected": "",
        "learned by heart": "try it: let the last weights read "
        "the training images again, and 46.93 % are right. It knows those no better",
        "not separable": "the chapter's reader saw the same images in the order of the file, "
        "and after every epoch it was above the 87.75 % of the averages",
        "too few epochs": "try it: the twentieth epoch has 16 mistakes, more than the fourth, and 50.05 % "
        "of the test images are right",
    }
    choose(answer, choices)


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


@exercise(
    solution=solve_averaged,
    hints=[
        "Start from the loop of the chapter's diary. What else has to be kept, besides weights and bias?",
        "Keep two running sums, and add to them after every example, whether it was misread or not.",
        "Divide both sums once, at the end. How many times was something added?",
    ],
    explanation="`sum_of_weights += weights` adds numbers now. A list of `weights` that are changed by `+=` holds "
    "one and the same array many times. The method is that of Freund and Schapire (1999).",
)
def averaged(answer):
    """Look at a function of examples, targets and epochs that averages weights and bias. Raises a Finding."""
    x, targets, misread, states = lesson(seed(), 3)
    tested(answer, x, targets, misread, states)
    targets = np.array(GATES["AND"])
    tested(answer, CORNERS.astype(float), targets, *follow(CORNERS, targets, 10))


def tested(answer, x, targets, misread, states):
    """Compare what an averaging function returns with what `Perceptron.learn` went through.

    Parameters
    ----------
    answer : callable
    x : array of shape (ins, n)
    targets : array of shape (n,)
    misread : array of shape (epochs, n)
    states : array of shape (epochs, n, ins + 1)

    Raises
    ------
    Wrong, NotAttempted
    """
    weights, bias = parts(call(answer, x, targets, len(states)), "weights", "bias")
    every = states.reshape(-1, states.shape[-1])
    before = np.vstack([np.zeros(states.shape[-1]), every])
    right, mistakes = every.mean(axis=0), misread.ravel() > 0
    clean = [epoch for epoch in range(len(states)) if not misread[epoch].any()]
    same = np.shape(weights) == right[:-1].shape and np.ndim(bias) == 0
    if same and np.allclose(weights, every[-1, :-1]) and np.allclose(bias, right[-1]) and bias != every[-1, -1]:
        raise Wrong(
            "the bias is averaged, but the weights are the last ones: += changes an array in place, so were all the "
            "arrays that you kept one and the same?"
        )
    slips = [
        (every[-1], "the last {0}; the average over all moments is asked for"),
        (every.sum(axis=0), "the sum of all {0}; where is it divided?"),
        (
            every.sum(axis=0) / len(states),
            "the sum of all {0} divided by the epochs; there were more moments than that",
        ),
        (every.sum(axis=0) / len(targets), "the sum of all {0} divided by the examples; each was seen several times"),
        (every.sum(axis=0) / (len(every) + 1), "the sum of all {0} divided by one too many: do the first zeros count?"),
        (
            before[:-1].mean(axis=0),
            "the average of the {0} before each example; take them after it, corrected if need be",
        ),
        (
            every[mistakes].mean(axis=0),
            "the average over the mistakes; where nothing was misread, the {0} that stayed count again",
        ),
        (
            every[mistakes].sum(axis=0) / len(every),
            "added up after mistakes only, but divided by all moments: {0} count after every example",
        ),
        (states[:, -1].mean(axis=0), "the average over the ends of epochs; the {0} after every example count"),
        (
            states[-1].mean(axis=0),
            "the average over the last epoch alone; are the sums of the {0} set to 0 in between?",
        ),
    ]
    if clean:
        early = states[: clean[0] + 1].reshape(len(targets) * (clean[0] + 1), -1).mean(axis=0)
        slips.append(
            (
                early,
                "averaged until the first epoch without a mistake only; here all epochs count, and the {0} "
                "of quiet ones, too",
            )
        )
    for value, part, name in ((weights, slice(0, -1), "weights"), (bias, -1, "bias")):
        if name == "bias" and np.ndim(bias) == 0 and bias == 0 and right[-1] != 0:
            raise Wrong("the weights are right, but the bias is 0; it has to be learned and averaged, too")
        plural = name if name == "weights" else "biases"
        reasons = [(slip[part], f"{name}: {message.format(plural)}") for slip, message in slips]
        compare(value, right[part], f"the averaged {name}", reasons=reasons)


progress = progress_of(globals())
