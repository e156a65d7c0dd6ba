"""The dictionary (``kamus_data``): every view, table and column, made from the code itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table

from warehouse.meanings import Meaning
from warehouse.models import PUBLISHED_TABLES
from warehouse.reporting import View
from warehouse.schema import Measure, UtcDateTime
from warehouse.views import VIEWS

DictionaryRow = dict[str, str | None]


def rows() -> list[DictionaryRow]:
    """One row for each view and table (``kolom`` is '') and each of their columns.

    Keys are the columns of ``kamus_data``; ``satuan`` and ``aditif`` are None except for
    measures.
    """
    found: list[DictionaryRow] = []
    for view in VIEWS:
        found.extend(_of_view(view))
    for table in PUBLISHED_TABLES:
        found.extend(_of_table(table))
    return found


def _row(name: str, column: str, meaning: Meaning) -> DictionaryRow:
    return {
        "objek": name,
        "kolom": column,
        "tipe": meaning.kind,
        "satuan": meaning.unit or None,
        "arti": meaning.meaning,
        "arti_en": meaning.meaning_en,
        "sumber": meaning.source,
        "aditif": meaning.additive or None,
    }


def _of_view(view: View) -> list[DictionaryRow]:
    whole = Meaning("tampilan", view.meaning, view.meaning_en, "sistem")
    columns = [_row(view.name, name, meaning) for name, meaning in view.columns.items()]
    return [_row(view.name, "", whole), *columns]


def _of_table(table: Table) -> list[DictionaryRow]:
    whole = Meaning("tabel", table.comment or "", table.info["en"], "sistem")
    columns = [_row(table.name, column.name, _meaning(column)) for column in table.columns]
    return [_row(table.name, "", whole), *columns]


def _meaning(column: Column[Any]) -> Meaning:
    info = column.info
    return Meaning(
        _kind(column),
        column.comment or "",
        info["en"],
        info["source"] or "sistem",
        info["unit"],
        info["additive"],
    )


def _kind(column: Column[Any]) -> str:
    if isinstance(column.type, UtcDateTime):
        return "waktu"
    if isinstance(column.type, Measure) or column.type.python_type is float:
        return "bilangan"
    return "bilangan bulat" if column.type.python_type is int else "teks"
