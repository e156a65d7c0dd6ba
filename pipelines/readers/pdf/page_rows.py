"""A page to printed rows: tables and the lines between them, from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.readers.pdf.aligned import AlignedTable, aligned_tables
from pipelines.readers.pdf.cut_words import joined_figures
from pipelines.readers.pdf.glyphs import box_of, line_text, lines_of
from pipelines.readers.pdf.pieces import Line, Part, parted
from pipelines.readers.pdf.ruled import RuledTable, lines_in, merged, ruled_tables
from pipelines.readers.pdf.shapes import Box, Page, Word, around
from pipelines.readers.pdf.unread import is_legible

_APART = 1.6  # of the type size from line to line; what is farther apart is no one paragraph
_EDGE = 3  # lines at an edge of a page that may run over all pages
_RUNNING = 3  # pieces of such a line
_NEAR = 3.0  # points; the same height on another page
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_WIDE = 1.5  # of the type size; so wide a gap parts the pieces of a line


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell before it has a number and an address; ``column`` counts from 0."""

    column: int
    width: int
    height: int
    text: str
    box: Box


#: Pieces from left to right; empty for a blank row.
Row = list[Piece]


@dataclass
class Block:
    """Rows that belong together: a table, or lines of text.

    ``table`` where ruling lines drew it, ``aligned`` where the alignment of words did (its rows
    come when its columns are known); ``runs_on`` for a running title or page number.
    """

    box: Box
    rows: list[Row]
    table: RuledTable | None = None
    aligned: AlignedTable | None = None
    runs_on: bool = False


@dataclass
class Laid:
    """A page with its ruled tables, and its other words by line."""

    page: Page
    tables: list[RuledTable]
    lines: list[Line]

    def edges(self) -> dict[int, tuple[float, str]]:
        """The first and last lines of the page: index -> height on it, text."""
        last = len(self.lines) - 1
        chosen = {*range(_EDGE), *range(last, last - _EDGE, -1)} & set(range(last + 1))
        return {
            index: (self.lines[index][0].box.middle[1], line_text(self.lines[index]))
            for index in sorted(chosen)
        }


def lay(page: Page) -> Laid:
    """Find the ruled tables of a page; of one that nobody could read there is nothing."""
    words = page.words if is_legible(page) else ()
    tables, others = ruled_tables(page.across, page.down, words)
    return Laid(page, tables, lines_of(others))


def running_lines(laid: Laid, others: Sequence[Laid]) -> set[int]:
    """The lines at the upper and lower edge that the page before or after has as well, with
    another number or as one piece: what runs over all pages is no part of a table."""
    elsewhere = [edge for other in others for edge in other.edges().values()]
    found: set[int] = set()
    order = list(laid.edges().items())
    for edge in (order, order[::-1]):
        for index, (height, text) in edge:
            plain = _NUMBER.sub("#", text)
            same = [
                words
                for at, words in elsewhere
                if abs(at - height) <= _NEAR and _NUMBER.sub("#", words) == plain
            ]
            pieces = len(parted(laid.lines[index]))
            numbered = pieces <= _RUNNING and any(words != text for words in same)
            if not same or not (pieces == 1 or numbered):
                break
            found.add(index)
    return found


def blocks_of(
    laid: Laid, running: set[int], known: Sequence[tuple[float, float]] = ()
) -> list[Block]:
    """The blocks of a page in reading order. ``known`` are the columns of the table without
    ruling lines at the end of the page before, which may go on here."""
    blocks = [Block(table.box, _table_rows(table), table) for table in laid.tables]
    boxes = [table.box for table in laid.tables]
    rules = merged(laid.page.across)
    for index in sorted(running):
        line = laid.lines[index]
        blocks.append(Block(box_of(line), [_pieces(line)], runs_on=True))
    lines = [line for index, line in enumerate(laid.lines) if index not in running]
    for run in _runs(lines, boxes):
        done = 0
        for start, end, table in aligned_tables(run, rules, known):
            blocks += _text_blocks(run[done:start])
            blocks.append(Block(table.box, [], aligned=table))
            known = table.columns
            done = end
        blocks += _text_blocks(run[done:])
    return sorted(blocks, key=lambda block: (block.box.top, block.box.left))


def _runs(lines: Sequence[Line], tables: Sequence[Box]) -> list[list[Line]]:
    """Lines between tables."""
    runs: list[list[Line]] = []
    above: Box | None = None
    for line in lines:
        box = box_of(line)
        if above is None or any(above.top <= table.middle[1] <= box.bottom for table in tables):
            runs.append([])
        runs[-1].append(line)
        above = box
    return runs


def cell_text(lines: Sequence[Sequence[Word]]) -> str:
    """The text of a cell, its lines kept apart but where a figure is cut."""
    return joined_figures("\n".join(line_text(line) for line in lines))


def _table_rows(table: RuledTable) -> list[Row]:
    rows: list[Row] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        if cell.words:
            text = cell_text(lines_in(cell))
            rows[cell.row].append(Piece(cell.column, cell.width, cell.height, text, cell.box))
    for row in rows:
        row.sort(key=lambda piece: piece.column)
    return rows


def cells_of_rows(found: Sequence[Sequence[Sequence[Part]]]) -> list[Row]:
    """The rows of a table without ruling lines; parts of one column in one row are one cell."""
    rows: list[Row] = []
    for lines in found:
        cells: dict[int, list[Part]] = {}
        for line in lines:
            for part in line:
                cells.setdefault(part.column, []).append(part)
        rows.append(
            [
                Piece(
                    column,
                    max(part.width for part in parts),
                    1,
                    cell_text([part.words for part in parts]),
                    box_of([word for part in parts for word in part.words]),
                )
                for column, parts in sorted(cells.items())
            ]
        )
    return rows


def _text_blocks(lines: Sequence[Line]) -> list[Block]:
    """Lines of text in blocks that space parts."""
    blocks: list[Block] = []
    for line in lines:
        box = box_of(line)
        row = _pieces(line)
        above = blocks[-1].box if blocks else None
        if above is not None and box.bottom - above.bottom <= _APART * box.height:
            blocks[-1].rows.append(row)
            blocks[-1].box = around([above, box])
        else:
            blocks.append(Block(box, [row]))
    return blocks


def _pieces(line: Line) -> Row:
    """The pieces of a line that wide gaps part."""
    return [
        Piece(column, 1, 1, line_text(part), box_of(part))
        for column, part in enumerate(parted(line, _WIDE))
    ]
