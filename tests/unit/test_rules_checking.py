"""Columns that only check: what they mean, and where they do not follow from their row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.layouts import Check, parse_layout
from pipelines.model import Cell, Fact, GridRow
from pipelines.records.tokens import tokenise
from pipelines.rules.checking import corroborating, holds, settle
from pipelines.rules.figures import Checking
from pipelines.values import parse_money

LEFT = Check(
    "sisa",
    (((1, "anggaran"), (-1, "realisasi")), ((1, "realisasi"), (-1, "anggaran"))),
    None,
)
SHARE = Check("persen", (), ("realisasi", "anggaran"))


def fact(name: str, rupiah: int) -> Fact:
    return Fact(
        name, "anggaran", name, 2022, name, None, 1, None, None, None, rupiah, str(rupiah), None,
        None, "terbit", (),
    )  # fmt: skip


def item(check: Check, text: str, budget: int, spent: int) -> Checking:
    number = hash((text, budget, spent)) % 10_000
    (token,) = tokenise(GridRow(0, (Cell(number, 0, 0, text, f"A{number}"),)))
    printed = parse_money(text.replace("%", "")).amount
    assert printed is not None
    about = f"{budget}-{spent}"
    facts = {
        "anggaran": fact(f"{about}-a", budget),
        "realisasi": fact(f"{about}-r", spent),
    }
    return Checking("LRA", 1, check, token, printed, facts)


@pytest.mark.parametrize(
    "texts", [("40.000", "-20.000", "10.000"), ("(40.000)", "20.000", "(10.000)")]
)
def test_most_rows_say_which_way_a_difference_is_counted(texts):
    rows = ((100_000, 60_000), (100_000, 120_000), (50_000, 40_000))
    settled = settle(item(LEFT, text, *row) for text, row in zip(texts, rows, strict=True))
    assert [holds(each, {}) for each in settled] == [True, True, True]


def test_a_row_that_is_counted_the_other_way_does_not_hold():
    rows = [item(LEFT, "40.000", 100_000, 60_000), item(LEFT, "10.000", 50_000, 40_000)]
    *_, odd = settle([*rows, item(LEFT, "(30.000)", 90_000, 60_000)])
    assert holds(odd, {}) is False
    assert holds(odd, {"90000-60000-a": 30_000}) is True  # another amount would bear it out


@pytest.mark.parametrize("text", ["66,67", "66,66", "66,7 %", "66 %", "67", "0,6667"])
def test_a_percentage_may_be_rounded_or_cut_or_a_fraction(text):
    (only,) = settle([item(SHARE, text, 90_000, 60_000)])
    assert holds(only, {}) is True


@pytest.mark.parametrize("text", ["66,57", "68", "65,0 %"])
def test_another_percentage_does_not_hold(text):
    (only,) = settle([item(SHARE, text, 90_000, 60_000)])
    assert holds(only, {}) is False


def test_of_nothing_there_is_no_share():
    (only,) = settle([item(SHARE, "0,00", 0, 0)])
    assert holds(only, {}) is None
    assert corroborating([only]) == {}


def test_a_cell_that_holds_corroborates_the_amounts_of_its_row():
    (only,) = settle([item(LEFT, "40.000", 100_000, 60_000)])
    assert set(corroborating([only])) == {"100000-60000-a", "100000-60000-r"}
    assert only.printed == Decimal(40_000)


FORM = {
    "form": "CONTOH", "nama": "Contoh", "nama_en": "Example", "source": "contoh", "rows": "hierarchy",
    "sides": [{"phase": None}],
    "columns": [
        {"id": "nama", "kind": "name", "header": ["uraian"]},
        {"id": "masuk", "kind": "money", "header": ["masuk"], "fact": {"view": "anggaran"}},
        {"id": "sisa", "kind": "money", "header": ["sisa"]},
    ],
    "checks": [{"column": "sisa", "is": [["masuk", "-masuk"]]}],
}  # fmt: skip


def test_a_layout_says_what_a_column_checks():
    layout = parse_layout(FORM)
    assert layout.check("sisa") == Check("sisa", (((1, "masuk"), (-1, "masuk")),), None)
    assert layout.check("masuk") is None
    assert layout.amount == "masuk"


def test_a_check_of_a_column_that_the_form_has_not_is_refused():
    wrong = {**FORM, "checks": [{"column": "sisa", "is": [["masuk", "-keluar"]]}]}
    with pytest.raises(ValueError, match="keluar"):
        parse_layout(wrong)
