"""What changed since the last release, as far as the warehouse remembers.

Of earlier releases it keeps inputs, hashes, counts of facts and results of checks; rows of
facts and findings are those of the standing release alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select

from assets.report_page.words import VIEWS, Said, counted, number, said
from warehouse.operations import (
    check_result,
    release,
    release_check,
    release_count,
    release_input,
)

#: Releases in the list of the last ones.
MOST_RELEASES = 10

_FILES = {
    "baru": Said("baru", "new"),
    "berubah": Said("isinya berubah", "its content changed"),
    "hilang": Said("tidak ada lagi", "no longer there"),
    "terbit": Said("sekarang terbit", "now published"),
    "karantina": Said("sekarang dikarantina", "now set aside"),
}


@dataclass(frozen=True)
class Count:
    """A number before (None where there was no release) and now."""

    name: Said
    before: int | None
    now: int

    @property
    def difference(self) -> str:
        """``+12``, ``−3``, ``0``; a dash where there is nothing to compare."""
        if self.before is None:
            return "–"
        by = self.now - self.before
        return f"{'−' if by < 0 else '+' if by else ''}{number(abs(by))}"


@dataclass(frozen=True)
class Past:
    """One release of the list."""

    release_id: str
    published_at: datetime
    content_hash: str
    state_hash: str
    code_version: str
    facts: int
    warnings: int


@dataclass(frozen=True)
class Changes:
    """The section; ``before`` is None for the first release."""

    title: Said
    now: Past
    before: Past | None
    files: tuple[tuple[str, Said], ...]
    counts: tuple[Count, ...]
    past: tuple[Past, ...]

    @property
    def same_facts(self) -> bool:
        """True where identity, value, unit and status of every fact are the same."""
        return self.before is not None and self.before.content_hash == self.now.content_hash

    @property
    def beside_facts(self) -> bool:
        """True where the facts are the same, but other rows of the warehouse are not."""
        return (
            self.same_facts
            and self.before is not None
            and self.before.state_hash != self.now.state_hash
        )

    @property
    def same_program(self) -> bool:
        """True where the same version of the program made both."""
        return self.before is not None and self.before.code_version == self.now.code_version


def changes(connection: Connection) -> Changes:
    """The standing release beside the one before it."""
    query = select(release).order_by(release.c.sequence.desc()).limit(MOST_RELEASES)
    rows = connection.execute(query).all()
    past = tuple(_past(connection, row) for row in rows)
    now, before = past[0], past[1] if len(past) > 1 else None
    files = _files(connection, now, before)
    return Changes(
        _title(now, before, files), now, before, files, _counts(connection, now, before), past
    )


def _past(connection: Connection, row: Any) -> Past:
    facts = select(func.sum(release_count.c.facts)).where(
        release_count.c.release_id == row.release_id
    )
    warnings = (
        select(func.count())
        .select_from(release_check)
        .join(
            check_result,
            and_(
                check_result.c.candidate_id == release_check.c.candidate_id,
                check_result.c.name == release_check.c.name,
                check_result.c.attempt == release_check.c.attempt,
            ),
        )
        .where(release_check.c.release_id == row.release_id, check_result.c.passed == 0)
    )
    return Past(
        row.release_id,
        row.published_at,
        row.content_hash,
        row.state_hash,
        row.code_version,
        int(connection.scalar(facts) or 0),
        int(connection.scalar(warnings) or 0),
    )


def _inputs(connection: Connection, of: Past | None) -> dict[str, tuple[set[str], str]]:
    """File -> its hashes and its outcome."""
    found: dict[str, tuple[set[str], str]] = {}
    if of is None:
        return found
    query = select(release_input).where(release_input.c.release_id == of.release_id)
    for row in connection.execute(query):
        hashes, _ = found.setdefault(row.file, (set(), row.outcome))
        hashes.add(row.sha256)
    return found


def _files(connection: Connection, now: Past, before: Past | None) -> tuple[tuple[str, Said], ...]:
    if before is None:
        return ()
    new, old = _inputs(connection, now), _inputs(connection, before)
    found = []
    for file in sorted({*new, *old}):
        if file not in old:
            found.append((file, _FILES["baru"]))
        elif file not in new:
            found.append((file, _FILES["hilang"]))
        elif new[file][0] != old[file][0]:
            found.append((file, _FILES["berubah"]))
        elif new[file][1] != old[file][1]:
            found.append((file, _FILES[new[file][1]]))
    return tuple(found)


def _counts(connection: Connection, now: Past, before: Past | None) -> tuple[Count, ...]:
    found: dict[str, dict[str, int]] = {}
    for of in (now, before):
        query = select(release_count.c.view_name, release_count.c.facts)
        if of is not None:
            rows = connection.execute(query.where(release_count.c.release_id == of.release_id))
            found[of.release_id] = dict(rows.all())
    old = found.get(before.release_id, {}) if before else {}
    counts = [
        Count(said(VIEWS, view), old.get(view, 0) if before else None, facts)
        for view, facts in sorted(found[now.release_id].items())
    ]
    checks = Said("Pemeriksaan yang memperingatkan", "Checks with a warning")
    return (*counts, Count(checks, before.warnings if before else None, now.warnings))


def _title(now: Past, before: Past | None, files: tuple[tuple[str, Said], ...]) -> Said:
    if before is None:
        return Said(
            "Ini rilis pertama: belum ada yang dapat dibandingkan",
            "This is the first release: there is nothing to compare it with",
        )
    inputs, inputs_en = "berkas masukannya sama", "its input files are the same"
    if files:
        inputs = f"{number(len(files))} berkas masukan berbeda"
        inputs_en = f"{counted(len(files), 'input file')} changed"
    if before.content_hash == now.content_hash:
        return Said(
            f"Semua fakta sama dengan rilis sebelumnya; {inputs}",
            f"All facts are those of the release before; {inputs_en}",
        )
    by = Count(Said("", ""), before.facts, now.facts).difference
    return Said(
        f"Fakta berubah sejak rilis sebelumnya (jumlahnya {by}); {inputs}",
        f"Facts changed since the release before (their number by {by}); {inputs_en}",
    )
