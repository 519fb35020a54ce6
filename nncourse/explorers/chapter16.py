"""Chapter 16 · Beyond one machine: a planner that adds up the bill of a step, part by part."""

import math

import ipywidgets as widgets
import numpy as np
from matplotlib.figure import Figure

from nncourse import plots
from nncourse.explorers.base import Explorer, choice

# By name: parameters, and the microseconds that one machine computes for an image; the first is assumed, the
# others follow from their multiply-adds.
NETWORKS = {
    "784-128-64-10": (109_386, 10.0),
    "five times the weights": (535_818, 49.0),
    "chapter 11's": (5_994, 30.0),
}
DOUBLINGS = tuple(2**k for k in range(11))
IMAGES = tuple(2**k for k in range(13))

# What ``python -m benchmarks parallel`` stored for 784-128-64-10, by the images of a batch: the milliseconds of a step
# of one process; how many times as fast two were, median, least and greatest of the rounds; and the percent of
# their time within Allreduce. Here and not in the lesson, where a prediction asks for it.
TWO_CORES = {
    16: {"alone": 0.4471, "faster": 0.9178, "least": 0.5105, "greatest": 0.9824, "percent": 33.6588},
    64: {"alone": 0.9576, "faster": 1.2035, "least": 0.8044, "greatest": 1.2642, "percent": 21.8958},
    256: {"alone": 3.1965, "faster": 1.5712, "least": 1.3068, "greatest": 1.7202, "percent": 10.5532},
    1024: {"alone": 13.3117, "faster": 1.8488, "least": 1.796, "greatest": 2.0112, "percent": 4.5447},
    4096: {"alone": 53.7828, "faster": 1.9269, "least": 1.8001, "greatest": 2.0574, "percent": 1.5935},
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


def steps_of(label, values, start):
    """Return a slider over values, a tuple of int, with a label, a str, and a value to start with."""
    style, layout = {"description_width": "initial"}, {"width": "340px"}
    options = [(f"{value:,}", value) for value in values]
    return widgets.SelectionSlider(options=options, value=start, description=label, style=style, layout=layout)


def explore():
    """Return an explorer of the bill of a step, for machines, images, networks, links and ways of adding up.

    Returns
    -------
    Explorer
        Its readout names the milliseconds, float, and how many times one machine that is.
    """
    controls = {
        "machines": steps_of("machines", DOUBLINGS, 8),
        "images": steps_of("images each", IMAGES, 64),
        "network": choice("network", list(NETWORKS), "784-128-64-10"),
        "link": choice("link", ["1 Gbit/s", "10 Gbit/s", "100 Gbit/s"], "10 Gbit/s"),
        "delay": choice("a message takes", ["1 µs", "10 µs", "50 µs"], "50 µs"),
        "way": choice("adding up", ["doubling", "ring (Deeper)"], "doubling"),
    }
    return Explorer(controls, draw)


def draw(machines, images, network, link, delay, way):
    """Return the picture of a bill and of images a second by machines, its alt text, and its numbers in words.

    Parameters
    ----------
    machines, images : int
    network, link, delay, way : str

    Returns
    -------
    (figure, str, str); raises what `bill` raises.
    """
    settings = network, float(link.split()[0]), float(delay.split()[0]), way != "doubling"
    parts = bill(machines, images, *settings)
    times = gain(machines, images, *settings)
    many = "machine" if machines == 1 else "machines"
    pictures = "image" if images == 1 else "images"
    text = f"{machines:,} {many}, {images:,} {pictures} each: computing {parts[0]:.3f} ms, moving {parts[1]:.3f}, "
    text += f"messages {parts[2]:.3f}: {times:.2f} times one machine."

    fig = Figure(figsize=(7.6, 3.3))
    fig.set_label(f"{machines:,} {many}: {times:.2f} times one")
    top = fig.add_axes((0.09, 0.76, 0.88, 0.13))
    plots.draw_bills(top, {"": parts})
    top.set(xlim=(0, 1.02 * sum(parts)), xlabel="milliseconds a step")
    top.legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 0.95), ncols=3, fontsize=9)
    below = fig.add_axes((0.09, 0.15, 0.88, 0.42))
    curve = [gain(count, images, *settings) for count in DOUBLINGS]
    below.plot(DOUBLINGS, DOUBLINGS, color=plots.GREY, linestyle="--", label="as many times as machines")
    below.plot(DOUBLINGS, curve, color=plots.BLUE, linewidth=2, label="images a second, times one machine")
    below.plot(machines, times, "o", color=plots.ORANGE, markersize=8)
    below.set(xscale="log", yscale="log", xlabel="machines", ylim=(min(0.1, min(curve)), 1500))
    below.set_xticks(DOUBLINGS, [f"{count:,}" for count in DOUBLINGS])
    below.minorticks_off()
    below.legend(frameon=False, fontsize=9, loc="upper left")
    for ax in (top, below):
        ax.spines[["top", "right"]].set_visible(False)
    most = DOUBLINGS[int(np.argmax(curve))]
    alt = f"A bar of {sum(parts):.3f} ms, divided into computing, moving and messages. Below, images a second by "
    return fig, alt + f"machines, up to {max(curve):.2f} times one machine at {most:,} machines. {text}", text
