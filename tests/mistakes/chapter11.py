"""Typical wrong answers to the exercises of chapter 11, each with a fragment of the message that it must get."""

import numpy as np

from nnlib.exercises.chapter11 import MAP, AvgPool2D, solve_listen, solve_unseen, three_maps
from nnlib.layers import Layer

MIRRORED, FLIPPED, NEGATIVE = three_maps.reference


def pool(forward=None, backward=None):
    """A class of pools, one of its methods replaced."""
    methods = {"forward_pass": forward} if forward else {}
    return type("AvgPool2D", (AvgPool2D,), methods | ({"backward_pass": backward} if backward else {}))


def pools_of(x, k):
    height, width = x.shape[1] // k * k, x.shape[2] // k * k
    return [x[:, i:height:k, j:width:k] for i in range(k) for j in range(k)]


def forward(function):
    """A pool that keeps function(list of the first pixels, of the second …, size) of each pool."""

    def forward_pass(self, x):
        AvgPool2D.forward_pass(self, x)
        self.a = function(pools_of(x, self.size), self.size)
        return self.a

    return pool(forward=forward_pass)


def backward(function):
    """A pool whose blame is function(self, right blame, da)."""

    def backward_pass(self, da, *, need_dx=True):
        return function(self, AvgPool2D.backward_pass(self, da), da) if need_dx else None

    return pool(backward=backward_pass)


def winner(self, dx, da):
    blame = np.zeros_like(dx)
    for whole, part in zip(pools_of(self.x, self.size), pools_of(blame, self.size)):
        part[...] = (whole == np.max(pools_of(self.x, self.size), axis=0)) * da
    return blame


def first_only(self, dx, da):
    blame = np.zeros_like(dx)
    pools_of(blame, self.size)[0][...] = da
    return blame


def without_rim(self, dx, da):
    k = self.size
    return dx[:, : dx.shape[1] // k * k, : dx.shape[2] // k * k]


def pools_of_two(self, x):
    AvgPool2D.forward_pass(self, x)
    return sum(pools_of(x, 2)) / 4


def adding_in_place(parts, k):
    for part in parts[1:]:
        parts[0][...] += part
    return parts[0] / k**2


def rebound(self, dx, da):
    blame = np.zeros_like(dx)
    for part in pools_of(blame, self.size):
        part = da / self.size**2  # noqa: F841, PLW2901
    return blame


def two_by_two(self, dx, da):
    blame, k = np.zeros_like(dx), self.size
    for number, part in enumerate(pools_of(blame, k)):
        if number % k < 2 and number // k < 2:
            part[...] = da / k**2
    return blame


def all_rows(self, x):
    return np.repeat(x, 1, axis=1)[:, :: self.size, :: self.size]


def on_one_axis_less(x, W, b, stride):
    """Right, but for one sound alone its axis is lost."""
    out = solve_listen(x, W, b, stride)
    return out[:, :, 0] if out.shape[2] == 1 else out


MISTAKES = {
    "unseen": [
        (lambda *case: solve_unseen(*case)[0], "should return a pair"),
        (lambda *case: (0, 0), "the number of places"),
        (12, "should be a function"),
    ],
    "three_maps": [
        ((MIRRORED, FLIPPED, MAP[::-1]), "the map negative differs"),
        ((MAP[0], FLIPPED, NEGATIVE), "the map mirrored should have shape (3, 3), but has shape (3,)"),
        (4, "should be three maps"),
    ],
    "falling": [
        (np.ones((3, 3)), "the kernel weighs ink"),
        (np.eye(3), "but the rising stroke answers 1"),
        (3 * np.eye(3) - 1, "its end, one pixel in a corner"),
        (np.eye(3)[::-1] * 3 - 1, "but the rising stroke answers 6"),
        ([[-1, 2, -1]] * 3, "the rising stroke answers 1 at row 0, column 1; the window shows 2 pixels of it"),
        ([[1, -1, -1], [-1, 2, -1], [-1, -1, 1]], "rising stroke answers 1"),
        ([[0, -1, -1], [-1, 3, -1], [-1, -1, 0]], "but the rising stroke answers 1"),
        (
            [[0, 0, -1], [-1, 2, 0], [-1, -1, 0]],
            "the stem in column 1 answers 1 at row 0, column 0; it fills",
        ),
        (-np.ones((3, 3)), "the largest answer is -1"),
        ([[-1, -1, 0], [-1, 2, -1], [0, -1, -1]], "are the two mixed up"),
        (np.zeros((3, 3)), "should be above 0"),
        (np.eye(5), "of shape (3, 3)"),
        ("the diagonal", "an array of numbers"),
    ],
    "larger": [
        (((0, 0, 0), (760, 972_000, 32_410)), "small: the convolution's parameters"),
        ((760, 760), "small should be three numbers"),
        (760, "should be a pair"),
    ],
    "avg_pool": [
        (forward(lambda parts, k: np.max(parts, axis=0)), "the largest of each pool"),
        (forward(lambda parts, k: np.sum(parts, axis=0)), "the sum of each pool"),
        (forward(lambda parts, k: np.sum(parts, axis=0) / 4), "divided by 4, but a pool has 9 pixels"),
        (forward(lambda parts, k: np.sum(parts, axis=0) / k), "divided by 2, but a pool has 4 pixels"),
        (forward(lambda parts, k: parts[0]), "only the first pixel"),
        (pool(forward=all_rows), "only the first pixel"),
        (pool(forward=lambda self, x: x[:, :: self.size]), "should have shape (1, 2, 2, 1)"),
        (backward(lambda self, dx, da: dx * self.size**2), "each pixel gets the full blame: together 4 times"),
        (backward(lambda self, dx, da: dx * self.size**2 / 4), "a quarter of the blame, but a pool has 9"),
        (backward(lambda self, dx, da: dx * self.size), "divided by 2, but 4 pixels share it"),
        (backward(winner), "the largest pixel gets all"),
        (backward(first_only), "the first pixel of each pool gets all"),
        (backward(lambda self, dx, da: dx * self.x * 4), "how fast the mean moves"),
        (backward(without_rim), "the last one is blamed for nothing"),
        (pool(forward=pools_of_two), "as with pools of 2 × 2; size is 3 here"),
        (forward(lambda parts, k: sum(parts[i * k + j] for i in (0, 1) for j in (0, 1)) / 4), "size is 3 here"),
        (forward(lambda parts, k: sum(parts[i * k + j] for i in (0, 1) for j in (0, 1)) / k**2), "size is 3 here"),
        (forward(lambda parts, k: np.trunc(sum(parts) / k**2)), "the means are cut to whole numbers"),
        (forward(adding_in_place), "forward_pass has changed its x"),
        (backward(rebound), "was it written *into* the corners"),
        (backward(two_by_two), "only 2 × 2 pixels of each pool are blamed"),
        (backward(lambda self, dx, da: dx.astype(self.x.dtype)), "the blame is cut to whole numbers"),
        (pool(backward=lambda self, da, *, need_dx=True: AvgPool2D.backward_pass(self, da)), "return None"),
        (pool(backward=lambda self, da: AvgPool2D.backward_pass(self, da)), "your code raised TypeError"),
        (AvgPool2D(2), "the class itself, without brackets"),
        (Layer, "your code raised TypeError"),
    ],
    "listen": [
        (on_one_axis_less, "an axis of their own"),
        (lambda x, W, b, stride: np.maximum(solve_listen(x, W, b, stride) - 10, 0), "differs"),
        (lambda x, W, b, stride: solve_listen(x, W, b, stride).astype(x.dtype), "cut to whole numbers"),
        (lambda x, W, b, stride: print(x), "None (is a return missing?)"),
    ],
    "neighbours": [
        (["B"], "slides windows, too; over what?"),
        (["F"], "look at the pictures, too"),
        (["A", "B"], "a kernel can be learned in a mirror"),
        (["B", "C", "F"], "the neighbours on the left"),
        (["B", "D", "F"], "is there an order among them"),
        (["B", "E", "F"], "what a shuffle did to it"),
        ([], "Then a convolution would be a dense layer"),
        ("B", "a list of letters"),
        (["G"], "none of the letters"),
    ],
    "three_reports": [
        (("B", "C", 5), 'choose one of "A" to "F"'),
        ("BCE", "three letters"),
    ],
}
