"""Rows of tables with real columns: a piece stays under the heading that it stands under.

No search for columns is needed there; only the pieces of one cell (a code and its name) may
part, and what stands under no heading goes where it fits. A row that stands a column beside its
headings as a whole is put back under them (:func:`put_back`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.layouts import Layout
from pipelines.model import Cell, GridRow, clean
from pipelines.records.assignment import PageMap, Slot
from pipelines.records.costs import IMPOSSIBLE, costs_of
from pipelines.records.tokens import Token, code_token, tokenise
from pipelines.tables.headers import Header, HeaderColumn

# Digits of a part of a code, or the mark of one that is missing; ``2,01`` is a number made of it.
_PART = re.compile(r"[\dX]{1,4}(?:[.,][\dX]{1,4})*\.?", re.IGNORECASE)
_ELSEWHERE = 6.0  # more than a piece without a column costs: it stays where it stands
_PART_ELSEWHERE = 0.9  # for a piece that shares its cell with another
_ANY_WORDS = frozenset({"name", "text", "indicator", "place", "note", "fund", "unit"})
_AS_WORDS = 3.0  # what unusual words cost at most in a column of words
_NO_HEADING = 4.0  # for a piece beside the table
_FIGURE_AS_NOTE, _AMOUNT_AS_MEASURE = 3.0, 6.0
_LARGE = 8  # digits of an amount that counts nothing
_UNKNOWN = 0.5  # for a piece under a heading of no form
# A row is moved where its pieces cost so much less a column further, alone or beside another
# such row; and there no more than so much each.
_SURE, _LIKELY, _EACH = 8.0, 6.0, 0.8
_MOVES = (0, 1, -1, 2, -2, 3, -3)  # columns that cells may be moved by
_PLACES, _AGAIN = 3, 3.0  # places where a row may be moved, and what each but the first costs
_LEVEL = re.compile(r"(?:urusan|bidang|program|kegiatan|sub\s*kegiatan)\b", re.IGNORECASE)


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


def ruled_page(tokens: Sequence[Token], slots: Sequence[Slot], header: Header) -> PageMap:
    """What it costs to stand in a column other than the one under whose heading a piece is.

    A column of item numbers takes no pieces, but heads those of other columns now and then.
    """
    positions = {slot.position for slot in slots}
    numbers = {c.position for c in header.columns if c.column_id} - positions
    parts = {token.column for token in tokens if not token.whole}
    page: PageMap = {}
    for token in tokens:
        prose = token.column in numbers and len(tokens) == 1 and _is_prose(token)
        if token.column not in positions and not prose:
            continue
        away = _PART_ELSEWHERE if token.column in parts else _ELSEWHERE
        page[token.column] = {
            slot.column_id: _at_home(token, slot) if slot.position == token.column else away
            for slot in slots
        }
    return page


def _is_prose(token: Token) -> bool:
    """Words that stand alone and narrow under a heading for numbers, and head nothing."""
    return token.is_text and token.cells[0].width == 1 and not _LEVEL.match(clean(token.text))


def put_back(rows: Sequence[GridRow], header: Header, layout: Layout) -> list[tuple[GridRow, int]]:
    """Every row under its headings, and by how many columns it stood beside them.

    What its pieces are (a code, an indicator, an amount) tells: all of them suit the headings a
    column further, and few those above them. Where a cell was inserted or deleted, only what
    stands at its right is moved.
    """
    if not header.ruled:
        return [(row, 0) for row in rows]
    likely = [_moved(row, header, layout) for row in rows]
    result = []
    for place, (row, move) in enumerate(zip(rows, likely, strict=True)):
        near = [likely[i] for i in (place - 1, place + 1) if 0 <= i < len(likely)]
        alike = move.is_whole and any(other.by == move.by for other in near)
        if move.by and (move.gain >= _SURE or alike):
            result.append((_shifted(row, move), max(move.by, key=abs)))
        else:
            result.append((row, 0))
    return result


@dataclass(frozen=True, slots=True)
class _Move:
    """By how many columns each cell of a row stands too far right; ``gain`` is how much better
    they fit where they belong."""

    by: tuple[int, ...] = ()
    gain: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Whether all cells moved alike."""
        return len(set(self.by)) == 1


def _shifted(row: GridRow, move: _Move) -> GridRow:
    cells = tuple(
        replace(cell, column=cell.column - by) if by else cell
        for cell, by in zip(row.cells, move.by, strict=True)
    )
    return GridRow(row.number, cells)


def _moved(row: GridRow, header: Header, layout: Layout) -> _Move:
    """How a row, or what stands right of some place in it, seems to be moved."""
    cells = row.cells
    here = sum(_cost(cell, header, layout, 0) for cell in cells)
    if here < _LIKELY or len(cells) < 2:
        return _Move()
    # by (offset of the last cell, changes of it so far): cost, offsets
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for place, cell in enumerate(cells):
        following: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        costs = {by: _cost(cell, header, layout, by) for by in _MOVES}
        for (before, changes), (cost, path) in best.items():
            taken = _last_column(cells[place - 1]) - before if place else -1
            for by in _MOVES:
                key = (by, changes + (by != before))
                if key[1] > _PLACES or cell.column - by <= taken:
                    continue
                one = (
                    cost + costs[by] + (_AGAIN if key[1] > max(changes, 1) else 0.0),
                    (*path, by),
                )
                if key not in following or one < following[key]:
                    following[key] = one
        best = following
    cost, offsets = min(best.values(), key=lambda one: (one[0], [abs(by) for by in one[1]]))
    gain = here - cost
    if not any(offsets) or gain < _LIKELY or cost > _EACH * len(cells):
        return _Move()
    return _Move(offsets, gain)


def _last_column(cell: Cell) -> int:
    return cell.column + cell.width - 1


def _cost(cell: Cell, header: Header, layout: Layout, by: int) -> float:
    """How badly a cell suits the heading so many columns at the left of it."""
    position = cell.column - by
    column = next((c for c in header.columns if _over(c, position)), None)
    if column is None:
        return _NO_HEADING
    if column.column_id is None:
        return _UNKNOWN
    text = clean(cell.text)
    if _holds_parts(column):
        return 0.0 if _PART.fullmatch(text) else IMPOSSIBLE
    costs, kind = costs_of(text), layout.column(column.column_id).kind
    if kind == "name" and column.width > 1 and position == column.position:
        return min(costs["number"], costs[kind])  # its numbers have a column below the heading
    if kind == "note" and min(costs["measure"], costs["money"]) < costs["note"]:
        return _FIGURE_AS_NOTE
    if kind == "measure" and costs["money"] < costs["measure"] and len(text) >= _LARGE:
        return _AMOUNT_AS_MEASURE
    return costs[kind]


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
