"""Grids, or why there are none, as plain data between two processes."""

from __future__ import annotations

from typing import Any

from pipelines.model import Cell, Grid, GridRow, Refusal


def plain(grids: tuple[Grid, ...]) -> dict[str, Any]:
    """Grids as lists and texts."""
    return {
        "grids": [
            [
                [
                    [c.number, c.column, c.text, c.address, c.width, c.height, c.box]
                    for c in row.cells
                ]
                for row in grid.rows
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
    return tuple(Grid("", tuple(_rows(rows))) for rows in data["grids"])


def _rows(rows: list[list[list[Any]]]) -> list[GridRow]:
    return [
        GridRow(
            place,
            tuple(
                Cell(number, place, column, text, address, width, height, tuple(box))
                for number, column, text, address, width, height, box in cells
            ),
        )
        for place, cells in enumerate(rows)
    ]
