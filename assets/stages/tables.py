"""Tables: which official form each table of a document follows, and whose plan it is."""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg

from assets.artifacts import CellsFound, TablesFound
from assets.reviewed import load_corrections
from assets.stage_store import StoredStage
from assets.stages.stage import FORM_GROUP, advance, columns_of, describe, document_asset
from assets.workspace import Workspace
from pipelines.conformed.identity import identify
from pipelines.corrections.apply import correct_grids, find_cells
from pipelines.corrections.model import Correction
from pipelines.model import SourceTable
from pipelines.tables.recognise import find_tables


@document_asset(
    group=FORM_GROUP,
    kinds={"python", "yaml"},
    description=describe(
        "Tabel yang dikenali dari kata-kata judul kolomnya, disambung antar-halaman; siapa "
        "dan tahun rencananya; koreksi yang disetujui diterapkan pada selnya.",
        "Tables recognised by their header words and stitched over page breaks; whose plan "
        "of which year it is; approved corrections are applied to their cells.",
    ),
    columns=columns_of(SourceTable),
)
def tables(
    context: dg.AssetExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    grids: StoredStage,
) -> Mapping[str, Any]:
    """Recognise the tables of every document of this run."""
    corrections = load_corrections(workspace.settings).approved

    def work(cells: CellsFound) -> TablesFound:
        return recognise(cells, corrections)

    return advance(context, workspace, grids, work, lambda found: len(found.tables.tables))


def recognise(cells: CellsFound, corrections: Sequence[Correction]) -> TablesFound:
    """The tables of a document, its corrected cells read as the approved corrections say."""
    printed = find_tables(cells.grids)
    whose = identify(printed, file=cells.file, sha256=cells.sha256, entry=cells.entry)
    found = find_cells(cells.grids, whose, corrections)
    if not any(each.applied for each in found):
        return TablesFound(whose, printed, cells.count, found)
    tables_found = find_tables(correct_grids(cells.grids, found))
    whose = identify(tables_found, file=cells.file, sha256=cells.sha256, entry=cells.entry)
    return TablesFound(whose, tables_found, cells.count, found, printed)
