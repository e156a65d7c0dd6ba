"""Rules on measures: percentages, units, years, columns, marks in cells."""

import pytest
from documents import HEADING, PLAN_HEADER, facts, reading
from rule_documents import PLAN, SECOND, doubted, evaluation, found, plan, rules_of, texts

ROW = "10 Dokumen|8 Dokumen|80 %"


def test_an_evaluation_that_is_right_has_no_findings():
    assert not evaluation().findings


@pytest.mark.parametrize(
    ("measures", "rule", "status"),
    [
        ("3 Dokumen|2 Dokumen|66,66 %", "persentase_terpotong", "terbit"),  # cut off
        ("3 Dokumen|2 Dokumen|66,67 %", None, "terbit"),  # rounded
        ("10 Dokumen|12 Dokumen|120 %", None, "terbit"),
        ("10 Dokumen|8 Dokumen|90 %", "persentase", "ragu"),
        ("10 Dokumen|8 Dokumen|125 %", "persentase", "ragu"),  # the wrong way round
        ("10 Dokumen|12 Dokumen|100 %", "persentase_dibatasi", "terbit"),
        ("10 Dokumen|8 Dokumen|0,8", "persentase_pecahan", "terbit"),
        ("10 Dokumen|8 Laporan|80 %", "satuan_berbeda", "terbit"),
        ("10 Dokumen|-|-", "realisasi_kosong", None),
    ],
)
def test_percentages_against_realised_by_target(measures, rule, status):
    read = evaluation((ROW, measures))
    assert [f.rule for f in read.findings] == ([rule] if rule else [])
    ratios = [f for f in facts(read, "kinerja") if f["kind"] == "tingkat_realisasi"]
    assert ratios[0]["status"] == status if status else len(ratios) == 1


@pytest.mark.parametrize("percentage", ["120 %", "83,33 %", "80 %"])
def test_where_less_is_better_the_percentage_may_be_counted_otherwise(percentage):
    poor = ("Jumlah Dokumen|50", "Jumlah Kematian Ibu|50")
    right = evaluation(poor, (ROW, f"10 Dokumen|12 Dokumen|{percentage}"))
    assert not found(right)
    assert rules_of(evaluation(poor, (ROW, "10 Dokumen|12 Dokumen|95 %"))) == ["persentase"]


def test_a_wrong_percentage_shows_its_operands():
    read = evaluation(
        ("20 Laporan|4 Laporan", "20 Laporan|4 Laporan"), ("14 Laporan|70 %", "14 Laporan|7 %")
    )
    (finding,) = found(read)
    assert texts(read, finding)[:1] == ["7 %"]
    assert finding.expected == "70,00 %"


def test_a_realisation_in_another_unit_is_in_doubt():
    read = evaluation((ROW, "10 Dokumen|8 Laporan|80 %"))
    assert [(f["kind"], f["value"]) for f in facts(read, "kinerja") if f["status"] == "ragu"] == [
        ("realisasi", 8)
    ]


SERVICE = """\
No|Indikator|SPM/ Standar nasional|IKK|Target Renstra Perangkat Daerah|||Realisasi Capaian||Proyeksi||Catatan Analisis
||||Tahun 2022|Tahun 2023|Tahun 2024|Tahun 2022|Tahun 2023|Tahun 2024|Tahun 2025|
1|Persentase Puskesmas Terakreditasi|100 %||92 %|94 %|96 %|91,5 %|{0}|96 %|97 %|
"""


def test_a_decimal_mark_that_moved():
    assert not found(reading(HEADING + SERVICE.format("93,2 %")))
    assert not found(reading(HEADING + SERVICE.format("70,1 %")))  # a bad year
    read = reading(HEADING + SERVICE.format("9,32 %"))
    (finding,) = found(read)
    assert (finding.rule, finding.expected) == ("koma_bergeser", "93,2 %")
    assert texts(read, finding) == ["9,32 %"]
    (doubt,) = [f for f in facts(read, "spm") if f["status"] == "ragu"]
    assert doubt["year"] == 2023


def test_a_target_that_jumps_while_others_stay():
    more = plan(("5.200 Orang|Rp 11.000.000", "5.900 Orang|Rp 11.000.000"), rows=PLAN + SECOND)
    assert not found(more)
    read = plan(("700 Orang|Rp 11.000.000", "7.000 Orang|Rp 11.000.000"), rows=PLAN + SECOND)
    (finding,) = found(read)
    assert (finding.rule, finding.printed) == ("target_melompat", "7.000 Orang")
    share = plan(("||90 %|Rp 50.000.000|||90 %|Rp 55.000.000\n1.02.02.2.01.01", "||90 %|Rp 50.000.000|||9 %|Rp 55.000.000\n1.02.02.2.01.01"), rows=PLAN + SECOND)  # fmt: skip
    assert doubted(share, "kinerja") == [("Layanan Kesehatan", "prakiraan_maju", 9)]


def test_a_measure_in_the_notes_beside_an_empty_target():
    read = plan(("Kota|5 Laporan|Rp 20.000.000|DAU|", "Kota||Rp 20.000.000|DAU|5 Laporan"))
    (finding,) = found(read)
    assert (finding.rule, texts(read, finding)) == ("nilai_kolom_salah", ["5 Laporan"])
    assert not found(plan(("DAU||5 Laporan", "DAU|Prioritas|5 Laporan")))


def test_an_amount_under_the_header_of_the_next_column():
    read = plan(("12 Bulan|Rp 12.000.000|DAU|", "12 Bulan||Rp 12.000.000|"))
    (finding,) = found(read)
    assert (finding.rule, texts(read, finding)) == ("nilai_kolom_salah", ["Rp 12.000.000"])
    (amount,) = [f for f in facts(read, "anggaran") if f["rupiah"] == 12_000_000]
    assert amount["name"] == "Penyediaan Gaji"


@pytest.mark.parametrize(
    ("printed", "rule", "severity", "values"),
    [
        ("5 Laporan", None, None, [(5, "terbit")]),
        ("5 5 Laporan", "angka_ganda", "warning", [(5, "ragu")]),
        ("5-7 Laporan", "bacaan_ragu", "warning", [(5, "ragu"), (7, "ragu")]),
        ("5 Laporan -", "bacaan_ragu", "warning", [(5, "ragu")]),
        ("(diisi)", "isian_kosong", "warning", []),
        ("#N/A", "galat_excel", "warning", []),
        ("belum dihitung", "nilai_tak_terbaca", "warning", []),
        ("BB", "nilai_predikat", "info", []),
        ("5 Gulungan", "satuan_tak_dikenal", "info", [(5, "terbit")]),
    ],
)
def test_what_a_cell_of_a_measure_may_hold(printed, rule, severity, values):
    read = plan(("Kota|5 Laporan|", f"Kota|{printed}|"))
    assert [(f.rule, f.severity) for f in read.findings][:1] == ([(rule, severity)] if rule else [])
    assert len({f.rule for f in read.findings}) <= 1
    targets = [
        (f["value"], f["status"])
        for f in facts(read, "kinerja")
        if f["name"] == "Evaluasi Kinerja" and f["phase"] == "rencana"
    ]
    assert targets == values
    for finding in read.findings:
        assert texts(read, finding) == [printed]


def test_a_fraction_of_a_rupiah_is_rounded():
    read = plan(("4 Laporan|Rp 8.000.000", "4 Laporan|Rp 8.000.000,40"))
    (finding,) = read.findings
    assert (finding.rule, finding.severity) == ("pecahan_rupiah", "info")


def test_a_placeholder_and_the_value_beside_it_have_one_cause():
    header = PLAN_HEADER.replace("|Pagu Indikatif|Sumber", "||Pagu Indikatif|Sumber", 1)
    header = header.replace("Rencana Tahun 2024||||", "Rencana Tahun 2024|||||")
    row = "1.02.01.2.01.01|Penyusunan Dokumen|Jumlah Dokumen|Kota|(diisi)|2 Unit|Rp 10.000.000|DAU||6 Dokumen|Rp 11.000.000\n"
    read = reading(HEADING + header + row)
    assert sorted(rules_of(read)) == ["isian_kosong", "nilai_nyasar"]
    assert len({f.cause_id for f in found(read)}) == 1
