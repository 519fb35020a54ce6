"""Chapter 19: a look-up by hand, the same numbers and gradients as PyTorch's, and masks that hide what they should."""

import numpy as np
import pytest

from nnlib import Tensor, attend, numerical_gradient, same_owner_mask


def columns(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def test_a_look_up_by_hand():
    keys, values = Tensor(np.eye(3)), Tensor([[3.0, 7.0, 1.0]])
    for length, answer in ((1, 3.42), (3, 3.09), (10, 3.0)):
        query = Tensor(np.sqrt(3) * length * np.eye(3)[:, :1])  # sqrt(3), since scores are divided by it
        found, weights = attend(query, keys, values)
        assert found.data.item() == pytest.approx(answer, abs=0.005) and weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("masked", [False, True])
def test_attend_and_its_gradients_are_those_of_pytorch(masked):
    torch = pytest.importorskip("torch")
    arrays = columns(5, 7), columns(5, 9, seed=1), columns(4, 9, seed=2)
    mask = np.where(columns(9, 7, seed=3) > 0.5, -np.inf, 0.0) if masked else 0.0
    upstream = columns(4, 7, seed=4)
    ours = [Tensor(array) for array in arrays]
    answers, weights = attend(*ours, mask)
    answers.backward(upstream)
    theirs = [torch.tensor(array.T, requires_grad=True) for array in arrays]
    out = torch.nn.functional.scaled_dot_product_attention(*theirs, torch.from_numpy(mask.T) if masked else None)
    out.backward(torch.from_numpy(upstream.T))
    np.testing.assert_allclose(answers.data, out.detach().numpy().T, rtol=0, atol=1e-12)
    for mine, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine.grad, other.grad.numpy().T, rtol=0, atol=1e-12)
    np.testing.assert_allclose(weights.sum(axis=0), 1)


def test_gradients_of_attend_are_the_slopes_that_nudging_finds():
    arrays = [columns(3, 2), columns(3, 4, seed=1), columns(2, 4, seed=2)]
    upstream = columns(2, 2, seed=3)
    tensors = [Tensor(array) for array in arrays]
    attend(*tensors)[0].backward(upstream)
    for tensor, array in zip(tensors, arrays, strict=True):
        slopes = numerical_gradient(array, lambda: (attend(*map(Tensor, arrays))[0].data * upstream).sum())
        np.testing.assert_allclose(tensor.grad, slopes, rtol=0, atol=1e-8)


def test_scores_of_a_thousand_overflow_nowhere():
    keys, values = Tensor(1000 * np.eye(2)), Tensor([[3.0, 7.0]])
    with np.errstate(all="raise", under="ignore"):
        answers, weights = attend(Tensor([[1000.0, -1000.0], [0.0, 0.0]]), keys, values)
    np.testing.assert_array_equal(answers.data, [[3.0, 7.0]])
    np.testing.assert_array_equal(weights, np.eye(2))


def test_the_transpose_turns_the_gradient_back():
    tensor = Tensor(columns(2, 3))
    turned = tensor.T
    np.testing.assert_array_equal(turned.data, tensor.data.T)
    turned.backward(columns(3, 2, seed=1))
    np.testing.assert_array_equal(tensor.grad, columns(3, 2, seed=1).T)


def test_a_mask_of_owners_lets_each_query_see_its_own_keys_alone():
    mask = same_owner_mask([0, 0, 1], [1, 0])
    np.testing.assert_array_equal(mask, [[-np.inf, 0.0], [-np.inf, 0.0], [0.0, -np.inf]])
    values = Tensor([[3.0, 7.0, 1.0]])
    answers, weights = attend(Tensor(columns(2, 2)), Tensor(columns(2, 3, seed=1)), values, mask)
    assert answers.data[0, 0] == 1.0 and 3.0 < answers.data[0, 1] < 7.0
    assert (weights[np.isinf(mask)] == 0).all(), "exactly 0, so that what is hidden changes nothing"
    answers.backward(np.ones((1, 2)))
    assert values.grad[0, 2] == 1.0


def test_owners_may_be_lists_rows_or_columns():
    expected = same_owner_mask(np.array([0, 1]), np.array([0, 0, 1]))
    assert expected.shape == (2, 3)
    np.testing.assert_array_equal(same_owner_mask([[0], [1]], [[0, 0, 1]]), expected)


ONE = Tensor(np.ones((2, 3)))


@pytest.mark.parametrize(
    ("arguments", "kind", "message"),
    [
        ((np.ones((2, 3)), ONE, ONE), TypeError, "queries must be a Tensor"),
        ((ONE, [[1.0]], ONE), TypeError, "keys must be a Tensor"),
        ((ONE, ONE, Tensor), TypeError, "values must be a Tensor"),
        ((ONE, ONE, Tensor(np.ones(3))), ValueError, "values must have shape"),
        ((ONE, Tensor(np.ones((3, 3))), ONE), ValueError, r"the shapes are \(3, 3\) and \(2, 3\)"),
        ((ONE, ONE, Tensor(np.ones((2, 4)))), ValueError, r"the shapes are \(2, 4\) and \(3, 3\)"),
        ((ONE, ONE, ONE, np.zeros((3, 2))), ValueError, r"mask must have shape \(3, 3\).*not \(3, 2\)"),
        ((ONE, ONE, ONE, np.zeros((2, 3, 3))), ValueError, "mask must have shape"),
        ((ONE, ONE, ONE, same_owner_mask([0, 0, 0], [0, 0, 1])), ValueError, "mask is -inf in all of column 2"),
    ],
)
def test_attend_refuses_what_is_no_look_up(arguments, kind, message):
    with pytest.raises(kind, match=message):
        attend(*arguments)
