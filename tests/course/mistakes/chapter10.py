"""Wrong answers to the exercises of chapter 10 that are no slips, each with a fragment of its message."""

import numpy as np

from nncourse.exercises.chapter10 import Older, older_with, solve_early, solve_interval, solve_places, solve_slant
from nnlib.metrics import PairedDifference
from nnlib.regularization import Dropout


def factors(in_training, otherwise=lambda self, x: 1 - self.rate):
    """Older dropout whose factors are replaced: functions of the layer and x."""

    def forward_pass(self, x):
        self.mask = in_training(self, x) if self.training else otherwise(self, x)
        self.a = x * self.mask
        return self.a

    return older_with(forward_pass)


def kept(self, x):
    return self.rng.random(x.shape) >= self.rate


def last_mask(self, x):
    return self.mask


def changes_x(self, x):
    out = Older.forward_pass(self, x)
    x *= 0
    return out


def keeps_the_mask(self, x):
    if self.training:
        return Older.forward_pass(self, x)
    self.a = x * (1 - self.rate)
    return self.a


def own_mask(self, da, *, need_dx=True):
    return da * kept(self, da) if self.training else da * (1 - self.rate)


def stays_one(self, x):
    self.a = x * kept(self, x) if self.training else x * (1 - self.rate)
    return self.a


def through_super(self, da, *, need_dx=True):
    return Dropout.backward_pass(self, da, need_dx=need_dx) * 1


def never(losses, patience, least):
    return len(losses), 3


MISTAKES = {
    "price": [
        ((3.035, 3.035, 0.6703, 1732.868, 0.4064), "whole numbers"),
        ((3.035, 3.035, 0.6703, 1732.52, 0.4064), "whole numbers"),
        ((3.035, 3.035, 0.6703, 1733), "five numbers"),
    ],
    "older": [
        (Dropout, "class Older(Dropout)"),
        (Older(0.5, rng=np.random.default_rng(0)), "without brackets"),
        (older_with(Dropout.forward_pass), "that is the chapter's convention"),
        (factors(lambda self, x: kept(self, x) * (1 - self.rate)), "that factor is for training off"),
        (factors(lambda self, x: 2.5 * kept(self, x)), "one entry got the factor 2.5"),
        (factors(lambda self, x: np.ones(x.shape)), "nothing was dropped"),
        (factors(lambda self, x: np.zeros(x.shape)), "everything was dropped"),
        (factors(lambda self, x: self.rng.random(x.shape) < self.rate), "not the share kept"),
        (factors(lambda self, x: self.rng.random((len(x), 1)) >= self.rate), "whole rows or columns"),
        (factors(lambda self, x: self.rng.random(x.shape[1]) >= self.rate), "whole rows or columns"),
        (factors(lambda self, x: self.rng.random(x.shape) >= 0.9), "% were dropped"),
        (factors(lambda self, x: np.random.default_rng(0).random(x.shape) >= self.rate), "the same entries"),
        (older_with(changes_x), "x itself was changed"),
        (factors(kept, last_mask), "should answer the same each time, with all its neurons"),
        (factors(kept, kept), "should answer the same each time, with all its neurons"),
        (older_with(keeps_the_mask), "does it still meet the mask of training"),
        (older_with(backward=own_mask), "disagree about who was dropped"),
        (older_with(backward=through_super), "with need_dx=False backward_pass raised TypeError"),
        (older_with(stays_one), "Did forward_pass keep its mask"),
    ],
    "places": [
        (lambda *arguments: tuple(part.astype(int) for part in solve_places(*arguments)), "are whole numbers"),
        (lambda *arguments: np.clip(solve_places(*arguments), 0, arguments[0] - 1).tolist(), "end at the rim"),
        (lambda *arguments: solve_places(*arguments)[0], "should return rows and columns"),
        (lambda side, factor, right: (solve_places(side, factor, right)[0][:, 0],) * 2, "should have shape (7, 7)"),
    ],
    "surer": [
        (("B", "E", "A"), "choose one of"),
        ("BEK", "three letters"),
    ],
    "reports": [
        (("B", "A", "C", "F"), 'choose one of "A" to "E"'),
        ("BACD", "four letters"),
    ],
    "early": [
        (never, "it never stopped"),
        (lambda *arguments: solve_early(*arguments)[0], "should return (last, best)"),
        (lambda losses, patience, least: ("6", 3), "should be two epochs"),
    ],
    "interval": [
        (lambda bare, remedy: (remedy - bare).mean(), "should return (mean, low, high)"),
        (PairedDifference, "should return (mean, low, high), but its result is of type PairedDifference"),
        (lambda bare, remedy: (*solve_interval(bare, remedy)[:2], "0.4"), "high should be a number"),
        (lambda bare, remedy: (*solve_interval(bare, remedy)[:2], 1.0), "high"),
    ],
    "slant": [
        (lambda side, slant: solve_slant(side, slant)[1], "should return rows and columns"),
        (lambda side, slant: (np.arange(side), np.arange(side)), "should have shape (5, 5)"),
        (lambda side, slant: (solve_slant(side, slant)[0], None), "should be an array of numbers"),
    ],
    "memory": [
        (("D", "C", "A"), "choose one of"),
        ("DCE", "three letters"),
    ],
    "three_curves": [
        (("P", "Q", "I", "F"), "choose one of"),
        ("PQFI", "four letters"),
    ],
}
