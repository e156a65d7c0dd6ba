"""Amounts of cells of a workbook, which may hold more than their number format shows.

``1.500`` under the format ``#,##0,`` is 1500000: the sheet shows thousands of what it holds, and
what it holds is meant. ``1.234.568`` under ``#,##0`` may be 1234567.89: the format rounds, and
what is seen is what was published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipelines.records.tokens import Token
from pipelines.values import Money, State, parse_money

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?: .*)?")
_STORED = re.compile(r"-?\d+(?:\.\d+)?")
_SCALES = (3, 6, 9, 12)  # powers of ten that the commas behind a format divide by


@dataclass(frozen=True, slots=True)
class Amount:
    """``exact`` is in rupiah, None where there is none; ``scale`` is what the format divides by
    (1: nothing); ``hidden`` is the number of which the format rounds a fraction away."""

    money: Money
    exact: Decimal | None
    scale: int = 1
    hidden: Decimal | None = None


def became_date(token: Token) -> bool:
    """True for a number that its cell shows as a date: what was typed is not known."""
    return any(_DATE.fullmatch(cell.stored) for cell in token.cells)


def amount_of(token: Token, factor: int = 1) -> Amount:
    """The amount of a piece; ``factor`` is what the header multiplies printed amounts by."""
    money = Money(State.UNREADABLE) if became_date(token) else parse_money(token.text)
    if money.state is not State.VALUE or money.amount is None:
        return Amount(money, None)
    shown = money.amount
    stored = [Decimal(cell.stored) for cell in token.cells if _STORED.fullmatch(cell.stored)]
    if len(stored) == 1 and stored[0] != shown:
        held = stored[0]
        if _rounds_to(held, shown):
            return Amount(money, shown * factor, hidden=held)
        for power in _SCALES:
            if shown and _rounds_to(held.scaleb(-power), shown):
                return Amount(money, held, scale=10**power)
    return Amount(money, shown * factor)


def _rounds_to(number: Decimal, shown: Decimal) -> bool:
    exponent = shown.as_tuple().exponent
    assert isinstance(exponent, int)  # a printed number is finite
    return abs(number - shown) * 2 <= Decimal(1).scaleb(exponent)
