"""The pipeline when nobody watches: the sensor ticks, Dagster runs, the release follows.

The sensor is evaluated as its daemon evaluates it, and what it asks for is done as the daemon
does it: one run for each run key. The last test has the real daemon.
"""

from __future__ import annotations

import errno
import os
import random
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import dagster as dg
import pytest
from landing_zone import ROOT, landing_zone, small_plan
from sqlalchemy import select
from typer.testing import CliRunner

from assets import landing, retries
from assets.cli import app
from assets.definitions import build_definitions
from assets.execute import run_pipeline
from assets.instance import open_instance
from assets.lock import publisher
from assets.partitions import registered
from assets.progress import Silence
from assets.run_record import failed_in_passing
from assets.settings import Automation, find_settings
from assets.stages import document as document_stage
from assets.unattended import sensor, watch
from assets.unattended.dead_runs import runs_under_way
from assets.unattended.notice_sensors import of_failure, of_quarantine
from assets.unattended.schedule import NIGHTLY
from assets.unattended.sensor import RAW_SENSOR
from assets.workspace import Workspace
from warehouse.database import connect
from warehouse.operations import run as run_table
from warehouse.queries import documents, quarantine
from warehouse.releases import current_release

pytestmark = pytest.mark.usefixtures("quick_checks")

SETTLE = 0.3
RUN_KEY = "dagster/run_key"


class Daemon:
    """Does for one installation what Dagster's daemon does, one tick at a time."""

    def __init__(self, settings, instance, **automation) -> None:
        self.settings, self.instance, self.cursor = settings, instance, None
        automation = replace(Automation(tick=1, settle=SETTLE, patience=0), **automation)
        self.definitions = build_definitions(Workspace(settings, automation=automation))
        self.sensor = self.definitions.resolve_sensor_def(RAW_SENSOR)
        self.runs: list[dg.DagsterRun] = []
        self.why = ""

    def tick(self) -> list[dg.DagsterRun]:
        """Evaluate the sensor, and do at once what it asks for."""
        asked = self.evaluate()
        return [self.run(request) for request in asked]

    def evaluate(self) -> list[dg.RunRequest]:
        context = dg.build_sensor_context(
            instance=self.instance,
            cursor=self.cursor,
            definitions=self.definitions,
            last_sensor_start_time=None,
        )
        data = self.sensor.evaluate_tick(context)
        self.cursor, self.why = data.cursor, data.skip_message or ""
        keys = {run.tags.get(RUN_KEY) for run in self.instance.get_runs()}
        return [request for request in data.run_requests if request.run_key not in keys]

    def run(self, request: dg.RunRequest) -> dg.DagsterRun:
        job = self.definitions.resolve_job_def(request.job_name)
        done = job.execute_in_process(
            instance=self.instance,
            tags={**request.tags, RUN_KEY: request.run_key},
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
        run = self.instance.get_run_by_id(done.run_id)
        self.runs.append(run)
        return run

    def settle(self) -> list[dg.DagsterRun]:
        """Tick, let everything stay as it is for long enough, and tick again."""
        before = self.tick()
        time.sleep(SETTLE + 0.05)
        return before + self.tick()

    def read_in(self, run: dg.DagsterRun) -> set[str]:
        """The documents that a run looked at."""
        events = self.instance.fetch_materializations(dg.AssetKey("document"), limit=999).records
        return {e.partition_key for e in events if e.event_log_entry.run_id == run.run_id}


@pytest.fixture
def start(tmp_path):
    """Start a daemon on a landing zone with the given documents."""
    with dg.DagsterInstance.ephemeral() as instance:
        yield lambda automation=None, **plans: Daemon(
            landing_zone(tmp_path, **plans), instance, **(automation or {})
        )


def put(daemon, name: str, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    (daemon.settings.raw / name).write_bytes(data)


def published(daemon) -> set[str]:
    return {row["file"] for row in documents(connect(daemon.settings.warehouse_url))}


def set_aside(daemon) -> dict[str, str]:
    return {row["file"]: row["rule"] for row in quarantine(connect(daemon.settings.warehouse_url))}


def recorded(daemon) -> list[tuple[str, str]]:
    with connect(daemon.settings.warehouse_url).connect() as connection:
        query = select(run_table.c.command, run_table.c.outcome).order_by(run_table.c.started_at)
        return [tuple(row) for row in connection.execute(query)]


AGENCIES = """
SOSIAL PENDIDIKAN KESEHATAN PERTANIAN PERIKANAN PERHUBUNGAN PARIWISATA PERINDUSTRIAN
PERDAGANGAN KEBUDAYAAN KETAHANAN PERUMAHAN PERTANAHAN KEHUTANAN PERKEBUNAN
"""
BROKEN = {
    "kosong.txt": b"",
    "gambar.png": b"\x89PNG\r\n",
    "prosa.txt": "Laporan ini tidak berisi tabel.\n",
    "biner.txt": b"Rencana kerja\n\x00\x01\x02",
    "tanpa_nama.txt": small_plan().split("\n", 5)[-1],
}


def test_twenty_files_at_random_five_broken_one_half_written_one_replaced(start):
    daemon = start()
    plans = {
        f"rencana_{n:02}.txt": small_plan(f"DINAS {name}")
        for n, name in enumerate(AGENCIES.split())
    }
    arrivals = [*plans.items(), *BROKEN.items()]
    random.Random(5).shuffle(arrivals)
    half, replaced = "rencana_07.txt", "rencana_11.txt"

    for name, text in arrivals[:12]:
        put(daemon, name, text[: len(text) // 2] if name == half else text)
    (daemon.settings.raw / "unduhan.txt.crdownload").write_text(small_plan("DINAS UNDUHAN"))
    assert daemon.tick() == []
    assert "ditunggu" in daemon.why
    time.sleep(SETTLE / 2)
    for name, text in arrivals[12:]:
        put(daemon, name, text[: len(text) // 2] if name == half else text)
    # Written on and on: never stable, so never read by halves.
    writing = (daemon.settings.raw / half).open("ab")
    with writing:
        for _ in range(3):
            time.sleep(SETTLE / 2)
            writing.write(b" ")
            writing.flush()
            daemon.tick()
    assert half not in published(daemon)
    put(daemon, half, plans[half])
    first = list(daemon.runs)
    second = daemon.settle()
    assert [run.status for run in first + second] == [dg.DagsterRunStatus.SUCCESS] * len(
        first + second
    )
    assert daemon.read_in(second[-1]) == {half}
    assert published(daemon) == set(plans)
    assert set(set_aside(daemon)) == set(BROKEN)

    put(daemon, replaced, plans[replaced].replace("80 %", "81 %"))
    (third,) = daemon.settle()
    assert daemon.read_in(third) == {replaced}
    assert published(daemon) == set(plans)
    assert daemon.settle() == []
    assert "tidak ada yang baru di 20 berkas" in daemon.why
    assert set(registered(daemon.instance)) == set(plans) | set(BROKEN)
    assert len(daemon.runs) <= 5

    # In a new home, read all at once, it comes to the same.
    elsewhere = find_settings(daemon.settings.home / "lain", None, daemon.settings.raw)
    with dg.DagsterInstance.ephemeral() as instance:
        (at_once,) = Daemon(elsewhere, instance).settle()
    assert at_once.status is dg.DagsterRunStatus.SUCCESS
    first, second = (
        current_release(connect(home.warehouse_url)) for home in (daemon.settings, elsewhere)
    )
    assert first.content_hash == second.content_hash


def test_a_mended_file_sent_again_leaves_the_quarantine_and_status_says_why(start):
    daemon = start(a=small_plan())
    put(daemon, "rusak.txt", b"Rencana \x00\x01")
    daemon.settle()
    assert set_aside(daemon) == {"rusak.txt": "pengodean"}
    told = CliRunner().invoke(app, ["status"], env=daemon.settings.environment()).stdout
    assert "rusak.txt (baris 1) [pengodean]" in told
    assert "simpan ulang sebagai teks UTF-8" in told
    assert "save it again as UTF-8 text" in told
    put(daemon, "rusak.txt", small_plan("DINAS SOSIAL"))
    daemon.settle()
    assert set_aside(daemon) == {}
    assert published(daemon) == {"a.txt", "rusak.txt"}
    assert (
        "rusak.txt ("
        not in CliRunner().invoke(app, ["status"], env=daemon.settings.environment()).stdout
    )


def test_scattered_changes_are_read_in_one_run(start):
    agencies = dict(zip("abcd", AGENCIES.split(), strict=False))
    daemon = start(**{key: small_plan(f"DINAS {name}") for key, name in agencies.items()})
    daemon.settle()
    for key in "ac":
        put(daemon, f"{key}.txt", small_plan(f"DINAS {agencies[key]}").replace("80 %", "81 %"))
    (run,) = daemon.settle()
    assert daemon.read_in(run) == {"a.txt", "c.txt"}


def test_removed_files_and_manifest_entries_start_a_run_of_their_own(start):
    daemon = start(a=small_plan("DINAS SOSIAL"), b=small_plan("DINAS KESEHATAN"))
    daemon.settle()
    (daemon.settings.raw / "manifest.csv").write_text("berkas,sumber\nb.txt,surat\n")
    (run,) = daemon.settle()
    assert daemon.read_in(run) == {"b.txt"}
    (daemon.settings.raw / "a.txt").unlink()
    (run,) = daemon.settle()
    assert run.job_name == "renja_rilis"
    assert published(daemon) == {"b.txt"}
    assert list(registered(daemon.instance)) == ["b.txt"]
    assert recorded(daemon) == [("dagster sensor folder_raw", "terbit")] * 3


def test_a_wrong_manifest_holds_everything_up_and_is_told_once(start, monkeypatch):
    told = []
    monkeypatch.setattr(sensor, "tell", lambda notice, channels: told.append(notice.kind))
    daemon = start(a=small_plan())
    (daemon.settings.raw / "manifest.csv").write_text("berkas,warna\na.txt,biru\n")
    assert daemon.settle() + daemon.tick() == []
    assert "kolom warna" in daemon.why
    assert told == ["manifes_salah"]
    (daemon.settings.raw / "manifest.csv").write_text("berkas\na.txt\n")
    assert len(daemon.settle()) == 1


def test_what_the_command_line_has_published_needs_no_run(start):
    daemon = start(a=small_plan())
    assert run_pipeline(daemon.settings, Silence()).release
    assert daemon.settle() == []
    assert "tidak ada yang baru" in daemon.why
    assert recorded(daemon) == [("renja run", "terbit")]


def test_another_version_of_the_program_reads_everything_again(start, monkeypatch):
    daemon = start(a=small_plan())
    daemon.settle()
    for module in (landing, watch):
        monkeypatch.setattr(module, "reading_version", lambda: "lain")
    (run,) = daemon.tick()
    assert daemon.read_in(run) == {"a.txt"}


def test_a_drive_that_is_gone_removes_nothing(start):
    daemon = start(a=small_plan())
    daemon.settle()
    raw = daemon.settings.raw
    raw.rename(raw.with_name("jauh"))
    assert daemon.settle() == []
    assert "tidak dapat dibuka" in daemon.why
    raw.with_name("jauh").rename(raw)
    assert daemon.settle() == []
    # An empty folder is refused by the gate, once, and the release stands.
    (raw / "a.txt").rename(raw.with_name("a.txt"))
    (run,) = daemon.settle()
    assert run.status is dg.DagsterRunStatus.FAILURE
    assert daemon.settle() == []
    assert published(daemon) == {"a.txt"}
    assert recorded(daemon)[-1] == ("dagster sensor folder_raw", "ditolak")


def test_a_repeated_tick_and_a_run_under_way_ask_for_nothing_more(start):
    daemon = start(a=small_plan())
    daemon.tick()
    time.sleep(SETTLE)
    before = daemon.cursor
    (request,) = daemon.evaluate()
    waiting = daemon.instance.create_run_for_job(
        daemon.definitions.resolve_job_def("renja_semua"), status=dg.DagsterRunStatus.NOT_STARTED
    )
    assert daemon.tick() == []
    assert "belum selesai" in daemon.why
    daemon.instance.delete_run(waiting.run_id)
    daemon.cursor = before
    daemon.run(request)
    assert daemon.tick() == []


def test_a_passing_fault_is_asked_for_again_and_what_is_wrong_is_not(start, monkeypatch):
    monkeypatch.setattr(retries, "SECONDS", 0)
    daemon = start(a=small_plan())
    load, times = document_stage.load_manifest, []

    def out_of_reach(raw):
        times.append(1)
        if len(times) <= 1 + retries.RETRIES:
            raise OSError(errno.ETIMEDOUT, "Connection timed out")
        return load(raw)

    monkeypatch.setattr(document_stage, "load_manifest", out_of_reach)
    (run,) = daemon.settle()
    assert (run.status, len(times)) == (dg.DagsterRunStatus.FAILURE, 1 + retries.RETRIES)
    assert daemon.tick() == []
    assert "dicoba lagi dalam" in daemon.why
    monkeypatch.setattr(sensor, "AGAIN_SECONDS", (0.0,))
    (run,) = daemon.tick()
    assert run.status is dg.DagsterRunStatus.SUCCESS

    monkeypatch.setattr(document_stage, "load_manifest", lambda _: 1 / 0)
    put(daemon, "a.txt", small_plan().replace("80 %", "81 %"))
    (run,) = daemon.settle()
    assert run.status is dg.DagsterRunStatus.FAILURE
    assert daemon.settle() == []
    assert "tidak hilang sendiri" in daemon.why
    assert [outcome for _, outcome in recorded(daemon)] == ["gagal", "terbit", "gagal"]


def test_a_run_that_is_cut_short_is_asked_for_again(start, monkeypatch):
    daemon = start(a=small_plan())
    load = document_stage.load_manifest

    def stopped(raw):
        raise dg.DagsterExecutionInterruptedError

    monkeypatch.setattr(document_stage, "load_manifest", stopped)
    (run,) = daemon.settle()
    assert of_failure(Workspace(daemon.settings), daemon.instance, run).kind == "mati"
    assert [outcome for _, outcome in recorded(daemon)] == ["terhenti"]
    monkeypatch.setattr(document_stage, "load_manifest", load)
    monkeypatch.setattr(sensor, "AGAIN_SECONDS", (0.0,))
    (run,) = daemon.settle()
    assert run.status is dg.DagsterRunStatus.SUCCESS


def test_notices_tell_of_new_quarantine_of_refusals_and_of_failures(start, monkeypatch):
    daemon = start(a=small_plan(), prosa="Bukan tabel.\n")
    workspace = Workspace(daemon.settings)
    (run,) = daemon.settle()
    notice = of_quarantine(workspace, daemon.instance, run)
    assert notice.files == (("prosa.txt", "tanpa_formulir"),)
    put(daemon, "a.txt", small_plan().replace("80 %", "81 %"))
    (run,) = daemon.settle()
    assert of_quarantine(workspace, daemon.instance, run) is None

    (daemon.settings.raw / "a.txt").unlink()
    (run,) = daemon.settle()
    notice = of_failure(workspace, daemon.instance, run)
    assert (notice.kind, notice.what) == ("ditolak", "dokumen")

    monkeypatch.setattr(document_stage, "load_manifest", lambda _: 1 / 0)
    put(daemon, "b.txt", small_plan("DINAS SOSIAL"))
    (run,) = daemon.settle()
    notice = of_failure(workspace, daemon.instance, run)
    assert (notice.kind, notice.what, notice.files) == ("gagal", "document", (("b.txt", ""),))


def test_a_file_out_of_reach_for_a_moment_is_waited_for_and_then_set_aside(start, monkeypatch):
    monkeypatch.setattr(retries, "SECONDS", 0)
    daemon = start(a=small_plan(), jauh=small_plan("DINAS SOSIAL"))
    read, faults = Path.read_bytes, []

    def unreachable(path):
        if path.name == "jauh.txt" and len(faults) < limit:
            faults.append(1)
            raise OSError(errno.EIO, "Input/output error")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", unreachable)
    settings, limit = daemon.settings, 3
    assert run_pipeline(settings, Silence()).quarantined == ()
    put(daemon, "jauh.txt", small_plan("DINAS SOSIAL").replace("80 %", "81 %"))
    faults.clear()
    limit = 99
    (refused,) = run_pipeline(settings, Silence()).quarantined
    assert (refused.file, refused.rule) == ("jauh.txt", "tidak_terbaca")


def test_a_run_waits_for_another_publisher_and_is_asked_for_again(start):
    daemon = start({"patience": 0.2}, a=small_plan())
    hold = (
        "import sys, pathlib; from assets.lock import publisher\n"
        "with publisher(pathlib.Path(sys.argv[1])): print('siap', flush=True); input()"
    )
    daemon.tick()
    command = [sys.executable, "-c", hold, str(daemon.settings.lock)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as other:
        assert other.stdout.readline() == "siap\n"
        time.sleep(SETTLE)
        (run,) = daemon.tick()
        assert run.status is dg.DagsterRunStatus.FAILURE
        assert failed_in_passing(daemon.instance, run.run_id)
        other.communicate("\n")
    daemon.tick()
    assert "dicoba lagi dalam" in daemon.why


def test_a_run_whose_process_died_is_failed_and_the_next_one_starts(start):
    daemon = start(a=small_plan())
    job = daemon.definitions.resolve_job_def("renja_semua")
    dead = daemon.instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED)
    with publisher(daemon.settings.lock):
        assert daemon.settle() == []
        assert daemon.tick() == []
        assert runs_under_way(daemon.instance)
    daemon.tick()
    assert daemon.instance.get_run_by_id(dead.run_id).status is dg.DagsterRunStatus.STARTED
    (run,) = daemon.tick()
    assert run.status is dg.DagsterRunStatus.SUCCESS
    assert daemon.instance.get_run_by_id(dead.run_id).status is dg.DagsterRunStatus.FAILURE
    assert ("dagster renja_semua", "terhenti") in recorded(daemon)


def test_the_nightly_run_looks_at_every_document_that_is_written_to_the_end(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan(), b=small_plan("DINAS SOSIAL"))
    yesterday = time.time() - 86_400
    os.utime(settings.raw / "a.txt", (yesterday, yesterday))
    with open_instance(settings) as instance:
        daemon = Daemon(settings, instance, settle=3600)
        schedule = daemon.definitions.resolve_schedule_def(NIGHTLY)
        when = schedule.cron_schedule, schedule.execution_timezone
        assert when == ("0 2 * * *", "Asia/Jakarta")
        context = dg.build_schedule_context(
            instance=instance, repository_def=daemon.definitions.get_repository_def()
        )
        (request,) = schedule.evaluate_tick(context).run_requests
        job = daemon.definitions.resolve_job_def("renja_semua")
        assert job.execute_in_process(instance=instance, tags=request.tags).success
    assert published(daemon) == {"a.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are tested on POSIX")
def test_the_real_daemon_reads_what_is_dropped_in_and_tells_of_what_it_sets_aside(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan(), rusak="Bukan tabel.\n")
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    environment = {
        **os.environ,
        **settings.environment(),
        "PYTHONPATH": str(ROOT),
        "RENJA_TICK_SECONDS": "1",
        "RENJA_SETTLE_SECONDS": "1",
    }
    command = [sys.executable, "-c", "from assets.cli import main; main()", "dagster"]
    log = tmp_path / "dagster.log"
    with (
        log.open("w") as stderr,
        subprocess.Popen(
            [*command, "--port", str(port)], cwd=tmp_path, env=environment, stderr=stderr
        ) as process,
    ):
        try:
            deadline = time.monotonic() + 150
            while "rusak.txt: tidak ada tabel" not in log.read_text(encoding="utf-8"):
                assert process.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
                time.sleep(0.5)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)
    assert {row["file"] for row in documents(connect(settings.warehouse_url))} == {"a.txt"}
    assert f"http://127.0.0.1:{port}/runs/" in log.read_text(encoding="utf-8")
