"""The reporting views of a candidate before it is published, in a database of its own.

The same tables and views as in the warehouse, in memory and without its keys: what the keys
would refuse must be seen by the checks, not stop them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table, create_engine, insert
from sqlalchemy.pool import StaticPool

from warehouse import views
from warehouse.candidate import Candidate
from warehouse.models import DOCUMENT_TABLES, SHARED_TABLES
from warehouse.schema import metadata


@contextmanager
def preview(candidate: Candidate) -> Iterator[Connection]:
    """A connection on which the ``bi_`` views show the candidate as it would be published.

    Rows that stand twice, or that break a rule of their table, show once or not at all.
    """
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        metadata.create_all(connection)
        views.create(connection)
        for table in (*SHARED_TABLES, *DOCUMENT_TABLES):
            _load(connection, table, candidate)
        yield connection
    engine.dispose()


def _load(connection: Connection, table: Table, candidate: Candidate) -> None:
    rows = list(candidate.table(table.name))
    if rows:
        connection.execute(insert(table).prefix_with("OR IGNORE"), rows)
