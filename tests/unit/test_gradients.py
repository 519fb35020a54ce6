"""The backward pass agrees with nudging every parameter, and the gradient check finds a planted fault."""

import numpy as np
import pytest
from every import ACTIVATIONS
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib import (
    MSE,
    BinaryCrossEntropy,
    CrossEntropy,
    Flatten,
    Identity,
    Layer,
    LeakyReLU,
    NeuralNetwork,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
    gradient_check,
    numerical_gradients,
)

LOSSES = [CrossEntropy(), BinaryCrossEntropy(), MSE()]


def draw_targets(loss, outs, n, rng):
    if isinstance(loss, MSE):
        return rng.normal(size=(outs, n))
    return rng.integers(0, outs if isinstance(loss, CrossEntropy) else 2, n)


def draw_away_from_corners(net, n, rng):
    """Draw biases and x until every z of a ReLU is at least 0.001 from 0: across the corner no slope is right."""
    corners = [layer for layer in net.layers if isinstance(layer.act_function, (ReLU, LeakyReLU))]
    for _ in range(1000):
        for layer in net.layers:
            layer.b[...] = rng.normal(size=layer.b.shape)
        x = rng.normal(size=(net.layers[0].ins, n))
        net.forward_pass(x)
        if all(np.abs(layer.W @ layer.x + layer.b).min() > 1e-3 for layer in corners):
            return x
    raise AssertionError("no x away from the corners in 1,000 attempts")


@st.composite
def problems(draw):
    sizes = draw(st.lists(st.integers(1, 5), min_size=2, max_size=4))
    loss = draw(st.sampled_from(LOSSES))
    if isinstance(loss, BinaryCrossEntropy):
        sizes[-1] = 1
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    acts = [draw(st.sampled_from(ACTIVATIONS)) for _ in sizes[1:]]
    if sizes[-1] == 1 and isinstance(acts[-1], Softmax):
        acts[-1] = Identity()  # a softmax of one output is refused
    net = NeuralNetwork([Layer(*pair, act, rng=rng) for *pair, act in zip(sizes, sizes[1:], acts)])
    n = draw(st.integers(1, 5))
    return net, loss, draw_away_from_corners(net, n, rng), draw_targets(loss, sizes[-1], n, rng)


def sample(middle=Layer, act_function=None, act_first=None, *, sizes=(3, 4, 4, 2), n=6, dtype=np.float64):
    """A network of three layers with a square one in the middle, where the faults are planted, and a batch."""
    rng = np.random.default_rng(0)
    net = NeuralNetwork([
        Layer(sizes[0], sizes[1], act_first or Tanh(), rng=rng, dtype=dtype),
        middle(sizes[1], sizes[2], act_function or Sigmoid(), rng=rng, dtype=dtype),
        Layer(sizes[2], sizes[3], Identity(), rng=rng, dtype=dtype),
    ])  # fmt: skip
    return net, draw_away_from_corners(net, n, rng).astype(dtype), rng.integers(0, sizes[3], n)


def copies(net):
    return [value.copy() for value, _ in net.parameters()]


def assert_bits(net, kept):
    """The parameters are the kept ones, bit for bit."""
    assert [value.tobytes() for value, _ in net.parameters()] == [value.tobytes() for value in kept]


# The gradients are right


@settings(deadline=None, max_examples=80, derandomize=True)
@given(problems())
def test_backpropagation_agrees_with_nudging_on_random_networks(problem):
    net, loss, x, targets = problem
    kept = copies(net)
    report = gradient_check(net, loss, x, targets)
    assert report.ok, report
    assert list(report.errors) == [f"layer {i} {p}" for i in range(1, len(net.layers) + 1) for p in "Wb"]
    assert report.changed == []
    assert all(0 <= error < 1e-6 for error in report.errors.values())
    assert_bits(net, kept)


@settings(deadline=None, max_examples=30, derandomize=True)
@given(problems())
def test_numerical_gradients_come_in_the_order_and_shapes_of_the_parameters(problem):
    net, loss, x, targets = problem
    measured = numerical_gradients(net, loss, x, targets)
    net.backward_pass(loss.derivative(net.forward_pass(x), targets))
    exact = [gradient for layer in net.layers for gradient in (layer.dW, layer.db)]
    assert len(measured) == len(net.parameters()) == len(exact)
    for (value, gradient), nudged, expected in zip(net.parameters(), measured, exact):
        assert gradient is expected
        assert nudged.shape == value.shape
        np.testing.assert_allclose(nudged, expected, rtol=1e-5, atol=1e-8)


def test_parameters_are_w_and_b_of_each_layer_first_layer_first():
    net, _, _ = sample()
    values = [value for value, _ in net.parameters()]
    assert all(a is b for a, b in zip(values, [array for layer in net.layers for array in (layer.W, layer.b)]))
    assert [value.shape for value in values] == [(4, 3), (4, 1), (4, 4), (4, 1), (2, 4), (2, 1)]


def test_gradients_are_zeros_before_the_first_backward_pass():
    net, x, _ = sample()
    net.forward_pass(x)
    for value, gradient in net.parameters():
        assert gradient.shape == value.shape and gradient.dtype == value.dtype
        assert not gradient.any()


def test_a_second_backward_pass_replaces_the_gradients_and_adds_nothing():
    net, x, labels = sample()
    d_outputs = CrossEntropy().derivative(net.forward_pass(x), labels)
    net.backward_pass(d_outputs)
    once = [gradient.copy() for _, gradient in net.parameters()]
    net.backward_pass(d_outputs)
    for (_, gradient), first in zip(net.parameters(), once):
        assert first.any()
        np.testing.assert_array_equal(gradient, first)


@pytest.mark.parametrize("act_function", ACTIVATIONS, ids=lambda act: f"{type(act).__name__}{list(vars(act).values())}")
def test_the_way_back_through_one_layer_agrees_with_nudging_its_inputs(act_function):
    """Softmax too, where every share feels every z of its column, and of no other column."""
    rng = np.random.default_rng(3)
    layer = Layer(3, 4, act_function, rng=rng)
    x = draw_away_from_corners(NeuralNetwork([layer]), 5, rng)
    da = rng.normal(size=(4, 5))
    layer.forward_pass(x)
    dx, dW, db = layer.backward_pass(da), layer.dW.copy(), layer.db.copy()
    for array, gradient in ((x, dx), (layer.W, dW), (layer.b, db)):
        assert gradient.shape == array.shape
        for index in np.ndindex(array.shape):
            kept = array[index]
            array[index] = kept + 1e-5
            above = (da * layer.forward_pass(x)).sum()
            array[index] = kept - 1e-5
            below = (da * layer.forward_pass(x)).sum()
            array[index] = kept
            assert gradient[index] == pytest.approx((above - below) / 2e-5, rel=1e-6, abs=1e-9)


# Nudging leaves no trace


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_numerical_gradients_leave_the_parameters_bit_for_bit_as_they_were(dtype):
    net, x, labels = sample(dtype=dtype)
    net.layers[0].W[0, 0], net.layers[0].W[0, 1], net.layers[0].W[0, 2] = -0.0, 1e-300, 1e7
    kept = copies(net)
    numerical_gradients(net, CrossEntropy(), x, labels)
    assert_bits(net, kept)


def test_numerical_gradients_make_two_forward_passes_for_each_parameter_and_one_before_any_is_moved():
    net, x, labels = sample()
    calls = []

    class Counted(CrossEntropy):
        def __call__(self, outputs, targets):
            calls.append(outputs)
            return super().__call__(outputs, targets)

    numerical_gradients(net, Counted(), x, labels)
    assert len(calls) == 1 + 2 * sum(value.size for value, _ in net.parameters()) == 1 + 2 * (16 + 20 + 10)


@pytest.mark.parametrize("call", [1, 2, 3, 50, 93])
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_gradient_check_that_is_stopped_leaves_every_parameter_as_it_was(call, error):
    """Ctrl-C in the middle of a long check, say: no weight may be left with its nudge."""
    net, x, labels = sample()
    kept = copies(net)

    class Raising(CrossEntropy):
        calls = 0

        def __call__(self, outputs, targets):
            Raising.calls += 1
            if Raising.calls == call:
                raise error
            return super().__call__(outputs, targets)

    with pytest.raises(error):
        numerical_gradients(net, Raising(), x, labels)
    assert Raising.calls == call
    assert_bits(net, kept)


def test_the_nudge_has_the_size_of_epsilon_in_both_directions():
    net = NeuralNetwork([Layer(1, 1, Identity())])
    seen = []

    class Seen(MSE):
        def __call__(self, outputs, targets):
            seen.append(float(outputs[0, 0]))
            return super().__call__(outputs, targets)

    net.layers[0].W[...] = 2
    gradient_W, gradient_b = numerical_gradients(net, Seen(), np.array([[3.0]]), np.array([[0.0]]), epsilon=0.5)
    assert seen == [6, 7.5, 4.5, 6.5, 5.5]
    assert (gradient_W, gradient_b) == (36, 12)  # the slope of (3 W + b)², exact for a parabola whatever the nudge


# A planted fault is found, and named


class NoSlope(Layer):
    def backward_pass(self, da, *, need_dx=True):
        dz = da
        self.dW = dz @ self.x.T
        self.db = dz.sum(axis=1, keepdims=True)
        return self.W.T @ dz if need_dx else None


class Faulty(Layer):
    """A layer whose backward pass is right, but for what `spoil` then does to it."""

    def backward_pass(self, da, *, need_dx=True):
        dz = self.act_function.backward(self.a, da)
        return self.spoil(dz, super().backward_pass(da, need_dx=need_dx))


class BiasOverEverything(Faulty):
    def spoil(self, dz, dx):
        self.db = np.full_like(self.b, dz.sum())
        return dx


class TransposedWeights(Faulty):
    def spoil(self, dz, dx):
        self.dW = self.dW.T
        return dx


class WrongSign(Faulty):
    def spoil(self, dz, dx):
        self.dW = -self.dW
        return dx


class FactorTwo(Faulty):
    def spoil(self, dz, dx):
        self.db = 2 * self.db
        return dx


class MeanInsteadOfSum(Faulty):
    def spoil(self, dz, dx):
        self.dW = self.dW / dz.shape[1]
        return dx


class ForgottenBias(Faulty):
    def spoil(self, dz, dx):
        self.db = np.zeros_like(self.b)
        return dx


class ForgottenTranspose(Faulty):
    def spoil(self, dz, dx):
        return self.W @ dz


class NotANumber(Faulty):
    def spoil(self, dz, dx):
        self.dW[0, 0] = np.nan
        return dx


BELOW = {"layer 1 W", "layer 1 b"}
FAULTS = {
    NoSlope: (BELOW | {"layer 2 W", "layer 2 b"}, None),
    BiasOverEverything: ({"layer 2 b"}, None),
    TransposedWeights: ({"layer 2 W"}, None),
    WrongSign: ({"layer 2 W"}, 1),
    FactorTwo: ({"layer 2 b"}, 1 / 3),
    MeanInsteadOfSum: ({"layer 2 W"}, 5 / 7),
    ForgottenBias: ({"layer 2 b"}, 1),
    ForgottenTranspose: (BELOW, None),
    NotANumber: ({"layer 2 W"}, np.inf),
}


def wrong_in(report):
    """The tensors that the report calls wrong, which must be those its printed lines do not call ok."""
    wrong = {name for name, error in report.errors.items() if not error < 1e-6}
    lines = [line for line in repr(report).splitlines() if "changed" not in line]
    assert [line[:9] for line in lines] == list(report.errors)
    assert {line[:9] for line in lines if not line.endswith(" ok")} == wrong
    return wrong


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_the_report_names_the_tensors_that_a_planted_fault_spoils_and_no_others(fault):
    net, x, labels = sample(fault)
    kept = copies(net)
    report = gradient_check(net, CrossEntropy(), x, labels)
    names, size = FAULTS[fault]
    assert wrong_in(report) == names
    assert not report.ok and report.changed == []
    assert all(report.errors[name] > 0.01 for name in names)
    if size is not None:
        assert report.errors[names.pop()] == pytest.approx(size, rel=1e-6)
    assert_bits(net, kept)


class Root(Identity):
    """The square root, which a nudge below 0 makes NaN; the slope that it tells is finite."""

    def __call__(self, z):
        return np.sqrt(z)

    def backward(self, a, da):
        return da / (2 * a + 0.1)


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_tensor_whose_slopes_cannot_be_measured_is_not_called_right_wherever_it_stands(number):
    layers = [Layer(2, 2, Identity()) for _ in range(3)]
    layers[number].act_function = Root()
    layers[number].W[...] = 0  # so that z is 0
    report = gradient_check(NeuralNetwork(layers), MSE(), np.ones((2, 1)), np.ones((2, 1)))
    assert not report.ok
    line = next(line for line in repr(report).splitlines() if line.startswith(f"layer {number + 1} W"))
    assert line.endswith("not checked: nudging it gives no finite slope")


def test_a_network_without_parameters_is_not_called_right():
    report = gradient_check(NeuralNetwork([Flatten()]), MSE(), np.ones((2, 1, 1, 3)), np.zeros((2, 3)))
    assert not report.ok and repr(report) == "nothing was checked: the network has no parameters"


def test_the_same_network_without_a_fault_passes():
    net, x, labels = sample()
    report = gradient_check(net, CrossEntropy(), x, labels)
    assert report.ok and wrong_in(report) == set()


@pytest.mark.parametrize("factor, ok", [(1 + 1e-5, False), (1 + 4e-6, False), (1 + 1e-7, True)])
def test_a_relative_error_of_a_millionth_is_where_ok_ends(factor, ok):
    class SlightlyOff(Faulty):
        def spoil(self, dz, dx):
            self.dW = factor * self.dW
            return dx

    net, x, labels = sample(SlightlyOff)
    report = gradient_check(net, CrossEntropy(), x, labels)
    assert report.ok == ok
    assert wrong_in(report) == (set() if ok else {"layer 2 W"})
    assert report.errors["layer 2 W"] == pytest.approx((factor - 1) / 2, abs=1e-8)


def test_a_loss_derivative_without_its_mean_spoils_every_tensor_alike():
    class Summed(CrossEntropy):
        def derivative(self, outputs, targets):
            return super().derivative(outputs, targets) * outputs.shape[1]

    net, x, labels = sample()
    report = gradient_check(net, Summed(), x, labels)
    assert wrong_in(report) == set(report.errors)
    assert list(report.errors.values()) == pytest.approx([5 / 7] * 6, rel=1e-6)


def test_a_relu_slope_taken_with_greater_or_equal_on_its_output_is_found():
    class Careless(ReLU):
        def backward(self, a, da):
            return (a >= 0) * da

    net, x, labels = sample(act_function=Careless())
    report = gradient_check(net, CrossEntropy(), x, labels)
    assert wrong_in(report) == BELOW | {"layer 2 W", "layer 2 b"}


def test_a_softmax_treated_as_elementwise_is_found():
    class Elementwise(Softmax):
        def backward(self, a, da):
            return a * (1 - a) * da

    net, x, labels = sample(act_function=Elementwise())
    report = gradient_check(net, CrossEntropy(), x, labels)
    assert wrong_in(report) == BELOW | {"layer 2 W", "layer 2 b"}


class EarlyUpdate(Layer):
    """Moves its weights before they carry the gradient to the layer below."""

    def backward_pass(self, da, *, need_dx=True):
        super().backward_pass(da, need_dx=False)
        self.W -= 0.5 * self.dW
        return self.W.T @ self.act_function.backward(self.a, da)


class LateUpdate(Layer):
    """Moves its parameters once they are no longer needed: the gradients are right all the same."""

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da)
        self.W -= 0.5 * self.dW
        self.b = self.b - 0.5 * self.db  # a new array
        return dx


@pytest.mark.parametrize("fault, wrong, changed", [
    (EarlyUpdate, BELOW, ["layer 2 W"]),
    (LateUpdate, set(), ["layer 2 W", "layer 2 b"]),
])  # fmt: skip
def test_a_parameter_updated_during_the_backward_pass_is_reported_and_put_back(fault, wrong, changed):
    net, x, labels = sample(fault)
    kept = copies(net)
    report = gradient_check(net, CrossEntropy(), x, labels)
    assert wrong_in(report) == wrong
    assert report.changed == changed
    assert not report.ok
    assert repr(report).splitlines()[6:] == [f"{name} was changed by the backward pass" for name in changed]
    assert_bits(net, kept)


class GradientOfOutputs(Faulty):
    """Hands down ``W.T @ da`` for ``W.T @ dz``."""

    def backward_pass(self, da, *, need_dx=True):
        super(Faulty, self).backward_pass(da, need_dx=False)
        return self.W.T @ da


@pytest.mark.parametrize(
    "fault, lower, gone",
    [(NoSlope, 1, True), (ForgottenTranspose, 0, False), (GradientOfOutputs, 0, False), (EarlyUpdate, 0, False)],
    ids=["dz of the lower layer", "transpose of the upper", "da for dz in the upper", "early update in the upper"],
)
def test_identity_in_the_lower_layer_tells_the_two_suspects_of_a_joint_apart(fault, lower, gone):
    net, x, labels = sample(fault)
    names = {f"layer {lower + 1} W", f"layer {lower + 1} b"}
    assert names <= wrong_in(gradient_check(net, CrossEntropy(), x, labels))
    net.layers[lower].act_function = Identity()
    assert (not names & wrong_in(gradient_check(net, CrossEntropy(), x, labels))) == gone


def test_a_mean_over_the_examples_passes_a_check_with_a_single_example():
    net, x, labels = sample(MeanInsteadOfSum)
    assert gradient_check(net, CrossEntropy(), x[:, :1], labels[:1]).ok
    assert not gradient_check(net, CrossEntropy(), x, labels).ok


@pytest.mark.parametrize("sizes", [(3, 4, 4, 2), (3, 4, 5, 2)], ids=["square", "not square"])
def test_a_gradient_of_another_shape_than_its_tensor_is_named(sizes):
    class Flat(Faulty):
        def spoil(self, dz, dx):
            self.db = self.db[:, 0]
            return dx

    for fault, name in ((Flat, "layer 2 b"), (TransposedWeights, "layer 2 W")):
        net, x, labels = sample(fault, sizes=sizes)
        kept = copies(net)
        assert wrong_in(gradient_check(net, CrossEntropy(), x, labels)) == {name}
        assert_bits(net, kept)


def test_a_flat_bias_gradient_of_equal_entries_is_still_wrong():
    """(outs,) against (outs, 1) broadcasts, and no difference shows where all entries are equal."""

    class Flat(Faulty):
        def spoil(self, dz, dx):
            self.db = self.db[:, 0]
            return dx

    layer = Flat(3, 2, Identity())
    layer.W[...] = 0.5
    net = NeuralNetwork([layer])
    assert not gradient_check(net, MSE(), np.ones((3, 4)), np.zeros((2, 4))).ok


def test_whole_number_weights_set_by_hand_are_not_reported_as_a_wrong_gradient():
    """A nudge of 0.00001 is lost in an integer: say so, or nudge a floating copy; the gradient is not wrong."""
    net, x, labels = sample()
    net.layers[1].W = np.array([[1, 0, -1, 2], [0, 1, 1, 0], [2, 0, 1, 0], [0, -1, 0, 1]])
    try:
        report = gradient_check(net, CrossEntropy(), x, labels)
    except (TypeError, ValueError) as refusal:
        assert "float32 or float64" in str(refusal)
    else:
        assert report.ok, report


# Layers of other kinds, and where the sweep ends


class Scale:
    """A layer without parameters that is no `Layer`: doubles its inputs."""

    def __init__(self, log):
        self.log = log

    def forward_pass(self, x):
        return 2 * np.asarray(x)

    def backward_pass(self, da, *, need_dx=True):
        self.log.append((self, need_dx))
        return 2 * da

    def parameters(self):
        return []


class Logged(Layer):
    log = ()

    def backward_pass(self, da, *, need_dx=True):
        dx = super().backward_pass(da, need_dx=need_dx)
        self.log.append((self, need_dx))
        assert (dx is None) == (not need_dx)
        return dx


def logged_network(*kinds):
    """Layers of 3 neurons where a number stands for Scale, and the list that they log to."""
    rng, log, layers = np.random.default_rng(5), [], []
    for kind in kinds:
        layers.append(Logged(3, 3, Tanh(), rng=rng) if kind == "layer" else Scale(log))
        layers[-1].log = log
    return NeuralNetwork(layers), log, rng.normal(size=(3, 4)), rng.integers(0, 3, 4)


@pytest.mark.parametrize("kinds, visited", [
    (["layer"], [("layer 1", False)]),
    (["layer", "layer"], [("layer 2", True), ("layer 1", False)]),
    (["scale", "layer", "layer"], [("layer 3", True), ("layer 2", False)]),
    (["scale", "scale", "layer"], [("layer 3", False)]),
    (["layer", "scale", "layer"], [("layer 3", True), ("layer 2", True), ("layer 1", False)]),
    (["scale", "layer", "scale", "layer", "scale"],
     [("layer 5", True), ("layer 4", True), ("layer 3", True), ("layer 2", False)]),
    (["scale", "scale"], [("layer 2", False)]),
], ids=lambda kinds: "-".join(kinds) if kinds and isinstance(kinds[0], str) else "")  # fmt: skip
def test_the_backward_sweep_ends_at_the_lowest_layer_with_parameters_and_skips_its_dx(kinds, visited):
    net, log, x, labels = logged_network(*kinds)
    net.backward_pass(CrossEntropy().derivative(net.forward_pass(x), labels))
    assert [(f"layer {net.layers.index(layer) + 1}", need_dx) for layer, need_dx in log] == visited


@pytest.mark.parametrize("kinds", [["scale", "layer", "layer"], ["scale", "layer", "scale", "layer", "scale"]])
def test_layers_without_parameters_are_counted_in_the_report_and_the_check_passes_through_them(kinds):
    net, _, x, labels = logged_network(*kinds)
    report = gradient_check(net, CrossEntropy(), x, labels)
    assert report.ok, report
    expected = [f"layer {i} {p}" for i, kind in enumerate(kinds, 1) if kind == "layer" for p in "Wb"]
    assert list(report.errors) == expected


class Gain:
    """A layer with any number of parameters: each multiplies the inputs; the last gradient may be wrong."""

    def __init__(self, *values, factor=1.0):
        self.values = [np.array([[value]]) for value in values]
        self.gradients = [np.zeros((1, 1)) for _ in values]
        self.factor = factor

    def forward_pass(self, x):
        self.x = x
        return np.prod(self.values) * x

    def backward_pass(self, da, *, need_dx=True):
        total = (da * self.x).sum() * np.prod(self.values)
        self.gradients = [total / value for value in self.values]
        self.gradients[-1] = self.factor * self.gradients[-1]
        return np.prod(self.values) * da if need_dx else None

    def parameters(self):
        return list(zip(self.values, self.gradients))


@pytest.mark.parametrize("values", [[1.5], [1.5, -0.7], [1.5, -0.7, 2.0], [1.5, -0.7, 2.0, 0.3]])
def test_every_parameter_of_a_layer_of_any_kind_is_checked_however_many_there_are(values):
    rng = np.random.default_rng(6)
    x, labels = rng.normal(size=(3, 4)), rng.integers(0, 3, 4)
    for factor, ok in ((1.0, True), (2.0, False)):
        net = NeuralNetwork([Layer(3, 3, Tanh(), rng=rng), Gain(*values, factor=factor), Layer(3, 3, Tanh(), rng=rng)])
        report = gradient_check(net, CrossEntropy(), x, labels)
        assert len(report.errors) == len(net.parameters())
        assert report.ok == ok, report
        wrong = [name for name, error in report.errors.items() if error > 1e-6]
        assert len(wrong) == (not ok) and all(name.startswith("layer 2 ") for name in wrong)
