"""The command line on a small plan: run, ingest, status, findings, trace."""

from __future__ import annotations

import csv
import json
import re

import pytest
from landing_zone import SMALL_PLAN, landing_zone, small_plan
from typer.testing import CliRunner

from assets.cli import app

RUN_KEYS = {
    "release",
    "content_hash",
    "documents",
    "cells",
    "records",
    "facts",
    "findings",
    "checks",
    "seconds",
}


def renja(settings, *arguments):
    variables = {**settings.environment(), "COLUMNS": "200"}
    return CliRunner().invoke(app, list(arguments), env=variables)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return landing_zone(
        tmp_path_factory.mktemp("cli"), rencana=small_plan(), prosa="Bukan tabel.\n"
    )


@pytest.fixture(scope="module")
def first(settings):
    return renja(settings, "run")


def test_the_summary_tells_what_was_read_published_and_found(first):
    assert first.exit_code == 0, first.output
    for told in (
        "rencana.txt",
        "Dinas Kesehatan",
        "T-C.33",
        "selisih 0",
        "bi_anggaran",
        "Temuan",
        "Karantina",
        "prosa.txt",
        "renja findings",
    ):
        assert told.casefold() in first.stdout.casefold()
    assert "membaca sel" in first.stderr


def test_json_is_one_object_and_nothing_else(settings, first):
    result = renja(settings, "run", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert set(told) == RUN_KEYS
    assert told["documents"]["unchanged"] == 1
    (quarantined,) = told["documents"]["quarantined"]
    assert quarantined["file"] == "prosa.txt"
    assert quarantined["reason"]
    cells = told["cells"]
    assert cells["read"] == cells["used"] + cells["explained"]
    assert told["checks"]["failed"] == 0


def test_status(settings, first):
    assert "rencana.txt" in renja(settings, "status").stdout
    told = json.loads(renja(settings, "status", "--json").stdout)
    assert told["release"]
    assert told["facts"]["bi_pagu"] > 0
    assert [document["file"] for document in told["documents"]] == ["rencana.txt"]
    assert [item["file"] for item in told["quarantine"]] == ["prosa.txt"]


def test_findings_are_filtered_and_written(settings, first, tmp_path):
    every = renja(settings, "findings")
    assert every.exit_code == 0
    assert "bacaan_ragu" in every.stdout or "angka_ganda" in every.stdout
    for option, known in (("--rule", "bacaan_ragu"), ("--document", "rencana.txt")):
        unknown = renja(settings, "findings", option, "tidak_ada")
        assert unknown.exit_code == 2
        assert known in unknown.stderr
        assert not unknown.stdout
    none = renja(settings, "findings", "--rule", "berkas_kembar")
    assert "0 temuan" in none.stdout
    assert renja(settings, "findings", "--document", "raw/rencana.txt").stdout == every.stdout
    paths = tmp_path / "t.csv", tmp_path / "t.xlsx"
    written = renja(settings, "findings", "--csv", str(paths[0]), "--xlsx", str(paths[1]))
    assert written.exit_code == 0
    assert all(path.stat().st_size > 100 for path in paths)


def test_findings_come_in_the_order_of_the_document(tmp_path):
    path = tmp_path / "t.csv"
    broken = small_plan().replace("20.000.000", "20.000,5").replace("6 Dokumen", "#REF!")
    settings = landing_zone(tmp_path, a=broken, b=broken.replace("DINAS KESEHATAN", "DINAS LAIN"))
    assert renja(settings, "run").exit_code == 0
    renja(settings, "findings", "--csv", str(path))
    with path.open(encoding="utf-8-sig", newline="") as lines:
        found = list(csv.DictReader(lines))
    ranks = {"critical": 0, "warning": 1, "info": 2}
    order = [
        (
            ranks[row["tingkat_keparahan"]],
            row["dokumen"],
            row["formulir"],
            [int(number) for number in re.findall(r"\d+", row["alamat"].split(";")[0])],
        )
        for row in found
    ]
    assert len(order) > 4
    assert order == sorted(order)


def test_trace_leads_from_a_fact_to_its_cell_and_back(settings, first):
    every = renja(settings, "trace", "--cell", "rencana.txt", "baris 18 kolom 6", "--json")
    cell = json.loads(every.stdout)
    assert cell["text"] == "Rp 20.000.000"
    (fact,) = cell["facts"]
    told = renja(settings, "trace", fact["fact_id"])
    assert told.exit_code == 0
    assert "Rp 20.000.000" in told.stdout
    assert "baris 18 kolom 6" in told.stdout
    traced = json.loads(renja(settings, "trace", fact["fact_id"], "--json").stdout)
    assert traced["fact"]["rupiah"] == 20_000_000
    assert "rilis" in renja(settings, "trace", "tidak-ada").stderr
    by_path = renja(settings, "trace", "--cell", "raw/rencana.txt", "baris 18 kolom 6", "--json")
    assert by_path.stdout == every.stdout
    unused = renja(settings, "trace", "--cell", "rencana.txt", "baris 2 kolom 1")
    assert unused.exit_code == 0
    assert "Menjadi fakta / Became facts: 0" in unused.stdout


def test_a_refused_release_is_exit_code_1_with_the_reason(tmp_path):
    settings = landing_zone(tmp_path, prosa="Bukan tabel.\n")
    result = renja(settings, "run", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["release"] is None
    assert told["facts"]["bi_pagu"] == 0
    assert "belum ada yang terbit" in result.stderr
    assert "prosa.txt (prosa.txt)" not in renja(settings, "run").output
    status = renja(settings, "status")
    assert "Belum ada rilis" in status.stdout
    assert "prosa.txt" in status.stdout
    (waiting,) = json.loads(renja(settings, "status", "--json").stdout)["quarantine"]
    assert waiting["file"] == "prosa.txt"
    assert "dokumen.tidak_kosong" in result.stderr
    assert "prosa.txt" in result.stderr


def test_an_empty_landing_zone_is_exit_code_1(tmp_path):
    result = renja(landing_zone(tmp_path), "run")
    assert result.exit_code == 1
    assert "renja ingest" in result.stderr
    assert not result.stdout


def test_ingest_takes_in_and_publishes(tmp_path):
    settings = landing_zone(tmp_path, lain=small_plan("DINAS LAIN"))
    result = renja(settings, "ingest", str(SMALL_PLAN), "--year", "2024")
    assert result.exit_code == 0, result.output
    assert (settings.raw / SMALL_PLAN.name).is_file()
    assert SMALL_PLAN.name in (settings.raw / "manifest.csv").read_text(encoding="utf-8")
    again = renja(settings, "ingest", str(SMALL_PLAN), "--json")
    assert json.loads(again.stdout)["documents"]["unchanged"] == 2


def test_ingest_of_a_file_that_is_quarantined_is_done_in_part(tmp_path):
    settings = landing_zone(tmp_path, lain=small_plan())
    (tmp_path / "prosa.txt").write_text("Bukan tabel.\n", encoding="utf-8")
    result = renja(settings, "ingest", str(tmp_path / "prosa.txt"))
    assert result.exit_code == 1
    assert "prosa.txt" in result.stderr


def test_after_a_refused_run_status_says_what_was_set_aside(tmp_path):
    settings = landing_zone(tmp_path, a=small_plan())
    assert renja(settings, "run").exit_code == 0
    (settings.raw / "a.txt").write_text("Bukan tabel.\n", encoding="utf-8")
    assert renja(settings, "run").exit_code == 1
    status = renja(settings, "status")
    assert "tanpa_formulir" in status.stdout
    assert "ditolak oleh pemeriksaan: dokumen" in status.stdout
