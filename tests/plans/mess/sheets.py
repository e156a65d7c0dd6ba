"""Tables cut over sheets, sheets in another order and under other names."""

from __future__ import annotations

from pipelines.model import Use
from plans.mess.draft import HEADERS, Draft
from plans.mess.mutations import NoPlace, Pick, Touched, mutation


def _split(draft: Draft, pick: Pick, *, header: bool) -> Touched:
    area = pick.place(draft.areas(least=4))
    rows = range(area.first + 1, area.bottom + 1)
    row = rows[pick.how % len(rows)]
    ranges = area.sheet.merged_cells.ranges
    if any(r.min_row < row <= r.max_row or r.min_row >= row for r in ranges):
        raise NoPlace
    below = [c for (r, _), c in area.sheet._cells.items() if r >= row and c.value is not None]
    if any(c in draft.spots and draft.spots[c].table not in {area.table, None} for c in below):
        raise NoPlace
    index = draft.book.worksheets.index(area.sheet) + 1
    sheet = draft.book.create_sheet(f"Lanjutan {len(draft.book.worksheets)}", index)
    height = 0
    made = []
    if header:
        uses = HEADERS | {Use.COLUMN_NUMBERS}
        top = [c for c in draft.inside(area) if c in draft.spots and draft.spots[c].use in uses]
        if not top:
            raise NoPlace
        first = min(c.row for c in top)
        for cell in top:
            size = draft.extent(cell).size
            at = cell.row - first + 1
            made.append(draft.put(sheet, at, cell.column, cell.value))
            right = cell.column + size["columns"] - 1
            draft.merge(sheet, at, cell.column, at + size["rows"] - 1, right)
            height = max(height, at + size["rows"] - 1)
    for cell in below:
        draft.carry(cell, sheet, cell.row - row + 1 + height, cell.column)
    return Touched(headers=[*draft.headers(area), *made, *below])


@mutation
def split_with_header(draft: Draft, pick: Pick) -> Touched:
    """The end of a table goes on in the next sheet, under its header."""
    return _split(draft, pick, header=True)


@mutation
def split_without_header(draft: Draft, pick: Pick) -> Touched:
    """The end of a table goes on in the next sheet, without a header."""
    return _split(draft, pick, header=False)


@mutation
def sheet_names(draft: Draft, pick: Pick) -> Touched:
    """Sheets have other names."""
    sheet = pick.place(draft.areas()).sheet
    sheet.title = pick.way(["Sheet1 (2)", "T-C.33", "rekap OK fix", "Lamp. II & III", "'33'"])[:31]
    return Touched()


@mutation
def sheet_order(draft: Draft, pick: Pick) -> Touched:
    """A sheet stands at another place among the tabs."""
    sheets = draft.book.worksheets
    if len(sheets) < 3:
        raise NoPlace
    sheet = pick.place(sheets[1:])
    draft.book.move_sheet(sheet, pick.way([-1, 1, 2]))
    return Touched()
