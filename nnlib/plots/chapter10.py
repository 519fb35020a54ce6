"""Chapter 10 · Generalisation: what is seen only on examples that were not trained on, and remedies."""

import numpy as np

from nnlib.plots.base import BLUE, GREY, INK, ORANGE, figure, finish, key, legend_below, show
from nnlib.plots.charts import BARS, MARKERS, draw_lines, name_rows


def one_above_the_other(x, upper, lower, *, mark, title, alt, xlabel, ylabels):
    """Show two sets of curves (dict of str to array) over x, one above the other, with a line through both."""
    fig, axes = figure(title, rows=2, height=4.55, sharex=True)
    for ax, lines, ylabel in zip(axes, (upper, lower), ylabels):
        draw_lines(ax, x, lines, markers=MARKERS, markersize=5)
        ax.axvline(mark, color=GREY, linewidth=1.2, linestyle=":")
        ax.set_ylabel(ylabel)
        ax.legend(frameon=False)
    axes[1].set_xlabel(xlabel)
    show(fig, alt)


def before_and_after(groups, *, names, title, alt, ylabel):
    """Show two numbers for each group (dict of str to two float) as a pair of bars; names are those of both."""
    fig, ax = figure(title)
    places = np.arange(len(groups))
    for side, name, look, values in zip((-0.2, 0.2), names, BARS, np.transpose([*groups.values()])):
        ax.bar(places + side, values, width=0.36, label=name, **look)
        for place, value in zip(places + side, values):
            ax.annotate(f"{value:.2f}", (place, value), (0, 2), textcoords="offset points", ha="center", fontsize=9)
    ax.set_xticks(places, list(groups))
    ax.margins(y=0.12)
    finish(fig, ax, alt, ylabel=ylabel)


def labelled_rows(rows, *, title, alt, size=28, gap=2):
    """Show rows of images (dict of str to array), size² pixels each, with a gap in between and the names in front."""
    many = len(next(iter(rows.values())))
    fig, axes = figure(title, rows=len(rows), width=0.85 * many + 1.8, height=0.25 + 0.92 * len(rows))
    fig.get_layout_engine().set(rect=(0.02, 0, 0.97, 1))  # the names would touch the edge
    for ax, (name, images) in zip(np.ravel(axes), rows.items()):
        parts = np.pad(np.reshape(images, (many, size, size)), ((0, 0), (0, 0), (0, gap)), constant_values=0.35)
        ax.imshow(parts.transpose(1, 0, 2).reshape(size, -1)[:, :-gap], cmap=INK, vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[size / 2], yticklabels=[name])
        ax.tick_params(left=False)
        ax.spines[:].set_visible(True)
    show(fig, alt)


def gains(bare, results, levels, *, title, alt, xlabel):
    """Show what each remedy does to the same runs: open dots for bare ones, joined to filled ones of its results.

    The levels, a dict of str to percents, are vertical lines to compare with.
    """
    fig, ax = figure(title, width=8.2, height=1.25 + 0.52 * len(results))
    for number, (name, percent) in enumerate(levels.items()):
        ax.axvline(percent, color=GREY, linestyle=":", linewidth=1.3, zorder=0)
        above = (0, 3 + 12 * (number % 2))  # by turns, since neighbours may be close
        ax.annotate(name, (percent, 1), xycoords=("data", "axes fraction"), xytext=above, textcoords="offset points",
                    ha="center", fontsize=9, color=GREY)  # fmt: skip
    for place, values in enumerate(results.values()):
        rows = place + np.linspace(-0.22, 0.22, len(bare))
        ax.plot([bare, values], [rows, rows], color=BLUE, linewidth=1.2, zorder=1)
        ax.scatter(bare, rows, s=36, color="white", edgecolor=ORANGE, linewidth=1.5, zorder=2)
        ax.scatter(values, rows, s=42, color=BLUE, zorder=3)
    ax.set_xlabel(xlabel)
    name_rows(ax, results)
    filled = key("with the remedy, same seed", "o", color=BLUE)
    legend_below(fig, [key("bare", "o", color="white", markeredgecolor=ORANGE), filled])
    show(fig, alt)
