"""Chapter 02 · Perceptron: a threshold that becomes a bias, gates, and how learning goes."""

import numpy as np

from nnlib.plots.base import BLUE, CENTRED, GREY, ORANGE, PAPER, YES, figure, minus, show
from nnlib.plots.plane import CORNERS, draw_examples


def cut_on_a_ruler(votes, *, threshold, title, alt):
    """Show votes, sums by name, on a line cut at the threshold, and below the same moved until the cut is at 0."""
    fig, axes = figure(title, rows=2, height=3.35)
    names, votes = list(votes), np.array(list(votes.values()), dtype=float)
    low, high = min(votes.min(), votes.min() - threshold), votes.max()
    rows = (votes, threshold, "sum of the votes"), (votes - threshold, 0.0, "z = sum + bias")
    for ax, (sums, cut, label) in zip(axes, rows):
        ax.axvspan(cut, high + 0.3, hatch="//", zorder=0, **YES)
        ax.axhline(0, color="black", linewidth=0.8, zorder=1)
        ax.axvline(cut, color=BLUE, linewidth=2.2, zorder=2)
        ax.text(cut + 0.03, -0.7, f"yes above {cut:.2f}" if cut else "yes above 0", color=BLUE, va="center")
        draw_examples(ax, np.array([sums, 0 * sums]), sums > cut, s=100)
        for place, name in zip(sums, names):
            side = "right" if 0 <= cut - place < 0.15 else "center"
            ax.text(place, 0.35, minus(f"{name}\n{place:.2f}"), ha=side, va="bottom", fontsize=9)
        ax.set(xlim=(low - 0.3, high + 0.3), ylim=(-1.1, 1.7), yticks=(), xlabel=label)
        ax.spines[:].set_visible(False)
    show(fig, alt)


def four_nands(answers, *, title, alt):
    """Show four NAND gates wired to XOR, with weights, biases, and by node their answers for the four corners."""
    fig, ax = figure(title, width=8.4, height=3.95)
    places = {"a": (0, 1), "b": (0, -1), "n": (1.1, 0), "p": (2.3, 1), "q": (2.3, -1), "out": (3.4, 0)}
    for tail, head in ("an", "bn", "ap", "np", "nq", "bq", ("p", "out"), ("q", "out")):
        start, end = np.array([places[tail], places[head]])
        arrow = {"arrowstyle": "-|>", "color": GREY, "linewidth": 1.4, "shrinkA": 28, "shrinkB": 33}
        ax.annotate("", end, start, arrowprops=arrow, zorder=1)
        ax.text(*((start + end) / 2), "−2", fontsize=10, zorder=2, bbox=PAPER, **CENTRED)
    for node, place in places.items():
        gate = node not in "ab"
        text, shape = (f"{node}\nNAND\nbias 3", "circle,pad=0.35") if gate else (node, "square,pad=0.5")
        box = {"boxstyle": shape, "facecolor": "white", "edgecolor": BLUE, "linewidth": 2}
        ax.text(*place, text, fontsize=9.5, bbox=box, zorder=3, **CENTRED)
        row = " ".join(str(answer) for answer in answers[node])
        ax.annotate(row, place, xytext=(0, -35 if gate else -24), textcoords="offset points", ha="center", va="top",
                    color=ORANGE, fontweight="bold", zorder=4)  # fmt: skip
    ax.set(xlim=(-0.4, 3.8), ylim=(-1.65, 1.45))
    ax.axis("off")
    show(fig, alt)


def crossing_diagonals(weights, bias, *, title, alt):
    """Show the corners with the targets of XOR, the sum z at each, and the diagonals that cross in the middle."""
    fig, ax = figure(title, width=5.6, height=4.35)
    for target, (start, end) in enumerate((((0, 0), (1, 1)), ((0, 1), (1, 0)))):
        ax.plot(*zip(start, end), color=(GREY, ORANGE)[target], linestyle=("--", "-")[target], linewidth=2, zorder=1)
        draw_examples(ax, np.array([start, end]).T, [target, target], **CORNERS)
        for corner in (start, end):
            aside, side = (-14, "right") if corner[0] == 0 else (14, "left")
            text = minus(f"target {target}\nz = {np.dot(weights, corner) + bias:.1f}")
            ax.annotate(text, corner, xytext=(aside, 0), textcoords="offset points", ha=side, va="center")
    ax.plot(0.5, 0.5, "k*", markersize=18, zorder=4)
    ax.annotate("average of the zeros,\naverage of the ones", (0.5, 0.5), xytext=(0.5, 0.23), ha="center", va="top",
                arrowprops={"arrowstyle": "-", "shrinkB": 8})  # fmt: skip
    ax.set(xlim=(-0.4, 1.4), ylim=(-0.2, 1.2), aspect="equal", xticks=(0, 1), yticks=(0, 1), xlabel="x₁", ylabel="x₂")
    show(fig, alt)


def floor_and_ceiling(reach, lengths, *, margin, largest, title, alt):
    """Show a perceptron's reach and length after each correction, between the lines that force its learning to end.

    The floor is the margin times the corrections; the ceiling the root of the largest (squared) length times these.
    """
    meeting = largest / margin**2
    k = np.linspace(0, 1.15 * meeting, 300)
    made = np.arange(1, len(lengths) + 1)
    fig, ax = figure(title, height=3.75)
    ax.fill_between(k, margin * k, np.sqrt(largest * k), where=k <= meeting, color=YES["facecolor"], zorder=0)
    ax.plot(k, np.sqrt(largest * k), color=ORANGE, linestyle="--", linewidth=2, label="ceiling: the length is below it")
    ax.plot(made, lengths, "s", color=ORANGE, markersize=5, label="length, measured")
    ax.plot(made, reach, "o", color=BLUE, markersize=5, label="reach, measured")
    ax.plot(k, margin * k, color=BLUE, linewidth=2, label="floor: the reach is above it")
    ax.plot(meeting, margin * meeting, "k*", markersize=13, zorder=3)
    ax.annotate(f"after {meeting:.0f} corrections\nno room is left", (meeting, margin * meeting), xytext=(-10, -52),
                textcoords="offset points", ha="center", arrowprops={"arrowstyle": "-"})  # fmt: skip
    ax.set(xlabel="corrections", ylabel="reach and length", xlim=(0, k[-1]), ylim=(0, None))
    ax.legend(frameon=False, loc="upper left")
    show(fig, alt)


def staircase(x, counts, *, at, title, alt, xlabel, ylabel):
    """Show whole numbers (counts) that jump along x, with one place marked: at is (x, height, name)."""
    fig, ax = figure(title, height=2.75)
    ax.step(x, counts, where="mid", color=BLUE, linewidth=2.5)
    place, height, name = at
    ax.plot(place, height, "o", color=ORANGE, markeredgecolor="black", markersize=9)
    ax.annotate(name, (place, height), xytext=(9, 2), textcoords="offset points")
    low, high = min(counts), max(counts)
    ax.set(xlabel=xlabel, ylabel=ylabel, yticks=range(low, high + 1), ylim=(low - 0.3, high + 0.3))
    show(fig, alt)
