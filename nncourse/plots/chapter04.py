"""Chapter 04 · Layers: matrices drawn to scale, and what a second layer sees."""

import numpy as np
from matplotlib.figure import Figure

from nncourse.plots.base import BLUE, CENTRED, COLOURS, DASHES, GREY, ORANGE, figure, show
from nncourse.plots.plane import draw_line, neuron_in_plane
from nncourse.plots.tables import boxed_numbers, framed, hatched


def number_grids(grids, *, rows=None, columns=None, row=None, column=None, title, alt):
    """Show arrays of one shape side by side as grids of numbers, their rows and columns named or numbered.

    A row is framed, and a column with dashes, if their numbers are given.
    """
    height, width = np.shape(next(iter(grids.values())))
    inches = (0.65 * width + (0.8 if rows is None else 2.0)) * len(grids)
    fig, axes = figure(title, columns=len(grids), width=max(inches, 5.5), height=0.65 * height + 1.05)
    for ax, (name, grid) in zip(np.ravel(axes), grids.items()):
        ax.set(title=name, aspect="equal", xlim=(-0.05, width + 0.05), ylim=(height + 0.05, -0.05))
        boxed_numbers(ax, [(np.asarray(grid), 0, 0)], size=0.3)
        if row is not None:
            framed(ax, 0, row, width, 1, BLUE)
        if column is not None:
            framed(ax, column, 0, 1, height, ORANGE, "--")
        ax.set_xticks(np.arange(width) + 0.5, columns or range(width))
        ax.set_yticks(np.arange(height) + 0.5, rows or range(height))
        ax.set(xlabel="" if columns else "column", ylabel="" if rows else "row")
        ax.spines[:].set_visible(False)
        ax.tick_params(length=0)
    show(fig, alt)


def product_to_scale(W, x, b, z, *, row, column, right=None, title):
    """Return a figure of ``z = W @ x + b`` to scale: z lies where the rows of W, on its left, cross the columns of x.

    W has two dimensions; x and b may have a wrong shape and are drawn as they are, a flat x as a column, a flat b as a
    row above z. z is None if NumPy refused. A row of W, a column of x and where they cross are framed; a column that x
    does not have is left out. Where z differs from what is right, of its shape, it is hatched.
    """
    (outs, ins), ins_of_x = W.shape, len(x)
    left, top = ins + 3.8, ins_of_x + (3.8 if b.ndim == 1 else 1.4)  # of z
    places = {"W": (W, 0, top), "x": (x.reshape(ins_of_x, -1), left, 0)}
    places["b"] = (b, ins + 1.4, top) if b.ndim == 2 else (b.reshape(1, -1), left, top - 2.4)
    if z is not None:
        places["z"] = (z, left, top)
    right_end = max(at + grid.shape[1] for grid, at, _ in places.values())
    width, height = max(right_end + 1.5, 20), top + outs + 2.6  # in squares, of 0.3 inches each
    fig = Figure(figsize=(0.3 * width, 0.3 * height))
    fig.set_label(title)
    ax = fig.add_axes((0, 0, 1, 1))
    margin = (width - right_end) / 2
    ax.set(xlim=(-margin, width - margin), ylim=(height - 0.3, -0.3))
    ax.set_axis_off()
    boxed_numbers(ax, places.values(), size=0.42)

    for name, array in {"W": W, "x": x, "b": b, "z": z}.items():
        if array is None:
            ax.text(left + 0.2, top + outs / 2, "no z", va="center", color=ORANGE, fontweight="bold")
            continue
        grid, grid_left, grid_top = places[name]
        if grid_top < top:
            ax.text(grid_left - 0.4, grid_top + len(grid) / 2, f"{name} {array.shape}", ha="right", va="center")
        else:
            below = (grid_left + grid.shape[1] / 2, grid_top + len(grid) + 0.3)
            ax.text(*below, f"{name}\n{array.shape}", ha="center", va="top")

    framed(ax, 0, top + row, ins, 1, BLUE)
    if column < places["x"][0].shape[1]:
        framed(ax, left + column, 0, 1, ins_of_x, ORANGE, "--")
    if z is None:
        return fig
    framed(ax, left + column, top + row, 1, 1, "black")
    if right is not None and right.shape == z.shape and (z != right).any():
        hatched(ax, [(left + j, top + i) for i, j in np.argwhere(z != right)])
    return fig


def rulers(acts, first, second, *, title, alt):
    """Show where a layer lays a strip of paper, by its activation functions, and how one neuron cuts it.

    The strip has mark 0 at the corner 00, mark 1, which has target 1, in the middle, and mark 2 at 11. First and second
    are pairs of W and b, of the layer and of the neuron; acts map str to activation functions.
    """
    strip = np.linspace([0, 0], [1, 1], 201).T
    marks = [0, 100, 200]
    fig, axes = figure(title, columns=len(acts), width=2.6 * len(acts), height=2.95)
    for ax, (name, act) in zip(np.ravel(axes), acts.items(), strict=True):
        points = act(first[0] @ strip + first[1])
        room = 0.2 * np.ptp(points)
        limits = points.min() - room, points.max() + room
        neuron_in_plane(ax, points[:, marks], np.array([0, 1, 0]), second[0][0], second[1][0, 0], limits=limits)
        ax.plot(*points, ".", color=GREY, markersize=3, zorder=1)
        for mark, place in enumerate(points[:, marks].T):
            ax.annotate(mark, place, xytext=(7, 5), textcoords="offset points", fontweight="bold")
        ax.set(title=name, xlabel="$h_1$", ylabel="$h_2$", xticks=(0, 1), yticks=(0, 1))
        ax.spines[:].set_visible(True)
    show(fig, alt)


def lines_and_winners(x, winners, W, b, *, title, alt):
    """Show the lines of four neurons in the plane, and which of them, the winners, has the largest sum at each x."""
    fig, axes = figure(title, columns=2, width=8.4, height=3.95)
    for ax, name in zip(axes, ("four lines, arrows towards yes", "whose sum is largest")):
        ax.set(title=name, xlim=(-1.3, 1.3), ylim=(-1.3, 1.3), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    looks = zip(COLOURS, DASHES, "os^x", strict=True)
    for j, (row, bias, (colour, dash, marker)) in enumerate(zip(W, np.ravel(b), looks)):
        draw_line(axes[0], row, bias, color=colour, linestyle=dash, linewidth=2)
        start = -bias * row / (row @ row)
        arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 2}
        axes[0].annotate("", start + 0.35 * row / np.linalg.norm(row), start, arrowprops=arrow)
        axes[0].text(*(0.6 * start), f"neuron {j}", **CENTRED)
        axes[1].scatter(*x[:, winners == j], s=14, color=colour, marker=marker)
        box = {"facecolor": "white", "edgecolor": colour, "boxstyle": "round"}
        axes[1].text(*np.sign(row) * 0.55, f"neuron {j}", bbox=box, **CENTRED)
    show(fig, alt)
