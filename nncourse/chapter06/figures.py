"""Chapter 06 · Loss: a number that falls, and walks down."""

import numpy as np

from nncourse.plots.base import BLUE, GREY, ORANGE, figure, minus, show


def accuracy_and_loss(x, accuracy, loss, *, title, alt, xlabel):
    """Show accuracy and loss, one above the other, over the same parameter x."""
    fig, (above, below) = figure(title, rows=2, height=4.15, sharex=True)
    above.step(x, accuracy, where="mid", color=BLUE, linewidth=2)
    below.plot(x, loss, color=ORANGE, linestyle="--", linewidth=2)
    above.set_ylabel("accuracy")
    below.set(xlabel=xlabel, ylabel="loss")
    show(fig, alt)


def pushes(probabilities, label, *, title, alt):
    """Show probabilities p, and beside each how a step moves its score: by 1 - p at the label, elsewhere by -p."""
    probabilities = np.asarray(probabilities, dtype=float)
    moves = (np.arange(len(probabilities)) == label) - probabilities
    fig, ax = figure(title, height=3.55)
    places = np.arange(len(probabilities))
    ax.bar(places - 0.17, probabilities, 0.3, color=BLUE, hatch="//", edgecolor="white", label="probability p")
    for place, p, move in zip(places, probabilities, moves):
        ax.text(place - 0.17, p + 0.04, f"{p:.4f}", ha="center", color=BLUE)
        head = 18 if abs(move) > 0.2 else 6
        look = {"arrowstyle": "-|>", "color": ORANGE, "lw": 3, "mutation_scale": head, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (place + 0.17, move), (place + 0.17, 0), arrowprops=look)
        height = move / 2 if abs(move) > 0.2 else np.copysign(0.1, move)
        ax.text(place + 0.24, height, minus(f"{move:+.4f}"), va="center", color=ORANGE)
    ax.plot([], [], color=ORANGE, linewidth=3, marker="^", label="where a step moves the score, y − p")
    ax.axhline(0, color=GREY, linewidth=0.8)
    names = [f"class {place}" + (" (the label)" if place == label else "") for place in places]
    ax.set(xticks=places, xticklabels=names, ylim=(-1.05, 1.05), xlim=(-0.5, len(probabilities) - 0.3))
    ax.legend(frameon=False, loc="upper right")
    show(fig, alt)


def walks(x, y, paths, *, title, alt, xlabel, ylabel):
    """Show walks along one curve y over x, a panel each: paths are a dict of str to (array of x, array of y)."""
    fig, axes = figure(title, columns=len(paths), width=2.5 * len(paths), height=3.15, sharey=True)
    for ax, (name, (xs, ys)) in zip(np.ravel(axes), paths.items()):
        ax.plot(x, y, color=GREY, linewidth=1.5)
        ax.plot(xs, ys, color=ORANGE, linestyle=":", marker="o", markersize=5, linewidth=1.5)
        ax.plot(xs[0], ys[0], color=BLUE, marker="s", markersize=8)
        ax.annotate("start", (xs[0], ys[0]), xytext=(-8, -4), textcoords="offset points", ha="right", color=BLUE)
        ax.set(xlim=(min(x), max(x)), ylim=(-0.04 * max(y), max(y)), xlabel=xlabel)
        ax.set_title(name, fontsize=10)
    np.ravel(axes)[0].set_ylabel(ylabel)
    show(fig, alt)
