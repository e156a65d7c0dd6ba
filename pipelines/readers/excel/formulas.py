"""Values of formulas that a workbook holds without them, as the one who opens it sees them.

A program that writes a workbook leaves its formulas to be worked out when it is opened. What plans
use is arithmetic: sums, products and shares of other cells (ECMA-376 Part 1, 18.17). Anything
else stays a formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, localcontext

#: (sheet, row, column), the last two from 0.
Place = tuple[str, int, int]
#: The number that stands at a place: 0 where it is empty, None where it is no number.
Lookup = Callable[[Place], Decimal | None]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<ref>(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d+)
              (?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d+))?)(?![\w(])
    | (?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?)
    | (?P<name>[A-Z]+)\(
    | (?P<mark>[-+*/%(),])
    )""",
    re.VERBOSE,
)
_MOST_CELLS = 100_000  # of a range; more is no sum of a plan
_MOST_DEEP = 60


class _NoValue(Exception):
    """The formula is more than arithmetic, or one of its cells is no number."""


def evaluate(formula: str, sheet: str, lookup: Lookup) -> Decimal | None:
    """The value of a formula (without its ``=``) in a sheet; None where there is none."""
    try:
        with localcontext() as context:
            context.prec = 28
            return _Parser(formula, sheet, lookup).value()
    except (_NoValue, DivisionByZero, InvalidOperation, RecursionError):
        return None


def work_out(
    formulas: Mapping[Place, str], numbers: Mapping[Place, Decimal | None]
) -> dict[Place, Decimal]:
    """The values of all formulas that are arithmetic over numbers and each other.

    ``numbers`` has every cell with content: its number, None for a text, NaN for an error.
    """
    known: dict[Place, Decimal | None] = {}
    open_: list[Place] = []

    def settle(place: Place) -> Decimal | None:
        if place not in known:
            open_.append(place)
            known[place] = evaluate(formulas[place], place[0], lookup)
            open_.pop()
        return known[place]

    def lookup(place: Place) -> Decimal | None:
        if place not in formulas:
            value = numbers.get(place, Decimal(0))
            if value is not None and value.is_nan():
                raise _NoValue
            return value
        if len(open_) >= _MOST_DEEP or place in open_:
            raise _NoValue
        value = settle(place)
        if value is None:
            raise _NoValue
        return value

    found = {place: settle(place) for place in formulas}
    return {place: value for place, value in found.items() if value is not None}


class _Parser:
    """Sums of products of parts, from left to right."""

    def __init__(self, formula: str, sheet: str, lookup: Lookup) -> None:
        self.sheet = sheet
        self.lookup = lookup
        self.tokens: list[re.Match[str]] = []
        position = 0
        while formula[position:].strip():
            match = _TOKEN.match(formula, position)
            if match is None:
                raise _NoValue
            self.tokens.append(match)
            position = match.end()
        self.at = 0

    def value(self) -> Decimal:
        result = self._sum()
        if self.at < len(self.tokens):
            raise _NoValue
        return result

    def _mark(self, *marks: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at]["mark"] in marks:
            self.at += 1
            return self.tokens[self.at - 1]["mark"]
        return None

    def _sum(self) -> Decimal:
        result = self._product()
        while mark := self._mark("+", "-"):
            result += self._product() if mark == "+" else -self._product()
        return result

    def _product(self) -> Decimal:
        result = self._part()
        while mark := self._mark("*", "/"):
            other = self._part()
            result = result * other if mark == "*" else result / other
        return result

    def _part(self) -> Decimal:
        if mark := self._mark("-", "+"):
            return -self._part() if mark == "-" else self._part()
        result = self._atom()
        while self._mark("%"):
            result /= 100
        return result

    def _atom(self) -> Decimal:
        if self._mark("("):
            result = self._sum()
            self._close()
            return result
        if self.at >= len(self.tokens):
            raise _NoValue
        token = self.tokens[self.at]
        self.at += 1
        if token["number"]:
            return Decimal(token["number"])
        if token["name"] == "SUM":
            return self._total()
        if token["name"] == "ROUND":
            return self._rounded()
        if token["ref"] and not token["c2"]:
            value = self.lookup(self._places(token)[0])
            if value is not None:
                return value
        raise _NoValue

    def _close(self) -> None:
        if not self._mark(")"):
            raise _NoValue

    def _total(self) -> Decimal:
        result = Decimal(0)
        while True:
            token = self.tokens[self.at] if self.at < len(self.tokens) else None
            alone = token is not None and token["ref"] and self._ends_after()
            if token is not None and (token["c2"] or alone):
                self.at += 1
                # a sum passes over texts
                result += sum(
                    (self.lookup(p) or Decimal(0) for p in self._places(token)), Decimal(0)
                )
            else:
                result += self._sum()
            if not self._mark(","):
                break
        self._close()
        return result

    def _ends_after(self) -> bool:
        """Whether the part of a list that begins here is one token long."""
        following = self.tokens[self.at + 1]["mark"] if self.at + 1 < len(self.tokens) else None
        return following in {",", ")"}

    def _rounded(self) -> Decimal:
        value = self._sum()
        if not self._mark(","):
            raise _NoValue
        places = int(self._sum())
        self._close()
        return value.quantize(Decimal((0, (1,), -places)), ROUND_HALF_UP)

    def _places(self, token: re.Match[str]) -> list[Place]:
        sheet = token["sheet"].strip("'").replace("''", "'") if token["sheet"] else self.sheet
        left, top = _column(token["c1"]), int(token["r1"]) - 1
        right = _column(token["c2"]) if token["c2"] else left
        bottom = int(token["r2"]) - 1 if token["r2"] else top
        if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
            raise _NoValue
        return [(sheet, row, c) for row in range(top, bottom + 1) for c in range(left, right + 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
