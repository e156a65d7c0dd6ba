-- Headings, programmes and activities beside the sum of what stands right below them.
WITH rows_of AS (
  SELECT pemerintah, perangkat_daerah, dokumen_id, formulir, tahun, fase, tingkat,
         COALESCE(bidang, '') AS bidang, COALESCE(program, '') AS program,
         COALESCE(kegiatan, '') AS kegiatan, SUM(rupiah) AS rupiah,
         MAX(CASE WHEN status = 'ragu' THEN 1 ELSE 0 END) AS ragu
  FROM bi_anggaran
  WHERE tingkat IN ('bidang', 'program', 'kegiatan', 'sub_kegiatan')
  GROUP BY pemerintah, perangkat_daerah, dokumen_id, formulir, tahun, fase, tingkat,
           COALESCE(bidang, ''), COALESCE(program, ''), COALESCE(kegiatan, '')
),
below AS (
  SELECT dokumen_id, formulir, tahun, fase, 'kegiatan' AS tingkat, bidang, program, kegiatan,
         rupiah FROM rows_of WHERE tingkat = 'sub_kegiatan'
  UNION ALL
  SELECT dokumen_id, formulir, tahun, fase, 'program', bidang, program, '', SUM(rupiah)
  FROM rows_of WHERE tingkat = 'kegiatan'
  GROUP BY dokumen_id, formulir, tahun, fase, bidang, program
  UNION ALL
  SELECT dokumen_id, formulir, tahun, fase, 'bidang', bidang, '', '', SUM(rupiah)
  FROM rows_of WHERE tingkat = 'program'
  GROUP BY dokumen_id, formulir, tahun, fase, bidang
)
SELECT o.pemerintah, o.perangkat_daerah, o.formulir, o.tahun, o.fase, o.tingkat,
       CASE o.tingkat WHEN 'bidang' THEN o.bidang WHEN 'program' THEN o.program
                      ELSE o.kegiatan END AS nama,
       o.rupiah AS tercetak, b.rupiah AS jumlah, o.rupiah - b.rupiah AS selisih
FROM rows_of o
JOIN below b
  ON b.dokumen_id = o.dokumen_id AND b.formulir = o.formulir AND b.tahun = o.tahun
 AND b.fase = o.fase AND b.tingkat = o.tingkat AND b.bidang = o.bidang
 AND (o.tingkat = 'bidang' OR b.program = o.program)
 AND (o.tingkat IN ('bidang', 'program') OR b.kegiatan = o.kegiatan)
WHERE o.tingkat IN ('bidang', 'program', 'kegiatan')
ORDER BY o.pemerintah, o.perangkat_daerah, o.formulir, o.tahun, o.fase, o.tingkat, nama
