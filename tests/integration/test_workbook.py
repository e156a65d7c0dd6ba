"""Workbooks as agencies send them, from the file to facts and findings."""

from __future__ import annotations

import datetime
import hashlib
import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from plans import evaluate
from plans.options import Options
from plans.render_workbook import Book, construct_workbook, mixed_book, of_workbook
from workbooks import PLAN_HEADER, PLAN_ROWS, fill_plan, open_document, plan, saved

from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.model import Reading, Use
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
MANNERS: dict[str, dict[str, Any]] = {
    "plain": {}, "on_one_sheet": {"sheets": "satu"}, "split_over_sheets": {"sheets": "pecah"},
    "split_without_header": {"sheets": "lanjut"}, "not_merged": {"merged": False},
    "text_numbers": {"numbers": False}, "shifted": {"left": 2, "top": 3},
    "spacer_columns": {"spacer": 3}, "header_printed_again": {"again": 15},
    "a_column_a_level": {"levels": True}, "another_order": {"order": True},
    "breaks_and_hard_spaces": {"breaks": True}, "hidden_old_copy": {"stale": True},
    "blank_rows": {"gaps": 10},
}  # fmt: skip


def read(data: bytes) -> Reading:
    tables = find_tables(read_grids(data, "renja.xlsx"))
    document = identify(tables, file="renja.xlsx", sha256=hashlib.sha256(data).hexdigest())
    return conform(document, tables, read_records(tables), load_reference())


def facts(reading: Reading) -> set[tuple[object, ...]]:
    return {(fact.fact_id, fact.value, fact.rupiah, fact.unit) for fact in reading.facts}


def rules(reading: Reading) -> dict[str, list[str]]:
    """The main cell of every finding, by rule."""
    address = {source.cell.number: source.cell.address for source in reading.cells}
    found: dict[str, list[str]] = {}
    for finding in reading.findings:
        found.setdefault(finding.rule, []).append(address[finding.cells[0]])
    return found


# --------------------------------------------------------------------------- whole plans


@pytest.mark.parametrize("manner", MANNERS)
def test_a_plan_is_read_whole_however_its_workbook_is_built(manner):
    _, document = construct_workbook(1, of_workbook(Options()), Book(**MANNERS[manner]))
    reading = read(document.data)
    scores = evaluate.score(document.truth, evaluate.rows_of(reading))
    assert {view: (s.right, s.found) for view, s in scores.items()} == {
        view: (s.truth, s.truth) for view, s in scores.items()
    }
    assert {s.use for s in reading.cells} & {Use.MISPLACED, Use.UNREADABLE} == set()


@pytest.mark.parametrize("seed", [0, 4, 7, 9])
def test_a_plan_of_many_traits_is_read_whole(seed):
    _, document = construct_workbook(seed, *mixed_book(seed))
    scores = evaluate.score(document.truth, evaluate.rows_of(read(document.data)))
    assert all(s.right == s.truth == s.found for s in scores.values())


def test_a_hidden_old_copy_is_named_and_not_loaded():
    book = Book(stale=True)
    reading = read(construct_workbook(1, of_workbook(Options()), book)[1].data)
    assert rules(reading)["tabel_tersembunyi"][0].startswith("Salinan lama!")
    assert any(source.use is Use.HIDDEN for source in reading.cells)


# --------------------------------------------------------------------------- single defects


def changed(data: bytes, change: Callable[[Any], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    return saved(book)


CLEAN = facts(read(plan()))


def test_a_clean_plan_has_no_warning():
    reading = read(plan())
    assert not [f.message for f in reading.findings if f.severity == "warning"]
    assert reading.document.plan == ("Kabupaten Contoh", "Dinas Pertanian", 2023)
    assert len(CLEAN) == 16


def test_letterhead_signature_and_footnote_are_no_data():
    def dress(sheet):
        sheet["B11"] = "Sumber : Dinas Pertanian"
        sheet["G13"] = "Contoh, 4 Juli 2022"
        sheet["G14"] = "KEPALA DINAS PERTANIAN"
        sheet["G18"] = "Drs. H. SUGENG, M.Si"
        sheet["G19"] = "NIP. 19680412 199003 1 004"

    assert facts(read(plan(dress))) == CLEAN


def test_codes_that_became_dates_are_read_and_named():
    def dates(sheet):
        sheet["A6"] = datetime.date(2002, 1, 27)  # 1.27.02 of another field would be 27 January
        sheet["A6"].number_format = "dd/mm/yyyy"

    reading = read(plan(dates))
    assert "kode_jadi_tanggal" not in rules(reading)  # 27.01.02 is no code

    def of_field_one(sheet):
        for row in range(6, 10):
            sheet[f"A{row}"] = sheet[f"A{row}"].value.replace("3.27", "1.06")
        sheet["A6"] = datetime.date(2002, 6, 1)
        sheet["A6"].number_format = "dd/mm/yyyy"

    reading = read(plan(of_field_one))
    assert rules(reading)["kode_jadi_tanggal"] == ["Renja!A6"]
    program = next(r for r in reading.records if r.level == "program")
    assert (program.code, program.code_printed) == ("1.06.02", "01/06/2002")


def test_parts_of_codes_that_became_numbers_are_read_and_named():
    def spread(sheet):
        sheet.unmerge_cells("A4:A5")
        for area in ("B4:B5", "C4:C5", "D4:F4", "G4:H4"):
            sheet.unmerge_cells(area)
        sheet.insert_cols(2, 4)
        for row in range(6, 10):
            parts = sheet[f"A{row}"].value.split(".")
            parts[3:5] = [".".join(parts[3:5])] if len(parts) > 3 else []
            for column, part in enumerate(parts, start=1):
                sheet.cell(row, column, float(part) if "." in part else int(part))
        for area in ("A4:E5", "F4:F5", "G4:G5", "H4:J4", "K4:L4"):
            sheet.merge_cells(area)

    reading = read(plan(spread))
    assert facts(reading) == CLEAN
    assert rules(reading)["kode_jadi_angka"] == ["Renja!A6", "Renja!A7", "Renja!A8", "Renja!A9"]
    last = reading.records[-1]
    assert (last.code, last.code_printed) == ("3.27.02.2.01.02", "3.27.2.2,01.2")


def test_a_sum_that_no_one_has_opened_yet_is_worked_out():
    assert facts(read(plan(lambda sheet: sheet.__setitem__("E7", "=SUM(E8:E9)")))) == CLEAN


def test_a_formula_without_its_value_is_derived_and_named():
    reading = read(plan(lambda sheet: sheet.__setitem__("E7", '=SUMIF(A8:A9,"3.27*",E8:E9)')))
    derived = [fact for fact in reading.facts if fact.status == "turunan"]
    assert [fact.rupiah for fact in derived] == [150_000_000]
    assert rules(reading)["galat_excel"] == ["Renja!E7"]


def test_overflowed_and_error_cells_are_named():
    def wrong(sheet):
        sheet["E7"] = "#####"
        sheet["H6"] = "#REF!"
        sheet["H6"].data_type = "e"

    reading = read(plan(wrong))
    assert sorted(rules(reading)["galat_excel"]) == ["Renja!E7", "Renja!H6"]


def test_hidden_rows_are_named_and_not_loaded():
    reading = read(plan(lambda sheet: sheet.row_dimensions[9].__setattr__("hidden", True)))
    assert rules(reading)["sel_tersembunyi"] == ["Renja!A9"]
    assert facts(reading) < CLEAN


def test_a_unit_that_only_the_number_format_says():
    def numbers(sheet):
        for address, value in (("D7", 120), ("G7", 130)):
            sheet[address] = value
            sheet[address].number_format = '#,##0" Orang"'
        sheet["D6"], sheet["G6"] = 0.65, 0.7
        sheet["D6"].number_format = sheet["G6"].number_format = "0 %"

    assert facts(read(plan(numbers))) == CLEAN


def test_amounts_in_thousands_said_in_the_header():
    def thousands(sheet):
        for row in range(6, 10):
            for column in "EH":
                sheet[f"{column}{row}"] = sheet[f"{column}{row}"].value // 1000
        sheet["E5"], sheet["H5"] = "Pagu Indikatif (Rp.000)", "Pagu Indikatif (Rp.000)"

    assert facts(read(plan(thousands))) == CLEAN


def test_two_tables_beside_each_other():
    def beside(sheet):
        sheet["J3"] = "Tabel 3.2 Daftar Program, Kegiatan dan Sub Kegiatan"
        sheet["J4"], sheet["K4"] = "Kode", "Nama Program, Kegiatan dan Sub Kegiatan"
        for number, row in enumerate(PLAN_ROWS, start=5):
            sheet[f"J{number}"], sheet[f"K{number}"] = row[0], row[1]

    reading = read(plan(beside))
    assert facts(reading) == CLEAN
    assert [table.form for table in reading.tables] == ["T-C.33", "KODE"]


def test_two_tables_below_each_other():
    def below(sheet):
        sheet["A12"] = "Tabel 3.2 Daftar Program, Kegiatan dan Sub Kegiatan"
        sheet["A13"], sheet["B13"] = "Kode", "Nama Program, Kegiatan dan Sub Kegiatan"
        for number, row in enumerate(PLAN_ROWS, start=14):
            sheet[f"A{number}"], sheet[f"B{number}"] = row[0], row[1]

    reading = read(plan(below))
    assert facts(reading) == CLEAN
    assert [table.form for table in reading.tables] == ["T-C.33", "KODE"]


def test_a_table_goes_on_in_the_next_sheet_without_a_header():
    book = openpyxl.Workbook()
    fill_plan(book.active)
    book.active.delete_rows(8, 2)
    second = book.create_sheet("Lanjutan")
    second["A1"] = "Lanjutan Tabel 4.1"
    for number, row in enumerate(PLAN_ROWS[2:], start=3):
        for column, value in enumerate(row, start=1):
            second.cell(number, column, value)
    assert facts(read(saved(book))) == CLEAN


def test_the_letter_o_in_place_of_a_zero():
    reading = read(plan(lambda sheet: sheet.__setitem__("E8", "1OO.OOO.000")))
    doubted = [fact for fact in reading.facts if fact.rupiah == 100_000_000 and fact.year == 2023]
    assert [fact.status for fact in doubted] == ["ragu"]
    assert rules(reading)["bacaan_ragu"] == ["Renja!E8"]


def test_the_same_plan_as_an_open_document():
    title = "Dinas Pertanian Kabupaten Contoh, Renja Tahun 2023"
    merged = "<table:table-cell table:number-columns-spanned='{}' table:number-rows-spanned='{}' office:value-type='string'><text:p>{}</text:p></table:table-cell>"  # fmt: skip
    covered = "<table:covered-table-cell/>"
    top = [
        *(merged.format(1, 2, words) for words in PLAN_HEADER[0][:3]),
        merged.format(3, 1, PLAN_HEADER[0][3]), covered, covered,
        merged.format(2, 1, PLAN_HEADER[0][6]), covered,
    ]  # fmt: skip
    bottom = [covered] * 3 + [str(words) for words in PLAN_HEADER[1][3:]]
    amount = "<table:table-cell office:value-type='float' office:value='{}'><text:p>{:,}</text:p></table:table-cell>"  # fmt: skip
    rows = [
        [amount.format(value, value) if isinstance(value, int) else value or "" for value in row]
        for row in PLAN_ROWS
    ]
    data = open_document([["Tabel 4.1 Rencana Program"], [title], [""], top, bottom, *rows])
    assert facts(read(data)) == CLEAN


def test_an_old_workbook_is_read_to_facts():
    reading = read((FIXTURES / "buku_kerja_lama.xls").read_bytes())
    values = {(f.view, f.year, f.value, f.unit) for f in reading.facts if f.value is not None}
    assert ("kinerja", 2023, Decimal("6.58"), "%") in values
    assert ("kinerja", 2023, Decimal(1200), "Orang") in values
    assert rules(reading) == {"lembar_tersembunyi": ["Lama!A1"], "sel_tersembunyi": ["Renja!B9"]}


def test_macros_links_and_embedded_objects_are_named_and_never_used():
    parts = ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin")
    target = io.BytesIO(plan())
    with zipfile.ZipFile(target, "a") as archive:
        for part in parts:
            archive.writestr(part, b"x")
    reading = read(target.getvalue())
    assert facts(reading) == CLEAN
    found = {f.rule: f.message for f in reading.findings if f.severity == "info"}
    for rule, part in zip(
        ("makro_tidak_dijalankan", "tautan_berkas_lain", "objek_tidak_dibaca"), parts, strict=True
    ):
        assert part in found[rule]
