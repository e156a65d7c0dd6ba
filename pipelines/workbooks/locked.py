"""What locked cells say, and whether they still say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.model import clean
from pipelines.workbooks.cells import short, text_of
from pipelines.workbooks.refusal import BookProblem

#: Texts of the cells of one line, by the letters of their columns.
Texts = dict[str, str]
#: What a formula or an error counts as: no text that is sealed is equal to it.
_RUNS = "\x00"
#: More than these are not told of one sheet: mostly one change moved all that follows.
_MOST = 20
_SPARE_LINES = 500  # more lines than these below what is sealed are not looked through


def said(cell: Any) -> str:
    """What a cell says; of a formula or error nothing that a sealed text could be equal to."""
    return _RUNS if cell.data_type in ("f", "e") else clean(text_of(cell.value))


def locked_texts(cells: tuple[Any, ...]) -> Texts:
    """The texts of the locked cells of one line that is being written."""
    return {
        cell.column_letter: text
        for cell in cells
        if cell.value is not None and cell.protection.locked and (text := clean(str(cell.value)))
    }


def lines_of(page: Any, most: int) -> Iterator[tuple[int, Texts]]:
    """The lines of a page that hold anything, from 1, and what every cell of theirs says."""
    for cells in page.iter_rows(max_row=min(page.max_row, most + _SPARE_LINES)):
        texts = {cell.column_letter: text for cell in cells if (text := said(cell))}
        if texts:
            yield cells[0].row, texts


def compare_page(page: Any, title: str, sealed: Mapping[int, Texts]) -> list[BookProblem]:
    """What was altered on a page without answers; ``sealed`` are its lines."""
    found = dict(lines_of(page, max(sealed, default=0)))
    problems: list[BookProblem] = []
    for line in sorted({*found, *sealed}):
        was, now = sealed.get(line, {}), found.get(line, {})
        if was == now:
            continue
        if now and now == sealed.get(line + 1):
            problems.append(BookProblem(title, line, "baris ini dihapus", "this row was deleted"))
            break
        if was and was == found.get(line + 1):
            problems.append(
                BookProblem(title, line, "baris ini disisipkan", "this row was inserted")
            )
            break
        problems += compare_line(title, line, was, now)
        if len(problems) >= _MOST:
            break
    return problems


def compare_line(title: str, line: int, was: Texts, now: Texts) -> list[BookProblem]:
    """The locked cells of one line that say something else."""
    return [
        BookProblem(
            title,
            line,
            f"sel terkunci {column}{line} berubah: {_shown(now, column)}, seharusnya "
            f"{_shown(was, column)}",
            f"the locked cell {column}{line} was altered: {_shown(now, column)}, not "
            f"{_shown(was, column)}",
        )
        for column in sorted({*was, *now}, key=lambda letters: (len(letters), letters))
        if was.get(column, "") != now.get(column, "")
    ]


def _shown(texts: Texts, column: str) -> str:
    text = texts.get(column, "")
    return "(rumus / formula)" if text == _RUNS else f"'{short(text)}'"
