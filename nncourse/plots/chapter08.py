"""Chapter 08 · Training on MNIST: guessers, three sets of images, polls, what is misread, what more images bring."""

import numpy as np

from nncourse.plots.base import BLUE, CENTRED, GREEN, GREY, INK, ORANGE, PAPER, figure, finish, show
from nncourse.plots.charts import MARKERS, draw_lines, draw_runs, name_rows
from nncourse.plots.pictures import draw_frame, images
from nnlib.activations import Softmax


def guessers(scores, again, *, title, alt, xlabel, ylabel):
    """Show how many guessers have each score, an array of int; the best is ringed, an arrow leads to its score again.

    The score again is an int; title, alt, xlabel and ylabel are str.
    """
    fig, ax = figure(title, height=2.9)
    counts = np.bincount(scores)
    best, top = len(counts) - 1, 1.12 * counts.max()
    ax.bar(range(len(counts)), counts, color=BLUE, width=0.8)
    ax.plot(best, counts[-1], "o", color=ORANGE, fillstyle="none", markersize=16, markeredgewidth=2, clip_on=False)
    ax.plot([best, best], [0.09 * top, top], color=ORANGE, linestyle="--", linewidth=1.5)
    ax.annotate("", (again, top), (best, top), arrowprops={"arrowstyle": "->", "color": ORANGE, "linewidth": 1.5})
    ax.text(best + 0.4, 0.5 * top, f"the best: {best}", color=ORANGE)
    ax.text(again - 0.3, top, f"on the next 100: {again}", color=ORANGE, ha="right", va="center")
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(0, 1.1 * top), xlim=(-0.5, best + 4))
    show(fig, alt)


def sets_of_images(sizes, jobs, *, title, alt):
    """Show sets of images (dict of str to int) as parts of one bar, and below each its job, an entry of a list of str.

    title and alt are str.
    """
    fig, ax = figure(title, width=9, height=1.75)
    looks = zip((BLUE, ORANGE, GREEN), ("", "//", "xx"))
    left = 0
    for (name, size), job, (colour, hatch) in zip(sizes.items(), jobs, looks):
        ax.barh(0, size, left=left, facecolor="white", edgecolor=colour, hatch=hatch, linewidth=2, height=0.5)
        middle = left + size / 2
        ax.text(middle, 0.36, name, va="bottom", ha="center", color=colour, fontweight="bold", fontsize=10)
        ax.text(middle, 0, f"{size:,}", bbox=PAPER, **CENTRED)
        ax.text(middle, -0.36, job, va="top", ha="center", fontsize=10)
        left += size
    ax.set(xlim=(-0.01 * left, 1.01 * left), ylim=(-0.85, 0.75))
    ax.set_axis_off()
    show(fig, alt)


def digit_beside_numbers(image, *, rows, columns, title, alt):
    """Show an image from 0 to 255, some of its rows and columns (from, to) framed, and beside it the numbers there."""
    (top, bottom), (left, right) = rows, columns
    part = image[top:bottom, left:right]
    fig, (whole, table) = figure(title, columns=2, width=9.5, height=2.95, width_ratios=(1, 2.3))
    whole.imshow(image, cmap=INK, vmin=0, vmax=255)
    draw_frame(whole, top, bottom, left, right, color=ORANGE, linewidth=2)
    table.imshow(part, cmap=INK, vmin=0, vmax=255, aspect="auto")
    for (row, column), value in np.ndenumerate(part):
        table.text(column, row, f"{value:.0f}", fontsize=8.5, color="white" if value > 130 else "black", **CENTRED)
    whole.set(xlabel="column", ylabel="row", xticks=(0, 8, 16, 24), yticks=(0, 8, 16, 24))
    table.set(xlabel="column", xticks=range(right - left), xticklabels=range(left, right))
    table.set(yticks=range(bottom - top), yticklabels=range(top, bottom))
    table.spines[:].set(visible=True, color=ORANGE, linewidth=2)
    show(fig, alt)


def against_size(sizes, lines, *, title, alt, xlabel, ylabel):
    """Show lines (dict of str to percents) over sizes, the numbers of examples, on a logarithmic axis."""
    fig, ax = figure(title)
    draw_lines(ax, sizes, lines, markers=MARKERS)
    for percents in lines.values():
        for size, percent in zip(sizes, percents):
            ax.annotate(f"{percent:.0f}", (size, percent), (0, 7), textcoords="offset points", ha="center", fontsize=9)
    ax.set_xscale("log")
    ax.set_xticks(sizes, [f"{size:,}" for size in sizes])
    ax.set_xticks([], minor=True)
    ax.margins(y=0.12)
    finish(fig, ax, alt, xlabel=xlabel, ylabel=ylabel)


def polls(falls, exact, *, title, alt, xlabel, ylabel):
    """Show how far the loss falls after a step along the gradient of a few images, and how far after the exact step.

    Falls far below 0, arrays by number of images, are drawn as an arrow at the edge.
    """
    fig, ax = figure(title, height=0.7 + 0.5 * len(falls), width=8)
    left, right = -0.35 * exact, 1.35 * exact
    for row, values in enumerate(falls.values()):
        values = np.asarray(values)
        seen = values[values > left]
        if len(seen):
            ax.plot(seen, np.full(len(seen), row), "o", color=BLUE, markersize=7, alpha=0.4)
        if beyond := len(values) - len(seen):
            ax.plot(left, row, "<", color=ORANGE, markersize=9, clip_on=False)
            ax.text(left, row - 0.2, f"  {beyond} further left", va="bottom", fontsize=9)
        if left < values.mean():
            draw_runs(ax, row, [values.mean()], size=0)
    ax.axvline(0, color=GREY, linewidth=0.8)
    ax.axvline(exact, color=ORANGE, linestyle="--", linewidth=1.5)
    ax.text(exact, -0.62, "all images", color=ORANGE, ha="center", fontsize=9)
    name_rows(ax, falls)
    ax.set(xlabel=f"{xlabel} (bar: mean)", ylabel=ylabel, xlim=(left, right))
    show(fig, alt)


def surest_mistakes(net, x, labels, *, title, alt, count=6):
    """Show the misread images, columns of x, of whose answers the network is surest, with label and answer."""
    answers = net.predict(x)
    shares = Softmax()(net.forward_pass(x)).max(axis=0)
    mistakes = np.flatnonzero(answers != labels)
    worst = mistakes[np.argsort(-shares[mistakes])[:count]]
    captions = [f"{labels[i]}, read {answers[i]}" for i in worst]
    images(x.T[worst], captions, title=title, alt=alt, columns=count)


def drawings_read(net, as_drawn, fitted, *, title, alt):
    """Show drawings of the digits 0 to 9 twice, arrays (10, 28, 28), with what a network reads; mistakes crossed."""
    rows = np.concatenate([as_drawn, fitted]).reshape(20, 784)
    told = net.predict(rows.T)
    wrong = np.flatnonzero(told != np.tile(np.arange(10), 2))
    images(rows, [f"read: {answer}" for answer in told], title=title, alt=alt, marked=wrong)
