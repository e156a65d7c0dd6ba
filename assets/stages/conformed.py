"""Conformed: codes, units and hierarchy resolved; the end of what a document says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import dagster as dg

from assets.artifacts import Conformed, Kept, Quarantined, RecordsFound
from assets.stage_store import StoredStage
from assets.stages.stage import (
    CONFORMED_GROUP,
    Made,
    advance,
    columns_of,
    describe,
    document_asset,
)
from assets.workspace import Workspace
from expectations.document_checks import check_document
from expectations.form_checks import check_forms
from expectations.outcome import CheckOutcome, Kind
from pipelines.conformed.conform import conform
from pipelines.model import Fact
from pipelines.reference import load_reference

#: Rule of a document that was refused because a check itself is broken.
BROKEN_CHECK = "pemeriksaan_rusak"
_TOLD = 3


@document_asset(
    group=CONFORMED_GROUP,
    kinds={"python"},
    description=describe(
        "Fakta, nomenklatur, dan temuan dari dokumen, dengan jejak sampai ke selnya; dokumen "
        "yang tidak lulus pemeriksaan masuk karantina.",
        "Facts, nomenclature and findings of the document, with lineage to its cells; a "
        "document that fails a check goes to quarantine.",
    ),
    columns=columns_of(Fact),
)
def conformed(
    context: dg.AssetExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    records: StoredStage,
) -> Mapping[str, Any]:
    """Conform every document of this run."""
    reference = load_reference()

    def work(read: RecordsFound) -> Conformed:
        found = read.found
        reading = conform(found.document, found.tables, read.records, reference)
        return Conformed(reading, found.cells_read)

    return advance(context, workspace, records, work, lambda made: len(made.reading.facts), vouch)


def vouch(made: dict[str, Made]) -> dict[str, Made]:
    """All documents of a run with their checks; those that fail one are in quarantine."""
    read = {
        key: (kept, kept.outcome)
        for key, kept in made.items()
        if isinstance(kept, Kept) and isinstance(kept.outcome, Conformed)
    }
    forms = check_forms([conformed.reading for _, conformed in read.values()])
    vouched = dict(made)
    for key, (kept, conformed) in read.items():
        checks = (
            *check_document(conformed.reading, conformed.cells_read),
            *forms[conformed.reading.document.file],
        )
        blocking = [check for check in checks if check.blocks]
        if blocking:
            vouched[key] = refused(kept, checks, blocking)
        else:
            vouched[key] = replace(kept, outcome=replace(conformed, checks=checks))
    return vouched


def refused(
    kept: Kept[Any], checks: tuple[CheckOutcome, ...], blocking: Sequence[CheckOutcome]
) -> Kept[Any]:
    """A document in quarantine because of the checks that block it."""
    told = [(check.name, *check.told()) for check in blocking[:_TOLD]]
    broken = any(check.kind is Kind.BROKEN for check in blocking)
    quarantined = Quarantined(
        kept.file,
        kept.sha256,
        "conformed",
        BROKEN_CHECK if broken else blocking[0].name,
        "; ".join(f"{name}: {said}" for name, said, _ in told),
        "; ".join(f"{name}: {said_en}" for name, _, said_en in told),
        place=next((row.address for check in blocking for row in check.rows if row.address), ""),
        checks=checks,
    )
    # A check that is broken says nothing of the document: it is asked again every time.
    return Kept(kept.file, kept.sha256, "" if broken else kept.fingerprint, quarantined)
