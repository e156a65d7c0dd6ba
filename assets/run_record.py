"""What every run does before its first step and after its last, whoever started it.

A run holds the right to publish from its beginning to its end, so that no two of them read
and stage at once. Afterwards the warehouse keeps, for auditors, what the run came to.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import dagster as dg
from dagster._core.execution.stats import StepEventStatus

from assets.code_version import release_version
from assets.landing import list_raw
from assets.lock import publisher
from assets.reviewed import decided_mark
from assets.stages.release import quarantine_records
from assets.workspace import Workspace
from warehouse.releases import RunRecord, current_release, keep_quarantine, record_run

#: Says who started a run, where that was not Dagster.
COMMAND_TAG = "renja/perintah"

PUBLISHED, REFUSED, READ, FAILED, DIED = "terbit", "ditolak", "dibaca", "gagal", "terhenti"

#: How Dagster calls it when a run is cut short: the computer or `renja dagster` goes down.
_INTERRUPTED = "DagsterExecutionInterruptedError"

#: The documents, as read, on which the gate last gave its word: what the sensor compares with.
_JUDGED = "judged"
Judged = tuple[str, dict[str, str]]


@contextmanager
def at_work(
    workspace: Workspace, instance: dg.DagsterInstance, run: dg.DagsterRun
) -> Iterator[None]:
    """Around all steps of a run."""
    settings = workspace.settings
    with publisher(settings.lock, workspace.automation.patience):
        started, clock = datetime.now(UTC), time.monotonic()
        found = list_raw(settings.raw)
        decided = decided_mark(settings)
        if found:
            # An empty folder may be a drive that is not there: then nothing is forgotten.
            workspace.store.forget(set(found))
        try:
            yield
        finally:
            outcome, details = outcome_of(instance, run.run_id)
            if outcome in (PUBLISHED, REFUSED):
                # A document that was taken away meanwhile may have been published: it counts.
                workspace.store.write_whole(_JUDGED, inputs_of(workspace, found, decided))
            seconds = time.monotonic() - clock
            record(workspace, run, started, seconds, outcome, details)


def outcome_of(instance: dg.DagsterInstance, run_id: str) -> tuple[str, str]:
    """What a run came to by the events of its steps, and which checks or step failed."""
    refused = failed_checks(instance, run_id)
    if refused:
        return REFUSED, "; ".join(refused)
    steps = {step.step_key: step.status for step in instance.get_run_step_stats(run_id)}
    broken = [key for key, status in steps.items() if status is StepEventStatus.FAILURE]
    if broken:
        interrupted = any(name == _INTERRUPTED for name, _ in _errors(instance, run_id))
        return (DIED if interrupted else FAILED), "; ".join(broken)
    if steps.get("release") is StepEventStatus.SUCCESS:
        return PUBLISHED, ""
    return READ, ""


def failed_checks(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    """The checks of the gate that failed in a run."""
    events = instance.all_logs(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION)
    found = []
    for event in events:
        assert event.dagster_event is not None
        check = event.dagster_event.asset_check_evaluation_data
        if check.blocking and not check.passed and check.severity is dg.AssetCheckSeverity.ERROR:
            found.append(check.check_name)
    return sorted(found)


def failed_in_passing(instance: dg.DagsterInstance, run_id: str) -> bool:
    """Whether a failed run failed for a reason that may be gone the next time.

    Its steps were tried again in vain, or it was cut short, or no step is to blame: its
    process died.
    """
    return all(
        name == _INTERRUPTED or "Exceeded max_retries" in message
        for name, message in _errors(instance, run_id)
    )


def _errors(instance: dg.DagsterInstance, run_id: str) -> list[tuple[str, str]]:
    """Class and message of what made each step of a run fail."""
    events = instance.all_logs(run_id, of_type=dg.DagsterEventType.STEP_FAILURE)
    errors = (event.get_dagster_event().step_failure_data.error for event in events)
    return [(error.cls_name or "", error.message) for error in errors if error is not None]


def inputs_of(workspace: Workspace, keys: Iterable[str], decided: str) -> Judged:
    """The code that publishes with what people decided, and the fingerprint of what was read of
    each document."""
    headers = {key: workspace.store.header("conformed", key) for key in keys}
    return f"{release_version()}-{decided}", {
        key: header.fingerprint for key, header in headers.items() if header is not None
    }


def inputs_judged(workspace: Workspace) -> Judged | None:
    """What the gate last gave its word on; None where it never did."""
    try:
        judged: Judged = workspace.store.read_whole(_JUDGED)
    except Exception:  # a missing, damaged or outdated pickle raises anything
        return None
    return judged


def record(
    workspace: Workspace,
    run: dg.DagsterRun,
    started: datetime,
    seconds: float,
    outcome: str,
    details: str,
) -> None:
    """Keep the run in the warehouse; a warehouse out of reach is told by the steps themselves."""
    # Not the reason why a run should fail that has published.
    with suppress(Exception):
        standing = current_release(workspace.engine)
        if outcome == REFUSED:
            # Why it was refused is often what was set aside.
            staged = workspace.store.read_whole("candidate")
            keep_quarantine(workspace.engine, quarantine_records(staged), datetime.now(UTC))
        record_run(
            workspace.engine,
            RunRecord(
                run_id=run.run_id,
                command=started_by(run),
                started_at=started,
                seconds=seconds,
                code_version=release_version(),
                outcome=outcome,
                details=details,
                release_id=standing.release_id if standing else None,
            ),
        )


def started_by(run: dg.DagsterRun) -> str:
    """Who or what started a run: a command line, the sensor, the schedule, or somebody."""
    for tag, what in (
        (COMMAND_TAG, "{}"),
        ("dagster/sensor_name", "dagster sensor {}"),
        ("dagster/schedule_name", "dagster schedule {}"),
        ("dagster/backfill", "dagster backfill {}"),
    ):
        if tag in run.tags:
            return what.format(run.tags[tag])
    return f"dagster {run.job_name}"
