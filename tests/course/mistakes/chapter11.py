"""Typical wrong answers to the exercises of chapter 11, each with a fragment of the message that it must get."""

import numpy as np

from nncourse.exercises.chapter11 import (
    MAP,
    AvgPool2D,
    backward,
    forward,
    pools_of,
    solve_listen,
    solve_unseen,
    three_maps,
)
from nnlib.layers import Layer

MIRRORED, FLIPPED, NEGATIVE = three_maps.reference


def pool(**methods):
    """A class of pools, some of its methods replaced."""
    return type("AvgPool2D", (AvgPool2D,), methods)


def without_rim(layer, dx, da):
    k = layer.size
    return dx[:, : dx.shape[1] // k * k, : dx.shape[2] // k * k]


def pools_of_two(self, x):
    AvgPool2D.forward_pass(self, x)
    return sum(pools_of(x, 2)) / 4


def adding_in_place(parts, k):
    for part in parts[1:]:
        parts[0][...] += part
    return parts[0] / k**2


def all_rows(self, x):
    return x[:, :: self.size, :: self.size].copy()


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
        (((0, 0, 0), (760, 972_000, 32_410), (760, 48_000, 1_610)), "small: the convolution's parameters"),
        ((760, 760, 760), "small should be three numbers"),
        (((760, 192_000, 6_410), (760, 972_000, 32_410)), "three rows, (small, large, strided)"),
        (760, "should be three rows"),
    ],
    "avg_pool": [
        (pool(forward_pass=all_rows), "only the first pixel"),
        (pool(forward_pass=lambda self, x: x[:, :: self.size]), "should have shape (1, 2, 2, 1)"),
        (pool(forward_pass=pools_of_two), "as with pools of 2 × 2; size is 3 here"),
        (forward(adding_in_place), "forward_pass has changed its x"),
        (backward(without_rim), "the last one gets a gradient of 0"),
        (backward(lambda layer, dx, da: dx.astype(layer.x.dtype)), "the gradient is cut to whole numbers"),
        (backward(lambda layer, dx, da: 3 * dx), "the gradient on the 4 × 4 picture"),
        (pool(backward_pass=lambda self, da, *, need_dx=True: AvgPool2D.backward_pass(self, da)), "return None"),
        (pool(backward_pass=lambda self, da: AvgPool2D.backward_pass(self, da)), "your code raised TypeError"),
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
