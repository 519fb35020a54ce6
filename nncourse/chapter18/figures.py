"""Chapter 18 · Letters: a table of pairs, one table at eight places, letters in the plane."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import BLUE, CENTRED, GREY, ORANGE, PINK, figure, show
from nnlib.letters import LETTERS


def pair_table(probabilities, signs, *, title, alt):
    """Show probabilities, shape (k, k), of the next of k signs (rows) after the last (columns); 0 is left orange."""
    fig, ax = figure(title, width=7.5, height=6.6)
    ax.set_facecolor("#F6D9C2")
    shown = np.ma.masked_equal(probabilities, 0)
    drawn = ax.imshow(shown, cmap="Blues", norm="log", vmin=0.001, vmax=1)
    ticks = range(len(signs))
    ax.set(xlabel="last sign", ylabel="next sign", xticks=ticks, yticks=ticks, xticklabels=signs, yticklabels=signs)
    ax.tick_params(length=0, labelsize=10)
    ax.xaxis.set_label_position("top")
    ax.xaxis.tick_top()
    bar = fig.colorbar(
        drawn, ax=ax, shrink=0.6, extend="min", label="probability of the next sign (orange: never seen)"
    )
    bar.set_ticks([0.001, 0.01, 0.1, 1], labels=["0.001", "0.01", "0.1", "1"])
    show(fig, alt)


def one_table(text, W, *, title, alt):
    """Show how a text becomes one column: for each of its letters a column of the table W, of shape (d, k)."""
    fig, ax = figure(title, width=8.2, height=3.9)
    limit = np.abs(W).max()
    look = {"cmap": "PuOr_r", "vmin": -limit, "vmax": limit, "interpolation": "nearest"}
    codes, d = [LETTERS.index(letter) for letter in text], len(W)
    for place, letter in enumerate(text):
        left = 1.5 * place
        ax.text(left + 0.5, 4.9, letter, fontsize=15, family="monospace", **CENTRED)
        ax.add_patch(Rectangle((left, 2.9), 1, 1.1, facecolor="white", edgecolor=BLUE, linewidth=1.8))
        ax.text(left + 0.5, 3.45, "W", fontsize=12, color=BLUE, **CENTRED)
        ax.imshow(W[:, [codes[place]]], extent=(left + 0.25, left + 0.75, 0, 2.2), aspect="auto", **look)
        for start, end in ((4.6, 4.1), (2.8, 2.3)):
            ax.annotate("", (left + 0.5, end), (left + 0.5, start), arrowprops={"arrowstyle": "->", "color": GREY})
    right = 1.5 * len(text) + 1.6
    ax.annotate(
        "", (right - 0.3, 2.4), (1.5 * len(text) - 0.3, 1.6), arrowprops={"arrowstyle": "->", "color": PINK, "lw": 2}
    )
    ax.imshow(W[:, codes].T.reshape(-1, 1), extent=(right, right + 0.6, 0, 5.2), aspect="auto", **look)
    ax.text(right + 0.8, 2.6, f"{len(text)} · {d} =\n{len(text) * d} numbers", va="center", fontsize=11)
    ax.set(xlim=(-0.1, right + 3.2), ylim=(-0.1, 5.4))
    ax.axis("off")
    show(fig, alt)


def cut_off(places, letters, size):
    """Return the groups of so many letters, a set of sorted str, that a straight line cuts off at places (2, n)."""
    groups = set()
    for angle in np.radians(np.arange(0, 360, 0.1)):
        along = np.cos(angle) * places[0] + np.sin(angle) * places[1]  # a ruler in the plane
        groups.add("".join(sorted(letters[k] for k in np.argsort(along)[-size:])))
    return groups


def letters_in_plane(places, letters, group="", *, title, alt):
    """Show letters, a str, at places, shape (2, n), a group of them in orange, and a line that cuts it off, if any."""
    fig, ax = figure(title, width=6.4, height=5.2)
    inside = np.array([letter in group for letter in letters])
    for (x, y), letter, marked in zip(places.T, letters, inside):
        look = {"color": ORANGE, "fontweight": "bold", "fontsize": 17} if marked else {"color": "black", "fontsize": 13}
        ax.text(x, y, letter, **CENTRED, **look)
    low, high = places.min(axis=1) - 0.15, places.max(axis=1) + 0.15
    ax.set(
        xlim=(low[0], high[0]), ylim=(low[1], high[1]), aspect="equal", xlabel="first number", ylabel="second number"
    )
    ax.locator_params(nbins=5)
    if group:
        angles = np.linspace(0, 2 * np.pi, 3600, endpoint=False)
        across = np.array([np.cos(angles), np.sin(angles)])
        along = across.T @ places
        nearest, farthest = along[:, inside].min(axis=1), along[:, ~inside].max(axis=1)
        best = np.argmax(nearest - farthest)
        if nearest[best] > farthest[best]:
            foot = across[:, best] * (nearest[best] + farthest[best]) / 2
            ends = foot[:, np.newaxis] + np.array([[-across[1, best]], [across[0, best]]]) * [-20, 20]
            ax.plot(*ends, color=BLUE, linestyle="--", linewidth=2, scalex=False, scaley=False)
    show(fig, alt)
