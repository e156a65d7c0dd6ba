"""How tables are declared here: types, special members, and columns that explain themselves.

Every column carries its meaning in Indonesian (``comment``) and English, its unit, what it
may be added over, and where it comes from (``info``). The dictionary is made from these.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Numeric,
    Table,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

#: Members that stand in for a missing dimension key. Unknown: the form has such a column
#: but prints nothing there; not applicable: the form has no such column.
UNKNOWN = "tidak_diketahui"
NOT_APPLICABLE = "tidak_berlaku"
SPECIAL_KEYS = (UNKNOWN, NOT_APPLICABLE)
UNKNOWN_YEAR = 0
NOT_APPLICABLE_YEAR = -1
SPECIAL_YEARS = (UNKNOWN_YEAR, NOT_APPLICABLE_YEAR)

MEASURE_STEP = Decimal("0.000001")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def exact(value: Decimal) -> Decimal:
    """A measure as every database gives it back: six decimals, at most 17 digits of a float."""
    return Decimal(repr(float(value.quantize(MEASURE_STEP)))).quantize(MEASURE_STEP)


def tidy(value: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    return Decimal(format(value.normalize(), "f")) + 0


class Measure(TypeDecorator[Decimal]):
    """A measured number: ``Decimal`` in Python, NUMERIC(24, 6) where the database has one.

    SQLite has no exact numbers: there it is REAL, rounded to six decimals when read.
    """

    impl = Numeric(24, 6)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """REAL on SQLite, else NUMERIC."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(REAL())
        return dialect.type_descriptor(Numeric(24, 6))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Float for SQLite, the Decimal itself elsewhere."""
        if value is None or dialect.name != "sqlite":
            return value
        return float(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Decimal of at most six decimals, without trailing zeros."""
        if value is None:
            return None
        return tidy(exact(Decimal(repr(value) if isinstance(value, float) else value)))


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; naive datetimes are refused because they name no moment."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC (SQLite forgets the zone)."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def column(
    name: str,
    kind: type[TypeEngine[Any]] | TypeEngine[Any],
    meaning: str,
    meaning_en: str,
    *constraints: ForeignKey,
    source: str = "",
    unit: str = "",
    additive: str = "",
    nullable: bool = False,
    key: bool = False,
    index: bool = False,
    unique: bool = False,
) -> Column[Any]:
    """A column with its meaning. ``additive`` (what it may be added over) marks a measure."""
    return Column(
        name,
        kind,
        *constraints,
        primary_key=key,
        nullable=nullable,
        # The column is indexed where its foreign key points elsewhere: replacing a
        # document would otherwise search whole tables for rows that refer to it.
        index=(index or bool(constraints)) and not key,
        unique=unique or None,
        autoincrement=False,
        comment=meaning,
        info={"en": meaning_en, "unit": unit, "additive": additive, "source": source},
    )


def refers(target: str) -> ForeignKey:
    """A foreign key that is checked when the release is complete, not row by row."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def refers_all(columns: tuple[str, ...], targets: tuple[str, ...]) -> ForeignKeyConstraint:
    """A foreign key of several columns, checked when the release is complete."""
    return ForeignKeyConstraint(columns, targets, deferrable=True, initially="DEFERRED")


def one_of(name: str, column_name: str, values: tuple[str, ...]) -> CheckConstraint:
    """A column that holds one of a few codes."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column_name} IN ({listed})", name=name)


def table(name: str, meaning: str, meaning_en: str, *parts: Any) -> Table:
    """A table of the warehouse with its meaning in both languages."""
    return Table(name, metadata, *parts, comment=meaning, info={"en": meaning_en})
