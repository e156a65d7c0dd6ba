"""What a workbook's cells hold besides what they show, and cells that stand beside their headings."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable

from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import plan

from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.model import Reading, Use
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables


def read(change: Callable[[Worksheet], object] | None = None) -> Reading:
    data = plan(change)
    tables = find_tables(read_grids(data, "renja.xlsx"))
    document = identify(tables, file="renja.xlsx", sha256=hashlib.sha256(data).hexdigest())
    return conform(document, tables, read_records(tables), load_reference())


def facts(reading: Reading) -> set[tuple[object, ...]]:
    return {(fact.fact_id, fact.value, fact.rupiah, fact.unit) for fact in reading.facts}


def found(reading: Reading, rule: str) -> list[list[str]]:
    """The cells of every finding of a rule."""
    address = {source.cell.number: source.cell.address for source in reading.cells}
    return [[address[n] for n in f.cells] for f in reading.findings if f.rule == rule]


def doubted(reading: Reading) -> set[str | None]:
    return {fact.printed for fact in reading.facts if fact.status == "ragu"}


CLEAN = facts(read())


# --------------------------------------------------------------------------- comments


def test_a_comment_on_a_loaded_cell_is_said_and_not_loaded():
    def note(sheet):
        sheet["E7"].comment = Comment("revisi: jadi 500 jt", "Kasubbag")
        sheet["A1"].comment = Comment("cek judul", "Kasubbag")

    reading = read(note)
    assert facts(reading) == CLEAN
    assert found(reading, "komentar_sel") == [["Renja!E7", "Renja!E7 (komentar)"]]
    assert found(reading, "komentar_dokumen") == [["Renja!A1 (komentar)"]]
    assert {s.use for s in reading.cells if s.cell.address.endswith("(komentar)")} == {Use.HIDDEN}


# --------------------------------------------------------------------------- formats


def in_thousands(sheet: Worksheet) -> None:
    for row in range(6, 10):
        for column in "EH":
            sheet[f"{column}{row}"].number_format = "#,##0,"


def test_a_format_of_thousands_shows_thousands_of_what_the_cell_holds():
    reading = read(in_thousands)
    assert facts(reading) == CLEAN
    assert doubted(reading) == {"150.000", "100.000", "50.000", "165.000", "110.000", "55.000"}
    assert len(found(reading, "bacaan_ragu")) == 8
    assert len({f.cause_id for f in reading.findings}) == 1


def test_a_format_of_thousands_under_a_header_of_thousands_is_no_doubt():
    def thousands(sheet):
        in_thousands(sheet)
        sheet["E5"] = sheet["H5"] = "Pagu Indikatif (Rp.000)"

    reading = read(thousands)
    assert facts(reading) == CLEAN
    assert not doubted(reading)


def test_fractions_that_a_format_rounds_away_are_said_once_a_table():
    def fractions(sheet):
        sheet["E8"], sheet["E9"] = 100_000_000.49, 49_999_999.51

    reading = read(fractions)
    assert facts(reading) == CLEAN
    assert found(reading, "angka_dibulatkan") == [["Renja!E8", "Renja!E9"]]


def test_digits_behind_a_percentage_are_those_of_its_format():
    def percent(sheet):
        sheet["D6"], sheet["D6"].number_format = 0.065849, "0.00%"

    reading = read(percent)
    assert "6,58%" in {fact.printed for fact in reading.facts}
    assert next(s.cell.stored for s in reading.cells if s.cell.text == "6,58%") == "0.065849"


def test_formulas_that_were_worked_out_here_are_said_once_a_table():
    def sums(sheet):
        sheet["E6"], sheet["E7"] = "=E7", "=SUM(E8:E9)"

    reading = read(sums)
    assert facts(reading) == CLEAN
    assert found(reading, "rumus_dihitung") == [["Renja!E6", "Renja!E7"]]


def test_a_number_shown_as_a_date_is_no_value():
    def date(sheet):
        sheet["D7"] = datetime.date(2022, 5, 10)  # 5-10 was typed
        sheet["D7"].number_format = "d-mmm"
        sheet["E9"], sheet["E9"].number_format = 44_927, "dd/mm/yyyy"

    reading = read(date)
    assert found(reading, "nilai_jadi_tanggal") == [["Renja!D7"], ["Renja!E9"]]
    assert facts(reading) < CLEAN


def test_a_percentage_that_lost_its_format_is_doubted():
    def bare(sheet):
        sheet["D6"] = 0.65

    reading = read(bare)
    assert found(reading, "persen_tanpa_tanda") == [["Renja!D6"]]
    assert doubted(reading) == {"0,65"}


def test_a_fraction_of_other_things_is_no_percentage():
    def bare(sheet):
        sheet["D7"], sheet["G7"] = "0,5 Hektar", "0,6 Hektar"

    assert not found(read(bare), "persen_tanpa_tanda")


# --------------------------------------------------------------------------- places


def test_a_row_beside_its_headings_is_read_under_them_and_doubted():
    def moved(sheet):
        sheet.move_range("A7:H7", cols=1)

    reading = read(moved)
    assert facts(reading) == CLEAN
    cells = found(reading, "baris_bergeser")
    assert [each[0] for each in cells] == ["Renja!E7", "Renja!F7", "Renja!H7", "Renja!I7"]
    assert doubted(reading) == {"120 Orang", "150.000.000", "130 Orang", "165.000.000"}


def test_rows_beside_their_headings_have_one_cause():
    reading = read(lambda sheet: sheet.move_range("A6:H9", cols=1))
    assert facts(reading) == CLEAN
    assert len({f.cause_id for f in reading.findings if f.rule == "baris_bergeser"}) == 1


def test_an_inserted_cell_moves_only_what_is_right_of_it():
    reading = read(lambda sheet: sheet.move_range("C8:H8", cols=1))
    assert facts(reading) == CLEAN
    assert len(found(reading, "baris_bergeser")) == 4


def test_an_odd_word_moves_no_row():
    reading = read(lambda sheet: sheet.__setitem__("E8", "menyesuaikan"))
    assert not found(reading, "baris_bergeser")
    assert found(reading, "nilai_tak_terbaca") == [["Renja!E8"]]


def test_an_amount_under_the_heading_of_a_target_is_named():
    def slid(sheet):
        sheet["G9"], sheet["H9"] = sheet["H9"].value, None
        sheet["G9"].number_format = "#,##0"

    assert ["Renja!G9"] in found(read(slid), "nilai_kolom_salah")


def test_column_numbers_are_no_row_wherever_and_in_whatever_order_they_stand():
    def numbers(sheet):
        sheet.insert_rows(6)
        sheet.insert_rows(9)
        for column, number in enumerate((1, 2, 3, 4, 6, 5, 7, 8), start=1):
            sheet.cell(6, column, f"({number})")
            sheet.cell(9, column, f"({number})")

    reading = read(numbers)
    assert facts(reading) == CLEAN
    assert sum(s.use is Use.COLUMN_NUMBERS for s in reading.cells) == 16


def test_a_table_goes_on_behind_words_between_its_rows():
    def words(sheet):
        sheet.insert_rows(8, 3)
        sheet["A9"] = "Adapun rincian sub kegiatan adalah sebagai berikut:"

    reading = read(words)
    assert facts(reading) == CLEAN
    assert next(s.use for s in reading.cells if s.cell.address == "Renja!A9") is Use.PROSE
