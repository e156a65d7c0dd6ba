"""How badly a text fits each kind of column: what a piece may be, before its column is known.

0 fits well, :data:`IMPOSSIBLE` not at all. The figures order readings against each other and
against the cost of drifting (:mod:`pipelines.records.align`); they are not probabilities. A text
that may be several things is cheap for each of them, and its neighbours and its place decide.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines import codes
from pipelines.labels import is_expenditure_account, item_number, without_account
from pipelines.layouts import COLUMN_KINDS
from pipelines.model import fold
from pipelines.values import (
    Measures,
    State,
    is_cut_amount,
    is_english_amount,
    is_grouped,
    is_money_text,
    parse_measures,
    parse_money,
    special_state,
    with_digits,
)
from pipelines.vocabulary import words

#: Money in a table of thousands or millions: any bare number may be an amount there.
SMALL_MONEY = "small_money"
IMPOSSIBLE = 8.0

Costs = dict[str, float]

# A column of notes may hold anything.
_WORST: Costs = dict.fromkeys(COLUMN_KINDS, IMPOSSIBLE) | {"note": 0.6}
_DASH: Costs = _WORST | {
    "measure": 0.3, "percent": 0.3, "money": 0.3, "indicator": 1.5, "place": 1.5, "fund": 0.8,
    "mark": 0.5, "unit": 1.0, "note": 0.35, "name": 4.0, "text": 1.5,
}  # fmt: skip
_PLACEHOLDER: Costs = _WORST | {
    "measure": 0.3, "percent": 0.5, "money": 0.5, "code": 3.0, "indicator": 1.5, "place": 1.5,
    "fund": 1.0, "note": 1.0, "number": 2.0,
}  # fmt: skip
_EXCEL_ERROR: Costs = _WORST | {"measure": 0.3, "percent": 0.3, "money": 0.2, "number": 4.0}
_CUT_AMOUNT: Costs = _WORST | {"money": 0.3, "measure": 2.0, "note": 3.0}
_AMOUNT_END: Costs = _WORST | {"money": 0.5, "measure": 2.0}
_ENGLISH_AMOUNT: Costs = _WORST | {"money": 0.1, "measure": 3.0, "note": 3.0}
_MONEY: Costs = _WORST | {"money": 0.0, "note": 3.0}
_CODE: Costs = _WORST | {"code": 0.0}
# ``1.06`` may also be a number with an English point.
_SHORT_CODE: Costs = _CODE | {"measure": 2.5, "percent": 2.5}
_BAD_CODE: Costs = _WORST | {"code": 0.3}

_POINTS_OF_A_CODE = 2  # a number of so many points is a code, unless it is an amount
_LARGE = 100_000  # rupiah rather than people or documents
_UNIT_WORDS = 3  # a unit of more words is a sentence
_FUND_WORDS = 6
_PLACE_WORDS = 20
_SHORT_WORDS = 2
_SENTENCE = 6  # letters; what is shorter holds no two measures in a sentence

_ITEM_MARK = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]?|#{1,3}")
# The rest of an amount that a narrow column cut: ``000``, ``050.000``.
_ZERO_GROUPS = re.compile(r"0\d\d(?:\.\d{3})*(?:,\d+)?")
# What may be the code of an urusan, or of a bidang without its urusan.
_CODE_OR_NUMBER = re.compile(r"\d|\d{2}\.\d{2}")


@lru_cache(maxsize=50_000)
def costs_of(text: str) -> Costs:
    """The cost of a cleaned text in every kind of column."""
    costs = dict(_costs(with_digits(text)))
    costs.setdefault(SMALL_MONEY, costs["money"])
    return costs


def _costs(text: str) -> Costs:
    if is_expenditure_account(text):
        return _WORST | _text_costs(without_account(text))
    state = special_state(text)
    code_like = codes.is_code_like(text)
    if state is State.NONE:
        return _DASH
    if is_cut_amount(text):
        return _CUT_AMOUNT
    if code_like and "X" in text.upper():
        return _PLACEHOLDER | {"code": 0.4}
    if state is State.PLACEHOLDER:
        return _PLACEHOLDER
    if state is State.EXCEL_ERROR:
        # a number that its column was too narrow for
        return _EXCEL_ERROR | {"number": 0.2} if set(text) == {"#"} else _EXCEL_ERROR
    level = codes.level_of(text)
    if level not in {None, codes.URUSAN}:
        return _SHORT_CODE if level == codes.BIDANG else _CODE
    money = parse_money(text)
    if code_like and text.count(".") >= _POINTS_OF_A_CODE and money.rupiah is None:
        return _BAD_CODE
    if _ZERO_GROUPS.fullmatch(text):
        return _AMOUNT_END
    if is_english_amount(text):
        return _ENGLISH_AMOUNT
    if is_money_text(text) and money.state is State.VALUE:
        return _MONEY
    return _WORST | _value_costs(text)


def _value_costs(text: str) -> Costs:
    """Costs for a text that holds a number or is words."""
    if _ITEM_MARK.fullmatch(text) and not text.isdigit():
        return {"number": 0.0, "mark": 0.0 if text.casefold() in words("check_marks") else 6.0}
    measures = parse_measures(text)
    if measures.state is not State.VALUE:
        return _text_costs(text)
    units = [part.unit for part in measures.parts]
    if re.match(r"[-+(]?\d", text):
        if units == ["%"]:
            return {"percent": 0.0, "measure": 0.0}
        if units == [None]:
            return _number_costs(text, measures)
        if all(unit is None or len(unit.split()) <= _UNIT_WORDS for unit in units):
            return _measure_costs(text, units[0])
    elif len(text) > _SENTENCE and sum(1 for unit in units if unit) >= 2:
        return _text_costs(text) | {"measure": 2.0}
    return _text_costs(text)


def _number_costs(text: str, measures: Measures) -> Costs:
    """Costs for a bare number: a count, an amount, an item number or a short code."""
    large = abs(measures.parts[0].value) >= _LARGE
    grouped = is_grouped(text)
    return {
        "measure": 2.0 if large else 0.3,
        "percent": 3.0 if large else 0.3,
        "money": 0.2 if large else (1.0 if grouped else 2.5),
        SMALL_MONEY: 0.1,
        "note": 1.5 if grouped else 0.6,
        "number": 0.2 if text.isdigit() and len(text) <= 3 else IMPOSSIBLE,
        "code": 1.0 if _CODE_OR_NUMBER.fullmatch(text) else 5.0,
    }


def _measure_costs(text: str, unit: str | None) -> Costs:
    """Costs for numbers with their units; ``2 Kecamatan`` may be a place, ``1 Rapat`` a name."""
    place = bool(unit) and fold(unit).split(" ", 1)[0] in words("place_words")
    return {
        "measure": 0.0,
        "percent": 3.5,
        "name": 1.0 if item_number(text) is not None else 5.0,
        "text": 1.5,
        "indicator": 5.0,
        "place": 1.0 if place else 5.0,
    }


def _text_costs(text: str) -> Costs:
    """Costs for words: name, indicator, place, unit, fund or note."""
    folded = fold(text).split()
    if text.casefold() in words("predicates"):
        return {"measure": 0.5, "percent": 2.0, "unit": 2.0, "mark": 1.0, "note": 1.0, "text": 2.0}
    if text == "%":
        return {"unit": 0.0, "measure": 6.0}
    if text.casefold() in words("check_marks"):
        return {"mark": 0.0, "note": 2.0}
    if not folded:
        return {"note": 2.0, "mark": 2.0}
    first = folded[0]
    fund = first in words("funding_words") and len(folded) <= _FUND_WORDS
    place = first in words("place_words") and len(folded) <= _PLACE_WORDS
    indicator = first in words("indicator_words")
    short = len(folded) <= _SHORT_WORDS
    return {
        "name": 0.3 if indicator else (1.0 if fund else 0.0),
        "text": 0.0,
        "indicator": 0.0 if indicator else 0.3,
        "place": 0.0 if place else (0.6 if short and not fund else (2.5 if indicator else 1.2)),
        "unit": 0.2 if short else 6.0,
        "fund": 0.0 if fund else (0.7 if short else 2.0),
        "note": 1.5 if fund else 0.6,
        "measure": 5.0,
        "percent": 7.0,
        "mark": 5.0,
    }
