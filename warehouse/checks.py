"""Recorded checks: the only word on whether a candidate may be published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select

from warehouse.database import reading, writing
from warehouse.operations import check_failure, check_result


@dataclass(frozen=True, slots=True)
class FailedRow:
    """One row that fails a check: document, key, cells, and what stands there."""

    document: str
    document_id: str
    row_key: str
    addresses: str
    content: str


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """Result of one check. Only a failed check of severity ``critical`` blocks a release.

    ``suite_version`` says which checks gave the result, ``kind`` how it ended, ``examined``
    and ``failures`` count rows, ``rows`` are all rows that fail.
    """

    name: str
    severity: str
    passed: bool
    details: str = ""
    details_en: str = ""
    suite_version: str = ""
    kind: str = ""
    examined: int = 0
    failures: int = 0
    rows: tuple[FailedRow, ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether this result forbids publishing."""
        return self.severity == "critical" and not self.passed

    @property
    def documents(self) -> frozenset[str]:
        """The files whose rows fail; none where it is not known."""
        named = {row.document for row in self.rows}
        return frozenset() if "" in named else frozenset(named)


def record_checks(
    engine: Engine, candidate_id: str, checks: Sequence[CheckRecord], at: datetime | None = None
) -> None:
    """Record results for a candidate. A check recorded again counts by its last result.

    ``at`` is a moment with a time zone, now where not given. Earlier results stay, so that
    no one can publish by quietly overwriting a failure.
    """
    moment = at or datetime.now(UTC)
    results, failures = [], []
    with writing(engine) as connection:
        latest = latest_results(connection, candidate_id)
        for check in checks:
            attempt, known = latest.get(check.name, (0, None))
            told = replace(check, rows=())
            if known == told:
                continue
            latest[check.name] = (attempt + 1, told)
            key = {"candidate_id": candidate_id, "name": check.name, "attempt": attempt + 1}
            results.append(
                {
                    **key,
                    "severity": check.severity,
                    "passed": int(check.passed),
                    "details": check.details,
                    "details_en": check.details_en,
                    "suite_version": check.suite_version,
                    "kind": check.kind,
                    "examined": check.examined,
                    "failures": check.failures,
                    "recorded_at": moment,
                }
            )
            failures += [
                {
                    **key,
                    "ordinal": ordinal,
                    "document": row.document,
                    "document_id": row.document_id,
                    "row_key": row.row_key,
                    "addresses": row.addresses,
                    "content": row.content,
                }
                for ordinal, row in enumerate(check.rows)
            ]
        if results:
            connection.execute(insert(check_result), results)
        if failures:
            connection.execute(insert(check_failure), failures)


def candidate_checks(engine: Engine, candidate_id: str) -> list[CheckRecord]:
    """The result that counts of every check recorded for a candidate, by name."""
    query = (
        select(check_failure)
        .where(check_failure.c.candidate_id == candidate_id)
        .order_by(check_failure.c.name, check_failure.c.ordinal)
    )
    with reading(engine) as connection:
        latest = latest_results(connection, candidate_id)
        failures = connection.execute(query).all()
    rows: dict[tuple[str, int], list[FailedRow]] = {}
    for row in failures:
        failed = FailedRow(row.document, row.document_id, row.row_key, row.addresses, row.content)
        rows.setdefault((row.name, row.attempt), []).append(failed)
    return [
        replace(record, rows=tuple(rows.get((name, attempt), ())))
        for name, (attempt, record) in sorted(latest.items())
    ]


def failing_documents(
    connection: Connection, candidate_id: str, name: str, attempt: int
) -> frozenset[str]:
    """The files whose rows fail a check; none where it is not known of every row."""
    query = select(check_failure.c.document).where(
        check_failure.c.candidate_id == candidate_id,
        check_failure.c.name == name,
        check_failure.c.attempt == attempt,
    )
    named = frozenset(connection.scalars(query.distinct()))
    return frozenset() if "" in named else named


def latest_results(connection: Connection, candidate_id: str) -> dict[str, tuple[int, CheckRecord]]:
    """Name of each recorded check -> number of its last attempt, and that result."""
    last = (
        select(check_result.c.name, func.max(check_result.c.attempt).label("attempt"))
        .where(check_result.c.candidate_id == candidate_id)
        .group_by(check_result.c.name)
        .subquery()
    )
    query = (
        select(check_result)
        .join(
            last,
            (last.c.name == check_result.c.name) & (last.c.attempt == check_result.c.attempt),
        )
        .where(check_result.c.candidate_id == candidate_id)
    )
    return {row.name: (row.attempt, as_record(row)) for row in connection.execute(query)}


def as_record(row: Row[Any]) -> CheckRecord:
    """A row of ``check_result`` as a record."""
    return CheckRecord(
        row.name,
        row.severity,
        bool(row.passed),
        row.details,
        row.details_en,
        row.suite_version,
        row.kind,
        row.examined,
        row.failures,
    )
