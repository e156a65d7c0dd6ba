"""The questions of the report, as files of SQL that anyone may run on the warehouse."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, text

from warehouse.schema import exact, tidy

Fields = dict[str, Any]


@cache
def query(name: str) -> str:
    """The SQL of ``queries/NAME.sql``; it runs on SQLite and PostgreSQL alike."""
    return (files(__package__) / "queries" / f"{name}.sql").read_text(encoding="utf-8").strip()


def ask(connection: Connection, name: str) -> list[Fields]:
    """The rows of a query; whole numbers are ``int``, others ``Decimal``."""
    found = connection.execute(text(query(name)))
    return [{key: _plain(value) for key, value in row._mapping.items()} for row in found]


def _plain(value: Any) -> Any:
    # Databases differ in what a sum is: float, Decimal or int.
    if isinstance(value, float | Decimal):
        number = tidy(exact(Decimal(str(value))))
        return int(number) if number == number.to_integral_value() else number
    return value


def owners(rows: Iterable[Fields]) -> int:
    """How many agencies the rows are of."""
    return len({(row["pemerintah"], row["perangkat_daerah"]) for row in rows})
