"""Conformed: codes, units and hierarchy resolved; the end of what a document says."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.artifacts import Conformed, RecordsFound
from assets.stage_store import StoredStage
from assets.stages.stage import CONFORMED_GROUP, advance, columns_of, describe, document_asset
from assets.workspace import Workspace
from expectations.document_checks import check_document
from pipelines.conformed.conform import conform
from pipelines.model import Fact, Refusal
from pipelines.reference import load_reference


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
        made = Conformed(reading, found.cells_read)
        refuse_unless_sound(made)
        return made

    return advance(context, workspace, records, work, lambda made: len(made.reading.facts))


def refuse_unless_sound(made: Conformed) -> None:
    """Raise :class:`Refusal` for a document that fails one of its checks."""
    for outcome in check_document(made.reading, made.cells_read):
        if not outcome.passed:
            listed = "; ".join(outcome.problems[:3])
            raise Refusal(
                f"pemeriksaan {outcome.name} gagal pada {outcome.failures} hal: {listed}",
                f"check {outcome.name} failed for {outcome.failures} things: {listed}",
                rule=outcome.name,
            )
