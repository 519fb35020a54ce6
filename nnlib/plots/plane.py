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
        across, middle = weights / np.sqrt(weights @ weights), np.full(2, sum(limits) / 2)
        start = middle - weights * (weights @ middle + bias) / (weights @ weights)
        with np.errstate(divide="ignore"):  # as far as the border, and a quarter of the square at most
            room = np.max((np.array(limits)[:, np.newaxis] - start) / across, axis=0).min()
        tip = start + np.clip(room, 0, 0.25 * (limits[1] - limits[0])) * across
        ax.annotate("", tip, start, arrowprops={"arrowstyle": "-|>", "color": BLUE, "lw": 3}, zorder=5)
        aside = {"ha": "left" if across[0] >= 0 else "right", "va": "top" if across[1] >= 0 else "bottom"}
        ax.annotate("w", tip, xytext=(7 if across[0] >= 0 else -7, 0), textcoords="offset points", fontsize=14,
                    fontweight="bold", color=BLUE, annotation_clip=True, zorder=5,
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 1}, **aside)  # fmt: skip
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
                       height=(side + 0.35) * lines + 0.55)  # fmt: skip
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


def corners_and_lines(panels, targets, *, axes_names, names, limits=None, title, alt):
    """Show four corners in several planes, each with the lines that neurons draw there.

    Parameters
    ----------
    panels : dict of str to (points, W, b)
        Points of shape (2, 4), W of shape (k, 2) with k at most 4, b of shape (k, 1); lines differ in dash style.
        A neuron whose weights are 0 has no line.
    targets : array of 0 and 1, shape (4,)
        Corners of target 1 are filled circles, the others open squares.
    axes_names : list of str
        One letter per panel, such as "x" for axes x1 and x2.
    names : list of 4 str
        Printed beside the corners; corners that coincide share one place.
    limits : (float, float), optional
        Where all axes begin and end.
    title, alt : str

    Raises
    ------
    ValueError
        If a shape does not fit, or alt is too short.
    """
    side = 4.2 if len(panels) < 3 else 3.2
    fig, axes = figure(title, columns=len(panels), width=side * len(panels), height=side + 0.15)
    for ax, letter, (panel, (points, W, b)) in zip(np.ravel(axes), axes_names, panels.items(), strict=True):
        low, high = limits or (points.min() - 0.45, points.max() + 0.45)
        ax.set(title=panel, xlim=(low, high), ylim=(low, high), aspect="equal", xticks=(0, 1), yticks=(0, 1))
        ax.set(xlabel=f"${letter}_1$", ylabel=f"${letter}_2$")
        for j, (row, bias) in enumerate(zip(W, np.ravel(b), strict=True)):
            look = {"color": (BLUE, GREEN, PINK, ORANGE)[j], "linestyle": DASHES[j], "label": f"z = 0 of neuron {j}"}
            if np.any(row):
                straight_line(ax, row, bias, linewidth=2, **look)
        places = {}
        for point, target, name in zip(points.T, targets, names, strict=True):
            places.setdefault((*map(float, point), int(target)), []).append(name)
        for (x, y, target), here in places.items():
            look = {"marker": "o", "color": ORANGE} if target else {"marker": "s", "color": "white"}
            ax.scatter(x, y, s=130, edgecolor="black", linewidth=1.5, zorder=3, **look)
            ax.annotate(" and ".join(here), (x, y), xytext=(0, 11), textcoords="offset points", ha="center", zorder=4)
    dot = {"marker": "o", "linestyle": "", "markeredgecolor": "black"}
    keys = list(max((ax.lines for ax in np.ravel(axes)), key=len))
    keys.append(plt.Line2D([], [], color=ORANGE, label="target 1", **dot))
    keys.append(plt.Line2D([], [], color="white", label="target 0", **(dot | {"marker": "s"})))
    fig.legend(handles=keys, loc="outside lower center", ncols=min(len(keys), 4), frameon=False)
    show(fig, alt)


def rulers(panels, W, b, *, marks, title, alt):
    """Show a ruler after several activation functions, and the line with which one neuron cuts it.

    Parameters
    ----------
    panels : dict of str to array, shape (2, n)
        The n points of the ruler, in order.
    W, b : arrays, shape (1, 2) and (1, 1)
        The neuron that cuts.
    marks : list of 3 int
        Which points are the marks 0, 1 and 2; the middle one has target 1.
    title, alt : str

    Raises
    ------
    ValueError
        If a shape does not fit, or alt is too short.
    """
    fig, axes = figure(title, columns=len(panels), width=2.6 * len(panels), height=3.25)
    for ax, (name, points) in zip(np.ravel(axes), panels.items()):
        room = 0.2 * np.ptp(points)
        limits = points.min() - room, points.max() + room
        neuron_in_plane(ax, points[:, marks], np.array([0, 1, 0]), W[0], b[0, 0], limits=limits)
        ax.plot(*points, ".", color=GREY, markersize=3, zorder=1)
        for mark, place in enumerate(points[:, marks].T):
            ax.annotate(mark, place, xytext=(7, 5), textcoords="offset points", fontweight="bold")
        ax.set(title=name, xlabel="$h_1$", ylabel="$h_2$", xticks=(0, 1), yticks=(0, 1))
        ax.spines[:].set_visible(True)
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
    fig, axes = figure(title, columns=2, width=8.4, height=3.95)
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
    fig, axes = figure(title, rows=lines, columns=columns, width=2.05 * columns, height=0.5 + 2.35 * lines)
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


def crossing_diagonals(weights, bias, *, title, alt):
    """Show the four corners with the targets of XOR, the sum z at each, and the diagonals that cross in the middle.

    Parameters
    ----------
    weights : array, shape (2,)
    bias : float
    title, alt : str

    Raises
    ------
    ValueError
        If weights do not have two entries, or alt is too short.
    """
    fig, ax = figure(title, width=5.6, height=4.35)
    looks = {"marker": "s", "color": "white"}, {"marker": "o", "color": ORANGE}
    for target, (start, end) in enumerate((((0, 0), (1, 1)), ((0, 1), (1, 0)))):
        ax.plot(*zip(start, end), color=(GREY, ORANGE)[target], linestyle=("--", "-")[target], linewidth=2, zorder=1)
        for corner in (start, end):
            ax.scatter(*corner, s=130, edgecolor="black", linewidth=1.5, zorder=3, **looks[target])
            z = f"z = {np.dot(weights, corner) + bias:.1f}".replace("-", "−")
            ax.annotate(f"target {target}\n{z}", corner, xytext=(-14 if corner[0] == 0 else 14, 0),
                        textcoords="offset points", ha="right" if corner[0] == 0 else "left", va="center")  # fmt: skip
    ax.plot(0.5, 0.5, "k*", markersize=18, zorder=4)
    ax.annotate("average of the zeros,\naverage of the ones", (0.5, 0.5), xytext=(0.5, 0.23), ha="center", va="top",
                arrowprops={"arrowstyle": "-", "shrinkB": 8})  # fmt: skip
    ax.set(xlim=(-0.4, 1.4), ylim=(-0.2, 1.2), aspect="equal", xticks=(0, 1), yticks=(0, 1), xlabel="x₁", ylabel="x₂")
    show(fig, alt)


def plateaus(x1, along, x2, values, W, b, point, *, title, alt, xlabel, ylabel):
    """Show an output that changes only near a few lines: along a walk through the plane, and over the plane.

    Parameters
    ----------
    x1, x2 : arrays, shapes (k,) and (m,)
        The axes of the plane; the walk goes along x1.
    along : array, shape (k,)
        The output on the walk, with the second input of the point.
    values : array, shape (m, k)
        The output over the plane.
    W, b : arrays, shapes (outs, 2) and (outs, 1)
        The neurons whose lines are drawn, at most 4.
    point : (float, float)
        Where to draw a star.
    title, alt, xlabel, ylabel : str
        The labels name both inputs; the colour bar and the walk are labelled as outputs.

    Raises
    ------
    ValueError
        If a shape does not fit, or alt is too short.
    """
    fig, (left, right) = figure(title, columns=2, width=9.6, height=3.65, width_ratios=(1, 1.25))
    left.plot(x1, along, color=BLUE, linewidth=2)
    left.axvline(point[0], color=GREY, linewidth=0.8)
    left.set(xlabel=f"{xlabel} ({ylabel}: {point[1]:g})", ylabel="output")
    shown = right.pcolormesh(x1, x2, values, cmap="Greys_r", shading="nearest", rasterized=True)
    fig.colorbar(shown, ax=right, label="output")
    right.set(xlim=(x1[0], x1[-1]), ylim=(x2[0], x2[-1]), xlabel=xlabel, ylabel=ylabel)
    for j, (row, bias, dash, colour) in enumerate(zip(W, np.ravel(b), DASHES, (ORANGE, BLUE, GREEN, PINK))):
        straight_line(right, row, bias, reach=1e3, color="white", linewidth=4)
        straight_line(right, row, bias, reach=1e3, color=colour, linewidth=2, linestyle=dash, label=f"neuron {j}")
    right.axhline(point[1], color=GREY, linewidth=0.8)
    right.plot(*point, marker="*", markersize=16, color="white", markeredgecolor="black")
    fig.legend(handles=right.lines[1:-2:2], loc="outside lower center", ncols=len(W), frameon=False)
    show(fig, alt)


def answer_regions(panels, *, title, alt):
    """Show which of up to four answers holds where in the plane, by shade and hatching.

    Parameters
    ----------
    panels : list of (caption, answers, reach)
        answers: integer array, shape (resolution²,), from 0 to 3, at the points of ``square_grid(-reach, reach)``.
    title, alt : str

    Raises
    ------
    ValueError
        If answers do not fill a square, or alt is too short.
    """
    fig, axes = figure(title, columns=len(panels), width=3.0 * len(panels), height=3.65)
    shades, hatches = ["#FFFFFF", "#F6C9A0", "#BFE3D5", "#5B9BC4"], ["", "///", "..", "\\\\\\"]
    for ax, (caption, answers, reach) in zip(np.ravel(axes), panels):
        side = np.linspace(-reach, reach, round(len(answers) ** 0.5))
        areas = np.reshape(answers, (len(side), len(side)))
        for answer, (shade, hatch) in enumerate(zip(shades, hatches)):
            part = ax.contourf(side, side, areas == answer, levels=[0.5, 1.5], colors=[shade], hatches=[hatch])
            part.set(edgecolor="#444444", linewidth=0)
        ax.set(aspect="equal", xlabel="x₁", ylabel="x₂", xticks=(-reach, 0, reach), yticks=(-reach, 0, reach))
        ax.set_title(caption, fontsize=10)
        ax.spines[:].set_visible(True)
    looks = enumerate(zip(shades, hatches))
    keys = [plt.Rectangle((0, 0), 1, 1, fc=shade, ec="#444444", hatch=hatch, label=f"answer {answer}")
            for answer, (shade, hatch) in looks]  # fmt: skip
    fig.legend(handles=keys, loc="outside lower center", ncols=4, frameon=False)
    show(fig, alt)


def answers_and_lies(panels, x, labels, lies, *, title, alt):
    """Show which of four answers a network gives where, with its training points, the wrongly labelled ones ringed.

    Parameters
    ----------
    panels : dict of str to integer array, shape (resolution²,)
        Captions, and answers from 0 to 3 at the points of ``square_grid(-1, 1)``.
    x : array, shape (2, n)
    labels : array of int, shape (n,)
        As the network was told, from 0 to 3.
    lies : array of int
        Which of the points carry a wrong label.
    title, alt : str

    Raises
    ------
    ValueError
        If answers do not fill a square, or alt is too short.
    """
    fig, axes = figure(title, columns=len(panels), width=3.1 * len(panels), height=3.85)
    shades, markers = ["#FFFFFF", "#F6C9A0", "#BFE3D5", "#5B9BC4"], "os^D"
    for ax, (caption, answers) in zip(np.ravel(axes), panels.items()):
        side = np.linspace(-1, 1, round(len(answers) ** 0.5))
        areas = np.reshape(answers, (len(side), len(side)))
        for answer, (shade, marker) in enumerate(zip(shades, markers)):
            ax.contourf(side, side, areas == answer, levels=[0.5, 1.5], colors=[shade])
            ax.contour(side, side, areas == answer, levels=[0.5], colors=["#444444"], linewidths=0.8)
            mine = x[:, labels == answer]
            ax.scatter(*mine, s=20, marker=marker, color=shade, edgecolor="black", linewidth=0.8, zorder=3)
        ax.scatter(*x[:, lies], s=110, facecolor="none", edgecolor=ORANGE, linewidth=2, zorder=4)
        ax.set(aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1), xlabel="x₁", ylabel="x₂")
        ax.set_title(caption, fontsize=10)
        ax.spines[:].set_visible(True)
    keys = [
        plt.Line2D([], [], marker=marker, linestyle="", color=shade, markeredgecolor="black", label=f"label {label}")
        for label, (shade, marker) in enumerate(zip(shades, markers))
    ]
    ring = {"markerfacecolor": "none", "markeredgecolor": ORANGE, "markersize": 10, "markeredgewidth": 2}
    keys.append(plt.Line2D([], [], marker="o", linestyle="", label="wrong label", **ring))
    fig.legend(handles=keys, loc="outside lower center", ncols=5, frameon=False)
    show(fig, alt)
