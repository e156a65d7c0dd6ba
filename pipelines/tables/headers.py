"""Header blocks: which official form a table follows, by its header words alone.

A header is printed over one or more rows, with groups that span columns and words that wrap.
Every physical column gets the words above it (``own``) and the words of its group; which
column of which form they name is decided in :mod:`pipelines.tables.header_match`. Titles and table
numbers play no part; years come from the header words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipelines import codes
from pipelines.labels import is_expenditure_label
from pipelines.layouts import load_layouts
from pipelines.model import Cell, GridRow, clean
from pipelines.tables.header_match import Physical, match
from pipelines.tables.header_words import header_tokens, vocabulary
from pipelines.tables.ruled import ruled_columns
from pipelines.values import (
    State,
    is_money_text,
    parse_measures,
    parse_money,
    said_unit,
    special_state,
)

MAX_HEADER_ROWS = 12
_YEAR = re.compile(r"\b(20\d{2})\b")
_SPACED_YEAR = re.compile(r"\b2 0 \d \d\b")  # ``T a h u n  2 0 2 2``
_YEAR_ALONE = re.compile(r"(?:tahun\s+)?20\d{2}", re.IGNORECASE)
_RELATIVE_YEAR = re.compile(r"\(?\s*(?:tahun\s+)?n\s*(?:[-+]\s*\d)?\s*\)?", re.IGNORECASE)
# ``(1)``, ``8a``, ``8=(7/6)``
_COLUMN_NUMBER = re.compile(r"\(?\s*\d{1,2}[a-z]?\s*\)?(?:\s*=.*)?")
_FIRST_NUMBER = 2  # column numbers begin at 1, or at 2 where the first cell is lost
_ALL_NUMBERS = 4  # fewer may be figures of a row
_RISING = 0.7  # share of the column numbers that must be higher than the one before
_HEADER_CELL = 0.5  # share of a cell's words that headers use
_SLIGHT, _WRAPPED = 0.02, 0.25  # how much worse a longer header may match than a shorter one

_LETTER = re.compile(r"[^\W\d_]{1,2}")

_Stack = list[tuple[int, Cell]]  # (row of the block, cell) from top to bottom


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """One physical column: where it stands, which column of the form it is (None: unknown).

    ``width`` counts the columns of the grid that it takes where these are real; ``parts`` are
    positions and words of its columns where each is for a part (of a code, a level of names).
    ``double`` is the column of the form that it names although another one holds it.
    """

    position: int
    column_id: str | None
    own: str
    group: str
    cells: tuple[Cell, ...]
    width: int = 1
    parts: tuple[tuple[int, str], ...] = ()
    double: str | None = None

    @property
    def text(self) -> str:
        """All words above the column, group first."""
        return f"{self.group} {self.own}".strip()

    @property
    def year(self) -> int | None:
        """The last year that the words name, own words first."""
        for words in (self.own, self.group):
            years = _YEAR.findall(words) or _SPACED_YEAR.findall(words)
            if years:
                return int(years[-1].replace(" ", ""))
        return None


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header block: form, physical columns, and the rows it takes.

    ``ruled``: columns are real, what stands under a heading belongs to it. ``readable`` is False
    where the form is plain, but too much of it missing to read the table.
    """

    form: str
    columns: tuple[HeaderColumn, ...]
    rows: tuple[GridRow, ...]
    number_row: GridRow | None
    score: float
    missing: tuple[str, ...] = ()
    ruled: bool = False
    readable: bool = True

    @property
    def length(self) -> int:
        """Rows of the block, the row of column numbers included."""
        return len(self.rows) + (self.number_row is not None)


def header_at(
    rows: Sequence[GridRow],
    start: int,
    *,
    ruled: bool = False,
    damaged: bool = False,
    titled: Collection[str] | None = None,
) -> Header | None:
    """The header block that begins at ``rows[start]``, or None; ``ruled``: columns are real.

    ``damaged``: also one that lacks too much to be read. ``titled``: the forms, of those that
    need a title, whose title stands above (None: whichever).
    """
    if not _may_start(rows[start]):
        return None
    best: Header | None = None
    block: list[GridRow] = []
    for row in rows[start : start + MAX_HEADER_ROWS]:
        spanned = _spanned(row, block)
        if not row.cells and spanned:
            continue
        if not row.cells or is_number_row(row):
            break
        if not spanned and not _is_header_row(row, bool(block), ruled=ruled):
            break
        if best is not None and _is_section(row, block[0]):
            break
        block.append(row)
        header = _best_form(block, ruled=ruled, titled=titled)
        if header is None or not (header.readable or damaged):
            continue
        ends = start + len(block)
        closed = ends < len(rows) and is_number_row(rows[ends])
        loss = _WRAPPED if closed or _is_words_only(row) else _SLIGHT
        if best is None or (header.readable, header.score) >= (best.readable, best.score - loss):
            best = header
    if best is None:
        return None
    last = best.rows[-1]
    after = next(i for i in range(start, len(rows)) if rows[i] is last) + 1
    number_row = rows[after] if after < len(rows) and is_number_row(rows[after]) else None
    return replace(best, number_row=number_row)


def _is_section(row: GridRow, first: GridRow) -> bool:
    """A lone year at the left edge below a header heads the rows that follow."""
    (cell, *others) = row.cells
    at_edge = cell.column <= first.cells[0].column
    return not others and at_edge and bool(_YEAR_ALONE.fullmatch(clean(cell.text)))


def _is_words_only(row: GridRow) -> bool:
    """The end of a wrapped header: nothing but words of headers and years."""
    return all(_vocabulary_share(cell.text) == 1.0 for cell in row.cells)


def is_number_row(row: GridRow) -> bool:
    """True for the row of column numbers under a header: ``(1) (2) ... 8=(7/6)``."""
    texts = [clean(cell.text) for cell in row.cells]
    if len(texts) < 2 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    values = [int(re.findall(r"\d+", text)[0]) for text in texts]
    if len(values) >= _ALL_NUMBERS and sorted(values) == list(range(1, len(values) + 1)):
        return True  # the numbers of the form, in whatever order its columns stand
    rising = sum(after > before for before, after in pairwise(values))
    return values[0] <= _FIRST_NUMBER and rising >= (len(values) - 1) * _RISING


def _may_start(row: GridRow) -> bool:
    """Cheap test: two or more cells, most of them in words that headers use."""
    known = [cell for cell in row.cells if _vocabulary_share(cell.text) >= _HEADER_CELL]
    return len(row.cells) >= 2 and len(known) >= 2 and len(known) * 2 >= len(row.cells)


def _spanned(row: GridRow, block: Sequence[GridRow]) -> bool:
    """True for a row beside which a heading of the block goes on (cells merged downwards)."""
    return any(
        cell.height > 1 and row.number < above.number + cell.height
        for above in block
        for cell in above.cells
    )


def _is_header_row(row: GridRow, continued: bool, *, ruled: bool) -> bool:
    """True where a row can belong to a header: words of headers, no codes, no values.

    A real column may be headed by a letter (``U``, ``B``, ``P``: the parts of a code).
    """
    good = 0
    cells = row.cells
    if ruled and continued:
        cells = tuple(cell for cell in cells if not _LETTER.fullmatch(clean(cell.text)))
    for cell in cells:
        text = clean(cell.text)
        if codes.is_code_like(text) or codes.split_leading_code(text) or _is_amount(text):
            return False
        bare = _YEAR.sub("", text)
        measures = parse_measures(bare)
        if re.match(r"[(+-]?\d", bare) and measures.state is State.VALUE:
            return False
        if special_state(text) is not None or is_expenditure_label(text):
            return False
        good += _vocabulary_share(text) >= _HEADER_CELL
    return good * 2 >= len(cells) and (continued or good >= 2)


def _is_amount(text: str) -> bool:
    """Money (``Rp 5.000``, ``Rp -``), not its unit in a header (``(Rp)``, ``(Rp.000)``)."""
    amount = any(ch.isdigit() for ch in text) or parse_money(text).state is State.VALUE
    return is_money_text(text) and amount and said_unit(text) is None


def _vocabulary_share(text: str) -> float:
    """The share of a cell's words that headers use; a year alone is one of theirs."""
    words = header_tokens(text)
    if not words:
        return 1.0 if _YEAR.search(text) or _RELATIVE_YEAR.fullmatch(clean(text)) else 0.0
    return len(words & vocabulary()) / len(words)


def _best_form(
    block: Sequence[GridRow], *, ruled: bool, titled: Collection[str] | None
) -> Header | None:
    """The form that explains a block of rows best, None where none does."""
    readings = ruled_columns(block) if ruled else [physical_columns(block)]
    matches = [
        (layout.form, physical, found)
        for physical in readings
        for layout in load_layouts()
        if titled is None or not layout.titles or layout.form in titled
        if (found := match(layout, physical)) is not None
    ]
    if not matches:
        return None
    form, physical, best = max(matches, key=lambda each: (each[2].readable, each[2].score))
    columns = tuple(
        HeaderColumn(
            column.position,
            column_id,
            column.own,
            column.group,
            column.cells,
            column.width,
            column.parts,
            double,
        )
        for column, column_id, double in zip(physical, best.column_ids, best.doubles, strict=True)
    )
    return Header(form, columns, tuple(block), None, best.score, best.missing, ruled, best.readable)


def physical_columns(block: Sequence[GridRow]) -> list[Physical]:
    """Every physical column with its own words and its group's, left to right."""
    by_position: dict[int, _Stack] = defaultdict(list)
    for index, row in enumerate(block):
        for cell in row.cells:
            by_position[cell.column].append((index, cell))
    stacks = [by_position[position] for position in sorted(by_position)]
    groups, starts = _groups(stacks)
    columns = []
    for place, stack in enumerate(stacks):
        group = groups.get(place, [])
        own = [cell for row, cell in stack if row >= starts.get(place, 0)]
        columns.append(
            Physical(
                stack[0][1].column,
                _joined(own),
                _joined(cell for _, cell in group),
                tuple(dict.fromkeys(cell for _, cell in (*group, *stack))),
            )
        )
    return columns


def _groups(stacks: Sequence[_Stack]) -> tuple[dict[int, _Stack], dict[int, int]]:
    """The group above a column, and the row from which the words of a column are its own.

    A column without words in the upper rows, right of one that has them and more below, is
    spanned by that one's upper words: they are the group of both.
    """
    groups: dict[int, _Stack] = {}
    starts: dict[int, int] = {}
    for place, stack in enumerate(stacks):
        first = stack[0][0]
        if first == 0:
            continue
        for left in range(place - 1, -1, -1):
            above = [(row, cell) for row, cell in stacks[left] if row < first]
            if above:
                has_own = any(row >= first for row, _ in stacks[left])
                if has_own or left in starts:
                    groups[place] = above
                if has_own:
                    starts[left] = first
                    groups.setdefault(left, above)
                break
            if stacks[left][0][0] > first:
                break
    return groups, starts


def _joined(cells: Iterable[Cell]) -> str:
    return " ".join(clean(cell.text) for cell in cells)
