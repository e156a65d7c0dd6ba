"""The amounts of printed total rows, and the rows that they may add up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.layouts import layout_of
from pipelines.model import Fact
from pipelines.records.amounts import amount_of
from pipelines.records.raw_records import TotalRow
from pipelines.records.tokens import Token
from pipelines.rules.figures import Figures
from pipelines.values import Money, whole


@dataclass(frozen=True)
class PrintedAmount:
    """An amount cell of a total row in a phase; ``rupiah`` None where it holds none."""

    row: TotalRow
    token: Token
    phase: str
    money: Money
    rupiah: int | None


def printed_amounts(figures: Figures) -> Iterator[PrintedAmount]:
    """Every amount cell of a total row, in rupiah also where the table is in thousands."""
    for row in figures.totals:
        layout = layout_of(row.form)
        for column, token in row.amounts.items():
            spec = layout.column(column)
            if spec.fact is None:
                continue
            phase = spec.fact.phase or layout.sides[max(spec.side - 1, 0)].phase
            if phase is None:
                continue
            amount = amount_of(token, figures.factors.get((row.table, max(spec.side, 1)), 1))
            rupiah = None if amount.exact is None else whole(amount.exact)
            yield PrintedAmount(row, token, phase, amount.money, rupiah)


def amounts_of_level(figures: Figures, form: str, phase: str, level: str) -> Iterator[Fact]:
    """The amounts of all rows of a level of a form in a phase."""
    for (record_id, of), fact in figures.amount_of.items():
        record = figures.record_of[record_id]
        if of == phase and record.form == form and record.level == level:
            yield fact


def total_of(facts: Iterable[Fact]) -> int:
    """What amounts add up to, in rupiah."""
    return sum(fact.rupiah or 0 for fact in facts)
