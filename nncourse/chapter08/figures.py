"""Chapter 08 · Training on MNIST: polls, what is misread, what more images bring."""

import numpy as np

from nncourse.plots.base import BLUE, CENTRED, GREY, INK, ORANGE, figure, finish, show
from nncourse.plots.charts import MARKERS, draw_lines, draw_runs, name_rows
from nncourse.plots.pictures import draw_frame, images
from nnlib.activations import Softmax


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
