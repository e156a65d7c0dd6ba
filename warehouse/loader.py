"""Staging: a candidate's rows beside what is published, before anyone vouches for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Table, delete, insert, select

from warehouse.candidate import Candidate
from warehouse.database import writing
from warehouse.dimensions import dim_document
from warehouse.members import Row
from warehouse.models import DOCUMENT_TABLES, STAGING, stg_candidate, stg_count, stg_member
from warehouse.operations import release


@dataclass(frozen=True, slots=True)
class Staged:
    """File names of a staged candidate: those whose rows were written, and those as published."""

    candidate_id: str
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def stage(engine: Engine, candidate: Candidate) -> Staged:
    """Write a candidate to staging, in one transaction, in place of any earlier one.

    Of documents only those whose rows differ from what is published are written.
    """
    with writing(engine) as connection:
        clear(connection)
        published = dict(
            connection.execute(select(dim_document.c.document_id, dim_document.c.rows_hash)).all()
        )
        changed = {
            document.document_id
            for document in candidate.documents
            if published.get(document.document_id) != document.rows_hash
        }
        for name, rows in candidate.dimensions.items():
            _write(connection, STAGING[name], rows)
        for document in candidate.documents:
            if document.document_id in changed:
                for original in DOCUMENT_TABLES:
                    rows = document.rows[original.name]
                    _write(connection, STAGING[original.name], rows)
        connection.execute(
            insert(stg_candidate).values(
                candidate_id=candidate.candidate_id,
                content_hash=candidate.content_hash,
                state_hash=candidate.state_hash,
                code_version=candidate.code_version,
                base_release_id=current_release_id(connection),
            )
        )
        members = [
            {
                "document_id": document.document_id,
                "file": document.file,
                "sha256": document.sha256,
                "changed": int(document.document_id in changed),
            }
            for document in candidate.documents
        ]
        if members:
            connection.execute(insert(stg_member), members)
        counts = [{"view_name": view, "facts": n} for view, n in candidate.facts.items()]
        connection.execute(insert(stg_count), counts)
    return Staged(
        candidate_id=candidate.candidate_id,
        changed=tuple(sorted(d.file for d in candidate.documents if d.document_id in changed)),
        unchanged=tuple(
            sorted(d.file for d in candidate.documents if d.document_id not in changed)
        ),
    )


def clear(connection: Connection) -> None:
    """Empty every staging table."""
    for twin in (*STAGING.values(), stg_candidate, stg_member, stg_count):
        connection.execute(delete(twin))


def current_release_id(connection: Connection) -> str:
    """Identity of the release that stands, '' where there is none."""
    query = select(release.c.release_id).order_by(release.c.sequence.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none() or ""


def _write(connection: Connection, twin: Table, rows: Iterable[Row]) -> None:
    columns = tuple(twin.columns.keys())
    batch = [dict(zip(columns, row, strict=True)) for row in rows]
    if batch:
        connection.execute(insert(twin), batch)
