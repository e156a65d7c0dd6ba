"""Rows and columns inserted above and at the left, blocks that moved by a column."""

from __future__ import annotations

from pipelines.model import Use
from plans.mess.draft import Draft
from plans.mess.mutations import NoPlace, Pick, Touched, mutation


@mutation
def rows_on_top(draft: Draft, pick: Pick) -> Touched:
    """Blank rows above everything of a sheet."""
    draft.insert_rows(pick.place(draft.areas()).sheet, 1, pick.way([1, 3, 12]))
    return Touched()


@mutation
def columns_at_left(draft: Draft, pick: Pick) -> Touched:
    """Blank columns at the left of everything of a sheet."""
    draft.insert_columns(pick.place(draft.areas()).sheet, 1, pick.way([1, 2]))
    return Touched()


def _moved(draft: Draft, pick: Pick, *, whole: bool) -> Touched:
    """Rows of data from one on, or one alone, a column to the right."""
    area = pick.place(draft.areas(least=2))
    rows = range(area.first, area.bottom + 1)
    start = rows[pick.how % len(rows)]
    cells = draft.inside(area, range(start, area.bottom + 1) if whole else [start])
    if not cells or any(draft.extent(cell).size != {"columns": 1, "rows": 1} for cell in cells):
        raise NoPlace
    if any(not draft.is_free(area.sheet, c.row, area.right + 1) for c in cells):
        raise NoPlace
    for cell in reversed(cells):
        draft.carry(cell, area.sheet, cell.row, cell.column + 1)
    return Touched(cells, draft.headers(area))


@mutation
def row_moved(draft: Draft, pick: Pick) -> Touched:
    """One row stands a column too far right."""
    return _moved(draft, pick, whole=False)


@mutation
def block_moved(draft: Draft, pick: Pick) -> Touched:
    """All rows from one on stand a column too far right."""
    return _moved(draft, pick, whole=True)


@mutation
def cell_inserted(draft: Draft, pick: Pick) -> Touched:
    """A cell was inserted in a row: what stood right of it moved a column to the right."""
    areas = [a for a in draft.areas(least=2) if draft.form(a) not in {"KEBIJAKAN", "KODE"}]
    area = pick.place(areas)
    rows = range(area.first, area.bottom + 1)
    cells = draft.inside(area, [rows[pick.at % len(rows)]])
    if len(cells) < 4 or any(draft.extent(c).size != {"columns": 1, "rows": 1} for c in cells):
        raise NoPlace
    if not draft.is_free(area.sheet, cells[0].row, area.right + 1):
        raise NoPlace
    # figures among figures (and words among words) betray nothing: words must come to stand there
    words = [
        place for place, cell in enumerate(cells[1:-2], start=1)
        if cell in draft.spots and draft.spots[cell].kind in {"name", "indicator", "place"}
    ]  # fmt: skip
    if not words:
        raise NoPlace
    moved = cells[words[pick.how % len(words)] :]
    for cell in reversed(moved):
        draft.carry(cell, area.sheet, cell.row, cell.column + 1)
    return Touched(moved, draft.headers(area))


@mutation
def cell_deleted(draft: Draft, pick: Pick) -> Touched:
    """An empty cell was deleted from a row: what stood right of it moved to the left."""
    able = []
    for area in draft.areas(least=2):
        for row in range(area.first, area.bottom + 1):
            cells = draft.inside(area, [row])
            filled = {cell.column for cell in cells}
            for column in range(area.left + 1, area.right):
                moved = [cell for cell in cells if cell.column > column]
                wide = any(draft.extent(c).size != {"columns": 1, "rows": 1} for c in cells)
                # an amount must come to stand under something else
                amounts = [c for c in moved if c in draft.spots and draft.spots[c].kind == "money"]
                if column not in filled and amounts and not wide:
                    able.append((area, moved))
    area, moved = pick.place(able)
    for cell in moved:
        draft.carry(cell, area.sheet, cell.row, cell.column - 1)
    return Touched(moved, draft.headers(area))


@mutation
def tables_beside(draft: Draft, pick: Pick) -> Touched:
    """A table with its title stands at the right of another one, on its sheet."""
    areas = draft.areas()
    first = pick.place(areas)
    others = [area for area in areas if area.sheet is not first.sheet]
    if not others:
        raise NoPlace
    other = others[pick.how % len(others)]
    alone = [area for area in areas if area.sheet in {first.sheet, other.sheet}]
    if len(alone) != 2:
        raise NoPlace
    start = min(
        (c.row for c in draft.cells((Use.TITLE,)) if draft.spots[c].table == other.table),
        default=other.top,
    )
    by = first.right + 2 - other.left
    extents = [
        (r.min_row, r.min_col, r.max_row, r.max_col)
        for r in other.sheet.merged_cells.ranges if start <= r.min_row <= other.bottom
    ]  # fmt: skip
    cells = [
        c for _, c in sorted(other.sheet._cells.items())
        if start <= c.row <= other.bottom and c.value is not None
    ]  # fmt: skip
    down = first.top - start - (other.top - start)
    if start + down < 1:
        raise NoPlace
    for cell in cells:
        draft.carry(cell, first.sheet, cell.row + down, cell.column + by)
    for top, left, bottom, right in extents:
        draft.merge(first.sheet, top + down, left + by, bottom + down, right + by)
    return Touched(headers=[*draft.headers(first), *cells])
