"""Which of several documents of one plan stands (rule 9 of the contract), form by form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from pipelines.model import Document, Reading, fold

PlanKey = tuple[str, str, int]

#: Workbook, Word, PDF, text; anything else comes last.
_FORMAT_RANK = {
    **dict.fromkeys(("xlsx", "xlsm", "xls", "xlsb", "ods", "excel"), 0),
    **dict.fromkeys(("docx", "doc", "word"), 1),
    "pdf": 2,
    **dict.fromkeys(("txt", "text", "tsv"), 3),
}


def plan_key(document: Document) -> PlanKey:
    """Government, agency and year, whatever the spelling of the names."""
    return (fold(document.government), fold(document.agency), document.year)


def _format_rank(document: Document) -> int:
    name = document.format.casefold().lstrip(".")
    suffix = PurePath(document.file).suffix.casefold().lstrip(".")
    return _FORMAT_RANK.get(name, _FORMAT_RANK.get(suffix, 4))


def in_standing_order(readings: Iterable[Reading]) -> list[Reading]:
    """The reading that stands first: priority, then format, then later received, then name."""
    # Sorts are stable: the least important criterion goes first.
    ordered = sorted(readings, key=lambda r: (r.document.file, r.document.sha256))
    ordered.sort(key=lambda r: r.document.received, reverse=True)
    ordered.sort(
        key=lambda r: (
            r.document.priority is None,
            r.document.priority or 0,
            _format_rank(r.document),
        )
    )
    return ordered


def by_plan(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings grouped by plan, latest year first; each group in standing order."""
    plans: dict[PlanKey, list[Reading]] = {}
    for reading in readings:
        plans.setdefault(plan_key(reading.document), []).append(reading)
    order = sorted(plans, key=lambda plan: (-plan[2], plan[0], plan[1]))
    return [in_standing_order(plans[plan]) for plan in order]


def standing_by_form(plan: Sequence[Reading]) -> dict[str, Reading]:
    """The reading that stands for each form of a plan; ``plan`` is in standing order."""
    standing: dict[str, Reading] = {}
    for reading in plan:
        for record in reading.records:
            standing.setdefault(record.form, reading)
    return standing
