"""Printed total rows against the rows that they add up, naming the row left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.codes import AGENCY, BIDANG, KEGIATAN, PROGRAM, SUB_KEGIATAN
from pipelines.model import Fact, clean
from pipelines.records.raw_records import TotalRow
from pipelines.records.tokens import Token
from pipelines.rules.derived import excel_error
from pipelines.rules.figures import Figures, value_cells
from pipelines.rules.printed_totals import amounts_of_level, printed_amounts, total_of
from pipelines.rules.sections import check_sections
from pipelines.values import State, format_money

_LEVELS = (SUB_KEGIATAN, KEGIATAN, PROGRAM, BIDANG, AGENCY)


@dataclass(frozen=True)
class _Printed:
    """An amount of a total row in a phase, and the sum that it should be."""

    row: TotalRow
    token: Token
    phase: str
    rupiah: int
    facts: Sequence[Fact]

    @property
    def gap(self) -> int:
        """What the total lacks."""
        return total_of(self.facts) - self.rupiah

    @property
    def label(self) -> str:
        """The label of the row; ``jumlah`` where none is printed."""
        return self.row.label or "jumlah"


def check_totals(figures: Figures) -> None:
    """A finding for every gap between printed totals and the sums of the document."""
    wrong: dict[tuple[str, str, int], list[_Printed]] = defaultdict(list)
    for printed, right in _printed_totals(figures):
        if right is None:
            wrong[printed.row.form, printed.phase, printed.gap].append(printed)
        elif printed.row.kind is None:
            if right != SUB_KEGIATAN and _unlike_leaves(figures, printed, right):
                continue
            cells = [cell.number for cell in printed.token.cells]
            check_sections(
                figures, printed.row.form, printed.phase, printed.rupiah, cells,
                label=printed.label, level=right,
            )  # fmt: skip
    for same in wrong.values():
        _report(figures, same)


def _printed_totals(figures: Figures) -> Iterator[tuple[_Printed, str | None]]:
    """Every printed total with what it agrees with (a level, or its kind); None: nothing."""
    for amount in printed_amounts(figures):
        row, token, phase, rupiah = amount.row, amount.token, amount.phase, amount.rupiah
        sums = [(name, facts) for name, facts in _sums(figures, row, phase) if facts]
        if amount.money.state is State.EXCEL_ERROR:
            known = format_money(total_of(sums[0][1])) if sums else ""
            excel_error(
                figures.log, row.form, [cell.number for cell in token.cells],
                key=f"{row.label}|{row.kind}|{phase}", printed=clean(token.text), derived=known,
            )  # fmt: skip
        if rupiah is None or not sums:
            continue
        right = next((name for name, facts in sums if total_of(facts) == rupiah), None)
        if right is None and _is_subtotal(figures, row, phase, rupiah):
            continue
        if right is None and row.label is None and _goes_on(figures, row):
            _second_amount(figures, row, token, phase)
            continue
        yield _Printed(row, token, phase, rupiah, sums[0][1]), right


def _unlike_leaves(figures: Figures, printed: _Printed, level: str) -> bool:
    """A finding where a total agrees with a level, but the sub kegiatan below lack or exceed it.

    They are what is added up, so that money is missing or twice there. No finding where another
    one says already which figure makes the difference.
    """
    form, phase = printed.row.form, printed.phase
    if form in figures.guessed:
        return False
    leaves = list(amounts_of_level(figures, form, phase, SUB_KEGIATAN))
    gap = printed.rupiah - total_of(leaves)
    unprinted = sum(
        rupiah
        for (record_id, of), rupiah in figures.unprinted.items()
        if of == phase and figures.record_of[record_id].form == form
    )
    expected = sum(figures.expected.get(fact.fact_id, fact.rupiah or 0) for fact in leaves)
    said = {
        abs(rupiah - (figures.fact(fact_id).rupiah or 0))
        for fact_id, rupiah in figures.expected.items()
        if figures.form(figures.fact(fact_id)) == form
    }
    if not leaves or printed.rupiah == expected + unprinted or abs(gap) in said:
        return False
    branch = _branch(figures, form, phase, level, gap)
    name = figures.name(branch[0]) if branch else ""
    figures.log.add(
        "jumlah_tingkat",
        form,
        [*(cell.number for cell in printed.token.cells), *value_cells(branch)],
        key=f"{printed.row.label}|{phase}",
        cause=f"jumlah_tingkat|{form}",
        printed=clean(printed.token.text),
        expected=format_money(printed.rupiah),
        parts=format_money(total_of(leaves)),
        gap=format_money(abs(gap)),
        label=printed.label,
        level=level.replace("_", " "),
        where=f"; selisihnya pagu '{name}'" if name else "",
        where_en=f"; the gap is the amount of '{name}'" if name else "",
    )
    return True


def _branch(figures: Figures, form: str, phase: str, level: str, gap: int) -> list[Fact]:
    """The one row above the sub kegiatan whose amount is the gap: nothing stands below it."""
    for rank in (KEGIATAN, level):
        found = [f for f in amounts_of_level(figures, form, phase, rank) if f.rupiah == gap]
        if len(found) == 1:
            return found
    return []


def _goes_on(figures: Figures, row: TotalRow) -> bool:
    """An amount in the middle of a table closes nothing."""
    return any(
        record.table == row.table and record.cells and record.cells[-1] > row.cells[-1].number
        for record in figures.records
    )


def _second_amount(figures: Figures, row: TotalRow, token: Token, phase: str) -> None:
    """An amount that stands alone below a row is a second one of that row."""
    above = [
        fact
        for (record_id, of), fact in figures.amount_of.items()
        if of == phase
        and figures.record_of[record_id].table == row.table
        and max(value_cells([fact]), default=0) < row.cells[0].number
    ]
    owner = max(above, key=lambda fact: value_cells([fact]), default=None)
    if owner is not None:
        figures.doubt(owner)
    figures.log.add(
        "jumlah_ganda", row.form,
        [*(cell.number for cell in token.cells), *value_cells([owner] if owner else [])],
        key=f"{phase}|{clean(token.text)}", fact_id=owner.fact_id if owner else None,
        printed=clean(token.text), name=figures.name(owner) if owner else "", count=2,
    )  # fmt: skip


def _is_subtotal(figures: Figures, row: TotalRow, phase: str, rupiah: int) -> bool:
    """Of several total rows in a table, one may close a single part of it."""
    alike = [each for each in figures.totals if (each.form, each.kind) == (row.form, None)]
    return (
        row.kind is None
        and len(alike) > 1
        and any(
            fact.rupiah == rupiah
            for level in ("urusan", "bidang", "program")
            for fact in amounts_of_level(figures, row.form, phase, level)
        )
    )


def _report(figures: Figures, same: Sequence[_Printed]) -> None:
    """One finding for the totals of a phase that lack the same amount, the last row first."""
    main, *others = sorted(same, key=lambda each: each.row.kind is not None)
    row, gap = main.row, main.gap
    left_out = _explains(figures, row, main.phase, gap)
    name = figures.name(left_out[0]) if left_out else ""
    labels = ", ".join(f"'{other.label}'" for other in others)
    tokens = [each.token for each in (main, *others)]
    figures.log.add(
        "jumlah_total",
        row.form,
        [*(cell.number for token in tokens for cell in token.cells), *value_cells(left_out)],
        key=f"{row.label}|{row.kind}|{main.phase}",
        cause=left_out[0].fact_id if left_out else None,
        printed=clean(main.token.text),
        expected=format_money(total_of(main.facts)),
        label=main.label,
        gap=format_money(abs(gap)),
        left_out=f"; tidak memuat '{name}'" if name else "",
        left_out_en=f"; it leaves out '{name}'" if name else "",
        others=f"; selisih yang sama pada {labels}" if labels else "",
        others_en=f"; the same gap in {labels}" if labels else "",
    )


def _sums(figures: Figures, row: TotalRow, phase: str) -> Iterator[tuple[str, Sequence[Fact]]]:
    """The sums that a total may mean, most likely first."""
    if row.kind is not None:
        found = [
            (figures.record_of[record_id].level, lines[row.kind])
            for (record_id, of), lines in figures.lines_of.items()
            if of == phase and row.kind in lines and figures.record_of[record_id].form == row.form
        ]
        # the agency's own line is a sum of the others, where they are printed
        lowest = [fact for level, fact in found if level != AGENCY]
        yield row.kind, lowest or [fact for _, fact in found]
        return
    for level in _LEVELS:
        yield level, list(amounts_of_level(figures, row.form, phase, level))


def _explains(figures: Figures, row: TotalRow, phase: str, gap: int) -> list[Fact]:
    """The one row whose amount is the gap: kegiatan and program before sub kegiatan."""
    if gap <= 0:
        return []
    for level in ("program", "kegiatan", "sub_kegiatan"):
        found = [f for f in amounts_of_level(figures, row.form, phase, level) if f.rupiah == gap]
        if len(found) == 1:
            return found
    return []
