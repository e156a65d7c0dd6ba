"""Records: the typed rows of each form, before codes and units are conformed."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.artifacts import RecordsFound, TablesFound
from assets.stage_store import StoredStage
from assets.stages.stage import FORM_GROUP, advance, columns_of, describe, document_asset
from assets.workspace import Workspace
from pipelines.model import Record
from pipelines.records.form_rows import read_records


@document_asset(
    group=FORM_GROUP,
    kinds={"python"},
    description=describe(
        "Baris formulir yang sudah bertipe, masing-masing dengan sel asalnya.",
        "The typed rows of the forms, each with the cells it came from.",
    ),
    columns=columns_of(Record),
)
def records(
    context: dg.AssetExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    tables: StoredStage,
) -> Mapping[str, Any]:
    """Read the rows of every table of this run."""
    return advance(context, workspace, tables, _read, lambda found: len(found.records.records))


def _read(found: TablesFound) -> RecordsFound:
    return RecordsFound(found, read_records(found.tables))
