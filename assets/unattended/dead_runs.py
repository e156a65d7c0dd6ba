"""Runs whose process died: Dagster leaves them as started for ever, and they hold the queue.

Dagster's own run monitoring cannot see whether a local process lives. Here the lock tells:
a run holds the right to publish as long as its process lives (``assets.run_record``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import dagster as dg

from assets.lock import is_held
from assets.run_record import DIED, record
from assets.workspace import Workspace

_UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
_MESSAGE = (
    "Proses jalan ini mati sebelum selesai; rilis yang berlaku tidak berubah. / "
    "The process of this run died before its end; the release stands as it was."
)


def runs_under_way(instance: dg.DagsterInstance) -> list[dg.RunRecord]:
    """Runs that wait or work, of every job."""
    return list(instance.get_run_records(dg.RunsFilter(statuses=_UNDER_WAY)))


def bury(workspace: Workspace, instance: dg.DagsterInstance, suspects: Sequence[str]) -> list[str]:
    """Fail the runs that were suspected before and still are; returns whom to suspect now.

    Between the two looks a run that is about to end has ended.
    """
    started = [
        found
        for found in runs_under_way(instance)
        if found.dagster_run.status is dg.DagsterRunStatus.STARTED
    ]
    if not started or is_held(workspace.settings.lock):
        return []
    for found in started:
        run = found.dagster_run
        if run.run_id not in suspects:
            continue
        instance.report_run_failed(run, _MESSAGE)
        began = datetime.fromtimestamp(found.start_time or found.create_timestamp.timestamp(), UTC)
        seconds = (datetime.now(UTC) - began).total_seconds()
        record(workspace, run, began, seconds, DIED, "")
    return [found.dagster_run.run_id for found in started]
