"""Typical wrong answers to the exercises of chapter 11, each with a fragment of the message that it must get."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnlib.exercises.chapter11 import MAP, AvgPool2D, solve_listen, solve_unseen, three_maps
from nnlib.layers import Layer

MIRRORED, FLIPPED, NEGATIVE = three_maps.reference


def places(count):
    """An answer to `unseen` with another number of places."""
    return lambda *case: (count(*case), solve_unseen(*case)[1])


def never_seen(count):
    """An answer to `unseen` with another number of unseen pixels."""
    return lambda *case: (solve_unseen(*case)[0], count(*case))


def rest(size, kernel, stride, padding):
    return (size + 2 * padding - kernel) % stride


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


def listener(change=lambda W, channels: W, after=lambda out: out, stride=lambda stride: stride, bias=1):
    """An answer to `listen` with a slip before or after the right computation."""

    def answer(x, W, b, step):
        return after(solve_listen(x, change(W, len(x)), b * bias, stride(step)))

    return answer


def thick(W, channels):
    return W.reshape(len(W), channels, -1)


def channels_run_fastest(x, W, b, stride):
    channels, length, n = x.shape
    k = W.shape[1] // channels
    starts = range(0, length - k + 1, stride)
    return np.stack([W @ x[:, p : p + k].transpose(1, 0, 2).reshape(-1, n) + b for p in starts], axis=1)


def hasty(arrange):
    """An answer to `listen` that reshapes its windows at once, in the order of axes that they happen to have."""

    def answer(x, W, b, stride):
        (channels, length, n), k = x.shape, W.shape[1] // len(x)
        starts = range(0, length - k + 1, stride)
        return (W @ arrange(x, k, stride, starts).reshape(channels * k, -1) + b).reshape(len(W), len(starts), n)

    return answer


def cut_to_the_dtype_of_x(x, W, b, stride):
    out = solve_listen(x, W, b, stride)
    return out.astype(x.dtype)


def last_window_lost(x, W, b, stride):
    return solve_listen(x, W, b, stride)[:, :-1]


def sliced(x, W, b, stride):
    out = solve_listen(x, W, b, 1)
    return out[:, : solve_listen(x, W, b, stride).shape[1]]


MISTAKES = {
    "unseen": [
        (places(lambda *case: solve_unseen(*case)[0] - 1), "ount where the window begins"),
        (places(lambda s, k, t, p: -(-(s + 2 * p - k) // t)), "ount where the window begins"),
        (places(lambda s, k, t, p: -(-(s + 2 * p - k) // t) + 1), "hangs over the edge"),
        (places(lambda s, k, t, p: (s + 2 * p - k) / t + 1), "a whole number of columns"),
        (places(lambda s, k, t, p: (s + p - k) // t + 1), "on both sides"),
        (places(lambda s, k, t, p: (s - k) // t + 1), "the padding is not counted"),
        (places(lambda s, k, t, p: s + 2 * p - k + 1), "the window skips some"),
        (places(lambda s, k, t, p: (s + 2 * p) // t), "hangs over the edge"),
        (never_seen(rest), "are they pixels, or zeros of the rim"),
        (never_seen(lambda *case: rest(*case) - case[3]), "fewer than none"),
        (never_seen(lambda *case: max(rest(*case) - 2 * case[3], 0)), "how many zeros stand there"),
        (never_seen(lambda s, k, t, p: (s - k) % t), "is it counted in what is left"),
        (never_seen(lambda *case: case[0] - solve_unseen(*case)[0]), "not if none begins there"),
        (lambda *case: solve_unseen(*case)[0], "should return a pair"),
        (12, "should be a function"),
    ],
    "three_maps": [
        ((MAP[:, ::-1], FLIPPED, NEGATIVE), "mirrored: the places have changed sides"),
        ((-MAP, FLIPPED, NEGATIVE), "mirrored: the signs have changed"),
        ((MAP, FLIPPED, NEGATIVE), "mirrored: nothing has changed"),
        ((MAP.T, FLIPPED, NEGATIVE), "swaps rows and columns"),
        ((MIRRORED, -MAP[::-1], NEGATIVE), "still on its right"),
        ((MIRRORED, MAP, NEGATIVE), "flipped: nothing has changed"),
        ((MIRRORED, MAP[::-1, ::-1], NEGATIVE), "the columns stay"),
        ((MIRRORED, FLIPPED, 1 - MAP), "a sheet with 1 everywhere"),
        ((MIRRORED, FLIPPED, 9 - MAP), "the weights weigh it"),
        ((MIRRORED, FLIPPED, MAP), "negative: nothing has changed"),
        ((MIRRORED, FLIPPED, MAP[::-1]), "the map negative differs"),
        ((MIRRORED, FLIPPED, -MAP[:, ::-1]), "nothing has moved"),
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
        (((260, 192_000, 6_410), (260, 972_000, 32_410)), "small, 260: each kernel would be one channel thick"),
        (((750, 192_000, 6_410), (750, 972_000, 32_410)), "has a kernel no bias"),
        (((780, 192_000, 6_410), (780, 972_000, 32_410)), "not for each of its channels"),
        (((760, 192_000, 6_410), (3040, 972_000, 32_410)), "does a window have more"),
        (((760, 300_000, 6_410), (760, 1_200_000, 32_410)), "every one of the 20 × 20 pixels"),
        (((760, 168_750, 6_410), (760, 918_750, 32_410)), "20 − 5 places a side"),
        (((760, 64_000, 6_410), (760, 324_000, 32_410)), "one channel of three"),
        (((760, 194_560, 6_410), (760, 984_960, 32_410)), "a bias is added"),
        (((760, 48_000, 6_410), (760, 243_000, 32_410)), "pooling throws away afterwards"),
        (((760, 192_000, 6_410), (760, 768_000, 32_410)), "not quite four times as many places"),
        (((760, 192_000, 6_400), (760, 972_000, 32_400)), "and no bias"),
        (((760, 192_000, 25_610), (760, 972_000, 129_610)), "one pixel of four"),
        (((760, 192_000, 650), (760, 972_000, 3_250)), "ten maps arrive"),
        (((760, 192_000, 6_410), (760, 972_000, 6_410)), "they are larger here"),
        (((760, 192_000, 6_410), (760, 972_000, 25_610)), "the rim costs the same 4 pixels"),
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
    "three_reports": [
        (("A", "C", "E"), "windows overlap without padding, too"),
        (("F", "C", "E"), "nudges the program's own forward pass"),
        (("E", "C", "E"), "layer 4 is a convolution with a tanh, too"),
        (("C", "C", "E"), "random pixels have no ties"),
        (("B", "D", "E"), "then the b of layer 4 would be wrong, too"),
        (("B", "A", "E"), "windows overlap on any picture"),
        (("B", "B", "E"), "the rim is cut off in the same way"),
        (("B", "C", "B"), "layer 4, where the way back comes from"),
        (("B", "C", "D"), "db has no part in it"),
        (("B", "C", 5), 'choose one of "A" to "F"'),
        ("BCE", "three letters"),
    ],
    "listen": [
        (listener(lambda W, c: thick(W, c)[:, :, ::-1].reshape(len(W), -1)), "turned over"),
        (listener(bias=0), "where is b?"),
        (listener(stride=lambda step: 1), "as with stride 1"),
        (last_window_lost, "one place too few"),
        (hasty(lambda x, k, step, _: sliding_window_view(x, k, axis=1)[:, ::step]), "where is the transpose?"),
        (hasty(lambda x, k, _, starts: np.stack([x[:, p : p + k] for p in starts])), "where is the transpose?"),
        (hasty(lambda x, k, _, starts: np.stack([x[:, p : p + k] for p in starts], 1)), "where is the transpose?"),
        (cut_to_the_dtype_of_x, "cut to whole numbers"),
        (sliced, "the window moves by 2"),
        (channels_run_fastest, "channel by channel"),
        (lambda x, W, b, stride: solve_listen(x[:1], thick(W, len(x))[:, 0], b, stride), "the first channel alone"),
        (listener(after=lambda out: out.transpose(0, 2, 1)), "the examples come last"),
        (listener(after=lambda out: out.transpose(1, 0, 2)), "of one kernel belong together"),
        (listener(after=lambda out: out.transpose(0, 2, 1).reshape(out.shape)), "mixed by a reshape"),
        (listener(after=lambda out: out[:, :, 0] if out.shape[2] == 1 else out), "an axis of their own"),
        (listener(after=lambda out: np.maximum(out - 10, 0)), "differs"),
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
}
