"""Chapter 09 · Optimizers: races over maps, and pairs of runs."""

import numpy as np

from nncourse.plots.base import BLUE, COLOURS, DASHES, ORANGE, figure, key, legend_below, show
from nncourse.plots.charts import draw_runs, name_rows
from nncourse.plots.plane import contours, loss_map


def ravine(paths, steepness, *, title, alt):
    """Show the loss ½ (steepness[0] · x² + steepness[1] · y²) from above, with walks: dict of str to (steps, 2)."""
    x, y = np.linspace(-7, 11, 90), np.linspace(-1.7, 1.7, 60)
    values = 0.5 * (steepness[0] * x**2 + steepness[1] * y[:, np.newaxis] ** 2)
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


def runs_of_pairs(results, *, names, title, alt, xlabel):
    """Show the results of each method under two conditions (names), as two rows of marks with a bar at their mean."""
    fig, ax = figure(title, height=0.65 + 0.55 * len(results))
    looks = (BLUE, "o"), (ORANGE, "s")
    for place, pair in enumerate(results.values()):
        for values, shift, look in zip(pair, (-0.17, 0.17), looks):
            draw_runs(ax, place + shift, values, *look)
    ax.set_xlabel(xlabel)
    name_rows(ax, results)
    keys = [key(name, marker, color=colour) for name, (colour, marker) in zip(names, looks)]
    keys.append(key("mean", "|", color="black", markersize=10, markeredgewidth=2))
    fig.legend(handles=keys, loc="outside right center", frameon=False)
    show(fig, alt)
