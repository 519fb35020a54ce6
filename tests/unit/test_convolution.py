"""Convolution, pooling and the layers around them: what chapter 11 promises, with loops and nudges as oracles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnlib import (
    Conv2D,
    CrossEntropy,
    Flatten,
    Identity,
    Images,
    Layer,
    MaxPool2D,
    Momentum,
    NeuralNetwork,
    ReLU,
    Tanh,
    accuracy,
    gradient_check,
    train,
)


def network(rng, dtype=np.float64, hidden=None, padding=1):
    hidden = hidden or Tanh()
    return NeuralNetwork([
        Images(2, 10, 9), Conv2D(2, 3, 3, hidden, rng=rng, dtype=dtype), MaxPool2D(2),
        Conv2D(3, 4, 2, hidden, stride=2, padding=padding, rng=rng, dtype=dtype), Flatten(),
        Layer(4 * 3 * 2, 5, Identity(), rng=rng, dtype=dtype),
    ])  # fmt: skip


def by_loops(layer, x):
    """The convolution as it is written on paper: for each map, place and image a sum over the window."""
    pad, k, step = layer.padding, layer.kernel_size, layer.stride
    x = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    kernels = layer.W.reshape(layer.out_channels, layer.in_channels, k, k)
    rows, columns = range(0, x.shape[1] - k + 1, step), range(0, x.shape[2] - k + 1, step)
    z = np.zeros((layer.out_channels, len(rows), len(columns), x.shape[3]))
    for out in range(layer.out_channels):
        for i, top in enumerate(rows):
            for j, left in enumerate(columns):
                for n in range(x.shape[3]):
                    window = x[:, top : top + k, left : left + k, n]
                    z[out, i, j, n] = (kernels[out] * window).sum() + layer.b[out, 0]
    return z


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 2), st.integers(0, 5), st.integers(0, 5))
def test_columns_give_what_the_loops_give(kernel, stride, padding, down, right):
    rng = np.random.default_rng(down + 10 * right)
    layer = Conv2D(2, 3, kernel, Identity(), stride=stride, padding=padding, rng=rng)
    layer.b[...] = rng.normal(size=layer.b.shape)
    x = rng.normal(size=(2, kernel + down, kernel + right, 2))
    np.testing.assert_allclose(layer.forward_pass(x), by_loops(layer, x), rtol=0, atol=1e-12)


def test_rows_of_w_are_kernels_channel_by_channel_in_reading_order():
    layer = Conv2D(2, 1, 2, Identity())
    layer.W[...] = np.arange(8)
    x = np.zeros((2, 2, 2, 1))
    for channel, row, column in np.ndindex(2, 2, 2):
        x[...] = 0
        x[channel, row, column] = 1
        assert layer.forward_pass(x).item() == 4 * channel + 2 * row + column


@pytest.mark.parametrize("hidden", [Tanh(), ReLU()], ids=["tanh", "ReLU"])
def test_gradients_of_a_convolutional_network_agree_with_nudges(hidden):
    rng = np.random.default_rng(3)
    net, x = network(rng, hidden=hidden), rng.normal(size=(180, 6))
    for layer in net.layers:
        for value, _ in layer.parameters():
            value += 0.1 * rng.normal(size=value.shape)
    report = gradient_check(net, CrossEntropy(), x, rng.integers(0, 5, 6), epsilon=1e-6)
    assert report.ok and len(report.errors) == 6, report


def test_overlapping_windows_add_up_their_gradients():
    layer = Conv2D(1, 1, 3, Identity())
    layer.W[...] = np.arange(1, 10)
    layer.forward_pass(np.zeros((1, 5, 5, 1)))
    da = np.zeros((1, 3, 3, 1))
    da[0, 0, :2, 0] = 1, 10
    dx = layer.backward_pass(da)[0, ..., 0]
    np.testing.assert_array_equal(dx[:3], [[1, 12, 23, 30, 0], [4, 45, 56, 60, 0], [7, 78, 89, 90, 0]])
    assert not dx[3:].any()


def test_only_the_winner_of_a_pool_gets_the_gradient_and_the_first_of_equal_ones():
    pool = MaxPool2D(2)
    x = np.array([[1.0, 3, 2, 0], [4, 2, 1, 5], [0, 0, 6, 2], [0, 0, 1, 3]]).reshape(1, 4, 4, 1)
    np.testing.assert_array_equal(pool.forward_pass(x)[0, ..., 0], [[4, 5], [0, 6]])
    dx = pool.backward_pass(np.array([[10.0, 20], [30, 40]]).reshape(1, 2, 2, 1))[0, ..., 0]
    np.testing.assert_array_equal(dx, [[0, 0, 0, 0], [10, 0, 0, 20], [30, 0, 40, 0], [0, 0, 0, 0]])


def test_a_pool_of_equal_numbers_hands_out_its_gradient_once_and_leaves_what_came_in_as_it_was():
    pool, da = MaxPool2D(2), np.full((2, 2, 3, 5), 30.0)
    pool.forward_pass(np.zeros((2, 4, 6, 5)))
    dx = pool.backward_pass(da)
    assert np.array_equal(dx[:, ::2, ::2], da) and dx.sum() == da.sum() and (da == 30).all()


def test_pooling_does_not_change_what_it_was_given():
    x = np.random.default_rng(0).normal(size=(2, 4, 4, 3))
    before, pool = x.copy(), MaxPool2D(2)
    pool.backward_pass(pool.forward_pass(x))
    np.testing.assert_array_equal(x, before)


def test_images_and_flatten_keep_each_example_in_its_column():
    rng = np.random.default_rng(0)
    x, images, flatten = rng.normal(size=(24, 5)), Images(2, 3, 4), Flatten()
    laid_out = images.forward_pass(x)
    for n in range(5):
        np.testing.assert_array_equal(laid_out[..., n], x[:, n].reshape(2, 3, 4))
    np.testing.assert_array_equal(flatten.forward_pass(laid_out), x)
    np.testing.assert_array_equal(flatten.backward_pass(x), laid_out)
    np.testing.assert_array_equal(images.backward_pass(laid_out), x)
    rows = x.T.copy()
    np.testing.assert_array_equal(images.forward_pass(rows.T), laid_out)
    assert images.backward_pass(laid_out, need_dx=False) is None and flatten.backward_pass(x, need_dx=False) is None


def test_images_lie_pixel_by_pixel_however_the_mini_batch_lies():
    """`x[:, few]` lies image by image, and each piece that the windows cut out of that would be slow to copy."""
    x = np.asfortranarray(np.random.default_rng(0).normal(size=(24, 5)))
    pictures = Images(2, 3, 4).forward_pass(x)
    assert pictures.flags.c_contiguous and np.array_equal(pictures, x.reshape(2, 3, 4, 5))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtype_stays_from_the_pixels_to_the_last_gradient(dtype):
    rng = np.random.default_rng(0)
    net = network(rng, dtype)
    outputs = net.forward_pass(rng.normal(size=(180, 3)).astype(dtype))
    net.backward_pass(CrossEntropy().derivative(outputs, np.array([0, 1, 2])))
    assert outputs.dtype == dtype
    assert {gradient.dtype for _, gradient in net.parameters()} == {np.dtype(dtype)}


@pytest.mark.parametrize(
    ("came", "dtype", "kept"),
    [(np.float32, np.float64, np.float64), (np.float64, np.float32, np.float64), (np.uint8, np.float32, np.float64)],
)
def test_layers_keep_what_came_in_the_finer_kind_of_number_since_numpy_multiplies_two_kinds_slowly(came, dtype, kept):
    x = np.random.default_rng(0).integers(0, 9, (36, 2)).astype(came)
    dense, conv = Layer(36, 2, Identity(), dtype=dtype), Conv2D(1, 2, 3, Identity(), dtype=dtype)
    assert dense.forward_pass(x).dtype == conv.forward_pass(x.reshape(1, 6, 6, 2)).dtype == kept
    assert dense.x.dtype == conv.columns.dtype == kept
    np.testing.assert_array_equal(dense.x, x)


def test_a_batch_gives_the_mean_of_its_parts_and_an_example_alone_the_same_outputs():
    rng = np.random.default_rng(0)
    net, x, y = network(rng), rng.normal(size=(180, 7)), rng.integers(0, 5, 7)

    def gradients(part):
        outputs = net.forward_pass(x[:, part])
        net.backward_pass(CrossEntropy().derivative(outputs, y[part]))
        return outputs, [gradient.copy() for _, gradient in net.parameters()]

    outputs, whole = gradients(slice(0, 7))
    first_outputs, first = gradients(slice(0, 3))
    _, second = gradients(slice(3, 7))
    np.testing.assert_allclose(first_outputs, outputs[:, :3], rtol=0, atol=1e-12)
    for all_of_it, one, other in zip(whole, first, second):
        np.testing.assert_allclose((3 * one + 4 * other) / 7, all_of_it, rtol=0, atol=1e-12)


def test_lowest_layer_with_parameters_is_not_asked_for_its_inputs_gradient():
    rng = np.random.default_rng(0)
    asked = []

    class Watched(Conv2D):
        def backward_pass(self, da, *, need_dx=True):
            asked.append(need_dx)
            return super().backward_pass(da, need_dx=need_dx)

    net = NeuralNetwork([Images(1, 4, 4), Watched(1, 2, 3, Tanh(), rng=rng), Flatten(), Layer(8, 2, Identity())])
    net.forward_pass(rng.normal(size=(16, 3)))
    net.backward_pass(np.ones((2, 3)))
    assert asked == [False]


def test_training_reads_upright_from_sideways_bars_and_predicts_in_slices():
    rng = np.random.default_rng(0)
    x, y = np.zeros((8, 8, 2500)), rng.integers(0, 2, 2500)
    for n, place in enumerate(rng.integers(0, 8, 2500)):
        x[(place, slice(2, 6), n) if y[n] else (slice(2, 6), place, n)] = 1
    x = x.reshape(64, 2500)
    net = NeuralNetwork([
        Images(1, 8, 8), Conv2D(1, 4, 3, ReLU(), rng=rng), MaxPool2D(2), Flatten(), Layer(36, 2, Identity(), rng=rng)
    ])  # fmt: skip
    train(net, x[:, :1000], y[:1000], loss=CrossEntropy(), optimizer=Momentum(0.05), epochs=5, rng=rng, progress=False)
    assert accuracy(net, x[:, 1000:], y[1000:]) == 1.0
    assert net.layers[1].columns.shape[1] <= 36 * 1000, "slices of a thousand images at most"
