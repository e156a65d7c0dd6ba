"""The workbook of findings, answered as an officer would, read back, and refused when altered."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys

import pytest
from landing_zone import landing_zone, small_plan
from openpyxl import load_workbook
from typer.testing import CliRunner

from assets.answered_findings import own_referrals
from assets.cli import app
from assets.execute import run_pipeline
from assets.progress import Silence
from assets.reviewed import (
    own_acceptances,
    own_corrections,
    read_own_acceptances,
    read_own_corrections,
)
from assets.settings import find_settings
from pipelines.findings_workbook.model import ACCEPT, CORRECT, NOT_OURS

pytestmark = pytest.mark.usefixtures("quick_checks")

#: Two numbers in one cell, one of an indicator and one of a formula that lost its cells.
MESSY = small_plan().replace("6 Dokumen", "#REF!", 1)


def renja(settings, *arguments):
    home = ("--home", str(settings.home))
    return CliRunner().invoke(app, [*arguments, *home], catch_exceptions=False)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """The folder of an installation with one release, and the workbook that it gave."""
    folder = tmp_path_factory.mktemp("pertama")
    settings = landing_zone(folder, a=MESSY)
    run_pipeline(settings, Silence())
    result = renja(settings, "findings", "--xlsx", str(folder / "temuan.xlsx"))
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def settings(first, tmp_path):
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return find_settings(tmp_path / "home", None, tmp_path / "raw")


@pytest.fixture
def asked(settings, tmp_path):
    """The workbook as an officer gets it."""
    return tmp_path / "temuan.xlsx"


def answer(path, rule, choice, reason="menurut DPA", new=None):
    book = load_workbook(path)
    sheet = book["Temuan"]
    columns = {str(cell.value).split("\n", maxsplit=1)[0]: cell.column for cell in sheet[1]}
    line = next(
        line
        for line in range(2, sheet.max_row + 1)
        if sheet.cell(line, columns["Aturan"]).value == rule
    )
    for column, value in (("Jawaban", choice), ("Alasan", reason), ("Nilai baru", new)):
        sheet.cell(line, columns[column]).value = value
    book.save(path)
    return line


def apply(settings, path, *more):
    return renja(settings, "findings", "apply", str(path), "--by", "Ani", *more)


def ask(settings, query):
    connection = sqlite3.connect(settings.home / "warehouse.sqlite")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def recorded(settings):
    paths = (own_corrections(settings), own_acceptances(settings), own_referrals(settings))
    return [path.name for path in paths if path.exists()]


def test_answers_arrive_as_corrections_and_acceptances(settings, asked):
    answer(asked, "angka_ganda", CORRECT, "salah ketik, DPA hal. 3", "4 Laporan")
    answer(asked, "galat_excel", ACCEPT, "memang tidak diisi")

    looked = apply(settings, asked)
    assert looked.exit_code == 0, looked.output
    assert "5 5 Laporan -> 4 Laporan" in looked.stdout
    assert "galat_excel: #REF!" in looked.stdout
    assert "ulangi dengan --yes" in looked.stderr
    assert recorded(settings) == []

    assert apply(settings, asked, "--yes").exit_code == 0
    (correction,) = read_own_corrections(settings).rows
    assert (correction.author, correction.status) == ("Ani", "usulan")
    assert (correction.document, correction.corrected) == ("a.txt", "4 Laporan")
    (accepted,) = read_own_acceptances(settings).rows
    assert (accepted.rule, accepted.by, accepted.reason) == (
        "galat_excel",
        "Ani",
        "memang tidak diisi",
    )
    before = own_corrections(settings).read_bytes()
    again = apply(settings, asked, "--yes")
    assert "2 jawaban sudah tercatat" in again.stdout
    assert own_corrections(settings).read_bytes() == before

    assert renja(settings, "corrections", "approve", "--by", "Budi", "--all").exit_code == 0
    run_pipeline(settings, Silence())
    corrected = "SELECT nilai, nilai_terbit FROM bi_kinerja WHERE status = 'koreksi'"
    assert ask(settings, corrected) == [(4, "5 5 Laporan")]
    quiet = "SELECT aturan, tingkat_keparahan FROM bi_temuan WHERE diterima_oleh = 'Ani'"
    assert ask(settings, quiet) == [("galat_excel", "info")]
    # The release has moved on; what was answered is what is recorded.
    assert "2 jawaban sudah tercatat" in apply(settings, asked).stdout


def test_what_is_not_ours_is_recorded_and_stays_open(settings, asked, tmp_path):
    answer(asked, "galat_excel", NOT_OURS, "urusan Bappeda")
    assert apply(settings, asked, "--yes").exit_code == 0
    assert recorded(settings) == ["referrals.csv"]
    run_pipeline(settings, Silence())
    found = "SELECT tingkat_keparahan FROM bi_temuan WHERE aturan = 'galat_excel'"
    assert ask(settings, found) == [("warning",)]
    again = tmp_path / "lagi.xlsx"
    renja(settings, "findings", "--xlsx", str(again))
    shown = [cell.value for row in load_workbook(again)["Temuan"] for cell in row]
    assert "bukan urusan kami, kata Ani: urusan Bappeda" in shown


def alter_a_locked_cell(book):
    book["Temuan"]["F2"].value = "lain"


def delete_a_row(book):
    book["1.2 T-C.33"].delete_rows(5)


def remove_a_sheet(book):
    book.remove(book["1.1 KODE"])


def write_a_formula(book):
    book["Temuan"]["J2"].value = "=1+1"


@pytest.mark.parametrize(
    ("tamper", "sheet", "line", "why"),
    [
        (alter_a_locked_cell, "Temuan", 2, "sel terkunci F2 berubah"),
        (delete_a_row, "1.2 T-C.33", 5, "dihapus"),
        (remove_a_sheet, "1.1 KODE", 0, "tidak ada lagi"),
        (write_a_formula, "Temuan", 2, "berisi rumus"),
    ],
)
def test_a_tampered_workbook_is_refused_whole(settings, asked, tamper, sheet, line, why):
    answer(asked, "angka_ganda", CORRECT, new="4 Laporan")
    book = load_workbook(asked)
    tamper(book)
    book.save(asked)
    refused = apply(settings, asked, "--yes")
    assert refused.exit_code == 1
    place = f"'{sheet}', baris {line}" if line else f"'{sheet}'"
    assert any(place in each and why in each for each in refused.stderr.splitlines())
    assert recorded(settings) == []


def test_a_workbook_of_an_earlier_release_is_refused_where_it_says_something_else(settings, asked):
    line = answer(asked, "angka_ganda", CORRECT, new="4 Laporan")
    answer(asked, "galat_excel", ACCEPT)
    (settings.raw / "a.txt").write_text(MESSY.replace("5 5 Laporan", "5 6 Laporan"))
    run_pipeline(settings, Silence())
    refused = apply(settings, asked, "--yes")
    assert refused.exit_code == 1
    assert f"'Temuan', baris {line}" in refused.stderr
    assert "berubah sejak buku kerja dibuat" in refused.stderr
    assert recorded(settings) == []


def test_a_new_release_that_leaves_the_answered_findings_alone_is_told(settings, asked):
    answer(asked, "angka_ganda", CORRECT, new="4 Laporan")
    (settings.raw / "b.txt").write_text(small_plan("DINAS LAIN"))
    run_pipeline(settings, Silence())
    result = apply(settings, asked, "--yes")
    assert result.exit_code == 0, result.output
    assert "yang dijawab tetap sama" in result.stdout


@pytest.mark.parametrize("more", [(), ("--by", ""), ("--by", "aturan:x")])
def test_who_answers_must_be_said(settings, asked, more):
    assert renja(settings, "findings", "apply", str(asked), *more).exit_code == 2


def test_a_file_with_wrong_rows_is_not_written(settings, asked):
    answer(asked, "angka_ganda", CORRECT, new="4 Laporan")
    path = own_corrections(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("dokumen,alamat\na.txt,baris 1 kolom 1\n")
    refused = apply(settings, asked, "--yes")
    assert refused.exit_code == 1
    assert "perbaiki dahulu" in refused.stderr
    assert path.read_text().count("\n") == 2


def test_help_loads_no_workbook():
    heavy = ("openpyxl", "sqlalchemy", "pipelines.findings_workbook", "pipelines.workbooks")
    code = f"import sys, assets.cli; sys.exit(any(n in sys.modules for n in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
