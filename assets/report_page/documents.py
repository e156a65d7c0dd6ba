"""What was read: documents, the account of their cells, rows by form, and what was set aside."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from assets.report_page.words import Said, counted, number
from pipelines.model import USED
from warehouse.dimensions import dim_document
from warehouse.facts import published_fact
from warehouse.operations import quarantine
from warehouse.queries import document_query
from warehouse.sources import finding, source_cell, source_record

#: More files than this are counted, not listed.
MOST_FILES = 100


@dataclass(frozen=True)
class DocumentRow:
    """One published file. ``stands`` where its plan's facts come from it."""

    file: str
    agency: str
    government: str
    year: int
    read: int
    used: int
    facts: int
    findings: int

    @property
    def explained(self) -> int:
        """Cells that are no part of a table's content, each with its reason."""
        return self.read - self.used

    @property
    def stands(self) -> bool:
        """True where facts rest on this file; the others corroborate them."""
        return self.facts > 0


@dataclass(frozen=True)
class Documents:
    """The section: title, files, totals, rows by form, and files set aside."""

    title: Said
    files: tuple[DocumentRow, ...]
    shown: tuple[DocumentRow, ...]
    plans: int
    read: int
    used: int
    forms: tuple[tuple[str, int], ...]
    set_aside: tuple[dict[str, Any], ...]

    @property
    def explained(self) -> int:
        """Cells explained in all files."""
        return self.read - self.used


def documents(connection: Connection) -> Documents:
    """What the release rests on."""
    cells: dict[str, dict[bool, int]] = defaultdict(lambda: {True: 0, False: 0})
    counted = select(source_cell.c.document_id, source_cell.c.cell_use, func.count()).group_by(
        source_cell.c.document_id, source_cell.c.cell_use
    )
    for document_id, use, count in connection.execute(counted):
        cells[document_id][use in USED] += count
    facts, findings = _count(connection, published_fact), _count(connection, finding)
    query = document_query().order_by(dim_document.c.plan_year_key.desc(), dim_document.c.file)
    files = tuple(
        DocumentRow(
            row.file,
            row.agency,
            row.government,
            row.year,
            sum(cells[row.document_id].values()),
            cells[row.document_id][True],
            facts.get(row.document_id, 0),
            findings.get(row.document_id, 0),
        )
        for row in connection.execute(query)
    )
    # A plan that is sent in several files is one set of rows.
    by_form = (
        select(source_record.c.form, func.count(func.distinct(source_record.c.record_id)))
        .group_by(source_record.c.form)
        .order_by(source_record.c.form)
    )
    aside = connection.execute(select(quarantine).order_by(quarantine.c.file))
    set_aside = tuple(dict(row._mapping) for row in aside)
    plans = len({(each.government, each.agency, each.year) for each in files})
    return Documents(
        _title(files, plans, len(set_aside)),
        files,
        files[:MOST_FILES],
        plans,
        sum(each.read for each in files),
        sum(each.used for each in files),
        tuple((form, count) for form, count in connection.execute(by_form)),
        set_aside,
    )


def _count(connection: Connection, counted: Any) -> dict[str, int]:
    query = select(counted.c.document_id, func.count()).group_by(counted.c.document_id)
    found: dict[str, int] = dict(connection.execute(query).all())
    return found


def _title(files: tuple[DocumentRow, ...], plans: int, aside: int) -> Said:
    set_aside, set_aside_en = "", ""
    if aside:
        set_aside = f"; {number(aside)} berkas dikarantina"
        set_aside_en = f"; {counted(aside, 'file')} set aside"
    read = sum(each.read for each in files)
    return Said(
        f"{number(len(files))} berkas tentang {number(plans)} rencana kerja terbaca, "
        f"{number(read)} sel, semuanya terpakai atau dijelaskan{set_aside}",
        f"{counted(len(files), 'file')} about {counted(plans, 'work plan')} read, "
        f"{counted(read, 'cell')}, every one used or explained{set_aside_en}",
    )
