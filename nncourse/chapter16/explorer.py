"""Chapter 16 · Beyond one machine: a planner that adds up the bill of a step, part by part."""

import math

from nncourse.widgets.live import Live

# By name, as in js/chapter16.js: parameters, and the microseconds that one machine computes for an image; the first
# is assumed, the others follow from their multiply-adds.
NETWORKS = {
    "784-128-64-10": (109_386, 10.0),
    "five times the weights": (535_818, 49.0),
    "chapter 11's": (5_994, 30.0),
}

# What ``python -m benchmarks parallel`` stored for 784-128-64-10, by the images of a batch: the milliseconds of a step
# of one process; how many times as fast two were; and the percent of their time within Allreduce, all medians of the
# rounds. Here and not in the lesson, where a prediction asks for it.
TWO_CORES = {
    16: {"one process": 0.4471, "speedup": 0.9178, "in Allreduce": 33.6588},
    64: {"one process": 0.9576, "speedup": 1.2035, "in Allreduce": 21.8958},
    256: {"one process": 3.1965, "speedup": 1.5712, "in Allreduce": 10.5532},
    1024: {"one process": 13.3117, "speedup": 1.8488, "in Allreduce": 4.5447},
    4096: {"one process": 53.7828, "speedup": 1.9269, "in Allreduce": 1.5935},
}  # fmt: skip

# What ``python -m benchmarks sharing`` stored of the linear scaling rule: validation accuracies in percent after one
# epoch, seeds 0 to 4, by the images of a batch; k is images / 64.
SCALING_RULE = {
    "rate 0.05": {
        64: [92.28, 92.4, 92.16, 92.0, 91.03],
        256: [88.29, 88.95, 87.93, 89.04, 88.35],
        1024: [68.01, 76.41, 69.67, 75.76, 70.15],
        2048: [46.75, 55.35, 42.9, 51.75, 51.96],
    },
    "rate 0.05 · k": {
        64: [92.28, 92.4, 92.16, 92.0, 91.03],
        256: [91.62, 90.88, 91.57, 92.29, 92.06],
        1024: [89.27, 87.59, 82.09, 88.6, 86.22],
        2048: [10.9, 22.88, 10.64, 20.14, 19.99],
    },
}


def bill(machines, images, network="784-128-64-10", gigabits=10, delay=50, ring=False):
    """Return the milliseconds that one step takes: computing, moving, and the delay of the messages.

    Parameters
    ----------
    machines, images : int
        How many machines, and how many images each has in a step.
    network : str
        One of NETWORKS.
    gigabits : float
        What the link between two machines carries in a second.
    delay : float
        Microseconds that any message takes, however short.
    ring : bool
        Whether the gradients go round in a ring; else by halving and doubling.

    Returns
    -------
    (float, float, float)
    """
    parameters, microseconds = NETWORKS[network]
    whole = parameters * 8 * 8 / (gigabits * 1e6)  # 8 bytes a number, 8 bits a byte
    messages = 2 * (machines - 1) if ring else 2 * math.ceil(math.log2(machines))
    return images * microseconds / 1000, 2 * (machines - 1) / machines * whole, messages * delay / 1000


def gain(machines, images, network="784-128-64-10", gigabits=10, delay=50, ring=False):
    """Return how many times the images a second of one machine that is, a float.

    Parameters
    ----------
    machines, images : int
    network : str
    gigabits, delay : float
    ring : bool
        All as `bill` takes them.
    """
    parts = bill(machines, images, network, gigabits, delay, ring)
    return machines * parts[0] / sum(parts)


def explore(**state):
    """Return an explorer of the bill of a step, for machines, images, networks, links and ways of adding up.

    Parameters
    ----------
    **state
        What it starts with: machines (int up to 1,024), images (int up to 4,096), network, gigabits, delay and ring,
        as `bill` takes them.

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        For another name, or a value that it can't show.
    """
    return Live("chapter16", state)
