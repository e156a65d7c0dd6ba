"""Tables from ruling lines: lines that meet are one table, and where one is not drawn two
places of the grid are one cell.

Nothing is taken from the text. A table that ends without a closing rule, at a page break, ends
where its standing lines do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.readers.pdf.glyphs import lines_of
from pipelines.readers.pdf.shapes import Box, Glyph, Rule, Word, word_of

_NEAR = 2.0  # points; lines so near are one, ends so near meet
_JOIN = 3.0  # points; pieces of one line may be so far apart
_LEAST = 3.0  # points; no column or row is narrower
_OUTSIDE = 8.0  # points by which lying lines go on beyond the last standing one: an open side
_BETWEEN = 0.08  # of the type size; a gap at a line through a word where it may be cut


@dataclass
class RuledCell:
    """One cell: where it begins, what it covers, and the words in it."""

    row: int
    column: int
    height: int
    width: int
    box: Box
    words: list[Word] = field(default_factory=list)


@dataclass
class RuledTable:
    """A table with its cells; ``edges`` are the places of its standing lines, ``open_below``
    says that no rule closes it at the bottom, ``open_above`` that none opens it."""

    box: Box
    cells: list[RuledCell]
    rows: int
    edges: list[float]
    open_above: bool
    open_below: bool


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line as one; double lines too."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if lines and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    found = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        start, end = None, 0.0
        for rule in sorted(line, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start - end <= _JOIN:
                end = max(end, rule.end)
            else:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            found.append(Rule(at, start, end))
    return found


def ruled_tables(
    across: Iterable[Rule], down: Iterable[Rule], words: Sequence[Word]
) -> tuple[list[RuledTable], list[Word]]:
    """The tables of a page from top to bottom with the words in them, and all other words."""
    tables = []
    for lying, standing in _components(merged(across), merged(down)):
        placed = _grid(lying, standing)
        if placed is not None:
            tables.append(placed)
    found: list[RuledTable] = []
    rest = list(words)
    # of a table in a frame the inner one takes the words
    for table, places, xs, ys in sorted(tables, key=lambda table: _area(table[0])):
        rest = _fill(places, xs, ys, rest)
        if any(cell.words for cell in table.cells):
            found.append(table)
    return sorted(found, key=lambda table: (table.box.top, table.box.left)), rest


def _area(table: RuledTable) -> float:
    return table.box.width * table.box.height


def _components(
    across: Sequence[Rule], down: Sequence[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that meet, directly or over others."""
    owner = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for i, lying in enumerate(across):
        for j, standing in enumerate(down, start=len(across)):
            meets = (
                lying.start - _NEAR <= standing.at <= lying.end + _NEAR
                and standing.start - _NEAR <= lying.at <= standing.end + _NEAR
            )
            if meets:
                owner[root(i)] = root(j)
    parts: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for i, rule in enumerate(across):
        parts[root(i)][0].append(rule)
    for j, rule in enumerate(down, start=len(across)):
        parts[root(j)][1].append(rule)
    return list(parts.values())


def _edges(values: Iterable[float]) -> list[float]:
    """The places of lines in order; those too near for a column or row are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] >= _LEAST:
            found.append(value)
    return found


_Placed = tuple[RuledTable, dict[tuple[int, int], RuledCell], list[float], list[float]]


def _grid(lying: list[Rule], standing: list[Rule]) -> _Placed | None:
    """The cells between lines; None where they make none."""
    if not lying or not standing:
        return None
    top = min(rule.start for rule in standing)
    bottom = max(rule.end for rule in standing)
    left = min(rule.start for rule in lying)
    right = max(rule.end for rule in lying)
    first, last = min(rule.at for rule in standing), max(rule.at for rule in standing)
    xs = _edges(
        [rule.at for rule in standing]
        + ([left] if first - left > _OUTSIDE else [])
        + ([right] if right - last > _OUTSIDE else [])
    )
    highest, lowest = min(rule.at for rule in lying), max(rule.at for rule in lying)
    open_above, open_below = highest - top > _LEAST, bottom - lowest > _LEAST
    ends = ([top] if open_above else []) + ([bottom] if open_below else [])
    ys = _edges([*(rule.at for rule in lying), *ends])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    cells, places = _cells(lying, standing, xs, ys)
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    table = RuledTable(box, cells, len(ys) - 1, xs, open_above, open_below)
    return table, places, xs, ys


def _cells(
    lying: list[Rule], standing: list[Rule], xs: list[float], ys: list[float]
) -> tuple[list[RuledCell], dict[tuple[int, int], RuledCell]]:
    """Places of the grid without a line between them are one cell, where they fill a box."""
    below = _drawn(lying, ys, xs)
    beside = _drawn(standing, xs, ys)
    rows, columns = len(ys) - 1, len(xs) - 1
    places: dict[tuple[int, int], RuledCell] = {}
    cells = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in places:
                continue
            width = 1
            while (
                column + width < columns
                and (row, column + width) not in places
                and (column + width, row) not in beside
            ):
                width += 1
            height = 1
            while (
                row + height < rows
                and all(
                    (row + height, c) not in below and (row + height, c) not in places
                    for c in range(column, column + width)
                )
                and all((c, row + height) not in beside for c in range(column + 1, column + width))
            ):
                height += 1
            box = Box(xs[column], ys[row], xs[column + width], ys[row + height])
            cell = RuledCell(row, column, height, width, box)
            cells.append(cell)
            for r in range(row, row + height):
                for c in range(column, column + width):
                    places[r, c] = cell
    return cells, places


def _drawn(rules: list[Rule], edges: list[float], crossing: list[float]) -> set[tuple[int, int]]:
    """(edge, place along it) where a line is drawn."""
    found = set()
    for rule in rules:
        edge = min(range(len(edges)), key=lambda index: abs(edges[index] - rule.at))
        for place in range(len(crossing) - 1):
            middle = (crossing[place] + crossing[place + 1]) / 2
            if rule.start - _NEAR <= middle <= rule.end + _NEAR:
                found.add((edge, place))
    return found


def _fill(
    places: dict[tuple[int, int], RuledCell],
    xs: list[float],
    ys: list[float],
    words: Iterable[Word],
) -> list[Word]:
    """Give the words to the cells in which they stand; the words of no cell."""
    outside = []
    for word in words:
        x, y = word.box.middle
        if not (ys[0] <= y < ys[-1] and xs[0] <= x <= xs[-1]):
            outside.append(word)
            continue
        row = bisect_right(ys, y) - 1
        for piece in _cut(word, row, places, xs):
            x = min(max(piece.box.middle[0], xs[0]), xs[-1] - 0.01)
            places[row, bisect_right(xs, x) - 1].words.append(piece)
    return outside


def _cut(
    word: Word, row: int, places: dict[tuple[int, int], RuledCell], xs: list[float]
) -> list[Word]:
    """A word over a line in two, where it has a gap there; a figure too wide stays whole."""
    first = max(bisect_right(xs, word.box.left) - 1, 0)
    last = min(bisect_right(xs, word.box.right) - 1, len(xs) - 2)
    lines = [
        xs[column]
        for column in range(first + 1, last + 1)
        if places[row, column] is not places[row, column - 1]
    ]
    pieces: list[list[Glyph]] = [[]]
    for glyph in word.glyphs:
        before = pieces[-1][-1] if pieces[-1] else None
        if (
            before is not None
            and glyph.left - before.right >= _BETWEEN * word.size
            and any(before.right - 0.5 <= line <= glyph.left + 0.5 for line in lines)
        ):
            pieces.append([])
        pieces[-1].append(glyph)
    return [word] if len(pieces) == 1 else [word_of(piece) for piece in pieces]


def lines_in(cell: RuledCell) -> list[list[Word]]:
    """The words of a cell by line; words that run up or down come after those that lie."""
    lines = []
    for quarter in sorted({word.quarter for word in cell.words}):
        words = [word for word in cell.words if word.quarter == quarter]
        lines += lines_of([word.turned() for word in words] if quarter else words)
    return lines
