"""Chapter 07 · Backprop: ten outputs' wishes, the eight weights as a graph, a product's shapes, regions that form."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import BLUE, CENTRED, ORANGE, YES, figure, legend_below, minus, show
from nncourse.plots.graphs import computational_graph, places_of, write
from nncourse.plots.pictures import draw_image
from nncourse.plots.plane import answer_key, draw_examples, draw_yes, example_keys
from nnlib import CrossEntropy, Identity, Layer, NeuralNetwork, ReLU, Softmax

COLUMNS = [["x1", "x2"], ["z_h1", "z_h2"], ["h1", "h2"], ["z_o1", "z_o2"], ["o1", "o2"], ["e1", "e2"], ["L"]]
WEIGHTS = {  # which weight an edge carries: layer, row, column
    ("x1", "z_h1"): (0, 0, 0), ("x2", "z_h1"): (0, 0, 1), ("x1", "z_h2"): (0, 1, 0), ("x2", "z_h2"): (0, 1, 1),
    ("h1", "z_o1"): (1, 0, 0), ("h2", "z_o1"): (1, 0, 1), ("h1", "z_o2"): (1, 1, 0), ("h2", "z_o2"): (1, 1, 1),
}  # fmt: skip
EDGES = [
    *[*WEIGHTS][:4], ("z_h1", "h1"), ("z_h2", "h2"),
    *[*WEIGHTS][4:], ("z_o1", "o1"), ("z_o2", "o2"), ("o1", "e1"), ("o2", "e2"), ("e1", "L"), ("e2", "L"),
]  # fmt: skip


def beginner(images, digits):
    """Return a 784-8-10 network after twenty steps on 2,000 images with their digits: it reads six of ten."""
    rng = np.random.default_rng(2)
    net, loss = NeuralNetwork([Layer(784, 8, ReLU(), rng=rng), Layer(8, 10, Identity(), rng=rng)]), CrossEntropy()
    images, digits = images[:, :2000], digits[:2000]
    for _ in range(20):
        net.backward_pass(loss.derivative(net.forward_pass(images), digits))
        for value, gradient in net.parameters():
            value -= 0.3 * gradient
    return net


def wishes_of_outputs(net, image, digit):
    """Return how the outputs of a network should move for an image of a digit: array of label minus probability."""
    wish = -Softmax()(net.forward_pass(image))[:, 0]
    wish[digit] += 1
    return wish


def wishes_back(net, image, digit, *, neuron):
    """Return an image, and what a hidden neuron, an int that is on, asks of the weights of its pixels: two rows."""
    asked = net.layers[1].W[:, neuron] @ wishes_of_outputs(net, image, digit)
    return image[:, 0], asked * image[:, 0]


def wishes(net, image, digit, *, neuron, title, alt):
    """Show how the outputs of a network with one hidden layer should move for an image, and what that asks for.

    Left, the image, shape (784, 1), and the wish of each output, label minus probability. Then what the output of the
    right digit asks of its bias, its weights and the activations; last, what all outputs ask of one hidden neuron, an
    int, and the sum of it.
    """
    hidden, output = net.layers
    wish = wishes_of_outputs(net, image, digit)
    names = [f"h{i + 1}" for i in range(hidden.outs)]
    fig, axes = figure(title, columns=5, width=11, height=3.5, width_ratios=(0.8, 1, 1, 1, 1))
    draw_image(axes[0], image.reshape(28, 28))
    axes[0].set_title(f"the image: a {digit}", fontsize=10)
    draw_wishes(axes[1], wish, range(10), "what the ten outputs want", bold=digit)
    draw_wishes(axes[2], [wish[digit], *(wish[digit] * hidden.a[:, 0])], ["bias", *names],
                f"output {digit} asks of\nits bias and weights")  # fmt: skip
    draw_wishes(axes[3], wish[digit] * output.W[digit], names, f"output {digit} asks of\nthe activations", bold=neuron)
    of_all = wish * output.W[:, neuron]
    draw_wishes(axes[4], [*of_all, of_all.sum()], [*range(10), "sum"], f"all ten ask of {names[neuron]}", bold=10)
    show(fig, alt)


def draw_wishes(ax, sizes, names, caption, *, bold=None):
    """Draw how far numbers, by their names, should move into axes, ax: bars to the right for up, to the left for down.

    One of them, an int, may be bold; the caption is a str.
    """
    colours = [BLUE if size > 0 else ORANGE for size in sizes]
    bars = ax.barh(range(len(sizes)), sizes, color=colours, height=0.7)
    ax.set_yticks(range(len(sizes)), names)
    if bold is not None:
        bars[bold].set(edgecolor="black", linewidth=1.5)
        ax.get_yticklabels()[bold].set_fontweight("bold")
    ax.axvline(0, color="black", linewidth=1)
    far = 1.08 * np.max(np.abs(sizes))
    ax.set(xlim=(-far, far), xticks=(-far / 2, far / 2), xticklabels=("down", "up"))
    ax.tick_params(length=0)
    ax.invert_yaxis()
    ax.set_title(caption, fontsize=10)


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


def gradient_drawing(net, x, targets, *, title, alt, parts=("values", "factors", "grad", "gradients"), digits=4):
    """Show a 2-2-2 network of sigmoids with its squared error as a graph of 13 nodes and 16 edges.

    The parts are what to write: the values above the nodes, the factors on the edges, the nodes' gradients (the part
    "grad") below them, the weights' gradients in grey boxes. The digits, an int, are the significant ones.
    """
    values = values_of_nodes(net, x, targets)
    factors = factors_of_edges(net, values, targets)
    of_nodes = gradients_of_nodes(factors)
    gradients = {(tail, head): values[tail] * of_nodes[head] for tail, head in WEIGHTS}
    all_parts = {"values": values, "factors": factors, "grad": of_nodes, "gradients": gradients}
    chosen = {name: all_parts[name] for name in parts}
    show(computational_graph(COLUMNS, EDGES, title=title, digits=digits, **chosen), alt)


def nudge_drawing(net, x, targets, *, nudge, title, alt):
    """Show how far each node of a 2-2-2 network moves when W1[0, 0] is raised by a nudge; net stays as it is."""
    kept = net.layers[0].W[0, 0]
    net.layers[0].W[0, 0] = kept + nudge
    after = values_of_nodes(net, x, targets)
    net.layers[0].W[0, 0] = kept
    before = values_of_nodes(net, x, targets)  # last, so that the layers keep what came in without the nudge
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
