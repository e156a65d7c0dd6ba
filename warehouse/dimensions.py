"""Dimensions: who, when, about what, in which unit. Shared by all documents.

Keys are hashes of natural keys, or the code itself where the contract fixes the codes,
so they stay the same when a document is loaded again. Each dimension that a fact may
lack has the members ``tidak_diketahui`` and ``tidak_berlaku``.
"""

from __future__ import annotations

from sqlalchemy import Integer, Text, UniqueConstraint

from warehouse.schema import column, one_of, refers, table

dim_scheme = table(
    "dim_scheme",
    "Skema nomenklatur: peraturan yang menetapkan kode",
    "Nomenclature schemes: the regulation that defines a code",
    column("scheme_key", Text, "Skema", "Scheme", key=True, source="dokumen"),
    column(
        "valid_from",
        Integer,
        "Tahun rencana pertama skema berlaku; kosong bila tidak diketahui",
        "First plan year in which the scheme is valid; empty where not known",
        nullable=True,
        source="peraturan",
    ),
    column(
        "valid_to",
        Integer,
        "Tahun terakhir skema berlaku; kosong bila tidak diketahui",
        "Last year of the scheme; empty where not known",
        nullable=True,
        source="acuan",
    ),
)

dim_government = table(
    "dim_government",
    "Pemerintah daerah (kabupaten, kota, provinsi)",
    "Local governments (kabupaten, kota, provinsi)",
    column("government_key", Text, "Kunci pemerintah", "Government key", key=True),
    column("name", Text, "Nama pemerintah daerah", "Name of the government", source="dokumen"),
    column(
        "name_folded",
        Text,
        "Nama tanpa beda huruf besar dan tanda baca (kunci alami)",
        "Name without case and punctuation (natural key)",
        unique=True,
        source="sistem",
    ),
)

dim_agency = table(
    "dim_agency",
    "Perangkat daerah dari satu pemerintah",
    "Agencies (perangkat daerah) of a government",
    column("agency_key", Text, "Kunci perangkat daerah", "Agency key", key=True),
    column(
        "government_key",
        Text,
        "Pemerintah yang membawahkan",
        "Government that it belongs to",
        refers("dim_government.government_key"),
    ),
    column("name", Text, "Nama perangkat daerah", "Name of the agency", source="dokumen"),
    column(
        "name_folded",
        Text,
        "Nama tanpa beda huruf besar dan tanda baca (kunci alami)",
        "Name without case and punctuation (natural key)",
        source="sistem",
    ),
    UniqueConstraint("government_key", "name_folded"),
)

dim_fiscal_year = table(
    "dim_fiscal_year",
    "Tahun anggaran",
    "Fiscal years",
    column(
        "year_key",
        Integer,
        "Tahun; 0 tidak diketahui, -1 tidak berlaku",
        "Year; 0 unknown, -1 not applicable",
        key=True,
        source="formulir",
    ),
    column("label", Text, "Tahun sebagai teks", "Year as text", unique=True, source="sistem"),
)

dim_nomenclature = table(
    "dim_nomenclature",
    "Nomenklatur: urusan, bidang urusan, program, kegiatan, dan sub kegiatan",
    "Nomenclature: urusan, bidang urusan, program, kegiatan and sub kegiatan",
    column("nomenclature_key", Text, "Kunci nomenklatur", "Nomenclature key", key=True),
    column(
        "scheme_key",
        Text,
        "Skema yang menetapkan kode",
        "Scheme that defines the code",
        refers("dim_scheme.scheme_key"),
    ),
    column(
        "node_key",
        Text,
        "Kode, atau jalur nama bila tidak berkode (kunci alami dalam skema)",
        "Code, or the path of names where there is none (natural key within the scheme)",
        source="sistem",
    ),
    column("level", Text, "Tingkat", "Level", source="formulir"),
    column("code", Text, "Kode sah", "Resolved code", nullable=True, index=True, source="aturan"),
    column(
        "code_printed",
        Text,
        "Kode seperti tercetak",
        "Code as printed",
        nullable=True,
        source="tercetak",
    ),
    column("name", Text, "Nama resmi", "Official name", source="tercetak"),
    column(
        "parent_nomenclature_key",
        Text,
        "Induk dalam skema yang sama",
        "Parent within the same scheme",
        refers("dim_nomenclature.nomenclature_key"),
    ),
    column(
        "parent_code",
        Text,
        "Kode induk, juga bila induk tidak tercetak sendiri",
        "Code of the parent, also where the parent is not printed itself",
        nullable=True,
        source="aturan",
    ),
    column(
        "parent_name", Text, "Nama induk", "Name of the parent", nullable=True, source="tercetak"
    ),
    column(
        "origin",
        Text,
        "Tempat simpul dibaca: acuan (daftar resmi), KODE, formulir, atau pemetaan (keputusan)",
        "Where the node was read: an official list (acuan), KODE, a form, or a decision (pemetaan)",
        source="sistem",
    ),
    column(
        "identity",
        Text,
        "Sama untuk semua versi satu simpul, dari peraturan ke peraturan",
        "The same for all versions of one node, from decree to decree",
        index=True,
        source="acuan",
    ),
    column(
        "valid_from",
        Integer,
        "Tahun rencana pertama versi ini menurut daftar resmi; kosong bila tidak terdaftar",
        "First plan year of this version by the official list; empty where not listed",
        nullable=True,
        source="acuan",
    ),
    column(
        "valid_to",
        Integer,
        "Tahun rencana terakhir versi ini; kosong bila masih berlaku atau tidak terdaftar",
        "Last plan year of this version; empty where still valid or not listed",
        nullable=True,
        source="acuan",
    ),
    UniqueConstraint("scheme_key", "node_key"),
)

dim_indicator = table(
    "dim_indicator",
    "Indikator seperti tercetak",
    "Indicators as printed",
    column("indicator_key", Text, "Kunci indikator", "Indicator key", key=True),
    column(
        "name", Text, "Indikator seperti tercetak", "As printed", unique=True, source="tercetak"
    ),
    column(
        "name_folded",
        Text,
        "Teks tanpa beda huruf besar dan tanda baca, untuk menyatukan ejaan",
        "Text without case and punctuation, to bring spellings together",
        index=True,
        source="sistem",
    ),
)

dim_unit = table(
    "dim_unit",
    "Satuan ukuran, tercetak dan baku",
    "Units of measure, printed and canonical",
    column("unit_key", Text, "Kunci satuan", "Unit key", key=True),
    column(
        "printed",
        Text,
        "Satuan seperti tercetak",
        "Unit as printed",
        nullable=True,
        source="tercetak",
    ),
    column(
        "canonical",
        Text,
        "Satuan baku; kosong bila tidak dikenal",
        "Canonical unit; empty where not known",
        nullable=True,
        index=True,
        source="acuan satuan",
    ),
)

dim_location = table(
    "dim_location",
    "Lokasi seperti tercetak, dengan kecamatan dan desa bila dikenali",
    "Locations as printed, with kecamatan and desa where recognised",
    column("location_key", Text, "Kunci lokasi", "Location key", key=True),
    column(
        "printed",
        Text,
        "Lokasi seperti tercetak",
        "Location as printed",
        nullable=True,
        source="tercetak",
    ),
    column("district", Text, "Kecamatan", "District", nullable=True, source="acuan lokasi"),
    column("village", Text, "Desa/kelurahan", "Village", nullable=True, source="acuan lokasi"),
)

dim_funding_source = table(
    "dim_funding_source",
    "Sumber dana seperti tercetak",
    "Funding sources as printed",
    column("funding_source_key", Text, "Kunci sumber dana", "Funding source key", key=True),
    column("name", Text, "Sumber dana", "Funding source", unique=True, source="tercetak"),
)

dim_expenditure_type = table(
    "dim_expenditure_type",
    "Jenis belanja dan induknya",
    "Expenditure types and their parents",
    column("expenditure_type_key", Text, "Kode jenis belanja", "Code", key=True),
    column("name", Text, "Nama jenis belanja", "Indonesian name", source="acuan"),
    column("name_en", Text, "Nama dalam bahasa Inggris", "English name", source="acuan"),
    column(
        "parent_expenditure_type_key",
        Text,
        "Jenis belanja induk",
        "Parent expenditure type",
        refers("dim_expenditure_type.expenditure_type_key"),
    ),
    column(
        "leaf",
        Integer,
        "1 bila boleh dijumlahkan, 0 untuk induk",
        "1 where it may be added up, 0 for a parent",
        source="acuan",
    ),
    one_of("leaf", "leaf", ("0", "1")),
)

dim_budget_phase = table(
    "dim_budget_phase",
    "Fase perencanaan dan penganggaran",
    "Phases of planning and budgeting",
    column("phase_key", Text, "Kode fase", "Code of the phase", key=True),
    column("name", Text, "Nama fase", "Indonesian name", source="acuan"),
    column("name_en", Text, "Nama dalam bahasa Inggris", "English name", source="acuan"),
)

dim_measure_kind = table(
    "dim_measure_kind",
    "Jenis ukuran: target, realisasi, tingkat, dan lainnya",
    "Kinds of measure: target, realisation, rate and others",
    column("kind_key", Text, "Kode jenis", "Code of the kind", key=True),
    column("name", Text, "Nama jenis", "Indonesian name", source="acuan"),
    column("name_en", Text, "Nama dalam bahasa Inggris", "English name", source="acuan"),
)

dim_document = table(
    "dim_document",
    "Dokumen: satu berkas seperti diterima, dan rencana yang dimuatnya",
    "Documents: one file as received, and the plan that it holds",
    column(
        "document_id",
        Text,
        "16 heksadesimal pertama dari sha256 berkas",
        "First 16 hexadecimal digits of the file's sha256",
        key=True,
        source="berkas",
    ),
    column("file", Text, "Nama berkas", "File name", index=True, source="berkas"),
    column(
        "government_key",
        Text,
        "Pemerintah daerah",
        "Government",
        refers("dim_government.government_key"),
    ),
    column("agency_key", Text, "Perangkat daerah", "Agency", refers("dim_agency.agency_key")),
    column(
        "plan_year_key",
        Integer,
        "Tahun rencana",
        "Plan year",
        refers("dim_fiscal_year.year_key"),
        source="dokumen",
    ),
    column(
        "scheme_key",
        Text,
        "Skema nomenklatur dokumen",
        "Nomenclature scheme of the document",
        refers("dim_scheme.scheme_key"),
    ),
    column(
        "rows_hash",
        Text,
        "sha256 semua baris dokumen ini: dokumen yang tidak berubah tidak dimuat ulang",
        "sha256 of all rows of this document: one that did not change is not loaded again",
        source="sistem",
    ),
)

#: Shared dimensions in an order in which each refers only to those before it.
SHARED = (
    dim_scheme,
    dim_government,
    dim_agency,
    dim_fiscal_year,
    dim_nomenclature,
    dim_indicator,
    dim_unit,
    dim_location,
    dim_funding_source,
    dim_expenditure_type,
    dim_budget_phase,
    dim_measure_kind,
)
