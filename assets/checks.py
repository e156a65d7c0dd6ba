"""Asset checks: what was found of each document, and the gate of the release."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from assets.landing import list_raw
from assets.stage_store import Header, StoredStage
from assets.stages.candidate import StagedCandidate
from assets.stages.stage import describe
from assets.workspace import Workspace
from expectations.document_checks import DOCUMENT_CHECKS
from expectations.release_checks import RELEASE_CHECKS, check_candidate
from warehouse.releases import CheckRecord, record_checks

#: A document that is in quarantine for a reason other than one of the checks.
READABLE = "dokumen_terbaca"


@dg.multi_asset_check(
    name="pemeriksaan_dokumen",
    specs=[
        *(
            dg.AssetCheckSpec(
                check.name, asset="conformed", description=describe(check.meaning, check.meaning_en)
            )
            for check in DOCUMENT_CHECKS
        ),
        dg.AssetCheckSpec(
            READABLE,
            asset="conformed",
            description=describe(
                "Setiap dokumen di folder raw dapat dibaca.",
                "Every document in the raw folder can be read.",
            ),
        ),
    ],
)
def document_checks(
    workspace: dg.ResourceParam[Workspace], conformed: StoredStage
) -> Iterator[dg.AssetCheckResult]:
    """Which documents failed which check: they are in quarantine, the others go on."""
    headers = [
        header
        for key in list_raw(workspace.settings.raw)
        if (header := conformed.header(key)) is not None
    ]
    names = {check.name for check in DOCUMENT_CHECKS}
    for check in DOCUMENT_CHECKS:
        failed = [header.file for header in headers if header.rule == check.name]
        yield _document_result(check.name, failed, headers)
    failed = [header.file for header in headers if header.rule and header.rule not in names]
    yield _document_result(READABLE, failed, headers)


def _document_result(name: str, failed: list[str], headers: list[Header]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        check_name=name,
        asset_key="conformed",
        passed=not failed,
        # Not blocking: such a document is in quarantine, and the others are published.
        severity=dg.AssetCheckSeverity.WARN if name == READABLE else dg.AssetCheckSeverity.ERROR,
        metadata={"documents": len(headers), "quarantined": failed},
    )


@dg.multi_asset_check(
    name="pemeriksaan_rilis",
    specs=[
        dg.AssetCheckSpec(
            check.name,
            asset="candidate",
            blocking=True,
            description=describe(check.meaning, check.meaning_en),
        )
        for check in RELEASE_CHECKS
    ],
)
def release_checks(
    workspace: dg.ResourceParam[Workspace], candidate: StagedCandidate
) -> Iterator[dg.AssetCheckResult]:
    """Check the candidate and record the results, which alone open the gate."""
    workspace.progress.step("checks", "", 0, 1)
    outcomes = check_candidate(candidate.candidate, candidate.cells_read)
    record_checks(
        workspace.engine,
        candidate.candidate.candidate_id,
        [
            CheckRecord(
                outcome.name,
                outcome.severity,
                outcome.passed,
                "; ".join(outcome.problems) or f"{outcome.examined} diperiksa / examined",
            )
            for outcome in outcomes
        ],
    )
    workspace.progress.step("checks", "", 1, 1)
    for outcome in outcomes:
        yield dg.AssetCheckResult(
            check_name=outcome.name,
            asset_key="candidate",
            passed=outcome.passed,
            severity=dg.AssetCheckSeverity.ERROR,
            metadata={
                "examined": outcome.examined,
                "failures": outcome.failures,
                "problems": list(outcome.problems),
            },
        )
