"""Formulas, with the value that a spreadsheet leaves in the file and without."""

from __future__ import annotations

from openpyxl.cell import Cell

from plans.mess.draft import DATA, Draft
from plans.mess.mutations import Pick, Touched, mutation


def _whole(draft: Draft) -> list[Cell]:
    return [c for c in draft.cells(DATA, ("money",)) if isinstance(c.value, int)]


@mutation
def formula_with_value(draft: Draft, pick: Pick) -> Touched:
    """An amount is a formula, and the file holds its value."""
    cell = pick.place(_whole(draft))
    formula = pick.way(["SUM(Z90:Z99)", "VLOOKUP(A1,Data!A:F,5,0)", "IF(B2>0,C2,D2)"])
    draft.cached[cell] = (formula, str(cell.value))
    return Touched([cell], what=formula)


@mutation
def formula_without_value(draft: Draft, pick: Pick) -> Touched:
    """An amount is arithmetic that no spreadsheet has worked out yet."""
    cell = pick.place(_whole(draft))
    value = int(cell.value)
    cell.value = pick.way(
        [f"=SUM({value - 1000},1000)", f"={value // 10}*10+{value % 10}", f"=ROUND({value}.4,0)"]
    )
    return Touched([cell], what=str(cell.value))


@mutation
def formula_unknown(draft: Draft, pick: Pick) -> Touched:
    """An amount is a formula that is more than arithmetic, without its value."""
    cell = pick.place(_whole(draft))
    cell.value = pick.way(["=VLOOKUP(A1,Data!A:F,5,0)", '=IF(1>0,"x","y")', "=[1]Pagu!C4"])
    return Touched([cell], what=str(cell.value))


@mutation
def formula_of_error(draft: Draft, pick: Pick) -> Touched:
    """An amount is a formula over a reference that is gone."""
    cell = pick.place(_whole(draft))
    cell.value = pick.way(["=#REF!+1", "=SUM(#REF!)", "=1/0"])
    return Touched([cell], what=str(cell.value))
