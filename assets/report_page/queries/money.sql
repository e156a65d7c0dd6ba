-- Pagu a programme and year, by how far its figures can be trusted.
SELECT pemerintah, perangkat_daerah, tahun, program, status,
       COUNT(*) AS baris, SUM(rupiah) AS rupiah, SUM(rupiah_maju) AS rupiah_maju
FROM bi_pagu
GROUP BY pemerintah, perangkat_daerah, tahun, program, status
ORDER BY pemerintah, perangkat_daerah, tahun, program, status
