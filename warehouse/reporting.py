"""How a reporting view is put together: columns, their meanings, and parts that views share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    SelectBase,
    TableClause,
    case,
    null,
)
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table

from warehouse.dimensions import dim_agency, dim_document, dim_government, dim_unit
from warehouse.meanings import COMMON, HIERARCHY, MEANINGS, Meaning
from warehouse.schema import SPECIAL_KEYS, SPECIAL_YEARS
from warehouse.sources import source_record


@dataclass(frozen=True, slots=True)
class View:
    """A reporting view: its meaning, the meaning of its columns, and the select behind it."""

    name: str
    meaning: str
    meaning_en: str
    columns: Mapping[str, Meaning]
    query: SelectBase

    def clause(self) -> TableClause:
        """The view as something to select from, with the types of its columns."""
        typed = {c.name: c.type for c in self.query.selected_columns}
        return sql_table(self.name, *(sql_column(name, typed[name]) for name in self.columns))


def define_view(
    name: str,
    meaning: str,
    meaning_en: str,
    query: Select[Any],
    expressions: Mapping[str, ColumnElement[Any]],
    **special: Meaning,
) -> View:
    """A view of named expressions; ``special`` replaces the usual meaning of a column."""
    columns = {column: special.get(column) or MEANINGS[column] for column in expressions}
    labelled = [expression.label(column) for column, expression in expressions.items()]
    return View(name, meaning, meaning_en, columns, query.with_only_columns(*labelled))


def if_printed(key: ColumnElement[Any], shown: ColumnElement[Any]) -> ColumnElement[Any]:
    """``shown``, or NULL where the key is a member that stands for 'nothing printed'."""
    absent = SPECIAL_YEARS if isinstance(key.type, Integer) else SPECIAL_KEYS
    return case((key.in_(absent), null()), else_=shown)


def with_document(facts: FromClause) -> FromClause:
    """A fact table with its document and its row of the form."""
    return (
        facts.join(
            source_record,
            (source_record.c.document_id == facts.c.document_id)
            & (source_record.c.record_id == facts.c.record_id),
        )
        .join(dim_document, dim_document.c.document_id == facts.c.document_id)
        .join(dim_government, dim_government.c.government_key == dim_document.c.government_key)
        .join(dim_agency, dim_agency.c.agency_key == dim_document.c.agency_key)
    )


def common_columns(facts: FromClause) -> dict[str, ColumnElement[Any]]:
    """The columns that every fact view begins with."""
    shown: dict[str, ColumnElement[Any]] = {
        "fact_id": facts.c.fact_id,
        "dokumen": dim_document.c.file,
        "dokumen_id": facts.c.document_id,
        "pemerintah": dim_government.c.name,
        "perangkat_daerah": dim_agency.c.name,
        "tahun_dokumen": dim_document.c.plan_year_key,
        "formulir": source_record.c.form,
        "status": facts.c.status,
    }
    assert tuple(shown) == COMMON
    return shown


def hierarchy_columns(*without: str) -> dict[str, ColumnElement[Any]]:
    """Columns of the hierarchy as printed in that table."""
    printed = source_record.c
    shown: dict[str, ColumnElement[Any]] = {
        "skema": printed.scheme,
        "kode": printed.code,
        "kode_terbit": printed.code_printed,
        "tingkat": printed.level,
        "nama": printed.name,
        "urusan": printed.urusan,
        "bidang": printed.bidang,
        "program": printed.program,
        "kegiatan": printed.kegiatan,
        "sub_kegiatan": printed.sub_kegiatan,
    }
    assert tuple(shown) == HIERARCHY
    return {name: column for name, column in shown.items() if name not in without}


def measure_columns(facts: FromClause) -> dict[str, ColumnElement[Any]]:
    """Value, unit and printed text of a measure."""
    return {
        "nilai": facts.c.value,
        "satuan": if_printed(facts.c.unit_key, dim_unit.c.printed),
        "satuan_baku": if_printed(facts.c.unit_key, dim_unit.c.canonical),
        "nilai_terbit": facts.c.value_published,
    }
