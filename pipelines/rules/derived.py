"""Sums in place of Excel errors: what a figure hidden by ``#REF!`` must be (contract, rule 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipelines.findings import FindingLog
from pipelines.model import Fact, clean
from pipelines.rules.figures import DERIVED, OPERATING, Figures, MissingAmount, top_lines
from pipelines.values import format_money


def derive(figures: Figures) -> None:
    """Sums of parts in place of Excel errors, from the bottom up, and their findings."""
    first = {item.blank.fact_id: item for item in reversed(figures.missing)}
    waiting = [item for fact_id, item in first.items() if fact_id not in figures.facts]
    _fill(figures, waiting[::-1])
    derived = {fact.fact_id: fact for fact in figures.added}
    for fact_id, item in first.items():
        record = figures.record_of.get(item.blank.record_id)
        if record is None:  # a row that only a second print has
            continue
        fact = derived.get(fact_id)
        excel_error(
            figures.log, record.form, [cell.number for cell in item.token.cells],
            key=fact_id, printed=clean(item.token.text),
            derived=format_money(fact.rupiah or 0) if fact else "",
        )  # fmt: skip


def _fill(figures: Figures, waiting: list[MissingAmount]) -> None:
    while waiting:
        left = []
        for item in waiting:
            parts = _parts(figures, item.blank)
            if parts is None:
                left.append(item)
            else:
                figures.add(_sum(item, parts))
        if len(left) == len(waiting):
            return
        waiting = left


def _sum(item: MissingAmount, parts: Iterable[Fact]) -> Fact:
    """The figure with its parts as value cells; the cell of the error only labels it."""
    parts = list(parts)
    cells = [number for part in parts for number, role in part.lineage if role == "value"]
    return replace(
        item.blank,
        rupiah=sum(part.rupiah or 0 for part in parts),
        printed=clean(item.token.text),
        status=DERIVED,
        lineage=(
            *((number, "value") for number in dict.fromkeys(cells)),
            *((cell.number, "label") for cell in item.token.cells),
            *(pair for pair in item.blank.lineage if pair[1] != "value"),
        ),
    )


def _parts(figures: Figures, blank: Fact) -> list[Fact] | None:
    """The figures that make up a missing one; None where they are not all known.

    An amount is made of its children, else of its expenditure; belanja operasi of its kinds.
    """
    record_id, phase = blank.record_id, blank.phase or ""
    lines = figures.lines_of.get((record_id, phase), {})
    hidden = {
        item.blank.expenditure_type
        for item in figures.missing
        if (item.blank.record_id, item.blank.phase) == (record_id, phase)
    } - set(lines)
    if blank.expenditure_type:
        known = blank.expenditure_type == "operasi" and hidden <= {"operasi"}
        kinds = [lines[kind] for kind in OPERATING if kind in lines]
        return (kinds or None) if known else None
    children = figures.children_of.get(record_id, [])
    if children:
        amounts = [figures.amount(child, phase) for child in children]
        return None if None in amounts else [fact for fact in amounts if fact is not None]
    if hidden - {None}:
        return None
    return list(top_lines(lines)) or None


def excel_error(
    log: FindingLog, form: str, cells: Iterable[int], *, key: str, printed: str, derived: str = ""
) -> None:
    """The finding of an Excel error; ``derived`` is the amount that stands in for it, if any."""
    log.add(
        "galat_excel", form, cells, key=key, printed=printed, expected=derived,
        derived=f"menurut jumlah bagiannya {derived} (turunan)"
        if derived else "tidak ada nilai yang diterbitkan dari sel ini",
        derived_en=f"the sum of its parts is {derived} (derived)"
        if derived else "no value is published from it",
    )  # fmt: skip
