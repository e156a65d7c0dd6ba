"""Workbooks of LibreOffice and other office suites (.ods): OpenDocument 1.2, part 1.

A cell of a spreadsheet there holds its value and also its text as it was shown; the text is
taken, with points and commas as in Indonesia where the program that wrote it had others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from pipelines.readers.excel.number_format import exact
from pipelines.readers.excel.sheet import MOST_INDENT, Sheet, SheetCell

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ANNOTATION = f"{_OFFICE}annotation"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

_LEFT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}margin-left"
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(cm|mm|in|pt)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0}
_STEP = 10.0  # points that a workbook of Excel set in by one step has there

_NUMBERS = frozenset({"float", "percentage", "currency"})
_NOT_SHOWN = frozenset({"collapse", "filter"})
_MOST = 65_536  # repetitions of a cell or row with content; more is filling, not data
_DIGITS = re.compile(r"\d[\d.,]*")
_SWAP = str.maketrans(".,", ",.")

_Element = ElementTree.Element


def read_opendocument(data: bytes) -> list[Sheet]:
    """The sheets in order of their tabs; BadZipFile, KeyError or ParseError where broken."""
    with ZipFile(BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    hidden_styles = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iter(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if body is None:
        raise KeyError("spreadsheet")
    indents = _indents(root)
    return [_sheet(table, hidden_styles, indents) for table in body.findall(f"{_TABLE}table")]


def _indents(root: _Element) -> dict[str, int]:
    """The styles of cells whose text is set in, and by how many steps."""
    found = {}
    for style in root.iter(f"{_STYLE}style"):
        properties = style.find(f"{_STYLE}paragraph-properties")
        length = _LENGTH.fullmatch(properties.get(_LEFT, "")) if properties is not None else None
        if length is not None and style.get(f"{_STYLE}family") == "table-cell":
            steps = round(float(length[1]) * _POINTS[length[2]] / _STEP)
            found[style.get(f"{_STYLE}name", "")] = min(steps, MOST_INDENT)
    return found


@dataclass
class _Place:
    """Where the reading of a sheet stands."""

    row: int = 0
    column: int = 0


def _sheet(table: _Element, hidden_styles: set[str], indents: dict[str, int]) -> Sheet:
    name = table.get(f"{_TABLE}name", "")
    sheet = Sheet(name, [], hidden=table.get(f"{_TABLE}style-name") in hidden_styles)
    place = _Place()
    for column in _nested(table, "table-column", "table-header-columns", "table-columns"):
        count = _repeated(column, "columns")
        if column.get(f"{_TABLE}visibility") in _NOT_SHOWN and count <= _MOST:
            sheet.hidden_columns.update(range(place.column, place.column + count))
        place.column += count
    for row in _nested(table, "table-row", "table-header-rows", "table-rows"):
        _read_row(row, sheet, place, indents)
    return sheet


def _nested(table: _Element, name: str, *wrappers: str) -> Iterator[_Element]:
    """Rows or columns of a table, also those inside groups and headers."""
    inside = {f"{_TABLE}{each}" for each in (*wrappers, f"{name}-group")}
    for child in table:
        if child.tag == f"{_TABLE}{name}":
            yield child
        elif child.tag in inside:
            yield from _nested(child, name, *wrappers)


def _read_row(row: _Element, sheet: Sheet, place: _Place, indents: dict[str, int]) -> None:
    count = _repeated(row, "rows")
    hidden = row.get(f"{_TABLE}visibility") in _NOT_SHOWN
    before = len(sheet.cells)
    place.column = 0
    for cell in row:
        if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        times = _repeated(cell, "columns")
        text, stored = _text(cell)
        if text.strip() or stored:
            indent = indents.get(cell.get(f"{_TABLE}style-name", ""), 0)
            for column in range(place.column, place.column + min(times, _MOST)):
                sheet.cells.append(SheetCell(place.row, column, text, stored, indent=indent))
        note = cell.find(_ANNOTATION)
        if note is not None:
            lines = [_paragraph(line) for line in note.findall(f"{_TEXT}p")]
            sheet.comments[place.row, place.column] = "\n".join(lines)
        width = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        height = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        if width > 1 or height > 1:
            sheet.merged[place.row, place.column] = (width, height)
        place.column += times
    made = sheet.cells[before:]
    last = place.row + (min(count, _MOST) if made or count <= _MOST else 1)
    if hidden:
        sheet.hidden_rows.update(range(place.row, last))
    if made:
        for again in range(place.row + 1, last):
            sheet.cells.extend(
                SheetCell(again, cell.column, cell.text, cell.stored, indent=cell.indent)
                for cell in made
            )
    place.row += count


def _repeated(element: _Element, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated", "1")))


def _text(cell: _Element) -> tuple[str, str]:
    """The text of a cell and what it stores where that is something else."""
    lines = [_paragraph(line) for line in cell.findall(f"{_TEXT}p")]
    text = "\n".join(lines)
    kind = cell.get(f"{_OFFICE}value-type")
    formula = (cell.get(f"{_TABLE}formula") or "").partition("=")[2]
    if kind is None:
        return (text, "") if text.strip() or not formula else (f"={formula}", f"={formula}")
    if kind == "date":
        return text, cell.get(f"{_OFFICE}date-value", "")
    if kind not in _NUMBERS:
        return text, ""
    try:
        number = Decimal(cell.get(f"{_OFFICE}value", ""))
    except InvalidOperation:
        return text, ""
    if not text.strip():
        return "", "" if not number else exact(number)
    text = _as_in_indonesia(text, number, percent=kind == "percentage")
    stored = exact(number)
    return text, "" if stored == text else stored


def _paragraph(line: _Element) -> str:
    """The text of a paragraph; spaces, tabs and breaks are elements of their own."""
    parts = [line.text or ""]
    for child in line:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * int(child.get(f"{_TEXT}c", "1")))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag.startswith(_TEXT):
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _as_in_indonesia(text: str, number: Decimal, *, percent: bool) -> str:
    """A number shown as ``1,983.5`` becomes ``1.983,5``; the value tells which of them it is."""
    value = number * 100 if percent else number
    swapped = text.translate(_SWAP)
    if text == swapped:
        return text
    read = [(_off(each, value), rank, each) for rank, each in enumerate((text, swapped))]
    return min(read)[2]


def _off(text: str, value: Decimal) -> Decimal:
    """How far the number in a text is from a value, as a share of it; 2 where there is none."""
    found = _DIGITS.search(text)
    try:
        shown = Decimal(found[0].replace(".", "").replace(",", ".") if found else "")
    except InvalidOperation:
        return Decimal(2)
    return min(abs(shown - abs(value)) / (abs(value) or 1), Decimal(2))
