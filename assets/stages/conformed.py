"""Conformed: codes, units and hierarchy resolved; the end of what a document says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import dagster as dg

from assets.artifacts import Conformed, Kept, Quarantined, RecordsFound
from assets.reviewed import load_overrides, load_own_reference
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
from expectations.outcome import CheckOutcome, FailingRow, Kind
from pipelines.conformed.conform import conform
from pipelines.corrections.apply import settle
from pipelines.corrections.model import Override
from pipelines.corrections.overrides_file import covering, valid_on
from pipelines.model import Fact
from pipelines.records.form_rows import read_records
from pipelines.reference import Reference

#: Rule of a document that was refused because a check itself is broken.
BROKEN_CHECK = "pemeriksaan_rusak"
_TOLD = 3


@document_asset(
    group=CONFORMED_GROUP,
    kinds={"python"},
    description=describe(
        "Fakta, nomenklatur, dan temuan dari dokumen, dengan jejak sampai ke selnya dan teks "
        "tercetak di samping koreksinya; dokumen yang tidak lulus pemeriksaan masuk karantina.",
        "Facts, nomenclature and findings of the document, with lineage to its cells and the "
        "printed text beside corrections; a document that fails a check goes to quarantine.",
    ),
    columns=columns_of(Fact),
)
def conformed(
    context: dg.AssetExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    records: StoredStage,
) -> Mapping[str, Any]:
    """Conform every document of this run."""
    reference = load_own_reference(workspace.settings).reference
    overrides = valid_on(load_overrides(workspace.settings).rows, datetime.now(UTC).date())
    return advance(
        context,
        workspace,
        records,
        partial(conform_one, reference=reference),
        lambda made: len(made.reading.facts),
        partial(vouch, overrides=overrides),
    )


def conform_one(read: RecordsFound, reference: Reference) -> Conformed:
    """A document read to the end, what is printed put back beside what was corrected."""
    found = read.found
    reading = conform(found.document, found.tables, read.records, reference)
    if found.corrections:
        printed = reading
        if found.printed is not None:
            records = read_records(found.printed)
            printed = conform(found.document, found.printed, records, reference)
        reading = settle(reading, printed, found.corrections)
    return Conformed(reading, found.cells_read)


def vouch(made: dict[str, Made], overrides: Sequence[Override] = ()) -> dict[str, Made]:
    """All documents of a run with their checks; those that fail one are in quarantine.

    A failed check that is overridden for a document lets it go on, for the gate to see.
    """
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
        file = conformed.reading.document.file
        own = [each for each in overrides if each.document == file]
        excused = {check.name for check in checks if covering(own, check.name, {file})}
        checks = tuple(
            _of_document(check, conformed) if check.name in excused else check for check in checks
        )
        blocking = [check for check in checks if check.blocks and check.name not in excused]
        if blocking:
            vouched[key] = refused(kept, checks, blocking)
        else:
            vouched[key] = replace(kept, outcome=replace(conformed, checks=checks))
    return vouched


def _of_document(check: CheckOutcome, conformed: Conformed) -> CheckOutcome:
    """A failed check that names no row names its document: the gate asks which one it is."""
    document = conformed.reading.document
    if not check.blocks or check.rows:
        return check
    row = FailingRow(document.file, document.document_id, "", "", check.observed)
    return replace(check, rows=(row,))


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
