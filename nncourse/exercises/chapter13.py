"""Chapter 13 · Exercises on frameworks: weights, narrow losses, rates, loops, leaks, momentum, programs, pairs."""

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Raised,
    Wrong,
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
from nnlib.activations import Sigmoid, Softmax, Tanh
from nnlib.layers import Layer


def solve_home(kernel, bias, act):
    """Return a `Layer` from arrays kernel (ins, outs) and bias (outs,) of Keras; act a callable."""
    ins, outs = kernel.shape
    layer = Layer(ins, outs, act)
    layer.W[:] = kernel.T
    layer.b[:] = bias.reshape(outs, 1)
    return layer


def brought(W=np.transpose, b=lambda bias: bias.reshape(-1, 1)):
    """Return a wrong answer to `home`, whose arrays are W(kernel) and b(bias)."""

    def answer(kernel, bias, act):
        """Return the layer of `solve_home` with other arrays; arguments as there."""
        layer = solve_home(kernel, bias, act)
        layer.W, layer.b = W(kernel).copy(), b(bias).copy()
        return layer

    return answer


@exercise(
    solution=solve_home,
    slips={
        "{told} W is the kernel as it is. It is square, so it fitted; but which way round is a kernel?": (
            brought(W=lambda kernel: kernel)
        ),
        "{told} b has one axis, as Keras' bias has; ours is a column": brought(b=lambda bias: bias),
        "{told} b is a row; ours is a column": brought(b=lambda bias: bias.reshape(1, -1)),
        "{told} b is still 0: the bias was not brought along": brought(b=lambda bias: 0 * bias.reshape(-1, 1)),
    },
    hints=[
        "Write both shapes below each other: kernel (ins, outs) and W; bias (outs,) and b. What has to be transposed, "
        "and what needs another axis?",
        "`Layer(ins, outs, act)` makes the layer, with weights at random. Write over them with `layer.W[:] = …`: that "
        "copies.",
        "`bias.reshape(-1, 1)` is a column.",
    ],
    explanation="`layer.W = kernel.T` would be a view of the kernel: if you train one, you move the other.",
)
def home(answer):
    """Look at a function of kernel, bias and activation that returns a Layer. Raises a Finding."""
    rng = np.random.default_rng(seed())
    eight = np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([0.35, 0.35]), Sigmoid(), np.array([[0.05], [0.10]])
    drawn = rng.normal(size=(4, 3)), rng.normal(size=3), Tanh(), rng.normal(size=(4, 5))
    single = rng.normal(size=(3, 1)), rng.normal(size=1), Tanh(), rng.normal(size=(3, 2))
    for kernel, bias, act, x in (eight, drawn, single):
        given, kept = (kernel.copy(), bias.copy()), (kernel.copy(), bias.copy())
        layer = call(lambda given=given, act=act: answer(*given, act))
        if not isinstance(layer, Layer):
            raise Wrong(f"the function should return a Layer, but its result is {kind(layer)}")
        told = f"for a kernel of shape {kernel.shape}"
        if layer.act_function is not act:
            raise Wrong(f"{told} the layer's activation is not the one that was handed over")
        compare(layer.W, kernel.T, f"{told} the matrix W", told=told)
        b = bias.reshape(-1, 1)
        saw(list(np.shape(layer.b)))  # a row and an array with one axis hold the same numbers
        compare(layer.b, b, f"{told} the bias", told=told)
        compare(call(layer.forward_pass, x), act(kernel.T @ x + b), f"{told} the output")
        if np.shares_memory(layer.W, given[0]) or np.shares_memory(layer.b, given[1]):
            sometimes = "; some functions copy only where they have to" if kernel.shape[1] == 1 else ""
            raise Wrong(
                f"{told} the numbers are right, but they are the same memory: training here would change theirs"
                f"{sometimes}"
            )
        if not all(np.array_equal(one, other) for one, other in zip(given, kept)):
            raise Wrong(f"{told} the arrays that were handed over have changed")


LETTERS = np.log(26), np.log(np.e + 25) - 1, np.log(np.e + 25)  # what narrow asks for
TEN = "that is the number for ten classes; here are 26 letters"


def too_short(name, place):
    """Return slips: a right number of `narrow` with one decimal or two, also one that was cut off.

    Parameters
    ----------
    name : str
        What the notebook calls the number.
    place : int
        Its place in the answer.

    Returns
    -------
    dict of str to tuple.
    """
    wanted = LETTERS[place]
    short = {round(wanted, 1): 1, round(wanted, 2): 2, np.floor(wanted * 100) / 100: 2}
    return {
        f"{name}, {value:.{k}f}: right, but give four decimals": tuple(value if at == place else ... for at in range(3))
        for value, k in short.items()
    }


@exercise(
    solution=LETTERS,
    slips={
        **too_short("even", 0),
        f"even, 2.3026: {TEN}": (np.log(10), ..., ...),
        "even, 3.2196: ln 26 minus a probability; all 26 scores are 1/26, so the sum is 26 · e^(1/26)": (
            np.log(26) - 1 / 26,
            ...,
            ...,
        ),
        "even, 0.0385: that is a probability; what is its negative logarithm?": (1 / 26, ..., ...),
        "even, 4.7004: that counts halvings; our losses take the natural logarithm": (np.log2(26), ..., ...),
        **too_short("perfect", 1),
        "perfect, 0: that needs a score without limit, but a probability ends at 1": (..., 0, ...),
        f"perfect, 1.4612: {TEN}": (..., np.log(np.e + 9) - 1, ...),
        "perfect, 3.3221: the label's own score has to be subtracted": (..., np.log(np.e + 25), ...),
        "perfect, 2.3576: how many zeros stand beside the one 1?": (..., np.log(np.e + 26) - 1, ...),
        "perfect, 2.2581: one of the 26 probabilities is 1, and e^1 is not 1": (..., np.log(26) - 1, ...),
        "perfect, 1.3026: ln 10 − 1, from ten classes; here are 26 letters, and one probability is 1: e^1 is not 1": (
            ...,
            np.log(10) - 1,
            ...,
        ),
        "perfect, 3.2581: that is the loss of even probabilities": (..., np.log(26), ...),
        "perfect, 1: the probability is 1; what does the second softmax make of a 1 among zeros?": (..., 1, ...),
        "perfect, 3.3501: that counts halvings; take the natural logarithm": (
            ...,
            np.log2(np.e + 25) - np.log2(np.e),
            ...,
        ),
        **too_short("surely_wrong", 2),
        "surely_wrong, infinity: so it would be with one softmax; the score of the label is a probability here, "
        "and that is 0": (..., ..., np.inf),
        "surely_wrong, 0: that is the label's probability, and its score here; what does the loss make of a score?": (
            ...,
            ...,
            0,
        ),
        "surely_wrong, 1: that is the probability of the other letter; what does the second softmax make of it?": (
            ...,
            ...,
            1,
        ),
        "surely_wrong, 3.3577: how many zeros stand beside the one 1?": (..., ..., np.log(np.e + 26)),
        "surely_wrong, 4.3221: the label has the probability 0, not −1": (..., ..., np.log(np.e + 25) + 1),
        "surely_wrong, 2.3221: that is the perfect answer; whose score is subtracted?": (
            ...,
            ...,
            np.log(np.e + 25) - 1,
        ),
        f"surely_wrong, 2.4612: {TEN}": (..., ..., np.log(np.e + 9)),
        "surely_wrong, 3.2581: that is the loss of even probabilities; here one, of another letter, is 1": (
            ...,
            ...,
            np.log(26),
        ),
    },
    hints=[
        "Write down the 26 probabilities in each of the three cases; they are the scores that the loss sees.",
        "The loss of scores s is ln(sum of all e^s) minus the score of the label. What is the sum if all "
        "probabilities are equal?",
        "A perfect answer has one probability of 1 and 25 of 0: ln(e + 25) − 1.",
    ],
    explanation="ln 26 = 3.2581, ln(e + 25) − 1 = 2.3221, and ln(e + 25) = 3.3221. Between knowing nothing and "
    "knowing everything the loss differs by less than 1, and being surely wrong costs only 0.064 more than guessing.",
)
def narrow(answer):
    """Look at three losses, floats: even probabilities, a perfect answer, a surely wrong one. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        raise Wrong(f"the answer should be three numbers, (even, perfect, surely_wrong), but it is {kind(answer)}")
    for got, right, name in zip(answer, LETTERS, ("even", "perfect", "surely_wrong")):
        compare(got, right, name, tolerance=6e-5)  # four decimals will do


@exercise(
    solution=(0.006, 3.0, 0.32, 0.05),
    slips={
        "first, 0.3: then each step is 50 times as long as before": (0.3, ..., ..., ...),
        "first, 15: the other way; the slopes have grown, and the rate should not grow as well": (15, ..., ..., ...),
        'first, 0.03: ten outputs are not what is summed up; what does reduction="sum" add up?': (0.03, ..., ..., ...),
        "first, 0.0006: divided by the outputs, too; but cross-entropy had one loss for each example before": (
            0.0006,
            ...,
            ...,
            ...,
        ),
        "second, 0.3: then each step is a tenth of what it was": (..., 0.3, ..., ...),
        "second, 0.03: the other way; the slopes have shrunk already": (..., 0.03, ..., ...),
        "second, 15: both losses take the mean over the examples; in what do they differ?": (..., 15, ..., ...),
        "second, 150: both losses take the mean over the examples; in what do they differ?": (..., 150, ..., ...),
        "second, 0.0006: the other way; and both losses take the mean over the examples already": (
            ...,
            0.0006,
            ...,
            ...,
        ),
        "second, 0.006: this is the first move; here nothing is summed up that was not before": (..., 0.006, ..., ...),
        "third, 0.01: then each step is 32 times shorter than in the tutorial": (..., ..., 0.01, ...),
        "third, 0.0003125: the other way; a mean has smaller slopes than a sum": (..., ..., 0.01 / 32, ...),
        "third, 0.5: the batches of this tutorial have 32 images": (..., ..., 0.5, ...),
        "third, 0.1: both have one loss for each example, whatever the number of outputs": (..., ..., 0.1, ...),
        "third, 3.2: both have one loss for each example, whatever the number of outputs": (..., ..., 3.2, ...),
        "fourth, 0.2: then each step is four times as long as before; what has `backward` done four times?": (
            ...,
            ...,
            ...,
            0.2,
        ),
        "fourth, 0.8: the other way; four slopes have been added up": (..., ..., ..., 0.8),
        "fourth, 0.003125: a mean over 16 images is no smaller than a mean over 64; count the calls of `backward`": (
            ...,
            ...,
            ...,
            0.2 / 64,
        ),
        "fourth, 0.0125: each loss is a mean already; only the four calls of `backward` are added up": (
            ...,
            ...,
            ...,
            0.2 / 16,
        ),
    },
    hints=[
        "By how much is the slope of the second loss larger or smaller than the slope of the first? The step, rate "
        "times slope, should stay what it is.",
        "A sum over 50 examples has a slope 50 times as large as their mean. What must the rate do?",
        "In the second move the loss divides by the ten outputs as well: its slope is a tenth. In the fourth, four "
        "slopes of about the same size are added up.",
    ],
    explanation="0.3 / 50, 0.3 · 10, 0.01 · 32 and 0.2 / 4. What the loss divides by belongs to the rate. (A last "
    "batch that is smaller is the exception: under a sum its step is smaller, too.)",
)
def four_rates(answer):
    """Look at four learning rates, floats. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four numbers, (first, second, third, fourth), but it is {kind(answer)}")
    for got, right, what in zip(answer, four_rates.reference, ("first", "second", "third", "fourth")):
        compare(got, right, f"the {what} rate")


SMALLEST = 1e-7


def solve_raw_bce(outputs, labels):
    """Return loss and slopes of outputs (outs, n) taken for probabilities; labels of shape (n,)."""
    y = np.arange(len(outputs))[:, np.newaxis] == labels
    p = np.clip(outputs, SMALLEST, 1 - SMALLEST)
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    slopes = (p - y) / (p * (1 - p)) / p.size
    return loss, np.where(p == outputs, slopes, 0)


def marked(outputs, labels):
    """Return True where an entry of outputs, shape (outs, n), is its example's label; labels of shape (n,)."""
    return np.arange(len(outputs))[:, np.newaxis] == labels


def cut(outputs):
    """Return outputs, an array, cut off to lie between 1e-7 and 1 − 1e-7."""
    return np.clip(outputs, SMALLEST, 1 - SMALLEST)


def priced(loss):
    """Return a wrong answer to `raw_bce`; loss, a callable, is called with (right loss, outputs, y of `marked`)."""

    def answer(outputs, labels):
        """Return the other loss, and the right slopes; arguments as in `solve_raw_bce`."""
        right, slopes = solve_raw_bce(outputs, labels)
        return loss(right, outputs, marked(outputs, labels)), slopes

    return answer


def sloped(slopes):
    """Return a wrong answer to `raw_bce`; slopes, a callable, is called with (right slopes, outputs, y of `marked`)."""

    def answer(outputs, labels):
        """Return the right loss, and the other slopes; arguments as in `solve_raw_bce`."""
        loss, right = solve_raw_bce(outputs, labels)
        with np.errstate(all="ignore"):
            return loss, slopes(right, outputs, marked(outputs, labels))

    return answer


def chosen(outputs, y):
    """Return the price of the label's entry for each example: outputs of shape (outs, n), y as `marked`."""
    return -np.log(cut(outputs).T[y.T])


def against_no(z, y):
    """Return slopes whose sign is wrong wherever the answer is no; z of shape (outs, n), y as `marked`."""
    return (y * -1 / cut(z) - (1 - y) / (1 - cut(z))) / z.size


def rows_marked(outputs, labels):
    """Return loss and slopes where whole rows count as the labels'; outputs and labels arrays as in `solve_raw_bce`."""
    y = np.isin(np.arange(len(outputs)), labels)[:, np.newaxis] * np.ones(len(labels))
    p = cut(outputs)
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    return loss, np.where(p == outputs, (p - y) / (p * (1 - p)) / p.size, 0)


P_MINUS_Y = "{right} are p − y, which belongs to a sigmoid before the loss; there is none here"
NO_IS_WRONG = "{right} have the wrong sign wherever the answer is no: when p rises, what does ln(1 − p) do?"


@exercise(
    solution=solve_raw_bce,
    slips={
        "{told} the losses of a column are added up; the mean over all entries is wanted": (
            priced(lambda right, z, y: right * len(z))
        ),
        "{told} the outputs pass a sigmoid first; this loss takes them as they are": (
            priced(lambda right, z, y: -np.mean(np.log(np.where(y, Sigmoid()(z), 1 - Sigmoid()(z)))))
        ),
        "{told} only the label's output has a loss; the others should say no, and count if they do not": (
            priced(lambda right, z, y: chosen(z, y).mean())
        ),
        "{told} only the label's output has a loss; the others should say no, and count, too": (
            priced(lambda right, z, y: chosen(z, y).sum() / z.size)
        ),
        "{told} the loss is negative; each entry's loss is minus a logarithm": priced(lambda right, z, y: -right),
        "{told} whole rows are marked as the labels': is there one right class for each column?": rows_marked,
        "{told} yes and no are exchanged: which entry has −ln p?": (
            priced(lambda right, z, y: -np.mean(np.log(np.where(y, 1 - cut(z), cut(z)))))
        ),
        "{told} this is our CrossEntropy": priced(lambda right, z, y: -np.log(Softmax()(z).T[y.T]).mean()),
        "{right} ignore that outputs were cut off: nudge one of those; does the loss move?": (
            sloped(lambda right, z, y: (cut(z) - y) / (cut(z) * (1 - cut(z))) / z.size)
        ),
        "{right} are computed from the outputs before they were cut off; nudge one of those: does the loss move?": (
            sloped(lambda right, z, y: (z - y) / (z * (1 - z)) / z.size)
        ),
        "{right} belong to the sum of all losses, not to their mean": sloped(lambda right, z, y: right * z.size),
        "{right} are divided by the number of outputs alone; the mean goes over all {entries} entries": (
            sloped(lambda right, z, y: right * z.shape[1])
        ),
        "{right} have the opposite sign: they should point uphill": sloped(lambda right, z, y: -right),
        NO_IS_WRONG: either(
            sloped(lambda right, z, y: np.where(cut(z) == z, against_no(z, y), 0)),
            sloped(lambda right, z, y: against_no(z, y)),
        ),
        P_MINUS_Y: either(
            sloped(lambda right, z, y: (cut(z) - y) / z.size),
            sloped(lambda right, z, y: np.where(cut(z) == z, cut(z) - y, 0) / z.size),
        ),
        "{right} are there for the labels only; a no has a slope, 1/(1 − p), as well": (
            sloped(lambda right, z, y: right * y)
        ),
        "{right} belong to the loss with a sigmoid": sloped(lambda right, z, y: (Sigmoid()(z) - y) / z.size),
        "{right} are all 0, also where nothing was cut off": sloped(lambda right, z, y: 0 * right),
    },
    hints=[
        "One entry at a time: cut it off to p, then its loss is −ln p if it is the label's and −ln(1 − p) if not.",
        "The slope of −ln p is −1/p, and the slope of −ln(1 − p) is 1/(1 − p). And the mean over all "
        "entries divides by how many?",
        "Where an output was cut off, p stays the same when the output moves a little. So which slope does the "
        "loss have there?",
    ],
    explanation="(p − y) / (p (1 − p)) is both slopes in one. Where an output lies outside 0 to 1, as a logit may, its "
    "slope is 0.",
)
def raw_bce(answer):
    """Look at a function of outputs and labels that returns loss and slopes. Raises a Finding."""
    rng = np.random.default_rng(seed())
    example = np.array([[0.5], [0.25], [-2.0]]), np.array([1])
    drawn = rng.uniform(-0.3, 1.3, (4, 3)), rng.integers(0, 4, 3)
    drawn[0][:, 0] = 0.2, 0.9, 1.2, -0.1
    for outputs, labels in (example, drawn, (np.array([[3.0, 0.4], [1.0, 0.5], [0.0, 0.1]]), np.array([1, 0]))):
        with np.errstate(all="ignore"):
            result = call(answer, outputs, labels)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return a pair, (loss, slopes), but its result is {kind(result)}")
        if any(part is ... for part in result):
            raise NotAttempted("not attempted yet: it returns the ... of the stub.")
        look_at_raw_bce(result, outputs, labels)


def look_at_raw_bce(result, outputs, labels):
    """Compare the loss and the slopes of outputs that are taken for probabilities.

    Parameters
    ----------
    result : pair of a float and an array
    outputs : array, shape (outs, n)
    labels : int array, shape (n,)

    Raises
    ------
    Wrong
        With the first finding.
    """
    outs, n = outputs.shape
    loss, slopes = solve_raw_bce(outputs, labels)
    told = f"with {outs} outputs and {n} example{'s' * (n > 1)}"
    value = np.asarray(result[0])
    if value.ndim == 0 and value.dtype.kind == "f" and not np.isfinite(value):
        question = "an output outside of 0 to 1 has no logarithm: was it cut off, on both sides?"
        raise Wrong(f"{told} the loss is {float(value)}; {question}")
    right = f"{told} the loss is right, but the slopes"
    facts = {"told": told, "right": right, "entries": outs * n}
    compare(result[0], loss, f"{told} the loss", **facts)
    got = np.asarray(result[1])
    if got.shape == slopes.shape and got.dtype.kind in "biuf":
        wrong = ~np.isclose(got, slopes, rtol=1e-6, atol=1e-6)
        if wrong.any() and not wrong[(outputs != 0) & (outputs != 1)].any():
            raise Wrong(
                f"{right} are not: an output of exactly 0 or 1 is cut off, too: to 1e-7 or 1 − 1e-7; so its slope is 0"
            )
        if wrong.any() and not wrong[outputs < 1].any():
            raise Wrong(
                f"{right} take outputs as cut off below, but not above: nudge one of more than 1; does the loss move?"
            )
    compare(result[1], slopes, f"{told} the array of slopes", tolerance=1e-6, **facts)


def by_letter(what, right, told):
    """Return the slips of an answer in letters.

    Parameters
    ----------
    what : str
        What each letter is about, such as "program".
    right : tuple of str
    told : dict of (str, int) to str
        What to say about a letter at a place, counted from 1.

    Returns
    -------
    dict of str to tuple.
    """
    return {
        f"{what} {number}, {letter}: {message}": tuple(
            letter if at == number else ... for at in range(1, len(right) + 1)
        )
        for (letter, number), message in told.items()
    }


def look_at_letters(answer, right, what):
    """Look at a letter for each of some things. Raises Wrong.

    Parameters
    ----------
    answer : tuple or list of str
    right : tuple of str
    what : str
        Such as "program".
    """
    if not isinstance(answer, (tuple, list)) or len(answer) != len(right):
        count = {4: "four", 5: "five"}[len(right)]
        raise Wrong(f"the answer should be {count} letters, one for each {what}, but it is {kind(answer)}")
    for number, (letter, wanted) in enumerate(zip(answer, right), start=1):
        if letter not in tuple("ABCDEF"):
            raise Wrong(f'{what} {number}: choose one of "A" to "F"')
        if saw(letter) != wanted:
            raise Wrong(f"{what} {number}, {letter}: this is not right")


LOOPS = ("B", "E", "D", "F")
NOT_THIS_LOOP = {
    ("A", 1): "with 0.9 the second step would be 0.1 · (6.4 + 0.9 · 8) = 1.36, and it is 1.44",
    ("A", 2): "momentum would not wait with its first step",
    ("A", 3): "momentum would not stand still",
    ("A", 4): "with momentum the third step would be longer still; it is the shortest so far",
    ("B", 2): "all slopes added up would make the first steps longer and longer; here they shrink",
    ("B", 3): "all slopes added up would make the first steps longer and longer; here there is none",
    ("B", 4): "then the third step would use three slopes; but it is shorter than the first",
    ("C", 1): "the first step, 0.8, is right: 0.1 times the slope 8. A larger rate would show at once",
    ("C", 2): "with a larger rate the first step would be longer; here it is 0",
    ("C", 3): "with a larger rate the first step would be longer; here it is 0",
    ("C", 4): "the first step, 0.8, is right: 0.1 times the slope 8. A larger rate would show at once",
    ("D", 1): "then there would be no slope left to step with, and w would stay at 0",
    ("D", 2): "then there would be no slope left to step with, and w would stay at 0",
    ("D", 4): "then there would be no slope left to step with, and w would stay at 0",
    ("E", 1): "then the first step would find no slope yet, and w would stay at 0 once",
    ("E", 3): "then only the first step would find no slope; afterwards w would move",
    ("E", 4): "then the first step would find no slope yet, and w would stay at 0 once",
    ("F", 1): "then the third step would use one slope alone; compare it with 0.1 times the right slope at 2.24",
    ("F", 2): "then the first step would be as long as the correct program's",
    ("F", 3): "then the first step would be as long as the correct program's",
}


@exercise(
    solution=LOOPS,
    slips=by_letter("program", LOOPS, NOT_THIS_LOOP),
    hints=[
        "Turn each path into slopes: from one w to the next, the step divided by 0.1 is the slope that was used. "
        "Compare it "
        "with the right slope at that place, 2 (w − 4).",
        "Program 1: the second step is 1.44 long, so the slope used was −14.4. The right slope at 0.8 is −6.4; where "
        "do the "
        "other −8 come from?",
        "Program 4: its second slope is the sum of two, and its third is not the sum of three.",
    ],
    explanation="Never cleared, all slopes so far add up, and w swings without friction. With `step` first, each "
    "slope is used one "
    "round later. A gradient that is cleared between `backward` and `step` is 0. And cleared every second time, every "
    "second slope is "
    "counted twice: it goes even faster here, so the loss looks fine.",
)
def four_loops(answer):
    """Look at four letters (str), the fault of each loop. Raises a Finding."""
    look_at_letters(answer, LOOPS, "program")


@exercise(
    solution=(0.3, "Keras, the layer"),
    slips={
        "the slope 0.1 is ours, and it gives −0.1": (0.1, ...),
        "the slope 0.01 gives 0.494": (0.01, ...),
        "the slope 0.2 gives −1.9": (0.2, ...),
        "0.5 − 60 α² cannot tell the sign, but a leaky ReLU with a negative slope would be no leaky ReLU": (-0.3, ...),
        "ours gives −0.1; that is the worked example": (..., "ours"),
        "the slope is right; but PyTorch's is the smallest of all": (..., "PyTorch"),
        "the slope is right; but Keras has two of them, and the function's is the smaller one": (
            ...,
            "Keras, the function",
        ),
    },
    hints=[
        "Follow the example with the slope α as a letter: what does the first neuron answer, what the second?",
        "The first answers −2 α. The second gets 3 times that, which is negative again, and multiplies by α once more.",
        "0.5 − 60 α² = −4.9. And whose default is this α?",
    ],
    explanation="60 α² = 5.4, so α = 0.3. The slopes 0.1, 0.01 and 0.2 give −0.1, 0.494 and −1.9.",
)
def leak(answer):
    """Look at a pair (slope, owner): a float and a str. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise Wrong(f"the answer should be a pair, (slope, owner), but it is {kind(answer)}")
    slope, owner = answer
    compare(slope, slope, "the slope")
    if np.ndim(slope) == 0 and np.isclose(slope, 0.09, atol=1e-3):
        raise Wrong("the slope 0.09 would be right if one neuron leaked; but the second gets a negative sum as well")
    for near, question in (
        (np.sqrt(4.9 / 60), "is the 0.5 left out? Follow the example to the end"),
        (np.sqrt(4.4 / 60), "is the 0.5 taken off on the wrong side?"),
    ):
        if np.ndim(slope) == 0 and np.isclose(slope, near, atol=5e-3):
            raise Wrong(f"the slope {slope:.4g} gives about −{60 * slope**2 - 0.5:.1f}: {question}")
    compare(slope, 0.3, "the slope")
    choose(owner, ("ours", "PyTorch", "Keras, the function", "Keras, the layer"), "Keras, the layer")


class KerasMomentum:
    """Momentum as Keras does it: the rate inside of v.

    Parameters
    ----------
    schedule : callable
        The rate of each step, counted from 0.
    momentum : float
    """

    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum = schedule, momentum
        self.steps, self.velocities = 0, None

    def step(self, parameters):
        """Move every value of parameters, a list of pairs (value, gradient), in place."""
        if self.velocities is None:
            self.velocities = [np.zeros_like(value) for value, _ in parameters]
        rate = self.schedule(self.steps)
        for (value, gradient), v in zip(parameters, self.velocities):
            v *= self.momentum
            v -= rate * gradient
            value += v
        self.steps += 1


SLIPS = {
    "outside": "this is the rule of chapter 09 and of PyTorch: the rate still multiplies v from outside",
    "climb": "it climbs: is v added that should be subtracted, or the other way round?",
    "forget": "v is not remembered: this is plain descent",
    "fixed": "v keeps 0.9 of itself, whatever the optimizer was made with: momentum 0.5 was asked for",
    "slope first": "v starts as the first slope; before the first step it is 0",
    "step first": "v starts as the first step, η times the slope, and then the slope comes in again; it starts at 0",
    "slope alone": "v is the first slope itself after the first step; it starts at 0, and then only η times the slope "
    "comes in",
    "friction": "the new slope is weighed with 1 − momentum as well; neither ours nor theirs does that",
    "late": "the schedule is asked for the next step: steps are counted from 0",
    "first": "the rate is always that of step 0: who counts the steps?",
    "before": "value moves by the old v, before the new slope comes in",
    "all": "nothing slows v down: where is the momentum?",
    "per array": "the steps are counted once for each array; one call of step is one step for all of them",
    "look ahead": "this is Nesterov's variant, which takes one more part of v; asked for is the plain one",
}


class Slipped(KerasMomentum):
    """Keras' momentum with a mistake in it, named slip, a str: a key of SLIPS; the rest as there."""

    def __init__(self, schedule, momentum, slip):
        super().__init__(schedule, momentum)
        self.slip = slip

    def step(self, parameters):
        """Move every value of parameters, a list of pairs (value, gradient), in place, with the mistake."""
        slip, mu = self.slip, self.momentum
        if self.velocities is None:
            self.velocities = [np.zeros_like(value) for value, _ in parameters]
        rate = self.schedule({"late": self.steps + 1, "first": 0}.get(slip, self.steps))
        for k, (value, gradient) in enumerate(parameters):
            v = self.velocities[k]
            old = v.copy()
            if self.steps == 0 and slip in ("slope first", "step first"):
                v += gradient if slip == "slope first" else -rate * gradient
            kept = {"forget": 0.0, "all": 1.0, "fixed": 0.9}.get(slip, mu)
            share = 1 - mu if slip == "friction" else 1.0
            sign = 1.0 if slip in ("climb", "outside") else -1.0
            if slip == "per array":
                rate = self.schedule(self.steps * len(parameters) + k)
            v *= kept
            v += sign * share * (1.0 if slip == "outside" else rate) * gradient
            if self.steps == 0 and slip == "slope alone":
                v[...] = gradient
            value += {"outside": -rate * v, "before": old, "look ahead": mu * v - rate * gradient}.get(slip, v)
        self.steps += 1


def slipped(slip):
    """Return a class of optimizers with a mistake: slip is a str, a key of SLIPS."""
    return type("KerasMomentum", (Slipped,), {"__init__": lambda self, *made: Slipped.__init__(self, *made, slip)})


class Unmoved(KerasMomentum):
    """An optimizer that moves nothing in place."""

    def step(self, parameters):
        """Compute new values of parameters, a list of pairs (value, gradient), and lose them."""


@exercise(
    solution=KerasMomentum,
    slips={
        **{"{told} " + message: slipped(slip) for slip, message in SLIPS.items()},
        "{told} nothing has moved: value has to change in place, as with value += …": Unmoved,
    },
    hints=[
        "What has to be remembered from step to step, and for how many arrays? What is it before the first step?",
        "In Keras v is a step already: its rate was multiplied in when the slope came. So an old v keeps its old rate.",
        "`v *= momentum; v -= rate * gradient; value += v`, each in place; then count the step.",
    ],
    explanation="With one rate for all steps both rules move the same way: their v is −η times ours. They part when "
    "the rate "
    "changes: ours brakes at once, Keras' rolls on.",
)
def keras_momentum(answer):
    """Look at a class of optimizers, made with a schedule and a momentum. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, without brackets, but it is {kind(answer)}")
    if not hasattr(answer, "step"):
        raise Wrong("the class has no method step")
    if is_stub(answer.step):
        raise NotAttempted("not attempted yet: step is still the stub.")
    rng = np.random.default_rng(seed())

    def bowl(step, values):
        """Return the slope 2 (w − 4) of the one value in a list; step is an int."""
        return [2 * (values[0] - 4)]

    drawn = [rng.normal(size=(4, 2, 3)), rng.normal(size=(4, 2, 1))]

    def given(step, values):
        """Return two fixed arrays, the slopes of an int step, whatever the values, a list."""
        return [gradient[step] for gradient in drawn]

    steady, drop, rise = (lambda step: 0.1), (lambda step: 0.1 if step < 2 else 0.01), (lambda step: 0.05 * (step + 1))
    cases = (
        (bowl, [np.zeros(1)], steady, 0.9, 3, "on the bowl with the rate 0.1 throughout"),
        (bowl, [np.zeros(1)], drop, 0.9, 3, "on the bowl with the rates 0.1, 0.1, 0.01"),
        (given, [rng.normal(size=(2, 3)), np.zeros((2, 1))], steady, 0.5, 4, "with two arrays and momentum 0.5"),
        (
            given,
            [rng.normal(size=(2, 3)), np.zeros((2, 1))],
            rise,
            0.5,
            4,
            "with two arrays, a growing rate and momentum 0.5",
        ),
    )
    one, _, other = (three_steps(answer, goal) for goal in (4, -4, 4))
    if not all(np.array_equal(*both, equal_nan=True) for both in zip(one, other)):
        raise Wrong(
            "two optimizers, made in the same way, walk differently on the same bowl: "
            "do they share a v, or the count of steps? Each has to be an optimizer's own, from __init__ on"
        )
    for slopes, start, schedule, momentum, steps, told in cases:
        got = ridden(call(answer, schedule, momentum), slopes, start, steps, told)
        wanted = ridden(KerasMomentum(schedule, momentum), slopes, start, steps, told)
        for k, right in enumerate(wanted):
            what = "w" if len(start) == 1 else f"array {k + 1}"
            compare(got[k], right, f"{what} after {steps} steps {told}", told=told)


def three_steps(answer, goal):
    """Return where a new optimizer goes on a bowl, and of which steps it asks the rate.

    Parameters
    ----------
    answer : type
        The class of the optimizer.
    goal : float
        The bottom of the bowl.

    Returns
    -------
    pair of an array and a list; raises what `ridden` raises.
    """
    asked = []

    def schedule(step):
        """Note the step, an int, and return its rate."""
        asked.append(step)
        return 0.1 if len(asked) < 3 else 0.01

    optimizer = call(answer, schedule, 0.9)
    values = ridden(optimizer, lambda step, values: [2 * (values[0] - goal)], [np.zeros(1)], 3, "on a bowl")
    return values[0], asked


def ridden(optimizer, slopes, start, steps, told):
    """Return the values, a list of arrays, after some steps of an optimizer.

    Parameters
    ----------
    optimizer : object with a method step
    slopes : callable
        slopes(step, values) returns a list of arrays.
    start : list of arrays
    steps : int
    told : str
        The case, for messages.

    Raises
    ------
    NotAttempted
        If step returns the ... of a stub, and has moved nothing.
    Raised
        If step takes the schedule, a function, for a number, or does not tell it the step.
    Wrong
        If the optimizer changes the gradients, or has one v for arrays of different shapes.
    """
    values = [value.copy() for value in start]
    for step in range(steps):
        gradients = [np.array(gradient) for gradient in slopes(step, values)]
        kept = [gradient.copy() for gradient in gradients]
        try:
            result = optimizer.step(list(zip(values, gradients)))
        except TypeError as error:
            if "'function'" in str(error):
                raise Raised(f"your code raised TypeError: {error}; a schedule is a function: is it called?") from None
            if "missing 1 required positional argument: 'step'" in str(error):
                raise Raised(f"your code raised TypeError: {error}; a schedule wants to know the step") from None
            raise
        except ValueError as error:
            if "broadcast" not in str(error):
                raise
            cause = "the two arrays have different shapes; has each of them a v of its own?"
            raise Wrong(f"{told} step raised ValueError: {error}; {cause}") from None
        if result is ... and all(np.array_equal(value, begun) for value, begun in zip(values, start)):
            raise NotAttempted("not attempted yet: step returns the ... of the stub.")
        if any(not np.array_equal(one, other) for one, other in zip(gradients, kept)):
            raise Wrong(f"{told} step changes the gradients; v has to be an array of its own")
    return values


CHANGES = ("E", "C", "A", "F", "D")
WHAT_HAPPENS = {
    "A": "that needs a step that finds no gradient",
    "B": "that needs gradients that are never cleared, and `zero_grad` is still there",
    "C": "that needs a loss that applies softmax to probabilities",
    "D": "that needs slopes that have grown, because the loss divides by less",
    "E": "that needs a network in evaluation mode while it is trained",
    "F": "that needs shapes or lengths that do not fit each other",
}
AT_THIS_LINE = {
    1: "what does `eval()` switch, and for how long?",
    2: "what does the loss do with what it is given?",
    3: "what does `.grad` hold when `step` looks at it?",
    4: "how many rows does the Dataset get, and how many labels?",
    5: "what does the loss no longer divide by?",
}


@exercise(
    solution=CHANGES,
    slips=by_letter(
        "change",
        CHANGES,
        {
            (letter, number): f"{happens}; {AT_THIS_LINE[number]}"
            for number in AT_THIS_LINE
            for letter, happens in WHAT_HAPPENS.items()
            if letter != CHANGES[number - 1]
        },
    ),
    hints=[
        "Only one of the five changes raises an error, and it does so before the first step.",
        "Change 3: `zero_grad` has thrown the gradients away; what is left for `step`? Change 5: with 64 images in a "
        "batch, how much larger are the slopes?",
        "Change 1: the network has dropout, and `model.eval()` holds until somebody calls `model.train()`.",
    ],
    explanation="In evaluation mode dropout is off, also for the training. A second softmax keeps the loss above "
    "ln(e + 9) − 1 = 1.46. After `zero_grad` there is no gradient, so `step` has nothing to do. Untransposed, the "
    "Dataset gets 784 rows and 60,000 labels. And a sum over 64 images makes each step 64 times as long.",
)
def five_changes(answer):
    """Look at five letters (str), what each change of a program does. Raises a Finding."""
    look_at_letters(answer, CHANGES, "change")


PAIRS = ("E", "A", "F", "C")
PILES = "the gap would grow a little with each step, and no row does that; with tanh the chapter saw no growth at all"
SUMMED = "then the losses would differ before the first step, by a factor of 64"
NOT_THIS_PAIR = {
    ("A", 1): "momentum would show at the second step; here sixty go by",
    ("A", 3): "momentum starts with v = 0, so the first step would still be the same",
    ("A", 4): "before the first step no optimizer has done anything, and there is a gap already",
    ("B", 1): PILES,
    ("B", 2): PILES,
    ("B", 3): PILES,
    ("B", 4): PILES,
    ("C", 1): "another slope would show in the first loss, by more than a ten-millionth",
    ("C", 2): "then the networks would differ before the first step; their losses are equal there",
    ("C", 3): "then the networks would differ before the first step; their losses are equal there",
    ("D", 1): SUMMED,
    ("D", 2): SUMMED,
    ("D", 3): SUMMED,
    ("D", 4): SUMMED,
    ("E", 2): "the gap at step 2 is nearly a hundredth, after one of exactly 0: nothing was rounded here",
    ("E", 3): "the gap leaps from exactly 0 to a hundredth in the first step: nothing was rounded here",
    ("E", 4): "a gap of 0.0007 before the first step is too large for rounding, even to six decimals",
    ("F", 1): "other batches would show after the first step; here sixty go by",
    ("F", 2): "other batches would show after the first step; here the second shows it",
    ("F", 4): "before the first step no batch was learned from, and there is a gap already",
}


@exercise(
    deeper="why two correct programs can part in float32",
    solution=PAIRS,
    slips=by_letter("pair", PAIRS, NOT_THIS_PAIR),
    hints=[
        "Read each row from the left: where is the first gap that is not rounding? What had happened up to there, and "
        "what "
        "not yet?",
        "Before the first step there are only the start and the formula of the network. After one step, the batch, the "
        "slopes and the rule of the optimizer as well.",
        "Which rule is the same in its first step, and another from the second on? What has it before its first step?",
    ],
    explanation="Pair 1: a ten-millionth for 60 steps, then a leap: one ReLU fell on the other side of 0. Pair 2: v "
    "is 0 before "
    "the first step, so momentum shows at the second. Pair 3: the same function, but another first batch. Pair 4: "
    "another function "
    "from the beginning.",
)
def four_pairs(answer):
    """Look at four letters (str), the cause for each pair of runs. Raises a Finding."""
    look_at_letters(answer, PAIRS, "pair")


progress = progress_of(globals())
