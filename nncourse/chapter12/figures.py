"""Chapter 12 · Teacher and student: probabilities beside images, runs beside marks, bars."""

import numpy as np

from nncourse.plots.base import BLUE, DASHES, GREY, ORANGE, figure, show
from nncourse.plots.charts import draw_runs, name_rows


def runs_and_marks(results, marks, *, title, alt, xlabel):
    """Show the runs of each method as dots with a bar at their mean; marks, a dict of str to float, as named lines."""
    fig, ax = figure(title, width=8, height=1.3 + 0.5 * len(results))
    for place, values in enumerate(results.values()):
        draw_runs(ax, place, values)
        ax.text(np.mean(values), place - 0.32, f"{np.mean(values):.1f}", ha="center", va="bottom", fontsize=9)
    for (name, value), colour, dash in zip(marks.items(), (ORANGE, GREY), DASHES[1:]):
        ax.axvline(value, color=colour, linestyle=dash, linewidth=1.4, label=f"{name}: {value:g}")
    ax.set_xlabel(xlabel)
    name_rows(ax, results)
    ax.set_ylim(len(results) - 0.4, -0.8)
    ax.legend(frameon=False, fontsize=9, loc="upper left", bbox_to_anchor=(1.01, 1))
    show(fig, alt)


def bars(percents, *, title, alt, xlabel, guess=10):
    """Show percents, a dict of str to float, as bars from the top down, and what guessing gives as a dashed line."""
    fig, ax = figure(title, width=8, height=0.9 + 0.36 * len(percents))
    drawn = ax.barh(range(len(percents)), list(percents.values()), height=0.62, color=BLUE)
    ax.bar_label(drawn, [f"{percent:.0f} %" for percent in percents.values()], padding=4)
    ax.axvline(guess, color=ORANGE, linestyle="--", linewidth=1.2)
    ax.set(xlabel=xlabel, xlim=(0, 100))
    name_rows(ax, percents)
    show(fig, alt)
