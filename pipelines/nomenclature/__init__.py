"""Official lists of the nomenclature as versioned reference: read, repaired, continued, used.

Reading an official list (:func:`read_list`), imported lists (:func:`load_lists`), nodes over
decrees (:func:`continue_identities`), and their use (:func:`bind_generic`, :func:`to_nodes`,
:func:`resolve_code`). Nothing here knows the command line or the warehouse.
"""

from pipelines.nomenclature.identity import chain, continue_identities
from pipelines.nomenclature.model import Coverage, ListedNode, ListFinding, ReadList
from pipelines.nomenclature.read import read_list
from pipelines.nomenclature.rows import csv_sheet, grid_sheets
from pipelines.nomenclature.store import load_lists
from pipelines.nomenclature.use import bind_generic, resolve_code, to_nodes

__all__ = [
    "Coverage",
    "ListFinding",
    "ListedNode",
    "ReadList",
    "bind_generic",
    "chain",
    "continue_identities",
    "csv_sheet",
    "grid_sheets",
    "load_lists",
    "read_list",
    "resolve_code",
    "to_nodes",
]
