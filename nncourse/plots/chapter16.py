"""Chapter 16 · Beyond one machine: where the time of a step goes, and the steps that larger batches need."""

import numpy as np

from nncourse.plots.base import BLUE, GREY, ORANGE, PINK, figure, finish, show

PARTS = {"computing": (BLUE, None), "moving": (ORANGE, "///"), "messages": (PINK, "xx")}


def draw_bills(ax, bills):
    """Draw stacked bars into axes, ax; bills are by name, each with the milliseconds of the three parts, a tuple."""
    left = np.zeros(len(bills))
    for (part, (colour, hatch)), lengths in zip(PARTS.items(), np.array(list(bills.values())).T):
        look = {"color": colour} if hatch is None else {"facecolor": "white", "edgecolor": colour, "hatch": hatch}
        ax.barh(range(len(bills)), lengths, left=left, height=0.6, label=part, **look)
        left = left + lengths
    ax.set(yticks=range(len(bills)), yticklabels=list(bills), ylim=(len(bills) - 0.5, -0.5))
    return left


def bills(rows, *, title, alt):
    """Show where the time of a step goes: rows of (computing, moving, messages) in milliseconds, by setting."""
    fig, ax = figure(title, height=2.6)
    ends = draw_bills(ax, rows)
    for place, end in enumerate(ends):
        ax.text(end + 0.04, place, f"{end:.2f}", va="center")
    ax.set(xlim=(0, 1.15 * max(ends)), xlabel="milliseconds a step")
    ax.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, 1.22), ncols=3)
    show(fig, alt)


def steps_needed(batches, runs, *, title, alt):
    """Show how many steps each of the batches needed, all runs as dots, and the line of halves for doubles.

    The runs are lists of int, or None for a run that did not get there, which counts as the slowest.
    """
    fig, ax = figure(title)
    middles = [float(np.median([np.inf if step is None else step for step in steps])) for steps in runs]
    for batch, all_steps in zip(batches, runs):
        steps = [step for step in all_steps if step is not None]
        ax.plot([batch] * len(steps), steps, "o", color=BLUE, alpha=0.5)
    ax.plot(batches, middles, color=BLUE, linewidth=1.5, label="median of the runs")
    ideal = [middles[0] * batches[0] / batch for batch in batches]
    ax.plot(batches, ideal, color=GREY, linestyle="--", label="twice the batch, half the steps")
    ax.set(xscale="log", yscale="log")
    ax.set_xticks(batches, [f"{batch:,}" for batch in batches])
    ax.minorticks_off()
    finish(fig, ax, alt, xlabel="images in a batch", ylabel="steps to 97 %")
