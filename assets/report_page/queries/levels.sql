-- The sum of each level that a table prints: they should be one amount.
SELECT pemerintah, perangkat_daerah, formulir, tahun, fase, tingkat,
       COUNT(*) AS baris, SUM(rupiah) AS rupiah
FROM bi_anggaran
WHERE tingkat IN ('program', 'kegiatan', 'sub_kegiatan')
GROUP BY pemerintah, perangkat_daerah, formulir, tahun, fase, tingkat
ORDER BY pemerintah, perangkat_daerah, formulir, tahun, fase, tingkat
