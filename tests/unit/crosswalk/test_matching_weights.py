"""Weights of a split: by money, by target, or equal."""

from __future__ import annotations

from decimal import Decimal

from crosswalk.matching_nodes import activity, measured, sub
from hypothesis import given
from hypothesis import strategies as st

from pipelines.crosswalk.weights import normalised, weights

PEOPLE = measured("Jumlah Peserta", 40, "Orang")
ONE = sub("1.06.02.2.03.01", "Satu", measured("Jumlah Peserta", 30, "Jiwa", 2021))
TWO = sub("1.06.02.2.03.02", "Dua", measured("Jumlah Peserta", 10, "Orang", 2021))


def test_by_money_where_both_years_have_it() -> None:
    old = activity("Lama", PEOPLE, rupiah=((2020, 500),))
    one = sub("1.06.02.2.03.01", "Satu", rupiah=((2021, 100), (2022, 900)))
    two = sub("1.06.02.2.03.02", "Dua", rupiah=((2021, 300),))
    found = weights(old, [one, two])
    assert (found.parts, found.method) == ((Decimal("0.25"), Decimal("0.75")), "rupiah")
    assert "2021" in found.said


def test_by_target_where_there_is_no_old_money() -> None:
    found = weights(activity("Lama", PEOPLE), [ONE, TWO])
    assert (found.parts, found.method) == ((Decimal("0.75"), Decimal("0.25")), "target")


def test_equal_where_targets_count_different_things() -> None:
    reports = sub("1.06.02.2.03.02", "Dua", measured("Jumlah Laporan", 4, "Laporan", 2021))
    found = weights(activity("Lama", PEOPLE), [ONE, reports])
    assert (found.parts, found.method) == ((Decimal("0.5"), Decimal("0.5")), "sama_rata")


def test_a_node_without_money_does_not_get_weight_nought() -> None:
    old = activity("Lama", rupiah=((2020, 500),))
    one = sub("1.06.02.2.03.01", "Satu", rupiah=((2021, 100),))
    nothing = sub("1.06.02.2.03.02", "Dua", rupiah=((2021, 0),))
    assert weights(old, [one, nothing]).method == "sama_rata"


def test_one_successor_takes_all() -> None:
    assert weights(activity("Lama"), [ONE]).parts == (Decimal(1),)


@given(st.lists(st.integers(1, 10**15), min_size=1, max_size=40))
def test_weights_sum_to_one_exactly(amounts: list[int]) -> None:
    parts = normalised([Decimal(amount) for amount in amounts])
    assert sum(parts) == 1
    assert min(parts) > 0
    assert all(part == part.quantize(Decimal("0.000001")) for part in parts)
