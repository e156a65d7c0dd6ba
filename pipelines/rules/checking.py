"""Columns that only check others (``sisa``, ``%``): what they print must follow from their row.

A layout says which columns these are and what they may mean (``checks``); of several meanings
(budget less realisation, or the other way round) most rows of a table decide. One that holds
corroborates the amounts of its row and speaks for them where sums do not agree; one that does
not is a finding at its cell, and where all of a row fail its amounts are in doubt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from pipelines.model import Fact, clean
from pipelines.rules.equations import CHECKED, Changed, Equation
from pipelines.rules.figures import Checking, Figures, value_cells
from pipelines.values import format_money, format_number

_FULL = Decimal(100)


def settle(items: Iterable[Checking]) -> list[Checking]:
    """Each cell with what its column means: the way and the scale that most of its rows follow."""
    columns: dict[tuple[str, int, str], list[Checking]] = defaultdict(list)
    for item in items:
        columns[item.form, item.table, item.check.column].append(item)
    settled: list[Checking] = []
    for same in columns.values():
        readings = [
            [replace(item, meaning=meaning) for item in same] for meaning in _meanings(same)
        ]
        settled += max(readings, key=lambda each: sum(holds(item, {}) is True for item in each))
    return settled


def _meanings(items: Sequence[Checking]) -> range:
    """Ways of a sum, or of a percentage: as percent or as a fraction of one."""
    check = items[0].check
    return range(2 if check.ratio else len(check.ways))


def holds(item: Checking, changed: Changed) -> bool | None:
    """Whether a cell follows from its row, some amounts replaced; None where nothing follows."""
    expected = _expected(item, changed)
    if expected is None:
        return None
    if not item.check.ratio:
        return abs(item.printed - expected) < 1
    exponent = item.printed.as_tuple().exponent
    assert isinstance(exponent, int)  # a printed number is finite
    return abs(item.printed - expected) <= Decimal(1).scaleb(min(exponent, 0))


def _expected(item: Checking, changed: Changed) -> Decimal | None:
    """What a cell should print; None where an amount is missing, or a share of nothing."""
    amounts = {
        column: Decimal(changed.get(fact.fact_id, fact.rupiah or 0))
        for column, fact in item.facts.items()
    }
    if item.check.ratio:
        part, whole = (amounts.get(column) for column in item.check.ratio)
        if part is None or not whole:
            return None
        return part / whole * (1 if item.meaning else _FULL)
    way = item.check.ways[item.meaning]
    if any(column not in amounts for _, column in way):
        return None
    return sum((sign * amounts[column] for sign, column in way), Decimal(0))


def checking_equations(figures: Figures) -> Iterator[Equation]:
    """What the checking columns say of the amounts of their rows; none is hard."""
    for item in figures.checking:
        way = item.check.ways[item.meaning] if item.check.ways else ()
        gained = [item.facts[column] for sign, column in way if sign > 0 and column in item.facts]
        spent = [item.facts[column] for sign, column in way if sign < 0 and column in item.facts]
        if len(gained) == 1 and len(spent) == len(way) - 1:
            yield Equation(CHECKED, gained[0], (*spent, _as_fact(item, gained[0])), hard=False)


def _as_fact(item: Checking, other: Fact) -> Fact:
    """A checking cell as a member of an equation; it is no fact and is never published."""
    return replace(
        other,
        fact_id=f"{other.fact_id}|{item.check.column}",
        kind=item.check.column,
        rupiah=int(item.printed.to_integral_value(ROUND_HALF_UP)),
        printed=clean(item.token.text),
        lineage=tuple((cell.number, "value") for cell in item.token.cells),
    )


def corroborating(items: Iterable[Checking]) -> dict[str, tuple[int, ...]]:
    """Fact -> the cells that agree with it."""
    found: dict[str, list[int]] = defaultdict(list)
    for item in items:
        if holds(item, {}):
            for fact in item.facts.values():
                found[fact.fact_id] += [cell.number for cell in item.token.cells]
    return {fact_id: tuple(cells) for fact_id, cells in found.items()}


def check_columns(figures: Figures) -> None:
    """A finding for every checking cell that its row does not bear out."""
    rows: dict[tuple[str, ...], list[Checking]] = defaultdict(list)
    for item in figures.checking:
        rows[tuple(sorted(fact.fact_id for fact in item.facts.values()))].append(item)
    for same in rows.values():
        wrong = [item for item in same if holds(item, figures.expected) is False]
        if len(wrong) > 1 and len(wrong) == len(same):
            for fact in wrong[0].facts.values():
                figures.doubt(fact)
        for item in wrong:
            _report(figures, item)


def _report(figures: Figures, item: Checking) -> None:
    expected = _expected(item, figures.expected)
    assert expected is not None  # one that has nothing to follow from is not wrong
    facts = list(item.facts.values())
    figures.log.add(
        "kolom_pemeriksa",
        item.form,
        [*(cell.number for cell in item.token.cells), *value_cells(facts)],
        key=f"{facts[0].fact_id}|{item.check.column}",
        cause=f"pemeriksa|{facts[0].fact_id}",
        printed=clean(item.token.text),
        expected=_format(item, expected),
        column=item.check.column,
        name=_about(figures, facts[0]),
        others=", ".join(f"{column} {fact.printed}" for column, fact in item.facts.items()),
    )


def _format(item: Checking, expected: Decimal) -> str:
    if not item.check.ratio:
        return format_money(int(expected))
    share = expected * _FULL if item.meaning else expected
    return f"{format_number(share.quantize(Decimal('0.01'), ROUND_HALF_UP))} %"


def _about(figures: Figures, fact: Fact) -> str:
    kind = f" ({fact.expenditure_type.replace('_', ' ')})" if fact.expenditure_type else ""
    return f"{figures.name(fact)}{kind}"
