-- Target dan realisasi 2020, satuan yang sama saja / targets and realisations, like units alone
SELECT t.nama, t.indikator, t.nilai AS target, r.nilai AS realisasi, t.satuan_baku AS satuan,
       ROUND(100.0 * r.nilai / t.nilai, 2) AS persen
FROM bi_kinerja AS t
JOIN bi_kinerja AS r
  ON r.dokumen_id = t.dokumen_id AND r.fase = t.fase AND r.tahun = t.tahun
 AND r.nama = t.nama AND r.program = t.program AND r.indikator = t.indikator
 AND r.komponen = t.komponen AND r.satuan_baku = t.satuan_baku AND r.jenis = 'realisasi'
WHERE t.fase = 'evaluasi' AND t.jenis = 'target' AND t.tahun = 2020 AND t.nilai > 0
ORDER BY persen, t.nama, t.indikator
LIMIT 10;
