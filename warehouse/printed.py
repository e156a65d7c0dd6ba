"""The release as printed: documents with their tables, and findings with their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Engine, select

from pipelines.findings_workbook.model import (
    Offered,
    PrintedCell,
    PrintedDocument,
    PrintedTable,
)
from pipelines.model import Finding
from warehouse.database import reading
from warehouse.queries import Fields, documents
from warehouse.sources import finding_cell, source_cell, source_table

#: How many documents are asked for at once.
_AT_ONCE = 100


def printed_documents(engine: Engine, document_ids: Iterable[str]) -> list[PrintedDocument]:
    """These documents with all cells of their tables; cells outside tables are table 0, last."""
    wanted = set(document_ids)
    about = [each for each in documents(engine) if each["document_id"] in wanted]
    found: list[PrintedDocument] = []
    for start in range(0, len(about), _AT_ONCE):
        part = about[start : start + _AT_ONCE]
        ids = [each["document_id"] for each in part]
        cells: dict[tuple[str, int], list[PrintedCell]] = defaultdict(list)
        tables: dict[str, list[tuple[int, str, str]]] = {each: [] for each in ids}
        with reading(engine) as connection:
            for row in connection.execute(
                select(
                    source_cell.c.document_id,
                    source_cell.c.table_number,
                    source_cell.c.cell_number,
                    source_cell.c.address,
                    source_cell.c.text,
                    source_cell.c.cell_use,
                )
                .where(source_cell.c.document_id.in_(ids))
                .order_by(source_cell.c.document_id, source_cell.c.cell_number)
            ):
                cells[row.document_id, row.table_number or 0].append(
                    PrintedCell(
                        row.document_id, row.cell_number, row.address, row.text, row.cell_use
                    )
                )
            for table in connection.execute(
                select(
                    source_table.c.document_id,
                    source_table.c.table_number,
                    source_table.c.form,
                    source_table.c.title,
                )
                .where(source_table.c.document_id.in_(ids))
                .order_by(source_table.c.document_id, source_table.c.table_number)
            ):
                tables[table.document_id].append((table.table_number, table.form, table.title))
        for each in part:
            key = each["document_id"]
            printed = [
                PrintedTable(key, number, form, title, tuple(cells[key, number]))
                for number, form, title in (*tables[key], (0, "", ""))
            ]
            found.append(_document(each, tuple(printed)))
    return found


def offered_findings(engine: Engine, findings: Iterable[Fields]) -> list[Offered]:
    """Findings (of :func:`warehouse.queries.findings`) with their cells, in their order.

    Their documents come without tables.
    """
    about = {each["document_id"]: _document(each, ()) for each in documents(engine)}
    files = {key: document.file for key, document in about.items()}
    cells: dict[str, list[PrintedCell]] = defaultdict(list)
    query = (
        select(
            finding_cell.c.finding_id,
            finding_cell.c.cell_document_id,
            source_cell.c.cell_number,
            source_cell.c.address,
            source_cell.c.text,
            source_cell.c.cell_use,
        )
        .join(
            source_cell,
            (source_cell.c.document_id == finding_cell.c.cell_document_id)
            & (source_cell.c.cell_number == finding_cell.c.cell_number),
        )
        .order_by(finding_cell.c.finding_id, finding_cell.c.ordinal)
    )
    with reading(engine) as connection:
        for row in connection.execute(query):
            cells[row.finding_id].append(
                PrintedCell(
                    row.cell_document_id, row.cell_number, row.address, row.text, row.cell_use
                )
            )
    return [
        Offered(
            _finding(each),
            about[each["document_id"]],
            tuple(cells[each["finding_id"]]),
            files,
        )
        for each in findings
    ]


def _document(each: Fields, tables: tuple[PrintedTable, ...]) -> PrintedDocument:
    return PrintedDocument(
        each["document_id"],
        each["file"],
        each["government"],
        each["agency"],
        each["year"],
        tables,
    )


def _finding(each: Fields) -> Finding:
    accepted = None
    if each["accepted_by"]:
        accepted = (each["accepted_by"], each["accepted_reason"] or "", "")
    return Finding(
        finding_id=each["finding_id"],
        cause_id=each["cause_id"],
        rule=each["rule"],
        severity=each["severity"],
        form=each["form"],
        cells=(),
        printed=each["printed"],
        expected=each["expected"],
        message=each["message"],
        message_en=each["message_en"],
        suggestion=each["suggestion"],
        suggestion_en=each["suggestion_en"],
        fact_id=each["fact_id"],
        accepted=accepted,
    )
