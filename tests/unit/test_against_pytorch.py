"""PyTorch as the oracle: nnlib computes what a library computes that nobody here wrote."""

import every
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib import (
    MSE,
    SGD,
    Adam,
    BinaryCrossEntropy,
    Conv2D,
    CrossEntropy,
    Distillation,
    Flatten,
    Identity,
    Images,
    Layer,
    MaxPool2D,
    Momentum,
    NeuralNetwork,
    ReLU,
    RMSProp,
    Tanh,
    WeightDecay,
    cosine_decay,
    one_cycle,
    soft_targets,
    train,
)

torch = pytest.importorskip("torch")
functional = torch.nn.functional


def oracle(act):
    """PyTorch's function of the same name, with the same settings, or None."""
    kind = getattr(torch.nn, type(act).__name__, None)
    return kind and kind(*vars(act).values(), **({"dim": 0} if kind is torch.nn.Softmax else {}))


ACTIVATIONS = {repr(act).removesuffix("()"): (act, oracle(act)) for act in every.ACTIVATIONS if oracle(act)}
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
    if sizes[-1] == 1 and names[-1] == "Softmax":
        names[-1] = "Identity"  # a softmax of one output is refused
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


# Optimizers: the same hundred steps, whatever the gradients' sizes.

OPTIMIZERS = {
    "SGD": (lambda: SGD(0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
    "Momentum": (lambda: Momentum(0.05), lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
    "Momentum of 0": (lambda: Momentum(0.05, 0), lambda p: torch.optim.SGD(p, lr=0.05)),
    "Momentum of 1": (lambda: Momentum(1e-3, momentum=1.0), lambda p: torch.optim.SGD(p, lr=1e-3, momentum=1.0)),
    "RMSProp": (lambda: RMSProp(), lambda p: torch.optim.RMSprop(p, lr=0.001)),
    "RMSProp, other settings": (
        lambda: RMSProp(0.01, decay=0.9, epsilon=1e-3),
        lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-3),
    ),
    "Adam": (lambda: Adam(), lambda p: torch.optim.Adam(p)),
    "Adam, other settings": (
        lambda: Adam(0.01, beta1=0.8, beta2=0.95, epsilon=1e-3),
        lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.95), eps=1e-3),
    ),
}


def hundred_steps(net, names, x, targets, loss_name, ours, theirs, schedule=None):
    """Train net by ours and a copy of it by theirs, batch by batch; return the copy and how far net came."""
    loss, oracle = LOSSES[loss_name]
    start = [value.copy() for value, _ in net.parameters()]
    parameters = copy_to_torch(net)
    optimizer = theirs(parameters)
    scheduler = schedule and schedule(optimizer)
    rng = np.random.default_rng(2)
    for _ in range(100):
        idx = rng.permutation(x.shape[1])[:16]
        optimizer.zero_grad()
        oracle(forward_in_torch(parameters, names, x[:, idx]), targets[..., idx]).backward()
        optimizer.step()
        outputs = net.forward_pass(x[:, idx])
        net.backward_pass(loss.derivative(outputs, targets[..., idx]))
        ours.step(net.parameters())
        if scheduler:
            scheduler.step()
    return parameters, [np.abs(value - before).max() for (value, _), before in zip(net.parameters(), start)]


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("loss_name", LOSSES)
def test_a_hundred_steps_of_each_optimizer_end_at_pytorchs_parameters(name, loss_name):
    ours, theirs = OPTIMIZERS[name]
    net, names, x, targets = sample_run(loss_name)
    parameters, moved = hundred_steps(net, names, x, targets, loss_name, ours(), theirs)
    assert min(moved) > 1e-3, "the run must move every tensor for the comparison to say anything"
    for (value, _), parameter in zip(net.parameters(), parameters):
        np.testing.assert_allclose(value, parameter.detach(), rtol=0, atol=1e-10)


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("size", [1e-12, 1e-8, 1e-4, 1e4])
def test_epsilon_stands_where_pytorch_puts_it_for_slopes_of_every_size(name, size):
    ours, theirs = OPTIMIZERS[name][0](), OPTIMIZERS[name][1]
    rng = np.random.default_rng(0)
    value, parameter = np.zeros((3, 2)), leaf(np.zeros((3, 2)))
    optimizer = theirs([parameter])
    for step in range(100):
        slope = size * rng.normal(size=(3, 2)) * (step % 7 > 0)  # now and then exactly 0
        ours.step([(value, slope)])
        parameter.grad = torch.tensor(slope)
        optimizer.step()
    np.testing.assert_allclose(value, parameter.detach(), rtol=1e-10, atol=1e-300)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_optimizers_keep_float32_and_agree_with_pytorchs_there(name):
    net, names, x, targets = sample_run("CrossEntropy", dtype=np.float32)
    ours, theirs = OPTIMIZERS[name]
    parameters, _ = hundred_steps(net, names, x, targets, "CrossEntropy", ours(), theirs)
    for (value, _), parameter in zip(net.parameters(), parameters):
        assert_same(value, parameter, tolerance=1e-3)


SCHEDULES = {
    "one_cycle": (
        one_cycle,
        lambda optimizer, peak, steps: torch.optim.lr_scheduler.OneCycleLR(
            optimizer, max_lr=peak, total_steps=steps, pct_start=0.25, div_factor=10, final_div_factor=100,
            cycle_momentum=False,
        ),
    ),
    "cosine_decay": (
        cosine_decay,
        lambda optimizer, peak, steps: torch.optim.lr_scheduler.CosineAnnealingLR(
            optimizer, T_max=steps - 1, eta_min=peak / 1000
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("steps", [5, 7, 100, 101, 938])
def test_every_rate_of_a_schedule_equals_pytorchs(name, steps):
    ours, theirs = SCHEDULES[name]
    schedule, optimizer = ours(0.3, steps), torch.optim.SGD([leaf(np.zeros(1))], lr=0.3)
    scheduler = theirs(optimizer, 0.3, steps)
    for step in range(steps):
        assert schedule(step) == pytest.approx(optimizer.param_groups[0]["lr"], rel=0, abs=1e-12)
        optimizer.step()
        if step < steps - 1:
            scheduler.step()


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("optimizer_name, peak", [("SGD", 0.3), ("Momentum", 0.1), ("RMSProp", 0.003), ("Adam", 0.003)])
def test_a_hundred_steps_under_a_schedule_end_at_pytorchs_parameters(name, optimizer_name, peak):
    ours = {"SGD": SGD, "Momentum": Momentum, "RMSProp": RMSProp, "Adam": Adam}[optimizer_name]
    schedule, theirs = SCHEDULES[name]
    net, names, x, targets = sample_run("CrossEntropy")
    parameters, moved = hundred_steps(
        net, names, x, targets, "CrossEntropy", ours(schedule(peak, 100)), OPTIMIZERS[optimizer_name][1],
        lambda optimizer: theirs(set_rate(optimizer, peak), peak, 100),
    )  # fmt: skip
    assert min(moved) > 1e-3
    for (value, _), parameter in zip(net.parameters(), parameters):
        np.testing.assert_allclose(value, parameter.detach(), rtol=0, atol=1e-10)


def set_rate(optimizer, rate):
    for group in optimizer.param_groups:
        group["lr"] = rate
    return optimizer


DECAYING = {
    "SGD is L2": (lambda: SGD(0.05), lambda parameters: torch.optim.SGD(parameters, lr=0.05, weight_decay=0.5)),
    "Adam is AdamW": (lambda: Adam(0.01), lambda parameters: torch.optim.AdamW(parameters, lr=0.01, weight_decay=0.5)),
    "Adam with other settings": (
        lambda: Adam(0.02, beta1=0.8, beta2=0.99, epsilon=1e-3),
        lambda parameters: torch.optim.AdamW(parameters, lr=0.02, betas=(0.8, 0.99), eps=1e-3, weight_decay=0.5),
    ),
}


@pytest.mark.parametrize("ins", [1, 4], ids=["weights in one column", "weights in four columns"])
@pytest.mark.parametrize("name", DECAYING)
def test_weight_decay_equals_pytorchs_on_weights_and_biases(name, ins):
    ours, theirs = DECAYING[name]
    rng, names = np.random.default_rng(0), ["Tanh", "Identity"]
    net = build([ins, 6, 3], names, rng)
    x, targets = rng.normal(size=(ins, 80)), rng.integers(0, 3, 80)
    decaying = WeightDecay(ours(), 0.5)
    parameters, moved = hundred_steps(net, names, x, targets, "CrossEntropy", decaying, theirs)
    assert min(moved) > 1e-3
    for (value, _), parameter in zip(net.parameters(), parameters):
        np.testing.assert_allclose(value, parameter.detach(), rtol=0, atol=1e-10)


def test_weight_decay_follows_the_schedule_of_its_optimizer_as_adamw_does():
    rng, names = np.random.default_rng(0), ["Tanh", "Identity"]
    net = build([4, 6, 3], names, rng)
    x, targets = rng.normal(size=(4, 80)), rng.integers(0, 3, 80)
    ours = WeightDecay(Adam(one_cycle(0.02, 100)), 0.5)

    def scheduled(optimizer):
        return torch.optim.lr_scheduler.OneCycleLR(
            optimizer, 0.02, total_steps=100, pct_start=0.25, div_factor=10, final_div_factor=100, cycle_momentum=False
        )

    def theirs(parameters):
        return torch.optim.AdamW(parameters, lr=0.02, weight_decay=0.5)

    parameters, moved = hundred_steps(net, names, x, targets, "CrossEntropy", ours, theirs, scheduled)
    assert min(moved) > 1e-3
    for (value, _), parameter in zip(net.parameters(), parameters):
        np.testing.assert_allclose(value, parameter.detach(), rtol=0, atol=1e-10)


# Targets of shares


@pytest.mark.parametrize("size", [1e-3, 1, 30, 1000])
@pytest.mark.parametrize("n", [1, 2, 7, 64])
def test_cross_entropy_of_shares_equals_pytorchs(size, n):
    rng = np.random.default_rng(n)
    outputs, shares = rng.uniform(-size, size, (5, n)), rng.dirichlet(np.ones(5), n).T
    outputs_torch = leaf(outputs)
    value_torch = functional.cross_entropy(outputs_torch.T, torch.tensor(shares.T))
    value_torch.backward()
    assert CrossEntropy()(outputs, shares) == pytest.approx(value_torch.item(), rel=1e-10, abs=1e-12)
    np.testing.assert_allclose(CrossEntropy().derivative(outputs, shares), outputs_torch.grad, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("temperature", [0.5, 1, 2, 8])
def test_distillation_has_the_gradient_of_pytorchs_divergence(temperature):
    rng = np.random.default_rng(0)
    outputs, scores = rng.normal(0, 5, (2, 10, 32))
    shares = soft_targets(scores, temperature)
    np.testing.assert_allclose(shares, torch.softmax(torch.tensor(scores) / temperature, dim=0), rtol=1e-12)
    outputs_torch = leaf(outputs)
    log_shares = functional.log_softmax(outputs_torch.T / temperature, dim=1)
    divergence = functional.kl_div(log_shares, torch.tensor(shares.T), reduction="batchmean") * temperature**2
    divergence.backward()
    loss = Distillation(temperature)
    entropy = -(shares * np.log(shares)).sum(axis=0).mean() * temperature**2
    assert loss(outputs, shares) == pytest.approx(divergence.item() + entropy, rel=1e-10)
    np.testing.assert_allclose(loss.derivative(outputs, shares), outputs_torch.grad, rtol=0, atol=1e-12)


# Convolutions: images are (channels, height, width, n) here and (n, channels, height, width) there.


def theirs_of(images):
    return leaf(np.ascontiguousarray(images.transpose(3, 0, 1, 2)))


def ours_of(tensor):
    return tensor.detach().numpy().transpose(1, 2, 3, 0)


@st.composite
def convolutions(draw):
    """A layer of any kernel, stride, padding and activation, and images that it fits on; odd sizes included."""
    kernel, padding = draw(st.integers(1, 5)), draw(st.integers(0, 2))
    least = max(1, kernel - 2 * padding)
    height, width = draw(st.integers(least, least + 6)), draw(st.integers(least, least + 6))
    channels, maps, n = draw(st.integers(1, 3)), draw(st.integers(1, 4)), draw(st.integers(1, 4))
    name = draw(st.sampled_from([name for name in ACTIVATIONS if name != "Softmax"]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    layer = Conv2D(channels, maps, kernel, ACTIVATIONS[name][0], stride=draw(st.integers(1, 3)), padding=padding,
                   rng=rng)  # fmt: skip
    layer.b[...] = rng.normal(size=layer.b.shape)
    return layer, name, rng.normal(size=(channels, height, width, n)), rng


@settings(deadline=None, max_examples=200, derandomize=True)
@given(convolutions())
def test_outputs_and_all_gradients_of_a_convolution_equal_pytorchs(problem):
    layer, name, x, rng = problem
    k = layer.kernel_size
    W, b = leaf(layer.W.reshape(layer.out_channels, layer.in_channels, k, k).copy()), leaf(layer.b[:, 0].copy())
    x_torch = theirs_of(x)
    z = functional.conv2d(x_torch, W, b, stride=layer.stride, padding=layer.padding)
    a_torch = ACTIVATIONS[name][1](z)
    a = layer.forward_pass(x)
    np.testing.assert_allclose(a, ours_of(a_torch), rtol=0, atol=1e-12)
    da = rng.normal(size=a.shape)
    a_torch.backward(torch.tensor(np.ascontiguousarray(da.transpose(3, 0, 1, 2))))
    dx = layer.backward_pass(da)
    np.testing.assert_allclose(dx, ours_of(x_torch.grad), rtol=0, atol=1e-11)
    np.testing.assert_allclose(layer.dW, W.grad.numpy().reshape(layer.W.shape), rtol=0, atol=1e-10)
    np.testing.assert_allclose(layer.db[:, 0], b.grad, rtol=0, atol=1e-10)
    assert layer.backward_pass(da, need_dx=False) is None


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.integers(1, 4), st.integers(0, 5), st.integers(0, 5), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_pooling_and_its_gradient_equal_pytorchs_ties_and_ragged_edges_included(size, down, right, n, seed):
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 3, (2, size + down, size + right, n)).astype(float)  # few values, so many ties
    x_torch, layer = theirs_of(x), MaxPool2D(size)
    a_torch = functional.max_pool2d(x_torch, size)
    a = layer.forward_pass(x)
    np.testing.assert_array_equal(a, ours_of(a_torch))
    da = rng.normal(size=a.shape)
    a_torch.backward(torch.tensor(np.ascontiguousarray(da.transpose(3, 0, 1, 2))))
    np.testing.assert_array_equal(layer.backward_pass(da), ours_of(x_torch.grad))
    assert layer.backward_pass(da, need_dx=False) is None


@pytest.mark.parametrize("dtype, tolerance", [(np.float64, 1e-10), (np.float32, 1e-4)])
def test_a_whole_convolutional_network_equals_pytorchs(dtype, tolerance):
    rng = np.random.default_rng(0)
    net = NeuralNetwork([
        Images(2, 9, 8), Conv2D(2, 3, 3, ReLU(), padding=1, rng=rng, dtype=dtype), MaxPool2D(2),
        Conv2D(3, 4, 3, Tanh(), rng=rng, dtype=dtype), Flatten(), Layer(16, 5, Identity(), rng=rng, dtype=dtype),
    ])  # fmt: skip
    x, y = rng.normal(size=(144, 7)).astype(dtype), rng.integers(0, 5, 7)
    W1, b1, W2, b2, W3, b3 = copy_to_torch(net)
    a = torch.tensor(x.T.reshape(7, 2, 9, 8))
    a = functional.max_pool2d(torch.relu(functional.conv2d(a, W1.reshape(3, 2, 3, 3), b1[:, 0], padding=1)), 2)
    a = torch.tanh(functional.conv2d(a, W2.reshape(4, 3, 3, 3), b2[:, 0])).reshape(7, -1)
    outputs_torch = functional.linear(a, W3, b3[:, 0])
    functional.cross_entropy(outputs_torch, torch.tensor(y)).backward()
    outputs = net.forward_pass(x)
    net.backward_pass(CrossEntropy().derivative(outputs, y))
    assert_same(outputs, outputs_torch.T, tolerance)
    for (_, gradient), parameter in zip(net.parameters(), (W1, b1, W2, b2, W3, b3)):
        assert_same(gradient, parameter.grad, tolerance)
