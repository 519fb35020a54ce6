"""Autodiff finds the gradients of PyTorch, of chapter 07 and of nudging, whatever is computed.

Whole programs are drawn at random, run on our nodes and on PyTorch's, and compared node by node.
"""

import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib import (
    SGD,
    AutodiffLayer,
    CrossEntropy,
    Identity,
    Layer,
    NeuralNetwork,
    PairedDifference,
    ReLU,
    Sigmoid,
    Tensor,
    Value,
    WeightDecay,
    gradient_check,
    numerical_gradient,
    train,
    unbroadcast,
)
from nnlib.autodiff import times, topological_order

CLOSE = 1e-12


def pytorch():
    torch = pytest.importorskip("torch")
    torch.set_default_dtype(torch.float64)
    return torch


@pytest.fixture(autouse=True)
def usual_dtype():
    yield
    import sys

    if "torch" in sys.modules:
        sys.modules["torch"].set_default_dtype(sys.modules["torch"].float32)


# Random programs of numbers

UNARY = {
    "exp": lambda x: (x * x * -1.0).exp(),
    "log": lambda x: (x * x + 0.5).log(),
    "relu": lambda x: x.relu(),
    "square": lambda x: x**2,
    "cube": lambda x: x**3,
    "root": lambda x: (x * x + 0.5) ** 0.5,
    "minus": lambda x: -x,
    "less": lambda x: 0.7 - x,
    "plus": lambda x: 1.3 + x,
    "times": lambda x: 0.3 * x,
    "over": lambda x: 2.0 / (x * x + 1),
    "half": lambda x: x / 2,
}
BINARY = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "divide": lambda x, y: x / (y * y + 1),
}
OPERATIONS = st.tuples(st.sampled_from([*UNARY, *BINARY]), st.integers(0, 99), st.integers(0, 99))
NUMBERS = st.floats(-1.5, 1.5).map(lambda x: round(x, 3))


def run(program, leaves):
    """Carry out a program: every line takes nodes that are there and adds one, so nodes are shared at random."""
    nodes = list(leaves)
    for name, i, j in program:
        x, y = nodes[i % len(nodes)], nodes[j % len(nodes)]
        nodes.append(UNARY[name](x) if name in UNARY else BINARY[name](x, y))
    return nodes


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.lists(OPERATIONS, min_size=1, max_size=14), st.lists(NUMBERS, min_size=1, max_size=4))
def test_the_gradient_of_every_number_of_a_random_program_is_pytorchs(program, numbers):
    torch = pytorch()
    ours = run(program, [Value(x) for x in numbers])
    theirs = run(program, [torch.tensor(x, requires_grad=True) for x in numbers])
    for node in theirs:
        node.retain_grad()
    ours[-1].backward()
    theirs[-1].backward()
    wanted = [0.0 if node.grad is None else node.grad.item() for node in theirs]
    size = max(1.0, *(abs(node.item()) for node in theirs), *map(abs, wanted))
    assert max(abs(a.data - b.item()) for a, b in zip(ours, theirs)) <= CLOSE * size
    assert max(abs(a.grad - b) for a, b in zip(ours, wanted)) <= CLOSE * size


# Random programs of arrays

SHAPES = [(), (1,), (4,), (3, 1), (1, 4), (3, 4), (2, 1, 4), (2, 3, 1), (1, 3, 4)]


def run_arrays(program, leaves, **keep):
    nodes = list(leaves)
    for name, i, j in program:
        x, y = nodes[i % len(nodes)], nodes[j % len(nodes)]
        if name == "sum":
            axis = j % (len(x.data.shape) + 1) - 1
            nodes.append(x.sum() if axis < 0 else x.sum(axis, **keep))
        elif name == "matmul":
            fits = len(x.data.shape) == len(y.data.shape) == 2 and x.data.shape[1] == y.data.shape[0]
            nodes.append(x @ y if fits else x * y)
        else:
            nodes.append(UNARY[name](x) if name in UNARY else BINARY[name](x, y))
    return nodes


ARRAY_OPERATIONS = st.tuples(
    st.sampled_from([*UNARY, *BINARY, *BINARY, "sum", "matmul", "matmul"]), st.integers(0, 99), st.integers(0, 99)
)


@st.composite
def array_problems(draw):
    shapes = draw(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=4))
    if draw(st.booleans()):
        shapes = [(3, 4), (4, 2), (3, 1), (3, 2)]  # for products of matrices
    program = draw(st.lists(ARRAY_OPERATIONS, min_size=1, max_size=10))
    return shapes, program, draw(st.integers(0, 2**32 - 1))


def assert_same_arrays(problem):
    torch = pytorch()
    shapes, program, seed = problem
    arrays = [np.random.default_rng(seed + k).uniform(-1.2, 1.2, shape) for k, shape in enumerate(shapes)]
    try:
        with np.errstate(all="ignore"):
            ours = run_arrays(program, [Tensor(a) for a in arrays])
    except ValueError:
        return  # these shapes cannot be combined
    theirs = run_arrays(program, [torch.tensor(a, requires_grad=True) for a in arrays], keepdim=True)
    for node in theirs:
        node.retain_grad()
    upstream = np.random.default_rng(seed).normal(size=ours[-1].data.shape)
    ours[-1].backward(upstream)
    theirs[-1].backward(torch.tensor(upstream))
    size = 1.0
    for node in theirs:
        grads = torch.zeros(()) if node.grad is None else node.grad
        size = max(size, node.detach().abs().max().item(), grads.abs().max().item())
    for a, b in zip(ours, theirs):
        assert a.data.shape == tuple(b.shape) == a.grad.shape
        grads = np.zeros(a.data.shape) if b.grad is None else b.grad.numpy()
        assert np.abs(a.data - b.detach().numpy()).max() <= CLOSE * size
        assert np.abs(a.grad - grads).max() <= CLOSE * size


@settings(deadline=None, max_examples=200, derandomize=True)
@given(array_problems())
def test_the_gradient_of_every_array_of_a_random_program_is_pytorchs(problem):
    assert_same_arrays(problem)


@pytest.mark.parametrize("left", SHAPES)
@pytest.mark.parametrize("right", SHAPES)
@pytest.mark.parametrize("name", BINARY)
def test_whatever_numpy_copies_out_is_summed_home_as_pytorch_does(left, right, name):
    try:
        np.broadcast_shapes(left, right)
    except ValueError:
        return
    assert_same_arrays(([left, right], [(name, 0, 1)], 3))


@settings(deadline=None, max_examples=80, derandomize=True)
@given(st.sampled_from(SHAPES), st.integers(0, 2**32 - 1))
def test_unbroadcast_is_the_way_back_of_broadcast_to(shape, seed):
    large = np.broadcast_shapes(shape, (2, 3, 4))
    rng = np.random.default_rng(seed)
    small, upstream = rng.normal(size=shape), rng.normal(size=large)
    home = unbroadcast(upstream, shape)
    assert home.shape == shape
    # The sum of gradient × what was copied is the same, whether counted with the copies or at home.
    assert (home * small).sum() == pytest.approx((upstream * np.broadcast_to(small, large)).sum(), rel=1e-12, abs=1e-12)


# Shapes of graphs


@pytest.mark.parametrize("kind", [Value, Tensor])
def test_long_and_wide_graphs_are_walked_without_recursion_and_each_node_once(kind):
    x, y, z = kind(0.5), kind(2.0), kind(1.0)
    chain, total, doubled = x, kind(0.0), z
    for k in range(10_000):
        chain, total = chain + 1e-5, total + y * (k % 3)
    for _ in range(60):
        doubled = doubled + doubled  # 61 visits, and not two to the sixty
    for node in (chain, total, doubled):
        node.backward()
    assert len(topological_order(chain)) == 10_001 and chain.depth == 10_000
    assert (x.grad, y.grad, z.grad) == (1.0, sum(k % 3 for k in range(10_000)), 2.0**60)


def wide_graph():
    """A graph with 40 nodes at each of three depths, and the order in which they are walked, by their numbers."""
    leaves = [Value(k) for k in range(40)]
    kept = [[object() for _ in range(np.random.default_rng().integers(1, 2000))]]  # other addresses in each run
    middle = [leaf * (k + 100) for k, leaf in enumerate(leaves)]
    total = Value(0.0)
    for k, node in enumerate(middle):
        total = total + node * (k + 200)
    return topological_order(total), kept


def test_the_order_of_the_walk_is_the_same_in_every_run():
    def order():
        return [(node.data, node.depth) for node in wide_graph()[0]]

    first = order()
    assert all(order() == first for _ in range(5))


def test_the_walk_goes_in_a_topological_order_children_before_parents():
    order, _ = wide_graph()
    place = {node: number for number, node in enumerate(order)}
    assert len(place) == len(order) == 161
    for node in order:
        for parent, _ in node.edges:
            assert place[node] < place[parent]


# Published and known numbers


def test_the_expression_of_micrograds_readme_has_its_published_numbers():
    a, b = Value(-4.0), Value(2.0)
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    g.backward()
    assert f"{g.data:.4f} {a.grad:.4f} {b.grad:.4f}" == "24.7041 138.8338 645.5773"
    assert round(a.grad, 6) == 138.833819


@pytest.mark.parametrize("kind", [Value, Tensor])
def test_a_second_walk_replaces_the_gradient_and_adds_nothing(kind):
    x = kind(3.0)
    last = x * x + x
    last.backward()
    last.backward()
    assert x.grad == 7.0


def test_a_constant_gets_no_node_and_no_gradient():
    x = Value(2.0)
    assert len(topological_order(x * 3 + 1)) == 3
    array = np.ones((2, 3))
    tensor = Tensor(np.ones((2, 1)))
    assert len(topological_order(array * tensor - array)) == 3
    assert type(array * tensor) is type(array + tensor) is type(array - tensor) is type(array / tensor) is Tensor


def test_each_walk_writes_the_gradient_of_a_tensor_into_a_new_array():
    x = Tensor(np.ones((2, 2)))
    (x * 2).sum().backward()
    kept = x.grad
    (x * 3).sum().backward()
    assert (kept == 2).all() and (x.grad == 3).all()


@pytest.mark.parametrize("shape", [(), (1,), (1, 1), (1, 1, 1)])
def test_a_walk_from_a_single_number_needs_no_upstream_gradient_whatever_its_shape(shape):
    x = Tensor(np.full(shape, 3.0))
    (x * x).backward()
    assert x.grad.shape == shape and x.grad.item() == 6.0


def test_an_edge_keeps_a_rule_from_gradient_to_gradient():
    parent, rule = (Value(2.0) ** -1.0).edges[0]
    assert parent.data == 2.0 and rule(1.0) == -0.25 and times(3)(2.0) == 6.0


def test_no_value_wraps_or_is_rounded_where_its_number_came_from_an_array_of_bytes():
    pixel = Value(np.uint8(200))
    total = pixel + np.uint8(100)
    assert total.data == 300 and (pixel * np.uint8(2)).data == 400 and type(total.data) is float
    half = Value(np.float16(0.1)) * 3
    assert half.data == float(np.float16(0.1)) * 3
    half.backward(np.float16(0.1))
    assert half.edges[0][0].grad == float(np.float16(0.1)) * 3


@pytest.mark.parametrize("kind", [np.array, list], ids=["array", "list"])
def test_an_array_at_the_tensor_makes_a_tensor_with_the_gradient_of_chapter_07(kind):
    rng = np.random.default_rng(0)
    W, x, upstream = rng.normal(size=(2, 3)), rng.normal(size=(3, 4)), rng.normal(size=(2, 4))
    tensor = Tensor(x)
    product = kind(W) @ tensor
    product.backward(upstream)
    assert isinstance(product, Tensor) and np.array_equal(product.data, W @ x)
    assert np.array_equal(tensor.grad, W.T @ upstream)


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float16, np.float32, bool])
def test_a_gradient_of_any_kind_of_number_is_added_up_in_float64(dtype):
    upstream = np.full((300, 2), 200).astype(dtype)
    home = unbroadcast(upstream, (2,))
    assert home.dtype == np.float64 and (home == upstream.astype(float).sum(axis=0)).all()
    assert np.array_equal(unbroadcast([[1, 2], [3, 4]], (2, 1)), [[3], [7]])


# A softmax that nobody differentiated, and nudging


def cross_entropy(scores, y):
    largest = scores.data.max(axis=0)
    log_sums = (scores - largest).exp().sum(axis=0).log() + largest
    return (log_sums - (scores * y).sum(axis=0)).sum() * (1 / y.shape[1])


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(2, 6), st.integers(1, 5), st.sampled_from([0.01, 1, 30, 700]), st.integers(0, 2**32 - 1))
def test_recorded_cross_entropy_has_the_loss_and_the_derivative_of_chapter_06(outs, n, size, seed):
    rng = np.random.default_rng(seed)
    scores, labels = size * rng.normal(size=(outs, n)), rng.integers(0, outs, n)
    ours = Tensor(scores)
    loss = cross_entropy(ours, np.eye(outs)[:, labels])
    loss.backward()
    assert loss.data == pytest.approx(CrossEntropy()(scores, labels), rel=1e-12, abs=1e-12)
    assert np.abs(ours.grad - CrossEntropy().derivative(scores, labels)).max() < CLOSE


def sigmoid(z):
    return 1 / (1 + (-z).exp())


FORMULAS = {
    "sigmoid": lambda x, y: sigmoid(x * y),
    "log of shares": lambda x, y: (x.exp() / x.exp().sum(axis=0) + 0.1).log() * y,
    "a norm": lambda x, y: (x - x.sum(axis=1) / 4) / ((x * x).sum(axis=1) + y * y),
    "powers": lambda x, y: (x * x + 1) ** -1.5 + y**3,
}


@pytest.mark.parametrize("name", FORMULAS)
def test_every_rule_passes_the_nudge_of_chapter_07(name):
    rng = np.random.default_rng(5)
    x, y = Tensor(rng.normal(size=(3, 4))), Tensor(rng.normal(size=(3, 1)))
    weights = rng.normal(size=(3, 4))

    def total():
        return (FORMULAS[name](x, y) * weights).sum()

    total().backward()
    for leaf in (x, y):
        slopes = numerical_gradient(leaf.data, lambda: float(total().data))
        assert np.abs(leaf.grad - slopes).max() < 1e-8


# In the place of Layer


def swish(z):
    return z / (1 + (-z).exp())


def same(z):
    return z


def twins(act, recorded):
    """A network of `AutodiffLayer` or of `Layer`, either way with the same parameters."""
    rng, kind = np.random.default_rng(0), AutodiffLayer if recorded else Layer
    last = same if recorded else Identity()
    layers = [kind(6, 5, act, rng=rng), kind(5, 4, act, rng=rng), kind(4, 3, last, rng=rng)]
    for layer in layers:
        layer.b[...] = rng.normal(0, 0.01, layer.b.shape)
    return NeuralNetwork(layers)


DATA = np.random.default_rng(1).normal(size=(6, 40)), np.random.default_rng(2).integers(0, 3, 40)
PAIRS = {"relu": (ReLU(), Tensor.relu), "sigmoid": (Sigmoid(), sigmoid), "identity": (Identity(), same)}


@pytest.mark.parametrize("name", PAIRS)
def test_recorded_layers_hand_back_what_layers_do(name):
    x, labels = DATA
    ours, theirs = twins(PAIRS[name][1], True), twins(PAIRS[name][0], False)
    for net in (ours, theirs):
        outputs = net.forward_pass(x)
        net.backward_pass(CrossEntropy().derivative(outputs, labels))
    assert np.abs(ours.layers[-1].a - theirs.layers[-1].a).max() < CLOSE
    for (_, one), (_, other) in zip(ours.parameters(), theirs.parameters()):
        assert np.abs(one - other).max() < CLOSE
    da = np.ones((3, 40))
    dx, wanted = ours.layers[-1].backward_pass(da), theirs.layers[-1].backward_pass(da)
    assert np.abs(dx - wanted).max() < CLOSE
    assert ours.layers[-1].backward_pass(da, need_dx=False) is None


@pytest.mark.parametrize("name", PAIRS)
def test_train_on_recorded_layers_ends_at_the_parameters_of_layers(name):
    x, labels = DATA
    nets = [twins(PAIRS[name][1], True), twins(PAIRS[name][0], False)]
    for net in nets:
        optimizer = WeightDecay(SGD(0.1), 0.1)
        settings = {"epochs": 5, "batch_size": 7, "rng": np.random.default_rng(3), "progress": False}
        train(net, x, labels, loss=CrossEntropy(), optimizer=optimizer, validation=(x, labels), **settings)
    for (one, _), (other, _) in zip(*(net.parameters() for net in nets)):
        assert np.abs(one - other).max() < CLOSE
    assert np.array_equal(nets[0].predict(x), nets[1].predict(x))


def test_the_gradient_check_passes_a_layer_that_nobody_differentiated():
    x, labels = DATA
    report = gradient_check(twins(swish, True), CrossEntropy(), x[:, :6], labels[:6])
    assert report.ok and max(report.errors.values()) < 1e-7


def test_recorded_and_plain_layers_stand_in_one_network():
    x, labels = DATA
    rng = np.random.default_rng(0)
    net = NeuralNetwork([Layer(6, 5, Sigmoid(), rng=rng), AutodiffLayer(5, 4, swish, rng=rng), Layer(4, 3, Identity())])
    assert gradient_check(net, CrossEntropy(), x[:, :6], labels[:6]).ok


def test_a_recorded_network_can_be_pickled_without_its_record_and_goes_on_learning():
    x, labels = DATA
    net, fresh = twins(swish, True), twins(swish, True)
    da = CrossEntropy().derivative(net.forward_pass(x), labels)
    other = pickle.loads(pickle.dumps(net))
    assert len(pickle.dumps(net)) < len(pickle.dumps(fresh)) + 1000
    with pytest.raises(ValueError, match="call forward_pass before backward_pass"):
        other.backward_pass(da)
    other.forward_pass(x)
    for one in (net, other):  # the network itself has kept its record
        pairs = one.parameters()
        one.backward_pass(da)
        SGD(0.1).step(pairs)
    for (one, _), (copy, _), (old, _) in zip(net.parameters(), other.parameters(), fresh.parameters()):
        assert np.array_equal(one, copy) and not np.array_equal(one, old)


def test_a_recorded_network_may_end_in_an_activation_on_one_output():
    x = np.random.default_rng(0).normal(size=(2, 50))
    net = NeuralNetwork([AutodiffLayer(2, 1, Tensor.relu, rng=np.random.default_rng(0))])
    answers = net.predict(x)
    assert np.array_equal(answers, net.forward_pass(x)[0] > 0) and 0 < answers.sum() < 50


@pytest.mark.parametrize("n", [0, 0.0, 1, 2, 3.0])
def test_a_power_of_0_has_the_gradient_of_pytorch(n):
    torch = pytorch()
    ours, theirs, number = Tensor([0.0, 1.0, -2.0]), torch.tensor([0.0, 1.0, -2.0], requires_grad=True), Value(0.0)
    (ours**n).sum().backward()
    (theirs**n).sum().backward()
    (number**n).backward()
    assert ours.grad.tolist() == theirs.grad.tolist() and number.grad == theirs.grad[0]


# What is refused


REFUSED = {
    "a list as a Value": (lambda: Value([1.0]), TypeError, "one real number"),
    "an array as a Value": (lambda: Value(np.ones(2)), TypeError, "there is Tensor"),
    "the root of a negative number": (lambda: Value(-2.0) ** 0.5, TypeError, "one real number"),
    "Value and Tensor": (lambda: Value(1.0) * Tensor([1.0]), TypeError, "use Tensor for both"),
    "words": (lambda: Tensor(["a"]), TypeError, "real numbers"),
    "matrices that do not fit": (lambda: Tensor(np.ones((2, 3))) @ np.ones((2, 3)), ValueError, "@ multiplies"),
    "an array that does not fit on the left": (lambda: np.ones((2, 2)) @ Tensor([[1.0]]), ValueError, "@ multiplies"),
    "the logarithm of 0": (lambda: Value(0.0).log(), ValueError, "log takes numbers above 0, but one is 0.0"),
    "a logarithm in an array": (lambda: Tensor([[1.0, 2.0], [0.0, 3.0]]).log(), ValueError, "above 0, but one is 0.0"),
    "the logarithm of NaN": (lambda: Tensor([1.0, np.nan]).log(), ValueError, "above 0, but one is nan"),
    "a factor for a rule": (lambda: Value(2.0, [(Value(1.0), 2.0)]), TypeError, "times(factor), not float"),
    "words for a gradient": (lambda: unbroadcast(["one"], ()), TypeError, "real numbers"),
    "a Value as a condition": (lambda: not Value(0.0), TypeError, "a Value is neither true nor false: compare"),
    "a Tensor as a condition": (lambda: 1 if Tensor([0.0]) else 2, TypeError, "compare its data, as in x.data > 0"),
    "a Tensor as exponent": (lambda: 2.0 ** Tensor(2.0), TypeError, "unsupported"),
    "a start at six numbers": (lambda: Tensor(np.ones((2, 3))).backward(), ValueError, "sum() first"),
    "two numbers for one": (lambda: Value(1.0).backward([1.0, 2.0]), ValueError, "of that shape, not (2,)"),
    "another shape": (lambda: Tensor(np.ones((2, 1))).backward(np.ones(2)), ValueError, "of that shape, not (2,)"),
    "a gradient in words": (lambda: Tensor(1.0).backward("one"), TypeError, "real numbers"),
    "backward before forward": (
        lambda: AutodiffLayer(2, 2, same).backward_pass(np.ones((2, 1))),
        ValueError,
        "no outputs",
    ),
    "another gradient": (
        lambda: after_a_pass().backward_pass(np.ones((2, 1))),
        ValueError,
        "outputs have shape (2, 3)",
    ),
    "examples as rows": (
        lambda: AutodiffLayer(4, 2, same).forward_pass(np.ones((3, 4))),
        ValueError,
        "did you mean x.T?",
    ),
}


def after_a_pass():
    layer = AutodiffLayer(4, 2, same)
    layer.forward_pass(np.ones((4, 3)))
    return layer


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_refused_in_words(case):
    call, kind, words = REFUSED[case]
    with pytest.raises(kind) as error:
        call()
    assert words in str(error.value)


# What the lesson quotes


def test_swish_leads_in_the_five_stored_pairs_as_the_lesson_says():
    root = Path(__file__).resolve().parents[2]
    stored = json.loads((root / "benchmarks" / "results" / "autodiff.json").read_text(encoding="utf-8"))
    text = (root / "notebooks" / "15-autodiff.ipynb").read_text(encoding="utf-8")
    assert "with a rate chosen for each, it led in [five stored pairs](../BENCHMARKS.md)" in text
    for name in ("relu", "swish"):
        worst = {rate: min(scores) for rate, scores in stored[name]["sweep"]}
        rates = sorted(worst)
        assert stored[name]["rate"] == max(worst, key=worst.get) == 0.5
        assert rates[0] < 0.5 < rates[-1], "the best rate lies inside the grid"
    pairs = [stored[name]["fresh"] for name in ("swish", "relu")]
    assert len(pairs[0]) == 5 and all(swish > relu for swish, relu in zip(*pairs, strict=True))
    assert PairedDifference(*pairs).low > 0
