"""Chapter 13 · PyTorch and Keras: one example, three scores, and what four losses say to them."""

import numpy as np

from nncourse import plots
from nncourse.explorers.base import Explorer, choice, keep_as_background, slider
from nnlib.activations import Sigmoid, Softmax
from nnlib.losses import CrossEntropy

NAMES = ["A", "B", "C"]
LOSSES = {
    "cross-entropy": "Cross-entropy",
    "softmax, then\ncross-entropy": "Softmax first",
    "binary cross-entropy\nwith logits": "Binary with logits",
    "binary, scores taken\nfor probabilities": "Scores as probabilities",
}
KERAS_EPSILON = 1e-7  # Keras keeps probabilities this far from 0 and from 1
LOW, HIGH = -1.25, 1.25  # of the axis
DPI = 80


def cross_entropy(scores, label):
    """Return the loss and its slope at each score.

    Parameters
    ----------
    scores : float array, shape (k,)
    label : int

    Returns
    -------
    (float, array of shape (k,)); raises ValueError if there is no such label.
    """
    outputs, loss = scores[:, np.newaxis], CrossEntropy()
    return loss(outputs, [label]), loss.derivative(outputs, [label])[:, 0]


def softmax_first(scores, label):
    """Return the same if softmax is applied before a loss that applies it again.

    Parameters
    ----------
    scores : float array, shape (k,)
    label : int

    Returns
    -------
    (float, array of shape (k,)); raises ValueError if there is no such label.
    """
    shares = Softmax()(scores)
    value, slopes = cross_entropy(shares, label)
    return value, Softmax().backward(shares, slopes)


def binary_with_logits(scores, label):
    """Return the same for a yes-or-no question at each score: mean over the scores.

    Parameters
    ----------
    scores : float array, shape (k,)
    label : int

    Returns
    -------
    (float, array of shape (k,)).
    """
    y = np.arange(len(scores)) == label
    value = np.mean(np.maximum(scores, 0) - y * scores + np.log1p(np.exp(-np.abs(scores))))
    return float(value), (Sigmoid()(scores) - y) / len(scores)


def scores_as_probabilities(scores, label):
    """Return the same if the scores go where probabilities belong, and are cut off as Keras does it.

    Parameters
    ----------
    scores : float array, shape (k,)
    label : int

    Returns
    -------
    (float, array of shape (k,)); where a score was cut off its slope is 0.
    """
    y = np.arange(len(scores)) == label
    p = np.clip(scores, KERAS_EPSILON, 1 - KERAS_EPSILON)
    value = -np.mean(y * np.log(p) + ~y * np.log(1 - p))
    return float(value), np.where(p == scores, (p - y) / (p * (1 - p)), 0) / len(scores)


def told(scores, label):
    """Return what each loss says, by its name in the picture.

    Parameters
    ----------
    scores : float array, shape (3,)
    label : int

    Returns
    -------
    dict of str to (float, array of shape (3,)).
    """
    functions = (cross_entropy, softmax_first, binary_with_logits, scores_as_probabilities)
    return {name: function(scores, label) for name, function in zip(LOSSES, functions)}


def signed(value):
    """Return value, a float, as text with four decimals and a real minus sign."""
    return f"{value + 0.0:.4f}".replace("-0.0000", "0.0000").replace("-", "−")


def explore():
    """Return an explorer of four losses of the same three scores: an `Explorer`."""
    return Explorer(
        {
            "a": slider("score of A", -10.0, 10.0, 3.0, 0.1),
            "b": slider("score of B", -10.0, 10.0, 1.0, 0.1),
            "c": slider("score of C", -10.0, 10.0, 0.0, 0.1),
            "label": choice("label", NAMES, "B"),
        },
        Bars().draw,
        dpi=DPI,
    )


class Bars:
    """The picture, made once; only heights and texts change."""

    def __init__(self):
        self.fig, ax = plots.figure(width=8.6, height=3.65, dpi=DPI)
        zeros = {name: np.zeros(len(NAMES)) for name in LOSSES}
        self.bars, self.texts = plots.bars_in_groups(ax, zeros, NAMES, low=LOW, high=HIGH)
        ax.set_ylabel("slope at each score")
        ax.legend(frameon=False, ncols=len(NAMES), loc="upper right", title="score of")
        keep_as_background(self.fig, [artist for group in (*self.bars, *self.texts) for artist in group])

    def draw(self, a, b, c, label):
        """Return the picture for three scores, its alt text, and the numbers.

        Parameters
        ----------
        a, b, c : float
        label : str, one of the names

        Returns
        -------
        (figure, str, str).
        """
        number = NAMES.index(label)
        found = told(np.array([a, b, c]), number)
        for bars, texts, (_, slopes) in zip(self.bars, self.texts, found.values()):
            for bar, text, slope in zip(bars, texts, slopes):
                plots.set_bar(bar, text, slope, LOW, HIGH)
        scores = f"scores {a:.1f}, {b:.1f} and {c:.1f}, label {label}".replace("-", "−")
        self.fig.set_label(f"S{scores[1:]}: what each loss says")
        lines = [
            f"{LOSSES[name]}: loss {signed(value)}, slope at {label} {signed(slopes[number])}."
            for name, (value, slopes) in found.items()
        ]
        alt = f"Bars of the slopes of four losses at three {scores}. " + " ".join(
            f"{LOSSES[name]}: {', '.join(f'{each} {signed(s)}' for each, s in zip(NAMES, slopes))}."
            for name, (_, slopes) in found.items()
        )
        return self.fig, alt, "\n".join(lines)
