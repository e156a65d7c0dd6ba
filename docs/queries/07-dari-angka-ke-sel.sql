-- Sel asal pagu terbesar / the cells from which the largest budget comes
SELECT j.dokumen, j.alamat, j.teks_asli, j.peran
FROM bi_jejak AS j
WHERE j.fact_id = (SELECT fact_id FROM bi_pagu ORDER BY rupiah DESC, fact_id LIMIT 1)
ORDER BY j.dokumen, j.alamat, j.peran;
