"""Findings about whole tables: printed twice, unknown, with columns missing or unknown."""

from __future__ import annotations

from pipelines.findings import FindingLog
from pipelines.model import HIDDEN_BY, HIDDEN_SHEET, MARKUP, clean
from pipelines.records.raw_records import RawRecords
from pipelines.tables.recognise import FoundTable, HiddenPart, Tables

_HOW_EN = dict(zip(HIDDEN_BY, ("sheet", "rows", "columns", "format", "merged"), strict=True))


def table_findings(tables: Tables, raw: RawRecords, log: FindingLog) -> None:
    """Tables printed twice, unknown tables, missing and unknown columns, markup."""
    by_number = {table.number: table for table in tables.tables}
    for again, first in raw.repeats.items():
        title = by_number[again]
        cells = [cell.number for row in title.title for cell in row.cells][:1]
        header = title.segments[0].header.rows[0].cells[0].number
        start = by_number[first].rows[0].cells[0].address
        log.add(
            "tabel_tercetak_ulang", title.form, cells or [header],
            key=f"{title.form}|{again}", first=start,
        )  # fmt: skip
    for block in tables.unknown:
        log.add(
            "tabel_tak_dikenal", "", [cell.number for cell in block],
            key=block[0].address, printed=clean(block[0].text),
        )  # fmt: skip
    for part in tables.hidden:
        _hidden_findings(part, log)
    for table in tables.tables:
        _header_findings(table, log)
    for table in tables.tables:
        marked = [c.number for row in table.rows for c in row.cells if MARKUP.search(c.text)]
        if marked:
            log.add("markah_html", table.form, marked, key=f"{table.form}|{table.number}")


def _hidden_findings(part: HiddenPart, log: FindingLog) -> None:
    """A hidden table of a known form, any other hidden sheet, and cells hidden in a sheet."""
    numbers = [cell.number for cell in part.cells]
    if part.form:
        log.add("tabel_tersembunyi", part.form, numbers, key=part.name, name=part.name)
    elif part.how == HIDDEN_SHEET:
        log.add("lembar_tersembunyi", "", numbers, key=part.name, name=part.name)
    else:
        log.add(
            "sel_tersembunyi", "", numbers, key=f"{part.name}|{part.how}", name=part.name,
            count=len(numbers), how=part.how, how_en=_HOW_EN[part.how],
            printed=clean(part.cells[0].text),
        )  # fmt: skip


def _header_findings(table: FoundTable, log: FindingLog) -> None:
    header = table.segments[0].header
    seen = "; ".join(column.text for column in header.columns if column.text)
    for missing in header.missing:
        log.add(
            "kolom_hilang", table.form, [header.rows[0].cells[0].number],
            key=f"{table.form}|{missing}", column=missing, printed=seen,
        )  # fmt: skip
    for column in header.columns:
        if column.column_id is None and column.text:
            own = sorted(column.cells, key=lambda cell: clean(cell.text) not in column.own)
            log.add(
                "kolom_tak_dikenal", table.form, [cell.number for cell in own],
                key=f"{table.form}|{column.text}", printed=column.text,
            )  # fmt: skip
