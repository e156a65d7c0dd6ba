"""The suites on a document and on a candidate: what is lost, doubled or wrong is seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from documents import reading

from expectations import form_checks, release_checks
from expectations.data_docs import write_data_docs
from expectations.document_checks import check_document
from expectations.form_checks import check_forms
from expectations.outcome import CheckOutcome, Kind
from expectations.release_checks import check_candidate, required_checks
from expectations.release_frames import release_frames
from expectations.validation import Validator
from pipelines.model import ManifestEntry, Reading
from warehouse.candidate import Candidate, build_candidate

SMALL_PLAN = Path(__file__).resolve().parents[1] / "fixtures" / "rencana_kecil.txt"


@pytest.fixture(scope="module")
def sound() -> Reading:
    return reading(SMALL_PLAN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def candidate(sound) -> Candidate:
    return build_candidate([sound], "v1")


@pytest.fixture(scope="module")
def of_documents(sound) -> tuple[CheckOutcome, ...]:
    (forms,) = check_forms([sound]).values()
    return (*check_document(sound, len(sound.cells)), *forms)


def cells_read(read: Reading) -> dict[str, int]:
    return {read.document.document_id: len(read.cells)}


def failed(outcomes) -> dict[str, CheckOutcome]:
    return {outcome.name: outcome for outcome in outcomes if outcome.blocks}


def of_forms(read: Reading) -> dict[str, CheckOutcome]:
    (outcomes,) = check_forms([read]).values()
    return {outcome.name: outcome for outcome in outcomes if not outcome.passed}


# ----------------------------------------------------------------- a document


def test_a_sound_document_passes_the_suites_of_its_forms(sound):
    assert of_forms(sound) == {}


def with_fact(read: Reading, **changes) -> Reading:
    first, *others = (fact for fact in read.facts if fact.view == "anggaran")
    rest = [fact for fact in read.facts if fact.view != "anggaran"]
    return replace(read, facts=(replace(first, **changes), *others, *rest))


@pytest.mark.parametrize(
    ("changes", "check", "blocks"),
    [
        ({"rupiah": -5}, "T-C.33.rupiah_tidak_negatif", False),
        ({"phase": "entah"}, "T-C.33.fase_dikenal", True),
        ({"year": 1999}, "T-C.33.tahun_rencana", False),
        ({"rupiah": None}, "T-C.33.satu_ukuran", True),
    ],
)
def test_a_fact_that_cannot_be_is_seen(sound, changes, check, blocks):
    found = of_forms(with_fact(sound, **changes))[check]
    assert found.blocks is blocks
    assert found.rows[0].address.startswith("baris ")


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"code": "1.02.99.9"}, "T-C.33.kode_baru_berpola"),
        ({"code": "1.02.01.2.77.77"}, "T-C.33.kode_terdaftar"),
        ({"level": "seksi"}, "T-C.33.tingkat_dikenal"),
    ],
)
def test_a_code_or_level_that_cannot_be_is_seen(sound, changes, check):
    *others, last = sound.records
    wrong = replace(sound, records=(*others, replace(last, **changes)))
    assert of_forms(wrong)[check].blocks


def test_the_number_of_rows_that_a_person_reviewed_must_be_found_again(sound):
    text = SMALL_PLAN.read_text(encoding="utf-8")
    rows = sum(record.form == "T-C.33" for record in sound.records)
    reviewed = ManifestEntry("contoh.txt", reviewed_rows=(("T-C.33", rows),))
    assert of_forms(reading(text, reviewed)) == {}
    other = ManifestEntry("contoh.txt", reviewed_rows=(("T-C.33", rows + 1),))
    found = of_forms(reading(text, other))["formulir.sesuai_tinjauan"]
    assert found.rows[0].value == f"baris={rows}, baris_ditinjau={rows + 1}"
    gone = ManifestEntry("contoh.txt", reviewed_rows=(("T-C.31", 9),))
    assert of_forms(reading(text, gone))["formulir.berisi"].blocks


def test_a_table_without_a_row_blocks_unless_the_form_may_be_without(sound):
    records = tuple(record for record in sound.records if record.form != "T-C.33")
    facts = tuple(f for f in sound.facts if f.record_id in {r.record_id for r in records})
    found = of_forms(replace(sound, records=records, facts=facts))
    assert found["formulir.berisi"].blocks
    proposals = replace(sound.tables[-1], form="T-C.32", number=99)
    found = of_forms(replace(sound, tables=(*sound.tables, proposals)))
    assert [(name, outcome.severity) for name, outcome in found.items()] == [
        ("formulir.boleh_nihil", "warning")
    ]


def test_a_form_without_a_suite_is_not_vouched_for(sound):
    *others, last = sound.records
    strange = replace(sound, records=(*others, replace(last, form="LAIN")))
    assert of_forms(strange)["LAIN.tanpa_pemeriksaan"].kind is Kind.BROKEN


def named(read: Reading, file: str, **changes) -> Reading:
    return replace(read, document=replace(read.document, file=file, **changes))


def test_what_fails_in_one_document_is_not_said_of_another(sound):
    negative = with_fact(sound, rupiah=-5)
    outcomes = check_forms([negative, named(sound, "lain.txt", sha256="f" * 64)])
    name = "T-C.33.rupiah_tidak_negatif"
    found = {file: next(o for o in of if o.name == name) for file, of in outcomes.items()}
    assert {file: o.passed for file, o in found.items()} == {"contoh.txt": False, "lain.txt": True}
    # A document is told of as if it had come alone.
    (alone,) = check_forms([negative]).values()
    assert next(o for o in alone if o.name == name) == found["contoh.txt"]


def test_the_same_bytes_under_two_names_are_two_documents_to_check(sound):
    reviewed = named(sound, "a.txt", reviewed_rows=(("KODE", 99),))
    outcomes = check_forms([reviewed, named(sound, "b.txt")])
    blocking = {file: [o.name for o in of if o.blocks] for file, of in outcomes.items()}
    assert blocking == {"a.txt": ["formulir.sesuai_tinjauan"], "b.txt": []}


def test_a_column_of_nulls_is_seen_in_its_document_whatever_came_with_it(sound):
    records = tuple(replace(record, name=None) for record in sound.records)
    outcomes = check_forms([named(replace(sound, records=records), "a.txt"), sound])
    kinds = {
        file: next(o.kind for o in of if o.name == "T-C.33.nama_terisi")
        for file, of in outcomes.items()
    }
    assert kinds == {"a.txt": Kind.ALL_NULL, "contoh.txt": Kind.PASSED}


def test_the_code_of_an_agency_is_none_of_the_nomenclature(sound):
    *others, last = sound.records
    agency = replace(last, level="perangkat_daerah", code="1.02.0.00.0.00.01.0000")
    found = of_forms(replace(sound, records=(*others, agency)))
    assert "T-C.33.kode_baru_berpola" not in found


def test_a_crash_of_the_suites_fails_every_document_as_a_broken_check(sound, monkeypatch):
    def crash(_):
        raise KeyError("kejutan")

    monkeypatch.setattr(form_checks, "form_frames", crash)
    (outcomes,) = check_forms([sound]).values()
    assert {outcome.kind for outcome in outcomes} == {Kind.BROKEN}


# ----------------------------------------------------------------- a release


def test_a_sound_candidate_passes_every_check_that_the_gate_asks_for(
    candidate, sound, of_documents
):
    outcomes = check_candidate(candidate, cells_read(sound), of_documents)
    assert sorted(outcome.name for outcome in outcomes) == sorted(required_checks())
    assert [outcome.name for outcome in outcomes if not outcome.passed] == []


def test_a_release_without_documents_is_refused():
    found = failed(check_candidate(build_candidate([], "v1"), {}, ()))
    assert {name: outcome.kind for name, outcome in found.items()} == {
        "dokumen.tidak_kosong": Kind.EMPTY
    }


def test_a_document_whose_checks_were_not_made_is_refused(candidate, sound):
    found = failed(check_candidate(candidate, cells_read(sound), ()))
    assert found["kunci_utuh"].kind is Kind.BROKEN
    assert "T-C.33.tingkat_dikenal" in found


def without(candidate: Candidate, name: str) -> Candidate:
    """The candidate with all rows of one table left out."""
    (document,) = candidate.documents
    return replace(candidate, documents=(replace(document, rows={**document.rows, name: []}),))


def doubled(candidate: Candidate, name: str) -> Candidate:
    """The candidate with one row of a table twice."""
    (document,) = candidate.documents
    rows = list(document.rows[name])
    twice = {**document.rows, name: rows + rows[:1]}
    return replace(candidate, documents=(replace(document, rows=twice),))


@pytest.mark.parametrize(
    ("table", "checks"),
    [
        ("source_cell", {"dokumen.akun_tertutup", "rujukan.sel_ada", "rujukan.sel_nilai_ada"}),
        ("fact_cell", {"bi_jejak.tidak_kosong", "rujukan.sel_ada", "rujukan.sel_nilai_ada"}),
        ("source_record", {"rujukan.baris_ada", "tampilan.lengkap"}),
        ("published_fact", {"rujukan.fakta_terdaftar"}),
        ("fact_budget", {"bi_anggaran.tidak_kosong", "tampilan.lengkap"}),
    ],
)
def test_rows_that_were_lost_are_seen(candidate, sound, of_documents, table, checks):
    outcomes = check_candidate(without(candidate, table), cells_read(sound), of_documents)
    assert checks <= set(failed(outcomes))


@pytest.mark.parametrize(
    ("table", "check"),
    [
        ("published_fact", "rujukan.fakta_terdaftar"),
        ("fact_budget", "rujukan.fact_id_unik"),
        ("source_cell", "dokumen.akun_tertutup"),
        ("source_record", "dokumen.baris_unik"),
    ],
)
def test_rows_that_were_doubled_are_seen(candidate, sound, of_documents, table, check):
    outcomes = check_candidate(doubled(candidate, table), cells_read(sound), of_documents)
    assert check in failed(outcomes)


def test_a_crash_of_the_gate_fails_everything_as_broken(
    candidate, sound, of_documents, monkeypatch
):
    def crash(*_):
        raise KeyError("kejutan")

    monkeypatch.setattr(release_checks, "release_frames", crash)
    outcomes = check_candidate(candidate, cells_read(sound), of_documents)
    assert {outcome.kind for outcome in outcomes} == {Kind.BROKEN}
    assert sorted(outcome.name for outcome in outcomes) == sorted(required_checks())


# ----------------------------------------------------------------- what is shown

PROPOSALS = """\
PEMERINTAH KABUPATEN CONTOH
RENCANA KERJA
DINAS KESEHATAN
TAHUN 2024

No|Program/Kegiatan/Sub Kegiatan|Lokasi|Indikator Kinerja|Besaran/Volume|Catatan
1|Program Pemenuhan Upaya Kesehatan|RT 07 Dusun Mawar|Jumlah sumur Pak Sastro|-3 Unit|segera
"""


def test_places_of_proposals_reach_no_frame_and_no_page(tmp_path):
    read = reading(PROPOSALS)
    assert [record.location for record in read.records] == ["RT 07 Dusun Mawar"]
    candidate = build_candidate([read], "v1")
    frames = release_frames(candidate, cells_read(read))
    assert not any("Mawar" in str(frame.to_dict()) for frame in frames.values())
    (forms,) = check_forms([read]).values()
    validator = Validator()
    outcomes = check_candidate(candidate, cells_read(read), forms, validator)
    assert "Mawar" not in str(outcomes)
    pages = write_data_docs(validator, outcomes, tmp_path / "docs").parent.rglob("*.html")
    texts = [page.read_text(encoding="utf-8") for page in pages]
    assert len(texts) > 10
    assert not any("Mawar" in text or "Sastro" in text for text in texts)


def test_the_pages_fetch_nothing_and_name_failing_rows(sound, candidate, of_documents, tmp_path):
    validator = Validator()
    worse = [
        replace(outcome, kind=Kind.FAILED, failures=1, observed="contoh yang gagal")
        if outcome.name == "T-C.33.kode_terisi"
        else outcome
        for outcome in of_documents
    ]
    outcomes = check_candidate(candidate, cells_read(sound), worse, validator)
    first = write_data_docs(validator, outcomes, tmp_path / "docs")
    index = first.read_text(encoding="utf-8")
    assert "contoh yang gagal" in index
    assert "peringatan / warning" in index
    for page in first.parent.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "http" not in text
