"""A loss over one or two weights, and the way down."""

import numpy as np

from nnlib.plots.base import BLUE, DASHES, GREEN, GREY, ORANGE, PINK, figure, show


def walks(x, y, paths, *, title, alt, xlabel, ylabel):
    """Show walks along one curve, a panel each: the curve, and the points that a walk visits in turn.

    Parameters
    ----------
    x, y : arrays, shape (k,)
        The curve, and at the same time what is visible.
    paths : dict of str to (array, array), shapes (steps,)
        The points of each walk; the first is marked as its start. Points beyond the curve are cut off.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, axes = figure(title, columns=len(paths), width=2.5 * len(paths), height=3.4, sharey=True)
    for ax, (name, (xs, ys)) in zip(np.ravel(axes), paths.items()):
        ax.plot(x, y, color=GREY, linewidth=1.5)
        ax.plot(xs, ys, color=ORANGE, linestyle=":", marker="o", markersize=5, linewidth=1.5)
        ax.plot(xs[0], ys[0], color=BLUE, marker="s", markersize=8)
        ax.annotate("start", (xs[0], ys[0]), xytext=(-8, -4), textcoords="offset points", ha="right", color=BLUE)
        ax.set(xlim=(min(x), max(x)), ylim=(-0.04 * max(y), max(y)), xlabel=xlabel)
        ax.set_title(name, fontsize=10)
    np.ravel(axes)[0].set_ylabel(ylabel)
    show(fig, alt)


def loss_map(x, y, values, paths, *, title, alt, xlabel, ylabel):
    """Show a loss over two weights as contour lines on a logarithmic scale, and walks across it.

    Parameters
    ----------
    x, y : arrays, shapes (k,) and (m,)
    values : array, shape (m, k)
        The loss at each pair; all above 0.
    paths : dict of str to array, shape (steps, 2)
        The points of each walk in turn; all walks but the first are drawn on top of it.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title, height=4.6)
    levels = np.geomspace(np.min(values) * 1.02, np.max(values), 14)
    ax.contourf(x, y, values, levels=levels, cmap="Greys", norm="log", alpha=0.6, extend="both")
    lines = ax.contour(x, y, values, levels=levels, colors=GREY, linewidths=0.7)
    ax.clabel(lines, levels=levels[1::2], fmt="%.2g", fontsize=8, colors="black")
    for (name, path), colour, dash, marker in zip(paths.items(), (BLUE, ORANGE, GREEN, PINK), DASHES, "osD^"):
        path = np.asarray(path)
        ax.plot(*path.T, color=colour, linestyle=dash, marker=marker, markersize=5, linewidth=1.5, label=name)
    ax.set(xlim=(min(x), max(x)), ylim=(min(y), max(y)), xlabel=xlabel, ylabel=ylabel)
    ax.legend(loc="lower left", fontsize=9)
    show(fig, alt)
