"""The checks: they see what is wrong, and a check that crashes has failed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from documents import reading

from expectations.document_checks import DOCUMENT_CHECKS, check_document
from expectations.outcome import LISTED, run_check
from expectations.release_checks import RELEASE_CHECKS, check_candidate
from pipelines.model import Reading, SourceCell, Use
from warehouse.candidate import Candidate, build_candidate

SMALL_PLAN = Path(__file__).resolve().parents[1] / "fixtures" / "rencana_kecil.txt"


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


def test_a_table_without_a_record(sound):
    records = tuple(record for record in sound.records if record.form != "T-C.33")
    nodes = tuple(node for node in sound.nodes if node.origin != "T-C.33")
    assert "tabel_menghasilkan_baris" in failed(replace(sound, records=records, nodes=nodes))


def test_no_table_at_all(sound):
    assert "tabel_menghasilkan_baris" in failed(replace(sound, tables=()))


def test_a_critical_finding(sound):
    grave = replace(sound.findings[0], severity="critical")
    assert failed(replace(sound, findings=(grave, *sound.findings[1:]))) == {"tanpa_temuan_kritis"}


def test_a_check_that_crashes_has_failed():
    def crash():
        raise KeyError("kejutan")

    outcome = run_check("contoh", crash)
    assert not outcome.passed
    assert "kejutan" in outcome.problems[0]


def test_all_problems_are_counted_and_the_first_are_listed():
    outcome = run_check("contoh", lambda: (99, [str(n) for n in range(99)]))
    assert (outcome.failures, len(outcome.problems)) == (99, LISTED)


# ----------------------------------------------------------------- release


def candidate_failures(candidate: Candidate, cells_read: dict[str, int]) -> set[str]:
    outcomes = check_candidate(candidate, cells_read)
    return {outcome.name for outcome in outcomes if not outcome.passed}


def without(candidate: Candidate, name: str, rows: slice) -> Candidate:
    """The candidate with some rows of one table left out."""
    (document,) = candidate.documents
    kept = {**document.rows, name: list(document.rows[name])[rows]}
    return replace(candidate, documents=(replace(document, rows=kept),))


@pytest.fixture(scope="module")
def candidate(sound) -> Candidate:
    return build_candidate([sound], "v1")


@pytest.fixture(scope="module")
def cells_read(sound) -> dict[str, int]:
    return {sound.document.document_id: len(sound.cells)}


def test_a_sound_candidate_passes_the_gate(candidate, cells_read):
    outcomes = check_candidate(candidate, cells_read)
    assert [outcome.name for outcome in outcomes] == [check.name for check in RELEASE_CHECKS]
    assert all(outcome.passed and outcome.examined for outcome in outcomes)


def test_a_release_without_documents_is_refused():
    assert candidate_failures(build_candidate([], "v1"), {}) == {"rilis_ada_dokumen"}


@pytest.mark.parametrize(
    ("table", "check"),
    [
        ("source_cell", "rilis_akun_sel"),
        ("fact_cell", "rilis_jejak_lengkap"),
        ("source_record", "rilis_rujukan_utuh"),
        ("published_fact", "rilis_rujukan_utuh"),
    ],
)
def test_rows_that_were_lost_are_seen(candidate, cells_read, table, check):
    assert check in candidate_failures(without(candidate, table, slice(0)), cells_read)


def test_rows_that_were_doubled_are_seen(candidate, cells_read):
    (document,) = candidate.documents
    rows = list(document.rows["published_fact"])
    doubled = replace(document, rows={**document.rows, "published_fact": rows + rows[:1]})
    found = candidate_failures(replace(candidate, documents=(doubled,)), cells_read)
    assert found == {"rilis_kunci_unik"}
