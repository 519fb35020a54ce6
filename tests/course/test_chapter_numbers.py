"""The numbers that the chapters promise, one test each, computed by nnlib from the published settings."""

import math
from pathlib import Path

import numpy as np
import pytest

from nnlib import (
    MSE,
    SGD,
    BinaryCrossEntropy,
    CrossEntropy,
    Identity,
    Layer,
    NeuralNetwork,
    Neuron,
    Perceptron,
    ReLU,
    Sigmoid,
    Tanh,
    create_weight_matrix,
    load_mnist,
    numerical_gradients,
    step,
    train,
)

ROOT = Path(__file__).resolve().parents[2]
CORNERS = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


def relu_network(*sizes, seed=0):
    """Layers with ReLU, and Identity at the end, and the generator that their weights came from."""
    rng = np.random.default_rng(seed)
    functions = [ReLU()] * (len(sizes) - 2) + [Identity()]
    return NeuralNetwork([Layer(*pair, act, rng=rng) for *pair, act in zip(sizes, sizes[1:], functions)]), rng


def set_by_hand(weights, biases, act_function):
    """A network with one activation throughout, its weights given as rows of outs."""
    net = NeuralNetwork([Layer(len(W[0]), len(W), act_function) for W in weights])
    for layer, W, b in zip(net.layers, weights, biases, strict=True):
        layer.W, layer.b = np.array(W, dtype=float), np.array(b, dtype=float).reshape(-1, 1)
    return net


# 01


def test_the_vote_gives_0_40_and_so_yes():
    assert Neuron([0.67, 0.93, 0.02], -1.80, Identity())([1, 1, 30]) == pytest.approx(0.40, abs=1e-12)
    assert Neuron([0.67, 0.93, 0.02], -1.80, step)([1, 1, 30]) == 1
    assert Neuron([0.67, 0.93, 0.02], -1.80, Identity())([1, 0, 30]) == pytest.approx(-0.53, abs=1e-12)


def test_one_neuron_from_two_averages_tells_2105_of_2115_zeros_and_ones(mnist):
    (x_train, y_train), (x_test, y_test) = mnist
    zero, one = (x_train[:, y_train == digit].mean(axis=1, dtype=np.float64) for digit in (0, 1))
    neuron = Neuron(one - zero, -(one - zero) @ (one + zero) / 2, step)
    both = y_test < 2
    answers = neuron(x_test[:, both])
    assert answers.shape == (2115,)
    assert np.count_nonzero(answers == y_test[both]) == 2105
    assert neuron.bias == pytest.approx(19.80, abs=0.005)


# 02


@pytest.mark.parametrize("gate, mistakes", [
    ("AND", [1, 3, 3, 2, 1, 0]),
    ("OR", [1, 2, 1, 0]),
    ("NAND", [2, 3, 3, 2, 1, 0]),
])  # fmt: skip
def test_the_mistakes_of_a_perceptron_that_learns_a_gate(gate, mistakes):
    perceptron = Perceptron([0, 0], 0)
    assert perceptron.learn(CORNERS, GATES[gate]) == mistakes
    assert perceptron(CORNERS).tolist() == GATES[gate]


def test_and_ends_at_weights_2_1_and_bias_minus_2_and_the_learning_rate_changes_only_the_scale():
    for rate in (1, 0.25):
        perceptron = Perceptron([0, 0], 0)
        assert perceptron.learn(CORNERS, GATES["AND"], learning_rate=rate) == [1, 3, 3, 2, 1, 0]
        assert perceptron.weights.tolist() == [2 * rate, rate]
        assert perceptron.bias == -2 * rate


def test_the_third_epoch_on_xor_followed_by_hand():
    perceptron = Perceptron([0, 0], 0)
    perceptron.learn(CORNERS, GATES["XOR"], epochs=2)
    rows = [(*perceptron.weights, perceptron.bias)]
    for i in range(4):
        assert perceptron.learn(CORNERS[:, [i]], [GATES["XOR"][i]], epochs=1) == [1]
        rows.append((*perceptron.weights, perceptron.bias))
    assert rows == [(-1, 0, 1), (-1, 0, 0), (-1, 1, 1), (0, 1, 2), (-1, 0, 1)]


def test_xor_is_never_learned_by_one_perceptron():
    perceptron = Perceptron([0, 0], 0)
    assert perceptron.learn(CORNERS, GATES["XOR"], epochs=1000) == [2, 3] + [4] * 998
    assert perceptron(CORNERS).tolist() != GATES["XOR"]


@pytest.mark.parametrize("seed", range(20))
def test_corrections_end_by_the_bound_wherever_some_weights_get_all_examples_right(seed):
    rng = np.random.default_rng(seed)
    u, x = rng.integers(1, 4, size=3) * rng.choice([-1, 1], size=3), rng.integers(-4, 5, size=(2, 12))
    x = np.vstack([x, np.ones(12, dtype=int)])
    x = x[:, u @ x != 0]
    learner = Perceptron([0, 0], 0)
    corrections = sum(learner.learn(x[:2], (u @ x > 0) * 1, epochs=10_000))
    bound = (u @ u) * (x * x).sum(axis=0).max() / min(abs(u @ x)) ** 2
    assert corrections <= bound
    assert (learner(x[:2]) == (u @ x > 0)).all()


def test_on_zeros_and_ones_the_learned_weights_are_96_misread_ones_less_75_misread_zeros(mnist):
    (x, y), (x_test, y_test) = mnist
    x, y, x_test, y_test = x[:, y < 2], y[y < 2], x_test[:, y_test < 2], y_test[y_test < 2]
    learner = Perceptron(np.zeros(784), 0)
    assert sum(learner.learn(x, y)) == 171 and learner.bias == 21
    assert np.count_nonzero(learner(x_test) != y_test) == 2
    counts, weights, bias = np.zeros(len(y)), np.zeros(784), 0
    for _ in range(14):
        for i, column in enumerate(np.float64(x.T)):
            error = y[i] - step(weights @ column + bias)
            weights, bias, counts[i] = weights + error * column, bias + error, counts[i] + abs(error)
    assert (counts[y == 1].sum(), counts[y == 0].sum()) == (96, 75)
    np.testing.assert_allclose(learner.weights, x @ (counts * np.where(y == 1, 1, -1)), rtol=0, atol=1e-4)


def test_or_and_nand_read_by_and_are_xor():
    hidden = [Perceptron([2, 2], 1)(CORNERS), Perceptron([-2, -2], -3)(CORNERS)]
    assert Perceptron([2, 2], 3)(hidden).tolist() == GATES["XOR"]


def test_a_thousandth_changes_an_answer_of_the_learned_and_and_nine_tenths_none_of_the_one_set_by_hand():
    assert Perceptron([2.9, 2], 3)(CORNERS).tolist() == GATES["AND"]
    assert Perceptron([2, 1], 2)(CORNERS).tolist() == GATES["AND"]
    assert Perceptron([2.001, 1], 2)(CORNERS).tolist() == [0, 0, 1, 1]


def test_minus_2_minus_2_and_bias_3_are_a_nand_gate_and_four_of_them_are_xor():
    nand = Perceptron([-2, -2], -3)
    assert nand.bias == 3
    assert nand(CORNERS).tolist() == GATES["NAND"]
    assert [nand(corner) for corner in CORNERS.T] == GATES["NAND"]
    first, second = CORNERS
    both = nand(CORNERS)
    assert nand([nand([first, both]), nand([both, second])]).tolist() == GATES["XOR"]


# 03


def test_the_slope_of_the_sigmoid_is_at_most_a_quarter_and_reaches_it_at_0():
    z = np.linspace(-800, 800, 160_001)
    slopes = Sigmoid().backward(Sigmoid()(z), np.ones_like(z))
    assert slopes.max() == 0.25 and z[slopes.argmax()] == 0
    assert slopes.min() >= 0


def gap_of_xor(numbers):
    """How far the answers of three neurons, a row each, are from XOR, on average; and how many are on its side."""
    act = Sigmoid()
    first, second = CORNERS
    hidden = [act(row[0] * first + row[1] * second + row[2]) for row in numbers[:2]]
    answers = act(numbers[2, 0] * hidden[0] + numbers[2, 1] * hidden[1] + numbers[2, 2])
    return np.abs(answers - GATES["XOR"]).mean(), ((answers > 0.5) == GATES["XOR"]).sum()


def rounds_until_right(numbers, rounds):
    """After how many rounds of 0.05 against the signs of the slopes XOR is right, or None."""
    for count in range(1, rounds + 1):
        slopes = np.zeros((3, 3))
        for place in np.ndindex(3, 3):
            nudge = np.zeros((3, 3))
            nudge[place] = 1e-5
            slopes[place] = gap_of_xor(numbers + nudge)[0] - gap_of_xor(numbers - nudge)[0]
        numbers = numbers - 0.05 * np.sign(slopes)
        if gap_of_xor(numbers)[1] == 4:
            return count
    return None


def test_each_of_18_damaged_xor_networks_is_right_within_54_rounds_and_one_more_is_not():
    xor = np.array([[2.0, 2, -1], [-2, -2, 3], [2, 2, -3]])
    found = []
    for place in np.ndindex(3, 3):
        for damage in (2, -2):
            numbers = xor.copy()
            numbers[place] += damage
            found.append(rounds_until_right(numbers, 54))
    assert None not in found and max(found) == 54
    xor[1, 0] = 2
    assert rounds_until_right(xor, 300) is None


# 04


def test_two_hand_set_layers_of_steps_compute_xor():
    net = set_by_hand([[[2, 2], [-2, -2]], [[2, 2]]], [[-1, 3], [-3]], step)  # OR and NAND, then AND
    assert net.forward_pass(CORNERS).tolist() == [GATES["XOR"]]
    assert net.layers[0].a.tolist() == [GATES["OR"], GATES["NAND"]]
    assert net.predict(CORNERS).tolist() == GATES["XOR"]


def test_ten_average_images_never_answer_5_without_biases_and_with_them_give_the_nearest_average(mnist):
    (x_train, y_train), (x_test, y_test) = mnist
    W = np.array([x_train[:, y_train == digit].mean(axis=1) for digit in range(10)])
    b = -(W**2).sum(axis=1, keepdims=True) / 2
    bare, biased = (W @ x_test).argmax(axis=0), (W @ x_test + b).argmax(axis=0)
    assert (bare == y_test).sum() == 6310 and (bare == 5).sum() == 0
    assert (biased == y_test).sum() == 8203 and (biased == 5).sum() == 814
    distances = [((x_test - row[:, np.newaxis]) ** 2).sum(axis=0) for row in W]
    np.testing.assert_array_equal(biased, np.argmin(distances, axis=0))


@pytest.mark.parametrize("nrows, ncols", [(128, 784), (2000, 16), (16, 2000)])
def test_random_weights_have_mean_0_and_a_standard_deviation_of_1_over_the_root_of_the_inputs(nrows, ncols):
    weights = create_weight_matrix(nrows, ncols, rng=np.random.default_rng(0))
    spread = 1 / math.sqrt(ncols)
    assert abs(weights.mean()) < 4 * spread / math.sqrt(weights.size)
    assert weights.std() == pytest.approx(spread, rel=4 / math.sqrt(2 * weights.size))
    assert np.mean(np.abs(weights) < spread) == pytest.approx(0.6827, abs=0.01), "normal, not uniform"


def test_a_layer_starts_with_the_weights_of_its_generator_and_zero_biases():
    layer = Layer(7, 3, ReLU(), rng=np.random.default_rng(4))
    np.testing.assert_array_equal(layer.W, create_weight_matrix(3, 7, rng=np.random.default_rng(4)))
    np.testing.assert_array_equal(layer.W, np.random.default_rng(4).normal(0, 1 / np.sqrt(7), (3, 7)))
    np.testing.assert_array_equal(layer.b, np.zeros((3, 1)))


def rms(numbers):
    return np.sqrt(np.mean(numbers**2))


def outputs_of_ten_tanh_layers(weights, x):
    outputs = []
    for W in weights:
        x = np.tanh(W @ x)
        outputs.append(x)
    return np.array(outputs)


def slopes_in_ten_tanh_layers(scale, seed):
    """The outputs of each layer, and their slopes with respect to one weight of the first layer."""
    x = np.random.default_rng(0).normal(0, 1, (100, 1000))
    weights = np.random.default_rng(seed).normal(0, scale, (10, 100, 100))
    nudge = np.zeros(weights.shape)
    nudge[0, 0, 0] = 1e-5
    moved = outputs_of_ten_tanh_layers(weights + nudge, x) - outputs_of_ten_tanh_layers(weights - nudge, x)
    return outputs_of_ten_tanh_layers(weights, x), moved / 2e-5


@pytest.mark.parametrize("seed", range(1, 11))
def test_slopes_keep_their_promise_unless_weights_are_large_and_with_small_ones_they_vanish(seed):
    predicted, actual, wrong, kept = {}, {}, {}, {}
    for scale in (0.01, 0.1, 1):
        outputs, slopes = slopes_in_ten_tanh_layers(scale, seed)
        weights = np.random.default_rng(seed).normal(0, scale, (10, 100, 100))
        weights[0, 0, 0] += 0.05
        moves = outputs_of_ten_tanh_layers(weights, np.random.default_rng(0).normal(0, 1, (100, 1000)))[9] - outputs[9]
        predicted[scale], actual[scale] = rms(0.05 * slopes[9]), rms(moves)
        wrong[scale] = rms(0.05 * slopes[9] - moves) / rms(moves)
        moving = np.abs(moves) > 0.001
        kept[scale] = (np.abs(0.05 * slopes[9] - moves) < 0.1 * np.abs(moves))[moving]
    assert actual[0.01] < 1e-11 and wrong[0.01] < 0.05
    assert 5e-4 < actual[0.1] < 5e-3 and wrong[0.1] < 0.05
    assert predicted[1] > 6 * actual[1] and wrong[1] > 5
    assert seed > 1 or predicted[1] > 2, "no tanh output can move by more than 2"
    assert len(kept[0.01]) == 0 and kept[0.1].mean() > 0.95 and kept[1].mean() < 0.3
    assert seed > 1 or (round(kept[0.1].mean(), 2), round(kept[1].mean(), 2)) == (0.98, 0.22)


@pytest.mark.parametrize("seed", range(1, 11))
@pytest.mark.parametrize("scale", [0.01, 0.1, 1])
def test_slopes_are_multiplied_by_about_ten_times_the_rms_of_weights_and_of_tanh_slopes(scale, seed):
    outputs, slopes = slopes_in_ten_tanh_layers(scale, seed)
    estimate = 10 * scale * rms(1 - outputs[1] ** 2)
    assert rms(slopes[1]) / rms(slopes[0]) == pytest.approx(estimate, rel=0.25)


def test_plain_sigmoid_makes_xor_with_another_last_bias_and_a_straight_strip_with_none():
    h = Sigmoid()(np.array([[2, 2], [-2, -2]]) @ CORNERS + [[-1], [3]]).sum(axis=0)
    assert (h > 1.5).tolist() == [False] * 4
    assert (h > (1.222 + 1.462) / 2).tolist() == GATES["XOR"]
    assert np.ptp((np.array([[2, 2], [-2, -2]]) @ CORNERS + [[-1], [3]]).sum(axis=0)) == 0


def test_equal_weights_in_both_layers_have_equal_slopes_and_zeros_have_none():
    x, second = np.array([[1.0], [-2.0]]), np.full((1, 4), 0.5)
    h = Tanh()(np.full((4, 2), 0.5) @ x)
    slopes = Tanh().backward(h, second.T) @ x.T
    np.testing.assert_allclose(slopes, np.tile([0.3932, -0.7864], (4, 1)), atol=5e-5)
    assert len(set(h.ravel())) == 1, "and so have the four weights of the second layer"
    assert not (Tanh().backward(Tanh()(np.zeros((4, 1))), np.zeros((4, 1))) @ x.T).any()


@pytest.mark.parametrize("sizes, parameters", [((784, 30, 10), 23_860), ((784, 128, 64, 10), 109_386)])
def test_the_parameters_of_the_two_digit_networks(sizes, parameters):
    net, _ = relu_network(*sizes)
    assert sum(value.size for value, _ in net.parameters()) == parameters


# 05


def test_the_published_2_3_4_2_network_answers_0_963099_and_0_999917():
    as_printed = [
        [[1, -3, 5], [2, 4, -6]],
        [[-1, 1, 2, 7], [1, 2, 3, -3], [1, 2, 3, 4]],
        [[-1, 6], [1, -2], [1, 2], [1, 3]],
    ]  # ins × outs
    net = set_by_hand([np.transpose(W) for W in as_printed], [[-1, 1, 2], [1, 2, 3, 4], [1, 2]], Sigmoid())
    outputs = net.forward_pass([[200], [17]])
    assert outputs.shape == (2, 1)
    assert outputs[:, 0] == pytest.approx([0.963099, 0.999917], abs=5e-7)
    np.testing.assert_allclose(net.layers[0].a[:, 0], [1, 0, 1], atol=1e-12)
    np.testing.assert_allclose(net.layers[1].a[:, 0], [0.731059, 0.993307, 0.999665, 1.000000], atol=5e-7)


def by_two_averages(x, answers):
    """A layer made by the recipe of chapter 01, one neuron for each row of answers: the yes minus the no, half-way."""
    yes, no = (np.stack([x[:, row].mean(axis=1) for row in rows]) for rows in (answers, ~answers))
    layer = Layer(len(x), len(answers), Identity())
    layer.W[...], layer.b[:, 0] = yes - no, -((yes - no) * (yes + no)).sum(axis=1) / 2
    return layer


def test_ten_outputs_read_80_percent_of_other_images_and_four_outputs_45(mnist):
    (x, y), _ = mnist
    x, y, others, wanted = x[:, :5000], y[:5000], x[:, 5000:10000], y[5000:10000]
    worths = np.array([[8], [4], [2], [1]])
    ten = by_two_averages(x, y == np.arange(10)[:, np.newaxis])
    four = by_two_averages(x, y // worths % 2 == 1)
    said = worths[:, 0] @ (four.forward_pass(others) > 0)
    assert 100 * np.mean(ten.forward_pass(others).argmax(axis=0) == wanted) == pytest.approx(80.26)
    assert 100 * np.mean(said == wanted) == pytest.approx(45.40)
    assert 100 * np.mean(said > 9) == pytest.approx(23.26)


def test_the_untrained_network_of_seed_1_has_a_favourite_and_is_right_on_13_percent(mnist):
    (x, y), _ = mnist
    net, _ = relu_network(784, 128, 64, 10, seed=1)
    answers = net.predict(x[:, :5000])
    assert 100 * np.mean(answers == y[:5000]) == pytest.approx(13.34)
    assert np.bincount(answers)[5] == 3371


def test_the_question_about_the_2_of_the_eight_drawings_has_one_picture_as_both_averages():
    """Exercise 7: each kind of inside is one pixel, and the frame another."""
    circle, filled = np.array([1, 0, 0, 1, 0, 1, 1, 0]), np.array([0, 1, 0, 1, 0, 1, 0, 1])
    framed = np.array([0] * 4 + [1] * 4)
    pixels = [(circle == i) & (filled == j) for i in (0, 1) for j in (0, 1)]  # one for each kind of inside
    pixels = np.array([*pixels, framed], dtype=float)
    layer = by_two_averages(pixels, np.arange(8) // np.array([[4], [2], [1]]) % 2 == 1)
    assert (layer.W[1] == 0).all() and layer.W[0].any() and layer.W[2].any()


# 06


@pytest.mark.parametrize("seed", range(3))
def test_an_untrained_network_starts_near_a_loss_of_ln_10(mnist, seed):
    _, (x_test, y_test) = mnist
    net, _ = relu_network(784, 128, 64, 10, seed=seed)
    value = CrossEntropy()(net.forward_pass(x_test[:, :2000]), y_test[:2000])
    assert value == pytest.approx(math.log(10), abs=0.1)


def test_equal_logits_cost_exactly_ln_10():
    assert CrossEntropy()(np.full((10, 3), 7.0), np.array([0, 4, 9])) == pytest.approx(math.log(10), rel=1e-14)


@pytest.mark.parametrize("loss, rate, w, b, start, end", [
    (MSE(), 0.075, 0.6, 0.9, 0.8176, 0.0940),  # Nielsen's loss is half of MSE, at 0.15
    (MSE(), 0.075, 2.0, 2.0, 0.9820, 0.2028),
    (BinaryCrossEntropy(), 0.15, 0.6, 0.9, 0.8176, 0.0116),
    (BinaryCrossEntropy(), 0.15, 2.0, 2.0, 0.9820, 0.0120),
])  # fmt: skip
def test_the_toy_neuron_learns_slowly_under_mse_and_quickly_under_cross_entropy(loss, rate, w, b, start, end):
    squared = isinstance(loss, MSE)
    net = set_by_hand([[[w]]], [[b]], Sigmoid() if squared else Identity())
    x, target = np.array([[1.0]]), np.array([[0.0]] if squared else [0])

    def output():
        return net.forward_pass(x)[0, 0] if squared else Sigmoid()(net.forward_pass(x))[0, 0]

    assert output() == pytest.approx(start, abs=5e-5)
    train(net, x, target, loss=loss, optimizer=SGD(rate), epochs=300, progress=False)
    assert output() == pytest.approx(end, abs=5e-5)


def test_one_step_against_785_slopes_reads_99_of_100_images_and_short_steps_fall_as_forecast(mnist):
    (x, digits), _ = mnist
    x, y = x[:, digits < 2][:, :100].astype(np.float64), digits[digits < 2][:100]
    net = NeuralNetwork([Layer(784, 1, Sigmoid(), rng=np.random.default_rng(0))])
    (layer,), loss, targets = net.layers, MSE(), y.reshape(1, -1)
    start = loss(net.forward_pass(x), targets)
    net.backward_pass(loss.derivative(net.forward_pass(x), targets))
    total, W, b = (layer.dW**2).sum() + (layer.db**2).sum(), layer.W.copy(), layer.b.copy()
    assert total == pytest.approx(0.6163, abs=5e-5)
    for rate, fall in ((0.001, 0.000616), (0.01, 0.006119), (0.1, 0.056746)):
        layer.W, layer.b = W - rate * layer.dW, b - rate * layer.db
        assert start - loss(net.forward_pass(x), targets) == pytest.approx(fall, abs=5e-7)
    layer.W, layer.b = W - layer.dW, b - layer.db
    assert np.count_nonzero(net.predict(x) == y) == 99


# 07


def eight_weights():
    """The 2-2-2 network of a widely copied tutorial, its input and its targets."""
    net = set_by_hand([[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]], [[0.35] * 2, [0.60] * 2], Sigmoid())
    return net, np.array([[0.05], [0.10]]), np.array([[0.01], [0.99]])


def test_the_eight_weights_answer_0_751365_and_0_772928_at_an_error_of_0_298371109():
    net, x, targets = eight_weights()
    outputs = net.forward_pass(x)
    assert outputs[:, 0] == pytest.approx([0.751365, 0.772928], abs=5e-7)
    assert MSE()(outputs, targets) == pytest.approx(0.298371109, abs=5e-10)
    assert MSE()(outputs, targets) == pytest.approx(((outputs - targets) ** 2).sum() / 2, rel=1e-14)


def test_the_gradients_of_the_eight_weights_are_the_same_by_the_chain_rule_and_by_nudging():
    net, x, targets = eight_weights()
    net.backward_pass(MSE().derivative(net.forward_pass(x), targets))
    first, second = net.layers
    expected = [
        [[0.000438568, 0.000877135], [0.000497713, 0.000995425]],
        [[0.008771355], [0.009954255]],
        [[0.082167041, 0.082667628], [-0.022602540, -0.022740242]],
    ]
    for gradient, published in zip((first.dW, first.db, second.dW), expected, strict=True):
        np.testing.assert_allclose(gradient, published, rtol=0, atol=5e-10)
    for nudged, (_, gradient) in zip(numerical_gradients(net, MSE(), x, targets), net.parameters(), strict=True):
        np.testing.assert_allclose(nudged, gradient, rtol=0, atol=1e-10)


def test_one_step_of_0_5_on_the_eight_weights_alone_reaches_0_291027774():
    net, x, targets = eight_weights()
    net.backward_pass(MSE().derivative(net.forward_pass(x), targets))
    SGD(0.5).step([(layer.W, layer.dW) for layer in net.layers])
    assert MSE()(net.forward_pass(x), targets) == pytest.approx(0.291027774, abs=5e-10)


def test_one_step_on_weights_and_biases_reaches_0_280471447():
    net, x, targets = eight_weights()
    train(net, x, targets, loss=MSE(), optimizer=SGD(0.5), epochs=1, progress=False)
    assert MSE()(net.forward_pass(x), targets) == pytest.approx(0.280471447, abs=5e-10)


def test_moving_the_second_weights_before_they_are_used_gives_the_tutorials_0_291027924():
    net, x, targets = eight_weights()
    first, second = net.layers
    d_outputs = MSE().derivative(net.forward_pass(x), targets)
    second.backward_pass(d_outputs)
    second.W -= 0.5 * second.dW
    first.backward_pass(second.backward_pass(d_outputs))
    first.W -= 0.5 * first.dW
    assert MSE()(net.forward_pass(x), targets) == pytest.approx(0.291027924, abs=5e-10)


# 08


def test_two_epochs_on_20000_images_read_more_than_94_percent_of_the_validation_images(mnist):
    """Measured 94.54 % with this seed, and the same with three BLAS kernels."""
    (x, y), _ = mnist
    net, rng = relu_network(784, 128, 64, 10, seed=0)
    history = train(net, x[:, :20_000], y[:20_000], loss=CrossEntropy(), optimizer=SGD(0.2), epochs=2,
                    validation=(x[:, 50_000:], y[50_000:]), rng=rng, progress=False)  # fmt: skip
    assert {value.dtype for value, _ in net.parameters()} == {np.dtype(np.float64)}
    assert history.validation_accuracy[-1] >= 0.94
    assert history.validation_loss[-1] < 0.25
    assert history.train_loss[-1] < history.train_loss[0] < math.log(10)
