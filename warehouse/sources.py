"""Lineage: what a document holds, cell by cell, and what became of each cell.

All rows here belong to one document (``document_id``) and are replaced with it.
"""

from __future__ import annotations

from sqlalchemy import Index, Integer, Text

from warehouse.schema import column, one_of, refers, refers_all, table


def _document() -> object:
    return column(
        "document_id",
        Text,
        "Dokumen pemilik baris ini",
        "Document that owns this row",
        refers("dim_document.document_id"),
    )


def _document_key() -> object:
    return column(
        "document_id",
        Text,
        "Dokumen pemilik baris ini",
        "Document that owns this row",
        refers("dim_document.document_id"),
        key=True,
    )


source_file = table(
    "source_file",
    "Berkas sumber seperti diterima",
    "Source files as received",
    _document_key(),
    column("sha256", Text, "sha256 berkas", "sha256 of the file", unique=True, source="berkas"),
    column("format", Text, "Format berkas", "File format", source="berkas"),
    column("received", Text, "Waktu diterima", "When it was received", source="manifest"),
    column("origin", Text, "Asal berkas", "Where the file came from", source="manifest"),
    column(
        "priority",
        Integer,
        "Prioritas di antara dokumen satu rencana, terkecil lebih dulu",
        "Priority among documents of one plan, lowest first",
        nullable=True,
        source="manifest",
    ),
)

source_table = table(
    "source_table",
    "Tabel yang ditemukan dalam dokumen",
    "Tables found in a document",
    _document_key(),
    column("table_number", Integer, "Nomor urut tabel", "Number of the table", key=True),
    column("form", Text, "Formulir resmi", "Official form", source="pengenalan"),
    column("title", Text, "Judul tercetak", "Printed title", source="tercetak"),
    column("first_address", Text, "Alamat sel pertama", "Address of the first cell"),
    column("last_address", Text, "Alamat sel terakhir", "Address of the last cell"),
    column("row_count", Integer, "Banyaknya baris", "Number of rows"),
    column(
        "repeats_table_number",
        Integer,
        "Tabel lebih awal yang dicetak ulang oleh tabel ini",
        "Earlier table that this one prints again",
        nullable=True,
    ),
    refers_all(
        ("document_id", "repeats_table_number"),
        ("source_table.document_id", "source_table.table_number"),
    ),
)

source_cell = table(
    "source_cell",
    "Setiap sel berisi dari setiap dokumen, dan kegunaannya",
    "Every non-empty cell of every document, and what became of it",
    _document_key(),
    column("cell_number", Integer, "Nomor urut sel", "Number of the cell", key=True),
    column("address", Text, "Alamat sel", "Address of the cell", source="berkas"),
    column("text", Text, "Teks persis seperti tercetak", "Text exactly as found", source="berkas"),
    column("cell_use", Text, "Kegunaan sel", "Use of the cell", source="aturan"),
    column("reason", Text, "Alasan", "Reason", source="aturan"),
    column(
        "table_number",
        Integer,
        "Tabel tempat sel berada; kosong di luar tabel",
        "Table that holds the cell; empty outside tables",
        nullable=True,
    ),
    refers_all(
        ("document_id", "table_number"),
        ("source_table.document_id", "source_table.table_number"),
    ),
    Index("ix_source_cell_address", "document_id", "address"),
)

source_record = table(
    "source_record",
    "Baris formulir: keterangan tercetak dari satu baris, per dokumen",
    "Rows of a form: the printed labels of one row, per document",
    _document_key(),
    column("record_id", Text, "Identitas baris", "Identity of the row", key=True),
    column("form", Text, "Formulir resmi", "Official form", source="pengenalan"),
    column("table_number", Integer, "Nomor tabel", "Number of the table"),
    column("phase", Text, "Fase bagian tabel", "Phase of the part", nullable=True, source="aturan"),
    column("section", Text, "Judul bagian", "Section heading", nullable=True, source="tercetak"),
    column("number", Text, "Nomor tercetak", "Printed number", nullable=True, source="tercetak"),
    column(
        "nomenclature_key",
        Text,
        "Nomenklatur baris",
        "Nomenclature of the row",
        refers("dim_nomenclature.nomenclature_key"),
    ),
    column("scheme", Text, "Skema nomenklatur", "Scheme", nullable=True, source="dokumen"),
    column("level", Text, "Tingkat", "Level", nullable=True, source="aturan"),
    column("code", Text, "Kode sah", "Resolved code", nullable=True, source="aturan"),
    column("code_printed", Text, "Kode tercetak", "Printed code", nullable=True, source="tercetak"),
    column("name", Text, "Nama tercetak", "Printed name", nullable=True, source="tercetak"),
    column("urusan", Text, "Judul urusan", "Heading urusan", nullable=True, source="tercetak"),
    column("bidang", Text, "Judul bidang", "Heading bidang", nullable=True, source="tercetak"),
    column("program", Text, "Program", "Programme", nullable=True, source="tercetak"),
    column("kegiatan", Text, "Kegiatan", "Activity", nullable=True, source="tercetak"),
    column("sub_kegiatan", Text, "Sub kegiatan", "Sub-activity", nullable=True, source="tercetak"),
    column("indicator", Text, "Indikator", "Indicator", nullable=True, source="tercetak"),
    column("location", Text, "Lokasi", "Location", nullable=True, source="tercetak"),
    column("district", Text, "Kecamatan", "District", nullable=True, source="acuan lokasi"),
    column("village", Text, "Desa/kelurahan", "Village", nullable=True, source="acuan lokasi"),
    column(
        "funding_source", Text, "Sumber dana", "Funding source", nullable=True, source="tercetak"
    ),
    column("ikk", Text, "Sel IKK", "IKK cell", nullable=True, source="tercetak"),
    column("note", Text, "Catatan", "Note", nullable=True, source="tercetak"),
    refers_all(
        ("document_id", "table_number"),
        ("source_table.document_id", "source_table.table_number"),
    ),
    Index("ix_source_record_table", "document_id", "table_number"),
)

record_cell = table(
    "record_cell",
    "Sel yang membentuk satu baris formulir",
    "Cells that make up one row of a form",
    _document_key(),
    column("record_id", Text, "Identitas baris", "Identity of the row", key=True),
    column("cell_number", Integer, "Nomor sel", "Number of the cell", key=True),
    column("ordinal", Integer, "Urutan", "Order"),
    refers_all(
        ("document_id", "record_id"), ("source_record.document_id", "source_record.record_id")
    ),
    refers_all(
        ("document_id", "cell_number"), ("source_cell.document_id", "source_cell.cell_number")
    ),
    Index("ix_record_cell_cell", "document_id", "cell_number"),
)

nomenclature_cell = table(
    "nomenclature_cell",
    "Sel tempat suatu nomenklatur dibaca",
    "Cells from which a nomenclature node was read",
    _document_key(),
    column(
        "nomenclature_key",
        Text,
        "Nomenklatur",
        "Nomenclature",
        refers("dim_nomenclature.nomenclature_key"),
        key=True,
    ),
    column("cell_number", Integer, "Nomor sel", "Number of the cell", key=True),
    column("ordinal", Integer, "Urutan", "Order"),
    refers_all(
        ("document_id", "cell_number"), ("source_cell.document_id", "source_cell.cell_number")
    ),
    Index("ix_nomenclature_cell_cell", "document_id", "cell_number"),
    Index("ix_nomenclature_cell_node", "nomenclature_key"),
)

ROLES = ("value", "label", "header", "corroborates")

fact_cell = table(
    "fact_cell",
    "Jejak: sel asal setiap fakta, juga sel dokumen lain yang menguatkan",
    "Lineage: the cells of every fact, also those of other documents that corroborate it",
    column("fact_id", Text, "Fakta", "Fact", refers("published_fact.fact_id"), key=True),
    _document_key(),
    column("cell_number", Integer, "Nomor sel", "Number of the cell", key=True),
    column("role", Text, "Peran sel", "Role of the cell", key=True, source="aturan"),
    column("ordinal", Integer, "Urutan", "Order"),
    one_of("role", "role", ROLES),
    refers_all(
        ("document_id", "cell_number"), ("source_cell.document_id", "source_cell.cell_number")
    ),
    Index("ix_fact_cell_cell", "document_id", "cell_number"),
)

finding = table(
    "finding",
    "Temuan: yang salah atau meragukan, dengan saran perbaikan",
    "Findings: what is wrong or doubtful, with a suggested repair",
    column("finding_id", Text, "Identitas temuan", "Identity of the finding", key=True),
    _document(),
    column(
        "cause_id",
        Text,
        "Sebab: temuan dengan satu sebab bernilai sama",
        "Cause: findings of one cause share it",
        index=True,
    ),
    column("rule", Text, "Aturan", "Rule", index=True, source="aturan"),
    column("severity", Text, "Tingkat keparahan", "Severity", source="aturan"),
    column("form", Text, "Formulir", "Form", source="pengenalan"),
    column(
        "addresses",
        Text,
        "Alamat sel, sel utama lebih dulu, dipisah titik koma",
        "Addresses of the cells, main cell first, separated by semicolons",
        source="berkas",
    ),
    column("printed", Text, "Yang tercetak", "What is printed", source="tercetak"),
    column("expected", Text, "Yang seharusnya", "What is expected", source="aturan"),
    column("message", Text, "Pesan (Indonesia)", "Message (Indonesian)", source="aturan"),
    column("message_en", Text, "Pesan (Inggris)", "Message (English)", source="aturan"),
    column("suggestion", Text, "Saran (Indonesia)", "Suggestion (Indonesian)", source="aturan"),
    column("suggestion_en", Text, "Saran (Inggris)", "Suggestion (English)", source="aturan"),
    column(
        "fact_id",
        Text,
        "Fakta yang diragukan temuan ini",
        "Fact that this finding doubts",
        refers("published_fact.fact_id"),
        nullable=True,
    ),
    column(
        "accepted_by",
        Text,
        "Siapa yang menerimanya seperti tercetak; kosong bila terbuka",
        "Who takes it as printed; empty for an open one",
        nullable=True,
        source="penerimaan",
    ),
    column(
        "accepted_reason",
        Text,
        "Alasan penerimaan",
        "Why it is taken as printed",
        nullable=True,
        source="penerimaan",
    ),
    column(
        "accepted_on",
        Text,
        "Tanggal penerimaan (TTTT-BB-HH)",
        "Date of the acceptance (ISO 8601)",
        nullable=True,
        source="penerimaan",
    ),
    one_of("severity", "severity", ("critical", "warning", "info")),
)

finding_cell = table(
    "finding_cell",
    "Sel yang ditunjuk temuan, juga sel dokumen lain",
    "Cells that a finding points to, also those of other documents",
    column("finding_id", Text, "Temuan", "Finding", refers("finding.finding_id"), key=True),
    column("ordinal", Integer, "Urutan, 0 untuk sel utama", "Order, 0 for the main cell", key=True),
    _document(),
    column("cell_document_id", Text, "Dokumen tempat sel berada", "Document that holds the cell"),
    column("cell_number", Integer, "Nomor sel", "Number of the cell"),
    refers_all(
        ("cell_document_id", "cell_number"),
        ("source_cell.document_id", "source_cell.cell_number"),
    ),
    Index("ix_finding_cell_cell", "cell_document_id", "cell_number"),
)
