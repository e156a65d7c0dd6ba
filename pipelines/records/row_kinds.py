"""What kind of row a printed row is, and which of its pieces need a column.

Rows of data, lines of expenditure, totals and section years are told apart here; item
numbers, and codes under a header without a column for codes, are taken out of a row before
its pieces are given to columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from pipelines import codes
from pipelines.labels import (
    account_code,
    is_account_label,
    is_expenditure_label,
    is_other_account,
    is_total_label,
    split_account,
    split_item_number,
)
from pipelines.layouts import Layout
from pipelines.model import GridRow, clean
from pipelines.records.ruled import ruled_tokens
from pipelines.records.tokens import Token, code_token, tokenise
from pipelines.tables.headers import Header

_SECTION = re.compile(r"(?:tahun\s+)?20\d{2}", re.IGNORECASE)
_URUSAN = re.compile(r"urusan\b", re.IGNORECASE)
_ACCOUNT_NUMBER = re.compile(r"5(?:\.\d{1,2})*\.?")
_CAPITAL_MARK = re.compile(r"(?:[A-Z]|[IVX]{1,5})[.)]?")  # elsewhere it may be a grade
_LINE_NUMBER = re.compile(r"\d{1,3}\.?")
_PART, _PARTS = re.compile(r"\d{1,5}"), 6  # of an account with a field for each of its parts
_LABEL_PLACES = 3  # code and item number may stand before the label of a row
_NAME_FIELDS = 2  # how far behind its number a name may stand: one field may be empty
_MEASURES_OF_A_RATIO = 3  # target, realisation and the ratio itself
_RATIO = 0.7  # cost of a lone percentage as a measure: more than of the measures beside it


@dataclass
class AlignedRow:
    """A row with its pieces in the columns of the form.

    ``kind``: ``data``, ``expenditure`` (a line of belanja), ``total`` or ``section``.
    ``numbers`` are item numbers by side, ``codes`` codes that stand in front of a name under a
    header without a column for them; ``misplaced`` pieces fit no column. ``moved`` is by how many
    columns a row of a sheet stood beside its headings. ``account`` is that of a line by account.
    """

    row: GridRow
    kind: str
    header: Header
    pieces: dict[str, Token] = field(default_factory=dict)
    numbers: dict[int, Token] = field(default_factory=dict)
    codes: dict[int, Token] = field(default_factory=dict)
    label: Token | None = None
    account: str | None = None
    misplaced: list[Token] = field(default_factory=list)
    moved: int = 0


def classify(row: GridRow, header: Header, layout: Layout) -> tuple[AlignedRow, list[Token]]:
    """What kind of row this is, and its pieces without label, codes and item numbers."""
    tokens = ruled_tokens(row, header) if header.ruled else tokenise(row)
    if layout.rows == "hierarchy":
        if len(tokens) == 1 and _SECTION.fullmatch(clean(tokens[0].text)):
            return AlignedRow(row, "section", header, label=tokens[0]), []
        if layout.accounts:
            labelled = _of_account(row, header, tokens)
        else:
            labelled = _labelled(row, header, tokens)
        if labelled is not None:
            return labelled
        if tokens and all(token.is_money for token in tokens):
            return AlignedRow(row, "total", header), tokens
    return _data(row, header, layout, tokens)


def _labelled(
    row: GridRow, header: Header, tokens: list[Token]
) -> tuple[AlignedRow, list[Token]] | None:
    """A line of expenditure or a total, and its amounts; None where the row is neither."""
    for place, token in enumerate(tokens[:_LABEL_PLACES]):
        is_total = is_total_label(token.text)
        if not token.is_text or not (is_total or is_expenditure_label(token.text)):
            continue
        # a node row may carry words like these in its name; its code tells
        if any(_is_node_code(other) for other in tokens[:place]):
            return None
        amounts = [
            other for other in tokens if other is not token and not is_total_label(other.text)
        ]
        if any(other.is_text for other in amounts):
            return None
        item = AlignedRow(row, "total" if is_total else "expenditure", header, label=token)
        if place and _ACCOUNT_NUMBER.fullmatch(clean(tokens[0].text)):
            item.numbers[1] = tokens[0]  # the account number of the kind of expenditure
            amounts.remove(tokens[0])
        return item, amounts
    return None


def _of_account(
    row: GridRow, header: Header, tokens: list[Token]
) -> tuple[AlignedRow, list[Token]] | None:
    """A line by account or a total, without the number that a report gives its lines."""
    number, rest = _line_number(tokens)
    found = _account_line(row, header, rest) or _labelled(row, header, rest)
    if found is not None and number is not None:
        found[0].numbers[0] = number
    return found


def _line_number(tokens: list[Token]) -> tuple[Token | None, list[Token]]:
    """The number in front of a line, alone or in the cell of its words, and the rest.

    One digit may be the account itself, where the words say so: ``5 BELANJA DAERAH``.
    """
    if not tokens:
        return None, tokens
    first, *rest = tokens
    text = clean(first.text)
    if _LINE_NUMBER.fullmatch(text) and rest:
        follows = rest[0].is_text or account_code(rest[0].text) is not None
        own = rest[0].is_text and _is_class(text, rest[0].text)
        return (first, rest) if follows and not own else (None, tokens)
    parts = split_item_number(text)
    if parts and not _is_class(*parts) and (is_account_label(parts[1]) or is_total_label(parts[1])):
        return None, [replace(first, text=parts[1]), *rest]
    return None, tokens


def _is_class(digit: str, words: str) -> bool:
    """Whether a digit is the account of what the words name: 4, 5 or 6."""
    if digit == "5":
        return is_expenditure_label(words) and not is_total_label(words)
    return digit in {"4", "6"} and is_other_account(words)


def _account_line(
    row: GridRow, header: Header, tokens: list[Token]
) -> tuple[AlignedRow, list[Token]] | None:
    """A line of an account (``5.1.02 Belanja Barang dan Jasa``), and its amounts; else None.

    One digit is the code of an urusan too: there the label tells.
    """
    if not tokens or any(_is_sum(token.text) for token in tokens):
        return None
    code, account = _account_of(tokens)
    first, rest = code or tokens[0], tokens[len(code.cells) if code else 1 :]
    label = next((token for token in rest if token.is_text), None) if account else first
    if label is None or not any(ch.isalpha() for ch in label.text):
        return None
    known = split_account(label.text) if account is None else (account, clean(label.text))
    sure = known is not None and "." in known[0]
    if not sure and not is_account_label(known[1] if known else label.text):
        return None
    amounts = [token for token in (rest if account else tokens) if token is not label]
    if not sure and any(token.is_text for token in amounts):
        return None
    item = AlignedRow(row, "expenditure", header, label=label)
    item.account = known[0] if known else None
    if account:
        item.numbers[1] = first
    return item, amounts


def _account_of(tokens: Sequence[Token]) -> tuple[Token | None, str | None]:
    """The code in front of a line, in one piece or a piece for each of its parts."""
    parts = list(takewhile(lambda token: _PART.fullmatch(clean(token.text)), tokens[:_PARTS]))
    for count in range(len(parts), 1, -1):
        account = account_code(".".join(clean(token.text) for token in parts[:count]))
        if account and count < len(tokens) and tokens[count].is_text:
            return code_token([token.cells[0] for token in parts[:count]]), account
    account = account_code(tokens[0].text)
    return (tokens[0], account) if account else (None, None)


def _is_sum(text: str) -> bool:
    """True for the label of a total, but not of revenue or financing: those are accounts."""
    return is_total_label(text) and not is_other_account(text)


def _is_node_code(token: Token) -> bool:
    return codes.level_of(clean(token.text)) in {
        codes.PROGRAM,
        codes.KEGIATAN,
        codes.SUB_KEGIATAN,
    }


def _data(
    row: GridRow, header: Header, layout: Layout, tokens: list[Token]
) -> tuple[AlignedRow, list[Token]]:
    """A row of data, with its item numbers and loose codes taken out."""
    item = AlignedRow(row, "data", header)
    rest = []
    two_sides = len(layout.sides) > 1
    no_code_column = layout.rows == "hierarchy" and all(
        column.column_id != "kode" for column in header.columns
    )
    number_fields = {c.position for c in header.columns if c.column_id == "nomor"}
    for place, token in enumerate(tokens):
        side = 2 if two_sides and place and tokens[place - 1].may_be_money else 1
        numbers = token.is_number or _CAPITAL_MARK.fullmatch(clean(token.text))
        first = place == 0 or header.ruled
        in_number_column = first and token.column in number_fields and numbers
        if in_number_column or _is_item_number(tokens, place, two_sides=two_sides):
            item.numbers[side] = token
        elif no_code_column and _is_leading_code(tokens, place):
            item.codes[side] = token
        else:
            rest.append(token)
    return item, _lone_percentage(rest)


def _is_item_number(tokens: Sequence[Token], place: int, *, two_sides: bool) -> bool:
    """A bare number in front of a name: first in its row, after its code, or after the money
    of the left side."""
    token = tokens[place]
    if not token.is_number or not token.whole or place + 1 >= len(tokens):
        return False
    following = tokens[place + 1]
    is_name = following.is_text and not following.is_measure
    if not is_name or following.column - token.column > _NAME_FIELDS:
        return False
    if place == 0:
        is_code = clean(token.text).isdigit() and _URUSAN.match(clean(following.text))
        return not is_code  # that of an urusan is one digit
    before = tokens[place - 1]
    return before.is_code or (two_sides and before.may_be_money)


def _is_leading_code(tokens: Sequence[Token], place: int) -> bool:
    """A code in front of words, first in its row or after the money of the left side."""
    if not tokens[place].may_be_code or place + 1 >= len(tokens):
        return False
    first = place == 0 or tokens[place - 1].may_be_money
    return first and tokens[place + 1].is_text


def _lone_percentage(tokens: list[Token]) -> list[Token]:
    """One percentage among other measures is a ratio of them rather than one more of them."""
    percentages = [token for token in tokens if token.costs["percent"] == 0.0]
    measures = [
        token for token in tokens if token.is_measure and any(ch.isdigit() for ch in token.text)
    ]
    if len(percentages) != 1 or len(measures) < _MEASURES_OF_A_RATIO:
        return tokens
    lone = percentages[0]
    ratio = replace(lone, costs=lone.costs | {"measure": _RATIO})
    return [ratio if token is lone else token for token in tokens]
