"""A layout for a table that no layout knows: what it resembles, and what its values are.

Nothing here reads facts. What comes out is a proposal that an officer confirms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.layouts import Layout, load_layouts
from pipelines.model import Grid
from pipelines.suggest.relations import Relation, relations
from pipelines.suggest.resemble import Resemblance, likest
from pipelines.suggest.seen import SeenTable, unknown_tables
from pipelines.suggest.write import layout_text
from pipelines.tables.recognise import find_tables


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed layout as YAML text, for the table and the known form that it resembles most."""

    table: SeenTable
    resemblance: Resemblance
    relations: tuple[Relation, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is proposed for a document, and the forms of the tables that are known already."""

    proposed: tuple[Suggestion, ...]
    known: tuple[str, ...]


def suggest(
    grids: Iterable[Grid], file: str, layouts: tuple[Layout, ...] | None = None
) -> Suggestions:
    """A layout for every unknown table of a document; tables of one header share one."""
    grids = tuple(grids)
    found = find_tables(grids)
    proposed: dict[tuple[str, ...], Suggestion] = {}
    for table in unknown_tables(grids, found):
        key = tuple(column.words.casefold() for column in table.columns)
        if key in proposed:
            continue
        resemblance = likest(table, layouts or load_layouts())
        related = tuple(relations(table))
        number = len(proposed) + 1
        text = layout_text(table, resemblance, related, file, number)
        proposed[key] = Suggestion(table, resemblance, related, text)
    return Suggestions(tuple(proposed.values()), tuple(table.form for table in found.tables))
