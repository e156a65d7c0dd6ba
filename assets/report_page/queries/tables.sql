-- One node in the review of the draft RKPD (T-C.31, both sides) and in the plan (T-C.33).
SELECT pemerintah, perangkat_daerah, tahun, tingkat, skema, kode, MIN(nama) AS nama,
       SUM(CASE WHEN fase = 'rancangan_rkpd' THEN rupiah END) AS rancangan_rkpd,
       SUM(CASE WHEN fase = 'analisis_kebutuhan' THEN rupiah END) AS analisis_kebutuhan,
       SUM(CASE WHEN fase = 'rencana' THEN rupiah END) AS rencana
FROM bi_anggaran
WHERE formulir IN ('T-C.31', 'T-C.33') AND kode IS NOT NULL
  AND fase IN ('rancangan_rkpd', 'analisis_kebutuhan', 'rencana')
  AND tingkat IN ('program', 'kegiatan', 'sub_kegiatan')
GROUP BY pemerintah, perangkat_daerah, tahun, tingkat, skema, kode
ORDER BY pemerintah, perangkat_daerah, tahun, skema, kode
