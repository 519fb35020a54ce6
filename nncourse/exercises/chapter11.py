"""Chapter 11 · Exercises on convolutions: places, maps, a kernel by hand, sizes, pools, sound, neighbours, reports."""

from itertools import permutations

import numpy as np

from nncourse.exercises.base import (
    NotAttempted,
    Wrong,
    by_part,
    call,
    compare,
    either,
    exercise,
    kind,
    progress_of,
    saw,
    seed,
)
from nnlib.activations import Identity, Tanh
from nnlib.convolution import Conv2D, Flatten, Images
from nnlib.gradient_check import gradient_check
from nnlib.layers import Layer
from nnlib.losses import CrossEntropy
from nnlib.network import NeuralNetwork


def says_are(count):
    """Return "is" for one and "are" for another count, an int; a str."""
    return "is" if count == 1 else "are"


def solve_unseen(size, kernel, stride, padding):
    """Return places and unseen pixels, two int, for size, kernel, stride and padding, each int."""
    many, left = divmod(size + 2 * padding - kernel, stride)
    return many + 1, max(left - padding, 0)


CASES = [
    (10, 3, 2, 0),
    (28, 5, 3, 0),
    (9, 2, 1, 0),
    (12, 3, 1, 2),
    (28, 5, 5, 1),
    (10, 3, 2, 1),
    (30, 5, 4, 1),
    (5, 5, 1, 0),
]


def places(count):
    """Return an answer to `unseen` that counts the places in another way, count, a callable."""
    return lambda *case: (count(*case), solve_unseen(*case)[1])


def never_seen(count):
    """Return an answer to `unseen` that counts the unseen pixels in another way, count, a callable."""
    return lambda *case: (solve_unseen(*case)[0], count(*case))


def left_over(size, kernel, stride, padding):
    """Return how many entries are left over at the right end, an int; size, kernel, stride and padding are int."""
    return (size + 2 * padding - kernel) % stride


@exercise(
    solution=solve_unseen,
    slips={
        "{told} you find {found} places; count where the window begins, at 0, too": places(
            lambda *case: solve_unseen(*case)[0] - 1
        ),
        "{told}: {found} places? Count where the window begins, at 0, too": places(
            lambda size, kernel, stride, padding: -(-(size + 2 * padding - kernel) // stride)
        ),
        "{told} you find {found} places, but the last of them hangs over the edge": either(
            places(lambda size, kernel, stride, padding: -(-(size + 2 * padding - kernel) // stride) + 1),
            places(lambda *case: solve_unseen(*case)[0] + 1),
            places(lambda size, kernel, stride, padding: (size + 2 * padding) // stride),
        ),
        "{told} you find {found} places; a map has a whole number of columns": places(
            lambda size, kernel, stride, padding: (size + 2 * padding - kernel) / stride + 1
        ),
        "{told}: padding adds zeros on both sides": places(
            lambda size, kernel, stride, padding: (size + padding - kernel) // stride + 1
        ),
        "{told}: the padding is not counted": places(
            lambda size, kernel, stride, padding: (size - kernel) // stride + 1
        ),
        "{told}: that is every place; with this stride the window skips some": places(
            lambda size, kernel, stride, padding: size + 2 * padding - kernel + 1
        ),
        "{told} {rest} {verb} left over at the right end; are they pixels, or zeros of the rim?": never_seen(left_over),
        "{told} you find {unseen} unseen pixels; fewer than none cannot be unseen": never_seen(
            lambda *case: left_over(*case) - case[3]
        ),
        "{told}: what is left over lies at the right end; how many zeros are there?": never_seen(
            lambda *case: max(left_over(*case) - 2 * case[3], 0)
        ),
        "{told}: with padding the windows start further left; is it counted in what is left?": never_seen(
            lambda size, kernel, stride, padding: (size - kernel) % stride
        ),
        "{told}: a pixel is unseen if no window covers it, not if none begins there": never_seen(
            lambda *case: case[0] - solve_unseen(*case)[0]
        ),
    },
    hints=[
        "List where the window of the worked example begins: 0, 2, 4, 6. The next would be 8; why is it not there?",
        "After the first window, each further one needs `stride` more pixels. `//` says how many times they are there, "
        "`%` how many pixels are left over at the end.",
        "What is left over lies at the right end. What is there, if there is padding: pixels, or the zeros of the rim?",
    ],
    explanation="The left-over pixels are the last ones of the padded row, and its last `padding` entries are zeros.",
)
def unseen(answer):
    """Look at a function of size, kernel, stride and padding that returns two whole numbers. Raises a Finding."""
    rng = np.random.default_rng(seed())
    kernel = int(rng.integers(3, 8))
    own = int(rng.integers(20, 60)), kernel, int(rng.integers(2, kernel + 1)), int(rng.integers(0, 3))
    for case in (*CASES, own):
        size, kernel, stride, padding = case
        result = call(answer, *case)
        if not isinstance(result, (tuple, list)) or len(result) != 2:
            raise Wrong(f"the function should return a pair, (places, unseen), but its result is {kind(result)}")
        if any(part is ... for part in result):
            raise NotAttempted("not attempted yet: it returns the ... of the stub.")
        many, left = solve_unseen(*case)
        told = f"for size {size}, kernel {kernel}, stride {stride}, padding {padding}"
        rest = left_over(*case)
        numbers = [f"{part:g}" if isinstance(part, (int, float, np.number)) else kind(part) for part in result]
        facts = {"told": told, "rest": rest, "verb": says_are(rest), "found": numbers[0], "unseen": numbers[1]}
        compare(result[0], many, f"{told} the number of places", **facts)
        compare(result[1], left, f"{told} the number of unseen pixels", **facts)


MAP = np.array([[2, 1, -2], [1, 0, -1], [1, -1, -2]])  # of a 2, rows 01110 00010 00100 01000 11110
SAME = "what do ink on the right and ink on the left count here?"


@exercise(
    solution=(np.array([[2, -1, -2], [1, 0, -1], [2, 1, -1]]), MAP[::-1].copy(), -MAP),
    slips=by_part(
        {
            "mirrored": {
                f"the places have changed sides, the signs have not; {SAME}": MAP[:, ::-1],
                "the signs have changed, but a stroke on the left is now on the right: look at the places": -MAP,
                f"nothing has changed, but {SAME}": MAP,
                "left and right change, not top and bottom": -MAP[::-1],
                "this swaps rows and columns; a mirror swaps left and right": MAP.T,
            },
            "flipped": {
                "the signs have changed, but what was on the right of a window is still on its right": -MAP[::-1],
                "top and bottom change, not left and right": either(MAP[:, ::-1], -MAP[:, ::-1]),
                "nothing has changed, but what was at the top is now at the bottom": MAP,
                "only the rows are in the opposite order, the columns stay": MAP[::-1, ::-1],
            },
            "negative": {
                "1 minus the map; but which number would a picture with 1 everywhere give?": 1 - MAP,
                "9 is the ink of a window full of it, but the weights weigh it": 9 - MAP,
                "nothing has changed, but where the ink was more on the right, it is now more on the left": MAP,
                "the signs have changed, but nothing has moved": -MAP[:, ::-1],
                "an answer may be negative; no ReLU is applied": np.maximum(-MAP, 0),
            },
        }
    ),
    hints=[
        "One answer is the ink on the right of a window minus the ink on its left. What happens to this difference in "
        "a mirror? And where is the window there?",
        "The kernel's three rows are the same. What does it notice, when the picture is upside down, as in water?",
        "1 − x: the answer to a picture full of ink is the sum of all weights. Which number is that, and what is "
        "subtracted from it?",
    ],
    explanation="In a mirror the places and the sides change, upside down the places alone, and "
    "in the negative, since the weights add up to 0, each answer changes its sign alone. A kernel finds the same thing "
    "wherever it is, but not the same thing turned over.",
)
def three_maps(answer):
    """Look at three arrays of shape (3, 3): the maps of a mirrored, flipped and negative picture. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        raise Wrong(f"the answer should be three maps, (mirrored, flipped, negative), but it is {kind(answer)}")
    for name, one, right in zip(("mirrored", "flipped", "negative"), answer, three_maps.reference):
        saw(name)
        compare(one, right, f"the map {name}")


def stroke(row=None, column=None):
    """Return a 5 × 5 picture with a bar in a row (int) or a stem in a column (int), as an array."""
    picture = np.zeros((5, 5))
    picture[slice(None) if row is None else row, slice(None) if column is None else column] = 1
    return picture


SILENT = {"the rising stroke": np.eye(5)[::-1]}  # pictures that the kernel of `falling` must not answer to
SILENT |= {f"the stem in column {i}": stroke(column=i) for i in range(5)}
SILENT |= {f"the bar in row {i}": stroke(row=i) for i in range(5)}


def kernel_map(picture, kernel):
    """Return the map of a picture of shape (5, 5) under a kernel of shape (3, 3), an array (3, 3)."""
    return np.array([[np.sum(picture[i : i + 3, j : j + 3] * kernel) for j in range(3)] for i in range(3)])


@exercise(
    solution=np.array([[0, -1, -1], [-1, 2, -1], [-1, -1, 0]]),
    hints=[
        "What can a window hold of a bar or a stem? A whole row or a whole column. So what may the weights of a row "
        "add up to, at most?",
        "Reward the middle, and punish what lies beside the falling stroke.",
        "A window at the end of the rising stroke holds a single pixel of it, in one of its corners. Which corner, and "
        "which sign may the weight have there?",
    ],
    explanation="With 2 on the whole diagonal and −1 elsewhere the end of the rising stroke, alone in the top left or "
    "bottom right corner of a window, answers 2. The middle alone has to carry the reward.",
)
def falling(answer):
    """Look at a kernel, an array of shape (3, 3), that should find the falling stroke alone. Raises a Finding."""
    kernel = np.asarray(answer)
    if kernel.dtype.kind not in "biuf" or kernel.shape != (3, 3):
        raise Wrong(f"the kernel should be an array of numbers of shape (3, 3), but it is {kind(answer)}")
    if not np.isfinite(kernel).all():
        raise Wrong("the kernel holds nan or inf")
    best = kernel_map(np.eye(5), kernel).max()
    if best <= 0:
        seen = kernel_map(np.eye(5)[::-1], kernel).max()
        other = f"; the rising one answers {seen:g}: are the two mixed up?" if seen > 0 else ""
        raise Wrong(f"for the falling stroke the largest answer is {best:g}, and it should be above 0{other}")
    for name, picture in SILENT.items():
        answers = kernel_map(picture, kernel)
        if answers.max() > 1e-12:
            row, column = np.unravel_index(answers.argmax(), (3, 3))
            window = picture[row : row + 3, column : column + 3]
            cause = "it fills a whole row or column of a window: what do its three weights add up to?"
            if name == "the rising stroke":
                dots = int(window.sum())
                cause = f"the window shows {'its end, one pixel in a corner' if dots == 1 else f'{dots} pixels of it'}"
            if (kernel == kernel.flat[0]).all():
                cause = "with equal weights the kernel weighs ink, whatever its direction"
            raise Wrong(
                f"the falling stroke answers {best:g}, but {name} answers {answers.max():g} at row {row}, column "
                f"{column}; {cause}"
            )


LARGER = (760, 192_000, 6_410), (760, 972_000, 32_410), (760, 48_000, 1_610)


def larger_slips():
    """Return the slips of `larger`, a dict from str: for each picture what may be mistaken in its three numbers."""
    slips = {}

    def slip(message, at, part, *values):
        rows = []
        for value in values:
            answer = [list(row) for row in LARGER]
            answer[at][part] = value
            rows.append(tuple(map(tuple, answer)))
        slips[message] = either(*rows)

    for at, (name, side) in enumerate((("small", 20), ("large", 40))):
        places, pools, last = (side - 4) ** 2, ((side - 4) // 2) ** 2, LARGER[at][2]
        slip(f"{name}, 260: each kernel would be one channel thick, but the picture has three", at, 0, 260)
        slip(f"{name}, 750: has a kernel no bias?", at, 0, 750)
        slip(f"{name}, 780: one bias for each kernel, not for each of its channels", at, 0, 780)
        slip(f"{name}, 76: that is one kernel; there are ten", at, 0, 76)
        slip(f"{name}, 75: those are the weights of one kernel; there are ten", at, 0, 75)
        slip(f"{name}, 3040: the picture has four times as many pixels; but does a window have more?", at, 0, 3040)
        slip(f"{name}, 1520: the picture is twice as wide; but is a window?", at, 0, 1520)
        shared = f"{name}: windows are shared, no weight knows its place"
        slip(shared, at, 0, 750 * places + 10, 760 * places)

        fits = f"{name}: a window of 5 × 5 does not fit at every one of the {side} × {side} pixels"
        slip(fits, at, 1, 750 * side**2)
        starts = f"{name}: {side} − 5 places a side? Count where the window begins, at 0, too"
        slip(starts, at, 1, 750 * (side - 5) ** 2)
        slip(f"{name}: this counts one channel of three", at, 1, 250 * places)
        slip(f"{name}: this counts one kernel of ten", at, 1, 75 * places)
        slip(f"{name}: a bias is added, not multiplied; leave it out here", at, 1, 760 * places)
        slip(f"{name}: the convolution computes first, and pooling throws away afterwards", at, 1, 750 * pools)
        slip(f"{name}: that is the number of places; at each, how many products are formed?", at, 1, places)
        answers = f"{name}: that is the number of answers; how many products does each of them take?"
        slip(answers, at, 1, 10 * places)
        counted = f"{name}: the dense layer is counted, too; asked for is the convolution"
        slip(counted, at, 1, 750 * places + 100 * pools)

        slip(f"{name}: ten neurons, and no bias?", at, 2, last - 10)
        slip(f"{name}: before the dense layer, pooling keeps one pixel of four", at, 2, 100 * places + 10)
        slip(f"{name}: ten maps arrive, not one", at, 2, 10 * pools + 10)
        three = f"{name}: three channels came in, but after the convolution there are as many as kernels"
        slip(three, at, 2, 30 * pools + 10)
        slip(f"{name}: one bias a neuron, not one a pixel", at, 2, last + 10 * pools - 10)
    slip("large: four times as many pixels are not quite four times as many places", 1, 1, 768_000)
    slip("large: the dense layer reads every pixel of its maps, and they are larger here", 1, 2, 6_410)
    rim = "large: twice as wide and high would make maps of 16 × 16, but the rim costs the same 4 pixels"
    slip(rim, 1, 2, 25_610)

    slip("strided: the window is put on fewer places, but it has as many weights", 2, 0, 380, 190)
    slip("strided: that is every place; with a stride of 2 the window skips some", 2, 1, 192_000)
    slip("strided: half as many places along one side; and along the other?", 2, 1, 96_000)
    slip(
        "strided: count where the window begins along a side: at 0, 2 …, as long as it fits",
        2,
        1,
        36_750,
        60_750,
        75_000,
    )
    slip("strided: that is the number of places; at each, how many products are formed?", 2, 1, 64)
    slip("strided: this counts one channel of three", 2, 1, 16_000)
    slip("strided: this counts one kernel of ten", 2, 1, 4_800)
    slip("strided: a bias is added, not multiplied; leave it out here", 2, 1, 48_640)
    slip("strided: the maps are smaller now, and so is what the dense layer reads", 2, 2, 6_410)
    slip("strided: ten neurons, and no bias?", 2, 2, 1_600)
    slip("strided: ten maps arrive, not one", 2, 2, 170)
    return slips


@exercise(
    solution=LARGER,
    slips=larger_slips(),
    hints=[
        "How thick is one kernel, if the picture has three channels? And how many biases are there?",
        "A kernel is put on 16 · 16 places of the small picture, and multiplies all of its weights at each.",
        "In the small network there are 10 maps of 8 × 8 after pooling. Every neuron of the last layer reads all of "
        "them, "
        "and has a bias. With a stride of 2, count first where the window begins: at 0, 2, 4 …",
    ],
    explanation="10 · 3 · 5 · 5 + 10 = 760 on any picture and with any stride: weights are shared. What grows is the "
    "work, and the dense layer, whose weights do know their places. With a stride of 2 there are (20 − 5) // 2 + 1 = 8 "
    "places along a side, and a quarter of the work.",
)
def larger(answer):
    """Look at three rows of three ints: parameters, multiply-adds and dense parameters. Raises a Finding."""
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != 3:
        raise Wrong(f"the answer should be three rows, (small, large, strided), but it is {kind(answer)}")
    for name, row, right in zip(("small", "large", "strided"), answer, larger.reference):
        if row is ... or (isinstance(row, (tuple, list)) and any(part is ... for part in row)):
            raise NotAttempted(f"not attempted yet: {name} is still the ... of the stub.")
        if not isinstance(row, (tuple, list, np.ndarray)) or len(row) != 3:
            raise Wrong(f"{name} should be three numbers, but it is {kind(row)}")
        compare(row[0], right[0], f"{name}: the convolution's parameters")
        compare(row[1], right[1], f"{name}: the number of multiply-adds")
        compare(row[2], right[2], f"{name}: the dense layer's parameters")


class AvgPool2D:
    """A layer that keeps the mean of every size × size pixels; size is an int."""

    def __init__(self, size):
        self.size = size
        self.x = self.a = None

    def forward_pass(self, x):
        """Return the means, (channels, height // size, width // size, n), of x (channels, height, width, n)."""
        self.x, k = x, self.size
        height, width = x.shape[1] // k * k, x.shape[2] // k * k
        self.a = sum(x[:, i:height:k, j:width:k] for i in range(k) for j in range(k)) / k**2
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Return the gradient of x for da, the gradient of the means; None without need_dx."""
        if not need_dx:
            return None
        dx, k = np.zeros(self.x.shape), self.size
        height, width = self.x.shape[1] // k * k, self.x.shape[2] // k * k
        for i in range(k):
            for j in range(k):
                dx[:, i:height:k, j:width:k] = da / k**2
        return dx

    def parameters(self):
        """Return an empty list: there is nothing to learn here."""
        return []


def pools_of(x, k):
    """Return the pixels of all pools of x, array (channels, height, width, n): a list, first all first ones; k int."""
    height, width = x.shape[1] // k * k, x.shape[2] // k * k
    return [x[:, i:height:k, j:width:k] for i in range(k) for j in range(k)]


def forward(function):
    """Return a layer, a class, that keeps function(what `pools_of` returns, size) of each pool."""

    def forward_pass(self, x):
        AvgPool2D.forward_pass(self, x)
        self.a = function(pools_of(x, self.size), self.size)
        return self.a

    return type("AvgPool2D", (AvgPool2D,), {"forward_pass": forward_pass})


def backward(function):
    """Return a layer, a class, whose gradient is function(the layer, the right gradient, da)."""

    def backward_pass(self, da, *, need_dx=True):
        return function(self, AvgPool2D.backward_pass(self, da), da) if need_dx else None

    return type("AvgPool2D", (AvgPool2D,), {"backward_pass": backward_pass})


def blaming(share):
    """Return a layer, a class, that hands share(number of the pixel in its pool, the layer) of the gradient to each."""

    def blame(self, dx, da):
        dx = np.zeros(dx.shape)
        for number, part in enumerate(pools_of(dx, self.size)):
            part[...] = share(number, self) * da
        return dx

    return backward(blame)


def of_two_by_two(number, size):
    """Tell whether a pixel, by its number in a pool, lies in the first two rows and columns; number, size int."""
    return number % size < 2 and number // size < 2


def is_largest(number, layer):
    """Return an array, True where the pixel of that number, an int, is the largest of its pool; layer has the pools."""
    parts = pools_of(layer.x, layer.size)
    return parts[number] == np.max(parts, axis=0)


def sum_of_four(parts, size):
    """Return the sum of 2 × 2 pixels of each pool, an array; parts is a list of arrays, size an int."""
    return sum(part for number, part in enumerate(parts) if of_two_by_two(number, size))


@exercise(
    solution=AvgPool2D,
    slips={
        "{case} this is the largest of each pool, not the mean": forward(lambda parts, k: np.max(parts, axis=0)),
        "{case} this is the sum of each pool, not the mean": forward(lambda parts, k: sum(parts)),
        "{case} this is the smallest of each pool, not the mean": forward(lambda parts, k: np.min(parts, axis=0)),
        "{case} the sums are divided by 4, but a pool has {pixels} pixels here": forward(
            lambda parts, k: sum(parts) / 4
        ),
        "{case} the sums are divided by {size}, but a pool has {pixels} pixels": forward(
            lambda parts, k: sum(parts) / k
        ),
        "{case} only the first pixel of each pool counts": forward(lambda parts, k: parts[0]),
        "{case} the result is as with pools of 2 × 2; size is {size} here": either(
            forward(lambda parts, k: sum_of_four(parts, k) / 4),
            forward(lambda parts, k: sum_of_four(parts, k) / k**2),
        ),
        "{case} the means are cut to whole numbers: which dtype has the array they are in?": forward(
            lambda parts, k: np.trunc(sum(parts) / k**2)
        ),
        "{case} the gradient is 0 everywhere: was it written *into* the corners of dx?": blaming(
            lambda number, layer: 0
        ),
        "{case} the gradient is cut to whole numbers: dx has taken over the dtype of x": backward(
            lambda layer, dx, da: np.trunc(dx)
        ),
        "{case} only 2 × 2 pixels of each pool get a gradient; size is {size} here": either(
            blaming(lambda number, layer: of_two_by_two(number, layer.size) / 4),
            blaming(lambda number, layer: of_two_by_two(number, layer.size) / layer.size**2),
        ),
        "{case} each pixel gets the full gradient: together {pixels} {more}": blaming(lambda number, layer: 1),
        "{case} each pixel gets a quarter of the gradient, but a pool has {pixels} pixels here": blaming(
            lambda number, layer: 1 / 4
        ),
        "{case} the gradient is divided by {size}, but {pixels} pixels share it": blaming(
            lambda number, layer: 1 / layer.size
        ),
        "{case} the largest pixel gets all the gradient, but all of the pool moved the mean": blaming(is_largest),
        "{case} the first pixel of each pool gets all the gradient, but all of the pool moved the mean": blaming(
            lambda number, layer: number == 0
        ),
        "{case} only the first pixel of each pool gets its share; the others moved the mean, too": blaming(
            lambda number, layer: (number == 0) / layer.size**2
        ),
        "{case} the gradient is divided by {pixels} twice": blaming(lambda number, layer: 1 / layer.size**4),
        "{case} the gradient was multiplied by the pixels; how fast the mean moves depends on none": backward(
            lambda layer, dx, da: dx * layer.x * layer.size**2
        ),
    },
    hints=[
        "`x[:, 0:height:size, 0:width:size]` holds the first pixel of every pool. Which slices hold the others? Stop "
        "at the last whole pool.",
        "Nudge one pixel of a pool of four by 0.04. By how much does the mean move? That is its share of the gradient.",
        "Begin `dx` with zeros of the shape of x: pixels in no whole pool keep their 0. Then write the same slices as "
        "in the forward pass.",
    ],
    explanation="Here all pixels of a pool answer for the result, each with the same small part, whatever its "
    "value: the backward pass "
    "needs only the shape of x. PyTorch's `avg_pool2d` does the same. With size 8, on maps of 8 × 8, it is global "
    "average pooling.",
)
def avg_pool(answer):
    """Look at a class, a layer that keeps the mean of each pool. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, without brackets, but it is {kind(answer)}")
    rng = np.random.default_rng(seed())
    small = np.array([[1, 3, 2, 0], [4, 2, 1, 5], [0, 0, 6, 2], [0, 0, 1, 3]])[np.newaxis, :, :, np.newaxis]
    for x, size, what in (
        (small, 2, "on the 4 × 4 picture"),
        (rng.normal(size=(2, 6, 4, 3)), 2, "on pictures of 6 × 4"),
        (rng.normal(size=(2, 7, 6, 3)), 3, "with pools of 3 × 3 on pictures of 7 × 6"),
    ):
        layer, right = answer(size), AvgPool2D(size)
        wanted = right.forward_pass(x)
        given = x.copy()
        got = call(lambda layer=layer, given=given: layer.forward_pass(given))
        two = f"{what} the result is as with pools of 2 × 2; size is {size} here"
        if size == 3 and np.ndim(got) == 4 and np.shape(got)[1:3] == (3, 3):
            raise Wrong(two)
        if x.shape[1] % size:
            forward = "the last row fills no whole pool; MaxPool2D leaves it out, and so should this layer"
            if np.ndim(got) == 4 and np.shape(got)[1] > wanted.shape[1]:
                raise Wrong(f"{what} the result has {np.shape(got)[1]} rows: {forward}")
        compare(got, wanted, f"the result {what}", **facts_of(what, size))
        if not np.array_equal(given, x):
            raise Wrong(f"{what} forward_pass has changed its x; what `corner` returns shares its memory with x")
        da = (
            np.array([[10.0, 20], [30, 40]])[np.newaxis, :, :, np.newaxis]
            if x is small
            else rng.normal(size=wanted.shape)
        )
        look_at_blame(call(layer.backward_pass, da), right, da, what)
        if call(layer.backward_pass, da, need_dx=False) is not None:
            raise Wrong("with need_dx=False the gradient has no use; return None, as nnlib's MaxPool2D does")
    look_in_network(answer, rng)


def facts_of(what, size):
    """Return what messages about a case, what (str), may name, a dict; size is an int."""
    more = "times what came in" if size == 2 else "times as much as came in"
    return {"case": what, "size": size, "pixels": size**2, "more": more}


def look_at_blame(dx, right, da, what):
    """Compare the gradient that an AvgPool2D hands down.

    Parameters
    ----------
    dx : array
        What it returned.
    right : AvgPool2D
        After its forward pass.
    da : array
    what : str
        The case, for messages.

    Raises
    ------
    Wrong
        With the first finding.
    """
    wanted, x, size = right.backward_pass(da), right.x, right.size
    height, width = x.shape[1] // size * size, x.shape[2] // size * size
    if np.ndim(dx) == 4 and np.shape(dx) == (len(x), height, width, x.shape[3]) != x.shape:
        raise Wrong(f"the gradient has {height} rows, but x has {x.shape[1]}; the last one gets a gradient of 0")
    compare(dx, wanted, f"the gradient {what}", **facts_of(what, size))


def look_in_network(layer, rng):
    """Check the gradients of a network with a pool of this class.

    Parameters
    ----------
    layer : type, a class of layers like AvgPool2D
    rng : np.random.Generator

    Raises
    ------
    Wrong
        With the report.
    """
    net = NeuralNetwork(
        [
            Images(1, 7, 6),
            Conv2D(1, 2, 3, Tanh(), rng=rng),
            layer(2),
            Flatten(),
            Layer(8, 3, Identity(), rng=rng),
        ]
    )
    report = gradient_check(net, CrossEntropy(), rng.normal(size=(42, 3)), np.array([0, 1, 2]))
    if not report.ok:
        raise Wrong(f"in a network with this layer the gradient check says\n{report}")


def solve_listen(x, W, b, stride):
    """Return what windows hear at every place of a sound.

    Parameters
    ----------
    x : array, shape (channels, length, n)
    W : array, shape (outs, channels * k)
    b : array, shape (outs, 1)
    stride : int

    Returns
    -------
    array of shape (outs, places, n).
    """
    channels, length, n = x.shape
    k = W.shape[1] // channels
    places = (length - k) // stride + 1
    columns = np.empty((channels, k, places, n))
    for i in range(k):
        columns[:, i] = x[:, i : i + stride * (places - 1) + 1 : stride]
    return (W @ columns.reshape(channels * k, places * n) + b).reshape(len(W), places, n)


def heard(change=lambda W, channels: W, after=lambda out: out, stride=lambda stride: stride, bias=1):
    """Return an answer to `listen` with a slip: callables change W, the answers after it, the stride; bias int."""

    def answer(x, W, b, step):
        return after(solve_listen(x, change(W, len(x)), b * bias, stride(step)))

    return answer


def thick(W, channels):
    """Return W, shape (outs, channels · k), as kernels of shape (outs, channels, k); channels int."""
    return W.reshape(len(W), channels, -1)


def first_places(x, W, b, stride):
    """Return the answers, an array, as if the window moved by 1; x, W, b, stride as for `solve_listen`."""
    return solve_listen(x, W, b, 1)[:, : solve_listen(x, W, b, stride).shape[1]]


def first_channel(x, W, b, stride):
    """Return the answers of the first channel alone, an array; x, W, b, stride as for `solve_listen`."""
    return solve_listen(x[:1], thick(W, len(x))[:, 0], b, stride)


def bias_for_each(x, W, b, stride):
    """Return answers with a bias for each channel, an array; x, W, b, stride as for `solve_listen`."""
    return solve_listen(x, W, b * len(x), stride)


def other_axes(axes):
    """Return an answer to `listen` that lays its windows out in another order of axes, a list of int, and reshapes."""

    def answer(x, W, b, stride):
        channels, length, n = x.shape
        k = W.shape[1] // channels
        starts = np.arange(0, length - k + 1, stride)
        windows = x[:, np.arange(k)[:, np.newaxis] + starts]  # (channels, k, places, n)
        columns = windows.transpose(axes).reshape(channels * k, -1)
        return (W @ columns + b).reshape(len(W), len(starts), n)

    return answer


MIXED = "{what} has right windows, but weight 1 of W meets the wrong value: W goes channel by channel"
REARRANGED = "{what} has right numbers, but places and examples were mixed by a reshape; in which order do they come?"
RIGHT_OR_NAMED = ((0, 1, 2, 3), (0, 1, 3, 2), (1, 0, 2, 3))  # in order; examples before places; channels run fastest
UNLIKE = [axes for axes in permutations(range(4)) if axes not in RIGHT_OR_NAMED]
HASTY = "{what} was reshaped before channel and place inside the window came together: where is the transpose?"


@exercise(
    solution=solve_listen,
    slips={
        "{what} has each kernel turned over; our convolutions do not turn it": heard(
            lambda W, channels: thick(W, channels)[:, :, ::-1].reshape(len(W), -1)
        ),
        "{what} is right but for the bias: where is b?": heard(bias=0),
        "{what} has {every} places, as with stride 1": heard(stride=lambda step: 1),
        "{what} has one place too few: the last window ends with the last value": heard(after=lambda out: out[:, :-1]),
        "{what} is that of the first {places} places; the window moves by {stride}": first_places,
        "{what} has its places in the opposite order": heard(after=lambda out: out[:, ::-1]),
        "{what} has lost the signs of the weights": heard(lambda W, channels: np.abs(W)),
        "{what} is cut to whole numbers: which dtype has the array it is in?": heard(after=np.trunc),
        MIXED: either(
            heard(lambda W, channels: thick(W, channels).transpose(0, 2, 1).reshape(len(W), -1)),
            heard(lambda W, channels: W.reshape(len(W), -1, channels).transpose(0, 2, 1).reshape(len(W), -1)),
        ),
        "{what} is that of the first channel alone": first_channel,
        "{what} adds b once for each channel; each answer has one bias": bias_for_each,
        "{what} has the shape (outs, n, places); the examples come last": heard(
            after=lambda out: out.transpose(0, 2, 1)
        ),
        "{what} has the shape (places, outs, n); the answers of one kernel belong together": heard(
            after=lambda out: out.transpose(1, 0, 2)
        ),
        REARRANGED: either(
            heard(after=lambda out: out.transpose(0, 2, 1).reshape(out.shape)),
            heard(after=lambda out: out.reshape(len(out), out.shape[2], -1).transpose(0, 2, 1)),
        ),
        "{what} has still one column for each window; one step is missing": heard(
            after=lambda out: out.reshape(len(out), -1) if out.shape[2] > 1 else out
        ),
        HASTY: either(*map(other_axes, UNLIKE)),
    },
    hints=[
        "It is the chapter's convolution with one axis less. How wide is a window, if a row of W has channels · k "
        "weights?",
        "Lay each window out as a column: `columns` of shape `(channels, k, places, n)`. Fix i, the position in the "
        "window: `columns[:, i]` is a slice of x that starts at i and takes every stride-th value, `places` in all.",
        "`columns.reshape(channels * k, places * n)` keeps the order of W. Reshape only at the end: "
        "`(W @ columns + b).reshape(outs, places, n)`.",
    ],
    explanation="A loop over the places, with `x[:, p : p + k].reshape(channels * k, n)` as the columns of place p, "
    "is as "
    "right and as readable; the loop over the k positions is shorter, as k is small.",
)
def listen(answer):
    """Look at a function of x, W, b and stride that returns the answers of 1-D windows. Raises a Finding."""
    rng = np.random.default_rng(seed())
    example = np.array([1, 2, 4, 8, 16]).reshape(1, 5, 1), np.array([[-1, 0, 2]]), np.array([[1.5]])
    cases = [(*example, 1)]
    for channels, length, n, outs, k, stride in ((2, 9, 4, 5, 3, 1), (2, 7, 1, 3, 3, 1), (3, 11, 4, 2, 4, 3)):
        W, b = rng.normal(size=(outs, channels * k)), rng.normal(size=(outs, 1))
        cases.append((rng.normal(size=(channels, length, n)), W, b, stride))
    cases.insert(2, (*example, 2))
    for x, W, b, stride in cases:
        channels, length, n = x.shape
        k = W.shape[1] // channels
        told = f"with x {x.shape}, W {W.shape} and stride {stride} the result"
        wanted = solve_listen(x, W, b, stride)
        outs, places = wanted.shape[:2]
        got = call(answer, x, W, b, stride)
        if n == 1 and np.shape(got) == (outs, places):
            raise Wrong(
                f"{told} has shape {np.shape(got)}: the examples are an axis of their own, even if there is one"
            )
        every = solve_listen(x, W, b, 1).shape[1]
        saw(np.shape(got))
        compare(got, wanted, told, every=every, places=places, stride=stride)


@exercise(
    solution=["B", "F"],
    hints=[
        "For each of the six: which values met in one window before, and which values meet there now?",
        "After a mirror the neighbours of a pixel are still its neighbours. A kernel can be learned in a mirror, too.",
        "A kernel of the second convolution sees all eight maps at once, and the dense layer sees all 256 numbers: "
        "what "
        "is neighbourhood there?",
    ],
    explanation="Measured, the mean of three seeds: 94.1 as it was, 94.4 mirrored, 93.8 transposed, 94.0 with other "
    "maps, "
    "94.0 with other numbers; but 89.8 with other rows and 90.8 with other places. Only B and F tear neighbours "
    "apart: where the neighbours stay, so does the accuracy.",
)
def neighbours(answer):
    """Look at a list of letters (str): the rearrangements that cost accuracy. Raises a Finding."""
    if isinstance(answer, str) or not isinstance(answer, (list, tuple, set)):
        raise Wrong(f'the answer should be a list of letters, such as ["A", "B"], but it is {kind(answer)}')
    unknown = [letter for letter in answer if letter not in tuple("ABCDEF")]
    if unknown:
        raise Wrong(f'{unknown[0]!r} is none of the letters "A" to "F"')
    got = set(answer)
    for letter in sorted(got - {"B", "F"}):
        raise Wrong(f"{letter} is on your list, but {HARMLESS[letter]}")
    if not got:
        raise Wrong(
            "none? Then a convolution would be a dense layer; which values does a window take to be neighbours?"
        )
    if "B" not in got:
        raise Wrong(
            "what you list is right, but look at the pictures, too: is a stroke still a stroke in each of them?"
        )
    if "F" not in got:
        raise Wrong("what you list is right, but a second convolution slides windows, too; over what?")


HARMLESS = {
    "A": "in a mirror the neighbours are still neighbours, and a kernel can be learned in a mirror as well",
    "C": "the neighbours above are now the neighbours on the left; a kernel can be learned turned over, too",
    "D": "each kernel of the second convolution sees all eight maps at once; is there an order among them?",
    "E": "what comes afterwards is a dense layer; remember what a shuffle did to it",
}


NOT_THIS = {
    ("A", 1): "windows overlap without padding, too, and then everything is ok",
    ("A", 2): "windows overlap on any picture, but with random pixels everything is ok",
    (
        "A",
        3,
    ): "what A spoils is handed down; the gradients of layer 4, where the backward pass comes from, would be right",
    ("B", 2): "the rim is cut off in the same way on any picture, but with random pixels everything is ok",
    (
        "B",
        3,
    ): "what B spoils is handed down; the gradients of layer 4, where the backward pass comes from, would be right",
    ("C", 1): "random pixels have no ties, and without padding nothing is wrong",
    ("C", 3): "random pixels have no ties, and layer 4 comes before the pool in the backward pass",
    ("D", 1): "W is wrong as well, and db has no part in it",
    ("D", 2): "then the b of layer 4 would be wrong, too, and on any picture",
    ("D", 3): "W is wrong as well, and db has no part in it",
    ("E", 1): "layer 4 is a convolution with a tanh, too, and its gradients are right",
    ("E", 2): "a slope is forgotten on any picture, but with random pixels everything is ok",
    ("F", 1): "the check nudges the program's own forward pass; what it computes may be odd, but its gradients agree",
    ("F", 2): "the check nudges the program's own forward pass; what it computes may be odd, but its gradients agree",
    ("F", 3): "the check nudges the program's own forward pass; what it computes may be odd, but its gradients agree",
}


@exercise(
    deeper="A fault that shows up in the wrong layer",
    solution=("B", "C", "E"),
    slips={
        f"program {number}, {letter}: {message}": tuple(letter if at == number else ... for at in (1, 2, 3))
        for (letter, number), message in NOT_THIS.items()
    },
    hints=[
        "Read each column as an address: the backward pass goes from layer 6 to layer 2. Where is the last thing "
        "that is "
        "right, and what lies between it and the first that is wrong?",
        "Program 1: layer 4 turned what it got into right gradients, so what it handed down is wrong. Two of the "
        "mistakes can "
        "do that; which of them disappears without padding?",
        "Program 2: on blank background the windows hold zeros. What does a gradient that is too large do there to "
        "dW, what to "
        "db? And program 3: layers 2 and 4 share a class, and layer 6 does not.",
    ],
    explanation="Program 1 hands the gradient down shifted by a pixel, so each window of layer 2 gets the gradient "
    "of another. "
    "In "
    "program 2 four equal answers of blank background each get the full gradient: what came in there is 0, so W "
    "does not "
    "notice. "
    "In program 3 both convolutions take da for dz. And F would pass the check: the backward pass follows from the "
    "forward pass, whichever it is.",
)
def three_reports(answer):
    """Look at three letters (str), the mistake of each of three programs. Raises a Finding."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        raise Wrong(f"the answer should be three letters, one for each program, but it is {kind(answer)}")
    for number, (letter, right) in enumerate(zip(answer, three_reports.reference), start=1):
        if letter not in tuple("ABCDEF"):
            raise Wrong(f'program {number}: choose one of "A" to "F"')
        if saw(letter) != right:
            raise Wrong(f"program {number}, {letter}: that mistake would leave another report")


progress = progress_of(globals())
