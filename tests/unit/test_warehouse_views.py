"""The reporting views: exactly the contract's columns, and every column explained."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from readings import DATABASES, GOVERNMENT, YEAR, Plan, every_form, open_warehouse, published
from sqlalchemy import Engine, inspect, text

from warehouse import dictionary
from warehouse.queries import documents, findings, findings_by_severity, view_counts, view_rows
from warehouse.views import VIEWS

COMMON = "fact_id dokumen dokumen_id pemerintah perangkat_daerah tahun_dokumen formulir status"
HIERARCHY = "skema kode kode_terbit tingkat nama urusan bidang program kegiatan sub_kegiatan"
CONTRACT = {
    "bi_kinerja": f"{COMMON} {HIERARCHY} indikator lokasi tahun fase jenis komponen nilai satuan "
    "satuan_baku nilai_terbit catatan",
    "bi_anggaran": f"{COMMON} {HIERARCHY} lokasi tahun fase rupiah rupiah_terbit sumber_dana "
    "catatan",
    "bi_belanja": f"{COMMON} skema kode kode_terbit urusan bidang program kegiatan sub_kegiatan "
    "jenis_belanja rincian tahun fase rupiah rupiah_terbit",
    "bi_pagu": f"{COMMON} {HIERARCHY} tahun rupiah rupiah_maju sumber_dana",
    "bi_spm": f"{COMMON} indikator ikk tahun jenis nilai satuan satuan_baku nilai_terbit catatan",
    "bi_usulan": f"{COMMON} nomor program kegiatan sub_kegiatan lokasi_terbit kecamatan desa "
    "indikator nilai satuan satuan_baku nilai_terbit catatan",
    "bi_kebijakan": f"{COMMON} nomor kebijakan sumber keterangan",
    "bi_nomenklatur": "skema kode kode_terbit tingkat nama kode_induk nama_induk berlaku_dari "
    "berlaku_sampai",
    "bi_pemetaan": "skema_lama tingkat_lama nama_lama program_lama skema_baru tingkat_baru "
    "kode_baru nama_baru relasi bobot metode keyakinan bukti status penyetuju tanggal kode_lama "
    "program_baru pengusul catatan riwayat pemerintah perangkat_daerah",
    "bi_kesinambungan": f"{COMMON} skema kode tingkat nama program jalur skema_asal kode_asal "
    "tingkat_asal nama_asal program_asal relasi bobot metode keyakinan status_pemetaan ukuran "
    "lokasi tahun fase indikator jenis komponen nilai nilai_asal satuan satuan_baku nilai_terbit "
    "rupiah rupiah_asal rupiah_terbit",
    "bi_belum_dipetakan": "pemerintah perangkat_daerah skema kode tingkat nama program",
    "bi_temuan": "temuan_id sebab_id aturan tingkat_keparahan dokumen formulir alamat tercetak "
    "seharusnya pesan saran fact_id diterima_oleh alasan_diterima",
    "bi_jejak": "fact_id dokumen sha256 alamat teks_asli peran",
}


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = open_warehouse(request.param, tmp_path)
    yield engine
    engine.dispose()


def only(engine: Engine, view: str, **wanted: object) -> dict[str, Any]:
    (row,) = [
        row
        for row in view_rows(engine, view)
        if all(row[column] == value for column, value in wanted.items())
    ]
    return row


# --------------------------------------------------------------------------- contract


@pytest.mark.parametrize("view", CONTRACT)
def test_views_have_exactly_the_columns_of_the_contract(engine: Engine, view: str) -> None:
    columns = [column["name"] for column in inspect(engine).get_columns(view)]
    assert columns == CONTRACT[view].split()


def test_every_view_of_the_contract_is_tested() -> None:
    assert {view.name for view in VIEWS} >= set(CONTRACT)


def test_a_performance_figure_reads_as_printed(engine: Engine) -> None:
    published(engine, every_form().reading())
    row = only(engine, "bi_kinerja")
    assert row["nilai"] == Decimal("6.5")
    assert row["nilai_terbit"] == "6.50 Orang"
    assert (row["satuan"], row["satuan_baku"]) == ("Orang", "orang")
    assert (row["indikator"], row["lokasi"]) == ("Jumlah peserta", "Contoh")
    assert (row["tahun"], row["fase"], row["jenis"], row["komponen"]) == (
        YEAR,
        "evaluasi",
        "target",
        1,
    )
    assert (row["pemerintah"], row["tahun_dokumen"], row["formulir"]) == (
        GOVERNMENT,
        YEAR,
        "T-C.29",
    )
    assert row["dokumen_id"] == every_form().reading().document.document_id


def test_budget_that_is_safe_to_add_up_has_the_forward_estimate_beside_it(engine: Engine) -> None:
    published(engine, every_form().reading())
    rows = {row["kode"]: row for row in view_rows(engine, "bi_pagu")}
    assert {kode: (row["rupiah"], row["rupiah_maju"]) for kode, row in rows.items()} == {
        "1.01.02.2.01.01": (40_000_000, 42_000_000),
        "1.01.02.2.01.02": (60_000_000, None),
    }
    assert rows["1.01.02.2.01.01"]["sumber_dana"] == "APBD"
    printed = only(engine, "bi_anggaran", fase="rencana", kode="1.01.02.2.01.01")
    assert rows["1.01.02.2.01.01"]["fact_id"] == printed["fact_id"]


def test_budget_of_higher_levels_is_not_in_the_safe_view(engine: Engine) -> None:
    plan = Plan()
    plan.budget("1.01.02", "Program", 100, level="program")
    plan.budget("1.01.02.2.01.01", "Pelatihan", 100)
    published(engine, plan.reading())
    assert view_counts(engine)["bi_anggaran"] == 2
    assert [row["rupiah"] for row in view_rows(engine, "bi_pagu")] == [100]


def test_parents_of_expenditure_may_not_be_added_up(engine: Engine) -> None:
    published(engine, every_form().reading())
    rows = {row["jenis_belanja"]: row["rincian"] for row in view_rows(engine, "bi_belanja")}
    assert rows == {"operasi": 0, "barang_jasa": 1}


def test_what_is_not_printed_is_null(engine: Engine) -> None:
    plan = Plan()
    record = plan.record("T-C.29", None, "Tanpa kode")
    plan.fact("kinerja", record, "12", value=Decimal(12), year=None)
    published(engine, plan.reading())
    row = only(engine, "bi_kinerja")
    absent = "skema kode tingkat indikator lokasi tahun fase jenis satuan satuan_baku"
    assert {column: row[column] for column in absent.split()} == dict.fromkeys(absent.split())
    assert only(engine, "bi_kinerja", nilai=Decimal(12))["nama"] == "Tanpa kode"


def test_service_performance_proposals_and_policies(engine: Engine) -> None:
    published(engine, every_form().reading())
    service = only(engine, "bi_spm")
    assert (service["jenis"], service["tahun"], service["ikk"]) == ("standar", None, "ya")
    proposal = only(engine, "bi_usulan")
    assert (proposal["lokasi_terbit"], proposal["kecamatan"], proposal["desa"]) == (
        "Desa Satu Kec. Dua",
        "Dua",
        "Satu",
    )
    policy = only(engine, "bi_kebijakan")
    assert (policy["nomor"], policy["kebijakan"], policy["sumber"]) == (
        "2",
        "Kebijakan A",
        "RPJMD",
    )


def test_nomenclature_shows_parents_and_no_stand_in_members(engine: Engine) -> None:
    published(engine, every_form().reading())
    rows = {row["kode"]: row for row in view_rows(engine, "bi_nomenklatur")}
    assert None not in rows
    assert (rows["1.01"]["kode_induk"], rows["1.01"]["nama_induk"]) == ("1", "URUSAN CONTOH")
    assert rows["1"]["kode_induk"] is None
    assert rows["1.01.02.2.01.01"]["kode_induk"] == "1.01.02.2.01"
    assert rows["1.01"]["berlaku_dari"] == 2021


def test_findings_show_where_and_what(engine: Engine) -> None:
    plan = every_form()
    plan.finding(None, [3, 2], severity="info", rule="ejaan")
    published(engine, plan.reading())
    row = only(engine, "bi_temuan", aturan="ejaan")
    assert row["alamat"] == "Lembar!A3; Lembar!A2"
    assert (row["tingkat_keparahan"], row["dokumen"], row["fact_id"]) == (
        "info",
        "renja.xlsx",
        None,
    )
    assert findings_by_severity(engine) == {"critical": 0, "warning": 1, "info": 1}
    assert [found["rule"] for found in findings(engine)] == ["contoh", "ejaan"]
    assert [found["rule"] for found in findings(engine, severity="info")] == ["ejaan"]
    assert findings(engine, rule="ejaan")[0]["message_en"] == "An example."
    assert findings(engine, document="lain.xlsx") == []


def test_documents_say_how_much_they_hold(engine: Engine) -> None:
    reading = every_form().reading()
    published(engine, reading)
    (row,) = documents(engine)
    assert (row["file"], row["government"], row["year"]) == ("renja.xlsx", GOVERNMENT, YEAR)
    assert (row["cells"], row["facts"], row["findings"]) == (
        len(reading.cells),
        len(reading.facts),
        1,
    )


# --------------------------------------------------------------------------- dictionary


def test_the_dictionary_covers_every_view_table_and_column(engine: Engine) -> None:
    inspector = inspect(engine)
    present = {
        (name, column["name"])
        for name in (*inspector.get_table_names(), *inspector.get_view_names())
        if not name.startswith("stg_")
        for column in inspector.get_columns(name)
    }
    with engine.connect() as connection:
        rows = [
            tuple(row) for row in connection.execute(text("SELECT objek, kolom FROM kamus_data"))
        ]
    assert {row for row in rows if row[1]} == present
    assert {name for name, column in rows if not column} == {name for name, _ in present}


@pytest.mark.parametrize("field", ["tipe", "arti", "arti_en", "sumber"])
def test_everything_has_a_meaning_in_both_languages(field: str) -> None:
    assert [(row["objek"], row["kolom"]) for row in dictionary.rows() if not row[field]] == []


def test_every_measure_has_a_unit_and_says_what_it_may_be_added_over() -> None:
    measures = {
        *("nilai", "rupiah", "rupiah_maju", "value", "amount", "facts", "seconds"),
        *("bobot", "keyakinan", "nilai_asal", "rupiah_asal", "weight", "confidence"),
    }
    for row in dictionary.rows():
        is_measure = row["kolom"] in measures
        assert bool(row["satuan"]) == bool(row["aditif"]) == is_measure, row


def test_the_safe_view_and_the_printed_one_differ_in_what_may_be_added() -> None:
    additive = {
        row["objek"]: row["aditif"] for row in dictionary.rows() if row["kolom"] == "rupiah"
    }
    assert additive["bi_pagu"] == "antar sub kegiatan, perangkat daerah, dan tahun"
    assert "bi_pagu" in (additive["bi_anggaran"] or "")
