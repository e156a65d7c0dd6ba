"""Tables: which official form each table of a document follows, and whose plan it is."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.artifacts import CellsFound, TablesFound
from assets.stage_store import StoredStage
from assets.stages.stage import FORM_GROUP, advance, columns_of, describe, document_asset
from assets.workspace import Workspace
from pipelines.conformed.identity import identify
from pipelines.model import SourceTable
from pipelines.tables.recognise import find_tables


@document_asset(
    group=FORM_GROUP,
    kinds={"python", "yaml"},
    description=describe(
        "Tabel yang dikenali dari kata-kata judul kolomnya, disambung antar-halaman; siapa "
        "dan tahun rencananya.",
        "Tables recognised by their header words and stitched over page breaks; whose plan "
        "of which year it is.",
    ),
    columns=columns_of(SourceTable),
)
def tables(
    context: dg.AssetExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    grids: StoredStage,
) -> Mapping[str, Any]:
    """Recognise the tables of every document of this run."""
    return advance(context, workspace, grids, _recognise, lambda found: len(found.tables.tables))


def _recognise(cells: CellsFound) -> TablesFound:
    found = find_tables(cells.grids)
    whose = identify(found, file=cells.file, sha256=cells.sha256, entry=cells.entry)
    return TablesFound(whose, found, cells.count)
