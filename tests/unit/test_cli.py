"""The command line without a run: help, usage, and errors that are a paragraph."""

from __future__ import annotations

import json
import sys

import pytest
from typer.testing import CliRunner

from assets.cli import app
from assets.cli.console import explain
from assets.cli.options import file_names
from assets.cli.summary import command_name, number
from pipelines.model import Refusal

COMMANDS = ("run", "ingest", "status", "findings", "trace", "dagster")


@pytest.fixture
def renja(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for variable in ("RENJA_HOME", "RENJA_RAW", "RENJA_WAREHOUSE_URL"):
        monkeypatch.delenv(variable, raising=False)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


def test_help_names_every_command(renja):
    result = renja("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert command in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_the_common_options(renja, command):
    result = renja(command, "--help")
    assert result.exit_code == 0
    for option in ("--home", "--warehouse", "--debug"):
        assert option in result.output
    assert " / " in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("laporan",),
        ("run", "--nope"),
        ("run", "--raw", "tidak_ada"),
        ("ingest",),
        ("ingest", "a.txt", "--year", "lama"),
        ("findings", "--severity", "parah"),
        ("trace",),
        ("trace", "abc", "--cell", "a.txt", "baris 1 kolom 1"),
        ("dagster", "--port", "0"),
        ("status", "--warehouse", "bukan-url"),
        ("status", "--warehouse", "tidakada://x"),
    ],
)
def test_wrong_usage_is_exit_code_2(renja, arguments):
    result = renja(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize("arguments", [("findings",), ("trace", "abc")])
def test_before_the_first_release_they_say_what_to_do(renja, tmp_path, arguments):
    result = renja(*arguments)
    assert result.exit_code == 1
    assert "renja run" in result.stderr
    assert not result.stdout
    assert not list(tmp_path.iterdir())


def test_status_before_the_first_release_is_no_error(renja, tmp_path):
    result = renja("status")
    assert result.exit_code == 0
    assert "Belum ada rilis" in result.stdout
    assert not list(tmp_path.iterdir())


def test_a_warehouse_that_cannot_be_opened_is_a_paragraph(renja):
    result = renja("status", "--warehouse", "sqlite:///tidak/ada/gudang.sqlite")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 2
    assert "Gagal:" in result.stderr
    assert "Failed:" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_without_its_driver_says_what_to_install(renja, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    result = renja("status", "--warehouse", "postgresql+psycopg://u:rahasia@h/d")
    assert result.exit_code == 1
    assert ".[postgres]" in result.stderr
    assert "driver" in result.stderr
    assert "rahasia" not in result.stderr


def test_debug_shows_the_traceback(renja):
    result = renja("status", "--warehouse", "tidakada://x", "--debug")
    assert "Traceback" in result.stderr


def test_ingest_tells_of_a_file_that_is_not_there(renja, tmp_path):
    result = renja("ingest", "hilang.txt")
    assert result.exit_code == 1
    assert "hilang.txt" in result.stderr
    assert not (tmp_path / "raw").exists()


def test_errors_are_told_in_both_languages():
    assert explain(Refusal("salah", "wrong", place="baris 3")) == (
        "salah (baris 3)",
        "wrong (baris 3)",
    )
    assert "x.txt" in explain(FileNotFoundError(2, "No such file", "x.txt"))[0]
    assert "--debug" in explain(ZeroDivisionError("oh"))[1]


def test_a_scheme_that_is_not_known_is_told_with_its_place(renja, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_text("x", encoding="utf-8")
    (raw / "manifest.csv").write_text("berkas,skema\na.txt,permendagri-99\n", encoding="utf-8")
    result = renja("run")
    assert result.exit_code == 1
    assert "baris 2 kolom skema" in result.stderr
    assert "row 2 column skema" in result.stderr
    for said in ("'permendagri-99'", "permendagri-13-2006", "permendagri-90-2019"):
        assert said in result.stderr


@pytest.mark.parametrize("raw", ["raw", "tidak_ada"])
def test_run_json_is_one_object_also_where_nothing_can_be_read(renja, tmp_path, raw):
    (tmp_path / "raw").mkdir()
    result = renja("run", "--json", "--raw", raw)
    assert result.exit_code == (1 if raw == "raw" else 2)
    told = json.loads(result.stdout)
    assert told["release"] is None
    assert told["facts"]["bi_pagu"] == 0
    assert told["error"]["reason"] in result.stderr
    assert "Gagal:" in result.stderr


def test_a_path_means_the_document_at_its_end():
    assert file_names("a.txt") == ["a.txt"]
    assert file_names("raw/2022/a.txt") == ["raw/2022/a.txt", "2022/a.txt", "a.txt"]
    assert file_names("raw\\a.txt")[-1] == "a.txt"


def test_a_command_outside_the_path_is_shown_as_it_can_be_typed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    called = tmp_path / ".venv" / "bin" / "renja"
    monkeypatch.setattr(sys, "argv", [str(called), "run"])
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert command_name() == str(called.relative_to(tmp_path))
    monkeypatch.setattr("shutil.which", lambda name: str(called))
    assert command_name() == "renja"


def test_numbers_are_printed_as_indonesians_do():
    assert number(1234567) == "1.234.567"
