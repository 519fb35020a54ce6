"""Chapter 10 · Exercises on generalization: memory, decay, curves, patience, intervals, dropout, new images."""

from functools import partial

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
    either,
    exercise,
    in_case,
    is_stub,
    kind,
    numbers,
    observe,
    orders,
    progress_of,
    seed,
    without,
)
from nnlib.augmentation import resample
from nnlib.metrics import STUDENT_T, PairedDifference
from nnlib.regularization import Dropout


def look_at_parts(answer, parts):
    """Look at letters; parts maps the name of each to its choices, the right one first."""
    for part, given in zip(parts, numbers(answer, *parts)):
        choose_each((given,), sorted(parts[part]), {part: parts[part][0]})


@exercise(
    solution=("D", "C", "E"),
    mistakes={
        "more: 88.6 is close to 91: storing alone nearly does it": either(("A", ..., ...), ("B", ..., ...)),
        "more: there the network reads no more than a guesser would": ("C", ..., ...),
        "nothing: there both read far more than one in ten, so there is something to understand": (
            either((..., "A", ...), (..., "B", ...), (..., "D", ...))
        ),
        "same: it subtracts, squares and adds up. Does the order of a sum matter?": (..., ..., "F"),
        "same: is there an order of the pixels that would change one of its sums?": (..., ..., "G"),
    },
    hints=[
        "The nearest neighbour has nothing but memory. So look for the task where the network is far ahead of it.",
        "With ten digits, a guesser is right about once in ten.",
        "It adds up one squared difference for each pixel. What does another order of the pixels do to a sum?",
    ],
    explanation="Where the nearest neighbour does as well, an accuracy doesn't tell memory from more. Where something "
    "in the input doesn't matter and nobody says so, as with the right half of a pair, finding it out makes the "
    "difference.",
)
def memory(answer):
    """Look at three letters: where the network does more, where nothing can be done, and a reason."""
    look_at_parts(answer, {"more": "DABC", "nothing": "CABD", "same": "EFG"})


@exercise(
    solution=(3.035, 3.035, 0.67026, 1733, 0.40638),
    mistakes={
        "weight: this is the step without decay": (3.05, ..., ..., ..., ...),
        "weight: the decay skipped the learning rate; the share is rate times strength": (2.9, ..., ..., ..., ...),
        "weight: the decay came twice; of ½ · decay · w² the slope is decay · w": (3.02, ..., ..., ..., ...),
        "weight: its gradient is below 0, so descent raises it": (2.935, ..., ..., ..., ...),
        "weight: the step is as long as the slope; where is the learning rate?": (3.485, ..., ..., ..., ...),
        "weight: this took the step first, and then the decay": (3.05 * 0.995, ..., ..., ..., ...),
        "bias: without decay; `WeightDecay` shrinks every parameter it is handed": (..., 3.05, ..., ..., ...),
        "left: each step takes a share of what is *left*, so the steps get smaller": (..., ..., 0.6, ..., ...),
        "left: a share of 0.002 a step: the learning rate is missing": (..., ..., 0.998**1000, ..., ...),
        "left: this is the share that was lost": (..., ..., 1 - 0.9996**1000, ..., ...),
        "left: the gradient is 0, but the decay takes its share all the same": (..., ..., 1, ..., ...),
        "left: asked for is a share, from 0 to 1": (..., ..., 67.03, ..., ...),
        "half_life: each step takes a share of what is *left*, so the steps get smaller": (..., ..., ..., 1250, ...),
        "half_life: nearly; steps are whole numbers": (..., ..., ..., 1732.52, ...),
        "half_life: after 1,732 steps 0.5001 is left, a little more than half": (..., ..., ..., 1732, ...),
        "adam_left: the decay comes before Adam divides and moves": (..., ..., ..., ..., 0.997**1000),
        "adam_left: the gradient is 0, but the decay takes its share all the same": (..., ..., ..., ..., 1),
        "adam_left: nearly, but e^−0.9 is not quite 0.9991 to the power 1,000": (..., ..., ..., ..., 0.40657),
        "adam_left: this is for SGD(0.2) and 0.002; here it is 0.003 and 0.3": (..., ..., ..., ..., 0.67026),
    },
    hints=[
        "Before its step every parameter loses the fraction rate · strength of itself, a bias as well.",
        "For the black pixel the gradient is 0. By which factor does one step multiply its weight?",
        "1 − 0.2 · 0.002 = 0.9996, and after k steps 0.9996 to the power k is left. Under Adam it's 1 − 0.003 · 0.3.",
    ],
    explanation="3 · (1 − 0.1 · 0.05) − 0.1 · (−0.5) = 3.035, for the bias as for the weight. What no image asks for "
    "halves every 1,733 steps, however large it is: ln 0.5 / ln 0.9996 = 1,732.5. With Adam the fraction is rate · "
    "strength, too, because the optimizer never sees it.",
)
def price(answer):
    """Look at a weight and a bias after a step, what is left of a weight, steps, and the same under Adam."""
    names = {"weight": 1e-6, "bias": 1e-6, "left": 1e-4, "half_life": 1e-5, "adam_left": 1e-4}
    for (name, tolerance), got, right in zip(names.items(), numbers(answer, *names), price.right):
        compare(got, right, name, tolerance=tolerance)


@exercise(
    solution=("P", "Q", "F", "I"),
    mistakes={
        "clean: at epoch 6 it knows 78 % of its labels, and reads 86 % unseen": ("Q", ..., ..., ...),
        "clean: to the end it knows fewer of its labels than it reads unseen images": ("R", ..., ..., ...),
        "overfits: its unseen images are read better and better, or as well": (..., "P", ..., ...),
        "overfits: it knows fewer labels than run Q, and reads unseen images as well as before": (..., "R", ..., ...),
        "stop: unseen images are read better after six epochs": (..., ..., "E", ...),
        "stop: by then unseen images are read worse than before": either((..., ..., "G", ...), (..., ..., "H", ...)),
        "third: after one epoch the two are alike; fewer false labels would put R ahead": (..., ..., ..., "J"),
        "third: both were trained for 50 epochs of the same images": (..., ..., ..., "K"),
    },
    hints=[
        "True labels are known better than unseen images are read. False labels a network contradicts at first.",
        "Overfitting: training labels are known better and better, unseen images are read worse and worse.",
        "After 50 epochs run R still contradicts 16.4 % of its labels. Something keeps it from memorizing them.",
    ],
    explanation="In runs Q and R a fifth of the labels is false, which shows after six epochs: they know fewer of "
    "their own labels than they read unseen images. Run R has weight decay, so it stays where run Q was best.",
)
def three_curves(answer):
    """Look at four letters: true labels, overfitting, when to stop, and what run R has."""
    look_at_parts(answer, {"clean": "PQR", "overfits": "QPR", "stop": "FEGH", "third": "IJK"})


REPORTED = Given("reports", order=orders(4))


@exercise(
    solution=tuple(REPORTED.arranged("BACD")),
    mistakes=by_part(
        {
            "program 1": {
                "with A validation would be much better than fresh images": "A",
                "with C fresh images would be read much better than validation": "C",
                "with D no new image would be understood; here 88 % of them are read": "D",
                "with E both measurements of validation would agree, and be too good": "E",
            },
            "program 2": {
                "with B two measurements of the same images would differ": "B",
                "with C validation would be worse than fresh images, which nobody distorted": "C",
                "with D no new image would be understood; here 92 % of them are read": "D",
                "the best of twenty gains some tenths of a point by luck; here it is nearly 5": "E",
            },
            "program 3": {
                "with A validation would be better than fresh images; here it is worse by far": "A",
                "with B two measurements of the same images would differ": "B",
                "with D no new image would be understood; here 95 % of them are read": "D",
                "with E validation would look better than fresh images, not worse": "E",
            },
            "program 4": {
                "with A validation would be far too good; here nothing was learned": "A",
                "with B two measurements would differ, and training would not be known": "B",
                "with C fresh images would be read well; here they are not": "C",
                "with E fresh images would be read nearly as well as validation, and well": "E",
            },
        },
        REPORTED,
    ),
    hints=[
        "Compare validation and fresh images first: both are new to the network, so they should agree.",
        "One program measures the same network on the same images and gets another number. What is random there?",
        "Two disagree with the fresh images: one validation is too easy, one is too hard.",
    ],
    explanation="Dropout that stays on draws a new mask for every measurement. Distorted copies of one image were on "
    "both sides of the split: data leakage. Distorted validation images ask for more than fresh ones do. And shuffled "
    "labels can be memorized, but help nobody.",
)
def reports(answer):
    """Look at four letters, one for each program."""
    choose_each(answer, tuple("ABCDE"), {f"program {k}": letter for k, letter in enumerate(reports.right, start=1)})


@exercise(
    solution=("B", "E", "K"),
    mistakes={
        "cause: then accuracy would have fallen; one bad image can outweigh a hundred good ones": ("A", ..., ...),
        "cause: 10,000 images are many, and both measured on the same ones. Could both be right?": ("C", ..., ...),
        "cause: accuracy asks which logit is the largest, the loss how large: both can be right": ("D", ..., ...),
        "halved: can a common factor change which logit is the largest?": either((..., "F", ...), (..., "H", ...)),
        "halved: the loss is no multiple of the logits; it depends on the probabilities": (..., "G", ...),
        "share: sort by loss: the image in the middle is read rightly, and more and more surely": either(
            (..., ..., "I"), (..., ..., "J")
        ),
    },
    hints=[
        "Accuracy asks only which logit is the largest. The loss asks how sure the network was.",
        "Think of an image that was misread with p = 0.04 for its digit, and is misread with p = 0.009 now.",
        "Multiplied by ½ the logits keep their order. Is a network that's too sure better off with less confidence?",
    ],
    explanation="For 92.0 % of the images the loss fell. 787 were misread both times, and their mean loss went from "
    "3.14 to 4.72, which is more than all others won. With half of the logits the 856 mistakes stay, and the loss "
    "is 0.2985, below every epoch's: the answers were good, the confidence wasn't. A network whose confidence is as "
    "high as its accuracy is called calibrated.",
)
def surer(answer):
    """Look at three letters: a cause, what halved logits do, and a share."""
    look_at_parts(answer, {"cause": "BACD", "halved": "EFGH", "share": "KIJ"})


def solve_early(losses, patience, least):
    best_epoch, best_loss = 1, losses[0]
    for epoch, loss in enumerate(losses, start=1):
        if best_loss - loss > least:
            best_epoch, best_loss = epoch, loss
        if epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


stops = partial(altered, solve_early)
BETTER, BEST, STOP = "best_loss - loss > least", "return epoch, best_epoch", "epoch - best_epoch >= patience"


@exercise(
    solution=solve_early,
    mistakes={
        "this is right for the example of the statement only": either(lambda *_: (4, 2), lambda *_: (8, 8)),
        "the best epoch comes second": stops(BEST, "return best_epoch, epoch"),
        "both are one too small; epochs are counted from 1": stops(BEST, "return epoch - 1, best_epoch - 1"),
        "best is the last epoch; whose weights should be restored?": stops(BEST, "return epoch, epoch"),
        "best has the lowest loss here, although it isn't lower by more than least": stops(
            BEST, "return epoch, 1 + losses.index(min(losses[:epoch]))"
        ),
        "each epoch is compared with the one before it, not with the best so far": stops(
            BETTER, "epoch > 1 and losses[epoch - 2] - loss > least"
        ),
        "a gain of exactly least counts, too; it should be more": stops("loss > least", "loss >= least and epoch > 1"),
        "every lower loss counts; it should be lower by more than least": stops(BETTER, "best_loss > loss"),
        "a gain too small to count still became the new best loss, so small gains never add up": (
            stops("        if epoch -", "        best_loss = min(best_loss, loss)\n        if epoch -")
        ),
        "epochs that do not count are added up in all; one that counts starts afresh": (
            stops("1, losses[0]", "1, losses[0]; n = -1", STOP, "(n := n + (best_epoch != epoch or n < 0)) >= patience")
        ),
        "it waits one epoch longer than patience says": stops(">= patience", "> patience"),
        "it stops one epoch before patience has run out": stops(">= patience", ">= patience - 1 and epoch > 1"),
        "least is a difference, not a fraction of the best loss": stops(BETTER, "best_loss - loss > least * best_loss"),
        "without a stop the last epoch is len(losses)": stops("return len(losses)", "return best_epoch + patience"),
    },
    hints=[
        "Two things have to be remembered: the best loss so far, and its epoch.",
        "An epoch counts if `best_loss - loss > least`; only then both change, so small gains may add up.",
        "After each epoch ask whether `epoch - best_epoch >= patience`, with epochs counted from 1.",
    ],
    explanation="With a list of all losses you could look for the smallest; a training run has to decide before it "
    "knows what would have come. Keras calls least `min_delta`.",
)
def early(answer):
    """Look at a function that returns the last epoch and the best one."""
    rng = np.random.default_rng(seed())
    for losses, patience, least in (
        ([0.5, 0.45, 0.4, 0.6, 0.6, 0.6, 0.6, 0.2], 3, 0.01),
        ([0.9, 0.7, 0.6, 0.595, 0.63, 0.64, 0.66, 0.65, 0.3], 3, 0.01),
        ([0.9, 0.7, 0.6, 0.65, 0.62, 0.595, 0.63, 0.64, 0.3], 3, 0.01),
        ([1.0, 0.9, 0.95, 0.93, 0.91, 0.92, 0.5], 3, 0.0),
        ([0.5, 0.45, 0.443, 0.46, 0.436, 0.44, 0.45, 0.46, 0.47], 3, 0.01),
        ([0.5, 0.45, 0.443, 0.436, 0.429, 0.423, 0.418, 0.41, 0.44, 0.44, 0.44, 0.44], 4, 0.01),
        ([0.9, 0.95, 0.8, 0.85, 0.7, 0.75, 0.6, 0.65, 0.66, 0.67], 3, 0.01),
        ([0.9, 0.8, 0.7, 0.6], 2, 0.01),
        ([3.0, 2.25, 2.375, 2.25, 1.25], 3, 0.25),
        ([1.0, 0.75, 0.5, 0.25], 2, 0.25),
        ([round(float(loss), 3) for loss in 1 / np.arange(2, 20) + rng.uniform(0, 0.1, 18)], 3, 0.0095),
    ):
        case = f"for the losses {', '.join(map(str, losses))}, patience {patience} and least {least:g}"
        result = numbers(call(answer, losses, patience, least), "last", "best")
        for part in result:
            observe(part)
        for name, got, right in zip(("last", "best"), result, solve_early(losses, patience, least)):
            compare(got, right, f"{name} {case}")


def solve_interval(bare, remedy):
    differences = remedy - bare
    n = len(differences)
    error = differences.std(ddof=1) / np.sqrt(n)
    half = STUDENT_T[n - 2] * error
    mean = differences.mean()
    return mean, mean - half, mean + half


band = partial(altered, solve_interval)
DIFF, STD, MEAN = "remedy - bare", "differences.std(ddof=1)", "differences.mean()"
T, ENDS, OWN = "STUDENT_T[n - 2]", "return mean, mean - half, mean + half", "what both share, the seed, is still in it"


@exercise(
    solution=solve_interval,
    mistakes={
        "take remedy minus bare, so that what helps is above 0": band(DIFF, "bare - remedy"),
        "the differences lost their signs; opposite ones should cancel": band(DIFF, "abs(remedy - bare)"),
        "runs of different seeds are paired: were they sorted?": band(DIFF, "np.sort(remedy) - np.sort(bare)"),
        "the first number is the median, not the mean": band(MEAN, "np.median(differences)"),
        "the standard deviation divides by n; from so few runs it divides by n − 1": band("ddof=1", ""),
        f"the two sides are not paired: {OWN}": band(STD, "np.hypot(bare.std(ddof=1), remedy.std(ddof=1))"),
        "the root of n is missing: a mean of n runs varies less than one run": band(" / np.sqrt(n)", ""),
        "the standard deviation was divided by n; the standard error divides it by √n": band("np.sqrt(n)", "n"),
        "the interval reaches 1.96 standard errors, for many pairs; see STUDENT_T": band(T, "1.96"),
        "the factor is for one pair more; `STUDENT_T` begins with 2 pairs": band(T, "STUDENT_T[n - 1]"),
        "the factor is for three pairs, as in the example": band(T, "STUDENT_T[1]"),
        "half as wide as it should be: the factor counts to either side": band("half =", "half = 0.5 *"),
        "the order is mean, low, high": band(ENDS, "return mean - half, mean, mean + half"),
        "an interval may reach below 0": band(ENDS, "return mean, max(0, mean - half), mean + half"),
        "low and high lie around 0; they should lie around the mean": band(ENDS, "return mean, -half, half"),
        "low and high are single differences": band(ENDS, "return mean, differences.min(), differences.max()"),
    },
    hints=[
        "The same seed means the same thousand images. Subtract before you take any mean.",
        "The standard error is the standard deviation of the differences, with `ddof=1`, divided by √n.",
        "The interval reaches `STUDENT_T[n - 2]` standard errors below the mean and as many above it.",
    ],
    explanation="Without pairs the luck of the thousand images would be in the interval, and hide all but large "
    "differences. In pairs it is on both sides, and drops out.",
)
def interval(answer):
    """Look at a function that returns a mean difference and the two ends of its interval."""
    rng = np.random.default_rng(seed())
    luck = rng.normal(89, 0.5, 20)
    for differences in (
        [0.36, 0.22, 0.19, 0.43, 0.23],
        [0.31, 0.42, -0.05, 0.38, 0.44],
        [-0.36, -0.22, -0.19, -0.43, -0.23],
        [0.3, 0.1],
        rng.normal(0.2, 0.2, 20).round(2),
    ):
        bare = luck[: len(differences)]
        remedy, n = bare + differences, len(differences)
        with without(PairedDifference):
            result = call(answer, bare, remedy)
        right = solve_interval(bare, remedy)
        case = f"for the {n} differences {', '.join(f'{each:+.2f}' for each in differences[:5])}{', …' * (n > 5)}"
        names = ("the mean", "low", "high")
        for name, got, wanted in zip(names, numbers(result, *names), right):
            compare(got, wanted, f"{name} {case}")


def solve_places(side, factor, right):
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor + middle
    columns = (column - right - middle) / factor + middle
    return rows, columns


moved = partial(altered, solve_places)
ROWS, COLUMNS = "(row - middle) / factor + middle", "(column - right - middle) / factor + middle"
BOTH = "return rows, columns"


@exercise(
    solution=solve_places,
    mistakes={
        "{what} ask where an old pixel goes, not where a new one came from": either(
            moved(ROWS, "(row - middle) * factor + middle"),
            moved(COLUMNS, "(column - middle) * factor + middle + right"),
        ),
        "{what} grow the image from its corner; the middle should stay": moved(ROWS, "row / factor"),
        "{what} count from the middle; resample counts from the first pixel": moved("/ factor + middle", "/ factor"),
        "{what} divide only the middle; a bracket is missing": moved("(row - middle) /", "row - middle /"),
        "{what} are whole numbers; a place may be between pixels": moved(
            BOTH, "return np.rint(rows), np.rint(columns)"
        ),
        "{what} end at the rim; a place may be outside": moved(BOTH, "return np.clip((rows, columns), 0, side - 1)"),
        "{what} come in again on the other side": moved(BOTH, "return rows % side, columns % side"),
        "{what} have the middle in a row; with an even side it is between two": moved("/ 2", "// 2"),
        "{what} are moved, too; right is a matter of columns": moved("(row -", "(row - right -"),
        "{what} hold the columns; the first array tells how far down": moved(BOTH, "return columns, rows"),
        "{what} come from the wrong side: yours should come from further left": moved(
            "column - right", "column + right"
        ),
        "{what} undo the two in the wrong order; the move came last": moved(
            COLUMNS, "(column - middle) / factor + middle - right"
        ),
        "{what} move to the right even for a negative right": moved("column - right", "column - abs(right)"),
    },
    hints=[
        "Walk backwards. Where was a pixel before the last change, the move to the right? And before the enlarging?",
        "If the image grows by a factor, the distance of a pixel from the middle was smaller before, by this factor.",
        "Moved last, so taken back first: column − right. Then the distance from the middle / factor, plus middle.",
    ],
    explanation="Whatever is done last is undone first. `resample(image[np.newaxis], rows[np.newaxis], "
    "columns[np.newaxis])` makes the new image of these places, without holes.",
)
def places(answer):
    """Look at a function that returns two arrays of places in the old image."""
    for side, factor, right in ((7, 2.0, 1.0), (28, 1.25, -3.0 - seed() % 3), (4, 0.5, 0.5)):
        result = numbers(call(answer, side, factor, right), "rows", "columns")
        for name, got, wanted in zip(("rows", "columns"), result, solve_places(side, factor, right)):
            compare(got, wanted, f"{name} for side {side}, factor {factor:g} and right {right:g}")


class Older(Dropout):
    def forward_pass(self, x):
        self.mask = 1 - self.rate
        if self.training:
            self.mask = self.rng.random(x.shape) >= self.rate
        return x * self.mask

    def backward_pass(self, da, *, need_dx=True):
        return da * self.mask


drops = partial(altered, Older)
DRAW, USE, BACK = "self.rng.random(x.shape) >= self.rate", "self.mask = 1 - self.rate", "da * self.mask"


@exercise(
    solution=Older,
    mistakes={
        "in training what is kept was divided by 1 − rate": drops(DRAW, f"({DRAW}) / (1 - self.rate)"),
        "in training what is kept got the factor of training off": drops(DRAW, f"({DRAW}) * (1 - self.rate)"),
        "an input is kept where its number isn't below the rate; here it's dropped there": drops(">=", "<"),
        "each entry of x has a draw of its own, not each row": drops("x.shape)", "(len(x), 1))"),
        "with training off x is as large as ever, larger than its mean in training": drops(USE, "self.mask = 1"),
        "with training off x got the factor rate; how many stayed?": drops(USE, "self.mask = self.rate"),
        "with training off inputs are dropped as well; in use all neurons answer": either(
            drops("if self.training", "if True"),
            drops("if self.training", "if True", "x * self.mask", "x * self.mask * (self.training or 1 - self.rate)"),
        ),
        "with training off it draws numbers, too": drops(
            "if self.t", "self.training or self.rng.random(x.shape)\n        if self.t"
        ),
        "backward_pass draws a mask of its own": drops(BACK, "da * (self.rng.random(da.shape) >= self.rate)"),
        "the gradient came back whole; what was dropped had no part in the loss": drops(BACK, "da"),
        "the gradient was divided by 1 − rate; x was not": drops(BACK, "da * self.mask / (1 - self.rate)"),
        "with training off x got a factor, the gradient none": drops(BACK, "da * (self.mask if self.training else 1)"),
        "with training off the gradient met the mask of training": drops(
            USE,
            "mask = 1 - self.rate",
            "self.mask = self.rng",
            "mask = self.mask = self.rng",
            "x * self.mask",
            "x * mask",
        ),
        "backward_pass asks whether training is on now, not in the last forward pass": drops(
            "self.mask = self.rng",
            "self.mask = self.kept = self.rng",
            BACK,
            "da * (self.kept if self.training else 1 - self.rate)",
        ),
    },
    hints=[
        "What is the mean of an output in training, if a quarter of all inputs becomes 0 and the others stay?",
        "Both passes multiply by the same factors. Keep them in self.mask: 0 and 1, or the number 1 − rate.",
        "`kept = self.rng.random(x.shape) >= self.rate` is what the chapter draws, once for each forward pass.",
    ],
    explanation="In training an output is x with the probability 1 − rate, so its mean is (1 − rate) · x, and this "
    "is what the layer above has got used to. Our convention divides in training instead, so that a trained network "
    "needs no factor. Both are right; half of one and half of the other isn't.",
)
def older(answer):
    """Look at a class of dropout layers in the older convention."""
    if not isinstance(answer, type) or not issubclass(answer, Dropout) or answer is Dropout:
        raise Wrong(f"the answer should be a class built on the chapter's, class Older(Dropout), not {kind(answer)}")
    if any(is_stub(vars(answer).get(name, len)) for name in ("forward_pass", "backward_pass")):
        raise NotAttempted("not attempted yet: a method is still the stub.")
    for rate in (0.25, 0.6):
        layer, twin = answer(rate, rng=np.random.default_rng(seed())), np.random.default_rng(seed())
        rng = np.random.default_rng(seed() + 1)
        for training, later in ((True, True), (False, False), (True, False), (False, True)):
            x, da = rng.uniform(0.5, 2, (6, 5)), rng.uniform(0.5, 2, (6, 5))
            x[::2, 1:4] = 0  # where the gradient passes all the same
            layer.training = training
            draws = twin.random(x.shape) if training else None
            factor = draws >= rate if training else 1 - rate
            out = call(layer.forward_pass, x)
            if training and np.array_equal(out, x * (draws < 1 - rate)):
                factor = draws < 1 - rate  # the other end will do as well
            case = f"{'in training' if training else 'with training off'} (rate {rate})"
            compare(out, x * factor, f"the output {case}")
            layer.training = later
            case += "" if training == later else ", after training was switched,"
            compare(call(layer.backward_pass, da), da * factor, f"the gradient {case}")
    with in_case("with need_dx=False, when the chapter's backward_pass returns None,"):
        if layer.backward_pass(da, need_dx=False) is ...:
            raise NotAttempted("not attempted yet: backward_pass returns the ... of the stub.")


def solve_slant(side, lean):
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    above = (side - 1) / 2 - row
    return row, column - lean * above


sheared = partial(altered, solve_slant)
SHIFT = "column - lean * above"


def italics(answer):
    from matplotlib import pyplot as plt

    image = np.zeros((28, 28))
    image[4:24, 12:16] = image[4:8, 8:20] = 1  # a T
    images = [image, *(resample(image[None], *(part[None] for part in answer(28, lean)))[0] for lean in (0.3, -0.3))]
    plt.figure("slant", figsize=(6, 2.2), clear=True)
    plt.imshow(np.hstack(images), cmap="gray_r")
    plt.title("a T, and with your places for lean 0.3 and −0.3")


@exercise(
    solution=solve_slant,
    mistakes={
        "{what} go the wrong way: what moved to the right came from the left": sheared(SHIFT, "column + lean * above"),
        "{what} count the rows from the top; the middle should stay": sheared("(side - 1) / 2 - row", "-row"),
        "{what} count the rows from the bottom; the middle should stay": sheared("(side - 1) / 2", "side - 1"),
        "{what} put the middle half a pixel too far; pixels are counted from 0": sheared("(side - 1) / 2", "side / 2"),
        "{what} have the middle in a row; with an even side it is between two": sheared("(side - 1) / 2", "side // 2"),
        "{what} move all rows by the same amount; it grows with the distance": sheared("* above", "* np.sign(above)"),
        "{what} move rows below the middle to the right, too": sheared("* above", "* abs(above)"),
        "{what} stay below the middle; there a row moves to the left": sheared("* above", "* np.maximum(above, 0)"),
        "{what} move by the column's distance; how far does a *row* lie above?": sheared("/ 2 - row", "/ 2 - column"),
        "{what} are whole numbers; a place may be between pixels": sheared(SHIFT, f"np.rint({SHIFT})"),
        "{what} end at the rim; a place may be outside": sheared(SHIFT, f"np.clip({SHIFT}, 0, side - 1)"),
        "{what} come in again on the other side; a place may be outside": sheared(SHIFT, f"({SHIFT}) % side"),
        "{what} divide by lean; the move is lean times the distance": sheared("lean * above", "above / lean"),
        "{what} are slanted, too; no pixel moves up or down": sheared("return row,", "return row - lean * above.T,"),
        "{what} hold the columns; the first array tells how far down": sheared(f"row, {SHIFT}", f"{SHIFT}, row"),
    },
    hints=[
        "No pixel moves up or down. How far to the right does a pixel of row 0 move, how far one of the middle row?",
        "A row lies middle − row above the middle, and moves to the right by lean times that, which may be below 0.",
        "A pixel that moved to the right came from further left: column − lean · (middle − row).",
    ],
    explanation="Such a change is called a shear. `resample` makes the image of these places; a lean of 0.3 turns "
    "upright digits into italics, and a negative one makes slanted hands upright.",
    picture=italics,
)
def slant(answer):
    """Look at a function that returns two arrays of places in the old image."""
    for side, amount in ((5, 0.5), (28, -0.3 - 0.01 * (seed() % 5)), (4, 1.5)):
        result = numbers(call(answer, side, amount), "rows", "columns")
        for name, got, wanted in zip(("rows", "columns"), result, solve_slant(side, amount)):
            compare(got, wanted, f"{name} for side {side} and lean {amount:g}")


progress = progress_of(globals())
