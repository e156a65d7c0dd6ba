"""Rules on codes: each way in which the code of a row can be wrong, and its finding."""

import pytest
from documents import CODES, HEADING, PLAN_HEADER, reading
from rule_documents import PLAN, found, plan, rules_of, texts

OWN = "1.02.01.2.01.02|2 Evaluasi Kinerja"
LIST = (
    CODES
    + """\
1.02.01.2.02|Administrasi Keuangan
1.02.01.2.02.01|Penyediaan Gaji
1.02.01.2.02.02|Akuntansi
1.02.01.2.02.03|Laporan Bulanan
"""
)


def test_codes_that_agree_have_no_findings():
    assert not plan(codes=LIST).findings


@pytest.mark.parametrize(
    ("code", "rule", "said"),
    [
        ("1.02.01.2.02.07", "kode_induk", "induknya 'Perencanaan dan Evaluasi' (1.02.01.2.01)"),
        ("1.02.01.1.01.02", "kode_induk", "(1.02.01.2.01)"),  # the province's competence
        ("1.02.01.2.02.03", "kode_induk", "itu kode 'Laporan Bulanan'"),
        ("1.02.01.2.01.01", "kode_ganda", "padahal itu kode 'Penyusunan Dokumen'"),
        ("1.02.01.2.01.09", "kode_beda_tabel", "di sini 1.02.01.2.01.09"),
        ("1.02.01.2.01", "kode_salah", "bukan kode sub kegiatan"),
        ("XX", "kode_kosong", "tidak tercetak ('XX')"),
        ("", "kode_kosong", "'Evaluasi Kinerja' tidak tercetak"),
    ],
)
def test_a_wrong_code_is_replaced_and_said(code, rule, said):
    read = plan((OWN, OWN.replace("1.02.01.2.01.02", code)), codes=LIST)
    (finding,) = found(read)
    assert (finding.rule, finding.expected) == (rule, "1.02.01.2.01.02")
    assert said in finding.message
    assert texts(read, finding)[0] == (code or "2 Evaluasi Kinerja")
    (record,) = [r for r in read.records if r.form == "T-C.33" and r.name == "Evaluasi Kinerja"]
    assert (record.code, record.code_printed) == ("1.02.01.2.01.02", code or None)
    assert not [f for f in read.facts if f.status == "ragu"]  # it doubts the code alone


def test_a_list_of_codes_that_differs_from_the_tables_is_wrong_itself():
    wrong = LIST.replace("1.02.01.2.02.02|Akuntansi", "1.02.01.2.02.12|Akuntansi")
    evaluation = "Kode|Program / Kegiatan|Indikator Kinerja|Target Renstra Tahun 2026|Realisasi Target Kinerja s/d Tahun 2021|Target dan Realisasi Kinerja Tahun 2022|||Target Renja Tahun Berjalan 2023|Perkiraan Realisasi Capaian Target Renstra s/d Tahun 2023|\n|||||Target|Realisasi|Tingkat Realisasi (%)||Realisasi Capaian|Tingkat Capaian (%)\n1.02.01.2.02.02|Akuntansi|Jumlah Neraca|20 Laporan|4 Laporan|4 Laporan|4 Laporan|100 %|4 Laporan|12 Laporan|60 %\n"
    read = reading(HEADING + wrong + "\n" + evaluation + "\n" + PLAN_HEADER + PLAN)
    (finding,) = found(read, "kode_beda_tabel")
    assert (finding.form, finding.printed) == ("KODE", "1.02.01.2.02.12")


def test_a_code_that_no_table_settles_stays_open():
    read = plan((OWN, "1.02.01.2.1.2|2 Tinjauan Mutu"))
    assert rules_of(read) == ["kode_tak_terpecahkan"]


def test_a_code_that_another_row_rightly_has_is_wrong_once():
    read = plan((OWN, "1.02.01.2.02.03|2 Evaluasi Kinerja"), codes="")
    assert rules_of(read) == ["kode_induk"]
    (right,) = [r for r in read.records if r.name == "Laporan Bulanan"]
    assert right.code == "1.02.01.2.02.03"


def test_a_name_misspelt_in_the_list_of_codes_is_no_other_node():
    read = plan(codes=LIST.replace("Penyediaan Gaji", "Penyediaan Gajih"))
    assert [(f.rule, f.severity) for f in read.findings] == [("ejaan_beda", "info")]


def test_a_generic_code_is_bound_to_the_agency():
    generic = PLAN.replace("1.02.01|Program", "X.XX.01|Program")
    read = plan(rows=generic)
    assert [(f.rule, f.severity, f.expected) for f in read.findings] == [
        ("kode_umum", "info", "1.02.01")
    ]
