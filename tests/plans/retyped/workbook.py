"""The plan as an agency's own workbook: a sheet a form, true numbers under formats."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

from plans.retyped.document import ATTACHMENT, RUNNING_TITLE, SIGNATURE, TITLE, heading, sheet_names
from plans.retyped.printed import (
    HEADING,
    LABEL,
    NUMBER,
    PROGRAM,
    SECTION,
    TOTAL,
    Row,
    Table,
)
from plans.retyped.sheet_header import header_cells

_WRITTEN = datetime.datetime(2021, 8, 2, 8, 0, 0)  # the day of the regulation
_FOLIO = 14  # paper of 8,5 by 13 inches
_LINE = 12.75  # points of a line of text
_MONEY = re.compile(r"(?P<before>:?\s*Rp\.?)\s*(?P<amount>-|[\d.]+(?P<cents>,\d\d)?)")
_NUMBER = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?")
_MEASURE = re.compile(rf"{_NUMBER.pattern}(?P<tail>| ?%| [^\W\d_]+(?:[ /-][^\W\d_]+)*)")
_WIDTHS = {
    "code": 17.0, "number": 5.0, "name": 42.0, "indicator": 38.0, "place": 15.0, "measure": 14.0,
    "percent": 12.0, "money": 21.0, "fund": 9.0, "note": 16.0, "mark": 8.0, "text": 34.0,
}  # fmt: skip
_SUB_WIDTHS = {NUMBER: 4.0, LABEL: 25.0}
_WIDE = {("T-C.32", "place"): 30.0, ("T-C.32", "note"): 24.0, ("KODE", "name"): 80.0}
_CENTRED = frozenset({"number", "measure", "percent", "fund", "mark", "place"})
_BOLD = frozenset({HEADING, PROGRAM, TOTAL, SECTION})
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = PatternFill("solid", fgColor="D9D9D9")
_FONT = "Arial"


def workbook(tables: Sequence[Table]) -> bytes:
    """The tables as a workbook; the same tables give the same bytes."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Dinas Sosial Kabupaten Pasuruan"
    book.properties.title = RUNNING_TITLE
    book.properties.created = _WRITTEN
    for place, (table, name) in enumerate(zip(tables, sheet_names(list(tables)), strict=True)):
        sheet = _Sheet(book.create_sheet(name), table)
        sheet.write(first=place == 0, last=place == len(tables) - 1)
    out = io.BytesIO()
    book.save(out)
    return _undated(out.getvalue())


class _Sheet:
    """One table on its sheet, from the top down."""

    def __init__(self, sheet: Any, table: Table) -> None:
        self.sheet = sheet
        self.table = table
        self.row = 1
        self.kinds = {key: column.kind for column in table.columns for key in column.keys}
        self.widths = {key: self._width(key) for key in table.keys}
        self.styles: dict[tuple[bool, str, bool], Any] = {}

    def write(self, *, first: bool, last: bool) -> None:
        if first:
            self._lines(ATTACHMENT, column=max(1, len(self.widths) - 3))
            self.row += 1
            self._lines(TITLE, bold=True)
            self.row += 1
        own = heading(self.table)
        centred = tuple(line for line in own if ":" not in line)
        self._lines(centred, bold=True)
        if len(own) > len(centred):
            self.row += 1
            self._lines(own[len(centred) :], column=1)
        self.row += 1
        self._header()
        for row in self.table.rows:
            self._data(row)
        if last:
            self.row += 2
            for line in SIGNATURE:
                self._lines((line,), column=len(self.widths) - 1)
                self.row += 1
        self._page()

    def _width(self, key: str) -> float:
        if key[-1] in _SUB_WIDTHS:
            return _SUB_WIDTHS[key[-1]]
        return _WIDE.get((self.table.form, self.kinds[key]), _WIDTHS[self.kinds[key]])

    def _lines(self, lines: Sequence[str], *, bold: bool = False, column: int = 0) -> None:
        """Lines of text: over the whole table and centred, or at a column."""
        for line in lines:
            cell = self.sheet.cell(self.row, column or 1, line)
            cell.font = Font(name=_FONT, size=11 if bold else 10, bold=bold)
            if not column:
                cell.alignment = Alignment(horizontal="center")
                self._merge(self.row, 1, 1, len(self.widths))
            self.row += 1

    def _merge(self, row: int, column: int, height: int, width: int) -> None:
        if height > 1 or width > 1:
            self.sheet.merge_cells(
                start_row=row, start_column=column,
                end_row=row + height - 1, end_column=column + width - 1,
            )  # fmt: skip

    def _header(self) -> None:
        depth, cells = header_cells(self.table)
        widths = list(self.widths.values())
        for row in range(self.row, self.row + depth):
            for column in range(1, len(widths) + 1):
                bold = row < self.row + depth - 1
                self._style(row, column, bold=bold, side="center", middle=True)
        heights = [1] * depth
        for each in cells:
            words = int(each.text) if each.text.isdigit() else each.text
            self.sheet.cell(self.row + each.row, each.column + 1, words or None)
            self._merge(self.row + each.row, each.column + 1, each.height, each.width)
            room = sum(widths[each.column : each.column + each.width])
            lines = ceil(_lines_of(each.text, room * 0.85) / each.height)
            heights[each.row] = max(heights[each.row], lines)
        if depth > 2:  # a heading over two rows takes what the lower one leaves
            heights[1] = max(heights[1], *(
                _lines_of(each.text, sum(widths[each.column : each.column + each.width]) * 0.85)
                - heights[0] for each in cells if each.height > 1
            ))  # fmt: skip
        for offset, lines in enumerate(heights):
            self.sheet.row_dimensions[self.row + offset].height = lines * _LINE + 4
        self.sheet.print_title_rows = f"{self.row}:{self.row + depth - 1}"
        self.row += depth
        self.sheet.freeze_panes = self.sheet.cell(self.row, 1)

    def _data(self, row: Row) -> None:
        lines = 1
        keys = list(self.widths)
        for column, key in enumerate(keys, start=1):
            text = row.cells.get(key, "")
            centred = self.kinds[key] in _CENTRED or key.endswith(NUMBER)
            side = "center" if centred else "left" if self.kinds[key] == "code" else "general"
            self._style(self.row, column, bold=row.kind in _BOLD, side=side)
            if text:
                self._put(self.sheet.cell(self.row, column), key, text)
                room = self.widths[key]
                if self._takes_number(row, key):
                    room += self.widths[f"{key}{NUMBER}"]
                bold = 0.9 if row.kind in _BOLD else 1.0
                lines = max(lines, _lines_of(text, room * bold))
        for column, key in enumerate(keys[1:], start=2):
            if self._takes_number(row, key):
                self._over_number(column)
        self.sheet.row_dimensions[self.row].height = lines * _LINE + 2
        self.row += 1

    def _takes_number(self, row: Row, key: str) -> bool:
        """A programme or a heading is printed over the column of item numbers as well."""
        number = f"{key}{NUMBER}"
        headed = row.kind in {HEADING, PROGRAM}
        return headed and key in row.cells and number in self.widths and number not in row.cells

    def _over_number(self, column: int) -> None:
        words = self.sheet.cell(self.row, column)
        first = self.sheet.cell(self.row, column - 1)
        first.value, words.value = words.value, None
        first._style = copy(words._style)
        self._merge(self.row, column - 1, 1, 2)

    def _style(self, row: int, column: int, *, bold: bool, side: str, middle: bool = False) -> None:
        cell = self.sheet.cell(row, column)
        made = self.styles.get((bold, side, middle))
        if made is None:
            cell.font = Font(name=_FONT, size=9, bold=bold)
            cell.border = _GRID
            cell.alignment = Alignment(
                horizontal=side, vertical="center" if middle else "top", wrap_text=True
            )
            if middle:
                cell.fill = _GREY
            self.styles[bold, side, middle] = cell._style
        else:
            cell._style = copy(made)  # to look up every style takes most of the time

    def _put(self, cell: Any, key: str, text: str) -> None:
        """The text in its cell: as a number under a format where a person would type one."""
        kind = self.kinds[key]
        typed: tuple[float | int, str] | None = None
        if key[-1] in _SUB_WIDTHS or kind == "number" or (kind == "code" and len(text) == 4):
            typed = (int(text), "General") if text.isdigit() else None
        elif kind == "money":
            typed = money(text)
        elif kind in {"measure", "percent"}:
            typed = measure(text)
        if typed is not None:
            cell.value, cell.number_format = typed
            return
        cell.value = text  # openpyxl knows the error values of a spreadsheet
        if kind == "code":
            cell.number_format = "@"

    def _page(self) -> None:
        for column, width in enumerate(self.widths.values(), start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.paperSize = _FOLIO
        self.sheet.page_setup.fitToWidth = 1
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.page_margins = PageMargins(left=0.5, right=0.4, top=0.6, bottom=0.7)
        self.sheet.oddFooter.left.text = RUNNING_TITLE
        self.sheet.oddFooter.right.text = "Halaman &P dari &N"


def money(text: str) -> tuple[int | float, str] | None:
    """``: Rp 40.000.000`` as an amount under an accounting format; None where it is none."""
    match = _MONEY.fullmatch(text)
    if match is None:
        return None
    before, amount = match["before"], match["amount"]
    value = Decimal(0) if amount == "-" else Decimal(amount.replace(".", "").replace(",", "."))
    digits = "#,##0.00" if match["cents"] else "#,##0"
    shown = f'_-"{before}"* '
    return int(value), f'{shown}{digits}_-;{shown}-{digits}_-;{shown}"-"_-;_-@_-'


def measure(text: str) -> tuple[int | float, str] | None:
    """``6,58%`` as 0.0658 and ``6 Dokumen`` as 6, each under its format; None for other texts."""
    match = _MEASURE.fullmatch(text)
    if match is None:
        return None
    whole, decimals, tail = match[1], match[2] or "", match["tail"]
    value = Decimal(f"{whole.replace('.', '')}.{decimals or 0}")
    digits = "#,##0" if "." in whole else "0"
    digits += f".{'0' * len(decimals)}" if decimals else ""
    if tail.strip() == "%":
        value /= 100
        digits += "%" if tail == "%" else "\\ %"
    elif tail:
        digits += f'"{tail}"'
    number = int(value) if value == value.to_integral_value() else float(value)
    return number, digits


def _lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of so many letters."""
    return sum(_lines_of_one(line, width) for line in text.split("\n"))


def _lines_of_one(text: str, width: float) -> int:
    lines = 1
    room = width * 1.2
    left = room
    for word in text.split():
        if len(word) > left and left < room:
            lines += 1
            left = room
        lines += int(len(word) // room)
        left -= len(word) % room + 1
    return lines


def _undated(data: bytes) -> bytes:
    """The same workbook without the moment of its writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                stamp = _WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            info = zipfile.ZipInfo(name, _WRITTEN.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()
