"""Cells of a row to tokens: what each cell may be, before any column is known.

A token is mostly one cell. Money that was torn over cells (``:``, ``Rp``, ``40.000.000``)
is one token of several cells; a cell that holds a code and a name, or a label and its
money, gives two tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines import codes
from pipelines.layouts import COLUMN_KINDS
from pipelines.model import Cell, GridRow, clean, fold
from pipelines.values import (
    NUMBER,
    State,
    is_money_text,
    parse_measures,
    parse_money,
    special_state,
)
from pipelines.vocabulary import load, words

_MONEY_START = re.compile(r"[:\s]*(?:(?:rp|idr)\s*\.?)?\s*:?", re.IGNORECASE)
_MONEY_END = re.compile(rf"(?:(?:rp|idr)\s*\.?\s*)?(?:{NUMBER}|[-–])(?:,-)?", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]?|#{1,3}")
_NUMBERED = re.compile(r"\(?(\d{1,3}|[a-z])[.)]?\s+(?=[^\W\d_])")
_LABELLED_MONEY = re.compile(
    r"(?P<label>[^\d:]*[^\W\d_][^\d:]*?)\s*:?\s*(?P<money>(?:rp|idr)(?![a-z]).*)", re.I
)
#: Money in a table of thousands or millions: any bare number may be an amount there.
SMALL_MONEY = "small_money"
_IMPOSSIBLE = 8.0
_GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
# An amount that a narrow column cut: its end stands on the next line.
_OPEN_AMOUNT = re.compile(r"(?:(?:rp\.?\s*)?\d{1,3}(?:\.\d{3})+|rp\.?\s*\d{1,3})\.", re.IGNORECASE)
_ENGLISH_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{2}|\d{1,3}(?:,\d{3}){2,}")
# The account number that may stand in front of a kind of expenditure: ``5.1.02 Belanja ...``.
_ACCOUNT = re.compile(r"^\s*5(?:\.\d{1,2}){0,4}\.?\s+(?=\D)")
_CODE_PART = re.compile(r"\d{1,4}(?:\.\d{2,4})*|X{1,2}", re.IGNORECASE)
_CODE_CELLS = 6
_PAGE_LEVEL = re.compile(r"(?:urusan|bidang)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a row: ``text`` as printed (joined with spaces where torn over cells).

    ``column`` is where its first cell stands; ``whole`` is False where it is a part of a
    cell. ``costs`` maps a column kind to how badly the text fits it (0 well, 8 not at all).
    """

    text: str
    cells: tuple[Cell, ...]
    column: int
    whole: bool
    costs: dict[str, float]

    @property
    def is_text(self) -> bool:
        """True where the token is words, not a value, code or mark."""
        return self.costs["name"] <= 1.0


def is_open(token: Token) -> bool:
    """True for an amount whose end a narrow column put on the next line (``2.962.000.``)."""
    return bool(_OPEN_AMOUNT.fullmatch(clean(token.text))) and token.costs["code"] > 1.0


def joined(first: Token, second: Token, between: str = "") -> Token:
    """Two pieces of one value as one."""
    text = clean(first.text) + between + clean(second.text)
    return Token(text, (*first.cells, *second.cells), first.column, True, costs_of(text))


def expenditure_type(text: str) -> str | None:
    """The kind of expenditure that a label names (``- Belanja Hibah`` -> ``hibah``)."""
    key = fold(_ACCOUNT.sub("", text))
    for total in ("total ", "jumlah "):
        key = key.removeprefix(total)
    return _belanja_names().get(key)


@lru_cache(maxsize=1)
def _belanja_names() -> dict[str, str]:
    return {fold(spelling): kind["id"] for kind in load("belanja") for spelling in kind["ejaan"]}


def is_expenditure_label(text: str) -> bool:
    """True for ``Belanja ...`` labels, with bullets or ``Total`` in front, known or not."""
    return bool(
        re.match(r"(?:(?:total|jumlah|sub total)\s+)?belanja\b", fold(_ACCOUNT.sub("", text)))
    )


def is_total_label(text: str) -> bool:
    """True for the label of a total row: ``JUMLAH``, ``Total Belanja PD``."""
    key = fold(text)
    first = key.split(" ", 1)[0]
    if first in {"total", "subtotal"} or key.startswith(("grand total", "sub total")):
        return True
    return key in {"jumlah", "jumlah total"} or bool(
        re.match(r"jumlah (?:seluruh|total|keseluruhan|belanja|pagu|anggaran|semua)\b", key)
    )


def item_number(text: str) -> str | None:
    """The item number of a numbered name (``1 Penyusunan ...`` -> ``1``), else None."""
    match = _NUMBERED.match(text)
    return match[1] if match else None


def without_item_number(text: str) -> str:
    """A name as published: without its item number or bullet, single-spaced."""
    text = re.sub(r"^\s*[-•▪*]\s+", "", text)
    return clean(_NUMBERED.sub("", text, count=1)) if item_number(text) else clean(text)


def without_list_mark(text: str) -> str:
    """An indicator as published: without ``1.``, ``a)`` or a bullet in front."""
    return clean(re.sub(r"^\s*(?:[-•▪*]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=[^\W\d_])", "", text))


def tokenise(row: GridRow) -> list[Token]:
    """The tokens of a row from left to right."""
    tokens: list[Token] = []
    cells = list(row.cells)
    index = _code_run(cells)
    if index:
        code = ".".join(clean(cell.text) for cell in cells[:index])
        tokens.append(_token(code, tuple(cells[:index]), True))
    while index < len(cells):
        run = _money_run(cells, index)
        if len(run) > 1:
            tokens.append(_token(" ".join(clean(cell.text) for cell in run), tuple(run), True))
            index += len(run)
            continue
        tokens.extend(_split(cells[index]))
        index += 1
    return tokens


def _code_run(cells: list[Cell]) -> int:
    """How many cells at the start of a row together print one code; 0 where none do."""
    parts: list[str] = []
    best = 0
    for cell in cells[:_CODE_CELLS]:
        text = clean(cell.text)
        if not _CODE_PART.fullmatch(text):
            break
        if parts and cell.column - cells[len(parts) - 1].column > 2:
            break
        parts.append(text)
        joined = ".".join(parts)
        if len(parts) > 1 and (codes.level_of(joined) or codes.is_generic(joined)):
            best = len(parts)
    following = cells[best : best + 2]  # an item number may stand before the name
    return best if any(ch.isalpha() for cell in following for ch in cell.text) else 0


def _money_run(cells: list[Cell], start: int) -> list[Cell]:
    """The cells from ``start`` that together print one amount; one cell where none do."""
    run = [cells[start]]
    if not _is_money_start(run[0].text):
        return run
    for cell in cells[start + 1 :]:
        if cell.column - run[-1].column > 2:
            break
        if _is_money_start(cell.text):
            run.append(cell)
            continue
        if _MONEY_END.fullmatch(clean(cell.text)):
            return [*run, cell]
        break
    return [cells[start]]


def _is_money_start(text: str) -> bool:
    text = clean(text)
    return bool(text) and bool(_MONEY_START.fullmatch(text))


def _split(cell: Cell) -> list[Token]:
    text = clean(cell.text)
    if _ACCOUNT.match(text) and is_expenditure_label(text):
        return [_token(text, (cell,), True)]
    coded = codes.split_leading_code(text)
    if coded is not None and codes.level_of(coded[0]) not in {None, codes.URUSAN}:
        return [_token(coded[0], (cell,), False), _token(coded[1], (cell,), False)]
    if coded is not None and "." in coded[0] and coded[0].count(".") >= 2:
        return [_token(coded[0], (cell,), False), _token(coded[1], (cell,), False)]
    numbered = _NUMBERED.match(text)
    if numbered and _PAGE_LEVEL.match(text[numbered.end() :]) and numbered[1].isdigit():
        return [_token(numbered[1], (cell,), False), _token(text[numbered.end() :], (cell,), False)]
    money = _LABELLED_MONEY.fullmatch(text)
    whole = money and parse_money(money["money"]).state is State.VALUE
    if money and (whole or _OPEN_AMOUNT.fullmatch(clean(money["money"]))):
        return [
            _token(money["label"].strip(), (cell,), False),
            _token(money["money"], (cell,), False),
        ]
    return [_token(text, (cell,), True)]


def _token(text: str, cells: tuple[Cell, ...], whole: bool) -> Token:
    return Token(text, cells, cells[0].column, whole, costs_of(clean(text)))


@lru_cache(maxsize=50_000)
def costs_of(text: str) -> dict[str, float]:
    """How badly a text fits each kind of column: 0 well, 8 not at all.

    The figures order readings; they are not probabilities. A text that may be several
    things is cheap for each of them, and its neighbours and its place decide.
    """
    costs = _costs(text)
    costs.setdefault(SMALL_MONEY, costs["money"])
    return costs


def _costs(text: str) -> dict[str, float]:
    worst = dict.fromkeys(COLUMN_KINDS, _IMPOSSIBLE)
    worst["note"] = 0.6
    if _ACCOUNT.match(text) and is_expenditure_label(text):
        return worst | _text_costs(_ACCOUNT.sub("", text))
    state = special_state(text)
    if state is State.NONE:
        return worst | {
            "measure": 0.3, "percent": 0.3, "money": 0.3, "indicator": 1.5, "place": 1.5,
            "fund": 0.8, "mark": 0.5, "unit": 1.0, "note": 0.35, "name": 4.0, "text": 1.5,
        }  # fmt: skip
    if _OPEN_AMOUNT.fullmatch(text):
        return worst | {"money": 0.3, "measure": 2.0, "note": 3.0}
    if state is State.PLACEHOLDER or (codes.is_code_like(text) and "X" in text.upper()):
        code = 0.4 if codes.is_code_like(text) else 3.0
        return worst | {
            "measure": 0.3, "percent": 0.5, "money": 0.5, "code": code, "indicator": 1.5,
            "place": 1.5, "fund": 1.0, "note": 1.0, "number": 2.0,
        }  # fmt: skip
    if state is State.EXCEL_ERROR:
        number = 0.2 if set(text) == {"#"} else 4.0
        return worst | {"measure": 0.3, "percent": 0.3, "money": 0.2, "number": number}
    level = codes.level_of(text)
    if level not in {None, codes.URUSAN}:
        costs = worst | {"code": 0.0}
        return costs | {"measure": 2.5, "percent": 2.5} if level == codes.BIDANG else costs
    if codes.is_code_like(text) and text.count(".") >= 2 and parse_money(text).rupiah is None:
        return worst | {"code": 0.3}
    if re.fullmatch(r"0\d\d(?:\.\d{3})*(?:,\d+)?", text):
        return worst | {"money": 0.5, "measure": 2.0}
    if _ENGLISH_AMOUNT.fullmatch(text):
        return worst | {"money": 0.1, "measure": 3.0, "note": 3.0}
    if is_money_text(text) and parse_money(text).state is State.VALUE:
        return worst | {"money": 0.0, "note": 3.0}
    return worst | _value_costs(text)


def _value_costs(text: str) -> dict[str, float]:
    """Costs for a text that holds a number or is words."""
    if _ITEM_NUMBER.fullmatch(text) and not text.isdigit():
        return {"number": 0.0, "mark": 0.0 if text.casefold() in words("check_marks") else 6.0}
    measures = parse_measures(text)
    if measures.state is State.VALUE:
        units = [part.unit for part in measures.parts]
        first = measures.parts[0]
        starts = bool(re.match(r"[-+(]?\d", text))
        if len(units) == 1 and first.unit == "%" and starts:
            return {"percent": 0.0, "measure": 0.0}
        if len(units) == 1 and first.unit is None and starts:
            big = abs(first.value) >= 100_000
            return {
                "measure": 2.0 if big else 0.3, "percent": 3.0 if big else 0.3,
                "money": 0.2 if big else (1.0 if re.fullmatch(_GROUPED, text) else 2.5),
                SMALL_MONEY: 0.1, "note": 1.5 if re.fullmatch(_GROUPED, text) else 0.6,
                "number": 0.2 if text.isdigit() and len(text) <= 3 else 8.0,
                "code": 1.0 if re.fullmatch(r"\d|\d{2}\.\d{2}", text) else 5.0,
            }  # fmt: skip
        place = fold(first.unit).split(" ", 1)[0] in words("place_words") if first.unit else False
        if starts and all(unit is None or len(unit.split()) <= 3 for unit in units):
            numbered = item_number(text) is not None
            return {
                "measure": 0.0, "percent": 3.5, "name": 1.0 if numbered else 5.0,
                "text": 1.5, "indicator": 5.0, "place": 1.0 if place else 5.0,
            }  # fmt: skip
        if not starts and len(text) > 6 and sum(1 for part in units if part) >= 2:
            return {**_text_costs(text), "measure": 2.0}
    return _text_costs(text)


def _text_costs(text: str) -> dict[str, float]:
    """Costs for words: name, indicator, place, unit, fund or note."""
    folded = fold(text).split()
    if text in words("predicates") or text.casefold() in words("predicates"):
        return {"measure": 0.5, "percent": 2.0, "unit": 2.0, "mark": 1.0, "note": 1.0, "text": 2.0}
    if text == "%":
        return {"unit": 0.0, "measure": 6.0}
    if not folded:
        return {"note": 2.0, "mark": 2.0}
    first = folded[0]
    if text.casefold() in words("check_marks"):
        return {"mark": 0.0, "note": 2.0}
    fund = first in words("funding_words") and len(folded) <= 6
    place = first in words("place_words") and len(folded) <= 20
    indicator = first in words("indicator_words")
    short = len(folded) <= 2
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
