"""Numbers against numbers: curves, histograms, and runs of training."""

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
