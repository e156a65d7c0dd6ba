"""Columns that follow from others: a rest, a sum, a percentage. They check, and are no facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, permutations

from pipelines.suggest.kinds import evidence_of
from pipelines.suggest.seen import SeenTable
from pipelines.values import parse_measures, parse_money

_FEWEST = 2  # rows that must agree
_SHARE = 0.8  # of the rows that can be checked
_MOST_COLUMNS = 12
_ROUNDED = Decimal("0.06")


@dataclass(frozen=True, slots=True)
class Relation:
    """Column ``place`` is ``how`` (``minus``, ``plus``, ``ratio``) of two others.

    It held in ``held`` of ``rows`` rows.
    """

    place: int
    how: str
    first: int
    second: int
    held: int
    rows: int


def relations(table: SeenTable) -> Iterator[Relation]:
    """The relations that hold between the amounts of a table; one a column at most."""
    kinds = [evidence_of(column).kind for column in table.columns]
    money = [place for place, kind in enumerate(kinds) if kind == "money"][:_MOST_COLUMNS]
    amounts = {place: [_money(text) for text in table.columns[place].values] for place in money}
    derived: set[int] = set()
    for place in reversed(money):
        # of a = b + c and b = a - c the column at the right is the one that follows
        others = [each for each in money if each != place and each not in derived]
        found = next(
            (
                relation
                for how, pairs in (
                    ("minus", permutations(others, 2)),
                    ("plus", combinations(others, 2)),
                )
                for first, second in pairs
                if (relation := _relation(place, how, first, second, amounts[place], amounts))
            ),
            None,
        )
        if found is not None and max(found.first, found.second) < place:
            derived.add(place)
            yield found
    for place, kind in enumerate(kinds):
        if kind not in {"percent", "measure"}:
            continue
        shown = [_share(text) for text in table.columns[place].values]
        for first, second in permutations([each for each in money if each not in derived], 2):
            relation = _relation(place, "ratio", first, second, shown, amounts)
            if relation is not None:
                yield relation
                break


_WAYS: dict[str, Callable[[Decimal, Decimal], Decimal | None]] = {
    "minus": lambda one, other: one - other,
    "plus": lambda one, other: one + other,
    "ratio": lambda part, whole: part / whole * 100 if whole else None,
}


def _relation(
    place: int,
    how: str,
    first: int,
    second: int,
    shown: list[Decimal | None],
    amounts: dict[int, list[Decimal | None]],
) -> Relation | None:
    held = rows = 0
    for printed, one, other in zip(shown, amounts[first], amounts[second], strict=True):
        if printed is None or one is None or other is None or not (one and other):
            continue
        meant = _WAYS[how](one, other)
        rows += 1
        held += meant is not None and abs(meant - printed) <= (_ROUNDED if how == "ratio" else 0)
    if held < _FEWEST or held < rows * _SHARE:
        return None
    return Relation(place, how, first, second, held, rows)


def _money(text: str) -> Decimal | None:
    return parse_money(text).amount if text else None


def _share(text: str) -> Decimal | None:
    parts = parse_measures(text).parts if text else ()
    return parts[0].value if len(parts) == 1 else None
