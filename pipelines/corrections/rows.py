"""Reviewed CSV files row by row: header, empty lines, dates, and text that is no formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pipelines.crosswalk.decisions import Problem
from pipelines.model import clean

#: What a spreadsheet would run: such text is written with an apostrophe in front.
_FORMULA = ("=", "+", "-", "@")


class Checked:
    """One row while it is checked: its line, its fields, and what is wrong with it."""

    def __init__(self, line: int, fields: Mapping[str, str]) -> None:
        self.line = line
        self.fields = fields
        self.problems: list[Problem] = []

    def __getitem__(self, column: str) -> str:
        return self.fields[column]

    def bad(self, column: str, said: str, said_en: str) -> None:
        """Note what is wrong in a column, in both languages."""
        self.problems.append(Problem(self.line, column, said, said_en))

    def needs(self, *columns: str) -> None:
        """Each of these must say something."""
        for column in columns:
            if not self[column]:
                self.bad(column, "tidak boleh kosong", "must not be empty")

    def one_of(self, column: str, allowed: Sequence[str]) -> None:
        """The column must hold one of a few words."""
        if self[column] not in allowed:
            listed, said = ", ".join(allowed), f"'{self[column]}'"
            self.bad(
                column, f"{said} bukan salah satu dari {listed}", f"{said} is none of {listed}"
            )

    def day(self, column: str) -> date:
        """The day in a column; the first of all days where it is none, which is noted."""
        try:
            return date.fromisoformat(self[column])
        except ValueError:
            self.bad(column, "harus TTTT-BB-HH", "must be YYYY-MM-DD")
            return date.min

    def year(self, column: str) -> int | None:
        """The year in a column, None where it is empty or none, which is noted."""
        said = self[column]
        if said and not (said.isascii() and said.isdigit() and len(said) == 4):
            self.bad(column, "harus tahun empat angka", "must be a year of four digits")
            return None
        return int(said) if said else None


def read_rows(
    text: str, columns: Sequence[str], optional: Iterable[str]
) -> Iterator[Checked | Problem]:
    """The rows of a file with all of ``columns``; one problem alone where its header lacks any.

    ``optional`` columns may be missing: they are then empty.
    """
    lines = csv.reader(io.StringIO(text))
    header = [clean(name) for name in next(lines, [])]
    missing = [name for name in columns if name not in header and name not in set(optional)]
    if missing:
        listed = ", ".join(missing)
        yield Problem(1, missing[0], f"kolom tidak ada: {listed}", f"columns are missing: {listed}")
        return
    for values in lines:
        if any(value.strip() for value in values):
            row = {name: _shown(value) for name, value in zip(header, values, strict=False)}
            yield Checked(lines.line_num, {name: row.get(name, "") for name in columns})


def _shown(value: str) -> str:
    text = clean(value)
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of a file; what a spreadsheet would take for a formula is written as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([f"'{each}" if each.startswith(_FORMULA) else each for each in row])
    return text.getvalue()
