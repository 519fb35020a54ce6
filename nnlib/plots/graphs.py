"""Networks as nodes and edges, with their numbers."""

import numpy as np

from nnlib.plots.base import BLUE, DASHES, GREEN, GREY, ORANGE, PINK, figure, show


def network_graph(values, weights, *, title, alt, decimals=3):
    """Show a small network as nodes that hold their values, joined by edges that carry their weights.

    Parameters
    ----------
    values : list of arrays, shapes (ins,), (outs,), …
        One array per column of nodes, the inputs first.
    weights : list of arrays, shape (outs, ins)
        One matrix per gap between two columns.
    title, alt : str
    decimals : int

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title, height=1.2 + 1.1 * max(map(len, values)))
    heights = [[(len(column) - 1) / 2 - j for j in range(len(column))] for column in values]
    for left, W in enumerate(weights):
        for j, i in np.ndindex(np.shape(W)):
            start, end = heights[left][i], heights[left + 1][j]
            ax.plot([left, left + 1], [start, end], color=GREY, linewidth=1.2, zorder=1)
            at = 0.3 if (i + j) % 2 else 0.42
            height = start + at * (end - start)
            label = ax.text(left + at, height, f"{W[j][i]:.2f}", ha="center", va="center", fontsize=10)
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.5})
    for column, entries in enumerate(values):
        for height, value in zip(heights[column], entries):
            box = {"boxstyle": "round,pad=0.55", "facecolor": "white", "edgecolor": BLUE, "linewidth": 2}
            ax.text(column, height, f"{value:.{decimals}f}", ha="center", va="center", fontsize=12, bbox=box)
        name = "inputs" if column == 0 else "outputs" if column == len(values) - 1 else f"after layer {column}"
        ax.text(column, max(map(len, values)) / 2 + 0.2, name, ha="center", fontsize=11, color=GREY)
    half = max(map(len, values)) / 2
    ax.set(xlim=(-0.35, len(values) - 0.65), ylim=(-half, half + 0.5))
    ax.axis("off")
    show(fig, alt)


def computational_graph(columns, edges, *, title="", names=None, values=None, blame=None, rates=None,
                        gradients=None, paths=(), digits=4, width=10.5, height=4.2):  # fmt: skip
    """Draw a computation from left to right: numbers of the way there above the nodes, of the way back below.

    What is missing from a dictionary is not drawn, so a graph can be filled step by step.

    Parameters
    ----------
    columns : list of lists of str
        The nodes, column by column from the left, each from top to bottom.
    edges : iterable of (str, str)
        Pairs (tail, head) of nodes.
    title : str
    names : dict of str to str, optional
        What stands inside a node; its key otherwise.
    values, blame : dict of str to float, optional
        Printed above a node, and below it in a box with an arrowhead to the left.
    rates, gradients : dict of (str, str) to float, optional
        Printed on an edge, and in a grey box nearer to its head.
    paths : list of lists of str
        Nodes along the edges that are to be thick, at most four paths, each in a colour and dash style of its own.
    digits : int
        How many significant digits of each number are printed.
    width, height : float, in inches

    Returns
    -------
    figure, ready for `show`

    Raises
    ------
    KeyError
        If an edge or a path uses a node that is in no column.
    """
    names, values, blame, rates, gradients = (part or {} for part in (names, values, blame, rates, gradients))
    edges = list(edges)
    fig, ax = figure(title, width=width, height=height)
    tallest = max(map(len, columns))
    place, at = {}, 0.0
    for column, following in zip(columns, [*columns[1:], []]):
        place.update({node: (at, (len(column) - 1) / 2 - row) for row, node in enumerate(column)})
        crossing = sum(tail in column and head in following for tail, head in edges) > max(len(column), len(following))
        at += 1.9 if crossing else 1.15

    def write(position, number, up=0, sign="", **style):
        text = f"{sign}{number:.{digits}g}".replace("-", "−")
        ax.annotate(text, position, (0, up), textcoords="offset points", ha="center", fontsize=10, zorder=4, **style)

    for tail, head in edges:
        start, way = np.array(place[tail]), np.subtract(place[head], place[tail])
        ax.plot(*zip(start, start + way), color="0.6", linewidth=1, zorder=1)
        if (tail, head) in rates:
            near = 0.3 if (tail, head) in gradients else 0.5
            paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
            write(start + near * way, rates[tail, head], va="center", bbox=paper)
        if (tail, head) in gradients:
            grey = {"facecolor": "0.88", "edgecolor": GREY, "linewidth": 0.6, "pad": 2}
            write(start + 0.66 * way, gradients[tail, head], va="center", bbox=grey)
    for path, colour, dash in zip(paths, (BLUE, ORANGE, GREEN, PINK), DASHES):
        for tail, head in zip(path, path[1:]):
            ax.plot(*zip(place[tail], place[head]), color=colour, linestyle=dash, linewidth=4, zorder=2)
    for node, position in place.items():
        box = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": "black", "linewidth": 1.3}
        ax.text(*position, names.get(node, node), ha="center", va="center", fontsize=12, bbox=box, zorder=3)
        if node in values:
            write(position, values[node], up=16, va="bottom", color=BLUE)
        if node in blame:
            frame = {"facecolor": "white", "edgecolor": ORANGE, "linewidth": 1, "pad": 2}
            write(position, blame[node], up=-19, sign="◂ ", va="top", color=ORANGE, style="italic", bbox=frame)
    ax.set(xlim=(-0.35, at - 0.8), ylim=(0.2 - tallest / 2, tallest / 2 - 0.2))
    ax.axis("off")
    return fig
