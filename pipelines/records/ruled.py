"""Rows of tables with real columns: a piece stays under the heading that it stands under.

No search for columns is needed there; only the pieces of one cell (a code and its name) may
part, and what stands under no heading goes where it fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.model import Cell, GridRow, clean
from pipelines.records.assignment import PageMap, Slot
from pipelines.records.tokens import Token, code_token, tokenise
from pipelines.tables.headers import Header, HeaderColumn

# Digits of a part of a code, or the mark of one that is missing; ``2,01`` is a number made of it.
_PART = re.compile(r"[\dX]{1,4}(?:[.,][\dX]{1,4})*\.?", re.IGNORECASE)
_ELSEWHERE = 6.0  # more than a piece without a column costs: it stays where it stands
_PART_ELSEWHERE = 0.9  # for a piece that shares its cell with another
_ANY_WORDS = frozenset({"name", "text", "indicator", "place", "note", "fund", "unit"})
_AS_WORDS = 3.0  # what unusual words cost at most in a column of words


def ruled_tokens(row: GridRow, header: Header) -> list[Token]:
    """The pieces of a row, each at the position of the heading above it.

    A code with a column for each of its parts is one piece, joined with dots.
    """
    found: list[Token] = []
    code: list[Cell] = []
    others: list[Cell] = []
    span = next((c for c in header.columns if _holds_parts(c)), None)
    for cell in row.cells:
        (code if span is not None and _over(span, cell.column) else others).append(cell)
    if not all(_PART.fullmatch(clean(cell.text)) for cell in code):
        code, others = [], list(row.cells)
    if code:
        before = [cell for cell in others if cell.column < code[0].column]
        others = others[len(before) :]
        found = [*tokenise(GridRow(row.number, tuple(before))), code_token(code)]
    found += tokenise(GridRow(row.number, tuple(others)))
    return [replace(token, column=_position(header, token.column)) for token in found]


def ruled_page(tokens: Sequence[Token], slots: Sequence[Slot]) -> PageMap:
    """What it costs to stand in a column other than the one under whose heading a piece is."""
    positions = {slot.position for slot in slots}
    parts = {token.column for token in tokens if not token.whole}
    page: PageMap = {}
    for token in tokens:
        if token.column not in positions:
            continue
        away = _PART_ELSEWHERE if token.column in parts else _ELSEWHERE
        page[token.column] = {
            slot.column_id: _at_home(token, slot) if slot.position == token.column else away
            for slot in slots
        }
    return page


def _at_home(token: Token, slot: Slot) -> float:
    """Words may be unusual for their column and yet be its words; so may a code that a
    spreadsheet made a number of."""
    number = slot.kind == "code" and (
        len(token.cells) > 1 or any(cell.stored for cell in token.cells)
    )
    if slot.kind not in _ANY_WORDS and not number:
        return 0.0
    return min(0.0, _AS_WORDS - token.costs[slot.kind])


def _holds_parts(column: HeaderColumn) -> bool:
    return column.width > 1 and (column.column_id or "").startswith("kode")


def _over(column: HeaderColumn, position: int) -> bool:
    return column.position <= position < column.position + column.width


def _position(header: Header, position: int) -> int:
    for column in header.columns:
        if _over(column, position):
            return column.position
    return position
