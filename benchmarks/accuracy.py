"""The published recipes over five seeds. Everything is chosen on validation images; the test images are read once."""

import numpy as np

from benchmarks import report
from nnlib import (
    MSE,
    SGD,
    CrossEntropy,
    Identity,
    Layer,
    NeuralNetwork,
    ReLU,
    Sigmoid,
    accuracy,
    load_mnist,
    one_hot,
    train,
)

# Nielsen's start: all weights and biases standard normal, whatever the size of the layer.
# The rate 15 under nnlib's MSE, the mean over all ten outputs, is the rate 3 under half the sum of squares: 3 · 10 / 2.
NIELSEN = {
    "hidden": Sigmoid,
    "output": Sigmoid,
    "loss": MSE,
    "batch": 10,
    "phases": [(15.0, 30)],
    "images": 50_000,
    "start": "normal",
}
# Eight epochs to walk, two at a tenth of the rate to settle: chosen in chapter 08 on validation images.
WALK = {"phases": [(0.2, 8), (0.02, 2)], "batch": 64, "images": 60_000}
COURSE = {"hidden": ReLU, "output": Identity, "loss": CrossEntropy, **WALK}
RECIPES = {
    "784-30-10, sigmoid, MSE": {**NIELSEN, "sizes": [784, 30, 10], "published": "95.42 (Nielsen, best epoch)"},
    "784-100-10, sigmoid, MSE": {
        **NIELSEN,
        "sizes": [784, 100, 10],
        "published": "96.59 (Nielsen, best epoch of three runs)",
    },
    "784-30-10, the same from 1/√ins": {**NIELSEN, "sizes": [784, 30, 10], "start": "", "published": ""},
    "784-100-10, the same from 1/√ins": {**NIELSEN, "sizes": [784, 100, 10], "start": "", "published": ""},
    "784-32-16-10": {**COURSE, "sizes": [784, 32, 16, 10], "published": ""},
    "784-128-10": {**COURSE, "sizes": [784, 128, 10], "batch": 32, "published": ""},
    "784-128-64-10": {**COURSE, "sizes": [784, 128, 64, 10], "published": ""},
}
SEEDS = range(5)


def trained(recipe, x, y, seed):
    """Return a network trained by a recipe: float64, one generator for the weights and then the shuffling."""
    rng = np.random.default_rng(seed)
    sizes = recipe["sizes"]
    acts = [recipe["hidden"]()] * (len(sizes) - 2) + [recipe["output"]()]
    net = NeuralNetwork([Layer(*s, act, rng=rng) for *s, act in zip(sizes, sizes[1:], acts)])
    for layer in net.layers if recipe.get("start") else []:
        layer.W, layer.b = rng.standard_normal(layer.W.shape), rng.standard_normal(layer.b.shape)
    x, y = x[:, : recipe["images"]], y[: recipe["images"]]
    loss = recipe["loss"]()
    targets = one_hot(y, 10) if isinstance(loss, MSE) else y
    for rate, epochs in recipe["phases"]:
        settings = {"epochs": epochs, "batch_size": recipe["batch"], "rng": rng, "progress": False}
        train(net, x, targets, loss=loss, optimizer=SGD(rate), **settings)
    return net


def run(threads, rounds):
    """Train every recipe with every seed; print and store."""
    (x, y), (x_test, y_test) = load_mnist()
    rows = []
    for name, recipe in RECIPES.items():
        scores = [100 * accuracy(trained(recipe, x, y, seed), x_test, y_test) for seed in SEEDS]
        rows.append([name, scores, recipe["published"]])
        print(
            f"{name}: {np.mean(scores):.2f} ± {np.std(scores, ddof=1):.2f} %  ",
            [f"{s:.2f}" for s in scores],
            flush=True,
        )
    result = {"seeds": list(SEEDS), "rows": rows}
    report.store("accuracy", result)
    print(as_table(result))


def as_table(result):
    """Return the stored result as the Markdown table of the README."""
    rows = [
        [name, f"{np.mean(s):.2f} ± {np.std(s, ddof=1):.2f}", f"{max(s[:3]):.2f}", published]
        for name, s, published in result["rows"]
    ]
    return report.table(["network", "test accuracy, %, five seeds", "best of the first three", "published"], rows)
