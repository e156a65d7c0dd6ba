"""Workbooks to grids: what a person sees on the sheet, with its address."""

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from workbooks import grids, one, open_document, plan, saved, texts, workbook

from pipelines.model import COMMENT, Refusal
from pipelines.readers import read_grids

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        (1983000000, "General", "1983000000"),
        (1983000000, '#,##0;-#,##0;"-"', "1.983.000.000"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (-1500, "#,##0", "-1.500"),
        (-1500, "#,##0_);(#,##0)", "(1.500)"),
        (1983000000, '_-"Rp"* #,##0_-;-"Rp"* #,##0_-;_-"Rp"* "-"_-', "Rp 1.983.000.000"),
        (5000, "[$Rp-421]#,##0.00", "Rp5.000,00"),
        (0.0658, "0.00%", "6,58%"),
        (1, "0.0##%", "100,0%"),
        (76.8, "#,##0.##", "76,8"),
        (82, "#,##0.##", "82"),
        (0.1 + 0.2, "General", "0,3"),
        (48, '0" Dokumen"', "48 Dokumen"),
        (1200, '#,##0 "Orang"', "1.200 Orang"),
        (1, "00", "01"),
        (10601, r"0\.00\.00", "1.06.01"),
        (datetime.date(2022, 7, 4), "dd/mm/yyyy", "04/07/2022"),
        (datetime.date(2022, 7, 4), "[$-421]d mmmm yyyy", "4 Juli 2022"),
        (datetime.time(14, 5), "hh:mm", "14:05"),
        ("Sekolah", '@" Dasar"', "Sekolah Dasar"),
        (True, "General", "TRUE"),
        ("#####", "General", "#####"),
    ],
)  # fmt: skip
def test_a_number_is_seen_as_its_format_shows_it(value, number_format, seen):
    assert one(value, number_format) == seen


def test_what_is_stored_is_kept_beside_what_is_seen():
    data = plan(lambda sheet: sheet["D6"].__setattr__("number_format", "0.00%") or sheet.__setitem__("D6", 0.0658))  # fmt: skip
    cell = next(c for g in grids(data) for r in g.rows for c in r.cells if c.address == "Renja!D6")
    assert (cell.text, cell.stored) == ("6,58%", "0.0658")


def test_line_breaks_and_hard_spaces_stay_as_they_are():
    assert one("12\u00a0Orang\n/ 3 Laporan") == "12\u00a0Orang\n/ 3 Laporan"


def test_an_alignment_that_sets_a_text_in_counts_as_spaces():
    """One step of it is three spaces (ECMA-376 Part 1, 18.8.1)."""

    def fill(sheet):
        sheet["A1"], sheet["A2"], sheet["A3"] = "Program", "Kegiatan", 12
        sheet["A2"].alignment = sheet["A3"].alignment = Alignment(indent=2)

    cells = [cell for row in grids(workbook(fill))[0].rows for cell in row.cells]
    assert [(cell.text, cell.indent) for cell in cells] == [
        ("Program", 0), ("Kegiatan", 6), ("12", 0),
    ]  # fmt: skip


def test_merged_cells_say_what_they_cover():
    cells = {c.address: c for g in grids(plan()) for r in g.rows for c in r.cells}
    assert (cells["Renja!A4"].width, cells["Renja!A4"].height) == (1, 2)
    assert (cells["Renja!D4"].width, cells["Renja!D4"].height) == (3, 1)


def test_error_cells_are_text():
    def error(sheet):
        sheet["B1"] = "#REF!"
        sheet["B1"].data_type = "e"

    assert texts(workbook(error)) == {"Renja!B1": "#REF!"}


def test_a_formula_shows_its_value_or_itself_where_there_is_none():
    data = plan(lambda sheet: sheet.__setitem__("E6", "=VLOOKUP(A6,A8:E9,5)"))
    assert texts(data)["Renja!E6"] == "=VLOOKUP(A6,A8:E9,5)"
    assert texts(_with_cached(data, "<v></v>", "<v>150000000</v>"))["Renja!E6"] == "150.000.000"


def test_arithmetic_that_no_one_has_opened_yet_is_worked_out():
    def formulas(sheet):
        sheet["E6"] = "=E7"
        sheet["E7"] = "=SUM(E8:E9,B9)+0"
        sheet["H8"] = "=ROUND(E8*110%,-3)"
        sheet["H9"] = "=(Renja!E9 + $E$9*0.1)/1"
        sheet["G9"] = "=E9/0"
        sheet["G8"] = "=B8*2"

    seen = texts(plan(formulas))
    assert [seen[f"Renja!{a}"] for a in ("E6", "E7", "H8", "H9")] == [
        "150.000.000", "150.000.000", "110.000.000", "55.000.000",
    ]  # fmt: skip
    assert (seen["Renja!G9"], seen["Renja!G8"]) == ("=E9/0", "=B8*2")


def _with_cached(data: bytes, old: str, new: str) -> bytes:
    """The workbook with another text in the XML of its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                assert old.encode() in content or b"<v />" in content
                content = content.replace(old.encode(), new.encode())
                content = content.replace(b"<v />", new.encode())
            target.writestr(name, content)
    return out.getvalue()


def test_hidden_rows_columns_and_sheets_stand_apart():
    def hide(sheet):
        sheet.row_dimensions[8].hidden = True
        sheet.column_dimensions["F"].hidden = True
        copy = sheet.parent.create_sheet("Salinan lama")
        copy["A1"] = "lama"
        copy.sheet_state = "veryHidden"

    found = {(g.name, g.hidden): [c.address for r in g.rows for c in r.cells] for g in grids(plan(hide))}  # fmt: skip
    assert found["Salinan lama", "lembar"] == ["Salinan lama!A1"]
    assert "Renja!A8" in found["Renja", "baris"]
    assert found["Renja", "kolom"] == ["Renja!F5", "Renja!F9"]
    assert "Renja!F9" not in found["Renja", ""]
    assert "Renja!A9" in found["Renja", ""]


def test_a_hidden_row_leaves_no_gap():
    grid = grids(plan(lambda sheet: sheet.row_dimensions[8].__setattr__("hidden", True)))[0]
    assert [row.number for row in grid.rows if row.cells][-3:] == [5, 6, 8]
    assert all(row.cells for row in grid.rows if row.number > 2)


def test_a_number_that_its_format_hides_is_hidden():
    data = plan(lambda sheet: sheet["E8"].__setattr__("number_format", ";;;"))
    hidden = next(grid for grid in grids(data) if grid.hidden == "format")
    assert [(c.address, c.text) for r in hidden.rows for c in r.cells] == [("Renja!E8", "100000000")]  # fmt: skip


def test_far_cells_cost_no_rows():
    grid = grids(workbook(lambda sheet: (sheet.__setitem__("A1", "a"), sheet.__setitem__("C90000", "b"))))[0]  # fmt: skip
    assert len(grid.rows) < 10
    assert grid.rows[-1].cells[0].address == "Renja!C90000"


def test_an_old_workbook_is_read_alike():
    data = (FIXTURES / "buku_kerja_lama.xls").read_bytes()
    seen = texts(data, "buku_kerja_lama.xls")
    assert seen["Renja!D6"] == "6,58%"
    assert seen["Renja!D7"] == "1.200 Orang"
    assert seen["Renja!E8"] == "150.000.000"
    assert {grid.hidden for grid in grids(data, "a.xls")} == {"", "baris", "lembar"}


def test_an_open_document_is_read_alike():
    number = (
        "<table:table-cell office:value-type='{}' office:value='{}'><text:p>{}</text:p>"
        "</table:table-cell>"
    )
    data = open_document(
        [
            ["<table:table-cell table:number-columns-spanned='2' office:value-type='string'>"
             "<text:p>Rencana</text:p></table:table-cell>", "<table:covered-table-cell/>"],
            [number.format("float", "1983000000", "1,983,000,000"),
             number.format("float", "1983000000", "1.983.000.000")],
            [number.format("percentage", "0.0658", "6.58%"), number.format("float", "12", "12")],
            ["<table:table-cell table:number-columns-repeated='2'/>", "baris<1>",
             "<table:table-cell office:value-type='string'><text:p>a<text:s text:c='2'/>b</text:p>"
             "<text:p>c</text:p></table:table-cell>"],
        ]
    )  # fmt: skip
    assert texts(data, "renja.ods") == {
        "Renja!A1": "Rencana",
        "Renja!A2": "1.983.000.000", "Renja!B2": "1.983.000.000",
        "Renja!A3": "6,58%", "Renja!B3": "12",
        "Renja!C4": "baris<1>", "Renja!D4": "a  b\nc",
    }  # fmt: skip
    assert grids(data, "renja.ods")[0].rows[0].cells[0].width == 2


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_the_alignment_of_other_formats_sets_in_alike(ending):
    data = (FIXTURES / f"inden_libreoffice.{ending}").read_bytes()
    rows = grids(data, f"renja.{ending}")[0].rows
    names = [c for row in rows for c in row.cells if c.address.split("!")[1][0] == "B"]
    assert [cell.indent for cell in names][2:10] == [0, 3, 6, 9, 12, 15, 18, 9]


def test_a_workbook_under_another_name_of_a_workbook_is_read():
    assert texts(plan(), "renja.xls") == texts(plan(), "renja.xlsx")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "rule", "said"),
    [
        (b"", "berkas_kosong", "empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "berkas_terkunci", "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "bukan_buku_kerja", "Word"),
        (OLE + "Workbook".encode("utf-16-le"), "berkas_rusak", "damaged"),
        (plan()[:3000], "berkas_rusak", "truncated"),
        (
            b"<html><body><table><tr><td>1</td></tr></table></body></html>",
            "bukan_buku_kerja",
            "web page",
        ),
        (b"%PDF-1.7 ...", "bukan_buku_kerja", "PDF"),
        (b"Kode;Program\n1.01;Pendidikan\n", "bukan_buku_kerja", "text"),
        (bytes(range(256)), "bukan_buku_kerja", "no known workbook"),
        (saved(openpyxl.Workbook()), "berkas_kosong", "No cell"),
    ],
)
def test_what_is_no_readable_workbook_is_refused_with_its_reason(data, rule, said):
    with pytest.raises(Refusal) as refused:
        read_grids(data, "renja.xlsx")
    assert refused.value.rule == rule
    assert said in refused.value.reason_en
    assert refused.value.reason


def test_a_workbook_whose_parts_are_missing_is_refused():
    with zipfile.ZipFile(io.BytesIO(plan())) as source:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                if not name.endswith("sheet1.xml"):
                    target.writestr(name, source.read(name))
    with pytest.raises(Refusal) as refused:
        read_grids(out.getvalue(), "renja.xlsx")
    assert refused.value.rule == "berkas_rusak"


# --------------------------------------------------------------------------- comments


def comments(data: bytes, name: str = "renja.xlsx") -> dict[str, str]:
    """What is noted on cells: text by address."""
    return {
        cell.address: cell.text
        for grid in grids(data, name)
        if grid.hidden == COMMENT
        for row in grid.rows
        for cell in row.cells
    }


def test_comments_are_cells_that_nobody_loads():
    def note(sheet):
        sheet["A1"], sheet["B2"] = "isi", 480_000_000
        sheet["B2"].comment = Comment("Kasubbag:\nrevisi: jadi 500 jt", "Kasubbag")

    data = workbook(note)
    assert comments(data) == {"Renja!B2 (komentar)": "Kasubbag:\nrevisi: jadi 500 jt"}
    assert texts(data) == {"Renja!A1": "isi", "Renja!B2": "480000000"}


def test_a_conversation_has_all_its_turns():
    def note(sheet):
        sheet["A1"] = "isi"
        sheet["A1"].comment = Comment("[Threaded comment] Your version of Excel ...", "tc={1}")

    names = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    thread = (
        f"<ThreadedComments {names}>"
        '<threadedComment ref="A1" id="{1}"><text>revisi: jadi 500 jt</text></threadedComment>'
        '<threadedComment ref="A1" id="{2}" parentId="{1}"><text>sudah</text></threadedComment>'
        "</ThreadedComments>"
    )
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="rIdT" Type="{kind}" Target="/xl/threadedComments/t1.xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(note))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/_rels/sheet1.xml.rels":
                end = b"</Relationships>"
                content = content.replace(end, relation.encode() + end)
            new.writestr(name, content)
        new.writestr("xl/threadedComments/t1.xml", thread)
    assert comments(out.getvalue()) == {"Renja!A1 (komentar)": "revisi: jadi 500 jt\nsudah"}


def test_annotations_of_an_open_document_are_comments():
    noted = (
        "<table:table-cell office:value-type='string'><office:annotation>"
        "<text:p>revisi:</text:p><text:p>jadi 500 jt</text:p></office:annotation>"
        "<text:p>480</text:p></table:table-cell>"
    )
    data = open_document([["isi", noted]])
    assert comments(data, "renja.ods") == {"Renja!B1 (komentar)": "revisi:\njadi 500 jt"}
    assert texts(data, "renja.ods") == {"Renja!A1": "isi", "Renja!B1": "480"}


def test_notes_of_an_old_workbook_are_comments():
    data = (FIXTURES / "buku_kerja_lama_bercatatan.xls").read_bytes()
    assert comments(data, "renja.xls") == {"Renja!B2 (komentar)": "revisi: jadi 500 jt"}


@pytest.mark.parametrize("digits", ["1E400", "99999999999999999999999999999999", "1E-999999"])
def test_a_number_that_no_sheet_can_hold_stays_as_it_is_written(digits):
    def fill(sheet):
        sheet["A1"] = 12345
        sheet["A1"].number_format = "#,##0.00"

    data = _with_cached(workbook(fill), "<v>12345</v>", f"<v>{digits}</v>")
    assert list(texts(data).values()) == [digits]
