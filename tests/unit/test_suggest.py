"""A layout proposed for a table that no form knows."""

from __future__ import annotations

import pytest
import yaml
from documents import HEADING, PLAN_HEADER, text
from pdf_pages import Pages
from workbooks import PLAN_ROWS, workbook

from pipelines.layouts import known_columns, load_layouts, read_layout
from pipelines.layouts.check import problems_in
from pipelines.readers import read_grids
from pipelines.suggest import suggest
from pipelines.tables import header_words

#: A plan of the year, forward estimate and all, none of whose columns is headed as in T-C.33.
RENAMED = (
    ("Nomenklatur", "Nama Pekerjaan", "Tolok Ukur Keberhasilan", "Tahun Ini 2024", None, None,
     "Tahun Depan 2025", None),
    (None, None, None, "Sasaran", "Nilai (Rp)", "Asal", "Sasaran", "Nilai (Rp)"),
)  # fmt: skip
ABSORPTION = """\
Rek.|Nama Rekening|Jatah Setahun|Terpakai|Serapan %|Belum Terpakai
5.1|BELANJA OPERASI|10.000.000|9.000.000|90,00|1.000.000
5.1.01|Belanja Pegawai|6.000.000|5.500.000|91,67|500.000
5.1.02|Belanja Barang dan Jasa|4.000.000|3.500.000|87,50|500.000
"""
RISKS = """\
Urut|Kejadian Risiko|Penyebab Utama|Skor|Penanggung Jawab Mitigasi
1|Keterlambatan lelang|Dokumen tidak lengkap|12|Bidang Sarana
2|Data tidak valid|Tidak ada verifikasi lapangan|9|Sekretariat
3|Anggaran dipotong|Refocusing|15|Bidang Perencanaan
"""
LEVIES = """\
Urut|Nama Desa|Alamat Kantor|Nama Lurah|Pajak|Retribusi|Semua
1|Batu|Jalan Satu|Anu|10.000.000|9.000.000|19.000.000
2|Aru|Jalan Dua|Fulan|5.000.000|1.000.000|6.000.000
"""


def of_text(rows):
    return suggest(read_grids(text(HEADING + "Tabel 9\n\n" + rows).encode(), "a.txt"), "a.txt")


def of_renamed_plan():
    def fill(sheet):
        sheet["A1"] = "Matriks Pekerjaan"
        for number, row in enumerate((*RENAMED, *PLAN_ROWS), start=3):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column, value)
                if isinstance(value, int):
                    sheet.cell(number, column).number_format = "#,##0"
        for area in ("A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:H3"):
            sheet.merge_cells(area)

    return suggest(read_grids(workbook(fill), "a.xlsx"), "a.xlsx")


def columns(proposal):
    return [(each["id"], each["kind"]) for each in yaml.safe_load(proposal.text)["columns"]]


def test_a_known_form_in_other_words_is_known_by_its_columns():
    (proposal,) = of_renamed_plan().proposed
    assert proposal.resemblance.layout.form == "T-C.33"
    assert columns(proposal) == [
        ("kode", "code"), ("nama", "name"), ("indikator", "indicator"), ("target", "measure"),
        ("pagu", "money"), ("sumber_dana", "fund"), ("target_maju", "measure"),
        ("pagu_maju", "money"),
    ]  # fmt: skip
    data = yaml.safe_load(proposal.text)
    assert data["form"] == "T-C.33"
    assert data["columns"][4]["header"] == ["Nilai (Rp)"]
    assert data["columns"][4]["group"] == ["Tahun Ini 2024"]


def test_another_print_of_a_known_form_adds_words_and_leaves_the_facts_to_the_form():
    (proposal,) = of_renamed_plan().proposed
    assert problems_in(proposal.text, "usulan.yaml", known_columns(load_layouts())) == []
    assert not any("fact" in column for column in yaml.safe_load(proposal.text)["columns"])
    assert "published as: {view: anggaran, phase: rencana," in proposal.text


def test_a_confirmed_proposal_lets_the_table_be_read(monkeypatch):
    (proposal,) = of_renamed_plan().proposed
    read = read_layout(proposal.text, "usulan.yaml", known_columns(load_layouts()))
    monkeypatch.setattr("pipelines.tables.headers.load_layouts", lambda: (*load_layouts(), read))
    monkeypatch.setattr(
        "pipelines.tables.header_words.load_layouts", lambda: (*load_layouts(), read)
    )
    forget_words()
    try:
        found = of_renamed_plan()
    finally:
        monkeypatch.undo()
        forget_words()
    assert found.proposed == ()
    assert found.known == ("T-C.33",)


def forget_words():
    for remembered in (
        "vocabulary",
        "header_tokens",
        "_parted",
        "_without_slip",
        "_by_letters_left",
    ):
        getattr(header_words, remembered).cache_clear()


def test_a_column_that_follows_from_others_is_said_to():
    (proposal,) = of_text(ABSORPTION).proposed
    assert "# persen = realisasi : anggaran: 3 dari / of 3" in proposal.text
    assert "# sisa = anggaran - realisasi: 3 dari / of 3" in proposal.text


def test_in_a_new_form_it_is_a_check_and_unsure_facts_wait_for_the_officer():
    (proposal,) = of_text(LEVIES).proposed
    data = yaml.safe_load(proposal.text)
    assert data["form"] == "BARU-1"
    assert data["checks"] == [{"column": "semua", "is": [["pajak", "retribusi"]]}]
    assert not any("fact" in column for column in data["columns"])
    assert "# fact: {view: anggaran, year: plan}  # PERIKSA" in proposal.text


def test_a_table_of_no_known_form_is_a_new_form_without_facts():
    (proposal,) = of_text(RISKS).proposed
    data = yaml.safe_load(proposal.text)
    assert (data["form"], data["rows"], data["starts_with"]) == ("BARU-1", "list", "nomor")
    assert columns(proposal) == [
        ("nomor", "number"), ("kejadian_risiko", "name"), ("penyebab_utama", "name"),
        ("skor", "measure"), ("penanggung_jawab_mitigasi", "name"),
    ]  # fmt: skip
    assert not any("fact" in column for column in data["columns"])


@pytest.mark.parametrize("found", [of_renamed_plan(), of_text(ABSORPTION), of_text(RISKS)])
def test_a_proposal_is_valid_and_says_its_confidence_and_evidence(found):
    (proposal,) = found.proposed
    assert problems_in(proposal.text, "usulan.yaml") == []
    for pair in proposal.resemblance.pairs:
        assert 0 <= pair.confidence <= 1
    assert "keyakinan / confidence" in proposal.text
    assert "isi / values" in proposal.text


def test_a_table_of_a_pdf_is_proposed_too():
    xs, ys = (20, 60, 240, 380, 480, 580), (40, 60, 80, 100)
    page = Pages().rules(xs, ys)
    for y, line in zip(ys, RISKS.splitlines(), strict=False):
        for x, words in zip(xs, line.split("|"), strict=False):
            page.text(x + 3, y + 5, words)
    (proposal,) = suggest(read_grids(page.data(), "a.pdf"), "a.pdf").proposed
    assert [column for column, _ in columns(proposal)][:2] == ["nomor", "kejadian_risiko"]
    assert problems_in(proposal.text, "usulan.yaml") == []


def test_a_known_table_needs_no_proposal():
    row = "1.02.01|PROGRAM A|Indeks|Kota|1 Indeks|10.000.000|DAU||1 Indeks|11.000.000\n"
    found = of_text(PLAN_HEADER + row)
    assert found.proposed == ()
    assert found.known == ("T-C.33",)


def test_tables_of_one_header_share_a_proposal_and_others_have_their_own():
    found = of_text(RISKS + "\nTabel 10\n\n" + ABSORPTION + "\nTabel 11\n\n" + RISKS)
    assert [yaml.safe_load(each.text)["columns"][0]["id"] for each in found.proposed] == [
        "nomor",
        "kode",
    ]


def test_columns_of_years_under_one_heading_are_one_column_that_repeats():
    rows = (
        "Urut|Ukuran Mutu|Wilayah Kerja|Hasil 2021|Hasil 2022\n1|Angka putus sekolah|Kota|12|13\n"
    )
    (proposal,) = of_text(rows).proposed
    last = yaml.safe_load(proposal.text)["columns"][-1]
    assert last["repeats"] is True
    assert problems_in(proposal.text, "usulan.yaml") == []


@pytest.mark.parametrize(
    "words", ['Kata "aneh"', "a: b # c", "no", "2024", "- x", "\u2028x\u202ey", "%", "{a}"]
)
def test_any_heading_makes_a_valid_file(words):
    (proposal,) = of_text(RISKS.replace("Skor", words)).proposed
    assert problems_in(proposal.text, "usulan.yaml") == []
