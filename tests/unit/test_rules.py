"""Each rule on a passing and a failing example; the finding names the figure and its cells."""

import pytest
from documents import CODES, HEADING, PLAN_HEADER, facts, reading

#: A plan that adds up: three kegiatan rows of two sub kegiatan each, growth 1,1.
CLEAN = """\
1.02.01|Program Penunjang Urusan Pemerintahan Daerah|Indeks Layanan||80 %|Rp 60.000.000|||82 %|Rp 66.000.000
1.02.01.2.01|Perencanaan dan Evaluasi|Persentase Dokumen||100 %|Rp 30.000.000|||100 %|Rp 33.000.000
1.02.01.2.01.01|1 Penyusunan Dokumen|Jumlah Dokumen|Kota|6 Dokumen|Rp 10.000.000|DAU||6 Dokumen|Rp 11.000.000
||||Belanja operasi : Rp 10.000.000||||Rp 11.000.000
||||Belanja pegawai : Rp 4.000.000||||Rp 4.400.000
||||Belanja barang dan jasa : Rp 6.000.000||||Rp 6.600.000
1.02.01.2.01.02|2 Evaluasi Kinerja|Jumlah Laporan|Kota|5 Laporan|Rp 20.000.000|DAU||5 Laporan|Rp 22.000.000
1.02.01.2.02|Administrasi Keuangan|Persentase Laporan||100 %|Rp 30.000.000|||100 %|Rp 33.000.000
1.02.01.2.02.01|1 Penyediaan Gaji|Jumlah Bulan|Kota|12 Bulan|Rp 12.000.000|DAU||12 Bulan|Rp 13.200.000
1.02.01.2.02.02|2 Akuntansi|Jumlah Laporan|Kota|4 Laporan|Rp 8.000.000|DAU||4 Laporan|Rp 8.800.000
1.02.01.2.02.03|3 Laporan Bulanan|Jumlah Laporan|Kota|12 Laporan|Rp 10.000.000|DAU||12 Laporan|Rp 11.000.000
"""
ARITHMETIC = {"jumlah_anak", "rincian_belanja", "prakiraan_maju", "jumlah_total"}


def plan(*changes: tuple[str, str], total: str = ""):
    rows = CLEAN
    for old, new in changes:
        assert rows.count(old) == 1, old
        rows = rows.replace(old, new)
    return reading(HEADING + CODES + "\n" + PLAN_HEADER + rows + total)


def findings(read, *rules: str):
    return [f for f in read.findings if f.rule in (rules or ARITHMETIC)]


def text_of(read):
    return {source.cell.number: source.cell.text for source in read.cells}


def cell_texts(read, finding):
    return [text_of(read)[number] for number in finding.cells]


def doubted(read):
    return [(f["name"], f["phase"], f["rupiah"]) for f in facts(read, "anggaran") if f["status"] == "ragu"]  # fmt: skip


def test_a_plan_that_adds_up_has_no_findings():
    assert not findings(plan())


def test_a_parent_that_is_not_the_sum_of_its_rows_is_doubted():
    read = plan(
        ("||100 %|Rp 33.000.000\n1.02.01.2.01.01", "||100 %|Rp 35.000.000\n1.02.01.2.01.01")
    )
    assert {f.rule for f in findings(read)} == {"jumlah_anak", "prakiraan_maju"}
    assert doubted(read) == [("Perencanaan dan Evaluasi", "prakiraan_maju", 35_000_000)]
    (finding, *_) = findings(read, "jumlah_anak")
    assert finding.expected == "Rp 33.000.000"
    assert cell_texts(read, finding)[0] == "Rp 35.000.000"


def test_a_child_is_doubted_where_growth_and_parent_both_speak_against_it():
    read = plan(("12 Bulan|Rp 12.000.000", "12 Bulan|Rp 21.000.000"))
    assert doubted(read) == [("Penyediaan Gaji", "rencana", 21_000_000)]
    assert {f.expected for f in findings(read)} == {"Rp 12.000.000"}


def test_a_line_of_expenditure_against_its_parts():
    read = plan(("barang dan jasa : Rp 6.000.000", "barang dan jasa : Rp 9.000.000"))
    assert {f.rule for f in findings(read)} == {"rincian_belanja", "prakiraan_maju"}
    (doubt,) = [f for f in facts(read, "belanja") if f["status"] == "ragu"]
    assert (doubt["expenditure"], doubt["rupiah"]) == ("barang_jasa", 9_000_000)


def test_a_forward_estimate_that_grows_unlike_the_others():
    read = plan(
        ("4 Laporan|Rp 8.800.000", "4 Laporan|Rp 9.800.000"),
        ("12 Laporan|Rp 11.000.000", "12 Laporan|Rp 10.000.000"),
    )
    assert {f.rule for f in findings(read)} == {"prakiraan_maju"}
    assert {f.printed for f in findings(read)} == {"Rp 9.800.000", "Rp 10.000.000"}


def test_a_total_that_leaves_a_kegiatan_out_names_it():
    right = "||||Jumlah : Rp 60.000.000||||Rp 66.000.000\n"
    assert not findings(plan(total=right))
    read = plan(total="||||Jumlah : Rp 48.000.000||||Rp 66.000.000\n")
    (finding,) = findings(read)
    assert (finding.rule, finding.expected) == ("jumlah_total", "Rp 60.000.000")
    assert "Penyediaan Gaji" in finding.message


def test_an_excel_error_is_the_sum_of_the_rows_below_it():
    read = plan(("||82 %|Rp 66.000.000", "||82 %|#REF!"))
    (derived,) = [f for f in read.facts if f.status == "turunan"]
    assert (derived.rupiah, derived.printed) == (66_000_000, "#REF!")
    cells = [(text_of(read)[number], role) for number, role in derived.lineage]
    assert cells.count(("Rp 33.000.000", "value")) == 2
    assert ("#REF!", "label") in cells
    assert not findings(read)


def test_an_excel_error_without_rows_below_it_stays_without_value():
    read = plan(("12 Laporan|Rp 11.000.000", "12 Laporan|#REF!"))
    assert not [f for f in read.facts if f.status == "turunan"]
    assert [f.rule for f in read.findings].count("galat_excel") == 1


EVALUATION = """\
Kode|Program / Kegiatan|Indikator Kinerja|Target Renstra Tahun 2026|Realisasi Target Kinerja s/d Tahun 2021|Target dan Realisasi Kinerja Tahun 2022|||Target Renja Tahun Berjalan 2023|Perkiraan Realisasi Capaian Target Renstra s/d Tahun 2023|
|||||Target|Realisasi|Tingkat Realisasi (%)||Realisasi Capaian|Tingkat Capaian (%)
"""


def evaluation(target: str, realised: str, percentage: str):
    row = f"1.02.01.2.01.01|Penyusunan Dokumen|Jumlah Dokumen|50 Dokumen|10 Dokumen|{target}|{realised}|{percentage}|10 Dokumen|30 Dokumen|60 %\n"
    return reading(HEADING + CODES + "\n" + EVALUATION + row)


@pytest.mark.parametrize(
    ("target", "realised", "percentage", "rule", "status"),
    [
        ("10 Dokumen", "8 Dokumen", "80 %", None, "terbit"),
        ("3 Dokumen", "2 Dokumen", "66,66 %", None, "terbit"),  # cut off
        ("3 Dokumen", "2 Dokumen", "66,67 %", None, "terbit"),  # rounded
        ("10 Dokumen", "8 Dokumen", "90 %", "persentase", "ragu"),
        ("10 Dokumen", "12 Dokumen", "100 %", "persentase_dibatasi", "terbit"),
        ("10 Dokumen", "8 Dokumen", "0,8", "persentase_pecahan", "terbit"),
        ("10 Dokumen", "8 Laporan", "80 %", "satuan_berbeda", "terbit"),
    ],
)
def test_percentages_against_realised_by_target(target, realised, percentage, rule, status):
    read = evaluation(target, realised, percentage)
    rules = {"persentase", "persentase_dibatasi", "persentase_pecahan", "satuan_berbeda"}
    found = findings(read, *rules)
    assert [f.rule for f in found] == ([rule] if rule else [])
    (ratio,) = [f for f in facts(read, "kinerja") if f["kind"] == "tingkat_realisasi"]
    assert ratio["status"] == status


def test_a_measure_in_the_notes_beside_an_empty_target():
    read = plan(("Kota|5 Laporan|Rp 20.000.000|DAU|", "Kota||Rp 20.000.000|DAU|5 Laporan"))
    (finding,) = findings(read, "nilai_kolom_salah")
    assert finding.printed == "5 Laporan"
    assert not findings(plan(("DAU||5 Laporan", "DAU|Prioritas|5 Laporan")), "nilai_kolom_salah")
