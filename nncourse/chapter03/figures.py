"""Chapter 03 · Sigmoid neurons: degrees of yes, curves and their slopes."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import BLUE, CENTRED, GREEN, GREY, ORANGE, PINK, figure, finish, minus, show


def stacked_shares(bars, shares, *, title, alt, xlabel, ylabel):
    """Show shares that add up to 1 (dict of str to array, the lowest first) as stacked bars with percents."""
    bars = [minus(bar) for bar in bars]
    fig, ax = figure(title)
    looks = (("#F3C7A6", "//"), ("white", ""), ("#BFD9EA", ".."))  # light, so that black percents can be read on them
    bottom, keys = np.zeros(len(bars)), []
    for (name, part), (colour, hatch) in zip(shares.items(), looks):
        key = {"facecolor": colour, "edgecolor": "black", "hatch": hatch, "label": name}
        keys.insert(0, Rectangle((0, 0), 1, 1, **key))
        ax.bar(bars, part, bottom=bottom, width=0.7, color=colour, edgecolor="white", hatch=hatch)
        ax.bar(bars, part, bottom=bottom, width=0.7, color="none", edgecolor="black", linewidth=0.8)
        for place in np.flatnonzero(part > 0.08):
            middle = bottom[place] + part[place] / 2
            ax.text(place, middle, f"{part[place]:.0%}", fontweight="bold", **CENTRED)
        bottom = bottom + part
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(0, 1))
    fig.legend(handles=keys, loc="outside right center", frameon=False)
    show(fig, alt)


def shares_by_interval(z, targets, edges, lines, *, title, alt, xlabel, ylabel):
    """Show the share of targets 1 between each two edges of z as a dot, the larger the more examples, and lines.

    The lines are a dict of str to callable; each gets an array of z and returns one of its shape.
    """
    count = np.histogram(z, edges)[0]
    share = np.histogram(z[targets == 1], edges)[0][count > 0] / count[count > 0]
    middle = ((edges[:-1] + edges[1:]) / 2)[count > 0]
    fig, ax = figure(title)
    fine = np.linspace(edges[0], edges[-1], 400)
    for (label, function), colour, dash in zip(lines.items(), (BLUE, GREEN, PINK), ("--", "-", ":")):
        ax.plot(fine, function(fine), color=colour, linestyle=dash, linewidth=2, label=label)
    size = 6 * np.sqrt(count[count > 0])
    ax.scatter(middle, share, s=size, color=ORANGE, edgecolor="black", zorder=3, label="data (larger: more images)")
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel)


def curve_and_slope(z, a, slope, marks, *, title, alt):
    """Show a curve a over rising z, its slope below, and on both the numbers at some marks, an array of z."""
    fig, axes = figure(title, rows=2, height=4.35, sharex=True)
    for ax, y, colour, dash, digits, drop in zip(axes, (a, slope), (BLUE, ORANGE), ("-", "--"), (1, 2), (-11, -2)):
        ax.plot(z, y, color=colour, linestyle=dash, linewidth=2)
        for mark, height in zip(marks, np.interp(marks, z, y)):
            side = {"ha": "left", "xytext": (6, drop)} if mark > 0 else {"ha": "right", "xytext": (-6, 2)}
            ax.plot(mark, height, "o", color=colour, markeredgecolor="black")
            ax.axvline(mark, color=GREY, linewidth=0.5, linestyle=":")
            ax.annotate(f"{height:.{digits}f}", (mark, height), textcoords="offset points", **side)
    axes[0].set(ylabel="output a", ylim=(-0.05, 1.05))
    axes[1].set(ylabel="slope", xlabel="z", ylim=(0, 1.15 * np.max(slope)))
    show(fig, alt)


def functions_and_slopes(z, functions, slopes, *, title, alt):
    """Show functions of z side by side, and below each its slope; both are a dict of str to array."""
    count = len(functions)
    fig, axes = figure(title, rows=2, columns=count, width=1.5 * count, height=3.55, sharex=True, sharey="row")
    for (above, below), name in zip(axes.T, functions):
        above.plot(z, functions[name], color=BLUE, linewidth=2)
        below.plot(z, slopes[name], color=ORANGE, linestyle="--", linewidth=2)
        above.set(title=name, ylim=(-2.2, 4.2))
        below.set(xlabel="z", ylim=(-0.1, 1.15), yticks=(0, 0.25, 0.5, 0.75, 1))
        for ax in (above, below):
            ax.axvline(0, color=GREY, linewidth=0.5)
            ax.axhline(0, color=GREY, linewidth=0.5)
    axes[0, 0].set_ylabel("output a")
    axes[1, 0].set_ylabel("slope")
    show(fig, alt)
