"""Cells of a row to tokens: the pieces of a row, before any column is known.

A token is mostly one cell. Money that was torn over cells (``:``, ``Rp``, ``40.000.000``)
and codes printed a part a cell are one token of several cells; a cell that holds a code and
a name, or a label and its money, gives two tokens. What each may be is said by
:mod:`pipelines.records.costs`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines import codes
from pipelines.labels import (
    is_expenditure_account,
    split_item_number,
)
from pipelines.model import Cell, GridRow, clean
from pipelines.records.costs import Costs, costs_of
from pipelines.values import (
    CURRENCY,
    NUMBER,
    State,
    is_cut_amount,
    parse_money,
    special_state,
    with_digits,
)

# The beginning of a torn amount: nothing but ``:``, ``Rp`` or both.
_MONEY_START = re.compile(rf"[:\s]*(?:{CURRENCY}\s*\.?)?\s*:?", re.IGNORECASE)
_MONEY_END = re.compile(rf"(?:{CURRENCY}\s*\.?\s*)?(?:{NUMBER}|[-–])(?:,-)?", re.IGNORECASE)
# ``Belanja Modal : Rp 5.000``: a label without digits, then the currency word.
_LABELLED_MONEY = re.compile(
    rf"(?P<label>[^\d:]*[^\W\d_][^\d:]*?)\s*:?\s*(?P<money>{CURRENCY}(?![a-z]).*)", re.IGNORECASE
)
# ``Belanja Modal : #REF!``
_LABELLED_ERROR = re.compile(r"(?P<label>[^\d:#]*[^\W\d_])\s*:?\s*(?P<error>#\S+)")
_CODE_PART = re.compile(r"\d{1,4}(?:\.\d{2,4})*|X{1,2}", re.IGNORECASE)
_CODE_CELLS = 6  # U, BB, PP, K, GG, SS
_NEXT_FIELD = 2  # how far on a torn piece may go on: one field may be empty
_HEADING_LEVEL = re.compile(r"(?:urusan|bidang)\b", re.IGNORECASE)


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
    costs: Costs

    @property
    def is_text(self) -> bool:
        """True where the token is words, not a value, code or mark."""
        return self.costs["name"] <= 1.0

    @property
    def is_measure(self) -> bool:
        """True for a number of people, documents or percents (or a mark in place of one)."""
        return self.costs["measure"] <= 0.3

    @property
    def is_number(self) -> bool:
        """True for what may number the rows: ``3``, ``a.``, ``iv``."""
        return self.costs["number"] <= 0.2

    @property
    def is_code(self) -> bool:
        """True for a code, valid or not, or the mark of one that is missing (``XX``)."""
        return self.costs["code"] <= 0.4

    @property
    def may_be_code(self) -> bool:
        """True for a code, or a number that may be the first part of one."""
        return self.costs["code"] <= 1.0

    @property
    def is_money(self) -> bool:
        """True where the text says by itself that it is money."""
        return self.costs["money"] == 0.0

    @property
    def may_be_money(self) -> bool:
        """True for what may be an amount, or say that there is none."""
        return self.costs["money"] <= 1.0 and not self.is_text

    @property
    def may_be_unit(self) -> bool:
        """True for one or two words, which may be a unit."""
        return self.costs["unit"] <= 0.3


def is_open(token: Token) -> bool:
    """True for an amount whose end a narrow column put on the next line (``2.962.000.``)."""
    return is_cut_amount(clean(token.text)) and not token.may_be_code


def joined(first: Token, second: Token, between: str = "") -> Token:
    """Two pieces of one value as one."""
    text = clean(first.text) + between + clean(second.text)
    return Token(text, (*first.cells, *second.cells), first.column, True, costs_of(text))


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


def code_token(cells: Sequence[Cell]) -> Token:
    """A code whose parts have a cell each, joined with dots."""
    return _token(".".join(clean(cell.text) for cell in cells), tuple(cells), True)


def _token(text: str, cells: tuple[Cell, ...], whole: bool) -> Token:
    return Token(text, cells, cells[0].column, whole, costs_of(clean(text)))


def _code_run(cells: list[Cell]) -> int:
    """How many cells at the start of a row together print one code; 0 where none do."""
    parts: list[str] = []
    best = 0
    for cell in cells[:_CODE_CELLS]:
        text = clean(cell.text)
        if not _CODE_PART.fullmatch(text):
            break
        if parts and cell.column - cells[len(parts) - 1].column > _NEXT_FIELD:
            break
        parts.append(text)
        code = ".".join(parts)
        if len(parts) > 1 and (codes.level_of(code) or codes.is_generic(code)):
            best = len(parts)
    following = cells[best : best + 2]  # an item number may stand before the name
    return best if any(ch.isalpha() for cell in following for ch in cell.text) else 0


def _money_run(cells: list[Cell], start: int) -> list[Cell]:
    """The cells from ``start`` that together print one amount; one cell where none do."""
    run = [cells[start]]
    if not _is_money_start(run[0].text):
        return run
    for cell in cells[start + 1 :]:
        if cell.column - run[-1].column > _NEXT_FIELD:
            break
        if _is_money_start(cell.text):
            run.append(cell)
            continue
        if _MONEY_END.fullmatch(with_digits(clean(cell.text))):
            return [*run, cell]
        break
    return [cells[start]]


def _is_money_start(text: str) -> bool:
    text = clean(text)
    return bool(text) and bool(_MONEY_START.fullmatch(text))


def _split(cell: Cell) -> list[Token]:
    """The pieces of one cell: code and name, number and heading, label and money, or one."""
    text = clean(cell.text)
    parts = None
    if not is_expenditure_account(text):
        parts = _code_and_name(text) or _number_and_heading(text) or _label_and_money(text)
    if parts is None:
        return [_token(text, (cell,), True)]
    return [_token(part, (cell,), False) for part in parts]


def _code_and_name(text: str) -> tuple[str, str] | None:
    """``1.06.01 PROGRAM ...``; a code of three parts or more need not be a valid one."""
    parts = codes.split_leading_code(text)
    if parts is None:
        return None
    valid = codes.level_of(parts[0]) not in {None, codes.URUSAN}
    return parts if valid or parts[0].count(".") >= 2 else None


def _number_and_heading(text: str) -> tuple[str, str] | None:
    """``1 URUSAN WAJIB ...``: the code of an urusan, or the number of a heading."""
    parts = split_item_number(text)
    if parts is None or not parts[0].isdigit() or not _HEADING_LEVEL.match(parts[1]):
        return None
    return parts


def _label_and_money(text: str) -> tuple[str, str] | None:
    """``Belanja Modal : Rp 5.000``, the amount whole or cut, or an Excel error in its place."""
    match = _LABELLED_MONEY.fullmatch(text)
    if match is None:
        wrong = _LABELLED_ERROR.fullmatch(text)
        if wrong is None or special_state(wrong["error"]) is not State.EXCEL_ERROR:
            return None
        return wrong["label"], wrong["error"]
    whole = parse_money(match["money"]).state is State.VALUE
    if not whole and not is_cut_amount(clean(match["money"])):
        return None
    return match["label"].strip(), match["money"]
