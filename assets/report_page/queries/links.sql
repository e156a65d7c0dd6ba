-- The crosswalk at the level at which figures move: old kegiatan (Permendagri 13/2006) or sub
-- kegiatan, and what is new without a predecessor.
SELECT pemerintah, perangkat_daerah, skema_lama, program_lama, kode_lama, nama_lama,
       skema_baru, program_baru, kode_baru, nama_baru, relasi, bobot, keyakinan, status, penyetuju
FROM bi_pemetaan
WHERE tingkat_lama = CASE WHEN skema_lama = 'permendagri-13-2006'
                          THEN 'kegiatan' ELSE 'sub_kegiatan' END
   OR (skema_lama IS NULL AND tingkat_baru = 'sub_kegiatan')
ORDER BY skema_lama, program_lama, nama_lama, kode_baru, nama_baru, pemerintah, perangkat_daerah
