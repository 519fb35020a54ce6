"""Chapter 14 · Finding bugs: loss curves side by side, and what a question looks at."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import BLUE, CENTRED, GREEN, GREY, ORANGE, figure, key, legend_below, show

STAGES = ("files", "x and y", "outputs", "loss", "gradients", "step", "answers", "score")
SPANS = {  # from which stage to which a question looks
    "score": (0, 7), "round trip": (0, 1), "start": (1, 3), "gradient": (3, 4), "inside": (2, 5), "ten": (1, 6),
}  # fmt: skip


def chain(*, title, alt):
    """Show the way from the files to the score, and below it from where to where each question looks."""
    fig, ax = figure(title, width=9.5, height=3.3)
    draw_chain(ax)
    show(fig, alt)


def draw_chain(ax, asked=None, alarm=False):
    """Draw the way from the files to the score into axes, ax, and the span of each question below it.

    The question that was asked, a str, is coloured: green with a tick, or, with an alarm, orange and hatched.
    """
    for place, stage in enumerate(STAGES):
        ax.add_patch(Rectangle((place - 0.4, 0.7), 0.8, 0.7, facecolor="white", edgecolor="black"))
        ax.text(place, 1.05, stage, fontsize=10, **CENTRED)
        if place:
            ax.annotate("", (place - 0.4, 1.05), (place - 0.6, 1.05), arrowprops={"arrowstyle": "->"})
    for row, (question, (first, last)) in enumerate(SPANS.items()):
        look = {"facecolor": "0.92", "edgecolor": GREY}
        text = question
        if question == asked:
            look = {"facecolor": "#FDEFE3", "edgecolor": ORANGE, "hatch": "///", "linewidth": 2} if alarm else \
                {"facecolor": "#E0F2EC", "edgecolor": GREEN, "linewidth": 2}  # fmt: skip
            text = f"{question}: alarm" if alarm else f"{question}: ✓"
        ax.add_patch(Rectangle((first - 0.4, -0.62 * row - 0.1), last - first + 0.8, 0.46, **look))
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1} if question == asked and alarm else None
        ax.text((first + last) / 2, -0.62 * row + 0.13, text, fontsize=10, bbox=paper, **CENTRED)
    ax.set(xlim=(-0.5, 7.5), ylim=(-0.62 * len(SPANS) + 0.4, 1.5))
    ax.axis("off")


def epoch_by_epoch(results, *, title, ylabel, alt):
    """Show results, a dict of str to list of runs, each run a list of one number an epoch, as lines."""
    fig, ax = figure(title)
    for (name, runs), colour, dash in zip(results.items(), (BLUE, ORANGE), ("-", "--")):
        for k, run in enumerate(runs):
            look = {"color": colour, "linestyle": dash, "label": None if k else name}
            ax.plot(range(1, len(run) + 1), run, linewidth=1.6, **look)
    ax.set(xlabel="epoch", ylabel=ylabel, ylim=(0, 100), xticks=range(1, len(run) + 1))
    ax.legend(frameon=False)
    show(fig, alt)


def loss_curves(results, *, title, alt, highest=5.2):
    """Show small panels, one for each program, with its training and validation loss epoch by epoch.

    Parameters
    ----------
    results : dict of str to dict
        By the name of a program: ``{"training": [...], "validation": [...]}``.
    title, alt : str
    highest : float
        Where the panels end; a curve above it runs along the edge.
    """
    rows = -(-len(results) // 3)
    fig, axes = figure(title, rows=rows, columns=3, width=9, height=1.75 * rows, sharex=True, sharey=True)
    looks = {"training": (BLUE, "-", "o"), "validation": (ORANGE, "--", "s")}
    for ax, (name, curves) in zip(np.ravel(axes), results.items()):
        ax.axhline(np.log(10), color=GREY, linestyle=":", linewidth=0.9)
        for kind, (colour, dash, marker) in looks.items():
            losses = np.minimum(curves[kind], highest)
            epochs = range(1, len(losses) + 1)
            ax.plot(epochs, losses, dash, color=colour, marker=marker, markersize=3, linewidth=1.6, clip_on=False)
            if max(curves[kind]) > highest:
                ax.annotate("↑", (np.argmax(curves[kind]) + 1, highest), fontsize=13, color=colour, **CENTRED)
        ax.set_title(name, fontsize=10)
        ax.set(ylim=(0, highest), xticks=epochs)
    for ax in np.reshape(axes, (rows, 3))[:, 0]:
        ax.set_ylabel("loss")
    for ax in np.reshape(axes, (rows, 3))[-1]:
        ax.set_xlabel("epoch")
    keys = [key(kind, marker, color=colour, linestyle=dash) for kind, (colour, dash, marker) in looks.items()]
    legend_below(fig, [*keys, key("ln 10, guessing", color=GREY, linestyle=":")])
    show(fig, alt)
