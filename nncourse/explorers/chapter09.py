"""Chapter 09 · Optimizers: a race of four optimizers over a chosen surface."""

import ipywidgets as widgets
import numpy as np

from nncourse import plots
from nncourse.explorers.base import Explorer, choice, keep_as_background, slider
from nnlib.activations import Sigmoid
from nnlib.optimizers import SGD, Adam, Momentum, RMSProp

RATES = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0]
MEMORIES = [0.0, 0.5, 0.7, 0.9, 0.99]
SURFACES = ["ravine", "turned ravine", "steeper ravine", "bowl", "plateau"]
LAST = 200  # step
MAP = (-8, 12)  # what is drawn of both weights
LOSSES = (1e-7, 1e3)  # what is drawn of the loss
GONE = 1e9  # a weight as large as this will not come back
DPI = 80


def explore():
    """Return an explorer in which plain descent, momentum, RMSProp and Adam walk down one surface.

    The surface is a str of SURFACES; the four learning rates and the momentum are float, the step is an int.

    Returns
    -------
    Explorer.
    """
    controls = {
        "surface": choice("surface", SURFACES, "ravine"),
        "plain": stops("plain: rate", RATES, 0.01),
        "momentum": stops("momentum: rate", RATES, 0.01),
        "rmsprop": stops("RMSProp: rate", RATES, 0.1),
        "adam": stops("Adam: rate", RATES, 0.3),
        "memory": stops("momentum: μ", MEMORIES, 0.9),
        "step": slider("step", 0, LAST, 100, 1),
    }
    controls["surface"].layout.width = "100%"  # a row of its own
    buttons = {
        "One step": lambda step, **_: {"step": min(step + 1, LAST)},
        "Ten steps": lambda step, **_: {"step": min(step + 10, LAST)},
        "Back to the start": lambda **_: {"step": 0},
    }
    tracks = {}

    def draw(surface, **settings):
        if surface not in tracks:
            tracks[surface] = Track(surface)
        return tracks[surface].draw(**settings)

    return Explorer(controls, draw, buttons, dpi=DPI)


def stops(label, values, start):
    """Return a slider with a stop at each of some numbers.

    Parameters
    ----------
    label : str
    values : list of float
    start : float, one of the values

    Returns
    -------
    SelectionSlider; raises what it raises.
    """
    style, layout = {"description_width": "initial"}, {"width": "270px"}
    options = [(f"{value:g}", value) for value in values]
    return widgets.SelectionSlider(options=options, value=start, description=label, style=style, layout=layout)


class Quadratic:
    """A loss that grows with the square of the distance: 1/2 (along² + steepness · across²), turned or not.

    Parameters
    ----------
    steepness : float
        Of the walls; that of the floor is 1.
    turned : bool
        Whether the floor runs along the diagonal instead of the first weight.

    Attributes
    ----------
    start : array, shape (2,)
        10 along the floor, and 1 up the wall.
    """

    def __init__(self, steepness, turned=False):
        along = np.array([1.0, 1.0]) / np.sqrt(2) if turned else np.array([1.0, 0.0])
        across = np.array([-along[1], along[0]])
        self.matrix = np.outer(along, along) + steepness * np.outer(across, across)
        self.start = 10 * along + across

    def loss(self, places):
        """Return the loss at places, an array of shape (2, …)."""
        return 0.5 * (places * np.tensordot(self.matrix, places, 1)).sum(axis=0)

    def slopes(self, place):
        """Return the slopes, shape (2,), at a place of that shape."""
        return self.matrix @ place


class Plateau:
    """The loss of the toy neuron: a²/2 for its output a, over weight and bias; input 1, target 0.

    Attributes
    ----------
    start : array, shape (2,)
        Weight and bias 2, where the neuron is stuck.
    """

    start = np.array([2.0, 2.0])

    def loss(self, places):
        """Return the loss at places, an array of shape (2, …)."""
        return 0.5 * Sigmoid()(places[0] + places[1]) ** 2

    def slopes(self, place):
        """Return the slopes, shape (2,), at a place of that shape."""
        a = Sigmoid()(place.sum())
        return np.full(2, a * a * (1 - a))


def surface_of(name):
    """Return one of the SURFACES by its name, a str; raises KeyError for others."""
    return {
        "ravine": lambda: Quadratic(100),
        "turned ravine": lambda: Quadratic(100, turned=True),
        "steeper ravine": lambda: Quadratic(1000),
        "bowl": lambda: Quadratic(1),
        "plateau": Plateau,
    }[name]()


class Track:
    """A surface with its map, drawn once, and the walks across it, each computed once.

    Parameters
    ----------
    name : str, one of the SURFACES

    Raises
    ------
    KeyError
        For another name.
    """

    def __init__(self, name):
        self.name, self.surface, self.known = name, surface_of(name), {}
        line = np.linspace(*MAP, 80)
        values = self.surface.loss(np.array(np.meshgrid(line, line)))
        self.fig, (left, right) = plots.figure(columns=2, width=9, height=3.95, width_ratios=(1.15, 1), dpi=DPI)
        plots.contours(left, line, line, np.maximum(values, LOSSES[0]))
        left.plot(*self.surface.start, "*", color="black", markersize=12)
        left.set(xlabel="first weight", ylabel="second weight", aspect="equal")
        self.paths, self.ends, self.curves = {}, {}, {}
        looks = zip(("plain", "momentum", "RMSProp", "Adam"), (plots.BLUE, plots.ORANGE, plots.GREEN, plots.PINK))
        for (racer, colour), dash, marker in zip(looks, plots.DASHES, "os^D"):
            look = {"color": colour, "linestyle": dash, "linewidth": 1.8}
            (self.paths[racer],) = left.plot([], [], marker=marker, markersize=4, markevery=10, **look)
            end = {"color": colour, "marker": marker, "markersize": 9, "markeredgecolor": "black"}
            (self.ends[racer],) = left.plot([], [], linestyle="", **end)
            (self.curves[racer],) = right.plot([], [], label=racer, marker=marker, markevery=25, markersize=5, **look)
        right.set(yscale="log", xlim=(0, LAST), ylim=LOSSES, xlabel="step", ylabel="loss")
        right.set_yticks([1e-6, 1e-4, 0.01, 1, 100], ["0.000001", "0.0001", "0.01", "1", "100"])
        right.minorticks_off()
        right.legend(frameon=False, loc="lower left", fontsize=9)
        keep_as_background(self.fig, [*left.lines, *right.lines])

    def walk(self, racer, rate, memory):
        """Return the places of a walk and the losses there; nan from where it has gone for good.

        Parameters
        ----------
        racer : str, "plain", "momentum", "RMSProp" or "Adam"
        rate, memory : float
            The second is for momentum only.

        Returns
        -------
        (array of shape (2, LAST + 1), array of shape (LAST + 1,)); raises KeyError for another racer.
        """
        key = racer, rate, memory if racer == "momentum" else None
        if key not in self.known:
            settings = {"momentum": memory} if racer == "momentum" else {}
            kinds = {"plain": SGD, "momentum": Momentum, "RMSProp": RMSProp, "Adam": Adam}
            optimizer, place = kinds[racer](rate, **settings), self.surface.start.copy()
            places = np.full((LAST + 1, 2), np.nan)
            for number in range(LAST + 1):
                if np.abs(place).max() > GONE:
                    break
                places[number] = place
                optimizer.step([(place, self.surface.slopes(place))])
            self.known[key] = places.T, self.surface.loss(places.T)
        return self.known[key]

    def draw(self, plain, momentum, rmsprop, adam, memory, step):
        """Return the picture of the race up to a step, its alt text, and where the four are.

        Parameters
        ----------
        plain, momentum, rmsprop, adam : float
            The learning rates.
        memory : float
            What momentum keeps.
        step : int

        Returns
        -------
        (figure, str, str).
        """
        rates = dict(zip(self.paths, (plain, momentum, rmsprop, adam)))
        losses, told = {}, []
        for racer, rate in rates.items():
            places, values = self.walk(racer, rate, memory)
            places, values = places[:, : step + 1], values[: step + 1]
            self.paths[racer].set_data(places.clip(-1000, 1000))
            self.ends[racer].set_data(places[:, -1:])
            self.curves[racer].set_data(range(step + 1), values)
            losses[racer] = np.nan_to_num(values[-1], nan=np.inf)
            told.append((racer, f"rate {rate:g}", where(places[:, -1], values[-1])))
        leader = min(losses, key=losses.get)
        first = f"{leader[0].upper()}{leader[1:]} leads" if step else "All at the start"
        text = f"Step {step} on the {self.name}. {first}."
        text += "".join(f"\n{racer}, {rate}: {place}" for racer, rate, place in told)
        self.fig.set_label(f"{self.name.capitalize()}, step {step}. {first}")
        alt = f"Map of the {self.name} with four walks after {step} steps, and their losses so far. {first}. "
        alt += " ".join(f"{racer}: {place}." for racer, _, place in told)
        return self.fig, alt.replace("-", "−"), text.replace("-", "−")


def where(place, loss):
    """Return in words where a walk is.

    Parameters
    ----------
    place : array, shape (2,)
    loss : float, nan if the walk has gone for good

    Returns
    -------
    str.
    """
    if not np.isfinite(loss):
        return "gone for good"
    outside = "" if MAP[0] <= place.min() and place.max() <= MAP[1] else ", off the map"
    x, y = place.round(2) + 0.0  # no −0.00
    return f"loss {in_digits(loss)} at ({x:,.2f}, {y:,.2f}){outside}"


def in_digits(loss):
    """Return a loss, a float of at least 0, as a str of four digits without an exponent."""
    if loss >= 1000:
        return f"{loss:,.0f}" if loss < 1e9 else "over a billion"
    if loss < 1e-9:
        return "below a billionth"
    return np.format_float_positional(loss, 4, unique=False, fractional=False, trim="-")
