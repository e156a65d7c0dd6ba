"""Writing rows to files that people open in Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
#: Characters that a workbook cannot hold.
_UNPRINTABLE = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def safe(value: Any) -> Any:
    """Text that Excel would take for a formula gets a quote before it; numbers stay."""
    if not isinstance(value, str):
        return value
    text = value.translate(_UNPRINTABLE)
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text


def write_csv(path: Path, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """CSV in UTF-8 with the mark by which Excel knows it."""
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(headings)
        writer.writerows([safe(value) for value in row] for row in rows)


def write_xlsx(
    path: Path,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Any]],
    widths: Sequence[int],
) -> None:
    """A workbook of one sheet, with a header row that stays in sight and can filter."""
    from openpyxl import Workbook, cell, styles, utils  # type: ignore[import-untyped]  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[utils.get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    header = []
    for heading in headings:
        title_cell = cell.WriteOnlyCell(sheet, heading)
        title_cell.font = styles.Font(bold=True, color="FFFFFF")
        title_cell.fill = styles.PatternFill("solid", start_color="1F4E78")
        header.append(title_cell)
    sheet.append(header)
    wrapped = styles.Alignment(wrap_text=True, vertical="top")
    for row in rows:
        cells = []
        for value in row:
            body_cell = cell.WriteOnlyCell(sheet, safe(value))
            body_cell.alignment = wrapped
            cells.append(body_cell)
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{utils.get_column_letter(len(headings))}{len(rows) + 1}"
    # In memory first: where the file cannot be written, the workbook is closed already.
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
