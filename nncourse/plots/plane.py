"""The plane: examples as points, neurons as lines, networks as regions; and losses over two weights as maps."""

import numpy as np
from matplotlib.patches import Rectangle

from nncourse.plots.base import BLUE, COLOURS, DASHES, GREY, ORANGE, PINK, YES, figure, key, legend_below, show

CORNERS = {"s": 130, "linewidth": 1.5}  # how the four corners are drawn: larger than other examples


def draw_line(ax, weights, bias, *, reach=10.0, **look):
    """Draw the line ``weights @ x + bias = 0`` into axes, ax, whose limits are set; weights is an array, not all 0.

    It goes as far as reach to both sides of the point nearest to the origin. The look goes to ``ax.plot``.
    """
    weights = np.asarray(weights, dtype=float)
    foot = -bias * weights / (weights @ weights)
    along = np.array([-weights[1], weights[0]]) / np.linalg.norm(weights)
    ends = np.array([foot - reach * along, foot + reach * along])
    ax.plot(*ends.T, scalex=False, scaley=False, **look)


def draw_examples(ax, points, targets, **look):
    """Draw points, shape (2, n), into axes, ax: open squares where targets are 0, filled circles where they are 1.

    The look goes to ``ax.scatter``.
    """
    for target, (marker, colour) in enumerate((("s", "white"), ("o", ORANGE))):
        shown = points[:, np.asarray(targets) == target]
        ax.scatter(*shown, marker=marker, color=colour, edgecolor="black", zorder=3, **look)


def example_keys(names):
    """Return the entries of a legend for examples of target 0 and of target 1; names are two str."""
    looks = (("s", "white"), ("o", ORANGE))
    return [key(name, marker, color=colour, markeredgecolor="black") for name, (marker, colour) in zip(names, looks)]


def answer_key():
    """Return the entry of a legend for the side that answers 1, one of a list of keys."""
    return Rectangle((0, 0), 1, 1, hatch="///", label="answer 1", **YES)


def draw_yes(ax, x, y, z):
    """Hatch in axes, ax, where z is above 0; x, y and z are arrays as for ``ax.contourf``."""
    if z.max() > 0:
        area = ax.contourf(x, y, z, levels=[0, z.max() + 1], colors=[YES["facecolor"]], hatches=["//"], zorder=0)
        area.set(edgecolor=YES["edgecolor"], linewidth=0)


def neuron_in_plane(ax, points, targets, weights, bias, *, limits, arrow=False, before=None, ringed=None):
    """Draw examples and a neuron with two inputs into axes, ax: its line, and the side that answers 1 hatched.

    The points, an array, targets, weights, bias, limits, arrow, before and ringed are those of a panel of `planes`.
    """
    weights = np.asarray(weights, dtype=float)
    grid = np.array(np.meshgrid(np.linspace(*limits, 201), np.linspace(*limits, 201)))
    draw_yes(ax, *grid, np.tensordot(weights, grid, axes=1) + bias)
    if weights.any():
        draw_line(ax, weights, bias, color=BLUE, linewidth=2.2, zorder=2)
    if before is not None and np.any(before[0]):
        draw_line(ax, *before, color=GREY, linewidth=1.5, linestyle="--", zorder=2)
    many = points.shape[1] > 20
    draw_examples(ax, points, targets, s=16 if many else 60, linewidth=0.8 if many else 1.5)
    if ringed is not None:
        ax.scatter(*points[:, ringed], s=330, facecolor="none", edgecolor=PINK, linewidth=2.5, zorder=4)
    if arrow and weights.any():
        draw_weights(ax, weights, bias, limits)
    ax.set(xlim=limits, ylim=limits, aspect="equal")


def draw_weights(ax, weights, bias, limits):
    """Draw weights, shape (2,), into axes, ax, as an arrow from the line that they make with the bias.

    It ends at the border, as the limits say, and is a quarter of the square long at most.
    """
    across, middle = weights / np.sqrt(weights @ weights), np.full(2, sum(limits) / 2)
    start = middle - weights * (weights @ middle + bias) / (weights @ weights)
    with np.errstate(divide="ignore"):
        room = np.max((np.array(limits)[:, np.newaxis] - start) / across, axis=0).min()
    tip = start + np.clip(room, 0, 0.25 * (limits[1] - limits[0])) * across
    ax.annotate("", tip, start, arrowprops={"arrowstyle": "-|>", "color": BLUE, "lw": 3}, zorder=5)
    aside = {"ha": "left" if across[0] >= 0 else "right", "va": "top" if across[1] >= 0 else "bottom"}
    ax.annotate("w", tip, xytext=(7 if across[0] >= 0 else -7, 0), textcoords="offset points", fontsize=14,
                fontweight="bold", color=BLUE, annotation_clip=True, zorder=5,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1}, **aside)  # fmt: skip


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
    """
    points = np.asarray(points, dtype=float)
    columns = min(columns, len(panels))
    lines = -(-len(panels) // columns)
    side = {1: 4.2, 2: 3.4, 3: 2.7}.get(columns, 2.0)
    height = (side + (0.35 if columns == 1 else 0.1)) * lines + 0.55
    fig, axes = figure(title, rows=lines, columns=columns, width=max(side * columns, 5.5), height=height)
    for ax in np.ravel(axes)[len(panels) :]:
        ax.set_axis_off()
    for i, (ax, (caption, targets, weights, bias)) in enumerate(zip(np.ravel(axes), panels)):
        old = None if before is None else before[i]
        ring = None if ringed is None else ringed[i]
        neuron_in_plane(ax, points, targets, weights, bias, limits=limits, arrow=arrow, before=old, ringed=ring)
        ax.set(xlabel=labels[0], ylabel=labels[1] if i % columns == 0 else "")
        ax.set_title(caption, fontsize=10)
    keys = [*example_keys(names), answer_key()]
    if before is not None:
        keys.append(key("line before", color=GREY, linestyle="--"))
    if ringed is not None:
        ring = {"markersize": 12, "markerfacecolor": "none", "markeredgecolor": PINK, "markeredgewidth": 2}
        keys.append(key("misread", "o", **ring))
    legend_below(fig, keys, fontsize=10)
    show(fig, alt)


def square_grid(low, high, resolution=121):
    """Return points that cover a square of the plane, for the figures that show where a network answers what.

    Parameters
    ----------
    low, high : float
        The square reaches from low to high on both axes.
    resolution : int
        Points along one side.

    Returns
    -------
    array, shape (2, resolution²), one point per column
    """
    side = np.linspace(low, high, resolution)
    return np.array([part.ravel() for part in np.meshgrid(side, side)])


SHADES, HATCHES = ("#FFFFFF", "#F6C9A0", "#BFE3D5", "#5B9BC4"), ("", "///", "..", "\\\\\\")  # of four answers


def draw_answers(ax, caption, answers, reach, *, hatched):
    """Draw into axes, ax, under a caption, which of four answers, int from 0 to 3, holds where, by shade.

    The answers are those at ``square_grid(-reach, reach)``. Areas are hatched, or outlined to leave room for points.
    """
    side = np.linspace(-reach, reach, round(len(answers) ** 0.5))
    areas = np.reshape(answers, (len(side), len(side)))
    for answer, (shade, hatch) in enumerate(zip(SHADES, HATCHES)):
        look = {"colors": [shade], "hatches": [hatch if hatched else ""]}
        ax.contourf(side, side, areas == answer, levels=[0.5, 1.5], **look).set(edgecolor="#444444", linewidth=0)
        if not hatched:
            ax.contour(side, side, areas == answer, levels=[0.5], colors=["#444444"], linewidths=0.8)
    ax.set(aspect="equal", xlabel="x₁", ylabel="x₂", xticks=(-reach, 0, reach), yticks=(-reach, 0, reach))
    ax.set_title(caption, fontsize=10)
    ax.spines[:].set_visible(True)


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
    """
    fig, axes = figure(title, columns=len(panels), width=3.1 * len(panels), height=3.75)
    looks = list(zip(SHADES, "os^D"))
    for ax, (caption, answers) in zip(np.ravel(axes), panels.items()):
        draw_answers(ax, caption, answers, 1, hatched=False)
        for label, (shade, marker) in enumerate(looks):
            mine = x[:, labels == label]
            ax.scatter(*mine, s=20, marker=marker, color=shade, edgecolor="black", linewidth=0.8, zorder=3)
        ax.scatter(*x[:, lies], s=110, facecolor="none", edgecolor=ORANGE, linewidth=2, zorder=4)
    keys = [key(f"label {label}", marker, color=shade, markeredgecolor="black")
            for label, (shade, marker) in enumerate(looks)]  # fmt: skip
    ring = {"markerfacecolor": "none", "markeredgecolor": ORANGE, "markersize": 10, "markeredgewidth": 2}
    legend_below(fig, [*keys, key("wrong label", "o", **ring)])
    show(fig, alt)


def contours(ax, x, y, values):
    """Draw a loss over two weights into axes, ax, as contour lines on a logarithmic scale; lighter is lower.

    The values, all above 0, have shape (m, k), for y and x.
    """
    levels = np.geomspace(np.min(values) * 1.02, np.max(values), 14)
    ax.contourf(x, y, values, levels=levels, cmap="Greys", norm="log", alpha=0.6, extend="both")
    lines = ax.contour(x, y, values, levels=levels, colors=GREY, linewidths=0.7)
    ax.clabel(lines, levels=levels[1::2], fmt=two_digits, fontsize=8, colors="black")
    ax.set(xlim=(min(x), max(x)), ylim=(min(y), max(y)))


def two_digits(value):
    """Return value, a float, with two digits and without an exponent: 350, not 3.5e+02."""
    return np.format_float_positional(value, 2, unique=False, fractional=False, trim="-")


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
    """
    fig, ax = figure(title, height=4.35)
    contours(ax, x, y, values)
    for (name, path), colour, dash, marker in zip(paths.items(), COLOURS, DASHES, "osD^"):
        look = {"color": colour, "linestyle": dash, "marker": marker, "markersize": 5}
        ax.plot(*np.transpose(path), linewidth=1.5, label=name, **look)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend(loc="lower left", fontsize=9)
    show(fig, alt)
