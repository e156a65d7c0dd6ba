"""Printed total rows against the rows that they add up, naming the row left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.layouts import layout_of
from pipelines.model import Fact
from pipelines.records.raw_records import TotalRow
from pipelines.rules.figures import Figures, value_cells
from pipelines.values import format_money, parse_money


def check_totals(figures: Figures) -> None:
    """A finding for every printed total that no sum of the document explains."""
    for row in figures.totals:
        for column, token in row.amounts.items():
            printed = parse_money(token.text).rupiah
            phase = _phase(row, column)
            if printed is None or phase is None:
                continue
            sums = [facts for facts in _sums(figures, row, phase) if facts]
            if not sums or any(_total(facts) == printed for facts in sums):
                continue
            facts = sums[0]
            gap = _total(facts) - printed
            left_out = _explains(figures, row, phase, gap)
            figures.log.add(
                "jumlah_total",
                row.form,
                [*(cell.number for cell in token.cells), *value_cells(left_out)],
                key=f"{row.form}|{row.label}|{row.kind}|{phase}|{column}",
                cause=left_out[0].fact_id if left_out else None,
                printed=token.text,
                expected=format_money(_total(facts)),
                label=row.label or "jumlah",
                gap=format_money(abs(gap)),
                left_out="; tidak memuat " + figures.name(left_out[0]) if left_out else "",
                left_out_en="; it leaves out " + figures.name(left_out[0]) if left_out else "",
            )


def _phase(row: TotalRow, column: str) -> str | None:
    layout = layout_of(row.form)
    spec = layout.column(column)
    if spec.fact is None:
        return None
    if spec.fact.phase:
        return spec.fact.phase
    return layout.sides[max(spec.side - 1, 0)].phase


def _sums(figures: Figures, row: TotalRow, phase: str) -> Iterator[Sequence[Fact]]:
    """The sums that a total may mean, most likely first."""
    if row.kind is not None:
        yield [
            lines[row.kind]
            for (record_id, of), lines in figures.lines_of.items()
            if of == phase and row.kind in lines and figures.record_of[record_id].form == row.form
        ]
        return
    for level in ("sub_kegiatan", "kegiatan", "program", "bidang"):
        yield list(_of_level(figures, row.form, phase, level))


def _of_level(figures: Figures, form: str, phase: str, level: str) -> Iterator[Fact]:
    for (record_id, of), fact in figures.amount_of.items():
        record = figures.record_of[record_id]
        if of == phase and record.form == form and record.level == level:
            yield fact


def _explains(figures: Figures, row: TotalRow, phase: str, gap: int) -> list[Fact]:
    """The one row whose amount is the gap: kegiatan and program before sub kegiatan."""
    if gap <= 0:
        return []
    for level in ("program", "kegiatan", "sub_kegiatan"):
        found = [f for f in _of_level(figures, row.form, phase, level) if f.rupiah == gap]
        if len(found) == 1:
            return found
    return []


def _total(facts: Sequence[Fact]) -> int:
    return sum(fact.rupiah or 0 for fact in facts)
