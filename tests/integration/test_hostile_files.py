"""Files made to do harm end in quarantine with a reason; the good file beside them does not."""

from __future__ import annotations

import os
import time

import pytest
from hostile import fuzz
from hostile.files import HOSTILE
from landing_zone import landing_zone, small_plan

from assets.execute import run_pipeline
from assets.progress import Silence
from pipelines.model import Refusal
from pipelines.readers.isolated import read_isolated
from pipelines.readers.limits import Limits
from warehouse.database import connect
from warehouse.queries import quarantine
from warehouse.releases import current_release

pytestmark = pytest.mark.usefixtures("quick_checks")


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {hostile.file: hostile.make() for hostile in HOSTILE}


def test_a_landing_zone_full_of_hostile_files(tmp_path, made):
    outside = tmp_path / "rahasia.xlsx"
    outside.write_bytes(b"rahasia")
    settings = landing_zone(tmp_path / "instalasi", rencana=small_plan())
    expected = {hostile.file: hostile.rule for hostile in HOSTILE}
    for name, data in made.items():
        try:
            (settings.raw / name).write_bytes(data)
        except OSError:  # a name that this system does not allow
            del expected[name]
    if os.name != "nt":
        (settings.raw / "tautan.xlsx").symlink_to(outside)
        expected["tautan.xlsx"] = "di_luar_raw"
    before = {path for path in tmp_path.rglob("*") if settings.home not in path.parents}

    report = run_pipeline(settings, Silence())

    refused = quarantine(connect(settings.warehouse_url))
    assert {row["file"]: row["rule"] for row in refused} == expected
    assert all(row["reason"] and row["reason_en"] for row in refused)
    assert [document.file for document in report.documents] == ["rencana.txt"]
    assert report.release is not None
    after = {path for path in tmp_path.rglob("*") if settings.home not in path.parents}
    assert after - before == {settings.home}
    with connect(settings.warehouse_url).connect() as connection:
        (count,) = connection.exec_driver_sql("SELECT COUNT(*) FROM bi_anggaran").one()
        assert count > 0
    assert current_release(connect(settings.warehouse_url)).release_id == report.release


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        (Limits(file_bytes=1000), "berkas_terlalu_besar"),
        (Limits(cells=2), "sel_terlalu_banyak"),
        (Limits(parts=3), "bagian_terlalu_banyak"),
        (Limits(unpacked_bytes=500), "bom_zip"),
    ],
)
def test_every_limit_is_told_with_its_figure(made, limits, rule):
    with pytest.raises(Refusal) as refused:
        read_isolated(made["tanpa_formulir.xlsx"], "a.xlsx", limits)
    assert refused.value.rule == rule


@pytest.mark.skipif(os.name == "nt", reason="Windows bounds neither memory nor processor time")
@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        (Limits(memory_bytes=150 << 20, seconds=30), "batas_memori"),
        (Limits(seconds=1, seconds_per_mib=0), "batas_waktu"),
    ],
)
def test_a_reader_that_wants_too_much_is_stopped(made, limits, rule):
    with pytest.raises(Refusal) as refused:
        read_isolated(made["sejuta_baris_kosong.xlsx"], "a.xlsx", limits)
    assert refused.value.rule == rule


@pytest.mark.skipif(not hasattr(os, "fork"), reason="every case is a forked process")
def test_mutated_files_are_read_or_refused():
    counts, crashes = fuzz.work(start=0, step=1, cases=60, until=time.monotonic() + 60)
    assert crashes == {}
    assert counts.total() > 0
    assert "dibaca" in counts
