"""What chapter 11 quotes and no lesson has the time to run: pictures against dense layers, each at a rate of its own.

Every rate is the one whose worst run is best, of three or four, with seeds 10 to 12; what is quoted comes from seeds 0
to 4, and ten pairs of runs from seeds 20 to 29. All of it is measured on validation images, the last 10,000 of the
training file.
"""

import math
from functools import partial

import numpy as np

from benchmarks import report
from nnlib import (
    Augment,
    Conv2D,
    CrossEntropy,
    Flatten,
    Identity,
    Images,
    Layer,
    MaxPool2D,
    Momentum,
    NeuralNetwork,
    ReLU,
    accuracy,
    load_mnist,
    one_cycle,
    train,
)
from nnlib.convolution import im2col
from nnlib.layers import create_weight_matrix

RATES = (0.03, 0.1, 0.3)
CHOOSING = range(10, 13)
FRESH = range(5)
PAIRS = range(20, 30)
WAYS = {"right": (0, 1), "left": (0, -1), "down": (1, 0), "up": (-1, 0)}


class Untrained(Conv2D):
    """A convolution that keeps its first, random kernels."""

    def parameters(self):
        return []


class Unshared:
    """Windows as in a convolution, but each with weights of its own: a locally connected layer.

    Parameters
    ----------
    in_channels, out_channels, kernel_size, act_function
        As in `Conv2D`.
    places : int
        Windows along each side of the image.
    """

    def __init__(self, in_channels, out_channels, kernel_size, act_function, places, *, rng, dtype):
        self.k, self.places, self.act_function = kernel_size, places, act_function
        ins = in_channels * kernel_size**2
        weights = create_weight_matrix(places**2 * out_channels, ins, rng=rng, dtype=dtype)
        self.W = weights.reshape(places**2, out_channels, ins)
        self.b = np.zeros((places**2, out_channels, 1), dtype)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)

    def forward_pass(self, x):
        """Return the answers of all windows, shape (out_channels, places, places, n), for x (in_channels, …, n)."""
        self.x_shape, n = x.shape, x.shape[3]
        pieces = im2col(x, self.k, 1).reshape(-1, self.places**2, n)
        self.seen = np.ascontiguousarray(pieces.transpose(1, 0, 2))  # (places², ins, n)
        self.outputs = self.act_function(self.W @ self.seen + self.b)  # (places², outs, n)
        self.a = self.outputs.transpose(1, 0, 2).reshape(-1, self.places, self.places, n)
        return self.a

    def backward_pass(self, da, *, need_dx=True):
        """Write dW and db, and return the gradient for x."""
        da = da.reshape(len(da), self.places**2, -1).transpose(1, 0, 2)
        dz = self.act_function.backward(self.outputs, da)
        self.dW[...] = dz @ self.seen.transpose(0, 2, 1)
        self.db[...] = dz.sum(axis=2, keepdims=True)
        if not need_dx:
            return None
        by_weight = (self.W.transpose(0, 2, 1) @ dz).transpose(1, 0, 2)  # (ins, places², n)
        by_weight = by_weight.reshape(self.x_shape[0], self.k**2, self.places, self.places, -1)
        dx = np.zeros(self.x_shape, dz.dtype)
        for number in range(self.k**2):
            i, j = divmod(number, self.k)
            dx[:, i : i + self.places, j : j + self.places] += by_weight[:, number]
        return dx

    def parameters(self):
        return [(self.W, self.dW), (self.b, self.db)]


def unshared(rng, dtype):
    """Return the convolutional network, but each window with weights of its own: 328,202 parameters."""
    settings = {"rng": rng, "dtype": dtype}
    return NeuralNetwork([
        Images(1, 28, 28),
        Unshared(1, 8, 5, ReLU(), 24, **settings), MaxPool2D(2),
        Unshared(8, 16, 5, ReLU(), 8, **settings), MaxPool2D(2),
        Flatten(), Layer(256, 10, Identity(), **settings),
    ])  # fmt: skip


def dense(rng, dtype):
    settings = {"rng": rng, "dtype": dtype}
    sizes = [(784, 128, ReLU()), (128, 64, ReLU()), (64, 10, Identity())]
    return NeuralNetwork([Layer(*size, **settings) for size in sizes])


def as_small(rng, dtype):
    """Return a dense network of 5,575 numbers, nearly as few as the convolutional one's 5,994."""
    settings = {"rng": rng, "dtype": dtype}
    return NeuralNetwork([Layer(784, 7, ReLU(), **settings), Layer(7, 10, Identity(), **settings)])


def convolutional(rng, dtype, first=Conv2D):
    settings = {"rng": rng, "dtype": dtype}
    return NeuralNetwork([
        Images(1, 28, 28),
        first(1, 8, 5, ReLU(), **settings), MaxPool2D(2),
        Conv2D(8, 16, 5, ReLU(), **settings), MaxPool2D(2),
        Flatten(), Layer(256, 10, Identity(), **settings),
    ])  # fmt: skip


def global_pooling(rng, dtype):
    settings = {"rng": rng, "dtype": dtype}
    return NeuralNetwork([
        Images(1, 28, 28),
        Conv2D(1, 8, 5, ReLU(), **settings), MaxPool2D(2),
        Conv2D(8, 16, 5, ReLU(), **settings), MaxPool2D(8),
        Flatten(), Layer(16, 10, Identity(), **settings),
    ])  # fmt: skip


def with_rim(rim, rng, dtype):
    net = global_pooling(rng, dtype)
    net.layers[1].padding = rim  # with 8: maps of 40 × 40, 20 × 20 and 16 × 16
    net.layers[4] = MaxPool2D(8 + rim)
    return net


def untrained(rng, dtype):
    return convolutional(rng, dtype, Untrained)


def trained(build, examples, epochs, rate, seed, shown=False, dtype=np.float64):
    """Return a network after some epochs with momentum and one_cycle, mini-batches of 64, perhaps shown moves."""
    rng = np.random.default_rng(seed)
    net = build(rng, dtype)
    schedule = one_cycle(rate, epochs * math.ceil(examples[0].shape[1] / 64))
    train(net, *examples, loss=CrossEntropy(), optimizer=Momentum(schedule), epochs=epochs, batch_size=64,
          rng=rng, transform=Augment(shift=3) if shown else None, progress=False)  # fmt: skip
    return net


def moved(x, down, right):
    """Columns of digits, each moved by so many pixels, at most 3; what leaves the page is lost."""
    paper = np.pad(x.reshape(28, 28, -1), ((3, 3), (3, 3), (0, 0)))
    return paper[3 - down : 31 - down, 3 - right : 31 - right].reshape(784, -1)


def percent(net, x, y):
    return 100 * accuracy(net, x, y)


def read_if_finite(net, x, y):
    """The accuracy in percent; 0 for a network whose training diverged."""
    return percent(net, x, y) if np.isfinite(net.layers[-1].W).all() else 0.0


def by_way(net, x, y, pixels=3):
    """The accuracies in percent of digits moved by some pixels right, left, down and up."""
    return [percent(net, moved(x, pixels * down, pixels * right), y) for down, right in WAYS.values()]


def worst_is_best(tried):
    """The rate whose worst run is best; of equal ones the smaller."""
    return max(tried, key=lambda row: (min(row[1]), -row[0]))[0]


def likeness(kernels):
    """How alike neighbouring weights are: the correlation of a weight and the one on its right or below it."""
    one = np.concatenate([kernels[:, :, :-1].ravel(), kernels[:, :-1].ravel()])
    other = np.concatenate([kernels[:, :, 1:].ravel(), kernels[:, 1:].ravel()])
    return float(np.corrcoef(one, other)[0, 1])


def kernels_and_maps(net, x):
    """Of the first layer: likeness of neighbouring weights, and how alike its eight maps of the same images are."""
    net.forward_pass(x)
    layer = net.layers[1]
    pairs = np.corrcoef(layer.a.reshape(8, -1))[np.triu_indices(8, 1)]
    return [likeness(layer.W.reshape(8, 5, 5)), float(np.nanmean(np.abs(pairs)))]


SETTINGS = {  # what builds the network, the epochs, and the rates: the best must not be the first or the last
    "dense": (dense, 3, RATES),
    "dense, ten epochs": (dense, 10, (0.01, *RATES)),
    "convolutional": (convolutional, 3, RATES),
    "untrained kernels": (untrained, 3, RATES),
}


def all_images(name, examples, validation):
    """A setting on all 50,000 images: the runs of each rate, and at its own rate pictures as they are and moved by 3.

    And of the convolutional network's first layers, start and end: `kernels_and_maps`.
    """
    build, epochs, rates = SETTINGS[name]
    x_val, y_val = validation
    few = x_val[:, :2500], y_val[:2500]

    def learn(rate, seed):
        return trained(build, examples, epochs, rate, seed, dtype=np.float32)

    tried = [[rate, [percent(learn(rate, seed), x_val, y_val) for seed in CHOOSING]] for rate in rates]
    rate = worst_is_best(tried)
    nets = [learn(rate, seed) for seed in FRESH]
    looks = []
    if name == "convolutional":
        starts = [build(np.random.default_rng(seed), np.float32) for seed in FRESH]
        looks = [[kernels_and_maps(net, x_val[:, :300]) for net in pair] for pair in zip(starts, nets)]
    return {
        "network": name, "rates": tried, "rate": rate,
        "as they are": [percent(net, x_val, y_val) for net in nets],
        "moved by 3": [by_way(net, *few) for net in nets],
        "kernels and maps": looks,
    }  # fmt: skip


def ten_thousand(examples, validation, order):
    """The lesson's size, 10,000 images, three epochs, float64: the runs of each rate."""
    few = examples[0][:, :10_000], examples[1][:10_000]
    rows = []
    for name, build, pixels, shown in (
        ("dense", dense, slice(None), False),
        ("convolutional", convolutional, slice(None), False),
        ("global pooling", global_pooling, slice(None), False),
        ("dense, shown moves", dense, slice(None), True),
        ("convolutional, shown moves", convolutional, slice(None), True),
        ("dense, shuffled", dense, order, False),
        ("convolutional, shuffled", convolutional, order, False),
    ):
        learned, seen = (few[0][pixels], few[1]), (validation[0][pixels], validation[1])
        tried = [
            [rate, [percent(trained(build, learned, 3, rate, seed, shown), *seen) for seed in CHOOSING]]
            for rate in RATES
        ]
        rows.append([name, tried])
    return rows


def curves(build, examples, validation, rate=0.1):
    """Five runs on 10,000 images: the accuracy of digits moved by 0 to 3 pixels, each the mean of four directions.

    As in the lesson, on its 2,000 validation images.
    """
    few = examples[0][:, :10_000], examples[1][:10_000]
    seen = validation[0][:, :2000], validation[1][:2000]
    nets = [trained(build, few, 3, rate, seed) for seed in FRESH]
    return [[float(np.mean(by_way(net, *seen, pixels))) for pixels in range(4)] for net in nets]


def shuffled(build, examples, validation, order, rate=0.1):
    """Five runs on 10,000 images whose pixels are in some order, on the lesson's 2,000 validation images likewise."""
    few = examples[0][order, :10_000], examples[1][:10_000]
    seen = validation[0][order, :2000], validation[1][:2000]
    return [percent(trained(build, few, 3, rate, seed), *seen) for seed in FRESH]


def unshared_windows(examples, validation, order):
    """Windows that share nothing: the runs of each rate, on pictures and on shuffled pixels, and five runs of each.

    The five are at the rate so chosen: `curves` on pictures, `shuffled` on shuffled pixels.
    """
    result = {}
    for name, pixels in (("pictures", slice(None)), ("shuffled", order)):
        learned = examples[0][pixels, :10_000], examples[1][:10_000]
        seen = validation[0][pixels], validation[1]
        tried = [
            [rate, [read_if_finite(trained(unshared, learned, 3, rate, seed), *seen) for seed in CHOOSING]]
            for rate in (*RATES, 0.5)
        ]
        result[name] = {"rates": tried, "rate": worst_is_best(tried)}
    result["pictures"]["curves"] = curves(unshared, examples, validation, result["pictures"]["rate"])
    result["shuffled"]["as they are"] = shuffled(unshared, examples, validation, order, result["shuffled"]["rate"])
    return result


def two_numbers(build, examples, validation, epochs=3, rate=0.1, shown=False):
    """Five runs on 10,000 images, with the lesson's two numbers of each, on its 2,000 validation images.

    As they are, and moved by 3 pixels, the mean of four directions.
    """
    few = examples[0][:, :10_000], examples[1][:10_000]
    seen = validation[0][:, :2000], validation[1][:2000]
    nets = [trained(build, few, epochs, rate, seed, shown) for seed in FRESH]
    return {
        "as they are": [percent(net, *seen) for net in nets],
        "moved by 3": [float(np.mean(by_way(net, *seen))) for net in nets],
    }


def equal_work(examples, validation):
    """A control: dense networks for nine epochs of 10,000 images, as much work as a convolutional network's three.

    The runs of each rate, on pictures as they are; and `two_numbers` at the rate so chosen.
    """
    few = examples[0][:, :10_000], examples[1][:10_000]
    rows = []
    for name, shown in (("dense", False), ("dense, shown moves", True)):
        tried = [
            [rate, [percent(trained(dense, few, 9, rate, seed, shown), *validation) for seed in CHOOSING]]
            for rate in (0.01, *RATES)
        ]
        rate = worst_is_best(tried)
        rows.append({
            "network": name, "rates": tried, "rate": rate,
            **two_numbers(dense, examples, validation, 9, rate, shown),
        })  # fmt: skip
    return rows


def equal_size(examples, validation, order):
    """A control: dense networks as small as the convolutional one, on pictures as they are and on shuffled pixels.

    The runs of each rate, and five runs at the rate so chosen, on the lesson's 2,000 validation images.
    """
    few, rows = (examples[0][:, :10_000], examples[1][:10_000]), []
    for name, pixels in (("dense", slice(None)), ("dense, shuffled", order)):
        learned, seen = (few[0][pixels], few[1]), (validation[0][pixels], validation[1])
        tried = [
            [rate, [percent(trained(as_small, learned, 3, rate, seed), *seen) for seed in CHOOSING]]
            for rate in (*RATES, 1.0)
        ]
        rate = worst_is_best(tried)
        lesson = seen[0][:, :2000], seen[1][:2000]
        fresh = [percent(trained(as_small, learned, 3, rate, seed), *lesson) for seed in FRESH]
        rows.append({"network": name, "rates": tried, "rate": rate, "as they are": fresh})
    return rows


def price_of_moves(examples, validation):
    """Dense networks on pictures as they are, without and with shown moves: ten pairs of runs with new seeds."""
    few = examples[0][:, :10_000], examples[1][:10_000]
    return {
        name: [percent(trained(dense, few, 3, 0.1, seed, shown), *validation) for seed in PAIRS]
        for name, shown in (("dense", False), ("dense, shown moves", True))
    }


def run(threads, rounds):
    """Measure all of it, print and store."""
    (x, y), _ = load_mnist()
    examples = x[:, :50_000], y[:50_000]
    validation = x[:, 50_000:], y[50_000:]
    order = np.random.default_rng(42).permutation(784)
    kinds = {
        "dense": dense, "convolutional": convolutional, "global pooling": global_pooling,
        "global pooling, rim of 4": partial(with_rim, 4), "global pooling, rim of 8": partial(with_rim, 8),
    }  # fmt: skip
    result = {
        "ten thousand": ten_thousand(examples, validation, order),
        "equal work": equal_work(examples, validation),
        "equal size": equal_size(examples, validation, order),
        "curves": {name: curves(build, examples, validation) for name, build in kinds.items()},
        "shuffled": {name: shuffled(kinds[name], examples, validation, order) for name in ("dense", "convolutional")},
        "unshared": unshared_windows(examples, validation, order),
        "dense, shown moves": two_numbers(dense, examples, validation, shown=True),
        "both remedies": two_numbers(convolutional, examples, validation, shown=True),
        "global pooling, shown moves": two_numbers(global_pooling, examples, validation, shown=True),
        "price of moves": price_of_moves(examples, validation),
        "all images": [all_images(name, examples, validation) for name in SETTINGS],
    }
    report.store("pictures", report.rounded(result))
    print(as_table(result))


def as_table(result):
    """Return all 50,000 images as a Markdown table of means."""
    rows = [
        [row["network"], row["rate"], f"{np.mean(row['as they are']):.2f}",
         *(f"{way:.1f}" for way in np.mean(row["moved by 3"], axis=0))]
        for row in result["all images"]
    ]  # fmt: skip
    return report.table(["mean of five", "rate", "0 px", *(f"3 px {way}" for way in WAYS)], rows)
