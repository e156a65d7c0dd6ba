"""The review workbook: fit to be filled in, and refused where it was altered."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from small_agency import AGENCY, DECIDED, Officer, agency, answered, link, match, workbook

from pipelines.crosswalk.review_reading import ReviewRefused, read_review
from pipelines.crosswalk.review_rows import review_sheet
from pipelines.crosswalk.review_workbook import write_review


def refused(data):
    with pytest.raises(ReviewRefused) as raised:
        read_review(data)
    return [(each.sheet, each.line, each.said) for each in raised.value.problems]


def test_only_answers_are_unlocked_and_have_lists():
    officer = Officer(load_workbook(io.BytesIO(workbook())))
    sheet = officer.sheet
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "D2"
    line = officer.row("Panti", "Permakanan")
    assert officer.cell(line, "Bukti").protection.locked
    assert officer.cell(line, "Calon baru").protection.locked
    for column in ("Pilih", "Relasi", "Bobot", "Komentar"):
        assert not officer.cell(line, column).protection.locked
    assert not officer.cell(officer.row("Panti"), "Calon baru").protection.locked
    kinds = sorted(each.type for each in sheet.data_validations.dataValidation)
    assert kinds == ["decimal", "list", "list", "list"]
    assert officer.book["_sidik"].sheet_state == "veryHidden"


def test_the_instructions_are_in_both_languages():
    texts = [
        cell.value for row in load_workbook(io.BytesIO(workbook()))["Petunjuk"] for cell in row
    ]
    assert any("Isi hanya sel kuning" in str(text) for text in texts)
    assert any("yellow cells" in str(text) for text in texts)


def test_text_that_a_spreadsheet_would_run_is_escaped_and_read_back():
    links = (replace(DECIDED[0], note="=HYPERLINK(0)", evidence="@nama"), *DECIDED[1:])
    data = workbook(links)
    officer = Officer(load_workbook(io.BytesIO(data)))
    line = officer.row("Surat", "Surat")
    assert officer.cell(line, "Komentar").value == "'=HYPERLINK(0)"
    assert officer.cell(line, "Komentar").data_type == "s"
    assert officer.cell(line, "Bukti").value == "'@nama"
    first = read_review(data)[0]
    assert first.answer == first.row.prefilled


def test_agencies_have_a_sheet_each_whatever_their_names():
    nodes = agency()
    names = ("Dinas [Contoh]: A/B?", "Dinas [Contoh]: A/B?", "D" * 60, "Petunjuk")
    sheets = [
        replace(review_sheet(nodes, (), (), match(nodes.old, ())), agency=name) for name in names
    ]
    book = load_workbook(io.BytesIO(write_review(sheets)))
    assert book.sheetnames[1:5] == [
        "Dinas  Contoh   A B",
        "Dinas  Contoh   A B (2)",
        "D" * 31,
        "Petunjuk (2)",
    ]


def test_sorted_rows_are_read_as_they_are():
    def swap(officer):
        lines = officer.row("Surat", "Surat"), officer.row("Panti", "Permakanan")
        for column in officer.columns.values():
            one, two = (officer.sheet.cell(line, column) for line in lines)
            one.value, two.value = two.value, one.value

    rows = read_review(answered(swap))
    assert all(each.answer == each.row.prefilled for each in rows)


def test_an_altered_cell_a_lost_row_and_a_copied_row_are_told_together():
    def damage(officer):
        line = officer.row("Surat", "Surat")
        officer.cell(line, "Calon baru").value = "Surat Keluar"
        gone = officer.row("Panti", "Permakanan")
        number = officer.cell(gone, "No").value
        copied = officer.row("Rapat", "Permakanan")
        for column in officer.columns.values():
            officer.sheet.cell(gone, column).value = officer.sheet.cell(copied, column).value
        damage.lines = line, gone, number

    found = refused(answered(damage))
    line, gone, number = damage.lines
    assert (AGENCY, line) in [each[:2] for each in found]
    said = {each[1]: each[2] for each in found}
    assert "'Surat Keluar', seharusnya 'Surat'" in said[line]
    assert any("ada dua kali" in each[2] and each[1] == gone for each in found)
    assert any(f"No {number} (Panti) dihapus" in each[2] for each in found)


def test_rows_deleted_from_the_sheet_are_told():
    found = refused(answered(lambda o: o.sheet.delete_rows(o.row("Panti", "Permakanan"), 2)))
    assert [each[2].split(" (")[1] for each in found] == ["Panti) dihapus", "Panti) dihapus"]


def test_a_row_that_was_added_is_told():
    def add(officer):
        officer.cell(officer.sheet.max_row + 1, "Kegiatan lama").value = "Kegiatan titipan"

    ((sheet, _, said),) = refused(answered(add))
    assert (sheet, said) == (AGENCY, "baris ini tidak ada dalam telaah")


def test_a_lost_sheet_and_a_lost_column_are_told():
    def rename(officer):
        officer.sheet.title = "Lain"

    def lose(officer):
        officer.sheet.delete_cols(officer.columns["Bobot"])

    assert refused(answered(rename)) == [(AGENCY, 0, "lembar ini tidak ada lagi")]
    assert refused(answered(lose)) == [(AGENCY, 1, "kolom 'Bobot' tidak ada")]


def test_a_hidden_sheet_that_was_altered_or_removed_is_told():
    def alter(officer):
        hidden = officer.book["_sidik"]
        hidden.cell(2, 3).value = hidden.cell(2, 3).value.replace("Surat", "Surel")

    assert "berubah" in refused(answered(alter))[0][2]
    assert (
        "bukan buku kerja telaah"
        in refused(answered(lambda o: o.book.remove(o.book["_sidik"])))[0][2]
    )


@pytest.mark.parametrize("data", [b"", b"bukan buku kerja", workbook()[:2000]])
def test_what_is_no_workbook_is_refused(data):
    ((sheet, line, said),) = refused(data)
    assert (sheet, line) == ("", 0)
    assert said


def test_numbers_stay_what_they_are():
    links = (link("Rapat", "Rapat Koordinasi", "0.333334"), link("Rapat", "Gaji", "0.666666"))
    assert all(each.answer == each.row.prefilled for each in read_review(workbook(links)))
