"""Ruling lines as programs draw them: dots, dashes, double, a cell at a time; and cut words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pdf_pages import HIGH, Pages, places, texts

from pipelines.readers.pdf.cut_words import Words, joined_figures
from pipelines.readers.pdf.headings import widen_headings
from pipelines.readers.pdf.pieces import Part
from pipelines.readers.pdf.shapes import Glyph, word_of

XS, YS = (50, 150, 300, 400), (50, 70, 90)
CELLS = [["1", "Program", "100"], ["2", "Kegiatan", "90"]]


def filled(pages: Pages) -> Pages:
    for y, row in zip(YS, CELLS, strict=False):
        for x, text in zip(XS, row, strict=False):
            pages.text(x + 3, y + 4, text)
    return pages


def dots(pages: Pages, x0: float, y0: float, x1: float, y1: float) -> None:
    steps = int(max(x1 - x0, y1 - y0) / 1.5)
    for step in range(steps + 1):
        x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
        pages.canvas.rect(x, HIGH - y, 0.75, 0.75, stroke=0, fill=1)


def test_dotted_rules_a_shape_a_dot():
    pages = Pages()
    for x in XS:
        dots(pages, x, YS[0], x, YS[-1])
    for y in YS:
        dots(pages, XS[0], y, XS[-1], y)
    assert texts(filled(pages).grid()) == CELLS


def test_dashed_rules_that_are_strokes():
    pages = Pages()
    pages.canvas.setDash(2, 2)
    assert texts(filled(pages.rules(XS, YS)).grid()) == CELLS


def test_dashes_of_one_path_are_one_rule():
    pages = Pages()
    for y in YS:
        path = pages.canvas.beginPath()
        for step in range(87):
            path.rect(XS[0] + 4 * step, HIGH - y, 2, 0.75)
        pages.canvas.drawPath(path, stroke=0, fill=1)
    for x in XS:
        pages.line(x, YS[0], x, YS[-1])
    assert places(filled(pages).grid()) == [[1, 2, 3], [1, 2, 3]]


def test_double_rules_make_no_rows():
    pages = Pages().rules(XS, YS).rules([x + 1.5 for x in XS], [y + 1.5 for y in YS])
    grid = filled(pages).grid()
    assert texts(grid) == CELLS
    assert places(grid) == [[1, 2, 3], [1, 2, 3]]


def test_a_box_and_a_fill_for_every_cell():
    pages = Pages()
    pages.canvas.setFillGray(0.9)
    for x0, x1 in pairwise(XS):
        for y0, y1 in pairwise(YS):
            pages.canvas.rect(x0, HIGH - y1, x1 - x0, y1 - y0, stroke=1, fill=1)
    pages.canvas.setFillGray(0)
    assert texts(filled(pages).grid()) == CELLS


def test_fills_alone_draw_no_cells():
    pages = Pages()
    pages.canvas.setFillGray(0.9)
    pages.canvas.rect(40, 200, 400, 160, stroke=0, fill=1)
    pages.canvas.setFillGray(0)
    assert texts(pages.text(50, 60, "Sumber : Bappeda").grid()) == [["Sumber : Bappeda"]]


def test_the_rest_of_a_row_below_a_repeated_header_stands_apart_from_it():
    pages = Pages().rules(XS, (330, 350, 370))
    header = ["Indikator", "Program", "Target"]
    for y, row in ((334, header), (354, ["Persentase barang", "Pemeliharaan", "63 %"])):
        for x, text in zip(XS, row, strict=False):
            pages.text(x + 3, y, text)
    pages.next_page().rules(XS, YS)
    for y, row in ((54, header), (74, ["kondisi baik", "Barang"])):
        for x, text in zip(XS, row, strict=False):
            pages.text(x + 3, y, text)
    rows = [bool(row.cells) for row in pages.grid().rows]
    assert rows == [True, True, False, True, False, True, False]


# ------------------------------------------------------------- what columns cut


@pytest.mark.parametrize(
    ("printed", "whole"),
    [
        ("216.371.\n400", "216.371.400"),
        ("20.590.5\n00.000", "20.590.500.000"),
        ("2.15.01.2.0\n1.04", "2.15.01.2.01.04"),
        ("12\n15", "12\n15"),
        ("5.000\n7.000", "5.000\n7.000"),
        ("Kabupaten/\nKota", "Kabupaten/Kota"),
        ("undang-\nundang", "undang-undang"),
        ("- Belanja\n- Modal", "- Belanja\n- Modal"),
        ("Program 2021.\n2 Dokumen", "Program 2021.\n2 Dokumen"),
    ],
)
def test_figures_and_marks(printed: str, whole: str):
    assert joined_figures(printed) == whole


def test_a_word_is_whole_where_the_document_prints_it_whole():
    words = Words(["PROGRAM\nKABUPATEN/KOT\nA", "Kota Wiralaga", "dan\na", "dana dan daya"])
    assert words.mended("PROGRAM\nKABUPATEN/KOT\nA") == "PROGRAM\nKABUPATEN/KOTA"
    assert words.mended("dan\na") == "dan\na"  # dan is a word of its own


# ------------------------------------------------------------- headings over columns


def part(column: int, left: float, right: float, text: str = "x") -> Part:
    return Part(column, 1, (word_of([Glyph(text, left, 0, right, 8)]),))


def test_a_heading_covers_the_columns_in_whose_middle_it_stands():
    columns = [(0.0, 20.0), (40.0, 80.0), (100.0, 140.0), (160.0, 200.0), (220.0, 260.0)]
    lines = [[part(0, 5, 15), part(2, 95, 145), part(4, 230, 250)]]
    lines.append([part(column, *columns[column]) for column in (1, 2, 3)])
    widen_headings(lines, columns)
    assert [(each.column, each.width) for each in lines[0]] == [(0, 1), (1, 3), (4, 1)]
