"""What chapter 10 quotes and no lesson has the time to run: its sweeps, its controls, and more seeds.

Strengths are chosen with seeds 5 to 7, by the worst of the three runs. What they bring is measured with seeds 0 to 4, a
small difference also with seeds 10 to 19, close ones with seeds 10 to 14; always from the bare run of the same seed,
and stored seed by seed. All accuracies are in percent of the 10,000 validation images, the last of the training file.
No test image is read.
"""

from functools import cache

import numpy as np

from benchmarks import report
from nnlib import (
    SGD,
    Augment,
    CrossEntropy,
    Dropout,
    EarlyStopping,
    Identity,
    Layer,
    NeuralNetwork,
    ReLU,
    WeightDecay,
    accuracy,
    load_mnist,
    resample,
    train,
)
from nnlib.metrics import evaluate

CHOOSE, REPORT = range(5, 8), range(5)
DECAYS = {"clean": (0.001, 0.003, 0.01, 0.03), "lies": (0.003, 0.01, 0.03, 0.1)}
DROPOUTS = {"clean": (0.1, 0.2, 0.35, 0.5), "lies": (0.2, 0.35, 0.5, 0.7)}
PATIENCES = (2, 5, 10, 20)
EPOCHS = (4, 6, 8, 10, 12, 15, 20, 50)
BENDS = {
    "shift": [({"shift": strength}, strength) for strength in (1, 2, 3)],
    "elastic": [({"elastic": strength}, strength) for strength in (0.5, 0.75, 1, 1.5, 2, 2.5)],
    "turn and size": [({"rotation": turn, "scale": turn / 100}, turn) for turn in (10, 20, 30)],
}


class Forgotten(Dropout):
    """Dropout that divides by nothing: the first fault that can be trained."""

    def forward_pass(self, x):
        """Return x, or while training x times a mask of 0 and 1."""
        self.mask, self.a = 1, x
        if self.training:
            self.mask = self.rng.random(x.shape) >= self.rate
            self.a = x * self.mask
        return self.a


class ForwardOnly(Dropout):
    """Dropout that divides on the way forward only: the second fault."""

    def backward_pass(self, da, *, need_dx=True):
        """Return da where the mask let x pass."""
        return da * (np.asarray(self.mask) > 0) if need_dx else None


@cache
def images():
    """Return all images of the training file with their labels."""
    return load_mnist()[0]


def few_images(rng, n=1_000):
    return rng.permutation(50_000)[:n]


@cache
def told(sheet, seed):
    """Return the labels of a sheet: as they are, or with 200 of the seed's 1,000 replaced by another digit."""
    labels = images()[1].copy()
    if sheet == "lies":
        few, rng = few_images(np.random.default_rng(seed)), np.random.default_rng(1_000 + seed)
        liars = few[rng.permutation(1_000)[:200]]
        labels[liars] = (labels[liars] + rng.integers(1, 10, 200)) % 10
    return labels


def network(rng, layer=None):
    """Return 784-128-64-10 with a layer of dropout behind each hidden one, if layer(rng) makes one."""
    first, second = Layer(784, 128, ReLU(), rng=rng), Layer(128, 64, ReLU(), rng=rng)
    last = Layer(64, 10, Identity(), rng=rng)
    if layer is None:
        return NeuralNetwork([first, second, last])
    return NeuralNetwork([first, layer(rng), second, layer(rng), last])


def walk_then_settle(step):
    return 0.1 if step < 800 else 0.01


def fit(seed, sheet="clean", *, n=1_000, learn=None, rate=walk_then_settle, layer=None, decay=0, epochs=None, **others):
    """Return a network after 1,000 steps of 50 images (or some epochs), its images, weights and order from one seed."""
    rng = np.random.default_rng(seed)
    few = few_images(rng, n)
    net, optimizer = network(rng, layer), SGD(rate)
    if decay:
        optimizer = WeightDecay(optimizer, decay)
    few = few[:learn]
    train(net, images()[0][:, few], told(sheet, seed)[few], loss=CrossEntropy(), optimizer=optimizer, batch_size=50,
          epochs=epochs or 50_000 // n, rng=rng, progress=False, **others)  # fmt: skip
    return net


def seen(net):
    """Return the percent of the validation images that a network reads."""
    x, y = images()
    return 100 * accuracy(net, x[:, 50_000:], y[50_000:])


@cache
def bare(seed, sheet="clean"):
    """Return the percent that the bare network of a seed reads."""
    return seen(fit(seed, sheet))


def differences(seeds, sheet="clean", **options):
    """Return the difference from the bare run on each seed, in points."""
    return [seen(fit(seed, sheet, **options)) - bare(seed, sheet) for seed in seeds]


def stopped(seed, patience, sheet="clean"):
    """Return the percent read by a network that 800 images train and 200 stop, its loss, and the last epoch."""
    x, y = images()
    judge = few_images(np.random.default_rng(seed))[800:]
    lengths = []
    stopper = EarlyStopping(patience)

    def watch(net, history):
        lengths.append(len(history.validation_loss))
        return stopper(net, history)

    others = {"validation": (x[:, judge], told(sheet, seed)[judge]), "on_epoch_end": watch}
    net = fit(seed, sheet, learn=800, rate=0.1, epochs=50, **others)
    stopper.restore(net)
    value, share = evaluate(net, x[:, 50_000:], y[50_000:], CrossEntropy())
    return 100 * share, value, lengths[-1]


def noisy(strength):
    """Return a transform that adds noise to every pixel."""
    return lambda x, rng: x + rng.normal(0, strength, x.shape)


def scattered(strength):
    """Return a transform that looks up every pixel some way off: an elastic distortion that nothing has smoothed."""

    def transform(x, rng):
        n = x.shape[1]
        place = np.arange(28)
        rows = place[:, np.newaxis] + rng.normal(0, strength, (n, 28, 28))
        columns = place + rng.normal(0, strength, (n, 28, 28))
        return resample(x.T.reshape(n, 28, 28), rows, columns).reshape(n, -1).T

    return transform


def dropping(rate, kind=Dropout):
    return lambda rng: kind(rate, rng=rng)


def bare_runs():
    """The bare networks of both sheets: seeds 0 to 4."""
    return {sheet: [bare(seed, sheet) for seed in REPORT] for sheet in ("clean", "lies")}


def sweeps():
    """What each strength brings, seeds 5 to 7: rows of remedy, sheet, strength, three differences, three percents."""
    rows = []
    for sheet in ("clean", "lies"):
        rows += [["decay", sheet, strength, differences(CHOOSE, sheet, decay=strength)] for strength in DECAYS[sheet]]
        rows += [["dropout", sheet, rate, differences(CHOOSE, sheet, layer=dropping(rate))] for rate in DROPOUTS[sheet]]
        for patience in PATIENCES:
            found = [stopped(seed, patience, sheet)[0] - bare(seed, sheet) for seed in CHOOSE]
            rows.append(["early stopping", sheet, patience, found])
    for name, tried in BENDS.items():
        for strengths, strength in tried:
            rows.append([name, "clean", strength, differences(CHOOSE, transform=Augment(**strengths))])
    rows += [
        ["noise", "clean", strength, differences(CHOOSE, transform=noisy(strength))]
        for strength in (0.2, 0.4, 0.6, 0.8)
    ]
    rows += [
        ["scatter", "clean", strength, differences(CHOOSE, transform=scattered(strength))]
        for strength in (0.5, 1, 2, 3)
    ]
    return [[*row, [bare(seed, row[1]) + difference for seed, difference in zip(CHOOSE, row[3])]] for row in rows]


def more_seeds():
    """Decay again on seeds 10 to 19; shift and elastic, which are close, on seeds 0 to 4 and 10 to 14."""
    ten = [*REPORT, *range(10, 15)]
    return {
        "decay 0.003, seeds 10 to 19": differences(range(10, 20), decay=0.003),
        "shift 2": differences(ten, transform=Augment(shift=2)),
        "elastic 1": differences(ten, transform=Augment(elastic=1)),
    }


def others():
    """Differences of seeds 0 to 4 that the lesson does not run."""
    return {
        "turn and size 20": differences(REPORT, transform=Augment(rotation=20, scale=0.2)),
        "noise 0.6": differences(REPORT, transform=noisy(0.6)),
        "scatter 1": differences(REPORT, transform=scattered(1)),
        "lies, shift 2": differences(REPORT, "lies", transform=Augment(shift=2)),
        "lies, elastic 1": differences(REPORT, "lies", transform=Augment(elastic=1)),
        "lies, noise 0.6": differences(REPORT, "lies", transform=noisy(0.6)),
    }


def stopping():
    """Early stopping in parts, seeds 0 to 4: percents, and of the stopped runs also losses and last epochs."""
    result = {
        "all 1,000, steady rate": [seen(fit(seed, rate=0.1)) for seed in REPORT],
        "800, steady rate": [seen(fit(seed, rate=0.1, learn=800, epochs=50)) for seed in REPORT],
    }
    for sheet, patience in (("clean", 5), ("lies", 5)):
        result[f"{sheet}, patience {patience}"] = [stopped(seed, patience, sheet) for seed in REPORT]
    return result


def on_the_way(seed):
    """Return the percents that the bare network of a seed, told lies, reads after each number of EPOCHS."""
    found = []

    def watch(net, history):
        if len(history.train_loss) in EPOCHS:
            found.append(seen(net))

    fit(seed, "lies", on_epoch_end=watch)
    return found


def fewer_epochs():
    """Bare networks with lies that end earlier: percents of seeds 5 to 7, then of seeds 0 to 4 at the best number."""
    runs = zip(*(on_the_way(seed) for seed in CHOOSE), strict=True)
    tried = [[epochs, list(percents)] for epochs, percents in zip(EPOCHS, runs, strict=True)]
    best, _ = max(tried, key=lambda row: min(row[1]))
    return {"tried": tried, "best": best, "percents": [on_the_way(seed)[EPOCHS.index(best)] for seed in REPORT]}


def more_data():
    """The same 1,000 steps on more images, seeds 0 to 4."""
    return [[n, [seen(fit(seed, n=n)) for seed in REPORT]] for n in (10_000, 50_000)]


def faults():
    """Three faults in dropout 0.5, seeds 0 to 4: [fault, percents, losses]."""
    x, y = images()
    rows = []
    for name, kind in (("right", Dropout), ("left on", Dropout), ("forgotten", Forgotten), ("one way", ForwardOnly)):
        found = []
        for seed in REPORT:
            net = fit(seed, layer=dropping(0.5, kind))
            for layer in net.layers:
                layer.training = name == "left on"
            found.append(evaluate(net, x[:, 50_000:], y[50_000:], CrossEntropy()))
        rows.append([name, [100 * share for _, share in found], [value for value, _ in found]])
    return rows


MEASURES = (bare_runs, sweeps, more_seeds, others, stopping, fewer_epochs, more_data, faults)


def run(threads, rounds):
    """Measure all of it, print and store; what is done is stored at once."""
    result = {}
    for measure in MEASURES:
        result[measure.__name__] = measure()
        report.store("remedies", report.rounded(result))
    print(as_table(result))


def as_table(result):
    """Return the sweeps as a Markdown table."""
    rows = [
        [name, sheet, strength, *(f"{difference:+.2f}" for difference in found), f"{min(percents):.2f}"]
        for name, sheet, strength, found, percents in result["sweeps"]
    ]
    return report.table(["remedy", "sheet", "strength", "seed 5", "seed 6", "seed 7", "worst run, %"], rows)
