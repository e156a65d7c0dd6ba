"""What people decided, in the warehouse: rows, history that only grows, overrides of the gate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from readings import ASKED, DATABASES, NOON, Plan, every_form, open_warehouse, published
from sqlalchemy import Engine

from pipelines.corrections.model import Acceptance, Override
from pipelines.model import CorrectedCell, Reading
from warehouse.candidate import build_candidate
from warehouse.checks import CheckRecord, FailedRow, record_checks
from warehouse.correction_history import GateOverride, history, overrides_of
from warehouse.correction_queries import standing
from warehouse.errors import GateRefusedError
from warehouse.lineage import trace_cell, trace_fact
from warehouse.loader import stage
from warehouse.queries import view_rows
from warehouse.releases import Release, publish


@pytest.fixture(params=DATABASES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = open_warehouse(request.param, tmp_path)
    yield engine
    engine.dispose()


def plan(file: str = "renja.xlsx", rupiah: int = 40_000_000) -> Reading:
    made = Plan(file, content=file)
    made.budget("1.01.02.2.01.01", "Pelatihan", rupiah)
    return made.reading()


def corrected(reading: Reading, rupiah: int = 45_000_000, *, applied: bool = True) -> Reading:
    """The reading with its one amount corrected."""
    (fact,) = reading.facts
    number = next(cell for cell, role in fact.lineage if role == "value")
    cell = next(s.cell for s in reading.cells if s.cell.number == number)
    said = CorrectedCell(
        number, cell.address, cell.text, cell.text, f"Rp {rupiah}", "salah ketik", "DPA hal. 3",
        "Ani", "Budi", "2031-01-01", applied,
    )  # fmt: skip
    if not applied:
        return replace(reading, corrections=(said,))
    return replace(
        reading,
        facts=(replace(fact, rupiah=rupiah, status="koreksi"),),
        corrections=(said,),
        uncorrected=(fact,),
    )


def told(engine: Engine) -> list[tuple[object, ...]]:
    names = ("kind", "state", "release_id", "corrected", "author", "approver", "reason")
    return [tuple(row[name] for name in names) for row in history(engine)]


def test_a_correction_is_published_beside_what_is_printed(engine: Engine) -> None:
    published(engine, corrected(plan()))
    (row,) = view_rows(engine, "bi_anggaran")
    assert (row["rupiah"], row["status"]) == (45_000_000, "koreksi")
    assert row["rupiah_terbit"] == plan().facts[0].printed
    trace = trace_fact(engine, row["fact_id"])
    assert trace is not None
    (said,) = trace.corrections
    assert (said["author"], said["approver"], said["state"]) == ("Ani", "Budi", "berlaku")
    cell = trace_cell(engine, "renja.xlsx", said["address"])
    assert cell is not None
    assert cell.corrections == trace.corrections
    assert cell.text == said["printed"]
    assert standing(engine) == {"berlaku": 1, "usang": 0, "diterima": 0}


def test_history_only_grows_and_the_earlier_content_comes_back(engine: Engine) -> None:
    first = published(engine, plan())
    second = published(engine, corrected(plan()))
    third = published(engine, corrected(plan(), 46_000_000))
    last = published(engine, plan())
    assert last.content_hash == first.content_hash != second.content_hash
    who = ("Ani", "Budi", "salah ketik")
    assert told(engine) == [
        ("koreksi", "berlaku", second.release_id, "Rp 45000000", *who),
        ("koreksi", "dicabut", third.release_id, "Rp 45000000", *who),
        ("koreksi", "berlaku", third.release_id, "Rp 46000000", *who),
        ("koreksi", "dicabut", last.release_id, "Rp 46000000", *who),
    ]
    again = published(engine, corrected(plan()))
    assert told(engine)[-1] == ("koreksi", "berlaku", again.release_id, "Rp 45000000", *who)


def test_what_stays_is_not_noted_again_and_what_goes_stale_is(engine: Engine) -> None:
    published(engine, corrected(plan()))
    published(engine, corrected(plan()), every_form("lain.xlsx", agency="Dinas Lain").reading())
    assert [row[1] for row in told(engine)] == ["berlaku"]
    published(engine, corrected(plan(), applied=False))
    assert [row[1] for row in told(engine)] == ["berlaku", "usang"]


def test_an_acceptance_is_kept_with_name_and_reason(engine: Engine) -> None:
    made = Plan()
    made.budget("1.01.02.2.01.01", "Pelatihan", 40_000_000)
    (fact,) = made.facts
    made.facts[0] = replace(fact, status="ragu")
    made.finding(fact)
    reading = made.reading()
    (finding,) = reading.findings
    said = Acceptance(
        finding.finding_id, finding.rule, finding.printed, finding.expected, "memang begitu",
        "Budi", "2031-01-01",
    )  # fmt: skip
    open_ = publish_with(engine, reading)
    accepted = publish_with(engine, reading, said)
    (row,) = view_rows(engine, "bi_temuan")
    assert row["tingkat_keparahan"] == "info"
    assert (row["diterima_oleh"], row["alasan_diterima"]) == ("Budi", "memang begitu")
    assert view_rows(engine, "bi_anggaran")[0]["status"] == "terbit"
    removed = publish_with(engine, reading)
    assert removed.content_hash == open_.content_hash != accepted.content_hash
    assert [row[:3] for row in told(engine)] == [
        ("penerimaan", "berlaku", accepted.release_id),
        ("penerimaan", "dicabut", removed.release_id),
    ]


def publish_with(engine: Engine, reading: Reading, *said: Acceptance) -> Release:
    candidate = build_candidate([reading], "v1", acceptances=said)
    stage(engine, candidate)
    record_checks(engine, candidate.candidate_id, [CheckRecord("k", "critical", True)], NOON)
    return publish(engine, candidate.candidate_id, published_at=NOON, **ASKED)


def test_a_document_that_prints_what_was_corrected_elsewhere_does_not_contradict(
    engine: Engine,
) -> None:
    made = Plan("renja.txt", content="teks")
    made.finding(made.budget("1.01.02.2.01.01", "Pelatihan", 40_000_000))
    beside = made.reading()
    published(engine, corrected(plan()), beside)
    told = {row["aturan"]: row for row in view_rows(engine, "bi_temuan")}
    assert {row["tingkat_keparahan"] for row in told.values()} == {"info"}
    assert told["beda_antar_dokumen"]["seharusnya"] == "Rp 45.000.000"
    assert "sudah dikoreksi" in told["contoh"]["pesan"]
    other = replace(beside, facts=(replace(beside.facts[0], rupiah=1),))
    published(engine, corrected(plan()), other)
    assert {row["tingkat_keparahan"] for row in view_rows(engine, "bi_temuan")} == {"warning"}


# --------------------------------------------------------------------------- overrides

FAILED = CheckRecord(
    "bi_pagu.rupiah_terisi", "critical", False,
    rows=(FailedRow("renja.xlsx", "d", "k", "A1", "-"),),
)  # fmt: skip
TODAY = NOON.date()


def override(document: str = "", until: date = TODAY) -> Override:
    given = TODAY - timedelta(days=9)
    return Override(FAILED.name, document, "Budi", "ditunggu dari SKPD", until, given)


def publish_failed(engine: Engine, *overrides: Override) -> Release:
    candidate = build_candidate([plan()], "v1")
    stage(engine, candidate)
    record_checks(engine, candidate.candidate_id, [FAILED], NOON)
    return publish(engine, candidate.candidate_id, published_at=NOON, overrides=overrides, **ASKED)


@pytest.mark.parametrize("document", ["", "renja.xlsx"])
def test_an_override_lets_pass_and_stands_in_the_record(engine: Engine, document: str) -> None:
    release = publish_failed(engine, override(document))
    assert overrides_of(engine, release.release_id) == (
        GateOverride(
            FAILED.name, document, "Budi", "ditunggu dari SKPD", TODAY - timedelta(days=9), TODAY
        ),
    )


def test_a_longer_override_of_the_same_release_is_noted_too(engine: Engine) -> None:
    release = publish_failed(engine, override())
    later = override(until=TODAY + timedelta(days=5))
    assert publish_failed(engine, later).unchanged
    assert len(overrides_of(engine, release.release_id)) == 2


@pytest.mark.parametrize(
    "given",
    [
        (),
        (override(until=TODAY - timedelta(days=1)),),
        (override("lain.xlsx"),),
        (replace(override(), check="bi_anggaran.rupiah_terisi"),),
    ],
)
def test_what_is_not_overridden_is_refused(engine: Engine, given: tuple[Override, ...]) -> None:
    with pytest.raises(GateRefusedError, match="rupiah_terisi"):
        publish_failed(engine, *given)
