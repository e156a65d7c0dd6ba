"""The nightly schedule: every document is looked at again, and the whole is published."""

from __future__ import annotations

import time
from pathlib import Path

import dagster as dg

from assets.jobs import EVERYTHING
from assets.landing import list_raw
from assets.partitions import arrange, registered
from assets.workspace import Workspace

NIGHTLY = "tiap_malam"


def nightly_schedule(workspace: Workspace) -> dg.ScheduleDefinition | None:
    """At the hour of the settings; None where it is switched off.

    By day the sensor goes by size and times of files. At night the bytes of every document
    are read and compared, and what could not be opened is tried again.
    """
    automation = workspace.automation
    if not automation.nightly:
        return None
    hour, minute = (int(part) for part in automation.nightly.split(":"))

    @dg.schedule(
        name=NIGHTLY,
        job=EVERYTHING,
        cron_schedule=f"{minute} {hour} * * *",
        execution_timezone=automation.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=(
            "Setiap malam: semua berkas dibandingkan isinya, yang berubah dibaca, lalu semuanya "
            "diperiksa dan diterbitkan. / Every night: the bytes of all files are compared, what "
            "changed is read, then everything is checked and published."
        ),
    )
    def nightly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        found = list_raw(workspace.settings.raw)
        present = registered(context.instance)
        # A file that is being written is left to the sensor.
        still = [key for key, item in found.items() if _is_still(item.path, automation.settle)]
        if not still:
            return dg.SkipReason("tidak ada dokumen / there is no document")
        keys = [key for key in found if key in still or key in present]
        arrangement = arrange(present, keys, still)
        arrangement.apply(context.instance)
        return dg.RunRequest(tags=arrangement.tags)

    return nightly


def _is_still(path: Path, settle: float) -> bool:
    """Whether a file has not been written to for a while."""
    try:
        return abs(time.time() - path.lstat().st_mtime) >= settle
    except OSError:
        return False
