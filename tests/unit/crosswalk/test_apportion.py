"""Figures parted by weights add up again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.crosswalk.apportion import apportion

WEIGHTS = st.lists(st.decimals(0, 1, places=6), min_size=1, max_size=12).filter(any)


def test_the_largest_remainder_gets_the_rupiah_that_is_left():
    thirds = [Decimal("0.333333"), Decimal("0.333333"), Decimal("0.333334")]

    assert apportion(100, thirds) == [33, 33, 34]
    assert apportion(1, thirds) == [0, 0, 1]


def test_even_remainders_go_to_the_first():
    assert apportion(3, [Decimal("0.5"), Decimal("0.5")]) == [2, 1]


def test_what_is_returned_is_parted_like_what_is_spent():
    assert apportion(-3, [Decimal("0.5"), Decimal("0.5")]) == [-2, -1]


@pytest.mark.parametrize("weights", [[], [Decimal(0)], [Decimal(2), Decimal(-1)]])
def test_weights_that_part_nothing_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        apportion(10, weights)


@given(st.integers(-(10**15), 10**15), WEIGHTS)
def test_the_parts_add_up_and_none_is_off_by_a_rupiah(amount, weights):
    parts = apportion(amount, weights)

    assert sum(parts) == amount
    total = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - amount * weight / total) < 1
