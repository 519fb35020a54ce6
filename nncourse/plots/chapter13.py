"""Chapter 13 · PyTorch and Keras: runs that coincide, a floor, times, and what losses say to the same scores."""

from nncourse.plots.base import BLUE, COLOURS, GREEN, GREY, ORANGE, PINK, figure, finish, minus, show
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


def ratio_by_width(ratios, *, title, alt, xlabel, ylabel):
    """Show a ratio, and its least and greatest value, for each of some networks: a dict of str to three numbers."""
    fig, ax = figure(title)
    middle, low, high = zip(*ratios.values())
    places = range(len(ratios))
    ax.vlines(places, low, high, color=GREY, linewidth=5, alpha=0.35)
    ax.plot(places, middle, color=BLUE, marker="o", linewidth=2)
    for place, value, lowest in zip(places, middle, low):
        ax.annotate(f"{value:.2f}", (place, lowest), (0, -4), textcoords="offset points", ha="center", va="top")
    ax.axhline(1, color=ORANGE, linestyle="--", linewidth=1.6)
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(0, None))
    ax.set_xticks(places, ratios)
    show(fig, alt)


def bars_in_groups(ax, groups, names, *, low, high):
    """Draw groups (dict of str to array) of named bars into axes from low to high, and return the bars and their texts.

    Both are a list for each group, so that `set_bar` can move them. A longer bar is cut off; its value is written.
    """
    bars, texts = [], []
    width = 0.8 / len(names)
    for place, values in enumerate(groups.values()):
        bars.append([])
        texts.append([])
        for k, (value, name, colour, hatch) in enumerate(zip(values, names, COLOURS, ("", "///", "...", "xx"))):
            x = place + (k - (len(names) - 1) / 2) * width
            look = {"facecolor": colour, "edgecolor": "white", "linewidth": 0, "hatch": hatch}
            bars[-1] += ax.bar(x, value, 0.9 * width, label=None if place else name, **look)
            texts[-1].append(ax.text(x, 0, "", ha="center", va="center", fontsize=9))
            set_bar(bars[-1][-1], texts[-1][-1], value, low, high)
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set(ylim=(low, high), xlim=(-0.5, len(groups) - 0.5))
    ax.set_xticks(range(len(groups)), groups)
    ax.tick_params(axis="x", length=0)
    return bars, texts


def set_bar(bar, text, value, low, high):
    """Give a bar of `bars_in_groups` a new value, and write that beside it in its text, between low and high."""
    bar.set_height(min(max(value, low), high))
    room = 0.05 * (high - low)
    place = value + room if value >= 0 else value - room
    text.set_y(min(max(place, low + room), high - room))
    text.set_text(minus(f"{value + 0.0:.2f}".replace("-0.00", "0.00")))


def slopes_by_loss(groups, names, *, title, alt, ylabel):
    """Show what losses say to the same scores: groups are a dict of str to slopes, names those of the scores."""
    fig, ax = figure(title, width=8)
    bars_in_groups(ax, groups, names, low=-1.25, high=1.25)
    ax.set_ylabel(ylabel)
    ax.legend(frameon=False, ncols=len(names), loc="upper right")
    show(fig, alt)
