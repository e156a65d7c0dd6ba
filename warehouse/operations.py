"""What happened: releases, their inputs and checks, quarantine, runs; and the dictionary."""

from __future__ import annotations

from sqlalchemy import REAL, ForeignKeyConstraint, Index, Integer, Text

from warehouse.schema import UtcDateTime, column, one_of, refers, table

check_result = table(
    "check_result",
    "Hasil pemeriksaan kandidat; hasil lama tidak dihapus",
    "Results of the checks of candidates; earlier results are kept",
    column("candidate_id", Text, "Kandidat yang diperiksa", "Candidate checked", key=True),
    column("name", Text, "Nama pemeriksaan", "Name of the check", key=True, source="aturan"),
    column(
        "attempt",
        Integer,
        "Percobaan ke-; yang terakhir menentukan",
        "Attempt from 1; the last one counts",
        key=True,
    ),
    column("severity", Text, "Tingkat keparahan", "Severity", source="aturan"),
    column("passed", Integer, "1 lulus, 0 gagal", "1 passed, 0 failed", source="pemeriksaan"),
    column("kind", Text, "Cara berakhirnya", "How it ended", source="pemeriksaan"),
    column(
        "examined",
        Integer,
        "Banyaknya yang diperiksa",
        "How many things were examined",
        source="pemeriksaan",
    ),
    column(
        "failures",
        Integer,
        "Banyaknya yang tidak lulus",
        "How many of them fail",
        source="pemeriksaan",
    ),
    column("details", Text, "Rincian hasil", "Details of the result", source="pemeriksaan"),
    column(
        "details_en",
        Text,
        "Rincian hasil (Inggris)",
        "Details of the result (English)",
        source="pemeriksaan",
    ),
    column(
        "suite_version",
        Text,
        "Versi berkas pemeriksaan",
        "Version of the files of the checks",
        source="sistem",
    ),
    column("recorded_at", UtcDateTime, "Waktu dicatat (UTC)", "When it was recorded (UTC)"),
    one_of("severity", "severity", ("critical", "warning", "info")),
    one_of("passed", "passed", ("0", "1")),
)

check_failure = table(
    "check_failure",
    "Semua baris yang tidak lulus suatu pemeriksaan, dengan selnya",
    "All rows that fail a check, with their cells",
    column("candidate_id", Text, "Kandidat yang diperiksa", "Candidate checked", key=True),
    column("name", Text, "Nama pemeriksaan", "Name of the check", key=True, source="aturan"),
    column("attempt", Integer, "Percobaan ke-", "Attempt", key=True),
    column("ordinal", Integer, "Urutan, mulai 0", "Order, from 0", key=True),
    column("document", Text, "Nama berkas", "File name", source="berkas"),
    column("document_id", Text, "Dokumen; kosong bila tidak ada", "Document; empty where none"),
    column("row_key", Text, "Identitas baris: fakta, temuan, kode", "Key: fact, finding, code"),
    column("addresses", Text, "Alamat sel", "Addresses of the cells", source="berkas"),
    column("content", Text, "Isi yang tidak lulus", "Content that fails", source="pemeriksaan"),
    ForeignKeyConstraint(
        ("candidate_id", "name", "attempt"),
        ("check_result.candidate_id", "check_result.name", "check_result.attempt"),
    ),
)

release = table(
    "release",
    "Rilis: keadaan gudang data yang lengkap dan lulus pemeriksaan",
    "Releases: complete, checked states of the warehouse",
    column("release_id", Text, "Identitas rilis", "Identity of the release", key=True),
    column(
        "sequence",
        Integer,
        "Nomor urut; yang terbesar berlaku",
        "Sequence; the highest is current",
        unique=True,
    ),
    column("published_at", UtcDateTime, "Waktu terbit (UTC)", "When it was published (UTC)"),
    column(
        "content_hash",
        Text,
        "sha256 isi: identitas, nilai, satuan, dan status setiap fakta",
        "sha256 of the content: identity, value, unit and status of every fact",
        source="sistem",
    ),
    column(
        "state_hash",
        Text,
        "sha256 semua baris, termasuk jejak dan temuan",
        "sha256 of all rows, lineage and findings included",
        source="sistem",
    ),
    column("candidate_id", Text, "Kandidat yang diterbitkan", "Candidate that was published"),
    column("code_version", Text, "Versi program", "Version of the code", source="sistem"),
)

release_input = table(
    "release_input",
    "Berkas masukan setiap rilis, terbit atau dikarantina",
    "Input files of each release, published or quarantined",
    column("release_id", Text, "Rilis", "Release", refers("release.release_id"), key=True),
    column("file", Text, "Nama berkas", "File name", key=True, source="berkas"),
    column("sha256", Text, "sha256 berkas", "sha256 of the file", key=True, source="berkas"),
    column("outcome", Text, "Hasil: terbit atau karantina", "Outcome: published or quarantined"),
    column("reason", Text, "Alasan karantina", "Reason of the quarantine", source="aturan"),
    one_of("outcome", "outcome", ("terbit", "karantina")),
)

release_count = table(
    "release_count",
    "Banyaknya fakta setiap rilis",
    "Number of facts of each release",
    column("release_id", Text, "Rilis", "Release", refers("release.release_id"), key=True),
    column("view_name", Text, "Jenis fakta", "Kind of fact", key=True),
    column(
        "facts",
        Integer,
        "Banyaknya fakta",
        "Number of facts",
        unit="fakta",
        additive="antar jenis fakta dalam satu rilis; tidak antar rilis",
        source="sistem",
    ),
)

release_check = table(
    "release_check",
    "Hasil pemeriksaan yang menjadi dasar setiap rilis",
    "Check results on which each release rests",
    column("release_id", Text, "Rilis", "Release", refers("release.release_id"), key=True),
    column("candidate_id", Text, "Kandidat", "Candidate"),
    column("name", Text, "Nama pemeriksaan", "Name of the check", key=True),
    column("attempt", Integer, "Percobaan ke-", "Attempt"),
    ForeignKeyConstraint(
        ("candidate_id", "name", "attempt"),
        ("check_result.candidate_id", "check_result.name", "check_result.attempt"),
    ),
    Index("ix_release_check_result", "candidate_id", "name", "attempt"),
)

quarantine = table(
    "quarantine",
    "Karantina: berkas yang tidak diterbitkan, dengan alasan",
    "Quarantine: files that were not published, with the reason",
    column("file", Text, "Nama berkas", "File name", key=True, source="berkas"),
    column("sha256", Text, "sha256 berkas", "sha256 of the file", key=True, source="berkas"),
    column("rule", Text, "Aturan", "Rule", source="aturan"),
    column("reason", Text, "Alasan (Indonesia)", "Reason (Indonesian)", source="aturan"),
    column("reason_en", Text, "Alasan (Inggris)", "Reason (English)", source="aturan"),
    column("place", Text, "Tempat dalam berkas", "Place in the file", source="berkas"),
    column("since", UtcDateTime, "Dikarantina sejak (UTC)", "In quarantine since (UTC)"),
)

run = table(
    "run",
    "Jalannya program: apa yang dikerjakan, kapan, dan hasilnya",
    "Runs of the program: what was done, when, and with what result",
    column("run_id", Text, "Identitas jalan", "Identity of the run", key=True),
    column("command", Text, "Perintah", "Command", source="sistem"),
    column("started_at", UtcDateTime, "Mulai (UTC)", "Started (UTC)"),
    column(
        "seconds",
        REAL,
        "Lama",
        "Duration",
        unit="detik",
        additive="antar jalan",
        source="sistem",
    ),
    column("code_version", Text, "Versi program", "Version of the code", source="sistem"),
    column("outcome", Text, "Hasil", "Outcome", source="sistem"),
    column("details", Text, "Rincian", "Details", source="sistem"),
    column(
        "release_id",
        Text,
        "Rilis yang berlaku sesudahnya; kosong bila tidak ada",
        "Release that stands afterwards; empty where none",
        refers("release.release_id"),
        nullable=True,
    ),
)

kamus_data = table(
    "kamus_data",
    "Kamus data: arti setiap tampilan, tabel, dan kolom",
    "Dictionary: the meaning of every view, table and column",
    column("objek", Text, "Nama tampilan atau tabel", "Name of the view or table", key=True),
    column(
        "kolom",
        Text,
        "Nama kolom; teks kosong untuk tampilan atau tabel itu sendiri",
        "Name of the column; empty text for the view or table itself",
        key=True,
    ),
    column("tipe", Text, "Tipe isi", "Type of the content", source="sistem"),
    column("satuan", Text, "Satuan ukuran", "Unit of a measure", nullable=True, source="sistem"),
    column("arti", Text, "Arti dalam bahasa Indonesia", "Meaning in Indonesian", source="sistem"),
    column("arti_en", Text, "Arti dalam bahasa Inggris", "Meaning in English", source="sistem"),
    column("sumber", Text, "Asal isi kolom", "Where the content comes from", source="sistem"),
    column(
        "aditif",
        Text,
        "Untuk ukuran: boleh dijumlahkan atas apa",
        "For measures: what it may be added over",
        nullable=True,
        source="sistem",
    ),
)

warehouse_meta = table(
    "warehouse_meta",
    "Keterangan tentang gudang data ini sendiri",
    "Facts about this warehouse itself",
    column("name", Text, "Nama keterangan", "Name", key=True, source="sistem"),
    column("content", Text, "Isi keterangan", "Content", source="sistem"),
)

OPERATIONS = (
    check_result,
    check_failure,
    release,
    release_input,
    release_count,
    release_check,
    quarantine,
    run,
    kamus_data,
    warehouse_meta,
)
