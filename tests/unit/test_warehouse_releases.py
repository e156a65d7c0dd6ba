"""Loading and publishing: whole or not at all, and only what the checks allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from readings import (
    ASKED,
    DATABASES,
    NOON,
    PASSED,
    Plan,
    every_form,
    open_warehouse,
    published,
    staged,
    wide,
)
from sqlalchemy import Engine, func, select, text, update

from warehouse.candidate import build_candidate
from warehouse.checks import CheckRecord, candidate_checks, record_checks
from warehouse.database import reading
from warehouse.errors import GateRefusedError, NotStagedError, PublishFailedError
from warehouse.facts import fact_budget
from warehouse.loader import stage
from warehouse.models import PUBLISHED_TABLES, STAGING
from warehouse.queries import findings_by_severity, quarantine, view_counts, view_rows
from warehouse.releases import (
    QuarantineRecord,
    Release,
    RunRecord,
    current_release,
    publish,
    published_content_hash,
    record_run,
    releases,
)


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = open_warehouse(request.param, tmp_path)
    yield engine
    engine.dispose()


#: Tables that record what happened rather than what is published.
HISTORY = ("release", "check_result", "run", "warehouse_meta", "kamus_data", "quarantine")


def content(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every published table."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in PUBLISHED_TABLES
            if not table.name.startswith(HISTORY)
        }


def assert_keys_hold(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


# --------------------------------------------------------------------------- again


def test_loading_a_document_again_changes_nothing(engine: Engine) -> None:
    first = published(engine, every_form().reading())
    before = content(engine)
    second = published(engine, every_form().reading())
    assert second == replace(first, unchanged=True)
    assert content(engine) == before
    assert len(releases(engine)) == 1


def test_loading_it_into_another_warehouse_gives_the_same_rows(
    engine: Engine, tmp_path: Path
) -> None:
    other = open_warehouse("sqlite", tmp_path / "..")
    try:
        one = published(engine, every_form().reading())
        two = published(other, every_form().reading())
        assert content(engine) == content(other)
        assert one.content_hash == two.content_hash == published_content_hash(engine)
    finally:
        other.dispose()


def test_only_documents_whose_rows_differ_are_staged(engine: Engine) -> None:
    one, two = every_form("a.xlsx"), every_form("b.xlsx", agency="Dinas Lain")
    published(engine, one.reading(), two.reading())
    two.finding(None, [1])
    candidate = build_candidate([one.reading(), two.reading()], "v1")
    outcome = stage(engine, candidate)
    assert (outcome.changed, outcome.unchanged) == (("b.xlsx",), ("a.xlsx",))
    with engine.connect() as connection:
        files = connection.execute(select(STAGING["dim_document"].c.file)).scalars().all()
    assert files == ["b.xlsx"]


# --------------------------------------------------------------------------- changes


def test_a_changed_document_replaces_only_its_own_facts(engine: Engine) -> None:
    other = every_form("lain.xlsx", agency="Dinas Lain").reading()
    published(engine, every_form().reading(), other)
    before = {row["fact_id"]: row for row in view_rows(engine, "bi_anggaran")}

    corrected = Plan(content="perbaikan")
    corrected.budget("1.01.02.2.01.01", "Pelatihan", 45_000_000)
    release = published(engine, corrected.reading(), other)

    after = {row["fact_id"]: row for row in view_rows(engine, "bi_anggaran")}
    assert release.sequence == 2
    kept = [fact_id for fact_id, row in before.items() if row["dokumen"] == "lain.xlsx"]
    assert {fact_id: after[fact_id] for fact_id in kept} == {
        fact_id: before[fact_id] for fact_id in kept
    }
    (changed,) = [row for row in after.values() if row["dokumen"] == "renja.xlsx"]
    assert changed["rupiah"] == 45_000_000
    assert before[changed["fact_id"]]["rupiah"] == 40_000_000
    assert_keys_hold(engine)


def test_a_document_that_is_gone_takes_its_rows_and_members_along(engine: Engine) -> None:
    kept = every_form().reading()
    alone = published(engine, kept).content_hash
    rows = content(engine)
    published(engine, kept, every_form("lain.xlsx", agency="Dinas Lain").reading())
    assert content(engine) != rows
    release = published(engine, kept)
    assert release.content_hash == alone
    assert content(engine) == rows
    assert_keys_hold(engine)


def test_a_fact_passes_to_the_document_that_now_stands(engine: Engine) -> None:
    text_file, workbook = Plan(file="renja.txt"), Plan(file="renja.xlsx")
    text_file.budget("1.01.02", "Pelatihan", 10)
    workbook.budget("1.01.02", "Pelatihan", 20)
    published(engine, text_file.reading())
    published(engine, text_file.reading(), workbook.reading())
    (row,) = view_rows(engine, "bi_anggaran")
    assert (row["dokumen"], row["rupiah"]) == ("renja.xlsx", 20)
    published(engine, text_file.reading())
    (row,) = view_rows(engine, "bi_anggaran")
    assert (row["dokumen"], row["rupiah"]) == ("renja.txt", 10)
    assert_keys_hold(engine)


def test_rows_that_are_not_content_still_make_a_release(engine: Engine) -> None:
    plan = every_form()
    first = published(engine, plan.reading())
    plan.finding(None, [1])
    second = published(engine, plan.reading())
    assert second.content_hash == first.content_hash
    assert (second.sequence, second.unchanged) == (2, False)
    assert findings_by_severity(engine)["warning"] == 2


def test_an_empty_release_is_a_release(engine: Engine) -> None:
    published(engine, every_form().reading())
    release = published(engine)
    assert release.inputs == ()
    assert set(view_counts(engine).values()) == {0}


# --------------------------------------------------------------------------- gate


def test_publishing_without_recorded_checks_is_refused(engine: Engine) -> None:
    candidate = build_candidate([every_form().reading()], "v1")
    stage(engine, candidate)
    with pytest.raises(GateRefusedError, match="has not been checked"):
        publish(engine, candidate.candidate_id, published_at=NOON, **ASKED)
    assert current_release(engine) is None


def test_publishing_without_a_required_check_is_refused(engine: Engine) -> None:
    candidate = staged(engine, every_form().reading())
    with pytest.raises(GateRefusedError) as refused:
        publish(
            engine,
            candidate.candidate_id,
            published_at=NOON,
            required_checks=["akun_tutup"],
            suite_version="",
        )
    assert refused.value.failed == ("akun_tutup",)


def test_checks_of_another_candidate_do_not_count(engine: Engine) -> None:
    staged(engine, every_form().reading())
    other = build_candidate([every_form("lain.xlsx").reading()], "v1")
    stage(engine, other)
    with pytest.raises(GateRefusedError):
        publish(engine, other.candidate_id, published_at=NOON, **ASKED)


def test_a_failed_critical_check_blocks_a_failed_warning_does_not(engine: Engine) -> None:
    first = published(engine, every_form().reading())
    plan = every_form()
    plan.budget("1.01.02.2.01.03", "Tambahan", 1)
    candidate = staged(engine, plan.reading())
    failed = CheckRecord("jumlah", "critical", False, "2 baris")
    record_checks(engine, candidate.candidate_id, [failed])
    with pytest.raises(GateRefusedError) as refused:
        publish(engine, candidate.candidate_id, published_at=NOON, **ASKED)
    assert refused.value.failed == ("jumlah",)
    assert current_release(engine) == first

    record_checks(engine, candidate.candidate_id, [replace(failed, severity="warning")])
    release = publish(engine, candidate.candidate_id, published_at=NOON, **ASKED)
    assert release.checks == (replace(failed, severity="warning"), PASSED)


def test_a_check_recorded_again_counts_by_its_last_result(engine: Engine) -> None:
    candidate = staged(engine, every_form().reading())
    crashed = CheckRecord("jumlah", "critical", False, "terputus")
    passed = CheckRecord("jumlah", "critical", True)
    for results in ([crashed], [passed], [passed]):
        record_checks(engine, candidate.candidate_id, results)
    assert candidate_checks(engine, candidate.candidate_id) == [passed, PASSED]
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT count(*) FROM check_result WHERE name = 'jumlah'"))
        assert kept.scalar_one() == 2


def test_a_candidate_that_is_not_staged_is_refused(engine: Engine) -> None:
    with pytest.raises(NotStagedError):
        publish(engine, "entah", published_at=NOON, **ASKED)


def test_a_candidate_compared_with_an_older_release_is_refused(engine: Engine) -> None:
    candidate = staged(engine, every_form().reading())
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO release (release_id, sequence, published_at, content_hash, "
                "state_hash, candidate_id, code_version) "
                "VALUES ('lain', 1, '2031-01-01 00:00:00', '', '', '', '')"
            )
        )
    with pytest.raises(NotStagedError, match="Another release"):
        publish(engine, candidate.candidate_id, published_at=NOON, **ASKED)


# --------------------------------------------------------------------------- failure


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("fact_budget", {"status": "entah"}),
        ("fact_cell", {"cell_number": 999}),
        ("dim_agency", {"government_key": "tidak ada"}),
    ],
    ids=["check", "late-key", "dimension-key"],
)
def test_a_failing_publish_leaves_the_old_release(
    engine: Engine, table: str, change: dict[str, object]
) -> None:
    first = published(engine, every_form().reading())
    rows = content(engine)
    candidate = staged(engine, every_form("baru.xlsx", agency="Dinas Baru").reading())
    with engine.begin() as connection:
        connection.execute(update(STAGING[table]).values(**change))
    with pytest.raises(PublishFailedError, match="previous release still stands"):
        publish(engine, candidate.candidate_id, published_at=NOON, **ASKED)
    assert current_release(engine) == first
    assert content(engine) == rows
    assert_keys_hold(engine)


def test_a_reader_sees_one_release_from_beginning_to_end(engine: Engine) -> None:
    published(engine, every_form().reading())
    facts = select(func.count()).select_from(fact_budget)
    with reading(engine) as reader:
        before = reader.execute(facts).scalar_one()
        published(engine)
        assert reader.execute(facts).scalar_one() == before == 3
    with reading(engine) as reader:
        assert reader.execute(facts).scalar_one() == 0


def test_an_altered_figure_shows_in_the_content_hash(engine: Engine) -> None:
    release = published(engine, every_form().reading())
    assert published_content_hash(engine) == release.content_hash
    with engine.begin() as connection:
        connection.execute(update(fact_budget).values(amount=fact_budget.c.amount + 1))
    assert published_content_hash(engine) != release.content_hash


# --------------------------------------------------------------------------- records


def test_a_release_says_what_it_is_made_of(engine: Engine) -> None:
    reading = every_form().reading()
    bad = QuarantineRecord("rusak.xlsx", "f" * 64, "tidak terbaca", "unreadable", "berkas_rusak")
    release = published(engine, reading, quarantined=[bad])
    assert [(item.file, item.outcome) for item in release.inputs] == [
        ("renja.xlsx", "terbit"),
        ("rusak.xlsx", "karantina"),
    ]
    assert release.inputs[0].sha256 == reading.document.sha256
    assert release.facts == dict(build_candidate([reading], "v1").facts)
    assert release.code_version == "v1"
    assert release.published_at == NOON
    assert current_release(engine) == release


def test_quarantine_remembers_since_when(engine: Engine) -> None:
    bad = QuarantineRecord("rusak.xlsx", "f" * 64, "tidak terbaca", "unreadable", "berkas_rusak")
    published(engine, quarantined=[bad])
    candidate = staged(engine, every_form().reading())
    publish(
        engine,
        candidate.candidate_id,
        published_at=NOON + timedelta(days=3),
        quarantined=[bad],
        **ASKED,
    )
    assert [(row["file"], row["since"]) for row in quarantine(engine)] == [("rusak.xlsx", NOON)]
    published(engine, every_form().reading())
    assert quarantine(engine) == []


def test_a_run_is_kept_with_its_release(engine: Engine) -> None:
    release: Release = published(engine, every_form().reading())
    record_run(engine, RunRecord("r1", "run", NOON, 1.5, "v1", "terbit", "", release.release_id))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT release_id FROM run")).scalar_one() == (
            release.release_id
        )


def test_foreign_keys_hold_and_are_enforced(engine: Engine) -> None:
    published(engine, every_form().reading(), every_form("renja.pdf").reading())
    assert_keys_hold(engine)
    with pytest.raises(Exception, match=r"(?i)foreign key"), engine.begin() as connection:
        connection.execute(update(fact_budget).values(location_key="tidak ada"))


def test_a_large_document_keeps_every_cell_of_its_lineage(tmp_path: Path) -> None:
    engine = open_warehouse("sqlite", tmp_path)
    reading = wide(facts=2000, labels=5)
    published(engine, reading)
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(text("fact_cell"))).scalar() == (
            sum(len(fact.lineage) for fact in reading.facts)
        )
    engine.dispose()
