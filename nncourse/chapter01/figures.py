"""Chapter 01 · Neurons: a straight line's crossing, a nerve cell, a quarter turn, and what pixels vote."""

import numpy as np

from nncourse.plots.base import (
    BLUE,
    CENTRED,
    COLOURS,
    DASHES,
    GREY,
    ORANGE,
    PAPER,
    YES,
    figure,
    minus,
    show,
)
from nncourse.plots.graphs import NODE
from nncourse.plots.pictures import draw_image


def crossings(x, lines, *, title, alt, xlabel, ylabel):
    """Show rising straight lines (dict of str to array) over x, and mark where they cross 0."""
    fig, ax = figure(title, height=3.95)
    ax.axhspan(0, max(map(np.max, lines.values())), hatch="//", **YES)
    ax.axhline(0, color="black", linewidth=1)
    for (label, z), colour, dash in zip(lines.items(), COLOURS, DASHES):
        ax.plot(x, z, color=colour, linestyle=dash, linewidth=2.2)
        ax.text(x[-1], z[-1], f" {label}", color=colour, fontsize=10, fontweight="bold", va="center")
        if z[0] < 0 < z[-1]:
            flip = np.interp(0, z, x)
            ax.plot(flip, 0, "o", color=colour, markeredgecolor="black", markersize=9, zorder=3)
            ax.annotate(f"{flip:.1f}", (flip, 0), (6, -16), textcoords="offset points", bbox=PAPER)
    ax.set(xlim=(x[0], x[-1]), xlabel=xlabel, ylabel=ylabel)
    show(fig, alt)


def nerve_and_neuron(inputs, weights, bias, output, *, title, alt):
    """Show a nerve cell beside a neuron with inputs (dict of str to float), the same four parts numbered in both."""
    weights, values = np.asarray(weights, dtype=float), np.array([*inputs.values()], dtype=float)
    fig, (nerve, neuron) = figure(title, columns=2, width=10, height=3.75)
    heights = np.linspace(1.3, -1.3, len(inputs))
    draw_nerve_cell(nerve, heights, np.abs(weights * values))
    for name, value, weight, height in zip(inputs, values, weights, heights, strict=True):
        neuron.plot([-2.6, 0], [height, 0], color=GREY, linewidth=1.5, zorder=1)
        neuron.text(-2.6, height, f"{name}\n{value:g}", bbox=NODE, **CENTRED)
        neuron.text(-1.55, 0.6 * height, minus(f"{weight:.2f}"), bbox=PAPER, **CENTRED)
    neuron.plot([0, 0], [-1.1, 0], color=GREY, linewidth=1.5, zorder=1)
    neuron.text(0, -1.2, minus(f"bias {bias:.2f}"), bbox=PAPER, **CENTRED)
    neuron.annotate("", (1.75, 0), (0, 0), arrowprops={"arrowstyle": "-|>", "color": GREY, "linewidth": 1.5}, zorder=1)
    neuron.text(0, 0, minus(f"z = {weights @ values + bias:.2f}"), bbox=NODE, fontsize=12, **CENTRED)
    neuron.text(2.1, 0, output, bbox=NODE, fontsize=12, **CENTRED)
    nerve.set_title("a nerve cell")
    neuron.set_title("an artificial neuron")
    body = {"1 synapse": (-2.25, 1.55), "2 dendrite": (-0.5, 1), "3 cell body": (0.25, 0.6), "4 axon": (1.25, -0.35)}
    ours = {"1 weight": (-1, 1.05), "2 line in": (-0.1, 0.62), "3 sum": (0.45, 0.3), "4 line out": (1.25, -0.35)}
    for ax, parts in ((nerve, body), (neuron, ours)):
        for part, place in parts.items():
            ax.text(*place, part, ha="center", fontsize=11, color=ORANGE, fontweight="bold")
        ax.set(xlim=(-3.1, 2.6), ylim=(-1.6, 1.8))
        ax.axis("off")
    show(fig, alt)


def draw_nerve_cell(ax, heights, strengths):
    """Draw a nerve cell into axes: dendrites that begin at heights, with synapses of these strengths, body and axon."""
    blue = {"color": BLUE, "solid_capstyle": "round"}
    t = np.linspace(0, 1, 40)
    for height, strength in zip(heights, strengths):
        x, y = 1.9 * t - 1.9, height * (1 - t) ** 1.3 + 0.1 * np.sin(9 * t) * (1 - t)
        ax.plot(x, y, linewidth=4, **blue)
        for start, up in ((9, 0.3), (14, -0.28)):  # twigs
            ax.plot([x[start], x[start] - 0.35], [y[start], y[start] + up], linewidth=2, **blue)
        ax.plot([-3, -2.2], [height + 0.1, height], color=GREY, linewidth=2)
        ax.plot(-2.1, height, "o", color=GREY, markersize=6 + 10 * strength / (max(strengths) or 1))
    angle = np.linspace(0, 2 * np.pi, 100)
    radius = 0.5 + 0.05 * np.cos(5 * angle)
    ax.fill(radius * np.cos(angle), radius * np.sin(angle), facecolor="#DCE9F5", edgecolor=BLUE, linewidth=2, zorder=2)
    ax.plot(0, 0, "o", color=BLUE, markersize=11, zorder=3)
    ax.plot([0.5, 1.8], [0, 0], linewidth=4, **blue)
    for end in (0.5, 0, -0.5):
        ax.plot([1.8, 2.3], [0, end], linewidth=2.5, **blue)
        ax.plot(2.3, end, "o", color=BLUE, markersize=7)


def images_and_votes(rows, weights, captions, *, title, alt, size=28):
    """Show images of size² pixels, a row each, and below each what its pixels vote: weights times image."""
    votes = np.asarray(rows, dtype=float) * weights
    fig, axes = figure(title, rows=2, columns=len(rows), width=1.02 * len(rows), height=2.5, squeeze=False)
    for (top, bottom), image, vote, caption in zip(axes.T, rows, votes, captions, strict=True):
        draw_image(top, np.reshape(image, (size, size)), limit=1)
        draw_image(bottom, vote.reshape(size, size), signed=True, limit=np.abs(votes).max())
        bottom.set_xlabel(caption, fontsize=10)
    axes[0, 0].set_ylabel("image")
    axes[1, 0].set_ylabel("votes")
    show(fig, alt)


def two_humps(panels, *, title, alt):
    """Show how the sums z of two classes spread around 0; panels are a list of (z, targets 0 or 1, names of both)."""
    fig, axes = figure(title, columns=len(panels), width=4.2 * len(panels), height=3.15)
    for ax, (z, targets, names) in zip(np.ravel(axes), panels):
        bins = np.linspace(z.min(), z.max(), 41)
        ax.hist(z[targets == 0], bins, color=BLUE, alpha=0.55, label=names[0])
        ax.hist(z[targets == 1], bins, histtype="step", hatch="///", color=ORANGE, linewidth=1.6, label=names[1])
        ax.axvline(0, color="black", linewidth=1.2, linestyle=":")
        ax.set(xlabel="z (the answer flips at 0)", ylabel="images")
        ax.legend(frameon=False)
    show(fig, alt)


def quarter_turn(arrow, *, title, alt):
    """Show an arrow, two whole numbers, on squared paper, and beside it the same arrow after a quarter turn left."""
    right, up = arrow
    arrows = (((right, up), BLUE, "-"), ((-up, right), ORANGE, "--"))
    reach = max(abs(right), abs(up)) + 1
    fig, ax = figure(title, width=5.6, height=4.2)
    for (x, y), colour, dash in arrows:
        ax.plot([0, x, x], [0, 0, y], color=colour, linestyle=":", linewidth=1.8, zorder=2)
        head = {"arrowstyle": "-|>", "color": colour, "linewidth": 3, "linestyle": dash, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (x, y), (0, 0), arrowprops=head, zorder=3)
        ax.annotate(minus(f"({x}, {y})"), (x, y), (0, 9), textcoords="offset points", ha="center", fontsize=12,
                    fontweight="bold", color=colour, bbox=PAPER)  # fmt: skip
    first, second = (0.3 * np.array(end) / np.hypot(*arrow) for end, *_ in arrows)
    ax.plot(*np.transpose([first, first + second, second]), color="black", linewidth=1.5, zorder=2)
    ax.set(xlim=(-reach, reach), ylim=(-1, reach), aspect="equal")
    ax.set(xticks=range(-reach, reach + 1), yticks=range(-1, reach + 1), xlabel="to the right", ylabel="up")
    ax.grid(True, color="#CCCCCC", linewidth=0.8)
    ax.set_axisbelow(True)
    show(fig, alt)
