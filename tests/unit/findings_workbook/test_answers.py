"""What an officer's answers become, and what makes a workbook be refused."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook
from small_findings import (
    FINDINGS,
    NUMBERS,
    SUM,
    TODAY,
    TWICE,
    answered,
    applied,
    printing,
    workbook,
)

from pipelines.corrections.acceptances_file import read_acceptances, write_acceptances
from pipelines.corrections.corrections_file import read_corrections, write_corrections
from pipelines.findings_workbook.changes import Asking, changes
from pipelines.findings_workbook.model import ACCEPT, CORRECT, NOT_OURS
from pipelines.findings_workbook.reading import Answer, read_answers
from pipelines.findings_workbook.recorded import Recorded
from pipelines.findings_workbook.referrals import read_referrals, write_referrals
from pipelines.workbooks.refusal import BookRefused


def refused(change, **options):
    """(sheet, row, reason) of everything that a workbook is refused for."""
    with pytest.raises(BookRefused) as raised:
        applied(change, **options)
    assert all(each.said_en for each in raised.value.problems)
    return [(each.sheet, each.line, each.said) for each in raised.value.problems]


def row_of(rule):
    return NUMBERS[rule] + 1


ASKING = Asking("Ani", TODAY, "r1")


def asked(each, new):
    """The answer to one finding, without a workbook."""
    finding_id = each.finding.finding_id
    return [Answer(finding_id, each.state, CORRECT, new, "x", "Temuan", 2)]


# --------------------------------------------------------------------------- answers


def test_nothing_answered_changes_nothing():
    assert not applied(lambda officer: None)


def test_a_correction_becomes_a_proposal_about_the_cells_of_all_documents():
    (made,) = applied(lambda o: o.say("angka_ganda", CORRECT, new="5 Surat")).corrections
    assert (made.document, made.address) == (
        "renja.txt",
        "baris 9 kolom 3; [renja.pdf] hal. 2 baris 9 kolom 3",
    )
    assert (made.printed, made.corrected) == ("5 5 Surat", "5 Surat")
    assert (made.status, made.author, made.approver, made.date) == ("usulan", "Ani", "", TODAY)
    assert (made.reason, made.rule) == ("menurut DPA", "angka_ganda")
    assert made.history == "2031-02-03 diusulkan: Ani"
    assert not read_corrections(write_corrections([made])).problems


@pytest.mark.parametrize("said", ["Rp 570", "570"])
def test_of_a_torn_amount_its_last_cell_is_corrected(said):
    (made,) = applied(lambda o: o.say("jumlah_total", CORRECT, new=said)).corrections
    assert made.address == "baris 12 kolom 5; [renja.pdf] hal. 2 baris 12 kolom 5"
    assert (made.printed, made.corrected) == ("600", "570")


def test_a_document_that_tears_the_amount_otherwise_is_corrected_too():
    whole = replace(SUM.cells[4], text="Rp 600")
    torn_once = replace(SUM, cells=(*SUM.cells[:3], whole))
    answers = [replace(each, state=torn_once.state) for each in asked(SUM, "570")]
    made = changes(answers, {SUM.finding.finding_id: torn_once}, Recorded(), ASKING).corrections
    assert [(each.document, each.printed, each.corrected) for each in made] == [
        ("renja.txt", "600", "570"),
        ("renja.pdf", "Rp 600", "Rp 570"),
    ]


def test_an_acceptance_holds_what_the_finding_says():
    (made,) = applied(lambda o: o.say("kode_kosong", " Terima seperti TERCETAK ")).acceptances
    assert (made.finding_id, made.rule, made.expected) == ("id-kode_kosong", "kode_kosong", "1.02")
    assert (made.by, made.reason, made.date) == ("Ani", "menurut DPA", TODAY)
    assert not read_acceptances(write_acceptances([made])).problems


def test_what_is_not_ours_is_kept_and_accepts_nothing():
    found = applied(lambda o: o.say("realisasi_kosong", NOT_OURS, "urusan Bappeda"))
    (made,) = found.referrals
    assert not found.acceptances
    assert (made.rule, made.reason, made.by) == ("realisasi_kosong", "urusan Bappeda", "Ani")
    assert read_referrals(write_referrals([made])).rows == (made,)


def test_text_that_a_spreadsheet_would_run_can_be_an_answer():
    (made,) = applied(lambda o: o.say("angka_ganda", CORRECT, "'=lihat", "'-")).corrections
    assert (made.corrected, made.reason) == ("-", "=lihat")


def test_whole_numbers_are_taken_as_they_are_written():
    (made,) = applied(lambda o: o.say("jumlah_total", CORRECT, new=570)).corrections
    assert made.corrected == "570"


def test_what_is_recorded_in_the_same_words_changes_nothing_again():
    def answer(officer):
        officer.say("angka_ganda", CORRECT, new="5 Surat")
        officer.say("kode_kosong", ACCEPT)
        officer.say("ejaan_beda", NOT_OURS)

    first = applied(answer)
    known = Recorded(first.corrections, first.acceptances, first.referrals)
    again = applied(answer, recorded=known)
    assert (bool(again), again.recorded) == (False, 3)


def test_a_rules_proposal_gives_way_and_is_remembered():
    answer = lambda o: o.say("angka_ganda", CORRECT, new="6 Surat")  # noqa: E731
    (rule,) = applied(lambda o: o.say("angka_ganda", CORRECT, new="5 Surat")).corrections
    rule = replace(rule, author="aturan:angka_ganda", history="2031-01-01 diusulkan: aturan")
    found = applied(answer, recorded=Recorded((rule,)))
    assert found.replaced == (rule,)
    assert found.corrections[0].history == (
        "2031-01-01 diusulkan: aturan | 2031-02-03 diusulkan: Ani (dahulu '5 Surat' oleh "
        "aturan:angka_ganda)"
    )
    signed = replace(rule, status="disetujui", approver="Citra")
    ((sheet, line, why),) = refused(answer, recorded=Recorded((signed,)))
    assert (sheet, line) == ("Temuan", row_of("angka_ganda"))
    assert "sudah punya koreksi '5 Surat' (disetujui, Citra)" in why


# --------------------------------------------------------------------------- wrong answers


@pytest.mark.parametrize(
    ("rule", "answer", "reason", "new", "why"),
    [
        ("angka_ganda", "ya", "x", None, "Jawaban 'ya' bukan salah satu dari"),
        ("angka_ganda", None, "x", None, "Jawaban kosong"),
        ("angka_ganda", ACCEPT, None, None, "Alasan kosong"),
        ("angka_ganda", ACCEPT, "x", "5 Surat", "Nilai baru terisi"),
        ("angka_ganda", CORRECT, "x", None, "Nilai baru kosong"),
        ("angka_ganda", CORRECT, "x", "5 5 Surat", "sama dengan yang tercetak"),
        ("angka_ganda", CORRECT, "x", 0.0658, "berisi angka atau tanggal"),
        ("angka_ganda", CORRECT, "x", date(2031, 1, 5), "berisi angka atau tanggal"),
        ("kode_kosong", CORRECT, "x", None, "tidak tercetak di sel mana pun"),
        ("realisasi_kosong", ACCEPT, "x", None, "hanya peringatan"),
    ],
)
def test_a_wrong_answer_is_told_with_its_row(rule, answer, reason, new, why):
    told = refused(lambda o: o.say(rule, answer, reason, new))
    assert {(sheet, line) for sheet, line, _ in told} == {("Temuan", row_of(rule))}
    assert any(why in said for _, _, said in told)


def test_two_answers_about_one_cell_must_agree():
    same = replace(TWICE, finding=replace(TWICE.finding, finding_id="lain"))
    now = (TWICE, replace(same, finding=replace(same.finding, finding_id="id-ejaan_beda")))
    by_id = {each.finding.finding_id: each for each in now}
    (one,), (other,) = (asked(each, "5 Surat") for each in now)
    assert len(changes([one, other], by_id, Recorded(), ASKING).corrections) == 1
    with pytest.raises(BookRefused, match="dikoreksi lain di baris 2"):
        changes([one, replace(other, new="6 Surat", line=3)], by_id, Recorded(), ASKING)


# --------------------------------------------------------------------------- tampering


def test_a_locked_cell_that_was_altered():
    def alter(officer):
        officer.cell("jumlah_total", "Seharusnya").value = "Rp 1"
        officer.book["1.1 T-C.33"]["D4"].value = "6 Surat"
        officer.book["Sebab"]["E2"].value = "=1+1"

    assert refused(alter) == [
        ("Temuan", 3, "sel terkunci F3 berubah: 'Rp 1', seharusnya 'Rp 570'"),
        (
            "Sebab",
            2,
            "sel terkunci E2 berubah: (rumus / formula), seharusnya 'Pesan angka_ganda.'",
        ),
        ("1.1 T-C.33", 4, "sel terkunci D4 berubah: '6 Surat', seharusnya '5 5 Surat'"),
    ]


@pytest.mark.parametrize(
    ("sheet", "line", "why"),
    [("Temuan", 3, "baris temuan No 2 dihapus"), ("2.1 T-C.33", 4, "baris ini dihapus")],
)
def test_a_row_that_was_deleted(sheet, line, why):
    assert (sheet, line, why) in refused(lambda o: o.book[sheet].delete_rows(line))


def test_rows_that_were_added_or_copied():
    assert refused(lambda o: o.book["1.1 T-C.33"].append(["baris 99", "baru"]))[0][1] == 7
    copied = refused(lambda o: o.sheet.append([cell.value for cell in o.sheet[2]]))
    assert copied == [("Temuan", 7, "temuan No 1 ada dua kali (juga baris 2)")]
    added = refused(lambda o: o.sheet.append([99, "peringatan"]))
    assert added == [("Temuan", 7, "baris ini tidak ada semula")]


@pytest.mark.parametrize("sheet", ["Temuan", "Sebab", "2.1 T-C.33"])
def test_a_sheet_that_is_missing(sheet):
    told = refused(lambda o: o.book.remove(o.book[sheet]))
    assert told == [(sheet, 0, "lembar ini tidak ada lagi")]


def test_a_formula_in_an_answer():
    told = refused(lambda o: o.say("angka_ganda", CORRECT, "x", '=HYPERLINK("http://x")'))
    assert ("Temuan", 2, "sel I2 berisi rumus atau galat; ketik jawabannya") in told


def test_a_workbook_of_a_release_that_says_something_else_by_now():
    answer = lambda o: o.say("angka_ganda", CORRECT, new="5 Surat")  # noqa: E731
    changed = (printing(TWICE, 0, "5 6 Surat"), *FINDINGS[1:])
    gone = FINDINGS[1:]
    other_bytes = (replace(TWICE, document=replace(TWICE.document, document_id="c" * 16)),)
    for now, why in (
        (changed, "berubah sejak buku kerja dibuat"),
        (gone, "tidak ada lagi dalam rilis sekarang"),
        (other_bytes, "berubah sejak buku kerja dibuat"),
    ):
        ((sheet, line, said),) = refused(answer, now=now)
        assert (sheet, line) == ("Temuan", 2)
        assert why in said


def test_one_stale_answer_refuses_the_workbook_whole():
    def answer(officer):
        officer.say("angka_ganda", CORRECT, new="5 Surat")
        officer.say("kode_kosong", ACCEPT)

    assert len(refused(answer, now=(printing(TWICE, 0, "7"), *FINDINGS[1:]))) == 1


def test_what_is_not_answered_may_have_changed():
    now = (TWICE, printing(SUM, 1, "700"))
    assert applied(lambda o: o.say("angka_ganda", ACCEPT), now=now).acceptances


def test_the_hidden_sheet_is_not_to_be_altered_and_other_files_are_no_workbook():
    told = refused(lambda o: setattr(o.book["_sidik"]["C3"], "value", '[2, {"A": "2"}]'))
    assert told[0][0] == "_sidik"
    told = refused(lambda o: o.book.remove(o.book["_sidik"]))
    assert "bukan buku kerja temuan" in told[0][2]
    other = io.BytesIO()
    Workbook().save(other)
    for data in (b"PK", other.getvalue(), workbook()[:5000]):
        with pytest.raises(BookRefused):
            read_answers(data)


def test_filtering_and_sheets_of_ones_own_are_free():
    def note(officer):
        officer.book.create_sheet("Catatan saya")["A1"] = "=1+1"
        officer.sheet.row_dimensions[4].hidden = True
        officer.say("angka_ganda", ACCEPT)

    assert applied(note).acceptances
    assert read_answers(answered(note)).release == "r0001-abc"
