"""Trials of chapter 11's pieces: a convolution, max pooling, two layers that reshape, and where backward passes end."""

import numpy as np

from nncourse.blanks.trials import layers, shape, sizes, trials
from nnlib.gradient_check import gradient_check

TRIALS, trial = trials()


@trial("im2col")
def pieces(nn, rng):
    channels, n, k, stride = sizes(rng, 4, 3)
    x = rng.normal(size=(channels, k + int(rng.integers(4)), k + int(rng.integers(1, 5)), n))
    for width, step in [(k, 1), (k, stride), (1, 2)]:
        case = f"x of shape {shape(x)}, k = {width}, stride {step}"
        yield f"{case}: the pieces", nn.im2col(x, width, step)
    single = nn.im2col(x.astype(np.float32), k, stride)
    yield f"x of shape {shape(x)} in float32, k = {k}, stride {stride}: the pieces", single


def settings_of(rng):
    """Return the settings of a convolution in four ways, a list of dict, each with a size of pictures that fits."""
    found = []
    for stride, padding in [(1, 0), (2, 0), (1, 1), (int(rng.integers(2, 4)), int(rng.integers(1, 3)))]:
        k, ins, outs, n = sizes(rng, 4, 3)
        height, width = k + rng.integers(0, 5, 2)
        size = ins, int(height), int(width), n
        found.append({"sizes": (ins, outs, k), "x": size, "stride": stride, "padding": padding})
    return found


def convolution(nn, rng, setting, dtype=np.float64):
    """Return a convolution with a Tanh, pictures for it, and words for both; dtype is that of both."""
    ins, outs, k = setting["sizes"]
    kept = {name: setting[name] for name in ("stride", "padding")}
    layer = nn.Conv2D(ins, outs, k, nn.Tanh(), rng=np.random.default_rng(k), dtype=dtype, **kept)
    layer.b[...] = rng.normal(size=layer.b.shape)
    x = rng.normal(size=setting["x"]).astype(dtype)
    said = "".join(f", {name}={value}" for name, value in kept.items() if value != (name == "stride"))
    return layer, x, f"Conv2D({ins}, {outs}, {k}, Tanh(){said}), x of shape {shape(x)}"


@trial("Conv2D")
def conv2d(nn, rng):
    ins, outs, k, stride = sizes(rng, 4, 4)
    layer = nn.Conv2D(ins, outs, k, nn.Tanh(), rng=np.random.default_rng(ins))
    case = f"Conv2D({ins}, {outs}, {k}, Tanh())"
    yield f"{case}: W", layer.W
    yield f"{case}: b", layer.b
    yield f"{case}: dW at the start", layer.dW
    yield f"{case}: db at the start", layer.db
    yield f"{case}: stride", layer.stride
    yield f"{case}: padding", layer.padding
    layer = nn.Conv2D(ins, outs, k, nn.Tanh(), stride=stride, padding=2, dtype=np.float32, rng=np.random.default_rng(k))
    case = f"Conv2D({ins}, {outs}, {k}, Tanh(), stride={stride}, padding=2, dtype=np.float32)"
    for name in ("in_channels", "out_channels", "kernel_size", "stride", "padding"):
        yield f"{case}: {name}", getattr(layer, name)
    for name in ("W", "b", "dW", "db"):
        yield f"{case}: {name} at the start", getattr(layer, name)


@trial("Conv2D.forward_pass")
def conv_forward(nn, rng):
    for setting in settings_of(rng):
        layer, x, case = convolution(nn, rng, setting)
        yield f"{case}: the maps", layer.forward_pass(x)
        yield f"{case}: what it keeps as columns", layer.columns
        yield f"{case}: what it keeps as x_shape (with the rim)", list(layer.x_shape)
        yield f"{case}: x afterwards", x
    layer, x, case = convolution(nn, rng, setting, np.float32)
    yield f"{case}, all in float32: the dtype of the maps", str(layer.forward_pass(x).dtype)


@trial("Conv2D.backward_pass")
def conv_backward(nn, rng):
    for setting in settings_of(rng):
        layer, x, case = convolution(nn, rng, setting)
        arrays = layer.dW, layer.db
        da = rng.normal(size=layer.forward_pass(x).shape)
        layer.col2im = np.array  # the lesson writes it later, so dx comes up there
        answer = layer.backward_pass(da, need_dx=False)
        yield f"{case}: dW", layer.dW
        yield f"{case}: db", layer.db
        yield f"{case}: whether need_dx=False gives None", answer is None
        layer.forward_pass(2 * x)
        layer.backward_pass(da, need_dx=False)
        yield f"{case}: dW of a second pass, which takes the place of the first", layer.dW
        yield f"{case}: db of a second pass", layer.db
        same = arrays[0] is layer.dW and arrays[1] is layer.db
        yield f"{case}: whether dW and db are the same arrays as before", same


@trial("Conv2D.parameters")
def conv_parameters(nn, rng):
    layer, _, case = convolution(nn, rng, settings_of(rng)[0])
    pairs = layer.parameters()
    yield f"{case}: the parameters, pairs of value and gradient", [list(pair) for pair in pairs]
    own = [(layer.W, layer.dW), (layer.b, layer.db)]
    same = all(one is other for pair, mine in zip(pairs, own) for one, other in zip(pair, mine))
    yield f"{case}: whether these are its own arrays, and no copies", same


@trial("Conv2D.col2im")
def col2im(nn, rng):
    layer = nn.Conv2D(1, 1, 3, nn.Identity(), rng=np.random.default_rng(0))
    layer.W[...] = np.arange(1, 10)
    layer.forward_pass(rng.random((1, 5, 5, 1)))
    dz = np.array([[1.0, 10, 0, 0, 0, 0, 0, 0, 0]])
    yield "the weights 1 to 9, gradients 1 and 10: the gradient for the pixels", layer.col2im(dz)
    for setting in settings_of(rng):
        layer, x, case = convolution(nn, rng, setting)
        maps = layer.forward_pass(x)
        da = rng.normal(size=maps.shape)
        yield f"{case}: the gradient for the pixels", layer.col2im(da.reshape(len(maps), -1))
        yield f"{case}: what backward_pass returns, the gradient for x", layer.backward_pass(da)
        nothing = layer.backward_pass(da, need_dx=False) is None
        yield f"{case}: whether backward_pass with need_dx=False gives None", nothing
    layer, x, case = convolution(nn, rng, setting, np.float32)
    da = rng.normal(size=layer.forward_pass(x).shape).astype(np.float32)
    yield f"{case}, all in float32: the dtype of the gradient for x", str(layer.backward_pass(da).dtype)
    first = nn.Conv2D(1, 2, 2, nn.Tanh(), rng=np.random.default_rng(1))
    second = nn.Conv2D(2, 2, 3, nn.Tanh(), stride=2, padding=1, rng=np.random.default_rng(2))
    net = nn.NeuralNetwork([nn.Images(1, 3, 4), first, second, nn.Flatten()])
    report = gradient_check(net, nn.MSE(), rng.normal(size=(12, 2)), rng.random((4, 2)))
    yield "two convolutions, one after the other: whether the gradient check is ok", bool(report.ok)


def pictures(rng, size):
    """Return pictures for a pool, and some in which many numbers are equal; a pool of this size may leave some out."""
    channels, n = sizes(rng, 2, 3)
    height, width = size * rng.integers(1, 4, 2) + rng.integers(0, size, 2)
    return rng.normal(size=(channels, height, width, n)), rng.integers(-1, 1, (channels, height, width, n)) * 1.0


@trial("corner")
def corner(nn, rng):
    for size in (2, 3, 1):
        x, _ = pictures(rng, size)
        i, j = (int(one) for one in rng.integers(0, size, 2))
        for place in sorted({(0, 0), (0, size - 1), (size - 1, 0), (i, j)}):
            yield f"x of shape {shape(x)}, size {size}, i and j {place}: the corner", nn.corner(x, size, *place)


@trial("MaxPool2D")
def pool(nn, rng):
    for size in (2, 3, 1):
        x, _ = pictures(rng, size)
        case = f"MaxPool2D({size}), x of shape {shape(x)}"
        yield f"{case}: the output", nn.MaxPool2D(size).forward_pass(x)
        yield f"{case}: x afterwards", x
        low = x - 1000
        yield f"{case}, all numbers below 0: the output", nn.MaxPool2D(size).forward_pass(low)
        yield f"{case}, in float32: the output", nn.MaxPool2D(size).forward_pass(x.astype(np.float32))


@trial("MaxPool2D.backward_pass")
def pool_backward(nn, rng):
    for size in (2, 3, 1):
        for x, kind in zip(pictures(rng, size), ("", ", many numbers equal")):
            layer = nn.MaxPool2D(size)
            case = f"MaxPool2D({size}), x of shape {shape(x)}{kind}"
            layer.forward_pass(np.zeros((1, size, size, 1)))
            da = rng.normal(size=layer.forward_pass(x).shape)
            yield f"{case}: the gradient for x", layer.backward_pass(da)
            yield f"{case}: da afterwards", da
            yield f"{case}: whether need_dx=False gives None", layer.backward_pass(da, need_dx=False) is None
            layer.forward_pass(x.astype(np.float32))
            yield f"{case}, all in float32: the gradient for x", layer.backward_pass(da.astype(np.float32))


@trial("MaxPool2D.parameters")
def pool_parameters(nn, rng):
    yield "a pool: its parameters", nn.MaxPool2D(2).parameters()
    (first,) = layers(nn, rng, ["Tanh"], 1, 15)
    net = nn.NeuralNetwork([first, nn.Images(1, 3, 5), nn.MaxPool2D(2), nn.Flatten()])
    report = gradient_check(net, nn.MSE(), rng.normal(size=(1, 2)), rng.random((2, 2)))
    yield "a pool after a dense layer: whether the gradient check is ok", bool(report.ok)


@trial("Images")
def images(nn, rng):
    channels, height, width, n = sizes(rng, 4, 4)
    layer = nn.Images(channels, height, width)
    x = rng.normal(size=(n, channels * height * width)).T  # image by image, as a mini-batch is in memory
    case = f"Images({channels}, {height}, {width}), x of shape {shape(x)}"
    found = layer.forward_pass(x)
    yield f"{case}: the pictures", found
    yield f"{case}: whether the pictures are in memory pixel by pixel", bool(found.flags.c_contiguous)
    yield f"{case}, in float32: the pictures", layer.forward_pass(x.astype(np.float32))
    da = rng.normal(size=(channels, height, width, n))
    yield f"{case}: the gradient for x", layer.backward_pass(da)
    yield f"{case}: whether need_dx=False gives None", layer.backward_pass(da, need_dx=False) is None
    yield f"{case}: the parameters", layer.parameters()


@trial("Flatten")
def flatten(nn, rng):
    layer = nn.Flatten()
    for _ in range(2):
        x = rng.normal(size=sizes(rng, 4, 4))
        case = f"Flatten(), x of shape {shape(x)}"
        found = layer.forward_pass(x)
        yield f"{case}: the columns", found
        yield f"{case}: the gradient for x", layer.backward_pass(rng.normal(size=(x.size // x.shape[3], x.shape[3])))
        yield f"{case}: whether need_dx=False gives None", layer.backward_pass(found, need_dx=False) is None
    yield f"{case}, in float32: the columns", layer.forward_pass(x.astype(np.float32))
    yield f"{case}: the parameters", layer.parameters()


def watched(layer, name, calls):
    """Note each call of a layer's backward pass, its name and need_dx, in calls, a list; return the layer."""
    own = layer.backward_pass

    def backward_pass(da, *, need_dx=True):
        calls.append(f"{name}, need_dx={need_dx}")
        return own(da, need_dx=need_dx)

    layer.backward_pass = backward_pass
    return layer


@trial("NeuralNetwork.backward_pass")
def network_backward(nn, rng):
    n = int(rng.integers(1, 4))
    conv = nn.Conv2D(1, 2, 2, nn.Tanh(), rng=np.random.default_rng(1))
    after, *dense = layers(nn, rng, ["Tanh", "Sigmoid", "Tanh"], 8, 3)
    (first,) = layers(nn, rng, ["Tanh"], 3, 3)
    chains = [
        ("dense layers", [("layer 1", first), ("layer 2", dense[0])], 3),
        ("one layer", [("layer 1", dense[1])], 3),
        (
            "a network that begins with Images",
            [("Images", nn.Images(1, 3, 3)), ("Conv2D", conv), ("Flatten", nn.Flatten()), ("Layer", after)],
            9,
        ),
        (
            "a network that begins with Images and a pool",
            [
                ("Images", nn.Images(2, 4, 4)),
                ("MaxPool2D", nn.MaxPool2D(2)),
                ("Flatten", nn.Flatten()),
                ("Layer", layers(nn, rng, ["Tanh"], 8, 3)[0]),
            ],
            32,
        ),
    ]
    for case, named, ins in chains:
        calls = []
        net = nn.NeuralNetwork([watched(layer, name, calls) for name, layer in named])
        outputs = net.forward_pass(rng.normal(size=(ins, n)))
        net.backward_pass(rng.normal(size=outputs.shape))
        yield f"{case}: the calls of backward passes", "; ".join(calls)
        for number, (_, gradient) in enumerate(net.parameters()):
            yield f"{case}: {('dW', 'db')[number % 2]} of its layer {number // 2 + 1} with parameters", gradient
    report = gradient_check(net, nn.MSE(), rng.normal(size=(ins, 2)), rng.random((3, 2)))
    yield f"{case}: whether the gradient check is ok", bool(report.ok)
