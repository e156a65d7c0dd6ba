"""A sheet a table as printed, its offending cells coloured and commented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.findings_workbook.grids import GridLine, PrintedGrid, grid_of
from pipelines.findings_workbook.model import (
    Offered,
    PrintedCell,
    PrintedDocument,
    PrintedTable,
)
from pipelines.model import SEVERITIES, clean
from pipelines.vocabulary import load
from pipelines.workbooks.cells import printable, put
from pipelines.workbooks.pages import (
    BLUE,
    CLOSED_FILL,
    FONT,
    height,
    print_on_one_width,
    write_header,
)

#: A cell: document and number.
CellKey = tuple[str, int]
#: A table and the document that it is of.
Placed = tuple[PrintedDocument, PrintedTable]
_TITLES = frozenset({"title", "running_title", "section"})
_HEADERS = _TITLES | {"header", "repeated_header", "column_numbers"}
_TITLE_LINE, _COLUMN_LINE, _FIRST_LINE = 1, 2, 3
_NARROWEST, _WIDEST, _LONG_WORD = 4, 34, 14
_COMMENTED = 4
_COMMENT_WIDTH, _COMMENT_LETTERS = 380, 58  # pixels, and letters of one line


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one cell: the gravest severity, and the comment."""

    severity: str
    comment: str


class Marks:
    """The offending cells of all tables, with their numbers in the list of findings."""

    def __init__(self, offered: Sequence[Offered]) -> None:
        self._of: dict[CellKey, list[tuple[int, Offered, bool]]] = defaultdict(list)
        self._documents: dict[str, set[int]] = defaultdict(set)
        for number, each in enumerate(offered, start=1):
            first: set[str] = set()
            for cell in each.cells:
                is_main = cell.document_id not in first
                first.add(cell.document_id)
                self._of[cell.document_id, cell.number].append((number, each, is_main))

    def at(self, cell: PrintedCell) -> Mark | None:
        """The mark of a cell; None where nothing is wrong with it."""
        found = self._of.get((cell.document_id, cell.number))
        if not found:
            return None
        # Those of which it is the main cell are told in full, and first.
        found = sorted(found, key=lambda each: (not each[2], each[0]))
        texts = load("findings_workbook")
        lines = [_comment(*each, texts) for each in found[:_COMMENTED]]
        if len(found) > _COMMENTED:
            lines.append(texts["comment_more"].format(count=len(found) - _COMMENTED))
        severity = min((each.finding.severity for _, each, _ in found), key=SEVERITIES.index)
        return Mark(severity, "\n\n".join(lines))

    def numbers_in(self, cells: Sequence[PrintedCell]) -> set[int]:
        """Numbers of the findings that point to any of these cells."""
        keys = [(cell.document_id, cell.number) for cell in cells]
        return {number for key in keys for number, _, _ in self._of.get(key, ())}


def _comment(number: int, offered: Offered, is_main: bool, texts: Mapping[str, Any]) -> str:
    finding = offered.finding
    words = {"no": number, "rule": finding.rule, "severity": texts["severities"][finding.severity]}
    if is_main:
        words |= {"message": finding.message, "suggestion": finding.suggestion}
        return str(texts["comment_main"].format(**words))
    words["address"] = offered.cells[0].address
    return str(texts["comment_other"].format(**words))


@dataclass(frozen=True, slots=True)
class TablePage:
    """A sheet that was written: where its cells are (``'Sheet'!B7``), and what it is of."""

    title: str
    document: PrintedDocument
    table: PrintedTable
    lines: int
    findings: int
    cells: dict[CellKey, str]


def write_table(page: Any, placed: Placed, marks: Marks) -> TablePage:
    """One table: a line of title, the names of the columns, then every printed row."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # noqa: PLC0415

    document, table = placed
    grid = grid_of(table.cells)
    place_of = {column: at for at, (column, _) in enumerate(grid.columns, start=2)}
    widths = _widths(grid)
    fills = {
        severity: PatternFill("solid", start_color=shade)
        for severity, shade in load("findings_workbook")["fills"].items()
    }
    grey = PatternFill("solid", start_color=CLOSED_FILL)
    top = Alignment(wrap_text=True, vertical="top")
    over = Alignment(vertical="top")
    thin = Side("hair", color="BFBFBF")
    border = Border(thin, thin, thin, thin)
    small, bold, dim = (
        Font(name=FONT, size=9),
        Font(name=FONT, size=9, bold=True),
        Font(name=FONT, size=8, color="7F7F7F"),
    )
    _write_title(page, document, table)
    _write_columns(page, grid, widths)
    written: dict[CellKey, str] = {}
    for number, row in enumerate(grid.lines, start=_FIRST_LINE):
        label = page.cell(number, 1)
        put(label, row.label)
        label.font, label.alignment = dim, top
        sizes: list[tuple[str, float]] = [(row.label, widths[0])]
        for column, printed in row.cells.items():
            room = _room(row, place_of, column, widths)
            cell = page.cell(number, place_of[column])
            put(cell, printed.text)
            is_header = printed.use in _HEADERS
            cell.font, cell.border = bold if is_header else small, border
            # What fits over the empty cells behind it runs over them.
            wraps = room is None or len(printed.text) > room or "\n" in printed.text
            cell.alignment = top if wraps else over
            if is_header:
                cell.fill = grey
            mark = marks.at(printed)
            if mark is not None:
                cell.fill = fills[mark.severity]
                cell.comment = _note(mark.comment)
            letter = get_column_letter(place_of[column])
            written[printed.document_id, printed.number] = f"'{page.title}'!{letter}{number}"
            if wraps:
                sizes.append((printed.text, widths[place_of[column] - 1]))
        page.row_dimensions[number].height = height(sizes, 12)
    page.freeze_panes = page.cell(_FIRST_LINE, 2)
    page.sheet_view.zoomScale = 90
    page.print_title_rows = f"{_COLUMN_LINE}:{_COLUMN_LINE}"
    page.page_setup.paperSize = page.PAPERSIZE_A3
    print_on_one_width(page)
    count = len(marks.numbers_in(table.cells))
    return TablePage(page.title, document, table, len(grid.lines), count, written)


def _widths(grid: PrintedGrid) -> list[float]:
    """Widths of the columns, the labels first: what most texts take, no word broken, in bounds."""
    found: list[float] = [min(26, max((len(line.label) for line in grid.lines), default=8) + 1)]
    for column, _ in grid.columns:
        cells = [line.cells[column] for line in grid.lines if column in line.cells]
        texts = [cell.text for cell in cells if cell.use not in _TITLES]
        lengths = sorted(max(map(len, text.split("\n"))) for text in texts)
        usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
        word = max((len(word) for text in texts for word in text.split()), default=0)
        wanted = max(usual, min(word, _LONG_WORD)) + 1
        found.append(min(_WIDEST, max(_NARROWEST, wanted)))
    return found


def _room(
    row: GridLine, place_of: Mapping[int, int], column: int, widths: Sequence[float]
) -> float | None:
    """Letters over the empty cells behind a cell; None where one that is filled follows at once."""
    room, place = 0.0, place_of[column]
    filled = {place_of[each] for each in row.cells}
    while place + 1 not in filled and place < len(widths):
        place += 1
        room += widths[place - 1]
    return widths[place_of[column] - 1] + room if room else None


def _write_title(page: Any, document: PrintedDocument, table: PrintedTable) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415

    texts = load("findings_workbook")
    put(page.cell(_TITLE_LINE, 1), texts["back"])
    link_to(page.cell(_TITLE_LINE, 1), f"'{texts['sheets']['findings']}'!A1")
    said = (document.file, table.form or texts["outside"], table.title)
    title = page.cell(_TITLE_LINE, 4)
    put(title, " · ".join(clean(each) for each in said if each))
    title.font = Font(name=FONT, bold=True, size=11, color=BLUE)


def _write_columns(page: Any, grid: PrintedGrid, widths: Sequence[float]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    names = [load("findings_workbook")["corner"], *(name for _, name in grid.columns)]
    for place, (name, width) in enumerate(zip(names, widths, strict=True), start=1):
        page.column_dimensions[get_column_letter(place)].width = width
        cell = page.cell(_COLUMN_LINE, place)
        put(cell, name)
        cell.font = Font(name=FONT, size=8, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color=BLUE)
        cell.alignment = Alignment(horizontal="center")


def _note(text: str) -> Any:
    from openpyxl.comments import Comment  # type: ignore[import-untyped]  # noqa: PLC0415

    lines = sum(max(1, -(-len(part) // _COMMENT_LETTERS)) for part in text.split("\n"))
    return Comment(printable(text), "renja", height=min(480, 18 * lines + 16), width=_COMMENT_WIDTH)


def link_to(cell: Any, target: str) -> None:
    """Make a cell lead to another one of the workbook, such as ``'Temuan'!A1``."""
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.worksheet.hyperlink import Hyperlink  # type: ignore[import-untyped]  # noqa: PLC0415

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
    cell.font = Font(name=FONT, size=9, color="0563C1", underline="single")


def write_table_list(page: Any, pages: Sequence[TablePage]) -> None:
    """Which sheet holds which table of which document."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    columns = load("findings_workbook")["table_columns"]
    write_header(page, columns)
    for number, each in enumerate(pages, start=2):
        said = (each.title, each.document.file, each.table.form, each.table.title)
        for place, text in enumerate(said, start=1):
            put(page.cell(number, place), clean(text))
        page.cell(number, 5, each.lines)
        page.cell(number, 6, each.findings)
        for place in range(1, len(columns) + 1):
            page.cell(number, place).font = Font(name=FONT, size=9)
            page.cell(number, place).alignment = Alignment(wrap_text=True, vertical="top")
        link_to(page.cell(number, 1), f"'{each.title}'!A1")
    page.freeze_panes = "B2"
    print_on_one_width(page)
