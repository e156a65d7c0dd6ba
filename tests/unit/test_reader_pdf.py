"""PDF pages to rows and columns: ruled tables, spans, wraps, page breaks, turned pages."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pdf_pages import Pages, places, texts
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipelines.model import Refusal
from pipelines.readers.isolated import read_isolated
from pipelines.readers.limits import Limits
from pipelines.readers.pdf import read_pdf_grids
from pipelines.readers.pdf.grids import grids_of

XS = (50, 150, 300, 400)


def ruled(pages: Pages, top: float, rows: list[list[str]], step: float = 20) -> Pages:
    """A table of three columns with rules around every cell; ``/`` parts lines of a cell."""
    pages.rules(XS, [top + step * place for place in range(len(rows) + 1)])
    for place, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            for line, part in enumerate(text.split("/")):
                pages.text(x + 3, top + step * place + 1 + 9 * line, part)
    return pages


def test_cells_between_rules():
    grid = ruled(Pages(), 50, [["1.06", "Program", "100"], ["", "Kegiatan", "-"]]).grid()
    assert texts(grid) == [["1.06", "Program", "100"], ["Kegiatan", "-"]]
    assert places(grid) == [[1, 2, 3], [2, 3]]


def test_a_cell_knows_page_row_column_and_box():
    pages = ruled(Pages(), 50, [["1", "Program", "100"]]).next_page()
    cell = ruled(pages, 70, [["2", "Kegiatan", "90"]]).grid().rows[-2].cells[1]
    assert cell.address == "hal. 2 baris 1 kolom 2"
    assert cell.box == pytest.approx((150, 70, 300, 90), abs=1)


def test_lines_of_a_wrapped_cell_are_one_cell():
    grid = ruled(Pages(), 50, [["1", "Penyediaan Gaji/dan Tunjangan", "5"]]).grid()
    assert texts(grid) == [["1", "Penyediaan Gaji/dan Tunjangan", "5"]]


def test_a_figure_that_a_narrow_column_cut_is_whole():
    grid = ruled(Pages(), 50, [["1.06.01./2.01", "Program 2021./2 Dokumen", "216.371./400"]]).grid()
    assert texts(grid) == [["1.06.01.2.01", "Program 2021./2 Dokumen", "216.371.400"]]


def test_a_heading_over_two_columns_and_one_over_two_rows():
    pages = Pages().rules((50, 400), (50, 90)).rules((150,), (50, 90)).rules((300,), (70, 90))
    pages.line(150, 70, 400, 70)
    pages.text(53, 55, "Kode").text(153, 55, "Kinerja").text(153, 75, "Target").text(303, 75, "Sat")
    cells = [cell for row in pages.grid().rows for cell in row.cells]
    assert [(c.text, c.column, c.width, c.height) for c in cells] == [
        ("Kode", 0, 1, 2), ("Kinerja", 1, 2, 1), ("Target", 1, 1, 1), ("Sat", 2, 1, 1),
    ]  # fmt: skip


def test_figures_that_touch_the_next_cell_are_parted_at_the_rule():
    pages = Pages().rules(XS, (50, 70))
    pages.canvas.drawRightString(299, 400 - 62, "400.000")
    pages.text(301, 54, "DAU")
    assert texts(pages.grid()) == [["400.000", "DAU"]]


def test_a_figure_too_wide_for_its_cell_stays_whole():
    pages = (
        Pages().rules((50, 90, 200), (50, 70)).text(52, 54, "216.371.400.000").text(150, 54, "x")
    )
    assert texts(pages.grid()) == [["216.371.400.000", "x"]]


def test_rules_drawn_as_thin_filled_boxes():
    pages = Pages()
    for x in XS:
        pages.canvas.rect(x, 400 - 90, 0.6, 40, stroke=0, fill=1)
    for y in (50, 70, 90):
        pages.canvas.rect(50, 400 - y, 350, 0.6, stroke=0, fill=1)
    pages.text(53, 55, "a").text(153, 55, "b").text(303, 75, "c")
    assert places(pages.grid()) == [[1, 2], [3]]


def test_open_sides_are_columns():
    pages = Pages().rules((150, 300), (50, 90))
    for y in (50, 70, 90):
        pages.line(50, y, 400, y)
    pages.text(53, 55, "kiri").text(153, 55, "tengah").text(303, 55, "kanan")
    assert texts(pages.grid()) == [["kiri", "tengah", "kanan"]]


def test_two_tables_and_the_lines_between_them_in_order():
    pages = ruled(Pages().text(50, 20, "Tabel 2.1"), 50, [["1", "a", "b"], ["2", "c", "d"]])
    pages.text(50, 120, "Sumber : Bappeda").text(50, 160, "Tabel 2.2")
    grid = ruled(pages, 200, [["3", "e", "f"]]).grid()
    assert [row[0] for row in texts(grid)] == [
        "Tabel 2.1", "1", "2", "Sumber : Bappeda", "Tabel 2.2", "3",
    ]  # fmt: skip
    blank = [row.number for row in grid.rows if not row.cells]
    assert len(blank) == 5  # one behind every block


def test_a_table_in_a_frame_is_read_once():
    pages = ruled(Pages().rules((20, 580), (20, 40, 380)), 50, [["1", "a", "b"], ["2", "c", "d"]])
    assert texts(pages.text(25, 25, "Judul").grid()) == [
        ["Judul"],
        ["1", "a", "b"],
        ["2", "c", "d"],
    ]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_its_text_stands(rotate: int):
    grid = ruled(Pages(rotate), 50, [["1.06", "Program", "100"], ["", "Kegiatan", "-"]]).grid()
    assert texts(grid) == [["1.06", "Program", "100"], ["Kegiatan", "-"]]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_table_drawn_on_its_side_is_read_upright(angle: int):
    pages = Pages()
    pages.canvas.translate(300, 200)
    pages.canvas.rotate(angle)
    pages.canvas.translate(-300, -200)
    pages.canvas.setFont("Helvetica", 8)
    grid = ruled(pages, 50, [["1.06", "Program", "100"], ["", "Kegiatan", "-"]]).grid()
    assert texts(grid) == [["1.06", "Program", "100"], ["Kegiatan", "-"]]


def test_a_heading_that_runs_upwards_in_an_upright_table():
    pages = ruled(Pages(), 50, [["1", "Program", "100"]], step=60)
    pages.canvas.saveState()
    pages.canvas.translate(380, 400 - 105)
    pages.canvas.rotate(90)
    pages.canvas.drawString(0, 0, "Jumlah Data")
    pages.canvas.restoreState()
    assert texts(pages.grid()) == [["1", "Program", "100/Jumlah Data"]]


def test_bold_type_printed_twice_is_read_once():
    pages = Pages().text(50, 50, "PROGRAM").text(50.3, 50, "PROGRAM")
    assert texts(pages.grid()) == [["PROGRAM"]]


def test_a_row_cut_by_the_page_break_goes_on_in_its_columns():
    pages = ruled(Pages(), 340, [["1", "Penyediaan Gaji", "5"]]).next_page()
    grid = ruled(pages, 20, [["", "dan Tunjangan", ""], ["2", "Kegiatan", "7"]]).grid()
    assert places(grid)[1] == [2]
    assert texts(grid)[1] == ["dan Tunjangan"]


def test_a_row_without_a_closing_rule_ends_where_the_standing_rules_do():
    pages = Pages().rules(XS, (300, 320)).text(53, 305, "No").text(153, 305, "Program")
    for x in XS:
        pages.line(x, 320, x, 390)
    pages.text(53, 325, "1").text(153, 325, "Penyediaan").text(303, 325, "5")
    assert texts(pages.grid()) == [["No", "Program"], ["1", "Penyediaan", "5"]]


def test_a_repeated_header_without_a_rule_below_is_parted_from_the_rest_of_a_row():
    header = ["No", "Program", "Pagu"]
    pages = ruled(Pages(), 340, [header, ["1", "Penyediaan Gaji", "5"]]).next_page()
    grid = ruled(pages, 20, [["No", "Program/dan Tunjangan", "Pagu"], ["2", "Lain", "7"]]).grid()
    assert texts(grid)[2:] == [header, ["dan Tunjangan"], ["2", "Lain", "7"]]


# ------------------------------------------------------------- tables without rules


def columns(pages: Pages, top: float, rows: list[list[str]], step: float = 20) -> Pages:
    """Three columns without a rule; ``/`` parts lines of a cell."""
    for place, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            for line, part in enumerate(text.split("/")):
                pages.text(x, top + step * place + 9 * line, part)
    return pages


def test_columns_from_the_alignment_of_words():
    rows = [["No", "Program", "Pagu"], ["1", "Gaji", "5.000"], ["2", "", "7.000"]]
    grid = columns(Pages(), 50, rows).grid()
    assert places(grid) == [[1, 2, 3], [1, 2, 3], [1, 3]]


def test_lines_closer_than_rows_are_one_cell():
    rows = [["1", "Penyediaan Gaji/dan Tunjangan", "5.000"], ["2", "Rapat/Koordinasi", "7.000"]]
    grid = columns(Pages(), 50, [["No", "Program", "Pagu"], *rows], step=30).grid()
    assert texts(grid)[1:] == rows


def test_a_heading_in_the_middle_over_its_columns():
    pages = Pages()
    pages.canvas.drawCentredString(200, 400 - 50, "Capaian Tahun 2023")
    for place, row in enumerate(
        (
            ["Kode", "Target", "Realisasi"],
            ["1.06", "5 Unit", "7 Unit"],
            ["1.07", "8 Unit", "9 Unit"],
        )
    ):
        for x, text in zip((50, 150, 210), row, strict=True):
            pages.text(x, 55 + 12 * place, text)
    (heading,) = pages.grid().rows[0].cells
    assert (heading.column, heading.width) == (1, 2)


def test_lying_rules_part_rows():
    rows = [
        ["1", "Penyediaan Gaji/dan Tunjangan", "5.000"],
        ["2", "Rapat", "7.000"],
        ["3", "x", "8.000"],
    ]
    pages = columns(Pages(), 50, rows, step=20)
    for y in (48, 69, 89, 109):
        pages.line(50, y, 400, y)
    assert texts(pages.grid()) == rows


def test_columns_go_on_over_the_page_break():
    rows = [["No", "Program", "Pagu"], ["1", "Gaji", "5.000"], ["2", "Rapat", "7.000"]]
    pages = columns(Pages(), 300, rows).next_page()
    grid = columns(pages, 20, [["3", "", "9.000"], ["4", "", "1.000"]]).grid()
    assert places(grid)[3:] == [[1, 3], [1, 3]]


def test_running_titles_stand_apart():
    pages = Pages()
    for page in (1, 2):
        pages.text(50, 10, "Renja Dinas Sosial 2023").text(500, 10, str(page))
        columns(pages, 22, [["No", "Program", "Pagu"], [str(page), "Gaji", "5.000"]])
        if page == 1:
            pages.next_page()
    rows = texts(pages.grid())
    assert rows[0] == ["Renja Dinas Sosial 2023", "1"]
    assert rows[3] == ["Renja Dinas Sosial 2023", "2"]


def test_words_of_a_paragraph_are_one_cell():
    pages = Pages().text(50, 50, "Bab ini memuat hasil evaluasi tahun 2021 dan perkiraan.")
    assert texts(pages.grid()) == [["Bab ini memuat hasil evaluasi tahun 2021 dan perkiraan."]]


# ------------------------------------------------------------------- broken files


def refused(data: bytes) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        read_isolated(data, "renja.pdf", Limits(seconds=4))
    assert refusal.value.reason != refusal.value.reason_en
    return refusal.value


def whole() -> bytes:
    return ruled(Pages(), 50, [["1", "Program", "100"]]).data()


def test_a_file_is_read_in_a_process_of_its_own():
    (grid,) = read_isolated(whole(), "renja.pdf")
    assert texts(grid) == [["1", "Program", "100"]]
    assert grid.rows[0].cells[0].box is not None


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file(share: float):
    data = whole()
    assert refused(data[: int(len(data) * share)]).rule == "pdf_rusak"


@pytest.mark.parametrize(
    ("data", "rule"), [(b"", "berkas_kosong"), (b"Renja 2023\n" * 50, "pdf_rusak")]
)
def test_no_pdf(data: bytes, rule: str):
    assert refused(data).rule == rule


def locked(password: str) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption(password, ownerPassword="pemilik"))
    canvas.drawString(50, 50, "Renja")
    canvas.save()
    return target.getvalue()


def test_a_password():
    assert refused(locked("rahasia")).rule == "pdf_terkunci"


def test_a_file_that_anyone_may_open_but_not_change_is_read():
    (grid,) = read_pdf_grids(locked(""))
    assert texts(grid) == [["Renja"]]


def test_a_scan_has_no_text():
    pages = Pages()
    pages.canvas.rect(50, 50, 300, 200, fill=1)
    refusal = refused(pages.next_page().data())
    assert (refusal.rule, refusal.place) == ("pdf_pindai", "hal. 1-2")


def objects(*bodies: bytes) -> bytes:
    """A PDF of these objects, the first its catalogue."""
    data, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(bodies) + 1, table, len(bodies) + 1, len(data),
    )  # fmt: skip


def test_pages_that_hold_themselves():
    data = objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 3>>")
    assert refused(data).rule == "pdf_rusak"


def test_a_count_of_pages_beyond_all_measure():
    data = objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 100000>>")
    assert refused(data).rule == "pdf_terlalu_besar"


def test_a_drawing_that_draws_itself_ends():
    data = objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R"
        b"/Resources<</XObject<</A 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/A Do\nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>"
        b"/Length 11>>stream\n/A Do /A Do\nendstream",
    )
    assert refused(data).rule in {"batas_waktu", "pembaca_mati"}


# ------------------------------------------------------- as other programs draw tables

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


@pytest.mark.parametrize("producer", ["peramban", "fpdf2"])
def test_the_table_of_another_producer(producer: str):
    """The same rows over two pages, printed by a browser (Skia) and by fpdf2."""
    (grid,) = grids_of((FIXTURES / f"tabel_bergaris_{producer}.pdf").read_bytes())
    read = [[" ".join(cell.text.split()) for cell in row.cells] for row in grid.rows if row.cells]
    assert read == json.loads((FIXTURES / "tabel_bergaris.json").read_text(encoding="utf-8"))
