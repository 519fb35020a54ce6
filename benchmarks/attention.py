"""What chapter 19 quotes: dense networks and attention on its look-up task, and attention on the names of chapter 18.

A question is 4, 8 or 16 letters with a digit each, and one of these letters; every step draws new ones. Losses on names
are in nats a letter, on chapter 18's validation names, and rates are chosen there. A seed sets the starting weights and
all that is drawn in training. The test names are not read.
"""

import time

import numpy as np

from benchmarks import report
from nnlib import (
    Adam,
    CrossEntropy,
    Identity,
    Layer,
    NeuralNetwork,
    ReLU,
    Tensor,
    attend,
    create_weight_matrix,
    load_names,
    one_cycle,
    one_hot,
    same_owner_mask,
)
from nnlib.letters import LETTERS
from nnlib.training import train_step

SEEDS = range(5)
NARROW = [(pairs, 256, 1500, 3e-3, seed) for pairs in (4, 8, 16) for seed in SEEDS]
RATES = [(8, 256, 1500, rate, 0) for rate in (1e-3, 1e-2)]
WIDE = [(8, 512, 15000, rate, 0) for rate in (3e-3, 1e-3, 3e-4)]  # pairs, width, steps, rate, seed
STEPS = (0, 25, 50, 75, 100, 125, 150, 200, 300)
SHARED = [(1500, seed) for seed in SEEDS] + [(6000, 0)]  # steps, seed
KINDS = {  # of networks for names: what makes each of them, and its steps
    "letter and place": ({"heads": 0}, 2500),
    "attention": ({}, 2500),
    "one head and a matrix": ({"matrix": True}, 2500),
    "two heads and a matrix": ({"heads": 2, "matrix": True}, 2500),
    "attention without places": ({"placed": False}, 2500),
    "attention without the residual": ({"kept": False}, 2500),
    "attention with even weights": ({"asks": False, "hidden": 162}, 2500),
    "letter and place, a wider hidden layer": ({"heads": 0, "hidden": 179}, 2500),
    "attention, four times the steps": ({}, 10000),
    "four times the steps, without places": ({"placed": False}, 10000),
    "four times the steps, without the residual": ({"kept": False}, 10000),
    "four times the steps, with even weights": ({"asks": False, "hidden": 162}, 10000),
    "four times the steps, letter and place, wider": ({"heads": 0, "hidden": 179}, 10000),
}
LONGER = "attention, four times the steps"
LACKING = [
    "attention without places",
    "attention without the residual",
    "attention with even weights",
    "letter and place, a wider hidden layer",
]
FEWER = {name: range(3) for name in KINDS if "four times" in name}

# Looking up digits


def questions(n, pairs, rng):
    """Return the letters and digits of n questions, shape (pairs, n), the letters asked and the answers, shape (n,)."""
    letters = rng.random((26, n)).argsort(axis=0)[:pairs]
    digits = rng.integers(10, size=(pairs, n))
    places, every = rng.integers(pairs, size=n), np.arange(n)
    return letters, digits, letters[places, every], digits[places, every]


def side_by_side(letters, digits, asked):
    """Return questions as columns of zeros and ones."""
    rows = [one_hot(asked, 26)]
    for letter, digit in zip(letters, digits, strict=True):
        rows += [one_hot(letter, 26), one_hot(digit, 10)]
    return np.concatenate(rows).astype(np.float32)


def dense(pairs, width, steps, rate, seed):
    """Train a dense network; the accuracy in percent and the loss on 5,000 other questions, ten times on the way."""
    rng, start = np.random.default_rng(seed), time.perf_counter()
    sizes = [36 * pairs + 26, width, width, 10]
    kinds = [ReLU(), ReLU(), Identity()]
    layers = [Layer(*ends, kind, rng=rng, dtype=np.float32) for *ends, kind in zip(sizes, sizes[1:], kinds)]
    net, loss, optimizer = NeuralNetwork(layers), CrossEntropy(), Adam(one_cycle(rate, steps))
    *asked, answers = questions(5000, pairs, np.random.default_rng(1000))
    others, found = side_by_side(*asked), []
    for step in range(1, steps + 1):
        *question, digits = questions(256, pairs, rng)
        train_step(net, side_by_side(*question), digits, loss, optimizer)
        if step % (steps // 10) == 0:
            outputs = net.forward_pass(others)
            right = 100 * float((outputs.argmax(axis=0) == answers).mean())
            found.append([step, round(right, 2), round(loss(outputs, answers), 4)])
    seconds = round(time.perf_counter() - start)
    return {"pairs": pairs, "width": width, "rate": rate, "seed": seed, "course": found, "seconds": seconds}


def matrices(rng, **shapes):
    """Return a Tensor of starting weights for each name, given with its shape."""
    return {name: Tensor(create_weight_matrix(*shape, rng=rng)) for name, shape in shapes.items()}


def shared(steps, seed, d=16, width=256, pairs=8):
    """Train a dense network on the columns that attention gets, from tables of letters and digits; as for `dense`.

    Its first layer has a matrix for the letter asked and for each place of the list; all places share the tables.
    """
    rng = np.random.default_rng(seed)
    net = matrices(rng, E=(d, 26), D=(d, 10), W2=(width, width), W3=(10, width))
    first = np.split(create_weight_matrix(width, (pairs + 1) * d, rng=rng), pairs + 1, axis=1)
    net |= {f"W1:{place}": Tensor(part) for place, part in enumerate(first)}
    net |= {name: Tensor(np.zeros((width, 1))) for name in ("b1", "b2")}

    def logits(letters, digits, asked):
        z = net[f"W1:{pairs}"] @ (net["E"] @ one_hot(asked, 26)) + net["b1"]
        for place, (letter, digit) in enumerate(zip(letters, digits, strict=True)):
            z = z + net[f"W1:{place}"] @ (net["E"] @ one_hot(letter, 26) + net["D"] @ one_hot(digit, 10))
        return net["W3"] @ (net["W2"] @ z.relu() + net["b2"]).relu()

    optimizer = Adam(one_cycle(3e-3, steps))
    for _ in range(steps):
        *question, answers = questions(256, pairs, rng)
        z = logits(*question)
        z.backward(CrossEntropy().derivative(z.data, answers))
        optimizer.step([(tensor.data, tensor.grad) for tensor in net.values()])
    *asked, answers = questions(5000, pairs, np.random.default_rng(1000))
    right = 100 * float((logits(*asked).data.argmax(axis=0) == answers).mean())
    return {"steps": steps, "seed": seed, "right": right, "numbers": sum(value.data.size for value in net.values())}


def look_up(net, letters, digits, asked, root=True):
    """Return logits, shape (10, n), and the weights, shape (pairs, n)."""
    pairs, n = letters.shape
    x = net["E"] @ one_hot(letters.ravel(), 26) + net["D"] @ one_hot(digits.ravel(), 10)
    queries = net["Wq"] @ (net["E"] @ one_hot(asked, 26)) * (1.0 if root else np.sqrt(len(net["E"].data)))
    mask = same_owner_mask(np.tile(np.arange(n), pairs), np.arange(n))
    found, weights = attend(queries, net["Wk"] @ x, net["Wv"] @ x, mask)
    return net["W"] @ found, weights.reshape(pairs, n, n).sum(axis=1)


def examine(net, pairs, n, rng, root=True):
    """Return the accuracy on n questions, in percent, and the mean weight on the right pair."""
    right = weight = 0
    for _ in range(n // 100):
        letters, digits, asked, answers = questions(100, pairs, rng)
        z, weights = look_up(net, letters, digits, asked, root)
        right += (z.data.argmax(axis=0) == answers).sum()
        weight += (weights * (letters == asked)).sum()
    return [float(100 * right / n), float(weight / n)]


def attention(d, pairs, seed, root=True):
    """Train attention for 300 steps; what it is worth at some steps, and at the end for other numbers of pairs."""
    rng = np.random.default_rng(seed)
    net = matrices(rng, E=(d, 26), D=(d, 10), Wq=(d, d), Wk=(d, d), Wv=(d, d), W=(10, d))
    optimizer, course = Adam(one_cycle(0.01, 300)), []
    for step in range(301):
        if step in STEPS:
            course.append([step, *examine(net, pairs, 500, np.random.default_rng(1000), root)])
        letters, digits, asked, answers = questions(64, pairs, rng)
        z, _ = look_up(net, letters, digits, asked, root)
        z.backward(CrossEntropy().derivative(z.data, answers))
        if step < 300:
            optimizer.step([(tensor.data, tensor.grad) for tensor in net.values()])
    others = {more: examine(net, more, 1000, np.random.default_rng(2000), root) for more in (2, 4, 8, 16, 26)}
    return {"d": d, "pairs": pairs, "seed": seed, "root": root, "course": course, "other numbers": others}


# Names


def side_by_side_names(names):
    """Return for all letters of some names the letter, its place, whose it is, and which follows."""
    letters, places, owners, following = [], [], [], []
    for owner, name in enumerate(names):
        codes = [LETTERS.index(letter) for letter in f".{name}."]
        letters += codes[:-1]
        following += codes[1:]
        places += range(len(codes) - 1)
        owners += [owner] * (len(codes) - 1)
    return np.array(letters), np.array(places), np.array(owners), np.array(following)


def network(rng, heads=1, matrix=False, d=32, hidden=128, placed=True, kept=True, asks=True):
    """Return the tensors of an untrained network."""
    net = matrices(rng, E=(d, 27), P=(d, 16))
    for head in range(heads):
        each = d // heads
        shapes = {"Wq": (each, d), "Wk": (each, d), "Wv": (each, d)} | ({"Wo": (d, each)} if matrix else {})
        net |= matrices(rng, **{f"{name}{head}": shape for name, shape in shapes.items()})
    net |= matrices(rng, W1=(hidden, d), W2=(27, hidden))
    return net | {"b1": Tensor(np.zeros((hidden, 1))), "b2": Tensor(np.zeros((27, 1)))}


def scores(net, letters, places, owners, heads=1, matrix=False, placed=True, kept=True, asks=True, hidden=128):
    """Return the logits of the letter that follows each one.

    One part can be left out: the places, the residual connection, or the queries, so that all weights are even.
    """
    x = net["E"] @ one_hot(letters, 27)
    if placed:
        x = x + net["P"] @ one_hot(places, 16)
    mask = same_owner_mask(owners, owners) + np.where(places[:, np.newaxis] <= places, 0.0, -np.inf)
    found = 0.0 * x
    for head in range(heads):
        queries = net[f"Wq{head}"] @ x * float(asks)
        got, _ = attend(queries, net[f"Wk{head}"] @ x, net[f"Wv{head}"] @ x, mask)
        found = found + (net[f"Wo{head}"] @ got if matrix else got)
    x = x + found if kept else found
    return net["W2"] @ (net["W1"] @ x + net["b1"]).relu() + net["b2"]


def loss_on(net, names, **kind):
    """Return the mean loss a letter."""
    total, count = 0, 0
    for start in range(0, len(names), 100):
        *columns, following = side_by_side_names(names[start : start + 100])
        total += len(following) * CrossEntropy()(scores(net, *columns, **kind).data, following)
        count += len(following)
    return total / count


def learn_names(training, validation, kind, steps, rate, seed):
    """Train on batches of 16 names; the validation loss, and how many numbers and seconds it took."""
    rng, start = np.random.default_rng(seed), time.perf_counter()
    net, optimizer = network(rng, **kind), Adam(one_cycle(rate, steps))
    for _ in range(steps):
        few = [training[k] for k in rng.integers(len(training), size=16)]
        *columns, following = side_by_side_names(few)
        z = scores(net, *columns, **kind)
        z.backward(CrossEntropy().derivative(z.data, following))
        optimizer.step([(tensor.data, tensor.grad) for tensor in net.values()])
    seconds = round(time.perf_counter() - start)
    idle = ("P",) * (not kind.get("placed", True)) + ("Wq0", "Wk0") * (not kind.get("asks", True))
    used = [tensor for name, tensor in net.items() if name not in idle]
    numbers = sum(tensor.data.size for tensor in used)
    loss = loss_on(net, validation, **kind)
    return {"rate": rate, "seed": seed, "loss": loss, "numbers": numbers, "seconds": seconds}


def rates(training, validation, name):
    """Return the losses of a kind of network at each rate, seeds 5 and 6."""
    kind, steps = KINDS[name]
    return [
        [rate, [learn_names(training, validation, kind, steps, rate, seed)["loss"] for seed in (5, 6)]]
        for rate in (3e-3, 1e-2, 2e-2)
    ]


def on_names():
    """Return the runs of each kind at a rate of 0.01, the best for attention of those tried on seeds 5 and 6."""
    names = load_names()
    shuffled = [names[k] for k in np.random.default_rng(0).permutation(len(names))]
    training, validation = shuffled[:-6000], shuffled[-6000:-3000]
    found = {}
    for name, (kind, steps) in KINDS.items():
        found[name] = [learn_names(training, validation, kind, steps, 1e-2, seed) for seed in FEWER.get(name, SEEDS)]
        print(name, [round(run["loss"], 4) for run in found[name]], found[name][0], flush=True)
    parts = {name: rates(training, validation, name) for name in LACKING}
    longer = rates(training, validation, LONGER)
    return found | {
        "rates": rates(training, validation, "attention"),
        "rates of those that lack a part": parts,
        "rates of the longer training": longer,
    }


def run(threads, rounds):
    """Measure all of it, print and store; what is done is stored at once."""
    found = {"look up": [attention(16, 8, seed) for seed in SEEDS] + [attention(32, 4, seed) for seed in SEEDS]}
    found["root"] = [attention(d, 8, seed, root) for d in (16, 64, 256) for root in (True, False) for seed in SEEDS]
    found["shared"] = [shared(*setting) for setting in SHARED]
    found["names"] = on_names()
    report.store("attention", report.rounded(found))
    found["dense"] = [dense(*setting) for setting in NARROW + RATES + WIDE]
    report.store("attention", report.rounded(found))
