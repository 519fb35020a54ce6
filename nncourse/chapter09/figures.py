"""Chapter 09 · Optimizers: walks on maps, curvatures, falling losses, and intervals."""

import numpy as np

from nncourse.plots.base import BLUE, COLOURS, DASHES, GREY, ORANGE, figure, key, legend_below, show
from nncourse.plots.charts import MARKERS, draw_lines
from nncourse.plots.plane import contours, loss_map


def ravine(paths, curvature, *, title, alt):
    """Show the loss ½ (curvature[0] · x² + curvature[1] · y²) from above, with walks: dict of str to (steps, 2)."""
    x, y = np.linspace(-7, 11, 90), np.linspace(-1.7, 1.7, 60)
    values = 0.5 * (curvature[0] * x**2 + curvature[1] * y[:, np.newaxis] ** 2)
    loss_map(x, y, values, paths, title=title, alt=alt, xlabel="x", ylabel="y, stretched")


def races(maps, *, title, alt):
    """Show losses ½ p · M p over two weights as maps, and on each the same walkers from the same place.

    The maps are a dict of str to (M, an array of shape (2, 2), and a dict of str to places of shape (steps, 2)).
    """
    line = np.linspace(-3, 11, 80)
    places = np.stack(np.meshgrid(line, line), axis=-1)
    fig, axes = figure(title, columns=len(maps), width=9.5, height=4.65, sharey=True)
    for ax, (name, (matrix, paths)) in zip(np.ravel(axes), maps.items()):
        contours(ax, line, line, 0.5 * ((places @ matrix) * places).sum(axis=-1))
        for (walker, path), colour, dash, marker in zip(paths.items(), COLOURS, DASHES, "os^D"):
            look = {"color": colour, "linestyle": dash, "marker": marker, "markeredgecolor": "black"}
            ax.plot(*path.T, markersize=5, markevery=10, linewidth=1.5, **look, label=walker)
            ax.plot(*path[-1], markersize=11, **look)
        ax.plot(*path[0], "*", color="black", markersize=13)
        ax.set(xlabel="first weight", aspect="equal")
        ax.set_title(name, fontsize=10)
    np.ravel(axes)[0].set_ylabel("second weight")
    legend_below(fig, ax.lines[:-1:2])
    show(fig, alt)


def curvatures(values, *, marks, title, alt, xlabel, ylabel):
    """Show curvatures, an array in falling order, on a logarithmic axis down to 1e-6; marks is a dict of int to str.

    A mark is the place of a curvature, counted from 0, and what is written beside it.
    """
    fig, ax = figure(title)
    seen = values[values > 1e-6]
    ax.semilogy(range(1, len(seen) + 1), seen, color=BLUE, linewidth=2.5)
    for place, text in marks.items():
        ax.plot(place + 1, values[place], "o", color=ORANGE, markeredgecolor="black", markersize=8)
        ax.annotate(text, (place + 1, values[place]), (10, 2), textcoords="offset points", va="center")
    ax.plot([len(seen), len(values)], [1e-6, 1e-6], color=BLUE, linewidth=2.5, linestyle=":")
    ax.text((len(seen) + len(values)) / 2, 2.2e-6, "0, or nearly", ha="center", color=BLUE)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    show(fig, alt)


def descents(losses, *, reach, title, alt, xlabel, ylabel):
    """Show losses, a dict of str to array, one for each step, from step 5 on over a logarithmic axis.

    An arrow leads from the end of the last one to the step, reach (int), at which the first one is as low.
    """
    fig, ax = figure(title)
    looks = zip(losses.items(), COLOURS, DASHES)
    for (name, values), colour, dash in looks:
        ax.plot(range(1, len(values)), values[1:], color=colour, linestyle=dash, linewidth=2, label=name)
    start, low = len(values) - 1, values[-1]
    look = {"arrowstyle": "<->", "color": "black", "linewidth": 1.3}
    ax.annotate("", (reach * 1.06, low), (start * 0.94, low), arrowprops=look)
    ax.text((start * reach) ** 0.5, low - 0.002, f"{start:,} steps or {reach:,}", ha="center", va="top", fontsize=10)
    ax.set(xscale="log", xlim=(5, 1.2 * reach), ylim=(low - 0.012, 0.2), xlabel=xlabel, ylabel=ylabel)
    ax.set_xticks([10, 100, 1000], ["10", "100", "1,000"])
    ax.legend(frameon=False)
    show(fig, alt)


def side_by_side(panels, *, title, alt, xlabel, ylabel):
    """Show panels, a dict of str to curves (dict of str to array, over 1, 2, …), on one shared logarithmic axis."""
    fig, axes = figure(title, columns=len(panels), width=9.5, height=3.6, sharey=True)
    for ax, (name, curves) in zip(axes, panels.items()):
        draw_lines(ax, range(1, len(next(iter(curves.values()))) + 1), curves, markers=MARKERS)
        ax.set_title(name, fontsize=10)
        ax.set(xlabel=xlabel, yscale="log")
    ticks = (0.02, 0.05, 0.1, 0.2, 0.5)
    axes[0].set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    axes[0].set_yticks([], minor=True)
    axes[0].set_ylabel(ylabel)
    legend_below(fig, axes[0].lines)
    show(fig, alt)


def intervals(groups, truth, *, title, alt, xlabel):
    """Show intervals as bars, those that miss the truth, a number, thick and coloured, and a line at 0.

    The groups are a dict of str to lists of pairs, the two ends of each interval.
    """
    fig, axes = figure(title, columns=len(groups), width=9.5, height=4.6, sharex=True)
    hit, miss = {"color": BLUE, "linewidth": 1}, {"color": ORANGE, "linewidth": 3}
    for ax, (name, ends) in zip(np.ravel(axes), groups.items()):
        for row, (low, high) in enumerate(ends):
            ax.plot([low, high], [row, row], **(hit if low < truth < high else miss))
        ax.axvline(truth, color="black", linewidth=1.5)
        ax.axvline(0, color=GREY, linewidth=1.5, linestyle="--")
        ax.set_title(name, fontsize=10)
        ax.set(xlabel=xlabel, yticks=[])
        ax.spines["left"].set_visible(False)
    keys = [key("catches the truth", **hit, linestyle="-"), key("misses it", **miss, linestyle="-")]
    keys.append(key(f"the truth, {truth:g}", color="black", linewidth=1.5, linestyle="-"))
    keys.append(key("no difference", color=GREY, linewidth=1.5, linestyle="--"))
    legend_below(fig, keys)
    show(fig, alt)
