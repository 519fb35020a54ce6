"""Networks as nodes and edges, with their numbers."""

import functools

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyArrowPatch, PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from nnlib.plots.base import BLUE, DASHES, GREEN, GREY, ORANGE, PINK, figure, show


def nerve_and_neuron(inputs, weights, bias, output, *, title, alt):
    """Show a nerve cell beside a neuron that decides, with the same four parts numbered in both.

    Parameters
    ----------
    inputs : dict of str to float
        The value of each input by name.
    weights : array, shape (ins,)
    bias : float
    output : str
        The answer, in a few letters.
    title, alt : str

    Raises
    ------
    ValueError
        If there is not one weight for each input, or alt is too short.
    """
    weights, values = np.asarray(weights, dtype=float), np.array([*inputs.values()], dtype=float)
    fig, (nerve, neuron) = figure(title, columns=2, width=10, height=3.75)
    heights = np.linspace(1.3, -1.3, len(inputs))
    draw_nerve_cell(nerve, heights, np.abs(weights * values))
    box = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": BLUE, "linewidth": 2}
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 2}
    centred = {"ha": "center", "va": "center"}
    for name, value, weight, height in zip(inputs, values, weights, heights, strict=True):
        neuron.plot([-2.6, 0], [height, 0], color=GREY, linewidth=1.5, zorder=1)
        neuron.text(-2.6, height, f"{name}\n{value:g}", bbox=box, **centred)
        neuron.text(-1.55, 0.6 * height, f"{weight:.2f}".replace("-", "−"), bbox=paper, **centred)
    neuron.plot([0, 0], [-1.1, 0], color=GREY, linewidth=1.5, zorder=1)
    neuron.text(0, -1.2, f"bias {bias:.2f}".replace("-", "−"), bbox=paper, **centred)
    neuron.annotate("", (1.75, 0), (0, 0), arrowprops={"arrowstyle": "-|>", "color": GREY, "linewidth": 1.5}, zorder=1)
    neuron.text(0, 0, f"z = {weights @ values + bias:.2f}".replace("-", "−"), bbox=box, fontsize=12, **centred)
    neuron.text(2.1, 0, output, bbox=box, fontsize=12, **centred)
    nerve.set_title("a nerve cell")
    neuron.set_title("an artificial neuron")
    borrowed = {
        "1 synapse": (-2.25, 1.55),
        "2 dendrite": (-0.5, 1),
        "3 cell body": (0.25, 0.6),
        "4 axon": (1.25, -0.35),
    }
    ours = {"1 weight": (-1, 1.05), "2 edge in": (-0.1, 0.62), "3 node": (0.45, 0.3), "4 edge out": (1.25, -0.35)}
    for ax, parts in ((nerve, borrowed), (neuron, ours)):
        for part, place in parts.items():
            ax.text(*place, part, ha="center", fontsize=11, color=ORANGE, fontweight="bold")
        ax.set(xlim=(-3.1, 2.6), ylim=(-1.6, 1.8))
        ax.axis("off")
    show(fig, alt)


def draw_nerve_cell(ax, heights, strengths):
    """Draw a nerve cell from left to right: synapses, dendrites, the cell body and the axon.

    Parameters
    ----------
    ax : matplotlib axes
    heights, strengths : arrays, shape (k,)
        Where each dendrite begins, and how large its synapse is.

    Returns
    -------
    None; raises nothing of its own.
    """
    blue = {"color": BLUE, "solid_capstyle": "round"}
    t = np.linspace(0, 1, 40)
    for height, strength in zip(heights, strengths):
        x, y = 1.9 * t - 1.9, height * (1 - t) ** 1.3 + 0.1 * np.sin(9 * t) * (1 - t)
        ax.plot(x, y, linewidth=4, **blue)
        for start, up in ((9, 0.3), (14, -0.28)):  # twigs
            ax.plot([x[start], x[start] - 0.35], [y[start], y[start] + up], linewidth=2, **blue)
        ax.plot([-3, -2.2], [height + 0.1, height], color=GREY, linewidth=2)
        ax.plot(-2.1, height, "o", color=GREY, markersize=6 + 10 * strength / (max(strengths) or 1))
    angle = np.linspace(0, 2 * np.pi, 100)
    radius = 0.5 + 0.05 * np.cos(5 * angle)
    ax.fill(radius * np.cos(angle), radius * np.sin(angle), facecolor="#DCE9F5", edgecolor=BLUE, linewidth=2, zorder=2)
    ax.plot(0, 0, "o", color=BLUE, markersize=11, zorder=3)
    ax.plot([0.5, 1.8], [0, 0], linewidth=4, **blue)
    for end in (0.5, 0, -0.5):
        ax.plot([1.8, 2.3], [0, end], linewidth=2.5, **blue)
        ax.plot(2.3, end, "o", color=BLUE, markersize=7)


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
    fig, ax = figure(title, height=0.95 + 1.1 * max(map(len, values)))
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


def computational_graph(columns, edges, *, title="", values=None, blame=None, rates=None,
                        gradients=None, paths=(), now=(), digits=4, width=10.5, height=3.05):  # fmt: skip
    """Draw a computation from left to right: numbers of the way there above the nodes, of the way back below.

    What is missing from a dictionary is not drawn, so a graph can be filled step by step. All numbers
    are floats, or texts to be printed as they are.

    Parameters
    ----------
    columns : list of lists of str
        The names of the nodes, column by column from the left, each from top to bottom.
    edges : iterable of (str, str)
        Pairs (tail, head) of nodes.
    title : str
    values, blame : dict of str to float or str, optional
        Printed above a node, and below it in a box with an arrowhead to the left.
    rates, gradients : dict of (str, str) to float or str, optional
        Printed on an edge, and in a grey box nearer to its head.
    paths : list of lists of str
        Nodes along the edges that are to be thick, at most four paths, each in a colour and dash style of its own.
    now : (str, str), optional
        An edge that gets an arrow, from its first node to its second: (head, tail) on the way back.
    digits : int
        How many significant digits of each float are printed.
    width, height : float, in inches

    Returns
    -------
    figure, ready for `show`

    Raises
    ------
    KeyError
        If an edge, a path or now uses a node that is in no column.
    """
    edges = list(edges)
    values, blame, rates, gradients = (written(part, digits) for part in (values, blame, rates, gradients))
    fig, ax = figure(title, width=width, height=height)
    fig.set_layout_engine("none")  # one unit is one inch, so that nothing needs to be measured, which is slow
    ax.set_position((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.axis("off")
    place = places_of(columns, edges, width, height)
    draw_edges(ax, place, edges, paths, now)
    tails = [tail for tail, _ in edges]
    on_edges = [(*between(place, edge, 0.3 if tails.count(edge[0]) > 1 else 0.5), rates[edge]) for edge in rates]
    write(ax, on_edges, box={"facecolor": "white", "edgecolor": "none"})
    at_heads = [(*between(place, edge, 0.66), gradients[edge]) for edge in gradients]
    write(ax, at_heads, box={"facecolor": "0.88", "edgecolor": GREY, "linewidth": 0.6})
    nodes = [(*place[node], node) for node in place]
    edge, line = zip(*[(PINK, 3) if node in now[1:] else ("black", 1.3) for node in place])
    write(ax, nodes, size=12, pad=0.09, box={"facecolor": "white", "edgecolor": edge, "linewidth": line})
    write(ax, [(place[node][0], place[node][1] + 0.3, values[node]) for node in values], color=BLUE)
    below = [(place[node][0], place[node][1] - 0.32, f"◂ {blame[node]}") for node in blame]
    frame = {"facecolor": "white", "edgecolor": ORANGE, "linewidth": 1}
    write(ax, below, box=frame, color=ORANGE, style="italic")
    return fig


def written(numbers, digits):
    """Return numbers as the texts that are printed, with a proper minus sign; texts remain as they are.

    Parameters
    ----------
    numbers : dict of float or str, or None
    digits : int
        How many significant digits.

    Returns
    -------
    dict of str, with the same keys; raises nothing.
    """
    rounded = {key: one if isinstance(one, str) else f"{one:.{digits}g}" for key, one in (numbers or {}).items()}
    return {key: text.replace("-", "−") for key, text in rounded.items()}


def places_of(columns, edges, width, height):
    """Return where the nodes of a graph stand: rows at equal distances, more room where edges cross.

    Parameters
    ----------
    columns : list of lists of str
    edges : iterable of (str, str)
    width, height : float, in inches

    Returns
    -------
    dict of str to (float, float), in inches from the lower left corner; raises nothing.
    """
    at, gaps, place = [0.0], max(map(len, columns)) - 1 or 1, {}
    for column, following in zip(columns, columns[1:]):
        crossing = sum(tail in column and head in following for tail, head in edges) > max(len(column), len(following))
        at.append(at[-1] + (1.9 if crossing else 1.15))
    scale = (width - 1.1) / (at[-1] or 1)
    for x, column in zip(at, columns):
        for row, node in enumerate(column):
            place[node] = (0.55 + scale * x, 0.55 + (height - 1.05) * (0.5 + ((len(column) - 1) / 2 - row) / gaps))
    return place


def between(place, edge, share):
    """Return the point at a share of the way along an edge.

    Parameters
    ----------
    place : dict of str to (float, float)
    edge : (str, str)
    share : float
        0 at the first node, 1 at the second.

    Returns
    -------
    (float, float); raises KeyError for an unknown node.
    """
    (x, y), (to_x, to_y) = place[edge[0]], place[edge[1]]
    return x + share * (to_x - x), y + share * (to_y - y)


def draw_edges(ax, place, edges, paths, now):
    """Draw thin lines for edges, thick ones along paths, and an arrow along one edge.

    Parameters
    ----------
    ax : matplotlib axes
    place : dict of str to (float, float)
    edges : iterable of (str, str)
    paths : list of lists of str
    now : (str, str), or empty

    Returns
    -------
    None; raises KeyError for an unknown node.
    """
    lines = [(place[tail], place[head]) for tail, head in edges]
    ax.add_collection(LineCollection(lines, color="0.6", linewidth=1, zorder=1))
    for path, colour, dash in zip(paths, (BLUE, ORANGE, GREEN, PINK), DASHES):
        ax.plot(*zip(*[place[node] for node in path]), color=colour, linestyle=dash, linewidth=4, zorder=2)
    if now:
        ends = between(place, now, 0.14), between(place, now, 0.86)
        ax.add_patch(FancyArrowPatch(*ends, arrowstyle="simple", mutation_scale=22, color=PINK, zorder=2))


def write(ax, entries, *, size=10, pad=0.045, box=None, color="black", style="normal"):
    """Write texts around their centres, with a box around each: one artist for all texts and one for all boxes.

    As a text of its own each would take longer than all do now. Their label tells what was written.

    Parameters
    ----------
    ax : matplotlib axes
        Its unit is one inch.
    entries : list of (x, y, text), of (float, float, str)
    size : float, in points
    pad : float, in inches
        The room between text and box.
    box : dict, optional
        How the boxes look, for ``PolyCollection``.
    color, style : str
        Of the texts; the style is normal or italic.

    Returns
    -------
    None; raises nothing.
    """
    if not entries:
        return
    inch, high = size / 72, 0.6 * size / 72 + pad
    outlines = [outline(text, style) for _, _, text in entries]
    if box:
        wide = [width * inch / 2 + pad for _, _, width in outlines]
        corners = [
            [(x - w, y - high), (x + w, y - high), (x + w, y + high), (x - w, y + high)]
            for (x, y, _), w in zip(entries, wide)
        ]
        ax.add_collection(PolyCollection(corners, zorder=3, **box))
    vertices = [(x, y) + inch * points for (x, y, _), (points, _, _) in zip(entries, outlines)]
    path = Path(np.concatenate(vertices), np.concatenate([codes for _, codes, _ in outlines]))
    label = "\n".join(text for _, _, text in entries)
    ax.add_artist(PathPatch(path, facecolor=color, linewidth=0, zorder=4, label=label))


def outline(text, style):
    """Return the outline of a text of size 1, centred on the origin.

    Parameters
    ----------
    text, style : str

    Returns
    -------
    arrays of shape (k, 2) and (k,), points and codes of a path; and the width, a float. Raises nothing.
    """
    letters = [letter_outline(letter, style) for letter in text]
    ends = np.cumsum([width for _, _, width in letters])
    points = [part + (end - width - ends[-1] / 2, -0.36) for (part, _, width), end in zip(letters, ends)]
    return np.concatenate(points), np.concatenate([codes for _, codes, _ in letters]), ends[-1]


@functools.cache
def letter_outline(letter, style):
    """Return the outline of one letter of size 1 that begins at the origin, and how far to the next one.

    Parameters
    ----------
    letter, style : str

    Returns
    -------
    arrays of shape (k, 2) and (k,), and a float. Raises nothing.
    """
    font = FontProperties(style=style)
    between, without = (TextPath((0, 0), text, 1, font).get_extents().width for text in (f"|{letter}|", "||"))
    if letter == " ":
        return np.empty((0, 2)), np.empty(0, Path.code_type), between - without
    path = TextPath((0, 0), letter, 1, font)
    return path.vertices, path.codes, between - without


def four_nands(answers, *, title, alt):
    """Show four NAND gates wired to XOR, each with its weights, its bias, and its answers for the four corners.

    Parameters
    ----------
    answers : dict of str to array, shape (4,)
        For the nodes a, b (the inputs), n, p, q and out.
    title, alt : str

    Raises
    ------
    KeyError
        If a node is missing.
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title, width=8.4, height=3.95)
    places = {"a": (0, 1), "b": (0, -1), "n": (1.1, 0), "p": (2.3, 1), "q": (2.3, -1), "out": (3.4, 0)}
    for tail, head in ("an", "bn", "ap", "np", "nq", "bq", ("p", "out"), ("q", "out")):
        start, way = np.array(places[tail], dtype=float), np.subtract(places[head], places[tail])
        arrow = {"arrowstyle": "-|>", "color": GREY, "linewidth": 1.4, "shrinkA": 28, "shrinkB": 33}
        ax.annotate("", start + way, start, arrowprops=arrow, zorder=1)
        ax.text(*(start + 0.5 * way), "−2", ha="center", va="center", fontsize=10, zorder=2,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.2})  # fmt: skip
    for node, place in places.items():
        gate = node not in "ab"
        text = f"{node}\nNAND\nbias 3" if gate else node
        box = {"boxstyle": "circle,pad=0.35" if gate else "square,pad=0.5", "facecolor": "white"}
        box |= {"edgecolor": BLUE, "linewidth": 2}
        ax.text(*place, text, ha="center", va="center", fontsize=9.5, bbox=box, zorder=3)
        row = " ".join(str(answer) for answer in answers[node])
        ax.annotate(row, place, xytext=(0, -35 if gate else -24), textcoords="offset points", ha="center", va="top",
                    color=ORANGE, fontweight="bold", zorder=4)  # fmt: skip
    ax.set(xlim=(-0.4, 3.8), ylim=(-1.65, 1.45))
    ax.axis("off")
    show(fig, alt)
