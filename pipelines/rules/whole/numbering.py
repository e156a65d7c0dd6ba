"""Item numbers that do not count on, and numbers without a name.

Siblings are numbered from one on (Permendagri 86/2017 prints items in order); ``#`` is what a
spreadsheet shows where a column is too narrow for a number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipelines.model import Record, fold
from pipelines.rules.whole.context import EVALUATION, NODES, PLAN, PROPOSALS, REVIEW, Whole

_FORMS = (EVALUATION, REVIEW, PLAN, PROPOSALS)


def check_numbering(whole: Whole) -> None:
    """One finding a table for numbers out of order, one for numbers whose row has no name."""
    for form in _FORMS:
        _order(whole, form)
        nameless = [record for record in whole.records(form) if _is_nameless(whole, record)]
        if nameless:
            whole.log.add(
                "baris_tanpa_nama", form,
                [cell for record in nameless for cell in _number_cells(whole, record)],
                key=form, printed=nameless[0].number or "", count=len(nameless),
                name=nameless[0].name or "", indicator=nameless[0].indicator or "",
            )  # fmt: skip


def _order(whole: Whole, form: str) -> None:
    wrong = [
        pair for siblings in _families(whole, form).values() for pair in _breaks(siblings)
    ]  # fmt: skip
    if wrong:
        record, after = wrong[0]
        whole.log.add(
            "nomor_urut", form,
            [cell for record, _ in wrong for cell in _number_cells(whole, record)],
            key=form, printed=record.number or "", count=len(wrong), name=record.name or "",
            after=f" sesudah {after}" if after else "", after_en=f" after {after}" if after else "",
        )  # fmt: skip


def _families(whole: Whole, form: str) -> dict[object, list[Record]]:
    """Numbered rows by the parent that they stand below."""
    families: dict[object, list[Record]] = defaultdict(list)
    for record in whole.records(form):
        if not record.number:
            continue
        if form == PROPOSALS:
            families[form].append(record)
        elif record.level in NODES and record.record_id in whole.figures.heads:
            above = whole.figures.parent_of.get(record.record_id)
            families[record.phase, record.section, above, record.level].append(record)
    return families


def _breaks(siblings: Sequence[Record]) -> Iterator[tuple[Record, str]]:
    """Rows whose number is none, or is not the next, with the number before."""
    for record in siblings:
        if not (record.number or "").isalnum():
            yield record, ""
    numbered = [record for record in siblings if (record.number or "").isdigit()]
    for before, record in pairwise(numbered):
        here, there = int(record.number or 0), int(before.number or 0)
        if here not in {there + 1, 1}:
            yield record, before.number or ""


def _is_nameless(whole: Whole, record: Record) -> bool:
    """A numbered row that takes its name from the row above."""
    return (
        record.level in NODES
        and bool(record.number)
        and record.record_id not in whole.figures.heads
        and not any(_prints(whole, cell, record.name) for cell in record.cells)
    )


def _prints(whole: Whole, cell: int, name: str | None) -> bool:
    text = fold(whole.text(cell))
    return len(text) > 3 and text in fold(name)


def _number_cells(whole: Whole, record: Record) -> Iterable[int]:
    """The cell that prints the number, or else the first cell of the row."""
    own = [n for n in record.cells if whole.text(n).strip(" .()") == record.number]
    return own[:1] or record.cells[:1]
