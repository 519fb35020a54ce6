"""Chapter 10 · Exercises on generalisation: the price of size, an older dropout, places, patience, fair comparison."""

import numpy as np

from nnlib.augmentation import resample
from nnlib.checks import check_blame
from nnlib.exercises.base import NotAttempted, Wrong, call, choose, compare, exercise, is_stub, kind, progress_of, seed
from nnlib.regularization import Dropout


@exercise(
    solution=(3.035, 3.05, 0.67026, 1733),
    hints=[
        "Before its step a weight loses the share rate · strength of itself. Does a bias, too?",
        "For the black pixel the gradient is 0. By which factor does one step multiply its weight?",
        "1 − 0.2 · 0.002 = 0.9996. After k steps 0.9996 to the power k is left; ask the computer from which k on "
        "this is not above 0.5.",
    ],
    explanation="3 · (1 − 0.1 · 0.05) − 0.1 · (−0.5) = 3.035, and the bias pays nothing. What no image asks for halves "
    "every 1,733 steps, whatever its size: ln 0.5 / ln 0.9996 = 1,732.5.",
)
def price(answer):
    """Look at four numbers: a weight and a bias after a step, what is left of a weight, and steps. Raises a Finding."""
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != 4:
        form = f"it has length {len(answer)}" if isinstance(answer, (tuple, list)) else f"it is {kind(answer)}"
        raise Wrong(f"the answer should be four numbers, (weight, bias, left, half_life), but {form}")
    weight, bias, left, half_life = answer
    reasons = [
        (3.05, "weight: this is the step without decay; the size of the weight had no say"),
        (3.065, "weight: the decay pushed it outwards, away from 0; which sign shrinks it?"),
        (2.9, "weight: the decay skipped the learning rate; it is a part of the slope"),
        (3.02, "weight: the decay came twice; of ½ · decay · w² the slope is decay · w"),
        (3.0275, "weight: ½ · decay · w² is what the size costs; what enters the step is the slope of this cost"),
        (2.935, "weight: its gradient is below 0, so descent raises it; only the decay pulls it down"),
        (2.95, "weight: its gradient is below 0, so descent raises it"),
        (2.965, "weight: the step went up along the whole slope; descent takes rate · slope away"),
        (3.35, "weight: the step is as long as the slope; where is the learning rate?"),
        (3.05 * 0.95, "weight: it lost 5 % of itself; in one step it loses the rate times 5 %"),
        (3.05 * 0.995, "weight: nearly: this took the step first, and then the share of what had become of it"),
    ]
    compare(weight, 3.035, "weight", reasons=reasons, tolerance=1e-6)
    reasons = [
        (3.035, "bias: it pays as the weight does; look again whom WeightDecay leaves alone"),
        (2.95, "bias: its gradient is below 0, so descent raises it"),
        (3.5, "bias: the step is as long as the slope; where is the learning rate?"),
        (3, "bias: it pays nothing for its size, but it still has a gradient"),
    ]
    compare(bias, 3.05, "bias", reasons=reasons, tolerance=1e-6)
    reasons = [
        (0.6, "left: each step takes a share of what is *left*, so the steps become smaller and smaller"),
        (0.998**1000, "left: a share of 0.002 a step: the learning rate is missing"),
        (0.995**1000, "left: that is the first optimizer, SGD(0.1) with the decay 0.05; look for the second one"),
        (0.9996, "left: that is one step"),
        (0.67, "left: nearly; four digits after the point are asked for"),
        (0.9992**1000, "left: the decay came twice; of ½ · decay · w² the slope is decay · w"),
        (1 - 0.9996**1000, "left: this is the share that was lost"),
        (1, "left: its gradient from the images is 0, but the decay adds to it"),
        (0, "left: 0 is never reached; each step takes a share"),
        (67.026, "left: asked for is a share, from 0 to 1"),
    ]
    compare(left, 0.67026, "left", reasons=reasons, tolerance=1e-4)
    reasons = [
        (
            1250,
            "half_life: each step takes a share of what is *left*, so the second quarter takes longer than the first",
        ),
        (347, "half_life: a share of 0.002 a step: the learning rate is missing"),
        (866, "half_life: the decay came twice; of ½ · decay · w² the slope is decay · w"),
        (867, "half_life: the decay came twice; of ½ · decay · w² the slope is decay · w"),
        (1732, "half_life: after 1,732 steps 0.5001 is left, a little more than half"),
        (139, "half_life: that is the first optimizer, SGD(0.1) with the decay 0.05; look for the second one"),
        (1734, "half_life: one step sooner no more than half is left, too"),
        (2000, "half_life: that many steps leave 0.449"),
        (500, "half_life: that is 1 / 0.002; what does one step multiply by?"),
        (2500, "half_life: 1 / 0.0004 steps leave 0.368; half is reached before"),
    ]
    if np.ndim(half_life) == 0 and np.asarray(half_life).dtype.kind == "f" and 1732 < half_life < 1733:
        raise Wrong("half_life: nearly; steps are whole numbers")
    compare(half_life, 1733, "half_life", reasons=reasons, tolerance=1e-5)


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
        check_blame(da, self)
        return da * self.mask if need_dx else None


@exercise(
    solution=Older,
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
        layer.training = True
        factors = look_at_training(layer, x, rate)
        look_at_blame(layer, da, factors, rate)
        layer.training = False
        wanted = (1 - rate) * x
        with np.errstate(all="ignore"):
            again = factors * x
        reasons = [
            (x, f"with rate {rate} and training off it hands on x, which is 1/{1 - rate:g} times as large as the "
            "mean that the layer above knows from training"),
            (x / (1 - rate), f"training off, rate {rate}: x was divided by the share kept, but it has to become "
            "smaller"),
            (rate * x, f"training off: x was multiplied by {rate}, the share that is dropped; how many stayed?"),
            (again, "training off: the mask of the last training step is still at work; now nothing is dropped"),
            ((1 - rate) * again, "training off: the mask of the last training step is still at work"),
        ]  # fmt: skip
        out = call(layer.forward_pass, x)
        if np.shape(out) == x.shape and (np.asarray(out) == 0).any():
            raise Wrong("with training off some outputs are 0; then nothing is dropped, whatever was kept of training")
        compare(out, wanted, f"the output with training off and rate {rate}", reasons=reasons)
        reasons = [
            (
                da,
                f"training off: the blame came back unchanged, but forward x passed a factor {1 - rate:g}; so does "
                "blame",
            ),
            (da * factors, "training off: the blame passed the mask of the last training step"),
            (da / (1 - rate), "training off: the blame was divided by the factor that x was multiplied by"),
        ]
        compare(call(layer.backward_pass, da), (1 - rate) * da, "the blame with training off", reasons=reasons)
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


def look_at_blame(layer, da, factors, rate):
    """Compare what comes back in training.

    Parameters
    ----------
    layer : Dropout
    da, factors : arrays of one shape
        The blame that came, and the mask of the last forward pass.
    rate : float

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
    reasons = [
        (da, "in training the blame came back whole; what was dropped had no part in the loss"),
        (da * factors / (1 - rate), "in training the blame was divided by the share kept; forward there is no such "
        "factor"),
        (da * factors * (1 - rate), "in training the blame was multiplied by the share kept; forward there is no "
        "such factor"),
        (da * (1 - rate), "in training the blame got the factor of training off; it should meet the mask"),
        (da * (1 - factors), "in training the blame passes where the input was dropped, and is stopped where it was "
        "kept"),
    ]  # fmt: skip
    if blame.shape == da.shape and not np.array_equal(blame == 0, factors == 0):
        share = (blame == 0).mean()
        if abs(share - rate) < 0.04 and not np.allclose(blame, da * (1 - factors)):
            raise Wrong(
                "forward and backward disagree about who was dropped: does backward_pass draw a mask of its own? It "
                "needs that of the last forward pass"
            )
    compare(blame, da * factors, "the blame in training", reasons=reasons)


def solve_places(side, factor, right):
    """Return two arrays of shape (side, side); side is int, factor and right are floats."""
    middle = (side - 1) / 2
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    column = np.arange(side) * np.ones((side, side))
    rows = (row - middle) / factor + middle
    columns = (column - right - middle) / factor + middle
    return rows, columns


@exercise(
    solution=solve_places,
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
        result = call(answer, side, factor, right)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return rows and columns, but its result is {kind(result)}")
        middle = (side - 1) / 2
        row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
        column = row.T
        case = f"for side {side}, factor {factor:g} and right {right:g}"
        rows, columns = solve_places(side, factor, right)
        for name, got, wanted, index in (("rows", result[0], rows, row), ("columns", result[1], columns, column)):
            what = f"{name} {case}"
            moved = right if name == "columns" else 0
            there = index - moved
            reasons = [
                (
                    (index - middle) * factor + middle + moved,
                    "ask where an old pixel goes, not where a new one came from",
                ),
                (
                    (there - middle) * factor + middle,
                    "multiply by the factor: an image that grows takes its pixels from nearer to the middle",
                ),
                (there / factor, "grow the image from its first corner; the middle should stay where it is"),
                (index / factor - moved, "grow the image from its first corner; the middle should stay where it is"),
                ((there - middle) / factor, "count from the middle; resample counts from the first pixel"),
                (wanted.T, "run along the wrong axis"),
                *(
                    (whole(wanted), "are whole numbers; a new pixel may come from a place between the old ones")
                    for whole in (np.rint, np.floor, np.trunc, np.ceil)
                ),
                (
                    np.clip(wanted, 0, side - 1),
                    "end at the rim; a new pixel may come from outside of the image, where resample finds 0",
                ),
                (index, "leave every pixel where it is"),
            ]
            for half in (side / 2, side // 2):
                late = f"put the middle at {half:g}; the pixels are counted from 0 to {side - 1}"
                reasons.append(((there - half) / factor + half, late))
            if name == "rows":
                shifted = (row - right - middle) / factor + middle
                reasons.append((shifted, "are moved, too; right is a matter of columns"))
                reasons.append((columns, "hold the columns; the first array tells how far down"))
            else:
                wrong_way = "go the wrong way: a pixel that moved to the right came from further left"
                reasons += [
                    ((column + right - middle) / factor + middle, wrong_way),
                    ((column - middle) / factor + middle + right, wrong_way),
                    (
                        (column - middle) / factor + middle - right,
                        "undo the enlarging first; but the move came last, so it is undone first",
                    ),
                    ((column - middle) / factor + middle, "are not moved"),
                    (rows, "hold the rows; the second array tells how far to the right"),
                ]
            compare(got, wanted, what, reasons=[(value, f"{what} {message}") for value, message in reasons])


@exercise(
    solution=("B", "E", "K"),
    hints=[
        "Accuracy asks only which logit is the largest. The loss asks how sure the network was.",
        "Think of an image that was misread with p = 0.04 for its digit, and is misread with p = 0.009 now.",
        "Multiplied by ½ the ten logits keep their order. And is a network that is right nine times in ten, and too "
        "sure, better or worse off with less conviction?",
    ],
    explanation="For 92.0 % of the images the loss fell. 787 were misread both times, and their mean loss went from "
    "3.14 to 4.72, which is more than all others won. With half of the logits the 856 mistakes stay, and the loss "
    "is 0.2985, below every epoch's: the answers were good, the confidence was not.",
)
def surer(answer):
    """Look at three letters: a cause, what halved logits do, and a share. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        raise Wrong(f"the answer should be three letters, but it is {kind(answer)}")
    cause = {
        "A": "then accuracy would have fallen with them; it rose. And one badly misread image can cost as much as a "
        "hundred good ones win",
        "B": "",
        "C": "10,000 images are many; and both numbers were measured on the same ones. Could both be right?",
        "D": "both are computed rightly: accuracy uses only which logit is the largest, the loss uses their sizes",
    }
    halved = {
        "E": "",
        "F": "can a common factor change which of ten logits is the largest?",
        "G": "the loss is no multiple of the logits; it is the price of p, and p depends on the differences of logits",
        "H": "can a common factor change which of ten logits is the largest?",
    }
    share = {
        "I": "sort the images by their loss: the one in the middle is read rightly, and ever more surely; did its "
        "loss rise?",
        "J": "sort the images by their loss: the one in the middle is read rightly, and ever more surely; nine in ten "
        "are like it",
        "K": "",
    }
    choose(answer[0], cause)
    choose(answer[1], halved)
    choose(answer[2], share)


WHY_NOT = {
    ("A", 1): "then the validation would be much better than fresh images; here the two agree",
    ("A", 3): "then the validation would be better than fresh images; here it is worse by far",
    ("A", 4): "then the validation would be far too good; here nothing was learned that helps with any new image",
    ("B", 2): "then two measurements of the same images would differ; here they agree to the last digit",
    ("B", 3): "then two measurements of the same images would differ; here they agree to the last digit",
    ("B", 4): "then two measurements would differ; and could a quarter or half of the neurons bring 100 % down to 9 %?",
    ("C", 1): "then fresh images, which nobody bent, would be read much better than those of the validation",
    ("C", 2): "then the validation would be worse than fresh images, which nobody bent; here it is better",
    ("C", 4): "then fresh images, which nobody bent, would be read well; here they are not",
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
    hints=[
        "Compare validation and fresh images first: both are new to the network, so they should agree.",
        "One program measures the same network on the same images and gets another number. What in a network is "
        "random?",
        "Two disagree with the fresh images: one validation is too easy, one is too hard.",
    ],
    explanation="Dropout that stays on draws a new mask for every measurement. Bent copies of one image sat on both "
    "sides of the split, so that cousins of the training images judged. Bent validation images ask for more than "
    "fresh ones do. And shuffled labels can be learned by heart, but help nobody.",
)
def reports(answer):
    """Look at four letters (str), one for each program. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 4:
        raise Wrong(f"the answer should be four letters, one for each program, but it is {kind(answer)}")
    for number, (letter, right) in enumerate(zip(answer, reports.reference), start=1):
        if letter not in tuple("ABCDE"):
            raise Wrong(f'program {number}: choose one of "A" to "E"')
        if letter != right:
            raise Wrong(f"program {number}, {letter}: {WHY_NOT[letter, number]}")


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


def early_with(slip, losses, patience, least):
    """Return what a known mistake gives in place of `solve_early`; losses, patience and least as there.

    Parameters
    ----------
    slip : str
    losses : list of float
    patience : int
    least : float

    Returns
    -------
    (int, int).
    """
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


EARLY_SLIPS = {
    "previous": "each epoch is compared with the one before it; compare with the best so far",
    "first": "each epoch is compared with the first one; compare with the best so far: does its loss change when an "
    "epoch counts?",
    "either way": "a loss that rises by more than least counts, too; only a lower one should",
    "equal": "an improvement by least itself counts; it should be larger",
    "any": "every improvement counts, however small; it should be larger than least",
    "creeping": "an improvement too small to count still became the new best loss, so that small ones never add up "
    "to a large one",
    "in all": "the epochs without improvement are counted in all; an improvement starts the count afresh",
    "late": "it waits one epoch longer than patience says",
    "soon": "it stops one epoch before patience has run out",
}


@exercise(
    solution=solve_early,
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
        if got == wanted:
            continue
        said = f"{case} the result is ({got[0]}, {got[1]}): "
        if got == wanted[::-1]:
            raise Wrong(f"{said}the best epoch comes second")
        if got == (wanted[0] - 1, wanted[1] - 1):
            raise Wrong(f"{said}both are one too small; epochs are counted from 1")
        if got == (wanted[0], losses[wanted[1] - 1]) or got == (wanted[0], min(losses)):
            raise Wrong(f"{said}the second is a loss; asked for is its epoch")
        for slip, message in EARLY_SLIPS.items():
            if got == early_with(slip, losses, patience, least):
                raise Wrong(f"{said}{message}")
        if got[0] == wanted[0] and got[1] == wanted[0]:
            raise Wrong(f"{said}the last epoch was taken for the best one; whose weights should be restored?")
        if got[1] == 1 + int(np.argmin(losses)) and got[1] > wanted[0]:
            raise Wrong(f"{said}training had stopped before that epoch; nobody knows its loss")
        if got[0] == wanted[0] and got[1] == 1 + int(np.argmin(losses[: got[0]])):
            raise Wrong(f"{said}the lowest loss of all counts here, even if it is lower by less than least")
        if got[0] == len(losses):
            raise Wrong(f"{said}it never stopped")
        raise Wrong(f"{said}{'the best epoch' if got[0] == wanted[0] else 'the last epoch'} is not right")


def solve_paired(bare, remedy):
    """Return the mean, the spread (floats) and a bool; bare and remedy have shape (seeds,)."""
    gains = remedy - bare
    mean, spread = gains.mean(), gains.std(ddof=1)
    one_sign = (gains > 0).all() or (gains < 0).all()
    return mean, spread, bool(one_sign and abs(mean) > spread)


@exercise(
    solution=solve_paired,
    hints=[
        "The same seed means the same thousand images. Subtract before you take any mean.",
        "The spread is that of the differences, with `ddof=1`.",
        "A remedy may also do harm, and reliably so: look at abs(mean), and at five of either sign.",
    ],
    explanation="Unpaired, the luck of the thousand images hides all but the largest gains. Paired, it cancels, as "
    "it is on both sides.",
)
def paired(answer):
    """Look at a function of two arrays of shape (seeds,) that returns mean, spread and a bool. Raises a Finding."""
    rng = np.random.default_rng(seed())
    luck = rng.normal(89, 0.5, 5)
    cases = [
        (luck, luck + np.array([0.36, 0.22, 0.19, 0.43, 0.23])),
        (luck, luck + np.array([0.31, 0.42, -0.05, 0.38, 0.44])),
        (luck, luck - np.array([0.36, 0.22, 0.19, 0.43, 0.23])),
        (luck, luck + np.array([0.02, 0.05, 0.01, 0.9, 0.03])),
        (luck, luck + np.array([0.36, 0.12, 0.19, 0.63, 0.13])),
        (luck, luck + np.array([0.36, 0.22, 0.0, 0.43, 0.23])),
        (luck[:3], luck[:3] + np.array([0.31, 0.22, 0.43])),
        (luck, luck + rng.normal(0, 0.2, 5)),
    ]
    for bare, remedy in cases:
        result = call(answer, bare, remedy)
        if not isinstance(result, (tuple, list)) or len(result) != 3:
            raise Wrong(f"the function should return (mean, spread, trusted), but its result is {kind(result)}")
        gains = remedy - bare
        mean, spread, trusted = solve_paired(bare, remedy)
        case = f"for the differences {', '.join(f'{gain:+.2f}' for gain in gains)} "
        reasons = [
            (-mean, f"{case}the mean is {-mean:+.3f}: take remedy minus bare, so that a gain is above 0"),
            (np.abs(gains).mean(), f"{case}the mean is that of their sizes; a loss and a gain should cancel"),
            (remedy.mean(), f"{case}the mean is that of the remedy; asked for is what it gains"),
            (np.median(gains), f"{case}the first number is the median, not the mean"),
            (gains.sum(), f"{case}the first number is their sum, not their mean"),
            *((mean.round(digits), f"{case}the mean was rounded; return it with all its digits") for digits in (1, 2)),
        ]
        compare(result[0], mean, f"{case}the mean", reasons=reasons)
        apart = np.sqrt(bare.var(ddof=1) + remedy.var(ddof=1))
        own = "the luck of the draw, which both share, is still in it"
        reasons = [
            (gains.std(), f"{case}the spread divides by the number of seeds; ± in the course divides by one less"),
            (gains.var(ddof=1), f"{case}the spread is the mean square; its root is missing"),
            (remedy.std(ddof=1), f"{case}the spread is that of the remedy alone: {own}"),
            (bare.std(ddof=1), f"{case}the spread is that of the bare runs: {own}"),
            (apart, f"{case}the spread treats the two as if they had nothing to do with each other: {own}"),
            (remedy.std(ddof=1) + bare.std(ddof=1), f"{case}the two spreads were added: {own}"),
            (abs(remedy.std(ddof=1) - bare.std(ddof=1)), f"{case}the spreads were subtracted; subtract the "
            "accuracies first"),
            (remedy.std(ddof=1) - bare.std(ddof=1), f"{case}the spreads were subtracted; subtract the accuracies "
            "first"),
            *((spread.round(digits), f"{case}the spread was rounded; return it with all its digits")
              for digits in (1, 2)),
            (spread / np.sqrt(len(gains)), f"{case}the spread was divided by √{len(gains)}; the rule compares the "
            "spread itself"),
            (np.ptp(gains), f"{case}the spread goes from the lowest to the highest; asked for is the standard "
            "deviation"),
        ]  # fmt: skip
        compare(result[1], spread, f"{case}the spread", reasons=reasons)
        if result[2] is ...:
            raise NotAttempted("not attempted yet: trusted is still the ... of the stub.")
        if not isinstance(result[2], (bool, np.bool_)):
            raise Wrong(f"the third part should be True or False, but it is {kind(result[2])}")
        if bool(result[2]) != trusted:
            mixed = (gains > 0).any() and (gains < 0).any()
            why = "one of them points the other way" if mixed else "the mean is smaller than the spread"
            if (gains == 0).any() and not mixed:
                why = "one of them is 0, which is neither above 0 nor below it"
            if trusted:
                why = "all point one way, and the mean is larger than the spread" + " in size" * int(mean < 0)
            raise Wrong(
                f"{case}with the mean {mean:+.2f} and the spread {spread:.2f}, trusted should be {trusted}: {why}"
            )


def solve_between(image, row, column):
    """Return the value of an image (2-D array) at a place, a float; row and column are floats."""
    top, left = int(np.floor(row)), int(np.floor(column))
    down, right = row - top, column - left

    def pixel(i, j):
        inside = 0 <= i < image.shape[0] and 0 <= j < image.shape[1]
        return image[i, j] if inside else 0.0

    upper = (1 - right) * pixel(top, left) + right * pixel(top, left + 1)
    lower = (1 - right) * pixel(top + 1, left) + right * pixel(top + 1, left + 1)
    return (1 - down) * upper + down * lower


BETWEEN_SLIPS = {
    "cut": "the place counts as outside, but some of its four pixels are inside",
    "exchanged": "down and right have changed places: a row counts downwards",
    "weights": "the nearer pixel counts less; 0.25 down leaves 0.75 for the row above",
    "nearest": "only the nearest pixel counts; asked for is an average of four",
    "corner": "only the pixel above and to the left counts; asked for is an average of four",
    "mean": "the four pixels count alike; the nearer should count more",
    "toward zero": "int() cuts off towards 0, so −0.25 begins at 0; which whole number lies *below* −0.25?",
    "sides": "height and width have changed places; image.shape is (height, width)",
    "wrapped": "a row or column −1 is the last one in NumPy; outside of the image lies 0",
    "repeated": "the rim goes on outside of the image; outside lies 0",
}


def between_with(slip, image, row, column):
    """Return what a known mistake gives in place of `solve_between`; image, row and column as there.

    Parameters
    ----------
    slip : str, a key of BETWEEN_SLIPS
    image : array, shape (height, width)
    row, column : float

    Returns
    -------
    float.
    """
    height, width = image.shape
    floor = int if slip == "toward zero" else lambda number: int(np.floor(number))
    top, left = floor(row), floor(column)
    down, right = row - top, column - left
    if slip == "exchanged":
        down, right = right, down
    if slip == "weights":
        down, right = 1 - down, 1 - right
    if slip == "nearest":
        down, right = float(down >= 0.5), float(right >= 0.5)
    if slip == "corner":
        down, right = 0.0, 0.0
    if slip == "mean":
        down, right = 0.5, 0.5

    def pixel(i, j):
        if slip == "repeated":
            return image[min(max(i, 0), height - 1), min(max(j, 0), width - 1)]
        if slip == "wrapped" and -height <= i < height and -width <= j < width:
            return image[i, j]
        if slip == "sides" and not (0 <= i < width and 0 <= j < height):
            return 0.0
        return image[i, j] if 0 <= i < height and 0 <= j < width else 0.0

    if slip == "cut" and not (0 <= row <= height - 1 and 0 <= column <= width - 1):
        return 0.0
    upper = (1 - right) * pixel(top, left) + right * pixel(top, left + 1)
    lower = (1 - right) * pixel(top + 1, left) + right * pixel(top + 1, left + 1)
    return (1 - down) * upper + down * lower


@exercise(
    solution=solve_between,
    hints=[
        "Which four pixels lie around the place? `np.floor` gives the row above and the column to the left.",
        "First between left and right, in the upper row and in the lower row; then between these two.",
        "Fetch each of the four by a little function that returns 0 for a row or column outside of the image, also "
        "for −1.",
    ],
    explanation="`resample` does the same for all pixels of all images at once, and puts a rim of zeros round the "
    "images so that it need not ask who is outside.",
)
def between(answer):
    """Look at a function of an image (2-D array), a row and a column that returns a number. Raises a Finding."""
    if "resample" in getattr(getattr(answer, "__code__", None), "co_names", ()):
        raise Wrong("from scratch: write it without resample")
    rng = np.random.default_rng(seed())
    image = rng.integers(10, 250, (4, 6)).astype(float)
    table = np.array([[8.0, 40.0], [20.0, 100.0]])
    cases = [(table, 0.75, 0.4), (table, 0.5, 0.0), (table, 1.0, 1.0)]
    cases += [(image, 2, 3), (image, 1.3, 4.6), (image, -0.25, 2.4), (image, 1.7, -0.6), (image, 3.2, 1.5)]
    cases += [(image, 0.6, 5.75), (image, -5.5, 2.0), (image, 1.0, 17.3), (image, -1.5, -0.5), (image, 3.0, 5.0)]
    for picture, row, column in cases:
        place = np.full((1, 1, 1), float(row)), np.full((1, 1, 1), float(column))
        wanted = resample(picture[np.newaxis], *place)[0, 0, 0]
        height, width = picture.shape
        shown = str(picture.astype(int).tolist()) if height == 2 else f"an image of {height} rows and {width} columns"
        what = f"for {shown} at row {row:g}, column {column:g} the value"
        reasons = [
            (between_with(slip, picture, row, column), f"{what} is not right: {message}")
            for slip, message in BETWEEN_SLIPS.items()
        ]
        try:
            got = call(answer, picture, row, column)
        except IndexError as error:
            if "only integers" in str(error):
                raise Wrong(
                    f"your code raised IndexError: {error}. np.floor returns a float; an index has to be an int: "
                    "int(np.floor(…))"
                ) from None
            raise Wrong(
                f"for {shown} at row {row:g}, column {column:g} your code raised IndexError: {error}. A pixel "
                "outside of the image counts as 0, so it must not be fetched"
            ) from None
        far = not (-1 < row < height and -1 < column < width)
        if far and np.ndim(got) == 0 and np.asarray(got).dtype.kind in "iuf" and np.isfinite(got) and got != 0:
            reasons.append(
                (got, f"{what} is {got:g}, but all four pixels around this place lie outside: it should be 0")
            )
        compare(got, wanted, what, reasons=reasons)


progress = progress_of(globals())
