"""What chapter 19 quotes of its small GPT: two blocks of two heads, on the names and the split of chapter 18.

Losses are in nats a letter, on the validation names, where the rates are chosen, too. A seed sets the starting weights
and the names of each step, sixteen. The test names are not read. The model is the lesson's, and computes what it does.
"""

import time

import numpy as np

from benchmarks import report
from benchmarks.attention import matrices, side_by_side_names
from nnlib import Adam, CrossEntropy, attend, load_names, one_cycle, one_hot, same_owner_mask

RATES = (1e-3, 3e-3, 1e-2)
SEEDS = (0, 1, 2)  # for the means
LENGTHS = {"as long as attention": (2500, (5, 6)), "four times as long": (10000, (5,))}  # steps, seeds for the rates


def normalize(x):
    """Return a Tensor whose columns have a mean of 0 and a standard deviation of 1."""
    x = x - x.sum(axis=0) / len(x.data)
    return x / ((x**2.0).sum(axis=0) / len(x.data) + 1e-5) ** 0.5


def heads(net, b, x, mask):
    """Return what the two heads of block b find, each in its own way, added up."""
    found = 0.0
    for h in "12":
        queries, keys, values = (net[f"{name}{b}{h}"] @ x for name in ("Wq", "Wk", "Wv"))
        found = found + net[f"Wo{b}{h}"] @ attend(queries, keys, values, mask)[0]
    return found


def block(net, b, x, mask):
    """Look around and think, each time normalized, and each time added to what came in."""
    x = x + heads(net, b, normalize(x), mask)
    return x + net[f"W2{b}"] @ (net[f"W1{b}"] @ normalize(x)).relu()


def gpt(net, letters, places, owners):
    """Return the logits of the letter that follows each one."""
    x = net["E"] @ one_hot(letters, 27) + net["P"] @ one_hot(places, 16)
    mask = same_owner_mask(owners, owners) + np.where(places.reshape(-1, 1) <= places, 0.0, -np.inf)
    for b in "12":
        x = block(net, b, x, mask)
    return net["W"] @ normalize(x)


def build(rng, d=32):
    """Return the tensors of an untrained network."""
    shapes = {"E": (d, 27), "P": (d, 16), "W": (27, d)}
    for b in "12":
        shapes |= {f"W1{b}": (4 * d, d), f"W2{b}": (d, 4 * d)}
        for h in "12":
            shapes |= {f"{name}{b}{h}": (d // 2, d) for name in ("Wq", "Wk", "Wv")} | {f"Wo{b}{h}": (d, d // 2)}
    return matrices(rng, **shapes)


def split():
    """Return the training and the validation names of chapter 18."""
    names = load_names()
    shuffled = [names[k] for k in np.random.default_rng(0).permutation(len(names))]
    return shuffled[:-6000], shuffled[-6000:-3000]


def learn(training, steps, rate, seed, stop=None):
    """Train on batches of 16 names, to the end or until a step; return the network and the losses of all steps."""
    rng, losses = np.random.default_rng(seed), []
    net, optimizer = build(rng), Adam(one_cycle(rate, steps))
    for _ in range(stop or steps):
        few = [training[k] for k in rng.integers(len(training), size=16)]
        *columns, following = side_by_side_names(few)
        z = gpt(net, *columns)
        losses.append(CrossEntropy()(z.data, following))
        z.backward(CrossEntropy().derivative(z.data, following))
        optimizer.step([(tensor.data, tensor.grad) for tensor in net.values()])
    return net, losses


def loss_on(net, names):
    """Return the mean loss a letter."""
    total, count = 0, 0
    for start in range(0, len(names), 20):
        *columns, following = side_by_side_names(names[start : start + 20])
        total += len(following) * CrossEntropy()(gpt(net, *columns).data, following)
        count += len(following)
    return total / count


def measure(training, validation, steps, rate, seed):
    """Train, and return what the network is worth, and how its training began."""
    start = time.perf_counter()
    net, losses = learn(training, steps, rate, seed)
    seconds = round(time.perf_counter() - start)
    found = {"rate": rate, "seed": seed, "loss": loss_on(net, validation), "seconds": seconds}
    found |= {"numbers": sum(tensor.data.size for tensor in net.values()), "first losses": losses[:20]}
    print(steps, found, flush=True)
    return found


def run(threads, rounds):
    """Measure each length at each rate, and at the best of them from other seeds; print and store."""
    training, validation = split()
    found = {}
    for length, (steps, seeds) in LENGTHS.items():
        tried = [measure(training, validation, steps, rate, seed) for rate in RATES for seed in seeds]
        means = {rate: np.mean([one["loss"] for one in tried if one["rate"] == rate]) for rate in RATES}
        best = min(means, key=means.get)
        runs = [measure(training, validation, steps, best, seed) for seed in SEEDS]
        found[length] = {"rates": tried, "runs": runs}
        report.store("gpt", report.rounded(found))
