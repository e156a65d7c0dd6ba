"""Comments on cells of a workbook: no part of the plan, but someone may have said more there."""

from __future__ import annotations

from pipelines.conformed.account import Account
from pipelines.findings import FindingLog
from pipelines.model import COMMENT, COMMENT_ON, USED, Cell, clean
from pipelines.tables.recognise import Tables


def comment_findings(tables: Tables, account: Account, log: FindingLog) -> None:
    """A finding for every comment on a cell that was loaded, and one a sheet for the others."""
    cells = {cell.address: cell for cell in tables.cells}
    form_of = {
        cell.number: table.form
        for table in tables.tables
        for row in table.rows
        for cell in row.cells
    }
    for part in tables.hidden:
        if part.how != COMMENT or not part.cells[0].address.endswith(COMMENT_ON):
            continue  # comments of a text stand on no cell
        others: list[Cell] = []
        for comment in part.cells:
            on = cells.get(comment.address.removesuffix(COMMENT_ON))
            if on is None or account.uses[on.number][0] not in USED:
                others.append(comment)
                continue
            log.add(
                "komentar_sel", form_of.get(on.number, ""), [on.number, comment.number],
                key=f"{comment.address}|{clean(comment.text)}", printed=clean(comment.text),
                name=clean(on.text),
            )  # fmt: skip
        if others:
            log.add(
                "komentar_dokumen", "", [comment.number for comment in others],
                key=f"{part.name}|{COMMENT}", count=len(others), printed=clean(others[0].text),
            )  # fmt: skip
