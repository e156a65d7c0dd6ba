"""Small Word documents for tests, and what the reader sees in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from plans.word_files import package
from workbooks import PLAN_HEADER, PLAN_ROWS

from pipelines.model import Grid
from pipelines.readers import read_grids

#: Widths of the columns of the plan in twips.
WIDTHS = (1500, 3000, 2500, 1200, 1700, 900, 1200, 1700)


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def p(*content: str, properties: str = "") -> str:
    """A paragraph of runs; what is no element is the text of one."""
    runs = "".join(each if each.startswith("<") else r(each) for each in content if each)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def tc(content: str = "", *, span: int = 1, down: str = "", across: str = "") -> str:
    """A cell of paragraphs, or of one text; ``down`` and ``across`` as in vMerge and hMerge."""
    inside = content if content.startswith("<w:p") or "<w:tbl>" in content else p(content)
    merges = "".join(
        f"<w:{name}{f' w:val={value!r}' if value != 'continue' else ''}/>"
        for name, value in (("vMerge", down), ("hMerge", across))
        if value
    )
    return f"<w:tc><w:tcPr><w:gridSpan w:val='{span}'/>{merges}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells; what is no element is the text of one."""
    inside = "".join(cell if cell.startswith("<w:tc") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def tbl(*rows: str, widths: Sequence[int] = ()) -> str:
    """A table of rows."""
    grid = "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


TITLE = (
    p("Tabel 4.1 Rencana Program dan Kegiatan Tahun 2023 dan Prakiraan Maju Tahun 2024"),
    p("Dinas Pertanian Kabupaten Contoh, Renja Tahun 2023"),
)
HEADER = (
    tr(
        *(tc(str(words), down="restart") for words in PLAN_HEADER[0][:3]),
        tc(str(PLAN_HEADER[0][3]), span=3),
        tc(str(PLAN_HEADER[0][6]), span=2),
    ),
    tr(*(tc(down="continue") for _ in range(3)), *map(str, PLAN_HEADER[1][3:])),
)


def shown(value: Any) -> str:
    """A value of the plan as an agency types it."""
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value or ""


def plan_rows() -> list[list[str]]:
    """The rows of the plan as texts."""
    return [[shown(value) for value in row] for row in PLAN_ROWS]


def plan(rows: Iterable[str] | None = None, *, between: str = "", split: int = 0) -> str:
    """The body of a document with the plan of the year.

    ``rows`` stand in place of its own; after ``split`` of them the table ends, and another
    begins below what stands ``between``.
    """
    body = list(rows) if rows is not None else [tr(*row) for row in plan_rows()]
    cut = split or len(body)
    parts = [*TITLE, tbl(*HEADER, *body[:cut], widths=WIDTHS)]
    if split:
        parts += [between, tbl(*body[cut:], widths=WIDTHS)]
    return "".join(parts)


def grids(body: str, name: str = "renja.docx", **parts: Any) -> tuple[Grid, ...]:
    """The grids of a document of this body."""
    return read_grids(package(body, **parts), name)


def texts(body: str, **parts: Any) -> dict[str, str]:
    """What is seen: text by address."""
    return {
        cell.address: cell.text
        for grid in grids(body, **parts)
        if not grid.hidden
        for row in grid.rows
        for cell in row.cells
    }


def hidden(body: str, **parts: Any) -> dict[str, list[tuple[str, str]]]:
    """What is not seen: address and text by what hides it."""
    return {
        grid.hidden: [(cell.address, cell.text) for row in grid.rows for cell in row.cells]
        for grid in grids(body, **parts)
        if grid.hidden
    }
