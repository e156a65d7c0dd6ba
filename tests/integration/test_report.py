"""The report after a run, by the command line, and by Dagster."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from landing_zone import landing_zone, small_plan
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from assets.cli import app
from assets.execute import run_pipeline
from assets.progress import Silence
from assets.report_page import page
from assets.report_page.page import gather, report_file
from warehouse.database import connect


def renja(settings, *arguments):
    return CliRunner().invoke(app, list(arguments), env=settings.environment())


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return landing_zone(tmp_path_factory.mktemp("laporan"), rencana=small_plan())


@pytest.fixture(scope="module")
def run(settings):
    return run_pipeline(settings, Silence())


def test_a_run_leaves_the_report_of_its_release(settings, run):
    written = report_file(settings.home, run.release).read_text(encoding="utf-8")

    assert run.release in written
    assert "rencana.txt" in written
    assert "<svg" in written


def test_the_report_says_what_the_warehouse_says(settings, run):
    report = gather(connect(settings.warehouse_url))

    with create_engine(settings.warehouse_url).connect() as connection:
        (pagu,) = connection.execute(text("SELECT SUM(rupiah) FROM bi_pagu")).one()
        (causes,) = connection.execute(text("SELECT COUNT(DISTINCT sebab_id) FROM bi_temuan")).one()
    assert sum(row["rupiah"] for row in report.money.picture.rows) == pagu
    assert len(report.causes.important) + len(report.causes.others) == causes
    read, used = report.documents.read, report.documents.used
    assert (read, used, read - used) == tuple(
        run.cells[name] for name in ("read", "used", "explained")
    )
    assert dict(report.documents.forms) == run.records


def test_an_unchanged_release_keeps_its_report(settings, run):
    path = report_file(settings.home, run.release)
    written = path.stat().st_mtime_ns

    again = run_pipeline(settings, Silence())

    assert again.release == run.release
    assert path.stat().st_mtime_ns == written


def test_a_report_that_fails_does_not_undo_the_release(tmp_path, quick_checks, monkeypatch):
    def fails(*_):
        raise RuntimeError("no ink")

    monkeypatch.setattr(page, "write_report", fails)
    settings = landing_zone(tmp_path, rencana=small_plan())

    run = run_pipeline(settings, Silence())

    assert run.release is not None
    assert not report_file(settings.home, run.release).exists()


def test_the_command_writes_the_report_where_it_is_told(settings, run, tmp_path):
    target = tmp_path / "kirim" / "laporan.html"

    result = renja(settings, "report", "--out", str(target))

    assert result.exit_code == 0, result.output
    assert re.search(rf"laporan\.html: .*{run.release}, \d+ KiB", result.stdout)
    assert run.release in target.read_text(encoding="utf-8")
    assert list(target.parent.iterdir()) == [target]


def test_without_a_release_the_command_says_what_to_do(tmp_path):
    nothing = renja(landing_zone(tmp_path), "report")
    assert (nothing.exit_code, "renja run" in nothing.stderr) == (1, True)


def test_a_folder_is_no_file_for_the_report(settings, run, tmp_path):
    result = renja(settings, "report", "--out", str(tmp_path))
    assert result.exit_code == 2
    assert "laporan.html" in result.stderr


def test_help_loads_nothing_that_draws():
    command = "import sys; from assets.cli import app; print('altair' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
