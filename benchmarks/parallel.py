"""Chapter 16's two cores: how many times as fast two processes take the same steps as one, and what adding up costs.

The launcher starts this file as one process and as two, in turns, round after round; each start takes the same
steps for every batch size. A ratio compares the two starts of one round. Nothing but the seconds leaves the ranks.
"""

import json
import sys
import time

import numpy as np

BATCHES = (16, 64, 256, 1024, 4096)
NETWORKS = {"784-128-64-10": (784, 128, 64, 10), "784-512-256-10": (784, 512, 256, 10)}
IMAGES = 20_480  # five batches of the largest kind; every batch size divides it


class Timed:
    """A communicator that notes how long the adding up takes, waiting for the other rank included."""

    def __init__(self, comm):
        self.comm, self.rank, self.size, self.seconds = comm, comm.rank, comm.size, 0.0

    def Allreduce(self, mine, total):
        start = time.perf_counter()
        self.comm.Allreduce(mine, total)
        self.seconds += time.perf_counter() - start


def network(sizes):
    """Return a network of ReLUs with a linear end, the same on every rank."""
    from nnlib import Identity, Layer, NeuralNetwork, ReLU

    rng = np.random.default_rng(0)
    acts = [ReLU() for _ in sizes[2:]] + [Identity()]
    return NeuralNetwork([Layer(*pair, act, rng=rng) for *pair, act in zip(sizes, sizes[1:], acts)])


def take_steps(sizes, batch_size, x, y, comm):
    """Return the seconds that all steps over x take, and those within Allreduce."""
    from nnlib import SGD, CrossEntropy
    from nnlib.parallel import parallel_step

    net, optimizer, loss, timed = network(sizes), SGD(0.01), CrossEntropy(), Timed(comm)
    order = np.random.default_rng(1).permutation(IMAGES)
    parallel_step(net, x, y, order[:batch_size], loss, optimizer, timed)  # warm
    timed.seconds = 0.0
    comm.Barrier()
    start = time.perf_counter()
    for first in range(0, IMAGES, batch_size):
        parallel_step(net, x, y, order[first : first + batch_size], loss, optimizer, timed)
    comm.Barrier()
    return time.perf_counter() - start, timed.seconds


def worker(path):
    """What each rank does: all batch sizes of both networks; rank 0 writes the seconds to path."""
    from mpi4py import MPI

    from nnlib import load_mnist

    (x, y), _ = load_mnist()
    x, y = x[:, :IMAGES], y[:IMAGES]
    found = {}
    for name, sizes in NETWORKS.items():
        found[name] = {batch: take_steps(sizes, batch, x, y, MPI.COMM_WORLD) for batch in BATCHES}
    if MPI.COMM_WORLD.rank == 0:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(found, file)


def middle(values):
    """Median, least and greatest of some numbers."""
    return {"median": float(np.median(values)), "least": min(values), "greatest": max(values)}


def run(threads, rounds):
    """Measure and store; one thread a process, whatever was asked."""
    import os
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from benchmarks import report
    from nncourse.launching import launch_mpi

    turns, load = [], []
    with TemporaryDirectory() as folder:
        for number in range(rounds):
            seconds = {}
            for size in (1, 2) if number % 2 == 0 else (2, 1):
                path = Path(folder) / "seconds.json"
                launch_mpi(size, __file__, path, seconds=600)
                seconds[size] = json.loads(path.read_text(encoding="utf-8"))
            turns.append(seconds)
            load.append(os.getloadavg()[0] if hasattr(os, "getloadavg") else None)
            print(f"round {number + 1} of {rounds}, load {load[-1]:.1f}", flush=True)
    rows = []
    for name in NETWORKS:
        for batch in map(str, BATCHES):
            one, two = [turn[1][name][batch] for turn in turns], [turn[2][name][batch] for turn in turns]
            ratios = [alone[0] / shared[0] for alone, shared in zip(one, two)]
            steps = IMAGES // int(batch)
            rows.append({
                "network": name,
                "batch": int(batch),
                "milliseconds a step, one process": 1000 * float(np.median([alone[0] for alone in one])) / steps,
                "times as fast": middle(ratios),
                "percent in Allreduce": middle([100 * adding / whole for whole, adding in two]),
            })  # fmt: skip
    result = report.rounded({"rounds": rounds, "processes": [1, 2], "images": IMAGES, "load": load, "rows": rows})
    for row in result["rows"]:
        print(row["network"], row["batch"], row["times as fast"], row["percent in Allreduce"])
    report.store("parallel", result)


if __name__ == "__main__":
    worker(sys.argv[1])
