"""Amounts that a sub kegiatan does not print although something says that it has money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.codes import SUB_KEGIATAN
from pipelines.layouts import layout_of
from pipelines.model import Fact, Record, fold
from pipelines.rules.figures import Figures, top_lines, value_cells
from pipelines.rules.printed_totals import total_of
from pipelines.values import format_money

_AHEAD = "prakiraan_maju"


@dataclass(frozen=True)
class _Blank:
    """A row without an amount in a phase; ``alone``: its parent has no other such row.

    ``left``: what the parent leaves when the printed rows beside it are taken off, None where
    the parent prints nothing or less than they add up to. ``lines`` are its expenditure,
    ``other`` its amount in the other year. ``said``: its cell holds no amount, and has a finding
    of its own.
    """

    record: Record
    phase: str
    parent: Fact | None
    siblings: tuple[Fact, ...]
    left: int | None
    alone: bool
    lines: tuple[Fact, ...]
    other: Fact | None
    said: bool

    @property
    def rupiah(self) -> int | None:
        """The amount that the others leave or break down, None where it is not known."""
        if self.lines:
            return total_of(self.lines)
        return self.left if self.alone and self.left is not None and self.left > 0 else None

    @property
    def has_money(self) -> bool:
        """Whether the document speaks of money that the row does not print.

        A parent that adds up without the row says that there is none. A forward estimate may
        be left open, a plan year beside a forward estimate may not.
        """
        if total_of(self.lines):
            return True
        if self.left is not None:
            return self.left > 0
        return bool(self.other and self.other.rupiah and self.phase != _AHEAD)


def check_unprinted(figures: Figures) -> None:
    """A finding for every sub kegiatan whose cell for money is blank; ``-`` is no blank."""
    for blank in _blanks(figures):
        if blank.has_money:
            _note(figures, blank)
        if not blank.said:
            _report(figures, blank)


def _note(figures: Figures, blank: _Blank) -> None:
    """Remember what the row should have; what several rows lack together counts once."""
    beside = figures.children_of[blank.parent.record_id] if blank.parent else []
    noted = any((other, blank.phase) in figures.unprinted for other in beside)
    rupiah = blank.rupiah if blank.rupiah is not None else 0 if noted else blank.left
    if rupiah:
        figures.unprinted[blank.record.record_id, blank.phase] = rupiah


def _report(figures: Figures, blank: _Blank) -> None:
    record, ahead = blank.record, blank.phase == _AHEAD
    around = [fact for fact in (*blank.lines, blank.other, blank.parent, *blank.siblings) if fact]
    evidence, evidence_en = _evidence(figures, blank)
    figures.log.add(
        "pagu_kosong" if blank.has_money else "tanpa_pagu",
        record.form,
        [*figures.cells(record.record_id, "nama"), *value_cells(around)],
        key=f"{record.record_id}|{blank.phase}",
        cause=f"pagu_kosong|{blank.parent.fact_id}" if blank.parent else None,
        expected="" if blank.rupiah is None else format_money(blank.rupiah),
        name=record.name or "",
        phase=" (prakiraan maju)" if ahead else "",
        phase_en=" (forward estimate)" if ahead else "",
        evidence=evidence,
        evidence_en=evidence_en,
    )


def _blanks(figures: Figures) -> Iterator[_Blank]:
    hidden = {(item.blank.record_id, item.blank.phase) for item in figures.missing}
    printed = {
        (figures.record_of[record_id].form, phase)
        for record_id, phase in figures.amount_of
        if figures.record_of[record_id].level == SUB_KEGIATAN
    }
    nodes = {_node(figures.record_of[record_id], of) for record_id, of in figures.amount_of}
    for record in figures.records:
        if record.level != SUB_KEGIATAN or record.record_id not in figures.heads:
            continue
        for column, phase in _money(record):
            if (record.form, phase) not in printed or _node(record, phase) in nodes:
                continue  # a column that nobody fills in, or another row of the node has it
            said = (record.record_id, phase) in hidden or figures.cells(record.record_id, column)
            yield _blank(figures, record, phase, said=bool(said))


def _money(record: Record) -> Iterator[tuple[str, str]]:
    """The columns of a row that hold its amounts, as its cells are called, with their phases."""
    layout = layout_of(record.form)
    for number, side in enumerate(layout.sides, start=1):
        if side.phase != record.phase:
            continue
        for column in layout.columns:
            if column.fact and column.fact.view == "anggaran" and column.side in {0, number}:
                phase = column.fact.phase or side.phase
                if phase:
                    yield column.id.removesuffix(side.suffix), phase


def _node(record: Record, phase: str) -> tuple[object, ...]:
    about = record.node_key or fold(record.name)
    return (record.form, record.section, record.level, about, phase)


def _blank(figures: Figures, record: Record, phase: str, *, said: bool) -> _Blank:
    above = figures.parent_of.get(record.record_id)
    parent = figures.amount(above, phase) if above else None
    rows = figures.children_of[above] if above else []
    siblings = [fact for row in rows if (fact := figures.amount(row, phase))]
    left = None if parent is None else _expected(figures, [parent]) - _expected(figures, siblings)
    other = "rencana" if phase == _AHEAD else _AHEAD
    return _Blank(
        record=record,
        phase=phase,
        parent=parent,
        siblings=tuple(siblings),
        left=left if left is not None and left >= 0 else None,
        alone=len(rows) - len(siblings) == 1,
        lines=tuple(top_lines(figures.lines_of.get((record.record_id, phase), {}))),
        other=figures.amount(record.record_id, other),
        said=said,
    )


def _expected(figures: Figures, facts: Iterable[Fact]) -> int:
    """What amounts add up to, those in doubt as they should be."""
    return sum(figures.expected.get(fact.fact_id, fact.rupiah or 0) for fact in facts)


def _evidence(figures: Figures, blank: _Blank) -> tuple[str, str]:
    """What says that there is money, or that there is none, in both languages."""
    said: list[tuple[str, str]] = []
    if blank.lines:
        lines = format_money(total_of(blank.lines))
        said.append((f"rincian belanjanya {lines}", f"its expenditure adds up to {lines}"))
    if blank.parent is not None and blank.left is not None:
        parent = format_money(_expected(figures, [blank.parent]))
        rows, left = format_money(_expected(figures, blank.siblings)), format_money(blank.left)
        name = figures.name(blank.parent)
        said.append(
            (
                f"induknya '{name}' {parent}, baris lain di bawahnya {rows}, sisanya {left}",
                f"its parent '{name}' is {parent}, the other rows below it {rows}, {left} is left",
            )
        )
    if blank.other is not None:
        amount = format_money(blank.other.rupiah or 0)
        ahead = blank.other.phase == _AHEAD
        said.append(
            (
                f"{'prakiraan majunya' if ahead else 'tahun rencananya'} {amount}",
                f"its {'forward estimate' if ahead else 'plan year'} is {amount}",
            )
        )
    words, words_en = ("; ".join(each) for each in zip(*said, strict=True)) if said else ("", "")
    none = ("tidak ada uang pada barisnya", "there is no money in its row")
    return words or none[0], words_en or none[1]
