-- Pagu per program, terbesar lebih dulu / budget by programme, the largest first
SELECT program, COUNT(*) AS sub_kegiatan, SUM(rupiah) AS pagu
FROM bi_pagu
WHERE perangkat_daerah = 'Dinas Sosial' AND tahun = 2022
GROUP BY program
ORDER BY pagu DESC;
