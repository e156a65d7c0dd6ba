-- Every target of the year evaluated (T-C.29: two before the plan's), with its realisation.
SELECT t.pemerintah, t.perangkat_daerah, t.tahun, t.program, t.nama, t.indikator, t.lokasi,
       t.komponen, t.fact_id, t.nilai AS target, t.satuan_baku AS satuan_target,
       r.nilai AS realisasi, r.satuan_baku AS satuan_realisasi,
       CASE WHEN t.status = 'ragu' OR r.status = 'ragu' THEN 1 ELSE 0 END AS ragu
FROM bi_kinerja t
LEFT JOIN bi_kinerja r
  ON r.jenis = 'realisasi' AND r.dokumen_id = t.dokumen_id AND r.formulir = t.formulir
 AND r.fase = t.fase AND r.tahun = t.tahun AND r.tingkat = t.tingkat AND r.nama = t.nama
 AND COALESCE(r.kode_terbit, '') = COALESCE(t.kode_terbit, '')
 AND COALESCE(r.program, '') = COALESCE(t.program, '')
 AND COALESCE(r.kegiatan, '') = COALESCE(t.kegiatan, '')
 AND COALESCE(r.indikator, '') = COALESCE(t.indikator, '')
 AND COALESCE(r.lokasi, '') = COALESCE(t.lokasi, '')
 AND r.komponen = t.komponen
WHERE t.fase = 'evaluasi' AND t.jenis = 'target' AND t.tahun = t.tahun_dokumen - 2
ORDER BY t.pemerintah, t.perangkat_daerah, t.tahun, t.program, t.nama, t.indikator, t.lokasi,
         t.komponen, t.fact_id
