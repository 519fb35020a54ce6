"""Chapter 13 · PyTorch and Keras: points that coincide, and what losses say to the same scores."""

from nncourse.plots.base import BLUE, COLOURS, GREEN, GREY, ORANGE, PINK, figure, minus, show


def same_points(x, runs, *, title, alt, xlabel, ylabel):
    """Show runs (dict of str to array) over x that should coincide: around each point a marker of every run."""
    fig, ax = figure(title)
    ax.plot(x, next(iter(runs.values())), color=GREY, linewidth=1)
    looks = ((BLUE, "o", 5), (ORANGE, "s", 11), (GREEN, "D", 17), (PINK, "^", 23))
    for (label, y), (colour, marker, size) in zip(runs.items(), looks):
        face = colour if marker == "o" else "none"
        look = {"color": colour, "marker": marker, "markersize": size, "markerfacecolor": face, "markeredgewidth": 1.6}
        ax.plot(x, y, linestyle="", label=label, **look)
    ax.set(xlabel=xlabel, ylabel=ylabel, xticks=x)
    ax.margins(y=0.15)
    ax.legend(frameon=False, markerscale=0.8, labelspacing=1)
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
