"""Chapter 11 · Exercises on convolutions: places, maps, neighbours, sizes, a kernel by hand, pools, sound, reports."""

import numpy as np

from nncourse.checking import (
    Given,
    Wrong,
    altered,
    as_numbers,
    by_part,
    call,
    choose_each,
    compare,
    decimal,
    either,
    exercise,
    in_case,
    kind,
    named,
    numbers,
    observe,
    orders,
    progress_of,
    seed,
    without,
)
from nnlib.convolution import Conv2D, corner


def solve_unseen(size, kernel, stride, padding):
    """Return how many places the window has, and how many pixels it never sees."""
    room = size + 2 * padding - kernel
    places = room // stride + 1
    never_seen = max(room % stride - padding, 0)
    return places, never_seen


PLACES, LEFT = "room // stride + 1", "max(room % stride - padding, 0)"
COUNTS = {  # what may be mistaken, and how solve_unseen has to be altered to do so: old|new
    "{what} is one too few: the window starts at 0, too": f"{PLACES}|room // stride",
    "{what} counts a last window that hangs over the end": f"{PLACES}|-(-room // stride) + 1",
    "{what}: a window that ends where the row ends fits, too": f"{PLACES}|-(-room // stride)",
    "{what}: padding adds zeros on both sides": f"{PLACES}|(room - padding) // stride + 1",
    "{what}: the padding isn't counted": f"{PLACES}|(room - 2 * padding) // stride + 1",
    "{what}: with this stride the window skips some places": f"{PLACES}|room + 1",
    "the two numbers are swapped: the places come first": "return places, never_seen|return never_seen, places",
    "{what} is what is left over at the right end: pixels, or zeros of the rim?": f"{LEFT}|room % stride",
    "{what} is below 0; fewer than none can't be unseen": f"{LEFT}|room % stride - padding",
    "{what}: only the zeros on the right lie at the right end": "- padding, 0|- 2 * padding, 0",
    "{what}: with padding the windows start further left": "room % stride - padding|(size - kernel) % stride",
    "{what}: what is left over may reach beyond the padding": f"{LEFT}|0 if padding else room % stride",
    "{what}: the first window covers all of its kernel": "room % stride|(room + kernel) % stride",
    "{what}: the last window covers all of its kernel": f"{LEFT}|max(size + padding - places * stride, 0)",
    "{what}: a pixel is unseen if no window covers it, not if none starts there": f"{LEFT}|size - places",
}


@exercise(
    solution=solve_unseen,
    mistakes={message: altered(solve_unseen, *texts.split("|")) for message, texts in COUNTS.items()},
    hints=[
        "List where the window of the worked example starts: 0, 2, 4, 6. The next would be 8; why isn't it there?",
        "Each further window needs `stride` more pixels: `//` says how many there are, `%` how much is left over.",
        "What is left over lies at the right end. What is there, if there is padding: pixels, or the zeros of the rim?",
    ],
    explanation="This `//` is in every framework: where the stride doesn't fit, the last pixels are silently dropped.",
)
def unseen(answer):
    """Look at a function of size, kernel, stride and padding that returns two whole numbers. Raises a Finding."""
    rng = np.random.default_rng(seed())
    kernel = int(rng.integers(3, 8))
    own = int(rng.integers(20, 60)), kernel, int(rng.integers(2, kernel + 1)), int(rng.integers(0, 3))
    for case in (*CASES, own):
        many, left = numbers(call(answer, *case), "places", "never_seen")
        wanted = solve_unseen(*case)
        told = "for size {}, kernel {}, stride {}, padding {} the number of".format(*case)
        compare(many, wanted[0], f"{told} places")
        compare(left, wanted[1], f"{told} unseen pixels")


CASES = [(28, 5, 3, 0), (10, 3, 2, 0), (9, 2, 1, 0), (12, 3, 1, 2), (28, 5, 5, 1), (10, 3, 2, 1), (30, 5, 4, 1)]


def maps_of(rows):
    """Return four maps of shape (3, 3), as tuples: of a picture, and of it upside down, in a mirror, and both."""
    ink = np.array([[int(pixel) for pixel in row] for row in rows.split()])
    on_the_right = ink[:, 2:] - ink[:, :-2]
    seen = on_the_right[:-2] + on_the_right[1:-1] + on_the_right[2:]
    turned = seen, seen[::-1], -seen[:, ::-1], -seen[::-1, ::-1]
    return [tuple(map(tuple, one.tolist())) for one in turned]


PICTURES = (
    "01110 00010 00100 01000 11110",  # a 2
    "11110 00010 00100 01000 01000",  # a 7
    "00100 01100 10100 11110 00100",  # a 4
    "01110 10000 11110 10010 01110",  # a 6
    "01110 10010 01110 00010 01110",  # a 9
    "00010 00010 00010 10010 01100",  # a J
)
MAP = np.array(Given("three_maps", map=[one for rows in PICTURES for one in maps_of(rows)]).map)
SAME = "what do ink on the right and ink on the left count here?"


@exercise(
    texts=["".join(f"| {' | '.join(map(decimal, row))} |\n" for row in MAP), f"`np.array({MAP.tolist()})`"],
    solution=(-MAP[:, ::-1], MAP[::-1].copy(), -MAP),
    mistakes=by_part(
        {
            "mirrored": {
                f"the places have changed sides, the signs haven't; {SAME}": MAP[:, ::-1],
                "the signs have changed, but a stroke on the left is now on the right: look at the places": -MAP,
                f"nothing has changed, but {SAME}": MAP,
                "left and right change, not top and bottom": either(MAP[::-1], -MAP[::-1]),
                "this swaps rows and columns; a mirror swaps left and right": MAP.T,
            },
            "flipped": {
                "the signs have changed, but what was on the right of a window is still on its right": -MAP[::-1],
                "top and bottom change, not left and right": either(MAP[:, ::-1], -MAP[:, ::-1]),
                "nothing has changed, but what was at the top is now at the bottom": MAP,
                "only the rows are in the opposite order, the columns stay": MAP[::-1, ::-1],
                "this swaps rows and columns; a flip swaps top and bottom": MAP.T,
            },
            "negative": {
                "a number minus the map; but what would a picture with 1 everywhere give?": either(
                    *(full - MAP for full in (1, 3, 9))
                ),
                "nothing has changed, but where the ink was more on the right, it's now more on the left": MAP,
                "the signs have changed, but nothing has moved": -MAP[:, ::-1],
                "an answer may be negative; neither ReLU nor absolute values": either(np.maximum(-MAP, 0), abs(MAP)),
            },
        }
    ),
    hints=[
        "An answer is ink on the right minus ink on the left. What does a mirror do to it, and where is the window?",
        "The kernel's three rows are the same. What does it notice when the picture is upside down, as in water?",
        "1 − x: the answer to a picture full of ink is the sum of all weights. What is subtracted from it?",
    ],
    explanation="In a mirror the places and the signs change; upside down only the places; and in the negative only "
    "the signs, since the weights add up to 0. A kernel finds the same thing wherever it is, but not turned over.",
)
def three_maps(answer):
    """Look at three arrays of shape (3, 3): the maps of a mirrored, flipped and negative picture. Raises a Finding."""
    names = "mirrored", "flipped", "negative"
    for name, one, right in zip(names, numbers(answer, *names), three_maps.right):
        observe(name)
        compare(one, right, name)


REARRANGED = Given(  # in none of these orders are the right letters those of the notebook, or those of its example
    "neighbours",
    order=[one for one in orders(6) if one[0] == 0 or {one.index(1), one.index(5)} not in ({1, 5}, {0, 2})],
)
OTHER_ROWS, OTHER_PLACES = map(REARRANGED.letter, "BF")
HARMLESS = {
    "A": "in a mirror the neighbours are still neighbours, and a kernel can be learned in a mirror as well",
    "C": "the neighbours above are now the neighbours on the left; a kernel can be learned turned over, too",
    "D": "each kernel of the second convolution sees all eight maps at once; is there an order among them?",
    "E": "what comes afterwards is a dense layer; remember what a shuffle did to it",
}


HARMLESS = {REARRANGED.letter(letter): why for letter, why in HARMLESS.items()}


@exercise(
    solution=[OTHER_ROWS, OTHER_PLACES],
    hints=[
        "For each of the six: which values met in one window before, and which values meet there now?",
        "After a mirror the neighbours of a pixel are still its neighbours. A kernel can be learned in a mirror, too.",
        "A kernel of the second convolution sees all eight maps at once, the dense layer all 256 numbers.",
    ],
    explanation="Measured, the mean of three seeds: 94.1 as it was, 94.4 mirrored, 93.8 transposed, 94.0 with other "
    "maps, 94.0 with other numbers; but 89.8 with other rows and 90.8 with other places. Only "
    f"{OTHER_ROWS} and {OTHER_PLACES} tear neighbours apart: where the neighbours stay, so does the accuracy.",
)
def neighbours(answer):
    """Look at some letters: the rearrangements that cost accuracy. Raises a Finding."""
    got = set(named(answer, "ABCDEF"))
    for letter in sorted(got - {OTHER_ROWS, OTHER_PLACES}):
        raise Wrong(f"{letter} is on your list, but {HARMLESS[letter]}")
    if not got:
        raise Wrong("none? Then a convolution would be a dense layer; which values does it take to be neighbours?")
    if OTHER_ROWS not in got:
        raise Wrong("what you list is right, but look at the pictures, too: is a stroke still a stroke in each?")
    if OTHER_PLACES not in got:
        raise Wrong("what you list is right, but a second convolution slides windows, too; over what?")


LARGER = (760, 192_000, 6_410), (760, 972_000, 32_410), (760, 48_000, 1_610)
OTHERS = {3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 18, 20, 32, 35, 36, 40}  # places along a side, elsewhere or miscounted
MISCOUNTS = {  # what may be mistaken in each of the three numbers, and what it gives with p places a side
    "convolution": {
        "each kernel would be one channel thick, but the picture has three": lambda p: [260],
        "has a kernel no bias?": lambda p: [750],
        "one bias for each kernel, not for each of its channels": lambda p: [780],
        "that is one kernel; there are ten": lambda p: [75, 76],
        "a window has as many weights on a larger picture, and with a stride": lambda p: [1_520, 3_040, 380, 190],
        "windows are shared, no weight knows its place": lambda p: [750 * p**2 + 10, 760 * p**2],
    },
    "multiply-adds": {
        "how often does the window fit along the whole side? It starts at 0, and moves by the stride": lambda p: [
            750 * k**2 for k in OTHERS - {p}
        ],
        "this counts one channel of three": lambda p: [250 * p**2],
        "this counts one kernel of ten": lambda p: [75 * p**2],
        "a bias is added, not multiplied; leave it out here": lambda p: [760 * p**2],
        "each weight is used at every place; how many places are there?": lambda p: [750],
        "these are places or answers; how many products does each take?": lambda p: [p**2, 10 * p**2],
        "the dense layer is counted, too; asked for is the convolution": lambda p: [750 * p**2 + 100 * (p // 2) ** 2],
        "count the places along both sides": lambda p: [1500 * p**2],
    },
    "last layer": {
        "ten neurons, and no bias?": lambda p: [100 * (p // 2) ** 2],
        "ten maps arrive, not one": lambda p: [10 * (p // 2) ** 2 + 10],
        "after the convolution there are as many channels as kernels": lambda p: [30 * (p // 2) ** 2 + 10],
        "how many places has a map here, and how many are left after pooling?": lambda p: [
            100 * k**2 + 10 for k in OTHERS - {p // 2}
        ],
    },
}


def larger_slips():
    """Return the mistakes of `larger`: each of its nine numbers mistaken, the others right."""
    mistakes = {}
    for at, (name, p) in enumerate((("small", 16), ("large", 36), ("strided", 8))):
        for part, (title, table) in enumerate(MISCOUNTS.items()):
            for message, counts in table.items():
                rows = [[*LARGER[at][:part], count, *LARGER[at][part + 1 :]] for count in counts(p)]
                answers = ([row if other == at else ... for other in range(3)] for row in rows)
                mistakes[f"{name}, {title}: {message}"] = either(*answers)
    return mistakes


@exercise(
    solution=LARGER,
    mistakes=larger_slips(),
    hints=[
        "How thick is one kernel, if the picture has three channels? And how many biases are there?",
        "A kernel is put on 16 · 16 places of the small picture, and multiplies all of its weights at each.",
        "Every neuron of the last layer reads all 10 pooled maps. With a stride of 2 count the starts: 0, 2, 4 …",
    ],
    explanation="10 · 3 · 5 · 5 + 10 = 760 on any picture and with any stride: weights are shared. What grows is the "
    "work, and the dense layer, whose weights do know their places. A stride of 2 takes a quarter of the work.",
)
def larger(answer):
    """Look at three rows of three ints: parameters, multiply-adds and dense parameters. Raises a Finding."""
    parts = "the convolution's parameters", "the number of multiply-adds", "the last layer's parameters"
    names = "small", "large", "strided"
    for name, row, right in zip(names, numbers(answer, *names), LARGER):
        for part, one, wanted in zip(parts, numbers(row, *parts), right):
            compare(one, wanted, f"{name}: {part}")


def stroke(row=slice(None), column=slice(None)):
    """Return a 5 × 5 picture with ones in a row or column."""
    picture = np.zeros((5, 5))
    picture[row, column] = 1
    return picture


SILENT = {"the rising stroke": np.eye(5)[::-1]}  # pictures that the kernel of `falling` must not answer to
SILENT |= {f"the stem in column {i}": stroke(column=i) for i in range(5)}
SILENT |= {f"the bar in row {i}": stroke(row=i) for i in range(5)}


def kernel_map(picture, kernel):
    """Return the map of a picture of shape (5, 5) under a kernel of shape (3, 3)."""
    return np.array([[np.sum(picture[i : i + 3, j : j + 3] * kernel) for j in range(3)] for i in range(3)])


def draw_answers(answer):
    """Draw the learner's kernel, and its maps of the two strokes."""
    from matplotlib import pyplot as plt

    kernel, (_, places) = as_numbers(answer), plt.subplots(1, 3, num="falling", clear=True, figsize=(6, 2))
    maps = {"kernel": kernel, "falling": kernel_map(np.eye(5), kernel), "rising": kernel_map(np.eye(5)[::-1], kernel)}
    for axes, (title, shown) in zip(places, maps.items()):
        axes.imshow(shown, cmap="RdBu", vmin=-np.abs(shown).max(), vmax=np.abs(shown).max())
        axes.set(title=f"{title} (blue > 0)", xticks=[], yticks=[])


@exercise(
    solution=np.array([[0, -1, -1], [-1, 2, -1], [-1, -1, 0]]),
    picture=draw_answers,
    hints=[
        "A window can hold a whole row of a bar. So what may the weights of a row add up to, at most?",
        "Reward the middle, and punish what lies beside the falling stroke.",
        "Some windows hold one pixel of the rising stroke, its middle, in a corner. Which sign may its weight have?",
    ],
    explanation="With 2 on the whole diagonal and −1 elsewhere the middle of the rising stroke, alone in the top left "
    "or bottom right corner of a window, answers 2. The kernel's middle alone has to carry the reward.",
)
def falling(answer):
    """Look at a kernel, an array of shape (3, 3), that should find the falling stroke alone. Raises a Finding."""
    kernel = as_numbers(answer)
    if kernel is None or kernel.shape != (3, 3) or not np.isfinite(kernel).all():
        raise Wrong(f"the kernel should be an array of finite numbers of shape (3, 3), but it is {kind(answer)}")
    kernel = kernel.astype(float)
    best, least = kernel_map(np.eye(5), kernel).max(), 1e-7 * np.abs(kernel).max()  # for what rounding leaves
    if best <= least:
        other = kernel_map(np.eye(5)[::-1], kernel).max()
        hint = f"; the rising one answers {other:g}: are the two mixed up?" if other > least else ""
        raise Wrong(f"for the falling stroke the largest answer is {best:g}, and it should be above 0{hint}")
    for name, picture in SILENT.items():
        answers = kernel_map(picture, kernel)
        if answers.max() > least:
            row, column = np.unravel_index(answers.argmax(), (3, 3))
            dots = int(picture[row : row + 3, column : column + 3].sum())
            cause = "it fills a whole row or column of a window: what do its three weights add up to?"
            if name == "the rising stroke":
                seen = "its middle pixel, (2, 2), in a corner" if dots == 1 else f"{dots} pixels of it"
                cause = f"the window shows {seen}"
            raise Wrong(f"{name} answers {answers.max():g} at row {row}, column {column}; {cause}")


class AvgPool2D:
    """A layer that keeps the mean of every size × size pixels."""

    def __init__(self, size):
        self.size = size

    def forward_pass(self, x):
        self.shape = x.shape
        total = 0
        for i in range(self.size):
            for j in range(self.size):
                total = total + corner(x, self.size, i, j)
        return total / self.size**2

    def backward_pass(self, da, *, need_dx=True):
        if not need_dx:
            return None
        dx = np.zeros(self.shape)
        for i in range(self.size):
            for j in range(self.size):
                corner(dx, self.size, i, j)[...] = da / self.size**2
        return dx

    def parameters(self):
        return []


MEAN, SHARE = "total / self.size**2", "da / self.size**2"
FOUR = "[corner(self.x, self.size, a, b) for a in range(self.size) for b in range(self.size)]"
KEEP = "self.shape = x.shape|self.shape, self.x = x.shape, x"
POOLS = {  # what may be mistaken, and how AvgPool2D has to be altered to do so: old|new
    "this is the largest of each pool, not the mean": f"{MEAN}|np.max({FOUR}, axis=0)|{KEEP}",
    "this is the sum of each pool, not the mean": f"{MEAN}|total",
    "the sums are divided by 4, but a pool has {pixels} pixels here": f"{MEAN}|total / 4",
    "the sums are divided by {size}, but a pool has {pixels} pixels": f"{MEAN}|total / self.size",
    "only the first pixel of each pool counts": f"{MEAN}|corner(x, self.size, 0, 0)",
    "this is as with pools of 2 × 2; size is {size} here": "self.size = size|self.size = 2",
    "it is 0 everywhere: was it written *into* the corners of dx?": f"[...] = {SHARE}|",
    "only pixels of 2 × 2 get a share; size is {size} here": f"[...] = {SHARE}|[...] = {SHARE} * (i < 2) * (j < 2)",
    "each pixel gets all of it: together {pixels} times what came in": f"= {SHARE}|= da",
    "each pixel gets a quarter, but a pool has {pixels} pixels here": f"= {SHARE}|= da / 4",
    "it is divided by {size}, but {pixels} pixels share it": f"= {SHARE}|= da / self.size",
    "the largest pixel gets all of it, but every pixel moves the mean": (
        f"= {SHARE}|= da * (corner(self.x, self.size, i, j) == np.max({FOUR}, axis=0))|{KEEP}"
    ),
    "the first pixel of each pool gets all of it, but every pixel moves the mean": f"= {SHARE}|= da * (i + j == 0)",
    "it is added to what an earlier call left": "[...] =|[...] +=|dx = n|dx = self.dx = getattr(self, 'dx', 0) + n",
}


@exercise(
    solution=AvgPool2D,
    mistakes={f"{{what}}: {message}": altered(AvgPool2D, *texts.split("|")) for message, texts in POOLS.items()},
    hints=[
        "`corner(x, size, 0, 0)` holds the first pixel of every pool. Which calls give the others?",
        "Nudge one pixel of a pool of four by 0.04. By how much does the mean move? That is its share of the gradient.",
        "Begin `dx` with zeros of the shape of x, then write into the same corners as in the forward pass.",
    ],
    explanation="All pixels of a pool answer for the result, each with the same small part, whatever its value: the "
    "backward pass needs only the shape of x. PyTorch's `avg_pool2d` does the same.",
)
def avg_pool(answer):
    """Look at a class, a layer that keeps the mean of each pool. Raises a Finding."""
    if not isinstance(answer, type):
        raise Wrong(f"the answer should be the class itself, without brackets, but it is {kind(answer)}")
    rng = np.random.default_rng(seed())
    small = np.array([[1.0, 3, 2, 0], [4, 2, 1, 5], [0, 0, 6, 2], [0, 0, 1, 3]])[np.newaxis, :, :, np.newaxis]
    for x, size, case in (
        (small, 2, "on the 4 × 4 picture"),
        (rng.normal(size=(2, 6, 4, 3)), 2, "on pictures of 6 × 4"),
        (rng.normal(size=(2, 7, 6, 3)), 3, "with pools of 3 × 3 on pictures of 7 × 6"),
    ):
        layer, right, facts = answer(size), AvgPool2D(size), {"size": size, "pixels": size**2}
        for again in ("", "a second time "):
            with in_case(f"{again}{case}"):
                wanted = right.forward_pass(x)
                compare(call(layer.forward_pass, x), wanted, f"the result {again}{case}", **facts)
                da = rng.normal(size=wanted.shape)
                dx = call(layer.backward_pass, da)
                compare(dx, right.backward_pass(da), f"the gradient {again}{case}", **facts)
                if call(layer.backward_pass, da, need_dx=False) is not None:
                    raise Wrong("with need_dx=False nobody needs the gradient; return None, as MaxPool2D does")


def solve_listen(x, W, b, stride):
    """Return what windows hear at every place of a sound, shape (outs, places, n)."""
    channels, length, n = x.shape
    k = W.shape[1] // channels
    places = (length - k) // stride + 1
    answers = np.zeros((len(W), places, n))
    for p in range(places):
        window = x[:, p * stride : p * stride + k]
        answers[:, p] = W @ window.reshape(channels * k, n) + b
    return answers


HEARD = "W @ window.reshape(channels * k, n)"
SOUNDS = {  # what may be mistaken, and how solve_listen has to be altered to do so: old|new
    "has each kernel turned over; our convolutions don't turn it": "window.reshape|window[:, ::-1].reshape",
    "is right but for the bias: where is b?": f"{HEARD} + b|{HEARD}",
    "has b subtracted": f"{HEARD} + b|{HEARD} - b",
    "has {every} places, as with stride 1": "// stride + 1|+ 1|p * stride|p",
    "has one place too few: the last window ends with the last value": "stride + 1|stride",
    "is what the first {places} places give; the window moves by {stride}": "p * stride|p",
    "has no negative numbers; there is no activation here": "return answers|return np.maximum(answers, 0)",
    "takes W place by place; it goes channel by channel": "window.reshape|window.swapaxes(0, 1).reshape",
    "comes from the first channel alone": f"{HEARD}|W[:, :k] @ window[0]",
    "uses the first channel's weights for all channels": f"{HEARD}|W[:, :k] @ window.sum(axis=0)",
    "adds b once for each channel; each answer has one bias": "+ b|+ channels * b",
    "has the shape (outs, n, places); the examples come last": "return answers|return answers.swapaxes(1, 2)",
    "has places and examples mixed by a reshape": "return answers|return answers.swapaxes(1, 2).reshape(answers.shape)",
}


@exercise(
    solution=solve_listen,
    mistakes={f"{{what}} {message}": altered(solve_listen, *texts.split("|")) for message, texts in SOUNDS.items()},
    hints=[
        "It's the chapter's convolution with one axis less. How wide is a window, if W has channels · k columns?",
        "The window at place p is `x[:, p * stride : p * stride + k]`, shape (channels, k, n). Lay it out as a column.",
        "`window.reshape(channels * k, n)` keeps the order of W, so `W @ column + b` are the answers at place p.",
    ],
    explanation="With all windows as columns side by side, one product replaces the loop: the chapter's im2col.",
)
def listen(answer):
    """Look at a function of x, W, b and stride that returns the answers of 1-D windows. Raises a Finding."""
    rng = np.random.default_rng(seed())
    example = np.array([1, 2, 4, 8, 16]).reshape(1, 5, 1), np.array([[-1, 0, 2]]), np.array([[1.5]])
    cases = [(*example, 1), (*example, 2)]
    for channels, length, n, outs, k, stride in ((2, 9, 4, 5, 3, 1), (2, 7, 1, 3, 3, 1), (3, 11, 4, 2, 4, 3)):
        W, b = rng.normal(size=(outs, channels * k)), rng.normal(size=(outs, 1))
        cases.append((rng.normal(size=(channels, length, n)), W, b, stride))
    for x, W, b, stride in cases:
        told = f"with x {x.shape}, W {W.shape} and stride {stride}"
        wanted, every = solve_listen(x, W, b, stride), solve_listen(x, W, b, 1).shape[1]
        with in_case(told), without(Conv2D):
            got = call(answer, x, W, b, stride)
        observe(np.shape(got))
        compare(got, wanted, f"{told} the result", every=every, places=wanted.shape[1], stride=stride)


AGREE = "the check nudges the program's own forward pass; what it computes may be odd, but its gradients agree"
NOT_THIS = {
    "1A": "windows overlap without padding, too, and then everything is ok",
    "1C": "random pixels have no ties, and without padding nothing is wrong",
    "1D": "W is wrong as well, and db has no part in it",
    "1E": "layer 4 is a convolution with a tanh, too, and its gradients are right",
    "1F": AGREE,
    "2A": "windows overlap on any picture, but with random pixels everything is ok",
    "2B": "the rim is cut off in the same way on any picture, but with random pixels everything is ok",
    "2D": "then the b of layer 4 would be wrong, too, and on any picture",
    "2E": "a slope is forgotten on any picture, but with random pixels everything is ok",
    "2F": AGREE,
    "3A": "what A spoils is handed down; the gradients of layer 4, where the backward pass comes from, would be right",
    "3B": "what B spoils is handed down; the gradients of layer 4, where the backward pass comes from, would be right",
    "3C": "random pixels have no ties, and layer 4 comes before the pool in the backward pass",
    "3D": "W is wrong as well, and db has no part in it",
    "3F": AGREE,
}


@exercise(
    deeper="A fault that shows up in the wrong layer",
    solution=("B", "C", "E"),
    mistakes={
        f"program {program}, {letter}: {message}": tuple(letter if at == program else ... for at in "123")
        for (program, letter), message in NOT_THIS.items()
    },
    hints=[
        "The backward pass goes from layer 6 to layer 2. What lies between the last *ok* and the first error?",
        "Program 1: layer 4 turned what it got into right gradients, so what it handed down is wrong. Two of the "
        "mistakes can do that; which of them disappears without padding?",
        "Program 2: on blank background the windows hold zeros. What does a gradient that is too large do there to "
        "dW, what to db? And program 3: layers 2 and 4 share a class, and layer 6 doesn't.",
    ],
    explanation="Program 1 hands the gradient down shifted by a pixel. In program 2 four equal answers of blank "
    "background each get the full gradient: what came in there is 0, so W doesn't notice. In program 3 both "
    "convolutions take da for dz. And F would pass: the check knows only whether backward belongs to forward.",
)
def three_reports(answer):
    """Look at three letters (str), the mistake of each of three programs. Raises a Finding."""
    choose_each(answer, "ABCDEF", {"program 1": "B", "program 2": "C", "program 3": "E"})


progress = progress_of(globals())
