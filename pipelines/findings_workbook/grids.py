"""A table as printed: its cells at their rows and columns, which their addresses say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.findings_workbook.model import PrintedCell

#: ``Sheet!C12`` of a workbook; ``baris 813 kolom 6`` of a text, with a page or a table before it.
_WORKBOOK = re.compile(r"(?P<of>.*)!(?P<column>[A-Z]{1,3})(?P<row>\d+)")
_OTHERS = re.compile(r"(?P<of>.*)\bbaris (?P<row>\d+) kolom (?P<column>\d+)")
#: Empty columns are kept up to this width; a wider table shows those that hold something.
_WIDEST = 120


@dataclass(slots=True)
class GridLine:
    """One printed row: what it is called, and its cells by column."""

    label: str
    cells: dict[int, PrintedCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PrintedGrid:
    """Lines in printed order; ``columns`` pairs the column of a cell with what it is called."""

    lines: tuple[GridLine, ...]
    columns: tuple[tuple[int, str], ...]


def grid_of(cells: Iterable[PrintedCell]) -> PrintedGrid:
    """The cells (in reading order) at their place.

    A cell whose address names no row and column, or one that is taken (a comment), has a line of
    its own, called by its address.
    """
    lines: list[GridLine] = []
    by_row: dict[tuple[str, str], GridLine] = {}
    letters = False
    for cell in cells:
        placed = _place(cell.address)
        if placed is None:
            lines.append(GridLine(cell.address, {1: cell}))
            continue
        row, column, label, is_workbook = placed
        letters = letters or is_workbook
        line = by_row.get(row)
        if line is None:
            line = by_row[row] = GridLine(label)
            lines.append(line)
        if column in line.cells:
            lines.append(GridLine(cell.address, {column: cell}))
        else:
            line.cells[column] = cell
    used = sorted({column for line in lines for column in line.cells})
    if used and used[-1] - used[0] < _WIDEST:
        used = list(range(used[0], used[-1] + 1))
    columns = tuple((each, _letters(each) if letters else str(each)) for each in used)
    return PrintedGrid(tuple(lines), columns)


def _place(address: str) -> tuple[tuple[str, str], int, str, bool] | None:
    """Row, column from 1, label of the row, and whether it is of a workbook."""
    if found := _WORKBOOK.fullmatch(address):
        row = found["row"]
        return (found["of"], row), _number(found["column"]), row, True
    if found := _OTHERS.fullmatch(address):
        of, row = found["of"], found["row"]
        return (of, row), int(found["column"]), f"{of}baris {row}", False
    return None


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
