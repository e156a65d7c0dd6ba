"""Workbooks of Excel up to 2003 (.xls), read with xlrd ([MS-XLS], BIFF8 and before)."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from typing import Any

import xlrd

from pipelines.readers.excel.number_format import GENERAL, shown_text
from pipelines.readers.excel.sheet import MOST_INDENT, Sheet, SheetCell, number_cell

_UNKNOWN_ERROR = "#N/A"
_HIDDEN_COLUMNS_KEPT = 1024  # a file may say that all columns to the last are hidden


class Unreadable(Exception):
    """Bytes that are no workbook after all."""


class Locked(Exception):
    """A workbook that a password guards."""


def read_biff(data: bytes) -> list[Sheet]:
    """The sheets of a workbook in order of their tabs.

    :class:`Locked` where a password guards it, :class:`Unreadable` where it is broken.
    """
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=StringIO())
        return [_sheet(book, book.sheet_by_index(index)) for index in range(book.nsheets)]
    except Exception as error:  # broken bytes make xlrd raise anything
        raise (Locked if "encrypted" in str(error) else Unreadable)(str(error)) from error


def _sheet(book: Any, source: Any) -> Sheet:
    sheet = Sheet(source.name, [], hidden=bool(source.visibility))
    for top, bottom, left, right in source.merged_cells:
        sheet.merged[top, left] = (right - left, bottom - top)
    sheet.hidden_rows = {
        row for row, info in source.rowinfo_map.items() if info.hidden or info.height == 0
    }
    sheet.hidden_columns = {
        column
        for column, info in source.colinfo_map.items()
        if column < _HIDDEN_COLUMNS_KEPT and (info.hidden or info.width == 0)
    }
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            cell = _cell(book, source.cell(row, column), row, column)
            if cell is not None:
                sheet.cells.append(cell)
    sheet.comments = {place: note.text for place, note in source.cell_note_map.items()}
    return sheet


def _cell(book: Any, cell: Any, row: int, column: int) -> SheetCell | None:
    """A cell with its text; None where it is empty."""
    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(cell.value, _UNKNOWN_ERROR)
        return SheetCell(row, column, text)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return SheetCell(row, column, "TRUE" if cell.value else "FALSE")
    code = _format(book, cell.xf_index)
    if cell.ctype == xlrd.XL_CELL_TEXT:
        text = shown_text(str(cell.value), code)
        indent = _indent(book, cell.xf_index)
        return SheetCell(row, column, text, indent=indent) if text.strip() else None
    number = str(Decimal(repr(cell.value)))
    return number_cell(row, column, number, code, from_1904=bool(book.datemode))


def _indent(book: Any, style: int | None) -> int:
    """The steps that the alignment of a style sets a text in ([MS-XLS] 2.5.20, cIndent)."""
    if style is None or style >= len(book.xf_list):
        return 0
    return min(int(book.xf_list[style].alignment.indent_level), MOST_INDENT)


def _format(book: Any, style: int | None) -> str:
    if style is None or style >= len(book.xf_list):
        return GENERAL
    found = book.format_map.get(book.xf_list[style].format_key)
    return found.format_str if found is not None and found.format_str else GENERAL
