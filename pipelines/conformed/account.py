"""The account of a document's cells: every one is used or explained, none is left.

Read = used + explained; the difference is zero (contract, the account of cells).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.conformed.slid import value_column_of
from pipelines.conformed.unfilled import unfilled
from pipelines.findings import FindingLog
from pipelines.model import SourceCell, SourceTable, Use, clean, fold
from pipelines.records.amounts import became_date
from pipelines.records.raw_records import RawRecord, RawRecords
from pipelines.records.tokens import Token
from pipelines.tables.recognise import FoundTable, Tables

_A_COLUMN = 3  # pieces below each other that are no slips of their rows


@dataclass
class Account:
    """Cell number -> what became of it. The strongest use of a cell stands."""

    uses: dict[int, tuple[Use, str, int | None]] = field(default_factory=dict)

    def note(self, token: Token, use: Use, reason: str, table: int) -> None:
        """Explain the cells of a piece; a value that was read is never explained away."""
        for cell in token.cells:
            known = self.uses.get(cell.number)
            if known is None or known[0] is not Use.VALUE:
                self.uses[cell.number] = (use, reason, table)


def close_account(account: Account, tables: Tables, raw: RawRecords, log: FindingLog) -> None:
    """Explain every cell of a table that no record has used."""
    for total in raw.totals:
        for cell in total.cells:
            account.uses[cell.number] = (Use.TOTAL, "baris jumlah", total.table)
    for cell in raw.sections:
        account.uses[cell.number] = (Use.SECTION, "tahun bagian tabel", None)
    headless = _below_no_heading(tables, raw)
    for (form, table), tokens in headless.items():
        for token in tokens:
            account.note(token, Use.MISPLACED, "kolom tanpa kepala", table)
        log.add(
            "kolom_tanpa_kepala", form, [c.number for token in tokens for c in token.cells],
            key=f"{form}|{table}", printed=clean(tokens[0].text), count=len(tokens),
        )  # fmt: skip
    said = {id(token) for tokens in headless.values() for token in tokens}
    for record, token, form, table in [*raw.misplaced, *_unnamed(account, tables, raw)]:
        if id(token) in said:
            continue
        name = record.name or record.text("indikator") if record else None
        column = value_column_of(record, token)
        if column is not None:
            account.note(token, Use.UNREADABLE, "bukan nilai yang dapat dibaca", table)
            log.add(
                "nilai_jadi_tanggal" if became_date(token) else "nilai_tak_terbaca",
                form, [cell.number for cell in token.cells],
                key=f"{fold(name)}|{column}|{clean(token.text)}", printed=clean(token.text),
                column=column,
            )  # fmt: skip
            continue
        account.note(token, Use.MISPLACED, "di luar kolom formulir", table)
        log.add(
            "nilai_nyasar", form, [cell.number for cell in token.cells],
            cause=unfilled(record) if record else None,
            key=f"{fold(name)}|{clean(token.text)}", printed=clean(token.text),
            where=f" pada baris '{name}'" if name else "",
            where_en=f" in the row of '{name}'" if name else "",
        )  # fmt: skip
    for token, table in raw.strays:
        account.note(token, Use.ITEM_NUMBER, "nomor urut", table)
    _explain_unread(account, tables, raw, log)
    for line, form, table in raw.orphans:
        for token in line.tokens:
            account.note(token, Use.MISPLACED, "belanja tanpa sub kegiatan", table)
        if line.is_other:
            continue
        log.add(
            "belanja_tanpa_induk", form, [cell.number for cell in line.label.cells],
            key=line.label.cells[0].address, printed=clean(line.label.text),
        )  # fmt: skip


def _below_no_heading(tables: Tables, raw: RawRecords) -> dict[tuple[str, int], list[Token]]:
    """(form, table) -> pieces of whole columns that stand under no heading.

    Only where columns are real; a few pieces are slips, each with a finding of its own.
    """
    headed = {
        (table.number, position)
        for table in tables.tables
        for segment in table.segments
        for column in segment.header.columns
        for position in range(column.position, column.position + column.width)
    }
    ruled = {t.number for t in tables.tables if all(s.header.ruled for s in t.segments)}
    columns: dict[tuple[str, int, int], list[Token]] = {}
    for _, token, form, table in raw.misplaced:
        if table in ruled and (table, token.column) not in headed:
            columns.setdefault((form, table, token.column), []).append(token)
    found: dict[tuple[str, int], list[Token]] = {}
    for (form, table, _), tokens in columns.items():
        if len(tokens) >= _A_COLUMN:
            found.setdefault((form, table), []).extend(tokens)
    return found


def _unnamed(
    account: Account, tables: Tables, raw: RawRecords
) -> Iterator[tuple[RawRecord | None, Token, str, int]]:
    """Pieces of columns without a name; those of named ones have the finding of their column."""
    named = {
        (table.number, column.position)
        for table in tables.tables
        for segment in table.segments
        for column in segment.header.columns
        if column.column_id is None and column.text
    }
    for record, token, form, table, position in raw.unknown:
        if (table, position) in named:
            account.note(token, Use.MISPLACED, "kolom yang tidak ada di formulir", table)
        else:
            yield record, token, form, table


def _explain_unread(account: Account, tables: Tables, raw: RawRecords, log: FindingLog) -> None:
    """No cell of a table goes without a word, whatever became of its row."""
    orphans = _orphans(raw)
    for table in tables.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.number in account.uses or cell.number in orphans:
                    continue
                account.uses[cell.number] = (
                    Use.MISPLACED, "tidak termasuk baris mana pun", table.number,
                )  # fmt: skip
                log.add(
                    "nilai_nyasar", table.form, [cell.number], key=cell.address,
                    printed=clean(cell.text), where="", where_en="",
                )  # fmt: skip


def _orphans(raw: RawRecords) -> set[int]:
    return {
        cell.number for line, _, _ in raw.orphans for token in line.tokens for cell in token.cells
    }


def source_table(table: FoundTable, repeats: int | None) -> SourceTable:
    """What the warehouse keeps of a table; ``repeats``: the number of its first print."""
    rows = table.rows
    first = table.title[0] if table.title else table.segments[0].header.rows[0]
    last = rows[-1] if rows else table.segments[-1].header.rows[-1]
    return SourceTable(
        number=table.number,
        form=table.form,
        title=table.title_text,
        first_address=first.cells[0].address,
        last_address=last.cells[-1].address,
        rows=len(rows),
        repeats=repeats,
    )


def source_cells(account: Account, tables: Tables) -> list[SourceCell]:
    """Every cell of the document with its use and reason."""
    table_of = {
        cell.number: table.number
        for table in tables.tables
        for row in table.rows
        for cell in row.cells
    }
    cells = []
    for cell in tables.cells:
        use, reason, table = account.uses[cell.number]
        number = table if table is not None else table_of.get(cell.number)
        cells.append(SourceCell(cell, use, reason, number))
    return cells
