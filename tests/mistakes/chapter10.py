"""Typical wrong answers to the exercises of chapter 10, each with a fragment of the message that it must get."""

import numpy as np

from nnlib.augmentation import resample
from nnlib.exercises.chapter10 import (
    BETWEEN_SLIPS,
    EARLY_SLIPS,
    Older,
    between_with,
    early_with,
    solve_between,
    solve_early,
    solve_paired,
    solve_places,
)
from nnlib.regularization import Dropout


def older(forward=None, backward=None):
    """A class of older dropout, one of its methods replaced."""
    methods = {"forward_pass": forward} if forward else {}
    return type("Older", (Older,), methods | ({"backward_pass": backward} if backward else {}))


def factors(in_training, otherwise=lambda self, x: 1 - self.rate):
    """Older dropout whose factors are replaced: functions of the layer and x."""

    def forward_pass(self, x):
        self.mask = in_training(self, x) if self.training else otherwise(self, x)
        self.a = x * self.mask
        return self.a

    return older(forward_pass)


def kept(self, x):
    return self.rng.random(x.shape) >= self.rate


def last_mask(self, x):
    return self.mask


def changes_x(self, x):
    out = Older.forward_pass(self, x)
    x *= 0
    return out


def stale_number(self, da, *, need_dx=True):
    return da * (1 - self.rate)


def flipped(self, da, *, need_dx=True):
    return da * (1 - self.mask)


def own_mask(self, da, *, need_dx=True):
    return da * kept(self, da) if self.training else da * (1 - self.rate)


def only_in_training(self, da, *, need_dx=True):
    return da * self.mask if self.training else da


def stays_one(self, x):
    self.a = x * kept(self, x) if self.training else x * (1 - self.rate)
    return self.a


def grid(side):
    row = np.arange(side)[:, np.newaxis] * np.ones((side, side))
    return row, row.T, (side - 1) / 2


def places(rows=None, columns=None):
    """Places with one of the two arrays replaced: functions of index, middle, factor and right."""

    def answer(side, factor, right):
        row, column, middle = grid(side)
        wanted = solve_places(side, factor, right)
        return (
            wanted[0] if rows is None else rows(row, middle, factor, right),
            wanted[1] if columns is None else columns(column, middle, factor, right),
        )

    return answer


def early(slip):
    return lambda losses, patience, least: early_with(slip, losses, patience, least)


def restored_last(losses, patience, least):
    last, _ = solve_early(losses, patience, least)
    return last, last


def sees_the_future(losses, patience, least):
    return solve_early(losses, patience, least)[0], 1 + int(np.argmin(losses))


def lowest_so_far(losses, patience, least):
    last, _ = solve_early(losses, patience, least)
    return last, 1 + int(np.argmin(losses[:last]))


def never(losses, patience, least):
    return len(losses), 3


def paired(mean=None, spread=None, trusted=None):
    """A paired comparison with one of its parts replaced: functions of bare and remedy."""

    def answer(bare, remedy):
        parts = list(solve_paired(bare, remedy))
        for i, part in enumerate((mean, spread, trusted)):
            if part is not None:
                parts[i] = part(bare, remedy)
        return tuple(parts)

    return answer


def unpaired(bare, remedy):
    return np.sqrt(bare.var(ddof=1) + remedy.var(ddof=1))


def without_guard(image, row, column):
    top, left = int(np.floor(row)), int(np.floor(column))
    down, right = row - top, column - left
    upper = (1 - right) * image[top, left] + right * image[top, left + 1]
    lower = (1 - right) * image[top + 1, left] + right * image[top + 1, left + 1]
    return (1 - down) * upper + down * lower


def through_super(self, da, *, need_dx=True):
    return Dropout.backward_pass(self, da, need_dx=need_dx) * 1


def float_index(image, row, column):
    return image[np.floor(row), np.floor(column)]


def rim_of_one(image, row, column):
    return without_guard(np.pad(image, 1), row + 1, column + 1)


def by_resample(image, row, column):
    place = np.full((1, 1, 1), row), np.full((1, 1, 1), column)
    return resample(image[np.newaxis], *place)[0, 0, 0]


MISTAKES = {
    "price": [
        ((3.05, 3.05, 0.67, 1733), "the size of the weight had no say"),
        ((3.065, 3.05, 0.67, 1733), "which sign shrinks it?"),
        ((2.9, 3.05, 0.67, 1733), "skipped the learning rate"),
        ((3.02, 3.05, 0.67, 1733), "weight: the decay came twice"),
        ((3.0275, 3.05, 0.67, 1733), "the slope of this cost"),
        ((2.935, 3.05, 0.67, 1733), "only the decay pulls it down"),
        ((2.965, 3.05, 0.67, 1733), "up along the whole slope"),
        ((3.35, 3.05, 0.67, 1733), "weight: the step is as long as the slope"),
        ((3.035, 3.5, 0.67, 1733), "bias: the step is as long as the slope"),
        ((3.035, 3.05, 0.0067, 1733), "left: that is the first optimizer"),
        ((3.035, 3.05, 0.6703, 139), "half_life: that is the first optimizer"),
        ((3.035, 3.05, 0.6703, 1734), "one step sooner"),
        ((3.035, 3.05, 0.6703, 1732.868), "whole numbers"),
        ((3.03475, 3.05, 0.67, 1733), "took the step first"),
        ((3.035, 3.035, 0.67, 1733), "whom WeightDecay leaves alone"),
        ((3.035, 3, 0.67, 1733), "it still has a gradient"),
        ((3.035, 3.05, 0.67, 1733), "four digits after the point"),
        ((3.035, 3.05, 0.6, 1733), "of what is *left*"),
        ((3.035, 3.05, 0.1351, 1733), "left: a share of 0.002 a step"),
        ((3.035, 3.05, 0.9996, 1733), "that is one step"),
        ((3.035, 3.05, 0.3297, 1733), "the share that was lost"),
        ((3.035, 3.05, 1, 1733), "the decay adds to it"),
        ((3.035, 3.05, 0.6703, 1250), "the second quarter takes longer"),
        ((3.035, 3.05, 0.6703, 1732), "a little more than half"),
        ((3.035, 3.05, 0.6703, 1732.52), "whole numbers"),
        ((3.035, 3.05, 0.6703, 347), "the learning rate is missing"),
        ((3.035, 3.05, 0.6703), "four numbers"),
    ],
    "older": [
        (Dropout, "class Older(Dropout)"),
        (Older(0.5, rng=np.random.default_rng(0)), "without brackets"),
        (older(Dropout.forward_pass), "that is the chapter's convention"),
        (factors(lambda self, x: kept(self, x) * (1 - self.rate)), "that factor is for training off"),
        (factors(lambda self, x: 2.5 * kept(self, x)), "one entry got the factor 2.5"),
        (factors(lambda self, x: np.ones(x.shape)), "nothing was dropped"),
        (factors(lambda self, x: np.zeros(x.shape)), "everything was dropped"),
        (factors(lambda self, x: self.rng.random(x.shape) < self.rate), "not the share kept"),
        (factors(lambda self, x: self.rng.random((len(x), 1)) >= self.rate), "whole rows or columns"),
        (factors(lambda self, x: self.rng.random(x.shape[1]) >= self.rate), "whole rows or columns"),
        (factors(lambda self, x: self.rng.random(x.shape) >= 0.9), "% were dropped"),
        (factors(lambda self, x: np.random.default_rng(0).random(x.shape) >= self.rate), "the same entries"),
        (older(changes_x), "x itself was changed"),
        (factors(kept, lambda self, x: 1), "the layer above knows from training"),
        (factors(kept, lambda self, x: self.rate), "how many stayed?"),
        (factors(kept, lambda self, x: 1 / (1 - self.rate)), "it has to become smaller"),
        (factors(kept, last_mask), "some outputs are 0"),
        (factors(kept, kept), "some outputs are 0"),
        (older(backward=lambda self, da, need_dx=True: da), "came back whole"),
        (older(backward=lambda self, da, need_dx=True: da * self.mask / (1 - self.rate)), "divided by the share kept"),
        (older(backward=lambda self, da, need_dx=True: da * self.mask * (1 - self.rate)), "multiplied by the share"),
        (older(backward=stale_number), "it should meet the mask"),
        (older(backward=flipped), "stopped where it was kept"),
        (older(backward=own_mask), "disagree about who was dropped"),
        (older(backward=only_in_training), "so does blame"),
        (older(backward=through_super), "with need_dx=False backward_pass raised TypeError"),
        (older(stays_one), "Did forward_pass keep its mask"),
    ],
    "places": [
        (places(rows=lambda i, m, f, r: (i - m) * f + m), "ask where an old pixel goes"),
        (places(columns=lambda i, m, f, r: (i - m) * f + m + r), "ask where an old pixel goes"),
        (places(columns=lambda i, m, f, r: (i - r - m) * f + m), "multiply by the factor"),
        (places(rows=lambda i, m, f, r: i / f), "from its first corner"),
        (places(columns=lambda i, m, f, r: (i - r) / f), "from its first corner"),
        (places(rows=lambda i, m, f, r: (i - m - 0.5) / f + m + 0.5), "put the middle at 3.5"),
        (places(rows=lambda i, m, f, r: (i - m) / f), "count from the middle"),
        (places(rows=lambda i, m, f, r: (i - r - m) / f + m), "right is a matter of columns"),
        (places(columns=lambda i, m, f, r: (i - m) / f + m - r), "undo the enlarging first"),
        (places(columns=lambda i, m, f, r: (i + r - m) / f + m), "go the wrong way"),
        (places(columns=lambda i, m, f, r: (i - m) / f + m + r), "go the wrong way"),
        (places(columns=lambda i, m, f, r: (i - m) / f + m), "and right 1 are not moved"),
        (lambda *arguments: tuple(map(np.rint, solve_places(*arguments))), "are whole numbers"),
        (lambda *arguments: tuple(part.astype(int) for part in solve_places(*arguments)), "are whole numbers"),
        (lambda *arguments: np.clip(solve_places(*arguments), 0, arguments[0] - 1).tolist(), "end at the rim"),
        (lambda *arguments: solve_places(*arguments)[::-1], "hold the columns"),
        (lambda *arguments: tuple(part.T for part in solve_places(*arguments)), "the wrong axis"),
        (lambda *arguments: solve_places(*arguments)[0], "should return rows and columns"),
        (lambda side, factor, right: (solve_places(side, factor, right)[0][:, 0],) * 2, "should have shape (7, 7)"),
    ],
    "surer": [
        (("A", "E", "K"), "then accuracy would have fallen"),
        (("C", "E", "K"), "Could both be right?"),
        (("D", "E", "K"), "both are computed rightly"),
        (("B", "F", "K"), "which of ten logits is the largest"),
        (("B", "G", "K"), "no multiple of the logits"),
        (("B", "H", "K"), "which of ten logits is the largest"),
        (("B", "E", "I"), "did its loss rise?"),
        (("B", "E", "J"), "nine in ten are like it"),
        (("B", "E", "A"), "choose one of"),
        ("BEK", "three letters"),
    ],
    "reports": [
        (("A", "A", "C", "D"), "program 1, A: then the validation would be much better"),
        (("C", "A", "C", "D"), "program 1, C: then fresh images"),
        (("D", "A", "C", "D"), "here 88 % of them are read"),
        (("E", "A", "C", "D"), "why measure differently the second time"),
        (("B", "B", "C", "D"), "program 2, B: then two measurements"),
        (("B", "C", "C", "D"), "program 2, C: then the validation would be worse"),
        (("B", "D", "C", "D"), "here 92 % of them are read"),
        (("B", "E", "C", "D"), "lucky by some tenths of a point"),
        (("B", "A", "A", "D"), "program 3, A"),
        (("B", "A", "B", "D"), "program 3, B: then two measurements"),
        (("B", "A", "E", "D"), "not worse"),
        (("B", "A", "C", "A"), "nothing was learned that helps"),
        (("B", "A", "C", "B"), "bring 100 % down to 9 %"),
        (("B", "A", "C", "E"), "better than guessing"),
        (("B", "A", "C", "F"), 'choose one of "A" to "E"'),
        ("BACD", "four letters"),
    ],
    "early": [
        *((early(slip), message) for slip, message in EARLY_SLIPS.items()),
        (lambda *arguments: solve_early(*arguments)[::-1], "the best epoch comes second"),
        (lambda *arguments: tuple(part - 1 for part in solve_early(*arguments)), "counted from 1"),
        (restored_last, "whose weights should be restored?"),
        (sees_the_future, "nobody knows its loss"),
        (lowest_so_far, "even if it is lower by less than least"),
        (never, "it never stopped"),
        (
            lambda losses, patience, least: (solve_early(losses, patience, least)[0], min(losses)),
            "asked for is its epoch",
        ),
        (lambda *arguments: solve_early(*arguments)[0], "should return (last, best)"),
        (lambda losses, patience, least: ("6", 3), "should be two epochs"),
    ],
    "paired": [
        (lambda bare, remedy: solve_paired(remedy, bare), "take remedy minus bare"),
        (paired(mean=lambda bare, remedy: abs(remedy - bare).mean()), "should cancel"),
        (paired(mean=lambda bare, remedy: remedy.mean()), "what it gains"),
        (paired(mean=lambda bare, remedy: np.median(remedy - bare)), "the median, not the mean"),
        (paired(spread=lambda bare, remedy: (remedy - bare).std()), "divides by one less"),
        (paired(spread=lambda bare, remedy: (remedy - bare).var(ddof=1)), "its root is missing"),
        (paired(spread=lambda bare, remedy: remedy.std(ddof=1)), "of the remedy alone"),
        (paired(spread=unpaired), "nothing to do with each other"),
        (paired(spread=lambda bare, remedy: remedy.std(ddof=1) - bare.std(ddof=1)), "subtract the accuracies first"),
        (paired(spread=lambda bare, remedy: (remedy - bare).std(ddof=1) / np.sqrt(5)), "divided by √5"),
        (paired(trusted=lambda bare, remedy: solve_paired(bare, remedy)[2] and remedy[0] > bare[0]), "in size"),
        (paired(trusted=lambda bare, remedy: bool((remedy > bare).all() or (remedy < bare).all())), "is smaller than"),
        (
            paired(trusted=lambda bare, remedy: abs((remedy - bare).mean()) > (remedy - bare).std(ddof=1)),
            "one of them points the other way",
        ),
        (
            paired(trusted=lambda bare, remedy: solve_paired(bare, remedy + (remedy == bare))[2]),
            "neither above 0 nor below it",
        ),
        (
            paired(
                trusted=lambda bare, remedy: (
                    solve_paired(bare, remedy)[2] and abs((remedy - bare).mean()) > 2 * (remedy - bare).std(ddof=1)
                )
            ),
            "with the mean +0.29 and the spread 0.22, trusted should be True",
        ),
        (paired(trusted=lambda bare, remedy: solve_paired(bare, remedy)[2] and len(bare) == 5), "should be True"),
        (paired(mean=lambda bare, remedy: (remedy - bare).mean().round(1)), "the mean was rounded"),
        (paired(spread=lambda bare, remedy: (remedy - bare).std(ddof=1).round(1)), "the spread was rounded"),
        (paired(trusted=lambda bare, remedy: "yes"), "True or False"),
        (lambda bare, remedy: (remedy - bare).mean(), "should return (mean, spread, trusted)"),
    ],
    "between": [
        *((lambda *a, slip=slip: between_with(slip, *a), message) for slip, message in BETWEEN_SLIPS.items()),
        (float_index, "np.floor returns a float"),
        (rim_of_one, "all four pixels around this place lie outside"),
        (by_resample, "write it without resample"),
        (without_guard, "your code raised IndexError"),
        (lambda image, row, column: image, "shape"),
        (lambda image, row, column: -solve_between(image, row, column), "the opposite sign"),
    ],
}
