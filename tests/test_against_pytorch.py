"""PyTorch as the oracle: nnlib computes what a library computes that nobody here wrote."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib import (
    MSE,
    SGD,
    BinaryCrossEntropy,
    CrossEntropy,
    Identity,
    Layer,
    LeakyReLU,
    NeuralNetwork,
    ReLU,
    Sigmoid,
    Softmax,
    Tanh,
    train,
)

torch = pytest.importorskip("torch")
functional = torch.nn.functional

ACTIVATIONS = {
    "Identity": (Identity(), lambda z: 1 * z),
    "Sigmoid": (Sigmoid(), torch.sigmoid),
    "Tanh": (Tanh(), torch.tanh),
    "ReLU": (ReLU(), torch.relu),
    "LeakyReLU": (LeakyReLU(), lambda z: functional.leaky_relu(z, 0.1)),
    "LeakyReLU of slope 0.7": (LeakyReLU(0.7), lambda z: functional.leaky_relu(z, 0.7)),
    "LeakyReLU of slope 0": (LeakyReLU(0), lambda z: functional.leaky_relu(z, 0.0)),
    "Softmax": (Softmax(), lambda z: torch.softmax(z, dim=0)),
}
LOSSES = {
    "CrossEntropy": (CrossEntropy(), lambda z, y: functional.cross_entropy(z.T, torch.tensor(y))),
    "BinaryCrossEntropy": (
        BinaryCrossEntropy(),
        lambda z, y: functional.binary_cross_entropy_with_logits(z[0], torch.tensor(y, dtype=z.dtype)),
    ),
    "MSE": (MSE(), lambda z, y: functional.mse_loss(z, torch.tensor(y, dtype=z.dtype))),
}


def draw_targets(name, outs, n, rng):
    if name == "MSE":
        return rng.normal(size=(outs, n))
    return rng.integers(0, outs if name == "CrossEntropy" else 2, n)


def leaf(array):
    return torch.tensor(array, requires_grad=True)


def assert_same(ours, theirs, tolerance=1e-10):
    """Equal up to tolerance times the greatest entry; tensors below 0.1 are compared to a tenth of it absolutely."""
    theirs = theirs.detach().numpy()
    assert ours.shape == theirs.shape and ours.dtype == theirs.dtype
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=tolerance * max(np.abs(theirs).max(), 0.1))


# Activations, entry by entry. The absolute part is the rounding of 1 - a where a saturates.


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("kind", ["random", "large", "zero"])
def test_an_activation_and_its_backward_equal_pytorchs(name, kind):
    rng = np.random.default_rng(0)
    z = {
        "random": rng.normal(0, 3, (6, 50)),
        "large": np.concatenate(
            [rng.uniform(-1000, 1000, (6, 50)), np.diag([1e3, -1e3, 720.0, -720, 40, -40])], axis=1
        ),
        "zero": np.zeros((6, 2)),
    }[kind]
    da = rng.normal(size=z.shape)
    act, oracle = ACTIVATIONS[name]
    z_torch = leaf(z)
    a_torch = oracle(z_torch)
    a_torch.backward(torch.tensor(da))
    a = act(z)
    np.testing.assert_allclose(a, a_torch.detach(), rtol=1e-10, atol=1e-15)
    np.testing.assert_allclose(act.backward(a, da), z_torch.grad, rtol=1e-10, atol=1e-15)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("size", [1e-3, 1, 30, 1000])
@pytest.mark.parametrize("n", [1, 2, 7, 64])
def test_a_loss_and_its_derivative_equal_pytorchs_with_logits_up_to_1000(name, size, n):
    rng = np.random.default_rng(n)
    loss, oracle = LOSSES[name]
    outs = 1 if name == "BinaryCrossEntropy" else 5
    outputs, targets = rng.uniform(-size, size, (outs, n)), draw_targets(name, outs, n, rng)
    outputs.flat[rng.integers(outputs.size)] = size
    outputs.flat[rng.integers(outputs.size)] = -size
    outputs_torch = leaf(outputs)
    value_torch = oracle(outputs_torch, targets)
    value_torch.backward()
    assert loss(outputs, targets) == pytest.approx(value_torch.item(), rel=1e-10, abs=1e-12)
    np.testing.assert_allclose(loss.derivative(outputs, targets), outputs_torch.grad, rtol=1e-10, atol=1e-15)


@pytest.mark.parametrize("logit, label", [(1000, 0), (1000, 1), (-1000, 0), (-1000, 1), (0, 0), (0, 1)])
def test_one_logit_of_1000_is_as_finite_as_pytorchs_under_either_cross_entropy(logit, label):
    for name, outputs in ("BinaryCrossEntropy", [[logit]]), ("CrossEntropy", [[0], [logit]]):
        outputs, targets = np.array(outputs, dtype=float), np.array([label])
        loss, oracle = LOSSES[name]
        outputs_torch = leaf(outputs)
        value_torch = oracle(outputs_torch, targets)
        value_torch.backward()
        assert np.isfinite(loss(outputs, targets))
        assert loss(outputs, targets) == pytest.approx(value_torch.item(), rel=1e-12)
        np.testing.assert_allclose(loss.derivative(outputs, targets), outputs_torch.grad, rtol=0, atol=1e-15)


# Whole networks


@st.composite
def problems(draw):
    """A random network, the names of its activations and loss, a batch and its targets."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=2, max_size=5))
    names = [draw(st.sampled_from(sorted(ACTIVATIONS))) for _ in sizes[1:]]
    loss = draw(st.sampled_from(sorted(LOSSES)))
    if loss == "BinaryCrossEntropy":
        sizes[-1] = 1
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    net = build(sizes, names, rng, draw(st.sampled_from([0.3, 1, 3])))
    n = draw(st.integers(1, 9))
    return net, names, loss, rng.normal(size=(sizes[0], n)), draw_targets(loss, sizes[-1], n, rng)


def build(sizes, names, rng, scale=1, dtype=np.float64):
    pairs = zip(sizes, sizes[1:], names)
    net = NeuralNetwork([Layer(ins, outs, ACTIVATIONS[name][0], rng=rng, dtype=dtype) for ins, outs, name in pairs])
    for layer in net.layers:
        layer.W *= scale
        layer.b[...] = rng.normal(size=layer.b.shape)
    return net


def copy_to_torch(net):
    return [leaf(value) for value, _ in net.parameters()]


def forward_in_torch(parameters, names, x):
    x = torch.tensor(x).T
    for W, b, name in zip(parameters[::2], parameters[1::2], names):
        x = ACTIVATIONS[name][1](functional.linear(x, W, b[:, 0]).T).T
    return x.T


@settings(deadline=None, max_examples=150, derandomize=True)
@given(problems())
def test_outputs_loss_and_every_gradient_of_a_random_network_equal_pytorchs(problem):
    net, names, loss_name, x, targets = problem
    loss, oracle = LOSSES[loss_name]
    parameters = copy_to_torch(net)
    outputs_torch = forward_in_torch(parameters, names, x)
    value_torch = oracle(outputs_torch, targets)
    value_torch.backward()
    outputs = net.forward_pass(x)
    net.backward_pass(loss.derivative(outputs, targets))
    assert_same(outputs, outputs_torch)
    assert loss(outputs, targets) == pytest.approx(value_torch.item(), rel=1e-10, abs=1e-11)
    assert len(net.parameters()) == 2 * len(names)
    for (_, gradient), parameter in zip(net.parameters(), parameters):
        assert_same(gradient, parameter.grad)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(problems())
def test_the_gradient_with_respect_to_the_inputs_of_a_layer_equals_pytorchs(problem):
    net, names, _, x, _ = problem
    layer, da = net.layers[0], np.random.default_rng(0).normal(size=(net.layers[0].outs, x.shape[1]))
    x_torch, (W, b) = leaf(x), copy_to_torch(net)[:2]
    ACTIVATIONS[names[0]][1](W @ x_torch + b).backward(torch.tensor(da))
    layer.forward_pass(x)
    assert_same(layer.backward_pass(da), x_torch.grad)


def sample_run(loss_name, dtype=np.float64):
    rng = np.random.default_rng(1)
    outs = 1 if loss_name == "BinaryCrossEntropy" else 3
    names = ["ReLU", "Tanh", "Identity"]
    net = build([5, 8, 6, outs], names, rng, dtype=dtype)
    x = rng.normal(size=(5, 70)).astype(dtype)
    return net, names, x, draw_targets(loss_name, outs, 70, rng)


@pytest.mark.parametrize("loss_name", LOSSES)
def test_sixty_steps_of_training_end_at_the_parameters_of_pytorchs_sgd(loss_name):
    net, names, x, targets = sample_run(loss_name)
    start = [value.copy() for value, _ in net.parameters()]
    loss, oracle = LOSSES[loss_name]
    parameters = copy_to_torch(net)
    sgd = torch.optim.SGD(parameters, lr=0.1)
    rng = np.random.default_rng(2)
    for _ in range(12):
        order = rng.permutation(70)
        for idx in np.split(order, [16, 32, 48, 64]):  # four batches of 16 and one of 6
            sgd.zero_grad()
            oracle(forward_in_torch(parameters, names, x[:, idx]), targets[..., idx]).backward()
            sgd.step()
    train(net, x, targets, loss=loss, optimizer=SGD(0.1), epochs=12, batch_size=16,
          rng=np.random.default_rng(2), progress=False)  # fmt: skip
    for (value, _), parameter, before in zip(net.parameters(), parameters, start):
        assert_same(value, parameter)
        assert np.abs(value - before).max() > 1e-3, "the run must move every tensor for the comparison to say anything"


@pytest.mark.parametrize("loss_name", LOSSES)
def test_in_float32_outputs_and_gradients_agree_with_pytorchs_to_four_digits(loss_name):
    net, names, x, targets = sample_run(loss_name, dtype=np.float32)
    loss, oracle = LOSSES[loss_name]
    parameters = copy_to_torch(net)
    assert all(parameter.dtype == torch.float32 for parameter in parameters)
    outputs_torch = forward_in_torch(parameters, names, x)
    value_torch = oracle(outputs_torch, targets)
    value_torch.backward()
    outputs = net.forward_pass(x)
    net.backward_pass(loss.derivative(outputs, targets))
    assert_same(outputs, outputs_torch, tolerance=1e-4)
    assert loss(outputs, targets) == pytest.approx(value_torch.item(), rel=1e-4)
    for (_, gradient), parameter in zip(net.parameters(), parameters):
        assert_same(gradient, parameter.grad, tolerance=1e-4)
