"""Corrections in the core: read as corrected, kept as printed, and told where they are stale."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from documents import CODES, HEADING, PLAN_HEADER, text

from assets.artifacts import CellsFound, RecordsFound
from assets.stages.conformed import conform_one
from assets.stages.tables import recognise
from expectations.document_checks import check_document
from pipelines.corrections.accept import accept, by_finding, doubts
from pipelines.corrections.corrections_file import Corrections
from pipelines.corrections.model import Acceptance, Correction
from pipelines.corrections.propose import Found, propose, without_known
from pipelines.model import Fact, Reading
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.reference import load_reference

ROWS = """\
1.02.01|Program Penunjang Urusan Pemerintahan Daerah|Indeks Layanan||80 %|Rp 30.000.000|||82 %|Rp 33.000.000
1.02.01.2.01|Perencanaan dan Evaluasi|Persentase Dokumen||100 %|Rp 30.000.000|||100 %|Rp 33.000.000
1.02.01.2.01.01|1 Penyusunan Dokumen|Jumlah Dokumen|Kota|6 Dokumen|Rp 10.000.000|DAU||6 Dokumen|Rp 11.000.000
||||Belanja operasi : Rp 10.000.000||||Rp 11.000.000
1.02.01.2.01.02|2 Evaluasi Kinerja|Jumlah Laporan|Kota|5 5 Laporan|Rp 20.000.000|DAU||5 Laporan|Rp 22.000.000
"""
PLAN = HEADING + CODES + "\n" + PLAN_HEADER + ROWS


def correction(address: str, printed: str, corrected: str, **said: object) -> Correction:
    made = Correction(
        "contoh.txt", address, printed, corrected, "salah ketik", "DPA", "Ani", "2026-11-02",
        "disetujui", "Budi",
    )  # fmt: skip
    return replace(made, **said)  # type: ignore[arg-type]


def read(rows: str, *corrections: Correction) -> Reading:
    """The whole reading of a text document, as the stages make it."""
    data = text(rows).encode()
    cells = CellsFound(
        "contoh.txt", hashlib.sha256(data).hexdigest(), None, read_grids(data, "contoh.txt")
    )
    found = recognise(cells, corrections)
    return conform_one(RecordsFound(found, read_records(found.tables)), load_reference()).reading


def address_of(reading: Reading, printed: str, nth: int = 0) -> str:
    return [s.cell.address for s in reading.cells if s.cell.text == printed][nth]


def at(reading: Reading, address: str) -> list[Fact]:
    """The facts whose value stands in a cell."""
    number = next(s.cell.number for s in reading.cells if s.cell.address == address)
    return [f for f in reading.facts if (number, "value") in f.lineage]


def rules(reading: Reading, severity: str = "warning") -> list[str]:
    return [finding.rule for finding in reading.findings if finding.severity == severity]


def test_the_cell_is_read_as_corrected_and_keeps_what_is_printed():
    plain = read(PLAN)
    place = address_of(plain, "5 5 Laporan")
    corrected = read(PLAN, correction(place, "5 5 Laporan", "55 Laporan"))
    (fact,) = at(corrected, place)
    assert (fact.value, fact.status, fact.printed) == (55, "koreksi", "5 5 Laporan")
    assert [s.cell.text for s in corrected.cells] == [s.cell.text for s in plain.cells]
    (was,) = at(plain, place)
    assert (was.value, was.status) == (5, "ragu")
    assert was.fact_id == fact.fact_id
    assert corrected.uncorrected == (was,)
    assert "angka_ganda" in rules(plain)
    assert "angka_ganda" not in rules(corrected)
    (applied,) = corrected.corrections
    assert (applied.address, applied.found, applied.applied) == (place, "5 5 Laporan", True)


def test_sums_see_the_corrected_amount():
    plain = read(PLAN)
    place = address_of(plain, "Rp 20.000.000")
    corrected = read(PLAN, correction(place, "Rp 20.000.000", "Rp 25.000.000"))
    assert not {"jumlah_anak"} & set(rules(plain))
    assert "jumlah_anak" in rules(corrected)
    (fact,) = at(corrected, place)
    assert (fact.rupiah, fact.printed) == (25_000_000, "Rp 20.000.000")


def test_part_of_a_cell_keeps_its_printed_part():
    printed = "Belanja operasi : Rp 10.000.000"
    place = address_of(read(PLAN), printed)
    corrected = read(PLAN, correction(place, printed, "Belanja operasi : Rp 9.000.000"))
    (fact,) = at(corrected, place)
    assert (fact.rupiah, fact.printed, fact.status) == (9_000_000, "Rp 10.000.000", "koreksi")


def test_an_excel_error_becomes_a_figure():
    spoilt = PLAN.replace("Rp 33.000.000\n1.02.01.2.01|", "#REF!\n1.02.01.2.01|")
    place = address_of(read(spoilt), "#REF!")
    corrected = read(spoilt, correction(place, "#REF!", "Rp 33.000.000"))
    (fact,) = at(corrected, place)
    assert (fact.rupiah, fact.printed, fact.status) == (33_000_000, "#REF!", "koreksi")
    assert "galat_excel" not in rules(corrected)


def test_a_corrected_code_keeps_its_printed_code():
    spoilt = PLAN.replace("1.02.01.2.01.02|2 Eva", "1.02.01.2.01.01|2 Eva")
    place = address_of(read(spoilt), "1.02.01.2.01.01", -1)
    corrected = read(spoilt, correction(place, "1.02.01.2.01.01", "1.02.01.2.01.02"))
    (row,) = [
        r
        for r in corrected.records
        if r.name == "Evaluasi Kinerja" and r.form == "T-C.33" and r.phase == "rencana"
    ]
    assert (row.code, row.code_printed) == ("1.02.01.2.01.02", "1.02.01.2.01.01")
    assert "kode_ganda" in rules(read(spoilt))
    assert "kode_ganda" not in rules(corrected)


def test_a_proposal_is_never_applied():
    place = address_of(read(PLAN), "5 5 Laporan")
    proposal = correction(place, "5 5 Laporan", "55 Laporan", status="usulan", approver="")
    assert Corrections((proposal,)).approved == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"printed": "6 6 Laporan"}, "5 5 Laporan"),
        ({"address": "baris 999 kolom 1"}, ""),
        ({"sha256": "0" * 64}, "5 5 Laporan"),
    ],
)
def test_a_correction_whose_text_is_gone_is_not_applied_and_says_so(change, found):
    plain = read(PLAN)
    place = address_of(plain, "5 5 Laporan")
    made = replace(correction(place, "5 5 Laporan", "55 Laporan"), **change)
    stale = read(PLAN, made)
    assert stale.facts == plain.facts
    (finding,) = [f for f in stale.findings if f.rule == "koreksi_usang"]
    assert finding.severity == "warning"
    assert finding.printed == found
    assert made.printed in finding.message
    assert made.address in finding.message
    assert [each.applied for each in stale.corrections] == [False]


def test_a_correction_of_another_document_does_nothing():
    plain = read(PLAN)
    place = address_of(plain, "5 5 Laporan")
    assert read(PLAN, correction(place, "x", "y", document="lain.txt")) == plain
    other_plan = {"government": "Kabupaten Contoh", "agency": "Dinas Lain", "year": 2024}
    assert read(PLAN, correction(place, "x", "y", document="", **other_plan)) == plain


def test_a_correction_may_name_the_plan_or_the_cell_of_this_file():
    plain = read(PLAN)
    place = address_of(plain, "5 5 Laporan")
    document = plain.document
    plan = {"government": document.government, "agency": document.agency, "year": document.year}
    by_plan = correction(place, "5 5 Laporan", "55 Laporan", document="", **plan)
    beside = f"Lembar!C3; [contoh.txt] {place}"
    by_other = correction(beside, "5 5 Laporan", "55 Laporan", document="lain.xlsx")
    for made in (by_plan, by_other):
        (fact,) = at(read(PLAN, made), place)
        assert fact.value == 55
    # Another document of the plan has other addresses.
    assert read(PLAN, replace(by_plan, address="Lembar!C3")) == plain


def test_corrected_readings_pass_the_checks_of_documents():
    place = address_of(read(PLAN), "5 5 Laporan")
    made = read(PLAN, correction(place, "5 5 Laporan", "55 Laporan"))
    assert all(check.passed for check in check_document(made, len(made.cells)))


# --------------------------------------------------------------------------- acceptances


def acceptance(reading: Reading, rule: str, **change: str) -> Acceptance:
    finding = next(f for f in reading.findings if f.rule == rule)
    made = Acceptance(
        finding.finding_id, rule, finding.printed, finding.expected, "memang begitu", "Budi",
        "2026-11-02",
    )  # fmt: skip
    return replace(made, **change)


def test_an_accepted_finding_is_information_and_doubts_nothing():
    plain = read(PLAN)
    quiet = accept(plain, by_finding([acceptance(plain, "angka_ganda")]))
    (finding,) = [f for f in quiet.findings if f.rule == "angka_ganda"]
    assert finding.severity == "info"
    assert finding.accepted == ("Budi", "memang begitu", "2026-11-02")
    place = address_of(plain, "5 5 Laporan")
    assert [fact.status for fact in at(quiet, place)] == ["terbit"]


def test_an_acceptance_ends_where_the_source_changes():
    before = read(PLAN)
    after = read(PLAN.replace("5 5 Laporan", "6 6 Laporan"))
    told = accept(after, by_finding([acceptance(before, "angka_ganda")]))
    assert "angka_ganda" in rules(told)
    assert "penerimaan_usang" in rules(told, "info")
    place = address_of(after, "6 6 Laporan")
    assert [fact.status for fact in at(told, place)] == ["ragu"]


def test_spacing_and_case_of_what_is_printed_do_not_count():
    plain = read(PLAN)
    quiet = accept(plain, by_finding([acceptance(plain, "angka_ganda", printed="5 5  LAPORAN")]))
    assert "angka_ganda" not in rules(quiet)


def test_a_fact_that_another_finding_doubts_stays_in_doubt():
    plain = read(PLAN)
    place = address_of(plain, "5 5 Laporan")
    (fact,) = at(plain, place)
    first = next(f for f in plain.findings if f.rule == "angka_ganda")
    second = replace(first, finding_id="lain", rule="target_melompat", fact_id=fact.fact_id)
    doubted = replace(plain, findings=(*plain.findings, second))
    held = accept(doubted, by_finding([acceptance(plain, "angka_ganda")]))
    assert [each.status for each in at(held, place)] == ["ragu"]


def test_every_fact_in_doubt_has_a_finding_that_doubts_it():
    plain = read(PLAN)
    doubted = {fact.fact_id for fact in plain.facts if fact.status == "ragu"}
    assert doubted == {fact for _, facts in doubts(plain, plain.findings) for fact in facts}


# --------------------------------------------------------------------------- proposals


def found(rule: str, printed: str, expected: str, *cells: tuple[str, str, str]) -> Found:
    return Found(rule, printed, expected, "pesan", "a.txt", "Kab. Contoh", "Dinas", 2024, cells)


def test_a_sure_rule_proposes_and_no_other():
    sure = found("galat_excel", "#REF!", "Rp 5", ("a.txt", "baris 1 kolom 2", "#REF!"))
    weighed = found("jumlah_anak", "Rp 4", "Rp 5", ("a.txt", "baris 2 kolom 2", "Rp 4"))
    (row,) = propose([sure, weighed], "2026-11-02")
    assert (row.address, row.printed, row.corrected) == ("baris 1 kolom 2", "#REF!", "Rp 5")
    assert (row.status, row.author, row.approver) == ("usulan", "aturan:galat_excel", "")
    assert without_known([row], [row]) == []


def test_an_amount_torn_over_cells_is_corrected_in_its_last():
    torn = found(
        "galat_excel", "Rp #REF!", "Rp 5.000",
        ("a.txt", "baris 1 kolom 2", "Rp"), ("a.txt", "baris 1 kolom 3", "#REF!"),
    )  # fmt: skip
    (row,) = propose([torn], "2026-11-02")
    assert (row.address, row.printed, row.corrected) == ("baris 1 kolom 3", "#REF!", "5.000")


def test_other_documents_that_print_the_same_are_corrected_with_it():
    shared = found(
        "galat_excel", "#REF!", "Rp 5",
        ("a.txt", "baris 1 kolom 2", "#REF!"), ("b.pdf", "hal. 1 baris 1 kolom 2", "#REF!"),
    )  # fmt: skip
    (row,) = propose([shared], "2026-11-02")
    assert row.address == "baris 1 kolom 2; [b.pdf] hal. 1 baris 1 kolom 2"


def test_what_no_cell_prints_is_not_proposed():
    absent = found("kode_kosong", "", "1.02.01", ("a.txt", "baris 1 kolom 2", "Program Penunjang"))
    part = found("galat_excel", "#REF!", "Rp 5", ("a.txt", "baris 1 kolom 2", "Belanja : #REF!"))
    assert propose([absent, part], "2026-11-02") == []
