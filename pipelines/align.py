"""Column drift: give every piece of a row to the column of the form that it belongs to.

Pulled text loses empty columns and gains new ones from page to page, so a field number
alone says little. What decides is what a piece is (code, money, measure, words ...), the
order of the columns, the place it takes, and what the other rows of the same page do.
Costs come from :mod:`pipelines.tokens`; the cheapest order-preserving assignment wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines import codes
from pipelines.headers import Header
from pipelines.layouts import Layout, layout_of
from pipelines.model import GridRow, clean
from pipelines.recognise import Segment
from pipelines.tokens import (
    SMALL_MONEY,
    Token,
    is_expenditure_label,
    is_total_label,
    tokenise,
)
from pipelines.values import said_unit

_DRIFT = 0.25  # per field that a step differs from the header's step
_DRIFT_MOST = 3
_OFF_PAGE = 0.9  # for leaving the column that the page gives to a field
_SKIP = 4.5  # for a piece that no column takes
_UNKNOWN_COLUMN = 2.0
_MINOR_FIELD = 0.4  # for a field that shares its column with a busier one
_UNUSUAL = 0.8  # for a value column that the section never fills
_PASSES = 3
_HEADER_PAGE = 12.0
_STAY = 0.15  # for two fields in one column, on a page whose rows differ
_CLASH = 1.5  # where both fields are filled in one row
_ACCOUNT = re.compile(r"5(?:\.\d{1,2})*\.?")
_UNIT = 0.3
_CODE = 1.0  # what may be a code at all
_FIRST_STEP = 0.8  # of the drift, for the first piece of a row
_HOPELESS = 12.0  # behind the best: a reading that will not catch up
_MONEY_KINDS = frozenset({"money", SMALL_MONEY})
_VALUE_KINDS = frozenset({"measure", "percent"}) | _MONEY_KINDS


@dataclass(frozen=True, slots=True)
class Slot:
    """A physical column in which a piece may stand."""

    column_id: str
    kind: str
    side: int
    position: int


@dataclass
class AlignedRow:
    """A row with its pieces in the columns of the form.

    ``kind``: ``data``, ``expenditure`` (a line of belanja), ``total`` or ``section``.
    ``numbers`` are item numbers by side, ``codes`` codes that stand in front of a name under a
    header without a column for them; ``misplaced`` pieces fit no column.
    """

    row: GridRow
    kind: str
    header: Header
    pieces: dict[str, Token] = field(default_factory=dict)
    numbers: dict[int, Token] = field(default_factory=dict)
    codes: dict[int, Token] = field(default_factory=dict)
    label: Token | None = None
    misplaced: list[Token] = field(default_factory=list)
    after_gap: bool = False
    cost: float = 0.0


def align_table(form: str, segments: Sequence[Segment], title: str = "") -> list[AlignedRow]:
    """The rows of a table with their pieces in columns, in printed order.

    Three passes: how often a column is filled in a section of the table is learnt from the
    pages that read well and helps the pages that lost a column.
    """
    layout = layout_of(form)
    pages: list[_Page] = []
    section = 0
    for segment in segments:
        slots = _slots(layout, segment.header, title)
        for order, run in enumerate(segment.runs):
            rows = [_classify(row, segment.header, layout) for row in run]
            for place, (item, _) in enumerate(rows):
                item.after_gap = place == 0
            # a section begins with its row, so a run may hold two
            start = 0
            for place, (item, _) in enumerate(rows):
                if item.kind == "section" and place > start:
                    pages.append(_Page(slots, rows[start:place], section, order == 0))
                    start = place
                section += item.kind == "section"
            pages.append(_Page(slots, rows[start:], section, order == 0))
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
        page = _page_map(several, self.slots, usual)
        money = [slot for slot in self.slots if slot.kind in _MONEY_KINDS]
        for item, tokens in self.rows:
            item.pieces.clear()
            item.misplaced.clear()
            if item.kind in {"expenditure", "total"}:
                _assign(item, tokens, money, {}, {})
            elif item.kind == "data":
                _assign(item, tokens, self.slots, page, usual)


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
            if item.kind != "data" or digits < 2:
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


def _slots(layout: Layout, header: Header, title: str) -> list[Slot]:
    """Header columns that hold pieces; item numbers are taken out before."""
    slots = []
    for physical in header.columns:
        if physical.column_id is None:
            slots.append(Slot(f"?{physical.position}", "unknown", 0, physical.position))
            continue
        column = layout.column(physical.column_id)
        name = column.id
        if column.repeats:
            name = f"{column.id}@{physical.position}"
        kind = column.kind
        if kind == "money" and (said_unit(physical.text) or said_unit(title)):
            kind = SMALL_MONEY
        if kind != "number":
            slots.append(Slot(name, kind, column.side, physical.position))
    return sorted(slots, key=lambda slot: slot.position)


def _classify(row: GridRow, header: Header, layout: Layout) -> tuple[AlignedRow, list[Token]]:
    """What kind of row this is, and its pieces without label and item numbers."""
    tokens = tokenise(row)
    if layout.rows == "hierarchy":
        if len(tokens) == 1 and re.fullmatch(r"(?:tahun\s+)?20\d{2}", clean(tokens[0].text), re.I):
            return AlignedRow(row, "section", header, label=tokens[0]), []
        for place, token in enumerate(tokens[:3]):
            if token.is_text and (is_expenditure_label(token.text) or is_total_label(token.text)):
                kind = "total" if is_total_label(token.text) else "expenditure"
                rest = [other for other in tokens if other is not token]
                # a node row may carry words like these in its name; its code tells
                before = tokens[:place]
                if any(codes.level_of(clean(other.text)) in codes.LEVELS[2:] for other in before):
                    break
                amounts = [other for other in rest if not is_total_label(other.text)]
                if any(other.is_text for other in amounts):
                    break
                item = AlignedRow(row, kind, header, label=token)
                if place and _ACCOUNT.fullmatch(clean(tokens[0].text)):
                    item.numbers[1] = tokens[0]  # the account number of the kind of expenditure
                    amounts.remove(tokens[0])
                return item, amounts
        if tokens and all(token.costs["money"] == 0 for token in tokens):
            return AlignedRow(row, "total", header), tokens
    item = AlignedRow(row, "data", header)
    rest = []
    coded = any(column.column_id == "kode" for column in header.columns)
    number_fields = {c.position for c in header.columns if c.column_id == "nomor"}
    for place, token in enumerate(tokens):
        right = len(layout.sides) > 1 and place > 0 and _is_amount(tokens[place - 1])
        side = 2 if right else 1
        in_number_column = (
            place == 0 and token.column in number_fields and token.costs["number"] <= 0.2
        )
        if in_number_column or _is_item_number(tokens, place, two_sides=len(layout.sides) > 1):
            item.numbers[side] = token
        elif not coded and layout.rows == "hierarchy" and _is_leading_code(tokens, place):
            item.codes[side] = token
        else:
            rest.append(token)
    return item, _lone_percentage(rest)


def _lone_percentage(tokens: list[Token]) -> list[Token]:
    """One percentage among other measures is a ratio of them rather than one more of them."""
    percentages = [token for token in tokens if token.costs["percent"] == 0.0]
    measures = [
        token
        for token in tokens
        if token.costs["measure"] <= 0.3 and any(ch.isdigit() for ch in token.text)
    ]
    if len(percentages) != 1 or len(measures) < 3:
        return tokens
    lone = percentages[0]
    ratio = replace(lone, costs=lone.costs | {"measure": 0.7})
    return [ratio if token is lone else token for token in tokens]


def _only_units(tokens: Sequence[Token]) -> bool:
    """A line of units, the ends of the cells above it, says nothing of columns."""
    return all(token.costs["unit"] <= _UNIT and token.is_text for token in tokens)


def _is_item_number(tokens: Sequence[Token], place: int, *, two_sides: bool) -> bool:
    """A bare number in front of a name: first in its row, after its code, or after the money
    of the left side."""
    token = tokens[place]
    if token.costs["number"] > 0.2 or not token.whole or place + 1 >= len(tokens):
        return False
    following = tokens[place + 1]
    if (
        not following.is_text
        or following.costs["measure"] <= 0.3
        or following.column - token.column > 2
    ):
        return False
    if place == 0:
        return True
    before = tokens[place - 1]
    return before.costs["code"] <= 0.4 or (two_sides and _is_amount(before))


def _is_amount(token: Token) -> bool:
    """What may be money, or say that there is none: the last thing of the left side."""
    return token.costs["money"] <= 1.0 and not token.is_text


def _is_leading_code(tokens: Sequence[Token], place: int) -> bool:
    """A code in front of words, where the header has no column for codes."""
    if tokens[place].costs["code"] > _CODE or place + 1 >= len(tokens):
        return False
    first = place == 0 or _is_amount(tokens[place - 1])
    return first and tokens[place + 1].costs["name"] <= 1.0


def _fit(token: Token, slot: Slot) -> float:
    return _UNKNOWN_COLUMN if slot.kind == "unknown" else token.costs[slot.kind]


def _drift(step: int, expected: int) -> float:
    return _DRIFT * min(abs(step - expected), _DRIFT_MOST)


def _page_map(
    rows: Sequence[Sequence[Token]], slots: Sequence[Slot], usual: dict[str, float]
) -> dict[int, dict[str, float]]:
    """What leaving the page's own reading costs, by field and column.

    The rows of a page together give each field a column; of several fields with one column
    the one with most pieces is the column proper.
    """
    if len(rows) < 2 or not slots:
        return {}
    fields = sorted({token.column for tokens in rows for token in tokens})
    here = {
        place: [token for tokens in rows for token in tokens if token.column == place]
        for place in fields
    }
    best: list[list[tuple[float, int]]] = []
    for index, place in enumerate(fields):
        count = len(here[place])
        line = []
        for k, slot in enumerate(slots):
            fit = sum(
                min(_fit(token, slot) + usual.get(slot.column_id, 0.0), _SKIP)
                for token in here[place]
            )
            if index == 0:
                line.append((fit + count * _drift(place, slot.position), -1))
                continue
            before = fields[index - 1]
            weight = min(count, len(here[before]))
            both = sum(
                1 for tokens in rows if {before, place} <= {token.column for token in tokens}
            )
            cost, j = min(
                (
                    best[-1][j][0]
                    + weight * _drift(place - before, slot.position - slots[j].position)
                    + (_STAY * weight + _CLASH * both if j == k else 0.0),
                    j,
                )
                for j in range(k + 1)
            )
            line.append((cost + fit, j))
        best.append(line)
    k = min(range(len(slots)), key=lambda slot: best[-1][slot][0])
    column_of: dict[int, str] = {}
    for index in range(len(fields) - 1, -1, -1):
        column_of[fields[index]] = slots[k].column_id
        k = best[index][k][1]
    busiest: dict[str, int] = {}
    for place in fields:
        column = column_of[place]
        if column not in busiest or len(here[place]) > len(here[busiest[column]]):
            busiest[column] = place
    return {
        place: {
            slot.column_id: (0.0 if busiest[column_of[place]] == place else _MINOR_FIELD)
            if slot.column_id == column_of[place]
            else _OFF_PAGE
            for slot in slots
        }
        for place in fields
    }


def _assign(
    item: AlignedRow,
    tokens: Sequence[Token],
    slots: Sequence[Slot],
    page: dict[int, dict[str, float]],
    usual: dict[str, float],
) -> None:
    """Fill ``item.pieces`` with the cheapest order-preserving assignment."""
    if not tokens:
        return
    if not slots:
        item.misplaced.extend(tokens)
        return
    # (last used slot, last placed token) -> (cost, slot of every token so far)
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(-1, -1): (0.0, ())}
    positions = [slot.position for slot in slots]
    for index, token in enumerate(tokens):
        skip = _skip_cost(token)
        leaving = page.get(token.column, {})
        fits = [
            (k, fit)
            for k, slot in enumerate(slots)
            if (
                fit := _fit(token, slot)
                + leaving.get(slot.column_id, 0.0)
                + usual.get(slot.column_id, 0.0)
            )
            < skip
        ]
        following: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        for (last, placed), (cost, path) in best.items():
            _keep_cheaper(following, (last, placed), cost + skip, (*path, -1))
            step = token.column - (tokens[placed].column if placed >= 0 else 0)
            weight, start = (1.0, positions[last]) if placed >= 0 else (_FIRST_STEP, 0)
            for k, fit in fits:
                if k > last:
                    drift = weight * _drift(step, positions[k] - start)
                    _keep_cheaper(following, (k, index), cost + fit + drift, (*path, k))
        limit = min(cost for cost, _ in following.values()) + _HOPELESS
        best = {state: value for state, value in following.items() if value[0] <= limit}
    item.cost, path = min(best.values())
    for token, k in zip(tokens, path, strict=True):
        if k < 0:
            item.misplaced.append(token)
        else:
            item.pieces[slots[k].column_id] = token


def _skip_cost(token: Token) -> float:
    """Leaving a bare ``-`` without a column loses little."""
    is_dash = token.costs["money"] == 0.3 and token.costs["measure"] == 0.3
    return 2.0 if is_dash else _SKIP


def _keep_cheaper(
    states: dict[tuple[int, int], tuple[float, tuple[int, ...]]],
    key: tuple[int, int],
    cost: float,
    path: tuple[int, ...],
) -> None:
    if key not in states or cost < states[key][0]:
        states[key] = (cost, path)
