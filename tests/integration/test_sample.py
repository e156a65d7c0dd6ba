"""The main job on the real document in ``raw/``: counts, sums, lineage, doing it twice."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
from pathlib import Path

import pytest

from assets.execute import run_pipeline
from assets.landing import load_manifest
from assets.progress import Silence
from assets.settings import Settings, find_settings
from assets.workspace import Workspace
from pipelines.manifest import MANIFEST_NAME, format_manifest
from pipelines.model import clean
from pipelines.values import parse_measures, parse_money

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "renja-2022-dinas-sosial-kabupaten-pasuruan.txt"
WHOLE = ROOT.parent / "shared" / "source" / SAMPLE


def settings_in(folder: Path, raw: Path) -> Settings:
    return find_settings(home=folder / "home", raw=raw)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("sample")
    return settings_in(folder, landing_zone_of_sample(folder / "raw"))


def landing_zone_of_sample(raw: Path) -> Path:
    """The sample and its row of the manifest alone, whatever else lies in ``raw/``."""
    raw.mkdir()
    shutil.copy(ROOT / "raw" / SAMPLE, raw)
    entry = load_manifest(ROOT / "raw")[SAMPLE]
    (raw / MANIFEST_NAME).write_text(format_manifest([entry]), encoding="utf-8", newline="")
    return raw


@pytest.fixture(scope="module")
def report(settings):
    return run_pipeline(settings, Silence())


@pytest.fixture(scope="module")
def warehouse(settings, report):
    assert report.release is not None
    with sqlite3.connect(settings.home / "warehouse.sqlite") as connection:
        yield connection


def one(warehouse, query):
    return warehouse.execute(query).fetchone()[0]


def levels(warehouse, where):
    query = f"SELECT level, COUNT(*) FROM source_record WHERE {where} GROUP BY level"
    return dict(warehouse.execute(query).fetchall())


def test_the_account_of_cells_closes_to_zero(report):
    cells = report.cells
    assert cells["read"] - cells["used"] - cells["explained"] == 0
    assert cells["read"] > 5000


def test_old_section_has_5_programmes_and_41_activities(warehouse):
    counted = warehouse.execute(
        "SELECT tingkat, COUNT(*) FROM bi_nomenklatur WHERE skema = 'permendagri-13-2006' "
        "GROUP BY tingkat"
    ).fetchall()
    assert dict(counted) == {"program": 5, "kegiatan": 41}


def test_records_by_form(report):
    # T-C.29: 5 programmes and 67 indicators of activities (a 68th row only adds values) in
    # the old section; 7 + 15 + 36 nodes and 4 headings in the new one.
    # T-C.33: 7 + 16 + 37 nodes and 4 headings. T-C.31: 7 + 16 + 37 on either side, once.
    assert report.records == {
        "T-C.29": 5 + 67 + 7 + 15 + 36 + 4,
        "T-C.30": 15,
        "T-C.31": 2 * (7 + 16 + 37),
        "T-C.32": 11,
        "T-C.33": 7 + 16 + 37 + 4,
        "KODE": 61,
        "KEBIJAKAN": 7,
    }


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        ("rancangan_rkpd", {"program": 7, "kegiatan": 16, "sub_kegiatan": 37}),
        ("analisis_kebutuhan", {"program": 7, "kegiatan": 16, "sub_kegiatan": 37}),
        ("rencana", {"bidang": 3, "program": 7, "kegiatan": 16, "sub_kegiatan": 37}),
    ],
)
def test_rows_of_every_level_carry_money(warehouse, phase, expected):
    query = f"SELECT tingkat, COUNT(*) FROM bi_anggaran WHERE fase = '{phase}' GROUP BY tingkat"
    assert dict(warehouse.execute(query).fetchall()) == expected


def test_sums_as_printed(warehouse):
    money = "SELECT SUM(rupiah) FROM bi_anggaran WHERE fase = '{}' AND tingkat = '{}'"
    assert one(warehouse, money.format("rencana", "sub_kegiatan")) == 6_157_620_000
    assert one(warehouse, money.format("prakiraan_maju", "sub_kegiatan")) == 6_997_750_000
    assert one(warehouse, money.format("rencana", "program")) == 6_085_000_000
    for phase in ("rancangan_rkpd", "analisis_kebutuhan"):
        for level in ("program", "kegiatan", "sub_kegiatan"):
            assert one(warehouse, money.format(phase, level)) == 6_085_000_000


def test_expenditure_370_lines_a_year(warehouse):
    lines = warehouse.execute("SELECT tahun, COUNT(*) FROM bi_belanja GROUP BY tahun").fetchall()
    assert lines == [(2022, 370), (2023, 370)]
    sums = dict(
        warehouse.execute(
            "SELECT jenis_belanja, SUM(rupiah) FROM bi_belanja WHERE tahun = 2022 "
            "GROUP BY jenis_belanja HAVING SUM(rupiah) > 0"
        ).fetchall()
    )
    assert sums == {
        "operasi": 6_085_000_000,
        "pegawai": 99_000_000,
        "barang_jasa": 4_036_000_000,
        "hibah": 1_950_000_000,
    }
    forward = "SELECT SUM(rupiah) FROM bi_belanja WHERE tahun = 2023 AND jenis_belanja = 'operasi'"
    assert one(warehouse, forward) == 6_997_750_000


def test_every_fact_can_be_read_again_from_its_value_cells(warehouse):
    texts: dict[str, list[str]] = {}
    for fact_id, text in warehouse.execute(
        "SELECT fact_id, teks_asli FROM bi_jejak WHERE peran = 'value'"
    ):
        texts.setdefault(fact_id, []).append(clean(text))
    money = warehouse.execute(
        "SELECT fact_id, rupiah, status FROM bi_anggaran "
        "UNION ALL SELECT fact_id, rupiah, status FROM bi_belanja "
        "UNION ALL SELECT fact_id, rupiah, status FROM bi_pagu"
    ).fetchall()
    for fact_id, rupiah, status in money:
        if status == "turunan":  # the sum of the figures below an Excel error
            assert sum(parse_money(text).rupiah or 0 for text in texts[fact_id]) == rupiah
            continue
        printed = " ".join(texts[fact_id])
        after_label = printed[printed.casefold().find("rp") :] if ":" in printed else printed
        assert parse_money(after_label).rupiah == rupiah, printed
    measures = warehouse.execute(
        "SELECT fact_id, nilai FROM bi_kinerja UNION ALL SELECT fact_id, nilai FROM bi_spm"
    ).fetchall()
    for fact_id, value in measures:
        readings = {
            float(number)
            for part in parse_measures(" ".join(texts[fact_id])).parts
            for number in (part.value, part.alternative)
            if number is not None
        }
        assert value in readings, texts[fact_id]
    for view in ("bi_usulan", "bi_kebijakan"):
        for (fact_id,) in warehouse.execute(f"SELECT fact_id FROM {view}"):
            assert texts[fact_id]


def test_a_candidate_counts_what_its_release_shows(settings, report):
    staged = Workspace(settings).store.read_whole("candidate")
    assert staged.candidate.view_counts() == report.facts


def test_the_same_again_changes_nothing(settings, report, warehouse):
    before = warehouse.execute("SELECT fact_id, rupiah FROM bi_anggaran ORDER BY 1").fetchall()
    again = run_pipeline(settings, Silence())
    after = warehouse.execute("SELECT fact_id, rupiah FROM bi_anggaran ORDER BY 1").fetchall()
    assert (again.release, again.content_hash) == (report.release, report.content_hash)
    assert again.facts == report.facts
    assert before == after


@pytest.mark.skipif(not WHOLE.is_file(), reason="the whole document (../shared) is not here")
def test_the_whole_document_says_the_same_as_its_tables(report, tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(WHOLE, raw)
    whole = run_pipeline(settings_in(tmp_path, raw), Silence())
    assert whole.content_hash == report.content_hash
    assert whole.cells["read"] > report.cells["read"]


# --------------------------------------------------------------------------- ready queries


@pytest.fixture(scope="module")
def refresh():
    """The script that writes the page of ready queries."""
    path = ROOT / "docs" / "queries" / "refresh.py"
    spec = importlib.util.spec_from_file_location("refresh", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_ten_queries_and_each_says_what_it_is(refresh):
    found = refresh.queries()

    assert len(found) == 10
    assert all(sql.startswith("-- ") and " / " in sql.splitlines()[0] for sql in found.values())


def test_the_docs_show_what_the_queries_give(refresh, warehouse):
    shown = refresh.PAGE.read_text(encoding="utf-8")
    assert refresh.page(warehouse) == shown, "python docs/queries/refresh.py WAREHOUSE.sqlite"


# --------------------------------------------------------------------------- the change of 2021


def test_every_old_activity_has_a_decision_or_is_an_open_question(warehouse):
    old = "SELECT nama_lama FROM bi_pemetaan WHERE tingkat_lama = 'kegiatan'"
    decided = {name for (name,) in warehouse.execute(old)}
    open_ones = {name for (name,) in warehouse.execute("SELECT nama FROM bi_belum_dipetakan")}

    assert len(decided) + len(open_ones) == 41
    assert not decided & open_ones


def test_every_new_sub_kegiatan_has_predecessors_or_is_new(warehouse):
    query = (
        "SELECT DISTINCT kode_baru, nama_baru FROM bi_pemetaan WHERE tingkat_baru = 'sub_kegiatan'"
    )
    reached = set(warehouse.execute(query))
    nodes = set(
        warehouse.execute("SELECT kode, nama FROM bi_nomenklatur WHERE tingkat = 'sub_kegiatan'")
    )

    assert len(nodes) == 37
    assert reached == nodes


def test_a_programme_that_kept_its_name_is_not_mapped_by_it(warehouse):
    query = (
        "SELECT nama_baru, relasi FROM bi_pemetaan WHERE tingkat_lama = 'program' "
        "AND nama_lama = 'PROGRAM PERLINDUNGAN DAN JAMINAN SOSIAL'"
    )
    found = warehouse.execute(query).fetchall()

    assert len(found) > 1
    assert {relation for _, relation in found} == {"split"}


def test_only_the_same_name_is_approved_by_rule(warehouse):
    query = (
        "SELECT DISTINCT penyetuju, LOWER(nama_lama) = LOWER(nama_baru) FROM bi_pemetaan "
        "WHERE status = 'disetujui'"
    )
    assert warehouse.execute(query).fetchall() == [("aturan:nama_sama", 1)]


def test_no_figure_is_lost_on_the_way(warehouse):
    for view, what in (("bi_kinerja", "kinerja"), ("bi_anggaran", "anggaran")):
        seen = f"SELECT COUNT(DISTINCT fact_id) FROM bi_kesinambungan WHERE ukuran = '{what}'"
        assert one(warehouse, seen) == one(warehouse, f"SELECT COUNT(*) FROM {view}")
    money = "SELECT SUM(rupiah) FROM"
    assert one(warehouse, f"{money} bi_kesinambungan") == one(warehouse, f"{money} bi_anggaran")
