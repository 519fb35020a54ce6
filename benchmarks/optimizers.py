"""What chapter 09 quotes and no lesson has the time to run: how its rates were chosen, a larger network, batch sizes.

`ten_epochs` is the race of the lesson: each optimizer has the rate with the lowest training loss on seeds 0 to 2, and
runs from the fresh seeds 10 to 19, of which the lesson runs the first five itself. In the other two each side has the
rate whose worst run is best on seeds 0 to 2, and what is reported comes from the fresh seeds 10 to 14.
Accuracies are measured on the validation images, the last 10,000 of the training file.
"""

import math

import numpy as np

from benchmarks import report
from benchmarks.training import LARGE, build
from nnlib import SGD, Adam, CrossEntropy, Identity, Layer, Momentum, NeuralNetwork, ReLU, RMSProp
from nnlib.metrics import accuracy, evaluate
from nnlib.mnist import load_mnist
from nnlib.schedules import cosine_decay, one_cycle
from nnlib.training import mini_batches, train, train_step

KINDS = {"plain": SGD, "momentum": Momentum, "RMSProp": RMSProp, "Adam": Adam}
SMALL = (784, 32, 10)
CHOOSE, FRESH, TEN = range(3), range(10, 15), range(10, 20)
CONSTANT = {
    "plain": (0.1, 0.2, 0.5),
    "momentum": (0.01, 0.02, 0.05),
    "RMSProp": (0.0005, 0.001, 0.002),
    "Adam": (0.0005, 0.001, 0.002),
}
PEAKS = {
    "plain": (0.2, 0.5, 1.0),
    "momentum": (0.05, 0.1, 0.2),
    "RMSProp": (0.002, 0.005, 0.01),
    "Adam": (0.002, 0.005, 0.01),
}
RATES = {
    "constant": {
        "plain": (0.1, 0.2, 0.5, 1.0),
        "momentum": (0.02, 0.05, 0.1, 0.2),
        "RMSProp": (0.001, 0.002, 0.005, 0.01),
        "Adam": (0.002, 0.005, 0.01, 0.02),
    },
    "one_cycle": {
        "plain": (0.2, 0.5, 1.0, 2.0),
        "momentum": (0.05, 0.1, 0.2, 0.5),
        "RMSProp": (0.005, 0.01, 0.02, 0.05),
        "Adam": (0.005, 0.01, 0.02, 0.05),
        "corrected RMSProp": (0.005, 0.01, 0.02, 0.05),
    },
    "cosine_decay": {
        "plain": (0.2, 0.5, 1.0, 2.0),
        "momentum": (0.05, 0.1, 0.2, 0.5),
        "RMSProp": (0.002, 0.005, 0.01, 0.02),
        "Adam": (0.005, 0.01, 0.02, 0.05),
        "corrected RMSProp": (0.002, 0.005, 0.01, 0.02, 0.05),
    },
}  # of the lesson's race, in the steps 1, 2, 5, 10
BATCHES = {
    4: {"plain": (0.02, 0.05, 0.1), "momentum": (0.002, 0.005, 0.01)},
    16: {"plain": (0.1, 0.2, 0.5), "momentum": (0.01, 0.02, 0.05)},
    64: {"plain": (0.2, 0.5, 1.0), "momentum": (0.05, 0.1, 0.2)},
    256: {"plain": (0.2, 0.5, 1.0), "momentum": (0.1, 0.2, 0.5)},
    1_000: {"plain": (0.2, 0.5, 1.0), "momentum": (0.2, 0.5, 1.0)},
}
WITHOUT_NOISE = {
    "plain": (0.2, 0.5, 1.0),
    "momentum": (0.2, 0.5, 1.0),
    "RMSProp": (0.002, 0.005, 0.01),
    "Adam": (0.01, 0.02, 0.05),
}  # constant rates, of steps that all images are asked about
LONGEST = 4000  # steps before a run to 90 % is given up


def single(sizes, rng):
    """Return a network as `build` does, in float32."""
    layers = [Layer(*pair, ReLU(), rng=rng, dtype=np.float32) for pair in zip(sizes[:-2], sizes[1:-1])]
    return NeuralNetwork([*layers, Layer(*sizes[-2:], Identity(), rng=rng, dtype=np.float32)])


def score(optimizer, seed, net, epochs, examples, validation):
    """Return the validation accuracy, in percent, after training; net is a function of a generator."""
    rng = np.random.default_rng(seed)
    made = net(rng)
    train(made, *examples, loss=CrossEntropy(), optimizer=optimizer, epochs=epochs, rng=rng, progress=False)
    return 100 * accuracy(made, *validation)


def whole_road(examples, validation):
    """784-128-64-10, all training images, five epochs: each optimizer with and without one_cycle, sweep and result."""
    steps = 5 * math.ceil(len(examples[1]) / 64)
    rows = []
    for schedule, grids in (("constant", CONSTANT), ("one_cycle", PEAKS)):
        for name, rates in grids.items():

            def runs(rate, seeds, kind=KINDS[name], cycled=schedule == "one_cycle"):
                rates = [one_cycle(rate, steps) if cycled else rate for _ in seeds]
                settings = (lambda rng: single(LARGE, rng), 5, examples, validation)
                return [score(kind(each), seed, *settings) for each, seed in zip(rates, seeds)]

            sweep = {rate: runs(rate, CHOOSE) for rate in rates}
            rate = max(sweep, key=lambda each: min(sweep[each]))
            row = {"schedule": schedule, "optimizer": name, "sweep": list(map(list, sweep.items())), "rate": rate}
            rows.append({**row, "percent": runs(rate, FRESH)})
            print(rows[-1], flush=True)
    return rows


def corrected(rate):
    """Return RMSProp with the bias correction of Adam."""
    return Adam(rate, beta1=0, beta2=0.99)


def constant(rate, steps):
    """Return the rate as it is."""
    return rate


def descend(optimizer, seed, examples, validation):
    """Return the training loss of the last of ten epochs, and validation loss and accuracy (percent) after it."""
    rng = np.random.default_rng(seed)
    net = build(SMALL, rng)
    history = train(net, *examples, loss=CrossEntropy(), optimizer=optimizer, epochs=10, rng=rng, progress=False)
    value, right = evaluate(net, *validation, CrossEntropy())
    return history.train_loss[-1], value, 100 * right


def ten_epochs(examples, validation):
    """The race of the lesson with each schedule: the sweep of the training loss, and the chosen rate from ten seeds."""
    few = examples[0][:, :10_000].astype(np.float64), examples[1][:10_000]
    validation = validation[0].astype(np.float64), validation[1]
    steps = 10 * math.ceil(len(few[1]) / 64)
    kinds = {**KINDS, "corrected RMSProp": corrected}
    rows = []
    for schedule in (constant, one_cycle, cosine_decay):
        for name, rates in RATES[schedule.__name__].items():

            def runs(rate, seeds, kind=kinds[name], schedule=schedule):
                return np.array([descend(kind(schedule(rate, steps)), seed, few, validation) for seed in seeds])

            tried = {rate: runs(rate, CHOOSE) for rate in rates}
            rate = min(tried, key=lambda each: tried[each][:, 0].mean())
            losses, unseen, percents = runs(rate, TEN).T.tolist()
            sweeps = {  # the training loss, by which the rate is chosen, and the accuracy, for comparison
                of: [[each, found[:, place].tolist()] for each, found in tried.items()]
                for of, place in (("sweep", 0), ("sweep of the accuracy", 2))
            }
            row = {"schedule": schedule.__name__, "optimizer": name, **sweeps}
            rows.append({**row, "rate": rate, "losses": losses, "validation losses": unseen, "percent": percents})
            print(rows[-1], flush=True)
    return rows


def full_batches(optimizer, seed, x, labels):
    """Return the mean training loss of the last 157 of 1,570 steps, each along the slope of all images, in float32."""
    net = single(SMALL, np.random.default_rng(seed))
    losses = [train_step(net, x, labels, CrossEntropy(), optimizer) for _ in range(1_570)]
    return float(np.mean(losses[-157:]))


def without_noise(examples, validation):
    """The race of the lesson at constant rates, as many steps, but no mini-batches: sweep and result."""
    few, rows = (np.ascontiguousarray(examples[0][:, :10_000]), examples[1][:10_000]), []
    for name, rates in WITHOUT_NOISE.items():

        def runs(rate, seeds, kind=KINDS[name]):
            return [full_batches(kind(rate), seed, *few) for seed in seeds]

        sweep = {rate: runs(rate, CHOOSE) for rate in rates}
        rate = min(sweep, key=lambda each: np.mean(sweep[each]))
        rows.append({"optimizer": name, "sweep": list(map(list, sweep.items())), "rate": rate})
        rows[-1]["losses"] = runs(rate, FRESH)
        print(rows[-1], flush=True)
    return rows


def fall_alone(examples, validation):
    """The race of the lesson with one_cycle, but the rates that were chosen for a constant one: ten seeds of each."""
    few = examples[0][:, :10_000].astype(np.float64), examples[1][:10_000]
    validation, steps, rows = (validation[0].astype(np.float64), validation[1]), 10 * math.ceil(10_000 / 64), []
    for name, rate in {"plain": 0.5, "momentum": 0.1, "RMSProp": 0.005, "Adam": 0.005}.items():
        runs = [descend(KINDS[name](one_cycle(rate, steps)), seed, few, validation) for seed in TEN]
        losses, _, percents = zip(*runs)
        rows.append({"optimizer": name, "rate": rate, "losses": losses, "percent": percents})
        print(rows[-1], flush=True)
    return rows


def until_ninety(optimizer, size, seed, examples, validation):
    """Count the steps until 90 % are read, looked at every 640 images, or every step if that is longer."""
    rng = np.random.default_rng(seed)
    net, steps, images = build(SMALL, rng), 0, 0
    while steps < LONGEST:
        for x, labels in mini_batches(*examples, size, rng):
            train_step(net, x, labels, CrossEntropy(), optimizer)
            steps, images = steps + 1, images + len(labels)
            if images % 640 < size and accuracy(net, *validation) >= 0.9:
                return steps
            if steps == LONGEST:
                break
    return LONGEST


def batch_sizes(examples, validation):
    """Steps to 90 % of 2,000 validation images with each batch size: sweep on seeds 0 to 2, result on fresh ones."""
    data = (examples[0][:, :10_000], examples[1][:10_000]), (validation[0][:, :2_000], validation[1][:2_000])
    rows = []
    for size, grids in BATCHES.items():
        for name, rates in grids.items():
            sweep = {rate: [until_ninety(KINDS[name](rate), size, seed, *data) for seed in CHOOSE] for rate in rates}
            rate = min(sweep, key=lambda each: max(sweep[each]))
            steps = [until_ninety(KINDS[name](rate), size, seed, *data) for seed in FRESH]
            row = {"batch size": size, "optimizer": name, "sweep": list(map(list, sweep.items()))}
            rows.append({**row, "rate": rate, "steps": steps})
            print(rows[-1], flush=True)
    return rows


def run(threads, rounds):
    """Measure all of it, and store."""
    (x, y), _ = load_mnist()
    data = (x[:, :50_000], y[:50_000]), (x[:, 50_000:], y[50_000:])
    measures = (ten_epochs, without_noise, fall_alone, batch_sizes, whole_road)
    report.store("optimizers", report.rounded({measure.__name__: measure(*data) for measure in measures}))
