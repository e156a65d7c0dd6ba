"""Accounts (Permendagri 90/2019): their codes, and the kinds of expenditure that they are."""

from __future__ import annotations

import pytest

from pipelines.findings import FindingLog
from pipelines.labels import (
    account_code,
    account_type,
    is_account_label,
    is_part_of_known,
    split_account,
)
from pipelines.rules.accounts import check_accounts
from pipelines.rules.figures import AccountLine, Figures
from pipelines.values import parse_money


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("5", "5"), ("5.1", "5.1"), ("5.1.02.", "5.1.02"), ("5.1.02.01.01.0024", "5.1.02.01.01.0024"),
        ("4.1", "4.1"), ("1.06.01.2.01.01.5.1.02", "5.1.02"), ("1.06.01.2.01.0001.5.2", "5.2"),
    ],
)  # fmt: skip
def test_codes_of_accounts(text, account):
    assert account_code(text) == account


@pytest.mark.parametrize(
    "text", ["1.06", "5.01", "5.01.02", "1.06.01.2.01", "7.1", "5.000.000", "5,1", "Belanja"]
)
def test_codes_of_nodes_and_amounts_are_no_accounts(text):
    assert account_code(text) is None


def test_an_account_in_front_of_its_name():
    assert split_account("5.1.02 Belanja Barang dan Jasa") == ("5.1.02", "Belanja Barang dan Jasa")
    assert split_account("1.06.01 PROGRAM PENUNJANG") is None
    assert split_account("5.1.02 12") is None


def test_accounts_of_kinds_of_expenditure_and_of_their_parts():
    assert [account_type(each) for each in ("5.1", "5.1.02", "5.2", "5.2.02", "4.1")] == [
        "operasi", "barang_jasa", "modal", None, None,
    ]  # fmt: skip
    assert is_part_of_known("5.2.02")
    assert not is_part_of_known("4.1.01")


@pytest.mark.parametrize("text", ["PENDAPATAN DAERAH", "SURPLUS / (DEFISIT)", "Belanja Modal"])
def test_words_of_accounts(text):
    assert is_account_label(text)


def test_words_of_a_program_are_no_account():
    assert not is_account_label("Peningkatan Pendapatan Petani")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("(12.500.000,00)", -12_500_000), ("-12.500", -12_500), ("- 12.500", -12_500),
        ("-Rp 12.500", -12_500), ("12.500.000,00-", -12_500_000), ("Rp (12.500)", -12_500),
        ("1.983.000.000,00", 1_983_000_000), ("40.000.000,-", 40_000_000), ("(0,00)", 0),
    ],
)  # fmt: skip
def test_negative_amounts_however_their_minus_is_written(text, amount):
    assert parse_money(text).rupiah == amount


# --------------------------------------------------------------------------- their sums


def line(account: str, rupiah: int, *, published: bool = False) -> AccountLine:
    cells = {"realisasi": (len(account),)}
    return AccountLine("LRA", "r", account, cells, {"realisasi": rupiah}, published)


def failing(*lines: AccountLine) -> list[tuple[str, str]]:
    log = FindingLog(("", "", 2022))
    figures = Figures((), {}, (), (), log, accounts=lines)
    figures.record_of = {"r": type("Row", (), {"name": "Contoh"})}  # type: ignore[dict-item]
    check_accounts(figures)
    return [(finding.printed, finding.expected) for finding in log.findings]


def test_finer_accounts_make_up_the_account_above_them():
    above = line("5.1.02", 100, published=True)
    assert failing(above, line("5.1.02.01", 60), line("5.1.02.02", 40)) == []
    assert failing(above, line("5.1.02.01", 60), line("5.1.02.02", 30)) == [("Rp 100", "Rp 90")]


def test_each_account_is_held_against_those_directly_below_it():
    lines = (line("5", 100), line("5.2", 100, published=True), line("5.2.02", 100))
    assert failing(*lines, line("5.2.02.01", 70)) == [("Rp 100", "Rp 70")]


def test_kinds_of_expenditure_have_equations_of_their_own():
    kinds = (line("5.1", 100, published=True), line("5.1.01", 90, published=True))
    assert failing(*kinds) == []
