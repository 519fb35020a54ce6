"""Trials of chapter 15's pieces: numbers and arrays that record how they were made, and the walk back."""

import contextlib
import pickle

import numpy as np

from nncourse.blanks.trials import shape, sizes, trials
from nnlib.printing import counted

TRIALS, trial = trials()


@contextlib.contextmanager
def lent(function, name, thing):
    """Lend a function what the lesson defines only after it, unless the notebook has it."""
    place = getattr(function, "__globals__", {})
    missing = name not in place
    if missing:
        place[name] = thing
    try:
        yield
    finally:
        if missing:
            place.pop(name, None)


def number(rng):
    """Return a number that a message can show, from -2.5 to 2.5 and not near 0, a float."""
    return float(rng.choice([-1, 1])) * float(rng.integers(30, 250)) / 100


def gradient_for(leaf, node, upstream):
    """Return the gradient of a leaf, route by route: it needs none of the walk, which comes later in the lesson."""
    total = upstream if node is leaf else 0.0
    for parent, rule in node.edges:
        total = total + gradient_for(leaf, parent, rule(upstream))
    return total


def at_work(nn, rng, case, formula, values):
    """Yield what a formula makes of Values: their number, and the gradient that its rules hand on to each."""
    inputs = [nn.Value(value) for value in values]
    node = formula(*inputs)
    upstream = number(rng)
    yield f"{case}: whether the result is a Value", isinstance(node, nn.Value)
    yield f"{case}: the number in data", node.data
    for name, one in zip("xy", inputs):
        yield f"{case}: the gradient of {name} if the result has {upstream}", gradient_for(one, node, upstream)


def of_heirs(nn, case, formula, count=1):
    """Yield whether a formula stays in a class made from Value, as it must for Tensors."""

    class Heir(nn.Value):
        pass

    kind = type(formula(*[Heir(1.5) for _ in range(count)]))
    yield f"{case} in a class that is made from Value: whether the result is of that class", kind is Heir


def says(values):
    """Return what x, and y, are: "x = 1.5 and y = 2.0"."""
    return " and ".join(f"{name} = {value}" for name, value in zip("xy", values))


@trial("data_of")
def data(nn, rng):
    one = number(rng)
    with lent(nn.data_of, "Value", nn.Value):
        things = nn.Value(one), one, 3, np.float64(one), np.array([one, 2.0])
        found = [nn.data_of(thing) for thing in things]
    for what, each, thing in zip((f"Value({one})", f"{one}", "3", f"np.float64({one})", "an array"), found, things):
        yield f"given {what}: the answer", each
        if not isinstance(thing, nn.Value):
            yield f"given {what}: whether the answer is the very thing that was given", each is thing


@trial("times")
def multiplies(nn, rng):
    factor, other, upstream = number(rng), number(rng), number(rng)
    rule = nn.times(factor)
    nn.times(other)
    yield f"the rule of times({factor}), for an upstream gradient of {upstream}: the answer", rule(upstream)
    factors, upstreams = rng.normal(size=(2, *sizes(rng, 2)))
    yield f"factors and gradients of shape {shape(upstreams)}: the answer of the rule", nn.times(factors)(upstreams)


@trial("Value")
def value(nn, rng):
    a, b, factor = number(rng), number(rng), number(rng)
    x, y = nn.Value(a), nn.Value(b)
    yield f"Value({a}): data", x.data
    yield f"Value({a}): grad at the start", x.grad
    yield f"Value({a}): its depth", x.depth
    yield f"Value({a}): the number of edges", len(x.edges)
    made = nn.Value(b, [(3.0, nn.times(1.0)), (x, nn.times(factor))])
    yield "edges to the constant 3.0 and to x: the number of edges that it kept", len(made.edges)
    yield "edges to the constant 3.0 and to x: whether the parent that it keeps is x", made.edges[0][0] is x
    yield "edges to the constant 3.0 and to x: the answer of its rule", made.edges[0][1](1.0)
    yield "edges to the constant 3.0 and to x: the depth", made.depth
    above = nn.Value(1.0, [(made, nn.times(1.0))])
    for text, parents in (
        ("depths 2 and 0", (above, x)),
        ("depths 0 and 2", (x, above)),
        ("depths 2, 0 and 1", (above, y, made)),
    ):
        yield f"parents of {text}: the depth", nn.Value(1.0, [(one, nn.times(1.0)) for one in parents]).depth
    y.remember([(above, nn.times(1.0)), (7, nn.times(1.0))])
    yield "after remember with edges to a node of depth 2 and to the constant 7: the depth", y.depth
    yield (
        "after remember with edges to a node of depth 2 and to the constant 7: the number of edges that it kept",
        len(y.edges),
    )
    for case, formula, values in [
        ("x + y", lambda x, y: x + y, (a, b)),
        ("x * y", lambda x, y: x * y, (a, b)),
        ("x + 3", lambda x: x + 3, (a,)),
        ("3 + x", lambda x: 3 + x, (a,)),
        ("x * 3", lambda x: x * 3, (a,)),
        ("3 * x", lambda x: 3 * x, (a,)),
        ("x * x", lambda x: x * x, (a,)),
        ("x + x", lambda x: x + x, (a,)),
        ("x * 0", lambda x: x * 0, (a,)),
    ]:
        text = f"{case} for {says(values)}"
        yield from at_work(nn, rng, text, formula, values)
        yield f"{text}: the depth", formula(*[nn.Value(one) for one in values]).depth
    yield from of_heirs(nn, "x + y", lambda x, y: x + y, 2)
    yield from of_heirs(nn, "x * y", lambda x, y: x * y, 2)


def operation(piece, formulas, extremes=()):
    """Add the trial of an operation on Values: of formulas, a dict from what messages say to a function."""

    @trial(piece)
    def add(nn, rng):
        for case, formula in formulas.items():
            values = [number(rng) for _ in range(formula.__code__.co_argcount)]
            yield from at_work(nn, rng, f"{case} for {says(values)}", formula, values)
            yield from of_heirs(nn, case, formula, len(values))
        for one in extremes:
            yield from at_work(nn, rng, f"{case} for x = {one}", formula, (one,))


operation(
    "Value.__pow__",
    {
        "x**3": lambda x: x**3,
        "x**2": lambda x: x**2,
        "x**-1.0": lambda x: x**-1.0,
        "(x * x) ** 0.5": lambda x: (x * x) ** 0.5,
        "x**1": lambda x: x**1,
    },
    extremes=(0.0,),
)
operation("Value.exp", {"x.exp()": lambda x: x.exp()}, extremes=(0.0, -1000.0, 20.0))
operation("Value.relu", {"x.relu()": lambda x: x.relu()}, extremes=(0.0, 2.0, -2.0, 1000.0))
operation("Value.__neg__", {"-x": lambda x: -x}, extremes=(0.0,))
operation("Value.__sub__", {"x - y": lambda x, y: x - y, "x - x": lambda x: x - x, "x - 3": lambda x: x - 3})
operation("Value.__rtruediv__", {"1 / x": lambda x: 1 / x, "-2.5 / x": lambda x: -2.5 / x})
operation("Value.__rsub__", {"3 - x": lambda x: 3 - x, "0.0 - x": lambda x: 0.0 - x})
operation("Value.__truediv__", {"x / y": lambda x, y: x / y, "x / 4": lambda x: x / 4, "x / x": lambda x: x / x})
operation("Value.log", {"(x * x).log()": lambda x: (x * x).log()}, extremes=(1.0, 1e-100, 1e100))


def graph(kind, rng, steps=9):
    """Return three numbers of a class and what is made of them at random, a list of nodes; the last needs many."""
    nodes = [kind(number(rng)) for _ in range(3)]
    for _ in range(steps):
        one, other = (nodes[-1 - int(k)] for k in rng.integers(0, 4, 2) % len(nodes))
        nodes.append([one + other, one * other * 0.5, 0.7 * one + 1.0][int(rng.integers(3))])
    return [*nodes, nodes[-1] * nodes[-2] + nodes[-1] * nodes[3]]


def doubled(kind, times):
    """Return a number and what comes of adding it to itself again and again, two nodes of a class."""
    first = last = kind(1.0)
    for _ in range(times):
        last = last + last
    return first, last


def every_node(last):
    """Return all that a node was made of, and the node, a list."""
    found, waiting = {id(last): last}, [last]
    while waiting:
        for parent, _ in waiting.pop().edges:
            if id(parent) not in found:
                found[id(parent)] = parent
                waiting.append(parent)
    return list(found.values())


@trial("topological_order")
def in_order(nn, rng):
    with lent(nn.topological_order, "depth_of", nn.depth_of):
        nodes = graph(nn.Value, rng)
        order = list(nn.topological_order(nodes[-1]))
        alone = nn.topological_order(nn.Value(2.0))
        chain = nn.Value(0.0)
        for _ in range(2000):
            chain = chain + 1.0
        long = nn.topological_order(chain)
        double = nn.topological_order(doubled(nn.Value, 60)[1])
        walks, kept = [], []
        for _ in range(3):
            leaves = [nn.Value(float(k)) for k in range(30)]
            total = leaves[0]
            for leaf in leaves:
                total = total + leaf
            kept.append([leaves, total, [object() for _ in range(len(kept) * 37)]])
            walks.append([node.data for node in nn.topological_order(total) if node.depth == 0])
    case = f"a graph of {len(every_node(nodes[-1]))} nodes"
    place = {id(node): number for number, node in enumerate(order)}
    yield f"{case}: the number of nodes in the order", len(order)
    yield f"{case}: whether each node comes only once", len(place) == len(order)
    yield f"{case}: the numbers in the nodes, sorted", sorted(node.data for node in order)
    yield f"{case}: the depths in this order", [node.depth for node in order]
    right = all(place[id(node)] < place[id(parent)] for node in order for parent, _ in node.edges)
    yield f"{case}: whether each node comes before its parents", right
    yield "a node without parents: the number of nodes in the order", len(alone)
    yield "a chain of 2,001 nodes: the number of nodes in the order", len(long)
    yield "a node doubled 60 times: the number of nodes in the order", len(double)
    yield "three equal graphs: whether all have the same order", walks[0] == walks[1] == walks[2]


@trial("depth_of")
def depth(nn, rng):
    for node in graph(nn.Value, rng)[::3]:
        yield f"a node of depth {node.depth}: the answer", nn.depth_of(node)


@trial("Value.clear")
def clear(nn, rng):
    start, factor = number(rng), number(rng)
    x = nn.Value(start)
    node = x * factor
    node.grad = number(rng)
    node.clear()
    yield "a node that had a gradient: grad after clear()", node.grad
    yield "a node that had a gradient: data after clear()", node.data
    yield "a node that had a gradient: the number of edges after clear()", len(node.edges)


@trial("Value.receive")
def receive(nn, rng):
    x = nn.Value(number(rng))
    one, other = number(rng), number(rng)
    x.receive(one)
    yield f"a node that has received {one}: grad", x.grad
    x.receive(other)
    yield f"a node that has received {one} and then {other}: grad", x.grad


@trial("Value.backward")
def backward(nn, rng):
    x = nn.Value(2.0)
    h = 3 * x
    last = 2 * h + 5 * h
    last.backward()
    yield "the diamond: the gradient of h", h.grad
    yield "the diamond: the gradient of x", x.grad
    yield "the diamond: the gradient of L, where the walk starts", last.grad
    last.backward()
    yield "the diamond, after a second call: the gradient of x", x.grad
    upstream = number(rng)
    last.backward(upstream)
    yield f"the diamond, after backward({upstream}): the gradient of L", last.grad
    yield f"the diamond, after backward({upstream}): the gradient of x", x.grad
    h.backward()
    yield "the diamond, after h.backward(): the gradient of x", x.grad
    nodes = graph(nn.Value, rng)
    nodes[-1].backward()
    case = f"three numbers, {nodes[0].data}, {nodes[1].data} and {nodes[2].data}, and what is made of them"
    for place, node in enumerate(nodes, 1):
        yield f"{case}: the gradient of node {place}", node.grad
    alone = nn.Value(2.0)
    alone.backward()
    yield "a node without parents: its gradient", alone.grad
    first, last = doubled(nn.Value, 60)
    last.backward()
    yield "a node doubled 60 times: its gradient", first.grad

    class Watched(nn.Value):
        def __init__(self, data, edges=()):
            super().__init__(data, edges)
            self.heard, self.cleared = [], 0

        def clear(self):
            super().clear()
            self.cleared += 1

        def receive(self, upstream):
            super().receive(upstream)
            self.heard.append(float(upstream))

    x = Watched(2.0)
    h = x * 3
    (h * 2 + h * 5).backward()
    yield "the diamond: what h receives, in parts", sorted(h.heard)
    yield "the diamond: what x receives, in parts", sorted(x.heard)
    yield "the diamond: whether clear was called on x and h", x.cleared > 0 and h.cleared > 0


@trial("Tensor")
def tensor(nn, rng):
    values, others = rng.normal(size=(2, *sizes(rng, 2)))
    case = f"a Tensor of shape {shape(values)}"
    t, u = nn.Tensor(values), nn.Tensor(others)
    yield f"{case}: whether it is a Value", isinstance(t, nn.Value)
    yield f"{case}: data", t.data
    yield f"{case}: whether data is the array itself, and no copy", t.data is values
    yield f"{case}: grad at the start", t.grad
    yield f"{case}: its depth", t.depth
    for what, given in (("whole numbers", [[1, 2, 3], [4, 5, 6]]), ("np.float32", values.astype(np.float32))):
        yield f"a Tensor of {what}: data", nn.Tensor(given).data
    yield "Tensor(2.5): data", nn.Tensor(2.5).data
    yield "Tensor(2.5): grad at the start", nn.Tensor(2.5).grad
    made = nn.Tensor(values, [(values, nn.times(1.0)), (t, nn.times(others))])
    yield f"{case} with edges to an array and to a Tensor: the number of edges that it kept", len(made.edges)
    yield f"{case} with edges to an array and to a Tensor: its depth", made.depth
    upstream = rng.normal(size=values.shape)
    for text, formula in {
        "t + u": lambda t, u: t + u,
        "t * u": lambda t, u: t * u,
        "2 * t": lambda t, u: 2 * t,
        "array + t": lambda t, u: others + t,
        "array * t": lambda t, u: others * t,
        "t * array": lambda t, u: t * others,
        "t.relu()": lambda t, u: t.relu(),
    }.items():
        node = formula(t, u)
        case = f"{text} for shape {shape(values)}"
        yield f"{case}: whether the result is a Tensor", isinstance(node, nn.Tensor)
        yield f"{case}: data", node.data
        yield f"{case}: the gradient of t", gradient_for(t, node, upstream)
    t.grad = t.grad + 3.0
    t.clear()
    yield f"a Tensor of shape {shape(values)}, after clear: grad", t.grad
    (t * u + t).backward(upstream)
    yield f"t * u + t for shape {shape(values)}: the gradient of t", t.grad


def products(nn, rng, case, formula, left, right):
    """Yield what a product of two matrices gives, of which one may be a plain array."""
    upstream = rng.normal(size=(np.shape(data_in(left))[0], np.shape(data_in(right))[1]))
    node = formula(left, right)
    yield f"{case}: whether the result is a Tensor", isinstance(node, nn.Tensor)
    yield f"{case}: data", node.data
    for name, one in (("left", left), ("right", right)):
        if isinstance(one, nn.Tensor):
            yield f"{case}: the gradient of the {name} one", gradient_for(one, node, upstream)
    yield f"{case}: the depth", node.depth


def data_in(thing):
    return thing if isinstance(thing, np.ndarray) else thing.data


@trial("Tensor.__matmul__")
def matmul(nn, rng):
    m, k, n = sizes(rng, 3)
    a, b = rng.normal(size=(m, k)), rng.normal(size=(k, n))
    fits = f"({m}, {k}) by ({k}, {n})"
    yield from products(nn, rng, f"{fits}, two Tensors", lambda x, y: x @ y, nn.Tensor(a), nn.Tensor(b))
    yield from products(nn, rng, f"{fits}, a Tensor by an array", lambda x, y: x @ y, nn.Tensor(a), b)
    square = nn.Tensor(rng.normal(size=(k, k)))
    upstream = rng.normal(size=(k, k))
    yield f"t @ t of shape ({k}, {k}): the gradient of t", gradient_for(square, square @ square, upstream)


@trial("Tensor.__rmatmul__")
def rmatmul(nn, rng):
    m, k, n = sizes(rng, 3)
    a, b = rng.normal(size=(m, k)), rng.normal(size=(k, n))
    case = f"({m}, {k}) by ({k}, {n}), an array by a Tensor"
    yield from products(nn, rng, case, lambda x, y: x @ y, a, nn.Tensor(b))
    t, upstream = nn.Tensor(b), rng.normal(size=(m, n))
    (a @ t).backward(upstream)
    yield f"{case}: the gradient after backward", t.grad


SHAPES = [
    ((3, 5), (3, 1)),
    ((3, 5), (5,)),
    ((3, 5), (1, 5)),
    ((3, 5), (1, 1)),
    ((3, 5), (1,)),
    ((3, 5), ()),
    ((3, 5), (3, 5)),
    ((3, 1), (3, 1)),
    ((3, 3), (3,)),
    ((4, 3, 5), (3, 1)),
    ((4, 3, 5), (4, 1, 5)),
    ((2, 1, 4), (1, 4)),
    ((), ()),
]


@trial("unbroadcast")
def home(nn, rng):
    for large, small in SHAPES:
        upstream = rng.normal(size=large)
        before = upstream.copy()
        yield f"a gradient of shape {large} for a parent of shape {small}: the result", nn.unbroadcast(upstream, small)
        yield (
            f"a gradient of shape {large} for a parent of shape {small}: that gradient itself after the call",
            upstream - before,
        )


@trial("Tensor.receive")
def receive_arrays(nn, rng):
    for large, small in SHAPES:
        t = nn.Tensor(rng.normal(size=small))
        one, other = rng.normal(size=(2, *large))
        before = one.copy()
        case = f"a Tensor of shape {small} that receives a gradient of shape {large}"
        t.receive(one)
        yield f"{case}: grad", t.grad
        t.receive(other)
        yield f"{case} twice: grad", t.grad
        yield f"{case} twice: the first gradient itself after that", one - before
    outs, ins, n = sizes(rng, 3)
    W, x = nn.Tensor(rng.normal(size=(outs, ins))), nn.Tensor(rng.normal(size=(ins, n)))
    b, row = nn.Tensor(rng.normal(size=(outs, 1))), nn.Tensor(rng.normal(size=n))
    z = W @ x + b
    last = z * z.relu() + row + z
    for _ in range(2):
        last.backward(rng.normal(size=(outs, n)))
    case = f"W @ x + b, its product with its ReLU, and a row, for W of shape ({outs}, {ins}) and {n} columns"
    for name, one in (("W", W), ("x", x), ("b", b), ("the row", row)):
        yield f"{case}: the gradient of {name}", one.grad


def same(z):
    return z


def swish(z):
    """Return z times its sigmoid, an operation of its own as in the lesson, whose main text has no `exp`."""
    a = 1 / (1 + np.exp(-z.data))
    return z * type(z)(a, [(z, lambda upstream: upstream * a * (1 - a))])


def recorded(nn, rng, act, ins, outs):
    """Return a layer that records, with biases."""
    layer = nn.AutodiffLayer(ins, outs, act, rng=np.random.default_rng(int(rng.integers(1000))))
    layer.b[...] = rng.normal(size=(outs, 1))
    return layer


@trial("AutodiffLayer")
def records(nn, rng):
    for name, act in (("Tensor.relu", nn.Tensor.relu), ("swish", swish), ("same", same)):
        ins, outs, n = sizes(rng, 3)
        layer = recorded(nn, rng, act, ins, outs)
        x, da = rng.normal(size=(ins, n)), rng.normal(size=(outs, n))
        before = [value.copy() for value in (x, da, layer.W, layer.b)]
        arrays = layer.dW, layer.db
        case = f"{name}, {ins} inputs, {outs} neurons, {counted(n, 'example')}"
        outputs = layer.forward_pass(x)
        yield f"{case}: whether forward_pass returns an array, and no Tensor", isinstance(outputs, np.ndarray)
        yield f"{case}: the outputs", outputs
        yield f"{case}: what it keeps as a", layer.a
        yield f"{case}: whether it keeps a record", getattr(layer, "record", None) is not None
        yield f"{case}: the gradient dx", layer.backward_pass(da)
        yield f"{case}: dW", layer.dW
        yield f"{case}: db", layer.db
        layer.W *= 2
        layer.forward_pass(x)
        yield f"{case}: the answer with need_dx=False", layer.backward_pass(da, need_dx=False)
        yield f"{case}: dW of a second pass, which takes the place of the first", layer.dW
        yield f"{case}: db of a second pass", layer.db
        yield (
            f"{case}: whether dW and db are the same arrays as before",
            arrays[0] is layer.dW and arrays[1] is layer.db,
        )
        layer.W /= 2
        for what, now, was in zip(("x", "da", "W", "b"), (x, da, layer.W, layer.b), before):
            yield f"{case}: the change of {what} by both passes", now - was
    net = nn.NeuralNetwork([recorded(nn, rng, swish, 3, 4), recorded(nn, rng, same, 4, 2)])
    report = nn.gradient_check(net, nn.CrossEntropy(), rng.normal(size=(3, 3)), np.array([0, 1, 0]))
    yield "two layers with Swish: whether the gradient check finds no mistake", bool(report.ok)


@trial("Value.__repr__")
def text(nn, rng):
    one = number(rng)
    yield f"Value({one}): the text", repr(nn.Value(one))
    yield f"Value({one}) * 2: the text", repr(nn.Value(one) * 2)
    yield "a Tensor of three numbers: the text", repr(nn.Tensor([one, 0.0, 2.0]))


@trial("Tensor.sum")
def sums(nn, rng):
    for axes in (1, 2, 3):
        values = rng.normal(size=sizes(rng, axes))
        for axis in (None, *range(axes)):
            t = nn.Tensor(values)
            arguments = {} if axis is None else {"axis": axis}
            case = f"shape {shape(values)}, {'all entries' if axis is None else f'axis={axis}'}"
            node = t.sum(**arguments)
            yield f"{case}: whether the sum is a Tensor", isinstance(node, nn.Tensor)
            yield f"{case}: the sum", node.data
            upstream = rng.normal(size=node.data.shape)
            node.backward(upstream)
            yield f"{case}: the gradient for an upstream gradient that is not 1 everywhere", t.grad
    t = nn.Tensor(rng.normal(size=(3, 4)))
    (t.exp() / t.exp().sum(axis=0)).backward(rng.normal(size=(3, 4)))
    yield "a softmax made with sum(axis=0): the gradient", t.grad
    (t * t.sum() + t.sum()).sum().backward()
    yield "(t * t.sum() + t.sum()).sum(): the gradient", t.grad


@trial("AutodiffLayer.__getstate__")
def state(nn, rng):
    ins, outs, n = sizes(rng, 3)
    layer = recorded(nn, rng, same, ins, outs)
    x, da = rng.normal(size=(ins, n)), rng.normal(size=(outs, n))
    layer.forward_pass(x)
    kept = layer.__getstate__()
    case = f"a layer with {ins} inputs and {outs} neurons, after a forward pass"
    yield f"{case}: the record in the file", kept.get("record")
    yield f"{case}: a, the outputs, in the file", kept.get("a")
    for name in ("W", "b", "dW", "db"):
        yield f"{case}: {name} in the file", kept.get(name)
    yield f"{case}: whether that can be pickled", len(pickle.dumps(kept)) > 0
    yield f"{case}: dx, with the record that the layer itself must keep", layer.backward_pass(da)
