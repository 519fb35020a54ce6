"""Chapter 05 · Forward pass: what an image becomes, layer by layer, and where an output changes."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import (
    BLUE,
    DASHES,
    GREEN,
    GREY,
    ORANGE,
    PINK,
    figure,
    finish,
    legend_below,
    show,
)
from nncourse.plots.pictures import draw_image, draw_signs
from nncourse.plots.plane import HATCHES, SHADES, draw_answers, draw_line


def plateaus(x1, along, x2, values, W, b, point, *, title, alt, xlabel, ylabel):
    """Show an output that changes only near the lines of a few neurons (W, b): on a walk along x1, and over the plane.

    The values have shape (m, k), for x2 and x1; the walk goes through the point, a pair that is marked.
    """
    fig, (left, right) = figure(title, columns=2, width=9.6, height=3.65, width_ratios=(1, 1.25))
    left.plot(x1, along, color=BLUE, linewidth=2)
    left.axvline(point[0], color=GREY, linewidth=0.8)
    left.set(xlabel=f"{xlabel} ({ylabel}: {point[1]:g})", ylabel="output")
    shown = right.pcolormesh(x1, x2, values, cmap="Greys_r", shading="nearest", rasterized=True)
    fig.colorbar(shown, ax=right, label="output")
    right.set(xlim=(x1[0], x1[-1]), ylim=(x2[0], x2[-1]), xlabel=xlabel, ylabel=ylabel)
    for j, (row, bias, dash, colour) in enumerate(zip(W, np.ravel(b), DASHES, (ORANGE, BLUE, GREEN, PINK))):
        draw_line(right, row, bias, reach=1e3, color="white", linewidth=4)
        draw_line(right, row, bias, reach=1e3, color=colour, linewidth=2, linestyle=dash, label=f"neuron {j}")
    right.axhline(point[1], color=GREY, linewidth=0.8)
    right.plot(*point, marker="*", markersize=16, color="white", markeredgecolor="black")
    legend_below(fig, right.lines[1:-2:2])
    show(fig, alt)


def tiles(ax, values):
    """Draw k values into axes as a rectangle of tiles, 0 white and the greatest black: 128 become 8 rows of 16."""
    values = np.ravel(values)
    rows = next(rows for rows in range(int(len(values) ** 0.5), 0, -1) if len(values) % rows == 0)
    draw_image(ax, values.reshape(rows, -1), limit=max(values.max(), 1e-9))


def score_bars(ax, scores):
    """Draw k scores into axes as bars around 0, the largest filled."""
    bars = ax.bar(range(len(scores)), scores, color="white", edgecolor=BLUE)
    bars[int(np.argmax(scores))].set(facecolor=BLUE, hatch="//", edgecolor="black")
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set(xticks=range(len(scores)), xlabel="row", ylabel="score")


def layer_by_layer(image, hidden, scores, *, title, alt):
    """Show what one image becomes: the activations of hidden layers as tiles, the scores at the end as bars."""
    widths = [1.0] * (1 + len(hidden)) + [1.5]
    fig, axes = figure(title, columns=len(widths), width=10, height=3.05, width_ratios=widths)
    captions = [f"{np.size(image)} pixels"]
    captions += [f"layer {number}: {np.size(a)} neurons" for number, a in enumerate(hidden, start=1)]
    captions += [f"layer {len(hidden) + 1}: {np.size(scores)} scores"]
    for ax, values in zip(axes, [image, *hidden]):
        tiles(ax, values)
    score_bars(axes[-1], np.ravel(scores))
    for ax, caption in zip(axes, captions):
        ax.set_title(caption, fontsize=10)
    show(fig, alt)


def two_ways_to_ask(above, below, *, captions, title, alt, size=28):
    """Show the weights of two layers as pictures, a row of them for each: orange is plus, violet is minus.

    Above and below are arrays of shape (k, size²); captions are two lists of str, one text for each picture.
    """
    fig, _ = figure(title, width=9.6, height=3.6)
    fig.clear()
    rows = fig.subfigures(2, 1, height_ratios=(1, 1.75))
    for part, pictures, texts in zip(rows, (above, below), captions):
        pictures = np.reshape(pictures, (len(texts), size, size))
        for ax, one, text in zip(part.subplots(1, len(texts)), pictures, texts):
            draw_image(ax, one, signed=True)
            draw_signs(ax, one, every=4, above=0.5, size=6 if len(texts) > 4 else 8)
            ax.set_xlabel(text, fontsize=10)
    show(fig, alt)


def answer_regions(panels, *, title, alt):
    """Show by shade which of four answers holds where on ``square_grid(-reach, reach)``: (caption, answers, reach)."""
    fig, axes = figure(title, columns=len(panels), width=3.0 * len(panels), height=3.45)
    for ax, panel in zip(np.ravel(axes), panels):
        draw_answers(ax, *panel, hatched=True)
    looks = [{"facecolor": shade, "edgecolor": "#444444", "hatch": hatch} for shade, hatch in zip(SHADES, HATCHES)]
    legend_below(fig, [Rectangle((0, 0), 1, 1, label=f"answer {k}", **look) for k, look in enumerate(looks)])
    show(fig, alt)


def spread(results, bins, band, *, names, title, alt, xlabel, ylabel):
    """Show results as a histogram over bins, and the band (from, to) they were expected in; names are those of both."""
    fig, ax = figure(title)
    ax.axvspan(*band, facecolor="none", edgecolor=ORANGE, hatch="xxx", label=names[1])
    ax.hist(results, bins, color=BLUE, alpha=0.55, edgecolor="black", label=names[0])
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel)


def counted_answers(counts, *, title, alt):
    """Show how often a network gave each answer, counts of shape (classes,), as bars, the tallest filled."""
    fig, ax = figure(title, width=6.4, height=2.7)
    bars = ax.bar(range(len(counts)), counts, color="white", edgecolor=BLUE)
    bars[int(np.argmax(counts))].set(facecolor=BLUE, hatch="//", edgecolor="black")
    ax.bar_label(bars, [f"{count:,}" for count in counts], fontsize=9, padding=1)
    ax.set(xticks=range(len(counts)), xlabel="answer", ylabel="images", ylim=(0, 1.12 * np.max(counts)))
    show(fig, alt)
