"""Bent images: `resample` and `Augment` do to pixels what chapter 10 says."""

import numpy as np
import pytest

from nnlib import Augment, load_mnist, resample
from nnlib.augmentation import turned


def grid(n, height, width):
    rows, columns = np.indices((height, width)).astype(float)
    return np.tile(rows, (n, 1, 1)), np.tile(columns, (n, 1, 1))


@pytest.fixture(scope="module")
def digits():
    return load_mnist()[0][0][:, :40]


def bend(x, seed=0, **strengths):
    return Augment(**strengths)(x, np.random.default_rng(seed))


def test_value_between_four_pixels_is_their_weighed_mean():
    table = np.array([[[10.0, 20], [30, 60]]])
    at = [np.full((1, 1, 1), value) for value in (0.25, 0.5)]
    assert resample(table, *at).item() == 22.5


def test_places_of_the_pixels_themselves_give_the_image_back_to_the_last_bit():
    images = np.random.default_rng(0).normal(size=(3, 5, 7))
    np.testing.assert_array_equal(resample(images, *grid(3, 5, 7)), images)


def test_outside_of_an_image_lies_zero_and_its_edge_fades_within_a_pixel():
    images = np.ones((1, 4, 6))
    rows, columns = grid(1, 4, 6)
    np.testing.assert_allclose(resample(images, rows - 0.25, columns)[0, 0], 0.75)
    np.testing.assert_allclose(resample(images, rows, columns + 0.25)[0, :, -1], 0.75)
    for far in (-1, -1.5, -1000, 6, 6.5, 1000):
        assert not resample(images, rows + 10, columns + far).any()


def test_resampling_equals_pytorchs_grid_sample():
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(0)
    images, rows, columns = rng.normal(size=(4, 9, 7)), rng.uniform(-3, 12, (4, 5, 6)), rng.uniform(-3, 10, (4, 5, 6))
    places = torch.tensor(np.stack([2 * columns / 6 - 1, 2 * rows / 8 - 1], axis=-1))
    theirs = torch.nn.functional.grid_sample(
        torch.tensor(images)[:, None], places, mode="bilinear", padding_mode="zeros", align_corners=True
    )
    np.testing.assert_allclose(resample(images, rows, columns), theirs[:, 0], rtol=0, atol=1e-12)


def test_no_strength_changes_nothing(digits):
    np.testing.assert_array_equal(bend(digits), digits)


@pytest.mark.parametrize("strength", [{"shift": 2}, {"rotation": 20}, {"scale": 0.2}, {"elastic": 1.5}], ids=str)
def test_each_strength_changes_images_and_differs_from_draw_to_draw(strength, digits):
    once, again, other = bend(digits, 0, **strength), bend(digits, 0, **strength), bend(digits, 1, **strength)
    np.testing.assert_array_equal(once, again)
    for unlike in (digits, other):
        assert np.mean(np.abs(once - unlike).max(axis=0) > 0.01) > 0.9, "a few draws happen to be small, or alike"


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_bent_images_keep_shape_dtype_and_range(dtype, digits):
    bent = bend(digits.astype(dtype), shift=3, rotation=30, scale=0.3, elastic=3)
    assert bent.shape == digits.shape and bent.dtype == dtype
    assert bent.min() >= 0 and bent.max() <= 1 + 1e-6


def test_bytes_and_the_original_are_left_as_they_were(digits):
    before = digits.copy()
    bend(digits, shift=3, elastic=1.5)
    np.testing.assert_array_equal(digits, before)
    assert bend((digits * 255).astype(np.uint8), shift=3).dtype == np.float64


def centres(x):
    images = x.T.reshape(-1, 28, 28)
    ink = images.sum(axis=(1, 2))
    return (images.sum(axis=2) @ np.arange(28)) / ink, (images.sum(axis=1) @ np.arange(28)) / ink


def test_shift_moves_the_ink_by_up_to_so_many_pixels_in_every_direction():
    x = np.zeros((28, 28, 500))
    x[14, 14] = 1
    rows, columns = (c - 14 for c in centres(bend(x.reshape(784, 500), shift=3)))
    for moved in (rows, columns):
        assert -3 <= moved.min() < -2.5 and 2.5 < moved.max() <= 3
    assert abs(np.corrcoef(rows, columns)[0, 1]) < 0.2


def test_rotation_turns_about_the_middle_by_up_to_so_many_degrees():
    x = np.zeros((28, 28, 500))
    x[13:15, 20:25] = 1  # a bar to the right of the middle
    rows, columns = (c - 13.5 for c in centres(bend(x.reshape(784, 500), rotation=30)))
    angles = np.degrees(np.arctan2(rows, columns))
    assert -30.5 < angles.min() < -27 and 27 < angles.max() < 30.5
    np.testing.assert_allclose(np.hypot(rows, columns), 8.5, atol=0.1)


def test_scale_grows_and_shrinks_by_the_stated_factor():
    x = np.zeros((28, 28, 500))
    x[13:15, 18:23] = 1  # the bar's middle is 6.5 to the right
    _, columns = centres(bend(x.reshape(784, 500), scale=0.2))
    zoom = (columns - 13.5) / 6.5
    assert np.exp(-0.2) - 0.02 < zoom.min() < 0.84 and 1.2 < zoom.max() < np.exp(0.2) + 0.02


@pytest.mark.parametrize("strength", [0.5, 2])
def test_elastic_moves_every_pixel_by_so_many_pixels_in_each_direction_and_neighbours_alike(strength):
    rows, columns = Augment(elastic=strength).origins(2_000, 28, np.random.default_rng(0))
    down, right = rows - np.arange(28.0)[:, np.newaxis], columns - np.arange(28.0)
    for moved in (down, right):
        np.testing.assert_allclose(moved.std(axis=0), strength, rtol=0.08, err_msg="at the rim, too")
    between_neighbours = np.abs(np.diff(down, axis=2)).mean()
    assert between_neighbours < 0.35 * np.abs(down).mean()


def test_elastic_is_as_smooth_as_published_a_bell_of_four_pixels():
    """Simard and others use 4: numbers smoothed by a bell of that width agree like exp(-(d / 8)²) at distance d."""
    rows, _ = Augment(elastic=1).origins(5_000, 28, np.random.default_rng(0))
    down = (rows - np.arange(28.0)[:, np.newaxis])[:, 10:18, 10:18]  # far from the rim, where the bell is cut off
    for distance in (2, 4, 6):
        alike = np.mean([np.corrcoef(down[:, 4, i], down[:, 4, i + distance])[0, 1] for i in range(8 - distance)])
        assert alike == pytest.approx(np.exp(-((distance / 8) ** 2)), abs=0.02)


def test_positive_angles_turn_anticlockwise():
    rows, columns = turned(np.arange(3)[:, np.newaxis], np.arange(3), 1, np.pi / 2, 1)
    image = np.arange(9.0).reshape(3, 3)
    np.testing.assert_allclose(resample(image[np.newaxis], rows[np.newaxis], columns[np.newaxis])[0], np.rot90(image))
