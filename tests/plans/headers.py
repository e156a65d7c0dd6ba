"""Header words of the official forms (Permendagri 86/2017, T-C.29 to T-C.33) and their variants."""

from __future__ import annotations

from dataclasses import dataclass

from plans.model import Plan
from plans.options import Options


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a printed form: its words, those of its group, and its physical width."""

    id: str
    own: str
    group: str = ""
    width: int = 1


def title_of(form: str, plan: Plan, options: Options) -> list[str]:
    """The lines above a table."""
    year = plan.year
    number, words = {
        "T-C.29": ("Tabel 2.1", "Rekapitulasi Evaluasi Hasil Pelaksanaan Renja Perangkat Daerah "
                   f"dan Pencapaian Renstra Perangkat Daerah s/d Tahun {year - 1}"),
        "T-C.30": ("Tabel 2.2", "Pencapaian Kinerja Pelayanan Perangkat Daerah"),
        "T-C.31": ("Tabel 2.3", f"Review terhadap Rancangan Awal RKPD Tahun {year}"),
        "T-C.32": ("Tabel 2.4", "Usulan Program dan Kegiatan dari Para Pemangku Kepentingan "
                   f"Tahun {year}"),
        "KEBIJAKAN": ("Tabel 3.1", "Telaahan terhadap Kebijakan Nasional dan Provinsi"),
        "KODE": ("Tabel 3.2", "Daftar Program, Kegiatan dan Sub Kegiatan"),
        "T-C.33": ("Tabel 4.1", "Rumusan Rencana Program dan Kegiatan Perangkat Daerah Tahun "
                   f"{year} dan Prakiraan Maju Tahun {year + 1}"),
    }[form]  # fmt: skip
    lines = [number, words, plan.government]
    if options.titles != "tabel":
        lines = [f"{words} {plan.agency} {plan.government}"]
    if form in {"T-C.31", "T-C.33"}:
        lines += ["", f"Nama Perangkat Daerah : {plan.agency}"]
    if options.money == "juta" and form in {"T-C.31", "T-C.33"}:
        lines.append("(dalam jutaan rupiah)")
    if options.money == "ribuan_kata" and form in {"T-C.31", "T-C.33"}:
        lines.append("(dalam ribuan rupiah)")
    return lines


def columns_of(form: str, plan: Plan, options: Options) -> list[Column]:
    """The physical columns of a form as the options print it."""
    build = {
        "T-C.29": _evaluation, "T-C.30": _services, "T-C.31": _review, "T-C.32": _proposals,
        "KEBIJAKAN": _policies, "KODE": _codes, "T-C.33": _plan,
    }[form]  # fmt: skip
    columns = build(plan, options)
    if options.family == "datar":
        columns = [_flat(column) for column in columns]
    if options.family == "kapital":
        columns = [Column(c.id, c.own.upper(), c.group.upper(), c.width) for c in columns]
    if options.note_last and form == "T-C.33":
        columns.sort(key=lambda column: column.id == "catatan")
    if options.family == "skpd":
        columns = [
            Column(c.id, c.own.replace("Perangkat Daerah", "SKPD"),
                   c.group.replace("Perangkat Daerah", "SKPD"), c.width)
            for c in columns
        ]  # fmt: skip
    return columns


def _flat(column: Column) -> Column:
    """The words of a group in front of the column's own: a header of one row."""
    words = f"{column.group} {column.own}" if column.group else column.own
    return Column(column.id, words, "", column.width)


def _lead(options: Options, code: str, name: str) -> list[Column]:
    """Columns of code, item number and name."""
    columns = []
    if options.code not in {"tanpa", "gabung"}:
        width = {"sel": 5, "sel6": 6}.get(options.code, 1)
        columns.append(Column("kode", code, width=width))
    if options.items == "kolom":
        # the number stands in a column of its own under the words of the name
        columns.append(Column("butir", name))
        columns.append(Column("nama", ""))
    else:
        columns.append(Column("nama", name))
    return columns


def _evaluation(plan: Plan, options: Options) -> list[Column]:
    year = plan.year
    words = {
        "resmi": (
            "Kode",
            "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan",
            "Indikator Kinerja Program (outcomes)/Kegiatan (output)",
            f"Target Kinerja Capaian Program (Renstra Perangkat Daerah) Tahun {year + 2}",
            f"Realisasi Target Kinerja Hasil Program dan Keluaran Kegiatan s/d Tahun {year - 3}",
            f"Target dan Realisasi Kinerja Program dan Kegiatan Tahun {year - 2}",
            f"Target Renja Perangkat Daerah Tahun {year - 2}",
            f"Realisasi Renja Perangkat Daerah Tahun {year - 2}",
            "Tingkat Realisasi (%)",
            f"Target Program dan Kegiatan (Renja Perangkat Daerah Tahun {year - 1})",
            "Perkiraan Realisasi Capaian Target Renstra Perangkat Daerah s/d Tahun Berjalan",
            f"Realisasi Capaian Program dan Kegiatan s/d Tahun Berjalan (Tahun {year - 1})",
            "Tingkat Capaian Realisasi Target Renstra (%)",
        ),
        "lampiran": (
            "Kode",
            "Urusan/Bidang Urusan Pemerintahan Daerah Dan Program/Kegiatan",
            "Indikator Kinerja Program (outcomes)/ Kegiatan (output)",
            f"Target Kinerja Capaian Program (Renstra Perangkat Daerah) Tahun {year + 2}",
            "Realisasi Target Kinerja Hasil Program dan Keluaran Kegiatan s/d dengan tahun "
            f"(n-3) {year - 3}",
            f"Target dan Realisasi Kinerja Program dan Kegiatan Tahun Lalu (n-2) {year - 2}",
            f"Target Renja Perangkat Daerah tahun (n-2) {year - 2}",
            f"Realisasi Renja Perangkat Daerah tahun (n-2) {year - 2}",
            "Tingkat Realisasi (%)",
            f"Target program dan kegiatan (Renja Perangkat Daerah tahun n-1) {year - 1}",
            "Perkiraan Realisasi Capaian Target Renstra Perangkat Daerah s/d tahun berjalan",
            f"Realisasi Capaian Program dan Kegiatan s/d tahun berjalan (tahun n-1) {year - 1}",
            "Tingkat Capaian Realisasi Target Renstra (%)",
        ),
        "tanpa_tahun": (
            "Kode",
            "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan/Sub Kegiatan",
            "Indikator Kinerja Program (outcomes)/Kegiatan (output)",
            "Target Kinerja Capaian Program (Renstra Perangkat Daerah)",
            "Realisasi Target Kinerja Hasil Program dan Keluaran Kegiatan s/d Tahun n-3",
            "Target dan Realisasi Kinerja Program dan Kegiatan Tahun Lalu (n-2)",
            "Target Renja Perangkat Daerah tahun (n-2)",
            "Realisasi Renja Perangkat Daerah tahun (n-2)",
            "Tingkat Realisasi (%)",
            "Target Program dan Kegiatan Renja Perangkat Daerah Tahun Berjalan (n-1)",
            "Perkiraan Realisasi Capaian Target Renstra Perangkat Daerah s/d Tahun Berjalan",
            "Realisasi Capaian Program dan Kegiatan s/d Tahun Berjalan (n-1)",
            "Tingkat Capaian Realisasi Target Renstra (%)",
        ),
        "pasuruan": (
            "Kode",
            "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/ Kegiatan/ Sub Kegiatan",
            "Indikator Kinerja Program / Kegiatan / Sub Kegiatan",
            f"Target Program, Kegiatan dan Sub Kegiatan (Tahun {year + 2})",
            f"Realisasi Target Kinerja Program dan Keluaran Kegiatan s/d tahun {year - 3}",
            f"Target dan Realisasi Kinerja Program dan Kegiatan Tahun {year - 2}",
            f"Target Perangkat Daerah Tahun {year - 2}",
            f"Realisasi Perangkat Daerah Tahun {year - 2}",
            "Tingkat Realisasi (%)",
            f"Target Program, Kegiatan dan Sub Kegiatan (Tahun {year - 1})",
            f"Perkiraan Realisasi Capaian Target Renstra s/d tahun {year - 1}",
            f"Realisasi Capaian Program dan Kegiatan s/d tahun {year - 1}",
            "Tingkat Capaian Realisasi Target Renstra (%)",
        ),
        "tirtabumi": (
            "Kode Rekening",
            "Program/Kegiatan/Subkegiatan Perangkat Daerah",
            "Indikator Kinerja Program (Hasil) dan Kegiatan (Keluaran)",
            f"Target Akhir Periode Renstra (Tahun {year + 2})",
            f"Capaian Kinerja sampai dengan Tahun {year - 3}",
            f"Kinerja Renja Tahun {year - 2}",
            "Target",
            "Realisasi",
            "Tingkat Realisasi (%)",
            f"Target Renja Tahun Berjalan ({year - 1})",
            f"Perkiraan Capaian Renstra s.d. Tahun Berjalan ({year - 1})",
            "Realisasi",
            "Tingkat Capaian (%)",
        ),
        "variasi": (
            "Kode",
            "Urusan / Bidang Urusan / Program / Kegiatan / Sub Kegiatan",
            "Indikator Kinerja Program (Outcome) / Kegiatan (Output) / Sub Kegiatan",
            f"Target Kinerja Renstra Perangkat Daerah pada Tahun {year + 2}",
            f"Realisasi Kinerja Renstra s.d. Tahun {year - 3}",
            f"Evaluasi Renja Tahun {year - 2}",
            f"Target Renja Tahun {year - 2}",
            f"Realisasi Renja Tahun {year - 2}",
            "Tingkat Realisasi (%)",
            f"Target Renja Tahun {year - 1}",
            f"Perkiraan Realisasi Capaian Target Renstra s.d. Tahun {year - 1}",
            f"Realisasi Capaian s.d. Tahun {year - 1}",
            "Tingkat Capaian (%)",
        ),
        "datar": (
            "Kode",
            "Program/Kegiatan/Sub Kegiatan",
            "Indikator Kinerja",
            f"Target Renstra Tahun {year + 2}",
            f"Realisasi s/d Tahun {year - 3}",
            "",
            f"Target Renja Tahun {year - 2}",
            f"Realisasi Renja Tahun {year - 2}",
            "Tingkat Realisasi (%)",
            f"Target Renja Tahun {year - 1}",
            "",
            f"Perkiraan Realisasi Capaian s/d Tahun {year - 1}",
            "Tingkat Capaian Renstra (%)",
        ),
        "bebas": (
            "Kode Program/Kegiatan",
            "Nama Program/Kegiatan/Sub Kegiatan",
            "Indikator Program dan Kegiatan",
            f"Target Akhir Renstra {year + 2}",
            f"Realisasi s/d {year - 3}",
            f"Capaian Kinerja {year - 2}",
            "Target",
            "Realisasi",
            "Capaian (%)",
            f"Target {year - 1}",
            f"Perkiraan Capaian s/d {year - 1}",
            "Perkiraan Realisasi",
            "Tingkat Capaian (%)",
        ),
    }
    w = words.get(options.family, words["resmi"])
    columns = [*_lead(options, w[0], w[1]), Column("indikator", w[2])]
    if options.unit_column:
        columns.append(Column("satuan", "Satuan"))
    columns += [
        Column("target_renstra", w[3]),
        Column("realisasi_lalu", w[4]),
        Column("target_lalu", w[6], w[5]),
        Column("realisasi", w[7], w[5]),
        Column("tingkat_realisasi", w[8], w[5]),
        Column("target_berjalan", w[9]),
        Column("realisasi_berjalan", w[11], w[10]),
        Column("tingkat_capaian", w[12], w[10]),
    ]
    if options.extra_column == "akhir":
        columns.append(Column("lain", "Perangkat Daerah Penanggung Jawab"))
    return columns


def _services(plan: Plan, options: Options) -> list[Column]:
    year = plan.year
    w = {
        "tirtabumi": (
            "Indikator Kinerja Layanan", "Standar Pelayanan Minimal", "IKK", "Target Renstra",
            "Realisasi", "Proyeksi", "Catatan",
        ),
        "variasi": (
            "Indikator Kinerja sesuai Tugas dan Fungsi Perangkat Daerah", "Target SPM",
            "Target IKK", "Target Renstra Perangkat Daerah", "Realisasi Capaian", "Proyeksi",
            "Catatan Analisis",
        ),
        "datar": (
            "Indikator", "SPM", "IKK", "Target Renstra", "Realisasi", "Proyeksi", "Catatan",
        ),
        "bebas": (
            "Uraian Indikator", "SPM", "Indikator Kinerja Kunci", "Target Renstra",
            "Realisasi Capaian", "Proyeksi Capaian", "Keterangan",
        ),
    }.get(
        options.family,
        (
            "Indikator", "SPM/Standar Nasional", "IKK", "Target Renstra Perangkat Daerah",
            "Realisasi Capaian", "Proyeksi", "Catatan Analisis",
        ),
    )  # fmt: skip
    columns = [Column("nomor", "No"), Column("indikator", w[0])]
    if options.unit_column:
        columns.append(Column("satuan", "Satuan"))
    if options.spm_marks:
        columns += [Column("standar", w[1]), Column("ikk", w[2])]
    years = range(year - 2, year + 2)
    kinds = {"target_renstra": w[3], "realisasi": w[4], "proyeksi": w[5]}
    pairs = [("target_renstra", each) for each in years]
    pairs += [("realisasi" if each < year else "proyeksi", each) for each in years]
    if options.spm_by_year:
        pairs.sort(key=lambda pair: (pair[1], pair[0] != "target_renstra"))
        columns += [Column(f"{k}@{y}", kinds[k], f"Tahun {y}") for k, y in pairs]
    else:
        columns += [
            Column(f"{k}@{y}", f"{_year(options)}{y}{_relative(options, y - year)}", kinds[k])
            for k, y in pairs
        ]
    if options.note_column:
        columns.append(Column("catatan", w[6]))
    return columns


def _year(options: Options) -> str:
    """The word before a year; some print the year alone."""
    return "" if options.family == "variasi" else "Tahun "


def _relative(options: Options, offset: int) -> str:
    """`` (n-2)`` as the official appendix writes it."""
    if options.family != "lampiran":
        return ""
    return " (n)" if offset == 0 else f" (n{offset:+d})"


def _money_words(options: Options, words: str) -> str:
    return f"{words} (Rp.000)" if options.money in {"ribuan", "ribuan_keliru"} else words


def _money_width(options: Options) -> int:
    return 2 if options.money == "sel" else 1


def _review(plan: Plan, options: Options) -> list[Column]:
    w = {
        "tirtabumi": (
            f"Menurut Rancangan Awal RKPD Tahun {plan.year}",
            "Menurut Analisis Kebutuhan Perangkat Daerah",
            "Program / Kegiatan / Subkegiatan", "Tempat", "Indikator", "Volume Target",
            "Pagu", "Perkiraan Dana", "Keterangan",
        ),
        "variasi": (
            "Rancangan Awal RKPD", "Hasil Analisis Kebutuhan", "Program/Kegiatan/Sub Kegiatan",
            "Lokasi", "Indikator Kinerja", "Target", "Pagu Indikatif", "Kebutuhan Dana",
            "Catatan",
        ),
        "datar": (
            "Rancangan Awal RKPD", "Analisis Kebutuhan", "Program/Kegiatan", "Lokasi",
            "Indikator", "Target", "Pagu Indikatif", "Kebutuhan Dana", "Catatan",
        ),
        "bebas": (
            "Rancangan Awal RKPD", "Hasil Analisis Kebutuhan Perangkat Daerah",
            "Uraian Program/Kegiatan", "Lokasi", "Indikator", "Target Kinerja", "Pagu Indikatif",
            "Pagu Kebutuhan", "Keterangan",
        ),
    }.get(
        options.family,
        (
            "Rancangan Awal RKPD", "Hasil Analisis Kebutuhan",
            "Program/Kegiatan" if options.family in {"resmi", "skpd", "lampiran"}
            else "Program/ Kegiatan/ Sub Kegiatan",
            "Lokasi", "Indikator Kinerja", "Target Capaian", "Pagu Indikatif", "Kebutuhan Dana",
            "Catatan Penting",
        ),
    )  # fmt: skip
    columns = []
    if options.review_lead == "no":
        columns.append(Column("nomor", "No"))
    if options.review_lead == "kode":
        columns.append(Column("kode", "Kode"))
    for suffix, group, money in (("", w[0], w[6]), ("_kanan", w[1], w[7])):
        if options.review_lead == "dua":
            columns.append(Column(f"kode{suffix}", "Kode", group))
        columns.append(Column(f"nama{suffix}", w[2], group))
        place = Column(f"lokasi{suffix}", w[3], group)
        indicator = Column(f"indikator{suffix}", w[4], group)
        if options.review_place == "sebelum":
            columns += [place, indicator]
        elif options.review_place == "sesudah":
            columns += [indicator, place]
        else:
            columns.append(indicator)
        columns.append(Column(f"target{suffix}", w[5], group))
        if options.unit_column:
            columns.append(Column(f"satuan{suffix}", "Satuan", group))
        columns.append(
            Column(f"pagu{suffix}", _money_words(options, money), group, _money_width(options))
        )
    if options.note_column:
        columns.append(Column("catatan", w[8]))
    return columns


def _proposals(plan: Plan, options: Options) -> list[Column]:
    names = (
        [Column("program", "Program"), Column("kegiatan", "Kegiatan"),
         Column("sub_kegiatan", "Sub Kegiatan")]
        if options.proposal == "kolom"
        else [Column("usulan", "Program/Kegiatan" if options.family in {"resmi", "skpd", "lampiran"}
                     else "Program/Kegiatan/Sub Kegiatan")]
    )  # fmt: skip
    columns = [
        Column("nomor", "No"), *names, Column("lokasi", "Lokasi"),
        Column("indikator", "Indikator Kinerja"), Column("besaran", "Besaran/Volume"),
    ]  # fmt: skip
    if options.note_column:
        columns.append(Column("catatan", "Catatan"))
    return columns


def _policies(plan: Plan, options: Options) -> list[Column]:
    return [
        Column("nomor", "No."), Column("kebijakan", "Kebijakan Nasional/Provinsi"),
        Column("sumber", "Sumber"), Column("catatan", "Keterangan"),
    ]  # fmt: skip


def _codes(plan: Plan, options: Options) -> list[Column]:
    words = {
        "tirtabumi": ("Kode", "Nama Program, Kegiatan dan Subkegiatan"),
        "variasi": ("Kode", "Program/Kegiatan/Sub Kegiatan"),
        "bebas": ("Kode", "Nomenklatur Program/Kegiatan/Sub Kegiatan"),
    }
    code, name = words.get(options.family, ("Kode Rekening", "Program / Kegiatan / Sub Kegiatan"))
    return [Column("kode", code), Column("nama", name)]


def _plan(plan: Plan, options: Options) -> list[Column]:
    year = plan.year
    w = {
        "lampiran": (
            "Kode", "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan",
            "Indikator Kinerja Program/Kegiatan", f"Rencana Tahun {year} (n)", "Lokasi",
            "Target capaian kinerja", "Kebutuhan Dana/ pagu indikatif", "Sumber Dana",
            "Catatan Penting", f"Prakiraan Maju Rencana Tahun {year + 1} (n+1)",
        ),
        "pasuruan": (
            "Kode", "Urusan/ Bidang Urusan Pemerintahan Daerah dan Program/ Kegiatan/ Sub Kegiatan",
            "Indikator Kinerja Program/ Kegiatan/ Sub Kegiatan", f"Rencana Tahun {year}", "Lokasi",
            "Target Capaian Kinerja", "Kebutuhan Dana/ Pagu Indikatif", "Sumber Dana",
            "Catatan Penting", f"Prakiraan Maju Rencana Tahun {year + 1}",
        ),
        "tirtabumi": (
            "Kode", "Urusan / Bidang / Program / Kegiatan / Subkegiatan / Jenis Belanja",
            "Indikator Kinerja", f"Rencana Tahun {year}", "Tempat Pelaksanaan", "Target",
            "Pagu Indikatif", "Asal Dana", "Keterangan", f"Prakiraan Maju Tahun {year + 1}",
        ),
        "variasi": (
            "Kode", "Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan",
            "Indikator Kinerja Program/Kegiatan/Sub Kegiatan", f"Rencana Tahun {year}", "Lokasi",
            "Target", "Pagu Indikatif (Rp)", "Sumber Dana", "Catatan",
            f"Prakiraan Maju Tahun {year + 1}",
        ),
        "datar": (
            "Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja",
            f"Rencana Tahun {year}", "Lokasi", "Target", "Pagu Indikatif", "Sumber Dana",
            "Catatan", f"Prakiraan Maju Tahun {year + 1}",
        ),
        "bebas": (
            "Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator", f"Tahun {year}", "Lokasi",
            "Target Kinerja", "Kebutuhan Dana (Rp)", "Sumber Pendanaan", "Keterangan",
            f"Prakiraan Maju {year + 1}",
        ),
    }.get(
        options.family,
        (
            "Kode", "Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan",
            "Indikator Kinerja Program/Kegiatan", f"Rencana Tahun {year} (Tahun Rencana)",
            "Lokasi", "Target Capaian Kinerja", "Kebutuhan Dana/Pagu Indikatif", "Sumber Dana",
            "Catatan Penting", f"Prakiraan Maju Rencana Tahun {year + 1}",
        ),
    )  # fmt: skip
    columns = [*_lead(options, w[0], w[1]), Column("indikator", w[2])]
    if options.extra_column == "tengah":
        columns.append(Column("lain", "Kelompok Sasaran"))
    if options.unit_column:
        columns.append(Column("satuan", "Satuan"))
    money = _money_words(options, w[6])
    columns += [
        Column("lokasi", w[4], w[3]),
        Column("target", w[5], w[3]),
        Column("pagu", money, w[3], _money_width(options)),
        Column("sumber_dana", w[7], w[3]),
    ]
    if options.note_column:
        columns.append(Column("catatan", w[8]))
    columns += [
        Column("target_maju", w[5], w[9]),
        Column("pagu_maju", money, w[9], _money_width(options)),
    ]
    if options.extra_column == "akhir":
        columns.append(Column("lain", "Bidang Penanggung Jawab"))
    return columns
