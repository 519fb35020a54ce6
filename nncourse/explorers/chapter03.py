"""Chapter 03 · Sigmoid neurons: one input, one weight, one bias, and the slope that foretells a nudge."""

import numpy as np

from nncourse import plots
from nncourse.explorers.base import Explorer, choice, slider
from nnlib.activations import Identity, LeakyReLU, ReLU, Sigmoid, Tanh
from nnlib.perceptron import step

NUDGE = 0.1
ACTIVATIONS = {
    "sigmoid": Sigmoid(),
    "tanh": Tanh(),
    "ReLU": ReLU(),
    "leaky ReLU": LeakyReLU(),
    "identity": Identity(),
    "step": step,
}
HEIGHTS = {"sigmoid": (-0.15, 1.15), "tanh": (-1.3, 1.3), "step": (-0.15, 1.15)}  # the others know no bounds


def explore():
    """Return an explorer of a neuron with one input: its output, its slope, and what a nudge of w does.

    Returns
    -------
    Explorer, with the controls activation (str), x, w and b (float).
    """
    controls = {
        "activation": choice("activation", list(ACTIVATIONS), "sigmoid"),
        "x": slider("input x", -2.0, 2.0, 1.0, 0.1),
        "w": slider("weight w", -10.0, 10.0, 0.6, 0.1),
        "b": slider("bias b", -5.0, 5.0, 0.9, 0.1),
    }
    return Explorer(controls, draw)


def draw(activation, x, w, b):
    """Return the picture of the output against z with the tangent, its alt text, and the numbers at the point.

    Parameters
    ----------
    activation : str, a key of ACTIVATIONS
    x, w, b : float

    Returns
    -------
    (figure, str, str); raises KeyError for another activation.
    """
    act = ACTIVATIONS[activation]
    z, nudged = (round(weight * x + b, 6) for weight in (w, w + NUDGE))  # 6: the controls move in tenths
    a = act(z)
    slope = 0.0 if act is step else float(act.backward(a, 1.0))
    jump = act is step and z == 0
    numbers = f"{z:z.2f}", f"{a:.4f}", f"{slope:.4f}", f"{slope * NUDGE * x:+z.4f}", f"{act(nudged) - a:+z.4f}"
    text = "z = {}, a = {}, slope against z {}; w + 0.1: predicted {}, actual {}".format(*numbers)
    if jump:
        text = "z = {0}, a = {1}, no slope at the jump; w + 0.1: nothing predicted, actual {4}".format(*numbers)
    elif z == 0 and activation in ("ReLU", "leaky ReLU"):
        text += "\nz = 0 is the kink, which has no slope; by convention the one on its left is taken."

    tangent = "no tangent at the jump" if jump else f"tangent of slope {slope:.4f}"
    fig, ax = plots.figure(minus(f"{activation} at z = {z:z.2f}: {tangent}"), width=5.4, height=3.15)
    reach = next(size for size in (6, 12, 26) if abs(z) <= size)
    sums = np.linspace(-reach, reach, 401)
    outputs = act(sums)
    ax.plot(sums, outputs, color=plots.BLUE, linewidth=2)
    if not jump:
        ax.axline((z, a), slope=slope, color=plots.ORANGE, linestyle="--", linewidth=1.5)
    ax.plot(z, a, "o", color=plots.ORANGE, markeredgecolor="black", markersize=9)
    low = -1.08 * reach if activation == "identity" else -0.15 * reach
    heights = HEIGHTS.get(activation, (low, 1.08 * reach))
    ax.set(xlabel="z", ylabel="output a", xlim=(-1.05 * reach, 1.05 * reach), ylim=heights)
    alt = f"Output of a neuron with {activation} against its sum z: {outputs[0]:z.2f} at the left end, "
    alt += f"{outputs[-1]:z.2f} at the right. The point at z = {z:z.2f} has output {a:.4f}; {tangent}."
    return fig, minus(alt), minus(text)


def minus(text):
    """Return a text, a str, with minus signs, which are read aloud, instead of hyphens."""
    return text.replace("-", "−")
