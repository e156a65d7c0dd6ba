"""Findings against the defects that were planted in the second document, cell by cell."""

from __future__ import annotations

import csv
import sqlite3
from dataclasses import dataclass

import gold
import pytest

pytestmark = pytest.mark.skipif(
    not gold.SECOND_TRUTH.is_dir(), reason="the truth beside the project (../shared) is not here"
)

#: The rules that may name a kind of planted defect; a sum may be named by any of its equations.
SUMS = {"jumlah_anak", "rincian_belanja", "jumlah_total", "bagian_total"}
RULES = {
    "persentase": {"persentase"},
    "satuan": {"satuan_berbeda"},
    "galat_excel": {"galat_excel"},
    "kosong": {"realisasi_kosong"},
    "ejaan": {"ejaan_beda"},
    "tidak_wajar": {"koma_bergeser"},
    "beda_antar_tabel": {"beda_antar_tabel"},
    "kode": {"kode_induk", "kode_ganda", "kode_beda_tabel"},
    "jumlah": SUMS,
    "prakiraan_maju": {"prakiraan_maju"},
    "nilai_nyasar": {"nilai_kolom_salah"},
    "indikator_salin": {"indikator_salin"},
}


@dataclass(frozen=True)
class View:
    """The findings of one file of the plan, and the truth's column with its addresses."""

    findings: list[sqlite3.Row]
    address: str

    def cell(self, defect: dict[str, str]) -> str:
        """The main cell of a planted defect in this file."""
        return defect[self.address].split("; ")[0]


@pytest.fixture(scope="module", params=["txt", "xlsx"])
def view(request, tmp_path_factory):
    file = gold.SECOND.with_suffix(f".{request.param}")
    connection = gold.publish([file], tmp_path_factory.mktemp("findings"))
    findings = connection.execute("SELECT * FROM bi_temuan").fetchall()
    connection.close()
    return View(findings, f"alamat_{request.param}")


def planted() -> list[dict[str, str]]:
    with (gold.SECOND_TRUTH / "temuan.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def main_cell(finding: sqlite3.Row) -> str:
    return finding["alamat"].split("; ")[0]


def test_every_planted_defect_is_named_at_its_cell(view):
    found = {(finding["aturan"], main_cell(finding), finding["tingkat_keparahan"]) for finding in view.findings}  # fmt: skip
    missed = [
        defect["temuan_id"]
        for defect in planted()
        if not any(
            (rule, view.cell(defect), defect["tingkat_keparahan"]) in found
            for rule in RULES[defect["aturan"]]
        )
    ]
    assert not missed


def test_what_should_stand_there_is_said(view):
    expected = {main_cell(finding): finding["seharusnya"] for finding in view.findings}
    for defect in planted():
        if defect["aturan"] in {"kode", "jumlah", "prakiraan_maju"}:
            said = expected[view.cell(defect)].removeprefix("Rp ")
            assert said == defect["seharusnya"], defect["temuan_id"]


def test_few_warnings_beyond_the_planted_defects(view):
    cells = {view.cell(defect) for defect in planted()}
    warnings = [finding for finding in view.findings if finding["tingkat_keparahan"] == "warning"]
    others = [finding["pesan"] for finding in warnings if main_cell(finding) not in cells]
    assert len(others) * 7 <= len(warnings), others


def test_one_defect_has_one_warning(view):
    warnings = [finding for finding in view.findings if finding["tingkat_keparahan"] == "warning"]
    assert len({main_cell(finding) for finding in warnings}) == len(warnings)
