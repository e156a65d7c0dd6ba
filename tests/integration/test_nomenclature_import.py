"""``renja nomenclature``: an official list becomes a file beside the project, once and whole."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from assets.cli import app
from pipelines.nomenclature import csv_sheet, load_lists, read_list, resolve_code, to_nodes

NEW, LATER = "permendagri-90-2019", "kepmendagri-050-5889-2021"
LIST = (
    "kode;uraian;jns_pemda\n1.06;Sosial;2\n1.06.02;Program Pemberdayaan;2\n"
    "1.06.02.01;Kegiatan satu;2\n1.06.02.2.02;Kegiatan dua;2\n1.06.09.9.9;Rusak;2\n"
    "X.XX.01;Program Penunjang;2\n1.05;Ketertiban;2\n"
)
#: A folder of public lists beside the project; they are not shipped with it.
PUBLIC = Path(
    os.environ.get("RENJA_TEST_REFERENCE_LISTS")
    or Path(__file__).resolve().parents[3] / "shared" / "reference"
)


@pytest.fixture
def renja(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for variable in ("RENJA_HOME", "RENJA_RAW", "RENJA_WAREHOUSE_URL", "RENJA_REFERENCE"):
        monkeypatch.delenv(variable, raising=False)

    def run(*arguments):
        return CliRunner().invoke(app, ["nomenclature", *arguments], env={"COLUMNS": "200"})

    return run


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


FOLDER = Path(".renja/reference/nomenclature")


def test_a_list_is_loaded_with_its_repairs_and_refusals(renja, source):
    result = renja("import", str(source), "--scheme", NEW)
    assert result.exit_code == 0, result.output
    assert "baris 4, kode: 1.06.02.01 -> 1.06.02.2.01: angka kewenangan" in result.stdout
    assert "baris 6, kode: 1.06.09.9.9: mungkin 1.06.09.2.09.09, tetapi buktinya kurang" in (
        result.stdout
    )
    assert "perhaps 1.06.09.2.09.09, but there is too little evidence" in result.stdout
    assert [node.code for node in load_lists(FOLDER)] == [
        "1.06", "1.06.02", "1.06.02.2.01", "1.06.02.2.02", "X.XX.01", "1.05",
    ]  # fmt: skip
    about = json.loads((FOLDER / f"{NEW}.json").read_text("utf-8"))
    assert (about["source"], about["counts"]["refused"]) == ("daftar.csv", {"tanpa_bukti": 1})
    assert about["counts"]["repaired"] == {"kewenangan": 1}
    assert sum(about["counts"]["row_uses"].values()) == about["counts"]["rows"] == 8
    assert about["imported_at"].endswith("+00:00")
    assert not list(FOLDER.glob(".*"))


def test_the_same_file_again_changes_nothing(renja, source):
    renja("import", str(source), "--scheme", NEW)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in FOLDER.iterdir()}
    again = renja("import", str(source), "--scheme", NEW)
    assert "tidak ada yang berubah" in again.stdout
    assert before == {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in FOLDER.iterdir()
    }


def test_a_dry_run_writes_nothing_and_says_what_it_would(renja, source):
    result = renja("import", str(source), "--scheme", NEW, "--dry-run", "--json")
    said = json.loads(result.stdout)
    assert said["changes"] == {"added": 6, "removed": 0, "changed": 0}
    assert (said["dry_run"], said["unchanged"]) == (True, False)
    assert not FOLDER.exists()


def test_a_later_list_ends_what_it_does_not_continue_and_nothing_of_other_bidang(renja, source):
    renja("import", str(source), "--scheme", NEW)
    source.write_text(LIST.replace("Kegiatan dua", "Rehabilitasi anak"), encoding="utf-8")
    result = renja("import", str(source), "--scheme", LATER, "--bidang", "1.06", "--json")
    assert json.loads(result.stdout)["versions_ended"] == {NEW: 1}
    nodes = load_lists(FOLDER)
    assert [(node.scheme, node.code) for node in nodes if node.valid_to] == [(NEW, "1.06.02.2.02")]
    kept = {node.identity for node in nodes if node.code == "1.06.02"}
    assert len(kept) == 1


def test_a_workbook_is_read_in_a_process_of_its_own(renja, tmp_path):
    book = Workbook()
    for row in (["KODE", "NOMENKLATUR"], ["1.06", "Sosial"], ["1.06.02", "Program A"]):
        book.active.append(row)
    book.save(tmp_path / "daftar.xlsx")
    result = renja("import", "daftar.xlsx", "--scheme", NEW, "--reference", "acuan")
    assert result.exit_code == 0, result.output
    assert [node.place for node in load_lists(Path("acuan/nomenclature"))] == [
        "Sheet baris 2", "Sheet baris 3",
    ]  # fmt: skip


def test_list_shows_what_is_imported(renja, source):
    assert "Belum ada daftar" in renja("list").stdout
    renja("import", str(source), "--scheme", NEW)
    assert "daftar.csv" in renja("list").stdout
    (told,) = json.loads(renja("list", "--json").stdout)["lists"]
    assert told["loaded"] == {"bidang": 2, "program": 2, "kegiatan": 2}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("daftar.csv", "--scheme", "lain"), 2, "permendagri-90-2019"),
        (("hilang.csv", "--scheme", NEW), 1, "hilang.csv"),
        (("daftar.csv", "--scheme", NEW, "--bidang", "3.30"), 1, "1.05, 1.06"),
        (("daftar.pdf", "--scheme", NEW), 1, ".xlsx"),
        (("kosong.csv", "--scheme", NEW), 1, "kosong"),
        (("prosa.csv", "--scheme", NEW), 1, "Tidak ada kepala tabel"),
        (("rusak.csv", "--scheme", NEW), 1, "tidak ada baris yang dapat dimuat"),
    ],
)
def test_what_cannot_be_imported_is_a_paragraph_and_leaves_nothing(
    renja, source, arguments, code, said
):
    Path("daftar.pdf").write_bytes(b"%PDF-1.4")
    Path("kosong.csv").write_text("")
    Path("prosa.csv").write_text("Bukan daftar.\n")
    Path("rusak.csv").write_text("kode,nama\nabc,Nama\n")
    result = renja("import", *arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert not FOLDER.exists()


# --------------------------------------------------------------------------- public lists


def public(name):
    path = PUBLIC / name
    if not path.exists():
        pytest.skip(f"the public list {name} is not beside the project ({PUBLIC})")
    return path.read_bytes()


def timed(data, scheme):
    start = time.perf_counter()
    found = read_list([csv_sheet(data)], scheme)
    assert time.perf_counter() - start < 10
    assert sum(found.row_uses.values()) == found.rows
    return found


def counted(found):
    levels: dict[str, int] = {}
    for node in found.nodes:
        levels[node.level] = levels.get(node.level, 0) + 1
    return levels


def test_the_public_list_of_permendagri_90_2019_loads_whole():
    found = timed(public("permendagri-90-2019_simcan.csv"), NEW)
    assert counted(found) == {"bidang": 56, "program": 239, "kegiatan": 1073, "sub_kegiatan": 5349}
    assert found.row_uses == {"kepala": 1, "dimuat": 6717, "sama_dengan_baris_lain": 215}
    assert not [each for each in found.findings if each.kind == "ditolak"]
    assert len({node.key for node in to_nodes(found.nodes)}) == len({n.key for n in found.nodes})
    tmp = next(node for node in found.nodes if "taman makam pahlawan" in node.name.casefold()
               and node.level == "sub_kegiatan" and node.authority == "kabupaten_kota")  # fmt: skip
    assert resolve_code(found.nodes, tmp.name.upper(), tmp.parent_code) == tmp.code


def test_the_public_list_of_permendagri_13_2006_loads_whole():
    found = timed(public("permendagri-13-2006_simcan.csv"), "permendagri-13-2006")
    assert counted(found) == {"program": 483, "kegiatan": 3981}
    assert not found.findings


def test_a_public_list_damaged_at_random_gives_no_wrong_code():
    lines = public("permendagri-90-2019_simcan.csv").decode("utf-8-sig").split("\n")
    rng = random.Random(7)
    damages = (
        lambda code: code.replace(".0", "."),
        lambda code: ".".join(p for n, p in enumerate(code.split(".")) if n != 3),
        lambda code: code.replace(".2.", ".02.", 1),
        lambda code: f"{code[:4]} {code[4:]}.",
    )
    sound = [number for number, line in enumerate(lines[1:], 2) if line[:1].isdigit()]
    truth = {}
    for number in rng.sample(sound, 400):
        code, rest = lines[number - 1].split(",", 1)
        truth[f"baris {number}"] = code
        lines[number - 1] = f"{rng.choice(damages)(code)},{rest}"
    found = timed("\n".join(lines).encode(), NEW)
    read = {node.place: node.code for node in found.nodes if node.place in truth}
    assert all(truth[place] == code for place, code in read.items())
    assert len(read) > 360
