"""Which column of an official list is what, found by the words that head it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.codes import BIDANG, KEGIATAN, PROGRAM, SUB_KEGIATAN, URUSAN
from pipelines.model import fold
from pipelines.nomenclature.model import PROVINCE, REGENCY, words
from pipelines.nomenclature.rows import Row

_LOOKED_AT = 80  # rows above a header: title pages of the lampiran
CODE, NAME = "code", "name"


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from 0 by what they hold (``columns`` of ``vocabulary/nomenclature.yaml``).

    ``parts`` are the columns of one code by level, where it stands in several; then there is no
    ``code``. ``heads`` are the words of each column, ``rows`` the number of rows that the header
    takes, ``authority`` what the header itself says of it, else ''.
    """

    roles: Mapping[str, int]
    parts: Mapping[str, int]
    heads: Mapping[int, str]
    first: int
    rows: int
    authority: str = ""

    @property
    def code_head(self) -> str:
        """The words over the code."""
        columns = self.parts.values() if self.parts else [self.roles[CODE]]
        return " | ".join(self.heads.get(column, "") for column in columns)


def find_columns(rows: Sequence[Row]) -> Columns | None:
    """The header of a sheet: the first row, or pair of rows, that heads a code and a name."""
    for place, row in enumerate(rows[:_LOOKED_AT]):
        below = rows[place + 1] if place + 1 < len(rows) else None
        single = _columns(_heads(row), place, 1)
        double = _columns(_heads(row, below), place, 2) if below and _only_words(below) else None
        lower = _columns(_heads(below), place + 1, 1) if below else None
        found = [each for each in (single, lower, double) if each is not None]
        if found:
            return max(found, key=lambda each: (len(each.parts), len(each.roles), -each.rows))
    return None


def _only_words(row: Row) -> bool:
    return not any(any(ch.isdigit() for ch in cell.text) for cell in row.cells.values())


def _heads(row: Row, below: Row | None = None) -> dict[int, str]:
    """Words by column; a column of two rows is headed by the lower, which stands nearer."""
    found = {column: cell.text for column, cell in row.cells.items()}
    if below is not None:
        found |= {column: cell.text for column, cell in below.cells.items()}
    return found


def _columns(heads: Mapping[int, str], first: int, rows: int) -> Columns | None:
    folded = {column: fold(text.replace("_", " ")) for column, text in heads.items()}
    parts = _parts(folded)
    roles: dict[str, int] = {}
    taken = set(parts.values()) if parts else set()
    for role, known in words()["columns"].items():
        if role == CODE and parts:
            continue
        fitting = [c for c in folded if c not in taken and folded[c] in known]
        if fitting:
            roles[role] = min(fitting, key=lambda c: (known.index(folded[c]), c))
            taken.add(roles[role])
    if NAME not in roles or not (parts or CODE in roles):
        return None
    said = folded[roles[NAME]]
    province, regency = "provinsi" in said, "kabupaten" in said
    authority = PROVINCE if province and not regency else REGENCY if regency > province else ""
    return Columns(roles, parts, dict(heads), first, rows, authority)


def _parts(folded: Mapping[int, str]) -> dict[str, int]:
    """Columns of the parts of a code, from left to right; empty where there is one code column.

    Where a column heads the whole code, those of its parts are names or repeat it.
    """
    if any(text in words()["columns"][CODE][:2] for text in folded.values()):
        return {}
    found: dict[str, int] = {}
    for level, known in words()["parts"].items():
        column = next((c for c, text in sorted(folded.items()) if text in known), None)
        if column is not None:
            found[level] = column
    order = [found[level] for level in (URUSAN, BIDANG, PROGRAM, KEGIATAN, SUB_KEGIATAN)
             if level in found]  # fmt: skip
    whole = {URUSAN, BIDANG, PROGRAM} <= set(found) and order == sorted(order)
    return found if whole else {}


@cache
def _said(kind: str) -> dict[str, str]:
    return {fold(word): value for value, known in words()[kind].items() for word in known}


def level_said(text: str) -> str:
    """The level that a cell names; '' where it names none."""
    return _said("levels").get(fold(text.replace("_", " ")), "")


def authority_said(text: str) -> str:
    """Whose authority a cell names; '' where it names none."""
    return _said("authorities").get(fold(text.replace("_", " ")), "")
