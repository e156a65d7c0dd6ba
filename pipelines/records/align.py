"""Column drift: give every piece of a row to the column of the form that it belongs to.

Pulled text loses empty columns and gains new ones from page to page, so a field number
alone says little. What decides is what a piece is (code, money, measure, words ...), the
order of the columns, the place it takes, and what the other rows of the same page do: the
cheapest assignment that keeps the order wins (:mod:`pipelines.records.assignment`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.layouts import Layout, layout_of
from pipelines.records.assignment import UNKNOWN, Slot, assign, page_map
from pipelines.records.costs import SMALL_MONEY
from pipelines.records.row_kinds import AlignedRow, classify
from pipelines.records.ruled import put_back, ruled_page
from pipelines.records.tokens import Token
from pipelines.tables.headers import Header
from pipelines.tables.recognise import Segment
from pipelines.values import said_unit

_UNUSUAL = 0.8  # for a value column that the section never fills
_PASSES = 3  # what the first two learn of the sections, the next uses
_HEADER_PAGE = 12.0  # how many rows of other pages one under the header counts for
_FIGURES = 2  # a row with fewer says nothing of which columns are filled
_MONEY_KINDS = frozenset({"money", SMALL_MONEY})
_VALUE_KINDS = frozenset({"measure", "percent"}) | _MONEY_KINDS


def align_table(form: str, segments: Sequence[Segment], title: str = "") -> list[AlignedRow]:
    """The rows of a table with their pieces in columns, in printed order.

    Three passes: how often a column is filled in a section of the table is learnt from the
    pages that read well and helps the pages that lost a column.
    """
    pages = _pages(layout_of(form), segments, title)
    filled: dict[int, dict[str, float]] = {}
    for _ in range(_PASSES):
        for page in pages:
            page.align(filled.get(page.section, {}))
        filled = _filled(pages)
    return [item for page in pages for item, _ in page.rows]


@dataclass
class _Page:
    """The rows between two page breaks (or up to a new section): they share their drift."""

    slots: list[Slot]
    rows: list[tuple[AlignedRow, list[Token]]]
    section: int
    under_header: bool = False
    ruled: bool = False
    checking: frozenset[str] = frozenset()  # columns that check the amounts beside them

    def align(self, filled: dict[str, float]) -> None:
        """(Re)assign every row; ``filled`` is the share of rows that fill a column."""
        usual = {
            slot.column_id: _UNUSUAL * (1 - filled.get(slot.column_id, 0.0)) if filled else 0.0
            for slot in self.slots
            if slot.kind in _VALUE_KINDS
        }
        several = [
            tokens
            for item, tokens in self.rows
            if item.kind == "data" and len(tokens) > 1 and not _only_units(tokens)
        ]
        page = {} if self.ruled else page_map(several, self.slots, usual)
        money = [s for s in self.slots if s.kind in _MONEY_KINDS or s.column_id in self.checking]
        if self.ruled:  # what stands under a heading of no form is no slip of its line
            money += [slot for slot in self.slots if slot.kind == UNKNOWN]
            money.sort(key=lambda slot: slot.position)
        for item, tokens in self.rows:
            if self.ruled:
                slots = self.slots if item.kind == "data" else money
                chosen = assign(tokens, slots, ruled_page(tokens, slots, item.header), {})
                _fill(item, tokens, slots, chosen)
            elif item.kind == "data":
                _fill(item, tokens, self.slots, assign(tokens, self.slots, page, usual))
            else:
                _fill(item, tokens, money, assign(tokens, money, {}, {}))


def _fill(
    item: AlignedRow, tokens: Sequence[Token], slots: Sequence[Slot], chosen: Sequence[int]
) -> None:
    """Put the pieces of a row where an assignment says, instead of where they were."""
    item.pieces.clear()
    item.misplaced.clear()
    for token, k in zip(tokens, chosen, strict=True):
        if k < 0:
            item.misplaced.append(token)
        else:
            item.pieces[slots[k].column_id] = token


def _only_units(tokens: Sequence[Token]) -> bool:
    """A line of units, the ends of the cells above it, says nothing of columns."""
    return all(token.may_be_unit and token.is_text for token in tokens)


def _pages(layout: Layout, segments: Sequence[Segment], title: str) -> list[_Page]:
    """The rows of a table in pages; a section begins with its row, so a run may hold two."""
    pages: list[_Page] = []
    section = 0
    for segment in segments:
        slots = _slots(layout, segment.header, title)
        ruled = segment.header.ruled
        checking = frozenset(check.column for check in layout.checks)
        for order, run in enumerate(segment.runs):
            rows = []
            for row, moved in put_back(run, segment.header, layout):
                item, tokens = classify(row, segment.header, layout)
                item.moved = moved
                rows.append((item, tokens))
            start = 0
            for place, (item, _) in enumerate(rows):
                if item.kind == "section" and place > start:
                    page = rows[start:place]
                    pages.append(_Page(slots, page, section, order == 0, ruled, checking))
                    start = place
                section += item.kind == "section"
            pages.append(_Page(slots, rows[start:], section, order == 0, ruled, checking))
    return pages


def _slots(layout: Layout, header: Header, title: str) -> list[Slot]:
    """Header columns that hold pieces; item numbers are taken out before."""
    slots = []
    for physical in header.columns:
        if physical.column_id is None:
            slots.append(Slot(f"?{physical.position}", UNKNOWN, 0, physical.position))
            continue
        column = layout.column(physical.column_id)
        if column.kind == "number":
            continue
        name = f"{column.id}@{physical.position}" if column.repeats else column.id
        kind = column.kind
        if kind == "money" and (said_unit(physical.text) or said_unit(title)):
            kind = SMALL_MONEY
        slots.append(Slot(name, kind, column.side, physical.position))
    return sorted(slots, key=lambda slot: slot.position)


def _filled(pages: Sequence[_Page]) -> dict[int, dict[str, float]]:
    """For each section the share of its rows with values that fill each value column.

    The page on which the header is printed drifts least and counts more.
    """
    counts: dict[int, dict[str, float]] = {}
    totals: dict[int, float] = {}
    for page in pages:
        kinds = {slot.column_id: slot.kind for slot in page.slots}
        for item, _ in page.rows:
            values = [column for column in item.pieces if kinds[column] in _VALUE_KINDS]
            digits = sum(any(ch.isdigit() for ch in item.pieces[column].text) for column in values)
            if item.kind != "data" or digits < _FIGURES:
                continue
            weight = _HEADER_PAGE if page.under_header else 1.0
            totals[page.section] = totals.get(page.section, 0.0) + weight
            section = counts.setdefault(page.section, {})
            for column in values:
                section[column] = section.get(column, 0.0) + weight
    return {
        section: {column: count / totals[section] for column, count in columns.items()}
        for section, columns in counts.items()
    }
