"""Asset checks: the suites of forms on each document, those of views on the candidate.

A thin shell: what the suites found becomes results of Dagster with a severity, and the
results of the candidate are recorded, which alone opens the gate.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import dagster as dg

from assets.artifacts import Conformed, Quarantined
from assets.data_docs import candidate_data_docs
from assets.landing import list_raw
from assets.retries import retried
from assets.reviewed import load_overrides
from assets.stage_store import StoredStage
from assets.stages.candidate import StagedCandidate
from assets.stages.stage import describe
from assets.workspace import Workspace
from expectations.document_checks import DOCUMENT_CHECKS
from expectations.form_checks import form_suites
from expectations.outcome import CheckOutcome, FailingRow, Kind
from expectations.release_checks import (
    check_candidate,
    check_meanings,
    release_suites,
    required_checks,
)
from expectations.suite_files import Suite, suite_version
from expectations.validation import Validator
from pipelines.corrections.overrides_file import covering, valid_on
from warehouse.releases import CheckRecord, FailedRow, candidate_checks, record_checks

#: Whether every document could be read so far that it could be checked.
READABLE = "dokumen_terbaca"
#: The checks of a document as a whole, as one asset check.
WHOLE = "dokumen_utuh"

_READABLE_MEANS = "Setiap dokumen di folder raw dapat dibaca.", "Every document can be read."
_WHOLE_MEANS = (
    "Akun sel, kunci, jejak, dan tabel setiap dokumen utuh.",
    "Account of cells, keys, lineage and tables of every document are sound.",
)
#: Rows that the UI shows of a check; the warehouse keeps all (``check_failure``).
_SHOWN = 100


def _spec(name: str, asset: str, means: tuple[str, str], blocking: bool) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(name, asset=asset, description=describe(*means), blocking=blocking)


def _means(suite: Suite) -> tuple[str, str]:
    return suite.meaning, suite.meaning_en


@dg.multi_asset_check(
    name="pemeriksaan_dokumen",
    specs=[
        _spec(READABLE, "conformed", _READABLE_MEANS, blocking=False),
        _spec(WHOLE, "conformed", _WHOLE_MEANS, blocking=False),
        *(
            # Not blocking: such a document is in quarantine, and the others are published.
            _spec(suite.label, "conformed", _means(suite), blocking=False)
            for suite in form_suites()
        ),
    ],
)
def document_checks(
    workspace: dg.ResourceParam[Workspace], conformed: StoredStage
) -> Iterator[dg.AssetCheckResult]:
    """What the checks found of every document that lies in the landing zone."""
    outcomes: list[CheckOutcome] = []
    unread: list[str] = []
    documents = 0
    for key in list_raw(workspace.settings.raw):
        if conformed.header(key) is None:
            continue
        documents += 1
        made: Conformed | Quarantined = conformed[key].outcome
        outcomes += made.checks
        if isinstance(made, Quarantined) and not made.checks:
            unread.append(f"{made.file}: {made.reason} / {made.reason_en}")
    yield dg.AssetCheckResult(
        check_name=READABLE,
        asset_key="conformed",
        passed=not unread,
        severity=dg.AssetCheckSeverity.WARN,
        description="\n\n".join(unread) or None,
        metadata={"documents": documents, "quarantined": len(unread)},
    )
    names = {check.name for check in DOCUMENT_CHECKS}
    yield asset_check(WHOLE, "conformed", [o for o in outcomes if o.name in names])
    for suite in form_suites():
        found = [outcome for outcome in outcomes if outcome.suite == suite.name]
        yield asset_check(suite.label, "conformed", found)


@dg.multi_asset_check(
    name="pemeriksaan_rilis",
    specs=[
        _spec(suite.label, "candidate", _means(suite), blocking=True) for suite in release_suites()
    ],
)
def release_checks(
    context: dg.AssetCheckExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    candidate: StagedCandidate,
) -> Iterator[dg.AssetCheckResult]:
    """Check the candidate and record the results, which alone open the gate."""
    workspace.progress.step("checks", "", 0, 1)
    with retried():
        outcomes = _check(context, workspace, candidate)
    workspace.progress.step("checks", "", 1, 1)
    outcomes = _excused(workspace, outcomes)
    for suite in release_suites():
        found = [outcome for outcome in outcomes if outcome.suite == suite.name]
        yield asset_check(suite.label, "candidate", found)


def _check(
    context: dg.AssetCheckExecutionContext, workspace: Workspace, candidate: StagedCandidate
) -> Sequence[CheckOutcome]:
    """The outcomes of all checks, as recorded: those of before where nothing has changed."""
    engine, candidate_id = workspace.engine, candidate.candidate.candidate_id
    known = _known(candidate_checks(engine, candidate_id))
    if known is not None:
        return known
    validator = Validator()
    outcomes = check_candidate(
        candidate.candidate, candidate.cells_read, candidate.checks, validator
    )
    record_checks(engine, candidate_id, [as_record(outcome) for outcome in outcomes])
    _write_pages(context, workspace, validator, outcomes)
    return outcomes


def _excused(workspace: Workspace, outcomes: Sequence[CheckOutcome]) -> list[CheckOutcome]:
    """The outcomes as the gate takes them: what is overridden blocks no longer, and is shown."""
    overrides = load_overrides(workspace.settings).rows
    valid = valid_on(overrides, datetime.now(UTC).date())
    excused = []
    for outcome in outcomes:
        found = covering(valid, outcome.name, outcome.documents) if outcome.blocks else ()
        if not found:
            excused.append(outcome)
            continue
        first = found[0]
        said = f"dikecualikan oleh {first.by} sampai {first.until}: {first.reason}"
        said_en = f"overridden by {first.by} until {first.until}: {first.reason}"
        excused.append(
            replace(
                outcome,
                severity="warning",
                meaning=f"{outcome.meaning} ({said})",
                meaning_en=f"{outcome.meaning_en} ({said_en})",
            )
        )
    return excused


def _known(recorded: Sequence[CheckRecord]) -> Sequence[CheckOutcome] | None:
    """What these same checks found before of this very candidate, where it lets it pass."""
    valid = [check for check in recorded if check.suite_version == suite_version()]
    missing = set(required_checks()).difference(check.name for check in valid)
    if missing or any(check.blocks for check in valid):
        return None
    meanings = check_meanings()
    return [
        CheckOutcome(
            check.name,
            check.severity,
            Kind(check.kind),
            check.examined,
            check.failures,
            tuple(
                FailingRow(row.document, row.document_id, row.row_key, row.addresses, row.content)
                for row in check.rows
            ),
            "",
            *meanings[check.name],
        )
        for check in valid
    ]


def _write_pages(
    context: dg.AssetCheckExecutionContext,
    workspace: Workspace,
    validator: Validator,
    outcomes: Sequence[CheckOutcome],
) -> None:
    try:
        page = candidate_data_docs(workspace.settings.data_docs, validator, outcomes)
        context.log.info(f"Data Docs: {page}")
    except Exception as error:  # pages to look at are no reason to refuse a release
        context.log.warning(f"Data Docs: {type(error).__name__}: {error}")


def as_record(outcome: CheckOutcome) -> CheckRecord:
    """An outcome as the warehouse keeps it."""
    told, told_en = outcome.told()
    rows = (
        FailedRow(row.document, row.document_id, row.key, row.address, row.value)
        for row in outcome.rows
    )
    return CheckRecord(
        outcome.name,
        outcome.severity,
        outcome.passed,
        told,
        told_en,
        suite_version(),
        outcome.kind.value,
        outcome.examined,
        outcome.failures,
        tuple(rows),
    )


def asset_check(name: str, asset: str, outcomes: Sequence[CheckOutcome]) -> dg.AssetCheckResult:
    """What a suite found, as one result: an error where something critical failed.

    A note (severity info) is shown, and nobody has to act on it.
    """
    failed = [outcome for outcome in outcomes if not outcome.passed]
    counted = [outcome for outcome in failed if outcome.severity != "info"]
    blocks = any(outcome.blocks for outcome in failed)
    said = [" / ".join(outcome.told()) for outcome in failed]
    return dg.AssetCheckResult(
        check_name=name,
        asset_key=asset,
        passed=not counted,
        severity=dg.AssetCheckSeverity.ERROR if blocks else dg.AssetCheckSeverity.WARN,
        description="\n\n".join(said) or None,
        metadata={
            "checks": len({outcome.name for outcome in outcomes}),
            "examined": sum(outcome.examined for outcome in outcomes),
            "failures": sum(outcome.failures for outcome in failed),
            **({"failing_rows": _table(failed)} if any(o.rows for o in failed) else {}),
        },
    )


def _table(failed: Iterable[CheckOutcome]) -> dg.TableMetadataValue:
    rows = [
        dg.TableRecord(
            {
                "check": outcome.name,
                "severity": outcome.severity,
                "kind": outcome.kind.value,
                "document": row.document,
                "cells": row.address,
                "content": row.value,
            }
        )
        for outcome in failed
        for row in outcome.rows
    ]
    columns = ("check", "severity", "kind", "document", "cells", "content")
    schema = dg.TableSchema(columns=[dg.TableColumn(name) for name in columns])
    return dg.MetadataValue.table(records=rows[:_SHOWN], schema=schema)
