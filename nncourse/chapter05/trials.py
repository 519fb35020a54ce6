"""Trials of chapter 05's pieces: layers in a chain, and the answers that their outputs mean."""

from operator import is_
from types import SimpleNamespace

import numpy as np

from nncourse.blanks.trials import shape, sizes, trials

TRIALS, trial = trials()


class Stage:
    """A layer of a trial: it keeps what it receives, and has all methods of a layer, which in chapter 05 none has yet.

    Parameters
    ----------
    rng : np.random.Generator
    ins, outs : int
    act_function : callable, optional
        Without one it has no such attribute, and only adds up.
    """

    def __init__(self, rng, ins, outs, act_function=None):
        self.ins, self.outs, self.received = ins, outs, []
        self.W, self.b = rng.normal(size=(outs, ins)), rng.normal(size=(outs, 1))
        if act_function is not None:
            self.act_function = act_function

    def forward_pass(self, x):
        self.received.append(x)
        z = self.W @ x + self.b
        return self.act_function(z) if hasattr(self, "act_function") else z

    def backward_pass(self, da, *, need_dx=True):
        raise NotImplementedError

    def parameters(self):
        return []


@trial("NeuralNetwork")
def network(nn, rng):
    (width,) = sizes(rng, 1)
    parts = [Stage(rng, width, width, np.tanh) for _ in range(3)]
    own = list(parts)
    net = nn.NeuralNetwork(own)
    yield "three layers: the length of layers", len(net.layers)
    yield "three layers: whether layers holds them, in their order", all(map(is_, net.layers, parts))
    own.append(Stage(rng, width, width))
    yield "three layers, and a fourth put into your list afterwards: the length of layers", len(net.layers)


@trial("NeuralNetwork.forward_pass")
def forward_pass(nn, rng):
    width, n, ins, outs = sizes(rng, 4)
    parts = [Stage(rng, width, width, np.tanh) for _ in range(3)]
    net = nn.NeuralNetwork(parts)
    x = rng.normal(size=(width, n))
    outputs = net.forward_pass(x)
    for number, part in enumerate(parts, start=1):
        yield f"three layers, one forward pass: the number of calls of layer {number}", len(part.received)
        yield f"three layers, x of shape {shape(x)}: the input of layer {number}", part.received[-1]
    yield f"three layers, x of shape {shape(x)}: the outputs", outputs
    yield "three layers, another x: the outputs", net.forward_pass(x + 1)

    net = nn.NeuralNetwork([Stage(rng, ins, width, np.tanh), Stage(rng, width, outs)])
    x = rng.normal(size=(ins, n))
    yield f"a network {ins}-{width}-{outs}, x of shape {shape(x)}: the outputs", net.forward_pass(x)
    net = nn.NeuralNetwork([Stage(rng, ins, outs)])
    yield f"a network of one layer, x of shape {shape(x)}: the outputs", net.forward_pass(x)


@trial("most_likely")
def answers_of(nn, rng):
    outs, n = sizes(rng, 2)
    for outputs in rng.normal(size=(outs + 1, n)), rng.normal(size=(outs + 1, outs + 1)) - 5:
        yield f"outputs of shape {shape(outputs)}: the answers", nn.most_likely(outputs, 0.5)
    for threshold in 0, 0.5, float(rng.random()):
        outputs = threshold + rng.normal(size=(1, n + 3))
        outputs[0, :3] = threshold - 0.1, threshold + 0.1, threshold
        case = f"outputs of shape {shape(outputs)}, threshold={threshold:.2f}"
        answers = nn.most_likely(outputs, threshold)
        yield f"{case}: the answers", answers
        yield f"{case}: the list of the answers", str(np.asarray(answers).tolist())


@trial("NeuralNetwork.predict")
def predict(nn, rng):
    ins, outs, n = sizes(rng, 3)
    net = nn.NeuralNetwork([Stage(rng, ins, 4, np.tanh), Stage(rng, 4, outs + 1)])
    x = rng.normal(size=(ins, n))
    yield f"{outs + 1} outputs, x of shape {shape(x)}: the answers", net.predict(x)
    yield f"{outs + 1} outputs, x of whole numbers: the answers", net.predict(np.arange(ins * 3).reshape(ins, 3))
    many = rng.normal(size=(ins, 1000 + 300 * n))
    for part in net.layers:
        part.received.clear()
    yield f"x of shape {shape(many)}: the answers", net.predict(many)
    widest = max(received.shape[-1] for received in net.layers[0].received)
    yield f"x of shape {shape(many)}: whether at most 1,000 examples go through the layers at once", widest <= 1000
    few = rng.normal(size=(ins, 40))
    for name, act in ("a sigmoid at the end", nn.Sigmoid()), ("no activation function at the end", None):
        net = nn.NeuralNetwork([Stage(rng, ins, 4), Stage(rng, 4, 1, act)])
        yield f"one output, {name}, x of shape {shape(few)}: the answers", net.predict(few)


@trial("slices")
def parts_of(nn, rng):
    n = 1000 + int(rng.integers(1, 1000))
    for size in (1, *sizes(rng, 1, 999)), (2, 1000), (2, n), (1, 2, 2000), (2, 1, 1, 2000 + n):
        x = rng.random(size)
        parts = nn.slices(x)
        yield f"x of shape {size}: the number of parts", len(parts)
        for number, part in enumerate(parts, start=1):
            yield f"x of shape {size}: part {number}", part


@trial("threshold_of")
def threshold(nn, rng):
    height = float(rng.random())
    bare, plain = SimpleNamespace(), SimpleNamespace(act_function=np.tanh)
    sigmoid = SimpleNamespace(act_function=nn.Sigmoid())
    own = SimpleNamespace(act_function=SimpleNamespace(threshold=height))
    for case, layers in [
        ("a sigmoid at the end", [plain, sigmoid]),
        (f"an activation function with the threshold {height:.2f} at the end", [sigmoid, own]),
        ("a sigmoid before an activation function that has no threshold", [sigmoid, plain]),
        ("a sigmoid before two layers that have no activation function", [plain, sigmoid, bare, bare]),
        ("no layer that has an activation function", [bare, bare]),
    ]:
        yield f"{case}: the threshold", nn.threshold_of(SimpleNamespace(layers=layers))
