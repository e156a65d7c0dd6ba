"""The tables of a text as its pages showed them: cells in the columns of the official forms.

The product's own reading gives the columns. What page breaks and narrow columns cut is whole
again; nothing else is changed, so every defect of the document stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.labels import split_item_number
from pipelines.layouts import Layout, layout_of
from pipelines.model import Cell, clean
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.records.raw_records import RawRecord, RawRecords
from pipelines.records.tokens import Token
from pipelines.tables.headers import Header
from pipelines.tables.recognise import FoundTable, find_tables

#: Sub-columns: the item number in front of a name, the words in front of an amount.
NUMBER, LABEL = "#", ":"
_HEADING = re.compile(r"(?:urusan|bidang)\s", re.IGNORECASE)
_POINT = re.compile(r" - (?=[A-Z][a-z])")  # of a list, a line of its own
_PROGRAM = re.compile(r"program\s", re.IGNORECASE)
_VALUES = frozenset({"measure", "percent", "money"})
#: What a row of a table may be, from the top down.
SECTION, HEADING, PROGRAM, DATA, EXPENDITURE, TOTAL = KINDS = (
    "tahun", "bidang", "program", "isi", "belanja", "jumlah",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its heading; ``kind`` as in the layout of the form.

    ``keys`` are those of its cells from left to right: more than one where the heading spans
    sub-columns.
    """

    keys: tuple[str, ...]
    words: str
    group: str
    kind: str
    number: str


@dataclass
class Row:
    """A printed row: its texts by key of column; ``kind`` is one of :data:`KINDS`."""

    number: int
    kind: str = DATA
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an official form: title lines, columns and rows as printed."""

    form: str
    title: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def keys(self) -> list[str]:
        """The keys of all cells of a row from left to right."""
        return [key for column in self.columns for key in column.keys]


def printed_tables(data: bytes, file: str) -> list[Table]:
    """All tables of a document in printed order."""
    tables = find_tables(read_grids(data, file))
    records = read_records(tables)
    return [_table(found, records) for found in tables.tables]


def _table(found: FoundTable, records: RawRecords) -> Table:
    layout = layout_of(found.form)
    header = found.segments[0].header
    rows = _Rows(layout, header)
    for record in records.records:
        if record.table == found.number:
            rows.record(record)
    for cell in records.sections:
        if cell in _cells_of(found):
            rows.put(cell.row, "kode", clean(cell.text), SECTION)
    for total in records.totals:
        if total.table == found.number:
            rows.total(total.cells, total.label, total.amounts)
    for _, token, _, table in records.misplaced:
        if table == found.number:
            rows.slid(token)
    ordered = tuple(rows.rows[number] for number in sorted(rows.rows))
    title = tuple(" ".join(clean(cell.text) for cell in row.cells) for row in found.title)
    return Table(found.form, title, _columns(layout, header, ordered), ordered)


def _cells_of(found: FoundTable) -> set[Cell]:
    return {cell for row in found.rows for cell in row.cells}


def _columns(layout: Layout, header: Header, rows: Sequence[Row]) -> tuple[Column, ...]:
    used = {key for row in rows for key in row.cells}
    numbers = {}
    if header.number_row is not None:
        numbers = {cell.column: clean(cell.text) for cell in header.number_row.cells}
    columns = []
    for each in header.columns:
        assert each.column_id is not None  # the text has no column that its form has not
        spec = layout.column(each.column_id)
        key = f"{spec.id}@{each.position}" if spec.repeats else spec.id
        keys = [key + mark for mark in (NUMBER, LABEL) if key + mark in used]
        columns.append(
            Column((*keys, key), each.own, each.group, spec.kind, numbers.get(each.position, ""))
        )
    return tuple(columns)


class _Rows:
    """Rows by their number in the text."""

    def __init__(self, layout: Layout, header: Header) -> None:
        self.layout = layout
        self.ids = {column.id for column in layout.columns}
        self.has_numbers = any(column.column_id == "nomor" for column in header.columns)
        self.rows: dict[int, Row] = {}

    def row(self, number: int) -> Row:
        """The row of a number, made where it is not yet there."""
        return self.rows.setdefault(number, Row(number))

    def put(self, number: int, key: str, text: str, kind: str = "") -> None:
        """One text in its cell; a text that is there already goes on with this one."""
        row = self.row(number)
        joined = f"{row.cells[key]} {text}" if key in row.cells else text
        row.cells[key] = _POINT.sub("\n- ", joined)
        row.kind = kind or row.kind

    def record(self, record: RawRecord) -> None:
        """Put all that a record holds; its values on lines of their own stay there."""
        suffix = self.layout.sides[record.side - 1].suffix
        name = self._full("nama", suffix)
        pieces = [
            (self._full(column, suffix), token)
            for column, tokens in record.pieces.items()
            for token in tokens
        ]
        worded = {_row_of(token) for column, token in pieces if self._kind(column) not in _VALUES}
        number = clean(record.number.text) if record.number is not None else ""
        kind = DATA
        for column, token in pieces:
            row = record.row if _row_of(token) in worded else _row_of(token)
            text = clean(token.text)
            if column == name and self.layout.rows == "hierarchy":
                if not number and name not in self.row(row).cells:
                    number, text = split_item_number(text) or ("", text)
                kind = (
                    HEADING if _HEADING.match(text) else PROGRAM if _PROGRAM.match(text) else kind
                )
            self.put(row, column, text)
        if number:
            own = self.has_numbers and (self.layout.rows == "list" or kind == PROGRAM)
            self.put(record.row, "nomor" if own else f"{name}{NUMBER}", number)
        self.row(record.row).kind = kind
        for line in record.expenditure:
            row = _row_of(line.label)
            self.put(row, f"pagu{LABEL}", clean(line.label.text), EXPENDITURE)
            for column, token in line.amounts.items():
                self.put(row, column, clean(token.text))

    def total(self, cells: Sequence[Cell], label: str | None, amounts: dict[str, Token]) -> None:
        if label:
            self.put(cells[0].row, f"pagu{LABEL}", label, TOTAL)
        for column, token in amounts.items():
            self.put(cells[0].row, column, clean(token.text), TOTAL)

    def slid(self, token: Token) -> None:
        """A value in the field in front of an amount, where labels of amounts stand."""
        self.put(_row_of(token), f"pagu{LABEL}", clean(token.text))

    def _full(self, column: str, suffix: str) -> str:
        """The column of a side; a column that repeats keeps its position."""
        base, at, position = column.partition("@")
        own = f"{base}{suffix}"
        return (own if own in self.ids else base) + at + position

    def _kind(self, column: str) -> str:
        return self.layout.column(column.partition("@")[0]).kind


def _row_of(token: Token) -> int:
    return token.cells[0].row
