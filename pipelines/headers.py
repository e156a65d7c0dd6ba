"""Header blocks: which official form a table follows, by its header words alone.

A header is printed over one to six rows, with groups that span columns and words that wrap.
Every physical column gets the words above it (``own``) and the words of its group, and is
given to the column of the form that they name best. Titles, table numbers and positions
play no part; years come from the header words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines import codes
from pipelines.layouts import Column, Layout, load_layouts, tokens
from pipelines.model import Cell, GridRow, clean
from pipelines.values import State, is_money_text, parse_measures, said_unit, special_state

MAX_HEADER_ROWS = 12
_YEAR = re.compile(r"\b(20\d{2})\b")
_RELATIVE_YEAR = re.compile(r"\(?\s*(?:tahun\s+)?n\s*(?:[-+]\s*\d)?\s*\)?", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?\s*\d{1,2}[a-z]?\s*\)?(?:\s*=.*)?")
_CONTENT_WORD = 0.5
_ACCEPT = 0.45
_SLIGHT, _WRAPPED = 0.02, 0.25  # how much worse a longer header may match than a shorter one
_HINT = 0.15  # for a column that its place names already
_PERCENT = 0.1
_SMALL = 5  # a form of so few columns can lack none of them
_MAY_LACK = 3  # one in so many of the columns that a form needs


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """One physical column: where it stands, which column of the form it is (None: unknown)."""

    position: int
    column_id: str | None
    own: str
    group: str
    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """All words above the column, group first."""
        return f"{self.group} {self.own}".strip()

    @property
    def year(self) -> int | None:
        """The last year that the words name, own words first."""
        for words in (self.own, self.group):
            years = _YEAR.findall(words)
            if years:
                return int(years[-1])
        return None


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header block: form, physical columns, and the rows it takes."""

    form: str
    columns: tuple[HeaderColumn, ...]
    rows: tuple[GridRow, ...]
    number_row: GridRow | None
    score: float
    missing: tuple[str, ...] = ()

    @property
    def length(self) -> int:
        """Rows of the block, the row of column numbers included."""
        return len(self.rows) + (self.number_row is not None)


@dataclass
class _Physical:
    position: int
    words: list[tuple[int, Cell]] = field(default_factory=list)  # (row of block, cell)


def header_at(rows: Sequence[GridRow], start: int) -> Header | None:
    """The header block that begins at ``rows[start]``, or None."""
    if not _may_start(rows[start]):
        return None
    best: Header | None = None
    block: list[GridRow] = []
    for row in rows[start : start + MAX_HEADER_ROWS]:
        if not row.cells or is_number_row(row) or not _is_header_row(row, bool(block)):
            break
        if best is not None and _is_section(row, block[0]):
            break
        block.append(row)
        header = _best_form(block)
        if header is None:
            continue
        ends = start + len(block)
        closed = ends < len(rows) and is_number_row(rows[ends])
        loss = _WRAPPED if closed or _is_words_only(row) else _SLIGHT
        if best is None or header.score >= best.score - loss:
            best = header
    if best is None:
        return None
    after = start + len(best.rows)
    number_row = rows[after] if after < len(rows) and is_number_row(rows[after]) else None
    return Header(best.form, best.columns, best.rows, number_row, best.score, best.missing)


def _is_section(row: GridRow, first: GridRow) -> bool:
    """A lone year at the left edge below a header heads the rows that follow."""
    (cell, *others) = row.cells
    return (
        not others
        and cell.column <= first.cells[0].column
        and bool(re.fullmatch(r"(?:tahun\s+)?20\d{2}", clean(cell.text), re.IGNORECASE))
    )


def _is_words_only(row: GridRow) -> bool:
    """The end of a wrapped header: nothing but words of headers and years."""
    return all(_vocabulary_share(cell.text) == 1.0 for cell in row.cells)


def is_number_row(row: GridRow) -> bool:
    """True for the row of column numbers under a header: ``(1) (2) ... 8=(7/6)``."""
    texts = [clean(cell.text) for cell in row.cells]
    if len(texts) < 2 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    values = [int(re.findall(r"\d+", text)[0]) for text in texts]
    return values[0] <= 2 and sum(b > a for a, b in pairwise(values)) >= (len(values) - 1) * 0.7


def _may_start(row: GridRow) -> bool:
    """Cheap test: two or more short cells whose words headers use."""
    known = [cell for cell in row.cells if _vocabulary_share(cell.text) >= _CONTENT_WORD]
    return len(row.cells) >= 2 and len(known) >= 2 and len(known) * 2 >= len(row.cells)


def _is_header_row(row: GridRow, continued: bool) -> bool:
    """True where a row can belong to a header: words of headers, no codes, no values."""
    good = 0
    for cell in row.cells:
        text = clean(cell.text)
        if codes.is_code_like(text) or codes.split_leading_code(text) or _is_amount(text):
            return False
        bare = _YEAR.sub("", text)
        measures = parse_measures(bare)
        if re.match(r"[(+-]?\d", bare) and measures.state is State.VALUE:
            return False
        if special_state(text) is not None:
            return False
        good += _vocabulary_share(text) >= _CONTENT_WORD
    return good * 2 >= len(row.cells) and (continued or good >= 2)


def _is_amount(text: str) -> bool:
    """Money, not the unit of money that a header names (``(Rp)``, ``(Rp.000)``)."""
    digits = any(ch.isdigit() for ch in text)
    return is_money_text(text) and digits and said_unit(text) is None


def _vocabulary_share(text: str) -> float:
    words = tokens(text)
    if not words:
        return 1.0 if _YEAR.search(text) or _RELATIVE_YEAR.fullmatch(clean(text)) else 0.0
    return len(words & _vocabulary()) / len(words)


_VOCABULARY: frozenset[str] | None = None


def _vocabulary() -> frozenset[str]:
    """Every word that a layout uses in its header spellings."""
    global _VOCABULARY  # noqa: PLW0603 - a constant that needs the layouts to be loaded
    if _VOCABULARY is None:
        found: set[str] = {"tahun", "rupiah", "rp", "perangkat", "daerah", "menurut", "minimal"}
        for layout in load_layouts():
            for column in layout.columns:
                for spelling in (*column.header, *column.group):
                    found |= spelling
        _VOCABULARY = frozenset(found)
    return _VOCABULARY


def _best_form(block: Sequence[GridRow]) -> Header | None:
    physical = _physical_columns(block)
    candidates = [
        header for layout in load_layouts() if (header := _match(layout, physical, block))
    ]
    return max(candidates, key=lambda header: header.score, default=None)


def _physical_columns(block: Sequence[GridRow]) -> list[tuple[int, str, str, tuple[Cell, ...]]]:
    """(position, own words, group words, cells) of every physical column, left to right."""
    by_position: dict[int, _Physical] = {}
    for index, row in enumerate(block):
        for cell in row.cells:
            column = by_position.setdefault(cell.column, _Physical(cell.column))
            column.words.append((index, cell))
    ordered = [by_position[position] for position in sorted(by_position)]
    # A column without words of its own in the upper rows, right of one that has them,
    # is spanned by that one's group.
    own_from: dict[int, int] = {}
    group_of: dict[int, list[tuple[int, Cell]]] = {}
    for index, column in enumerate(ordered):
        first = column.words[0][0]
        if first == 0 or index == 0:
            continue
        for left in reversed(ordered[:index]):
            above = [(row, cell) for row, cell in left.words if row < first]
            if above:
                below = [row for row, _ in left.words if row >= first]
                if below or left.position in own_from:
                    group_of[column.position] = above
                    if below:
                        own_from[left.position] = first
                        group_of.setdefault(left.position, above)
                break
            if left.words[0][0] > first:
                break
    result = []
    for column in ordered:
        start = own_from.get(column.position, 0)
        own = " ".join(clean(cell.text) for row, cell in column.words if row >= start)
        group = " ".join(clean(cell.text) for _, cell in group_of.get(column.position, []))
        cells = tuple(
            dict.fromkeys(
                [cell for _, cell in group_of.get(column.position, [])]
                + [cell for _, cell in column.words]
            )
        )
        result.append((column.position, own, group, cells))
    return result


def _match(
    layout: Layout,
    physical: list[tuple[int, str, str, tuple[Cell, ...]]],
    block: Sequence[GridRow],
) -> Header | None:
    """Give physical columns to the form's columns; None where a required one is missing."""
    scores = []
    likeness: dict[tuple[int, int], float] = {}
    count = max(len(physical) - 1, 1)
    for place, (_, own, group, _) in enumerate(physical):
        own_words, group_words = tokens(own), tokens(group)
        for rank, column in enumerate(layout.columns):
            score = _similarity(column, own_words, group_words)
            if score and column.kind == "percent":
                score += _PERCENT if "%" in own or "persen" in own.casefold() else -_PERCENT
            likeness[place, rank] = score
            if score >= _ACCEPT:
                order = abs(place / count - rank / max(len(layout.columns) - 1, 1))
                scores.append((score - 0.08 * order, place, rank))
    taken: dict[int, int] = {}
    used: set[int] = set()
    value: dict[int, float] = {}
    for score, place, rank in sorted(scores, key=lambda item: (-item[0], item[1], item[2])):
        column = layout.columns[rank]
        if place in taken or (rank in used and not column.repeats):
            continue
        taken[place] = rank
        used.add(rank)
        value[place] = score
    _fill_by_order(layout, len(physical), taken, used, value, likeness)
    missing = tuple(
        column.id
        for rank, column in enumerate(layout.columns)
        if column.required and rank not in used
    )
    needed = sum(1 for column in layout.columns if column.required)
    if missing and (len(physical) < _SMALL or len(missing) > max(1, needed // _MAY_LACK)):
        return None
    if any(layout.column(column).kind in {"name", "indicator"} for column in missing):
        return None
    explained = sum(value.values()) / len(physical)
    coverage = needed / 20
    columns = tuple(
        HeaderColumn(
            position,
            layout.columns[taken[place]].id if place in taken else None,
            own,
            group,
            cells,
        )
        for place, (position, own, group, cells) in enumerate(physical)
    )
    score = explained + coverage - 0.3 * len(missing)
    if explained < 0.5:
        return None
    return Header(layout.form, columns, tuple(block), None, score, missing)


def _fill_by_order(
    layout: Layout,
    count: int,
    taken: dict[int, int],
    used: set[int],
    value: dict[int, float],
    likeness: dict[tuple[int, int], float],
) -> None:
    """Columns that words hardly name stand where the form has them: between their neighbours."""
    for start in range(count):
        if start in taken or (start and start - 1 not in taken):
            continue
        end = start
        while end < count and end not in taken:
            end += 1
        before = taken[start - 1] if start else -1
        after = taken[end] if end < count else len(layout.columns)
        free = [rank for rank in range(before + 1, after) if rank not in used]
        needed = [rank for rank in free if layout.columns[rank].required]
        places = list(range(start, end))
        for ranks in (free, needed):
            if len(ranks) == len(places) and all(
                likeness.get(pair, 0.0) >= _HINT for pair in zip(places, ranks, strict=True)
            ):
                for place, rank in zip(places, ranks, strict=True):
                    taken[place] = rank
                    used.add(rank)
                    value[place] = likeness[place, rank]
                break


def _similarity(column: Column, own: frozenset[str], group: frozenset[str]) -> float:
    """0..1: how well the words over a physical column name a column of a form."""
    if not own - {"tahun"}:
        own = group  # the column's own word is only its year
    if not column.group:
        return _named(column, own) * (0.8 if group else 1.0)
    if group:
        grouped = max(len(words & group) / len(words) for words in column.group)
        return _named(column, own) * (0.45 + 0.55 * grouped)
    # a flat header says group and column in one cell
    return max(
        _named(column, own - words if len(words & own) == len(words) else own)
        * (0.45 + 0.55 * len(words & own) / len(words))
        for words in column.group
    )


def _named(column: Column, own: frozenset[str]) -> float:
    """0..1: how well words name a column, whatever its group."""
    best = 0.0
    for spelling in column.header:
        common = len(spelling & own)
        if common:
            best = max(best, common / len(spelling) * 0.55 + common / len(own | spelling) * 0.45)
    return best
