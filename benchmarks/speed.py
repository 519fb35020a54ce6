"""One epoch of 784-128-64-10 on 60,000 images, the same work in every contender, interleaved in one process.

With ``--widths``: one step of wider and wider networks, nnlib beside PyTorch alone.
"""

import os
import time
import warnings

import numpy as np

from benchmarks import report
from nncourse import plots
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, load_mnist, train
from nnlib.training import train_step

SIZES = [784, 128, 64, 10]
RATE = 0.1
LOOP_IMAGES = 2000  # of the per-example loop, extrapolated to all
WIDTHS = [
    ([4, 1, 1, 10], 1),
    (SIZES, 64),
    *(([784, w, w, 10], 64) for w in (256, 512, 1024)),
    ([784, 1024, 1024, 10], 512),
]
SLICE = 0.4  # seconds of steps of each side in a round of --widths


def network(rng, dtype=np.float32, sizes=SIZES):
    acts = [ReLU()] * (len(sizes) - 2) + [Identity()]
    return NeuralNetwork([Layer(*s, act, rng=rng, dtype=dtype) for *s, act in zip(sizes, sizes[1:], acts)])


def nnlib_epoch(x, y, batch):
    rng = np.random.default_rng(0)
    net, settings = network(rng), {"loss": CrossEntropy(), "optimizer": SGD(RATE), "rng": rng}
    return lambda: train(net, x, y, epochs=1, batch_size=batch, progress=False, **settings)


def floor_epoch(x, y, batch):
    """The eight matrix products of a step alone, into arrays allocated beforehand."""

    def array(*shape):
        return np.ones(shape, np.float32)

    W = [array(outs, ins) for ins, outs in zip(SIZES, SIZES[1:])]
    dW = [np.empty_like(w) for w in W]
    a = [array(batch, SIZES[0]).T] + [array(outs, batch) for outs in SIZES[1:]]
    da = [array(outs, batch) for outs in SIZES]

    def epoch():
        for _ in range(-(-x.shape[1] // batch)):
            for k in range(3):
                np.matmul(W[k], a[k], out=a[k + 1])
            for k in (2, 1, 0):
                np.matmul(da[k + 1], a[k].T, out=dW[k])
                if k:
                    np.matmul(W[k].T, da[k + 1], out=da[k])

    return epoch


def torch_parts(threads, sizes=SIZES, rate=RATE):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    layers = [torch.nn.Linear(ins, outs) for ins, outs in zip(sizes, sizes[1:])]
    model = torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1], torch.nn.ReLU(), layers[2])
    optimizer, loss = torch.optim.SGD(model.parameters(), lr=rate), torch.nn.CrossEntropyLoss()

    def step(x, y):
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()

    return torch, step


def torch_indexed_epoch(x, y, batch, threads):
    torch, step = torch_parts(threads)
    x, y = torch.from_numpy(x.T), torch.from_numpy(y)

    def epoch():
        order = torch.randperm(len(x))
        for start in range(0, len(x), batch):
            idx = order[start : start + batch]
            step(x[idx], y[idx])

    return epoch


def torch_loader_epoch(x, y, batch, threads):
    torch, step = torch_parts(threads)
    data = torch.utils.data.TensorDataset(torch.from_numpy(x.T), torch.from_numpy(y))
    loader = torch.utils.data.DataLoader(data, batch_size=batch, shuffle=True)

    def epoch():
        for pair in loader:
            step(*pair)

    return epoch


def sklearn_epoch(x, y, batch):
    from sklearn.neural_network import MLPClassifier

    settings = {"solver": "sgd", "learning_rate_init": RATE, "momentum": 0.0, "alpha": 0.0, "random_state": 0}
    model = MLPClassifier(SIZES[1:-1], activation="relu", batch_size=batch, **settings)
    rows = x.T
    return lambda: model.partial_fit(rows, y, classes=np.arange(10))


def keras_epoch(x, y, batch, threads):
    os.environ["KERAS_BACKEND"] = "jax"
    import keras

    keras.utils.set_random_seed(0)
    layers = [keras.layers.Dense(128, "relu"), keras.layers.Dense(64, "relu"), keras.layers.Dense(10)]
    model = keras.Sequential([keras.Input((784,)), *layers])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(RATE), loss=loss)
    rows, labels = np.ascontiguousarray(x.T), y.astype(np.int32)
    return lambda: model.fit(rows, labels, epochs=1, batch_size=batch, verbose=0)


def loop_epoch(x, y, batch):
    """The classic tutorial: one example at a time through columns, its gradients added up over the batch."""
    rng = np.random.default_rng(0)
    net = network(rng)
    W, b = [layer.W for layer in net.layers], [layer.b for layer in net.layers]

    def example(column, label, dW, db):
        activations = [column]
        for k in range(3):
            z = W[k] @ activations[-1] + b[k]
            activations.append(np.maximum(z, 0) if k < 2 else z)
        e = np.exp(activations[-1] - activations[-1].max())
        delta = e / e.sum()
        delta[label] -= 1
        for k in (2, 1, 0):
            dW[k] = dW[k] + delta @ activations[k].T
            db[k] = db[k] + delta
            if k:
                delta = (W[k].T @ delta) * (activations[k] > 0)

    def part_of_epoch():
        for start in range(0, LOOP_IMAGES, batch):
            dW, db = [np.zeros_like(w) for w in W], [np.zeros_like(c) for c in b]
            for i in range(start, min(start + batch, LOOP_IMAGES)):
                example(x[:, i : i + 1], y[i], dW, db)
            for k in range(3):
                W[k] -= RATE / batch * dW[k]
                b[k] -= RATE / batch * db[k]

    return part_of_epoch


def contenders(x, y, batch, threads):
    """Return the epoch of every contender that is installed, by name, and what it must be multiplied with."""
    makers = {
        "nnlib": lambda: nnlib_epoch(x, y, batch),
        "floor: the matrix products alone": lambda: floor_epoch(x, y, batch),
        "PyTorch eager, tensors indexed": lambda: torch_indexed_epoch(x, y, batch, threads),
        "PyTorch eager, DataLoader": lambda: torch_loader_epoch(x, y, batch, threads),
        "scikit-learn MLPClassifier": lambda: sklearn_epoch(x, y, batch),
        "Keras on JAX, compiled": lambda: keras_epoch(x, y, batch, threads),
        "loops over examples": lambda: loop_epoch(x, y, batch),
    }
    epochs = {}
    for name, make in makers.items():
        try:
            epochs[name] = make()
            epochs[name]()  # once unmeasured: caches are filled, and what is compiled is compiled
        except ImportError as missing:
            print(f"{name}: left out, {missing}")
    return epochs


def seconds(epoch):
    start = time.perf_counter()
    epoch()
    return time.perf_counter() - start


def measure(batch, threads, rounds):
    """Return the seconds of every contender in every round, the contenders taking turns."""
    (x, y), _ = load_mnist()
    epochs = contenders(x, y, batch, threads)
    times = {name: [] for name in epochs}
    for _ in range(rounds):
        for name, epoch in epochs.items():
            factor = x.shape[1] / LOOP_IMAGES if name.startswith("loops") else 1
            times[name].append(seconds(epoch) * factor)
    return times


def summary(times):
    """Return, for each contender, the median seconds, and the median, least and greatest ratio to nnlib's."""
    rows = []
    for name, taken in times.items():
        ratios = np.array(taken) / np.array(times["nnlib"])
        rows.append([name, float(np.median(taken)), float(np.median(ratios)), float(ratios.min()), float(ratios.max())])
    return rows


def as_table(result):
    """Return the stored result as the Markdown table of the README."""
    header = ["one epoch", "seconds", "times nnlib's", "spread"]
    rows = [[n, f"{s:.2f}", f"{m:.2f}", f"{low:.2f} – {high:.2f}"] for n, s, m, low, high in result["rows"]]
    return report.table(header, rows)


def draw(result, name):
    """Draw the ratios as bars on a logarithmic axis."""
    rows = [row for row in result["rows"] if row[0] != "nnlib"]
    fig, ax = plots.figure(f"One epoch, batch {result['batch']}, {result['threads']} thread(s): time relative to nnlib")
    names, values = [row[0] for row in rows], np.array([row[2] for row in rows])
    errors = np.array([[row[2] - row[3], row[4] - row[2]] for row in rows]).T
    ax.barh(names, values, xerr=errors, color=plots.BLUE, height=0.6, capsize=3)
    ax.axvline(1, color=plots.ORANGE, linestyle="--", linewidth=2)
    ax.set(xscale="log", xlabel="times the time of nnlib (dashed line: equal)", xticks=[0.5, 1, 2, 5, 10, 20, 40])
    ax.xaxis.set_major_formatter("{x:g}")
    ax.minorticks_off()
    ax.invert_yaxis()
    for i, value in enumerate(values):
        ax.text(value * 1.04, i - 0.36, f"{value:.2f}", va="center")
    report.save_figure(fig, name)


def both_steps(sizes, batch, threads):
    """Return a step of nnlib and one of PyTorch on the same images, at a rate at which the loss hardly moves."""
    (x, y), _ = load_mnist()
    x, y = np.ascontiguousarray(x[: sizes[0], :batch]), y[:batch]
    net, loss, optimizer = network(np.random.default_rng(0), sizes=sizes), CrossEntropy(), SGD(1e-4)
    torch, step = torch_parts(threads, sizes, 1e-4)
    rows, labels = torch.from_numpy(np.ascontiguousarray(x.T)), torch.from_numpy(y)
    return lambda: train_step(net, x, y, loss, optimizer), lambda: step(rows, labels)


def cpu_seconds(step, count):
    """Return the processor's seconds of so many steps, which others on the machine lengthen less than the clock's."""
    start = time.process_time()
    for _ in range(count):
        step()
    return time.process_time() - start


def run_widths(threads, rounds):
    """Measure a step of networks of several widths, both sides taking turns; print and store."""
    rows = []
    for sizes, batch in WIDTHS:
        steps = both_steps(sizes, batch, threads)
        for step in steps:
            cpu_seconds(step, 5)  # unmeasured
        count = max(3, round(SLICE / (cpu_seconds(steps[0], 5) / 5)))
        taken = [[], []]
        for number in range(rounds):
            for side in (0, 1) if number % 2 else (1, 0):
                taken[side].append(cpu_seconds(steps[side], count) / count * 1000)
        ours, theirs = map(np.array, taken)
        rows.append(
            {
                "network": "-".join(map(str, sizes)),
                "batch": batch,
                "steps": count,
                "ours": ours.round(4).tolist(),
                "PyTorch": theirs.round(4).tolist(),
                "ratios": (theirs / ours).round(3).tolist(),
            }
        )
        middle = np.median(theirs / ours)
        print(
            f"{rows[-1]['network']}, batch {batch}: {np.median(ours):.3f} ms, PyTorch {middle:.2f} times as long",
            flush=True,
        )
    report.store(f"speed-widths-threads{threads}", {"threads": threads, "rounds": rounds, "rows": rows})
    print("\n", report.machine())


def run(threads, rounds):
    """Measure batches of 64 and 128; print, store and draw."""
    warnings.filterwarnings("ignore", category=UserWarning)
    if threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    for batch in (64, 128):
        times = measure(batch, threads, rounds)
        result = {"batch": batch, "threads": threads, "rounds": rounds, "rows": summary(times)}
        name = f"speed-batch{batch}-threads{threads}"
        report.store(name, result)
        draw(result, name)
        print(f"\n{name}, {rounds} rounds\n{as_table(result)}")
    print("\n", report.machine())
