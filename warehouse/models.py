"""All tables of the warehouse, in the groups in which they are loaded."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text

from warehouse.corrections import HISTORY_TABLES, correction
from warehouse.dimensions import SHARED, dim_document
from warehouse.facts import FACT_TABLES, published_fact
from warehouse.mapping import MAPPING_TABLES
from warehouse.operations import OPERATIONS
from warehouse.sources import (
    fact_cell,
    finding,
    finding_cell,
    nomenclature_cell,
    record_cell,
    source_cell,
    source_file,
    source_record,
    source_table,
)

#: Bumped by hand when a published table changes shape; a warehouse of another version
#: is refused, because it is cheaper to rebuild than to guess.
SCHEMA_VERSION = "4"

SHARED_DIMENSIONS: tuple[Table, ...] = SHARED

#: Tables that belong to no document, replaced row by row with every release.
SHARED_TABLES: tuple[Table, ...] = (*SHARED_DIMENSIONS, *MAPPING_TABLES)

#: Tables whose rows belong to one document (``document_id``), each after those it refers to.
DOCUMENT_TABLES: tuple[Table, ...] = (
    dim_document,
    source_file,
    source_table,
    source_cell,
    source_record,
    record_cell,
    nomenclature_cell,
    published_fact,
    *FACT_TABLES.values(),
    fact_cell,
    finding,
    finding_cell,
    correction,
)

#: Everything but staging, in the order in which tables refer to each other.
PUBLISHED_TABLES: tuple[Table, ...] = (
    *SHARED_DIMENSIONS,
    *DOCUMENT_TABLES,
    *MAPPING_TABLES,
    *OPERATIONS,
    *HISTORY_TABLES,
)

# --------------------------------------------------------------------------- staging

#: Staging lives apart from what is published: no keys to other tables, no meaning of its own.
staging = MetaData()


def _twin(original: Table) -> Table:
    """The staging twin of a table: same columns and primary key, nothing else."""
    return Table(
        f"stg_{original.name}",
        staging,
        *(
            Column(
                c.name, c.type, primary_key=c.primary_key, nullable=c.nullable, autoincrement=False
            )
            for c in original.columns
        ),
    )


STAGING: dict[str, Table] = {
    original.name: _twin(original) for original in (*SHARED_TABLES, *DOCUMENT_TABLES)
}

#: The one candidate in staging, and the release on which the comparison rested ('' for none).
stg_candidate = Table(
    "stg_candidate",
    staging,
    Column("candidate_id", Text, primary_key=True),
    Column("content_hash", Text, nullable=False),
    Column("state_hash", Text, nullable=False),
    Column("code_version", Text, nullable=False),
    Column("base_release_id", Text, nullable=False),
)

#: Every document of the candidate; ``changed`` says whether its rows are in staging.
stg_member = Table(
    "stg_member",
    staging,
    Column("document_id", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("changed", Integer, nullable=False),
)

stg_count = Table(
    "stg_count",
    staging,
    Column("view_name", Text, primary_key=True),
    Column("facts", Integer, nullable=False),
)
