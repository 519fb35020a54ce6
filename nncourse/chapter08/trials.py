"""Trials of chapter 08's pieces: a step, the mini-batches, the loop around them, and the fitting of a drawing."""

import contextlib
import io
import os
import sys

import numpy as np

from nncourse.blanks.trials import layers, shape, sizes, trials
from nnlib.printing import counted

TRIALS, trial = trials()


class Stopped(KeyboardInterrupt):
    """What the stop button does, in a trial; one of its own, since the time limit is a KeyboardInterrupt, too."""


def network(nn, rng, outs=3, last="Identity"):
    """Return a network with 3 inputs and outs outputs."""
    return nn.NeuralNetwork([*layers(nn, rng, ["Tanh"], 3, 4), *layers(nn, rng, [last], 4, outs)])


def values_of(net):
    return [value for value, _ in net.parameters()]


@trial("SGD")
def sgd(nn, rng):
    for case, rate in (("SGD(0.2)", 0.2), ("SGD with a schedule, 0.2 / (step + 1)", lambda step: 0.2 / (step + 1))):
        made = nn.SGD(rate)
        yield f"{case}: whether it keeps the learning_rate as it is", made.learning_rate is rate
        yield f"{case}: the count in steps at the start", made.steps
        outs, ins = sizes(rng, 2)
        W, b = rng.normal(size=(outs, ins)), rng.normal(size=(outs, 1))
        for number in (1, 2, 3):
            dW, db = rng.normal(size=W.shape), rng.normal(size=b.shape)
            before = dW.copy()
            made.step([(W, dW), (b, db)])
            after = f"{case}, after {counted(number, 'step')}"
            yield f"{after}: the array of the first pair", W
            yield f"{after}: the array of the second pair", b
            yield f"{after}: whether the gradient of the first pair stays as it was", np.array_equal(dW, before)
            yield f"{after}: the count in steps", made.steps


@trial("mini_batches")
def batches(nn, rng):
    n = int(rng.integers(5, 12))
    labels = rng.integers(10, size=n)
    for ins, targets, size in (
        ((3,), labels, 2),
        ((3,), labels, n + 1),
        ((1,), rng.normal(size=(2, n)), n - 1),
        ((2, 3), labels, 4),
    ):
        x = rng.normal(size=(*ins, n))
        before, draws = x.copy(), np.random.default_rng(n)
        case = f"x of shape {shape(x)}, batch_size {size}, targets of shape {shape(targets)}"
        pairs = list(nn.mini_batches(x, targets, size, draws))
        yield f"{case}: the size of each mini-batch", [np.shape(few)[-1] for few, _ in pairs]
        yield f"{case}, the order drawn by rng.permutation: x of each mini-batch", [few for few, _ in pairs]
        yield f"{case}: the part of the targets that goes with it", [some for _, some in pairs]
        yield f"{case}: whether x itself stays as it was", np.array_equal(x, before)
        yield f"{case}: what rng draws next, after one permutation", draws.random()
    draws = np.random.default_rng(n)
    first, second = ([few for few, _ in nn.mini_batches(x, labels, n, draws)] for _ in range(2))
    yield "one rng in two epochs: the order in the first", first
    yield "one rng in two epochs: the order in the second", second


@trial("train_step")
def step(nn, rng):
    for n, loss, size in ((4, "CrossEntropy", 0.5), (1, "MSE", 0.1)):
        net = network(nn, rng)
        x = rng.normal(size=(3, n))
        targets = rng.integers(3, size=n) if loss == "CrossEntropy" else rng.random((3, n))
        seen, first = [], net.layers[0]

        def spy(x, first=first, seen=seen, own=first.forward_pass):
            seen.append(bool(getattr(first, "training", False)))
            return own(x)

        first.forward_pass = spy
        optimizer = nn.SGD(size)
        case = f"{counted(n, 'example')}, {loss}() and SGD({size})"
        yield f"a step with {case}: the loss before it", nn.train_step(net, x, targets, getattr(nn, loss)(), optimizer)
        yield f"a step with {case}: each parameter afterwards", values_of(net)
        yield f"a step with {case}: the count in optimizer.steps", optimizer.steps
        yield f"a step with {case}: whether layer.training is on in the forward pass", bool(seen and seen[0])
        yield f"a step with {case}: whether layer.training is on afterwards", bool(getattr(first, "training", False))


@trial("train")
def loop(nn, rng):
    n = int(2 * rng.integers(4, 7) + 1)
    x, labels = rng.normal(size=(3, n)), rng.integers(3, size=n)
    validation = rng.normal(size=(3, 5)), rng.integers(3, size=5)
    case = f"training with {n} examples, batch_size=4, epochs=3"
    net, loss = network(nn, rng), nn.CrossEntropy()
    history = nn.train(net, x, labels, loss=loss, optimizer=nn.SGD(0.5), epochs=3, batch_size=4,
                       validation=validation, rng=np.random.default_rng(n), progress=False)  # fmt: skip
    yield f"{case}: whether it returns the history", hasattr(history, "train_loss")
    yield f"{case}: train_loss", list(history.train_loss)
    yield f"{case}: validation_loss", list(history.validation_loss)
    yield f"{case}: validation_accuracy", list(history.validation_accuracy)
    yield f"{case}: each parameter afterwards", values_of(net)
    yield f"{case}: interrupted", bool(history.interrupted)

    case = "training with lists, and neither epochs, batch_size, validation nor rng"
    net = network(nn, rng)
    history = nn.train(net, x.tolist(), labels.tolist(), loss=loss, optimizer=nn.SGD(0.5), progress=False)
    yield f"{case}: train_loss", list(history.train_loss)
    yield f"{case}: validation_loss", list(history.validation_loss)
    yield f"{case}: each parameter afterwards", values_of(net)

    case = "training with a transform, called as transform(few, rng) for each mini-batch"
    net, targets = network(nn, rng), rng.random((3, n))
    history = nn.train(net, x, targets, loss=nn.MSE(), optimizer=nn.SGD(0.5), epochs=2, batch_size=4,
                       rng=np.random.default_rng(n), progress=False,
                       transform=lambda few, rng: few + rng.normal(size=few.shape))  # fmt: skip
    yield f"{case}: train_loss", list(history.train_loss)
    yield f"{case}: each parameter afterwards", values_of(net)

    case = "training with on_epoch_end, called as on_epoch_end(net, history), which ends it by True after epoch 2"
    net, told = network(nn, rng), []

    def end(same, history):
        told.append([same is net, len(history.train_loss)])
        return len(told) == 2

    history = nn.train(net, x, labels, loss=loss, optimizer=nn.SGD(0.5), epochs=5, batch_size=n,
                       rng=np.random.default_rng(n), progress=False, on_epoch_end=end)  # fmt: skip
    yield f"{case}: train_loss", list(history.train_loss)
    yield f"{case}: whether it is given the net, and the count of losses so far", told

    case = "training stopped in epoch 2 by the stop button"
    net, calls = network(nn, rng), []

    def stop(few, rng):
        calls.append(few)
        if len(calls) > (n + 3) // 4 + 1:
            raise Stopped
        return few

    try:
        history = nn.train(net, x, labels, loss=loss, optimizer=nn.SGD(0.5), epochs=5, batch_size=4,
                           rng=np.random.default_rng(n), progress=False, transform=stop)  # fmt: skip
    except Stopped:
        history = None
    yield f"{case}: whether it returns the history", history is not None
    yield f"{case}: train_loss", list(history.train_loss)
    yield f"{case}: interrupted", bool(history.interrupted)
    yield f"{case}: each parameter afterwards", values_of(net)


@trial("evaluate")
def measured(nn, rng):
    def off(outputs, targets):  # a loss that takes labels and a single output of Sigmoid
        return float(np.mean(np.abs(outputs - targets)))

    for n in (1, 6, 1000, 1000 + int(rng.integers(1, 500))):
        x = rng.normal(size=(3, n))
        several, one, yes = network(nn, rng), network(nn, rng, 1), network(nn, rng, 1, "Sigmoid")
        bits = rng.integers(2, size=n)
        for kind, net, targets, loss in (
            ("labels", several, rng.integers(3, size=n), nn.CrossEntropy()),
            ("targets that are no labels", several, rng.normal(size=(3, n)), nn.MSE()),
            ("one logit, labels 0 and 1", one, bits, nn.BinaryCrossEntropy()),
            ("one output of Sigmoid, labels 0 and 1", yes, bits, off),
        ):
            most, own = [], net.forward_pass

            def spy(part, most=most, own=own):
                most.append(np.shape(part)[-1])
                return own(part)

            net.forward_pass = spy
            case = f"a network on {counted(n, 'example')} with {kind}"
            result = nn.evaluate(net, x, targets, loss)
            del net.forward_pass
            yield f"{case}: whether it returns a pair", isinstance(result, (tuple, list)) and len(result) == 2
            yield f"{case}: the loss", result[0]
            yield f"{case}: the accuracy", result[1]
            yield f"{case}: whether each forward pass has at most 1,000", max(most, default=n) <= 1000
    several.layers[0].b[0] = np.nan
    with np.errstate(all="ignore"):
        result = nn.evaluate(several, x, rng.integers(3, size=n), nn.CrossEntropy())
    yield "a network whose loss is NaN: the loss", result[0]
    yield "a network whose loss is NaN: the accuracy", result[1]


@trial("training_mode")
def mode(nn, rng):
    net = network(nn, rng)
    with nn.training_mode(net):
        within = [bool(getattr(layer, "training", False)) for layer in net.layers]
    yield "a network with two layers, inside of the block: training of each layer", within
    yield "after the block: training of each layer", [bool(layer.training) for layer in net.layers]
    for error in (ValueError, Stopped):
        net, left = network(nn, rng), False
        what = "the stop button" if error is Stopped else "an error"
        try:
            with nn.training_mode(net):
                raise error
        except error:
            left = True
        yield f"a block stopped by {what}: whether {what} is passed on", left
        yield f"a block stopped by {what}: training of each layer after it", [bool(one.training) for one in net.layers]


@contextlib.contextmanager
def with_tqdm(found, *, hidden):
    """For a block, let tqdm draw with letters, or not be found at all, and set the variable that hides its bars."""
    names = "tqdm", "tqdm.auto", "tqdm.notebook", "tqdm.std"
    modules = {name: sys.modules.get(name) for name in names if name in sys.modules}
    before = os.environ.pop("TQDM_DISABLE", None)
    try:
        sys.modules.update(dict.fromkeys(names) if found is None else dict.fromkeys(names[1:], found))
        if hidden:
            os.environ["TQDM_DISABLE"] = "1"
        yield
    finally:
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(modules)
        os.environ.pop("TQDM_DISABLE", None)
        if before is not None:
            os.environ["TQDM_DISABLE"] = before


@trial("progress_bar")
def bar(nn, rng):
    try:
        import tqdm
    except ImportError:
        tqdm = None
    (epochs,) = sizes(rng, 1)
    for case, progress, found, hidden in (
        ("progress=False", False, tqdm, False),
        ("progress=True", True, tqdm, False),
        ("progress=True, but TQDM_DISABLE is set", True, tqdm, True),
        ("progress=True, but tqdm isn't installed", True, None, False),
    ):
        drawn = io.StringIO()
        with (
            contextlib.redirect_stderr(drawn),
            contextlib.redirect_stdout(drawn),
            with_tqdm(found, hidden=hidden),
        ):
            made = nn.progress_bar(epochs, progress)
            shown = not getattr(made, "disable", True)
            numbers = list(made)
        yield f"{counted(epochs, 'epoch')} and {case}: the number of each epoch", numbers
        yield f"{counted(epochs, 'epoch')} and {case}: whether a bar is drawn", shown or drawn.getvalue().strip() != ""


@trial("rate_at")
def rate(nn, rng):
    fixed, at = float(rng.random()), int(rng.integers(2, 100))
    yield f"a learning rate of {fixed:.3f} at step {at}", nn.rate_at(fixed, at)
    for step in (0, at):
        yield f"a schedule, 0.2 / (step + 1), at step {step}: the rate", nn.rate_at(lambda k: 0.2 / (k + 1), step)


@trial("History")
def history(nn, rng):
    made, other = nn.History(), nn.History()
    for name in ("train_loss", "validation_loss", "validation_accuracy"):
        yield f"a new History: {name}", list(getattr(made, name))
    yield "a new History: interrupted", made.interrupted
    numbers = rng.random((3, 3)).tolist()
    for train, loss, share in numbers:
        made.record(train, (loss, share))
        other.record(train, None)
    for name in ("train_loss", "validation_loss", "validation_accuracy"):
        yield f"three epochs recorded: {name}", list(getattr(made, name))
        yield f"three epochs recorded with None in place of measured: {name}", list(getattr(other, name))
    yield "three epochs recorded: interrupted", made.interrupted


@trial("History.__repr__")
def text(nn, rng):
    made, other = nn.History(), nn.History()
    yield "a new History: the text", repr(made)
    for epoch, (train, loss, share) in enumerate(rng.random((3, 3)).tolist(), start=1):
        made.record(train, (loss, share))
        other.record(train, None)
        yield f"{counted(epoch, 'epoch')} recorded: the text", repr(made)
        yield f"{counted(epoch, 'epoch')} recorded without validation: the text", repr(other)
    made.record(train, (loss, float("nan")))
    yield "an accuracy that is NaN: the text", repr(made)
    made.interrupted = other.interrupted = True
    yield "an interrupted run: the text", repr(made)
    yield "an interrupted run without validation: the text", repr(other)


@trial("averaging")
def matrix(nn, rng):
    for length, pieces in ((5, 2), (7, 7), (3, 8), (6, 1), (1, 4), sizes(rng, 2, 30)):
        case = f"{counted(length, 'pixel')} into {pieces}"
        yield f"{case}: the matrix", nn.averaging(length, pieces)


def drawing_of(rng, rows, columns):
    """Return a drawing of random ink with empty rows and columns around it, and some within."""
    ink = rng.random((rows, columns))
    if min(rows, columns) > 2:
        ink[rows // 2] = ink[:, columns // 2] = 0
    above, below, left, right = rng.integers(0, 6, 4)
    return np.pad(ink, ((above, below), (left, right)))


BOXES = ((5, 3), (9, 13), (35, 27), (41, 41), (1, 45), (13, 1))  # an odd longer side: no height or width ends in .5


@trial("fitted")
def fit(nn, rng):
    for rows, columns in (*BOXES, (1, 1)):
        drawing = drawing_of(rng, rows, columns)
        before = drawing.copy()
        case = f"a drawing of shape {shape(drawing)} with a box of {rows} by {columns}"
        yield f"{case}: the shape of the result", list(np.shape(small := nn.fitted(drawing)))
        yield f"{case}: the result", small
        yield f"{case}: whether the drawing stays as it was", np.array_equal(drawing, before)
    solid = np.pad(np.ones((30, 20)), 3)
    yield "a solid rectangle: the result", nn.fitted(solid)


@trial("place")
def start(nn, rng):
    for _ in range(4):
        length = int(rng.integers(1, 21))
        mass = rng.random(length) ** 3
        begin = nn.place(mass, length)
        case = f"random ink of length {length}"
        yield f"{case}: the start", begin
        yield f"{case}: whether the start is a whole number", isinstance(begin, (int, np.integer))
    low, high = np.full(20, 1e-3), np.full(20, 1e-3)
    low[0], high[-1] = 5, 5
    yield "length 20, nearly all ink in the first row, so that 28 − length is the limit: the start", nn.place(low, 20)
    yield "length 20, nearly all ink in the last row, so that 0 is the limit: the start", nn.place(high, 20)


@trial("fit_and_centre")
def centred(nn, rng):
    for rows, columns in BOXES:
        drawing = float(rng.choice([0.5, 1, 255])) * drawing_of(rng, rows, columns) ** 2
        before = drawing.copy()
        case = f"a drawing of shape {shape(drawing)} with a box of {rows} by {columns}, its darkest {drawing.max():.3g}"
        page = nn.fit_and_centre(drawing)
        yield f"{case}: the darkest on the page", float(np.max(page))
        yield f"{case}: the page", page
        yield f"{case}: whether the drawing stays as it was", np.array_equal(drawing, before)
    yield "a drawing without ink: the page", nn.fit_and_centre(np.zeros(sizes(rng, 2, 40)))
