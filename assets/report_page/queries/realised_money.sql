-- The budget realisation report (LRA): what a programme was given, and what was spent.
SELECT pemerintah, perangkat_daerah, tahun, program,
       SUM(CASE WHEN fase = 'anggaran' THEN rupiah END) AS anggaran,
       SUM(CASE WHEN fase = 'realisasi' THEN rupiah END) AS realisasi,
       MAX(CASE WHEN status = 'ragu' THEN 1 ELSE 0 END) AS ragu
FROM bi_anggaran
WHERE formulir = 'LRA' AND tingkat = 'program' AND fase IN ('anggaran', 'realisasi')
GROUP BY pemerintah, perangkat_daerah, tahun, program
ORDER BY pemerintah, perangkat_daerah, tahun, program
