"""The whole pipeline through Dagster, on small documents in a home of its own."""

from __future__ import annotations

import pickle
import subprocess
import sys

import dagster as dg
import pytest
from landing_zone import ROOT, landing_zone, small_plan

from assets.definitions import STAGES, build_definitions
from assets.execute import run_pipeline
from assets.instance import open_instance
from assets.lock import BusyError
from assets.progress import STAGES as PROGRESS_STAGES
from assets.progress import Silence
from assets.stages import conformed as conformed_stage
from assets.stages import grids as grids_stage
from assets.workspace import Workspace
from pipelines.model import Refusal
from warehouse.database import connect
from warehouse.queries import documents, quarantine
from warehouse.releases import current_release

pytestmark = pytest.mark.usefixtures("quick_checks")


def run(settings):
    return run_pipeline(settings, Silence())


def files(report):
    return [document.file for document in report.documents]


class Listener:
    """Remembers which stages began."""

    def __init__(self) -> None:
        self.stages: list[str] = []

    def step(self, stage: str, file: str, done: int, total: int) -> None:
        if stage not in self.stages:
            self.stages.append(stage)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    settings = landing_zone(tmp_path_factory.mktemp("small"), rencana=small_plan())
    listener = Listener()
    return settings, run_pipeline(settings, listener), listener


def test_a_run_publishes_and_the_account_closes(small):
    settings, report, _ = small
    assert report.release
    assert files(report) == ["rencana.txt"]
    assert report.cells["read"] == report.cells["used"] + report.cells["explained"] > 0
    assert report.facts["bi_anggaran"] == 8
    assert report.facts["bi_pagu"] == 2
    assert all(check.passed for check in report.checks)
    assert current_release(connect(settings.warehouse_url)).release_id == report.release


def test_every_stage_tells_of_its_progress_in_order(small):
    _, _, listener = small
    assert listener.stages == list(PROGRESS_STAGES)


def test_every_asset_has_group_owner_kinds_description_and_columns():
    groups = []
    for asset in STAGES:
        (spec,) = asset.specs
        groups.append(spec.group_name)
        assert spec.owners, spec.key
        assert spec.kinds, spec.key
        assert spec.description, spec.key
        assert spec.code_version, spec.key
        assert spec.metadata["dagster/column_schema"].columns, spec.key
    assert groups == sorted(groups)


def test_dagster_keeps_row_counts_of_every_document_and_sends_nothing_home(small):
    settings, _, _ = small
    with open_instance(settings) as instance:
        assert not instance.telemetry_enabled
        assert not instance.nux_enabled
        for stage in ("document", "grids", "tables", "records", "conformed"):
            event = instance.fetch_materializations(dg.AssetKey(stage), limit=1).records[0]
            assert event.partition_key == "rencana.txt"
            assert event.asset_materialization.metadata["dagster/row_count"].value > 0


def test_the_same_again_reads_nothing_and_changes_nothing(small):
    settings, report, _ = small
    again = run(settings)
    assert [document.unchanged for document in again.documents] == [True]
    assert (again.release, again.content_hash) == (report.release, report.content_hash)
    assert again.facts == report.facts
    assert not again.new_release


def test_a_refused_file_and_a_crash_are_carried_along(tmp_path, monkeypatch):
    settings = landing_zone(
        tmp_path, baik=small_plan(), meledak=small_plan("DINAS SOSIAL"), prosa="Bukan tabel.\n"
    )
    (settings.raw / "gambar.png").write_bytes(b"\x89PNG")
    read = grids_stage.read_isolated

    def explode(data, file, limits):
        if file == "meledak.txt":
            raise ZeroDivisionError("kejutan")
        return read(data, file, limits)

    monkeypatch.setattr(grids_stage, "read_isolated", explode)
    report = run(settings)
    assert report.release
    assert files(report) == ["baik.txt"]
    reasons = {item.file: item for item in report.quarantined}
    assert set(reasons) == {"gambar.png", "meledak.txt", "prosa.txt"}
    assert "ZeroDivisionError, test_dagster_run.py:" in reasons["meledak.txt"].reason
    assert "kejutan" not in reasons["meledak.txt"].reason
    assert all(item.reason and item.reason_en for item in report.quarantined)
    stored = {row["file"] for row in quarantine(connect(settings.warehouse_url))}
    assert stored == set(reasons)


def test_only_what_changed_is_read_again_in_one_run(tmp_path):
    names = ("a", "b", "c", "d")
    plans = {name: small_plan(f"DINAS {name.upper()}") for name in names}
    settings = landing_zone(tmp_path, **plans)
    first = run(settings)
    for name in ("a", "c"):
        changed = plans[name].replace("80 %", "81 %")
        (settings.raw / f"{name}.txt").write_text(changed, encoding="utf-8")
    second = run(settings)
    assert {d.file for d in second.documents if not d.unchanged} == {"a.txt", "c.txt"}
    assert len(second.documents) == len(names)
    with open_instance(settings) as instance:
        events = instance.fetch_materializations(dg.AssetKey("conformed"), limit=99).records
        latest = events[0].event_log_entry.run_id
        assert {e.partition_key for e in events if e.event_log_entry.run_id == latest} == {
            "a.txt",
            "c.txt",
        }
    assert second.content_hash != first.content_hash
    assert second.facts == first.facts


def test_what_the_manifest_says_counts_as_a_change(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan())
    run(settings)
    (settings.raw / "manifest.csv").write_text(
        "berkas,sumber\na.txt,surat\nhilang.txt,surat\n", encoding="utf-8"
    )
    report = run(settings)
    assert [document.unchanged for document in report.documents] == [False]
    assert report.missing == ("hilang.txt",)


def test_a_file_other_than_the_manifest_records_is_quarantined(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan(), b=small_plan("DINAS B"))
    (settings.raw / "manifest.csv").write_text(
        f"berkas,sha256\na.txt,{'0' * 64}\n", encoding="utf-8"
    )
    report = run(settings)
    assert [(item.file, item.rule) for item in report.quarantined] == [("a.txt", "sha256_manifes")]


def test_a_removed_document_leaves_the_release(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan("DINAS A"), b=small_plan("DINAS B"))
    run(settings)
    (settings.raw / "a.txt").unlink()
    report = run(settings)
    assert files(report) == ["b.txt"]
    assert [d["file"] for d in documents(connect(settings.warehouse_url))] == ["b.txt"]
    assert not list(settings.stages.glob("*/a.txt*"))


def test_the_same_bytes_twice_are_read_once(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan(), salinan=small_plan())
    report = run(settings)
    assert {d.file: d.twin_of for d in report.documents} == {"a.txt": "", "salinan.txt": "a.txt"}
    alone = run(landing_zone(tmp_path / "sendiri", a=small_plan()))
    assert report.cells == alone.cells
    assert report.content_hash == alone.content_hash


def test_links_out_of_the_landing_zone_are_not_followed(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan())
    secret = tmp_path / "rahasia"
    secret.mkdir()
    (secret / "isi.txt").write_text(small_plan("DINAS RAHASIA"), encoding="utf-8")
    try:
        (settings.raw / "tautan.txt").symlink_to(secret / "isi.txt")
        (settings.raw / "folder").symlink_to(secret)
    except OSError:
        pytest.skip("this system does not let us make symbolic links")
    report = run(settings)
    assert files(report) == ["a.txt"]
    assert {(item.file, item.rule) for item in report.quarantined} == {
        ("tautan.txt", "di_luar_raw"),
        ("folder", "di_luar_raw"),
    }


def test_the_gate_refuses_and_the_release_before_stands(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan())
    first = run(settings)
    (settings.raw / "a.txt").write_text("Bukan tabel.\n", encoding="utf-8")
    report = run(settings)
    assert report.release is None
    assert report.as_json()["checks"]["failed"] == 1
    assert [check.name for check in report.failed_checks()] == ["dokumen.tidak_kosong"]
    assert current_release(connect(settings.warehouse_url)).release_id == first.release


def test_an_open_account_quarantines_its_document_alone(tmp_path, monkeypatch):
    settings = landing_zone(tmp_path, a=small_plan("DINAS A"), b=small_plan("DINAS B"))
    conform = conformed_stage.conform

    def lose_a_cell(document, *rest):
        reading = conform(document, *rest)
        if document.file == "a.txt":
            object.__setattr__(reading, "cells", reading.cells[:-1])
        return reading

    monkeypatch.setattr(conformed_stage, "conform", lose_a_cell)
    report = run(settings)
    assert files(report) == ["b.txt"]
    assert [(item.file, item.rule) for item in report.quarantined] == [
        ("a.txt", "akun_sel_tertutup")
    ]
    with open_instance(settings) as instance:
        key = dg.AssetCheckKey(dg.AssetKey("conformed"), "dokumen_utuh")
        record = instance.event_log_storage.get_latest_asset_check_execution_by_key([key])[key]
        assert not record.event.asset_check_evaluation.passed


def test_one_publisher_at_a_time(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan())
    hold = (
        "import sys, pathlib; from assets.lock import publisher\n"
        "with publisher(pathlib.Path(sys.argv[1])): print('siap', flush=True); input()"
    )
    command = [sys.executable, "-c", hold, str(settings.lock)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as other:
        assert other.stdout.readline() == "siap\n"
        with pytest.raises(BusyError, match="sedang menerbitkan"):
            run(settings)
        other.communicate("\n")
    assert run(settings).release


def test_nothing_to_read_is_told(tmp_path):
    settings = landing_zone(tmp_path)
    with pytest.raises(Refusal, match="tidak ada dokumen"):
        run(settings)


def test_one_document_and_the_release_also_run_alone(tmp_path):
    """As the UI starts them: the job of a document for its partition, then the release."""
    settings = landing_zone(tmp_path, a=small_plan("DINAS A"), b=small_plan("DINAS B"))
    run(settings)
    with open_instance(settings) as instance:
        definitions = build_definitions(Workspace(settings))
        document_job = definitions.resolve_job_def("renja_dokumen")
        assert document_job.execute_in_process(instance=instance, partition_key="b.txt").success
        release_job = definitions.resolve_job_def("renja_rilis")
        assert release_job.execute_in_process(instance=instance).success
        everything = definitions.resolve_job_def("renja_semua")
        assert everything.execute_in_process(instance=instance, partition_key="a.txt").success


def test_stage_artifacts_can_be_stored(small):
    settings, _, _ = small
    for stage in ("document", "grids", "tables", "records", "conformed"):
        (path,) = (settings.stages / stage).iterdir()
        with path.open("rb") as stored:
            assert pickle.load(stored)[0] == "rencana.txt"
