"""The budget realisation report: a form that is data alone, in three layouts of agencies."""

from __future__ import annotations

import hashlib
from pathlib import Path

import lra_prints as prints
import lra_workbooks as lra
import pytest
from openpyxl.styles import Alignment

from expectations.form_checks import check_forms
from expectations.outcome import Kind
from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.model import Reading, Refusal, Use
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference
from pipelines.tables.recognise import find_tables

FIXTURES = Path(__file__).parents[1] / "fixtures"
LEVELS = [
    "urusan", "bidang", "program", "kegiatan", "sub_kegiatan", "kegiatan", "sub_kegiatan",
    "kegiatan", "sub_kegiatan", "program", "kegiatan", "sub_kegiatan", "sub_kegiatan",
]  # fmt: skip
KINDS = {
    "5.1": "operasi", "5.1.01": "pegawai", "5.1.02": "barang_jasa", "5.1.05": "hibah", "5.2": "modal",
}  # fmt: skip


def read(data: bytes, name: str = "lra.xlsx") -> Reading:
    tables = find_tables(read_grids(data, name))
    document = identify(tables, file=name, sha256=hashlib.sha256(data).hexdigest())
    return conform(document, tables, read_records(tables), load_reference())


def rows(reading: Reading) -> list[tuple[object, ...]]:
    """What is published: view, node, kind of expenditure, phase, rupiah."""
    record_of = {record.record_id: record for record in reading.records}
    return sorted(
        (f.view, record_of[f.record_id].code, f.expenditure_type or "", f.phase, f.rupiah)
        for f in reading.facts
    )


def truth() -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    node = ""
    for code, _, _, amounts in lra.rows():
        kind = KINDS.get(code, "")
        node = node if kind else code
        for phase, rupiah in zip(("anggaran", "realisasi"), amounts, strict=True):
            found.append(("belanja" if kind else "anggaran", node, kind, phase, rupiah))
    return sorted(found)


def findings(reading: Reading) -> list[tuple[str, str]]:
    """Rule and main cell of every finding that is more than information."""
    address = {source.cell.number: source.cell.address for source in reading.cells}
    return [(f.rule, address[f.cells[0]]) for f in reading.findings if f.severity != "info"]


def spoilt(layout: str, address: str, value: object) -> Reading:
    made = lra.LAYOUTS[layout]()
    return read(lra.changed(made, lambda sheet: sheet.__setitem__(address, value)))


# --------------------------------------------------------------------------- what is read


@pytest.mark.parametrize("layout", lra.LAYOUTS)
def test_three_layouts_give_the_same_facts_and_their_sums_agree(layout):
    reading = read(lra.LAYOUTS[layout]())
    assert reading.document.plan == ("Kabupaten Contoh", "Dinas Sosial", 2022)
    assert rows(reading) == truth()
    assert {(fact.year, fact.status) for fact in reading.facts} == {(2022, "terbit")}
    assert findings(reading) == []


@pytest.mark.parametrize("layout", lra.LAYOUTS)
def test_columns_that_only_check_corroborate_and_no_cell_is_lost(layout):
    reading = read(lra.LAYOUTS[layout]())
    assert not {c.use for c in reading.cells} & {Use.MISPLACED, Use.UNREADABLE, Use.CHECK}
    roles = [[role for _, role in fact.lineage].count("corroborates") for fact in reading.facts]
    assert set(roles) == {2}


@pytest.mark.parametrize("layout", lra.LAYOUTS)
def test_the_checks_of_the_form_pass(layout):
    (outcomes,) = check_forms([read(lra.LAYOUTS[layout]())]).values()
    assert not [o.name for o in outcomes if o.severity == "critical" and o.kind is not Kind.PASSED]


def test_the_report_as_text_gives_the_same_facts():
    reading = read(lra.as_text(), "lra.txt")
    assert rows(reading) == truth()
    assert findings(reading) == []


# --------------------------------------------------------------------------- sums, proven


@pytest.mark.parametrize(
    ("layout", "address", "value", "rule"),
    [
        ("one_column_of_codes", "C10", 4_045_730_001, "jumlah_anak"),
        ("one_column_of_codes", "D12", 46_118_600, "rincian_belanja"),
        ("one_column_of_codes", "D27", -12_600_000, "rincian_belanja"),
        ("one_column_of_codes", "F13", 2_131_501, "kolom_pemeriksa"),
        ("one_column_of_codes", "E13", 0.9658, "kolom_pemeriksa"),
        ("one_column_of_codes", "C31", 4_572_880_001, "jumlah_total"),
        ("parts_of_codes", "H14", "3.871.206.421,00", "rincian_belanja"),
        ("parts_of_codes", "I25", "132.500.000,00", "kolom_pemeriksa"),
        ("parts_of_codes", "J13", "95,85", "kolom_pemeriksa"),
        ("code_and_name_in_one", "C13", 46_118_600, "rincian_belanja"),
        ("code_and_name_in_one", "D10", 2_131_600, "kolom_pemeriksa"),
        ("code_and_name_in_one", "E9", 0.9583, "kolom_pemeriksa"),
    ],
)
def test_a_wrong_figure_is_found_at_its_cell(layout, address, value, rule):
    found = findings(spoilt(layout, address, value))
    assert [(name, place.split("!")[1]) for name, place in found] == [(rule, address)]


def test_a_figure_that_sums_speak_against_is_doubted_and_stays_as_printed():
    reading = spoilt("one_column_of_codes", "D12", 46_118_600)
    (doubted,) = [fact for fact in reading.facts if fact.status == "ragu"]
    assert (doubted.phase, doubted.rupiah, doubted.printed) == (
        "realisasi",
        46_118_600,
        "46.118.600",
    )
    (finding,) = [f for f in reading.findings if f.rule == "rincian_belanja"]
    assert finding.expected == "Rp 46.118.500"
    assert "kolom sisa mencetak Rp 2.131.500" in finding.message


def test_where_all_checks_of_a_row_fail_its_amounts_are_in_doubt():
    """Budget and line were typed wrong alike: only the columns beside them say so."""

    def both(sheet):
        sheet["D21"] = sheet["D20"] = sheet["D19"] = 10_000_000

    reading = read(lra.changed(lra.one_column_of_codes(), both))
    assert ("kolom_pemeriksa", "LRA!F20") in findings(reading)
    assert {f.rupiah for f in reading.facts if f.status == "ragu"} >= {10_000_000, 85_000_000}


# --------------------------------------------------------------------------- other manners


def test_accounts_finer_than_kinds_of_expenditure_are_checked_not_published():
    finer = [
        ("5.1.02.01", "Belanja Barang", 40_000_000, 40_000_000),
        ("5.1.02.01.01.0024", "Alat Tulis Kantor", 40_000_000, 40_000_000),
        ("5.1.02.04", "Belanja Perjalanan Dinas", 8_250_000, 6_118_000),
    ]

    def insert(sheet):
        sheet.insert_rows(15, len(finer))
        for row, texts in enumerate(finer, start=15):
            for column, value in enumerate(texts, start=1):
                sheet.cell(row, column, value)

    reading = read(lra.changed(lra.one_column_of_codes(), insert))
    assert rows(reading) == truth()
    assert findings(reading) == [("rincian_rekening", "LRA!D14")]
    assert [f.rule for f in reading.findings if f.severity == "info"] == ["rekening_rinci"]


def test_an_account_behind_the_code_of_its_sub_kegiatan():
    def lengthen(sheet):
        node = ""
        for row in range(8, 31):
            code = str(sheet.cell(row, 1).value)
            node = node if code.startswith("5") else code
            if code.startswith("5"):
                sheet.cell(row, 1).value = f"{node}.{code}"

    assert rows(read(lra.changed(lra.one_column_of_codes(), lengthen))) == truth()


def test_revenue_and_balances_are_named_and_not_published():
    def add(sheet):
        sheet.insert_rows(8, 2)
        for row, code, name in (
            (8, "4", "PENDAPATAN DAERAH"),
            (9, "4.1", "Pendapatan Asli Daerah"),
        ):
            for column, value in enumerate((code, name, 40_000_000, 41_000_000), start=1):
                sheet.cell(row, column, value)
        for column, value in ((2, "SURPLUS / (DEFISIT)"), (3, -4_532_880_000)):
            sheet.cell(34, column, value)

    reading = read(lra.changed(lra.one_column_of_codes(), add))
    assert rows(reading) == truth()
    assert findings(reading) == []
    (finding,) = [each for each in reading.findings if each.rule == "rekening_lain"]
    address = {source.cell.number: source.cell.address for source in reading.cells}
    assert {f"LRA!{place}" for place in ("A8", "B9", "D9", "B34", "C34")} < {
        address[number] for number in finding.cells
    }


def test_levels_by_leading_spaces_where_no_code_is_printed():
    def without(sheet):
        for row in range(7, 30):
            text = str(sheet.cell(row, 1).value)
            depth = len(text) - len(text.lstrip())
            sheet.cell(row, 1).value = " " * depth + text.split(maxsplit=1)[1]

    reading = read(lra.changed(lra.code_and_name_in_one(), without))
    assert [record.level for record in reading.records] == LEVELS


def test_levels_by_the_indentation_of_cells_where_neither_code_nor_amount_tells():
    def without(sheet):
        for row in range(8, 31):
            if not str(sheet.cell(row, 1).value).startswith("5"):
                sheet.cell(row, 1).value = None
                sheet.cell(row, 3).value = 0
                for column in (4, 5, 6):
                    sheet.cell(row, column).value = None

    def flat(sheet):
        without(sheet)
        for row in range(8, 31):
            sheet.cell(row, 2).alignment = Alignment()

    made = lra.one_column_of_codes()
    assert [record.level for record in read(lra.changed(made, without)).records] == LEVELS
    assert [record.level for record in read(lra.changed(made, flat)).records] != LEVELS


def test_a_header_of_another_year_is_found():
    reading = spoilt("one_column_of_codes", "D6", "Realisasi 2021")
    assert findings(reading) == [("tahun_berbeda", "LRA!D6")]


# --------------------------------------------------------------------------- what is no report


def test_without_its_title_a_table_of_amounts_is_no_report():
    """Plans print tables of budgets too: these are of other years than the plan's."""
    made = lra.changed(lra.parts_of_codes(), lambda sheet: sheet.__setitem__("A3", "Tabel 2.2"))
    with pytest.raises(Refusal) as refused:
        read(made)
    assert refused.value.rule == "tanpa_formulir"


def test_without_realisation_nobody_can_vouch_for_the_report():
    reading = spoilt("one_column_of_codes", "D6", "Nomor Urut")
    assert "tabel_tak_terbaca" in [f.rule for f in reading.findings if f.severity == "critical"]


# --------------------------------------------------------------------------- accounts alone


def of_agency() -> list[tuple[object, ...]]:
    """What a report by accounts publishes: the agency's budget and its kinds of expenditure."""
    found: list[tuple[object, ...]] = []
    for code, _, amounts in lra.ACCOUNTS:
        for phase, rupiah in zip(("anggaran", "realisasi"), amounts, strict=True):
            if code == "5":
                found.append(("anggaran", None, "", phase, rupiah))
            elif code in KINDS:
                found.append(("belanja", None, KINDS[code], phase, rupiah))
    return sorted(found, key=str)


@pytest.mark.parametrize("made", [lra.by_accounts, lra.by_standard])
def test_a_report_by_accounts_alone_is_about_the_agency(made):
    reading = read(made())
    assert sorted(rows(reading), key=str) == of_agency()
    (record,) = reading.records
    assert (record.level, record.name, record.node_key) == (
        "perangkat_daerah",
        "Dinas Sosial",
        None,
    )
    assert {fact.status for fact in reading.facts} == {"terbit"}
    assert findings(reading) == []
    assert {f.rule for f in reading.findings} == {"rekening_lain", "rekening_rinci"}


@pytest.mark.parametrize("made", [lra.by_accounts, lra.by_standard])
def test_of_a_report_by_accounts_no_cell_is_lost(made):
    reading = read(made())
    assert not {c.use for c in reading.cells} & {Use.MISPLACED, Use.UNREADABLE, Use.CHECK}
    outside = {c.reason for c in reading.cells if c.use is Use.DETAIL}
    assert outside == {"rekening di luar belanja", "rincian rekening"}
    (outcomes,) = check_forms([reading]).values()
    assert not [o.name for o in outcomes if o.severity == "critical" and o.kind is not Kind.PASSED]


@pytest.mark.parametrize(
    ("address", "value", "rule"),
    [
        ("D10", 4_322_729_163, "rincian_belanja"),
        ("C11", 4_487_880_001, "rincian_belanja"),
        ("D13", 3_871_206_413, "rincian_rekening"),
        ("D8", 58_250_001, "rincian_rekening"),
    ],
)
def test_accounts_of_the_agency_must_add_up(address, value, rule):
    made = lra.changed(lra.by_accounts(), lambda sheet: sheet.__setitem__(address, value))
    found = findings(read(made))
    assert rule in {name for name, _ in found}
    main = {place for name, place in found if name == rule}
    assert main <= {f"LRA!{address}", "LRA!D12", "LRA!D7"}


def test_a_row_of_the_agency_holds_its_accounts():
    """The row of the agency prints no amounts: the line of all expenditure says them."""
    above = ("1.06.0.00.0.00.01.0000", "DINAS SOSIAL")

    def insert(sheet):
        sheet.insert_rows(7)
        sheet["A7"], sheet["B7"] = above

    reading = read(lra.changed(lra.by_accounts(), insert))
    assert [(view, *rest) for view, _, *rest in sorted(rows(reading))] == [
        (view, *rest) for view, _, *rest in of_agency()
    ]
    (record,) = reading.records
    assert (record.level, record.name, record.code) == ("perangkat_daerah", above[1], above[0])
    alone = read(lra.by_accounts())
    assert {f.fact_id for f in reading.facts} == {f.fact_id for f in alone.facts}


def test_a_line_of_one_kind_printed_twice_is_doubted():
    def again(sheet):
        sheet.insert_rows(14)
        for column, value in enumerate(("5.1.02", "Belanja Barang dan Jasa", 7, 7), start=1):
            sheet.cell(14, column, value)

    reading = read(lra.changed(lra.by_accounts(), again))
    assert "jumlah_ganda" in {rule for rule, _ in findings(reading)}
    twice = [f for f in reading.facts if f.expenditure_type == "barang_jasa"]
    assert len(twice) == len({f.fact_id for f in twice}) == 4
    assert {f.status for f in twice} == {"ragu"}


# --------------------------------------------------------------------------- the agency's row

AGENCY = ("1.06.0.00.0.00.01.0000", "DINAS SOSIAL")


def with_agency(place: int, *amounts: int) -> Reading:
    """The report with the agency's row printed above the row ``place`` of its sheet."""

    def insert(sheet):
        sheet.insert_rows(place)
        budget, spent = amounts
        cells = (*AGENCY, budget, spent, None, budget - spent)
        for column, value in enumerate(cells, start=1):
            sheet.cell(place, column, value)

    return read(lra.changed(lra.one_column_of_codes(), insert))


@pytest.mark.parametrize("place", [8, 10], ids=["above its headings", "below its headings"])
def test_the_row_of_the_agency_is_the_sum_of_what_stands_below_it(place):
    assert findings(with_agency(place, *lra.rows()[0][3])) == []
    budget, spent = lra.rows()[0][3]
    found = findings(with_agency(place, budget + 1, spent))
    assert found[0] == ("jumlah_anak", f"LRA!C{place}")


def test_sums_by_account_above_the_programs_are_no_details():
    """``rincian`` 1 may be added up: what the agency prints is the sum of its sub kegiatan."""
    summary = [row for row in lra.ACCOUNTS if row[0] in {"5", "5.1", "5.2"}]

    def insert(sheet):
        sheet.insert_rows(8, len(summary))
        for row, (code, name, (budget, spent)) in enumerate(summary, start=8):
            for column, value in enumerate((code, name, budget, spent), start=1):
                sheet.cell(row, column, value)

    reading = read(lra.changed(lra.one_column_of_codes(), insert))
    assert findings(reading) == []
    modal = [f for f in reading.facts if (f.expenditure_type, f.phase) == ("modal", "anggaran")]
    assert sorted((f.rupiah, f.leaf) for f in modal) == [(85_000_000, False), (85_000_000, True)]


# --------------------------------------------------------------------------- PDF and Word

PRINTS = {
    "pdf with lines": (prints.as_pdf, "lra.pdf"),
    "pdf without lines": (lambda rows: prints.as_pdf(rows, ruled=False, indent=6), "lra.pdf"),
    "word": (prints.as_word, "lra.docx"),
}


@pytest.mark.parametrize("how", PRINTS)
def test_the_report_as_pdf_and_word_gives_the_same_facts(how):
    make, name = PRINTS[how]
    reading = read(make(prints.lines()), name)
    assert rows(reading) == truth()
    assert findings(reading) == []
    assert not {c.use for c in reading.cells} & {Use.MISPLACED, Use.UNREADABLE, Use.CHECK}


@pytest.mark.parametrize("how", PRINTS)
def test_the_report_by_accounts_as_pdf_and_word_gives_the_same_facts(how):
    make, name = PRINTS[how]
    reading = read(make(prints.account_lines()), name)
    assert sorted(rows(reading), key=str) == of_agency()
    assert findings(reading) == []
    assert not {c.use for c in reading.cells} & {Use.MISPLACED, Use.UNREADABLE, Use.CHECK}


@pytest.mark.parametrize(
    ("how", "place"),
    [
        ("pdf with lines", "hal. 1 baris 13 kolom 4"),
        ("pdf without lines", "hal. 1 baris 13 kolom 4"),
        ("word", "tabel 1 baris 9 kolom 4"),
    ],
)
def test_a_wrong_figure_of_a_pdf_or_word_file_is_found_at_its_cell(how, place):
    make, name = PRINTS[how]
    wrong = [tuple("46.118.600,00" if cell == "46.118.500,00" and row[0] == "5.1.02" else cell
                   for cell in row) for row in prints.lines()]  # fmt: skip
    assert ("rincian_belanja", place) in findings(read(make(wrong), name))


def test_reports_printed_by_a_spreadsheet_are_read():
    """LibreOffice Calc: amounts with commas, minus in brackets, without lines; codes in parts;
    no codes, but a number in front of every line."""
    plain = read((FIXTURES / "lra_calc_tanpa_garis.pdf").read_bytes(), "lra.pdf")
    assert (rows(plain), findings(plain)) == (truth(), [])
    parts = read((FIXTURES / "lra_calc_kode_terpisah.pdf").read_bytes(), "lra.pdf")
    assert (rows(parts), findings(parts)) == (truth(), [])
    standard = read((FIXTURES / "lra_calc_psap.pdf").read_bytes(), "lra.pdf")
    assert (sorted(rows(standard), key=str), findings(standard)) == (of_agency(), [])
