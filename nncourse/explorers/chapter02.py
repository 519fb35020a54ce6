"""Chapter 02 · Perceptron: one line over the four corners, set by hand or moved by Rosenblatt's rule."""

import numpy as np

from nncourse import plots
from nncourse.explorers.base import Explorer, choice, slider
from nnlib.perceptron import Perceptron

CORNERS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
NAMES = ["(0,0)", "(0,1)", "(1,0)", "(1,1)"]
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}
REACH = 3.0  # the weights and the bias go from -REACH to REACH


def explore():
    """Return an explorer of one perceptron with two inputs over the four corners, and of its corrections.

    Returns
    -------
    Explorer, with the controls gate and first (str), w1, w2 and bias (float), and the buttons "Next
    mistake" and "Set to zero".
    """
    controls = {
        "gate": choice("gate", list(GATES), "AND"),
        "w1": slider("first weight", -REACH, REACH, 1.0, 0.25),
        "w2": slider("second weight", -REACH, REACH, 1.0, 0.25),
        "bias": slider("bias", -REACH, REACH, -0.5, 0.25),
        "first": choice("corner to ask next", NAMES, NAMES[0]),
    }
    zero = {"w1": 0.0, "w2": 0.0, "bias": 0.0, "first": NAMES[0]}
    return Explorer(controls, draw, {"Next mistake": correct, "Set to zero": lambda **_: zero})


def next_mistake(gate, w1, w2, bias, first):
    """Return the first misread corner, an int, going round the four from a given one; None if all are right.

    Parameters
    ----------
    gate : str, a key of GATES
    w1, w2, bias : float
    first : str, one of NAMES

    Returns
    -------
    int or None; raises KeyError or ValueError for other names.
    """
    answers = Perceptron([w1, w2], -bias)(CORNERS)
    start = NAMES.index(first)
    misread = (i % 4 for i in range(start, start + 4) if answers[i % 4] != GATES[gate][i % 4])
    return next(misread, None)


def correct(gate, w1, w2, bias, first):
    """Return the controls after one correction of `Perceptron.learn`: that of the next misread corner.

    Parameters
    ----------
    gate : str, a key of GATES
    w1, w2, bias : float
    first : str, one of NAMES
        The corner to be asked first.

    Returns
    -------
    dict of str to float or str; empty if nothing is misread, or if the correction leaves the sliders.
    Raises KeyError or ValueError for other names.
    """
    corner = next_mistake(gate, w1, w2, bias, first)
    if corner is None:
        return {}
    learner = Perceptron([w1, w2], -bias)
    learner.learn(CORNERS[:, [corner]], [GATES[gate][corner]], epochs=1)
    numbers = {"w1": learner.weights[0], "w2": learner.weights[1], "bias": learner.bias}
    if max(map(abs, numbers.values())) > REACH:
        return {}
    return numbers | {"first": NAMES[(corner + 1) % 4]}


def draw(gate, w1, w2, bias, first):
    """Return the picture of the line over the corners, its alt text, and the truth table as text.

    Parameters
    ----------
    gate : str, a key of GATES
    w1, w2, bias : float
    first : str, one of NAMES

    Returns
    -------
    (figure, str, str); raises KeyError or ValueError for other names.
    """
    targets, z = GATES[gate], np.array([w1, w2]) @ CORNERS + bias
    answers = Perceptron([w1, w2], -bias)(CORNERS)
    right = np.count_nonzero(answers == targets)
    corner = next_mistake(gate, w1, w2, bias, first)

    text = f"{gate}: {right} of 4 right"
    for name, total, target, answer in zip(NAMES, z, targets, answers):
        verdict = "right" if target == answer else "wrong"
        text += f"\ncorner {name}: z = {total:z5.2f}, target {target}, output {answer}, {verdict}"
    text += f"\ndiagonals: z(0,0) + z(1,1) = {z[0] + z[3]:z.2f}, z(0,1) + z(1,0) = {z[1] + z[2]:z.2f}\n"
    if corner is None:
        text += "next mistake: none"
    else:
        text += f"next mistake: corner {NAMES[corner]}"
        if not correct(gate, w1, w2, bias, first):
            text += ", but its correction leaves the sliders"
    text = text.replace("-", "−")

    fig, ax = plots.figure(f"{gate}: {right} of 4 right", width=4.4, height=4.15)
    plots.neuron_in_plane(ax, CORNERS, targets, [w1, w2], bias, limits=(-0.5, 1.5), ringed=corner)
    ax.set(xlabel="x₁ (circles: target 1)", ylabel="x₂ (squares: target 0)", xticks=(0, 1), yticks=(0, 1))
    yes = ", ".join(name for name, answer in zip(NAMES, answers) if answer) or "none"
    line = f"the line where {w1:z.2f} · x₁ {w2:+z.2f} · x₂ {bias:+z.2f} is 0"
    if w1 == w2 == 0:
        line = f"no line, as both weights are 0, with bias {bias:z.2f}"
    ring = "no corner is ringed" if corner is None else f"{NAMES[corner]} is ringed: the next mistake"
    alt = f"The four corners for {gate}, and {line}. On the hatched side that answers 1: {yes}; {right} right; {ring}."
    return fig, alt.replace("-", "−"), text
