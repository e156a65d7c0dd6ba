"""What is wrong with a workbook that comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookProblem:
    """What is wrong: sheet ('' for the file), row from 1 (0: the sheet), why."""

    sheet: str
    line: int
    said: str
    said_en: str


class BookRefused(Exception):
    """A workbook that cannot be read back; ``problems`` say where and why, all of them."""

    def __init__(self, problems: Sequence[BookProblem]) -> None:
        super().__init__(*problems)
        self.problems = tuple(problems)
