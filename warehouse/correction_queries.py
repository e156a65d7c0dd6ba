"""What commands ask about corrections: findings with their cells, and what holds now."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Engine, func, select

from pipelines.corrections.propose import Found
from warehouse.corrections import APPLIED, STALE, correction
from warehouse.database import reading
from warehouse.dimensions import dim_agency, dim_document, dim_government
from warehouse.queries import findings
from warehouse.sources import finding, finding_cell, source_cell


def found(engine: Engine) -> list[Found]:
    """All published warnings, each with its cells as the documents print them."""
    cells: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    query = (
        select(
            finding_cell.c.finding_id,
            dim_document.c.file,
            source_cell.c.address,
            source_cell.c.text,
        )
        .join(
            source_cell,
            (source_cell.c.document_id == finding_cell.c.cell_document_id)
            & (source_cell.c.cell_number == finding_cell.c.cell_number),
        )
        .join(dim_document, dim_document.c.document_id == finding_cell.c.cell_document_id)
        .order_by(finding_cell.c.finding_id, finding_cell.c.ordinal)
    )
    owners = (
        select(
            dim_document.c.document_id,
            dim_government.c.name.label("government"),
            dim_agency.c.name.label("agency"),
            dim_document.c.plan_year_key.label("year"),
        )
        .join(dim_government, dim_government.c.government_key == dim_document.c.government_key)
        .join(dim_agency, dim_agency.c.agency_key == dim_document.c.agency_key)
    )
    with reading(engine) as connection:
        for row in connection.execute(query):
            cells[row.finding_id].append((row.file, row.address, row.text))
        whose = {row.document_id: row for row in connection.execute(owners)}
    return [
        Found(
            each["rule"],
            each["printed"],
            each["expected"],
            each["message"],
            each["document"],
            whose[each["document_id"]].government,
            whose[each["document_id"]].agency,
            whose[each["document_id"]].year,
            tuple(cells[each["finding_id"]]),
        )
        for each in findings(engine, severity="warning")
    ]


def standing(engine: Engine | None) -> dict[str, int]:
    """Cells corrected (``berlaku``) and stale (``usang``) in the release, findings accepted."""
    counts = {APPLIED: 0, STALE: 0, "diterima": 0}
    if engine is None:
        return counts
    with reading(engine) as connection:
        by_state = select(correction.c.state, func.count()).group_by(correction.c.state)
        counts.update(dict(connection.execute(by_state).all()))
        accepted = select(func.count()).where(finding.c.accepted_by.is_not(None))
        counts["diterima"] = connection.execute(accepted).scalar_one()
    return counts
