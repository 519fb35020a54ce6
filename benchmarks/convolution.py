"""One epoch of chapter 11's network on 60,000 images beside PyTorch eager: the same work, interleaved, one process."""

import numpy as np

from benchmarks import report, speed
from nnlib import (
    Conv2D,
    CrossEntropy,
    Flatten,
    Identity,
    Images,
    Layer,
    MaxPool2D,
    Momentum,
    NeuralNetwork,
    ReLU,
    load_mnist,
    train,
)

RATE, BATCH = 0.01, 64


def nnlib_epoch(x, y):
    rng = np.random.default_rng(0)
    settings = {"rng": rng, "dtype": np.float32}
    net = NeuralNetwork([
        Images(1, 28, 28), Conv2D(1, 8, 5, ReLU(), **settings), MaxPool2D(2), Conv2D(8, 16, 5, ReLU(), **settings),
        MaxPool2D(2), Flatten(), Layer(256, 10, Identity(), **settings),
    ])  # fmt: skip
    settings = {"loss": CrossEntropy(), "optimizer": Momentum(RATE), "rng": rng, "progress": False}
    return lambda: train(net, x, y, epochs=1, batch_size=BATCH, **settings)


def torch_epoch(x, y, threads):
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(256, 10),
    )  # fmt: skip
    optimizer, loss = torch.optim.SGD(model.parameters(), lr=RATE, momentum=0.9), nn.CrossEntropyLoss()
    x, y = torch.from_numpy(x.T).reshape(-1, 1, 28, 28), torch.from_numpy(y)

    def epoch():
        order = torch.randperm(len(x))
        for start in range(0, len(x), BATCH):
            idx = order[start : start + BATCH]
            optimizer.zero_grad()
            loss(model(x[idx]), y[idx]).backward()
            optimizer.step()

    return epoch


def run(threads, rounds):
    """Measure both in turns; print and store."""
    (x, y), _ = load_mnist()
    epochs = {"nnlib": nnlib_epoch(x, y), "PyTorch eager, tensors indexed": torch_epoch(x, y, threads)}
    times = {name: [] for name in epochs}
    for epoch in epochs.values():
        epoch()  # once unmeasured
    for _ in range(rounds):
        for name, epoch in epochs.items():
            times[name].append(speed.seconds(epoch))
    result = {"threads": threads, "batch": BATCH, "rounds": rounds, "times": times, "rows": speed.summary(times)}
    report.store(f"convolution-threads{threads}", result)
    print(speed.as_table(result))
