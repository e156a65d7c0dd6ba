"""Candidate: the rows of the next release, beside what is published, before the gate."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import dagster as dg

from assets.artifacts import Conformed, Quarantined
from assets.code_version import release_version
from assets.landing import is_current, list_raw
from assets.lock import publisher
from assets.retries import retried
from assets.reviewed import load_acceptances, load_decisions, load_listed
from assets.stage_store import StoredStage
from assets.stages.stage import OWNERS, RELEASE_GROUP, describe
from assets.stages.table_schema import schema_of
from assets.workspace import Workspace
from expectations.outcome import CheckOutcome, merged
from pipelines.corrections.model import Acceptance
from pipelines.crosswalk.model import Link
from pipelines.model import Document, Reading
from pipelines.nomenclature import ListedNode
from warehouse.candidate import Candidate, build_candidate
from warehouse.errors import BrokenReadingError
from warehouse.facts import published_fact
from warehouse.loader import stage


@dataclass(frozen=True)
class DocumentSummary:
    """What one document gave: its account of cells and its records by form.

    ``twin_of`` names the file with the same bytes that is published in its place.
    """

    document: Document
    cells: dict[str, int]
    records: dict[str, int]
    twin_of: str = ""


@dataclass(frozen=True)
class StagedCandidate:
    """A candidate in staging, with all that the gate and the release need to know of it.

    ``cells_read`` is the readers' own count of cells by document id, ``checks`` what the checks
    found of every document.
    """

    candidate: Candidate
    cells_read: dict[str, int]
    documents: tuple[DocumentSummary, ...]
    quarantined: tuple[Quarantined, ...]
    checks: tuple[CheckOutcome, ...]


@dg.asset(
    group_name=RELEASE_GROUP,
    owners=OWNERS,
    kinds={"python", "sql"},
    description=describe(
        "Calon rilis: semua baris gudang data dari semua dokumen, di skema staging.",
        "The candidate: every row of the warehouse from all documents, in staging.",
    ),
    code_version=release_version(),
    metadata={"dagster/column_schema": schema_of(published_fact)},
)
@retried()
def candidate(
    context: dg.AssetExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    conformed: StoredStage,
) -> StagedCandidate:
    """Build the candidate from every document that was read, and stage it."""
    workspace.progress.step("candidate", "", 0, 1)
    read, quarantined = _gather(context, workspace, conformed)
    decided = load_decisions(workspace.settings)
    built, broken = _build(
        [made.reading for made in read],
        decided.links,
        load_listed(workspace.settings).nodes,
        load_acceptances(workspace.settings).rows,
    )
    with publisher(workspace.settings.lock):
        stage(workspace.engine, built)
    context.add_asset_metadata(
        {
            "dagster/row_count": sum(built.facts.values()),
            "candidate_id": built.candidate_id,
            "content_hash": built.content_hash,
            "facts": dict(built.facts),
            "records": dict(built.records),
            "findings": dict(built.findings),
            "quarantined": len(quarantined) + len(broken),
        }
    )
    workspace.progress.step("candidate", "", 1, 1)
    files = {document.document_id: document.file for document in built.documents}
    admitted = [made for made in read if made.reading.document.document_id in files]
    # The same bytes sent twice are one document.
    once = {made.reading.document.document_id: made for made in admitted}.values()
    return StagedCandidate(
        built,
        {made.reading.document.document_id: made.cells_read for made in admitted},
        tuple(
            summarise(made.reading, files[made.reading.document.document_id]) for made in admitted
        ),
        (*quarantined, *broken),
        merged(check for made in once for check in made.checks),
    )


def _gather(
    context: dg.AssetExecutionContext, workspace: Workspace, conformed: StoredStage
) -> tuple[list[Conformed], list[Quarantined]]:
    """What was read of every document that lies in the landing zone now."""
    read: list[Conformed] = []
    quarantined: list[Quarantined] = []
    for key, found in list_raw(workspace.settings.raw).items():
        header = conformed.header(key)
        if header is None:
            context.log.warning(f"{found.file}: belum dibaca / not read yet")
            continue
        if header.fingerprint and not is_current(header.fingerprint):
            raise dg.Failure(
                f"{found.file} dibaca oleh versi program yang lain; jalankan `renja run`. / "
                f"{found.file} was read by another version of the program; run `renja run`."
            )
        outcome = conformed[key].outcome
        if isinstance(outcome, Quarantined):
            quarantined.append(outcome)
        else:
            read.append(outcome)
    return read, quarantined


def _build(
    readings: list[Reading],
    links: Sequence[Link],
    listed: Sequence[ListedNode],
    acceptances: Sequence[Acceptance],
) -> tuple[Candidate, list[Quarantined]]:
    """The candidate of all readings that go together, and those that do not."""
    broken: list[Quarantined] = []
    while True:
        try:
            built = build_candidate(readings, release_version(), links, listed, acceptances)
            return built, broken
        except BrokenReadingError as error:
            culprit = next(r for r in readings if r.document.document_id == error.document_id)
            readings = [r for r in readings if r.document.document_id != error.document_id]
            broken.append(
                Quarantined(
                    culprit.document.file,
                    culprit.document.sha256,
                    "candidate",
                    error.rule,
                    error.reason,
                    error.reason_en,
                )
            )


def summarise(reading: Reading, published: str) -> DocumentSummary:
    """What one document gave; ``published`` is the file that stands for its bytes."""
    document = reading.document
    return DocumentSummary(
        document,
        reading.account(),
        dict(sorted(Counter(record.form for record in reading.records).items())),
        "" if document.file == published else published,
    )
