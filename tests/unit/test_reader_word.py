"""Word documents to grids: what a person reads on the page, with its address."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import docx
import pytest
from plans.word_files import package
from word_documents import TITLE, WIDTHS, grids, hidden, p, plan, r, tbl, tc, texts, tr
from workbooks import plan as workbook_plan

from pipelines.model import Refusal
from pipelines.readers import read_grids

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "word"


def one(content: str, **parts: str) -> str:
    """The text of the only paragraph of a document; empty where nothing is seen."""
    return texts(p(content) + p("akhir"), **parts).get("paragraf 1", "")


def cells(*rows: str, widths: tuple[int, ...] = ()) -> dict[str, tuple[str, int, int]]:
    """The cells of a table by row and column: text, width and height."""
    return {
        cell.address.removeprefix("tabel 1 "): (cell.text, cell.width, cell.height)
        for grid in grids(tbl(*rows, widths=widths))
        if not grid.hidden
        for row in grid.rows
        for cell in row.cells
    }


# --------------------------------------------------------------------------- addresses


def test_tables_and_paragraphs_count_in_the_order_of_the_document():
    body = p("Bab I") + p() + tbl(tr("a", "b")) + p("Bab II") + tbl(tr("c"), tr("", "d"))
    assert texts(body) == {
        "paragraf 1": "Bab I",
        "tabel 1 baris 1 kolom 1": "a", "tabel 1 baris 1 kolom 2": "b",
        "paragraf 3": "Bab II",
        "tabel 2 baris 1 kolom 1": "c", "tabel 2 baris 2 kolom 2": "d",
    }  # fmt: skip


def test_tables_have_real_columns_and_paragraphs_stand_apart():
    found = grids(p("Bab I") + tbl(tr("a", "b")) + p("penutup"))
    assert [(grid.ruled, len(grid.rows)) for grid in found] == [(True, 1), (True, 1), (True, 1)]


def test_lines_of_a_paragraph_are_rows():
    body = p("RENCANA KERJA", "<w:r><w:br/></w:r>", "TAHUN 2023")
    assert texts(body) == {
        "paragraf 1 baris 1": "RENCANA KERJA", "paragraf 1 baris 2": "TAHUN 2023",
    }  # fmt: skip


def test_paragraphs_that_tabs_part_are_a_table_without_real_columns():
    tab = "<w:r><w:tab/></w:r>"
    body = p("1", tab, "Program", tab, "5.000") + p("2", tab, "Kegiatan", tab, "3.000")
    (grid,) = grids(body)
    assert not grid.ruled
    assert texts(body)["paragraf 2 kolom 3"] == "3.000"
    assert texts(p("Nama", tab, ": Dinas")) == {"paragraf 1": "Nama\t: Dinas"}


# --------------------------------------------------------------------------- merged cells


def test_merged_cells_say_what_they_cover():
    found = cells(
        tr(tc("Kode", down="restart"), tc("Rencana", span=2), tc("Catatan", down="restart")),
        tr(tc(down="continue"), "Target", "Pagu", tc(down="continue")),
        tr("1", "2", "3", "4"),
    )
    assert found["baris 1 kolom 1"] == ("Kode", 1, 2)
    assert found["baris 1 kolom 2"] == ("Rencana", 2, 1)
    assert found["baris 1 kolom 4"] == ("Catatan", 1, 2)
    assert found["baris 2 kolom 3"] == ("Pagu", 1, 1)
    assert found["baris 3 kolom 4"] == ("4", 1, 1)


def test_cells_merged_in_the_old_way():
    found = cells(tr(tc("Rencana", across="restart"), tc(across="continue"), "Catatan"))
    assert found == {
        "baris 1 kolom 1": ("Rencana", 2, 1), "baris 1 kolom 3": ("Catatan", 1, 1),
    }  # fmt: skip


def test_what_stands_below_a_merged_cell_is_hidden():
    body = tbl(tr(tc("Kode", down="restart"), "a"), tr(tc("lama", down="continue"), "b"))
    assert hidden(body) == {"gabungan": [("tabel 1 baris 2 kolom 1", "lama")]}


def test_a_row_may_begin_and_end_inside_the_table():
    skipped = "<w:gridBefore w:val='2'/><w:gridAfter w:val='1'/>"
    found = cells(tr("a", "b", "c", "d"), tr("di bawah c", properties=skipped))
    assert found["baris 2 kolom 3"] == ("di bawah c", 1, 1)


def test_borders_that_do_not_quite_meet_make_no_columns():
    widths = (1000, 40, 1960, 60, 1940, 1000)  # 1000|1040|3000|3060|5000|6000
    found = cells(
        tr(tc("Kode", span=2), tc("Nama", span=2), "Pagu", "Catatan"),
        tr("1", tc("a", span=2), tc("5", span=2), "x"),
        tr(tc("2", span=2), tc("b"), tc("6", span=2), "y"),
        widths=widths,
    )
    assert {place: text for place, (text, _, _) in found.items()} == {
        "baris 1 kolom 1": "Kode", "baris 1 kolom 2": "Nama", "baris 1 kolom 3": "Pagu",
        "baris 1 kolom 4": "Catatan",
        "baris 2 kolom 1": "1", "baris 2 kolom 2": "a", "baris 2 kolom 3": "5", "baris 2 kolom 4": "x",
        "baris 3 kolom 1": "2", "baris 3 kolom 2": "b", "baris 3 kolom 3": "6", "baris 3 kolom 4": "y",
    }  # fmt: skip


def test_a_narrow_column_that_holds_something_stays():
    found = cells(tr("1", "v", "a"), tr("2", "", "b"), widths=(1000, 150, 1000))
    assert found["baris 1 kolom 3"] == ("a", 1, 1)


# --------------------------------------------------------------------------- tables of parts


def test_a_small_table_in_a_cell_is_text_of_that_cell():
    inner = tbl(tr("Rp", "5.000"), tr("Rp", "6.000"))
    assert cells(tr("Pagu", tc(p("Belanja") + inner + p())))["baris 1 kolom 2"][0] == (
        "Belanja\nRp\t5.000\nRp\t6.000"
    )


def test_a_large_table_in_a_cell_is_a_table():
    inner = tbl(
        tr("No", "Program", "Target", "Pagu"), tr("1", "a", "2", "3"), tr("2", "b", "4", "5")
    )
    found = texts(tbl(tr("luar", tc(p("dalam") + inner + p()))) + tbl(tr("lain")))
    assert found["tabel 1 baris 1 kolom 2"] == "dalam"
    assert found["tabel 2 baris 3 kolom 4"] == "5"
    assert found["tabel 3 baris 1 kolom 1"] == "lain"


def test_a_frame_around_a_table_is_no_cell():
    found = texts(tbl(tr(tc(p("Tabel 1") + tbl(tr("a", "b")) + p("Sumber : dinas")))))
    assert found == {
        "paragraf 1": "Tabel 1", "tabel 2 baris 1 kolom 1": "a", "tabel 2 baris 1 kolom 2": "b",
        "paragraf 2": "Sumber : dinas",
    }  # fmt: skip


def test_a_table_that_goes_on_below_a_blank_line_is_one_grid():
    whole = [len(grid.rows) for grid in grids(plan())]
    assert [len(grid.rows) for grid in grids(plan(split=2))] == whole
    with_blank = grids(plan(split=2, between=p()))
    assert [len(grid.rows) for grid in with_blank] == [whole[0], whole[1] + 1]


def test_a_table_of_other_columns_begins_a_grid():
    assert len(grids(plan() + tbl(tr("Gol", "L", "P"), widths=(900, 5000, 300)))) == 3


# --------------------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ("<w:r><w:t> tepi </w:t></w:r>", "tepi"),
        ("<w:r><w:t xml:space='preserve'> tepi </w:t></w:r>", " tepi "),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a\tb"),
        ("<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2026</w:t></w:r>", "2021-2026"),
        ("<w:r><w:t>2021\u20112026</w:t></w:r>", "2021-2026"),
        ("<w:r><w:t>penyeleng</w:t><w:softHyphen/><w:t>garaan</w:t></w:r>", "penyelenggaraan"),
        ("<w:r><w:t>penyeleng\u00adgaraan</w:t></w:r>", "penyelenggaraan"),
        ("<w:r><w:t>12\u00a0Orang</w:t></w:r>", "12\u00a0Orang"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "✓"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t>5</w:t></w:r>", "≥5"),
        ("<w:r><w:sym w:font='Anu' w:char='0041'/></w:r>", "A"),
        ("<m:oMath><m:r><m:t>5%</m:t></m:r></m:oMath>", "5%"),
        (r("a") + f"<w:hyperlink>{r('b')}</w:hyperlink><w:smartTag>{r('c')}</w:smartTag>", "abc"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('isi')}</w:sdtContent></w:sdt>", "isi"),
        (f"<w:fldSimple w:instr=' PAGE '>{r('7')}</w:fldSimple>", "7"),
        (r("Program", "<w:caps/>"), "PROGRAM"),
        (r("Program", "<w:caps w:val='0'/>"), "Program"),
    ],
)
def test_text_is_what_is_seen(content, seen):
    assert one(content) == seen


def test_a_field_shows_its_result_and_not_its_instruction():
    def mark(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    inner = mark("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + mark("separate")
    inner += r("9") + mark("end")
    field = mark("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + inner
    field += "<w:r><w:instrText>9</w:instrText></w:r>" + mark("separate") + r("sembilan")
    assert one(r("hal. ") + field + mark("end") + r(".")) == "hal. sembilan."


def test_paragraphs_of_a_cell_are_lines():
    assert cells(tr(tc(p("48 Orang") + p("4 Laporan") + p())))["baris 1 kolom 1"][0] == (
        "48 Orang\n4 Laporan"
    )


def test_cells_and_rows_in_content_controls_are_read():
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{control(tc('a'))}{tc('b')}</w:tr>"
    found = texts(control(p("judul")) + control(tbl(control(row), tr("c", "d"))))
    assert list(found.values()) == ["judul", "a", "b", "c", "d"]


def test_text_boxes_are_read_once_after_their_paragraph():
    box = f"<w:txbxContent>{p('RENCANA KERJA')}{p('DINAS SOSIAL')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
        f"<v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(p("sampul", drawing) + p("akhir")) == {
        "paragraf 1": "sampul",
        "kotak teks 1 paragraf 1": "RENCANA KERJA", "kotak teks 1 paragraf 2": "DINAS SOSIAL",
        "paragraf 2": "akhir",
    }  # fmt: skip


def test_names_of_strict_documents_are_the_same():
    strict = package(p("isi"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(strict)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            target.writestr(name, content)
    assert read_grids(out.getvalue(), "a.docx")[0].rows[0].cells[0].text == "isi"


# --------------------------------------------------------------------------- what is not seen


def test_changes_are_read_as_accepted():
    inserted = f"<w:ins w:id='1'>{r('150')}</w:ins>"
    deleted = "<w:del w:id='2'><w:r><w:delText>120</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom w:id='3'>{r(' Laporan')}</w:moveFrom><w:moveTo w:id='4'>{r(' Orang')}</w:moveTo>"
    body = tbl(tr(tc(p(deleted, inserted, moved))))
    assert texts(body) == {"tabel 1 baris 1 kolom 1": "150 Orang"}
    assert hidden(body) == {"dihapus": [("tabel 1 baris 1 kolom 1 (dihapus)", "120 Laporan")]}


def test_a_deleted_row_is_no_row():
    body = tbl(tr("a"), tr("b", properties="<w:del w:id='1'/>"), tr("c"))
    assert texts(body) == {"tabel 1 baris 1 kolom 1": "a", "tabel 1 baris 3 kolom 1": "c"}
    assert hidden(body) == {"dihapus": [("tabel 1 baris 2 kolom 1 (dihapus)", "b")]}
    assert [row.number for row in grids(body)[0].rows] == [0, 1]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next():
    mark = "<w:rPr><w:del w:id='1'/></w:rPr>"
    assert texts(p("Dinas ", properties=mark) + p("Sosial")) == {"paragraf 2": "Dinas Sosial"}
    assert texts(tbl(tr(tc(p("Dinas ", properties=mark) + p("Sosial"))))) == {
        "tabel 1 baris 1 kolom 1": "Dinas Sosial"
    }
    assert texts(p("Dinas", properties=mark) + tbl(tr("a")))["paragraf 1"] == "Dinas"


def test_hidden_text_stands_apart_also_where_a_style_hides_it():
    styles = (
        "<w:style w:type='character' w:styleId='dasar'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='rahasia'><w:basedOn w:val='dasar'/></w:style>"
    )
    body = p(r("lihat"), r(" catatan", "<w:vanish/>"), r(" lagi", "<w:rStyle w:val='rahasia'/>"))
    assert texts(body, styles=styles) == {"paragraf 1": "lihat"}
    assert hidden(body, styles=styles) == {"teks": [("paragraf 1 (teks)", " catatan lagi")]}
    shown = p(r("tampak", "<w:rStyle w:val='rahasia'/><w:vanish w:val='false'/>"))
    assert texts(shown, styles=styles) == {"paragraf 1": "tampak"}


def test_a_hidden_row_and_an_empty_control_stand_apart():
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Ketuk di sini')}</w:sdtContent></w:sdt>"
    body = tbl(tr("a"), tr("b", properties="<w:hidden/>"), tr(tc(p(empty))))
    assert texts(body) == {"tabel 1 baris 1 kolom 1": "a"}
    assert hidden(body) == {
        "baris": [("tabel 1 baris 2 kolom 1", "b")],
        "teks": [("tabel 1 baris 3 kolom 1 (teks)", "Ketuk di sini")],
    }


def test_notes_are_read_comments_and_running_titles_stand_apart():
    parts = {
        "footnotes": f"<w:footnote w:type='separator'>{p('x')}</w:footnote>"
        f"<w:footnote w:id='1'>{p('angka sementara')}</w:footnote>",
        "comments": f"<w:comment w:id='0'>{p('periksa lagi')}</w:comment>",
        "header": p("Renja Dinas Sosial 2023"),
        "footer": tbl(tr("halaman", "12")),
    }
    body = p("isi<>")
    seen = texts(body, parts=parts)
    assert seen["catatan kaki 1 paragraf 1"] == "angka sementara"
    assert hidden(body, parts=parts) == {"komentar": [("komentar 1 paragraf 1", "periksa lagi")]}
    running = [g for g in grids(body, parts=parts) if g.running]
    assert [c.text for g in running for row in g.rows for c in row.cells] == [
        "Renja Dinas Sosial 2023", "halaman", "12",
    ]  # fmt: skip


# --------------------------------------------------------------------------- numbers in front

LEVELS = (
    "<w:lvl w:ilvl='0'><w:start w:val='2'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2)'/><w:isLgl/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%3'/><w:suff w:val='nothing'/></w:lvl>"
    "<w:lvl w:ilvl='3'><w:numFmt w:val='bullet'/><w:lvlText w:val='\uf0b7'/></w:lvl>"
    "<w:lvl w:ilvl='4'><w:numFmt w:val='bullet'/><w:lvlText w:val='-'/></w:lvl>"
)


def numbered(text: str, level: int = 0, more: str = "") -> str:
    listed = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>"
    return p(text, properties=f"{listed}{more}")


def test_numbers_that_word_prints_are_read():
    body = (
        numbered("a") + numbered("b", 1) + numbered("c", 1) + numbered("d", 2) + numbered("e")
        + numbered("f", 1) + numbered("g", 3) + numbered("h", 4) + numbered("", 3) + numbered("")
    )  # fmt: skip
    assert list(texts(body, levels=LEVELS).values()) == [
        "II. a", "2.1) b", "2.2) c", "ad", "III. e", "3.1) f", "• g", "- h", "IV. ",
    ]  # fmt: skip


def test_cells_that_only_number_the_rows_are_read():
    body = tbl(*(tr(tc(numbered("")), "isi") for _ in range(3)))
    found = texts(body, levels=LEVELS)
    assert [found[f"tabel 1 baris {row} kolom 1"].strip() for row in (1, 2, 3)] == [
        "II.",
        "III.",
        "IV.",
    ]


def test_a_deleted_or_hidden_paragraph_takes_no_number():
    gone = "<w:rPr><w:vanish/></w:rPr>"
    hidden_one = p(
        r("x", "<w:vanish/>"), properties=f"<w:numPr><w:numId w:val='1'/></w:numPr>{gone}"
    )
    body = numbered("a") + hidden_one + numbered("b")
    assert list(texts(body, levels=LEVELS).values()) == ["II. a", "III. b"]


def test_a_style_may_number_its_paragraphs():
    styles = (
        "<w:style w:type='paragraph' w:styleId='Bab'><w:pPr><w:numPr><w:ilvl w:val='1'/>"
        "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    )
    bab = "<w:pStyle w:val='Bab'/>"
    plain = "<w:numPr><w:numId w:val='0'/></w:numPr>"
    body = numbered("a") + p("b", properties=bab) + p("c", properties=bab + plain)
    assert list(texts(body, styles=styles, levels=LEVELS).values()) == ["II. a", "2.1) b", "c"]


# --------------------------------------------------------------------------- other programs


def test_a_document_of_python_docx_is_read():
    document = docx.Document()
    document.add_paragraph("satu", style="List Number")
    table = document.add_table(3, 3)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Rencana"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Kode"
    out = io.BytesIO()
    document.save(out)
    prose, grid = read_grids(out.getvalue(), "renja.docx")
    assert prose.rows[0].cells[0].text == "1. satu"
    assert [(c.text, c.column, c.width, c.height) for row in grid.rows for c in row.cells] == [
        ("Rencana", 1, 2, 1), ("Kode", 0, 1, 2),
    ]  # fmt: skip


def test_a_document_of_libreoffice_is_read():
    found = {
        cell.address: cell
        for grid in read_grids((FIXTURES / "tabel_libreoffice.docx").read_bytes(), "a.docx")
        for row in grid.rows
        for cell in row.cells
    }
    rencana = found["tabel 1 baris 1 kolom 4"]
    assert (rencana.text, rencana.width) == ("Rencana Tahun 2023", 3)
    assert (found["tabel 1 baris 1 kolom 1"].text, found["tabel 1 baris 1 kolom 1"].height) == (
        "Kode",
        2,
    )
    assert found["tabel 1 baris 6 kolom 8"].text == "55.000.000"


# --------------------------------------------------------------------------- refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ODT = io.BytesIO()
with zipfile.ZipFile(ODT, "w") as _archive:
    _archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    _archive.writestr("content.xml", "<a/>")
BODY = "".join(TITLE) + tbl(tr("a"), widths=WIDTHS[:1])


@pytest.mark.parametrize(
    ("data", "rule", "said"),
    [
        (b"", "berkas_kosong", "empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "berkas_terkunci", "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "bukan_dokumen_word", "Old Word"),
        (OLE + "Workbook".encode("utf-16-le"), "bukan_dokumen_word", "workbook"),
        (package(BODY)[:600], "berkas_rusak", "truncated"),
        (workbook_plan(), "bukan_dokumen_word", "workbook"),
        (ODT.getvalue(), "bukan_dokumen_word", "OpenDocument"),
        (b"{\\rtf1\\ansi Renja}", "bukan_dokumen_word", "RTF"),
        (b"<html><body><table></table></body></html>", "bukan_dokumen_word", "web page"),
        (b"%PDF-1.7 ...", "bukan_dokumen_word", "PDF"),
        (b"Kode\tProgram\n", "bukan_dokumen_word", "text"),
        (bytes(range(256)), "bukan_dokumen_word", "no Word document"),
        (package(p()), "berkas_kosong", "no text"),
        (package("<w:altChunk r:id='r9'/>" + BODY), "bukan_dokumen_word", "altChunk"),
        (package(BODY.replace("</w:tbl>", "")), "berkas_rusak", "damaged"),
    ],
)
def test_what_is_no_readable_document_is_refused_with_its_reason(data, rule, said):
    with pytest.raises(Refusal) as refused:
        read_grids(data, "renja.docx")
    assert refused.value.rule == rule
    assert said in refused.value.reason_en
    assert refused.value.reason


def test_an_old_document_of_word_is_refused_by_its_own_name_too():
    with pytest.raises(Refusal) as refused:
        read_grids((FIXTURES / "word_lama.doc").read_bytes(), "word_lama.doc")
    assert (refused.value.rule, ".docx" in refused.value.reason) == ("bukan_dokumen_word", True)


def test_a_new_document_under_an_old_name_is_read():
    assert grids(BODY, "renja.doc") == grids(BODY, "renja.docx")


# --------------------------------------------------------------------------- hostile files

BOMB = "<!DOCTYPE w:document [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {after} '{f'&{before};' * 10}'>" for before, after in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    "before",
    [
        BOMB,
        "<!DOCTYPE w:document [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE w:document SYSTEM 'http://127.0.0.1:9/x.dtd'>",
    ],
)
def test_entities_are_refused_unread(before):
    entity = "i" if before is BOMB else "a"
    start = time.process_time()
    with pytest.raises(Refusal) as refused:
        read_grids(package(p(f"<w:r><w:t>&{entity};</w:t></w:r>"), before=before), "renja.docx")
    assert refused.value.rule == "berkas_rusak"
    assert time.process_time() - start < 1


def test_entities_in_another_encoding_are_refused_as_well():
    out = io.BytesIO()
    bomb = io.BytesIO(package(p("isi"), before=BOMB))
    with zipfile.ZipFile(bomb) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            coded = f"<?xml version='1.0' encoding='utf-16'?>{text}".encode("utf-16")
            target.writestr(name, coded if name == "word/document.xml" else text)
    with pytest.raises(Refusal):
        read_grids(out.getvalue(), "renja.docx")


def test_parts_outside_the_zip_are_not_opened():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package(p("isi")))) as source,
        zipfile.ZipFile(out, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
                content = content.replace(
                    b"</Relationships>",
                    b"<Relationship Id='x' Type='" + kind + b"' Target='../../../../etc/passwd'/>"
                    b"<Relationship Id='y' Type='" + kind + b"' Target='http://127.0.0.1:9/a' "
                    b"TargetMode='External'/></Relationships>",
                )
            target.writestr(name, content)
    assert [grid.running for grid in read_grids(out.getvalue(), "renja.docx")] == [False]


def test_a_cell_over_a_million_columns_is_refused():
    with pytest.raises(Refusal) as refused:
        grids(tbl(tr(*(tc("a", span=1000) for _ in range(3)))))
    assert refused.value.rule == "berkas_rusak"


def test_elements_nested_without_end_are_refused():
    deep = "<w:sdt><w:sdtContent>" * 20_000 + p("a") + "</w:sdtContent></w:sdt>" * 20_000
    with pytest.raises(Refusal):
        grids(deep)


def test_many_rows_cost_as_much_each_as_few():
    def seconds(rows: int) -> float:
        data = package(tbl(*(tr(*"abcdefgh") for _ in range(rows)), widths=WIDTHS))
        start = time.process_time()
        read_grids(data, "renja.docx")
        return time.process_time() - start

    seconds(10)
    assert seconds(2000) < 30 * seconds(200)
