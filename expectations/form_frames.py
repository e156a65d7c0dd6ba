"""Readings as tables for the suites of forms: one row a fact, a node, or a form.

Places, indicators and notes of proposals (T-C.32) stay out: they name where people live, and
results of checks are kept and shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipelines.codes import AGENCY, OLD_SCHEME
from pipelines.model import Document, Fact, Reading, Record

#: Forms whose rows are nodes of the nomenclature, not facts.
LIST_FORM = "KODE"
#: The form whose words are people's own.
PRIVATE_FORM = "T-C.32"
#: The suite about all forms together.
FORMS = "formulir"

_FACT_COLUMNS = (
    *("fact_id", "dokumen", "dokumen_id", "pemerintah", "perangkat_daerah", "tahun_dokumen"),
    *("formulir", "status", "skema", "kode", "kode_terbit", "tingkat", "nama", "program"),
    *("kegiatan", "sub_kegiatan", "indikator", "tahun", "fase", "jenis", "komponen", "nilai"),
    *("satuan", "satuan_baku", "nilai_terbit", "rupiah", "jenis_belanja", "kebijakan"),
    *("nomenklatur_lama", "nomenklatur_baru", "kode_terdaftar", "selisih_tahun", "alamat"),
    *("punya_ukuran", "punya_nama", "punya_isi"),
)
_NODE_COLUMNS = (
    *("dokumen", "dokumen_id", "skema", "kode", "tingkat", "nama", "induk_ada", "alamat"),
)
_FORM_COLUMNS = ("dokumen", "dokumen_id", "formulir", "baris", "baris_ditinjau", "alamat")

Rows = list[dict[str, Any]]


def form_frames(readings: Sequence[Reading]) -> dict[str, pd.DataFrame]:
    """A table for every form that the documents hold, and one about their forms."""
    rows: dict[str, Rows] = {}
    forms: Rows = []
    for reading in readings:
        for form in sorted({table.form for table in reading.tables}):
            rows.setdefault(form, [])
        for form, row in _facts(reading):
            rows.setdefault(form, []).append(row)
        if LIST_FORM in rows:
            rows[LIST_FORM] += _nodes(reading)
        forms += _forms(reading)
    frames = {
        form: frame(found, _NODE_COLUMNS if form == LIST_FORM else _FACT_COLUMNS)
        for form, found in rows.items()
    }
    return {FORMS: frame(forms, _FORM_COLUMNS), **frames}


def frame(rows: Rows, columns: Iterable[str]) -> pd.DataFrame:
    """A table whose numbers are numbers and whose nulls are nulls, whatever the rows hold."""
    made = pd.DataFrame(rows, columns=[*columns]).astype(object)
    for name in made.columns:
        if name in _NUMBERS:
            made[name] = pd.to_numeric(made[name], errors="coerce")
    return made


_NUMBERS = frozenset(
    {
        *("tahun_dokumen", "tahun", "komponen", "nilai", "rupiah", "rupiah_maju", "rincian"),
        *(
            "nomenklatur_lama",
            "nomenklatur_baru",
            "kode_terdaftar",
            "selisih_tahun",
            "punya_ukuran",
        ),
        *("punya_nama", "punya_isi", "induk_ada", "baris", "baris_ditinjau", "fakta"),
        *("fakta_ada", "pesan_ada", "sel_ada", "sel_nilai_ada", "baris_ada", "terdaftar"),
        *("bobot_utuh", "berputar", "skema_maju", "simpul_dikenal", "diputuskan"),
        *("selisih_rupiah", "selisih_fakta"),
        *("sel_terbaca", "sel_dalam_akun", "sel_tanpa_penjelasan", "baris_berganda"),
    }
)


def _document(document: Document) -> dict[str, Any]:
    return {"dokumen": document.file, "dokumen_id": document.document_id}


def _facts(reading: Reading) -> Iterator[tuple[str, dict[str, Any]]]:
    records = {record.record_id: record for record in reading.records}
    addresses = {source.cell.number: source.cell.address for source in reading.cells}
    codes = {(node.scheme, node.code) for node in reading.nodes}
    document = reading.document
    for fact in reading.facts:
        record = records.get(fact.record_id)
        if record is None:
            continue  # a broken reading: its keys are checked elsewhere
        yield (
            record.form,
            {
                **_document(document),
                "pemerintah": document.government or None,
                "perangkat_daerah": document.agency or None,
                "tahun_dokumen": document.year,
                **_of_fact(fact, addresses),
                **_of_record(record),
                "selisih_tahun": None if fact.year is None else fact.year - document.year,
                "kode_terdaftar": int((record.scheme, record.code) in codes),
                "punya_isi": int(
                    bool(record.indicator or record.location) or fact.value is not None
                ),
            },
        )


def _of_fact(fact: Fact, addresses: Mapping[int, str]) -> dict[str, Any]:
    cells = [number for number, role in fact.lineage if role == "value"]
    return {
        "fact_id": fact.fact_id,
        "status": fact.status,
        "tahun": fact.year,
        "fase": fact.phase,
        "jenis": fact.kind,
        "komponen": fact.component,
        "nilai": fact.value,
        "satuan": fact.unit,
        "satuan_baku": fact.unit_canonical,
        "nilai_terbit": fact.printed,
        "rupiah": fact.rupiah,
        "jenis_belanja": fact.expenditure_type,
        "alamat": "; ".join(addresses[number] for number in cells if number in addresses),
        "punya_ukuran": int(fact.value is not None or fact.rupiah is not None),
    }


def _of_record(record: Record) -> dict[str, Any]:
    private = record.form == PRIVATE_FORM
    return {
        "formulir": record.form,
        "skema": record.scheme,
        "kode": record.code,
        "kode_terbit": record.code_printed,
        "tingkat": record.level,
        "nama": None if private else record.name,
        "program": record.program,
        "kegiatan": record.kegiatan,
        "sub_kegiatan": record.sub_kegiatan,
        "indikator": None if private else record.indicator,
        "kebijakan": record.policy,
        "nomenklatur_lama": int(record.scheme == OLD_SCHEME),
        # An agency has a code of its own, which is none of the nomenclature.
        "nomenklatur_baru": int(record.scheme != OLD_SCHEME and record.level != AGENCY),
        "punya_nama": int(bool(record.program or record.kegiatan or record.sub_kegiatan)),
    }


def _nodes(reading: Reading) -> Rows:
    addresses = {source.cell.number: source.cell.address for source in reading.cells}
    keys = {node.key for node in reading.nodes}
    return [
        {
            **_document(reading.document),
            "skema": node.scheme,
            "kode": node.code,
            "tingkat": node.level,
            "nama": node.name or None,
            "induk_ada": int(node.parent_key is None or node.parent_key in keys),
            "alamat": "; ".join(addresses[n] for n in node.cells if n in addresses),
        }
        for node in reading.nodes
        if node.origin == LIST_FORM
    ]


def _forms(reading: Reading) -> Rows:
    rows = Counter(record.form for record in reading.records)
    if LIST_FORM not in rows:
        rows[LIST_FORM] = sum(node.origin == LIST_FORM for node in reading.nodes)
    reviewed = dict(reading.document.reviewed_rows)
    first = {
        table.form: table.first_address
        for table in reversed(reading.tables)
        if table.repeats is None
    }
    # A form that was reviewed and is not found any more counts as one without rows.
    return [
        {
            **_document(reading.document),
            "formulir": form,
            "baris": rows[form],
            "baris_ditinjau": reviewed.get(form),
            "alamat": first.get(form),
        }
        for form in sorted({*first, *reviewed})
    ]
