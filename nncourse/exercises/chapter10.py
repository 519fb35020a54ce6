"""Chapter 10 · Exercises on generalization: the price of length, an older dropout, places, patience, memory, curves."""

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Wrong,
    by_part,
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
from nnlib.checks import as_blame
from nnlib.metrics import STUDENT_T
from nnlib.regularization import Dropout


@exercise(
    solution=(3.035, 3.035, 0.67026, 1733, 0.40638),
    slips=by_part(
        {
            "weight": {
                "this is the step without decay; the length of the weight had no say": 3.05,
                "the decay pushed it outwards, away from 0; which sign shrinks it?": 3.065,
                "the decay skipped the learning rate; the share is the rate times the strength": 2.9,
                "the decay came twice; of ½ · decay · w² the slope is decay · w": 3.02,
                "½ · decay · w² is what the weight costs; what enters the step is the slope of this cost": 3.0275,
                "its gradient is below 0, so descent raises it; only the decay pulls it down": 2.935,
                "its gradient is below 0, so descent raises it": 2.95,
                "the step went up along the whole slope; descent takes rate · slope away": 2.965,
                "the step is as long as the slope; where is the learning rate?": 3.35,
                "it lost 5 % of itself; in one step it loses the rate times 5 %": 3.05 * 0.95,
                "nearly: this took the step first, and then the share of what had become of it": 3.05 * 0.995,
            },
            "bias": {
                "this is the step without decay; `WeightDecay` shrinks every parameter that it is handed": 3.05,
                "its gradient is below 0, so descent raises it": 2.95,
                "the step is as long as the slope; where is the learning rate?": 3.5,
                "it has a gradient, and it decays, too": 3,
            },
            "left": {
                "each step takes a share of what is *left*, so the steps become smaller and smaller": 0.6,
                "a share of 0.002 a step: the learning rate is missing": 0.998**1000,
                "that is the first optimizer, SGD(0.1) with the decay 0.05; look for the second one": 0.995**1000,
                "that is one step": 0.9996,
                "nearly; four digits after the point are asked for": 0.67,
                "the decay came twice; of ½ · decay · w² the slope is decay · w": 0.9992**1000,
                "this is the share that was lost": 1 - 0.9996**1000,
                "its gradient from the images is 0, but the decay takes its share all the same": 1,
                "0 is never reached; each step takes a share": 0,
                "asked for is a share, from 0 to 1": 67.026,
            },
            "half_life": {
                "each step takes a share of what is *left*, so the second quarter takes longer than the first": 1250,
                "a share of 0.002 a step: the learning rate is missing": 347,
                "the decay came twice; of ½ · decay · w² the slope is decay · w": either(866, 867),
                "after 1,732 steps 0.5001 is left, a little more than half": 1732,
                "that is the first optimizer, SGD(0.1) with the decay 0.05; look for the second one": 139,
                "one step sooner no more than half is left, too": 1734,
                "that many steps leave 0.449": 2000,
                "that is 1 / 0.002; what does one step multiply by?": 500,
                "1 / 0.0004 steps leave 0.368; half is reached before": 2500,
            },
            "adam_left": {
                "Adam makes equal steps of slopes of every size, but the decay never meets it: it takes its part "
                "before Adam moves": either(1, 0.997**1000),
                "a share of 0.3 a step: the learning rate is missing": 0.7**1000,
                "each step takes a share of what is *left*": 0.1,
                "that is one step": 0.9991,
                "this is the share that was lost": 1 - 0.9991**1000,
            },
        }
    ),
    hints=[
        "Before its step every parameter loses the fraction rate · strength of itself, a bias as well.",
        "For the black pixel the gradient is 0. By which factor does one step multiply its weight?",
        "1 − 0.2 · 0.002 = 0.9996. After k steps 0.9996 to the power k is left; ask the computer from which k on "
        "this is not above 0.5. Under Adam the factor is 1 − 0.003 · 0.3.",
    ],
    explanation="3 · (1 − 0.1 · 0.05) − 0.1 · (−0.5) = 3.035, for the bias as for the weight. What no image asks for "
    "halves every 1,733 steps, however large it is: ln 0.5 / ln 0.9996 = 1,732.5. With Adam the fraction is rate · "
    "strength, too, because the optimizer never sees it.",
)
def price(answer):
    """Look at a weight and a bias after a step, what is left of a weight, steps, and the same under Adam.

    Parameters
    ----------
    answer : sequence of five numbers

    Raises
    ------
    Finding
    """
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != 5:
        form = f"it has length {len(answer)}" if isinstance(answer, (tuple, list)) else f"it is {kind(answer)}"
        raise Wrong(f"the answer should be five numbers, (weight, bias, left, half_life, adam_left), but {form}")
    weight, bias, left, half_life, adam_left = answer
    compare(weight, 3.035, "weight", tolerance=1e-6)
    compare(bias, 3.035, "bias", tolerance=1e-6)
    compare(left, 0.67026, "left", tolerance=1e-4)
    if np.ndim(half_life) == 0 and np.asarray(half_life).dtype.kind == "f" and 1732 < half_life < 1733:
        raise Wrong("half_life: nearly; steps are whole numbers")
    compare(half_life, 1733, "half_life", tolerance=1e-5)
    compare(adam_left, 0.40638, "adam_left", tolerance=1e-4)


class Older(Dropout):
    """Dropout in the older convention: the factor comes when training is over. Raises what `Dropout` raises."""

    def forward_pass(self, x):
        """Return x with a share set to 0 while training, and x times the share kept otherwise; x array."""
        if self.training:
            self.mask = self.rng.random(x.shape) >= self.rate
        else:
            self.mask = 1 - self.rate
        self.a = x * self.mask
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return da times the factors of the forward pass, or None without need_dx; da array."""
        da = as_blame(da, self)
        return da * self.mask if need_dx else None


def older_with(forward=None, backward=None):
    """Return a class of older dropout; forward and backward are callables that replace its methods, or None."""
    methods = {"forward_pass": forward} if forward else {}
    return type("Older", (Older,), methods | ({"backward_pass": backward} if backward else {}))


def in_use(factor):
    """Return older dropout that multiplies by factor(layer), a number, once training is over."""

    def forward_pass(self, x):
        if self.training:
            return Older.forward_pass(self, x)
        self.mask = factor(self)
        self.a = x * self.mask
        return self.a

    return older_with(forward_pass)


def back(training, use):
    """Return older dropout whose blame gets other factors: functions of the layer, in training and in use."""
    return older_with(backward=lambda self, da, *, need_dx=True: da * (training(self) if self.training else use(self)))


def right_mask(self):
    """Return the mask of self, a layer."""
    return self.mask


@exercise(
    solution=Older,
    slips={
        "with rate {rate} and training off it hands on x, which is 1/{kept} times as large as the mean that the layer "
        "above knows from training": in_use(lambda self: 1),
        "training off, rate {rate}: x was divided by the share kept, but it has to become smaller": in_use(
            lambda self: 1 / (1 - self.rate)
        ),
        "training off: x was multiplied by {rate}, the share that is dropped; how many stayed?": in_use(
            lambda self: self.rate
        ),
        "training off: the blame came back unchanged, but forward x passed a factor {kept}; so does blame": back(
            right_mask, lambda self: 1
        ),
        "training off: the blame was divided by the factor that x was multiplied by": back(
            right_mask, lambda self: 1 / (1 - self.rate)
        ),
        "in training the blame came back whole; what was dropped had no part in the loss": back(
            lambda self: 1, right_mask
        ),
        "in training the blame was divided by the share kept; forward there is no such factor": back(
            lambda self: self.mask / (1 - self.rate), right_mask
        ),
        "in training the blame was multiplied by the share kept; forward there is no such factor": back(
            lambda self: self.mask * (1 - self.rate), right_mask
        ),
        "in training the blame got the factor of training off; it should meet the mask": back(
            lambda self: 1 - self.rate, right_mask
        ),
        "in training the blame passes where the input was dropped, and is stopped where it was kept": back(
            lambda self: 1 - self.mask, right_mask
        ),
    },
    hints=[
        "What is the mean of an output in training, if a quarter of all inputs becomes 0 and the others stay?",
        "Both passes multiply by the same factors. Keep them in self.mask: 0 and 1, or the number 1 − rate.",
        "`kept = self.rng.random(x.shape) >= self.rate` is what the chapter draws, once for each forward pass.",
    ],
    explanation="In training an output is x with the probability 1 − rate, so its mean is (1 − rate) · x, and this "
    "is what the layer above has got used to. Our convention divides in training instead, so that a trained network "
    "needs no factor. Both are right; half of one and half of the other is not.",
)
def older(answer):
    """Look at a class of dropout layers in the older convention. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, without brackets, but it is {kind(answer)}")
    if not issubclass(answer, Dropout) or answer is Dropout:
        raise Wrong("the class should build on the chapter's: class Older(Dropout)")
    for name in ("forward_pass", "backward_pass"):
        if is_stub(vars(answer).get(name, len)):
            raise NotAttempted(f"not attempted yet: {name} is still the stub.")
    for rate in (0.25, 0.6):
        rng = np.random.default_rng(seed())
        layer = answer(rate, rng=np.random.default_rng(seed() + 1))
        x, da = rng.uniform(0.5, 2, (60, 50)), rng.uniform(0.5, 2, (60, 50))
        facts = {"rate": rate, "kept": f"{1 - rate:g}"}
        layer.training = True
        factors = look_at_training(layer, x, rate)
        look_at_blame(layer, da, factors, rate, facts)
        layer.training = False
        out = call(layer.forward_pass, x)
        if np.shape(out) == x.shape and (np.asarray(out) == 0).any():
            raise Wrong(
                "with training off some outputs are 0: was a mask drawn, or one kept from training? A network in use "
                "should answer the same each time, with all its neurons. So nothing is dropped, and every input is "
                "multiplied by the same factor"
            )
        compare(out, (1 - rate) * x, f"the output with training off and rate {rate}", **facts)
        blame = np.asarray(call(layer.backward_pass, da))
        if blame.shape == da.shape and (blame == 0).any():
            raise Wrong(
                "with training off some of the blame is 0: does it still meet the mask of training? In the last "
                "forward pass every input passed one and the same factor, so the blame passes it, too"
            )
        compare(blame, (1 - rate) * da, "the blame with training off", **facts)
    try:
        if layer.backward_pass(da, need_dx=False) is ...:
            raise NotAttempted("not attempted yet: backward_pass returns the ... of the stub.")
    except (TypeError, AttributeError) as error:
        raise Wrong(
            f"with need_dx=False backward_pass raised {type(error).__name__}: {error}. Then nobody wants the blame, "
            "and the chapter's backward_pass returns None; nothing can be multiplied by that"
        ) from None


def look_at_training(layer, x, rate):
    """Return the factors, 0 or 1, that a layer in training applied to x, or say what is wrong with them.

    Parameters
    ----------
    layer : Dropout
    x : array, shape (ins, n), without zeros
    rate : float

    Returns
    -------
    array of the shape of x

    Raises
    ------
    Wrong
        With the first finding.
    """
    given = x.copy()
    output = np.asarray(call(lambda: layer.forward_pass(given)))
    compare(output.shape, x.shape, "the shape of the output in training")
    if not np.array_equal(given, x):
        raise Wrong("in training x itself was changed; the layer below still needs it: make a new array, x * …")
    factors = output / x
    kept = factors[factors != 0]
    if not np.isfinite(factors).all():
        raise Wrong("in training the output holds nan or inf")
    if kept.size == factors.size:
        raise Wrong("in training nothing was dropped")
    if not kept.size:
        raise Wrong("in training everything was dropped")
    if np.allclose(kept, 1 / (1 - rate)):
        raise Wrong(
            f"in training what is kept was divided by {1 - rate:g}; that is the chapter's convention. In the older one "
            "it stays as it is"
        )
    if np.allclose(kept, 1 - rate):
        raise Wrong(f"in training what is kept was multiplied by {1 - rate:g}; that factor is for training off")
    if not np.allclose(kept, 1):
        other = kept[~np.isclose(kept, 1)][0]
        raise Wrong(f"in training what is kept should stay as it is, but one entry got the factor {other:.4g}")
    share = 1 - kept.size / factors.size
    if (factors == factors[:1]).all() or (factors == factors[:, :1]).all():
        raise Wrong("in training whole rows or columns are dropped together; each entry of x has a draw of its own")
    if abs(share - (1 - rate)) < 0.04:
        raise Wrong(f"with rate {rate} {share:.0%} were dropped; the rate is the share dropped, not the share kept")
    if abs(share - rate) > 0.04:
        raise Wrong(f"with rate {rate} {share:.0%} were dropped")
    second = np.asarray(layer.forward_pass(x.copy())) / x
    if np.array_equal(second, factors):
        raise Wrong("two forward passes drop the same entries: is there a generator that starts anew? self.rng goes on")
    return second


def look_at_blame(layer, da, factors, rate, facts):
    """Compare what comes back in training.

    Parameters
    ----------
    layer : Dropout
    da, factors : arrays of one shape
        The blame that came, and the mask of the last forward pass.
    rate : float
    facts : dict
        What the messages of slips name.

    Raises
    ------
    Wrong
        With the first finding.
    """
    try:
        blame = np.asarray(call(layer.backward_pass, da))
    except TypeError as error:
        if layer.mask is None:
            raise Wrong(
                f"backward_pass raised TypeError: {error}. Did forward_pass keep its mask in self.mask?"
            ) from None
        raise
    if blame.shape == da.shape and not np.array_equal(blame == 0, factors == 0):
        share = (blame == 0).mean()
        if abs(share - rate) < 0.04 and not np.allclose(blame, da * (1 - factors)):
            raise Wrong(
                "forward and backward disagree about who was dropped: does backward_pass draw a mask of its own? It "
                "needs that of the last forward pass"
            )
    compare(blame, da * factors, "the blame in training", **facts)


def solve_places(side, factor, right):
    """Return two arrays of shape (side, side); side is int, factor and right are floats."""
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor + middle
    columns = (column - right - middle) / factor + middle
    return rows, columns


def places_with(rows=None, columns=None):
    """Return a function like `solve_places`; rows, columns: callables of index, middle, factor, right, or None."""

    def answer(side, factor, right):
        row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
        middle, parts = (side - 1) / 2, list(solve_places(side, factor, right))
        if rows is not None:
            parts[0] = rows(row, middle, factor, right)
        if columns is not None:
            parts[1] = columns(row.T, middle, factor, right)
        return parts

    return answer


def places_after(change):
    """Return a function like `solve_places` whose two arrays go through change, a function of both and the side."""
    return lambda side, factor, right: change(*solve_places(side, factor, right), side)


@exercise(
    solution=solve_places,
    slips={
        "{what} ask where an old pixel goes, not where a new one came from": either(
            places_with(rows=lambda i, m, f, r: (i - m) * f + m),
            places_with(columns=lambda i, m, f, r: (i - m) * f + m + r),
        ),
        "{what} multiply by the factor: an image that grows takes its pixels from nearer to the middle": places_with(
            columns=lambda i, m, f, r: (i - r - m) * f + m
        ),
        "{what} grow the image from its first corner; the middle should stay where it is": either(
            places_with(rows=lambda i, m, f, r: i / f),
            places_with(columns=lambda i, m, f, r: (i - r) / f),
            places_with(columns=lambda i, m, f, r: i / f - r),
        ),
        "{what} count from the middle; resample counts from the first pixel": either(
            places_with(rows=lambda i, m, f, r: (i - m) / f), places_with(columns=lambda i, m, f, r: (i - r - m) / f)
        ),
        "{what} run along the wrong axis": either(
            places_after(lambda rows, columns, side: (rows.T, columns.T)),
            places_with(columns=lambda i, m, f, r: ((i - r - m) / f + m).T),
        ),
        "{what} are whole numbers; a new pixel may come from a place between the old ones": either(
            places_after(lambda rows, columns, side: (np.rint(rows), np.rint(columns))),
            places_after(lambda rows, columns, side: (np.floor(rows), np.floor(columns))),
            places_after(lambda rows, columns, side: (np.trunc(rows), np.trunc(columns))),
            places_after(lambda rows, columns, side: (np.ceil(rows), np.ceil(columns))),
        ),
        "{what} end at the rim; a new pixel may come from outside of the image, where resample finds 0": places_after(
            lambda rows, columns, side: (np.clip(rows, 0, side - 1), np.clip(columns, 0, side - 1))
        ),
        "{what} leave every pixel where it is": either(
            places_with(rows=lambda i, m, f, r: i), places_with(columns=lambda i, m, f, r: i)
        ),
        "{what} put the middle half a pixel too far; the pixels are counted from 0": either(
            places_with(rows=lambda i, m, f, r: (i - m - 0.5) / f + m + 0.5),
            places_with(columns=lambda i, m, f, r: (i - r - m - 0.5) / f + m + 0.5),
        ),
        "{what} are moved, too; right is a matter of columns": places_with(rows=lambda i, m, f, r: (i - r - m) / f + m),
        "{what} hold the columns; the first array tells how far down": places_after(
            lambda rows, columns, side: (columns, rows)
        ),
        "{what} go the wrong way: a pixel that moved to the right came from further left": either(
            places_with(columns=lambda i, m, f, r: (i + r - m) / f + m),
            places_with(columns=lambda i, m, f, r: (i - m) / f + m + r),
        ),
        "{what} undo the enlarging first; but the move came last, so it is undone first": places_with(
            columns=lambda i, m, f, r: (i - m) / f + m - r
        ),
        "{what} are not moved": places_with(columns=lambda i, m, f, r: (i - m) / f + m),
        "{what} hold the rows; the second array tells how far to the right": places_after(
            lambda rows, columns, side: (rows, rows)
        ),
    },
    hints=[
        "Walk backwards. Where was a pixel before the last change, the move to the right? And before the enlarging?",
        "If the image grows by a factor, the distance of a pixel from the middle was smaller before, by this factor.",
        "Moved last, so taken back first: column − right. Then distance from the middle, divided by factor, plus "
        "middle.",
    ],
    explanation="Whatever is done last is undone first. `resample(image[np.newaxis], rows[np.newaxis], "
    "columns[np.newaxis])` makes the new image of these places, without holes.",
)
def places(answer):
    """Look at a function of side, factor and right that returns two arrays of shape (side, side). Raises a Finding."""
    for side, factor, right in ((7, 2.0, 1.0), (28, 1.25, -3.0 - seed() % 3), (4, 0.5, 0.5)):
        result = two_arrays(call(answer, side, factor, right))
        case = f"for side {side}, factor {factor:g} and right {right:g}"
        for name, got, wanted in zip(("rows", "columns"), result, solve_places(side, factor, right)):
            compare(got, wanted, f"{name} {case}")


def two_arrays(result):
    """Return a result that should be rows and columns, a tuple or list; raises Wrong."""
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        raise Wrong(f"the function should return rows and columns, but its result is {kind(result)}")
    return result


@exercise(
    solution=("B", "E", "K"),
    slips={
        "then accuracy would have fallen with them; it rose. And one badly misread image can cost as much as a hundred "
        "good ones win": ("A", ..., ...),
        "10,000 images are many; and both numbers were measured on the same ones. Could both be right?": (
            "C",
            ...,
            ...,
        ),
        "both are computed rightly: accuracy uses only which logit is the largest, the loss uses their sizes": (
            ("D", ..., ...)
        ),
        "can a common factor change which of ten logits is the largest?": either((..., "F", ...), (..., "H", ...)),
        "the loss is no multiple of the logits; it is the price of p, and p depends on the differences of logits": (
            (..., "G", ...)
        ),
        "sort the images by their loss: the one in the middle is read rightly, and ever more surely; did its loss "
        "rise?": (..., ..., "I"),
        "sort the images by their loss: the one in the middle is read rightly, and ever more surely; nine in ten are "
        "like it": (..., ..., "J"),
    },
    hints=[
        "Accuracy asks only which logit is the largest. The loss asks how sure the network was.",
        "Think of an image that was misread with p = 0.04 for its digit, and is misread with p = 0.009 now.",
        "Multiplied by ½ the ten logits keep their order. And is a network that is right nine times in ten, and too "
        "sure, better or worse off with less confidence?",
    ],
    explanation="For 92.0 % of the images the loss fell. 787 were misread both times, and their mean loss went from "
    "3.14 to 4.72, which is more than all others won. With half of the logits the 856 mistakes stay, and the loss "
    "is 0.2985, below every epoch's: the answers were good, the confidence was not. A network whose confidence is as "
    "high as its accuracy is called calibrated.",
)
def surer(answer):
    """Look at three letters: a cause, what halved logits do, and a share. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        raise Wrong(f"the answer should be three letters, but it is {kind(answer)}")
    for letter, letters, right in zip(answer, ("ABCD", "EFGH", "IJK"), surer.reference):
        choose(letter, letters, right)


WHY_NOT = {
    ("A", 1): "then the validation would be much better than fresh images; here the two agree",
    ("A", 3): "then the validation would be better than fresh images; here it is worse by far",
    ("A", 4): "then the validation would be far too good; here nothing was learned that helps with any new image",
    ("B", 2): "then two measurements of the same images would differ; here they agree to the last digit",
    ("B", 3): "then two measurements of the same images would differ; here they agree to the last digit",
    ("B", 4): "then two measurements would differ; and could a quarter or half of the neurons bring 100 % down to 9 %?",
    ("C", 1): "then fresh images, which nobody distorted, would be read much better than those of the validation",
    ("C", 2): "then the validation would be worse than fresh images, which nobody distorted; here it is better",
    ("C", 4): "then fresh images, which nobody distorted, would be read well; here they are not",
    ("D", 1): "then nothing would be learned that helps with a new image; here 88 % of them are read",
    ("D", 2): "then nothing would be learned that helps with a new image; here 92 % of them are read",
    ("D", 3): "then nothing would be learned that helps with a new image; here 95 % of them are read",
    ("E", 1): "then the validation would look better than fresh images; here the two agree. And why measure "
    "differently the second time?",
    ("E", 2): "the best of twenty on 2,000 images is lucky by some tenths of a point; here it is nearly 5 points",
    ("E", 3): "then the validation would look better than fresh images, not worse",
    ("E", 4): "then the validation would look a little better than fresh images; neither is better than guessing here",
}


@exercise(
    solution=("B", "A", "C", "D"),
    slips={
        f"program {number}, {letter}: {why}": tuple(letter if at == number else ... for at in range(1, 5))
        for (letter, number), why in WHY_NOT.items()
    },
    hints=[
        "Compare validation and fresh images first: both are new to the network, so they should agree.",
        "One program measures the same network on the same images and gets another number. What in a network is "
        "random?",
        "Two disagree with the fresh images: one validation is too easy, one is too hard.",
    ],
    explanation="Dropout that stays on draws a new mask for every measurement. Distorted copies of one image were on "
    "both sides of the split: data leakage. Distorted validation images ask for more than fresh ones do. And shuffled "
    "labels can be memorized, but help nobody.",
)
def reports(answer):
    """Look at four letters (str), one for each program. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four letters, one for each program, but it is {kind(answer)}")
    for number, (letter, right) in enumerate(zip(answer, reports.reference), start=1):
        if letter not in tuple("ABCDE"):
            raise Wrong(f'program {number}: choose one of "A" to "E"')
        if saw(letter) != right:
            raise Wrong(f"program {number}: {letter} is not right")


def solve_early(losses, patience, least):
    """Return two ints, the last epoch and the best one; losses is a list of floats.

    Parameters
    ----------
    losses : list of float
    patience : int
    least : float
    """
    best_epoch, best_loss = 1, losses[0]
    for epoch, loss in enumerate(losses, start=1):
        if best_loss - loss > least:
            best_epoch, best_loss = epoch, loss
        if epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch


def early_with(slip):
    """Return a function like `solve_early` that makes a known mistake; slip is its name, a str."""

    def answer(losses, patience, least):
        best_epoch, best_loss, waited = 1, losses[0], 0
        for epoch, loss in enumerate(losses, start=1):
            compared = {"previous": losses[max(epoch - 2, 0)], "first": losses[0]}.get(slip, best_loss)
            gain = abs(compared - loss) if slip == "either way" else compared - loss
            better = gain > (0 if slip == "any" else least) or (slip == "equal" and epoch > 1 and gain == least)
            if better:
                best_epoch, best_loss = epoch, loss
            elif slip == "creeping":
                best_loss = min(best_loss, loss)
            waited = waited + (epoch > 1 and not better) if slip == "in all" else 0 if better else epoch - best_epoch
            if waited >= patience + (slip == "late") - (slip == "soon"):
                return epoch, best_epoch
        return len(losses), best_epoch

    return answer


def early_after(change):
    """Return a function like `solve_early` whose result goes through change, a function of last, best and losses."""
    return lambda losses, patience, least: change(*solve_early(losses, patience, least), losses)


@exercise(
    solution=solve_early,
    slips={
        "{said}the best epoch comes second": early_after(lambda last, best, losses: (best, last)),
        "{said}both are one too small; epochs are counted from 1": early_after(
            lambda last, best, losses: (last - 1, best - 1)
        ),
        "{said}the second is a loss; asked for is its epoch": either(
            early_after(lambda last, best, losses: (last, losses[best - 1])),
            early_after(lambda last, best, losses: (last, min(losses))),
        ),
        "{said}each epoch is compared with the one before it; compare with the best so far": early_with("previous"),
        "{said}each epoch is compared with the first one; compare with the best so far: does its loss change when an "
        "epoch counts?": early_with("first"),
        "{said}a loss that rises by more than least counts, too; only a lower one should": early_with("either way"),
        "{said}an improvement by least itself counts; it should be larger": early_with("equal"),
        "{said}every improvement counts, however small; it should be larger than least": early_with("any"),
        "{said}an improvement too small to count still became the new best loss, so that small ones never add up to a "
        "large one": early_with("creeping"),
        "{said}the epochs without improvement are counted in all; an improvement starts the count afresh": (
            early_with("in all")
        ),
        "{said}it waits one epoch longer than patience says": early_with("late"),
        "{said}it stops one epoch before patience has run out": early_with("soon"),
        "{said}the last epoch was taken for the best one; whose weights should be restored?": early_after(
            lambda last, best, losses: (last, last)
        ),
        "{said}training had stopped before that epoch; nobody knows its loss": early_after(
            lambda last, best, losses: (last, 1 + int(np.argmin(losses)))
        ),
        "{said}the lowest loss of all counts here, even if it is lower by less than least": early_after(
            lambda last, best, losses: (last, 1 + int(np.argmin(losses[:last])))
        ),
    },
    hints=[
        "Two things have to be remembered: the best loss so far, and its epoch.",
        "An epoch counts if `best_loss - loss > least`; only then both change. Small gains may add up until they "
        "count.",
        "After each epoch ask whether `epoch - best_epoch >= patience`, with epochs counted from 1.",
    ],
    explanation="With a list of all losses one could look for the smallest; a training has to decide before it knows "
    "what would have come.",
)
def early(answer):
    """Look at a function of losses, patience and least that returns (last epoch, best epoch). Raises a Finding."""
    rng = np.random.default_rng(seed())
    cases = [
        ([0.5, 0.4, 0.6, 0.6, 0.6, 0.6, 0.2], 3, 0.01),
        ([0.9, 0.7, 0.6, 0.595, 0.63, 0.64, 0.66, 0.65, 0.3], 3, 0.01),
        ([0.9, 0.7, 0.6, 0.65, 0.62, 0.595, 0.63, 0.64, 0.3], 3, 0.01),
        ([1.0, 0.9, 0.95, 0.93, 0.91, 0.92, 0.5], 3, 0.0),
        ([0.5, 0.45, 0.443, 0.46, 0.436, 0.44, 0.45, 0.46, 0.47], 3, 0.01),
        ([0.5, 0.45, 0.443, 0.436, 0.429, 0.423, 0.418, 0.41, 0.44, 0.44, 0.44, 0.44], 4, 0.01),
        ([0.9, 0.95, 0.8, 0.85, 0.7, 0.75, 0.6, 0.65, 0.66, 0.67], 3, 0.01),
        ([0.9, 0.8, 0.7, 0.6], 2, 0.01),
        ([1.0, 0.75, 0.875, 0.75, 0.25], 3, 0.25),
        ([0.4, 0.5, 0.6, 0.2], 2, 0.01),
        ([round(float(loss), 3) for loss in 1 / np.arange(2, 20) + rng.uniform(0, 0.1, 18)], 3, 0.0095),
    ]
    for losses, patience, least in cases:
        result = call(answer, list(losses), patience, least)
        case = f"for the losses {', '.join(map(str, losses))}, patience {patience} and least {least:g}"
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return (last, best), but its result is {kind(result)}")
        wanted = solve_early(losses, patience, least)
        for part in result:
            if np.ndim(part) != 0 or np.asarray(part).dtype.kind not in "iuf":
                raise Wrong(f"the result should be two epochs, (last, best), but one of them is {kind(part)}")
        got = tuple(result)
        saw(f"{got[0]:g}, {got[1]:g}")
        if got == wanted:
            continue
        said = f"{case} the result is ({got[0]}, {got[1]}): "
        if got[0] == len(losses):
            raise Wrong(f"{said}it never stopped", said=said)
        part = "the best epoch" if got[0] == wanted[0] else "the last epoch"
        raise Wrong(f"{said}{part} is not right", said=said)


def solve_interval(bare, remedy):
    """Return the mean and the two ends of its interval, floats; bare and remedy have shape (seeds,)."""
    differences = remedy - bare
    n = len(differences)
    half = STUDENT_T[n - 2] * differences.std(ddof=1) / np.sqrt(n)
    mean = differences.mean()
    return mean, mean - half, mean + half


def interval_with(mean=None, deviation=None, factor=None, error=None):
    """Return a function like `solve_interval` in which callables of bare and remedy, or None, give the parts.

    error, the standard error, is a callable of a standard deviation and the number of seeds.
    """

    def answer(bare, remedy):
        n = len(bare)
        middle = mean(bare, remedy) if mean else (remedy - bare).mean()
        spread = deviation(bare, remedy) if deviation else (remedy - bare).std(ddof=1)
        half = (factor(n) if factor else STUDENT_T[n - 2]) * (error(spread, n) if error else spread / np.sqrt(n))
        return middle, middle - half, middle + half

    return answer


def of_one(values):
    """Return the standard deviation of values, an array, with one less than their number; a float."""
    return values.std(ddof=1)


def rounded(digits):
    """Return a function like `solve_interval` that rounds its three numbers."""
    return lambda bare, remedy: tuple(np.round(solve_interval(bare, remedy), digits))


OWN = "what the seed does, which both share, is still in it"


@exercise(
    solution=solve_interval,
    slips={
        "{case}the mean is {opposite}: take remedy minus bare, so that what helps is above 0": (
            lambda bare, remedy: solve_interval(remedy, bare)
        ),
        "{case}the mean is that of their sizes; differences of opposite sign should cancel": interval_with(
            mean=lambda bare, remedy: np.abs(remedy - bare).mean()
        ),
        "{case}the mean is the remedy's own; asked for is what the remedy changes": interval_with(
            mean=lambda bare, remedy: remedy.mean()
        ),
        "{case}the first number is the median, not the mean": interval_with(
            mean=lambda bare, remedy: np.median(remedy - bare)
        ),
        "{case}the first number is their sum, not their mean": interval_with(
            mean=lambda bare, remedy: (remedy - bare).sum()
        ),
        "{case}the numbers were rounded; return them with all their digits": either(rounded(1), rounded(2)),
        "{case}the standard deviation divides by the number of seeds; from so few runs it divides by one less": (
            interval_with(deviation=lambda bare, remedy: (remedy - bare).std())
        ),
        "{case}the standard error is made from the mean square; its root is missing": interval_with(
            deviation=lambda bare, remedy: (remedy - bare).var(ddof=1)
        ),
        f"{{case}}the standard deviation is that of the remedy alone: {OWN}": interval_with(
            deviation=lambda bare, remedy: of_one(remedy)
        ),
        f"{{case}}the standard deviation is that of the bare runs: {OWN}": interval_with(
            deviation=lambda bare, remedy: of_one(bare)
        ),
        f"{{case}}the two sides are treated as if they had nothing to do with each other: {OWN}": interval_with(
            deviation=lambda bare, remedy: np.hypot(of_one(bare), of_one(remedy))
        ),
        f"{{case}}the two standard deviations were added: {OWN}": interval_with(
            deviation=lambda bare, remedy: of_one(bare) + of_one(remedy)
        ),
        "{case}the standard deviations were subtracted; subtract the accuracies first": interval_with(
            deviation=lambda bare, remedy: abs(of_one(remedy) - of_one(bare))
        ),
        "{case}the root of {many} is missing: a mean of {many} runs varies less than a single run": interval_with(
            error=lambda spread, n: spread
        ),
        "{case}the standard deviation was divided by {many}; the standard error divides it by √{many}": interval_with(
            error=lambda spread, n: spread / n
        ),
        "{case}the standard deviation was divided by √({many} − 1); one less is for the deviation only": interval_with(
            error=lambda spread, n: spread / np.sqrt(n - 1)
        ),
        "{case}the interval reaches 1.96 standard errors; that is for many pairs, and for {many} it is {factor}": (
            interval_with(factor=lambda n: 1.96)
        ),
        "{case}the interval reaches one standard error; for {many} pairs it takes {factor}": interval_with(
            factor=lambda n: 1
        ),
        "{case}the factor is that of another number of pairs; `STUDENT_T` begins with 2 pairs": either(
            interval_with(factor=lambda n: STUDENT_T[n - 1]),
            interval_with(factor=lambda n: STUDENT_T[n - 3]),
            interval_with(factor=lambda n: STUDENT_T[n]),
        ),
        "{case}the interval is half as wide as it should be: it reaches {factor} standard errors to either side": (
            interval_with(factor=lambda n: STUDENT_T[n - 2] / 2)
        ),
        "{case}low is the upper end, and high the lower one": (
            lambda bare, remedy: solve_interval(bare, remedy)[:1] + solve_interval(bare, remedy)[:0:-1]
        ),
        "{case}the interval lies around 0; it should lie around the mean": (
            lambda bare, remedy: (
                (remedy - bare).mean(),
                *(np.array(solve_interval(bare, remedy))[1:] - (remedy - bare).mean()),
            )
        ),
        "{case}low and high are the lowest and the highest difference; they say where single runs lie": (
            lambda bare, remedy: ((remedy - bare).mean(), (remedy - bare).min(), (remedy - bare).max())
        ),
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
    """Look at a function of two arrays of shape (seeds,) that returns mean, low and high. Raises a Finding."""
    rng = np.random.default_rng(seed())
    luck = rng.normal(89, 0.5, 10)
    cases = [
        [0.36, 0.22, 0.19, 0.43, 0.23],
        [0.31, 0.42, -0.05, 0.38, 0.44],
        [-0.36, -0.22, -0.19, -0.43, -0.23],
        [0.02, 0.05, 0.01, 0.9, 0.03],
        [0.31, 0.22, 0.43],
        [0.3, 0.1],
        rng.normal(0.2, 0.2, 10).round(2),
    ]
    for differences in cases:
        bare = luck[: len(differences)]
        remedy = bare + differences
        result = call(answer, bare, remedy)
        if not isinstance(result, (tuple, list)) or len(result) != 3:
            raise Wrong(f"the function should return (mean, low, high), but its result is {kind(result)}")
        mean, low, high = solve_interval(bare, remedy)
        many = len(differences)
        case = f"for the differences {', '.join(f'{each:+.2f}' for each in differences)} "
        facts = {"case": case, "opposite": f"{-mean:+.3f}", "many": many, "factor": f"{STUDENT_T[many - 2]:.3f}"}
        for name, got, wanted in zip(("the mean", "low", "high"), result, (mean, low, high)):
            if got is ...:
                raise NotAttempted(f"not attempted yet: {name} is still the ... of the stub.")
            compare(got, wanted, f"{case}{name}", **facts)


def solve_slant(side, lean):
    """Return two arrays of shape (side, side); side is int, lean a float."""
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    above = (side - 1) / 2 - row
    return row, row.T - lean * above


def slant_with(rows=None, columns=None):
    """Return a function like `solve_slant`; rows, columns: callables of row, column, middle and lean, or None."""

    def answer(side, lean):
        row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
        parts = list(solve_slant(side, lean))
        if rows is not None:
            parts[0] = rows(row, row.T, (side - 1) / 2, lean)
        if columns is not None:
            parts[1] = columns(row, row.T, (side - 1) / 2, lean)
        return parts

    return answer


@exercise(
    solution=solve_slant,
    slips={
        "{what} go the wrong way: a pixel that moved to the right came from further left": slant_with(
            columns=lambda row, column, middle, lean: column + lean * (middle - row)
        ),
        "{what} count the rows from the top; the middle should stay where it is": either(
            slant_with(columns=lambda row, column, middle, lean: column + lean * row),
            slant_with(columns=lambda row, column, middle, lean: column - lean * row),
        ),
        "{what} count the rows from the bottom; the middle should stay where it is": slant_with(
            columns=lambda row, column, middle, lean: column - lean * (2 * middle - row)
        ),
        "{what} put the middle half a pixel too far; the pixels are counted from 0": slant_with(
            columns=lambda row, column, middle, lean: column - lean * (middle + 0.5 - row)
        ),
        "{what} put the middle into a row; with an even side it lies between two rows: (28 − 1) / 2 is 13.5": either(
            slant_with(columns=lambda row, column, middle, lean: column - lean * (np.ceil(middle) - row)),
            slant_with(columns=lambda row, column, middle, lean: column - lean * (np.floor(middle) - row)),
        ),
        "{what} move all rows alike; a row moves by lean for each row that it lies above the middle": either(
            slant_with(columns=lambda row, column, middle, lean: column - lean),
            slant_with(columns=lambda row, column, middle, lean: column + lean),
        ),
        "{what} move also below the middle to the right; there the distance is below 0": slant_with(
            columns=lambda row, column, middle, lean: column - lean * np.abs(middle - row)
        ),
        "{what} move by what lies left of the middle; how far does a *row* lie above it?": slant_with(
            columns=lambda row, column, middle, lean: column - lean * (middle - column)
        ),
        "{what} are whole numbers; a new pixel may come from a place between the old ones": slant_with(
            columns=lambda row, column, middle, lean: np.rint(column - lean * (middle - row))
        ),
        "{what} divide by lean; the move is lean times the distance": slant_with(
            columns=lambda row, column, middle, lean: column - (middle - row) / lean
        ),
        "{what} leave every pixel where it is": slant_with(columns=lambda row, column, middle, lean: column),
        "{what} are slanted, too; no pixel moves up or down": slant_with(
            rows=lambda row, column, middle, lean: row - lean * (middle - column)
        ),
        "{what} hold the columns; the first array tells how far down": lambda side, lean: solve_slant(side, lean)[::-1],
        "{what} run along the wrong axis": slant_with(rows=lambda row, column, middle, lean: column),
    },
    hints=[
        "No pixel moves up or down. How far to the right does a pixel of row 0 move, how far one of the middle row?",
        "A row lies middle − row above the middle, and moves to the right by lean times that; below the middle this "
        "is a move to the left.",
        "A pixel that moved to the right came from further left: column − lean · (middle − row).",
    ],
    explanation="Such a change is called a shear. `resample` makes the image of these places; a lean of 0.3 turns "
    "upright digits into italics, and a negative one makes slanted hands upright.",
)
def slant(answer):
    """Look at a function of side and lean that returns two arrays of shape (side, side). Raises a Finding."""
    for side, amount in ((5, 0.5), (28, -0.3 - 0.01 * (seed() % 5)), (4, 1.5)):
        result = two_arrays(call(answer, side, amount))
        case = f"for side {side} and lean {amount:g}"
        for name, got, wanted in zip(("rows", "columns"), result, solve_slant(side, amount)):
            compare(got, wanted, f"{name} {case}")


@exercise(
    solution=("D", "C", "E"),
    slips={
        "91.0 against 88.6: a program that only stores reads nearly as much. Where is the distance large?": (
            either(("A", ..., ...), ("B", ..., ...))
        ),
        "there the network reads no more than a guesser would": ("C", ..., ...),
        "there both read far more than one in ten, so there is something to understand": (
            either((..., "A", ...), (..., "B", ...), (..., "D", ...))
        ),
        "it finds out nothing: it subtracts, squares and adds up. Does a sum depend on the order of what is added?": (
            (..., ..., "F")
        ),
        "it reads the very same images; is there an order of the pixels that would change one of its sums?": (
            (..., ..., "G")
        ),
    },
    hints=[
        "Nothing but memory is at work in the lookup. So look for the task where the network is far ahead of it.",
        "With ten digits, a guesser is right about once in ten.",
        "The lookup adds up one squared difference for each pixel. What does another order of the pixels do to a sum?",
    ],
    explanation="Where the lookup does as well, an accuracy does not tell memory from more. Where something in the "
    "input does not matter and nobody says so, as with the right half of a pair, finding it out makes the difference.",
)
def memory(answer):
    """Look at three letters: where the network does more, where nothing can be done, and a reason. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        raise Wrong(f"the answer should be three letters, but it is {kind(answer)}")
    for letter, letters, right in zip(answer, ("ABCD", "ABCD", "EFG"), memory.reference):
        choose(letter, letters, right)


@exercise(
    solution=("P", "Q", "F", "I"),
    slips={
        "after six epochs it knows 77.6 % of its labels and reads 85.7 % of unseen images. With true labels, would it "
        "know fewer of its own?": ("Q", ..., ..., ...),
        "to the end it knows fewer of its labels than it reads unseen images. What must be wrong with some of them?": (
            ("R", ..., ..., ...)
        ),
        "its unseen images are read better and better, or as well": (..., "P", ..., ...),
        "it knows fewer of its labels than run Q, and unseen images are read as well as before": (..., "R", ..., ...),
        "unseen images are read better after six epochs": (..., ..., "E", ...),
        "by then unseen images are read worse than before": either((..., ..., "G", ...), (..., ..., "H", ...)),
        "after one epoch the two are nearly alike; with fewer false labels run R would be ahead": (..., ..., ..., "J"),
        "both were trained for 50 epochs of the same images": (..., ..., ..., "K"),
    },
    hints=[
        "With true labels a network knows more of its own labels than it reads unseen images. With false labels, it "
        "contradicts them at first.",
        "Overfitting: training labels are known better and better, unseen images are read worse and worse.",
        "After 50 epochs run R still contradicts 16.4 % of its labels. Something keeps it from memorizing them.",
    ],
    explanation="In runs Q and R a fifth of the labels is false, which shows after six epochs: they know fewer of "
    "their own labels than they read unseen images. Run R has weight decay, so it stays where run Q was best.",
)
def three_curves(answer):
    """Look at four letters: true labels, overfitting, when to stop, and what run R has. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four letters, but it is {kind(answer)}")
    for letter, letters, right in zip(answer, ("PQR", "PQR", "EFGH", "IJK"), three_curves.reference):
        choose(letter, letters, right)


progress = progress_of(globals())
