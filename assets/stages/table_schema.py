"""Dagster's column schema from the warehouse's own tables and their meanings."""

from __future__ import annotations

import dagster as dg
from sqlalchemy import Table


def schema_of(table: Table) -> dg.TableSchema:
    """Columns with type and meaning, as declared in the warehouse."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column.name,
                type(column.type).__name__,
                column.comment,
                dg.TableColumnConstraints(nullable=bool(column.nullable)),
            )
            for column in table.columns
        ]
    )
