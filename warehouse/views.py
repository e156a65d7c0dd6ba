"""The reporting views of the contract: what people and their tools read.

Each view is a select with the contract's columns in the contract's order; members of a
dimension that stand for 'nothing printed' show as NULL.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import (
    BigInteger,
    Connection,
    Text,
    case,
    cast,
    func,
    inspect,
    literal,
    select,
)

from warehouse.dimensions import (
    dim_document,
    dim_funding_source,
    dim_indicator,
    dim_location,
    dim_nomenclature,
    dim_scheme,
    dim_unit,
)
from warehouse.facts import (
    PRINTED_LEVELS,
    fact_budget,
    fact_expenditure,
    fact_performance,
    fact_proposal,
    fact_service_performance,
    ref_policy,
)
from warehouse.mapping_views import belum_dipetakan, kesinambungan, pemetaan
from warehouse.meanings import MEANINGS
from warehouse.reporting import (
    View,
    common_columns,
    define_view,
    hierarchy_columns,
    if_printed,
    measure_columns,
    with_document,
)
from warehouse.schema import SPECIAL_KEYS
from warehouse.sources import fact_cell, finding, source_cell, source_file, source_record


def _kinerja() -> View:
    facts = fact_performance
    source = (
        with_document(facts)
        .join(dim_indicator, dim_indicator.c.indicator_key == facts.c.indicator_key)
        .join(dim_location, dim_location.c.location_key == facts.c.location_key)
        .join(dim_unit, dim_unit.c.unit_key == facts.c.unit_key)
    )
    return define_view(
        "bi_kinerja",
        "Kinerja: satu baris satu target atau realisasi indikator",
        "Performance: one row a target or realisation of an indicator",
        select(facts).select_from(source),
        {
            **common_columns(facts),
            **hierarchy_columns(),
            "indikator": if_printed(facts.c.indicator_key, dim_indicator.c.name),
            "lokasi": if_printed(facts.c.location_key, dim_location.c.printed),
            "tahun": if_printed(facts.c.year_key, facts.c.year_key),
            "fase": if_printed(facts.c.phase_key, facts.c.phase_key),
            "jenis": if_printed(facts.c.kind_key, facts.c.kind_key),
            "komponen": facts.c.component,
            **measure_columns(facts),
            "catatan": source_record.c.note,
        },
    )


def _anggaran() -> View:
    facts = fact_budget
    source = (
        with_document(facts)
        .join(dim_location, dim_location.c.location_key == facts.c.location_key)
        .join(
            dim_funding_source,
            dim_funding_source.c.funding_source_key == facts.c.funding_source_key,
        )
    )
    return define_view(
        "bi_anggaran",
        "Anggaran: setiap tingkat seperti tercetak",
        "Budget: every level as printed",
        select(facts).select_from(source),
        {
            **common_columns(facts),
            **hierarchy_columns(),
            "lokasi": if_printed(facts.c.location_key, dim_location.c.printed),
            "tahun": if_printed(facts.c.year_key, facts.c.year_key),
            "fase": if_printed(facts.c.phase_key, facts.c.phase_key),
            "rupiah": facts.c.amount,
            "rupiah_terbit": facts.c.amount_published,
            "sumber_dana": if_printed(facts.c.funding_source_key, dim_funding_source.c.name),
            "catatan": source_record.c.note,
        },
        rupiah=replace(MEANINGS["rupiah"], additive=PRINTED_LEVELS),
    )


def _belanja() -> View:
    facts = fact_expenditure
    return define_view(
        "bi_belanja",
        "Belanja: setiap baris belanja seperti tercetak",
        "Expenditure: every line as printed",
        select(facts).select_from(with_document(facts)),
        {
            **common_columns(facts),
            **hierarchy_columns("tingkat", "nama"),
            "jenis_belanja": if_printed(facts.c.expenditure_type_key, facts.c.expenditure_type_key),
            "rincian": facts.c.leaf,
            "tahun": if_printed(facts.c.year_key, facts.c.year_key),
            "fase": if_printed(facts.c.phase_key, facts.c.phase_key),
            "rupiah": facts.c.amount,
            "rupiah_terbit": facts.c.amount_published,
        },
        rupiah=replace(
            MEANINGS["rupiah"],
            additive="hanya baris dengan rincian = 1; tidak lintas tingkat; "
            "jangan jumlahkan antar fase",
        ),
    )


def _pagu() -> View:
    facts = fact_budget
    forward = fact_budget.alias("forward")
    # One figure however many there are, so that a row of the plan is never doubled.
    forward_amount = (
        select(func.sum(forward.c.amount))
        .where(
            forward.c.document_id == facts.c.document_id,
            forward.c.record_id == facts.c.record_id,
            forward.c.phase_key == "prakiraan_maju",
        )
        .correlate(facts)
        .scalar_subquery()
    )
    source = with_document(facts).join(
        dim_funding_source,
        dim_funding_source.c.funding_source_key == facts.c.funding_source_key,
    )
    return define_view(
        "bi_pagu",
        "Pagu yang aman dijumlahkan: satu baris satu sub kegiatan dan tahun rencana",
        "Budget that is safe to add up: one row a sub kegiatan and plan year",
        select(facts)
        .select_from(source)
        .where(facts.c.phase_key == "rencana", source_record.c.level == "sub_kegiatan"),
        {
            **common_columns(facts),
            **hierarchy_columns(),
            "tahun": if_printed(facts.c.year_key, facts.c.year_key),
            "rupiah": facts.c.amount,
            # SUM is NUMERIC on PostgreSQL; rupiah stay whole everywhere.
            "rupiah_maju": cast(forward_amount, BigInteger),
            "sumber_dana": if_printed(facts.c.funding_source_key, dim_funding_source.c.name),
        },
        rupiah=replace(
            MEANINGS["rupiah"],
            additive="antar sub kegiatan, perangkat daerah, dan tahun",
        ),
    )


def _spm() -> View:
    facts = fact_service_performance
    source = (
        with_document(facts)
        .join(dim_indicator, dim_indicator.c.indicator_key == facts.c.indicator_key)
        .join(dim_unit, dim_unit.c.unit_key == facts.c.unit_key)
    )
    return define_view(
        "bi_spm",
        "Kinerja pelayanan (SPM dan IKK)",
        "Service performance (SPM and IKK)",
        select(facts).select_from(source),
        {
            **common_columns(facts),
            "indikator": if_printed(facts.c.indicator_key, dim_indicator.c.name),
            "ikk": source_record.c.ikk,
            "tahun": if_printed(facts.c.year_key, facts.c.year_key),
            "jenis": if_printed(facts.c.kind_key, facts.c.kind_key),
            **measure_columns(facts),
            "catatan": source_record.c.note,
        },
    )


def _usulan() -> View:
    facts = fact_proposal
    source = (
        with_document(facts)
        .join(dim_indicator, dim_indicator.c.indicator_key == facts.c.indicator_key)
        .join(dim_location, dim_location.c.location_key == facts.c.location_key)
        .join(dim_unit, dim_unit.c.unit_key == facts.c.unit_key)
    )
    return define_view(
        "bi_usulan",
        "Usulan masyarakat",
        "Proposals of the public",
        select(facts).select_from(source),
        {
            **common_columns(facts),
            "nomor": source_record.c.number,
            "program": source_record.c.program,
            "kegiatan": source_record.c.kegiatan,
            "sub_kegiatan": source_record.c.sub_kegiatan,
            "lokasi_terbit": if_printed(facts.c.location_key, dim_location.c.printed),
            "kecamatan": if_printed(facts.c.location_key, dim_location.c.district),
            "desa": if_printed(facts.c.location_key, dim_location.c.village),
            "indikator": if_printed(facts.c.indicator_key, dim_indicator.c.name),
            **measure_columns(facts),
            "catatan": source_record.c.note,
        },
    )


def _kebijakan() -> View:
    facts = ref_policy
    return define_view(
        "bi_kebijakan",
        "Telaah kebijakan",
        "Policy review",
        select(facts).select_from(with_document(facts)),
        {
            **common_columns(facts),
            "nomor": source_record.c.number,
            "kebijakan": facts.c.policy,
            "sumber": facts.c.policy_source,
            "keterangan": source_record.c.note,
        },
    )


def _nomenklatur() -> View:
    node = dim_nomenclature
    parent = dim_nomenclature.alias("parent")
    has_parent = parent.c.nomenclature_key.not_in(SPECIAL_KEYS)
    source = node.join(parent, parent.c.nomenclature_key == node.c.parent_nomenclature_key).join(
        dim_scheme, dim_scheme.c.scheme_key == node.c.scheme_key
    )
    return define_view(
        "bi_nomenklatur",
        "Nomenklatur: nama resmi setiap kode dan induknya",
        "Nomenclature: the official name of every code and its parent",
        select(node).select_from(source).where(node.c.nomenclature_key.not_in(SPECIAL_KEYS)),
        {
            "skema": if_printed(node.c.scheme_key, node.c.scheme_key),
            "kode": node.c.code,
            "kode_terbit": node.c.code_printed,
            "tingkat": node.c.level,
            "nama": node.c.name,
            "kode_induk": case(
                (has_parent, func.coalesce(parent.c.code, node.c.parent_code)),
                else_=node.c.parent_code,
            ),
            "nama_induk": case((has_parent, parent.c.name), else_=node.c.parent_name),
            "berlaku_dari": func.coalesce(node.c.valid_from, dim_scheme.c.valid_from),
            # A listed version may be open although its scheme has a last year, and the reverse.
            "berlaku_sampai": case(
                (node.c.valid_from.is_not(None), node.c.valid_to), else_=dim_scheme.c.valid_to
            ),
        },
        nama=replace(
            MEANINGS["nama"], meaning="Nama resmi dalam skema", meaning_en="Official name"
        ),
    )


def _temuan() -> View:
    source = finding.join(dim_document, dim_document.c.document_id == finding.c.document_id)
    return define_view(
        "bi_temuan",
        "Temuan: yang salah atau meragukan, di mana, dan saran perbaikannya",
        "Findings: what is wrong or doubtful, where, and what is suggested",
        select(finding).select_from(source),
        {
            "temuan_id": finding.c.finding_id,
            "sebab_id": finding.c.cause_id,
            "aturan": finding.c.rule,
            "tingkat_keparahan": finding.c.severity,
            "dokumen": dim_document.c.file,
            "formulir": finding.c.form,
            "alamat": finding.c.addresses,
            "tercetak": finding.c.printed,
            "seharusnya": finding.c.expected,
            "pesan": finding.c.message,
            "saran": finding.c.suggestion,
            "fact_id": finding.c.fact_id,
            "diterima_oleh": finding.c.accepted_by,
            "alasan_diterima": finding.c.accepted_reason,
        },
        fact_id=replace(
            MEANINGS["fact_id"],
            meaning="Fakta yang diragukan temuan ini; kosong bila tidak ada",
            meaning_en="Fact that this finding doubts; empty where none",
        ),
    )


def _jejak() -> View:
    source = (
        fact_cell.join(
            source_cell,
            (source_cell.c.document_id == fact_cell.c.document_id)
            & (source_cell.c.cell_number == fact_cell.c.cell_number),
        )
        .join(dim_document, dim_document.c.document_id == fact_cell.c.document_id)
        .join(source_file, source_file.c.document_id == fact_cell.c.document_id)
    )
    return define_view(
        "bi_jejak",
        "Jejak: setiap sel asal dari setiap fakta",
        "Lineage: every cell from which a fact comes",
        select(fact_cell).select_from(source),
        {
            "fact_id": fact_cell.c.fact_id,
            "dokumen": dim_document.c.file,
            "sha256": source_file.c.sha256,
            "alamat": source_cell.c.address,
            "teks_asli": source_cell.c.text,
            "peran": fact_cell.c.role,
        },
        dokumen=replace(
            MEANINGS["dokumen"], meaning="Nama berkas tempat sel", meaning_en="File of the cell"
        ),
        alamat=replace(MEANINGS["alamat"], meaning="Alamat sel", meaning_en="Address of the cell"),
    )


VIEWS: tuple[View, ...] = (
    _kinerja(),
    _anggaran(),
    _belanja(),
    _pagu(),
    _spm(),
    _usulan(),
    _kebijakan(),
    _nomenklatur(),
    pemetaan(),
    kesinambungan(),
    belum_dipetakan(),
    _temuan(),
    _jejak(),
)

BY_NAME: dict[str, View] = {view.name: view for view in VIEWS}

#: Shows facts of other views once more, on their lines.
CONTINUITY = "bi_kesinambungan"

#: Names of the views that hold facts: they begin with the common columns.
FACT_VIEWS: tuple[str, ...] = tuple(
    view.name for view in VIEWS if "dokumen_id" in view.columns and view.name != CONTINUITY
)


# --------------------------------------------------------------------------- in a database


def drop(connection: Connection) -> None:
    """Drop the reporting views, also those that the code no longer has."""
    for name in inspect(connection).get_view_names():
        if name.startswith("bi_"):
            connection.exec_driver_sql(f'DROP VIEW "{name}"')


def create(connection: Connection) -> None:
    """Create the reporting views; on PostgreSQL with the meanings that BI tools show."""
    for view in VIEWS:
        query = view.query.compile(
            dialect=connection.dialect, compile_kwargs={"literal_binds": True}
        )
        connection.exec_driver_sql(f'CREATE VIEW "{view.name}" AS {query}')
        if connection.dialect.name == "postgresql":
            _comment(connection, f'VIEW "{view.name}"', view.meaning)
            for name, meaning in view.columns.items():
                _comment(connection, f'COLUMN "{view.name}"."{name}"', meaning.meaning)


def _comment(connection: Connection, what: str, meaning: str) -> None:
    text = literal(meaning, Text).compile(
        dialect=connection.dialect, compile_kwargs={"literal_binds": True}
    )
    connection.exec_driver_sql(f"COMMENT ON {what} IS {text}")
