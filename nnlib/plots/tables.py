"""Tables whose cells are coloured by their numbers."""

import functools

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from nnlib.plots.base import BLUE, GREY, ORANGE, SIGNED, figure, show


def signed_tables(tables, *, title, alt, xlabel, ylabel):
    """Show small tables of signed numbers side by side, each number printed on a cell of its colour.

    Parameters
    ----------
    tables : dict of str to array, shape (rows, columns)
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If a table does not have two dimensions, or alt is too short.
    """
    fig, axes = figure(title, columns=len(tables), height=3.15)
    limit = max(np.abs(table).max() for table in tables.values()) * 1.6 or 1
    for ax, (name, table) in zip(np.ravel(axes), tables.items(), strict=True):
        rows, columns = np.shape(table)
        ax.imshow(table, cmap=SIGNED, vmin=-limit, vmax=limit)
        for (i, j), value in np.ndenumerate(table):
            ax.text(j, i, "0" if abs(value) < 5e-4 else f"{value:+.3f}", ha="center", va="center", fontsize=11)
        ax.set(title=name, xlabel=xlabel, ylabel=ylabel, xticks=range(columns), yticks=range(rows))
        ax.spines[:].set_visible(False)
        ax.tick_params(length=0)
    show(fig, alt)


def confusions(counts, *, title, alt):
    """Show how often each label was answered by each other one; right answers are left grey.

    Parameters
    ----------
    counts : integer array, shape (k, k)
        Row: the label. Column: the answer.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    wrong = np.ma.masked_array(counts, np.eye(len(counts), dtype=bool))
    fig, ax = figure(title, width=5.6, height=4.75)
    ax.set_facecolor("lightgrey")
    ax.imshow(wrong, cmap="Blues", vmin=0)
    for label, answer in np.argwhere(wrong.filled(0)):
        count = counts[label, answer]
        shade = "white" if count > 0.6 * wrong.max() else "black"
        ax.text(answer, label, str(count), ha="center", va="center", color=shade)
    ax.set(xlabel="answer of the network", ylabel="label", xticks=range(len(counts)), yticks=range(len(counts)))
    show(fig, alt)


@functools.cache
def outline(text, size):
    """Return the corners and codes of a text's outline, centred on the origin and upside down as arrays are drawn.

    Parameters
    ----------
    text : str
    size : float
        Height of the font, as a share of a square.

    Returns
    -------
    arrays of shape (k, 2) and (k,). Raises nothing.
    """
    path = TextPath((0, 0), text, size=size)
    box = path.get_extents()
    return (path.vertices - [(box.x0 + box.x1) / 2, 0.36 * size]) * [1, -1], path.codes


def boxed_numbers(ax, grids, *, size):
    """Draw arrays as grids of squares of side 1, with their numbers.

    All numbers together are one outline: as a text of its own each would take longer than all do now.

    Parameters
    ----------
    ax : matplotlib axes, with y downwards
    grids : list of (array of two dimensions, left, top)
    size : float
        Height of the font, as a share of a square.

    Returns
    -------
    None. Raises ValueError if an array does not have two dimensions.
    """
    vertices, codes = [], []
    for grid, left, top in grids:
        limit = 3 * np.abs(grid).max() or 1  # pale, so that the numbers can be read
        edges = [np.arange(size + 1) for size in np.shape(grid)[::-1]]
        look = {"cmap": SIGNED, "vmin": -limit, "vmax": limit, "edgecolor": GREY, "linewidth": 0.5}
        ax.pcolormesh(edges[0] + left, edges[1] + top, grid, **look)
        for (i, j), value in np.ndenumerate(grid):
            corners, code = outline(f"{value:g}".replace("-", "−"), size)
            vertices.append(corners + [left + j + 0.5, top + i + 0.5])
            codes.append(code)
    numbers = Path(np.concatenate(vertices), np.concatenate(codes))
    ax.add_artist(PathPatch(numbers, color="black", linewidth=0, zorder=3))


def framed(ax, left, top, width, height, colour, dash="-"):
    """Draw a thick frame around squares that `boxed_numbers` drew.

    Parameters
    ----------
    ax : matplotlib axes
    left, top, width, height : int or float, in squares
    colour, dash : str

    Returns
    -------
    None; raises nothing of its own.
    """
    look = {"fill": False, "edgecolor": colour, "linestyle": dash, "linewidth": 2.5, "clip_on": False}
    ax.add_artist(plt.Rectangle((left, top), width, height, zorder=4, **look))


def number_grids(grids, *, rows=None, columns=None, row=None, column=None, title, alt):
    """Show small arrays side by side as grids of equal squares with their numbers.

    Parameters
    ----------
    grids : dict of str to array, all of the same shape (rows, columns)
    rows, columns : list of str, optional
        What each row and each column stands for; without them they are numbered.
    row, column : int, optional
        A row to be framed, and a column to be framed with dashes.
    title, alt : str

    Raises
    ------
    ValueError
        If an array does not have two dimensions, or alt is too short.
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
    """Draw ``z = W @ x + b`` to scale: z lies where the rows of W, on its left, cross the columns of x above it.

    Parameters
    ----------
    W : array, shape (outs, ins)
    x : array, shape (ins, n); a wrong shape is drawn as it is, with one dimension as a column
    b : array, shape (outs, 1), drawn on the left of z; or (outs,), drawn above z, since NumPy takes it for a row
    z : array of two dimensions; or None, if NumPy refused
    row, column : int
        The row of W, solid, and the column of x, dashed, that are framed, and the entry of z where they cross;
        a column that x does not have is left out.
    right : array, optional
        What z should be; the numbers that differ are hatched, if the shape is right.
    title : str

    Returns
    -------
    figure, for `show`. Raises ValueError if W does not have two dimensions.
    """
    (outs, ins), ins_of_x = W.shape, len(x)
    left, top = ins + 3.8, ins_of_x + (3.8 if b.ndim == 1 else 1.4)  # of z
    places = {"W": (W, 0, top), "x": (x.reshape(ins_of_x, -1), left, 0)}
    places["b"] = (b, ins + 1.4, top) if b.ndim == 2 else (b.reshape(1, -1), left, top - 2.4)
    if z is not None:
        places["z"] = (z, left, top)
    right_end = max(at + grid.shape[1] for grid, at, _ in places.values())
    width, height = max(right_end + 1.5, 20), top + outs + 2.6  # in squares, of 0.3 inches each
    fig = plt.figure(figsize=(0.3 * width, 0.3 * height))
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
        corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
        squares = [Path(corners + [left + j, top + i], closed=True) for i, j in np.argwhere(z != right)]
        wrong = Path.make_compound_path(*squares)
        ax.add_artist(PathPatch(wrong, fill=False, hatch="////", edgecolor="#AAAAAA", linewidth=0, zorder=2))
    return fig


def matrix_product(result, left, right, *, title, alt):
    """Show the shapes of a matrix product as grids of cells, with one row and one column that meet marked.

    Parameters
    ----------
    result, left, right : (name, array)
        ``result`` has the shape of ``left @ right``; of the arrays only the shapes are shown.
    title, alt : str

    Raises
    ------
    ValueError
        If the shapes do not fit, or alt is too short.
    """
    shapes = [np.shape(matrix) for _, matrix in (result, left, right)]
    if shapes[0] != (shapes[1][0], shapes[2][1]) or shapes[1][1] != shapes[2][0]:
        raise ValueError(f"{shapes[1]} @ {shapes[2]} does not give {shapes[0]}")
    fig, ax = figure(title, width=8.5, height=0.7 + 0.42 * max(rows for rows, _ in shapes))
    at = 0.0
    marks = ((slice(1), slice(1)), (slice(1), slice(None)), (slice(None), slice(1)))
    for (name, _), (rows, columns), mark, sign in zip((result, left, right), shapes, marks, ("=", "@", "")):
        marked = np.zeros((rows, columns), dtype=bool)
        marked[mark] = True
        for (i, j), hatched in np.ndenumerate(marked):
            look = {"facecolor": "#FDEFE3", "hatch": "///", "edgecolor": ORANGE} if hatched else {"facecolor": "white"}
            ax.add_patch(plt.Rectangle((at + j, -i - 1), 1, 1, linewidth=0, **look))
            ax.add_patch(plt.Rectangle((at + j, -i - 1), 1, 1, fill=False, edgecolor="black", linewidth=1))
        ax.text(at + columns / 2, 0.35, f"{name}  ({rows}, {columns})", ha="center", fontsize=12)
        ax.text(at + columns + 0.95, -1, sign, ha="center", va="center", fontsize=16)
        at += columns + 1.9
    ax.set(xlim=(-0.3, at - 1.6), ylim=(-max(rows for rows, _ in shapes) - 0.2, 1.1), aspect="equal")
    ax.axis("off")
    show(fig, alt)


def shares_table(shares, *, title, alt, xlabel, ylabel):
    """Show a square table of shares in percent, the darker the larger; the diagonal is left grey.

    Parameters
    ----------
    shares : array, shape (k, k)
        Numbers from 0 to 1.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If the table is not square, or alt is too short.
    """
    if np.ndim(shares) != 2 or len(shares) != len(shares[0]):
        raise ValueError(f"a square table is needed, not one of shape {np.shape(shares)}")
    percents = np.ma.masked_array(100 * shares, np.eye(len(shares), dtype=bool))
    fig, ax = figure(title, width=6.2, height=4.75)
    ax.set_facecolor("lightgrey")
    ax.imshow(percents, cmap="Blues", vmin=0, vmax=1.25 * percents.max())
    for (row, column), percent in np.ndenumerate(100 * np.asarray(shares)):
        if row != column:
            shade = "white" if percent > 0.75 * percents.max() else "black"
            ax.text(column, row, f"{percent:.1f}", ha="center", va="center", color=shade, fontsize=9)
    ax.set(xlabel=xlabel, ylabel=ylabel, xticks=range(len(shares)), yticks=range(len(shares)))
    show(fig, alt)
