"""The reviewed file of referrals (``referrals.csv``): findings that somebody else deals with.

They stay open: to say that one is not ours says nothing of what is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.corrections.rows import read_rows, write_rows
from pipelines.crosswalk.decisions import Problem

COLUMNS = ("temuan_id", "aturan", "dokumen", "alamat", "alasan", "oleh", "tanggal")
_OPTIONAL = {"dokumen", "alamat"}


@dataclass(frozen=True, slots=True)
class Referral:
    """A finding that is somebody else's, who says so, and why; ``date`` is ISO 8601."""

    finding_id: str
    rule: str
    document: str
    address: str
    reason: str
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class Referrals:
    """The rows that can be used, in the order of the file, and what is wrong with the others."""

    rows: tuple[Referral, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_referrals(text: str) -> Referrals:
    """Referrals of a file; what is wrong is told with line and column."""
    rows: dict[str, Referral] = {}
    problems: list[Problem] = []
    for row in read_rows(text, COLUMNS, _OPTIONAL):
        if isinstance(row, Problem):
            return Referrals((), (row,))
        row.needs("temuan_id", "aturan", "alasan", "oleh")
        row.day("tanggal")
        if row["temuan_id"] in rows:
            row.bad("temuan_id", "sudah ada di baris lain", "is in another row already")
        if row.problems:
            problems += row.problems
        else:
            rows[row["temuan_id"]] = Referral(*(row[column] for column in COLUMNS))
    return Referrals(tuple(rows.values()), tuple(problems))


def overlay(beneath: Iterable[Referral], above: Sequence[Referral]) -> tuple[Referral, ...]:
    """A row of ``above`` replaces that of ``beneath`` about its finding."""
    own = {row.finding_id for row in above}
    return (*(row for row in beneath if row.finding_id not in own), *above)


def write_referrals(rows: Iterable[Referral]) -> str:
    """The text of a file of referrals, in the order of the rows."""
    lines = (
        (row.finding_id, row.rule, row.document, row.address, row.reason, row.by, row.date)
        for row in rows
    )
    return write_rows(COLUMNS, lines)
