"""Chapter 13 · PyTorch and Keras: runs that coincide, and a floor."""

from nncourse.plots.base import BLUE, GREEN, GREY, ORANGE, PINK, figure, finish
from nncourse.plots.charts import MARKERS, draw_lines


def same_points(x, runs, *, title, alt, xlabel, ylabel):
    """Show runs (dict of str to array) over x that should coincide: the first as a line, the others as marks on it."""
    fig, ax = figure(title)
    (label, y), *others = runs.items()
    ax.plot(x, y, color=BLUE, linewidth=1.8, label=label)
    for (label, y), colour, marker in zip(others, (ORANGE, GREEN, PINK), "osD"):
        look = {"color": colour, "marker": marker, "markersize": 5, "markerfacecolor": "none", "markeredgewidth": 1.1}
        ax.plot(x, y, linestyle="", label=label, **look)
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel)


def floor(x, lines, *, floor, title, alt, xlabel, ylabel):
    """Show lines (dict of str to array) over x, and a number, the floor, below which one of them cannot fall."""
    fig, ax = figure(title)
    draw_lines(ax, x, lines, markers=MARKERS, markersize=5)
    ax.axhline(floor, color=GREY, linestyle=":", linewidth=1.6)
    look = {"textcoords": "offset points", "ha": "right", "va": "top", "color": GREY}
    ax.annotate(f"{floor:.2f}", (x[-1], floor), (0, -4), **look)
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel, ylim=(0, None))
