"""Chapter 13 · PyTorch and Keras: a floor."""

from nncourse.plots.base import GREY, figure, finish
from nncourse.plots.charts import MARKERS, draw_lines


def floor(x, lines, *, floor, title, alt, xlabel, ylabel):
    """Show lines (dict of str to array) over x, and a number, the floor, below which one of them cannot fall."""
    fig, ax = figure(title)
    draw_lines(ax, x, lines, markers=MARKERS, markersize=5)
    ax.axhline(floor, color=GREY, linestyle=":", linewidth=1.6)
    look = {"textcoords": "offset points", "ha": "right", "va": "top", "color": GREY}
    ax.annotate(f"{floor:.2f}", (x[-1], floor), (0, -4), **look)
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel, ylim=(0, None))
