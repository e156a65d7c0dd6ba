"""The sensor on the landing zone: new, changed and removed files start a run by themselves."""

from __future__ import annotations

import os
import time

import dagster as dg

from assets.jobs import EVERYTHING, PUBLISH
from assets.landing import list_raw, load_manifest
from assets.partitions import arrange, registered
from assets.reviewed import decided_mark, load_reviewed
from assets.run_record import failed_in_passing, inputs_judged, inputs_of
from assets.unattended.dead_runs import bury, runs_under_way
from assets.unattended.notices import Notice, tell
from assets.unattended.watch import Asked, Mark, Watch, content_mark
from assets.workspace import Workspace
from pipelines.model import ManifestEntry, Refusal

RAW_SENSOR = "folder_raw"
_RUN_KEY = "dagster/run_key"

#: How long to wait before asking again for a run that failed for a passing reason.
AGAIN_SECONDS = (60.0, 300.0, 900.0, 3600.0)
#: A tick must end within a minute; the rest of a heap of new files is hashed at the next.
_HASHING_SECONDS = 20.0


class _Wait(Exception):
    """Why nothing is asked for this time, in both languages."""

    def __init__(self, reason: str, reason_en: str) -> None:
        super().__init__(f"{reason} / {reason_en}")


def raw_sensor(workspace: Workspace) -> dg.SensorDefinition:
    """One run for everything that is new, and none while another waits or works."""

    @dg.sensor(
        name=RAW_SENSOR,
        jobs=[EVERYTHING, PUBLISH],
        minimum_interval_seconds=int(workspace.automation.tick),
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=(
            "Berkas baru, berubah, atau dihapus di folder raw: dibaca dan diterbitkan dalam satu "
            "jalan, setelah berkasnya selesai ditulis. / New, changed or removed files in the raw "
            "folder: read and published in one run, once they are written to the end."
        ),
    )
    def folder_raw(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        now = time.time()
        place = workspace.settings.watch
        watch = Watch.load(context.cursor, place, now)
        try:
            request = _look(workspace, context, watch, now)
            return dg.SensorResult(run_requests=[request], cursor=watch.store(place))
        except _Wait as wait:
            told = str(wait)
        except OSError as error:
            told = str(_out_of_reach(error))
        return dg.SensorResult(skip_reason=dg.SkipReason(told), cursor=watch.store(place))

    return folder_raw


def _look(
    workspace: Workspace, context: dg.SensorEvaluationContext, watch: Watch, now: float
) -> dg.RunRequest:
    raw, automation = workspace.settings.raw, workspace.automation
    # A drive that is gone has no removed files.
    with os.scandir(raw):
        found = list_raw(raw)
    watch.look_at(raw, found, now)
    watch.suspects = bury(workspace, context.instance, watch.suspects)
    if runs_under_way(context.instance):
        raise _Wait("jalan sebelumnya belum selesai", "an earlier run has not ended")
    if not watch.is_settled(watch.manifest, now, automation.settle):
        raise _Wait("manifest.csv sedang ditulis", "manifest.csv is being written")
    entries = _manifest(workspace, watch)

    settled = {
        key: item
        for key, item in found.items()
        if watch.is_settled(watch.files[key], now, automation.settle)
    }
    workspace.use_layouts()  # a change of them is one of every document
    until = time.monotonic() + _HASHING_SECONDS
    reviewed = load_reviewed(workspace.settings)
    marks = watch.marks(raw, settled, entries, lambda: time.monotonic() < until, reviewed)
    changed = [key for key, mark in marks.items() if not _is_read(workspace, watch, key, mark)]
    version, inputs = inputs_of(workspace, found, decided_mark(workspace.settings))
    if not changed and _is_judged(workspace, version, inputs):
        raise _nothing_new(len(found), len(found) - len(marks))
    content = content_mark(version, {**inputs, **{key: mark.mark for key, mark in marks.items()}})
    _wait_after_failure(context.instance, watch.asked, content, now)

    present = registered(context.instance)
    arrangement = arrange(present, [k for k in found if k in present or k in marks], changed)
    arrangement.apply(context.instance)
    watch.refused |= {key: marks[key].mark for key in changed if marks[key].refused}
    watch.asked = watch.next_asked(content, now)
    watch.count += 1
    job = EVERYTHING if changed else PUBLISH
    return dg.RunRequest(run_key=watch.asked.run_key, job_name=job.name, tags=arrangement.tags)


def _manifest(workspace: Workspace, watch: Watch) -> dict[str, ManifestEntry]:
    """The manifest; one that is wrong holds everything up, and is told once."""
    try:
        entries = load_manifest(workspace.settings.raw)
    except Refusal as refusal:
        if watch.told != refusal.reason:
            watch.told = refusal.reason
            tell(Notice("manifes_salah"), workspace.automation.channels)
        raise _Wait(refusal.reason, refusal.reason_en) from refusal
    watch.told = ""
    return entries


def _is_read(workspace: Workspace, watch: Watch, key: str, mark: Mark) -> bool:
    stored = workspace.store.header("conformed", key)
    if stored is None:
        return False
    # What is refused has no fingerprint: it is tried again when the file or its entry changes.
    return watch.refused.get(key) == mark.mark if mark.refused else stored.fingerprint == mark.mark


def _is_judged(workspace: Workspace, version: str, inputs: dict[str, str]) -> bool:
    judged = inputs_judged(workspace)
    nothing_known = not inputs and (judged is None or not judged[1])
    return nothing_known or judged == (version, inputs)


def _out_of_reach(error: OSError) -> _Wait:
    what = f"{error.filename or ''}: {error.strerror}".lstrip(": ")
    return _Wait(f"tidak dapat dibuka: {what}", f"cannot be opened: {what}")


def _nothing_new(files: int, waiting: int) -> _Wait:
    if waiting:
        return _Wait(
            f"{waiting} berkas ditunggu sampai selesai ditulis",
            f"waiting for {waiting} files to be written to the end",
        )
    return _Wait(f"tidak ada yang baru di {files} berkas", f"nothing new in {files} files")


def _wait_after_failure(
    instance: dg.DagsterInstance, asked: Asked | None, content: str, now: float
) -> None:
    """A run that failed is asked for again where the fault may pass, later each time."""
    if asked is None or asked.content != content:
        return
    runs = instance.get_runs(dg.RunsFilter(tags={_RUN_KEY: asked.run_key}), limit=1)
    if not runs:
        return
    (run,) = runs
    if run.status is dg.DagsterRunStatus.CANCELED:
        raise _Wait(
            "jalan ini dihentikan orang; dicoba lagi bila ada yang berubah, atau nanti malam",
            "somebody stopped this run; it is tried again when something changes, or at night",
        )
    if run.status is dg.DagsterRunStatus.FAILURE and not failed_in_passing(instance, run.run_id):
        raise _Wait(
            f"jalan {run.run_id[:8]} gagal karena sebab yang tidak hilang sendiri; dicoba lagi "
            "bila ada yang berubah, atau nanti malam",
            f"run {run.run_id[:8]} failed for a reason that does not pass; it is tried again "
            "when something changes, or at night",
        )
    due = asked.at + AGAIN_SECONDS[min(asked.tries, len(AGAIN_SECONDS)) - 1]
    if now < due:
        raise _Wait(
            f"jalan {run.run_id[:8]} gagal; dicoba lagi dalam {due - now:.0f} detik",
            f"run {run.run_id[:8]} failed; it is tried again in {due - now:.0f} seconds",
        )
