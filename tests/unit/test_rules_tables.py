"""Rules on tables: review against plan, second prints, wording, headers, rows out of place."""

import pytest
from documents import CODES, HEADING, PLAN_HEADER, facts, reading
from rule_documents import (
    PLAN,
    SECOND,
    doubted,
    evaluation,
    found,
    plan,
    review_of,
    reviewed,
    rules_of,
    texts,
)

LEFT = "Kota|Jumlah Murid|5.200 Orang|Rp 10.000.000|Pemeriksaan"


def test_a_review_that_prints_what_the_plan_prints():
    assert not reviewed().findings


def test_a_target_that_differs_from_the_plan():
    read = reviewed((LEFT, LEFT.replace("5.200", "520")))
    (finding,) = found(read)
    assert (finding.rule, finding.printed) == ("beda_antar_tabel", "520 Orang")
    assert "di T-C.31 kanan dan T-C.33 5.200 Orang; angka nol atau koma" in finding.message
    assert doubted(read, "kinerja") == [("Pemeriksaan Sekolah", "rancangan_rkpd", 520)]


def test_a_plan_that_differs_from_both_sides_of_the_review():
    change = ("910 Orang|Rp 10.000.000", "980 Orang|Rp 10.000.000")
    read = reviewed(plan_changes=[change])
    assert doubted(read, "kinerja") == [("Layanan Balita", "rencana", 980)]
    assert rules_of(read) == ["beda_antar_tabel"]


def test_a_change_that_the_notes_explain_is_none():
    row = next(row for row in review_of(SECOND).splitlines() if "Murid" in row)
    changed = row.replace("5.200 Orang", "5.600 Orang", 1) + "Sesuai usulan"
    assert not found(reviewed((row, changed)))


def test_a_change_of_the_amount_too_is_meant():
    row = next(row for row in review_of(SECOND).splitlines() if "Murid" in row)
    left = "Jumlah Murid|5.200 Orang|Rp 10.000.000|Pemeriksaan"
    rows = PLAN + SECOND
    # the draft had less money and fewer pupils, on every level above as well
    review = review_of(rows).replace(left, "Jumlah Murid|4.800 Orang|Rp 9.000.000|Pemeriksaan")
    for name in ("Layanan Kesehatan", "Program Kesehatan Masyarakat"):
        review = review.replace(f"90 %|Rp 50.000.000|{name}", f"90 %|Rp 49.000.000|{name}")
    assert row not in review
    read = reading(HEADING + CODES + "\n" + review + "\n" + PLAN_HEADER + rows)
    assert not found(read)
    assert {f.rule for f in read.findings} == {"ubah_antar_tabel"}


def again(*changes):
    """A plan that is printed twice, the second time with some texts replaced."""
    second = PLAN
    for old, new in changes:
        assert old in second
        second = second.replace(old, new)
    return reading(
        HEADING
        + CODES
        + "\n"
        + PLAN_HEADER
        + PLAN
        + "\nTabel 3.1 (ulang)\n\n"
        + PLAN_HEADER
        + second
    )


def test_a_table_printed_twice():
    assert [(f.rule, f.severity) for f in again().findings] == [("tabel_tercetak_ulang", "info")]


def test_second_prints_that_differ():
    read = again(("Rp 20.000.000|DAU", "Rp 25.000.000|DAU"))
    (finding,) = found(read)
    assert (finding.rule, texts(read, finding)) == (
        "beda_cetak_ulang", ["Rp 25.000.000", "Rp 20.000.000"],
    )  # fmt: skip
    spelled = again(("2 Akuntansi", "2 Akutansi"))
    assert {(f.rule, f.severity) for f in spelled.findings} == {
        ("tabel_tercetak_ulang", "info"),
        ("ejaan_cetak_ulang", "info"),
    }


def test_a_program_misspelt_in_the_second_print_is_one_finding():
    review = review_of(PLAN + SECOND)
    spelt = review.replace("Program Penunjang Urusan", "Program Benunjang Urus")
    base = HEADING + CODES + "\n" + PLAN_HEADER + PLAN + SECOND + "\n"
    read = reading(base + review + "\nTabel 2.3 (ulang)\n\n" + spelt)
    assert {f.rule for f in read.findings} == {"tabel_tercetak_ulang", "ejaan_cetak_ulang"}


def test_a_name_that_another_table_spells_otherwise():
    read = plan(("1 Penyusunan Dokumen", "1 Penyusunann Dokumen"))
    (finding,) = read.findings
    assert (finding.rule, finding.severity) == ("ejaan_beda", "info")
    assert (finding.printed, finding.expected) == ("Penyusunann Dokumen", "Penyusunan Dokumen")
    assert texts(read, finding) == ["1 Penyusunann Dokumen"]


def test_an_indicator_that_another_table_spells_otherwise():
    read = reviewed(plan_changes=[("Jumlah Balita", "Jumlah Ballita")])
    (finding,) = read.findings
    assert (finding.rule, texts(read, finding)) == ("ejaan_beda", ["Jumlah Ballita"])


def test_an_indicator_of_the_neighbour_row():
    read = reviewed(plan_changes=[("|Jumlah Balita|", "|Jumlah Lansia|")])
    (finding,) = found(read)
    assert finding.rule == "indikator_salin"
    assert (
        "adalah indikator 'Layanan Lansia'; tabel lain mencetak 'Jumlah Balita'" in finding.message
    )
    assert texts(read, finding) == ["Jumlah Lansia"]


def test_an_indicator_that_names_the_neighbour_in_every_table():
    rows = SECOND.replace("Jumlah Ibu Hamil", "Jumlah Layanan Balita").replace(
        "Jumlah Balita", "Jumlah Layanan Balita"
    )
    (finding,) = found(plan(rows=rows))
    assert finding.rule == "indikator_salin"
    assert "pada baris 'Layanan Ibu Hamil' adalah indikator 'Layanan Balita'" in finding.message
    both = SECOND.replace("Jumlah Ibu Hamil", "Jumlah Peserta").replace("Jumlah Balita", "Jumlah Peserta")  # fmt: skip
    assert not found(plan(rows=both))


def test_thousands_in_the_header_over_full_rupiah():
    review = review_of(PLAN)
    thousands = review.replace("Pagu Indikatif", "Pagu Indikatif (Rp.000)")
    base = HEADING + CODES + "\n"
    assert not found(reading(base + review + "\n" + PLAN_HEADER + PLAN))
    read = reading(base + thousands + "\n" + PLAN_HEADER + PLAN)
    (finding,) = found(read)
    assert (finding.rule, texts(read, finding)[0]) == ("satuan_ribuan", "Pagu Indikatif (Rp.000)")


def test_kinds_of_expenditure_that_are_not_known():
    read = plan(("Belanja pegawai : Rp 4.000.000", "Belanja honorarium : Rp 4.000.000"))
    (finding,) = found(read, "belanja_tak_dikenal")
    assert finding.printed == "Belanja honorarium"
    assert len(found(read)) == 1  # that the rest does not add up is no second defect


def test_expenditure_of_no_sub_kegiatan():
    line = "||||Belanja pegawai : Rp 4.000.000||||Rp 4.400.000\n"
    heading = "|BIDANG URUSAN KESEHATAN||||||||\n"
    for rows in (line + PLAN, heading + line + PLAN):
        read = plan(rows=rows)
        assert rules_of(read) == ["belanja_tanpa_induk"]
        assert len([f for f in facts(read, "belanja") if f["expenditure"] == "pegawai"]) == 2


def test_a_row_printed_twice():
    row = "1.02.01.2.02.01|1 Penyediaan Gaji|Jumlah Bulan|Kota|12 Bulan|Rp 12.000.000|DAU||12 Bulan|Rp 13.200.000\n"
    read = plan((row, row + row))
    assert "baris_ganda" in rules_of(read)
    line = next(line for line in review_of(SECOND).splitlines() if "Murid" in line) + "\n"
    assert rules_of(reviewed((line, line + line))).count("baris_ganda") == 1  # of both sides
    heading = "|BIDANG URUSAN KESEHATAN||||||||\n"
    assert not found(plan(rows=heading + PLAN + heading + SECOND))  # a heading may come again


def test_two_amounts_of_one_row():
    read = plan(rows=PLAN + "|||||Rp 9.000.000|||12 Laporan|\n")
    assert set(rules_of(read)) == {"jumlah_ganda"}
    assert len(found(read)) == 2


def test_headers_that_are_not_those_of_the_form():
    without = PLAN_HEADER.replace("Sumber Dana", "Kelompok Sasaran")
    read = reading(HEADING + CODES + "\n" + without + PLAN)
    (finding,) = found(read)  # not one more for each cell of that column
    assert (finding.rule, texts(read, finding)[0]) == ("kolom_tak_dikenal", "Kelompok Sasaran")


def test_a_column_that_is_missing():
    narrow = "Kode|Program / Kegiatan / Sub Kegiatan|Indikator Kinerja|Rencana Tahun 2024|||Catatan|Prakiraan Maju Tahun 2025\n|||Lokasi|Target|Pagu Indikatif||Target\n"
    row = "1.02.01.2.01.01|Penyusunan Dokumen|Jumlah Dokumen|Kota|6 Dokumen|Rp 10.000.000||6 Dokumen\n"
    assert [f.rule for f in found(reading(HEADING + CODES + "\n" + narrow + row))] == [
        "kolom_hilang"
    ]


def test_a_table_of_no_known_form():
    other = "Nomor|Nama Pegawai|Golongan|Jabatan|Keterangan\n1|A. Anu|III/a|Staf|Aktif\n2|B. Anu|III/b|Staf|Aktif\n3|C. Anu|III/c|Staf|Aktif\n"
    read = reading(HEADING + CODES + "\n" + PLAN_HEADER + PLAN + "\n\nTabel 9\n\n" + other)
    assert rules_of(read) == ["tabel_tak_dikenal"]


PROPOSALS = "No|Program/Kegiatan|Lokasi|Indikator Kinerja|Besaran/Volume|Catatan\n"


@pytest.mark.parametrize(
    ("names", "rules"),
    [
        ("Program Penunjang Urusan Pemerintahan Daerah Perencanaan dan Evaluasi Penyusunan Dokumen", []),
        ("Pengadaan buku bacaan untuk anak", ["usulan_tak_terurai"]),
    ],
)  # fmt: skip
def test_proposals_whose_names_run_together(names, rules):
    read = reading(
        HEADING + CODES + "\n" + PROPOSALS + f"1|{names}|Desa Contoh|Jumlah Buku|5 Unit|\n"
    )
    assert [f.rule for f in read.findings] == rules


def test_words_in_place_of_the_volume_of_a_proposal():
    volumes = ["5 Unit|Usulan", "menyesuaikan|", "7 Unit|Usulan", "9 Unit|", "4 Unit|Usulan"]
    rows = "".join(
        f"{number}|Pengadaan Buku|Desa Contoh {number}|Jumlah Buku|{volume}\n"
        for number, volume in enumerate(volumes, start=1)
    )
    read = reading(HEADING + CODES + "\n" + PROPOSALS + rows)
    (finding,) = found(read)
    assert (finding.rule, texts(read, finding)) == ("nilai_tak_terbaca", ["menyesuaikan"])


def test_markup_that_extraction_left():
    read = plan(("1 Penyusunan Dokumen", "1 <b>Penyusunan</b> Dokumen"))
    assert [(f.rule, f.severity) for f in read.findings] == [("markah_html", "info")]


def test_every_warning_about_a_figure_says_so_in_its_status():
    for read in (
        reviewed((LEFT, LEFT.replace("5.200", "520"))),
        plan(("12 Bulan|Rp 12.000.000", "12 Bulan|Rp 21.000.000")),
        evaluation(("8 Dokumen|80 %", "8 Dokumen|90 %")),
    ):
        named = {f.fact_id for f in read.findings if f.fact_id and f.severity == "warning"}
        assert named == {f.fact_id for f in read.facts if f.status == "ragu"}
