"""What people have recorded about findings and their cells already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipelines.corrections.model import PROPOSED, Acceptance, Correction
from pipelines.findings_workbook.model import Offered
from pipelines.findings_workbook.referrals import Referral
from pipelines.model import fold
from pipelines.vocabulary import load


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is recorded; ``corrections`` of all files, shipped ones too."""

    corrections: tuple[Correction, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    referrals: tuple[Referral, ...] = ()


def cells_of(row: Correction) -> set[tuple[str, str]]:
    """File and address (folded) of every cell that a correction names."""
    return {(file or row.document, fold(address)) for file, address in row.places}


def with_said(offered: Iterable[Offered], recorded: Recorded) -> list[Offered]:
    """The findings with what people have said of each and of its main cell."""
    texts = load("findings_workbook")["now"]
    by_cell = {cell: row for row in recorded.corrections for cell in cells_of(row)}
    referred = {row.finding_id: row for row in recorded.referrals}
    found = []
    for each in offered:
        parts = []
        if each.finding.accepted is not None:
            by, reason, _ = each.finding.accepted
            parts.append(texts["diterima"].format(by=by, reason=reason))
        for cell in each.own_cells[:1]:
            row = by_cell.get((each.document.file, fold(cell.address)))
            if row is not None:
                by = row.author if row.status == PROPOSED else row.approver or row.author
                parts.append(texts[row.status].format(by=by, text=row.corrected))
        other = referred.get(each.finding.finding_id)
        if other is not None:
            parts.append(texts["bukan"].format(by=other.by, reason=other.reason))
        found.append(replace(each, now="; ".join(parts)))
    return found
