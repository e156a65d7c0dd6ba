"""Where a table goes on over a page break.

A program that cuts a row at a page break may draw no rule between the header that it repeats
and the rest of the row: both then stand in one cell, and the header above says where it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from pipelines.readers.pdf.page_rows import Block, Row

_NEAR = 2.0  # points; edges so near are the same


def part_repeated_header(before: Sequence[Block], here: Sequence[Block]) -> None:
    """Part a header that is repeated at the top of a page from the rest of the row below it."""
    above = next((block for block in reversed(before) if not block.runs_on), None)
    below = next((block for block in here if not block.runs_on), None)
    if above is None or below is None or above.table is None or below.table is None:
        return
    if not _same_columns(above.table.edges, below.table.edges):
        return
    for place, (known, row) in enumerate(zip(above.rows, below.rows, strict=False)):
        if not known or [piece.column for piece in known] != [piece.column for piece in row]:
            return
        parts = _parted(known, row)
        if parts is None:
            return
        header, rest = parts
        if rest:
            below.rows[place : place + 1] = [header, rest]
            return


def repeated_rows(before: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many of the first rows of a table are those of the table before: its header again."""
    for count, (known, row) in enumerate(zip(before, rows, strict=False)):
        if [(p.column, p.text) for p in known] != [(p.column, p.text) for p in row]:
            return count
    return 0


def _same_columns(edges: Sequence[float], others: Sequence[float]) -> bool:
    return all(
        a is not None and b is not None and abs(a - b) <= _NEAR
        for a, b in zip_longest(edges, others)
    )


def _parted(known: Row, row: Row) -> tuple[Row, Row] | None:
    """The header in a row, and what stands below it in its cells; None for another row."""
    rest: Row = []
    for header, piece in zip(known, row, strict=True):
        if piece.text == header.text:
            continue
        if not piece.text.startswith(f"{header.text}\n"):
            return None
        rest.append(replace(piece, text=piece.text.removeprefix(f"{header.text}\n")))
    header_row = [
        replace(piece, text=header.text) for header, piece in zip(known, row, strict=True)
    ]
    return header_row, rest
