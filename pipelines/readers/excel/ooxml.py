"""Workbooks of Excel since 2007 (.xlsx, .xlsm): a zip of XML (ECMA-376 Part 1, SpreadsheetML).

The XML is read as it is, in one pass a sheet: text of numbers, formats, formulas, errors,
merged ranges and what is hidden all stand there, and nothing else reads them all as fast
(docs/reading.md has the measurement).
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

from pipelines.readers.excel.formulas import work_out
from pipelines.readers.excel.number_format import (
    BUILT_IN,
    GENERAL,
    is_beyond,
    shown,
    shown_text,
)
from pipelines.readers.excel.sheet import MOST_INDENT, Sheet, SheetCell, number_cell

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")
_LARGE = 4 << 20
_BLANK_CELL = re.compile(rb'<c r="[A-Z]{1,3}\d+"(?: s="\d+")?/>')
_BLANK_ROW = re.compile(rb'<row r="\d+"(?![^>]*\bhidden=)(?![^>]*\bht="0")(?:[^>]*/>|[^>]*></row>)')
_HIDDEN_STATES = frozenset({"hidden", "veryHidden"})
_TEXTS = frozenset({"s", "str", "inlineStr"})
_WORKSHEET = "/worksheet"

_Element = ElementTree.Element


@dataclass(frozen=True, slots=True)
class _Workbook:
    """What all sheets share."""

    strings: list[str]
    formats: list[str]
    indents: dict[str, int]  # style of cells -> steps that its text is set in, where it is
    from_1904: bool


@contextmanager
def _collecting_later() -> Iterator[None]:
    """A tree of XML is nothing but living objects: to look for garbage while it grows costs a
    fifth of the reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_ooxml(data: bytes) -> list[Sheet]:
    """The sheets of a workbook in order of their tabs; BadZipFile, KeyError or ParseError
    where it is broken."""
    with _collecting_later(), ZipFile(BytesIO(data)) as archive:
        main = _main_part(archive)
        root = ElementTree.fromstring(archive.read(main))
        targets = _relations(archive, main)
        properties = _child(root, "workbookPr")
        styles = _part(archive, targets, "/styles")
        book = _Workbook(
            strings=_strings(archive, targets),
            formats=_formats(styles),
            indents=_indents(styles),
            from_1904=properties is not None and _on(properties.get("date1904")),
        )
        sheets = []
        for entry in _children(_child(root, "sheets"), "sheet"):
            kind, path = targets.get(_relation_id(entry), ("", ""))
            if kind.endswith(_WORKSHEET):
                sheet = _sheet(ElementTree.fromstring(_filled(archive.read(path))), entry, book)
                sheet.comments = _comments(archive, path)
                sheets.append(sheet)
        _work_out(sheets, from_1904=book.from_1904)
        return sheets


def _work_out(sheets: list[Sheet], *, from_1904: bool) -> None:
    """Give formulas without a value the one that whoever opens the workbook sees."""
    pending = {
        (sheet.name, cell.row, cell.column): cell
        for sheet in sheets
        for cell in sheet.cells
        if cell.pending
    }
    if not pending:
        return
    error = Decimal("NaN")
    numbers = {
        (sheet.name, cell.row, cell.column): error if cell.text.startswith("#") else cell.number
        for sheet in sheets
        for cell in sheet.cells
    }
    values = work_out({place: cell.text[1:] for place, cell in pending.items()}, numbers)
    for place, value in values.items():
        cell = pending[place]
        if not is_beyond(value):
            cell.text = shown(value, cell.pending, from_1904=from_1904)


def split_reference(reference: str) -> tuple[int, int]:
    """``C12`` -> (row 11, column 2)."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"no cell reference: {reference!r}")
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


# --------------------------------------------------------------------------- parts


def _main_part(archive: ZipFile) -> str:
    for kind, path in _relations(archive, "").values():
        if kind.endswith("/officeDocument"):
            return path
    return "xl/workbook.xml"


def _relations(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (type, path of the part) of one part of the package."""
    folder = dirname(part)
    name = join(folder, "_rels", f"{part[len(folder) :].lstrip('/')}.rels")
    if name not in archive.namelist():
        return {}
    found = {}
    for relation in ElementTree.fromstring(archive.read(name)):
        target = relation.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", ""), path)
    return found


def _relation_id(entry: _Element) -> str:
    """The attribute ``r:id``, whatever the edition of the standard calls its namespace."""
    return next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")


def _part(archive: ZipFile, targets: dict[str, tuple[str, str]], kind: str) -> _Element | None:
    for found, path in targets.values():
        if found.endswith(kind) and path in archive.namelist():
            return ElementTree.fromstring(archive.read(path))
    return None


def _strings(archive: ZipFile, targets: dict[str, tuple[str, str]]) -> list[str]:
    root = _part(archive, targets, "/sharedStrings")
    if root is None:
        return []
    plain_text = root.tag.removesuffix("sst") + "t"
    found = []
    for item in root:
        only = item[0] if len(item) == 1 else None
        text = only.text if only is not None and only.tag == plain_text else None
        found.append(text if text and "_x" not in text else _rich_text(item))
    return found


def _rich_text(item: _Element) -> str:
    """The text of a string, of all its differently written runs together."""
    parts = []
    for child in item:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts.extend(t.text or "" for t in child if t.tag.endswith("}t"))
    text = "".join(parts)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _formats(root: _Element | None) -> list[str]:
    """The number format of every style of cells."""
    own = {
        int(item.get("numFmtId", "0")): item.get("formatCode", GENERAL)
        for item in _children(_child(root, "numFmts"), "numFmt")
    }
    known = BUILT_IN | own
    return [
        known.get(int(style.get("numFmtId", "0")), GENERAL)
        for style in _children(_child(root, "cellXfs"), "xf")
    ]


def _indents(root: _Element | None) -> dict[str, int]:
    """The styles of cells whose alignment sets the text in, and by how many steps."""
    found = {}
    for number, style in enumerate(_children(_child(root, "cellXfs"), "xf")):
        alignment = _child(style, "alignment")
        indent = alignment.get("indent", "") if alignment is not None else ""
        if indent.isdigit() and 0 < int(indent) <= MOST_INDENT:
            found[str(number)] = int(indent)
    return found


def _comments(archive: ZipFile, sheet: str) -> dict[tuple[int, int], str]:
    """What is noted on the cells of a sheet, by (row, column).

    A conversation ([MS-XLSX] 2.6.205, threaded comments) has all its turns; the note beside it only
    tells older programs that they cannot show it.
    """
    found: dict[tuple[int, int], str] = {}
    threads: dict[tuple[int, int], list[str]] = {}
    for kind, path in _relations(archive, sheet).values():
        if path not in archive.namelist():
            continue
        if kind.endswith("/comments"):
            root = ElementTree.fromstring(archive.read(path))
            for note in _children(_child(root, "commentList"), "comment"):
                text = _child(note, "text")
                if text is not None:
                    found[split_reference(note.get("ref", ""))] = _rich_text(text)
        elif kind.endswith("/threadedComment"):
            for turn in _children(ElementTree.fromstring(archive.read(path)), "threadedComment"):
                text = _child(turn, "text")
                if text is not None and text.text:
                    threads.setdefault(split_reference(turn.get("ref", "")), []).append(text.text)
    return found | {place: "\n".join(turns) for place, turns in threads.items()}


def _child(element: _Element | None, name: str) -> _Element | None:
    return next(_children(element, name), None)


def _children(element: _Element | None, name: str) -> Iterator[_Element]:
    if element is not None:
        yield from (child for child in element if child.tag.rpartition("}")[2] == name)


def _on(value: str | None) -> bool:
    return value in {"1", "true"}


# --------------------------------------------------------------------------- sheets


def _sheet(root: _Element, entry: _Element, book: _Workbook) -> Sheet:
    sheet = Sheet(entry.get("name", ""), [], hidden=entry.get("state") in _HIDDEN_STATES)
    for part in root:
        tag = part.tag.rpartition("}")[2]
        if tag == "sheetData":
            _read_rows(part, sheet, book)
        elif tag == "cols":
            for column in part:
                if _on(column.get("hidden")) or column.get("width") == "0":
                    first, last = int(column.get("min", "1")), int(column.get("max", "1"))
                    sheet.hidden_columns.update(range(first - 1, last))
        elif tag == "mergeCells":
            for merged in part:
                start, _, end = merged.get("ref", "").partition(":")
                (top, left), (bottom, right) = split_reference(start), split_reference(end or start)
                sheet.merged[top, left] = (right - left + 1, bottom - top + 1)
    return sheet


def _filled(xml: bytes) -> bytes:
    """A large sheet without its cells and rows that have a format and hold nothing.

    Whoever formats a whole column down to the last row makes a million of them.
    """
    if len(xml) < _LARGE or xml.count(b"<c r=") != xml.count(b"<c ") or b"<c>" in xml:
        return xml  # where a cell does not say its place, the blank ones before it do
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", xml))


def _read_rows(data: _Element, sheet: Sheet, book: _Workbook) -> None:
    names = data.tag.removesuffix("sheetData")
    value_tag, formula_tag, inline_tag = f"{names}v", f"{names}f", f"{names}is"
    columns: dict[str, int] = {}
    add = sheet.cells.append
    row = -1
    for line in data:
        said = line.get("r")
        row = int(said) - 1 if said else row + 1
        digits = len(said or "")
        if _on(line.get("hidden")) or line.get("ht") == "0":
            sheet.hidden_rows.add(row)
        column = -1
        for item in line:
            reference = item.get("r")
            if reference:
                letters = reference[:-digits] if digits else reference.rstrip("0123456789")
                known = columns.get(letters)
                if known is None:
                    known = columns[letters] = split_reference(reference)[1]
                column = known
            else:
                column += 1
            if not len(item):
                continue
            first = item[0]
            value, formula = None, None
            if first.tag == value_tag:  # most cells hold a value and no more
                value = first.text
            else:
                for child in item:
                    tag = child.tag
                    if tag == value_tag:
                        value = child.text
                    elif tag == formula_tag:
                        formula = child
                    elif tag == inline_tag:
                        value = _rich_text(child)
            cell = _cell(item, row, column, value, formula, book)
            if cell is not None:
                add(cell)


def _cell(
    item: _Element,
    row: int,
    column: int,
    value: str | None,
    formula: _Element | None,
    book: _Workbook,
) -> SheetCell | None:
    """A cell with its text; None where it is empty."""
    kind = item.get("t", "n")
    if not value:
        if formula is None or kind == "str":
            return None
        written = "=" + (formula.text or "")
        return SheetCell(row, column, written, written, pending=_format(item, book))
    if kind == "n":
        return number_cell(row, column, value, _format(item, book), from_1904=book.from_1904)
    if kind in _TEXTS:
        if kind == "s":
            value = book.strings[int(value)]
        code = _format(item, book)
        if code != GENERAL:
            value = shown_text(value, code)
    elif kind == "b":
        value = "TRUE" if value == "1" else "FALSE"
    if not value or value.isspace():
        return None
    indent = book.indents.get(item.get("s", "0"), 0) if book.indents else 0
    return SheetCell(row, column, value, indent=indent)


def _format(item: _Element, book: _Workbook) -> str:
    style = item.get("s")
    if style is None:
        return book.formats[0] if book.formats else GENERAL
    index = int(style)
    return book.formats[index] if index < len(book.formats) else GENERAL
