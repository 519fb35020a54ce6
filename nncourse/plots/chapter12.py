"""Chapter 12 · Teacher and student: shares beside images, and differences between paired runs."""

import numpy as np

from nncourse.plots.base import BLUE, GREY, ORANGE, PAPER, figure, show
from nncourse.plots.charts import draw_runs, name_rows
from nncourse.plots.pictures import draw_image, draw_shares


def images_and_shares(rows, shares, captions, *, title, alt, size=28):
    """Show images of size² pixels, a row each, and below each its column of shares as bars, large ones in %."""
    fig, axes = figure(title, rows=2, columns=len(rows), width=2.5 * len(rows), height=3.45, sharex="row", sharey="row")
    for (top, bottom), image, column, caption in zip(axes.T, rows, np.transpose(shares), captions, strict=True):
        draw_image(top, np.reshape(image, (size, size)), limit=1)
        top.set_title(caption, fontsize=10)
        draw_shares(bottom, column)
        for place in np.flatnonzero(column > 0.03):
            bottom.text(place, column[place] + 0.03, f"{100 * column[place]:.1f}", ha="center", fontsize=8,
                        bbox=PAPER | {"pad": 0.4})  # fmt: skip
        bottom.set(ylim=(0, 1.12), xlabel="class")
    axes[1, 0].set_ylabel("share (numbers: %)")
    show(fig, alt)


def differences(panels, *, title, alt, xlabel, zero):
    """Show by how much runs of methods differ from the same runs of a baseline, whose line at 0 is named: a dot a run.

    The panels, side by side, are a dict of str to dict of str to differences in points.
    """
    height = 1.05 + 0.36 * max(map(len, panels.values()))
    fig, axes = figure(title, columns=len(panels), width=9.5 if len(panels) > 1 else 7.5, height=height, squeeze=False)
    for ax, (name, methods) in zip(axes[0], panels.items()):
        for place, values in enumerate(methods.values()):
            draw_runs(ax, place, values, *((ORANGE, "s") if np.mean(values) < 0 else (BLUE, "o")))
        ax.axvline(0, color=GREY, linestyle="--", linewidth=1.2, label=zero)
        ax.set_xlabel(xlabel)
        name_rows(ax, methods)
        ax.set_title(name, fontsize=10)
    axes[0, 0].legend(frameon=False, fontsize=9, loc="best")
    show(fig, alt)
