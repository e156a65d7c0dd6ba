"""Small documents for tests: rows written with ``|`` between cells."""

from __future__ import annotations

import hashlib

from pipelines.conformed.conform import conform
from pipelines.conformed.identity import identify
from pipelines.model import ManifestEntry, Reading
from pipelines.readers import read_grids
from pipelines.records.form_rows import read_records
from pipelines.records.raw_records import RawRecords
from pipelines.reference import load_reference
from pipelines.tables.recognise import Tables, find_tables

HEADING = """\
PEMERINTAH KABUPATEN CONTOH
RENCANA KERJA
DINAS KESEHATAN
TAHUN 2024

"""
CODES = """\
Kode|Program, Kegiatan dan Sub Kegiatan
1.02.01|PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH
1.02.01.2.01|Perencanaan dan Evaluasi
1.02.01.2.01.01|Penyusunan Dokumen
1.02.01.2.01.02|Evaluasi Kinerja
"""
PLAN_HEADER = """\
Kode|Program / Kegiatan / Sub Kegiatan|Indikator Kinerja|Rencana Tahun 2024||||Catatan|Prakiraan Maju Tahun 2025|
|||Lokasi|Target|Pagu Indikatif|Sumber Dana||Target|Pagu Indikatif
"""


def text(rows: str) -> str:
    """Rows with ``|`` between cells as the text that a PDF gives: tabs between cells."""
    return rows.replace("|", "\t")


def tables(rows: str) -> Tables:
    """The tables that are found in a text document."""
    return find_tables(read_grids(text(rows).encode(), "contoh.txt"))


def records(rows: str) -> RawRecords:
    """The raw records of a text document."""
    return read_records(tables(rows))


def reading(rows: str, entry: ManifestEntry | None = None) -> Reading:
    """The whole reading of a text document."""
    found = tables(rows)
    sha256 = hashlib.sha256(text(rows).encode()).hexdigest()
    document = identify(found, file="contoh.txt", sha256=sha256, entry=entry)
    return conform(document, found, read_records(found), load_reference())


def facts(read: Reading, view: str) -> list[dict[str, object]]:
    """The facts of a view with the words of their records, for comparing."""
    by_id = {record.record_id: record for record in read.records}
    return [
        {
            "code": by_id[fact.record_id].code,
            "name": by_id[fact.record_id].name,
            "level": by_id[fact.record_id].level,
            "phase": fact.phase,
            "year": fact.year,
            "kind": fact.kind,
            "component": fact.component,
            "value": fact.value,
            "unit": fact.unit,
            "rupiah": fact.rupiah,
            "expenditure": fact.expenditure_type,
            "status": fact.status,
        }
        for fact in read.facts
        if fact.view == view
    ]
