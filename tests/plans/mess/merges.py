"""Merged cells where none were, none where they were, and ranges over content."""

from __future__ import annotations

from openpyxl.cell import Cell

from pipelines.model import Use
from plans.mess.draft import HEADERS, Draft
from plans.mess.mutations import NoPlace, Pick, Touched, mutation


def _wide(draft: Draft, cell: Cell) -> bool:
    extent = draft.extent(cell)
    return (extent.max_row, extent.max_col) != (cell.row, cell.column)


def _may_grow(draft: Draft, cell: Cell, rows: int, columns: int) -> bool:
    """True where a cell that is not merged has free cells below or at its right."""
    return not _wide(draft, cell) and all(
        draft.is_free(cell.parent, cell.row + row, cell.column + column)
        for row in range(rows + 1)
        for column in range(columns + 1)
        if row or column
    )


@mutation
def unmerge_heading(draft: Draft, pick: Pick) -> Touched:
    """A merged heading is unmerged."""
    cell = pick.place([c for c in draft.cells(HEADERS) if _wide(draft, c)])
    draft.unmerge(cell)
    return Touched(headers=[cell])


@mutation
def unmerge_all(draft: Draft, pick: Pick) -> Touched:
    """Nothing of a sheet is merged any more, as after pasting its values."""
    cell = pick.place([c for c in draft.cells(HEADERS) if _wide(draft, c)])
    wide = [c for c in draft.cells(HEADERS) if c.parent is cell.parent and _wide(draft, c)]
    for each in wide:
        draft.unmerge(each)
    return Touched(headers=wide)


@mutation
def merge_heading(draft: Draft, pick: Pick) -> Touched:
    """A heading is merged with the empty cell at its right or below it."""
    rows, columns = pick.way([(0, 1), (1, 0)])
    cell = pick.place([c for c in draft.cells(HEADERS) if _may_grow(draft, c, rows, columns)])
    draft.merge(cell.parent, cell.row, cell.column, cell.row + rows, cell.column + columns)
    return Touched(headers=[cell])


@mutation
def merge_value(draft: Draft, pick: Pick) -> Touched:
    """A cell of a row is merged with the empty cell at its right or below it."""
    rows, columns = pick.way([(0, 1), (1, 0)])
    cells = draft.cells((Use.VALUE, Use.LABEL))
    cell = pick.place([c for c in cells if _may_grow(draft, c, rows, columns)])
    draft.merge(cell.parent, cell.row, cell.column, cell.row + rows, cell.column + columns)
    return Touched([cell])


@mutation
def merge_over(draft: Draft, pick: Pick) -> Touched:
    """A merged range covers a cell that holds something; the file keeps it."""
    rows, columns = pick.way([(0, 1), (1, 0)])

    def covered(cell: Cell) -> Cell | None:
        other = cell.parent._cells.get((cell.row + rows, cell.column + columns))
        return other if other is not None and other.value is not None else None

    cells = [
        c for c in draft.cells((Use.VALUE, Use.LABEL))
        if not _wide(draft, c) and (other := covered(c)) is not None and not _wide(draft, other)
    ]  # fmt: skip
    cell = pick.place(cells)
    draft.merge(cell.parent, cell.row, cell.column, cell.row + rows, cell.column + columns)
    other = covered(cell)
    return Touched([cell, *([other] if other is not None else [])])


@mutation
def merge_title(draft: Draft, pick: Pick) -> Touched:
    """A title is merged over the columns of its table."""
    titles = draft.cells((Use.TITLE,))
    cell = pick.place([c for c in titles if not _wide(draft, c)])
    areas = [a for a in draft.areas() if a.sheet is cell.parent]
    right = max((a.right for a in areas), default=cell.column)
    if right <= cell.column or len(draft.in_row(cell)) > 1:
        raise NoPlace
    draft.merge(cell.parent, cell.row, cell.column, cell.row, right)
    return Touched([cell])
