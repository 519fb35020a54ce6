"""Chapter 01 · Exercises on neurons: weights, bias, the decision boundary, and 784 votes."""

from functools import cache, partial

import numpy as np

from nncourse import checking
from nncourse.checking import (
    Given,
    Wrong,
    altered,
    by_part,
    call,
    choose,
    compare,
    decimal,
    either,
    exercise,
    observe,
    seed,
)
from nnlib.mnist import load_mnist
from nnlib.neuron import Neuron
from nnlib.perceptron import step


def solve_weighted_sum(weights, x, bias):
    return weights @ x + bias


def solve_tell_apart(x, labels, no, yes):
    mean_no = x[:, labels == no].mean(axis=1, dtype=np.float64)
    mean_yes = x[:, labels == yes].mean(axis=1, dtype=np.float64)
    weights = mean_yes - mean_no
    return Neuron(weights, -weights @ (mean_no + mean_yes) / 2, step)


def solve_best_bias(sums, targets):
    candidates = np.append(-sums, 1 - sums.min())  # the answers change only there; the last says yes to all
    mistakes = [np.count_nonzero((sums + bias > 0) != targets) for bias in candidates]
    return candidates[np.argmin(mistakes)]


sum_but, apart_but = partial(altered, solve_weighted_sum), partial(altered, solve_tell_apart)
best_but = partial(altered, solve_best_bias)


@exercise(
    solution=solve_weighted_sum,
    mistakes={
        "the bias is counted once per input, {ins} times": sum_but("weights @ x + bias", "sum(weights * x + bias)"),
        "the votes are added up, but the bias is missing": sum_but(" + bias", ""),
        "the bias is subtracted; a neuron adds it": sum_but("+ bias", "- bias"),
        "several numbers, one per input; a decision needs one, their sum": sum_but("@", "*"),
        "the sums were multiplied; multiply entry by entry, then add": sum_but("weights @ x", "sum(weights) * sum(x)"),
        "this is the answer, 0 or 1; z comes before it": sum_but("weights @ x + bias", "step(weights @ x + bias)"),
        "the bias −1.80 is Tuesday's; here another one is given": sum_but("+ bias", "- 1.80"),
    },
    hints=[
        "First the sum of all votes, one number. Then one addition.",
        "`weights @ x` is the sum of the votes of one example.",
    ],
    explanation="`sum(weights * x) + bias` is correct, too; inside the brackets the bias would count once per input.",
)
def weighted_sum(answer):
    """Look at a function of weights, x and bias."""
    rng = np.random.default_rng(seed())
    compare(call(answer, np.array([0.67, 0.93, 0.02]), np.array([1.0, 1.0, 30.0]), -1.80), 0.40, "Tuesday's z", ins=3)
    for sign in (1, -1):
        weights, x = rng.normal(size=5), rng.normal(size=5)
        bias = sign * rng.uniform(1, 2) - weights @ x
        compare(call(answer, weights, x, bias), weights @ x + bias, "the sum z of 5 inputs", ins=5, shown=0.40)


FLIP = Given("flip", bias=(2.60, *(n / 100 for n in range(190, 356, 8))))
ABOVE = round((FLIP.bias - 1.60) / 0.02, 6)


@exercise(
    texts=[f"a bias of {decimal(-FLIP.bias, 2)}"],
    solution=ABOVE,
    mistakes={
        f"10 was right for the old bias, −1.80; the new one is {decimal(-FLIP.bias, 2)}": 10.0,
        f"{ABOVE / 100:g} would be right for a forecast from 0 to 1; the weight 0.02 counts per percentage point": ABOVE
        / 100,
        f"{ABOVE + 80:g} is what rain alone would need; both other votes are there, too": ABOVE + 80,
        "{what} leaves out one of the two other votes, 0.67 and 0.93": either(ABOVE + 33.5, ABOVE + 46.5),
        f"{ABOVE - 10:g} is how much more rain is needed than before; add it to the old forecast": ABOVE - 10,
        f"the sign is wrong: {ABOVE / 50:.2f} is missing, and rain has to add it": -ABOVE,
        "that's z without rain; how many points of rain bring it up to 0?": -ABOVE / 50,
        "the answer is yes just above the forecast where z is 0, not only at the next whole one": ABOVE + 1,
    },
    hints=[
        "Add up what doesn't change: both votes and the bias. What is missing to 0?",
        f"A point of rain is worth 0.02. How many points make up {ABOVE / 50:.2f}?",
    ],
    explanation=f"The bias fell by {FLIP.bias - 1.8:.2f}, so on every morning it takes {FLIP.bias - 1.8:.2f} / 0.02 = "
    f"{ABOVE - 10:g} points "
    "more than before.",
)
def flip(answer):
    """Look at a forecast in percent."""
    compare(answer, ABOVE, "the forecast")


FORMATS = 4, 5, 8, 10, 16, 20, 25, 32, 40, 64, 80, 125, 160, 250, 320, 400, 500, 625, 800, 1000
FULL = Given("fractions", full=(1, *FORMATS)).full  # the forecast of certain rain, in the new format
SHRINKS, CHANGES, TURNS = 100 / FULL, *(("shrank", "grow") if FULL < 100 else ("grew", "shrink"))
FACTOR = f"shrinks by a factor of {SHRINKS:g}" if FULL < 100 else f"grows by a factor of {FULL / 100:g}"
TUESDAY, RAIN = round(0.3 * FULL, 6), round(2 / FULL, 6)
ARRIVES = f"{TUESDAY:.2f}" if FULL == 1 else f"{TUESDAY:g}"


@exercise(
    texts=[
        "the forecast as a fraction" if FULL == 1 else f"a forecast out of {FULL}",
        f"30 % of rain now arrives as {ARRIVES}" + f", and 100 % as {FULL}" * (FULL > 1),
        f"(1, 1, {ARRIVES})",
    ],
    solution=([0.67, 0.93, RAIN], -1.80),
    mistakes=by_part(
        {
            "the weights": {
                f"with 0.02 Tuesday's rain is worth {0.02 * TUESDAY:g}; it was worth 0.60": [0.67, 0.93, 0.02],
                f"the input {CHANGES}, so its weight has to {TURNS}": [0.67, 0.93, 0.02 / SHRINKS],
                "only the rain is measured differently; the other two weights stay": either(
                    *([0.67 * SHRINKS, 0.93 * SHRINKS, rain] for rain in (RAIN, RAIN * SHRINKS, 0.02)),
                    [0.67 * SHRINKS, 0.93, 0.02],
                    [0.67 / SHRINKS, 0.93 / SHRINKS, 0.02],
                ),
                "the answers stay, but z should be the same, too": either(
                    [1.34, 1.86, 2 * RAIN], [0.335, 0.465, RAIN / 2]
                ),
            },
            "the bias": {
                "at 0 % rain z must be what it was, and rain has no vote there": either(
                    -1.8 / SHRINKS, -1.8 * SHRINKS, -1.2 - 0.02 * TUESDAY
                )
            },
        }
    ),
    hints=[
        "What is the vote of the rain on Tuesday, before and after the change?",
        f"The product of weight and input must stay what it was. The input {FACTOR}.",
    ],
    explanation="Now that all inputs go from 0 to 1, their weights can be compared: rain counts most."
    if FULL == 1
    else f"The forecast goes up to {FULL}, the other inputs to 1, so the weights alone don't say what counts most.",
)
def fractions(answer):
    """Look at weights and bias for a forecast from 0 to 1, or to another number."""
    weights, bias = checking.numbers(answer, "weights", "bias")
    compare(weights, [0.67, 0.93, RAIN], "the weights")
    compare(bias, -1.80, "the bias")


ENDS = [  # of lines between (0, 0) and (2, 2)
    (up, right)
    for up in range(1, 7)
    for right in range(1, 7)
    if up != right and (up - 2) * (right - 2) < 4 and (up, right) != (1, 2)
]
UP, RIGHT = Given("line", ends=((1, 2), *ENDS)).ends


@exercise(
    texts=[f"goes through (0, {UP}) and ({RIGHT}, 0)"],
    solution=([float(UP), float(RIGHT)], -float(UP * RIGHT)),
    mistakes={
        "these weights and this bias draw the example's line": ([1.0, -1.0], 0.0),
        f"−{UP}/{RIGHT} and {UP} are the slope of the line and where it starts; z is w₁x₁ + w₂x₂ + b": (
            [-UP / RIGHT, 1.0],
            UP,
        ),
    },
    hints=[
        f"From ({RIGHT}, 0) to (0, {UP}) you go along the line, and the weights' votes for this step cancel: "
        f"−{RIGHT} w₁ + {UP if UP > 1 else ''}{' ' * (UP > 1)}w₂ = 0.".replace("−1 ", "−"),
        f"With w = ({UP}, {RIGHT}), which bias makes z = 0 at ({RIGHT}, 0)? Then see what z is at (2, 2).",
    ],
    explanation=f"Any positive multiple of ({UP}, {RIGHT}) and −{UP * RIGHT} draws the same decision boundary, and "
    f"the arrow points to yes.",
    picture=lambda answer: show_line(answer),
)
def line(answer):
    """Look at weights and bias that draw a given line."""
    weights, bias = map(checking.as_numbers, checking.numbers(answer, "weights", "bias"))
    if weights is None or bias is None or weights.shape != (2,) or bias.shape != ():
        raise Wrong("the answer should be two weights and one bias, all of them numbers")
    scale = max(np.abs(weights))
    if not 0 < scale < np.inf or not np.isfinite(bias):
        raise Wrong("both weights are 0, or one isn't finite, so there is no line")
    weights, bias = weights / scale, bias / scale
    on, also, yes = (observe(float(weights @ point + bias)) for point in ((0, UP), (RIGHT, 0), (2, 2)))
    if max(abs(on), abs(also)) < 1e-6:
        if yes > 0:
            return
        raise Wrong("the line is right, but (2, 2) is on the side of no: z is negative there")
    on, also = on * scale, also * scale
    if abs(weights @ [-RIGHT, UP]) < 1e-6:
        raise Wrong(
            f"the direction is right, but the line is in another place: z is {on:g} at (0, {UP}) and should be 0"
        )
    if abs(weights @ [UP, RIGHT]) < 1e-6:
        raise Wrong("this arrow runs along the line; the weights point across it, at a right angle")
    raise Wrong(f"z should be 0 at (0, {UP}) and at ({RIGHT}, 0), but it is {on:g} and {also:g}")


def show_line(answer):
    """Draw the line and the arrow of the weights."""
    from matplotlib import pyplot as plt

    w = np.array(answer[0], dtype=float) / max(map(float, answer[0]))
    plt.axline((RIGHT, 0), (RIGHT - w[1], w[0]))
    plt.quiver(RIGHT / 2, UP / 2, *w, angles="xy", scale_units="xy", scale=1)
    plt.plot([0, RIGHT, 2], [UP, 0, 2], "o")
    plt.axis("equal")
    plt.show()


BYTES, SIGN = "the images hold bytes from 0 to 255", "the bias has the wrong sign"
SWAPPED, HALF = "the averages were swapped", "the half was forgotten in the bias"


@exercise(
    solution=BYTES,
    mistakes={
        "try it: with −19.80 instead of 19.80, 46 % are right, not 98": SIGN,
        "try it: with yes and no swapped, nearly every answer is wrong": SWAPPED,
        "try it: with twice the bias 0s are read as 1, but these mistakes are 1s": HALF,
    },
    hints=[
        "What is the largest number in x? What was it when the weights were made?",
        "If the votes were 255 times as large, how much would a bias of 19.80 still count?",
    ],
    explanation="The votes became 255 times as large, the bias didn't, and no error says so. Print `x.max()`.",
)
def diagnosis(answer):
    """Look at a choice."""
    choose(answer, (BYTES, SIGN, SWAPPED, HALF), BYTES)


@exercise(
    solution=solve_tell_apart,
    mistakes={
        "the arrow points from yes, {yes}, to no, {no}": apart_but("mean_yes - mean_no", "mean_no - mean_yes"),
        "these are the averages of the digits 0 and 1: use no and yes": apart_but("== no", "== 0", "== yes", "== 1"),
        "the average no is taken over all other digits": apart_but("== no", "!= yes"),
        "the bias is twice what it should be: is the half missing?": apart_but(" / 2", ""),
        "without a bias z is {halfway} halfway between the averages, not 0": apart_but("/ 2", "* 0"),
        "halfway between the averages z should be 0; the bias has the wrong sign": apart_but("-weights @", "weights @"),
    },
    hints=[
        "x[:, labels == no] keeps the columns of one digit; the average of the columns is mean(axis=1).",
        "The bias is such that z is 0 for the image halfway between the two averages.",
    ],
    explanation="It works for whatever comes in columns with labels, not only for digits.",
)
def tell_apart(answer):
    """Look at a function of images, labels and two digits that returns a neuron."""
    x, y = first_images()
    for no, yes in ((7, 1), (3, 5)):
        neuron, right = call(answer, x, y, no, yes), solve_tell_apart(x, y, no, yes)
        if not callable(neuron) or not hasattr(neuron, "weights") or not hasattr(neuron, "bias"):
            raise Wrong(f"the function should return a Neuron, but its result is {checking.kind(neuron)}")
        if np.isnan(neuron.weights).any():
            raise Wrong("some weights are nan: an average was taken over no images. labels holds digits, not 0 and 1")
        facts = {"tolerance": 1e-5, "no": no, "yes": yes, "halfway": f"{-right.bias:.3f}"}
        compare(neuron.weights, right.weights, f"no={no}, yes={yes}: the weights", **facts)
        compare(neuron.bias, right.bias, f"no={no}, yes={yes}: the bias", **facts)
        compare(neuron(x[:, :50]), right(x[:, :50]), "the answers (1 where z is above 0, else 0)", **facts)
        neuron.bias = 0.0
        compare(neuron(np.zeros(784)), 0, "the answer where z is exactly 0", **facts)


@cache
def first_images():
    """Return the first 3,000 training images, shape (784, 3000), and their labels."""
    (x, y), _ = load_mnist()
    return x[:, :3000].copy(), y[:3000].copy()  # copies, so that the other 57,000 do not stay in memory


@exercise(
    solution="sevens read as 1",
    mistakes={
        "count them: of 85 mistakes, 80 are of the other kind. Which digit varies more?": "ones read as 7",
        "the flip is halfway between the averages, but one cloud spreads wider: count both kinds": "about the same",
    },
    hints=[
        "Which of the two digits is written in more different ways?",
        "Compute z for the training images of each digit, and look at how widely it spreads.",
    ],
    explanation="z of the sevens spreads twice as widely as z of the ones, so another cut than halfway may do better.",
)
def which_mistake(answer):
    """Look at a choice."""
    choose(answer, ("sevens read as 1", "ones read as 7", "about the same"), "sevens read as 1")


@exercise(
    solution=solve_best_bias,
    mistakes={
        "{told}: it cuts halfway between the averages. Count the mistakes of other biases, too": (
            lambda sums, targets: -(sums[targets == 0].mean() + sums[targets == 1].mean()) / 2
        ),
        "{told}: where sums + bias is 0 the answer is no, so don't count with >=": best_but("bias > 0", "bias >= 0"),
        "{told}: that's the number of mistakes; return the bias": best_but(
            "candidates[np.argmin(mistakes)]", "min(mistakes)"
        ),
    },
    hints=[
        "Try many biases, count the mistakes of each, keep the best. For one bias the answers are `sums + bias > 0`.",
        "It's enough to try `-sums`, where the answers change, and one bias that is larger than all of these.",
    ],
    explanation="You have fitted one number to data by counting mistakes; 784 would be too many to try.",
)
def best_bias(answer):
    """Look at a function of sums and targets that returns a bias."""
    x, y = first_images()
    neuron, three, five = solve_tell_apart(x, y, 3, 5), y == 3, (y == 5) * 1
    sums, targets, few = (neuron.weights @ x)[three | (five == 1)], five[three | (five == 1)], slice(None, 300)
    ties = np.array([1.0, 0, 1, 1, 1]), np.array([0, 1, 0, 1, 1]), 0
    lessons = {
        "for the example, sums (−3, −1, 2, 4),": (np.array([-3.0, -1, 2, 4]), np.array([0, 0, 0, 1]), 0),
        "for sums (1, 0, 1, 1, 1) and targets (0, 1, 0, 1, 1)": ties,
        "on images of 3 and 5": (sums, targets, 3),
        "on 300 of the images, with the sums doubled and raised by 50,": (2 * sums[few] + 50, targets[few], 3),
        "on the images, with the sums divided by 100,": (sums / 100, targets, 3),
    }
    biases, told, sign = [], "", True
    for name, (sums, targets, more) in lessons.items():
        biases.append(bias := checking.number(call(answer, sums, targets), f"{name} the bias"))
        tried = bias, solve_best_bias(sums, targets), -bias
        made, fewest, turned = (int(np.count_nonzero((sums + one > 0) != targets)) for one in tried)
        sign = sign and turned <= fewest + max(more, 1)
        if made > fewest + more and not told:
            told = f"{name} the bias {bias:g} makes {made} wrong, where the fewest are {fewest}"
            case = checking.OBSERVATION.get().case
    if told:
        observe(biases)
        checking.OBSERVATION.get().case = case
        turn = ": it has the wrong sign, as the answer is yes where sums + bias is above 0" * sign
        raise Wrong(told + turn, told=told)


progress = checking.progress_of(globals())
