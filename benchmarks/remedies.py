"""What chapter 10 quotes and no lesson has the time to run: more seeds, its choices of strengths, its curves.

One recipe: 784-128-64-10, 1,000 images, ``Adam()``, batches of 50, 1,000 steps; a seed draws images, weights, order.
Strengths are chosen with seeds 5 to 7, the best number of epochs with seeds 5 to 9, both by the mean; what they
bring is measured with seeds 0 to 4. All accuracies are in percent of the 10,000 validation images, the last of the
training file. No test image is read.
"""

from functools import cache

import numpy as np

from benchmarks import report
from nnlib import (
    Adam,
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
    train,
)
from nnlib.metrics import evaluate

CHOOSE, REPORT, FURTHER = range(5, 8), range(5), range(5, 10)
EPOCHS = (1, 2, 4, 6, 8, 10, 12, 15, 20, 30, 40, 50)
DECAYS = {"noisy": (0.3, 1, 3, 10), "clean": (0.1, 0.3, 1, 3)}
DROPOUTS = {"noisy": (0.3, 0.5, 0.7), "clean": (0.3, 0.5, 0.7)}
ELASTICS = (0.5, 1, 1.5, 2)
SETTINGS = {
    "none": {},
    "decay": {"noisy": {"decay": 3}, "clean": {"decay": 0.3}},
    "dropout": {"noisy": {"drop": 0.5}, "clean": {"drop": 0.5}},
    "elastic": {"noisy": {"transform": Augment(elastic=1)}, "clean": {"transform": Augment(elastic=1)}},
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


def chosen(rng, n=1_000):
    return rng.permutation(50_000)[:n]


@cache
def labels_of(kind, seed):
    """Return all labels: as they are, or with 200 of the seed's 1,000 replaced by another digit."""
    labels = images()[1].copy()
    if kind == "noisy":
        numbers, rng = chosen(np.random.default_rng(seed)), np.random.default_rng(1_000 + seed)
        false = numbers[rng.permutation(1_000)[:200]]
        labels[false] = (labels[false] + rng.integers(1, 10, 200)) % 10
    return labels


def network(rng, drop=0, kind=Dropout, ins=784):
    """Return the network of the chapter, with a layer of dropout after each hidden one if a rate is given."""
    layers = [Layer(ins, 128, ReLU(), rng=rng), Layer(128, 64, ReLU(), rng=rng), Layer(64, 10, Identity(), rng=rng)]
    if drop:
        layers[2:2] = [kind(drop, rng=rng)]
        layers[1:1] = [kind(drop, rng=rng)]
    return NeuralNetwork(layers)


def fit(seed, labels="clean", *, n=1_000, learn=None, drop=0, kind=Dropout, decay=0, epochs=None, **others):
    """Return a network after 1,000 steps of 50 images, or some epochs; its images, weights, order are from one seed."""
    rng = np.random.default_rng(seed)
    numbers = chosen(rng, n)
    net, optimizer = network(rng, drop, kind), Adam()
    if decay:
        optimizer = WeightDecay(optimizer, decay)
    numbers = numbers[:learn]
    train(net, images()[0][:, numbers], labels_of(labels, seed)[numbers], loss=CrossEntropy(), optimizer=optimizer,
          batch_size=50, epochs=epochs or 50_000 // n, rng=rng, progress=False, **others)  # fmt: skip
    return net


def seen(net):
    """Return the percent of the validation images that a network reads."""
    x, y = images()
    return 100 * accuracy(net, x[:, 50_000:], y[50_000:])


def watched(seed, labels="clean", epochs=EPOCHS, **options):
    """Return a row for some epochs: percent and loss of unseen images, percent of own labels known.

    With noisy labels also the percent of the false ones answered as told, and with the true digit.
    """
    x, y = images()
    numbers, told = chosen(np.random.default_rng(seed)), labels_of(labels, seed)
    rows = []

    def watch(net, history):
        if len(history.train_loss) in epochs:
            value, share = evaluate(net, x[:, 50_000:], y[50_000:], CrossEntropy())
            answers = net.predict(x[:, numbers])
            row = [100 * share, value, 100 * np.mean(answers == told[numbers])]
            false = told[numbers] != y[numbers]
            if false.any():
                row += [100 * np.mean(answers[false] == of[numbers][false]) for of in (told, y)]
            rows.append(row)

    fit(seed, labels, on_epoch_end=watch, **options)
    return rows


# The lookup


def nearest(known, new, votes=1):
    """Return for each new column the numbers of the known columns that differ least, shape (votes, n)."""
    distances = (known**2).sum(axis=0)[:, np.newaxis] - 2 * known.T @ new
    return distances.argmin(axis=0)[np.newaxis] if votes == 1 else np.argpartition(distances, votes, axis=0)[:votes]


def looked_up(known, labels, new, votes=1):
    """Return the label of the nearest column, or the one with most votes of several."""
    answers = labels[nearest(known, new, votes)]
    return (answers[:, np.newaxis] == np.arange(10)[:, np.newaxis]).sum(axis=0).argmax(axis=0)


def read_by(known, labels, new, true, votes=1):
    """Return the percent of the new columns that the lookup reads, 250 at a time."""
    right = 0
    for start in range(0, len(true), 250):
        few = slice(start, start + 250)
        right += np.sum(looked_up(known, labels, new[:, few], votes) == true[few])
    return 100 * right / len(true)


def with_copies(halves, rng):
    """Return columns made of one image or of more, one below the other, and 50 elastic copies of each after them."""
    bend = Augment(elastic=1)
    bent = [np.concatenate([bend(half, rng) for half in halves]) for _ in range(50)]
    return np.concatenate([np.concatenate(halves), *bent], axis=1)


def lookups():
    """Percents that a lookup reads: with clean and with noisy labels, ten votes, more images, elastic copies."""
    x, y = images()
    x_val, y_val = x[:, 50_000:], y[50_000:]
    found = {"clean": [], "noisy": [], "clean, ten votes": [], "noisy, ten votes": []}
    for seed in REPORT:
        numbers = chosen(np.random.default_rng(seed))
        for labels in ("clean", "noisy"):
            told = labels_of(labels, seed)[numbers]
            for name, votes in ((labels, 1), (f"{labels}, ten votes", 10)):
                found[name].append(100 * np.mean(looked_up(x[:, numbers], told, x_val, votes) == y_val))
    for n in (10_000, 50_000):
        numbers = chosen(np.random.default_rng(0), n)
        found[f"{n} images"] = read_by(x[:, numbers], y[numbers], x_val, y_val)
    found["50 elastic copies"], few = [], slice(2_000)  # of the unseen images
    for seed in REPORT[:2]:
        rng = np.random.default_rng(seed)
        numbers = chosen(rng)
        copies = with_copies([x[:, numbers]], rng)
        plain = read_by(x[:, numbers], y[numbers], x_val[:, few], y_val[few])
        found["50 elastic copies"].append([plain, read_by(copies, np.tile(y[numbers], 51), x_val[:, few], y_val[few])])
    return found


def copies_and_votes():
    """With noisy labels, the lookup with 50 elastic copies of each image, and votes, on 2,000 unseen images.

    Percents by number of votes, seeds 5 and 6; at the best, seeds 0 and 1, with the elastic network of each beside it.
    """
    x, y = images()
    x_val, y_val = x[:, 50_000:52_000], y[50_000:52_000]

    def read(seed, votes):
        rng = np.random.default_rng(seed)
        numbers = chosen(rng)
        copies = with_copies([x[:, numbers]], rng)
        return read_by(copies, np.tile(labels_of("noisy", seed)[numbers], 51), x_val, y_val, votes)

    tried = [[votes, [read(seed, votes) for seed in CHOOSE[:2]]] for votes in (10, 30, 100, 300)]
    best = max(tried, key=lambda row: np.mean(row[1]))[0]
    bent = Augment(elastic=1)
    networks = [100 * accuracy(fit(seed, "noisy", transform=bent), x_val, y_val) for seed in REPORT[:2]]
    return {"tried": tried, "votes": best, "lookup": [read(seed, best) for seed in REPORT[:2]], "network": networks}


def shuffled():
    """For true and for shuffled labels: the first epoch after which all are known, and the percent of unseen images."""
    x, y = images()
    found = {}
    for name in ("true", "shuffled"):
        rows = []
        for seed in REPORT:
            rng = np.random.default_rng(seed)
            numbers = chosen(rng)
            net = network(rng)
            labels = rng.permutation(y[numbers]) if name == "shuffled" else y[numbers]
            known = []

            def watch(net, history, x=x[:, numbers], labels=labels, known=known):
                known.append(accuracy(net, x, labels) == 1)

            train(net, x[:, numbers], labels, loss=CrossEntropy(), optimizer=Adam(), batch_size=50, epochs=60, rng=rng,
                  progress=False, on_epoch_end=watch)  # fmt: skip
            rows.append([known.index(True) + 1, seen(net)])
        found[name] = rows
    return found


def pairs_of(seed):
    """Return the halves of 1,000 pairs, the labels, those of the left halves, and a network trained on the pairs."""
    x, y = images()
    rng = np.random.default_rng(seed)
    numbers = rng.permutation(50_000)
    halves, labels = [x[:, numbers[:1_000]], x[:, numbers[1_000:2_000]]], y[numbers[:1_000]]
    net = network(rng, ins=1_568)
    train(net, np.concatenate(halves), labels, loss=CrossEntropy(), optimizer=Adam(), batch_size=50, epochs=50, rng=rng,
          progress=False)  # fmt: skip
    return halves, labels, net


def unseen_pairs():
    """Return 10,000 unseen pairs, and the digits on their left."""
    x, y = images()
    x_val = x[:, 50_000:]
    return np.concatenate([x_val, x_val[:, np.random.default_rng(5).permutation(10_000)]]), y[50_000:]


def pairs():
    """Two digits, of which the left one counts: percents of lookup, ten votes and network, and lengths of weights."""
    new, true = unseen_pairs()
    rows = []
    for seed in REPORT:
        halves, labels, net = pairs_of(seed)
        lengths = np.linalg.norm(net.layers[0].W, axis=0)
        known = np.concatenate(halves)
        row = [100 * np.mean(looked_up(known, labels, new, votes) == true) for votes in (1, 10)]
        rows.append([*row, 100 * accuracy(net, new, true), lengths[:784].mean(), lengths[784:].mean()])
    return rows


def pairs_with_copies():
    """The lookup of pairs with 50 elastic copies, by votes, beside the network, on 2,000 unseen pairs: two seeds."""
    new, true = (part[..., :2_000] for part in unseen_pairs())
    rows = []
    for seed in REPORT[:2]:
        halves, labels, net = pairs_of(seed)
        copies = with_copies(halves, np.random.default_rng(seed))
        read = {votes: read_by(copies, np.tile(labels, 51), new, true, votes) for votes in (1, 10, 100)}
        rows.append({"lookup": list(read.items()), "network": 100 * accuracy(net, new, true)})
    return rows


# Networks


def curves():
    """What happens at EPOCHS: for each seed, 0 to 4, a row for each epoch."""
    found = {}
    for name, options in SETTINGS.items():
        for labels in ("noisy", "clean"):
            rows = np.array([watched(seed, labels, **options.get(labels, {})) for seed in REPORT])
            found[f"{name}, {labels}"] = rows.tolist()
    return found


def best_epoch():
    """With noisy labels: the number of epochs best in the mean of seeds 5 to 9, and what the seeds 0 to 4 read then."""
    means = np.array([watched(seed, "noisy", range(1, 51)) for seed in FURTHER])[:, :, 0].mean(axis=0)
    best = int(means.argmax()) + 1
    percents = [[seen(fit(seed, labels, epochs=best)) for seed in REPORT] for labels in ("noisy", "clean")]
    return {"best": best, "means": means.tolist(), "noisy": percents[0], "clean": percents[1]}


def stopped(seed, labels, patience=5):
    """Return the best epoch when 800 images train and 200 watch, the percent read then, and after training again."""
    x, _ = images()
    watch = chosen(np.random.default_rng(seed))[800:]
    stopper = EarlyStopping(patience)
    validation = x[:, watch], labels_of(labels, seed)[watch]
    net = fit(seed, labels, learn=800, epochs=50, validation=validation, on_epoch_end=stopper)
    stopper.restore(net)
    return [stopper.best_epoch, seen(net), seen(fit(seed, labels, epochs=stopper.best_epoch))]


def stopping():
    """Early stopping with a patience of 5, seeds 0 to 4."""
    return {labels: [stopped(seed, labels) for seed in REPORT] for labels in ("noisy", "clean")}


def sweeps():
    """What each strength reads, seeds 5 to 7: rows of technique, labels, strength, three percents."""
    rows = []
    for labels in ("noisy", "clean"):
        for strength in DECAYS[labels]:
            rows.append(["decay", labels, strength, [seen(fit(seed, labels, decay=strength)) for seed in CHOOSE]])
        for rate in DROPOUTS[labels]:
            rows.append(["dropout", labels, rate, [seen(fit(seed, labels, drop=rate)) for seed in CHOOSE]])
    for strength in ELASTICS:
        bent = Augment(elastic=strength)
        rows.append(["elastic", "clean", strength, [seen(fit(seed, transform=bent)) for seed in CHOOSE]])
    return rows


def stronger_dropout():
    """Dropout at the rate that the trials chose for noisy labels, seeds 0 to 4."""
    return [seen(fit(seed, "noisy", drop=0.7)) for seed in REPORT]


def more_data():
    """The same 1,000 steps on more images, seeds 0 to 4."""
    return [[n, [seen(fit(seed, n=n)) for seed in REPORT]] for n in (2_000, 10_000)]


def ten_times_the_steps():
    """10,000 steps, seeds 0 to 4: 10,000 plain images, and 1,000 with elastic distortions."""
    bent = Augment(elastic=1)
    return {
        "10,000 plain images": [seen(fit(seed, n=10_000, epochs=50)) for seed in REPORT],
        "1,000 with elastic distortions": [seen(fit(seed, transform=bent, epochs=500)) for seed in REPORT],
    }


def faults():
    """Three faults in dropout 0.5, seeds 0 to 4: [fault, percents, losses]."""
    x, y = images()
    rows = []
    for name, kind in (("right", Dropout), ("left on", Dropout), ("forgotten", Forgotten), ("one way", ForwardOnly)):
        found = []
        for seed in REPORT:
            net = fit(seed, drop=0.5, kind=kind)
            for layer in net.layers:
                layer.training = name == "left on"
            found.append(evaluate(net, x[:, 50_000:], y[50_000:], CrossEntropy()))
        rows.append([name, [100 * share for _, share in found], [value for value, _ in found]])
    return rows


MEASURES = (
    lookups,
    copies_and_votes,
    pairs,
    pairs_with_copies,
    shuffled,
    curves,
    best_epoch,
    stopping,
    sweeps,
    stronger_dropout,
    more_data,
    ten_times_the_steps,
    faults,
)


def run(threads, rounds):
    """Measure all of it, print and store; what is done is stored at once."""
    result = {}
    for measure in MEASURES:
        result[measure.__name__] = measure()
        report.store("remedies", report.rounded(result))
    print(as_table(result))


def as_table(result):
    """Return the choices of strengths as a Markdown table."""
    rows = [
        [name, labels, strength, *(f"{percent:.2f}" for percent in percents), f"{np.mean(percents):.2f}"]
        for name, labels, strength, percents in result["sweeps"]
    ]
    return report.table(["technique", "labels", "strength", "seed 5", "seed 6", "seed 7", "mean, %"], rows)
