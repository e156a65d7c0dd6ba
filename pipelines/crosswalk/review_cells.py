"""Cells of the review workbook: which are answers, and text that no spreadsheet can run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from pipelines.crosswalk.review_rows import FREE, ReviewRow

#: Version of the workbook, in its hidden sheet.
VERSION = 1
#: What a line of the hidden sheet is: its head, a row, a choice of free answers.
HEAD, ROW, CHOICE = "kepala", "baris", "pilihan"
ANSWERS = ("pilih", "relasi", "bobot", "komentar")
#: The column of the free answer.
OTHER = "nama_baru"
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\t\n"}


def is_answer(row: ReviewRow, column: str) -> bool:
    """Whether an officer fills in a cell: of a new node there is nothing to part or to relate."""
    if column == OTHER:
        return row.kind == FREE
    if row.old is None:
        return column in ("pilih", "komentar")
    return column in ANSWERS


def digest(lines: Iterable[Sequence[str]]) -> str:
    """The mark of the lines of the hidden sheet: sha256."""
    joined = "\n".join("\x1f".join(line) for line in lines)
    return hashlib.sha256(joined.encode()).hexdigest()


def plain_weight(weight: Decimal) -> str:
    """A weight as the decisions keep it: at most six decimals, no zeros behind."""
    return format(weight.quantize(Decimal("0.000001")).normalize() + 0, "f")


def text_of(value: Any) -> str:
    """A value as text, numbers in their shortest form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return format(Decimal(str(round(value, 6))).normalize() + 0, "f")
    return str(value).translate(_UNPRINTABLE)


def safe(text: str) -> str:
    """Text that a spreadsheet would run gets a quote before it."""
    printable = text.translate(_UNPRINTABLE)
    return f"'{printable}" if printable.startswith(_FORMULA_MARKS) else printable


def unsafe(text: str) -> str:
    """The text as it was before :func:`safe`."""
    quoted = text.startswith("'") and text[1:].startswith(_FORMULA_MARKS)
    return text[1:] if quoted else text
