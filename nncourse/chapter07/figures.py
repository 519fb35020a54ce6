"""Chapter 07 · Backprop: the eight weights as a graph, a product's shapes, regions that form."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import BLUE, CENTRED, ORANGE, YES, figure, legend_below, minus, show
from nncourse.plots.graphs import computational_graph, places_of, write
from nncourse.plots.plane import answer_key, draw_examples, draw_yes, example_keys

COLUMNS = [["x1", "x2"], ["z_h1", "z_h2"], ["h1", "h2"], ["z_o1", "z_o2"], ["o1", "o2"], ["e1", "e2"], ["L"]]
WEIGHTS = {  # which weight an edge carries: layer, row, column
    ("x1", "z_h1"): (0, 0, 0), ("x2", "z_h1"): (0, 0, 1), ("x1", "z_h2"): (0, 1, 0), ("x2", "z_h2"): (0, 1, 1),
    ("h1", "z_o1"): (1, 0, 0), ("h2", "z_o1"): (1, 0, 1), ("h1", "z_o2"): (1, 1, 0), ("h2", "z_o2"): (1, 1, 1),
}  # fmt: skip
EDGES = [
    *[*WEIGHTS][:4], ("z_h1", "h1"), ("z_h2", "h2"),
    *[*WEIGHTS][4:], ("z_o1", "o1"), ("z_o2", "o2"), ("o1", "e1"), ("o2", "e2"), ("e1", "L"), ("e2", "L"),
]  # fmt: skip


def values_of_nodes(net, x, targets):
    """Return the value of each node of the graph of a 2-2-2 network, a dict of float, after a forward pass of net."""
    misses = net.forward_pass(x) - targets
    hidden, output = net.layers
    columns = [x, hidden.W @ x + hidden.b, hidden.a, output.W @ hidden.a + output.b, output.a, misses**2 / 2]
    values = {"L": float(np.sum(misses**2) / 2)}
    for names, column in zip(COLUMNS, columns):
        values |= {name: float(value) for name, value in zip(names, column[:, 0])}
    return values


def factors_of_edges(net, values, targets):
    """Return the factor of each edge, a dict of float: a weight, the slope of a sigmoid, a miss, or 1."""
    factors = {edge: float(net.layers[layer].W[row, column]) for edge, (layer, row, column) in WEIGHTS.items()}
    for neuron in ("h1", "h2", "o1", "o2"):
        factors[f"z_{neuron}", neuron] = values[neuron] * (1 - values[neuron])
    for output, part, target in zip(("o1", "o2"), ("e1", "e2"), targets[:, 0]):
        factors[output, part] = values[output] - float(target)
        factors[part, "L"] = 1.0
    return factors


def gradients_of_nodes(factors):
    """Return the gradient of each node, a dict of float, by the factors of the edges that leave it."""
    found = {"L": 1.0}
    for column in COLUMNS[-2::-1]:
        for node in column:
            found[node] = sum(factor * found[head] for (tail, head), factor in factors.items() if tail == node)
    return found


def routes(node):
    """Return all routes from a node of the graph to the loss: each a list of str."""
    found = []
    for tail, head in EDGES:
        if tail == node:
            found += [[node, *rest] for rest in routes(head)]
    return found or [[node]]


def blame_drawing(net, x, targets, *, title, alt, parts=("values", "factors", "blame", "gradients"), digits=4):
    """Show a 2-2-2 network of sigmoids with its squared error as a graph of 13 nodes and 16 edges.

    The parts are what to write: the values above the nodes, the factors on the edges, the nodes' gradients (the part
    "blame") below them, the weights' gradients in grey boxes. The digits, an int, are the significant ones.
    """
    values = values_of_nodes(net, x, targets)
    factors = factors_of_edges(net, values, targets)
    of_nodes = gradients_of_nodes(factors)
    gradients = {(tail, head): values[tail] * of_nodes[head] for tail, head in WEIGHTS}
    all_parts = {"values": values, "factors": factors, "blame": of_nodes, "gradients": gradients}
    chosen = {name: all_parts[name] for name in parts}
    show(computational_graph(COLUMNS, EDGES, title=title, digits=digits, **chosen), alt)


def nudge_drawing(net, x, targets, *, nudge, title, alt):
    """Show how far each node of a 2-2-2 network moves when W1[0, 0] is raised by a nudge; net stays as it is."""
    before = values_of_nodes(net, x, targets)
    kept = net.layers[0].W[0, 0]
    net.layers[0].W[0, 0] = kept + nudge
    after = values_of_nodes(net, x, targets)
    net.layers[0].W[0, 0] = kept
    moves = {node: after[node] - before[node] for node in before if after[node] != before[node]}
    there, other = routes("z_h1")
    both = ["x1", *there, *other[-2:1:-1], "h1"]  # one line: to the loss by one route, back to h1 by the other
    fig = computational_graph(COLUMNS, EDGES, title=title, paths=[both])
    width, height = fig.get_size_inches()
    place = places_of(COLUMNS, EDGES, width, height)
    above = [(place[node][0], place[node][1] + 0.34, minus(f"{move:+.6f}")) for node, move in moves.items()]
    write(fig.axes[0], above, color=BLUE, box={"facecolor": "white", "edgecolor": "none"})
    show(fig, alt)


def matrix_product(result, left, right, *, title, alt):
    """Show the shapes of ``left @ right`` and their result, each (name, array); a row and a column are marked."""
    shapes = [np.shape(matrix) for _, matrix in (result, left, right)]
    fig, ax = figure(title, width=8.5, height=0.7 + 0.42 * max(rows for rows, _ in shapes))
    at = 0.0
    marks = ((1, 1), (1, None), (None, 1))  # how many rows and columns are hatched, from the top and from the left
    for (name, _), (rows, columns), (down, across), sign in zip((result, left, right), shapes, marks, ("=", "@", "")):
        marked = np.zeros((rows, columns), dtype=bool)
        marked[:down, :across] = True
        for (i, j), is_marked in np.ndenumerate(marked):
            look = (
                {"facecolor": YES["facecolor"], "hatch": "///", "edgecolor": ORANGE} if is_marked else {"fill": False}
            )
            ax.add_patch(Rectangle((at + j, -i - 1), 1, 1, linewidth=0, **look))
            ax.add_patch(Rectangle((at + j, -i - 1), 1, 1, fill=False, edgecolor="black", linewidth=1))
        ax.text(at + columns / 2, 0.35, f"{name}  ({rows}, {columns})", ha="center", fontsize=12)
        ax.text(at + columns + 0.95, -1, sign, fontsize=16, **CENTRED)
        at += columns + 1.9
    ax.set(xlim=(-0.3, at - 1.6), ylim=(-max(rows for rows, _ in shapes) - 0.2, 1.1), aspect="equal")
    ax.axis("off")
    show(fig, alt)


def decision_regions(logits, captions, x, labels, *, low, high, title, alt, columns=5):
    """Show where a network answers 1 (hatched) and where 0, panel after panel, with examples x and their labels on top.

    For each panel the logits are an array of numbers at the points of ``square_grid(low, high)``, above 0 for answer 1.
    """
    lines = -(-len(logits) // columns)
    fig, axes = figure(title, rows=lines, columns=columns, width=2.05 * columns, height=0.6 + 2.5 * lines)
    side = np.linspace(low, high, round(len(logits[0]) ** 0.5))
    few = x.shape[1] < 20
    for ax in np.ravel(axes)[len(logits) :]:
        ax.axis("off")
    for ax, z, caption in zip(np.ravel(axes)[: len(logits)], logits, captions, strict=True):
        z = z.reshape(len(side), len(side))
        draw_yes(ax, side, side, z)
        if z.min() < 0 < z.max():
            ax.contour(side, side, z, levels=[0], colors=[BLUE], linewidths=2.2, zorder=2)
        draw_examples(ax, x, labels, s=60 if few else 11, linewidth=1.5 if few else 0.5)
        ax.set(xlim=(low, high), ylim=(low, high), aspect="equal", xticks=(), yticks=())
        ax.set_title(caption, fontsize=10)
        ax.spines[:].set_visible(True)
    legend_below(fig, [*example_keys(("label 0", "label 1")), answer_key()], fontsize=10)
    show(fig, alt)
