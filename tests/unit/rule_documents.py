"""A plan that adds up, an evaluation and a review, to be spoilt by the tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable

from documents import CODES, HEADING, PLAN_HEADER, facts, reading

from pipelines.model import Finding, Reading

#: Two kegiatan, five sub kegiatan; everything grows by 1,1.
PLAN = """\
1.02.01|Program Penunjang Urusan Pemerintahan Daerah|Indeks Layanan||80 %|Rp 60.000.000|||82 %|Rp 66.000.000
1.02.01.2.01|Perencanaan dan Evaluasi|Persentase Dokumen||100 %|Rp 30.000.000|||100 %|Rp 33.000.000
1.02.01.2.01.01|1 Penyusunan Dokumen|Jumlah Dokumen|Kota|6 Dokumen|Rp 10.000.000|DAU||6 Dokumen|Rp 11.000.000
||||Belanja operasi : Rp 10.000.000||||Rp 11.000.000
||||Belanja pegawai : Rp 4.000.000||||Rp 4.400.000
||||Belanja barang dan jasa : Rp 6.000.000||||Rp 6.600.000
1.02.01.2.01.02|2 Evaluasi Kinerja|Jumlah Laporan|Kota|5 Laporan|Rp 20.000.000|DAU||5 Laporan|Rp 22.000.000
1.02.01.2.02|Administrasi Keuangan|Persentase Laporan||100 %|Rp 30.000.000|||100 %|Rp 33.000.000
1.02.01.2.02.01|1 Penyediaan Gaji|Jumlah Bulan|Kota|12 Bulan|Rp 12.000.000|DAU||12 Bulan|Rp 13.200.000
1.02.01.2.02.02|2 Akuntansi|Jumlah Neraca|Kota|4 Laporan|Rp 8.000.000|DAU||4 Laporan|Rp 8.800.000
1.02.01.2.02.03|3 Laporan Bulanan|Jumlah Rekapitulasi|Kota|12 Laporan|Rp 10.000.000|DAU||12 Laporan|Rp 11.000.000
"""
#: A second program with five sub kegiatan, for what needs many rows.
SECOND = """\
1.02.02|Program Kesehatan Masyarakat|Angka Kesehatan||90 %|Rp 50.000.000|||90 %|Rp 55.000.000
1.02.02.2.01|Layanan Kesehatan|Persentase Layanan||90 %|Rp 50.000.000|||90 %|Rp 55.000.000
1.02.02.2.01.01|1 Layanan Ibu Hamil|Jumlah Ibu Hamil|Kota|700 Orang|Rp 10.000.000|DAU||700 Orang|Rp 11.000.000
1.02.02.2.01.02|2 Layanan Balita|Jumlah Balita|Kota|910 Orang|Rp 10.000.000|DAU||910 Orang|Rp 11.000.000
1.02.02.2.01.03|3 Layanan Lansia|Jumlah Lansia|Kota|330 Orang|Rp 10.000.000|DAU||330 Orang|Rp 11.000.000
1.02.02.2.01.04|4 Imunisasi Dasar|Jumlah Bayi|Kota|480 Orang|Rp 10.000.000|DAU||480 Orang|Rp 11.000.000
1.02.02.2.01.05|5 Pemeriksaan Sekolah|Jumlah Murid|Kota|5.200 Orang|Rp 10.000.000|DAU||5.200 Orang|Rp 11.000.000
"""
REVIEW_HEADER = """\
Rancangan Awal RKPD|||||Hasil Analisis Kebutuhan|||||Catatan Penting
Program/Kegiatan|Lokasi|Indikator|Target|Pagu Indikatif|Program/Kegiatan|Lokasi|Indikator|Target|Kebutuhan Dana|
"""
EVALUATION_HEADER = """\
Kode|Program / Kegiatan|Indikator Kinerja|Target Renstra Tahun 2026|Realisasi Target Kinerja s/d Tahun 2021|Target dan Realisasi Kinerja Tahun 2022|||Target Renja Tahun Berjalan 2023|Perkiraan Realisasi Capaian Target Renstra s/d Tahun 2023|
|||||Target|Realisasi|Tingkat Realisasi (%)||Realisasi Capaian|Tingkat Capaian (%)
"""
EVALUATION = """\
1.02.01.2.01.01|Penyusunan Dokumen|Jumlah Dokumen|50 Dokumen|10 Dokumen|10 Dokumen|8 Dokumen|80 %|10 Dokumen|30 Dokumen|60 %
1.02.01.2.01.02|Evaluasi Kinerja|Jumlah Laporan|20 Laporan|4 Laporan|5 Laporan|5 Laporan|100 %|5 Laporan|14 Laporan|70 %
"""
Change = tuple[str, str]


def spoilt(rows: str, changes: Iterable[Change]) -> str:
    """Rows with some texts replaced; each must stand there exactly once."""
    for old, new in changes:
        assert rows.count(old) == 1, old
        rows = rows.replace(old, new)
    return rows


def plan(*changes: Change, total: str = "", rows: str = PLAN, codes: str = CODES) -> Reading:
    """The plan (T-C.33) with some texts replaced and a total row below."""
    return reading(HEADING + codes + "\n" + PLAN_HEADER + spoilt(rows, changes) + total)


def evaluation(*changes: Change) -> Reading:
    """The evaluation (T-C.29) with some texts replaced."""
    return reading(HEADING + CODES + "\n" + EVALUATION_HEADER + spoilt(EVALUATION, changes))


def review_of(rows: str) -> str:
    """The RKPD review (T-C.31) that prints what a plan prints, on both sides."""
    lines = []
    for row in rows.splitlines():
        code, name, indicator, place, target, amount, *_ = row.split("|")
        if code:
            side = "|".join((name.lstrip("0123456789 "), place, indicator, target, amount))
            lines.append(f"{side}|{side}|")
    return REVIEW_HEADER + "\n".join(lines) + "\n"


def reviewed(*changes: Change, plan_changes: Iterable[Change] = ()) -> Reading:
    """A review with some texts replaced, and the plan of the same twelve nodes and more."""
    rows = PLAN + SECOND
    review = spoilt(review_of(rows), changes)
    return reading(
        HEADING + CODES + "\n" + review + "\n" + PLAN_HEADER + spoilt(rows, plan_changes)
    )


def found(read: Reading, *rules: str) -> list[Finding]:
    """The findings of some rules; all warnings where none are named."""
    return [f for f in read.findings if (f.rule in rules if rules else f.severity == "warning")]


def rules_of(read: Reading) -> list[str]:
    """The rules of all warnings, in order."""
    return [finding.rule for finding in found(read)]


def texts(read: Reading, finding: Finding) -> list[str]:
    """What the cells of a finding print, main cell first."""
    text_of = {source.cell.number: source.cell.text for source in read.cells}
    return [text_of[number] for number in finding.cells]


def doubted(read: Reading, view: str = "anggaran") -> list[tuple[object, object, object]]:
    """Name, phase and figure of the facts in doubt."""
    figure = "rupiah" if view in {"anggaran", "belanja"} else "value"
    return [(f["name"], f["phase"], f[figure]) for f in facts(read, view) if f["status"] == "ragu"]
