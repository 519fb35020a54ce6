"""Chapter 16's two cores: how many times as fast two processes take the same steps as one, and what adding up costs.

The launcher starts this file as one process and as two, in turns, round after round; each start takes the same
steps for every batch size. A ratio compares the two starts of one round. Nothing but the seconds leaves the ranks.

Then one process takes steps with as few images as each of several processes would have of a batch of 64, also with
its update timed; and, for comparison, one process takes all steps with one BLAS thread and with two, in turns.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

BATCHES = (16, 64, 256, 1024, 4096)
NETWORKS = {"784-128-64-10": (784, 128, 64, 10), "784-512-256-10": (784, 512, 256, 10)}
PARTS = (64, 32, 16, 8, 1)  # images: what each of 1, 2, 4, 8 and 64 processes has of a batch of 64
STEPS = 1280  # of each of these
IMAGES = 20_480  # five batches of the largest kind; every batch size divides it


class TimedUpdate:
    """An optimizer that notes how long its steps take."""

    def __init__(self, optimizer):
        self.optimizer, self.seconds = optimizer, 0.0

    def step(self, parameters):
        start = time.perf_counter()
        self.optimizer.step(parameters)
        self.seconds += time.perf_counter() - start


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


def take_steps(sizes, batch_size, x, y, comm, steps=None):
    """Return the seconds that so many steps take, or all over x, those within Allreduce, and those of the update."""
    from nnlib import SGD, CrossEntropy
    from nnlib.parallel import parallel_step

    net, optimizer, loss, timed = network(sizes), TimedUpdate(SGD(0.01)), CrossEntropy(), Timed(comm)
    order = np.random.default_rng(1).permutation(IMAGES)
    parallel_step(net, x, y, order[:batch_size], loss, optimizer, timed)  # warm
    timed.seconds = optimizer.seconds = 0.0
    comm.Barrier()
    start = time.perf_counter()
    for step in range(steps or IMAGES // batch_size):
        first = step * batch_size % IMAGES
        parallel_step(net, x, y, order[first : first + batch_size], loss, optimizer, timed)
    comm.Barrier()
    return time.perf_counter() - start, timed.seconds, optimizer.seconds


def worker(path, *parts):
    """What each rank does: all batch sizes of both networks, or parts of a batch; rank 0 writes the seconds to path."""
    from mpi4py import MPI

    from nnlib import load_mnist

    (x, y), _ = load_mnist()
    x, y = x[:, :IMAGES], y[:IMAGES]
    found = {}
    for name, sizes in NETWORKS.items():
        sizes_and_steps = [(part, STEPS) for part in PARTS] if parts else [(batch, None) for batch in BATCHES]
        found[name] = {batch: take_steps(sizes, batch, x, y, MPI.COMM_WORLD, n) for batch, n in sizes_and_steps}
    if MPI.COMM_WORLD.rank == 0:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(found, file)


def middle(values):
    """Median, least and greatest of some numbers."""
    return {"median": float(np.median(values)), "least": min(values), "greatest": max(values)}


def launched(size, *parts):
    """Start this file as so many processes, and return the seconds that rank 0 wrote."""
    from nncourse.launching import launch_mpi

    with TemporaryDirectory() as folder:
        path = Path(folder) / "seconds.json"
        launch_mpi(size, __file__, path, *parts, seconds=600)
        return json.loads(path.read_text(encoding="utf-8"))


def two_beside_one(rounds):
    """Return how many times as fast two processes take the same steps as one."""
    turns, load = [], []
    for number in range(rounds):
        turns.append({size: launched(size) for size in ((1, 2) if number % 2 == 0 else (2, 1))})
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
                "percent in Allreduce": middle([100 * adding / whole for whole, adding, _ in two]),
            })  # fmt: skip
    return {"rounds": rounds, "processes": [1, 2], "images": IMAGES, "load": load, "rows": rows}


def one_with_a_part(rounds):
    """Return how long one process takes for parts of a batch: what several could reach if messages took no time."""
    turns, rows = [launched(1, "parts") for _ in range(rounds)], []
    for name in NETWORKS:
        for part in PARTS:
            whole, _, update = np.transpose([turn[name][str(part)] for turn in turns])
            largest = [turn[name][str(PARTS[0])][0] for turn in turns]
            rows.append({
                "network": name,
                "images": part,
                "milliseconds a step": 1000 * float(np.median(whole)) / STEPS,
                "milliseconds in the update": 1000 * float(np.median(update)) / STEPS,
                "times as fast": middle((largest / whole).tolist()),
            })  # fmt: skip
    return {"rounds": rounds, "steps": STEPS, "rows": rows}


def started(threads):
    """Start this file as one process with so many BLAS threads, and return the seconds that it wrote."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "seconds.json"
        env = os.environ | {"OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}
        subprocess.run([sys.executable, __file__, path], env=env, check=True, timeout=600)
        return json.loads(path.read_text(encoding="utf-8"))


def two_threads_beside_one(rounds):
    """Return how many times as fast one process takes all steps with two BLAS threads as with one."""
    orders, rows = ((1, 2), (2, 1)), []
    turns = [{threads: started(threads) for threads in orders[number % 2]} for number in range(rounds)]
    for name in NETWORKS:
        for batch in map(str, BATCHES):
            faster = [turn[1][name][batch][0] / turn[2][name][batch][0] for turn in turns]
            rows.append({"network": name, "batch": int(batch), "times as fast": middle(faster)})
    return {"rounds": rounds, "threads": [1, 2], "images": IMAGES, "rows": rows}


def run(threads, rounds):
    """Measure and store; one thread a process, whatever was asked."""
    from benchmarks import report

    measures = {"parallel": two_beside_one, "parallel-parts": one_with_a_part}
    for name, measure in (measures | {"parallel-threads": two_threads_beside_one}).items():
        result = report.rounded(measure(rounds))
        for row in result["rows"]:
            print(row)
        report.store(name, result)


if __name__ == "__main__":
    worker(*sys.argv[1:])
