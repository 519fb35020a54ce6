"""What chapter 16 quotes: one order in all epochs, the linear scaling rule, talking seldom, where larger batches end.

Ranks are pretended one after the other in this process, so nothing depends on MPI. All scores are validation
accuracies in percent; the test images are not read.
"""

import numpy as np

from benchmarks import report
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, accuracy, load_mnist
from nnlib.parallel import share
from nnlib.training import train, train_step

EVERY = (1, 16, 256, 781, 1562)  # steps between two averages of the weights; two passes have 1,562 steps
RANKS, RATE = 4, 0.1
BATCHES = (64, 256, 1024)
RATES = (0.2, 0.4, 0.8, 1.2)
RULE = {64: (0.05, 0.2, 1.6), 256: (0.05, 0.2), 1024: (0.05, 0.8), 2048: (0.05, 0.2, 0.4, 0.8, 1.6)}  # images: rates
GOAL, PASSES, STEPS = 97.0, 40, 4000  # a run ends at the goal, or at the first of these limits


def build(seed, dtype=np.float64):
    """Return chapter 08's network from a seed, and the generator that made it."""
    rng = np.random.default_rng(seed)
    first, second = Layer(784, 128, ReLU(), rng=rng, dtype=dtype), Layer(128, 64, ReLU(), rng=rng, dtype=dtype)
    return NeuralNetwork([first, second, Layer(64, 10, Identity(), rng=rng, dtype=dtype)]), rng


def percent(net, data):
    """Return the validation accuracy in percent, rounded to what 10,000 images give."""
    return round(100 * accuracy(net, *data), 2)


def average(nets):
    """Give all networks the mean of their parameters."""
    for pairs in zip(*(net.parameters() for net in nets)):
        mean = sum(value for value, _ in pairs) / len(nets)
        for value, _ in pairs:
            value[:] = mean


def talk(every, by_label, seed, x, y, validation, look=lambda *_: None):
    """Return the score of four ranks that keep their own 12,500 images, and average their weights now and then.

    Before and after each average, look is called with "before" or "after", the networks, and whose images are which.
    """
    nets = [build(seed)[0] for _ in range(RANKS)]
    rng = np.random.default_rng([seed, 1])
    dealt = np.argsort(y, kind="stable") if by_label else rng.permutation(len(y))
    own = [share(dealt, rank, RANKS) for rank in range(RANKS)]
    loss, optimizers, step = CrossEntropy(), [SGD(RATE) for _ in nets], 0
    for _ in range(2):
        orders = [rng.permutation(part) for part in own]
        for start in range(0, len(orders[0]) - 15, 16):  # without the few that are left: chapter 09
            for net, order, optimizer in zip(nets, orders, optimizers):
                few = order[start : start + 16]
                train_step(net, x[:, few], y[few], loss, optimizer)
            step += 1
            if step % every == 0:
                look("before", nets, own)
                average(nets)
                look("after", nets, own)
    average(nets)
    return percent(nets[0], validation)


def around_averages(seed, x, y, validation):
    """Return what the ranks read just before and just after each average: [own digits, other digits], in percent.

    Ranks that have images by label average their weights once an epoch; a row for each rank and each average.
    """
    read, (images, digits) = {"before": [], "after": []}, validation

    def look(when, nets, own):
        for net, part in zip(nets, own):
            mine, right = np.isin(digits, y[part]), net.predict(images) == digits
            read[when].append([round(100 * float(right[these].mean()), 2) for these in (mine, ~mine)])

    talk(781, True, seed, x, y, validation, look)
    return read


def steps_to_goal(batch, rate, seed, x, y, validation):
    """Return after how many steps the score first reaches the goal, or None within the limits; looked at often."""
    net, rng = build(seed, np.float32)
    loss, optimizer, step = CrossEntropy(), SGD(rate), 0
    look = max(1, len(y) // batch // 10)  # ten times a pass, or after every step
    for _ in range(PASSES):
        order = rng.permutation(len(y))
        for start in range(0, len(order) - batch + 1, batch):
            few = order[start : start + batch]
            with np.errstate(all="ignore"):  # too long a step may overflow: then the goal is not reached
                train_step(net, x[:, few], y[few], loss, optimizer)
            step += 1
            if step % look == 0 and percent(net, validation) >= GOAL:
                return step
            if step == STEPS:
                return None
    return None


def one_order(same, seed, x, y, validation):
    """Return the score after eight epochs of 5,000 images, in the same order in all of them or in new ones.

    The 8 images that are left at the end of an epoch are not used: a step on so few can undo what others did.
    """
    net, rng = build(seed)
    loss, optimizer = CrossEntropy(), SGD(0.2)
    order = rng.permutation(5000)
    for _ in range(8):
        for start in range(0, 5000 - 63, 64):
            few = order[start : start + 64]
            train_step(net, x[:, few], y[few], loss, optimizer)
        order = order if same else rng.permutation(5000)
    return percent(net, validation)


def scaled(batch, rate, seed, x, y, validation):
    """Return the score after one epoch with a batch size and a rate, in float32."""
    net, rng = build(seed, np.float32)
    settings = {"loss": CrossEntropy(), "optimizer": SGD(rate), "epochs": 1, "batch_size": batch, "progress": False}
    with np.errstate(all="ignore"):  # too long a step may overflow
        train(net, x.astype(np.float32), y, rng=rng, **settings)
    return percent(net, validation)


def epochs_of_the_main_text(x, y, validation):
    """Return what the main text and a short Deeper section quote, in half a minute: orders, and the scaling rule."""
    orders = {
        name: [one_order(name == "same", seed, x, y, validation) for seed in range(8)] for name in ("same", "new")
    }
    rule = []
    for batch, rates in RULE.items():
        for rate in rates:
            scores = [scaled(batch, rate, seed, x, y, validation) for seed in range(5)]
            rule.append({"batch": batch, "rate": rate, "scores": scores})
            print(rule[-1], flush=True)
    return {"orders": orders, "scaling rule": rule}


def run(threads, rounds):
    """Measure, and store; threads are set by the caller, rounds are not needed."""
    (x, y), _ = load_mnist()
    validation = x[:, 50_000:], y[50_000:]
    x, y = x[:, :50_000], y[:50_000]
    short = epochs_of_the_main_text(x, y, validation)
    talked = []
    for by_label in (False, True):
        for every in EVERY:
            scores = [talk(every, by_label, seed, x, y, validation) for seed in range(5)]
            talked.append({"by label": by_label, "every": every, "scores": scores})
            print(talked[-1], flush=True)
    looked = [around_averages(seed, x, y, validation) for seed in range(5)]
    larger = []
    for batch in BATCHES:
        sweep = [[rate, [steps_to_goal(batch, rate, seed, x, y, validation) for seed in range(3)]] for rate in RATES]
        worst = {rate: max(steps or 10**9 for steps in runs) for rate, runs in sweep}
        best = min(worst, key=worst.get)
        fresh = [steps_to_goal(batch, best, seed, x, y, validation) for seed in range(3, 8)]
        larger.append({"batch": batch, "sweep": sweep, "rate": best, "fresh": fresh})
        print(larger[-1], flush=True)
    report.store("sharing", {**short, "talked": talked, "around averages": looked, "larger": larger})
