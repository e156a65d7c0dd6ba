"""Publishing: the gate, and one transaction that replaces a whole release or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    and_,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from pipelines.corrections.model import Override
from pipelines.corrections.overrides_file import covering, valid_on
from warehouse.candidate import content_line, hash_lines
from warehouse.checks import (
    CheckRecord,
    FailedRow,
    as_record,
    candidate_checks,
    failing_documents,
    latest_results,
    record_checks,
)
from warehouse.correction_history import GateOverride, record_history, record_overrides
from warehouse.database import reading, writing
from warehouse.dimensions import dim_unit
from warehouse.errors import GateRefusedError, NotStagedError, PublishFailedError
from warehouse.facts import FACT_TABLES
from warehouse.loader import clear, current_release_id
from warehouse.models import (
    stg_candidate,
    stg_count,
    stg_member,
)
from warehouse.operations import (
    check_result,
    quarantine,
    release,
    release_check,
    release_count,
    release_input,
    run,
)
from warehouse.schema import SPECIAL_KEYS
from warehouse.swap import replace_documents

__all__ = [
    "CheckRecord",
    "FailedRow",
    "QuarantineRecord",
    "Release",
    "ReleaseInput",
    "RunRecord",
    "candidate_checks",
    "current_release",
    "keep_quarantine",
    "publish",
    "published_content_hash",
    "record_checks",
    "record_run",
    "releases",
]


_NAMED = 5


@dataclass(frozen=True, slots=True)
class QuarantineRecord:
    """A file that is not published, and why. ``since`` is kept from earlier releases."""

    file: str
    sha256: str
    reason: str
    reason_en: str
    rule: str
    place: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReleaseInput:
    """One file that went into a release: ``outcome`` is ``terbit`` or ``karantina``."""

    file: str
    sha256: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A release. ``unchanged`` where publishing found that it says all there is to say."""

    release_id: str
    sequence: int
    published_at: datetime
    content_hash: str
    state_hash: str
    candidate_id: str
    code_version: str
    inputs: tuple[ReleaseInput, ...]
    facts: dict[str, int]
    checks: tuple[CheckRecord, ...]
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run of the program; ``release_id`` is the release that stands afterwards."""

    run_id: str
    command: str
    started_at: datetime
    seconds: float
    code_version: str
    outcome: str
    details: str = ""
    release_id: str | None = None


# --------------------------------------------------------------------------- publish


def publish(
    engine: Engine,
    candidate_id: str,
    *,
    published_at: datetime,
    required_checks: Sequence[str],
    suite_version: str,
    quarantined: Sequence[QuarantineRecord] = (),
    overrides: Sequence[Override] = (),
) -> Release:
    """Make the staged candidate the current release, or leave everything as it is.

    The gate reads the recorded checks itself, whoever asks: results for this very candidate
    (its identity covers inputs, rows and code) by the checks of this ``suite_version``; at
    least one, all of ``required_checks``, and none of severity critical failed but those that
    ``overrides`` cover on that day (UTC), which the record of the release names. Where inputs
    and all rows are those of the current release, that one is returned with
    ``unchanged=True``. What changes of corrections and acceptances goes into their history.

    Raises :class:`NotStagedError` where another candidate is in staging or the warehouse
    moved on meanwhile, :class:`GateRefusedError` where the checks say no, and
    :class:`PublishFailedError` where the database refuses the rows. ``published_at`` needs
    a time zone.
    """
    if published_at.tzinfo is None:
        raise ValueError("published_at needs a time zone")
    try:
        with writing(engine) as connection:
            candidate = _staged(connection, candidate_id)
            today = published_at.astimezone(UTC).date()
            results, used = _pass_gate(
                connection,
                candidate_id,
                required_checks,
                suite_version,
                valid_on(overrides, today),
            )
            inputs = _inputs(connection, quarantined)
            current = standing_release(connection)
            if (
                current is not None
                and current.state_hash == candidate.state_hash
                and current.inputs == inputs
            ):
                record_overrides(connection, current.release_id, used)
                clear(connection)
                return replace(current, unchanged=True)
            replace_documents(connection)
            _replace_quarantine(connection, quarantined, published_at)
            release_id = _write_release(connection, candidate, published_at)
            if inputs:
                connection.execute(
                    insert(release_input),
                    [{"release_id": release_id, **asdict(item)} for item in inputs],
                )
            connection.execute(
                insert(release_check),
                [
                    {
                        "release_id": release_id,
                        "candidate_id": candidate_id,
                        "name": name,
                        "attempt": attempt,
                    }
                    for name, attempt in sorted(results.items())
                ],
            )
            record_history(connection, release_id, published_at)
            record_overrides(connection, release_id, used)
            clear(connection)
            published = standing_release(connection)
    except SQLAlchemyError as error:
        detail = " ".join(str(getattr(error, "orig", None) or error).split())
        raise PublishFailedError(
            f"Penerbitan gagal di basis data ({detail}); rilis sebelumnya tetap berlaku.",
            f"Publishing failed in the database ({detail}); the previous release still stands.",
        ) from error
    assert published is not None
    return published


def _staged(connection: Connection, candidate_id: str) -> Row[Any]:
    staged = connection.execute(select(stg_candidate)).one_or_none()
    if staged is None or staged.candidate_id != candidate_id:
        raise NotStagedError(
            f"Kandidat {candidate_id} tidak ada di staging: jalankan ulang pemuatannya.",
            f"Candidate {candidate_id} is not in staging: load it again.",
        )
    if staged.base_release_id != current_release_id(connection):
        raise NotStagedError(
            f"Rilis lain terbit sejak kandidat {candidate_id} dimuat: muat ulang kandidat.",
            f"Another release was published since candidate {candidate_id} was staged: "
            "stage it again.",
        )
    return staged


def _pass_gate(
    connection: Connection,
    candidate_id: str,
    required: Sequence[str],
    suite_version: str,
    overrides: Sequence[Override],
) -> tuple[dict[str, int], list[GateOverride]]:
    """Attempt numbers of the results that allow publishing, and the overrides that they need;
    raises where they do not."""
    latest = {
        name: found
        for name, found in latest_results(connection, candidate_id).items()
        if found[1].suite_version == suite_version
    }
    missing = tuple(sorted(set(required) - set(latest)))
    if missing or not latest:
        names = _few(missing) or "-"
        raise GateRefusedError(
            f"Kandidat {candidate_id} belum diperiksa (belum ada hasil: {names}).",
            f"Candidate {candidate_id} has not been checked (no result: {names}).",
            missing,
        )
    used: list[GateOverride] = []
    failed: list[str] = []
    for name, (attempt, check) in sorted(latest.items()):
        if not check.blocks:
            continue
        documents = failing_documents(connection, candidate_id, name, attempt)
        excuses = covering(overrides, name, documents)
        used += [
            GateOverride(name, each.document, each.by, each.reason, each.given, each.until)
            for each in excuses
        ]
        if not excuses:
            failed.append(name)
    if failed:
        names = _few(failed)
        raise GateRefusedError(
            f"Pemeriksaan kritis gagal: {names}; rilis sebelumnya tetap berlaku.",
            f"Critical checks failed: {names}; the previous release still stands.",
            tuple(failed),
        )
    return {name: attempt for name, (attempt, _) in latest.items()}, used


def _few(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = f" (+{len(names) - _NAMED})" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _inputs(
    connection: Connection, quarantined: Sequence[QuarantineRecord]
) -> tuple[ReleaseInput, ...]:
    """Every file that was offered, published or not, in the order in which they are kept."""
    query = select(stg_member.c.file, stg_member.c.sha256)
    files = {
        (file, sha256): ReleaseInput(file, sha256, "terbit")
        for file, sha256 in connection.execute(query)
    }
    for item in quarantined:
        key = (item.file, item.sha256)
        files[key] = ReleaseInput(*key, "karantina", f"{item.rule}: {item.reason}")
    return tuple(files[key] for key in sorted(files))


def _replace_quarantine(
    connection: Connection, quarantined: Sequence[QuarantineRecord], moment: datetime
) -> None:
    known = {(row.file, row.sha256): row.since for row in connection.execute(select(quarantine))}
    connection.execute(delete(quarantine))
    rows = {
        (item.file, item.sha256): {
            "file": item.file,
            "sha256": item.sha256,
            "rule": item.rule,
            "reason": item.reason,
            "reason_en": item.reason_en,
            "place": item.place,
            "since": known.get((item.file, item.sha256), item.since or moment),
        }
        for item in quarantined
    }
    if rows:
        connection.execute(insert(quarantine), list(rows.values()))


def keep_quarantine(
    engine: Engine, quarantined: Sequence[QuarantineRecord], moment: datetime
) -> None:
    """Record what a refused run has set aside; what is published stays as it is."""
    with writing(engine) as connection:
        _replace_quarantine(connection, quarantined, moment)


def _write_release(connection: Connection, candidate: Row[Any], moment: datetime) -> str:
    last = connection.execute(select(func.max(release.c.sequence))).scalar_one_or_none()
    sequence = (last or 0) + 1
    release_id = f"r{sequence:04d}-{candidate.content_hash[:12]}"
    connection.execute(
        insert(release).values(
            release_id=release_id,
            sequence=sequence,
            published_at=moment,
            content_hash=candidate.content_hash,
            state_hash=candidate.state_hash,
            candidate_id=candidate.candidate_id,
            code_version=candidate.code_version,
        )
    )
    counts = [
        {"release_id": release_id, "view_name": row.view_name, "facts": row.facts}
        for row in connection.execute(select(stg_count))
    ]
    connection.execute(insert(release_count), counts)
    return release_id


# --------------------------------------------------------------------------- read


def current_release(engine: Engine) -> Release | None:
    """The release that stands, with its inputs, counts and checks; None before the first."""
    with reading(engine) as connection:
        return standing_release(connection)


def releases(engine: Engine) -> list[Release]:
    """All releases, the current one first."""
    query = select(release).order_by(release.c.sequence.desc())
    with reading(engine) as connection:
        return [_release(connection, row) for row in connection.execute(query).all()]


def standing_release(connection: Connection) -> Release | None:
    """The release that stands, within a transaction."""
    query = select(release).order_by(release.c.sequence.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _release(connection, row)


def _release(connection: Connection, row: Row[Any]) -> Release:
    inputs = connection.execute(
        select(
            release_input.c.file,
            release_input.c.sha256,
            release_input.c.outcome,
            release_input.c.reason,
        )
        .where(release_input.c.release_id == row.release_id)
        .order_by(release_input.c.file, release_input.c.sha256)
    )
    counts = connection.execute(
        select(release_count.c.view_name, release_count.c.facts).where(
            release_count.c.release_id == row.release_id
        )
    )
    checks = connection.execute(
        select(check_result)
        .join(
            release_check,
            and_(
                release_check.c.candidate_id == check_result.c.candidate_id,
                release_check.c.name == check_result.c.name,
                release_check.c.attempt == check_result.c.attempt,
            ),
        )
        .where(release_check.c.release_id == row.release_id)
        .order_by(check_result.c.name)
    )
    return Release(
        release_id=row.release_id,
        sequence=row.sequence,
        published_at=row.published_at,
        content_hash=row.content_hash,
        state_hash=row.state_hash,
        candidate_id=row.candidate_id,
        code_version=row.code_version,
        # Sorted here too: databases collate differently.
        inputs=tuple(
            sorted((ReleaseInput(*item) for item in inputs), key=lambda i: (i.file, i.sha256))
        ),
        facts=dict(counts.all()),
        checks=tuple(as_record(row) for row in checks),
    )


def published_content_hash(engine: Engine) -> str:
    """The content hash of what the tables hold now: differs from the release's if altered."""
    with reading(engine) as connection:
        return hash_lines(_content(connection))


def _content(connection: Connection) -> Iterator[str]:
    unit = func.coalesce(dim_unit.c.canonical, dim_unit.c.printed)
    for view, facts in FACT_TABLES.items():
        columns = facts.columns
        if "amount" in columns:
            query = select(columns.fact_id, columns.amount, columns.status)
            for fact_id, amount, status in connection.execute(query):
                yield content_line(view, fact_id, amount, None, status)
        elif "value" in columns:
            measured = select(
                columns.fact_id, columns.value, unit, columns.status, columns.unit_key
            ).join(dim_unit, dim_unit.c.unit_key == columns.unit_key)
            for fact_id, value, name, status, key in connection.execute(measured):
                printed = None if key in SPECIAL_KEYS else name
                yield content_line(view, fact_id, value, printed, status)
        else:
            for fact_id, status in connection.execute(select(columns.fact_id, columns.status)):
                yield content_line(view, fact_id, None, None, status)


def record_run(engine: Engine, record: RunRecord) -> None:
    """Keep a run of the program for auditors."""
    with writing(engine) as connection:
        connection.execute(
            insert(run).values(
                run_id=record.run_id,
                command=record.command,
                started_at=record.started_at,
                seconds=record.seconds,
                code_version=record.code_version,
                outcome=record.outcome,
                details=record.details,
                release_id=record.release_id,
            )
        )
