"""Small workbooks for tests, and what the reader sees in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.model import Grid
from pipelines.readers import read_grids

#: A plan of the year as an agency's sheet: merged headers, codes as text.
PLAN_HEADER = (
    ("Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja", "Rencana Tahun 2023", None, None,
     "Prakiraan Maju Tahun 2024", None),
    (None, None, None, "Target", "Pagu Indikatif", "Sumber Dana", "Target", "Pagu Indikatif"),
)  # fmt: skip
PLAN_MERGED = ("A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:H4")
PLAN_ROWS = (
    ("3.27.02", "PROGRAM PENYULUHAN PERTANIAN", "Persentase petani terlatih", "65 %", 150_000_000,
     None, "70 %", 165_000_000),
    ("3.27.02.2.01", "Pelaksanaan Penyuluhan Pertanian", "Jumlah penyuluh", "120 Orang",
     150_000_000, None, "130 Orang", 165_000_000),
    ("3.27.02.2.01.01", "Peningkatan Kapasitas Kelembagaan Penyuluhan", "Jumlah kelompok",
     "12 Kelompok", 100_000_000, "DAU", "13 Kelompok", 110_000_000),
    ("3.27.02.2.01.02", "Penyediaan Sarana Penyuluhan", "Jumlah paket", "4 Paket", 50_000_000,
     "DAU", "5 Paket", 55_000_000),
)  # fmt: skip


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(change: Callable[[Worksheet], object]) -> bytes:
    """A workbook of one sheet ``Renja`` as ``change`` fills it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Renja"
    change(sheet)
    return saved(book)


def fill_plan(sheet: Worksheet) -> None:
    """The plan of the year at the upper left of a sheet: header in rows 4 and 5."""
    sheet["A1"] = "Tabel 4.1 Rencana Program dan Kegiatan Tahun 2023 dan Prakiraan Maju Tahun 2024"
    sheet["A2"] = "Dinas Pertanian Kabupaten Contoh, Renja Tahun 2023"
    for number, row in enumerate((*PLAN_HEADER, *PLAN_ROWS), start=4):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
            if isinstance(value, int):
                sheet.cell(number, column).number_format = "#,##0"
    for area in PLAN_MERGED:
        sheet.merge_cells(area)


def plan(change: Callable[[Worksheet], object] | None = None) -> bytes:
    """The plan of the year as a workbook, then changed."""

    def build(sheet: Worksheet) -> None:
        fill_plan(sheet)
        if change is not None:
            change(sheet)

    return workbook(build)


def grids(data: bytes, name: str = "renja.xlsx") -> tuple[Grid, ...]:
    """The grids of a workbook."""
    return read_grids(data, name)


def texts(data: bytes, name: str = "renja.xlsx") -> dict[str, str]:
    """What is seen: text by address."""
    return {
        cell.address: cell.text
        for grid in grids(data, name)
        if not grid.hidden
        for row in grid.rows
        for cell in row.cells
    }


def one(value: object, number_format: str = "General") -> str:
    """The text of one cell that holds a value under a format; empty where nothing is seen."""

    def build(sheet: Worksheet) -> None:
        sheet["A1"] = "isi"
        sheet["B1"] = value
        sheet["B1"].number_format = number_format

    return texts(workbook(build)).get("Renja!B1", "")


def open_document(rows: list[list[str]], styles: str = "", columns: str = "") -> bytes:
    """An .ods of one sheet; a cell is its whole element or the text of one."""
    cells = [
        [
            c
            if c.startswith("<")
            else f"<table:table-cell office:value-type='string'><text:p>{escape(c)}</text:p></table:table-cell>"
            for c in row
        ]
        for row in rows
    ]
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)
    content = (
        "<office:document-content "
        "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
        "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
        "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
        "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        "<office:body><office:spreadsheet><table:table table:name='Renja'>"
        f"{columns}{lines}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return out.getvalue()
