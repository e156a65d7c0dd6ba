"""Findings about whole tables: printed twice, unknown, with columns missing, double or unknown."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.findings import FindingLog
from pipelines.layouts import layout_of
from pipelines.model import (
    COMMENT,
    COMMENT_ON,
    DELETED_TEXT,
    HIDDEN_BY,
    HIDDEN_SHEET,
    MARKUP,
    Cell,
    clean,
)
from pipelines.records.raw_records import RawRecords
from pipelines.tables.headers import Header, HeaderColumn
from pipelines.tables.recognise import FoundTable, HiddenPart, Tables

_HOW_EN = dict(
    zip(
        HIDDEN_BY,
        ("sheet", "rows", "columns", "format", "merged", "text", "deleted", "comment"),
        strict=True,
    )
)
#: Rules of their own for what is only in texts.
_IN_TEXTS = {DELETED_TEXT: "perubahan_terlacak", COMMENT: "komentar_dokumen"}


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
    readable = {table.form for table in tables.tables}
    for unknown in tables.unknown:
        if unknown.header is not None and unknown.header.form not in readable:
            _unreadable(unknown.header, unknown.header.missing, log)
            continue
        log.add(
            "tabel_tak_dikenal", "", [cell.number for cell in unknown.cells],
            key=unknown.cells[0].address, printed=clean(unknown.cells[0].text),
        )  # fmt: skip
    for part in tables.hidden:
        _hidden_findings(part, log)
    for table in tables.tables:
        _header_findings(table, log)
    for table in tables.tables:
        _worked_out(table, log)
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
    elif part.how == COMMENT and part.cells[0].address.endswith(COMMENT_ON):
        return  # comments on cells: pipelines.conformed.comments
    elif part.how in _IN_TEXTS:
        log.add(
            _IN_TEXTS[part.how], "", numbers, key=f"{part.name}|{part.how}",
            count=len(numbers), printed=clean(part.cells[0].text),
        )  # fmt: skip
    else:
        log.add(
            "sel_tersembunyi", "", numbers, key=f"{part.name}|{part.how}", name=part.name,
            count=len(numbers), how=part.how, how_en=_HOW_EN[part.how],
            printed=clean(part.cells[0].text),
        )  # fmt: skip


def _worked_out(table: FoundTable, log: FindingLog) -> None:
    """Cells whose formula came without its value, where arithmetic gave one."""
    cells = [
        cell for row in table.rows for cell in row.cells
        if cell.stored.startswith("=") and not cell.text.startswith("=")
    ]  # fmt: skip
    if cells:
        log.add(
            "rumus_dihitung", table.form, [cell.number for cell in cells],
            key=f"{table.form}|{table.number}", count=len(cells), printed=clean(cells[0].text),
            expected=cells[0].stored,
        )  # fmt: skip


def _header_findings(table: FoundTable, log: FindingLog) -> None:
    """Columns that are missing, that another column names too, and that no form has."""
    header = table.segments[0].header
    layout = layout_of(table.form)
    keys = tuple(each for each in header.missing if layout.mandatory and layout.column(each).key)
    if keys:
        _unreadable(header, keys, log)
    for missing in header.missing:
        if missing not in keys:
            log.add(
                "kolom_hilang", table.form, _cells(header), key=f"{table.form}|{missing}",
                column=missing, printed=_seen(header), expected=layout.column(missing).words,
            )  # fmt: skip
    for column in header.columns:
        if column.column_id is not None or not column.text:
            continue
        cells = [cell.number for cell in _own_first(column)]
        if column.double is None:
            log.add(
                "kolom_tak_dikenal", table.form, cells, key=f"{table.form}|{column.text}",
                printed=column.text, expected="; ".join(_unused(header)),
            )  # fmt: skip
            continue
        used = next(each for each in header.columns if each.column_id == column.double)
        log.add(
            "kolom_ganda", table.form, [*cells, *(cell.number for cell in _own_first(used))],
            key=f"{table.form}|{column.double}|{column.text}", printed=column.text,
            expected=used.text, column=column.double, where=_own_first(used)[0].address,
        )  # fmt: skip


def _unreadable(header: Header, missing: Sequence[str], log: FindingLog) -> None:
    """A table of a form that lacks what makes it one: nobody can vouch for it."""
    layout = layout_of(header.form)
    log.add(
        "tabel_tak_terbaca", header.form, _cells(header), key=f"{header.form}|{','.join(missing)}",
        column=", ".join(missing), printed=_seen(header),
        expected="; ".join(layout.column(each).words for each in missing),
    )  # fmt: skip


def _seen(header: Header) -> str:
    """All words of a header, column by column."""
    return "; ".join(column.text for column in header.columns if column.text)


def _cells(header: Header) -> list[int]:
    return [cell.number for row in header.rows for cell in row.cells]


def _own_first(column: HeaderColumn) -> list[Cell]:
    """The cells above a column, its own before those of its group."""
    return sorted(column.cells, key=lambda cell: clean(cell.text) not in column.own)


def _unused(header: Header) -> list[str]:
    """How the form heads the columns that nothing in a header names."""
    used = {column.column_id for column in header.columns}
    return [each.words for each in layout_of(header.form).columns if each.id not in used]
