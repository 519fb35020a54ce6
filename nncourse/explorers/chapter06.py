"""Chapter 06 · Loss: gradient descent on the loss of a neuron with two parameters."""

import ipywidgets as widgets
import numpy as np

from nncourse import plots
from nncourse.explorers.base import Explorer, choice, keep_as_background, slider
from nnlib.activations import Sigmoid
from nnlib.losses import MSE, BinaryCrossEntropy

RATES = ["0.1", "0.3", "1", "3", "10", "20", "30", "100"]
MAP = (-6, 18), (-8, 8)  # what of c and b is drawn
LAST = 100  # step
LIMITS = {"squares": (0.001, 1), "cross-entropy": (0.003, 10)}  # of the curves, by loss
DPI = 80


def explore(u, y):
    """Return an explorer of gradient descent on the loss of sigmoid(c u + b), over c and b.

    Parameters
    ----------
    u : array, shape (n,)
        The sum of each image, scaled so that c is about 10 where the loss is least.
    y : array of 0 and 1, shape (n,)

    Returns
    -------
    Explorer; raises ValueError if the shapes do not fit.
    """
    u, y = np.asarray(u, dtype=float), np.asarray(y)
    walks = {loss: Walks(u, y, loss) for loss in LIMITS}
    style = {"description_width": "initial"}
    controls = {
        "loss": choice("loss", list(LIMITS), "squares"),
        "c": slider("c: steepness", -4, 16, -4, 1),
        "b": slider("b: bias", -8, 8, 6, 1),
        "rate": widgets.SelectionSlider(  # JupyterLab keeps the arrow keys of a drop-down list for itself
            options=RATES, value="3", description="learning rate", style=style, layout={"width": "340px"}
        ),
        "step": slider("step", 0, LAST, 0, 1),
    }
    buttons = {
        "One step": lambda step, **_: {"step": min(step + 1, LAST)},
        "Ten steps": lambda step, **_: {"step": min(step + 10, LAST)},
        "Back to the start": lambda **_: {"step": 0},
    }
    return Explorer(controls, lambda loss, **place: walks[loss].draw(**place), buttons, dpi=DPI)


class Walks:
    """The map of one loss, drawn once, and the walks across it, each computed as far as it was asked for.

    Parameters
    ----------
    u : array, shape (n,)
    y : array of 0 and 1, shape (n,)
    loss : str
        "squares" or "cross-entropy".

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """

    def __init__(self, u, y, loss):
        self.u, self.y, self.loss_name, self.known = u, y, loss, {}
        c, b = np.linspace(*MAP[0], 49), np.linspace(*MAP[1], 33)
        surface = np.array([[self.loss_of(one * u + other)[0] for one in c] for other in b])
        self.fig, (left, right) = plots.figure(columns=2, width=9, height=3.75, width_ratios=(1.7, 1), dpi=DPI)
        plots.contours(left, c, b, surface)
        left.set(xlabel="c, steepness", ylabel="b, bias")
        (self.path,) = left.plot([], [], color=plots.BLUE, marker="o", markersize=5)
        (self.end,) = left.plot([], [], color=plots.ORANGE, marker="s", markersize=9, linestyle="", markeredgecolor="w")
        (self.loss,) = right.plot([], [], color=plots.BLUE, linewidth=2, label="loss")
        (self.mistakes,) = right.plot(
            [], [], color=plots.ORANGE, linestyle="--", linewidth=2, label="mistakes, as a fraction"
        )
        right.set(yscale="log", xlim=(0, LAST), ylim=LIMITS[loss], xlabel="step")
        ticks = [tick for tick in (0.001, 0.01, 0.1, 1, 10) if LIMITS[loss][0] <= tick <= LIMITS[loss][1]]
        right.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        right.minorticks_off()
        right.legend(frameon=False)
        keep_as_background(self.fig, [*left.lines, *right.lines])

    def loss_of(self, z):
        """Return the loss, a float, and its slope for each sum; z and the slopes have shape (n,)."""
        if self.loss_name == "cross-entropy":
            loss = BinaryCrossEntropy()
            return loss(z[np.newaxis], self.y), loss.derivative(z[np.newaxis], self.y)[0]
        loss, a = MSE(), Sigmoid()(z)[np.newaxis]
        targets = self.y[np.newaxis]
        return loss(a, targets), Sigmoid().backward(a, loss.derivative(a, targets))[0]

    def measure(self, c, b):
        """Return (c, b, loss, mistakes, slope for c, slope for b) at one place; all float."""
        z = c * self.u + b
        value, push = self.loss_of(z)
        return c, b, value, np.count_nonzero((z > 0) != self.y), push @ self.u, push.sum()

    def walk(self, c, b, rate, steps):
        """Return what `measure` finds at the start and after each step.

        Parameters
        ----------
        c, b, rate : float
        steps : int

        Returns
        -------
        array of shape (steps + 1, 6).
        """
        rows = self.known.setdefault((c, b, rate), [self.measure(float(c), float(b))])
        while len(rows) <= steps:
            c, b, _, _, dc, db = rows[-1]
            rows.append(self.measure(c - rate * dc, b - rate * db))
        return np.array(rows[: steps + 1])

    def draw(self, c, b, rate, step):
        """Return the picture of a walk on the map, its alt text, and the numbers at its end.

        Parameters
        ----------
        c, b : int
            The start.
        rate : str, the learning rate
        step : int, how many

        Returns
        -------
        (figure, str, str).
        """
        rows = self.walk(c, b, float(rate), step)
        n = len(self.y)
        self.path.set_data(rows[:, 0], rows[:, 1])
        self.end.set_data(rows[-1:, 0], rows[-1:, 1])
        self.loss.set_data(range(step + 1), rows[:, 2])
        self.mistakes.set_data(range(step + 1), rows[:, 3] / n)
        end_c, end_b, loss, mistakes, dc, db = rows[-1]
        where, outside = f"c = {end_c:.2f}, b = {end_b:.2f}", off_the_map(end_c, end_b)
        text = f"Step {step}: {where}{outside}\nLoss {loss:.4f}, {mistakes:,.0f} mistakes of {n:,}."
        text += f"\nSlopes: {dc:+.4f} for c, {db:+.4f} for b."
        text += f"\nThe next step moves c by {-float(rate) * dc:+.3f} and b by {-float(rate) * db:+.3f}."
        self.fig.set_label(f"Loss by {self.loss_name}, learning rate {rate}, step {step}: loss {loss:.4f}")
        alt = f"Map of the loss, by {self.loss_name}, over c and b. A walk with learning rate {rate} from ({c}, {b}), "
        alt += f"after {step} steps at ({end_c:.2f}, {end_b:.2f}){outside}. "
        alt += f"The loss went from {rows[0, 2]:.4f} to {loss:.4f}."
        return self.fig, alt.replace("-", "−"), text.replace("-", "−")


def off_the_map(c, b):
    """Return in words on which side of the map (c, b), both float, lies, or "" if on it."""
    sides = [("left", c < MAP[0][0]), ("right", c > MAP[0][1]), ("below", b < MAP[1][0]), ("above", b > MAP[1][1])]
    found = [side for side, is_there in sides if is_there]
    return f", off the map ({' and '.join(found)})" if found else ""
