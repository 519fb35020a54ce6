"""Chapter 08 · Training, live: the curves grow while the network learns; pause, change the learning rate, go on."""

import asyncio
from time import perf_counter

import ipywidgets as widgets
import numpy as np
from matplotlib.figure import Figure

from nncourse.explorers.base import DRAWING, Explorer
from nncourse.plots import BLUE, ORANGE
from nncourse.plots.charts import curves_in_words
from nnlib.activations import Identity, ReLU
from nnlib.layers import Layer
from nnlib.losses import CrossEntropy
from nnlib.metrics import evaluate
from nnlib.network import NeuralNetwork
from nnlib.optimizers import SGD
from nnlib.training import History, mini_batches, train_step

EPOCHS = 20
SECONDS = 0.35  # an epoch takes at least as long, so that an eye can follow
SLICE = 0.03  # seconds of training between two looks at the buttons


def explore(x, labels, validation):
    """Return an explorer that trains a network on MNIST while you watch.

    Parameters
    ----------
    x : array, shape (784, n)
        A few thousand images, so that an epoch takes a fraction of a second.
    labels : array of int, shape (n,)
    validation : (x, labels) of other images

    Returns
    -------
    LiveTraining, idle until its button Start is pressed; raises ValueError if x and labels differ in n.
    """
    if x.shape[1] != len(labels):
        raise ValueError(f"{x.shape[1]} images, but {len(labels)} labels")
    return LiveTraining(x, labels, validation)


def stops(label, values, start):
    """Return a slider with a stop at each of some numbers.

    Parameters
    ----------
    label : str
    values : list of float or int
    start : one of the values

    Returns
    -------
    SelectionSlider; raises what it raises.
    """
    options = [(f"{value:g}", value) for value in values]
    style, layout = {"description_width": "initial"}, {"width": "300px"}
    return widgets.SelectionSlider(options=options, value=start, description=label, style=style, layout=layout)


def learn(net, x, labels, validation, batch_size, optimizer, rng, history):
    """Train a network as `train` does, but hand back control after each step.

    Parameters
    ----------
    net : NeuralNetwork
    x : array, shape (784, n)
    labels : array of int, shape (n,)
    validation : (x, labels)
    batch_size : int
    optimizer : such as SGD(0.1)
    rng : np.random.Generator
    history : History
        Gets an entry for each epoch.

    Yields
    ------
    bool: True after the last step of an epoch. Raises what the network and the loss raise.
    """
    loss = CrossEntropy()
    for _ in range(EPOCHS):
        total = 0.0
        for x_batch, wanted in mini_batches(x, labels, batch_size, rng):
            total += train_step(net, x_batch, wanted, loss, optimizer) * len(wanted)
            yield False
        history.record(total / len(labels), evaluate(net, *validation, loss))
        yield True


class LiveTraining(Explorer):
    """Training that can be watched, paused and stopped, in small slices between which the kernel is free.

    The slices run in the kernel's own event loop (asyncio): no thread is needed, and nothing runs
    before Start is pressed. The learning rate acts at once; the other controls at the next Start. A
    button may arrive in another thread of the kernel, so each slice and each button takes the lock.

    Parameters
    ----------
    x, labels, validation : arrays and a pair, see `explore`
        Shapes (784, n) and (n,).

    Attributes
    ----------
    history : History
        Of the present run.
    state : str
        "Ready", "Training", "Paused", "Stopped" or "Finished".

    Raises
    ------
    RuntimeError
        If Start or Resume is pressed where no event loop runs, as in a plain Python program.
    """

    def __init__(self, x, labels, validation):
        self.x, self.labels, self.validation = x, labels, validation
        self.state, self.turn, self.steps = "Ready", 0, iter(())
        self.history, self.name = History(), ""
        self.earlier = (self.history, self.name)
        controls = {
            "rate": stops("learning rate", [0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 10.0], 0.2),
            "hidden": stops("hidden neurons", [0, 8, 32, 128], 32),
            "batch": stops("batch size", [1, 8, 64, 512], 64),
        }
        actions = (self.start, self.pause, self.resume, self.stop)
        buttons = {action.__name__.title(): lambda action=action, **values: action() or {} for action in actions}
        super().__init__(controls, self.draw_run, buttons)
        for button in self.buttons.values():
            button.layout.width = "90px"

    def start(self):
        """Begin a new run with the present controls, in the background."""
        with DRAWING:
            self.prepare()
            self.go_on()

    def prepare(self):
        """Make a new network with the present controls; the run before stays in the picture, in grey."""
        values, rng = self.values(), np.random.default_rng(0)
        sizes = [size for size in (784, values["hidden"], 10) if size]
        functions = [ReLU()] * (len(sizes) - 2) + [Identity()]
        net = NeuralNetwork([Layer(*pair, act, rng=rng) for *pair, act in zip(sizes, sizes[1:], functions)])
        if self.history.train_loss:
            self.earlier = (self.history, self.name)
        self.history, self.name = History(), described(**values)
        optimizer = SGD(lambda step: self.controls["rate"].value)
        data = (self.x, self.labels, self.validation)
        self.steps = learn(net, *data, values["batch"], optimizer, rng, self.history)

    def pause(self):
        """Wait, if training, after the present slice."""
        with DRAWING:
            if self.state == "Training":
                self.leave("Paused")

    def resume(self):
        """Go on, if paused, where the run was."""
        with DRAWING:
            if self.state == "Paused":
                self.go_on()

    def stop(self):
        """End the run, if there is one; what it reached stays in the picture."""
        with DRAWING:
            if self.state in ("Training", "Paused"):
                self.leave("Stopped")

    def leave(self, state):
        """End the present turn of training; state is a str."""
        self.state, self.turn = state, self.turn + 1

    def go_on(self):
        """Train on from here, in the background."""
        self.leave("Training")
        self.task = asyncio.get_running_loop().create_task(self.train_in_slices(self.turn))

    async def train_in_slices(self, turn):
        """Train until another turn than this one, an int, begins; in between, the event loop serves the buttons."""
        while self.turn == turn:
            began = perf_counter()
            while not self.train_a_slice(turn):
                await asyncio.sleep(0)
            await asyncio.sleep(max(0.0, SECONDS - (perf_counter() - began)))

    def train_a_slice(self, turn):
        """Train for a moment and draw if an epoch has ended; return whether it has, or the turn, an int, is over."""
        with DRAWING:
            if self.turn != turn:
                return True
            epoch_ended = self.advance(SLICE)
            if epoch_ended:
                self.redraw()
            return epoch_ended

    def advance(self, seconds=np.inf):
        """Train to the end of the epoch, or for some seconds, a float; return whether an epoch has ended."""
        end = perf_counter() + seconds
        for epoch_ended in self.steps:
            if epoch_ended:
                self.close_epoch()
            if epoch_ended or perf_counter() > end:
                return epoch_ended
        return True

    def close_epoch(self):
        """Note a learning rate that was changed, and whether this was the last epoch."""
        rate = f"{self.controls['rate'].value:g}"
        if self.name.split()[-1] != rate:
            self.name += f", then {rate}"
        if len(self.history.train_loss) == EPOCHS:
            self.leave("Finished")

    def draw_run(self, **values):
        """Return the curves so far, their alt text, and the numbers of the last epoch; values: the controls' floats."""
        history, epochs = self.history, len(self.history.train_loss)
        title = f"{self.state}: {self.name or described(**values)}"
        text, alt = f"{title}.", f"Empty axes for loss and accuracy. {title}."
        if epochs:
            share = f"{history.validation_accuracy[-1]:.2%}"
            title = f"{share} of the validation images are read after epoch {epochs}"
            text += f"\nEpoch {epochs} of {EPOCHS}: training loss {history.train_loss[-1]:.4f}"
            text += f", validation loss {history.validation_loss[-1]:.4f}, validation accuracy {share}."
            alt = curves_in_words(history.train_loss, history.validation_loss, history.validation_accuracy)
        if self.earlier[1]:
            shares = self.earlier[0].validation_accuracy
            text += f"\nThe run before: {self.earlier[1]}; {shares[-1]:.2%} after epoch {len(shares)}."
            alt += f" In grey the run before, which ended at {shares[-1]:.2%}."
        if self.state not in ("Training", "Paused"):
            text += f"\nStart trains {described(**values)}."
        return growing_curves(title, history, self.earlier[0]), alt, text


def described(rate, hidden, batch):
    """Return the settings of a run in words; rate is a float, hidden and batch are int."""
    layers = f"784-{hidden}-10" if hidden else "784-10"
    return f"{layers}, batches of {batch}, learning rate {rate:g}"


def growing_curves(title, history, earlier):
    """Return the figure of a run: losses on the left, accuracy on the right, on axes that stay as they are.

    Both axes are stretched where good networks differ. What lies beyond them is drawn at their edges.

    Parameters
    ----------
    title : str
    history, earlier : History
        The run, and in grey the one before; either may be empty.

    Returns
    -------
    matplotlib figure
    """
    fig = Figure(figsize=(8.2, 3))  # not by pyplot, which is not made for drawing beside a cell that draws
    fig.set_label(title)
    left, right = fig.add_axes((0.085, 0.165, 0.395, 0.78)), fig.add_axes((0.59, 0.165, 0.395, 0.78))
    for run, training, validation in ((earlier, "#999999", "#999999"), (history, BLUE, ORANGE)):
        epochs = range(1, len(run.train_loss) + 1)
        left.plot(epochs, height_of_loss(run.train_loss), "-o", color=training, markersize=4)
        left.plot(epochs, height_of_loss(run.validation_loss), "--s", color=validation, markersize=4)
        right.plot(epochs, height_of_share(run.validation_accuracy), "--s", color=validation, markersize=4)
    left.legend(left.lines[2:], ("training", "validation"), frameon=False, loc="lower left")
    losses, shares = (0.01, 0.1, 1, 10), (0, 0.5, 0.8, 0.9, 0.95, 0.98)
    dress(left, "loss", height_of_loss(losses), [f"{loss:g}" for loss in losses], height_of_loss([np.log(10)]))
    share_names = [f"{share:.0%}" for share in shares]
    dress(right, "validation accuracy", height_of_share(shares), share_names, height_of_share([0.1]))
    return fig


def height_of_loss(losses):
    """Return where losses, a list of float, stand on an axis from 0.01 to 10: an array."""
    return np.log10(np.clip(np.nan_to_num(losses, nan=10), 0.01, 10))


def height_of_share(shares):
    """Return where shares stand on an axis that gives each halving of the mistakes the same length.

    Parameters
    ----------
    shares : list of float
        From 0 to 1; what is above 0.98 stands there.

    Returns
    -------
    array.
    """
    return -np.log2(1 - np.clip(shares, 0, 0.98))


def dress(ax, name, heights, texts, guessing):
    """Give an axis its name and its marks, and a dotted line for what guessing gives.

    Parameters
    ----------
    ax : matplotlib axes
    name : str
    heights, texts : lists of float and str
        The marks, lowest first.
    guessing : array, shape (1,)

    Raises
    ------
    ValueError
        If heights and texts differ in length.
    """
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_yticks(heights, texts)
    ax.set(xlabel="epoch", ylabel=name, xlim=(0, EPOCHS + 0.5), ylim=(heights[0], heights[-1]))
    ax.set_xticks(range(0, EPOCHS + 1, 5))
    ax.axhline(guessing[0], color="black", linestyle=":", linewidth=1)
    ax.text(EPOCHS, guessing[0], "guessing", ha="right", va="bottom", fontsize=9)
