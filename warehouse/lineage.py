"""Both ways between a figure and the page: from a fact to its cells, from a cell to its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, and_, func, or_, select

from pipelines.model import clean
from warehouse.corrections import correction
from warehouse.database import reading
from warehouse.dimensions import dim_document, dim_nomenclature
from warehouse.facts import FACT_TABLES, published_fact
from warehouse.mapping import DIRECT
from warehouse.queries import FINDING_COLUMNS, WORST_FIRST, document_query
from warehouse.releases import Release, standing_release
from warehouse.sources import (
    fact_cell,
    finding,
    finding_cell,
    nomenclature_cell,
    record_cell,
    source_cell,
    source_file,
    source_record,
    source_table,
)
from warehouse.views import BY_NAME, CONTINUITY

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TracedCell:
    """A cell behind a fact: where, what it literally says, and its role for the fact."""

    document: str
    sha256: str
    number: int
    address: str
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class FactTrace:
    """A fact with every step back to the page.

    ``fact`` is its row in ``view``; ``record`` the row of the form as printed; ``findings``
    those that doubt it (``doubts`` True) or point to one of its value cells; ``corrections`` what
    is said of its cells, rows of ``correction``; ``lines`` where it is seen across the change of
    nomenclature, rows of ``bi_kesinambungan`` (none where it is its own line).
    """

    fact_id: str
    view: str
    fact: Fields
    document: Fields
    record: Fields
    cells: tuple[TracedCell, ...]
    findings: tuple[Fields, ...]
    release: Release | None
    corrections: tuple[Fields, ...] = ()
    lines: tuple[Fields, ...] = ()


@dataclass(frozen=True, slots=True)
class TracedFact:
    """A fact that a cell went into, with the cell's role and the fact's row in its view."""

    fact_id: str
    view: str
    role: str
    fact: Fields


@dataclass(frozen=True, slots=True)
class CellTrace:
    """What became of a cell: its use and why, and all that was made of it.

    ``table`` and ``form`` are None outside tables.
    """

    document: str
    document_id: str
    sha256: str
    number: int
    address: str
    text: str
    use: str
    reason: str
    table: int | None
    form: str | None
    facts: tuple[TracedFact, ...]
    records: tuple[Fields, ...]
    nodes: tuple[Fields, ...]
    findings: tuple[Fields, ...]
    corrections: tuple[Fields, ...] = ()


def trace_fact(engine: Engine, fact_id: str) -> FactTrace | None:
    """All steps from a published fact back to its cells; None where there is no such fact."""
    with reading(engine) as connection:
        row = connection.execute(
            select(published_fact).where(published_fact.c.fact_id == fact_id)
        ).one_or_none()
        if row is None:
            return None
        document_id = row.document_id
        document = connection.execute(
            document_query().where(dim_document.c.document_id == document_id)
        ).one()
        facts = FACT_TABLES[row.view_name]
        record = connection.execute(
            select(source_record)
            .join(
                facts,
                and_(
                    facts.c.document_id == source_record.c.document_id,
                    facts.c.record_id == source_record.c.record_id,
                ),
            )
            .where(facts.c.fact_id == fact_id)
        ).one()
        return FactTrace(
            fact_id=fact_id,
            view=_view_name(row.view_name),
            fact=_fact_row(connection, row.view_name, fact_id),
            document=dict(document._mapping),
            record=dict(record._mapping),
            cells=_cells_of(connection, fact_id),
            findings=_findings_about(connection, fact_id),
            release=standing_release(connection),
            corrections=_corrections_of(connection, fact_id),
            lines=_lines_of(connection, fact_id),
        )


def trace_cell(engine: Engine, file: str, address: str) -> CellTrace | None:
    """What became of one cell; None where no published document has text there.

    ``file`` is a file name, a document id or a sha256; ``address`` as people write it,
    upper or lower case.
    """
    with reading(engine) as connection:
        cell = _find_cell(connection, file, address)
        if cell is None:
            return None
        here = (cell.document_id, cell.cell_number)
        return CellTrace(
            document=cell.file,
            document_id=cell.document_id,
            sha256=cell.sha256,
            number=cell.cell_number,
            address=cell.address,
            text=cell.text,
            use=cell.cell_use,
            reason=cell.reason,
            table=cell.table_number,
            form=cell.form,
            facts=_facts_at(connection, *here),
            records=_records_at(connection, *here),
            nodes=_nodes_at(connection, *here),
            findings=_findings_at(connection, *here),
            corrections=_corrections_at(connection, *here),
        )


def _view_name(name: str) -> str:
    return f"bi_{name}"


def _fact_row(connection: Connection, name: str, fact_id: str) -> Fields:
    view = BY_NAME[_view_name(name)].clause()
    row = connection.execute(select(view).where(view.c.fact_id == fact_id)).one()
    return dict(row._mapping)


def _facts_at(connection: Connection, document_id: str, number: int) -> tuple[TracedFact, ...]:
    """Facts of a cell, view by view: a header may belong to thousands."""
    here = and_(fact_cell.c.document_id == document_id, fact_cell.c.cell_number == number)
    found: list[TracedFact] = []
    for name in FACT_TABLES:
        view = BY_NAME[_view_name(name)].clause()
        rows = connection.execute(
            select(fact_cell.c.role, view)
            .join(published_fact, published_fact.c.fact_id == fact_cell.c.fact_id)
            .join(view, view.c.fact_id == fact_cell.c.fact_id)
            .where(here, published_fact.c.view_name == name)
            .order_by(fact_cell.c.fact_id, fact_cell.c.role)
        )
        for row in rows:
            fields = dict(row._mapping)
            role = fields.pop("role")
            found.append(TracedFact(row.fact_id, _view_name(name), role, fields))
    return tuple(found)


def _cells_of(connection: Connection, fact_id: str) -> tuple[TracedCell, ...]:
    """Cells of the standing document first, in the order in which the fact names them."""
    owner = published_fact.c.document_id
    rows = connection.execute(
        select(
            dim_document.c.file,
            source_file.c.sha256,
            source_cell.c.cell_number,
            source_cell.c.address,
            source_cell.c.text,
            fact_cell.c.role,
        )
        .select_from(fact_cell)
        .join(published_fact, published_fact.c.fact_id == fact_cell.c.fact_id)
        .join(
            source_cell,
            and_(
                source_cell.c.document_id == fact_cell.c.document_id,
                source_cell.c.cell_number == fact_cell.c.cell_number,
            ),
        )
        .join(dim_document, dim_document.c.document_id == fact_cell.c.document_id)
        .join(source_file, source_file.c.document_id == fact_cell.c.document_id)
        .where(fact_cell.c.fact_id == fact_id)
        .order_by(fact_cell.c.document_id != owner, fact_cell.c.document_id, fact_cell.c.ordinal)
    )
    return tuple(TracedCell(*row) for row in rows)


def _findings_about(connection: Connection, fact_id: str) -> tuple[Fields, ...]:
    figures = (
        select(finding_cell.c.finding_id)
        .join(
            fact_cell,
            and_(
                fact_cell.c.document_id == finding_cell.c.cell_document_id,
                fact_cell.c.cell_number == finding_cell.c.cell_number,
            ),
        )
        .where(fact_cell.c.fact_id == fact_id, fact_cell.c.role.in_(("value", "corroborates")))
    )
    rows = connection.execute(
        select(*FINDING_COLUMNS, dim_document.c.file.label("document"))
        .join(dim_document, dim_document.c.document_id == finding.c.document_id)
        .where(or_(finding.c.fact_id == fact_id, finding.c.finding_id.in_(figures)))
        .order_by(WORST_FIRST, finding.c.rule, finding.c.finding_id)
    )
    return tuple({**row._mapping, "doubts": row.fact_id == fact_id} for row in rows)


def _corrections_of(connection: Connection, fact_id: str) -> tuple[Fields, ...]:
    """Corrections of any cell of a fact."""
    rows = connection.execute(
        select(correction)
        .join(
            fact_cell,
            and_(
                fact_cell.c.document_id == correction.c.document_id,
                fact_cell.c.cell_number == correction.c.cell_number,
            ),
        )
        .where(fact_cell.c.fact_id == fact_id)
        .order_by(correction.c.correction_id)
        .distinct()
    )
    return tuple(dict(row._mapping) for row in rows)


def _lines_of(connection: Connection, fact_id: str) -> tuple[Fields, ...]:
    """The lines on which a fact of the old nomenclature is seen."""
    view = BY_NAME[CONTINUITY].clause()
    rows = connection.execute(
        select(view)
        .where(view.c.fact_id == fact_id, view.c.jalur != DIRECT)
        .order_by(view.c.kode, view.c.nama)
    )
    return tuple(dict(row._mapping) for row in rows)


def _corrections_at(connection: Connection, document_id: str, number: int) -> tuple[Fields, ...]:
    rows = connection.execute(
        select(correction)
        .where(correction.c.document_id == document_id, correction.c.cell_number == number)
        .order_by(correction.c.correction_id)
    )
    return tuple(dict(row._mapping) for row in rows)


def _find_cell(connection: Connection, file: str, address: str) -> Any:
    query = (
        select(
            dim_document.c.file,
            source_file.c.sha256,
            source_cell,
            source_table.c.form,
        )
        .join(dim_document, dim_document.c.document_id == source_cell.c.document_id)
        .join(source_file, source_file.c.document_id == source_cell.c.document_id)
        .outerjoin(
            source_table,
            and_(
                source_table.c.document_id == source_cell.c.document_id,
                source_table.c.table_number == source_cell.c.table_number,
            ),
        )
        .where(
            or_(
                dim_document.c.file == file,
                dim_document.c.document_id == file,
                source_file.c.sha256 == file,
            )
        )
        .order_by(source_cell.c.document_id, source_cell.c.cell_number)
        .limit(1)
    )
    exact = connection.execute(query.where(source_cell.c.address == address)).one_or_none()
    if exact is not None:
        return exact
    # SQLite lowers ASCII only, which is all that addresses hold apart from sheet names.
    return connection.execute(
        query.where(func.lower(source_cell.c.address) == clean(address).lower())
    ).one_or_none()


def _records_at(connection: Connection, document_id: str, number: int) -> tuple[Fields, ...]:
    rows = connection.execute(
        select(source_record)
        .join(
            record_cell,
            and_(
                record_cell.c.document_id == source_record.c.document_id,
                record_cell.c.record_id == source_record.c.record_id,
            ),
        )
        .where(record_cell.c.document_id == document_id, record_cell.c.cell_number == number)
        .order_by(source_record.c.record_id)
    )
    return tuple(dict(row._mapping) for row in rows)


def _nodes_at(connection: Connection, document_id: str, number: int) -> tuple[Fields, ...]:
    rows = connection.execute(
        select(dim_nomenclature)
        .join(
            nomenclature_cell,
            nomenclature_cell.c.nomenclature_key == dim_nomenclature.c.nomenclature_key,
        )
        .where(
            nomenclature_cell.c.document_id == document_id,
            nomenclature_cell.c.cell_number == number,
        )
        .order_by(dim_nomenclature.c.nomenclature_key)
    )
    return tuple(dict(row._mapping) for row in rows)


def _findings_at(connection: Connection, document_id: str, number: int) -> tuple[Fields, ...]:
    rows = connection.execute(
        select(*FINDING_COLUMNS, dim_document.c.file.label("document"))
        .join(finding_cell, finding_cell.c.finding_id == finding.c.finding_id)
        .join(dim_document, dim_document.c.document_id == finding.c.document_id)
        .where(
            finding_cell.c.cell_document_id == document_id,
            finding_cell.c.cell_number == number,
        )
        .order_by(finding.c.finding_id)
    )
    return tuple(dict(row._mapping) for row in rows)
