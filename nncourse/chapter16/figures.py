"""Chapter 16 · Beyond one machine: how machines add up, and what else is cut."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import BLUE, CENTRED, GREY, ORANGE, figure, show

# Four machines add up: for each of them, the vectors in its four quarters, or 0 for a quarter that it has given away.
HELD = {
    "start": [[1, 1, 1, 1]] * 4,
    "after round 1": [[2, 2, 0, 0], [0, 0, 2, 2], [2, 2, 0, 0], [0, 0, 2, 2]],
    "after round 2": [[4, 0, 0, 0], [0, 0, 4, 0], [0, 4, 0, 0], [0, 0, 0, 4]],
    "after the way back": [[4, 4, 4, 4]] * 4,
}
SWAPS = [  # between them: what each machine sends, and by how much two links that overlap lie apart
    [("1/2", ((0, 1), (2, 3)), 0)],
    [("1/4", ((0, 2), (1, 3)), 0.45)],
    [("1/4", ((0, 2), (1, 3)), 0.45), ("1/2", ((0, 1), (2, 3)), 0)],
]
VECTORS = {1: ("white", "black"), 2: ("0.72", "black"), 4: (BLUE, "white")}  # the colours of a quarter, of its number


def adding_in_rounds(*, title, alt):
    """Show four machines that add up their vectors by halves and quarters: how many vectors are in each quarter."""
    fig, ax = figure(title, width=9.5, height=2.75)
    left = 0
    for (stage, held), swaps in zip(HELD.items(), [*SWAPS, []]):
        ax.text(left + 2, 4.15, stage, ha="center", va="bottom", fontsize=10)
        for machine, quarters in enumerate(held):
            for quarter, vectors in enumerate(quarters):
                draw_quarter(ax, left + quarter, 3 - machine, vectors)
        left += 4
        for sent, links, apart in swaps:
            ax.text(left + 0.85, 4.15, f"send\n{sent}", ha="center", va="bottom", fontsize=10, color=ORANGE)
            for (one, other), side in zip(links, (-1, 1)):
                at, look = left + 0.85 + side * apart / 2, {"arrowstyle": "<->", "color": ORANGE, "linewidth": 1.6}
                ax.annotate("", (at, 3.35 - one), (at, 3.35 - other), arrowprops=look | {"shrinkA": 0, "shrinkB": 0})
            left += 1.3 if len(swaps) == 2 else 1.7
        left += 0.4 if len(swaps) == 2 else 0
    for machine, name in enumerate("ABCD"):
        ax.text(-0.3, 3.35 - machine, name, fontsize=11, **CENTRED)
    ax.set(xlim=(-0.6, left + 0.1), ylim=(-0.1, 5.1))
    ax.set_axis_off()
    show(fig, alt)


def draw_quarter(ax, left, bottom, vectors):
    """Draw a quarter of a machine's vector into axes, ax: how many vectors are added up in it; dotted if given away."""
    if vectors:
        colour, ink = VECTORS[vectors]
        ax.add_patch(Rectangle((left, bottom), 1, 0.7, facecolor=colour, edgecolor="black", linewidth=1, zorder=2))
        ax.text(left + 0.5, bottom + 0.34, str(vectors), fontsize=11, color=ink, **CENTRED)
    else:
        ax.add_patch(Rectangle((left, bottom), 1, 0.7, fill=False, edgecolor="0.6", linewidth=1, linestyle=":"))


WHOLE, FIRST, SECOND = (0, 1), (0, 0.5), (0.5, 1)
CUTS = {  # by name: what the first card holds of the batch and of layers 1 to 4, then the second, and what is fetched
    "data parallel\nthe batch": (FIRST, [WHOLE] * 4, SECOND, [WHOLE] * 4, False),
    "sharding (FSDP)\nwhat is stored": (FIRST, [FIRST] * 4, SECOND, [SECOND] * 4, True),
    "tensor parallel\neach matrix": (WHOLE, [FIRST] * 4, WHOLE, [SECOND] * 4, False),
    "pipeline parallel\nthe layers": (WHOLE, [WHOLE, WHOLE, None, None], None, [None, None, WHOLE, WHOLE], False),
}


def ways_to_cut(*, title, alt):
    """Show a training run cut in four ways for two cards: the batch, what is stored, each matrix, the layers."""
    fig, axes = figure(title, columns=4, width=9.5, height=3)
    for ax, (name, (batch, layers, other_batch, other_layers, fetched)) in zip(axes, CUTS.items()):
        draw_card(ax, 0, batch, layers, fetched, facecolor=BLUE, edgecolor=BLUE)
        draw_card(ax, 1.15, other_batch, other_layers, fetched, facecolor="white", edgecolor=ORANGE, hatch="///")
        ax.text(1.07, -0.35, name, ha="center", va="top", fontsize=10)
        ax.set(xlim=(-0.1, 2.25), ylim=(-1.5, 5.2))
        ax.set_axis_off()
    for row, text in enumerate(("batch", "layer 1", "layer 2", "layer 3", "layer 4")):
        axes[0].text(-0.12, row + 0.3, text, ha="right", va="center", fontsize=9)
    show(fig, alt)


def draw_card(ax, left, batch, layers, fetched, **look):
    """Draw what one card holds into axes, ax: its spans of the batch and of the layers; what it has to fetch, dashed.

    left is a float; batch and layers are spans (from, to), floats from 0 to 1, or None; look goes to the rectangles.
    """
    ax.text(left + 0.5, 5.05, "card 1" if left == 0 else "card 2", fontsize=9, **CENTRED)
    for row, span in enumerate([batch, *layers]):
        if fetched and row:
            ax.add_patch(Rectangle((left, row), 1, 0.6, fill=False, edgecolor=GREY, linestyle=":"))
        if span and row:
            ax.add_patch(Rectangle((left + span[0], row), span[1] - span[0], 0.6, **look))
        elif span:
            for image in np.arange(span[0], span[1], 0.125):
                ax.add_patch(Rectangle((left + image + 0.01, 0.2), 0.1, 0.2, facecolor=GREY))
