"""A table of a document to cells with their columns and what they cover.

The elements are walked once, row by row: the cost grows with the cells, whatever is merged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from pipelines.model import DELETED_TEXT, HIDDEN_BY_MERGE, HIDDEN_ROWS
from pipelines.readers.word.columns import columns_of_rows
from pipelines.readers.word.flow import blocks, cells_of, is_own_table, rows_of
from pipelines.readers.word.names import TBL, TCPR, TRPR, VAL, W, is_on, number
from pipelines.readers.word.package import BrokenError
from pipelines.readers.word.text import Text, TextReader

_SPAN, _BEFORE = f"{W}gridSpan", f"{W}gridBefore"
_DOWN, _ACROSS = f"{W}vMerge", f"{W}hMerge"
_MOST = 1000  # columns; Word itself has no more than 63


@dataclass(slots=True)
class TableCell:
    """A cell that holds something; ``row`` and ``column`` count from 0 in its table.

    ``hidden`` is what hides it, empty where it is seen.
    """

    row: int
    column: int
    text: str
    width: int = 1
    height: int = 1
    hidden: str = ""


@dataclass
class Table:
    """A table: the cells of every row that is seen, and what is hidden.

    ``edges`` are where columns begin as shares of the width, empty where not known. ``inside``
    are tables that stand in its cells and are tables by themselves, ``embedded`` the rows that
    hold workbooks as objects.
    """

    rows: list[tuple[int, list[TableCell]]]
    hidden: list[TableCell]
    edges: list[float]
    inside: list[Element] = field(default_factory=list)
    embedded: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Raw:
    """A cell between two edges of the grid; ``goes_on``: it is more of the one above."""

    first: int
    last: int
    text: str
    opens: bool = False
    goes_on: bool = False


class _TableReader:
    def __init__(self, reader: TextReader) -> None:
        self.reader = reader
        self.rows: list[tuple[int, list[_Raw], list[int]]] = []  # place, cells, edges
        self.hidden: list[tuple[int, int, str, str]] = []  # row, edge, what hides it, text
        self.inside: list[Element] = []
        self.embedded: list[int] = []
        self.last = 0

    def row(self, place: int, row: Element) -> None:
        properties = row.find(TRPR)
        at = 0
        how = ""
        if properties is not None:
            at = min(number(properties.find(_BEFORE)), _MOST)
            if is_on(properties.find(f"{W}hidden")):
                how = HIDDEN_ROWS
            elif properties.find(f"{W}del") is not None:
                how = DELETED_TEXT
        made: list[_Raw] = []
        for cell in cells_of(row):
            at = self._cell(place, cell, at, made, how)
        edges = [cell.first for cell in made]
        if made:
            edges.append(made[-1].last)
        if not how:
            self.rows.append((place, made, edges))
        self.last = max(self.last, at)

    def _cell(self, place: int, cell: Element, at: int, made: list[_Raw], how: str) -> int:
        """Read a cell at an edge; gives the edge at which it ends."""
        span, down, across = 1, None, None
        properties = cell.find(TCPR)
        if properties is not None:
            span = min(max(1, number(properties.find(_SPAN), 1)), _MOST)
            down, across = properties.find(_DOWN), properties.find(_ACROSS)
            if properties.find(f"{W}cellDel") is not None:
                how = how or DELETED_TEXT
        end = at + span
        if end > _MOST:
            raise BrokenError
        text = self._text(cell)
        self.embedded += [place] * text.embedded
        self.hidden += [(place, at, how or each, words) for each, words in text.hidden]
        if how:
            self._hide(place, at, how, text.shown)
            made.append(_Raw(at, end, ""))
        elif across is not None and across.get(VAL) != "restart" and made:
            made[-1].last = end
            self._hide(place, at, HIDDEN_BY_MERGE, text.shown)
        else:
            goes_on = down is not None and down.get(VAL) != "restart"
            made.append(_Raw(at, end, text.shown, down is not None and not goes_on, goes_on))
        return end

    def _hide(self, place: int, at: int, how: str, text: str) -> None:
        if text.strip():
            self.hidden.append((place, at, how, text))

    def _text(self, cell: Element) -> Text:
        content = list(blocks(cell))
        whole = Text()
        lines: list[str] = []
        joins = False
        for block in content:
            if block.tag == TBL:
                if is_own_table(block):
                    self.inside.append(block)
                else:
                    lines += self._small(block, whole)
                continue
            text = self.reader.paragraph(block)
            if len(content) == 1 and not text.boxes:
                return text
            if joins and lines:
                lines[-1] += text.shown
            else:
                lines.append(text.shown)
            joins = text.joins
            whole.hidden += text.hidden
            whole.embedded += text.embedded
            for box in text.boxes:
                inner = self._text(box)
                lines.append(inner.shown)
                whole.hidden += inner.hidden
        whole.shown = "\n".join(lines).strip("\n") if len(lines) > 1 else "".join(lines)
        return whole

    def _small(self, table: Element, whole: Text) -> Iterator[str]:
        """The rows of a table that only arranges the text of a cell, as lines of it."""
        for row in rows_of(table):
            parts = []
            for cell in cells_of(row):
                inner = self._text(cell)
                whole.hidden += inner.hidden
                parts.append(inner.shown)
            yield "\t".join(part for part in parts if part.strip())


def read_table(element: Element, reader: TextReader) -> Table:
    """The cells of a table."""
    found = _TableReader(reader)
    for place, row in enumerate(rows_of(element)):
        found.row(place, row)
    widths = [_width(column) for column in element.findall(f"{W}tblGrid/{W}gridCol")]
    widths = widths[: found.last] + [0] * (found.last - len(widths))
    filled = [(c.first, c.last) for _, made, _ in found.rows for c in made if c.text.strip()]
    columns, edges = columns_of_rows([row for _, _, row in found.rows], filled, widths)
    rows: list[tuple[int, list[TableCell]]] = []
    hidden = []
    open_: dict[int, TableCell] = {}  # cells that may go on in the next row, by column
    for (place, made, _), at in zip(found.rows, columns, strict=True):
        cells = []
        for raw, first, last in zip(made, at, at[1:], strict=False):
            above = open_.get(first)
            if raw.goes_on and above is not None:
                above.height += 1
                if raw.text.strip():
                    hidden.append(TableCell(place, first, raw.text, hidden=HIDDEN_BY_MERGE))
                continue
            cell = TableCell(place, first, raw.text, max(1, last - first))
            for column in range(first, last):
                open_.pop(column, None)
            if raw.opens:
                open_[first] = cell
            if raw.text.strip():
                cells.append(cell)
        rows.append((place, cells))
    hidden += [
        TableCell(place, min(at, _MOST), text, hidden=how)
        for place, at, how, text in found.hidden
        if text.strip()
    ]
    return Table(rows, hidden, edges, found.inside, found.embedded)


def _width(column: Element) -> int:
    text = column.get(f"{W}w", "")
    return int(text) if text.isdigit() else 0
