"""What the command line and the browser ask: documents, findings, quarantine, counts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, Select, case, func, select

from warehouse.database import reading
from warehouse.dimensions import dim_agency, dim_document, dim_government
from warehouse.disagreement import DIFFERS, ONLY_THERE
from warehouse.document_rows import TWIN
from warehouse.facts import published_fact
from warehouse.operations import quarantine as quarantine_table
from warehouse.operations import run as run_table
from warehouse.sources import finding, finding_cell, source_cell, source_file
from warehouse.views import BY_NAME, FACT_VIEWS, VIEWS

Fields = dict[str, Any]

#: Everything about a finding but its document, with meanings in both languages.
FINDING_COLUMNS = (
    finding.c.finding_id,
    finding.c.cause_id,
    finding.c.rule,
    finding.c.severity,
    finding.c.form,
    finding.c.addresses,
    finding.c.printed,
    finding.c.expected,
    finding.c.message,
    finding.c.message_en,
    finding.c.suggestion,
    finding.c.suggestion_en,
    finding.c.fact_id,
    finding.c.accepted_by,
    finding.c.accepted_reason,
)

#: Order of findings by severity.
WORST_FIRST = case({"critical": 0, "warning": 1}, value=finding.c.severity, else_=2)


def document_query() -> Select[Any]:
    """Select of documents: who, when, and the file as received."""
    return (
        select(
            dim_document.c.document_id,
            dim_document.c.file,
            source_file.c.sha256,
            source_file.c.format,
            source_file.c.received,
            source_file.c.origin,
            source_file.c.priority,
            dim_government.c.name.label("government"),
            dim_agency.c.name.label("agency"),
            dim_document.c.plan_year_key.label("year"),
            dim_document.c.scheme_key.label("scheme"),
        )
        .select_from(dim_document)
        .join(source_file, source_file.c.document_id == dim_document.c.document_id)
        .join(dim_government, dim_government.c.government_key == dim_document.c.government_key)
        .join(dim_agency, dim_agency.c.agency_key == dim_document.c.agency_key)
    )


def documents(engine: Engine) -> list[Fields]:
    """Published documents with their numbers of ``cells``, ``facts`` and ``findings``."""
    with reading(engine) as connection:
        counts: dict[str, dict[str, int]] = {
            name: dict(
                connection.execute(
                    select(counted.c.document_id, func.count()).group_by(counted.c.document_id)
                ).all()
            )
            for name, counted in (
                ("cells", source_cell),
                ("facts", published_fact),
                ("findings", finding),
            )
        }
        query = document_query().order_by(
            dim_document.c.plan_year_key.desc(), dim_document.c.file, dim_document.c.document_id
        )
        return [
            {
                **row._mapping,
                **{name: number.get(row.document_id, 0) for name, number in counts.items()},
            }
            for row in connection.execute(query)
        ]


def findings(
    engine: Engine,
    severity: str | None = None,
    rule: str | None = None,
    document: str | None = None,
) -> list[Fields]:
    """Findings, worst first, then in the order in which the documents print their cells.

    ``document`` is a file name or a document id.

    Each has ``document``, ``document_id`` and the columns of ``finding`` in both languages.
    """
    main = finding_cell.alias("main")
    query = (
        select(*FINDING_COLUMNS, dim_document.c.file.label("document"), finding.c.document_id)
        .join(dim_document, dim_document.c.document_id == finding.c.document_id)
        .outerjoin(main, (main.c.finding_id == finding.c.finding_id) & (main.c.ordinal == 0))
    )
    if severity is not None:
        query = query.where(finding.c.severity == severity)
    if rule is not None:
        query = query.where(finding.c.rule == rule)
    if document is not None:
        query = query.where(
            (dim_document.c.file == document) | (dim_document.c.document_id == document)
        )
    query = query.order_by(
        WORST_FIRST,
        dim_document.c.file,
        finding.c.document_id,
        finding.c.form,
        # Cells are numbered as they stand in the file; findings without any come first.
        func.coalesce(main.c.cell_number, -1),
        finding.c.rule,
        finding.c.finding_id,
    )
    with reading(engine) as connection:
        return [dict(row._mapping) for row in connection.execute(query)]


def findings_by_severity(engine: Engine) -> dict[str, int]:
    """Number of findings: keys critical, warning, info."""
    query = select(finding.c.severity, func.count()).group_by(finding.c.severity)
    with reading(engine) as connection:
        found: dict[str, int] = dict(connection.execute(query).all())
    return {severity: found.get(severity, 0) for severity in ("critical", "warning", "info")}


def quarantine(engine: Engine) -> list[Fields]:
    """Files that are not published and why; keys are the columns of ``quarantine``."""
    query = select(quarantine_table).order_by(quarantine_table.c.file, quarantine_table.c.sha256)
    with reading(engine) as connection:
        return [dict(row._mapping) for row in connection.execute(query)]


def last_run(engine: Engine) -> Fields | None:
    """The run that began last; keys are the columns of ``run``, None before the first."""
    query = select(run_table).order_by(run_table.c.started_at.desc()).limit(1)
    with reading(engine) as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else dict(row._mapping)


def view_counts(engine: Engine) -> dict[str, int]:
    """Number of rows of every reporting view, by its name."""
    with reading(engine) as connection:
        return {
            view.name: connection.execute(
                select(func.count()).select_from(view.clause())
            ).scalar_one()
            for view in VIEWS
        }


def fact_counts(engine: Engine) -> dict[str, int]:
    """Number of rows of every view of facts, by its name."""
    counts = view_counts(engine)
    return {name: counts[name] for name in FACT_VIEWS}


def finding_rules(engine: Engine) -> set[str]:
    """Rules by which something was found, and those of the warehouse itself."""
    with reading(engine) as connection:
        found = connection.scalars(select(finding.c.rule).distinct())
        return {DIFFERS, ONLY_THERE, TWIN, *found}


def view_rows(engine: Engine, name: str) -> list[Fields]:
    """All rows of one reporting view (``bi_kinerja``), ``nilai`` as Decimal."""
    with reading(engine) as connection:
        return [dict(row._mapping) for row in connection.execute(select(BY_NAME[name].clause()))]
