"""Grids: the cells of a document with their addresses, whatever its format."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.artifacts import CellsFound, Received
from assets.settings import find_limits
from assets.stage_store import StoredStage
from assets.stages.stage import DOCUMENT_GROUP, advance, columns_of, describe, document_asset
from assets.workspace import Workspace
from pipelines.model import Cell
from pipelines.readers.isolated import read_isolated


@document_asset(
    group=DOCUMENT_GROUP,
    kinds={"python"},
    description=describe(
        "Setiap sel berisi dari dokumen, dengan alamat dan teks persis seperti aslinya.",
        "Every non-empty cell of the document with its address and exact text.",
    ),
    columns=columns_of(Cell),
)
def grids(
    context: dg.AssetExecutionContext,
    workspace: dg.ResourceParam[Workspace],
    document: StoredStage,
) -> Mapping[str, Any]:
    """Read the cells of every document of this run."""
    return advance(context, workspace, document, _read, lambda found: found.count)


def _read(received: Received) -> CellsFound:
    found = read_isolated(received.data, received.file, find_limits())
    return CellsFound(received.file, received.sha256, received.entry, found)
