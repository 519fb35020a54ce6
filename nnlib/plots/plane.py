"""The plane of two inputs: examples as points, neurons as lines, networks as regions."""

import matplotlib.pyplot as plt
import numpy as np

from nnlib.plots.base import BLUE, DASHES, GREEN, GREY, ORANGE, PINK, figure, show


def straight_line(ax, weights, bias, *, reach=10.0, **style):
    """Draw the line ``weights @ x + bias = 0`` into axes whose limits are already set.

    Parameters
    ----------
    ax : matplotlib axes
    weights : array, shape (2,)
        Not both 0.
    bias : float
    reach : float
        How far the line extends to both sides, in units of the axes.
    **style
        Passed on to ``ax.plot``.

    Returns
    -------
    None; raises nothing of its own.
    """
    weights = np.asarray(weights, dtype=float)
    foot = -bias * weights / (weights @ weights)
    along = np.array([-weights[1], weights[0]]) / np.linalg.norm(weights)
    ends = np.array([foot - reach * along, foot + reach * along])
    ax.plot(*ends.T, scalex=False, scaley=False, **style)


def neuron_in_plane(ax, points, targets, weights, bias, *, limits, arrow=False, before=None, ringed=None):
    """Draw examples and a neuron with two inputs into axes: its line, and the side that answers 1 hatched.

    Parameters
    ----------
    ax : matplotlib axes
    points : array, shape (2, n)
        Target 0 is drawn as an open square, target 1 as a filled circle.
    targets : array of 0 and 1, shape (n,)
    weights : array, shape (2,)
        Without a line if both are 0.
    bias : float
    limits : (float, float)
        Where both axes begin and end.
    arrow : bool
        Whether to draw the weights as an arrow that starts on the line.
    before : (weights, bias), optional
        An earlier line, drawn dashed.
    ringed : int, optional
        The point to be ringed.

    Returns
    -------
    None. Raises ValueError if points or weights do not have two rows.
    """
    weights, targets = np.asarray(weights, dtype=float), np.asarray(targets)
    grid = np.array(np.meshgrid(np.linspace(*limits, 201), np.linspace(*limits, 201)))
    z = np.tensordot(weights, grid, axes=1) + bias
    if z.max() > 0:
        yes_side = ax.contourf(*grid, z, levels=[0, z.max() + 1], colors=["#FDEFE3"], hatches=["//"], zorder=0)
        yes_side.set(edgecolor="#E5B48C", linewidth=0)
    if weights.any():
        straight_line(ax, weights, bias, color=BLUE, linewidth=2.2, zorder=2)
    if before is not None and np.any(before[0]):
        straight_line(ax, *before, color=GREY, linewidth=1.5, linestyle="--", zorder=2)
    size, width = (16, 0.8) if points.shape[1] > 20 else (60, 1.5)
    no, yes = points[:, targets == 0], points[:, targets == 1]
    ax.scatter(*no, s=size, marker="s", color="white", edgecolor="black", linewidth=width, zorder=3)
    ax.scatter(*yes, s=size, marker="o", color=ORANGE, edgecolor="black", linewidth=width, zorder=3)
    if ringed is not None:
        ax.scatter(*points[:, ringed], s=330, facecolor="none", edgecolor=PINK, linewidth=2.5, zorder=4)
    if arrow and weights.any():
        length = np.sqrt(weights @ weights)
        start = np.full(2, sum(limits) / 2)
        start = start - weights * (weights @ start + bias) / length**2
        tip = start + 0.25 * (limits[1] - limits[0]) * weights / length
        ax.annotate("", tip, start, arrowprops={"arrowstyle": "-|>", "color": BLUE, "lw": 3}, zorder=5)
        ax.annotate("w", tip, xytext=(4, -4), textcoords="offset points", fontsize=14, fontweight="bold",
                    color=BLUE, va="top", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
                    annotation_clip=True)  # fmt: skip
    ax.set(xlim=limits, ylim=limits, aspect="equal")


def planes(points, panels, *, title, alt, limits, labels=("x₁", "x₂"), names=("target 0", "target 1"),
           arrow=False, before=None, ringed=None, columns=5):  # fmt: skip
    """Show neurons with two inputs as lines in the plane: one square each, the side that answers 1 hatched.

    Parameters
    ----------
    points : array, shape (2, n)
        Examples as columns; target 0 is drawn as an open square, target 1 as a filled circle.
    panels : list of (caption, targets, weights, bias)
        targets of shape (n,), weights of shape (2,); a neuron whose weights are 0 has no line.
    title, alt : str
    limits : (float, float)
        Where both axes begin and end.
    labels, names : (str, str)
        Of the two axes, and of targets 0 and 1.
    arrow : bool
        Whether to draw the weights as an arrow that starts on the line.
    before : list of (weights, bias), optional
        An earlier line for each panel, drawn dashed.
    ringed : list of int, optional
        The point to be ringed in each panel.
    columns : int
        Squares side by side.

    Raises
    ------
    ValueError
        If points or weights do not have two rows, or alt is too short.
    """
    points = np.asarray(points, dtype=float)
    columns = min(columns, len(panels))
    lines = -(-len(panels) // columns)
    side = {1: 4.2, 2: 3.4, 3: 2.7}.get(columns, 2.0)
    fig, axes = figure(title, rows=lines, columns=columns, width=max(side * columns, 5.5),
                       height=(side + 0.35) * lines + 0.8)  # fmt: skip
    for i, ax in enumerate(np.ravel(axes)):
        if i >= len(panels):
            ax.set_axis_off()
            continue
        caption, targets, weights, bias = panels[i]
        old = None if before is None else before[i]
        ring = None if ringed is None else ringed[i]
        neuron_in_plane(ax, points, targets, weights, bias, limits=limits, arrow=arrow, before=old, ringed=ring)
        ax.set(xlabel=labels[0], ylabel=labels[1] if i % columns == 0 else "")
        ax.set_title(caption, fontsize=10)
    keys = [
        plt.Line2D([], [], marker="s", linestyle="", color="white", markeredgecolor="black", label=names[0]),
        plt.Line2D([], [], marker="o", linestyle="", color=ORANGE, markeredgecolor="black", label=names[1]),
        plt.Rectangle((0, 0), 1, 1, fc="#FDEFE3", ec="#E5B48C", hatch="///", linewidth=0, label="answer 1"),
    ]
    if before is not None:
        keys.append(plt.Line2D([], [], color=GREY, linestyle="--", label="line before"))
    if ringed is not None:
        keys.append(plt.Line2D([], [], marker="o", markersize=12, linestyle="", markerfacecolor="none",
                               markeredgecolor=PINK, markeredgewidth=2, label="misread"))  # fmt: skip
    fig.legend(handles=keys, loc="outside lower center", ncols=len(keys), frameon=False, fontsize=10)
    show(fig, alt)


def corners_and_lines(panels, targets, *, axes_names, names, title, alt):
    """Show four corners in several planes, each with the lines that neurons draw there.

    Parameters
    ----------
    panels : dict of str to (points, W, b)
        Points of shape (2, 4), W of shape (k, 2), b of shape (k, 1); lines differ in dash style.
    targets : array of 0 and 1, shape (4,)
        Corners of target 1 are filled circles, the others open squares.
    axes_names : list of str
        One letter per panel, such as "x" for axes x1 and x2.
    names : list of 4 str
        Printed beside the corners; corners that coincide share one place.
    title, alt : str

    Raises
    ------
    ValueError
        If a shape does not fit, or alt is too short.
    """
    fig, axes = figure(title, columns=len(panels), width=4.2 * len(panels), height=4.6)
    for ax, letter, (panel, (points, W, b)) in zip(np.ravel(axes), axes_names, panels.items(), strict=True):
        low, high = points.min() - 0.45, points.max() + 0.45
        ax.set(title=panel, xlim=(low, high), ylim=(low, high), aspect="equal", xticks=(0, 1), yticks=(0, 1))
        ax.set(xlabel=f"${letter}_1$", ylabel=f"${letter}_2$")
        for j, (row, bias) in enumerate(zip(W, np.ravel(b), strict=True)):
            look = {"color": (BLUE, GREEN, PINK)[j], "linestyle": DASHES[j], "label": f"z = 0 of neuron {j}"}
            straight_line(ax, row, bias, linewidth=2, **look)
        places = {}
        for point, target, name in zip(points.T, targets, names, strict=True):
            places.setdefault((*map(float, point), int(target)), []).append(name)
        for (x, y, target), here in places.items():
            look = {"marker": "o", "color": ORANGE} if target else {"marker": "s", "color": "white"}
            ax.scatter(x, y, s=130, edgecolor="black", linewidth=1.5, zorder=3, **look)
            ax.annotate(" and ".join(here), (x, y), xytext=(0, 11), textcoords="offset points", ha="center", zorder=4)
    dot = {"marker": "o", "linestyle": "", "markeredgecolor": "black"}
    keys = list(np.ravel(axes)[0].lines)
    keys.append(plt.Line2D([], [], color=ORANGE, label="target 1", **dot))
    keys.append(plt.Line2D([], [], color="white", label="target 0", **(dot | {"marker": "s"})))
    fig.legend(handles=keys, loc="outside lower center", ncols=len(keys), frameon=False)
    show(fig, alt)


def lines_and_winners(x, winners, W, b, *, title, alt):
    """Show the lines of several neurons in the plane, and where each neuron is the loudest.

    Parameters
    ----------
    x : array, shape (2, n)
        Points between -1 and 1.
    winners : integer array, shape (n,)
        For each point the row of its loudest neuron, at most 4 of them.
    W, b : arrays, shape (k, 2) and (k, 1)
    title, alt : str

    Raises
    ------
    ValueError
        If a shape does not fit, or alt is too short.
    """
    fig, axes = figure(title, columns=2, width=8.4, height=4.2)
    for ax, name in zip(axes, ("four lines, arrows towards yes", "who is loudest")):
        ax.set(title=name, xlim=(-1.3, 1.3), ylim=(-1.3, 1.3), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    looks = zip((BLUE, ORANGE, GREEN, PINK), DASHES, "os^x", strict=True)
    for j, (row, bias, (colour, dash, marker)) in enumerate(zip(W, np.ravel(b), looks)):
        straight_line(axes[0], row, bias, color=colour, linestyle=dash, linewidth=2)
        start = -bias * row / (row @ row)
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2}
        axes[0].annotate("", start + 0.35 * row / np.linalg.norm(row), start, arrowprops=arrow)
        axes[0].text(*(0.6 * start), f"neuron {j}", ha="center", va="center")
        mine = x[:, winners == j]
        axes[1].scatter(*mine, s=14, color=colour, marker=marker, label=f"neuron {j}")
        box = {"facecolor": "white", "edgecolor": colour, "boxstyle": "round"}
        axes[1].text(*np.sign(row) * 0.55, f"neuron {j}", ha="center", va="center", bbox=box)
    show(fig, alt)


def decision_regions(logits, captions, x, labels, *, low, high, title, alt, columns=5):
    """Show where a network answers 1 (hatched) and where 0, in one panel after another.

    Parameters
    ----------
    logits : list of arrays, shape (resolution²,)
        One per panel: for each point of ``square_grid(low, high)`` a number that is positive where the answer is 1.
    captions : list of str
        Printed above the panels.
    x : array, shape (2, n)
        Examples to draw on top: label 0 as a white square, label 1 as a filled circle.
    labels : array of 0 and 1, shape (n,)
    low, high : float
        As for `square_grid`.
    title, alt : str
    columns : int
        Panels side by side.

    Raises
    ------
    ValueError
        If logits do not fill a square, captions do not match, or alt is too short.
    """
    lines = -(-len(logits) // columns)
    fig, axes = figure(title, rows=lines, columns=columns, width=2.05 * columns, height=0.75 + 2.35 * lines)
    side = np.linspace(low, high, round(len(logits[0]) ** 0.5))
    size, width = (60, 1.5) if x.shape[1] < 20 else (11, 0.5)
    for ax in np.ravel(axes)[len(logits) :]:
        ax.axis("off")
    for ax, z, caption in zip(np.ravel(axes)[: len(logits)], logits, captions, strict=True):
        z = z.reshape(len(side), len(side))
        limit = np.abs(z).max() + 1
        answer = ax.contourf(side, side, z, levels=(0, limit), colors=["#FDEFE3"], hatches=["//"], zorder=0)
        answer.set(edgecolor="#E5B48C", linewidth=0)
        if z.min() < 0 < z.max():
            ax.contour(side, side, z, levels=[0], colors=[BLUE], linewidths=2.2, zorder=2)
        no, yes = x[:, labels == 0], x[:, labels == 1]
        ax.scatter(*no, s=size, marker="s", color="white", edgecolor="black", linewidth=width, zorder=3)
        ax.scatter(*yes, s=size, marker="o", color=ORANGE, edgecolor="black", linewidth=width, zorder=3)
        ax.set(xlim=(low, high), ylim=(low, high), aspect="equal", xticks=(), yticks=())
        ax.set_title(caption, fontsize=10)
        ax.spines[:].set_visible(True)
    area = {"facecolor": "#FDEFE3", "edgecolor": "#E5B48C", "hatch": "///", "linewidth": 0}
    keys = [
        plt.Line2D([], [], marker="s", linestyle="", color="white", markeredgecolor="black", label="label 0"),
        plt.Line2D([], [], marker="o", linestyle="", color=ORANGE, markeredgecolor="black", label="label 1"),
        plt.Rectangle((0, 0), 1, 1, label="answer 1", **area),
    ]
    fig.legend(handles=keys, loc="outside lower center", ncols=len(keys), frameon=False, fontsize=10)
    show(fig, alt)


def square_grid(low, high, resolution=121):
    """Return points that cover a square of the plane, for `decision_regions`.

    Parameters
    ----------
    low, high : float
        The square reaches from low to high on both axes.
    resolution : int
        Points along one side.

    Returns
    -------
    array, shape (2, resolution²), one point per column. Raises nothing.
    """
    side = np.linspace(low, high, resolution)
    return np.array([part.ravel() for part in np.meshgrid(side, side)])
