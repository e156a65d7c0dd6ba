"""Codes of which a spreadsheet or a hand made something else."""

from __future__ import annotations

import datetime
import re

from openpyxl.cell import Cell

from plans.mess.draft import DATA, Draft
from plans.mess.mutations import NoPlace, Pick, Touched, mutation

_CODE = ("code",)


def _coded(draft: Draft, pattern: str) -> list[Cell]:
    return [c for c in draft.cells(DATA, _CODE) if re.fullmatch(pattern, str(c.value))]


@mutation
def code_as_number(draft: Draft, pick: Pick) -> Touched:
    """A code, or the parts of one that has a column for each, is a number."""
    cell = pick.place(_coded(draft, r"\d{1,2}(?:\.\d{2})?"))
    row = [c for c in draft.in_row(cell) if c in _coded(draft, r"\d{1,2}(?:\.\d{2})?")]
    for each in row:
        text = str(each.value)
        each.value = float(text) if "." in text else int(text)
    return Touched(row)


@mutation
def code_as_date(draft: Draft, pick: Pick) -> Touched:
    """A code of three parts is a date."""
    able = []
    for cell in _coded(draft, r"\d{1,2}\.\d{2}\.\d{2}"):
        first, second, third = map(int, str(cell.value).split("."))
        for day, month in ((first, second), (second, first)):
            if 1 <= month <= 12 and 1 <= day <= 28:
                able.append((cell, datetime.datetime(2000 + third, month, day)))
    cell, date = pick.place(able)
    cell.value = date
    cell.number_format = pick.way(["dd/mm/yyyy", "d.mm.yy", "mm-dd-yy", "d-mmm-yy", "General"])
    return Touched([cell], what=f"{date:%Y-%m-%d}")


@mutation
def code_spelling(draft: Draft, pick: Pick) -> Touched:
    """A code with spaces, commas, a point at its end, or without its zeros."""
    cell = pick.place(_coded(draft, r"[\d.X]+\.[\d.X]+"))
    text = str(cell.value)
    made = pick.way(
        [f"{text}.", text.replace(".", ". "), text.replace(".", " . "), text.replace(".", ","),
         ".".join(part.lstrip("0") or "0" for part in text.split(".")), text.replace(".", "-"),
         text.replace("0", "O"), text.replace(".", "")]
    )  # fmt: skip
    if made == text:
        raise NoPlace
    cell.value = made
    return Touched([cell], what=repr(made))
