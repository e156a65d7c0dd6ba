"""Tables without standing lines over several pages: their columns are looked for together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.readers.pdf.aligned import AlignedTable
from pipelines.readers.pdf.columns import columns_of, continued
from pipelines.readers.pdf.line_rows import RowRule, row_rule, rows_of
from pipelines.readers.pdf.page_rows import Block, cells_of_rows
from pipelines.readers.pdf.pieces import Line, header_end, parted, span

_LEARNT = 150  # lines; by then the columns of a table are known
_NEAR = 1.5  # points; headings so near stand at one place
_HEADING_LINES = 3  # of a header, to know it again


class TablesOverPages:
    """Holds pages back until the columns of their tables are known; no more than a few."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, list[Block]]] = []
        self._open: list[Block] = []  # blocks of one table
        self._learnt: list[tuple[float, float]] = []
        self._rule: RowRule | None = None
        self._closed = False  # whether something else stood behind it

    def add(self, page: int, blocks: list[Block]) -> Iterator[tuple[int, list[Block]]]:
        """Take a page; gives the pages that are ready, in order."""
        self._waiting.append((page, blocks))
        own = [block for block in blocks if not block.runs_on]
        goes_on = False
        for place, block in enumerate(own):
            if block.aligned is None:
                continue
            if self._goes_on(block.aligned, first=place == 0 and not self._closed):
                self._open.append(block)
            else:
                self._settle()
                self._open, self._learnt, self._rule = [block], [], None
            goes_on = True
            self._closed = place + 1 < len(own)
        if not goes_on:
            self._settle()
            self._open = []
        elif self._learnt or sum(len(table.lines) for table in self._tables()) >= _LEARNT:
            self._settle()
        else:
            return
        yield from self._waiting
        self._waiting = []

    def finish(self) -> Iterator[tuple[int, list[Block]]]:
        """The pages that are left."""
        self._settle()
        yield from self._waiting

    def _tables(self) -> list[AlignedTable]:
        return [block.aligned for block in self._open if block.aligned is not None]

    def _goes_on(self, table: AlignedTable, *, first: bool) -> bool:
        if not self._open:
            return False
        before = self._tables()[0]
        if _same_header(before.lines, table.lines):
            return True
        known = self._learnt or self._tables()[-1].columns
        return first and bool(continued(table.columns, known) or continued(known, table.columns))

    def _settle(self) -> None:
        """Give the blocks of the open table its columns and their rows."""
        tables = self._tables()
        if not self._learnt and tables:
            self._learnt = columns_of([table.lines for table in tables])
        fresh = [pair for pair in zip(self._open, tables, strict=True) if not pair[0].rows]
        for _, table in fresh:
            table.columns = continued(table.columns, self._learnt) or self._learnt
        placed = [table.placed() for _, table in fresh]
        if self._rule is None:
            self._rule = row_rule(placed)
        for (block, _), lines in zip(fresh, placed, strict=True):
            block.rows = cells_of_rows(rows_of(lines, self._rule))
        self._open = self._open[:1]


def _same_header(lines: Sequence[Line], others: Sequence[Line]) -> bool:
    """True where two tables begin with the same headings at the same places."""
    count = min(header_end(lines), header_end(others), _HEADING_LINES)
    return count > 0 and all(
        _is_same(line, other) for line, other in zip(lines[:count], others[:count], strict=True)
    )


def _is_same(line: Line, other: Line) -> bool:
    parts, others = parted(line), parted(other)
    return len(parts) == len(others) and all(
        [word.text for word in part] == [word.text for word in same]
        and abs(span(part)[0] - span(same)[0]) <= _NEAR
        for part, same in zip(parts, others, strict=True)
    )
