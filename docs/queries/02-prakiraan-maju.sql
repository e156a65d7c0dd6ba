-- Pagu dan prakiraan maju yang paling berubah / budgets and forward estimates that differ most
SELECT sub_kegiatan, rupiah AS pagu, rupiah_maju AS prakiraan_maju,
       rupiah_maju - rupiah AS perubahan
FROM bi_pagu
WHERE tahun = 2022 AND rupiah_maju IS NOT NULL
ORDER BY ABS(rupiah_maju - rupiah) DESC, sub_kegiatan
LIMIT 10;
