"""Rules on a finished reading: what a whole document says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from documents import CODES, HEADING, PLAN_HEADER, reading
from rule_documents import EVALUATION_HEADER, PLAN, SECOND, evaluation, found, plan, texts

from pipelines.findings import catalogue
from pipelines.reference import Reference, load_places, load_reference
from pipelines.rules.thresholds import threshold, thresholds
from pipelines.rules.whole import check_whole
from pipelines.rules.whole.causes import causes
from pipelines.rules.whole.spelled import spelled
from pipelines.rules.whole.years import compare_years

PROPOSALS = """\
No|Program/Kegiatan/Sub Kegiatan|Lokasi|Indikator Kinerja|Besaran/Volume|Catatan
"""
SERVICES = """\
No|Indikator|SPM/Standar Nasional|IKK|Target Renstra Perangkat Daerah||||Realisasi Capaian||Proyeksi||Catatan Analisis
||||Tahun 2022|Tahun 2023|Tahun 2024|Tahun 2025|Tahun 2022|Tahun 2023|Tahun 2024|Tahun 2025|
"""


def only(read, rule):
    """The one finding of a rule."""
    (finding,) = found(read, rule)
    return finding


# -- copies


def test_a_percentage_copied_from_another_row_shares_the_cause_of_the_wrong_one():
    read = evaluation(
        ("10 Dokumen|8 Dokumen|80 %", "7 Dokumen|3 Dokumen|42,86 %"),
        ("5 Laporan|5 Laporan|100 %", "5 Laporan|4 Laporan|42,86 %"),
    )
    copied = only(read, "persentase_salin")
    assert texts(read, copied) == ["42,86 %", "42,86 %"]
    assert copied.cause_id == only(read, "persentase").cause_id


def test_one_realisation_of_two_targets():
    same = evaluation(
        ("10 Dokumen|8 Dokumen|80 %", "125.114 Dokumen|138.811 Dokumen|110,95 %"),
        ("5 Laporan|5 Laporan|100 %", "89.744 Laporan|138.811 Laporan|154,67 %"),
    )
    assert texts(same, only(same, "nilai_salin")) == ["138.811 Dokumen", "138.811 Laporan"]
    round_number = evaluation(
        ("10 Dokumen|8 Dokumen|80 %", "2.000 Dokumen|1.000 Dokumen|50 %"),
        ("5 Laporan|5 Laporan|100 %", "4.000 Laporan|1.000 Laporan|25 %"),
    )
    assert not found(round_number, "nilai_salin")


def test_a_service_of_one_percentage_in_all_years_and_in_its_notes():
    row = "1|Rehabilitasi Lansia|100 %||100 %|100 %|-|{0}|{0}|{0}|{0}|{0}|{1}\n"
    read = reading(HEADING + SERVICES + row.format("30,64 %", "30,64 %"))
    assert only(read, "deret_salin").printed == "30,64 %"
    assert only(read, "catatan_nilai").severity == "warning"
    full = reading(HEADING + SERVICES + row.format("100 %", "Perlu data"))
    assert not found(full, "deret_salin", "catatan_nilai")


# -- measures


def test_a_realisation_of_many_times_its_target():
    read = evaluation(("5 Laporan|5 Laporan|100 %", "5 Laporan|80 Laporan|1600 %"))
    assert texts(read, only(read, "realisasi_melompat")) == ["80 Laporan", "5 Laporan"]
    assert not found(
        evaluation(("5 Laporan|5 Laporan|100 %", "5 Laporan|15 Laporan|300 %")),
        "realisasi_melompat",
    )


@pytest.mark.parametrize(
    ("indicator", "target", "says"),
    [
        ("Jumlah Neraca", "4 Laporan", False),
        ("Jumlah Neraca", "6,58 %", True),
        ("Persentase Neraca", "90 %", False),
        ("Persentase Neraca", "4 Laporan", True),
    ],
)
def test_a_unit_that_contradicts_its_indicator(indicator, target, says):
    row = "{0}|Kota|{1}|Rp 8.000.000|DAU||{1}|"
    read = plan((row.format("Jumlah Neraca", "4 Laporan"), row.format(indicator, target)))
    assert [f.printed for f in found(read, "indikator_satuan")] == ([target] if says else [])


def test_a_broken_percentage_for_many_indicators_but_not_a_whole_one():
    names = [(f"|{n} %|Rp", "|{} %|Rp") for n in ("100", "80", "90")]
    assert names
    broken = SECOND.replace("|90 %|", "|6,58 %|")
    rows = PLAN.replace("||100 %|", "||6,58 %|") + broken
    assert len(only(plan(rows=rows), "persentase_seragam").cells) >= 4
    whole = PLAN.replace("||100 %|", "||90 %|") + SECOND
    assert not found(plan(rows=whole), "persentase_seragam")


def test_a_target_of_two_units_with_one_realisation():
    read = evaluation(("10 Dokumen|8 Dokumen|80 %", "10 Dokumen / 4 Laporan|8 Dokumen|80 %"))
    assert only(read, "komponen_kurang").printed == "8 Dokumen"


def test_a_target_without_money_and_money_without_a_target():
    unpaid = plan(
        ("4 Laporan|Rp 8.000.000|DAU||4 Laporan|Rp 8.800.000", "4 Laporan|-|DAU||4 Laporan|-")
    )
    assert only(unpaid, "target_tanpa_pagu").printed == "-"
    aimless = plan(("Kota|4 Laporan|", "Kota||"))
    assert texts(aimless, only(aimless, "pagu_tanpa_target"))[0] == "2 Akuntansi"


# -- arithmetic


def test_an_amount_that_is_an_older_forward_estimate():
    read = plan(("700 Orang|Rp 10.000.000", "700 Orang|Rp 11.044.000"), rows=PLAN + SECOND)
    older = only(read, "versi_lama")
    assert "Rp 10.040.000 kali laju tumbuh 1,1" in older.message
    assert older.cause_id == only(read, "jumlah_anak").cause_id


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("Rp 22.000.000", "it leaves out 'Akuntansi'"),
        ("Rp 3.000.000", "a factor of 10"),
        ("Rp 38.000.000", "it holds 'Akuntansi' twice"),
    ],
)
def test_a_gap_that_explains_itself(printed, said):
    row = "Administrasi Keuangan|Persentase Laporan||100 %|Rp 30.000.000"
    read = plan((row, row.replace("Rp 30.000.000", printed)), rows=PLAN + SECOND)
    assert said in only(read, "selisih_terjelaskan").message_en


# -- structure


def test_a_program_under_another_bidang_than_in_the_evaluation():
    above = "|{}|||||||||\n1.02.01|Program Penunjang Urusan Pemerintahan Daerah|Indeks Layanan|80 %|||||80 %||\n"
    kegiatan = "1.02.01.2.01|Perencanaan dan Evaluasi|Persentase Dokumen|100 %|||||100 %||\n"
    text = (
        HEADING
        + CODES
        + "\n"
        + EVALUATION_HEADER
        + above.format("BIDANG KESEHATAN MASYARAKAT")
        + kegiatan
    )
    planned = "|BIDANG SEKRETARIAT||||Rp 60.000.000||||Rp 66.000.000\n" + PLAN
    read = reading(text + "\n" + PLAN_HEADER + planned)
    finding = only(read, "program_beda_bidang")
    assert {finding.printed, finding.expected} == {
        "BIDANG KESEHATAN MASYARAKAT",
        "BIDANG SEKRETARIAT",
    }
    same = reading(
        text.replace("KESEHATAN MASYARAKAT\n", "SEKRETARIAT\n") + "\n" + PLAN_HEADER + PLAN
    )
    assert not found(same, "program_beda_bidang")


def test_two_columns_under_one_heading():
    header = EVALUATION_HEADER.replace(
        "Target Renstra Tahun 2026", "Target Program dan Kegiatan (Tahun 2023)"
    )
    header = header.replace(
        "Target Renja Tahun Berjalan 2023", "Target Program dan Kegiatan (Tahun 2023)"
    )
    rows = "1.02.01.2.01.01|Penyusunan Dokumen|Jumlah Dokumen|50 Dokumen|10 Dokumen|10 Dokumen|8 Dokumen|80 %|10 Dokumen|30 Dokumen|60 %\n"
    read = reading(HEADING + CODES + "\n" + header + rows)
    assert len(only(read, "kepala_sama").cells) == 2


def test_an_indicator_that_speaks_of_another_node():
    read = plan(
        ("Persentase Layanan", "Persentase Rekapitulasi Dokumen Perencanaan"),
        rows=PLAN.replace("Perencanaan dan Evaluasi", "Perencanaan Dokumen Tahunan") + SECOND,
    )
    finding = only(read, "indikator_asing")
    assert "'Perencanaan Dokumen Tahunan'" in finding.message


# -- places, text and years

PLACES = {"Tutur": ("Andonosari", "Wonosari"), "Grati": ("Gratitunon",)}


@pytest.fixture
def proposals():
    row = "{0}|Program Penunjang Urusan Pemerintahan Daerah Perencanaan dan Evaluasi Evaluasi Kinerja|Balai, Kab. Contoh, {1}, {2}|Jumlah Laporan|{0} Laporan|Usulan\n"
    lines = [
        ("1", "Tutur", "Wonosari"),
        ("2", "Tuttur", "Andonosari"),
        ("3", "Grati", "Gratinunon"),
    ]
    return reading(
        HEADING + CODES + "\n" + PROPOSALS + "".join(row.format(*line) for line in lines)
    )


def test_places_against_an_imported_list(proposals):
    assert not found(proposals, "tempat_tak_dikenal")  # no list, nothing said
    known = check_whole(replace(proposals, findings=()), replace(load_reference(), places=PLACES))
    said = {f.printed: f.expected for f in known.findings if f.rule == "tempat_tak_dikenal"}
    assert said == {"Tuttur": "Tutur", "Gratinunon": "Gratitunon"}


def test_a_list_of_another_government_says_nothing(proposals):
    other: Reference = replace(load_reference(), places={"Sukasari": ("Mekar",)})
    assert not found(check_whole(replace(proposals, findings=()), other), "tempat_tak_dikenal")


def test_places_are_read_from_the_folder_of_the_officer(tmp_path):
    (tmp_path / "places.csv").write_text(
        "kode,nama,level\n35.14,KAB. CONTOH,kab\n35.14.02,Tutur,kecamatan\n35.14.02.2003,Wonosari,desa\n",
        encoding="utf-8",
    )
    assert load_reference(own=tmp_path).places == {"Tutur": ("Wonosari",)}
    assert load_places(tmp_path / "none.csv") == {}
    (tmp_path / "places.csv").write_text("kode,level\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"places\.csv: missing column nama"):
        load_reference(own=tmp_path)


def test_the_text_against_the_table_and_its_own_words():
    counts = "Di tahun 2024 anggaran sebesar Rp. 60.000.000 (enam puluh juta rupiah) terdiri dari {} Program, 2 Kegiatan dan 5 Sub Kegiatan."
    rows = HEADING + "{}\n\n" + PLAN_HEADER + PLAN
    assert not found(reading(rows.format(counts.format(1))), "narasi_berbeda", "terbilang_berbeda")
    wrong = reading(rows.format(counts.format(3)))
    finding = only(wrong, "narasi_berbeda")
    assert (finding.printed, finding.expected) == ("3 program", "1 program")
    words = reading(rows.format(counts.format(1).replace("enam puluh juta", "enam belas juta")))
    assert only(words, "terbilang_berbeda").printed == "Rp 60.000.000"
    budget = reading(
        rows.format(counts.format(1).replace("60.000.000 (enam puluh juta rupiah)", "75.000.000"))
    )
    assert only(budget, "narasi_berbeda").expected == "Rp 60.000.000"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (117, "seratus tujuh belas"),
        (1_250, "seribu dua ratus lima puluh"),
        (10_324_539_820, "sepuluh miliar tiga ratus dua puluh empat juta lima ratus tiga puluh sembilan ribu delapan ratus dua puluh"),
    ],
)  # fmt: skip
def test_numbers_in_words(number, words):
    assert spelled(number) == words


def test_last_year_against_this_year():
    before = plan(rows=PLAN)
    later = HEADING.replace("TAHUN 2024", "TAHUN 2025") + PLAN_HEADER.replace(
        "2025", "2026"
    ).replace("2024", "2025")
    kept = reading(later + PLAN.replace("Rp 10.000.000", "Rp 11.000.000"))
    assert not compare_years([before, kept], load_reference())
    changed = reading(
        later
        + PLAN.replace(
            "Akuntansi|Jumlah Neraca|Kota|4 Laporan|Rp 8.000.000",
            "Pelatihan Pegawai|Jumlah Neraca|Kota|4 Laporan|Rp 30.000.000",
        )
    )
    found_ = {
        each.finding.rule: each for each in compare_years([before, changed], load_reference())
    }
    assert set(found_) == {"prakiraan_antar_tahun", "nama_antar_tahun"}
    amount = found_["prakiraan_antar_tahun"]
    assert (amount.finding.printed, amount.finding.expected) == ("Rp 30.000.000", "Rp 8.800.000")
    assert (amount.reading, amount.other) == (changed, before)


# -- causes and settings


def test_a_cause_has_one_sentence_for_all_its_findings():
    read = evaluation(
        ("10 Dokumen|8 Dokumen|80 %", "10 Dokumen|12 Dokumen|100 %"),
        ("5 Laporan|5 Laporan|100 %", "5 Laporan|6 Laporan|100 %"),
    )
    (cause,) = [
        each for each in causes(read.findings) if each.findings[0].rule == "persentase_dibatasi"
    ]
    assert len(cause.findings) == 2
    assert cause.sentence.startswith("2 persentase T-C.29 dibatasi sampai 100")
    assert len({f.cause_id for f in cause.findings}) == 1


def test_findings_keep_their_ids_and_order_when_causes_are_shared():
    read = plan(
        (
            "Rp 30.000.000|||100 %|Rp 33.000.000\n1.02.01.2.01.01",
            "Rp 31.000.000|||100 %|Rp 33.000.000\n1.02.01.2.01.01",
        )
    )
    again = check_whole(replace(read, findings=read.findings[:1]), load_reference())
    assert again.findings[0].finding_id == read.findings[0].finding_id


def test_every_setting_has_a_value_and_a_reason():
    assert all(reason and value > 0 for value, reason in thresholds().values())
    assert threshold("melompat_kali") == 5
    with pytest.raises(KeyError):
        threshold("tidak_ada")


def test_rules_that_share_causes_are_rules():
    from pipelines.vocabulary import load

    assert set(load("causes")) <= set(catalogue())
