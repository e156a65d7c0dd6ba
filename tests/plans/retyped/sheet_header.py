"""The header of a form as merged cells: groups over their columns, headings over sub-columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from plans.retyped.printed import Table


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a header: row and column from 0, and how many rows and columns it takes."""

    row: int
    column: int
    height: int
    width: int
    text: str


def header_cells(table: Table) -> tuple[int, list[HeaderCell]]:
    """How many rows the header takes, the row of column numbers included, and its cells."""
    depth = 2 if any(column.group for column in table.columns) else 1
    cells = []
    at = 0
    for group, members in groupby(table.columns, key=lambda column: column.group):
        start = at
        for column in members:
            width = len(column.keys)
            top = 1 if group else 0
            cells.append(HeaderCell(top, at, depth - top, width, column.words))
            cells.append(HeaderCell(depth, at, 1, width, column.number))
            at += width
        if group:
            cells.append(HeaderCell(0, start, 1, at - start, group))
    return depth + 1, cells
