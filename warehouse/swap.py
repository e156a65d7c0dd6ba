"""From staging to published, within one transaction: only what the candidate changes."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, or_, select

from warehouse.models import DOCUMENT_TABLES, SHARED_TABLES, STAGING, stg_member


def replace_documents(connection: Connection) -> None:
    """Published rows become those of the candidate; unchanged documents are not touched.

    Foreign keys are checked at the end of the transaction, so everything that goes can go
    before anything comes: a fact may pass from one document to another.
    """
    staged = select(stg_member.c.document_id)
    changed = staged.where(stg_member.c.changed == 1)
    for original in reversed(DOCUMENT_TABLES):
        owner = original.c.document_id
        connection.execute(delete(original).where(or_(owner.in_(changed), owner.not_in(staged))))
    for dimension in SHARED_TABLES:
        _synchronise(connection, dimension)
    for original in DOCUMENT_TABLES:
        _copy(connection, original)


def _synchronise(connection: Connection, dimension: Table) -> None:
    """Members that are gone or differ go, members that are new or differ come."""
    twin = STAGING[dimension.name]
    (key,) = dimension.primary_key.columns
    member = twin.c[key.name] == key
    # Keys are compared with = alone: databases find no index for IS NOT DISTINCT FROM.
    same = and_(
        member,
        *(c.is_not_distinct_from(twin.c[c.name]) for c in dimension.columns if c is not key),
    )
    connection.execute(delete(dimension).where(~select(twin.c[key.name]).where(same).exists()))
    _copy(connection, dimension, ~select(key).where(member).correlate(twin).exists())


def _copy(
    connection: Connection, original: Table, condition: ColumnElement[bool] | None = None
) -> None:
    twin = STAGING[original.name]
    names = list(original.columns.keys())
    rows = select(*(twin.c[name] for name in names))
    if condition is not None:
        rows = rows.where(condition)
    connection.execute(insert(original).from_select(names, rows))
