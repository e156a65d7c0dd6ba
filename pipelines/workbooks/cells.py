"""Cells as text, and text that no spreadsheet can run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipelines.model import clean

#: What a spreadsheet takes for the beginning of a formula.
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
#: Letters that one cell can hold (ECMA-376, and every spreadsheet).
MOST_LETTERS = 32_767
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\t\n"}
_SHORT = 60


def printable(text: str) -> str:
    """The text without what a workbook cannot hold."""
    return text.translate(_UNPRINTABLE)[:MOST_LETTERS]


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
    shown = text.translate(_UNPRINTABLE)
    return f"'{shown}" if shown.startswith(FORMULA_MARKS) else shown


def unsafe(text: str) -> str:
    """The text as it was before :func:`safe`."""
    quoted = text.startswith("'") and text[1:].startswith(FORMULA_MARKS)
    return text[1:] if quoted else text


def put(cell: Any, text: str) -> None:
    """Write text that stays text, and looks as it is printed.

    What a spreadsheet would run is marked the way the quote that a person types marks it
    (``quotePrefix``): editing the cell does not make it a formula either.
    """
    shown = printable(text)
    cell.value = shown or None
    if shown:
        cell.data_type = "s"
    if shown.startswith(FORMULA_MARKS):
        cell.quotePrefix = True


def short(text: str) -> str:
    """The beginning of a text, for a message."""
    said = clean(text)
    return said if len(said) <= _SHORT else f"{said[: _SHORT - 3]}..."
