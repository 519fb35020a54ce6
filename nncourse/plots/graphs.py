"""Networks and computations as nodes and edges, with their numbers."""

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, PathPatch

from nncourse.plots.base import BLUE, CENTRED, COLOURS, DASHES, GREY, ORANGE, PAPER, PINK, figure, minus, show
from nncourse.plots.letters import outline, outlines

ARROW = {"arrowstyle": "-|>", "mutation_scale": 16, "color": GREY, "linewidth": 1.6}
NODE = {"boxstyle": "round,pad=0.5", "facecolor": "white", "edgecolor": BLUE, "linewidth": 2}


def network_graph(values, weights, *, title, alt, decimals=3, weights_shown=True):
    """Show a small network as nodes that hold their values, joined by edges that carry their weights.

    The values are a list of arrays, one for each column of nodes, written with so many decimals, or none if whole; the
    weights are one of matrices, shape (outs, ins), whose numbers stand there if weights_shown; title and alt are str.
    """
    tallest = max(map(len, values))
    fig, ax = figure(title, height=0.95 + 1.1 * tallest)
    heights = [[(len(column) - 1) / 2 - j for j in range(len(column))] for column in values]
    for left, W in enumerate(weights):
        for j, i in np.ndindex(np.shape(W)):
            start, end = heights[left][i], heights[left + 1][j]
            ax.plot([left, left + 1], [start, end], color=GREY, linewidth=1.2, zorder=1)
            if not weights_shown:
                continue
            at = 0.3 if (i + j) % 2 else 0.42
            ax.text(left + at, start + at * (end - start), f"{W[j][i]:.2f}", fontsize=10, bbox=PAPER, **CENTRED)
    for column, entries in enumerate(values):
        for height, value in zip(heights[column], entries):
            digits = 0 if abs(value - round(value)) < 1e-9 else decimals
            ax.text(column, height, f"{value:.{digits}f}", fontsize=12, bbox=NODE, **CENTRED)
        name = "inputs" if column == 0 else "outputs" if column == len(values) - 1 else f"after layer {column}"
        ax.text(column, tallest / 2 + 0.2, name, ha="center", fontsize=11, color=GREY)
    ax.set(xlim=(-0.35, len(values) - 0.65), ylim=(-tallest / 2, tallest / 2 + 0.5))
    ax.axis("off")
    show(fig, alt)


def computational_graph(columns, edges, *, title="", values=None, grad=None, factors=None, gradients=None,
                        paths=(), now=(), digits=4, width=10.5, height=3.05):  # fmt: skip
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
    values, grad : dict of str to float or str, optional
        Printed above a node, and below it, as its gradient, in a box with an arrowhead to the left.
    factors, gradients : dict of (str, str) to float or str, optional
        Printed on an edge, and, for a weight on it, in a grey box nearer to its head.
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
    """
    edges = list(edges)
    values, grad, factors, gradients = (written(part, digits) for part in (values, grad, factors, gradients))
    fig, ax = figure(title, width=width, height=height)
    fig.set_layout_engine("none")  # one unit is one inch, so that nothing needs to be measured, which is slow
    ax.set_position((0, 0, 1, 1))
    ax.set(xlim=(0, width), ylim=(0, height))
    ax.axis("off")
    place = places_of(columns, edges, width, height)
    draw_edges(ax, place, edges, paths, now)
    tails = [tail for tail, _ in edges]
    on_edges = [(*between(place, edge, 0.3 if tails.count(edge[0]) > 1 else 0.5), factors[edge]) for edge in factors]
    write(ax, on_edges, box={"facecolor": "white", "edgecolor": "none"})
    at_heads = [(*between(place, edge, 0.66), gradients[edge]) for edge in gradients]
    write(ax, at_heads, box={"facecolor": "0.88", "edgecolor": GREY, "linewidth": 0.6})
    nodes = [(*place[node], node) for node in place]
    edge, line = zip(*[(PINK, 3) if node in now[1:] else ("black", 1.3) for node in place])
    write(ax, nodes, size=12, pad=0.09, box={"facecolor": "white", "edgecolor": edge, "linewidth": line})
    write(ax, [(place[node][0], place[node][1] + 0.3, values[node]) for node in values], color=BLUE)
    below = [(place[node][0], place[node][1] - 0.32, f"◂ {grad[node]}") for node in grad]
    frame = {"facecolor": "white", "edgecolor": ORANGE, "linewidth": 1}
    write(ax, below, box=frame, color=ORANGE, style="italic")
    return fig


def written(numbers, digits):
    """Return numbers, a dict of float, with so many significant digits, as str; what is str remains as it is."""
    rounded = {key: one if isinstance(one, str) else f"{one:.{digits}g}" for key, one in (numbers or {}).items()}
    return {key: minus(text) for key, text in rounded.items()}


def places_of(columns, edges, width, height):
    """Return where the nodes of a graph stand, as a dict, in inches of its width and height.

    Rows are at equal distances; between columns, lists of str, there is more room where edges cross.
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
    """Return the point, two float, at a share of the way along an edge, a pair of nodes, by the place of each."""
    (x, y), (to_x, to_y) = place[edge[0]], place[edge[1]]
    return x + share * (to_x - x), y + share * (to_y - y)


def draw_edges(ax, place, edges, paths, now):
    """Draw edges, a list of (str, str), into axes, ax, as thin lines, by the place of each node.

    There are thick lines along paths, lists of nodes, and an arrow along one edge, now.
    """
    lines = [(place[tail], place[head]) for tail, head in edges]
    ax.add_collection(LineCollection(lines, color="0.6", linewidth=1, zorder=1))
    for path, colour, dash in zip(paths, COLOURS, DASHES):
        ax.plot(*zip(*[place[node] for node in path]), color=colour, linestyle=dash, linewidth=4, zorder=2)
    if now:
        ends = between(place, now, 0.14), between(place, now, 0.86)
        ax.add_patch(FancyArrowPatch(*ends, arrowstyle="simple", mutation_scale=22, color=PINK, zorder=2))


def write(ax, entries, *, size=10, pad=0.045, box=None, color="black", style="normal"):
    """Write entries, a list of (x, y, text), into axes, ax, whose unit is an inch, with a box around each.

    One artist for all texts and one for all boxes: as texts of their own they would take much longer. The label of the
    former tells what was written. The box is a dict for ``PolyCollection``, pad the room in it; size, in points, color
    and style are those of the texts.
    """
    if not entries:
        return
    texts, places = [text for _, _, text in entries], [(x, y) for x, y, _ in entries]
    inch, high = size / 72, 0.6 * size / 72 + pad
    if box:
        wide = [outline(text, style)[2] * inch / 2 + pad for text in texts]
        corners = [
            [(x - w, y - high), (x + w, y - high), (x + w, y + high), (x - w, y + high)]
            for (x, y), w in zip(places, wide)
        ]
        ax.add_collection(PolyCollection(corners, zorder=3, **box))
    path = outlines(texts, places, inch, style)
    ax.add_artist(PathPatch(path, facecolor=color, linewidth=0, zorder=4, label="\n".join(texts)))


def gates_to_xor(numbers, answers, *, title, alt, inputs=("a", "b"), marked=None, slopes=None):
    """Show three gates wired to XOR: two read the inputs, and the third, the last of the numbers, reads these two.

    The numbers map each gate to (weight, weight, bias), the answers each node to what it says for the four corners.
    The gate named by marked has a damaged bias. Slopes, as the numbers, come with an arrow the way that lowers the gap.
    """
    first, second, last = numbers
    places = {inputs[0]: (0, 1), inputs[1]: (0, -1), first: (1.5, 1), second: (1.5, -1), last: (3, 0)}
    texts, wires = {}, {}
    for gate, row in numbers.items():
        upper, lower, bias = map(number_and_slope, row, [None] * 3 if slopes is None else slopes[gate])
        texts[gate] = f"{gate}\nbias {bias}"
        above, below = (first, second) if gate == last else inputs
        wires |= {(above, gate): upper, (below, gate): lower}
    fig, ax = figure(title, width=7.6, height=3.95)
    draw_gates(ax, places, wires, texts, answers, marked=marked)
    ax.set(xlim=(-0.4, 3.5), ylim=(-1.65, 1.45))
    show(fig, alt)


LOOP = ("initialize", "predict", "loss", "gradient", "step")


def training_loop(**code):
    """Show how every network learns, as five boxes, of which those with code are lit: initialize, predict, loss, …

    Each keyword is one of the boxes (initialize, predict, loss, gradient, step); its value, a str, is the line of code
    that the lesson writes into it, or two lines, of 22 characters at most. Raises ValueError for another box.
    """
    if unknown := set(code) - set(LOOP):
        raise ValueError(f"the loop has the boxes {', '.join(LOOP)}, but not {', '.join(sorted(unknown))}")
    lit = [name for name in LOOP if name in code]
    fig, ax = figure("How a network learns: the same loop in every chapter", width=10.5, height=2.1)
    for place, name in enumerate(LOOP):
        look = {"facecolor": "#FDEFE3", "edgecolor": ORANGE, "linewidth": 2.5} if name in lit else {"edgecolor": GREY}
        box = {"boxstyle": "round,pad=0.02,rounding_size=0.06", "facecolor": "white"} | look
        ax.add_patch(FancyBboxPatch((place + 0.07, 0.2), 0.76, 0.6, **box))
        height = 0.63 if name in lit else 0.5
        ax.text(place + 0.45, height, name, fontsize=12.5, weight="bold" if name in lit else "normal", **CENTRED)
        ax.text(place + 0.45, 0.38, code.get(name, ""), fontsize=8.5, family="monospace", **CENTRED)
        if place:
            ax.add_patch(FancyArrowPatch((place - 0.15, 0.5), (place + 0.05, 0.5), **ARROW))
    back = {"connectionstyle": "arc,angleA=-90,angleB=-90,armA=30,armB=30,rad=12"}
    ax.add_patch(FancyArrowPatch((4.45, 0.18), (1.45, 0.18), shrinkA=0, shrinkB=0, **back, **ARROW))
    ax.text(2.95, -0.14, "again, with the next examples, until it is good enough", fontsize=10, bbox=PAPER, **CENTRED)
    ax.set(xlim=(0, 4.9), ylim=(-0.22, 0.85))
    ax.axis("off")
    filled = "; ".join(f"{name}, with {' '.join(code[name].split())}" for name in lit) or "none"
    show(fig, f"Five boxes in a row: {', '.join(LOOP)}, and an arrow from the last back to predict. Lit: {filled}.")


def number_and_slope(number, slope):
    """Return a number as text, and unless its slope is None, the way in which it should go, and the slope below."""
    return f"{number:g}" if slope is None else f"{number:g} {'↑' if slope < 0 else '↓'}\n({slope:.4f})"


def draw_gates(ax, places, wires, texts, answers, *, marked=None):
    """Draw gates and the wires between them into axes, ax, with what each node answers for the four corners below it.

    The places map nodes to (x, y), the wires pairs of nodes to weights, the texts gates to what stands in them. The
    marked gate has a thick, dashed border.
    """
    for (tail, head), weight in wires.items():
        start, end = np.array([places[tail], places[head]])
        arrow = {"arrowstyle": "-|>", "color": GREY, "linewidth": 1.4, "shrinkA": 28, "shrinkB": 33}
        ax.annotate("", end, start, arrowprops=arrow, zorder=1)
        # Off the middle: two wires may cross there.
        ax.text(*(start + 0.36 * (end - start)), minus(weight), fontsize=10, zorder=2, bbox=PAPER, **CENTRED)
    for node, place in places.items():
        gate = node in texts
        box = {"boxstyle": "circle,pad=0.35" if gate else "square,pad=0.5"}
        box |= {"facecolor": "white", "edgecolor": BLUE, "linewidth": 2}
        if node == marked:
            box |= {"edgecolor": PINK, "linewidth": 3, "linestyle": "--"}
        ax.text(*place, minus(texts.get(node, node)), fontsize=9.5, bbox=box, zorder=3, **CENTRED)
        if node in answers:
            row = " ".join(str(answer) for answer in answers[node])
            ax.annotate(row, place, xytext=(0, -35 if gate else -24), textcoords="offset points", ha="center",
                        va="top", color=ORANGE, fontweight="bold", zorder=4)  # fmt: skip
    ax.axis("off")
