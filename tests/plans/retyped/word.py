"""The plan as an agency's own Word document: a table a form, headers merged, texts as printed."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from plans.retyped.document import ATTACHMENT, RUNNING_TITLE, SIGNATURE, TITLE, heading
from plans.retyped.printed import HEADING, NUMBER, PROGRAM, Row, Table
from plans.retyped.sheet_header import HeaderCell, header_cells
from plans.word_files import package

_WIDTHS = {
    "code": 1400, "number": 500, "name": 2600, "indicator": 2400, "place": 1200, "measure": 1100,
    "percent": 900, "money": 1700, "fund": 800, "note": 1200, "mark": 700, "text": 2400,
}  # fmt: skip
_SUB_WIDTH = 420
_LANDSCAPE = "<w:sectPr><w:pgSz w:w='20160' w:h='12240' w:orient='landscape'/></w:sectPr>"


def word(tables: Sequence[Table], split: int = 0) -> bytes:
    """The tables as a Word document; every ``split`` rows (0: never) a table is cut in two
    elements, the second without its header."""
    parts = [*map(_paragraph, ATTACHMENT), _paragraph(), *map(_paragraph, TITLE), _paragraph()]
    for table in tables:
        parts += [*map(_paragraph, heading(table)), *_table(table, split), _paragraph()]
    parts += map(_paragraph, SIGNATURE)
    running = {"header": _paragraph(RUNNING_TITLE), "footer": _paragraph("12")}
    return package("".join(parts) + _LANDSCAPE, parts=running)


def _table(table: Table, split: int) -> list[str]:
    kinds = {key: column.kind for column in table.columns for key in column.keys}
    widths = [_WIDTHS[kinds[key]] if key in kinds and key[-1].isalnum() else _SUB_WIDTH
              for key in table.keys]  # fmt: skip
    rows = [_row(table, row) for row in table.rows]
    size = split or len(rows)
    parts = [rows[start : start + size] for start in range(0, len(rows), size)]
    grid = "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
    found = []
    for number, part in enumerate(parts):
        lines = [*([] if number else _header(table)), *part]
        found.append(
            f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>{_paragraph()}"
        )
    return found


def _header(table: Table) -> list[str]:
    depth, cells = header_cells(table)
    by_place = {(cell.row, cell.column): cell for cell in cells}
    rows = []
    for row in range(depth):
        line = []
        column = 0
        while column < len(table.keys):
            cell = by_place.get((row, column))
            if cell is not None:
                line.append(_cell(cell.text, cell.width, "restart" if cell.height > 1 else ""))
            else:
                cell = _above(by_place, row, column)
                line.append(_cell("", cell.width, "continue"))
            column += cell.width
        rows.append(f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{''.join(line)}</w:tr>")
    return rows


def _above(cells: dict[tuple[int, int], HeaderCell], row: int, column: int) -> HeaderCell:
    return next(cells[above, column] for above in range(row, -1, -1) if (above, column) in cells)


def _row(table: Table, row: Row) -> str:
    """A row; a programme or a heading is printed over the column of item numbers as well."""
    line = []
    keys = table.keys
    column = 0
    while column < len(keys):
        key = keys[column]
        over = (
            key.endswith(NUMBER) and row.kind in {HEADING, PROGRAM} and key not in row.cells
            and keys[column + 1] in row.cells
        )  # fmt: skip
        line.append(_cell(row.cells.get(keys[column + over], ""), 1 + over))
        column += 1 + over
    return f"<w:tr>{''.join(line)}</w:tr>"


def _cell(text: str, width: int, down: str = "") -> str:
    merged = f"<w:vMerge w:val='{down}'/>" if down else ""
    lines = "".join(map(_paragraph, text.split("\n")))
    return f"<w:tc><w:tcPr><w:gridSpan w:val='{width}'/>{merged}</w:tcPr>{lines}</w:tc>"


def _paragraph(text: str = "") -> str:
    run = f"<w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r>" if text else ""
    return f"<w:p>{run}</w:p>"
