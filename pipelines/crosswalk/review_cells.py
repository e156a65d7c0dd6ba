"""Cells of the review workbook: which of them are answers."""

from __future__ import annotations

from decimal import Decimal

from pipelines.crosswalk.review_rows import FREE, ReviewRow

#: Version of the workbook, in its hidden sheet.
VERSION = 1
#: What a line of the hidden sheet is: a row, a choice of free answers.
ROW, CHOICE = "baris", "pilihan"
ANSWERS = ("pilih", "relasi", "bobot", "komentar")
#: The column of the free answer.
OTHER = "nama_baru"


def is_answer(row: ReviewRow, column: str) -> bool:
    """Whether an officer fills in a cell: of a new node there is nothing to part or to relate."""
    if column == OTHER:
        return row.kind == FREE
    if row.old is None:
        return column in ("pilih", "komentar")
    return column in ANSWERS


def plain_weight(weight: Decimal) -> str:
    """A weight as the decisions keep it: at most six decimals, no zeros behind."""
    return format(weight.quantize(Decimal("0.000001")).normalize() + 0, "f")
