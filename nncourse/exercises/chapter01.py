"""Chapter 01 · Exercises on neurons: weights, bias, the decision boundary, and 784 votes."""

from functools import cache

import numpy as np

from nncourse.exercises.base import Wrong, call, choose, compare, either, exercise, kind, pair, progress_of, saw, seed
from nnlib.mnist import load_mnist
from nnlib.neuron import Neuron
from nnlib.perceptron import step


@cache
def digits(no, yes, *, test=False):
    """Return the images of two digits and their targets: 0 for no, 1 for yes.

    Parameters
    ----------
    no, yes : int
    test : bool
        Whether to take the test images.

    Returns
    -------
    (array of shape (784, n), array of shape (n,)); raises what `load_mnist` raises.
    """
    x, y = load_mnist()[test]
    chosen = (y == no) | (y == yes)
    return x[:, chosen], (y[chosen] == yes) * 1


def solve_weighted_sum(weights, x, bias):
    """Return ``weights @ x + bias``; weights and x of shape (ins,), bias float."""
    return weights @ x + bias


def rounded(digits):
    """Return `solve_weighted_sum` with its result rounded to a number of digits, an int."""
    return lambda weights, x, bias: np.round(solve_weighted_sum(weights, x, bias), digits)


@exercise(
    solution=solve_weighted_sum,
    slips={
        "the bias seems to be counted once per input: {ins} times": lambda weights, x, bias: sum(weights * x + bias),
        "the votes are added up, but the bias is missing": lambda weights, x, bias: weights @ x,
        "the bias is subtracted; a neuron adds it": lambda weights, x, bias: weights @ x - bias,
        "these are several numbers, one per input; a decision needs one number, their sum": (
            lambda weights, x, bias: weights * x + bias
        ),
        "the sums were multiplied; multiply entry by entry, then add up": (
            lambda weights, x, bias: sum(weights) * sum(x) + bias
        ),
        "z is 0.40 for Tuesday, but this is another input: compute it from weights, x and bias": (
            lambda weights, x, bias: 0.40
        ),
        "this z seems to be rounded: do not round": either(*map(rounded, range(5))),
    },
    hints=[
        "How many opinions of its own has a neuron?",
        "First the sum of all votes, one number. Then one addition.",
        "`weights @ x` is the sum of the votes of one example.",
    ],
    explanation="`sum(weights * x) + bias` is correct, too; inside the brackets the bias counts once per input.",
)
def weighted_sum(answer):
    """Look at a function of weights, x and bias. Raises a Finding."""
    rng = np.random.default_rng(seed())
    tuesday = np.array([0.67, 0.93, 0.02]), np.array([1.0, 1.0, 30.0]), -1.80
    for weights, x, bias in (tuesday, (rng.normal(size=5), rng.normal(size=5), rng.normal())):
        compare(call(answer, weights, x, bias), weights @ x + bias, "the sum z", ins=len(x))


@exercise(
    solution=50.0,
    slips={
        "10 was right for the old bias, −1.80; the new one is −2.60": 10.0,
        "0.5 would be right for a forecast from 0 to 1; the weight 0.02 counts per percentage point": 0.5,
        "130 is what rain alone would need; both other votes are there, too": 130.0,
        "83.5 leaves out the vote for going on foot": 83.5,
        "96.5 leaves out the vote of the laptop": 96.5,
        "40 is how much more rain is needed than before; add it to the old forecast": 40.0,
        "the sign is wrong: 1.00 is missing, and rain has to add it": -50.0,
    },
    hints=[
        "What is z at the forecast where the answer flips?",
        "Add up what does not change: both votes and the bias. What is missing to 0?",
        "A point of rain is worth 0.02. How many points make up 1.00?",
    ],
    explanation="0.67 + 0.93 − 2.60 = −1.00 is missing, and 1.00 / 0.02 = 50.",
)
def flip(answer):
    """Look at a forecast in percent. Raises a Finding."""
    compare(answer, 50.0, "the forecast")


@exercise(
    solution=(np.array([0.67, 0.93, 2.00]), -1.80),
    slips={
        "weights and bias were both doubled: every answer would stay the same if the input had not changed, "
        "but z would be twice what it was, and z has to stay the same": either(
            ([1.34, 1.86, 4.00], -3.60), ([1.34, 1.86, 0.04], -3.60)
        ),
        "at 0 % rain z must be what it was, and the rain has no vote there: keep the bias": either(
            (..., -0.018), ([0.67, 0.93, 0.02], -0.018), ([0.67, 0.93, 0.0002], -0.018), ([0.0067, 0.0093, 2], -0.018)
        ),
        "with 0.02 Tuesday's z becomes −0.19: of the rain's vote, 0.60, only 0.006 is left": ([0.67, 0.93, 0.02], ...),
        "the input shrank, and its weight shrank as well: Tuesday's rain is worth 0.00006 now": (
            ([0.67, 0.93, 0.0002], ...)
        ),
        "only the rain is measured differently; the other two inputs, and their weights, stay": either(
            ([67, 93, 2.00], ...), ([0.0067, 0.0093, 2.00], ...)
        ),
    },
    hints=[
        "What is the vote of the rain on Tuesday, before and after the change?",
        "The product of weight and input must stay what it was.",
        "The input shrinks by a factor of 100. What must its weight do?",
    ],
    explanation="0.30 times 2.00 is 0.60, as 30 times 0.02 was. On a common scale the weights can be compared.",
)
def fractions(answer):
    """Look at a pair (weights, bias) for a forecast from 0 to 1. Raises a Finding."""
    weights, bias = pair(answer)
    if np.shape(weights) == (3,) and np.shape(bias) == ():
        saw([*weights, bias])  # both together, since a slip may have changed both
    compare(bias, -1.80, "the bias")
    compare(weights, [0.67, 0.93, 2.00], "the weights")


@exercise(
    solution=(np.array([1.0, 2.0]), -2.0),
    hints=[
        "From (2, 0) to (0, 1) you go along the line. Which arrow is at a right angle to this step?",
        "The weights are the arrow, and their votes for the step (−2, 1) must cancel: −2 w₁ + w₂ = 0.",
        "With w = (1, 2), which bias makes z = 0 at (2, 0)? Then see what z is at (2, 2).",
    ],
    explanation="Any positive multiple of (1, 2) and −2 draws the same decision boundary with the same side of yes.",
)
def line(answer):
    """Look at weights and bias that draw a given line. Raises a Finding."""
    weights, bias = (np.asarray(part, dtype=float) for part in pair(answer))
    if weights.shape != (2,) or bias.shape != ():
        raise Wrong(f"two weights and one bias are needed, but the shapes are {weights.shape} and {bias.shape}")
    if not weights.any():
        raise Wrong("both weights are 0, so there is no line: every point gets the same answer")
    on, also, yes = (float(weights @ point + bias) for point in ((0, 1), (2, 0), (2, 2)))
    if abs(on) < 1e-9 and abs(also) < 1e-9:
        if yes < 0:
            raise Wrong("the line is right, but (2, 2) is on the side of no: z is negative there")
        return
    if np.isclose(weights @ [-2, 1], 0):
        raise Wrong(f"the direction is right, but the line is in another place: z is {on:g} at (0, 1) and should be 0")
    if np.isclose(weights @ [1, 2], 0):
        raise Wrong("this arrow runs along the line; the weights point across it, at a right angle")
    raise Wrong(f"z should be 0 at (0, 1) and at (2, 0), but it is {on:g} and {also:g}")


def solve_tell_apart(x, labels, no, yes):
    """Return the mean-difference `Neuron` for two digits; x (784, n), labels (n,), no and yes int."""
    mean_no = x[:, labels == no].mean(axis=1, dtype=np.float64)
    mean_yes = x[:, labels == yes].mean(axis=1, dtype=np.float64)
    weights = mean_yes - mean_no
    return Neuron(weights, -weights @ (mean_no + mean_yes) / 2, step)


@cache
def first_images():
    """Return the first 6,000 training images, shape (784, 6000), and their labels. Raises what `load_mnist` raises."""
    (x, y), _ = load_mnist()
    return x[:, :6000].copy(), y[:6000].copy()  # copies, so that the other 54,000 do not stay in memory


def with_bias(change):
    """Return `solve_tell_apart` with another bias: what a callable, change, makes of the right one."""

    def answer(x, labels, no, yes):
        neuron = solve_tell_apart(x, labels, no, yes)
        return Neuron(neuron.weights, change(neuron.bias), step)

    return answer


def solve_with_halfway(x, labels, no, yes):
    """Return a `Neuron` with, wrongly, the image halfway as weights; x (784, n), labels (n,), no and yes int."""
    halfway = (x[:, labels == no].mean(axis=1) + x[:, labels == yes].mean(axis=1)) / 2
    return Neuron(halfway, 0.0, step)


@exercise(
    solution=solve_tell_apart,
    slips={
        "the arrow points from the average {yes} to the average {no}: it should point to yes": (
            lambda x, labels, no, yes: solve_tell_apart(x, labels, yes, no)
        ),
        "this is the image halfway; the weights are the difference of the averages": solve_with_halfway,
        "these are the averages of the digits 0 and 1, but another pair was asked for: use no and yes": either(
            lambda x, labels, no, yes: solve_tell_apart(x, labels, 0, 1),
            lambda x, labels, no, yes: solve_tell_apart(x, labels, 1, 0),
        ),
        "the average no is taken over all other digits; it should be the average of one digit": (
            lambda x, labels, no, yes: solve_tell_apart(x, np.where(labels == yes, yes, no), no, yes)
        ),
        "halfway between the averages z is not 0 yet: is the half missing?": with_bias(lambda bias: 2 * bias),
        "without a bias z is {halfway} halfway between the averages, not 0": with_bias(lambda bias: 0.0),
        "halfway between the averages z should be 0; the bias has the wrong sign": with_bias(lambda bias: -bias),
    },
    hints=[
        "Which shape has an average image? Along which axis do the examples lie?",
        "x[:, labels == no] keeps the columns of one digit; the average of the columns is mean(axis=1).",
        "The bias is such that z is 0 for the image halfway between the two averages.",
    ],
)
def tell_apart(answer):
    """Look at a function of images, labels and two digits that returns a neuron. Raises a Finding."""
    x, y = first_images()
    for no, yes in ((1, 7), (3, 5)):
        neuron, right = call(answer, x, y, no, yes), solve_tell_apart(x, y, no, yes)
        if not isinstance(neuron, Neuron):
            raise Wrong(f"the function should return a Neuron, but its result is {kind(neuron)}")
        if np.isnan(neuron.weights).any():
            raise Wrong(
                f"some weights are nan, as an average was taken over no images: for no={no} and yes={yes}, how many "
                "columns were chosen? labels holds digits, not 0 and 1"
            )
        facts = {"tolerance": 1e-5, "no": no, "yes": yes, "halfway": f"{-right.bias:.3f}"}
        compare(neuron.weights, right.weights, "the weights", **facts)
        compare(neuron.bias, right.bias, "the bias", **facts)
        answers = np.asarray(neuron(x[:, :50]))
        compare(answers, right(x[:, :50]), "the answers (1 where z is above 0, else 0)")


@exercise(
    solution="sevens read as 1",
    slips={
        "count them: of 85 mistakes, 80 are of the other kind. Which digit varies more?": "ones read as 7",
        "the flip is halfway between the averages, but one cloud spreads wider: count both kinds": "about the same",
    },
    hints=[
        "Which of the two digits is written in more different ways?",
        "Compute z for the training images of each digit, and look at how widely it spreads.",
    ],
    explanation="z of the sevens spreads twice as widely as z of the ones, and the cut is halfway.",
)
def which_mistake(answer):
    """Look at a choice. Raises a Finding."""
    choose(answer, ("sevens read as 1", "ones read as 7", "about the same"), "sevens read as 1")


BYTES, SIGN = "the images hold bytes from 0 to 255", "the bias has the wrong sign"
SWAPPED, HALF = "the averages were swapped", "the half was forgotten in the bias"


@exercise(
    solution=BYTES,
    slips={
        "try it: with −19.80 instead of 19.80, 46 % are right, not 98": SIGN,
        "try it: with yes and no swapped, nearly every answer is wrong": SWAPPED,
        "try it: with twice the bias 0s are read as 1, but these mistakes are 1s": HALF,
    },
    hints=[
        "What is the largest number in x? What was it when the weights were made?",
        "If the votes were 255 times as large, how much would a bias of 19.80 still count?",
    ],
    explanation="The votes became 255 times as large, and the bias did not: it no longer counts.",
)
def diagnosis(answer):
    """Look at a choice. Raises a Finding."""
    choose(answer, (BYTES, SIGN, SWAPPED, HALF), BYTES)


def solve_best_bias(sums, targets):
    """Return the bias with the fewest mistakes; sums and targets have shape (n,)."""
    order = np.argsort(sums)
    ones_below = np.concatenate([[0], np.cumsum(targets[order] == 1)])
    zeros_above = (targets == 0).sum() - np.concatenate([[0], np.cumsum(targets[order] == 0)])
    cut = (ones_below + zeros_above).argmin()
    edges = np.concatenate([[sums.min() - 1], (sums[order][:-1] + sums[order][1:]) / 2, [sums.max() + 1]])
    return -edges[cut]


def wrong_answers(bias, sums, targets):
    """Return the number of wrong answers; bias float, sums and targets of shape (n,)."""
    return np.count_nonzero((sums + bias > 0) != targets)


def solve_halfway(sums, targets):
    """Return the bias that cuts, not so well, halfway between the averages; sums and targets have shape (n,)."""
    return -(sums[targets == 0].mean() + sums[targets == 1].mean()) / 2


@exercise(
    solution=solve_best_bias,
    slips={
        "{told}: it cuts halfway between the averages. Count the mistakes of other biases, too": solve_halfway,
    },
    hints=[
        "Try many biases, count the mistakes of each, keep the best.",
        "`np.linspace(-40, 40, 801)` is a list of candidates; a loop over it is fast enough.",
        "For one bias the answers are `sums + bias > 0`; compare them with the targets.",
    ],
    explanation="The solution looks at every cut between neighbouring sums; trying a few hundred biases is as good.",
)
def best_bias(answer):
    """Look at a function of sums and targets that returns a bias. Raises a Finding."""
    example_of_a_bias(answer)
    x, targets = digits(0, 1)
    neuron = solve_tell_apart(x, targets, 0, 1)
    sums = neuron.weights @ x
    few = (targets == 0) | (np.arange(len(targets)) % 10 == 0)
    lessons = {
        "on the training images of 0 and 1": (sums, targets),
        "with only one in ten of the 1s, and the sums doubled and raised by 5": (2 * sums[few] + 5, targets[few]),
    }
    for name, (sums, targets) in lessons.items():
        bias = one_bias(call(answer, sums, targets))
        fewest, made = (
            wrong_answers(solve_best_bias(sums, targets), sums, targets),
            wrong_answers(bias, sums, targets),
        )
        if made <= fewest + 3:
            continue
        if bias == fewest:
            raise Wrong(
                f"{name}: {bias:g} is the fewest mistakes possible; return the bias that makes them, not their count"
            )
        if wrong_answers(-bias, sums, targets) <= fewest + 3:
            raise Wrong(f"{name}: {bias:.2f} has the wrong sign: the answer is yes where sums + bias is above 0")
        told = "the halfway bias" if np.isclose(bias, solve_halfway(sums, targets), atol=0.01) else "the bias"
        raise Wrong(f"{name}: {told}, {bias:.2f}, makes {made} mistakes, still {made - fewest} more than the fewest")


def one_bias(bias):
    """Return a bias that should be one finite number; bias is any object, a float if right. Raises Wrong."""
    if np.ndim(bias) != 0 or np.asarray(bias).dtype.kind not in "iuf" or not np.isfinite(bias):
        raise Wrong(f"the bias should be one finite number, but it is {kind(bias)}")
    return bias


def example_of_a_bias(answer):
    """Try the statement's own example on an answer, a callable of sums and targets. Raises Wrong, NotAttempted."""
    sums, targets = np.array([-3.0, -1.0, 2.0, 4.0]), np.array([0, 0, 0, 1])
    bias = one_bias(call(answer, sums, targets))
    made = wrong_answers(bias, sums, targets)
    if made == 0:
        return
    told = f"for the example, sums (−3, −1, 2, 4), the bias {bias:g} makes {made} mistake{'' if made == 1 else 's'}"
    if bias == 0:
        raise Wrong(f"{told}. None is possible: is your 0 that count? Return the bias that makes the fewest")
    if isinstance(bias, np.integer) and bias > 0 or bias > 40:
        raise Wrong(f"{told}. Is it an index, the place of the best bias among the candidates?")
    if wrong_answers(-bias, sums, targets) == 0:
        raise Wrong(f"{told}: it has the wrong sign, for the answer is yes where sums + bias is above 0")
    saw(bias)
    raise Wrong(f"{told}, and none is possible", told=told)


progress = progress_of(globals())
