-- Satu garis sebelum dan sesudah 2021 / one line before and after the change of 2021
SELECT tahun, ukuran, COALESCE(jenis, fase) AS jenis, nilai, satuan_baku AS satuan, rupiah,
       jalur, relasi, bobot, nama_asal
FROM bi_kesinambungan
WHERE nama LIKE 'Pemeliharaan Taman Makam Pahlawan%' AND tingkat = 'sub_kegiatan'
  AND fase IN ('evaluasi', 'rencana')
  AND COALESCE(jenis, 'pagu') IN ('target', 'realisasi', 'pagu')
ORDER BY tahun, ukuran DESC, jenis, komponen;
