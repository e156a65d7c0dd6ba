"""What every format of workbook gives: sheets of cells with what is merged and what is hidden.

:func:`sheet_grids` makes Grids of them. Addresses are ``Sheet!C12``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import groupby, islice

from pipelines.model import (
    COMMENT,
    COMMENT_ON,
    HIDDEN_BY_FORMAT,
    HIDDEN_BY_MERGE,
    HIDDEN_COLUMNS,
    HIDDEN_ROWS,
    HIDDEN_SHEET,
    Cell,
    Grid,
    GridRow,
)
from pipelines.readers.excel.number_format import (
    DIGITS,
    exact,
    is_beyond,
    is_date_format,
    iso,
    shown,
    shown_whole,
)

_NUMBERS = 65_536  # numbers of a workbook or two: tables repeat theirs
#: Spaces that one step of indentation stands for (ECMA-376 Part 1, 18.8.1).
SPACES = 3
#: Steps that Excel offers; more is no alignment of a person.
MOST_INDENT = 250
_GAP = 2  # blank rows that are kept of a longer gap


@dataclass(slots=True)
class SheetCell:
    """One non-empty cell; ``row`` and ``column`` count from 0.

    ``text`` is what a person sees (empty where the format shows nothing), ``stored`` what the
    workbook holds in its place, where that is something else. ``pending`` is the number format of
    a formula without a value, ``indent`` the steps by which the alignment sets a text in.
    """

    row: int
    column: int
    text: str
    stored: str = ""
    is_number: bool = False
    pending: str = ""
    indent: int = 0

    @property
    def number(self) -> Decimal | None:
        """The number of a cell that holds one."""
        try:
            return Decimal(self.stored or self.text) if self.is_number else None
        except InvalidOperation:  # a date
            return None


@dataclass(slots=True)
class Sheet:
    """One sheet. ``merged`` maps the upper left cell of a merged range to (width, height);
    ``comments`` maps (row, column) to what is noted there."""

    name: str
    cells: list[SheetCell]
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    comments: dict[tuple[int, int], str] = field(default_factory=dict)


def sheet_grids(sheets: Iterable[Sheet]) -> tuple[Grid, ...]:
    """The grids of a workbook: what is seen of every sheet, and apart from it what is hidden."""
    grids: list[Grid] = []
    number = 0
    for sheet in sheets:
        for part, hidden in _parts(sheet):
            rows: list[GridRow] = []
            for row, cells in part:
                rows.extend(_blank(rows, row, sheet.hidden_rows))
                made = []
                for cell in cells:
                    number += 1
                    made.append(_cell(number, cell, sheet))
                rows.append(GridRow(row, tuple(made)))
            if rows:
                grids.append(Grid(sheet.name, tuple(rows), ruled=True, hidden=hidden))
        comments = _comments(sheet, number)
        if comments:
            grids.append(Grid(sheet.name, comments, ruled=True, hidden=COMMENT))
            number += sum(len(row.cells) for row in comments)
    return tuple(grids)


def number_cell(
    row: int, column: int, value: str, code: str, *, from_1904: bool = False
) -> SheetCell | None:
    """A cell of a number (digits with a point) under a format; None for a zero not shown."""
    if value.isdigit() and value != "0" and len(value) <= DIGITS:
        whole = shown_whole(value, code)
        if whole is not None:
            return SheetCell(row, column, whole, "" if whole == value else value, True)
    text, stored = _number(value, code, from_1904)
    return SheetCell(row, column, text, stored, True) if text or stored else None


@lru_cache(maxsize=_NUMBERS)
def _number(value: str, code: str, from_1904: bool) -> tuple[str, str]:
    """Text and what is stored in its place; both empty for a zero that is not shown."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value, ""
    if is_beyond(number):
        return value, ""
    text = shown(number, code, from_1904=from_1904)
    if not text.strip() and not number:
        return "", ""
    stored = iso(number, from_1904=from_1904) if is_date_format(code) else exact(number)
    return text, "" if stored == text else stored


def column_name(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _comments(sheet: Sheet, number: int) -> tuple[GridRow, ...]:
    """What is noted on cells, as cells of their own: ``Sheet!C12 (komentar)``."""
    rows = []
    noted = sorted((place, text) for place, text in sheet.comments.items() if text.strip())
    for row, notes in groupby(noted, key=lambda note: note[0][0]):
        made = []
        for (_, column), text in notes:
            number += 1
            address = f"{sheet.name}!{column_name(column)}{row + 1}{COMMENT_ON}"
            made.append(Cell(number, row, column, text, address))
        rows.append(GridRow(row, tuple(made)))
    return tuple(rows)


_Rows = Iterator[tuple[int, list[SheetCell]]]


def _parts(sheet: Sheet) -> list[tuple[_Rows, str]]:
    """The cells by row, apart by what hides them (empty: nothing)."""
    covered = _covered(sheet)
    parts: dict[str, dict[int, list[SheetCell]]] = {}
    for cell in sorted(sheet.cells, key=lambda each: (each.row, each.column)):
        hidden, row = _hidden(cell, sheet, covered)
        parts.setdefault(hidden, {}).setdefault(row, []).append(cell)
    return [(iter(sorted(parts[hidden].items())), hidden) for hidden in sorted(parts)]


def _hidden(cell: SheetCell, sheet: Sheet, covered: set[tuple[int, int]]) -> tuple[str, int]:
    """What hides a cell (empty: nothing), and the row in which it is seen."""
    if sheet.hidden:
        return HIDDEN_SHEET, cell.row
    if (cell.row, cell.column) in covered:
        return HIDDEN_BY_MERGE, cell.row
    if not cell.text.strip():
        return HIDDEN_BY_FORMAT, cell.row
    width, height = sheet.merged.get((cell.row, cell.column), (1, 1))
    rows = [r for r in range(cell.row, cell.row + height) if r not in sheet.hidden_rows]
    if not rows:
        return HIDDEN_ROWS, cell.row
    if all(c in sheet.hidden_columns for c in range(cell.column, cell.column + width)):
        return HIDDEN_COLUMNS, cell.row
    return "", rows[0]


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """Places inside merged ranges but their upper left ones: what stands there is not seen."""
    filled = {(cell.row, cell.column) for cell in sheet.cells}
    found: set[tuple[int, int]] = set()
    for (row, column), (width, height) in sheet.merged.items():
        if width * height > len(filled) + 1:  # a whole column merged: look at the cells instead
            found.update(
                place for place in filled
                if row <= place[0] < row + height and column <= place[1] < column + width
            )  # fmt: skip
        else:
            found.update(
                (r, c) for r in range(row, row + height) for c in range(column, column + width)
            )
        found.discard((row, column))
    return found


def _blank(rows: list[GridRow], row: int, hidden: set[int]) -> Iterator[GridRow]:
    """Blank rows between the last row and this one, a few where there are many."""
    start = rows[-1].number + 1 if rows else row
    seen = (number for number in range(start, row) if number not in hidden)
    for number in islice(seen, _GAP):
        yield GridRow(number, ())


def _cell(number: int, cell: SheetCell, sheet: Sheet) -> Cell:
    width, height = sheet.merged.get((cell.row, cell.column), (1, 1))
    return Cell(
        number=number,
        row=cell.row,
        column=cell.column,
        text=cell.text if cell.text.strip() else cell.stored,
        address=f"{sheet.name}!{column_name(cell.column)}{cell.row + 1}",
        width=width,
        height=height,
        stored=cell.stored,
        indent=cell.indent * SPACES,
    )
