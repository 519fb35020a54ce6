"""The judgement of paired runs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnlib import verdict


@pytest.mark.parametrize(
    ("differences", "expected"),
    [
        ([1, 2, 3, 2, 1], "gain"),
        ([-1, -2, -3, -2, -1], "loss"),
        ([3, 3, 3, 3, -0.1], "tie"),  # one pair disagrees
        ([0.1, 0.1, 0.1, 0.1, 9], "tie"),  # all agree, but one run carries the mean: 1.88 against a spread of 3.98
        ([0, 1, 1, 1, 1], "tie"),  # a pair without a difference agrees with nobody
    ],
)
def test_verdict_asks_for_one_sign_and_a_mean_above_the_spread(differences, expected):
    assert verdict(differences) == expected


def test_spread_divides_by_n_minus_1():
    differences = np.array([0.1, 0.1, 0.1, 1.0, 2.2])  # mean 0.7; spread 0.92 with n - 1 and 0.82 with n
    scaled = 0.1 + (differences - 0.1) * 0.5
    mean = scaled.mean()
    assert scaled.std() < scaled.std(ddof=1)
    assert verdict(scaled + (scaled.std() + scaled.std(ddof=1)) / 2 - mean) == "tie"


@given(st.lists(st.floats(-100, 100), min_size=5, max_size=12))
def test_verdict_turns_with_the_sign_and_keeps_without_the_order(differences):
    opposite = {"gain": "loss", "loss": "gain", "tie": "tie"}
    differences = np.round(differences, 3)
    assert verdict(-differences) == opposite[verdict(differences)]
    assert verdict(differences[::-1]) == verdict(differences)


def test_a_change_that_does_nothing_passes_about_once_in_twenty_with_five_pairs_and_once_in_five_hundred_with_ten():
    rng = np.random.default_rng(0)
    shares = {n: np.mean([verdict(rng.standard_normal(n)) != "tie" for _ in range(20_000)]) for n in (5, 10)}
    assert 0.045 < shares[5] < 0.065
    assert 0.0005 < shares[10] < 0.004


@pytest.mark.parametrize(
    ("differences", "error", "message"),
    [
        ([1, 2, 3, 4], ValueError, "at least 5 differences"),
        (np.ones((5, 1)), ValueError, "in a row"),
        ([1, 2, 3, 4, np.nan], ValueError, "differences"),
        (["1", "2", "3", "4", "5"], TypeError, "differences"),
    ],
)
def test_verdict_refuses_what_is_no_row_of_pairs(differences, error, message):
    with pytest.raises(error, match=message):
        verdict(differences)
