"""Signing corrections: who may, and what is written when they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipelines.corrections.corrections_file import with_history
from pipelines.corrections.model import APPROVED, PROPOSED, Correction
from pipelines.model import fold


@dataclass(frozen=True, slots=True)
class Signed:
    """All rows afterwards, those that were signed, and those that this person may not sign."""

    rows: tuple[Correction, ...]
    signed: tuple[Correction, ...]
    refused: tuple[Correction, ...]


def sign(rows: Iterable[Correction], lines: set[int], by: str, on: str) -> Signed:
    """The signature of ``by`` under the proposals of some lines, on a day (ISO 8601).

    Who proposes may not approve. Rows that are signed or refused stay as they are.
    """
    after: list[Correction] = []
    signed: list[Correction] = []
    refused: list[Correction] = []
    for row in rows:
        meant = row.line in lines and row.status == PROPOSED
        if meant and fold(row.author) == fold(by):
            refused.append(row)
        elif meant:
            signed.append(_signed(row, by, on))
            after.append(signed[-1])
            continue
        after.append(row)
    return Signed(tuple(after), tuple(signed), tuple(refused))


def _signed(row: Correction, by: str, on: str) -> Correction:
    marked = with_history(row, "disetujui", by, on)
    return replace(marked, status=APPROVED, approver=by, date=on)
