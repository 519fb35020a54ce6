"""What chapter 18 quotes about names: counts of all lengths, the factor of falling back, and networks over seeds.

The sorted list of distinct names is shuffled with seed 0; the last 3,000 are test names, 3,000 before them validation
names. Losses are in nats a letter, and the end of a name counts as a letter. Length and factor of falling back are
chosen on the validation names. A seed of a network sets its starting weights, its masks and the order of the examples.
"""

import itertools
import math

import numpy as np

from benchmarks import report
from nnlib import (
    Adam,
    CrossEntropy,
    Dropout,
    Embedding,
    Identity,
    Layer,
    NeuralNetwork,
    ReLU,
    Softmax,
    load_names,
    one_cycle,
    one_hot,
    train,
    windows,
)
from nnlib.letters import LETTERS

SEEDS = range(5)
LENGTHS = range(8)
FACTORS = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16)
RATE = 3e-3  # see `other_rates`
NETWORKS = {  # numbers a letter, hidden neurons, dropout rate, factor of the table's start; epochs and learning rate
    "16, 128": (16, 128, 0, 1), "2, 128": (2, 128, 0, 1), "2, 128, begun close together": (2, 128, 0, 0.1),
    "16, 512": (16, 512, 0, 1), "24, 512, dropout": (24, 512, 0.2, 1),
    "16, 75": (16, 75, 0, 1, 8, 1e-2),  # as many numbers as chapter 19's network with attention, and four more
}  # fmt: skip


def parts(names):
    """Return training, validation and test names."""
    shuffled = [names[i] for i in np.random.default_rng(0).permutation(len(names))]
    return shuffled[:-6000], shuffled[-6000:-3000], shuffled[-3000:]


# Counting


def places(names, length):
    """Yield for each letter and each end of a name the letters before it, a str, and its code."""
    for name in names:
        signs = "." * length + name + "."
        for i in range(length, len(signs)):
            yield signs[i - length : i], LETTERS.index(signs[i])


def count(names, length):
    """Return how often each letter followed each context of at most so many letters, dict of str to array."""
    counts = {}
    for context, following in places(names, length):
        for start in range(length + 1):
            counts.setdefault(context[start:], np.zeros(27))[following] += 1
    return counts


def surprises(names, length, counts, factor):
    """Return the loss at each place when a context's counts are mixed with those of the shorter one."""
    known = {}

    def fall_back(context):
        if context not in known:
            shorter = fall_back(context[1:]) if context else np.full(27, 1 / 27)
            seen = counts.get(context, np.zeros(27))
            trust = factor * np.count_nonzero(seen)
            known[context] = (seen + trust * shorter) / (seen.sum() + trust) if trust else shorter
        return known[context]

    return np.array([-np.log(fall_back(context)[following]) for context, following in places(names, length)])


def fixed(names, length, counts):
    """Return the loss of counts at one length, each 0.1 higher."""
    found = []
    for context, following in places(names, length):
        seen = counts.get(context, np.zeros(27)) + 0.1
        found.append(-np.log(seen[following] / seen.sum()))
    return float(np.mean(found))


def fixed_lengths(training, validation, test):
    """Losses of one fixed length: a row of length, training and validation loss, contexts seen."""
    counts = count(training, max(LENGTHS))
    rows = []
    for length in LENGTHS:
        seen = sum(len(context) == length for context in counts)
        rows.append([length, fixed(training, length, counts), fixed(validation, length, counts), seen])
    return rows


def falling_back(training, validation, test):
    """Validation losses for each length and factor, and what the best pair gives on the test names."""
    counts = count(training, max(LENGTHS))
    rows = []
    for length, factor in itertools.product(range(3, 8), FACTORS):
        rows.append([length, factor, float(surprises(validation, length, counts, factor).mean())])
    length, factor, _ = min(rows, key=lambda row: row[2])
    return {"grid": rows, "length": length, "factor": factor,
            "test": float(surprises(test, length, counts, factor).mean())}  # fmt: skip


# Networks


def network(rng, d, hidden, dropout=0, length=8):
    """Return an untrained network with d numbers for each letter."""
    table, first = Embedding(27, d, rng=rng), Layer(d * length, hidden, ReLU(), rng=rng)
    layers = [table, first, Layer(hidden, 27, Identity(), rng=rng)]
    if dropout:
        layers.insert(2, Dropout(dropout, rng=rng))
    return NeuralNetwork(layers)


def learn(seed, names, d, hidden, dropout=0, spread=1, epochs=8, rate=RATE):
    """Return a network after some epochs of batches of 128, with one cycle of the rate."""
    rng = np.random.default_rng(seed)
    net = network(rng, d, hidden, dropout)
    net.layers[0].W *= spread
    x, letters = windows(names, 8)
    optimizer = Adam(one_cycle(rate, epochs * math.ceil(len(letters) / 128)))
    settings = {"loss": CrossEntropy(), "optimizer": optimizer, "epochs": epochs, "batch_size": 128}
    train(net, x, letters, rng=rng, progress=False, **settings)
    return net


def probabilities(net, names):
    """Return what a network gave each letter that followed, and each end."""
    x, letters = windows(names, 8)
    return Softmax()(net.forward_pass(x))[letters, np.arange(len(letters))]


def cut_off(net, letters):
    """Return whether a straight line cuts off the letters, in the plane of an Embedding with two numbers a letter."""
    places = net.layers[0].W[:, 1:]
    for angle in np.radians(np.arange(0, 360, 0.1)):
        along = np.array([np.cos(angle), np.sin(angle)]) @ places
        if {LETTERS[1 + k] for k in np.argsort(along)[-len(letters) :]} == set(letters):
            return True
    return False


def networks(training, validation, test):
    """For each kind a row a seed: training, validation and test loss, and both again for the mean with falling back."""
    counts = count(training, 5)
    beside = [np.exp(-surprises(names, 5, counts, 6)) for names in (validation, test)]
    found = {}
    for name, settings in NETWORKS.items():
        found[name] = []
        for seed in SEEDS:
            net = learn(seed, training, *settings)
            row = {"seed": seed, "training": float(-np.log(probabilities(net, training)).mean())}
            for part, names, other in (("validation", validation, beside[0]), ("test", test, beside[1])):
                own = probabilities(net, names)
                row[part] = float(-np.log(own).mean())
                row[f"{part}, both"] = float(-np.log((own + other) / 2).mean())
            if settings[0] == 2:
                row["cut off"] = [letters for letters in ("aeiou", "aeiouy") if cut_off(net, letters)]
            found[name].append(row)
            print(name, row, flush=True)
    return found


def other_rates(training, validation, test):
    """For two kinds of networks a row a rate: the validation losses of seeds 5 and 6."""
    found = {}
    for name in ("16, 128", "16, 75"):
        found[name] = []
        for rate in (1e-3, 3e-3, 1e-2, 2e-2):
            nets = [learn(seed, training, *NETWORKS[name][:4], rate=rate) for seed in (5, 6)]
            losses = [float(-np.log(probabilities(net, validation)).mean()) for net in nets]
            found[name].append([rate, losses])
            print(name, found[name][-1], flush=True)
    return found


def longer(training, validation, test):
    """For the network of chapter 18 a row of more epochs, a rate, and the validation losses of seeds 5 and 6."""
    rows = []
    for epochs, rate in itertools.product((16, 32), (3e-3, 1e-2)):
        nets = [learn(seed, training, *NETWORKS["16, 128"], epochs=epochs, rate=rate) for seed in (5, 6)]
        rows.append([epochs, rate, [float(-np.log(probabilities(net, validation)).mean()) for net in nets]])
        print("longer", rows[-1], flush=True)
    return rows


def without_embedding(training, validation, test):
    """A row of seed, validation and test loss: eight one-hot columns below one another, then 128 neurons and 27."""

    def examples(names):
        x, letters = windows(names, 8)
        return np.concatenate([one_hot(codes, 27) for codes in x]), letters

    (x, letters), *others = examples(training), examples(validation), examples(test)
    rows = []
    for seed in SEEDS:
        rng = np.random.default_rng(seed)
        net = NeuralNetwork([Layer(8 * 27, 128, ReLU(), rng=rng), Layer(128, 27, Identity(), rng=rng)])
        optimizer = Adam(one_cycle(RATE, 8 * math.ceil(len(letters) / 128)))
        train(
            net, x, letters, loss=CrossEntropy(), optimizer=optimizer, epochs=8, batch_size=128, rng=rng, progress=False
        )
        rows.append([seed, *(float(CrossEntropy()(net.forward_pass(inputs), targets)) for inputs, targets in others)])
        print("without embedding", rows[-1], flush=True)
    return rows


def leak(names):
    """Return how many names, and what falling back gets: of rows of the source that leaked, of others, of all.

    A name may have two rows. Beside them, what the honest split of distinct names gets on names that have two.
    """
    rows = load_names(distinct=False)
    training, validation, _ = parts(rows)
    seen = set(training)
    honest, unseen, _ = parts(names)
    twice = {one for one, other in itertools.pairwise(rows) if one == other}
    groups = {
        "leaked": (training, [name for name in validation if name in seen]),
        "did not leak": (training, [name for name in validation if name not in seen]),
        "two rows, honest split": (honest, [name for name in unseen if name in twice]),
        "all": (training, validation),
    }
    return {
        group: [len(chosen), float(surprises(chosen, 5, count(known, 5), 6).mean())]
        for group, (known, chosen) in groups.items()
    }


def run(threads, rounds):
    """Measure all of it, print and store; what is done is stored at once."""
    sets = parts(load_names())
    result = {"names": [len(part) for part in sets], "leak": leak(load_names())}
    for measure in (fixed_lengths, falling_back, networks, other_rates, longer, without_embedding):
        result[measure.__name__] = measure(*sets)
        report.store("letters", report.rounded(result))
        print(measure.__name__, "stored", flush=True)
