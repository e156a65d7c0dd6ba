"""A clean workbook that can be made a mess of: its cells keep what they are wherever they go.

The cells are those of openpyxl. What each of them is (a heading, an amount, a code) comes from
the reading of the clean workbook, so that a mutation can choose its places.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

from pipelines.model import Fact, Use

HEADERS = frozenset({Use.HEADER, Use.REPEATED_HEADER})
DATA = frozenset({Use.VALUE, Use.LABEL, Use.NONE, Use.ITEM_NUMBER, Use.TOTAL, Use.SECTION})
TABLE = HEADERS | DATA | {Use.COLUMN_NUMBERS}

Place = tuple[int, int]


@dataclass(frozen=True)
class Spot:
    """What a cell of the clean workbook is: its use, and in a table its form and column.

    ``facts`` are those whose value it prints.
    """

    use: Use
    text: str
    table: int | None = None
    form: str = ""
    column: str = ""
    kind: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Area:
    """Where a table stands on one sheet: its rows and columns, from 1, both ends included."""

    sheet: Any
    table: int
    top: int
    bottom: int
    left: int
    right: int
    first: int  # the first row of data


class Draft:
    """A workbook in the making; ``spots`` says of its cells what they are."""

    def __init__(self, data: bytes, spots: dict[str, Spot]) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.spots: dict[Cell, Spot] = {}
        self.cached: dict[Cell, tuple[str, str]] = {}  # formula, value that the file holds
        self.origin: dict[str, Cell] = {}
        for sheet in self.book.worksheets:
            for place in [p for p, cell in sheet._cells.items() if isinstance(cell, MergedCell)]:
                del sheet._cells[place]
            for cell in sheet._cells.values():
                address = f"{sheet.title}!{cell.coordinate}"
                if address in spots:
                    self.spots[cell] = spots[address]
                self.origin[address] = cell

    # -- finding places

    def cells(self, uses: Iterable[Use] = DATA, kinds: Iterable[str] = ()) -> list[Cell]:
        """The cells of these uses (and kinds of columns) in reading order."""
        uses, kinds = frozenset(uses), frozenset(kinds)
        return [
            cell
            for sheet in self.book.worksheets
            for _, cell in sorted(sheet._cells.items())
            if (spot := self.spots.get(cell)) is not None
            and spot.use in uses
            and (not kinds or spot.kind in kinds)
            and cell.value is not None
        ]

    def areas(self, least: int = 1) -> list[Area]:
        """Every table by sheet, with at least so many rows of data."""
        found: dict[tuple[str, int], list[Cell]] = {}
        for cell in self.cells(TABLE):
            table = self.spots[cell].table
            if table is not None:
                found.setdefault((cell.parent.title, table), []).append(cell)
        areas = []
        for (title, table), cells in found.items():
            data = {cell.row for cell in cells if self.spots[cell].use in DATA}
            if len(data) >= least:
                rows = [cell.row for cell in cells]
                columns = [self.extent(cell) for cell in cells]
                areas.append(
                    Area(
                        self.book[title], table, min(rows), max(rows),
                        min(c.min_col for c in columns), max(c.max_col for c in columns), min(data),
                    )
                )  # fmt: skip
        return areas

    def headers(self, area: Area) -> list[Cell]:
        """The headings of a table on every sheet."""
        return [c for c in self.cells(HEADERS) if self.spots[c].table == area.table]

    def form(self, area: Area) -> str:
        """The form of a table."""
        return next(s.form for s in self.spots.values() if s.table == area.table)

    def inside(self, area: Area, rows: Iterable[int] | None = None) -> list[Cell]:
        """The cells of the sheet in the columns of a table, in all or some of its rows."""
        wanted = set(range(area.top, area.bottom + 1) if rows is None else rows)
        return [
            cell
            for (row, column), cell in sorted(area.sheet._cells.items())
            if row in wanted and area.left <= column <= area.right and cell.value is not None
        ]

    def in_row(self, cell: Cell) -> list[Cell]:
        """The cells with content in the row of a cell."""
        return [
            c for (row, _), c in sorted(cell.parent._cells.items())
            if row == cell.row and c.value is not None
        ]  # fmt: skip

    def extent(self, cell: Cell) -> CellRange:
        """The merged range that begins at a cell, or the cell alone."""
        for area in cell.parent.merged_cells.ranges:
            if (area.min_row, area.min_col) == (cell.row, cell.column):
                return area
        return CellRange(
            min_row=cell.row, max_row=cell.row, min_col=cell.column, max_col=cell.column
        )

    def is_free(self, sheet: Any, row: int, column: int) -> bool:
        """True where nothing stands or is merged."""
        cell = sheet._cells.get((row, column))
        covered = any(
            r.min_row <= row <= r.max_row and r.min_col <= column <= r.max_col
            for r in sheet.merged_cells.ranges
        )
        return (cell is None or cell.value is None) and not covered

    # -- changing shape

    def remap(self, sheet: Any, move: Callable[[int, int], Place]) -> None:
        """Move every cell of a sheet, its merged ranges and what is hidden with them."""
        cells = list(sheet._cells.values())
        sheet._cells.clear()
        for cell in cells:
            cell.row, cell.column = move(cell.row, cell.column)
            sheet._cells[cell.row, cell.column] = cell
        ranges = [
            (move(r.min_row, r.min_col), move(r.max_row, r.max_col))
            for r in sheet.merged_cells.ranges
        ]
        sheet.merged_cells = MultiCellRange()
        for (top, left), (bottom, right) in ranges:
            self.merge(
                sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right)
            )
        rows = [row for row, info in sheet.row_dimensions.items() if info.hidden]
        sheet.row_dimensions.clear()
        for row in rows:
            sheet.row_dimensions[move(row, 1)[0]].hidden = True

    def insert_rows(self, sheet: Any, row: int, count: int = 1) -> None:
        """Blank rows in front of a row."""
        self.remap(sheet, lambda r, c: (r + count if r >= row else r, c))

    def insert_columns(self, sheet: Any, column: int, count: int = 1) -> None:
        """Blank columns in front of a column."""
        self.remap(sheet, lambda r, c: (r, c + count if c >= column else c))

    def merge(self, sheet: Any, top: int, left: int, bottom: int, right: int) -> None:
        """Merge a range; what stands in it stays in the file."""
        if (bottom, right) != (top, left):
            area = CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)
            sheet.merged_cells.add(area.coord)

    def unmerge(self, cell: Cell) -> None:
        """Undo the merged range that begins at a cell."""
        rest = [r.coord for r in cell.parent.merged_cells.ranges if r != self.extent(cell)]
        cell.parent.merged_cells = MultiCellRange()
        for coord in rest:
            cell.parent.merged_cells.add(coord)

    def put(self, sheet: Any, row: int, column: int, value: Any, like: Cell | None = None) -> Cell:
        """A new cell, or the one that stands there with another content."""
        cell = sheet.cell(row, column)
        cell.value = value
        if like is not None and like in self.spots:
            self.spots[cell] = self.spots[like]
            cell.number_format = like.number_format
        return cell

    def carry(self, cell: Cell, sheet: Any, row: int, column: int) -> None:
        """Move a cell to another sheet."""
        del cell.parent._cells[cell.row, cell.column]
        cell.parent, cell.row, cell.column = sheet, row, column
        sheet._cells[row, column] = cell

    # -- the file

    def address(self, cell: Cell) -> str:
        """``Sheet!C12``."""
        return f"{cell.parent.title}!{cell.coordinate}"

    def saved(self) -> bytes:
        """The workbook as a file; formulas with the values that a spreadsheet leaves in it."""
        marks = {}
        for number, (cell, (formula, value)) in enumerate(self.cached.items()):
            cell.value = f"=1+{90_000_000 + number}"
            marks[cell.value[1:]] = (formula, value)
        out = io.BytesIO()
        self.book.save(out)
        return _with_values(out.getvalue(), marks) if marks else out.getvalue()


def _with_values(data: bytes, marks: dict[str, tuple[str, str]]) -> bytes:
    """Formulas in the place of marks, each with its value."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = content.decode("utf-8")
                for mark, (formula, value) in marks.items():
                    pattern = rf"<f>{re.escape(mark)}</f><v\s*/?>(?:</v>)?"
                    text = re.sub(pattern, f"<f>{escape(formula)}</f><v>{escape(value)}</v>", text)
                content = text.encode("utf-8")
            new.writestr(name, content)
    return out.getvalue()
