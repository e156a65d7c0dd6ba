"""One run of the whole pipeline, through Dagster, in this process."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import dagster as dg
from dagster._core.errors import DagsterAssetCheckFailedError
from sqlalchemy import func, select

from assets.definitions import build_definitions
from assets.instance import open_instance
from assets.jobs import EVERYTHING, PUBLISH
from assets.landing import RawFile, fingerprint, list_raw, load_manifest, receive
from assets.lock import publisher
from assets.mapping_checks import UNDECIDED
from assets.partitions import arrange, registered
from assets.progress import Progress
from assets.report import (
    CauseReport,
    CheckReport,
    DocumentReport,
    QuarantineReport,
    RunReport,
)
from assets.report_page.causes import Cause, Causes, causes
from assets.reviewed import load_overrides, load_reviewed
from assets.run_record import COMMAND_TAG
from assets.settings import Settings
from assets.stages.candidate import StagedCandidate
from assets.workspace import Workspace
from pipelines.corrections.overrides_file import covering, valid_on
from pipelines.model import ManifestEntry, Refusal
from warehouse import queries
from warehouse.database import reading
from warehouse.queries import fact_counts
from warehouse.releases import Release, candidate_checks, current_release
from warehouse.views import BY_NAME

# The command line says itself what went wrong; every event is in the UI.
_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def run_pipeline(settings: Settings, progress: Progress, command: str = "renja run") -> RunReport:
    """Read what is new in the landing zone and publish everything that is in it."""
    clock = time.monotonic()
    with publisher(settings.lock):
        found = list_raw(settings.raw)
        if not found:
            raise Refusal(
                f"tidak ada dokumen di {settings.raw}; taruh berkas rencana kerja di sana, atau "
                "pakai `renja ingest BERKAS`",
                f"there is no document in {settings.raw}; put work plans there, or use "
                "`renja ingest FILE`",
                rule="raw_kosong",
            )
        entries = load_manifest(settings.raw)
        workspace = Workspace(settings, progress)
        # A warehouse that cannot be opened is told before the reading begins.
        workspace.engine  # noqa: B018
        changed = _changed(workspace, found, entries)
        with open_instance(settings) as instance:
            published = _materialise(workspace, instance, found, changed, command)
        report = replace(
            _report(workspace, published, {found[key].file for key in changed}),
            missing=tuple(sorted(set(entries) - {item.file for item in found.values()})),
            seconds=time.monotonic() - clock,
        )
        workspace.engine.dispose()
    return report


def _changed(
    workspace: Workspace, found: Mapping[str, RawFile], entries: Mapping[str, ManifestEntry]
) -> list[str]:
    """Documents whose bytes, manifest entry or reading code are not those of the last run."""
    changed = []
    reviewed = load_reviewed(workspace.settings)
    for key, raw_file in found.items():
        stored = workspace.store.header("conformed", key)
        try:
            received = receive(workspace.settings.raw, raw_file, entries.get(raw_file.file))
        except Refusal:
            changed.append(key)
            continue
        if stored is None or stored.fingerprint != fingerprint(received, reviewed):
            changed.append(key)
    return changed


def _materialise(
    workspace: Workspace,
    instance: dg.DagsterInstance,
    found: Collection[str],
    changed: list[str],
    command: str,
) -> Release | None:
    """Run the job; no release where a check of the gate failed."""
    arrangement = arrange(registered(instance), found, changed)
    arrangement.apply(instance)
    wanted = EVERYTHING if changed else PUBLISH
    job = build_definitions(workspace).resolve_job_def(wanted.name)
    tags = {**arrangement.tags, COMMAND_TAG: command}
    try:
        job.execute_in_process(instance=instance, tags=tags, run_config=_QUIET)
    except DagsterAssetCheckFailedError:
        return None
    except dg.DagsterExecutionInterruptedError as interrupted:
        raise KeyboardInterrupt from interrupted
    published: Release = workspace.store.read_whole("release")
    return published


def _report(workspace: Workspace, published: Release | None, reread: set[str]) -> RunReport:
    staged: StagedCandidate = workspace.store.read_whole("candidate")
    checks = candidate_checks(workspace.engine, staged.candidate.candidate_id)
    excused = valid_on(load_overrides(workspace.settings).rows, datetime.now(UTC).date())
    standing = current_release(workspace.engine)
    cells = {
        name: sum(document.cells[name] for document in staged.documents if not document.twin_of)
        for name in ("read", "used", "explained")
    }
    found, undecided = _found(workspace) if published else (None, 0)
    return RunReport(
        release=published.release_id if published else None,
        content_hash=staged.candidate.content_hash if published else None,
        documents=tuple(
            DocumentReport(
                summary.document.file,
                summary.document.government,
                summary.document.agency,
                summary.document.year,
                summary.document.file not in reread,
                summary.records,
                summary.twin_of,
            )
            for summary in staged.documents
        ),
        quarantined=tuple(
            QuarantineReport(item.file, item.reason, item.reason_en, item.rule, item.place)
            for item in staged.quarantined
        ),
        cells=cells,
        records=dict(staged.candidate.records),
        facts=_facts(workspace, staged, published is not None),
        findings=dict(staged.candidate.findings),
        checks=tuple(
            CheckReport(
                check.name,
                check.passed,
                check.blocks and not covering(excused, check.name, check.documents),
                check.details,
                check.details_en,
            )
            for check in checks
        ),
        seconds=0.0,
        new_release=published is not None and not published.unchanged,
        standing=standing.release_id if standing else None,
        important=tuple(_cause(each) for each in found.important) if found else (),
        causes=len(found.important) + len(found.others) + found.left_out if found else 0,
        undecided=undecided,
    )


def _found(workspace: Workspace) -> tuple[Causes, int]:
    """The causes of what was found in the release, and how many old nodes are undecided."""
    findings = queries.findings(workspace.engine)
    undecided = select(func.count()).select_from(BY_NAME[UNDECIDED].clause())
    with reading(workspace.engine) as connection:
        return causes(connection, findings), connection.execute(undecided).scalar_one()


def _cause(found: Cause) -> CauseReport:
    return CauseReport(
        found.severity,
        found.message.indonesian,
        found.message.english,
        found.file,
        found.addresses,
        found.findings,
    )


def _facts(workspace: Workspace, staged: StagedCandidate, published: bool) -> dict[str, int]:
    """Rows of every view of facts; of what would be published where the gate refused."""
    return fact_counts(workspace.engine) if published else staged.candidate.view_counts()
