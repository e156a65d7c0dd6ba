"""Sensors that tell of runs: failed, refused by the gate, or published without some files."""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg

from assets.landing import list_raw
from assets.partitions import in_range, registered
from assets.run_record import DIED, failed_checks, failed_in_passing, outcome_of
from assets.unattended.notices import Notice, tell
from assets.workspace import Workspace
from warehouse.queries import quarantine


def notice_sensors(workspace: Workspace) -> list[dg.SensorDefinition]:
    """They watch the runs of the UI, the sensor and the schedule; the command line tells itself."""
    seconds = int(workspace.automation.tick)
    channels = workspace.automation.channels

    @dg.run_failure_sensor(
        name="kabar_gagal",
        minimum_interval_seconds=seconds,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Memberi kabar tentang jalan yang gagal. / Tells of runs that failed.",
    )
    def failed(context: dg.RunFailureSensorContext) -> None:
        tell(of_failure(workspace, context.instance, context.dagster_run), channels)

    @dg.run_status_sensor(
        name="kabar_karantina",
        run_status=dg.DagsterRunStatus.SUCCESS,
        minimum_interval_seconds=seconds,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Memberi kabar tentang berkas yang disisihkan. / Tells of files set aside.",
    )
    def set_aside(context: dg.RunStatusSensorContext) -> dg.SkipReason | None:
        notice = of_quarantine(workspace, context.instance, context.dagster_run)
        if notice is None:
            return dg.SkipReason("tidak ada berkas baru di karantina / no new file in quarantine")
        tell(notice, channels)
        return None

    return [failed, set_aside]


def of_failure(workspace: Workspace, instance: dg.DagsterInstance, run: dg.DagsterRun) -> Notice:
    """What to tell of a failed run, with the files that it was to read."""
    names = {key: found.file for key, found in list_raw(workspace.settings.raw).items()}
    keys = in_range(registered(instance), run.tags)
    files = tuple((names.get(key, key), "") for key in keys)
    checks = failed_checks(instance, run.run_id)
    if checks:
        return Notice("ditolak", run.run_id, run.job_name, ", ".join(checks), files)
    outcome, steps = outcome_of(instance, run.run_id)
    if outcome == DIED or not steps:
        kind = "mati"
    else:
        kind = "gangguan" if failed_in_passing(instance, run.run_id) else "gagal"
    return Notice(kind, run.run_id, run.job_name, steps, files)


def of_quarantine(
    workspace: Workspace, instance: dg.DagsterInstance, run: dg.DagsterRun
) -> Notice | None:
    """What to tell of the files that this run put into quarantine; None where it put none."""
    (record,) = instance.get_run_records(dg.RunsFilter(run_ids=[run.run_id]))
    began = datetime.fromtimestamp(record.start_time or 0, UTC)
    ended = datetime.fromtimestamp(record.end_time or datetime.now(UTC).timestamp(), UTC)
    new = tuple(
        (str(item["file"]), str(item["rule"]))
        for item in quarantine(workspace.engine)
        if began <= item["since"] <= ended
    )
    return Notice("karantina", run.run_id, run.job_name, files=new) if new else None
