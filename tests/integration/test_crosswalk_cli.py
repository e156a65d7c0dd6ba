"""``renja crosswalk`` on a home that holds one plan across the change of nomenclature."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from readings import AGENCY, Plan
from typer.testing import CliRunner

from assets.artifacts import Conformed, Kept
from assets.cli import app
from assets.code_version import reading_version
from assets.settings import find_settings
from assets.stage_store import StageStore
from pipelines.codes import OLD_SCHEME
from pipelines.model import Node

#: Old activities with the money of each: one goes on under its name, one under another, one ends.
OLD = {"Penyediaan Jasa Surat Menyurat": 1_000_001, "Pemeliharaan Taman Makam": 500, "Tetirah": 70}
NEW = {
    "1.06.02.2.01.01": "Penyediaan Jasa Surat Menyurat",
    "1.06.02.2.01.02": "Pemeliharaan Taman Makam Pahlawan Nasional",
    "1.06.02.2.01.03": "Penyediaan Permakanan",
}
COMMANDS = ("propose", "review", "approve", "status", "preview")


def plan() -> Plan:
    made = Plan(year=2022)
    above = f"{OLD_SCHEME}|program|program lama"
    for name, rupiah in OLD.items():
        key = f"{OLD_SCHEME}|kegiatan|program lama/{name.casefold()}"
        made.nodes.append(
            Node(key, OLD_SCHEME, "kegiatan", None, None, name, above, None, "LAMA", "T-C.29")
        )
        row = {"node_key": key, "scheme": OLD_SCHEME, "level": "kegiatan"}
        record = made.record("T-C.29", None, name, indicator=f"Jumlah {name}", **row)
        made.fact("anggaran", record, str(rupiah), rupiah=rupiah, phase="evaluasi", year=2020)
    for code, name in NEW.items():
        made.node(code, name, key=f"permendagri-90-2019|sub_kegiatan|{code}", parent_name="Induk")
    return made


@pytest.fixture
def home(tmp_path):
    """A home whose last run read the plan."""
    home = tmp_path / "home"
    kept = Kept("a.txt", "0" * 64, f"{reading_version()}-x", Conformed(plan().reading(), 1), 1)
    StageStore(home / "stages").write("conformed", "a.txt", kept)
    return home


@pytest.fixture
def renja(home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for variable in ("RENJA_RAW", "RENJA_REFERENCE", "RENJA_WAREHOUSE_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("RENJA_HOME", str(home))
    return lambda *arguments: CliRunner().invoke(app, ["crosswalk", *arguments])


def decisions(home: Path) -> Path:
    return find_settings(home).reference / "crosswalk.csv"


def answer(path: Path, old: str, code: str, column: str, value: object) -> None:
    book = load_workbook(path)
    sheet = book[AGENCY]
    columns = {str(cell.value).split("\n", maxsplit=1)[0]: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        shown = sheet.cell(line, columns["Kegiatan lama"]).value
        if shown == old and (sheet.cell(line, columns["Kode baru"]).value or "") == code:
            sheet.cell(line, columns[column]).value = value
    book.save(path)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(renja, command):
    result = renja(command, "--help")
    assert result.exit_code == 0
    assert " / " in result.output
    for option in ("--home", "--reference", "--agency", "--debug"):
        assert option in result.output


def test_help_loads_neither_the_matcher_nor_workbooks_nor_the_orchestrator():
    heavy = ("openpyxl", "dagster", "sqlalchemy", "pipelines.crosswalk.matching")
    code = f"import sys, assets.cli; sys.exit(any(n in sys.modules for n in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("review",),
        ("review", "a.xlsx"),
        ("review", "a.xlsx", "--out", "b.xlsx"),
        ("review", "a.xlsx", "--by", "aturan:nama_sama"),
        ("approve", "--all"),
        ("approve", "--by", "Ani"),
        ("approve", "--by", "Ani", "--all", "--node", "Surat"),
        ("approve", "--by", "Ani", "--node", "tidak ada"),
        ("preview",),
    ],
)
def test_wrong_usage_is_exit_code_2(renja, arguments):
    result = renja(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments", [("propose",), ("status",), ("review", "--out", "a.xlsx"), ("preview", "a.csv")]
)
def test_before_anything_is_read_they_say_what_to_do(renja, tmp_path, arguments):
    result = renja(*arguments, "--home", str(tmp_path / "baru"))
    assert result.exit_code == 1
    assert "renja run" in result.stderr
    assert "Failed:" in result.stderr
    assert not (tmp_path / "baru" / "reference" / "crosswalk.csv").exists()


def test_from_proposals_to_signatures(renja, home, tmp_path):
    result = renja("propose", "--json")
    assert result.exit_code == 0, result.stderr
    (agency,) = json.loads(result.stdout)["agencies"]
    exact = next(each for each in agency["links"] if each["relation"] == "exact")
    assert (exact["status"], exact["approver"]) == ("disetujui", "aturan:nama_sama")
    before = decisions(home).read_bytes()
    assert renja("propose").exit_code == 0
    assert decisions(home).read_bytes() == before

    book = tmp_path / "telaah.xlsx"
    assert renja("review", "--out", str(book)).exit_code == 0
    result = renja("review", str(book), "--by", "Budi", "--yes")
    assert "Tidak ada yang berubah" in result.stdout
    assert decisions(home).read_bytes() == before

    answer(book, "Tetirah", "", "Calon baru", "1.06.02.2.01.03")
    result = renja("preview", str(book), "--json")
    (moved,) = json.loads(result.stdout)["agencies"]
    (money,) = moved["rupiah"]
    assert (money["year"], money["moved"], money["total"]) == (2020, 70, sum(OLD.values()))
    assert sum(money["after"].values()) == sum(money["before"].values()) == sum(OLD.values())
    assert "Rp 70" in renja("preview", str(book)).stdout

    result = renja("review", str(book), "--by", "Budi")
    assert result.exit_code == 0
    assert "ulangi dengan --yes" in result.stderr
    assert decisions(home).read_bytes() == before
    result = renja("review", str(book), "--by", "Budi", "--yes")
    assert result.exit_code == 0, result.stderr
    assert "Tercatat di" in result.stdout
    changed = decisions(home).read_bytes()
    assert changed != before

    result = renja("review", str(book), "--by", "Budi", "--yes")
    assert result.exit_code == 1
    assert "berubah sejak buku kerja dibuat" in result.stderr
    assert decisions(home).read_bytes() == changed

    result = renja("approve", "--by", "budi", "--all")
    assert result.exit_code == 1
    assert "Tetirah: diusulkan oleh budi sendiri" in result.stderr
    result = renja("approve", "--by", "Ani", "--node", "tetirah")
    assert result.exit_code == 0
    assert "disetujui, Ani" in result.stdout
    (status,) = json.loads(renja("status", "--json").stdout)["agencies"]
    assert status["old"]["total"] == {"nodes": 3, "targets": 0, "rupiah": sum(OLD.values())}
    assert status["to_sign"] == []
    open_nodes = len(status["to_decide"])
    assert status["old"]["approved"]["nodes"] == len(OLD) - open_nodes
    assert "Dinas Contoh" in renja("status").stdout


def test_a_damaged_workbook_changes_nothing(renja, home, tmp_path):
    renja("propose")
    before = decisions(home).read_bytes()
    book = tmp_path / "telaah.xlsx"
    renja("review", "--out", str(book))
    answer(book, "Tetirah", "", "Calon baru", "1.06.02.2.01.03")
    answer(book, "Penyediaan Jasa Surat Menyurat", "1.06.02.2.01.01", "Kode baru", "1.06")
    result = renja("review", str(book), "--by", "Budi", "--yes")
    assert result.exit_code == 1
    assert "'Dinas Contoh', baris 2" in result.stderr
    assert "sel terkunci" in result.stderr
    assert decisions(home).read_bytes() == before


def test_preview_of_a_file_of_decisions(renja, home, tmp_path):
    other = tmp_path / "lain.csv"
    renja("propose", "--reference", str(tmp_path / "lain"))
    other.write_bytes((tmp_path / "lain" / "crosswalk.csv").read_bytes())
    assert not decisions(home).exists()
    (moved,) = json.loads(renja("preview", str(other), "--json").stdout)["agencies"]
    assert moved["facts"] > 0
    assert {move["from"]["key"] for move in moved["moves"]} == {"belum_dipetakan"}
    other.write_text(other.read_text(encoding="utf-8").replace("exact", "sama"), encoding="utf-8")
    result = renja("preview", str(other))
    assert result.exit_code == 1
    assert "baris 2 kolom relasi" in result.stderr


def test_an_own_file_with_mistakes_is_not_added_to(renja, home):
    renja("propose")
    path = decisions(home)
    broken = path.read_text(encoding="utf-8").replace(",exact,1,", ",exact,2,")
    path.write_text(broken, encoding="utf-8")
    result = renja("propose", "--all")
    assert result.exit_code == 1
    assert "kolom bobot" in result.stderr
    assert path.read_text(encoding="utf-8") == broken
    more = path.read_text(encoding="utf-8").replace(",exact,2,", ",exact,1,")
    lines = more.splitlines()
    path.write_text("\n".join([f"{lines[0]},warna", *(f"{x},biru" for x in lines[1:])]), "utf-8")
    result = renja("propose", "--all")
    assert result.exit_code == 1
    assert "kolom yang tidak dikenal dan akan hilang: warna" in result.stderr
    assert "biru" in path.read_text(encoding="utf-8")


def test_a_text_that_may_mean_several_signs_none(renja, home):
    renja("propose")
    before = decisions(home).read_bytes()
    result = renja("approve", "--by", "Ani", "--node", "e")
    assert result.exit_code == 2
    assert "dapat berarti beberapa simpul" in result.stderr
    assert decisions(home).read_bytes() == before


def test_readings_of_another_version_are_told(renja, home):
    kept = Kept("a.txt", "0" * 64, "lama-x", Conformed(plan().reading(), 1), 1)
    StageStore(home / "stages").write("conformed", "a.txt", kept)
    result = renja("status")
    assert result.exit_code == 1
    assert "versi program yang lain" in result.stderr
