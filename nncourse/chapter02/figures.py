"""Chapter 02 · Perceptron: a threshold that becomes a bias, gates, and how learning goes."""

import numpy as np

from nncourse.plots.base import BLUE, GREY, ORANGE, YES, figure, legend_below, minus, show
from nncourse.plots.graphs import draw_gates
from nncourse.plots.plane import CORNERS, draw_examples, planes


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


def corrections(points, targets, record, *, shown, title, alt, start=((0, 0), 0)):
    """Show a perceptron's lines after corrections counted from 1, each with the line before and the misread point.

    The record is a list of (new weights, new bias, misread column), one for each correction after the start.
    """
    lines = [start] + [(weights, bias) for weights, bias, _ in record]
    misread = [int(np.flatnonzero((points.T == record[k - 1][2]).all(axis=1))[0]) for k in shown]
    panels = [(f"correction {k}", targets, *lines[k]) for k in shown]
    before = [lines[k - 1] for k in shown]
    planes(points, panels, title=title, alt=alt, limits=(-0.6, 1.6), before=before, ringed=misread)


def four_nands(answers, *, title, alt):
    """Show four NAND gates wired to XOR, with weights, biases, and by node their answers for the four corners."""
    places = {"a": (0, 1), "b": (0, -1), "n": (1.1, 0), "p": (2.3, 1), "q": (2.3, -1), "out": (3.4, 0)}
    wires = dict.fromkeys([*("an", "bn", "ap", "np", "nq", "bq"), ("p", "out"), ("q", "out")], "-2")
    fig, ax = figure(title, width=8.4, height=3.95)
    draw_gates(ax, places, wires, {node: f"{node}\nNAND\nbias 3" for node in ("n", "p", "q", "out")}, answers)
    ax.set(xlim=(-0.4, 3.8), ylim=(-1.65, 1.45))
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
    ax.set(xlim=(-0.4, 1.4), ylim=(-0.2, 1.2), aspect="equal", xticks=(0, 1), yticks=(0, 1), xlabel="x₁", ylabel="x₂")
    show(fig, alt)


def floor_and_ceiling(agreement, sizes, *, size, largest, title, alt):
    """Show why a perceptron's corrections must end: k² ≤ (u · v)² ≤ (u · u)(v · v) ≤ a multiple of k, divided by k.

    Agreement and sizes are u · v and v · v after each correction; size is u · u, largest the largest x · x.
    """
    meeting = size * largest
    k = np.array([0, 1.15 * meeting])
    made = np.arange(1, len(sizes) + 1)
    fig, ax = figure(title, height=3.75)
    ax.fill_between([0, meeting], [0, meeting], [meeting, meeting], color=YES["facecolor"], zorder=0)
    ax.plot(k, [meeting, meeting], color=ORANGE, linestyle="--", linewidth=2, label=f"ceiling: {meeting:g}")
    ax.plot(made, size * np.array(sizes) / made, "s", color=ORANGE, markersize=5, label="(u · u)(v · v) / k")
    ax.plot(made, np.array(agreement) ** 2 / made, "o", color=BLUE, markersize=5, label="(u · v)² / k")
    ax.plot(k, k, color=BLUE, linewidth=2, label="floor: k")
    ax.plot(meeting, meeting, "k*", markersize=13, zorder=3)
    ax.annotate(f"after {meeting:g} corrections\nno room is left", (meeting, meeting), xytext=(0, -62),
                textcoords="offset points", ha="center", arrowprops={"arrowstyle": "-"})  # fmt: skip
    ax.set(xlabel="corrections k", xlim=(0, k[-1]), ylim=(0, k[-1]))
    legend_below(fig, ax.get_legend_handles_labels()[0])
    show(fig, alt)


def orders(runs, marked, *, title, alt, ylabel, level):
    """Show a number by epochs, for many runs as thin lines, for the marked (name, numbers) as a thick one.

    The level is (name, height) of a dotted line to compare with.
    """
    fig, ax = figure(title)
    epochs = range(1, len(marked[1]) + 1)
    for number, run in enumerate(runs):
        label = f"{len(runs)} other orders" if number == 0 else None
        ax.plot(epochs, run, color=GREY, linewidth=0.8, alpha=0.8, label=label)
    ax.plot(epochs, marked[1], color=ORANGE, marker="o", markersize=4, linewidth=2.4, label=marked[0])
    ax.axhline(level[1], color="black", linestyle=":", linewidth=1.5, label=level[0])
    ax.set(xlabel="epoch", ylabel=ylabel, xticks=epochs[1::2])
    legend_below(fig, ax.get_legend_handles_labels()[0])
    show(fig, alt)
