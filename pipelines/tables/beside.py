"""Tables that stand beside each other on one sheet, parted by empty columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.model import Grid, GridRow
from pipelines.tables.headers import Header, header_at


def apart(grid: Grid) -> tuple[Grid, ...]:
    """The grid in as many parts as there are tables beside each other, from left to right.

    An empty column may also stand inside a table: the parts are taken only where their headers
    name more columns apart than together.
    """
    bands = _bands(grid) if grid.ruled and not grid.hidden else []
    if len(bands) < 2:
        return (grid,)
    headers = [_headers(band.rows) for band in bands]
    starts = [i for i, found in enumerate(headers) if found]
    if len(starts) < 2:
        return (grid,)
    alone = sum(max(map(_known, headers[i])) for i in starts)
    together = max(map(_known, _headers(grid.rows)), default=0)
    if together >= alone:
        return (grid,)
    # what has no header of its own belongs to the table at its left
    edges = [bands[i].left for i in starts[1:]]
    return tuple(
        _part(grid, left, right) for left, right in zip([0, *edges], [*edges, None], strict=True)
    )


class _Band:
    """The cells between two empty columns."""

    def __init__(self, grid: Grid, left: int, right: int) -> None:
        self.left = left
        self.rows = _part(grid, left, right + 1).rows


def _bands(grid: Grid) -> list[_Band]:
    filled: set[int] = set()
    for row in grid.rows:
        for cell in row.cells:
            if len(row.cells) > 1:  # a title may be merged over all tables
                filled.update(range(cell.column, cell.column + cell.width))
    bands: list[list[int]] = []
    for column in sorted(filled):
        if bands and column == bands[-1][1] + 1:
            bands[-1][1] = column
        else:
            bands.append([column, column])
    return [_Band(grid, left, right) for left, right in bands]


def _headers(rows: Sequence[GridRow]) -> list[Header]:
    found = (header_at(rows, index, ruled=True) for index, row in enumerate(rows) if row.cells)
    return [header for header in found if header is not None]


def _known(header: Header) -> int:
    """How many columns of its form a header names; each that is missing takes one back."""
    return sum(column.column_id is not None for column in header.columns) - len(header.missing)


def _part(grid: Grid, left: int, right: int | None) -> Grid:
    rows = tuple(
        replace(
            row,
            cells=tuple(
                cell
                for cell in row.cells
                if left <= cell.column and (right is None or cell.column < right)
            ),
        )
        for row in grid.rows
    )
    return replace(grid, rows=rows)
