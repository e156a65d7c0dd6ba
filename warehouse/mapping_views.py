"""Reporting views of the change of nomenclature: the links, the lines, and what is undecided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Table,
    Text,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from pipelines.codes import KEGIATAN, PROGRAM, SUB_KEGIATAN
from warehouse.dimensions import (
    dim_agency,
    dim_document,
    dim_government,
    dim_indicator,
    dim_location,
    dim_nomenclature,
    dim_scheme,
    dim_unit,
)
from warehouse.facts import fact_budget, fact_performance
from warehouse.mapping import DIRECT, bridge_fact, bridge_nomenclature
from warehouse.meanings import MEANINGS
from warehouse.reporting import (
    View,
    common_columns,
    define_view,
    if_printed,
    measure_columns,
    with_document,
)
from warehouse.schema import SPECIAL_KEYS, Measure
from warehouse.sources import source_record

Columns = dict[str, ColumnElement[Any]]


class _Line:
    """A node of the nomenclature with the names above it, ready to be joined."""

    def __init__(self, prefix: str) -> None:
        self.node = dim_nomenclature.alias(prefix)
        self.parent = dim_nomenclature.alias(f"{prefix}_induk")
        self.grandparent = dim_nomenclature.alias(f"{prefix}_induk2")

    def join(self, source: FromClause, key: ColumnElement[Any]) -> FromClause:
        """The node of ``key`` and those above it, beside ``source``."""
        node, parent, grandparent = self.node, self.parent, self.grandparent
        return (
            source.join(node, node.c.nomenclature_key == key)
            .join(parent, parent.c.nomenclature_key == node.c.parent_nomenclature_key)
            .join(grandparent, grandparent.c.nomenclature_key == parent.c.parent_nomenclature_key)
        )

    def shown(self, column: str) -> ColumnElement[Any]:
        """A column of the node; NULL where there is no node."""
        return if_printed(self.node.c.nomenclature_key, self.node.c[column])

    def scheme(self) -> ColumnElement[Any]:
        """The scheme of the node; NULL where there is no node."""
        return if_printed(self.node.c.nomenclature_key, self.node.c.scheme_key)

    def program(self) -> ColumnElement[Any]:
        """Name of the programme at or above the node; NULL where none is known."""
        parent = self._known(self.parent)
        return case(
            (self.node.c.nomenclature_key.in_(SPECIAL_KEYS), null()),
            (self.node.c.level == PROGRAM, self.node.c.name),
            (self.node.c.level == KEGIATAN, func.coalesce(parent, self.node.c.parent_name)),
            (
                self.node.c.level == SUB_KEGIATAN,
                func.coalesce(self._known(self.grandparent), self.parent.c.parent_name),
            ),
            else_=null(),
        )

    @staticmethod
    def _known(node: FromClause) -> ColumnElement[Any]:
        return case((node.c.nomenclature_key.in_(SPECIAL_KEYS), null()), else_=node.c.name)


def pemetaan() -> View:
    """The links, one row each."""
    bridge, old, new = bridge_nomenclature, _Line("lama"), _Line("baru")
    source = old.join(bridge, bridge.c.old_nomenclature_key)
    source = new.join(source, bridge.c.new_nomenclature_key)
    source = source.outerjoin(dim_agency, dim_agency.c.agency_key == bridge.c.agency_key).outerjoin(
        dim_government, dim_government.c.government_key == dim_agency.c.government_key
    )
    return define_view(
        "bi_pemetaan",
        "Pemetaan nomenklatur: simpul lama menjadi simpul baru yang mana",
        "Crosswalk of the nomenclature: which old node became which new one",
        select(bridge).select_from(source),
        {
            "skema_lama": old.scheme(),
            "tingkat_lama": old.shown("level"),
            "nama_lama": old.shown("name"),
            "program_lama": old.program(),
            "skema_baru": new.scheme(),
            "tingkat_baru": new.shown("level"),
            "kode_baru": new.shown("code"),
            "nama_baru": new.shown("name"),
            "relasi": bridge.c.relation,
            "bobot": bridge.c.weight,
            "metode": bridge.c.method,
            "keyakinan": bridge.c.confidence,
            "bukti": bridge.c.evidence,
            "status": bridge.c.status,
            "penyetuju": bridge.c.approver,
            "tanggal": bridge.c.decided_on,
            "kode_lama": old.shown("code"),
            "program_baru": new.program(),
            "pengusul": bridge.c.proposer,
            "catatan": bridge.c.note,
            "riwayat": bridge.c.history,
            "pemerintah": dim_government.c.name,
            "perangkat_daerah": dim_agency.c.name,
        },
        status=MEANINGS["status_pemetaan"],
        catatan=MEANINGS["catatan_keputusan"],
        pemerintah=MEANINGS["pemerintah_keputusan"],
        perangkat_daerah=MEANINGS["perangkat_daerah_keputusan"],
    )


def _seen(facts: Table, what: str, rupiah: Columns, measured: Columns) -> Select[Any]:
    """Facts of one table on their lines: their own, or those that links lead to."""
    line, bridge, link = _Line("garis"), bridge_fact, bridge_nomenclature
    source: FromClause = (
        with_document(facts)
        .join(dim_location, dim_location.c.location_key == facts.c.location_key)
        .outerjoin(bridge, bridge.c.fact_id == facts.c.fact_id)
        .outerjoin(link, link.c.bridge_key == bridge.c.bridge_key)
    )
    if facts is fact_performance:
        source = source.join(
            dim_indicator, dim_indicator.c.indicator_key == facts.c.indicator_key
        ).join(dim_unit, dim_unit.c.unit_key == facts.c.unit_key)
    source = line.join(source, func.coalesce(bridge.c.nomenclature_key, facts.c.nomenclature_key))
    printed = source_record.c
    columns = {
        **common_columns(facts),
        "skema": line.scheme(),
        "kode": line.shown("code"),
        # A heading without a code is no node: it is its own line under its printed name.
        "tingkat": _own(line.shown("level"), printed.level),
        "nama": _own(line.shown("name"), printed.name),
        "program": line.program(),
        "jalur": func.coalesce(bridge.c.route, DIRECT),
        "skema_asal": printed.scheme,
        "kode_asal": printed.code,
        "tingkat_asal": printed.level,
        "nama_asal": printed.name,
        "program_asal": printed.program,
        "relasi": link.c.relation,
        "bobot": func.coalesce(bridge.c.weight, cast(literal(1), Measure)),
        "metode": link.c.method,
        "keyakinan": link.c.confidence,
        "status_pemetaan": link.c.status,
        "ukuran": literal(what, Text),
        "lokasi": if_printed(facts.c.location_key, dim_location.c.printed),
        "tahun": if_printed(facts.c.year_key, facts.c.year_key),
        "fase": if_printed(facts.c.phase_key, facts.c.phase_key),
        **measured,
        **rupiah,
    }
    return select(*(expression.label(name) for name, expression in columns.items())).select_from(
        source
    )


def _own(shown: ColumnElement[Any], printed: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((bridge_fact.c.route.is_(None), func.coalesce(shown, printed)), else_=shown)


def kesinambungan() -> View:
    """Performance and budget of a line, before and after the change."""
    facts, bridge = fact_performance, bridge_fact
    performance = _seen(
        facts,
        "kinerja",
        {
            "rupiah": cast(null(), BigInteger),
            "rupiah_asal": cast(null(), BigInteger),
            "rupiah_terbit": cast(null(), Text),
        },
        {
            "indikator": if_printed(facts.c.indicator_key, dim_indicator.c.name),
            "jenis": if_printed(facts.c.kind_key, facts.c.kind_key),
            "komponen": facts.c.component,
            **_parted(measure_columns(facts), facts.c.value, bridge.c.value),
        },
    )
    budget = _seen(
        fact_budget,
        "anggaran",
        {
            "rupiah": case((bridge.c.route.is_(None), fact_budget.c.amount), else_=bridge.c.amount),
            "rupiah_asal": fact_budget.c.amount,
            "rupiah_terbit": fact_budget.c.amount_published,
        },
        {
            "indikator": cast(null(), Text),
            "jenis": cast(null(), Text),
            "komponen": cast(null(), Integer),
            "nilai": cast(null(), Measure),
            "nilai_asal": cast(null(), Measure),
            "satuan": cast(null(), Text),
            "satuan_baku": cast(null(), Text),
            "nilai_terbit": cast(null(), Text),
        },
    )
    special = {
        "nama": MEANINGS["nama_garis"],
        "program": MEANINGS["program_garis"],
        "kode": MEANINGS["kode_garis"],
        "skema": MEANINGS["skema_garis"],
        "nilai": MEANINGS["nilai_bagian"],
        "rupiah": MEANINGS["rupiah_bagian"],
        "bobot": replace(MEANINGS["bobot"], additive="antar garis dari satu fakta: berjumlah 1"),
    }
    return View(
        "bi_kesinambungan",
        "Kesinambungan: kinerja dan anggaran satu garis program, sebelum dan sesudah pergantian "
        "nomenklatur",
        "Continuity: performance and budget of a programme line across the change of nomenclature",
        {
            name: special.get(name) or MEANINGS[name]
            for name in performance.selected_columns.keys()  # noqa: SIM118
        },
        union_all(performance, budget),
    )


def _parted(
    columns: Mapping[str, ColumnElement[Any]],
    own: ColumnElement[Any],
    parted: ColumnElement[Any],
) -> Columns:
    """The columns of a measure with its value on the line and, beside it, the whole value."""
    shown = case((bridge_fact.c.route.is_(None), own), else_=parted)
    rest = {name: column for name, column in columns.items() if name != "nilai"}
    return {"nilai": shown, "nilai_asal": own, **rest}


def belum_dipetakan() -> View:
    """Nodes of ended schemes without a decision: must be empty, and is the list of what to do."""
    bridge, line = bridge_nomenclature, _Line("simpul")
    document, record = dim_document, source_record
    source = line.join(
        record.join(document, document.c.document_id == record.c.document_id)
        .join(dim_agency, dim_agency.c.agency_key == document.c.agency_key)
        .join(dim_government, dim_government.c.government_key == document.c.government_key),
        record.c.nomenclature_key,
    ).join(dim_scheme, dim_scheme.c.scheme_key == line.node.c.scheme_key)
    decided = (
        select(bridge.c.bridge_key)
        .where(
            bridge.c.old_nomenclature_key == line.node.c.nomenclature_key,
            or_(bridge.c.agency_key.is_(None), bridge.c.agency_key == document.c.agency_key),
        )
        .exists()
    )
    columns: Columns = {
        "pemerintah": dim_government.c.name,
        "perangkat_daerah": dim_agency.c.name,
        "skema": line.scheme(),
        "kode": line.node.c.code,
        "tingkat": line.node.c.level,
        "nama": line.node.c.name,
        "program": line.program(),
    }
    query = (
        select(record)
        .select_from(source)
        .where(dim_scheme.c.valid_to.is_not(None), ~decided)
        .where(line.node.c.level.in_((PROGRAM, KEGIATAN, SUB_KEGIATAN)))
        .distinct()
    )
    return define_view(
        "bi_belum_dipetakan",
        "Simpul nomenklatur lama tanpa keputusan: seharusnya kosong; inilah daftar tugasnya",
        "Nodes of an ended nomenclature without a decision: should be empty; the list of what "
        "to do",
        query,
        columns,
    )
