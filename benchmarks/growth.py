"""How the time of an epoch grows: one thing at a time doubled, the rest as in 784-128-64-10 with batch 64."""

import time

import numpy as np

from benchmarks import report
from nncourse import plots
from nnlib import SGD, CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, load_mnist, train

# What is varied, its values, and which of them the slope is fitted to: where fixed costs no longer matter.
VARIED = {
    "images": [1875, 3750, 7500, 15000, 30000, 60000],
    "batch size": [4, 16, 64, 256, 1024, 4096],
    "width of both hidden layers": [16, 32, 64, 128, 256, 512],
    "hidden layers of 64": [1, 2, 4, 8, 16, 32],
}


def epoch_of(what, value, x, y):
    """Return an epoch with one thing set to value."""
    hidden = {"width of both hidden layers": [value, value], "hidden layers of 64": [64] * value}.get(what, [128, 64])
    sizes = [784, *hidden, 10]
    rng = np.random.default_rng(0)
    acts = [ReLU()] * (len(sizes) - 2) + [Identity()]
    layers = [Layer(*s, act, rng=rng, dtype=np.float32) for *s, act in zip(sizes, sizes[1:], acts)]
    n = value if what == "images" else 15000
    settings = {"batch_size": value if what == "batch size" else 64, "rng": rng, "progress": False}
    net, optimizer = NeuralNetwork(layers), SGD(0.01)
    return lambda: train(net, x[:, :n], y[:n], loss=CrossEntropy(), optimizer=optimizer, epochs=1, **settings)


def run(threads, rounds):
    """Measure, print the slopes between neighbouring values, store and draw."""
    (x, y), _ = load_mnist()
    fig, axes = plots.figure("How an epoch's time grows", rows=1, columns=4, width=15, height=3.6)
    curves = {}
    for ax, (what, values) in zip(axes, VARIED.items()):
        epochs = [epoch_of(what, value, x, y) for value in values]
        times = np.empty((rounds, len(values)))
        for i in range(rounds):
            for k, epoch in enumerate(epochs):
                start = time.perf_counter()
                epoch()
                times[i, k] = time.perf_counter() - start
        medians = np.median(times, axis=0)
        slopes = np.diff(np.log(medians)) / np.diff(np.log(values))
        curves[what] = {"values": values, "seconds": medians.tolist(), "slopes": slopes.tolist()}
        print(f"{what}: " + ", ".join(f"{v}: {s * 1000:.0f} ms" for v, s in zip(values, medians)))
        print("   slope between neighbours: " + ", ".join(f"{slope:.2f}" for slope in slopes))
        ax.plot(values, medians, "o-", color=plots.BLUE)
        ax.plot(values, medians[-1] * np.array(values) / values[-1], ":", color=plots.GREY)
        ax.set(xscale="log", yscale="log", xlabel=what, title=f"last slope {slopes[-1]:.2f}")
        ax.set_xticks(values, [str(v) for v in values])
        ax.minorticks_off()
    axes[0].set_ylabel("seconds (dotted: slope 1)")
    report.save_figure(fig, "growth")
    report.store("growth", {"threads": threads, "rounds": rounds, "curves": curves})
