"""Pieces of a row: what is torn over cells, what shares a cell, what a text may be."""

import pytest

from pipelines.labels import (
    expenditure_type,
    is_expenditure_label,
    is_total_label,
    item_number,
    without_item_number,
    without_list_mark,
)
from pipelines.model import Cell, GridRow
from pipelines.records.costs import costs_of
from pipelines.records.tokens import is_open, joined, tokenise


def row(line):
    """A printed row, ``|`` between its fields."""
    cells = [
        Cell(column + 1, 0, column, text, f"baris 1 kolom {column + 1}")
        for column, text in enumerate(line.split("|"))
        if text.strip()
    ]
    return GridRow(0, tuple(cells))


def pieces(line):
    return [token.text for token in tokenise(row(line))]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jumlah Dokumen|:|Rp|5.000", ["Jumlah Dokumen", ": Rp 5.000"]),
        ("Jumlah Dokumen|: Rp|-", ["Jumlah Dokumen", ": Rp -"]),
        ("Belanja Modal : Rp 5.000", ["Belanja Modal", "Rp 5.000"]),
        ("1.06.02.2.01 Rehabilitasi", ["1.06.02.2.01", "Rehabilitasi"]),
        ("1|06|02|2.01|Rehabilitasi", ["1.06.02.2.01", "Rehabilitasi"]),
        ("X|XX|01|Penunjang", ["X.XX.01", "Penunjang"]),
        ("1 URUSAN WAJIB", ["1", "URUSAN WAJIB"]),
        ("5.1.02 Belanja Modal|5.000", ["5.1.02 Belanja Modal", "5.000"]),
        ("3 Laporan|1|06", ["3 Laporan", "1", "06"]),
    ],
)
def test_a_row_is_taken_to_pieces(line, expected):
    assert pieces(line) == expected


def test_a_colon_without_an_amount_stays_alone():
    assert pieces("Keterangan|:|Selesai") == ["Keterangan", ":", "Selesai"]


def test_a_torn_piece_holds_all_its_cells_and_stands_where_the_first_does():
    _, money = tokenise(row("Jumlah|:|Rp|5.000"))
    assert [cell.text for cell in money.cells] == [":", "Rp", "5.000"]
    assert (money.column, money.whole) == (1, True)


def test_pieces_of_one_cell_are_not_whole():
    assert [token.whole for token in tokenise(row("1.06.02 PROGRAM X"))] == [False, False]


def test_a_cut_amount_is_open_until_its_end_is_joined():
    (begin,) = tokenise(row("Rp 2.962."))
    (end,) = tokenise(row("000.000"))
    whole = joined(begin, end)
    assert is_open(begin)
    assert whole.text == "Rp 2.962.000.000"
    assert not is_open(whole)


def best(text):
    """The kinds of column that a text fits best."""
    costs = costs_of(text)
    return {kind for kind, cost in costs.items() if cost == min(costs.values())}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("1.06.02", {"code"}),
        ("XX", {"measure"}),
        ("Rp 5.000", {"money", "small_money"}),
        ("48 Orang", {"measure"}),
        ("6,58%", {"measure", "percent"}),
        ("a.", {"number"}),
        ("Jumlah Dokumen yang disusun", {"text", "indicator"}),
        ("Kecamatan Bangil", {"name", "text", "place"}),
        ("DAU", {"text", "fund"}),
        ("%", {"unit"}),
        ("ya", {"mark"}),
    ],
)
def test_what_a_text_is_says_which_columns_it_fits(text, kinds):
    assert best(text) == kinds


def test_a_bare_number_may_be_many_things_and_its_size_says_which():
    small, large = costs_of("12"), costs_of("12500000")
    assert small["measure"] < small["money"]
    assert large["money"] < large["measure"]
    assert small["number"] < large["number"]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Belanja Pegawai", "pegawai"),
        ("- Belanja Hibah", "hibah"),
        ("5.1.02 Belanja Barang dan Jasa", "barang_jasa"),
        ("Total Belanja Modal", "modal"),
        ("Belanja Lain", None),
    ],
)
def test_a_label_names_its_kind_of_expenditure(label, kind):
    assert is_expenditure_label(label)
    assert expenditure_type(label) == kind


@pytest.mark.parametrize(
    "label", ["JUMLAH", "Total", "Sub Total", "Jumlah Seluruh Belanja", "Total Belanja PD"]
)
def test_labels_of_totals(label):
    assert is_total_label(label)


@pytest.mark.parametrize("label", ["Jumlah Dokumen", "Totalitas Layanan", "Persentase Total"])
def test_an_indicator_that_counts_is_no_total(label):
    assert not is_total_label(label)


@pytest.mark.parametrize(
    ("printed", "number", "name"),
    [
        ("1 Penyusunan", "1", "Penyusunan"),
        ("a) Penyusunan", "a", "Penyusunan"),
        ("(2) Penyusunan", "2", "Penyusunan"),
        ("- Penyusunan", None, "Penyusunan"),
        ("Penyusunan", None, "Penyusunan"),
    ],
)
def test_a_name_is_published_without_its_item_number(printed, number, name):
    assert item_number(printed) == number
    assert without_item_number(printed) == name


def test_an_indicator_may_begin_with_a_figure():
    assert without_list_mark("3 Pilar terlaksana") == "3 Pilar terlaksana"
    assert without_list_mark("3. Pilar terlaksana") == "Pilar terlaksana"
