"""Figures that the chapters share, and the one way in which every figure is shown: with alt text.

A figure's title states its message. Colours come from the palette of Okabe and Ito, which readers
who do not see red and green apart can distinguish; lines differ in dash style as well.
"""

import base64
import html
import io

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import HTML, display
from PIL import Image

BLUE, ORANGE, GREEN, PINK, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#666666"
DASHES = ("-", "--", "-.", ":")
INK = "Greys"  # colour map for images from 0 (paper) to 1 (ink)
SIGNED = "PuOr_r"  # colour map for signed values: orange for plus, violet for minus, distinct in grey


def figure(title="", *, rows=1, columns=1, width=7.5, height=3.6, **options):
    """Return a new figure with its message as title.

    Parameters
    ----------
    title : str
    rows, columns : int
        How many axes.
    width, height : float, in inches
    **options
        Passed on to ``plt.subplots``.

    Returns
    -------
    figure, and its axes: one, or an array of them as ``plt.subplots`` gives it. Raises what that raises.
    """
    fig, axes = plt.subplots(rows, columns, figsize=(width, height), layout="constrained", **options)
    fig.suptitle(title, fontsize=12, fontweight="bold")
    for ax in np.ravel(axes):
        ax.spines[["top", "right"]].set_visible(False)
    return fig, axes


def show(fig, alt):
    """Show a figure as an image that carries its alt text, in notebooks and on web pages alike.

    Parameters
    ----------
    fig : matplotlib figure
        Closed afterwards, so that it is not shown twice.
    alt : str
        What a reader learns from the figure, for those who cannot see it.

    Raises
    ------
    ValueError
        If the alt text is too short to say anything.
    """
    if len(alt) < 15:
        raise ValueError("alt must say what a reader learns from the figure")
    drawn, stored = io.BytesIO(), io.BytesIO()
    fig.savefig(drawn, format="png", dpi=130, facecolor="white")
    plt.close(fig)
    # 256 colours are enough for a figure, and make the notebook a third of the size.
    Image.open(drawn).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(stored, format="png", optimize=True)
    data = base64.b64encode(stored.getvalue()).decode()
    width = round(fig.get_figwidth() * 96)
    style = f"width:{width}px;max-width:100%"
    display(HTML(f'<img alt="{html.escape(alt)}" style="{style}" src="data:image/png;base64,{data}">'))


def images(rows, captions=None, *, title="", alt, columns=10, size=28, signed=False, marked=()):
    """Show rows of numbers as square images.

    Parameters
    ----------
    rows : array, shape (k, size²)
        One image per row: ``x.T`` of a batch, or a weight matrix.
    captions : list of str, optional
        Printed under the images.
    title, alt : str
    columns : int
        Images side by side.
    size : int
        Pixels along one side.
    signed : bool
        Whether 0 is the middle of the colours rather than the paper.
    marked : collection of int
        Images to be framed and crossed out, such as mistakes.

    Raises
    ------
    ValueError
        If the rows do not have size² entries, or alt is too short.
    """
    rows = np.asarray(rows, dtype=float)
    columns = min(columns, len(rows))
    lines = -(-len(rows) // columns)
    fig, axes = figure(title, rows=lines, columns=columns, width=max(0.85 * columns, 4), height=0.5 + 1.15 * lines)
    limit = np.abs(rows).max() or 1
    for i, ax in enumerate(np.ravel(axes)):
        ax.set_xticks([])
        ax.set_yticks([])
        ax.spines[:].set_visible(i in marked)
        if i >= len(rows):
            continue
        ax.imshow(rows[i].reshape(size, size), cmap=SIGNED if signed else INK, vmin=-limit if signed else 0, vmax=limit)
        if i in marked:
            ax.plot([0, size - 1], [size - 1, 0], color=ORANGE, linewidth=1.5)
            ax.spines[:].set(color=ORANGE, linewidth=2.5)
        if captions is not None:
            ax.set_xlabel(captions[i], fontsize=10)
    show(fig, alt)


def curves(x, lines, *, title, alt, xlabel, ylabel, log=False, mark=None):
    """Show labelled curves over the same x, each with a colour and a dash style of its own.

    Parameters
    ----------
    x : array, shape (k,)
    lines : dict of str to array, shape (k,)
    title, alt, xlabel, ylabel : str
    log : bool
        Whether y is logarithmic.
    mark : float, optional
        Where to draw a thin vertical line.

    Raises
    ------
    ValueError
        If a curve is not as long as x, or alt is too short.
    """
    fig, ax = figure(title)
    for (label, y), colour, dash in zip(lines.items(), (BLUE, ORANGE, GREEN, PINK) * 3, DASHES * 3):
        ax.plot(x, y, color=colour, linestyle=dash, linewidth=2, label=label)
    if mark is not None:
        ax.axvline(mark, color=GREY, linewidth=0.8)
    ax.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    ax.legend(frameon=False)
    show(fig, alt)


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


def layer_by_layer(grids, captions, shares, *, title, alt):
    """Show what one example becomes in each layer: grids of activations, and the shares at the end as bars.

    Parameters
    ----------
    grids : list of arrays, shape (rows, columns)
        The input image, then the activations of each hidden layer as tiles; 0 is white.
    captions : list of str
        Printed above the grids, and above the bars last.
    shares : array, shape (outs,)
        Numbers that add up to 1.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    widths = [1.0] * len(grids) + [1.5]
    fig, axes = figure(title, columns=len(widths), width=10, height=3.3, gridspec_kw={"width_ratios": widths})
    for ax, grid, caption in zip(axes, grids, captions):
        ax.imshow(grid, cmap=INK, vmin=0)
        ax.set(xticks=[], yticks=[])
        ax.set_title(caption, fontsize=10)
        ax.spines[:].set_visible(True)
    ax, most = axes[-1], int(np.argmax(shares))
    bars = ax.bar(range(len(shares)), shares, color="white", edgecolor=BLUE)
    bars[most].set(facecolor=BLUE, hatch="//", edgecolor="black")
    ax.axhline(1 / len(shares), color=ORANGE, linestyle="--", linewidth=1.5)
    ax.text(len(shares) - 0.4, 1 / len(shares), " even\n share", color=ORANGE, va="center", fontsize=9)
    ax.set(xticks=range(len(shares)), xlabel="output", ylabel="share")
    ax.set_title(captions[-1], fontsize=10)
    show(fig, alt)


def functions_and_slopes(z, functions, slopes, *, title, alt):
    """Show functions of z side by side, and below each its slope.

    Parameters
    ----------
    z : array, shape (k,)
    functions, slopes : dict of str to array, shape (k,)
        With the same names in the same order.
    title, alt : str

    Raises
    ------
    ValueError
        If the names differ, a curve is not as long as z, or alt is too short.
    """
    if list(functions) != list(slopes):
        raise ValueError("functions and slopes must have the same names in the same order")
    count = len(functions)
    fig, axes = figure(title, rows=2, columns=count, width=1.5 * count, height=3.8, sharex=True, sharey="row")
    for j, name in enumerate(functions):
        axes[0, j].plot(z, functions[name], color=BLUE, linewidth=2)
        axes[1, j].plot(z, slopes[name], color=ORANGE, linestyle="--", linewidth=2)
        axes[0, j].set(title=name, ylim=(-2.2, 4.2))
        axes[1, j].set(xlabel="z", ylim=(-0.1, 1.15), yticks=(0, 0.25, 0.5, 0.75, 1))
        for ax in axes[:, j]:
            ax.axvline(0, color=GREY, linewidth=0.5)
            ax.axhline(0, color=GREY, linewidth=0.5)
    axes[0, 0].set_ylabel("output a")
    axes[1, 0].set_ylabel("slope")
    show(fig, alt)


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
    fig, axes = figure(title, columns=len(tables), height=3.4)
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


def signal_through_layers(sizes, outputs, *, title, alt):
    """Show how large a signal is after each layer, and how its last outputs are spread.

    Parameters
    ----------
    sizes : dict of str to array, shape (layers,)
        One line per starting scale.
    outputs : dict of str to array of any shape
        With the same names: the last layer's outputs, between -1 and 1.
    title, alt : str

    Raises
    ------
    ValueError
        If the names differ, or alt is too short.
    """
    if list(sizes) != list(outputs):
        raise ValueError("sizes and outputs must have the same names in the same order")
    fig, axes = figure(title, columns=2, width=9, height=3.8)
    bins = np.linspace(-1, 1, 42)
    looks = ((ORANGE, "--", "s"), (PINK, ":", "^"), (BLUE, "-", "o"), (GREEN, "-.", "x"))
    for name, (colour, dash, marker) in zip(sizes, looks):
        layers = np.arange(1, len(sizes[name]) + 1)
        axes[0].plot(layers, sizes[name], color=colour, linestyle=dash, linewidth=2, marker=marker, label=name)
        share = np.histogram(outputs[name], bins)[0] / np.size(outputs[name])
        axes[1].stairs(share, bins, color=colour, linestyle=dash, linewidth=2, label=name)
    axes[0].set(yscale="log", xlabel="layer", ylabel="size of the outputs", xticks=layers)
    axes[1].set(xlabel="output of the last layer", ylabel="share of all outputs", xticks=(-1, -0.5, 0, 0.5, 1))
    axes[0].legend(frameon=False, title="standard deviation")
    show(fig, alt)


def digit_beside_numbers(image, *, rows, columns, title, alt):
    """Show an image with a frame around a part of it, and beside it the numbers in that part.

    Parameters
    ----------
    image : array of bytes, shape (height, width)
    rows, columns : (int, int)
        Where the part begins, and where it ends: the first row or column outside.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    (top, bottom), (left, right) = rows, columns
    part = image[top:bottom, left:right]
    fig, (whole, table) = figure(title, columns=2, width=9.5, height=3.2, width_ratios=(1, 2.3))
    whole.imshow(image, cmap=INK, vmin=0, vmax=255)
    edges = ([left, right, right, left, left], [top, top, bottom, bottom, top])
    whole.plot(*(np.array(edge) - 0.5 for edge in edges), color=ORANGE, linewidth=2)
    table.imshow(part, cmap=INK, vmin=0, vmax=255, aspect="auto")
    for (row, column), value in np.ndenumerate(part):
        shade = "white" if value > 130 else "black"
        table.text(column, row, str(value), ha="center", va="center", fontsize=8.5, color=shade)
    whole.set(xlabel="column", ylabel="row", xticks=(0, 8, 16, 24), yticks=(0, 8, 16, 24))
    table.set(xlabel="column", xticks=range(right - left), xticklabels=range(left, right))
    table.set(yticks=range(bottom - top), yticklabels=range(top, bottom))
    table.spines[:].set(visible=True, color=ORANGE, linewidth=2)
    show(fig, alt)


def learning_curves(histories, *, title, alt):
    """Show loss and validation accuracy, epoch by epoch, of training runs that followed each other.

    Parameters
    ----------
    histories : list of History, with validation
        A thin vertical line separates each from the one before.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, (left, right) = figure(title, columns=2, width=9, height=3.6)
    train, validation, percent = (
        np.concatenate([getattr(history, name) for history in histories])
        for name in ("train_loss", "validation_loss", "validation_accuracy")
    )
    epochs = np.arange(1, len(train) + 1)
    left.plot(epochs, train, color=BLUE, marker="o", label="training")
    left.plot(epochs, validation, color=ORANGE, linestyle="--", marker="s", label="validation")
    right.plot(epochs, 100 * percent, color=ORANGE, linestyle="--", marker="s")
    left.set(xlabel="epoch", ylabel="loss", xticks=epochs, ylim=(0, None))
    right.set(xlabel="epoch", ylabel="validation accuracy, %", xticks=epochs)
    left.legend(frameon=False)
    for seam in np.cumsum([len(history.train_loss) for history in histories])[:-1]:
        for ax in (left, right):
            ax.axvline(seam + 0.5, color=GREY, linestyle=":")
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
    fig, ax = figure(title, width=5.6, height=5)
    ax.set_facecolor("lightgrey")
    ax.imshow(wrong, cmap="Blues", vmin=0)
    for label, answer in np.argwhere(wrong.filled(0)):
        count = counts[label, answer]
        shade = "white" if count > 0.6 * wrong.max() else "black"
        ax.text(answer, label, str(count), ha="center", va="center", color=shade)
    ax.set(xlabel="answer of the network", ylabel="label", xticks=range(len(counts)), yticks=range(len(counts)))
    show(fig, alt)


def dots(results, *, title, alt, xlabel, bar, zoom):
    """Show the runs of each method as dots on a line of its own, with their mean, and enlarged beside it.

    Parameters
    ----------
    results : dict of str to list of float
        Percents.
    title, alt, xlabel : str
    bar : float
        Where to draw a dashed vertical line, such as the result of guessing.
    zoom : (float, float)
        The part of the scale that is enlarged.

    Raises
    ------
    ValueError
        If alt is too short.
    """
    height = 0.9 + 0.42 * len(results)
    fig, (ax, close) = figure(title, columns=2, width=9.5, height=height, sharey=True, width_ratios=(1.6, 1))
    for place, values in enumerate(results.values()):
        ax.plot([0, np.mean(values)], [place, place], color=GREY, linewidth=0.8)
        ax.plot(np.mean(values), place, "o", color=BLUE, markersize=7)
        ax.text(np.mean(values) + 2.5, place, f"{np.mean(values):.2f}", va="center")
        close.plot(values, [place] * len(values), "o", color=BLUE, markersize=8, alpha=0.45)
        close.plot(np.mean(values), place, "|", color="black", markersize=18, markeredgewidth=2)
    ax.axvline(bar, color=ORANGE, linestyle="--", linewidth=1)
    ax.set(xlabel=xlabel, yticks=range(len(results)), yticklabels=results, xlim=(0, 116), xticks=range(0, 101, 20))
    close.set(xlabel=f"every run (mean: bar), {zoom[0]:g} to {zoom[1]:g} only", xlim=zoom)
    ax.invert_yaxis()
    show(fig, alt)


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
    grid = np.array(np.meshgrid(np.linspace(*limits, 401), np.linspace(*limits, 401)))
    small = points.shape[1] > 20
    size, width = (16, 0.8) if small else (60, 1.5)
    for i, ax in enumerate(np.ravel(axes)):
        if i >= len(panels):
            ax.set_axis_off()
            continue
        caption, targets, weights, bias = panels[i]
        weights, targets = np.asarray(weights, dtype=float), np.asarray(targets)
        z = np.tensordot(weights, grid, axes=1) + bias
        if z.max() > 0:
            yes_side = ax.contourf(*grid, z, levels=[0, z.max() + 1], colors=["#FDEFE3"], hatches=["//"], zorder=0)
            yes_side.set(edgecolor="#E5B48C", linewidth=0)
        if z.min() < 0 < z.max():
            ax.contour(*grid, z, levels=[0], colors=[BLUE], linewidths=2.2, zorder=2)
        if before is not None:
            old = np.tensordot(np.asarray(before[i][0], dtype=float), grid, axes=1) + before[i][1]
            if old.min() < 0 < old.max():
                ax.contour(*grid, old, levels=[0], colors=[GREY], linewidths=1.5, linestyles="--", zorder=2)
        no, yes = points[:, targets == 0], points[:, targets == 1]
        ax.scatter(*no, s=size, marker="s", color="white", edgecolor="black", linewidth=width, zorder=3)
        ax.scatter(*yes, s=size, marker="o", color=ORANGE, edgecolor="black", linewidth=width, zorder=3)
        if ringed is not None:
            ax.scatter(*points[:, ringed[i]], s=330, facecolor="none", edgecolor=PINK, linewidth=2.5, zorder=4)
        if arrow:
            start = np.full(2, sum(limits) / 2)
            start = start - weights * (weights @ start + bias) / (weights @ weights)
            tip = start + 0.25 * (limits[1] - limits[0]) * weights / np.sqrt(weights @ weights)
            ax.annotate("", tip, start, arrowprops={"arrowstyle": "-|>", "color": BLUE, "lw": 3}, zorder=5)
            ax.annotate("w", tip, xytext=(4, -4), textcoords="offset points", fontsize=14, fontweight="bold",
                        color=BLUE, va="top", bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip
        ax.set(xlim=limits, ylim=limits, aspect="equal", xlabel=labels[0], ylabel=labels[1] if i % columns == 0 else "")
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


def signed_images(rows, captions, *, title, alt, signed, size=28):
    """Show a few images side by side, some of them weights: orange with + where positive, violet with - where negative.

    Parameters
    ----------
    rows : array, shape (k, size²)
    captions : list of str, k of them
    title, alt : str
    signed : collection of int
        Which rows are weights; the others are images from 0 (paper) to 1 (ink).
    size : int
        Pixels along one side.

    Raises
    ------
    ValueError
        If the rows do not have size² entries, or alt is too short.
    """
    rows = np.asarray(rows, dtype=float).reshape(len(rows), size, size)
    fig, axes = figure(title, columns=len(rows), width=2.7 * len(rows) + 0.6, height=3.5)
    for i, ax in enumerate(np.ravel(axes)):
        limit = np.abs(rows[i]).max() if i in signed else 1
        shown = ax.imshow(rows[i], cmap=SIGNED if i in signed else INK, vmin=-limit if i in signed else 0, vmax=limit)
        if i in signed:
            for r, c in np.ndindex(size, size):
                if r % 2 == c % 2 == 0 and np.abs(rows[i][r, c]) > 0.3 * limit:
                    ax.text(c, r, "+" if rows[i][r, c] > 0 else "−", ha="center", va="center", fontsize=9)
            fig.colorbar(shown, ax=ax, shrink=0.7)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(True)
        ax.set_title(captions[i], fontsize=10)
    show(fig, alt)


def two_humps(panels, *, title, alt):
    """Show how the sums z of two classes spread around 0, where the answer flips.

    Parameters
    ----------
    panels : list of (z, targets, names)
        z and targets (0 or 1) of shape (n,); names of targets 0 and 1, (str, str).
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, axes = figure(title, columns=len(panels), width=4.2 * len(panels), height=3.4)
    for ax, (z, targets, names) in zip(np.ravel(axes), panels):
        bins = np.linspace(z.min(), z.max(), 41)
        ax.hist(z[targets == 0], bins, color=BLUE, alpha=0.55, label=names[0])
        ax.hist(z[targets == 1], bins, histtype="step", hatch="///", color=ORANGE, linewidth=1.6, label=names[1])
        ax.axvline(0, color="black", linewidth=1.2, linestyle=":")
        ax.set(xlabel="z (the answer flips at 0)", ylabel="images")
        ax.legend(frameon=False)
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


def walks(x, y, paths, *, title, alt, xlabel, ylabel):
    """Show walks along one curve, a panel each: the curve, and the points that a walk visits in turn.

    Parameters
    ----------
    x, y : arrays, shape (k,)
        The curve, and at the same time what is visible.
    paths : dict of str to (array, array), shapes (steps,)
        The points of each walk; the first is marked as its start. Points beyond the curve are cut off.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, axes = figure(title, columns=len(paths), width=2.5 * len(paths), height=3.4, sharey=True)
    for ax, (name, (xs, ys)) in zip(np.ravel(axes), paths.items()):
        ax.plot(x, y, color=GREY, linewidth=1.5)
        ax.plot(xs, ys, color=ORANGE, linestyle=":", marker="o", markersize=5, linewidth=1.5)
        ax.plot(xs[0], ys[0], color=BLUE, marker="s", markersize=8)
        ax.annotate("start", (xs[0], ys[0]), xytext=(-8, -4), textcoords="offset points", ha="right", color=BLUE)
        ax.set(xlim=(min(x), max(x)), ylim=(-0.04 * max(y), max(y)), xlabel=xlabel)
        ax.set_title(name, fontsize=10)
    np.ravel(axes)[0].set_ylabel(ylabel)
    show(fig, alt)


def loss_map(x, y, values, paths, *, title, alt, xlabel, ylabel):
    """Show a loss over two weights as contour lines on a logarithmic scale, and walks across it.

    Parameters
    ----------
    x, y : arrays, shapes (k,) and (m,)
    values : array, shape (m, k)
        The loss at each pair; all above 0.
    paths : dict of str to array, shape (steps, 2)
        The points of each walk in turn; all walks but the first are drawn on top of it.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title, height=4.6)
    levels = np.geomspace(np.min(values) * 1.02, np.max(values), 14)
    ax.contourf(x, y, values, levels=levels, cmap="Greys", norm="log", alpha=0.6, extend="both")
    lines = ax.contour(x, y, values, levels=levels, colors=GREY, linewidths=0.7)
    ax.clabel(lines, levels=levels[1::2], fmt="%.2g", fontsize=8, colors="black")
    for (name, path), colour, dash, marker in zip(paths.items(), (BLUE, ORANGE, GREEN, PINK), DASHES, "osD^"):
        path = np.asarray(path)
        ax.plot(*path.T, color=colour, linestyle=dash, marker=marker, markersize=5, linewidth=1.5, label=name)
    ax.set(xlim=(min(x), max(x)), ylim=(min(y), max(y)), xlabel=xlabel, ylabel=ylabel)
    ax.legend(loc="lower left", fontsize=9)
    show(fig, alt)
