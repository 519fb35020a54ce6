"""Numbers against numbers: lines, each with a colour, a dash style and a marker; runs as dots with their means."""

import numpy as np

from nncourse.plots.base import BLUE, COLOURS, DASHES, GREY, ORANGE, figure, finish, minus, show

MARKERS = "os^x"
BARS = ({"color": BLUE}, {"facecolor": "white", "edgecolor": ORANGE, "hatch": "///"})  # two kinds of bars


def draw_lines(ax, x, lines, *, markers=" ", **look):
    """Draw lines (dict of str to array, over x) into axes, each with a colour, a dash style and a marker of its own.

    Without an x they begin at 1, and may differ in length. After the fourth, looks repeat. Without markers, such as
    MARKERS, the points are not marked. The look is passed on to ``ax.plot``.
    """
    looks = zip(COLOURS * 3, DASHES * 3, markers * 12)
    for (label, y), (colour, dash, marker) in zip(lines.items(), looks):
        across = range(1, len(y) + 1) if x is None else x
        ax.plot(across, y, color=colour, linestyle=dash, marker=marker, label=label, **({"linewidth": 2} | look))


def curves(x, lines, *, title, alt, xlabel, ylabel, log=False, mark=None):
    """Show labelled curves over the same x.

    Parameters
    ----------
    x : array, shape (k,)
    lines : dict of str to array, shape (k,)
    title, alt, xlabel, ylabel : str
    log : bool
        Whether y is logarithmic.
    mark : float, optional
        Where to draw a thin vertical line.
    """
    fig, ax = figure(title)
    draw_lines(ax, x, lines)
    if mark is not None:
        ax.axvline(mark, color=GREY, linewidth=0.8)
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")


def powers(x, lines, *, title, alt, xlabel, ylabel):
    """Show positive numbers over positive numbers, both on log axes, where a power of x is a straight line.

    All is as for `curves`: x is an array, lines a dict of str to array, and title, alt, xlabel and ylabel are str.
    """
    fig, ax = figure(title)
    draw_lines(ax, x, lines, markers=MARKERS, markersize=5, linewidth=1.6)
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel, xscale="log", yscale="log")


def tangents(x, y, touching, *, title, alt, xlabel, ylabel, offset=(12, 8)):
    """Show a curve, and at some of its points how steep it is.

    Parameters
    ----------
    x, y : arrays, shape (k,)
    touching : list of (x, y, slope)
    title, alt, xlabel, ylabel : str
    offset : (float, float), in points
        Where the slopes are printed, seen from the points.
    """
    fig, ax = figure(title)
    ax.plot(x, y, color=BLUE, linewidth=2)
    ax.set(xlim=(min(x), max(x)), ylim=(0, 1.08 * max(y)), xlabel=xlabel, ylabel=ylabel)
    reach = (max(x) - min(x)) / 8
    for at, height, slope in touching:
        half = min(reach, 0.4 * max(y) / abs(slope))
        ends = np.array([-half, half])
        ax.plot(at + ends, height + slope * ends, color=ORANGE, linestyle="--", linewidth=2)
        ax.plot(at, height, "o", color=ORANGE, clip_on=False)
        ax.annotate(minus(f"slope {slope:+.4f}"), (at, height), offset, textcoords="offset points", color=ORANGE)
    show(fig, alt)


def draw_runs(ax, place, values, colour=BLUE, marker="o", size=7):
    """Draw values, a list of float, into axes, ax, as dots at one height, the place, with a black bar at their mean.

    The dots have a colour, a marker and a size in points.
    """
    ax.plot(values, np.full(len(values), place), marker, color=colour, markersize=size, alpha=0.5)
    ax.plot(np.mean(values), place, "|", color="black", markersize=18, markeredgewidth=2)


def name_rows(ax, names):
    """Write names, a list or dict of str, beside the heights 0, 1, 2, … of axes, ax, the first one on top."""
    ax.set(yticks=range(len(names)), yticklabels=names, ylim=(len(names) - 0.5, -0.5))


def dots(results, *, title, alt, xlabel, bar, zoom):
    """Show the runs of each method as dots on a line of its own, with their mean, and enlarged beside it.

    Parameters
    ----------
    results : dict of str to list of float
        Percents.
    title, alt, xlabel : str
    bar : float
        Where to draw a dashed vertical line, such as the result of guessing.
    zoom : (float, float)
        The part of the scale that is enlarged.
    """
    height = 0.65 + 0.42 * len(results)
    fig, (ax, close) = figure(title, columns=2, width=9.5, height=height, sharey=True, width_ratios=(1.6, 1))
    for place, values in enumerate(results.values()):
        ax.plot([0, np.mean(values)], [place, place], color=GREY, linewidth=0.8)
        ax.plot(np.mean(values), place, "o", color=BLUE, markersize=7)
        ax.text(np.mean(values) + 2.5, place, f"{np.mean(values):.2f}", va="center")
        draw_runs(close, place, values, size=8)
    ax.axvline(bar, color=ORANGE, linestyle="--", linewidth=1)
    ax.set(xlabel=xlabel, xlim=(0, 116), xticks=range(0, 101, 20))
    name_rows(ax, results)
    close.set(xlabel=f"every run (mean: bar), {zoom[0]:g} to {zoom[1]:g} only", xlim=zoom)
    show(fig, alt)


def against_rate(lines, *, title, alt, xlabel, ylabel):
    """Show a result against the learning rate, on a log axis: all runs as marks, a line through their means.

    Parameters
    ----------
    lines : dict of str to dict of float to list of float
        For each line, the results of the runs at each rate; at most four lines.
    title, alt, xlabel, ylabel : str
    """
    fig, ax = figure(title, height=3.55)
    for (label, runs), colour, dash, marker in zip(lines.items(), COLOURS, DASHES, "os^D"):
        means = [np.mean(values) for values in runs.values()]
        ax.plot(list(runs), means, color=colour, linestyle=dash, marker=marker, markersize=4, label=label)
        for rate, values in runs.items():
            ax.plot(np.full(len(values), rate), values, marker, color=colour, markersize=6, alpha=0.5)
    ticks = sorted({rate for runs in lines.values() for rate in runs})
    ax.set_xscale("log")
    ax.set_xticks(ticks, [f"{rate:g}" for rate in ticks], rotation=45 if len(ticks) > 8 else 0)
    ax.minorticks_off()
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel)


def measured_differences(differences, *, title, alt, xlabel):
    """Show differences, a dict of str to `nnlib.PairedDifference`, as means with their intervals, and a line at 0."""
    fig, ax = figure(title, width=8, height=0.95 + 0.34 * len(differences))
    for place, found in enumerate(differences.values()):
        colour, marker = (GREY, "s") if found.low < 0 < found.high else (BLUE, "o")
        ax.plot([found.low, found.high], [place, place], color=colour, linewidth=2.5, solid_capstyle="butt")
        ax.plot(found.mean, place, marker, color=colour, markersize=8)
    ax.axvline(0, color=ORANGE, linestyle="--", linewidth=1.2)
    ax.set_xlabel(xlabel)
    name_rows(ax, differences)
    show(fig, alt)
