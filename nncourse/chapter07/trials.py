"""Trials of chapter 07's pieces: backward passes, and the check by nudging."""

import numpy as np

from nncourse.blanks.trials import layers, shape, sizes, trials
from nnlib import activations
from nnlib.printing import counted, made_from

TRIALS, trial = trials()


def backward(name, **settings):
    """Add the trial of an activation function's backward method."""

    @trial(f"{name}.backward")
    def add(nn, rng):
        act = getattr(nn, name)(**settings)
        outs, n = sizes(rng, 2)
        z = 3 * rng.normal(size=(outs + 1, n))
        z[0, 0] = 0.0  # where ReLU bends
        a = act(z)
        da = rng.normal(size=a.shape)
        yield f"outputs and da of shape {shape(a)}: the gradient for z", act.backward(a.copy(), da.copy())
        kept = a.copy()
        act.backward(kept, da)
        yield f"outputs of shape {shape(a)}: the outputs afterwards", kept


for one in vars(activations).values():
    if hasattr(one, "backward"):
        backward(one.__name__, **dict.fromkeys(made_from(one), 0.2))


@trial("Layer.backward_pass")
def backward_pass(nn, rng):
    ins, outs, n = sizes(rng, 3)
    (layer,) = layers(nn, rng, ["Tanh"], ins, outs)
    x, da = rng.normal(size=(ins, n)), rng.normal(size=(outs, n))
    case = f"a layer with {ins} inputs, {outs} neurons and {counted(n, 'example')}"
    arrays = layer.dW, layer.db
    layer.forward_pass(x)
    dx = layer.backward_pass(da)
    yield f"{case}: dW", layer.dW
    yield f"{case}: db", layer.db
    yield f"{case}: the gradient dx", dx
    layer.forward_pass(2 * x)
    yield f"{case}: the answer with need_dx=False", layer.backward_pass(da, need_dx=False)
    yield f"{case}: dW of a second pass, which takes the place of the first", layer.dW
    yield f"{case}: db of a second pass", layer.db
    yield f"{case}: whether dW and db are the same arrays as before", arrays[0] is layer.dW and arrays[1] is layer.db


@trial("Layer.parameters")
def of_a_layer(nn, rng):
    (layer,) = layers(nn, rng, ["ReLU"])
    pairs = layer.parameters()
    yield "a layer: its parameters, pairs of value and gradient", [list(pair) for pair in pairs]
    same = all(
        one is other
        for pair, mine in zip(pairs, [(layer.W, layer.dW), (layer.b, layer.db)])
        for one, other in zip(pair, mine)
    )
    yield "a layer: whether these are its own arrays, and no copies", same


@trial("NeuralNetwork.parameters")
def of_a_network(nn, rng):
    parts = layers(nn, rng, ["ReLU", "Tanh", "Identity"])
    net = nn.NeuralNetwork(parts)
    yield "three layers: the parameters, pairs of value and gradient", [list(pair) for pair in net.parameters()]
    yield "three layers: whether W of the first comes first", net.parameters()[0][0] is parts[0].W


@trial("numerical_gradient")
def slopes(nn, rng):
    values = rng.normal(size=sizes(rng, 2))
    before = values.copy()
    yield (
        f"the sum of squares of {shape(values)} numbers: the slopes",
        nn.numerical_gradient(values, lambda: (values**2).sum()),
    )
    yield "the values afterwards", values
    yield "with h=0.5, of the sum of cubes: the slopes", nn.numerical_gradient(values, lambda: (values**3).sum(), 0.5)

    def stops():
        raise KeyboardInterrupt

    try:
        nn.numerical_gradient(values, stops)
    except KeyboardInterrupt:
        pass
    yield "the values after f was stopped in between", values - before


def a_network(nn, rng):
    net = nn.NeuralNetwork(layers(nn, rng, ["Tanh", "Sigmoid"], 3, 2))
    return net, rng.normal(size=(3, 4)), rng.random((2, 4))


@trial("numerical_gradients")
def numerical(nn, rng):
    net, x, targets = a_network(nn, rng)
    yield "two layers: the gradients by nudging", nn.numerical_gradients(net, nn.MSE(), x, targets)
    yield "two layers, epsilon=0.1: the gradients", nn.numerical_gradients(net, nn.MSE(), x, targets, epsilon=0.1)


@trial("parameter_names")
def names(nn, rng):
    net, _, _ = a_network(nn, rng)
    yield "two layers: the names", nn.parameter_names(net)


@trial("relative_error")
def error(nn, rng):
    one, other = rng.normal(size=(2, *sizes(rng, 2)))
    yield "two arrays: their relative error", nn.relative_error(one, other)
    yield "an array and itself", nn.relative_error(one, one)
    yield "zeros and zeros", nn.relative_error(0 * one, 0 * one)
    yield "an array and one of another shape", nn.relative_error(one, np.zeros((7, 9)))
    yield "an array that holds NaN", nn.relative_error(one * np.nan, other)


@trial("GradientReport")
def report(nn, rng):
    good, bad = 1e-9 * rng.random(), 0.1 + rng.random()
    for errors, changed in [
        ({"layer 1 W": good}, []),
        ({"layer 1 W": good, "layer 1 b": bad}, []),
        ({"W": good}, ["W"]),
        ({}, []),
    ]:
        made = nn.GradientReport(errors, changed)
        case = f"errors {', '.join(f'{value:.2g}' for value in errors.values())} and changed {changed}"
        yield f"{case}: errors and changed, as given", [list(made.errors), list(made.changed)]
        yield f"{case}: ok", bool(made.ok)
        yield f"{case}: the text", repr(made)


@trial("gradient_check")
def check(nn, rng):
    net, x, targets = a_network(nn, rng)
    before = [value.copy() for value, _ in net.parameters()]
    found = nn.gradient_check(net, nn.MSE(), x, targets)
    yield "a correct network: ok", bool(found.ok)
    yield "a correct network: the names of the errors", list(found.errors)
    yield "a correct network: its parameters afterwards", [value for value, _ in net.parameters()]
    own = net.layers[0].backward_pass

    def forgets(da, **settings):
        dx = own(da, **settings)
        net.layers[0].db *= 2
        net.layers[0].W += 1
        return dx

    net.layers[0].backward_pass = forgets
    found = nn.gradient_check(net, nn.MSE(), x, targets)
    yield "a network whose first db is twice as large: ok", bool(found.ok)
    yield (
        "a network whose first db is twice as large: which are found wrong",
        [k for k, e in found.errors.items() if e > 0.1],
    )
    yield "a backward pass that changes the first W: what was changed", list(found.changed)
    yield "and the first W afterwards", net.layers[0].W - before[0]
