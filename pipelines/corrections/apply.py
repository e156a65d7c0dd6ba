"""Corrections in the core: a cell is read as the new text, and keeps the printed one.

Cells are changed before tables are looked for, so that every sum and rule sees the new text;
afterwards what was printed is put back beside what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from pipelines.corrections.model import Correction
from pipelines.findings import FindingLog
from pipelines.model import (
    Cell,
    CorrectedCell,
    Document,
    Fact,
    Finding,
    Grid,
    GridRow,
    Node,
    Reading,
    Record,
    SourceCell,
    clean,
    fold,
)

CORRECTED = "koreksi"
_DERIVED = "turunan"
_Key = tuple[object, ...]
_Coded = TypeVar("_Coded", Node, Record)


def find_cells(
    grids: Iterable[Grid], document: Document, corrections: Iterable[Correction]
) -> tuple[CorrectedCell, ...]:
    """Every cell of a document that approved corrections are about, applied or not."""
    by_address: dict[str, Cell] = {}
    for grid in grids:
        for row in grid.rows:
            for cell in row.cells:
                by_address.setdefault(clean(cell.address).casefold(), cell)
    found: list[CorrectedCell] = []
    for each in corrections:
        for address in each.addresses_in(document):
            there = by_address.get(address.casefold())
            if there is not None or each.needs_cell:
                found.append(_judged(each, address, there, document))
    return tuple(found)


def _judged(each: Correction, address: str, cell: Cell | None, document: Document) -> CorrectedCell:
    text = "" if cell is None else clean(cell.text)
    holds = cell is not None and text == clean(each.printed)
    return CorrectedCell(
        cell=None if cell is None else cell.number,
        address=address if cell is None else cell.address,
        printed=each.printed,
        found=text,
        corrected=each.corrected,
        reason=each.reason,
        evidence=each.evidence,
        author=each.author,
        approver=each.approver,
        date=each.date,
        applied=holds and not each.is_of_other_bytes(document),
    )


def correct_grids(grids: Iterable[Grid], corrections: Iterable[CorrectedCell]) -> tuple[Grid, ...]:
    """The grids with the new texts in place of the printed ones; nothing else differs."""
    new = {each.cell: each.corrected for each in corrections if each.applied}
    return tuple(
        replace(grid, rows=tuple(_corrected_row(row, new) for row in grid.rows)) for grid in grids
    )


def _corrected_row(row: GridRow, new: Mapping[int | None, str]) -> GridRow:
    if not any(cell.number in new for cell in row.cells):
        return row
    # What a workbook stores is of the printed text.
    cells = tuple(
        replace(cell, text=new[cell.number], stored="") if cell.number in new else cell
        for cell in row.cells
    )
    return replace(row, cells=cells)


def settle(reading: Reading, printed: Reading, corrections: Sequence[CorrectedCell]) -> Reading:
    """The reading of corrected cells with what is printed beside what was read.

    ``printed`` is the reading of the same document without corrections. A fact of a corrected
    value cell, or one whose figure differs by the corrections, is ``koreksi``; its printed text
    is that of the document. A correction that could not be applied is a finding.
    """
    texts = {source.cell.number: source.cell for source in printed.cells}
    changed = {each.cell for each in corrections if each.applied}
    before = {_identity(fact): fact for fact in printed.facts}
    facts: list[Fact] = []
    uncorrected: list[Fact] = []
    for fact in reading.facts:
        values = _values(fact)
        was = before.get(_identity(fact))
        moved = was is not None and _figure(was) != _figure(fact)
        if fact.status == _DERIVED or not (moved or changed.intersection(values)):
            facts.append(fact)
            continue
        if was is not None:
            uncorrected.append(replace(was, fact_id=fact.fact_id))
        text = " ".join(clean(texts[number].text) for number in values)
        facts.append(replace(fact, status=CORRECTED, printed=text if was is None else was.printed))
    return replace(
        reading,
        cells=tuple(_printed_cell(source, texts, changed) for source in reading.cells),
        nodes=tuple(_printed_codes(reading.nodes, printed.nodes)),
        records=tuple(_printed_codes(reading.records, printed.records)),
        facts=tuple(facts),
        findings=(*reading.findings, *_stale(reading, corrections)),
        corrections=tuple(corrections),
        uncorrected=tuple(uncorrected),
    )


def _values(fact: Fact) -> tuple[int, ...]:
    return tuple(number for number, role in fact.lineage if role == "value")


def _identity(fact: Fact) -> _Key:
    """The same place of the same cells, whatever the corrections make of its node."""
    kind = (fact.view, fact.year, fact.phase, fact.kind, fact.component, fact.expenditure_type)
    return (*kind, *_values(fact))


def _figure(fact: Fact) -> tuple[object, ...]:
    return (fact.value, fold(fact.unit), fact.rupiah)


def _printed_cell(
    source: SourceCell, texts: Mapping[int, Cell], changed: set[int | None]
) -> SourceCell:
    if source.cell.number not in changed:
        return source
    return replace(source, cell=texts[source.cell.number])


def _printed_codes(rows: Sequence[_Coded], printed: Sequence[_Coded]) -> list[_Coded]:
    """Rows with the codes that the document prints for them."""
    code_of = {row.cells: row.code_printed for row in printed}
    return [replace(row, code_printed=code_of.get(row.cells, row.code_printed)) for row in rows]


def _stale(reading: Reading, corrections: Iterable[CorrectedCell]) -> list[Finding]:
    """A finding for every correction whose document no longer prints what it expects."""
    document = reading.document
    plan = (fold(document.government), fold(document.agency), document.year)
    log = FindingLog(plan)
    table_of = {source.cell.number: source.table for source in reading.cells}
    form_of = {table.number: table.form for table in reading.tables}
    for each in corrections:
        if each.applied:
            continue
        table = None if each.cell is None else table_of.get(each.cell)
        same = each.cell is not None and each.found == clean(each.printed)
        log.add(
            "koreksi_usang",
            "" if table is None else form_of[table],
            () if each.cell is None else (each.cell,),
            key=f"{document.file}|{each.address}|{each.printed}|{each.corrected}",
            printed=each.found, expected=each.printed,
            address=each.address, corrected=each.corrected, approver=each.approver,
            why="berkasnya bukan yang dikoreksi" if same else
            f"di sana tercetak '{each.found}'" if each.found else "sel itu tidak ada",
            why_en="the file is not the one that was corrected" if same else
            f"it prints '{each.found}'" if each.found else "there is no such cell",
        )  # fmt: skip
    return log.findings
