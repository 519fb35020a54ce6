"""Examples are columns: what a batch computes does not depend on its order, its size, its dtype or its slices."""

import numpy as np
import pytest
from every import ACTIVATIONS
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib import (
    MSE,
    SGD,
    BinaryCrossEntropy,
    CrossEntropy,
    Distillation,
    Dropout,
    Identity,
    Layer,
    NeuralNetwork,
    Neuron,
    Perceptron,
    Sigmoid,
    Softmax,
    Tanh,
    accuracy,
    gradient_check,
    one_hot,
    step,
    train,
)
from nnlib.metrics import evaluate

LOSSES = [CrossEntropy(), BinaryCrossEntropy(), MSE()]
each_activation = pytest.mark.parametrize(
    "act_function", ACTIVATIONS, ids=lambda act: f"{type(act).__name__}{vars(act)}"
)
each_loss = pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)


def draw_targets(loss, outs, n, rng):
    if isinstance(loss, MSE):
        return rng.normal(size=(outs, n))
    return rng.integers(0, outs if isinstance(loss, CrossEntropy) else 2, n)


def build(sizes, act_functions, rng, dtype=np.float64):
    pairs = zip(sizes, sizes[1:], act_functions)
    layers = [Layer(ins, outs, act, rng=rng, dtype=dtype) for ins, outs, act in pairs]
    if sizes[-1] == 1 and isinstance(layers[-1].act_function, Softmax):
        layers[-1].act_function = Identity()  # a softmax of one output is refused
    net = NeuralNetwork(layers)
    for layer in net.layers:
        layer.b[...] = rng.normal(size=layer.b.shape)
    return net


@st.composite
def problems(draw):
    """A random network, a loss, a batch of at least two examples, targets and a generator."""
    sizes = draw(st.lists(st.integers(1, 7), min_size=2, max_size=5))
    loss = draw(st.sampled_from(LOSSES))
    if isinstance(loss, BinaryCrossEntropy):
        sizes[-1] = 1
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    net = build(sizes, [draw(st.sampled_from(ACTIVATIONS)) for _ in sizes[1:]], rng)
    n = draw(st.integers(2, 12))
    return net, loss, rng.normal(size=(sizes[0], n)), draw_targets(loss, sizes[-1], n, rng), rng


def work_out(net, loss, x, targets):
    """Outputs, loss and copies of all gradients."""
    outputs = net.forward_pass(x)
    net.backward_pass(loss.derivative(outputs, targets))
    return outputs, loss(outputs, targets), [gradient.copy() for _, gradient in net.parameters()]


def assert_close(a, b):
    np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-12)


# Order and size


@settings(deadline=None, max_examples=100, derandomize=True)
@given(problems())
def test_permuting_the_columns_permutes_the_outputs_and_leaves_loss_and_gradients(problem):
    net, loss, x, targets, rng = problem
    order = rng.permutation(x.shape[1])
    outputs, value, gradients = work_out(net, loss, x, targets)
    mixed_outputs, mixed_value, mixed_gradients = work_out(net, loss, x[:, order], targets[..., order])
    assert_close(mixed_outputs, outputs[:, order])
    assert_close(mixed_value, value)
    for gradient, mixed in zip(gradients, mixed_gradients, strict=True):
        assert_close(mixed, gradient)


@settings(deadline=None, max_examples=100, derandomize=True)
@given(problems(), st.data())
def test_splitting_a_batch_gives_the_mean_of_loss_and_gradients_weighted_by_size(problem, data):
    net, loss, x, targets, _ = problem
    n = x.shape[1]
    cut = data.draw(st.integers(1, n - 1), label="cut")
    outputs, value, gradients = work_out(net, loss, x, targets)
    left = work_out(net, loss, x[:, :cut], targets[..., :cut])
    right = work_out(net, loss, x[:, cut:], targets[..., cut:])
    assert_close(np.concatenate([left[0], right[0]], axis=1), outputs)
    assert_close((cut * left[1] + (n - cut) * right[1]) / n, value)
    for gradient, first, second in zip(gradients, left[2], right[2], strict=True):
        assert_close((cut * first + (n - cut) * second) / n, gradient)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(problems())
def test_shapes_are_those_of_the_conventions(problem):
    net, loss, x, targets, rng = problem
    n = x.shape[1]
    outputs, value, _ = work_out(net, loss, x, targets)
    assert isinstance(value, float)
    assert loss.derivative(outputs, targets).shape == outputs.shape == (net.layers[-1].outs, n)
    assert net.predict(x).shape == (n,) and net.predict(x).dtype.kind == "i"
    for layer in net.layers:
        ins, outs = layer.ins, layer.outs
        assert layer.W.shape == layer.dW.shape == (outs, ins)
        assert layer.b.shape == layer.db.shape == (outs, 1)
        assert layer.x.shape == (ins, n) and layer.a.shape == (outs, n)
        assert layer.backward_pass(rng.normal(size=(outs, n))).shape == (ins, n)
        assert layer.backward_pass(rng.normal(size=(outs, n)), need_dx=False) is None


@settings(deadline=None, max_examples=40, derandomize=True)
@given(problems())
def test_a_column_alone_gives_what_it_gives_in_a_batch(problem):
    net, _, x, _, _ = problem
    alone = [net.forward_pass(x[:, k : k + 1]) for k in range(x.shape[1])]
    assert_close(np.concatenate(alone, axis=1), net.forward_pass(x))


# Slices


class Watched(Layer):
    """Remembers how many examples each forward pass got."""

    def forward_pass(self, x):
        self.sizes.append(x.shape[1])
        return super().forward_pass(x)


@pytest.mark.parametrize("n", [1, 2, 999, 1000, 1001, 1999, 2000, 2001])
@pytest.mark.parametrize("outs", [1, 3])
def test_predict_and_accuracy_work_in_slices_and_equal_one_forward_pass_over_all(n, outs):
    rng = np.random.default_rng(n)
    net = NeuralNetwork([Watched(4, 6, Tanh(), rng=rng), Layer(6, outs, Identity(), rng=rng)])
    net.layers[0].sizes = sizes = []
    x = rng.normal(size=(4, n))
    outputs = net.forward_pass(x)
    expected = (outputs[0] > 0).astype(int) if outs == 1 else outputs.argmax(axis=0)
    sizes.clear()
    predictions = net.predict(x)
    np.testing.assert_array_equal(predictions, expected)
    assert sum(sizes) == n and max(sizes) <= 1000, "memory must not grow with the data set"
    labels = rng.integers(0, max(outs, 2), n)
    sizes.clear()
    assert accuracy(net, x, labels) == np.count_nonzero(expected == labels) / n
    assert sum(sizes) == n and max(sizes) <= 1000


@pytest.mark.parametrize("n", [1, 999, 1000, 1001, 2500])
@each_loss
def test_validation_in_slices_equals_the_loss_of_all_examples_at_once(n, loss):
    rng = np.random.default_rng(n)
    outs = 1 if isinstance(loss, BinaryCrossEntropy) else 3
    net = NeuralNetwork([Watched(4, 6, Tanh(), rng=rng), Layer(6, outs, Identity(), rng=rng)])
    net.layers[0].sizes = sizes = []
    x, targets = rng.normal(size=(4, n)), draw_targets(loss, outs, n, rng)
    history = train(net, x[:, :1], targets[..., :1], loss=loss, optimizer=SGD(0.1), epochs=1,
                    validation=(x, targets), progress=False)  # fmt: skip
    assert max(sizes) <= 1000
    assert history.validation_loss == [pytest.approx(loss(net.forward_pass(x), targets), rel=1e-12)]


# dtype


@each_loss
@each_activation
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_one_dtype_in_is_one_dtype_to_the_last_gradient(act_function, loss, dtype):
    rng = np.random.default_rng(0)
    outs = 1 if isinstance(loss, BinaryCrossEntropy) else 3
    net = build([4, 5, outs], [act_function, act_function], rng, dtype)
    x, targets = rng.normal(size=(4, 7)).astype(dtype), draw_targets(loss, outs, 7, rng)
    outputs = net.forward_pass(x)
    d_outputs = loss.derivative(outputs, targets)
    net.backward_pass(d_outputs)
    dx = net.layers[0].backward_pass(np.ones_like(net.layers[0].a))
    assert type(loss(outputs, targets)) is float
    everything = [outputs, d_outputs, dx, *(array for pair in net.parameters() for array in pair)]
    assert [array.dtype for array in everything] == [dtype] * len(everything)
    SGD(0.1).step(net.parameters())
    net.layers[-1].act_function = Identity()  # train refuses an activation that the loss applies, too
    train(net, x, targets, loss=loss, optimizer=SGD(lambda t: np.float64(0.1)), epochs=1, progress=False)
    assert [value.dtype for value, _ in net.parameters()] == [dtype] * 4


@each_loss
@each_activation
def test_float32_images_through_float64_layers_compute_in_float64(act_function, loss):
    rng = np.random.default_rng(0)
    outs = 1 if isinstance(loss, BinaryCrossEntropy) else 3
    net = build([4, 5, outs], [act_function, act_function], rng)
    x, targets = rng.normal(size=(4, 7)).astype(np.float32), draw_targets(loss, outs, 7, rng)
    outputs, value, gradients = work_out(net, loss, x, targets)
    exact_outputs, exact_value, exact_gradients = work_out(net, loss, x.astype(np.float64), targets)
    assert {array.dtype for array in (outputs, *gradients)} == {np.dtype(np.float64)}
    np.testing.assert_array_equal(outputs, exact_outputs)
    assert value == exact_value
    for gradient, exact in zip(gradients, exact_gradients, strict=True):
        np.testing.assert_array_equal(gradient, exact)


@each_activation
def test_an_activation_and_its_backward_keep_the_dtype(act_function):
    z = np.linspace(-3, 3, 12).reshape(4, 3)
    for dtype in (np.float32, np.float64):
        a = act_function(z.astype(dtype))
        assert a.dtype == act_function.backward(a, np.ones_like(a)).dtype == dtype


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32])
def test_a_perceptron_learns_from_any_kind_of_number_by_rosenblatts_rule_until_it_makes_no_mistake(dtype):
    x = np.random.default_rng(0).integers(0, 256, (4, 20))
    targets = (x[0] + x[1] > x[2] + x[3]).astype(np.uint8)
    weights, bias, mistakes = np.zeros(4), 0.0, []
    while not mistakes or mistakes[-1]:
        mistakes.append(0)
        for column, target in zip(x.T, targets.astype(int)):
            error = target - (weights @ column + bias > 0)
            weights, bias, mistakes[-1] = weights + 0.5 * error * column, bias + 0.5 * error, mistakes[-1] + abs(error)
    ours = Perceptron([0, 0, 0, 0], 0)
    assert ours.learn(x.astype(dtype), targets, learning_rate=0.5) == mistakes and mistakes[0] > 0
    assert ours.weights.dtype == np.float64 and ours.weights.tolist() == weights.tolist() and ours.bias == bias
    np.testing.assert_array_equal(ours(x.astype(dtype)), targets)


# Nothing that is passed in is changed


def frozen(array):
    """A copy that cannot be written to, so that a change raises; contents are compared as well."""
    array = np.array(array)
    array.setflags(write=False)
    return array


@each_loss
@each_activation
def test_forward_backward_loss_and_training_never_change_what_they_are_given(act_function, loss):
    rng = np.random.default_rng(0)
    outs = 1 if isinstance(loss, BinaryCrossEntropy) else 3
    net = build([4, 5, outs], [act_function, Identity()], rng)
    x, targets = frozen(rng.normal(size=(4, 7))), frozen(draw_targets(loss, outs, 7, rng))
    before = x.copy(), targets.copy()
    outputs = frozen(net.forward_pass(x))
    outputs_before = outputs.copy()
    d_outputs = frozen(loss.derivative(outputs, targets))
    d_before = d_outputs.copy()
    loss(outputs, targets)
    net.backward_pass(d_outputs)
    first = net.layers[0]
    first.forward_pass(x)
    first.backward_pass(frozen(np.ones((5, 7))))
    train(
        net, x, targets, loss=loss, optimizer=SGD(0.1), epochs=2, batch_size=3, validation=(x, targets), progress=False
    )
    gradient_check(net, loss, x, targets)
    net.predict(x)
    for array, kept in zip((x, targets, outputs, d_outputs), (*before, outputs_before, d_before), strict=True):
        np.testing.assert_array_equal(array, kept)


@each_activation
def test_an_activation_and_its_backward_never_change_what_they_are_given(act_function):
    z = frozen(np.linspace(-3, 3, 12).reshape(4, 3))
    a, da = frozen(act_function(z)), frozen(np.ones((4, 3)))
    kept = a.copy()
    act_function.backward(a, da)
    np.testing.assert_array_equal(z, np.linspace(-3, 3, 12).reshape(4, 3))
    np.testing.assert_array_equal(a, kept)
    np.testing.assert_array_equal(da, np.ones((4, 3)))


def test_the_backward_pass_changes_no_parameter():
    rng = np.random.default_rng(0)
    net = build([4, 5, 3], [Tanh(), Identity()], rng)
    for value, _ in net.parameters():
        value.setflags(write=False)
    kept = [value.copy() for value, _ in net.parameters()]
    work_out(net, CrossEntropy(), rng.normal(size=(4, 7)), rng.integers(0, 3, 7))
    for (value, _), before in zip(net.parameters(), kept, strict=True):
        np.testing.assert_array_equal(value, before)


def test_learning_changes_the_perceptron_and_nothing_that_it_was_given():
    weights, x, targets = frozen([0.0, 0.0]), frozen([[0.0, 0, 1, 1], [0, 1, 0, 1]]), frozen([0, 0, 0, 1])
    perceptron = Perceptron(weights, 0)
    perceptron.learn(x, targets)
    assert perceptron.weights.any() and not weights.any()
    np.testing.assert_array_equal(x, [[0, 0, 1, 1], [0, 1, 0, 1]])
    np.testing.assert_array_equal(targets, [0, 0, 0, 1])
    neuron_weights = frozen([0.5, 1.0])
    Neuron(neuron_weights, 1, Sigmoid())(x)
    np.testing.assert_array_equal(neuron_weights, [0.5, 1.0])


def test_one_hot_and_accuracy_leave_the_labels_as_they_are():
    rng = np.random.default_rng(0)
    labels = frozen([2, 0, 1])
    np.testing.assert_array_equal(one_hot(labels, 3), [[0, 1, 0], [0, 0, 1], [1, 0, 0]])
    accuracy(build([4, 3], [Identity()], rng), frozen(rng.normal(size=(4, 3))), labels)
    np.testing.assert_array_equal(labels, [2, 0, 1])


# One neuron: one example or many


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 2**32 - 1))
def test_a_neuron_gives_a_number_for_one_example_and_n_numbers_for_n_columns(ins, n, seed):
    rng = np.random.default_rng(seed)
    weights, bias, x = rng.normal(size=ins), rng.normal(), rng.normal(size=(ins, n))
    for neuron in (Neuron(weights, bias, Sigmoid()), Neuron(weights, bias, step), Perceptron(weights, -bias)):
        together = neuron(x)
        assert together.shape == (n,)
        for k in range(n):
            alone = neuron(x[:, k])
            assert np.ndim(alone) == 0
            assert alone == pytest.approx(together[k], abs=1e-12)
    z = [sum(w * value for w, value in zip(weights, column, strict=True)) + bias for column in x.T]
    np.testing.assert_allclose(Neuron(weights, bias, Identity())(x), z, rtol=1e-10, atol=1e-12)
    perceptron = Perceptron(weights, -bias)
    assert perceptron.bias == bias
    np.testing.assert_array_equal(perceptron(x), [1 if total > 0 else 0 for total in z])


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_row_j_of_a_layer_is_the_neuron_with_its_weights_and_bias(ins, outs, n, seed):
    rng = np.random.default_rng(seed)
    layer, x = Layer(ins, outs, Tanh(), rng=rng), rng.normal(size=(ins, n))
    layer.b[...] = rng.normal(size=(outs, 1))
    neurons = [Neuron(row, bias, Tanh()) for row, bias in zip(layer.W, layer.b[:, 0], strict=True)]
    assert_close(layer.forward_pass(x), [neuron(x) for neuron in neurons])


@pytest.mark.parametrize("loss", [CrossEntropy(), Distillation(2)], ids=lambda loss: type(loss).__name__)
def test_shares_in_float64_leave_the_gradient_in_the_dtype_of_the_outputs(loss):
    outputs, shares = np.ones((3, 4), np.float32), np.full((3, 4), 1 / 3)
    assert loss.derivative(outputs, shares).dtype == np.float32
    assert loss.derivative(outputs.astype(np.float64), shares.astype(np.float32)).dtype == np.float64


# One output: yes or no


XOR = np.array([[0.0, 0, 1, 1], [0, 1, 0, 1]])


def solved_xor(last):
    """OR, NAND and AND of chapter 04: the sum of the last neuron is above 0 for the two corners in the middle only."""
    net = NeuralNetwork([Layer(2, 2, step), Layer(2, 1, last)])
    for layer, W, b in zip(net.layers, ([[2, 2], [-2, -2]], [[2, 2]]), ([[-1], [3]], [[-3]])):
        layer.W[...], layer.b[...] = W, b
    return net


@pytest.mark.parametrize(
    "last",
    [*(act for act in ACTIVATIONS if not isinstance(act, Softmax)), step],
    ids=lambda act: getattr(act, "__name__", type(act).__name__),
)
def test_single_output_says_yes_where_its_sum_is_above_0_whatever_its_activation(last):
    net, labels = solved_xor(last), [0, 1, 1, 0]
    assert net.predict(XOR).tolist() == labels
    assert net.predict(XOR).dtype.kind == "i"
    assert accuracy(net, XOR, labels) == 1.0
    assert evaluate(net, XOR, np.array(labels), lambda outputs, targets: 0.0)[1] == 1.0
    share = evaluate(net, XOR, np.array([labels]), lambda outputs, targets: 0.0)[1]
    assert np.isnan(share), "targets that are no labels have no accuracy"


def test_sigmoid_of_a_half_says_no_and_layers_without_an_activation_are_looked_through():
    net = NeuralNetwork([Layer(1, 1, Sigmoid()), Dropout(0.5, rng=np.random.default_rng(0))])
    net.layers[0].W[...], net.layers[0].b[...] = 1, 0
    assert net.predict([[-1.0, 0.0, 1.0]]).tolist() == [0, 0, 1]


@pytest.mark.parametrize("weights", [np.array([0.5, -1.0]), np.array([0.5, -1.0], np.float32), [0.5, -1.0]], ids=str)
@pytest.mark.parametrize("make", [lambda weights: Neuron(weights, 0.2, step), lambda weights: Perceptron(weights, 0.2)])
def test_neuron_keeps_a_copy_of_the_weights_so_that_neither_changes_the_other(weights, make):
    neuron = make(weights)
    weights[0] = 7.0
    assert neuron.weights.tolist() == [0.5, -1.0] and neuron.weights.dtype == np.float64
    neuron.weights[1] = 3.0
    assert weights[1] == -1.0
    weights[0] = 0.5  # as it was, for the other tests
