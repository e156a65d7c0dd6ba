"""The grammar of values: what is printed, and what it says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.values import (
    State,
    format_money,
    format_number,
    parse_measures,
    parse_money,
    parse_number,
)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("1.983.000.000,00", "1983000000"),
        ("109.031", "109031"),
        ("6,58", "6.58"),
        ("6.58", "6.58"),
        ("178026", "178026"),
        ("-3,2", "-3.2"),
        ("0.500", "0.5"),  # no thousands begin with a zero
        ("0.125", "0.125"),
    ],
)
def test_numbers_have_a_dot_for_thousands_and_a_comma_for_decimals(printed, number):
    assert parse_number(printed) == Decimal(number)


@pytest.mark.parametrize("text", ["", "1.98.000", "1,2,3", "12a", "Rp 5", "1.000.00"])
def test_what_is_not_a_number_is_none(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("printed", "rupiah"),
    [
        ("Rp. 1.983.000.000,00", 1_983_000_000),
        (": Rp 40.000.000", 40_000_000),
        ("40.000.000,-", 40_000_000),
        ("Rp. -", 0),
        ("-", 0),
        ("(1.000.000)", -1_000_000),
    ],
)
def test_money_is_whole_rupiah_and_a_dash_is_zero(printed, rupiah):
    assert parse_money(printed).rupiah == rupiah


def test_money_that_is_none_says_why():
    assert parse_money("#REF!").state is State.EXCEL_ERROR
    assert parse_money("(diisi)").state is State.PLACEHOLDER
    assert parse_money("APBD").state is State.UNREADABLE
    assert parse_money("").state is State.EMPTY


def test_a_fraction_of_a_rupiah_is_rounded_and_kept():
    money = parse_money("Rp 1.234,56")
    assert (money.rupiah, money.amount) == (1235, Decimal("1234.56"))


def parts(text):
    return [(str(part.value), part.unit) for part in parse_measures(text).parts]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("8000 Surat", [("8000", "Surat")]),
        ("6,58%", [("6.58", "%")]),
        ("6,5 %", [("6.5", "%")]),
        ("109.031 KPM", [("109031", "KPM")]),
        ("26 Unit/Kali", [("26", "Unit/Kali")]),
        ("30 Orang-Bulan", [("30", "Orang-Bulan")]),
        ("600 M2", [("600", "M2")]),
        ("48 Orang / 4 Laporan", [("48", "Orang"), ("4", "Laporan")]),
        ("337 SDM PKH dan 300 Orang", [("337", "SDM PKH"), ("300", "Orang")]),
        ("4 Pengesahan (1 Data)", [("4", "Pengesahan"), ("1", "Data")]),
        ("210 Guru + 1.365 GTT", [("210", "Guru"), ("1365", "GTT")]),
        ("1215", [("1215", None)]),
        ("-3,2 %", [("-3.2", "%")]),
    ],
)
def test_a_measure_is_a_number_with_its_unit_alone_or_joined(printed, expected):
    assert parts(printed) == expected
    assert all(not part.doubt for part in parse_measures(printed).parts)


def test_both_ends_of_a_range_are_in_doubt():
    assert [part.doubt for part in parse_measures("3 - 5 Orang").parts] == ["rentang", "rentang"]


def test_a_unit_needs_a_letter():
    (part,) = parse_measures("40 ..").parts
    assert (part.unit, part.doubt) == (None, "tanda sisa")


def test_a_number_printed_twice_is_read_once_in_doubt_with_its_other_reading():
    (part,) = parse_measures("5 5 Orang").parts
    assert (part.value, part.unit, part.alternative) == (5, "Orang", 55)
    assert part.doubt


@pytest.mark.parametrize("printed", ["75 Unit -", "PKH : 89744KPM, 320 Orang", "3-5 Orang"])
def test_a_cell_that_needs_interpretation_is_in_doubt(printed):
    assert any(part.doubt for part in parse_measures(printed).parts)


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("-", State.NONE),
        ("(diisi)", State.PLACEHOLDER),
        ("#REF!", State.EXCEL_ERROR),
        ("####", State.EXCEL_ERROR),
        ("segera", State.UNREADABLE),
    ],
)
def test_a_cell_without_a_value_says_why(printed, state):
    assert parse_measures(printed).state is state


@given(st.integers(min_value=0, max_value=10**15))
def test_formatted_money_parses_back(rupiah):
    assert parse_money(format_money(rupiah)).rupiah == rupiah


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_formatted_numbers_parse_back(number):
    assert parse_number(format_number(number)) == number


@given(
    st.lists(
        st.tuples(
            st.decimals(min_value=0, max_value=10**7, places=1),
            st.sampled_from(["Orang", "Dokumen", "%", "Unit/Kali", "Orang-Bulan", "M2"]),
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from([" / ", " + ", " dan ", "/", "; "]),
)
def test_formatted_measures_parse_back(measures, joiner):
    text = joiner.join(f"{format_number(number)} {unit}" for number, unit in measures)
    assert [(part.value, part.unit) for part in parse_measures(text).parts] == measures


@given(st.text(max_size=60))
def test_no_text_makes_the_grammar_raise(text):
    parse_money(text)
    parse_measures(text)
