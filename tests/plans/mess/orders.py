"""Columns in another order."""

from __future__ import annotations

from plans.mess.draft import DATA, HEADERS, Area, Draft
from plans.mess.mutations import NoPlace, Pick, Touched, mutation


def _movable(draft: Draft, area: Area) -> list[int]:
    """Columns that with the one at their right are whole: nothing but a group spans them."""
    able = []
    for column in range(area.left, area.right):
        pair = (column, column + 1)
        crossing = [
            r for r in area.sheet.merged_cells.ranges
            if r.max_row >= area.top and r.min_col < r.max_col
            and any(r.min_col <= c <= r.max_col for c in pair)
            and not (r.min_col <= column and r.max_col >= column + 1)
        ]  # fmt: skip
        uses = [
            {
                draft.spots[c].use
                for c in draft.inside(area)
                if c.column == each and c in draft.spots
            }
            for each in pair
        ]
        # a heading over several columns that is not merged belongs to more than its own
        tops = [
            {
                c.row for c in draft.inside(area)
                if c.column == each and c in draft.spots and draft.spots[c].use in HEADERS
                and draft.extent(c).min_col == draft.extent(c).max_col
            }
            for each in pair
        ]  # fmt: skip
        headed = all(use & HEADERS for use in uses) and tops[0] == tops[1]
        if headed and not crossing and any(use & DATA for use in uses):
            able.append(column)
    return able


@mutation
def swap_columns(draft: Draft, pick: Pick) -> Touched:
    """Two columns beside each other, headings and all, change places."""
    area = pick.place(draft.areas())
    able = _movable(draft, area)
    if not able:
        raise NoPlace
    column = able[pick.how % len(able)]

    def spans(row: int, at: int) -> bool:
        cell = area.sheet._cells.get((row, at))
        return cell is not None and draft.extent(cell).max_col > at

    fixed = {row for row in range(area.top, area.bottom + 1) if spans(row, column)}
    other = {column: column + 1, column + 1: column}

    def move(row: int, at: int) -> tuple[int, int]:
        inside = area.top <= row <= area.bottom and row not in fixed
        return (row, other.get(at, at)) if inside else (row, at)

    for cell in draft.inside(area):  # a range across both would be torn
        extent = draft.extent(cell)
        if (
            extent.min_col != extent.max_col
            and cell.row not in fixed
            and (extent.min_col in other or extent.max_col in other)
        ):
            raise NoPlace
    draft.remap(area.sheet, move)
    moved = [c for c in draft.inside(area) if c.column in other and c.row not in fixed]
    return Touched(headers=[*draft.headers(area), *moved])
