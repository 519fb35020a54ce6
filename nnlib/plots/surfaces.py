"""A loss over one or two weights, and the way down."""

import numpy as np

from nnlib.plots.base import BLUE, DASHES, GREEN, GREY, ORANGE, PINK, figure, show


def accuracy_and_loss(x, accuracy, loss, *, title, alt, xlabel):
    """Show accuracy and loss, one above the other, over the same weight.

    Parameters
    ----------
    x, accuracy, loss : arrays, shape (k,)
    title, alt, xlabel : str

    Raises
    ------
    ValueError
        If the three are not of one length, or alt is too short.
    """
    fig, (above, below) = figure(title, rows=2, height=4.15, sharex=True)
    above.step(x, accuracy, where="mid", color=BLUE, linewidth=2)
    below.plot(x, loss, color=ORANGE, linestyle="--", linewidth=2)
    above.set_ylabel("accuracy")
    below.set(xlabel=xlabel, ylabel="loss")
    show(fig, alt)


def pushes(shares, label, *, title, alt):
    """Show the share that each class took, and beside it an arrow: how far the loss moves the logit, and which way.

    Parameters
    ----------
    shares : array, shape (classes,)
        A softmax, p.
    label : int
        The right class, where the arrow is 1 - p; elsewhere it is -p.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    shares = np.asarray(shares, dtype=float)
    moves = (np.arange(len(shares)) == label) - shares
    fig, ax = figure(title, height=3.55)
    places = np.arange(len(shares))
    ax.bar(places - 0.17, shares, 0.3, color=BLUE, hatch="//", edgecolor="white", label="share p")
    for place, share, move in zip(places, shares, moves):
        ax.text(place - 0.17, share + 0.04, f"{share:.4f}", ha="center", color=BLUE)
        head = 18 if abs(move) > 0.2 else 6
        look = {"arrowstyle": "-|>", "color": ORANGE, "lw": 3, "mutation_scale": head, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", (place + 0.17, move), (place + 0.17, 0), arrowprops=look)
        height = move / 2 if abs(move) > 0.2 else np.copysign(0.1, move)
        ax.text(place + 0.24, height, f"{move:+.4f}".replace("-", "−"), va="center", color=ORANGE)
    ax.plot([], [], color=ORANGE, linewidth=3, marker="^", label="where the loss moves the logit, y − p")
    ax.axhline(0, color=GREY, linewidth=0.8)
    names = [f"class {place}" + (" (the label)" if place == label else "") for place in places]
    ax.set(xticks=places, xticklabels=names, ylim=(-1.05, 1.05), xlim=(-0.5, len(shares) - 0.3))
    ax.legend(frameon=False, loc="upper right")
    show(fig, alt)


def tangents(x, y, touching, *, title, alt, xlabel, ylabel, offset=(12, 8)):
    """Show a curve, and at some of its points how steep it is.

    Parameters
    ----------
    x, y : arrays, shape (k,)
    touching : list of (x, y, slope)
    title, alt, xlabel, ylabel : str
    offset : (float, float), in points
        Where the slopes are printed, seen from the points.

    Raises
    ------
    ValueError
        If x and y differ in length, or alt is too short.
    """
    fig, ax = figure(title)
    ax.plot(x, y, color=BLUE, linewidth=2)
    ax.set(xlim=(min(x), max(x)), ylim=(0, 1.08 * max(y)), xlabel=xlabel, ylabel=ylabel)
    reach = (max(x) - min(x)) / 8
    for at, height, slope in touching:
        half = min(reach, 0.4 * max(y) / abs(slope))
        ends = np.array([-half, half])
        ax.plot(at + ends, height + slope * ends, color=ORANGE, linestyle="--", linewidth=2)
        ax.plot(at, height, "o", color=ORANGE, clip_on=False)
        text = f"slope {slope:+.4f}".replace("-", "−")
        ax.annotate(text, (at, height), offset, textcoords="offset points", color=ORANGE)
    show(fig, alt)


def falling_losses(losses, stuck, *, title, alt):
    """Show the losses of many runs, step by step, and those that got stuck in another look.

    Parameters
    ----------
    losses : array, shape (runs, steps)
    stuck : array of bool, shape (runs,)
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title)
    for run, is_stuck in zip(losses, stuck):
        look = {"color": ORANGE, "linestyle": "--", "linewidth": 2.5} if is_stuck else {"color": BLUE, "linewidth": 1}
        ax.plot(run, **look)
    ax.plot([], [], color=BLUE, linewidth=1, label=f"{np.count_nonzero(~np.asarray(stuck))} runs that learn")
    ax.plot([], [], color=ORANGE, linestyle="--", linewidth=2.5, label=f"{np.count_nonzero(stuck)} that is stuck")
    ax.set(xlabel="step", ylabel="loss", ylim=(0, None), xlim=(0, len(losses[0]) - 1))
    ax.legend(frameon=False)
    show(fig, alt)


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
    fig, axes = figure(title, columns=len(paths), width=2.5 * len(paths), height=3.15, sharey=True)
    for ax, (name, (xs, ys)) in zip(np.ravel(axes), paths.items()):
        ax.plot(x, y, color=GREY, linewidth=1.5)
        ax.plot(xs, ys, color=ORANGE, linestyle=":", marker="o", markersize=5, linewidth=1.5)
        ax.plot(xs[0], ys[0], color=BLUE, marker="s", markersize=8)
        ax.annotate("start", (xs[0], ys[0]), xytext=(-8, -4), textcoords="offset points", ha="right", color=BLUE)
        ax.set(xlim=(min(x), max(x)), ylim=(-0.04 * max(y), max(y)), xlabel=xlabel)
        ax.set_title(name, fontsize=10)
    np.ravel(axes)[0].set_ylabel(ylabel)
    show(fig, alt)


def contours(ax, x, y, values):
    """Draw a loss over two weights into axes, as contour lines on a logarithmic scale; lighter is lower.

    Parameters
    ----------
    ax : matplotlib axes
    x, y : arrays, shapes (k,) and (m,)
    values : array, shape (m, k)
        The loss at each pair; all above 0.

    Returns
    -------
    None. Raises TypeError if the shapes do not fit.
    """
    levels = np.geomspace(np.min(values) * 1.02, np.max(values), 14)
    ax.contourf(x, y, values, levels=levels, cmap="Greys", norm="log", alpha=0.6, extend="both")
    lines = ax.contour(x, y, values, levels=levels, colors=GREY, linewidths=0.7)
    ax.clabel(lines, levels=levels[1::2], fmt=two_digits, fontsize=8, colors="black")
    ax.set(xlim=(min(x), max(x)), ylim=(min(y), max(y)))


def two_digits(value):
    """Return a number with two digits and without an exponent: 350, not 3.5e+02.

    Parameters
    ----------
    value : float

    Returns
    -------
    str; raises nothing.
    """
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

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title, height=4.35)
    contours(ax, x, y, values)
    for (name, path), colour, dash, marker in zip(paths.items(), (BLUE, ORANGE, GREEN, PINK), DASHES, "osD^"):
        path = np.asarray(path)
        ax.plot(*path.T, color=colour, linestyle=dash, marker=marker, markersize=5, linewidth=1.5, label=name)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend(loc="lower left", fontsize=9)
    show(fig, alt)


def races(maps, line, *, title, alt):
    """Show maps of losses over two weights side by side, and on each the same walkers from the same place.

    Parameters
    ----------
    maps : dict of str to (array of shape (k, k), dict of str to array of shape (steps, 2))
        For each map its losses, all above 0, and the places of each walk in turn, every tenth of them marked;
        at most four walks.
    line : array, shape (k,)
        Of both weights.
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, axes = figure(title, columns=len(maps), width=9.5, height=4.65, sharey=True)
    for ax, (name, (values, paths)) in zip(np.ravel(axes), maps.items()):
        contours(ax, line, line, values)
        for (walker, path), colour, dash, marker in zip(paths.items(), (BLUE, ORANGE, GREEN, PINK), DASHES, "os^D"):
            look = {"color": colour, "linestyle": dash, "marker": marker, "markeredgecolor": "black"}
            ax.plot(*path.T, markersize=5, markevery=10, linewidth=1.5, **look, label=walker)
            ax.plot(*path[-1], markersize=11, **look)
        ax.plot(*path[0], "*", color="black", markersize=13)
        ax.set(xlabel="first weight", aspect="equal")
        ax.set_title(name, fontsize=10)
    np.ravel(axes)[0].set_ylabel("second weight")
    fig.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False)
    show(fig, alt)
