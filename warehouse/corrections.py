"""Tables of what people decided about what is printed, and their history, which only grows.

``correction`` is what holds now, cell by cell, and belongs to its document; accepted findings say
so themselves. With every release ``correction_history`` gets what came, changed or ended.
"""

from __future__ import annotations

from sqlalchemy import Index, Integer, Text

from warehouse.schema import UtcDateTime, column, one_of, refers, refers_all, table

#: What became of a decision: in force, its document says something else, or withdrawn.
APPLIED, STALE, WITHDRAWN = STATES = ("berlaku", "usang", "dicabut")
CORRECTION, ACCEPTANCE = KINDS = ("koreksi", "penerimaan")

correction = table(
    "correction",
    "Koreksi yang disetujui, sel demi sel, dan apakah diterapkan",
    "Approved corrections, cell by cell, and whether they are applied",
    column("correction_id", Text, "Identitas koreksi", "Identity of the correction", key=True),
    column(
        "document_id",
        Text,
        "Dokumen pemilik baris ini",
        "Document that owns this row",
        refers("dim_document.document_id"),
    ),
    column(
        "cell_number",
        Integer,
        "Nomor sel; kosong bila selnya tidak ada",
        "Number of the cell; empty where there is none",
        nullable=True,
    ),
    column("address", Text, "Alamat sel", "Address of the cell", source="koreksi"),
    column("state", Text, "berlaku atau usang", "In force (berlaku) or stale (usang)"),
    column("printed", Text, "Yang tercetak menurut koreksi", "What it expects", source="koreksi"),
    column("found", Text, "Yang tercetak di dokumen", "What is printed", source="tercetak"),
    column("corrected", Text, "Dibaca sebagai", "Read as", source="koreksi"),
    column("reason", Text, "Alasan", "Reason", source="koreksi"),
    column("evidence", Text, "Bukti", "Evidence", source="koreksi"),
    column("author", Text, "Pengusul", "Proposed by", source="koreksi"),
    column("approver", Text, "Penyetuju", "Approved by", source="koreksi"),
    column("decided_on", Text, "Tanggal (TTTT-BB-HH)", "Date (ISO 8601)", source="koreksi"),
    one_of("state", "state", STATES[:2]),
    refers_all(
        ("document_id", "cell_number"), ("source_cell.document_id", "source_cell.cell_number")
    ),
    Index("ix_correction_cell", "document_id", "cell_number"),
)

correction_history = table(
    "correction_history",
    "Riwayat koreksi dan penerimaan: bertambah dengan setiap rilis, tidak pernah dihapus",
    "History of corrections and acceptances: grows with every release, is never deleted",
    column("entry", Integer, "Nomor urut", "Sequence", key=True),
    column("decision_id", Text, "Identitas keputusan", "Identity of the decision", index=True),
    column("kind", Text, "koreksi atau penerimaan", "Correction or acceptance"),
    column(
        "state",
        Text,
        "berlaku, usang (sumbernya berubah), atau dicabut",
        "In force, stale (its source changed), or withdrawn",
    ),
    column(
        "release_id",
        Text,
        "Rilis sejak mana",
        "Release since which",
        refers("release.release_id"),
    ),
    column("recorded_at", UtcDateTime, "Waktu terbit rilis (UTC)", "When it was published (UTC)"),
    column("file", Text, "Nama berkas", "File name", source="berkas"),
    column("document_id", Text, "Dokumen", "Document"),
    column("address", Text, "Alamat sel", "Address of the cell", source="berkas"),
    column("rule", Text, "Aturan temuan yang diterima", "Rule of the accepted finding"),
    column("printed", Text, "Yang tercetak", "What is printed", source="tercetak"),
    column(
        "corrected",
        Text,
        "Dibaca sebagai; untuk penerimaan: yang seharusnya menurut temuan",
        "Read as; of an acceptance: what the finding expects",
    ),
    column("reason", Text, "Alasan", "Reason"),
    column("evidence", Text, "Bukti", "Evidence"),
    column("author", Text, "Pengusul, atau penerima", "Proposed by, or accepted by"),
    column("approver", Text, "Penyetuju", "Approved by"),
    column("decided_on", Text, "Tanggal (TTTT-BB-HH)", "Date (ISO 8601)"),
    one_of("kind", "kind", KINDS),
    one_of("state", "state", STATES),
)

gate_override = table(
    "gate_override",
    "Pengecualian: pemeriksaan gagal yang dibiarkan lewat untuk suatu rilis",
    "Overrides: failed checks that were let pass for a release, by whom and why",
    column("release_id", Text, "Rilis", "Release", refers("release.release_id"), key=True),
    column("name", Text, "Nama pemeriksaan", "Name of the check", key=True, source="aturan"),
    column("document", Text, "Nama berkas; kosong: semua", "File name; empty: all", key=True),
    column("given_by", Text, "Pemberi", "Given by", key=True),
    column("reason", Text, "Alasan", "Reason"),
    column("given_on", Text, "Tanggal (TTTT-BB-HH)", "Date (ISO 8601)"),
    column("until", Text, "Berlaku sampai (TTTT-BB-HH)", "Until (ISO 8601)", key=True),
)

#: What only grows; a release is in force beside it.
HISTORY_TABLES = (correction_history, gate_override)
