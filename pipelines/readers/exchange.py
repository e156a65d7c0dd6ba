"""Grids, or why there are none, as plain data between two processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any

from pipelines.model import Cell, Grid, GridRow, Refusal, Unread

_CELL = tuple(field.name for field in fields(Cell))
_CELL_VALUES = attrgetter(*_CELL)
_BOX = _CELL.index("box")
_ABOUT_GRID = tuple(field.name for field in fields(Grid) if field.name != "rows")


def plain(grids: tuple[Grid, ...]) -> dict[str, Any]:
    """Grids as lists, texts and numbers."""
    return {
        "grids": [
            [
                {name: getattr(grid, name) for name in _ABOUT_GRID},
                [[row.number, [_CELL_VALUES(cell) for cell in row.cells]] for row in grid.rows],
            ]
            for grid in grids
        ]
    }


def plain_refusal(refusal: Refusal) -> dict[str, Any]:
    """A refusal as texts."""
    return {"refusal": [refusal.reason, refusal.reason_en, refusal.place, refusal.rule]}


def grids_from(data: dict[str, Any]) -> tuple[Grid, ...]:
    """The grids again; raises the refusal where there is one."""
    if "refusal" in data:
        raise Refusal(*data["refusal"])
    return tuple(
        Grid(rows=tuple(_rows(rows)), **about | {"unread": _unread(about["unread"])})
        for about, rows in data["grids"]
    )


def _rows(rows: list[list[Any]]) -> Iterator[GridRow]:
    for number, cells in rows:
        yield GridRow(number, tuple(_cell(values) for values in cells))


def _cell(values: list[Any]) -> Cell:
    if values[_BOX] is not None:
        values[_BOX] = tuple(values[_BOX])
    return Cell(*values)


def _unread(parts: list[list[Any]]) -> tuple[Unread, ...]:
    return tuple(Unread(*part) for part in parts)
