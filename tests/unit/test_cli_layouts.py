"""``renja layouts``: suggest, check, list."""

from __future__ import annotations

import subprocess
import sys

import pytest
from test_cli import renja  # noqa: F401
from test_layout_files import GOOD
from test_suggest import ABSORPTION, RISKS

from pipelines.layouts import read_layout

DOCUMENT = "BAB II\n\nTabel 9\n\n" + (RISKS + "\nTabel 10\n\n" + ABSORPTION)


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "risiko.txt"
    path.write_text(DOCUMENT.replace("|", "\t"), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["suggest", "check", "list"])
def test_every_command_has_help_in_both_languages(renja, command):  # noqa: F811
    result = renja("layouts", command, "--help")
    assert result.exit_code == 0
    assert "--debug" in result.output
    assert " / " in result.output


def test_a_proposal_is_written_checked_and_never_written_over(renja, document, tmp_path):  # noqa: F811
    target = tmp_path / "usulan.yaml"
    result = renja("layouts", "suggest", str(document), "--out", str(target))
    assert result.exit_code == 0
    second = tmp_path / "usulan-2.yaml"
    assert [line.strip() for line in result.stdout.splitlines()] == [str(target), str(second)]
    assert renja("layouts", "check", str(target), str(second)).exit_code == 0
    again = renja("layouts", "suggest", str(document), "--out", str(target))
    assert again.exit_code == 1
    assert "sudah ada" in again.stderr


def test_without_a_file_the_proposals_go_to_stdout(renja, document):  # noqa: F811
    result = renja("layouts", "suggest", str(document))
    assert result.exit_code == 0
    assert result.stdout.count("\nform: ") == 2
    assert "paling mirip" in result.stderr


def test_a_document_without_unknown_tables_says_what_is_known(renja, tmp_path):  # noqa: F811
    path = tmp_path / "prosa.txt"
    path.write_text("Bab ini memuat rencana.\n", encoding="utf-8")
    result = renja("layouts", "suggest", str(path))
    assert result.exit_code == 0
    assert not result.stdout
    assert "tidak ada tabel yang tidak dikenal" in result.stderr


def test_a_bad_file_is_refused_with_line_and_reason(renja, tmp_path):  # noqa: F811
    path = tmp_path / "salah.yaml"
    path.write_text(GOOD.replace("kind: money", "kind: mony"), encoding="utf-8")
    result = renja("layouts", "check", str(path))
    assert result.exit_code == 1
    assert "salah.yaml baris 19: columns[3].kind: 'mony' tidak dikenal" in result.stderr
    assert "did you mean 'money'?" in result.stderr


def test_a_run_refuses_a_bad_layout_before_it_reads_anything(renja, tmp_path, monkeypatch):  # noqa: F811
    bad = GOOD.replace("key: [nama]", "key: [nma]")
    monkeypatch.setattr(
        "pipelines.layouts.load_layouts", lambda: read_layout(bad, "risiko.yaml", {})
    )
    (tmp_path / "raw").mkdir()
    result = renja("run")
    assert result.exit_code == 1
    assert "risiko.yaml baris 7: key[1]: tidak ada kolom 'nma'; maksudnya 'nama'?" in result.stderr
    assert "risiko.yaml line 7" in result.stderr
    assert not (tmp_path / ".renja").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("layouts", "suggest"), 2),
        (("layouts", "check"), 2),
        (("layouts", "suggest", "hilang.txt"), 1),
        (("layouts", "check", "hilang.yaml"), 1),
    ],
)
def test_wrong_usage_and_missing_files_are_a_paragraph(renja, arguments, code):  # noqa: F811
    result = renja(*arguments)
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_list_names_the_forms(renja):  # noqa: F811
    result = renja("layouts", "list")
    assert result.exit_code == 0
    assert "T-C.33" in result.stdout


def test_help_loads_neither_the_schema_nor_the_readers():
    code = (
        "import sys, assets.cli; "
        "sys.exit(any(n in sys.modules for n in ('jsonschema', 'pipelines.suggest', 'dagster')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
