"""The checks of a document as a whole: they see what is wrong, and a check that crashes has failed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from documents import reading

from expectations.document_checks import DOCUMENT_CHECKS, check_document
from expectations.outcome import LISTED, CheckOutcome, FailingRow, Kind, merged, run_check
from pipelines.model import Reading, SourceCell, Use

SMALL_PLAN = Path(__file__).resolve().parents[1] / "fixtures" / "rencana_kecil.txt"

ROW = FailingRow("a.txt", "0" * 16, "f1", "baris 3 kolom 2", "kode=XX")


@pytest.fixture(scope="module")
def sound() -> Reading:
    return reading(SMALL_PLAN.read_text(encoding="utf-8"))


def failed(read: Reading, cells_read: int | None = None) -> set[str]:
    outcomes = check_document(read, len(read.cells) if cells_read is None else cells_read)
    return {outcome.name for outcome in outcomes if not outcome.passed}


def first_value_cell(read: Reading) -> SourceCell:
    return next(source for source in read.cells if source.use is Use.VALUE)


def test_a_sound_document_passes_every_check(sound):
    outcomes = check_document(sound, len(sound.cells))
    assert [outcome.name for outcome in outcomes] == [check.name for check in DOCUMENT_CHECKS]
    assert all(outcome.passed and outcome.examined for outcome in outcomes)


def test_a_cell_that_was_read_and_is_not_accounted_for(sound):
    assert failed(sound, len(sound.cells) + 1) == {"akun_sel_tertutup"}


def test_a_cell_with_two_uses(sound):
    twice = replace(sound, cells=(*sound.cells, sound.cells[0]))
    assert "akun_sel_tertutup" in failed(twice)


def test_a_cell_without_an_explanation(sound):
    mute = replace(sound.cells[0], reason=" ")
    assert failed(replace(sound, cells=(mute, *sound.cells[1:]))) == {"akun_sel_tertutup"}


def test_two_facts_with_one_identity(sound):
    assert "kunci_utuh" in failed(replace(sound, facts=(*sound.facts, sound.facts[0])))


def test_a_fact_of_a_record_that_does_not_exist(sound):
    stray = replace(sound.facts[0], record_id="tidak ada")
    assert failed(replace(sound, facts=(stray, *sound.facts[1:]))) == {"kunci_utuh"}


def test_a_record_of_a_node_that_does_not_exist(sound):
    stray = replace(sound.records[-1], node_key="tidak ada")
    assert failed(replace(sound, records=(*sound.records[:-1], stray))) == {"kunci_utuh"}


def test_a_fact_without_a_value_cell(sound):
    first, *others = sound.facts
    bare = replace(first, lineage=tuple((n, "label") for n, _ in first.lineage))
    assert failed(replace(sound, facts=(bare, *others))) == {"jejak_lengkap"}


def test_a_value_cell_that_became_nothing(sound):
    lost = first_value_cell(sound).cell.number
    facts = tuple(f for f in sound.facts if lost not in {cell for cell, _ in f.lineage})
    findings = tuple(replace(f, fact_id=None) for f in sound.findings)
    assert failed(replace(sound, facts=facts, findings=findings)) == {"jejak_lengkap"}


def test_no_table_at_all(sound):
    assert "ada_tabel" in failed(replace(sound, tables=()))


def test_a_critical_finding(sound):
    grave = replace(sound.findings[0], severity="critical")
    assert failed(replace(sound, findings=(grave, *sound.findings[1:]))) == {"tanpa_temuan_kritis"}


def test_a_check_that_crashes_is_told_as_broken():
    def crash():
        raise KeyError("kejutan")

    outcome = run_check("contoh", crash)
    assert outcome.kind is Kind.BROKEN
    assert outcome.blocks
    assert "rusak: KeyError: 'kejutan'" in outcome.told()[0]
    assert "the check itself is broken" in outcome.told()[1]


def test_all_problems_are_kept_and_the_first_are_told():
    rows = [FailingRow("a.txt", "", "", f"baris {n}", "hilang", "lost") for n in range(99)]
    outcome = run_check("contoh", lambda: (99, rows))
    assert (outcome.failures, len(outcome.rows)) == (99, 99)
    told, told_en = outcome.told()
    assert told.startswith("tidak dipenuhi: a.txt baris 0: hilang; a.txt baris 1: hilang; ")
    assert told_en.endswith(f"a.txt baris 2: lost; and {99 - LISTED} more")


def test_a_failing_row_names_its_document_and_its_cell(sound):
    mute = replace(sound.cells[0], reason=" ")
    outcomes = check_document(replace(sound, cells=(mute, *sound.cells[1:])), len(sound.cells))
    (row,) = next(outcome for outcome in outcomes if not outcome.passed).rows
    assert (row.document, row.address) == ("contoh.txt", sound.cells[0].cell.address)
    assert row.told()[1].endswith("without a use or a reason")


def test_outcomes_of_several_documents_become_one():
    fine = CheckOutcome("T-C.33.contoh", "warning", Kind.PASSED, 10)
    bad = CheckOutcome("T-C.33.contoh", "warning", Kind.FAILED, 5, 1, (ROW,))
    (together,) = merged([fine, bad])
    assert (together.kind, together.examined, together.rows) == (Kind.FAILED, 15, (ROW,))
    broken = CheckOutcome("T-C.33.contoh", "warning", Kind.BROKEN, 0, 1)
    assert merged([bad, broken])[0].kind is Kind.BROKEN
