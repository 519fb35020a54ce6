"""Chapter 05 · The forward pass: one image, step by step through the layers of a network."""

import numpy as np
from matplotlib.figure import Figure

from nncourse import plots
from nncourse.explorers.base import Explorer, choice, slider
from nnlib.losses import CrossEntropy
from nnlib.network import NeuralNetwork
from nnlib.optimizers import SGD
from nnlib.training import train

INK = ("0", "0.5", "1", "2", "10", "255")


def trained(net, images, labels):
    """Train a network on images and their labels, five times through, with the tools of chapters 06 to 08.

    Parameters
    ----------
    net : NeuralNetwork
    images : array, shape (784, n)
    labels : integer array, shape (n,)

    Returns
    -------
    NeuralNetwork
        With the same layers.

    Raises
    ------
    ValueError, TypeError
        What `train` raises.
    """
    net = NeuralNetwork(net.layers)  # that of the lesson cannot learn yet
    rng = np.random.default_rng(1)
    loss, optimizer = CrossEntropy(), SGD(0.1)
    train(net, images, labels, loss=loss, optimizer=optimizer, epochs=5, batch_size=32, rng=rng, progress=False)
    return net


def explore(networks, images, labels):
    """Return an explorer that takes one image through a network, a layer at a time.

    Parameters
    ----------
    networks : dict of str to NeuralNetwork
        By name; each with the same number of layers, the last without an activation.
    images : array, shape (784, n)
    labels : integer array, shape (n,)

    Returns
    -------
    Explorer

    Raises
    ------
    ValueError
        If the networks differ in their number of layers, or there is not one label per image.
    """
    depths = {len(net.layers) for net in networks.values()}
    if len(depths) != 1:
        raise ValueError(f"the networks must have one and the same number of layers, not {sorted(depths)}")
    if np.shape(images)[1:] != np.shape(labels):
        raise ValueError(f"images of shape {np.shape(images)} need as many labels, not {np.shape(labels)}")
    last = depths.pop()
    controls = {
        "step": slider("step", 0, last, 0, 1),
        "image": slider("image", 0, len(labels) - 1, 0, 1),
        "network": choice("network", list(networks), next(iter(networks))),
        "ink": choice("ink", INK, "1"),
    }
    buttons = {
        "Next step": lambda step, **_: {"step": min(step + 1, last)},
        "Step back": lambda step, **_: {"step": max(step - 1, 0)},
    }

    def redraw(step, image, network, ink):
        x = float(ink) * np.asarray(images[:, [image]], dtype=np.float64)
        return draw(networks[network], x, labels[image], step)

    return Explorer(controls, redraw, buttons)


def draw(net, x, label, step):
    """Return the picture of the steps so far, its alt text, and what the present step computed.

    Parameters
    ----------
    net : NeuralNetwork
    x : array, shape (784, 1)
    label : int
    step : int
        0 for the pixels, then one for each layer.

    Returns
    -------
    (figure, str, str); raises what ``net.forward_pass`` raises.
    """
    scores = net.forward_pass(x)[:, 0]
    values = [x[:, 0], *(layer.a[:, 0] for layer in net.layers)]
    last = len(values) - 1
    captions = ["the image", *(f"layer {number}" for number in range(1, last + 1))]
    title = f"{captions[step]}: {len(values[step])} numbers, {above_zero(values[step])} above zero"
    if step == last:
        title = f"{captions[step]}: answer {scores.argmax()}; the label is {label}"

    fig = Figure(figsize=(9.6, 2.4))  # without a layout to be worked out: half the time
    fig.set_label(f"Step {step} of {last}, {title}")
    places = np.cumsum([0, *([1] * last), 1.5])
    for number, (left, right) in enumerate(zip(places / places[-1], places[1:] / places[-1])):
        room = 0.2 * (right - left) * (number == last)  # for the labels of the bars
        ax = fig.add_axes((0.01 + 0.98 * left + room, 0.19, 0.88 * (right - left) - room, 0.675))
        ax.set_title(captions[number], fontsize=10, fontweight="bold" if number == step else "normal")
        panel(ax, values[number], number, last, shown=number <= step)
        if number == step:
            ax.spines[:].set(visible=True, color=plots.BLUE, linewidth=2.5)
    return fig, alt_text(values, label, step), readout(net, values, label, step)


def panel(ax, values, number, last, *, shown):
    """Draw one step into axes: tiles, or bars for the scores; empty if it is yet to come.

    Parameters
    ----------
    ax : matplotlib axes
    values : array, shape (k,)
    number, last : int
        Of this step and of the last one.
    shown : bool

    Returns
    -------
    None.
    """
    if not shown:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=True, linestyle=":", color=plots.GREY)
        ax.text(0.5, 0.5, f"step {number}", transform=ax.transAxes, ha="center", va="center", color=plots.GREY)
    elif number < last:
        plots.tiles(ax, values)
    else:
        best, top = values.argmax(), max(np.abs(values).max(), 0.01)
        ax.vlines(range(len(values)), 0, values, color="#9CC3DD", linewidth=8)
        ax.vlines(best, 0, values[best], color=plots.BLUE, linewidth=8)
        ax.axhline(0, color="black", linewidth=0.8)
        ax.set(xticks=[], xlim=(-0.7, len(values) - 0.3), ylim=(-top, top))
        ax.set_yticks((-top, 0, top), [plain(height) for height in (-top, 0, top)])
        for digit in range(len(values)):  # in place of ticks, which are drawn more slowly
            ax.text(digit, -0.03, digit, transform=ax.get_xaxis_transform(), ha="center", va="top")
        ax.set_ylabel("score", labelpad=1)
        ax.spines[["top", "right"]].set_visible(False)


def above_zero(values):
    """Return how many entries of values, an array of any shape, are above 0."""
    return np.count_nonzero(values > 0)


def plain(value):
    """Return value, a float, as text with two decimals and a real minus sign."""
    return f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "−")


def readout(net, values, label, step):
    """Return what the present step computed, in words.

    Parameters
    ----------
    net : NeuralNetwork
    values : list of arrays, shape (k,)
        Of each step: pixels, the outputs of each layer.
    label, step : int

    Returns
    -------
    str.
    """
    last, now = len(values) - 1, values[step]
    start = f"Step {step} of {last}, "
    if step == 0:
        return f"{start}the image: shape ({len(now)}, 1), {above_zero(now)} of {len(now)} pixels above zero."
    layer, costs = net.layers[step - 1], [layer.W.size for layer in net.layers[:step]]
    act = type(layer.act_function).__name__
    text = f"{start}layer {step}: W {layer.W.shape} times x {layer.x.shape} plus b {layer.b.shape}, then {act}.\n"
    if step == last:
        text += f"Scores: {', '.join(f'{digit}: {plain(score)}' for digit, score in enumerate(now))}.\n"
        text += f"Answer {now.argmax()}; the label is {label}.\n"
    else:
        text += f"Shape {layer.a.shape}: {above_zero(now)} of {len(now)} above zero, the greatest {plain(now.max())}.\n"
    return f"{text}Multiply-adds: {costs[-1]:,} in this layer, {sum(costs):,} up to here."


def alt_text(values, label, step):
    """Return what the picture shows.

    Parameters
    ----------
    values : list of arrays, shape (k,)
        Of each step: pixels, the outputs of each layer.
    label, step : int

    Returns
    -------
    str.
    """
    last, scores = len(values) - 1, values[-1]
    parts = [f"a handwritten {label}" if values[0].any() else "an empty page"]
    for number, a in enumerate(values[1 : min(step + 1, last)], start=1):
        parts.append(f"{len(a)} tiles of layer {number}, {above_zero(a)} of them above zero")
    if step == last:
        extent = f"from {plain(scores.min())} to {plain(scores.max())}"
        parts.append(f"ten bars, scores {extent}, the largest in row {scores.argmax()}")
    waiting = "" if step == last else f" {last - step} of {last + 1} panels are still empty."
    return f"From left to right: {'; '.join(parts)}.{waiting}"
