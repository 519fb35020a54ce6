"""Chapter 13 · Exercises on frameworks: weights, leaks, narrow losses, programs, loops, rates, momentum, pairs."""

import numpy as np

from nncourse.checking import (
    Given,
    NotAttempted,
    Wrong,
    altered,
    by_part,
    call,
    choose_each,
    compare,
    decimal,
    either,
    exercise,
    is_stub,
    kind,
    numbers,
    orders,
    progress_of,
    seed,
)
from nnlib.activations import Sigmoid, Tanh
from nnlib.layers import Layer
from nnlib.optimizers import Momentum


def solve_home(kernel, bias, act):
    """Return a layer of ours with the numbers of Keras' kernel (ins, outs) and bias (outs,)."""
    ins, outs = kernel.shape
    layer = Layer(ins, outs, act)
    layer.W[:] = kernel.T
    layer.b[:] = bias.reshape(outs, 1)
    return layer


@exercise(
    solution=solve_home,
    mistakes={
        "{told} W is the kernel as it is: a square one fits, and reshape turns nothing; which way round is a kernel?": (
            altered(solve_home, "kernel.T", "kernel")
        ),
        "{told} b is still 0: the bias was not brought along": altered(solve_home, "bias.reshape(outs, 1)", "0"),
    },
    hints=[
        "Write both shapes below each other: kernel (ins, outs) and W; bias (outs,) and b. What has to be turned?",
        "`Layer(ins, outs, act)` has weights at random. Write over them with `layer.W[:] = …`: that copies.",
        "`bias.reshape(-1, 1)` is a column.",
    ],
    explanation="`layer.W = kernel.T` would be a view of the kernel: if you train one, you move the other. "
    "`layer.W[:] = …` copies the numbers, and raises an error if the shapes don't fit.",
)
def home(answer):
    """Look at a function of kernel, bias and activation that returns a Layer. Raises a Finding."""

    def handed(kernel, bias, act):
        return answer(kernel, bias, act), kernel, bias

    rng = np.random.default_rng(seed())
    eight = np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([0.35, 0.35]), Sigmoid()
    drawn = rng.normal(size=(4, 3)), rng.normal(size=3), Tanh()
    single = rng.normal(size=(3, 1)), rng.normal(size=1), Tanh()
    for kernel, bias, act in (eight, drawn, single):
        layer, *theirs = call(answer if not callable(answer) else handed, kernel, bias, act)
        told = f"for a kernel of shape {kernel.shape}"
        if not isinstance(layer, Layer):
            raise Wrong(f"the function should return a Layer, but its result is {kind(layer)}")
        if layer.act_function is not act:
            raise Wrong(f"{told} the layer's activation is not the one that was handed over")
        compare(layer.W, kernel.T, f"{told} the matrix W", told=told)
        compare(layer.b, bias.reshape(-1, 1), f"{told} the bias", told=told)
        if {np.asarray(layer.W).dtype, np.asarray(layer.b).dtype} != {kernel.dtype}:
            raise Wrong(f"{told} digits are lost: the arrays are float64, and the layer's are not")
        x = rng.normal(size=(len(kernel), 2))
        compare(layer.forward_pass(x), act(kernel.T @ x + bias.reshape(-1, 1)), f"{told} the output")
        for name, mine, their in zip(("W", "b"), (layer.W, layer.b), theirs):
            if np.shares_memory(mine, their):
                raise Wrong(f"{told} {name} is right, but it is their memory, not a copy: training would change theirs")


PRINTED = Given("leak", printed=(-4.9, -1.9, 0.494)).printed
OWNERS = {"ours": 0.1, "PyTorch": 0.01, "Keras, the function": 0.2, "Keras, the layer": 0.3}
LEAKS = round(0.5 - PRINTED, 6)  # 60 times the square of the slope
OWNER, SLOPE = next((owner, slope) for owner, slope in OWNERS.items() if abs(60 * slope**2 - LEAKS) < 1e-9)
SQUARES = {"the second neuron's sum is 3 times the first one's answer": LEAKS / 20}  # of wrong slopes, and why
if PRINTED < 0:
    SQUARES = {
        "is the 0.5 left out? Follow the example to the end": -PRINTED / 60,
        "is the 0.5 taken off on the wrong side?": (-PRINTED - 0.5) / 60,
        **SQUARES,
        f"{-10 * PRINTED:g} times as much is printed only without the 0.5": -PRINTED / 10,
    }
NOT_THEIRS = {
    "PyTorch": "PyTorch's is the smallest of all",
    "Keras, the function": f"Keras has two of them, and the function's is {'smaller' if SLOPE > 0.2 else 'larger'}",
    "Keras, the layer": "Keras has two of them, and the layer's is larger",
}


@exercise(
    texts=[f"and prints {decimal(PRINTED)}. Which"],
    solution=(SLOPE, OWNER),
    mistakes=by_part(
        {
            "the slope": {
                "0.1 is ours, and it gives −0.1": 0.1,
                **{
                    f"{slope:g} gives {decimal(0.5 - 60 * slope**2)}": slope
                    for slope in OWNERS.values()
                    if slope not in (0.1, SLOPE)
                },
                f"{SLOPE**2:.2g} would be right if one neuron leaked; but the second gets a negative sum as well": (
                    SLOPE**2
                ),
                **{
                    f"{square**0.5:.3g} gives {decimal(round(0.5 - 60 * square, 3))}: {why}": square**0.5
                    for why, square in SQUARES.items()
                },
            },
            "the owner": {"ours gives −0.1; that is the worked example": "ours"}
            | {f"the slope is right; but {why}": owner for owner, why in NOT_THEIRS.items() if owner != OWNER},
        }
    ),
    hints=[
        "Follow the example with the slope α as a letter: what does the first neuron answer, what the second?",
        "The first answers −2 α. The second gets 3 times that, which is negative again, and multiplies by α once more.",
        f"0.5 − 60 α² = {decimal(PRINTED)}. And whose default is this α?",
    ],
    explanation=f"60 α² = {LEAKS:g}, so α = {SLOPE:g}. A default is part of the network, too: the same program with "
    "another library's leaky ReLU is another function, and nothing says so.",
)
def leak(answer):
    """Look at a pair (slope, owner): a float and a str. Raises a Finding."""
    slope, owner = numbers(answer, "slope", "owner")
    compare(slope, SLOPE, "the slope", tolerance=1e-3)
    choose_each([owner], tuple(OWNERS), {"the owner": OWNER})


N = Given("narrow", letters=(26, *range(20, 26), *range(27, 41))).letters
SURE = np.log(np.e + N - 1)
TEN = f"that is the number for ten classes; here are {N} letters"
ZEROS = "how many zeros stand beside the one 1?"


@exercise(
    texts=[f"reads {N} letters", f"all {N} probabilities"],
    solution=tuple(np.round((np.log(N), SURE - 1, SURE), 4).tolist()),
    mistakes=by_part(
        {
            "even": {
                "right, but give at least four decimals": np.round(np.log(N), 1),
                TEN: np.log(10),
                "that is a probability; what is its negative logarithm?": 1 / N,
                "that counts halvings; our losses take the natural logarithm": np.log2(N),
                f"all {N} scores are equal here; that is the loss with a 1 among {N - 1} zeros": either(SURE, SURE - 1),
                "the mean over the letters is not taken; an example has one loss": np.log(N) / N,
            },
            "perfect": {
                "a loss of 0 needs a score without limit, but a probability ends at 1": 0,
                TEN: np.log(np.e + 9) - 1,
                "the label's own score has to be subtracted": either(SURE, SURE + 1),
                ZEROS: np.log(np.e + N) - 1,
                f"one of the {N} scores is 1, and e^1 is not 1": either(np.log(N) - 1, np.log(10) - 1),
                "that is a score or a probability; what does the second softmax make of it?": 1,
            },
            "surely_wrong": {
                "so it would be with one softmax; here the label's score is a probability, and that is 0": np.inf,
                "that is a score; what does the second softmax make of it, and the loss of that?": either(0, 1),
                ZEROS: np.log(np.e + N),
                "the label's score, which is 0 here, is subtracted, and nothing is added": SURE + 1,
                "that is the perfect answer; whose score is subtracted?": SURE - 1,
                TEN: np.log(np.e + 9),
                "one other letter has a probability of 1, not all of them": np.log((N - 1) * np.e + 1),
            },
        }
    ),
    hints=[
        f"Write down the {N} probabilities in each of the three cases; they are the scores that the loss sees.",
        "The loss of scores s is ln(sum of all e^s) minus the label's score. What is the sum if all scores are equal?",
        f"A perfect answer has one probability of 1 and {N - 1} of 0: ln(e + {N - 1}) − 1.",
    ],
    explanation=f"ln {N} = {np.log(N):.4f}, ln(e + {N - 1}) − 1 = {SURE - 1:.4f}, and ln(e + {N - 1}) = {SURE:.4f}. "
    f"Between knowing nothing and "
    f"knowing everything the loss differs by less than 1, and being surely wrong costs only {SURE - np.log(N):.3f} "
    f"more than guessing.",
)
def narrow(answer):
    """Look at three losses, floats: even probabilities, a perfect answer, a surely wrong one. Raises a Finding."""
    names = ("even", "perfect", "surely_wrong")
    for got, right, name in zip(numbers(answer, *names), (np.log(N), SURE - 1, SURE), names):
        compare(got, right, name, tolerance=6e-5 / right)  # four decimals will do


FIVE = Given("five_changes", order=orders(5))
CHANGES = {  # the right letter, and what to look at
    "change 1": ("E", "what does `eval()` switch, and for how long?"),
    "change 2": ("C", "what does the loss do with what it is given?"),
    "change 3": ("A", "what does `.grad` hold when `step` looks at it?"),
    "change 4": ("F", "how many rows does the Dataset get, and how many labels?"),
    "change 5": ("D", "what does the loss no longer divide by?"),
}
CHANGES = FIVE.arranged(CHANGES)
HAPPENS = {
    "A": "Weights that never move need a step that finds no gradient",
    "B": "That needs gradients that are never cleared, and `zero_grad` is still there",
    "C": "A floor needs a loss that applies softmax to probabilities",
    "D": "That needs slopes that have grown, because the loss divides by less",
    "E": "That needs a network in evaluation mode while it is trained",
    "F": "An error needs shapes or lengths that do not fit each other",
}


def by_letter(right, says):
    """Return the mistakes of an answer in letters: {place}? {what the letter would need}; {what is seen there}."""
    return by_part(
        {
            place: {f"{letter}? {text}; {seen}": letter for letter, text in says.items() if letter != wanted}
            for place, (wanted, seen) in right.items()
        }
    )


def look_at_letters(answer, right):
    """Look at a letter for each place of a dict from places to (right letter, what is seen there). Raises Wrong."""
    choose_each(answer, "ABCDEF", {place: letter for place, (letter, _) in right.items()})


@exercise(
    solution=tuple(letter for letter, _ in CHANGES.values()),
    mistakes=by_letter(CHANGES, HAPPENS),
    hints=[
        "Only one of the five changes raises an error, and it does so before the first step.",
        f"Change {FIVE.at(3)}: what does `zero_grad` leave for `step`? Change {FIVE.at(5)}: how much larger is a sum "
        f"of 64 than their mean?",
        f"Change {FIVE.at(1)}: the network has dropout, and `model.eval()` holds until somebody calls `model.train()`.",
    ],
    explanation="Four of the five wrong programs run, and three of them learn. In evaluation mode dropout is off; a "
    "second softmax keeps the loss above ln(e + 9) − 1 = 1.46; after `zero_grad` there's no gradient for `step`; "
    "untransposed, there are 784 rows and 60,000 labels; and a sum over 64 images makes each step 64 times as long.",
)
def five_changes(answer):
    """Look at five letters (str), what each change of a program does. Raises a Finding."""
    look_at_letters(answer, CHANGES)


ROUNDS = Given("four_loops", order=orders(4))
LOOPS = {
    "program 1": ("B", "here the steps are 0.80, 1.44, 1.79, 1.79, 1.42, …"),
    "program 2": ("E", "here the steps are 0, 0.80, 0.64, 0.51, …"),
    "program 3": ("D", "here w never moves"),
    "program 4": ("F", "here the steps are 0.80, 1.44, 0.35, 0.64, 0.15, 0.28, …"),
}
LOOPS = ROUNDS.arranged(LOOPS)
FAULTS = {
    "A": "With a momentum of 0.9 the second step would be 0.1 · (6.4 + 0.9 · 8) = 1.36",
    "B": "With all slopes so far added up, the first steps would grow, and the third use three slopes",
    "C": "With a rate of 0.9 the first step would be 0.9 · 8 = 7.2",
    "D": "Then no step would ever find a slope",
    "E": "Then the first step, and only that, would find no slope",
    "F": "Then the first step would be right, and every second one use two slopes",
}


@exercise(
    solution=tuple(letter for letter, _ in LOOPS.values()),
    mistakes=by_letter(LOOPS, FAULTS),
    hints=[
        "A step divided by 0.1 is the slope that was used. Compare it with the right slope at that w, 2 (w − 4).",
        f"Program {ROUNDS.at(1)} uses −14.4 in its second step. The right slope at 0.8 is −6.4; where do the other −8 "
        f"come from?",
        f"Program {ROUNDS.at(4)}: its second slope is the sum of two, and its third is not the sum of three.",
    ],
    explanation="Never cleared, all slopes add up, and w swings for good. With `step` first, each slope is used "
    "a round late. Cleared before `step`, a gradient is 0. Cleared every second time, every second slope counts twice: "
    "it goes even faster here, so the loss looks fine.",
)
def four_loops(answer):
    """Look at four letters (str), the fault of each loop. Raises a Finding."""
    look_at_letters(answer, LOOPS)


RECIPES = Given("four_rates", order=orders(4))
MOVES = {  # the old rate, the new one, and what to ask
    "first": (0.3, 0.006, 'what does reduction="sum" add up?'),
    "second": (0.3, 3.0, "both losses take the mean over the examples; in what do they differ?"),
    "third": (0.01, 0.32, "the sum has become a mean of how many?"),
    "fourth": (0.2, 0.05, "what has `backward` done four times with a mean?"),
}
MOVES = RECIPES.arranged(MOVES)


@exercise(
    solution=tuple(new for _, new, _ in MOVES.values()),
    mistakes=by_part(
        {
            name: {
                f"that is the old rate; {ask}": old,
                f"the other way: larger slopes need a smaller rate; {ask}": old * old / new,
                "that is the factor by which the rate has to change; what is the rate?": new / old,
                f"a square root, or half? The steps grow as the slopes do; {ask}": either((old * new) ** 0.5, old / 2),
                f"that changes by another factor than the slopes do; {ask}": either(
                    *(old * k for k in (1 / 500, 1 / 64, 1 / 16, 10, 64, 320, 500) if k * old != new)
                ),
            }
            for name, (old, new, ask) in MOVES.items()
        }
    ),
    hints=[
        "By what factor does the slope of the loss change? The step, rate times slope, should stay what it is.",
        "A sum over 50 examples has a slope 50 times as large as their mean. What must the rate do?",
        f"The {list(MOVES)[RECIPES.at(2) - 1]} loss divides by the ten outputs as well. In the "
        f"{list(MOVES)[RECIPES.at(4) - 1]} move, four slopes are added up.",
    ],
    explanation="{}, {}, {} and {}. ".format(*RECIPES.arranged(["0.3 / 50", "0.3 · 10", "0.01 · 32", "0.2 / 4"]))
    + "What the loss divides by belongs to the rate, so a rate "
    "from a paper means little without its loss.",
)
def four_rates(answer):
    """Look at four learning rates, floats. Raises a Finding."""
    for got, (name, (_, right, _)) in zip(numbers(answer, *MOVES), MOVES.items()):
        compare(got, right, name)


class KerasMomentum:
    """Momentum as Keras does it: the rate is inside v."""

    def __init__(self, schedule, momentum=0.9):
        self.schedule, self.momentum = schedule, momentum
        self.steps, self.velocities = 0, None

    def step(self, parameters):
        """Move each value in place."""
        if self.velocities is None:
            self.velocities = [np.zeros_like(value) for value, _ in parameters]
        rate = self.schedule(self.steps)
        for (value, gradient), v in zip(parameters, self.velocities):
            v *= self.momentum
            v -= rate * gradient
            value += v
        self.steps += 1


def rolling(*texts):
    """Return `KerasMomentum` with some of its text replaced."""
    return altered(KerasMomentum, *texts)


def draw_paths(answer):
    """Draw w on the bowl of the example, while the rate drops: an answer's optimizer and chapter 09's."""
    from matplotlib import pyplot as plt

    plt.figure("paths", figsize=(5, 3), clear=True)
    for name, optimizer in (("yours", answer), ("ours", Momentum)):
        paths = [rolled(optimizer, DROP, 0.9, [np.array([4.0])], steps) for steps in range(30)]
        plt.plot(np.ravel(paths), "o-", label=name)
    plt.title("w step by step; the rate drops after step 2")
    plt.legend()


def DROP(step):
    """Return the rates 0.1, 0.1, and then 0.01."""
    return 0.1 if step < 2 else 0.01


@exercise(
    solution=KerasMomentum,
    mistakes={
        "{told} this is the rule of chapter 09: the rate still multiplies v from outside": (
            rolling("v -= rate * gradient", "v += gradient", "value += v", "value -= rate * v")
        ),
        "{told} it climbs: is v added that should be subtracted, or the other way round?": rolling("v -=", "v +="),
        "{told} v is not remembered: this is plain descent": rolling("v *= self.momentum", "v *= 0"),
        "{told} v keeps 0.9 of itself, whatever the optimizer was made with": rolling("v *= self.momentum", "v *= 0.9"),
        "{told} the new slope is weighed with 1 − momentum": rolling("v -= rate", "v -= (1 - self.momentum) * rate"),
        "{told} the schedule gets the next step; count from 0": rolling(
            "schedule(self.steps)", "schedule(self.steps + 1)"
        ),
        "{told} the rate is always that of step 0": rolling("schedule(self.steps)", "schedule(0)"),
        "{told} the steps are counted once for each array; one call of step is one step": rolling(
            *("\n        self.steps += 1", "", "rate * gradient", "self.schedule(self.steps) * gradient"),
            *("value += v", "value += v\n            self.steps += 1"),
        ),
        "{told} this is Nesterov's variant": rolling("value += v", "value += self.momentum * v - rate * gradient"),
        "{told} nothing has moved: value has to change in place": rolling("value += v", "value = value + v"),
    },
    hints=[
        "What has to be remembered from step to step, and for how many arrays? What is it before the first step?",
        "In Keras v is a step already: its rate was multiplied in when the slope came. So an old v keeps its old rate.",
        "`v *= momentum; v -= rate * gradient; value += v`, each in place; then count the step.",
    ],
    explanation="With one rate for all steps both rules move the same way: their v is −η times ours. They part when "
    "the rate changes: ours brakes at once, Keras' rolls on.",
    picture=draw_paths,
)
def keras_momentum(answer):
    """Look at a class of optimizers, made with a schedule and a momentum. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, without brackets, but it is {kind(answer)}")
    if is_stub(answer.step):
        raise NotAttempted("not attempted yet: step is still the stub.")
    rng = np.random.default_rng(seed())
    bowl, arrays = [np.array([4.0])], [rng.normal(size=shape) for shape in ((2, 3), (2, 1), (2, 1))]
    one, again = (rolled(answer, DROP, 0.9, bowl) for _ in range(2))
    if not np.array_equal(one, again, equal_nan=True):
        raise Wrong(
            "two optimizers, made in the same way, move differently on the same bowl: do they share a v, or the count "
            "of steps? Each has to be an optimizer's own, from __init__ on"
        )
    for goals, schedule, momentum, told in (
        (bowl, lambda step: 0.1, 0.9, "on the bowl of the example, with the rate 0.1 throughout,"),
        (bowl, DROP, 0.9, "on the bowl of the example, with the rates 0.1, 0.1, 0.01,"),
        (arrays, lambda step: 0.1, 0.5, "with three arrays and momentum 0.5"),
        (arrays, lambda step: 0.05 * (step + 1), 0.5, "with three arrays, a growing rate and momentum 0.5"),
    ):
        wanted = rolled(KerasMomentum, schedule, momentum, goals)
        for k, (got, right) in enumerate(zip(rolled(answer, schedule, momentum, goals), wanted), start=1):
            what = "w" if len(goals) == 1 else f"array {k} of shape {right.shape}"
            compare(got, right, f"{told} {what} after 3 steps", told=told)


def rolled(answer, schedule, momentum, goals, steps=3):
    """Return where arrays that start at 0 are after some steps on bowls with the lowest points goals."""
    optimizer, values = call(answer, schedule, momentum), [np.zeros_like(goal) for goal in goals]
    for _ in range(steps):
        gradients = [2 * (value - goal) for value, goal in zip(values, goals)]
        kept = [gradient.copy() for gradient in gradients]
        optimizer.step(list(zip(values, gradients)))
        if not all(map(np.array_equal, gradients, kept)):
            raise Wrong(
                "step changes the gradients: *= works in place; put rate times gradient into a new array, and let v be "
                "an array of its own"
            )
    return values


def solve_raw_bce(outputs, labels):
    """Return loss and slopes of outputs that are taken for probabilities."""
    y = np.arange(len(outputs))[:, np.newaxis] == labels  # True in the label's row
    p = np.clip(outputs, 1e-7, 1 - 1e-7)
    loss = -np.mean(np.where(y, np.log(p), np.log(1 - p)))
    slopes = np.where(y, -1 / p, 1 / (1 - p)) / p.size
    slopes[p != outputs] = 0
    return loss, slopes


def raw(*texts):
    """Return `solve_raw_bce` with some of its text replaced."""
    return altered(solve_raw_bce, *texts)


@exercise(
    solution=solve_raw_bce,
    mistakes={
        "{told} the losses of a column are added up; the mean over all entries is wanted": raw("-np", "-len(p) * np"),
        "{told} the outputs pass a sigmoid first": raw("np.clip(outputs", "np.clip(1 / (1 + np.exp(-outputs))"),
        "{told} only the label's output has a loss; the others should say no, and count": raw("np.log(1 - p))", "0)"),
        "{told} yes and no are exchanged: which entry has −ln p?": raw("where(y, np", "where(~y, np"),
        "{told} the outputs are cut off elsewhere than at 1e-7 and 1 − 1e-7": raw("1e-7", "1e-12"),
        "{right} ignore that outputs were cut off: nudge one of those; the loss does not move": raw("= 0", "*= 1"),
        "{right} belong to the sum of all losses, not to their mean": raw(" / p.size", ""),
        "{right} are divided by the number of examples, not of the {entries} entries": raw("p.size", "p.shape[1]"),
        "{right} are divided by the number of outputs, not of the {entries} entries": raw("p.size", "p.shape[0]"),
        "{right} have the wrong sign where the answer is no": raw("1 / (1 - p)", "-1 / (1 - p)"),
        "{right} are p − y, as after a sigmoid": raw("np.where(y, -1 / p, 1 / (1 - p))", "(p - y)"),
        "{right} are there for the labels only; a no has a slope, 1/(1 − p), as well": raw("1 / (1 - p))", "0)"),
        "{right} ignore that outputs above 1 are cut off, too": raw("p != outputs", "outputs < 1e-7"),
        "{right} ignore that 0 and 1 are cut off, too": raw("p != outputs", "(outputs < 0) | (outputs > 1)"),
    },
    hints=[
        "One entry at a time: cut it off to p, then its loss is −ln p if it is the label's and −ln(1 − p) if not.",
        "The slope of −ln p is −1/p, and the slope of −ln(1 − p) is 1/(1 − p). How many entries has the mean?",
        "Where an output was cut off, p stays the same when it moves a little. Which slope does the loss have there?",
    ],
    explanation="Where an output lies outside 0 to 1, as a logit may, its slope is 0: the worse the mistake, the less "
    "is learned from it. That's why a loss should take logits, and be told so: `from_logits=True`.",
)
def raw_bce(answer):
    """Look at a function of outputs and labels that returns loss and slopes. Raises a Finding."""
    rng = np.random.default_rng(seed())
    drawn = rng.uniform(-0.3, 1.3, (4, 3)), np.array([0, 1, 3])
    drawn[0][:, 0] = 0.2, 0.9, 1.2, -0.1
    edges = np.array([[3.0, 0.4], [1.0, 0.5], [0.0, 0.1]]), np.array([1, 0])
    for outputs, labels in (drawn, edges, (np.array([[0.5], [0.25], [-2.0]]), np.array([1]))):
        with np.errstate(all="ignore"):
            got = numbers(call(answer, outputs, labels), "loss", "slopes")
        (outs, n), (loss, slopes) = outputs.shape, solve_raw_bce(outputs, labels)
        told = f"with {outs} outputs and {n} example{'s' * (n > 1)}"
        facts = {"told": told, "right": f"{told} the loss is right, but the slopes", "entries": outs * n}
        if np.shape(got[0]) == (outs, n):
            raise Wrong(f"{told} the pair stands in the wrong order: first the loss, then the slopes")
        if np.ndim(got[0]) == 0 and not np.isfinite(float(got[0])):
            why = "an output of 0 or less, or 1 or more, has no logarithm: was it cut off, on both sides?"
            raise Wrong(f"{told} the loss is {float(got[0])}; {why}")
        compare(got[0], loss, f"{told} the loss", **facts)
        compare(got[1], slopes, f"{told} the array of slopes", tolerance=1e-6, **facts)


PART = Given("four_pairs", order=orders(6))
PAIRS = {
    "pair 1": (PART.letter("E"), "here it is a ten-millionth from the start, and leaps between steps 60 and 80"),
    "pair 2": (PART.letter("A"), "here it is exactly 0 after step 1, and 0.009 after step 2"),
    "pair 3": (PART.letter("F"), "here it is exactly 0 before the first step, and 0.01 after it"),
    "pair 4": (PART.letter("C"), "here it is 0.0007 before the first step"),
}
GAPS = {
    "A": "Momentum starts with v = 0, so a gap would show after step 2",
    "B": "In float64 the gap would start below 1e-15, and grow a little with each step",
    "C": "With other slopes the networks would differ before the first step, by more than a ten-millionth",
    "D": "A sum would be 64 times the mean, so a huge gap would show before the first step",
    "E": "Before a ReLU falls on the other side there is only rounding: the gap would be tiny, and leap",
    "F": "Other batches would show after step 1, and not before",
}


@exercise(
    deeper="why two correct programs can part in float32",
    texts=[f'would be `"{PART.letter("D")}"`.'],
    solution=tuple(letter for letter, _ in PAIRS.values()),
    mistakes=by_letter(PAIRS, PART.arranged(GAPS)),
    hints=[
        "Read each row from the left: where is the first gap that is not rounding? What had happened up to there?",
        "Before the first step there are only the start and the formula; after it the batch and the optimizer, too.",
        "Which rule is the same in its first step, and another from the second on? What has it before its first step?",
    ],
    explanation="*When* two runs part tells you where to look. Pair 1: a ten-millionth for 60 steps, then a ReLU fell "
    "on the other side of 0. Pair 2: v is 0 before the first step, so momentum shows at the second. Pair 3: the same "
    "function, but another first batch. Pair 4: another function from the beginning.",
)
def four_pairs(answer):
    """Look at four letters (str), the cause for each pair of runs. Raises a Finding."""
    look_at_letters(answer, PAIRS)


progress = progress_of(globals())
