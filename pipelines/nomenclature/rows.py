"""Rows of cells from a file of an official list: CSV text, or the sheets of a workbook."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.model import HIDDEN_COLUMNS, HIDDEN_ROWS, Cell, Grid, Refusal
from pipelines.readers.encodings import decode

SEPARATORS = ",;\t|"
_HEADER_LINES = 60
_SHOWN = {"", HIDDEN_ROWS, HIDDEN_COLUMNS}  # a filter left on hides rows of the list itself
_BEGINS_WITH_CODE = re.compile(r'\s*"?[\dX]{1,2}(?:[.,;\t ]|$)', re.IGNORECASE)
_LONGEST_CELL = 1_000_000  # characters


@dataclass(frozen=True, slots=True)
class Text:
    """One cell: what is seen, and what a workbook stores in its place (else '')."""

    text: str
    stored: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands (``baris 12``, ``Sheet1 baris 12``) and its cells by column from 0.

    ``unclosed``: its line opens a quotation mark that does not end where the row does.
    """

    place: str
    cells: dict[int, Text]
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that share their columns. ``hidden`` is what hides them all, else ''."""

    name: str
    rows: tuple[Row, ...]
    hidden: str = ""


def tidy(text: str) -> str:
    """NFC, trimmed, single-spaced. Asterisks stay: in a decree they are footnote marks."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00a0", " ").split())


def csv_sheet(data: bytes) -> Sheet:
    """A CSV file parted by comma, semicolon, tab or bar; :class:`Refusal` where it is no text."""
    text = decode(data).text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refusal(
            "Berkas ini kosong; kirim ulang berkas yang berisi.",
            "This file is empty; send it again with its content.",
            rule="berkas_kosong",
        )
    return Sheet("", tuple(_csv_rows(text, _separator(text))))


def grid_sheets(grids: Sequence[Grid]) -> tuple[Sheet, ...]:
    """Sheets of a workbook; what a filter or a hidden column hides belongs to its sheet."""
    merged: dict[tuple[str, str], dict[int, list[Cell]]] = {}
    for grid in grids:
        hidden = "" if grid.hidden in _SHOWN else grid.hidden
        rows = merged.setdefault((grid.name, hidden), {})
        for row in grid.rows:
            rows.setdefault(row.number, []).extend(row.cells)
    return tuple(
        Sheet(name, tuple(_grid_row(name, number, cells) for number, cells in sorted(rows.items())),
              hidden)
        for (name, hidden), rows in merged.items()
    )  # fmt: skip


def _grid_row(sheet: str, number: int, cells: Sequence[Cell]) -> Row:
    found = {cell.column: Text(tidy(cell.text), cell.stored) for cell in cells}
    return Row(f"{sheet} baris {number + 1}".strip(), found)


def _separator(text: str) -> str:
    """The mark that parts most of the first lines into the same number of cells."""
    lines = [line for line in text.split("\n")[:_HEADER_LINES] if line.strip()]

    def regular(mark: str) -> tuple[int, int]:
        widths = [len(next(csv.reader([line], delimiter=mark), [])) for line in lines]
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        return (widths.count(usual) if usual > 1 else 0, usual)

    return max(SEPARATORS, key=regular)


def _csv_rows(text: str, mark: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_CELL)
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    start = 0
    while start < len(lines):
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell without an end
            values = []
        end = reader.line_num
        if values and not any(_is_row(line, mark) for line in lines[start + 1 : end]):
            yield _row(values, start)
        elif end == start + 1:
            yield Row(f"baris {start + 1}", {})
        else:
            # A mark that was never closed has swallowed the rows below it.
            for number in range(start, end):
                single = next(csv.reader([lines[number]], delimiter=mark), [])
                yield _row(single, number, unclosed=number == start)
        start = end


def _is_row(line: str, mark: str) -> bool:
    return mark in line and bool(_BEGINS_WITH_CODE.match(line))


def _row(values: Sequence[str], number: int, *, unclosed: bool = False) -> Row:
    cells = {column: Text(text) for column, value in enumerate(values) if (text := tidy(value))}
    return Row(f"baris {number + 1}", cells, unclosed)
