"""The workbook of findings: tables as printed, marked; causes; answers that can be given."""

from __future__ import annotations

from dataclasses import replace

from small_findings import DOCUMENTS, FINDINGS, FORMULA, PRINTED, TWICE, opened

from pipelines.findings_workbook.grids import grid_of
from pipelines.findings_workbook.model import PrintedCell
from pipelines.findings_workbook.recorded import Recorded, with_said
from pipelines.findings_workbook.referrals import Referral
from pipelines.findings_workbook.workbook import write_workbook


def test_a_sheet_a_table_with_every_cell_at_its_place():
    book = opened().book
    assert book.sheetnames == [
        *("Petunjuk", "Temuan", "Sebab", "Daftar tabel", "1.1 T-C.33", "2.1 T-C.33", "_sidik")
    ]
    page = book["2.1 T-C.33"]
    assert [cell.value for cell in page[2]] == ["baris / row", "1", "2", "3", "4", "5"]
    labels = [page.cell(line, 1).value for line in range(3, page.max_row + 1)]
    assert labels == ["hal. 2 baris 8", "hal. 2 baris 9", "hal. 2 baris 10", "hal. 2 baris 12"]
    shown = {
        (int(labels[line - 3].split()[-1]), column - 1): page.cell(line, column).value
        for line in range(3, page.max_row + 1)
        for column in range(2, page.max_column + 1)
        if page.cell(line, column).value is not None
    }
    assert shown == PRINTED


def test_cells_of_workbooks_and_odd_addresses_have_a_place_too():
    texts = ("Tabel 2!C5", "Tabel 2!AB5", "Tabel 2!C5 (komentar)", "catatan kaki 3")
    cells = [PrintedCell("d", n, address, address) for n, address in enumerate(texts)]
    grid = grid_of(cells)
    assert [line.label for line in grid.lines] == ["5", *texts[2:]]
    assert set(grid.lines[0].cells) == {3, 28}
    assert dict(grid.columns)[28] == "AB"


def test_offending_cells_are_coloured_and_commented_in_indonesian():
    page = opened().book["1.1 T-C.33"]
    twice, none, plain = page["D4"], page["D5"], page["B4"]
    assert (twice.value, none.value) == ("5 5 Surat", "-")
    assert twice.fill.start_color.rgb.endswith("F8CBAD")  # the graver of two findings
    assert none.fill.start_color.rgb.endswith("DDEBF7")
    assert (
        "No 1 [peringatan] angka_ganda\nPesan angka_ganda.\nSaran: Periksa." in twice.comment.text
    )
    assert (
        "Lihat No 4 [catatan] realisasi_kosong; sel utama: baris 10 kolom 3" in twice.comment.text
    )
    assert plain.comment is None
    assert plain.fill.fill_type is None


def test_nothing_printed_becomes_a_formula_or_changes_its_looks():
    book = opened().book
    cells = [cell for page in book for row in page for cell in row]
    assert all(cell.data_type not in ("f", "e") for cell in cells)
    page = book["1.1 T-C.33"]
    assert (page["C4"].value, page["C4"].quotePrefix) == ("=Jumlah surat", True)
    assert (page["C5"].value, page["C5"].quotePrefix) == ("- Jumlah rapat", True)
    assert not page["B4"].quotePrefix
    assert page["F4"].value == "500"


def test_one_row_a_cause_leads_to_its_main_cell_and_findings():
    grouped = [
        replace(each, finding=replace(each.finding, cause_id="satu")) for each in FINDINGS[:2]
    ]
    book = opened(write_workbook(DOCUMENTS, [*grouped, *FINDINGS[2:]], "r1")).book
    rows = list(book["Sebab"].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == [2, 1, 1, 1]
    assert rows[0][1:5] == ("peringatan", "angka_ganda", 2, "Pesan angka_ganda.")
    main = book["Sebab"]["F2"]
    assert (main.value, main.hyperlink.location) == ("baris 9 kolom 3", "'1.1 T-C.33'!D4")
    assert book["Sebab"]["G2"].value == "1, 2"
    assert book["Temuan"]["D2"].hyperlink.location == "'1.1 T-C.33'!D4"


def test_only_answers_are_unlocked_and_they_offer_what_fits():
    officer = opened()
    assert all(page.protection.sheet for page in officer.book if page.title != "_sidik")
    assert officer.book["_sidik"].sheet_state == "veryHidden"
    assert officer.sheet.freeze_panes == "E2"
    for column in ("Jawaban", "Nilai baru", "Alasan"):
        assert not officer.cell("angka_ganda", column).protection.locked
        assert officer.cell("angka_ganda", column).number_format == "@"
    assert officer.cell("angka_ganda", "Isi sel").protection.locked
    assert officer.cell("kode_kosong", "Nilai baru").protection.locked  # printed nowhere
    assert officer.cell("jumlah_total", "Isi sel").value == "Rp 600"  # torn over two cells
    offers = {
        each.formula1: str(each.sqref)
        for each in officer.sheet.data_validations.dataValidation
        if each.type == "list"
    }
    everything = '"perbaiki menjadi,terima seperti tercetak,bukan urusan kami"'
    assert offers[everything] == "H2:H3"
    assert offers['"terima seperti tercetak,bukan urusan kami"'] == "H4"
    assert offers['"perbaiki menjadi,bukan urusan kami"'] == "H5:H6"


def test_the_instructions_are_in_both_languages():
    texts = [str(cell.value) for row in opened().book["Petunjuk"] for cell in row]
    assert any("Isi hanya sel kuning" in text for text in texts)
    assert any("yellow cells" in text for text in texts)
    assert any("renja findings apply temuan.xlsx" in text for text in texts)


def test_sheets_have_names_that_a_spreadsheet_takes_and_none_twice():
    table = DOCUMENTS[0].tables[0]
    odd = [replace(table, form=form) for form in ("A/B:[C]*?", "A/B:[C]*?", "F" * 40, "")]
    documents = [replace(DOCUMENTS[0], tables=tuple(odd))]
    names = opened(write_workbook(documents, [TWICE], "r1")).book.sheetnames[4:-1]
    assert len({name.casefold() for name in names}) == 4
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_what_people_have_said_already_is_shown():
    said = Referral(
        "id-ejaan_beda", "ejaan_beda", "renja.txt", "", "urusan Bappeda", "Budi", "2031-01-01"
    )
    (shown,) = with_said([FORMULA], Recorded(referrals=(said,)))
    assert shown.now == "bukan urusan kami, kata Budi: urusan Bappeda"
