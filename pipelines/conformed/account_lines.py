"""Lines by account as the rules need them: amounts and cells by phase."""

from __future__ import annotations

from pipelines.layouts import Layout
from pipelines.records.amounts import amount_of
from pipelines.records.raw_records import ExpenditureLine
from pipelines.rules.figures import AccountLine
from pipelines.values import whole


def account_line(
    layout: Layout, record_id: str, line: ExpenditureLine, *, factor: int, published: bool
) -> AccountLine:
    """A line with its account; ``factor`` is what its printed amounts are multiplied by."""
    amounts: dict[str, int] = {}
    cells: dict[str, tuple[int, ...]] = {}
    for name, token in line.amounts.items():
        spec = layout.column(name).fact
        exact = amount_of(token, factor).exact
        if spec is not None and spec.phase is not None and exact is not None:
            amounts[spec.phase] = whole(exact)
            cells[spec.phase] = tuple(cell.number for cell in token.cells)
    return AccountLine(layout.form, record_id, line.account or "", cells, amounts, published)
