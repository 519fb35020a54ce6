"""Chapter 19 · Attention: soft choices, a look-up, a block, tables of weights, keys."""

import numpy as np
from matplotlib.patches import FancyArrowPatch

from nncourse.plots.base import BLUE, CENTRED, GREEN, GREY, INK, ORANGE, PINK, SIGNED, figure, show

BOX = {"boxstyle": "round,pad=0.45", "facecolor": "white", "linewidth": 1.8}
STOPS = {  # of a look-up: the text, its place and its colour
    "pairs": ("pairs x\n(16, 8)", (0, 0.25), GREY), "asked": ("letter asked\n(16, 1)", (0, 2), GREY),
    "keys": ("keys\n(16, 8)", (1.7, 1), BLUE), "values": ("values\n(16, 8)", (1.7, -0.5), GREEN),
    "query": ("query\n(16, 1)", (1.7, 2), ORANGE), "scores": ("scores\n(8, 1)", (3.25, 1.5), GREY),
    "weights": ("weights\n(8, 1)", (4.75, 1.5), PINK), "found": ("found\n(16, 1)", (4.75, -0.5), GREY),
    "logits": ("logits\n(10, 1)", (6.2, -0.5), GREY),
}  # fmt: skip
WAYS = {  # between two stops: what happens there
    ("pairs", "keys"): "Wk @", ("pairs", "values"): "Wv @", ("asked", "query"): "Wq @",
    ("keys", "scores"): "", ("query", "scores"): "", ("scores", "weights"): "softmax",
    ("values", "found"): "values @ weights", ("weights", "found"): "", ("found", "logits"): "W @",
}  # fmt: skip


def soft_choices(keys, query, choices, *, title, alt):
    """Show keys (dict of str to (x, y)) and a query as arrows; beside them weights, by the length of the query."""
    fig, axes = figure(title, columns=1 + len(choices), width=9.5, height=2.9,
                       width_ratios=[2.1] + [1] * len(choices))  # fmt: skip
    plane, *others = axes
    for name, end in keys.items():
        plane.annotate("", end, (0, 0), arrowprops={"arrowstyle": "-|>", "color": BLUE, "linewidth": 2.5})
        plane.text(1.17 * end[0], 1.17 * end[1], name, fontsize=13, color=BLUE, **CENTRED)
    look = {"arrowstyle": "-|>", "color": ORANGE, "linewidth": 2, "linestyle": "--"}
    plane.annotate("", np.add(query, (0, -0.13)), (0, -0.13), arrowprops=look)
    plane.text(query[0] / 2, -0.3, "query", color=ORANGE, fontsize=11, **CENTRED)
    plane.set(xlim=(-1.3, 1.3), ylim=(-0.5, 1.3), aspect="equal")
    plane.axis("off")
    for place, (ax, (length, weights)) in enumerate(zip(others, choices.items())):
        ax.bar(list(keys), weights, color=BLUE)
        for i, weight in enumerate(weights):
            ax.text(i, weight + 0.03, f"{weight:.2f}", ha="center", fontsize=10)
        ax.set_title(f"query × {length}", fontsize=11)
        ax.set(ylim=(0, 1.12), yticks=[0, 1] if place == 0 else [], ylabel="weight" if place == 0 else "")
    show(fig, alt)


def way_of_a_look_up(*, title, alt):
    """Show where a query, keys and values come from and what becomes of them, with the shapes."""
    fig, ax = figure(title, width=9.5, height=3.3)
    for (tail, head), name in WAYS.items():
        start, end = STOPS[tail][1], STOPS[head][1]
        ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=14, color=GREY, linewidth=1.4,
                                     shrinkA=32, shrinkB=32, zorder=1))  # fmt: skip
        middle = np.add(start, end) / 2 + (0, 0.2)
        ax.text(*middle, name, fontsize=10, family="monospace", zorder=2, **CENTRED)
    for text, place, colour in STOPS.values():
        ax.text(*place, text, fontsize=10.5, bbox=BOX | {"edgecolor": colour}, zorder=3, **CENTRED)
    ax.text(3.25, 0.98, "keys.T @ query / 4", fontsize=10, family="monospace", **CENTRED)
    ax.set(xlim=(-0.55, 6.75), ylim=(-1, 2.5))
    ax.axis("off")
    show(fig, alt)


def block(*, title, alt):
    """Show a block of a transformer: a look-up and a hidden layer, each normalized before, and with a way around."""
    stops = [("x\n(32, n)", 0, GREY), ("normalize", 1.35, GREY), ("look-up\n2 heads", 2.75, BLUE),
             ("+", 3.85, ORANGE), ("normalize", 4.95, GREY), ("hidden\nlayer", 6.3, GREEN), ("+", 7.35, ORANGE),
             ("next block\n(32, n)", 8.5, GREY)]  # fmt: skip
    fig, ax = figure(title, width=9.5, height=1.5)
    places = [place for _, place, _ in stops]
    look = {"arrowstyle": "-|>", "mutation_scale": 14, "linewidth": 1.4, "zorder": 1}
    for start, end in zip(places, places[1:]):
        short = 12 if end in places[3::3] else 33  # the way to the edge of a narrow box, or of a wide one
        ax.add_patch(FancyArrowPatch((start, 0), (end, 0), color=GREY, shrinkA=8, shrinkB=short, **look))
    for start, end in ((places[0], places[3]), (places[3], places[6])):
        ax.add_patch(FancyArrowPatch((start, 0), (end, 0), color=ORANGE, connectionstyle="arc3,rad=-0.35",
                                     shrinkA=8, shrinkB=12, **look))  # fmt: skip
    for text, place, colour in stops:
        ax.text(place, 0, text, fontsize=10.5, bbox=BOX | {"edgecolor": colour}, zorder=3, **CENTRED)
    ax.set(xlim=(-0.55, 9.1), ylim=(-0.45, 1.0))
    ax.axis("off")
    show(fig, alt)


def shade(ax, table, names):
    """Draw a table of weights, at least 0, into axes, ax, with names (of str) of its rows and columns.

    The shade grows with the root of a weight, so that an even share is still seen.
    """
    ax.pcolormesh(np.sqrt(table), cmap=INK, vmin=0, vmax=1, edgecolor="0.8", linewidth=0.5)
    ax.set_xticks(np.arange(len(names)) + 0.5, list(names))
    ax.set_yticks(np.arange(len(names)) + 0.5, list(names))
    ax.set(aspect="equal", ylim=(len(names), 0))
    ax.tick_params(length=0)


def tables_of_weights(tables, names, *, title, alt, xlabel, ylabel):
    """Show square tables of weights, a dict of str to array, side by side, the darker the larger.

    The names of rows and columns are of str; so are the labels of the axes, xlabel and ylabel, title and alt.
    """
    fig, axes = figure(title, columns=len(tables), width=9.5, height=2.95, sharey=True)
    for ax, (label, table) in zip(axes, tables.items()):
        shade(ax, table, names)
        ax.set_title(label, fontsize=11)
        ax.set_xlabel(xlabel)
    axes[0].set_ylabel(ylabel)
    show(fig, alt)


def letters_and_digits(tables, *, title, alt):
    """Show what matrices make of each letter and each digit: a dict of str to two arrays, (16, 26) and (16, 10)."""
    fig, axes = figure(title, columns=len(tables), width=9.5, height=2.7, sharey=True)
    for ax, (label, parts) in zip(axes, tables.items()):
        start = 0
        for part, names in zip(parts, ("abcdefghijklmnopqrstuvwxyz", "0123456789"), strict=True):
            edges = start + np.arange(len(names) + 1)
            ax.pcolormesh(edges, np.arange(len(part) + 1), part, cmap=SIGNED, vmin=-3, vmax=3)
            for place, name in zip(edges, names):
                ax.text(place + 0.5, -0.7, name, fontsize=9, **CENTRED)
            start += len(names) + 1
        ax.set_title(label, fontsize=11)
        ax.set(xticks=[], yticks=[], xlim=(-1, start), ylim=(-1.3, len(parts[0])))
        ax.spines[:].set_visible(False)
    axes[0].set_ylabel("the 16 numbers of each")
    show(fig, alt)


def who_looks(name, weights, letters, many, *, title, alt):
    """Show the weights of one name, a square array, and the means over many names by how far back a letter looks.

    The letters of the many are their (places, owners), arrays of shape (n,), and many are their weights, shape (n, n).
    """
    fig, (ax, means) = figure(title, columns=2, width=9.5, height=3.5)
    shade(ax, weights, name)
    hidden = np.ma.masked_array(np.zeros(weights.shape), np.triu(np.ones(weights.shape)))
    ax.pcolor(hidden, hatch="////", facecolor="none", edgecolor="0.7", linewidth=0)
    ax.set(xlabel="who looks", ylabel="at whom")
    places, owners = letters
    late = places >= 4  # of these, each has four letters before it
    back = np.where(owners[:, np.newaxis] == owners, places - places[:, np.newaxis], -1)
    labels = ["itself", "one back", "two back", "three back", "further"]
    for table, form in (
        (many, {"color": BLUE, "height": 0.6}),
        ((back >= 0) / (places + 1), {"fc": "none", "ec": GREY, "label": "an even share"}),
    ):
        values = [(table * (back == k))[:, late].sum() / late.sum() for k in range(4)]
        means.barh(labels, [*values, 1 - sum(values)], **form)
    means.legend()
    means.invert_yaxis()
    means.set(xlabel="mean weight, from the fifth sign on", xlim=(0, 0.6))
    show(fig, alt)
