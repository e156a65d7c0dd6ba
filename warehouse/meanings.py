"""What the columns of the reporting views mean, in both languages: said once for all views."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """Meaning of a column. ``additive`` (what it may be added over) marks a measure."""

    kind: str
    meaning: str
    meaning_en: str
    source: str
    unit: str = ""
    additive: str = ""


COMMON = (
    "fact_id",
    "dokumen",
    "dokumen_id",
    "pemerintah",
    "perangkat_daerah",
    "tahun_dokumen",
    "formulir",
    "status",
)

HIERARCHY = (
    "skema",
    "kode",
    "kode_terbit",
    "tingkat",
    "nama",
    "urusan",
    "bidang",
    "program",
    "kegiatan",
    "sub_kegiatan",
)

_TEXT, _WHOLE, _NUMBER = "teks", "bilangan bulat", "bilangan"

MEANINGS: dict[str, Meaning] = {
    # ------------------------------------------------------------------ common
    "fact_id": Meaning(
        _TEXT,
        "Identitas fakta, tetap sama bila dokumen dimuat ulang",
        "Identity of the fact, the same when a document is loaded again",
        "kunci alami",
    ),
    "dokumen": Meaning(
        _TEXT, "Nama berkas dokumen yang berlaku", "File name of the document", "berkas"
    ),
    "dokumen_id": Meaning(
        _TEXT,
        "16 heksadesimal pertama dari sha256 berkas",
        "First 16 hexadecimal digits of the file's sha256",
        "berkas",
    ),
    "pemerintah": Meaning(_TEXT, "Pemerintah daerah", "Local government", "dokumen"),
    "perangkat_daerah": Meaning(_TEXT, "Perangkat daerah", "Agency", "dokumen"),
    "tahun_dokumen": Meaning(
        _WHOLE, "Tahun rencana dokumen", "Plan year of the document", "dokumen"
    ),
    "formulir": Meaning(
        _TEXT,
        "Formulir: T-C.29, T-C.30, T-C.31, T-C.32, T-C.33, KODE, KEBIJAKAN, atau LRA",
        "Form: T-C.29, T-C.30, T-C.31, T-C.32, T-C.33, KODE, KEBIJAKAN or LRA",
        "judul kolom",
    ),
    "status": Meaning(
        _TEXT,
        "terbit seperti tercetak, turunan dari aturan, koreksi yang disetujui, "
        "atau ragu karena ada temuan",
        "As published (terbit), derived by a rule (turunan), an approved correction "
        "(koreksi), or doubted by a finding (ragu)",
        "aturan",
    ),
    # ------------------------------------------------------------------ hierarchy
    "skema": Meaning(
        _TEXT,
        "Skema nomenklatur: peraturan yang menetapkan kode",
        "Nomenclature scheme: the regulation that defines the code",
        "dokumen",
    ),
    "kode": Meaning(
        _TEXT,
        "Kode sah: seperti tercetak bila benar, diperbaiki dengan temuan, atau kosong",
        "Resolved code: as printed where valid, repaired with a finding, or empty",
        "aturan",
    ),
    "kode_terbit": Meaning(_TEXT, "Kode seperti tercetak", "Code as printed", "tercetak"),
    "tingkat": Meaning(
        _TEXT,
        "Tingkat: perangkat_daerah, urusan, bidang, program, kegiatan, atau sub_kegiatan",
        "Level: perangkat_daerah, urusan, bidang, program, kegiatan or sub_kegiatan",
        "aturan",
    ),
    "nama": Meaning(_TEXT, "Nama seperti tercetak", "Name as printed", "tercetak"),
    "urusan": Meaning(_TEXT, "Judul urusan di atas baris", "Heading urusan above", "tercetak"),
    "bidang": Meaning(
        _TEXT, "Judul bidang urusan di atas baris", "Heading bidang urusan above", "tercetak"
    ),
    "program": Meaning(_TEXT, "Program", "Programme", "tercetak"),
    "kegiatan": Meaning(_TEXT, "Kegiatan", "Activity", "tercetak"),
    "sub_kegiatan": Meaning(_TEXT, "Sub kegiatan", "Sub-activity", "tercetak"),
    # ------------------------------------------------------------------ what, where, when
    "indikator": Meaning(_TEXT, "Indikator seperti tercetak", "Indicator as printed", "tercetak"),
    "ikk": Meaning(_TEXT, "Sel IKK seperti tercetak", "IKK cell as printed", "tercetak"),
    "lokasi": Meaning(_TEXT, "Lokasi seperti tercetak", "Location as printed", "tercetak"),
    "lokasi_terbit": Meaning(_TEXT, "Lokasi seperti tercetak", "Location as printed", "tercetak"),
    "kecamatan": Meaning(
        _TEXT, "Kecamatan yang dikenali dalam lokasi", "District recognised", "acuan lokasi"
    ),
    "desa": Meaning(
        _TEXT, "Desa/kelurahan yang dikenali dalam lokasi", "Village recognised", "acuan lokasi"
    ),
    "tahun": Meaning(
        _WHOLE,
        "Tahun angka menurut judul kolom; kosong bila tidak tercetak",
        "Year of the figure by the column header; empty where not printed",
        "judul kolom",
    ),
    "fase": Meaning(
        _TEXT,
        "Fase: evaluasi, rancangan_rkpd, analisis_kebutuhan, rencana, prakiraan_maju, anggaran "
        "(APBD), realisasi",
        "Phase: evaluation, draft RKPD, needs analysis, plan, forward estimate, adopted budget, "
        "realisation",
        "judul kolom",
    ),
    "jenis": Meaning(
        _TEXT,
        "Jenis ukuran: target, realisasi, tingkat, proyeksi, atau standar",
        "Kind of measure: target, realisation, rate, projection or standard",
        "judul kolom",
    ),
    "komponen": Meaning(
        _WHOLE,
        "Komponen nilai majemuk, mulai 1",
        "Component of a compound value, from 1",
        "aturan",
    ),
    "nomor": Meaning(_TEXT, "Nomor baris seperti tercetak", "Printed row number", "tercetak"),
    # ------------------------------------------------------------------ measures
    "nilai": Meaning(
        _NUMBER,
        "Nilai yang dibaca dari sel",
        "Value read from the cell",
        "tercetak",
        unit="lihat kolom satuan",
        additive="tidak: satuan dan jenis ukuran berbeda-beda",
    ),
    "satuan": Meaning(_TEXT, "Satuan seperti tercetak", "Unit as printed", "tercetak"),
    "satuan_baku": Meaning(_TEXT, "Satuan baku", "Canonical unit", "acuan satuan"),
    "nilai_terbit": Meaning(
        _TEXT, "Nilai persis seperti tercetak", "Value exactly as printed", "tercetak"
    ),
    "rupiah": Meaning(
        _WHOLE,
        "Jumlah dalam rupiah penuh",
        "Amount in whole rupiah",
        "tercetak",
        unit="rupiah",
    ),
    "rupiah_maju": Meaning(
        _WHOLE,
        "Prakiraan maju tahun n+1 dari baris yang sama",
        "Forward estimate of year n+1 from the same row",
        "tercetak",
        unit="rupiah",
        additive="antar sub kegiatan dan perangkat daerah; "
        "bandingkan dengan rupiah, jangan dijumlahkan dengannya",
    ),
    "rupiah_terbit": Meaning(
        _TEXT, "Jumlah persis seperti tercetak", "Amount exactly as printed", "tercetak"
    ),
    "jenis_belanja": Meaning(
        _TEXT, "Jenis belanja; operasi adalah induk", "Expenditure type", "judul kolom"
    ),
    "rincian": Meaning(
        _WHOLE,
        "1 bila boleh dijumlahkan, 0 untuk induk seperti operasi",
        "1 where it may be added up, 0 for a parent such as operasi",
        "acuan",
    ),
    "sumber_dana": Meaning(
        _TEXT, "Sumber dana seperti tercetak", "Funding source as printed", "tercetak"
    ),
    "catatan": Meaning(_TEXT, "Catatan seperti tercetak", "Note as printed", "tercetak"),
    # ------------------------------------------------------------------ policies
    "kebijakan": Meaning(_TEXT, "Kebijakan seperti tercetak", "Policy as printed", "tercetak"),
    "sumber": Meaning(
        _TEXT, "Sumber kebijakan seperti tercetak", "Source of the policy as printed", "tercetak"
    ),
    "keterangan": Meaning(_TEXT, "Keterangan seperti tercetak", "Remark as printed", "tercetak"),
    # ------------------------------------------------------------------ nomenclature
    "kode_induk": Meaning(
        _TEXT, "Kode induk dalam skema yang sama", "Code of the parent", "aturan"
    ),
    "nama_induk": Meaning(_TEXT, "Nama induk", "Name of the parent", "tercetak"),
    "berlaku_dari": Meaning(
        _WHOLE,
        "Tahun peraturan skema ditetapkan",
        "Year in which the regulation of the scheme was issued",
        "nama skema",
    ),
    "berlaku_sampai": Meaning(
        _WHOLE,
        "Tahun terakhir skema; kosong bila tidak diketahui",
        "Last year of the scheme; empty where not known",
        "acuan",
    ),
    # ------------------------------------------------------------------ crosswalk
    "skema_lama": Meaning(
        _TEXT, "Skema simpul lama; kosong bila tanpa pendahulu", "Scheme of the old node", "dokumen"
    ),
    "tingkat_lama": Meaning(_TEXT, "Tingkat simpul lama", "Level of the old node", "aturan"),
    "nama_lama": Meaning(_TEXT, "Nama simpul lama", "Name of the old node", "tercetak"),
    "kode_lama": Meaning(_TEXT, "Kode simpul lama", "Code of the old node", "tercetak"),
    "program_lama": Meaning(_TEXT, "Program simpul lama", "Programme of the old node", "tercetak"),
    "skema_baru": Meaning(
        _TEXT, "Skema simpul baru; kosong bila dihentikan", "Scheme of the new node", "dokumen"
    ),
    "tingkat_baru": Meaning(_TEXT, "Tingkat simpul baru", "Level of the new node", "aturan"),
    "kode_baru": Meaning(_TEXT, "Kode simpul baru", "Code of the new node", "aturan"),
    "nama_baru": Meaning(_TEXT, "Nama simpul baru", "Name of the new node", "acuan"),
    "program_baru": Meaning(_TEXT, "Program simpul baru", "Programme of the new node", "acuan"),
    "relasi": Meaning(
        _TEXT,
        "Hubungan: exact, renamed, merged, split, moved, discontinued (dihentikan), atau new "
        "(tanpa pendahulu)",
        "Relation: exact, renamed, merged, split, moved, discontinued or new",
        "keputusan",
    ),
    "bobot": Meaning(
        _NUMBER,
        "Bagian angka simpul lama yang berpindah, 0 sampai 1",
        "Part of the old node's figures that goes this way, 0 to 1",
        "keputusan",
        unit="bagian dari 1",
        additive="antar hubungan dari satu simpul lama: berjumlah 1",
    ),
    "metode": Meaning(_TEXT, "Cara hubungan ditemukan", "How the link was found", "keputusan"),
    "keyakinan": Meaning(
        _NUMBER,
        "Keyakinan, 0 sampai 1",
        "Confidence, 0 to 1",
        "keputusan",
        unit="bagian dari 1",
        additive="tidak",
    ),
    "bukti": Meaning(_TEXT, "Bukti hubungan", "Evidence of the link", "keputusan"),
    "status_pemetaan": Meaning(
        _TEXT,
        "usulan, atau disetujui oleh penyetuju",
        "Proposed (usulan), or approved (disetujui) by the approver",
        "keputusan",
    ),
    "pengusul": Meaning(_TEXT, "Siapa yang mengusulkan", "Who proposed it", "keputusan"),
    "penyetuju": Meaning(
        _TEXT,
        "Siapa yang menyetujui; `aturan:` bila aturan itu sendiri buktinya",
        "Who approved it; `aturan:` where the rule itself is the evidence",
        "keputusan",
    ),
    "tanggal": Meaning(
        _TEXT, "Tanggal usulan atau persetujuan", "Date of proposal or approval", "keputusan"
    ),
    "catatan_keputusan": Meaning(_TEXT, "Catatan keputusan", "Note", "keputusan"),
    "riwayat": Meaning(
        _TEXT, "Riwayat keputusan: tanggal, perbuatan, nama", "History", "keputusan"
    ),
    "pemerintah_keputusan": Meaning(
        _TEXT,
        "Pemerintah yang memutuskan; kosong bila berlaku umum",
        "Government whose decision it is; empty where it is everyone's",
        "keputusan",
    ),
    "perangkat_daerah_keputusan": Meaning(
        _TEXT,
        "Perangkat daerah yang memutuskan; kosong bila berlaku umum",
        "Agency whose decision it is; empty where it is everyone's",
        "keputusan",
    ),
    # ------------------------------------------------------------------ continuity
    "skema_garis": Meaning(
        _TEXT, "Skema garis; kosong bila belum dipetakan", "Scheme of the line", "aturan"
    ),
    "kode_garis": Meaning(_TEXT, "Kode sah garis", "Resolved code of the line", "aturan"),
    "nama_garis": Meaning(
        _TEXT,
        "Nama garis: nama resmi simpul baru; kosong bila belum dipetakan atau dihentikan",
        "Name of the line: official name of the new node; empty where not mapped or discontinued",
        "acuan",
    ),
    "program_garis": Meaning(_TEXT, "Program garis", "Programme of the line", "acuan"),
    "jalur": Meaning(
        _TEXT,
        "langsung (simpulnya sendiri), pemetaan, belum_dipetakan, atau dihentikan",
        "Own node (langsung), by links (pemetaan), not mapped, or discontinued (dihentikan)",
        "aturan",
    ),
    "skema_asal": Meaning(_TEXT, "Skema baris asal", "Scheme of the row it is from", "dokumen"),
    "kode_asal": Meaning(_TEXT, "Kode baris asal", "Code of the row it is from", "aturan"),
    "tingkat_asal": Meaning(_TEXT, "Tingkat baris asal", "Level of the row it is from", "aturan"),
    "nama_asal": Meaning(
        _TEXT, "Nama baris asal seperti tercetak", "Printed name of the row", "tercetak"
    ),
    "program_asal": Meaning(
        _TEXT, "Program baris asal seperti tercetak", "Printed programme of the row", "tercetak"
    ),
    "ukuran": Meaning(_TEXT, "kinerja atau anggaran", "Performance or budget", "sistem"),
    "nilai_bagian": Meaning(
        _NUMBER,
        "Nilai menurut bobot; persentase tidak dibagi",
        "Value by weight; a percentage is not parted",
        "aturan",
        unit="lihat kolom satuan",
        additive="tidak: satuan dan jenis ukuran berbeda-beda",
    ),
    "nilai_asal": Meaning(
        _NUMBER,
        "Nilai utuh fakta asal, untuk dibandingkan",
        "Whole value of the fact, to compare with",
        "tercetak",
        unit="lihat kolom satuan",
        additive="tidak: berulang pada setiap garis",
    ),
    "rupiah_bagian": Meaning(
        _WHOLE,
        "Rupiah menurut bobot; bagian-bagian satu fakta berjumlah tepat",
        "Rupiah by weight; the parts of a fact add up exactly",
        "aturan",
        unit="rupiah",
        additive="antar garis satu tingkat asal, tahun, dan fase",
    ),
    "rupiah_asal": Meaning(
        _WHOLE,
        "Rupiah utuh fakta asal, untuk dibandingkan",
        "Whole rupiah of the fact, to compare with",
        "tercetak",
        unit="rupiah",
        additive="tidak: berulang pada setiap garis",
    ),
    # ------------------------------------------------------------------ findings, lineage
    "temuan_id": Meaning(_TEXT, "Identitas temuan", "Identity of the finding", "aturan"),
    "sebab_id": Meaning(
        _TEXT,
        "Sebab: sama untuk semua temuan dari satu sebab",
        "Cause: the same for all findings of one cause",
        "aturan",
    ),
    "aturan": Meaning(_TEXT, "Aturan yang menemukan", "Rule that found it", "aturan"),
    "tingkat_keparahan": Meaning(
        _TEXT, "Keparahan: critical, warning, atau info", "Severity", "aturan"
    ),
    "alamat": Meaning(
        _TEXT,
        "Alamat sel dipisah titik koma, sel utama lebih dulu; sel dokumen lain "
        "didahului [nama berkas]",
        "Cells separated by semicolons, main cell first; cells of other documents "
        "after [file name]",
        "berkas",
    ),
    "tercetak": Meaning(_TEXT, "Yang tercetak", "What is printed", "tercetak"),
    "seharusnya": Meaning(_TEXT, "Yang seharusnya", "What is expected", "aturan"),
    "pesan": Meaning(_TEXT, "Penjelasan temuan", "Explanation", "aturan"),
    "saran": Meaning(_TEXT, "Saran perbaikan", "Suggested repair", "aturan"),
    "diterima_oleh": Meaning(
        _TEXT,
        "Siapa yang menerimanya seperti tercetak, bukan kesalahan; kosong bila terbuka",
        "Who takes it as printed and no error; empty for an open one",
        "penerimaan",
    ),
    "alasan_diterima": Meaning(_TEXT, "Alasan penerimaan", "Why it is accepted", "penerimaan"),
    "sha256": Meaning(_TEXT, "sha256 berkas tempat sel", "sha256 of the cell's file", "berkas"),
    "teks_asli": Meaning(
        _TEXT, "Teks sel persis seperti tercetak", "Text of the cell exactly as found", "berkas"
    ),
    "peran": Meaning(
        _TEXT,
        "Peran sel: value, label, header, atau corroborates (menguatkan)",
        "Role of the cell: value, label, header or corroborates",
        "aturan",
    ),
}
