"""The unknown tables of a document as columns: what heads each, and what stands below.

A table that nobody knows has no words to find its header by. Its header is what stands above
the first row that holds figures; columns are those of the sheet, or of the tabs of a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines import codes
from pipelines.labels import is_expenditure_label
from pipelines.model import Grid, GridRow, Use, clean
from pipelines.records.costs import costs_of
from pipelines.tables.header_match import Physical
from pipelines.tables.headers import MAX_HEADER_ROWS, is_number_row, physical_columns
from pipelines.tables.pages import is_table_title
from pipelines.tables.recognise import Tables
from pipelines.tables.ruled import ruled_columns
from pipelines.values import is_money_text, said_unit, special_state

_APART = 3  # rows of one cell that a table may hold between two rows of it
_FEWEST = 3  # cells of a row that can only be a table's
_FIGURE = 0.3  # how badly a text may fit a figure to be one
_FIGURES = ("money", "measure", "percent", "code")
_LOOKED_AT = 300  # rows are enough to know what a column holds
_OUTSIDE = frozenset({Use.UNKNOWN_TABLE, Use.PROSE})


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """One column as seen: words above it, words of its group, and a text a row (empty: none)."""

    words: str
    group: str
    values: tuple[str, ...]

    @property
    def filled(self) -> list[str]:
        """The texts that say something, without ``-`` and placeholders."""
        return [text for text in self.values if text and special_state(text) is None]


@dataclass(frozen=True, slots=True)
class SeenTable:
    """An unknown table; ``form`` is the known form whose header it seems to have (empty: none)."""

    sheet: str
    first_address: str
    last_address: str
    columns: tuple[SeenColumn, ...]
    rows: int
    form: str = ""


def unknown_tables(grids: Sequence[Grid], found: Tables) -> Iterator[SeenTable]:
    """The unknown tables of a document in reading order."""
    for grid in grids:
        if grid.hidden or grid.running:
            continue
        for block in _blocks(grid, found):
            table = _seen(grid, block, found)
            if table is not None:
                yield table


def _blocks(grid: Grid, found: Tables) -> Iterator[list[GridRow]]:
    """Runs of rows outside known tables that hold an unknown one, its narrow rows included."""

    def use(row: GridRow) -> Use | None:
        explained = found.explained.get(row.cells[0].number)
        return explained[0] if explained else None

    block: list[GridRow] = []
    narrow: list[GridRow] = []
    for row in grid.rows:
        if not row.cells:
            continue
        if use(row) not in _OUTSIDE:
            if block:
                yield block
            block, narrow = [], []
        elif len(row.cells) < _FEWEST:
            narrow.append(row)
            if block and (len(narrow) > _APART or is_table_title(clean(row.cells[0].text))):
                yield block
                block = []
        elif block and not _begins_anew(block, row):
            block = [*block, *narrow, row]
            narrow = []
        else:
            if block:
                yield block
            block = [*_above(narrow, row), row]
            narrow = []
    if block:
        yield block


def _begins_anew(block: list[GridRow], row: GridRow) -> bool:
    """True for words alone below a gap: the header of another table."""
    apart = row.number > block[-1].number + 1
    return apart and not _has_figures(row) and any(map(_has_figures, block))


def _above(narrow: list[GridRow], row: GridRow) -> list[GridRow]:
    """Rows of two cells right above the first wide row: the upper part of its header."""
    kept: list[GridRow] = []
    for above in reversed(narrow):
        if len(above.cells) < 2 or above.number != row.number - 1 - len(kept):
            break
        kept.insert(0, above)
    return kept


def _seen(grid: Grid, block: list[GridRow], found: Tables) -> SeenTable | None:
    if _has_figures(block[0]):
        return None  # the rest of a table whose header stands elsewhere
    length = _header_length(block)
    header, rows = block[:length], block[length:]
    if rows and is_number_row(rows[0]):
        rows = rows[1:]
    if not header or not rows:
        return None
    physical = ruled_columns(header)[0] if grid.ruled else physical_columns(header)
    if len(physical) < _FEWEST:
        return None
    looked_at = rows[:_LOOKED_AT]
    columns = tuple(
        SeenColumn(column.own or column.group, column.group if column.own else "", values)
        for column, values in zip(physical, _values(physical, looked_at), strict=True)
    )
    damaged = (unknown.header for unknown in found.unknown if block[0].cells[0] in unknown.cells)
    known = next((each.form for each in damaged if each is not None), "")
    return SeenTable(
        grid.name,
        header[0].cells[0].address,
        rows[-1].cells[-1].address,
        columns,
        len(rows),
        known,
    )


def _header_length(block: list[GridRow]) -> int:
    """How many rows head a table: all above its first row of figures, or the first."""
    for place, row in enumerate(block[: MAX_HEADER_ROWS + 1]):
        if place and (is_number_row(row) or _has_figures(row)):
            return place
    spanned = max((cell.height for cell in block[0].cells), default=1)
    return min(spanned, len(block) - 1)


def _has_figures(row: GridRow) -> bool:
    """True for a row of data: a code, a figure, or a line of expenditure."""
    for cell in row.cells:
        text = clean(cell.text)
        if is_expenditure_label(text) or _is_amount(text):
            return True
        if _is_year(text) or not any(ch.isdigit() for ch in text):
            continue
        costs = costs_of(text)
        if codes.is_code_like(text) or min(costs[kind] for kind in _FIGURES) <= _FIGURE:
            return True
    return False


def _is_amount(text: str) -> bool:
    """``Rp 5.000`` and ``Rp -``, not the unit of a header: ``(Rp)``, ``(Rp.000)``."""
    says = any(ch.isdigit() for ch in text) or text.endswith("-")
    return is_money_text(text) and says and said_unit(text) is None


def _is_year(text: str) -> bool:
    return text.isdigit() and len(text) == 4 and text.startswith("20")


def _values(physical: Sequence[Physical], rows: Sequence[GridRow]) -> Iterator[tuple[str, ...]]:
    """What stands under each column: below its heading, or under the nearest one at the left."""
    texts: list[dict[int, list[str]]] = []
    starts = [column.position for column in physical]
    for row in rows:
        by_place: dict[int, list[str]] = {}
        for cell in row.cells:
            place = max((p for p, start in enumerate(starts) if start <= cell.column), default=0)
            by_place.setdefault(place, []).append(clean(cell.text))
        texts.append(by_place)
    for place in range(len(physical)):
        yield tuple(" ".join(row.get(place, ())) for row in texts)
