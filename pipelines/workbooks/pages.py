"""Pages of a workbook: names, instructions, heights, locks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pipelines.workbooks.cells import put

_TITLE_LENGTH = 31  # of a sheet, by Excel
_PER_WIDTH = 1.1  # letters of the small print to a width of 1
_WIDTHS = (75, 65)
BLUE, OCHRE = "1F4E78", "7F6000"
#: Said in every style: without a name each program takes another font.
FONT = "Calibri"
OPEN_FILL, CLOSED_FILL = "FFF2CC", "EDEDED"


def sheet_titles(names: Iterable[str], taken: Iterable[str], otherwise: str) -> list[str]:
    """A title for each name as Excel allows it, never twice and never one that is ``taken``."""
    used = {title.casefold() for title in taken}
    titles = []
    for each in names:
        name = re.sub(r"[\[\]:*?/\\']", " ", each).strip() or otherwise
        title, count = name[:_TITLE_LENGTH].strip(), 1
        while title.casefold() in used:
            count += 1
            title = f"{name[: _TITLE_LENGTH - len(str(count)) - 3].strip()} ({count})"
        used.add(title.casefold())
        titles.append(title)
    return titles


def write_instructions(
    page: Any,
    lines: Sequence[Sequence[str]],
    file: str,
    fills: Mapping[str, str] | None = None,
) -> None:
    """Instructions in both languages, side by side; ``{file}`` in them is how the file is called.

    A line is its kind (``h`` heading, ``b`` point, ``c`` command, ``p`` plain, or one of ``fills``,
    which names its colour) and two texts.
    """
    from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]  # noqa: PLC0415

    page.column_dimensions["A"].width, page.column_dimensions["B"].width = _WIDTHS
    fonts = {
        "h": Font(name=FONT, bold=True, size=13, color=BLUE),
        "c": Font(name="Consolas", size=10),
    }
    for number, (kind, said, said_en) in enumerate(lines, start=1):
        mark = "• " if kind == "b" else ""
        texts_of_row = (f"{mark}{said.replace('{file}', file)}", said_en)
        for column, text in enumerate(texts_of_row, start=1):
            cell = page.cell(number, column)
            put(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            shade = "000000" if column == 1 else "595959"
            plain = Font(name=FONT, size=10, italic=column == 2, color=shade)
            cell.font = fonts.get(kind, plain) if column == 1 or kind == "h" else plain
        if fills and kind in fills:
            page.cell(number, 1).fill = PatternFill("solid", start_color=fills[kind])
        sizes = zip(texts_of_row, _WIDTHS, strict=True)
        page.row_dimensions[number].height = height(sizes, 15)
    page.sheet_view.showGridLines = False
    print_on_one_width(page)


def write_header(page: Any, columns: Sequence[Mapping[str, Any]]) -> None:
    """The first line of a page: headings and widths; an officer fills in those with ``answer``."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415

    for place, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column["width"]
        cell = page.cell(1, place, column["title"])
        cell.font = Font(name=FONT, bold=True, color="FFFFFF", size=9)
        shade = OCHRE if column.get("answer") else BLUE
        cell.fill = PatternFill("solid", start_color=shade)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    page.row_dimensions[1].height = 30


def print_on_one_width(page: Any) -> None:
    """On paper all columns fit on one page."""
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def protect(page: Any) -> None:
    """Locks what is no answer; filtering and widths stay free. No password: it guards slips."""
    page.protection.sheet = True
    page.protection.autoFilter = False
    page.protection.formatColumns = False
    page.protection.formatRows = False
    page.protection.objects = True


def height(cells: Iterable[tuple[str, float]], line: float) -> float:
    """Points that the longest of the texts takes in its width of characters."""
    most = 1
    for text, width in cells:
        room = max(1, int(width * _PER_WIDTH))
        lines = sum(max(1, -(-len(part) // room)) for part in text.split("\n"))
        most = max(most, lines)
    return min(400.0, most * line + 3)
