"""Chapter 04 · Layers: matrices drawn to scale, what a second layer sees, and how signals fare in ten layers."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import (
    BLUE,
    CENTRED,
    COLOURS,
    DASHES,
    GREY,
    ORANGE,
    PAPER,
    figure,
    key,
    legend_below,
    minus,
    show,
)
from nncourse.plots.charts import BARS
from nncourse.plots.pictures import draw_image
from nncourse.plots.plane import draw_line, neuron_in_plane
from nncourse.plots.tables import boxed_numbers, framed


def number_grids(grids, *, rows=None, columns=None, row=None, column=None, title, alt):
    """Show arrays of one shape side by side as grids of numbers, their rows and columns named or numbered.

    A row is framed, and a column with dashes, if their numbers are given.
    """
    height, width = np.shape(next(iter(grids.values())))
    inches = (0.65 * width + (0.8 if rows is None else 2.0)) * len(grids)
    fig, axes = figure(title, columns=len(grids), width=max(inches, 5.5), height=0.65 * height + 1.05)
    for ax, (name, grid) in zip(np.ravel(axes), grids.items()):
        ax.set(title=name, aspect="equal", xlim=(-0.05, width + 0.05), ylim=(height + 0.05, -0.05))
        boxed_numbers(ax, [(np.asarray(grid), 0, 0)], size=0.3)
        if row is not None:
            framed(ax, 0, row, width, 1, BLUE)
        if column is not None:
            framed(ax, column, 0, 1, height, ORANGE, "--")
        ax.set_xticks(np.arange(width) + 0.5, columns or range(width))
        ax.set_yticks(np.arange(height) + 0.5, rows or range(height))
        ax.set(xlabel="" if columns else "column", ylabel="" if rows else "row")
        ax.spines[:].set_visible(False)
        ax.tick_params(length=0)
    show(fig, alt)


def rulers(acts, first, second, *, title, alt):
    """Show where a layer lays a strip of paper, by its activation functions, and how one neuron cuts it.

    The strip has mark 0 at the corner 00, mark 1, which has target 1, in the middle, and mark 2 at 11. First and second
    are pairs of W and b, of the layer and of the neuron; acts map str to activation functions.
    """
    strip = np.linspace([0, 0], [1, 1], 201).T
    marks = [0, 100, 200]
    fig, axes = figure(title, columns=len(acts), width=2.6 * len(acts), height=2.95)
    for ax, (name, act) in zip(np.ravel(axes), acts.items(), strict=True):
        points = act(first[0] @ strip + first[1])
        room = 0.2 * np.ptp(points)
        limits = points.min() - room, points.max() + room
        neuron_in_plane(ax, points[:, marks], np.array([0, 1, 0]), second[0][0], second[1][0, 0], limits=limits)
        ax.plot(*points, ".", color=GREY, markersize=3, zorder=1)
        for mark, place in enumerate(points[:, marks].T):
            ax.annotate(mark, place, xytext=(7, 5), textcoords="offset points", fontweight="bold")
        ax.set(title=name, xlabel="$h_1$", ylabel="$h_2$", xticks=(0, 1), yticks=(0, 1))
        ax.spines[:].set_visible(True)
    show(fig, alt)


def hope(image, *, title, alt):
    """Show an image, an array of 784 pixels, the network that will read it, and what its layers might find."""
    fig, ax = figure(title, width=9.0, height=4.4)
    columns = {2.6: 10, 5.2: 8, 7.8: 10}  # how many neurons are drawn, by their place
    heights = {place: np.linspace(1.35, 4.2, count) for place, count in columns.items()}
    places = list(columns)
    for left, right in zip([1.25, *places], places):
        starts = heights.get(left, np.linspace(2.2, 3.4, 10))
        wires = [((left, right), (start, end)) for start in starts for end in heights[right]]
        for wire in wires:
            ax.plot(*wire, color=GREY, linewidth=0.25, zorder=1)
    for place, ys in heights.items():
        for number, y in enumerate(ys[::-1]):
            last = place == places[-1]
            look = {"color": ORANGE} if last and number == 9 else {"markerfacecolor": "white", "color": BLUE}
            ax.plot(place, y, "o", markersize=10, zorder=2, **look)
            if last:
                ax.text(place + 0.25, y, number, va="center")
    draw_image(ax.inset_axes((0, 1.9, 1.25, 1.8), transform=ax.transData), image.reshape(28, 28))
    names = ("784 pixels", "128 hidden neurons", "64 hidden neurons", "10 outputs")
    for place, name in zip([0.62, *places], names):
        ax.text(place, 4.55, name, **CENTRED)
    turns = np.linspace(0, 2 * np.pi, 60)
    loop = 0.16 * np.cos(turns), 0.17 * np.sin(turns)
    bars = [([-0.12, 0.12], [0, 0]), ([0, 0], [-0.14, 0.14]), ([-0.1, 0.1], [-0.12, 0.12])]
    parts = [loop, ([0.05, -0.05], [0.3, -0.3]), (0.25 * np.cos(turns[:30]), 0.25 * np.sin(turns[:30]) - 0.1)]
    nine = [(loop[0], loop[1] + 0.15), ([0.16, 0.08], [0.15, -0.32])]
    for place, name, sketches in zip(places, ("edges?", "parts?", "digits?"), (bars, parts, [nine])):
        ax.text(place, 0.98, name, fontweight="bold", **CENTRED)
        for number, sketch in enumerate(sketches):
            middle = place + 0.7 * (number - (len(sketches) - 1) / 2)
            box = {"facecolor": "white", "edgecolor": GREY, "zorder": 2}
            ax.add_patch(Rectangle((middle - 0.3, 0.05), 0.6, 0.72, **box))
            for x, y in sketch if isinstance(sketch, list) else [sketch]:
                ax.plot(middle + np.array(x), 0.41 + np.array(y), color="black", linewidth=2.5, zorder=3)
    ax.set(xlim=(-0.1, 8.8), ylim=(0, 4.75))
    ax.axis("off")
    show(fig, alt)


def lines_and_winners(x, winners, W, b, *, title, alt):
    """Show the lines of four neurons in the plane, and which of them, the winners, has the largest sum at each x."""
    fig, axes = figure(title, columns=2, width=8.4, height=3.95)
    for ax, name in zip(axes, ("four lines, arrows towards yes", "whose sum is largest")):
        ax.set(title=name, xlim=(-1.3, 1.3), ylim=(-1.3, 1.3), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    looks = zip(COLOURS, DASHES, "os^x", strict=True)
    for j, (row, bias, (colour, dash, marker)) in enumerate(zip(W, np.ravel(b), looks)):
        draw_line(axes[0], row, bias, color=colour, linestyle=dash, linewidth=2)
        start = -bias * row / (row @ row)
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2}
        axes[0].annotate("", start + 0.35 * row / np.linalg.norm(row), start, arrowprops=arrow)
        axes[0].text(*(0.6 * start), f"neuron {j}", **CENTRED)
        axes[1].scatter(*x[:, winners == j], s=14, color=colour, marker=marker)
        box = {"facecolor": "white", "edgecolor": colour, "boxstyle": "round"}
        axes[1].text(*np.sign(row) * 0.55, f"neuron {j}", bbox=box, **CENTRED)
    show(fig, alt)


def images_and_sums(images, sums, *, title, alt, size=28):
    """Show images side by side, and below each of them two bars, its sums: one kind of bar for each entry of sums.

    Parameters
    ----------
    images : array, shape (k, size²)
    sums : dict of str to array, shape (k,)
        Two sums for each image, by name; the largest of each kind is framed.
    title, alt : str
    size : int
        Pixels along one side.
    """
    k = len(images)
    fig, axes = figure(title, rows=1 + len(sums), columns=1, width=7.8, height=3.7, height_ratios=[0.8, 1, 1])
    places = np.arange(k)
    axes[0].set(xlim=(-0.6, k - 0.4), ylim=(-0.55, 0.5), aspect="equal")
    axes[0].set_axis_off()
    for place, image in zip(places, images):
        draw_image(
            axes[0].inset_axes((place - 0.44, -0.44, 0.88, 0.88), transform=axes[0].transData),
            image.reshape(size, size),
        )
    for ax, look, (name, heights) in zip(axes[1:], BARS, sums.items()):
        bars = ax.bar(places, heights, width=0.62, **look)
        ax.bar_label(bars, [f"{height:.1f}" for height in heights], fontsize=9, padding=1)
        winner = bars[int(np.argmax(heights))]
        winner.set(edgecolor="black", linewidth=2.2)
        ax.set(xlim=(-0.6, k - 0.4), ylim=(0, 1.3 * np.max(heights)), yticks=[], ylabel=name)
        ax.set_xticks(places, [f"row {d}" for d in places] if ax is axes[-1] else [""] * k)
        ax.tick_params(length=0)
        ax.spines["left"].set_visible(False)
    show(fig, alt)


def spreads(sums, *, limit, xlabel, title, alt):
    """Show how numbers around 0 are spread: a histogram for each entry of sums, over one axis, with ± their RMS.

    Parameters
    ----------
    sums : dict of str to array
    limit : int
        The axis reaches from minus the limit to the limit.
    xlabel, title, alt : str
    """
    fig, axes = figure(title, rows=len(sums), columns=1, width=7.0, height=1.15 * len(sums) + 0.6, sharex=True)
    for ax, (name, values) in zip(np.ravel(axes), sums.items()):
        places, counts = np.unique(values, return_counts=True)
        ax.bar(places, counts / len(values), width=1.6, color=BLUE)
        rms = np.sqrt(np.mean(values**2.0))
        for side in (-rms, rms):
            ax.axvline(side, color=ORANGE, linestyle="--", linewidth=1.8)
        label = f"{name}\nRMS {rms:.1f}"
        ax.text(0.99, 0.9, label, transform=ax.transAxes, ha="right", va="top", bbox=PAPER)
        ax.set(xlim=(-limit, limit), yticks=[])
        ax.spines["left"].set_visible(False)
    np.ravel(axes)[-1].set_xlabel(xlabel)
    show(fig, alt)


def promises(pairs, *, mark, title, alt):
    """Show actual against predicted moves, a dot for each output, in a panel for each start of the weights.

    Parameters
    ----------
    pairs : dict of float to (array, array)
        Standard deviation of the weights, to predicted and actual moves.
    mark : float
        The standard deviation in whose panel the largest prediction is marked.
    title, alt : str
    """
    fig, axes = figure(title, columns=len(pairs), width=8.0, height=3.7)
    for ax, (s, (predicted, actual)) in zip(np.ravel(axes), pairs.items()):
        low, high = min(predicted.min(), actual.min()), max(predicted.max(), actual.max())
        room = 0.07 * (high - low)
        ax.plot(predicted, actual, ".", color=BLUE, markersize=3, rasterized=True)
        if s == mark:
            largest = np.argmax(np.abs(predicted))
            point = predicted[largest], actual[largest]
            ax.plot(*point, "o", color=ORANGE, markersize=9, markerfacecolor="none", markeredgewidth=2)
            said = minus(f"promised {point[0]:.0f},\nhappens {point[1]:.2f}")
            ax.annotate(said, point, xytext=(0, 34), textcoords="offset points", ha="left", color=ORANGE, bbox=PAPER)
            tall = 1.25 * np.abs(actual).max()
            ax.set_ylim(-tall, tall)
            low, high = -1.08 * abs(point[0]), 1.08 * abs(point[0])
            ax.set_xlim(low, high)
            ends = np.array([-tall, tall])
        else:
            ax.set(xlim=(low - room, high + room), ylim=(low - room, high + room))
            ends = np.array([low, high])
        ax.plot(ends, ends, "--", color=GREY, linewidth=1.5, zorder=3)
        ax.set(title=f"standard deviation {s:g}", xlabel="predicted move", ylabel="actual move")
    legend_below(
        fig, [key("an output for one example", ".", color=BLUE), key("as predicted", linestyle="--", color=GREY)]
    )
    show(fig, alt)


def broken_promise(weights, examples, nudge, *, title, alt):
    """Show what becomes of one output of many tanh layers as a weight is nudged, and the line that its slope promises.

    The weight is the first of the first layer. The output, of one neuron for one example, is the one whose slope
    promises the largest move.

    Parameters
    ----------
    weights : array, shape (layers, outs, outs)
    examples : array, shape (outs, n)
    nudge : float
        The largest; drawn are 1,001 from 0 to this one.
    title, alt : str
    """

    def outputs_after(moved, x):
        first, *others = weights
        first = first.copy()
        first[0, 0] += moved
        for W in (first, *others):
            x = np.tanh(W @ x)
        return x

    slopes = (outputs_after(1e-5, examples) - outputs_after(0, examples)) / 1e-5
    row, example = np.unravel_index(np.abs(slopes).argmax(), slopes.shape)
    nudges = np.linspace(0, nudge, 1001)
    outputs = np.array([outputs_after(moved, examples[:, example])[row] for moved in nudges])
    promised = outputs[0] + slopes[row, example] * nudges
    on_page = np.abs(promised) < 1.6
    fig, ax = figure(title, width=7.2, height=3.2)
    ax.plot(nudges, outputs, color=BLUE, linewidth=2)
    ax.plot(nudges[on_page], promised[on_page], "--", color=ORANGE, linewidth=2)
    said = minus(f"the slope promises {slopes[row, example] * nudge:.0f}\nat a nudge of {nudge:g}")
    at = nudges[on_page][-1], promised[on_page][-1]
    ax.annotate(said, at, xytext=(8, 1), textcoords="offset points", va="bottom", color=ORANGE, bbox=PAPER)
    for limit in (-1, 1):
        ax.axhline(limit, color=GREY, linewidth=1)
    ax.set(xlabel="nudge of one weight in the first layer", ylabel="the output", xlim=(0, nudge), ylim=(-1.65, 1.3))
    ax.set_yticks([-1, 0, 1])
    show(fig, alt)
