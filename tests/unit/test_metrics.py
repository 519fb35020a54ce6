"""Paired differences and their 95 % confidence interval."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import PairedDifference
from nnlib.metrics import STUDENT_T


def interval(differences):
    return PairedDifference(differences, np.zeros(len(differences)))


@pytest.mark.parametrize(
    ("differences", "expected"),
    [
        ([1, 2, 3, 2, 2], "+2.00 [+1.12, +2.88]"),
        ([-1, 2, 3, 2, 2], "+1.60 [-0.28, +3.48]"),  # one pair the other way: these runs cannot tell
        ([1, 1, 1, 1, 6], "+2.00 [-0.78, +4.78]"),  # one pair carries the mean: these runs cannot tell
        ([-1, -2, -3, -2, -2], "-2.00 [-2.88, -1.12]"),
        ([0.5, 0.5], "+0.50 [+0.50, +0.50]"),
    ],
)
def test_an_interval_is_what_chapter_09_works_out_by_hand(differences, expected):
    assert repr(interval(differences)) == expected


def test_the_first_is_subtracted_from_the_second_pair_by_pair():
    ours = PairedDifference([95.5, 94.0, 96.5], [94.5, 92.0, 93.5])
    assert ours.mean == 2
    half = 4.303 * 1 / np.sqrt(3)  # the differences 1, 2, 3 have the standard deviation 1
    assert (ours.low, ours.high) == pytest.approx((2 - half, 2 + half))


def within(factor, n):
    """The probability that Student's t of n differences lies within a factor of 0: its density, integrated."""
    freedom = n - 1
    x, step = np.linspace(0, factor, 100_001, retstep=True)
    density = (1 + x**2 / freedom) ** (-n / 2)
    scale = math.gamma(n / 2) / math.gamma(freedom / 2) / np.sqrt(freedom * np.pi)
    return 2 * scale * step * (density.sum() - (density[0] + density[-1]) / 2)


def test_the_factors_are_those_of_student_s_t_for_2_to_20_pairs():
    for n, factor in zip(range(2, 21), STUDENT_T, strict=True):
        assert within(factor - 0.0005, n) < 0.95 < within(factor + 0.0005, n), n


def test_each_factor_catches_the_truth_95_times_in_100_and_that_of_the_normal_distribution_does_not():
    rng = np.random.default_rng(0)
    for n, factor in zip(range(2, 21), STUDENT_T, strict=True):
        differences = rng.standard_normal((40_000, n))
        errors = differences.std(axis=1, ddof=1) / np.sqrt(n)
        caught = np.mean(abs(differences.mean(axis=1)) < factor * errors)
        assert caught == pytest.approx(0.95, abs=0.005), n
        if n == 5:
            assert np.mean(abs(differences.mean(axis=1)) < 1.96 * errors) == pytest.approx(0.877, abs=0.005)


def test_of_a_hundred_experiments_about_95_catch_the_truth_and_ten_pairs_tell_what_five_cannot():
    rng = np.random.default_rng(0)
    found = {}
    for n in (5, 10):
        intervals = [interval(differences) for differences in rng.normal(1, 1, (100, n))]
        found[n] = sum(each.low < 1 < each.high for each in intervals), sum(each.low > 0 for each in intervals)
    assert found == {5: (93, 38), 10: (94, 80)}


def test_above_20_pairs_the_interval_is_a_little_too_wide_and_never_too_narrow():
    differences = np.random.default_rng(0).standard_normal(400)
    ours, error = interval(differences), differences.std(ddof=1) / 20
    assert (ours.high - ours.low) / 2 == pytest.approx(2.093 * error)
    assert 1.960 < 2.093


finite = st.floats(-100, 100).map(lambda value: round(value, 3))


@given(st.lists(st.tuples(finite, finite), min_size=2, max_size=25))
def test_an_interval_turns_with_the_sides_and_keeps_without_the_order(pairs):
    runs, others = np.array(pairs).T
    ours, turned = PairedDifference(runs, others), PairedDifference(others, runs)
    assert (turned.mean, turned.low, turned.high) == (-ours.mean, -ours.high, -ours.low)
    again = PairedDifference(runs[::-1], others[::-1])
    assert (again.mean, again.low, again.high) == pytest.approx((ours.mean, ours.low, ours.high), abs=1e-9)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.float16, np.float32, list, tuple])
def test_an_interval_of_any_kind_of_number_is_that_of_float64(dtype):
    runs, others = np.array([10, 20, 30, 60]), np.array([12, 21, 29, 50])  # bytes would wrap below 0
    kind = dtype if dtype in (list, tuple) else lambda values: values.astype(dtype)
    ours, exact = PairedDifference(kind(runs), kind(others)), PairedDifference(runs * 1.0, others * 1.0)
    assert (ours.mean, ours.low, ours.high) == (exact.mean, exact.low, exact.high) and exact.mean == 2


@pytest.mark.parametrize(
    ("runs", "others", "error", "message"),
    [
        ([1], [2], ValueError, "expected 2 pairs or more, but got 1 run and"),
        ([], [], ValueError, "0 examples"),
        (1.5, [1, 2], ValueError, "runs must have shape (n,), one number for each seed, not ()"),
        ([1, 2], np.ones((2, 1)), ValueError, "others must have shape (n,), one number for each seed, not (2, 1)"),
        ([1, 2, 3], [1, 2], ValueError, "got 3 runs and 2 others"),
        ([1, np.nan], [1, 2], ValueError, "runs must be finite"),
        ([1, 2], [1, np.inf], ValueError, "others must be finite"),
        (["1", "2"], [1, 2], TypeError, "runs must hold real numbers"),
        ([1, 2], [1, 2j], TypeError, "others must hold real numbers"),
        ({1: 2}, [1, 2], TypeError, "runs must hold real numbers"),
        (np.ma.array([1, 2, 3], mask=[0, 1, 0]), [1, 2, 3], TypeError, "runs is a masked array"),
    ],
)
def test_an_interval_refuses_what_is_no_pairs(runs, others, error, message):
    with pytest.raises(error) as caught:
        PairedDifference(runs, others)
    assert message in str(caught.value)
