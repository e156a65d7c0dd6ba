-- Belanja per jenis; hanya baris rincian boleh dijumlahkan / expenditure by type, leaves alone
SELECT jenis_belanja, COUNT(*) AS baris, SUM(rupiah) AS rupiah
FROM bi_belanja
WHERE fase = 'rencana' AND rincian = 1 AND sub_kegiatan IS NOT NULL
GROUP BY jenis_belanja
ORDER BY rupiah DESC, jenis_belanja;
