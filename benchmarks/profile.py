"""Where the time of a training step goes beyond its matrix products, and what was tried to shorten it."""

import numpy as np

from benchmarks import report
from benchmarks.speed import RATE, floor_epoch, network, nnlib_epoch, seconds
from nnlib import SGD, CrossEntropy, load_mnist

TRIED = {
    "the same step without any checks, in one function": {},
    "… and gradients written with out= into the same arrays": {"out"},
    "… and the exponentials of the loss computed once": {"once"},
    "… and the learning rate multiplied into the gradient's array": {"fold"},
    "… and no gathering: the images in the order of the file": {"in order"},
    "… and the first four together": {"out", "once", "fold"},
}


def bare_epoch(x, y, batch, tried):
    """Return an epoch of the same step written out in one function, with one thing or several done differently."""
    rng = np.random.default_rng(0)
    layers = network(rng).layers
    W, b = [layer.W for layer in layers], [layer.b for layer in layers]
    dW, rows = [np.empty_like(w) for w in W], np.arange(10)[:, np.newaxis]

    def step(a, labels):
        n = len(labels)
        for k in range(3):
            z = W[k] @ a[-1] + b[k]
            a.append(np.maximum(z, 0) if k < 2 else z)
        y, greatest = rows == labels, z.max(axis=0)
        e = np.exp(z - greatest)
        np.mean(greatest + np.log(e.sum(axis=0)) - (y * z).sum(axis=0))
        if "once" not in tried:
            e = np.exp(z - z.max(axis=0))
        dz = (e / e.sum(axis=0) - y) / n
        for k in (2, 1, 0):
            gradient = np.matmul(dz, a[k].T, out=dW[k] if "out" in tried else None)
            db, da = dz.sum(axis=1, keepdims=True), W[k].T @ dz if k else None
            if "fold" in tried:
                gradient *= np.float32(RATE)
                W[k] -= gradient
            else:
                W[k] -= RATE * gradient
            b[k] -= RATE * db
            dz = (a[k] > 0) * da if k else None

    def epoch():
        order = rng.permutation(x.shape[1])
        for start in range(0, len(order), batch):
            part = slice(start, start + batch)
            idx = part if "in order" in tried else order[part]
            step([x[:, idx]], y[idx])

    return epoch


def parts_of_a_step(x, y, batch):
    """Return the parts of a step of nnlib, each as a function that does it once for every mini-batch."""
    rng = np.random.default_rng(0)
    net, loss, optimizer = network(rng), CrossEntropy(), SGD(RATE)
    layers, steps = net.layers, -(-x.shape[1] // batch)
    order = rng.permutation(x.shape[1])
    idx = order[:batch]
    outputs = net.forward_pass(x[:, idx])
    net.backward_pass(loss.derivative(outputs, y[idx]))
    z = [layer.W @ layer.x + layer.b for layer in layers]
    da = [np.ones_like(layer.a) for layer in layers]

    def repeat(once):
        return lambda: [once() for _ in range(steps)]

    def gather():
        for start in range(0, len(order), batch):
            x[..., order[start : start + batch]], y[order[start : start + batch]]

    def products():
        for k, layer in enumerate(layers):
            layer.W @ layer.x, da[k] @ layer.x.T, layer.W.T @ da[k] if k else None

    return {
        "matrix products, results allocated": repeat(products),
        "gathering the mini-batch": gather,
        "biases and activations": repeat(lambda: [f.act_function(v + f.b) for f, v in zip(layers, z)]),
        "loss and its derivative": repeat(lambda: (loss(outputs, y[idx]), loss.derivative(outputs, y[idx]))),
        "activations backwards, sums for the biases": repeat(
            lambda: [f.act_function.backward(f.a, d).sum(axis=1, keepdims=True) for f, d in zip(layers, da)]
        ),
        "optimizer": repeat(lambda: optimizer.step(net.parameters())),
    }


def measure(epochs, rounds):
    """Return the seconds of each epoch in each round, taking turns, after one unmeasured turn."""
    for epoch in epochs.values():
        epoch()
    turns = [[seconds(epoch) for epoch in epochs.values()] for _ in range(rounds)]
    return dict(zip(epochs, np.array(turns).T))


def run(threads, rounds):
    """Measure batches of 64 and 128; print and store."""
    (x, y), _ = load_mnist()
    for batch in (64, 128):
        whole = {"floor": floor_epoch(x, y, batch), "nnlib": nnlib_epoch(x, y, batch)}
        bare = {name: bare_epoch(x, y, batch, tried) for name, tried in TRIED.items()}
        times = measure({**whole, **bare, **parts_of_a_step(x, y, batch)}, rounds)
        medians = {name: float(np.median(taken)) for name, taken in times.items()}
        ratios = {name: np.median(times[name] / times["floor"]) for name in ("nnlib", *bare)}
        rows = [[name, float(ratio)] for name, ratio in ratios.items()]
        parts = {name: t for name, t in medians.items() if name not in ("floor", "nnlib", *bare)}
        result = {"batch": batch, "threads": threads, "rounds": rounds, "floor": medians["floor"]}
        result |= {"whole": medians["nnlib"], "parts": parts, "tried": rows}
        report.store(f"profile-batch{batch}-threads{threads}", result)
        print(f"\nbatch {batch}, {threads} thread(s)\n{parts_table(result)}\n\n{tried_table([result])}")


def parts_table(result):
    """Return where the time of a step goes, as the Markdown table of the README."""
    parts = {**result["parts"], "checks, calls, and what else is left": result["whole"] - sum(result["parts"].values())}
    rows = [[name, f"{taken / result['whole']:.0%}"] for name, taken in parts.items()]
    return report.table([f"a step of nnlib, batch {result['batch']}, {result['threads']} thread(s)", "share"], rows)


def tried_table(results):
    """Return the ratios to the floor of several stored results, as the Markdown table of the README."""
    header = ["times the floor"] + [f"batch {r['batch']}, {r['threads']} thread(s)" for r in results]
    names = [name for name, _ in results[0]["tried"]]
    rows = [[name] + [f"{dict(r['tried'])[name]:.2f}" for r in results] for name in names]
    return report.table(header, rows)
