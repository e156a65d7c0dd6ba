"""A defect that several documents of one plan hold is told once, with the cells of each.

The document that stands first tells it: its finding also points to the cells of the others.
Where another document prints something else, it keeps a finding of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.model import Finding, Reading, fold


@dataclass(slots=True)
class Shared:
    """What a document has in common with the others.

    ``held``: finding -> the other documents that hold it, and their cells, main cell first;
    ``left``: findings that another document tells.
    """

    held: dict[str, list[tuple[Reading, tuple[int, ...]]]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)


def share_findings(plan: Sequence[Reading]) -> dict[str, Shared]:
    """By document id what is told for others and left to others; ``plan`` in standing order."""
    shared: dict[str, Shared] = {}
    told: dict[str, tuple[str, Finding]] = {}
    for reading in plan:
        own = shared[reading.document.document_id] = Shared()
        for finding in reading.findings:
            teller, first = told.setdefault(
                finding.finding_id, (reading.document.document_id, finding)
            )
            if shared[teller] is own or not _same(first, finding):
                continue
            own.left.add(finding.finding_id)
            shared[teller].held.setdefault(finding.finding_id, []).append((reading, finding.cells))
    return shared


def _same(one: Finding, other: Finding) -> bool:
    """Ids say what a finding is about; how formats write its figures does not count."""
    return (fold(one.printed), fold(one.expected)) == (fold(other.printed), fold(other.expected))
