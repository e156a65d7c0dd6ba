"""The workbook as a file: instructions, findings, causes, a sheet a table, and the hidden sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pipelines.findings_workbook.causes_page import write_causes
from pipelines.findings_workbook.findings_page import write_findings
from pipelines.findings_workbook.model import Offered, PrintedDocument
from pipelines.findings_workbook.table_pages import (
    Marks,
    Placed,
    TablePage,
    write_table,
    write_table_list,
)
from pipelines.vocabulary import load
from pipelines.workbooks.locked import locked_texts
from pipelines.workbooks.pages import protect, sheet_titles, write_instructions
from pipelines.workbooks.seal import Line, line, write_seal

#: Version of the workbook, in its hidden sheet.
VERSION = 1
#: What a line of the hidden sheet is: the locked cells of a line, a finding with its mark.
LOCKED, FINDING = "sel", "temuan"
#: Of the head of the hidden sheet: the release, and the sheets that must be there.
RELEASE, SHEETS = "rilis", "lembar"


def write_workbook(
    documents: Sequence[PrintedDocument],
    offered: Sequence[Offered],
    release: str,
    file: str = "FILE.xlsx",
) -> bytes:
    """The workbook of the findings in their order; ``file`` is how the instructions call it."""
    from openpyxl import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415

    texts = load("findings_workbook")
    names = texts["sheets"]
    book = Workbook()
    book.active.title = names["instructions"]
    write_instructions(book.active, texts["instructions"], file, texts["fills"])
    marks = Marks(offered)
    tables = _tables(documents, marks)
    titles = sheet_titles((name for name, _ in tables), names.values(), "Tabel")
    for name in ("findings", "causes", "tables"):
        book.create_sheet(names[name])
    pages: list[TablePage] = []
    for title, (_, page) in zip(titles, tables, strict=True):
        pages.append(write_table(book.create_sheet(title), page, marks))
    where = {key: link for page in pages for key, link in page.cells.items()}
    numbers = write_causes(book[names["causes"]], offered, where)
    write_findings(book[names["findings"]], offered, numbers, where)
    write_table_list(book[names["tables"]], pages)
    lines = _sealed(book)
    lines += [
        line(FINDING, names["findings"], [number, each.finding.finding_id, each.state])
        for number, each in enumerate(offered, start=1)
    ]
    head = {RELEASE: release, SHEETS: list(book.sheetnames)}
    for page in book.worksheets:
        protect(page)
    book.active = 1
    write_seal(book, names["seal"], VERSION, head, lines)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _tables(documents: Sequence[PrintedDocument], marks: Marks) -> list[tuple[str, Placed]]:
    """Names of the sheets, with what stands on them.

    What is outside tables has a sheet only where something is wrong with it.
    """
    outside = load("findings_workbook")["outside"]
    return [
        (f"{place}.{table.number} {table.form or outside}", (document, table))
        for place, document in enumerate(documents, start=1)
        for table in document.tables
        if table.cells and (table.number or marks.numbers_in(table.cells))
    ]


def _sealed(book: Any) -> list[Line]:
    """What all locked cells say."""
    return [
        line(LOCKED, page.title, [cells[0].row, texts])
        for page in book.worksheets
        for cells in page.iter_rows()
        if (texts := locked_texts(cells))
    ]
