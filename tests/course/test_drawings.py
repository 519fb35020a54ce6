"""A drawing reaches the network as the MNIST images do: fitted into 20 by 20 pixels, centred by its mass."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nncourse import digit_pad
from nnlib import load_mnist
from nnlib.drawing import averaging, fit_and_centre

DRAWINGS = digit_pad.drawings()


def inked(page):
    """The first and last inked row, and column."""
    rows, columns = np.flatnonzero(page.any(axis=1)), np.flatnonzero(page.any(axis=0))
    return rows[0], rows[-1], columns[0], columns[-1]


def test_images_of_mnist_pass_unchanged():
    """The oracle: whoever made the files followed the same recipe."""
    _, (x, _) = load_mnist()
    for column in x[:, :1000].T:
        image = column.reshape(28, 28)
        np.testing.assert_allclose(fit_and_centre(image), image, atol=1e-12)


@pytest.mark.parametrize("digit", DRAWINGS)
def test_drawing_fills_twenty_pixels_and_keeps_its_proportions(digit):
    page = digit_pad.ink(DRAWINGS[digit])
    top, bottom, left, right = inked(page)
    tall, wide = bottom - top + 1, right - left + 1
    top, bottom, left, right = inked(fit_and_centre(page))
    assert max(bottom - top, right - left) + 1 == 20
    assert abs((bottom - top + 1) / (right - left + 1) - tall / wide) < 0.12


@pytest.mark.parametrize("digit", DRAWINGS)
def test_centre_of_mass_is_in_the_middle(digit):
    page = fit_and_centre(digit_pad.ink(DRAWINGS[digit]))
    row, column = page.sum(axis=1) @ np.arange(28), page.sum(axis=0) @ np.arange(28)
    assert abs(row / page.sum() - 14) <= 0.5 and abs(column / page.sum() - 14) <= 0.5


@given(st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=25, deadline=None)
def test_where_it_was_drawn_makes_no_difference(down, right):
    page = np.zeros((100, 90))
    page[5:45, 7:30] = np.random.default_rng(0).random((40, 23))
    moved = np.roll(page, (down, right), axis=(0, 1))
    np.testing.assert_allclose(fit_and_centre(moved), fit_and_centre(page), atol=1e-12)


def test_how_large_it_was_drawn_makes_no_difference():
    small = np.zeros((60, 60))
    small[10:50, 20:40] = np.random.default_rng(0).random((40, 20))
    large = np.kron(small, np.ones((3, 3)))
    np.testing.assert_allclose(fit_and_centre(large), fit_and_centre(small), atol=1e-12)


def test_heavy_side_pulls_the_drawing_but_never_off_the_page():
    page = np.zeros((100, 100))
    page[0:100, 0:3] = 0.01
    page[0:100, 97:100] = 1.0
    fitted = fit_and_centre(page)
    np.testing.assert_allclose(fitted.sum(), (averaging(100, 20) @ page @ averaging(100, 20).T).sum())


def test_empty_page_stays_empty_and_a_dot_becomes_a_square():
    assert not fit_and_centre(np.zeros((280, 280))).any()
    dot = np.zeros((280, 280))
    dot[3, 270] = 1
    fitted = fit_and_centre(dot)
    assert inked(fitted) == (4, 23, 4, 23) and fitted.max() == 1


@pytest.mark.parametrize("ink", [5e-324, 1e-310, 1e-200, 0.3, 255, 1e200, np.finfo(float).max])
def test_how_strong_the_ink_is_makes_no_difference_to_where_it_lands(ink):
    drawing = np.zeros((50, 40))
    drawing[5:45, 10:20] = 1
    drawing[40:45, 10:35] = 1
    page, plain = fit_and_centre(ink * drawing), fit_and_centre(drawing)
    assert np.isfinite(page).all() and page.max() == pytest.approx(ink, rel=1e-12)
    assert (page > 0).sum() == ((plain * ink) > 0).sum()
    np.testing.assert_allclose(page / ink, plain, atol=1e-12 if ink > 1e-300 else 0.5)


@given(st.integers(1, 60), st.integers(1, 60))
def test_averaging_keeps_a_plain_row_plain_and_the_mean_of_any_row(length, pieces):
    matrix = averaging(length, pieces)
    row = np.random.default_rng(length).random(length)
    np.testing.assert_allclose(matrix @ np.ones(length), np.ones(pieces))
    np.testing.assert_allclose((matrix @ row).mean(), row.mean())


@pytest.mark.parametrize(
    ("drawing", "error", "words"),
    [
        (np.zeros(784), ValueError, r"such as \(28, 28\)"),
        (np.zeros((0, 5)), ValueError, "shape"),
        (np.full((3, 3), -1.0), ValueError, "0 or more"),
        (np.array([[np.nan]]), ValueError, "finite"),
        ([["ink"]], TypeError, "real numbers"),
        (np.ones((2, 2), dtype=complex), TypeError, "real numbers"),
    ],
)
def test_what_is_no_drawing_is_refused_in_words(drawing, error, words):
    with pytest.raises(error, match=words):
        fit_and_centre(drawing)


def test_stored_drawings_are_one_of_each_digit_on_the_page():
    assert list(DRAWINGS) == list(range(10))
    points = np.array([point for strokes in DRAWINGS.values() for stroke in strokes for point in stroke])
    assert points.min() >= 0 and points.max() <= digit_pad.PAGE
