"""Numbers against numbers: curves, histograms, and runs of training."""

import matplotlib.pyplot as plt
import numpy as np

from nnlib.plots.base import BLUE, DASHES, GREEN, GREY, ORANGE, PINK, figure, show


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


def crossings(x, lines, *, title, alt, xlabel, ylabel):
    """Show rising straight lines, each in a dash style of its own, and mark where they cross 0.

    Parameters
    ----------
    x : array, shape (k,)
        In rising order.
    lines : dict of str to array, shape (k,)
        At most four; one that does not cross 0 gets no mark.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If a line is not as long as x, or alt is too short.
    """
    fig, ax = figure(title, height=3.95)
    ax.axhspan(0, max(map(np.max, lines.values())), facecolor="#FDEFE3", edgecolor="#E5B48C", hatch="//", linewidth=0)
    ax.axhline(0, color="black", linewidth=1)
    for (label, z), colour, dash in zip(lines.items(), (BLUE, ORANGE, GREEN, PINK), DASHES):
        ax.plot(x, z, color=colour, linestyle=dash, linewidth=2.2)
        name = {"color": colour, "fontsize": 10, "fontweight": "bold", "va": "center"}
        ax.text(x[-1], z[-1], f" {label}", **name)
        if z[0] < 0 < z[-1]:
            flip = np.interp(0, z, x)
            ax.plot(flip, 0, "o", color=colour, markeredgecolor="black", markersize=9, zorder=3)
            paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
            ax.annotate(f"{flip:.1f}", (flip, 0), (6, -16), textcoords="offset points", bbox=paper)
    ax.set(xlim=(x[0], x[-1]), xlabel=xlabel, ylabel=ylabel)
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
    fig, axes = figure(title, rows=2, columns=count, width=1.5 * count, height=3.55, sharex=True, sharey="row")
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
    fig, axes = figure(title, columns=len(panels), width=4.2 * len(panels), height=3.15)
    for ax, (z, targets, names) in zip(np.ravel(axes), panels):
        bins = np.linspace(z.min(), z.max(), 41)
        ax.hist(z[targets == 0], bins, color=BLUE, alpha=0.55, label=names[0])
        ax.hist(z[targets == 1], bins, histtype="step", hatch="///", color=ORANGE, linewidth=1.6, label=names[1])
        ax.axvline(0, color="black", linewidth=1.2, linestyle=":")
        ax.set(xlabel="z (the answer flips at 0)", ylabel="images")
        ax.legend(frameon=False)
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
    fig, axes = figure(title, columns=2, width=9, height=3.55)
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


def learning_curves(histories, *, title="Loss and accuracy, epoch by epoch", alt=None):
    """Show what `train` returned: both losses and the validation accuracy, epoch by epoch.

    Parameters
    ----------
    histories : History, or list of History
        Of one training, or of trainings that followed each other: a dotted line separates them.
        Without validation data the training loss is shown alone.
    title : str
    alt : str, optional
        Without it, the first and last numbers and the best ones in words.

    Raises
    ------
    ValueError
        If no epoch was completed, some epochs have validation data and others have none, or alt is
        too short.
    """
    histories = histories if isinstance(histories, (list, tuple)) else [histories]
    loss, validation, shares = (
        [value for history in histories for value in getattr(history, name)]
        for name in ("train_loss", "validation_loss", "validation_accuracy")
    )
    if not loss or len(shares) not in (0, len(loss)):
        raise ValueError("there must be an epoch to show, and validation data in every epoch or in none")
    fig, axes = figure(title, columns=2 if shares else 1, width=9 if shares else 6, height=3.35, squeeze=False)
    epochs = np.arange(1, len(loss) + 1)
    axes[0, 0].plot(epochs, loss, color=BLUE, marker="o", label="training")
    if shares:
        axes[0, 0].plot(epochs, validation, color=ORANGE, linestyle="--", marker="s", label="validation")
        axes[0, 1].plot(epochs, 100 * np.array(shares), color=ORANGE, linestyle="--", marker="s")
        axes[0, 1].set(ylabel="validation accuracy, %")
    axes[0, 0].set(ylabel="loss", ylim=(0, None))
    axes[0, 0].legend(frameon=False)
    for ax in axes[0]:
        ax.set(xlabel="epoch", xticks=np.arange(1, len(loss) + 1, 1 + len(loss) // 12))
        for seam in np.cumsum([len(history.train_loss) for history in histories])[:-1]:
            ax.axvline(seam + 0.5, color=GREY, linestyle=":")
    show(fig, alt or curves_in_words(loss, validation, shares))


def curves_in_words(loss, validation, shares):
    """Return what learning curves show, for those who cannot see them.

    Parameters
    ----------
    loss, validation, shares : lists of float, one entry an epoch
        Training loss, validation loss and validation accuracy; the last two may be empty.

    Returns
    -------
    str. Raises IndexError if there is no epoch.
    """
    text = f"Curves over {len(loss)} epochs. The training loss goes from {loss[0]:.3f} to {loss[-1]:.3f}"
    if shares:
        lowest, best = int(np.argmin(validation)), int(np.argmax(shares))
        text += f"; the validation loss from {validation[0]:.3f} to {validation[-1]:.3f}"
        text += f", lowest in epoch {lowest + 1}, {validation[lowest]:.3f}"
        text += f"; the validation accuracy from {shares[0]:.2%} to {shares[-1]:.2%}"
        text += f", highest in epoch {best + 1}, {shares[best]:.2%}"
    return f"{text}."


def against_size(sizes, lines, *, title, alt, xlabel, ylabel):
    """Show what comes of more examples: their number on a logarithmic axis, percents above it.

    Parameters
    ----------
    sizes : list of int, length k
    lines : dict of str to list of float, length k
        At most four, in percent.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If a line is not as long as sizes, or alt is too short.
    """
    fig, ax = figure(title)
    for (label, percents), colour, dash, marker in zip(lines.items(), (BLUE, ORANGE, GREEN, PINK), DASHES, "os^x"):
        ax.plot(sizes, percents, color=colour, linestyle=dash, marker=marker, linewidth=2, label=label)
        for size, percent in zip(sizes, percents):
            ax.annotate(f"{percent:.0f}", (size, percent), (0, 7), textcoords="offset points", ha="center", fontsize=9)
    ax.set(xscale="log", xlabel=xlabel, ylabel=ylabel)
    ax.set_xticks(sizes, [f"{size:,}" for size in sizes])
    ax.set_xticks([], minor=True)
    ax.margins(y=0.12)
    ax.legend(frameon=False)
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
    height = 0.65 + 0.42 * len(results)
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


def stacked_shares(bars, shares, *, title, alt, xlabel, ylabel):
    """Show shares that add up to 1 as stacked bars, each part with its percents.

    Parameters
    ----------
    bars : list of str
        What stands below the k bars.
    shares : dict of str to array, shape (k,)
        The parts by name, the lowest first.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If a part is not as long as bars, or alt is too short.
    """
    bars = [bar.replace("-", "−") for bar in bars]
    fig, ax = figure(title)
    looks = (("#F3C7A6", "//"), ("white", ""), ("#BFD9EA", ".."))  # light, so that black percents can be read on them
    bottom = np.zeros(len(bars))
    for part, (colour, hatch) in zip(shares.values(), looks):
        ax.bar(bars, part, bottom=bottom, width=0.7, color=colour, edgecolor="white", hatch=hatch)
        ax.bar(bars, part, bottom=bottom, width=0.7, color="none", edgecolor="black", linewidth=0.8)
        for place in np.flatnonzero(part > 0.08):
            middle = bottom[place] + part[place] / 2
            ax.text(place, middle, f"{part[place]:.0%}", ha="center", va="center", fontweight="bold")
        bottom = bottom + part
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(0, 1))
    keys = [
        plt.Rectangle((0, 0), 1, 1, facecolor=colour, edgecolor="black", hatch=hatch, label=name)
        for name, (colour, hatch) in zip(shares, looks)
    ]
    fig.legend(handles=keys[::-1], loc="outside right center", frameon=False)
    show(fig, alt)


def shares_by_interval(z, targets, edges, lines, *, title, alt, xlabel, ylabel):
    """Show the share of targets 1 in each interval of z as a dot, the larger the more examples, with curves to compare.

    Parameters
    ----------
    z : array, shape (n,)
    targets : array of 0 and 1, shape (n,)
    edges : array, shape (k + 1,)
        Where the intervals begin and end.
    lines : dict of str to callable
        Each gets an array of z and returns one of its shape.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If z and targets differ in length, or alt is too short.
    """
    if len(z) != len(targets):
        raise ValueError(f"{len(z)} sums but {len(targets)} targets")
    count = np.histogram(z, edges)[0]
    share = np.histogram(z[targets == 1], edges)[0][count > 0] / count[count > 0]
    middle = ((edges[:-1] + edges[1:]) / 2)[count > 0]
    fig, ax = figure(title)
    fine = np.linspace(edges[0], edges[-1], 400)
    for (label, function), colour, dash in zip(lines.items(), (BLUE, GREEN, PINK), ("--", "-", ":")):
        ax.plot(fine, function(fine), color=colour, linestyle=dash, linewidth=2, label=label)
    size = 6 * np.sqrt(count[count > 0])
    ax.scatter(middle, share, s=size, color=ORANGE, edgecolor="black", zorder=3, label="data (larger: more images)")
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend(frameon=False)
    show(fig, alt)


def curve_and_slope(z, a, slope, marks, *, title, alt):
    """Show a curve above and its slope below, with marked points and their numbers on both.

    Parameters
    ----------
    z, a, slope : arrays, shape (k,)
        The curve is a against z; z rises.
    marks : array, shape (m,)
        The z of the marked points.
    title, alt : str

    Raises
    ------
    ValueError
        If the arrays differ in length, or alt is too short.
    """
    fig, axes = figure(title, rows=2, height=4.35, sharex=True)
    for ax, y, colour, dash, digits, drop in zip(axes, (a, slope), (BLUE, ORANGE), ("-", "--"), (1, 2), (-11, -2)):
        ax.plot(z, y, color=colour, linestyle=dash, linewidth=2)
        for mark, height in zip(marks, np.interp(marks, z, y)):
            side = {"ha": "left", "xytext": (6, drop)} if mark > 0 else {"ha": "right", "xytext": (-6, 2)}
            ax.plot(mark, height, "o", color=colour, markeredgecolor="black")
            ax.axvline(mark, color=GREY, linewidth=0.5, linestyle=":")
            ax.annotate(f"{height:.{digits}f}", (mark, height), textcoords="offset points", **side)
    axes[0].set(ylabel="output a", ylim=(-0.05, 1.05))
    axes[1].set(ylabel="slope", xlabel="z", ylim=(0, 1.15 * np.max(slope)))
    show(fig, alt)


def cut_on_a_ruler(votes, *, threshold, title, alt):
    """Show sums on a line with a cut at the threshold, and below the same sums moved until the cut is at 0.

    Parameters
    ----------
    votes : dict of str to float
        Sums by name. What lies to the right of the cut is answered by 1: a filled circle; the others are open squares.
    threshold : float
    title, alt : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, axes = figure(title, rows=2, width=7.5, height=3.35)
    names, votes = list(votes), np.array(list(votes.values()), dtype=float)
    low, high = min(votes.min(), votes.min() - threshold), votes.max()
    rows = (votes, threshold, "sum of the votes"), (votes - threshold, 0.0, "z = sum + bias")
    for ax, (sums, cut, label) in zip(axes, rows):
        ax.axvspan(cut, high + 0.3, facecolor="#FDEFE3", edgecolor="#E5B48C", hatch="//", linewidth=0, zorder=0)
        ax.axhline(0, color="black", linewidth=0.8, zorder=1)
        ax.axvline(cut, color=BLUE, linewidth=2.2, zorder=2)
        ax.text(cut + 0.03, -0.7, f"yes above {cut:.2f}" if cut else "yes above 0", color=BLUE, va="center")
        for place, name in zip(sums, names):
            look = {"marker": "o", "color": ORANGE} if place > cut else {"marker": "s", "color": "white"}
            ax.plot(place, 0, markersize=10, markeredgecolor="black", linestyle="", zorder=3, **look)
            side = "right" if 0 <= cut - place < 0.15 else "center"
            ax.text(place, 0.35, f"{name}\n{place:.2f}".replace("-", "−"), ha=side, va="bottom", fontsize=9)
        ax.set(xlim=(low - 0.3, high + 0.3), ylim=(-1.1, 1.7), yticks=())
        ax.set_xlabel(label)
        ax.spines[:].set_visible(False)
    show(fig, alt)


def by_epoch(runs, *, title, alt, ylabel, level=None):
    """Show a number for each epoch, for one or several runs that may differ in length.

    Parameters
    ----------
    runs : dict of str to list of float
        At most four; each has a colour, a dash style and a marker of its own.
    title, alt, ylabel : str
    level : (str, float), optional
        Name and height of a dotted line to compare with.

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title)
    looks = zip((BLUE, ORANGE, GREEN, PINK), DASHES, "os^x")
    longest = max(map(len, runs.values()))
    for (label, values), (colour, dash, marker) in zip(runs.items(), looks):
        ax.plot(range(1, len(values) + 1), values, color=colour, linestyle=dash, marker=marker, label=label)
    if level is not None:
        ax.axhline(level[1], color="black", linestyle=":", linewidth=1.5, label=level[0])
    ax.set(xlabel="epoch", ylabel=ylabel, xticks=range(1 if longest < 10 else 2, longest + 1, -(-longest // 10)))
    if all(float(value).is_integer() for values in runs.values() for value in values):
        ax.yaxis.get_major_locator().set_params(integer=True)
    ax.legend(frameon=False)
    show(fig, alt)


def staircase(x, counts, *, at, title, alt, xlabel, ylabel):
    """Show whole numbers that jump, with one place marked.

    Parameters
    ----------
    x : array, shape (k,)
    counts : list of int, k of them
    at : (float, int, str)
        Place, height and name of the mark.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If there are not as many counts as x, or alt is too short.
    """
    fig, ax = figure(title, height=2.75)
    ax.step(x, counts, where="mid", color=BLUE, linewidth=2.5)
    place, height, name = at
    ax.plot(place, height, "o", color=ORANGE, markeredgecolor="black", markersize=9)
    ax.annotate(name, (place, height), xytext=(9, 2), textcoords="offset points")
    low, high = min(counts), max(counts)
    ax.set(xlabel=xlabel, ylabel=ylabel, yticks=range(low, high + 1), ylim=(low - 0.3, high + 0.3))
    show(fig, alt)


def floor_and_ceiling(reach, lengths, *, margin, largest, title, alt):
    """Show a perceptron's progress between the two lines that force its learning to end.

    Parameters
    ----------
    reach, lengths : arrays, shape (k,)
        After each correction: how far the weights reach along a perfect direction, and their length.
    margin : float
        The floor rises by it with every correction.
    largest : float
        Squared length of the longest example: the ceiling is the root of this times the corrections.
    title, alt : str

    Raises
    ------
    ValueError
        If reach and lengths differ in length, or alt is too short.
    """
    meeting = largest / margin**2
    k = np.linspace(0, 1.15 * meeting, 300)
    made = np.arange(1, len(lengths) + 1)
    fig, ax = figure(title, height=3.75)
    ax.fill_between(k, margin * k, np.sqrt(largest * k), where=k <= meeting, color="#FDEFE3", zorder=0)
    ax.plot(k, np.sqrt(largest * k), color=ORANGE, linestyle="--", linewidth=2, label="ceiling: the length is below it")
    ax.plot(made, lengths, "s", color=ORANGE, markersize=5, label="length, measured")
    ax.plot(made, reach, "o", color=BLUE, markersize=5, label="reach, measured")
    ax.plot(k, margin * k, color=BLUE, linewidth=2, label="floor: the reach is above it")
    ax.plot(meeting, margin * meeting, "k*", markersize=13, zorder=3)
    ax.annotate(f"after {meeting:.0f} corrections\nno room is left", (meeting, margin * meeting), xytext=(-10, -52),
                textcoords="offset points", ha="center", arrowprops={"arrowstyle": "-"})  # fmt: skip
    ax.set(xlabel="corrections", ylabel="reach and length", xlim=(0, k[-1]), ylim=(0, None))
    ax.legend(frameon=False, loc="upper left")
    show(fig, alt)


def spread(results, bins, band, *, names, title, alt, xlabel, ylabel):
    """Show many results as a histogram, and how narrow a band they were expected in.

    Parameters
    ----------
    results : array, shape (k,)
    bins : array
        Edges of the columns.
    band : (float, float)
        From where to where the expected band reaches.
    names : (str, str)
        Of the results and of the band.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title)
    ax.axvspan(*band, facecolor="none", edgecolor=ORANGE, hatch="xxx", label=names[1])
    ax.hist(results, bins, color=BLUE, alpha=0.55, edgecolor="black", label=names[0])
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend(frameon=False)
    show(fig, alt)


def signed_bars(values, *, title, alt, ylabel):
    """Show numbers of very different size as bars on a log axis, hatched where a number is negative.

    Parameters
    ----------
    values : dict of str to float, none of them 0
    title, alt, ylabel : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title)
    for place, value in enumerate(values.values()):
        look = {"color": BLUE} if value > 0 else {"facecolor": "white", "edgecolor": ORANGE, "hatch": "///"}
        ax.bar(place, abs(value), width=0.7, **look)
        ax.text(place, 1.15 * abs(value), f"{value:.4f}".replace("-", "−"), ha="center")
    sizes = np.abs([*values.values()])
    ax.set(yscale="log", ylim=(sizes.min() / 3, sizes.max() * 2.5), ylabel=ylabel)
    ax.set_xticks(range(len(values)), values)
    ax.bar(0, 0, color=BLUE, label="above 0")
    ax.bar(0, 0, facecolor="white", edgecolor=ORANGE, hatch="///", label="below 0")
    ax.legend(frameon=False, loc="upper left")
    show(fig, alt)


def powers(x, lines, *, title, alt, xlabel, ylabel):
    """Show positive numbers over positive numbers, both on log axes, where a power of x is a straight line.

    Parameters
    ----------
    x : array, shape (k,)
    lines : dict of str to array, shape (k,)
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If a line is not as long as x, or alt is too short.
    """
    fig, ax = figure(title)
    for (label, y), look in zip(lines.items(), ((BLUE, "-", "o"), (ORANGE, "--", "s"), (GREEN, "-.", "^"))):
        ax.loglog(x, y, color=look[0], linestyle=look[1], marker=look[2], markersize=5, linewidth=1.6, label=label)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.legend(frameon=False)
    show(fig, alt)


def one_above_the_other(x, upper, lower, *, mark, title, alt, xlabel, ylabels):
    """Show two sets of curves over the same x, one above the other, with a vertical line through both.

    Parameters
    ----------
    x : array, shape (k,)
    upper, lower : dict of str to array, shape (k,)
        At most four curves each.
    mark : float
        Where the line stands.
    title, alt, xlabel : str
    ylabels : (str, str)
        Of the upper and the lower axes.

    Raises
    ------
    ValueError
        If a curve is not as long as x, or alt is too short.
    """
    fig, axes = figure(title, rows=2, height=4.55, sharex=True)
    looks = [(BLUE, "-", "o"), (ORANGE, "--", "s"), (GREEN, "-.", "^"), (PINK, ":", "x")]
    for ax, lines, ylabel in zip(axes, (upper, lower), ylabels):
        for (label, y), (colour, dash, marker) in zip(lines.items(), looks):
            ax.plot(x, y, color=colour, linestyle=dash, marker=marker, markersize=5, linewidth=2, label=label)
        ax.axvline(mark, color=GREY, linewidth=1.2, linestyle=":")
        ax.set_ylabel(ylabel)
        ax.legend(frameon=False)
    axes[1].set_xlabel(xlabel)
    show(fig, alt)


def before_and_after(groups, *, names, title, alt, ylabel):
    """Show two numbers for each group as a pair of bars, the second one hatched.

    Parameters
    ----------
    groups : dict of str to (float, float)
        By what stands under the pair.
    names : (str, str)
        Of the first and the second bars.
    title, alt, ylabel : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title)
    places = np.arange(len(groups))
    looks = ({"color": BLUE}, {"facecolor": "white", "edgecolor": ORANGE, "hatch": "///"})
    for side, name, look, values in zip((-0.2, 0.2), names, looks, np.transpose([*groups.values()])):
        ax.bar(places + side, values, width=0.36, label=name, **look)
        for place, value in zip(places + side, values):
            ax.annotate(f"{value:.2f}", (place, value), (0, 2), textcoords="offset points", ha="center", fontsize=9)
    ax.set_xticks(places, list(groups))
    ax.set(ylabel=ylabel)
    ax.margins(y=0.12)
    ax.legend(frameon=False)
    show(fig, alt)


def gains(bare, results, levels, *, title, alt, xlabel):
    """Show what each of several remedies does to the same runs: open dots without it, filled ones with it, joined.

    Parameters
    ----------
    bare : list of float, length k
        Percents of k seeds without a remedy.
    results : dict of str to list of float, length k
        With each remedy, in the same order of seeds.
    levels : dict of str to float
        Percents to compare with, drawn as vertical lines with their names above them.
    title, alt, xlabel : str

    Raises
    ------
    ValueError
        If a list is not as long as bare, or alt is too short.
    """
    fig, ax = figure(title, width=8.2, height=1.25 + 0.52 * len(results))
    for number, (name, percent) in enumerate(levels.items()):
        ax.axvline(percent, color=GREY, linestyle=":", linewidth=1.3, zorder=0)
        above = (0, 3 + 12 * (number % 2))  # by turns, since neighbours may be close
        ax.annotate(name, (percent, 1), xycoords=("data", "axes fraction"), xytext=above, textcoords="offset points",
                    ha="center", fontsize=9, color=GREY)  # fmt: skip
    for place, values in enumerate(results.values()):
        rows = place + np.linspace(-0.22, 0.22, len(bare))
        for row, start, end in zip(rows, bare, values, strict=True):
            ax.plot([start, end], [row, row], color=BLUE, linewidth=1.2, zorder=1)
        ax.scatter(bare, rows, s=36, color="white", edgecolor=ORANGE, linewidth=1.5, zorder=2)
        ax.scatter(values, rows, s=42, color=BLUE, zorder=3)
    ax.set(yticks=range(len(results)), yticklabels=results, xlabel=xlabel)
    ax.invert_yaxis()
    keys = [
        plt.Line2D([], [], marker="o", linestyle="", color="white", markeredgecolor=ORANGE, label="bare"),
        plt.Line2D([], [], marker="o", linestyle="", color=BLUE, label="with the remedy, same seed"),
    ]
    fig.legend(handles=keys, loc="outside lower center", ncols=2, frameon=False)
    show(fig, alt)


def same_points(x, runs, *, title, alt, xlabel, ylabel):
    """Show runs that should coincide: one line through the first, and around each point a marker of every run.

    Parameters
    ----------
    x : array, shape (k,)
    runs : dict of str to array, shape (k,)
        At most four.
    title, alt, xlabel, ylabel : str

    Raises
    ------
    ValueError
        If a run is not as long as x, or alt is too short.
    """
    fig, ax = figure(title)
    ax.plot(x, next(iter(runs.values())), color=GREY, linewidth=1)
    looks = ((BLUE, "o", 5), (ORANGE, "s", 11), (GREEN, "D", 17), (PINK, "^", 23))
    for (label, y), (colour, marker, size) in zip(runs.items(), looks):
        face = colour if marker == "o" else "none"
        look = {"color": colour, "marker": marker, "markersize": size, "markerfacecolor": face, "markeredgewidth": 1.6}
        ax.plot(x, y, linestyle="", label=label, **look)
    ax.set(xlabel=xlabel, ylabel=ylabel, xticks=x)
    ax.margins(y=0.15)
    ax.legend(frameon=False, markerscale=0.8, labelspacing=1)
    show(fig, alt)


def bars_in_groups(ax, groups, names, *, low, high):
    """Draw groups of bars above and below zero, with their values, and return what a later change would move.

    Parameters
    ----------
    ax : matplotlib axes
    groups : dict of str to array, shape (k,)
        One to four bars in each group.
    names : list of str, of length k
        Of the bars, for the legend; each has a colour and a hatching of its own.
    low, high : float
        The axis; a bar that is longer is cut off there, its value is written all the same.

    Returns
    -------
    (bars, texts): for each group a list of k bars, and of k texts

    Raises
    ------
    ValueError
        If a group has another number of bars than there are names.
    """
    bars, texts = [], []
    width, looks = 0.8 / len(names), ((BLUE, ""), (ORANGE, "///"), (GREEN, "..."), (PINK, "xx"))
    for place, values in enumerate(groups.values()):
        bars.append([])
        texts.append([])
        for k, (value, name) in enumerate(zip(values, names, strict=True)):
            colour, hatch = looks[k]
            x = place + (k - (len(names) - 1) / 2) * width
            label = name if place == 0 else None
            look = {"facecolor": colour, "edgecolor": "white", "linewidth": 0, "hatch": hatch}
            bars[-1] += ax.bar(x, value, 0.9 * width, label=label, **look)
            texts[-1].append(ax.text(x, 0, "", ha="center", va="center", fontsize=9))
            set_bar(bars[-1][-1], texts[-1][-1], value, low, high)
    ax.axhline(0, color="black", linewidth=0.8)
    ax.set(ylim=(low, high), xlim=(-0.5, len(groups) - 0.5))
    ax.set_xticks(range(len(groups)), groups)
    ax.tick_params(axis="x", length=0)
    return bars, texts


def set_bar(bar, text, value, low, high):
    """Give one of the bars a new value, and write that beside it.

    Parameters
    ----------
    bar, text : as `bars_in_groups` returns them
    value : float
    low, high : float
        The axis: bar and text stay inside of it. Raises nothing.
    """
    bar.set_height(min(max(value, low), high))
    room = 0.05 * (high - low)
    place = value + room if value >= 0 else value - room
    text.set_y(min(max(place, low + room), high - room))
    text.set_text(f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−"))


def slopes_by_loss(groups, names, *, title, alt, ylabel):
    """Show what several losses say to the same scores, as groups of bars.

    Parameters
    ----------
    groups : dict of str to array, shape (k,)
        By loss; the slope at each score.
    names : list of str, of length k
        Of the scores.
    title, alt, ylabel : str

    Raises
    ------
    ValueError
        If a group has another number of slopes than there are names, or alt is too short.
    """
    fig, ax = figure(title, width=8)
    bars_in_groups(ax, groups, names, low=-1.25, high=1.25)
    ax.set_ylabel(ylabel)
    ax.legend(frameon=False, ncols=len(names), loc="upper right")
    show(fig, alt)


def differences(panels, *, title, alt, xlabel, zero):
    """Show by how much runs of several methods differ from the same runs of a baseline: a dot a run, a bar at the mean.

    Parameters
    ----------
    panels : dict of str to (dict of str to array of float)
        Side by side; in each, differences in points by method.
    title, alt, xlabel : str
    zero : str
        Name of the dashed line at 0.

    Raises
    ------
    ValueError
        If alt is too short.
    """
    height = 1.05 + 0.36 * max(map(len, panels.values()))
    fig, axes = figure(title, columns=len(panels), width=9.5 if len(panels) > 1 else 7.5, height=height, squeeze=False)
    for ax, (name, methods) in zip(axes[0], panels.items()):
        for place, values in enumerate(methods.values()):
            colour, marker = (ORANGE, "s") if np.mean(values) < 0 else (BLUE, "o")
            ax.plot(values, [place] * len(values), marker, color=colour, markersize=7, alpha=0.5)
            ax.plot(np.mean(values), place, "|", color="black", markersize=20, markeredgewidth=2.2)
        ax.axvline(0, color=GREY, linestyle="--", linewidth=1.2, label=zero)
        ax.set(xlabel=xlabel, yticks=range(len(methods)), yticklabels=methods, ylim=(len(methods) - 0.5, -0.5))
        ax.set_title(name, fontsize=10)
    axes[0, 0].legend(frameon=False, fontsize=9, loc="best")
    show(fig, alt)


def against_rate(lines, *, title, alt, xlabel, ylabel, lowest=None):
    """Show a result against the learning rate, on a log axis: the mean of some runs, and bars from worst to best.

    Parameters
    ----------
    lines : dict of str to dict of float to list of float
        For each line, the results of the runs at each rate; at most four lines.
    title, alt, xlabel, ylabel : str
    lowest : float, optional
        Where the picture ends; what lies lower runs out of it.

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title, height=3.55)
    for (label, runs), colour, dash, marker in zip(lines.items(), (BLUE, ORANGE, GREEN, PINK), DASHES, "os^D"):
        means = np.array([np.mean(values) for values in runs.values()])
        reach = [means - [min(v) for v in runs.values()], [max(v) for v in runs.values()] - means]
        look = {"color": colour, "linestyle": dash, "marker": marker, "markersize": 7, "capsize": 4}
        ax.errorbar(list(runs), means, reach, linewidth=1.8, label=label, **look)
    ax.set(xscale="log", xlabel=xlabel, ylabel=ylabel, ylim=(lowest, None))
    ticks = sorted({rate for runs in lines.values() for rate in runs})
    ax.set_xticks(ticks, [f"{rate:g}" for rate in ticks], rotation=45 if len(ticks) > 8 else 0)
    ax.minorticks_off()
    ax.legend(frameon=False)
    show(fig, alt)


def runs_of_pairs(results, *, names, title, alt, xlabel):
    """Show the runs of each method under two conditions, as two rows of marks with a bar at their mean.

    Parameters
    ----------
    results : dict of str to (list of float, list of float)
    names : (str, str)
        Of the two conditions.
    title, alt, xlabel : str

    Raises
    ------
    ValueError
        If alt is too short.
    """
    fig, ax = figure(title, height=0.65 + 0.55 * len(results))
    for place, pair in enumerate(results.values()):
        for values, shift, colour, marker in zip(pair, (-0.17, 0.17), (BLUE, ORANGE), "os"):
            look = {"color": colour, "marker": marker, "linestyle": "", "markersize": 7}
            ax.plot(values, np.full(len(values), place + shift), alpha=0.55, **look)
            ax.plot(np.mean(values), place + shift, "|", color="black", markersize=16, markeredgewidth=2)
    ax.plot([], [], "o", color=BLUE, label=names[0])
    ax.plot([], [], "s", color=ORANGE, label=names[1])
    ax.plot([], [], "|", color="black", markersize=10, markeredgewidth=2, label="mean")
    ax.set(xlabel=xlabel, yticks=range(len(results)), yticklabels=results, ylim=(len(results) - 0.5, -0.5))
    fig.legend(*ax.get_legend_handles_labels(), loc="outside right center", frameon=False)
    show(fig, alt)
