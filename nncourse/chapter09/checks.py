"""Chapter 09 · Exercises on optimizers: what a memory holds, how long a step may be, corrections, and fair claims."""

import numpy as np

from nncourse.checking import (
    Given,
    NotAttempted,
    Wrong,
    altered,
    by_letter,
    by_part,
    call,
    choose,
    choose_each,
    compare,
    either,
    exercise,
    in_case,
    is_stub,
    kind,
    number,
    numbers,
    observe,
    orders,
    progress_of,
    seed,
)
from nnlib.optimizers import RMSProp


def solve_shares(momentum, steps):
    return momentum ** np.arange(steps - 1, -1, -1.0)  # the newest, multiplied by nothing yet, comes last


RIGHT = "momentum ** np.arange(steps - 1, -1, -1.0)"
FACTORS = {  # instead of the solution, and what to say
    "momentum ** np.arange(steps)": "is turned round: the oldest slope counts most, and the newest least",
    "momentum ** np.arange(steps, 0, -1.0)": "shrinks the newest slope, too; only what v held before is multiplied",
    "(1 - momentum) * " + RIGHT: "has a factor 1 − momentum, as an average; our v adds the newest slope whole",
    f"{RIGHT} / np.sum({RIGHT})": "adds up to 1, as an average; our v adds the newest slope whole",
    "(1 - momentum) ** np.arange(steps - 1, -1, -1.0)": "has powers of 1 − momentum; what is v multiplied by?",
    "np.ones(steps)": "gives all slopes the same weight; what does each step do to the older ones?",
    "np.r_[np.full(steps - 1, momentum), 1]": "multiplies older slopes once; but v is multiplied in every step",
    "np.r_[momentum * np.arange(steps - 1, 0, -1), 1]": "multiplies by the number of steps; k factors make a power",
    "np.cumsum(momentum ** np.arange(steps))": "adds the factors up, as v does for slopes of 1; each slope has one",
}


@exercise(
    solution=solve_shares,
    mistakes={"{what} " + text: altered(solve_shares, RIGHT, wrong) for wrong, text in FACTORS.items()},
    hints=[
        "Follow one slope. It is added to v in its own step; what happens to it in each step after that?",
        "The newest slope has not been multiplied yet, the one before it once, the oldest steps − 1 times.",
        "`momentum ** np.arange(steps)` holds the right factors. In which order?",
    ],
    explanation="v is a sum of all slopes, and each weighs a little less with every step. For a momentum of 0.9 and "
    "many steps the factors add up to 10, which is why agreement counts ten times.",
)
def shares(answer):
    """Look at a function of momentum and steps that returns an array of shape (steps,)."""
    for momentum, steps in ((0.9, 4), (0.5, 7), (0.6 + seed() % 30 / 100, 5), (0.0, 3), (1.0, 3)):
        what = f"for momentum {momentum:g} and {steps} slopes the result"
        compare(call(answer, momentum, steps), solve_shares(momentum, steps), what, shown=[0.125, 0.25, 0.5, 1])


PEAKS = [n / 100 for n in (12, 15, 16, 18, 20, 24, 25, 28, 30, 32, 35, 36, 45, 48, 50, 60, 70, 75, 80, 90)]
PEAK = Given("cycle", peak=(0.4, *PEAKS)).peak


@exercise(
    texts=[f"`one_cycle({PEAK}, 400)`"],
    solution=tuple(round(share * PEAK, 9) for share in (0.1, 1, 0.5005, 0.001)),
    mistakes=by_part(
        {
            "start": {
                "this is the peak; the rate begins lower, and rises": PEAK,
                "this is where the rate ends; it begins at a tenth of the peak": PEAK / 1000,
                "the rate begins at a tenth of the peak, not at 0": 0.0,
                f"that is a tenth of a peak of 1; here the peak is {PEAK}": 0.1,
            },
            "top": {
                "the rise is over with step 99, at the peak": either(
                    *(PEAK * one for one in (0.99, 0.991, 0.909, 0.9997775))
                )
            },
            "falling": {
                "this is half-way to 0; the rate ends at a thousandth of the peak": PEAK / 2,
                "this is half-way to a hundredth of the peak; the rate ends at a thousandth": 0.505 * PEAK,
                "this is half-way to a thousandth of the start; the end is a thousandth of the peak": 0.50005 * PEAK,
                "the fall ends at a thousandth of the peak; a tenth is where the rise began": 0.55 * PEAK,
                "the fall begins at step 99, not at step 0": either(
                    *(PEAK * one for one in (0.3107125, 0.31226325, 0.3775, 0.376615))
                ),
                "the fall begins at step 99, not at step 100": either(0.50573075 * PEAK, 0.50311625 * PEAK),
                "half-way along half a cosine is half-way between the two ends": either(PEAK / 1000, PEAK / 1000**0.5),
            },
            "end": {
                "this is where the rise began; the fall goes on to a thousandth of the peak": PEAK / 10,
                "a thousandth of the peak is left": 0.0,
                "this is a thousandth of the start; a thousandth of the peak is left": PEAK / 10_000,
            },
        }
    ),
    hints=[
        "Steps 0 to 99 are the first quarter of 400. What is the rate at both ends of the rise?",
        "The fall goes from step 99 to step 399. How much of the way is done at step 249?",
        "Half-way along half a cosine the rate is half-way between its two ends: the peak, and a thousandth of it.",
    ],
    explanation=f"It rises from {PEAK / 10:g} to {PEAK}, and falls to {PEAK / 1000:g}; at step 249, in the middle of "
    f"the fall, it is "
    f"({PEAK} + {PEAK / 1000:g}) / 2. A cosine is flat at both ends: it lingers at the peak, and settles gently at "
    f"the end.",
)
def cycle(answer):
    """Look at four numbers: the rates of one_cycle(0.4, 400) at steps 0, 99, 249 and 399."""
    names = ("start", "top", "falling", "end")
    for got, wanted, name in zip(numbers(answer, *names), cycle.right, names):
        compare(got, wanted, name, tolerance=1e-6)


CURVATURES = [
    (along, across)
    for across in (20, 40, 80, 160, 400)
    for along in (2, 4, 5, 8, 10, 16, 20)
    if across % along == 0 and 4 < across / along <= 100 and (along, across) != (4, 80)
]
ALONG, ACROSS = Given("limits", curvatures=((4, 80), *CURVATURES)).curvatures
ENDS, MOST, KEEPS = 2 / ACROSS, 2 / ALONG, round(1 - 2 * ALONG / ACROSS, 9)
RATES = SAFE, EDGE, OVER = [round(share * ENDS, 9) for share in (0.8, 0.996, 1.2)]
STEEP = f"½ · {ACROSS} y² is {ACROSS} y, not {ACROSS // 2} y"


@exercise(
    texts=[
        f"½ ({ALONG} x² + {ACROSS} y²), so its curvature is {ALONG} along x and {ACROSS} along y",
        f"its slopes are {ALONG}x and {ACROSS}y",
        "the rates {}, {} and {} gives".format(*RATES),
    ],
    solution=(ENDS, KEEPS, SAFE),
    mistakes=by_part(
        {
            "plain_limit": {
                f"at {ENDS / 2:g} y lands on 0 in one step; it can bear more, if it only jumps across": ENDS / 2,
                f"{MOST:g} is what x can bear; the curvature along y is {ACROSS // ALONG} times as large": MOST,
                f"at {2 * ENDS:g} a step multiplies y by −3. The slope of {STEEP}": 2 * ENDS,
                "the two directions do not add up; each has a limit of its own": 2 / (ALONG + ACROSS),
                "0.02 is the limit in the chapter's ravine, where the curvature is 100": 0.02,
            },
            "x_keeps": {
                f"{1 - KEEPS:.10g} is the share that a step takes away; what is left?": 1 - KEEPS,
                "that is y, which only changes its sign": -1,
                f"the step along x is rate · slope, and the slope of x is {ALONG}x, not x": 1 - ENDS,
                "this is what two steps leave": KEEPS**2,
                f"this is what is left at a rate of {SAFE}; take plain_limit": 1 - ALONG * SAFE,
                "a share goes from 0 to 1": either(100 * KEEPS, 10 * KEEPS),
            },
            "lowest": {
                f"the longest step that still shrinks is tempting; what does each step at {EDGE} multiply y by?": RATES[
                    1
                ],
                "that is above the limit: what does each step multiply y by?": OVER,
            },
        }
    ),
    hints=[
        f"One plain step multiplies y by 1 − {ACROSS} · rate. From which rate on does y not shrink any more?",
        f"x has the slope {ALONG}x: one plain step multiplies it by 1 − {ALONG} · rate.",
        f"For each rate work out 1 − {ACROSS} · rate and 1 − {ALONG} · rate. The one further from 0 decides how the "
        f"loss shrinks.",
    ],
    explanation=f"1 − {ACROSS} · {ENDS} = −1, and at a rate that y can just bear x keeps 1 − "
    f"{ALONG}/{ACROSS // 2} = {KEEPS} of itself in each "
    f"step. At {EDGE} a step leaves 0.992 of y, at {SAFE} it leaves 0.6 of y and {1 - ALONG * SAFE:g} of "
    f"x, and at {OVER} y grows.",
)
def limits(answer):
    """Look at three numbers: the limit of the rate, what x keeps, and the best of three rates."""
    plain, keeps, lowest = numbers(answer, "plain_limit", "x_keeps", "lowest")
    compare(plain, ENDS, "plain_limit")
    compare(keeps, KEEPS, "x_keeps")
    if min(abs(number(lowest, "lowest") - rate) for rate in RATES) > 1e-6:
        raise Wrong("lowest: choose one of the rates {}, {} and {}".format(*RATES))
    compare(lowest, SAFE, "lowest")


SENTENCES = Given("reports", order=orders(6))
REPORTS = dict(zip(("report 1", "report 2", "report 3", "report 4"), map(SENTENCES.letter, "BCDE")))


@exercise(
    solution=tuple(REPORTS.values()),
    mistakes=by_letter(
        REPORTS,
        SENTENCES.arranged(
            {
                "A": "no interval shows that two methods are equal; one with 0 inside leaves open which is better",
                "B": "then 0 would be inside of the interval",
                "C": "then the interval would go from 0.1 to 0.6, and this would be the only comparison",
                "D": "then the interval would lie close to 0, with 0 outside",
                "E": "then it would be one of many comparisons, the one that stands out; here nobody made twenty",
                "F": "the interval is about the mean difference; single runs scatter far more widely",
            }
        ),
    ),
    hints=[
        "For each report ask first: is 0 inside the interval? Then: how large may the difference be?",
        "Reports 1 and 2 are about the same two methods. What have the five further pairs changed?",
        "About one interval in twenty misses the truth. What does that mean for report 4?",
    ],
    explanation="With 0 inside, the runs cannot tell, and the interval says how large the difference may be. With 0 "
    "outside, ask whether it is large enough to matter. And of twenty comparisons of nothing, one will look real.",
)
def reports(answer):
    """Look at four letters, one for each report."""
    choose_each(answer, "ABCDEF", REPORTS)


PLAIN = "this is the plain step, rate · slope; divide the slope by its size"


FIRST = Given("first_moves", rate=(0.002, 0.001, *(n / 1000 for n in range(3, 13))), decay=(0.96, 0.75, 0.84))
RATE, OLD, NEW = FIRST.rate, FIRST.decay, round(1 - FIRST.decay, 9)
TIMES = round(NEW**-0.5, 9)
WORD = {2: "two", 2.5: "two and a half", 5: "five"}[TIMES]
MOVE = round(TIMES * RATE, 9)


@exercise(
    texts=[
        f"`RMSProp({RATE}, decay={OLD})`",
        f"`Adam({RATE})`",
        f"at a rate of {RATE} would move them by {6 * RATE:g} and {0.06 * RATE:.5f}",
        f"with the sum by {600 * RATE:g} and {6 * RATE:g}.",
    ],
    solution=(MOVE, MOVE, MOVE, RATE),
    mistakes=by_part(
        {
            "first": {
                f"s starts at 0, so after one step it is not 36, the square of the slope, but {NEW} · 36": RATE,
                PLAIN: 6 * RATE,
                "the slope was divided by s; divide it by the root of s": either(RATE / NEW / 6, RATE / NEW),
                f"{OLD} is what s keeps of itself; the new square enters with 1 − {OLD}": RATE / OLD**0.5,
                "that counts in rates; asked for is the distance": TIMES,
                f"the decay here is {OLD}; 0.99 is the default, and makes ten rates of the first step": 10 * RATE,
            },
            "second": {"it is 100 times shorter than the first; but each weight has its own s": MOVE / 100},
            "first_of_the_sum": {
                "the slope is 100 times larger; and s, how many times larger is its root?": 100 * MOVE,
                "s is 10,000 times larger, its root is 100 times larger, not 10 times": 10 * MOVE,
                "√s is 100 times larger, but so is the slope": MOVE / 100,
            },
            "first_by_adam": {
                "this is RMSProp's step; Adam divides both averages by what they have collected so far": MOVE,
                "this is the step without the two corrections": RATE * 0.1 / 0.001**0.5,
                "m after one step is 0.1 · slope; it has to be corrected as s is": RATE / 10,
                "s after one step is 0.001 · slope²; it has to be corrected as m is": RATE / 0.001**0.5,
                "that counts in rates; asked for is the distance": 1,
                PLAIN: 6 * RATE,
            },
        }
    ),
    hints=[
        f"After one step s is {OLD} · 0 + {NEW} · slope². Divide the slope by its root before you put in numbers.",
        f"The root of {NEW} is {1 / TIMES:g}, so slope / √s is slope / ({1 / TIMES:g} · slope). What became of the "
        f"slope?",
        "For Adam compute m and s after one step, and divide each by what it has collected: 1 − 0.9 and 1 − 0.999.",
    ],
    explanation=f"slope / √s = {TIMES:g} at first, whatever the slope is, so RMSProp's first step is {WORD} times "
    f"its rate. "
    "Adam's corrections make it exactly one rate. A slope that is 100 times larger everywhere changes neither.",
)
def first_moves(answer):
    """Look at four numbers: how far weights move in the first step of RMSProp and of Adam."""
    names = ("first", "second", "first_of_the_sum", "first_by_adam")
    for got, wanted, name in zip(numbers(answer, *names), first_moves.right, names):
        compare(got, wanted, name, tolerance=1e-5)


@exercise(
    solution=("C", 0.324),
    mistakes={
        "plain descent at 0.1 averages no noise, and ends at the same loss": ("A", ...),
        "plain descent at 0.1 has no momentum to roll out of anything, and ends at the same loss": ("B", ...),
        "every run saw 2,000 mini-batches of 128": ("D", ...),
        "that is RMSProp and Adam; momentum multiplies the v of every weight by one and the same rate": ("E", ...),
        "average steps of 0.1 lead there; how long are the steps of momentum 0.9 at a rate of 0.001?": (..., 0.0925),
        "0.01 is the rate that plain descent would need; which loss does it reach?": (..., 0.01),
    },
    hints=[
        "Which other row ends where momentum 0.01 ends, and how much larger is its rate?",
        "If the slope is always 1, where does v = 0.9 v + slope come to rest?",
        "Momentum at a rate walks like plain descent at ten times this rate. Which plain run belongs to 0.001?",
    ],
    explanation="v of equal slopes goes to ten times the slope, so momentum 0.01 takes average steps of 0.1. "
    "The fourth run ended at 0.324 ± 0.007. Momentum is worth its memory all the same: it can take longer steps.",
)
def disguise(answer):
    """Look at a letter, the cause, and a number, the loss of a fourth run."""
    cause, loss = numbers(answer, "cause", "fourth_loss")
    choose(cause, "ABCDE", "C")
    loss = observe(number(loss, "fourth_loss"), 0.002)
    if loss > 0.354:
        raise Wrong(f"{loss:g} would be worse than all three; does a step with momentum 0.9 become shorter or longer?")
    if loss < 0.294:
        raise Wrong(f"{loss:g} is better than plain descent at 0.01; which of the runs walks as momentum 0.001 does?")


def ravine(rate, momentum, steps=400):
    """Return ½ x² and ½ · 100 y² after each step from (10, 1), an array of shape (steps + 1, 2)."""
    curvature, place, v = np.array([1.0, 100.0]), np.array([10.0, 1.0]), np.zeros(2)
    parts = [curvature * place**2 / 2]
    for _ in range(steps):
        v = momentum * v + curvature * place
        place = place - rate * v
        parts.append(curvature * place**2 / 2)
    return np.array(parts)


def drawn_losses(answer):
    """Draw the losses of 60 steps with the answer's settings, and with the ones of the statement."""
    from matplotlib import pyplot as plt

    _, axes = plt.subplots(figsize=(5, 2.4), num="calm", clear=True)
    for settings, label in (((0.018, 0.9), "0.018 and 0.9"), (map(float, answer), "yours")):
        axes.semilogy(ravine(*settings, 60).sum(axis=1), label=label)
    axes.set(xlabel="step", ylabel="loss", title="A shorter memory stays down")
    axes.legend()


@exercise(
    solution=(0.028, 0.7),
    picture=drawn_losses,
    hints=[
        "A memory of 0.9 coasts past the bottom and has to come back. How would you make it forget sooner?",
        "With less memory x is slower: take a larger rate, but keep away from y's limit, 2 (1 + momentum)/100.",
        "Try momenta from 0.7 to 0.8 and rates between 0.02 and 0.032.",
    ],
    explanation="With 0.7 and 0.028 the loss stays below 1 from step 18 on; 0.9 needs 44 steps, and none 115. The best "
    "memory depends on the ravine: for a narrower one it is longer.",
)
def calm(answer):
    """Look at a rate and a momentum, two numbers, that keep the loss below 1 from step 20 on."""
    rate, momentum = map(number, numbers(answer, "rate", "momentum"), ("the rate", "the momentum"))
    if rate >= 0.5 > 0.1 > momentum > 0:
        raise Wrong(f"with the rate {rate:g} the loss explodes at once; the rate comes first, then the momentum")
    if rate <= 0 or not 0 <= momentum < 1:
        raise Wrong(f"the rate should be above 0, and the momentum at least 0 and below 1, not {rate:g}, {momentum:g}")
    with np.errstate(all="ignore"):
        parts = ravine(rate, momentum)
    loss, seen = parts.sum(axis=1), f"with the rate {rate:g} and the momentum {momentum:g} the loss"
    if not loss[-1] < 1e6:
        raise Wrong(f"{seen} explodes: y, the steep direction, cannot bear such a rate with this memory")
    first, last = np.flatnonzero(loss < 1), np.flatnonzero(loss >= 1)[-1]
    if last < 20:
        return
    why = who(rate, momentum, *parts[last])
    if last == len(loss) - 1:
        raise Wrong(f"{seen} is still {loss[-1]:.3g} after {last} steps: {why}")
    if first[0] < last:
        seen += f" is below 1 at step {first[0]}, but"
        raise Wrong(f"{seen} comes out again, and stays below from step {last + 1} on: at step {last} {why}")
    raise Wrong(f"{seen} is below 1 from step {last + 1} on; until then {why}")


def who(rate, momentum, x_part, y_part):
    """Return which direction most of the loss comes from, and why, as the end of a sentence; all four are floats."""
    past, near = rate > (1 - momentum**0.5) ** 2, rate > 1.6 * (1 + momentum) / 100
    x = "x, along the floor: it " + ("coasts past the bottom and back, with so long a memory" if past else "creeps")
    y = "y, across the walls: it " + ("jumps, with a rate near its limit" if near else "swings, with so long a memory")
    share = x_part / (x_part + y_part)
    return f"half comes from {x}; half from {y}" if 0.4 < share < 0.6 else f"most of it is {x if share > 0.5 else y}"


ADAMS = Given("three_adams", order=orders(3))
PROGRAMS = ADAMS.arranged({"program 1": "C", "program 2": "B", "program 3": "D"})


@exercise(
    solution=tuple(PROGRAMS.values()),
    mistakes=by_letter(
        PROGRAMS,
        {
            "A": "then m would grow from parameter to parameter, and the moves with it; these do not",
            "B": "then the second parameter would find two squares in s: its first move would be 1/√2. Is it?",
            "C": "then the second parameter would begin with (0.1/0.19) / √(0.001/0.001999). Does it?",
            "D": "then nothing would pass from one parameter to the next: all four would begin with 1",
            "E": "then all would begin with 0.1/√0.001 = 3.162; here the first begins with 1",
            "F": "then all would begin with 0.1; here the first begins with 1",
        },
    ),
    hints=[
        "Look along the first row: if four parameters with one slope differ, something passes from one to the next.",
        "If the second finds in s the square of the first, too: what is 1/√2? And if m is shared, does it move more?",
        "Program 3 is right in step 1 and drifts afterwards. Which formula is right for t = 1 only?",
    ],
    explanation="Program 1 corrects the second parameter as if it were in its second step: (0.1/0.19) / "
    f"√(0.001/0.001999) = 0.744. Program {ADAMS.at(2)}: 1/√1, 1/√2, 1/√3, 1/√4. Program {ADAMS.at(3)}: m / 0.1 grows "
    f"to 10, √(s / 0.001) to "
    "31.6. None of the three stops a network from learning; a slope that is always 1 shows the fault.",
)
def three_adams(answer):
    """Look at three letters, one for each program."""
    choose_each(answer, "ABCDEF", PROGRAMS)


class Corrected(RMSProp):
    def direction(self, number, gradient):
        s = self.state("s", number)
        s *= self.decay
        s += (1 - self.decay) * gradient**2
        weight = 1 - self.decay**self.steps
        return gradient / (np.sqrt(s / weight) + self.epsilon)


def walk(optimizer, gradients):
    """Return how far an optimizer moves parameters in each step, lists of arrays; its gradients are the same arrays."""
    values = [np.linspace(-1, 1, g.size).reshape(g.shape) for g in gradients[0]]
    given, moves = [g.copy() for g in gradients[0]], []
    for slopes in gradients:
        before = [value.copy() for value in values]
        for one, new in zip(given, slopes):
            one[...] = new
        with in_case("with three arrays of different shapes, each with a memory of its own,"):
            optimizer.step(list(zip(values, given)))
        moves.append([old - new for old, new in zip(before, values)])
        if any((one != other).any() for one, other in zip(given, slopes)):
            raise Wrong("step changed the gradients it was given (by **=, *= or the like); it should change the values")
    if not any(move.any() for step in moves for move in step):
        raise Wrong("after step all values are what they were: value -= … moves them, value = … makes a new array")
    return moves


def look_at_moves(make, right, settings):
    """Compare the moves of an optimizer step by step with the right ones, for each of some settings, in order."""
    for turn, setting in enumerate(settings):
        rng = np.random.default_rng(seed() + turn)
        size = 0.05 if turn == len(settings) - 1 else 1.0  # the last time epsilon counts
        gradients = [[size * rng.normal(size=shape) for shape in ((2, 3), (2, 1), (1, 2))] for _ in range(6)]
        for g, some in zip(gradients[0], (-1, -1, slice(None))):
            g.flat[some] = 0
        with np.errstate(all="ignore"):
            wanted, got = walk(right(*setting), gradients), walk(make(*setting), gradients)
        for move in sum(got, []):
            observe(move, tolerance=1e-6)
        shown = ", ".join(f"{one:g}" for one in setting)
        shown = f"the first settings are right, but with {shown} " if turn else f"with the settings {shown} "
        for t in range(1, 7):
            for k in range(3):
                what = f"{shown}the move of parameter {k + 1} in step {t}{' (the steps before are right)' * (t > 1)}"
                compare(got[t - 1][k], wanted[t - 1][k], what, tolerance=1e-6)
        if not np.array_equal(walk(make(*setting), gradients)[-1][0], got[-1][0], equal_nan=True):
            raise Wrong("a second optimizer takes other steps than the first: do they share a memory, or a count?")


def own_class(answer, name, method="step"):
    """Raise a Finding if an answer is no class with a method of its own; name and method are str."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, {name} without brackets, but it is {kind(answer)}")
    if not callable(vars(answer).get(method)):
        raise Wrong(f"the class has no method {method} of its own")
    if is_stub(vars(answer)[method]):
        raise NotAttempted(f"not attempted yet: {method} is still the stub.")


LATER = "the first step is right, the later ones are not: "
WEIGHT, OVER = "self.decay**self.steps", "(np.sqrt(s / weight) + self.epsilon)"
DIRECTIONS = {  # old and new texts of Corrected, and what to say
    ("s / weight", "s"): "this is RMSProp as it was: the first step is too long by a factor of 1/√(1 − decay)",
    (WEIGHT, "self.decay"): LATER + "after t steps s has collected 1 − decay^t",
    ("s / weight", "s / (weight if self.steps == 1 else 1)"): "only the first step is corrected",
    ("s *= self.decay", "s = self.decay * s"): LATER + "s = … makes a new array, of which `self.state` never learns",
    ("(1 - self.decay) *", "(1 - self.decay * (self.steps > 1)) *", "s / weight", "s"): "s begins with a square, not 0",
    (WEIGHT, "0.99**self.steps"): "the correction has a decay of 0.99; take `self.decay`",
    ("np.sqrt(s / weight)", "np.sqrt(s) / weight"): "the root of s is corrected; correct s, and take the root then",
    ("s / weight", "s * weight"): "s was made smaller yet; what does multiplying by 1 − decay^t do?",
    ("np.sqrt(s / weight)", "(s / weight)"): "the slope was divided by the corrected s, not by its root",
    ("weight = 1", "s /= 1", "s / weight", "s"): LATER + "the corrected s was kept as the memory, by s /= …",
    (WEIGHT, "self.decay ** (3 * self.steps - 2 + number)"): "t is counted in direction, so for each parameter",
    ("**self.steps", "** (self.steps + 1)"): "the correction is one step ahead; in the first step t is 1",
    ("**self.steps", "** (self.steps - 1)"): "the correction is one step behind; in the first step t is 1",
    (OVER, "np.sqrt(s / weight + self.epsilon)"): "epsilon got under the root; it stands beside it",
    (OVER, "(np.sqrt(s) + self.epsilon) * np.sqrt(weight)"): "epsilon is corrected together with s; correct s alone",
    (" + self.epsilon", ""): "a value becomes nan where the slope is 0: 0 was divided by 0. Where is epsilon?",
    ("return ", "return -"): "the values move uphill: `step` subtracts what direction returns",
    ("return ", "return self.learning_rate * "): "the learning rate counts twice: `step` multiplies by it already",
    ("gradient**2", "np.mean(gradient**2)"): "there is one s for a whole array; RMSProp has one for each number",
}


@exercise(
    solution=Corrected,
    mistakes={text: altered(Corrected, *texts) for texts, text in DIRECTIONS.items()},
    hints=[
        "After t steps with the same slope s is (1 − decay^t) · slope². What should it be?",
        "Divide s by 1 − decay^t, but only where you use it: what is kept must stay as it is.",
        "`step` has counted when it asks for the direction, so `self.steps` is t: 1 in the first step.",
    ],
    explanation="The same correction as Adam's for s. With it the first step is one rate long, and a slope that stays "
    "makes equal steps. What a moving average has collected can always be computed beside it: 1 − decay^t.",
)
def corrected(answer):
    """Look at a class that is RMSProp with a correction of s."""
    if isinstance(answer, type) and not issubclass(answer, RMSProp):
        raise Wrong("the class should build on the chapter's: class Corrected(RMSProp)")
    own_class(answer, "Corrected", "direction")
    look_at_moves(answer, Corrected, [(0.3, 0.9, 1e-8), (0.02, 0.99, 1e-8), (0.5, 0.8, 0.01)])


class Lean:
    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate, self.beta1, self.beta2, self.epsilon = learning_rate, beta1, beta2, epsilon
        self.t, self.m, self.s = 0, None, None

    def step(self, parameters):
        if self.m is None:
            self.m = [np.zeros_like(value) for value, _ in parameters]
            self.s = [0.0 for _ in parameters]
        self.t += 1
        for k, (value, gradient) in enumerate(parameters):
            self.m[k] = self.beta1 * self.m[k] + (1 - self.beta1) * gradient
            self.s[k] = self.beta2 * self.s[k] + (1 - self.beta2) * np.mean(gradient**2)
            m = self.m[k] / (1 - self.beta1**self.t)
            s = self.s[k] / (1 - self.beta2**self.t)
            value -= self.learning_rate * m / (np.sqrt(s) + self.epsilon)


MEAN, ROOT, BETAS = "np.mean(gradient**2)", "(np.sqrt(s) + self.epsilon)", "beta2, epsilon\n"
M, S, SLOPES = "self.beta1 * self.m[k] + ", "self.beta2 * self.s[k] + ", "(1 - self.beta1) * "
OVER_M, OVER_S = " / (1 - self.beta1**self.t)", " / (1 - self.beta2**self.t)"
STEPS = {  # old and new texts of Lean, and what to say
    (MEAN, "gradient**2"): "this is the chapter's Adam, with an s for every weight; here s is a number for each array",
    (MEAN, "np.sum(gradient**2)"): "s collects the sum of the squares; asked for is their mean",
    (MEAN, "np.mean(gradient**2, axis=0)"): "s is one number for each column; here it is one for the whole array",
    (MEAN, "np.mean(gradient) ** 2"): "s collects the square of the mean slope; first square, then take the mean",
    (MEAN, "np.mean(np.abs(gradient)) ** 2"): "s collects the square of the mean size; first square, then the mean",
    (MEAN, "np.mean(self.m[k] ** 2)"): "s collects the squares of m, but it should collect the squares of the slopes",
    ("self.s[k]", "self.s[0]"): "all arrays share one s; each array has its own",
    (OVER_M, "", OVER_S, ""): "these are the steps without corrections; at first m and s are too small",
    (OVER_S, ""): "m is corrected, s is not: the first steps are too long by 1/√(1 − beta2)",
    (OVER_M, ""): "s is corrected, m is not: the first steps have only 1 − beta1 of their length",
    ("**self.t", ""): LATER + "the corrections have to fade, with 1 − beta^t",
    (ROOT, "(s + self.epsilon)"): "m was divided by s, not by its root",
    (M, ""): LATER + "m seems to begin at 0 in every step. Does the new m reach the list that is kept?",
    (S, ""): LATER + "s seems to begin at 0 in every step. Does the new s reach the list that is kept?",
    (M, "", S, ""): LATER + "m and s seem to begin at 0 in every step. Do the new ones reach the lists?",
    (BETAS, "beta2, epsilon; self.beta1, self.beta2 = beta2, beta1\n"): "beta1 and beta2 have changed places",
    (BETAS, "0.999, epsilon; self.beta1 = 0.9\n"): "beta1 is 0.9 and beta2 is 0.999, whatever was asked for",
    ("self.t += 1\n", "\n", "self.m[k] =", "self.t += 1; self.m[k] ="): "t is raised for each array, not once a step",
    ("self.t)", "(self.t + 1))"): "both corrections are one step ahead; in the first step t is 1",
    ("m = self.m[k]", "m = self.m[k] = self.m[k]"): LATER + "the corrected m was kept as the memory; keep m as it is",
    (SLOPES, ""): "the new slope enters m whole; into an average it enters with 1 − beta1",
    (ROOT, "np.sqrt(s + self.epsilon)"): "epsilon got under the root; it stands beside it",
    (ROOT, "np.sqrt(s)"): "a value becomes nan where all slopes are 0: 0 was divided by 0. Where is epsilon?",
    ("value -=", "value +="): "the values move with their slopes, uphill",
    ("self.learning_rate * m", "0.001 * m"): "the learning rate is 0.001, whatever was asked for",
}


@exercise(
    solution=Lean,
    mistakes={text: altered(Lean, *texts) for texts, text in STEPS.items()},
    hints=[
        "For each array two memories, from the first step on: m of its shape, and s, a number. And one t for all.",
        "In a step raise t once, before the loop. Then for each array: m, s, their corrected copies, the value.",
        "`for k, (value, gradient) in enumerate(parameters):` gives the place k at which `self.s[k] = …` is kept.",
    ],
    explanation="One s for an array saves nearly half of Adam's memory; Adam-mini (Zhang and others, 2024) trains "
    "large language models with an s for each block of weights. The price: it can't help with a ravine inside a block.",
)
def lean(answer):
    """Look at a class with the settings and the step of Adam with one s for each array."""
    if isinstance(answer, type) and any(base.__module__ == "nnlib.optimizers" for base in answer.__mro__):
        raise Wrong("from scratch: the class should stand on its own, without a class of nnlib below it")
    own_class(answer, "Lean")
    look_at_moves(answer, Lean, [(0.3, 0.9, 0.999, 1e-8), (0.02, 0.7, 0.99, 1e-8), (0.5, 0.9, 0.95, 0.01)])


progress = progress_of(globals())
