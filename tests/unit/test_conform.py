"""From a small document to its facts: levels, codes, values, lineage, account."""

import pytest
from documents import CODES, HEADING, PLAN_HEADER, facts, reading

from pipelines.model import Use

PLAN = (
    PLAN_HEADER
    + """\
1.02.01|Program Penunjang Urusan Pemerintahan Daerah|Indeks Layanan||80 %|Rp 30.000.000|||82 %|Rp 33.000.000
1.02.01.2.01|Perencanaan dan Evaluasi|Persentase Dokumen||100 %|Rp 30.000.000|||100 %|Rp 33.000.000
1.02.01.2.01.01|1 Penyusunan Dokumen|Jumlah Dokumen|Kota|6 Dokumen / 2 Rapat|Rp 10.000.000|DAU||6 Dokumen|#REF!
||||Belanja operasi : Rp 10.000.000||||Rp 11.000.000
||||Belanja pegawai : Rp -||||Rp -
|2 Evaluasi Kinerja|Jumlah Laporan|Kota|(diisi)|Rp 20.000.000|DAU||5 5 Laporan|Rp 22.000.000
||||Total Belanja PD : Rp 30.000.000||||Rp 33.000.000
"""
)


@pytest.fixture(scope="module")
def read():
    return reading(HEADING + CODES + "\n" + PLAN)


def test_the_headings_say_who_and_when(read):
    document = read.document
    assert (document.government, document.agency, document.year) == (
        "Kabupaten Contoh", "Dinas Kesehatan", 2024,
    )  # fmt: skip


def test_money_of_every_level_is_a_fact(read):
    budget = [
        (f["level"], f["phase"], f["year"], f["rupiah"])
        for f in facts(read, "anggaran")
        if f["status"] == "terbit"
    ]
    assert budget == [
        ("program", "rencana", 2024, 30_000_000),
        ("program", "prakiraan_maju", 2025, 33_000_000),
        ("kegiatan", "rencana", 2024, 30_000_000),
        ("kegiatan", "prakiraan_maju", 2025, 33_000_000),
        ("sub_kegiatan", "rencana", 2024, 10_000_000),
        ("sub_kegiatan", "rencana", 2024, 20_000_000),
        ("sub_kegiatan", "prakiraan_maju", 2025, 22_000_000),
    ]


def test_an_excel_error_is_replaced_by_the_sum_of_its_breakdown(read):
    (derived,) = [f for f in facts(read, "anggaran") if f["status"] == "turunan"]
    assert (derived["name"], derived["year"], derived["rupiah"]) == (
        "Penyusunan Dokumen", 2025, 11_000_000,
    )  # fmt: skip
    assert [f.rule for f in read.findings].count("galat_excel") == 1


def test_compound_targets_are_components_and_placeholders_give_no_fact(read):
    targets = [
        (f["name"], f["phase"], f["component"], float(f["value"]), f["unit"], f["status"])
        for f in facts(read, "kinerja")
        if f["level"] == "sub_kegiatan"
    ]
    assert targets == [
        ("Penyusunan Dokumen", "rencana", 1, 6.0, "Dokumen", "terbit"),
        ("Penyusunan Dokumen", "rencana", 2, 2.0, "Rapat", "terbit"),
        ("Penyusunan Dokumen", "prakiraan_maju", 1, 6.0, "Dokumen", "terbit"),
        ("Evaluasi Kinerja", "prakiraan_maju", 1, 5.0, "Laporan", "ragu"),
    ]


def test_expenditure_hangs_under_its_sub_kegiatan_and_totals_are_no_facts(read):
    lines = [(f["name"], f["expenditure"], f["year"], f["rupiah"]) for f in facts(read, "belanja")]
    assert lines == [
        ("Penyusunan Dokumen", "operasi", 2024, 10_000_000),
        ("Penyusunan Dokumen", "operasi", 2025, 11_000_000),
        ("Penyusunan Dokumen", "pegawai", 2024, 0),
        ("Penyusunan Dokumen", "pegawai", 2025, 0),
    ]


def test_a_missing_code_is_filled_from_the_list_with_a_finding(read):
    (record,) = [r for r in read.records if r.form == "T-C.33" and r.name == "Evaluasi Kinerja"]
    assert (record.code, record.code_printed) == ("1.02.01.2.01.02", None)
    assert "kode_kosong" in {finding.rule for finding in read.findings}


def test_every_cell_has_one_use_and_the_account_closes(read):
    account = read.account()
    assert account["read"] == account["used"] + account["explained"]
    assert len({source.cell.number for source in read.cells}) == len(read.cells)
    assert account[Use.TOTAL.value] == 2


def test_every_fact_with_a_value_has_its_cells(read):
    for fact in read.facts:
        assert [number for number, role in fact.lineage if role == "value"]


def test_fact_ids_do_not_depend_on_lines():
    here = reading(HEADING + CODES + "\n" + PLAN)
    below = reading("\n\n\n" + HEADING + "Sebuah paragraf.\n\n" + CODES + "\n" + PLAN)
    assert [fact.fact_id for fact in here.facts] == [fact.fact_id for fact in below.facts]


def wrong(code, row_code):
    return reading(HEADING + CODES + "\n" + PLAN.replace(code, row_code))


def test_a_code_of_another_parent_is_replaced_and_said():
    read = wrong("1.02.01.2.01.01|1 Peny", "1.02.02.2.01.01|1 Peny")
    (record,) = [r for r in read.records if r.form == "T-C.33" and r.name == "Penyusunan Dokumen"]
    assert (record.code, record.code_printed) == ("1.02.01.2.01.01", "1.02.02.2.01.01")
    (finding,) = [f for f in read.findings if f.rule == "kode_induk"]
    assert (finding.printed, finding.expected) == ("1.02.02.2.01.01", "1.02.01.2.01.01")
    assert finding.fact_id is None  # a wrong code doubts the code, not the figures


def test_a_table_printed_again_corroborates_and_its_differences_are_findings():
    again = PLAN.replace("Rp 20.000.000|DAU", "Rp 25.000.000|DAU")
    read = reading(HEADING + CODES + "\n" + PLAN + "\nTabel 3.1 (cetak ulang)\n\n" + again)
    once = reading(HEADING + CODES + "\n" + PLAN)
    assert [fact.fact_id for fact in read.facts] == [fact.fact_id for fact in once.facts]
    (difference,) = [f for f in read.findings if f.rule == "beda_cetak_ulang"]
    assert (difference.printed, difference.expected) == ("Rp 25.000.000", "Rp 20.000.000")
    printed = [f for f in read.facts if f.status != "turunan"]
    corroborated = [f for f in printed if any(role == "corroborates" for _, role in f.lineage)]
    assert len(corroborated) == len(printed) - 1


def test_a_manifest_that_contradicts_the_headings_is_refused():
    from pipelines.model import ManifestEntry, Refusal

    with pytest.raises(Refusal, match="Dinas Sosial"):
        reading(HEADING + CODES, ManifestEntry("contoh.txt", agency="Dinas Sosial"))


def test_a_document_without_a_form_is_refused_with_a_reason():
    from pipelines.model import Refusal

    with pytest.raises(Refusal, match="Tidak ada tabel"):
        reading(HEADING + "Hanya teks.\n")


def test_thousands_in_the_header_are_believed_only_where_the_amounts_agree():
    review = (
        "Rancangan Awal RKPD|||||Hasil Analisis Kebutuhan||||\n"
        "Program/Kegiatan|Lokasi|Indikator|Target|Pagu Indikatif (Rp.000)|"
        "Program/Kegiatan|Lokasi|Indikator|Target|Kebutuhan Dana (Rp.000)\n"
        "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH||Indeks Layanan|80 %|{0}|"
        "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH||Indeks Layanan|80 %|{0}\n"
    )
    base = HEADING + CODES + "\n" + PLAN + "\n"
    thousands = reading(base + review.format("30.000"))
    full = reading(base + review.format("30.000.000"))
    for read in (thousands, full):
        amounts = {f["rupiah"] for f in facts(read, "anggaran") if f["phase"] == "rancangan_rkpd"}
        assert amounts == {30_000_000}
    assert "satuan_ribuan" not in {f.rule for f in thousands.findings}
    assert "satuan_ribuan" in {f.rule for f in full.findings}


def test_signatures_under_a_table_are_no_rows():
    block = "\nMengetahui,|Contoh, 5 Januari 2024\nBupati Contoh|Kepala Dinas\nA. Anu|B. Anu\n"
    read, plain = (
        reading(HEADING + CODES + "\n" + PLAN + block),
        reading(HEADING + CODES + "\n" + PLAN),
    )
    assert [(r.name, r.indicator) for r in read.records] == [
        (r.name, r.indicator) for r in plain.records
    ]
    assert [s.use for s in read.cells if s.cell.text == "Bupati Contoh"] == [Use.PROSE]


def test_an_item_of_a_list_does_not_end_the_table():
    read = wrong("|2 Evaluasi Kinerja", "a. Evaluasi Kinerja|")
    assert {s.use for s in read.cells if s.cell.text.startswith("a. Evaluasi")} == {Use.LABEL}
    assert "tabel_tak_dikenal" not in {f.rule for f in read.findings}


def test_a_placeholder_is_no_place_and_the_cell_says_so():
    read = wrong("Jumlah Dokumen|Kota", "Jumlah Dokumen|(diisi)")
    (record,) = [r for r in read.records if r.form == "T-C.33" and r.name == "Penyusunan Dokumen"]
    assert record.location is None
    assert "isian_kosong" in {f.rule for f in read.findings}


def test_two_amounts_of_one_row_are_both_in_doubt():
    read = wrong(
        "Rp 20.000.000|DAU||5",
        "Rp 20.000.000|DAU||5 5 Laporan|Rp 22.000.000\n|||||Rp 9.000.000|||5",
    )
    doubted = {
        f.fact_id for f in read.facts if f.status == "ragu" and f.rupiah in {20_000_000, 9_000_000}
    }
    assert len(doubted) == 2
    assert doubted <= {f.fact_id for f in read.findings if f.rule == "jumlah_ganda"}


def test_the_source_of_funds_is_part_of_the_lineage_of_money():
    read = reading(HEADING + CODES + "\n" + PLAN)
    (fund, *_) = [s.cell.number for s in read.cells if s.cell.text == "DAU"]
    assert [f.rupiah for f in read.facts if (fund, "label") in f.lineage] == [
        10_000_000,
        11_000_000,
    ]


def test_a_row_whose_kegiatan_is_lost_is_still_a_sub_kegiatan():
    line = next(line for line in PLAN.splitlines() if line.startswith("1.02.01.2.01|"))
    read = reading(HEADING + PLAN.replace(line + "\n", ""))
    (record,) = [r for r in read.records if r.name == "Penyusunan Dokumen"]
    assert (record.level, record.code) == ("sub_kegiatan", "1.02.01.2.01.01")


def test_units_on_the_next_line_beside_the_end_of_a_name():
    row = "1.02.01.2.01.01|Penyusunan|Jumlah|Kota|6|Rp 10.000.000|DAU||7|Rp 11.000.000\n"
    read = reading(HEADING + PLAN_HEADER + row + "|Dokumen Rencana|dokumen||Dokumen||||Dokumen|\n")
    (record,) = read.records
    assert (record.name, record.indicator) == ("Penyusunan Dokumen Rencana", "Jumlah dokumen")
    assert [(f["value"], f["unit"]) for f in facts(read, "kinerja")] == [
        (6, "Dokumen"),
        (7, "Dokumen"),
    ]


def test_a_proposal_without_a_volume_still_has_its_cells_as_value():
    read = reading(
        HEADING
        + "No|Program/Kegiatan|Lokasi|Indikator Kinerja|Besaran/Volume|Catatan\n"
        + "1|Pengadaan Buku|Desa Contoh|Jumlah Buku||Musrenbang\n2|Pengadaan Meja|Desa Contoh|Jumlah Meja|5 Unit|\n"
    )
    proposals = [f for f in read.facts if f.view == "usulan"]
    assert len(proposals) == 2
    assert all(any(role == "value" for _, role in f.lineage) for f in proposals)
