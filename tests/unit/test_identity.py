"""Who a document is from and which plan it holds."""

import pytest
from documents import CODES, HEADING, PLAN_HEADER, facts, reading, tables

from pipelines.conformed.identity import identify
from pipelines.model import ManifestEntry, Refusal

UNNAMED = "Lampiran\n\n" + CODES


def document(rows, **said):
    entry = ManifestEntry(file="contoh.txt", **said) if said else None
    return identify(tables(rows), file="contoh.txt", sha256="0" * 64, entry=entry)


def headed(*lines):
    """A list of codes under the lines of a cover."""
    return "\n".join(lines) + "\n\n" + CODES


def test_the_cover_says_who_and_when():
    found = document(HEADING + CODES)
    assert found.plan == ("Kabupaten Contoh", "Dinas Kesehatan", 2024)


@pytest.mark.parametrize(
    ("line", "government"),
    [
        ("PEMERINTAH KOTA BARU", "Kota Baru"),
        ("Pemerintah Kab. Contoh Tahun 2024", "Kabupaten Contoh"),
        ("Kabupaten Pangkajene dan Kepulauan", "Kabupaten Pangkajene dan Kepulauan"),
        ("Kabupaten Contoh Provinsi Jawa Timur", "Kabupaten Contoh"),
        ("PEMERINTAH PROVINSI JAWA TIMUR", "Provinsi Jawa Timur"),
    ],
)
def test_the_government_is_named_in_full_without_what_follows(line, government):
    found = document(headed(line, "DINAS SOSIAL", "TAHUN 2024"))
    assert found.government == government


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("DINAS SOSIAL DAN TENAGA KERJA", "Dinas Sosial dan Tenaga Kerja"),
        ("Rencana Kerja Badan Pendapatan Daerah Tahun 2024", "Badan Pendapatan Daerah"),
        ("Nama Perangkat Daerah : Inspektorat", "Inspektorat"),
        ("Rencana Kerja RSUD dr. Anu Kabupaten Contoh", "RSUD dr. Anu"),
    ],
)
def test_the_agency_is_named_by_its_label_or_its_first_word(line, agency):
    found = document(headed("KABUPATEN CONTOH", line, "TAHUN 2024"))
    assert found.agency == agency


ROW = "1.02.01|PROGRAM A|Indeks||1 Indeks|10.000.000|||1 Indeks|11.000.000\n"


def years(cover, plan, ahead, entry=None):
    """A plan whose cover and headers say these years."""
    header = PLAN_HEADER.replace("2025", "XXXX").replace("2024", plan).replace("XXXX", ahead)
    return reading(HEADING.replace("2024", cover) + CODES + "\n" + header + ROW, entry)


def said(read):
    """Of each finding about the year: what its first cell prints, and the year expected."""
    text_of = {source.cell.number: source.cell.text for source in read.cells}
    return [
        (text_of[finding.cells[0]], finding.expected)
        for finding in read.findings
        if finding.rule == "tahun_berbeda"
    ]


def test_cover_and_headers_that_agree_are_no_finding():
    assert not said(years("2024", "2024", "2025"))


def test_two_headers_of_the_plan_outweigh_a_cover_and_the_cover_is_doubted():
    read = years("2023", "2024", "2025")
    assert read.document.year == 2024
    assert said(read) == [("TAHUN 2023", "2024")]


def test_cover_and_forward_estimate_outweigh_the_header_of_the_plan():
    read = years("2024", "2023", "2025")
    assert read.document.year == 2024
    assert said(read) == [("Rencana Tahun 2023", "2024")]
    assert {(f["phase"], f["year"]) for f in facts(read, "anggaran")} == {
        ("rencana", 2024), ("prakiraan_maju", 2025),
    }  # fmt: skip


def test_a_forward_estimate_of_another_year_than_the_next_is_doubted():
    read = years("2024", "2024", "2024")
    assert read.document.year == 2024
    assert said(read) == [("Prakiraan Maju Tahun 2024", "2025")]


def test_the_manifest_decides_between_cover_and_header():
    entry = ManifestEntry(file="contoh.txt", year=2023)
    read = years("2024", "2023", "2025", entry)
    assert read.document.year == 2023
    assert said(read) == [("TAHUN 2024", "2023"), ("Prakiraan Maju Tahun 2025", "2024")]


def test_a_year_up_to_which_something_is_evaluated_is_not_that_of_the_plan():
    lines = ("KABUPATEN CONTOH", "DINAS SOSIAL", "Capaian Renja s/d Tahun 2022, Renja Tahun 2024")
    assert document(headed(*lines)).year == 2024


def test_the_manifest_says_what_the_headings_leave_out():
    found = document(UNNAMED, government="Kabupaten X", agency="Dinas Y", year=2025)
    assert found.plan == ("Kabupaten X", "Dinas Y", 2025)


def test_an_abbreviation_in_the_manifest_is_no_disagreement():
    assert document(HEADING + CODES, government="Kab. Contoh").year == 2024


def test_an_abbreviation_in_the_manifest_is_written_in_full_so_that_one_plan_has_one_name():
    assert document(headed("TAHUN 2024"), government="Kab. Contoh", agency="Dinas Sosial").plan == (
        "Kabupaten Contoh", "Dinas Sosial", 2024,
    )  # fmt: skip


def test_a_province_that_mentions_a_kabupaten_is_still_a_province():
    lines = ["PEMERINTAH PROVINSI JAWA TIMUR", "DINAS SOSIAL", "TAHUN 2024"]
    titles = [
        "Dinas Sosial Provinsi Jawa Timur",
        "Renja Provinsi Jawa Timur",
        "Usulan Kabupaten Malang",
    ]
    assert document(headed(*lines, *titles)).government == "Provinsi Jawa Timur"


def test_a_manifest_that_disagrees_is_refused_with_both_words():
    with pytest.raises(Refusal) as refused:
        document(HEADING + CODES, government="Kabupaten Lain")
    assert refused.value.rule == "manifes_tidak_cocok"
    assert "Kabupaten Lain" in refused.value.reason
    assert "Kabupaten Contoh" in refused.value.reason


def test_what_nobody_says_is_refused():
    with pytest.raises(Refusal) as refused:
        document(UNNAMED, agency="Dinas Y", year=2025)
    assert refused.value.rule == "identitas_tidak_lengkap"
    assert "Pemerintah" in refused.value.reason


def test_a_file_without_a_form_is_refused():
    with pytest.raises(Refusal) as refused:
        document(HEADING + "Bab ini memuat usulan.\n")
    assert refused.value.rule == "tanpa_formulir"
