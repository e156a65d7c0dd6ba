"""What is in the file but not on the screen: rows, columns, sheets, old copies."""

from __future__ import annotations

from plans.mess.draft import DATA, Draft
from plans.mess.mutations import Pick, Touched, mutation


@mutation
def hide_row(draft: Draft, pick: Pick) -> Touched:
    """A row of data is hidden, or has no height."""
    cell = pick.place(draft.cells(DATA))
    info = cell.parent.row_dimensions[cell.row]
    if pick.way(["hidden", "flat"]) == "hidden":
        info.hidden = True
    else:
        info.height = 0
    return Touched(draft.in_row(cell))


@mutation
def hide_column(draft: Draft, pick: Pick) -> Touched:
    """A column of a table is hidden."""
    cell = pick.place(draft.cells(DATA))
    cell.parent.column_dimensions[cell.column_letter].hidden = True
    column = [c for (_, at), c in sorted(cell.parent._cells.items()) if at == cell.column]
    return Touched([c for c in column if c.value is not None])


@mutation
def hide_sheet(draft: Draft, pick: Pick) -> Touched:
    """A sheet is hidden, perhaps so that no menu shows it; another stays."""
    shown = [s for s in draft.book.worksheets if s.sheet_state == "visible"]
    sheet = pick.place(shown[1:])
    sheet.sheet_state = pick.way(["hidden", "veryHidden"])
    return Touched([c for _, c in sorted(sheet._cells.items()) if c.value is not None])


@mutation
def stale_copy(draft: Draft, pick: Pick) -> Touched:
    """An old copy of a sheet is left behind, hidden or not."""
    sheet = pick.place(draft.areas()).sheet
    copy = draft.book.copy_worksheet(sheet)
    copy.title = f"Salinan {len(draft.book.worksheets)}"
    copy.merged_cells.ranges.update(())
    copy.sheet_state = pick.way(["hidden", "visible"])
    made = []
    for place, cell in sorted(copy._cells.items()):
        like = sheet._cells.get(place)
        if cell.value is not None and like is not None:
            made.append(cell)
    return Touched(made)
