"""Facts: one row a published measure; money and indicators apart, or money double-counts.

``published_fact`` registers every fact once, whatever its kind, so that lineage and
findings can refer to it. Each fact belongs to the document that stands for its form.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from warehouse.schema import Measure, column, one_of, refers, refers_all, table

STATUSES = ("terbit", "turunan", "koreksi", "ragu")
VIEW_NAMES = ("kinerja", "anggaran", "belanja", "spm", "usulan", "kebijakan")

#: What a rupiah figure printed at every level may be added over.
PRINTED_LEVELS = (
    "tidak lintas tingkat: induk dan anak sama-sama tercetak; pakai bi_pagu; "
    "jangan jumlahkan antar fase"
)

published_fact = table(
    "published_fact",
    "Daftar semua fakta yang terbit, satu baris satu fakta",
    "Register of all published facts, one row each",
    column("fact_id", Text, "Identitas fakta", "Identity of the fact", key=True),
    column("view_name", Text, "Jenis fakta", "Kind of fact"),
    column(
        "document_id",
        Text,
        "Dokumen yang berlaku untuk fakta ini",
        "Document that stands for this fact",
        refers("dim_document.document_id"),
    ),
    one_of("view_name", "view_name", VIEW_NAMES),
)


def _key(name: str, meaning: str, meaning_en: str, target: str) -> Column[Any]:
    kind = Integer if name == "year_key" else Text
    return column(name, kind, meaning, meaning_en, refers(target))


def _node() -> Column[Any]:
    return _key(
        "nomenclature_key", "Nomenklatur", "Nomenclature", "dim_nomenclature.nomenclature_key"
    )


def _indicator() -> Column[Any]:
    return _key("indicator_key", "Indikator", "Indicator", "dim_indicator.indicator_key")


def _location() -> Column[Any]:
    return _key("location_key", "Lokasi", "Location", "dim_location.location_key")


def _year() -> Column[Any]:
    return _key("year_key", "Tahun angka", "Year of the figure", "dim_fiscal_year.year_key")


def _phase() -> Column[Any]:
    return _key("phase_key", "Fase", "Phase", "dim_budget_phase.phase_key")


def _kind() -> Column[Any]:
    return _key("kind_key", "Jenis ukuran", "Kind of measure", "dim_measure_kind.kind_key")


def _component() -> Column[Any]:
    return column(
        "component",
        Integer,
        "Komponen nilai majemuk, mulai 1",
        "Component of a compound value, from 1",
        source="aturan",
    )


def _value() -> tuple[Column[Any], ...]:
    return (
        column(
            "value",
            Measure,
            "Nilai",
            "Value",
            nullable=True,
            unit="lihat unit_key",
            additive="tidak: satuan dan jenis ukuran berbeda-beda",
            source="formulir",
        ),
        _key("unit_key", "Satuan", "Unit", "dim_unit.unit_key"),
        column(
            "value_published",
            Text,
            "Nilai persis seperti tercetak",
            "Value as printed",
            nullable=True,
            source="tercetak",
        ),
    )


def _money(additive: str) -> tuple[Column[Any], ...]:
    return (
        column(
            "amount",
            BigInteger,
            "Jumlah dalam rupiah penuh",
            "Amount in whole rupiah",
            unit="rupiah",
            additive=additive,
            source="formulir",
        ),
        column(
            "amount_published",
            Text,
            "Jumlah persis seperti tercetak",
            "Amount as printed",
            nullable=True,
            source="tercetak",
        ),
    )


def _fact(name: str, meaning: str, meaning_en: str, *columns: Any) -> Table:
    """A fact table: identity, document and row, then its own columns, then the status."""
    return table(
        name,
        meaning,
        meaning_en,
        column(
            "fact_id",
            Text,
            "Identitas fakta",
            "Identity of the fact",
            refers("published_fact.fact_id"),
            key=True,
            source="kunci alami",
        ),
        column(
            "document_id",
            Text,
            "Dokumen yang berlaku",
            "Document that stands",
            refers("dim_document.document_id"),
        ),
        column("record_id", Text, "Baris formulir", "Row of the form"),
        *columns,
        column("status", Text, "Status angka", "Status of the figure", source="aturan"),
        one_of("status", "status", STATUSES),
        refers_all(
            ("document_id", "record_id"), ("source_record.document_id", "source_record.record_id")
        ),
        Index(f"ix_{name}_record", "document_id", "record_id"),
    )


fact_performance = _fact(
    "fact_performance",
    "Kinerja: target dan realisasi indikator per tahun",
    "Performance: targets and realisations of indicators by year",
    _node(),
    _indicator(),
    _location(),
    _year(),
    _phase(),
    _kind(),
    _component(),
    *_value(),
)

fact_budget = _fact(
    "fact_budget",
    "Anggaran: pagu per baris tercetak, tahun, dan fase",
    "Budget: amounts by printed row, year and phase",
    _node(),
    _location(),
    _key(
        "funding_source_key",
        "Sumber dana",
        "Funding source",
        "dim_funding_source.funding_source_key",
    ),
    _year(),
    _phase(),
    *_money(PRINTED_LEVELS),
)

fact_expenditure = _fact(
    "fact_expenditure",
    "Belanja: rincian anggaran menurut jenis belanja",
    "Expenditure: the budget broken down by expenditure type",
    _node(),
    _key(
        "expenditure_type_key",
        "Jenis belanja",
        "Expenditure type",
        "dim_expenditure_type.expenditure_type_key",
    ),
    column(
        "leaf",
        Integer,
        "1 bila boleh dijumlahkan, 0 untuk induk",
        "1 where it may be added up, 0 for a parent",
        source="acuan",
    ),
    one_of("leaf", "leaf", ("0", "1")),
    _year(),
    _phase(),
    *_money(
        "antar jenis belanja hanya bila leaf = 1; tidak lintas tingkat nomenklatur; "
        "jangan jumlahkan antar fase"
    ),
)

fact_service_performance = _fact(
    "fact_service_performance",
    "Kinerja pelayanan (SPM dan IKK) per tahun",
    "Service performance (SPM and IKK) by year",
    _indicator(),
    _year(),
    _kind(),
    _component(),
    *_value(),
)

fact_proposal = _fact(
    "fact_proposal",
    "Usulan masyarakat",
    "Proposals of the public",
    _node(),
    _indicator(),
    _location(),
    _component(),
    *_value(),
)

ref_policy = _fact(
    "ref_policy",
    "Telaah kebijakan: kebijakan yang dirujuk dokumen",
    "Policy review: policies that the document refers to",
    column("policy", Text, "Kebijakan", "Policy", nullable=True, source="tercetak"),
    column("policy_source", Text, "Sumber kebijakan", "Source", nullable=True, source="tercetak"),
    column(
        "policy_published",
        Text,
        "Teks persis seperti tercetak",
        "Text as printed",
        nullable=True,
        source="tercetak",
    ),
)

#: The table of each kind of fact.
FACT_TABLES = {
    "kinerja": fact_performance,
    "anggaran": fact_budget,
    "belanja": fact_expenditure,
    "spm": fact_service_performance,
    "usulan": fact_proposal,
    "kebijakan": ref_policy,
}
