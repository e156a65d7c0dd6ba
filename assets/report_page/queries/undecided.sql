-- Old nodes of that level about which nothing is decided.
SELECT pemerintah, perangkat_daerah, skema, kode, program, nama
FROM bi_belum_dipetakan
WHERE tingkat = CASE WHEN skema = 'permendagri-13-2006' THEN 'kegiatan' ELSE 'sub_kegiatan' END
ORDER BY skema, program, nama, pemerintah, perangkat_daerah
