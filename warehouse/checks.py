"""Recorded checks: the only word on whether a candidate may be published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, func, insert, select

from warehouse.database import reading, writing
from warehouse.operations import check_result


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """Result of one check. Only a failed check of severity ``critical`` blocks a release."""

    name: str
    severity: str
    passed: bool
    details: str = ""

    @property
    def blocks(self) -> bool:
        """Whether this result forbids publishing."""
        return self.severity == "critical" and not self.passed


def record_checks(
    engine: Engine, candidate_id: str, checks: Sequence[CheckRecord], at: datetime | None = None
) -> None:
    """Record results for a candidate. A check recorded again counts by its last result.

    ``at`` is a moment with a time zone, now where not given. Earlier results stay, so that
    no one can publish by quietly overwriting a failure.
    """
    moment = at or datetime.now(UTC)
    with writing(engine) as connection:
        latest = latest_results(connection, candidate_id)
        for check in checks:
            attempt = 0
            if check.name in latest:
                attempt, known = latest[check.name]
                if known == check:
                    continue
            connection.execute(
                insert(check_result).values(
                    candidate_id=candidate_id,
                    name=check.name,
                    attempt=attempt + 1,
                    severity=check.severity,
                    passed=int(check.passed),
                    details=check.details,
                    recorded_at=moment,
                )
            )
            latest[check.name] = (attempt + 1, check)


def candidate_checks(engine: Engine, candidate_id: str) -> list[CheckRecord]:
    """The result that counts of every check recorded for a candidate, by name."""
    with reading(engine) as connection:
        latest = latest_results(connection, candidate_id)
    return [latest[name][1] for name in sorted(latest)]


def latest_results(connection: Connection, candidate_id: str) -> dict[str, tuple[int, CheckRecord]]:
    """Name of each recorded check -> number of its last attempt, and that result."""
    last = (
        select(check_result.c.name, func.max(check_result.c.attempt).label("attempt"))
        .where(check_result.c.candidate_id == candidate_id)
        .group_by(check_result.c.name)
        .subquery()
    )
    query = (
        select(
            check_result.c.name,
            check_result.c.attempt,
            check_result.c.severity,
            check_result.c.passed,
            check_result.c.details,
        )
        .join(
            last,
            (last.c.name == check_result.c.name) & (last.c.attempt == check_result.c.attempt),
        )
        .where(check_result.c.candidate_id == candidate_id)
    )
    return {
        row.name: (row.attempt, CheckRecord(row.name, row.severity, bool(row.passed), row.details))
        for row in connection.execute(query)
    }
