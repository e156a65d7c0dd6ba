"""Invented but plausible content: fields of government with programmes and their indicators.

Names follow the manner of the national list; figures, governments and places are made up.
A line of the tree is ``name | indicator : unit``; indentation by list nesting.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the list with its usual indicator and unit; ``below`` are its children."""

    name: str
    indicator: str
    unit: str
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """A bidang urusan: its code and names, an agency that holds it, its programmes."""

    code: str
    bidang: str
    urusan: str
    agency: str
    programs: tuple[Entry, ...]
    services: tuple[tuple[str, str], ...]


#: Other ways in which agencies are called.
AGENCIES = (
    "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Dinas Kependudukan dan Pencatatan Sipil",
    "Badan Perencanaan Pembangunan Daerah",
    "Rumah Sakit Umum Daerah",
    "Inspektorat Daerah",
    "Sekretariat DPRD",
    "Satuan Polisi Pamong Praja",
    "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana",
    "Badan Kesatuan Bangsa dan Politik",
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    "Kecamatan Bandar Baru",
    "Dinas Koperasi, Usaha Mikro, Perindustrian dan Perdagangan",
)


def _e(text: str, *below: Entry) -> Entry:
    name, _, rest = text.partition(" | ")
    indicator, _, unit = rest.partition(" : ")
    return Entry(name, indicator, unit, below)


WAJIB = "URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR"
WAJIB_LAIN = "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR"
PILIHAN = "URUSAN PEMERINTAHAN PILIHAN"

SUPPORT = _e(
    "Program Penunjang Urusan Pemerintahan Daerah {kind} | Indeks kepuasan layanan internal "
    "perangkat daerah : Indeks",
    _e(
        "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah | Persentase dokumen "
        "perencanaan yang selesai tepat waktu : %",
        _e(
            "Penyusunan Dokumen Perencanaan Perangkat Daerah | Jumlah dokumen perencanaan "
            "perangkat daerah : Dokumen"
        ),
        _e(
            "Koordinasi dan Penyusunan Dokumen RKA-SKPD | Jumlah dokumen RKA-SKPD dan laporan "
            "hasil koordinasi : Dokumen"
        ),
        _e("Evaluasi Kinerja Perangkat Daerah | Jumlah laporan evaluasi kinerja : Laporan"),
    ),
    _e(
        "Administrasi Keuangan Perangkat Daerah | Persentase administrasi keuangan yang tertib : %",
        _e(
            "Penyediaan Gaji dan Tunjangan ASN | Jumlah orang yang menerima gaji dan tunjangan "
            "ASN : Orang/Bulan"
        ),
        _e(
            "Koordinasi dan Penyusunan Laporan Keuangan Akhir Tahun SKPD | Jumlah laporan keuangan "
            "akhir tahun SKPD : Laporan"
        ),
    ),
    _e(
        "Administrasi Umum Perangkat Daerah | Persentase kebutuhan umum yang terpenuhi : %",
        _e(
            "Penyediaan Komponen Instalasi Listrik/Penerangan Bangunan Kantor | Jumlah paket "
            "komponen instalasi listrik : Paket"
        ),
        _e("Penyediaan Bahan Logistik Kantor | Jumlah paket bahan logistik kantor : Paket"),
        _e(
            "Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD | Jumlah laporan rapat "
            "koordinasi dan konsultasi : Laporan"
        ),
    ),
    _e(
        "Pemeliharaan Barang Milik Daerah Penunjang Urusan Pemerintahan Daerah | Persentase "
        "barang milik daerah dalam kondisi baik : %",
        _e(
            "Penyediaan Jasa Pemeliharaan, Biaya Pemeliharaan, dan Pajak Kendaraan Perorangan "
            "Dinas atau Kendaraan Dinas Jabatan | Jumlah kendaraan dinas yang dipelihara : Unit"
        ),
        _e(
            "Pemeliharaan/Rehabilitasi Gedung Kantor dan Bangunan Lainnya | Jumlah gedung kantor "
            "yang dipelihara : Unit"
        ),
    ),
)

FIELDS = (
    Field(
        "1.02",
        "BIDANG URUSAN KESEHATAN",
        WAJIB,
        "Dinas Kesehatan",
        (
            _e(
                "Program Pemenuhan Upaya Kesehatan Perorangan dan Upaya Kesehatan Masyarakat | "
                "Angka kematian ibu per 100.000 kelahiran hidup : Kematian",
                _e(
                    "Penyediaan Fasilitas Pelayanan Kesehatan untuk UKM dan UKP Kewenangan "
                    "Daerah | Persentase fasilitas kesehatan sesuai standar : %",
                    _e(
                        "Pembangunan Puskesmas | Jumlah pusat kesehatan masyarakat yang "
                        "dibangun : Unit"
                    ),
                    _e("Pengadaan Obat, Vaksin | Jumlah obat dan vaksin yang disediakan : Paket"),
                    _e(
                        "Rehabilitasi dan Pemeliharaan Puskesmas | Jumlah sarana puskesmas yang "
                        "direhabilitasi : Unit"
                    ),
                ),
                _e(
                    "Penyediaan Layanan Kesehatan untuk UKM dan UKP Rujukan | Cakupan layanan "
                    "kesehatan rujukan : %",
                    _e(
                        "Pengelolaan Pelayanan Kesehatan Ibu Hamil | Jumlah ibu hamil yang "
                        "mendapatkan pelayanan kesehatan : Orang"
                    ),
                    _e(
                        "Pengelolaan Pelayanan Kesehatan Balita | Jumlah balita yang "
                        "mendapatkan pelayanan kesehatan : Orang"
                    ),
                    _e(
                        "Pengelolaan Pelayanan Kesehatan pada Usia Lanjut | Jumlah penduduk usia "
                        "lanjut yang dilayani : Orang"
                    ),
                ),
            ),
            _e(
                "Program Peningkatan Kapasitas Sumber Daya Manusia Kesehatan | Persentase tenaga "
                "kesehatan yang bersertifikat : %",
                _e(
                    "Perencanaan Kebutuhan dan Pendayagunaan Sumber Daya Manusia Kesehatan | "
                    "Rasio dokter per 100.000 penduduk : Rasio",
                    _e(
                        "Pemenuhan Kebutuhan Sumber Daya Manusia Kesehatan | Jumlah tenaga "
                        "kesehatan yang ditempatkan : Orang"
                    ),
                    _e(
                        "Pembinaan dan Pengawasan Sumber Daya Manusia Kesehatan | Jumlah laporan "
                        "pembinaan dan pengawasan : Laporan"
                    ),
                ),
            ),
        ),
        (
            ("Persentase ibu hamil mendapatkan pelayanan kesehatan sesuai standar", "%"),
            ("Persentase bayi baru lahir mendapatkan pelayanan kesehatan", "%"),
            ("Angka harapan hidup", "Tahun"),
            ("Prevalensi balita stunting", "%"),
        ),
    ),
    Field(
        "3.27",
        "BIDANG URUSAN PERTANIAN",
        PILIHAN,
        "Dinas Pertanian",
        (
            _e(
                "Program Penyediaan dan Pengembangan Sarana Pertanian | Produktivitas padi per "
                "hektar : Kuintal",
                _e(
                    "Pengawasan Penggunaan Sarana Pertanian | Persentase sarana pertanian yang "
                    "diawasi : %",
                    _e(
                        "Pengawasan Penggunaan Sarana Pendukung Pertanian Sesuai dengan "
                        "Komoditas, Teknologi dan Spesifik Lokasi | Jumlah pengawasan sarana "
                        "pendukung pertanian : Laporan"
                    ),
                    _e(
                        "Pendampingan Penggunaan Sarana Pendukung Pertanian | Jumlah kelompok "
                        "tani yang didampingi : Kelompok"
                    ),
                ),
                _e(
                    "Pengelolaan Sumber Daya Genetik Hewan, Tumbuhan, dan Mikroorganisme | "
                    "Persentase benih unggul yang beredar : %",
                    _e(
                        "Penjaminan Kemurnian dan Kelestarian SDG Hewan/Tanaman | Jumlah "
                        "varietas yang dilestarikan : Varietas"
                    ),
                    _e(
                        "Pemanfaatan SDG Hewan/Tanaman | Jumlah benih dan bibit yang "
                        "dimanfaatkan : Kg"
                    ),
                ),
            ),
            _e(
                "Program Penyediaan dan Pengembangan Prasarana Pertanian | Luas lahan pertanian "
                "yang beririgasi : Ha",
                _e(
                    "Pembangunan Prasarana Pertanian | Persentase prasarana pertanian kondisi "
                    "baik : %",
                    _e(
                        "Pembangunan, Rehabilitasi dan Pemeliharaan Jaringan Irigasi Usaha "
                        "Tani | Panjang jaringan irigasi usaha tani : Meter"
                    ),
                    _e(
                        "Pembangunan, Rehabilitasi dan Pemeliharaan Jalan Usaha Tani | Panjang "
                        "jalan usaha tani : Meter"
                    ),
                    _e(
                        "Pembangunan, Rehabilitasi dan Pemeliharaan Embung Pertanian | Jumlah "
                        "embung pertanian : Unit"
                    ),
                ),
            ),
            _e(
                "Program Penyuluhan Pertanian | Persentase kelembagaan petani yang meningkat "
                "kelasnya : %",
                _e(
                    "Pelaksanaan Penyuluhan Pertanian | Persentase penyuluh yang kompeten : %",
                    _e(
                        "Peningkatan Kapasitas Kelembagaan Penyuluhan Pertanian di Kecamatan "
                        "dan Desa | Jumlah kelembagaan penyuluhan yang ditingkatkan : Lembaga"
                    ),
                    _e(
                        "Penyediaan dan Pemanfaatan Sarana dan Prasarana Penyuluhan Pertanian | "
                        "Jumlah sarana penyuluhan yang disediakan : Unit"
                    ),
                ),
            ),
        ),
        (
            ("Produksi padi", "Ton"),
            ("Persentase kelompok tani aktif", "%"),
            ("Nilai tukar petani", "Poin"),
            ("Luas tanam padi sawah", "Ha"),
        ),
    ),
    Field(
        "2.15",
        "BIDANG URUSAN PERHUBUNGAN",
        WAJIB_LAIN,
        "Dinas Perhubungan",
        (
            _e(
                "Program Penyelenggaraan Lalu Lintas dan Angkutan Jalan (LLAJ) | Rasio "
                "konektivitas : Rasio",
                _e(
                    "Penyediaan Perlengkapan Jalan di Jalan Kabupaten/Kota | Persentase "
                    "perlengkapan jalan yang terpasang : %",
                    _e(
                        "Penyediaan Perlengkapan Jalan di Jalan Kabupaten/Kota | Jumlah "
                        "perlengkapan jalan yang tersedia : Unit"
                    ),
                    _e(
                        "Rehabilitasi dan Pemeliharaan Perlengkapan Jalan | Jumlah perlengkapan "
                        "jalan yang dipelihara : Unit"
                    ),
                ),
                _e(
                    "Pengujian Berkala Kendaraan Bermotor | Persentase kendaraan wajib uji yang "
                    "laik jalan : %",
                    _e(
                        "Penyediaan Sarana dan Prasarana Pengujian Berkala Kendaraan Bermotor | "
                        "Jumlah sarana pengujian kendaraan bermotor : Unit"
                    ),
                    _e(
                        "Registrasi Kendaraan Wajib Uji Berkala Kendaraan Bermotor | Jumlah "
                        "kendaraan yang terdaftar : Kendaraan"
                    ),
                ),
            ),
            _e(
                "Program Pengelolaan Pelayaran | Persentase kapal yang laik berlayar : %",
                _e(
                    "Pembangunan dan Penerbitan Izin Pelabuhan Sungai dan Danau | Persentase "
                    "pelabuhan yang berizin : %",
                    _e(
                        "Pembangunan Pelabuhan Sungai dan Danau | Jumlah dermaga yang "
                        "dibangun : Dermaga"
                    ),
                    _e(
                        "Pengawasan Pengoperasian Pelabuhan Sungai dan Danau | Jumlah laporan "
                        "pengawasan pelabuhan : Laporan"
                    ),
                ),
            ),
        ),
        (
            ("Rasio panjang jalan per jumlah kendaraan", "Rasio"),
            ("Persentase layanan angkutan darat", "%"),
            ("Jumlah penumpang angkutan umum", "Orang"),
        ),
    ),
    Field(
        "2.11",
        "BIDANG URUSAN LINGKUNGAN HIDUP",
        WAJIB_LAIN,
        "Dinas Lingkungan Hidup",
        (
            _e(
                "Program Pengendalian Pencemaran dan/atau Kerusakan Lingkungan Hidup | Indeks "
                "kualitas air : Indeks",
                _e(
                    "Pencegahan Pencemaran dan/atau Kerusakan Lingkungan Hidup | Persentase "
                    "titik pantau yang memenuhi baku mutu : %",
                    _e(
                        "Koordinasi, Sinkronisasi, dan Pelaksanaan Pencegahan Pencemaran "
                        "Lingkungan Hidup terhadap Media Tanah, Air, Udara, dan Laut | Jumlah "
                        "dokumen pemantauan kualitas lingkungan : Dokumen"
                    ),
                    _e(
                        "Pengelolaan Laboratorium Lingkungan Hidup | Jumlah sampel yang diuji : "
                        "Sampel"
                    ),
                ),
            ),
            _e(
                "Program Pengelolaan Persampahan | Persentase sampah yang tertangani : %",
                _e(
                    "Pengelolaan Sampah | Timbulan sampah yang dikurangi : Ton",
                    _e(
                        "Penanganan Sampah dengan Melakukan Pemilahan, Pengumpulan, "
                        "Pengangkutan, Pengolahan, dan Pemrosesan Akhir Sampah | Volume sampah "
                        "yang ditangani : Ton"
                    ),
                    _e(
                        "Penyediaan Sarana dan Prasarana Pengelolaan Persampahan di TPA/TPST | "
                        "Jumlah sarana persampahan yang disediakan : Unit"
                    ),
                    _e(
                        "Peningkatan Peran Serta Masyarakat dalam Pengelolaan Persampahan | "
                        "Jumlah bank sampah yang dibina : Kelompok"
                    ),
                ),
            ),
            _e(
                "Program Pengelolaan Keanekaragaman Hayati (KEHATI) | Persentase ruang terbuka "
                "hijau : %",
                _e(
                    "Pengelolaan Keanekaragaman Hayati Daerah | Luas taman yang dikelola : Ha",
                    _e("Pengelolaan Taman Keanekaragaman Hayati | Jumlah taman KEHATI : Lokasi"),
                    _e(
                        "Pengelolaan Ruang Terbuka Hijau (RTH) | Luas ruang terbuka hijau yang "
                        "dikelola : M2"
                    ),
                ),
            ),
        ),
        (
            ("Indeks kualitas lingkungan hidup", "Indeks"),
            ("Persentase penanganan sampah", "%"),
            ("Persentase pengurangan sampah", "%"),
        ),
    ),
    Field(
        "2.23",
        "BIDANG URUSAN PERPUSTAKAAN",
        WAJIB_LAIN,
        "Dinas Perpustakaan dan Kearsipan",
        (
            _e(
                "Program Pembinaan Perpustakaan | Nilai tingkat kegemaran membaca masyarakat : "
                "Nilai",
                _e(
                    "Pengelolaan Perpustakaan Tingkat Daerah | Persentase perpustakaan sesuai "
                    "standar nasional : %",
                    _e(
                        "Pengembangan Layanan Perpustakaan Rujukan Tingkat Daerah | Jumlah "
                        "layanan perpustakaan yang dikembangkan : Layanan"
                    ),
                    _e(
                        "Pengelolaan dan Pengembangan Bahan Pustaka | Jumlah bahan pustaka yang "
                        "dikelola : Eksemplar"
                    ),
                ),
                _e(
                    "Pembudayaan Gemar Membaca Tingkat Daerah | Jumlah pemustaka yang berkunjung "
                    ": Orang",
                    _e(
                        "Sosialisasi Budaya Baca dan Literasi pada Satuan Pendidikan dan "
                        "Masyarakat | Jumlah peserta sosialisasi budaya baca : Orang"
                    ),
                    _e(
                        "Pemilihan Duta Baca Tingkat Daerah | Jumlah duta baca yang terpilih : "
                        "Orang"
                    ),
                ),
            ),
            _e(
                "Program Pelestarian Koleksi Nasional dan Naskah Kuno | Persentase naskah kuno "
                "yang dilestarikan : %",
                _e(
                    "Pelestarian Naskah Kuno Milik Daerah | Jumlah naskah kuno yang terdata : "
                    "Naskah",
                    _e(
                        "Pendaftaran, Alih Aksara, dan Alih Media Naskah Kuno | Jumlah naskah "
                        "kuno yang dialihmediakan : Naskah"
                    ),
                ),
            ),
        ),
        (
            ("Persentase perpustakaan yang terakreditasi", "%"),
            ("Indeks pembangunan literasi masyarakat", "Indeks"),
            ("Jumlah kunjungan perpustakaan", "Kunjungan"),
        ),
    ),
)

GOVERNMENTS = (
    ("Kabupaten", "Sukamukti"),
    ("Kabupaten", "Rawa Jaya"),
    ("Kota", "Muara Indah"),
    ("Kota", "Wiralaga"),
    ("Provinsi", "Nusa Kencana"),
    ("Kabupaten", "Lembah Hijau"),
)

DISTRICTS = (
    ("Karangsari", ("Sidomulyo", "Karanganyar", "Tegalrejo")),
    ("Mekarwangi", ("Cibodas", "Sukamaju")),
    ("Bandar Baru", ("Pasar Lama", "Tanjung Raya", "Ulu Gadut")),
)

FUNDS = ("DAU", "PAD", "APBD", "DAK Fisik", "DAK Non Fisik", "DBH CHT", "Bankeu Provinsi")

#: Places, funds and notes that look like something else.
HARD_PLACES = (
    "12 Kecamatan", "Tersebar", "Kec. Karangsari, Kec. Mekarwangi", "24 Puskesmas",
    "Semua Kecamatan", "UPT Karangsari",
)  # fmt: skip
HARD_FUNDS = ("PAD, DAU", "APBD (DAU)", "Pajak Rokok", "DBHCHT", "BLUD", "APBD Kab/Kota", "DAU/DAK")
HARD_NOTES = (
    None, "Sesuai hasil Musrenbang Kecamatan Tahun 2021", "Pergeseran dari sub kegiatan lain",
    "100 % dari usulan", "Janji kerja kepala daerah nomor 3",
)  # fmt: skip

POLICIES = (
    ("Penguatan sistem layanan dasar di seluruh wilayah", "RPJMN 2020-2024"),
    ("Peningkatan kualitas sumber daya manusia yang berdaya saing", "RKP Tahun 2024"),
    ("Pencapaian target tujuan pembangunan berkelanjutan", "Perpres 111 Tahun 2022"),
    ("Penurunan emisi gas rumah kaca", "RPJMD Provinsi"),
)
