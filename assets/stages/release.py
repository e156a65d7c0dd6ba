"""Release: what BI tools see, replaced whole or not at all."""

from datetime import UTC, datetime

import dagster as dg

from assets.code_version import release_version
from assets.data_docs import keep_data_docs
from assets.lock import publisher
from assets.retries import retried
from assets.reviewed import load_overrides
from assets.stages.candidate import StagedCandidate
from assets.stages.stage import OWNERS, RELEASE_GROUP, describe
from assets.stages.table_schema import schema_of
from assets.workspace import Workspace
from expectations.release_checks import required_checks
from expectations.suite_files import suite_version
from warehouse.operations import release as release_table
from warehouse.queries import view_counts
from warehouse.releases import QuarantineRecord, Release, publish


@dg.asset(
    group_name=RELEASE_GROUP,
    owners=OWNERS,
    kinds={"sql", "table"},
    description=describe(
        "Rilis yang berlaku: semua tampilan bi_* berganti bersama, setelah pemeriksaan lulus.",
        "The release that stands: all bi_* views change together, once the checks have passed.",
    ),
    code_version=release_version(),
    metadata={"dagster/column_schema": schema_of(release_table)},
)
@retried()
def release(
    context: dg.AssetExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    candidate: StagedCandidate,
) -> Release:
    """Publish the staged candidate; the warehouse itself looks at the recorded checks."""
    workspace.progress.step("release", "", 0, 1)
    if candidate.candidate.code_version != release_version():
        raise dg.Failure(
            "Calon rilis ini dibuat oleh versi program yang lain; jalankan `renja run`. / "
            "This candidate was made by another version of the program; run `renja run`.",
            allow_retries=False,
        )
    with publisher(workspace.settings.lock):
        published = publish(
            workspace.engine,
            candidate.candidate.candidate_id,
            published_at=datetime.now(UTC),
            quarantined=quarantine_records(candidate),
            required_checks=required_checks(),
            suite_version=suite_version(),
            overrides=load_overrides(workspace.settings).rows,
        )
    keep_data_docs(workspace.settings.data_docs, published.release_id)
    for view, rows in view_counts(workspace.engine).items():
        # The views change with the release, in the same transaction.
        context.log_event(dg.AssetMaterialization(view, metadata={"dagster/row_count": rows}))
    context.add_asset_metadata(
        {
            "dagster/row_count": sum(published.facts.values()),
            "release_id": published.release_id,
            "content_hash": published.content_hash,
            "facts": dict(published.facts),
            "unchanged": published.unchanged,
        }
    )
    workspace.progress.step("release", "", 1, 1)
    return published


def quarantine_records(candidate: StagedCandidate) -> list[QuarantineRecord]:
    """The files that are not published, as the warehouse keeps them."""
    return [
        QuarantineRecord(item.file, item.sha256, item.reason, item.reason_en, item.rule, item.place)
        for item in candidate.quarantined
    ]
