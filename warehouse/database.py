"""Opening a warehouse: SQLite or PostgreSQL, made ready where it is new or out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateTable

from warehouse import dictionary, views
from warehouse.errors import CannotOpenError, WarehouseError, WrongUrlError
from warehouse.models import SCHEMA_VERSION, staging
from warehouse.operations import kamus_data, warehouse_meta
from warehouse.schema import metadata

_BUSY_SECONDS = 30
#: Any number that no other program on the server locks.
_ADVISORY_LOCK = 7_356_201
_EXAMPLES = ("sqlite:///gudang.sqlite", "postgresql+psycopg://USER:PASSWORD@HOST/DATABASE")


def connect(url: str) -> Engine:
    """Engine of the warehouse at a SQLAlchemy URL; tables and views are made where absent.

    Raises :class:`CannotOpenError` where the database cannot be opened or was made by a
    version of the code with other tables.
    """
    try:
        parsed = make_url(url)
        engine = _engine(parsed)
        prepare(engine)
    except (ArgumentError, ValueError) as error:
        detail = " ".join(str(error).split())
        raise WrongUrlError(
            f"Gudang data tidak dapat dibuka: alamatnya salah ({detail}); contoh: "
            f"{', '.join(_EXAMPLES)}.",
            f"The warehouse cannot be opened: its URL is wrong ({detail}); examples: "
            f"{', '.join(_EXAMPLES)}.",
        ) from error
    except ImportError as error:
        raise CannotOpenError(
            f"Gudang data {_shown(url)} tidak dapat dibuka ({error}): penghubung (driver) basis "
            "data ini belum terpasang. Untuk PostgreSQL: pip install -e .[postgres], dengan "
            f"alamat {_EXAMPLES[1]}.",
            f"The warehouse {_shown(url)} cannot be opened ({error}): a driver for this database "
            "must be installed. For PostgreSQL: pip install -e .[postgres], with a URL such as "
            f"{_EXAMPLES[1]}.",
        ) from error
    except (OSError, SQLAlchemyError) as error:
        cause = getattr(error, "orig", None) or error
        shown = _shown(url)
        detail = " ".join(str(cause).split())
        raise CannotOpenError(
            f"Gudang data {shown} tidak dapat dibuka ({detail}): periksa alamat, folder, "
            "dan hak aksesnya.",
            f"The warehouse {shown} cannot be opened ({detail}): check its address, folder "
            "and permissions.",
        ) from error
    return engine


def _shown(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_pre_ping=True)
    elif url.database in (None, "", ":memory:"):
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    """Foreign keys, readers beside a writer, patience, and transactions that are ours."""

    @event.listens_for(engine, "connect")
    def configure(connection, _record) -> None:  # type: ignore[no-untyped-def]
        # Left to itself the driver begins a transaction only before the first change, so
        # that a release would be read in pieces; see "begin" below.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={_BUSY_SECONDS * 1000}",
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("renja_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that changes the warehouse; others that change it wait their turn."""
    with engine.execution_options(renja_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees one release, whatever is published meanwhile."""
    connection = engine.connect()
    if connection.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    with connection:
        yield connection


@lru_cache(maxsize=4)
def _fingerprint(dialect_name: str) -> str:
    """Changes whenever a table, view or meaning in the code changes."""
    digest = hashlib.sha256(f"{dialect_name} {SCHEMA_VERSION}".encode())
    for group in (metadata, staging):
        for item in group.sorted_tables:
            digest.update(str(CreateTable(item)).encode())
    for view in views.VIEWS:
        digest.update(f"{view.name} {view.query}".encode())
    for row in dictionary.rows():
        digest.update(repr(row).encode())
    return digest.hexdigest()


def prepare(engine: Engine) -> None:
    """Create tables, views and the dictionary where they are absent or out of date."""
    fingerprint = _fingerprint(engine.dialect.name)
    with engine.connect() as connection:
        if _meta(connection).get("fingerprint") == fingerprint:
            return
    with writing(engine) as connection:
        known = _meta(connection)
        version = known.get("schema_version", SCHEMA_VERSION)
        if version != SCHEMA_VERSION:
            raise _other_version(version)
        views.drop(connection)
        metadata.create_all(connection)
        # Staging holds nothing that a new run does not write again.
        staging.drop_all(connection)
        staging.create_all(connection)
        views.create(connection)
        connection.execute(kamus_data.delete())
        connection.execute(insert(kamus_data), dictionary.rows())
        connection.execute(warehouse_meta.delete())
        connection.execute(
            insert(warehouse_meta),
            [
                {"name": "schema_version", "content": SCHEMA_VERSION},
                {"name": "fingerprint", "content": fingerprint},
            ],
        )


def _meta(connection: Connection) -> dict[str, str]:
    if not inspect(connection).has_table(warehouse_meta.name):
        return {}
    query = select(warehouse_meta.c.name, warehouse_meta.c.content)
    return dict(connection.execute(query).all())


def _other_version(version: str) -> WarehouseError:
    return CannotOpenError(
        f"Gudang data ini dibuat dengan susunan tabel versi {version}, program ini memakai "
        f"versi {SCHEMA_VERSION}: bangun gudang baru dari berkas raw/.",
        f"This warehouse has tables of version {version}, this program uses version "
        f"{SCHEMA_VERSION}: build a new warehouse from the files in raw/.",
    )
