"""Rows of a list that say that it is empty: ``NIHIL``, ``Tidak ada usulan``, ``-``."""

from __future__ import annotations

from pipelines.conformed.account import Account
from pipelines.layouts import layout_of
from pipelines.model import Use, clean, fold
from pipelines.records.raw_records import RawRecord, RawRecords
from pipelines.records.tokens import Token
from pipelines.values import State, special_state
from pipelines.vocabulary import words


def drop_none_rows(raw: RawRecords, account: Account) -> None:
    """Take such rows out of the records of list forms; their cells count as none."""
    empty = [record for record in raw.records if _is_empty_row(record, raw)]
    dropped = set(map(id, empty))
    raw.records = [record for record in raw.records if id(record) not in dropped]
    for record in empty:
        if record.number is not None:
            account.note(record.number, Use.ITEM_NUMBER, "nomor urut", record.table)
        for token in _tokens(record):
            account.note(token, Use.NONE, "tertulis tidak ada", record.table)
    for about, token, _, table in raw.misplaced:
        if id(about) in dropped:
            account.note(token, Use.NONE, "tertulis tidak ada", table)
    raw.misplaced = [each for each in raw.misplaced if id(each[0]) not in dropped]


def _is_empty_row(record: RawRecord, raw: RawRecords) -> bool:
    """Whether every cell of a row, wherever it stands, says that there is nothing."""
    if layout_of(record.form).rows != "list" or record.expenditure:
        return False
    astray = [token for about, token, _, _ in raw.misplaced if about is record]
    astray += [each[1] for each in raw.unknown if each[0] is record]
    texts = [clean(token.text) for token in [*_tokens(record), *astray]]
    return bool(texts) and all(map(_says_none, texts))


def _tokens(record: RawRecord) -> list[Token]:
    return [token for tokens in record.pieces.values() for token in tokens]


def _says_none(text: str) -> bool:
    """``-`` and ``NIHIL``, also with what there is none of: ``Tidak ada usulan``."""
    if special_state(text) is State.NONE:
        return True
    said = (f"{fold(mark)} " for mark in words("none_marks") if len(fold(mark)) > 2)
    return any(f"{fold(text)} ".startswith(mark) for mark in said)
