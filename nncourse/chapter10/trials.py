"""Trials of chapter 10's pieces: stopping in time, decay, dropout, and new images from old ones."""

import numpy as np

from nncourse.blanks.trials import layers, shape, sizes, trials
from nnlib.gradient_check import gradient_check

TRIALS, trial = trials()


@trial("EarlyStopping")
def early_stopping(nn, rng):
    drawn = int(rng.integers(1, 5)), rng.integers(1, 10, 9) / 10
    for patience, losses in [(2, [0.9, 0.7, 0.8, 0.5, 0.6, 0.7]), (3, [0.5, 0.5, 0.5, 0.5]), drawn]:
        net = nn.NeuralNetwork(layers(nn, rng, ["Tanh"], *sizes(rng, 2)))
        history, stopper = nn.History(), nn.EarlyStopping(patience)
        arrays = [value for value, _ in net.parameters()]
        for epoch, loss in enumerate(losses, start=1):
            for value in arrays:
                value += rng.normal(size=value.shape)
            history.record(1.0, (float(loss), 0.5))
            case = f"patience {patience}, losses {', '.join(f'{one:g}' for one in losses[:epoch])}"
            stops = bool(stopper(net, history))
            yield f"{case}: whether it stops the training", stops
            yield f"{case}: best_epoch", stopper.best_epoch
            if stops:
                break
        for when in ("", " a second time"):
            stopper.restore(net)
            yield f"{case}: the weights after restore{when}", [value for value, _ in net.parameters()]
            same = all(value is one for (value, _), one in zip(net.parameters(), arrays))
            yield f"{case}: whether restore writes into the network's own arrays", same
            for value in arrays:
                value += 1


@trial("WeightDecay")
def weight_decay(nn, rng):
    weight, gradient = np.array([2.0]), np.array([0.5])
    nn.WeightDecay(nn.SGD(0.1), 0.01).step([(weight, gradient)])
    yield "a weight of 2, its gradient 0.5, the rate 0.1 and λ = 0.01: the weight after a step", weight
    outs, ins = sizes(rng, 2)
    strength = float(rng.uniform(0.5, 3))
    for case, optimizer in [
        ("SGD(0.1) inside", nn.SGD(0.1)),
        ("Adam(0.01) inside", nn.Adam(0.01)),
        ("SGD inside, its rate halves each step", nn.SGD(lambda step: 0.2 * 0.5**step)),
        ("Adam inside, its rate halves each step", nn.Adam(lambda step: 0.2 * 0.5**step)),
    ]:
        decay = nn.WeightDecay(optimizer, strength)
        W, b = 2 * rng.normal(size=(outs, ins)), 2 * rng.normal(size=(outs, 1))
        dW, db = rng.normal(size=W.shape), np.zeros(b.shape)  # the bias only decays
        for number in (1, 2, 3):
            decay.step([(W, dW), (b, db)])
            yield f"{case}, λ = {strength:.3g}: W after step {number}", W
            yield f"{case}, λ = {strength:.3g}: b (gradient 0) after step {number}", b
        yield f"{case}: the gradient of W after these steps", dW
    value, nothing = np.ones(3, np.float32), np.zeros(3, np.float32)
    nn.WeightDecay(nn.SGD(0.5), 2).step([(value, nothing)])
    yield "three weights of 1, gradients 0, the rate 0.5 and λ = 2: the weights after a step", value


@trial("Dropout")
def dropout(nn, rng):
    rate = float(rng.choice([0.2, 0.5, 0.75]))
    x = rng.normal(size=sizes(rng, 2) if rng.random() < 0.5 else (8, 6))
    layer = nn.Dropout(rate, rng=np.random.default_rng(3))
    case = f"rate {rate:g}, x of shape {shape(x)}"
    yield f"{case}: training at the start", bool(layer.training)
    yield f"{case}: the output of a new layer", layer.forward_pass(x)
    layer = nn.Dropout(rate, rng=np.random.default_rng(4))
    layer.training = True
    for when in ("in training", "in training, a second pass with new draws"):
        yield f"{case}, {when}: the output", layer.forward_pass(x)
        yield f"{case}, {when}: the mask", layer.mask
        yield f"{case}, {when}: x afterwards", x
    layer.training = False
    yield f"{case}, after training: the output", layer.forward_pass(x)
    yield f"{case}, after training: the mask", layer.mask * np.ones_like(x)
    single = nn.Dropout(0.5, rng=np.random.default_rng(5))
    single.training = True
    yield "rate 0.5, x in float32, in training: the output", single.forward_pass(x.astype(np.float32))
    layer = nn.Dropout(0, rng=np.random.default_rng(6))
    layer.training = True
    yield "rate 0, in training: the output", layer.forward_pass(x)
    yield from backwards(nn, rng)
    yield from beside_layers(nn, rng)


class Same:
    """Stands in for a generator, as in the lesson: it always returns the same numbers."""

    def random(self, size):
        return np.random.default_rng(3).random(size)


def backwards(nn, rng):
    rate = float(rng.choice([0.2, 0.5, 0.75]))
    x, da = rng.normal(size=(2, 6, 4))
    layer = nn.Dropout(rate, rng=np.random.default_rng(1))
    case = f"rate {rate:g}"
    layer.training = True
    layer.forward_pass(x)
    yield f"{case}, in training: the gradient for x", layer.backward_pass(da)
    layer.forward_pass(x)
    yield f"{case}, after a second pass: the gradient for x", layer.backward_pass(da)
    layer.training = False
    yield f"{case}, a pass in training, then training = False: the gradient for x", layer.backward_pass(da)
    yield f"{case}: da afterwards", da
    yield f"{case}: whether need_dx=False gives None", layer.backward_pass(da, need_dx=False) is None
    layer.forward_pass(x)
    yield f"{case}, after a pass with training = False: the gradient for x", layer.backward_pass(da)


def beside_layers(nn, rng):
    layer = nn.Dropout(0.5, rng=np.random.default_rng(0))
    yield "a layer of dropout: its parameters", layer.parameters()
    first, last = layers(nn, rng, ["Tanh", "Sigmoid"], 2, 3)
    layer.rng, layer.training = Same(), True
    net = nn.NeuralNetwork([first, layer, last])
    report = gradient_check(net, nn.MSE(), rng.normal(size=(2, 3)), rng.random((3, 3)))
    yield "dropout between two layers, always the same mask: whether the gradient check is ok", bool(report.ok)


@trial("resample")
def resample(nn, rng):
    small = np.array([[[10.0, 20.0], [30.0, 60.0]]])
    found = nn.resample(small, np.full((1, 1, 1), 0.25), np.full((1, 1, 1), 0.5))
    yield "the rows 10, 20 and 30, 60: the value a quarter down and a half to the right", found
    n, height, width, high, wide = sizes(rng, 5)
    images = rng.random((n, height, width))
    case, new = f"images of shape {shape(images)}", (n, high, wide)
    inside = rng.uniform(0, 1, (2, *new)) * np.array([height - 1, width - 1]).reshape(2, 1, 1, 1)
    yield f"{case}, places between the pixels: the new images", nn.resample(images, *inside)
    yield f"{case}: the places afterwards", inside
    own = np.indices((height, width))[:, np.newaxis] * np.ones((1, n, 1, 1))
    yield f"{case}, every pixel at its own place: the new images", nn.resample(images, *own)
    yield f"{case}, moved by whole pixels: the new images", nn.resample(images, own[0] - 1, own[1] + 1)
    first = rng.uniform(-1, 0, (2, *new))
    yield f"{case}, less than a pixel above and left of them: the new images", nn.resample(images, *first)
    last = rng.uniform(0, 1, (2, *new)) + np.array([height - 1, width - 1]).reshape(2, 1, 1, 1)
    yield f"{case}, less than a pixel below and right of them: the new images", nn.resample(images, *last)
    far = rng.choice([-1000.0, 1000.0], (2, *new))
    yield f"{case}, places far outside: the new images", nn.resample(images, *far)
    yield f"{case}, only the columns far outside: the new images", nn.resample(images, inside[0], far[1])
    eighths = (rng.integers(-8, 40, (2, *new)) / 8).astype(np.float32)
    found = nn.resample((64 * images).astype(int).astype(np.float32), *eighths)
    yield f"{case} in float32: the new images", found


@trial("turned")
def turned(nn, rng):
    found = nn.turned(np.array([10.0]), np.array([15.0]), 10, np.pi / 2, 1)
    yield "5 across and 0 down from the middle, turned by 90°: the old row", found[0]
    yield "5 across and 0 down from the middle, turned by 90°: the old column", found[1]
    middle, angle, zoom = rng.uniform(1, 9), rng.uniform(-3, 3), rng.uniform(0.5, 2)
    rows, columns = rng.uniform(0, 10, (2, *sizes(rng, 2)))
    for case, a, z in [("turned only", angle, 1), ("resized only", 0, zoom), ("turned and resized", angle, zoom)]:
        old = nn.turned(rows, columns, middle, a, z)
        yield f"places of shape {shape(rows)}, {case}: the old rows", old[0]
        yield f"places of shape {shape(rows)}, {case}: the old columns", old[1]
    n, side = sizes(rng, 2)
    angles, zooms = rng.uniform(-1, 1, (n, 1, 1)), rng.uniform(0.5, 2, (n, 1, 1))
    place = np.arange(side)
    old = nn.turned(place[:, np.newaxis], place, (side - 1) / 2, angles, zooms)
    yield f"angles and zooms of shape {(n, 1, 1)}, side {side}: the old rows", old[0]
    yield f"angles and zooms of shape {(n, 1, 1)}, side {side}: the old columns", old[1]


@trial("smoothing")
def smoothing(nn, rng):
    (length,) = sizes(rng, 1, 9)
    for spread in (4, float(rng.uniform(0.5, 3))):
        yield f"length {length}, spread {spread:.3g}: the matrix", nn.smoothing(length, spread)
    yield "length 1, spread 2: the matrix", nn.smoothing(1, 2)
    yield "length 12, spread 0.02: the matrix", nn.smoothing(12, 0.02)


@trial("Augment")
def augment(nn, rng):
    side, n = int(rng.integers(2, 6)), int(rng.integers(1, 4))
    x = rng.random((side * side, n))
    drawn, asked = np.random.default_rng(side), []
    rows, columns = rng.integers(-8, 8 * side, (2, n, side, side)) / 8
    made = nn.Augment(shift=1, rotation=5)

    def origins(n, side, rng):
        asked.extend([n, side, rng is drawn])
        return rows, columns

    made.origins = origins  # the lesson writes it later
    case = f"x of shape {shape(x)}, with places from origins"
    bent = made(x, drawn)
    yield f"{case}: how often it calls origins", len(asked) // 3
    yield f"{case}: the n that it hands to origins", asked[0]
    yield f"{case}: the side that it hands to origins", asked[1]
    yield f"{case}: whether it hands its rng to origins", asked[2]
    yield f"{case}: the new x", bent
    yield f"{case}: x afterwards", x
    whole = (64 * x).astype(int).astype(np.float32)  # with these numbers float32 is exact
    yield f"{case}, in float32: the new x", made(whole, drawn)


class Draws(np.random.Generator):
    """A generator for which a draw between 0 and 0 is none, so that a piece may leave it out."""

    def uniform(self, low=0.0, high=1.0, size=None):
        if np.all(np.equal(low, high)):
            return np.full(() if size is None else size, low, dtype=float)
        return super().uniform(low, high, size)


@trial("Augment.origins")
def origins(nn, rng):
    n, side = int(rng.integers(1, 4)), int(rng.integers(2, 7))
    alone = {"shift": 2, "rotation": 30, "scale": 0.3, "elastic": 1.5}
    three = {"shift": 1, "rotation": 20, "scale": 0.2}
    for settings in ({}, *({name: value} for name, value in alone.items()), three, alone):
        case = f"Augment({', '.join(f'{name}={value}' for name, value in settings.items())}), n = {n}, side {side}"
        if len(settings) > 1:
            case += ", drawn in the order angle, zoom, down, right"
        made = nn.Augment(**settings)
        rows, columns = made.origins(n, side, Draws(np.random.PCG64(side)))
        yield f"{case}: the old rows", rows
        yield f"{case}: the old columns", columns
    x = rng.random((side * side, n))
    yield f"{case}: the new x, of shape {shape(x)}", made(x, Draws(np.random.PCG64(n)))
