"""The cheapest way to give the pieces of a row to columns without changing their order.

What a piece costs in a column is what it is (:mod:`pipelines.records.costs`), how far the step from
the piece before differs from the step between the header's columns, and what the rows of its
page say of its field. Both searches here are dynamic programmes over fields or pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.records.tokens import Token
from pipelines.values import State, special_state

#: The kind of a physical column that the form does not have.
UNKNOWN = "unknown"

_DRIFT = 0.25  # per field that a step differs from the header's step
_DRIFT_MOST = 3  # fields; a page that lost more columns than this is no stranger for it
_FIRST_STEP = 0.8  # of the drift, for the first piece of a row: its left edge moves easily
_OFF_PAGE = 0.9  # for leaving the column that the page gives to a field
_MINOR_FIELD = 0.4  # for a field that shares its column with a busier one
_SKIP = 4.5  # for a piece that no column takes
_SKIP_DASH = 2.0  # a bare ``-`` without a column loses little
_UNKNOWN_COLUMN = 0.5  # for a piece under a heading of no form
_STAY = 0.15  # for two fields in one column, on a page whose rows differ
_CLASH = 1.5  # where both fields are filled in one row
_HOPELESS = 12.0  # behind the best: a reading that will not catch up
_ROWS_OF_A_PAGE = 2  # fewer say nothing that the row itself does not say


@dataclass(frozen=True, slots=True)
class Slot:
    """A physical column in which a piece may stand."""

    column_id: str
    kind: str
    side: int
    position: int


#: What a field costs in a column besides what its pieces are: field -> column id -> cost.
PageMap = dict[int, dict[str, float]]
#: Slots of the first pieces of a row (-1: no column), with their cost.
_Path = tuple[float, tuple[int, ...]]


def assign(
    tokens: Sequence[Token], slots: Sequence[Slot], page: PageMap, usual: dict[str, float]
) -> tuple[int, ...]:
    """The slot of every piece by its index, -1 where no column takes it.

    ``page`` comes from :func:`page_map`; ``usual`` is the extra cost of a column that the
    rows of this section seldom fill.
    """
    if not slots:
        return (-1,) * len(tokens)
    positions = [slot.position for slot in slots]
    # by (last used slot, last placed piece): nothing else matters for the pieces to come
    best: dict[tuple[int, int], _Path] = {(-1, -1): (0.0, ())}
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
        following: dict[tuple[int, int], _Path] = {}
        for (last, placed), (cost, path) in best.items():
            _keep_cheaper(following, (last, placed), cost + skip, (*path, -1))
            step = token.column - (tokens[placed].column if placed >= 0 else 0)
            weight, start = (1.0, positions[last]) if placed >= 0 else (_FIRST_STEP, 0)
            for k, fit in fits:
                if k > last:
                    drift = weight * _drift(step, positions[k] - start)
                    _keep_cheaper(following, (k, index), cost + fit + drift, (*path, k))
        limit = min(cost for cost, _ in following.values()) + _HOPELESS
        best = {state: path for state, path in following.items() if path[0] <= limit}
    return min(best.values())[1]


def page_map(
    rows: Sequence[Sequence[Token]], slots: Sequence[Slot], usual: dict[str, float]
) -> PageMap:
    """What leaving the page's own reading costs, by field and column.

    The rows of a page together give each field a column; of several fields with one column
    the one with most pieces is the column proper.
    """
    if len(rows) < _ROWS_OF_A_PAGE or not slots:
        return {}
    here: dict[int, list[Token]] = {}
    for tokens in rows:
        for token in tokens:
            here.setdefault(token.column, []).append(token)
    column_of = _columns_of_fields(rows, dict(sorted(here.items())), slots, usual)
    busiest: dict[str, int] = {}
    for place, column in column_of.items():
        if column not in busiest or len(here[place]) > len(here[busiest[column]]):
            busiest[column] = place
    return {
        place: {
            slot.column_id: _OFF_PAGE
            if slot.column_id != column
            else (0.0 if busiest[column] == place else _MINOR_FIELD)
            for slot in slots
        }
        for place, column in column_of.items()
    }


def _columns_of_fields(
    rows: Sequence[Sequence[Token]],
    here: dict[int, list[Token]],
    slots: Sequence[Slot],
    usual: dict[str, float],
) -> dict[int, str]:
    """The column of every field, from left to right, that suits all rows of a page best.

    ``here`` holds the pieces of each field in order of the fields.
    """
    fields = list(here)
    best: list[list[tuple[float, int]]] = []  # by field and slot: cost, slot of the field before
    for index, place in enumerate(fields):
        count = len(here[place])
        fits = [
            sum(
                min(_fit(token, slot) + usual.get(slot.column_id, 0.0), _SKIP)
                for token in here[place]
            )
            for slot in slots
        ]
        if index == 0:
            best.append(
                [
                    (fit + count * _drift(place, slot.position), -1)
                    for fit, slot in zip(fits, slots, strict=True)
                ]
            )
            continue
        before = fields[index - 1]
        weight = min(count, len(here[before]))
        both = sum(1 for tokens in rows if {before, place} <= {token.column for token in tokens})
        line = []
        for k, (fit, slot) in enumerate(zip(fits, slots, strict=True)):
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
    chosen = []
    for line in reversed(best):
        chosen.append(slots[k].column_id)
        k = line[k][1]
    return dict(zip(fields, reversed(chosen), strict=True))


def _fit(token: Token, slot: Slot) -> float:
    return _UNKNOWN_COLUMN if slot.kind == UNKNOWN else token.costs[slot.kind]


def _drift(step: int, expected: int) -> float:
    return _DRIFT * min(abs(step - expected), _DRIFT_MOST)


def _skip_cost(token: Token) -> float:
    return _SKIP_DASH if special_state(token.text) is State.NONE else _SKIP


def _keep_cheaper(
    states: dict[tuple[int, int], _Path], key: tuple[int, int], cost: float, path: tuple[int, ...]
) -> None:
    if key not in states or cost < states[key][0]:
        states[key] = (cost, path)
