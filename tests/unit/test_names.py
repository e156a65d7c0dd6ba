"""Spellings of one name, and names that must not be confused."""

import pytest

from pipelines.model import fold
from pipelines.names import likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Penyelengaraan Proses Belajar PAUD", "Penyelenggaraan Proses Belajar PAUD"),
        ("Titik Debarisasi di Daerah", "Titik Debarkasi di Daerah"),
        ("Pekerja Sosial Masyarakat Kewenangan Kabupaten/Kota", "Pekerja Sosial Masyarakat"),
        ("Program Penanganan Bencana", "PROGRAM PENANGANAN BENCANA"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert likeness(fold(one), fold(other)) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pelaksanaan Kampung Siaga Bencana", "Pelaksanaan Taruna Siaga Bencana"),
        ("Pengadaan Barang Milik Daerah", "Pemeliharaan Barang Milik Daerah"),
        ("Rehabilitasi Ruang Kelas", "Rehabilitasi Ruang Kelas Sekolah"),
        ("Dana BOS Sekolah Dasar", "Dana BOS Sekolah Menengah Pertama"),
        ("Pengembangan Sarana Pertanian", "Pengembangan Prasarana Pertanian"),
        ("Pembinaan Pendidik", "Pembinaan Pendidikan"),
    ],
)
def test_one_word_makes_another_node(one, other):
    assert likeness(fold(one), fold(other)) == 0.0
